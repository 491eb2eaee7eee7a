// The restore points that a format lists for a bucket in memory, as the search for the last good one asks for them.
import {mkdir, rm} from 'node:fs/promises';
import {join} from 'node:path';
import {ageDecryption} from '../../src/codecs/age.ts';
import {detectNewest, type DetectedNewest} from '../../src/formats/detect.ts';
import type {RestorePlan, RestorePoint} from '../../src/formats/format.ts';
import {SILENT} from '../../src/log.ts';
import {listAll} from '../../src/storage/listing.ts';
import {memoryStore, type Bucket} from '../models/memory-store.ts';
import {scratchFolder} from '../models/scratch.ts';

export type Listed = DetectedNewest & {
  readonly points: readonly RestorePoint[];
  /** Plans one of them, or the position given. Nothing is built, and the plan cannot be carried out. */
  readonly plan: (position: string) => Promise<RestorePlan>;
};

/** @throws RestoreError of the detection, and of listing the points */
export async function listedPoints(bucket: Bucket, prefix = ''): Promise<Listed> {
  const store = memoryStore(bucket);
  const context = {store, signal: new AbortController().signal, progress: () => {}};
  const listing = await listAll(store, prefix, context.signal);
  const detected = await detectNewest(listing, {format: 'auto'}, context);
  const {backup, format} = detected;
  const request = (scratch: string) => ({
    ...context,
    backup,
    listing,
    target: {onIncomplete: 'fail', prefer: 'likeliest'} as const,
    decrypt: ageDecryption(undefined),
    excluded: new Map<string, string>(),
    scratchFolder: scratch,
    maxDatabaseSize: Number.MAX_SAFE_INTEGER,
    examine: () => Promise.reject(new Error('a position needs no candidate to be examined')),
    log: SILENT,
  });
  return {
    ...detected,
    points: (await inFolder(async scratch => format.restorePoints?.(request(scratch)))) ?? [],
    plan: position =>
      inFolder(scratch =>
        format.plan({...request(scratch), target: {onIncomplete: 'fail', prefer: 'likeliest', position}}),
      ),
  };
}

/** An empty folder for one planning. */
async function inFolder<T>(work: (scratch: string) => Promise<T>): Promise<T> {
  const folder = scratchFolder('points');
  const scratch = join(folder, 'planning');
  try {
    await mkdir(scratch);
    return await work(scratch);
  } finally {
    await rm(folder, {recursive: true, force: true});
  }
}
