// The pipeline: list -> detect -> plan -> fetch and overlay -> check -> publish. Free of GitHub: the action, the terminal
// command and the tests call the same function.
import {existsSync} from 'node:fs';
import {join} from 'node:path';
import type {DatabaseCache} from './cache.ts';
import {ageDecryption} from './codecs/age.ts';
import {isRestoreError, RestoreError} from './errors.ts';
import {verdictOfProof} from './engine/proof.ts';
import {writableBytes} from './engine/scratch-file.ts';
import {detectNewest} from './formats/detect.ts';
import type {PlanFacts, PlanRequest, RestorePlan, RestoreTarget} from './formats/format.ts';
import type {HistoryStore} from './history/history.ts';
import type {Log} from './log.ts';
import {planAndBuild, type Attempted, type Found} from './pipeline/attempt.ts';
import {createBuilder, type Builder} from './pipeline/build.ts';
import {cacheKey, factsOfPlan, saveToCache, takeFromCache, type CachedDatabase} from './pipeline/cached-database.ts';
import {createJournal, type Journal} from './pipeline/journal.ts';
import {createScratchFolder, emptyFolder, type ScratchFolder} from './pipeline/scratch-folder.ts';
import {assess, remember} from './pipeline/assess.ts';
import {replayed} from './pipeline/replays.ts';
import {assertSound, judge, reasonsOfProof} from './pipeline/verdict.ts';
import {publish} from './publish.ts';
import type {RestoreRequest} from './request.ts';
import type {RestoreResult} from './result.ts';
import type {CheckReport, Sqlite} from './sqlite/sqlite.ts';
import {countingStore} from './storage/counting.ts';
import {listAll} from './storage/listing.ts';
import type {ObjectStore} from './storage/store.ts';

export type RestoreDependencies = {
  /** Retries and resumes by itself. Called once; a failure to open it is a result like any other. */
  readonly openStore: () => Promise<ObjectStore>;
  readonly sqlite: Sqlite;
  readonly cache?: DatabaseCache | undefined;
  /** Where the earlier good runs are kept; absent: nowhere. */
  readonly history?: HistoryStore | undefined;
  readonly log: Log;
  /** Its reason is the RestoreError (`cancelled`, `timeout`) that ends the restore. */
  readonly signal: AbortSignal;
};

/** What every step of one restore needs. */
type Context = Omit<RestoreDependencies, 'openStore'> & {
  readonly request: RestoreRequest;
  readonly store: ObjectStore;
  /** One for all plans: it remembers what a passphrase opened. */
  readonly decrypt: PlanRequest['decrypt'];
  readonly journal: Journal;
  readonly scratch: ScratchFolder;
  readonly maxDatabaseSize: number;
};

/** What a plan was made of. */
type Used = Pick<Attempted<unknown>, 'found' | 'excluded'>;

/** Restores, verifies or plans as `request` says. Never throws: a failure is in the result. Leaves no scratch file. */
export async function restore(request: RestoreRequest, dependencies: RestoreDependencies): Promise<RestoreResult> {
  const journal = createJournal();
  const {log, signal} = dependencies;
  let scratch: ScratchFolder | undefined;
  try {
    signal.throwIfAborted();
    if (skipsExisting(request, journal)) return journal.result();
    const counted = countingStore(await dependencies.openStore());
    journal.reading(counted);
    const decrypt = ageDecryption(request.ageIdentity);
    const context = {...dependencies, request, store: counted, decrypt, journal};
    const found = await find(context);
    scratch = await createScratchFolder(request.mode === 'restore' ? request.target : undefined, request.tempFolder);
    const maxDatabaseSize = Math.min(request.maxDatabaseSize ?? Infinity, await writableBytes(scratch.databases));
    await run(found, {...context, scratch, maxDatabaseSize});
  } catch (error) {
    journal.fail(asRestoreError(error, signal), request.ifNoBackup);
  } finally {
    log.endGroup();
    await scratch?.remove().catch((error: unknown) => log.warn(`A scratch folder was left behind: ${String(error)}`));
  }
  return journal.result();
}

