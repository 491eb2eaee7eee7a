// The header of an LZ4 frame (github.com/lz4/lz4, doc/lz4_Frame_format.md).
import {Xxh32} from './xxh32.ts';

export const LZ4_FRAME_MAGIC = 0x184d2204;
/** Before 2014: blocks of 8 MiB, no checksums. */
export const LZ4_LEGACY_MAGIC = 0x184c2102;

/** The four bytes of the magic, the two of flags and block size, and the one of the header checksum. */
export const LZ4_FRAME_HEADER_MIN = 7;

export type Lz4FrameHeader = {
  /** Bytes of the header, the magic included: 7 to 19. */
  readonly length: number;
  /** False: matches may reach into the 64 KiB before their block. */
  readonly independentBlocks: boolean;
  readonly blockChecksums: boolean;
  readonly contentChecksum: boolean;
  /** Bytes that the frame holds, where the writer told. */
  readonly contentSize: number | undefined;
  /** The most bytes that one block holds: 64 KiB, 256 KiB, 1 MiB or 4 MiB. */
  readonly blockMax: number;
};

export type Lz4HeaderDefect = {
  readonly defect: 'version' | 'reserved bit' | 'block size' | 'dictionary' | 'checksum' | 'content size';
};

/** Bytes of a frame header (magic included) whose flag byte is `flags`. */
export function lz4FrameHeaderLength(flags: number): number {
  return LZ4_FRAME_HEADER_MIN + ((flags & 0x08) === 0 ? 0 : 8) + ((flags & 0x01) === 0 ? 0 : 4);
}

/**
 * Reads the frame header at `start`, whose magic has been recognised and whose
 * {@link lz4FrameHeaderLength} bytes are all there.
 */
export function parseLz4FrameHeader(bytes: Uint8Array, start: number): Lz4FrameHeader | Lz4HeaderDefect {
  const view = new DataView(bytes.buffer, bytes.byteOffset + start);
  const flags = view.getUint8(4);
  const length = lz4FrameHeaderLength(flags);
  // The second byte of the hash over everything between the magic and the checksum.
  const sum =
    (HASH.reset()
      .update(bytes, start + 4, start + length - 1)
      .digest() >>>
      8) &
    0xff;
  if (sum !== view.getUint8(length - 1)) return {defect: 'checksum'};
  if (flags >>> 6 !== 1) return {defect: 'version'};
  const blockSize = view.getUint8(5);
  if ((flags & 0x02) !== 0 || (blockSize & 0x8f) !== 0) return {defect: 'reserved bit'};
  if (blockSize >>> 4 < 4) return {defect: 'block size'};
  if ((flags & 0x01) !== 0) return {defect: 'dictionary'};
  const contentSize = (flags & 0x08) === 0 ? undefined : Number(view.getBigUint64(6, true));
  if (contentSize !== undefined && !Number.isSafeInteger(contentSize)) return {defect: 'content size'};
  return {
    length,
    independentBlocks: (flags & 0x20) !== 0,
    blockChecksums: (flags & 0x10) !== 0,
    contentChecksum: (flags & 0x04) !== 0,
    contentSize,
    blockMax: 1 << (8 + 2 * (blockSize >>> 4)),
  };
}

const HASH = new Xxh32();
