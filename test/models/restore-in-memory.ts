// The product's whole pipeline over a bucket in memory.
import {readFile, rm} from 'node:fs/promises';
import {join} from 'node:path';
import type {HistoryStore, PastRun} from '../../src/history/history.ts';
import {SILENT} from '../../src/log.ts';
import {restore} from '../../src/restore.ts';
import type {RestoreRequest} from '../../src/request.ts';
import type {RestoreResult} from '../../src/result.ts';
import type {ObjectStore} from '../../src/storage/store.ts';
import {inProcessSqlite} from './in-process-sqlite.ts';
import {memoryStore, type Bucket} from './memory-store.ts';
import {DEFAULTS} from './restore-request.ts';
import {scratchFolder} from './scratch.ts';

export type Restored = {
  readonly result: RestoreResult;
  /** The published database; absent when nothing was published. */
  readonly image: Buffer | undefined;
};

export type Surroundings = {
  /** Put between the pipeline and the bucket. */
  readonly store?: (bucket: ObjectStore) => ObjectStore;
  readonly signal?: AbortSignal;
  /** Earlier good runs, oldest first. What this run would keep is thrown away. */
  readonly runs?: readonly PastRun[];
};

/** @throws what the program reports as `internal`: a bug */
export async function restoreInMemory(
  bucket: Bucket,
  asked: Partial<RestoreRequest> = {},
  {store = inner => inner, signal = new AbortController().signal, runs}: Surroundings = {},
): Promise<Restored> {
  const folder = scratchFolder('restore');
  try {
    const target = join(folder, 'app.sqlite');
    // The store is given below: the location only names the prefix.
    const location = {kind: 'directory', path: folder, prefix: ''} as const;
    const result = await restore(
      {...DEFAULTS, location, target, tempFolder: folder, ...asked},
      {
        openStore: () => Promise.resolve(store(memoryStore(bucket))),
        openSqlite: () => Promise.resolve(inProcessSqlite),
        ...(runs === undefined ? {} : {history: remembering(runs)}),
        log: SILENT,
        signal,
      },
    );
    if (result.error?.code === 'internal') throw result.error;
    return {result, image: result.restored ? await readFile(target) : undefined};
  } finally {
    await rm(folder, {recursive: true, force: true});
  }
}

function remembering(runs: readonly PastRun[]): HistoryStore {
  return {name: 'a history', read: () => Promise.resolve({runs, doubt: ''}), write: () => Promise.resolve()};
}
