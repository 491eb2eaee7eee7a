// Replicas encrypted with age: the fixture that Litestream 0.3.13 wrote, and replicas of the writer here under the
// library's encryption. Every region of an object changed, every cut: healed or told, never another database.
import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {Encrypter, generateX25519Identity, identityToRecipient} from 'age-encryption';
import type {AgeIdentity} from '../../src/codecs/age.ts';
import type {Bucket, StoredObject} from '../models/memory-store.ts';
import {restoreInMemory} from '../models/restore-in-memory.ts';
import {litestreamCases, sha256} from './litestream-corpus.ts';
import {exact, refused} from './litestream-v3-expect.ts';
import {changed, keysOf, replica} from './litestream-v3-writer.ts';

const CASES = litestreamCases(fileURLToPath(new URL('../fixtures/litestream-v3/', import.meta.url))).filter(
  ({truth}) => truth.ageIdentity !== undefined,
);

const KEY = await generateX25519Identity();
const OTHER = await generateX25519Identity();
const keys = (...list: readonly string[]): AgeIdentity => ({kind: 'keys', keys: list});
const CHUNK = 64 * 1024 + 16;

async function encrypter(key = KEY): Promise<Encrypter> {
  const made = new Encrypter();
  made.addRecipient(await identityToRecipient(key));
  return made;
}

/** @param which objects; absent: all */
async function underAge(
  bucket: Bucket,
  how: Encrypter,
  which: (key: string) => boolean = () => true,
): Promise<Map<string, StoredObject>> {
  const copy = new Map(bucket);
  for (const [key, object] of bucket) {
    if (which(key)) copy.set(key, {...object, bytes: Buffer.from(await how.encrypt(object.bytes))});
  }
  return copy;
}

function flipped(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
}

/** One place in each part of an age file for one X25519 recipient, and the lengths at which parts end. */
function partsOf(file: Buffer): {readonly places: readonly number[]; readonly cuts: readonly number[]} {
  const lines = [...file.subarray(0, 400).entries()].filter(([, byte]) => byte === 10).map(([at]) => at);
  const [version = 0, stanza = 0, wrapped = 0, mac = 0] = lines;
  const payload = mac + 1 + 16;
  const chunks = Array.from(
    {length: Math.ceil((file.length - payload) / CHUNK) - 1},
    (_, n) => payload + (n + 1) * CHUNK,
  );
  return {
    places: [
      3,
      version - 1,
      version + 4,
      stanza - 5,
      wrapped - 5,
      mac - 40,
      mac + 2,
      payload,
      file.length - 17,
      file.length - 1,
    ],
    cuts: [
      0,
      10,
      version,
      stanza,
      wrapped,
      mac,
      mac + 1,
      payload,
      payload + 1,
      ...chunks,
      file.length - 16,
      file.length - 1,
    ],
  };
}

suite('A replica that Litestream encrypted', () => {
  test('is there', () => assert.ok(CASES.length > 0));

  for (const {name, truth, bucket, asked} of CASES) {
    test(`is refused without its identity, in every mode, and the message says what to give: ${name}`, async () => {
      for (const mode of ['plan', 'verify', 'restore'] as const) {
        assert.match(await refused(bucket, 'encrypted', {mode}), /age-identity/);
      }
      assert.match(await refused(bucket, 'encrypted', {ageIdentity: keys(OTHER)}), /No identity matched.*X25519/);
      const passphrase = {kind: 'passphrase', passphrase: 'correct horse'} as const;
      assert.match(await refused(bucket, 'encrypted', {ageIdentity: passphrase}), /encrypted for a key/);
    });

    test(`is opened when its key is one of several: ${name}`, async () => {
      const {result, image} = await restoreInMemory(bucket, {ageIdentity: keys(OTHER, truth.ageIdentity ?? '')});
      assert.equal(result.error, undefined, result.error?.message);
      assert.equal(sha256(image ?? Buffer.alloc(0)), truth.final.sha256AfterTruncateCheckpoint);
    });

    test(`is healed or told wherever one of its objects is changed or cut: ${name}`, async () => {
      const segments = keysOf(bucket, '/wal/');
      const chosen = [...keysOf(bucket, '/snapshots/'), segments[0], segments[segments.length >> 1], segments.at(-1)];
      const counts = {exact: 0, told: 0};
      for (const key of new Set(chosen.filter(each => each !== undefined))) {
        const bytes = bucket.get(key)?.bytes ?? Buffer.alloc(0);
        const {places, cuts} = partsOf(bytes);
        for (const [what, damaged] of [
          ...places.map(at => [`changed at ${at}`, flipped(bytes, at)] as const),
          ...cuts.map(end => [`cut to ${end}`, bytes.subarray(0, end)] as const),
        ]) {
          const {result, image} = await restoreInMemory(changed(bucket, {[key]: damaged}), asked);
          if (image === undefined) {
            assert.equal(result.verdict, 'fail', `${key} ${what}: ${result.error?.message}`);
            assert.ok(result.error?.message.includes(key), `${key} ${what}: ${result.error?.message}`);
            counts.told += 1;
          } else {
            assert.equal(sha256(image), truth.final.sha256AfterTruncateCheckpoint, `${key} ${what}`);
            counts.exact += 1;
          }
        }
      }
      assert.ok(counts.told > 20, JSON.stringify(counts));
    });
  }
});

