// Why the files do not lead to where they should: what is missing or damaged there, by name.
import {hex64} from '../../codecs/ltx-header.ts';
import {RestoreError} from '../../errors.ts';
import {SNAPSHOT_LEVEL, type LtxFile} from './keys.ts';

/** What is wrong with files that may not be used. */
export type Faults = ReadonlyMap<LtxFile, RestoreError>;

/** Transactions that no file holds, both included. */
export type Gap = {readonly first: number; readonly last: number};

export function gapText({first, last}: Gap): string {
  return first === last ? `TXID ${hex64(first)}` : `TXIDs ${hex64(first)} to ${hex64(last)}`;
}

/** The holes in what the files cover together, from transaction 1 to the newest. */
export function gapsOf(files: readonly LtxFile[]): readonly Gap[] {
  const gaps: Gap[] = [];
  let end = 0;
  for (const {min, max} of files.toSorted((a, b) => a.min - b.min)) {
    if (min > end + 1) gaps.push({first: end + 1, last: min - 1});
    end = Math.max(end, max);
  }
  return gaps;
}

/**
 * What a chain that ends at `end` passes over, because finer files are damaged or missing there: compaction has merged
 * their transactions, so that the next point is `after`, but a state in between could have been meant.
 */
export function coarsened(
  end: number,
  after: number,
  files: readonly LtxFile[],
  faults: Faults,
): RestoreError | undefined {
  const offer = `Without it the newest state there is position ${hex64(end)}; on-incomplete: warn takes it and calls it partial.`;
  for (const [file, {code, failure}] of faults) {
    if (file.max <= end || file.max >= after || file.level === SNAPSHOT_LEVEL) continue;
    return new RestoreError(code, {...failure, todo: [failure.todo, offer].filter(Boolean).join(' ') || undefined});
  }
  for (const level of new Set(files.map(file => file.level))) {
    const own = files.filter(file => file.level === level);
    // Retention deletes from the oldest on, so a hole between two files of one level is none of its making.
    const hole = gapsOf(own).find(({first, last}) => first <= end + 1 && end < last && last + 1 <= after);
    if (level === SNAPSHOT_LEVEL || hole === undefined || !own.some(({max}) => max < hole.first)) continue;
    return new RestoreError('gap', {
      what: `LTX files are missing: level ${level} does not hold ${gapText(hole)}, though it goes on after that`,
      expected: `restore points from ${hex64(end)} to ${hex64(after)}`,
      todo: `Find out what deleted them. ${offer.replace('Without it', 'Without them')}`,
    });
  }
  return undefined;
}

/**
 * @param end the last transaction that can be reached; 0 for none
 * @param files every file that the names promise, usable or not
 * @param level files above this level do not count as holding a transaction: a snapshot does not show what lies inside it
 * @returns the failure of the file that should continue after `end`, else a gap, else the want of a base
 */
export function shortfall(end: number, files: readonly LtxFile[], faults: Faults, level = 99): RestoreError {
  const next = end + 1;
  const offer =
    end === 0
      ? ''
      : `The newest state before it is position ${hex64(end)}; on-incomplete: warn takes it and calls it partial.`;
  const holding = [...faults].find(([file]) => file.min <= next && next <= file.max);
  if (holding !== undefined) {
    const [, {code, failure}] = holding;
    return new RestoreError(code, {...failure, todo: [failure.todo, offer].filter(Boolean).join(' ') || undefined});
  }
  if (end === 0) {
    return new RestoreError('no-snapshot', {
      what: 'No LTX file holds the whole database',
      where: files[0]?.object.key,
      expected: 'a file that begins with TXID 1, or a full image',
      found: `the first TXID is ${hex64(files.reduce((min, file) => Math.min(min, file.min), Number.MAX_SAFE_INTEGER))}`,
      todo: 'Look for the snapshots (level 0009): were they deleted, or left out when the bucket was copied?',
    });
  }
  const following = files.filter(file => file.min > next && file.level <= level);
  const last = following.reduce((min, file) => Math.min(min, file.min), Number.MAX_SAFE_INTEGER) - 1;
  const gap = {first: next, last: following.length === 0 ? next : last};
  return new RestoreError('gap', {
    what: `LTX files are missing: no file holds ${gapText(gap)}`,
    where: following.toSorted((a, b) => a.min - b.min)[0]?.object.key,
    expected: hex64(next),
    found: following.length === 0 ? 'nothing' : `the next file begins with TXID ${hex64(last + 1)}`,
    todo: `Find out what deleted them. ${offer}`.trimEnd(),
  });
}
