// The real program replicates a running workload, is killed once and started again; what comes out here equals the source,
// and what the program itself restores. LITESTREAM_03 is the path of litestream 0.3.13 or 0.3.14.
import assert from 'node:assert/strict';
import {execFile, spawn, type ChildProcess} from 'node:child_process';
import {once} from 'node:events';
import {existsSync} from 'node:fs';
import {mkdir, mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {setTimeout as sleep} from 'node:timers/promises';
import {promisify} from 'node:util';
import Database from 'better-sqlite3';
import {SILENT} from '../../src/log.ts';
import type {Location, RestoreRequest} from '../../src/request.ts';
import {restore} from '../../src/restore.ts';
import type {RestoreResult} from '../../src/result.ts';
import {openStore} from '../../src/storage/open.ts';
import {inProcessSqlite} from '../models/in-process-sqlite.ts';
import {s3ServersHere, startS3, type S3Server} from '../servers/s3.ts';

const LITESTREAM = process.env['LITESTREAM_03'] ?? '';
const run = promisify(execFile);

type Place = {
  readonly folder: string;
  readonly source: string;
  readonly config: string;
  readonly location: Location;
  readonly env: NodeJS.ProcessEnv;
};

/** Where the program replicates to: a folder, or a server. */
async function makePlace(folder: string, server: S3Server | undefined): Promise<Place> {
  const source = join(folder, 'app.db');
  const config = join(folder, 'litestream.yml');
  const replica = join(folder, 'replica');
  await mkdir(replica);
  const to =
    server === undefined
      ? `{type: file, path: ${join(replica, 'db')}, sync-interval: 50ms, snapshot-interval: 3s}`
      : `{type: s3, bucket: ${server.bucket}, path: db, endpoint: "${server.endpoint}", region: ${server.region}, force-path-style: true, sync-interval: 50ms, snapshot-interval: 3s}`;
  const lines = [
    'dbs:',
    `  - path: ${source}`,
    '    monitor-interval: 50ms',
    '    checkpoint-interval: 1s',
    '    min-checkpoint-page-count: 50',
    '    replicas:',
    `      - ${to}`,
  ];
  await writeFile(config, `${lines.join('\n')}\n`);
  const place = {folder, source, config};
  if (server === undefined) {
    return {...place, location: {kind: 'directory', path: replica, prefix: 'db'}, env: process.env};
  }
  const {accessKeyId, secretAccessKey} = server.credentials;
  const env = {...process.env, LITESTREAM_ACCESS_KEY_ID: accessKeyId, LITESTREAM_SECRET_ACCESS_KEY: secretAccessKey};
  return {...place, location: server.location('db'), env};
}

/** Transactions of many kinds, some 20 ms apart. */
async function work(database: Database.Database, from: number, count: number): Promise<void> {
  const insert = database.prepare('insert into item(n, body) values (?, ?)');
  for (let n = from; n < from + count; n += 1) {
    database.transaction(() => {
      for (let i = 0; i < 1 + (n % 7) * 5; i += 1) insert.run(n, `${n}.${i} `.repeat(1 + ((n * 7 + i) % 90)));
      if (n % 5 === 0) database.exec(`delete from item where n < ${n - 20}`);
      if (n % 3 === 0) database.exec(`update item set body = body || '+' where n = ${n - 2}`);
    })();
    if (n === from + 15) database.exec('vacuum');
    await sleep(20);
  }
}

function replicate({config, env}: Place): ChildProcess {
  return spawn(LITESTREAM, ['replicate', '-config', config], {stdio: 'ignore', env});
}

async function end(program: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  program.kill(signal);
  if (program.exitCode === null && program.signalCode === null) await once(program, 'exit');
}

async function ours(
  {folder, location}: Place,
  asked: Partial<RestoreRequest>,
): Promise<{readonly result: RestoreResult; readonly bytes: Buffer}> {
  const target = join(folder, 'ours.db');
  await rm(target, {force: true});
  const {signal} = new AbortController();
  const result = await restore(
    {
      location,
      mode: 'restore',
      target,
      tempFolder: folder,
      format: 'auto',
      integrityCheck: 'full',
      foreignKeyCheck: 'off',
      onIncomplete: 'fail',
      onInconclusive: 'warn',
      ifNoBackup: 'fail',
      ifExists: 'replace',
      replaceWasWritten: false,
      allowEmpty: true,
      cache: false,
      ...asked,
    },
    {
      openStore: () => openStore(location, {env: {}, log: SILENT, signal}),
      sqlite: inProcessSqlite,
      log: SILENT,
      signal,
    },
  );
  assert.equal(result.error, undefined, result.error?.message);
  return {result, bytes: await readFile(target)};
}

/** What the program restores: by its own choice, or through a WAL index of a generation. */
async function theirs({folder, config, source, env}: Place, ...options: readonly string[]): Promise<Buffer> {
  const target = join(folder, 'theirs.db');
  await rm(target, {force: true});
  await run(LITESTREAM, ['restore', '-config', config, '-o', target, ...options, source], {env});
  return readFile(target);
}

async function replicateAndCompare(folder: string, server: S3Server | undefined): Promise<void> {
  const place = await makePlace(folder, server);
  let program: ChildProcess | undefined;
  try {
    const database = new Database(place.source);
    database.pragma('journal_mode = wal');
    database.pragma('busy_timeout = 10000');
    database.exec('create table item(id integer primary key, n integer, body text); create index by_n on item(n)');
    program = replicate(place);
    await work(database, 1, 60);
    await end(program, 'SIGKILL');
    await work(database, 61, 5);
    program = replicate(place);
    // Long enough that the generations end seconds apart.
    await work(database, 66, 250);
    await sleep(1000);
    await end(program, 'SIGTERM');
    program = undefined;
    database.pragma('wal_checkpoint(truncate)');
    database.close();
  } finally {
    if (program !== undefined) await end(program, 'SIGKILL');
  }
  const source = await readFile(place.source);
  const {result, bytes} = await ours(place, {});
  assert.ok(bytes.equals(source), 'equals the source');
  assert.ok((await theirs(place)).equals(source), 'the program’s own result equals the source');
  assert.match(result.plan?.proof.word ?? '', /^(?:likely|complete)$/);
  const {plan} = (await ours(place, {onInconclusive: 'proven'})).result;
  assert.equal(plan?.proof.word, 'complete');
  // The end of the snapshot's own WAL: what the program restores when it is told to stop after that index.
  const [, generation = '', index = ''] = /^([0-9a-f]{16})\/([0-9a-f]{8})/.exec(plan.point.position) ?? [];
  const [mine, peer] = [
    await ours(place, {position: plan.point.position}),
    await theirs(place, '-generation', generation, '-index', index),
  ];
  assert.ok(mine.bytes.equals(peer), plan.point.position);
}

for (const name of ['a folder', ...s3ServersHere()] as const) {
  test(
    `a live replica in ${name} is restored to the source, byte for byte, and as the program itself restores it`,
    {skip: !existsSync(LITESTREAM) && 'litestream 0.3 cannot be had here: set LITESTREAM_03 to its path'},
    async () => {
      const folder = await mkdtemp(join(tmpdir(), 'litestream-v3-live-'));
      try {
        if (name === 'a folder') return await replicateAndCompare(folder, undefined);
        await using server = await startS3([], name);
        await replicateAndCompare(folder, server);
      } finally {
        await rm(folder, {recursive: true, force: true});
      }
    },
  );
}
