// The whole action when the newest backup is bad: which older one is told, and which is published.
import assert from 'node:assert/strict';
import {existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {suite, test, type TestContext} from 'node:test';
import Database from 'better-sqlite3';
import {violations} from './report-schema.ts';
import {ENTRIES, jobFolders, runAction, type Ran} from './run-action.ts';
import {databaseBytes, putObject} from './small-backup.ts';

/** Longest good, then bad. */
const GOOD = databaseBytes(200);
const OLDER = databaseBytes(150);

/** Its second page is no page: the file is whole, the database is not. */
function broken(): Buffer {
  const bytes = databaseBytes(210);
  return bytes.fill(0x55, 4096, 8192);
}

const POSITION = 'app/app-20261121.db';

function job(t: TestContext, entry: string, objects: Readonly<Record<string, Buffer>>) {
  const folders = jobFolders(t);
  for (const [day, bytes] of Object.entries(objects)) {
    putObject(join(folders.workspace, 'bucket'), `app/app-202611${day}.db`, bytes);
  }
  mkdirSync(join(folders.workspace, 'data'));
  const target = join(folders.workspace, 'data/app.sqlite');
  writeFileSync(target, OLDER);
  const run = async (inputs: Readonly<Record<string, string>>): Promise<Ran> => {
    const ran = await runAction(t, {
      entry,
      folders,
      inputs: {bucket: './bucket', prefix: 'app/', 'db-path': 'data/app.sqlite', ...inputs},
    });
    assert.deepEqual(violations(ran.report), []);
    assert.equal(ran.stderr, '');
    assert.deepEqual(readdirSync(join(folders.workspace, 'data')), ['app.sqlite'], 'nothing else is left');
    return ran;
  };
  return {...folders, target, run};
}

const told = ({outputs}: Ran) => {
  const {restored, verdict, errorCode, lastGoodPosition, position} = outputs;
  return {restored, verdict, errorCode, lastGoodPosition, position};
};

for (const {name, path: entry} of ENTRIES) {
  suite(`last-good (${name})`, () => {
    test('report: the step fails as before, and names the newest backup that passes', async t => {
      const {run, target} = job(t, entry, {20: OLDER, 21: GOOD, 22: databaseBytes(0), 23: broken()});
      const ran = await run({'last-good': 'report'});
      assert.equal(ran.status, 1, ran.stdout);
      assert.deepEqual(told(ran), {
        restored: 'false',
        verdict: 'fail',
        errorCode: 'integrity',
        lastGoodPosition: POSITION,
        position: '',
      });
      assert.deepEqual(readFileSync(target), OLDER, 'the old file stays');
      assert.match(ran.stdout, /app\/app-20261122\.db: hollow: /);
      assert.match(ran.summary, /Last good restore point/);
      assert.ok(ran.summary.includes(POSITION));
    });

    test('restore: it is published, the verdict stays fail, and the step goes on', async t => {
      const {run, target} = job(t, entry, {20: OLDER, 21: GOOD, 22: databaseBytes(0), 23: broken()});
      const ran = await run({'last-good': 'restore'});
      assert.equal(ran.status, 0, ran.stdout);
      assert.deepEqual(told(ran), {
        restored: 'true',
        verdict: 'fail',
        errorCode: 'integrity',
        lastGoodPosition: POSITION,
        position: POSITION,
      });
      assert.deepEqual(readFileSync(target), GOOD);
      assert.equal(ran.outputs['bytes'], String(GOOD.length));
      assert.match(
        ran.stdout,
        /^::error title=restore-sqlite%3A integrity::Restored data\/app\.sqlite: .*an older one was published/m,
      );
      assert.match(ran.summary, /Restored the last good state/);
    });

    test('mode verify reports it, too; restore is refused there', async t => {
      const {run, target} = job(t, entry, {21: GOOD, 23: broken()});
      const {outputs} = await run({'last-good': 'report', mode: 'verify', 'db-path': ''});
      assert.deepEqual([outputs['restored'], outputs['lastGoodPosition']], ['false', POSITION]);
      const refused = await run({'last-good': 'restore', mode: 'verify', 'db-path': ''});
      assert.deepEqual([refused.status, refused.outputs['errorCode']], [1, 'input']);
      assert.deepEqual(readFileSync(target), OLDER);
    });

    test('where none passes nothing is published, and the position is empty', async t => {
      const {run, target} = job(t, entry, {20: databaseBytes(0), 21: databaseBytes(0), 23: broken()});
      const ran = await run({'last-good': 'restore'});
      assert.equal(ran.status, 1, ran.stdout);
      assert.deepEqual([ran.outputs['restored'], ran.outputs['lastGoodPosition']], ['false', '']);
      assert.deepEqual(readFileSync(target), OLDER);
      assert.match(ran.summary, /none found/);
    });

    test('off, and a network that fails, start no search', async t => {
      const {run} = job(t, entry, {21: GOOD, 23: broken()});
      const off = await run({});
      assert.deepEqual([off.status, off.outputs['errorCode'], off.outputs['lastGoodPosition']], [1, 'integrity', '']);
      const lost = await run({'last-good': 'report', bucket: './no-such-bucket'});
      assert.equal(lost.status, 1);
      assert.equal(lost.outputs['lastGoodPosition'], '');
      assert.doesNotMatch(off.stdout + lost.stdout, /Looking for the newest restore point/);
    });

    test('rows lost since the last good night: the newest copy from before the loss', async t => {
      const {run, workspace, target} = job(t, entry, {20: OLDER, 21: GOOD});
      const checks = 'history: {file: .history.json}\ntables:\n  account: {columns: [name]}\n';
      const night = await run({checks});
      assert.equal(night.status, 0, night.stdout);
      assert.ok(existsSync(join(workspace, '.history.json')));
      putObject(join(workspace, 'bucket'), 'app/app-20261122.db', databaseBytes(40));
      putObject(join(workspace, 'bucket'), 'app/app-20261123.db', databaseBytes(41));
      writeFileSync(target, OLDER);
      const ran = await run({checks, 'last-good': 'restore'});
      assert.equal(ran.status, 0, ran.stdout);
      assert.deepEqual(told(ran), {
        restored: 'true',
        verdict: 'fail',
        errorCode: 'drift',
        lastGoodPosition: POSITION,
        position: POSITION,
      });
      const db = new Database(target, {readonly: true});
      t.after(() => db.close());
      assert.equal(db.prepare('SELECT count(*) FROM account').pluck().get(), 200);
      assert.match(ran.summary, /account.*200.*41/);
    });

    test('the budget of the checks file ends the search, and the result says so', async t => {
      const days = Array.from(
        {length: 12},
        (_, day) => [String(10 + day), day === 0 ? GOOD : databaseBytes(0)] as const,
      );
      const {run} = job(t, entry, {...Object.fromEntries(days), 23: broken()});
      const ran = await run({'last-good': 'report', checks: 'last-good: {restores: 2}'});
      assert.equal(ran.status, 1);
      assert.equal(ran.outputs['lastGoodPosition'], '');
      assert.match(ran.summary, /the budget ended the search/);
    });
  });
}
