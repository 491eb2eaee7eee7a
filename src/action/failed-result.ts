// The result of a restore that ended before the pipeline could make one.
import {ERROR_CODES, isRestoreError, messageOf, RestoreError} from '../errors.ts';
import type {RestoreResult} from '../result.ts';

/** Whatever was thrown, as a RestoreError: what nobody foresaw becomes `internal`. */
function asRestoreError(error: unknown): RestoreError {
  if (isRestoreError(error)) return error;
  return new RestoreError('internal', {
    what: `Unexpected error: ${messageOf(error)}`,
    todo: 'Please report it with the log.',
    cause: error,
  });
}

export function failedResult(thrown: unknown, durationMs: number): RestoreResult {
  const error = asRestoreError(thrown);
  return {
    restored: false,
    verdict: ERROR_CODES[error.code],
    reasons: [{code: error.code, text: error.message}],
    failed: true,
    error,
    framesApplied: 0,
    foreign: [],
    downloadedBytes: 0,
    cacheHit: false,
    durationMs,
    phases: [],
  };
}
