import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {Xxh32} from '../../src/codecs/xxh32.ts';
import {mixedBytes} from './samples.ts';

/** The sanity buffer of xxHash's own tests (xxhsum.c): bytes of a multiplicative generator. */
function sanityBuffer(length: number): Buffer {
  const bytes = Buffer.alloc(length);
  let state = 2654435761n;
  for (let i = 0; i < length; i += 1) {
    bytes[i] = Number((state >> 56n) & 0xffn);
    state = (state * 11400714785074694797n) & 0xffff_ffff_ffff_ffffn;
  }
  return bytes;
}

const PRIME32 = 0x9e3779b1;

suite('xxHash32', () => {
  test('has the values of xxHash’s own sanity check', () => {
    for (const [length, seed, hash] of [
      [0, 0, 0x02cc5d05],
      [0, PRIME32, 0x36b78ae7],
      [1, 0, 0xcf65b03e],
      [1, PRIME32, 0xb4545aa4],
      [14, 0, 0x1208e7e2],
      [14, PRIME32, 0x6af1d1fe],
      [222, 0, 0x5bd11dbd],
      [222, PRIME32, 0x58803c5f],
    ] as const) {
      assert.equal(new Xxh32(seed).update(sanityBuffer(length)).digest(), hash, `${length} bytes, seed ${seed}`);
    }
  });
  test('does not depend on how the bytes are cut', () => {
    const bytes = mixedBytes(1000);
    const whole = new Xxh32().update(bytes).digest();
    for (const size of [1, 3, 15, 16, 17, 100]) {
      const hash = new Xxh32();
      for (let at = 0; at < bytes.length; at += size) hash.update(bytes, at, Math.min(bytes.length, at + size));
      assert.equal(hash.digest(), whole, `pieces of ${size}`);
    }
  });
});
