// The checks file against real databases, asked through the real child process.
import assert from 'node:assert/strict';
import {mkdtempSync, realpathSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, suite, test, type TestContext} from 'node:test';
import type {CheckResult} from '../../src/checks/check-result.ts';
import {runChecks} from '../../src/checks/run.ts';
import {isRestoreError, RestoreError} from '../../src/errors.ts';
import type {PastRun} from '../../src/history/history.ts';
import {SILENT} from '../../src/log.ts';
import {openSqlite} from '../../src/sqlite/children.ts';
import type {DatabaseFacts, Query} from '../../src/sqlite/sqlite.ts';
import {makeDatabase, numbers, rewriteSchema, temporaryFolder, withDatabase} from '../sqlite/databases.ts';
import {ENTRY} from '../sqlite/processes.ts';
import {accepted, type World} from './reading.ts';

const SQL = `
  CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT UNIQUE, Name TEXT, born AS (id + 1900), pay REAL, photo BLOB);
  INSERT INTO users VALUES (1, 'root@example.com', 'Ämy', 0.5, x'00ff'), (2, 'b@example.com', NULL, 1e3, NULL),
    (3, 'c@example.com', '3', 9007199254740993, NULL);
  UPDATE users SET pay = 0.1 + 0.2 WHERE id = 2;
  CREATE TABLE "odd ""name" ("a column" INTEGER, "select" TEXT);
  INSERT INTO "odd ""name" VALUES (9007199254740993, 'x');
  CREATE TABLE empty (a);
  CREATE VIEW active AS SELECT id FROM users;
  CREATE TABLE schema_migrations (version TEXT PRIMARY KEY);
  INSERT INTO schema_migrations VALUES ('20250101000000'), ('20260101120000');
  CREATE TABLE big (n INTEGER);
  INSERT INTO big ${numbers(50)} SELECT i FROM n;
  PRAGMA user_version = 7;
  PRAGMA application_id = -1;
`;

// Each question starts a process, which takes most of the time here: one database, and many demands in one run.
const folder = mkdtempSync(join(realpathSync(tmpdir()), 'checks-'));
after(() => rmSync(folder, {recursive: true, force: true, maxRetries: 3}));
const DATABASE = makeDatabase(join(folder, 'a.db'), SQL);

function database(t: TestContext, sql: string): string {
  return makeDatabase(join(temporaryFolder(t), 'a.db'), sql);
}

let known: DatabaseFacts | undefined;

type Options = {readonly baseline?: Pick<PastRun, 'rows'>; readonly world?: World; readonly signal?: AbortSignal};

async function run(path: string, text: string, {baseline, world, signal}: Options = {}) {
  const sqlite = openSqlite(ENTRY, SILENT);
  const checks = await accepted(text, world);
  const live = new AbortController().signal;
  const facts = (path === DATABASE ? known : undefined) ?? (await sqlite.describe(path, {hashes: false}, live));
  if (path === DATABASE) known = facts;
  const asked: Query[] = [];
  const results = await runChecks(path, checks, {
    sqlite: {
      query(file, query, abort) {
        asked.push(query);
        return sqlite.query(file, query, abort);
      },
    },
    facts,
    // Safe: of an earlier run only the rows are looked at.
    baseline: baseline as PastRun | undefined,
    signal: signal ?? live,
  });
  return {results, asked};
}

const lines = (results: readonly CheckResult[]) =>
  results.map(({kind, name, status, expected, found}) => `${status} ${kind}: ${name}: ${expected}: ${found}`);

/** The results of queries, each with its expectation. */
async function queried(queries: readonly (readonly [sql: string, expect: string, more?: string])[], limits = '{}') {
  const items = queries.map(
    ([sql, expect, more = '']) => `  - {sql: ${JSON.stringify(sql)}, expect: ${expect}${more}}\n`,
  );
  return (await run(DATABASE, `limits: ${limits}\nqueries:\n${items.join('')}`)).results;
}

const told = (results: readonly CheckResult[]) => results.map(({status, found}) => `${status} ${found}`);

