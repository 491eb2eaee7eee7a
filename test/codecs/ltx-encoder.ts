// Writes LTX files of every version and page encoding, for tests only. Its CRC-64 is a table of its own, so that an
// encoder's and a decoder's mistake do not cancel out.
import {lockBytePage} from '../../src/codecs/database-header.ts';
import {encodeLz4Block, encodeLz4Frame} from './lz4-encoder.ts';

export type LtxSpec = {
  readonly pageSize: number;
  /** Database size in pages afterwards. */
  readonly commit: number;
  readonly min: number;
  readonly max: number;
  /** Milliseconds since 1970. */
  readonly time?: number;
  /** Page number and content, ascending. */
  readonly pages: Iterable<readonly [page: number, data: Uint8Array]>;
  /** `block`: Litestream 0.5.16 and later; `frame`: before; `v2`, `v1` and `v1-lz4`: what came before 0.5. */
  readonly encoding?: 'block' | 'frame' | 'v2' | 'v1' | 'v1-lz4';
  /** Absent: checksums of the database are not tracked, as in everything that Litestream writes. */
  readonly tracked?: {readonly pre: bigint; readonly post: bigint};
  readonly wal?: {readonly offset: number; readonly size: number; readonly salt1: number; readonly salt2: number};
  /** Changes the page index (offset or length of each entry) before its checksum is taken: a writer's mistake. */
  readonly spoilIndex?: boolean;
};

const FLAG = 1n << 63n;
const TABLE = new BigUint64Array(256).map((_, byte) => {
  let crc = BigInt(byte);
  for (let bit = 0; bit < 8; bit += 1) crc = (crc >> 1n) ^ (crc & 1n ? 0xd800_0000_0000_0000n : 0n);
  return crc;
});
/** The low half of every table entry is zero. */
const HIGH = new Int32Array([...TABLE].map(entry => Number(entry >> 32n) | 0));

export function crc64(...parts: readonly Uint8Array[]): bigint {
  let high = -1;
  let low = -1;
  for (const part of parts) {
    for (const byte of part) {
      const entry = HIGH[(low ^ byte) & 255] ?? 0;
      low = (low >>> 8) | (high << 24);
      high = (high >>> 8) ^ entry;
    }
  }
  return (BigInt(~high >>> 0) << 32n) | BigInt(~low >>> 0);
}

/** Rolling checksum of a database: all pages from 1 but the lock-byte page. */
export function databaseChecksum(image: Uint8Array, pageSize: number): bigint {
  let sum = 0n;
  for (let page = 1; page * pageSize <= image.length; page += 1) {
    if (page === lockBytePage(pageSize)) continue;
    sum = FLAG | (sum ^ crc64(uint32(page), image.subarray((page - 1) * pageSize, page * pageSize)));
  }
  return sum;
}

export function encodeLtx(spec: LtxSpec): Buffer {
  const {encoding = 'block', tracked} = spec;
  const head = header(spec);
  const hashed: Uint8Array[] = [head];
  const stored: Uint8Array[] = [head];
  const index: number[] = [];
  const body: Uint8Array[] = [];
  let offset = head.length;
  for (const [page, data] of spec.pages) {
    const [frame, inHash] = pageFrame(encoding, page, data);
    hashed.push(inHash, data);
    (encoding === 'v1-lz4' ? body : stored).push(frame);
    varint(index, page);
    varint(index, offset + (spec.spoilIndex === true ? 1 : 0));
    varint(index, frame.length);
    offset += frame.length;
  }
  const end = Buffer.alloc(encoding === 'block' || encoding === 'frame' ? 6 : 4);
  hashed.push(end);
  if (encoding === 'v1-lz4')
    stored.push(encodeLz4Frame(Buffer.concat([...body, end]), {blockCode: 7, blockBytes: 4 << 20}));
  else stored.push(end);
  if (encoding !== 'v1' && encoding !== 'v1-lz4') {
    index.push(0);
    const indexBytes = Buffer.concat([Buffer.from(index), uint64(BigInt(index.length))]);
    hashed.push(indexBytes);
    stored.push(indexBytes);
  }
  const post = uint64(tracked?.post ?? 0n);
  return Buffer.concat([...stored, post, uint64(FLAG | crc64(...hashed, post))]);
}

function header(spec: LtxSpec): Buffer {
  const {pageSize, commit, min, max, time = 1_790_000_000_000, encoding, tracked, wal} = spec;
  const bytes = Buffer.alloc(100);
  bytes.write('LTX1');
  bytes.writeUInt32BE((tracked === undefined ? 2 : 0) | (encoding === 'v1-lz4' ? 1 : 0), 4);
  bytes.writeUInt32BE(pageSize, 8);
  bytes.writeUInt32BE(commit, 12);
  bytes.writeBigUInt64BE(BigInt(min), 16);
  bytes.writeBigUInt64BE(BigInt(max), 24);
  bytes.writeBigInt64BE(BigInt(time), 32);
  bytes.writeBigUInt64BE(tracked?.pre ?? 0n, 40);
  bytes.writeBigInt64BE(BigInt(wal?.offset ?? 0), 48);
  bytes.writeBigInt64BE(BigInt(wal?.size ?? 0), 56);
  bytes.writeUInt32BE(wal?.salt1 ?? 0, 64);
  bytes.writeUInt32BE(wal?.salt2 ?? 0, 68);
  return bytes;
}

/** Frames of page buffers that come again and again. */
const KNOWN = new WeakMap<Uint8Array, Buffer>();

function block(data: Uint8Array): Buffer {
  const known = KNOWN.get(data) ?? encodeLz4Block(data);
  KNOWN.set(data, known);
  return known;
}

function pageFrame(
  encoding: NonNullable<LtxSpec['encoding']>,
  page: number,
  data: Uint8Array,
): readonly [frame: Buffer, hashed: Buffer] {
  if (encoding === 'block') {
    const packed = block(data);
    const head = Buffer.concat([uint32(page), Buffer.of(0, 1), uint32(packed.length)]);
    return [Buffer.concat([head, packed]), head];
  }
  const head = encoding === 'frame' ? Buffer.concat([uint32(page), Buffer.of(0, 0)]) : uint32(page);
  const content = encoding === 'frame' || encoding === 'v2' ? encodeLz4Frame(data) : data;
  return [Buffer.concat([head, content]), head];
}

function varint(out: number[], value: number): void {
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) out.push((rest % 0x80) | 0x80);
  out.push(rest);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

function uint64(value: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(value);
  return bytes;
}
