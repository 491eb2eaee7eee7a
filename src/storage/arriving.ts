// The chunks of a response in the order and the size in which they arrive. A Readable's own iterator joins what has piled
// up, which copies it, and costs a small body more than all else that is done with it.
import type {Readable} from 'node:stream';

/** Bytes that pile up before the sender is made to wait. */
const PAUSE_AT = 256 * 1024;

/**
 * Begins to read with the first `next`. Does not destroy the stream.
 * @throws what the stream fails with, after the chunks before it; an error where it is closed before its end
 */
export function arriving(stream: Readable): AsyncIterableIterator<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let held = 0;
  let isReading = false;
  let isOver = false;
  let failure: Error | undefined;
  let wake: (() => void) | undefined;

  function over(error?: Error): void {
    if (!isOver) failure = error;
    isOver = true;
    wake?.();
  }

  function read(): void {
    isReading = true;
    stream
      .on('error', over)
      .on('end', () => over())
      .on('close', () => over(new Error('The body was closed before its end')))
      .on('data', (chunk: Uint8Array) => {
        chunks.push(chunk);
        held += chunk.length;
        if (held >= PAUSE_AT) stream.pause();
        wake?.();
      });
    if (stream.destroyed) over(stream.errored ?? new Error('The body was closed before it was read'));
  }

  const arrival = () =>
    new Promise<void>(resolve => {
      wake = resolve;
    });

  const chunkIterator: AsyncIterableIterator<Uint8Array> = {
    [Symbol.asyncIterator]: () => chunkIterator,
    async next() {
      if (!isReading) read();
      if (chunks.length === 0 && !isOver) await arrival();
      wake = undefined;
      const chunk = chunks.shift();
      if (chunk !== undefined) {
        held -= chunk.length;
        if (stream.isPaused() && held < PAUSE_AT) stream.resume();
        return {done: false, value: chunk};
      }
      if (failure !== undefined) throw failure;
      return {done: true, value: undefined};
    },
  };
  return chunkIterator;
}
