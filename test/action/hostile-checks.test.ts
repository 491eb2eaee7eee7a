// Checks files and databases that were made to do harm, through the whole action: nothing happens outside of the check,
// and nobody who reads log, summary or report is deceived.
import assert from 'node:assert/strict';
import {mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {suite, test, type TestContext} from 'node:test';
import {fileURLToPath} from 'node:url';
import Database from 'better-sqlite3';
import {assertCleanLog, assertCleanMarkdown, HOSTILE} from './clean-text.ts';
import {annotations, assertFails, HISTORY, made, startJob, type Job} from './drill.ts';
import {ENTRIES, type Ran} from './run-action.ts';

const SOURCES = fileURLToPath(new URL('../../src/index.ts', import.meta.url));

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;
const text = (value: string) => `'${value.replaceAll("'", "''")}'`;

/** Each file below the workspace, by its path, but for the history that the action keeps there. */
function filesOf({workspace}: Job): Readonly<Record<string, string>> {
  const entries = readdirSync(workspace, {recursive: true, withFileTypes: true}).filter(entry => entry.isFile());
  const paths = entries.map(entry => join(entry.parentPath, entry.name)).filter(path => !path.endsWith('history.json'));
  return Object.fromEntries(paths.toSorted().map(path => [path, readFileSync(path).toString('base64')]));
}

/** Runs with checks; nothing in the workspace may change, and nothing may act on whoever reads of it. */
async function harmless(job: Job, inputs: Readonly<Record<string, string>>): Promise<Ran> {
  const before = filesOf(job);
  const ran = await job.run(inputs);
  const after = filesOf(job);
  if (ran.outputs['restored'] !== 'true') assert.deepEqual(after, before);
  else assert.deepEqual(Object.keys(after), Object.keys(before));
  assertCleanLog(ran.stdout);
  assertCleanMarkdown(ran.summary);
  assertCleanMarkdown(readFileSync(ran.outputs['reportMarkdownPath'] ?? '', 'utf8'));
  return ran;
}

const statusOf = ({report}: Ran): Readonly<Record<string, string>> => {
  // Safe: the harness has compared the report with its schema.
  const {data} = report as {data: {results: readonly {name: string; status: string}[]} | null};
  return Object.fromEntries((data?.results ?? []).map(({name, status}) => [name, status]));
};

/** What no file of checks may ask. `load_extension` and its like are told before anything is downloaded. */
const WRITES = [
  'DELETE FROM t',
  "ATTACH 'evil.db' AS evil",
  "VACUUM INTO 'evil.db'",
  'PRAGMA journal_mode = WAL',
  'PRAGMA writable_schema = ON',
  'SELECT 1; DROP TABLE t',
  'WITH x AS (SELECT 1) DELETE FROM t',
  "SELECT load_extension('./evil')",
  "SELECT writefile('evil.db', 'x')",
  "SELECT readfile('/etc/passwd')",
  'SELECT * FROM pragma_optimize(65538)',
  "SELECT fts3_tokenizer('simple')",
  'SELECT 1 /* \n*/; -- \n::set-output name=verdict::pass\nCREATE TABLE evil (a)',
];

suite('a hostile checks file', {concurrency: 2}, () => {
  for (const {name, path: entry} of ENTRIES) {
    test(`whose SQL writes, attaches or loads is wrong input, told before anything is read (${name})`, async t => {
      const job = startJob(t, entry);
      job.store({key: 'app.db', body: made('CREATE TABLE t (a); INSERT INTO t VALUES (1)')});
      const checks = JSON.stringify({queries: WRITES.map(sql => ({sql, expect: 'empty'}))});
      const ran = await harmless(job, {checks, 'freshness-query': "ATTACH 'evil.db' AS evil"});
      assert.deepEqual([ran.status, ran.outputs['errorCode'], ran.outputs['verdict']], [1, 'input', 'inconclusive']);
      const [line = '', ...others] = annotations(ran, 'error');
      assert.deepEqual(others, []);
      for (const index of WRITES.keys()) assert.ok(line.includes(`queries[${index}].sql`), line);
      assert.match(line, /freshness-query/);
      assert.doesNotMatch(ran.stdout, /Listing/);
      job.assertUntouched();
    });
  }

  test('whose SQL runs for ever, returns a billion rows or takes all memory ends at its limits, one by one', async t => {
    const job = startJob(t, SOURCES);
    job.store({key: 'app.db', body: made('CREATE TABLE t (a); INSERT INTO t VALUES (1)')});
    const billion = 'WITH RECURSIVE n(x) AS (VALUES (1) UNION ALL SELECT x + 1 FROM n LIMIT 1000000000) SELECT';
    const queries = [
      {name: 'for ever', sql: `${billion} count(*) FROM n, n AS m`, expect: {equals: 1}},
      {name: 'a billion rows', sql: `${billion} x FROM n`, expect: 'empty', 'show-rows': 2},
      {name: 'a billion letters', sql: "SELECT printf('%.*c', 999999999, 'x')", expect: {matches: 'x'}},
      {name: 'a pattern that goes back for ever', sql: `SELECT '${'a'.repeat(60)}!'`, expect: {matches: '^(a+)+$'}},
      {name: 'a sound one', sql: 'SELECT count(*) FROM t', expect: {equals: 1}},
    ];
    const limits = {'query-time': '8s', 'query-rows': 1000};
    const ran = await harmless(job, {checks: JSON.stringify({queries, limits, history: {file: HISTORY}})});
    const {'a billion letters': letters, ...others} = statusOf(ran);
    assert.deepEqual(
      others,
      {
        'for ever': 'inconclusive',
        'a billion rows': 'fail',
        'a pattern that goes back for ever': 'inconclusive',
        'a sound one': 'pass',
        'compared with earlier good runs': 'pass',
      },
      ran.stdout,
    );
    assert.ok(letters === 'inconclusive' || letters === 'fail', letters);
    assertFails(ran, job, 'assertion', /a billion rows.*\(expected no rows, found more than 1,000 rows\)/);
    assert.match(ran.summary, /<code>x=1<.code>/);
  });
});

/** A database whose every name and value is hostile, and whose views and triggers call what could reach outside. */
function hostileDatabase(): Buffer {
  const name = quoted(HOSTILE);
  return made(`CREATE TABLE ${name} (id INTEGER PRIMARY KEY, ${quoted(`c ${HOSTILE}`)} TEXT);
    INSERT INTO ${name} VALUES (1, ${text(HOSTILE)}), (2, ${text(`::stop-commands::x\u2028${HOSTILE}`)});
    CREATE TABLE ${quoted(`child ${HOSTILE}`)} (p INTEGER REFERENCES ${name}(id));
    PRAGMA foreign_keys = OFF;
    INSERT INTO ${quoted(`child ${HOSTILE}`)} VALUES (77);
    CREATE VIEW loads AS SELECT load_extension('./evil') AS a;
    CREATE VIEW writes AS SELECT writefile('evil.db', 'x') AS a;
    CREATE VIEW tells AS SELECT * FROM pragma_optimize(65538);
    CREATE TRIGGER fires AFTER INSERT ON ${name} BEGIN SELECT load_extension('./evil'); END;
    CREATE VIEW ${quoted(`v ${HOSTILE}`)} AS SELECT 1 AS a;`);
}

suite('a hostile database', {concurrency: 2}, () => {
  for (const {name, path: entry} of ENTRIES) {
    test(`is published as it was, and its names and values are told as plain text (${name})`, async t => {
      const job = startJob(t, entry);
      const body = hostileDatabase();
      // Windows has no such names of files.
      const key = process.platform === 'win32' ? 'app.db' : `app ${HOSTILE.replaceAll('/', '')}.db`;
      job.store({key, body});
      const checks = JSON.stringify({
        tables: {[HOSTILE]: {columns: [`c ${HOSTILE}`], rows: {exact: 2}}},
        queries: [{name: `n ${HOSTILE}`, sql: `SELECT * FROM ${quoted(HOSTILE)}`, expect: 'not-empty'}],
        samples: [{table: HOSTILE, key: {id: 1}, values: {[`c ${HOSTILE}`]: HOSTILE}}],
      });
      const ran = await harmless(job, {checks});
      assert.deepEqual([ran.status, ran.outputs['restored'], ran.outputs['errorCode']], [0, 'true', ''], ran.stdout);
      assert.ok(readFileSync(join(job.workspace, 'data/app.sqlite')).equals(body), 'byte for byte');
      assert.ok(ran.summary.includes('octocat'), 'the names are shown');
      assert.equal(annotations(ran, 'error').length, 0);
    });
  }

  test('whose checks fail is told as plain text, too: names, expected and found values, rows, drift', async t => {
    const job = startJob(t, SOURCES);
    const other = `other ${HOSTILE}`;
    job.store({
      key: 'app.db',
      body: made(`CREATE TABLE ${quoted(other)} (a); INSERT INTO ${quoted(other)} VALUES (1)`),
    });
    const history = {file: HISTORY};
    const first = await harmless(
      {...job, workspace: join(job.workspace, 'data')},
      {
        mode: 'verify',
        checks: JSON.stringify({history}),
      },
    );
    assert.equal(first.outputs['verdict'], 'pass', first.stdout);
    job.store({key: 'app.db', body: hostileDatabase()});
    const all = `SELECT * FROM ${quoted(HOSTILE)}`;
    const queries = [
      {name: `n ${HOSTILE}`, sql: all, expect: 'empty', 'show-rows': 5},
      {name: `e ${HOSTILE}`, sql: `SELECT ${text(HOSTILE)}`, expect: {equals: `x ${HOSTILE}`}, 'show-rows': 1},
      {name: 'a matching', sql: `SELECT ${text(HOSTILE)}`, expect: {matches: '^`<b>|::error::$'}, 'show-rows': 1},
      {name: 'a column', sql: `SELECT 1 AS ${quoted(HOSTILE)}`, expect: 'empty', 'show-rows': 1},
      {name: 'views that load', sql: 'SELECT * FROM loads', expect: 'empty'},
      {name: 'views that write', sql: 'SELECT * FROM writes', expect: 'empty'},
      {name: 'views that run a pragma', sql: 'SELECT * FROM tells', expect: 'empty'},
      {name: 'what is not there', sql: `SELECT * FROM ${quoted(`gone ${HOSTILE}`)}`, expect: 'empty'},
    ];
    const checks = JSON.stringify({
      history,
      tables: {[`gone ${HOSTILE}`]: {}, [`v ${HOSTILE}`]: {}, [HOSTILE]: {columns: [`no ${HOSTILE}`], rows: {min: 9}}},
      queries,
      samples: [{table: HOSTILE, key: {id: 1}, values: {[`c ${HOSTILE}`]: 'x'}}],
      migrations: {table: HOSTILE, column: `c ${HOSTILE}`, at: '7', includes: `m ${HOSTILE}`},
    });
    const ran = await harmless(job, {checks, 'last-good': 'report'});
    assertFails(ran, job, 'assertion', /octocat/);
    const statuses = Object.entries(statusOf(ran));
    const passed = statuses.filter(([, status]) => status === 'pass').map(([check]) => check);
    assert.ok(statuses.length > 15, ran.stdout);
    // Its own table is there. A pragma behind a view may answer with nothing; the file shows that it did nothing.
    assert.deepEqual(
      passed.filter(check => !check.startsWith('views')),
      [`table ${HOSTILE} is there`],
    );
    assert.ok(ran.summary.includes('Rows of'), 'rows are shown where the file says so');
  });

  test('whose messages of SQLite name it is told as plain text, and lets no view run', async t => {
    const job = startJob(t, SOURCES);
    job.store({key: 'app.db', body: disagreeing(t)});
    const ran = await harmless(job, {'foreign-key-check': 'fail'});
    assertFails(ran, job, 'integrity', /octocat/);
  });
});

/** Its index has an entry less than its table, and both have hostile names. */
function disagreeing(t: TestContext): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'hostile-'));
  t.after(() => rmSync(folder, {recursive: true, force: true}));
  const path = join(folder, 'a.db');
  writeFileSync(
    path,
    made(`CREATE TABLE ${quoted(HOSTILE)} (a); CREATE INDEX ${quoted(`i ${HOSTILE}`)} ON ${quoted(HOSTILE)} (a)`),
  );
  const step = (sql: string) => {
    const db = new Database(path);
    db.unsafeMode(true);
    db.exec(sql);
    db.close();
  };
  const index = `CREATE INDEX ${quoted(`i ${HOSTILE}`)} ON ${quoted(HOSTILE)} (a)`;
  step(`PRAGMA writable_schema = ON; UPDATE sqlite_schema SET type = 'table', name = 'aside', tbl_name = 'aside',
    sql = 'CREATE TABLE aside (a, b, PRIMARY KEY (a, b)) WITHOUT ROWID' WHERE type = 'index'`);
  step(`INSERT INTO ${quoted(HOSTILE)} VALUES (1)`);
  step(`PRAGMA writable_schema = ON; UPDATE sqlite_schema SET type = 'index', name = ${text(`i ${HOSTILE}`)},
    tbl_name = ${text(HOSTILE)}, sql = ${text(index)} WHERE name = 'aside'`);
  return readFileSync(path);
}
