// Two histories under one prefix, clocks that step, copied buckets, and what SQLite's WAL positions tell.
import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {isRestoreError, type ErrorCode} from '../../src/errors.ts';
import type {Bucket, StoredObject} from '../models/memory-store.ts';
import {LtxWriter, restoreLtx, START, type WriterOptions} from './litestream-ltx-writer.ts';

const HOUR = 3_600_000;

function code(expected: ErrorCode, text = /./) {
  return (error: unknown): boolean => {
    assert.ok(isRestoreError(error), String(error));
    assert.equal(error.code, expected, error.message);
    assert.match(error.message, text);
    return true;
  };
}

function hex(txid: number): string {
  return txid.toString(16).padStart(16, '0');
}

/** A database of eight pages whose transactions rewrite some of them. */
function history(count: number, options: WriterOptions): LtxWriter {
  const writer = new LtxWriter(options);
  writer.commit(8, [1, 2, 3, 4, 5, 6, 7, 8]);
  while (writer.newest < count) writer.commit(8, [1, 2 + (writer.newest % 7)]);
  return writer;
}

/** 40 transactions, compacted in tens, with a snapshot at 30: nothing left in level 0. */
function oldHistory(): LtxWriter {
  const writer = history(40, {seed: 1});
  writer.bucket.clear();
  for (let min = 1; min <= 40; min += 10) writer.put(1, min, min + 9);
  writer.put(9, 1, 30);
  return writer;
}

/** The same prefix after the database was made anew two hours later. */
function newHistory(count: number): LtxWriter {
  return history(count, {seed: 2, start: START + 2 * HOUR});
}

/** The later one's objects overwrite those of the same name. */
function together(...writers: readonly LtxWriter[]): Bucket {
  return new Map(writers.flatMap(({bucket}) => [...bucket]));
}

function copied(bucket: Bucket): Bucket {
  const objects = [...bucket.values()].toSorted((a, b) => (a.key < b.key ? -1 : 1));
  return new Map(
    objects.map((object, index): [string, StoredObject] => [
      object.key,
      {...object, lastModified: START + 1e9 + index},
    ]),
  );
}

suite('Two histories under one prefix', () => {
  for (const [name, where] of [
    ['with the times of their writers', (bucket: Bucket) => bucket],
    ['in a copied bucket', copied],
  ] as const) {
    suite(name, () => {
      const old = oldHistory();
      const renewed = newHistory(12);
      const bucket = where(together(old, renewed));
      test('are not chosen between: the newest by transactions is older than the newest by time', async () => {
        await assert.rejects(
          restoreLtx(bucket),
          code(
            'ambiguous',
            /2 histories.*TXID 0000000000000028 of .*TXID 000000000000000c of .*position: 000000000000000c/,
          ),
        );
      });
      test('are told apart by a time', async () => {
        for (const timestamp of [renewed.timeOf(12), renewed.timeOf(12) + HOUR]) {
          const {image, plan} = await restoreLtx(bucket, {timestamp});
          assert.deepEqual(image, renewed.stateAt(12));
          assert.match(plan.notes.join('\n'), /histories under this prefix end with/);
          assert.ok(plan.leftOut.some(({reason}) => reason.includes('another history')));
        }
        assert.deepEqual((await restoreLtx(bucket, {timestamp: renewed.timeOf(5)})).image, renewed.stateAt(5));
        assert.deepEqual((await restoreLtx(bucket, {timestamp: old.timeOf(40) + HOUR})).image, old.stateAt(40));
        assert.deepEqual((await restoreLtx(bucket, {timestamp: old.timeOf(33)})).image, old.stateAt(30));
      });
      test('are told apart by a position, the newer one first, and never mixed', async () => {
        for (const txid of [1, 5, 10, 11, 12]) {
          const {image, plan} = await restoreLtx(bucket, {position: hex(txid)});
          assert.deepEqual(image, renewed.stateAt(txid), `TXID ${txid}`);
          assert.equal(plan.proof.word, 'complete');
        }
        for (const txid of [20, 30, 40]) {
          assert.deepEqual((await restoreLtx(bucket, {position: hex(txid)})).image, old.stateAt(txid), `TXID ${txid}`);
        }
      });
      test('where the new one has outgrown the old one, give the new one', async () => {
        const grown = newHistory(50);
        for (const txid of [1, 2, 3]) grown.drop(grown.keyOf(0, txid, txid));
        grown.put(9, 1, 3);
        const {image, plan} = await restoreLtx(where(together(old, grown)));
        assert.deepEqual(image, grown.stateAt(50));
        assert.equal(plan.proof.word, 'complete');
        assert.match(plan.notes.join('\n'), /histories under this prefix end with/);
      });
      test('never give old pages under new ones when the new base is the lower one', async () => {
        const grown = newHistory(50);
        grown.put(9, 1, 20);
        for (let txid = 1; txid <= 40; txid += 1) grown.drop(grown.keyOf(0, txid, txid));
        grown.put(1, 21, 40);
        const outcome = await restoreLtx(where(together(old, grown)));
        assert.deepEqual(outcome.image, grown.stateAt(50));
      });
    });
  }
});

