// Databases made to harm whoever looks at them.
import assert from 'node:assert/strict';
import {existsSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import {suite, test} from 'node:test';
import {SILENT} from '../../src/log.ts';
import {loadSqlite} from '../../src/sqlite/addon.ts';
import {openReadOnly} from '../../src/sqlite/check.ts';
import {openSqlite} from '../../src/sqlite/children.ts';
import {readUserTables} from '../../src/sqlite/user-tables.ts';
import {makeDatabase, temporaryFolder, withDatabase, withoutDefence} from './databases.ts';
import {ENTRY} from './processes.ts';

const check = (path: string) =>
  openSqlite(ENTRY, SILENT).check(path, {integrity: 'full', foreignKeys: true}, AbortSignal.timeout(60_000));

async function connect(path: string) {
  return openReadOnly(await loadSqlite(), path);
}

suite('A connection for checking', () => {
  test('cannot write, edit the schema, load code or trust what the schema says', async t => {
    const folder = temporaryFolder(t);
    const path = makeDatabase(
      join(folder, 'a.db'),
      "CREATE TABLE t(a); CREATE VIEW v AS SELECT fts3_tokenizer('simple')",
    );
    const db = await connect(path);
    t.after(() => db.close());
    assert.throws(() => db.exec('INSERT INTO t VALUES (1)'), /readonly database/);
    assert.equal(db.pragma('query_only', {simple: true}), 1);
    db.pragma('query_only = OFF');
    assert.throws(() => db.exec('INSERT INTO t VALUES (1)'), /readonly database/);
    assert.throws(() => db.prepare("SELECT load_extension('/tmp/x.so')").get(), /not authorized|no such function/);
    assert.equal(db.pragma('writable_schema = ON', {simple: true}), undefined);
    assert.equal(db.pragma('writable_schema', {simple: true}), 0);
    assert.equal(db.pragma('trusted_schema', {simple: true}), 0);
    assert.equal(db.pragma('cell_size_check', {simple: true}), 1);
  });

  test('finds no user tables among those in which the built-in modules keep their content', async t => {
    const path = makeDatabase(
      join(temporaryFolder(t), 'a.db'),
      `CREATE VIRTUAL TABLE "Full Text" USING fts5(a); CREATE VIRTUAL TABLE f4 USING "fts4"(a);
       CREATE VIRTUAL TABLE f3 USING [fts3](a); CREATE VIRTUAL TABLE r USING rtree(id, x0, x1);
       CREATE VIRTUAL TABLE ri USING RTREE_I32(id, x0, x1); CREATE VIRTUAL TABLE g USING geopoly(a);
       CREATE TABLE f4_other(a); CREATE TABLE plain_content(a);`,
    );
    const db = await connect(path);
    t.after(() => db.close());
    const tables = readUserTables(db);
    // SQLite's own opinion. It is not asked in a check, because it looks into every view.
    const listed = db.prepare<[], {name: string; type: string}>('PRAGMA table_list').all();
    const expected = (type: string) =>
      listed.filter(row => row.type === type && !row.name.startsWith('sqlite_')).map(row => row.name);
    assert.deepEqual(tables.ordinary, expected('table').toSorted());
    assert.deepEqual(tables.virtual.map(({table}) => table).toSorted(), expected('virtual').toSorted());
    assert.ok(expected('shadow').length > 15);
    assert.deepEqual(tables.virtual.map(({module}) => module).toSorted(), [
      'fts3',
      'fts4',
      'fts5',
      'geopoly',
      'rtree',
      'rtree_i32',
    ]);
  });
});

suite('A check of a hostile database', () => {
  test('is not held up by views upon views, which SQLite would expand 2^40 times', async t => {
    const views = Array.from({length: 40}, (_, i) => `CREATE VIEW v${i + 1} AS SELECT a.x FROM v${i} a, v${i} b;`);
    const path = makeDatabase(
      join(temporaryFolder(t), 'a.db'),
      `CREATE TABLE t(x); INSERT INTO t VALUES (1); CREATE VIEW v0 AS SELECT x FROM t; ${views.join(' ')}`,
    );
    const {integrity, tables} = await check(path);
    assert.deepEqual({integrity, tables}, {integrity: 'ok', tables: ['t']});
  });

  test('runs no view, trigger or function of the schema, and writes no file', async t => {
    const folder = temporaryFolder(t);
    const path = makeDatabase(
      join(folder, 'a.db'),
      `CREATE TABLE t(a); INSERT INTO t VALUES (1); CREATE VIEW w AS SELECT load_extension('./x.so') AS a FROM t;
       CREATE TRIGGER tr INSTEAD OF INSERT ON w BEGIN SELECT load_extension('./x.so'); END;`,
    );
    const {integrity, hollow} = await check(path);
    assert.deepEqual({integrity, hollow}, {integrity: 'ok', hollow: false});
    assert.deepEqual(readdirSync(folder), ['a.db']);
  });

  test('notes a virtual table whose module is an extension, and checks the rest', async t => {
    const path = makeDatabase(
      join(temporaryFolder(t), 'a.db'),
      'CREATE TABLE vec_chunks(a); INSERT INTO vec_chunks VALUES (1)',
    );
    withoutDefence(
      path,
      `INSERT INTO sqlite_schema VALUES ('table', 'vec', 'vec', 0, 'CREATE VIRTUAL TABLE vec USING vec0(a float[4])')`,
    );
    const {integrity, hollow, tables, unreadableTables} = await check(path);
    assert.deepEqual(
      {integrity, hollow, tables, unreadableTables},
      {
        integrity: 'ok',
        hollow: false,
        tables: ['vec', 'vec_chunks'],
        unreadableTables: [{table: 'vec', module: 'vec0'}],
      },
    );
  });

  test('shows names of any content, cut to a length', async t => {
    const name = `\u001b[31m"'\`];--\n::error::${'x'.repeat(5000)}`;
    const path = join(temporaryFolder(t), 'a.db');
    withDatabase(path, db => {
      const quoted = `"${name.replaceAll('"', '""')}"`;
      db.exec(`PRAGMA foreign_keys = OFF; CREATE TABLE ${quoted}(a REFERENCES ${quoted}(b), b UNIQUE);
               INSERT INTO ${quoted} VALUES (1, 2)`);
    });
    const {tables, foreignKeys, hollow} = await check(path);
    assert.equal(hollow, false);
    assert.equal(tables[0]?.length, 200);
    assert.equal(tables[0]?.slice(0, 20), name.slice(0, 20));
    assert.ok(foreignKeys !== 'skipped' && foreignKeys.total === 1);
  });

  test('lists at most 1,000 of its tables, and counts all', async t => {
    const path = join(temporaryFolder(t), 'a.db');
    withDatabase(path, db => {
      db.exec('BEGIN');
      for (let i = 0; i < 3000; i += 1) db.exec(`CREATE TABLE "${'n'.repeat(300)}${i}"(a)`);
      db.exec('COMMIT');
    });
    const {tables, tableCount, hollow} = await check(path);
    assert.deepEqual([tables.length, tableCount, hollow], [1000, 3000, true]);
    assert.ok(existsSync(path));
  });
});
