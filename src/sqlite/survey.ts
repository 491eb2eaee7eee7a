// The first look at a large database, inside a child process: what the report says of its tables, and how its check is
// divided. Reads the schema and a few pages of each b-tree.
import {closeSync, openSync, readSync} from 'node:fs';
import type {Database} from 'better-sqlite3';
import {DATABASE_HEADER_SIZE, parseDatabaseHeader} from '../codecs/database-header.ts';
import type {SqliteConstructor} from './addon.ts';
import {openReadOnly, versionOf} from './check.ts';
import {WORTHWHILE, divide, type Part, type TableWork} from './division.ts';
import {integrityCheckOf} from './integrity.ts';
import {DIVIDED_NAME_LENGTH, TABLES_DIVIDED} from './reply-limits.ts';
import {guessTreeSize, type ReadPage} from './tree-size.ts';
import {assertAlone} from './side-files.ts';
import type {CheckOptions} from './sqlite.ts';
import {nameTables, type NamedTables} from './table-names.ts';
import {lookForRows, readUserTables} from './user-tables.ts';

export type Survey = NamedTables & {
  readonly sqliteVersion: string;
  readonly hollow: boolean;
  readonly parts: readonly Part[];
};

/**
 * Undefined when one plain check is as good, or the only one that can be trusted: the schema cannot be read, or has names
 * that cannot be asked for. Whatever is wrong with the file is for the plain check to say.
 * @throws RestoreError `check-failed` for a side file
 */
export function surveyDatabase(
  Sqlite: SqliteConstructor,
  path: string,
  options: CheckOptions,
  processes: number,
  worth = WORTHWHILE,
): Survey | undefined {
  assertAlone(path);
  let db: Database | undefined;
  try {
    const opened = openReadOnly(Sqlite, path);
    db = opened;
    const parts = withPages(path, (readPage, pages) => {
      const work = tableWork(opened, readPage, options.foreignKeys);
      return work === undefined ? undefined : divide(work, pages, processes, worth);
    });
    if (parts === undefined) return undefined;
    const tables = readUserTables(opened);
    const {hollow, unreadable} = lookForRows(opened, tables);
    return {...nameTables(tables, unreadable), sqliteVersion: versionOf(Sqlite), hollow, parts};
  } catch {
    return undefined;
  } finally {
    db?.close();
  }
}

type SchemaRow = {readonly type: unknown; readonly name: unknown; readonly table: unknown; readonly root: unknown};

function tableWork(db: Database, readPage: ReadPage, withKeys: boolean): TableWork[] | undefined {
  const rows = db
    .prepare<[], SchemaRow>(
      `SELECT type, name, tbl_name AS "table", rootpage AS root FROM sqlite_schema
         WHERE type IN ('table', 'index') LIMIT ${4 * TABLES_DIVIDED}`,
    )
    .all();
  const tables = rows.filter(({type, root}) => type === 'table' && root !== 0 && root !== null);
  if (tables.length === 0 || tables.length > TABLES_DIVIDED || rows.length === 4 * TABLES_DIVIDED) return undefined;
  const sizeOf = (root: unknown) => guessTreeSize(readPage, typeof root === 'number' ? root : 0);

  const indexPages = new Map<unknown, number>();
  for (const {type, table, root} of rows) {
    if (type === 'index') indexPages.set(table, (indexPages.get(table) ?? 0) + sizeOf(root).pages);
  }
  // What SQLite made of the schema, not what the schema says: an index belongs where SQLite keeps it.
  const indexesOf = db.prepare<[unknown], number>('SELECT count(*) FROM pragma_index_list(?)').pluck();
  const keysOf = db.prepare<[unknown], number>('SELECT count(DISTINCT id) FROM pragma_foreign_key_list(?)').pluck();
  const work: TableWork[] = [];
  for (const {name, root} of tables) {
    if (typeof name !== 'string' || !canBeAskedFor(name)) return undefined;
    const {pages, entries} = sizeOf(root);
    const indexes = indexesOf.get(name) ?? 0;
    // Compiling it finds the table, or throws.
    if (indexes > 0) db.prepare(integrityCheckOf(name));
    work.push({
      table: name,
      rows: entries,
      pages: pages + (indexPages.get(name) ?? 0),
      indexes,
      foreignKeys: withKeys ? (keysOf.get(name) ?? 0) : 0,
    });
  }
  return work;
}

/** A name with a NUL ends there for SQLite, and one that is not UTF-8 arrives here as another. */
function canBeAskedFor(name: string): boolean {
  return name.length <= DIVIDED_NAME_LENGTH && !/[\0\uFFFD]/.test(name) && name.isWellFormed();
}

function withPages<T>(path: string, work: (readPage: ReadPage, pages: number) => T): T {
  const file = openSync(path, 'r');
  try {
    const head = Buffer.alloc(DATABASE_HEADER_SIZE);
    readSync(file, head, 0, head.length, 0);
    const {pageSize, pages} = parseDatabaseHeader(head, path);
    const page = Buffer.alloc(pageSize);
    const readPage: ReadPage = number => {
      if (number < 1 || number > pages) return undefined;
      return readSync(file, page, 0, pageSize, (number - 1) * pageSize) === pageSize ? page : undefined;
    };
    return work(readPage, pages);
  } finally {
    closeSync(file);
  }
}
