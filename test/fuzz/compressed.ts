// The decoders of compressed bytes, for fuzzing.
import {createHash} from 'node:crypto';
import {readdirSync, readFileSync} from 'node:fs';
import {constants, gzipSync, zstdCompressSync} from 'node:zlib';
import {decompress} from '../../src/codecs/compression.ts';
import {gunzip} from '../../src/codecs/gzip.ts';
import {decodeLz4Block} from '../../src/codecs/lz4-block.ts';
import {lz4FrameHeaderLength} from '../../src/codecs/lz4-frame-header.ts';
import {decodeLz4Frames} from '../../src/codecs/lz4-frame.ts';
import {decodeSmallLz4Frame, measureLz4Frame} from '../../src/codecs/lz4-small-frame.ts';
import {sniff} from '../../src/codecs/magic.ts';
import {openRoom} from '../../src/codecs/wasm/room.ts';
import {Xxh32} from '../../src/codecs/xxh32.ts';
import {walkFrames} from '../../src/codecs/zstd-frames.ts';
import {unzstd} from '../../src/codecs/zstd.ts';
import {encodeLz4Block, encodeLz4Frame} from '../codecs/lz4-encoder.ts';
import {mixedBytes, pieces} from '../codecs/samples.ts';
import type {Random} from '../models/random.ts';
import type {Decoder, Output} from './decoder.ts';

const MIB = 1 << 20;

/** Bytes that may come out where the caller sets a limit. */
const CAP = 200_000;

const {signal} = new AbortController();

/** In pieces of any size, as a network brings them. */
export function arriving(bytes: Buffer, random: Random): AsyncGenerator<Uint8Array, void> {
  return pieces(bytes, random.pick([7, 64, 1000, 1 << 20]));
}

/** Counts and hashes a stream, and keeps nothing of it. */
export async function drained(stream: AsyncIterable<Uint8Array>): Promise<Output> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of stream) {
    bytes += chunk.length;
    hash.update(chunk);
  }
  return {bytes, digest: hash.digest('hex')};
}

const CONTENTS = [0, 1, 300, 4096].map(length => mixedBytes(length, length + 5));
const BLOCKS = CONTENTS.map(content => encodeLz4Block(content));
const PAGE = 4096;

/** No byte outside the room may change. */
function block(bytes: Buffer): Output {
  const target = Buffer.alloc(PAGE + 8, 0xee);
  const after = decodeLz4Block(bytes, 0, bytes.length, target, 4, 4 + PAGE, 4);
  if (target.readUInt32BE(0) !== 0xeeeeeeee || target.readUInt32BE(4 + PAGE) !== 0xeeeeeeee) {
    throw new Error('A block was written outside its room');
  }
  return {bytes: after < 0 ? 0 : after - 4};
}

const ROOM = openRoom(PAGE + 8, 2 * PAGE);

/** Must do what the other one does, byte for byte. */
function blockInWebAssembly(bytes: Buffer): Output {
  // The longest that fits is the caller's to know.
  const part = bytes.subarray(0, 2 * PAGE);
  const expected = Buffer.alloc(PAGE + 8, 0xee);
  const after = decodeLz4Block(part, 0, part.length, expected, 4, 4 + PAGE, 4);
  ROOM.output.fill(0xee);
  const found = ROOM.decodeLz4Block(part, 0, part.length, ROOM.output, 4, 4 + PAGE, 4);
  if (found !== after) throw new Error(`WebAssembly gave ${found}, not ${after}`);
  // What lies behind the last byte, as far as the room goes, is undefined.
  const ends = [0, 4 + PAGE].map(from => [from, from === 0 ? Math.max(4, after) : expected.length] as const);
  if (ends.some(([from, to]) => !expected.subarray(from, to).equals(ROOM.output.subarray(from, to)))) {
    throw new Error('WebAssembly wrote other bytes, or outside its room');
  }
  return {bytes: after < 0 ? 0 : after - 4};
}

const FRAME_OPTIONS = [
  {},
  {blockChecksums: true, contentSize: true},
  {stored: true},
  {blockBytes: 1000, blockCode: 7, contentSize: true},
];
const FRAMES = CONTENTS.flatMap(content => FRAME_OPTIONS.map(options => encodeLz4Frame(content, options)));

/** The header's own checksum is one byte: behind it lie the flags. */
function repairLz4Header(bytes: Buffer): void {
  if (bytes.length < 19) return;
  const last = lz4FrameHeaderLength(bytes[4] ?? 0) - 1;
  bytes[last] = (new Xxh32().update(bytes, 4, last).digest() >>> 8) & 0xff;
}

function smallFrame(bytes: Buffer): Output {
  const length = measureLz4Frame(bytes, 0, bytes.length, PAGE);
  if (length <= 0) return {bytes: 0};
  if (length > bytes.length) throw new Error('A frame is longer than what there is');
  const target = Buffer.alloc(PAGE + 4, 0xee);
  const after = decodeSmallLz4Frame(bytes, 0, target, 0, PAGE);
  if (target.readUInt32BE(PAGE) !== 0xeeeeeeee) throw new Error('A frame was written outside its room');
  return {bytes: typeof after === 'number' ? after : 0};
}

