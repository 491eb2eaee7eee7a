// What all uses of the Actions cache need to know of its client.
import * as cache from '@actions/cache';
import type {Log} from '../log.ts';
import {durationText} from '../quantities.ts';

/** @param otherwise what follows where the runner offers none: `The cache is not used` */
export function isCacheAvailable(otherwise: string, log: Log): boolean {
  if (cache.isFeatureAvailable()) return true;
  log.warn(`${otherwise}: this runner offers no Actions cache`);
  return false;
}

/**
 * The cache client takes up to 5 attempts and some 40 s over a server that answers 5xx, and its downloads have no limit of
 * their own. It cannot be interrupted either: its work is left alone when the restore is, or when it takes too long.
 */
export async function within<T>(work: Promise<T>, limitMs: number, signal: AbortSignal): Promise<T> {
  const {promise, reject} = Promise.withResolvers<never>();
  // Safe: the reason is always a RestoreError (interrupts.ts).
  const onAbort = () => reject(signal.reason as Error);
  const tooLong = () => reject(new Error(`it took longer than ${durationText(limitMs)}`));
  const timer = setTimeout(tooLong, limitMs).unref();
  signal.addEventListener('abort', onAbort, {once: true});
  try {
    signal.throwIfAborted();
    return await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
    // If it fails later, nobody is listening any more.
    work.catch(() => {});
  }
}
