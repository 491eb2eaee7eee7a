import assert from 'node:assert/strict';
import {randomBytes} from 'node:crypto';
import {describe, it} from 'node:test';
import {constants, gzipSync, zstdCompressSync} from 'node:zlib';
import {decompress, MAX_LAYERS, type DecompressOptions} from '../../src/codecs/compression.ts';
import {RestoreError, type ErrorCode} from '../../src/errors.ts';

const TEXT = Buffer.from('pages of a database, again and again. '.repeat(300));
const JUNK = Buffer.from('something else');
const SKIPPABLE = Buffer.from('5a2a4d180500000061626364655f2a4d1800000000', 'hex');

function zstd(content: Buffer, checksum = true): Buffer {
  return zstdCompressSync(content, {params: {[constants.ZSTD_c_checksumFlag]: checksum ? 1 : 0}});
}

/** `bytes` in pieces of `size`. */
async function* pieces(bytes: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function all(bytes: Buffer, size: number, options: Partial<DecompressOptions> = {}): Promise<Buffer> {
  const {signal} = new AbortController();
  const chunks: Uint8Array[] = [];
  const full = {where: 'key', maxBytes: 1e9, signal, ...options};
  for await (const chunk of decompress(pieces(bytes, size), full)) chunks.push(Uint8Array.from(chunk));
  return Buffer.concat(chunks);
}

async function drained(chunks: AsyncIterable<Uint8Array>): Promise<number> {
  let length = 0;
  for await (const chunk of chunks) length += chunk.length;
  return length;
}

/** The result must not depend on how the bytes arrive. */
const SIZES = [1, 7, 4096, 1e9];

async function gives(bytes: Buffer, content: Buffer, options?: Partial<DecompressOptions>): Promise<void> {
  for (const size of SIZES) assert.ok((await all(bytes, size, options)).equals(content), `in pieces of ${size}`);
}

async function fails(bytes: Buffer, code: ErrorCode, options?: Partial<DecompressOptions>): Promise<void> {
  for (const size of SIZES) {
    await assert.rejects(all(bytes, size, options), (error: unknown) => {
      assert.ok(error instanceof RestoreError, String(error));
      assert.equal(error.code, code, `in pieces of ${size}: ${error.message}`);
      return true;
    });
  }
}

function flipped(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy.writeUInt8(copy.readUInt8(at) ^ 1, at);
  return copy;
}

describe('decompressing by magic number', () => {
  it('passes on what is not compressed', () => gives(TEXT, TEXT));

  it('gives nothing for nothing', () => gives(Buffer.alloc(0), Buffer.alloc(0)));

  it('takes gzip, zstd, and one around the other off', async () => {
    await gives(gzipSync(TEXT), TEXT);
    await gives(zstd(TEXT), TEXT);
    await gives(gzipSync(zstd(gzipSync(TEXT))), TEXT);
  });

  it('takes six layers off and refuses a seventh', async () => {
    let bytes = TEXT;
    for (let layer = 0; layer < MAX_LAYERS; layer++) bytes = gzipSync(bytes);
    await gives(bytes, TEXT);
    await fails(gzipSync(bytes), 'limit');
  });

  it('leaves other compressions to the caller', async () => {
    const lz4 = Buffer.concat([Buffer.from('04224d18', 'hex'), TEXT]);
    await gives(gzipSync(lz4), lz4);
  });

  it('takes exactly one compression off when told which', async () => {
    await gives(zstd(gzipSync(TEXT)), gzipSync(TEXT), {only: 'zstd'});
    await gives(gzipSync(TEXT), gzipSync(TEXT), {only: 'none'});
    await fails(gzipSync(TEXT), 'decompress', {only: 'zstd'});
    await fails(TEXT, 'decompress', {only: 'gzip'});
    await fails(Buffer.alloc(0), 'decompress', {only: 'zstd'});
  });
});

describe('the size limit', () => {
  it('allows exactly that many bytes', async () => {
    for (const bytes of [TEXT, gzipSync(TEXT), zstd(TEXT), gzipSync(zstd(TEXT))]) {
      await gives(bytes, TEXT, {maxBytes: TEXT.length});
      await fails(bytes, 'limit', {maxBytes: TEXT.length - 1});
    }
  });

  it('believes a zstd frame that promises too much before expanding it', async () => {
    // Descriptor 0x80: window byte, four bytes of content size (64 MiB); then one last raw block of one byte.
    const promising = Buffer.from('28b52ffd80500000000409000061', 'hex');
    await fails(promising, 'limit', {maxBytes: 1e6});
    await fails(promising, 'decompress', {maxBytes: 1e8});
  });

  it('holds for the layers between, which may expand to nothing in the end', async () => {
    const skippable = Buffer.alloc(8 + 5e6);
    skippable.writeUInt32LE(0x184d2a50, 0);
    skippable.writeUInt32LE(5e6, 4);
    const bytes = gzipSync(Buffer.concat([skippable, zstd(JUNK)]));
    await gives(bytes, JUNK, {maxBytes: 1e7});
    await fails(bytes, 'limit', {maxBytes: 1e6});
  });
});

describe('gzip', () => {
  it('reads several members, and zeros behind the last one', async () => {
    await gives(
      Buffer.concat([gzipSync(TEXT), gzipSync(JUNK), gzipSync(Buffer.alloc(0))]),
      Buffer.concat([TEXT, JUNK]),
    );
    await gives(Buffer.concat([gzipSync(TEXT), Buffer.alloc(1000)]), TEXT);
  });

  it('refuses other bytes behind the last member', async () => {
    await fails(Buffer.concat([gzipSync(TEXT), JUNK]), 'trailing');
    await fails(Buffer.concat([gzipSync(TEXT), Buffer.alloc(10), JUNK]), 'trailing');
    // Node would drop the second member without a word.
    await fails(Buffer.concat([gzipSync(TEXT), Buffer.alloc(10), gzipSync(JUNK)]), 'trailing');
  });

  it('tells cut data from damaged data', async () => {
    const bytes = gzipSync(TEXT);
    for (const length of [11, bytes.length >> 1, bytes.length - 8, bytes.length - 1]) {
      await fails(bytes.subarray(0, length), 'truncated');
    }
    await fails(flipped(bytes, bytes.length - 8), 'checksum');
    await fails(flipped(bytes, bytes.length - 1), 'checksum');
    await fails(Buffer.concat([gzipSync(JUNK), bytes.subarray(0, -1)]), 'truncated');
    const badBlock = Buffer.concat([bytes.subarray(0, 10), Buffer.from([0xff]), bytes.subarray(11)]);
    await fails(badBlock, 'decompress');
  });
});

describe('zstd', () => {
  it('reads several frames, skippable ones first, between and last', async () => {
    const frames = [SKIPPABLE, zstd(TEXT), SKIPPABLE, zstd(JUNK, false), zstd(Buffer.alloc(0)), SKIPPABLE];
    await gives(Buffer.concat(frames), Buffer.concat([TEXT, JUNK]));
  });

  it('refuses other bytes behind a frame, zeros too', async () => {
    await fails(Buffer.concat([zstd(TEXT), JUNK]), 'trailing');
    await fails(Buffer.concat([zstd(TEXT), Buffer.alloc(10)]), 'trailing');
  });

  it('tells cut data from damaged data', async () => {
    const bytes = zstd(TEXT);
    for (const length of [5, bytes.length >> 1, bytes.length - 4, bytes.length - 1]) {
      await fails(bytes.subarray(0, length), 'truncated');
    }
    await fails(Buffer.concat([bytes, bytes.subarray(0, 3)]), 'truncated');
    await fails(Buffer.concat([bytes, SKIPPABLE.subarray(0, 10)]), 'truncated');
    await fails(flipped(bytes, bytes.length - 1), 'checksum');
    const impossibleBlock = Buffer.from('28b52ffd0000070000', 'hex');
    await fails(impossibleBlock, 'decompress');
  });

  it('refuses a window beyond 128 MiB and data that needs a dictionary', async () => {
    // Descriptor 0: a window byte follows; exponent 18 is 2^28 bytes.
    await fails(Buffer.from('28b52ffd0090010000', 'hex'), 'limit');
    // Descriptor 1: one byte of dictionary ID.
    await fails(Buffer.from('28b52ffd01001f010000', 'hex'), 'unsupported-format');
  });

  it('reads frames of every header form', async () => {
    const long = Buffer.from('abc'.repeat(40_000));
    for (const length of [0, 1, 255, 256, 65_791, 65_792, 100_000]) {
      const content = long.subarray(0, length);
      assert.ok((await all(zstd(content), 1e9)).equals(content), `${length} bytes`);
    }
  });
});

describe('reading as a stream', () => {
  it('waits for its reader', async () => {
    let read = 0;
    const source = async function* () {
      for (;;) {
        read += 1;
        yield gzipSync(Buffer.alloc(1e6));
      }
    };
    const chunks = decompress(source(), {where: 'key', maxBytes: 1e12, signal: new AbortController().signal});
    await chunks.next();
    const before = read;
    await new Promise(resolve => setTimeout(resolve, 50));
    assert.equal(read, before);
    await chunks.return();
  });

  it('closes its source when the reader leaves, and when the data is bad', async () => {
    const noise = randomBytes(100_000);
    for (const bytes of [noise, gzipSync(noise), zstd(noise), gzipSync(zstd(noise)), gzipSync(TEXT).fill(0xff, 20)]) {
      let closed = false;
      const source = async function* () {
        try {
          yield* pieces(bytes, 100);
          yield JUNK;
        } finally {
          closed = true;
        }
      };
      const options = {where: 'key', maxBytes: 1e9, signal: new AbortController().signal};
      try {
        for await (const chunk of decompress(source(), options)) if (chunk.length > 0) break;
      } catch (error) {
        assert.ok(error instanceof RestoreError);
      }
      assert.ok(closed);
    }
  });

  it('passes on what its source throws', async () => {
    const failure = new RestoreError('network', {what: 'The connection broke'});
    const source = async function* () {
      yield gzipSync(TEXT).subarray(0, 50);
      throw failure;
    };
    const options = {where: 'key', maxBytes: 1e9, signal: new AbortController().signal};
    await assert.rejects(drained(decompress(source(), options)), error => error === failure);
  });

  it('ends with the reason of its signal', async () => {
    const controller = new AbortController();
    const options = {where: 'key', maxBytes: 1e9, signal: controller.signal};
    const chunks = decompress(pieces(gzipSync(Buffer.alloc(10e6)), 100), options);
    await chunks.next();
    const reason = new RestoreError('cancelled', {what: 'Stopped'});
    controller.abort(reason);
    await assert.rejects(drained(chunks), error => error === reason);
  });
});

describe('chunks that are lent', () => {
  const MiB = 1 << 20;
  const long = Buffer.concat([randomBytes(2 * MiB), Buffer.alloc(MiB, 1), randomBytes(MiB + 1000)]);

  it('have the same bytes, while they are looked at', async () => {
    for (const content of [TEXT, long, Buffer.alloc(0), randomBytes(MiB), randomBytes(100)]) {
      const stored = [
        zstd(content),
        gzipSync(content),
        Buffer.concat([zstd(TEXT), zstd(content)]),
        gzipSync(zstd(content)),
      ];
      for (const [index, bytes] of stored.entries()) {
        const expected = index === 2 ? Buffer.concat([TEXT, content]) : content;
        for (const size of [5000, 65_536, 1e9]) {
          assert.ok((await all(bytes, size, {lends: true})).equals(expected), `${index} in pieces of ${size}`);
        }
      }
    }
  });

  it('fail with the same error when they are damaged', async () => {
    await fails(zstd(TEXT).subarray(0, -3), 'truncated', {lends: true});
    await fails(Buffer.concat([gzipSync(TEXT), JUNK]), 'trailing', {lends: true});
  });

  it('give their memory back: at most one MiB lives at any moment, and none in the end', async () => {
    const {signal} = new AbortController();
    for (const bytes of [zstd(long), gzipSync(long)]) {
      const seen = new Set<ArrayBufferLike>();
      const living = () => [...seen].reduce((sum, {byteLength}) => sum + byteLength, 0);
      const options = {where: 'key', maxBytes: 1e9, lends: true, signal};
      for await (const {buffer} of decompress(pieces(bytes, 65_536), options)) {
        seen.add(buffer);
        assert.ok(living() <= MiB, `${living()} bytes`);
      }
      assert.ok(seen.size > 4);
      assert.equal(living(), 0);
    }
  });

  it('are kept where nothing says that they are lent', async () => {
    const {signal} = new AbortController();
    const chunks: Uint8Array[] = [];
    const options = {where: 'key', maxBytes: 1e9, signal};
    for await (const chunk of decompress(pieces(zstd(long), 65_536), options)) chunks.push(chunk);
    assert.ok(Buffer.concat(chunks).equals(long));
  });
});

describe('decompressing ahead of the reader', () => {
  const {signal} = new AbortController();
  const options = {where: 'key', maxBytes: 1e10, signal};

  it('does not mind what becomes of a chunk that was taken', async () => {
    const content = randomBytes(4_000_000);
    const bytes = zstd(content);
    async function* lent(): AsyncGenerator<Uint8Array> {
      const memory = Buffer.alloc(4096);
      for (let at = 0; at < bytes.length; at += memory.length) {
        yield memory.subarray(0, bytes.copy(memory, 0, at));
        memory.fill(0xee);
      }
    }
    const chunks: Uint8Array[] = [];
    for await (const chunk of decompress(lent(), options)) chunks.push(Uint8Array.from(chunk));
    assert.ok(Buffer.concat(chunks).equals(content));
  });

  for (const [name, whole] of [
    ['zstd', zstd(randomBytes(300_000))],
    ['gzip', gzipSync(randomBytes(300_000))],
  ] as const) {
    it(`gives what a cut object begins with before the complaint (${name})`, async () => {
      const reading = decompress(pieces(whole.subarray(0, 200_000), 65_536), options);
      let seen = 0;
      await assert.rejects(async () => {
        for await (const chunk of reading) seen += chunk.length;
      }, /ends/);
      assert.ok(seen > 60_000, `${seen} bytes`);
    });
  }

  it('gives, when told to, all that comes before damage', async () => {
    const content = randomBytes(4_000_000);
    const damaged = zstd(content);
    // A block of 128 KiB stands for itself here; what lies in its header cannot be decoded.
    const header = 18 + 24 * (131_072 + 3);
    damaged.fill(0xff, header - 12, header);
    const reading = decompress(pieces(damaged, 65_536), {...options, lends: true, ahead: false});
    let seen = 0;
    await assert.rejects(async () => {
      for await (const chunk of reading) {
        assert.ok(content.subarray(seen, seen + chunk.length).equals(chunk));
        seen += chunk.length;
      }
    });
    assert.ok(seen >= 20 * 131_072, `${seen} bytes`);
  });

  it('waits for a slow reader, however much a chunk expands', async () => {
    const bomb = zstdCompressSync(Buffer.alloc(400 << 20));
    assert.ok(bomb.length < 65_536);
    const before = process.memoryUsage().arrayBuffers;
    const reading = decompress(pieces(bomb, 1e9), options);
    let [most, seen] = [0, 0];
    for await (const chunk of reading) {
      seen += chunk.length;
      if (seen > 8 << 20) break;
      await new Promise(resolve => setTimeout(resolve, 20));
      most = Math.max(most, process.memoryUsage().arrayBuffers - before);
    }
    assert.ok(most < 32 << 20, `${most} bytes`);
  });
});
