// Which tables are the user's own, and whether any of them holds a row.
import type {Database} from 'better-sqlite3';
import {sqliteCode} from './sqlite-error.ts';

export type UserTables = {
  /** Ordinary tables. */
  readonly ordinary: readonly string[];
  readonly virtual: readonly {readonly table: string; readonly module: string}[];
};

/**
 * Tables in which a virtual table keeps its content, by module (xShadowName of ext/fts3/fts3.c, ext/fts5/fts5_main.c,
 * ext/rtree/rtree.c). `PRAGMA table_list` knows them too, but it expands every view, and forty views upon views
 * keep it busy for minutes.
 */
const SHADOWS: Readonly<Record<string, readonly string[]>> = {
  fts3: ['content', 'docsize', 'segdir', 'segments', 'stat'],
  fts4: ['content', 'docsize', 'segdir', 'segments', 'stat'],
  fts5: ['config', 'content', 'data', 'docsize', 'idx'],
  rtree: ['node', 'parent', 'rowid'],
  rtree_i32: ['node', 'parent', 'rowid'],
  geopoly: ['node', 'parent', 'rowid'],
};

/** Made by SQLite itself and by Litestream (its sequence and lock tables). */
const BOOKKEEPING = /^(?:sqlite_|_litestream_)/i;

/** @throws SqliteError when the schema cannot be read */
export function readUserTables(db: Database): UserTables {
  // A virtual table has no root page. Its module is the word after USING; SQLite keeps the statement as it was written.
  const rows = db.prepare<[], {name: string; module: string | null}>(
    `SELECT name, CASE WHEN coalesce(rootpage, 0) = 0 THEN substr(sql, 1, 4096) END AS module
       FROM sqlite_schema WHERE type = 'table'`,
  );
  const ordinary: string[] = [];
  const virtual: {table: string; module: string}[] = [];
  for (const {name, module} of rows.iterate()) {
    if (typeof name !== 'string' || BOOKKEEPING.test(name)) continue;
    if (module === null) ordinary.push(name);
    else virtual.push({table: name, module: moduleName(module)});
  }
  const shadows = new Set(
    virtual.flatMap(({table, module}) => (SHADOWS[module] ?? []).map(part => `${table}_${part}`.toLowerCase())),
  );
  return {ordinary: ordinary.filter(name => !shadows.has(name.toLowerCase())).toSorted(), virtual};
}

function moduleName(statement: string): string {
  const using = /\busing\s+["'`[]?([\w$]+)/i.exec(statement);
  return (using?.[1] ?? '').toLowerCase();
}

/** Quotes a name for use in a statement. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** True when no user table has a row; virtual tables are asked last. `unreadable`: those whose module is not built in. */
export function lookForRows(
  db: Database,
  {ordinary, virtual}: UserTables,
): {readonly hollow: boolean; readonly unreadable: UserTables['virtual']} {
  // One row of a table costs a look at its first page or two.
  const hasRow = (name: string) => db.prepare(`SELECT 1 FROM ${quoted(name)} LIMIT 1`).get() !== undefined;
  let hollow = !ordinary.some(name => hasRow(name));
  const unreadable = virtual.filter(({table}) => {
    try {
      if (hasRow(table)) hollow = false;
      return false;
    } catch (error) {
      // "no such module", or a module's own complaint about its tables, which the integrity check reports.
      if (sqliteCode(error) === 'SQLITE_ERROR') return true;
      throw error;
    }
  });
  return {hollow, unreadable};
}
