// Whether one restore point passes: it is planned, put together and asked everything that the newest state is asked, but
// how old it is. Nothing is kept of a trial but what it said: the disk needs room for one database.
import {createHash} from 'node:crypto';
import {ERROR_CODES, isRestoreError, printable, RestoreError} from '../errors.ts';
import type {CheckKind} from '../checks/check-result.ts';
import type {Layer} from '../engine/layer.ts';
import type {RestorePoint, RestoreTarget} from '../formats/format.ts';
import type {HistoryStore, PastRun} from '../history/history.ts';
import {SILENT, type Log} from '../log.ts';
import type {RestoreRequest} from '../request.ts';
import type {Assessment} from '../result.ts';
import type {CheckReport} from '../sqlite/sqlite.ts';
import {assess} from './assess.ts';
import type {Found} from './attempt.ts';
import type {Builder} from './build.ts';
import {entryOf, type CachedDatabase} from './cached-database.ts';
import type {Context} from './context.ts';
import type {Passed} from './journal.ts';
import {createKnownGaps} from './known-gaps.ts';
import type {Trial} from './last-good-search.ts';
import {attempt} from './planning.ts';
import {assertSound, judge} from './verdict.ts';

export type TrialContext = {
  /** Its signal ends with the search: at the latest when its time is up. */
  readonly own: Context;
  readonly found: Found;
  readonly builder: Builder;
  /** Earlier good runs, oldest first. */
  readonly runs: readonly PastRun[];
  /** Ends the whole step. */
  readonly wholeSignal: AbortSignal;
};

export type Trier = {
  readonly trial: (point: RestorePoint, mayRestore: boolean) => Promise<Trial>;
  /** The point that passed last. */
  readonly passed: () => Passed | undefined;
  /** What kept a trial from telling anything about the backup: the network, the disk. Its budget is none. */
  readonly trouble: () => RestoreError | undefined;
};

/** What an older point cannot be held to: that it is new, and what its making took. */
export const OF_THE_NEWEST: readonly CheckKind[] = [
  'max-age',
  'freshness-query',
  'writer-stalled',
  'drift-time',
  'drift-increments',
];

class NotAllowed extends Error {}

/** Only what concerns whoever looks for a mistake: the trials of a search are many. */
export function quiet({debug}: Log): Log {
  const say = (text: string): void => debug(text);
  return {...SILENT, debug: say, info: say, notice: say, warn: say};
}

