// How old the restored data is: by its restore point, by the newest time in the data itself, and by whether it moves.
// docs/history.md ("How old") argues what counts as shown.
import type {RestorePoint} from '../formats/format.ts';
import {countOf, durationText, instantText} from '../quantities.ts';
import type {Cell, Sqlite} from '../sqlite/sqlite.ts';
import {checkResult, unanswered} from './asking.ts';
import type {CheckResult, CheckStatus} from './check-result.ts';
import {checkWriter, type Movement, type StallLimits} from './movement.ts';
import {timeOf, type Moments} from './time-value.ts';

export type FreshnessAsked = StallLimits & {
  /** One SELECT whose single value is a time in the data. */
  readonly freshnessQuery?: string | undefined;
};

export type FreshnessState = {
  /** The restored file. */
  readonly path: string;
  readonly point: RestorePoint;
  readonly movement: Movement;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly sqlite: Pick<Sqlite, 'query'>;
  /** Milliseconds for the query. */
  readonly queryTime: number;
  readonly signal: AbortSignal;
};

/**
 * One result each for `max-age`, `freshness-query` and the writer, as far as they are asked for.
 * @throws RestoreError those of {@link Sqlite.query}
 */
export async function checkFreshness(asked: FreshnessAsked, state: FreshnessState): Promise<readonly CheckResult[]> {
  const data = asked.freshnessQuery === undefined ? undefined : await askData(asked.freshnessQuery, asked, state);
  return [
    ...(asked.maxAge === undefined ? [] : [checkMaxAge(asked.maxAge, asked, state, data?.time)]),
    ...(data === undefined ? [] : [data.result]),
    ...checkWriter(asked, state.movement, state.now),
  ];
}

type Data = {
  readonly result: CheckResult;
  /** Only where the result is a pass: the data holds something of this time (milliseconds since 1970). */
  readonly time?: number | undefined;
};

/** What was found, and whether that is as it should be. */
type Finding = readonly [CheckStatus, string];

async function askData(sql: string, {maxAge, clockSkew}: FreshnessAsked, state: FreshnessState): Promise<Data> {
  const {path, queryTime, signal} = state;
  const answer = await state.sqlite.query(path, {sql, parameters: [], maxRows: 2, timeout: queryTime}, signal);
  const expected = maxAge === undefined ? 'a max-age to measure it by' : `not older than ${durationText(maxAge)}`;
  const say = ([status, found]: Finding) =>
    checkResult('freshness-query', 'newest time in the data', status, expected, found);
  if (answer.kind !== 'rows') {
    const {status, found} = unanswered(answer);
    return {result: say([status, found])};
  }
  const [first] = answer.first;
  // An empty table is the oldest data there is: “newest row: none” passed by is how drills fail to fail.
  if (first === undefined) return {result: say(['fail', 'no row'])};
  const [cell, ...others] = first;
  if (answer.total > 1 || answer.stopped || cell === undefined || others.length > 0) {
    return {result: say(['fail', 'more than one value: the query has to give one row with one column'])};
  }
  if (cell.type === 'null') return {result: say(['fail', 'NULL: there is no newest row'])};
  const moments = timeOf(cell);
  if (moments === undefined) {
    return {result: say(['inconclusive', `${shapeOf(cell)}, which is no time of 1973 to 2201`])};
  }
  const finding = judgeMoments(moments, maxAge, clockSkew, state);
  return {result: say(finding), time: finding[0] === 'pass' ? moments.earliest : undefined};
}

/** What is no time is somebody's data: it is not shown. Numbers of 16 digits are microseconds, of 19 nanoseconds. */
function shapeOf({type, text}: Cell): string {
  return `a value of type ${type} with ${countOf(text.length, type === 'integer' ? 'digit' : 'character')}`;
}

function judgeMoments(
  {earliest, latest}: Moments,
  maxAge: number | undefined,
  clockSkew: number,
  {now, point}: FreshnessState,
): Finding {
  const text = instantText(earliest);
  if (earliest > now + clockSkew) {
    return [
      'inconclusive',
      `${text}, ${durationText(earliest - now)} after this machine’s clock: a clock or a zone is wrong`,
    ];
  }
  if (point.time !== undefined && point.timeIs !== 'unknown' && earliest > point.time + clockSkew) {
    return [
      'inconclusive',
      `${text}, later than the restore point (${instantText(point.time)}): the query, a zone or a clock is wrong`,
    ];
  }
  if (maxAge === undefined) return ['inconclusive', text];
  const found = `${text}, ${durationText(Math.max(0, now - earliest))} old`;
  if (now - earliest <= maxAge + clockSkew) return ['pass', found];
  if (now - latest > maxAge + clockSkew) return ['fail', found];
  return ['inconclusive', `${text.slice(0, 10)}, a day without a time: too coarse to tell`];
}

function checkMaxAge(
  maxAge: number,
  {clockSkew, unchangedFor, freshnessQuery}: FreshnessAsked,
  {point, movement, now}: FreshnessState,
  dataTime: number | undefined,
): CheckResult {
  const [status, found] = judgePoint();
  return checkResult('max-age', 'age of the restore point', status, `not older than ${durationText(maxAge)}`, found);

  function judgePoint(): Finding {
    const {time, timeIs, timeDoubt} = point;
    const byData = dataTime === undefined ? undefined : `it holds data of ${instantText(dataTime)}`;
    if (time === undefined || timeIs === 'unknown') {
      if (byData !== undefined) return ['pass', `its time is not known, but ${byData}`];
      return ['inconclusive', 'a restore point of unknown time'];
    }
    const moment = `${timeIs === 'exact' ? '' : 'not newer than '}${instantText(time)}`;
    if (time > now + clockSkew) {
      return ['inconclusive', `${moment}, ${durationText(time - now)} after this machine’s clock: a clock is wrong`];
    }
    const age = durationText(Math.max(0, now - time));
    if (now - time > maxAge + clockSkew)
      return ['fail', `${timeIs === 'exact' ? '' : 'at least '}${age} old (${moment})`];
    if (timeIs === 'exact') return ['pass', `${age} old (${moment})`];
    const because = byData ?? evidence(timeDoubt);
    if (because !== undefined) return ['pass', `${moment}, ${age} ago, and ${because}`];
    const doubt = timeDoubt ?? 'that is when a copy was stored, which can hold older data';
    const todo =
      freshnessQuery === undefined ? 'set freshness-query' : 'freshness-query does not show that it is newer';
    return ['inconclusive', `${moment}, ${age} ago; ${doubt}: ${todo}`];
  }

  /** What makes of “not newer than” a “not older than”. */
  function evidence(timeDoubt: string | undefined): string | undefined {
    if (timeDoubt !== undefined) return undefined;
    if (movement.endsInIncrement) return 'its last increment was stored because something was committed';
    const {changedAfter, sameSince} = movement;
    if (changedAfter !== undefined && now - changedAfter <= maxAge + clockSkew) {
      return `the run of ${instantText(changedAfter)} found other data`;
    }
    if (unchangedFor === undefined) return undefined;
    const same = sameSince === undefined ? 0 : now - sameSince;
    return same <= unchangedFor + clockSkew ? 'freshness.unchanged-for allows that it stays the same' : undefined;
  }
}
