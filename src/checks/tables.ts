// Required tables, their columns, and how many rows they have.
import type {PastRun} from '../history/history.ts';
import {countOf} from '../quantities.ts';
import type {DatabaseFacts} from '../sqlite/sqlite.ts';
import {checkResult, onlyCell, quoted, unanswered, type Asking} from './asking.ts';
import type {CheckResult, CheckStatus} from './check-result.ts';
import {nameKey, type RowsExpectation, type TableCheck} from './checks-file.ts';

/** One letter for each, because a cell of an answer has at most 1,000 characters. */
const BATCH = 900;

/** What one letter per entry of a JSON list says; the list is the parameter. */
function lettersOf(letter: string): string {
  return `SELECT group_concat(${letter}, '' ORDER BY j.key) FROM json_each(?) AS j`;
}

/** `t` a table, `v` a view, `-` neither. */
const KINDS = lettersOf(`coalesce((
  SELECT max(CASE m.type WHEN 'table' THEN 't' ELSE 'v' END) FROM main.sqlite_schema AS m
   WHERE m.type IN ('table', 'view') AND m.name = j.value COLLATE NOCASE), '-')`);

/** Entries are [table, column]: `y` where the table has it. Hidden and generated columns count. */
const COLUMNS = lettersOf(`CASE WHEN EXISTS (
  SELECT 1 FROM pragma_table_xinfo(json_extract(j.value, '$[0]'), 'main') AS x
   WHERE x.name = json_extract(j.value, '$[1]') COLLATE NOCASE) THEN 'y' ELSE '-' END`);

/** A letter for each entry, or why there is none. */
type Letters = readonly (string | {readonly status: CheckStatus; readonly found: string})[];

async function letters(sql: string, entries: readonly unknown[], {ask}: Asking): Promise<Letters> {
  const found: Letters[number][] = [];
  for (let start = 0; start < entries.length; start += BATCH) {
    const batch = entries.slice(start, start + BATCH);
    const answer = await ask(sql, [JSON.stringify(batch)], 1);
    const text = onlyCell(answer)?.text ?? '';
    if (text.length === batch.length) found.push(...text.split(''));
    // One table of a module that is not there spoils the answer for all: then each is asked for by itself.
    else if (answer.kind === 'error' && batch.length > 1) found.push(...(await oneByOne(sql, batch, {ask})));
    else {
      const none = answer.kind === 'rows' ? {status: 'inconclusive' as const, found: 'no answer'} : unanswered(answer);
      found.push(...batch.map(() => none));
    }
  }
  return found;
}

async function oneByOne(sql: string, entries: readonly unknown[], context: Pick<Asking, 'ask'>): Promise<Letters> {
  const found: Letters[number][] = [];
  for (const entry of entries) found.push(...(await letters(sql, [entry], {...context, queryRows: 1})));
  return found;
}

export async function checkTables(
  checks: readonly TableCheck[],
  facts: DatabaseFacts,
  baseline: PastRun | undefined,
  context: Asking,
): Promise<readonly CheckResult[]> {
  const counted = new Map(facts.tables.map(({name, rows}) => [nameKey(name), rows]));
  const before = new Map(Object.entries(baseline?.rows ?? {}).map(([name, rows]) => [nameKey(name), rows]));
  const kinds = await letters(
    KINDS,
    checks.map(({table}) => table),
    context,
  );
  const present = checks.filter((_, index) => kinds[index] === 't');
  const pairs = present.flatMap(({table, columns}) => columns.map(column => [table, column] as const));
  const answers = await letters(COLUMNS, pairs, context);
  const columnsOf = (table: string) =>
    pairs.flatMap(([owner, column], index) => (owner === table ? [{column, there: answers[index] ?? '-'}] : []));

  const results: CheckResult[] = [];
  for (const [index, {table, columns, rows}] of checks.entries()) {
    const kind = kinds[index] ?? '-';
    results.push(tableResult(table, kind));
    if (kind !== 't') continue;
    if (columns.length > 0) results.push(columnsResult(table, columnsOf(table)));
    if (rows === undefined) continue;
    const known = counted.get(nameKey(table));
    const count = typeof known === 'number' ? known : await countRows(table, context);
    results.push(rowsResult(table, rows, count, before.get(nameKey(table))));
  }
  return results;
}

function tableResult(table: string, kind: Letters[number]): CheckResult {
  const result = (status: CheckStatus, found: string) =>
    checkResult('table', `table ${table} is there`, status, 'a table', found);
  if (typeof kind !== 'string') return result(kind.status, kind.found);
  return kind === 't' ? result('pass', 'a table') : result('fail', kind === 'v' ? 'a view' : 'no such table');
}

function columnsResult(
  table: string,
  columns: readonly {readonly column: string; readonly there: Letters[number]}[],
): CheckResult {
  const expected = columns.map(({column}) => column).join(', ');
  const result = (status: CheckStatus, found: string) =>
    checkResult('columns', `table ${table} has its columns`, status, expected, found);
  const missing = columns.filter(({there}) => there === '-').map(({column}) => column);
  if (missing.length > 0) return result('fail', `no ${missing.join(', ')}`);
  const open = columns.map(({there}) => there).find(there => typeof there !== 'string');
  return open === undefined ? result('pass', 'all of them') : result(open.status, open.found);
}

type Unknown = {readonly status: CheckStatus; readonly found: string};

/** For what the facts do not name: tables of SQLite's and Litestream's own, and those beyond the first 1,000. */
async function countRows(table: string, {ask}: Asking): Promise<number | Unknown> {
  const answer = await ask(`SELECT count(*) FROM main.${quoted(table)} AS r`, [], 1);
  if (answer.kind !== 'rows')
    return {status: 'inconclusive', found: `rows that could not be counted: ${answer.reason}`};
  const count = onlyCell(answer)?.text;
  return count === undefined ? {status: 'inconclusive', found: 'no answer'} : Number(count);
}

function rowsResult(
  table: string,
  {exact, min, max, within}: RowsExpectation,
  count: number | Unknown,
  before: number | null | undefined,
): CheckResult {
  const hasBaseline = within !== undefined && typeof before === 'number' && before > 0;
  const expected = [
    ...(exact === undefined ? [] : [`exactly ${countOf(exact, 'row')}`]),
    ...(min === undefined ? [] : [`at least ${countOf(min, 'row')}`]),
    ...(max === undefined ? [] : [`at most ${countOf(max, 'row')}`]),
    ...(within === undefined
      ? []
      : [
          `within ${percent(within)} of ${hasBaseline ? `the last good run's ${countOf(before, 'row')}` : 'the last good run'}`,
        ]),
  ].join(', ');
  const result = (status: CheckStatus, found: string) =>
    checkResult(
      'rows',
      `table ${table} has its rows`,
      status,
      expected === '' ? 'any number of rows' : expected,
      found,
    );
  if (typeof count !== 'number') return result(count.status, count.found);
  const fits =
    (exact === undefined || count === exact) &&
    (min === undefined || count >= min) &&
    (max === undefined || count <= max) &&
    (!hasBaseline || Math.abs(count - before) <= before * within);
  const found = `${countOf(count, 'row')}${within === undefined || hasBaseline ? '' : ', no baseline'}`;
  return result(fits ? 'pass' : 'fail', found);
}

/** Up to three decimals, as the checks file can write it. */
function percent(share: number): string {
  return `${Number((share * 100).toFixed(3))} %`;
}
