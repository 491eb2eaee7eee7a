// What the pipeline asks of SQLite. The work runs in child processes (sqlite/children.ts), which can be ended at once.

export type CheckOptions = {
  readonly integrity: 'full' | 'quick' | 'off';
  readonly foreignKeys: boolean;
};

export type ForeignKeyViolation = {
  readonly table: string;
  /** Null for a WITHOUT ROWID table. */
  readonly rowid: number | null;
  readonly parent: string;
};

export type CheckReport = {
  readonly sqliteVersion: string;
  readonly integrity: 'ok' | 'failed' | 'skipped';
  /** All messages counted, the first ones (at most 100, each at most 1,000 characters) kept. Empty when `ok`. */
  readonly integrityMessages: {readonly total: number; readonly first: readonly string[]};
  readonly foreignKeys: {readonly total: number; readonly first: readonly ForeignKeyViolation[]} | 'skipped';
  /** User tables: `sqlite_*`, `_litestream_*` and shadow tables do not count. Sorted by name. */
  readonly tables: readonly string[];
  /** True when no user table has a row. */
  readonly hollow: boolean;
  /** Milliseconds. */
  readonly durationMs: number;
};

export interface Sqlite {
  /**
   * Checks the database file at `path` (no side files beside it) without changing it and leaves nothing behind.
   * @throws RestoreError `not-sqlite`, `encrypted` (SQLite cannot read it), `check-failed` (the child died), `platform`,
   *   `cancelled`, `timeout`
   */
  check(path: string, options: CheckOptions, signal: AbortSignal): Promise<CheckReport>;
  /**
   * Folds the `-wal` (or rolls back the hot journal) of the existing database at `path` into it, and leaves it without
   * side files. A database that has none is not touched.
   * @throws RestoreError `target-in-use`, `target-unreadable`
   */
  settle(path: string, signal: AbortSignal): Promise<void>;
}
