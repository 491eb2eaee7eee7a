// Bytes for the tests of codecs, and streams of them in pieces of any size.
import {seeded} from '../models/random.ts';

/** Text, runs and noise by turns: what LZ4 finds matches in, near and far, and what it does not. */
export function mixedBytes(length: number, seed = 1): Buffer {
  const random = seeded(seed);
  const bytes = Buffer.alloc(length);
  for (let at = 0; at < length;) {
    const end = Math.min(length, at + random.between(1, 3000));
    const kind = random.below(4);
    if (kind === 0) bytes.fill(random.below(256), at, end);
    else if (kind === 1) bytes.fill(`row ${random.below(100)} of the table; `, at, end);
    else if (kind === 2 && at > 100) bytes.copyWithin(at, at - random.between(1, Math.min(at, 60_000)), end);
    else for (let i = at; i < end; i += 1) bytes[i] = random.below(256);
    at = end;
  }
  return bytes;
}

export async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array, void> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

export async function collected(source: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of source) parts.push(part);
  return Buffer.concat(parts);
}
