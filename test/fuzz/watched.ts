// Starts a thread for a decoder and watches that its cases go on.
import {setTimeout as sleep} from 'node:timers/promises';
import {Worker} from 'node:worker_threads';
import type {Run} from './run.ts';
import type {Task} from './worker.ts';

/** Milliseconds between two looks. */
const LOOK = 250;

/** @param patience milliseconds that one case may take */
export async function runWatched(task: Omit<Task, 'progress'>, patience: number): Promise<Run> {
  const progress = new SharedArrayBuffer(4);
  const current = new Int32Array(progress);
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {workerData: {...task, progress}});
  const ended = new AbortController();
  const result = new Promise<Run>((resolve, reject) => {
    worker.on('message', resolve);
    worker.on('error', reject);
    worker.on('exit', code => reject(new Error(`The thread of ${task.name} ended with ${code}`)));
  });
  try {
    return await Promise.race([result, stalled(current, task, patience, ended.signal)]);
  } finally {
    ended.abort();
    await worker.terminate();
  }
}

async function stalled(
  current: Int32Array,
  {name, seed}: Omit<Task, 'progress'>,
  patience: number,
  signal: AbortSignal,
): Promise<Run> {
  let last = -1;
  let since = performance.now();
  while (!signal.aborted) {
    const now = Atomics.load(current, 0);
    if (now !== last) since = performance.now();
    last = now;
    // Before its first case a thread loads modules and makes samples.
    if (now > 0 && performance.now() - since > patience) {
      const failure = `${name}, seed ${seed}, case ${now - 1}: no end after ${patience} ms`;
      return {cases: now, refused: 0, failures: [failure]};
    }
    await sleep(LOOK, undefined, {signal}).catch(() => {});
  }
  return {cases: 0, refused: 0, failures: []};
}
