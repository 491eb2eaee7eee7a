import assert from 'node:assert/strict';
import {randomBytes} from 'node:crypto';
import {describe, it} from 'node:test';
import {sniff, type Kind} from '../../src/codecs/magic.ts';

const hex = (text: string) => Buffer.concat([Buffer.from(text, 'hex'), Buffer.from([0, 1, 2, 3, 255, 254, 0, 9])]);

/** One `ustar` header of an empty file, and the same without `ustar`, as old tars write it. */
function tarHeader(magic: string): Buffer {
  const header = Buffer.alloc(512);
  header.write('name', 0);
  header.write('00000000000', 124);
  header.write(magic, 257);
  header.write('        ', 148);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return header;
}

const EXAMPLES: readonly (readonly [what: string, bytes: Buffer, kind: Kind])[] = [
  ['nothing', Buffer.alloc(0), 'empty'],
  ['a database', hex('53514c69746520666f726d6174203300'), 'sqlite'],
  ['gzip', hex('1f8b0800'), 'gzip'],
  ['zstd', hex('28b52ffd'), 'zstd'],
  ['zstd that begins with a skippable frame', hex('5a2a4d1800000000'), 'zstd'],
  ['an LZ4 frame', hex('04224d18'), 'lz4'],
  ['legacy LZ4', hex('02214c18'), 'lz4'],
  ['xz', hex('fd377a585a00'), 'xz'],
  ['bzip2', hex('425a6839'), 'bzip2'],
  ['zip', hex('504b0304'), 'zip'],
  ['an empty zip', hex('504b0506'), 'zip'],
  ['7z', hex('377abcaf271c'), '7z'],
  ['tar', tarHeader('ustar'), 'tar'],
  ['tar of 1979', tarHeader(''), 'tar'],
  ['age', Buffer.from('age-encryption.org/v1\n-> X25519 '), 'age'],
  ['age as text', Buffer.from('-----BEGIN AGE ENCRYPTED FILE-----\n'), 'age'],
  ['OpenPGP as text', Buffer.from('-----BEGIN PGP MESSAGE-----\n'), 'openpgp'],
  ['gpg -c', hex('8c0d0409'), 'openpgp'],
  ['gpg -e to an ECC key', hex('845e03d21f5ab196'), 'openpgp'],
  ['gpg -e to an RSA key', hex('85010c03aabbccdd'), 'openpgp'],
  ['OpenPGP with new packet headers', hex('c15e03d21f5ab196'), 'openpgp'],
  ['openssl enc', Buffer.from('Salted__\x01\x02'), 'openssl'],
  ['openssl enc -a', Buffer.from('U2FsdGVkX19abc\n'), 'openssl'],
  ['rclone crypt', hex('52434c4f4e450000'), 'rclone'],
  ['a WAL', hex('377f0682'), 'wal'],
  ['a WAL of the other byte order', hex('377f0683'), 'wal'],
  ['a rollback journal', hex('d9d505f920a163d7'), 'journal'],
  ['an LTX file', Buffer.from('LTX1\0\0'), 'ltx'],
  ['a dump', Buffer.from('PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\n'), 'sql'],
  ['a D1 export', Buffer.from('PRAGMA defer_foreign_keys=TRUE;\n'), 'sql'],
  ['a dump with BOM and comments', Buffer.from('\uFEFF-- made by hand\n/* v1 */\n\nCREATE TABLE t(x);'), 'sql'],
  ['a page of HTML', Buffer.from('\n<!DOCTYPE html><html>'), 'markup'],
  ['an error of S3', Buffer.from('<?xml version="1.0"?><Error>'), 'markup'],
  ['JSON', Buffer.from('{"message": "Not Found"}'), 'json'],
  ['a Git LFS pointer', Buffer.from('version https://git-lfs.github.com/spec/v1\noid sha256:'), 'lfs-pointer'],
  ['the words of a shell', Buffer.from('sqlite3: command not found\n'), 'text'],
  ['text cut inside a character', Buffer.from('déjà').subarray(0, 5), 'text'],
  ['zeros', Buffer.alloc(600), 'unknown'],
];

describe('sniffing', () => {
  for (const [what, bytes, kind] of EXAMPLES) {
    it(`knows ${what}`, () => {
      assert.equal(sniff(bytes), kind);
    });
  }

  it('takes random bytes for nothing', () => {
    const kinds = Array.from({length: 2000}, () => sniff(randomBytes(4096)));
    const wrong = kinds.filter(kind => kind !== 'unknown');
    // OpenPGP has no magic: about three random files in a thousand begin like it.
    assert.ok(wrong.length < 40, `${wrong.length} of 2000: ${[...new Set(wrong)].join(', ')}`);
  });
});
