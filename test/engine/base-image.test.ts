// A database file's bytes as runs of pages, whatever chunks they come in.
import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {DatabaseSync} from 'node:sqlite';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {pagesOf} from '../../src/engine/base-image.ts';

/** 1.5 MB. */
function database(): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'base-image-'));
  try {
    const path = join(folder, 'a.sqlite');
    const db = new DatabaseSync(path);
    db.exec(`CREATE TABLE t (x); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1500)
      INSERT INTO t SELECT randomblob(1000) FROM n`);
    db.close();
    return readFileSync(path);
  } finally {
    rmSync(folder, {recursive: true});
  }
}

/** Chunks in one memory that is written over before each: a reader may keep none. */
async function* lent(bytes: Buffer, size: number): AsyncGenerator<Uint8Array> {
  const memory = Buffer.alloc(size);
  for (let start = 0; start < bytes.length; start += size) {
    memory.fill(0xee);
    yield memory.subarray(0, bytes.copy(memory, 0, start, start + size));
  }
}

describe('a base image', () => {
  const bytes = database();
  for (const size of [99, 4096, 100_000, 262_144, 300_001, 1_048_576, 4_194_304]) {
    it(`is cut into whole pages when it comes in chunks of ${size} bytes that are lent`, async () => {
      const found = Buffer.alloc(bytes.length);
      const runs = pagesOf(lent(bytes, size), 'a.sqlite');
      let next = await runs.next();
      let page = 1;
      for (; next.done !== true; next = await runs.next()) {
        const {first, data, pageSize} = next.value;
        assert.equal(first, page);
        found.set(data, (first - 1) * pageSize);
        page += data.length / pageSize;
      }
      assert.deepEqual(next.value, {pageSize: 4096, commit: bytes.length / 4096});
      assert.ok(found.equals(bytes));
    });
  }

  it('that ends inside a page is refused', async () => {
    const runs = pagesOf(lent(bytes.subarray(0, -1), 1_048_576), 'a.sqlite');
    await assert.rejects(async () => {
      while ((await runs.next()).done !== true);
    }, /ends inside a page/);
  });
});
