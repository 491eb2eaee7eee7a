// The real program snapshots a database that is written to, and read for long, all the time: SQLite has then checkpointed
// part of a WAL into what the program copies. LITESTREAM_03 is the path of litestream 0.3.13 or 0.3.14.
import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {existsSync} from 'node:fs';
import {mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join, relative, sep} from 'node:path';
import {test} from 'node:test';
import {setTimeout as sleep} from 'node:timers/promises';
import Database from 'better-sqlite3';
import type {Bucket, StoredObject} from '../models/memory-store.ts';
import {restoreInMemory} from '../models/restore-in-memory.ts';
import {changed, keysOf} from './litestream-v3-writer.ts';

const LITESTREAM = process.env['LITESTREAM_03'] ?? '';

/** Milliseconds of the workload: about one snapshot a second. */
const WORK = 6000;

/** Points of each snapshot's WAL that are restored. */
const POINTS = 6;

/** Runs the program beside a workload with long readers. @returns what it uploaded */
async function busyReplica(folder: string): Promise<Bucket> {
  const source = join(folder, 'app.db');
  const config = join(folder, 'litestream.yml');
  const replica = join(folder, 'replica');
  await mkdir(replica);
  const lines = [
    'dbs:',
    `  - path: ${source}`,
    '    monitor-interval: 50ms',
    '    checkpoint-interval: 500ms',
    '    min-checkpoint-page-count: 20',
    '    replicas:',
    `      - {type: file, path: ${join(replica, 'db')}, sync-interval: 50ms, snapshot-interval: 1s, retention: 1h}`,
  ];
  await writeFile(config, `${lines.join('\n')}\n`);
  const database = new Database(source);
  database.pragma('journal_mode = wal');
  database.pragma('busy_timeout = 10000');
  database.exec('create table item(id integer primary key, n integer, body blob); create index by_n on item(n)');
  const reader = new Database(source, {readonly: true});
  const program = spawn(LITESTREAM, ['replicate', '-config', config], {stdio: 'ignore'});
  try {
    const insert = database.prepare('insert into item(n, body) values (?, randomblob(?))');
    const end = Date.now() + WORK;
    for (let n = 1; Date.now() < end; n += 1) {
      database.transaction(() => {
        for (let i = 0; i < 1 + (n % 9) * 3; i += 1) insert.run(n, 100 + ((n * 7 + i) % 90) * 20);
        if (n % 5 === 0) database.exec(`delete from item where n < ${n - 30}`);
        if (n % 3 === 0) database.exec(`update item set body = randomblob(300) where n between ${n - 4} and ${n - 2}`);
      })();
      if (n % 40 === 7) reader.exec('begin; select count(*) from item');
      if (n % 40 === 33) reader.exec('commit');
      await sleep(8 + (n % 5) * 6);
    }
    reader.close();
    await sleep(700);
  } finally {
    program.kill('SIGTERM');
    if (program.exitCode === null) await once(program, 'exit');
    reader.close();
    database.close();
  }
  const bucket = new Map<string, StoredObject>();
  for (const entry of await readdir(replica, {recursive: true, withFileTypes: true})) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const key = relative(replica, path).split(sep).join('/');
    bucket.set(key, {key, bytes: await readFile(path), lastModified: (await stat(path)).mtimeMs});
  }
  return bucket;
}

function folderOf(key: string | undefined): string | undefined {
  return key?.slice(0, key.lastIndexOf('/'));
}

/** Some positions in the WAL of a snapshot, spread over it. */
function pointsOf(bucket: Bucket, generation: string, index: string): readonly string[] {
  const segments = keysOf(bucket, `${generation}/wal/${index}_`);
  return segments
    .filter((_, at) => at % Math.ceil(segments.length / POINTS) === 0)
    .map(key => `${generation}/${index}:${/_([0-9a-f]+)\.wal/.exec(key)?.[1]}`);
}

test(
  'points inside the WAL of a busy database’s snapshot are those that the snapshot before it leads to, and all replays agree',
  {skip: !existsSync(LITESTREAM) && 'litestream 0.3 cannot be had here: set LITESTREAM_03 to its path'},
  async t => {
    const folder = await mkdtemp(join(tmpdir(), 'litestream-v3-busy-'));
    try {
      const bucket = await busyReplica(folder);
      // The first of a generation has none before it.
      const all = keysOf(bucket, '/snapshots/');
      const snapshots = all.filter((key, at) => folderOf(key) === folderOf(all[at - 1]));
      assert.ok(snapshots.length >= 1, `${all.length} snapshots`);
      const tally = {points: 0, through: 0, replays: 0, ahead: 0};
      for (const snapshot of snapshots) {
        const [, generation = '', index = ''] = /generations\/([0-9a-f]+)\/snapshots\/([0-9a-f]+)/.exec(snapshot) ?? [];
        const without = changed(bucket, {[snapshot]: undefined});
        const points = pointsOf(bucket, generation, index);
        for (const position of points) {
          const [one, other] = [await restoreInMemory(bucket, {position}), await restoreInMemory(without, {position})];
          assert.equal(one.result.error, undefined, one.result.error?.message);
          assert.ok(other.image !== undefined && one.image?.equals(other.image), position);
          tally.points += 1;
          tally.through += one.result.plan?.snapshotKey === snapshot ? 0 : 1;
        }
        const position = points.at(-1);
        const {result} = await restoreInMemory(bucket, {mode: 'verify', position});
        for (const {newer, verdict, error, ahead} of result.replays ?? []) {
          assert.equal(verdict, 'pass', `${newer}: ${error?.message}`);
          tally.replays += 1;
          tally.ahead += ahead > 0 ? 1 : 0;
        }
      }
      assert.ok(tally.replays > 0);
      t.diagnostic(
        `${tally.points} points, ${tally.through} of them through an older snapshot; ${tally.replays} replays, ${tally.ahead} with pages ahead`,
      );
    } finally {
      await rm(folder, {recursive: true, force: true});
    }
  },
);
