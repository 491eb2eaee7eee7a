// LastModified is the only clock of a 0.3 replica: what objects that were stored anew, or are missing, do to a time.
import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {displaced} from '../../src/formats/litestream-v3/displaced.ts';
import type {Bucket} from '../models/memory-store.ts';
import {seeded} from '../models/random.ts';
import {restoreInMemory} from '../models/restore-in-memory.ts';
import {exact, refused} from './litestream-v3-expect.ts';
import {changed, keysOf, replica, START} from './litestream-v3-writer.ts';

const LATE = START + 3600_000;

function storedAt(bucket: Bucket, key: string, lastModified: number): Bucket {
  const object = bucket.get(key);
  assert.ok(object, key);
  return new Map(bucket).set(key, {...object, lastModified});
}

function timeOf(bucket: Bucket, key = ''): number {
  return bucket.get(key)?.lastModified ?? 0;
}

async function positionAt(bucket: Bucket, timestamp: number): Promise<string> {
  const {result} = await restoreInMemory(bucket, {timestamp});
  assert.equal(result.error, undefined, result.error?.message);
  return result.plan?.point.position ?? '';
}

suite('A WAL segment that was stored anew, after those that follow it', () => {
  const {bucket, image} = replica();
  const wal = keysOf(bucket, '/wal/');
  const [before = '', moved = '', next = ''] = wal.slice(5, 8);
  const again = storedAt(bucket, moved, LATE);

  test('is part of a state from after them', async () => {
    await exact(again, image, {timestamp: timeOf(bucket, wal.at(-1)) + 1000});
    assert.equal(
      await positionAt(again, timeOf(bucket, next) + 1000),
      await positionAt(bucket, timeOf(bucket, next) + 1000),
    );
  });

  test('may belong before a time between its neighbours, and the proof says so', async () => {
    const {result} = await restoreInMemory(again, {timestamp: timeOf(bucket, before) + 2500});
    assert.equal(result.plan?.proof.word, 'weak', result.error?.message);
    assert.match(result.plan.proof.because.join(' '), /was stored anew: it was written not before .*, and by /);
    assert.equal(result.verdict, 'inconclusive');
  });

  test('says nothing about a time before them all', async () => {
    const early = timeOf(bucket, wal[2]) + 1000;
    assert.equal(await positionAt(again, early), await positionAt(bucket, early));
  });

  test('does not make an old generation the newest one', async () => {
    const young = replica({generation: 'ffffffffffffffff', start: START + 60_000, rows: 20});
    const both = new Map([...bucket, ...young.bucket]);
    await exact(both, young.image);
    await exact(storedAt(both, moved, LATE), young.image);
    const copy = moved.replace(/_([0-9a-f]{8})\./, (_, offset: string) => `_${offset.slice(0, -1)}7.`);
    await exact(changed(both, {[copy]: bucket.get(moved)?.bytes}), young.image);
  });
});

test('The last WAL segment of an old generation, stored anew, makes it the newest by its times only, and that is a doubt', async () => {
  const old = replica();
  const young = replica({generation: 'ffffffffffffffff', start: START + 60_000, rows: 20});
  const both = new Map([...old.bucket, ...young.bucket]);
  const last = keysOf(old.bucket, '/wal/').at(-1) ?? '';
  const {result} = await restoreInMemory(storedAt(both, last, LATE));
  assert.equal(result.plan?.proof.word, 'weak', result.error?.message);
  assert.match(result.plan.proof.because.join(' '), /ffffffffffffffff began while this one was written to/);
});

test('A WAL segment whose time is too early does not bring those before it into an earlier state', async () => {
  const {bucket} = replica();
  const wal = keysOf(bucket, '/wal/');
  const early = timeOf(bucket, wal[3]) + 1000;
  const again = storedAt(bucket, wal[9] ?? '', timeOf(bucket, wal[0]));
  assert.equal(await positionAt(again, early), await positionAt(bucket, early));
});

