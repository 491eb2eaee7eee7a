// The checks file's own SQL, and rows that have to be there.
import {countOf} from '../quantities.ts';
import type {Cell, QueryAnswer} from '../sqlite/sqlite.ts';
import {checkResult, quoted, unanswered, type Asking} from './asking.ts';
import type {CheckResult, CheckStatus} from './check-result.ts';
import type {Expectation, QueryCheck, SampleCheck, Value} from './checks-file.ts';
import {cellText, compare, equals, valueText, type Comparison, type ValueExpectation} from './values.ts';

const STATUS: Readonly<Record<Comparison, CheckStatus>> = {same: 'pass', different: 'fail', unknown: 'inconclusive'};

type Rows = Extract<QueryAnswer, {kind: 'rows'}>;
type Judged = {readonly status: CheckStatus; readonly found: string};

function expectedText(expect: Expectation): string {
  if (expect.is === 'empty') return 'no rows';
  if (expect.is === 'not-empty') return 'at least one row';
  if (expect.is === 'equals') return `the value ${valueText(expect.value)}`;
  if (expect.is === 'matches') return `a value that matches ${expect.pattern}`;
  return `a value from ${valueText(expect.low)} to ${valueText(expect.high)}`;
}

/** Rows after which the answer is known. The number of those that should not be there is worth counting. */
function rowsNeeded(expect: Expectation, queryRows: number): number {
  return expect.is === 'empty' ? queryRows : expect.is === 'not-empty' ? 1 : 2;
}

function countFound({total, stopped}: Rows): string {
  return total === 0 ? 'no rows' : `${stopped ? 'more than ' : ''}${countOf(total, 'row')}`;
}

function judgeValue(answer: Rows, expect: ValueExpectation, mayShow: boolean): Judged {
  const {total, columns, first} = answer;
  const [row = []] = first;
  const [cell] = row;
  if (total !== 1 || columns.length !== 1 || cell === undefined) {
    const shape = total === 1 ? `a row of ${countOf(columns.length, 'value')}` : countFound(answer);
    return {status: 'fail', found: `${shape}, and not one single value`};
  }
  const comparison = compare(cell, expect);
  const text = cellText(cell, mayShow);
  if (comparison !== 'unknown') return {status: STATUS[comparison], found: text};
  const why =
    expect.is === 'matches' && cell.text.length < 1000 ? 'matching it takes too long' : 'which is not compared';
  return {status: 'inconclusive', found: `${text}, ${why}`};
}

export async function checkQuery({name, sql, expect, showRows}: QueryCheck, context: Asking): Promise<CheckResult> {
  const answer = await context.ask(sql, [], rowsNeeded(expect, context.queryRows));
  const {status, found} = judge();
  const shown = status === 'fail' && answer.kind === 'rows' ? answer.first.slice(0, showRows) : [];
  const columns = answer.kind === 'rows' ? answer.columns : [];
  return checkResult(
    'query',
    name,
    status,
    expectedText(expect),
    found,
    shown.map(row => rowText(row, columns)),
  );

  function judge(): Judged {
    if (answer.kind !== 'rows') return unanswered(answer);
    if (expect.is === 'empty') return {status: answer.total === 0 ? 'pass' : 'fail', found: countFound(answer)};
    if (expect.is === 'not-empty') {
      return answer.total > 0 ? {status: 'pass', found: 'at least one row'} : {status: 'fail', found: 'no rows'};
    }
    return judgeValue(answer, expect, showRows > 0);
  }
}

function rowText(row: readonly Cell[], columns: readonly string[]): string {
  return row.map((cell, index) => `${columns[index] ?? ''}=${cellText(cell, true)}`).join(', ');
}

/** `id = 1, name = "x"`. */
function valuesText(values: ReadonlyMap<string, Value>): string {
  return [...values].map(([column, value]) => `${column} = ${valueText(value)}`).join(', ');
}

/** Never shows a text of the row: there is no place in the checks file that would allow it. */
export async function checkSample({table, key, values}: SampleCheck, {ask}: Asking): Promise<CheckResult> {
  const name = `table ${table} has the row with ${valuesText(key)}`;
  const expected = values.size === 0 ? 'one row' : valuesText(values);
  const parameters: string[] = [];
  // With its table's name before it, a name that no column has cannot be taken for a text.
  const conditions = [...key].map(([column, value]) => {
    if (typeof value === 'string') parameters.push(value);
    return `r.${quoted(column)} IS ${literal(value)}`;
  });
  const columns = [...values.keys()].map(column => `r.${quoted(column)}`).join(', ');
  const sql = `SELECT ${columns} FROM main.${quoted(table)} AS r WHERE ${conditions.join(' AND ')}`;
  const answer = await ask(sql, parameters, 2);
  if (answer.kind !== 'rows') {
    const {status, found} = unanswered(answer);
    return checkResult('sample', name, status, expected, found);
  }
  if (answer.total !== 1) {
    return checkResult('sample', name, 'fail', expected, answer.total === 0 ? 'no such row' : 'more than one such row');
  }
  const [row = []] = answer.first;
  const compared = [...values].map(([column, value], index) => {
    const cell = row[index];
    const outcome: Comparison = cell === undefined ? 'unknown' : equals(cell, value);
    return {outcome, text: `${column} = ${cell === undefined ? 'not seen' : cellText(cell, false)}`};
  });
  const wrong = compared.filter(({outcome}) => outcome !== 'same');
  const status = STATUS[wrong.find(({outcome}) => outcome === 'different')?.outcome ?? wrong[0]?.outcome ?? 'same'];
  return checkResult(
    'sample',
    name,
    status,
    expected,
    wrong.length === 0 ? 'the same' : wrong.map(({text}) => text).join(', '),
  );
}

/** Numbers stand in the statement itself: bound ones are reals, which a column of texts would take for `1.0`. */
function literal(value: Value): string {
  if (typeof value === 'string') return '?';
  return value === null ? 'NULL' : String(Number(value));
}
