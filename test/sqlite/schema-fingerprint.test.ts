// What changes the fingerprint of a schema, and what does not.
import assert from 'node:assert/strict';
import {createHash} from 'node:crypto';
import {DatabaseSync} from 'node:sqlite';
import {join} from 'node:path';
import {suite, test, type TestContext} from 'node:test';
import {loadSqlite} from '../../src/sqlite/addon.ts';
import {describeDatabase} from '../../src/sqlite/describe.ts';
import {makeDatabase, temporaryFolder, withDatabase, withoutDefence} from './databases.ts';

const Sqlite = await loadSqlite();

const fingerprint = (path: string) => describeDatabase(Sqlite, path, {hashes: false}).schemaFingerprint;

const fingerprintOf = (t: TestContext, sql: string) => fingerprint(makeDatabase(join(temporaryFolder(t), 'a.db'), sql));

const SCHEMA = `
  CREATE TABLE orders(id INTEGER PRIMARY KEY, customer TEXT NOT NULL, total REAL DEFAULT 0.5 CHECK (total >= 0));
  CREATE TABLE lines(o INTEGER REFERENCES orders(id), n INT, PRIMARY KEY (o, n)) WITHOUT ROWID;
  CREATE INDEX by_customer ON orders(customer COLLATE NOCASE);
  CREATE VIEW open_orders AS SELECT id FROM orders WHERE total > 0;
  CREATE TRIGGER log AFTER INSERT ON orders BEGIN DELETE FROM lines WHERE o = new.id; END;
  CREATE TRIGGER redirect INSTEAD OF DELETE ON open_orders BEGIN DELETE FROM orders WHERE id = old.id; END;`;

/** Each differs from SCHEMA in one point. */
const CHANGES: Readonly<Record<string, readonly [string, string]>> = {
  'a column more': ['total REAL', 'extra, total REAL'],
  'a column less': [', n INT, PRIMARY KEY (o, n)', ', PRIMARY KEY (o)'],
  'another name of a column': [
    'lines(o INTEGER REFERENCES orders(id), n INT',
    'lines(o INTEGER REFERENCES orders(id), N INT',
  ],
  'another type': ['customer TEXT', 'customer BLOB'],
  'another order of columns': [
    'id INTEGER PRIMARY KEY, customer TEXT NOT NULL',
    'customer TEXT NOT NULL, id INTEGER PRIMARY KEY',
  ],
  'no NOT NULL': [' NOT NULL', ''],
  'another default': ['0.5', '0.6'],
  'another CHECK': ['total >= 0', 'total > 0'],
  'another foreign key': ['REFERENCES orders(id)', 'REFERENCES orders(id) ON DELETE CASCADE'],
  'a rowid': [' WITHOUT ROWID', ''],
  'another name of a table': ['CREATE TABLE lines', 'CREATE TABLE rows'],
  'another collation of an index': ['NOCASE', 'RTRIM'],
  'another column of an index': ['orders(customer COLLATE NOCASE)', 'orders(total COLLATE NOCASE)'],
  'a unique index': ['CREATE INDEX', 'CREATE UNIQUE INDEX'],
  'no index': ['CREATE INDEX by_customer ON orders(customer COLLATE NOCASE);', ''],
  'another view': ['total > 0;', 'total > 1;'],
  'another trigger': ['AFTER INSERT', 'BEFORE INSERT'],
  'another trigger of a view': ['WHERE id = old.id', 'WHERE id = -old.id'],
  'a text with other white space': ['new.id;', "new.id AND 'a b' = 'a  b';"],
};

