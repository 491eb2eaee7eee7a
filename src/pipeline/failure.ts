// Whatever ended a restore, as the one class that has a code.
import {isRestoreError, messageOf, RestoreError} from '../errors.ts';

/** @param signal that of the whole restore: when it is aborted, its reason is the failure */
export function asRestoreError(error: unknown, signal: AbortSignal): RestoreError {
  if (signal.aborted && isRestoreError(signal.reason)) return signal.reason;
  if (isRestoreError(error)) return error;
  return new RestoreError('internal', {
    what: `Something unexpected went wrong: ${messageOf(error)}`,
    todo: 'Run again with debug logging on, and report it with the log.',
    cause: error,
  });
}
