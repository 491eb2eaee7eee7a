// Answers that ask for patience, and answers that are not the range asked for.
import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {readAhead} from '../../src/storage/parallel.ts';
import type {Fault, FaultRule} from '../servers/fault-proxy.ts';
import {BODY, behind, gets, onGet} from './behind.ts';
import {bytesOf, collect, failure, find, never} from './reading.ts';

describe('an answer that asks for patience', () => {
  const STATUSES = [
    [408, 'RequestTimeout'],
    [429, 'TooManyRequests'],
    [500, 'InternalError'],
    [502, undefined],
    [503, 'SlowDown'],
    [503, undefined],
    [504, undefined],
  ] as const;
  for (const [status, code] of STATUSES) {
    it(`is asked again after ${status} ${code ?? 'without words'}`, async () => {
      const fault: Fault = {kind: 'error', status, ...(code && {code})};
      await behind(onGet(fault, 3), async ({store, data, proxy}) => {
        assert.ok(BODY.equals(await bytesOf(store, data)));
        assert.equal(gets(proxy).length, 4);
      });
    });
  }

  it('is named when it never ends', async () => {
    await behind(onGet({kind: 'error', status: 503, code: 'SlowDown'}), async ({store, data, proxy}) => {
      const error = await failure(bytesOf(store, data), 'network');
      assert.equal(gets(proxy).length, 7, 'no attempts within the attempts');
      assert.match(error.message, /fewer requests \(7 attempts\): data \(found SlowDown: .*HTTP 503\)/);
    });
  });

  it('is waited for as long as Retry-After says', async () => {
    const waits: number[] = [];
    const fault: Fault = {kind: 'error', status: 429, headers: {'retry-after': '17'}};
    await behind(onGet(fault, 2), async ({reopen}) => {
      const sleep = async (ms: number) => void waits.push(ms);
      using store = await reopen({patience: {sleep}});
      assert.ok(BODY.equals(await bytesOf(store, await find(store, 'data'))));
      assert.deepEqual(waits, [17_000, 17_000]);
    });
  });
});

describe('an answer that is not the range asked for', () => {
  it('is cut to size when the server ignores Range and sends everything', async () => {
    await behind(onGet({kind: 'ignore-range'}), async ({store, data}) => {
      assert.ok(BODY.subarray(300_000, 700_000).equals(await bytesOf(store, data, {start: 300_000, end: 700_000})));
      assert.ok(BODY.equals(await collect(readAhead(store, data, {signal: never, partSize: 200_000}))));
    });
  });

  it('is skipped through when a resumed read gets everything again', async () => {
    const rules: readonly FaultRule[] = [
      {operation: 'GET', times: 1, fault: {kind: 'cut', at: 0.6}},
      {operation: 'GET', fault: {kind: 'ignore-range'}},
    ];
    await behind(rules, async ({store, data}) => {
      assert.ok(BODY.equals(await bytesOf(store, data)));
    });
  });

  for (const [what, range] of [
    ['other bytes', 'bytes 0-399999/1000000'],
    ['a shorter range', 'bytes 300000-399999/1000000'],
    ['no range at all', undefined],
    ['nonsense', 'pages 3-7'],
  ] as const) {
    it(`is asked for again, then named, when Content-Range says ${what}`, async () => {
      const fault: Fault = {kind: 'headers', headers: {'content-range': range}};
      await behind(onGet(fault, 1), async ({store, data}) => {
        const got = await bytesOf(store, data, {start: 300_000, end: 700_000});
        assert.ok(BODY.subarray(300_000, 700_000).equals(got));
      });
      await behind(onGet(fault), async ({store, data}) => {
        const error = await failure(bytesOf(store, data, {start: 300_000, end: 700_000}), 'storage');
        assert.match(error.message, /not the range that was asked for \(3 attempts\): data/);
      });
    });
  }

  it('is refused when it comes of another version, although the server ignored If-Match', async () => {
    const fault: Fault = {kind: 'headers', headers: {etag: '"0123456789abcdef0123456789abcdef"'}};
    await behind(onGet(fault), async ({store, data}) => {
      await failure(bytesOf(store, data), 'changed');
      await failure(bytesOf(store, data, {start: 1, end: 2}), 'changed');
    });
  });

  it('is refused when the object changes between two attempts', async () => {
    const rules: readonly FaultRule[] = [
      {operation: 'GET', times: 1, fault: {kind: 'cut', at: 0.5}},
      {operation: 'GET', after: 1, fault: {kind: 'headers', headers: {etag: '"other"'}}},
    ];
    await behind(rules, async ({store, data}) => {
      await failure(bytesOf(store, data), 'changed');
    });
  });

  it('is refused when the object has another size now', async () => {
    const fault: Fault = {kind: 'headers', headers: {'content-range': 'bytes 0-9/2000000'}};
    await behind(onGet(fault), async ({store, data}) => {
      await failure(bytesOf(store, data, {start: 0, end: 10}), 'changed');
    });
  });

  it('is taken with a weak mark on its tag, which gateways add to the same bytes', async () => {
    await behind([], async ({data}) => {
      const fault: Fault = {kind: 'headers', headers: {etag: `W/${data.etag}`}};
      await behind(onGet(fault), async ({store}) => {
        assert.ok(BODY.equals(await bytesOf(store, data)));
      });
    });
  });
});
