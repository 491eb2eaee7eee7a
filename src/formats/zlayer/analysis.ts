// Reads the whole backup once and works out everything that the decision and the report look at.
import {join} from 'node:path';
import {RestoreError} from '../../errors.ts';
import type {PlanRequest} from '../format.ts';
import {Archive} from './archive.ts';
import type {Capture} from './capture.ts';
import type {Candidate} from './candidates.ts';
import {chainIndexes} from './decide.ts';
import {isVersion, type Indexed} from './compare.ts';
import {coverageOf, type Coverage} from './covers.ts';
import {judge, type Judged} from './facts.ts';
import {HASH_SIZE, sameHash} from './frames.ts';
import {endsOf, groupGenerations, type Conflict, type Evidence} from './generations.ts';
import type {ZlayerKeys} from './keys.ts';
import type {SeenSalts} from './links.ts';
import {inOrder, Precedence, runsOf, seenOrder} from './order.ts';
import {indexPages, lastVersion, positionOf, unionOf} from './page-index.ts';
import {readCaptures} from './read-captures.ts';
import {download, readSnapshots, type Destination, type Download, type ReadSnapshots} from './read-snapshots.ts';
import {openSpool, Spool} from './spool.ts';
import type {ReadContext} from './stored-bytes.ts';
import type {Times} from './times.ts';

/** A run whose frames hold every page of its last commit. */
export type ProvenRun = {
  /** Indexes of its generations, oldest first. */
  readonly run: readonly number[];
  readonly coverage: Exclude<Coverage, undefined>;
};

export type Analysis = Judged &
  ReadSnapshots & {
    readonly keys: ZlayerKeys;
    readonly times: Times;
    readonly captures: readonly Capture[];
    readonly conflicts: readonly Conflict[];
    /** In order, oldest first. */
    readonly indexed: readonly Indexed[];
    readonly ends: ReadonlyMap<string, Evidence>;
    readonly precedence: Precedence;
    /** In the order of their last generation. */
    readonly proven: readonly ProvenRun[];
    readonly union: Uint32Array;
    readonly spoolPath: string;
  };

/** Each is compared with each: a second, and 2 MB. A bucket written over years has hundreds. */
const MAX_GENERATIONS = 4_000;

/** WAL files may hold several versions of a page: more than the database, but not without bound. */
function spoolLimit(maxDatabaseSize: number): number {
  return 2 * maxDatabaseSize + 64 * 1024 ** 2;
}

export async function analyse(keys: ZlayerKeys, times: Times, request: PlanRequest): Promise<Analysis> {
  const {scratchFolder, maxDatabaseSize, store, signal, progress} = request;
  const context = {store, signal, progress};
  const destination = {maxBytes: maxDatabaseSize, folder: scratchFolder};
  const spool = new Spool(join(scratchFolder, 'wal-pages'), spoolLimit(maxDatabaseSize));
  const archive = new Archive(spool);
  const newest = keys.snapshots.at(-1);
  // It is read in any case, and it is what takes longest: the captures are read beside it.
  const begun = newest === undefined ? undefined : download(newest, destination, context);
  try {
    const captures = await readCaptures(keys.captures, archive, spoolLimit(maxDatabaseSize), context);
    spool.finish();
    return await analysed(keys, times, {captures, archive, spoolPath: spool.path, destination, begun}, context);
  } finally {
    try {
      spool.close();
    } finally {
      await begun?.close();
    }
  }
}

type Sources = {
  readonly captures: readonly Capture[];
  readonly archive: Archive;
  readonly spoolPath: string;
  readonly destination: Destination;
  readonly begun: Download | undefined;
};

