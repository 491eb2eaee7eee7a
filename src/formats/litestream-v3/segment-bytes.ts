// The bytes of snapshots and segments: LZ4 frames, one to an object. Segments are many and small, so that they are asked
// for ahead of their turn.
import {decodeLz4Frames} from '../../codecs/lz4-frame.ts';
import {RestoreError} from '../../errors.ts';
import {readAhead, readSmall} from '../../storage/parallel.ts';
import type {ObjectInfo, ObjectStore} from '../../storage/store.ts';

export type ReadContext = {
  readonly store: ObjectStore;
  readonly signal: AbortSignal;
  /** Called with stored bytes read. */
  readonly progress: (bytes: number) => void;
};

/** How an age file begins (age-encryption.org/v1): Litestream 0.3.10 to 0.3.14 can encrypt, under the same names. */
const AGE = Buffer.from('age-encryption.org/');

/**
 * What `stored` holds, decompressed.
 * @param maxBytes more is a `limit` error
 * @throws RestoreError `truncated`, `trailing`, `decompress`, `checksum`; `encrypted` for age files
 */
export async function* contentOf(
  stored: AsyncIterable<Uint8Array>,
  {key, size}: ObjectInfo,
  maxBytes: number,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void> {
  if (size === 0) throw new RestoreError('truncated', {what: 'The object is empty', where: key});
  yield* decodeLz4Frames(refuseAge(stored, key), {where: key, maxBytes, signal});
}

async function* refuseAge(stored: AsyncIterable<Uint8Array>, where: string): AsyncGenerator<Uint8Array, void> {
  let first = true;
  for await (const chunk of stored) {
    if (first && AGE.equals(chunk.subarray(0, AGE.length))) {
      throw new RestoreError('encrypted', {
        what: 'The replica is encrypted with age',
        where,
        todo: 'This version has no input for an age identity yet: use “litestream restore” of version 0.3.10 to 0.3.14 with the identity in its configuration.',
      });
    }
    if (chunk.length > 0) first = false;
    yield chunk;
  }
}

/** The object's stored bytes, in several requests where it is large. */
export async function* storedBytes(
  object: ObjectInfo,
  {store, signal, progress}: ReadContext,
): AsyncGenerator<Uint8Array, void> {
  for await (const chunk of readAhead(store, object, {signal})) {
    progress(chunk.length);
    yield chunk;
  }
}

/** Bytes: larger segments stream when their turn comes. */
const SMALL = 256 * 1024;

/** Segments under way at once. Memory: {@link SMALL} times this. */
const AHEAD = 16;

type Answer = {readonly bytes: Uint8Array} | {readonly error: unknown};

/** Reads segments in the order in which the layers will ask for them. */
export class SegmentQueue {
  readonly #order: readonly ObjectInfo[];
  readonly #turn: ReadonlyMap<string, number>;
  /** What planning has read, by key. */
  readonly #known: ReadonlyMap<string, Uint8Array>;
  readonly #pending = new Map<string, Promise<Answer>>();
  #stop = new AbortController();

  constructor(order: readonly ObjectInfo[], known: ReadonlyMap<string, Uint8Array>) {
    this.#order = order;
    this.#turn = new Map(order.map(({key}, index) => [key, index]));
    this.#known = known;
  }

  async *read(object: ObjectInfo, context: ReadContext): AsyncGenerator<Uint8Array, void> {
    const turn = this.#turn.get(object.key) ?? 0;
    for (const next of this.#order.slice(turn, turn + AHEAD)) this.#ask(next, context);
    const pending = this.#pending.get(object.key);
    const known = this.#known.get(object.key);
    if (known !== undefined) yield known;
    else if (pending === undefined) yield* storedBytes(object, context);
    else {
      this.#pending.delete(object.key);
      const answer = await pending;
      context.signal.throwIfAborted();
      if ('error' in answer) throw answer.error;
      context.progress(answer.bytes.length);
      yield answer.bytes;
    }
  }

  #ask(object: ObjectInfo, {store, signal}: ReadContext): void {
    const {key, size} = object;
    if (size > SMALL || this.#known.has(key) || this.#pending.has(key)) return;
    const both = AbortSignal.any([signal, this.#stop.signal]);
    // A failure is that of the segment's own turn, if it ever comes.
    const answer = readSmall(store, object, {signal: both, cap: SMALL}).then(
      bytes => ({bytes}),
      (error: unknown) => ({error}),
    );
    this.#pending.set(key, answer);
  }

  /** Ends what is under way and waits for it. The queue can be read again afterwards, from any turn. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await Promise.all(this.#pending.values());
    this.#pending.clear();
    this.#stop = new AbortController();
  }
}
