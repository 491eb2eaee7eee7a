// What parent and child say to each other: one line of JSON each way. The child has handled hostile data, so its answer
// is taken apart field by field.
import {isRestoreError, type ErrorCode, type Failure} from '../errors.ts';
import type {CheckOptions, CheckReport, ForeignKeyViolation} from './sqlite.ts';

/** What the child is to do. */
export type Task =
  | {readonly kind: 'check'; readonly path: string; readonly options: CheckOptions}
  | {readonly kind: 'settle'; readonly path: string};

/** `parent`: its process id; without it the child ends itself. */
export type Job = Task & {readonly parent: number};

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
  | {readonly kind: 'settled'}
  | {readonly kind: 'failed'; readonly code: ChildError; readonly failure: Omit<Failure, 'cause'>};

/** Bytes: more than the longest honest reply (see the limits below, every character escaped). */
export const REPLY_LIMIT = 4 * 1024 * 1024;

export const MESSAGES_KEPT = 100;
export const MESSAGE_LENGTH = 1000;
export const MESSAGES_COUNTED = 1_000_000;
export const VIOLATIONS_KEPT = 20;
export const NAMES_KEPT = 1000;
export const NAME_LENGTH = 200;

/** Cuts a text from the database to `length` characters. */
export function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}

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

type Fields = {readonly [name: string]: unknown};

function fields(value: unknown): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new TypeError('not an object');
  // Safe: any object can be read by name, and every field is checked where it is used.
  return value as Fields;
}

function boundedText(value: unknown, limit: number): string {
  if (typeof value !== 'string' || value.length > limit) throw new TypeError('not a text of the agreed length');
  return value;
}

function count(value: unknown): number {
  if (typeof value !== 'number' || !(value >= 0) || value > Number.MAX_SAFE_INTEGER) throw new TypeError('not a count');
  return value;
}

function list<T>(value: unknown, limit: number, item: (value: unknown) => T): readonly T[] {
  if (!Array.isArray(value) || value.length > limit) throw new TypeError('not a list of the agreed length');
  return value.map(item);
}

function oneOf<const T extends readonly string[]>(value: unknown, allowed: T): T[number] {
  const found = allowed.find(name => name === value);
  if (found === undefined) throw new TypeError('not one of the agreed words');
  return found;
}

function flag(value: unknown): boolean {
  if (typeof value !== 'boolean') throw new TypeError('not a boolean');
  return value;
}

function violation(value: unknown): ForeignKeyViolation {
  const {table, rowid, parent} = fields(value);
  if (rowid !== null && typeof rowid !== 'number') throw new TypeError('not a row id');
  return {table: boundedText(table, NAME_LENGTH), rowid, parent: boundedText(parent, NAME_LENGTH)};
}

function report(value: unknown): CheckReport {
  const all = fields(value);
  const messages = fields(all['integrityMessages']);
  const keys = all['foreignKeys'] === 'skipped' ? 'skipped' : fields(all['foreignKeys']);
  const parsed: CheckReport = {
    sqliteVersion: boundedText(all['sqliteVersion'], 20),
    integrity: oneOf(all['integrity'], ['ok', 'failed', 'skipped']),
    integrityMessages: {
      total: count(messages['total']),
      first: list(messages['first'], MESSAGES_KEPT, message => boundedText(message, MESSAGE_LENGTH)),
    },
    foreignKeys:
      keys === 'skipped'
        ? 'skipped'
        : {total: count(keys['total']), first: list(keys['first'], VIOLATIONS_KEPT, violation)},
    tables: list(all['tables'], NAMES_KEPT, name => boundedText(name, NAME_LENGTH)),
    tableCount: count(all['tableCount']),
    unreadableTables: list(all['unreadableTables'], NAMES_KEPT, entry => {
      const {table, module} = fields(entry);
      return {table: boundedText(table, NAME_LENGTH), module: boundedText(module, NAME_LENGTH)};
    }),
    hollow: flag(all['hollow']),
    durationMs: count(all['durationMs']),
  };
  if ((parsed.integrity === 'failed') !== parsed.integrityMessages.total > 0) {
    throw new TypeError('the verdict and the messages disagree');
  }
  return parsed;
}

function optional(value: unknown): string | undefined {
  return value === undefined ? undefined : boundedText(value, 65_536);
}

/** @throws TypeError or SyntaxError when the line is not a reply in every detail */
export function parseReply(line: string): Reply {
  const reply = fields(JSON.parse(line));
  const kind = oneOf(reply['kind'], ['report', 'settled', 'failed']);
  if (kind === 'settled') return {kind};
  if (kind === 'report') return {kind, report: report(reply['report'])};
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
  const parent = count(job['parent']);
  if (oneOf(job['kind'], ['check', 'settle']) === 'settle') return {kind: 'settle', path, parent};
  const {integrity, foreignKeys} = fields(job['options']);
  const options = {integrity: oneOf(integrity, ['full', 'quick', 'off']), foreignKeys: flag(foreignKeys)};
  return {kind: 'check', path, options, parent};
}
