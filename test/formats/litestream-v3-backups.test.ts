// The real backups: every one, every instant, every restore point.
import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {restoreInMemory, type Restored} from '../models/restore-in-memory.ts';
import {litestreamCases, sha256, stateOf} from './litestream-corpus.ts';

const CASES = litestreamCases(fileURLToPath(new URL('../fixtures/litestream-v3/', import.meta.url))).filter(({name}) =>
  name.startsWith('v3-'),
);

/** The published image of a restore in which nothing is missing as far as anything can tell. */
function restored({result, image}: Restored): Buffer {
  assert.equal(result.error, undefined, result.error?.message);
  const {plan} = result;
  assert.equal(plan?.format, 'litestream-v3');
  const indexes = plan.layers.filter(({kind}) => kind === 'wal').length;
  // The end of a WAL that another one follows leaves no trace: only within one WAL is a chain proven.
  const open = plan.proof.because.some(sentence => sentence.startsWith('The asked time lies between'));
  const expected = retaken(result) ? /^(?:likely|weak)$/ : indexes > 1 || open ? /^likely$/ : /^complete$/;
  assert.match(plan.proof.word, expected);
  assert.equal(result.verdict, expected.test('complete') ? 'pass' : 'inconclusive', JSON.stringify(result.reasons));
  assert.ok(image);
  return image;
}

/**
 * Its snapshot 0 was uploaded again after two seconds. What is in it could be told by Litestream's counter, which begins
 * with index 1 there, and by two segments stored after it, of which there is one.
 */
function retaken({plan}: Restored['result']): boolean {
  return plan?.snapshotKey === 'db/generations/336a0a4cb89029a9/snapshots/00000000.snapshot.lz4';
}

suite('A real Litestream 0.3 backup', () => {
  test('is there in several forms', () => {
    assert.ok(CASES.length >= 5);
  });
  for (const {name, truth, bucket, asked} of CASES) {
    test(`is restored byte for byte: ${name}`, async () => {
      const {result, image} = await restoreInMemory(bucket, asked);
      assert.equal(sha256(restored({result, image})), truth.final.sha256AfterTruncateCheckpoint);
      const {plan, framesApplied} = result;
      assert.ok(plan);
      assert.equal(plan.leftOut.length + plan.incrementsApplied + 1, bucket.size);
      assert.ok(framesApplied > plan.incrementsApplied);
      assert.equal(plan.proof.unexplained, false);
    });

    test(`leads to the same state again by its position: ${name}`, async () => {
      const {result} = await restoreInMemory(bucket, asked);
      const again = await restoreInMemory(bucket, {...asked, position: result.plan?.point.position});
      assert.equal(sha256(restored(again)), truth.final.sha256AfterTruncateCheckpoint);
      assert.deepEqual(again.result.plan?.point, result.plan?.point);
    });

    test(`gives for every noted instant a state not after it, and not before the peer’s: ${name}`, async () => {
      for (const {timestamp, lastCommitBefore, peerState} of truth.pointInTime) {
        const state = stateOf(
          restored(await restoreInMemory(bucket, {...asked, timestamp: Date.parse(timestamp)})),
          truth,
        );
        assert.ok(state !== 'wrong' && state <= lastCommitBefore, `${timestamp}: ${state} of ${lastCommitBefore}`);
        assert.ok(state >= (peerState ?? 0), `${timestamp}: ${state}, the peer reached ${peerState}`);
      }
    });

    test(`gives true states, in order, at instants in between, in whole seconds too: ${name}`, async () => {
      const [first, last] = [truth.states[0], truth.states.at(-1)];
      assert.ok(first !== undefined && last !== undefined);
      const onS3 = new Map(
        [...bucket].map(([key, object]) => [
          key,
          {...object, lastModified: Math.floor(object.lastModified / 1000) * 1000},
        ]),
      );
      for (const stored of [bucket, onS3]) {
        let before = 0;
        for (let step = 0; step <= 15; step += 1) {
          const timestamp = first.t0 + Math.round(((last.t1 + 5000 - first.t0) * step) / 15);
          const found = await restoreInMemory(stored, {...asked, timestamp});
          if (found.result.error?.code === 'before-first') continue;
          const state = stateOf(restored(found), truth);
          // Commits that were under way at that moment may be in or not.
          const newest = truth.states.findLast(({t0}) => t0 <= timestamp)?.n ?? 0;
          assert.ok(state !== 'wrong' && state <= newest, `${state} of ${newest} at ${timestamp}`);
          assert.ok(state >= before, 'later instants never give older states');
          const {time} = found.result.plan?.point ?? {};
          assert.ok(time !== undefined && time <= timestamp);
          before = state;
        }
        assert.equal(before, last.n);
      }
    });

    test(`has true states at its positions, each newer than the one before: ${name}`, async () => {
      const {result} = await restoreInMemory(bucket, {...asked, mode: 'plan'});
      const [generation = ''] = (result.plan?.point.position ?? '').split('/');
      const places = [...bucket.keys()]
        .map(key => new RegExp(`${generation}/wal/([0-9a-f]{8})_([0-9a-f]{8})`).exec(key))
        .flatMap(match => (match === null ? [] : [`${generation}/${match[1]}:${match[2]}`]))
        .toSorted()
        .filter((_, at) => at % 9 === 0);
      let before = 0;
      for (const position of places) {
        const found = await restoreInMemory(bucket, {...asked, position});
        const state = stateOf(restored(found), truth);
        assert.ok(state !== 'wrong' && state >= before, `${position}: ${state} after ${before}`);
        assert.equal(found.result.plan?.point.position, position);
        before = state;
      }
      assert.ok(before > 10);
    });

    test(`offers a newest point that passes: ${name}`, async () => {
      const {result, image} = await restoreInMemory(bucket, {...asked, onInconclusive: 'proven'});
      assert.equal(result.verdict, 'pass', result.error?.message);
      assert.equal(result.plan?.proof.word, 'complete');
      assert.ok(image !== undefined && stateOf(image, truth) !== 'wrong');
    });

    test(`needs few requests to plan: ${name}`, async () => {
      const {result} = await restoreInMemory(bucket, {...asked, mode: 'plan'});
      assert.equal(result.error, undefined);
      const wal = result.plan?.layers.filter(({kind}) => kind === 'wal').length ?? 0;
      // The first segments, one an index: usually a header and a single frame.
      assert.ok(result.downloadedBytes < 96 * 1024 + 200 * wal, `${result.downloadedBytes} bytes for ${wal} indexes`);
    });
  }
});
