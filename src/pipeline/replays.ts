// Mode `verify`: what older snapshots and the increments after them lead to, compared with the newer snapshots.
import {join} from 'node:path';
import {LayerFailure} from '../engine/overlay.ts';
import {compareReplay, type Comparison, type Replay} from '../engine/replay.ts';
import {isRestoreError, RestoreError} from '../errors.ts';
import type {BackupFormat, PlanFacts, PlannedReplay, PlanRequest} from '../formats/format.ts';
import {countOf, countText, durationText} from '../quantities.ts';
import type {Reason, ReplayOutcome} from '../result.ts';
import {prefetching} from '../storage/prefetch.ts';
import type {ObjectInfo} from '../storage/store.ts';
import {DAMAGE, objectsToBlame} from './attempt.ts';
import type {Journal} from './journal.ts';
import {emptyFolder} from './scratch-folder.ts';

type Replayed = {
  readonly outcomes: readonly ReplayOutcome[];
  /** With the proof that a replay gave it. */
  readonly plan: PlanFacts;
};

/**
 * Replays, and tells the journal.
 * @returns the plan, with the proof that a replay gave it, and what keeps the verdict from a pass
 * @throws RestoreError `replay`; the code of what is missing or damaged between two snapshots; of the store, `disk`,
 *   `cancelled`, `timeout`
 */
export async function replayed(
  format: BackupFormat,
  request: PlanRequest,
  plan: PlanFacts,
  journal: Pick<Journal, 'timed' | 'replayed'>,
): Promise<{readonly plan: PlanFacts; readonly doubts: readonly Reason[]}> {
  request.log.group('Replaying');
  try {
    // What planning kept there was read.
    await emptyFolder(request.scratchFolder);
    const found = await journal.timed('replay', () => replayAll(format, request, plan));
    journal.replayed(found.outcomes, found.plan);
    assertReplayed(found.outcomes);
    return {plan: found.plan, doubts: doubtsOf(found.outcomes)};
  } finally {
    request.log.endGroup();
  }
}

/** Nothing was learned about the backup: retention ran, the class is not readable, or the older state is too large. */
const SKIPPED = ['gone', 'changed', 'archived', 'limit'] as const;

/** What says that the way to the newer snapshot is not whole. */
const BROKEN = [...DAMAGE, 'gap', 'incomplete', 'no-snapshot', 'not-sqlite', 'hollow'] as const;

/** Ways tried at most, as for plans. */
const MAX_TRIES = 16;

/** Where a way failed, and what may be to blame. */
type Failed = {readonly error: RestoreError; readonly newer: boolean; readonly objects: readonly ObjectInfo[]};

/**
 * Carries out what the format finds worth replaying. An object that is damaged is read once more, and then left out: an
 * older snapshot may lead to the same place.
 * @param request as for planning; `excluded` holds what the plan already does without
 */
async function replayAll(format: BackupFormat, request: PlanRequest, plan: PlanFacts): Promise<Replayed> {
  const {log, signal} = request;
  if (format.replays === undefined) return {outcomes: [], plan};
  const excluded = new Map(request.excluded);
  const readTwice = new Set<string>();
  const outcomes = new Map<string, ReplayOutcome>();
  /** The first failure on the way to a newer snapshot. */
  const failures = new Map<string, readonly [PlannedReplay, RestoreError]>();
  let {proof} = plan;
  const notes = [...plan.notes];
  for (let tries = 1; ; tries += 1) {
    signal.throwIfAborted();
    const planned = await format.replays({...request, excluded}, plan).catch((error: unknown) => {
      if (isRestoreError(error, ...SKIPPED)) return error;
      throw error;
    });
    if (planned instanceof RestoreError) {
      log.warn(`Nothing more is replayed: ${planned.message}`);
      break;
    }
    const next = planned.find(replay => !outcomes.has(idOf(replay)));
    if (next === undefined) break;
    const started = performance.now();
    const result = await carryOut(next, request);
    const ms = performance.now() - started;
    if (!('error' in result)) {
      const outcome = outcomeOf(next, result, ms);
      outcomes.set(idOf(next), outcome);
      const exact = result.ahead === 0 || next.provesAhead === true;
      if (outcome.verdict === 'pass' && exact && next.proves !== undefined) proof = next.proves;
      log.info(`  ${sentenceOf(outcome)}`);
      continue;
    }
    const {error, newer} = result;
    const objects = result.objects.filter(({key}) => !excluded.has(key));
    const fresh = isRestoreError(error, ...DAMAGE) ? objects.filter(({key}) => !readTwice.has(key)) : [];
    if (fresh.length > 0) {
      for (const {key} of fresh) readTwice.add(key);
      log.warn(`${error.message} Reading it once more.`);
      continue;
    }
    if (!newer && !failures.has(next.newer)) failures.set(next.newer, [next, error]);
    if (saysNothing(error) || objects.length === 0 || tries >= MAX_TRIES) {
      outcomes.set(idOf(next), brokenOutcome(next, failures.get(next.newer)?.[1] ?? error, request, ms));
      log.warn(error.message);
      continue;
    }
    notes.push(`replayed without it: ${error.message}`);
    log.warn(`${error.message} Replaying without it.`);
    for (const {key} of objects) excluded.set(key, error.failure.what);
  }
  for (const [newer, [replay, error]] of failures) {
    if ([...outcomes.values()].some(outcome => outcome.newer === newer)) continue;
    outcomes.set(idOf(replay), brokenOutcome(replay, error, request, 0));
  }
  return {outcomes: [...outcomes.values()], plan: {...plan, proof, notes}};
}