export function createTrier(context: TrialContext): Trier {
  const {own, found, builder, runs, wholeSignal} = context;
  const {request, sqlite, signal} = own;
  /** Why bytes were found bad, by {@link contentsOf}. */
  const bad = new Map<string, string>();
  const gaps = createKnownGaps();
  let last: Passed | undefined;
  let trouble: RestoreError | undefined;

  async function restored({position}: RestorePoint, mayRestore: boolean, count: () => void): Promise<Trial> {
    let contents = '';
    const {plan, built} = await attempt(found, targetAt(position, request), builder, own, async chosen => {
      if (chosen.point.position !== position) return {other: chosen.point.position};
      contents = contentsOf(chosen.layers, runsBefore(chosen.point).length);
      const same = bad.get(contents);
      if (same !== undefined) return {same};
      gaps.refuse(chosen.layers);
      if (!mayRestore) throw new NotAllowed();
      count();
      try {
        return {database: await builder.build(chosen.layers)};
      } catch (error) {
        gaps.note(error, chosen.layers);
        throw error;
      }
    });
    if (built.other !== undefined) return failed(`only ${built.other} can be reached by it`);
    if (built.same !== undefined) return failed(`the same bytes as a point that failed: ${built.same}`);
    const trial = await judged(entryOf(plan, built.database), built.database.checks);
    // With on-inconclusive: fail it may be the point's own proof that failed.
    if (trial.kind === 'failed' && request.onInconclusive !== 'fail') bad.set(contents, trial.outcome);
    return trial;
  }

  /** A table that has grown since is no loss, and one that had shrunk before is. */
  function runsBefore({time}: RestorePoint): readonly PastRun[] {
    return runs.filter(({pointTime}) => pointTime === null || time === undefined || pointTime <= time);
  }

  async function judged(entry: CachedDatabase, checks: CheckReport): Promise<Trial> {
    try {
      assertSound(entry.plan, checks, request);
      const assessment = await assessOlder(entry, runsBefore(entry.plan.point), context);
      const judgement = judge(entry.plan, checks, assessment, request);
      const facts = assessment.facts ?? (await sqlite.describe(entry.path, {hashes: false}, signal));
      last = {entry, checks, assessment, judgement, facts};
      const [doubt] = judgement.verdict === 'pass' ? [] : judgement.reasons;
      return {kind: 'passed', outcome: doubt === undefined ? 'passed' : `passed, but ${doubt.text}`, restores: 0};
    } catch (error) {
      return outcomeOf(error);
    }
  }

  /** @throws whatever says nothing about the backup */
  function outcomeOf(error: unknown): Trial {
    wholeSignal.throwIfAborted();
    if (signal.aborted) return {kind: 'open', outcome: 'its time was up', restores: 0};
    if (error instanceof NotAllowed) {
      return {kind: 'open', outcome: 'no more restores were allowed', restores: 0};
    }
    if (!isRestoreError(error)) throw error;
    const {code, failure} = error;
    // What to do is told of the newest state alone.
    const outcome = `${code}: ${new RestoreError(code, {...failure, todo: undefined}).message}`;
    if (ERROR_CODES[code] === 'fail' || code === 'inconclusive') return failed(outcome);
    trouble = error;
    return {kind: 'open', outcome, restores: 0};
  }

  return {
    async trial(point, mayRestore) {
      let restores = 0;
      const trial = await restored(point, mayRestore, () => (restores += 1)).catch(outcomeOf);
      return {...trial, outcome: cut(trial.outcome), restores};
    },
    passed: () => last,
    trouble: () => trouble,
  };
}

export function targetAt(position: string, {onInconclusive}: RestoreRequest): RestoreTarget {
  return {position, onIncomplete: 'fail', prefer: onInconclusive === 'proven' ? 'proven' : 'likeliest'};
}

function failed(outcome: string): Trial {
  return {kind: 'failed', outcome, restores: 0};
}

/** Characters of one outcome: the first error has been told whole. */
const LONGEST = 300;

function cut(text: string): string {
  const shown = printable(text);
  return shown.length <= LONGEST ? shown : `${shown.slice(0, LONGEST - 1)}…`;
}

/**
 * Equal for plans that give the same bytes, held against as many earlier runs: a quiet night's copies are one. Where they
 * pass each is looked at all the same, since its proof is its own.
 */
function contentsOf(layers: readonly Layer[], runs: number): string {
  const hash = createHash('sha256').update(`${runs}`);
  for (const {kind, label, commit, objects} of layers) {
    const bytes = objects.map(({etag, size}) => [etag, size]);
    // A base image is its object's bytes, whatever it is called.
    hash.update(JSON.stringify([kind, kind === 'snapshot' ? '' : label, commit, bytes]));
  }
  return hash.digest('hex');
}

/** As for the newest state, but against the good runs that were not newer than the point. */
async function assessOlder(
  entry: CachedDatabase,
  runs: readonly PastRun[],
  {own, found}: TrialContext,
): Promise<Assessment> {
  const {request, sqlite, signal} = own;
  const history: HistoryStore = {
    name: 'earlier good runs',
    read: () => Promise.resolve({runs, doubt: ''}),
    write: () => Promise.resolve(),
  };
  const assessment = await assess(entry, found.backup, {
    request: {...request, maxAge: undefined, freshnessQuery: undefined},
    sqlite,
    history: own.history === undefined ? undefined : history,
    signal,
    now: Date.now(),
    phases: [],
  });
  return {...assessment, results: assessment.results.filter(({kind}) => !OF_THE_NEWEST.includes(kind))};
}
