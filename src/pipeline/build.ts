// Puts a plan's layers together and lets SQLite look at the result. A candidate that was looked at while planning and is
// then chosen is not built again.
import {createHash} from 'node:crypto';
import {createReadStream} from 'node:fs';
import {rm} from 'node:fs/promises';
import {join} from 'node:path';
import {overlay, type OverlayResult} from '../engine/overlay.ts';
import type {Layer} from '../engine/layer.ts';
import type {Log} from '../log.ts';
import {prefetching} from '../storage/prefetch.ts';
import type {ObjectStore} from '../storage/store.ts';
import type {CheckOptions, CheckReport, Sqlite} from '../sqlite/sqlite.ts';

/** A candidate on disk, checked. */
export type Built = OverlayResult & {
  readonly path: string;
  readonly checks: CheckReport;
};

export type Builder = {
  /** Builds a candidate and says what a full integrity check found: `[]` when all is well. */
  examine(layers: readonly Layer[]): Promise<readonly string[]>;
  /** Builds and checks the chosen layers, or hands over what {@link examine} just built. */
  build(layers: readonly Layer[]): Promise<Built>;
};

export type BuilderSettings = {
  readonly folder: string;
  readonly store: ObjectStore;
  readonly sqlite: Sqlite;
  readonly checks: CheckOptions;
  readonly maxDatabaseSize: number;
  readonly log: Log;
  readonly signal: AbortSignal;
  readonly timed: <T>(name: 'fetch' | 'check', work: () => Promise<T>) => Promise<T>;
};

export function createBuilder(settings: BuilderSettings): Builder {
  const {folder, sqlite, signal, timed} = settings;
  let last: {readonly id: string; readonly built: Built} | undefined;
  let count = 0;

  async function make(layers: readonly Layer[], checks: CheckOptions): Promise<Built> {
    const id = identity(layers);
    if (last?.id === id) return last.built;
    if (last !== undefined) await rm(last.built.path, {force: true});
    last = undefined;
    count += 1;
    const path = join(folder, `candidate-${count}.sqlite`);
    try {
      const made = await timed('fetch', () => assemble(layers, path, settings));
      const report = await timed('check', () => sqlite.check(path, checks, signal));
      const built = {...made, path, checks: report};
      last = {id, built};
      return built;
    } catch (error) {
      await rm(path, {force: true});
      throw error;
    }
  }

  return {
    async examine(layers) {
      const {checks} = await make(layers, {...settings.checks, integrity: 'full'});
      return checks.integrity === 'ok' ? [] : checks.integrityMessages.first;
    },
    build: layers => make(layers, settings.checks),
  };
}

async function assemble(layers: readonly Layer[], path: string, settings: BuilderSettings): Promise<OverlayResult> {
  const {store, signal, maxDatabaseSize, log} = settings;
  const total = layers.reduce((sum, layer) => sum + layer.bytesToRead, 0);
  // Planning may have read everything already.
  const progress = total === 0 ? undefined : log.progress('Fetching', total, 'bytes');
  // The overlay takes the newest layer first.
  const unread = layers.filter(({bytesToRead}) => bytesToRead > 0).toReversed();
  const ahead = prefetching(
    store,
    unread.flatMap(({objects}) => objects),
    {signal},
  );
  try {
    return await overlay(layers, path, {
      store: ahead,
      signal,
      maxDatabaseSize,
      progress: bytes => progress?.add(bytes),
    });
  } finally {
    progress?.end();
    await ahead.close();
  }
}

/** Equal for layers made of the same objects in the same order. */
function identity(layers: readonly Layer[]): string {
  return JSON.stringify(
    layers.map(({kind, label, commit, objects}) => [kind, label, commit, objects.map(({key, etag}) => [key, etag])]),
  );
}

/** SHA-256 of a file, in hex. */
export async function sha256OfFile(path: string, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, {highWaterMark: 1024 * 1024, signal})) {
    // A stream without an encoding gives Buffers only.
    hash.update(chunk as Buffer);
  }
  return hash.digest('hex');
}
