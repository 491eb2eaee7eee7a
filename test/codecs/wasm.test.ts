// The WebAssembly must do what the JavaScript beside it does, on sound and on damaged data, and touch nothing else.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {suite, test} from 'node:test';
import {Crc64} from '../../src/codecs/crc64.ts';
import {decodeLz4Block} from '../../src/codecs/lz4-block.ts';
import {decodeLtx} from '../../src/codecs/ltx.ts';
import {openRoom} from '../../src/codecs/wasm/room.ts';
import {isRestoreError} from '../../src/errors.ts';
import {assemble, bytesFile, sourceOf} from '../../scripts/wat.ts';
import {seeded} from '../models/random.ts';
import {encodeLtx} from './ltx-encoder.ts';
import {encodeLz4Block} from './lz4-encoder.ts';
import {mixedBytes, pieces} from './samples.ts';

suite('The WebAssembly', () => {
  test('is what its source says', () => {
    const carried = readFileSync(new URL('../../src/codecs/wasm/bytes.ts', import.meta.url), 'utf8');
    assert.equal(carried, bytesFile('codecs'), 'node scripts/wat.ts writes it anew');
  });

  test('is accepted by the engine, with the exports that are called', () => {
    const module = new WebAssembly.Module(Buffer.from(assemble(sourceOf('codecs'))));
    const exported = WebAssembly.Module.exports(module).map(({name}) => name);
    assert.ok(
      ['lz4', 'crc64'].every(name => exported.includes(name)),
      exported.join(' '),
    );
  });

  for (const [what, source] of [
    ['an unknown instruction', '(module (import "a" "b" (memory 1)) (func $f (export "f") (f32.sqrt)))'],
    ['an unknown name', '(module (import "a" "b" (memory 1)) (func $f (export "f") (local.get $x)))'],
    ['a missing bracket', '(module (import "a" "b" (memory 1))'],
    ['a missing memory', '(module (func $f (export "f")))'],
  ] as const) {
    test(`is not assembled from ${what}`, () => assert.throws(() => assemble(source), SyntaxError));
  }
});

/** Damaged blocks that both decoders are given. */
const DAMAGED = 1500;

/** Bytes around the output that nothing may touch. */
const MARGIN = 64;
const MARK = 0xa7;

