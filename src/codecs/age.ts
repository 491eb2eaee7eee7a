// age (age-encryption.org/v1, C2SP age.md), taken off a stream of stored bytes before any format looks at them. Header,
// keys and the payload's 64 KiB chunks are the library's work; it is loaded when the first encrypted object is met.
import type {Decrypter, Stanza} from 'age-encryption';
import {RestoreError} from '../errors.ts';
import {createPassphraseMemory, passphraseIdentity, type PassphraseMemory} from './age-passphrase.ts';
import {ByteWindow} from './byte-window.ts';

/** What opens encrypted objects. Never printed, never written to disk. */
export type AgeIdentity =
  | {
      readonly kind: 'keys';
      /** `AGE-SECRET-KEY-1…` or `AGE-SECRET-KEY-PQ-1…`, each with a right checksum. */
      readonly keys: readonly string[];
    }
  | {readonly kind: 'passphrase'; readonly passphrase: string};

export type DecryptOptions = {
  /** Names the object in errors. */
  readonly where: string;
  readonly signal: AbortSignal;
};

/**
 * What an object holds under age, as a stream; an object that is not encrypted comes out as it is. Only chunks whose
 * authentication tag is right come out. Memory: one chunk of the source and one of 64 KiB.
 *
 * @throws RestoreError `encrypted` (no identity, or none that fits), `checksum`, `truncated`, `format`; `limit` for a
 *   passphrase that is too costly to try; what `stored` throws passes unchanged
 */
export type Decrypt = (stored: AsyncIterable<Uint8Array>, options: DecryptOptions) => AsyncGenerator<Uint8Array, void>;

/** Of every version; the version follows. */
const MAGIC = Buffer.from('age-encryption.org/');

/** Bytes. A header has about 100 for each recipient (1,700 for a post-quantum one). */
const MOST_HEADER = 64 * 1024;

/** Bytes of the payload at least: a nonce, and the tag of one empty chunk. */
const LEAST_PAYLOAD = 16 + 16;

/** Bytes given to the library at once: no more than one chunk of the payload comes out. */
const PIECE = 64 * 1024;

/** What stays between the objects of one restore. */
type Keyring = {
  readonly identity: AgeIdentity;
  readonly memory: PassphraseMemory;
  /** True once an object was opened. */
  opened: boolean;
};

/** @param identity absent: encrypted objects are refused */
export function ageDecryption(identity: AgeIdentity | undefined): Decrypt {
  const keyring: Keyring | undefined =
    identity === undefined ? undefined : {identity, memory: createPassphraseMemory(), opened: false};
  return async function* decrypt(stored, options) {
    const window = new ByteWindow(stored);
    try {
      const long = await window.fill(MAGIC.length);
      if (!long || !MAGIC.equals(window.bytes.subarray(window.start, window.start + MAGIC.length))) {
        for await (const chunk of rest(window)) yield chunk;
      } else if (keyring === undefined) {
        throw noIdentity(options.where);
      } else {
        yield* open(window, keyring, options);
      }
    } finally {
      await window.close();
    }
  };
}

async function* rest(window: ByteWindow): AsyncGenerator<Uint8Array, void> {
  while (await window.fill(1)) {
    const chunk = window.bytes.subarray(window.start);
    window.skip(chunk.length);
    yield chunk;
  }
}

/** How far the library has come with one object. */
type Course = {
  stage: 'header' | 'recipients' | 'unmatched';
  /** Types of recipients (`X25519`, `scrypt`), as the header has them. */
  kinds: readonly string[];
  /** What the source failed with, which is none of the library's business. */
  failure: {readonly error: unknown} | undefined;
  /** True when the source has given its last byte. */
  ended: boolean;
};

async function* open(window: ByteWindow, keyring: Keyring, options: DecryptOptions): AsyncGenerator<Uint8Array, void> {
  const {where, signal} = options;
  const headerEnd = window.position + (await headerLength(window, where));
  const course: Course = {stage: 'header', kinds: [], failure: undefined, ended: false};
  async function* file(): AsyncGenerator<Uint8Array, void> {
    try {
      for await (const chunk of rest(window)) {
        signal.throwIfAborted();
        // Small pieces: the library decrypts a piece at once, and what is not taken yet when a later one fails is lost.
        for (let at = 0; at < chunk.length; at += PIECE) yield chunk.subarray(at, at + PIECE);
      }
      course.ended = true;
    } catch (error) {
      course.failure = {error};
      throw error;
    }
  }
  const decrypter = await prepare(keyring, course, where);
  let reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  try {
    reader = (await decrypter.decrypt(ReadableStream.from(file()))).getReader();
    keyring.opened = true;
    for (;;) {
      const next = await reader.read();
      if (next.done) return;
      if (next.value.length > 0) yield next.value;
    }
  } catch (cause) {
    if (course.failure !== undefined) throw course.failure.error;
    if (cause instanceof RestoreError) throw cause;
    if (course.ended && course.stage === 'recipients' && window.position - headerEnd < LEAST_PAYLOAD) throw cut(where);
    throw reader === undefined ? headerError(keyring, course, where, cause) : damaged(where, cause);
  } finally {
    // It fails when the stream has failed, which was told above.
    await reader?.cancel().catch(() => {});
  }
}