/** So many tables `t0`, `t1`, … of 50 rows each. */
function fifties(t: TestContext, count: number): string {
  const tables = Array.from({length: count}, (_, i) => `CREATE TABLE t${i} AS ${numbers(50)} SELECT i FROM n;`);
  return database(t, tables.join('\n'));
}

suite('tables', () => {
  test('that have to be there, with their columns, in any case, are asked for in two questions', async () => {
    const {results, asked} = await run(
      DATABASE,
      `tables:
  USERS: {columns: [ID, name, BORN]}
  'odd "name': {columns: [A COLUMN, select]}
  empty:
  gone: {columns: [a], rows: {min: 1}}
  active: {columns: [id]}
  users_: {}
  empty%: {}`,
    );
    assert.deepEqual(lines(results), [
      'pass table: table USERS is there: a table: a table',
      'pass columns: table USERS has its columns: ID, name, BORN: all of them',
      'pass table: table odd "name is there: a table: a table',
      'pass columns: table odd "name has its columns: A COLUMN, select: all of them',
      'pass table: table empty is there: a table: a table',
      'fail table: table gone is there: a table: no such table',
      'fail table: table active is there: a table: a view',
      'fail table: table users_ is there: a table: no such table',
      'fail table: table empty% is there: a table: no such table',
    ]);
    assert.equal(asked.length, 2);
  });

  test('that lack a column name it', async () => {
    const {results} = await run(DATABASE, 'tables: {users: {columns: [id, phone, E-mail]}}');
    assert.equal(lines(results)[1], 'fail columns: table users has its columns: id, phone, E-mail: no phone, E-mail');
  });

  test('of which one belongs to a module that is not there spoil nothing for the others', async t => {
    const path = database(t, 'CREATE TABLE a(x); INSERT INTO a VALUES (1); CREATE VIRTUAL TABLE v USING fts5(y)');
    rewriteSchema(path, 'v', 'CREATE VIRTUAL TABLE v USING nosuchmodule(y)');
    const {results} = await run(path, 'tables: {a: {columns: [x]}, v: {columns: [y], rows: {min: 1}}}');
    assert.deepEqual(
      results.map(({kind, status}) => `${kind} ${status}`),
      ['table pass', 'columns pass', 'table pass', 'columns fail', 'rows inconclusive'],
    );
    assert.match(results[3]?.found ?? '', /no such module: nosuchmodule/);
  });

  test('beyond a thousand pairs of table and column are asked for in several questions', async t => {
    const columns = Array.from({length: 1000}, (_, i) => `c${i}`);
    const path = database(t, `CREATE TABLE wide(${columns.join(', ')}); CREATE TABLE b(x); INSERT INTO b VALUES (1)`);
    const {results, asked} = await run(
      path,
      `tables: {b: {columns: [x]}, wide: {columns: [${columns.join(', ')}, more]}}`,
    );
    assert.equal(asked.length, 3);
    assert.deepEqual(
      results.map(({status}) => status),
      ['pass', 'pass', 'pass', 'fail'],
    );
    assert.equal(results[3]?.found, 'no more');
  });

  test('have their rows', async t => {
    const cases: readonly (readonly [rows: string, line: string])[] = [
      ['{exact: 50}', 'pass exactly 50 rows: 50 rows'],
      ['{exact: 51}', 'fail exactly 51 rows: 50 rows'],
      ['{min: 50}', 'pass at least 50 rows: 50 rows'],
      ['{min: 51}', 'fail at least 51 rows: 50 rows'],
      ['{max: 49}', 'fail at most 49 rows: 50 rows'],
      ['{min: 1, max: 1000}', 'pass at least 1 row, at most 1,000 rows: 50 rows'],
      ['{within: 10%}', 'pass within 10 % of the last good run: 50 rows, no baseline'],
      ['{min: 51, within: 10%}', 'fail at least 51 rows, within 10 % of the last good run: 50 rows, no baseline'],
      ['{}', 'pass any number of rows: 50 rows'],
    ];
    const {results} = await run(
      fifties(t, cases.length),
      `tables: {${cases.map(([rows], index) => `t${index}: {rows: ${rows}}`).join(', ')}}`,
    );
    assert.deepEqual(
      results.filter(({kind}) => kind === 'rows').map(({status, expected, found}) => `${status} ${expected}: ${found}`),
      cases.map(([, line]) => line),
    );
  });

  test('are compared with the last good run, up and down, the bounds included', async t => {
    const cases: readonly (readonly [before: number | null, status: string])[] = [
      [50, 'pass 50 rows'],
      [40, 'pass 50 rows'],
      [39, 'fail 50 rows'],
      [66, 'pass 50 rows'],
      [67, 'fail 50 rows'],
      [1, 'fail 50 rows'],
      [0, 'pass 50 rows, no baseline'],
      [null, 'pass 50 rows, no baseline'],
    ];
    const {results} = await run(
      fifties(t, cases.length),
      `tables: {${cases.map((_, index) => `t${index}: {rows: {within: 25%}}`).join(', ')}}`,
      {baseline: {rows: Object.fromEntries(cases.map(([before], index) => [`T${index}`, before]))}},
    );
    const rows = results.filter(({kind}) => kind === 'rows');
    assert.deepEqual(
      told(rows),
      cases.map(([, line]) => line),
    );
    assert.equal(rows[1]?.expected, "within 25 % of the last good run's 40 rows");
  });

  test('of SQLite and Litestream themselves are counted, too', async t => {
    const path = database(t, 'CREATE TABLE _litestream_seq(a); CREATE TABLE u(a); INSERT INTO u VALUES (1)');
    const {results} = await run(path, 'tables: {_litestream_seq: {rows: {exact: 0}}}');
    assert.deepEqual(
      results.map(({status}) => status),
      ['pass', 'pass'],
    );
  });
});

