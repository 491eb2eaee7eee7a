// Reads the newest snapshot and, within a budget, earlier ones: each once, nearest first.
import {rm} from 'node:fs/promises';
import {join} from 'node:path';
import type {LayerEnd} from '../../engine/layer.ts';
import {isRestoreError} from '../../errors.ts';
import {compareFile, compareRuns, type ComparedWith, type SnapshotPages} from './compare.ts';
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

export type Destination = {
  /** The most bytes that one snapshot may expand to. */
  readonly maxBytes: number;
  /** Where the newest sound one is written. */
  readonly folder: string;
};

/** A snapshot on its way to the disk. */
export type Download = {
  readonly object: SnapshotObject;
  readonly path: string;
  /** Never rejects. */
  readonly settled: Promise<{readonly end: LayerEnd} | {readonly error: unknown}>;
  /** Ends what is under way; a file that is complete stays. */
  readonly close: () => Promise<void>;
};

/** Begins to write a snapshot to the disk, so that something else can be read meanwhile. */
export function download(object: SnapshotObject, {maxBytes, folder}: Destination, context: ReadContext): Download {
  const path = join(folder, `snapshot-${object.name}.sqlite`);
  const stop = new AbortController();
  const signal = AbortSignal.any([context.signal, stop.signal]);
  const pages = pagesOf(contentOf(object.object, maxBytes, {...context, signal}), object.object.key);
  const settled = writePages(pages, path).then(
    end => ({end}),
    (error: unknown) => ({error}),
  );
  return {
    object,
    path,
    settled,
    async close() {
      stop.abort();
      await settled;
    },
  };
}

/** @param begun the download of the newest one, where it was begun before */
export async function readSnapshots(
  objects: readonly SnapshotObject[],
  comparison: ComparedWith,
  destination: Destination,
  begun: Download | undefined,
  context: ReadContext,
): Promise<ReadSnapshots> {
  const read = new Map<string, Found>();
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
      if (file === undefined) {
        const known = begun?.object === object ? begun : download(object, destination, context);
        const one = await readToDisk(known, comparison, context);
        found = one.found;
        if (one.end !== undefined) file = {index, file: {path: known.path, end: one.end}};
      } else {
        found = await readByTheWay(object, comparison, destination, context);
        bytes += object.object.size;
        earlier += 1;
      }
      read.set(tag, found);
      hashes += hashesSize;
    }
    if (found === undefined) beyondBudget += 1;
    snapshots.unshift({...object, ...(found ?? {contents: undefined, defect: undefined, empty: false})});
  }
  return {snapshots, file, beyondBudget};
}

type Found = Omit<ReadSnapshot, keyof SnapshotObject>;

async function readToDisk(
  {path, settled}: Download,
  comparison: ComparedWith,
  {signal}: ReadContext,
): Promise<{readonly found: Found; readonly end: LayerEnd | undefined}> {
  const outcome = await settled;
  if ('error' in outcome) {
    await rm(path, {force: true});
    return {found: defective(outcome.error), end: undefined};
  }
  const contents = await compareFile(path, outcome.end, comparison, signal);
  return {found: {contents, defect: undefined, empty: false}, end: outcome.end};
}

/** An earlier one: nothing of it is kept but what the comparison needs. */
async function readByTheWay(
  {object}: SnapshotObject,
  comparison: ComparedWith,
  {maxBytes}: Destination,
  context: ReadContext,
): Promise<Found> {
  try {
    const runs = pagesOf(contentOf(object, maxBytes, context), object.key);
    return {contents: await compareRuns(runs, comparison), defect: undefined, empty: false};
  } catch (error) {
    return defective(error);
  }
}

/** What an error says about the snapshot itself. @throws the error when it says nothing about it (network, disk, cancel) */
function defective(error: unknown): Found {
  if (isRestoreError(error, 'hollow')) return {contents: undefined, defect: undefined, empty: true};
  if (!isRestoreError(error, 'truncated', 'trailing', 'decompress', 'checksum', 'format', 'not-sqlite', 'encrypted'))
    throw error;
  // The codes named above, and no others.
  const code = error.code as SnapshotDefect['code'];
  return {contents: undefined, defect: {code, text: error.failure.what, error}, empty: false};
}
