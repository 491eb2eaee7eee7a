// What every store must do: the same assertions on a directory, on fauxqs, and on versitygw where it can be had.
import assert from 'node:assert/strict';
import {mkdir, mkdtemp, rm, utimes, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {describe, it} from 'node:test';
import type {Location} from '../../src/request.ts';
import {listAll} from '../../src/storage/listing.ts';
import {readAhead, readSmall} from '../../src/storage/parallel.ts';
import {s3ServersHere, startS3} from '../servers/s3.ts';
import type {S3ServerName, TestObject} from '../servers/s3.ts';
import {bytesOf, collect, failure, find, never, openNow, pattern} from './reading.ts';

type Place = AsyncDisposable & {
  location(prefix?: string): Location;
  put(object: TestObject): Promise<void>;
  remove(key: string): Promise<void>;
};

async function startDirectory(objects: readonly TestObject[]): Promise<Place> {
  const root = await mkdtemp(join(tmpdir(), 'contract-'));
  const put = async ({key, body, lastModified}: TestObject) => {
    const path = join(root, ...key.split('/'));
    await mkdir(dirname(path), {recursive: true});
    assert.ok(typeof body === 'string' || body instanceof Uint8Array);
    await writeFile(path, body);
    if (lastModified !== undefined) {
      await utimes(path, lastModified / 1000, lastModified / 1000);
    }
  };
  for (const object of objects) {
    await put(object);
  }
  return {
    location: (prefix = '') => ({kind: 'directory', path: root, prefix}),
    put,
    remove: key => rm(join(root, key)),
    [Symbol.asyncDispose]: () => rm(root, {recursive: true, force: true}),
  };
}

const start = (name: 'directory' | S3ServerName, objects: readonly TestObject[] = []): Promise<Place> =>
  name === 'directory' ? startDirectory(objects) : startS3(objects, name);

const NAMES = ['directory', ...s3ServersHere()] as const;
if (!NAMES.includes('versitygw')) {
  console.log('versitygw is not here: set RESTORE_SQLITE_S3_SERVER to its path to test against it too.');
}

const TIME = Date.UTC(2026, 10, 23, 1, 9, 51);

for (const name of NAMES) {
  describe(`a store on ${name}`, () => {
    it('lists what belongs to the prefix, with size and time, in the order of the keys’ bytes', async () => {
      const keys = ['app/B', 'app/a', 'app/_', 'app/é', 'app/\u{10000}', 'app/\uFF5E', 'app/d/e/f', 'app2/x', 'ap'];
      await using place = await start(
        name,
        keys.map(key => ({key, body: key, lastModified: TIME})),
      );
      using store = await openNow(place.location());
      const {objects, beside} = await listAll(store, 'app', never);
      const expected = ['app/B', 'app/_', 'app/a', 'app/d/e/f', 'app/é', 'app/\uFF5E', 'app/\u{10000}'];
      assert.deepEqual(
        objects.map(object => object.key),
        expected,
      );
      assert.deepEqual(
        objects.map(object => object.size),
        expected.map(key => Buffer.byteLength(key)),
      );
      assert.deepEqual(new Set(objects.map(object => object.lastModified)), new Set([TIME]));
      assert.equal(beside, 1);
    });

    it('finds and reads keys with spaces, signs, accents and percent marks', async () => {
      const keys = ['p/a b+c%d.x', 'p/ünï/ö', 'p/a&b=c#d', 'p/%41', "p/it's (1) <x> $!", 'p/ lead', 'p/0012'];
      await using place = await start(
        name,
        keys.map(key => ({key, body: `body of ${key}`})),
      );
      using store = await openNow(place.location());
      const {objects} = await listAll(store, 'p/', never);
      assert.deepEqual(new Set(objects.map(object => object.key)), new Set(keys));
      for (const object of objects) {
        assert.equal((await bytesOf(store, object)).toString(), `body of ${object.key}`);
      }
    });

    it('gives exactly the bytes of a range, of the whole, and of an empty object', async () => {
      const body = pattern(300_000);
      await using place = await start(name, [
        {key: 'data', body},
        {key: 'empty', body: ''},
      ]);
      using store = await openNow(place.location());
      const data = await find(store, 'data');
      assert.ok(body.equals(await bytesOf(store, data)));
      for (const [from, to] of [
        [0, 1],
        [0, 300_000],
        [299_999, 300_000],
        [100, 100],
        [65_535, 131_073],
      ] as const) {
        const got = await bytesOf(store, data, {start: from, end: to});
        assert.ok(body.subarray(from, to).equals(got), `bytes ${from} to ${to}`);
      }
      assert.equal((await bytesOf(store, await find(store, 'empty'))).length, 0);
      await failure(bytesOf(store, data, {start: 0, end: 300_001}), 'internal');
    });

    it('reads an object in parallel parts, in order, and counts the bytes', async () => {
      const body = pattern(1_000_003);
      await using place = await start(name, [{key: 'data', body}]);
      using store = await openNow(place.location());
      const data = await find(store, 'data');
      assert.ok(body.equals(await collect(readAhead(store, data, {signal: never, partSize: 65_536, inFlight: 4}))));
      assert.equal(store.traffic.bytes, body.length);
      const range = {start: 70_001, end: 900_000};
      const part = await collect(readAhead(store, data, {signal: never, range, partSize: 100_000, inFlight: 3}));
      assert.ok(body.subarray(range.start, range.end).equals(part));
    });

    it('says gone for an object that was removed after it was listed', async () => {
      await using place = await start(name, [{key: 'a/data', body: 'x'}]);
      using store = await openNow(place.location());
      const data = await find(store, 'a/data');
      await place.remove('a/data');
      const error = await failure(bytesOf(store, data), 'gone');
      assert.match(error.message, /a\/data/);
    });

    it('says changed for an object that was overwritten, even by one of the same size', async () => {
      await using place = await start(name, [{key: 'data', body: 'old bytes', lastModified: TIME}]);
      using store = await openNow(place.location());
      const data = await find(store, 'data');
      await place.put({key: 'data', body: 'new bytes'});
      await failure(bytesOf(store, data), 'changed');
      await failure(bytesOf(store, data, {start: 2, end: 5}), 'changed');
      assert.equal((await bytesOf(store, await find(store, 'data'))).toString(), 'new bytes');
    });

    it('says bucket-missing for a bucket that is not there', async () => {
      await using place = await start(name);
      const here = place.location();
      const elsewhere =
        here.kind === 's3' ? {...here, bucket: 'no-such-bucket'} : {...here, path: join(here.path, 'no-such-folder')};
      const error = await failure(
        openNow(elsewhere).then(store => listAll(store, '', never)),
        'bucket-missing',
      );
      assert.match(error.message, /no-such/);
    });

    it('lists an empty bucket, and a prefix without objects, as nothing', async () => {
      await using place = await start(name, name === 'fauxqs' ? [] : [{key: 'other', body: 'x'}]);
      using store = await openNow(place.location());
      assert.deepEqual((await listAll(store, 'app/', never)).objects, []);
    });

    it('ends with the signal’s reason, before and while it reads', async () => {
      await using place = await start(name, [{key: 'data', body: pattern(3_000_000)}]);
      using store = await openNow(place.location());
      const data = await find(store, 'data');
      const reason = new Error('cancelled by the test');
      const aborted = AbortSignal.abort(reason);
      await assert.rejects(collect(store.read(data, {signal: aborted})), reason);
      await assert.rejects(listAll(store, '', aborted), reason);
      const controller = new AbortController();
      const reading = (async () => {
        for await (const chunk of store.read(data, {signal: controller.signal})) {
          assert.ok(chunk.length > 0);
          controller.abort(reason);
        }
      })();
      await assert.rejects(reading, reason);
    });

    it('lists more keys than fit on a page, each once', async () => {
      // Only S3 has pages; writing through versitygw takes its time, so it gets just over one.
      const count = name === 'versitygw' ? 1_005 : 10_005;
      const keys = Array.from({length: count}, (_, index) => `many/${String(index).padStart(6, '0')}.wal`);
      await using place = await start(
        name,
        keys.map(key => ({key, body: 'x'})),
      );
      using store = await openNow(place.location());
      const {objects} = await listAll(store, 'many/', never);
      assert.deepEqual(
        objects.map(object => object.key),
        keys,
      );
      if (name !== 'directory') {
        assert.ok(store.traffic.requests >= Math.ceil(count / 1000));
      }
    });

    it('refuses to hold an object in memory that is larger than allowed', async () => {
      await using place = await start(name, [{key: 'data', body: 'ten bytes!'}]);
      using store = await openNow(place.location());
      const data = await find(store, 'data');
      assert.equal(Buffer.from(await readSmall(store, data, {signal: never, cap: 10})).toString(), 'ten bytes!');
      const error = await failure(readSmall(store, data, {signal: never, cap: 9}), 'limit');
      assert.match(error.message, /data.*at most 9 bytes.*10 bytes/);
    });
  });
}
