// The project's own workflows, run for real: act in host mode is a runner that needs no Docker and no network.
import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {existsSync, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {test, type TestContext} from 'node:test';
import {checkout, ROOT} from './checkout.ts';
import {programOnPath, skipWithout} from './program.ts';

const skip = existsSync(join(ROOT, 'dist/index.js')) ? skipWithout('act', 'git') : 'dist/ has not been built';

type Ran = {readonly status: number; readonly log: string};

/** Runs one job with an environment that holds next to nothing, as act hands it on to every step. */
async function runJob(t: TestContext, folder: string, workflow: string, job: readonly string[]): Promise<Ran> {
  // Not inside the checkout, which act copies into it.
  const home = mkdtempSync(join(tmpdir(), 'act-'));
  t.after(() => rmSync(home, {recursive: true, force: true, maxRetries: 3}));
  const args = ['push', '--workflows', workflow, '--job', ...job, '--platform', 'ubuntu-latest=-self-hosted'];
  const local = ['--cache-server-addr', '127.0.0.1', '--artifact-server-addr', '127.0.0.1'];
  const path = [dirname(process.execPath), '/usr/local/bin', '/usr/bin', '/bin'].join(':');
  const env = {HOME: home, XDG_CACHE_HOME: join(home, 'cache'), PATH: path, AWS_EC2_METADATA_DISABLED: 'true'};
  return new Promise(resolve => {
    execFile(
      programOnPath('act') ?? 'act',
      [...args, ...local],
      {cwd: folder, env, maxBuffer: 2 ** 26},
      (error, stdout, stderr) => resolve({status: error === null ? 0 : Number(error.code ?? 1), log: stdout + stderr}),
    );
  });
}

test('the job that restores on every platform passes, and later steps read its outputs', {skip}, async t => {
  const folder = checkout(t, ['action.yml', 'dist', '.github/workflows/test.yml', 'test/workflows/bucket.tar']);
  const {status, log} = await runJob(t, folder, '.github/workflows/test.yml', [
    'restore',
    '--matrix',
    'name:Linux x64',
  ]);
  assert.equal(status, 0, log);
  assert.match(log, /restored=true bytes=28672/);
  assert.match(log, /outcome=failure restored=false verdict=fail/);
});

test('an output that differs fails the job', {skip}, async t => {
  const folder = checkout(t, ['action.yml', 'dist', 'test/workflows/bucket.tar', 'test/workflows/wrong-output.yml']);
  const {status, log} = await runJob(t, folder, 'test/workflows/wrong-output.yml', ['restore']);
  assert.notEqual(status, 0, log);
  assert.match(log, /restored=true/);
});

test("the second restore of the same backup comes from the runner's cache", {skip}, async t => {
  const folder = checkout(t, ['action.yml', 'dist', 'test/workflows/bucket.tar', 'test/workflows/cache.yml']);
  const {status, log} = await runJob(t, folder, 'test/workflows/cache.yml', ['restore']);
  assert.equal(status, 0, log);
  assert.match(log, /first=false second=true/);
});
