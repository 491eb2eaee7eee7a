// The page index of an LTX file: for each page ascending its number, the offset of its frame in the file, and the
// frame's length, each as an unsigned LEB128 number; then a zero; then the length of all that as a u64.
import {Crc64} from './crc64.ts';

/** Three numbers of at most 8 bytes each (2^53 needs 8). */
const ENTRY_MAX = 24;

/** What the index of the pages seen so far must be: its length and its checksum, not its bytes. */
export class ExpectedLtxIndex {
  readonly #entry = new Uint8Array(ENTRY_MAX);
  readonly #crc = new Crc64();
  #length = 0;

  add(page: number, offset: number, length: number): void {
    let at = this.#put(page, 0);
    at = this.#put(offset, at);
    at = this.#put(length, at);
    this.#crc.update(this.#entry, 0, at);
    this.#length += at;
  }

  #put(value: number, at: number): number {
    let rest = value;
    let to = at;
    while (rest >= 0x80) {
      this.#entry[to++] = (rest % 0x80) | 0x80;
      rest = Math.floor(rest / 0x80);
    }
    this.#entry[to++] = rest;
    return to;
  }

  /** Adds the zero at the end. */
  finish(): {readonly length: number; readonly crc: Crc64} {
    this.#crc.update(ZERO);
    return {length: this.#length + 1, crc: this.#crc};
  }
}

const ZERO = new Uint8Array(1);

/**
 * Counts pages out of an index, fed in pieces: enough to see whether a file holds every page of its database, without
 * reading the pages.
 */
export class LtxIndexCounter {
  #value = 0;
  #scale = 1;
  #field = 0;
  #last = 0;
  #pages = 0;
  #ended = false;
  #broken = false;

  feed(bytes: Uint8Array): void {
    for (const byte of bytes) {
      this.#value += (byte & 0x7f) * this.#scale;
      this.#scale *= 0x80;
      if (!Number.isSafeInteger(this.#value) || this.#scale > 2 ** 56) this.#broken = true;
      if (this.#ended || this.#broken) {
        this.#broken = true;
        return;
      }
      if (byte < 0x80) this.#number(this.#value);
    }
  }

  #number(value: number): void {
    this.#value = 0;
    this.#scale = 1;
    if (this.#field === 0) {
      if (value === 0) {
        this.#ended = true;
        return;
      }
      if (value <= this.#last) this.#broken = true;
      this.#last = value;
      this.#pages += 1;
    }
    this.#field = (this.#field + 1) % 3;
  }

  /** How many pages the index names; undefined when it is not a whole index, or not in order. */
  get pages(): number | undefined {
    return this.#ended && !this.#broken ? this.#pages : undefined;
  }
}
