// What one or several captures are worth: damaged, torn, rewritten, stale.
import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {randomBytes} from 'node:crypto';
import {crc32, zstdCompressSync} from 'node:zlib';
import {isRestoreError, RestoreError} from '../../../src/errors.ts';
import {memoryStore} from '../../models/memory-store.ts';
import {
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

const SALTS = {salt1: 0x2000_0000, salt2: 0x9c3a_5e71};
const NEXT = {salt1: 0x2000_0001, salt2: 0x17f0_42bd};
const FRAME = 24 + 512;

/** Three commits that together hold pages 1 to 3. */
const STORY: readonly Slot[] = [
  {page: 1, content: pageOne()},
  {page: 2, content: 2},
  {page: 3, commit: 3, content: 3},
  {page: 2, commit: 3, content: 22},
  {page: 3, commit: 3, content: 33},
];
const WAL = buildWal({...SALTS, frames: STORY});

/** As S3 writes a CRC32. */
function base64Of(sum: number): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(sum);
  return bytes.toString('base64');
}

function flipped(bytes: Buffer, offset: number, bit = 0): Buffer {
  const copy = Buffer.from(bytes);
  copy.writeUInt8(copy.readUInt8(offset) ^ (1 << bit), offset);
  return copy;
}

function fills(image: Buffer): readonly number[] {
  return Array.from({length: image.length / 512}, (_, page) => image[page * 512 + 400] ?? -1);
}

