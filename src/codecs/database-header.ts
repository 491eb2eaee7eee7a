// The first 100 bytes of a SQLite database file (sqlite.org/fileformat2.html, section 1.3).
import {RestoreError} from '../errors.ts';

export const DATABASE_HEADER_SIZE = 100;

/** `SQLite format 3` and a zero byte. */
export const DATABASE_MAGIC = Buffer.from('53514c69746520666f726d6174203300', 'hex');

/** The page that holds this byte carries no data: SQLite locks bytes there (fileformat2.html, section 1.2). */
const LOCK_BYTE = 0x40000000;

export type DatabaseHeader = {
  /** Bytes: 512 to 65536. */
  readonly pageSize: number;
  /** 1 = rollback journal, 2 = WAL. */
  readonly readVersion: number;
  readonly changeCounter: number;
  /** Database size in pages as the header says; 0 when the field does not count (old writers, see section 1.3.8). */
  readonly pages: number;
  readonly freelistTrunk: number;
  readonly freelistCount: number;
  readonly schemaCookie: number;
};

export function isPageSize(size: number): boolean {
  return size >= 512 && size <= 65536 && (size & (size - 1)) === 0;
}

/** 1-based number of the lock-byte page for a page size: it exists only in databases that reach it. */
export function lockBytePage(pageSize: number): number {
  return LOCK_BYTE / pageSize + 1;
}

/**
 * @param bytes at least the first 100 bytes of the file
 * @param where names the file in errors
 * @throws RestoreError `not-sqlite` when the magic is not there, `truncated` below 100 bytes, `format` when a field is
 *   impossible
 */
export function parseDatabaseHeader(bytes: Uint8Array, where: string): DatabaseHeader {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const magic = head.subarray(0, 16);
  if (magic.length === 0 || !magic.equals(DATABASE_MAGIC.subarray(0, magic.length))) {
    throw new RestoreError('not-sqlite', {
      what: 'This is not a SQLite database',
      where,
      expected: 'SQLite format 3',
      found: magic.length === 0 ? 'no bytes at all' : `bytes ${magic.toString('hex')}`,
    });
  }
  if (head.length < DATABASE_HEADER_SIZE) {
    throw new RestoreError('truncated', {
      what: 'The database ends inside its header',
      where,
      expected: `at least ${DATABASE_HEADER_SIZE} bytes`,
      found: `${head.length} bytes`,
    });
  }
  const stored = head.readUInt16BE(16);
  const pageSize = stored === 1 ? 65536 : stored;
  if (!isPageSize(pageSize)) {
    throw new RestoreError('format', {what: 'The header has an impossible page size', where, found: stored});
  }
  const changeCounter = head.readUInt32BE(24);
  return {
    pageSize,
    readVersion: head.readUInt8(19),
    changeCounter,
    // The size counts only when the writer that set the change counter also set it (section 1.3.8).
    pages: changeCounter === head.readUInt32BE(92) ? head.readUInt32BE(28) : 0,
    freelistTrunk: head.readUInt32BE(32),
    freelistCount: head.readUInt32BE(36),
    schemaCookie: head.readUInt32BE(40),
  };
}
