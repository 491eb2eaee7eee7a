// A connection for looking at a sound database: as for a check, and with nothing written to temporary files.
import type {Database} from 'better-sqlite3';
import type {SqliteConstructor} from './addon.ts';
import {couldNotFinish, openReadOnly, sizeCaches} from './check.ts';
import {notADatabase, sqliteCode} from './sqlite-error.ts';

/**
 * @throws RestoreError `not-sqlite`, `encrypted`, `check-failed`: the schema cannot be read
 */
export function openForReading(Sqlite: SqliteConstructor, path: string): Database {
  let db: Database | undefined;
  try {
    db = openReadOnly(Sqlite, path);
    // What sorts and gathers does so in memory, whose growth is watched; a temporary file could fill the disk unseen.
    db.pragma('temp_store = MEMORY');
    sizeCaches(db, false);
    return db;
  } catch (cause) {
    db?.close();
    if (sqliteCode(cause)?.startsWith('SQLITE_NOTADB') === true) throw notADatabase(path, cause);
    throw couldNotFinish(path, cause);
  }
}
