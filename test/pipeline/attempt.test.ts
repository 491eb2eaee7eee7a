import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {LayerFailure} from '../../src/engine/overlay.ts';
import {isRestoreError, RestoreError, type ErrorCode} from '../../src/errors.ts';
import type {BackupFormat, RestorePlan} from '../../src/formats/format.ts';
import {SILENT} from '../../src/log.ts';
import {planAndBuild, type DamagedObjects, type Found} from '../../src/pipeline/attempt.ts';
import type {ObjectInfo} from '../../src/storage/store.ts';
import {layerOf, object, plan} from './plans.ts';

const NEWEST_FIRST: BackupFormat = {
  name: 'newest',
  detect: () => [],
  plan: () => Promise.reject(new Error('not called')),
};

function found(...objects: readonly ObjectInfo[]): Found {
  const backup = {prefix: '', objects, description: ''};
  return {listing: {prefix: '', objects}, format: NEWEST_FIRST, backup, foreign: []};
}

/** The last listed object that is not excluded. */
function newestPlan({backup}: Found, excluded: ReadonlyMap<string, string>): RestorePlan {
  const chosen = backup.objects.findLast(({key}) => !excluded.has(key));
  if (chosen === undefined) throw new RestoreError('no-backup', {what: 'nothing is left'});
  return plan({point: {position: chosen.key, timeIs: 'unknown'}, layers: [layerOf(chosen)]});
}

function failure(code: ErrorCode, key: string): RestoreError {
  return new RestoreError(code, {what: 'planted', where: key});
}

type Case = {
  readonly start: Found;
  readonly after?: Found;
  readonly failing?: Readonly<Record<string, RestoreError>>;
  readonly plan?: (found: Found, excluded: ReadonlyMap<string, string>) => RestorePlan;
  readonly onIncomplete?: 'fail' | 'warn';
  readonly damaged?: DamagedObjects;
  /** Called with each plan that is carried out. */
  readonly built?: (plan: RestorePlan) => void;
};

function attempt({
  start,
  after = start,
  failing = {},
  plan: makePlan = newestPlan,
  onIncomplete = 'fail',
  damaged,
  built = () => {},
}: Case) {
  return planAndBuild(start, {
    find: async () => after,
    plan: async (at, excluded) => makePlan(at, excluded),
    async build(chosen) {
      built(chosen);
      for (const layer of chosen.layers) {
        for (const {key} of layer.objects) {
          const error = failing[key];
          if (error !== undefined) throw new LayerFailure(layer, error);
        }
      }
      return chosen.point.position;
    },
    onIncomplete,
    damaged,
    log: SILENT,
    signal: new AbortController().signal,
  });
}

const samePoint: NonNullable<Case['plan']> = (at, excluded) => ({
  ...newestPlan(at, excluded),
  point: {position: 'same', timeIs: 'unknown'},
});

const failsOnB: NonNullable<Case['plan']> = (at, excluded) => {
  if (!excluded.has('b')) throw failure('truncated', 'b');
  return newestPlan(at, excluded);
};

suite('When an object fails', () => {
  test('it is read once more, for the damage may have happened on the way', async () => {
    let reads = 0;
    const {built, plan: chosen} = await attempt({
      start: found(object('a'), object('b')),
      plan(at, excluded) {
        reads += 1;
        if (reads === 1) throw failure('checksum', 'b');
        return newestPlan(at, excluded);
      },
    }).catch((error: unknown) => assert.fail(`refused: ${String(error)}`));
    assert.equal(built, 'b');
    assert.equal(chosen.proof.word, 'whole-file');
    assert.equal(reads, 2);
  });
  test('an older restore point is not taken in silence', async () => {
    const failing = {b: failure('checksum', 'b')};
    await assert.rejects(
      attempt({start: found(object('a'), object('b')), failing}),
      (error: unknown) => isRestoreError(error, 'checksum') && error.message.includes('position: a'),
    );
  });
  test('on-incomplete: warn takes the older point and calls it partial', async () => {
    const failing = {b: failure('checksum', 'b')};
    const {plan: chosen, built} = await attempt({
      start: found(object('a'), object('b')),
      failing,
      onIncomplete: 'warn',
    });
    assert.equal(built, 'a');
    assert.equal(chosen.proof.word, 'partial');
    assert.match(chosen.proof.because[0] ?? '', /older than the newest/);
  });
  test('another plan that reaches the same point is taken, and the report says so', async () => {
    const {plan: chosen, built} = await attempt({
      start: found(object('a'), object('b')),
      failing: {b: failure('checksum', 'b')},
      plan: samePoint,
    });
    assert.equal(built, 'same');
    assert.equal(chosen.proof.word, 'whole-file');
    assert.match(chosen.notes.join(), /planned again after: planted: b/);
  });
  test('a plan that fails before it names its point does not open the way to an older one', async () => {
    await assert.rejects(attempt({start: found(object('a'), object('b')), plan: failsOnB}), (error: unknown) =>
      isRestoreError(error, 'truncated'),
    );
  });
  test('a gap that only a layer shows leaves what lies before it, when that is asked for', async () => {
    const start = found(object('a'), object('b'));
    const failing = {b: failure('gap', 'b')};
    const {built, plan: chosen} = await attempt({start, failing, onIncomplete: 'warn'});
    assert.equal(built, 'a');
    assert.equal(chosen.proof.word, 'partial');
    await assert.rejects(attempt({start, failing}), (error: unknown) => isRestoreError(error, 'gap'));
  });
  test('what two layers show together may be the fault of the other one’s object, and only that one is left out', async () => {
    const without: string[][] = [];
    const {built, plan: chosen} = await attempt({
      start: found(object('a'), object('b'), object('c')),
      // While the layer of `b` is read, it turns out that `c` does not continue it.
      failing: {b: failure('gap', 'c')},
      onIncomplete: 'warn',
      plan(at, excluded) {
        without.push([...excluded.keys()]);
        const layers = excluded.has('c') ? [layerOf(object('a'))] : [layerOf(object('b')), layerOf(object('c'))];
        return plan({point: {position: excluded.has('c') ? 'before c' : 'c', timeIs: 'unknown'}, layers});
      },
    });
    assert.deepEqual(without, [[], ['c']]);
    assert.equal(built, 'before c');
    assert.equal(chosen.proof.word, 'partial');
    assert.match(chosen.proof.because[0] ?? '', /planted: c/);
    assert.match(chosen.notes.join(), /planned again after: planted: c/);
  });
  test('a bucket of ruins ends with its first failure', async () => {
    const objects = Array.from({length: 40}, (_, index) => object(`k${index}`));
    const failing = Object.fromEntries(objects.map(({key}) => [key, failure('checksum', key)]));
    await assert.rejects(
      attempt({start: found(...objects), failing, onIncomplete: 'warn'}),
      (error: unknown) => isRestoreError(error, 'checksum') && error.failure.where === 'k39',
    );
  });
  test('a failure that is not the backup’s is not planned around', async () => {
    await assert.rejects(
      attempt({
        start: found(object('a'), object('b')),
        failing: {b: failure('access-denied', 'b')},
        onIncomplete: 'warn',
      }),
      (error: unknown) => isRestoreError(error, 'access-denied'),
    );
  });
});