suite('An encrypted replica', () => {
  // Rows that do not compress, so that objects have several chunks.
  const plain = replica({snapshots: [0, 1, 2], rows: 400});
  const {image} = plain;

  test('may be encrypted with a passphrase, and in part only', async () => {
    const how = new Encrypter();
    how.setPassphrase('correct horse');
    how.setScryptWorkFactor(6);
    const ageIdentity = {kind: 'passphrase', passphrase: 'correct horse'} as const;
    await exact(await underAge(plain.bucket, how), image, {ageIdentity});
    for (const part of ['/wal/00000002_', '/snapshots/']) {
      await exact(await underAge(plain.bucket, how, key => key.includes(part)), image, {ageIdentity});
    }
  });

  test('has the same positions and times as without encryption', async () => {
    const encrypted = await underAge(plain.bucket, await encrypter());
    const [one, two] = [await exact(plain.bucket, image), await exact(encrypted, image, {ageIdentity: keys(KEY)})];
    assert.deepEqual(two.plan?.point, one.plan?.point);
    assert.equal(two.framesApplied, one.framesApplied);
    assert.deepEqual(two.plan?.proof.word, one.plan?.proof.word);
  });

  test('heals a snapshot that is changed or cut anywhere from an earlier one, between two chunks too', async () => {
    const stored = replica({snapshots: [0, 1], indexes: 2, rows: 8000});
    const bucket = await underAge(stored.bucket, await encrypter());
    const [, newest = ''] = keysOf(bucket, '/snapshots/');
    const bytes = bucket.get(newest)?.bytes ?? Buffer.alloc(0);
    const {places, cuts} = partsOf(bytes);
    assert.ok(bytes.length > 2 * CHUNK, `${bytes.length} bytes`);
    for (const damaged of [...places.map(at => flipped(bytes, at)), ...cuts.map(end => bytes.subarray(0, end))]) {
      const result = await exact(changed(bucket, {[newest]: damaged}), stored.image, {ageIdentity: keys(KEY)});
      assert.match(result.plan?.snapshotKey ?? '', /00000000\.snapshot/);
    }
  });

  test('tells a segment that is cut anywhere, between two chunks too', async () => {
    const stored = replica({snapshots: [0], indexes: 1, rows: 9000});
    const bucket = await underAge(stored.bucket, await encrypter());
    const key = keysOf(bucket, '/wal/').find(each => (bucket.get(each)?.bytes.length ?? 0) > 2 * CHUNK) ?? '';
    const {cuts} = partsOf(bucket.get(key)?.bytes ?? Buffer.alloc(0));
    for (const end of cuts) {
      const cut = changed(bucket, {[key]: bucket.get(key)?.bytes.subarray(0, end)});
      const {result, image: found} = await restoreInMemory(cut, {ageIdentity: keys(KEY)});
      assert.equal(found, undefined);
      assert.equal(result.verdict, 'fail');
      assert.ok(result.error?.message.includes(key));
    }
  });

  test('whose keys were changed on the way is told, or restored with both', async () => {
    const [mine, theirs] = [await encrypter(), await encrypter(OTHER)];
    const half = await underAge(plain.bucket, mine, key => !key.includes('/wal/00000003_'));
    const bucket = await underAge(half, theirs, key => key.includes('/wal/00000003_'));
    await exact(bucket, image, {ageIdentity: keys(KEY, OTHER)});
    const {result, image: found} = await restoreInMemory(bucket, {ageIdentity: keys(KEY)});
    assert.equal(found, undefined);
    assert.equal(result.verdict, 'fail');
    assert.match(result.error?.message ?? '', /identity/i);
  });
});
