// How often and how long a request is tried again.
import {RestoreError} from '../errors.ts';
import {TransientFailure} from './raw.ts';
import {sleep} from './waiting.ts';

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

/**
 * Waits before the next attempt after `failed` of them in a row brought nothing.
 * @throws what the user is told when there is no next attempt: `error` itself when asking again cannot help
 */
export async function nextAttempt(
  error: unknown,
  failed: number,
  patience: Patience,
  signal: AbortSignal,
): Promise<void> {
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
