// The checks file, as the rest of the program sees it: every default filled in, every value within its range.
// docs/checks.schema.json describes the form that people write.

/** The key of a table's or column's name where names are compared: SQLite takes ASCII letters of either case for the same. */
export function nameKey(name: string): string {
  return name.replaceAll(/[A-Z]/g, letter => letter.toLowerCase());
}

/** A share of a number, as a fraction: `20%` is 0.2. */
export type Share = number;

export type RowsExpectation = {
  readonly exact?: number | undefined;
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  /** Of the last good run's number of rows, up or down. Without a history it is reported as “no baseline”. */
  readonly within?: Share | undefined;
};

export type TableCheck = {
  readonly table: string;
  readonly columns: readonly string[];
  readonly rows?: RowsExpectation | undefined;
};

/** A value of SQLite as the checks file can write it. */
export type Value = string | number | boolean | null;

export type Expectation =
  | {readonly is: 'equals'; readonly value: Value}
  | {readonly is: 'between'; readonly low: number | string; readonly high: number | string}
  | {readonly is: 'matches'; readonly pattern: string}
  | {readonly is: 'empty'}
  | {readonly is: 'not-empty'};

export type QueryCheck = {
  readonly name: string;
  /** One single SELECT, WITH … SELECT or VALUES statement. */
  readonly sql: string;
  readonly expect: Expectation;
  /** Rows of the answer that may be shown when the check fails, 0 to 20. 0 unless the file says otherwise. */
  readonly showRows: number;
};

/** A row that has to be there, with the values it has to have. */
export type SampleCheck = {
  readonly table: string;
  readonly key: ReadonlyMap<string, Value>;
  readonly values: ReadonlyMap<string, Value>;
};

export type MigrationsCheck = {
  readonly table: string;
  readonly column: string;
  /** The newest entry has to be exactly this one … */
  readonly at?: string | undefined;
  /** … or this one has to be among them. */
  readonly includes?: string | undefined;
};

/** Shares by which a number may fall or rise against the last good run; undefined: not looked at. */
export type Thresholds = {
  readonly shrinkWarn?: Share | undefined;
  readonly shrinkFail?: Share | undefined;
  readonly growWarn?: Share | undefined;
  readonly growFail?: Share | undefined;
};

export type DriftChecks = {
  /** For each table; those named in `tables` have their own. */
  readonly rows: Thresholds;
  /** By {@link nameKey}. */
  readonly tables: ReadonlyMap<string, Thresholds>;
  readonly size: Thresholds;
  /** A table that the last good run had and this one has not. */
  readonly missingTable: 'fail' | 'warn' | 'off';
  readonly schema: 'fail' | 'warn' | 'off';
  /** Time of restore and check. */
  readonly time: Thresholds;
  /** Frames or pages applied from increments. */
  readonly increments: Thresholds;
};

export type ChecksFile = {
  readonly tables: readonly TableCheck[];
  readonly queries: readonly QueryCheck[];
  readonly samples: readonly SampleCheck[];
  readonly userVersion?: number | undefined;
  readonly applicationId?: number | undefined;
  /**
   * What the schema has to be: the fingerprint (hex, lower case) that stands in a file of the repository. Without a
   * fingerprint: the file is not there yet.
   */
  readonly schema?: {readonly file: string; readonly fingerprint?: string | undefined} | undefined;
  readonly migrations?: MigrationsCheck | undefined;
  readonly drift: DriftChecks;
  readonly history: {
    /** Absolute path, inside the workspace through every link; absent: the Actions cache. It need not exist. */
    readonly file?: string | undefined;
    /** Runs kept, 2 to 400. */
    readonly keep: number;
    /** Tells apart the histories of several backups of one repository. Absent: made of bucket and prefix. */
    readonly name?: string | undefined;
  };
  readonly freshness: {
    /** Milliseconds by which clocks may differ. */
    readonly clockSkew: number;
    /** The same data for this long, in milliseconds, while the writer uploads: a stalled writer. Absent: `max-age`. */
    readonly unchangedFor?: number | undefined;
  };
  readonly lastGood: {
    /** Restores tried at most. */
    readonly restores: number;
    /** Milliseconds for the whole search. */
    readonly time: number;
  };
  /** Called with GET after a full pass only. Secret. */
  readonly heartbeat?: string | undefined;
  /** A logical hash for each table in the report: reads every row once more. */
  readonly tableHashes: boolean;
  readonly limits: {
    /** Milliseconds for one query. */
    readonly queryTime: number;
    /** Rows that one query may return. */
    readonly queryRows: number;
  };
};
