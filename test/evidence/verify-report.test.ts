// A report that a run wrote, looked at again later: the terminal command as people start it.
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {copyFileSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {DatabaseSync} from 'node:sqlite';
import {suite, test, type TestContext} from 'node:test';
import {ENTRIES, runAction} from '../action/run-action.ts';
import {databaseBytes, putObject} from '../action/small-backup.ts';
import {jobFolders} from '../action/run-action.ts';

const [SOURCES] = ENTRIES;
const entry = SOURCES?.path ?? assert.fail();

/** A verified backup, its report, and the folders it lies in. */
async function verified(t: TestContext) {
  const folders = jobFolders(t);
  const bucket = join(folders.workspace, 'bucket');
  putObject(bucket, 'app/app.db', databaseBytes());
  const run = async () => runAction(t, {folders, inputs: {bucket: './bucket', prefix: 'app/', mode: 'verify'}});
  const ran = await run();
  assert.equal(ran.status, 0, ran.stdout);
  return {
    ...folders,
    bucket,
    report: ran.outputs['reportPath'] ?? '',
    markdown: ran.outputs['reportMarkdownPath'] ?? '',
    run,
  };
}

function verify(folder: string, ...args: readonly string[]) {
  const {status, stdout, stderr} = spawnSync(process.execPath, [entry, 'verify-report', ...args], {
    cwd: folder,
    encoding: 'utf8',
    timeout: 60_000,
    env: {PATH: process.env['PATH'], HOME: folder, TMPDIR: folder},
  });
  return {status, stdout, stderr};
}

type Json = Record<string, unknown>;
// Safe: the action wrote it, and its form has a test of its own.
const read = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as Json;

suite('a report', () => {
  test('holds against its own hashes, the bucket and the database', async t => {
    const {workspace, bucket, report} = await verified(t);
    const same = verify(
      workspace,
      report,
      '--bucket',
      './bucket',
      '--prefix',
      'app/',
      '--file',
      join(bucket, 'app/app.db'),
    );
    assert.equal(same.status, 0, same.stdout + same.stderr);
    assert.match(same.stdout, /^ok {3}the evidence hash$/m);
    assert.match(same.stdout, /^ok {3}1 object in the bucket$/m);
    assert.match(same.stdout, /^ok {3}SHA-256 of the file$/m);
    assert.match(same.stdout, /^The report holds\.$/m);
  });

  test('of a second run over the same backup differs only in what belongs to the run', async t => {
    const {report, run} = await verified(t);
    const again = await run();
    const first = read(report);
    const second = read(again.outputs['reportPath'] ?? '');
    assert.notDeepEqual(first['run'], second['run']);
    assert.deepEqual({...first, run: 0, seal: 0}, {...second, run: 0, seal: 0});
  });

  test('does not hold when a field of it was changed', async t => {
    const {workspace, report} = await verified(t);
    const changes: readonly [RegExp, (whole: Json) => void][] = [
      [/FAIL the seal/, whole => Object.assign(whole['outcome'] as Json, {verdict: 'inconclusive'})],
      [/FAIL the seal/, whole => Object.assign(whole['run'] as Json, {finishedAt: '2026-01-01T00:00:00Z'})],
      [/FAIL the evidence hash/, whole => Object.assign(whole['database'] as Json, {sha256: '0'.repeat(64)})],
      [/FAIL the plan’s hash/, whole => Object.assign(whole['plan'] as Json, {snapshotKey: 'other'})],
      [
        /FAIL the evidence hash/,
        whole => Object.assign(((whole['data'] as Json)['tables'] as Json[])[0] ?? {}, {rows: 21}),
      ],
      [/FAIL the evidence hash/, whole => Object.assign((whole['plan'] as Json)['proof'] as Json, {word: 'complete'})],
    ];
    for (const [pattern, change] of changes) {
      const whole = read(report);
      change(whole);
      const path = join(workspace, 'changed.json');
      writeFileSync(path, JSON.stringify(whole));
      const changed = verify(workspace, path);
      assert.equal(changed.status, 1);
      assert.match(changed.stdout, pattern);
      assert.match(changed.stdout, /The report does not hold/);
    }
  });

  test('does not hold when an object has other bytes or is gone', async t => {
    const {workspace, bucket, report} = await verified(t);
    putObject(bucket, 'app/app.db', databaseBytes(2_000));
    const other = verify(workspace, report, '--bucket', './bucket', '--prefix', 'app/');
    assert.equal(other.status, 1);
    assert.match(other.stdout, /FAIL (?:size|ETag) of app\/app\.db: the report says .*, found /);
    rmSync(join(bucket, 'app/app.db'));
    const gone = verify(workspace, report, '--bucket', './bucket', '--prefix', 'app/');
    assert.equal(gone.status, 1);
    assert.match(gone.stdout, /FAIL app\/app\.db: it is not in the bucket any more/);
  });

  test('holds for a file with other bytes and the same rows, and for no other', async t => {
    const {workspace, bucket, report} = await verified(t);
    const file = join(workspace, 'later.db');
    copyFileSync(join(bucket, 'app/app.db'), file);
    const change = (sql: string) => {
      const db = new DatabaseSync(file);
      db.exec(sql);
      db.close();
    };
    change('PRAGMA page_size = 512; VACUUM');
    const vacuumed = verify(workspace, report, '--file', 'later.db');
    assert.equal(vacuumed.status, 0, vacuumed.stdout);
    assert.match(vacuumed.stdout, /other bytes, and the same rows in every table/);
    const whole = read(report);
    // Safe: as above.
    const data = whole['data'] as Json;
    const tables = data['tables'] as readonly Json[];
    const uncompared: readonly [RegExp, Json][] = [
      [/FAIL table other: the report has no hash of it/, {tables: [...tables, {name: 'other', rows: 1, hash: null}]}],
      [/FAIL 2 more tables: the report does not name them/, {tableCount: 3}],
    ];
    for (const [pattern, fields] of uncompared) {
      writeFileSync(join(workspace, 'less.json'), JSON.stringify({...whole, data: {...data, ...fields}}));
      assert.match(verify(workspace, 'less.json', '--file', 'later.db').stdout, pattern);
    }
    change('CREATE TRIGGER quiet AFTER INSERT ON account BEGIN SELECT 1; END');
    assert.match(verify(workspace, report, '--file', 'later.db').stdout, /FAIL schema fingerprint/);
    change('DROP TRIGGER quiet');
    change("UPDATE account SET name = 'x' WHERE id = 7");
    const changed = verify(workspace, report, '--file', 'later.db');
    assert.equal(changed.status, 1);
    assert.match(changed.stdout, /FAIL logical hash of table account/);
    change('DROP TABLE account; CREATE TABLE other (a)');
    const dropped = verify(workspace, report, '--file', 'later.db');
    assert.equal(dropped.status, 1);
    assert.match(dropped.stdout, /FAIL table other: the report does not know it/);
  });

  test('that is none is refused in one line that says why', async t => {
    const {workspace, report} = await verified(t);
    const path = join(workspace, 'no-report.json');
    const texts: readonly [string, RegExp][] = [
      ['', /Unexpected end of JSON/],
      ['[]', /the report is no object/],
      ['{"schema": "restore-sqlite/report/1"}', /its schema is "restore-sqlite\/report\/1"/],
      [JSON.stringify({...read(report), plan: null}), /restored nothing/],
      [JSON.stringify({...read(report), plan: {hash: 1}}), /plan\.hash is no text/],
    ];
    for (const [content, pattern] of texts) {
      writeFileSync(path, content);
      const refused = verify(workspace, path);
      assert.equal(refused.status, 1);
      assert.match(refused.stderr, pattern);
      assert.equal(refused.stderr.trim().split('\n').length, 1, refused.stderr);
    }
    assert.match(verify(workspace, 'nowhere.json').stderr, /The report cannot be read: nowhere\.json/);
    assert.match(verify(workspace).stderr, /The report is missing/);
    assert.match(verify(workspace, report, '--file').stderr, /--file needs a path/);
    assert.match(verify(workspace, '--help').stdout, /verify-report REPORT\.json/);
  });

  test('for people has the hashes, the objects, the tables and the checks', async t => {
    const {markdown, report} = await verified(t);
    const text = readFileSync(markdown, 'utf8');
    const whole = read(report);
    for (const part of [whole['evidence'], (whole['plan'] as Json)['hash'], (whole['database'] as Json)['sha256']]) {
      assert.ok(typeof part === 'string' && text.includes(part));
    }
    assert.match(text, /\| <code>app\/app\.db<\/code> \| [\d,]+ \| <code>/);
    assert.match(text, /\| <code>account<\/code> \| 20 \| <code>[0-9a-f]{64}<\/code> \|/);
    assert.match(text, /\| integrity_check \| ✅&#160;pass \|/);
  });
});
