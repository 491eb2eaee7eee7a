// What a key's name says its object is: a database, something beside a database, or something else. Only a hint about
// what is inside (the bytes decide that), but all there is to tell one database's objects from another's.
import {timeInName} from './time.ts';

export type Role =
  /** `likely`: the name has a suffix that databases or their wrappings have. `possible`: it has no suffix at all. */
  | {readonly kind: 'database'; readonly rank: 'likely' | 'possible'}
  /** SQLite's own files beside a database. `of` is that database's key, wrappings of the companion taken off. */
  | {readonly kind: 'wal' | 'journal' | 'shm'; readonly of: string}
  | {readonly kind: 'checksum'; readonly of: string}
  /** One checksum file for its whole folder. */
  | {readonly kind: 'checksum-list'; readonly folder: string}
  | {readonly kind: 'other'};

const COMPRESSED = 'gz|gzip|zst|zstd|lz4|xz|bz2|br|lzma|z';
const ENCRYPTED = 'age|gpg|pgp|asc|enc|aes|crypt';
const ARCHIVED = 'zip|7z|rar|tar|tgz|tbz2?|txz|tzst';
const DATABASE = 'db|sqlite|sqlite2|sqlite3|sq3|s3db|db3|sl3|sdb|sqlitedb|bak|bck|backup|dump|sql|snapshot';

// rclone's crypt adds `.bin` to a name that it leaves readable.
const WRAPPING = new RegExp(`\\.(${COMPRESSED}|${ENCRYPTED}|(?<=\\.(?:${DATABASE})\\.)bin)$`, 'i');
const ARCHIVE = new RegExp(`\\.(${ARCHIVED})$`, 'i');
/** The suffix, perhaps with a number or a date behind it (`app.db.1`, `app.sqlite-20261001`). */
const DATABASE_NAME = new RegExp(`\\.(${DATABASE})([-_.][-_.:TZ\\d]+)?$`, 'i');
const COMPANION = /[-.](wal|journal|shm)$/i;
const CHECKSUM = /\.(sha256(?:sum)?|md5(?:sum)?|meta\.json)(?:\.txt)?$/i;
const CHECKSUM_LIST = /^(sha256|md5)(sums?)?(\.txt)?$/i;
/** Suffixes of files that lie beside databases and are none, also when they are compressed. */
const FOREIGN =
  /\.(log|json|ya?ml|toml|ini|conf|cfg|env|txt|md|html?|xml|csv|tsv|png|jpe?g|gif|svg|webp|pdf|ico|css|js|ts|tmp|temp|part|partial|lock|pid|manifest|tombstone|sig|sha1|sha512|sha1sum|sha512sum|wasm|key|pem|crt|parquet|jsonl|ndjson)$/i;
/** Archives of what applications keep beside their database (vaultwarden-backup, PocketBase-like layouts). */
const ATTACHED =
  /^(attachments|uploads|media|sends|rsa_?key|icon_cache|config|files|assets|storage|images|logs)([-_.\d]|$)/i;

export function baseName(key: string): string {
  return key.slice(key.lastIndexOf('/') + 1);
}

export function folderOf(key: string): string {
  return key.slice(0, key.lastIndexOf('/') + 1);
}

/** The key without suffixes of compression and encryption. */
export function withoutWrappings(key: string): string {
  let bare = key;
  while (WRAPPING.test(bare) && !baseName(bare).startsWith('.')) bare = bare.replace(WRAPPING, '');
  return bare;
}

export function roleOf(key: string): Role {
  const base = baseName(key);
  if (base === '' || base.startsWith('.') || base.endsWith('~')) return {kind: 'other'};
  if (CHECKSUM_LIST.test(base)) return {kind: 'checksum-list', folder: folderOf(key)};
  if (CHECKSUM.test(base)) return {kind: 'checksum', of: key.replace(CHECKSUM, '')};
  const bare = withoutWrappings(key);
  const companion = COMPANION.exec(bare)?.[1]?.toLowerCase();
  if (companion === 'wal' || companion === 'journal' || companion === 'shm') {
    return {kind: companion, of: bare.slice(0, -companion.length - 1)};
  }
  if (FOREIGN.test(bare)) return {kind: 'other'};
  const inner = bare.replace(ARCHIVE, '');
  if (inner !== bare && ATTACHED.test(baseName(inner))) return {kind: 'other'};
  const suffixed = inner !== key || DATABASE_NAME.test(inner);
  if (suffixed) return {kind: 'database', rank: 'likely'};
  // Numbers behind a point are a date or a count, not a suffix.
  return /\.[^./]*[^\d./][^./]*$/.test(base) ? {kind: 'other'} : {kind: 'database', rank: 'possible'};
}

const WEEKDAY =
  /(?<![a-z])(mon|tue|wed|thu|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|saturday|sunday|mo|tu|we|th|fr|sa|su)(?![a-z])/gi;
const MONTH =
  /(?<![a-z])(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|january|february|march|april|june|july|august|september|october|november|december)(?![a-z])/gi;

/**
 * Equal for objects whose names differ only in digits, which are taken for one database at several moments. Weekdays and
 * months count as digits. In folder names only dates do: `tenants/17/app.db` and `tenants/18/app.db` are more likely two
 * databases than one, and taking them for one could restore the wrong one.
 *
 * @param path the key below the prefix
 */
export function seriesOf(path: string): string {
  const found = timeInName(path);
  // A writer that began to compress its dated backups still writes the same series.
  const bare = found === undefined ? path : withoutWrappings(path);
  const dated = found === undefined ? bare : `${bare.slice(0, found.start)}\0${bare.slice(found.end)}`;
  const folder = folderOf(dated);
  const base = baseName(dated)
    .replaceAll(WEEKDAY, '\0')
    .replaceAll(MONTH, '\0')
    .replaceAll(/\d+/g, '\0')
    .replaceAll(/\0([-_.:T ]*\0)+/g, '\0');
  return folder.replaceAll(/\0([-_.:T ]*\0)+/g, '\0') + base;
}

/** For people: the series with `#` where its names differ. */
export function seriesName(series: string): string {
  return series.replaceAll('\0', '#');
}

/** True for a copy that always has the same name, beside objects with dates: `latest.db`, `app-current.db.gz`. */
export function isPointer(key: string): boolean {
  return /(^|[-_.])(latest|current|newest|last)([-_.]|$)/i.test(baseName(key));
}

/** Base images of layouts that keep newer commits in other objects. Asked for by its exact key, one alone is a database. */
const SNAPSHOTS: readonly (readonly [key: RegExp, layout: string])[] = [
  [/snapshots\/\d{8}_\d{6}\.sqlite\.zst$/, 'zlayer'],
  [/(^|\/)generations\/[0-9a-f]{16}\/snapshots\/[0-9a-f]+\.snapshot\.(lz4|gz)$/, 'litestream-v3'],
  [/-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\/db\.(zstd|gz|raw)$/, 'bottomless'],
];

/** The layout whose snapshot this is, when the key has that form. */
export function snapshotOf(key: string): string | undefined {
  return SNAPSHOTS.find(([regex]) => regex.test(key))?.[1];
}
