// How a check is done, by the size of the database: by one child, or by several that share it.
import {statSync} from 'node:fs';
import {isRestoreError, RestoreError} from '../errors.ts';
import type {Log} from '../log.ts';
import {openCrew} from './crew.ts';
import {checkDivided, type Workers} from './divided-check.ts';
import type {Answer} from './job.ts';
import {mayBeMapped} from './mapped-reads.ts';
import type {Child} from './run-child.ts';
import {removeSideFiles} from './shared-reads.ts';
import {assertAlone} from './side-files.ts';
import type {CheckOptions, CheckReport} from './sqlite.ts';

/** Milliseconds between two signs of life. SQLite cannot say how far a check has come. */
const TICK = 1000;

/** Bytes: below it a plain check is over before a second process has started. */
const LARGE = 32 * 1024 * 1024;

export type Checkers = {
  /** Children that may work at the same time. */
  readonly processes: number;
  readonly log: Log;
  /** A child in which no task was done yet. */
  readonly start: () => Child;
};

/** @throws RestoreError as `Sqlite.check` does */
export async function checkInChildren(
  path: string,
  options: CheckOptions,
  checkers: Checkers,
  signal: AbortSignal,
): Promise<CheckReport> {
  // Before anything is taken away that a child may have left.
  assertAlone(path);
  const plainly = () => checkPlainly(path, options, checkers, signal);
  const bytes = bytesOf(path);
  if (options.integrity !== 'full' || bytes < LARGE) return plainly();
  let quick: CheckReport | RestoreError;
  try {
    quick = await checkLarge(path, options, {...checkers, mapped: mayBeMapped(bytes)}, signal);
    if (quick.integrity === 'ok') return quick;
  } catch (error) {
    if (signal.aborted || !isRestoreError(error, 'check-failed')) throw error;
    quick = error;
  }
  // Messages of parts overlap and stop at 100 a table: the plain check has them all, each once. A crash may be damage that
  // it can put into words.
  await removeSideFiles(path);
  const plain = await plainly();
  if (plain.integrity === 'failed') return plain;
  if (quick instanceof RestoreError) throw quick;
  return quick;
}

async function checkPlainly(
  path: string,
  options: CheckOptions,
  {log, start}: Checkers,
  signal: AbortSignal,
): Promise<CheckReport> {
  const reply = await ticking(log, 'Checking', () =>
    start().ask({kind: 'check', path, options, mapped: false}, signal, true),
  );
  if (reply.kind === 'failed') throw new RestoreError(reply.code, reply.failure);
  return reportOf(reply, path);
}

/** Divided where that is of use. */
async function checkLarge(
  path: string,
  options: CheckOptions,
  {processes, log, start, mapped}: Checkers & {readonly mapped: boolean},
  signal: AbortSignal,
): Promise<CheckReport> {
  const crew = openCrew(processes, start, path);
  try {
    const report =
      (await dividedOrNot(path, options, {processes, mapped, log, ask: crew.ask}, signal)) ??
      reportOf(await ticking(log, 'Checking', () => crew.ask({kind: 'check', path, options, mapped}, signal, 0)), path);
    // A complaint ends the others wherever they are.
    if (report.integrity !== 'failed') await crew.end();
    return report;
  } finally {
    await crew.kill();
  }
}

async function dividedOrNot(
  path: string,
  options: CheckOptions,
  workers: Workers,
  signal: AbortSignal,
): Promise<CheckReport | undefined> {
  if (workers.processes < 2) return undefined;
  const report = await checkDivided(path, options, workers, signal);
  // Of a database in WAL mode the first look leaves side files, beside which no check begins.
  if (report === undefined) await removeSideFiles(path);
  return report;
}

/** Shows that `work` goes on. */
export async function ticking<T>(log: Log, label: string, work: () => Promise<T>): Promise<T> {
  const progress = log.progress(label, 0, 'seconds');
  const timer = setInterval(() => progress.add(1), TICK);
  try {
    return await work();
  } finally {
    clearInterval(timer);
    progress.end();
  }
}

function reportOf(reply: Answer, path: string): CheckReport {
  if (reply.kind === 'report') return reply.report;
  throw new RestoreError('check-failed', {what: 'The SQLite process answered another question', where: path});
}

/** 0 for a file that cannot be seen: the child says why. */
function bytesOf(path: string): number {
  try {
    return statSync(path).size;
  } catch {
    return 0;
  }
}
