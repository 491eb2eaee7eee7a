// What a question gets for an answer, from a child as users have it.
import assert from 'node:assert/strict';
import {existsSync, readFileSync, readdirSync, readlinkSync} from 'node:fs';
import {join} from 'node:path';
import {suite, test, type TestContext} from 'node:test';
import {isRestoreError} from '../../src/errors.ts';
import {SILENT} from '../../src/log.ts';
import {openSqlite} from '../../src/sqlite/children.ts';
import type {Query} from '../../src/sqlite/sqlite.ts';
import {entryThatTells} from './told-entry.ts';
import {makeDatabase, numbers, temporaryFolder, withDatabase, withoutDefence} from './databases.ts';
import {ENTRY, isRunning, until} from './processes.ts';

const NEVER = new AbortController().signal;
const ENDLESS = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)';

const question = (sql: string, more: Partial<Query> = {}): Query => ({
  sql,
  parameters: [],
  maxRows: 1000,
  timeout: 60_000,
  ...more,
});

function ask(path: string, sql: string, more?: Partial<Query>) {
  return openSqlite(ENTRY, SILENT).query(path, question(sql, more), NEVER);
}

function database(t: TestContext, sql: string): string {
  return makeDatabase(join(temporaryFolder(t), 'a.db'), sql);
}

const ROWS = `CREATE TABLE t(a INTEGER PRIMARY KEY, b); INSERT INTO t ${numbers(100)} SELECT i, 'b' || i FROM n;`;

