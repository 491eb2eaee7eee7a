// The parent's side of a check that several children share.
import {RestoreError} from '../errors.ts';
import type {Log} from '../log.ts';
import type {Part} from './division.ts';
import {type Answer, type Task} from './job.ts';
import {VIOLATIONS_KEPT} from './reply-limits.ts';
import type {PartReport} from './part.ts';
import type {CheckOptions, CheckReport} from './sqlite.ts';

export type Workers = {
  /** Children that may run at the same time. */
  readonly processes: number;
  /** The parts map the file. */
  readonly mapped: boolean;
  readonly log: Log;
  /**
   * Runs one task in a child; rejects when it failed, and at once when the signal is aborted.
   * @param worker 0 to `processes` - 1: each gives one task after the other
   */
  readonly ask: (task: Task, signal: AbortSignal, worker: number) => Promise<Answer>;
};

/**
 * Undefined when the database is better checked in one. The first complaint of any part ends the others: then the report
 * says `failed`, and its messages are those of this part alone.
 * @throws RestoreError as {@link Sqlite.check} does
 */
export async function checkDivided(
  path: string,
  options: CheckOptions,
  workers: Workers,
  signal: AbortSignal,
): Promise<CheckReport | undefined> {
  const started = performance.now();
  const reply = await workers.ask({kind: 'survey', path, options, processes: workers.processes}, signal, 0);
  if (reply.kind !== 'survey') throw wrongReply(path);
  if (reply.survey === undefined) return undefined;
  const {parts, ...survey} = reply.survey;
  const reports = await checkParts(path, parts, workers, signal);
  const complaint = reports.find(({messages}) => messages.total > 0)?.messages;
  const whole = reports.length === parts.length;
  if (complaint === undefined && !whole) throw wrongReply(path);
  return {
    ...survey,
    integrity: complaint === undefined ? 'ok' : 'failed',
    integrityMessages: complaint ?? {total: 0, first: []},
    foreignKeys: options.foreignKeys && complaint === undefined ? together(reports) : 'skipped',
    durationMs: Math.round(performance.now() - started),
  };
}

/** The reports of all parts, or, once one has a complaint, of those that ended by then. Nothing runs on afterwards. */
async function checkParts(
  path: string,
  parts: readonly Part[],
  {processes, mapped, log, ask}: Workers,
  signal: AbortSignal,
): Promise<readonly PartReport[]> {
  const tables = parts.filter(({kind}) => kind === 'tables').reduce((sum, part) => sum + part.tables.length, 0);
  const progress = log.progress('Checking', tables, 'tables');
  const enough = new AbortController();
  const end = AbortSignal.any([signal, enough.signal]);
  const waiting = [...parts];
  const reports: PartReport[] = [];
  let failure: {readonly cause: unknown} | undefined;

  async function work(worker: number): Promise<void> {
    for (let part = waiting.shift(); part !== undefined; part = waiting.shift()) {
      try {
        const reply = await ask({kind: 'part', path, part, mapped}, end, worker);
        if (reply.kind !== 'part') throw wrongReply(path);
        if (part.kind === 'tables') progress.add(part.tables.length);
        reports.push(reply.report);
        if (reply.report.messages.total > 0) enough.abort();
      } catch (cause) {
        // Those that are ended, or not even begun, because of another's complaint or failure have nothing to say.
        if (!enough.signal.aborted) failure = {cause};
        enough.abort();
      }
    }
  }

  try {
    await Promise.all(Array.from({length: processes}, (_, worker) => work(worker)));
  } finally {
    progress.end();
  }
  if (failure !== undefined) throw failure.cause;
  return reports;
}

/** Each table's violations lie in one part; the tables come in the order of their names, as in a plain check. */
function together(reports: readonly PartReport[]): CheckReport['foreignKeys'] {
  const keys = reports.map(({foreignKeys}) => foreignKeys).filter(found => found !== 'skipped');
  return {
    total: keys.reduce((sum, {total}) => sum + total, 0),
    first: keys
      .flatMap(({first}) => first)
      .toSorted((a, b) => (a.table < b.table ? -1 : a.table > b.table ? 1 : 0))
      .slice(0, VIOLATIONS_KEPT),
  };
}

function wrongReply(path: string): RestoreError {
  return new RestoreError('check-failed', {what: 'The SQLite process answered another question', where: path});
}
