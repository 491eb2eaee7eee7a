import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {setImmediate as turn} from 'node:timers/promises';
import {prefetching} from '../../src/storage/prefetch.ts';
import type {ObjectInfo, ObjectStore} from '../../src/storage/store.ts';

const SIGNAL = new AbortController().signal;

function object(index: number, size = 10): ObjectInfo {
  return {key: `k${index}`, size, lastModified: 0, etag: `"${index}"`};
}

/** A store whose reads end when they are told to; counts how many are under way and how often each key was asked for. */
function slowStore() {
  const gates = new Map<string, PromiseWithResolvers<void>>();
  const asked: string[] = [];
  let now = 0;
  let most = 0;
  const store: ObjectStore = {
    name: 'slow',
    async *list() {},
    async *read({key, size}, {signal, onChecksum}) {
      asked.push(key);
      now += 1;
      most = Math.max(most, now);
      try {
        const gate = Promise.withResolvers<void>();
        gates.set(key, gate);
        const onAbort = () => gate.reject(signal.reason);
        signal.addEventListener('abort', onAbort, {once: true});
        await gate.promise;
        onChecksum?.(`crc of ${key}`);
        yield new Uint8Array(size).fill(Number(key.slice(1)));
      } finally {
        now -= 1;
      }
    },
  };
  const opened = (key: string) => gates.get(key);
  return {store, asked, opened, underWay: () => now, most: () => most};
}

async function collect(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array[]> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return all;
}

async function contentOf(store: ObjectStore, of: ObjectInfo): Promise<Buffer> {
  return Buffer.concat(await collect(store.read(of, {signal: SIGNAL})));
}

suite('Reading ahead', () => {
  test('has the next small objects under way, no more than allowed, and reads each once', async t => {
    const slow = slowStore();
    const objects = Array.from({length: 9}, (_, index) => object(index));
    const ahead = prefetching(slow.store, objects, {signal: SIGNAL, inFlight: 3});
    t.after(() => ahead.close());
    await turn();
    assert.deepEqual(slow.asked, ['k0', 'k1', 'k2']);
    for (const each of objects) {
      for (let tries = 0; tries < 50 && slow.opened(each.key) === undefined; tries += 1) await turn();
      slow.opened(each.key)?.resolve();
      assert.deepEqual(await contentOf(ahead, each), Buffer.alloc(10, Number(each.key.slice(1))));
    }
    assert.deepEqual(
      slow.asked,
      objects.map(({key}) => key),
    );
    assert.ok(slow.most() <= 3);
  });

  test('holds no more bytes than its budget, whoever is slow', async t => {
    const slow = slowStore();
    const objects = Array.from({length: 9}, (_, index) => object(index, 100));
    const ahead = prefetching(slow.store, objects, {signal: SIGNAL, budget: 250});
    t.after(() => ahead.close());
    await turn();
    assert.deepEqual(slow.asked, ['k0', 'k1']);
    slow.opened('k0')?.resolve();
    slow.opened('k1')?.resolve();
    await turn();
    assert.equal(slow.asked.length, 2, 'what nobody has taken yet still counts');
    await contentOf(ahead, object(0, 100));
    await turn();
    assert.deepEqual(slow.asked, ['k0', 'k1', 'k2']);
  });

  test('leaves large objects, ranges and other versions to the store', async t => {
    const slow = slowStore();
    const ahead = prefetching(slow.store, [object(1, 5000), object(2)], {signal: SIGNAL, largest: 1000});
    t.after(() => ahead.close());
    await turn();
    assert.deepEqual(slow.asked, ['k2']);
    const range = collect(ahead.read(object(2), {signal: SIGNAL, range: {start: 0, end: 4}}));
    const newer = collect(ahead.read({...object(2), etag: '"new"'}, {signal: SIGNAL}));
    await turn();
    assert.deepEqual(slow.asked, ['k2', 'k2', 'k2']);
    slow.opened('k2')?.resolve();
    await newer;
    void range.catch(() => {});
  });

  test('tells the checksum that the store keeps', async t => {
    const slow = slowStore();
    const ahead = prefetching(slow.store, [object(3)], {signal: SIGNAL});
    t.after(() => ahead.close());
    await turn();
    slow.opened('k3')?.resolve();
    let told = '';
    const options = {signal: SIGNAL, onChecksum: (text: string) => void (told = text)};
    await collect(ahead.read(object(3), options));
    assert.equal(told, 'crc of k3');
  });

  test('a failure is told to whoever reads that object, and to nobody else', async t => {
    const slow = slowStore();
    const ahead = prefetching(slow.store, [object(4), object(5)], {signal: SIGNAL});
    t.after(() => ahead.close());
    await turn();
    const failure = new Error('planted');
    slow.opened('k4')?.reject(failure);
    slow.opened('k5')?.resolve();
    await turn();
    assert.equal((await contentOf(ahead, object(5))).length, 10);
    await assert.rejects(contentOf(ahead, object(4)), failure);
  });

  test('closing ends what is under way', async () => {
    const slow = slowStore();
    const ahead = prefetching(slow.store, [object(6), object(7)], {signal: SIGNAL});
    await turn();
    assert.equal(slow.underWay(), 2);
    await ahead.close();
    assert.equal(slow.underWay(), 0);
  });
});
