// The smallest real backup: one database file in a folder that stands for a bucket.
import {mkdirSync, utimesSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import Database from 'better-sqlite3';

/** The bytes of a database with one table of `rows` rows of about 100 bytes. */
export function databaseBytes(rows = 20): Buffer {
  const db = new Database(':memory:');
  db.exec('CREATE TABLE account (id INTEGER PRIMARY KEY, name TEXT NOT NULL)');
  const insert = db.prepare('INSERT INTO account (name) VALUES (?)');
  db.transaction(() => {
    for (let row = 0; row < rows; row++) insert.run(`account ${row} `.padEnd(100, '.'));
  })();
  const bytes = db.serialize();
  db.close();
  return bytes;
}

/** Writes `bytes` as the object `key` of the bucket that the folder `bucket` stands for. */
export function putObject(bucket: string, key: string, bytes: Uint8Array): void {
  const path = join(bucket, key);
  mkdirSync(dirname(path), {recursive: true});
  writeFileSync(path, bytes);
  const time = new Date('2026-11-23T01:09:51Z');
  utimesSync(path, time, time);
}
