// The decoders of databases, WAL and LTX files, for fuzzing.
import {createHash} from 'node:crypto';
import {rmSync} from 'node:fs';
import {join} from 'node:path';
import Database from 'better-sqlite3';
import {isPageSize, parseDatabaseHeader} from '../../src/codecs/database-header.ts';
import {LtxIndexCounter} from '../../src/codecs/ltx-index.ts';
import {decodeLtx} from '../../src/codecs/ltx.ts';
import {
  frameContinues,
  frameSize,
  parseWalFrameHeader,
  parseWalHeader,
  WAL_HEADER_SIZE,
  walChecksum,
  type WalChecksum,
} from '../../src/codecs/wal.ts';
import {pagesOf} from '../../src/engine/base-image.ts';
import {SequenceWatch, SnapshotSequence} from '../../src/formats/litestream-v3/sequence.ts';
import {WalReader} from '../../src/formats/litestream-v3/wal-index.ts';
import {Archive} from '../../src/formats/zlayer/archive.ts';
import {CaptureReader} from '../../src/formats/zlayer/capture.ts';
import {Spool} from '../../src/formats/zlayer/spool.ts';
import {encodeLtx, type LtxSpec} from '../codecs/ltx-encoder.ts';
import {mixedBytes} from '../codecs/samples.ts';
import {buildWal} from '../formats/zlayer/wal-builder.ts';
import type {Random} from '../models/random.ts';
import {scratchFolder} from '../models/scratch.ts';
import {arriving} from './compressed.ts';
import type {Decoder, Output} from './decoder.ts';

const MIB = 1 << 20;
const {signal} = new AbortController();

const pageOf = (number: number): readonly [number, Buffer] => [number, mixedBytes(512, number)];

const ENCODINGS = ['block', 'frame', 'v2', 'v1', 'v1-lz4'] as const;

function ltxFiles(encoding: (typeof ENCODINGS)[number]): readonly Buffer[] {
  const spec: LtxSpec = {pageSize: 512, commit: 9, min: 4, max: 6, pages: [1, 2, 5, 6, 9].map(pageOf), encoding};
  return [spec, {...spec, commit: 3, min: 1, pages: [1, 2, 3].map(pageOf)}].map(encodeLtx);
}

const LTX = ENCODINGS.flatMap(ltxFiles);

/** Bytes: files as large as that are decoded in WebAssembly. */
const LARGE = MIB;

/** @param size as the listing has it */
async function ltx(bytes: Buffer, random: Random, size: number): Promise<Output> {
  const hash = createHash('sha256');
  let count = 0;
  for await (const {first, data} of decodeLtx(arriving(bytes, random), {where: 'object', size, signal})) {
    count += data.length;
    hash.update(`${first} `).update(data);
  }
  return {bytes: count, digest: hash.digest('hex')};
}

/** Real varints, and what they end with. */
const INDEXES = [Buffer.from([1, 100, 90, 2, 190, 1, 80, 3, 200, 9, 44, 0]), Buffer.from([0])];

function indexPages(bytes: Buffer): Output {
  const counter = new LtxIndexCounter();
  counter.feed(bytes);
  const {pages} = counter;
  // Three numbers a page, and the zero at the end.
  if (pages !== undefined && pages * 3 + 1 > bytes.length) throw new Error(`${pages} pages in ${bytes.length} bytes`);
  return {bytes: 0};
}

const FRAMES = [1, 2, 3, 1, 2].map((page, at) => ({page, commit: at % 2 === 0 ? 3 : 0, content: mixedBytes(512, at)}));
const WALS = [false, true].map(bigEndian => buildWal({salt1: 7, salt2: 9, bigEndian, frames: FRAMES}));

/** What was changed becomes a WAL that somebody wrote so. */
function repairWal(bytes: Buffer): void {
  if (bytes.length < WAL_HEADER_SIZE) return;
  const bigEndian = (bytes.readUInt32BE(0) & 1) === 1;
  let sum: WalChecksum = walChecksum(bytes, 0, 24, [0, 0], bigEndian);
  writeSum(bytes, 24, sum);
  const pageSize = bytes.readUInt32BE(8);
  if (!isPageSize(pageSize)) return;
  for (let at = WAL_HEADER_SIZE; at + frameSize(pageSize) <= bytes.length; at += frameSize(pageSize)) {
    sum = walChecksum(bytes, at, 8, sum, bigEndian);
    sum = walChecksum(bytes, at + 24, pageSize, sum, bigEndian);
    writeSum(bytes, at + 16, sum);
  }
}

function writeSum(bytes: Buffer, at: number, [first, second]: WalChecksum): void {
  bytes.writeUInt32BE(first, at);
  bytes.writeUInt32BE(second, at + 4);
}

