// Compressed bytes to what they hold, whatever the object's name says: the magic number decides, layer by layer.
import {RestoreError} from '../errors.ts';
import {gunzip} from './gzip.ts';
import {sniff, SNIFF_LENGTH} from './magic.ts';
import {unzstd} from './zstd.ts';

/** How many compressions may lie around each other (a limit of this program: real backups have one or two). */
export const MAX_LAYERS = 6;

type Codec = 'gzip' | 'zstd';

export type DecompressOptions = {
  /** Names the object in errors. */
  readonly where: string;
  /** In bytes: the most that may come out. */
  readonly maxBytes: number;
  /**
   * Exactly this one compression (or none), instead of whatever the magic numbers say.
   * With `gzip` or `zstd` other data is a `decompress` error, and what comes out is not looked at again.
   */
  readonly only?: Codec | 'none' | undefined;
  /** A chunk is good only until the next one is asked for, or the end: for readers that copy what they keep. */
  readonly lends?: boolean;
  /** False: whatever comes before damage is given, for which zstd is not decoded ahead of the reader. */
  readonly ahead?: boolean;
  readonly signal: AbortSignal;
};

/**
 * Takes every gzip and zstd layer off a stream. Memory does not grow with it: one output chunk of 1 MiB per layer, and
 * zstd's window (128 MiB at most). Decompression runs in Node's thread pool and waits for whoever reads.
 * Data in other compressions comes out as it is: the caller sniffs what it gets.
 *
 * @throws RestoreError `truncated`, `trailing`, `checksum`, `decompress`; `limit` above `maxBytes` or
 *   {@link MAX_LAYERS}; what `source` throws passes unchanged
 */
export async function* decompress(
  source: AsyncIterable<Uint8Array>,
  options: DecompressOptions,
): AsyncGenerator<Uint8Array, void> {
  const {where, maxBytes, only, lends = false, ahead = true, signal} = options;
  // Outermost last: each one is closed before the one it reads from.
  const opened: AsyncIterator<Uint8Array>[] = [];
  try {
    let bytes = await peek(source, opened);
    for (let layers = 0; ; layers++) {
      const kind = sniff(bytes.head);
      const codec = only === 'none' ? undefined : (only ?? (kind === 'gzip' || kind === 'zstd' ? kind : undefined));
      if (codec === undefined || (only !== undefined && layers === 1)) break;
      if (only !== undefined && kind !== only) {
        throw new RestoreError('decompress', {
          what: `This is not ${only} data`,
          where,
          found: kind === 'unknown' || kind === 'text' ? `bytes ${hex(bytes.head)}` : kind,
        });
      }
      if (layers === MAX_LAYERS) {
        throw new RestoreError('limit', {what: `More than ${MAX_LAYERS} compressions lie around each other`, where});
      }
      // An inner compression may be a little larger than what it holds, so only the last one has the exact limit.
      const room = maxBytes + maxBytes / 64 + 65_536;
      const content = codec === 'gzip' ? gunzip(bytes.all, where, lends) : unzstd(bytes.all, where, room, lends, ahead);
      bytes = await peek(capped(content, room, options), opened);
    }
    for await (const chunk of capped(bytes.all, maxBytes, options)) {
      signal.throwIfAborted();
      yield chunk;
    }
  } finally {
    for (const iterator of opened.toReversed()) await iterator.return?.();
  }
}

async function* capped(
  source: AsyncIterable<Uint8Array>,
  maxBytes: number,
  {where}: DecompressOptions,
): AsyncGenerator<Uint8Array, void> {
  let total = 0;
  for await (const chunk of source) {
    total += chunk.length;
    if (total > maxBytes) {
      throw new RestoreError('limit', {
        what: 'The object expands to more than may be written',
        where,
        expected: `at most ${maxBytes} bytes`,
        found: 'more',
        todo: 'If the database is really that large, raise max-database-size.',
      });
    }
    yield chunk;
  }
}

type Peeked = {
  /** The first {@link SNIFF_LENGTH} bytes, or all there are. */
  readonly head: Uint8Array;
  /** Everything, the head included. To be read once. */
  readonly all: AsyncIterable<Uint8Array>;
};

async function peek(source: AsyncIterable<Uint8Array>, opened: AsyncIterator<Uint8Array>[]): Promise<Peeked> {
  const iterator = source[Symbol.asyncIterator]();
  opened.push(iterator);
  const first: Uint8Array[] = [];
  let length = 0;
  while (length < SNIFF_LENGTH) {
    const next = await iterator.next();
    if (next.done === true) break;
    // So short a chunk is not the last one asked for: it must outlive the next one.
    first.push(next.value.length < SNIFF_LENGTH ? Uint8Array.from(next.value) : next.value);
    length += next.value.length;
  }
  async function* all(): AsyncGenerator<Uint8Array, void> {
    yield* first.splice(0);
    for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value;
  }
  // Joining all would copy a whole chunk for each object.
  const head = Buffer.concat(first.map(piece => piece.subarray(0, SNIFF_LENGTH))).subarray(0, SNIFF_LENGTH);
  return {head, all: all()};
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes.subarray(0, 8)).toString('hex') || '(none)';
}
