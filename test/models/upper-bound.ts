// What a restorer that knew the truth could reach: every snapshot, or none, under every run of captured generations.
import {createHash} from 'node:crypto';
import {parseWalFrameHeader, parseWalHeader, frameContinues, frameSize} from '../../src/codecs/wal.ts';
import {WAL_FRAME_HEADER_SIZE, WAL_HEADER_SIZE} from '../../src/codecs/wal.ts';
import {integrityMessages} from './table-hashes.ts';

export type Capture = {readonly wal: Buffer; readonly lastModified: number};

type Generation = {
  readonly pageSize: number;
  readonly salt1: number;
  first: number;
  committed: number;
  commit: number;
  wal: Buffer;
};

/**
 * @param stateOf the newest true state with these bytes or this content; -1 when there is none
 * @returns the newest state that can be reached, -1 when none can
 */
export function newestReachable(
  snapshots: readonly Buffer[],
  captures: readonly Capture[],
  stateOf: (image: Buffer) => number,
): number {
  const generations = inOrder(longestOfEach(captures));
  const seen = new Map<string, number>();
  const look = (image: Buffer): number => {
    const name = createHash('sha256').update(image).digest('base64');
    let known = seen.get(name);
    if (known === undefined) {
      known = image.length === 0 ? -1 : stateOf(image);
      // A torn file can have the right rows and be malformed elsewhere: nobody can restore that.
      if (known >= 0 && integrityMessages(image).length > 0) known = -1;
      seen.set(name, known);
    }
    return known;
  };
  let best = -1;
  for (const base of [undefined, ...snapshots]) {
    if (base !== undefined) best = Math.max(best, look(base));
    for (let from = 0; from < generations.length; from += 1) {
      let image: Buffer = base ?? Buffer.alloc(0);
      for (const generation of generations.slice(from)) {
        image = apply(image, generation);
        best = Math.max(best, look(image));
      }
    }
  }
  return best;
}

function longestOfEach(captures: readonly Capture[]): readonly Generation[] {
  const generations = new Map<string, Generation>();
  for (const {wal, lastModified} of captures) {
    const found = committedPart(wal);
    if (found === undefined) continue;
    const id = `${found.pageSize}-${found.salt1}-${found.salt2}`;
    const known = generations.get(id);
    if (known === undefined) generations.set(id, {...found, wal, first: lastModified});
    else {
      known.first = Math.min(known.first, lastModified);
      if (found.committed > known.committed) Object.assign(known, found, {wal});
    }
  }
  return [...generations.values()];
}

function committedPart(wal: Buffer) {
  const header = parseWalHeader(wal);
  if ('defect' in header) return undefined;
  const {pageSize, salt1, salt2, bigEndianChecksums} = header;
  const size = frameSize(pageSize);
  let {checksum} = header;
  let committed = 0;
  let commit = 0;
  for (let slot = 1, at = WAL_HEADER_SIZE; at + size <= wal.length; slot += 1, at += size) {
    const frame = parseWalFrameHeader(wal, at);
    if (frame.salt1 !== salt1 || frame.salt2 !== salt2 || frame.page === 0) break;
    if (!frameContinues(wal, at, pageSize, checksum, bigEndianChecksums)) break;
    checksum = frame.checksum;
    if (frame.commit !== 0) [committed, commit] = [slot, frame.commit];
  }
  return committed === 0 ? undefined : {pageSize, salt1, salt2, committed, commit};
}

/** By the time of the first capture, but never against what salt-1 says (it grows by one at each restart). */
function inOrder(generations: readonly Generation[]): readonly Generation[] {
  const waiting = generations.toSorted((a, b) => a.first - b.first);
  const ordered: Generation[] = [];
  while (waiting.length > 0) {
    const free = waiting.findIndex(b => !waiting.some(a => a !== b && isBefore(a, b)));
    ordered.push(...waiting.splice(Math.max(0, free), 1));
  }
  return ordered;
}

function isBefore(a: Generation, b: Generation): boolean {
  const step = (b.salt1 - a.salt1) >>> 0;
  return a.salt1 >= 65536 && step > 0 && step < 10_000;
}

function apply(base: Buffer, {wal, pageSize, committed, commit}: Generation): Buffer {
  const image = Buffer.alloc(commit * pageSize);
  base.copy(image);
  const size = frameSize(pageSize);
  for (let slot = 1, at = WAL_HEADER_SIZE; slot <= committed; slot += 1, at += size) {
    const {page} = parseWalFrameHeader(wal, at);
    if (page > commit) continue;
    wal.copy(image, (page - 1) * pageSize, at + WAL_FRAME_HEADER_SIZE, at + size);
  }
  return image;
}