/** The newer one is left with two compactions in the middle of the older one's level. */
function hidden(): {readonly bucket: Map<string, StoredObject>; readonly newest: string} {
  const old = oldHistory();
  const renewed = newHistory(15);
  renewed.bucket.clear();
  renewed.put(1, 1, 11);
  renewed.put(1, 12, 15);
  return {bucket: new Map(together(old, renewed)), newest: old.keyOf(1, 31, 40)};
}

suite('A second history that only some files show', () => {
  test('is found in a copied bucket, because all headers are read there', async () => {
    await assert.rejects(restoreLtx(copied(hidden().bucket)), code('ambiguous', /position: 000000000000000f/));
  });
  test('is found by the times of the listing, though the older one’s newest object was written again', async () => {
    const {bucket, newest} = hidden();
    const object = bucket.get(newest);
    assert.ok(object);
    bucket.set(newest, {...object, lastModified: START + 2.5 * HOUR});
    // As if the header's time were near: what tells must be the order within the level.
    const later = [...bucket].map(([key, each]): [string, StoredObject] => [
      key,
      key === newest
        ? {...each, lastModified: START + 40_000 + HOUR}
        : {...each, lastModified: each.lastModified - 2 * HOUR},
    ]);
    await assert.rejects(restoreLtx(new Map(later)), code('ambiguous'));
  });
});

suite('A newer history whose base is lost', () => {
  test('is not put on the base of the older one, though the transactions would continue it', async () => {
    const old = oldHistory();
    const renewed = newHistory(20);
    const bucket = new Map<string, StoredObject>();
    const base = old.put(1, 1, 12);
    for (const [writer, keys] of [
      [old, [base]],
      [renewed, Array.from({length: 9}, (_, index) => renewed.keyOf(0, index + 12, index + 12))],
    ] as const) {
      for (const key of keys) {
        const object = writer.bucket.get(key);
        assert.ok(object);
        bucket.set(key, object);
      }
    }
    await assert.rejects(restoreLtx(bucket), code('no-snapshot'));
    assert.deepEqual((await restoreLtx(bucket, {timestamp: old.timeOf(12)})).image, old.stateAt(12));
  });
});

