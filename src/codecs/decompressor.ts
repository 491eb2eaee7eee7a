// Drives one of Node's decompressor streams by hand, so that what it consumed can be compared with what it was given. The
// work itself runs in Node's thread pool.
import type {Transform} from 'node:stream';

/** Bytes. Larger output chunks are faster: 413 against 302 MB/s for zstd with Node's own 64 KiB. */
export const OUTPUT_CHUNK = 1 << 20;

/** A zlib stream of Node: `bytesWritten` counts the input that the engine really took. */
type ZlibStream = Transform & {readonly bytesWritten: number};

/**
 * Chunks that the engine may have before all output of the first was taken: it goes on while that is written. Memory: a copy
 * of each.
 */
const AHEAD = 4;

/** Output chunks that may wait to be taken, beside those in the stream itself. */
const HELD = 2;

export type Decompressor = {
  /** Gives it one chunk; yields what comes out of it. */
  feed(chunk: Uint8Array): AsyncGenerator<Uint8Array, void>;
  /** The same, without waiting for the last chunks' output. `chunk` may change as soon as something is yielded, or the end. */
  feedAhead(chunk: Uint8Array): AsyncGenerator<Uint8Array, void>;
  /** Yields what is left of all chunks so far. Only then is {@link consumed} true. */
  settle(): AsyncGenerator<Uint8Array, void>;
  /** Tells it that the input has ended; yields the rest. Throws zlib's error when the data ends too early. */
  finish(): AsyncGenerator<Uint8Array, void>;
  /** Input bytes taken so far. Fewer than were fed: the engine had reached the end of its format. */
  readonly consumed: number;
  close(): void;
};

/**
 * @param stream made with a `chunkSize` of {@link OUTPUT_CHUNK}
 * @param lends what comes out is good until the next piece is asked for, or until `close`: its memory is given back then.
 *   Node takes new memory for every MiB of output, and V8 counts it: left to the garbage collector it costs a collection of
 *   the whole heap for each 32 MiB (measured: more CPU time than zstd itself)
 */
export function openDecompressor(stream: ZlibStream, lends = false): Decompressor {
  let lent: Buffer | undefined;
  let failure: Error | undefined;
  let ended = false;
  /** Nobody reads what was lent last any more: not even another decompressor, whose thread may be at work in it. */
  let finished = false;
  let sleeper: (() => void) | undefined;
  /** Chunks that the engine has not taken wholly yet. */
  let untaken = 0;
  const held: Buffer[] = [];
  const copies: Buffer[] = [];
  let fedAhead = 0;
  const wake = () => sleeper?.();
  stream.on('data', (output: Buffer) => {
    held.push(output);
    if (held.length >= HELD) stream.pause();
    wake();
  });
  stream.on('error', error => {
    failure = error;
    wake();
  });
  stream.on('end', () => {
    ended = true;
    wake();
  });

  async function* outputUntil(done: () => boolean): AsyncGenerator<Uint8Array, void> {
    for (;;) {
      const output = held.shift();
      if (output !== undefined) {
        lent = lends ? output : undefined;
        yield output;
        // The stream has turned to other memory once it has filled this one.
        if (lent !== undefined && output.byteOffset + output.length === OUTPUT_CHUNK) giveBack(output);
      } else if (failure !== undefined) {
        // What came before the damage was given first.
        throw failure;
      } else if (stream.isPaused()) {
        stream.resume();
      } else if (done()) {
        return;
      } else {
        await new Promise<void>(resolve => {
          sleeper = resolve;
        });
      }
    }
  }

  function write(chunk: Uint8Array): void {
    untaken += 1;
    stream.write(chunk, () => {
      untaken -= 1;
      wake();
    });
  }

  /** In memory that is used again, which is free by then: at most {@link AHEAD} chunks wait, and are taken in order. */
  function copied(chunk: Uint8Array): Buffer {
    const slot = fedAhead % AHEAD;
    fedAhead += 1;
    const known = copies[slot];
    const copy = known === undefined || known.length < chunk.length ? Buffer.allocUnsafeSlow(chunk.length) : known;
    copies[slot] = copy;
    copy.set(chunk);
    return copy.subarray(0, chunk.length);
  }

  const isSettled = () => untaken === 0 && stream.readableLength === 0;

  return {
    async *feed(chunk) {
      write(chunk);
      yield* outputUntil(isSettled);
    },
    async *feedAhead(chunk) {
      write(copied(chunk));
      yield* outputUntil(() => untaken < AHEAD);
    },
    settle: () => outputUntil(isSettled),
    async *finish() {
      if (!ended) stream.end();
      yield* outputUntil(() => ended);
      finished = true;
    },
    get consumed() {
      return stream.bytesWritten;
    },
    close() {
      // Nothing is written any more after the end; before it the thread pool may be at work in there.
      if (finished && lent !== undefined) giveBack(lent);
      if (ended) for (const {buffer} of copies) if (buffer instanceof ArrayBuffer) buffer.transfer(0);
      stream.destroy();
    },
  };
}

function giveBack({buffer}: Buffer): void {
  // Another size would not be memory that the stream took for its output alone.
  if (buffer instanceof ArrayBuffer && buffer.byteLength === OUTPUT_CHUNK) buffer.transfer(0);
}