suite('captures of one WAL generation', () => {
  test('that holds every page is a database of its own, and passes', async () => {
    const {plan, image} = await planned(bucketOf(capture(5, 1, WAL)));
    assert.deepEqual(fills(image), [0, 22, 33]);
    assert.equal(plan.proof.word, 'covers');
    assert.equal(plan.proof.unexplained, false);
    assert.deepEqual(plan.proof.counts, {unit: 'WAL frames', expected: 5, applied: 5, ignored: 0});
  });

  test('work the same with big-endian checksums', async () => {
    const {image} = await planned(bucketOf(capture(5, 1, buildWal({...SALTS, bigEndian: true, frames: STORY}))));
    assert.deepEqual(fills(image), [0, 22, 33]);
  });

  test('end at the last commit: an unfinished transaction is not applied, and is no reason for doubt', async () => {
    const frames = [...STORY, {page: 2, content: 99}];
    const {plan, image} = await planned(bucketOf(capture(6, 1, buildWal({...SALTS, frames}))));
    assert.deepEqual(fills(image), [0, 22, 33]);
    assert.equal(plan.proof.unexplained, false);
  });

  test('heal each other: a flipped bit in one does not matter when another has the frame', async () => {
    const older = buildWal({...SALTS, frames: STORY.slice(0, 4)});
    for (const damaged of [flipped(older, 32 + FRAME + 100), flipped(older, 32 + 3 * FRAME + 8)]) {
      const {plan, image} = await planned(bucketOf(capture(4, 1, damaged), capture(5, 2, WAL)));
      assert.deepEqual(fills(image), [0, 22, 33]);
      assert.equal(plan.proof.word, 'covers');
      assert.equal(plan.proof.unexplained, false);
    }
  });

  test('never pass when one bit anywhere in the last frames was flipped and nothing heals it', async () => {
    const start = 32 + 3 * FRAME;
    for (let offset = start; offset < WAL.length; offset += 13) {
      for (const bit of [offset % 8]) {
        const {plan, image} = await planned(bucketOf(capture(5, 1, flipped(WAL, offset, bit))));
        assert.notDeepEqual(fills(image), [0, 22, 33], `offset ${offset}`);
        assert.equal(plan.proof.unexplained, true, `offset ${offset}, bit ${bit}`);
      }
    }
  });

  test('never pass when the header of one is damaged', async () => {
    const older = buildWal({...SALTS, frames: STORY.slice(0, 4)});
    for (const offset of [0, 4, 9, 16, 20, 25, 31]) {
      const {plan} = await planned(bucketOf(capture(4, 1, older), capture(5, 2, flipped(WAL, offset))));
      assert.equal(plan.proof.unexplained, true, `offset ${offset}`);
      const left = plan.leftOut.find(({key}) => key.includes('05.wal'));
      assert.match(left?.reason ?? '', /WAL header has a wrong/);
    }
  });

  test('are continued by stale slots that a later capture shows', async () => {
    const captured = buildWal({...SALTS, frames: STORY.slice(0, 3)});
    const later = over(WAL, buildWal({...NEXT, frames: [{page: 2, commit: 3, content: 77}]}));
    const {plan, image} = await planned(bucketOf(capture(3, 1, captured), capture(5, 2, later)));
    assert.deepEqual(fills(image), [0, 77, 33]);
    assert.equal(plan.proof.word, 'covers');
    assert.equal(plan.proof.counts.applied, 6);
    assert.equal(plan.proof.unexplained, false);
  });

  test('are not continued by stale slots that do not chain', async () => {
    const captured = buildWal({...SALTS, frames: STORY.slice(0, 3)});
    const later = over(
      flipped(WAL, 32 + 3 * FRAME + 200),
      buildWal({...NEXT, frames: [{page: 2, commit: 3, content: 77}]}),
    );
    const {plan} = await planned(bucketOf(capture(3, 1, captured), capture(5, 2, later)));
    assert.equal(plan.proof.unexplained, true);
    assert.ok(plan.proof.gaps.some(gap => gap.includes('went on after frame 3')));
  });

  test('that contradict each other with commits on both sides are not used', async () => {
    const other = [...STORY.slice(0, 4), {page: 3, commit: 3, content: 44}];
    const bucket = bucketOf(capture(5, 1, WAL), capture(6, 2, buildWal({...SALTS, frames: other})));
    await assert.rejects(planned(bucket), error => isRestoreError(error, 'no-snapshot'));
    const withSnapshot = new Map([...bucket, ...bucketOf(snapshot(3, database([8, 9])))]);
    const {plan} = await planned(withSnapshot);
    assert.equal(plan.snapshotKey, [...withSnapshot.keys()].at(-1));
    assert.ok(plan.notes.some(note => note.includes('contradict')));
    assert.equal(plan.leftOut.filter(({reason, explained}) => reason.includes('contradict') && !explained).length, 2);
  });

  test('that differ in an uncommitted end go on with the one that was committed', async () => {
    const rolledBack = [...STORY.slice(0, 4), {page: 3, content: 98}, {page: 2, content: 97}];
    const bucket = bucketOf(capture(6, 1, buildWal({...SALTS, frames: rolledBack})), capture(5, 2, WAL));
    const {plan, image} = await planned(bucket);
    assert.deepEqual(fills(image), [0, 22, 33]);
    assert.equal(plan.proof.word, 'covers');
  });

  test('with nothing in them are left out for what they are', async () => {
    const {plan} = await planned(
      bucketOf(
        capture(0, 2, new Uint8Array()),
        capture(1, 3, buildWal({...NEXT, frames: []})),
        capture(2, 4, Buffer.alloc(20)),
        capture(5, 1, WAL),
      ),
    );
    assert.deepEqual(
      plan.leftOut.map(({reason, explained}) => [reason, explained]),
      [
        ['the WAL was empty', true],
        ['a WAL header without frames', true],
        ['it has 20 bytes, less than a WAL header', true],
      ],
    );
    assert.equal(plan.proof.unexplained, false);
  });
});

