// An object's stored bytes, checked against the CRC32 that S3 keeps with it (ZLayer's SDK sends one with every PUT).
import {crc32} from 'node:zlib';
import {decompress} from '../../codecs/compression.ts';
import {isRestoreError, RestoreError} from '../../errors.ts';
import type {ObjectInfo, ObjectStore} from '../../storage/store.ts';
import type {Damage} from './capture.ts';

/** Bytes given to the decompressor at once. */
const PIECE = 2 * 1024 * 1024;
/** The same for what is known to be damaged: Node drops what a piece gave before the damage in it. */
const SMALL_PIECE = 64 * 1024;

export type ReadContext = {
  readonly store: ObjectStore;
  readonly signal: AbortSignal;
  /** Called with stored bytes read. */
  readonly progress: (bytes: number) => void;
};

/**
 * The object's content, decompressed. A chunk is good until the next one is asked for, or the end. Throws what `decompress` and
 * the store throw, and `checksum`.
 * @param isDamaged it failed before: slower, and all that comes before the damage is given
 */
export function contentOf(
  object: ObjectInfo,
  maxBytes: number,
  context: ReadContext,
  isDamaged = false,
): AsyncGenerator<Uint8Array, void> {
  const {signal} = context;
  const options = {where: object.key, maxBytes, only: 'zstd', lends: true, ahead: !isDamaged, signal} as const;
  return decompress(storedBytes(object, isDamaged ? SMALL_PIECE : PIECE, context), options);
}

async function* storedBytes(
  object: ObjectInfo,
  piece: number,
  {store, signal, progress}: ReadContext,
): AsyncGenerator<Uint8Array, void> {
  let promised: string | undefined;
  let sum = 0;
  const onChecksum = (base64: string): void => {
    promised = base64;
  };
  for await (const bytes of gathered(store.read(object, {signal, onChecksum}), Math.min(object.size, piece))) {
    sum = crc32(bytes, sum);
    progress(bytes.length);
    yield bytes;
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

/**
 * The same bytes in pieces of `size`: each one is a way through the thread pool. A piece is good until the next one is asked
 * for.
 */
async function* gathered(source: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<Uint8Array, void> {
  const memory = Buffer.allocUnsafeSlow(Math.max(1, size));
  let filled = 0;
  for await (const chunk of source) {
    for (let start = 0; start < chunk.length;) {
      const count = Math.min(memory.length - filled, chunk.length - start);
      memory.set(chunk.subarray(start, start + count), filled);
      filled += count;
      start += count;
      if (filled < memory.length) continue;
      yield memory;
      filled = 0;
    }
  }
  if (filled > 0) yield memory.subarray(0, filled);
  // Read to the end: what it was given to has taken it. Left to the garbage collector, hundreds of objects would each leave
  // theirs until V8 collects the whole heap.
  memory.buffer.transfer(0);
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
