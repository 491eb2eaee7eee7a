// The parts of the checks file that speak of the data: tables, queries, migrations, samples.
import type {
  Expectation,
  MigrationsCheck,
  QueryCheck,
  RowsExpectation,
  SampleCheck,
  TableCheck,
  Value,
} from './checks-file.ts';
import {nameKey} from './checks-file.ts';
import * as forms from './forms.ts';
import type {At, Form} from './forms.ts';
import {statementProblem} from './statement.ts';

const MOST_ROWS = Number.MAX_SAFE_INTEGER;
const MOST_TABLES = 1000;
const MOST_COLUMNS = 2000;
const MOST_QUERIES = 200;
const MOST_SAMPLES = 200;
const LONGEST_PATTERN = 1000;

/** Characters. A value of the database is known up to 1,000, and a longer one must not look equal. */
const LONGEST_VALUE = 900;

const tableName = forms.text('the name of a table', forms.LONGEST_NAME);
const columnName = forms.text('the name of a column', forms.LONGEST_NAME);

const rowsForm: Form<RowsExpectation> = at => {
  const rows = forms.fields({
    exact: forms.integer(0, MOST_ROWS),
    min: forms.integer(0, MOST_ROWS),
    max: forms.integer(0, MOST_ROWS),
    within: forms.share(1_000),
  })(at);
  if (rows === undefined) return undefined;
  const {exact, min, max} = rows;
  if (exact !== undefined && (min !== undefined || max !== undefined)) {
    return forms.refuse(at, 'has exact beside min or max; write one of them');
  }
  if (min !== undefined && max !== undefined && min > max) return forms.refuse(at, `has min ${min} above max ${max}`);
  return rows;
};

/** Names that SQLite takes for the same are refused. */
function distinct(at: At, what: string, names: readonly string[]): void {
  const seen = new Set<string>();
  for (const name of names) {
    if (seen.has(nameKey(name)))
      forms.refuse(at, `names the ${what} ${JSON.stringify(name)} twice (case does not count)`);
    seen.add(nameKey(name));
  }
}

export const tablesForm: Form<readonly TableCheck[]> = at => {
  const columns: Form<readonly string[]> = place => {
    const names = forms.list(columnName, 'column names', MOST_COLUMNS)(place);
    if (names !== undefined) distinct(place, 'column', names);
    return names;
  };
  const table = forms.orNothing(forms.fields({columns, rows: rowsForm}));
  const tables = forms.named(() => table, 'table names to what is expected of each', MOST_TABLES)(at);
  if (tables === undefined) return undefined;
  distinct(at, 'table', [...tables.keys()]);
  return [...tables].map(([name, {columns: names = [], rows}]) => ({table: name, columns: names, rows}));
};

/** Text, number, true, false or null. */
const value: Form<{readonly value: Value}> = at => {
  const {tree} = at;
  if (tree.kind !== 'scalar' || (typeof tree.value === 'string' && tree.value.length > LONGEST_VALUE)) {
    return forms.wrong(at, `a text of at most ${LONGEST_VALUE} characters, a number, true, false or null`);
  }
  return {value: tree.value};
};

const between: Form<Expectation> = at => {
  const bounds = forms.list(value, 'two values', 2)(at);
  if (bounds === undefined) return undefined;
  const [low, high] = bounds.map(bound => bound.value);
  const ordered =
    (typeof low === 'number' && typeof high === 'number' && low <= high) ||
    (typeof low === 'string' && typeof high === 'string' && Buffer.compare(Buffer.from(low), Buffer.from(high)) <= 0);
  if (ordered) return {is: 'between', low, high};
  return forms.refuse(at, 'is not in order; allowed: two numbers or two texts, the lower one first, such as [1, 5]');
};