suite('a capture whose stored bytes are damaged', () => {
  const stored = zstdCompressSync(WAL);
  const cut = {...capture(5, 2, WAL), bytes: stored.subarray(0, stored.length - 6)};
  const first = capture(4, 1, buildWal({...SALTS, frames: STORY.slice(0, 4)}));

  test('is a refusal that names it when it may hold the newest commits', async () => {
    await assert.rejects(planned(bucketOf(first, cut)), error => {
      assert.ok(isRestoreError(error, 'truncated', 'decompress'));
      assert.equal(error.failure.where, cut.key);
      return true;
    });
  });

  test('leaves what lies before it, and `partial`, when the user takes that', async () => {
    const target = {onIncomplete: 'warn', prefer: 'likeliest'} as const;
    const {plan} = await planned(bucketOf(first, cut), {target});
    assert.equal(plan.proof.word, 'partial');
    assert.ok(plan.leftOut.some(({key, explained}) => key === cut.key && !explained));
  });

  test('does not end the restore when a later capture is sound', async () => {
    const larger = [...STORY, {page: 2, commit: 3, content: 55}];
    const {plan, image} = await planned(bucketOf(first, cut, capture(6, 3, buildWal({...SALTS, frames: larger}))));
    assert.deepEqual(fills(image), [0, 55, 33]);
    assert.equal(plan.proof.word, 'covers');
    // So short a capture gives nothing before its end: of which generation it was cannot be told.
    assert.equal(plan.proof.unexplained, true);
  });

  test('keeps the result from passing unless its beginning shows that it is of that generation', async () => {
    const big = Array.from({length: 6}, (_, index): Slot => {
      const content = index === 0 ? pageOne(65_536) : randomBytes(65_536);
      return {page: index + 1, commit: index + 1, content};
    });
    const wal = (frames: number) => buildWal({...SALTS, pageSize: 65_536, frames: big.slice(0, frames)});
    const whole = capture(5, 2, wal(5));
    const half = {...whole, bytes: whole.bytes.subarray(0, Math.floor(whole.bytes.length * 0.7))};
    const healed = await planned(bucketOf(half, capture(6, 3, wal(6))));
    assert.equal(healed.plan.proof.unexplained, false);
    assert.ok(healed.plan.leftOut.some(({reason}) => reason.includes('another capture holds all of it')));
    await assert.rejects(planned(bucketOf(half, capture(4, 3, wal(4)))), error => isRestoreError(error, 'truncated'));
  });

  test('is found by the CRC32 that the store keeps, even when it decompresses', async () => {
    const bucket = bucketOf(first, capture(5, 2, WAL));
    const inner = memoryStore(bucket);
    const promising = (sum: (bytes: Uint8Array) => number) => ({
      ...inner,
      async *read(object: Parameters<typeof inner.read>[0], options: Parameters<typeof inner.read>[1]) {
        options.onChecksum?.(base64Of(sum(bucket.get(object.key)?.bytes ?? Buffer.alloc(0))));
        yield* inner.read(object, options);
      },
    });
    const {plan} = await planned(bucket, {store: promising(bytes => crc32(bytes))});
    assert.equal(plan.proof.word, 'covers');
    const wrong = promising(bytes =>
      bytes.length === bucket.get(`${PREFIX}wal/00000000000000000005.wal.zst`)?.bytes.length ? 1 : crc32(bytes),
    );
    await assert.rejects(planned(bucket, {store: wrong}), error => isRestoreError(error, 'checksum'));
  });

  test('that expands without end is a limit, not a full disk', async () => {
    const bomb = {...capture(9, 9, WAL), bytes: zstdCompressSync(Buffer.concat([WAL, Buffer.alloc(80_000_000)]))};
    await assert.rejects(planned(bucketOf(first, bomb), {maxDatabaseSize: 1e6}), error =>
      isRestoreError(error, 'limit'),
    );
  });

  test('that is gone or unreachable is not called damaged', async () => {
    const bucket = bucketOf(first, capture(5, 2, WAL));
    for (const code of ['gone', 'network'] as const) {
      const store = {
        ...memoryStore(bucket),
        // eslint-disable-next-line require-yield -- it always fails
        async *read(): AsyncGenerator<Uint8Array> {
          throw new RestoreError(code, {what: 'it failed', where: first.key});
        },
      };
      await assert.rejects(planned(bucket, {store}), error => isRestoreError(error, code));
    }
  });
});

test('a capture whose slots carry ever new salts is damaged, and takes no memory for each of them', async () => {
  const slots = Buffer.alloc(21_000 * FRAME);
  for (let slot = 0; slot < 21_000; slot++) slots.writeUInt32BE(slot + 1, slot * FRAME + 8);
  const hostile = capture(6, 2, Buffer.concat([buildWal({...NEXT, frames: []}), slots]));
  await assert.rejects(planned(bucketOf(capture(5, 1, WAL), hostile)), error => {
    assert.ok(isRestoreError(error, 'format'));
    assert.match(error.message, /too many different salts/);
    return true;
  });
});

test('more generations than can be compared are a limit', async () => {
  const captures = Array.from({length: 4_001}, (_, index) => {
    const salts = {salt1: 0x3000_0000 + index * 20_000, salt2: index};
    return capture(index, index, buildWal({...salts, frames: [{page: 2, commit: 2, content: 1}]}));
  });
  await assert.rejects(planned(bucketOf(...captures)), error => isRestoreError(error, 'limit'));
});
