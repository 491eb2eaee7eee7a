import assert from 'node:assert/strict';
import {
  copyFileSync,
  openSync,
  readdirSync,
  statSync,
  writeFileSync,
  writeSync,
  closeSync,
  truncateSync,
} from 'node:fs';
import {join} from 'node:path';
import {suite, test} from 'node:test';
import {isRestoreError} from '../../src/errors.ts';
import {SILENT} from '../../src/log.ts';
import {openSqlite} from '../../src/sqlite/children.ts';
import type {CheckOptions} from '../../src/sqlite/sqlite.ts';
import {
  makeDatabase,
  numbers,
  rewriteSchema,
  sha256,
  temporaryFolder,
  withDatabase,
  withoutDefence,
} from './databases.ts';
import {ENTRY} from './processes.ts';

const FULL: CheckOptions = {integrity: 'full', foreignKeys: true};
const check = (path: string, options = FULL) =>
  openSqlite(ENTRY, SILENT).check(path, options, new AbortController().signal);

suite('A check', () => {
  for (const mode of ['DELETE', 'WAL']) {
    test(`of a sound database in ${mode} mode finds nothing, changes nothing and leaves nothing`, async t => {
      const folder = temporaryFolder(t);
      const path = makeDatabase(
        join(folder, 'a.db'),
        `PRAGMA journal_mode = ${mode}; CREATE TABLE t(a INTEGER PRIMARY KEY, b UNIQUE);
         INSERT INTO t ${numbers(5000)} SELECT i, hex(randomblob(50)) FROM n; CREATE TABLE empty(a);`,
      );
      const before = [await sha256(path), statSync(path).mtimeMs];
      const {sqliteVersion, durationMs, ...report} = await check(path);
      assert.match(sqliteVersion, /^3\./);
      assert.ok(durationMs >= 0);
      assert.deepEqual(report, {
        integrity: 'ok',
        integrityMessages: {total: 0, first: []},
        foreignKeys: {total: 0, first: []},
        tables: ['empty', 't'],
        tableCount: 2,
        unreadableTables: [],
        hollow: false,
      });
      assert.deepEqual([await sha256(path), statSync(path).mtimeMs], before);
      assert.deepEqual(readdirSync(folder), ['a.db']);
    });
  }

  test('in full sees that an index does not match its table; a quick one does not', async t => {
    const path = makeDatabase(
      join(temporaryFolder(t), 'a.db'),
      `CREATE TABLE t(a); CREATE INDEX ta ON t(a); INSERT INTO t ${numbers(100)} SELECT i FROM n;`,
    );
    // Without its entry in the schema the index is not kept up when a row changes.
    const entry = withDatabase(path, db => db.prepare("SELECT * FROM sqlite_schema WHERE name = 'ta'").raw().get());
    withoutDefence(path, "DELETE FROM sqlite_schema WHERE name = 'ta'; PRAGMA schema_version = 100");
    withDatabase(path, db => db.exec('UPDATE t SET a = -a WHERE a = 50'));
    withDatabase(path, db => {
      db.unsafeMode();
      db.pragma('writable_schema = ON');
      db.prepare('INSERT INTO sqlite_schema VALUES (?, ?, ?, ?, ?)').run(entry);
    });

    const full = await check(path);
    assert.equal(full.integrity, 'failed');
    assert.ok(
      full.integrityMessages.first.includes('row 50 missing from index ta'),
      full.integrityMessages.first.join(),
    );
    assert.equal((await check(path, {integrity: 'quick', foreignKeys: false})).integrity, 'ok');
  });

  test('counts 10,000 complaints and keeps 100', async t => {
    const path = makeDatabase(
      join(temporaryFolder(t), 'a.db'),
      `CREATE TABLE t(a); INSERT INTO t ${numbers(10_000)} SELECT NULL FROM n;`,
    );
    rewriteSchema(path, 't', 'CREATE TABLE t(a NOT NULL)');
    const {integrity, integrityMessages, foreignKeys} = await check(path);
    assert.deepEqual([integrity, foreignKeys], ['failed', 'skipped']);
    assert.equal(integrityMessages.total, 10_000);
    assert.equal(integrityMessages.first.length, 100);
    assert.equal(integrityMessages.first[0], 'NULL value in t.a');
  });

  test('counts each broken page, which SQLite reports in one text', async t => {
    const path = makeDatabase(
      join(temporaryFolder(t), 'a.db'),
      `PRAGMA page_size = 512; CREATE TABLE t(a); INSERT INTO t ${numbers(2000)} SELECT randomblob(200) FROM n;`,
    );
    const file = openSync(path, 'r+');
    for (let page = 100; page < 400; page += 1) writeSync(file, Buffer.alloc(512, 0xff), 0, 512, page * 512);
    closeSync(file);
    const {integrity, integrityMessages} = await check(path);
    assert.equal(integrity, 'failed');
    assert.ok(integrityMessages.total > 200, String(integrityMessages.total));
    assert.equal(integrityMessages.first.length, 100);
    for (const message of integrityMessages.first) assert.doesNotMatch(message, /\n|^\*\*\*/);
  });

  test('fails, and does not break, when the damage keeps the schema from being read', async t => {
    const path = makeDatabase(join(temporaryFolder(t), 'a.db'), 'CREATE TABLE t(a); INSERT INTO t VALUES (1)');
    rewriteSchema(path, 't', 'CREATE TABEL t(a)');
    for (const integrity of ['full', 'quick', 'off'] as const) {
      const report = await check(path, {integrity, foreignKeys: true});
      assert.equal(report.integrity, 'failed');
      assert.match(report.integrityMessages.first.join(), /malformed database schema/);
      assert.equal(report.foreignKeys, 'skipped');
    }
  });

  test('fails a database that is shorter than its header says', async t => {
    const path = makeDatabase(
      join(temporaryFolder(t), 'a.db'),
      `CREATE TABLE t(a); INSERT INTO t ${numbers(500)} SELECT randomblob(500) FROM n`,
    );
    truncateSync(path, 20 * 4096);
    assert.equal((await check(path)).integrity, 'failed');
  });

  test('counts orphans, keeps 20, and leaves the integrity alone', async t => {
    const path = makeDatabase(
      join(temporaryFolder(t), 'a.db'),
      `PRAGMA foreign_keys = OFF; CREATE TABLE parent(id INTEGER PRIMARY KEY);
       CREATE TABLE child(p REFERENCES parent(id)); INSERT INTO child ${numbers(50)} SELECT i FROM n;
       CREATE TABLE "ro'ot""less"(k PRIMARY KEY, p REFERENCES gone(id)) WITHOUT ROWID;
       INSERT INTO "ro'ot""less" VALUES (1, 2), (3, NULL);`,
    );
    const {integrity, foreignKeys} = await check(path);
    assert.equal(integrity, 'ok');
    assert.ok(foreignKeys !== 'skipped');
    assert.equal(foreignKeys.total, 51);
    assert.equal(foreignKeys.first.length, 20);
    assert.deepEqual(foreignKeys.first[0], {table: 'child', rowid: 1, parent: 'parent'});
    assert.equal((await check(path, {integrity: 'quick', foreignKeys: false})).foreignKeys, 'skipped');
  });

  test('counts a key that cannot be checked as violated, and goes on with the others', async t => {
    const path = makeDatabase(
      join(temporaryFolder(t), 'a.db'),
      `PRAGMA foreign_keys = OFF; CREATE TABLE parent(id INTEGER PRIMARY KEY, word);
       CREATE TABLE "a ""child"(word REFERENCES parent(word)); INSERT INTO "a ""child" VALUES ('x');
       CREATE TABLE other(p REFERENCES parent(id)); INSERT INTO other VALUES (7);`,
    );
    const {foreignKeys} = await check(path);
    assert.deepEqual(foreignKeys, {
      total: 2,
      first: [
        {table: 'a "child', rowid: null, parent: 'parent'},
        {table: 'other', rowid: 1, parent: 'parent'},
      ],
    });
  });

  for (const [what, sql, hollow] of [
    ['no tables', 'PRAGMA user_version = 1', true],
    ['tables without rows', 'CREATE TABLE a(x); CREATE TABLE b(x)', true],
    [
      'rows only in the tables of SQLite and Litestream',
      `CREATE TABLE _litestream_seq(id INTEGER PRIMARY KEY, seq); INSERT INTO _litestream_seq VALUES (1, 7);
       CREATE TABLE a(id INTEGER PRIMARY KEY AUTOINCREMENT); INSERT INTO a VALUES (1); DELETE FROM a; ANALYZE;`,
      true,
    ],
    ['an empty full-text index, whose own tables have rows', 'CREATE VIRTUAL TABLE f USING fts5(a)', true],
    ['a full-text index with one text', "CREATE VIRTUAL TABLE f USING fts5(a); INSERT INTO f VALUES ('x')", false],
    ['one row in the last table', 'CREATE TABLE a(x); CREATE TABLE b(x); INSERT INTO b VALUES (NULL)', false],
  ] as const) {
    test(`says that a database with ${what} is ${hollow ? '' : 'not '}hollow`, async t => {
      assert.equal((await check(makeDatabase(join(temporaryFolder(t), 'a.db'), sql))).hollow, hollow);
    });
  }

  test('of an empty file says that it is hollow', async t => {
    const path = join(temporaryFolder(t), 'a.db');
    writeFileSync(path, '');
    const {hollow, tableCount} = await check(path);
    assert.deepEqual({hollow, tableCount}, {hollow: true, tableCount: 0});
  });

  for (const [what, bytes, code] of [
    ['a web page', '<!doctype html><title>Error</title>'.repeat(40), 'not-sqlite'],
    ['a text of whole pages', 'INSERT INTO t VALUES (1);'.repeat(400).slice(0, 8192), 'not-sqlite'],
    ['noise of whole pages, as SQLCipher writes it', noise(8192), 'encrypted'],
    ['noise of any length', noise(8191), 'not-sqlite'],
  ] as const) {
    test(`calls ${what} ${code}`, async t => {
      const path = join(temporaryFolder(t), 'a.db');
      writeFileSync(path, bytes);
      await assert.rejects(check(path), error => isRestoreError(error, code));
    });
  }

  test('calls a database encrypted whose header alone is plain', async t => {
    const path = makeDatabase(join(temporaryFolder(t), 'a.db'), 'CREATE TABLE t(a); INSERT INTO t VALUES (1)');
    const file = openSync(path, 'r+');
    writeSync(file, Buffer.from([80]), 0, 1, 20);
    const pages = noise(8192 - 32);
    writeSync(file, pages, 0, pages.length, 32);
    closeSync(file);
    await assert.rejects(check(path), error => isRestoreError(error, 'encrypted'));
  });

  test('refuses to look at a database with a side file, which would be another one', async t => {
    const path = makeDatabase(join(temporaryFolder(t), 'a.db'), 'CREATE TABLE t(a); INSERT INTO t VALUES (1)');
    copyFileSync(path, `${path}-wal`);
    await assert.rejects(
      check(path),
      error => isRestoreError(error, 'check-failed') && /side file/.test(error.message),
    );
  });

  test('refuses a path that the addon would trim', async t => {
    const path = join(temporaryFolder(t), 'a.db ');
    await assert.rejects(check(path), error => isRestoreError(error, 'input'));
  });
});

/** The same bytes each time, with the spread of random ones (xorshift32). */
function noise(length: number): Buffer {
  let x = 0x9e3779b9;
  return Buffer.from(
    Array.from({length}, () => {
      x ^= x << 13;
      x ^= x >>> 17;
      x ^= x << 5;
      return x & 0xff;
    }),
  );
}
