import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import {suite, test} from 'node:test';
import {decodeLz4Block} from '../../src/codecs/lz4-block.ts';
import {decodeLz4Frames} from '../../src/codecs/lz4-frame.ts';
import {decodeSmallLz4Frame, measureLz4Frame, NOT_A_FRAME} from '../../src/codecs/lz4-small-frame.ts';
import {isRestoreError, type ErrorCode} from '../../src/errors.ts';
import {encodeLz4Block, encodeLz4Frame} from './lz4-encoder.ts';
import {collected, mixedBytes, pieces} from './samples.ts';

/** Written by the lz4 command 1.9.4 from the same 200,000 bytes. */
const FIXTURES = new URL('../fixtures/lz4/', import.meta.url);
const CONTENT = mixedBytes(200_000, 7);

function unlz4(bytes: Uint8Array, pieceSize = 10_000, maxBytes = 1e9): Promise<Buffer> {
  const signal = new AbortController().signal;
  return collected(decodeLz4Frames(pieces(bytes, pieceSize), {where: 'object', maxBytes, signal}));
}

function code(...codes: readonly ErrorCode[]) {
  return (error: unknown): boolean => isRestoreError(error, ...codes) && error.failure.where === 'object';
}

function unblock(block: Uint8Array, size: number): Buffer | undefined {
  const target = Buffer.alloc(size + 8, 0xee);
  const after = decodeLz4Block(block, 0, block.length, target, 4, 4 + size, 4);
  assert.equal(target.readUInt32BE(0), 0xeeeeeeee, 'nothing is written before the target');
  assert.equal(target.readUInt32BE(4 + size), 0xeeeeeeee, 'nothing is written behind the target');
  return after === 4 + size ? target.subarray(4, after) : undefined;
}

suite('An LZ4 block', () => {
  test('gives back what was encoded, whatever its size', () => {
    for (const size of [0, 1, 12, 13, 100, 4096, 65_536, 200_000]) {
      const content = mixedBytes(size, size + 3);
      assert.deepEqual(unblock(encodeLz4Block(content), size), content, `${size} bytes`);
    }
  });
  test('repeats a match that overlaps itself, at every distance', () => {
    for (let distance = 1; distance < 70; distance += 1) {
      const content = Buffer.alloc(3000, mixedBytes(distance, distance));
      assert.deepEqual(unblock(encodeLz4Block(content), 3000), content, `distance ${distance}`);
    }
  });
  test('is refused where a match has offset 0, or reaches before the beginning', () => {
    assert.equal(unblock(Buffer.of(0x10, 0x41, 0, 0, 0x50, 1, 2, 3, 4, 5), 10), undefined);
    assert.equal(unblock(Buffer.of(0x10, 0x41, 2, 0, 0x50, 1, 2, 3, 4, 5), 10), undefined);
    assert.ok(unblock(Buffer.of(0x10, 0x41, 1, 0, 0x50, 1, 2, 3, 4, 5), 10));
  });
  test('is refused where a length goes beyond the block or the room for it', () => {
    assert.equal(unblock(Buffer.of(0xf0, 255, 255, 255), 100_000), undefined);
    assert.equal(unblock(Buffer.of(0x40, 1, 2), 4), undefined);
    assert.equal(unblock(Buffer.of(0x1f, 1, 1, 0, 255, 255, 255, 255, 0), 100), undefined);
    assert.equal(unblock(Buffer.alloc(0), 0), undefined);
  });
});

suite('LZ4 frames whose chunks are lent', () => {
  const signal = new AbortController().signal;
  for (const name of readdirSync(FIXTURES).filter(each => each.endsWith('.lz4'))) {
    test(`give what ${name} holds, to a reader that copies each chunk before it asks for the next`, async () => {
      const copies: Buffer[] = [];
      const stored = readFileSync(new URL(name, FIXTURES));
      const options = {where: 'object', maxBytes: 1e9, lends: true, signal};
      for await (const chunk of decodeLz4Frames(pieces(stored, 10_000), options)) copies.push(Buffer.from(chunk));
      assert.deepEqual(Buffer.concat(copies), await unlz4(stored));
    });
  }

  test('lie in one memory', async () => {
    const memories = new Set<ArrayBufferLike>();
    const stored = Buffer.concat(Array.from({length: 6}, () => encodeLz4Frame(CONTENT)));
    const options = {where: 'object', maxBytes: 1e9, lends: true, signal};
    for await (const chunk of decodeLz4Frames(pieces(stored, 10_000), options)) memories.add(chunk.buffer);
    assert.ok(memories.size <= 2, 'the first block may be small, and outside of WebAssembly');
  });
});