function lz4(bytes: Buffer, random: Random): Promise<Output> {
  return drained(decodeLz4Frames(arriving(bytes, random), {where: 'object', maxBytes: CAP, signal}));
}

/** 200,000 bytes each, written by the lz4 command: linked blocks, the legacy form, frames one after the other. */
function lz4Files(): readonly Buffer[] {
  const folder = new URL('../fixtures/lz4/', import.meta.url);
  return readdirSync(folder)
    .filter(name => name.endsWith('.lz4'))
    .map(name => readFileSync(new URL(name, folder)));
}

const SKIPPABLE = Buffer.from('5a2a4d180500000061626364655f2a4d1800000000', 'hex');
const ZSTD = CONTENTS.map((content, at) =>
  zstdCompressSync(content, {params: {[constants.ZSTD_c_checksumFlag]: 1, [constants.ZSTD_c_contentSizeFlag]: at % 2}}),
);
const GZIP = CONTENTS.map(content => gzipSync(content));
const NESTED = [
  gzipSync(ZSTD[2] ?? SKIPPABLE),
  zstdCompressSync(GZIP[3] ?? SKIPPABLE),
  gzipSync(gzipSync(gzipSync('x'))),
];

/** Frames are walked as they come: every call must go on. */
function walk(bytes: Buffer, random: Random): Output {
  const frames = walkFrames('object');
  const size = random.pick([1, 5, 100, 1 << 20]);
  for (let at = 0; at < bytes.length;) {
    const taken = frames.take(bytes.subarray(at, at + size));
    if (taken <= 0 || taken > bytes.length - at)
      throw new Error(`The walk took ${taken} of ${bytes.length - at} bytes`);
    at += taken;
  }
  return {bytes: 0};
}

export const compressed: readonly Decoder[] = [
  {
    name: 'LZ4 block',
    samples: BLOCKS,
    share: 180,
    decode: block,
    mostOut: () => PAGE,
    mostMemory: MIB,
    guarded: false,
  },
  {
    name: 'LZ4 block in WebAssembly',
    samples: BLOCKS,
    share: 100,
    decode: blockInWebAssembly,
    mostOut: () => PAGE,
    mostMemory: MIB,
    guarded: false,
  },
  {
    name: 'small LZ4 frame',
    samples: FRAMES,
    share: 120,
    decode: smallFrame,
    mostOut: () => PAGE,
    mostMemory: MIB,
    repair: repairLz4Header,
    guarded: false,
  },
  {
    name: 'LZ4 frames',
    samples: FRAMES,
    share: 100,
    decode: lz4,
    mostOut: () => CAP,
    // A block as stored and one as it comes out: 8 MiB each in the legacy form.
    mostMemory: 32 * MIB,
    repair: repairLz4Header,
    guarded: true,
  },
  {
    name: 'LZ4 files of the lz4 command',
    samples: lz4Files(),
    share: 5,
    decode: lz4,
    mostOut: () => CAP,
    mostMemory: 32 * MIB,
    guarded: false,
  },
  {
    name: 'zstd frame walk',
    samples: [...ZSTD, SKIPPABLE, Buffer.concat([SKIPPABLE, ...ZSTD])],
    share: 80,
    decode: walk,
    mostOut: () => 0,
    mostMemory: MIB,
    guarded: false,
  },
  {
    name: 'zstd',
    samples: ZSTD,
    share: 40,
    decode: (bytes, random) => drained(unzstd(arriving(bytes, random), 'object', CAP)),
    // A block of four bytes can hold 128 KiB of one byte; whoever reads counts (see “compressions”).
    mostOut: length => length * 32_768 + CAP,
    mostMemory: 32 * MIB,
    guarded: true,
  },
  {
    name: 'gzip',
    samples: GZIP,
    share: 40,
    decode: (bytes, random) => drained(gunzip(arriving(bytes, random), 'object')),
    // Deflate makes 1032 bytes of one at most.
    mostOut: length => length * 1032,
    mostMemory: 32 * MIB,
    guarded: true,
  },
  {
    name: 'compressions around each other',
    samples: [...ZSTD, ...GZIP, ...NESTED],
    share: 40,
    decode: (bytes, random) =>
      drained(
        decompress(arriving(bytes, random), {
          where: 'object',
          maxBytes: CAP,
          only: random.pick([undefined, undefined, 'gzip', 'zstd', 'none']),
          signal,
        }),
      ),
    mostOut: () => CAP,
    mostMemory: 64 * MIB,
    guarded: false,
  },
  {
    name: 'magic numbers',
    samples: [
      ...GZIP,
      ...ZSTD,
      ...FRAMES,
      SKIPPABLE,
      Buffer.from('PRAGMA foreign_keys=OFF;\nBEGIN;'),
      Buffer.alloc(600),
    ],
    share: 60,
    decode: bytes => ({bytes: sniff(bytes).length}),
    mostOut: () => 20,
    mostMemory: MIB,
    guarded: false,
  },
];