/** `if-exists: skip` and `fail` need no network. @throws RestoreError `target-exists` */
function skipsExisting({mode, target, ifExists}: RestoreRequest, journal: Journal): boolean {
  if (mode !== 'restore' || target === undefined || ifExists === 'replace' || !existsSync(target)) return false;
  if (ifExists === 'fail') {
    throw new RestoreError('target-exists', {
      what: 'There is a file already, and if-exists is “fail”',
      where: target,
      todo: 'Set if-exists: replace or skip, or choose another db-path.',
    });
  }
  journal.skip({code: 'target-exists', text: `${target} exists, and if-exists is “skip”: nothing was restored`});
  return true;
}

async function find(context: Omit<Context, 'scratch' | 'maxDatabaseSize'>): Promise<Found> {
  const {request, store, journal, log, signal} = context;
  log.group(`Listing ${store.name}`);
  const listing = await journal.timed('list', () => listAll(store, request.location.prefix, signal));
  const {length} = listing.objects;
  log.info(`${length} ${length === 1 ? 'object' : 'objects'} under “${listing.prefix}”`);
  const {format, backup, foreign, notes} = await detectNewest(listing, request, {store, signal, progress: () => {}});
  log.info(`Format ${format.name}: ${backup.description}`);
  for (const note of notes) log.info(note);
  if (foreign.length > 0) log.info(`Ignored, because no backup owns them: ${foreign.length} of the objects`);
  log.endGroup();
  journal.found(foreign);
  return {listing, format, backup, foreign, notes};
}

async function run(found: Found, context: Context): Promise<void> {
  const {request, journal, cache, log} = context;
  const target: RestoreTarget = {
    timestamp: request.timestamp,
    position: request.position,
    onIncomplete: request.onIncomplete,
    prefer: request.onInconclusive === 'proven' ? 'proven' : 'likeliest',
  };
  const builder = createBuilder({
    ...context,
    folder: context.scratch.databases,
    checks: {integrity: request.integrityCheck, foreignKeys: request.foreignKeyCheck !== 'off'},
    timed: journal.timed,
  });
  if (request.mode === 'plan') {
    const {plan} = await attempt(found, target, builder, context, () => Promise.resolve());
    journal.planned(plan, reasonsOfProof(plan));
    return;
  }
  const key = cacheKey(found.format.name, found.backup, target);
  const path = join(context.scratch.databases, 'cached.sqlite');
  const hit =
    cache === undefined ? undefined : await journal.timed('cache', () => takeFromCache(cache, key, path, context));
  if (hit !== undefined) log.info('The cache has the database of exactly these objects: nothing is downloaded.');
  const {entry, checks, ...used} =
    hit === undefined
      ? await restored(found, target, builder, context)
      : {entry: hit, checks: await check(hit, context), found, excluded: new Map<string, string>()};
  journal.built(entry, checks, hit !== undefined);
  assertSound(entry.plan, checks, request);
  const assessment = await journal.timed('assess', () =>
    assess(entry, found.backup, {...context, now: Date.now(), phases: journal.spent()}),
  );
  journal.assessed(assessment);
  const {plan, doubts} =
    request.mode === 'verify'
      ? await replayed(used.found.format, planRequest(used, target, builder, context), entry.plan, journal)
      : {plan: entry.plan, doubts: []};
  const judgement = judge(plan, checks, assessment, request, doubts);
  if (cache !== undefined && hit === undefined) {
    await journal.timed('cache', () => saveToCache(cache, key, entry));
  }
  if (request.mode === 'restore' && request.target !== undefined) await publishAt(request.target, entry, context);
  await remember(assessment, entry, context);
  journal.passed(judgement, request.mode === 'restore');
}

/** Fetches, overlays and checks; plans again when an object fails. */
async function restored(
  found: Found,
  target: RestoreTarget,
  builder: Builder,
  context: Context,
): Promise<Used & {readonly entry: CachedDatabase; readonly checks: CheckReport}> {
  const {journal} = context;
  const {plan, built, ...used} = await attempt(found, target, builder, context, async chosen => {
    journal.planned(chosen, []);
    return builder.build(chosen.layers);
  });
  const {bytes, pageSize, pages, sha256, path, checks} = built;
  const framesApplied = plan.layers.reduce((sum, {frames}) => sum + frames, 0);
  const entry = {path, database: {bytes, pageSize, pages, sha256}, framesApplied, plan: factsOfPlan(plan)};
  return {entry, checks, ...used};
}

