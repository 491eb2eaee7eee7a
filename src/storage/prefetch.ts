// Many small objects one after another would cost a round trip each. This reads the next ones while one is being decoded.
import type {ObjectInfo, ObjectStore} from './store.ts';

const MiB = 1024 * 1024;

export type PrefetchOptions = {
  readonly signal: AbortSignal;
  /** Bytes: larger objects are left to whoever reads them, in ranges. */
  readonly largest?: number | undefined;
  /** Requests at once. */
  readonly inFlight?: number | undefined;
  /** Bytes that may be held or on their way. */
  readonly budget?: number | undefined;
};

type Fetched = {readonly bytes: Uint8Array; readonly crc32: string | undefined};

/** A store that has read ahead; closing it ends what is under way. */
export type PrefetchingStore = ObjectStore & {readonly close: () => Promise<void>};

/**
 * @param objects in the order in which they will be read, each once and whole. Another order, or a second read, is right
 *   too, and only costs its round trip.
 */
export function prefetching(
  store: ObjectStore,
  objects: readonly ObjectInfo[],
  {signal, largest = 2 * MiB, inFlight = 32, budget = 32 * MiB}: PrefetchOptions,
): PrefetchingStore {
  const stop = new AbortController();
  const both = AbortSignal.any([signal, stop.signal]);
  const waiting = objects.filter(({size}) => size <= largest);
  const started = new Map<string, {readonly object: ObjectInfo; readonly fetched: Promise<Fetched>}>();
  let next = 0;
  let running = 0;
  let held = 0;

  function fill(): void {
    for (;;) {
      const object = waiting[next];
      if (object === undefined || running >= inFlight || both.aborted) return;
      if (held > 0 && held + object.size > budget) return;
      next += 1;
      if (started.has(object.key)) continue;
      running += 1;
      held += object.size;
      const fetched = readWhole(store, object, both).finally(() => {
        running -= 1;
        fill();
      });
      // A failure is told to whoever reads the object; until then nobody listens.
      fetched.catch(() => {});
      started.set(object.key, {object, fetched});
    }
  }

  fill();
  return {
    name: store.name,
    list: (prefix, listSignal) => store.list(prefix, listSignal),
    async *read(object, options) {
      const ahead = started.get(object.key);
      if (ahead === undefined || ahead.object.etag !== object.etag || options.range !== undefined) {
        yield* store.read(object, options);
        return;
      }
      started.delete(object.key);
      try {
        const {bytes, crc32} = await ahead.fetched;
        options.signal.throwIfAborted();
        if (crc32 !== undefined) options.onChecksum?.(crc32);
        if (bytes.length > 0) yield bytes;
      } finally {
        held -= object.size;
        fill();
      }
    },
    async close() {
      stop.abort();
      await Promise.allSettled([...started.values()].map(({fetched}) => fetched));
    },
  };
}

async function readWhole(store: ObjectStore, object: ObjectInfo, signal: AbortSignal): Promise<Fetched> {
  let crc32: string | undefined;
  const onChecksum = (base64: string): void => {
    crc32 = base64;
  };
  const chunks: Uint8Array[] = [];
  for await (const chunk of store.read(object, {signal, onChecksum})) chunks.push(chunk);
  const [only] = chunks;
  return {bytes: chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks), crc32};
}
