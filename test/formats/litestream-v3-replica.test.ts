// Small replicas of a real SQLite database, in all shapes.
import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {encodeLz4Frame} from '../codecs/lz4-encoder.ts';
import {restoreInMemory} from '../models/restore-in-memory.ts';
import {contentOf, exact, refused} from './litestream-v3-expect.ts';
import {changed, keysOf, replica, START, v3Writer} from './litestream-v3-writer.ts';

suite('A replica of Litestream 0.3', () => {
  for (const pageSize of [512, 4096, 65536]) {
    test(`is restored byte for byte with pages of ${pageSize} bytes`, async () => {
      const {bucket, image} = replica({pageSize});
      const {plan} = await exact(bucket, image);
      assert.equal(plan?.incrementsApplied, 4 * 3 + 3);
    });
  }

  test('with many indexes, from the first snapshot or the newest', async () => {
    const {bucket, image} = replica({indexes: 40, snapshots: [0, 30], rows: 3});
    const {plan} = await exact(bucket, image);
    assert.ok(plan);
    assert.equal(plan.snapshotKey, keysOf(bucket, 'snapshots/')[1]);
    await exact(changed(bucket, {[plan.snapshotKey]: undefined}), image);
  });

  test('whose WAL is larger than what is held in memory', async () => {
    const writer = v3Writer({pageSize: 65536});
    writer.snapshot();
    writer.run('create table t (n integer primary key, filler)');
    for (let round = 0; round < 2; round += 1) {
      writer.run(`with recursive c(n) as (select 1 union all select n + 1 from c limit 40)
        insert or replace into t select n, randomblob(60000) from c;`);
      writer.sync();
    }
    const {bucket} = writer;
    await exact(bucket, writer.finish());
  });

  test('of one WAL passes', async () => {
    const {bucket, image} = replica({indexes: 1});
    const result = await exact(bucket, image);
    assert.equal(result.verdict, 'pass');
    assert.equal(result.plan?.proof.word, 'complete');
  });

  test('of several WALs says what cannot be proven, and offers what can', async () => {
    const {bucket, image} = replica();
    const {verdict, plan} = await exact(bucket, image);
    assert.equal(verdict, 'inconclusive');
    assert.match(plan?.proof.because.join(' ') ?? '', /leaves no trace of where a WAL ended.*00000000 to 00000002/);
    const proven = await restoreInMemory(bucket, {onInconclusive: 'proven'});
    assert.equal(proven.result.verdict, 'pass');
    const offered = plan?.alternatives.find(alternative => alternative.proven);
    assert.equal(proven.result.plan?.point.position, offered?.position);
  });

  test('whose newest WAL was begun and holds nothing yet', async () => {
    const {bucket, image} = replica();
    const [first = ''] = keysOf(bucket, '/wal/00000003_00000000');
    const header = (await contentOf(bucket, first)).subarray(0, 32);
    const begun = changed(bucket, {[first]: encodeLz4Frame(header)});
    for (const key of keysOf(bucket, '/wal/00000003_').slice(1)) begun.delete(key);
    const {result} = await restoreInMemory(begun);
    assert.equal(result.error, undefined, result.error?.message);
    assert.equal(result.plan?.incrementsApplied, 4 * 2 + 3);
    assert.match(result.plan.point.position, /00000003:00000000$/);
    assert.ok(!image.equals(Buffer.alloc(0)));
  });

  test('whose WAL was seen at the moment when it had a header only: the frames come with the next segment', async () => {
    const {bucket, image} = replica();
    for (const index of [0, 1, 3]) {
      const [first = ''] = keysOf(bucket, `/wal/0000000${index}_00000000`);
      const content = await contentOf(bucket, first);
      const next = first.replace(/_[0-9a-f]{8}\./, '_00000020.');
      const split = changed(bucket, {
        [first]: encodeLz4Frame(content.subarray(0, 32)),
        [next]: encodeLz4Frame(content.subarray(32)),
      });
      const {plan} = await exact(split, image);
      assert.equal(plan?.incrementsApplied, 4 * 3 + 3 + 1);
    }
  });

  test('without any WAL is its snapshot, and nobody knows what followed', async () => {
    const writer = v3Writer();
    writer.run("create table t (x); insert into t values ('a')");
    writer.checkpoint();
    writer.snapshot();
    const only = new Map([...writer.bucket].filter(([key]) => key.includes('/snapshots/')));
    writer.finish();
    const {result} = await restoreInMemory(only);
    assert.equal(result.verdict, 'inconclusive', result.error?.message);
    assert.equal(result.plan?.proof.word, 'likely');
    assert.equal(result.plan.incrementsApplied, 0);
  });

  test('encrypted with age says so', async () => {
    const {bucket} = replica();
    const [snapshot = ''] = keysOf(bucket, 'snapshots/');
    const age = Buffer.from('age-encryption.org/v1\n-> X25519 abc\n');
    for (const encrypted of [[snapshot], [...bucket.keys()]]) {
      const copy = changed(bucket, Object.fromEntries(encrypted.map(key => [key, age])));
      assert.match(await refused(copy, 'encrypted'), /encrypted with age/);
    }
  });
});

