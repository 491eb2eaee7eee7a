// The children that share a check: one for each worker, kept for the tasks after the first, because the start of a child
// takes 0.15 s of CPU.
import {RestoreError} from '../errors.ts';
import type {Answer, Task} from './job.ts';
import {abortReason, type Child} from './run-child.ts';

export type Crew = {
  /** One task at a time for each worker. @throws RestoreError as `runChild` does, and what the child reports */
  readonly ask: (task: Task, signal: AbortSignal, worker: number) => Promise<Answer>;
  /** Lets all end. @throws RestoreError `check-failed` when one crashed: then nothing that it said counts */
  readonly end: () => Promise<void>;
  /** Ends at once whoever is still there. */
  readonly kill: () => Promise<void>;
};

/**
 * Starts all children at once: the last are ready by the time the first has found work for them.
 * @param path of the database, for errors
 */
export function openCrew(processes: number, start: () => Child, path: string): Crew {
  const asked = new Set<number>();
  const children = new Map(Array.from({length: processes}, (_, worker) => [worker, start()]));
  return {
    async ask(task, signal, worker) {
      if (signal.aborted) throw abortReason(signal);
      const child = children.get(worker);
      if (child === undefined)
        throw new RestoreError('internal', {what: 'A check has fewer processes than it asked for'});
      asked.add(worker);
      const reply = await child.ask(task, signal, false);
      if (reply.kind === 'failed') throw new RestoreError(reply.code, reply.failure);
      return reply;
    },
    async end() {
      const all = [...children];
      children.clear();
      // One that had nothing to do may end as it likes.
      const ends = await Promise.allSettled(
        all.map(([worker, child]) => (asked.has(worker) ? child.end(path) : child.kill())),
      );
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
