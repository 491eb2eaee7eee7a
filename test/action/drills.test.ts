// Each of the drills that cannot fail where they are written by hand, fails here: whole runs of the action.
import assert from 'node:assert/strict';
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {suite, test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {startS3} from '../servers/s3.ts';
import {agedHistory, annotations, assertFails, DAY, HISTORY, HOUR, startJob, type Stored} from './drill.ts';
import {disagreeingIndex, onlyHeader, shop, walThatStays} from './drill-databases.ts';
import {ENTRIES, type Cleanup} from './run-action.ts';
import {databaseBytes} from './small-backup.ts';

const SOURCES = fileURLToPath(new URL('../../src/index.ts', import.meta.url));

const ENDLESS = 'WITH RECURSIVE n(x) AS (VALUES (1) UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n';
const NEWEST_INVOICE = 'SELECT max(created_at) FROM invoice';
const SLOW = `limits: {query-time: 1s}
queries:
  - {name: a slow question, sql: ${ENDLESS}, expect: {equals: 1}}`;
const KEPT = `history: {file: ${HISTORY}}`;

type Drill = {
  readonly title: string;
  readonly object: (t: Cleanup) => Omit<Stored, 'key'>;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly code: string;
  /** The one line: which check, what it expected, what it found. */
  readonly says: RegExp;
};

const DRILLS: readonly Drill[] = [
  {
    title: 'a database without rows',
    object: () => ({body: databaseBytes(0)}),
    code: 'hollow',
    says: /has no rows: app\/app\.db \(expected at least one user table with a row, found 1 user table/,
  },
  {
    title: 'only the header of a database in WAL mode, as cp takes it',
    object: t => ({body: onlyHeader(t)}),
    code: 'hollow',
    says: /has no tables: app\/app\.db \(expected at least one user table with a row, found /,
  },
  {
    title: 'an index that disagrees with its table',
    object: t => ({body: disagreeingIndex(t)}),
    code: 'integrity',
    says: /by_name.*: app\/app\.db \(expected integrity_check ok, found \d messages?\)/,
  },
  {
    title: 'rows without their parent',
    object: () => ({body: shop('PRAGMA foreign_keys = OFF; INSERT INTO invoice (customer_id) VALUES (77), (78)')}),
    inputs: {'foreign-key-check': 'fail'},
    code: 'foreign-keys',
    says: /2 rows refer to a parent .*: table invoice, parent customer \(expected 0, found 2\)/,
  },
  {
    title: 'a table that is gone',
    object: () => ({body: shop('DROP TABLE invoice')}),
    inputs: {checks: `${KEPT}\ntables: {invoice: {rows: {min: 1}}}`},
    code: 'assertion',
    says: /table invoice is there.*\(expected a table, found no such table\)/,
  },
  {
    title: 'a migration that is missing',
    object: () => ({body: shop()}),
    inputs: {checks: `${KEPT}\nmigrations: {table: migration, column: version, at: '20260401120000'}`},
    code: 'assertion',
    says: /newest migration in migration\.version.*\(expected 20260401120000, found 20260301120000\)/,
  },
  {
    title: 'a copy of an hour ago whose newest row is three days old',
    object: () => ({body: shop('UPDATE invoice SET created_at = created_at - 3 * 86400')}),
    inputs: {'max-age': '24h', 'freshness-query': NEWEST_INVOICE},
    code: 'stale',
    says: /newest time in the data.*\(expected not older than 24 h.*, found 20\d\d-\d\d-\d\dT.*3 d.* old\)/,
  },
  {
    title: 'a newest backup of three days ago',
    object: () => ({body: shop(), age: 3 * DAY}),
    inputs: {'max-age': '24h'},
    code: 'stale',
    says: /age of the restore point.*\(expected not older than 24 h.*, found at least 3 d.* old /,
  },
  {
    title: 'a clock that is two days ahead, where a doubt is to fail',
    object: () => ({body: shop(), age: -2 * DAY}),
    inputs: {'max-age': '24h', 'on-inconclusive': 'fail'},
    code: 'inconclusive',
    says: /age of the restore point: expected not older than 24 h.*, found .* after this machine’s clock: a clock is wrong/,
  },
  {
    title: 'a question that never ends, where a doubt is to fail',
    object: () => ({body: shop()}),
    inputs: {checks: SLOW, 'on-inconclusive': 'fail'},
    code: 'inconclusive',
    says: /a slow question: expected the value 1, found no answer: it was not done after 1 s/,
  },
];

for (const {name, path: entry} of ENTRIES) {
  suite(`a drill that cannot fail, fails here (${name})`, {concurrency: 2}, () => {
    for (const {title, object, inputs = {}, code, says} of DRILLS) {
      test(`${title}: ${code}`, async t => {
        const job = startJob(t, entry);
        job.store({key: 'app.db', ...object(t)});
        assertFails(await job.run(inputs), job, code, says);
      });
    }
  });
}

suite('what leaves a doubt or a warning', {concurrency: 2}, () => {
  for (const [title, age, inputs, says] of [
    ['a clock that is two days ahead', -2 * DAY, {'max-age': '24h'}, /a clock is wrong/],
    ['a question that never ends', HOUR, {checks: SLOW}, /a slow question: expected the value 1, found no answer/],
  ] as const) {
    test(`${title}: inconclusive, and the step goes on`, async t => {
      const job = startJob(t, SOURCES);
      job.store({key: 'app.db', body: shop(), age});
      const ran = await job.run(inputs);
      const {restored, verdict, errorCode} = ran.outputs;
      assert.deepEqual([ran.status, restored, verdict, errorCode], [0, 'true', 'inconclusive', ''], ran.stdout);
      const [line = ''] = annotations(ran, 'warning').filter(text => text.startsWith('restore-sqlite: inconclusive'));
      assert.match(line, says);
      assert.match(ran.summary, /^## ⚠️ .*: inconclusive\n/);
    });
  }

  test('a table that loses 6 % of its rows is a warning, and one that then loses half of them is a failure', async t => {
    const job = startJob(t, SOURCES);
    const inputs = {checks: KEPT};
    job.store({key: 'app.db', body: databaseBytes(1000)});
    assert.equal((await job.run({...inputs, mode: 'verify'})).outputs['verdict'], 'pass');
    job.store({key: 'app.db', body: databaseBytes(940)});
    const second = await job.run({...inputs, mode: 'verify'});
    assert.deepEqual([second.status, second.outputs['verdict']], [0, 'pass'], second.stdout);
    const [warning = ''] = annotations(second, 'warning');
    assert.match(
      warning,
      /rows of table account: expected no fall of 5 % or more: 1,000 rows .*, found 940 rows \(−6 %\)/,
    );
    job.store({key: 'app.db', body: databaseBytes(470)});
    const says = /rows of table account.*\(expected no fall of 50 % or more: 940 rows .*, found 470 rows \(−50 %\)\)/;
    assertFails(await job.run(inputs), job, 'drift', says);
  });

  test('a table that the last good run had, and a schema that changed, fail without being named', async t => {
    const job = startJob(t, SOURCES);
    job.store({key: 'app.db', body: shop()});
    const checks = `${KEPT}\ndrift: {schema: fail}`;
    assert.equal((await job.run({checks, mode: 'verify'})).outputs['verdict'], 'pass');
    job.store({key: 'app.db', body: shop('ALTER TABLE customer ADD COLUMN email')});
    assertFails(
      await job.run({checks}),
      job,
      'drift',
      /: schema.*\(expected the schema of the run of .*, found another one /,
    );
    job.store({key: 'app.db', body: shop('DROP TABLE invoice')});
    const says = /: table invoice.*\(expected the table, with 2 rows in the last good run, found no such table\)/;
    assertFails(await job.run({checks: KEPT}), job, 'drift', says);
  });

  test('a schema has to have the fingerprint that is in the repository, once it is there', async t => {
    const job = startJob(t, SOURCES);
    const checks = `${KEPT}\nschema: schema.fingerprint`;
    job.store({key: 'app.db', body: shop()});
    const first = await job.run({checks, mode: 'verify'});
    assert.equal(first.outputs['verdict'], 'inconclusive', first.stdout);
    const [fingerprint = ''] = /[0-9a-f]{64}(?=: when it is right)/.exec(first.stdout) ?? [];
    writeFileSync(join(job.workspace, 'schema.fingerprint'), fingerprint);
    assert.equal((await job.run({checks, mode: 'verify'})).outputs['verdict'], 'pass');
    job.store({key: 'app.db', body: shop('ALTER TABLE customer ADD COLUMN email')});
    const says = new RegExp(`fingerprint in schema\\.fingerprint.*\\(expected ${fingerprint}, found [0-9a-f]{64}\\)`);
    assertFails(await job.run({checks}), job, 'assertion', says);
  });
});

suite('an old backup that is still being uploaded', {concurrency: 2}, () => {
  const STALLED =
    /the writer captures new data.*\(expected uploads hold the same data for no longer than .*, found the same bytes since .*while the newest object is of /;

  test('equal snapshots, one a day: stale', async t => {
    const job = startJob(t, SOURCES);
    const body = shop('UPDATE invoice SET created_at = created_at - 4 * 86400');
    const objects = [4, 3, 2, 1].map(day => {
      const time = Date.now() - day * DAY + 23 * HOUR;
      return {key: `app/app-${new Date(time).toISOString().slice(0, 10)}.db`, body, lastModified: time};
    });
    const server = await startS3(objects);
    t.after(() => server.close());
    const ran = await job.run({
      bucket: server.bucket,
      endpoint: server.endpoint,
      region: server.region,
      'access-key-id': server.credentials.accessKeyId,
      'secret-access-key': server.credentials.secretAccessKey,
      'max-age': '26h',
    });
    assertFails(ran, job, 'stale', STALLED);
  });

  test('the same WAL every night: stale', async t => {
    const job = startJob(t, SOURCES);
    const objects = walThatStays(t);
    const inputs = {'max-age': '26h', checks: KEPT};
    job.store(...objects);
    const first = await job.run({...inputs, mode: 'verify'});
    assert.equal(first.status, 0, first.stdout);
    agedHistory(job, 2 * DAY);
    job.store(...objects);
    assertFails(await job.run(inputs), job, 'stale', STALLED);
  });
});
