// The bytes of snapshots and segments: LZ4 frames, one to an object, perhaps encrypted with age as a whole. Segments are
// many and small, so that they are asked for ahead of their turn.
import type {Decrypt} from '../../codecs/age.ts';
import {decodeLz4Frames} from '../../codecs/lz4-frame.ts';
import {RestoreError} from '../../errors.ts';
import {readAhead, readSmall} from '../../storage/parallel.ts';
import type {ObjectInfo, ObjectStore} from '../../storage/store.ts';

/** What reading stored bytes takes. */
export type StoredContext = {
  readonly store: ObjectStore;
  readonly signal: AbortSignal;
  /** Called with stored bytes read. */
  readonly progress: (bytes: number) => void;
};

/** What opening them takes. Litestream 0.3.10 to 0.3.14 can encrypt, each object by itself, under the same names. */
export type ContentContext = {readonly decrypt: Decrypt; readonly signal: AbortSignal};

export type ReadContext = StoredContext & ContentContext;

/**
 * What `stored` holds, decrypted and decompressed.
 * @param maxBytes more is a `limit` error
 * @param lends each chunk is good until the next one is asked for
 * @throws RestoreError `truncated`, `trailing`, `decompress`, `checksum`; `encrypted` for age files that cannot be opened
 */
export async function* contentOf(
  stored: AsyncIterable<Uint8Array>,
  {key, size}: ObjectInfo,
  maxBytes: number,
  {decrypt, signal}: ContentContext,
  lends = false,
): AsyncGenerator<Uint8Array, void> {
  if (size === 0) throw new RestoreError('truncated', {what: 'The object is empty', where: key});
  yield* decodeLz4Frames(decrypt(stored, {where: key, signal}), {where: key, maxBytes, lends, signal});
}

/** The object's stored bytes, in several requests where it is large. */
export async function* storedBytes(
  object: ObjectInfo,
  {store, signal, progress}: StoredContext,
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

  async *read(object: ObjectInfo, context: StoredContext): AsyncGenerator<Uint8Array, void> {
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

  #ask(object: ObjectInfo, {store, signal}: StoredContext): void {
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
