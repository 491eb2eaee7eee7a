// When the newest state of a backup is bad: the newest restore point that passes every check, and with `last-good: restore`
// that one is published. The step's verdict stays `fail`: the backup is bad, whatever could be saved.
import {existsSync} from 'node:fs';
import type {CheckResult} from '../checks/check-result.ts';
import {NO_CHECKS} from '../checks/defaults.ts';
import {ERROR_CODES, type ErrorCode, messageOf, printable, RestoreError} from '../errors.ts';
import type {RestorePoint} from '../formats/format.ts';
import {countOf, instantText} from '../quantities.ts';
import type {RestoreRequest} from '../request.ts';
import type {LastGood, Reason} from '../result.ts';
import type {DatabaseFacts} from '../sqlite/sqlite.ts';
import type {Found} from './attempt.ts';
import {createBuilder, type Builder} from './build.ts';
import type {CachedDatabase} from './cached-database.ts';
import type {Context} from './context.ts';
import type {Journal, Passed} from './journal.ts';
import {lostBetween, rowsOf, type State} from './last-good-loss.ts';
import {searchNewest, type Searched, type Trial} from './last-good-search.ts';
import {createTrier, OF_THE_NEWEST, quiet, targetAt, type Trier} from './last-good-trial.ts';
import {attempt, planRequest} from './planning.ts';
import {publishAt} from './publish-at.ts';
import {emptyFolder} from './scratch-folder.ts';

/** Failures that no other restore point of the same backup could mend, or where the user is to say what is meant. */
const NOT_OF_ONE_POINT: readonly ErrorCode[] = [
  'no-backup',
  'before-first',
  'position-not-found',
  'unsupported-format',
  'ambiguous',
  'wal-only',
  'replay',
];

/** Points told of in the result; those that were restored always are. */
const MOST_TOLD = 1_000;

/** The code of the reason that tells of the search. */
const LAST_GOOD = 'last-good';

/** Milliseconds: the longest that a timer can wait. */
const LONGEST_WAIT = 2 ** 31 - 1;

/** Whether an older restore point may be better than what failed. */
export function startsSearch(
  {lastGood = 'off', mode, timestamp, position}: RestoreRequest,
  {code}: RestoreError,
  results: readonly CheckResult[],
): boolean {
  if (lastGood === 'off' || mode === 'plan' || timestamp !== undefined || position !== undefined) return false;
  if (ERROR_CODES[code] !== 'fail' || NOT_OF_ONE_POINT.includes(code)) return false;
  if (code !== 'stale' && code !== 'assertion' && code !== 'drift') return true;
  // Whoever finds the newest state too old finds every other one older.
  return results.some(({status, kind}) => status === 'fail' && !OF_THE_NEWEST.includes(kind));
}

/** Called after the failure was noted. Never throws: what goes wrong in a search leaves the failure as it is. */
export async function seekLastGood(failure: RestoreError, found: Found, context: Context): Promise<void> {
  const {request, journal, log} = context;
  if (!startsSearch(request, failure, journal.result().assessment?.results ?? [])) return;
  log.endGroup();
  log.info(failure.message);
  log.group('Looking for the newest restore point that passes every check');
  try {
    await journal.timed('search', () => seek(found, context));
  } catch (error) {
    log.warn(`The search for the last good restore point ended: ${messageOf(error)}`);
  } finally {
    log.endGroup();
  }
  const reason = journal.result().reasons.find(({code}) => code === LAST_GOOD);
  if (reason !== undefined) log.info(reason.text);
}

