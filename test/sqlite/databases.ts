// Databases for tests, sound and otherwise, made with the SQLite that the program itself uses.
import {copyFileSync, existsSync, mkdtempSync, realpathSync, rmSync} from 'node:fs';
import {readFile} from 'node:fs/promises';
import {createHash} from 'node:crypto';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {TestContext} from 'node:test';
import type {Database} from 'better-sqlite3';
import {loadSqlite} from '../../src/sqlite/addon.ts';

const Sqlite = await loadSqlite();

/** A folder that is gone when the test ends. */
export function temporaryFolder(t: TestContext): string {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'restore-sqlite-test-'));
  t.after(() => rmSync(folder, {recursive: true, force: true, maxRetries: 3}));
  return folder;
}

/** Opens, works, closes. */
export function withDatabase<T>(path: string, work: (db: Database) => T): T {
  const db = new Sqlite(path);
  try {
    return work(db);
  } finally {
    db.close();
  }
}

export function makeDatabase(path: string, sql: string): string {
  withDatabase(path, db => db.exec(sql));
  return path;
}

/** Numbers 1 to `count` as the table `n(i)`. */
export const numbers = (count: number) =>
  `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count})`;

/** Changes what the schema says without changing what the pages hold. `sql` null drops the entry. */
export function rewriteSchema(path: string, name: string, sql: string): void {
  withDatabase(path, db => {
    db.unsafeMode();
    db.pragma('writable_schema = ON');
    db.prepare('UPDATE sqlite_schema SET sql = ? WHERE name = ?').run(sql, name);
    // Rows are counted by what SQLite believes until it reads the schema anew.
    db.pragma('schema_version = 1000');
  });
}

/** Any statements against a schema that may be edited. */
export function withoutDefence(path: string, sql: string): void {
  withDatabase(path, db => {
    db.unsafeMode();
    db.pragma('writable_schema = ON');
    db.exec(sql);
  });
}

/** A copy of the database at `from` as a crash would leave it: with its -wal and -journal, while `work` is under way. */
export function copyWhileOpen(from: string, to: string, work: (db: Database) => void): void {
  const db = new Sqlite(from);
  try {
    work(db);
    for (const suffix of ['', '-wal', '-journal'])
      if (existsSync(from + suffix)) copyFileSync(from + suffix, to + suffix);
  } finally {
    db.close();
  }
}

/** `old` in its table `state`, and `rows` rows in `t`. */
const STATE = (label: string, rows: number) =>
  `CREATE TABLE state(label); INSERT INTO state VALUES ('${label}');
   CREATE TABLE t(a INTEGER PRIMARY KEY, b); INSERT INTO t ${numbers(rows)} SELECT i, hex(randomblob(200)) FROM n;`;

export type OldState = {
  /** Puts the old database at `path`. */
  readonly make: (path: string) => void;
  /** What must be read from it for as long as it is there. */
  readonly content: string;
};

/** What can lie at a target, in the states that a crash of its own writer leaves. */
export const OLD_STATES: Readonly<Record<string, OldState>> = {
  'no file': {make: () => {}, content: 'absent'},
  'a clean database': {make: path => makeDatabase(path, STATE('old', 300)), content: 'old 300'},
  'a clean database in WAL mode': {
    make: path => makeDatabase(path, `PRAGMA journal_mode = WAL; ${STATE('old', 300)}`),
    content: 'old 300',
  },
  'a database with commits in its WAL': {
    make(path) {
      makeDatabase(`${path}.origin`, `PRAGMA journal_mode = WAL; ${STATE('old', 300)}`);
      copyWhileOpen(`${path}.origin`, path, db => {
        db.pragma('wal_autocheckpoint = 0');
        db.exec(
          `INSERT INTO t ${numbers(4000)} SELECT i + 300, hex(randomblob(200)) FROM n; DELETE FROM t WHERE a = 1`,
        );
      });
      rmSync(`${path}.origin`);
    },
    content: 'old 4299',
  },
  'a database with a hot journal': {
    make(path) {
      makeDatabase(`${path}.origin`, STATE('old', 2000));
      copyWhileOpen(`${path}.origin`, path, db => {
        // A small cache makes SQLite write pages before the commit, after their old content is safe in the journal.
        db.pragma('cache_size = 5');
        db.exec(`BEGIN; UPDATE t SET b = 'torn'; UPDATE state SET label = 'torn'; DELETE FROM t WHERE a % 2`);
      });
      rmSync(`${path}.origin`);
    },
    content: 'old 2000',
  },
};

/** What a program that opens the database at `path` now would find: label, rows; works on a copy. */
export function contentOf(path: string, copy: string): string {
  if (!existsSync(path)) return 'absent';
  for (const suffix of ['', '-wal', '-journal']) {
    rmSync(copy + suffix, {force: true});
    if (existsSync(path + suffix)) copyFileSync(path + suffix, copy + suffix);
  }
  return withDatabase(copy, db => {
    const integrity = db.pragma('integrity_check', {simple: true});
    if (integrity !== 'ok') return `damaged: ${String(integrity)}`;
    const [label, rows] = ['SELECT label FROM state', 'SELECT count(*) FROM t'].map(sql =>
      db.prepare(sql).pluck().get(),
    );
    return `${String(label)} ${String(rows)}`;
  });
}

export function makeNew(path: string): string {
  return makeDatabase(path, `PRAGMA journal_mode = WAL; ${STATE('new', 50)}`);
}

export async function sha256(path: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
}
