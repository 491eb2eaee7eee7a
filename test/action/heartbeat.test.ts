import assert from 'node:assert/strict';
import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import {suite, test, type TestContext} from 'node:test';
import {callHeartbeat, isFullPass} from '../../src/action/heartbeat.ts';
import {SILENT} from '../../src/log.ts';

const PATH = '/ping/3f6c1e5a-secret?token=also-secret';

/** A monitor that answers as told, one answer after the other, the last one again and again. */
async function monitor(t: TestContext, ...answers: readonly ((response: ServerResponse) => void)[]) {
  const calls: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    calls.push(request);
    (answers[calls.length - 1] ?? answers.at(-1))?.(response);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {calls, url: `http://127.0.0.1:${address.port}${PATH}`, port: address.port, server};
}

/** What was said. */
async function call(url: string, limit = 30_000) {
  const said = {info: [] as string[], warn: [] as string[]};
  const log = {...SILENT, info: (text: string) => said.info.push(text), warn: (text: string) => said.warn.push(text)};
  await callHeartbeat(url, log, {limit, pauses: [1, 1]});
  for (const secret of ['3f6c1e5a', 'also-secret', '127.0.0.1', 'ping']) {
    assert.ok(![...said.info, ...said.warn].join('\n').includes(secret), `${secret} is not told`);
  }
  return said;
}

const status =
  (code: number, headers = {}) =>
  (response: ServerResponse) =>
    void response.writeHead(code, headers).end();

suite('the heartbeat', () => {
  test('is for a full pass only', () => {
    assert.equal(isFullPass({verdict: 'pass', failed: false}), true);
    assert.equal(isFullPass({verdict: 'inconclusive', failed: false}), false);
    assert.equal(isFullPass({verdict: 'fail', failed: true}), false);
    assert.equal(isFullPass({verdict: 'pass', failed: true}), false);
  });

  test('is one GET of the whole address', async t => {
    const {calls, url} = await monitor(t, status(200));
    const {info, warn} = await call(url);
    assert.deepEqual(
      calls.map(({method, url: asked}) => [method, asked]),
      [['GET', PATH]],
    );
    assert.deepEqual([info, warn], [['The heartbeat was called.'], []]);
  });

  test('is tried three times where the monitor has a bad moment', async t => {
    const {calls, url} = await monitor(t, status(503), response => void response.destroy(), status(204));
    assert.deepEqual((await call(url)).warn, []);
    assert.equal(calls.length, 3);
  });

  test('that fails three times is a warning', async t => {
    const {calls, url} = await monitor(t, status(500));
    assert.deepEqual((await call(url)).warn, [
      'The heartbeat could not be called: it answers with status 500. The backup has passed all the same.',
    ]);
    assert.equal(calls.length, 3);
  });

  test('is not tried again where the address is wrong', async t => {
    const {calls, url} = await monitor(t, status(404));
    assert.match((await call(url)).warn[0] ?? '', /status 404\./);
    assert.equal(calls.length, 1);
  });

  test('follows no redirect, which could carry the secret elsewhere', async t => {
    const other = await monitor(t, status(200));
    const {calls, url} = await monitor(t, status(302, {location: other.url}));
    assert.match((await call(url)).warn[0] ?? '', /status 302, a redirect, which is not followed\./);
    assert.deepEqual([calls.length, other.calls.length], [1, 0]);
  });

  test('waits for no answer that does not come', async t => {
    const {url} = await monitor(t, () => {});
    assert.match((await call(url, 300)).warn[0] ?? '', /no answer in time\./);
  });

  test('reads no answer that does not end', async t => {
    const {url, calls} = await monitor(t, response => void response.writeHead(200).write('x'));
    assert.deepEqual((await call(url)).warn, []);
    assert.equal(calls.length, 1);
  });

  test('to a machine that is away, or to no address at all, is a warning without the address', async t => {
    const {url, server} = await monitor(t, status(200));
    await new Promise(resolve => server.close(resolve));
    assert.match((await call(url)).warn[0] ?? '', /no answer \(ECONNREFUSED\)\./);
    assert.match((await call('not an address 3f6c1e5a')).warn[0] ?? '', /could not be called: no answer\b/);
  });
});
