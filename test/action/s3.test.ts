// The whole action against an S3 server: credentials, cancel, time limit, cache.
import assert from 'node:assert/strict';
import {existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {suite, test, type TestContext} from 'node:test';
import {setTimeout as pause} from 'node:timers/promises';
import {startCacheServer} from '../servers/cache-server.ts';
import {startFaultProxy, type FaultRule} from '../servers/fault-proxy.ts';
import {startS3, type S3Server} from '../servers/s3.ts';
import {ENTRIES, jobFolders, runAction, startAction, type Folders, type Ran} from './run-action.ts';
import {databaseBytes} from './small-backup.ts';

const BYTES = databaseBytes(2_000);
const SECRETS = {
  'secret-access-key': 'SeCrEtAcCeSsKeY/+with=marks',
  'session-token': 'a-session-token-that-nobody-may-see==',
  'sse-customer-key': Buffer.alloc(32, 0xa7).toString('base64'),
};

async function bucket(t: TestContext, rules: readonly FaultRule[] = []) {
  const server = await startS3([{key: 'app/app.db', body: BYTES}]);
  t.after(() => server.close());
  const proxy = await startFaultProxy(server.endpoint, rules);
  t.after(() => proxy.close());
  return {server, proxy, inputs: inputsFor(server, proxy.endpoint)};
}

function inputsFor({bucket: name, credentials, region}: S3Server, endpoint: string) {
  return {
    bucket: name,
    prefix: 'app/',
    'db-path': 'data/app.sqlite',
    endpoint,
    region,
    'access-key-id': credentials.accessKeyId,
    'secret-access-key': credentials.secretAccessKey,
  };
}

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await pause(20);
}

/** The old database of the workspace, and a test that nothing else is there afterwards. */
function withOldDatabase(folders: Folders): () => void {
  const data = join(folders.workspace, 'data');
  mkdirSync(data);
  const old = databaseBytes(3);
  writeFileSync(join(data, 'app.sqlite'), old);
  return () => {
    assert.deepEqual(readFileSync(join(data, 'app.sqlite')), old);
    assert.deepEqual(readdirSync(data), ['app.sqlite']);
  };
}

const stalled: FaultRule = {operation: 'GET', fault: {kind: 'stall', at: 0.5}};

