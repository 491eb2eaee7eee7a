import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {inflateSync} from 'node:zlib';
import {
  frameContinues,
  frameSize,
  parseWalFrameHeader,
  parseWalHeader,
  walChecksum,
  WAL_HEADER_SIZE,
  type WalChecksum,
  type WalHeader,
} from '../../src/codecs/wal.ts';

// One database at three moments: two rows, three rows after a restart of the log, and the first again as a big-endian
// host would have written it.
const VECTORS = {
  first:
    'eNozr2drYtB9JMHAwMQAAqsN8n+wKYr4nbUy3ndZQycTKMSILN6u6V13NLz5R3CgT2ZJqkJaflFuYomCMVA3ExODg4ICA8QgiGEQANLPgsYnBJgY9JIZeUGKGe8zANEooC+QZ2QT5+dn1C9JTMpJLSlhcg5ydQxxVQhxdPJxVSjRqNCExTMsXXzb87G26MKt17wMaLE/CkYaQEkXrEdX2pr37BeF5OXfDEA0CkYWYGZk4k9ETxe+b5jPKmUvewdKF0yM34DpAkiMgpGSJJiY+JPA6QIAeOY8RA==',
  restarted:
    'eNozr2drYtB9JMHAwMQABIyrDfJ/xvcfnHLeynifzNVZhxggEkwwccnjcSXCP/OjeIGCzIwfGRh/M34DUqNguANmZib+ZGYmJv4kZkYm/kSkdPGDTVHE79uej7VFF269BqULSFIaBSMUoKQL1qMrbc179ouC0gUj429geTEaQCOt5MBWXvi+YT6rlL3sHShdMDF+A9cjo0E1YpIEvB4BAAbANQ0=',
  bigEndian:
    'eNozr2drZtB9JMHAwMQAAqsN8n+wKYr4HTS1Op+nr3ENKMSILH4mLpLX3yWtLTjQJ7MkVSEtvyg3sUTBGKibiYnBQUGBAWIQxDAIAOlnQeMTAkwMesmMvCDFjPcZgGgU0BfIM7KJ8/Mz6pckJuWklpQwOQe5Ooa4KoQ4Ovm4KpRoVGjC4hmWLpLmvDL6a5TuzMuAFvujYKQBlHTh/SlY65ij0ntIXv7NAESjYGQBZkYm/kT0dDGf5fm+XyEK5qB0wcT4DZgugMQoGClJgomJPwmcLgDeGTlw',
};

function unpack(vector: string): Uint8Array {
  return inflateSync(Buffer.from(vector, 'base64'));
}

function header(bytes: Uint8Array): WalHeader {
  const parsed = parseWalHeader(bytes);
  assert.ok(!('defect' in parsed), `the header has a defect: ${JSON.stringify(parsed)}`);
  return parsed;
}

/** How many frames continue the chain, and the size after the last commit among them. */
function walk(bytes: Uint8Array): {valid: number; committed: number; pages: number} {
  const {pageSize, bigEndianChecksums, salt1, salt2, checksum} = header(bytes);
  let previous: WalChecksum = checksum;
  let valid = 0;
  let committed = 0;
  let pages = 0;
  for (let at = WAL_HEADER_SIZE; at + frameSize(pageSize) <= bytes.length; at += frameSize(pageSize)) {
    const frame = parseWalFrameHeader(bytes, at);
    if (frame.salt1 !== salt1 || frame.salt2 !== salt2 || frame.page === 0) break;
    if (!frameContinues(bytes, at, pageSize, previous, bigEndianChecksums)) break;
    previous = frame.checksum;
    valid += 1;
    if (frame.commit !== 0) [committed, pages] = [valid, frame.commit];
  }
  return {valid, committed, pages};
}

suite('The WAL checksum', () => {
  const counting = Uint8Array.from({length: 16}, (_, index) => index);
  test('gives the published values in both byte orders', () => {
    assert.deepEqual(walChecksum(counting, 0, 16, [0, 0], false), [0x1814100c, 0x312a231c]);
    assert.deepEqual(walChecksum(counting, 0, 16, [0, 0], true), [0x0c101418, 0x1c232a31]);
    assert.deepEqual(walChecksum(new Uint8Array(8).fill(0xff), 0, 8, [0, 0], false), [0xffffffff, 0xfffffffe]);
    assert.deepEqual(walChecksum(counting, 0, 8, [1, 2], false), [0x03020103, 0x0a080609]);
  });
  test('does not depend on where the bytes lie in memory', () => {
    for (let shift = 0; shift < 8; shift += 1) {
      const moved = new Uint8Array(24);
      moved.set(counting, shift);
      assert.deepEqual(walChecksum(moved, shift, 16, [0, 0], false), [0x1814100c, 0x312a231c]);
    }
  });
});

suite('A WAL', () => {
  test('is read frame by frame up to its last commit', () => {
    assert.deepEqual(walk(unpack(VECTORS.first)), {valid: 4, committed: 4, pages: 2});
    assert.deepEqual(walk(unpack(VECTORS.bigEndian)), {valid: 4, committed: 4, pages: 2});
    assert.equal(header(unpack(VECTORS.bigEndian)).bigEndianChecksums, true);
  });
  test('ends where frames of an earlier generation begin', () => {
    assert.deepEqual(walk(unpack(VECTORS.restarted)), {valid: 1, committed: 1, pages: 2});
    assert.equal(header(unpack(VECTORS.restarted)).salt1, header(unpack(VECTORS.first)).salt1 + 1);
  });
  test('ends before a frame with a flipped bit', () => {
    const bytes = unpack(VECTORS.first);
    bytes[32 + 24 + 100] = (bytes[32 + 24 + 100] ?? 0) ^ 1;
    assert.deepEqual(walk(bytes), {valid: 0, committed: 0, pages: 0});
  });
  test('ends before a frame that is missing', () => {
    const bytes = unpack(VECTORS.first);
    const without = Buffer.concat([bytes.subarray(0, 568), bytes.subarray(568 + 536)]);
    assert.deepEqual(walk(without), {valid: 1, committed: 0, pages: 0});
  });
});

/** The first vector with one number replaced, and the header checksum made right again on request. */
function changed(offset: number, value: number, repair: boolean): Uint8Array {
  const bytes = Buffer.from(unpack(VECTORS.first));
  bytes.writeUInt32BE(value, offset);
  if (repair) {
    const [s0, s1] = walChecksum(bytes, 0, 24, [0, 0], false);
    bytes.writeUInt32BE(s0, 24);
    bytes.writeUInt32BE(s1, 28);
  }
  return bytes;
}

suite('A WAL header', () => {
  for (const [name, bytes, defect] of [
    ['cut short', unpack(VECTORS.first).subarray(0, 31), 'too short'],
    ['of another kind of file', changed(0, 0x53514c69, true), 'magic'],
    ['with a wrong checksum', changed(12, 7, false), 'checksum'],
    ['of an unknown version', changed(4, 3007001, true), 'version'],
    ['with an impossible page size', changed(8, 1000, true), 'page size'],
  ] as const) {
    test(`${name} is refused, not ignored`, () => {
      const parsed = parseWalHeader(bytes);
      assert.ok('defect' in parsed);
      assert.equal(parsed.defect, defect);
    });
  }
});
