// The hash of a table: that it is what docs/hashes.md says, and that it tells apart what differs and nothing else.
import assert from 'node:assert/strict';
import {execFileSync, spawnSync} from 'node:child_process';
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {suite, test, type TestContext} from 'node:test';
import type {Database} from 'better-sqlite3';
import {loadSqlite} from '../../src/sqlite/addon.ts';
import {openForReading} from '../../src/sqlite/read-connection.ts';
import {hashOfTable} from '../../src/sqlite/table-hash.ts';
import {makeDatabase, numbers, temporaryFolder, withDatabase} from './databases.ts';
import {modelHash} from './table-hash-model.ts';

const Sqlite = await loadSqlite();

function hash(path: string, table = 't'): string {
  const db = openForReading(Sqlite, path);
  try {
    return hashOfTable(db, table).hash;
  } finally {
    db.close();
  }
}

/** The hash of the table `t` that `sql` makes. */
function hashOf(t: TestContext, sql: string): string {
  return hash(makeDatabase(join(temporaryFolder(t), 'a.db'), sql));
}

/** Every kind of value; x'C3' as a text is not UTF-8. */
const VALUES = `(1), (1.0), ('1'), (x'31'), (NULL), (''), (x''), (-1), (9223372036854775807), (-9223372036854775808),
  (9007199254740993), (0.1), (-0.0), (9e999), (-9e999), (2.2250738585072014e-308), ('ä€😀'), ('a' || char(0) || 'b'),
  ('${'long '.repeat(20_000)}'), (zeroblob(70000)), (zeroblob(300000)), (char(65533))`;

type Case = {
  readonly sql: string;
  readonly columns: readonly string[];
  readonly order: string;
  readonly table?: string;
};

const CASES: Readonly<Record<string, Case>> = {
  'every kind of value': {
    sql: `CREATE TABLE t(a, b); INSERT INTO t SELECT column1, typeof(column1) FROM (VALUES ${VALUES.replace(', (char(65533))', '')})`,
    columns: ['a', 'b'],
    order: 'rowid',
  },
  'a replacement character, and text that is not UTF-8': {
    sql: `CREATE TABLE t(a, b); INSERT INTO t VALUES (char(65533), 1), (CAST(x'C3' AS TEXT), 2.5), (CAST(x'EDA080' AS TEXT), x'C3');
          INSERT INTO t SELECT column1, 0 FROM (VALUES ${VALUES})`,
    columns: ['a', 'b'],
    order: 'rowid',
  },
  'UTF-16': {
    sql: `PRAGMA encoding = 'UTF-16le'; CREATE TABLE t(a); INSERT INTO t VALUES ${VALUES}`,
    columns: ['a'],
    order: 'rowid',
  },
  'UTF-16, the other way round': {
    sql: `PRAGMA encoding = 'UTF-16be'; CREATE TABLE t(a); INSERT INTO t VALUES ${VALUES}`,
    columns: ['a'],
    order: 'rowid',
  },
  'values of 10 MB between small ones': {
    sql: `CREATE TABLE t(a, b, c);
          INSERT INTO t VALUES (1, hex(zeroblob(5000000)) || 'é', x'00'), ('x', zeroblob(4194304), NULL),
            (randomblob(4194305), 0.5, hex(randomblob(2097152))), (NULL, '', CAST(randomblob(9000000) AS TEXT))`,
    columns: ['a', 'b', 'c'],
    order: 'rowid',
  },
  'more rows than are taken at once': {
    sql: `CREATE TABLE t(a INTEGER PRIMARY KEY, b); INSERT INTO t ${numbers(2500)} SELECT i * 7, i || 'x' FROM n;
          CREATE INDEX tb ON t(b DESC)`,
    columns: ['a', 'b'],
    order: 'a',
  },
  'as many rows as are taken at once': {
    sql: `CREATE TABLE t(a INTEGER PRIMARY KEY); INSERT INTO t ${numbers(1000)} SELECT i FROM n`,
    columns: ['a'],
    order: 'a',
  },
  'the first and the last rowid': {
    sql: 'CREATE TABLE t(a INTEGER PRIMARY KEY); INSERT INTO t VALUES (-9223372036854775808), (9223372036854775807), (0)',
    columns: ['a'],
    order: 'a',
  },
  'no rows': {sql: 'CREATE TABLE t(a, b, c)', columns: ['a', 'b', 'c'], order: 'rowid'},
  'WITHOUT ROWID, with directions and collations': {
    sql: `CREATE TABLE t(v, k TEXT COLLATE NOCASE, n REAL, PRIMARY KEY (k DESC, n)) WITHOUT ROWID;
          INSERT INTO t VALUES (1, 'b', 1), (2, 'B', 2), (3, 'a', 5), (4, 'C', -1), (5, 'ä', 0)`,
    columns: ['v', 'k', 'n'],
    order: 'k COLLATE NOCASE DESC, n',
  },
  'WITHOUT ROWID and large': {
    sql: `CREATE TABLE t(k INTEGER PRIMARY KEY, v) WITHOUT ROWID; INSERT INTO t ${numbers(3)} SELECT -i, zeroblob(9000000 + i) FROM n`,
    columns: ['k', 'v'],
    order: 'k',
  },
  'columns that take the names of the rowid': {
    sql: `CREATE TABLE t(rowid, oid); INSERT INTO t VALUES (3, 'x'), (1, 'y'), (2, 'z'); CREATE INDEX tr ON t(rowid, oid)`,
    columns: ['rowid', 'oid'],
    order: '_rowid_',
  },
  'columns that take all its names': {
    sql: `CREATE TABLE t(rowid, oid, _ROWID_, a INTEGER PRIMARY KEY);
          INSERT INTO t VALUES (3, 'x', 1, 9), (1, 'y', 2, 8), (2, 'z', 3, 7); CREATE INDEX tr ON t(rowid, oid, _rowid_)`,
    columns: ['rowid', 'oid', '_ROWID_', 'a'],
    order: 'a',
  },
  'an index that has every column and fewer pages': {
    sql: `CREATE TABLE t(rowid TEXT, oid TEXT, _rowid_ TEXT, g TEXT AS (hex(zeroblob(300))) STORED, h TEXT AS (g || g) STORED);
          INSERT INTO t(rowid, oid, _rowid_) VALUES ('z', '1', 'a'), ('y', '2', 'b'), ('x', '3', 'c'); CREATE INDEX i ON t(rowid, oid, _rowid_)`,
    columns: ['rowid', 'oid', '_rowid_'],
    order: 'oid',
  },
  'generated columns, which are left out': {
    sql: `CREATE TABLE t(a, b AS (a * 2), c AS (a || 'x') STORED, d REAL); INSERT INTO t(a, d) VALUES (1, 2), (3, 4)`,
    columns: ['a', 'd'],
    order: 'rowid',
  },
  'a column that was added later': {
    sql: `CREATE TABLE t(a); INSERT INTO t VALUES (1), (2); ALTER TABLE t ADD COLUMN b TEXT DEFAULT '${'d'.repeat(3000)}';
          INSERT INTO t VALUES (3, NULL)`,
    columns: ['a', 'b'],
    order: 'rowid',
  },
  'names that the program uses itself': {
    sql: `CREATE TABLE c(i, r, p, c); INSERT INTO c VALUES (1, zeroblob(9000000), 2, 3), (4, 5, hex(zeroblob(3000000)), 6)`,
    table: 'c',
    columns: ['i', 'r', 'p', 'c'],
    order: 'rowid',
  },
  'names with quotes': {
    sql: 'CREATE TABLE "x\'[`]-- """(",;""" INTEGER, "é" BLOB); INSERT INTO "x\'[`]-- """ VALUES (1, 2)',
    table: 'x\'[`]-- "',
    columns: [',;""', 'é'],
    order: 'rowid',
  },
};

