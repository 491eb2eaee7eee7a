// The terminal command, as npm run restore starts it.
import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {text} from 'node:stream/consumers';
import {suite, test, type TestContext} from 'node:test';
import {OUTPUT_NAMES} from '../../src/action/outputs.ts';
import {ENTRIES, jobFolders} from '../action/run-action.ts';
import {databaseBytes, putObject} from '../action/small-backup.ts';

const BYTES = databaseBytes();

async function restore(t: TestContext, entry: string, flags: readonly string[]) {
  const {workspace, temp, home} = jobFolders(t);
  putObject(join(workspace, 'bucket'), 'app/app.db', BYTES);
  const child = spawn(process.execPath, [entry, ...flags], {
    cwd: workspace,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env['PATH'],
      SystemRoot: process.env['SystemRoot'],
      HOME: home,
      USERPROFILE: home,
      TMPDIR: temp,
      TEMP: temp,
      NODE_V8_COVERAGE: process.env['NODE_V8_COVERAGE'],
    },
  });
  const [status, stdout, stderr] = await Promise.all([
    new Promise(resolve => child.once('close', resolve)),
    text(child.stdout),
    text(child.stderr),
  ]);
  const outputs = Object.fromEntries(
    stdout.split('\n').map(line => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
  return {status, stdout, stderr, outputs, workspace, temp};
}

for (const {name, path: entry} of ENTRIES) {
  suite(`the terminal command (${name})`, () => {
    test('restores, with the log on stderr and the outputs on stdout', async t => {
      const ran = await restore(t, entry, ['--bucket', './bucket', '--prefix=app/', '--db-path', 'app.sqlite']);
      assert.equal(ran.status, 0, ran.stderr);
      assert.deepEqual(readFileSync(join(ran.workspace, 'app.sqlite')), BYTES);
      assert.deepEqual([ran.outputs['restored'], ran.outputs['verdict']], ['true', 'pass']);
      for (const output of OUTPUT_NAMES) assert.ok(output in ran.outputs, output);
      assert.match(ran.stderr, /^Restored app\.sqlite: .*\nVerdict: pass\n/m);
      assert.ok(existsSync(ran.outputs['reportPath'] ?? ''));
      assert.doesNotMatch(ran.stderr + ran.stdout, /^::/m);
    });

    test('says on stderr what is wrong, and exits with 1', async t => {
      const ran = await restore(t, entry, ['--bucket', './bucket', '--prefix', 'other/', '--db-path', 'app.sqlite']);
      assert.equal(ran.status, 1);
      assert.equal(ran.outputs['errorCode'], 'no-backup');
      assert.match(ran.stderr, /^error: .*Check bucket and prefix/m);
      const wrong = await restore(t, entry, ['--buket', 'x']);
      assert.equal(wrong.status, 1);
      assert.equal(wrong.outputs['errorCode'], 'input');
      assert.match(wrong.stderr, /did you mean `bucket`/);
    });

    test('keeps a run in the file that the checks name, and says when they name none', async t => {
      const flags = ['--bucket', './bucket', '--prefix', 'app/', '--mode', 'verify', '--checks'];
      const kept = await restore(t, entry, [...flags, '{history: {file: nights.json}}']);
      assert.equal(kept.status, 0, kept.stderr);
      assert.match(readFileSync(join(kept.workspace, 'nights.json'), 'utf8'), /"rows":\{"account":20\}/);
      const {status, stderr} = await restore(t, entry, [...flags, '{}']);
      assert.equal(status, 0, stderr);
      assert.match(stderr, /^Nothing is compared with earlier runs: history\.file/m);
    });

    test('explains itself', async t => {
      const ran = await restore(t, entry, ['--help']);
      assert.equal(ran.status, 0);
      assert.match(ran.stdout, /^ {2}--bucket VALUE$/m);
      assert.equal(ran.stderr, '');
    });
  });
}
