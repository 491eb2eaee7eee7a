import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {searchNewest, type Searched} from '../../src/pipeline/last-good-search.ts';

/** What a restore, or planning alone, would say of a point. */
type Point = 'good' | 'bad' | 'unplannable';

type Told = Searched & {
  /** Restores that the trials were allowed to make, and points that were asked for more than once. */
  readonly overrun: boolean;
  readonly twice: boolean;
};

async function search(points: readonly Point[], restores: number): Promise<Told> {
  const asked: number[] = [];
  let done = 0;
  const found = await searchNewest(points.length, restores, async (index, mayRestore) => {
    asked.push(index);
    const point = points[index] ?? assert.fail(`point ${index} does not exist`);
    if (point === 'unplannable') return {kind: 'failed', outcome: 'it cannot be planned', restores: 0};
    if (!mayRestore) return {kind: 'open', outcome: 'not tried', restores: 0};
    done += 1;
    return {kind: point === 'good' ? 'passed' : 'failed', outcome: point, restores: 1};
  });
  return {...found, overrun: done > restores, twice: new Set(asked).size < asked.length};
}

/** Every pattern of `length` points over the given kinds. */
function* patterns(length: number, kinds: readonly Point[]): Generator<readonly Point[]> {
  const total = kinds.length ** length;
  for (let number = 0; number < total; number += 1) {
    const points: Point[] = [];
    for (let rest = number; points.length < length; rest = Math.floor(rest / kinds.length)) {
      points.push(kinds[rest % kinds.length] ?? 'bad');
    }
    yield points;
  }
}

const newestGood = (points: readonly Point[]): number | undefined => {
  const index = points.indexOf('good');
  return index < 0 ? undefined : index;
};

suite('the search for the newest good point', () => {
  test('finds exactly it in every pattern of up to ten points, trying no point twice', async () => {
    for (let length = 0; length <= 10; length += 1) {
      for (const points of patterns(length, ['good', 'bad'])) {
        const {good, exact, twice, restores} = await search(points, length);
        assert.deepEqual(
          {good, exact, twice, within: restores <= length},
          {good: newestGood(points), exact: true, twice: false, within: true},
          points.join(' '),
        );
      }
    }
  });

  test('does so where planning rules some out, with restores for the others only', async () => {
    for (const points of patterns(7, ['good', 'bad', 'unplannable'])) {
      const needed = points.filter(point => point !== 'unplannable').length;
      const {good, exact, overrun} = await search(points, needed);
      assert.deepEqual(
        {good, exact, overrun},
        {good: newestGood(points), exact: true, overrun: false},
        points.join(' '),
      );
    }
  });

  test('says with every smaller budget what it knows, and never that it is exact when it is not', async () => {
    for (const points of patterns(7, ['good', 'bad', 'unplannable'])) {
      for (let budget = 0; budget < 7; budget += 1) {
        const {good, exact, overrun, trials} = await search(points, budget);
        const text = `${points.join(' ')} with ${budget}`;
        assert.equal(overrun, false, text);
        if (good !== undefined) assert.equal(points[good], 'good', text);
        const newer = points.slice(0, good ?? points.length);
        const failed = newer.every((_, index) => trials.get(index)?.kind === 'failed');
        assert.equal(exact, failed, text);
        if (exact) assert.equal(good, newestGood(points), text);
      }
    }
  });

  test('takes a number of restores that grows with the logarithm, where everything before the damage is good', async () => {
    for (const boundary of [0, 1, 5, 100, 1_000, 80_000]) {
      const points = Array.from({length: 86_400}, (_, index): Point => (index < boundary ? 'unplannable' : 'good'));
      const {good, exact, restores} = await search(points, 40);
      assert.deepEqual({good, exact}, {good: boundary, exact: true});
      assert.ok(restores <= 18, `${restores} restores for a boundary at ${boundary}`);
    }
  });

  test('among many points that only a restore can tell apart, it says that it is not exact', async () => {
    const points = Array.from({length: 1_000}, (_, index): Point => (index < 100 ? 'bad' : 'good'));
    const {good, exact, restores} = await search(points, 16);
    assert.deepEqual({good, exact, restores}, {good: 100, exact: false, restores: 16});
  });

  test('a point that nothing could be learned about ends it', async () => {
    const found = await searchNewest(5, 16, async index =>
      index === 0
        ? {kind: 'failed', outcome: 'bad', restores: 1}
        : {kind: 'open', outcome: 'the time is up', restores: 0},
    );
    assert.deepEqual([found.good, found.exact, found.trials.size], [undefined, false, 3]);
  });

  test('what a trial throws ends it, too', async () => {
    await assert.rejects(
      searchNewest(5, 16, () => Promise.reject(new Error('cancelled'))),
      /cancelled/,
    );
  });
});
