// What the keys say, in the nestings and widths of all versions.
import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {detectV3, generationsOf} from '../../src/formats/litestream-v3/keys.ts';
import {listObjects, type Bucket} from '../models/memory-store.ts';
import {restoreInMemory} from '../models/restore-in-memory.ts';
import {exact, refused} from './litestream-v3-expect.ts';
import {changed, keysOf, replica} from './litestream-v3-writer.ts';

function renamed(bucket: Bucket, rename: (key: string) => string): Bucket {
  return new Map([...bucket.values()].map(object => [rename(object.key), {...object, key: rename(object.key)}]));
}

/** Litestream 0.4.0-alpha */
function alpha(key: string): string {
  return key.replace(/([0-9a-f]{8})_([0-9a-f]{8})\.wal/, '$1/$2.wal');
}

/** Litestream 0.4.0-beta */
function beta(key: string): string {
  return alpha(key).replace(/\/([0-9a-f]{8})(?=[/.])/g, '/00000000$1');
}

suite('The keys of Litestream 0.3', () => {
  test('are restored in the nestings and widths of all versions', async () => {
    const {bucket, image} = replica();
    assert.match((await exact(renamed(bucket, alpha), image)).plan?.notes.join() ?? '', /0\.4/);
    await exact(renamed(bucket, beta), image);
    assert.ok(beta(keysOf(bucket, '/wal/')[0] ?? '').includes('/wal/0000000000000000/'));
  });

  test('may begin with a slash, or with generations/', async () => {
    for (const head of ['/db/', '']) {
      const {bucket, image} = replica({head});
      await exact(bucket, image);
    }
  });

  test('are found when the prefix has a slash more or less than they have', async () => {
    for (const [head, prefix] of [
      ['/db/', 'db'],
      ['/db/', 'db/'],
      ['db/', '/db'],
      ['db/', '/db/'],
    ] as const) {
      const {bucket, image} = replica({head, indexes: 1});
      const beside = replica({head: head.replace('db', 'db2'), indexes: 2, generation: 'fedcba9876543210'});
      const both = new Map([...bucket, ...beside.bucket]);
      const location = {kind: 'directory', path: '/', prefix} as const;
      const {plan} = await exact(both, image, {location});
      assert.ok(plan?.snapshotKey.startsWith(head), plan?.snapshotKey);
    }
  });

  test('under the prefix as it is written win over those with a slash more', async () => {
    const [asked, other] = [replica({head: 'db/'}), replica({head: '/db/', generation: 'fedcba9876543210'})];
    const both = new Map([...asked.bucket, ...other.bucket]);
    await exact(both, asked.image, {location: {kind: 'directory', path: '/', prefix: 'db'}});
    await exact(both, other.image, {location: {kind: 'directory', path: '/', prefix: '/db'}});
  });

  test('are sorted by number: offsets beyond 4 GiB have more digits', () => {
    const keys = [
      '00000000_00000000',
      '00000000_100000020',
      '00000000_1000000000000020',
      '00000000_ffffffe0',
      '00000001_00000000',
      '0000000a_00000000',
    ];
    const objects = keys.map(key => ({
      key: `generations/0123456789abcdef/wal/${key}.wal.lz4`,
      size: 1,
      lastModified: 0,
      etag: '',
    }));
    for (const listed of [objects, objects.toReversed()]) {
      const [generation] = generationsOf(listed);
      assert.deepEqual(
        generation?.segments.map(({index, offset}) => [index, offset]),
        [
          [0, 0],
          [0, 0xffffffe0],
          [0, 0x100000020],
          [1, 0],
          [10, 0],
        ],
      );
      assert.equal(generation.others.length, 1, 'a number that is not exact is none');
    }
  });

  test('beyond 4 GiB make a plan', async () => {
    const {bucket} = replica({indexes: 1});
    const head = 'db/generations/0123456789abcdef/wal/00000000_';
    const body = Buffer.from('never read while planning');
    const large = changed(bucket, {[`${head}ffffffe0.wal.lz4`]: body, [`${head}100000020.wal.lz4`]: body});
    const {result} = await restoreInMemory(large, {mode: 'plan'});
    assert.equal(result.plan?.point.position, '0123456789abcdef/00000000:100000020', result.error?.message);
  });

  test('beyond 4 GiB are read at their place: after 32 bits it goes on', async () => {
    const {bucket} = replica({indexes: 1});
    const [, second = ''] = keysOf(bucket, '/wal/00000000_');
    const body = bucket.get(second)?.bytes ?? assert.fail();
    const folder = second.slice(0, second.lastIndexOf('/'));
    // The offset of `second` and 2^32: a reader that keeps 32 bits would take it for the segment that belongs there.
    const offset = Number.parseInt(/_([0-9a-f]+)\.wal/.exec(second)?.[1] ?? '', 16);
    const far = `${folder}/00000000_${(offset + 2 ** 32).toString(16)}.wal.lz4`;
    const message = await refused(changed(bucket, {[far]: body}), 'gap');
    assert.match(message, new RegExp(`nothing holds its bytes \\d+ to ${offset + 2 ** 32 - 1}: .*${far}`));
    const {result} = await restoreInMemory(changed(bucket, {[far]: body}), {onIncomplete: 'warn'});
    assert.equal(result.plan?.proof.word, 'partial');
  });

  test('of several databases are listed with the prefix of each', async () => {
    const [a, b] = [replica({head: 'all/a.db/'}), replica({head: 'all/b.db/', generation: 'fedcba9876543210'})];
    const both = new Map([...a.bucket, ...b.bucket]);
    const message = await refused(both, 'ambiguous');
    assert.match(message, /prefix: all\/a\.db\/ .*prefix: all\/b\.db\//);
    await exact(both, b.image, {location: {kind: 'directory', path: '/', prefix: 'all/b.db/'}});
  });

  test('of one generation can be asked for by prefix, part of one cannot', async () => {
    const {bucket, image} = replica({head: ''});
    const prefix = 'generations/0123456789abcdef/';
    await exact(bucket, image, {location: {kind: 'directory', path: '/', prefix}});
    const location = {kind: 'directory', path: '/', prefix: `${prefix}snapshots/`} as const;
    assert.match(await refused(bucket, 'input', {location}), /points into a Litestream generation/);
    const objects = listObjects(bucket).filter(({key}) => key.startsWith(`${prefix}wal/`));
    assert.equal(detectV3({prefix: `${prefix}wal/`, objects}).length, 1);
  });

  test('that nobody writes are never passed over in silence', async () => {
    const {bucket, image} = replica({indexes: 1});
    const folder = 'db/generations/0123456789abcdef/wal/';
    const odd = await exact(changed(bucket, {[`${folder}0000000000001000.wal.gz`]: Buffer.of(1)}), image);
    assert.equal(odd.plan?.proof.unexplained, true);
    assert.equal(odd.verdict, 'inconclusive');
    const unfinished = await exact(changed(bucket, {[`${folder}00000000_00009000.wal.lz4.tmp`]: Buffer.of(1)}), image);
    assert.equal(unfinished.verdict, 'pass');
  });

  test('of the gzip layout of 0.1 and 0.2 are refused by name', async () => {
    const folder = 'generations/0123456789abcdef/';
    const old = changed(new Map(), {[`${folder}snapshots/0000000000000000.snapshot.gz`]: Buffer.of(31, 139)});
    assert.match(await refused(old, 'unsupported-format'), /0\.1 and 0\.2/);
  });
});
