// The backup that the examples verify: accounts and orders, replicated as Litestream 0.5 does, on a loopback S3 server.
import {DatabaseSync} from 'node:sqlite';
import {readFileSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import {encodeLtx} from '../codecs/ltx-encoder.ts';
import type {TestObject} from '../servers/s3.ts';

const PAGE_SIZE = 4096;

/** @param accounts the first orders belong to accounts that are there, `orphans` more do not */
function databaseBytes(folder: string, accounts: number, orphans: number, now: number): Buffer {
  const path = join(folder, `example-${accounts}-${orphans}.sqlite`);
  rmSync(path, {force: true});
  const db = new DatabaseSync(path);
  db.exec(`PRAGMA page_size = ${PAGE_SIZE};
    CREATE TABLE accounts (id INTEGER PRIMARY KEY, email TEXT NOT NULL);
    CREATE TABLE orders (id INTEGER PRIMARY KEY, account_id INTEGER NOT NULL, created_at TEXT NOT NULL);`);
  const account = db.prepare('INSERT INTO accounts (email) VALUES (?)');
  for (let id = 1; id <= accounts; id++) account.run(`account-${id}@example.com`);
  const order = db.prepare('INSERT INTO orders (account_id, created_at) VALUES (?, ?)');
  for (let id = 1; id <= accounts + orphans; id++) order.run(id, new Date(now - 60_000).toISOString());
  db.close();
  return readFileSync(path);
}

/** One state of the database. */
export type State = {
  readonly accounts: number;
  /** Orders without an account. */
  readonly orphans?: number;
  /** Milliseconds since 1970. */
  readonly time: number;
};

/** Each state is a transaction of its own that writes every page, in level 0, and the first one is a snapshot, too. */
export function exampleBackup(folder: string, states: readonly State[], prefix = 'app/'): readonly TestObject[] {
  return states.flatMap(({accounts, orphans = 0, time}, index) => {
    const image = databaseBytes(folder, accounts, orphans, time);
    const commit = image.length / PAGE_SIZE;
    const pages = Array.from(
      {length: commit},
      (_, page) => [page + 1, image.subarray(page * PAGE_SIZE, (page + 1) * PAGE_SIZE)] as const,
    );
    const txid = index + 1;
    const name = txid.toString(16).padStart(16, '0');
    const wal = {offset: 32, size: (24 + PAGE_SIZE) * commit, salt1: 7 + index, salt2: 9};
    const body = encodeLtx({pageSize: PAGE_SIZE, commit, min: txid, max: txid, time, pages, wal});
    const levels = index === 0 ? ['0000', '0009'] : ['0000'];
    return levels.map(level => ({key: `${prefix}${level}/${name}-${name}.ltx`, body, lastModified: time}));
  });
}