function saysNothing({code}: RestoreError): boolean {
  return SKIPPED.some(skipped => skipped === code);
}

function idOf({older, newer}: PlannedReplay): string {
  return `${older} ${newer}`;
}

async function carryOut(replay: PlannedReplay, request: PlanRequest): Promise<Comparison | Failed> {
  const {signal, backup} = request;
  const {steps, older, newer} = replay;
  if (steps instanceof RestoreError) {
    const named = isRestoreError(steps, ...DAMAGE) ? objectsToBlame(steps, [], backup.objects) : [];
    return {error: steps, newer: false, objects: named};
  }
  const increments = steps.from.length - 1;
  request.log.info(`Replaying ${older} and ${countOf(increments, 'increment')} after it: they must give ${newer}`);
  try {
    return await compare(steps, request);
  } catch (thrown) {
    signal.throwIfAborted();
    const error = thrown instanceof LayerFailure ? thrown.cause : thrown;
    if (!isRestoreError(error, ...SKIPPED, ...BROKEN)) throw error;
    const candidates = thrown instanceof LayerFailure ? thrown.layer.objects : [];
    return {
      error,
      newer: thrown instanceof LayerFailure && thrown.layer === steps.expected,
      objects: objectsToBlame(error, candidates, backup.objects),
    };
  }
}

async function compare(
  replay: Replay,
  {store, signal, log, scratchFolder, maxDatabaseSize}: PlanRequest,
): Promise<Comparison> {
  const order = [replay.expected, ...replay.from.toReversed()];
  const total = order.reduce((sum, {bytesToRead}) => sum + bytesToRead, 0);
  const progress = log.progress('Replaying', total, 'bytes');
  const unread = order.filter(({bytesToRead}) => bytesToRead > 0).flatMap(({objects}) => objects);
  const ahead = prefetching(store, unread, {signal});
  try {
    const context = {store: ahead, signal, maxDatabaseSize, progress: (bytes: number) => progress.add(bytes)};
    return await compareReplay(replay, join(scratchFolder, 'digests'), context);
  } finally {
    progress.end();
    await ahead.close();
  }
}

function outcomeOf({older, newer, steps}: PlannedReplay, compared: Comparison, ms: number): ReplayOutcome {
  const {pages, differing, first, ahead} = compared;
  const told = {older, newer, pages, differing, firstDiffering: first, ahead, ms: Math.round(ms)};
  if (differing === 0) return {...told, verdict: 'pass'};
  const numbers = `${first.join(', ')}${differing > first.length ? ', …' : ''}`;
  const error = new RestoreError('replay', {
    what: `The increments after ${older} do not lead to ${newer}: ${countText(differing)} of ${countOf(pages, 'page')} differ (${numbers})`,
    where: steps instanceof RestoreError ? undefined : steps.expected.objects[0]?.key,
    expected: 'equal pages',
    found: countOf(differing, 'page that differs', 'pages that differ'),
    todo: `Either increments between the two are lost, and states from between them are not to be trusted, or ${newer} is not of this database, and nothing that begins with it is. Compare the two by restoring their positions.`,
  });
  return {...told, verdict: 'fail', error};
}

function brokenOutcome(
  {older, newer}: PlannedReplay,
  cause: RestoreError,
  {target}: PlanRequest,
  ms: number,
): ReplayOutcome {
  const {code, failure} = cause;
  const what = `The way from ${older} to ${newer} is not whole: ${failure.what}`;
  return {
    older,
    newer,
    verdict: saysNothing(cause) ? 'skipped' : target.onIncomplete === 'warn' ? 'inconclusive' : 'fail',
    pages: 0,
    differing: 0,
    firstDiffering: [],
    ahead: 0,
    error: new RestoreError(code, {...failure, what, cause}),
    ms: Math.round(ms),
  };
}

/** For the log and for people: what a replay came to. */
function sentenceOf({pages, differing, ahead, error, ms}: ReplayOutcome): string {
  if (error !== undefined && differing === 0) return error.message;
  const later = ahead === 0 ? '' : `, ${countText(ahead)} of them as a later increment has them`;
  const equal =
    differing === 0
      ? `all ${countOf(pages, 'page')} are equal${later}`
      : `${countText(differing)} of ${countOf(pages, 'page')} differ`;
  return `${equal} (${durationText(ms)})`;
}

/** @throws RestoreError `replay`; the code of what is missing or damaged on the way */
function assertReplayed(outcomes: readonly ReplayOutcome[]): void {
  const failed = outcomes.find(({verdict}) => verdict === 'fail');
  if (failed?.error !== undefined) throw failed.error;
}

/** Why the verdict cannot be `pass`, though nothing that was asked for failed. */
function doubtsOf(outcomes: readonly ReplayOutcome[]): readonly Reason[] {
  return outcomes
    .filter(({verdict}) => verdict === 'inconclusive')
    .map(outcome => ({code: 'replay', text: sentenceOf(outcome)}));
}
