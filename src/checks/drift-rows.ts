// The rows of each table against the last good run. Most tables are as they should be: those are one line.
import {MOST_TABLES, type PastRun} from '../history/history.ts';
import {countOf, countText, instantText} from '../quantities.ts';
import {checkResult} from './asking.ts';
import type {CheckResult, CheckStatus} from './check-result.ts';
import {nameKey, type DriftChecks} from './checks-file.ts';
import {areOff, changeOf, shareText} from './threshold.ts';

/** Rows that must have gone or come in a table that `drift.tables` does not name. */
const ROWS_FLOOR = 20;

/** Tables that get a line of their own; the others share one. */
const MOST_LINES = 20;

const WITHIN = 'within the thresholds of the last good run';

const SEVERITY: Readonly<Record<CheckStatus, number>> = {fail: 0, inconclusive: 1, warn: 2, pass: 3};

export function compareRows(run: PastRun, base: PastRun, drift: DriftChecks): readonly CheckResult[] {
  const now = new Map(Object.entries(run.rows).map(([name, rows]) => [nameKey(name), rows]));
  const lines: CheckResult[] = [];
  let compared = 0;
  let largest: {readonly table: string; readonly share: number} | undefined;
  for (const [table, before] of Object.entries(base.rows)) {
    const key = nameKey(table);
    const rows = now.get(key);
    const own = drift.tables.get(key);
    const limits = own ?? drift.rows;
    if (rows === undefined) {
      lines.push(...missing(table, before, run, drift.missingTable));
      continue;
    }
    if (areOff(limits) || before === null) continue;
    compared++;
    if (rows === null) {
      lines.push(line(table, 'inconclusive', `about ${countOf(before, 'row')}`, 'rows that could not be counted'));
      continue;
    }
    // Whoever names a table means its thresholds, however small it is.
    const change = changeOf(before, rows, limits, own === undefined ? ROWS_FLOOR : 0);
    if (change.status !== 'pass') {
      const expected = `${change.expected}: ${countOf(before, 'row')} in the run of ${instantText(base.at)}`;
      lines.push(line(table, change.status, expected, `${countOf(rows, 'row')} (${shareText(change.share)})`));
    } else if (largest === undefined || weight(change.share) > weight(largest.share)) {
      largest = {table, share: change.share};
    }
  }
  return [...within(compared, lines, largest), ...shortened(lines)];
}

/** For choosing what to show: growth from nothing has no share. */
function weight(share: number): number {
  return Number.isFinite(share) ? Math.abs(share) : 0;
}

function line(table: string, status: CheckStatus, expected: string, found: string): CheckResult {
  return checkResult('drift-rows', `rows of table ${table}`, status, expected, found);
}

function missing(
  table: string,
  before: number | null,
  {rows}: PastRun,
  severity: DriftChecks['missingTable'],
): readonly CheckResult[] {
  // A list that is full ends somewhere: what would stand behind its end is not known to be gone.
  const names = Object.keys(rows);
  const beyond = names.length >= MOST_TABLES && names.every(name => name < table);
  if (severity === 'off' || beyond) return [];
  const expected = before === null ? 'the table' : `the table, with ${countOf(before, 'row')} in the last good run`;
  return [checkResult('drift-table', `table ${table}`, severity, expected, 'no such table')];
}

/** The line for all tables that are within their thresholds. */
function within(
  compared: number,
  lines: readonly CheckResult[],
  largest: {readonly table: string; readonly share: number} | undefined,
): readonly CheckResult[] {
  const fine = compared - lines.filter(({kind}) => kind === 'drift-rows').length;
  if (fine <= 0) return [];
  const change = largest === undefined || largest.share === 0 ? 'none changed' : mostChanged(largest);
  const found = `${countOf(fine, 'table')} within, ${change}`;
  return [checkResult('drift-rows', 'rows of the tables', 'pass', WITHIN, found)];
}

function mostChanged({table, share}: {readonly table: string; readonly share: number}): string {
  return `most changed: ${table} (${shareText(share)})`;
}

/** The worst first, and no more than a person reads. */
function shortened(lines: readonly CheckResult[]): readonly CheckResult[] {
  const sorted = lines.toSorted((a, b) => SEVERITY[a.status] - SEVERITY[b.status]);
  const [first, ...others] = sorted.slice(MOST_LINES);
  if (first === undefined) return sorted;
  return [
    ...sorted.slice(0, MOST_LINES),
    // Sorted: the first of the rest is the worst of it.
    checkResult(
      first.kind,
      'further tables',
      first.status,
      WITHIN,
      `${countText(others.length + 1)} more that are not`,
    ),
  ];
}
