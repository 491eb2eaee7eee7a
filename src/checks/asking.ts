// What every check of the data needs: questions to SQLite, and the one form of an answer to the user.
import type {Cell, Query, QueryAnswer, Sqlite} from '../sqlite/sqlite.ts';
import type {CheckKind, CheckResult, CheckStatus} from './check-result.ts';

/** Characters. */
const LONGEST_TEXT = 1000;

export type Asking = {
  /** @param maxRows rows after which the question is stopped */
  readonly ask: (sql: string, parameters: readonly string[], maxRows: number) => Promise<QueryAnswer>;
  /** Rows that an answer of the checks file's own queries may have. */
  readonly queryRows: number;
};

/** @throws the signal's reason, and RestoreErrors of the child processes */
export function asking(
  path: string,
  sqlite: Pick<Sqlite, 'query'>,
  limits: {readonly queryTime: number; readonly queryRows: number},
  signal: AbortSignal,
): Asking {
  return {
    queryRows: limits.queryRows,
    ask(sql, parameters, maxRows) {
      signal.throwIfAborted();
      const query: Query = {sql, parameters, maxRows, timeout: limits.queryTime};
      return sqlite.query(path, query, signal);
    },
  };
}

function cut(text: string): string {
  return text.length <= LONGEST_TEXT ? text : `${text.slice(0, LONGEST_TEXT - 1)}…`;
}

export function checkResult(
  kind: CheckKind,
  name: string,
  status: CheckStatus,
  expected: string,
  found: string,
  rows: readonly string[] = [],
): CheckResult {
  return {kind, name: cut(name), status, expected: cut(expected), found: cut(found), rows: rows.map(cut)};
}

/**
 * What SQLite says when this machine is the reason (sqlite3ErrStr in main.c), and the data is not. Nor does a process that
 * died (run-child.ts) say anything of the data: mostly the machine has no more memory.
 */
const NOT_THE_DATA =
  /^(?:out of memory|database or disk is full|disk I\/O error|unable to open database file|The SQLite process |its process )/;

/**
 * The meaning of a question that has no answer. SQLite's refusal (`no such table: users`) speaks of the data; a time limit,
 * this machine and a statement that is not let through do not.
 */
export function unanswered(answer: Exclude<QueryAnswer, {kind: 'rows'}>): {status: CheckStatus; found: string} {
  const {kind, reason} = answer;
  if (kind === 'timeout') return {status: 'inconclusive', found: `no answer: ${reason}`};
  if (kind === 'refused') return {status: 'inconclusive', found: `not asked: ${reason}`};
  return {status: NOT_THE_DATA.test(reason) ? 'inconclusive' : 'fail', found: `SQLite says: ${reason}`};
}

/** The only cell of the only row, for questions that have exactly one. */
export function onlyCell(answer: QueryAnswer): Cell | undefined {
  return answer.kind === 'rows' ? answer.first[0]?.[0] : undefined;
}

/** An identifier in SQL. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
