// Files changed, cut and made up in every way: told by a code, and no byte comes out that was not there.
import assert from 'node:assert/strict';
import {hkdfSync, randomBytes, scryptSync} from 'node:crypto';
import {suite, test} from 'node:test';
import {Decrypter, Encrypter, Stanza, identityToRecipient} from 'age-encryption';
import {ageDecryption} from '../../src/codecs/age.ts';
import {isRestoreError} from '../../src/errors.ts';
import {seeded} from '../models/random.ts';
import {
  CHUNK,
  contentOf,
  encrypted,
  failure,
  flipped,
  KEY,
  keys,
  opened,
  passphrase,
  pieces,
  sealed,
  TAG,
  withHeader,
  withPassphrase,
} from './age-files.ts';

suite('A damaged encrypted object', () => {
  test('is refused for every changed byte of its header', async () => {
    const content = randomBytes(100);
    for (const [file, identity] of [
      [await encrypted(content, KEY), keys(KEY)],
      [await withPassphrase(content, 'correct horse'), passphrase('correct horse')],
    ] as const) {
      const end = file.length - content.length - TAG;
      for (let at = 0; at < end; at += 1) {
        for (const bit of [1, 0x20, 0x80]) {
          const {content: seen, error} = await opened(ageDecryption(identity), pieces(flipped(file, at, bit)));
          // Without its magic it is not known to be encrypted, and comes out as it is.
          if (at < 'age-encryption.org/'.length) assert.equal(error, undefined);
          else {
            assert.ok(
              isRestoreError(error, 'format', 'checksum', 'encrypted', 'truncated', 'limit'),
              `${at}: ${String(error)}`,
            );
            assert.equal(seen.length, 0);
          }
        }
      }
    }
  });

  test('gives no changed byte, and fails, wherever its content is changed', async () => {
    const content = randomBytes(3 * CHUNK + 1000);
    const file = await encrypted(content, KEY);
    const random = seeded(7);
    const start = file.length - (content.length + 4 * TAG) - 16;
    const boundaries = [0, 1, 2, 3].flatMap(n => [-1, 0, 1].map(by => start + 16 + n * (CHUNK + TAG) + by));
    const places = [...boundaries, ...Array.from({length: 40}, () => start + random.below(file.length - start))];
    for (const at of places) {
      const {content: seen, error} = await opened(ageDecryption(keys(KEY)), pieces(flipped(file, at), 50_000));
      assert.ok(isRestoreError(error, 'checksum'), `${at}: ${String(error)}`);
      assert.ok(content.subarray(0, seen.length).equals(seen) && seen.length < content.length, String(at));
    }
  });

  test('fails wherever it is cut, between two chunks too, and when a byte follows', async () => {
    const content = randomBytes(3 * CHUNK);
    const file = await encrypted(content, KEY);
    const start = file.length - (content.length + 3 * TAG);
    const lengths = [
      ...Array.from({length: start + TAG + 2}, (_, length) => length).slice('age-encryption.org/'.length),
      ...[1, 2].flatMap(n => [-1, 0, 1, TAG].map(by => start + n * (CHUNK + TAG) + by)),
      file.length - 1,
    ];
    for (const length of lengths) {
      const {error} = await opened(ageDecryption(keys(KEY)), pieces(file.subarray(0, length)));
      const noTag = length < start + TAG || (length - start) % (CHUNK + TAG) < TAG;
      assert.ok(isRestoreError(error, noTag ? 'truncated' : 'checksum'), `${length}: ${String(error)}`);
    }
    const more = await opened(ageDecryption(keys(KEY)), pieces(Buffer.concat([file, Buffer.of(0)])));
    assert.ok(isRestoreError(more.error, 'trailing'), String(more.error));
    const odd = await encrypted(randomBytes(CHUNK + 5), KEY);
    const after = await opened(ageDecryption(keys(KEY)), pieces(Buffer.concat([odd, Buffer.alloc(9)])));
    assert.ok(isRestoreError(after.error, 'checksum'), String(after.error));
  });

  test('fails when an empty chunk follows the last full one, which would be another form of the same content', async () => {
    const file = await encrypted(randomBytes(CHUNK), KEY);
    const start = file.length - (CHUNK + TAG);
    const decrypter = new Decrypter();
    decrypter.addIdentity(KEY);
    const fileKey = await decrypter.decryptHeader(file.subarray(0, start - 16));
    const key = new Uint8Array(hkdfSync('sha256', fileKey, file.subarray(start - 16, start), 'payload', 32));
    const chunks = [
      sealed(key, Buffer.alloc(12), Buffer.alloc(CHUNK, 1)),
      sealed(key, Buffer.concat([Buffer.alloc(10), Buffer.of(1, 1)]), Buffer.alloc(0)),
    ];
    const {error} = await opened(ageDecryption(keys(KEY)), pieces(Buffer.concat([file.subarray(0, start), ...chunks])));
    assert.ok(isRestoreError(error, 'checksum'), String(error));
  });

  test('fails when chunks change places', async () => {
    const file = await encrypted(Buffer.concat([Buffer.alloc(CHUNK, 1), Buffer.alloc(CHUNK, 2), Buffer.of(3)]), KEY);
    const start = file.length - (2 * (CHUNK + TAG) + 1 + TAG);
    const [one, two] = [0, 1].map(n => file.subarray(start + n * (CHUNK + TAG), start + (n + 1) * (CHUNK + TAG)));
    assert.ok(one && two);
    const swapped = Buffer.concat([file.subarray(0, start), two, one, file.subarray(start + 2 * (CHUNK + TAG))]);
    const {content, error} = await opened(ageDecryption(keys(KEY)), pieces(swapped));
    assert.ok(isRestoreError(error, 'checksum'));
    assert.equal(content.length, 0);
  });
});

