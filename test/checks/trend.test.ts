import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {barsOf, trendOf} from '../../src/checks/trend.ts';
import {LAST_NIGHT, DAY, runOf} from './past-runs.ts';

suite('the trend of the last nights', () => {
  test('goes from the lowest to the highest bar', () => {
    assert.equal(barsOf([1, 2, 3, 4, 5, 6, 7, 8]), '▁▂▃▄▅▆▇█');
    assert.equal(barsOf([1000, 1000, 500, 1000]), '██▁█');
    assert.equal(barsOf([100, 0]), '█▁');
  });

  test('does not make a cliff of what hardly moves', () => {
    assert.equal(barsOf([1000, 1001, 1000]), '▄▅▄');
    assert.equal(barsOf([7, 7, 7]), '▄▄▄');
    assert.equal(barsOf([0, 0]), '▁▁');
    assert.equal(barsOf([]), '');
  });

  test('shows rows, size and time of restoring, oldest first and this run last', () => {
    const [rows, size, time, ...others] = trendOf(
      [runOf(2, {rows: {a: 100, b: null}}), runOf(1, {rows: {a: 200, b: 300}})],
      runOf(0, {rows: {a: 900}, bytes: 8_192_000, restoreMs: 4000}),
    );
    assert.deepEqual(rows, {
      name: 'rows',
      values: [100, 500, 900],
      first: '100',
      last: '900',
      bars: '▁▅█',
      from: LAST_NIGHT - 2 * DAY,
    });
    assert.deepEqual([size?.name, size?.first, size?.last], ['size', '4.10 MB', '8.19 MB']);
    assert.deepEqual([time?.name, time?.values], ['restore time', [20_000, 20_000, 4000]]);
    assert.deepEqual(others, []);
  });

  test('is none on a first run, and no longer than a line', () => {
    assert.deepEqual(trendOf([], runOf(0)), []);
    const runs = Array.from({length: 100}, (_, index) => runOf(100 - index));
    assert.equal(trendOf(runs, runOf(0))[0]?.values.length, 30);
  });
});
