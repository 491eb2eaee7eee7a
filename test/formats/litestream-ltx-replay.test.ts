// Mode `verify` makes the newest snapshot once more from the files it was not made of.
import assert from 'node:assert/strict';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {suite, test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {ageDecryption} from '../../src/codecs/age.ts';
import {hex64} from '../../src/codecs/ltx-header.ts';
import type {PlanFacts, PlanRequest} from '../../src/formats/format.ts';
import {litestreamLtx} from '../../src/formats/litestream-ltx/litestream-ltx.ts';
import {SILENT} from '../../src/log.ts';
import {replayed} from '../../src/pipeline/replays.ts';
import type {ReplayOutcome} from '../../src/result.ts';
import {listObjects, memoryStore, type Bucket, type StoredObject} from '../models/memory-store.ts';
import {restoreInMemory} from '../models/restore-in-memory.ts';
import {litestreamCases} from './litestream-corpus.ts';
import {LtxWriter, type WriterOptions} from './litestream-ltx-writer.ts';

suite('The newest snapshot of a real backup', () => {
  const cases = litestreamCases(fileURLToPath(new URL('../fixtures/litestream-ltx/', import.meta.url)));
  let compared = 0;
  let ahead = 0;
  for (const {name, bucket} of cases) {
    test(`comes out of the increments, where they still lead to it: ${name}`, async () => {
      const {result} = await restoreInMemory(bucket, {mode: 'verify'});
      assert.equal(result.verdict, 'pass', result.error?.message);
      for (const outcome of result.replays ?? []) {
        assert.deepEqual([outcome.verdict, outcome.differing], ['pass', 0]);
        assert.ok(outcome.pages > 0);
        compared += 1;
        ahead += outcome.ahead > 0 ? 1 : 0;
      }
    });
  }
  test('which is so in several, one of which has a snapshot that is later than its name says', () => {
    assert.ok(compared >= 5, `${compared} compared`);
    assert.equal(ahead, 1);
  });
});

type Verified = {readonly outcomes: readonly ReplayOutcome[]; readonly error: unknown; readonly plan: PlanFacts};

/** Plans and replays as the pipeline does: the pages are noise, which SQLite would not look at. */
async function verified(bucket: Bucket): Promise<Verified> {
  const scratchFolder = mkdtempSync(join(tmpdir(), 'ltx-replay-'));
  try {
    const listing = {prefix: '', objects: listObjects(bucket)};
    const [backup] = litestreamLtx.detect(listing);
    assert.ok(backup);
    const request: PlanRequest = {
      backup,
      listing,
      target: {onIncomplete: 'fail', prefer: 'likeliest'},
      store: memoryStore(bucket),
      decrypt: ageDecryption(undefined),
      excluded: new Map(),
      scratchFolder,
      maxDatabaseSize: 2 ** 30,
      examine: () => Promise.reject(new Error('not asked for')),
      log: SILENT,
      signal: new AbortController().signal,
      progress: () => {},
    };
    const plan = await litestreamLtx.plan(request);
    let outcomes: readonly ReplayOutcome[] = [];
    const error = await replayed(litestreamLtx, request, plan, {
      timed: (_, work) => work(),
      replayed: found => {
        outcomes = found;
      },
    }).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    return {outcomes, error, plan};
  } finally {
    rmSync(scratchFolder, {recursive: true, force: true});
  }
}

/** Eight transactions over five pages; a snapshot of the first five. */
function written(options: WriterOptions = {}): LtxWriter {
  const writer = new LtxWriter(options);
  for (let txid = 1; txid <= 8; txid += 1) writer.commit(5, txid === 1 ? [1, 2, 3, 4, 5] : [1, 2 + (txid % 4)]);
  writer.put(9, 1, 5);
  return writer;
}

/** A bucket with one page of a snapshot as another state has it. */
function with5(writer: LtxWriter, page: number, from: number): Map<string, StoredObject> {
  const copy = new Map(writer.bucket);
  const key = writer.keyOf(9, 1, 5);
  const pages = [1, 2, 3, 4, 5].map(number => {
    const state = writer.stateAt(number === page ? from : 5);
    return [number, state.subarray((number - 1) * 512, number * 512)] as const;
  });
  copy.set(key, {key, bytes: writer.encode(1, 5, {pages}), lastModified: writer.timeOf(5)});
  return copy;
}

suite('A snapshot of Litestream 0.5', () => {
  for (const encoding of ['block', 'frame'] as const) {
    test(`equals the transactions: ${encoding}s`, async () => {
      const {outcomes, error} = await verified(written({encoding}).bucket);
      assert.equal(error, undefined);
      assert.deepEqual(
        outcomes.map(({older, newer, verdict, pages, ahead}) => [older, newer, verdict, pages, ahead]),
        [['base image 1-1', `snapshot ${hex64(5)}`, 'pass', 5, 0]],
      );
    });
  }

  test('that lacks a change, as the increments have it, fails', async () => {
    // Page 3 is written by transactions 1 and 5, and not by the four that follow.
    const {outcomes, error} = await verified(with5(written(), 3, 4));
    assert.match(String(error), /base image 1-1 do not lead to snapshot 0000000000000005: 1 of 5 pages differ \(3\)/);
    assert.deepEqual(
      outcomes.map(({verdict, differing, firstDiffering}) => [verdict, differing, firstDiffering]),
      [['fail', 1, [3]]],
    );
  });

  test('may have been taken a little later than its name says', async () => {
    const {outcomes, error} = await verified(with5(written(), 4, 6));
    assert.equal(error, undefined);
    assert.deepEqual(
      outcomes.map(({verdict, ahead}) => [verdict, ahead]),
      [['pass', 1]],
    );
  });

  test('may hold a commit that a later file has merged with others', async () => {
    const writer = written();
    const bucket = with5(writer, 1, 6);
    const merged = writer.put(1, 6, 8);
    bucket.set(merged, writer.bucket.get(merged) ?? assert.fail());
    for (const txid of [6, 7, 8]) bucket.delete(writer.keyOf(0, txid, txid));
    const {outcomes, error} = await verified(bucket);
    assert.equal(error, undefined);
    assert.deepEqual(
      outcomes.map(({verdict, ahead}) => [verdict, ahead]),
      [['pass', 1]],
    );
  });

  test('is not compared where compaction has left no second way to it', async () => {
    const writer = written();
    writer.put(1, 1, 8);
    writer.drop(...Array.from({length: 8}, (_, at) => writer.keyOf(0, at + 1, at + 1)));
    assert.deepEqual((await verified(writer.bucket)).outcomes, []);
  });

  test('is reached around an increment that is damaged, or the damage is told', async () => {
    const writer = written();
    const key = writer.keyOf(0, 3, 3);
    const bytes = Buffer.from(writer.bucket.get(key)?.bytes ?? '');
    bytes[120] = (bytes[120] ?? 0) ^ 1;
    writer.bucket.set(key, {key, bytes, lastModified: writer.timeOf(3)});
    const told = await verified(writer.bucket);
    assert.equal(told.outcomes[0]?.verdict, 'fail', 'there is no other way');
    assert.match(String(told.error), /The way from base image 1-1 to snapshot 0000000000000005 is not whole/);
    writer.put(1, 2, 5);
    const {outcomes, error} = await verified(writer.bucket);
    assert.equal(error, undefined);
    assert.equal(outcomes[0]?.verdict, 'pass');
  });
});
