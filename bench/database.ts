// Generated databases: the same rows on every machine, about as compressible as an application's.
import {createHash} from 'node:crypto';
import {createReadStream, createWriteStream} from 'node:fs';
import {copyFile, link, mkdir, rm, stat, utimes} from 'node:fs/promises';
import {join} from 'node:path';
import {DatabaseSync} from 'node:sqlite';
import {pipeline} from 'node:stream/promises';
import {createZstdCompress} from 'node:zlib';

const PAGE_SIZE = 4096;
/** Frames of the WAL that the ZLayer backup ends with: 41 MB, however large the database. */
const WAL_FRAMES = 10_000;
const WAL_CAPTURES = 8;
const ROWS_PER_BATCH = 100_000;

export type Backup = {
  readonly prefix: string;
  /** Of the database that the backup holds, in hex. */
  readonly sha256: string;
  /** Bytes in the bucket. */
  readonly stored: number;
};

export type Backups = {
  /** Folder that holds the objects. */
  readonly bucket: string;
  /** Bytes of the database. */
  readonly bytes: number;
  /** One zstd file. */
  readonly object: Backup & {readonly key: string};
  /** A snapshot, and a WAL that goes on after it. */
  readonly zlayer: Backup;
};

const SCHEMA = `
  CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL, email TEXT NOT NULL);
  CREATE TABLE orders (id INTEGER PRIMARY KEY, user INTEGER NOT NULL, cents INTEGER NOT NULL, note TEXT);
  CREATE TABLE events (id INTEGER PRIMARY KEY, orders INTEGER NOT NULL, kind INTEGER NOT NULL, payload TEXT NOT NULL);`;

const INDEXES = `
  CREATE INDEX users_by_email ON users (email);
  CREATE INDEX orders_by_user ON orders (user);
  CREATE INDEX events_by_order ON events (orders);
  CREATE INDEX events_by_kind ON events (kind, id);`;

// Multiplication by an odd number scatters the row number: text and keys without an order, the same in every run.
const ROWS = `
  WITH RECURSIVE n(i) AS (SELECT :first UNION ALL SELECT i + 1 FROM n WHERE i < :last)
  INSERT INTO events
  SELECT i, i * 2654435761 % 1000003, i % 7,
    printf('%012x%012x GET /api/v1/orders/%d/items 200', i * 6364136223846793 % 281474976710597, i * 40503 % 65521, i % 5000)
  FROM n`;

function pagesOf(database: DatabaseSync): number {
  return Number(database.prepare('PRAGMA page_count').get()?.['page_count']);
}

function fill(path: string, megabytes: number): void {
  const database = new DatabaseSync(path);
  database.exec(`PRAGMA page_size = ${PAGE_SIZE}; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; ${SCHEMA}`);
  const events = database.prepare(ROWS);
  // The indexes, the users and the orders take about as much again as a third of the events.
  const wanted = (megabytes * 1e6 * 0.68) / PAGE_SIZE;
  let rows = 0;
  for (; pagesOf(database) < wanted; rows += ROWS_PER_BATCH) {
    events.run({first: rows + 1, last: rows + ROWS_PER_BATCH});
  }
  database.exec(`
    INSERT INTO users SELECT id, 'user ' || id, printf('%08x@example.com', id * 40503) FROM events WHERE id <= ${rows / 50};
    INSERT INTO orders SELECT id, id * 7919 % ${rows / 50} + 1, id * 37 % 100000, NULL FROM events WHERE id <= ${rows / 10};
    ${INDEXES} PRAGMA journal_mode = WAL;`);
  database.close();
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, {highWaterMark: 2 ** 20}), hash);
  return hash.digest('hex');
}

/** @returns the size in bytes of the compressed file */
async function compress(from: string, to: string): Promise<number> {
  await pipeline(createReadStream(from, {highWaterMark: 2 ** 20}), createZstdCompress(), createWriteStream(to));
  return (await stat(to)).size;
}

/** Commits until the WAL has its frames; hands its file over several times on the way, as the writer's polling would. */
async function writeWal(path: string, capture: (wal: string, frames: number) => Promise<void>): Promise<void> {
  const database = new DatabaseSync(path);
  database.exec('PRAGMA wal_autocheckpoint = 0; PRAGMA synchronous = OFF');
  const rows = Number(database.prepare('SELECT max(id) AS rows FROM events').get()?.['rows']);
  const change = database.prepare(`UPDATE events SET payload = 'changed ' || payload WHERE id = ?`);
  const wal = `${path}-wal`;
  const frames = async () => Math.floor(((await stat(wal)).size - 32) / (24 + PAGE_SIZE));
  let row = 1;
  for (let captured = 1; captured <= WAL_CAPTURES; captured++) {
    do {
      database.exec('BEGIN');
      for (let changes = 0; changes < 50; changes++) change.run((row = (row * 48271 + 11) % rows) + 1);
      database.exec('COMMIT');
    } while ((await frames()) < (WAL_FRAMES * captured) / WAL_CAPTURES);
    await capture(wal, await frames());
  }
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  database.close();
}

const stamp = (time: Date) => time.toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '_');

/** Makes a database of about `megabytes` (10^6 bytes) and its backups below `folder`. Needs twice its size for a while. */
export async function makeBackups(folder: string, megabytes: number): Promise<Backups> {
  const bucket = join(folder, `${megabytes}`);
  const path = join(bucket, 'writing.sqlite');
  for (const name of ['object', 'zlayer/snapshots', 'zlayer/wal']) await mkdir(join(bucket, name), {recursive: true});
  fill(path, megabytes);
  const {size: bytes} = await stat(path);
  const sha256 = await sha256Of(path);

  const start = Date.now() - 3_600_000;
  const snapshot = join(bucket, 'zlayer/snapshots', `${stamp(new Date(start))}.sqlite.zst`);
  const stored = await compress(path, snapshot);
  await utimes(snapshot, start / 1000, start / 1000);
  const key = 'object/app.sqlite.zst';
  await link(snapshot, join(bucket, key));

  let inBucket = stored;
  let time = start;
  const copy = join(folder, 'wal');
  await writeWal(path, async (wal, frames) => {
    await copyFile(wal, copy);
    const object = join(bucket, 'zlayer/wal', `${String(frames).padStart(20, '0')}.wal.zst`);
    inBucket += await compress(copy, object);
    time += 10_000;
    await utimes(object, time / 1000, time / 1000);
  });
  const zlayer = {prefix: 'zlayer/', sha256: await sha256Of(path), stored: inBucket};
  for (const file of [path, copy]) await rm(file);
  return {bucket, bytes, object: {prefix: 'object/', key, sha256, stored}, zlayer};
}