suite('A hostile header', () => {
  test('cannot ask for more than 2^20 of scrypt', async () => {
    const file = await withPassphrase(randomBytes(10), 'correct horse');
    for (const work of ['21', '30', '62', '999999999']) {
      const started = performance.now();
      const error = await failure(
        withHeader(file, text => text.replace(/ 8$/m, ` ${work}`)),
        passphrase('correct horse'),
      );
      assert.equal(error.code, 'limit');
      assert.match(error.message, new RegExp(`2\\^${work}`));
      assert.ok(performance.now() - started < 5000);
    }
    for (const work of ['0', '08', '-8', '1e1', '9999999999999']) {
      const hostile = withHeader(file, text => text.replace(/ 8$/m, ` ${work}`));
      assert.equal((await failure(hostile, passphrase('correct horse'))).code, 'checksum');
    }
  });

  test('cannot add a passphrase to other recipients, though its MAC is right', async () => {
    const encrypter = new Encrypter();
    encrypter.addRecipient(await identityToRecipient(KEY));
    encrypter.addRecipient({
      wrapFileKey(fileKey: Uint8Array) {
        const salt = randomBytes(16);
        const key = scryptSync(
          'correct horse',
          Buffer.concat([Buffer.from('age-encryption.org/v1/scrypt'), salt]),
          32,
          {
            N: 256,
            r: 8,
          },
        );
        const args = ['scrypt', salt.toString('base64').replaceAll('=', ''), '8'];
        return [new Stanza(args, sealed(key, Buffer.alloc(12), fileKey))];
      },
    });
    const file = Buffer.from(await encrypter.encrypt(Buffer.from('content')));
    assert.equal(String(await contentOf(file, keys(KEY))), 'content');
    assert.equal((await failure(file, passphrase('correct horse'))).code, 'checksum');
  });

  test('cannot give a stanza another form', async () => {
    const file = await withPassphrase(randomBytes(10), 'correct horse');
    for (const edit of [
      (text: string) => text.replace(/ 8$/m, ' 8 9'),
      (text: string) => text.replace(/scrypt \S+/, 'scrypt AAAA'),
      (text: string) => text.replace(/ 8\n.+/, ' 8\nAAAA'),
    ]) {
      const error = await failure(withHeader(file, edit), passphrase('correct horse'));
      assert.equal(error.code, 'checksum');
    }
  });

  test('that does not end is not read for ever', async () => {
    let taken = 0;
    async function* endless(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('age-encryption.org/v1\n-> X25519 ');
      for (;;) {
        taken += 1;
        yield Buffer.alloc(1024, 0x41);
      }
    }
    const {error} = await opened(ageDecryption(keys(KEY)), endless());
    assert.ok(isRestoreError(error, 'format'), String(error));
    assert.ok(taken < 100);
  });

  test('of another version is refused', async () => {
    const file = withHeader(await encrypted(randomBytes(10), KEY), text => text.replace('/v1', '/v2'));
    assert.equal((await failure(file, keys(KEY))).code, 'format');
  });
});
