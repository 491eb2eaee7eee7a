// Decoders with a mistake each, to show that fuzzing finds it.
import {createHash} from 'node:crypto';
import {RestoreError} from '../../src/errors.ts';
import type {Decoder} from './decoder.ts';

/** A length in four bytes, then that many bytes. */
const SAMPLE = Buffer.from('00000005' + '68656c6c6f'.padEnd(60, '0'), 'hex');

const RIGHT: Omit<Decoder, 'name' | 'decode'> = {
  samples: [SAMPLE],
  share: 1,
  mostOut: length => length,
  mostMemory: 1 << 20,
  guarded: false,
};

function lengthOf(bytes: Buffer): number {
  if (bytes.length < 4) throw new RestoreError('truncated', {what: 'The data is too short', where: 'object'});
  return bytes.readUInt32BE(0);
}

export const decoders: readonly Decoder[] = [
  {
    ...RIGHT,
    name: 'without a mistake',
    decode: bytes => ({bytes: Math.min(lengthOf(bytes), bytes.length - 4)}),
  },
  {...RIGHT, name: 'reads on behind the end', decode: bytes => ({bytes: bytes.readUInt32BE(0) & 1})},
  {
    ...RIGHT,
    name: 'believes a length',
    decode: bytes => ({bytes: Math.min(1, Buffer.alloc(Math.min(lengthOf(bytes), 8 << 20)).length)}),
  },
  {...RIGHT, name: 'gives more than it may', decode: bytes => ({bytes: lengthOf(bytes)})},
  {
    ...RIGHT,
    name: 'ignores a checksum',
    guarded: true,
    decode: bytes => ({bytes: 0, digest: createHash('sha256').update(bytes).digest('hex')}),
  },
  {
    ...RIGHT,
    name: 'never ends',
    decode(bytes) {
      let rounds = 0;
      while (lengthOf(bytes) > 1000) rounds += 1;
      return {bytes: Math.min(rounds, 0)};
    },
  },
];
