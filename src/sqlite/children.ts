// SQLite in child processes, so that any of them can be ended at once.
import {availableParallelism} from 'node:os';
import {dirname} from 'node:path';
import {RestoreError} from '../errors.ts';
import type {Log} from '../log.ts';
import {askQuery} from './ask-query.ts';
import {checkInChildren, ticking} from './check-in-children.ts';
import type {Answer, Task} from './job.ts';
import {runChild, startChild, type Child} from './run-child.ts';
import {removeSideFiles, shareReads} from './shared-reads.ts';
import type {Sqlite} from './sqlite.ts';

/** Children that work at the same time: each takes some 25 MB of its own (docs/performance.md). */
const MOST_PROCESSES = 4;

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
  /** Children that wait for the check of a file, by its path. */
  const warm = new Map<string, Child>();

  function childFor(path: string): Child {
    const waiting = warm.get(path);
    // One that died while it waited has said nothing.
    if (waiting === undefined || waiting.isGone()) return startChild(entry, dirname(path));
    warm.delete(path);
    return waiting;
  }

  async function ask(task: Task, signal: AbortSignal): Promise<Answer> {
    const reply = await runChild(entry, task, signal);
    if (reply.kind === 'failed') throw new RestoreError(reply.code, reply.failure);
    return reply;
  }

  const run = (label: string, task: Task, signal: AbortSignal) => ticking(log, label, () => ask(task, signal));

  const reading = shareReads();

  return {
    async check(path, options, signal) {
      assertUsable(path);
      try {
        return await checkInChildren(path, options, {processes, log, start: () => childFor(path)}, signal);
      } finally {
        await removeSideFiles(path);
      }
    },
    warmUp(path) {
      const child = startChild(entry, dirname(path));
      const before = warm.get(path);
      warm.set(path, child);
      return {
        async end() {
          await before?.kill();
          if (warm.get(path) !== child) return;
          warm.delete(path);
          await child.kill();
        },
      };
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
