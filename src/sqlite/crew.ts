// The children that share a check: one for each worker, started when it has its first task and kept for the next ones,
// because the start of a child takes 0.15 s of CPU.
import {dirname} from 'node:path';
import {RestoreError} from '../errors.ts';
import type {Answer, Task} from './job.ts';
import {abortReason, startChild, type Child} from './run-child.ts';

export type Crew = {
  /** One task at a time for each worker. @throws RestoreError as `runChild` does, and what the child reports */
  readonly ask: (task: Task, signal: AbortSignal, worker: number) => Promise<Answer>;
  /** Lets all end. @throws RestoreError `check-failed` when one crashed: then nothing that it said counts */
  readonly end: () => Promise<void>;
  /** Ends at once whoever is still there. */
  readonly kill: () => Promise<void>;
};

/** @param path of the database, for errors and for where temporary files go */
export function openCrew(entry: URL, path: string): Crew {
  const children = new Map<number, Child>();
  return {
    async ask(task, signal, worker) {
      if (signal.aborted) throw abortReason(signal);
      const child = children.get(worker) ?? startChild(entry, dirname(path));
      children.set(worker, child);
      const reply = await child.ask(task, signal, false);
      if (reply.kind === 'failed') throw new RestoreError(reply.code, reply.failure);
      return reply;
    },
    async end() {
      const all = [...children.values()];
      children.clear();
      const ends = await Promise.allSettled(all.map(child => child.end(path)));
      const crashed = ends.find(({status}) => status === 'rejected');
      if (crashed?.status === 'rejected') throw crashed.reason;
    },
    async kill() {
      const all = [...children.values()];
      children.clear();
      await Promise.all(all.map(child => child.kill()));
    },
  };
}
