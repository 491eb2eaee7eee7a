// The fixed parts of an LTX file (github.com/superfly/ltx, ltx.go): a header of 100 bytes, a trailer of 16. All integers
// are big-endian. The format's version is not in the file: see ltx-layout.ts.
import {RestoreError} from '../errors.ts';
import {isPageSize} from './database-header.ts';

export const LTX_HEADER_SIZE = 100;
export const LTX_TRAILER_SIZE = 16;

/** Header, the zero page header, an empty page index and the trailer, in the oldest version (which has no index). */
export const LTX_SMALLEST_FILE = LTX_HEADER_SIZE + 4 + LTX_TRAILER_SIZE;

/** Or-ed into every checksum that is stored. */
export const LTX_CHECKSUM_FLAG = 1n << 63n;

const FLAG_COMPRESSED_BODY = 0x1;
const FLAG_NO_CHECKSUM = 0x2;

export type LtxHeader = {
  /** Version 1 only: everything between header and trailer is one LZ4 frame. */
  readonly compressedBody: boolean;
  /** Whether the checksum of the whole database before and after is kept. Litestream never does. */
  readonly tracksChecksum: boolean;
  readonly pageSize: number;
  /** Database size in pages after this file. */
  readonly commit: number;
  /** First and last transaction, at least 1. A file that begins with 1 holds every page of the database. */
  readonly minTxid: number;
  readonly maxTxid: number;
  /** Milliseconds since 1970, of the last transaction. */
  readonly timestamp: number;
  /** Rolling checksum of the database before this file; 0 in snapshots and where it is not tracked. */
  readonly preApply: bigint;
  /** Bytes: where the file's part of the SQLite WAL begins, and how long it is. 0 where there was none. */
  readonly walOffset: number;
  readonly walSize: number;
  readonly salt1: number;
  readonly salt2: number;
};

export type LtxTrailer = {
  /** Rolling checksum of the database after this file; 0 where it is not tracked. */
  readonly postApply: bigint;
  readonly fileChecksum: bigint;
};

/**
 * @param bytes at least the first {@link LTX_HEADER_SIZE} bytes of the file
 * @param where names the object in errors
 * @throws RestoreError `truncated` below 100 bytes, `format` for anything that no writer writes
 */
export function parseLtxHeader(bytes: Uint8Array, where: string): LtxHeader {
  if (bytes.length < LTX_HEADER_SIZE) {
    throw new RestoreError('truncated', {
      what: 'The LTX file ends inside its header',
      where,
      expected: `at least ${LTX_HEADER_SIZE} bytes`,
      found: `${bytes.length} bytes`,
    });
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, LTX_HEADER_SIZE);
  const wrong = (field: string, found: string | number | bigint): RestoreError =>
    new RestoreError('format', {what: `The LTX header has an impossible ${field}`, where, found: String(found)});
  const number64 = (offset: number, field: string): number => {
    const value = view.getBigInt64(offset);
    if (value < 0n || value > BigInt(Number.MAX_SAFE_INTEGER)) throw wrong(field, value);
    return Number(value);
  };
  if (view.getUint32(0) !== MAGIC) throw wrong('magic', `0x${view.getUint32(0).toString(16)}`);
  const flags = view.getUint32(4);
  if ((flags & ~(FLAG_COMPRESSED_BODY | FLAG_NO_CHECKSUM)) !== 0) throw wrong('flag', `0x${flags.toString(16)}`);
  const pageSize = view.getUint32(8);
  if (!isPageSize(pageSize)) throw wrong('page size', pageSize);
  for (let at = 80; at < LTX_HEADER_SIZE; at += 4) {
    if (view.getUint32(at) !== 0) throw wrong('reserved byte', `offset ${at}`);
  }
  const header: LtxHeader = {
    compressedBody: (flags & FLAG_COMPRESSED_BODY) !== 0,
    tracksChecksum: (flags & FLAG_NO_CHECKSUM) === 0,
    pageSize,
    commit: view.getUint32(12),
    minTxid: number64(16, 'first TXID'),
    maxTxid: number64(24, 'last TXID'),
    timestamp: number64(32, 'time'),
    preApply: view.getBigUint64(40),
    walOffset: number64(48, 'WAL offset'),
    walSize: number64(56, 'WAL size'),
    salt1: view.getUint32(64),
    salt2: view.getUint32(68),
  };
  const {minTxid, maxTxid, preApply, tracksChecksum, walOffset, walSize, salt1, salt2} = header;
  if (minTxid === 0) throw wrong('first TXID', minTxid);
  if (maxTxid < minTxid) throw wrong('last TXID', maxTxid);
  const chained = tracksChecksum && minTxid > 1;
  if (chained ? (preApply & LTX_CHECKSUM_FLAG) === 0n : preApply !== 0n) throw wrong('checksum', hex64(preApply));
  if (walOffset === 0 && (walSize !== 0 || salt1 !== 0 || salt2 !== 0)) throw wrong('WAL offset', walOffset);
  return header;
}

/** `LTX1` in every version. */
const MAGIC = 0x4c545831;

/**
 * @param bytes the last {@link LTX_TRAILER_SIZE} bytes of the file
 * @throws RestoreError `format` for a checksum that no writer writes
 */
export function parseLtxTrailer(bytes: Uint8Array, {tracksChecksum}: LtxHeader, where: string): LtxTrailer {
  const view = new DataView(bytes.buffer, bytes.byteOffset, LTX_TRAILER_SIZE);
  const postApply = view.getBigUint64(0);
  const fileChecksum = view.getBigUint64(8);
  const wrong = (field: string, found: bigint): RestoreError =>
    new RestoreError('checksum', {
      what: `The LTX trailer has an impossible ${field} checksum`,
      where,
      found: hex64(found),
    });
  if ((fileChecksum & LTX_CHECKSUM_FLAG) === 0n) throw wrong('file', fileChecksum);
  if (tracksChecksum ? (postApply & LTX_CHECKSUM_FLAG) === 0n : postApply !== 0n) throw wrong('database', postApply);
  return {postApply, fileChecksum};
}

/** As the ltx tool prints checksums and TXIDs: 16 hex digits. */
export function hex64(value: bigint | number): string {
  return value.toString(16).padStart(16, '0');
}
