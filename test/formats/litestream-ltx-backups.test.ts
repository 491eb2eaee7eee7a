// The real backups: every one, every instant, every restore point.
import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {restoreInMemory, type Restored} from '../models/restore-in-memory.ts';
import {litestreamCases, sha256, stateOf} from './litestream-corpus.ts';

const CASES = litestreamCases(fileURLToPath(new URL('../fixtures/litestream-ltx/', import.meta.url)));

/** The published image and its state, of a restore that must pass. */
function passed({result, image}: Restored): Buffer {
  assert.equal(result.error, undefined, result.error?.message);
  assert.equal(result.verdict, 'pass', JSON.stringify(result.reasons));
  assert.equal(result.plan?.format, 'litestream-ltx');
  assert.equal(result.plan.proof.word, 'complete');
  assert.ok(image);
  return image;
}

suite('A real Litestream 0.5 backup', () => {
  test('is there in several forms', () => {
    assert.ok(CASES.length >= 6);
  });
  for (const {name, truth, bucket} of CASES) {
    test(`is restored byte for byte: ${name}`, async () => {
      const restored = await restoreInMemory(bucket);
      assert.equal(sha256(passed(restored)), truth.final.sha256AfterTruncateCheckpoint);
      const {plan, framesApplied} = restored.result;
      const increments = (plan?.layers.length ?? 0) - 1;
      assert.equal(plan?.incrementsApplied, increments);
      assert.ok(increments === 0 || framesApplied >= increments);
      assert.equal(plan.leftOut.length + increments + 1, bucket.size);
      const expected = truth.litestream === '0.5.17' ? /0\.5\.16 and later/ : /0\.5\.0 to 0\.5\.15/;
      assert.match(plan.notes.join('\n'), expected);
    });

    test(`leads to the same state again by its position: ${name}`, async () => {
      const {result} = await restoreInMemory(bucket);
      const again = await restoreInMemory(bucket, {position: result.plan?.point.position});
      assert.equal(sha256(passed(again)), truth.final.sha256AfterTruncateCheckpoint);
    });

    test(`gives for every noted instant a state not after it, and not before the peer’s: ${name}`, async () => {
      for (const {timestamp, lastCommitBefore, peerState} of truth.pointInTime) {
        const restored = await restoreInMemory(bucket, {timestamp: Date.parse(timestamp)});
        if (restored.result.error?.code === 'before-first' && peerState === null) continue;
        const state = stateOf(passed(restored), truth);
        assert.ok(state !== 'wrong' && state <= lastCommitBefore, `${timestamp}: ${state} of ${lastCommitBefore}`);
        assert.ok(state >= (peerState ?? 0), `${timestamp}: ${state}, the peer reached ${peerState}`);
      }
    });

    test(`gives true states, in order, at instants in between: ${name}`, async () => {
      const [first, last] = [truth.states[0], truth.states.at(-1)];
      assert.ok(first !== undefined && last !== undefined);
      const steps = 25;
      let before = 0;
      let found = 0;
      for (let step = 0; step <= steps; step += 1) {
        const timestamp = first.t0 + Math.round(((last.t1 + 5000 - first.t0) * step) / steps);
        const restored = await restoreInMemory(bucket, {timestamp});
        if (restored.result.error?.code === 'before-first') continue;
        const state = stateOf(passed(restored), truth);
        // Commits that were under way at that moment may be in or not.
        const newest = truth.states.findLast(({t0}) => t0 <= timestamp)?.n ?? 0;
        assert.ok(state !== 'wrong' && state <= newest, `${state} of ${newest} at ${timestamp}`);
        assert.ok(state >= before, 'later instants never give older states');
        const {time, position} = restored.result.plan?.point ?? {};
        assert.ok(time !== undefined && time <= timestamp);
        const next = restored.result.plan?.alternatives.find(({note}) => note.includes('next restore point'));
        assert.ok(next === undefined || next.position > String(position));
        before = state;
        found += 1;
      }
      assert.equal(before, last.n);
      assert.ok(found > 3);
    });

    test(`needs few requests to plan: ${name}`, async () => {
      const {result} = await restoreInMemory(bucket, {mode: 'plan'});
      assert.equal(result.error, undefined);
      assert.ok(result.downloadedBytes < 64 * 1024 * (result.plan?.layers.length ?? 0) + 20 * 64 * 1024);
    });
  }
});
