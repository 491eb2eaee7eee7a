// The checks of the data through the whole action: what passes, what fails, and what is never printed.
import assert from 'node:assert/strict';
import {existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {suite, test, type TestContext} from 'node:test';
import {ENTRIES, jobFolders, runAction, type Inputs} from './run-action.ts';
import {databaseBytes, putObject} from './small-backup.ts';

const BYTES = databaseBytes();

async function restore(t: TestContext, entry: string, inputs: Inputs, files: Readonly<Record<string, string>> = {}) {
  const folders = jobFolders(t);
  putObject(join(folders.workspace, 'bucket'), 'app/app.db', BYTES);
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folders.workspace, name), content);
  mkdirSync(join(folders.workspace, 'data'));
  writeFileSync(join(folders.workspace, 'data', 'app.sqlite'), '');
  const given = {bucket: './bucket', prefix: 'app/', 'db-path': 'data/app.sqlite', ...inputs};
  const ran = await runAction(t, {entry, inputs: given, folders, env: {HEARTBEAT_URL: SECRET}});
  return {...ran, target: () => readFileSync(join(folders.workspace, 'data', 'app.sqlite'))};
}

/** Nobody listens there. */
const SECRET = 'http://127.0.0.1:9/ping/s3cr3t-s3cr3t';

for (const {name, path: entry} of ENTRIES) {
  suite(`checks of the data (${name})`, () => {
    test('that pass publish the database', async t => {
      const checks = `
tables: {account: {columns: [id, name], rows: {min: 20}}}
queries: [{name: names are there, sql: SELECT id FROM account WHERE name = '', expect: empty}]`;
      const ran = await restore(t, entry, {checks});
      assert.equal(ran.status, 0, ran.stdout);
      assert.deepEqual([ran.outputs['restored'], ran.outputs['verdict']], ['true', 'pass']);
      assert.deepEqual(ran.target(), BYTES);
      assert.match(ran.summary, /names are there/);
    });

    test('of a file that fail publish nothing, and say what was expected and found', async t => {
      const ran = await restore(
        t,
        entry,
        {checks: 'checks.yml', 'last-good': 'off'},
        {'checks.yml': 'tables:\n  account: {rows: {min: 21}}\n  invoice: {}\n'},
      );
      assert.equal(ran.status, 1, ran.stdout);
      assert.deepEqual(
        ['restored', 'verdict', 'errorCode'].map(output => ran.outputs[output]),
        ['false', 'fail', 'assertion'],
      );
      assert.equal(ran.target().length, 0);
      assert.match(ran.stdout, /::error.*expected at least 21 rows, found 20 rows/);
      assert.match(ran.summary, /at least 21 rows/);
      assert.match(ran.summary, /no such table/);
    });

    test('that are wrong are told before anything is looked at, together with wrong inputs', async t => {
      const ran = await restore(t, entry, {
        bucket: './nowhere',
        checks: 'tabels: {}\nheartbeat: "https://me:s3cr3t-s3cr3t@hc.example/"',
        'max-age': '1 day',
        'freshness-query': 'DROP TABLE account',
      });
      assert.equal(ran.outputs['errorCode'], 'input');
      assert.match(ran.stdout, /4 inputs are wrong: /);
      assert.match(ran.stdout, /`checks`: tabels \(line 1\) is not known; did you mean tables\?/);
      for (const text of [ran.stdout, ran.stderr, ran.summary, JSON.stringify(ran.report)]) {
        assert.doesNotMatch(text, /s3cr3t/);
      }
    });

    for (const checks of [`heartbeat: ${SECRET}`, 'heartbeat: {env: HEARTBEAT_URL}']) {
      test(`with ${checks.includes('env') ? 'the name of a variable' : 'an address'} mask the heartbeat, and print it nowhere`, async t => {
        const ran = await restore(t, entry, {checks});
        const lines = ran.stdout.split('\n');
        assert.ok(lines.includes(`::add-mask::${SECRET}`));
        const rest = lines.filter(line => !line.startsWith('::add-mask::')).join('\n');
        for (const text of [rest, ran.stderr, ran.summary, JSON.stringify(ran.report)]) {
          assert.doesNotMatch(text, /s3cr3t/);
        }
        const first = lines.findIndex(line => line.includes('add-mask'));
        assert.ok(first < lines.findIndex(line => line.includes('Listing')), 'masked before the work begins');
        assert.ok(existsSync(ran.outputs['reportPath'] ?? ''));
      });
    }
  });
}
