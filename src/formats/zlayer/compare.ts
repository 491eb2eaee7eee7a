// Holds a snapshot's pages against the generations' versions of them: as the snapshot streams by, or as it lies on the disk.
import {setImmediate} from 'node:timers/promises';
import type {LayerEnd, PageRun} from '../../engine/layer.ts';
import {HASH_SIZE, pageHash} from './frames.ts';
import type {Generation} from './generations.ts';
import type {PageIndex} from './page-index.ts';
import {openSpool} from './spool.ts';

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

/** Generations, the distinct pages of all of them (ascending), and what gives a page of the spool. */
export type ComparedWith = {
  readonly indexed: readonly Indexed[];
  readonly union: Uint32Array;
  readonly readPage: (offset: number, target: Uint8Array) => void;
};

/** Takes the union's pages one after the other, as one snapshot has them. */
class Comparer {
  readonly #with: ComparedWith;
  readonly #hashes: Uint8Array;
  readonly #cursors: Uint32Array;
  readonly #toFirst: Float64Array;
  readonly #toLast: Float64Array;
  readonly #version = Buffer.alloc(65_536);
  #changeCounter = 0;
  #schemaCookie = 0;

  constructor(compared: ComparedWith) {
    this.#with = compared;
    this.#hashes = new Uint8Array(compared.union.length * HASH_SIZE);
    this.#cursors = new Uint32Array(compared.indexed.length);
    this.#toFirst = new Float64Array(compared.indexed.length);
    this.#toLast = new Float64Array(compared.indexed.length);
  }

  /** @param bytes the snapshot's first bytes, 44 at least */
  header(bytes: Uint8Array): void {
    const header = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#changeCounter = header.readUInt32BE(24);
    this.#schemaCookie = header.readUInt32BE(40);
  }

  /** @param at the page's position in the union: each once, ascending */
  page(at: number, content: Uint8Array): void {
    const {indexed, union, readPage} = this.#with;
    const hashes = this.#hashes;
    const pageSize = content.length;
    hashes.set(pageHash(content), at * HASH_SIZE);
    const page = union[at] ?? 0;
    classifyPage(indexed, this.#cursors, page, hashes, at * HASH_SIZE, false, (position, kind, from, to) => {
      const {generation, index} = indexed[position] ?? {};
      if (kind !== 'unknown' || generation?.pageSize !== pageSize || index === undefined) return;
      const [oldest, newest] = [index.slots[from] ?? 0, index.slots[to - 1] ?? 0];
      if (isVersion(generation, oldest, generation.frames.hashOf(newest), 0)) return;
      const differs = (slot: number): number => {
        const bytes = this.#version.subarray(0, pageSize);
        readPage(generation.frames.offsetOf(slot), bytes);
        return bytesThatDiffer(bytes, content);
      };
      this.#toFirst[position] = (this.#toFirst[position] ?? 0) + differs(oldest);
      this.#toLast[position] = (this.#toLast[position] ?? 0) + differs(newest);
    });
  }

  finish({pageSize, commit}: LayerEnd): SnapshotPages {
    return {
      pageSize,
      pages: commit,
      hashes: this.#hashes,
      changeCounter: this.#changeCounter,
      schemaCookie: this.#schemaCookie,
      distances: Array.from(this.#toFirst, (toFirst, position) => ({toFirst, toLast: this.#toLast[position] ?? 0})),
    };
  }
}

/** Reads a snapshot's runs to their end. */
export async function compareRuns(
  runs: AsyncGenerator<PageRun, LayerEnd>,
  compared: ComparedWith,
): Promise<SnapshotPages> {
  const {union} = compared;
  const comparer = new Comparer(compared);
  let at = 0;
  try {
    for (;;) {
      const next = await runs.next();
      if (next.done === true) return comparer.finish(next.value);
      const {pageSize, first, data} = next.value;
      if (first === 1) comparer.header(data);
      const end = first + data.length / pageSize;
      for (; at < union.length && (union[at] ?? 0) < end; at++) {
        const start = ((union[at] ?? 0) - first) * pageSize;
        comparer.page(at, data.subarray(start, start + pageSize));
      }
    }
  } finally {
    await runs.return({pageSize: 0, commit: 0});
  }
}

/** Pages looked at between two looks at the signal. */
const PAGES_AT_ONCE = 512;

/**
 * The same of a snapshot that lies on the disk: only pages of the union are read.
 * @throws RestoreError `disk`, the signal's reason
 */
export async function compareFile(
  path: string,
  end: LayerEnd,
  compared: ComparedWith,
  signal: AbortSignal,
): Promise<SnapshotPages> {
  const {pageSize, commit} = end;
  const {union} = compared;
  const comparer = new Comparer(compared);
  const content = Buffer.alloc(pageSize);
  const file = openSpool(path);
  try {
    file.read(0, content);
    comparer.header(content);
    for (let at = 0; at < union.length && (union[at] ?? 0) <= commit; at++) {
      if (at % PAGES_AT_ONCE === 0) {
        await setImmediate();
        signal.throwIfAborted();
      }
      file.read(((union[at] ?? 0) - 1) * pageSize, content);
      comparer.page(at, content);
    }
    return comparer.finish(end);
  } finally {
    file.close();
  }
}

function bytesThatDiffer(a: Uint8Array, b: Uint8Array): number {
  let count = 0;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) count += 1;
  return count;
}
