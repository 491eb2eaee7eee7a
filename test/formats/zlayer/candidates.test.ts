// Candidates, filters and the careful policy, on plain facts.
import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {
  candidates,
  impossible,
  type Candidate,
  type Facts,
  type GenerationFacts,
  type SnapshotFacts,
} from '../../../src/formats/zlayer/candidates.ts';
import {decide, gradeOf, type Asked} from '../../../src/formats/zlayer/decide.ts';

const SALT = 0x2000_0000;

function generation(step: number, more: Partial<GenerationFacts> = {}): GenerationFacts {
  return {
    salt1: SALT + step,
    pageSize: 4096,
    pages: 10,
    closed: false,
    more: false,
    firstCommitPages: 10,
    firstCommitHoldsAbove: 10,
    commitSizes: new Set([10]),
    ...more,
  };
}

function on(scores: readonly number[], begun: readonly boolean[] = [], pages = 10): SnapshotFacts {
  return {pages, scores, begun: scores.map((_, index) => begun[index] ?? false), linked: scores.map(() => true)};
}

function facts(
  generations: readonly GenerationFacts[],
  snapshots: readonly (SnapshotFacts | undefined)[],
  holdsAll: Facts['holdsAll'] = () => false,
): Facts {
  return {generations, snapshots, holdsAll};
}

/** `1+0-2 hole`: snapshot 1, generations 0 to 2, flags. */
function text({snapshot, chain, flags}: Candidate): string {
  const parts = chain === undefined ? '' : `+${chain.from}-${chain.to}`;
  return [`${snapshot ?? 'none'}${parts}`, ...flags].join(' ');
}

function texts(of: Facts): readonly string[] {
  return [...candidates(of)].map(text);
}

const holdsAll = (from: number, to: number): boolean => from === 0 && to >= 1;

const chained = (from: number, to: number): Candidate => ({
  kind: 'chain',
  snapshot: 0,
  chain: {from, to},
  score: 12,
  flags: [],
});

async function decided(of: Facts, more: Partial<Asked> = {}): Promise<string> {
  const {chosen} = await decide({
    facts: of,
    proven: [],
    passes: candidate => Promise.resolve(impossible(of, candidate) === undefined),
    provenPasses: () => Promise.resolve(true),
    sameBytes: () => false,
    ...more,
  });
  if (chosen === undefined) return 'nothing';
  if (chosen.kind === 'candidate') return `${chosen.grade} ${text(chosen.candidate)}`;
  return `proven ${chosen.run}${chosen.besides ? ' besides' : ''}${chosen.sameBytes ? ' same' : ''}`;
}

const passes = ({snapshot}: Candidate) => Promise.resolve(snapshot === 0);

function unlinked(begun: readonly boolean[]): SnapshotFacts {
  return {...on([-5, 9], begun), linked: [false, false]};
}

