// xxHash, 32 bits (github.com/Cyan4973/xxHash, doc/xxhash_spec.md): the checksum of LZ4 frames.

const PRIME_1 = 0x9e3779b1 | 0;
const PRIME_2 = 0x85ebca77 | 0;
const PRIME_3 = 0xc2b2ae3d | 0;
const PRIME_4 = 0x27d4eb2f | 0;
const PRIME_5 = 0x165667b1 | 0;

/** Bytes that the four lanes take at a time. */
const STRIPE = 16;

/** A running hash. LZ4 uses seed 0. */
export class Xxh32 {
  readonly #lanes = new Int32Array(4);
  readonly #seed: number;
  readonly #rest = new Uint8Array(STRIPE);
  #filled = 0;
  #total = 0;

  constructor(seed = 0) {
    this.#seed = seed | 0;
    this.reset();
  }

  reset(): this {
    this.#lanes[0] = this.#seed + PRIME_1 + PRIME_2;
    this.#lanes[1] = this.#seed + PRIME_2;
    this.#lanes[2] = this.#seed;
    this.#lanes[3] = this.#seed - PRIME_1;
    this.#filled = 0;
    this.#total = 0;
    return this;
  }

  /** Continues over `bytes` from `start` (inclusive) to `end` (exclusive). */
  update(bytes: Uint8Array, start = 0, end = bytes.length): this {
    let at = start;
    this.#total += end - start;
    if (this.#filled > 0) {
      while (at < end && this.#filled < STRIPE) this.#rest[this.#filled++] = bytes[at++] ?? 0;
      if (this.#filled < STRIPE) return this;
      this.#stripes(this.#rest, 0, STRIPE);
      this.#filled = 0;
    }
    const whole = at + ((end - at) & -STRIPE);
    if (whole > at) this.#stripes(bytes, at, whole);
    for (at = whole; at < end; at += 1) this.#rest[this.#filled++] = bytes[at] ?? 0;
    return this;
  }

  #stripes(bytes: Uint8Array, start: number, end: number): void {
    const view = new DataView(bytes.buffer, bytes.byteOffset + start, end - start);
    let a = this.#lanes[0] ?? 0;
    let b = this.#lanes[1] ?? 0;
    let c = this.#lanes[2] ?? 0;
    let d = this.#lanes[3] ?? 0;
    for (let at = 0; at < view.byteLength; at += STRIPE) {
      a = round(a, view.getInt32(at, true));
      b = round(b, view.getInt32(at + 4, true));
      c = round(c, view.getInt32(at + 8, true));
      d = round(d, view.getInt32(at + 12, true));
    }
    this.#lanes[0] = a;
    this.#lanes[1] = b;
    this.#lanes[2] = c;
    this.#lanes[3] = d;
  }

  /** The hash of all bytes so far, unsigned. More may be added afterwards. */
  digest(): number {
    const [a = 0, b = 0, c = 0, d = 0] = this.#lanes;
    let hash =
      this.#total >= STRIPE ? rotated(a, 1) + rotated(b, 7) + rotated(c, 12) + rotated(d, 18) : this.#seed + PRIME_5;
    // The length counts modulo 2^32.
    hash = (hash + (this.#total % 2 ** 32)) | 0;
    const view = new DataView(this.#rest.buffer);
    let at = 0;
    for (; at + 4 <= this.#filled; at += 4) {
      hash = Math.imul(rotated(hash + Math.imul(view.getInt32(at, true), PRIME_3), 17), PRIME_4);
    }
    for (; at < this.#filled; at += 1) {
      hash = Math.imul(rotated(hash + Math.imul(view.getUint8(at), PRIME_5), 11), PRIME_1);
    }
    hash = Math.imul(hash ^ (hash >>> 15), PRIME_2);
    hash = Math.imul(hash ^ (hash >>> 13), PRIME_3);
    return (hash ^ (hash >>> 16)) >>> 0;
  }
}

function round(lane: number, word: number): number {
  return Math.imul(rotated(lane + Math.imul(word, PRIME_2), 13), PRIME_1);
}

function rotated(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}
