// Where a generation ends, as a capture of its successor shows it. Alone neither of the two holds every page here: only
// when the first is known to end where its frames end do they make a run, and a proof.
import assert from 'node:assert/strict';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {suite, test} from 'node:test';
import {isRestoreError} from '../../../src/errors.ts';
import {Archive} from '../../../src/formats/zlayer/archive.ts';
import {CaptureReader, type Capture, type Damage} from '../../../src/formats/zlayer/capture.ts';
import {endsOf, groupGenerations} from '../../../src/formats/zlayer/generations.ts';
import {Spool} from '../../../src/formats/zlayer/spool.ts';
import {bucketOf, buildWal, capture, over, pageOne, planned, type Slot, type WalSpec} from './wal-builder.ts';

const OLDER = {salt1: 0x2000_0000, salt2: 0x7c11_d0e4};
const A = {salt1: 0x2000_0001, salt2: 0x9c3a_5e71};
const B = {salt1: 0x2000_0002, salt2: 0x17f0_42bd};
const FRAME = 24 + 512;

const FIRST: readonly Slot[] = [
  {page: 1, content: pageOne()},
  {page: 2, commit: 3, content: 2},
  {page: 2, commit: 3, content: 22},
];
const SECOND: readonly Slot[] = [{page: 3, commit: 3, content: 3}];
const wal = (salts: Pick<WalSpec, 'salt1' | 'salt2'>, frames: readonly Slot[]) => buildWal({...salts, frames});
/** The file of the first generation, in which older frames still lie behind its own. */
const FILE_OF_FIRST = over(
  wal(
    OLDER,
    Array.from({length: 6}, () => ({page: 9, commit: 9, content: 9})),
  ),
  wal(A, FIRST),
);

/** The proof that comes of the first generation's capture and a file that the second one heads. */
async function proofOf(shown: Buffer, second: Pick<WalSpec, 'salt1' | 'salt2'> = B): Promise<string> {
  const bucket = bucketOf(capture(3, 1, wal(A, FIRST)), capture(6, 2, over(shown, wal(second, SECOND))));
  return (await planned(bucket)).plan.proof.word;
}

suite('a generation ends where its successor shows', () => {
  test('its last frame, and the end of the file', async () => {
    assert.equal(await proofOf(wal(A, FIRST)), 'covers');
  });

  test('its last frame, and an older generation’s slot, or the beginning of one', async () => {
    assert.equal(await proofOf(FILE_OF_FIRST), 'covers');
    assert.equal(await proofOf(FILE_OF_FIRST.subarray(0, 32 + 3 * FRAME + 16)), 'covers');
  });

  test('and nowhere else: a file cut within a slot shows nothing', async () => {
    assert.equal(await proofOf(FILE_OF_FIRST.subarray(0, 32 + 3 * FRAME + 15)), 'weak');
    assert.equal(await proofOf(wal(A, FIRST).subarray(0, 32 + 2 * FRAME + 40)), 'weak');
  });

  test('and not when the slot behind has one changed bit in it, so that it looks older', async () => {
    const longer = wal(A, [...FIRST, {page: 2, commit: 3, content: 23}]);
    longer.writeUInt32BE(A.salt1 - 1, 32 + 3 * FRAME + 8);
    assert.equal(await proofOf(longer), 'weak');
  });

  test('and not when the slot behind is of a younger or an unrelated generation', async () => {
    for (const salt1 of [A.salt1 + 5, 0x7777_0000]) {
      const mixed = Buffer.from(FILE_OF_FIRST);
      mixed.writeUInt32BE(salt1, 32 + 3 * FRAME + 8);
      assert.equal(await proofOf(mixed), 'weak', salt1.toString(16));
    }
  });

  test('and not when its last frame is shown with other bytes', async () => {
    const changed = Buffer.from(FILE_OF_FIRST);
    changed.writeUInt8(0, 32 + 2 * FRAME + 300);
    assert.equal(await proofOf(changed), 'weak');
  });

  test('and only by the very next generation', async () => {
    assert.equal(await proofOf(FILE_OF_FIRST, {...B, salt1: A.salt1 + 2}).catch(codeOf), 'no-snapshot');
    assert.equal(await proofOf(FILE_OF_FIRST, {...B, salt1: 0x7000_0000}), 'weak');
  });

  test('and only by a capture with a committed frame of its own', async () => {
    const started = over(FILE_OF_FIRST, wal(B, [{page: 3, content: 3}]));
    const bucket = bucketOf(
      capture(3, 1, wal(A, FIRST)),
      capture(6, 2, started),
      capture(
        1,
        3,
        wal(B, [
          {page: 3, content: 3},
          {page: 3, commit: 3, content: 33},
        ]),
      ),
    );
    assert.equal((await planned(bucket)).plan.proof.word, 'weak');
  });

  test('and never by a damaged capture', () => {
    const folder = mkdtempSync(join(tmpdir(), 'zlayer-ends-'));
    const spool = new Spool(join(folder, 'pages'), 1e6);
    try {
      const archive = new Archive(spool);
      const read = (sequence: number, bytes: Buffer, damage?: Damage): Capture => {
        const object = {key: `${sequence}`, size: bytes.length, lastModified: sequence, etag: `${sequence}`};
        const reader = new CaptureReader({object, sequence}, archive);
        reader.feed(bytes);
        return reader.finish(damage);
      };
      const first = read(1, wal(A, FIRST));
      const shown = over(FILE_OF_FIRST, wal(B, SECOND));
      const witness = read(2, shown);
      const damaged = read(3, shown, {code: 'checksum', text: 'wrong'});
      const closedBy = (later: Capture): number => {
        const {generations} = groupGenerations([first, later], archive, () => assert.fail('nothing continues'));
        const [ends] = endsOf(generations, [first, later]).values();
        return ends?.closedBy.size ?? -1;
      };
      assert.deepEqual([closedBy(witness), closedBy(damaged)], [1, 0]);
    } finally {
      spool.close();
      rmSync(folder, {recursive: true});
    }
  });
});

function codeOf(error: unknown): string {
  if (isRestoreError(error)) return error.code;
  throw error;
}
