// The input age-identity: an age key file, or a passphrase. What looks like another kind of key is told apart, because
// as a passphrase it would only fail later, and nobody would see why.
import type {AgeIdentity} from '../codecs/age.ts';
import type {ValueForm} from './value-forms.ts';

export const AGE_IDENTITY: ValueForm<AgeIdentity> = {
  allowed: 'the lines of an age key file (AGE-SECRET-KEY-1…), or a passphrase of one line',
  parse(text) {
    const read = identityFrom(text);
    return typeof read === 'string' ? undefined : read;
  },
  problem(text) {
    const read = identityFrom(text);
    return typeof read === 'string' ? read : 'has a wrong form';
  },
};

const KEY = /^AGE-SECRET-KEY-/;

const OTHER_KEYS: readonly (readonly [pattern: RegExp, problem: string])[] = [
  [/^-----BEGIN AGE ENCRYPTED FILE-----/m, 'is an encrypted key file: decrypt it with age first'],
  [
    /^-----BEGIN [A-Z ]*PRIVATE KEY-----/m,
    'is a private key of SSH or TLS, which cannot be used here: only age keys can',
  ],
  [/^ssh-[a-z0-9-]+ /m, 'is a public key of SSH, which opens nothing'],
  [/^AGE-PLUGIN-/im, 'is the identity of an age plugin, whose device or service is not here'],
  [
    /^age1[a-z0-9]{40,}$/im,
    'is a recipient (a public key), which opens nothing: the identity begins with AGE-SECRET-KEY-1',
  ],
];

/** @returns the identity, or what is wrong */
function identityFrom(text: string): AgeIdentity | string {
  const lines = text
    .split(/\r?\n/)
    .map(line => line.trim())
    .filter(line => line !== '' && !line.startsWith('#'));
  if (lines.some(line => KEY.test(line))) return keysFrom(lines);
  const other = OTHER_KEYS.find(([pattern]) => pattern.test(lines.join('\n')));
  if (other !== undefined) return other[1];
  if (/AGE-SECRET-KEY-/i.test(text)) return 'has an age key that is not on a line of its own, or is not in capitals';
  if (/\p{Cc}/u.test(text)) return 'has several lines or control characters, and no age key';
  return {kind: 'passphrase', passphrase: text};
}

function keysFrom(lines: readonly string[]): AgeIdentity | string {
  const foreign = lines.findIndex(line => !KEY.test(line));
  if (foreign !== -1)
    return `has a line that is neither an age key nor a comment (line ${foreign + 1} of those with content)`;
  const wrong = lines.findIndex(line => !isKey(line));
  if (wrong !== -1) return `has an age key with a wrong length or checksum (key ${wrong + 1}): copy it again`;
  return {kind: 'keys', keys: lines};
}

const ALPHABET = 'QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L';

/** Bech32 (BIP 173) of 32 bytes: 52 characters with 4 bits of padding, and 6 of checksum. `PQ-` is the post-quantum kind. */
function isKey(line: string): boolean {
  const [, prefix, data] = /^(AGE-SECRET-KEY-(?:PQ-)?)1([QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58})$/.exec(line) ?? [];
  if (prefix === undefined || data === undefined) return false;
  const human = Array.from(prefix.toLowerCase(), char => char.charCodeAt(0));
  const words = Array.from(data, char => ALPHABET.indexOf(char));
  const checked = [...human.map(code => code >> 5), 0, ...human.map(code => code & 31), ...words];
  return ((words[51] ?? 0) & 15) === 0 && polymod(checked) === 1;
}

const GENERATOR = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];

function polymod(values: readonly number[]): number {
  let sum = 1;
  for (const value of values) {
    const top = sum >>> 25;
    sum = ((sum & 0x1ffffff) << 5) ^ value;
    for (const [bit, generator] of GENERATOR.entries()) if (((top >>> bit) & 1) === 1) sum ^= generator;
  }
  return sum;
}
