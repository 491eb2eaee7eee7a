// gzip (RFC 1952): members one after the other, each with its own CRC-32 and length.
import {createGunzip} from 'node:zlib';
import {RestoreError} from '../errors.ts';
import {openDecompressor, OUTPUT_CHUNK} from './decompressor.ts';

/**
 * Decompresses all members. zlib itself verifies each one's CRC-32 and length. What Node leaves out is checked here: its
 * stream says nothing of what follows a zero byte behind the last member (measured: even another member is dropped).
 * Zero padding to the end is allowed, as gzip(1) allows it.
 *
 * @param where names the object in errors
 * @param lends a chunk is good until the next one is asked for, or the end
 * @throws RestoreError `truncated`, `trailing`, `checksum`, `decompress`
 */
export async function* gunzip(
  source: AsyncIterable<Uint8Array>,
  where: string,
  lends = false,
): AsyncGenerator<Uint8Array, void> {
  const decompressor = openDecompressor(createGunzip({chunkSize: OUTPUT_CHUNK}), lends);
  let fed = 0;
  let ended = false;
  try {
    for await (const chunk of source) {
      if (chunk.length === 0) continue;
      let rest = chunk;
      if (!ended) {
        yield* decompressor.feed(chunk);
        fed += chunk.length;
        const left = fed - decompressor.consumed;
        ended = left > 0;
        rest = chunk.subarray(chunk.length - left);
      }
      if (ended && rest.some(byte => byte !== 0)) throw trailing(where);
    }
    yield* decompressor.finish();
  } catch (error) {
    throw gzipError(error, where);
  } finally {
    decompressor.close();
  }
}

function trailing(where: string, cause?: unknown): RestoreError {
  return new RestoreError('trailing', {
    what: 'Other bytes follow the end of the gzip data',
    where,
    todo: 'The object was written wrongly, or two were joined: make a new backup, or cut it by hand if you know why.',
    cause,
  });
}

/** zlib's words (inflate.c); RestoreErrors, which come from the source, pass unchanged. */
function gzipError(error: unknown, where: string): unknown {
  if (!(error instanceof Error) || error instanceof RestoreError || !('code' in error)) return error;
  if (error.code === 'Z_BUF_ERROR') {
    return new RestoreError('truncated', {what: 'The gzip data ends too early', where, cause: error});
  }
  if (error.code !== 'Z_DATA_ERROR') return error;
  switch (error.message) {
    case 'incorrect data check':
      return new RestoreError('checksum', {what: 'The gzip CRC-32 is wrong', where, cause: error});
    case 'incorrect length check':
      return new RestoreError('checksum', {what: 'The gzip length is wrong', where, cause: error});
    case 'header crc mismatch':
      return new RestoreError('checksum', {what: 'The gzip header CRC is wrong', where, cause: error});
    // The first member began with gzip's magic, so this is the place where a next member would begin.
    case 'incorrect header check':
      return trailing(where, error);
    default:
      return new RestoreError('decompress', {
        what: 'The gzip data is damaged',
        where,
        found: error.message,
        cause: error,
      });
  }
}
