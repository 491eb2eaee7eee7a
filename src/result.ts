// What a restore ended with. Outputs, summary, annotations and the report file are made from this alone.
import type {RestoreError} from './errors.ts';
import type {Verdict} from './engine/proof.ts';
import type {PlanFacts} from './formats/format.ts';
import type {ObjectInfo} from './storage/store.ts';
import type {CheckReport} from './sqlite/sqlite.ts';

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

export type Phase = {readonly name: 'list' | 'plan' | 'fetch' | 'check' | 'publish' | 'cache'; readonly ms: number};

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
  readonly database?: RestoredDatabase | undefined;
  readonly checks?: CheckReport | undefined;
  /** Committed frames or pages applied from increments. */
  readonly framesApplied: number;
  /** Objects under the prefix that no backup owns. */
  readonly foreign: readonly ObjectInfo[];
  /** Stored bytes read from the bucket, planning and retries included. */
  readonly downloadedBytes: number;
  readonly cacheHit: boolean;
  readonly durationMs: number;
  readonly phases: readonly Phase[];
};