/** @returns the header's length in bytes, from the window's start: the line of its MAC is the only one that begins with `---` */
async function headerLength(window: ByteWindow, where: string): Promise<number> {
  for (;;) {
    const bytes = Buffer.from(window.bytes.buffer, window.bytes.byteOffset + window.start, window.length);
    const mac = bytes.indexOf('\n---');
    const end = mac === -1 ? -1 : bytes.indexOf('\n', mac + 1);
    if (end !== -1) return end + 1;
    if (window.length > MOST_HEADER) {
      throw new RestoreError('format', {
        what: 'The header of the age file does not end',
        where,
        expected: `at most ${MOST_HEADER} bytes`,
      });
    }
    if (!(await window.fill(window.length + 1))) throw cut(where);
  }
}

async function prepare({identity, memory}: Keyring, course: Course, where: string): Promise<Decrypter> {
  const age = await import('age-encryption');
  const decrypter = new age.Decrypter();
  // Identities are asked in turn until one fits. The first and the last never do: they see how far it came.
  decrypter.addIdentity({
    unwrapFileKey(stanzas: Stanza[]) {
      course.stage = 'recipients';
      course.kinds = stanzas.map(({args}) => args[0] ?? '');
      return null;
    },
  });
  if (identity.kind === 'passphrase') {
    decrypter.addIdentity(passphraseIdentity(identity.passphrase, memory, where));
  } else {
    for (const key of identity.keys) addKey(decrypter, key);
  }
  decrypter.addIdentity({
    unwrapFileKey() {
      course.stage = 'unmatched';
      return null;
    },
  });
  return decrypter;
}

function addKey(decrypter: Decrypter, key: string): void {
  try {
    decrypter.addIdentity(key);
  } catch {
    // Without the cause: its message may hold the key.
    throw new RestoreError('input', {what: 'A key in age-identity is not valid', todo: 'Copy the key file again.'});
  }
}

function noIdentity(where: string): RestoreError {
  return new RestoreError('encrypted', {
    what: 'The object is encrypted with age, and no identity was given',
    where,
    todo: 'Give the key file (AGE-SECRET-KEY-1…) or the passphrase as the input age-identity, from a secret.',
  });
}

/** Types that age and Litestream write; others come from plugins, or are there to test readers. */
const KNOWN_KINDS = ['X25519', 'scrypt', 'ssh-ed25519', 'ssh-rsa', 'mlkem768x25519', 'p256tag', 'piv-p256'];

function headerError(keyring: Keyring, {stage, kinds}: Course, where: string, cause: unknown): RestoreError {
  if (stage === 'header') {
    return new RestoreError('format', {what: 'The header of the age file is damaged', where, cause});
  }
  if (stage === 'recipients') {
    return new RestoreError('checksum', {
      what: 'The header of the age file is damaged: its MAC is wrong',
      where,
      cause,
    });
  }
  const found = KNOWN_KINDS.filter(kind => kinds.includes(kind)).join(', ') || 'none that is known';
  const passphrase = keyring.identity.kind === 'passphrase';
  const fits = kinds.includes('scrypt') === passphrase;
  if (fits && keyring.opened) {
    return new RestoreError('checksum', {
      what: 'No identity opens the object, although other objects were opened: its header is damaged, or it is for another recipient',
      where,
      found: `recipients: ${found}`,
    });
  }
  return new RestoreError('encrypted', {
    what: fits
      ? 'No identity matched: age-identity does not open the object'
      : passphrase
        ? 'The object is encrypted for a key, and age-identity holds a passphrase'
        : 'The object is encrypted with a passphrase, and age-identity holds keys',
    where,
    found: `recipients: ${found}`,
    todo: passphrase
      ? 'Give the passphrase that the backup was encrypted with.'
      : 'Give the identity (AGE-SECRET-KEY-1…) that belongs to one of the recipients in the writer’s configuration.',
  });
}

function cut(where: string): RestoreError {
  return new RestoreError('truncated', {what: 'The age file ends inside its header or before its first chunk', where});
}

function damaged(where: string, cause: unknown): RestoreError {
  return new RestoreError('checksum', {
    what: 'The encrypted content does not have the tag that age keeps for it: it was changed, or the object was cut',
    where,
    cause,
  });
}
