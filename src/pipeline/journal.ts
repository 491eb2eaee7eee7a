// What a restore has learned so far. Whatever stops it, the journal can say what is known.
import {ERROR_CODES, type RestoreError} from '../errors.ts';
import type {PlanFacts} from '../formats/format.ts';
import type {RestoreRequest} from '../request.ts';
import type {Assessment, LastGood, Phase, Reason, ReplayOutcome, RestoreResult} from '../result.ts';
import type {CheckReport, DatabaseFacts} from '../sqlite/sqlite.ts';
import type {CountingStore} from '../storage/counting.ts';
import type {ObjectInfo} from '../storage/store.ts';
import type {CachedDatabase} from './cached-database.ts';
import {factsOfPlan} from './plan-facts.ts';
import {reasonsOfResults, type Judgement} from './verdict.ts';

/** An older restore point that passed every check. Its file is there until the next trial. */
export type Passed = {
  readonly entry: CachedDatabase;
  readonly checks: CheckReport;
  readonly assessment: Assessment;
  readonly judgement: Judgement;
  readonly facts: DatabaseFacts;
};

export type Journal = {
  readonly timed: <T>(name: Phase['name'], work: () => Promise<T>) => Promise<T>;
  /** What is read through `store` is told in the result. */
  reading(store: Pick<CountingStore, 'downloadedBytes' | 'versions'>): void;
  found(foreign: readonly ObjectInfo[]): void;
  /** Mode `plan` ends here; otherwise more follows. */
  planned(plan: PlanFacts, reasons: readonly Reason[]): void;
  built(entry: CachedDatabase, checks: CheckReport, cacheHit: boolean): void;
  assessed(assessment: Assessment): void;
  /** The database that was built last, whatever became of it. */
  candidate(): CachedDatabase | undefined;
  /** After a failure: what the search for an older point came to. */
  searched(lastGood: LastGood, reason: Reason): void;
  /** After a failure: an older point took the place of the newest state. The verdict stays. */
  publishedInstead(passed: Passed, reason: Reason): void;
  replayed(outcomes: readonly ReplayOutcome[], plan: PlanFacts): void;
  /** Milliseconds spent in each step so far. */
  spent(): readonly Phase[];
  passed(judgement: Judgement, published: boolean): void;
  /** After a failure without a plan: the plan for what lies before it. */
  outlook(plan: PlanFacts | undefined): void;
  skip(reason: Reason): void;
  fail(error: RestoreError, ifNoBackup: RestoreRequest['ifNoBackup']): void;
  result(): RestoreResult;
};

const NOTHING_READ = {downloadedBytes: () => 0, versions: new Map<string, string>()};

export function createJournal(): Journal {
  const started = performance.now();
  const phases = new Map<Phase['name'], number>();
  const inside: Phase['name'][] = [];
  let built: CachedDatabase | undefined;
  let traffic: Pick<CountingStore, 'downloadedBytes' | 'versions'> = NOTHING_READ;
  let known: Omit<RestoreResult, 'durationMs' | 'downloadedBytes' | 'versions' | 'phases'> = {
    restored: false,
    verdict: 'inconclusive',
    reasons: [],
    failed: false,
    framesApplied: 0,
    foreign: [],
    cacheHit: false,
  };
  const spent = () => [...phases].map(([name, ms]) => ({name, ms: Math.round(ms)}));
  return {
    async timed(name, work) {
      const start = performance.now();
      inside.push(name);
      try {
        return await work();
      } finally {
        inside.pop();
        const ms = performance.now() - start;
        phases.set(name, (phases.get(name) ?? 0) + ms);
        // Building a candidate while planning counts as fetching and checking, not as planning.
        const outer = inside.at(-1);
        if (outer !== undefined) phases.set(outer, (phases.get(outer) ?? 0) - ms);
      }
    },
    reading(store) {
      traffic = store;
    },
    found(foreign) {
      known = {...known, foreign};
    },
    planned(plan, reasons) {
      known = {...known, plan: factsOfPlan(plan), reasons};
    },
    built(entry, checks, cacheHit) {
      const {database, framesApplied, plan} = entry;
      built = entry;
      known = {...known, plan, database, framesApplied, checks, cacheHit};
    },
    assessed(assessment) {
      known = {...known, assessment};
    },
    candidate: () => built,
    searched(lastGood, reason) {
      const others = known.reasons.filter(({code}) => code !== reason.code);
      known = {...known, lastGood, reasons: [...others, reason]};
    },
    publishedInstead({entry, checks, assessment, judgement}, reason) {
      const {database, framesApplied, plan} = entry;
      const others = known.reasons.filter(({code}) => code !== reason.code);
      const reasons = [reason, ...others, ...judgement.reasons];
      known = {...known, plan, database, framesApplied, checks, assessment, reasons, restored: true, failed: false};
    },
    replayed(replays, plan) {
      known = {...known, replays, plan: factsOfPlan(plan)};
    },
    spent,
    passed({verdict, reasons}, published) {
      known = {...known, verdict, reasons, restored: published};
    },
    outlook(plan) {
      known = {...known, outlook: plan};
    },
    skip(reason) {
      known = {...known, reasons: [reason]};
    },
    fail(error, ifNoBackup) {
      const tolerated = error.code === 'no-backup' && ifNoBackup !== 'fail';
      known = {
        ...known,
        restored: false,
        verdict: tolerated ? 'inconclusive' : ERROR_CODES[error.code],
        reasons: [{code: error.code, text: error.message}, ...reasonsOfResults(known.assessment?.results ?? [])],
        failed: !tolerated,
        ...(tolerated ? {} : {error}),
      };
    },
    result: () => ({
      ...known,
      downloadedBytes: traffic.downloadedBytes(),
      versions: traffic.versions,
      durationMs: Math.round(performance.now() - started),
      phases: spent(),
    }),
  };
}
