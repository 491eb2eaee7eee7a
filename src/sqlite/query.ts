// Answers one question, inside a child process of its own.
import {messageOf} from '../errors.ts';
import type {Database} from 'better-sqlite3';
import {statementProblem} from '../checks/statement.ts';
import type {SqliteConstructor} from './addon.ts';
import {openForReading} from './read-connection.ts';
import {CELLS_KEPT, CELL_LENGTH, MESSAGE_LENGTH, NAME_LENGTH, ROWS_KEPT, cut} from './reply-limits.ts';
import type {Cell, Query, QueryAnswer} from './sqlite.ts';

/** An answer that a child can give; `timeout` is the parent's to see. */
export type GivenAnswer = Exclude<QueryAnswer, {kind: 'timeout'}>;

/** Whatever goes wrong with the question or its answer is an answer. @throws RestoreError `not-sqlite`, `encrypted`, … */
export function answerQuery(Sqlite: SqliteConstructor, path: string, query: Query): GivenAnswer {
  const problem = statementProblem(query.sql, query.parameters.length);
  if (problem !== undefined) return {kind: 'refused', reason: `the statement ${problem}`};
  const db = openForReading(Sqlite, path);
  try {
    return run(db, query);
  } catch (error) {
    return {kind: 'error', reason: cut(messageOf(error), MESSAGE_LENGTH)};
  } finally {
    db.close();
  }
}

function run(db: Database, {sql, parameters, maxRows}: Query): GivenAnswer {
  const statement = db.prepare<unknown[], unknown[]>(sql);
  if (!statement.reader || !statement.readonly) {
    return {kind: 'refused', reason: 'the statement returns no rows or is not read-only'};
  }
  statement.raw(true).safeIntegers(true);
  const asSqlite = numberPrinter(db);
  const columns = statement
    .columns()
    .slice(0, CELLS_KEPT)
    .map(({name}) => cut(name, NAME_LENGTH));
  const first: (readonly Cell[])[] = [];
  let total = 0;
  for (const row of statement.iterate(...parameters)) {
    if (total === maxRows) return {kind: 'rows', columns, first, total, stopped: true};
    total += 1;
    if (first.length < ROWS_KEPT) first.push(row.slice(0, CELLS_KEPT).map(value => cellOf(value, asSqlite)));
  }
  return {kind: 'rows', columns, first, total, stopped: false};
}

function cellOf(value: unknown, asSqlite: (value: number) => string): Cell {
  if (value === null) return {type: 'null', text: ''};
  if (typeof value === 'bigint') return {type: 'integer', text: String(value)};
  if (typeof value === 'number') return {type: 'real', text: asSqlite(value)};
  if (typeof value === 'string') return {type: 'text', text: cut(value, CELL_LENGTH)};
  if (!Buffer.isBuffer(value)) throw new TypeError(`SQLite gave a ${typeof value}`);
  return {type: 'blob', text: cut(`x'${value.subarray(0, CELL_LENGTH).toString('hex')}'`, CELL_LENGTH)};
}

/** Numbers are bound as reals. */
function numberPrinter(db: Database): (value: number) => string {
  const statement = db.prepare<[number], string>("SELECT CAST(? AS REAL) || ''").pluck();
  return value => statement.get(value) ?? '';
}
