// LZ4 frames as a stream (github.com/lz4/lz4, doc/lz4_Frame_format.md): one after the other, some of them skippable.
// Every checksum that is there is verified.
import {RestoreError} from '../errors.ts';
import {ByteWindow} from './byte-window.ts';
import {lz4BlockBound} from './lz4-block.ts';
import {damaged, notLz4, requireSum, tooMuch, trailing, truncated} from './lz4-errors.ts';
import {
  LZ4_FRAME_HEADER_MIN,
  LZ4_FRAME_MAGIC,
  LZ4_LEGACY_MAGIC,
  lz4FrameHeaderLength,
  parseLz4FrameHeader,
  type Lz4FrameHeader,
} from './lz4-frame-header.ts';
import {Output, ROOM_PAYS, type Lz4Options} from './lz4-output.ts';
import {Xxh32} from './xxh32.ts';

const LEGACY_BLOCK = 8 * 1024 * 1024;

/**
 * Decodes all frames: independent and linked blocks, concatenated and skippable frames, and the legacy form. Memory: one
 * block (4 MiB, legacy 8 MiB) as stored and one as it comes out. Chunks stay valid, unless they are lent.
 *
 * @throws RestoreError `truncated`, `trailing`, `decompress`, `checksum`; `limit` above `maxBytes`;
 *   `unsupported-format` for a dictionary; what `source` throws passes unchanged
 */
export async function* decodeLz4Frames(
  source: AsyncIterable<Uint8Array>,
  options: Lz4Options,
): AsyncGenerator<Uint8Array, void> {
  const {where, signal} = options;
  const window = new ByteWindow(source);
  const output = new Output(options);
  let frames = 0;
  try {
    while (await window.fill(1)) {
      signal.throwIfAborted();
      const magic = (await window.fill(4)) ? uint32(window) : undefined;
      if (magic === LZ4_FRAME_MAGIC) {
        yield* frame(window, output, options);
      } else if (magic === LZ4_LEGACY_MAGIC) {
        yield* legacyFrame(window, output, options);
      } else if (magic !== undefined && isSkippable(magic)) {
        await skipFrame(window, where);
      } else {
        if (frames > 0) throw trailing(where);
        throw magic === undefined ? truncated(where) : notLz4(window, where);
      }
      frames += 1;
    }
    if (frames === 0) throw truncated(where, 'The LZ4 data is empty');
  } finally {
    output.close();
    await window.close();
  }
}

async function* frame(window: ByteWindow, output: Output, options: Lz4Options): AsyncGenerator<Uint8Array, void> {
  const {where, signal} = options;
  const header = await frameHeader(window, options);
  output.begin(header.blockMax, !header.independentBlocks);
  const hash = new Xxh32();
  for (;;) {
    signal.throwIfAborted();
    if (!(await window.fill(4))) throw truncated(where);
    const field = uint32(window);
    window.skip(4);
    if (field === 0) break;
    const stored = (field & 0x80000000) !== 0;
    const size = field & 0x7fffffff;
    if (size > header.blockMax) {
      throw damaged(where, 'An LZ4 block is larger than its frame allows', header.blockMax, size);
    }
    const length = size + (header.blockChecksums ? 4 : 0);
    if (size >= ROOM_PAYS) window.reuseMemory();
    if (!(await window.fill(length))) throw truncated(where);
    const {bytes, start} = window;
    if (header.blockChecksums) {
      requireSum(new Xxh32().update(bytes, start, start + size).digest(), uint32(window, size), where, 'block');
    }
    const chunk = stored
      ? output.copy(bytes, start, start + size)
      : output.decode(bytes, start, start + size, header.blockMax);
    window.skip(length);
    if (header.contentChecksum) hash.update(chunk);
    if (chunk.length > 0) yield chunk;
  }
  if (header.contentSize !== undefined && header.contentSize !== output.frameBytes) {
    throw damaged(where, 'An LZ4 frame does not hold what its header says', header.contentSize, output.frameBytes);
  }
  if (!header.contentChecksum) return;
  if (!(await window.fill(4))) throw truncated(where);
  requireSum(hash.digest(), uint32(window), where, 'frame');
  window.skip(4);
}

async function frameHeader(window: ByteWindow, {where, maxBytes}: Lz4Options): Promise<Lz4FrameHeader> {
  if (!(await window.fill(LZ4_FRAME_HEADER_MIN))) throw truncated(where);
  if (!(await window.fill(lz4FrameHeaderLength(window.bytes[window.start + 4] ?? 0)))) throw truncated(where);
  const header = parseLz4FrameHeader(window.bytes, window.start);
  if ('defect' in header) {
    if (header.defect === 'checksum') {
      throw new RestoreError('checksum', {what: 'The header of an LZ4 frame has a wrong checksum', where});
    }
    if (header.defect === 'dictionary') {
      throw new RestoreError('unsupported-format', {what: 'The LZ4 data needs a dictionary', where});
    }
    throw damaged(where, `The header of an LZ4 frame has an impossible ${header.defect}`);
  }
  if ((header.contentSize ?? 0) > maxBytes) throw tooMuch(where, maxBytes, header.contentSize);
  window.skip(header.length);
  return header;
}

/** Blocks follow until the end of the data or the magic of another frame. */
async function* legacyFrame(window: ByteWindow, output: Output, options: Lz4Options): AsyncGenerator<Uint8Array, void> {
  const {where, signal} = options;
  window.skip(4);
  output.begin(LEGACY_BLOCK, false);
  const bound = lz4BlockBound(LEGACY_BLOCK);
  while (await window.fill(1)) {
    signal.throwIfAborted();
    if (!(await window.fill(4))) throw truncated(where);
    const size = uint32(window);
    if (size === LZ4_FRAME_MAGIC || size === LZ4_LEGACY_MAGIC || isSkippable(size)) return;
    if (size > bound) throw trailing(where);
    if (!(await window.fill(4 + size))) throw truncated(where);
    const start = window.start + 4;
    const chunk = output.decode(window.bytes, start, start + size, LEGACY_BLOCK);
    window.skip(4 + size);
    yield chunk;
  }
}

async function skipFrame(window: ByteWindow, where: string): Promise<void> {
  if (!(await window.fill(8))) throw truncated(where);
  let left = uint32(window, 4);
  window.skip(8);
  while (left > 0) {
    if (!(await window.fill(1))) throw truncated(where);
    const count = Math.min(left, window.length);
    window.skip(count);
    left -= count;
  }
}

function uint32(window: ByteWindow, offset = 0): number {
  const {bytes, start} = window;
  return new DataView(bytes.buffer, bytes.byteOffset + start + offset, 4).getUint32(0, true);
}

function isSkippable(magic: number): boolean {
  return (magic & 0xfffffff0) >>> 0 === 0x184d2a50;
}
