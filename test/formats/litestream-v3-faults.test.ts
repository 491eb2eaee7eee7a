// What is damaged or missing is healed from what is there, or told.
import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {encodeLz4Frame} from '../codecs/lz4-encoder.ts';
import {restoreInMemory} from '../models/restore-in-memory.ts';
import {contentOf, exact, refused, repacked} from './litestream-v3-expect.ts';
import {changed, keysOf, replica, v3Writer} from './litestream-v3-writer.ts';

suite('When objects of a replica are damaged or missing', () => {
  test('an older snapshot leads to the same state, and the report says so', async () => {
    const {bucket, image} = replica({snapshots: [0, 1, 2]});
    const [, one = '', two = ''] = keysOf(bucket, 'snapshots/');
    const bad = changed(bucket, {[two]: bucket.get(two)?.bytes.subarray(0, -9), [one]: Buffer.alloc(0)});
    const {plan} = await exact(bad, image);
    assert.match(plan?.snapshotKey ?? '', /00000000\.snapshot/);
    assert.match(plan?.notes.join(' ') ?? '', /planned again after/);
    const notDatabase = changed(bucket, {[two]: encodeLz4Frame(Buffer.alloc(8192, 7))});
    await exact(notDatabase, image);
  });

  test('a missing index, segment or beginning is a gap with its name', async () => {
    const {bucket} = replica();
    const index = changed(bucket, Object.fromEntries(keysOf(bucket, '/wal/00000002_').map(key => [key, undefined])));
    assert.match(await refused(index, 'gap'), /WAL index 00000002 is missing/);
    const [first = '', second = '', third = ''] = keysOf(bucket, '/wal/00000001_');
    assert.match(await refused(changed(bucket, {[first]: undefined}), 'gap'), /initial segment of WAL index 00000001/);
    const message = await refused(changed(bucket, {[second]: undefined}), 'gap');
    assert.match(message, /missing in index 00000001: nothing holds its bytes 4152 to/);
    assert.ok(message.includes(third));
  });

  test('what lies before a gap is restored when asked for, and called partial', async () => {
    const {bucket} = replica();
    const [first = '', second = ''] = keysOf(bucket, '/wal/00000001_');
    for (const [gone, end] of [
      [first, '00000000:'],
      [second, '00000001:00000000'],
    ] as const) {
      const {result, image} = await restoreInMemory(changed(bucket, {[gone]: undefined}), {onIncomplete: 'warn'});
      assert.equal(result.plan?.proof.word, 'partial', result.error?.message);
      assert.equal(result.verdict, 'inconclusive');
      assert.ok(result.plan.point.position.includes(end), result.plan.point.position);
      assert.ok(image);
    }
  });

  test('a gap after the asked point does not matter', async () => {
    const {bucket} = replica();
    const [first = ''] = keysOf(bucket, '/wal/00000002_');
    const timestamp = (bucket.get(first)?.lastModified ?? 0) - 1;
    const {result} = await restoreInMemory(changed(bucket, {[first]: undefined}), {timestamp});
    assert.equal(result.error, undefined, result.error?.message);
    assert.equal(result.verdict, 'inconclusive');
  });

  test('a WAL that ends inside a transaction is refused', async () => {
    const {bucket} = replica({indexes: 1, rows: 500});
    const last = keysOf(bucket, '/wal/').at(-1) ?? '';
    const whole = await contentOf(bucket, last);
    const cut = changed(bucket, {[last]: encodeLz4Frame(whole.subarray(0, whole.length - 4120))});
    assert.match(await refused(cut, 'truncated'), /without the commit|ends inside/);
    const torn = changed(bucket, {[last]: encodeLz4Frame(whole.subarray(0, whole.length - 7))});
    assert.match(await refused(torn, 'truncated'), /ends inside a frame/);
    const flipped = Buffer.from(whole);
    flipped[whole.length - 100] = (flipped[whole.length - 100] ?? 0) ^ 1;
    assert.match(await refused(changed(bucket, {[last]: encodeLz4Frame(flipped)}), 'checksum'), /wrong checksum/);
    const more = changed(bucket, {[last]: encodeLz4Frame(Buffer.concat([whole, Buffer.alloc(4120)]))});
    assert.match(await refused(more, 'checksum'), /salts of another WAL/);
  });

  test('a copy of a segment under a name between others is left out', async () => {
    const {bucket, image} = replica();
    const [, second = ''] = keysOf(bucket, '/wal/00000001_');
    const copy = second.replace(
      /_([0-9a-f]+)/,
      (_, offset: string) => `_${(Number.parseInt(offset, 16) + 1).toString(16).padStart(8, '0')}`,
    );
    const {plan} = await exact(changed(bucket, {[copy]: bucket.get(second)?.bytes}), image);
    assert.match(plan?.leftOut.find(({key}) => key === copy)?.reason ?? '', /wrong name/);
  });

  test('the WAL of one index under the name of another is refused', async () => {
    const {bucket} = replica();
    const [first = ''] = keysOf(bucket, '/wal/00000003_');
    const fourth = first.replace('00000003_', '00000004_');
    assert.match(
      await refused(changed(bucket, {[fourth]: bucket.get(first)?.bytes}), 'format'),
      /is that of index 00000003/,
    );
    const [older = ''] = keysOf(bucket, '/wal/00000001_00000000');
    const {bucket: later} = replica({snapshots: [2]});
    const replaced = changed(
      later,
      Object.fromEntries(
        keysOf(later, '/wal/00000003_')
          .slice(1)
          .map(key => [key, undefined]),
      ),
    );
    const swapped = changed(replaced, {[first]: later.get(older)?.bytes});
    assert.match(await refused(swapped, 'format'), /older than that of index 00000002/);
  });

  test('a WAL that was restarted unseen is a gap and a doubt', async () => {
    const writer = v3Writer();
    writer.run('create table t (x)');
    writer.snapshot();
    writer.sync();
    const between = new Map(writer.bucket);
    writer.checkpoint();
    writer.checkpoint();
    const skipped = new Map(between);
    for (const [key, object] of writer.bucket) {
      if (key.includes('/00000002_'))
        skipped.set(key.replace('/00000002_', '/00000001_'), {...object, key: key.replace('/00000002_', '/00000001_')});
    }
    writer.finish();
    const {result} = await restoreInMemory(skipped, {mode: 'plan'});
    assert.equal(result.plan?.proof.word, 'weak', result.error?.message);
    assert.match(result.plan.proof.gaps.join(), /salt step of 2/);
    assert.match(await refused(skipped, 'gap'), /counter makes another step/);
  });
});

