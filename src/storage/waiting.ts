// Waiting that ends with the caller's signal.

/** A time limit: milliseconds, and the error when they are over. */
type Limit = {readonly ms: number; readonly late: () => Error};

/**
 * Settles as `promise` does, unless the signal fires or the limit is over first.
 * @throws the signal's reason, untouched; the limit's error
 */
export async function within<T>(promise: Promise<T>, signal: AbortSignal, limit?: Limit): Promise<T> {
  const {promise: ended, reject} = Promise.withResolvers<never>();
  const onAbort = () => {
    // abort() takes any value; ours are errors.
    reject(signal.reason as Error);
  };
  const timer = limit === undefined ? undefined : setTimeout(() => reject(limit.late()), limit.ms);
  signal.addEventListener('abort', onAbort, {once: true});
  // When the race is lost, nobody else listens to this one's failure.
  promise.catch(() => {});
  try {
    signal.throwIfAborted();
    return await Promise.race([promise, ended]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
  }
}

/** Guards many waits in a row, one at a time: what each of them would set up is set up once. */
export type Watchdog = {
  /**
   * Settles as `promise` does, unless the signal fires or the limit is over first.
   * @throws the signal's reason, untouched; the limit's error
   */
  wait<T>(promise: Promise<T>): Promise<T>;
  /** To be called after the last wait. */
  stop(): void;
};

export function watchdog(signal: AbortSignal, {ms, late}: Limit): Watchdog {
  let fail: ((reason: Error) => void) | undefined;
  // Goes on running between two waits, and means nothing then.
  const timer = setTimeout(() => fail?.(late()), ms);
  const onAbort = () => {
    // abort() takes any value; ours are errors.
    fail?.(signal.reason as Error);
  };
  signal.addEventListener('abort', onAbort, {once: true});
  return {
    wait: promise =>
      new Promise((resolve, reject) => {
        fail = reject;
        timer.refresh();
        promise.then(resolve, reject).finally(() => {
          if (fail === reject) fail = undefined;
        });
        if (signal.aborted) onAbort();
      }),
    stop() {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
    },
  };
}

/** @throws the signal's reason */
export async function sleep(ms: number, signal: AbortSignal): Promise<void> {
  const {promise, resolve} = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  try {
    await within(promise, signal);
  } finally {
    clearTimeout(timer);
  }
}