suite('the candidates', () => {
  test('are the snapshots alone, newest first, where there is no generation', () => {
    assert.deepEqual(texts(facts([], [on([]), on([])])), ['1', '0']);
  });

  test('are the snapshot alone where it came later than the last generation, also without any evidence', () => {
    assert.deepEqual(texts(facts([generation(0)], [on([-1])])), ['0']);
    assert.deepEqual(texts(facts([generation(0)], [on([0])])), ['0']);
  });

  test('reach back to the generation that had begun when the snapshot was read', () => {
    const three = [generation(0), generation(1), generation(2)];
    assert.deepEqual(texts(facts(three, [on([9, 9, 9], [false, true, false])])), [
      '0+1-2 soft',
      '0+1-1 inner',
      '0+0-0 notbegun inner',
      '0 contradicted',
    ]);
  });

  test('do not reach back over a generation that the snapshot already holds', () => {
    const two = [generation(0), generation(1)];
    assert.deepEqual(texts(facts(two, [on([-5, 9])])), ['0+1-1 notbegun', '0 contradicted']);
  });

  test('do not reach over a hole, and say so', () => {
    const two = [generation(0), generation(3)];
    assert.deepEqual(texts(facts(two, [on([9, 9])])), [
      '0+1-1 notbegun hole',
      '0+0-0 notbegun inner',
      '0 contradicted',
    ]);
    const sizes = [generation(0), generation(1, {pageSize: 1024})];
    assert.equal(texts(facts(sizes, [on([9, 9])]))[0], '0+1-1 notbegun hole');
  });

  test('say so where nothing shows that the first generation follows the snapshot, unless it was seen to have begun', () => {
    const two = [generation(0), generation(70_000)];
    assert.equal(texts(facts(two, [unlinked([])]))[0], '0+1-1 notbegun unlinked');
    assert.equal(texts(facts(two, [unlinked([true, true])]))[0], '0+1-1');
  });

  test('are not soft when the generations before the last are closed', () => {
    const two = [generation(0, {closed: true}), generation(1)];
    assert.equal(texts(facts(two, [on([9, 9])]))[0], '0+0-1 notbegun');
  });

  test('pass over snapshots that were not read', () => {
    assert.deepEqual(texts(facts([], [on([]), undefined])), ['0']);
  });

  test('need no base only where there is no snapshot at all, and stop at a hole', () => {
    const three = [generation(0), generation(1), generation(5)];
    assert.deepEqual(texts(facts(three, [undefined], holdsAll)), ['none+0-1']);
    assert.deepEqual(texts(facts(three, [on([-1, -1, -1])], holdsAll)), ['0']);
  });
});

suite('a candidate is impossible', () => {
  test('when a generation before its last went on unseen', () => {
    const two = [generation(0, {more: true}), generation(1)];
    assert.match(impossible(facts(two, [on([9, 9])]), chained(0, 1)) ?? '', /went on/);
    assert.equal(impossible(facts(two, [on([9, 9])]), chained(0, 0)), undefined);
  });

  test('when pages that a generation added are in none of its first commit’s frames', () => {
    const two = [generation(0, {pages: 10}), generation(1, {firstCommitPages: 12, firstCommitHoldsAbove: 11})];
    assert.match(impossible(facts(two, [on([9, 9])]), chained(0, 1)) ?? '', /between two/);
    const held = [two[0] ?? generation(0), generation(1, {firstCommitPages: 12, firstCommitHoldsAbove: 10})];
    assert.equal(impossible(facts(held, [on([9, 9])]), chained(0, 1)), undefined);
  });

  test('when the snapshot is too short for the first generation, unless it lies inside it', () => {
    const one = [generation(0, {firstCommitPages: 12, firstCommitHoldsAbove: 11, commitSizes: new Set([12, 9])})];
    assert.match(impossible(facts(one, [on([9], [], 10)]), chained(0, 0)) ?? '', /after the snapshot/);
    assert.equal(impossible(facts(one, [on([9], [], 9)]), chained(0, 0)), undefined);
    assert.equal(impossible(facts(one, [on([9], [], 11)]), chained(0, 0)), undefined);
    assert.equal(impossible(facts(one, [on([9], [], 10)]), {...chained(0, 0), snapshot: undefined}), undefined);
  });
});

