// Files made by the library of age's author, opened as a stream, and damaged in every way.
import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {createCipheriv, hkdfSync, randomBytes, scryptSync} from 'node:crypto';
import {fileURLToPath} from 'node:url';
import {suite, test} from 'node:test';
import {
  Decrypter,
  Encrypter,
  Stanza,
  generateHybridIdentity,
  generateX25519Identity,
  identityToRecipient,
} from 'age-encryption';
import {ageDecryption, type AgeIdentity, type Decrypt} from '../../src/codecs/age.ts';
import {passphraseIdentity} from '../../src/codecs/age-passphrase.ts';
import {isRestoreError, RestoreError} from '../../src/errors.ts';
import {seeded} from '../models/random.ts';

const CHUNK = 64 * 1024;
const TAG = 16;
const KEY = await generateX25519Identity();
const OTHER = await generateX25519Identity();
const keys = (...list: readonly string[]): AgeIdentity => ({kind: 'keys', keys: list});
const passphrase = (text: string): AgeIdentity => ({kind: 'passphrase', passphrase: text});

async function encrypted(content: Uint8Array, ...recipients: readonly string[]): Promise<Buffer> {
  const encrypter = new Encrypter();
  for (const identity of recipients) encrypter.addRecipient(await identityToRecipient(identity));
  return Buffer.from(await encrypter.encrypt(content));
}

async function withPassphrase(content: Uint8Array, text: string, work = 8): Promise<Buffer> {
  const encrypter = new Encrypter();
  encrypter.setPassphrase(text);
  encrypter.setScryptWorkFactor(work);
  return Buffer.from(await encrypter.encrypt(content));
}

/** ChaCha20-Poly1305 with the tag behind the content. */
function sealed(key: Uint8Array, nonce: Uint8Array, content: Uint8Array): Buffer {
  const cipher = createCipheriv('chacha20-poly1305', key, nonce, {authTagLength: TAG});
  return Buffer.concat([cipher.update(content), cipher.final(), cipher.getAuthTag()]);
}

/** In chunks of `step` bytes. */
async function* pieces(bytes: Uint8Array, step = bytes.length): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += step) yield bytes.subarray(at, at + step);
}

const options = (signal = new AbortController().signal) => ({where: 'a.age', signal});

/** What came out, and what it failed with. */
async function opened(
  decrypt: Decrypt,
  source: AsyncIterable<Uint8Array>,
): Promise<{readonly content: Buffer; readonly error: unknown}> {
  const chunks: Uint8Array[] = [];
  let error: unknown;
  try {
    for await (const chunk of decrypt(source, options())) chunks.push(chunk);
  } catch (thrown) {
    error = thrown;
  }
  return {content: Buffer.concat(chunks), error};
}

async function contentOf(file: Uint8Array, identity: AgeIdentity | undefined, step?: number): Promise<Buffer> {
  const {content, error} = await opened(ageDecryption(identity), pieces(file, step));
  assert.equal(error, undefined, String(error));
  return content;
}

async function failure(file: Uint8Array, identity: AgeIdentity | undefined): Promise<RestoreError> {
  const {error} = await opened(ageDecryption(identity), pieces(file));
  assert.ok(error instanceof RestoreError, String(error));
  assert.equal(error.failure.where, 'a.age');
  return error;
}

/** The same file with another header: `edit` gets its text. */
function withHeader(file: Buffer, edit: (text: string) => string): Buffer {
  const end = file.indexOf('\n', file.indexOf('\n---') + 1);
  return Buffer.concat([Buffer.from(edit(file.subarray(0, end).toString('latin1')), 'latin1'), file.subarray(end)]);
}

function flipped(file: Buffer, at: number, bit = 1): Buffer {
  const copy = Buffer.from(file);
  copy[at] = (copy[at] ?? 0) ^ bit;
  return copy;
}

suite('An object that is not encrypted', () => {
  for (const [name, bytes] of Object.entries({
    nothing: Buffer.alloc(0),
    'a few bytes': Buffer.from('age-e'),
    'bytes that begin like age': Buffer.from('age-encryption.net/v1\n'),
    'a lot': randomBytes(100_000),
  })) {
    test(`comes out as it is, with and without an identity: ${name}`, async () => {
      for (const step of [1, 7, 19, 40_000]) {
        if (step < 7 && bytes.length > 1000) continue;
        assert.deepEqual(await contentOf(bytes, undefined, step), bytes);
        assert.deepEqual(await contentOf(bytes, keys(KEY), step), bytes);
      }
    });
  }
});

