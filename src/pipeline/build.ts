// Puts a plan's layers together and lets SQLite look at the result. A candidate that was looked at while planning and is
// then chosen is not built again.
import {rm} from 'node:fs/promises';
import {join} from 'node:path';
import {overlay, type OverlayResult} from '../engine/overlay.ts';
import type {Layer} from '../engine/layer.ts';
import {makeDurable} from '../engine/scratch-file.ts';
import {sha256OfFile} from '../file-hash.ts';
import type {Log} from '../log.ts';
import {prefetching} from '../storage/prefetch.ts';
import type {ObjectStore} from '../storage/store.ts';
import type {CheckOptions, CheckReport, Sqlite} from '../sqlite/sqlite.ts';

/** A database on disk, checked. */
export type Built = OverlayResult & {
  readonly path: string;
  readonly checks: CheckReport;
  /** Hex. */
  readonly sha256: string;
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
  let last: {readonly id: string; readonly candidate: Built} | undefined;
  let count = 0;

  async function make(layers: readonly Layer[], checks: CheckOptions): Promise<Built> {
    const id = identity(layers);
    if (last?.id === id) return last.candidate;
    if (last !== undefined) await rm(last.candidate.path, {force: true});
    last = undefined;
    count += 1;
    const path = join(folder, `candidate-${count}.sqlite`);
    const warm = sqlite.warmUp(path);
    try {
      const made = await timed('fetch', () => assemble(layers, path, settings));
      const seen = await timed('check', () => look(path, checks));
      const candidate = {...made, ...seen, path};
      last = {id, candidate};
      return candidate;
    } catch (error) {
      await rm(path, {force: true});
      throw error;
    } finally {
      await warm.end();
    }
  }

  /**
   * SQLite checks in processes of its own, so hashing the same file meanwhile costs next to no time, nor does waiting for
   * the disk, which publishing would otherwise do.
   */
  async function look(path: string, checks: CheckOptions) {
    const stop = new AbortController();
    const hashing = sha256OfFile(path, AbortSignal.any([signal, stop.signal]));
    const flushing = makeDurable(path);
    const meanwhile = Promise.all([hashing, flushing]);
    // Its failure is told when it is awaited, after the check.
    meanwhile.catch(() => {});
    try {
      const report = await sqlite.check(path, checks, signal);
      const [sha256] = await meanwhile;
      return {checks: report, sha256};
    } finally {
      stop.abort();
      await Promise.allSettled([hashing, flushing]);
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