suite('One history', () => {
  test('with a damaged time in a large file is no second history', async () => {
    const writer = history(30, {pageSize: 32768});
    const key = writer.put(9, 1, 20);
    const bytes = Buffer.from(writer.bucket.get(key)?.bytes ?? []);
    assert.ok(bytes.length > 65_536, 'too large to be read whole while planning');
    for (const byte of [33, 36]) {
      const damaged = Buffer.from(bytes);
      damaged[byte] = (damaged[byte] ?? 0) ^ 4;
      writer.bucket.set(key, {key, bytes: damaged, lastModified: writer.timeOf(20)});
      const {image, plan} = await restoreLtx(writer.bucket);
      assert.deepEqual(image, writer.stateAt(30));
      assert.equal(plan.proof.word, 'complete');
    }
  });
  test('whose clock stepped back a little gives no transaction that is later than asked', async () => {
    const writer = new LtxWriter();
    for (const at of [1000, 5000, 4200, 6000]) writer.commit(2, [1, 2], {at: START + at});
    const {image} = await restoreLtx(writer.bucket, {timestamp: START + 4500});
    assert.deepEqual(image, writer.stateAt(1));
  });
  test('in a copied bucket is taken for one', async () => {
    const writer = history(30, {});
    writer.put(9, 1, 20);
    writer.put(1, 11, 25);
    const {image, plan} = await restoreLtx(copied(writer.bucket));
    assert.deepEqual(image, writer.stateAt(30));
    assert.equal(plan.proof.word, 'complete');
  });
  test('whose clock stepped back less than a second is taken for one', async () => {
    const writer = new LtxWriter();
    writer.commit(2, [1, 2]);
    writer.commit(2, [2], {at: START + 5000});
    writer.commit(2, [1], {at: START + 4200});
    const {image} = await restoreLtx(writer.bucket);
    assert.deepEqual(image, writer.stateAt(3));
  });
  test('whose clock stepped back further is asked about, and given by its position with a doubt', async () => {
    const writer = new LtxWriter();
    writer.commit(2, [1, 2], {at: START + HOUR});
    writer.commit(2, [2], {at: START + HOUR + 1000});
    writer.commit(2, [1], {at: START});
    await assert.rejects(restoreLtx(writer.bucket), code('ambiguous'));
    const {image, plan} = await restoreLtx(writer.bucket, {position: hex(3)});
    assert.deepEqual(image, writer.stateAt(3));
    assert.equal(plan.proof.word, 'weak');
  });
  test('may have snapshots whose time is after the next transactions', async () => {
    const writer = history(30, {});
    writer.put(9, 1, 20, {time: writer.timeOf(27)});
    const {image, plan} = await restoreLtx(writer.bucket);
    assert.deepEqual(image, writer.stateAt(30));
    assert.equal(plan.proof.word, 'complete');
    const earlier = await restoreLtx(writer.bucket, {timestamp: writer.timeOf(23)});
    assert.deepEqual(earlier.image, writer.stateAt(23));
  });
});

function withWal(changes: {readonly offset?: number; readonly salt1?: number}): LtxWriter {
  const writer = history(12, {});
  const key = writer.keyOf(0, 7, 7);
  const wal = {offset: 32 + 9999, size: 536, salt1: 7, salt2: 9, ...changes};
  writer.bucket.set(key, {key, bytes: writer.encode(7, 7, {wal}), lastModified: writer.timeOf(7)});
  return writer;
}

suite('Positions in SQLite’s WAL', () => {
  test('that do not continue are a doubt', async () => {
    for (const changes of [{}, {salt1: 8}]) {
      const writer = withWal(changes);
      const {image, plan} = await restoreLtx(writer.bucket);
      assert.deepEqual(image, writer.stateAt(12));
      assert.equal(plan.proof.word, 'weak');
      assert.match(plan.proof.because.join(), /LTX 7-7 does not continue/);
    }
  });
  test('that begin a new WAL are none', async () => {
    const writer = history(6, {});
    writer.commit(8, [3], {restartWal: true});
    const {plan} = await restoreLtx(writer.bucket);
    assert.equal(plan.proof.word, 'complete');
  });
  test('do not matter where the file is a full image', async () => {
    const writer = history(6, {});
    writer.commit(8, [1, 2, 3, 4, 5, 6, 7, 8]);
    const key = writer.keyOf(0, 7, 7);
    const wal = {offset: 9999, size: 536, salt1: 1, salt2: 2};
    writer.bucket.set(key, {key, bytes: writer.encode(7, 7, {wal}), lastModified: writer.timeOf(7)});
    const {image, plan} = await restoreLtx(writer.bucket);
    assert.deepEqual(image, writer.stateAt(7));
    assert.equal(plan.proof.word, 'complete');
  });
});
