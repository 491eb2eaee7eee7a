// Counts what is read from the bucket, below the retries: a byte that had to be read twice counts twice.
import type {RawAnswer, RawStore} from './raw.ts';
import type {ObjectStore} from './store.ts';

/** Grows while the store is in use. */
export type Traffic = {
  /** Stored bytes of object bodies that arrived. */
  bytes: number;
  /** Requests sent, listings and failed ones included. */
  requests: number;
  /** Ids of the versions read, by key, where the bucket keeps versions. */
  readonly versions: Map<string, string>;
};

export const newTraffic = (): Traffic => ({bytes: 0, requests: 0, versions: new Map()});

export function counting(store: RawStore, traffic: Traffic): RawStore {
  /** A generator between the two would cost each small object as much as its own. */
  function counted({chunks}: RawAnswer): AsyncIterable<Uint8Array> {
    return {
      [Symbol.asyncIterator]() {
        const source = chunks[Symbol.asyncIterator]();
        const next = async () => {
          const found = await source.next();
          if (found.done !== true) traffic.bytes += found.value.length;
          return found;
        };
        return {next, return: async () => (await source.return?.()) ?? {done: true, value: undefined}};
      },
    };
  }
  return {
    name: store.name,
    async listPage(prefix, token, signal) {
      traffic.requests++;
      return store.listPage(prefix, token, signal);
    },
    async open(object, range, signal, options) {
      traffic.requests++;
      const answer = await store.open(object, range, signal, options);
      if (answer.version !== undefined) traffic.versions.set(object.key, answer.version);
      return {...answer, chunks: counted(answer)};
    },
  };
}

/** A store that knows what has been read through it. */
export type CountingStore = ObjectStore & {
  readonly downloadedBytes: () => number;
  readonly versions: ReadonlyMap<string, string>;
};

/**
 * `store` with a count of the stored bytes read. One that counts by itself (open.ts) is asked, for it sees what was read
 * twice; of any other what it yields is counted.
 */
export function countingStore(store: ObjectStore & {readonly traffic?: Traffic}): CountingStore {
  const {traffic} = store;
  if (traffic !== undefined) {
    return {...store, downloadedBytes: () => traffic.bytes, versions: traffic.versions};
  }
  let bytes = 0;
  return {
    name: store.name,
    list: (prefix, signal) => store.list(prefix, signal),
    async *read(object, options) {
      for await (const chunk of store.read(object, options)) {
        bytes += chunk.length;
        yield chunk;
      }
    },
    downloadedBytes: () => bytes,
    versions: new Map(),
  };
}
