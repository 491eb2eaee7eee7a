// What parent and child say to each other: one line of JSON each way. The child has handled hostile data, so its answer
// is taken apart field by field.
import {isRestoreError, type ErrorCode, type Failure} from '../errors.ts';
import {PART_KINDS, type Part} from './division.ts';
import {databaseFacts, query, queryAnswer} from './facts-reply.ts';
import type {PartReport} from './part.ts';
import type {GivenAnswer} from './query.ts';
import {
  MESSAGES_KEPT,
  MESSAGE_LENGTH,
  VIOLATIONS_KEPT,
  NAMES_KEPT,
  NAME_LENGTH,
  TABLES_DIVIDED,
  DIVIDED_NAME_LENGTH,
  cut,
} from './reply-limits.ts';
import {boundedText, count, fields, flag, list, oneOf} from './reply-fields.ts';
import type {CheckOptions, CheckReport, DatabaseFacts, ForeignKeyViolation, Query} from './sqlite.ts';
import type {Survey} from './survey.ts';
import type {NamedTables} from './table-names.ts';

/** What the child is to do. */
export type Task =
  | {readonly kind: 'check'; readonly path: string; readonly options: CheckOptions; readonly mapped: boolean}
  | {readonly kind: 'survey'; readonly path: string; readonly options: CheckOptions; readonly processes: number}
  | {readonly kind: 'part'; readonly path: string; readonly part: Part; readonly mapped: boolean}
  | {readonly kind: 'settle'; readonly path: string}
  | {readonly kind: 'describe'; readonly path: string; readonly hashes: boolean}
  | {readonly kind: 'query'; readonly path: string; readonly query: Query};

/** `parent`: its process id; without it the child ends itself. `last`: no other task follows, and the child ends. */
export type Job = Task & {readonly parent: number; readonly last: boolean};

/** Errors that a child may report; anything else from it is a broken child. */
const CHILD_ERRORS = [
  'not-sqlite',
  'encrypted',
  'check-failed',
  'platform',
  'target-in-use',
  'target-unreadable',
  'disk',
] as const satisfies readonly ErrorCode[];

type ChildError = (typeof CHILD_ERRORS)[number];

export type Reply =
  | {readonly kind: 'report'; readonly report: CheckReport}
  | {readonly kind: 'survey'; readonly survey: Survey | undefined}
  | {readonly kind: 'part'; readonly report: PartReport}
  | {readonly kind: 'settled'}
  | {readonly kind: 'facts'; readonly facts: DatabaseFacts}
  | {readonly kind: 'answer'; readonly answer: GivenAnswer}
  | {readonly kind: 'failed'; readonly code: ChildError; readonly failure: Omit<Failure, 'cause'>};

/** A reply that is no failure. */
export type Answer = Exclude<Reply, {kind: 'failed'}>;

/** `error` as a reply. */
export function failedReply(error: unknown): Reply {
  const code = isRestoreError(error) ? CHILD_ERRORS.find(known => known === error.code) : undefined;
  if (!isRestoreError(error) || code === undefined) {
    return {
      kind: 'failed',
      code: 'check-failed',
      failure: {what: 'The SQLite process broke down', found: short(error)},
    };
  }
  const {what, where, expected, found, todo} = error.failure;
  return {
    kind: 'failed',
    code,
    failure: {
      what: short(what),
      ...(where === undefined ? {} : {where}),
      ...(expected === undefined ? {} : {expected: short(expected)}),
      ...(found === undefined ? {} : {found: short(found)}),
      ...(todo === undefined ? {} : {todo: short(todo)}),
    },
  };
}

function short(value: unknown): string {
  return cut(String(value), MESSAGE_LENGTH);
}

function violation(value: unknown): ForeignKeyViolation {
  const {table, rowid, parent} = fields(value);
  if (rowid !== null && typeof rowid !== 'number') throw new TypeError('not a row id');
  return {table: boundedText(table, NAME_LENGTH), rowid, parent: boundedText(parent, NAME_LENGTH)};
}

function messages(value: unknown): CheckReport['integrityMessages'] {
  const {total, first} = fields(value);
  return {
    total: count(total),
    first: list(first, MESSAGES_KEPT, message => boundedText(message, MESSAGE_LENGTH)),
  };
}

