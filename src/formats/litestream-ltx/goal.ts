// What was asked for, in transactions.
import {hex64} from '../../codecs/ltx-header.ts';
import {RestoreError} from '../../errors.ts';
import {instantText} from '../../quantities.ts';
import type {RestoreTarget} from '../format.ts';
import {SNAPSHOT_LEVEL, type LtxFile} from './keys.ts';

export type Goal =
  | {readonly kind: 'latest'}
  /** Exactly this transaction. */
  | {readonly kind: 'position'; readonly txid: number}
  /** The newest state not after this time, in milliseconds since 1970. */
  | {readonly kind: 'time'; readonly time: number};

/** @throws RestoreError `input` for a position that is not a TXID as Litestream prints it: 16 hex digits */
export function goalOf({position, timestamp}: RestoreTarget): Goal {
  if (position !== undefined) {
    const txid = /^[0-9a-f]{16}$/i.test(position) ? Number.parseInt(position, 16) : 0;
    if (txid < 1 || !Number.isSafeInteger(txid)) {
      const short = /^[0-9a-f]{1,15}$/i.test(position)
        ? ` Did you mean ${position.toLowerCase().padStart(16, '0')}?`
        : '';
      throw new RestoreError('input', {
        what: 'The position is not a transaction ID',
        where: 'input position',
        expected: '16 hex digits, as Litestream prints TXIDs and names files',
        found: position,
        todo: `Write it as in 000000000000001a.${short}`,
      });
    }
    return {kind: 'position', txid};
  }
  return timestamp === undefined ? {kind: 'latest'} : {kind: 'time', time: timestamp};
}

/** A file whose header has to be read, and whether it could be. */
export type TimeOf = (file: LtxFile) => Promise<number | undefined>;

/**
 * The files whose state is not after `time`. Times never decrease with the transaction, so that a search by halves needs
 * a handful of headers; snapshots have times of their own, and are few.
 * @returns undefined when a header turned out to be damaged: ask again without that file
 */
export async function filesUntil(
  files: readonly LtxFile[],
  time: number,
  timeOf: TimeOf,
): Promise<readonly LtxFile[] | undefined> {
  const written = files.filter(({level}) => level !== SNAPSHOT_LEVEL).toSorted((a, b) => a.max - b.max);
  let low = 0;
  let high = written.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const file = written[middle];
    const found = file === undefined ? undefined : await timeOf(file);
    if (found === undefined) return undefined;
    if (found <= time) low = middle + 1;
    else high = middle;
  }
  const allowed = written.slice(0, low);
  for (const snapshot of files.filter(({level}) => level === SNAPSHOT_LEVEL)) {
    const found = await timeOf(snapshot);
    if (found === undefined) return undefined;
    if (found <= time) allowed.push(snapshot);
  }
  return allowed;
}

/** A moment that can be restored. */
export type Point = {readonly txid: number; readonly time: number};

/** `TXID 00000000000001a3 of 2026-11-23T01:09:51.813Z` */
export function pointText({txid, time}: Point): string {
  return `TXID ${hex64(txid)} of ${instantText(time)}`;
}
