// What the user asked for (a time, a position), and what stands beside the captures: metadata, copies, other sizes.
import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {isRestoreError, RestoreError} from '../../../src/errors.ts';
import type {Listing, PlanRequest} from '../../../src/formats/format.ts';
import {zlayer} from '../../../src/formats/zlayer/zlayer.ts';
import {memoryStore, objectInfo, type Bucket, type StoredObject} from '../../models/memory-store.ts';
import {
  at,
  bucketOf,
  buildWal,
  capture,
  database,
  over,
  pageOne,
  planned,
  PREFIX,
  snapshot,
  type Slot,
} from './wal-builder.ts';

const A = {salt1: 0x2000_0000, salt2: 0x9c3a_5e71};
const B = {salt1: 0x6000_0000, salt2: 0x17f0_42bd};
const COVERING: readonly Slot[] = [
  {page: 1, content: pageOne(512, {changeCounter: 9})},
  {page: 2, content: 2},
  {page: 3, commit: 3, content: 3},
];
const FIRST = capture(3, 10, buildWal({...A, frames: COVERING}));
const SECOND = capture(4, 20, buildWal({...A, frames: [...COVERING, {page: 3, commit: 3, content: 33}]}));
const OLD = snapshot(0, pageOne(512, {changeCounter: 3}));
const NAME = '20260105_120000';

function metadata(latest: string | null | undefined): StoredObject {
  const text = latest === undefined ? 'not json' : JSON.stringify({latest_snapshot: latest, snapshot_count: 1});
  return {key: `${PREFIX}metadata.json`, bytes: Buffer.from(text), lastModified: at(30)};
}

const warn = {onIncomplete: 'warn', prefer: 'likeliest'} as const;

const notes = async (...objects: readonly StoredObject[]) => {
  const {plan} = await planned(bucketOf(...objects));
  assert.equal(plan.proof.unexplained, false);
  return plan.notes.join('; ');
};

suite('a time that was asked for', () => {
  test('leaves out what was stored later', async () => {
    const {plan, image} = await planned(bucketOf(OLD, FIRST, SECOND), {target: {...warn, timestamp: at(15)}});
    assert.equal(image[1400], 3);
    assert.equal(plan.proof.word, 'covers');
    assert.equal(plan.proof.unexplained, false);
    assert.equal(plan.point.time, at(10));
    const later = plan.leftOut.find(({key}) => key === SECOND.key);
    assert.deepEqual(later, {key: SECOND.key, reason: 'later than the time that was asked for', explained: true});
  });

  test('gives the snapshot alone when nothing else is as old', async () => {
    const {plan} = await planned(bucketOf(OLD, FIRST, SECOND), {target: {...warn, timestamp: at(5)}});
    assert.equal(plan.point.position, NAME);
    assert.equal(plan.proof.word, 'snapshot-only');
  });

  test('before everything is an error that names the first moment', async () => {
    await assert.rejects(planned(bucketOf(OLD, FIRST), {target: {...warn, timestamp: at(-1)}}), error => {
      assert.ok(isRestoreError(error, 'before-first'));
      assert.match(error.message, /2026-01-05T12:00:00Z/);
      return true;
    });
  });
});

const ALL = bucketOf(OLD, FIRST, SECOND);

function askedFor(position: string) {
  return planned(ALL, {target: {...warn, position}});
}

const failure = async (position: string): Promise<string> => {
  try {
    await askedFor(position);
  } catch (error) {
    if (isRestoreError(error, 'position-not-found')) return error.message;
    throw error;
  }
  return 'it was found';
};

suite('a position', () => {
  test('forces the choice, and the proof says that it was asked for', async () => {
    const {plan} = await askedFor(NAME);
    assert.equal(plan.point.position, NAME);
    assert.equal(plan.proof.word, 'weak');
    assert.ok(plan.proof.because.some(reason => reason.includes('asked for')));
    assert.ok(plan.alternatives.some(({proven, position}) => proven && position === 'none+20000000-9c3a5e71'));
  });

  test('that names a proven run is proven', async () => {
    const {plan} = await askedFor('none+20000000-9c3a5e71');
    assert.equal(plan.proof.word, 'covers');
    assert.equal(plan.snapshotKey, '');
  });

  test('of another form is a wrong input', async () => {
    for (const text of ['', 'none', '20260105', `${NAME}+abc`, `${NAME}+20000000-9C3A5E71`, 'latest']) {
      await assert.rejects(askedFor(text), error => isRestoreError(error, 'input'), text);
    }
  });

  test('that is not there is an error that names what is near', async () => {
    assert.match(await failure('20260105_120003'), /nearest is 20260105_120000/);
    assert.match(await failure(`${NAME}+20000001-00000000`), /20000000-9c3a5e71/);
    assert.match(await failure(`${NAME}+20000000-9c3a5e71+20000000-9c3a5e71`), /order/);
    const partly = bucketOf(OLD, capture(2, 5, buildWal({...B, frames: [{page: 2, commit: 2, content: 5}]})));
    await assert.rejects(planned(partly, {target: {...warn, position: 'none+60000000-17f042bd'}}), error =>
      isRestoreError(error, 'position-not-found'),
    );
  });

  test('on a damaged snapshot gives that snapshot’s error', async () => {
    const damaged = {...OLD, bytes: OLD.bytes.subarray(0, 20)};
    const target = {...warn, position: NAME};
    await assert.rejects(planned(bucketOf(damaged, FIRST), {target}), error =>
      isRestoreError(error, 'truncated', 'decompress'),
    );
  });

  test('that is not proven is refused where only proven ones will do', async () => {
    const target = {onIncomplete: 'fail', prefer: 'proven', position: NAME} as const;
    await assert.rejects(planned(ALL, {target}), error => isRestoreError(error, 'not-proven'));
  });
});