suite('An LZ4 block in WebAssembly', () => {
  const room = openRoom(100_000, 70_000);

  /** Decodes with both, and compares where they end and what they wrote. */
  function compare(block: Uint8Array, history: Uint8Array, size: number): number {
    const at = MARGIN + history.length;
    const limit = at + size;
    const [ours, theirs] = [room.output, new Uint8Array(room.output.length)].map(target => {
      target.fill(MARK);
      target.set(history, MARGIN);
      const decode = target === room.output ? room.decodeLz4Block : decodeLz4Block;
      return {after: decode(block, 0, block.length, target, at, limit, MARGIN), target};
    });
    assert.ok(ours !== undefined && theirs !== undefined);
    assert.equal(ours.after, theirs.after);
    assert.ok(ours.target.subarray(0, MARGIN).every(byte => byte === MARK));
    assert.ok(Buffer.from(ours.target.subarray(MARGIN, at)).equals(history));
    assert.ok(ours.target.subarray(limit, limit + MARGIN).every(byte => byte === MARK));
    if (ours.after >= 0) {
      assert.ok(Buffer.from(ours.target.subarray(at, ours.after)).equals(theirs.target.subarray(at, theirs.after)));
    }
    return ours.after < 0 ? ours.after : ours.after - at;
  }

  test('comes out as in JavaScript, whatever its size', () => {
    for (const size of [0, 1, 5, 12, 13, 16, 17, 31, 32, 33, 100, 511, 4096, 65_536]) {
      for (let seed = 1; seed <= 10; seed += 1) {
        const content = mixedBytes(size, seed);
        assert.equal(compare(encodeLz4Block(content), Buffer.alloc(0), size), size);
      }
    }
  });

  test('repeats from every distance, into every length, up to the last byte of its room', () => {
    for (let offset = 1; offset <= 40; offset += 1) {
      for (let length = 4; length <= 60; length += 1) {
        const history = mixedBytes(offset, offset);
        const extra = length - 4;
        const match = extra < 15 ? [extra, offset, 0] : [15, offset, 0, extra - 15];
        // A last sequence of one literal.
        const block = Uint8Array.of(...match, 0x10, 0x55);
        assert.equal(compare(block, history, length + 1), length + 1);
        assert.equal(compare(block, history, length + 20), length + 1);
        assert.equal(compare(block, history, length), -1, 'no room for the literal');
        assert.equal(compare(block, history.subarray(1), length + 1), -1, 'a match from before the beginning');
      }
    }
  });

  test('that is damaged is refused where JavaScript refuses it', () => {
    const random = seeded(7);
    let refused = 0;
    for (let at = 0; at < DAMAGED; at += 1) {
      const size = random.between(1, 5000);
      const block = encodeLz4Block(mixedBytes(size, random.below(50)));
      for (let flips = random.between(1, 4); flips > 0; flips -= 1)
        block[random.below(block.length)] = random.below(256);
      const cut = random.chance(0.3) ? random.below(block.length) : block.length;
      if (compare(block.subarray(0, cut), mixedBytes(random.below(300)), size) < 0) refused += 1;
    }
    assert.ok(refused > DAMAGED / 3, `${refused} refused`);
  });

  test('is not taken into another buffer, nor beyond its own', () => {
    const block = encodeLz4Block(mixedBytes(100));
    const decode = (target: Uint8Array, limit: number) => () =>
      room.decodeLz4Block(block, 0, block.length, target, 0, limit, 0);
    assert.throws(decode(new Uint8Array(100), 100), RangeError);
    assert.throws(decode(room.output, room.output.length + 1), RangeError);
    const long = new Uint8Array(80_000);
    assert.throws(() => room.decodeLz4Block(long, 0, long.length, room.output, 0, 100, 0), RangeError);
  });
});

test('a CRC-64 in WebAssembly is that of JavaScript, from every start and over every length', () => {
  const room = openRoom(1000, 100);
  room.output.set(mixedBytes(1000));
  for (let start = 0; start < 9; start += 1) {
    for (let length = 0; length < 70; length += 1) {
      const [ours, theirs] = [new Crc64(), new Crc64()];
      ours
        .update(Buffer.from('before'))
        .updateIn(room, start, start + length)
        .updateIn(room, 100, 900);
      theirs
        .update(Buffer.from('before'))
        .update(room.output, start, start + length)
        .update(room.output, 100, 900);
      assert.deepEqual([ours.high, ours.low], [theirs.high, theirs.low], `${length} bytes from ${start}`);
    }
  }
});

suite('An LTX file that is large enough for it', () => {
  const pageSize = 4096;
  const pages = Array.from({length: 200}, (_, at) => [at + 1, mixedBytes(pageSize, at + 1)] as const);
  const {signal} = new AbortController();

  async function decoded(bytes: Uint8Array): Promise<Buffer> {
    const parts: Buffer[] = [];
    for await (const {data} of decodeLtx(pieces(bytes, 50_000), {where: 'a.ltx', size: bytes.length, signal})) {
      parts.push(Buffer.from(data));
    }
    return Buffer.concat(parts);
  }

  for (const encoding of ['block', 'frame', 'v2', 'v1'] as const) {
    const file = encodeLtx({pageSize, commit: pages.length, min: 1, max: 1, pages, encoding});

    test(`gives its pages, ${encoding}`, async () => {
      assert.ok(file.length > 256 * 1024);
      assert.ok((await decoded(file)).equals(Buffer.concat(pages.map(([, data]) => data))));
    });

    test(`shows each damaged byte, ${encoding}`, async () => {
      const random = seeded(3);
      for (let at = 0; at < 40; at += 1) {
        const copy = Buffer.from(file);
        const place = random.below(copy.length);
        copy[place] = (copy[place] ?? 0) ^ (1 << random.below(8));
        await assert.rejects(decoded(copy), error => isRestoreError(error), `byte ${place}`);
      }
    });
  }
});
