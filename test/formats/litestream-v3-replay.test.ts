// Mode `verify` replays the WAL from one snapshot to the next, and every page must be equal.
import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {fileURLToPath} from 'node:url';
import type {RestoreRequest} from '../../src/request.ts';
import type {RestoreResult} from '../../src/result.ts';
import {encodeLz4Frame} from '../codecs/lz4-encoder.ts';
import type {Bucket} from '../models/memory-store.ts';
import {restoreInMemory} from '../models/restore-in-memory.ts';
import {litestreamCases} from './litestream-corpus.ts';
import {contentOf, refused} from './litestream-v3-expect.ts';
import {changed, keysOf, replica, v3Writer} from './litestream-v3-writer.ts';

const GENERATION = '0123456789abcdef';

async function verified(bucket: Bucket, asked: Partial<RestoreRequest> = {}): Promise<RestoreResult> {
  const {result} = await restoreInMemory(bucket, {mode: 'verify', ...asked});
  return result;
}

/** The position of the last segment before WAL `index`. */
function lastBefore(bucket: Bucket, index: string): string {
  const before = keysOf(bucket, '/wal/').filter(key => (/wal\/([0-9a-f]+)_/.exec(key)?.[1] ?? '') < index);
  const [, generation, wal, offset] =
    /generations\/([0-9a-f]+)\/wal\/([0-9a-f]+)_([0-9a-f]+)/.exec(before.at(-1) ?? '') ?? [];
  return `${generation}/${wal}:${offset}`;
}

const told = ({replays}: RestoreResult) =>
  replays?.map(({older, newer, verdict, differing, ahead}) => [
    older.slice(-2),
    newer.slice(-2),
    verdict,
    differing,
    ahead,
  ]);

suite('Replaying the WAL between the snapshots of a real backup', () => {
  const folder = fileURLToPath(new URL('../fixtures/litestream-v3/', import.meta.url));
  const cases = litestreamCases(folder).filter(({bucket}) => keysOf(bucket, '/snapshots/').length > 2);

  test('is possible for some of them', () => {
    assert.ok(cases.length > 0);
  });
  for (const {name, bucket, asked} of cases) {
    const indexes = keysOf(bucket, '/snapshots/').map(key => /([0-9a-f]+)\.snapshot/.exec(key)?.[1] ?? '');

    test(`gives each page of the newest: ${name}`, async () => {
      const result = await verified(bucket, asked);
      const [before = '', newest = ''] = indexes.slice(-2);
      assert.deepEqual(told(result), [[before.slice(-2), newest.slice(-2), 'pass', 0, 0]]);
      assert.ok((result.replays?.[0]?.pages ?? 0) > 0);
      // What follows the newest snapshot has no other one to be compared with.
      assert.equal(result.plan?.proof.word, 'likely');
      assert.ok(result.phases.some(({name: phase}) => phase === 'replay'));
    });

    test(`proves the state at which a snapshot was taken, and only there: ${name}`, async () => {
      for (const [at, index] of indexes.entries()) {
        if (at === 0) continue;
        const position = lastBefore(bucket, index);
        const result = await verified(bucket, {...asked, position});
        assert.equal(result.error, undefined, result.error?.message);
        assert.equal(result.plan?.proof.word, 'complete', position);
        assert.equal(result.verdict, 'pass', position);
        const plain = await restoreInMemory(bucket, {...asked, position});
        const {length} = plain.result.plan?.layers ?? [];
        const said = plain.result.plan?.proof;
        const alone = length === 2 && said?.because.every(sentence => !sentence.includes('may hold commits')) === true;
        assert.equal(said?.word, alone ? 'complete' : 'likely', 'restore says no more');
        assert.equal(plain.result.replays, undefined);
      }
    });

    test(`proves nothing of a point in between: ${name}`, async () => {
      const between = keysOf(bucket, '/wal/').filter(key => {
        const index = /wal\/([0-9a-f]+)_/.exec(key)?.[1] ?? '';
        return index < (indexes.at(-1) ?? '') && !indexes.includes(index) && !key.includes('_00000000.');
      });
      for (const key of between.slice(0, 3)) {
        const [, generation, wal, offset] = /generations\/([0-9a-f]+)\/wal\/([0-9a-f]+)_([0-9a-f]+)/.exec(key) ?? [];
        const position = `${generation}/${wal}:${offset}`;
        if (indexes.some(index => lastBefore(bucket, index) === position)) continue;
        const {plan, replays} = await verified(bucket, {...asked, position});
        assert.equal(plan?.proof.word, 'likely', position);
        assert.ok(replays?.every(({verdict}) => verdict === 'pass'));
      }
    });

    test(`catches every lost end of a WAL that changes the next snapshot’s state: ${name}`, async () => {
      const tally = {caught: 0, harmless: 0};
      for (const [at, newer] of indexes.entries()) {
        if (at === 0) continue;
        const older = indexes[at - 1] ?? '';
        const replayed = keysOf(bucket, '/wal/').filter(key => {
          const index = /wal\/([0-9a-f]+)_/.exec(key)?.[1] ?? '';
          return index >= older && index < newer;
        });
        const byIndex = Map.groupBy(replayed, key => /wal\/([0-9a-f]+)_/.exec(key)?.[1]);
        const snapshot = keysOf(bucket, `/snapshots/${newer}`)[0] ?? '';
        const generation = /generations\/([0-9a-f]+)/.exec(snapshot)?.[1] ?? '';
        const position = `${generation}/${newer}`;
        const {image: truth} = await restoreInMemory(bucket, {...asked, position});
        assert.ok(truth);
        for (const segments of byIndex.values()) {
          for (const count of [1, 3]) {
            const lost = segments.slice(1).slice(-count);
            if (lost.length < count) continue;
            const cut = changed(bucket, Object.fromEntries(lost.map(key => [key, undefined])));
            // What a restore through the cut end gives, without the newer snapshot, is compared here byte by byte.
            const through = await restoreInMemory(changed(cut, {[snapshot]: undefined}), {
              ...asked,
              position: lastBefore(cut, newer),
            });
            const harmless: boolean = through.image?.equals(truth) === true;
            const result = await verified(cut, {...asked, position});
            assert.equal(result.verdict, harmless ? 'pass' : 'fail', `${lost.join()}: ${result.error?.message}`);
            if (!harmless) assert.ok(['replay', 'gap', 'incomplete'].includes(result.error?.code ?? ''));
            tally[harmless ? 'harmless' : 'caught'] += 1;
          }
        }
      }
      assert.ok(tally.caught > 0, JSON.stringify(tally));
    });
  }
});