async function seek(found: Found, context: Context): Promise<void> {
  const {request, journal, scratch, history, signal} = context;
  const {restores, time} = (request.checks ?? NO_CHECKS).lastGood;
  const failed = journal.result();
  const facts = await factsOfNewest(context);
  await emptyFolder(scratch.databases);
  const runs = (await history?.read(signal))?.runs ?? [];
  const clock = new AbortController();
  const ring = (): void => clock.abort(new RestoreError('timeout', {what: 'The time for the search is up'}));
  const timer = setTimeout(ring, Math.min(time, LONGEST_WAIT));
  try {
    const own = ownContext(context, AbortSignal.any([signal, clock.signal]));
    const builder = builderFor(own);
    const points = await listed(found, builder, own);
    const older = points.filter(({position}) => position !== failed.plan?.point.position);
    const trier = createTrier({own, found, builder, runs, wholeSignal: signal});
    const searched = await searchNewest(older.length, restores, trialOf(older, trier, context));
    const passed = trier.passed();
    const newest = newestState(failed, points, found);
    const told = tell(searched, older, passed, points.length);
    const loss = passed === undefined ? {lost: [], rows: []} : lossOf(passed, newest, found, facts);
    const ended = [...searched.trials.values()].find(({kind}) => kind === 'open')?.outcome ?? 'not every one was tried';
    await conclude({...told, ...loss}, trier, searched.exact ? '' : ended, found, context);
  } finally {
    clearTimeout(timer);
  }
}

/** The same, but silent, within the search's time, and never content with less than the point asked for. */
function ownContext(context: Context, signal: AbortSignal): Context {
  const {request, journal, log} = context;
  const silent: Journal = {...journal, timed: (_, work) => work(), found: () => {}, planned: () => {}};
  return {...context, request: {...request, onIncomplete: 'fail'}, journal: silent, log: quiet(log), signal};
}

function builderFor(own: Context): Builder {
  const {request, journal, scratch} = own;
  const checks = {integrity: request.integrityCheck, foreignKeys: request.foreignKeyCheck !== 'off'};
  return createBuilder({...own, folder: scratch.databases, checks, timed: journal.timed});
}

/** Newest first; empty where the format lists none. */
async function listed(found: Found, builder: Builder, own: Context): Promise<readonly RestorePoint[]> {
  const {format} = found;
  await emptyFolder(own.scratch.planning);
  const target = {onIncomplete: 'fail', prefer: 'likeliest'} as const;
  const request = planRequest({found, excluded: new Map()}, target, builder, own);
  return (await format.restorePoints?.(request)) ?? [];
}

function trialOf(points: readonly RestorePoint[], trier: Trier, {log}: Context) {
  return async (index: number, mayRestore: boolean): Promise<Trial> => {
    const point = points[index];
    if (point === undefined) throw new RestoreError('internal', {what: 'There is no such restore point', found: index});
    const trial = await trier.trial(point, mayRestore);
    const text = `  ${point.position}: ${trial.outcome}`;
    if (trial.restores > 0 || trial.kind === 'passed') log.info(text);
    else log.debug(text);
    return trial;
  };
}

/** Counted for the assessment, or now while the file is there; undefined where it cannot be read. */
async function factsOfNewest({journal, sqlite, signal, log}: Context): Promise<DatabaseFacts | undefined> {
  const known = journal.result().assessment?.facts;
  const candidate = journal.candidate();
  if (known !== undefined || candidate === undefined || !existsSync(candidate.path)) return known;
  try {
    return await sqlite.describe(candidate.path, {hashes: false}, signal);
  } catch (error) {
    signal.throwIfAborted();
    log.debug(`the newest state cannot be counted: ${String(error)}`);
    return undefined;
  }
}

/** What the names promise, where nothing as new as that could be planned. */
function newestState(
  {plan, database, framesApplied}: ReturnType<Journal['result']>,
  points: readonly RestorePoint[],
  {format, backup}: Found,
): State {
  if (plan === undefined || plan.proof.word === 'partial') {
    return {point: format.newest?.(backup) ?? points[0] ?? {position: '', timeIs: 'unknown'}};
  }
  return {point: plan.point, built: database === undefined ? undefined : {plan, framesApplied}};
}

