// Snapshots that hold commits which are in no object: the newest segments of their WAL are lost, or were never uploaded.
import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {encodeLz4Frame} from '../codecs/lz4-encoder.ts';
import type {Bucket, StoredObject} from '../models/memory-store.ts';
import {restoreInMemory} from '../models/restore-in-memory.ts';
import {litestreamCases} from './litestream-corpus.ts';
import {contentOf, exact, refused} from './litestream-v3-expect.ts';
import {changed, keysOf, v3Writer} from './litestream-v3-writer.ts';

type Ahead = {
  readonly bucket: Bucket;
  readonly snapshot: string;
  /** Of the snapshot's WAL, in order; the last ones stored after the snapshot. */
  readonly segments: readonly string[];
  readonly image: Buffer;
};

type AheadOptions = {
  /** Commits that are stored after it. */
  readonly after?: number;
  readonly snapshots?: 'both' | 'its own';
  /** `as before`: SQLite left its page out, which a later commit has written again. */
  readonly counter?: 'raised' | 'as before';
  /** WAL indexes behind it. */
  readonly more?: number;
};

const PAGE = 4096;

/** Litestream's table is the first that the writer makes. */
const COUNTER = 2;

/** Five commits in WAL 1; snapshot 1 is taken after the third of them, and SQLite has checkpointed all three. */
async function ahead({after = 2, snapshots = 'both', counter = 'raised', more = 0}: AheadOptions = {}): Promise<Ahead> {
  const writer = v3Writer();
  writer.run('create table a (n integer primary key, x); create table b (n integer primary key, x)');
  writer.run("insert into a values (1, 'a0'); insert into b values (1, 'b0')");
  writer.snapshot();
  writer.sync();
  writer.checkpoint();
  for (const sql of ["update a set x = 'a1'", "update b set x = 'b1'", "update a set x = 'a2'"]) {
    writer.run(sql);
    writer.sync();
  }
  writer.snapshot();
  const snapshot = writer.key('snapshot');
  const position = positionOf(keysOf(writer.bucket, '/wal/').at(-1));
  for (const sql of ["update b set x = 'b3'", "update a set x = 'a3'"].slice(0, after)) {
    writer.run(sql);
    writer.sync();
  }
  for (let index = 0; index < more; index += 1) writer.checkpoint();
  const {bucket} = writer;
  const image = writer.finish();
  const then = await restoreInMemory(changed(bucket, {[snapshot]: undefined}), {position});
  assert.ok(then.image);
  const end = COUNTER * PAGE;
  if (counter === 'as before') (await contentOf(bucket, snapshot)).copy(then.image, end - PAGE, end - PAGE, end);
  const [first = ''] = keysOf(bucket, 'snapshots/');
  const gone = snapshots === 'both' ? {} : {[first]: undefined};
  const own = changed(bucket, {...gone, [snapshot]: encodeLz4Frame(then.image)});
  return {bucket: own, snapshot, segments: keysOf(own, '/wal/00000001_'), image};
}

function positionOf(key = ''): string {
  return `0123456789abcdef/${/([0-9a-f]{8})_([0-9a-f]{8})/.exec(key)?.slice(1).join(':')}`;
}

/** A copy in which objects were stored at other times. @param times milliseconds since 1970, by key */
function storedAt(bucket: Bucket, times: Readonly<Record<string, number>>): Map<string, StoredObject> {
  return new Map(
    [...bucket].map(([key, object]) => [key, {...object, lastModified: times[key] ?? object.lastModified}] as const),
  );
}

function without(bucket: Bucket, keys: readonly string[]): Map<string, StoredObject> {
  return changed(bucket, Object.fromEntries(keys.map(key => [key, undefined])));
}