suite('metadata.json', () => {
  test('that agrees, or is not there beside captures alone, is no news', async () => {
    const agreeing = await planned(bucketOf(OLD, FIRST, metadata(OLD.key)));
    assert.deepEqual(agreeing.plan.notes, []);
    assert.deepEqual((await planned(bucketOf(FIRST))).plan.notes, []);
  });

  test('that is missing, broken or stale is a note and nothing more', async () => {
    const newer = snapshot(5, pageOne(512, {changeCounter: 3, mark: 1}));
    assert.match(await notes(OLD, FIRST), /no metadata\.json/);
    assert.match(await notes(OLD, FIRST, metadata(undefined)), /cannot be read/);
    assert.match(await notes(OLD, newer, FIRST, metadata(OLD.key)), /older snapshot/);
    assert.match(await notes(OLD, FIRST, metadata(`${PREFIX}snapshots/20250101_000000.sqlite.zst`)), /not listed/);
  });

  test('that names a snapshot later than the time that was asked for is no news', async () => {
    const newer = snapshot(30, pageOne(512, {changeCounter: 12}));
    const target = {...warn, timestamp: at(15)};
    const {plan} = await planned(bucketOf(OLD, FIRST, newer, metadata(newer.key)), {target});
    assert.deepEqual(plan.notes, []);
  });

  test('that names a newer snapshot which is gone keeps the result from passing', async () => {
    const {plan} = await planned(bucketOf(OLD, FIRST, metadata(`${PREFIX}snapshots/20260105_130000.sqlite.zst`)));
    assert.equal(plan.proof.word, 'covers');
    assert.equal(plan.proof.unexplained, true);
  });
});

/** Read after both generations began; page 3 holds this byte. */
function holding(third: number): StoredObject {
  const pages = [pageOne(512, {changeCounter: 9}), Buffer.alloc(512, 2), Buffer.alloc(512, third)];
  return snapshot(30, Buffer.concat(pages));
}

