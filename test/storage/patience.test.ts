// How often and how long a request is tried again: counted with a clock of the test's own.
import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {RestoreError} from '../../src/errors.ts';
import type {Patience} from '../../src/storage/patience.ts';
import {TransientFailure} from '../../src/storage/raw.ts';
import type {RawStore} from '../../src/storage/raw.ts';
import {resilient} from '../../src/storage/resilient.ts';
import {retryAfter} from '../../src/storage/s3-facts.ts';
import type {ObjectInfo} from '../../src/storage/store.ts';
import {bytesOf, collect, failure, never} from './reading.ts';

const OBJECT: ObjectInfo = {key: 'data', size: 100_000, lastModified: 0, etag: '"a"'};
const broken = () => new RestoreError('network', {what: 'It fails'});

/** A store whose every body brings `bytes` zeros, then fails. */
function dripping(
  bytes: number,
  options: ConstructorParameters<typeof TransientFailure>[1] = {},
): RawStore & {opened: number} {
  return {
    name: 'dripping',
    opened: 0,
    listPage: () => Promise.reject(new TransientFailure(broken(), options)),
    async open(object, range) {
      this.opened++;
      const {start, end} = range ?? {start: 0, end: object.size};
      async function* chunks() {
        if (bytes > 0) {
          yield new Uint8Array(Math.min(bytes, end - start));
        }
        throw new TransientFailure(broken(), options);
      }
      const contentRange = `bytes ${start}-${end - 1}/${object.size}`;
      return {whole: range === undefined, contentRange, etag: object.etag, chunks: chunks()};
    },
  };
}

function recorder(random: number): {waits: number[]; patience: Partial<Patience>} {
  const waits: number[] = [];
  return {waits, patience: {random: () => random, sleep: async ms => void waits.push(ms)}};
}

describe('the wait before another attempt', () => {
  it('doubles, up to a limit, between half and all of the step by chance', async () => {
    for (const [random, expected] of [
      [0, [100, 200, 400, 800, 1600, 3200, 6400, 10_000, 10_000]],
      [1, [200, 400, 800, 1600, 3200, 6400, 12_800, 20_000, 20_000]],
    ] as const) {
      const {waits, patience} = recorder(random);
      await failure(bytesOf(resilient(dripping(0), {...patience, attempts: 10}), OBJECT), 'network');
      assert.deepEqual(waits, expected);
    }
  });

  it('starts longer when the server asks for fewer requests', async () => {
    const {waits, patience} = recorder(1);
    await failure(bytesOf(resilient(dripping(0, {throttled: true}), {...patience, attempts: 4}), OBJECT), 'network');
    assert.deepEqual(waits, [1000, 2000, 4000]);
  });

  it('is as long as Retry-After says, within reason', async () => {
    for (const [asked, expected] of [
      [5000, 5000],
      [0, 200],
      [86_400_000, 120_000],
    ] as const) {
      const {waits, patience} = recorder(1);
      await failure(
        bytesOf(resilient(dripping(0, {retryAfter: asked}), {...patience, attempts: 2}), OBJECT),
        'network',
      );
      assert.deepEqual(waits, [expected]);
    }
  });

  it('starts anew after every byte', async () => {
    const {waits, patience} = recorder(1);
    await bytesOf(resilient(dripping(20_000), patience), OBJECT);
    assert.deepEqual(waits, [200, 200, 200, 200]);
  });

  it('ends with the signal', async () => {
    const controller = new AbortController();
    const store = resilient(dripping(0), {base: 1_000_000, longestWait: 1_000_000});
    const reading = collect(store.read(OBJECT, {signal: controller.signal}));
    setTimeout(() => controller.abort(new Error('enough')), 20);
    await assert.rejects(reading, /enough/);
  });
});

describe('attempts', () => {
  it('end after seven that bring nothing, and the words say how many there were', async () => {
    const raw = dripping(0);
    const error = await failure(bytesOf(resilient(raw, recorder(0).patience), OBJECT), 'network');
    assert.equal(error.message, 'It fails (7 attempts).');
    assert.equal(raw.opened, 7);
  });

  it('end earlier for a failure that says so', async () => {
    const raw = dripping(0, {attempts: 2});
    await failure(bytesOf(resilient(raw, recorder(0).patience), OBJECT), 'network');
    assert.equal(raw.opened, 2);
  });

  it('go on while each brings something, but not for ever when it is a drip', async () => {
    const raw = dripping(1);
    await failure(bytesOf(resilient(raw, recorder(0).patience), OBJECT), 'network');
    assert.ok(raw.opened > 20 && raw.opened < 120, `${raw.opened} attempts`);
    const slow = dripping(1000);
    assert.equal((await bytesOf(resilient(slow, recorder(0).patience), OBJECT)).length, OBJECT.size);
    assert.equal(slow.opened, 100);
  });

  it('at a listing end the same way', async () => {
    const {waits, patience} = recorder(1);
    const listing = async () => {
      for await (const object of resilient(dripping(0), patience).list('', never)) {
        assert.fail(object.key);
      }
    };
    await failure(listing(), 'network');
    assert.deepEqual(waits, [200, 400, 800, 1600, 3200, 6400]);
  });

  it('are not made after a failure that will not pass', async () => {
    const raw: RawStore = {...dripping(0), open: () => Promise.reject(new RestoreError('gone', {what: 'It has gone'}))};
    const {waits, patience} = recorder(0);
    await failure(bytesOf(resilient(raw, patience), OBJECT), 'gone');
    assert.deepEqual(waits, []);
  });
});

describe('Retry-After', () => {
  const now = Date.UTC(2026, 10, 23, 1, 0, 0);
  it('is seconds or a date, and nothing else', () => {
    assert.equal(retryAfter('120', now), 120_000);
    assert.equal(retryAfter(' 0 ', now), 0);
    assert.equal(retryAfter('Mon, 23 Nov 2026 01:00:30 GMT', now), 30_000);
    assert.equal(retryAfter('Mon, 23 Nov 2026 00:00:00 GMT', now), 0);
    assert.equal(retryAfter('soon', now), undefined);
    assert.equal(retryAfter(undefined, now), undefined);
  });
});
