// Histories made for one question each: gaps, overlaps, layouts, targets, bases, page sizes, checksums.
import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {lockBytePage} from '../../src/codecs/database-header.ts';
import {isRestoreError, type ErrorCode} from '../../src/errors.ts';
import {litestreamLtx} from '../../src/formats/litestream-ltx/litestream-ltx.ts';
import {encodeLtx} from '../codecs/ltx-encoder.ts';
import {listObjects, memoryStore, type StoredObject} from '../models/memory-store.ts';
import {seeded} from '../models/random.ts';
import {LtxWriter, restoreLtx, START, withRestoredFile, type WriterOptions} from './litestream-ltx-writer.ts';

function code(expected: ErrorCode, text = /./) {
  return (error: unknown): boolean => {
    assert.ok(isRestoreError(error), String(error));
    assert.equal(error.code, expected, error.message);
    assert.match(error.message, text);
    return true;
  };
}

/** Twenty transactions in level 0, a snapshot at 4, compactions of 1-6, 7-12 in level 1. */
function usual(options: WriterOptions = {}): LtxWriter {
  const writer = new LtxWriter(options);
  const random = seeded(3);
  writer.commit(6, [1, 2, 3, 4, 5, 6]);
  for (let txid = 2; txid <= 20; txid += 1) {
    const size = 5 + txid;
    writer.commit(
      size,
      [...new Set([1, random.between(2, size - 1), size])].toSorted((a, b) => a - b),
    );
  }
  writer.put(9, 1, 4);
  writer.put(1, 1, 6);
  writer.put(1, 7, 12);
  return writer;
}

function hex(txid: number): string {
  return txid.toString(16).padStart(16, '0');
}

suite('A gap', () => {
  test('is a failure that names the transactions, though newer files are there', async () => {
    const writer = usual();
    writer.drop(writer.keyOf(0, 15, 15), writer.keyOf(0, 16, 16));
    await assert.rejects(restoreLtx(writer.bucket), code('gap', /TXIDs 000000000000000f to 0000000000000010/));
  });
  test('of one transaction is named as one', async () => {
    const writer = usual();
    writer.drop(writer.keyOf(0, 15, 15));
    await assert.rejects(restoreLtx(writer.bucket), code('gap', /TXID 000000000000000f/));
  });
  test('is a failure for a time after it, too', async () => {
    const writer = usual();
    writer.drop(writer.keyOf(0, 15, 15));
    for (const timestamp of [writer.timeOf(15), writer.timeOf(18), writer.timeOf(20) + 1e9]) {
      await assert.rejects(restoreLtx(writer.bucket, {timestamp}), code('gap', /TXID 000000000000000f/));
    }
  });
  test('is a failure for a time that the missing transaction may lie before', async () => {
    const writer = usual();
    writer.drop(writer.keyOf(0, 15, 15));
    await assert.rejects(restoreLtx(writer.bucket, {timestamp: writer.timeOf(14)}), code('gap'));
  });
  test('is a failure for a position after it', async () => {
    const writer = usual();
    writer.drop(writer.keyOf(0, 15, 15));
    await assert.rejects(restoreLtx(writer.bucket, {position: hex(17)}), code('gap'));
  });
  test('does not matter for a time or a position before it, and is told', async () => {
    const writer = usual();
    writer.drop(writer.keyOf(0, 15, 15));
    for (const asked of [{timestamp: writer.timeOf(13)}, {position: hex(13)}]) {
      const {image, plan} = await restoreLtx(writer.bucket, asked);
      assert.deepEqual(image, writer.stateAt(13));
      assert.equal(plan.proof.word, 'complete');
      assert.match(plan.notes.join('\n'), /gap: TXID 000000000000000f/);
    }
  });
  test('with on-incomplete: warn leaves the state before it, called partial', async () => {
    const writer = usual();
    writer.drop(writer.keyOf(0, 15, 15));
    for (const asked of [{}, {timestamp: writer.timeOf(19)}, {position: hex(19)}]) {
      const {image, plan} = await restoreLtx(writer.bucket, {...asked, onIncomplete: 'warn'});
      assert.deepEqual(image, writer.stateAt(14));
      assert.equal(plan.proof.word, 'partial');
      assert.deepEqual(plan.proof.gaps, ['TXID 000000000000000f']);
      assert.match(plan.proof.because.join(), /LTX files are missing/);
    }
  });
  test('that another level covers is none', async () => {
    const writer = usual();
    writer.drop(...[5, 6, 8, 11].map(txid => writer.keyOf(0, txid, txid)));
    const {image, plan} = await restoreLtx(writer.bucket);
    assert.deepEqual(image, writer.stateAt(20));
    assert.equal(plan.proof.word, 'complete');
  });
  test('inside one level is a failure for a time in it: a state there could have been meant', async () => {
    const writer = usual();
    writer.drop(writer.keyOf(0, 9, 9));
    await assert.rejects(restoreLtx(writer.bucket, {timestamp: writer.timeOf(10)}), code('gap', /level 0/));
    const {image} = await restoreLtx(writer.bucket, {timestamp: writer.timeOf(12)});
    assert.deepEqual(image, writer.stateAt(12));
  });
  test('that only a snapshot spans is a failure for a time in it', async () => {
    const writer = usual();
    writer.put(9, 1, 18);
    writer.drop(...[14, 15, 16, 17, 18].map(txid => writer.keyOf(0, txid, txid)));
    await assert.rejects(restoreLtx(writer.bucket, {timestamp: writer.timeOf(16)}), code('gap'));
    assert.deepEqual((await restoreLtx(writer.bucket)).image, writer.stateAt(20));
  });
});

