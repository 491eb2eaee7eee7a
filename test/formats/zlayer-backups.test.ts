// Real backups with their truth: each ends in the state and with the proof that the rules reach.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {suite, test} from 'node:test';
import {corpusCases, restoreCase, type Outcome} from './zlayer-corpus.ts';

const FIXTURES = join(import.meta.dirname, '../fixtures/zlayer');

type Worked = {
  readonly result: {
    readonly grade: 'proven' | 'likely' | 'weak';
    readonly kind: 'covers' | 'snapshot' | 'chain';
    readonly chain: readonly string[];
    readonly bytes: number;
    readonly state: number;
  };
  readonly newestSnapshot: {readonly key: string};
};

/** What the rules give for each fixture, worked out by another implementation. */
const worked = JSON.parse(readFileSync(join(FIXTURES, 'rules-worked-out.json'), 'utf8')) as Record<string, Worked>;
const cases = corpusCases(FIXTURES);

function restored(outcome: Outcome): Extract<Outcome, {kind: 'restored'}> {
  assert.equal(outcome.kind, 'restored', outcome.kind === 'refused' ? outcome.error.message : undefined);
  return outcome;
}

test('there are fixtures, and each has its worked-out result', () => {
  assert.ok(cases.length >= 13);
  assert.deepEqual(
    cases.map(({name}) => name),
    Object.keys(worked).toSorted(),
  );
});

for (const {name, truth, bucket} of cases) {
  suite(`backup ${name}`, () => {
    const expected = worked[name]?.result;
    assert.ok(expected);

    test('gives the newest state that can be reached, byte for byte as the rules say', async () => {
      const {plan, state, image} = restored(await restoreCase(bucket(), truth));
      assert.equal(state, expected.state);
      assert.equal(state, truth.verdicts.best);
      assert.equal(image.length, expected.bytes);
      assert.deepEqual(plan.point.position.split('+').slice(1), expected.chain);
      const snapshotKey = expected.kind === 'covers' ? '' : worked[name]?.newestSnapshot.key;
      assert.equal(plan.snapshotKey, snapshotKey);
    });

    test('passes only when it is proven, and says in words how strong the evidence is', async () => {
      const {plan, verdict, state} = restored(await restoreCase(bucket(), truth));
      const words = {proven: 'covers', likely: 'likely', weak: 'weak'} as const;
      const captures = [...bucket().keys()].filter(key => key.endsWith('.wal.zst'));
      assert.equal(plan.proof.word, captures.length === 0 ? 'snapshot-only' : words[expected.grade]);
      assert.equal(verdict, expected.grade === 'proven' ? 'pass' : 'inconclusive');
      if (verdict === 'pass') assert.equal(state, truth.verdicts.best);
      assert.ok(plan.proof.because.length > 0);
    });

    test('names every capture once: applied, or left out with a reason', async () => {
      const {plan} = restored(await restoreCase(bucket(), truth));
      const captures = [...bucket().keys()].filter(key => key.endsWith('.wal.zst'));
      const applied = plan.layers
        .filter(({kind}) => kind === 'wal')
        .flatMap(({objects}) => objects.map(({key}) => key));
      const leftOut = plan.leftOut.map(({key}) => key).filter(key => key.endsWith('.wal.zst'));
      assert.deepEqual([...applied, ...leftOut].toSorted(), captures.toSorted());
      assert.equal(plan.incrementsApplied, applied.length);
      assert.ok(plan.leftOut.every(({reason}) => reason !== ''));
    });

    test('its position leads to the same plan, and every alternative can be asked for', async () => {
      const {plan, image} = restored(await restoreCase(bucket(), truth));
      const again = restored(await restoreCase(bucket(), truth, {position: plan.point.position}));
      assert.deepEqual(again.image, image);
      assert.equal(again.plan.proof.word, plan.proof.word);
      for (const {position, proven} of plan.alternatives.slice(0, 5)) {
        const other = await restoreCase(bucket(), truth, {position});
        if (other.kind === 'restored') {
          assert.equal(other.plan.point.position, position);
          assert.equal(other.plan.proof.word === 'covers', proven);
        } else assert.equal(other.error.code, 'incomplete');
      }
    });

    test('looks at no candidate twice', async () => {
      const {examined} = restored(await restoreCase(bucket(), truth));
      assert.deepEqual(examined, [...new Set(examined)]);
      assert.ok(examined.length >= 1 && examined.length <= 4, examined.join('; '));
    });

    test('asked for what is proven, gives a true state that passes integrity_check, or refuses', async () => {
      const outcome = await restoreCase(bucket(), truth, {prefer: 'proven'});
      const runs = (worked[name] as unknown as {readonly provenRuns: readonly string[][]}).provenRuns;
      if (outcome.kind === 'refused') {
        assert.equal(outcome.error.code, 'not-proven');
        assert.equal(runs.length, 0);
        return;
      }
      assert.equal(outcome.plan.proof.word, 'covers');
      assert.notEqual(outcome.state, 'wrong');
      assert.equal(outcome.plan.point.position, ['none', ...(runs.at(-1) ?? [])].join('+'));
    });
  });
}
