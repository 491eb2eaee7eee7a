// One LZ4 frame that lies in memory whole and holds little: the form in which LTX files up to Litestream 0.5.15 keep a
// page. Its length is told nowhere, so its blocks are walked first.
import {decodeLz4Block, lz4BlockBound, type DecodeLz4Block} from './lz4-block.ts';
import {
  LZ4_FRAME_HEADER_MIN,
  LZ4_FRAME_MAGIC,
  lz4FrameHeaderLength,
  parseLz4FrameHeader,
  type Lz4FrameHeader,
} from './lz4-frame-header.ts';
import {Xxh32} from './xxh32.ts';

/** What {@link measureLz4Frame} gives for bytes that are not the beginning of a frame, or of too large a one. */
export const NOT_A_FRAME = 0;

/**
 * @param most content bytes that the frame may hold: one whose blocks need more room is none
 * @returns the frame's length in bytes when it lies whole between `start` and `end`; minus the number of bytes needed to
 *   know more when it does not; {@link NOT_A_FRAME}
 */
export function measureLz4Frame(bytes: Uint8Array, start: number, end: number, most: number): number {
  const have = end - start;
  if (have < LZ4_FRAME_HEADER_MIN) return -LZ4_FRAME_HEADER_MIN;
  const view = new DataView(bytes.buffer, bytes.byteOffset + start, have);
  if (view.getUint32(0, true) !== LZ4_FRAME_MAGIC) return NOT_A_FRAME;
  const flags = view.getUint8(4);
  const blockSum = (flags & 0x10) === 0 ? 0 : 4;
  const headerLength = lz4FrameHeaderLength(flags);
  // A writer of empty blocks without end must not be followed for ever.
  const bound = headerLength + lz4BlockBound(most) + 64;
  let at = headerLength;
  for (;;) {
    if (at > bound) return NOT_A_FRAME;
    if (at + 4 > have) return -(at + 4);
    const size = view.getUint32(at, true) & 0x7fffffff;
    const mark = view.getUint32(at, true) === 0;
    at += 4;
    if (mark) break;
    at += size + blockSum;
  }
  at += (flags & 0x04) === 0 ? 0 : 4;
  return at > have ? -at : at;
}

/**
 * Decodes the frame between `start` and `end`, as {@link measureLz4Frame} found it, and verifies all its checksums.
 *
 * @param target is written from `at`, never at or beyond `limit`
 * @returns the index after the last byte written, or what is wrong
 */
export function decodeSmallLz4Frame(
  bytes: Uint8Array,
  start: number,
  target: Uint8Array,
  at: number,
  limit: number,
  decode: DecodeLz4Block = decodeLz4Block,
): number | 'header' | 'block' | 'checksum' | 'size' {
  const header = parseLz4FrameHeader(bytes, start);
  if ('defect' in header) return header.defect === 'checksum' ? 'checksum' : 'header';
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  let from = start + header.length;
  let to = at;
  for (;;) {
    const field = view.getUint32(from, true);
    from += 4;
    if (field === 0) break;
    const size = field & 0x7fffffff;
    if (header.blockChecksums) {
      if (
        HASH.reset()
          .update(bytes, from, from + size)
          .digest() !== view.getUint32(from + size, true)
      ) {
        return 'checksum';
      }
    }
    const after = blockInto(bytes, from, size, field < 0x80000000, target, to, limit, header, at, decode);
    if (after < 0) return 'block';
    to = after;
    from += size + (header.blockChecksums ? 4 : 0);
  }
  if (header.contentChecksum && HASH.reset().update(target, at, to).digest() !== view.getUint32(from, true)) {
    return 'checksum';
  }
  if (header.contentSize !== undefined && header.contentSize !== to - at) return 'size';
  return to;
}

function blockInto(
  bytes: Uint8Array,
  from: number,
  size: number,
  compressed: boolean,
  target: Uint8Array,
  to: number,
  limit: number,
  {independentBlocks, blockMax}: Lz4FrameHeader,
  frameStart: number,
  decode: DecodeLz4Block,
): number {
  const most = Math.min(limit, to + blockMax);
  if (compressed) return decode(bytes, from, from + size, target, to, most, independentBlocks ? to : frameStart);
  if (size > most - to) return -1;
  target.set(bytes.subarray(from, from + size), to);
  return to + size;
}

const HASH = new Xxh32();