function foreignKeys(value: unknown): CheckReport['foreignKeys'] {
  if (value === 'skipped') return value;
  const {total, first} = fields(value);
  return {total: count(total), first: list(first, VIOLATIONS_KEPT, violation)};
}

function names(all: ReturnType<typeof fields>): NamedTables {
  return {
    tables: list(all['tables'], NAMES_KEPT, name => boundedText(name, NAME_LENGTH)),
    tableCount: count(all['tableCount']),
    unreadableTables: list(all['unreadableTables'], NAMES_KEPT, entry => {
      const {table, module} = fields(entry);
      return {table: boundedText(table, NAME_LENGTH), module: boundedText(module, NAME_LENGTH)};
    }),
  };
}

function report(value: unknown): CheckReport {
  const all = fields(value);
  const parsed: CheckReport = {
    sqliteVersion: boundedText(all['sqliteVersion'], 20),
    integrity: oneOf(all['integrity'], ['ok', 'failed', 'skipped']),
    integrityMessages: messages(all['integrityMessages']),
    foreignKeys: foreignKeys(all['foreignKeys']),
    ...names(all),
    hollow: flag(all['hollow']),
    durationMs: count(all['durationMs']),
  };
  if ((parsed.integrity === 'failed') !== parsed.integrityMessages.total > 0) {
    throw new TypeError('the verdict and the messages disagree');
  }
  return parsed;
}

function survey(value: unknown): Survey | undefined {
  if (value === undefined) return undefined;
  const all = fields(value);
  return {
    sqliteVersion: boundedText(all['sqliteVersion'], 20),
    ...names(all),
    hollow: flag(all['hollow']),
    parts: list(all['parts'], 1000, part),
  };
}

function part(value: unknown): Part {
  const {kind, tables} = fields(value);
  return {
    kind: oneOf(kind, PART_KINDS),
    tables: list(tables, TABLES_DIVIDED, name => boundedText(name, DIVIDED_NAME_LENGTH)),
  };
}

function partReport(value: unknown): PartReport {
  const all = fields(value);
  return {messages: messages(all['messages']), foreignKeys: foreignKeys(all['foreignKeys'])};
}

function optional(value: unknown): string | undefined {
  return value === undefined ? undefined : boundedText(value, 65_536);
}

/** @throws TypeError or SyntaxError when the line is not a reply in every detail */
export function parseReply(line: string): Reply {
  const reply = fields(JSON.parse(line));
  const kind = oneOf(reply['kind'], ['report', 'survey', 'part', 'settled', 'facts', 'answer', 'failed']);
  if (kind === 'settled') return {kind};
  if (kind === 'survey') return {kind, survey: survey(reply['survey'])};
  if (kind === 'part') return {kind, report: partReport(reply['report'])};
  if (kind === 'report') return {kind, report: report(reply['report'])};
  if (kind === 'facts') return {kind, facts: databaseFacts(reply['facts'])};
  if (kind === 'answer') return {kind, answer: queryAnswer(reply['answer'])};
  const {what, where, expected, found, todo} = fields(reply['failure']);
  return {
    kind,
    code: oneOf(reply['code'], CHILD_ERRORS),
    failure: {
      what: boundedText(what, MESSAGE_LENGTH),
      where: optional(where),
      expected: optional(expected),
      found: optional(found),
      todo: optional(todo),
    },
  };
}

/** @throws TypeError or SyntaxError when the line is no job */
export function parseJob(line: string): Job {
  const job = fields(JSON.parse(line));
  const path = boundedText(job['path'], 65_536);
  const common = {path, parent: count(job['parent']), last: flag(job['last'])};
  const kind = oneOf(job['kind'], ['check', 'survey', 'part', 'settle', 'describe', 'query']);
  if (kind === 'settle') return {kind, ...common};
  if (kind === 'part') return {kind, part: part(job['part']), mapped: flag(job['mapped']), ...common};
  if (kind === 'describe') return {kind, hashes: flag(job['hashes']), ...common};
  if (kind === 'query') return {kind, query: query(job['query']), ...common};
  const asked = fields(job['options']);
  const options = {
    integrity: oneOf(asked['integrity'], ['full', 'quick', 'off']),
    foreignKeys: flag(asked['foreignKeys']),
  };
  if (kind === 'survey') return {kind, options, processes: count(job['processes']), ...common};
  return {kind, options, mapped: flag(job['mapped']), ...common};
}
