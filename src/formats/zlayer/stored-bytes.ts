// An object's stored bytes, checked against the CRC32 that S3 keeps with it (ZLayer's SDK sends one with every PUT).
import {crc32} from 'node:zlib';
import {decompress} from '../../codecs/compression.ts';
import {isRestoreError, RestoreError} from '../../errors.ts';
import type {ObjectInfo, ObjectStore} from '../../storage/store.ts';
import type {Damage} from './capture.ts';

export type ReadContext = {
  readonly store: ObjectStore;
  readonly signal: AbortSignal;
  /** Called with stored bytes read. */
  readonly progress: (bytes: number) => void;
};

/** The object's content, decompressed. Throws what `decompress` and the store throw, and `checksum`. */
export function contentOf(
  object: ObjectInfo,
  maxBytes: number,
  context: ReadContext,
): AsyncGenerator<Uint8Array, void> {
  const options = {where: object.key, maxBytes, only: 'zstd', signal: context.signal} as const;
  return decompress(storedBytes(object, context), options);
}

async function* storedBytes(
  object: ObjectInfo,
  {store, signal, progress}: ReadContext,
): AsyncGenerator<Uint8Array, void> {
  let promised: string | undefined;
  let sum = 0;
  const onChecksum = (base64: string): void => {
    promised = base64;
  };
  for await (const chunk of store.read(object, {signal, onChecksum})) {
    sum = crc32(chunk, sum);
    progress(chunk.length);
    yield chunk;
  }
  const found = crc32Text(sum);
  if (promised !== undefined && promised !== found) {
    throw new RestoreError('checksum', {
      what: 'The stored bytes do not have the CRC32 that the store keeps for them',
      where: object.key,
      expected: promised,
      found,
    });
  }
}

/** As S3 writes it: the four bytes, big-endian, in base64. */
function crc32Text(sum: number): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(sum >>> 0);
  return bytes.toString('base64');
}

/** What an error says about the object itself; undefined when it says nothing about it (network, disk, cancel). */
export function damageOf(error: unknown): Damage | undefined {
  if (!isRestoreError(error, 'truncated', 'trailing', 'decompress', 'checksum', 'format')) return undefined;
  // The five codes named above, and no others.
  return {code: error.code as Damage['code'], text: error.failure.what};
}