async function analysed(
  keys: ZlayerKeys,
  times: Times,
  {captures, archive, spoolPath, destination, begun}: Sources,
  context: ReadContext,
): Promise<Analysis> {
  const reader = openSpool(spoolPath);
  try {
    const readPage = reader.read;
    const {generations, conflicts} = groupGenerations(captures, archive, readPage);
    if (generations.length > MAX_GENERATIONS) {
      throw new RestoreError('limit', {
        what: 'The captures hold more WAL generations than can be compared with each other',
        where: keys.prefix,
        expected: `at most ${MAX_GENERATIONS}`,
        found: generations.length,
        todo: 'Ask for a timestamp, so that later captures are left out.',
      });
    }
    const ends = endsOf(generations, captures);
    const precedence = new Precedence(generations, seenOrder(captures, new Set(generations.map(({id}) => id))));
    const indexed = inOrder(generations, precedence).map(generation => ({
      generation,
      index: indexPages(generation.frames, generation.committed),
    }));
    const union = unionOf(indexed.map(({index}) => index));
    const compared = {indexed, union, readPage};
    const read = await readSnapshots(keys.snapshots, compared, destination, begun, context);
    // A database of which nothing has reached the main file yet is no base image.
    const snapshots = read.snapshots.filter(({empty}) => !empty);
    const file =
      read.file === undefined
        ? undefined
        : snapshots.findIndex(({name}) => name === keys.snapshots[read.file?.index ?? -1]?.name);
    const proven = runsOf(
      indexed.map(({generation}) => generation),
      ends,
    ).flatMap(run => {
      const coverage = coverageOf(chain(indexed, run), readPage);
      return coverage === undefined ? [] : [{run, coverage}];
    });
    return {
      ...judge(indexed, ends, seenSalts(archive), snapshots, union, times, readPage),
      keys,
      times,
      captures,
      conflicts,
      indexed,
      ends,
      precedence,
      proven,
      union,
      snapshots,
      file: read.file === undefined || file === undefined ? undefined : {index: file, file: read.file.file},
      beyondBudget: read.beyondBudget,
      spoolPath,
    };
  } finally {
    reader.close();
  }
}

function seenSalts({heads, strands}: Archive): readonly SeenSalts[] {
  const headed = [...heads.values()].map(({header: {salt1, pageSize}}) => ({salt1, pageSize}));
  const stale = [...strands.values()].flatMap(all => all.map(({salt1, pageSize}) => ({salt1, pageSize})));
  return [...headed, ...stale];
}

export function chain(indexed: readonly Indexed[], indexes: readonly number[]): readonly Indexed[] {
  return indexes.flatMap(index => indexed[index] ?? []);
}

/** True when a candidate gives the bytes of a proven run; free pages that the run leaves zero do not count. */
export function sameBytes(
  {indexed, snapshots, union}: Analysis,
  candidate: Candidate,
  {run, coverage}: ProvenRun,
): boolean {
  const theirs = chain(indexed, run);
  const ours = chain(indexed, chainIndexes(candidate));
  const contents = candidate.snapshot === undefined ? undefined : snapshots[candidate.snapshot]?.contents;
  const end = theirs.at(-1)?.generation;
  const size = ours.at(-1)?.generation.pages ?? contents?.pages;
  const pageSize = ours.at(-1)?.generation.pageSize ?? contents?.pageSize;
  if (end === undefined || size !== end.pages || pageSize !== end.pageSize) return false;
  for (const [at, page] of union.entries()) {
    if (page > end.pages) break;
    if (coverage.freeLeaves.has(page)) continue;
    const proven = newestVersion(theirs, page);
    if (proven === undefined) return false;
    const applied = newestVersion(ours, page);
    const same =
      applied === undefined
        ? contents !== undefined &&
          page <= contents.pages &&
          isVersion(proven.entry.generation, proven.slot, contents.hashes, at * HASH_SIZE)
        : sameHash(
            applied.entry.generation.frames.hashOf(applied.slot),
            proven.entry.generation.frames.hashOf(proven.slot),
          );
    if (!same) return false;
  }
  return true;
}

function newestVersion(entries: readonly Indexed[], page: number): {entry: Indexed; slot: number} | undefined {
  for (const entry of entries.toReversed()) {
    if (positionOf(entry.index.pages, page) >= 0) return {entry, slot: lastVersion(entry.index, page)};
  }
  return undefined;
}
