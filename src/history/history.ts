// The previous good runs over the same backup: what drift is measured against. Whoever can write the history is trusted
// only for that: it can make a check warn or fail, never make one pass that was not made. (It can take one doubt away: that
// a copy stored within `max-age` may hold the same old data as before. docs/history.md says when.)

/** Tables whose rows a run keeps. */
export const MOST_TABLES = 1_000;

/** What one good run saw. Everything a later run compares itself with. */
export type PastRun = {
  /** Milliseconds since 1970 at the end of the run. */
  readonly at: number;
  /** The restore point: its position, and its time in milliseconds since 1970 where known. */
  readonly position: string;
  readonly pointTime: number | null;
  /** SHA-256 of the restored file, in hex. */
  readonly sha256: string;
  /** Bytes. */
  readonly bytes: number;
  readonly pages: number;
  readonly freelistPages: number;
  readonly schemaFingerprint: string;
  /** Rows per user table, at most {@link MOST_TABLES}; null where they could not be counted. */
  readonly rows: Readonly<Record<string, number | null>>;
  readonly incrementsApplied: number;
  readonly framesApplied: number;
  /** Stored bytes of the backup's objects in the listing, and how many there are. */
  readonly storedBytes: number;
  readonly objects: number;
  readonly restoreMs: number;
  readonly checkMs: number;
};

export type History = {
  /** Oldest first. Empty on the first run. */
  readonly runs: readonly PastRun[];
  /** A clause when the stored history could not be (wholly) used: `it is not JSON`. Empty when all is well. */
  readonly doubt: string;
};

/** Where the previous runs are kept: the Actions cache, or a file of the repository. */
export interface HistoryStore {
  /** For people: `the Actions cache`, `.github/backup-history.json`. */
  readonly name: string;
  /** Never throws for a history that is missing, damaged or out of reach: that is an empty one with a doubt. */
  read(signal: AbortSignal): Promise<History>;
  /** Called with the runs to keep, after a pass only. Never throws: a history that cannot be written is a warning. */
  write(runs: readonly PastRun[]): Promise<void>;
}
