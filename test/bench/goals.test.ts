import assert from 'node:assert/strict';
import {test} from 'node:test';
import {compared, timesAsFast, verdictText, weighed, type Series} from '../../bench/goals.ts';
import {median, number} from '../../bench/table.ts';

const series = (name: string, seconds: readonly number[], cpuSeconds = seconds): Series => ({
  name,
  seconds,
  cpuSeconds,
  peakAnonymous: seconds.map(() => 100e6),
  peakResident: seconds.map(() => 200e6),
});

test('the median of an even number of values lies between the middle ones', () => {
  assert.equal(median([4, 1, 2, 30]), 3);
  assert.equal(median([9, 1, 2]), 2);
  assert.ok(Number.isNaN(median([])));
});

test('what could not be measured is a dash', () => {
  assert.equal(number(NaN, 1), '-');
  assert.equal(number(1.25, 1), '1.3');
});

test('each run is compared with the best peer of the same run, and the median of these ratios counts', () => {
  // The ratios are 3, 1 and 2: of the medians alone it would be 4 / 2 = 2 as well, of the means 3.
  assert.equal(timesAsFast([1, 4, 2], [[3, 4, 4]]), 2);
  assert.equal(
    timesAsFast(
      [1, 1, 1],
      [
        [9, 2, 9],
        [5, 9, 3],
      ],
    ),
    3,
  );
});

test('only runs that all have are compared', () => {
  assert.equal(timesAsFast([2, 50, 50], [[10]]), 5);
  assert.ok(Number.isNaN(timesAsFast([1], [])));
});

test('a goal is met at its limit, and missed below it', () => {
  const met = [2, 2.01].map(ours => compared('w', series('a', [ours]), [series('p', [6])], 3)[0]?.met);
  assert.deepEqual(met, [true, false]);
});

test('the CPU time is held against the peer that needs least', () => {
  const peers = [series('p', [9], [4]), series('q', [8], [5])];
  const cpu = (ours: number) => compared('w', series('a', [1], [ours]), peers, undefined)[0];
  assert.deepEqual(cpu(4), {what: 'w: CPU seconds', found: '4.0', goal: 'at most 4.0', met: true});
  assert.equal(cpu(4.1)?.met, false);
});

test('without a peer nothing is met or missed', () => {
  const outcomes = compared('w', series('a', [1]), [], 2);
  assert.deepEqual(
    outcomes.map(({met}) => verdictText(met)),
    ['not compared', 'not compared'],
  );
});

test('memory is judged by the largest peak of all runs', () => {
  assert.equal(weighed('w', [100e6, 255e6]).met, true);
  const over = weighed('w', [100e6, 256e6, 20e6]);
  assert.deepEqual([over.found, over.met, verdictText(over.met)], ['256 MB', false, '**missed**']);
});