suite('The hash of a table', () => {
  for (const [what, {sql, columns, order, table = 't'}] of Object.entries(CASES)) {
    test(`is what another program computes: ${what}`, t => {
      const path = makeDatabase(join(temporaryFolder(t), 'a.db'), sql);
      assert.equal(hash(path, table), modelHash(path, table.replaceAll('"', '""'), columns, order));
    });
  }

  test('is what the program in docs/hashes.md computes', t => {
    if (spawnSync('python3', ['-c', 'import sqlite3; assert sqlite3.sqlite_version_info >= (3, 32)']).status !== 0) {
      t.skip('there is no python3 with SQLite');
      return;
    }
    const folder = temporaryFolder(t);
    const page = readFileSync(new URL('../../docs/hashes.md', import.meta.url), 'utf8');
    const program = /^```python\n(.*?)^```$/ms.exec(page)?.[1];
    assert.ok(program !== undefined);
    writeFileSync(join(folder, 'hash.py'), program);
    const path = makeDatabase(
      join(folder, 'a.db'),
      `CREATE TABLE t(a, b REAL); INSERT INTO t SELECT column1, 5 FROM (VALUES ${VALUES})`,
    );
    assert.equal(execFileSync('python3', [join(folder, 'hash.py'), path, 't'], {encoding: 'utf8'}).trim(), hash(path));
  });

  test('has not changed since it was first written down', t => {
    assert.equal(
      hashOf(t, "CREATE TABLE t(a, b); INSERT INTO t VALUES (1, 'one'), (2.5, NULL), (x'00', '')"),
      '278969db6bac217de72c01903eda9ab20e67350310789d789434bd963919930e',
    );
  });

  test('is the same after VACUUM, whatever it does to rowids and pages', t => {
    const path = makeDatabase(
      join(temporaryFolder(t), 'a.db'),
      `CREATE TABLE t(a, b); INSERT INTO t ${numbers(3000)} SELECT i, hex(zeroblob(i % 90)) FROM n; DELETE FROM t WHERE a % 3;
       CREATE TABLE k(a TEXT PRIMARY KEY, b) WITHOUT ROWID; INSERT INTO k SELECT 'k' || a, b FROM t; DELETE FROM k WHERE a > 'k2';`,
    );
    const before = [hash(path), hash(path, 'k')];
    const size = readFileSync(path).length;
    withDatabase(path, db => db.exec('PRAGMA page_size = 512; VACUUM'));
    assert.notEqual(readFileSync(path).length, size);
    assert.deepEqual([hash(path), hash(path, 'k')], before);
  });

  test('differs between any two of these', t => {
    const all = [
      '(1)',
      '(1.0)',
      "('1')",
      "(x'31')",
      '(NULL)',
      "('')",
      "(x'')",
      '(0)',
      '(0.0)',
      '(-1)',
      '(1), (1)',
      "('1'), ('')",
      "('1' || char(0))",
      '(1), (2)',
      '(2), (1)',
      "('ab'), ('c')",
      "('a'), ('bc')",
      '(NULL), (NULL)',
    ].map(values => `CREATE TABLE t(a); INSERT INTO t VALUES ${values}`);
    const hashes = [
      ...all,
      'CREATE TABLE t(a)',
      'CREATE TABLE t(a, b)',
      'CREATE TABLE t(a, b); INSERT INTO t VALUES (1, 1)',
    ].map(sql => hashOf(t, sql));
    assert.equal(new Set(hashes).size, hashes.length);
  });

  test('says nothing of names, indexes and what was deleted', t => {
    assert.equal(
      hashOf(t, "CREATE TABLE t(a); INSERT INTO t VALUES (1), ('x')"),
      hashOf(t, "CREATE TABLE t(b UNIQUE); INSERT INTO t VALUES (7), (1), ('x'); DELETE FROM t WHERE b = 7"),
    );
  });

  test('is not made of an index that disagrees with its table', t => {
    const path = makeDatabase(join(temporaryFolder(t), 'a.db'), 'CREATE TABLE t(a); INSERT INTO t VALUES (1), (2)');
    const sound = hash(path);
    withDatabase(path, db => {
      db.unsafeMode();
      db.exec('CREATE INDEX ta ON t(a); PRAGMA writable_schema = ON');
      db.exec("UPDATE sqlite_schema SET sql = 'CREATE INDEX ta ON t(a) WHERE 0' WHERE name = 'ta'");
    });
    withDatabase(path, db => db.exec('INSERT INTO t VALUES (3); DELETE FROM t WHERE a = 3'));
    assert.equal(hash(path), sound);
  });
});

