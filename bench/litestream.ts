// Litestream's layouts. The base comes from the real program where it can be had (its LZ4 encoder decides how many
// sequences a decoder has to work through); the increments, one to a commit, are written here, so that there are as many
// as were asked for.
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {mkdir, writeFile} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import {encodeLtx} from '../test/codecs/ltx-encoder.ts';
import {encodeLz4Frame} from '../test/codecs/lz4-encoder.ts';
import {PAGE_SIZE, sha256Of} from './database.ts';
import type {Backup} from './layouts.ts';
import {changeOf, Workload} from './workload.ts';

/** Rows changed by each commit: some five pages. */
const ROWS_PER_COMMIT = 4;

/** Frames after which Litestream checkpoints (min-checkpoint-page-count), which begins the next index of the 0.3 layout. */
const FRAMES_PER_INDEX = 1000;

/** Milliseconds that a program may take to write its first snapshot. */
const PATIENCE = 300_000;

/** Megabytes: the encoders of the tests hold everything in memory, and are slow. */
export const LARGEST_WITHOUT_PROGRAM = 200;

const TABLES = `CREATE TABLE IF NOT EXISTS _litestream_seq (id INTEGER PRIMARY KEY, seq INTEGER);
  CREATE TABLE IF NOT EXISTS _litestream_lock (id INTEGER)`;
const RAISE = 'INSERT INTO _litestream_seq VALUES (1, 1) ON CONFLICT (id) DO UPDATE SET seq = seq + 1';

const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');

function filesBelow(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, {recursive: true, encoding: 'utf8'}).filter(name => statSync(join(folder, name)).isFile());
}

async function backupIn(bucket: string, prefix: string, database: string): Promise<Backup> {
  const sizes = filesBelow(join(bucket, prefix)).map(name => statSync(join(bucket, prefix, name)).size);
  const stored = sizes.reduce((sum, size) => sum + size, 0);
  return {prefix, sha256: await sha256Of(database), stored, objects: sizes.length};
}

/**
 * LTX files of version 0.5: the whole database in level 0 and in a snapshot, then one file of level 0 for each commit.
 * Changes `database`.
 * @param program litestream 0.5.x
 */
export async function ltxBackup(
  database: string,
  bucket: string,
  prefix: string,
  increments: number,
  program: string | undefined,
): Promise<Backup> {
  const root = join(bucket, prefix);
  for (const level of ['0000', '0009']) await mkdir(join(root, level), {recursive: true});
  const keyOf = (level: string, min: number, max: number): string =>
    join(root, level, `${hex(min, 16)}-${hex(max, 16)}.ltx`);
  let txid = 1;
  if (program === undefined) {
    const image = readFileSync(database);
    const pages = Array.from(
      {length: image.length / PAGE_SIZE},
      (_, at) => [at + 1, image.subarray(at * PAGE_SIZE, (at + 1) * PAGE_SIZE)] as const,
    );
    const bytes = encodeLtx({pageSize: PAGE_SIZE, commit: pages.length, min: 1, max: 1, time: Date.now(), pages});
    for (const level of ['0000', '0009']) writeFileSync(keyOf(level, 1, 1), bytes);
  } else {
    txid = await ltxBase(program, database, root);
  }
  const workload = new Workload(database);
  try {
    workload.checkpoint('TRUNCATE');
    for (let increment = 0; increment < increments; increment += 1) {
      if (workload.frames >= FRAMES_PER_INDEX) workload.checkpoint('RESTART');
      const {pages, commit, wal} = changeOf(workload.commit(ROWS_PER_COMMIT));
      txid += 1;
      const spec = {pageSize: PAGE_SIZE, commit, min: txid, max: txid, time: Date.now(), pages, wal};
      await writeFile(keyOf('0000', txid, txid), encodeLtx(spec));
    }
  } finally {
    workload.close();
  }
  return backupIn(bucket, prefix, database);
}

