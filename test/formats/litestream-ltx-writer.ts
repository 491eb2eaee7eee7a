// A model of Litestream 0.5 as a writer: transactions, compactions and snapshots of a database whose pages are noise, so
// that every state is known.
import {mkdtemp, open, readFile, rm, type FileHandle} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {ageDecryption} from '../../src/codecs/age.ts';
import {hex64} from '../../src/codecs/ltx-header.ts';
import {overlay} from '../../src/engine/overlay.ts';
import {RestoreError} from '../../src/errors.ts';
import type {Listing, RestorePlan, RestoreTarget} from '../../src/formats/format.ts';
import {litestreamLtx} from '../../src/formats/litestream-ltx/litestream-ltx.ts';
import {SILENT} from '../../src/log.ts';
import {planAndBuild} from '../../src/pipeline/attempt.ts';
import type {ObjectStore} from '../../src/storage/store.ts';
import {databaseChecksum, encodeLtx, type LtxSpec} from '../codecs/ltx-encoder.ts';
import {mixedBytes} from '../codecs/samples.ts';
import {listObjects, memoryStore, type Bucket, type StoredObject} from '../models/memory-store.ts';

export const START = 1_790_000_000_000;

type Transaction = {
  readonly time: number;
  readonly commit: number;
  readonly pages: ReadonlyMap<number, Buffer>;
  readonly wal: NonNullable<LtxSpec['wal']>;
};

export type WriterOptions = {
  readonly pageSize?: number;
  readonly encoding?: NonNullable<LtxSpec['encoding']>;
  readonly tracked?: boolean;
  readonly prefix?: string;
  readonly layout?: 's3' | 'file';
  /** Milliseconds since 1970 of the first transaction. */
  readonly start?: number;
  readonly seed?: number;
};

export class LtxWriter {
  readonly bucket = new Map<string, StoredObject>();
  readonly #options: Required<WriterOptions>;
  readonly #transactions: Transaction[] = [];
  #walOffset = 32;
  #salt1 = 7;

  constructor(options: WriterOptions = {}) {
    const defaults = {
      pageSize: 512,
      encoding: 'block',
      tracked: false,
      prefix: 'db/',
      layout: 's3',
      start: START,
      seed: 1,
    };
    // Every field of the options has a default here.
    this.#options = {...defaults, ...options} as Required<WriterOptions>;
  }

  get newest(): number {
    return this.#transactions.length;
  }

  /** Time of a transaction: one a second, unless `at` said otherwise. */
  timeOf(txid: number): number {
    return this.#transactions[txid - 1]?.time ?? 0;
  }

  /** Commits a transaction, and leaves it in level 0. */
  commit(
    commit: number,
    pages: readonly number[],
    {at, restartWal = false}: {readonly at?: number; readonly restartWal?: boolean} = {},
  ): number {
    const {pageSize, start, seed} = this.#options;
    const txid = this.#transactions.length + 1;
    const size = (24 + pageSize) * pages.length;
    if (restartWal) {
      this.#walOffset = 32;
      this.#salt1 += 1;
    }
    this.#transactions.push({
      time: at ?? start + txid * 1000,
      commit,
      pages: new Map(pages.map(page => [page, mixedBytes(pageSize, seed * 1_000_003 + txid * 1009 + page)])),
      wal: {offset: this.#walOffset, size, salt1: this.#salt1, salt2: 9},
    });
    this.#walOffset += size;
    this.put(0, txid, txid);
    return txid;
  }

  /** Writes the file of these transactions to a level: level 9 is a snapshot. */
  put(level: number, min: number, max: number, changes: Partial<LtxSpec> = {}): string {
    const key = this.keyOf(level, min, max);
    this.bucket.set(key, {key, bytes: this.encode(min, max, changes), lastModified: this.timeOf(max) + 100 + level});
    return key;
  }

  keyOf(level: number, min: number, max: number): string {
    const {prefix, layout} = this.#options;
    const folder = layout === 's3' ? level.toString(16).padStart(4, '0') : `ltx/${level}`;
    return `${prefix}${folder}/${hex64(min)}-${hex64(max)}.ltx`;
  }

  encode(min: number, max: number, changes: Partial<LtxSpec> = {}): Buffer {
    const {pageSize, encoding, tracked} = this.#options;
    const last = this.#transactions[max - 1];
    if (last === undefined) throw new Error(`no transaction ${max}`);
    const pages = new Map<number, Buffer>();
    for (const transaction of this.#transactions.slice(min - 1, max)) {
      for (const [page, data] of transaction.pages) pages.set(page, data);
    }
    const sums = (txid: number): bigint => (txid === 0 ? 0n : databaseChecksum(this.stateAt(txid), pageSize));
    return encodeLtx({
      pageSize,
      commit: last.commit,
      min,
      max,
      time: last.time,
      encoding,
      pages: [...pages].filter(([page]) => page <= last.commit).toSorted(([a], [b]) => a - b),
      ...(min === max ? {wal: last.wal} : {}),
      ...(tracked ? {tracked: {pre: min === 1 ? 0n : sums(min - 1), post: sums(max)}} : {}),
      ...changes,
    });
  }

  /** The database after a transaction. */
  stateAt(txid: number): Buffer {
    const {pageSize} = this.#options;
    let image = Buffer.alloc(0);
    for (const {commit, pages} of this.#transactions.slice(0, txid)) {
      const next = Buffer.alloc(commit * pageSize);
      image.copy(next);
      for (const [page, data] of pages) if (page <= commit) data.copy(next, (page - 1) * pageSize);
      image = next;
    }
    return image;
  }

  drop(...keys: readonly string[]): void {
    for (const key of keys) if (!this.bucket.delete(key)) throw new Error(`no object ${key}`);
  }
}

