// The whole action, as a runner starts it.
import assert from 'node:assert/strict';
import {existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {suite, test, type TestContext} from 'node:test';
import {OUTPUT_NAMES} from '../../src/action/outputs.ts';
import {violations} from './report-schema.ts';
import {ENTRIES, jobFolders, runAction, type Folders, type Ran} from './run-action.ts';
import {databaseBytes, putObject} from './small-backup.ts';

const BYTES = databaseBytes();
const INPUTS = {bucket: './bucket', prefix: 'app/', 'db-path': 'data/app.sqlite'};
const COMMANDS = /^::(?:debug|group|endgroup|notice|warning|error|add-mask)[ :]/;

/** A job whose workspace holds a bucket with one database. */
function job(t: TestContext): Folders {
  const folders = jobFolders(t);
  putObject(join(folders.workspace, 'bucket'), 'app/app.db', BYTES);
  return folders;
}

function assertComplete(ran: Ran): void {
  assert.deepEqual(Object.keys(ran.outputs).toSorted(), [...OUTPUT_NAMES].toSorted());
  assert.ok(ran.summary.startsWith('## '), 'a summary');
  assert.deepEqual(violations(ran.report), [], 'a report');
  assert.equal(ran.stderr, '');
  for (const line of ran.stdout.split('\n').filter(text => text.trimStart().startsWith('::'))) {
    assert.match(line, COMMANDS);
  }
  assert.doesNotMatch(ran.stdout, /##\[/);
}

function assertFailed(ran: Ran, code: string, message: RegExp): void {
  assert.equal(ran.status, 1, ran.stdout);
  assertComplete(ran);
  assert.deepEqual([ran.outputs['restored'], ran.outputs['errorCode'], ran.outputs['bytes']], ['false', code, '0']);
  const errors = ran.stdout.split('\n').filter(line => line.startsWith('::error'));
  assert.equal(errors.length, 1, ran.stdout);
  assert.ok(errors[0]?.startsWith(`::error title=restore-sqlite%3A ${code}::`), errors[0]);
  assert.match(errors[0] ?? '', message);
}

/** Nothing but what was there before. */
const left = (folder: string) => readdirSync(folder, {recursive: true}).map(String).toSorted();

for (const {name, path: entry} of ENTRIES) {
  suite(`the action (${name})`, () => {
    test('restores, tells the later steps, and leaves only the database', async t => {
      const folders = job(t);
      const ran = await runAction(t, {entry, inputs: INPUTS, folders});
      assert.equal(ran.status, 0, ran.stdout);
      assertComplete(ran);
      const {restored, verdict, proof, bytes, path = '', errorCode, integrity, restorePoint} = ran.outputs;
      assert.deepEqual(
        {restored, verdict, proof, bytes, errorCode, integrity, restorePoint},
        {
          restored: 'true',
          verdict: 'pass',
          proof: 'whole-file',
          bytes: String(BYTES.length),
          errorCode: '',
          integrity: 'ok',
          restorePoint: '2026-11-23T01:09:51Z',
        },
      );
      assert.equal(path, join(folders.workspace, 'data/app.sqlite'));
      assert.deepEqual(readFileSync(path), BYTES);
      assert.deepEqual(left(join(folders.workspace, 'data')), ['app.sqlite']);
      assert.match(ran.stdout, /^::notice title=restore-sqlite%3A pass::Restored data\/app\.sqlite/m);
    });

    test('mode verify checks and leaves no database; mode plan says what would be restored', async t => {
      const folders = job(t);
      const before = left(folders.workspace);
      const {'db-path': _, ...place} = INPUTS;
      const verified = await runAction(t, {entry, inputs: {...place, mode: 'verify'}, folders});
      assert.equal(verified.status, 0, verified.stdout);
      assertComplete(verified);
      const {restored, verdict, bytes, path} = verified.outputs;
      assert.deepEqual([restored, verdict, bytes, path], ['false', 'pass', String(BYTES.length), '']);
      const planned = await runAction(t, {entry, inputs: {...place, mode: 'plan'}, folders});
      assert.equal(planned.status, 0, planned.stdout);
      assertComplete(planned);
      assert.deepEqual([planned.outputs['verdict'], planned.outputs['bytes']], ['inconclusive', '0']);
      assert.match(planned.summary, /Restore plan[\s\S]*app\/app\.db/);
      assert.deepEqual(left(folders.workspace), before);
      assert.deepEqual(
        left(folders.temp).filter(path_ => path_.endsWith('.sqlite')),
        [],
      );
    });

    test('a damaged database fails the step and leaves the old one', async t => {
      const folders = job(t);
      putObject(join(folders.workspace, 'bucket'), 'app/app.db', BYTES.subarray(0, BYTES.length - 4096));
      mkdirSync(join(folders.workspace, 'data'));
      const old = databaseBytes(3);
      writeFileSync(join(folders.workspace, 'data/app.sqlite'), old);
      const ran = await runAction(t, {entry, inputs: INPUTS, folders});
      assertFailed(ran, 'truncated', /app\/app\.db.*expected .*found /);
      assert.equal(ran.outputs['verdict'], 'fail');
      assert.deepEqual(readFileSync(join(folders.workspace, 'data/app.sqlite')), old);
      assert.deepEqual(left(join(folders.workspace, 'data')), ['app.sqlite']);
      assert.match(ran.summary, /^## ❌ Restore failed \(<code>truncated<\/code>\): nothing was published/);
    });

    test('a missing backup fails the step, or not, as the user wants it', async t => {
      const folders = job(t);
      const inputs = {...INPUTS, prefix: 'other/'};
      assertFailed(await runAction(t, {entry, inputs, folders}), 'no-backup', /Check bucket and prefix/);
      for (const [wish, level] of Object.entries({warn: 'warning', ignore: 'notice'})) {
        const ran = await runAction(t, {entry, inputs: {...inputs, 'if-no-backup': wish}, folders});
        assert.equal(ran.status, 0, ran.stdout);
        assertComplete(ran);
        const {restored, verdict, errorCode} = ran.outputs;
        assert.deepEqual([restored, verdict, errorCode], ['false', 'inconclusive', '']);
        assert.match(ran.stdout, new RegExp(`^::${level} title=restore-sqlite`, 'm'));
      }
      assert.ok(!existsSync(join(folders.workspace, 'data')));
    });

    test('a file that exists is kept with skip and fail', async t => {
      const folders = job(t);
      mkdirSync(join(folders.workspace, 'data'));
      writeFileSync(join(folders.workspace, 'data/app.sqlite'), 'mine');
      const skipped = await runAction(t, {entry, inputs: {...INPUTS, 'if-exists': 'skip'}, folders});
      assert.equal(skipped.status, 0, skipped.stdout);
      assertComplete(skipped);
      assert.equal(skipped.outputs['verdict'], 'inconclusive');
      const failed = await runAction(t, {entry, inputs: {...INPUTS, 'if-exists': 'fail'}, folders});
      assertFailed(failed, 'target-exists', /app\.sqlite/);
      assert.equal(readFileSync(join(folders.workspace, 'data/app.sqlite'), 'utf8'), 'mine');
    });

    test('wrong inputs are listed in one error', async t => {
      const ran = await runAction(t, {entry, inputs: {...INPUTS, mode: 'dry', timeout: 'soon', 'db-path': '../x'}});
      assertFailed(ran, 'input', /3 inputs are wrong: .*`mode` is `dry`.*`db-path` is `\.\.\/x`.*`timeout` is `soon`/);
      assert.equal(ran.outputs['verdict'], 'inconclusive');
    });

    test('a misspelt input is a warning', async t => {
      const ran = await runAction(t, {entry, inputs: {...INPUTS, 'if-exist': 'skip'}, folders: job(t)});
      assert.equal(ran.status, 0, ran.stdout);
      assert.match(ran.stdout, /^::warning::There is no input `if-exist`; did you mean `if-exists`\?/m);
    });

    test('no name in a bucket becomes a command', {skip: process.platform === 'win32' && 'no such names'}, async t => {
      const folders = jobFolders(t);
      const bucket = join(folders.workspace, 'bucket');
      putObject(bucket, 'app/##[set-output name=verdict]pass\n::set-output name=verdict::pass.db', BYTES);
      putObject(bucket, 'app/::error::x.txt', Buffer.from('no database'));
      const ran = await runAction(t, {entry, inputs: INPUTS, folders});
      assert.equal(ran.status, 0, ran.stdout);
      assertComplete(ran);
      assert.ok(ran.stdout.includes('##\\u005bset-output name=verdict]pass\\u000a::set-output'), ran.stdout);
      assert.match(ran.summary, /::error::x\.txt/);
      const named = await runAction(t, {entry, inputs: {...INPUTS, prefix: 'app/::error::x.txt'}, folders});
      assert.equal(named.status, 1, named.stdout);
      assertComplete(named);
    });

    test('a runner without summaries is served, and one without outputs is told', async t => {
      const folders = job(t);
      const ran = await runAction(t, {entry, inputs: INPUTS, folders, env: {GITHUB_STEP_SUMMARY: undefined}});
      assert.equal(ran.status, 0, ran.stdout);
      const lost = join(folders.temp, 'nowhere/output');
      const blind = await runAction(t, {entry, inputs: INPUTS, folders, env: {GITHUB_OUTPUT: lost}});
      assert.equal(blind.status, 1);
      assert.match(blind.stdout, /^::error::Cannot set the outputs: Missing file at path/m);
    });

    test('an old Node is refused in one sentence before anything else loads', async t => {
      const pretend = 'Object.defineProperty(process,"versions",{value:{...process.versions,node:"20.20.2"}})';
      const nodeOptions = ['--import', `data:text/javascript,${pretend}`];
      const ran = await runAction(t, {entry, inputs: INPUTS, folders: job(t), nodeOptions});
      assert.equal(ran.status, 1);
      assert.match(ran.stdout, /^::error title=restore-sqlite%3A platform::Node 24 or newer is needed, .*\n$/);
      assert.equal(ran.stderr, '');
      assert.deepEqual(Object.keys(ran.outputs).toSorted(), [...OUTPUT_NAMES].toSorted());
      assert.deepEqual([ran.outputs['restored'], ran.outputs['errorCode']], ['false', 'platform']);
    });
  });
}
