// Holds a snapshot's pages against the generations' versions of them, while the snapshot streams by.
import type {LayerEnd, PageRun} from '../../engine/layer.ts';
import {HASH_SIZE, pageHash} from './frames.ts';
import type {Generation} from './generations.ts';
import type {PageIndex} from './page-index.ts';

/** How a snapshot's page relates to a generation: its last version, another one of it, one of an older generation. */
export type PageKind = 'last' | 'earlier' | 'older' | 'absent' | 'unknown';

/** Generations in order, each with the index of its committed frames. */
export type Indexed = {readonly generation: Generation; readonly index: PageIndex};

/** What stays in memory of a snapshot. */
export type SnapshotPages = {
  readonly pageSize: number;
  /** Whole pages in the file. */
  readonly pages: number;
  /** For each page of the union of all generations' pages (in its order) the content's hash; zeros where absent. */
  readonly hashes: Uint8Array;
  /** Bytes 24 and 40 of page 1. */
  readonly changeCounter: number;
  readonly schemaCookie: number;
  /** For each generation, over its unknown pages whose first and last version differ: bytes that differ from each. */
  readonly distances: readonly Distance[];
};

export type Distance = {readonly toFirst: number; readonly toLast: number};

/** True when the hash at `offset` of `hashes` is that of the frame. */
export function isVersion(generation: Generation, slot: number, hashes: Uint8Array, offset: number): boolean {
  const version = generation.frames.hashOf(slot);
  for (let i = 0; i < HASH_SIZE; i++) if (version[i] !== hashes[offset + i]) return false;
  return true;
}

/**
 * Compares one page with each generation in order.
 * @param cursors for each generation the position in `index.pages` from which to look; moved on to `page`
 * @param visit called for each generation that has the page within its final size. `from` and `to` are its versions
 */
export function classifyPage(
  indexed: readonly Indexed[],
  cursors: Uint32Array,
  page: number,
  hashes: Uint8Array,
  offset: number,
  absent: boolean,
  visit: (position: number, kind: PageKind, from: number, to: number) => void,
): void {
  let older = false;
  for (const [position, {generation, index}] of indexed.entries()) {
    let cursor = cursors[position] ?? 0;
    while (cursor < index.pages.length && (index.pages[cursor] ?? 0) < page) cursor += 1;
    cursors[position] = cursor;
    if (index.pages[cursor] !== page) continue;
    const from = index.starts[cursor] ?? 0;
    const to = index.starts[cursor + 1] ?? 0;
    const matches = (at: number): boolean => !absent && isVersion(generation, index.slots[at] ?? 0, hashes, offset);
    const last = matches(to - 1);
    let earlier = false;
    for (let at = from; at < to - 1 && !earlier; at++) earlier = matches(at);
    if (page <= generation.pages) {
      visit(position, absent ? 'absent' : last ? 'last' : earlier ? 'earlier' : older ? 'older' : 'unknown', from, to);
    }
    older ||= last || earlier;
  }
}

/**
 * Passes the runs on and keeps what the evidence needs.
 * @param union distinct pages of all generations, ascending
 * @param readPage gives a page of the spool
 */
export async function* compared(
  runs: AsyncGenerator<PageRun, LayerEnd>,
  indexed: readonly Indexed[],
  union: Uint32Array,
  readPage: (offset: number, target: Uint8Array) => void,
  done: (pages: SnapshotPages) => void,
): AsyncGenerator<PageRun, LayerEnd> {
  const hashes = new Uint8Array(union.length * HASH_SIZE);
  const cursors = new Uint32Array(indexed.length);
  const toFirst = new Float64Array(indexed.length);
  const toLast = new Float64Array(indexed.length);
  const version = Buffer.alloc(65_536);
  let at = 0;
  let changeCounter = 0;
  let schemaCookie = 0;
  for (;;) {
    const next = await runs.next();
    if (next.done === true) {
      const distances = Array.from(toFirst, (first, position) => ({toFirst: first, toLast: toLast[position] ?? 0}));
      done({pageSize: next.value.pageSize, pages: next.value.commit, hashes, changeCounter, schemaCookie, distances});
      return next.value;
    }
    const {pageSize, first, data} = next.value;
    if (first === 1) {
      const header = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
      changeCounter = header.readUInt32BE(24);
      schemaCookie = header.readUInt32BE(40);
    }
    const end = first + data.length / pageSize;
    for (; at < union.length && (union[at] ?? 0) < end; at++) {
      const page = union[at] ?? 0;
      const content = data.subarray((page - first) * pageSize, (page - first + 1) * pageSize);
      hashes.set(pageHash(content), at * HASH_SIZE);
      classifyPage(indexed, cursors, page, hashes, at * HASH_SIZE, false, (position, kind, from, to) => {
        const {generation, index} = indexed[position] ?? {};
        if (kind !== 'unknown' || generation?.pageSize !== pageSize || index === undefined) return;
        const [oldest, newest] = [index.slots[from] ?? 0, index.slots[to - 1] ?? 0];
        if (isVersion(generation, oldest, generation.frames.hashOf(newest), 0)) return;
        const differs = (slot: number): number => {
          const bytes = version.subarray(0, pageSize);
          readPage(generation.frames.offsetOf(slot), bytes);
          return bytesThatDiffer(bytes, content);
        };
        toFirst[position] = (toFirst[position] ?? 0) + differs(oldest);
        toLast[position] = (toLast[position] ?? 0) + differs(newest);
      });
    }
    yield next.value;
  }
}

function bytesThatDiffer(a: Uint8Array, b: Uint8Array): number {
  let count = 0;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) count += 1;
  return count;
}
