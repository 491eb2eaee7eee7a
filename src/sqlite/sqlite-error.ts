// Sorts what SQLite throws into what it means for a restore.
import {closeSync, fstatSync, openSync, readSync} from 'node:fs';
import {DATABASE_MAGIC} from '../codecs/database-header.ts';
import {messageOf, RestoreError} from '../errors.ts';

/** SQLite's extended result code (`SQLITE_CORRUPT_INDEX`), or undefined when `error` is none of SQLite's. */
export function sqliteCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || error.name !== 'SqliteError' || !('code' in error)) return undefined;
  return String(error.code);
}

/**
 * True when the file's content is to blame: a broken page, or a schema that SQLite cannot make sense of. (Codes:
 * sqlite.org/rescode.html; SQLITE_ERROR is what an impossible schema format or a missing root page gives.)
 */
export function isDamage(error: unknown): boolean {
  return /^SQLITE_(?:CORRUPT|FORMAT|ERROR)/.test(sqliteCode(error) ?? '');
}

/**
 * Why SQLite says that `path` is no database. Encrypted pages are noise, and so begin with bytes that no plain database
 * and hardly any other kind of file has.
 */
export function notADatabase(path: string, cause: unknown): RestoreError {
  const {head, size} = readHead(path);
  if (head.subarray(0, 16).equals(DATABASE_MAGIC)) {
    // SQLCipher with a plain-text header: the first bytes are a database's, and each page reserves room for its HMAC.
    const reserved = head[20] ?? 0;
    if (reserved > 0 && ![2, 5, 10, 13].includes(head[100] ?? 0)) return encrypted(path, cause);
    return new RestoreError('not-sqlite', {
      what: 'SQLite cannot read this database: its header is damaged',
      where: path,
      found: messageOf(cause),
      cause,
    });
  }
  if (size >= 512 && size % 512 === 0 && isNoise(head)) return encrypted(path, cause);
  return new RestoreError('not-sqlite', {
    what: 'This is not a SQLite database',
    where: path,
    expected: 'SQLite format 3',
    found: size === 0 ? 'an empty file' : `bytes ${head.subarray(0, 16).toString('hex')}`,
    cause,
  });
}

function encrypted(path: string, cause: unknown): RestoreError {
  return new RestoreError('encrypted', {
    what: 'The database is encrypted (SQLCipher or alike)',
    where: path,
    todo: 'Back up a decrypted copy, or check it with the program that holds its key.',
    cause,
  });
}

function readHead(path: string): {readonly head: Buffer; readonly size: number} {
  const file = openSync(path, 'r');
  try {
    const head = Buffer.alloc(512);
    return {head: head.subarray(0, readSync(file, head, 0, head.length, 0)), size: fstatSync(file).size};
  } finally {
    closeSync(file);
  }
}

/** 512 random bytes hold some 221 different values (± 6); texts, headers and page content far fewer than 180. */
function isNoise(bytes: Uint8Array): boolean {
  return bytes.length === 512 && new Set(bytes).size > 180;
}
