// Files made by the library of age's author, opened as a stream.
import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {randomBytes} from 'node:crypto';
import {fileURLToPath} from 'node:url';
import {suite, test} from 'node:test';
import {Decrypter, type Stanza, generateHybridIdentity, generateX25519Identity} from 'age-encryption';
import {ageDecryption} from '../../src/codecs/age.ts';
import {passphraseIdentity} from '../../src/codecs/age-passphrase.ts';
import {isRestoreError, RestoreError} from '../../src/errors.ts';
import {
  CHUNK,
  contentOf,
  encrypted,
  failure,
  KEY,
  keys,
  opened,
  options,
  OTHER,
  passphrase,
  pieces,
  TAG,
  withPassphrase,
} from './age-files.ts';

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
