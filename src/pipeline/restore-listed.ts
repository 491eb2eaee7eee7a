// All steps after the listing: detect -> plan -> fetch and overlay -> check -> judge -> publish.
import {join} from 'node:path';
import {ageDecryption} from '../codecs/age.ts';
import {writableBytes} from '../engine/scratch-file.ts';
import type {Listing, RestoreTarget} from '../formats/format.ts';
import type {CheckReport} from '../sqlite/sqlite.ts';
import {assess, remember} from './assess.ts';
import type {Found} from './attempt.ts';
import {createBuilder, type Builder} from './build.ts';
import {cacheKey, entryOf, saveToCache, takeFromCache, type CachedDatabase} from './cached-database.ts';
import type {Context, RestoreDependencies} from './context.ts';
import {asRestoreError} from './failure.ts';
import {attempt, planRequest, recognise, type Used} from './planning.ts';
import {publishAt} from './publish-at.ts';
import {replayed} from './replays.ts';
import {createScratchFolder} from './scratch-folder.ts';
import {assertSound, judge, reasonsOfProof} from './verdict.ts';

/** What is known after the listing. */
export type Listed = Omit<Context, 'decrypt' | 'damaged' | 'maxDatabaseSize' | 'scratch' | 'sqlite'> &
  Pick<RestoreDependencies, 'openSqlite'>;

/**
 * Restores, verifies or plans what `listing` holds. A failure of the backup is noted in the journal, with what an older
 * state of it would give. Leaves no scratch file.
 * @throws RestoreError or anything else that ends a restore before there is a backup to speak of
 */
export async function restoreListed(listing: Listing, listed: Listed): Promise<void> {
  const {request, journal, log, signal} = listed;
  const found = await recognise(listing, listed);
  const scratch = await createScratchFolder(
    request.mode === 'restore' ? request.target : undefined,
    request.tempFolder,
  );
  try {
    const maxDatabaseSize = Math.min(request.maxDatabaseSize ?? Infinity, await writableBytes(scratch.databases));
    const decrypt = ageDecryption(request.ageIdentity);
    const sqlite = await listed.openSqlite();
    const context = {...listed, sqlite, decrypt, damaged: new Map(), scratch, maxDatabaseSize};
    await run(found, context).catch(async (error: unknown) => {
      const failure = asRestoreError(error, signal);
      journal.fail(failure, request.ifNoBackup);
      const {outlookOf} = await import('./outlook.ts');
      journal.outlook(await outlookOf(failure, found, context));
      if ((request.lastGood ?? 'off') === 'off') return;
      const {seekLastGood} = await import('./last-good.ts');
      await seekLastGood(failure, found, context);
    });
  } finally {
    log.endGroup();
    await scratch.remove().catch((error: unknown) => log.warn(`A scratch folder was left behind: ${String(error)}`));
  }
}

async function run(found: Found, context: Context): Promise<void> {
  const {request, journal, cache} = context;
  const {mode, target} = request;
  const task = taskOf(found, context);
  if (mode === 'plan') return planOnly(task, context);
  const key = cacheKey(found.format.name, found.backup, task.target);
  const obtained = (await fromCache(key, found, context)) ?? (await fromBackup(task, context));
  const {entry, checks, cacheHit} = obtained;
  journal.built(entry, checks, cacheHit);
  assertSound(entry.plan, checks, request);
  const now = Date.now();
  const assessment = await journal.timed('assess', () =>
    assess(entry, found.backup, {...context, now, phases: journal.spent()}),
  );
  journal.assessed(assessment);
  const {plan, doubts} = await rehearsed(obtained, task, context);
  const judgement = judge(plan, checks, assessment, request, doubts);
  if (cache !== undefined && !cacheHit) await journal.timed('cache', () => saveToCache(cache, key, entry));
  if (mode === 'restore' && target !== undefined) await publishAt(target, entry, context);
  await remember(assessment, entry, context);
  journal.passed(judgement, mode === 'restore');
}

/** What is to be restored, and by what. */
type Task = {readonly found: Found; readonly target: RestoreTarget; readonly builder: Builder};

function taskOf(found: Found, context: Context): Task {
  const {request, scratch, journal} = context;
  return {
    found,
    target: {
      timestamp: request.timestamp,
      position: request.position,
      onIncomplete: request.onIncomplete,
      prefer: request.onInconclusive === 'proven' ? 'proven' : 'likeliest',
    },
    builder: createBuilder({
      ...context,
      folder: scratch.databases,
      checks: {integrity: request.integrityCheck, foreignKeys: request.foreignKeyCheck !== 'off'},
      timed: journal.timed,
    }),
  };
}

async function planOnly({found, target, builder}: Task, context: Context): Promise<void> {
  const {plan} = await attempt(found, target, builder, context, () => Promise.resolve());
  context.journal.planned(plan, reasonsOfProof(plan));
}

/** A database that nobody has judged yet, and what it was planned from. */
type Obtained = Used & {
  readonly entry: CachedDatabase;
  readonly checks: CheckReport;
  readonly cacheHit: boolean;
};

/** Undefined where there is no cache, or nothing of use in it. */
async function fromCache(key: string, found: Found, context: Context): Promise<Obtained | undefined> {
  const {request, cache, sqlite, scratch, journal, log, signal} = context;
  if (cache === undefined) return undefined;
  const path = join(scratch.databases, 'cached.sqlite');
  const warm = sqlite.warmUp(path);
  try {
    const entry = await journal.timed('cache', () => takeFromCache(cache, key, path, context));
    if (entry === undefined) return undefined;
    log.info('The cache has the database of exactly these objects: nothing is downloaded.');
    const options = {integrity: request.integrityCheck, foreignKeys: request.foreignKeyCheck !== 'off'};
    const checks = await journal.timed('check', () => sqlite.check(entry.path, options, signal));
    return {entry, checks, found, excluded: new Map<string, string>(), cacheHit: true};
  } finally {
    await warm.end();
  }
}

/** Fetches, overlays and checks; plans again when an object fails. */
async function fromBackup({found, target, builder}: Task, context: Context): Promise<Obtained> {
  const {plan, built, ...used} = await attempt(found, target, builder, context, async chosen => {
    context.journal.planned(chosen, []);
    return builder.build(chosen.layers);
  });
  return {...used, entry: entryOf(plan, built), checks: built.checks, cacheHit: false};
}

/** In mode `verify` every way that the writer offers to the same state is gone, too. */
async function rehearsed({entry, ...used}: Obtained, {target, builder}: Task, context: Context) {
  if (context.request.mode !== 'verify') return {plan: entry.plan, doubts: []};
  const {format} = used.found;
  return replayed(format, planRequest(used, target, builder, context), entry.plan, context.journal);
}