suite('The plan', () => {
  test('takes few files, however many cover the same transactions', async () => {
    const writer = usual();
    writer.put(2, 1, 12);
    writer.put(3, 5, 18);
    writer.put(1, 10, 15);
    const {image, plan} = await restoreLtx(writer.bucket);
    assert.deepEqual(image, writer.stateAt(20));
    assert.deepEqual(
      plan.layers.map(({objects: [object]}) => object?.key),
      [writer.keyOf(2, 1, 12), writer.keyOf(3, 5, 18), writer.keyOf(0, 19, 19), writer.keyOf(0, 20, 20)],
    );
    assert.equal(plan.incrementsApplied, 3);
    assert.equal(plan.snapshotKey, writer.keyOf(2, 1, 12));
    assert.deepEqual(plan.proof.counts, {unit: 'TXIDs', expected: 20, applied: 20, ignored: 0});
    assert.ok(plan.leftOut.every(({explained}) => explained));
    assert.equal(plan.leftOut.length, writer.bucket.size - 4);
  });
  test('finds a way through random overlaps whenever there is one', async () => {
    const random = seeded(99);
    const full = usual();
    for (let round = 0; round < 60; round += 1) {
      const writer = usual();
      writer.bucket.clear();
      for (let i = random.between(3, 14); i > 0; i -= 1) {
        const min = random.chance(0.3) ? 1 : random.between(1, 20);
        writer.put(random.between(0, 9), min, random.between(min, 20));
      }
      const ranges = [...writer.bucket.keys()].map(
        key =>
          /(\w{16})-(\w{16})/
            .exec(key)
            ?.slice(1)
            .map(text => Number.parseInt(text, 16)) ?? [],
      );
      const newest = Math.max(...ranges.map(([, max = 0]) => max));
      const reached = new Set([0]);
      for (const [min = 0, max = 0] of ranges.toSorted((a, b) => (a[1] ?? 0) - (b[1] ?? 0))) {
        if ([...reached].some(end => min <= end + 1 && max > end)) reached.add(max);
      }
      const outcome = await restoreLtx(writer.bucket).catch((error: unknown) => error);
      if (reached.has(newest)) {
        assert.ok(typeof outcome === 'object' && outcome !== null && 'image' in outcome, String(outcome));
        assert.deepEqual(outcome.image, full.stateAt(newest), `round ${round}`);
      } else {
        assert.ok(isRestoreError(outcome, 'gap', 'no-snapshot'), `round ${round}: ${String(outcome)}`);
      }
    }
  });
  test('reads the headers of its own files and a handful more, of ten thousand', async () => {
    const writer = new LtxWriter();
    writer.commit(3, [1, 2, 3]);
    while (writer.newest < 10_000) writer.commit(3, [1 + (writer.newest % 3)]);
    writer.put(9, 1, 9_800);
    const inner = memoryStore(writer.bucket);
    const reads = new Set<string>();
    let requests = 0;
    const store = {
      ...inner,
      read(...[object, options]: Parameters<typeof inner.read>) {
        reads.add(object.key);
        requests += 1;
        return inner.read(object, options);
      },
    };
    const {image, plan} = await restoreLtx(writer.bucket, {store});
    assert.deepEqual(image, writer.stateAt(10_000));
    assert.equal(plan.layers.length, 201);
    assert.ok(reads.size < 201 + 20, `${reads.size} objects`);
    // The snapshot is larger than what is read whole only in real life: nothing is read twice.
    assert.equal(requests, reads.size);
    reads.clear();
    await restoreLtx(writer.bucket, {store: {...store}, timestamp: writer.timeOf(9_900)});
    assert.ok(reads.size < 101 + 40, `${reads.size} objects with a timestamp`);
  });
  test('takes up a file that has gone since the listing from another level', async () => {
    const writer = usual();
    const inner = memoryStore(writer.bucket);
    const gone = writer.keyOf(1, 7, 12);
    const store = {
      ...inner,
      read(...[object, options]: Parameters<typeof inner.read>) {
        // Retention runs between the listing and the read.
        if (object.key === gone) writer.bucket.delete(gone);
        return inner.read(object, options);
      },
    };
    const {image, plan} = await restoreLtx(writer.bucket, {store});
    assert.deepEqual(image, writer.stateAt(20));
    assert.ok(plan.layers.length > 10);
  });
  test('asks for nothing of an object that is too short to be a file', async () => {
    const writer = usual();
    for (const [key, size] of [
      [writer.keyOf(1, 1, 6), 0],
      [writer.keyOf(1, 7, 12), 119],
    ] as const) {
      writer.bucket.set(key, {key, bytes: Buffer.alloc(size), lastModified: START});
    }
    const inner = memoryStore(writer.bucket);
    const store = {
      ...inner,
      read(...[object, options]: Parameters<typeof inner.read>) {
        assert.ok(object.size >= 120, object.key);
        return inner.read(object, options);
      },
    };
    assert.deepEqual((await restoreLtx(writer.bucket, {store})).image, writer.stateAt(20));
  });
  test('ends at the size that is allowed', async () => {
    await assert.rejects(restoreLtx(usual().bucket, {maxDatabaseSize: 25 * 512 - 1}), code('limit'));
    await restoreLtx(usual().bucket, {maxDatabaseSize: 25 * 512});
  });
});

