// Drives one of Node's decompressor streams by hand: one input chunk at a time, so that what it consumed can be compared
// with what it was given. The work itself runs in Node's thread pool.
import type {Transform} from 'node:stream';

/** Bytes. Larger output chunks are faster: 413 against 302 MB/s for zstd with Node's own 64 KiB. */
export const OUTPUT_CHUNK = 1 << 20;

/** A zlib stream of Node: `bytesWritten` counts the input that the engine really took. */
type ZlibStream = Transform & {readonly bytesWritten: number};

export type Decompressor = {
  /** Gives it one chunk; yields what comes out of it. */
  feed(chunk: Uint8Array): AsyncGenerator<Uint8Array, void>;
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
  let sleeper: (() => void) | undefined;
  const wake = () => sleeper?.();
  stream.on('readable', wake);
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
      if (failure !== undefined) throw failure;
      // Safe: a zlib stream without an encoding gives Buffers.
      const output = stream.read() as Buffer | null;
      if (output !== null) {
        lent = lends ? output : undefined;
        yield output;
        // The stream has turned to other memory once it has filled this one.
        if (lent !== undefined && output.byteOffset + output.length === OUTPUT_CHUNK) giveBack(output);
      } else if (done()) {
        return;
      } else {
        await new Promise<void>(resolve => {
          sleeper = resolve;
        });
      }
    }
  }

  return {
    async *feed(chunk) {
      let taken = false;
      stream.write(chunk, () => {
        taken = true;
        wake();
      });
      yield* outputUntil(() => taken);
    },
    async *finish() {
      if (!ended) stream.end();
      yield* outputUntil(() => ended);
    },
    get consumed() {
      return stream.bytesWritten;
    },
    close() {
      // Nothing is written any more after the end; before it the thread pool may be at work in there.
      if (ended && lent !== undefined) giveBack(lent);
      stream.destroy();
    },
  };
}

function giveBack({buffer}: Buffer): void {
  // Another size would not be memory that the stream took for its output alone.
  if (buffer instanceof ArrayBuffer && buffer.byteLength === OUTPUT_CHUNK) buffer.transfer(0);
}