suite('A question', () => {
  test('is answered with every kind of value as SQLite prints it', async t => {
    const answer = await ask(
      database(t, ROWS),
      `SELECT NULL AS n, -9223372036854775808 AS i, 9007199254740993, 1.0, 1e300 * 1e10, 9e999, 0.1, '', 'ä' || char(10),
         x'', x'00ff', ? AS p, ? FROM t LIMIT 1`,
      {parameters: ['::error::', 2.5]},
    );
    assert.ok(answer.kind === 'rows');
    assert.deepEqual(
      answer.first[0]?.map(({type, text}) => `${type} ${text}`),
      [
        'null ',
        'integer -9223372036854775808',
        'integer 9007199254740993',
        'real 1.0',
        'real Inf',
        'real Inf',
        'real 0.1',
        'text ',
        'text ä\n',
        "blob x''",
        "blob x'00ff'",
        'text ::error::',
        'real 2.5',
      ],
    );
    assert.deepEqual([answer.columns[0], answer.columns[1], answer.columns[11]], ['n', 'i', 'p']);
    assert.deepEqual([answer.total, answer.stopped], [1, false]);
  });

  test('shows 20 rows, 50 cells of a row and 1,000 characters of a cell', async t => {
    const path = database(t, ROWS);
    const answer = await ask(
      path,
      `SELECT ${Array.from({length: 60}, () => "hex(zeroblob(2000)) || ''").join()} FROM t`,
    );
    assert.ok(answer.kind === 'rows');
    assert.deepEqual(
      [answer.columns.length, answer.first.length, answer.first[0]?.length, answer.first[0]?.[0]?.text.length],
      [50, 20, 50, 1000],
    );
    assert.deepEqual([answer.total, answer.stopped], [100, false]);
    const blob = await ask(path, 'SELECT zeroblob(100000)');
    assert.ok(blob.kind === 'rows');
    assert.match(blob.first[0]?.[0]?.text ?? '', /^x'0{997}…$/);
  });

  for (const [rows, maxRows, total, stopped] of [
    [5, 5, 5, false],
    [6, 5, 5, true],
    [0, 1, 0, false],
  ] as const) {
    test(`of which ${rows} rows come is ${stopped ? 'stopped' : 'read to its end'} at ${maxRows}`, async t => {
      const answer = await ask(database(t, ROWS), `SELECT a FROM t LIMIT ${rows}`, {maxRows});
      assert.ok(answer.kind === 'rows');
      assert.deepEqual([answer.total, answer.stopped], [total, stopped]);
    });
  }

  test('with a billion rows is stopped as soon as it has given enough', async t => {
    const answer = await ask(database(t, ROWS), `${ENDLESS} SELECT i, hex(i) FROM n, t`, {maxRows: 10_000});
    assert.ok(answer.kind === 'rows');
    assert.deepEqual([answer.total, answer.stopped, answer.first.length], [10_000, true, 20]);
  });

  for (const [sql, reason] of [
    ['SELECT a FROM missing', /^no such table: missing$/],
    ['SELECT no_such_function(1)', /^no such function: no_such_function$/],
    ['SELECT', /incomplete input/],
    ['SELECT abs(-9223372036854775807 - 1)', /integer overflow/],
    ['SELECT zeroblob(2000000000)', /too big/],
    ['SELECT * FROM "::warning::<b>*x*"', /^no such table: ::warning::<b>\*x\*$/],
  ] as const) {
    test(`that SQLite cannot answer is an error: ${sql}`, async t => {
      const answer = await ask(database(t, ROWS), sql);
      assert.ok(answer.kind === 'error', JSON.stringify(answer));
      assert.match(answer.reason, reason);
    });
  }

  for (const sql of [
    'DELETE FROM t',
    "ATTACH 'FOLDER/evil.db' AS e",
    "VACUUM INTO 'FOLDER/evil.db'",
    "SELECT load_extension('FOLDER/evil.so')",
    'PRAGMA query_only = OFF',
    'SELECT 1; DELETE FROM t',
    'SELECT * FROM pragma_optimize(0x10002)',
    'WITH x AS (SELECT 1) DELETE FROM t RETURNING a',
    'SELECT ?',
    '',
  ]) {
    test(`that is none is refused, and nothing comes of it: ${sql}`, async t => {
      const path = database(t, ROWS);
      const before = readFileSync(path);
      const answer = await ask(path, sql.replaceAll('FOLDER', join(path, '..')));
      assert.equal(answer.kind, 'refused');
      assert.deepEqual(readdirSync(join(path, '..')), ['a.db']);
      assert.ok(readFileSync(path).equals(before));
    });
  }

  test('to what is no database is an error, and one without a database too', async t => {
    const folder = temporaryFolder(t);
    const text = makeDatabase(join(folder, 'a.db'), ROWS);
    withoutDefence(text, "UPDATE sqlite_schema SET sql = 'CREATE TABLE t(' WHERE name = 't'");
    const malformed = await ask(text, 'SELECT 1 FROM t');
    assert.ok(malformed.kind === 'error' && /malformed/.test(malformed.reason), JSON.stringify(malformed));
    const missing = await ask(join(folder, 'none.db'), 'SELECT 1');
    assert.ok(missing.kind === 'error', JSON.stringify(missing));
    assert.deepEqual(readdirSync(folder), ['a.db']);
  });
});

suite('A question to a hostile database', () => {
  test('runs nothing of its schema that could write, load or reach outside', async t => {
    const path = database(
      t,
      `${ROWS} CREATE VIRTUAL TABLE f USING fts4(x); INSERT INTO f VALUES ('one'); INSERT INTO f VALUES ('two');
       CREATE VIEW loads AS SELECT load_extension('./x.so') AS a; CREATE VIEW merges AS SELECT optimize(f) AS a FROM f;
       CREATE VIEW analyzes AS SELECT * FROM pragma_optimize(65538); CREATE VIEW missing AS SELECT no_such() AS a;
       CREATE VIEW tokens AS SELECT fts3_tokenizer('simple') AS a;
       CREATE TRIGGER tr AFTER INSERT ON t BEGIN SELECT load_extension('./x.so'); END;`,
    );
    const before = readFileSync(path);
    const kinds: Record<string, string> = {};
    for (const view of ['loads', 'merges', 'analyzes', 'missing', 'tokens', 't']) {
      kinds[view] = (await ask(path, `SELECT * FROM ${view}`)).kind;
    }
    const {analyzes: _, merges: __, ...rest} = kinds;
    assert.deepEqual(rest, {loads: 'error', missing: 'error', tokens: 'error', t: 'rows'});
    assert.ok(readFileSync(path).equals(before));
    assert.deepEqual(readdirSync(join(path, '..')), ['a.db']);
  });

  test('can ask for what is beside a virtual table whose module is an extension', async t => {
    const path = database(t, ROWS);
    withoutDefence(
      path,
      `INSERT INTO sqlite_schema VALUES ('table', 'vec', 'vec', 0, 'CREATE VIRTUAL TABLE vec USING vec0(a float[4])')`,
    );
    assert.equal((await ask(path, 'SELECT count(*) FROM t')).kind, 'rows');
    const answer = await ask(path, 'SELECT count(*) FROM vec');
    assert.deepEqual(answer, {kind: 'error', reason: 'no such module: vec0'});
  });

  test('names tables and columns of any content, cut to a length', async t => {
    const name = `\u001B[31m"'\`];--\n::error::<img src=x>|*_${'x'.repeat(5000)}`;
    const quoted = `"${name.replaceAll('"', '""')}"`;
    const path = database(t, `CREATE TABLE ${quoted}(${quoted}); INSERT INTO ${quoted} VALUES (1)`);
    const answer = await ask(path, `SELECT * FROM ${quoted}`);
    assert.ok(answer.kind === 'rows');
    assert.deepEqual(answer.columns, [`${name.slice(0, 199)}…`]);
  });

  test('whose views are expanded 2^40 times ends without an answer', async t => {
    const views = Array.from({length: 40}, (_, i) => `CREATE VIEW v${i + 1} AS SELECT a.x FROM v${i} a, v${i} b;`);
    const path = database(t, `CREATE TABLE t(x); CREATE VIEW v0 AS SELECT x FROM t; ${views.join(' ')}`);
    const answer = await ask(path, 'SELECT * FROM v40', {timeout: 3000});
    // SQLite's own limit of references, the memory or the time: what comes first depends on the machine.
    assert.ok(answer.kind === 'timeout' || answer.kind === 'error', answer.kind);
    assert.deepEqual(readdirSync(join(path, '..')), ['a.db']);
  });
});

suite('A question that lasts for ever', () => {
  const FOR_EVER = `${ENDLESS} SELECT count(*) FROM n`;

  for (const [how, mode] of [
    ['', 'DELETE'],
    [' of a database in WAL mode', 'WAL'],
  ]) {
    test(`ends with its time${how}: its process is gone and leaves no file`, async t => {
      const path = database(t, `PRAGMA journal_mode = ${mode}; ${ROWS}`);
      const child = entryThatTells(temporaryFolder(t));
      const started = performance.now();
      const answer = await openSqlite(child.url, SILENT).query(path, question(FOR_EVER, {timeout: 4000}), NEVER);
      assert.deepEqual(answer, {kind: 'timeout', reason: 'it was not done after 4 s'});
      assert.ok(performance.now() - started < 4000 + 3000);
      assert.ok(child.pid() > 0);
      assert.equal(isRunning(child.pid()), false);
      assert.deepEqual(readdirSync(join(path, '..')), ['a.db']);
    });
  }

  test('ends with the whole step, which is no answer', async t => {
    const path = database(t, ROWS);
    const child = entryThatTells(temporaryFolder(t));
    const cancel = new AbortController();
    const asked = openSqlite(child.url, SILENT).query(path, question(FOR_EVER), cancel.signal);
    asked.catch(() => {});
    await until(() => child.pid() > 0, 30, 'the child starts');
    cancel.abort();
    await assert.rejects(asked, error => isRestoreError(error, 'cancelled'));
    assert.equal(isRunning(child.pid()), false);
  });
});

suite('A question that takes too much', () => {
  for (const [what, sql] of [
    ['values', 'SELECT zeroblob(500000000) AS a, zeroblob(500000000) AS b, zeroblob(500000000) AS c'],
    ['what it gathers', `${ENDLESS} SELECT count(*) FROM (SELECT DISTINCT i || hex(zeroblob(500000)) FROM n)`],
    ['what it sorts', `${ENDLESS} SELECT i || hex(zeroblob(500000)) AS r FROM n ORDER BY r`],
    [
      'what it has seen in a recursion',
      "WITH RECURSIVE n(i, x) AS (SELECT 1, '' UNION SELECT i + 1, hex(zeroblob(500000)) FROM n) SELECT count(*) FROM n",
    ],
  ] as const) {
    test(`memory for ${what} is ended before it has the machine’s`, async t => {
      const path = database(t, ROWS);
      const child = entryThatTells(temporaryFolder(t));
      const files = new Set<string>();
      const asked = openSqlite(child.url, SILENT).query(path, question(sql, {maxRows: 1_000_000}), NEVER);
      const watch = setInterval(() => openFiles(child.pid()).forEach(file => files.add(file)), 20);
      t.after(() => clearInterval(watch));
      assert.deepEqual(await asked, {kind: 'error', reason: 'it needs more than 768 MiB of memory'});
      // What it gathered was in memory: a temporary file could have filled the disk unseen.
      assert.deepEqual(
        [...files].filter(file => file.includes('etilqs')),
        [],
      );
      assert.equal(isRunning(child.pid()), false);
    });
  }
});

/** Files that a process has open, deleted ones too; none where there is no /proc. */
function openFiles(pid: number): readonly string[] {
  const folder = `/proc/${pid}/fd`;
  try {
    return existsSync(folder) ? readdirSync(folder).map(name => readlinkSync(join(folder, name))) : [];
  } catch {
    // It ended meanwhile.
    return [];
  }
}

suite('Questions at the same time', () => {
  test('to one database in WAL mode are all answered, and leave no file', async t => {
    const path = database(t, `PRAGMA journal_mode = WAL; ${ROWS}`);
    const sqlite = openSqlite(ENTRY, SILENT);
    const answers = await Promise.all(
      Array.from({length: 6}, (_, i) => sqlite.query(path, question(`SELECT a FROM t WHERE a > ${90 + i}`), NEVER)),
    );
    assert.deepEqual(
      answers.map(answer => answer.kind === 'rows' && answer.total),
      [10, 9, 8, 7, 6, 5],
    );
    assert.deepEqual(readdirSync(join(path, '..')), ['a.db']);
  });

  test('are not asked of a database with side files, which would be another one', async t => {
    const path = database(t, ROWS);
    withDatabase(`${path}-wal`, db => db.exec('CREATE TABLE t(a)'));
    await assert.rejects(ask(path, 'SELECT 1'), error => isRestoreError(error, 'check-failed'));
    assert.ok(existsSync(`${path}-wal`));
  });
});