suite('A time', () => {
  test('is reached exactly when a transaction has just that one', async () => {
    const writer = usual();
    for (const txid of [1, 4, 12, 13, 20]) {
      const {image, plan} = await restoreLtx(writer.bucket, {timestamp: writer.timeOf(txid)});
      assert.deepEqual(image, writer.stateAt(txid), `TXID ${txid}`);
      assert.equal(plan.point.time, writer.timeOf(txid));
    }
  });
  test('between two restore points gives the earlier one, and names the next', async () => {
    const writer = usual();
    const {image, plan} = await restoreLtx(writer.bucket, {timestamp: writer.timeOf(13) + 500});
    assert.deepEqual(image, writer.stateAt(13));
    assert.match(plan.notes.join('\n'), /the next restore point is TXID 000000000000000e of/);
    assert.equal(plan.alternatives[0]?.position, hex(14));
  });
  test('after the newest gives the newest', async () => {
    const writer = usual();
    const {image, plan} = await restoreLtx(writer.bucket, {timestamp: writer.timeOf(20) + 1e7});
    assert.deepEqual(image, writer.stateAt(20));
    assert.match(plan.notes.join('\n'), /nothing newer is there/);
  });
  test('before the first is refused, and the first is named', async () => {
    const writer = usual();
    writer.drop(...[1, 2, 3].map(txid => writer.keyOf(0, txid, txid)), writer.keyOf(9, 1, 4));
    await assert.rejects(
      restoreLtx(writer.bucket, {timestamp: writer.timeOf(5)}),
      code('before-first', /TXID 0000000000000006 of .*position: 0000000000000006/),
    );
  });
  test('before the first that is whole says what is wrong with the one before', async () => {
    const writer = usual();
    writer.drop(...[1, 2, 3].map(txid => writer.keyOf(0, txid, txid)));
    const key = writer.keyOf(9, 1, 4);
    const bytes = Buffer.from(writer.bucket.get(key)?.bytes ?? []);
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    writer.bucket.set(key, {key, bytes, lastModified: writer.timeOf(4)});
    await assert.rejects(restoreLtx(writer.bucket, {timestamp: writer.timeOf(5)}), code('checksum', /0009/));
  });
  test('is compared with the headers, not with when objects were written', async () => {
    const writer = usual();
    for (const object of writer.bucket.values()) writer.bucket.set(object.key, {...object, lastModified: 1.9e12});
    const {image} = await restoreLtx(writer.bucket, {timestamp: writer.timeOf(13) + 1});
    assert.deepEqual(image, writer.stateAt(13));
  });
  test('within a compaction gives the state before it where nothing finer is left', async () => {
    const writer = usual();
    writer.drop(...Array.from({length: 12}, (_, index) => writer.keyOf(0, index + 1, index + 1)));
    const {image, plan} = await restoreLtx(writer.bucket, {timestamp: writer.timeOf(9)});
    assert.deepEqual(image, writer.stateAt(6));
    assert.equal(plan.proof.word, 'complete');
    assert.match(plan.notes.join('\n'), /reached TXID 0000000000000006 .*next restore point is TXID 000000000000000c/);
  });
});