suite('What earlier attempts found damaged', () => {
  const start = found(object('a'), object('b'));

  /** How many plans are carried out after an attempt on the same bucket failed with `error`. */
  async function buildsAfter(error: RestoreError): Promise<number> {
    const damaged: DamagedObjects = new Map();
    const failing = {b: error};
    await assert.rejects(attempt({start, failing, damaged}));
    let builds = 0;
    await assert.rejects(attempt({start, failing, damaged, built: () => (builds += 1)}), (again: unknown) =>
      isRestoreError(again, error.code),
    );
    return builds;
  }

  test('is not read again, and fails as it did', async () => {
    for (const code of ['checksum', 'truncated', 'gap', 'archived'] as const) {
      assert.equal(await buildsAfter(failure(code, 'b')), 0, code);
    }
  });
  test('is another matter in another version', async () => {
    const damaged: DamagedObjects = new Map();
    await assert.rejects(attempt({start, failing: {b: failure('checksum', 'b')}, damaged}));
    const {built} = await attempt({start: found(object('a'), object('b', '"new"')), damaged});
    assert.equal(built, 'b');
  });
  test('does not hold for what only several objects showed together, nor for what had gone', async () => {
    const together = new RestoreError('checksum', {what: 'planted', where: 'b', together: true});
    assert.ok((await buildsAfter(together)) > 0);
    assert.ok((await buildsAfter(failure('gone', 'b'))) > 0);
    assert.ok((await buildsAfter(failure('format', 'the layers of another one'))) > 0);
  });
  test('is planned around at once where another way leads to the same point', async () => {
    const damaged: DamagedObjects = new Map();
    const failing = {b: failure('checksum', 'b')};
    await attempt({start, failing, damaged, plan: samePoint});
    const plans: string[] = [];
    const {plan: chosen} = await attempt({
      start,
      failing,
      damaged,
      plan: samePoint,
      built: ({layers}) => plans.push(layers.flatMap(({objects}) => objects.map(({key}) => key)).join()),
    });
    assert.deepEqual(plans, ['a']);
    assert.equal(chosen.proof.word, 'whole-file');
  });
});

suite('When a listed object is gone', () => {
  test('the new listing decides, because the bucket itself moved on', async () => {
    const {built, plan: chosen} = await attempt({
      start: found(object('a'), object('b')),
      after: found(object('a'), object('c')),
      failing: {b: failure('gone', 'b')},
    });
    assert.equal(built, 'c');
    assert.equal(chosen.proof.word, 'whole-file');
  });
  test('a listing that still names it is stale, and nothing older is taken', async () => {
    await assert.rejects(
      attempt({start: found(object('a'), object('b')), failing: {b: failure('gone', 'b')}}),
      (error: unknown) => isRestoreError(error, 'gone'),
    );
  });
  test('an object that was overwritten is read in its new version', async () => {
    let first = true;
    const {built} = await attempt({
      start: found(object('a'), object('b', '"old"')),
      after: found(object('a'), object('b', '"new"')),
      plan(at, excluded) {
        const made = newestPlan(at, excluded);
        if (!first) return made;
        first = false;
        throw failure('changed', 'b');
      },
    }).catch((error: unknown) => {
      assert.fail(`refused: ${String(error)}`);
    });
    assert.equal(built, 'b');
  });
});
