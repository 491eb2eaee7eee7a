import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {suite, test} from 'node:test';
import {inflateSync} from 'node:zlib';
import {lockBytePage} from '../../src/codecs/database-header.ts';
import {decodeLtx, type LtxEnd} from '../../src/codecs/ltx.ts';
import {hex64} from '../../src/codecs/ltx-header.ts';
import {isRestoreError, type ErrorCode} from '../../src/errors.ts';
import {crc64, databaseChecksum, encodeLtx, type LtxSpec} from './ltx-encoder.ts';
import {mixedBytes, pieces} from './samples.ts';

type Decoded = {readonly end: LtxEnd; readonly pages: ReadonlyMap<number, Buffer>};

async function decode(bytes: Uint8Array, pieceSize = 1000): Promise<Decoded> {
  const pages = new Map<number, Buffer>();
  const options = {where: 'object', size: bytes.length, signal: new AbortController().signal};
  const runs = decodeLtx(pieces(bytes, pieceSize), options);
  for (;;) {
    const next = await runs.next();
    if (next.done === true) return {end: next.value, pages};
    const {first, data, pageSize} = next.value;
    assert.equal(data.length % pageSize, 0);
    assert.ok(data.length > 0);
    for (let at = 0; at < data.length; at += pageSize) {
      const page = first + at / pageSize;
      assert.ok(!pages.has(page), `page ${page} comes once`);
      pages.set(page, Buffer.from(data.subarray(at, at + pageSize)));
    }
  }
}

function code(...codes: readonly ErrorCode[]) {
  return (error: unknown): boolean => isRestoreError(error, ...codes) && error.failure.where === 'object';
}

/** Pages of mixed content. */
function* pagesOf(pageSize: number, numbers: Iterable<number>): Generator<readonly [number, Buffer]> {
  for (const page of numbers) yield [page, mixedBytes(pageSize, page)];
}

function range(first: number, last: number): readonly number[] {
  return Array.from({length: last - first + 1}, (_, index) => first + index);
}

function snapshot(changes: Partial<LtxSpec> = {}): Buffer {
  const {pageSize = 512, commit = 5} = changes;
  return encodeLtx({pageSize, commit, min: 1, max: 3, pages: pagesOf(pageSize, range(1, commit)), ...changes});
}

function increment(changes: Partial<LtxSpec> = {}): Buffer {
  const {pageSize = 512} = changes;
  return encodeLtx({pageSize, commit: 9, min: 4, max: 6, pages: pagesOf(pageSize, [1, 2, 5, 6, 9]), ...changes});
}

const DAMAGED = code('checksum', 'format', 'decompress', 'truncated', 'trailing');

const ENCODINGS = ['block', 'frame', 'v2', 'v1', 'v1-lz4'] as const;

/** Written by the real encoders (the file's `about` says which). */
const VECTORS = JSON.parse(
  readFileSync(new URL('../fixtures/litestream-ltx/vectors.json', import.meta.url), 'utf8'),
) as {readonly images: Record<string, string>; readonly files: Record<string, string>};

function image(name: string): Buffer {
  return inflateSync(Buffer.from(VECTORS.images[`${name}.db`] ?? '', 'base64'));
}

suite('LTX files of the real encoders', () => {
  const chains: readonly (readonly [string, string])[] = [
    ['A', 'g1'],
    ['B', 'g1'],
    ['F', 'g1'],
    ['AC', 'g2'],
    ['BD', 'g2'],
    ['AD', 'g2'],
    ['E', 'g2'],
    ['FG', 'g2'],
  ];
  for (const [chain, expected] of chains) {
    test(`${chain.split('').join(' and then ')} give the database ${expected}, byte for byte`, async () => {
      const database = Buffer.alloc(1024);
      for (const name of chain) {
        const {pages} = await decode(Buffer.from(VECTORS.files[name] ?? '', 'base64'), 17);
        for (const [page, data] of pages) database.set(data, (page - 1) * 512);
      }
      assert.deepEqual(database, image(expected));
    });
  }
  test('say what is in their headers', async () => {
    const {end} = await decode(Buffer.from(VECTORS.files['G'] ?? '', 'base64'));
    assert.equal(hex64(end.postApply), 'f9f8712fdd863519');
    assert.deepEqual(end.header, {
      compressedBody: false,
      tracksChecksum: true,
      pageSize: 512,
      commit: 2,
      minTxid: 2,
      maxTxid: 2,
      timestamp: 1_700_000_001_123,
      preApply: 0xa04d9c61cd6f3779n,
      walOffset: 32,
      walSize: 536,
      salt1: 0x11223344,
      salt2: 0x55667788,
    });
  });
  test('of version 1 (LiteFS) are read, too', async () => {
    const bytes = readFileSync(new URL('../fixtures/litestream-ltx/version-1.ltx', import.meta.url));
    const {end, pages} = await decode(bytes);
    assert.equal(end.layout.version, 1);
    assert.deepEqual([...pages.keys()], [1, 7, 8]);
    assert.equal(bytes.readBigUInt64BE(bytes.length - 8), 0x9496a29358326fb5n);
  });
});

