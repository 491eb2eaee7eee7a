import assert from 'node:assert/strict';
import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {suite, test, type TestContext} from 'node:test';
import {cacheJob, cacheService} from './cache-job.ts';

const NAME = 'a1b2c3';

type Answer = {readonly nights: number; readonly doubt: string; readonly warnings: string};

/** A job of the repository: each has folders of its own. */
function job(t: TestContext, env: Readonly<Record<string, string>>) {
  const {home, run} = cacheJob(t, 'history-step.ts', env);
  const call = async (...args: readonly string[]): Promise<Answer> => {
    const {answer, warnings} = await run(...args);
    // Safe: history-step.ts prints it.
    return {...(JSON.parse(answer) as Pick<Answer, 'nights' | 'doubt'>), warnings};
  };
  return {
    home,
    read: (name = NAME) => call('read', name),
    cancelled: () => call('cancelled', NAME),
    write: (nights: number, name = NAME) => call('write', name, String(nights)),
  };
}

suite('the history in the Actions cache', () => {
  test('is empty at first, and grows by an entry with each run, of which the newest is read', async t => {
    const {keys, env} = await cacheService(t);
    assert.deepEqual(await job(t, env).read(), {nights: 0, doubt: '', warnings: ''});
    const first = job(t, env);
    await first.write(1);
    assert.ok(!existsSync(join(first.home, '.cache', 'restore-sqlite', `history-${NAME}`)), 'leaves nothing behind');
    await job(t, env).write(2);
    assert.deepEqual(await job(t, env).read(), {nights: 2, doubt: '', warnings: ''});
    assert.equal(keys().length, 2);
    for (const key of keys()) assert.match(key, /^restore-sqlite-history-a1b2c3-\d{13}-[0-9a-f]{8}$/);
  });

  test('is not that of another backup, even when the service offers it', async t => {
    const {mood, env} = await cacheService(t);
    const {read, write} = job(t, env);
    await write(3);
    assert.equal((await read('a1b2c3d4')).nights, 0);
    assert.equal((await read('a1b2')).nights, 0);
    mood.matchPrefixes = true;
    assert.deepEqual(await read('ffff'), {nights: 0, doubt: '', warnings: ''});
  });

  test('with a damaged entry is empty, with a doubt', async t => {
    const {blobs, env} = await cacheService(t);
    const {read, write} = job(t, env);
    await write(3);
    for (const blob of blobs.values()) blob.fill(0);
    assert.deepEqual(await read(), {nights: 0, doubt: 'the cache entry is damaged', warnings: ''});
    await write(1);
    assert.equal((await read()).nights, 1);
  });

  test('is read by a token that may only read, and not written', async t => {
    const {mood, keys, env} = await cacheService(t);
    const {read, write} = job(t, env);
    await write(3);
    mood.readOnlyToken = true;
    await write(4);
    assert.equal(keys().length, 1);
    assert.equal((await read()).nights, 3);
  });

  test('of a runner without a cache, or with one that is away, is empty', async t => {
    const {close, env} = await cacheService(t);
    const none = job(t, {});
    const {doubt, warnings} = await none.read();
    assert.equal(doubt, 'this runner offers no cache');
    assert.match(warnings, /Earlier runs are not known: this runner offers no Actions cache/);
    assert.match(
      (await none.write(1)).warnings,
      /This run is not kept for later ones: this runner offers no Actions cache/,
    );
    await close();
    const away = job(t, env);
    assert.equal((await away.read()).nights, 0);
    await away.write(1);
  });

  test('holds up no cancelled restore', async t => {
    const {env} = await cacheService(t);
    assert.match((await job(t, env).cancelled()).doubt, /^RestoreError: by the test/);
  });
});
