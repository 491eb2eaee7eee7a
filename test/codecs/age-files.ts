// age files for tests, made by the library of age's author, and what comes out of them.
import assert from 'node:assert/strict';
import {createCipheriv} from 'node:crypto';
import {Encrypter, generateX25519Identity, identityToRecipient} from 'age-encryption';
import {ageDecryption, type AgeIdentity, type Decrypt} from '../../src/codecs/age.ts';
import {RestoreError} from '../../src/errors.ts';

export const CHUNK = 64 * 1024;
export const TAG = 16;
export const KEY = await generateX25519Identity();
export const OTHER = await generateX25519Identity();
export const keys = (...list: readonly string[]): AgeIdentity => ({kind: 'keys', keys: list});
export const passphrase = (text: string): AgeIdentity => ({kind: 'passphrase', passphrase: text});

export async function encrypted(content: Uint8Array, ...recipients: readonly string[]): Promise<Buffer> {
  const encrypter = new Encrypter();
  for (const identity of recipients) encrypter.addRecipient(await identityToRecipient(identity));
  return Buffer.from(await encrypter.encrypt(content));
}

export async function withPassphrase(content: Uint8Array, text: string, work = 8): Promise<Buffer> {
  const encrypter = new Encrypter();
  encrypter.setPassphrase(text);
  encrypter.setScryptWorkFactor(work);
  return Buffer.from(await encrypter.encrypt(content));
}

/** ChaCha20-Poly1305 with the tag behind the content. */
export function sealed(key: Uint8Array, nonce: Uint8Array, content: Uint8Array): Buffer {
  const cipher = createCipheriv('chacha20-poly1305', key, nonce, {authTagLength: TAG});
  return Buffer.concat([cipher.update(content), cipher.final(), cipher.getAuthTag()]);
}

/** In chunks of `step` bytes. */
export async function* pieces(bytes: Uint8Array, step = bytes.length): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += step) yield bytes.subarray(at, at + step);
}

export const options = (signal = new AbortController().signal) => ({where: 'a.age', signal});

/** What came out, and what it failed with. */
export async function opened(
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

export async function contentOf(file: Uint8Array, identity: AgeIdentity | undefined, step?: number): Promise<Buffer> {
  const {content, error} = await opened(ageDecryption(identity), pieces(file, step));
  assert.equal(error, undefined, String(error));
  return content;
}

export async function failure(file: Uint8Array, identity: AgeIdentity | undefined): Promise<RestoreError> {
  const {error} = await opened(ageDecryption(identity), pieces(file));
  assert.ok(error instanceof RestoreError, String(error));
  assert.equal(error.failure.where, 'a.age');
  return error;
}

/** The same file with another header: `edit` gets its text. */
export function withHeader(file: Buffer, edit: (text: string) => string): Buffer {
  const end = file.indexOf('\n', file.indexOf('\n---') + 1);
  return Buffer.concat([Buffer.from(edit(file.subarray(0, end).toString('latin1')), 'latin1'), file.subarray(end)]);
}

export function flipped(file: Buffer, at: number, bit = 1): Buffer {
  const copy = Buffer.from(file);
  copy[at] = (copy[at] ?? 0) ^ bit;
  return copy;
}
