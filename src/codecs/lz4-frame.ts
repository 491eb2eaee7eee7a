// LZ4 frames as a stream (github.com/lz4/lz4, doc/lz4_Frame_format.md): one after the other, some of them skippable.
// Every checksum that is there is verified.
import {RestoreError} from '../errors.ts';
import {ByteWindow} from './byte-window.ts';
import {decodeLz4Block, lz4BlockBound} from './lz4-block.ts';
import {
  LZ4_FRAME_HEADER_MIN,
  LZ4_FRAME_MAGIC,
  LZ4_LEGACY_MAGIC,
  lz4FrameHeaderLength,
  parseLz4FrameHeader,
  type Lz4FrameHeader,
} from './lz4-frame-header.ts';
import {openRoom, type Room} from './wasm/room.ts';
import {Xxh32} from './xxh32.ts';

export type Lz4Options = {
  /** Names the object in errors. */
  readonly where: string;
  /** In bytes: the most that may come out of all frames together. */
  readonly maxBytes: number;
  /**
   * A chunk is good until the next one is asked for: it lies in the decoder's own memory. A copy of each block of 4 MiB would
   * be garbage that V8 collects the whole heap for, time and again.
   */
  readonly lends?: boolean | undefined;
  readonly signal: AbortSignal;
};

/** How far back linked blocks may reach. */
const HISTORY = 65536;

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

/** Bytes of a block as stored: below it the WebAssembly costs more than it saves. */
const ROOM_PAYS = 32 * 1024;

/** The last buffer that is not in use: small frames come by the thousand, and clearing 4 MiB for each took most time. */
let spare: Uint8Array | undefined;
/** The same of large frames. */
let spareRoom: Room | undefined;

/** Where blocks are decoded to, with the history that linked ones reach into. */
class Output {
  readonly #options: Lz4Options;
  #work: Uint8Array = new Uint8Array(0);
  /** Holds {@link #work} once a block was large enough for it. */
  #room: Room | undefined;
  /** Bytes of history before the next block. */
  #history = 0;
  #linked = false;
  /** End of the block that history has to be taken from: later, because it may be lent. */
  #end = 0;
  #total = 0;
  frameBytes = 0;

  constructor(options: Lz4Options) {
    this.#options = options;
  }

  begin(blockMax: number, linked: boolean): void {
    if (this.#work.length < HISTORY + blockMax) {
      this.#room = undefined;
      this.#work =
        spare !== undefined && spare.length >= HISTORY + blockMax ? spare : new Uint8Array(HISTORY + blockMax);
      spare = undefined;
    }
    this.#history = 0;
    this.#end = 0;
    this.#linked = linked;
    this.frameBytes = 0;
  }

  /** Nothing of the buffer may be used afterwards: chunks are copies, or were lent. */
  close(): void {
    if (this.#room !== undefined) spareRoom = this.#room;
    else if (spare === undefined || spare.length < this.#work.length) spare = this.#work;
    this.#room = undefined;
    this.#work = new Uint8Array(0);
  }

  /** Moves on into WebAssembly's memory, with the history that the next block may reach into. */
  #enterRoom(blockMax: number): Room {
    const before = this.#work;
    const room =
      spareRoom !== undefined && spareRoom.output.length >= HISTORY + blockMax
        ? spareRoom
        : openRoom(HISTORY + blockMax, blockMax);
    spareRoom = undefined;
    room.output.set(before.subarray(0, this.#history));
    if (spare === undefined || spare.length < before.length) spare = before;
    this.#work = room.output;
    this.#room = room;
    return room;
  }

  decode(bytes: Uint8Array, start: number, end: number, blockMax: number): Uint8Array {
    const from = this.#keepHistory();
    const room = this.#room ?? (end - start >= ROOM_PAYS ? this.#enterRoom(blockMax) : undefined);
    const decode = room?.decodeLz4Block ?? decodeLz4Block;
    const to = decode(bytes, start, end, this.#work, from, from + blockMax, 0);
    if (to < 0) throw damaged(this.#options.where, 'An LZ4 block is damaged');
    return this.#emit(from, to);
  }

  /** Moves the end of the last block to where linked ones look for it. @returns where the next block goes */
  #keepHistory(): number {
    if (this.#linked && this.#end > 0) {
      const keep = Math.min(this.#end, HISTORY);
      this.#work.copyWithin(0, this.#end - keep, this.#end);
      this.#history = keep;
      this.#end = 0;
    }
    return this.#history;
  }

  copy(bytes: Uint8Array, start: number, end: number): Uint8Array {
    const from = this.#keepHistory();
    this.#work.set(bytes.subarray(start, end), from);
    return this.#emit(from, from + end - start);
  }

  #emit(from: number, to: number): Uint8Array {
    const {where, maxBytes, lends} = this.#options;
    this.#total += to - from;
    this.frameBytes += to - from;
    if (this.#total > maxBytes) throw tooMuch(where, maxBytes, undefined);
    this.#end = to;
    return lends === true ? this.#work.subarray(from, to) : this.#work.slice(from, to);
  }
}

function uint32(window: ByteWindow, offset = 0): number {
  const {bytes, start} = window;
  return new DataView(bytes.buffer, bytes.byteOffset + start + offset, 4).getUint32(0, true);
}

function isSkippable(magic: number): boolean {
  return (magic & 0xfffffff0) >>> 0 === 0x184d2a50;
}

function requireSum(found: number, expected: number, where: string, part: string): void {
  if (found === expected) return;
  throw new RestoreError('checksum', {
    what: `The checksum of an LZ4 ${part} is wrong`,
    where,
    expected: expected.toString(16).padStart(8, '0'),
    found: found.toString(16).padStart(8, '0'),
  });
}

function notLz4(window: ByteWindow, where: string): RestoreError {
  const found = Buffer.from(window.bytes.subarray(window.start, window.start + 8)).toString('hex');
  return new RestoreError('decompress', {what: 'This is not LZ4 data', where, found: `bytes ${found}`});
}

function truncated(where: string, what = 'The LZ4 data ends too early'): RestoreError {
  return new RestoreError('truncated', {what, where});
}

function trailing(where: string): RestoreError {
  return new RestoreError('trailing', {
    what: 'Other bytes follow the end of the LZ4 data',
    where,
    todo: 'The object was written wrongly, or two were joined: make a new backup, or cut it by hand if you know why.',
  });
}

function damaged(where: string, what: string, expected?: number, found?: number): RestoreError {
  return new RestoreError('decompress', {what, where, expected, found});
}

function tooMuch(where: string, maxBytes: number, found: number | undefined): RestoreError {
  return new RestoreError('limit', {
    what: 'The LZ4 data expands to more than may be written',
    where,
    expected: `at most ${maxBytes} bytes`,
    found: found ?? 'more',
    todo: 'If the database is really that large, raise max-database-size.',
  });
}