suite('A small LZ4 frame', () => {
  test('is measured and decoded with every option, at every distance from the end of the bytes', () => {
    const content = CONTENT.subarray(0, 4096);
    for (const options of [{}, {blockChecksums: true, contentSize: true}, {stored: true}, {blockBytes: 1000}]) {
      const frame = encodeLz4Frame(content, options);
      for (let have = 0; have < frame.length; have += have < 40 ? 1 : 37) {
        const needed = -measureLz4Frame(frame, 0, have, 4096);
        assert.ok(needed > have && needed <= frame.length, `${needed} for ${have} of ${frame.length}`);
      }
      assert.equal(measureLz4Frame(Buffer.concat([frame, Buffer.alloc(9)]), 0, frame.length + 9, 4096), frame.length);
      const target = Buffer.alloc(4096);
      assert.equal(decodeSmallLz4Frame(frame, 0, target, 0, 4096), 4096);
      assert.deepEqual(target, content);
    }
  });
  test('is told from what is none, and not followed through empty blocks without end', () => {
    assert.equal(measureLz4Frame(Buffer.alloc(100), 0, 100, 4096), NOT_A_FRAME);
    const head = encodeLz4Frame(Buffer.alloc(0)).subarray(0, 7);
    const empty = Buffer.from('00000080'.repeat(5000), 'hex');
    assert.equal(measureLz4Frame(Buffer.concat([head, empty]), 0, 7 + empty.length, 4096), NOT_A_FRAME);
    const huge = Buffer.concat([head, Buffer.from('ffffff7f', 'hex')]);
    assert.equal(measureLz4Frame(huge, 0, huge.length, 4096), NOT_A_FRAME);
  });
  test('has each of its checksums and its size verified', () => {
    const target = Buffer.alloc(4096);
    const content = CONTENT.subarray(0, 4096);
    const changed = (frame: Buffer, at: number): ReturnType<typeof decodeSmallLz4Frame> => {
      const copy = Buffer.from(frame);
      const index = at < 0 ? copy.length + at : at;
      copy[index] = (copy[index] ?? 0) ^ 1;
      return decodeSmallLz4Frame(copy, 0, target, 0, 4096);
    };
    const sums = encodeLz4Frame(content, {stored: true, blockChecksums: true, contentChecksum: false});
    assert.equal(changed(sums, 6), 'checksum', 'header');
    assert.equal(changed(sums, 100), 'checksum', 'block');
    assert.equal(changed(encodeLz4Frame(content, {stored: true}), 100), 'checksum', 'content');
    const parts = [4096, 4095].map(size =>
      encodeLz4Frame(content.subarray(0, size), {contentSize: true, contentChecksum: false}),
    );
    const mixed = Buffer.concat([
      parts[0]?.subarray(0, 15) ?? Buffer.alloc(0),
      parts[1]?.subarray(15) ?? Buffer.alloc(0),
    ]);
    assert.equal(decodeSmallLz4Frame(mixed, 0, target, 0, 4096), 'size');
    assert.equal(decodeSmallLz4Frame(encodeLz4Frame(CONTENT.subarray(0, 5000)), 0, target, 0, 4096), 'block');
  });
});

