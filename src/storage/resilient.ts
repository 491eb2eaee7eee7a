// Retries, resumption, the stall watchdog, and the checks that make an answer's bytes the bytes that were asked for.
//
// Every retry of the program is here: the stores below make one attempt per call (s3.ts says why).
import {RestoreError} from '../errors.ts';
import {bytesToSkip} from './answer.ts';
import {TransientFailure} from './raw.ts';
import type {ListPage, RawAnswer, RawStore} from './raw.ts';
import type {ObjectInfo, ObjectStore, ReadOptions} from './store.ts';
import {sleep, within} from './waiting.ts';

/** Times in milliseconds. */
export type Patience = {
  /** Attempts in a row that bring no byte. */
  readonly attempts: number;
  /** Wait before the second attempt; doubles from there. */
  readonly base: number;
  /** The same when the server asks for fewer requests. */
  readonly throttledBase: number;
  readonly longestWait: number;
  /** The most that a `Retry-After` is obeyed. */
  readonly longestRetryAfter: number;
  /** Without a byte for so long, a body is given up and asked for again. */
  readonly stall: number;
  /** Injected in tests. Rejects with the signal's reason. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** 0 to 1. */
  readonly random: () => number;
};

export const PATIENCE: Patience = {
  attempts: 7,
  base: 200,
  throttledBase: 1000,
  longestWait: 20_000,
  longestRetryAfter: 120_000,
  stall: 30_000,
  sleep,
  random: Math.random,
};

/** Half the exponential step, plus a random part of the other half: never at once, never all clients together. */
function waitBefore(failed: number, {throttled, retryAfter}: TransientFailure, patience: Patience): number {
  const step = Math.min(patience.longestWait, (throttled ? patience.throttledBase : patience.base) * 2 ** (failed - 1));
  const wait = step / 2 + (step / 2) * patience.random();
  return Math.max(wait, Math.min(retryAfter ?? 0, patience.longestRetryAfter));
}

/** The controller of one attempt: it ends when the caller's signal fires, and ends alone when a stall is found. */
function attemptOf(signal: AbortSignal): AbortController & Disposable {
  const controller = new AbortController();
  const onAbort = () => {
    controller.abort(signal.reason);
  };
  signal.addEventListener('abort', onAbort, {once: true});
  return Object.assign(controller, {
    [Symbol.dispose]: () => {
      signal.removeEventListener('abort', onAbort);
      controller.abort();
    },
  });
}

const stalled = (object: ObjectInfo, ms: number) =>
  new TransientFailure(
    new RestoreError('network', {
      what: `The server stopped sending and stayed silent for ${ms / 1000} s`,
      where: object.key,
      todo: 'Run again later; check the network (proxy, firewall).',
    }),
  );

/** Waits before the next attempt, or throws what the user is told when there is none. */
async function nextAttempt(error: unknown, failed: number, patience: Patience, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  if (!(error instanceof TransientFailure)) {
    throw error;
  }
  if (failed >= Math.min(patience.attempts, error.attempts ?? Infinity)) {
    const {code, failure} = error.failure;
    throw new RestoreError(code, {...failure, what: `${failure.what} (${failed} attempts)`});
  }
  await patience.sleep(waitBefore(failed, error, patience), signal);
}

async function* list(
  store: RawStore,
  prefix: string,
  patience: Patience,
  signal: AbortSignal,
): AsyncGenerator<ObjectInfo> {
  const seen = new Set<string>();
  for (let token: string | undefined; ;) {
    let page: ListPage | undefined;
    for (let failed = 0; page === undefined;) {
      try {
        signal.throwIfAborted();
        page = await store.listPage(prefix, token, signal);
      } catch (error) {
        await nextAttempt(error, ++failed, patience, signal);
      }
    }
    yield* page.objects;
    token = page.next;
    if (token === undefined) {
      return;
    }
    if (seen.has(token)) {
      throw new RestoreError('storage', {
        what: 'The listing goes round in circles: the server gave the same continuation token twice',
        where: `${store.name}/${prefix}`,
        todo: 'The server does not keep to the S3 API (ListObjectsV2).',
      });
    }
    seen.add(token);
  }
}

/** Bytes that an attempt must bring on average once a read has failed a hundred times: a drip is not progress for ever. */
const DRIP = 64 * 1024;

async function* read(
  store: RawStore,
  object: ObjectInfo,
  {range, signal}: ReadOptions,
  patience: Patience,
): AsyncGenerator<Uint8Array> {
  const {start, end} = range ?? {start: 0, end: object.size};
  if (!(Number.isSafeInteger(start) && Number.isSafeInteger(end) && start >= 0 && start <= end && end <= object.size)) {
    throw new RestoreError('internal', {what: `Range ${start}-${end} is not within the object`, where: object.key});
  }
  if (range !== undefined && start === end) {
    return;
  }
  let offset = start;
  for (let failed = 0, attempts = 1; ; attempts++) {
    const before = offset;
    using attempt = attemptOf(signal);
    try {
      signal.throwIfAborted();
      const whole = range === undefined && offset === 0;
      const answer = await store.open(object, whole ? undefined : {start: offset, end}, attempt.signal);
      for await (const chunk of wantedBytes(answer, object, offset, end, patience.stall, attempt.signal)) {
        offset += chunk.length;
        yield chunk;
      }
      return;
    } catch (error) {
      const progressed = offset > before && (attempts < 100 || offset - start >= attempts * DRIP);
      failed = progressed ? 1 : failed + 1;
      // All bytes are there, of the version asked for: how the connection ended then does not matter.
      if (offset === end && offset > start && error instanceof TransientFailure) {
        return;
      }
      await nextAttempt(error, failed, patience, signal);
    }
  }
}

/** The answer's bytes from `offset` to `end`, exactly, whatever the server sends around them. */
async function* wantedBytes(
  answer: RawAnswer,
  object: ObjectInfo,
  offset: number,
  end: number,
  stall: number,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  let skip = bytesToSkip(answer, object, {start: offset, end});
  let left = end - offset;
  const cutShort = answer.whole && end < object.size;
  const body = answer.chunks[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await within(body.next(), signal, {ms: stall, late: () => stalled(object, stall)});
      if (next.done === true) {
        break;
      }
      const chunk = skip > 0 ? next.value.subarray(skip) : next.value;
      skip -= next.value.length - chunk.length;
      if (chunk.length > left && !cutShort) {
        throw new RestoreError('storage', {
          what: 'The server sends more bytes than it promised',
          where: object.key,
          expected: end - offset,
          todo: 'Check the proxy or gateway between here and the server.',
        });
      }
      const wanted = chunk.length > left ? chunk.subarray(0, left) : chunk;
      left -= wanted.length;
      if (wanted.length > 0) {
        yield wanted;
      }
      if (left === 0 && cutShort) {
        return;
      }
    }
  } finally {
    // Not awaited: the source may be the one that is stuck. Ending the attempt destroys its connection.
    body.return?.().catch(() => {});
  }
  if (left > 0) {
    throw new TransientFailure(
      new RestoreError('network', {
        what: 'The server keeps ending the body too early',
        where: object.key,
        expected: end - offset,
        found: end - offset - left,
        todo: 'Run again later; check the network (proxy, firewall).',
      }),
    );
  }
}

/** Puts retries, resumption and checks on a store that makes one attempt per call. */
export function resilient(store: RawStore, patience: Partial<Patience> = {}): ObjectStore {
  const all = {...PATIENCE, ...patience};
  return {
    name: store.name,
    list: (prefix, signal) => list(store, prefix, all, signal),
    read: (object, options) => read(store, object, options, all),
  };
}
