// Fuzzes one decoder in a thread of its own: one that never returns can be ended, and named.
import {parentPort, workerData} from 'node:worker_threads';
import {runCases} from './run.ts';

export type Task = {
  /** The module that exports `decoders`. */
  readonly module: string;
  readonly name: string;
  readonly cases: number;
  readonly seed: number;
  /** The number of the case under way. */
  readonly progress: SharedArrayBuffer;
};

// Safe: the only sender is watched.ts.
const {module, name, cases, seed, progress} = workerData as Task;
// Safe: every such module exports that (see Task).
const {decoders} = (await import(module)) as {readonly decoders: readonly import('./decoder.ts').Decoder[]};
const decoder = decoders.find(each => each.name === name);
if (decoder === undefined) throw new Error(`There is no decoder “${name}”`);
const current = new Int32Array(progress);
parentPort?.postMessage(await runCases(decoder, cases, seed, number => Atomics.store(current, 0, number + 1)));
