// The SQLite write-ahead log, byte by byte (sqlite.org/fileformat2.html, section 4; sqlite3.c walDecodeFrame).
// All integers are big-endian; only the checksum reads its input in the byte order that the magic names.
import {isPageSize} from './database-header.ts';

export const WAL_HEADER_SIZE = 32;
export const WAL_FRAME_HEADER_SIZE = 24;
const WAL_VERSION = 3007000;

/** The running checksum: two unsigned 32-bit numbers. */
export type WalChecksum = readonly [number, number];

export type WalHeader = {
  readonly bigEndianChecksums: boolean;
  readonly pageSize: number;
  /** Each connection counts for itself: neither an identity nor an order. */
  readonly checkpointSequence: number;
  readonly salt1: number;
  readonly salt2: number;
  /** Verified: frame 1 continues from it. */
  readonly checksum: WalChecksum;
};

export type WalFrameHeader = {
  /** 1-based; 0 is invalid. */
  readonly page: number;
  /** Database size in pages after the commit that this frame ends; 0 when it ends none. */
  readonly commit: number;
  readonly salt1: number;
  readonly salt2: number;
  /** As stored, not verified. */
  readonly checksum: WalChecksum;
};

/** Why a header is none. `found` is the value that is wrong. */
export type WalHeaderDefect = {
  readonly defect: 'too short' | 'magic' | 'version' | 'page size' | 'checksum';
  readonly found: number;
};

/**
 * Continues the WAL checksum over `length` bytes (a multiple of 8) of `bytes` from `offset`.
 * Section 4.2: `s0 += x(i) + s1; s1 += x(i+1) + s0`.
 */
export function walChecksum(
  bytes: Uint8Array,
  offset: number,
  length: number,
  [start0, start1]: WalChecksum,
  bigEndian: boolean,
): WalChecksum {
  let s0 = start0 | 0;
  let s1 = start1 | 0;
  const address = bytes.byteOffset + offset;
  if (!bigEndian && address % 4 === 0 && LITTLE_ENDIAN_HOST) {
    const words = new Int32Array(bytes.buffer, address, length >>> 2);
    for (let i = 0; i < words.length; i += 2) {
      // The indexes lie inside the array: `?? 0` only satisfies the compiler and costs nothing measurable.
      s0 = (s0 + (words[i] ?? 0) + s1) | 0;
      s1 = (s1 + (words[i + 1] ?? 0) + s0) | 0;
    }
  } else {
    const view = new DataView(bytes.buffer, address, length);
    for (let i = 0; i < length; i += 8) {
      s0 = (s0 + view.getInt32(i, !bigEndian) + s1) | 0;
      s1 = (s1 + view.getInt32(i + 4, !bigEndian) + s0) | 0;
    }
  }
  return [s0 >>> 0, s1 >>> 0];
}

const LITTLE_ENDIAN_HOST = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;

/** Reads and verifies the 32 bytes at the start of a WAL. */
export function parseWalHeader(bytes: Uint8Array): WalHeader | WalHeaderDefect {
  if (bytes.length < WAL_HEADER_SIZE) return {defect: 'too short', found: bytes.length};
  const view = new DataView(bytes.buffer, bytes.byteOffset, WAL_HEADER_SIZE);
  const magic = view.getUint32(0);
  if ((magic & 0xfffffffe) !== 0x377f0682) return {defect: 'magic', found: magic};
  const bigEndianChecksums = (magic & 1) === 1;
  const checksum = walChecksum(bytes, 0, 24, [0, 0], bigEndianChecksums);
  if (checksum[0] !== view.getUint32(24) || checksum[1] !== view.getUint32(28)) {
    return {defect: 'checksum', found: view.getUint32(24)};
  }
  if (view.getUint32(4) !== WAL_VERSION) return {defect: 'version', found: view.getUint32(4)};
  const pageSize = view.getUint32(8);
  if (!isPageSize(pageSize)) return {defect: 'page size', found: pageSize};
  return {
    bigEndianChecksums,
    pageSize,
    checkpointSequence: view.getUint32(12),
    salt1: view.getUint32(16),
    salt2: view.getUint32(20),
    checksum,
  };
}

/** Reads the 24 bytes before a frame's page. */
export function parseWalFrameHeader(bytes: Uint8Array, offset: number): WalFrameHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset + offset, WAL_FRAME_HEADER_SIZE);
  return {
    page: view.getUint32(0),
    commit: view.getUint32(4),
    salt1: view.getUint32(8),
    salt2: view.getUint32(12),
    checksum: [view.getUint32(16), view.getUint32(20)],
  };
}

/**
 * True when the frame at `offset` (header and page, contiguous) continues the chain from `previous`: the checksum of the
 * frame before it, or the header's for frame 1. Only bytes 0 to 7 of the frame header are fed, then the page.
 */
export function frameContinues(
  bytes: Uint8Array,
  offset: number,
  pageSize: number,
  previous: WalChecksum,
  bigEndian: boolean,
): boolean {
  const afterHeader = walChecksum(bytes, offset, 8, previous, bigEndian);
  const [s0, s1] = walChecksum(bytes, offset + WAL_FRAME_HEADER_SIZE, pageSize, afterHeader, bigEndian);
  const view = new DataView(bytes.buffer, bytes.byteOffset + offset, WAL_FRAME_HEADER_SIZE);
  return s0 === view.getUint32(16) && s1 === view.getUint32(20);
}

/** Size of one frame in the file: its header and one page. */
export function frameSize(pageSize: number): number {
  return WAL_FRAME_HEADER_SIZE + pageSize;
}
