import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import Database from 'better-sqlite3';
import {lockBytePage, parseDatabaseHeader} from '../../src/codecs/database-header.ts';
import {RestoreError} from '../../src/errors.ts';

function database(pageSize: number): Buffer {
  const db = new Database(':memory:');
  try {
    db.exec(`pragma page_size=${pageSize}; create table t(x); insert into t values(1);`);
    return db.serialize();
  } finally {
    db.close();
  }
}

suite('A database header', () => {
  for (const pageSize of [512, 1024, 4096, 32768, 65536]) {
    test(`tells a page size of ${pageSize} and the size in pages`, () => {
      const bytes = database(pageSize);
      const header = parseDatabaseHeader(bytes, 'x.db');
      assert.equal(header.pageSize, pageSize);
      assert.equal(header.pages, bytes.length / pageSize);
    });
  }
  test('gives no size when its writer did not keep it up to date', () => {
    const bytes = database(4096);
    bytes.writeUInt32BE(77, 92);
    assert.equal(parseDatabaseHeader(bytes, 'x.db').pages, 0);
  });
  for (const [name, change, code] of [
    ['that is none', (bytes: Buffer) => bytes.fill(0x3c, 0, 5), 'not-sqlite'],
    ['of an empty file', (bytes: Buffer) => bytes.subarray(0, 0), 'not-sqlite'],
    ['cut short', (bytes: Buffer) => bytes.subarray(0, 99), 'truncated'],
    ['with an impossible page size', (bytes: Buffer) => Buffer.from(bytes).fill(0x77, 16, 18), 'format'],
  ] as const) {
    test(`${name} is refused by name`, () => {
      assert.throws(
        () => parseDatabaseHeader(change(database(4096)), 'x.db'),
        (error: unknown) => error instanceof RestoreError && error.code === code && error.message.includes('x.db'),
      );
    });
  }
});

test('The lock-byte page lies at 1 GiB for every page size', () => {
  const pages = [512, 1024, 2048, 4096, 8192, 16384, 32768, 65536].map(lockBytePage);
  assert.deepEqual(pages, [2097153, 1048577, 524289, 262145, 131073, 65537, 32769, 16385]);
});
