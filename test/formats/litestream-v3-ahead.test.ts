// Snapshots as a busy database gives them: SQLite has checkpointed part of the WAL into the file that Litestream copies.
import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {encodeLz4Frame} from '../codecs/lz4-encoder.ts';
import type {Bucket} from '../models/memory-store.ts';
import {restoreInMemory} from '../models/restore-in-memory.ts';
import {contentOf, exact} from './litestream-v3-expect.ts';
import {changed, keysOf, v3Writer} from './litestream-v3-writer.ts';

const PAGE = 4096;

type Busy = {
  readonly bucket: Bucket;
  /** Positions inside the snapshot's own WAL, in order, and the last one before it. */
  readonly positions: readonly string[];
  readonly snapshot: string;
  readonly image: Buffer;
};

/** A snapshot of index 1 with the pages in which `later` says that it is ahead: those of the end of its WAL. */
async function busy(later: (page: number) => boolean, snapshots: 'both' | 'its own' = 'both'): Promise<Busy> {
  const writer = v3Writer();
  writer.run('create table a (n integer primary key, x); create table b (n integer primary key, x)');
  writer.run("insert into a values (1, zeroblob(3000)), (2, 'first'); insert into b values (1, 'first')");
  writer.snapshot();
  writer.sync();
  writer.checkpoint();
  writer.snapshot();
  const snapshot = writer.key('snapshot');
  for (const value of ['second', 'third', 'fourth']) {
    writer.run(`update a set x = '${value}' where n = 2`);
    writer.sync();
    writer.run(`update b set x = '${value}'`);
    writer.sync();
  }
  const {bucket} = writer;
  const image = writer.finish();
  const own = await contentOf(bucket, snapshot);
  const mixed = Buffer.from(own);
  for (let page = 1; page <= own.length / PAGE; page += 1) {
    if (later(page)) image.copy(mixed, (page - 1) * PAGE, (page - 1) * PAGE, page * PAGE);
  }
  const gone = snapshots === 'both' ? {} : {[keysOf(bucket, 'snapshots/')[0] ?? '']: undefined};
  const positions = keysOf(bucket, '/wal/').map(
    key => `0123456789abcdef/${key.replace(/^.*\/([0-9a-f]+)_([0-9a-f]+)\..*$/, '$1:$2')}`,
  );
  return {
    bucket: changed(bucket, {...gone, [snapshot]: encodeLz4Frame(mixed)}),
    positions: positions.filter(position => position.includes('/00000001')),
    snapshot,
    image,
  };
}

async function imageAt(bucket: Bucket, position: string): Promise<Buffer> {
  const {result, image} = await restoreInMemory(bucket, {position});
  assert.equal(result.error, undefined, result.error?.message);
  assert.ok(image);
  return image;
}

suite('A snapshot that holds pages of its own WAL', () => {
  test('is as good as any for the newest state', async () => {
    const {bucket, image, snapshot} = await busy(() => true);
    const {plan, verdict} = await exact(bucket, image);
    assert.equal(plan?.snapshotKey, snapshot);
    assert.equal(verdict, 'pass');
  });

  for (const [name, later] of [
    ['all pages', () => true],
    ['some pages', (page: number) => page % 2 === 0],
    ['other pages', (page: number) => page % 2 === 1],
  ] as const) {
    test(`gives way to an older one for points before them: ${name} of them`, async () => {
      const {bucket, positions, snapshot} = await busy(later);
      const without = changed(bucket, {[snapshot]: undefined});
      const bases = new Set<string | undefined>();
      assert.equal(positions.length, 7);
      for (const position of positions) {
        const {result, image} = await restoreInMemory(bucket, {position});
        assert.equal(result.error, undefined, result.error?.message);
        assert.ok(image?.equals(await imageAt(without, position)), position);
        assert.equal(result.plan?.point.position, position);
        assert.equal(result.plan.proof.word, result.plan.snapshotKey === snapshot ? 'complete' : 'likely');
        bases.add(result.plan.snapshotKey);
      }
      assert.ok(bases.size === 2, 'some points need the older one, and the end does not');
    });
  }

  test('keeps its place from the point on at which its WAL has written those pages', async () => {
    // Page 5 is the table b, which every second segment writes.
    const {bucket, positions, snapshot} = await busy(page => page === 5);
    const own = [];
    for (const position of positions) {
      const {result} = await restoreInMemory(bucket, {position});
      own.push(result.plan?.snapshotKey === snapshot);
    }
    assert.deepEqual(own, [false, false, true, true, true, true, true]);
  });

  test('is compared with the WAL before it all the same', async () => {
    const {bucket, positions} = await busy(() => true);
    const {result} = await restoreInMemory(bucket, {position: positions[0], mode: 'verify'});
    assert.equal(result.error, undefined, result.error?.message);
    assert.deepEqual(
      result.replays?.map(({older, newer, verdict, ahead}) => [older, newer, verdict, ahead > 0]),
      [['snapshot 00000000', 'snapshot 00000001', 'pass', true]],
    );
  });

  test('makes such a point weak where no older one is there', async () => {
    const {bucket, positions} = await busy(() => true, 'its own');
    const [first = ''] = positions;
    const {result} = await restoreInMemory(bucket, {position: first});
    assert.equal(result.error, undefined, result.error?.message);
    assert.equal(result.plan?.proof.word, 'weak');
    assert.equal(result.verdict, 'inconclusive');
    assert.match(result.plan.proof.because.join(' '), /pages of different moments are mixed/);
  });

  test('alone is weak, too', async () => {
    const {bucket} = await busy(() => true);
    const {result} = await restoreInMemory(bucket, {position: '0123456789abcdef/00000001'});
    assert.equal(result.plan?.proof.word, 'weak', result.error?.message);
  });

  test('cannot be told where the WAL behind the point is not whole: that is weak', async () => {
    const {bucket, positions} = await busy(() => false);
    const [first = '', second = ''] = positions;
    assert.equal((await restoreInMemory(bucket, {position: first})).result.plan?.proof.word, 'complete');
    for (const damage of [undefined, Buffer.from('no LZ4 frame'), Buffer.alloc(0)]) {
      const [, , , hurt = ''] = keysOf(bucket, '/wal/00000001_');
      const {result} = await restoreInMemory(changed(bucket, {[hurt]: damage}), {position: first});
      assert.equal(result.plan?.point.position, first, result.error?.message);
      assert.equal(result.plan.proof.word, 'weak');
      assert.match(result.plan.proof.because.join(' '), /cannot be read whole/);
    }
    assert.notEqual(first, second);
  });
});

suite('A snapshot that holds nothing of its WAL', () => {
  test('begins every point of it, and alone is the state before it', async () => {
    const {bucket, positions, snapshot} = await busy(() => false);
    for (const position of [...positions, '0123456789abcdef/00000001']) {
      const {result} = await restoreInMemory(bucket, {position});
      assert.equal(result.plan?.snapshotKey, snapshot);
      assert.equal(result.plan.proof.word, 'complete', position);
      assert.equal(result.verdict, 'pass');
    }
  });
});
