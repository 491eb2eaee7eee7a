// Page writes against SQLite's own checkpoint, over databases with random histories.
import assert from 'node:assert/strict';
import {copyFileSync, mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {suite, test} from 'node:test';
import Database from 'better-sqlite3';
import {overlay} from '../../src/engine/overlay.ts';
import {context, imageLayer, walLayer} from './layers.ts';

/** A small generator with a seed, so that a failure can be repeated. */
function random(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return below => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function writeHistory(db: Database.Database, next: (below: number) => number): void {
  db.exec(`create table t(id integer primary key, x blob); create table w(k text primary key, v) without rowid;
    create virtual table f using fts5(body); create index t_x on t(x);`);
  for (let step = 0; step < 25; step += 1) {
    const kind = next(10);
    db.transaction(() => {
      if (kind < 5) {
        for (let row = next(20); row >= 0; row -= 1) {
          db.prepare('insert into t(x) values(randomblob(?))').run(next(900));
          db.prepare('insert or replace into w values(?, ?)').run(`k${next(50)}`, next(1e6));
          db.prepare('insert into f values(?)').run(`word${next(40)} word${next(40)}`);
        }
      } else if (kind < 7) db.prepare('delete from t where id % ? = 0').run(2 + next(4));
      else if (kind === 7) db.prepare('update t set x = zeroblob(100) where id % ? = 0').run(3 + next(3));
      else if (kind === 8) db.exec(`create table if not exists extra${next(5)}(a, b)`);
    })();
    if (kind === 9) db.exec(next(2) === 0 ? 'vacuum' : 'pragma incremental_vacuum(5)');
  }
}

suite('Applying a WAL by page writes gives byte for byte what a checkpoint gives', () => {
  for (const pageSize of [512, 1024, 2048, 4096, 8192, 16384, 32768, 65536]) {
    for (const autoVacuum of [0, 1, 2]) {
      for (const seed of [1, 2, 3]) {
        test(`page size ${pageSize}, auto_vacuum ${autoVacuum}, seed ${seed}`, async t => {
          const dir = mkdtempSync(join(tmpdir(), 'checkpoint-'));
          t.after(() => rmSync(dir, {recursive: true, force: true}));
          const path = join(dir, 'app.db');
          const next = random(seed * 7919 + pageSize + autoVacuum);
          const db = new Database(path);
          try {
            db.exec(`pragma page_size=${pageSize}; pragma auto_vacuum=${autoVacuum}; pragma journal_mode=wal;
              pragma wal_autocheckpoint=0; create table first(x); insert into first values(zeroblob(5000));`);
            if (seed > 1) db.pragma('wal_checkpoint(TRUNCATE)');
            writeHistory(db, next);
            copyFileSync(path, join(dir, 'base.db'));
            copyFileSync(`${path}-wal`, join(dir, 'base.db-wal'));
            db.pragma('wal_checkpoint(TRUNCATE)');
          } finally {
            db.close();
          }
          const result = join(dir, 'result.db');
          const layers = [imageLayer(join(dir, 'base.db'), pageSize), walLayer(join(dir, 'base.db-wal'))];
          await overlay(layers, result, context());
          assert.ok(readFileSync(result).equals(readFileSync(path)));
        });
      }
    }
  }
});
