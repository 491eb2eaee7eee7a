// The parts of the job summary about what the user demands of the data: checks, trend, last good point.
import type {CheckResult, CheckStatus} from '../checks/check-result.ts';
import {trendOf} from '../checks/trend.ts';
import {details, facts, md, mdCode, table} from '../markdown.ts';
import {countOf, countText, instantText, knownCountText} from '../quantities.ts';
import type {Assessment, LastGood} from '../result.ts';

const SIGNS = {pass: '✅', warn: '⚠️', fail: '❌', inconclusive: '❓'} as const satisfies Record<CheckStatus, string>;

/** What needs attention comes first. */
const ORDER: readonly CheckStatus[] = ['fail', 'inconclusive', 'warn', 'pass'];

const MOST_CHECKS = 100;

/** Passed checks in plain sight; more of them are closed until clicked. */
const FEW_PASSED = 10;

const HEAD = ['', 'Check', 'Expected', 'Found'];

function rowOf({status, name, expected, found}: CheckResult): readonly string[] {
  return [SIGNS[status], md(name, 300), md(expected, 300), md(found, 300)];
}

export function demands({results}: Assessment): string {
  if (results.length === 0) return '';
  const sorted = ORDER.flatMap(status => results.filter(result => result.status === status));
  const counts = ORDER.map(status => [status, results.filter(result => result.status === status).length] as const)
    .filter(([, count]) => count > 0)
    .map(([status, count]) => `${SIGNS[status]} ${countText(count)} ${WORDS[status]}`);
  const shown = sorted.slice(0, MOST_CHECKS);
  const more = sorted.length - shown.length;
  const passed = shown.filter(({status}) => status === 'pass');
  const open = passed.length > FEW_PASSED ? shown.filter(({status}) => status !== 'pass') : shown;
  return [
    `### Checks of the data: ${counts.join(', ')}`,
    ...(open.length === 0 ? [] : [table(HEAD, open.map(rowOf))]),
    ...open.filter(({rows}) => rows.length > 0).map(rowsOf),
    ...(open.length === shown.length
      ? []
      : [details(countOf(passed.length, 'check that passed', 'checks that passed'), table(HEAD, passed.map(rowOf)))]),
    ...(more > 0 ? [`… and ${countText(more)} more in the report`] : []),
  ].join('\n\n');
}

const WORDS = {pass: 'passed', warn: 'warned', fail: 'failed', inconclusive: 'could not be made'} as const;

/** Rows of the database are shown only because the checks file says so. */
function rowsOf({name, rows}: CheckResult): string {
  return [`Rows of “${md(name, 300)}”:`, rows.map(row => `- ${mdCode(row, 500)}`).join('\n')].join('\n\n');
}

/** The last nights; nothing without a history. */
export function trend({history, run}: Assessment): string {
  const series = run === undefined ? [] : trendOf(history, run);
  const [first] = series;
  if (first === undefined) return '';
  return [
    `### Trend of ${countOf(first.values.length, 'run')} since ${md(instantText(first.from).slice(0, 10))}`,
    table(
      ['', 'Trend', 'First', 'Now'],
      series.map(({name, bars, first: then, last}) => [md(name), `<code>${bars}</code>`, md(then), md(last)]),
    ),
  ].join('\n\n');
}

/** @param published `last-good: restore` put that point into place */
export function lastGood({point, proof, exact, known, tried, lost, rows}: LastGood, published: boolean): string {
  const search = `Restore points looked at: ${countText(tried.length)} of ${countText(known)}${
    exact ? '' : '; the budget ended the search, and one that is newer may pass, too'
  }.`;
  if (point === undefined) return `### Last good restore point: none found\n\n${search}`;
  const moment = instantText(point.time);
  const differing = rows.filter(({lastGood: then, newest}) => then !== newest).slice(0, 50);
  return [
    `### Last good restore point${moment === '' ? '' : `: ${md(moment)}`}`,
    published
      ? 'The newest state failed; **this one was published instead**.'
      : 'To get it, write its position as the input <code>position</code>, or set <code>last-good: restore</code>.',
    facts({
      Position: mdCode(point.position, 1_000),
      Time: moment === '' ? undefined : md(moment),
      Proof: proof === undefined ? undefined : mdCode(proof),
      'Lost after it': lost.length === 0 ? undefined : md(lost.join('; ')),
    }),
    ...(differing.length === 0
      ? []
      : [
          table(
            ['Table', 'Rows then', 'Rows in the newest state'],
            differing.map(({table: name, lastGood: then, newest}) => [
              mdCode(name),
              knownCountText(then),
              knownCountText(newest),
            ]),
          ),
        ]),
    search,
  ].join('\n\n');
}
