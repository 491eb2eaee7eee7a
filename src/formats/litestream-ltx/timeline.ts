// Do the files belong to one history? Litestream numbers transactions from 1; a database that was restored or made anew
// under an old prefix starts again there (issue #781 of Litestream 0.5.0), and then two histories share their names.
// Nothing but the times in the headers tells: within one history they never decrease with the transaction.
import {WAL_HEADER_SIZE} from '../../codecs/wal.ts';
import type {ObjectInfo} from '../../storage/store.ts';
import {SNAPSHOT_LEVEL, type LtxFile} from './keys.ts';
import type {ReadFile} from './reader.ts';

/** Milliseconds by which a clock may step back without making a new history. */
const SLACK = 1000;

/** The same for snapshots: theirs is the time when the pages began to be written, which may be after the next sync. */
const SNAPSHOT_SLACK = 10 * 60_000;

/** Milliseconds. A store's time further behind the header's is not the writer's: the bucket was copied. */
const COPIED = 2 * 3600_000;

/** S3 counts LastModified in seconds. */
const LISTING_SLACK = 2000;

/**
 * Two files that no single history has: the one with the higher transactions is older, or two that end with the same
 * transaction are of different times.
 * @param files with their headers, in any order
 */
export function contradiction(files: readonly ReadFile[]): readonly [ReadFile, ReadFile] | undefined {
  let newest: ReadFile | undefined;
  let before: ReadFile | undefined;
  for (const file of files.toSorted((a, b) => a.max - b.max || a.header.timestamp - b.header.timestamp)) {
    const {timestamp} = file.header;
    if (newest !== undefined && newest.max < file.max && timestamp < newest.header.timestamp - slackOf(newest)) {
      return [newest, file];
    }
    if (newest === undefined || timestamp - slackOf(file) >= newest.header.timestamp - slackOf(newest)) newest = file;
    // A compaction keeps the time of its last transaction; a snapshot has its own.
    if (file.level === SNAPSHOT_LEVEL) continue;
    if (before?.max === file.max && timestamp > before.header.timestamp + SLACK) return [before, file];
    before = file;
  }
  return undefined;
}

function slackOf({level}: LtxFile): number {
  return level === SNAPSHOT_LEVEL ? SNAPSHOT_SLACK : SLACK;
}

/**
 * The files whose headers show most of a history for few reads: in each level the first, the last, the one that was
 * written last, and the last before the base's end.
 */
export function samples(files: readonly LtxFile[], base: LtxFile | undefined): readonly LtxFile[] {
  const chosen = new Set<LtxFile>();
  for (const level of new Set(files.map(file => file.level))) {
    const own = files.filter(file => file.level === level).toSorted((a, b) => a.max - b.max);
    const written = own.reduce<LtxFile | undefined>(
      (last, file) => (last === undefined || file.object.lastModified > last.object.lastModified ? file : last),
      undefined,
    );
    const below = own.findLast(file => base !== undefined && file.max <= base.max);
    for (const file of [own[0], own.at(-1), written, below]) if (file !== undefined) chosen.add(file);
  }
  return [...chosen];
}

/**
 * Whether the listing's times leave room for a second history, so that all headers must be read: within a level files are
 * written in the order of their transactions; and the times of a copied bucket say nothing at all.
 */
export function listingIsSuspicious(files: readonly LtxFile[], read: readonly ReadFile[]): boolean {
  if (read.some(({object, header}) => object.lastModified > header.timestamp + COPIED)) return true;
  const last = new Map<number, ObjectInfo>();
  for (const {level, object} of files.toSorted((a, b) => a.max - b.max)) {
    const before = last.get(level);
    if (before !== undefined && object.lastModified + LISTING_SLACK < before.lastModified) return true;
    last.set(level, object);
  }
  return false;
}

/** One history among several under a prefix. */
export type History = {
  readonly files: readonly ReadFile[];
  /** Milliseconds since 1970: the time of its first file. */
  readonly start: number;
  /** Milliseconds since 1970: the time of its last file. */
  readonly end: number;
  /** Its highest transaction. */
  readonly newest: number;
};

/** Oldest history first. A new one begins where, in the order of time, the transactions start again lower. */
export function histories(files: readonly ReadFile[]): readonly History[] {
  const groups: ReadFile[][] = [];
  // The highest transaction of the present group, and when it was reached first.
  let newest = 0;
  let reached = 0;
  for (const file of files.toSorted((a, b) => a.header.timestamp - b.header.timestamp || a.max - b.max)) {
    const {timestamp} = file.header;
    const current = groups.at(-1);
    // A snapshot may come after later transactions, and may be the second file that ends with the same one.
    const lower =
      file.level === SNAPSHOT_LEVEL
        ? file.max < newest && timestamp > reached + SNAPSHOT_SLACK
        : file.max < newest || (file.max === newest && timestamp > reached + SLACK);
    if (current === undefined || lower) groups.push([file]);
    else current.push(file);
    if (lower || file.max > newest) {
      newest = file.max;
      reached = timestamp;
    }
  }
  return groups.map(group => ({
    files: group,
    start: Math.min(...group.map(({header}) => header.timestamp)),
    end: Math.max(...group.map(({header}) => header.timestamp)),
    newest: Math.max(...group.map(({max}) => max)),
  }));
}

/**
 * Consecutive files of level 0 say where in SQLite's WAL they were taken from: each continues where the one before it
 * ended, or at the start of a WAL with other salts.
 * @returns the pairs that do not
 */
export function walBreaks(chain: readonly ReadFile[]): readonly (readonly [ReadFile, ReadFile])[] {
  const breaks: (readonly [ReadFile, ReadFile])[] = [];
  for (const [index, next] of chain.entries()) {
    const before = chain[index - 1];
    if (before === undefined || before.level !== 0 || next.level !== 0 || next.min !== before.max + 1) continue;
    const from = before.header;
    const to = next.header;
    if (from.walOffset === 0 || to.walOffset === 0) continue;
    const same = from.salt1 === to.salt1 && from.salt2 === to.salt2;
    if (to.walOffset !== (same ? from.walOffset + from.walSize : WAL_HEADER_SIZE)) breaks.push([before, next]);
  }
  return breaks;
}
