import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {runsToKeep} from '../../src/history/keep.ts';
import {hashOf, runOf} from '../checks/past-runs.ts';

const night = (before: number, digit: string) => runOf(before, {sha256: hashOf(digit)});

suite('the runs that are kept', () => {
  test('are the newest, as many as asked for', () => {
    const runs = [night(4, '1'), night(3, '2'), night(2, '3'), night(1, '4')];
    assert.deepEqual(runsToKeep(runs, night(0, '5'), 3), [night(2, '3'), night(1, '4'), night(0, '5')]);
    assert.deepEqual(runsToKeep([], night(0, '5'), 3), [night(0, '5')]);
    assert.equal(
      runsToKeep(
        Array.from({length: 500}, (_, i) => night(500 - i, String(i % 10))),
        night(0, 'a'),
        1000,
      ).length,
      400,
    );
  });

  test('of a stretch over the same data are the first and the last', () => {
    const quiet = [night(9, '1'), night(5, '2')];
    const again = runsToKeep(quiet, night(4, '2'), 60);
    assert.deepEqual(again, [...quiet, night(4, '2')]);
    assert.deepEqual(runsToKeep(again, night(1, '2'), 60), [...quiet, night(1, '2')]);
    assert.deepEqual(runsToKeep(again, night(1, '3'), 60), [...again, night(1, '3')]);
  });

  test('however often a quiet database is checked, show what was before it, and since when it is quiet', () => {
    let runs = [night(900, '1'), night(899, '2')];
    for (let before = 800; before >= 0; before--) runs = [...runsToKeep(runs, night(before, '3'), 5)];
    assert.deepEqual(runs, [night(900, '1'), night(899, '2'), night(800, '3'), night(0, '3')]);
  });
});