suite('An encrypted object', () => {
  for (const size of [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK]) {
    test(`of ${size} bytes is opened with the key or the passphrase, however its bytes arrive`, async () => {
      const content = randomBytes(size);
      const file = await encrypted(content, KEY);
      for (const step of [13, 1000, CHUNK + TAG, undefined]) {
        if (step === 13 && size > CHUNK) continue;
        assert.ok((await contentOf(file, keys(KEY), step)).equals(content));
      }
      assert.ok(
        (await contentOf(await withPassphrase(content, 'correct horse'), passphrase('correct horse'))).equals(content),
      );
    });
  }

  test('for several recipients is opened with any of several identities', async () => {
    const content = randomBytes(1000);
    const third = await generateX25519Identity();
    const file = await encrypted(content, third, KEY);
    assert.deepEqual(await contentOf(file, keys(OTHER, KEY)), content);
    assert.equal((await failure(file, keys(OTHER))).code, 'encrypted');
  });

  test('for a post-quantum key is opened too', async () => {
    const identity = await generateHybridIdentity();
    const content = randomBytes(1000);
    assert.deepEqual(await contentOf(await encrypted(content, identity), keys(identity)), content);
  });

  test('is refused without an identity, and the message says which input to give', async () => {
    const error = await failure(await encrypted(randomBytes(10), KEY), undefined);
    assert.equal(error.code, 'encrypted');
    assert.match(error.message, /age-identity/);
  });

  test('is refused with the wrong identity, and the message says what it takes but not what was given', async () => {
    const [forKey, forPassphrase] = [
      await encrypted(randomBytes(10), KEY),
      await withPassphrase(randomBytes(10), 'correct horse'),
    ];
    for (const [file, identity, message] of [
      [forKey, keys(OTHER), /No identity matched.*X25519/],
      [forKey, passphrase('wrong horse'), /encrypted for a key, and age-identity holds a passphrase/],
      [forPassphrase, passphrase('wrong horse'), /No identity matched.*scrypt/],
      [forPassphrase, keys(OTHER), /encrypted with a passphrase, and age-identity holds keys/],
    ] as const) {
      const error = await failure(file, identity);
      assert.equal(error.code, 'encrypted');
      assert.match(error.message, message);
      assert.doesNotMatch(error.message, /wrong horse|SECRET-KEY-1[^…]/);
    }
  });

  test('that only one identity of the run does not open is called damaged', async () => {
    const [good, other] = [await encrypted(randomBytes(10), KEY), await encrypted(randomBytes(10), OTHER)];
    const decrypt = ageDecryption(keys(KEY));
    assert.ok(isRestoreError((await opened(decrypt, pieces(other))).error, 'encrypted'));
    assert.equal((await opened(decrypt, pieces(good))).error, undefined);
    assert.ok(isRestoreError((await opened(decrypt, pieces(other))).error, 'checksum'));
  });

  test('is read no faster than its content is taken, and no further when it is left', async () => {
    const file = await encrypted(randomBytes(40 * CHUNK), KEY);
    let taken = 0;
    let closed = false;
    async function* counted(): AsyncGenerator<Uint8Array> {
      try {
        for await (const piece of pieces(file, CHUNK)) {
          taken += 1;
          yield piece;
        }
      } finally {
        closed = true;
      }
    }
    let seen = 0;
    for await (const chunk of ageDecryption(keys(KEY))(counted(), options())) {
      seen += chunk.length;
      assert.ok(chunk.length <= CHUNK);
      assert.ok(taken - seen / CHUNK < 8, `${taken} taken after ${seen} bytes`);
      if (seen >= 20 * CHUNK) break;
    }
    assert.ok(closed);
    assert.ok(taken < 29, `${taken} taken`);
  });

  test('passes on what its source fails with, and hears the signal', async () => {
    const file = await encrypted(randomBytes(4 * CHUNK), KEY);
    for (const length of [30, 300, 2 * CHUNK]) {
      const reason = new Error('the network is gone');
      async function* cut(): AsyncGenerator<Uint8Array> {
        yield file.subarray(0, length);
        throw reason;
      }
      assert.equal((await opened(ageDecryption(keys(KEY)), cut())).error, reason);
    }
    const stop = new AbortController();
    const reason = new RestoreError('cancelled', {what: 'Cancelled'});
    await assert.rejects(
      async () => {
        for await (const _ of ageDecryption(keys(KEY))(pieces(file, 1000), options(stop.signal))) stop.abort(reason);
      },
      (error: unknown) => error === reason,
    );
  });
});

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

suite('A passphrase', () => {
  test('is derived once for an object that is read again, or refused again', async () => {
    const file = await withPassphrase(randomBytes(10), 'correct horse', 16);
    for (const text of ['correct horse', 'wrong horse']) {
      const identity = passphraseIdentity(text);
      const answers: (Uint8Array | null)[] = [];
      const times: number[] = [];
      const decrypter = new Decrypter();
      decrypter.addIdentity({
        async unwrapFileKey(stanzas: Stanza[]) {
          const started = performance.now();
          const key = await identity.unwrapFileKey(stanzas);
          times.push(performance.now() - started);
          answers.push(key);
          return key;
        },
      });
      for (let n = 0; n < 2; n += 1) await decrypter.decrypt(file).catch(() => {});
      const [first, second] = answers;
      assert.equal(first === null, text === 'wrong horse');
      // The same object, not an equal one: it was not made again.
      assert.equal(second, first);
      assert.ok((times[1] ?? 0) < (times[0] ?? 0), times.join());
    }
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

suite('The age library', () => {
  test('is loaded when an encrypted object is met, not before', async () => {
    const child = fileURLToPath(new URL('./age-loading.ts', import.meta.url));
    const program = spawn(process.execPath, [child], {stdio: ['ignore', 'pipe', 'inherit']});
    let output = '';
    program.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    const code = await new Promise<number | null>((resolve, reject) => {
      program.once('close', resolve).once('error', reject);
    });
    assert.equal(code, 0);
    assert.deepEqual(JSON.parse(output), {afterImport: false, afterPlain: false, afterEncrypted: true});
  });
});
