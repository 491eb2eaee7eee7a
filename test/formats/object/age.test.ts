// Objects encrypted with age: opened, then treated like any other; the wrong key, damage and cuts are told.
import assert from 'node:assert/strict';
import {createHash} from 'node:crypto';
import {readdirSync, readFileSync} from 'node:fs';
import {suite, test} from 'node:test';
import {gzipSync, zstdCompressSync} from 'node:zlib';
import {armor, Encrypter, generateX25519Identity, identityToRecipient} from 'age-encryption';
import Database from 'better-sqlite3';
import type {AgeIdentity} from '../../../src/codecs/age.ts';
import type {ErrorCode} from '../../../src/errors.ts';
import type {RestoreRequest} from '../../../src/request.ts';
import type {Bucket} from '../../models/memory-store.ts';
import {seeded} from '../../models/random.ts';
import {restoreInMemory} from '../../models/restore-in-memory.ts';

const KEY = await generateX25519Identity();
const BY_KEY: AgeIdentity = {kind: 'keys', keys: [await generateX25519Identity(), KEY]};
const PASSPHRASE = 'correct horse battery staple';
const BY_ANOTHER: AgeIdentity = {kind: 'passphrase', passphrase: 'wrong horse'};
const BY_PASSPHRASE: AgeIdentity = {kind: 'passphrase', passphrase: PASSPHRASE};

/** A database of some 300 KiB whose rows do not compress, or of many more. */
function database(mark: string, rows = 300): Buffer {
  const db = new Database(':memory:');
  try {
    db.exec('create table t(mark, noise)');
    const insert = db.prepare('insert into t values (?, randomblob(900))');
    for (let row = 0; row < rows; row += 1) insert.run(mark);
    return db.serialize();
  } finally {
    db.close();
  }
}

async function forKey(content: Uint8Array): Promise<Buffer> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(await identityToRecipient(KEY));
  return Buffer.from(await encrypter.encrypt(content));
}

async function forPassphrase(content: Uint8Array): Promise<Buffer> {
  const encrypter = new Encrypter();
  encrypter.setPassphrase(PASSPHRASE);
  encrypter.setScryptWorkFactor(10);
  return Buffer.from(await encrypter.encrypt(content));
}

/** An hour apart, in this order. */
function bucketOf(objects: Readonly<Record<string, Buffer>>): Bucket {
  return new Map(
    Object.entries(objects).map(([key, bytes], at) => [key, {key, bytes, lastModified: 1.79e12 + at * 3_600_000}]),
  );
}

async function exact(bucket: Bucket, image: Buffer, asked: Partial<RestoreRequest>) {
  const {result, image: found} = await restoreInMemory(bucket, asked);
  assert.equal(result.error, undefined, result.error?.message);
  assert.ok(found?.equals(image));
  return result;
}

async function refused(bucket: Bucket, code: ErrorCode, asked: Partial<RestoreRequest>): Promise<string> {
  const {result, image} = await restoreInMemory(bucket, asked);
  assert.equal(result.error?.code, code, result.error?.message ?? result.verdict);
  assert.equal(image, undefined);
  return result.error.message;
}

suite('An object that age itself wrote', () => {
  const folder = new URL('../../fixtures/age/', import.meta.url);
  const names = readdirSync(folder).filter(file => file.endsWith('.age'));
  test('is there, with keys and with a passphrase', () => assert.ok(names.length >= 2));
  for (const name of names) {
    test(`is opened: ${name}`, async () => {
      const truth = JSON.parse(readFileSync(new URL(name.replace('.db.age', '.truth.json'), folder), 'utf8')) as {
        // Written with the files.
        readonly ageIdentity: AgeIdentity;
        readonly sha256: string;
      };
      const bucket = bucketOf({[name]: readFileSync(new URL(name, folder))});
      const {result, image} = await restoreInMemory(bucket, {ageIdentity: truth.ageIdentity});
      assert.equal(result.verdict, 'pass', result.error?.message);
      assert.equal(
        createHash('sha256')
          .update(image ?? '')
          .digest('hex'),
        truth.sha256,
      );
      await refused(bucket, 'encrypted', {ageIdentity: truth.ageIdentity.kind === 'keys' ? BY_KEY : BY_ANOTHER});
    });
  }
});

