// The pipeline: list -> detect -> plan -> fetch and overlay -> check -> publish. Free of GitHub: the action, the terminal
// command and the tests call the same function.
import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {ageDecryption} from './codecs/age.ts';
import {isRestoreError, RestoreError} from './errors.ts';
import {writableBytes} from './engine/scratch-file.ts';
import type {RestoreTarget} from './formats/format.ts';
import {assess, remember} from './pipeline/assess.ts';
import type {Found} from './pipeline/attempt.ts';
import {createBuilder, type Builder} from './pipeline/build.ts';
import {cacheKey, entryOf, saveToCache, takeFromCache, type CachedDatabase} from './pipeline/cached-database.ts';
import type {Context, RestoreDependencies} from './pipeline/context.ts';
import {createJournal, type Journal} from './pipeline/journal.ts';
import {attempt, find, planRequest, type Used} from './pipeline/planning.ts';
import {publishAt} from './pipeline/publish-at.ts';
import {replayed} from './pipeline/replays.ts';
import {createScratchFolder, type ScratchFolder} from './pipeline/scratch-folder.ts';
import {assertSound, judge, reasonsOfProof} from './pipeline/verdict.ts';
import type {RestoreRequest} from './request.ts';
import type {RestoreResult} from './result.ts';
import type {CheckReport} from './sqlite/sqlite.ts';
import {countingStore} from './storage/counting.ts';

export type {RestoreDependencies} from './pipeline/context.ts';

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
    const whole = {...context, damaged: new Map(), scratch, maxDatabaseSize};
    await run(found, whole).catch(async (error: unknown) => {
      const failure = asRestoreError(error, signal);
      journal.fail(failure, request.ifNoBackup);
      const {outlookOf} = await import('./pipeline/outlook.ts');
      journal.outlook(await outlookOf(failure, found, whole));
      if ((request.lastGood ?? 'off') === 'off') return;
      const {seekLastGood} = await import('./pipeline/last-good.ts');
      await seekLastGood(failure, found, whole);
    });
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
  return {entry: entryOf(plan, built), checks: built.checks, ...used};
}

async function check({path}: CachedDatabase, {request, sqlite, journal, signal}: Context): Promise<CheckReport> {
  const options = {integrity: request.integrityCheck, foreignKeys: request.foreignKeyCheck !== 'off'};
  return journal.timed('check', () => sqlite.check(path, options, signal));
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
