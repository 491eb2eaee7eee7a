// What is kept of WAL frames once their pages lie in the spool: 44 bytes a frame, in typed arrays.
import {hash} from 'node:crypto';

/** Bytes of the content hash that is compared: the first half of a SHA-256. */
export const HASH_SIZE = 16;

/** Identifies a page's content: 16 bytes of its SHA-256. */
export function pageHash(page: Uint8Array): Uint8Array {
  return hash('sha256', page, 'buffer').subarray(0, HASH_SIZE);
}

/** One frame as it lies in a slot of the file. */
export type Frame = {
  readonly page: number;
  readonly commit: number;
  readonly sum0: number;
  readonly sum1: number;
};

/** Frames that a new table has room for. Small: stale slots may come in many short stretches. */
const FIRST_SIZE = 8;

/** Consecutive frames, from index 0. */
export class FrameTable {
  count = 0;
  #pages = new Uint32Array(FIRST_SIZE);
  #commits = new Uint32Array(FIRST_SIZE);
  #sums = new Uint32Array(FIRST_SIZE * 2);
  #hashes = new Uint8Array(FIRST_SIZE * HASH_SIZE);
  #offsets = new Float64Array(FIRST_SIZE);

  push(frame: Frame, contentHash: Uint8Array, offset: number): void {
    if (this.count === this.#pages.length) this.#resize(this.count * 2);
    const index = this.count;
    this.#pages[index] = frame.page;
    this.#commits[index] = frame.commit;
    this.#sums[index * 2] = frame.sum0;
    this.#sums[index * 2 + 1] = frame.sum1;
    this.#hashes.set(contentHash, index * HASH_SIZE);
    this.#offsets[index] = offset;
    this.count = index + 1;
  }

  #resize(size: number): void {
    this.#pages = grown(this.#pages, new Uint32Array(size));
    this.#commits = grown(this.#commits, new Uint32Array(size));
    this.#sums = grown(this.#sums, new Uint32Array(size * 2));
    this.#hashes = grown(this.#hashes, new Uint8Array(size * HASH_SIZE));
    this.#offsets = grown(this.#offsets, new Float64Array(size));
  }

  /** A table of its own with the first `count` frames. */
  copy(count: number): FrameTable {
    const table = new FrameTable();
    for (let index = 0; index < count; index++) table.push(this.frame(index), this.hashOf(index), this.offsetOf(index));
    return table;
  }

  frame(index: number): Frame {
    return {
      page: this.pageOf(index),
      commit: this.commitOf(index),
      sum0: this.#sums[index * 2] ?? 0,
      sum1: this.#sums[index * 2 + 1] ?? 0,
    };
  }

  pageOf(index: number): number {
    return this.#pages[index] ?? 0;
  }

  commitOf(index: number): number {
    return this.#commits[index] ?? 0;
  }

  offsetOf(index: number): number {
    return this.#offsets[index] ?? 0;
  }

  /** A view: valid until the next push. */
  hashOf(index: number): Uint8Array {
    return this.#hashes.subarray(index * HASH_SIZE, (index + 1) * HASH_SIZE);
  }

  /** The same page, commit and checksum. In a verified chain the checksum stands for all frames before it, too. */
  has(index: number, frame: Frame): boolean {
    return (
      index >= 0 &&
      index < this.count &&
      this.#pages[index] === frame.page &&
      this.#commits[index] === frame.commit &&
      this.#sums[index * 2] === frame.sum0 &&
      this.#sums[index * 2 + 1] === frame.sum1
    );
  }
}

function grown<T extends Uint8Array | Uint32Array | Float64Array>(from: T, to: T): T {
  to.set(from);
  return to;
}

export function sameHash(a: Uint8Array, b: Uint8Array): boolean {
  for (let i = 0; i < HASH_SIZE; i++) if (a[i] !== b[i]) return false;
  return true;
}
