import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {isPointer, roleOf, seriesName, seriesOf, snapshotOf} from '../../../src/formats/object/names.ts';

/** The role as one word, and what it is beside. */
function told(key: string): string {
  const role = roleOf(key);
  if (role.kind === 'database') return role.rank;
  if (role.kind === 'other') return 'other';
  return role.kind === 'checksum-list' ? `checksums in ${role.folder}` : `${role.kind} of ${role.of}`;
}

const ROLES: Readonly<Record<string, string>> = {
  'app.db': 'likely',
  'b/app.SQLITE3': 'likely',
  'app.sq3': 'likely',
  'app.db.gz': 'likely',
  'db-13.gz': 'likely',
  'app.db.zst.age': 'likely',
  'app.db.bin': 'likely',
  'app.db.1': 'likely',
  'app.db-20261001': 'likely',
  'app.sqlite.2026-10-01T03:00:00Z': 'likely',
  'pb.zip': 'likely',
  '2026.10.01.03.00.00.tar.gz': 'likely',
  'dump.sql': 'likely',
  'default.dump.gz': 'likely',
  'app.foo.gz': 'likely',
  backup: 'possible',
  '20261001': 'possible',
  'app.foo': 'other',
  'model.bin': 'other',
  '.DS_Store': 'other',
  'b/.last_success': 'other',
  'b/': 'other',
  'README.md': 'other',
  'index.html': 'other',
  'app-20261001.png': 'other',
  'app.db.tmp': 'other',
  'app.db.part': 'other',
  'app.db~': 'other',
  'app.log.gz': 'other',
  'config.20261001.json': 'other',
  'attachments.20261001.tar': 'other',
  'uploads.zip': 'other',
  'app.db-wal': 'wal of app.db',
  'b/app.db-wal.gz': 'wal of b/app.db',
  'app.sqlite3-shm': 'shm of app.sqlite3',
  'app.db-journal': 'journal of app.db',
  'app.wal': 'wal of app',
  'app.db.gz.sha256': 'checksum of app.db.gz',
  'app.db.sha256sum': 'checksum of app.db',
  'app.db.md5.txt': 'checksum of app.db',
  'app.db.gz.meta.json': 'checksum of app.db.gz',
  'b/SHA256SUMS': 'checksums in b/',
  'b/md5sums.txt': 'checksums in b/',
};

describe('the role of an object by its name', () => {
  for (const [key, role] of Object.entries(ROLES)) {
    it(`${key}: ${role}`, () => {
      assert.equal(told(key), role);
    });
  }
});

const ONE_SERIES: readonly (readonly string[])[] = [
  ['app-20260930.db', 'app-20261001.db', 'app-20261399.db'],
  ['app-20260930.db', 'app-20261001-030000.db', 'app-2026-10-02T03:00:00Z.db'],
  ['app-20260930.db', 'app-20261001.db.gz', 'app-20261002.db.zst.age'],
  ['app-1790564400.db.gz', 'app-1790823600.db.gz'],
  ['db-00.gz', 'db-23.gz'],
  ['app-Mon.db', 'app-Thu.db'],
  ['app-monday.db', 'app-sunday.db'],
  ['backup-01-Jan.db', 'backup-28-Feb.db'],
  ['2026/09/30/app.db.gz', '2026/10/01/app.db.gz'],
  ['20260930/app.db', '20261001/app.db'],
  ['app.db.1', 'app.db.2'],
];

const TWO_SERIES: readonly (readonly [string, string])[] = [
  ['app-20261001.db', 'users-20261001.db'],
  ['a/app.db', 'b/app.db'],
  ['tenants/17/app.db', 'tenants/18/app.db'],
  ['app.db', 'app.db.gz'],
  ['app.db', 'app-20261001.db'],
  ['daily/app-20261001.db', 'weekly/app-20261001.db'],
];

describe('the series of an object by its name', () => {
  for (const names of ONE_SERIES) {
    it(`is one for ${names.join(', ')}`, () => {
      assert.equal(new Set(names.map(seriesOf)).size, 1, names.map(name => seriesName(seriesOf(name))).join(', '));
    });
  }

  for (const [one, other] of TWO_SERIES) {
    it(`is not one for ${one} and ${other}`, () => {
      assert.notEqual(seriesOf(one), seriesOf(other));
    });
  }

  it('is shown with # where its names differ', () => {
    assert.equal(seriesName(seriesOf('b/app-20261001-030000.db.gz')), 'b/app-#.db');
  });
});

describe('special names', () => {
  it('latest.db and its like always point to the newest object', () => {
    for (const key of ['latest.db', 'b/app-latest.db.gz', 'app_current.sqlite', 'newest.db']) assert.ok(isPointer(key));
    for (const key of ['lattest.db', 'latest/app.db', 'lastname.db']) assert.ok(!isPointer(key), key);
  });

  it('a snapshot of a layout is known by its key', () => {
    assert.equal(snapshotOf('appsnapshots/20261001_030000.sqlite.zst'), 'zlayer');
    assert.equal(snapshotOf('db/generations/0123456789abcdef/snapshots/00000000.snapshot.lz4'), 'litestream-v3');
    assert.equal(snapshotOf('ns-:default-e4ce73f8-ed1a-7f7e-bcf1-f3fa87ea3eb1/db.gz'), 'bottomless');
    assert.equal(snapshotOf('snapshots/app.sqlite.zst'), undefined);
  });
});