suite('A position', () => {
  test('leads to exactly that transaction, in upper case too', async () => {
    const writer = usual();
    for (let txid = 1; txid <= 20; txid += 1) {
      const {image, plan} = await restoreLtx(writer.bucket, {position: hex(txid).toUpperCase()});
      assert.deepEqual(image, writer.stateAt(txid), `TXID ${txid}`);
      assert.equal(plan.point.position, hex(txid));
    }
  });
  test('that is not written as Litestream prints it is an input error with a hint', async () => {
    const {bucket} = usual();
    await assert.rejects(restoreLtx(bucket, {position: '1A'}), code('input', /Did you mean 000000000000001a/));
    for (const position of ['', '0', 'latest', hex(0), 'f'.repeat(16), `${hex(1)}-${hex(2)}`]) {
      await assert.rejects(restoreLtx(bucket, {position}), code('input'), position);
    }
  });
  test('after the newest, or merged with others, is not found, and its neighbours are named', async () => {
    const writer = usual();
    await assert.rejects(
      restoreLtx(writer.bucket, {position: hex(21)}),
      code('position-not-found', /0000000000000014/),
    );
    writer.drop(...Array.from({length: 12}, (_, index) => writer.keyOf(0, index + 1, index + 1)));
    await assert.rejects(
      restoreLtx(writer.bucket, {position: hex(9)}),
      code('position-not-found', /0000000000000006 before it.*000000000000000c after it/),
    );
    await assert.rejects(
      restoreLtx(writer.bucket, {position: hex(2)}),
      code('position-not-found', /0000000000000004 after/),
    );
  });
});

