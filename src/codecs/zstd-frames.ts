// Where zstd frames begin and end (RFC 8878, 3.1), found without decompressing anything.
import {RestoreError} from '../errors.ts';

/** 2^27 bytes: what `zstd --long=27` needs, and the most that zlib's zstd accepts without being told otherwise. */
const MAX_WINDOW = 2 ** 27;

const FRAME_MAGIC = 0xfd2fb528;

export type FrameWalk = {
  /**
   * Length of the part of `bytes` (at least one) that belongs to the present frame; `bytes.length` when it goes on after
   * them.
   */
  take(bytes: Uint8Array): number;
  /** True between frames: a stream may end here and nowhere else. */
  readonly atBoundary: boolean;
  /** Content bytes that the frame headers so far promise; frames that promise nothing add nothing. */
  readonly promised: number;
};

/** Content size field bytes by the two top bits of the descriptor; 0 stands for 1 when the segment is single. */
const CONTENT_SIZE_BYTES = [0, 2, 4, 8];
const DICTIONARY_ID_BYTES = [0, 1, 2, 4];

type Header = {readonly windowSize: number; readonly contentSize: number | undefined; readonly dictionary: number};

/** Bytes of the frame header after the magic, as its first byte says. */
function headerLength(descriptor: number): number {
  const single = (descriptor & 0x20) !== 0;
  const contentSize = CONTENT_SIZE_BYTES[descriptor >> 6] || (single ? 1 : 0);
  return 1 + (single ? 0 : 1) + (DICTIONARY_ID_BYTES[descriptor & 3] ?? 0) + contentSize;
}

function parseHeader(header: Buffer): Header {
  const descriptor = header.readUInt8(0);
  const single = (descriptor & 0x20) !== 0;
  let at = 1;
  let windowSize = 0;
  if (!single) {
    const window = header.readUInt8(at++);
    const base = 2 ** (10 + (window >> 3));
    windowSize = base + (base / 8) * (window & 7);
  }
  const idBytes = DICTIONARY_ID_BYTES[descriptor & 3] ?? 0;
  const dictionary = idBytes === 0 ? 0 : header.readUIntLE(at, idBytes);
  at += idBytes;
  const rest = header.length - at;
  const contentSize =
    rest === 0
      ? undefined
      : rest === 8
        ? Number(header.readBigUInt64LE(at))
        : // The two-byte form starts counting at 256.
          header.readUIntLE(at, rest) + (rest === 2 ? 256 : 0);
  // A single segment's window is its whole content.
  return {windowSize: single ? (contentSize ?? 0) : windowSize, contentSize, dictionary};
}

/**
 * Walks over frames, fed with the stream's bytes in any pieces.
 *
 * @param where names the object in errors
 * @throws RestoreError (from `take`) `trailing` when something else follows a frame, `limit` for a window above
 *   {@link MAX_WINDOW}, `unsupported-format` for a dictionary, `decompress` for an impossible header
 */
export function walkFrames(where: string): FrameWalk {
  // The small field being collected, and what to do with it. `skip` counts bytes that need no look.
  const field = Buffer.alloc(14);
  let have = 0;
  let need = 4;
  let skip = 0;
  let checksum = false;
  let boundary = true;
  let started = false;
  let promised = 0;
  let next: (bytes: Buffer) => void = magic;

  function expect(length: number, handler: (bytes: Buffer) => void): void {
    have = 0;
    need = length;
    next = handler;
  }

  function endFrame(): void {
    boundary = true;
    expect(4, magic);
  }

  function magic(bytes: Buffer): void {
    const value = bytes.readUInt32LE(0);
    if (value === FRAME_MAGIC) {
      expect(1, descriptor);
    } else if ((value & 0xfffffff0) >>> 0 === 0x184d2a50) {
      expect(4, skippable);
    } else {
      throw started
        ? trailingBytes(where)
        : new RestoreError('decompress', {what: 'This is not zstd data', where, found: bytes.toString('hex')});
    }
    started = true;
  }

  function skippable(bytes: Buffer): void {
    skip = bytes.readUInt32LE(0);
    expect(0, endFrame);
  }

  function descriptor(bytes: Buffer): void {
    const value = bytes.readUInt8(0);
    checksum = (value & 4) !== 0;
    const rest = headerLength(value) - 1;
    expect(rest, more => header(Buffer.from([value, ...more])));
  }

  function header(bytes: Buffer): void {
    const {windowSize, contentSize, dictionary} = parseHeader(bytes);
    if (dictionary !== 0) {
      throw new RestoreError('unsupported-format', {
        what: 'The zstd data needs a dictionary',
        where,
        found: `dictionary ${dictionary}`,
        todo: 'Decompress it with `zstd -D` and back up without a dictionary.',
      });
    }
    if (windowSize > MAX_WINDOW) {
      throw new RestoreError('limit', {
        what: 'The zstd data needs more memory to decompress than is allowed',
        where,
        expected: `a window of at most ${MAX_WINDOW} bytes`,
        found: `${windowSize} bytes`,
        todo: 'Compress with `--long=27` or less.',
      });
    }
    promised += contentSize ?? 0;
    expect(3, block);
  }

  function block(bytes: Buffer): void {
    const value = bytes.readUIntLE(0, 3);
    const last = (value & 1) !== 0;
    const type = (value >> 1) & 3;
    if (type === 3) throw new RestoreError('decompress', {what: 'A zstd block has an impossible type', where});
    // A run of one byte (type 1) is stored as that byte; its size field is the run's length.
    skip = type === 1 ? 1 : value >> 3;
    if (!last) expect(3, block);
    else if (checksum) expect(4, endFrame);
    else expect(0, endFrame);
  }

  return {
    get atBoundary() {
      return boundary;
    },
    get promised() {
      return promised;
    },
    take(bytes) {
      let at = 0;
      boundary = false;
      // Goes on at the very end of `bytes` too, because a field of no length may end the frame there.
      for (;;) {
        const skipped = Math.min(skip, bytes.length - at);
        skip -= skipped;
        at += skipped;
        if (skip > 0) return at;
        const part = bytes.subarray(at, at + need - have);
        field.set(part, have);
        have += part.length;
        at += part.length;
        if (have < need) return at;
        next(Buffer.from(field.subarray(0, need)));
        if (boundary) return at;
      }
    },
  };
}

export function trailingBytes(where: string, cause?: unknown): RestoreError {
  return new RestoreError('trailing', {
    what: 'Other bytes follow the end of the zstd data',
    where,
    todo: 'The object was written wrongly, or two were joined: make a new backup, or cut it by hand if you know why.',
    cause,
  });
}
