// Random histories through the whole pipeline, in blocks, so that a failure names its seed within a second or two.
import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {writeHistory, type Family, type History} from '../models/history.ts';
import {restoreInMemory, type Restored} from '../models/restore-in-memory.ts';
import {integrityMessages} from '../models/table-hashes.ts';
import {outcomeOf, table, type Outcome} from '../models/tally.ts';
import {truthOf} from '../models/truth.ts';

const BLOCK = 50;

/** What is promised of every single restore, whatever the history. */
function requireHonest(outcome: Outcome, restored: Restored, {script}: History): void {
  const story = (): string => `${JSON.stringify(outcome)}\n${script.join('\n')}`;
  if (outcome.verdict === 'pass') {
    assert.ok(outcome.state >= 0, `a state that never existed passed: ${story()}`);
    assert.ok(outcome.state >= outcome.best, `an older state passed: ${story()}`);
  }
  if (restored.image !== undefined) {
    assert.deepEqual(integrityMessages(restored.image), [], `a malformed database was published: ${story()}`);
    assert.ok(outcome.verdict === 'pass' || restored.result.reasons.length > 0, `a doubt without a reason: ${story()}`);
  }
}

/**
 * @param likelyRate the part of the `likely` results that must be true states; measured rates are in
 *   docs/formats/zlayer-rates.md
 */
export function restoreRandomHistories(family: Family, first: number, count: number, likelyRate: number): void {
  suite(`${count} random ${family} histories of a ZLayer backup`, () => {
    const outcomes: Outcome[] = [];
    for (let from = first; from < first + count; from += BLOCK) {
      const to = Math.min(from + BLOCK, first + count) - 1;
      test(`seeds ${from} to ${to}: what passes is the newest state there is, and every doubt is told`, async () => {
        for (let seed = from; seed <= to; seed += 1) {
          const history = writeHistory(seed, family);
          const restored = await restoreInMemory(history.objects, {
            location: {kind: 'directory', path: '', prefix: history.prefix},
          });
          const truth = {...truthOf(history), last: history.states.length - 1};
          const outcome = outcomeOf(`${family} ${seed}`, restored, truth);
          requireHonest(outcome, restored, history);
          outcomes.push(outcome);
        }
      });
    }
    test(`at least ${likelyRate * 100} % of the likely results are true states`, t => {
      for (const line of table(outcomes).split('\n')) t.diagnostic(line);
      const likely = outcomes.filter(({ended}) => ended.startsWith('likely'));
      const wrong = likely.filter(({result}) => result === 'never existed');
      assert.equal(outcomes.length, count);
      assert.ok(likely.length > count / 10, `only ${likely.length} of ${count} were likely`);
      const names = wrong.map(({name}) => name).join(', ');
      assert.ok(1 - wrong.length / likely.length >= likelyRate, `${wrong.length} of ${likely.length} wrong: ${names}`);
    });
    test('some results are proven', () => {
      assert.ok(outcomes.filter(({verdict}) => verdict === 'pass').length > count / 100);
    });
  });
}
