// One database, backed up in each layout.
import {createReadStream, createWriteStream} from 'node:fs';
import {copyFile, mkdir, stat, utimes} from 'node:fs/promises';
import {join} from 'node:path';
import {pipeline} from 'node:stream/promises';
import {createZstdCompress} from 'node:zlib';
import {PAGE_SIZE, sha256Of} from './database.ts';
import {Workload} from './workload.ts';

export type Backup = {
  readonly prefix: string;
  /** Of the database that the backup holds, in hex. */
  readonly sha256: string;
  /** Bytes in the bucket. */
  readonly stored: number;
  readonly objects: number;
};

/**
 * Rows changed by each commit that is captured, at least: some ten pages. And in all so many that a large database's WAL says
 * enough of which snapshot it follows: else the action rightly does not apply it.
 */
const ROWS_PER_CAPTURE = 9;
const PAGES_PER_ROW = 150;

/** @returns the size in bytes of the compressed file */
async function compress(from: string, to: string): Promise<number> {
  await pipeline(createReadStream(from, {highWaterMark: 2 ** 20}), createZstdCompress(), createWriteStream(to));
  return (await stat(to)).size;
}

/** The database file, compressed at level 3, as one object: `object/app.sqlite.zst`. */
export async function objectBackup(database: string, bucket: string): Promise<Backup> {
  await mkdir(join(bucket, 'object'), {recursive: true});
  const stored = await compress(database, join(bucket, 'object/app.sqlite.zst'));
  return {prefix: 'object/', sha256: await sha256Of(database), stored, objects: 1};
}

const stamp = (time: Date) => time.toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '_');

/**
 * A snapshot, and a WAL that goes on after it, captured after each commit. Each capture is the whole WAL so far, as
 * ZLayer's writer uploads it. Changes `database`.
 */
export async function zlayerBackup(database: string, bucket: string, captures: number): Promise<Backup> {
  for (const name of ['snapshots', 'wal']) await mkdir(join(bucket, 'zlayer', name), {recursive: true});
  let time = Date.now() - captures * 1000 - 3_600_000;
  const snapshot = join(bucket, 'zlayer/snapshots', `${stamp(new Date(time))}.sqlite.zst`);
  let stored = await compress(database, snapshot);
  await utimes(snapshot, time / 1000, time / 1000);
  const pages = (await stat(database)).size / PAGE_SIZE;
  const rows = Math.max(ROWS_PER_CAPTURE, Math.ceil(pages / PAGES_PER_ROW / captures));
  const workload = new Workload(database);
  try {
    const copy = join(bucket, '..', 'wal-copy');
    for (let captured = 1; captured <= captures; captured += 1) {
      workload.commit(rows);
      await copyFile(`${database}-wal`, copy);
      const object = join(bucket, 'zlayer/wal', `${String(workload.frames).padStart(20, '0')}.wal.zst`);
      stored += await compress(copy, object);
      time += 1000;
      await utimes(object, time / 1000, time / 1000);
    }
  } finally {
    workload.close();
  }
  return {prefix: 'zlayer/', sha256: await sha256Of(database), stored, objects: 1 + captures};
}
