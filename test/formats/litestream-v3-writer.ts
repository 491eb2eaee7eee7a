// Writes a replica as Litestream 0.3 does, from a real SQLite database: for what the real backups among the fixtures do
// not have. Commits become segments; a checkpoint that restarts the WAL begins the next index, and raises the counter.
import Database from 'better-sqlite3';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {frameSize, parseWalFrameHeader, parseWalHeader, WAL_HEADER_SIZE} from '../../src/codecs/wal.ts';
import {encodeLz4Frame} from '../codecs/lz4-encoder.ts';
import type {Bucket, StoredObject} from '../models/memory-store.ts';

export const START = Date.UTC(2026, 5, 1, 12, 0, 0);

export type WriterOptions = {
  readonly generation?: string;
  readonly pageSize?: number;
  /** Before `generations/`. */
  readonly head?: string;
  /** Milliseconds between two objects. */
  readonly step?: number;
  readonly start?: number;
};

export type Writer = {
  readonly run: (sql: string) => void;
  /** Uploads what was committed since, as one segment. */
  readonly sync: () => void;
  /** Uploads the main file under the current index. */
  readonly snapshot: () => void;
  /** Begins the next index, whose first commit raises the counter, unless the application commits `before` that. */
  readonly checkpoint: (before?: () => void) => void;
  /** What a checkpoint does that cannot restart the WAL. */
  readonly raiseCounter: () => void;
  readonly bucket: Map<string, StoredObject>;
  readonly key: (kind: 'snapshot' | 'last') => string;
  /** The database as it would be after a last checkpoint. Ends the writer. */
  readonly finish: () => Buffer;
};

export function v3Writer(options: WriterOptions = {}): Writer {
  const {generation = '0123456789abcdef', pageSize = 4096, head = 'db/', step = 1000, start = START} = options;
  const folder = mkdtempSync(join(tmpdir(), 'litestream-v3-writer-'));
  const path = join(folder, 'app.sqlite');
  const database = new Database(path);
  database.pragma(`page_size = ${pageSize}`);
  database.pragma('journal_mode = WAL');
  database.pragma('wal_autocheckpoint = 0');
  database.exec(
    'create table _litestream_seq (id integer primary key, seq integer); create table _litestream_lock (id integer)',
  );
  database.pragma('wal_checkpoint(TRUNCATE)');
  const bucket = new Map<string, StoredObject>();
  let index = 0;
  let offset = 0;
  let time = start;
  let last = '';

  const put = (key: string, bytes: Buffer): void => {
    bucket.set(key, {key, bytes, lastModified: time});
    time += step;
    last = key;
  };
  const name = (folderName: string, file: string): string => `${head}generations/${generation}/${folderName}/${file}`;
  const raiseCounter = (): void => {
    database.exec('insert into _litestream_seq values (1, 1) on conflict (id) do update set seq = seq + 1');
  };
  const sync = (): void => {
    const wal = committed(readFileSync(`${path}-wal`));
    if (wal.length <= offset) return;
    put(name('wal', `${hex8(index)}_${hex8(offset)}.wal.lz4`), encodeLz4Frame(wal.subarray(offset), {stored: true}));
    offset = wal.length;
  };
  return {
    run: sql => void database.exec(sql),
    sync,
    snapshot: () => put(name('snapshots', `${hex8(index)}.snapshot.lz4`), encodeLz4Frame(readFileSync(path))),
    checkpoint(before = () => {}) {
      sync();
      database.pragma('wal_checkpoint(RESTART)');
      before();
      raiseCounter();
      index += 1;
      offset = 0;
      sync();
    },
    raiseCounter,
    bucket,
    key: kind => (kind === 'last' ? last : name('snapshots', `${hex8(index)}.snapshot.lz4`)),
    finish() {
      database.pragma('wal_checkpoint(TRUNCATE)');
      const image = readFileSync(path);
      database.close();
      rmSync(folder, {recursive: true, force: true});
      return image;
    },
  };
}

/** The WAL without the stale frames behind it. */
function committed(file: Buffer): Buffer {
  const header = parseWalHeader(file);
  if ('defect' in header) return Buffer.alloc(0);
  const size = frameSize(header.pageSize);
  let end = WAL_HEADER_SIZE;
  while (end + size <= file.length && parseWalFrameHeader(file, end).salt2 === header.salt2) end += size;
  return file.subarray(0, end);
}

export type Replica = {readonly bucket: Map<string, StoredObject>; readonly image: Buffer};

/** `indexes` WALs of some commits each, with a snapshot at the start of those in `snapshots`. */
export function replica({
  indexes = 4,
  snapshots = [0],
  rows = 30,
  ...options
}: WriterOptions & {
  readonly indexes?: number;
  readonly snapshots?: readonly number[];
  readonly rows?: number;
} = {}): Replica {
  const writer = v3Writer(options);
  writer.run('create table t (n integer primary key, text); insert into t values (0, zeroblob(3000))');
  for (let index = 0; index < indexes; index += 1) {
    if (index > 0) writer.checkpoint();
    if (snapshots.includes(index)) writer.snapshot();
    for (let commit = 0; commit < 3; commit += 1) {
      const first = index * 100_000 + commit * 10_000 + 1;
      writer.run(
        `with recursive c(n) as (select ${first} union all select n + 1 from c limit ${rows})
         insert into t select n, 'row ' || n || ' of ${options.generation ?? 'a'}' from c;`,
      );
      writer.sync();
    }
  }
  const {bucket} = writer;
  return {bucket, image: writer.finish()};
}

/** A copy with some objects changed or, where they are undefined, gone. */
export function changed(
  bucket: Bucket,
  changes: Readonly<Record<string, Buffer | undefined>>,
): Map<string, StoredObject> {
  const copy = new Map(bucket);
  for (const [key, bytes] of Object.entries(changes)) {
    if (bytes === undefined) copy.delete(key);
    else copy.set(key, {key, bytes, lastModified: copy.get(key)?.lastModified ?? START + 3600_000});
  }
  return copy;
}

/** The keys that contain `part`, in order. */
export function keysOf(bucket: Bucket, part: string): readonly string[] {
  return [...bucket.keys()].filter(key => key.includes(part)).toSorted();
}

export function hex8(value: number): string {
  return value.toString(16).padStart(8, '0');
}
