// The whole action, night after night: what one run keeps, the next one compares with, and the monitor hears of a pass.
import assert from 'node:assert/strict';
import {existsSync, readFileSync} from 'node:fs';
import {utimes} from 'node:fs/promises';
import {createServer} from 'node:http';
import {join} from 'node:path';
import {suite, test, type TestContext} from 'node:test';
import {fileURLToPath} from 'node:url';
import {startCacheServer} from '../servers/cache-server.ts';
import {parseHistory} from '../../src/history/history-text.ts';
import {ENTRIES, jobFolders, runAction, type Ran} from './run-action.ts';
import {databaseBytes, putObject} from './small-backup.ts';

const SOURCES = fileURLToPath(new URL('../../src/index.ts', import.meta.url));
const SECRET = 'a-secret-path-of-the-monitor';
const HISTORY = '.github/backup-history.json';
const CHECKS = `history: {file: ${HISTORY}}\nheartbeat: {env: HEARTBEAT_URL}`;

/** A monitor that counts. */
async function monitor(t: TestContext, status = 200) {
  const calls: string[] = [];
  const server = createServer((request, response) => {
    calls.push(request.url ?? '');
    response.writeHead(status).end();
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {calls, url: `http://127.0.0.1:${address.port}/${SECRET}`};
}

/** A repository with a bucket, and a job that verifies it. */
function nights(t: TestContext, entry: string, env: Readonly<Record<string, string>>) {
  const folders = jobFolders(t, 'nights-');
  const bucket = join(folders.workspace, 'bucket');
  return {
    ...folders,
    /** A copy of a database of so many rows, stored an hour ago. */
    async store(rows: number) {
      putObject(bucket, 'app/app.db', databaseBytes(rows));
      const hourAgo = new Date(Date.now() - 3_600_000);
      await utimes(join(bucket, 'app/app.db'), hourAgo, hourAgo);
    },
    async verify(inputs: Readonly<Record<string, string>> = {}): Promise<Ran> {
      const ran = await runAction(t, {
        entry,
        inputs: {bucket: './bucket', prefix: 'app/', mode: 'verify', checks: CHECKS, ...inputs},
        env,
        folders,
      });
      assert.ok(!`${ran.summary}${JSON.stringify(ran.report)}${JSON.stringify(ran.outputs)}`.includes(SECRET));
      const said = ran.stdout.split('\n').filter(line => !line.startsWith('::add-mask::'));
      assert.ok(!said.join('\n').includes(SECRET), ran.stdout);
      return ran;
    },
    kept: () => parseHistory(readFileSync(join(folders.workspace, HISTORY), 'utf8')).runs,
  };
}

suite('night after night', () => {
  for (const {name, path} of ENTRIES) {
    test(`a pass is kept in the file and told to the monitor, a table that lost its rows is neither (${name})`, async t => {
      const {calls, url} = await monitor(t);
      const {store, verify, kept} = nights(t, path, {HEARTBEAT_URL: url});
      await store(1000);
      const first = await verify();
      assert.equal(first.outputs['verdict'], 'pass', first.stdout);
      assert.deepEqual(calls, [`/${SECRET}`]);
      assert.deepEqual(
        kept().map(({rows}) => rows),
        [{account: 1000}],
      );
      await store(400);
      const second = await verify();
      assert.deepEqual([second.status, second.outputs['errorCode']], [1, 'drift'], second.stdout);
      assert.equal(kept().length, 1);
      await store(1010);
      assert.equal((await verify()).outputs['verdict'], 'pass');
      assert.deepEqual(
        kept().map(({rows}) => rows),
        [{account: 1000}, {account: 1010}],
      );
      assert.equal(calls.length, 2);
    });
  }

  test('a monitor that is away fails nothing, and is told without its address', async t => {
    const {url} = await monitor(t, 404);
    const {store, verify} = nights(t, SOURCES, {HEARTBEAT_URL: url});
    await store(20);
    const {status, stdout} = await verify();
    assert.equal(status, 0);
    assert.match(stdout, /^::warning::The heartbeat could not be called: it answers with status 404\./m);
  });

  test('a copy stored an hour ago passes max-age from the night on that shows other data', async t => {
    const {calls, url} = await monitor(t);
    const {store, verify} = nights(t, SOURCES, {HEARTBEAT_URL: url});
    await store(1000);
    assert.equal((await verify({'max-age': '24h'})).outputs['verdict'], 'inconclusive');
    assert.equal(calls.length, 0);
    await store(1001);
    const second = await verify({'max-age': '24h'});
    assert.equal(second.outputs['verdict'], 'pass', second.stdout);
    assert.equal(calls.length, 1);
  });

  test('an older state that is asked for is neither compared nor kept', async t => {
    const {url} = await monitor(t);
    const {workspace, store, verify} = nights(t, SOURCES, {HEARTBEAT_URL: url});
    await store(1000);
    assert.equal((await verify({position: 'app/app.db'})).outputs['verdict'], 'pass');
    assert.ok(!existsSync(join(workspace, HISTORY)));
  });

  test('without a file the Actions cache keeps the runs', async t => {
    const server = await startCacheServer();
    t.after(() => server.close());
    const {store, verify} = nights(t, SOURCES, server.env);
    const checks = 'tables: {account: {}}';
    await store(1000);
    assert.equal((await verify({checks})).outputs['verdict'], 'pass');
    assert.equal(server.keys().length, 1);
    await store(400);
    assert.equal((await verify({checks})).outputs['errorCode'], 'drift');
    assert.equal(server.keys().length, 1);
  });
});
