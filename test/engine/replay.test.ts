// An older image and increments against a newer image, page by page.
import assert from 'node:assert/strict';
import {existsSync, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {suite, test, type TestContext} from 'node:test';
import {LayerFailure} from '../../src/engine/overlay.ts';
import {compareReplay, type LaterRun, type Replay} from '../../src/engine/replay.ts';
import {isRestoreError, RestoreError} from '../../src/errors.ts';
import {context, layer} from './layers.ts';

const base = layer({kind: 'snapshot', pages: {1: 1, 2: 1, 3: 1}, commit: 3, announced: false});

const image = (pages: Readonly<Record<number, number>>, pageSize?: number) =>
  layer({kind: 'snapshot', pages, commit: Object.keys(pages).length, announced: false, ...(pageSize && {pageSize})});

function scratch(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'replay-'));
  t.after(() => rmSync(folder, {recursive: true, force: true}));
  return join(folder, 'digests');
}

async function compare(t: TestContext, replay: Replay) {
  const path = scratch(t);
  const result = await compareReplay(replay, path, context());
  assert.ok(!existsSync(path), 'the scratch file is gone');
  return result;
}

const many = (fill: number) => Object.fromEntries(Array.from({length: 2000}, (_, at) => [at + 1, fill]));

const unread = (): AsyncGenerator<LaterRun, void> => assert.fail('it was read');

/** Versions of pages: number and the byte that fills it. */
const later = (merged: boolean, ...versions: readonly (readonly [number, number])[]) =>
  async function* (): AsyncGenerator<LaterRun, void> {
    for (const [first, fill] of versions) yield {pageSize: 512, first, data: new Uint8Array(512).fill(fill), merged};
  };

suite('A replay', () => {
  test('finds every page equal', async t => {
    const from = [base, layer({pages: {2: 2, 4: 2}, commit: 4}), layer({pages: {4: 3}, commit: 4})];
    const result = await compare(t, {from, expected: image({1: 1, 2: 2, 3: 1, 4: 3})});
    assert.deepEqual(result, {pages: 4, differing: 0, first: [], ahead: 0});
  });

  test('counts and names the pages that differ, zeros among them', async t => {
    const from = [base, layer({pages: {2: 2, 3: 0}, commit: 3})];
    const result = await compare(t, {from, expected: image({1: 1, 2: 9, 3: 7})});
    assert.deepEqual(result, {pages: 3, differing: 2, first: [2, 3], ahead: 0});
  });

  test('counts pages that only one of the two has', async t => {
    const grown = await compare(t, {from: [base], expected: image({1: 1, 2: 1, 3: 1, 4: 0, 5: 5})});
    assert.deepEqual(grown, {pages: 5, differing: 2, first: [4, 5], ahead: 0});
    const shrunk = await compare(t, {from: [base], expected: image({1: 1, 2: 1})});
    assert.deepEqual(shrunk, {pages: 2, differing: 1, first: [3], ahead: 0});
    const half = Object.fromEntries(Object.entries(many(1)).slice(0, 512));
    const cut = await compare(t, {from: [image(many(1))], expected: image(half)});
    assert.deepEqual([cut.pages, cut.differing, cut.first[0]], [512, 1488, 513]);
  });

  test('tells ten numbers of many', async t => {
    const result = await compare(t, {from: [image(many(1))], expected: image({...many(2), 1: 1})});
    assert.equal(result.differing, 1999);
    assert.deepEqual(result.first, [2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  });

  test('does not look at the lock-byte page', async t => {
    const pageSize = 65_536;
    const lock = 0x40000000 / pageSize + 1;
    const sparse = (fill: number) =>
      layer({kind: 'snapshot', pageSize, pages: {1: 1, [lock]: fill}, commit: lock, announced: false});
    const all = Object.fromEntries(Array.from({length: lock - 1}, (_, at) => [at + 1, 1]));
    const from = [layer({kind: 'snapshot', pageSize, pages: {...all, [lock]: 3}, commit: lock, announced: false})];
    const result = await compare(t, {from, expected: sparse(7)});
    assert.deepEqual([result.pages, result.differing], [lock - 1, lock - 2]);
    assert.ok(!result.first.includes(lock));
  });

  test('takes a page that the newer image has as a later increment brings it, and only that', async t => {
    const expected = image({1: 1, 2: 8, 3: 9});
    const exact = await compare(t, {from: [base], expected, later: later(false, [2, 7], [2, 8], [2, 6], [3, 8])});
    assert.deepEqual(exact, {pages: 3, differing: 1, first: [3], ahead: 1});
    const merged = await compare(t, {from: [base], expected, later: later(true, [2, 7])});
    assert.deepEqual(merged, {pages: 3, differing: 1, first: [3], ahead: 1});
  });

  test('does not read later increments when nothing differs', async t => {
    const expected = image({1: 1, 2: 1, 3: 1});
    assert.equal((await compare(t, {from: [base], expected, later: unread})).differing, 0);
  });

  test('fails as an overlay does: a page in no layer, another page size', async t => {
    const holed = layer({kind: 'snapshot', pages: {1: 1, 3: 1}, commit: 3, announced: false});
    await assert.rejects(compare(t, {from: [holed], expected: image({1: 1, 2: 1, 3: 1})}), (error: unknown) =>
      isRestoreError(error, 'incomplete'),
    );
    await assert.rejects(
      compare(t, {from: [base], expected: image({1: 1}, 1024)}),
      (error: unknown) => error instanceof LayerFailure && isRestoreError(error.cause, 'format'),
    );
  });

  test('names the image that cannot be read', async t => {
    const failsAfter = new RestoreError('checksum', {what: 'planted'});
    const expected = layer({kind: 'snapshot', pages: {1: 1}, commit: 1, announced: false, failsAfter});
    await assert.rejects(
      compare(t, {from: [base], expected}),
      (error: unknown) => error instanceof LayerFailure && error.layer === expected && error.cause === failsAfter,
    );
  });

  test('keeps no more digests than a database may have pages', async t => {
    await assert.rejects(
      compareReplay({from: [base], expected: layer({pages: {2_000_000: 1}, commit: 2_000_000})}, scratch(t), {
        ...context(),
        maxDatabaseSize: 1_000_000,
      }),
      (error: unknown) => error instanceof LayerFailure && isRestoreError(error.cause, 'limit'),
    );
  });
});