for (const {name, path: entry} of ENTRIES) {
  suite(`the action on S3 (${name})`, () => {
    test('restores with the credentials of the inputs', async t => {
      const {inputs} = await bucket(t);
      const ran = await runAction(t, {entry, inputs});
      assert.equal(ran.status, 0, ran.stdout);
      assert.equal(ran.outputs['verdict'], 'pass');
      assert.deepEqual(readFileSync(join(ran.workspace, 'data/app.sqlite')), BYTES);
    });

    test('masks secrets before anything else is printed, and never prints them itself', async t => {
      const {inputs} = await bucket(t, [
        // A server that repeats what it was sent, as some do in their error messages.
        {
          fault: {
            kind: 'error',
            status: 403,
            code: 'AccessDenied',
            message: Object.values(SECRETS).join(' '),
          },
        },
      ]);
      const ran = await runAction(t, {entry, inputs: {...inputs, ...SECRETS}});
      assert.equal(ran.status, 1);
      const lines = ran.stdout.split('\n').filter(line => line !== '');
      const masks = lines.filter(line => line.startsWith('::add-mask::'));
      assert.equal(masks.length, 3);
      assert.deepEqual(lines.slice(0, 3), masks, 'masking comes first');
      const report = readFileSync(ran.outputs['reportPath'] ?? assert.fail('no report'), 'utf8');
      const all = [...lines.slice(3), ran.stderr, ran.summary, report, JSON.stringify(ran.outputs)].join('\n');
      for (const [input, secret] of Object.entries(SECRETS)) {
        assert.ok(!all.includes(secret) && !all.includes(encodeURIComponent(secret)), input);
      }
    });

    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      test(
        `${signal} while a body is read: cancelled, told, and nothing left behind`,
        {skip: process.platform === 'win32' && 'signals end a process there'},
        async t => {
          const {proxy, inputs} = await bucket(t, [stalled]);
          const folders = jobFolders(t);
          const assertUntouched = withOldDatabase(folders);
          const {child, done} = startAction(t, {entry, inputs, folders});
          await until(() => proxy.requests.some(({operation}) => operation === 'GET'));
          await until(() => readdirSync(join(folders.workspace, 'data')).length > 1);
          const asked = performance.now();
          child.kill(signal);
          const ran = await done;
          assert.ok(performance.now() - asked < 7_000, 'the runner waits 7.5 seconds');
          assertEnded(ran, 'cancelled');
          assertUntouched();
        },
      );
    }

    test(
      'ended outright by the machine: the outputs say that nothing was restored',
      {skip: process.platform === 'win32' && 'signals end a process there'},
      async t => {
        const {proxy, inputs} = await bucket(t, [stalled]);
        const {child, done} = startAction(t, {entry, inputs});
        await until(() => proxy.requests.some(({operation}) => operation === 'GET'));
        child.kill('SIGKILL');
        const {status, outputs} = await done;
        assert.equal(status, null);
        assert.deepEqual(
          [outputs['restored'], outputs['verdict'], outputs['errorCode']],
          ['false', 'inconclusive', 'internal'],
        );
      },
    );

    test('an error that nobody awaits: told as internal, and nothing left behind', async t => {
      const {inputs} = await bucket(t, [stalled]);
      const folders = jobFolders(t);
      const assertUntouched = withOldDatabase(folders);
      const stray = 'setTimeout(() => { throw new Error("a stray error"); }, 2500)';
      const ran = await runAction(t, {
        entry,
        inputs,
        folders,
        nodeOptions: ['--import', `data:text/javascript,${stray}`],
      });
      assertEnded(ran, 'internal');
      assert.match(ran.stdout, /a stray error/);
      assertUntouched();
    });

    test('a time limit that runs out: told, and nothing left behind', async t => {
      const {inputs} = await bucket(t, [stalled]);
      const folders = jobFolders(t);
      const assertUntouched = withOldDatabase(folders);
      assertEnded(await runAction(t, {entry, inputs: {...inputs, timeout: '3s'}, folders}), 'timeout');
      assertUntouched();
    });

    test('the cache: saved on a miss, taken on a hit and checked again, ignored when damaged', async t => {
      const {proxy, server, inputs} = await bucket(t);
      const cache = await startCacheServer();
      t.after(() => cache.close());
      const run = (more = {}) =>
        runAction(t, {
          entry,
          inputs: {...inputs, cache: 'true', ...more},
          folders: jobFolders(t, 'cached-'),
          env: cache.env,
        });
      const missed = await run();
      assertRestored(missed, false);
      assert.equal(cache.keys().length, 1);

      const before = proxy.requests.filter(({operation}) => operation === 'GET').length;
      const hit = await run();
      assertRestored(hit, true);
      assert.equal(proxy.requests.filter(({operation}) => operation === 'GET').length, before, 'nothing downloaded');
      assert.equal(hit.outputs['downloadedBytes'], '0');
      assert.match(hit.summary, /from the cache/);
      for (const output of ['sha256', 'position', 'restorePoint', 'proof', 'verdict', 'bytes', 'integrity']) {
        assert.equal(hit.outputs[output], missed.outputs[output], output);
      }
      assert.ok(!existsSync(join(hit.home, '.cache/restore-sqlite', 'database')));

      for (const blob of cache.blobs.values()) blob.fill(0, Math.floor(blob.length / 2));
      assertRestored(await run(), false);

      await server.put({key: 'app/app.db', body: databaseBytes(1_000)});
      const changed = await run();
      assert.equal(changed.outputs['cacheHit'], 'false');
      assert.notEqual(changed.outputs['sha256'], missed.outputs['sha256'], 'another object, another key');
    });
  });
}

function assertRestored(ran: Ran, cacheHit: boolean): void {
  assert.equal(ran.status, 0, ran.stdout);
  assert.deepEqual([ran.outputs['restored'], ran.outputs['cacheHit']], ['true', String(cacheHit)], ran.stdout);
  assert.deepEqual(readFileSync(join(ran.workspace, 'data/app.sqlite')), BYTES);
}

function assertEnded(ran: Ran, code: string): void {
  assert.equal(ran.status, 1, ran.stdout);
  assert.deepEqual(
    [ran.outputs['restored'], ran.outputs['verdict'], ran.outputs['errorCode']],
    ['false', 'inconclusive', code],
  );
  assert.match(ran.stdout, new RegExp(`^::error title=restore-sqlite%3A ${code}::`, 'm'));
  assert.match(ran.summary, /^## ❌/);
}