async function check({path}: CachedDatabase, {request, sqlite, journal, signal}: Context): Promise<CheckReport> {
  const options = {integrity: request.integrityCheck, foreignKeys: request.foreignKeyCheck !== 'off'};
  return journal.timed('check', () => sqlite.check(path, options, signal));
}

async function attempt<Result>(
  found: Found,
  target: RestoreTarget,
  builder: Builder,
  context: Context,
  build: (plan: RestorePlan) => Promise<Result>,
): Promise<Attempted<Result>> {
  const {request, scratch, journal, log, signal} = context;
  return planAndBuild(found, {
    find: () => find(context),
    async plan(current, excluded) {
      const {format, notes = []} = current;
      log.group('Planning');
      const progress = log.progress('Reading what the plan needs', 0, 'bytes');
      try {
        // What an earlier plan kept there is of no use to this one, and its files would be in the way.
        await emptyFolder(scratch.planning);
        const planned = await journal.timed('plan', () =>
          format.plan({
            ...planRequest({found: current, excluded}, target, builder, context),
            progress: bytes => progress.add(bytes),
          }),
        );
        const plan = {...planned, notes: [...planned.notes, ...notes]};
        explain(plan, log);
        if (target.prefer === 'proven') requireProven(plan);
        return plan;
      } finally {
        progress.end();
        log.endGroup();
      }
    },
    build,
    onIncomplete: request.onIncomplete,
    log,
    signal,
  });
}

/** Planning has a line of its own for what it reads; replaying, too. */
const unseen = (): void => {};

function planRequest(
  {found: {backup, listing}, excluded}: Used,
  target: RestoreTarget,
  {examine}: Builder,
  {scratch, store, decrypt, maxDatabaseSize, log, signal}: Context,
): PlanRequest {
  const scratchFolder = scratch.planning;
  return {
    backup,
    listing,
    target,
    store,
    decrypt,
    excluded,
    scratchFolder,
    maxDatabaseSize,
    examine,
    log,
    signal,
    progress: unseen,
  };
}

function explain(plan: PlanFacts, log: Log): void {
  log.info(`Restore point ${plan.point.position}, proof ${plan.proof.word}`);
  for (const {label, frames, commit} of plan.layers) {
    log.info(`  ${label}${frames === 0 ? '' : `, ${frames} frames`}${commit === undefined ? '' : `, ${commit} pages`}`);
  }
  for (const reason of plan.proof.because) log.info(`  ${reason}`);
  for (const {key, reason} of plan.leftOut) log.debug(`left out ${key}: ${reason}`);
}

/** @throws RestoreError `not-proven` */
function requireProven(plan: PlanFacts): void {
  if (verdictOfProof({...plan.proof, unexplained: false}) === 'pass') return;
  throw new RestoreError('not-proven', {
    what: 'The backup has no restore point that can be proven',
    where: plan.point.position,
    expected: 'a proven restore point, because on-inconclusive is “proven”',
    found: `proof ${plan.proof.word}`,
    todo: 'Set on-inconclusive: warn to take the likeliest state.',
  });
}

async function publishAt(target: string, entry: CachedDatabase, context: Context): Promise<void> {
  const {request, sqlite, log, signal, journal} = context;
  const {ifExists, replaceWasWritten} = request;
  log.info(`Publishing ${entry.database.bytes} bytes at ${target}`);
  await journal.timed('publish', () =>
    publish({scratch: entry.path, target, ifExists, replaceWasWritten, sqlite, log, signal}),
  );
}

/** Whatever was thrown, as the one class that has a code. */
function asRestoreError(error: unknown, signal: AbortSignal): RestoreError {
  if (signal.aborted && isRestoreError(signal.reason)) return signal.reason;
  if (isRestoreError(error)) return error;
  return new RestoreError('internal', {
    what: `Something unexpected went wrong: ${error instanceof Error ? error.message : String(error)}`,
    todo: 'Run again with debug logging on, and report it with the log.',
    cause: error,
  });
}
