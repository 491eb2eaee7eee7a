// What lies between the newest restore point and the last good one: what whoever takes the older one loses.
import type {DetectedBackup, BackupFormat, PlanFacts, RestorePoint} from '../formats/format.ts';
import {countOf, durationText} from '../quantities.ts';
import type {LastGood} from '../result.ts';
import type {DatabaseFacts} from '../sqlite/sqlite.ts';

/** A state, as far as it is known. */
export type State = {
  readonly point: RestorePoint;
  /** Absent where it could not be put together. */
  readonly built?: {readonly plan: PlanFacts; readonly framesApplied: number} | undefined;
};

/** Clauses: the time, and what the format counts. */
export function lostBetween(
  older: State,
  newer: State,
  {between}: BackupFormat,
  backup: DetectedBackup,
): readonly string[] {
  const units = between?.(older.point.position, newer.point.position, backup) ?? '';
  const clauses = [timeBetween(older.point, newer.point), units, framesBetween(older, newer)];
  return clauses.filter(clause => clause !== '');
}

function timeBetween({time: from, timeIs}: RestorePoint, {time: to, timeIs: other}: RestorePoint): string {
  if (from === undefined || to === undefined || to <= from) return '';
  return `${timeIs === 'exact' && other === 'exact' ? '' : 'about '}${durationText(to - from)}`;
}

/** Only on one and the same base image do two sums of WAL frames count from the same moment. */
function framesBetween({built: older}: State, {built: newer}: State): string {
  if (older === undefined || newer === undefined || older.plan.snapshotKey !== newer.plan.snapshotKey) return '';
  const onlyWal = [...older.plan.layers, ...newer.plan.layers].every(({kind}) => kind !== 'ltx');
  const frames = newer.framesApplied - older.framesApplied;
  return onlyWal && frames > 0 ? countOf(frames, 'WAL frame') : '';
}

/** Every table that one of the two has, by name. Null: it could not be counted. A table that is not there has no row. */
export function rowsOf(lastGood: DatabaseFacts | undefined, newest: DatabaseFacts | undefined): LastGood['rows'] {
  const names = new Set([lastGood, newest].flatMap(facts => facts?.tables.map(({name}) => name) ?? []));
  return [...names]
    .toSorted()
    .map(table => ({table, lastGood: rowsAt(lastGood, table), newest: rowsAt(newest, table)}));
}

function rowsAt(facts: DatabaseFacts | undefined, table: string): number | null {
  if (facts === undefined) return null;
  const found = facts.tables.find(({name}) => name === table);
  // Only the first tables of a database with very many are told.
  return found === undefined && facts.tables.length === facts.tableCount ? 0 : (found?.rows ?? null);
}