suite('A snapshot under the name of another index', () => {
  test('is seen by Litestream’s counter, by its size, or by its tag, and another one is taken', async () => {
    for (const rows of [1, 200]) {
      const {bucket, image} = replica({snapshots: [0, 1, 2], rows});
      const [zero = '', one = '', two = ''] = keysOf(bucket, 'snapshots/');
      for (const [from, to] of [
        [zero, two],
        [one, two],
        [zero, one],
      ] as const) {
        const wrong = changed(bucket, {[to]: await repacked(bucket, from), ...(to === one ? {[two]: undefined} : {})});
        if (from === zero && to === one && rows === 1) continue;
        const {plan} = await exact(wrong, image);
        assert.notEqual(plan?.snapshotKey, to);
      }
      const {plan} = await exact(changed(bucket, {[two]: bucket.get(zero)?.bytes}), image);
      assert.equal(plan?.snapshotKey, one);
    }
  });

  test('is seen by its tag or its size where the counter is the same', async () => {
    const grown = replica({snapshots: [0, 1], rows: 200});
    const [zero = '', one = ''] = keysOf(grown.bucket, 'snapshots/');
    const copied = changed(grown.bucket, {[one]: await repacked(grown.bucket, zero)});
    assert.equal((await exact(copied, grown.image)).plan?.snapshotKey, zero);
    const writer = v3Writer();
    writer.snapshot();
    writer.run('update _litestream_lock set id = 1; insert into _litestream_lock values (7)');
    writer.sync();
    writer.checkpoint();
    writer.snapshot();
    const first = keysOf(writer.bucket, 'snapshots/')[0] ?? '';
    const same = changed(writer.bucket, {[writer.key('snapshot')]: writer.bucket.get(first)?.bytes});
    assert.equal((await exact(same, writer.finish())).plan?.snapshotKey, first);
  });

  test('beyond all WAL is older or newer, as the counter says', async () => {
    const {bucket, image} = replica({snapshots: [0, 1]});
    const [zero = '', one = ''] = keysOf(bucket, 'snapshots/');
    for (const from of [zero, one]) {
      const stray = changed(bucket, {[one.replace('00000001', '00000004')]: await repacked(bucket, from)});
      const {plan} = await exact(stray, image);
      assert.match(plan?.point.position ?? '', /00000003:/);
    }
    const writer = v3Writer();
    writer.run("create table t (x); insert into t values ('a')");
    writer.snapshot();
    writer.sync();
    writer.checkpoint();
    writer.run("insert into t values ('b')");
    writer.checkpoint();
    const [alone = ''] = keysOf(writer.bucket, '/wal/00000002_');
    writer.snapshot();
    const newer = changed(writer.bucket, {[alone]: undefined});
    const {plan} = await exact(newer, await contentOf(newer, writer.key('snapshot')));
    assert.match(plan?.point.position ?? '', /00000002$/);
    writer.finish();
  });
});
