// Counts and fingerprints what a database holds, inside a child process.
import type {Database} from 'better-sqlite3';
import type {SqliteConstructor} from './addon.ts';
import {couldNotFinish, versionOf} from './check.ts';
import {openForReading} from './read-connection.ts';
import {NAMES_KEPT, NAME_LENGTH, cut} from './reply-limits.ts';
import {schemaFingerprint} from './schema-fingerprint.ts';
import {isDamage, sqliteCode} from './sqlite-error.ts';
import {hashOfTable} from './table-hash.ts';
import type {DatabaseFacts, TableFacts} from './sqlite.ts';
import {quoted, readUserTables} from './user-tables.ts';

/** @throws RestoreError `not-sqlite`, `encrypted`, `check-failed` */
export function describeDatabase(
  Sqlite: SqliteConstructor,
  path: string,
  {hashes}: {readonly hashes: boolean},
): DatabaseFacts {
  const db = openForReading(Sqlite, path);
  try {
    const {ordinary, virtual} = readUserTables(db);
    const tables = [
      ...ordinary.map(name => ({name, isVirtual: false})),
      ...virtual.map(({table: name}) => ({name, isVirtual: true})),
    ].toSorted((a, b) => (a.name < b.name ? -1 : 1));
    return {
      sqliteVersion: versionOf(Sqlite),
      userVersion: numberOf(db, 'user_version'),
      applicationId: numberOf(db, 'application_id'),
      freelistPages: numberOf(db, 'freelist_count'),
      schemaFingerprint: schemaFingerprint(db, new Set(tables.map(({name}) => name))),
      tables: tables.slice(0, NAMES_KEPT).map(table => factsOf(db, table, hashes)),
      tableCount: tables.length,
    };
  } catch (cause) {
    throw couldNotFinish(path, cause);
  } finally {
    db.close();
  }
}

function numberOf(db: Database, pragma: string): number {
  const value: unknown = db.pragma(pragma, {simple: true});
  if (typeof value !== 'number') throw new TypeError(`${pragma} is no number`);
  return value;
}

function factsOf(db: Database, table: {name: string; isVirtual: boolean}, hashes: boolean): TableFacts {
  const name = cut(table.name, NAME_LENGTH);
  const hashed = hashes && !table.isVirtual ? attempt(() => hashOfTable(db, table.name)) : null;
  return {name, ...(hashed ?? {rows: attempt(() => countRows(db, table)), hash: null})};
}

function countRows(db: Database, {name, isVirtual}: {name: string; isVirtual: boolean}): number | null {
  // Not an index's entries: it may disagree with its table.
  const from = `${quoted(name)}${isVirtual ? '' : ' NOT INDEXED'}`;
  return db.prepare<[], number>(`SELECT count(*) FROM main.${from}`).pluck().get() ?? null;
}

/**
 * Null for what is the database's fault: damage, a name that cannot be asked for, a module that is not there, a value of
 * more than some 500 MB (the addon's limit).
 */
function attempt<T>(step: () => T): T | null {
  try {
    return step();
  } catch (error) {
    if (isDamage(error) || sqliteCode(error) === 'SQLITE_TOOBIG') return null;
    throw error;
  }
}
