// The payload of an age file (C2SP age.md, “Payload”): ChaCha20-Poly1305 in chunks of 64 KiB, the last one marked, so that
// a file that was cut between two chunks is noticed. With Node's cipher, which is five times as fast as the library's.
import {createDecipheriv, hkdfSync} from 'node:crypto';
import {RestoreError} from '../errors.ts';
import type {ByteWindow} from './byte-window.ts';

const CHUNK = 64 * 1024;
const TAG = 16;
const NONCE = 16;

type PayloadOptions = {readonly where: string; readonly signal: AbortSignal};

/**
 * Yields the content of all chunks, each after its tag was found right.
 * @param window behind the header
 * @throws RestoreError `checksum`, `truncated`, `trailing`; what the window's source throws
 */
export async function* decryptPayload(
  window: ByteWindow,
  fileKey: Uint8Array,
  {where, signal}: PayloadOptions,
): AsyncGenerator<Uint8Array, void> {
  if (!(await window.fill(NONCE))) throw cut(where);
  const salt = window.bytes.subarray(window.start, window.start + NONCE);
  const key = new Uint8Array(hkdfSync('sha256', fileKey, salt, 'payload', 32));
  window.skip(NONCE);
  for (let number = 0; ; number += 1) {
    const last = !(await window.fill(CHUNK + TAG + 1));
    signal.throwIfAborted();
    const sealed = window.bytes.subarray(window.start, last ? window.end : window.start + CHUNK + TAG);
    if (sealed.length < TAG) throw cut(where);
    const content = openChunk(key, number, last, sealed);
    if (content === undefined)
      throw wrongChunk(openChunk(key, number, !last, sealed) !== undefined, last, number, where);
    // Else there would be two forms of every file of whole chunks.
    if (content.length === 0 && number > 0) throw wrongChunk(false, last, number, where);
    window.skip(sealed.length);
    if (content.length > 0) yield content;
    if (last) return;
  }
}

/** @returns undefined when the tag is wrong */
function openChunk(key: Uint8Array, number: number, last: boolean, sealed: Uint8Array): Uint8Array | undefined {
  // 11 bytes of counter, big-endian, and the mark of the last chunk.
  const nonce = Buffer.alloc(12);
  nonce.writeBigUInt64BE(BigInt(number), 3);
  nonce.writeUInt8(last ? 1 : 0, 11);
  const decipher = createDecipheriv('chacha20-poly1305', key, nonce, {authTagLength: TAG});
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG));
  const content = decipher.update(sealed.subarray(0, sealed.length - TAG));
  try {
    decipher.final();
  } catch {
    return undefined;
  }
  return content;
}

/** @param otherMark true when the chunk is right, except that it is the last one or is not */
function wrongChunk(otherMark: boolean, last: boolean, number: number, where: string): RestoreError {
  if (otherMark && last) return cut(where);
  if (otherMark) {
    return new RestoreError('trailing', {
      what: 'Bytes follow the end of the encrypted content',
      where,
      todo: 'The object was written wrongly, or two were joined: make a new backup.',
    });
  }
  return new RestoreError('checksum', {
    what: `Chunk ${number + 1} of the encrypted content does not have its tag: it was changed, or the object was cut there`,
    where,
  });
}

function cut(where: string): RestoreError {
  return new RestoreError('truncated', {what: 'The encrypted content ends before its last chunk', where});
}