const matches: Form<Expectation> = at => {
  const pattern = forms.text('a regular expression', LONGEST_PATTERN)(at);
  if (pattern === undefined) return undefined;
  try {
    void new RegExp(pattern, 'u');
    return {is: 'matches', pattern};
  } catch (error) {
    const why = error instanceof Error ? (error.message.split(': ').at(-1) ?? '') : '';
    return forms.refuse(at, `is not a regular expression of JavaScript (${why})`);
  }
};

const expectation: Form<Expectation> = at => {
  const {tree} = at;
  if (tree.kind === 'scalar' && (tree.value === 'empty' || tree.value === 'not-empty')) return {is: tree.value};
  if (tree.kind !== 'map' || tree.entries.size !== 1) {
    return forms.wrong(at, 'empty, not-empty, {equals: 0}, {between: [1, 5]} or {matches: ^v2}');
  }
  const read = forms.fields({equals: value, between, matches})(at);
  if (read?.equals !== undefined) return {is: 'equals', value: read.equals.value};
  return read?.between ?? read?.matches;
};

const sqlForm: Form<string> = at => {
  const sql = forms.text('one SELECT, WITH … SELECT or VALUES statement', 100_000)(at);
  const problem = sql === undefined ? undefined : statementProblem(sql);
  return problem === undefined
    ? sql
    : forms.refuse(at, `${problem}; allowed: one single SELECT, WITH … SELECT or VALUES statement`);
};

const query: Form<QueryCheck> = at => {
  const read = forms.fields(
    {name: forms.text('a name for people', 200), sql: sqlForm, expect: expectation, 'show-rows': forms.integer(0, 20)},
    ['sql', 'expect'],
  )(at);
  if (read?.sql === undefined || read.expect === undefined) return undefined;
  const {name, sql, expect, 'show-rows': showRows = 0} = read;
  return {name: name ?? sql.replaceAll(/\s+/g, ' ').trim().slice(0, 80), sql, expect, showRows};
};

export const queriesForm: Form<readonly QueryCheck[]> = forms.list(query, 'queries', MOST_QUERIES);

/** A version as it was written: `at: 0042` as a number would lose its zeros. */
const version: Form<string> = at => {
  const {tree} = at;
  if (tree.kind !== 'scalar' || typeof tree.value !== 'number') return forms.text('a version', 500)(at);
  return String(tree.value) === tree.source ? tree.source : forms.wrong(at, 'a version; put quotes around it');
};

export const migrationsForm: Form<MigrationsCheck> = at => {
  const read = forms.fields({table: tableName, column: columnName, at: version, includes: version}, [
    'table',
    'column',
  ])(at);
  if (read?.table === undefined || read.column === undefined) return undefined;
  const {table, column, at: newest, includes} = read;
  const {tree} = at;
  if (tree.kind === 'map' && !tree.entries.has('at') && !tree.entries.has('includes')) {
    return forms.refuse(at, 'lacks at (the newest version) or includes (a version that has to be there)');
  }
  return {table, column, at: newest, includes};
};

/** Columns with their values; at least one, and none twice. */
function columnsOf(what: string): Form<ReadonlyMap<string, Value>> {
  return at => {
    const read = forms.named(() => value, what, 50)(at);
    if (read === undefined) return undefined;
    if (at.tree.kind === 'map' && at.tree.entries.size === 0)
      return forms.refuse(at, 'is empty; name at least one column');
    distinct(at, 'column', [...read.keys()]);
    return new Map([...read].map(([column, found]) => [column, found.value]));
  };
}

const sample: Form<SampleCheck> = at => {
  const read = forms.fields(
    {table: tableName, key: columnsOf('columns that find one row'), values: columnsOf('columns to their values')},
    ['table', 'key', 'values'],
  )(at);
  if (read?.table === undefined || read.key === undefined || read.values === undefined) return undefined;
  return {table: read.table, key: read.key, values: read.values};
};

export const samplesForm: Form<readonly SampleCheck[]> = forms.list(sample, 'samples', MOST_SAMPLES);
