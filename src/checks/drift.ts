// This run against the last good one (for what varies from night to night: against the middle of the last few). A backup
// that shrinks, loses a table or takes ten times as long is told, before somebody needs it. docs/history.md says the rules.
import type {History, PastRun} from '../history/history.ts';
import {bytesText, countOf, countText, durationText, instantText} from '../quantities.ts';
import {checkResult} from './asking.ts';
import type {CheckKind, CheckResult, CheckStatus} from './check-result.ts';
import type {DriftChecks, Thresholds} from './checks-file.ts';
import {compareRows} from './drift-rows.ts';
import {areOff, changeOf, shareText} from './threshold.ts';

/** Bytes: a few pages more or less are no drift. */
const SIZE_FLOOR = 65_536;
/** Milliseconds: runners differ that much from night to night. */
const TIME_FLOOR = 10_000;
/** Frames or pages. */
const INCREMENTS_FLOOR = 100;

/** Runs whose middle is the baseline of what varies, and the fewest of them that make one. */
const RECENT = 7;
const FEWEST = 3;

/**
 * One result for each thing that is looked at, and one more for each table whose rows or absence is worth a word. A first
 * run has one result, which says that there is no baseline yet.
 */
export function compareWithHistory(run: PastRun, {runs, doubt}: History, drift: DriftChecks): readonly CheckResult[] {
  const base = runs.at(-1);
  const damaged =
    doubt === '' ? [] : [result('drift-rows', 'warn', 'a history that can be read', doubt, 'the history')];
  if (base === undefined) {
    const first = result('drift-rows', 'pass', 'an earlier good run', 'none: this run is the first of a new history');
    return [...damaged, first];
  }
  const since = `of the run of ${instantText(base.at)}`;
  return [
    ...damaged,
    ...compareRows(run, base, drift),
    ...compareSize(run, base, drift.size, since),
    ...compareSchema(run, base, drift.schema, since),
    ...compareRecent('drift-time', 'time of restore and check', runs, run, drift.time, {
      of: ({restoreMs, checkMs}) => restoreMs + checkMs,
      text: durationText,
      floor: TIME_FLOOR,
    }),
    ...compareRecent('drift-increments', 'frames or pages applied from increments', runs, run, drift.increments, {
      of: ({framesApplied}) => framesApplied,
      text: countText,
      floor: INCREMENTS_FLOOR,
    }),
  ];
}

function result(
  kind: CheckKind,
  status: CheckStatus,
  expected: string,
  found: string,
  name = 'compared with earlier good runs',
): CheckResult {
  return checkResult(kind, name, status, expected, found);
}

/** Bytes in pages that are used: VACUUM makes a file smaller without losing anything, and deleting rows leaves it as it is. */
function usedBytes({bytes, pages, freelistPages}: PastRun): number {
  return pages === 0 ? 0 : Math.round((bytes / pages) * Math.max(0, pages - freelistPages));
}

function compareSize(run: PastRun, base: PastRun, limits: Thresholds, since: string): readonly CheckResult[] {
  if (areOff(limits)) return [];
  const [before, now] = [usedBytes(base), usedBytes(run)];
  const {status, share, expected} = changeOf(before, now, limits, SIZE_FLOOR);
  const free = run.freelistPages === 0 ? '' : ` in use, ${countOf(run.freelistPages, 'page')} free`;
  const found = `${bytesText(now)}${free} (${shareText(share)})`;
  return [
    result('drift-size', status, `${expected || 'about as large'}, ${bytesText(before)} ${since}`, found, 'size'),
  ];
}

function compareSchema(
  run: PastRun,
  base: PastRun,
  severity: DriftChecks['schema'],
  since: string,
): readonly CheckResult[] {
  if (severity === 'off') return [];
  const same = run.schemaFingerprint === base.schemaFingerprint;
  const expected = `the schema ${since} (${base.schemaFingerprint.slice(0, 12)})`;
  const found = same ? 'the same' : `another one (${run.schemaFingerprint.slice(0, 12)})`;
  return [result('drift-schema', same ? 'pass' : severity, expected, found, 'schema')];
}

type Measure = {
  readonly of: (run: PastRun) => number;
  readonly text: (value: number) => string;
  readonly floor: number;
};

function compareRecent(
  kind: CheckKind,
  name: string,
  runs: readonly PastRun[],
  run: PastRun,
  limits: Thresholds,
  {of, text, floor}: Measure,
): readonly CheckResult[] {
  if (areOff(limits)) return [];
  const recent = runs.slice(-RECENT).map(of);
  if (recent.length < FEWEST) {
    return [result(kind, 'pass', `${FEWEST} good runs to compare with`, `only ${recent.length} yet`, name)];
  }
  const [before, now] = [medianOf(recent), of(run)];
  const {status, share, expected} = changeOf(before, now, limits, floor);
  const middle = `${text(before)}, the middle of the last ${recent.length} good runs`;
  return [
    result(kind, status, `${expected || 'about as before'}: ${middle}`, `${text(now)} (${shareText(share)})`, name),
  ];
}

/** Of at least one value; of an even number the lower one of the middle. */
function medianOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.ceil(values.length / 2) - 1] ?? 0;
}
