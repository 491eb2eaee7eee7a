// Makes an existing database one file again, inside a child process: what its side files hold goes into it.
import {accessSync, closeSync, constants, existsSync, openSync, readSync, rmSync, statSync} from 'node:fs';
import type {Database} from 'better-sqlite3';
import {DATABASE_HEADER_SIZE, parseDatabaseHeader} from '../codecs/database-header.ts';
import {messageOf, RestoreError} from '../errors.ts';
import type {SqliteConstructor} from './addon.ts';
import {SIDE_FILE_SUFFIXES} from './side-files.ts';
import {sqliteCode} from './sqlite-error.ts';

/** Milliseconds to wait for somebody else's short transaction. */
const PATIENCE = 1000;

/**
 * Everything happens under SQLite's exclusive lock on the file, which no other connection that reads or writes it, nor
 * an idle one in WAL mode, lets us have. (An idle connection in rollback mode holds no lock; it will go on with the old
 * file, and SQLite itself keeps it from writing a journal beside the new one.)
 * @throws RestoreError `target-in-use`, `target-unreadable`, `disk`
 */
export function settleDatabase(Sqlite: SqliteConstructor, path: string): void {
  const sideFiles = SIDE_FILE_SUFFIXES.map(suffix => path + suffix).filter(file => existsSync(file));
  // SQLite deletes a WAL or journal that it finds beside a file that is no database, or an empty one. We do not.
  if (isEmpty(path)) {
    const content = sideFiles.find(file => !file.endsWith('-shm') && statSync(file).size > 0);
    if (content !== undefined) throw unreadable(path, `an empty file with ${content} beside it`, undefined);
    for (const file of sideFiles) rmSync(file);
    return;
  }
  if (!isWritable(path)) {
    // SQLite would open it read-only, and take no lock without saying so.
    if (sideFiles.length === 0) return;
    throw unreadable(path, 'side files beside a file that may not be written', undefined);
  }
  let db: Database | undefined;
  try {
    db = new Sqlite(path, {fileMustExist: true, timeout: PATIENCE});
    db.pragma('trusted_schema = OFF');
    db.pragma('synchronous = FULL');
    // In this mode the WAL index lies in memory: no -shm is made, and one that a killed process left is not trusted.
    db.pragma('locking_mode = EXCLUSIVE');
    // The first lock rolls a hot journal back; the read makes sure that there is a lock.
    db.exec('BEGIN EXCLUSIVE; PRAGMA user_version; COMMIT');
    truncateWal(db, path);
    // Nobody uses them now: the index of a process that was killed, and a journal that was not hot.
    rmSync(`${path}-shm`, {force: true});
    rmSync(`${path}-journal`, {force: true});
  } catch (cause) {
    throw cause instanceof RestoreError ? cause : settleFailure(path, cause);
  } finally {
    // The last connection removes the -wal.
    db?.close();
  }
}

function truncateWal(db: Database, path: string): void {
  // One row: busy, frames in the WAL, frames copied (both -1 without a WAL, 0 after TRUNCATE emptied it).
  const [row] = db
    .prepare<[], {busy: number; log: number; checkpointed: number}>('PRAGMA wal_checkpoint(TRUNCATE)')
    .all();
  if (row === undefined || row.busy !== 0 || row.log !== row.checkpointed) throw inUse(path, undefined);
}

/** @throws RestoreError `target-unreadable` when the file is there, not empty, and does not begin as a database does */
function isEmpty(path: string): boolean {
  const head = Buffer.alloc(DATABASE_HEADER_SIZE);
  try {
    const file = openSync(path, 'r');
    try {
      const read = readSync(file, head, 0, head.length, 0);
      if (read === 0) return true;
      parseDatabaseHeader(head.subarray(0, read), path);
    } finally {
      closeSync(file);
    }
  } catch (cause) {
    throw unreadable(path, messageOf(cause), cause);
  }
  return false;
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function inUse(path: string, cause: unknown): RestoreError {
  return new RestoreError('target-in-use', {
    what: 'Another process is using the database that is to be replaced',
    where: path,
    todo: 'Stop it before the restore, or restore to another path.',
    cause,
  });
}

function settleFailure(path: string, cause: unknown): RestoreError {
  const code = sqliteCode(cause) ?? '';
  if (/^SQLITE_(?:BUSY|LOCKED|PROTOCOL)/.test(code)) return inUse(path, cause);
  if (/^SQLITE_(?:FULL|IOERR)/.test(code)) {
    return new RestoreError('disk', {
      what: 'The existing database could not be brought into one file',
      where: path,
      found: `${code}: ${messageOf(cause)}`,
      todo: 'Check the disk, or delete the existing database.',
      cause,
    });
  }
  return unreadable(path, code === '' ? messageOf(cause) : `${code}: ${messageOf(cause)}`, cause);
}

function unreadable(path: string, found: string, cause: unknown): RestoreError {
  return new RestoreError('target-unreadable', {
    what: 'What lies at the target cannot be read as a database',
    where: path,
    found,
    todo: 'Delete it, or write “if-exists: replace” to have it replaced, side files included.',
    cause,
  });
}
