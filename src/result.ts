// What a restore ended with. Outputs, summary, annotations and the report file are made from this alone.
import type {RestoreError} from './errors.ts';
import type {Verdict} from './engine/proof.ts';
import type {PlanFacts} from './formats/format.ts';
import type {ObjectInfo} from './storage/store.ts';
import type {CheckResult} from './checks/check-result.ts';
import type {PastRun} from './history/history.ts';
import type {CheckReport, DatabaseFacts} from './sqlite/sqlite.ts';
import type {RestorePoint} from './formats/format.ts';

/** One reason for the verdict, with a code that scripts can compare. */
export type Reason = {readonly code: string; readonly text: string};

/** The restored database file (in mode `verify`: the scratch file that was checked). */
export type RestoredDatabase = {
  /** Bytes. */
  readonly bytes: number;
  readonly pageSize: number;
  readonly pages: number;
  /** Hex. */
  readonly sha256: string;
};

export type Phase = {
  readonly name: 'list' | 'plan' | 'fetch' | 'check' | 'publish' | 'cache' | 'assess' | 'replay' | 'search';
  readonly ms: number;
};

/** What the user's own demands (freshness, checks file, drift) found, and what they were measured against. */
export type Assessment = {
  readonly results: readonly CheckResult[];
  /** Absent where nobody asked for anything that needs it. */
  readonly facts?: DatabaseFacts | undefined;
  /** This run, as the history would keep it. */
  readonly run?: PastRun | undefined;
  /** Earlier good runs, oldest first; empty without a history. */
  readonly history: readonly PastRun[];
};

/** What the search for the newest restore point that passes every check came to. */
export type LastGood = {
  /** Absent: none of those tried passed. */
  readonly point?: RestorePoint | undefined;
  readonly proof?: string | undefined;
  /** True when every newer point was tried, or shown to be no better; false when the budget ended the search. */
  readonly exact: boolean;
  /** Points that the backup names. */
  readonly known: number;
  /** Restores that the search took; the other points were ruled out by planning, or by what was known already. */
  readonly restores: number;
  readonly tried: readonly {readonly position: string; readonly outcome: string; readonly passed: boolean}[];
  /** What lies between it and the newest restore point. Clauses: `3 hours 12 minutes`, `TXIDs 41 to 57`. */
  readonly lost: readonly string[];
  /** Rows of tables in the last good point and in the newest state, where both could be counted. */
  readonly rows: readonly {readonly table: string; readonly lastGood: number | null; readonly newest: number | null}[];
};

/** What replaying the increments from an older snapshot to a newer one came to. */
export type ReplayOutcome = {
  /** For people: `snapshot 00000002`. */
  readonly older: string;
  readonly newer: string;
  /** `skipped`: nothing was learned, because an object has gone or cannot be read now. */
  readonly verdict: Verdict | 'skipped';
  /** Pages compared; 0 where nothing could be. */
  readonly pages: number;
  readonly differing: number;
  /** Numbers of the first pages that differ. */
  readonly firstDiffering: readonly number[];
  /** Pages that the newer snapshot has as a later increment brings them: it was taken a little later. */
  readonly ahead: number;
  /** Absent for a pass. */
  readonly error?: RestoreError | undefined;
  readonly ms: number;
};

export type RestoreResult = {
  /** True only when a database was published at the target. */
  readonly restored: boolean;
  readonly verdict: Verdict;
  /** Why the verdict is what it is, most important first. Empty only for a plain pass. */
  readonly reasons: readonly Reason[];
  /** Exit code 1 when true. */
  readonly failed: boolean;
  readonly error?: RestoreError | undefined;
  readonly plan?: PlanFacts | undefined;
  /** Where a gap or damage left no plan: what lies before it, of which nothing was restored. */
  readonly outlook?: PlanFacts | undefined;
  readonly database?: RestoredDatabase | undefined;
  readonly checks?: CheckReport | undefined;
  readonly assessment?: Assessment | undefined;
  /** Mode `verify` only. */
  readonly replays?: readonly ReplayOutcome[] | undefined;
  readonly lastGood?: LastGood | undefined;
  /** Committed frames or pages applied from increments. */
  readonly framesApplied: number;
  /** Objects under the prefix that no backup owns. */
  readonly foreign: readonly ObjectInfo[];
  /** Stored bytes read from the bucket, planning and retries included. */
  readonly downloadedBytes: number;
  /** Ids of the objects' versions that were read, by key; empty where the bucket keeps none. */
  readonly versions?: ReadonlyMap<string, string> | undefined;
  readonly cacheHit: boolean;
  readonly durationMs: number;
  readonly phases: readonly Phase[];
};
