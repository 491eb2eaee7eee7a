// A small LZ4 encoder, for tests only: blocks with literals and matches, and frames with every option.
import {Xxh32} from '../../src/codecs/xxh32.ts';

/** One block: the last 5 bytes are literals, and no match begins in the last 12 (doc/lz4_Block_format.md). */
export function encodeLz4Block(content: Uint8Array, start = 0, end = content.length): Buffer {
  const out: number[] = [];
  const seen = new Map<number, number>();
  const word = (at: number): number => Buffer.from(content.buffer, content.byteOffset + at, 4).readUInt32LE(0);
  let literals = start;
  let at = start;
  while (at + 12 < end) {
    const key = word(at);
    const before = seen.get(key);
    seen.set(key, at);
    if (before === undefined || at - before > 65535) {
      at += 1;
      continue;
    }
    let length = 4;
    while (at + length < end - 5 && content[before + length] === content[at + length]) length += 1;
    sequence(out, content.subarray(literals, at), at - before, length);
    at += length;
    literals = at;
  }
  sequence(out, content.subarray(literals, end), 0, 0);
  return Buffer.from(out);
}

function sequence(out: number[], literals: Uint8Array, offset: number, matched: number): void {
  const extra = matched === 0 ? 0 : matched - 4;
  out.push((Math.min(15, literals.length) << 4) | Math.min(15, extra));
  lengthBytes(out, literals.length);
  for (const byte of literals) out.push(byte);
  if (matched === 0) return;
  out.push(offset & 0xff, offset >>> 8);
  lengthBytes(out, extra);
}

function lengthBytes(out: number[], length: number): void {
  if (length < 15) return;
  let rest = length - 15;
  for (; rest >= 255; rest -= 255) out.push(255);
  out.push(rest);
}

export type FrameOptions = {
  readonly blockBytes?: number;
  /** 4 to 7: 64 KiB to 4 MiB. */
  readonly blockCode?: number;
  readonly blockChecksums?: boolean;
  readonly contentChecksum?: boolean;
  readonly contentSize?: boolean;
  /** Blocks as they are. */
  readonly stored?: boolean;
};

/** One frame of independent blocks. */
export function encodeLz4Frame(content: Uint8Array, options: FrameOptions = {}): Buffer {
  const {blockBytes = 65536, blockCode = 4, blockChecksums = false, contentChecksum = true} = options;
  const size = options.contentSize === true ? Buffer.alloc(8) : Buffer.alloc(0);
  if (size.length === 8) size.writeBigUInt64LE(BigInt(content.length));
  const flags = 0x60 | (blockChecksums ? 0x10 : 0) | (size.length === 8 ? 0x08 : 0) | (contentChecksum ? 0x04 : 0);
  const descriptor = Buffer.concat([Buffer.of(flags, blockCode << 4), size]);
  const parts = [uint32(0x184d2204), descriptor, Buffer.of((hash(descriptor) >>> 8) & 0xff)];
  for (let at = 0; at < content.length; at += blockBytes) {
    const part = content.subarray(at, at + blockBytes);
    const packed = encodeLz4Block(part);
    const raw = options.stored === true || packed.length >= part.length;
    const data = raw ? part : packed;
    parts.push(uint32((data.length | (raw ? 0x80000000 : 0)) >>> 0), Buffer.from(data));
    if (blockChecksums) parts.push(uint32(hash(data)));
  }
  parts.push(uint32(0));
  if (contentChecksum) parts.push(uint32(hash(content)));
  return Buffer.concat(parts);
}

function hash(bytes: Uint8Array): number {
  return new Xxh32().update(bytes).digest();
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
