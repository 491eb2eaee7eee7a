// What the first bytes of an object say it is. A name is only a hint; these bytes decide.

export type Kind =
  | 'empty'
  | 'sqlite'
  | 'gzip'
  | 'zstd'
  | 'lz4'
  | 'xz'
  | 'bzip2'
  | 'zip'
  | '7z'
  | 'rar'
  | 'tar'
  | 'age'
  | 'openpgp'
  | 'openssl'
  | 'rclone'
  | 'wal'
  | 'journal'
  | 'ltx'
  | 'sql'
  | 'markup'
  | 'json'
  | 'lfs-pointer'
  | 'text'
  | 'unknown';

/** How many bytes {@link sniff} can use: the tar magic ends at 262, and a dump may begin with a long comment. */
export const SNIFF_LENGTH = 4096;

const MAGICS: readonly (readonly [hex: string, kind: Kind])[] = [
  ['53514c69746520666f726d6174203300', 'sqlite'],
  ['1f8b08', 'gzip'],
  ['28b52ffd', 'zstd'],
  ['04224d18', 'lz4'],
  ['02214c18', 'lz4'],
  ['fd377a585a00', 'xz'],
  ['425a68', 'bzip2'],
  ['504b0304', 'zip'],
  ['504b0506', 'zip'],
  ['377abcaf271c', '7z'],
  ['526172211a07', 'rar'],
  ['6167652d656e6372797074696f6e2e6f72672f7631', 'age'],
  ['53616c7465645f5f', 'openssl'],
  ['52434c4f4e450000', 'rclone'],
  ['377f0682', 'wal'],
  ['377f0683', 'wal'],
  ['d9d505f920a163d7', 'journal'],
  ['4c545831', 'ltx'],
];

const TEXTS: readonly (readonly [start: RegExp, kind: Kind])[] = [
  [/^-----BEGIN AGE ENCRYPTED FILE-----/, 'age'],
  [/^-----BEGIN PGP MESSAGE-----/, 'openpgp'],
  // The base64 form of `Salted__` (openssl enc -a).
  [/^U2FsdGVkX1/, 'openssl'],
  [/^version https:\/\/git-lfs\.github\.com\//, 'lfs-pointer'],
  [/^<(\?xml|!doctype|html|error)/i, 'markup'],
  [/^[[{]\s*("|\d|\]|\}|\{|\[|true|false|null|-)/, 'json'],
  [
    /^(pragma\s+(defer_)?foreign_keys|begin(\s+transaction)?\s*;|create\s+(table|virtual|index|view|trigger)|insert\s+(or\s+\w+\s+)?into|drop\s+table|set\s+\w+|--|\/\*)/i,
    'sql',
  ],
];

/** SQL comments and blank space before the first statement of a dump. */
const SQL_PREAMBLE = /^(\s+|--[^\n]*(\n|$)|\/\*[^]*?(\*\/|$))+/;

/**
 * Recognises what an object holds by its first bytes (the formats' own magic numbers; for text, the words that dumps,
 * error pages and pointer files begin with).
 *
 * @param head the first {@link SNIFF_LENGTH} bytes, or fewer where the object is shorter
 */
export function sniff(head: Uint8Array): Kind {
  if (head.length === 0) return 'empty';
  const bytes = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, SNIFF_LENGTH));
  const start = bytes.subarray(0, 24).toString('hex');
  const magic = MAGICS.find(([hex]) => start.startsWith(hex));
  if (magic !== undefined) return magic[1];
  // zstd's skippable frames, 0x184D2A50 to 0x184D2A5F (RFC 8878, 3.1.2). LZ4 shares them: what follows decides there.
  if (/^5[0-9a-f]2a4d18/.test(start)) return 'zstd';
  if (isTar(bytes)) return 'tar';
  const text = textOf(bytes);
  if (text !== undefined) {
    const trimmed = text.replace(/^\uFEFF/, '').trimStart();
    const word = TEXTS.find(([regex]) => regex.test(trimmed))?.[1];
    if (word === 'sql') return 'sql';
    const statement = trimmed.replace(SQL_PREAMBLE, '');
    return word ?? TEXTS.find(([regex]) => regex.test(statement))?.[1] ?? 'text';
  }
  if (isOpenPgp(bytes)) return 'openpgp';
  return 'unknown';
}

/** True for a header whose own checksum is right, `ustar` or older (POSIX.1-1988 ustar, field `chksum`). */
function isTar(bytes: Buffer): boolean {
  if (bytes.length < 512) return false;
  const stored = Number.parseInt(bytes.toString('latin1', 148, 156).replaceAll('\0', ' ').trim(), 8);
  if (Number.isNaN(stored)) return false;
  let sum = 8 * 0x20;
  for (let at = 0; at < 512; at++) if (at < 148 || at >= 156) sum += bytes[at] ?? 0;
  return sum === stored;
}

/** The head as text, or undefined when it holds bytes that text does not have. */
function textOf(bytes: Buffer): string | undefined {
  if (bytes.some(byte => byte < 9 || (byte > 13 && byte < 32 && byte !== 27) || byte === 127)) return undefined;
  const text = new TextDecoder('utf-8', {fatal: true, ignoreBOM: true});
  try {
    // `stream` keeps a character that the end of the head cuts from being an error.
    return text.decode(bytes, {stream: true});
  } catch {
    return undefined;
  }
}

/**
 * True when the first packet is one that encrypted messages begin with (RFC 9580, 4.2 and 5.1 to 5.3): a session key
 * under a password (tag 3, versions 4 to 6) or under a public key (tag 1, versions 3 and 6). The version is compared
 * too, because the header alone would claim one random file in fifty.
 */
function isOpenPgp(bytes: Buffer): boolean {
  const [header = 0, length = 0] = bytes;
  if ((header & 0x80) === 0) return false;
  const isNew = (header & 0x40) !== 0;
  const tag = isNew ? header & 0x3f : (header >> 2) & 0x0f;
  const lengthBytes = isNew ? (length < 192 ? 1 : 2) : 2 ** (header & 3);
  const version = bytes[1 + lengthBytes] ?? 0;
  return (tag === 3 && [4, 5, 6].includes(version)) || (tag === 1 && [3, 6].includes(version));
}
