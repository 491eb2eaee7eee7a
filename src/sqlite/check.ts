// Checks one database file, inside a child process.
import type {Database} from 'better-sqlite3';
import {messageOf, RestoreError} from '../errors.ts';
import type {SqliteConstructor} from './addon.ts';
import {MessageCount, checkForeignKeys, checkIntegrity} from './integrity.ts';
import {mapForIntegrityCheck} from './mapped-reads.ts';
import {isDamage, notADatabase, sqliteCode} from './sqlite-error.ts';
import {assertAlone} from './side-files.ts';
import type {CheckOptions, CheckReport} from './sqlite.ts';
import {nameTables} from './table-names.ts';
import {lookForRows, readUserTables} from './user-tables.ts';

/** KiB of page cache. With half of it the check took a fifth more CPU. */
const CACHE_ALONE = 64 * 1024;
/** KiB of page cache for each of several children at work on one file. */
const CACHE_OF_A_PART = 32 * 1024;

/**
 * Read-only, and with everything off by which a hostile schema could run code. better-sqlite3 opens in defensive mode
 * and leaves the SQL function load_extension() off. SQLite reads no CHECK constraints from a database that is opened
 * read-only (sqlite3AddCheckConstraint), so integrity_check says nothing of them here: they are the application's rules,
 * and evaluating a stranger's expressions for every row is not worth a writable connection.
 */
export function openReadOnly(Sqlite: SqliteConstructor, path: string): Database {
  const db = new Sqlite(path, {readonly: true, fileMustExist: true});
  db.pragma('trusted_schema = OFF');
  db.pragma('query_only = ON');
  guard(db);
  return db;
}

/** How a stranger's pages are read (sqlite.org/security.html): each cell looked at when its page comes in, nothing mapped. */
function guard(db: Database): void {
  db.pragma('cell_size_check = ON');
  db.pragma('mmap_size = 0');
}

/** Reads the schema, and so is the first step that damage can stop. */
export function sizeCaches(db: Database, alone: boolean): void {
  db.pragma(`cache_size = -${alone ? CACHE_ALONE : CACHE_OF_A_PART}`);
}

/**
 * @param mapped a full check maps the file; the messages of what is damaged are then those of SQLite's default settings,
 *   and a child may crash where another would complain
 * @throws RestoreError `not-sqlite`, `encrypted`, `check-failed`
 */
export function checkDatabase(
  Sqlite: SqliteConstructor,
  path: string,
  options: CheckOptions,
  mapped: boolean,
): CheckReport {
  const started = performance.now();
  assertAlone(path);
  let db: Database | undefined;
  try {
    db = openReadOnly(Sqlite, path);
    const findings = inspect(db, path, options, mapped);
    return {...findings, sqliteVersion: versionOf(Sqlite), durationMs: Math.round(performance.now() - started)};
  } catch (cause) {
    if (cause instanceof RestoreError) throw cause;
    if (sqliteCode(cause)?.startsWith('SQLITE_NOTADB') === true) throw notADatabase(path, cause);
    throw couldNotFinish(path, cause);
  } finally {
    db?.close();
  }
}

export function couldNotFinish(path: string, cause: unknown): RestoreError {
  return new RestoreError('check-failed', {
    what: 'SQLite could not finish the check',
    where: path,
    found: `${sqliteCode(cause) ?? 'error'}: ${messageOf(cause)}`,
    cause,
  });
}

/** Asked of a database in memory: on a damaged file not even this statement can be prepared. */
export function versionOf(Sqlite: SqliteConstructor): string {
  const db = new Sqlite(':memory:');
  try {
    return String(db.prepare('SELECT sqlite_version()').pluck().get());
  } finally {
    db.close();
  }
}

function inspect(
  db: Database,
  path: string,
  {integrity, foreignKeys}: CheckOptions,
  mapped: boolean,
): Omit<CheckReport, 'sqliteVersion' | 'durationMs'> {
  const found = new MessageCount();
  // Damage that stops a step is a message like the others: the check has failed, it has not broken.
  const attempt = <T>(step: () => T): T | undefined => {
    try {
      return step();
    } catch (error) {
      if (!isDamage(error)) throw error;
      // SQLCipher’s plain-text header is a database’s, and everything after it is noise.
      const reason = notADatabase(path, error);
      if (reason.code === 'encrypted') throw reason;
      found.add(messageOf(error));
      return undefined;
    }
  };
  attempt(() => sizeCaches(db, true));
  const sound = () => found.messages.total === 0;
  const tables = (sound() ? attempt(() => readUserTables(db)) : undefined) ?? {ordinary: [], virtual: []};
  if (integrity !== 'off' && sound()) {
    if (mapped && integrity === 'full') mapForIntegrityCheck(db);
    attempt(() => checkIntegrity(db, integrity === 'full' ? 'integrity_check' : 'quick_check', found));
    guard(db);
  }
  const references = foreignKeys && sound() ? attempt(() => checkForeignKeys(db, tables.ordinary)) : undefined;
  const rows = sound() ? attempt(() => lookForRows(db, tables)) : undefined;
  return {
    integrity: sound() ? (integrity === 'off' ? 'skipped' : 'ok') : 'failed',
    integrityMessages: found.messages,
    foreignKeys: references ?? 'skipped',
    ...nameTables(tables, rows?.unreadable ?? []),
    hollow: rows?.hollow ?? false,
  };
}