suite('LZ4 frames', () => {
  for (const name of readdirSync(FIXTURES).filter(file => file.endsWith('.lz4'))) {
    test(`as the lz4 command writes them decode to the same bytes: ${name}`, async () => {
      const bytes = readFileSync(new URL(name, FIXTURES));
      for (const size of [bytes.length, 4096, 77]) assert.deepEqual(await unlz4(bytes, size), CONTENT);
    });
  }
  test('decode with every option', async () => {
    const content = CONTENT.subarray(0, 150_000);
    for (const options of [{}, {blockChecksums: true}, {contentSize: true}, {stored: true}, {contentChecksum: false}]) {
      assert.deepEqual(await unlz4(encodeLz4Frame(content, options)), content, JSON.stringify(options));
    }
  });
  test('that hold nothing are allowed, no frame at all is not', async () => {
    assert.deepEqual(await unlz4(encodeLz4Frame(Buffer.alloc(0))), Buffer.alloc(0));
    await assert.rejects(unlz4(Buffer.alloc(0)), code('truncated'));
  });
  test('end in “truncated” wherever they are cut', async () => {
    const bytes = encodeLz4Frame(CONTENT.subarray(0, 3000), {blockChecksums: true, contentSize: true});
    for (let length = 1; length < bytes.length; length += 1) {
      await assert.rejects(unlz4(bytes.subarray(0, length)), code('truncated'), `${length} of ${bytes.length} bytes`);
    }
  });
  test('end in “trailing” when junk follows, however short', async () => {
    const bytes = encodeLz4Frame(CONTENT.subarray(0, 3000));
    for (const junk of ['x', 'junk', 'junk that is longer']) {
      await assert.rejects(unlz4(Buffer.concat([bytes, Buffer.from(junk)])), code('trailing'), junk);
    }
  });
  test('verify each kind of checksum', async () => {
    const options = {blockChecksums: true, stored: true};
    const bytes = encodeLz4Frame(CONTENT.subarray(0, 3000), options);
    const flipped = (at: number): Buffer => {
      const copy = Buffer.from(bytes);
      copy[at < 0 ? copy.length + at : at] = (bytes.at(at) ?? 0) ^ 0x40;
      return copy;
    };
    // The header’s flag byte, the block’s content, the block checksum, the content checksum.
    for (const at of [4, 6, 100, -9, -1]) await assert.rejects(unlz4(flipped(at)), code('checksum'), `byte ${at}`);
    const bare = encodeLz4Frame(CONTENT.subarray(0, 3000), {stored: true});
    bare[100] = (bare[100] ?? 0) ^ 1;
    await assert.rejects(unlz4(bare), code('checksum'));
  });
  test('that promise or make more than is allowed end in “limit”', async () => {
    const zeros = Buffer.alloc(10_000_000);
    const bomb = encodeLz4Frame(zeros, {contentChecksum: false, blockBytes: 4 << 20, blockCode: 7});
    assert.ok(bomb.length < 50_000);
    await assert.rejects(unlz4(bomb, 1000, 9_999_999), code('limit'));
    assert.equal((await unlz4(bomb, 1000, 10_000_000)).length, 10_000_000);
    // Told by the header alone: nothing else is there.
    const promise = encodeLz4Frame(Buffer.alloc(100), {contentSize: true}).subarray(0, 15);
    await assert.rejects(unlz4(promise, 1000, 99), code('limit'));
  });
  test('that do not hold what their header says are refused', async () => {
    const parts = [100, 99].map(size =>
      encodeLz4Frame(Buffer.alloc(size), {contentSize: true, contentChecksum: false}),
    );
    const [header, body] = [parts[0]?.subarray(0, 15), parts[1]?.subarray(15)];
    assert.ok(header !== undefined && body !== undefined);
    await assert.rejects(unlz4(Buffer.concat([header, body])), code('decompress'));
  });
  test('of other formats are called what they are not', async () => {
    await assert.rejects(unlz4(Buffer.from('SQLite format 3\0')), code('decompress'));
  });
  test('that claim blocks larger than their kind allows are refused before anything is read', async () => {
    const bytes = encodeLz4Frame(CONTENT.subarray(0, 100));
    bytes.writeUInt32LE(0x7fffffff, 7);
    await assert.rejects(unlz4(bytes), code('decompress'));
  });
  test('that need a dictionary are not supported', async () => {
    const header = Buffer.from('04224d18614000000000', 'hex');
    const {Xxh32} = await import('../../src/codecs/xxh32.ts');
    const sum = (new Xxh32().update(header, 4).digest() >>> 8) & 0xff;
    await assert.rejects(unlz4(Buffer.concat([header, Buffer.of(sum), Buffer.alloc(8)])), code('unsupported-format'));
  });
});