suite('Times of a replica', () => {
  test('in whole seconds include only what is surely not later', async () => {
    const {bucket} = replica({indexes: 1});
    const last = keysOf(bucket, '/wal/').at(-1) ?? '';
    const stored = bucket.get(last)?.lastModified ?? 0;
    for (const [timestamp, included] of [
      [stored + 999, false],
      [stored + 1000, true],
    ] as const) {
      const {result} = await restoreInMemory(bucket, {timestamp});
      assert.equal(result.plan?.leftOut.length, included ? 0 : 1, result.error?.message);
      assert.match(result.plan?.notes.join(' ') ?? '', /asked for .*, reached what was stored by/);
    }
  });

  test('name the next restore point, which can be asked for', async () => {
    const {bucket} = replica();
    const {result} = await restoreInMemory(bucket, {timestamp: START + 6000});
    const next = result.plan?.alternatives.find(({note}) => note.includes('next restore point'));
    assert.ok(next !== undefined);
    const after = await restoreInMemory(bucket, {position: next.position});
    assert.ok((after.result.plan?.point.time ?? 0) > START + 6000);
  });

  test('of a copied bucket make a point in time weak', async () => {
    const {bucket} = replica();
    const copied = new Map([...bucket].map(([key, object]) => [key, {...object, lastModified: START}]));
    const {result} = await restoreInMemory(copied, {timestamp: START + 5000});
    assert.notEqual(result.verdict, 'pass');
    await refused(copied, 'before-first', {timestamp: START - 5000});
  });
});

suite('A position of a replica', () => {
  test('that is not there names the nearest', async () => {
    const {bucket} = replica();
    const [first = '', second = ''] = keysOf(bucket, '/wal/00000001_').map(
      key => `0123456789abcdef/${key.replace(/^.*\/([0-9a-f]+)_([0-9a-f]+)\..*$/, '$1:$2')}`,
    );
    const message = await refused(bucket, 'position-not-found', {position: '0123456789abcdef/00000001:00000077'});
    assert.ok(message.includes(`${first} and ${second}`), message);
    await refused(bucket, 'position-not-found', {position: '0123456789abcdef/00000009:00000000'});
    await refused(bucket, 'position-not-found', {position: '0123456789abcdef/00000003'});
    await refused(bucket, 'position-not-found', {position: 'fedcba9876543210/00000000:00000000'});
    await refused(bucket, 'input', {position: 'the newest, please'});
  });

  test('can be a snapshot alone', async () => {
    const {bucket} = replica({snapshots: [0, 2]});
    const {result} = await restoreInMemory(bucket, {position: '0123456789abcdef/00000002'});
    assert.equal(result.verdict, 'pass', result.error?.message);
    assert.equal(result.plan?.incrementsApplied, 0);
    assert.equal(result.plan.point.position, '0123456789abcdef/00000002');
  });
});