suite('queries', () => {
  test('expect rows, none, or one single value', async () => {
    const cases: readonly (readonly [sql: string, expect: string, line: string])[] = [
      ['SELECT * FROM empty', 'empty', 'pass no rows: no rows'],
      ['SELECT id FROM users WHERE id > 1;', 'empty', 'fail no rows: 2 rows'],
      ['SELECT id FROM users', 'not-empty', 'pass at least one row: at least one row'],
      ['SELECT * FROM empty', 'not-empty', 'fail at least one row: no rows'],
      ['SELECT count(*) FROM users', '{equals: 3}', 'pass the value 3: 3'],
      [
        'SELECT "a column" FROM "odd ""name"',
        '{equals: "9007199254740993"}',
        'pass the value "9007199254740993": 9007199254740993',
      ],
      ['VALUES (5)', '{between: [1, 4.5]}', 'fail a value from 1 to 4.5: 5'],
      ["SELECT 'v2.1'", '{matches: ^v2}', 'pass a value that matches ^v2: a text of 4 characters'],
      ['SELECT 1 WHERE 0', '{equals: 1}', 'fail the value 1: no rows, and not one single value'],
      [
        'SELECT 1 FROM big',
        '{between: [1, 1]}',
        'fail a value from 1 to 1: more than 2 rows, and not one single value',
      ],
      ['SELECT 1, 1', '{matches: "1"}', 'fail a value that matches 1: a row of 2 values, and not one single value'],
      [
        "SELECT printf('%.*c', 5000, 'a')",
        '{equals: a}',
        'inconclusive the value "a": a text of 1,000 characters or more, which is not compared',
      ],
      [
        "SELECT printf('%.*c', 200, 'a') || '!'",
        "{matches: '^(a+)+$'}",
        'inconclusive a value that matches ^(a+)+$: a text of 201 characters, matching it takes too long',
      ],
    ];
    const results = await queried(cases.map(([sql, expect]) => [sql, expect]));
    assert.deepEqual(
      results.map(({status, expected, found}) => `${status} ${expected}: ${found}`),
      cases.map(([, , line]) => line),
    );
  });

  test('count no further than the limit, and say so', async () => {
    const sql = 'SELECT * FROM big';
    const results = await queried(
      [
        [sql, 'empty'],
        [sql, 'not-empty'],
      ],
      '{query-rows: 10}',
    );
    assert.deepEqual(told(results), ['fail more than 10 rows', 'pass at least one row']);
  });

  test('show rows only as many as the file allows, only when they fail, and texts not otherwise', async () => {
    const [all, one] = ['SELECT id, email FROM users ORDER BY id', 'SELECT email FROM users WHERE id = 1'];
    const results = await queried([
      [all, 'empty'],
      [all, 'empty', ', show-rows: 2'],
      [all, 'not-empty', ', show-rows: 2'],
      [one, '{equals: x}'],
      [one, '{equals: x}', ', show-rows: 1'],
    ]);
    assert.deepEqual(
      results.map(({rows}) => rows),
      [[], ['id=1, email="root@example.com"', 'id=2, email="b@example.com"'], [], [], ['email="root@example.com"']],
    );
    assert.deepEqual([results[3]?.found, results[4]?.found], ['a text of 16 characters', '"root@example.com"']);
  });

  test('that SQLite refuses fail, because the data is not what the file speaks of', async () => {
    const results = await queried([
      ['SELECT * FROM orders', 'empty'],
      ['SELECT "phone" FROM users', 'not-empty'],
    ]);
    assert.equal(told(results)[0], 'fail SQLite says: no such table: orders');
    assert.match(told(results)[1] ?? '', /^fail SQLite says: no such column: "?phone/);
  });

  test('that run out of time are inconclusive, whatever is expected', async () => {
    const endless = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n';
    const results = await queried(
      [
        [endless, 'empty'],
        [endless, '{equals: 1}'],
      ],
      '{query-time: 1s}',
    );
    assert.deepEqual(
      results.map(({status}) => status),
      ['inconclusive', 'inconclusive'],
    );
    assert.match(results[0]?.found ?? '', /^no answer: /);
  });

  test('do not go on after a cancel', async () => {
    const controller = new AbortController();
    controller.abort(new RestoreError('cancelled', {what: 'stop'}));
    await assert.rejects(
      run(DATABASE, 'queries: [{sql: SELECT 1, expect: empty}]', {signal: controller.signal}),
      error => isRestoreError(error, 'cancelled'),
    );
  });

  test('that this machine could not answer say nothing about the data', async () => {
    const answers = ['database or disk is full', 'out of memory', 'database disk image is malformed'];
    const results = await runChecks(
      'a.db',
      await accepted(`queries: [${answers.map(() => '{sql: SELECT 1, expect: empty}').join(', ')}]`),
      {
        sqlite: {query: () => Promise.resolve({kind: 'error', reason: answers.shift() ?? ''})},
        // Safe: queries do not look at them.
        facts: {tables: []} as unknown as DatabaseFacts,
        baseline: undefined,
        signal: new AbortController().signal,
      },
    );
    assert.deepEqual(
      results.map(({status}) => status),
      ['inconclusive', 'inconclusive', 'fail'],
    );
  });
});

suite('what a database states about itself', () => {
  test('user_version and application_id, signed or not', async () => {
    const {results} = await run(DATABASE, 'user-version: 7\napplication-id: 0xFFFFFFFF');
    assert.deepEqual(lines(results), [
      'pass user-version: user_version: 7: 7',
      'pass application-id: application_id: -1: -1',
    ]);
    const wrong = await run(DATABASE, 'user-version: 0\napplication-id: 0');
    assert.deepEqual(lines(wrong.results), [
      'fail user-version: user_version: 0: 7',
      'fail application-id: application_id: 0: -1',
    ]);
  });

  test('the schema: shown by the first run, then compared', async t => {
    const path = database(t, SQL);
    const first = await run(path, 'schema: s');
    assert.equal(first.results[0]?.status, 'inconclusive');
    const [fingerprint] = /[0-9a-f]{64}/.exec(first.results[0]?.found ?? '') ?? [];
    assert.ok(fingerprint);
    const world = {files: {s: `${fingerprint}\n`}};
    assert.equal((await run(path, 'schema: s', {world})).results[0]?.status, 'pass');
    withDatabase(path, db => db.exec('CREATE INDEX more ON users(Name)'));
    assert.equal((await run(path, 'schema: s', {world})).results[0]?.status, 'fail');
  });

  test('the newest migration, and whether one is among them', async t => {
    const path = database(t, 'CREATE TABLE m(v INTEGER); INSERT INTO m VALUES (9), (10); CREATE TABLE none(v)');
    const cases: readonly (readonly [path: string, migrations: string, lines: readonly string[]])[] = [
      [
        DATABASE,
        'schema_migrations, column: Version, at: 20260101120000, includes: 20250101000000',
        ['pass 20260101120000', 'pass applied'],
      ],
      [
        DATABASE,
        'schema_migrations, column: version, at: 20260202000000, includes: 2025',
        ['fail 20260101120000', 'fail missing'],
      ],
      [path, 'm, column: v, at: 10', ['pass 10']],
      [path, 'none, column: v, at: 10', ['fail no migration']],
      [path, 'm, column: w, at: 10', ['fail SQLite says: no such column: r.w']],
      [path, 'n, column: v, includes: 10', ['fail SQLite says: no such table: main.n']],
    ];
    for (const [file, migrations, expected] of cases) {
      assert.deepEqual(told((await run(file, `migrations: {table: ${migrations}}`)).results), expected);
    }
  });
});

suite('samples', () => {
  test('are rows that have to be there, with their values', async () => {
    const cases: readonly (readonly [sample: string, line: string])[] = [
      ['table: users, key: {id: 1}, values: {EMAIL: root@example.com, name: Ämy, pay: 0.5}', 'pass the same'],
      ['table: USERS, key: {email: b@example.com}, values: {id: 2, name: null}', 'pass the same'],
      ['table: users, key: {name: "3", id: 3}, values: {born: 1903}', 'pass the same'],
      ['table: users, key: {name: 3}, values: {id: 3}', 'pass the same'],
      ['table: users, key: {name: null}, values: {id: 2}', 'pass the same'],
      ['table: users, key: {id: 1}, values: {email: other, id: 2}', 'fail email = a text of 16 characters, id = 1'],
      ['table: users, key: {id: 9}, values: {id: 9}', 'fail no such row'],
      ['table: big, key: {n: 1}, values: {n: 1}', 'pass the same'],
      ['table: users, key: {phone: 1}, values: {id: 1}', 'fail SQLite says: no such column: r.phone'],
      ['table: users, key: {id: 1}, values: {phone: phone}', 'fail SQLite says: no such column: r.phone'],
      [`table: 'odd "name', key: {a column: '9007199254740993'}, values: {select: x}`, 'pass the same'],
    ];
    const {results} = await run(DATABASE, `samples:\n${cases.map(([sample]) => `  - {${sample}}\n`).join('')}`);
    assert.deepEqual(
      told(results),
      cases.map(([, line]) => line),
    );
  });

  test('that are found twice fail', async t => {
    const path = database(t, 'CREATE TABLE a(b, c); INSERT INTO a VALUES (1, 2), (1, 2)');
    const {results} = await run(path, 'samples: [{table: a, key: {b: 1}, values: {c: 2}}]');
    assert.deepEqual(lines(results), ['fail sample: table a has the row with b = 1: c = 2: more than one such row']);
  });
});

test('Names and values that are long are cut where they are told', async () => {
  const {results} = await run(
    DATABASE,
    `queries: [{sql: "SELECT no.${'x'.repeat(5000)}", expect: {matches: ${'y'.repeat(1000)}}}]`,
  );
  for (const text of [results[0]?.expected ?? '', results[0]?.found ?? '']) {
    assert.equal(text.length, 1000);
    assert.ok(text.endsWith('…'));
  }
});
