// What the writers of drills that cannot fail have restored: databases that are whole, and not what anybody wanted.
import assert from 'node:assert/strict';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {zstdCompressSync} from 'node:zlib';
import Database from 'better-sqlite3';
import {HOUR, made, MINUTE, type Stored} from './drill.ts';
import type {Cleanup} from './run-action.ts';

const SHOP = `CREATE TABLE customer (id INTEGER PRIMARY KEY, name TEXT);
  CREATE TABLE invoice (id INTEGER PRIMARY KEY, customer_id INTEGER REFERENCES customer(id), created_at INTEGER);
  CREATE TABLE migration (version TEXT PRIMARY KEY);
  INSERT INTO customer (name) VALUES ('a'), ('b'), ('c');
  INSERT INTO invoice (customer_id, created_at) VALUES (1, unixepoch() - 60), (2, unixepoch() - 30);
  INSERT INTO migration VALUES ('20260101120000'), ('20260301120000');`;

/** `sql` makes another shop of it. */
export const shop = (sql = '') => made(`${SHOP}${sql}`);

function temporaryFolder(t: Cleanup): string {
  const folder = mkdtempSync(join(tmpdir(), 'drill-'));
  t.after(() => rmSync(folder, {recursive: true, force: true}));
  return folder;
}

/** A database whose index has an entry less than its table: `PRAGMA quick_check` finds nothing wrong with it. */
export function disagreeingIndex(t: Cleanup): Buffer {
  const path = join(temporaryFolder(t), 'a.db');
  const step = (...statements: readonly string[]) => {
    const db = new Database(path);
    db.unsafeMode(true);
    for (const statement of statements) db.exec(statement);
    db.close();
  };
  const index = `CREATE INDEX by_name ON customer (name)`;
  step(SHOP, index);
  const {rootpage} = readRow(path, "SELECT rootpage FROM sqlite_schema WHERE name = 'by_name'");
  step('PRAGMA writable_schema = ON', "DELETE FROM sqlite_schema WHERE name = 'by_name'");
  step("INSERT INTO customer (name) VALUES ('d')");
  step(
    'PRAGMA writable_schema = ON',
    `INSERT INTO sqlite_schema VALUES ('index', 'by_name', 'customer', ${Number(rootpage)}, '${index}')`,
  );
  return readFileSync(path);
}

function readRow(path: string, sql: string): Readonly<Record<string, unknown>> {
  const db = new Database(path, {readonly: true});
  try {
    return db.prepare<[], Record<string, unknown>>(sql).get() ?? {};
  } finally {
    db.close();
  }
}

/** What `cp` takes of a database in WAL mode: 4 KB, and all that was ever written is beside it. */
export function onlyHeader(t: Cleanup): Buffer {
  const path = join(temporaryFolder(t), 'a.db');
  const db = new Database(path);
  db.pragma('journal_mode = WAL');
  db.exec(SHOP);
  const bytes = readFileSync(path);
  db.close();
  assert.equal(bytes.length, 4096);
  return bytes;
}

/** As ZLayer stores a database that never reached a checkpoint: a main file of one page, and a WAL that holds every page. */
export function walThatStays(t: Cleanup): readonly Stored[] {
  const path = join(temporaryFolder(t), 'a.db');
  const db = new Database(path);
  db.pragma('journal_mode = WAL');
  const snapshot = readFileSync(path);
  db.exec(SHOP);
  const wal = readFileSync(`${path}-wal`);
  db.close();
  const frames = String((wal.length - 32) / (24 + 4096)).padStart(20, '0');
  const [date = '', time = ''] = new Date(Date.now() - HOUR).toISOString().split('T');
  const moment = `${date.replaceAll('-', '')}_${time.slice(0, 8).replaceAll(':', '')}`;
  return [
    {key: `snapshots/${moment}.sqlite.zst`, body: zstdCompressSync(snapshot), age: HOUR},
    {key: `wal/${frames}.wal.zst`, body: zstdCompressSync(wal), age: 10 * MINUTE},
  ];
}
