// Between a snapshot and a generation that begins after it, whole generations can be missing without a trace: a WAL that
// restarts without growing is never captured. Applying over such a hole makes a database that never existed.
import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import type {StoredObject} from '../../models/memory-store.ts';
import {bucketOf, buildWal, capture, database, planned, snapshot} from './wal-builder.ts';

const A = {salt1: 0x2000_0000, salt2: 0x9c3a_5e71};
const NEW_FILE = {salt1: 0x6000_0000, salt2: 0x17f0_42bd};
const RESTARTED = {salt1: A.salt1 + 1, salt2: 0x44d1_03b7};

/** Page 3 after generation A is in the snapshot; the later generation changes page 3 again. */
const SNAPSHOT = snapshot(10, database([2, 3]));
/** It was the same before: evidence that the later generation has not reached it. */
const EARLIER = snapshot(0, database([2, 3]));
const HELD = {...A, frames: [{page: 3, commit: 3, content: 3}]};
const BEFORE = capture(1, 5, buildWal(HELD));
const later = (salts: typeof A, seconds: number): StoredObject =>
  capture(2, seconds, buildWal({...salts, frames: [{page: 3, commit: 3, content: 33}]}));

const again = (seconds: number): StoredObject => capture(9, seconds, buildWal(HELD));

const restored = async (...objects: readonly StoredObject[]) => {
  const {plan, image} = await planned(bucketOf(...objects));
  return {
    page3: image[1400],
    word: plan.proof.word,
    offered: plan.alternatives.map(({position}) => position).join(' '),
  };
};

suite('a generation that begins after the snapshot', () => {
  test('is applied when its salts count on from the generation that the snapshot holds', async () => {
    const {page3, word} = await restored(SNAPSHOT, BEFORE, later(RESTARTED, 30));
    assert.deepEqual([page3, word], [33, 'likely']);
  });

  test('is applied when it was captured right after the snapshot was stored', async () => {
    const {page3, word} = await restored(SNAPSHOT, BEFORE, later(NEW_FILE, 10.6));
    assert.deepEqual([page3, word], [33, 'likely']);
  });

  test('is left out, and offered, when nothing shows that it follows', async () => {
    const {page3, offered} = await restored(SNAPSHOT, BEFORE, later(NEW_FILE, 30));
    assert.equal(page3, 3);
    assert.match(offered, /\+60000000-17f042bd/);
  });

  test('is applied where no other generation was ever seen', async () => {
    const {page3, word} = await restored(EARLIER, SNAPSHOT, later(NEW_FILE, 30));
    assert.deepEqual([page3, word], [33, 'likely']);
  });

  test('is left out where a capture shows an earlier one that has no committed frame', async () => {
    const earlier = {salt1: NEW_FILE.salt1 - 7, salt2: 5};
    const torn = capture(3, 6, buildWal({...earlier, frames: [{page: 3, content: 4}]}));
    const {page3, offered} = await restored(EARLIER, SNAPSHOT, torn, later(NEW_FILE, 30));
    assert.equal(page3, 3);
    assert.match(offered, /\+60000000-17f042bd/);
  });

  test('is left out where the snapshot does not show whether it holds the generation before it', async () => {
    const unplaced = capture(1, 0.2, buildWal({...A, frames: [{page: 3, commit: 3, content: 8}]}));
    const {page3, offered} = await restored(EARLIER, SNAPSHOT, unplaced, later(RESTARTED, 30));
    assert.equal(page3, 3);
    assert.match(offered, /\+20000001-44d103b7/);
  });

  test('is left out where uploads of two files took turns: an outage has mixed up their times', async () => {
    const one = capture(4, 10.4, buildWal({...NEW_FILE, frames: [{page: 3, commit: 3, content: 33}]}));
    const calm = await restored(SNAPSHOT, BEFORE, again(10.3), one, later(NEW_FILE, 10.6));
    assert.equal(calm.page3, 33);
    const mixed = await restored(SNAPSHOT, BEFORE, again(10.45), one, later(NEW_FILE, 10.6));
    assert.notEqual(mixed.page3, 33);
  });
});
