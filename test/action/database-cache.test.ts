import assert from 'node:assert/strict';
import {existsSync, mkdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {suite, test, type TestContext} from 'node:test';
import {cacheJob, cacheService, type Told} from './cache-job.ts';
import type {Folders} from './run-action.ts';

const KEY = 'restore-sqlite-1-abcdef';

type Runner = Folders & {
  /** What the cache answered, as text, and its warnings. */
  call(what: 'restore' | 'save' | 'folder' | 'cancelled', key?: string): Promise<Told>;
  /** Puts an entry's files where they belong. */
  fill(text: string, key?: string): Promise<string>;
};

function runner(t: TestContext, env: Readonly<Record<string, string>>): Runner {
  const {run, ...folders} = cacheJob(t, 'cache-step.ts', env);
  const call: Runner['call'] = async (what, key = KEY) => run(what, key);
  return {
    ...folders,
    call,
    async fill(text, key) {
      const {answer: folder} = await call('folder', key);
      mkdirSync(folder, {recursive: true});
      writeFileSync(join(folder, 'database'), text);
      writeFileSync(join(folder, 'manifest.json'), '{}');
      return folder;
    },
  };
}

suite('the database cache', () => {
  test('misses what is not there, saves, and gives the same files back', async t => {
    const {keys, env} = await cacheService(t);
    const {call, fill} = runner(t, env);
    assert.equal((await call('restore')).answer, 'false');
    const folder = await fill('the database');
    assert.equal((await call('save')).warnings, '');
    assert.equal(keys().length, 1);
    rmSync(folder, {recursive: true});
    assert.deepEqual(await call('restore'), {answer: 'true', warnings: ''});
    assert.equal(readFileSync(join(folder, 'database'), 'utf8'), 'the database');
  });

  test('is found by another runner, whose home and workspace lie elsewhere', async t => {
    const {env} = await cacheService(t);
    const first = runner(t, env);
    await first.fill('the database');
    await first.call('save');
    const second = runner(t, env);
    assert.equal((await second.call('restore')).answer, 'true');
  });

  test('puts nothing of an earlier run beside the entry', async t => {
    const {env} = await cacheService(t);
    const {call, fill} = runner(t, env);
    const folder = await fill('the database');
    await call('save');
    writeFileSync(join(folder, 'database-wal'), 'stale');
    assert.equal((await call('restore')).answer, 'true');
    assert.ok(!existsSync(join(folder, 'database-wal')));
  });

  test('finds nothing under another key, even when the service offers a near one', async t => {
    const {mood, env} = await cacheService(t);
    const {call, fill} = runner(t, env);
    await fill('the database');
    await call('save');
    mood.matchPrefixes = true;
    assert.equal((await call('restore', 'restore-sqlite-1-abcde')).answer, 'false');
    assert.equal((await call('restore')).answer, 'true');
  });

  test('an archive that is damaged is a miss', async t => {
    const {blobs, env} = await cacheService(t);
    const {call, fill} = runner(t, env);
    const folder = await fill('the database');
    await call('save');
    rmSync(folder, {recursive: true});
    for (const blob of blobs.values()) blob.fill(0);
    assert.equal((await call('restore')).answer, 'false');
  });

  test('an entry that is saved already, and a token that may only read, are no failure', async t => {
    const {mood, keys, env} = await cacheService(t);
    const {call, fill} = runner(t, env);
    const folder = await fill('one');
    await call('save');
    await fill('two');
    await call('save');
    mood.readOnlyToken = true;
    await fill('three', 'other');
    await call('save', 'other');
    assert.equal(keys().length, 1);
    assert.equal((await call('restore')).answer, 'true');
    assert.equal(readFileSync(join(folder, 'database'), 'utf8'), 'one');
  });

  test('cache mode none asks the service nothing', async t => {
    const {calls, env} = await cacheService(t);
    const {call, fill} = runner(t, {...env, ACTIONS_CACHE_MODE: 'none'});
    assert.equal((await call('restore')).answer, 'false');
    await fill('the database');
    await call('save');
    assert.deepEqual(calls, []);
  });

  test('a service that is away is a miss, and saving to it no failure', async t => {
    const {close, env} = await cacheService(t);
    const {call, fill} = runner(t, env);
    await close();
    assert.equal((await call('restore')).answer, 'false');
    await fill('the database');
    await call('save');
  });

  test('a runner without a cache service is a warning', async t => {
    const {call} = runner(t, {});
    assert.match((await call('restore')).warnings, /this runner offers no Actions cache/);
    assert.match((await call('save')).warnings, /this runner offers no Actions cache/);
  });

  test('a cancelled restore does not wait for the cache', async t => {
    const {env} = await cacheService(t);
    const {call} = runner(t, env);
    assert.match((await call('cancelled')).answer, /^RestoreError: by the test/);
  });
});