suite('The fingerprint of a schema', () => {
  for (const [what, [from, to]] of Object.entries(CHANGES)) {
    test(`differs for ${what}`, t => {
      assert.ok(SCHEMA.includes(from));
      assert.notEqual(fingerprintOf(t, SCHEMA.replaceAll(from, to)), fingerprintOf(t, SCHEMA));
    });
  }

  test('differs for white space within quotes', t => {
    const all = ["'a b'", "'a  b'", "'a\nb'", '"a b"', "'a/**/b'"].map(text => `CREATE VIEW v AS SELECT 1 AS ${text}`);
    assert.equal(new Set(all.map(sql => fingerprintOf(t, sql))).size, all.length);
  });

  test('is the same for statements that are laid out and commented in another way, in another order', t => {
    const [first = '', ...rest] = SCHEMA.trim().split(/(?<=;)\n/);
    assert.equal(rest.length, 5);
    const [lines = '', index = '', ...others] = rest;
    const moved = [lines, first, index, ...others]
      .join('\n')
      .replaceAll(', ', '\n\t,/* , */')
      .replaceAll('(', ' -- (\n ( ');
    assert.notEqual(moved, SCHEMA);
    assert.equal(fingerprintOf(t, moved), fingerprintOf(t, SCHEMA));
  });

  test('is the same after VACUUM and after a dump is read in again, whatever the tables hold', t => {
    const folder = temporaryFolder(t);
    const path = makeDatabase(
      join(folder, 'a.db'),
      `${SCHEMA} DROP INDEX by_customer; CREATE INDEX by_customer ON orders(customer COLLATE NOCASE);`,
    );
    const before = fingerprint(path);
    withDatabase(path, db => db.exec("PRAGMA page_size = 1024; INSERT INTO orders VALUES (1, 'x', 2); VACUUM"));
    assert.equal(fingerprint(path), before);
    const statements = withDatabase(path, db =>
      db.prepare<[], string>('SELECT sql FROM sqlite_schema WHERE sql > 0').pluck().all(),
    );
    assert.equal(statements.length, 6);
    assert.equal(fingerprint(makeDatabase(join(folder, 'b.db'), statements.join(';\n'))), before);
  });

  test('says nothing of what is not the user’s own', t => {
    const own = 'CREATE TABLE t(a INTEGER PRIMARY KEY AUTOINCREMENT, b UNIQUE); CREATE VIRTUAL TABLE f USING fts5(x);';
    const path = makeDatabase(
      join(temporaryFolder(t), 'a.db'),
      `CREATE TABLE _litestream_seq(id INTEGER PRIMARY KEY, seq INTEGER); CREATE INDEX _l ON _litestream_seq(seq); ${own}
       INSERT INTO t(b) VALUES (1); ANALYZE`,
    );
    assert.equal(fingerprint(path), fingerprintOf(t, own));
    assert.notEqual(fingerprint(path), fingerprintOf(t, own.replace('(x)', '(y)')));
  });

  test('is what docs/hashes.md says', t => {
    const path = makeDatabase(
      join(temporaryFolder(t), 'a.db'),
      `${SCHEMA} CREATE TABLE "ä ö"("x[\`" TEXT DEFAULT 'it''s')`,
    );
    const db = new DatabaseSync(path, {readOnly: true});
    t.after(() => db.close());
    const rows = db.prepare('SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE sql IS NOT NULL').all();
    const key = (row: (typeof rows)[number]) => Buffer.from(String(row['name']));
    const hash = createHash('sha256');
    for (const row of rows.toSorted(
      (a, b) => Buffer.from(String(a['type'])).compare(Buffer.from(String(b['type']))) || key(a).compare(key(b)),
    )) {
      // Enough for this schema: no comments in it.
      const tokens = String(row['sql']).match(/'(?:[^']|'')*'|"[^"]*"|\d[\d.]*|\w+|>=|[^\s\w]/g) ?? [];
      for (const field of [row['type'], row['name'], row['tbl_name'], ...tokens]) {
        hash.update(`${Buffer.byteLength(String(field))}:${String(field)}`);
      }
      hash.update('\n');
    }
    assert.equal(fingerprint(path), hash.digest('hex'));
  });

  test('differs for names and statements that are not UTF-8 and look alike', t => {
    const make = (byte: string) => {
      const path = makeDatabase(join(temporaryFolder(t), 'a.db'), 'CREATE TABLE t(a); CREATE VIEW v AS SELECT 1 AS y');
      withoutDefence(
        path,
        `UPDATE sqlite_schema SET sql = CAST(CAST(sql AS BLOB) || x'${byte}' AS TEXT) WHERE name = 'v'`,
      );
      return fingerprint(path);
    };
    assert.notEqual(make('C3'), make('C4'));
  });
});