/** Moves what the program wrote for a folder to where it writes for S3. @returns its last transaction */
async function ltxBase(program: string, database: string, root: string): Promise<number> {
  const replica = join(dirname(root), 'replica-05');
  const config = `${replica}.yml`;
  writeFileSync(config, `dbs:\n  - path: ${database}\n    replica: {type: file, path: ${replica}}\n`);
  const child = spawn(program, ['replicate', '-config', config, '-once', '-force-snapshot'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {},
  });
  await once(child, 'exit');
  if (child.exitCode !== 0) throw new Error(`${program} ended with ${child.exitCode}`);
  let last = 0;
  for (const name of filesBelow(join(replica, 'ltx'))) {
    const [level = '', file = ''] = name.split('/');
    renameSync(join(replica, 'ltx', name), join(root, hex(Number(level), 4), file));
    last = Math.max(last, Number.parseInt(file.slice(17, 33), 16));
  }
  for (const path of [replica, config, join(dirname(database), `.${database.split('/').at(-1)}-litestream`)]) {
    rmSync(path, {recursive: true, force: true});
  }
  return last;
}

/**
 * The layout of version 0.3: a snapshot, then one WAL segment for each commit; a checkpoint every thousand frames begins
 * the next index. Changes `database`.
 * @param program litestream 0.3.x
 */
export async function v3Backup(
  database: string,
  bucket: string,
  increments: number,
  program: string | undefined,
): Promise<Backup> {
  const prefix = 'v3/';
  const workload = new Workload(database);
  try {
    const base =
      program === undefined ? await ownBase(database, bucket, workload) : await v3Base(program, database, bucket);
    const root = join(bucket, prefix, 'generations', base.generation);
    let {index} = base;
    const put = async ({offset, bytes}: {readonly offset: number; readonly bytes: Buffer}): Promise<void> => {
      const segment = join(root, 'wal', `${hex(index, 8)}_${hex(offset, 8)}.wal.lz4`);
      await writeFile(segment, encodeLz4Frame(bytes));
    };
    for (let increment = 0; increment < increments; increment += 1) {
      // Whatever wrote the base, its WAL is done with.
      if (increment === 0 || workload.frames >= FRAMES_PER_INDEX) {
        workload.checkpoint('RESTART');
        index += 1;
        workload.exec(RAISE);
        await put(workload.appended());
      }
      await put(workload.commit(ROWS_PER_COMMIT));
    }
  } finally {
    workload.close();
  }
  return backupIn(bucket, prefix, database);
}

type Base = {readonly generation: string; readonly index: number};

async function ownBase(database: string, bucket: string, workload: Workload): Promise<Base> {
  const generation = '0123456789abcdef';
  const root = join(bucket, 'v3/generations', generation);
  for (const name of ['snapshots', 'wal']) await mkdir(join(root, name), {recursive: true});
  workload.exec(TABLES);
  workload.checkpoint('TRUNCATE');
  await writeFile(join(root, 'snapshots/00000000.snapshot.lz4'), encodeLz4Frame(readFileSync(database)));
  workload.exec(RAISE);
  const {bytes} = workload.appended();
  await writeFile(join(root, 'wal/00000000_00000000.wal.lz4'), encodeLz4Frame(bytes));
  return {generation, index: 0};
}

/** Lets the program run until its snapshot is there. The workload's connection keeps the WAL from being removed. */
async function v3Base(program: string, database: string, bucket: string): Promise<Base> {
  const replica = join(bucket, 'v3');
  const config = join(bucket, 'v3.yml');
  const to = `{type: file, path: ${replica}, sync-interval: 100ms}`;
  writeFileSync(config, `dbs:\n  - path: ${database}\n    monitor-interval: 100ms\n    replicas:\n      - ${to}\n`);
  const child = spawn(program, ['replicate', '-config', config], {stdio: ['ignore', 'ignore', 'inherit'], env: {}});
  const ended = once(child, 'exit');
  const gaveUp = performance.now() + PATIENCE;
  const isDone = () => ['.snapshot.lz4', '.wal.lz4'].every(end => filesBelow(replica).some(name => name.endsWith(end)));
  while (!isDone()) {
    if (performance.now() > gaveUp || child.exitCode !== null) throw new Error(`${program} wrote no snapshot`);
    await pause(100);
  }
  child.kill('SIGTERM');
  await ended;
  const [generation = ''] = readdirSync(join(replica, 'generations'));
  const wal =
    readdirSync(join(replica, 'generations', generation, 'wal'))
      .toSorted()
      .at(-1) ?? '';
  for (const path of [config, join(dirname(database), `.${database.split('/').at(-1)}-litestream`)]) {
    rmSync(path, {recursive: true, force: true});
  }
  return {generation, index: Number.parseInt(wal.slice(0, 8), 16)};
}
