// WAL files and whole backups made by hand, so that a test can name each slot.
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {zstdCompressSync} from 'node:zlib';
import {ageDecryption} from '../../../src/codecs/age.ts';
import {frameSize, WAL_HEADER_SIZE, walChecksum, type WalChecksum} from '../../../src/codecs/wal.ts';
import {overlay} from '../../../src/engine/overlay.ts';
import type {PlanRequest, RestorePlan} from '../../../src/formats/format.ts';
import {zlayer} from '../../../src/formats/zlayer/zlayer.ts';
import {SILENT} from '../../../src/log.ts';
import {listObjects, memoryStore, type Bucket, type StoredObject} from '../../models/memory-store.ts';
import {readFile} from 'node:fs/promises';

export type Slot = {
  readonly page: number;
  /** Database size in pages after the commit; absent: the transaction goes on. */
  readonly commit?: number;
  /** The page's bytes, or what they all are. */
  readonly content: Buffer | number;
};

export type WalSpec = {
  readonly salt1: number;
  readonly salt2: number;
  readonly pageSize?: number;
  readonly bigEndian?: boolean;
  readonly frames: readonly Slot[];
};

/** A header and frames whose checksums continue from it. */
export function buildWal({salt1, salt2, pageSize = 512, bigEndian = false, frames}: WalSpec): Buffer {
  const wal = Buffer.alloc(WAL_HEADER_SIZE + frames.length * frameSize(pageSize));
  const header = [bigEndian ? 0x377f0683 : 0x377f0682, 3_007_000, pageSize, 0, salt1, salt2];
  for (const [index, value] of header.entries()) wal.writeUInt32BE(value, index * 4);
  let sum: WalChecksum = walChecksum(wal, 0, 24, [0, 0], bigEndian);
  writePair(wal, 24, sum);
  for (const [index, {page, commit = 0, content}] of frames.entries()) {
    const start = WAL_HEADER_SIZE + index * frameSize(pageSize);
    for (const [field, value] of [page, commit, salt1, salt2].entries()) wal.writeUInt32BE(value, start + field * 4);
    if (typeof content === 'number') wal.fill(content, start + 24, start + 24 + pageSize);
    else content.copy(wal, start + 24);
    sum = walChecksum(wal, start, 8, sum, bigEndian);
    sum = walChecksum(wal, start + 24, pageSize, sum, bigEndian);
    writePair(wal, start + 16, sum);
  }
  return wal;
}

function writePair(target: Buffer, offset: number, [first, second]: WalChecksum): void {
  target.writeUInt32BE(first, offset);
  target.writeUInt32BE(second, offset + 4);
}

/** The younger WAL written over the start of the older one, as a restart leaves the file. */
export function over(older: Buffer, younger: Buffer): Buffer {
  return Buffer.concat([younger, older.subarray(younger.length)]);
}

export const PREFIX = 'app/';
const START = Date.UTC(2026, 0, 5, 12, 0, 0);

/** Seconds after the start of the story, as milliseconds since 1970. */
export function at(seconds: number): number {
  return START + seconds * 1000;
}

export function capture(sequence: number, seconds: number, wal: Uint8Array): StoredObject {
  const key = `${PREFIX}wal/${String(sequence).padStart(20, '0')}.wal.zst`;
  return {key, bytes: zstdCompressSync(wal), lastModified: at(seconds)};
}

/** Stored half a second after the time in its key. */
export function snapshot(seconds: number, image: Uint8Array): StoredObject {
  const [date = '', time = ''] = new Date(at(seconds)).toISOString().split(/[T.]/);
  const key = `${PREFIX}snapshots/${date.replaceAll('-', '')}_${time.replaceAll(':', '')}.sqlite.zst`;
  return {key, bytes: zstdCompressSync(image), lastModified: at(seconds) + 500};
}

/** A database file that nothing but its header makes one: page 1 with the magic, then pages of one byte each. */
export function database(fills: readonly number[], pageSize = 512): Buffer {
  const file = Buffer.concat([pageOne(pageSize), ...fills.map(fill => Buffer.alloc(pageSize, fill))]);
  return file;
}

export function pageOne(
  pageSize = 512,
  fields: {readonly changeCounter?: number; readonly mark?: number} = {},
): Buffer {
  const page = Buffer.alloc(pageSize);
  page.write('SQLite format 3\0', 'latin1');
  page.writeUInt16BE(pageSize === 65_536 ? 1 : pageSize, 16);
  page.writeUInt32BE(fields.changeCounter ?? 7, 24);
  page.writeUInt32BE(1, 40);
  page[pageSize - 1] = fields.mark ?? 0;
  return page;
}

export function bucketOf(...objects: readonly StoredObject[]): Bucket {
  return new Map(objects.map(object => [object.key, object]));
}

export type Planned = {readonly plan: RestorePlan; readonly image: Buffer};

/** Plans and builds; `examine` says that all is well unless another is given. */
export async function planned(bucket: Bucket, asked: Partial<PlanRequest> = {}): Promise<Planned> {
  const folder = await mkdtemp(join(tmpdir(), 'zlayer-built-'));
  try {
    const listing = {prefix: PREFIX, objects: listObjects(bucket)};
    const [backup] = zlayer.detect(listing);
    if (backup === undefined) throw new Error('no backup was recognised');
    const store = asked.store ?? memoryStore(bucket);
    const {signal} = new AbortController();
    const plan = await zlayer.plan({
      backup,
      listing,
      target: {onIncomplete: 'fail', prefer: 'likeliest'},
      store,
      decrypt: ageDecryption(undefined),
      excluded: new Map(),
      scratchFolder: await mkdtemp(join(folder, 'scratch-')),
      maxDatabaseSize: 1e8,
      examine: () => Promise.resolve([]),
      log: SILENT,
      signal,
      progress: () => {},
      ...asked,
    });
    const path = join(folder, 'image');
    await overlay(plan.layers, path, {store, signal, progress: () => {}, maxDatabaseSize: 1e8});
    return {plan, image: await readFile(path)};
  } finally {
    await rm(folder, {recursive: true, force: true});
  }
}
