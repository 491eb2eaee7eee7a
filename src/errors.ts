// The closed list of failures that a user can meet, and the one class that carries them.

/**
 * What a failure says about the backup:
 * `fail` = the backup (or what came out of it) is missing, damaged, incomplete or did not pass a check;
 * `inconclusive` = nothing was learned about the backup (network, permission, disk, wrong input, cancel).
 */
type Blame = 'fail' | 'inconclusive';

/** Every value that the output `errorCode` can have, with the verdict it leads to. docs/errors.md has an entry for each. */
export const ERROR_CODES = {
  // The backup.
  'no-backup': 'fail',
  'before-first': 'fail',
  'position-not-found': 'fail',
  'unsupported-format': 'fail',
  ambiguous: 'fail',
  'no-snapshot': 'fail',
  incomplete: 'fail',
  gone: 'fail',
  gap: 'fail',
  truncated: 'fail',
  trailing: 'fail',
  decompress: 'fail',
  checksum: 'fail',
  format: 'fail',
  'not-sqlite': 'fail',
  encrypted: 'fail',
  'live-pair': 'fail',
  'wal-only': 'fail',
  archived: 'fail',
  'not-proven': 'fail',
  replay: 'fail',
  // The checks of what came out of it.
  hollow: 'fail',
  integrity: 'fail',
  'foreign-keys': 'fail',
  // What the user asks of the data: max-age and freshness-query, the checks file, drift against earlier good runs.
  stale: 'fail',
  assertion: 'fail',
  drift: 'fail',
  // The user's policy: the state is real as far as anyone can tell, but not proven.
  inconclusive: 'inconclusive',
  // The way to it.
  limit: 'inconclusive',
  input: 'inconclusive',
  'bucket-missing': 'inconclusive',
  'access-denied': 'inconclusive',
  credentials: 'inconclusive',
  'wrong-region': 'inconclusive',
  'clock-skew': 'inconclusive',
  'sse-key': 'inconclusive',
  network: 'inconclusive',
  storage: 'inconclusive',
  changed: 'inconclusive',
  disk: 'inconclusive',
  'target-exists': 'inconclusive',
  'target-in-use': 'inconclusive',
  'target-unreadable': 'inconclusive',
  'check-failed': 'inconclusive',
  platform: 'inconclusive',
  timeout: 'inconclusive',
  cancelled: 'inconclusive',
  internal: 'inconclusive',
} as const satisfies Record<string, Blame>;

export type ErrorCode = keyof typeof ERROR_CODES;

/** The facts of a failure. The message is made of them, so that every message has the same shape. */
export type Failure = {
  /** What went wrong, a clause without a full stop: `WAL frame 41 has a wrong checksum`. */
  readonly what: string;
  /** The object key, path or input concerned. May be hostile text: it is shown escaped. */
  readonly where?: string | undefined;
  /** True when only several objects together show it: the one that `where` names may be sound. */
  readonly together?: boolean | undefined;
  /** True when nothing is missing or damaged: what `where` names does not show what a plan took for granted. */
  readonly doubt?: boolean | undefined;
  readonly expected?: string | number | undefined;
  readonly found?: string | number | undefined;
  /** What the user can do, a sentence. */
  readonly todo?: string | undefined;
  readonly cause?: unknown;
};

/** Shows control characters, so that a hostile name can neither break a line nor start a workflow command. */
export function printable(text: string): string {
  // Escapes C0, C1, DEL, the Unicode line separators and the bidirectional controls.
  return text.replaceAll(
    /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu,
    char => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** The one line for a person. Without `todo`, where what can be done was done. */
export function failureText({what, where, expected, found, todo}: Failure): string {
  const values = [
    ...(expected === undefined ? [] : [`expected ${expected}`]),
    ...(found === undefined ? [] : [`found ${found}`]),
  ].join(', ');
  return printable(
    `${what}${where === undefined ? '' : `: ${where}`}${values === '' ? '' : ` (${values})`}.${todo === undefined ? '' : ` ${todo}`}`,
  );
}

/** A failure with a code from {@link ERROR_CODES}, one line for a person, and the facts as fields. */
export class RestoreError extends Error {
  override readonly name = 'RestoreError';
  readonly code: ErrorCode;
  readonly failure: Failure;

  constructor(code: ErrorCode, failure: Failure) {
    super(failureText(failure), failure.cause === undefined ? undefined : {cause: failure.cause});
    this.code = code;
    this.failure = failure;
  }
}

/** True when `error` is a {@link RestoreError} with one of `codes` (any code when none is given). */
export function isRestoreError(error: unknown, ...codes: readonly ErrorCode[]): error is RestoreError {
  return error instanceof RestoreError && (codes.length === 0 || codes.includes(error.code));
}

/** The message of whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
