// What the pipeline asks of SQLite. The work runs in child processes (sqlite/children.ts), which can be ended at once.

export type CheckOptions = {
  readonly integrity: 'full' | 'quick' | 'off';
  readonly foreignKeys: boolean;
};

export type ForeignKeyViolation = {
  readonly table: string;
  /** Null for a WITHOUT ROWID table, and where the key itself is wrong (its parent has no unique index for it). */
  readonly rowid: number | null;
  readonly parent: string;
};

/** Names in it are cut at 200 characters. */
export type CheckReport = {
  readonly sqliteVersion: string;
  readonly integrity: 'ok' | 'failed' | 'skipped';
  /**
   * Messages counted (at most 1,000,000), the first ones (at most 100, each at most 1,000 characters) kept. Empty unless
   * `integrity` is `failed`.
   */
  readonly integrityMessages: {readonly total: number; readonly first: readonly string[]};
  /** All violations counted, the first 20 kept. `skipped` also where integrity failed: the rows cannot be trusted. */
  readonly foreignKeys: {readonly total: number; readonly first: readonly ForeignKeyViolation[]} | 'skipped';
  /** User tables: `sqlite_*`, `_litestream_*` and shadow tables do not count. Sorted by name, at most 1,000. */
  readonly tables: readonly string[];
  readonly tableCount: number;
  /** Virtual tables that nobody can look into here, because their module is an extension. At most 1,000. */
  readonly unreadableTables: readonly {readonly table: string; readonly module: string}[];
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
   * side files. The file itself is changed only by what its side files held.
   * @throws RestoreError `target-in-use`, `target-unreadable`, and those of {@link check} that concern the child
   */
  settle(path: string, signal: AbortSignal): Promise<void>;
}
