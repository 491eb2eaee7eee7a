import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {constants, zstdCompressSync} from 'node:zlib';
import {walkFrames} from '../../src/codecs/zstd-frames.ts';

const {ZSTD_c_checksumFlag, ZSTD_c_contentSizeFlag} = constants;

function frame(length: number, params: Record<number, number> = {}): Buffer {
  return zstdCompressSync(Buffer.from('abc'.repeat(length)).subarray(0, length), {params});
}

const SKIPPABLE = Buffer.from('512a4d180300000061626361', 'hex').subarray(0, 11);
const EMPTY_SKIPPABLE = Buffer.from('5f2a4d1800000000', 'hex');

const FRAMES = [
  frame(0),
  SKIPPABLE,
  frame(1, {[ZSTD_c_checksumFlag]: 1}),
  frame(255),
  EMPTY_SKIPPABLE,
  frame(256),
  frame(65_791),
  frame(65_792),
  frame(300_000, {[ZSTD_c_contentSizeFlag]: 0, [ZSTD_c_checksumFlag]: 1}),
];

/** Where the frames end, as the walk tells when it is fed `size` bytes at a time. */
function endsOf(bytes: Buffer, size: number): readonly number[] {
  const walk = walkFrames('key');
  const ends: number[] = [];
  for (let at = 0; at < bytes.length;) {
    at += walk.take(bytes.subarray(at, at + size));
    if (walk.atBoundary) ends.push(at);
  }
  return ends;
}

describe('walking over zstd frames', () => {
  const bytes = Buffer.concat(FRAMES);
  const ends = FRAMES.map((_, index) => Buffer.concat(FRAMES.slice(0, index + 1)).length);

  for (const size of [1, 2, 3, 5, 100, 1e9]) {
    it(`finds every end in pieces of ${size}`, () => {
      assert.deepEqual(endsOf(bytes, size), ends);
    });
  }

  it('knows inside a frame that it has not ended', () => {
    for (const whole of FRAMES) {
      for (const length of [1, 4, 5, whole.length - 1].filter(cut => cut < whole.length)) {
        const walk = walkFrames('key');
        walk.take(whole.subarray(0, length));
        assert.ok(!walk.atBoundary, `${length} of ${whole.length} bytes`);
      }
    }
    assert.ok(walkFrames('key').atBoundary);
  });

  it('adds up what the headers promise', () => {
    const walk = walkFrames('key');
    const promised = [0, 0, 1, 256, 256, 512, 66_303, 132_095, 132_095];
    for (const [index, whole] of FRAMES.entries()) {
      assert.equal(walk.take(whole), whole.length);
      assert.equal(walk.promised, promised[index]);
    }
  });
});