const IMAGE = database('one');
const LARGE = database('large', 1500);

suite('An object under age', () => {
  const forms = {
    'app.db.age': IMAGE,
    'app.db.gz.age': gzipSync(IMAGE),
    'app.db.zst.age': zstdCompressSync(IMAGE),
    'app-20260102.sqlite': zstdCompressSync(gzipSync(IMAGE)),
  };
  for (const [key, content] of Object.entries(forms)) {
    test(`is opened with a key or a passphrase, and passes: ${key}`, async () => {
      for (const [encrypt, ageIdentity] of [
        [forKey, BY_KEY],
        [forPassphrase, BY_PASSPHRASE],
      ] as const) {
        const {verdict, plan} = await exact(bucketOf({[key]: await encrypt(content)}), IMAGE, {ageIdentity});
        assert.equal(verdict, 'pass');
        assert.equal(plan?.proof.word, 'whole-file');
        assert.match(plan.proof.because.join(' '), /age, which authenticates every byte/);
      }
    });
  }

  test('larger than what is read while planning is opened too', async () => {
    assert.ok(LARGE.length > 1024 * 1024);
    await exact(bucketOf({'app.db.age': await forKey(LARGE)}), LARGE, {ageIdentity: BY_KEY});
    await exact(bucketOf({'app.db.zst.age': await forPassphrase(zstdCompressSync(LARGE))}), LARGE, {
      ageIdentity: BY_PASSPHRASE,
    });
  });

  test('is refused without its identity, and an identity does not matter to what is not encrypted', async () => {
    const bucket = bucketOf({'app.db.age': await forKey(IMAGE)});
    assert.match(await refused(bucket, 'encrypted', {}), /age-identity/);
    assert.match(await refused(bucket, 'encrypted', {ageIdentity: BY_PASSPHRASE}), /encrypted for a key/);
    const {verdict} = await exact(bucketOf({'app.db': IMAGE}), IMAGE, {ageIdentity: BY_KEY});
    assert.equal(verdict, 'pass');
  });

  test('is refused where age is not the outermost layer, or in armor', async () => {
    const file = await forKey(IMAGE);
    for (const [key, bytes] of [
      ['app.db.age.gz', gzipSync(file)],
      ['app.db.age', Buffer.from(armor.encode(file))],
      ['app.db.age', await forKey(file)],
    ] as const) {
      assert.match(await refused(bucketOf({[key]: bytes}), 'encrypted', {ageIdentity: BY_KEY}), /armor/);
    }
  });

  test('that is no database inside is called what it is', async () => {
    const bucket = bucketOf({'app.db.age': await forKey(Buffer.from('<html>Not found</html>'))});
    assert.match(await refused(bucket, 'not-sqlite', {ageIdentity: BY_KEY}), /web or error page/);
  });

  test('is never an older or other database when it is changed or cut, and an older one is offered', async () => {
    const [older, file] = [await forKey(database('older')), await forKey(IMAGE)];
    const header = file.length - IMAGE.length - Math.ceil(IMAGE.length / 65_536) * 16;
    const random = seeded(11);
    const chunk = 65_536 + 16;
    const damaged: Buffer[] = [
      ...[header, header + chunk, header + 2 * chunk, file.length - 16, 500].map(end => file.subarray(0, end)),
      Buffer.concat([file, Buffer.of(0)]),
      ...Array.from({length: 24}, (_, n) => {
        const copy = Buffer.from(file);
        const at = n < 8 ? 22 + random.below(header - 22) : header + random.below(file.length - header);
        copy[at] = (copy[at] ?? 0) ^ 1;
        return copy;
      }),
    ];
    for (const [n, bytes] of damaged.entries()) {
      const bucket = bucketOf({'app-20260101.db.age': older, 'app-20260102.db.age': bytes});
      const {result, image} = await restoreInMemory(bucket, {ageIdentity: BY_KEY});
      assert.equal(result.verdict, 'fail', String(n));
      assert.equal(image, undefined);
      assert.match(result.error?.message ?? '', /app-20260102\.db\.age/);
      assert.ok(
        ['checksum', 'truncated', 'format', 'encrypted'].includes(result.error?.code ?? ''),
        result.error?.code,
      );
    }
  });
});
