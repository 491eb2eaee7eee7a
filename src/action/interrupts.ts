// What ends a restore from outside: a signal, the time limit, an error nobody awaited. Each aborts one AbortSignal.
import {messageOf, RestoreError} from '../errors.ts';
import {durationText} from '../quantities.ts';

/**
 * On cancel the runner sends SIGINT, 7.5 s later SIGTERM and 2.5 s later ends the process (actions/runner,
 * ProcessInvoker.cs). What has not tidied up by then is left alone, so that outputs and summary are still written.
 */
const GRACE_MS = 6_000;

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export type Interrupts = {
  /** Its reason is a RestoreError `cancelled`, `timeout` or `internal`. */
  readonly signal: AbortSignal;
  /** Starts the time limit. Once. */
  limit(timeoutMs: number | undefined): void;
  /** `work`, or, when it does not end in good time after an interrupt, a rejection with the interrupt's reason. */
  guard<T>(work: Promise<T>): Promise<T>;
  stop(): void;
};

export function watchInterrupts(): Interrupts {
  const controller = new AbortController();
  const {promise: overdue, reject} = Promise.withResolvers<never>();
  // It may reject while nobody waits for it.
  overdue.catch(() => {});
  const timers: NodeJS.Timeout[] = [];

  function interrupt(reason: RestoreError): void {
    if (controller.signal.aborted) return;
    controller.abort(reason);
    timers.push(setTimeout(() => reject(reason), GRACE_MS));
  }
  const onSignal = (signal: NodeJS.Signals) =>
    interrupt(
      new RestoreError('cancelled', {
        what: `The restore was cancelled (${signal})`,
        todo: 'Nothing was published; the old file, if any, is untouched.',
      }),
    );
  const onError = (error: unknown) =>
    interrupt(
      new RestoreError('internal', {
        what: `Unexpected error: ${messageOf(error)}`,
        todo: 'Please report it with the log.',
        cause: error,
      }),
    );
  for (const signal of SIGNALS) process.on(signal, onSignal);
  // Rejections that nobody handles arrive here, too.
  process.on('uncaughtException', onError);

  return {
    signal: controller.signal,
    limit(timeoutMs) {
      if (timeoutMs === undefined) return;
      const timer = setTimeout(() => {
        interrupt(
          new RestoreError('timeout', {
            what: `The restore took longer than the input timeout allows (${durationText(timeoutMs)})`,
            todo: 'Nothing was published. Raise timeout, or look in the log for what was slow.',
          }),
        );
      }, timeoutMs);
      timers.push(timer.unref());
    },
    guard: async work => Promise.race([work, overdue]),
    stop() {
      for (const timer of timers) clearTimeout(timer);
      for (const signal of SIGNALS) process.off(signal, onSignal);
      process.off('uncaughtException', onError);
    },
  };
}
