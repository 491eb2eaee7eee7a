// SQLite in child processes, so that any of them can be ended at once.
import {statSync} from 'node:fs';
import {availableParallelism} from 'node:os';
import {RestoreError} from '../errors.ts';
import type {Log} from '../log.ts';
import {openCrew} from './crew.ts';
import {checkDivided} from './divided-check.ts';
import type {Answer, Task} from './job.ts';
import {askQuery} from './ask-query.ts';
import {runChild} from './run-child.ts';
import {removeSideFiles, shareReads} from './shared-reads.ts';
import type {CheckOptions, CheckReport, Sqlite} from './sqlite.ts';

/** Milliseconds between two signs of life. SQLite cannot say how far a check has come. */
const TICK = 1000;

/** Children that work at the same time: each takes some 25 MB of its own (docs/performance.md). */
const MOST_PROCESSES = 4;

/** Bytes: below it a plain check is over before a second process has started. */
const LARGE = 32 * 1024 * 1024;

/**
 * @param entry URL of the program's entry (`import.meta.url` of src/index.ts): started with the argument `sqlite-child`
 *   it must call `serveSqliteChild` (child.ts)
 * @param processes that may check parts of one database at the same time
 */
export function openSqlite(
  entry: URL,
  log: Log,
  processes: number = Math.min(availableParallelism(), MOST_PROCESSES),
): Sqlite {
  async function ask(task: Task, signal: AbortSignal): Promise<Answer> {
    const reply = await runChild(entry, task, signal);
    if (reply.kind === 'failed') throw new RestoreError(reply.code, reply.failure);
    return reply;
  }

  async function run(label: string, task: Task, signal: AbortSignal): Promise<Answer> {
    const progress = log.progress(label, 0, 'seconds');
    const timer = setInterval(() => progress.add(1), TICK);
    try {
      return await ask(task, signal);
    } finally {
      clearInterval(timer);
      progress.end();
    }
  }

  async function checkPlainly(path: string, options: CheckOptions, signal: AbortSignal): Promise<CheckReport> {
    const reply = await run('Checking', {kind: 'check', path, options}, signal);
    if (reply.kind !== 'report') throw wrongReply(path);
    return reply.report;
  }

  async function checkBySeveral(
    path: string,
    options: CheckOptions,
    signal: AbortSignal,
  ): Promise<CheckReport | undefined> {
    const crew = openCrew(entry, path);
    try {
      const report = await checkDivided(path, options, {processes, log, ask: crew.ask}, signal);
      // A complaint ends the others wherever they are.
      if (report?.integrity !== 'failed') await crew.end();
      return report;
    } finally {
      await crew.kill();
    }
  }

  const reading = shareReads();

  return {
    async check(path, options, signal) {
      assertUsable(path);
      try {
        if (processes < 2 || options.integrity !== 'full' || bytesOf(path) < LARGE) {
          return await checkPlainly(path, options, signal);
        }
        const divided = await checkBySeveral(path, options, signal);
        if (divided?.integrity === 'ok') return divided;
        // Messages of parts overlap and stop at 100 a table: the plain check has them all, each once.
        await removeSideFiles(path);
        const plain = await checkPlainly(path, options, signal);
        return divided !== undefined && plain.integrity === 'ok' ? divided : plain;
      } finally {
        await removeSideFiles(path);
      }
    },
    async settle(path, signal) {
      assertUsable(path);
      const reply = await run('Settling the existing database', {kind: 'settle', path}, signal);
      if (reply.kind !== 'settled') throw wrongReply(path);
    },
    async describe(path, {hashes}, signal) {
      assertUsable(path);
      const reply = await reading(path, () =>
        run(hashes ? 'Hashing the tables' : 'Counting rows', {kind: 'describe', path, hashes}, signal),
      );
      if (reply.kind !== 'facts') throw wrongReply(path);
      return reply.facts;
    },
    async query(path, query, signal) {
      assertUsable(path);
      return reading(path, () => askQuery(entry, path, query, signal));
    },
  };
}

/** 0 for a file that cannot be seen: the child says why. */
function bytesOf(path: string): number {
  try {
    return statSync(path).size;
  } catch {
    return 0;
  }
}

/** better-sqlite3 trims file names, and would open another file. */
function assertUsable(path: string): void {
  if (path !== path.trim() || path.includes('\0')) {
    throw new RestoreError('input', {
      what: 'The path of a database must not begin or end with white space, or hold a NUL character',
      where: path,
    });
  }
}

function wrongReply(path: string): RestoreError {
  return new RestoreError('check-failed', {what: 'The SQLite process answered another question', where: path});
}