function wal(bytes: Buffer): Output {
  const header = parseWalHeader(bytes);
  if ('defect' in header) return {bytes: 0};
  const {pageSize, bigEndianChecksums} = header;
  let previous = header.checksum;
  let at = WAL_HEADER_SIZE;
  for (; at + frameSize(pageSize) <= bytes.length; at += frameSize(pageSize)) {
    if (!frameContinues(bytes, at, pageSize, previous, bigEndianChecksums)) break;
    previous = parseWalFrameHeader(bytes, at).checksum;
  }
  return {bytes: at};
}

async function litestreamWal(bytes: Buffer, random: Random): Promise<Output> {
  const reader = new WalReader('/nowhere/beyond-memory', MIB);
  let out = 0;
  try {
    for await (const chunk of arriving(bytes, random)) reader.feed(chunk, 'object');
    reader.finish();
    for (const {data} of reader.runs()) out += data.length;
    return {bytes: out};
  } finally {
    reader.close();
  }
}

async function zlayerCapture(bytes: Buffer, random: Random): Promise<Output> {
  const folder = scratchFolder('fuzz');
  try {
    const spool = new Spool(join(folder, 'spool'), MIB);
    const object = {key: 'wal', size: bytes.length, lastModified: 0, etag: ''};
    const reader = new CaptureReader({object, sequence: 1}, new Archive(spool));
    try {
      for await (const chunk of arriving(bytes, random)) reader.feed(chunk);
      return {bytes: reader.finish(undefined).bytes};
    } finally {
      spool.finish();
    }
  } finally {
    rmSync(folder, {recursive: true, force: true});
  }
}

function litestreamDatabase(pageSize: number): Buffer {
  const database = new Database(':memory:');
  try {
    database.exec(`pragma page_size = ${pageSize};
      create table _litestream_seq(id integer primary key, seq integer); insert into _litestream_seq values (1, 77);
      create table _litestream_lock(id integer); create table item(id integer primary key, body text);
      insert into item values (1, 'one'), (2, 'two')`);
    return database.serialize();
  } finally {
    database.close();
  }
}

const DATABASES = [512, 4096].map(litestreamDatabase);

/** Litestream's counter, found in pages that nothing has verified. */
async function sequence(bytes: Buffer, random: Random): Promise<Output> {
  const snapshot = new SnapshotSequence();
  const watch = new SequenceWatch();
  let out = 0;
  for await (const run of pagesOf(arriving(bytes, random), 'object')) {
    out += run.data.length;
    snapshot.see(run);
    for (let at = 0, page = run.first; at < run.data.length; at += run.pageSize, page += 1) {
      watch.see(page, run.data.subarray(at, at + run.pageSize));
    }
  }
  return {bytes: out};
}

export const pages: readonly Decoder[] = [
  {
    name: 'LTX',
    samples: LTX,
    share: 110,
    decode: (bytes, random) => ltx(bytes, random, bytes.length),
    mostOut: length => 255 * length,
    // A run of pages; version 1 also two LZ4 blocks of 4 MiB.
    mostMemory: 32 * MIB,
    guarded: true,
  },
  {
    name: 'LTX of another size than listed',
    samples: LTX,
    share: 20,
    decode: (bytes, random) => ltx(bytes, random, random.below(2 * bytes.length + 1)),
    mostOut: length => 255 * length,
    mostMemory: 32 * MIB,
    guarded: false,
  },
  {
    name: 'LTX in WebAssembly',
    samples: (['block', 'frame', 'v2'] as const).flatMap(ltxFiles),
    share: 30,
    decode: (bytes, random) => ltx(bytes, random, LARGE),
    mostOut: length => 255 * length,
    mostMemory: 32 * MIB,
    guarded: true,
  },
  {
    name: 'LTX page index',
    samples: INDEXES,
    share: 40,
    decode: indexPages,
    mostOut: () => 0,
    mostMemory: MIB,
    guarded: false,
  },
  {
    name: 'WAL',
    samples: WALS,
    share: 60,
    decode: wal,
    mostOut: length => length,
    mostMemory: MIB,
    repair: repairWal,
    guarded: false,
  },
  {
    name: 'WAL of Litestream 0.3',
    samples: WALS,
    share: 40,
    decode: litestreamWal,
    mostOut: length => length,
    mostMemory: 4 * MIB,
    repair: repairWal,
    guarded: false,
  },
  {
    name: 'WAL capture of ZLayer',
    samples: WALS,
    share: 15,
    decode: zlayerCapture,
    mostOut: length => length,
    mostMemory: 8 * MIB,
    repair: repairWal,
    guarded: false,
  },
  {
    name: 'database header',
    samples: DATABASES.map(bytes => bytes.subarray(0, 512)),
    share: 60,
    decode: bytes => ({bytes: parseDatabaseHeader(bytes, 'object').pageSize}),
    mostOut: () => 65_536,
    mostMemory: MIB,
    guarded: false,
  },
  {
    name: 'counter of Litestream 0.3',
    samples: DATABASES,
    share: 40,
    decode: sequence,
    mostOut: length => length,
    mostMemory: 4 * MIB,
    guarded: false,
  },
];
