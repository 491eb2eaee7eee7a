import assert from 'node:assert/strict';
import {mkdtempSync, readFileSync, rmSync, statSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {suite, test, type TestContext} from 'node:test';
import {LayerFailure, overlay} from '../../src/engine/overlay.ts';
import {isRestoreError, RestoreError} from '../../src/errors.ts';
import type {Layer} from '../../src/engine/layer.ts';
import {writeFile} from 'node:fs/promises';
import {context, layer} from './layers.ts';

function folder(t: TestContext): string {
  const path = mkdtempSync(join(tmpdir(), 'overlay-'));
  t.after(() => rmSync(path, {recursive: true, force: true}));
  return path;
}

/** The byte that fills each page of the result. */
async function fills(t: TestContext, layers: readonly Layer[]): Promise<number[]> {
  const path = join(folder(t), 'db');
  const {pageSize, pages} = await overlay(layers, path, context());
  const bytes = readFileSync(path);
  assert.equal(bytes.length, pageSize * pages);
  return Array.from({length: pages}, (_, index) => {
    const page = bytes.subarray(index * pageSize, (index + 1) * pageSize);
    assert.ok(page.equals(Buffer.alloc(pageSize, page[0])), `page ${index + 1} is mixed`);
    return page[0] ?? -1;
  });
}

suite('An overlay', () => {
  test('takes each page from the newest layer that has it', async t => {
    const base = layer({kind: 'snapshot', pages: {1: 1, 2: 1, 3: 1}, commit: 3, announced: false});
    const older = layer({pages: {2: 2, 3: 2}, commit: 3});
    const newer = layer({pages: {3: 3, 4: 3}, commit: 4});
    assert.deepEqual(await fills(t, [base, older, newer]), [1, 2, 3, 3]);
  });
  test('cuts the file to the newest size', async t => {
    const base = layer({kind: 'snapshot', pages: {1: 1, 2: 1, 3: 1}, commit: 3, announced: false});
    assert.deepEqual(await fills(t, [base, layer({pages: {1: 2}, commit: 1})]), [2]);
  });
  test('forgets a page that a layer in between had cut off', async t => {
    const base = layer({kind: 'snapshot', pages: {1: 1, 2: 1, 3: 1}, commit: 3, announced: false});
    const shrunk = layer({pages: {1: 2}, commit: 1});
    const grown = layer({pages: {2: 3}, commit: 3});
    await assert.rejects(
      overlay([base, shrunk, grown], join(folder(t), 'db'), context()),
      (error: unknown) => isRestoreError(error, 'incomplete') && error.message.includes('Page 3'),
    );
  });
  test('does not let a zero page of a newer layer show an older one', async t => {
    const base = layer({kind: 'snapshot', pages: {1: 1, 2: 1}, commit: 2, announced: false});
    assert.deepEqual(await fills(t, [base, layer({pages: {2: 0}, commit: 2})]), [1, 0]);
  });
  test('names the first page that no layer has', async t => {
    await assert.rejects(
      overlay([layer({pages: {1: 1, 3: 1}, commit: 3})], join(folder(t), 'db'), context()),
      (error: unknown) => isRestoreError(error, 'incomplete') && error.message.includes('Page 2'),
    );
  });
  test('refuses layers of different page sizes', async t => {
    const base = layer({kind: 'snapshot', pages: {1: 1}, commit: 1, announced: false});
    const other = layer({pageSize: 1024, pages: {1: 2}, commit: 1});
    await assert.rejects(
      overlay([base, other], join(folder(t), 'db'), context()),
      (error: unknown) => error instanceof LayerFailure && isRestoreError(error.cause, 'format'),
    );
  });
  test('says which layer failed', async t => {
    const cause = new RestoreError('checksum', {what: 'planted'});
    const bad = layer({pages: {1: 2}, commit: 1, failsAfter: cause});
    await assert.rejects(
      overlay([bad], join(folder(t), 'db'), context()),
      (error: unknown) => error instanceof LayerFailure && error.layer === bad && error.cause === cause,
    );
  });
  test('refuses a layer that ends at another size than it announced', async t => {
    const liar: Layer = {...layer({pages: {1: 1}, commit: 1}), commit: 2};
    await assert.rejects(overlay([liar], join(folder(t), 'db'), context()), (error: unknown) =>
      isRestoreError(error, 'format'),
    );
  });
  test('stops at the size limit before the disk is full', async t => {
    const path = join(folder(t), 'db');
    const large = layer({
      pages: Object.fromEntries(Array.from({length: 9}, (_, i) => [i + 1, 1])),
      commit: 9,
      announced: false,
    });
    await assert.rejects(overlay([large], path, context({maxDatabaseSize: 2048})), (error: unknown) =>
      isRestoreError(error, 'limit'),
    );
    assert.ok(statSync(path).size <= 2048);
  });
  test('ends at once when it is cancelled', async t => {
    const stop = new AbortController();
    const reason = new RestoreError('cancelled', {what: 'planted'});
    stop.abort(reason);
    await assert.rejects(
      overlay([layer({pages: {1: 1}, commit: 1})], join(folder(t), 'db'), context({signal: stop.signal})),
      reason,
    );
  });
  test('leaves the lock-byte page empty and does not miss it', async t => {
    // 64 KiB pages: page 16385 holds the lock bytes. All pages are zero, so the file is one hole.
    const lockPage = 16385;
    const zeros = new Uint8Array(65536 * 64);
    const large: Layer = {
      ...layer({pages: {}, commit: lockPage + 2}),
      async *pages() {
        const runs: [number, number][] = [];
        for (let first = 1; first < lockPage; first += 64) runs.push([first, Math.min(64, lockPage - first)]);
        runs.push([lockPage + 1, 2]);
        for (const [first, count] of runs) yield {pageSize: 65536, first, data: zeros.subarray(0, count * 65536)};
        return {pageSize: 65536, commit: lockPage + 2};
      },
    };
    const path = join(folder(t), 'db');
    const {bytes} = await overlay([large], path, context());
    const {size, blocks} = statSync(path);
    assert.equal(size, bytes);
    assert.ok(bytes > 2 ** 30);
    assert.ok(blocks * 512 < 2 ** 20, `${blocks} blocks are written`);
  });
  test('writes increments into a base image that is already on disk', async t => {
    const dir = folder(t);
    const base: Layer = {
      ...layer({kind: 'snapshot', pages: {}, commit: 3, announced: false}),
      async moveTo(path) {
        await writeFile(path, Buffer.concat([1, 1, 1].map(fill => Buffer.alloc(512, fill))));
        return {pageSize: 512, commit: 3};
      },
    };
    const path = join(dir, 'db');
    await overlay([base, layer({pages: {2: 0, 4: 5}, commit: 4})], path, context());
    assert.deepEqual(
      [...readFileSync(path)].filter((_, i) => i % 512 === 0),
      [1, 0, 1, 5],
    );
    await assert.rejects(
      overlay(
        [base, layer({pages: {1: 9}, commit: 2}), layer({pages: {4: 5}, commit: 4})],
        join(dir, 'db2'),
        context(),
      ),
      (error: unknown) => isRestoreError(error, 'incomplete') && error.message.includes('Page 3'),
    );
  });
});
