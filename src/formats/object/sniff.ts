// What an object really holds, told by its first bytes under encryption and compressions, and what to say when it is no database.
import type {Decrypt} from '../../codecs/age.ts';
import {decompress} from '../../codecs/compression.ts';
import {sniff, SNIFF_LENGTH, type Kind} from '../../codecs/magic.ts';
import {isRestoreError, RestoreError, type ErrorCode} from '../../errors.ts';
import type {ObjectInfo, ObjectStore} from '../../storage/store.ts';
import {transferred} from './bytes.ts';

export type Head = {
  /** The first stored bytes. */
  readonly stored: Uint8Array;
  /** True when these are all of them. */
  readonly whole: boolean;
  /** The first bytes under age and all compressions, at least {@link SNIFF_LENGTH} where there are so many. */
  readonly content: Uint8Array;
  readonly kind: Kind;
  /** True when the object is stored without encryption and compression. */
  readonly plain: boolean;
  /** True when age was around it. */
  readonly age: boolean;
};

/** Bytes: enough for a zstd block (128 KiB at most) under several compressions. An object up to this size is read once. */
const HEAD = 512 * 1024;

/**
 * Reads the beginning of an object.
 * @throws RestoreError of the storage, of a compression or encryption damaged at its start; `encrypted` without the
 *   identity
 */
export async function readHead(
  store: ObjectStore,
  object: ObjectInfo,
  decrypt: Decrypt,
  signal: AbortSignal,
): Promise<Head> {
  const whole = object.size <= HEAD;
  const chunks: Uint8Array[] = [];
  const source = whole
    ? transferred(object, {store, signal})
    : store.read(object, {range: {start: 0, end: HEAD}, signal});
  if (object.size > 0) for await (const chunk of source) chunks.push(chunk);
  const stored = Buffer.concat(chunks);
  const outer = sniff(stored.subarray(0, SNIFF_LENGTH));
  const plain = outer !== 'gzip' && outer !== 'zstd' && outer !== 'age';
  if (plain) return {stored, whole, content: stored, kind: outer, plain, age: false};
  const content = await beginning(stored, object.key, decrypt, signal);
  return {stored, whole, content, kind: sniff(content.subarray(0, SNIFF_LENGTH)), plain, age: outer === 'age'};
}

async function beginning(
  stored: Uint8Array,
  where: string,
  decrypt: Decrypt,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  async function* source(): AsyncGenerator<Uint8Array> {
    yield stored;
  }
  // The limit only ends a bomb that yields nothing to look at; what the object may expand to is checked when it is read.
  const options = {where, maxBytes: 2 ** 30, signal};
  try {
    for await (const chunk of decompress(decrypt(source(), options), options)) {
      parts.push(chunk);
      length += chunk.length;
      if (length >= SNIFF_LENGTH) break;
    }
  } catch (error) {
    // The beginning is enough: that the rest is cut or damaged is told when all of it is read.
    if (length === 0 || !isRestoreError(error, 'truncated', 'checksum', 'trailing', 'decompress')) throw error;
  }
  return Buffer.concat(parts);
}

type Refusal = {readonly code: ErrorCode; readonly what: string; readonly todo: string};

const UNSUPPORTED = (what: string, tool: string): Refusal => ({
  code: 'unsupported-format',
  what: `This is ${what}, which this version cannot open`,
  todo: `Unpack it with ${tool} and store the database itself (plain, gzip or zstd), or restore it with that tool.`,
});

const ENCRYPTED = (what: string, tool: string): Refusal => ({
  code: 'encrypted',
  what: `This is encrypted (${what}), which this version cannot decrypt`,
  todo: `Decrypt it with ${tool} and your key first, or store the backup without that encryption.`,
});

const NOT_SQLITE = (what: string): Refusal => ({
  code: 'not-sqlite',
  what: `This is ${what}, not a database`,
  todo: 'Look at what the backup job stored: it saved something else under the name of a backup.',
});

const NEEDS_DATABASE = (what: string): Refusal => ({
  code: 'wal-only',
  what: `This is only ${what}: the database that it belongs to is missing`,
  todo: 'A restore needs the database file itself; back it up with .backup or VACUUM INTO.',
});

