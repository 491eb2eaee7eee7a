// The decoder of age files, for fuzzing. Both files hold the same sentence, and were written by the age-encryption library.
import {ageDecryption} from '../../src/codecs/age.ts';
import {arriving, drained} from './compressed.ts';
import type {Decoder} from './decoder.ts';

/** Made for this test; it opens nothing else. */
const KEY = 'AGE-SECRET-KEY-1JFXAN4TRVVU7JWM8RTZVRYM54CCWHJJQUJQ5T8FNSL884206654SCYGMXA';

const TO_KEY =
  'YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IFgyNTUxOSBJM2dlU25mUStSTEhGeC9sd1RtMEtkRkpCRVVwSUNSdzhGM3BHSmd4S0JBCjhFbkc1aEpMNVNlamx2NWdhWGg5TEZZMXI5VHFnTitEb20vdHNCYnVwejAKLS0tIFA2WWZ6TDFwOTNmaHdBcEpiYkRCa2E3QU0zRzlIWnlzNVRXMmkrRlhBem8KBdRj09DGeOShM6Xn2/oC3/R7ipRM1nTiSSMy002Wup4aUvjJwT1qpgovFoe3SocNe0++itBXln/htU50ZmqGYGWISAxjEAlbs4ps86ZWwqv1jSruH0gRlV/ZaY8H+87Xn9rsTkOb5RjIbWa63IO6v8ncc9RKp7mRinb7hNlDJt2dfqEGfxJW2VDuKGw4fgEimXZ1xnPNKkCldEng4vz5N824q0Q=';

/** With a work factor of 4: a damaged one may still ask for seconds, but hardly ever does. */
const TO_PASSPHRASE =
  'YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IHNjcnlwdCBVQWFlOU5LcC9hMDZSRnRKNytOT1pRIDQKNERrSjgyRXlPQXF0MkpoQ3Vad2VCa29odGJLOUpWQXkycjFlOFVJSDFEQQotLS0gN3diWTJjYkpXTnZzYU1sdFZEaG04M0xXZnJWb1p5Z210TW9hZnd4WWY4cwo9GON55cSaA/++fjWC2OCBAs95BRIdUmJXTDVJfM/V6e49wB8Z1egMAHjKJ/c2vcg9288wqyRDpAp72R3/CxT48VOObfzZkznWXDuA5wKFdPgX2p3YJ8AXfZ/WVfcAN0z64as9YU8K9ETca+PAoWmk4D35qQmhdkX9cAx3NG6B+pzk8IOXVjHx1/H30jvJyChbIg8LpUOKl8C2sILwD6MmCT3LqA==';

const {signal} = new AbortController();

const RIGHT: Omit<Decoder, 'name' | 'samples' | 'decode'> = {
  share: 6,
  mostOut: length => length,
  mostMemory: 4 << 20,
  guarded: false,
};

export const encrypted: readonly Decoder[] = [
  {
    ...RIGHT,
    name: 'age, opened with a key',
    samples: [Buffer.from(TO_KEY, 'base64'), Buffer.from(TO_PASSPHRASE, 'base64')],
    decode(bytes, random) {
      const decrypt = ageDecryption({kind: 'keys', keys: [KEY]});
      return drained(decrypt(arriving(bytes, random), {where: 'object', signal}));
    },
  },
  {
    ...RIGHT,
    name: 'age, opened with a passphrase',
    samples: [Buffer.from(TO_PASSPHRASE, 'base64'), Buffer.from(TO_KEY, 'base64')],
    decode(bytes, random) {
      const decrypt = ageDecryption({kind: 'passphrase', passphrase: 'correct horse'});
      return drained(decrypt(arriving(bytes, random), {where: 'object', signal}));
    },
  },
];
