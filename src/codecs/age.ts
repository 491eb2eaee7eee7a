// age (age-encryption.org/v1, C2SP age.md), taken off a stream of stored bytes before any format looks at them. Headers
// and keys are the library's work; it is loaded when the first encrypted object is met.
import type {Decrypter, Identity} from 'age-encryption';
import {RestoreError} from '../errors.ts';
import {passphraseIdentity} from './age-passphrase.ts';
import {decryptPayload} from './age-payload.ts';
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
 * authentication tag is right come out. Memory: one chunk of the source and two of 64 KiB.
 *
 * @throws RestoreError `encrypted` (no identity, or none that fits), `checksum`, `truncated`, `trailing`, `format`; `limit` for a
 *   passphrase that is too costly to try; what `stored` throws passes unchanged
 */
export type Decrypt = (stored: AsyncIterable<Uint8Array>, options: DecryptOptions) => AsyncGenerator<Uint8Array, void>;

/** Of every version; the version follows. */
const MAGIC = Buffer.from('age-encryption.org/');

/** Bytes. A header has about 100 for each recipient (1,700 for a post-quantum one). */
const MOST_HEADER = 64 * 1024;

/** What stays between the objects of one restore. */
type Keyring = {
  readonly identity: AgeIdentity;
  /** As the library takes it: asked in turn until one fits. Made when the first encrypted object is met. */
  identities: readonly (string | Identity)[];
  decrypter: Promise<Decrypter> | undefined;
  /** True once an object was opened. */
  opened: boolean;
};

/** @param identity absent: encrypted objects are refused */
export function ageDecryption(identity: AgeIdentity | undefined): Decrypt {
  const keyring = identity === undefined ? undefined : createKeyring(identity);
  return async function* decrypt(stored, options) {
    const window = new ByteWindow(stored);
    try {
      const long = await window.fill(MAGIC.length);
      if (!long || !MAGIC.equals(window.bytes.subarray(window.start, window.start + MAGIC.length))) {
        while (await window.fill(1)) {
          const chunk = window.bytes.subarray(window.start);
          window.skip(chunk.length);
          yield chunk;
        }
      } else if (keyring === undefined) {
        throw noIdentity(options.where);
      } else {
        const header = await takeHeader(window, options.where);
        options.signal.throwIfAborted();
        yield* decryptPayload(window, await fileKeyOf(header, keyring, options.where), options);
      }
    } finally {
      await window.close();
    }
  };
}

function createKeyring(identity: AgeIdentity): Keyring {
  const identities = identity.kind === 'keys' ? identity.keys : [passphraseIdentity(identity.passphrase)];
  return {identity, identities, decrypter: undefined, opened: false};
}

/** Up to the line of the MAC, the only one that begins with `---`. */
async function takeHeader(window: ByteWindow, where: string): Promise<Uint8Array> {
  for (;;) {
    const bytes = Buffer.from(window.bytes.buffer, window.bytes.byteOffset + window.start, window.length);
    const mac = bytes.indexOf('\n---');
    const end = mac === -1 ? -1 : bytes.indexOf('\n', mac + 1);
    if (end !== -1) {
      window.skip(end + 1);
      return bytes.subarray(0, end + 1);
    }
    if (window.length > MOST_HEADER) {
      throw new RestoreError('format', {
        what: 'The header of the age file does not end',
        where,
        expected: `at most ${MOST_HEADER} bytes`,
      });
    }
    if (!(await window.fill(window.length + 1))) {
      throw new RestoreError('truncated', {what: 'The age file ends inside its header', where});
    }
  }
}

async function fileKeyOf(header: Uint8Array, keyring: Keyring, where: string): Promise<Uint8Array> {
  try {
    keyring.decrypter ??= decrypterOf(keyring.identities);
    const key = await (await keyring.decrypter).decryptHeader(header);
    keyring.opened = true;
    return key;
  } catch (cause) {
    if (cause instanceof RestoreError) throw new RestoreError(cause.code, {...cause.failure, where});
    throw headerError(keyring, await courseOf(header, keyring.identities), where, cause);
  }
}

async function decrypterOf(identities: readonly (string | Identity)[]): Promise<Decrypter> {
  const age = await import('age-encryption');
  const decrypter = new age.Decrypter();
  for (const identity of identities) {
    try {
      decrypter.addIdentity(identity);
    } catch {
      // Without the cause: its message may hold the key.
      throw new RestoreError('input', {what: 'A key in age-identity is not valid', todo: 'Copy the key file again.'});
    }
  }
  return decrypter;
}

/** How far the library comes with a header that it refuses: it has messages, but no codes. */
type Course = {
  stage: 'header' | 'recipients' | 'unmatched';
  /** Types of recipients (`X25519`, `scrypt`), as the header has them. */
  kinds: readonly string[];
};

async function courseOf(header: Uint8Array, identities: readonly (string | Identity)[]): Promise<Course> {
  const course: Course = {stage: 'header', kinds: []};
  // The first and the last never fit: they see how far it came.
  const first: Identity = {
    unwrapFileKey(stanzas) {
      course.stage = 'recipients';
      course.kinds = stanzas.map(({args}) => args[0] ?? '');
      return null;
    },
  };
  const last: Identity = {
    unwrapFileKey() {
      course.stage = 'unmatched';
      return null;
    },
  };
  const decrypter = await decrypterOf([first, ...identities, last]);
  await decrypter.decryptHeader(header).catch(() => {});
  return course;
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
