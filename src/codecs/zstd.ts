// zstd (RFC 8878): frames one after the other, some of them skippable, each perhaps with a checksum of its content.
import {constants, createZstdDecompress} from 'node:zlib';
import {RestoreError} from '../errors.ts';
import {openDecompressor, OUTPUT_CHUNK} from './decompressor.ts';
import {trailingBytes, walkFrames} from './zstd-frames.ts';

/** Bytes of input whose output is given before more is asked for: who looks at a beginning may have no more than that. */
const BEGINNING = 1 << 20;

/**
 * Decompresses all frames. Node's stream drops, without a word, whatever follows the end of a frame inside one chunk
 * (measured on 24.21: the second of two concatenated frames is lost). So the frames' ends are found here, the stream
 * gets its input cut exactly there, and it must have taken every byte. libzstd verifies checksums and content sizes.
 *
 * @param where names the object in errors
 * @param maxBytes more content than this, even if only promised by the headers, is a `limit` error
 * @param lends a chunk is good until the next one is asked for, or the end
 * @param ahead goes on decoding while its last output is looked at. Without it all that comes before damage is given
 * @throws RestoreError `truncated`, `trailing`, `checksum`, `decompress`, `limit`, `unsupported-format` (dictionary)
 */
export async function* unzstd(
  source: AsyncIterable<Uint8Array>,
  where: string,
  maxBytes: number,
  lends = false,
  ahead = true,
): AsyncGenerator<Uint8Array, void> {
  // 27 is zlib's own limit today; said here so that it stays the one that walkFrames checks.
  const stream = createZstdDecompress({
    chunkSize: OUTPUT_CHUNK,
    params: {[constants.ZSTD_d_windowLogMax]: 27},
  });
  const decompressor = openDecompressor(stream, lends);
  const walk = walkFrames(where);
  let fed = 0;
  try {
    for await (const chunk of source) {
      let at = 0;
      while (at < chunk.length) {
        const part = chunk.subarray(at, at + walk.take(chunk.subarray(at)));
        at += part.length;
        fed += part.length;
        if (walk.promised > maxBytes) throw promisesTooMuch(where, maxBytes, walk.promised);
        // At a frame's end nothing may follow in one piece with it.
        if (ahead && fed > BEGINNING && !walk.atBoundary) {
          yield* decompressor.feedAhead(part);
          continue;
        }
        yield* decompressor.settle();
        yield* decompressor.feed(part);
        if (decompressor.consumed !== fed) {
          throw new RestoreError('decompress', {
            what: 'A zstd frame ends before its blocks do',
            where,
            expected: `${fed} bytes taken`,
            found: decompressor.consumed,
          });
        }
      }
    }
    yield* decompressor.settle();
    // Node's stream notices this too, as far as its own rules about ends can be trusted.
    if (!walk.atBoundary) throw new RestoreError('truncated', {what: 'The zstd data ends inside a frame', where});
    yield* decompressor.finish();
  } catch (error) {
    throw zstdError(error, where);
  } finally {
    decompressor.close();
  }
}

function promisesTooMuch(where: string, maxBytes: number, promised: number): RestoreError {
  return new RestoreError('limit', {
    what: 'The zstd data says it expands to more than may be written',
    where,
    expected: `at most ${maxBytes} bytes`,
    found: promised,
    todo: 'If the database is really that large, raise max-database-size.',
  });
}

/** libzstd's error names as Node gives them in `code`; RestoreErrors, which come from the source, pass unchanged. */
function zstdError(error: unknown, where: string): unknown {
  if (!(error instanceof Error) || error instanceof RestoreError || !('code' in error)) return error;
  if (error.code === 'ZSTD_error_checksum_wrong') {
    return new RestoreError('checksum', {what: 'The checksum of a zstd frame is wrong', where, cause: error});
  }
  // The first frame's magic was seen before, so this is the place where a next frame would begin; libzstd was quicker
  // than walkFrames because the bytes came in small pieces.
  if (error.code === 'ZSTD_error_prefix_unknown') return trailingBytes(where, error);
  if (error.code === 'Z_BUF_ERROR') {
    return new RestoreError('truncated', {what: 'The zstd data ends inside a frame', where, cause: error});
  }
  if (typeof error.code !== 'string' || !error.code.startsWith('ZSTD_error')) return error;
  return new RestoreError('decompress', {
    what: 'The zstd data is damaged',
    where,
    found: error.message,
    cause: error,
  });
}
