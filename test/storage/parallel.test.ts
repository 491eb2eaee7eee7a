// Reading ahead: in order, in bounded memory, and never leaving a request behind.
import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {setTimeout as pause} from 'node:timers/promises';
import {readAhead} from '../../src/storage/parallel.ts';
import type {ByteRange, ObjectInfo, ObjectStore} from '../../src/storage/store.ts';
import {collect, never, pattern} from './reading.ts';

const BODY = pattern(100_000);
const OBJECT: ObjectInfo = {key: 'data', size: BODY.length, lastModified: 0, etag: '"a"'};

type Watched = ObjectStore & {
  readonly ranges: ByteRange[];
  /** Reads under way now, and the most there were. */
  open: number;
  most: number;
  /** Bytes given so far. */
  given: number;
};

/** Gives chunks of 1000 bytes; `hinder` may wait or throw before each. */
function watched(hinder: (offset: number, signal: AbortSignal) => Promise<void> = async () => {}): Watched {
  return {
    name: 'watched',
    ranges: [],
    open: 0,
    most: 0,
    given: 0,
    list: () => assert.fail('not asked'),
    async *read(_object, {range = {start: 0, end: BODY.length}, signal}) {
      this.ranges.push(range);
      this.most = Math.max(this.most, ++this.open);
      try {
        for (let offset = range.start; offset < range.end; offset += 1000) {
          await hinder(offset, signal);
          signal.throwIfAborted();
          const chunk = BODY.subarray(offset, Math.min(offset + 1000, range.end));
          this.given += chunk.length;
          yield chunk;
        }
      } finally {
        this.open--;
      }
    },
  };
}

describe('reading ahead', () => {
  it('gives the bytes in order although later parts come first', async () => {
    const store = watched(async offset => {
      await pause(offset % 20_000 === 0 && offset < 40_000 ? 30 : 1);
    });
    const got = await collect(readAhead(store, OBJECT, {signal: never, partSize: 10_000, inFlight: 4}));
    assert.ok(BODY.equals(got));
    assert.equal(store.ranges.length, 10);
    assert.equal(store.most, 4);
  });

  it('asks for more at once while the reader has to wait for bytes', async () => {
    const store = watched(() => pause(2));
    await collect(readAhead(store, OBJECT, {signal: never, partSize: 5000, inFlight: 8}));
    assert.equal(store.most, 8);
  });

  it('does not ask for more than four parts at once where they come faster than they are read', async () => {
    const store = watched();
    for await (const _ of readAhead(store, OBJECT, {signal: never, partSize: 5000, inFlight: 8})) await pause(2);
    assert.equal(store.most, 4);
  });

  it('is one request for an object that fits into a part', async () => {
    const store = watched();
    assert.ok(BODY.equals(await collect(readAhead(store, OBJECT, {signal: never}))));
    assert.equal(store.ranges.length, 1);
  });

  it('holds no more than the parts in flight while nobody reads', async () => {
    const store = watched();
    const reading = readAhead(store, OBJECT, {signal: never, partSize: 10_000, inFlight: 3});
    const first = await reading.next();
    assert.equal(first.done, false);
    await pause(50);
    assert.ok(store.given <= 30_000, `${store.given} bytes were fetched for one chunk`);
    await reading.return(undefined);
    assert.equal(store.open, 0, 'leaving early ends every part');
  });

  it('ends every part before it throws the failure of one', async () => {
    const store = watched(async (offset, signal) => {
      if (offset === 15_000) {
        throw new Error('the second part fails');
      }
      // The later parts would take ten minutes, unless they are ended.
      await pause(offset < 20_000 ? 1 : 600_000, undefined, {signal});
    });
    const reading = collect(readAhead(store, OBJECT, {signal: never, partSize: 10_000, inFlight: 4}));
    await assert.rejects(reading, /the second part fails/);
    assert.equal(store.open, 0);
  });

  it('gives the bytes before the failure, and none after it', async () => {
    const store = watched(async offset => {
      if (offset === 25_000) {
        throw new Error('the third part fails');
      }
    });
    const got: Uint8Array[] = [];
    const reading = (async () => {
      for await (const chunk of readAhead(store, OBJECT, {signal: never, partSize: 10_000, inFlight: 4})) {
        got.push(chunk);
      }
    })();
    await assert.rejects(reading, /third/);
    assert.ok(BODY.subarray(0, 25_000).equals(Buffer.concat(got)));
  });

  it('ends with the signal’s reason, and no part is left', async () => {
    const controller = new AbortController();
    const store = watched(async (_offset, signal) => {
      await pause(5, undefined, {signal});
    });
    setTimeout(() => controller.abort(new Error('enough')), 30);
    const reading = collect(readAhead(store, OBJECT, {signal: controller.signal, partSize: 10_000}));
    await assert.rejects(
      reading,
      error => error instanceof Error && (error.message === 'enough' || error.name === 'AbortError'),
    );
    assert.equal(store.open, 0);
  });
});
