// One object by several ranged reads at once, in order, in bounded memory.
import {RestoreError} from '../errors.ts';
import type {ByteRange, ObjectInfo, ObjectStore, ReadOptions} from './store.ts';

export type ReadAheadOptions = {
  readonly signal: AbortSignal;
  /** Absent: the whole object. */
  readonly range?: ByteRange | undefined;
  /** As in `ObjectStore.read`, for a read from the object's first byte. */
  readonly onChecksum?: ReadOptions['onChecksum'];
  /** Bytes per request. */
  readonly partSize?: number | undefined;
  /** Requests at once, at most. Memory is bounded by `partSize * inFlight`. */
  readonly inFlight?: number | undefined;
};

const MiB = 1024 * 1024;

/** One request's bytes on their way: filled by its pump, emptied by the reader. */
type Part = {
  readonly chunks: Uint8Array[];
  done: boolean;
  error?: Error;
  pump: Promise<void>;
  /** Called whenever a chunk has come, or the end. */
  wake: () => void;
};

function startPart(store: ObjectStore, object: ObjectInfo, options: ReadOptions): Part {
  const part: Part = {chunks: [], done: false, pump: Promise.resolve(), wake: () => {}};
  const fill = async () => {
    try {
      for await (const chunk of store.read(object, options)) {
        part.chunks.push(chunk);
        part.wake();
      }
    } catch (error) {
      // Stores throw RestoreErrors and the signal's reason.
      part.error = error as Error;
    } finally {
      part.done = true;
      part.wake();
    }
  };
  part.pump = fill();
  return part;
}

/** @param waiting is told how long each wait for bytes took, in milliseconds */
async function* drain(part: Part, waiting: (ms: number) => void): AsyncGenerator<Uint8Array> {
  for (;;) {
    const chunk = part.chunks.shift();
    if (chunk !== undefined) {
      yield chunk;
    } else if (part.done) {
      if (part.error !== undefined) {
        throw part.error;
      }
      return;
    } else {
      const {promise, resolve} = Promise.withResolvers<void>();
      part.wake = () => {
        resolve();
      };
      const before = performance.now();
      await promise;
      waiting(performance.now() - before);
    }
  }
}

/** Requests at the beginning: enough to hide a round trip behind a part. */
const FIRST_REQUESTS = 4;

/** Share of the time spent waiting for bytes from which on more requests are worth their memory. */
const STARVING = 0.2;

/**
 * How many requests the connection and the reader want, by what happened while one part was read: twice as many when the
 * reader had to wait for bytes, one fewer when all that was asked for was there before it was needed.
 */
function nextRequests(requests: number, most: number, waited: number, elapsed: number, allThere: boolean): number {
  if (waited > STARVING * elapsed) return Math.min(most, requests * 2);
  return allThere ? Math.max(Math.min(most, FIRST_REQUESTS), requests - 1) : requests;
}

/**
 * Yields the range's bytes in order. Small ranges are one request that streams; of larger ones as many parts are asked for
 * ahead as the reader turns out to need. Leaving the loop early, a failure and the
 * signal all end every request before this returns or throws. A failed part is an error as soon as its turn comes.
 */
export async function* readAhead(
  store: ObjectStore,
  object: ObjectInfo,
  {signal, range, onChecksum, partSize = 4 * MiB, inFlight = 8}: ReadAheadOptions,
): AsyncGenerator<Uint8Array> {
  const {start, end} = range ?? {start: 0, end: object.size};
  if (end - start <= partSize || inFlight === 1) {
    yield* store.read(object, {signal, ...(range && {range}), ...(onChecksum && {onChecksum})});
    return;
  }
  const stop = new AbortController();
  const both = AbortSignal.any([signal, stop.signal]);
  const parts: Part[] = [];
  let next = start;
  let requests = Math.min(FIRST_REQUESTS, inFlight);
  try {
    for (;;) {
      while (next < end && parts.length < requests) {
        const part = {start: next, end: Math.min(end, next + partSize)};
        const first = next === 0 && onChecksum !== undefined;
        parts.push(startPart(store, object, {range: part, signal: both, ...(first && {onChecksum})}));
        next = part.end;
      }
      const [head] = parts;
      if (head === undefined) {
        return;
      }
      const began = performance.now();
      let waited = 0;
      yield* drain(head, ms => {
        waited += ms;
      });
      parts.shift();
      const allThere = parts.every(({done}) => done);
      requests = nextRequests(requests, inFlight, waited, performance.now() - began, allThere);
    }
  } finally {
    stop.abort();
    await Promise.all(parts.map(part => part.pump));
  }
}

/**
 * A small object whole, in memory.
 * @throws RestoreError `limit` when it is larger than `cap` bytes
 */
export async function readSmall(
  store: ObjectStore,
  object: ObjectInfo,
  {signal, cap, range}: {readonly signal: AbortSignal; readonly cap: number; readonly range?: ByteRange | undefined},
): Promise<Uint8Array> {
  const {start, end} = range ?? {start: 0, end: object.size};
  if (end - start > cap) {
    throw new RestoreError('limit', {
      what: 'The object is larger than an object of its kind can be',
      where: object.key,
      expected: `at most ${cap} bytes`,
      found: `${end - start} bytes`,
    });
  }
  const bytes = new Uint8Array(end - start);
  let offset = 0;
  for await (const chunk of store.read(object, range === undefined ? {signal} : {range, signal})) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes;
}
