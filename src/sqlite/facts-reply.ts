// What children say of a database's content and in answer to questions, taken apart field by field as in job.ts.
import {boundedText, count, fields, flag, integer, list, oneOf} from './reply-fields.ts';
import {CELLS_KEPT, CELL_LENGTH, MESSAGE_LENGTH, NAMES_KEPT, NAME_LENGTH, ROWS_KEPT} from './reply-limits.ts';
import type {GivenAnswer} from './query.ts';
import type {Cell, DatabaseFacts, Query, TableFacts} from './sqlite.ts';

/** Characters of a statement and of a text among its values; the statement's own limit is lower. */
const LONGEST_TEXT = 1_000_000;
/** SQLite's limit for parameters (sqlite.org/limits.html). */
const MOST_PARAMETERS = 32_766;

function sha256(value: unknown): string {
  if (typeof value !== 'string' || !/^[0-9a-f]{64}$/.test(value)) throw new TypeError('not a SHA-256');
  return value;
}

function tableFacts(value: unknown): TableFacts {
  const {name, rows, hash} = fields(value);
  return {
    name: boundedText(name, NAME_LENGTH),
    rows: rows === null ? null : count(rows),
    hash: hash === null ? null : sha256(hash),
  };
}

export function databaseFacts(value: unknown): DatabaseFacts {
  const all = fields(value);
  return {
    sqliteVersion: boundedText(all['sqliteVersion'], 20),
    userVersion: integer(all['userVersion']),
    applicationId: integer(all['applicationId']),
    freelistPages: count(all['freelistPages']),
    schemaFingerprint: sha256(all['schemaFingerprint']),
    tables: list(all['tables'], NAMES_KEPT, tableFacts),
    tableCount: count(all['tableCount']),
  };
}

function cell(value: unknown): Cell {
  const {type, text} = fields(value);
  return {type: oneOf(type, ['null', 'integer', 'real', 'text', 'blob']), text: boundedText(text, CELL_LENGTH)};
}

export function queryAnswer(value: unknown): GivenAnswer {
  const all = fields(value);
  const kind = oneOf(all['kind'], ['rows', 'error', 'refused']);
  if (kind !== 'rows') return {kind, reason: boundedText(all['reason'], MESSAGE_LENGTH)};
  const columns = list(all['columns'], CELLS_KEPT, name => boundedText(name, NAME_LENGTH));
  const first = list(all['first'], ROWS_KEPT, row => list(row, CELLS_KEPT, cell));
  const total = count(all['total']);
  if (first.some(row => row.length !== columns.length)) throw new TypeError('a row of another width');
  if (first.length !== Math.min(total, ROWS_KEPT)) throw new TypeError('rows and their number disagree');
  return {kind, columns, first, total, stopped: flag(all['stopped'])};
}

function parameter(value: unknown): string | number | null {
  if (value === null || typeof value === 'number') return value;
  return boundedText(value, LONGEST_TEXT);
}

export function query(value: unknown): Query {
  const all = fields(value);
  const maxRows = count(all['maxRows']);
  if (maxRows < 1) throw new TypeError('not a limit');
  return {
    sql: boundedText(all['sql'], LONGEST_TEXT),
    parameters: list(all['parameters'], MOST_PARAMETERS, parameter),
    maxRows,
    timeout: count(all['timeout']),
  };
}