const source = (name: string) => JSON.stringify(new URL(`../../src/sqlite/${name}`, import.meta.url).href);

/** Resident bytes that hashing the table `t` of the database adds to a process at most. */
function memoryFor(path: string): number {
  const script = `
    import {loadSqlite} from ${source('addon.ts')};
    import {openForReading} from ${source('read-connection.ts')};
    import {hashOfTable} from ${source('table-hash.ts')};
    const db = openForReading(await loadSqlite(), ${JSON.stringify(path)});
    const before = process.memoryUsage.rss();
    hashOfTable(db, 't');
    console.log(process.resourceUsage().maxRSS * 1024 - before);`;
  const args = ['--input-type=module', '--eval', script];
  return Number(execFileSync(process.execPath, args, {encoding: 'utf8'}));
}

suite('Memory for the hash of a table', () => {
  const MB = 1e6;

  for (const [what, work] of [
    [
      '40 texts of 10 MB',
      (db: Database) => db.exec(`INSERT INTO t ${numbers(40)} SELECT hex(zeroblob(5000000)) || i FROM n`),
    ],
    [
      '4,000 blobs of 100 kB',
      (db: Database) => db.exec(`INSERT INTO t ${numbers(4000)} SELECT zeroblob(100000) FROM n`),
    ],
  ] as const) {
    test(`does not grow with the table: ${what}`, t => {
      const path = join(temporaryFolder(t), 'a.db');
      withDatabase(path, db => {
        db.exec('PRAGMA synchronous = OFF; CREATE TABLE t(a)');
        work(db);
      });
      // Measured: 195 MB for a quarter of the table and for twice as much; V8 collects its garbage when it likes.
      const bytes = memoryFor(path);
      assert.ok(bytes < 300 * MB, `${bytes} bytes`);
    });
  }

  test('is one value of SQLite’s and the pieces of it for a blob of 400 MB', t => {
    const path = makeDatabase(
      join(temporaryFolder(t), 'a.db'),
      'PRAGMA synchronous = OFF; CREATE TABLE t(a); INSERT INTO t VALUES (zeroblob(400000000))',
    );
    const bytes = memoryFor(path);
    assert.ok(bytes < 740 * MB, `${bytes} bytes`);
  });
});