const REFUSALS: Readonly<Record<Exclude<Kind, 'sqlite' | 'gzip' | 'zstd' | 'unknown'>, Refusal>> = {
  empty: NOT_SQLITE('an empty object'),
  lz4: UNSUPPORTED('LZ4 data', 'lz4'),
  xz: UNSUPPORTED('xz data', 'xz'),
  bzip2: UNSUPPORTED('bzip2 data', 'bzip2'),
  zip: UNSUPPORTED('a zip archive', 'unzip'),
  '7z': UNSUPPORTED('a 7z archive', '7z'),
  rar: UNSUPPORTED('a RAR archive', 'unrar'),
  tar: UNSUPPORTED('a tar archive', 'tar'),
  ltx: UNSUPPORTED('an LTX file of Litestream 0.5 or LiteFS', 'litestream'),
  sql: UNSUPPORTED('an SQL dump', 'sqlite3'),
  // Binary age as the outermost layer never comes here: it is opened, or refused for want of the identity.
  age: ENCRYPTED('age in ASCII armor, or inside a compression or another age file', 'age'),
  openpgp: ENCRYPTED('OpenPGP', 'gpg'),
  openssl: ENCRYPTED('openssl enc', 'openssl'),
  rclone: ENCRYPTED('rclone crypt', 'rclone'),
  wal: NEEDS_DATABASE('a write-ahead log'),
  journal: NEEDS_DATABASE('a rollback journal'),
  markup: NOT_SQLITE('a web or error page (HTML or XML)'),
  json: NOT_SQLITE('JSON, perhaps the answer of an API'),
  'lfs-pointer': NOT_SQLITE('a Git LFS pointer: the file itself is in LFS'),
  text: NOT_SQLITE('text'),
};

/** Formats without a magic number, by the name alone. */
const BY_NAME: readonly (readonly [suffix: RegExp, refusal: Refusal])[] = [
  [/\.br$/i, UNSUPPORTED('Brotli data', 'brotli')],
  [/\.(lzma|z)$/i, UNSUPPORTED('LZMA or compress data', 'xz or uncompress')],
  [/\.(age|gpg|pgp|enc|aes|crypt)$/i, ENCRYPTED('by its name', 'the tool that made it')],
];

/** Says why an object that does not begin with SQLite's magic cannot be restored. */
export function refusalOf(head: Head, object: ObjectInfo): RestoreError {
  const {code, what, todo} = refusal(head, object);
  const found = head.kind === 'text' ? excerpt(head.content) : head.kind === 'unknown' ? hex(head.content) : undefined;
  return new RestoreError(code, {what, where: object.key, found, todo});
}

function refusal({kind, content, plain}: Head, {key, size}: ObjectInfo): Refusal {
  // Bit 0 of a zip entry's flags (APPNOTE 4.4.4).
  if (kind === 'zip' && content[0] === 0x50 && content[2] === 3 && ((content[6] ?? 0) & 1) === 1) {
    return ENCRYPTED('a zip archive with a password', 'unzip or 7z');
  }
  if (kind !== 'unknown' && kind !== 'sqlite' && kind !== 'gzip' && kind !== 'zstd') return REFUSALS[kind];
  const named = BY_NAME.find(([suffix]) => suffix.test(key))?.[1];
  if (named !== undefined) return named;
  // Every page of an encrypted database is noise, and the file still consists of pages.
  if (isNoise(content) && (!plain || size % 512 === 0)) {
    return {
      code: 'encrypted',
      what: 'This has no magic number and looks like noise: probably an encrypted database (SQLCipher, SEE)',
      todo: 'An encrypted database cannot be checked here: back up a decrypted copy (sqlcipher_export, VACUUM INTO).',
    };
  }
  return NOT_SQLITE('something unknown');
}

/**
 * True for bytes without any structure: their Shannon entropy is what random bytes of that number have. Text, databases
 * and machine code lie below 7 bits; 4096 random bytes have 7.95 on average, 512 have 7.6.
 */
export function isNoise(bytes: Uint8Array): boolean {
  const sample = bytes.subarray(0, SNIFF_LENGTH);
  if (sample.length < 512) return false;
  const counts = new Uint32Array(256);
  for (const byte of sample) counts[byte] = (counts[byte] ?? 0) + 1;
  let entropy = 0;
  for (const count of counts) {
    if (count > 0) entropy -= (count / sample.length) * Math.log2(count / sample.length);
  }
  return entropy > (sample.length >= SNIFF_LENGTH ? 7.9 : 7.4);
}

function hex(bytes: Uint8Array): string {
  return `bytes ${Buffer.from(bytes.subarray(0, 16)).toString('hex') || '(none)'}`;
}

function excerpt(bytes: Uint8Array): string {
  return `“${Buffer.from(bytes.subarray(0, 60)).toString('utf8').trim()}”`;
}
