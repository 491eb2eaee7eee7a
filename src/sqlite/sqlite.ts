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

/** One user table. */
export type TableFacts = {
  /** Cut at 200 characters. */
  readonly name: string;
  /** Null where the rows could not be counted: a virtual table of an extension, damage. */
  readonly rows: number | null;
  /**
   * SHA-256 in hex over the rows in the order of their key, independent of pages, free lists and row order on disk
   * (src/sqlite/table-hash.ts says of what). Null where it was not asked for or could not be made.
   */
  readonly hash: string | null;
};

/** What a database holds, for drift, for evidence and for the checks file. */
export type DatabaseFacts = {
  readonly sqliteVersion: string;
  readonly userVersion: number;
  readonly applicationId: number;
  readonly freelistPages: number;
  /** SHA-256 in hex over the statements of the schema: user tables, indexes, views and triggers, sorted by name. */
  readonly schemaFingerprint: string;
  /** User tables as in {@link CheckReport}: sorted by name, at most 1,000. */
  readonly tables: readonly TableFacts[];
  readonly tableCount: number;
};

/** A question in SQL, or a ready one about a table's columns. */
export type Query = {
  /** One single SELECT, WITH … SELECT or VALUES statement; the child refuses everything else once more. */
  readonly sql: string;
  /** Values for its `?` in order. */
  readonly parameters: readonly (string | number | null)[];
  /** Rows after which the query is stopped, at least 1. */
  readonly maxRows: number;
  /** Milliseconds after which its process is ended. */
  readonly timeout: number;
};

/** A value of SQLite as text: integers and reals as SQLite prints them, blobs as x'hex' cut like every text. */
export type Cell = {readonly type: 'null' | 'integer' | 'real' | 'text' | 'blob'; readonly text: string};

/** What became of a query: an answer, or the reason why there is none (a clause: `no such table: users`). */
export type QueryAnswer =
  | {
      readonly kind: 'rows';
      readonly columns: readonly string[];
      /** The first ones, at most 20, each at most 50 cells, each cell at most 1,000 characters. */
      readonly first: readonly (readonly Cell[])[];
      /** Rows seen. */
      readonly total: number;
      /** True when there were more than `maxRows`. */
      readonly stopped: boolean;
    }
  | {readonly kind: 'error' | 'timeout' | 'refused'; readonly reason: string};

export interface Sqlite {
  /**
   * Checks the database file at `path` (no side files beside it) without changing it and leaves nothing behind.
   * @throws RestoreError `not-sqlite`, `encrypted` (SQLite cannot read it), `check-failed` (the child died), `platform`,
   *   `cancelled`, `timeout`
   */
  check(path: string, options: CheckOptions, signal: AbortSignal): Promise<CheckReport>;
  /**
   * Starts the first process of the next {@link check} of `path`, while the file is still being made. To be ended in any case:
   * what the check has taken by then is the check's.
   */
  warmUp(path: string): {readonly end: () => Promise<void>};
  /**
   * Folds the `-wal` (or rolls back the hot journal) of the existing database at `path` into it, and leaves it without
   * side files. The file itself is changed only by what its side files held.
   * @throws RestoreError `target-in-use`, `target-unreadable`, and those of {@link check} that concern the child
   */
  settle(path: string, signal: AbortSignal): Promise<void>;
  /**
   * Counts and fingerprints what the database file at `path` (no side files beside it, and sound) holds. Reads every
   * table once; with `hashes` every row.
   * @throws RestoreError those of {@link check} that concern the child
   */
  describe(path: string, options: {readonly hashes: boolean}, signal: AbortSignal): Promise<DatabaseFacts>;
  /**
   * Asks one question of the database file at `path` in a process of its own. It cannot write, attach, load an
   * extension or outlive its time. Never throws for what is wrong with the question or its answer.
   * @throws RestoreError `cancelled`, `timeout` of the whole step, `platform`
   */
  query(path: string, query: Query, signal: AbortSignal): Promise<QueryAnswer>;
}
