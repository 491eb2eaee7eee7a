import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {Crc64} from '../../src/codecs/crc64.ts';
import {hex64} from '../../src/codecs/ltx-header.ts';
import {mixedBytes} from './samples.ts';

function crc64(bytes: Uint8Array): string {
  const {high, low} = new Crc64().update(bytes);
  return hex64((BigInt(high) << 32n) | BigInt(low));
}

/** Bit by bit, as the polynomial's definition says. */
function bitwise(bytes: Uint8Array): string {
  let crc = 0xffff_ffff_ffff_ffffn;
  for (const byte of bytes) {
    crc ^= BigInt(byte);
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >> 1n) ^ (crc & 1n ? 0xd800_0000_0000_0000n : 0n);
  }
  return hex64(crc ^ 0xffff_ffff_ffff_ffffn);
}

suite('CRC-64/GO-ISO', () => {
  test('has the published check values, and those of Go’s hash/crc64', () => {
    assert.equal(crc64(Buffer.from('123456789')), 'b90956c775a41001');
    assert.equal(crc64(Buffer.alloc(0)), '0000000000000000');
    assert.equal(crc64(Buffer.from('a')), '3420000000000000');
    assert.equal(crc64(Buffer.alloc(4096)), '492fc33c906fff90');
  });
  test('agrees with the definition at every alignment and length', () => {
    const bytes = mixedBytes(400);
    for (let start = 0; start < 9; start += 1) {
      for (const length of [0, 1, 3, 4, 15, 16, 17, 64, 255, 380]) {
        const part = bytes.subarray(start, start + length);
        assert.equal(crc64(part), bitwise(part), `from ${start}, ${length} bytes`);
      }
    }
  });
  test('does not depend on how the bytes are cut', () => {
    const bytes = mixedBytes(5000);
    const whole = crc64(bytes);
    for (const size of [1, 7, 16, 33, 4096]) {
      const crc = new Crc64();
      for (let at = 0; at < bytes.length; at += size) crc.update(bytes, at, Math.min(bytes.length, at + size));
      assert.equal(hex64((BigInt(crc.high) << 32n) | BigInt(crc.low)), whole, `pieces of ${size}`);
    }
  });
  test('starts anew after reset', () => {
    const crc = new Crc64().update(mixedBytes(100)).reset().update(Buffer.from('123456789'));
    assert.equal(crc.high, 0xb90956c7);
    assert.equal(crc.low, 0x75a41001);
  });
});
