// A body that is cut, stalls, or has the wrong length: the bytes come out right, once each, or the reason is said.
import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {setTimeout as pause} from 'node:timers/promises';
import {readAhead} from '../../src/storage/parallel.ts';
import type {Fault, FaultProxy} from '../servers/fault-proxy.ts';
import {BODY, behind, gets, onGet} from './behind.ts';
import {bytesOf, collect, failure, find, HASTY, never} from './reading.ts';

const everyOther = (nth: number): Fault | undefined => (nth % 2 === 0 ? {kind: 'cut', at: 0.3} : undefined);

/** Waits until no more than `most` connections are left. */
async function connectionsFall(proxy: FaultProxy, most: number): Promise<void> {
  for (let tries = 0; proxy.connections() > most && tries < 200; tries++) {
    await pause(20);
  }
  assert.ok(proxy.connections() <= most, `${proxy.connections()} connections are left`);
}

describe('a body that is cut', () => {
  for (const [where, at] of [
    ['0 %', 0],
    ['1 %', 0.01],
    ['50 %', 0.5],
    ['99.9 %', 0.999],
  ] as const) {
    for (const reset of [false, true]) {
      it(`is resumed when the connection ${reset ? 'is reset' : 'closes'} at ${where}`, async () => {
        await behind(onGet({kind: 'cut', at, reset}, 1), async ({store, data, proxy}) => {
          assert.ok(BODY.equals(await bytesOf(store, data)));
          assert.equal(gets(proxy).length, 2);
        });
      });
    }
  }

  it('is resumed at the byte after the last one, of the same version', async () => {
    await behind(onGet({kind: 'cut', at: {bytes: 600_000}}, 1), async ({store, data, proxy}) => {
      assert.ok(BODY.subarray(100_000).equals(await bytesOf(store, data, {start: 100_000, end: BODY.length})));
      const [first, second] = gets(proxy);
      assert.equal(first?.headers['range'], 'bytes=100000-999999');
      assert.equal(second?.headers['range'], 'bytes=700000-999999');
      assert.equal(second?.headers['if-match'], data.etag);
    });
  });

  it('is read to its end through twenty cuts in a row that each bring something', async () => {
    await behind(onGet({kind: 'cut', at: {bytes: 40_000}}, 20), async ({store, data, proxy}) => {
      assert.ok(BODY.equals(await bytesOf(store, data)));
      assert.equal(gets(proxy).length, 21);
      assert.equal(store.traffic.bytes, BODY.length);
    });
  });

  it('is whole when the connection breaks after its last byte', async () => {
    const rules = [
      {operation: 'GET', fault: {kind: 'no-length'}},
      {operation: 'GET', fault: {kind: 'cut', at: 1}},
    ] as const;
    await behind(rules, async ({store, data, proxy}) => {
      assert.ok(BODY.equals(await bytesOf(store, data)));
      assert.equal(gets(proxy).length, 1);
    });
  });

  it('is given up after a few attempts that bring nothing', async () => {
    await behind(onGet({kind: 'cut', at: 0}), async ({store, data, proxy}) => {
      const error = await failure(bytesOf(store, data), 'network');
      assert.match(error.message, /connection to the server fails \(7 attempts\): data/);
      assert.equal(gets(proxy).length, 7);
    });
  });

  it('is read in parallel parts although every other request is cut', async () => {
    await behind(onGet(everyOther), async ({store, data}) => {
      const parts = readAhead(store, data, {signal: never, partSize: 100_000, inFlight: 4});
      assert.ok(BODY.equals(await collect(parts)));
    });
  });
});

describe('a server that falls silent', () => {
  it('is asked again when a body stalls, and the silent connection is closed', async () => {
    await behind(onGet({kind: 'stall', at: 0.5}, 1), async ({proxy, reopen}) => {
      using store = await reopen({patience: {...HASTY, stall: 300}});
      assert.ok(BODY.equals(await bytesOf(store, await find(store, 'data'))));
      // Each of the two stores keeps one connection for its next request.
      await connectionsFall(proxy, 2);
    });
  });

  it('is given up when every body stalls at once, with the seconds that were waited', async () => {
    await behind(onGet({kind: 'stall', at: 0}), async ({reopen}) => {
      const patience = {stall: 100, attempts: 2, sleep: async () => {}};
      using store = await reopen({patience});
      const error = await failure(bytesOf(store, await find(store, 'data')), 'network');
      assert.match(error.message, /stayed silent for 0\.1 s \(2 attempts\): data/);
    });
  });

  it('is asked again when it never answers at all', async () => {
    await behind([{operation: 'GET', times: 1, fault: {kind: 'silent'}}], async ({reopen}) => {
      using store = await reopen({timeouts: {answer: 200}});
      assert.ok(BODY.equals(await bytesOf(store, await find(store, 'data'))));
    });
  });

  it('does not outlive the signal', async () => {
    await behind(onGet({kind: 'stall', at: 0.2}), async ({store, data, proxy}) => {
      const controller = new AbortController();
      const reading = collect(readAhead(store, data, {signal: controller.signal, partSize: 100_000}));
      setTimeout(() => controller.abort(new Error('enough')), 100);
      await assert.rejects(reading, /enough/);
      await connectionsFall(proxy, 1);
    });
  });
});

describe('a body of the wrong length', () => {
  it('is resumed when it is shorter than the range', async () => {
    await behind(onGet({kind: 'shorter', at: 0.4}, 1), async ({store, data, proxy}) => {
      assert.ok(BODY.equals(await bytesOf(store, data)));
      assert.equal(gets(proxy)[1]?.headers['range'], 'bytes=400000-999999');
    });
  });

  it('is named when it is always empty', async () => {
    await behind(onGet({kind: 'shorter', at: 0}), async ({store, data}) => {
      const error = await failure(bytesOf(store, data), 'network');
      assert.match(error.message, /ending the body too early/);
    });
  });

  it('is an error when it is longer, and no byte too many is given', async () => {
    await behind(onGet({kind: 'longer', bytes: 5}), async ({store, data}) => {
      for (const range of [undefined, {start: 0, end: 500_000}, {start: 999_000, end: 1_000_000}]) {
        let given = 0;
        const reading = (async () => {
          for await (const chunk of store.read(data, {signal: never, ...(range && {range})})) {
            given += chunk.length;
          }
        })();
        const error = await failure(reading, 'storage');
        assert.match(error.message, /more bytes than it promised: data/);
        assert.ok(given <= (range ? range.end - range.start : BODY.length));
      }
    });
  });

  it('is taken as it is without a promised length', async () => {
    await behind(onGet({kind: 'no-length'}), async ({store, data}) => {
      assert.ok(BODY.equals(await bytesOf(store, data)));
      assert.ok(BODY.subarray(5, 500_000).equals(await bytesOf(store, data, {start: 5, end: 500_000})));
    });
  });
});

describe('connections', () => {
  it('are used again from one read to the next', async () => {
    await behind([], async ({store, data, proxy}) => {
      for (let start = 0; start < 20; start++) {
        await bytesOf(store, data, {start, end: start + 100_000});
      }
      assert.ok(proxy.connections() <= 2, `${proxy.connections()} connections for 20 reads`);
    });
  });
});