suite('A snapshot that holds commits which are in no object', () => {
  for (const lost of [1, 2, 3, 4, 5] as const) {
    test(`gives way to an older one: the newest ${lost} segments are lost`, async () => {
      const {bucket, snapshot, segments} = await ahead();
      const cut = without(bucket, segments.slice(-lost));
      const truth = await restoreInMemory(changed(cut, {[snapshot]: undefined}));
      assert.ok(truth.image);
      const {plan, verdict} = await exact(cut, truth.image);
      assert.equal(verdict, 'inconclusive');
      assert.equal(plan?.proof.word, 'likely');
      assert.notEqual(plan.snapshotKey, snapshot);
      assert.match(plan.notes.join(' '), /Nothing shows that the WAL which is there goes as far as the snapshot/);
    });

    test(`never passes where no older one is there: the newest ${lost} segments are lost`, async () => {
      const {bucket, segments} = await ahead({snapshots: 'its own'});
      const cut = without(bucket, segments.slice(-lost));
      const {result} = await restoreInMemory(cut);
      assert.equal(result.verdict, 'inconclusive', result.error?.message);
      assert.equal(result.plan?.proof.word, 'likely');
      assert.match(result.plan.proof.because.join(' '), /may hold commits of WAL index 00000001 that are in no object/);
      assert.ok(result.plan.alternatives.every(({proven}) => !proven));
      await refused(cut, 'inconclusive', {onInconclusive: 'fail'});
      await refused(cut, 'not-proven', {onInconclusive: 'proven'});
    });
  }

  test('gives way also where its counter is as before: another page of it is as its WAL has it', async () => {
    const {bucket, snapshot, segments} = await ahead({after: 0, counter: 'as before'});
    const cut = without(bucket, segments.slice(-1));
    const truth = await restoreInMemory(changed(cut, {[snapshot]: undefined}));
    assert.ok(truth.image);
    assert.equal((await exact(cut, truth.image)).verdict, 'inconclusive');
  });

  test('never passes without any WAL of its index', async () => {
    const {bucket, segments} = await ahead();
    const {result} = await restoreInMemory(without(bucket, segments));
    assert.equal(result.verdict, 'inconclusive', result.error?.message);
    assert.match(result.plan?.proof.because.join(' ') ?? '', /no WAL of index 00000001, which Litestream always has/);
  });

  test('makes a point inside its WAL weak where no older one leads there', async () => {
    const {bucket, segments} = await ahead({after: 0, snapshots: 'its own'});
    const [, , second = ''] = segments;
    const position = positionOf(second);
    const {result} = await restoreInMemory(bucket, {position});
    assert.equal(result.plan?.proof.word, 'weak', result.error?.message);
  });

  test('is passed over by on-inconclusive: proven, which takes what an older one proves', async () => {
    const {bucket, segments} = await ahead();
    const cut = without(bucket, segments.slice(-3));
    const {result, image} = await restoreInMemory(cut, {onInconclusive: 'proven'});
    assert.equal(result.verdict, 'pass', result.error?.message);
    assert.match(result.plan?.point.position ?? '', /\/00000000:/);
    const alone = await restoreInMemory(without(bucket, keysOf(bucket, '00000001')));
    assert.ok(alone.image !== undefined && image?.equals(alone.image) === true);
  });

  test('is found by a replay; one that holds no more than is here is proven by it', async () => {
    const {bucket, segments} = await ahead({after: 0});
    const whole = await restoreInMemory(bucket);
    assert.equal(whole.result.plan?.proof.word, 'likely', 'it is the newest object, and as new as its WAL');
    const {result} = await restoreInMemory(bucket, {mode: 'verify'});
    assert.equal(result.plan?.proof.word, 'complete', result.error?.message);
    assert.equal(result.verdict, 'pass');
    await refused(without(bucket, segments.slice(-1)), 'replay', {mode: 'verify'});
  });

  test('proves nothing of a point before the end of its WAL, nor of a time after it', async () => {
    const {bucket, segments} = await ahead({after: 0, more: 1});
    const [, inside, last = ''] = [segments[0], segments[1], segments.at(-1)];
    const verified = async (asked: {position?: string; timestamp?: number}) => {
      const {result} = await restoreInMemory(bucket, {mode: 'verify', ...asked});
      assert.deepEqual(
        result.replays?.map(({verdict, ahead: pages}) => [verdict, pages > 0]),
        [['pass', true]],
      );
      return result.plan?.proof.word;
    };
    assert.equal(await verified({position: positionOf(last)}), 'complete');
    assert.equal(await verified({position: positionOf(inside)}), 'likely');
    const timestamp = (bucket.get(last)?.lastModified ?? 0) + 1000;
    assert.equal(await verified({timestamp}), 'likely');
  });
});

