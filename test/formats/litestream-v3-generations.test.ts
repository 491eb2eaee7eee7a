// Which of several generations is restored, and when the user is asked.
import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import type {Bucket} from '../models/memory-store.ts';
import {exact, refused} from './litestream-v3-expect.ts';
import {keysOf, replica, START} from './litestream-v3-writer.ts';

suite('Of several generations', () => {
  const OLD = 'aaaaaaaaaaaaaaaa';
  const NEW = '1111111111111111';
  const both = (step = 1000): {readonly bucket: Bucket; readonly image: Buffer; readonly old: Buffer} => {
    const old = replica({generation: OLD});
    const young = replica({generation: NEW, start: START + 60 * step, rows: 20});
    return {bucket: new Map([...old.bucket, ...young.bucket]), image: young.image, old: old.image};
  };

  test('the one with the newest WAL is restored, and the other one is reported with its end', async () => {
    const {bucket, image, old} = both();
    const {plan} = await exact(bucket, image);
    assert.ok(plan);
    assert.equal(plan.point.timeDoubt, undefined);
    const other = plan.alternatives.find(({position}) => position.startsWith(OLD));
    assert.ok(other !== undefined);
    assert.ok(plan.leftOut.every(({explained}) => explained));
    await exact(bucket, old, {position: other.position});
    await exact(bucket, old, {position: OLD});
  });

  test('the older one answers for times before the newer one began', async () => {
    const {bucket, old} = both();
    await exact(bucket, old, {timestamp: START + 50_000});
    await refused(bucket, 'before-first', {timestamp: START - 1});
  });

  test('a snapshot that is newer than the newest WAL is a doubt', async () => {
    const {bucket, image} = both();
    const [snapshot = ''] = keysOf(bucket, `${OLD}/snapshots/`);
    const object = bucket.get(snapshot);
    assert.ok(object);
    const later = new Map(bucket).set(snapshot, {...object, lastModified: START + 3600_000});
    const {plan, verdict} = await exact(later, image);
    assert.equal(plan?.proof.word, 'weak');
    assert.equal(verdict, 'inconclusive');
    assert.match(plan.proof.because.join(), /something newer is there/);
  });

  test('two that were written at the same time are a doubt', async () => {
    const old = replica({generation: OLD, indexes: 8});
    const young = replica({generation: NEW, start: START + 10_000, indexes: 12});
    const {plan} = await exact(new Map([...old.bucket, ...young.bucket]), young.image);
    assert.equal(plan?.proof.word, 'weak');
    assert.match(plan.proof.because.join(), /two Litestreams wrote here/);
  });

  test('none is chosen when they end together, and each can be asked for as the message says', async () => {
    const old = replica({generation: OLD});
    const young = replica({generation: NEW, start: START + 1000});
    const bucket = new Map([...old.bucket, ...young.bucket]);
    const message = await refused(bucket, 'ambiguous');
    const positions = [...message.matchAll(/position: ([0-9a-f/:]+)/g)].map(match => match[1]);
    assert.equal(positions.length, 2);
    await exact(bucket, old.image, {position: positions.find(position => position?.startsWith(OLD))});
    await exact(bucket, young.image, {position: positions.find(position => position?.startsWith(NEW))});
  });

  test('none is chosen in a copied bucket, in whatever order it was copied', async () => {
    const {bucket, image} = both();
    const keys = [...bucket.keys()].toSorted();
    const times: readonly ((at: number) => number)[] = [() => 0, at => at * 10, at => ((at * 7) % keys.length) * 3000];
    for (const time of times) {
      const copied = new Map(
        [...bucket].map(([key, object]) => [key, {...object, lastModified: START + time(keys.indexOf(key))}]),
      );
      await refused(copied, 'ambiguous');
      const one = new Map([...copied].filter(([key]) => key.includes(NEW)));
      await exact(one, image);
    }
  });

  test('none is chosen when one was copied faster than Litestream writes, or its snapshots before its WAL', async () => {
    const old = replica({generation: OLD, indexes: 12, snapshots: [0, 2], rows: 3});
    const young = replica({generation: NEW, rows: 3});
    const keys = keysOf(old.bucket, '/');
    const later = START + 3600_000;
    const fast = (key: string): number => later + keys.indexOf(key) * 10;
    const snapshotsFirst = (key: string): number =>
      later + (key.includes('/wal/') ? 60_000 : 0) + keys.indexOf(key) * 1000;
    for (const time of [fast, snapshotsFirst]) {
      const copied = [...old.bucket].map(([key, object]) => [key, {...object, lastModified: time(key)}] as const);
      const alone = await exact(new Map(copied), old.image);
      assert.match(alone.plan?.point.timeDoubt ?? '', /^the upload times are not the writer’s: in generation/);
      const message = await refused(new Map([...copied, ...young.bucket]), 'ambiguous');
      assert.match(message, /as if the bucket had been copied/);
    }
  });
});
