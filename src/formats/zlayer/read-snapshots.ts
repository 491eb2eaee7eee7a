// Reads the newest snapshot and, within a budget, earlier ones: each once, as a stream, nearest first.
import {rm} from 'node:fs/promises';
import {join} from 'node:path';
import type {LayerEnd, PageRun} from '../../engine/layer.ts';
import {isRestoreError} from '../../errors.ts';
import {compared, type Indexed, type SnapshotPages} from './compare.ts';
import type {SnapshotObject} from './keys.ts';
import {writePages, type SnapshotFile} from './layers.ts';
import {pagesOf} from '../../engine/base-image.ts';
import {contentOf, type ReadContext} from './stored-bytes.ts';

/** Stored bytes of earlier snapshots that are compared; more evidence than that is not worth the transfer. */
export const EARLIER_SNAPSHOTS_BUDGET = 2 * 1024 ** 3;
/** How many earlier snapshots are compared, and how many are read as a mere reserve where there is nothing to compare. */
export const EARLIER_SNAPSHOTS = {compared: 48, inReserve: 4} as const;
/** Bytes of page hashes that all snapshots together may keep in memory. */
const HASHES_BUDGET = 96 * 1024 ** 2;

export type SnapshotDefect = {
  readonly code: 'truncated' | 'trailing' | 'decompress' | 'checksum' | 'format' | 'not-sqlite' | 'encrypted';
  readonly text: string;
  readonly error: Error;
};

export type ReadSnapshot = SnapshotObject & {
  /** Undefined when it was not read to its end. */
  readonly contents: SnapshotPages | undefined;
  readonly defect: SnapshotDefect | undefined;
  /** An empty file: a database of which nothing has left the WAL yet. */
  readonly empty: boolean;
};

export type ReadSnapshots = {
  /** As given: oldest first. */
  readonly snapshots: readonly ReadSnapshot[];
  /** The newest sound one, on disk. */
  readonly file: {readonly index: number; readonly file: SnapshotFile} | undefined;
  /** Snapshots that were not read: there are more, or larger ones, than evidence is worth. */
  readonly beyondBudget: number;
};

export type Comparison = {
  readonly indexed: readonly Indexed[];
  readonly union: Uint32Array;
  readonly readPage: (offset: number, target: Uint8Array) => void;
  readonly maxBytes: number;
  readonly folder: string;
};

export async function readSnapshots(
  objects: readonly SnapshotObject[],
  comparison: Comparison,
  context: ReadContext,
): Promise<ReadSnapshots> {
  const read = new Map<string, Omit<ReadSnapshot, keyof SnapshotObject>>();
  const snapshots: ReadSnapshot[] = [];
  const hashesSize = comparison.union.length * 16;
  let file: ReadSnapshots['file'];
  const most = comparison.union.length > 0 ? EARLIER_SNAPSHOTS.compared : EARLIER_SNAPSHOTS.inReserve;
  let earlier = 0;
  let bytes = 0;
  let hashes = 0;
  let beyondBudget = 0;
  for (const [index, object] of [...objects.entries()].toReversed()) {
    const tag = `${object.object.etag} ${object.object.size}`;
    let found = read.get(tag);
    const within =
      earlier < most && bytes + object.object.size <= EARLIER_SNAPSHOTS_BUDGET && hashes + hashesSize <= HASHES_BUDGET;
    if (found === undefined && (file === undefined || within)) {
      const first = file === undefined;
      const path = first ? join(comparison.folder, `snapshot-${index}.sqlite`) : undefined;
      const one = await readOne(object, path, comparison, context);
      found = one.found;
      read.set(tag, found);
      if (one.end !== undefined && path !== undefined) file = {index, file: {path, end: one.end}};
      else if (!first) {
        bytes += object.object.size;
        earlier += 1;
      }
      hashes += hashesSize;
    }
    if (found === undefined) beyondBudget += 1;
    snapshots.unshift({...object, ...(found ?? {contents: undefined, defect: undefined, empty: false})});
  }
  return {snapshots, file, beyondBudget};
}

type One = {readonly found: Omit<ReadSnapshot, keyof SnapshotObject>; readonly end: LayerEnd | undefined};

async function readOne(
  {object}: SnapshotObject,
  path: string | undefined,
  {indexed, union, readPage, maxBytes}: Comparison,
  context: ReadContext,
): Promise<One> {
  let contents: SnapshotPages | undefined;
  const runs = compared(pagesOf(contentOf(object, maxBytes, context), object.key), indexed, union, readPage, pages => {
    contents = pages;
  });
  try {
    const end = await (path === undefined ? drain(runs) : writePages(runs, path));
    return {found: {contents, defect: undefined, empty: false}, end};
  } catch (error) {
    if (path !== undefined) await rm(path, {force: true});
    if (isRestoreError(error, 'hollow')) {
      return {found: {contents: undefined, defect: undefined, empty: true}, end: undefined};
    }
    if (!isRestoreError(error, 'truncated', 'trailing', 'decompress', 'checksum', 'format', 'not-sqlite', 'encrypted'))
      throw error;
    // The codes named above, and no others.
    const code = error.code as SnapshotDefect['code'];
    return {
      found: {contents: undefined, defect: {code, text: error.failure.what, error}, empty: false},
      end: undefined,
    };
  }
}

async function drain(runs: AsyncGenerator<PageRun, LayerEnd>): Promise<LayerEnd> {
  for (;;) {
    const next = await runs.next();
    if (next.done === true) return next.value;
  }
}
