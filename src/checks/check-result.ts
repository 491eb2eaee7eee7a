// What one check of the restored data said: freshness, the checks file, drift. The verdict, the summary, the report and
// the history are made of these.

/** Every kind of check, and what a failure of it is called in the output `errorCode`. docs/checks.md has an entry for each. */
export const CHECK_KINDS = {
  /** The restore point is older than `max-age`. */
  'max-age': 'stale',
  /** The newest time in the data itself is older than `max-age`. */
  'freshness-query': 'stale',
  /** The writer uploads, and nothing in the database changes. */
  'writer-stalled': 'stale',
  table: 'assertion',
  columns: 'assertion',
  rows: 'assertion',
  query: 'assertion',
  'user-version': 'assertion',
  'application-id': 'assertion',
  schema: 'assertion',
  migrations: 'assertion',
  sample: 'assertion',
  'drift-rows': 'drift',
  'drift-table': 'drift',
  'drift-size': 'drift',
  'drift-schema': 'drift',
  'drift-time': 'drift',
  'drift-increments': 'drift',
} as const;

export type CheckKind = keyof typeof CHECK_KINDS;

/**
 * `warn` leaves the verdict; `fail` makes it `fail`; `inconclusive` means that the check could not be made: nothing that
 * could not be checked counts as passed.
 */
export type CheckStatus = 'pass' | 'warn' | 'fail' | 'inconclusive';

/** All texts may hold hostile names and values: they are shown escaped, and cut at 1,000 characters where they are made. */
export type CheckResult = {
  readonly kind: CheckKind;
  /** For people: `table orders has rows`, or the name that the checks file gives. */
  readonly name: string;
  readonly status: CheckStatus;
  /** A clause: `at least 1,000 rows`. */
  readonly expected: string;
  /** A clause: `812 rows`. */
  readonly found: string;
  /** Rows of a failing query, only as many as the checks file allows; each one line. */
  readonly rows: readonly string[];
};
