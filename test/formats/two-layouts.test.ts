// A site that upgraded Litestream: 0.3 and 0.5 under one prefix.
import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {fileURLToPath} from 'node:url';
import type {Bucket} from '../models/memory-store.ts';
import {restoreInMemory, type Restored} from '../models/restore-in-memory.ts';
import {litestreamCases, sha256, stateOf} from './litestream-corpus.ts';

const CASES = litestreamCases(fileURLToPath(new URL('../fixtures/litestream-v3/', import.meta.url))).filter(({name}) =>
  name.startsWith('mix-'),
);

function image({result, image: bytes}: Restored): Buffer {
  assert.ok(bytes, result.error?.message);
  return bytes;
}

/** The objects of the older or the newer layout, with other times. */
function moved(bucket: Bucket, of: 'generations' | 'ltx', ms: number): Bucket {
  return new Map(
    [...bucket].map(([key, object]) => {
      const mine = key.includes('/generations/') === (of === 'generations');
      return [key, mine ? {...object, lastModified: object.lastModified + ms} : object];
    }),
  );
}

suite('Under one prefix, Litestream 0.3 and 0.5', () => {
  test('are among the fixtures', () => {
    assert.ok(CASES.length > 0);
  });
  for (const {name, truth, bucket} of CASES) {
    test(`the newer data wins, and the other is reported with its end: ${name}`, async () => {
      const restored = await restoreInMemory(bucket);
      assert.equal(sha256(image(restored)), truth.final.sha256AfterTruncateCheckpoint);
      const {plan, foreign, verdict} = restored.result;
      assert.equal(verdict, 'pass');
      assert.equal(plan?.format, 'litestream-ltx');
      assert.match(plan.notes.join(' '), /also holds litestream-v3.* to 2026-.*position [0-9a-f]{16}\/[0-9a-f]{8}:/);
      assert.equal(foreign.length, 0, 'what the other layout owns is not foreign');
    });

    test(`the input format overrides: ${name}`, async () => {
      const {result} = await restoreInMemory(bucket, {format: 'litestream-v3'});
      assert.equal(result.plan?.format, 'litestream-v3', result.error?.message);
    });

    test(`the layout that had begun by then answers for a time: ${name}`, async () => {
      const used = new Set<string>();
      for (const {timestamp, lastCommitBefore, peerState} of truth.pointInTime) {
        const restored = await restoreInMemory(bucket, {timestamp: Date.parse(timestamp)});
        const state = stateOf(image(restored), truth);
        assert.ok(
          state !== 'wrong' && state <= lastCommitBefore && state >= (peerState ?? 0),
          `${timestamp}: ${state}`,
        );
        used.add(restored.result.plan?.format ?? '');
      }
      assert.deepEqual([...used].toSorted(), ['litestream-ltx', 'litestream-v3']);
    });

    test(`a position says by its form which one is meant: ${name}`, async () => {
      const {result} = await restoreInMemory(bucket, {format: 'litestream-v3'});
      const {point} = result.plan ?? {};
      const again = await restoreInMemory(bucket, {position: point?.position});
      assert.deepEqual(again.result.plan?.point, point);
      const newest = await restoreInMemory(bucket);
      const same = await restoreInMemory(bucket, {position: newest.result.plan?.point.position});
      assert.equal(same.result.plan?.format, 'litestream-ltx');
    });

    test(`a copied bucket cannot make the older one the newer: ${name}`, async () => {
      const hour = 3600_000;
      for (const copied of [
        moved(moved(bucket, 'generations', hour), 'ltx', hour),
        moved(bucket, 'generations', 500),
      ]) {
        const {result, image: bytes} = await restoreInMemory(copied);
        if (bytes !== undefined) assert.equal(sha256(bytes), truth.final.sha256AfterTruncateCheckpoint);
        else assert.equal(result.error?.code, 'ambiguous', result.error?.message);
      }
      const {result} = await restoreInMemory(moved(moved(bucket, 'generations', hour), 'ltx', hour));
      assert.match(result.error?.message ?? '', /times do not tell.*format: litestream-ltx.*format: litestream-v3/);
    });

    test(`two that were written at the same time are asked about: ${name}`, async () => {
      const {result} = await restoreInMemory(moved(bucket, 'generations', 5000));
      assert.equal(result.error?.code, 'ambiguous');
      assert.match(result.error.message, /overlap in time/);
    });

    test(`after a return to 0.3, that one is the newer: ${name}`, async () => {
      const {result} = await restoreInMemory(moved(bucket, 'generations', 60_000));
      assert.equal(result.plan?.format, 'litestream-v3', result.error?.message);
    });

    test(`headers that cannot be read decide nothing: ${name}`, async () => {
      const ruined = new Map(
        [...bucket].map(([key, object]) => [
          key,
          key.endsWith('.ltx') ? {...object, bytes: Buffer.alloc(200)} : object,
        ]),
      );
      const {result} = await restoreInMemory(ruined);
      assert.equal(result.error?.code, 'ambiguous', result.error?.message);
    });
  }
});
