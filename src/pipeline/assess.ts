// What the user demands of the data beyond its being whole: freshness, the checks file, drift against earlier good runs.
import type {CheckResult} from '../checks/check-result.ts';
import {compareWithHistory} from '../checks/drift.ts';
import {checkFreshness} from '../checks/freshness.ts';
import {movementOf} from '../checks/movement.ts';
import {NO_CHECKS} from '../checks/defaults.ts';
import {runChecks} from '../checks/run.ts';
import type {History, HistoryStore, PastRun} from '../history/history.ts';
import {runsToKeep} from '../history/keep.ts';
import type {DetectedBackup} from '../formats/format.ts';
import type {RestoreRequest} from '../request.ts';
import type {Assessment, Phase} from '../result.ts';
import type {DatabaseFacts, Sqlite} from '../sqlite/sqlite.ts';
import {hasHistory, isGoodRun} from './baseline.ts';
import type {CachedDatabase} from './cached-database.ts';

export type AssessContext = {
  readonly request: RestoreRequest;
  readonly sqlite: Sqlite;
  /** Absent where nobody keeps one. */
  readonly history?: HistoryStore | undefined;
  readonly signal: AbortSignal;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** What the restore has taken so far. */
  readonly phases: readonly Phase[];
};

const NO_HISTORY: History = {runs: [], doubt: ''};

/** Facts cost one more pass over the tables: only who asks for evidence pays for it. */
function wantsFacts({mode, checks}: RestoreRequest): boolean {
  return checks !== undefined || mode === 'verify';
}

/**
 * Asks everything that the request demands of a sound database.
 * @throws RestoreError when SQLite's process cannot be asked, `cancelled`, `timeout`
 */
export async function assess(
  entry: CachedDatabase,
  backup: DetectedBackup,
  context: AssessContext,
): Promise<Assessment> {
  const {request, sqlite, signal} = context;
  const checks = request.checks ?? NO_CHECKS;
  const store = hasHistory(request) ? context.history : undefined;
  const history = (await store?.read(signal)) ?? NO_HISTORY;
  const facts = wantsFacts(request)
    ? await sqlite.describe(entry.path, {hashes: checks.tableHashes}, signal)
    : undefined;
  const run = facts === undefined ? undefined : thisRun(entry, backup, facts, context);
  const results: CheckResult[] = [];
  if (request.checks !== undefined && facts !== undefined) {
    results.push(...(await runChecks(entry.path, checks, {sqlite, facts, baseline: history.runs.at(-1), signal})));
  }
  results.push(...(await freshness(entry, backup, history, context)));
  if (store !== undefined && run !== undefined) results.push(...compareWithHistory(run, history, checks.drift));
  return {results, facts, run, history: history.runs};
}

async function freshness(
  {path, plan, database}: CachedDatabase,
  {objects}: DetectedBackup,
  {runs}: History,
  {request, sqlite, signal, now}: AssessContext,
): Promise<readonly CheckResult[]> {
  const {maxAge, freshnessQuery, checks = NO_CHECKS} = request;
  const {clockSkew, unchangedFor} = checks.freshness;
  const movement = movementOf(plan, objects, database.sha256, runs);
  const queryTime = checks.limits.queryTime;
  return checkFreshness(
    {maxAge, freshnessQuery, clockSkew, unchangedFor},
    {path, point: plan.point, movement, now, sqlite, queryTime, signal},
  );
}

/** This run as the history keeps it. */
function thisRun(
  {database, plan, framesApplied}: CachedDatabase,
  backup: DetectedBackup,
  facts: DatabaseFacts,
  {now, phases}: AssessContext,
): PastRun {
  const spent = (...names: readonly Phase['name'][]) =>
    phases.filter(({name}) => names.includes(name)).reduce((sum, {ms}) => sum + ms, 0);
  return {
    at: now,
    position: plan.point.position,
    pointTime: plan.point.time ?? null,
    sha256: database.sha256,
    bytes: database.bytes,
    pages: database.pages,
    freelistPages: facts.freelistPages,
    schemaFingerprint: facts.schemaFingerprint,
    rows: Object.fromEntries(facts.tables.map(({name, rows}) => [name, rows])),
    incrementsApplied: plan.incrementsApplied,
    framesApplied,
    storedBytes: backup.objects.reduce((sum, {size}) => sum + size, 0),
    objects: backup.objects.length,
    restoreMs: spent('list', 'plan', 'fetch', 'cache'),
    checkMs: spent('check'),
  };
}

/** Keeps what a good run saw, for the runs after it. Never throws: a history that cannot be written is a warning. */
export async function remember(
  {run, history, results}: Assessment,
  {plan}: Pick<CachedDatabase, 'plan'>,
  {request, history: store}: Pick<AssessContext, 'request' | 'history'>,
): Promise<void> {
  if (store === undefined || run === undefined || !hasHistory(request) || !isGoodRun(plan, results)) return;
  await store.write(runsToKeep(history, run, (request.checks ?? NO_CHECKS).history.keep));
}
