// What belongs to a prefix, and in which order.
import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import fc from 'fast-check';
import {countingStore} from '../../src/storage/counting.ts';
import {belongsTo, compareKeys, listAll} from '../../src/storage/listing.ts';
import type {ObjectInfo, ObjectStore} from '../../src/storage/store.ts';
import {bytesOf, never} from './reading.ts';

const object = (key: string, more: Partial<ObjectInfo> = {}): ObjectInfo => ({
  key,
  size: 1,
  lastModified: 0,
  etag: '"a"',
  ...more,
});

const storeOf = (...objects: readonly ObjectInfo[]): ObjectStore => ({
  name: 'test',
  async *list() {
    yield* objects;
  },
  async *read({size}) {
    yield new Uint8Array(size);
  },
});

describe('a key', () => {
  const cases: readonly (readonly [string, string, boolean])[] = [
    ['backup/wal/1', '', true],
    ['backup', 'backup', true],
    ['backup/wal/1', 'backup', true],
    ['backup/wal/1', 'backup/', true],
    ['backup2/wal/1', 'backup', false],
    ['backup.db', 'backup', false],
    ['backup', 'backup/', false],
    ['other', 'backup', false],
    // ZLayer's writer joins its own names to the prefix without a separator.
    ['zl-snapshots/1.sqlite.zst', 'zl-', true],
    ['zl-wal/1.wal.zst', 'zl-', true],
    ['zl-metadata.json', 'zl-', true],
    ['zl-metadata.json.bak', 'zl-', false],
    ['zl-walrus', 'zl-', false],
    ['zl-2/wal/1', 'zl-', false],
  ];
  for (const [key, prefix, expected] of cases) {
    it(`${key} ${expected ? 'belongs' : 'does not belong'} to the prefix “${prefix}”`, () => {
      assert.equal(belongsTo(key, prefix), expected);
    });
  }
});

describe('the order of keys', () => {
  it('is that of their UTF-8 bytes', () => {
    const text = fc.string({
      unit: fc.oneof(
        fc.constantFrom('a', 'B', '/', '\uE000', '\uFFFF', '\u{10000}'),
        fc.string({unit: 'binary', minLength: 1, maxLength: 1}),
      ),
    });
    fc.assert(
      fc.property(text, text, (a, b) => {
        assert.equal(Math.sign(compareKeys(a, b)), Buffer.compare(Buffer.from(a), Buffer.from(b)));
      }),
      {numRuns: 2000},
    );
  });
});

describe('a whole listing', () => {
  it('drops folder markers and neighbours, and counts them', async () => {
    const listed = await listAll(
      storeOf(
        object('p/', {size: 0}),
        object('p/sub/', {size: 0}),
        object('p/not-a-marker/'),
        object('p/empty', {size: 0}),
        object('p2/x'),
        object('p.txt'),
      ),
      'p',
      never,
    );
    assert.deepEqual(
      listed.objects.map(({key}) => key),
      ['p/empty', 'p/not-a-marker/'],
    );
    assert.equal(listed.folderMarkers, 2);
    assert.equal(listed.beside, 2);
    assert.equal(listed.prefix, 'p');
  });

  it('tries a slash more or less before the prefix where nothing is there, and never the whole bucket', async () => {
    const store = storeOf(object('/app/1'), object('app2/1'), object('db/1'));
    const found = async (prefix: string) => {
      const listing = await listAll(store, prefix, never);
      return [listing.prefix, ...listing.objects.map(({key}) => key)];
    };
    assert.deepEqual(await found('app'), ['/app', '/app/1']);
    assert.deepEqual(await found('/db/'), ['db/', 'db/1']);
    assert.deepEqual(await found('/app'), ['/app', '/app/1']);
    assert.deepEqual(await found('other'), ['other']);
    const rootless = await listAll(storeOf(object('db/1')), '/', never);
    assert.deepEqual([rootless.prefix, rootless.objects], ['/', []]);
  });

  it('keeps the newer of two versions of a key, in whichever order they come', async () => {
    const older = object('k', {lastModified: 1, etag: '"old"'});
    const newer = object('k', {lastModified: 2, etag: '"new"'});
    for (const both of [
      [older, newer],
      [newer, older],
    ]) {
      assert.deepEqual((await listAll(storeOf(...both), '', never)).objects, [newer]);
    }
  });
});

describe('a count of what was downloaded', () => {
  it('is of the bytes given, for a store that does not count by itself', async () => {
    const store = countingStore(storeOf(object('k', {size: 7})));
    assert.equal(store.downloadedBytes(), 0);
    await bytesOf(store, object('k', {size: 7}));
    await bytesOf(store, object('k', {size: 5}));
    assert.equal(store.downloadedBytes(), 12);
  });

  it('is the store’s own where it has one, which sees what was read twice', async () => {
    const traffic = {bytes: 100, requests: 3, versions: new Map()};
    const store = countingStore({...storeOf(), traffic});
    traffic.bytes += 11;
    assert.equal(store.downloadedBytes(), 111);
  });
});