suite('the careful policy', () => {
  test('takes a chain with good evidence', async () => {
    assert.equal(await decided(facts([generation(0)], [on([12])])), 'likely 0+0-0 notbegun');
  });

  test('calls a chain with thin evidence weak, and takes the snapshot alone where the chain begins after it', async () => {
    assert.equal(await decided(facts([generation(0)], [on([9], [true])])), 'weak 0+0-0');
    assert.equal(await decided(facts([generation(0)], [on([9], [false])])), 'likely 0');
  });

  test('cuts a chain back to the part whose ends are known', async () => {
    const three = [generation(0, {closed: true}), generation(1), generation(2)];
    assert.equal(await decided(facts(three, [on([12, 12, 12], [true])])), 'likely 0+0-1');
    const apart = [generation(0, {closed: true}), generation(0x5000), generation(0x5001)];
    assert.equal(await decided(facts(apart, [on([12, 12, 12], [true])])), 'likely 0+0-0');
  });

  test('does not apply what lies behind a hole', async () => {
    const two = [generation(0), generation(3)];
    assert.equal(await decided(facts(two, [on([-5, 12])])), 'likely 0');
  });

  test('goes to an older snapshot when no candidate on the newest is sound, and calls that weak', async () => {
    assert.equal(await decided(facts([], [on([]), on([])]), {passes}), 'weak 0');
  });

  test('refuses when nothing is sound and nothing proven', async () => {
    assert.equal(await decided(facts([], [on([])]), {passes: () => Promise.resolve(false)}), 'nothing');
  });

  test('takes what is proven where nothing else is sound', async () => {
    const asked = {passes: () => Promise.resolve(false), proven: [[0]]};
    assert.equal(await decided(facts([generation(0)], [on([-9])]), asked), 'proven 0');
  });

  test('takes what is proven where it is as new as the chosen chain, and says when the snapshot holds other bytes', async () => {
    const two = [generation(0, {closed: true}), generation(1)];
    assert.equal(await decided(facts(two, [on([12, 12], [true])]), {proven: [[0, 1]]}), 'proven 0 besides');
    assert.equal(await decided(facts(two, [on([12, 12], [true])]), {proven: [[0]]}), 'likely 0+0-1');
  });

  test('takes the newest proven run that passes integrity_check', async () => {
    const asked = {
      passes: () => Promise.resolve(false),
      proven: [[0], [1]],
      provenPasses: (run: number) => Promise.resolve(run === 0),
    };
    assert.equal(await decided(facts([generation(0), generation(9)], [on([-9, -9])]), asked), 'proven 0');
  });

  test('calls a snapshot proven when a run has its bytes', async () => {
    const asked = {proven: [[0]], sameBytes: ({chain}: Candidate) => chain === undefined};
    assert.equal(await decided(facts([generation(0), generation(1)], [on([-9, -9])]), asked), 'proven 0 same');
    assert.equal(await decided(facts([generation(0)], [on([-9])]), {proven: [[0]]}), 'likely 0');
  });

  test('takes what is proven instead of a weak chain, but not instead of a likely snapshot', async () => {
    const thin = [generation(0, {closed: true}), generation(1)];
    assert.equal(await decided(facts(thin, [on([9, 9], [true])]), {proven: [[0]]}), 'proven 0');
    assert.equal(
      await decided(
        facts([generation(0)], [undefined], () => true),
        {proven: [[0]]},
      ),
      'proven 0 besides',
    );
  });

  test('takes what is proven when the snapshot would stand in for a chain that begins no later', async () => {
    const two = [generation(0), generation(1)];
    assert.equal(await decided(facts(two, [on([5, 5])]), {proven: [[0]]}), 'proven 0');
    assert.equal(await decided(facts(two, [on([-5, 5])]), {proven: [[0]]}), 'likely 0');
  });

  test('grades', () => {
    const base = {kind: 'chain', snapshot: 1, chain: {from: 0, to: 0}, score: 10, flags: []} as const;
    assert.equal(gradeOf(base, 1), 'likely');
    assert.equal(gradeOf({...base, flags: ['notbegun']}, 1), 'likely');
    assert.equal(gradeOf({...base, score: 9.9}, 1), 'weak');
    assert.equal(gradeOf(base, 2), 'weak');
    for (const flag of ['hole', 'unlinked', 'soft', 'inner', 'contradicted'] as const) {
      assert.equal(gradeOf({...base, flags: [flag]}, 1), 'weak', flag);
    }
    assert.equal(gradeOf({...base, kind: 'snapshot', chain: undefined, score: -50}, 1), 'likely');
  });
});
