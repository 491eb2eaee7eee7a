// The project's own workflows, run for real: act in host mode is a runner that needs no Docker and no network.
import assert from 'node:assert/strict';
import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {checkout, ROOT} from './checkout.ts';
import {skipWithout} from './program.ts';
import {runWorkflow} from './run-workflow.ts';

const skip = existsSync(join(ROOT, 'dist/index.js')) ? skipWithout('act', 'git') : 'dist/ has not been built';

test('the job that restores on every platform passes, and later steps read its outputs', {skip}, async t => {
  const folder = checkout(t, ['action.yml', 'dist', '.github/workflows/test.yml', 'test/workflows/bucket.tar']);
  const {status, log} = await runWorkflow(t, {
    folder,
    workflow: '.github/workflows/test.yml',
    job: 'restore',
    matrix: 'name:Linux x64',
  });
  assert.equal(status, 0, log);
  assert.match(log, /restored=true bytes=28672/);
  assert.match(log, /outcome=failure restored=false verdict=fail/);
});

test('an output that differs fails the job', {skip}, async t => {
  const folder = checkout(t, ['action.yml', 'dist', 'test/workflows/bucket.tar', 'test/workflows/wrong-output.yml']);
  const {status, log} = await runWorkflow(t, {folder, workflow: 'test/workflows/wrong-output.yml', job: 'restore'});
  assert.notEqual(status, 0, log);
  assert.match(log, /restored=true/);
});

test("the second restore of the same backup comes from the runner's cache", {skip}, async t => {
  const folder = checkout(t, ['action.yml', 'dist', 'test/workflows/bucket.tar', 'test/workflows/cache.yml']);
  const {status, log} = await runWorkflow(t, {folder, workflow: 'test/workflows/cache.yml', job: 'restore'});
  assert.equal(status, 0, log);
  assert.match(log, /first=false second=true/);
});
