// SQLite in child processes: one for each job, so that any of them can be ended at once.
import {rm} from 'node:fs/promises';
import {RestoreError} from '../errors.ts';
import type {Log} from '../log.ts';
import type {Reply, Task} from './job.ts';
import {runChild} from './run-child.ts';
import type {Sqlite} from './sqlite.ts';

/** Milliseconds between two signs of life. SQLite cannot say how far a check has come. */
const TICK = 1000;

/**
 * @param entry URL of the program's entry (`import.meta.url` of src/index.ts): started with the argument `sqlite-child`
 *   it must call `serveSqliteChild` (child.ts)
 */
export function openSqlite(entry: URL, log: Log): Sqlite {
  async function run(label: string, task: Task, signal: AbortSignal): Promise<Exclude<Reply, {kind: 'failed'}>> {
    const progress = log.progress(label, 0, 'seconds');
    const timer = setInterval(() => progress.add(1), TICK);
    try {
      const reply = await runChild(entry, task, signal);
      if (reply.kind === 'failed') throw new RestoreError(reply.code, reply.failure);
      return reply;
    } finally {
      clearInterval(timer);
      progress.end();
    }
  }

  return {
    async check(path, options, signal) {
      assertUsable(path);
      try {
        const reply = await run('Checking', {kind: 'check', path, options}, signal);
        if (reply.kind !== 'report') throw wrongReply(path);
        return reply.report;
      } finally {
        // A database in WAL mode gets both even when it is only read, and a killed child leaves them.
        await rm(`${path}-wal`, {force: true});
        await rm(`${path}-shm`, {force: true});
      }
    },
    async settle(path, signal) {
      assertUsable(path);
      const reply = await run('Settling the existing database', {kind: 'settle', path}, signal);
      if (reply.kind !== 'settled') throw wrongReply(path);
    },
  };
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
