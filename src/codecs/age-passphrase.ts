// age's scrypt recipient (C2SP age.md, “scrypt recipient stanza”). With Node's scrypt instead of the library's: that one
// computes for seconds on the main thread, where no cancel and no watchdog would be heard.
import {createDecipheriv, scrypt} from 'node:crypto';
import type {Identity, Stanza} from 'age-encryption';
import {RestoreError} from '../errors.ts';

/**
 * The logarithm of scrypt's work factor. 20 takes 1 GiB of memory and seconds; age and rage write 18 to 20. A header from
 * the bucket must not be able to ask for more.
 */
const MOST_WORK = 20;

const LABEL = Buffer.from('age-encryption.org/v1/scrypt');

/** Stanzas remembered, with what came of them: an object that is read twice costs one scrypt. */
const MOST_REMEMBERED = 64;

export function passphraseIdentity(passphrase: string): Identity {
  const fileKeys = new Map<string, Uint8Array | null>();
  return {
    async unwrapFileKey(stanzas) {
      const stanza = stanzas.find(({args}) => args[0] === 'scrypt');
      if (stanza === undefined) return null;
      // “MUST be the only stanza”: otherwise whoever knows a recipient could add a passphrase of his own.
      if (stanzas.length !== 1) throw new Error('a scrypt stanza is not the only one');
      const id = `${stanza.args.join(' ')} ${Buffer.from(stanza.body).toString('base64')}`;
      const known = fileKeys.get(id);
      if (known !== undefined) return known;
      const {salt, work} = parse(stanza);
      if (work > MOST_WORK) throw tooMuchWork(work);
      const key = await derive(passphrase, salt, work).catch((cause: unknown) => {
        throw tooMuchWork(work, cause);
      });
      const fileKey = unwrap(stanza.body, key);
      if (fileKeys.size < MOST_REMEMBERED) fileKeys.set(id, fileKey);
      return fileKey;
    },
  };
}

function parse({args, body}: Stanza): {readonly salt: Uint8Array; readonly work: number} {
  const [, salt = '', work = '', ...others] = args;
  const bytes = Buffer.from(salt, 'base64');
  const canonical = bytes.toString('base64').replaceAll('=', '') === salt;
  if (others.length > 0 || bytes.length !== 16 || !canonical || !/^[1-9]\d{0,8}$/.test(work) || body.length !== 32) {
    throw new Error('a scrypt stanza has a wrong form');
  }
  return {salt: bytes, work: Number(work)};
}

function derive(passphrase: string, salt: Uint8Array, work: number): Promise<Buffer> {
  const cost = 2 ** work;
  const options = {N: cost, r: 8, p: 1, maxmem: 128 * 8 * cost + 1024 * 1024};
  return new Promise((resolve, reject) => {
    scrypt(passphrase, Buffer.concat([LABEL, salt]), 32, options, (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    });
  });
}

/** @returns null when the key is not the right one */
function unwrap(body: Uint8Array, key: Uint8Array): Uint8Array | null {
  const decipher = createDecipheriv('chacha20-poly1305', key, Buffer.alloc(12), {authTagLength: 16});
  decipher.setAuthTag(body.subarray(16));
  const fileKey = decipher.update(body.subarray(0, 16));
  try {
    decipher.final();
  } catch {
    return null;
  }
  return fileKey;
}

/** @param cause of a failure for lack of memory */
function tooMuchWork(work: number, cause?: unknown): RestoreError {
  return new RestoreError('limit', {
    what: 'The passphrase of this age file takes more memory and time to try than is allowed',
    expected: `a work factor of at most 2^${MOST_WORK}`,
    found: `2^${work}`,
    todo: 'Decrypt it with age, or encrypt backups with a key or with age’s own work factor.',
    cause,
  });
}