suite('Keys', () => {
  test('of both layouts are read, and mixed', async () => {
    const file = usual({layout: 'file'});
    assert.deepEqual((await restoreLtx(file.bucket)).image, file.stateAt(20));
    const both = usual();
    for (const txid of [14, 16]) both.drop(both.keyOf(0, txid, txid));
    for (const txid of [14, 16]) {
      const object = file.bucket.get(file.keyOf(0, txid, txid));
      assert.ok(object);
      both.bucket.set(object.key, object);
    }
    assert.deepEqual((await restoreLtx(both.bucket)).image, both.stateAt(20));
  });
  test('of several databases are listed with the prefix of each', () => {
    const objects = ['a/', 'b/deep/c.db/', 'd/ltx-is-a-name/'].flatMap(prefix => listObjects(usual({prefix}).bucket));
    const found = litestreamLtx.detect({prefix: '', objects});
    assert.deepEqual(
      found.map(({prefix}) => prefix),
      ['a/', 'b/deep/c.db/', 'd/ltx-is-a-name/'],
    );
    assert.match(found[0]?.description ?? '', /23 LTX files in levels 0, 1, 9, up to TXID 0000000000000014/);
  });
  test('below the asked prefix belong to another database when the prefix has its own', () => {
    const objects = ['a/', 'a/b/'].flatMap(prefix => listObjects(usual({prefix}).bucket));
    for (const prefix of ['a', 'a/']) {
      assert.deepEqual(
        litestreamLtx.detect({prefix, objects}).map(found => found.prefix),
        ['a/'],
      );
    }
    assert.equal(litestreamLtx.detect({prefix: '', objects}).length, 2);
  });
  test('may begin with a slash, as an empty path makes them', async () => {
    for (const prefix of ['/', '']) {
      const writer = usual({prefix});
      assert.deepEqual((await restoreLtx(writer.bucket, {prefix})).image, writer.stateAt(20));
    }
  });
  test('of one level alone are refused, because newer data lies beside them', async () => {
    const {bucket} = usual();
    for (const prefix of ['db/0009/', 'db/0009', `db/0009/${hex(1)}-${hex(4)}.ltx`]) {
      await assert.rejects(restoreLtx(bucket, {prefix}), code('input', /prefix: db\//), prefix);
    }
  });
  test('with transactions that no writer reaches keep a result from passing', async () => {
    const writer = usual();
    const key = `db/0000/${'f'.repeat(16)}-${'f'.repeat(16)}.ltx`;
    writer.bucket.set(key, {key, bytes: Buffer.alloc(200), lastModified: START});
    const {plan, image} = await restoreLtx(writer.bucket);
    assert.deepEqual(image, writer.stateAt(20));
    assert.equal(plan.proof.unexplained, true);
    assert.ok(plan.leftOut.some(object => object.key === key && !object.explained));
  });
});

suite('A base', () => {
  test('is a full image among the increments, when nothing begins with transaction 1', async () => {
    const writer = usual();
    writer.commit(
      30,
      Array.from({length: 30}, (_, index) => index + 1),
      {restartWal: true},
    );
    writer.commit(30, [5, 30]);
    for (const key of writer.bucket.keys())
      if (key < writer.keyOf(0, 19, 19) || key.includes('/0001/') || key.includes('/0009/')) writer.drop(key);
    const {image, plan} = await restoreLtx(writer.bucket);
    assert.deepEqual(image, writer.stateAt(22));
    assert.equal(plan.snapshotKey, writer.keyOf(0, 21, 21));
    assert.match(plan.notes.join('\n'), /holds the whole database/);
    // It helps across a gap, too.
    const torn = usual();
    torn.commit(
      30,
      Array.from({length: 30}, (_, index) => index + 1),
      {restartWal: true},
    );
    torn.drop(torn.keyOf(0, 18, 18));
    assert.deepEqual((await restoreLtx(torn.bucket)).image, torn.stateAt(21));
  });
  test('that is nowhere is said so', async () => {
    const writer = usual();
    for (const key of writer.bucket.keys())
      if (key < writer.keyOf(0, 13, 13) || key.includes('/0001/') || key.includes('/0009/')) writer.drop(key);
    for (const asked of [{}, {timestamp: writer.timeOf(20)}, {position: hex(15)}]) {
      await assert.rejects(restoreLtx(writer.bucket, asked), code('no-snapshot', /first TXID is 000000000000000d/));
    }
  });
  test('with another page size than the rest is refused', async () => {
    const writer = usual();
    const other = usual({pageSize: 1024});
    writer.put(9, 1, 20);
    const object = writer.bucket.get(writer.keyOf(0, 20, 20));
    assert.ok(object);
    writer.bucket.set(object.key, {...object, bytes: other.encode(20, 20)});
    writer.drop(writer.keyOf(9, 1, 20));
    await assert.rejects(restoreLtx(writer.bucket), code('format', /page size/));
  });
});

suite('A file of another page size', () => {
  test('is passed over where others hold its transactions, even when it is the newest', async () => {
    const writer = usual();
    const other = usual({pageSize: 1024});
    const key = writer.keyOf(1, 19, 20);
    writer.bucket.set(key, {key, bytes: other.encode(19, 20), lastModified: writer.timeOf(20)});
    const {image, plan} = await restoreLtx(writer.bucket);
    assert.deepEqual(image, writer.stateAt(20));
    assert.match(plan.notes.join('\n'), /another page size/);
  });
});

suite('A database that shrinks and grows', () => {
  test('never gets a page back from before it shrank', async () => {
    const writer = new LtxWriter();
    writer.commit(
      10,
      Array.from({length: 10}, (_, index) => index + 1),
    );
    writer.commit(5, [1, 5]);
    writer.commit(8, [1, 6, 8]);
    await assert.rejects(restoreLtx(writer.bucket), code('incomplete', /Page 7/));
    writer.commit(8, [7]);
    const {image} = await restoreLtx(writer.bucket);
    assert.deepEqual(image, writer.stateAt(4));
    assert.deepEqual((await restoreLtx(writer.bucket, {position: hex(2)})).image, writer.stateAt(2));
  });
});

suite('Every form', () => {
  for (const encoding of ['block', 'frame', 'v2', 'v1', 'v1-lz4'] as const) {
    for (const tracked of [false, true]) {
      test(`of LTX is restored at every page size: ${encoding}, ${tracked ? 'with checksums of the database' : 'without'}`, async () => {
        for (let pageSize = 512; pageSize <= 65536; pageSize *= 4) {
          const writer = new LtxWriter({encoding, tracked, pageSize});
          writer.commit(4, [1, 2, 3, 4]);
          writer.commit(6, [1, 5, 6]);
          writer.commit(3, [1, 3]);
          writer.commit(4, [2, 4]);
          writer.put(1, 2, 3);
          const {image, plan} = await restoreLtx(writer.bucket);
          assert.deepEqual(image, writer.stateAt(4), `page size ${pageSize}`);
          assert.equal(plan.layers.length, 3);
        }
      });
    }
  }
});

suite('Checksums of the database', () => {
  test('tie each file to the one before it', async () => {
    const writer = usual({tracked: true});
    const other = usual({tracked: true, seed: 2});
    // A file of another history, whole and valid by itself.
    const key = writer.keyOf(0, 15, 15);
    writer.bucket.set(key, {key, bytes: other.encode(15, 15), lastModified: writer.timeOf(15)});
    await assert.rejects(restoreLtx(writer.bucket), code('checksum', /not the one that it was made for/));
  });
  test('are held against the pages that were restored', async () => {
    const writer = usual({tracked: true});
    const key = writer.keyOf(0, 20, 20);
    writer.bucket.set(key, {
      key,
      bytes: writer.encode(20, 20, {tracked: {pre: 0n, post: 1n << 63n}}),
      lastModified: writer.timeOf(20),
    });
    await assert.rejects(restoreLtx(writer.bucket), code('format', /checksum/));
    const good = writer.encode(20, 20).readBigUInt64BE(40);
    writer.bucket.set(key, {
      key,
      bytes: writer.encode(20, 20, {tracked: {pre: good, post: (1n << 63n) | 5n}}),
      lastModified: writer.timeOf(20),
    });
    await assert.rejects(restoreLtx(writer.bucket), code('checksum', /newest LTX file tells/));
  });
});

suite('A database that reaches the lock-byte page', () => {
  test('has zeros there, and nothing is missing', async () => {
    const pageSize = 65536;
    const lock = lockBytePage(pageSize);
    const commit = lock + 1;
    const zeros = Buffer.alloc(pageSize);
    const marked = Buffer.alloc(pageSize, 'the page behind the lock-byte page ');
    const numbers = Array.from({length: commit}, (_, index) => index + 1).filter(page => page !== lock);
    const snapshot = encodeLtx({pageSize, commit, min: 1, max: 5, pages: numbers.map(page => [page, zeros])});
    const increment = encodeLtx({pageSize, commit, min: 6, max: 6, pages: [[commit, marked]]});
    const bucket = new Map<string, StoredObject>();
    for (const [key, bytes] of [
      [`db/0009/${hex(1)}-${hex(5)}.ltx`, snapshot],
      [`db/0000/${hex(6)}-${hex(6)}.ltx`, increment],
    ] as const) {
      bucket.set(key, {key, bytes, lastModified: START});
    }
    let tail = Buffer.alloc(0);
    const size = await withRestoredFile(bucket, async file => {
      tail = Buffer.alloc(2 * pageSize);
      await file.read(tail, 0, tail.length, (lock - 1) * pageSize);
      return (await file.stat()).size;
    });
    assert.equal(size, commit * pageSize);
    assert.deepEqual(tail, Buffer.concat([zeros, marked]));
  });
});