export type Outcome = {readonly plan: RestorePlan; readonly image: Buffer};

export type Asked = Partial<RestoreTarget> & {
  readonly prefix?: string;
  readonly store?: ObjectStore;
  readonly maxDatabaseSize?: number;
};

/** Plans and builds as the pipeline does, without SQLite's checks. Throws what it refuses with. */
export async function restoreLtx(bucket: Bucket, asked: Asked = {}): Promise<Outcome> {
  const {plan, result} = await restoreWith(bucket, asked, path => readFile(path));
  return {plan, image: result};
}

/** The same for a database that is too large for memory: `look` sees the file. */
export async function withRestoredFile<Result>(
  bucket: Bucket,
  look: (file: FileHandle) => Promise<Result>,
): Promise<Result> {
  const {result} = await restoreWith(bucket, {}, async path => {
    const file = await open(path);
    try {
      return await look(file);
    } finally {
      await file.close();
    }
  });
  return result;
}

async function restoreWith<Result>(
  bucket: Bucket,
  asked: Asked,
  look: (path: string) => Promise<Result>,
): Promise<{readonly plan: RestorePlan; readonly result: Result}> {
  const {prefix = '', store = memoryStore(bucket), maxDatabaseSize = 2 ** 33, ...target} = asked;
  const folder = await mkdtemp(join(tmpdir(), 'litestream-ltx-'));
  const {signal} = new AbortController();
  const find = async () => {
    const objects = listObjects(bucket).filter(({key}) => key.startsWith(prefix));
    const listing: Listing = {prefix, objects};
    const [backup, ...others] = litestreamLtx.detect(listing);
    if (backup === undefined || others.length > 0)
      throw new RestoreError('ambiguous', {what: `${others.length} others`});
    return {listing, format: litestreamLtx, backup, foreign: []};
  };
  let built = 0;
  try {
    const {plan, built: result} = await planAndBuild(await find(), {
      find,
      plan: ({listing, backup}, excluded) =>
        litestreamLtx.plan({
          backup,
          listing,
          target: {onIncomplete: 'fail', prefer: 'likeliest', ...target},
          store,
          decrypt: ageDecryption(undefined),
          excluded,
          scratchFolder: folder,
          maxDatabaseSize,
          examine: () => Promise.reject(new Error('not asked for')),
          log: SILENT,
          signal,
          progress: () => {},
        }),
      async build({layers}) {
        const path = join(folder, `built-${built++}`);
        await overlay(layers, path, {store, signal, progress: () => {}, maxDatabaseSize});
        return look(path);
      },
      onIncomplete: target.onIncomplete ?? 'fail',
      log: SILENT,
      signal,
    });
    return {plan, result};
  } finally {
    await rm(folder, {recursive: true, force: true});
  }
}