suite('What shows that the WAL goes as far as the snapshot', () => {
  test('two segments that were stored after it', async () => {
    const {bucket, snapshot, image} = await ahead();
    const {plan, verdict} = await exact(bucket, image);
    assert.equal(plan?.snapshotKey, snapshot);
    assert.equal(verdict, 'pass');
  });

  test('not one: its upload may have begun before', async () => {
    const {bucket, image} = await ahead({after: 1});
    assert.equal((await exact(bucket, image)).verdict, 'inconclusive');
  });

  test('not in a copied bucket, where snapshots are stored before all WAL', async () => {
    const {bucket, segments, image} = await ahead();
    const keys = [...keysOf(bucket, '/snapshots/'), ...keysOf(bucket, '/wal/')];
    const times = Object.fromEntries(keys.map((key, at) => [key, Date.UTC(2026, 6, 1) + at * 1000]));
    const copied = storedAt(bucket, times);
    assert.equal((await exact(copied, image)).verdict, 'inconclusive');
    const cut = await restoreInMemory(without(copied, segments.slice(-3)));
    assert.equal(cut.result.verdict, 'inconclusive');
  });

  test('not two that were stored anew, nor anything where the times are not the writer’s', async () => {
    const {bucket, snapshot, segments, image} = await ahead({after: 0});
    const late = (bucket.get(snapshot)?.lastModified ?? 0) + 3600_000;
    const [, second = '', third = ''] = segments;
    const anew = storedAt(bucket, {[second]: late, [third]: late + 1000});
    assert.equal((await exact(anew, image)).verdict, 'inconclusive');
    const good = await ahead();
    const [before = ''] = keysOf(good.bucket, '/wal/00000000_');
    const doubted = storedAt(good.bucket, {[before]: late});
    assert.equal((await exact(doubted, good.image)).verdict, 'inconclusive');
  });

  test('its pages, when none is as its WAL has it, and Litestream’s counter in it is lower', async () => {
    const writer = v3Writer();
    writer.run("create table t (x); insert into t values ('a')");
    writer.checkpoint();
    writer.run("update t set x = 'b'");
    writer.sync();
    writer.snapshot();
    const {bucket} = writer;
    const {verdict, plan} = await exact(bucket, writer.finish());
    assert.equal(verdict, 'pass');
    assert.equal(plan?.proof.word, 'complete');
  });

  test('not its pages alone: in index 0 no counter tells', async () => {
    const writer = v3Writer();
    writer.run("create table t (x); insert into t values ('a')");
    writer.sync();
    writer.run("update t set x = 'b'");
    writer.sync();
    writer.snapshot();
    const {bucket} = writer;
    assert.equal((await exact(bucket, writer.finish())).verdict, 'inconclusive');
  });

  test('in index 0, that the generation began with it', async () => {
    const writer = v3Writer();
    writer.run("create table t (x); insert into t values ('a')");
    writer.snapshot();
    writer.sync();
    const {bucket} = writer;
    assert.equal((await exact(bucket, writer.finish())).verdict, 'pass');
  });
});

suite('Real snapshots with pages of commits that are lost', () => {
  const folder = fileURLToPath(new URL('../fixtures/litestream-v3/', import.meta.url));
  const cases = litestreamCases(folder).filter(({bucket}) => keysOf(bucket, '/snapshots/').length > 2);
  for (const {name, bucket, asked} of cases) {
    test(`never give a state that was not there with a pass: ${name}`, async () => {
      let wrong = 0;
      const plain = asked.ageIdentity === undefined;
      for (const snapshot of keysOf(bucket, '/snapshots/').slice(1)) {
        const [, generation = '', index = ''] = /([0-9a-f]{16})\/snapshots\/([0-9a-f]{8})/.exec(snapshot) ?? [];
        const segments = keysOf(bucket, `/wal/${index}_`);
        const before = segments.filter(
          key => (bucket.get(key)?.lastModified ?? 0) < (bucket.get(snapshot)?.lastModified ?? 0),
        );
        const [, offset = ''] = /_([0-9a-f]+)\.wal/.exec(before.at(-1) ?? '') ?? [];
        const older = changed(bucket, {[snapshot]: undefined});
        const held = await restoreInMemory(older, {...asked, position: `${generation}/${index}:${offset}`});
        if (held.image === undefined || !plain) continue;
        const hurt = changed(bucket, {[snapshot]: encodeLz4Frame(held.image)});
        const later = [...hurt.keys()].filter(key => (/(?:wal|snapshots)\/([0-9a-f]{8})/.exec(key)?.[1] ?? '') > index);
        for (const lost of [1, 2, 4, before.length - 1]) {
          const cut = without(hurt, [...later, ...segments.slice(before.length - lost)]);
          const truth = await restoreInMemory(changed(cut, {[snapshot]: undefined}), asked);
          const {result, image} = await restoreInMemory(cut, asked);
          assert.ok(truth.image !== undefined && image?.equals(truth.image), `${snapshot}, ${lost} lost`);
          assert.equal(result.verdict, 'inconclusive');
          const alone = without(
            cut,
            keysOf(cut, '/snapshots/').filter(key => key !== snapshot),
          );
          const only = await restoreInMemory(alone, asked);
          assert.notEqual(only.result.verdict, 'pass');
          wrong += only.image?.equals(truth.image) === true ? 0 : 1;
        }
      }
      if (plain) assert.ok(wrong > 0, 'there is something to be found');
    });
  }
});