/** A value that is changed and lost with the last segment of WAL 0; nothing else shows it. */
function lossy(): {readonly bucket: Bucket; readonly lost: string} {
  const writer = v3Writer();
  writer.run("create table t (x); insert into t values ('a')");
  writer.snapshot();
  writer.sync();
  writer.run("update t set x = 'b'");
  writer.sync();
  const lost = writer.key('last');
  writer.checkpoint();
  writer.checkpoint();
  writer.snapshot();
  const {bucket} = writer;
  writer.finish();
  return {bucket, lost};
}

suite('Replaying the WAL between two snapshots', () => {
  test('needs two: with one, nothing is said', async () => {
    const result = await verified(replica().bucket);
    assert.deepEqual(result.replays, []);
    assert.equal(result.plan?.proof.word, 'likely');
  });

  test('catches the lost end of a WAL that nothing else shows; a restore beside it stays as it is', async () => {
    const {bucket, lost} = lossy();
    assert.deepEqual(told(await verified(bucket)), [['00', '02', 'pass', 0, 0]]);
    const cut = changed(bucket, {[lost]: undefined});
    const message = await refused(cut, 'replay', {mode: 'verify'});
    assert.match(message, /after snapshot 00000000 do not lead to snapshot 00000002: 1 of \d+ pages differ \(\d+\)/);
    const result = await verified(cut);
    assert.equal(result.verdict, 'fail');
    assert.equal(result.failed, true);
    assert.deepEqual(told(result), [['00', '02', 'fail', 1, 0]]);
    assert.equal((await restoreInMemory(cut)).result.verdict, 'pass', 'it begins with the newer snapshot');
    const {result: between} = await restoreInMemory(cut, {position: `${GENERATION}/00000001:00000000`});
    assert.equal(between.plan?.proof.word, 'likely');
    // on-incomplete speaks of what is known to be missing: here nobody knows what it is.
    await refused(cut, 'replay', {mode: 'verify', onIncomplete: 'warn'});
  });

  test('catches a snapshot of another database', async () => {
    const {bucket} = lossy();
    const [, newer = ''] = keysOf(bucket, '/snapshots/');
    const other = Buffer.from(await contentOf(bucket, newer));
    other[other.length - 1] = (other.at(-1) ?? 0) ^ 1;
    const swapped = changed(bucket, {[newer]: encodeLz4Frame(other)});
    assert.match(await refused(swapped, 'replay', {mode: 'verify'}), /1 of \d+ pages/);
  });

  test('takes pages that the snapshot has as frames of its own WAL have them', async () => {
    const {bucket, image} = replica({indexes: 2, snapshots: [0, 1]});
    const [, newer = ''] = keysOf(bucket, '/snapshots/');
    const own = Buffer.from(await contentOf(bucket, newer));
    image.copy(own, 4096, 4096, 8192);
    const result = await verified(changed(bucket, {[newer]: encodeLz4Frame(own)}));
    assert.deepEqual(told(result), [['00', '01', 'pass', 0, 1]], result.error?.message);
  });

  test('catches a page of a commit that no object holds, also where nothing tells a restore of it', async () => {
    const writer = v3Writer();
    writer.run("create table a (x); create table b (x); insert into a values ('a1'); insert into b values ('b1')");
    writer.snapshot();
    writer.sync();
    writer.checkpoint();
    writer.snapshot();
    const snapshot = writer.key('snapshot');
    writer.run("update b set x = 'b2'");
    writer.sync();
    const lost = writer.key('last');
    const {bucket} = writer;
    const end = writer.finish();
    const own = Buffer.from(await contentOf(bucket, snapshot));
    const at = end.indexOf('b2');
    assert.ok(at > 0);
    const page = at - (at % 4096);
    end.copy(own, page, page, page + 4096);
    const cut = changed(bucket, {[snapshot]: encodeLz4Frame(own), [lost]: undefined});
    assert.match(await refused(cut, 'replay', {mode: 'verify'}), /1 of \d+ pages differ/);
    // The counter's page is the only one of that WAL that the snapshot could have, and it is as before: docs, What remains.
    assert.equal((await restoreInMemory(cut)).result.verdict, 'pass');
  });

  test('does not prove a point where the snapshot is ahead of it', async () => {
    const writer = v3Writer();
    writer.run('create table t (n integer primary key, x); insert into t values (1, zeroblob(9000))');
    writer.snapshot();
    writer.sync();
    writer.checkpoint();
    writer.checkpoint();
    writer.snapshot();
    const newer = writer.key('snapshot');
    const point = lastBefore(writer.bucket, '00000002');
    writer.run("insert into t values (2, 'later')");
    writer.sync();
    const {bucket} = writer;
    const ahead = encodeLz4Frame(writer.finish());
    assert.equal((await verified(bucket, {position: point})).plan?.proof.word, 'complete');
    const result = await verified(changed(bucket, {[newer]: ahead}), {position: point});
    assert.equal(result.replays?.[0]?.verdict, 'pass', result.error?.message);
    assert.ok(result.replays[0].ahead > 0);
    assert.equal(result.plan?.proof.word, 'likely');
  });

  test('fails with the code of what is missing or damaged on the way; on-incomplete: warn makes that a doubt', async () => {
    const {bucket} = replica({indexes: 4, snapshots: [0, 3], rows: 3});
    const [, middle = ''] = keysOf(bucket, '/wal/00000001_');
    const inner = Object.fromEntries(keysOf(bucket, '/wal/00000001_').map(key => [key, undefined]));
    const last = Object.fromEntries(keysOf(bucket, '/wal/00000002_').map(key => [key, undefined]));
    for (const [changes, code, message] of [
      [{[middle]: undefined}, 'gap', /nothing holds its bytes/],
      [{[middle]: Buffer.from('no LZ4 frame at all')}, 'decompress', /00000001_/],
      [{[middle]: Buffer.alloc(0)}, 'truncated', /empty/],
      [inner, 'gap', /WAL index 00000001 is missing/],
      [last, 'gap', /WAL index 00000002 is missing before snapshot 00000003/],
    ] as const) {
      const damaged = changed(bucket, changes);
      const text = await refused(damaged, code, {mode: 'verify'});
      assert.match(text, message);
      assert.match(text, /The way from snapshot 00000000 to snapshot 00000003 is not whole/);
      const tolerant = await verified(damaged, {onIncomplete: 'warn'});
      assert.equal(tolerant.error, undefined, tolerant.error?.message);
      assert.equal(tolerant.verdict, 'inconclusive');
      assert.ok(tolerant.reasons.some(({code: reason}) => reason === 'replay'));
      await refused(damaged, 'inconclusive', {mode: 'verify', onIncomplete: 'warn', onInconclusive: 'fail'});
      assert.equal((await restoreInMemory(damaged)).result.verdict, 'pass');
    }
  });

  test('goes around an older snapshot that is damaged, and a segment under a wrong name', async () => {
    const {bucket} = replica({indexes: 4, snapshots: [0, 2, 3], rows: 3});
    const [, older = ''] = keysOf(bucket, '/snapshots/');
    const around = await verified(changed(bucket, {[older]: Buffer.from('no LZ4 frame at all')}));
    assert.deepEqual(told(around), [['00', '03', 'pass', 0, 0]], around.error?.message);
    assert.match(around.plan?.notes.join('\n') ?? '', /replayed without it/);
    const [first = '', second = ''] = keysOf(bucket, '/wal/00000002_');
    const stray = second.replace(/_[0-9a-f]{8}/, '_00000021');
    const copied = await verified(changed(bucket, {[stray]: bucket.get(first)?.bytes}));
    assert.deepEqual(told(copied), [['02', '03', 'pass', 0, 0]], copied.error?.message);
  });

  test('is not done in other modes', async () => {
    const {bucket} = replica({indexes: 2, snapshots: [0, 1]});
    for (const mode of ['restore', 'plan'] as const) {
      assert.equal((await restoreInMemory(bucket, {mode})).result.replays, undefined);
    }
  });
});