suite('a proven state', () => {
  test('passes beside a snapshot that is shown to be older', async () => {
    const {plan} = await planned(bucketOf(OLD, FIRST, SECOND));
    assert.equal(plan.proof.word, 'covers');
    assert.equal(plan.proof.unexplained, false);
  });

  test('does not pass when a later generation could not be placed', async () => {
    const later = capture(1, 40, buildWal({...B, frames: [{page: 2, commit: 4, content: 9}]}));
    const {plan} = await planned(bucketOf(FIRST, later));
    assert.equal(plan.point.position, 'none+20000000-9c3a5e71');
    assert.equal(plan.proof.unexplained, true);
    const left = plan.leftOut.find(({key}) => key === later.key);
    assert.equal(left?.explained, false);
    assert.match(left.reason, /is later and could not be placed/);
  });

  test('does not pass when another generation is older by interleaved upload times alone', async () => {
    const other = buildWal({...B, frames: [{page: 2, commit: 3, content: 9}]});
    const before = await planned(bucketOf(capture(1, 5, other), FIRST, SECOND));
    assert.equal(before.plan.proof.unexplained, false);
    const between = await planned(bucketOf(capture(1, 5, other), FIRST, capture(2, 15, other), SECOND));
    assert.equal(between.plan.proof.unexplained, true);
    const counted = buildWal({...B, salt1: A.salt1 - 1, frames: [{page: 2, commit: 3, content: 9}]});
    const known = await planned(bucketOf(capture(1, 5, counted), FIRST, capture(2, 15, counted), SECOND));
    assert.equal(known.plan.proof.unexplained, false);
  });

  test('passes beside a snapshot that has its bytes', async () => {
    const page = pageOne(512, {changeCounter: 9});
    const same = snapshot(30, Buffer.concat([page, Buffer.alloc(512, 2), Buffer.alloc(512, 3)]));
    const {plan} = await planned(bucketOf(FIRST, same));
    assert.equal(plan.proof.word, 'covers');
    assert.equal(plan.proof.unexplained, false);
  });

  test('does not pass when little shows that the snapshot was read before it', async () => {
    // The same change counter as in the generation, and pages that it does not know.
    const unclear = snapshot(0, Buffer.concat([pageOne(512, {changeCounter: 9, mark: 5}), Buffer.alloc(1024, 6)]));
    const {plan} = await planned(bucketOf(unclear, FIRST, SECOND));
    assert.equal(plan.point.position, 'none+20000000-9c3a5e71');
    assert.equal(plan.proof.unexplained, true);
  });

  test('does not pass when the snapshot holds something else beside the pages of its last generation', async () => {
    const next = {salt1: A.salt1 + 1, salt2: 0x3355_0a0a};
    const first = buildWal({...A, frames: COVERING});
    const second = over(first, buildWal({...next, frames: [{page: 2, commit: 3, content: 22}]}));
    const captures = [FIRST, capture(2, 20, second)];
    const {plan} = await planned(bucketOf(...captures, holding(3)));
    assert.equal(plan.proof.word, 'covers');
    assert.equal(plan.proof.unexplained, false);
    const other = await planned(bucketOf(...captures, holding(77)));
    assert.equal(other.plan.point.position, plan.point.position);
    assert.equal(other.plan.proof.unexplained, true);
  });

  test('does not pass when the newest snapshot could not be read, or may be newer', async () => {
    const newer = snapshot(30, Buffer.concat([pageOne(512, {changeCounter: 20}), Buffer.alloc(1024, 8)]));
    const {plan} = await planned(bucketOf(OLD, newer, FIRST), {target: {...warn, prefer: 'proven'}});
    assert.equal(plan.proof.word, 'covers');
    assert.equal(plan.proof.unexplained, true);
  });
});

