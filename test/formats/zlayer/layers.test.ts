// Coverage, and the layers that the engine gets.
import assert from 'node:assert/strict';
import {mkdtempSync, openSync, closeSync, readFileSync, rmSync, writeSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {suite, test} from 'node:test';
import {ageDecryption} from '../../../src/codecs/age.ts';
import type {LayerContext} from '../../../src/engine/layer.ts';
import {overlay} from '../../../src/engine/overlay.ts';
import {isRestoreError} from '../../../src/errors.ts';
import {zlayer} from '../../../src/formats/zlayer/zlayer.ts';
import type {RestorePlan} from '../../../src/formats/format.ts';
import {coverageOf, holdsAll} from '../../../src/formats/zlayer/covers.ts';
import type {Indexed} from '../../../src/formats/zlayer/compare.ts';
import {FrameTable} from '../../../src/formats/zlayer/frames.ts';
import {indexPages} from '../../../src/formats/zlayer/page-index.ts';
import {SILENT} from '../../../src/log.ts';
import {listObjects, memoryStore, type Bucket} from '../../models/memory-store.ts';
import {bucketOf, buildWal, capture, database, pageOne, planned, PREFIX, snapshot, type Slot} from './wal-builder.ts';

const SALTS = {salt1: 0x2000_0000, salt2: 0x9c3a_5e71};

/** A generation that has these pages in this order, each in a frame of its own. */
function generationOf(pages: readonly number[], size: number, pageSize = 512): Indexed {
  const frames = new FrameTable();
  for (const [index, page] of pages.entries()) {
    frames.push({page, commit: size, sum0: index, sum1: 0}, new Uint8Array(16), index);
  }
  const header = {bigEndianChecksums: false, pageSize, checkpointSequence: 0, ...SALTS, checksum: [0, 0]} as const;
  const generation = {
    id: `${size}`,
    name: '',
    header,
    pageSize,
    ...SALTS,
    frames,
    valid: pages.length,
    committed: pages.length,
    pages: size,
    captures: [],
    first: 0,
    last: 0,
  };
  return {generation, index: indexPages(frames, pages.length)};
}

const noPages = (): void => assert.fail('no page should be read');

const captured = (...pages: readonly Slot[]) => bucketOf(capture(3, 1, buildWal({...SALTS, frames: pages})));

const refused = async (bucket: Bucket) =>
  assert.rejects(planned(bucket), error => isRestoreError(error, 'no-snapshot'));

async function withPlan<T>(
  bucket: Bucket,
  use: (plan: RestorePlan, context: LayerContext, folder: string) => Promise<T>,
) {
  const folder = mkdtempSync(join(tmpdir(), 'zlayer-layers-'));
  try {
    const listing = {prefix: PREFIX, objects: listObjects(bucket)};
    const [backup] = zlayer.detect(listing);
    assert.ok(backup);
    const store = memoryStore(bucket);
    const {signal} = new AbortController();
    const plan = await zlayer.plan({
      backup,
      listing,
      target: {onIncomplete: 'fail', prefer: 'likeliest'},
      store,
      decrypt: ageDecryption(undefined),
      excluded: new Map(),
      scratchFolder: folder,
      maxDatabaseSize: 1e8,
      examine: () => Promise.resolve([]),
      log: SILENT,
      signal,
      progress: () => {},
    });
    return await use(plan, {store, signal, progress: () => {}, maxDatabaseSize: 1e8}, folder);
  } finally {
    rmSync(folder, {recursive: true});
  }
}

suite('a run covers the database', () => {
  test('when its generations together hold every page', () => {
    const [a, b] = [generationOf([1, 2, 2], 3), generationOf([3, 1], 3)];
    assert.notEqual(coverageOf([a, b], noPages), undefined);
    assert.equal(holdsAll([a, b]), true);
    assert.equal(holdsAll([a]), false);
  });

  test('when only the page of the lock byte is missing', () => {
    const all = Array.from({length: 16_384}, (_, index) => index + 1);
    assert.notEqual(coverageOf([generationOf(all, 16_385, 65_536)], noPages), undefined);
    assert.equal(holdsAll([generationOf(all, 16_385, 65_536)]), true);
    assert.equal(holdsAll([generationOf(all, 16_386, 65_536)]), false);
  });

  test('when only free leaves are missing, that page 1 and a held trunk list', async () => {
    const one = pageOne();
    one.writeUInt32BE(3, 32);
    one.writeUInt32BE(3, 36);
    const trunk = Buffer.alloc(512);
    for (const [index, value] of [0, 2, 4, 5].entries()) trunk.writeUInt32BE(value, index * 4);
    const slots = {one: {page: 1, content: one}, two: {page: 2, content: 2}, trunk: {page: 3, content: trunk}} as const;
    const {plan, image} = await planned(captured(slots.one, slots.two, {...slots.trunk, commit: 5}));
    assert.equal(plan.proof.word, 'covers');
    assert.equal(image.length, 5 * 512);
    assert.deepEqual(image.subarray(3 * 512), Buffer.alloc(2 * 512));
    await refused(captured(slots.one, slots.two, {...slots.trunk, commit: 6}));
    await refused(captured(slots.one, {...slots.two, commit: 5}));
    const circle = Buffer.from(trunk);
    circle.writeUInt32BE(3, 0);
    await refused(captured(slots.one, slots.two, {...slots.trunk, content: circle, commit: 6}));
  });
});

suite('the layers of a plan', () => {
  const inside = buildWal({
    ...SALTS,
    frames: [
      {page: 2, commit: 4, content: 1},
      {page: 3, content: 30},
      {page: 4, commit: 4, content: 40},
      {page: 3, commit: 3, content: 31},
    ],
  });
  // Page 2 is the last version, page 3 an earlier one: the snapshot lies inside the generation.
  const bucket = bucketOf(snapshot(0, database([1, 30, 40, 50])), capture(4, 10, inside));

  test('are the snapshot and each generation, cut to the last commit', async () => {
    await withPlan(bucket, async (plan, context, folder) => {
      assert.deepEqual(
        plan.layers.map(({label, kind, commit, frames}) => ({label, kind, commit, frames})),
        [
          {label: 'snapshot 20260105_120000', kind: 'snapshot', commit: undefined, frames: 0},
          {label: 'WAL 20000000-9c3a5e71 frames 1-4', kind: 'wal', commit: 3, frames: 4},
        ],
      );
      const {pages} = await overlay(plan.layers, join(folder, 'image'), context);
      assert.equal(pages, 3);
      const image = readFileSync(join(folder, 'image'));
      assert.deepEqual([image[600], image[1100]], [1, 31]);
    });
  });

  test('can be put together again: the snapshot is moved once, and read anew after that', async () => {
    await withPlan(bucket, async (plan, context, folder) => {
      let read = 0;
      const counting = {...context, progress: (bytes: number) => void (read += bytes)};
      await overlay(plan.layers, join(folder, 'first'), counting);
      assert.equal(read, 0);
      await overlay(plan.layers, join(folder, 'second'), counting);
      assert.ok(read > 0);
      assert.deepEqual(readFileSync(join(folder, 'second')), readFileSync(join(folder, 'first')));
    });
  });

  test('do not hand over a WAL page that changed on the disk', async () => {
    await withPlan(bucket, async (plan, context, folder) => {
      const file = openSync(join(folder, 'wal-pages'), 'r+');
      // The fourth page is the last version of page 3.
      writeSync(file, Buffer.from([1]), 0, 1, 3 * 512 + 7);
      closeSync(file);
      await assert.rejects(overlay(plan.layers, join(folder, 'image'), context), error =>
        isRestoreError(error, 'disk'),
      );
    });
  });

  test('stop when the run is cancelled', async () => {
    const controller = new AbortController();
    controller.abort(new Error('cancelled'));
    await assert.rejects(planned(bucket, {signal: controller.signal}), /cancelled/);
  });
});