suite('An LTX file', () => {
  for (const encoding of ENCODINGS) {
    test(`gives back its pages at every page size (${encoding})`, async () => {
      for (let pageSize = 512; pageSize <= 65536; pageSize *= 2) {
        const pages = new Map(pagesOf(pageSize, [1, 2, 3, 7, 8, 40]));
        const bytes = encodeLtx({pageSize, commit: 50, min: 7, max: 9, pages, encoding});
        for (const size of [bytes.length, 4096, 61]) {
          const found = await decode(bytes, size);
          assert.deepEqual(found.pages, pages, `page size ${pageSize}, pieces of ${size}`);
          assert.equal(found.end.pages, 6);
        }
      }
    });
    test(`is refused wherever it is cut (${encoding})`, async () => {
      const bytes = increment({encoding});
      for (let length = 0; length < bytes.length; length += length < 140 || length > bytes.length - 60 ? 1 : 29) {
        await assert.rejects(
          decode(bytes.subarray(0, length)),
          encoding === 'v1' || encoding === 'v1-lz4'
            ? code('truncated', 'checksum', 'format', 'decompress', 'trailing')
            : code('truncated'),
          `${length} of ${bytes.length} bytes`,
        );
      }
    });
    test(`with any bit flipped is refused, or holds the same pages all the same (${encoding})`, async () => {
      for (const bytes of [increment({encoding}), snapshot({encoding, commit: 3})]) {
        const right = await decode(bytes);
        for (let at = 0; at < bytes.length; at += 1) {
          if (at > 160 && at < bytes.length - 80 && at % 7 > 0) continue;
          const copy = Buffer.from(bytes);
          copy[at] = (copy[at] ?? 0) ^ (1 << (at % 8));
          const found = await decode(copy).catch((error: unknown) => error);
          if (DAMAGED(found)) continue;
          // A match of LZ4 that begins elsewhere in a run of zeros decodes to the same page: that is no damage.
          assert.deepEqual(found, right, `byte ${at} of ${bytes.length}`);
        }
      }
    });
    test(`is refused when something follows it (${encoding})`, async () => {
      const codes: readonly ErrorCode[] =
        encoding === 'v1-lz4' || encoding === 'v1'
          ? ['trailing', 'truncated', 'checksum', 'format', 'decompress']
          : ['trailing'];
      await assert.rejects(decode(Buffer.concat([increment({encoding}), Buffer.of(0)])), code(...codes));
    });
  }
  test('with many pages comes in runs that are neither endless nor one page each', async () => {
    const bytes = encodeLtx({
      pageSize: 4096,
      commit: 1000,
      min: 1,
      max: 1,
      pages: range(1, 1000).map(page => [page, Buffer.alloc(4096, page)] as const),
    });
    const runs = decodeLtx(pieces(bytes, 65536), {
      where: 'object',
      size: bytes.length,
      signal: new AbortController().signal,
    });
    const lengths: number[] = [];
    for await (const {data} of runs) lengths.push(data.length / 4096);
    assert.equal(
      lengths.reduce((sum, length) => sum + length),
      1000,
    );
    assert.ok(Math.max(...lengths) <= 128 && lengths.length < 20, lengths.join());
  });
  test('whose bytes are changed together with all lengths must still fit its checksum', async () => {
    const bytes = snapshot({encoding: 'v1'});
    bytes.writeUInt8(0x77, 300);
    await assert.rejects(decode(bytes), code('checksum'));
  });
  test('with a page index that is not that of its pages is refused, though its checksum is right', async () => {
    await assert.rejects(decode(increment({spoilIndex: true})), code('format'));
  });
  test('must hold pages in order, each once', async () => {
    await assert.rejects(decode(increment({pages: pagesOf(512, [1, 5, 2])})), code('format'));
    await assert.rejects(decode(increment({pages: pagesOf(512, [1, 2, 2])})), code('format'));
  });
  test('must not hold pages beyond the database’s size', async () => {
    await assert.rejects(decode(increment({pages: pagesOf(512, [1, 10])})), code('format'));
  });
  test('that begins with transaction 1 must hold every page', async () => {
    await assert.rejects(decode(snapshot({pages: pagesOf(512, [1, 2, 4, 5])})), code('format'));
    await assert.rejects(decode(snapshot({pages: pagesOf(512, [1, 2, 3, 4])})), code('format'));
    await assert.rejects(decode(snapshot({pages: []})), code('format', 'truncated'));
  });
  test('with checksum tracking is held against the checksum of the whole database', async () => {
    const pages = new Map(pagesOf(512, range(1, 4)));
    const post = databaseChecksum(Buffer.concat([...pages.values()]), 512);
    const spec = {pageSize: 512, commit: 4, min: 1, max: 2, pages};
    assert.equal((await decode(encodeLtx({...spec, tracked: {pre: 0n, post}}))).end.postApply, post);
    await assert.rejects(decode(encodeLtx({...spec, tracked: {pre: 0n, post: post ^ 1n}})), code('checksum'));
  });
  test('must have all reserved fields as writers leave them', async () => {
    for (const [at, value] of [
      [7, 0x6],
      [79 + 4, 1],
      [47, 1],
      [0, 0x4d],
      [11, 1],
      [16, 0x80],
      [32, 0x80],
    ] as const) {
      const bytes = increment();
      bytes[at] = value;
      await assert.rejects(decode(bytes), code('format'), `byte ${at}`);
    }
  });
  test('with a page that claims to be larger than any can be is refused without reading on', async () => {
    for (const size of [0, 0x7fffffff, 0xffffffff, 512 + 2 + 16 + 1]) {
      const bytes = increment();
      bytes.writeUInt32BE(size, 106);
      let read = 0;
      async function* counted() {
        for (let at = 0; at < bytes.length; at += 120) {
          read += 120;
          yield bytes.subarray(at, at + 120);
        }
      }
      const runs = decodeLtx(counted(), {where: 'object', size: bytes.length, signal: new AbortController().signal});
      await assert.rejects(runs.next(), code('format'), `size ${size}`);
      assert.equal(read, 120);
    }
  });
  test('ends at once when the signal says so', async () => {
    const stop = new AbortController();
    const bytes = snapshot({commit: 400});
    const runs = decodeLtx(pieces(bytes, 50), {where: 'object', size: bytes.length, signal: stop.signal});
    stop.abort(new Error('stopped'));
    await assert.rejects(runs.next(), /stopped/);
  });
});

suite('The lock-byte page', () => {
  for (let pageSize = 512; pageSize <= 65536; pageSize *= 2) {
    test(`is passed over by a file, and may not be in it: page size ${pageSize}`, async () => {
      const lock = lockBytePage(pageSize);
      const around = range(lock - 2, lock + 2).filter(page => page !== lock);
      const zeros = Buffer.alloc(pageSize);
      const spec = {pageSize, commit: lock + 2, min: 5, max: 5};
      const {pages} = await decode(encodeLtx({...spec, pages: around.map(page => [page, zeros] as const)}));
      assert.deepEqual([...pages.keys()], around);
      await assert.rejects(decode(encodeLtx({...spec, pages: [[lock, zeros]]})), code('format'));
    });
  }
});

suite('The test encoder', () => {
  test('has the published CRC, and the page checksum of the format’s description', () => {
    assert.equal(hex64(crc64(Buffer.from('123456789'))), 'b90956c775a41001');
    assert.equal(hex64((1n << 63n) | crc64(Buffer.of(0, 0, 0, 1), Buffer.alloc(512, 0x31))), 'eb1a999231044ddd');
  });
});
