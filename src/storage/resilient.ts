// Retries, resumption at the last byte, and a listing that is complete: what a raw store lacks to be an ObjectStore.
//
// Every retry of the program is here: the stores below make one attempt per call (s3-connection.ts says why).
import {RestoreError} from '../errors.ts';
import {wantedBytes} from './answer.ts';
import {nextAttempt, PATIENCE} from './patience.ts';
import type {Patience} from './patience.ts';
import {TransientFailure} from './raw.ts';
import type {ListPage, RawStore} from './raw.ts';
import type {ObjectInfo, ObjectStore, ReadOptions} from './store.ts';

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

/** Why an attempt's request is ended that nobody waits for any more. One for all: each would record its stack. */
const OVER = new Error('Nobody reads the rest of the answer');

/** Bytes that an attempt must bring on average once a read has taken a hundred: a drip is not progress for ever. */
const DRIP = 64 * 1024;

async function* read(
  store: RawStore,
  object: ObjectInfo,
  {range, signal, onChecksum}: ReadOptions,
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
  let tellChecksum = onChecksum;
  for (let failed = 0, attempts = 1; ; attempts++) {
    const before = offset;
    const attempt = new AbortController();
    let toItsEnd = false;
    const onAbort = () => {
      attempt.abort(signal.reason);
    };
    signal.addEventListener('abort', onAbort, {once: true});
    try {
      signal.throwIfAborted();
      // Servers tell the whole object's checksum only with the whole object, whose rest is then not read.
      const checksum = tellChecksum !== undefined && offset === 0;
      const whole = offset === 0 && (range === undefined || checksum);
      const answer = await store.open(object, whole ? undefined : {start: offset, end}, attempt.signal, {checksum});
      for await (const chunk of wantedBytes(answer, object, {start: offset, end}, patience.stall, attempt.signal)) {
        if (answer.crc32 !== undefined) {
          tellChecksum?.(answer.crc32);
          tellChecksum = undefined;
        }
        offset += chunk.length;
        yield chunk;
      }
      toItsEnd = !answer.whole || end === object.size;
      return;
    } catch (error) {
      // All bytes are there, of the version asked for: how the connection ended then does not matter.
      if (offset === end && offset > start && error instanceof TransientFailure) {
        return;
      }
      const progressed = offset > before && (attempts < 100 || offset - start >= attempts * DRIP);
      failed = progressed ? 1 : failed + 1;
      await nextAttempt(error, failed, patience, signal);
    } finally {
      signal.removeEventListener('abort', onAbort);
      // Ends what is left of the request: a stalled body, a rest that nobody wants.
      if (!toItsEnd) attempt.abort(OVER);
    }
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