suite('WAL that is missing behind the asked time may have been written by then', () => {
  const {bucket} = replica();
  const own = keysOf(bucket, '/wal/00000001_');
  const at = timeOf(bucket, own[1]) + 1000;
  for (const [what, gone] of [
    ['within its WAL', [own[2]]],
    ['up to the next WAL’s first segment', [...own.slice(2), keysOf(bucket, '/wal/00000002_')[0]]],
  ] as const) {
    test(what, async () => {
      const left = changed(bucket, Object.fromEntries(gone.map(key => [key ?? '', undefined])));
      await refused(left, 'gap', {timestamp: at});
      const {result} = await restoreInMemory(left, {timestamp: at, onIncomplete: 'warn'});
      assert.equal(result.plan?.proof.word, 'partial', result.error?.message);
      assert.equal(result.plan.point.position, await positionAt(bucket, at));
    });
  }
  test('but not before an earlier time', async () => {
    const left = changed(bucket, {[own[3] ?? '']: undefined});
    assert.equal(
      await positionAt(left, timeOf(bucket, own[0]) + 1000),
      await positionAt(bucket, timeOf(bucket, own[0]) + 1000),
    );
  });
});

suite('A time after the last segment of a WAL, before the next WAL', () => {
  const {bucket} = replica({indexes: 3, snapshots: [0, 1, 2]});
  const own = keysOf(bucket, '/wal/00000001_');
  const last = own.at(-1) ?? '';
  const at = timeOf(bucket, last) + 1000;
  const newer = keysOf(bucket, '/snapshots/00000002')[0] ?? '';

  test('proves nothing by itself: what was lost at that end leaves no trace', async () => {
    const cut = await restoreInMemory(changed(bucket, {[last]: undefined}), {timestamp: at});
    const whole = await restoreInMemory(bucket, {timestamp: at});
    assert.ok(cut.image !== undefined && whole.image !== undefined && !cut.image.equals(whole.image));
    for (const {result} of [cut, whole]) {
      assert.equal(result.plan?.proof.word, 'likely');
      assert.equal(result.verdict, 'inconclusive');
      assert.match(
        result.plan.proof.because.join(' '),
        /between the last segment of WAL index 00000001 and the next WAL/,
      );
    }
  });
  test('is proven by the next snapshot, or for who takes an older state', async () => {
    const {result} = await restoreInMemory(bucket, {timestamp: at, mode: 'verify'});
    assert.equal(result.verdict, 'pass', result.error?.message);
    await refused(changed(bucket, {[last]: undefined}), 'replay', {timestamp: at, mode: 'verify'});
    const proven = await restoreInMemory(bucket, {timestamp: at, onInconclusive: 'proven'});
    assert.equal(proven.result.verdict, 'pass', proven.result.error?.message);
    const alone = await restoreInMemory(changed(bucket, {[newer]: undefined}), {timestamp: at, mode: 'verify'});
    assert.equal(alone.result.verdict, 'inconclusive');
  });
  test('is not a time within the WAL', async () => {
    const {result} = await restoreInMemory(bucket, {timestamp: timeOf(bucket, own[1]) + 1000});
    assert.equal(result.plan?.proof.word, 'complete');
  });
});

/** Segments stored at these times: those that do not fit, with when they were written. */
function found(...times: readonly number[]): Record<string, readonly [number, number]> {
  const segments = times.map((lastModified, at) => ({
    object: {key: `${at}`, size: 1, lastModified, etag: ''},
    index: 0,
    offset: at,
  }));
  return Object.fromEntries([...displaced(segments, 10)].map(([key, {after, by}]) => [key, [after, by]]));
}

suite('Times that do not fit among the others', () => {
  test('are found one by one, with the times of their neighbours', () => {
    assert.deepEqual(found(), {});
    assert.deepEqual(found(100, 100, 200, 300), {});
    assert.deepEqual(found(100, 900, 200, 300), {1: [100, 200]});
    assert.deepEqual(found(100, 200, 50, 300), {2: [200, 300]});
    assert.deepEqual(found(900, 200, 300), {0: [Number.NEGATIVE_INFINITY, 200]});
    assert.deepEqual(found(100, 200, 900), {});
    assert.deepEqual(found(100, 200, 50), {2: [200, 200]});
  });
  test('within the slack of a store are none', () => {
    assert.deepEqual(found(100, 205, 200, 300), {});
  });
  test('never are those that rose as they should, however many others there are', () => {
    const random = seeded(3);
    for (let round = 0; round < 200; round += 1) {
      const times = Array.from({length: 60}, (_, at) => at * 1000);
      // More that are right lie behind them than there are of them.
      const moved = new Set(Array.from({length: random.below(12)}, () => random.below(45)));
      for (const at of moved) times[at] = 100_000 + random.below(100_000);
      const keys = Object.keys(found(...times)).map(Number);
      assert.ok(
        keys.every(at => moved.has(at)),
        `${keys.join()} of ${[...moved].join()}`,
      );
    }
  });
});