function tell(
  {exact, trials, restores}: Searched,
  points: readonly RestorePoint[],
  passed: Passed | undefined,
  known: number,
): Omit<LastGood, 'lost' | 'rows'> {
  const tried = [...trials]
    .filter(([, {kind}]) => kind !== 'open')
    .toSorted(([a], [b]) => a - b)
    .filter(([, trial], at) => trial.kind === 'passed' || trial.restores > 0 || at < MOST_TOLD)
    .map(([index, {outcome, kind}]) => ({
      position: points[index]?.position ?? '',
      outcome,
      passed: kind === 'passed',
    }));
  if (passed === undefined) return {exact, known, restores, tried};
  const {point, proof} = passed.entry.plan;
  return {point, proof: proof.word, exact, known, restores, tried};
}

function lossOf(
  {entry: {plan, framesApplied}, facts: own}: Passed,
  newest: State,
  {format, backup}: Found,
  facts: DatabaseFacts | undefined,
): Pick<LastGood, 'lost' | 'rows'> {
  const older: State = {point: plan.point, built: {plan, framesApplied}};
  return {lost: lostBetween(older, newest, format, backup), rows: rowsOf(own, facts)};
}

async function conclude(
  lastGood: LastGood,
  trier: Trier,
  ended: string,
  found: Found,
  context: Context,
): Promise<void> {
  const {request, journal, log} = context;
  const {target} = request;
  const passed = trier.passed();
  const trouble = trier.trouble();
  const reason = reasonOf(lastGood, passed, ended);
  journal.searched(lastGood, reason);
  if (passed === undefined || request.lastGood !== 'restore' || request.mode !== 'restore' || target === undefined)
    return;
  try {
    // A budget is what the user allowed; a lost connection must not make the database older than it need be.
    if (trouble !== undefined && !lastGood.exact) throw trouble;
    const entry = await rebuilt(passed, found, context);
    await publishAt(target, entry, context);
    const text = `The newest state of the backup is bad, and an older one was published. ${reason.text}`;
    journal.publishedInstead({...passed, entry}, {...reason, text});
  } catch (error) {
    const text = `The last good restore point could not be published: ${messageOf(error)}`;
    log.warn(text);
    journal.searched(lastGood, {...reason, text: `${reason.text} ${text}`});
  }
}

/** @param ended why not all newer points were tried, a clause; empty when they were */
function reasonOf({point, lost, tried}: LastGood, passed: Passed | undefined, ended: string): Reason {
  if (point === undefined) {
    const text =
      ended === ''
        ? 'No restore point of the backup passes every check.'
        : `None of the ${countOf(tried.length, 'restore point')} looked at passes every check, and the search ended early: ${ended}.`;
    return {code: LAST_GOOD, text: printable(text)};
  }
  const time = instantText(point.time);
  const doubt = passed?.judgement.verdict === 'pass' ? undefined : passed?.judgement.reasons[0];
  const sentences = [
    `The newest restore point ${ended === '' ? 'that passes' : 'known to pass'} every check is ${point.position}${time === '' ? '' : ` of ${time}`}.`,
    ...(lost.length === 0 ? [] : [`Lost with it: ${lost.join(', ')}.`]),
    ...(doubt === undefined ? [] : [`It is inconclusive by itself: ${doubt.text.replace(/\.$/, '')}.`]),
    ...(ended === '' ? [] : [`A newer one may pass, too: the search ended early: ${ended}.`]),
  ];
  return {code: LAST_GOOD, text: printable(sentences.join(' '))};
}

/** The database that passed: still there, or put together once more, the same to the byte. */
async function rebuilt({entry}: Passed, found: Found, context: Context): Promise<CachedDatabase> {
  if (existsSync(entry.path)) return entry;
  const {plan, database} = entry;
  await emptyFolder(context.scratch.databases);
  const own = ownContext(context, context.signal);
  const builder = builderFor(own);
  const target = targetAt(plan.point.position, context.request);
  const {built} = await attempt(found, target, builder, own, ({layers}) => builder.build(layers));
  if (built.sha256 === database.sha256) return {...entry, path: built.path};
  throw new RestoreError('changed', {
    what: 'The restore point that passed gives another database now',
    where: plan.point.position,
    expected: `SHA-256 ${database.sha256}`,
    found: built.sha256,
    todo: 'Run again: the bucket changed meanwhile.',
  });
}
