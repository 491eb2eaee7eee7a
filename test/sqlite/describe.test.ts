// What children say of a database's content.
import assert from 'node:assert/strict';
import {readFileSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import {suite, test, type TestContext} from 'node:test';
import {isRestoreError} from '../../src/errors.ts';
import {SILENT} from '../../src/log.ts';
import {openSqlite} from '../../src/sqlite/children.ts';
import {makeDatabase, numbers, rewriteSchema, temporaryFolder, withDatabase, withoutDefence} from './databases.ts';
import {ENTRY, isRunning, until} from './processes.ts';
import {modelHash} from './table-hash-model.ts';
import {entryThatTells} from './told-entry.ts';

const NEVER = new AbortController().signal;
const describe = (path: string, hashes = true) => openSqlite(ENTRY, SILENT).describe(path, {hashes}, NEVER);

function database(t: TestContext, sql: string): string {
  return makeDatabase(join(temporaryFolder(t), 'a.db'), sql);
}

suite('A description', () => {
  test('counts rows and free pages, and has the numbers of the header and a hash for each table', async t => {
    const path = database(
      t,
      `PRAGMA journal_mode = WAL; PRAGMA user_version = -7; PRAGMA application_id = 252006673;
       CREATE TABLE orders(id INTEGER PRIMARY KEY, b); INSERT INTO orders ${numbers(500)} SELECT i, hex(zeroblob(200)) FROM n;
       CREATE TABLE gone(a); INSERT INTO gone SELECT b FROM orders; DROP TABLE gone;
       CREATE TABLE empty(a); CREATE TABLE k(a PRIMARY KEY) WITHOUT ROWID; INSERT INTO k VALUES (1), (2);
       CREATE VIRTUAL TABLE f USING fts5(x); INSERT INTO f VALUES ('one'), ('two'), ('three');
       CREATE TABLE _litestream_lock(id INTEGER); CREATE VIEW v AS SELECT 1; ANALYZE`,
    );
    const before = readFileSync(path);
    const {schemaFingerprint, sqliteVersion, freelistPages, ...facts} = await describe(path);
    assert.deepEqual(facts, {
      userVersion: -7,
      applicationId: 252006673,
      tableCount: 4,
      tables: [
        {name: 'empty', rows: 0, hash: modelHash(path, 'empty', ['a'], 'rowid')},
        {name: 'f', rows: 3, hash: null},
        {name: 'k', rows: 2, hash: modelHash(path, 'k', ['a'], 'a')},
        {name: 'orders', rows: 500, hash: modelHash(path, 'orders', ['id', 'b'], 'id')},
      ],
    });
    assert.match(schemaFingerprint, /^[0-9a-f]{64}$/);
    assert.match(sqliteVersion, /^3\.\d+\.\d+$/);
    assert.equal(
      freelistPages,
      withDatabase(path, db => db.pragma('freelist_count', {simple: true})),
    );
    assert.ok(freelistPages > 10);
    assert.deepEqual(readdirSync(join(path, '..')), ['a.db']);
    assert.ok(readFileSync(path).equals(before));
  });

  test('has no hashes unless they are asked for, and the same counts', async t => {
    const path = database(t, 'CREATE TABLE t(a); INSERT INTO t VALUES (1), (2); CREATE TABLE u(a)');
    const {tables} = await describe(path, false);
    assert.deepEqual(tables, [
      {name: 't', rows: 2, hash: null},
      {name: 'u', rows: 0, hash: null},
    ]);
    assert.deepEqual(
      (await describe(path)).tables.map(({rows}) => rows),
      [2, 0],
    );
  });

  test('is the same before and after VACUUM but for free pages', async t => {
    const path = database(
      t,
      `CREATE TABLE t(a, b); INSERT INTO t ${numbers(2000)} SELECT i, hex(zeroblob(50)) FROM n; DELETE FROM t WHERE a % 2;
       CREATE TABLE u(a INTEGER PRIMARY KEY, b UNIQUE); INSERT INTO u SELECT a, b || a FROM t; DELETE FROM u WHERE a > 50`,
    );
    const {freelistPages: free, ...before} = await describe(path);
    withDatabase(path, db => db.exec('VACUUM'));
    const {freelistPages, ...after} = await describe(path);
    assert.ok(free > 0 && freelistPages === 0);
    assert.deepEqual(after, before);
  });

  test('ends when it is cancelled, and its process with it', async t => {
    const path = database(t, `CREATE TABLE t(a); INSERT INTO t ${numbers(30_000)} SELECT hex(zeroblob(1000)) FROM n`);
    const child = entryThatTells(temporaryFolder(t));
    const cancel = new AbortController();
    const described = openSqlite(child.url, SILENT).describe(path, {hashes: true}, cancel.signal);
    described.catch(() => {});
    await until(() => child.pid() > 0, 30, 'the child starts');
    cancel.abort();
    await assert.rejects(described, error => isRestoreError(error, 'cancelled'));
    assert.equal(isRunning(child.pid()), false);
    assert.deepEqual(readdirSync(join(path, '..')), ['a.db']);
  });

  test('of what is no database is an error of a kind that says so', async t => {
    const path = join(temporaryFolder(t), 'a.db');
    withDatabase(path, db => db.exec('CREATE TABLE t(a)'));
    withoutDefence(path, "UPDATE sqlite_schema SET sql = 'CREATE TABLE t('");
    await assert.rejects(describe(path), error => isRestoreError(error, 'check-failed'));
  });
});

suite('A description of a hostile database', () => {
  test('runs no view, no trigger and no expression of the schema', async t => {
    const path = database(
      t,
      `CREATE TABLE t(a, g AS (a + 1), s AS (a + 2) STORED, CHECK (a > 0)); CREATE INDEX e ON t(a * 2); INSERT INTO t(a) VALUES (1), (2);
       CREATE VIEW v AS SELECT load_extension('./x.so'); CREATE TRIGGER tr AFTER INSERT ON t BEGIN SELECT no_such(); END;
       CREATE TABLE p(a); CREATE INDEX part ON p(a) WHERE a > 5; INSERT INTO p VALUES (1), (9);`,
    );
    rewriteSchema(path, 'e', 'CREATE INDEX e ON t(no_such_function(a))');
    rewriteSchema(
      path,
      't',
      `CREATE TABLE t(a, g AS (hex(zeroblob(100000000))), s AS (hex(zeroblob(100000000))) STORED, CHECK (no_such(a)))`,
    );
    const {tables} = await describe(path);
    assert.deepEqual(
      tables.map(({name, rows}) => [name, rows]),
      [
        ['p', 2],
        ['t', 2],
      ],
    );
    assert.equal(
      tables[1]?.hash,
      modelHash(database(t, 'CREATE TABLE t(a); INSERT INTO t VALUES (1), (2)'), 't', ['a'], 'rowid'),
    );
    assert.deepEqual(readdirSync(join(path, '..')), ['a.db']);
  });

  test('counts the rows of a table, not of an index that has fewer', async t => {
    const path = database(t, 'CREATE TABLE t(a, b); CREATE INDEX i ON t(a); INSERT INTO t VALUES (1, 2)');
    rewriteSchema(path, 'i', 'CREATE INDEX i ON t(a) WHERE 0');
    withDatabase(path, db => db.exec('INSERT INTO t VALUES (3, 4), (5, 6)'));
    rewriteSchema(path, 'i', 'CREATE INDEX i ON t(a)');
    assert.equal(
      withDatabase(path, db => db.prepare('SELECT count(*) FROM t').pluck().get()),
      1,
    );
    for (const hashes of [true, false]) assert.equal((await describe(path, hashes)).tables[0]?.rows, 3);
  });

  test('is not held up by views upon views, which SQLite would expand 2^40 times', async t => {
    const views = Array.from({length: 40}, (_, i) => `CREATE VIEW v${i + 1} AS SELECT a.x FROM v${i} a, v${i} b;`);
    const path = database(
      t,
      `CREATE TABLE t(x); INSERT INTO t VALUES (1); CREATE VIEW v0 AS SELECT x FROM t; ${views.join(' ')}`,
    );
    const {tables} = await describe(path);
    assert.deepEqual(
      tables.map(({name, rows}) => [name, rows]),
      [['t', 1]],
    );
  });

  test('has no rows and no hash for a table that cannot be read, and both for the others', async t => {
    const path = database(t, 'CREATE TABLE good(a); INSERT INTO good VALUES (1)');
    withoutDefence(
      path,
      `INSERT INTO sqlite_schema VALUES ('table', 'vec', 'vec', 0, 'CREATE VIRTUAL TABLE vec USING vec0(a float[4])')`,
    );
    const {tables, tableCount} = await describe(path);
    assert.equal(tableCount, 2);
    assert.deepEqual(
      tables.map(({name, rows, hash}) => [name, rows, hash === null]),
      [
        ['good', 1, false],
        ['vec', null, true],
      ],
    );
  });

  test('names its tables whatever they are called, cut to a length', async t => {
    const name = `\u001B[31m"'\`];--\n::error::<b>|*_${'x'.repeat(5000)}`;
    const quoted = `"${name.replaceAll('"', '""')}"`;
    const {tables} = await describe(database(t, `CREATE TABLE ${quoted}(a); INSERT INTO ${quoted} VALUES (1)`));
    assert.deepEqual(
      tables.map(table => [table.name, table.rows]),
      [[`${name.slice(0, 199)}…`, 1]],
    );
    assert.match(tables[0]?.hash ?? '', /^[0-9a-f]{64}$/);
  });

  test('lists at most 1,000 of its tables, and counts all; every table counts for the fingerprint', async t => {
    const path = join(temporaryFolder(t), 'a.db');
    withDatabase(path, db => {
      db.exec('BEGIN');
      for (let i = 0; i < 1500; i += 1) db.exec(`CREATE TABLE "${'n'.repeat(300)}${i}"(a)`);
      db.exec('COMMIT');
    });
    const before = await describe(path);
    assert.deepEqual([before.tables.length, before.tableCount], [1000, 1500]);
    withDatabase(path, db => db.exec('CREATE TABLE zzz(a)'));
    assert.notEqual((await describe(path, false)).schemaFingerprint, before.schemaFingerprint);
  });
});