suite('what lies about', () => {
  test('a damaged newest snapshot is refused, or passed over as `partial`', async () => {
    const sound = snapshot(1, database([1, 2]));
    const newest = snapshot(5, database([1, 3]));
    const cut = {...newest, bytes: newest.bytes.subarray(0, 20)};
    await assert.rejects(planned(bucketOf(sound, cut)), error => {
      assert.ok(isRestoreError(error, 'truncated', 'decompress'));
      assert.equal(error.failure.where, cut.key);
      return true;
    });
    const {plan} = await planned(bucketOf(sound, cut), {target: warn});
    assert.equal(plan.snapshotKey, sound.key);
    assert.equal(plan.proof.word, 'partial');
    const again = await planned(bucketOf(sound, cut), {excluded: new Map([[cut.key, 'it is cut']])});
    assert.equal(again.plan.snapshotKey, sound.key);
    assert.deepEqual(again.plan.leftOut, [{key: cut.key, reason: 'it is cut', explained: false}]);
  });

  test('a candidate that cannot be put together is dropped for the next one', async () => {
    const looked: string[] = [];
    const examine: PlanRequest['examine'] = layers => {
      looked.push(layers.map(({label}) => label).join(' + '));
      if (looked.length > 1) return Promise.resolve([]);
      throw new RestoreError('incomplete', {what: 'Page 4 is in no layer of the backup'});
    };
    const [first, second] = [snapshot(1, database([1, 2])), snapshot(5, database([1, 3]))];
    const {plan} = await planned(bucketOf(first, second), {examine});
    assert.deepEqual(looked, ['snapshot 20260105_120005', 'snapshot 20260105_120001']);
    assert.equal(plan.proof.word, 'weak');
    assert.ok(plan.alternatives.some(({note}) => note === 'dropped: Page 4 is in no layer of the backup'));
    for (const code of ['disk', 'network'] as const) {
      const failing = () => Promise.reject(new RestoreError(code, {what: 'it failed'}));
      await assert.rejects(planned(bucketOf(first), {examine: failing}), error => isRestoreError(error, code));
    }
  });

  test('a WAL of another page size than the newest snapshot is a `format` error', async () => {
    const wide = capture(3, 10, buildWal({...A, pageSize: 1024, frames: [{page: 2, commit: 2, content: 1}]}));
    await assert.rejects(planned(bucketOf(OLD, wide)), error => isRestoreError(error, 'format'));
    const {plan} = await planned(bucketOf(OLD, wide), {target: {...warn, position: NAME}});
    assert.equal(plan.proof.word, 'likely');
  });

  test('an empty main file is no base image', async () => {
    const {plan} = await planned(bucketOf(snapshot(0, new Uint8Array()), FIRST));
    assert.equal(plan.snapshotKey, '');
    assert.equal(plan.proof.word, 'covers');
    assert.ok(plan.notes.some(note => note.includes('empty main file')));
    const alone = bucketOf(snapshot(0, new Uint8Array()));
    await assert.rejects(planned(alone), error => isRestoreError(error, 'no-snapshot'));
  });

  test('a snapshot beside captures without a commit stands alone', async () => {
    const started = capture(1, 10, buildWal({...A, frames: [{page: 1, content: pageOne()}]}));
    const {plan} = await planned(bucketOf(OLD, started, capture(0, 11, new Uint8Array())));
    assert.equal(plan.proof.word, 'snapshot-only');
    assert.deepEqual(
      plan.leftOut.map(({reason}) => reason),
      ['the WAL was empty', 'generation 20000000-9c3a5e71: nothing committed yet'],
    );
  });

  test('identical snapshots in a row, overwritten keys and copied buckets are notes', async () => {
    const same = [snapshot(0, database([1])), snapshot(60, database([1])), snapshot(120, database([1]))];
    const {plan} = await planned(bucketOf(...same));
    assert.ok(plan.notes.some(note => note.includes('20260105_120000 to 20260105_120200 (3) are identical')));
    const copied = same.map(object => ({...object, lastModified: at(9_000)}));
    assert.ok((await planned(bucketOf(...copied))).plan.notes.some(note => note.includes('no evidence')));
    const small = capture(1, 30, buildWal({...B, frames: [{page: 2, commit: 3, content: 9}]}));
    const overwritten = await planned(bucketOf(FIRST, small));
    assert.ok(overwritten.plan.notes.some(note => note.includes('overwritten')));
  });

  test('keys tell the backups apart: by prefix, without a slash, and not what lies deeper', () => {
    const keys = [
      'app/snapshots/20260105_120000.sqlite.zst',
      'app/wal/00000000000000000003.wal.zst',
      'app/wal/old/00000000000000000999.wal.zst',
      'app/snapshots/20261399_120000.sqlite.zst',
      'app/metadata.json',
      'applewal/00000000000000000003.wal.zst',
      'other/metadata.json',
    ];
    const listing = (prefix: string): Listing => ({
      prefix,
      objects: keys
        .filter(key => key.startsWith(prefix))
        .map(key => objectInfo({key, bytes: Buffer.alloc(0), lastModified: 0})),
    });
    const found = (prefix: string) =>
      zlayer.detect(listing(prefix)).map(backup => [backup.prefix, backup.objects.length]);
    assert.deepEqual(found('app/'), [['app/', 3]]);
    assert.deepEqual(found('app'), [['app/', 3]]);
    assert.deepEqual(found('apple'), [['apple', 1]]);
    assert.deepEqual(found(''), [
      ['app/', 3],
      ['apple', 1],
    ]);
    assert.deepEqual(found('other/'), []);
    assert.equal(zlayer.detect(listing('app/'))[0]?.description, 'zlayer, 1 snapshot, 1 WAL capture');
  });
});

async function snapshotsRead(bucket: Bucket): Promise<{readonly snapshots: number; readonly told: readonly string[]}> {
  const inner = memoryStore(bucket);
  let snapshots = 0;
  const store: typeof inner = {
    ...inner,
    read(object, options) {
      if (object.key.includes('snapshots/')) snapshots += 1;
      return inner.read(object, options);
    },
  };
  const {plan} = await planned(bucket, {store});
  return {snapshots, told: plan.notes};
}

suite('many snapshots', () => {
  const many = Array.from({length: 60}, (_, index) =>
    snapshot(index * 60, Buffer.concat([pageOne(512, {changeCounter: 3, mark: index}), Buffer.alloc(512, index)])),
  );
  const wal = capture(3, 3_700, buildWal({...A, frames: [{page: 2, commit: 2, content: 99}]}));

  test('are compared up to a bound, and that is said', async () => {
    const {snapshots, told} = await snapshotsRead(bucketOf(...many, wal));
    assert.equal(snapshots, 49);
    assert.ok(told.some(note => note.startsWith('11 earlier snapshots not compared')));
  });

  test('are hardly read where there is nothing to compare them with', async () => {
    assert.equal((await snapshotsRead(bucketOf(...many))).snapshots, 5);
  });

  test('that are identical are read once', async () => {
    const same = many.map((object, index) => ({...object, bytes: many[index < 30 ? 0 : 59]?.bytes ?? object.bytes}));
    assert.equal((await snapshotsRead(bucketOf(...same, wal))).snapshots, 2);
  });
});
