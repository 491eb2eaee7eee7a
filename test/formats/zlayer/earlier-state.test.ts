// A proven state passes beside a snapshot that holds something else only when that snapshot is wholly an earlier state. A
// flag that was set, cleared and set again makes single pages look older than they are.
import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {bucketOf, buildWal, capture, database, pageOne, planned, snapshot, type Slot} from './wal-builder.ts';

const A = {salt1: 0x2000_0000, salt2: 0x9c3a_5e71};
/** Page 2 is a flag: 1, 2, 3. Page 3 counts: 7, 8, 9. Page 4 is written once. */
const FRAMES: readonly Slot[] = [
  {page: 1, content: pageOne(512)},
  {page: 4, content: 4},
  {page: 2, content: 1},
  {page: 3, commit: 4, content: 7},
  {page: 2, commit: 4, content: 2},
  {page: 3, commit: 4, content: 8},
  {page: 3, content: 9},
  {page: 2, commit: 4, content: 3},
];

/** The same, with a fifth page that the third commit cuts off. */
const SHRINKING: readonly Slot[] = [
  ...FRAMES.slice(0, 2),
  {page: 5, content: 60},
  ...FRAMES.slice(2).map((slot, at) => (slot.commit === undefined || at > 2 ? slot : {...slot, commit: 5})),
];

const unexplained = async (fills: readonly number[], first = pageOne(512), frames = FRAMES) => {
  const wal = buildWal({...A, frames});
  const [flag = 0, count = 0, ...more] = fills;
  const image = Buffer.concat([first, database([flag, count, 4, ...more]).subarray(512)]);
  const {plan} = await planned(bucketOf(snapshot(10, image), capture(7, 20, wal)));
  assert.equal(plan.proof.word, 'covers');
  return plan.proof.unexplained;
};

suite('a snapshot beside a proven state', () => {
  test('explains itself as the state after one of the commits', async () => {
    assert.equal(await unexplained([1, 7]), false);
    assert.equal(await unexplained([2, 7]), false);
    assert.equal(await unexplained([2, 8]), false);
  });

  test('explains itself as what was there before the first frame, some of it written anew as it was', async () => {
    assert.equal(await unexplained([50, 51], pageOne(512, {changeCounter: 3})), false);
    assert.equal(await unexplained([50, 9], pageOne(512, {changeCounter: 3})), true);
  });

  test('is not asked for pages that the proven state has no more', async () => {
    for (const fifth of [60, 88]) {
      assert.equal(await unexplained([2, 7, fifth], pageOne(512), SHRINKING), false, `page 5 is ${fifth}`);
    }
    assert.equal(await unexplained([1, 8, 60], pageOne(512), SHRINKING), true);
  });

  test('does not when its pages are of different moments: the flag may have gone back since', async () => {
    assert.equal(await unexplained([1, 8]), true);
    assert.equal(await unexplained([1, 9]), true);
  });

  test('does not when it lies inside a transaction', async () => {
    assert.equal(await unexplained([2, 9]), true);
  });

  test('does not when it holds a page that nobody knows beside one that was written late', async () => {
    assert.equal(await unexplained([77, 9]), true);
  });
});
