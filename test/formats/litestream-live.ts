// The real Litestream programs, replicating a running workload into a folder or a server: what both versions have in
// common.
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
import {DEFAULTS} from '../models/restore-request.ts';
import {s3ServersHere, startS3, type S3Server, type S3ServerName} from '../servers/s3.ts';

/** One version of the program, and how it is told what to do. */
export type Version = {
  /** For people: `litestream 0.5`. */
  readonly name: string;
  /** The environment variable that holds the program's path. */
  readonly variable: string;
  /** Lines of its configuration before those of the database. */
  readonly settings: readonly string[];
  /** Lines of the database's part that say where it replicates to, without their indent. @param to in YAML's flow style */
  readonly replica: (to: string) => readonly string[];
  /** Options of the replica, beside where it is. */
  readonly options: readonly string[];
  /** Where it replicates to. Absent: into a folder, and to each S3 server that can be had here. */
  readonly places?: readonly ('a folder' | S3ServerName)[];
  /** What our restore is told, beside where the replica is. */
  readonly asked?: Partial<RestoreRequest>;
  readonly environment: (server: S3Server | undefined) => NodeJS.ProcessEnv;
  /** Transactions after the program was killed and started again. */
  readonly transactionsAfter: number;
  /** Milliseconds that it is given for the last of them. */
  readonly patience: number;
};

export type Place = {
  readonly version: Version;
  readonly folder: string;
  readonly source: string;
  readonly config: string;
  readonly location: Location;
  /** As a program's `restore` wants it that is given no configuration. */
  readonly url: string;
  readonly env: NodeJS.ProcessEnv;
};

const run = promisify(execFile);

/**
 * Replicates into a folder and into each S3 server that can be had here, with one kill and restart, then holds the newest
 * state against the source: ours and the program's own. `compare` looks at more.
 * @param theirs what the program's own restore of the newest state is told
 */
export function testLive(
  version: Version,
  theirs: (place: Place) => readonly string[],
  compare: (place: Place, newest: RestoreResult) => Promise<void>,
): void {
  const {name, variable} = version;
  const skip = !existsSync(pathOf(version)) && `${name} cannot be had here: set ${variable} to its path`;
  for (const where of version.places ?? (['a folder', ...s3ServersHere()] as const)) {
    const sentence = `a live replica of ${name} in ${where} is restored to the source, byte for byte, and as the program itself restores it`;
    test(sentence, {skip}, async () => {
      const folder = await mkdtemp(join(tmpdir(), 'litestream-live-'));
      try {
        await using server = where === 'a folder' ? undefined : await startS3([], where);
        const place = await makePlace(version, folder, server);
        await replicate(place);
        const source = await readFile(place.source);
        const {bytes, result} = await ours(place);
        assert.ok(bytes.equals(source), 'equals the source');
        const peer = await restoredBy(place, theirs(place));
        assert.ok(peer.equals(source), 'the program’s own result equals the source');
        await compare(place, result);
      } finally {
        await rm(folder, {recursive: true, force: true});
      }
    });
  }
}

function pathOf({variable}: Version): string {
  return process.env[variable] ?? '';
}

async function makePlace(version: Version, folder: string, server: S3Server | undefined): Promise<Place> {
  const source = join(folder, 'app.db');
  const config = join(folder, 'litestream.yml');
  const replica = join(folder, 'replica');
  await mkdir(replica);
  const where =
    server === undefined
      ? ['type: file', `path: ${join(replica, 'db')}`]
      : [
          'type: s3',
          `bucket: ${server.bucket}`,
          'path: db',
          `endpoint: "${server.endpoint}"`,
          `region: ${server.region}`,
          'force-path-style: true',
        ];
  const to = `{${[...where, 'sync-interval: 50ms', ...version.options].join(', ')}}`;
  const database = [
    'monitor-interval: 50ms',
    'checkpoint-interval: 1s',
    'min-checkpoint-page-count: 50',
    ...version.replica(to),
  ];
  const lines = [...version.settings, 'dbs:', `  - path: ${source}`, ...database.map(line => `    ${line}`)];
  await writeFile(config, `${lines.join('\n')}\n`);
  const place = {version, folder, source, config, env: version.environment(server)};
  if (server === undefined) {
    const location = {kind: 'directory', path: replica, prefix: 'db'} as const;
    return {...place, url: `file://${join(replica, 'db')}`, location};
  }
  const url = `s3://${server.bucket}/db?endpoint=${server.endpoint}&region=${server.region}&forcePathStyle=true`;
  return {...place, url, location: server.location('db')};
}

/** Works on the database while the program replicates it, kills the program once, and ends with everything replicated. */
async function replicate({version, source, config, env}: Place): Promise<void> {
  const start = (): ChildProcess => spawn(pathOf(version), ['replicate', '-config', config], {stdio: 'ignore', env});
  let program: ChildProcess | undefined;
  try {
    const database = new Database(source);
    database.pragma('journal_mode = wal');
    database.pragma('busy_timeout = 10000');
    database.exec('create table item(id integer primary key, n integer, body text); create index by_n on item(n)');
    program = start();
    await work(database, 1, 60);
    await end(program, 'SIGKILL');
    await work(database, 61, 5);
    program = start();
    await work(database, 66, version.transactionsAfter);
    await sleep(version.patience);
    await end(program, 'SIGTERM');
    program = undefined;
    database.pragma('wal_checkpoint(truncate)');
    database.close();
  } finally {
    if (program !== undefined) await end(program, 'SIGKILL');
  }
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

async function end(program: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  program.kill(signal);
  if (program.exitCode === null && program.signalCode === null) await once(program, 'exit');
}

/** This program's restore; a failure fails the test. */
export async function ours(
  {version, folder, location}: Place,
  asked: Partial<RestoreRequest> = {},
): Promise<{readonly result: RestoreResult; readonly bytes: Buffer}> {
  const target = join(folder, 'ours.db');
  await rm(target, {force: true});
  const {signal} = new AbortController();
  const result = await restore(
    {
      ...DEFAULTS,
      location,
      target,
      tempFolder: folder,
      ...version.asked,
      ...asked,
    },
    {
      openStore: () => openStore(location, {env: {}, log: SILENT, signal}),
      openSqlite: () => Promise.resolve(inProcessSqlite),
      log: SILENT,
      signal,
    },
  );
  assert.equal(result.error, undefined, result.error?.message);
  return {result, bytes: await readFile(target)};
}

/** The program's own restore. */
export async function restoredBy({version, folder, env}: Place, options: readonly string[]): Promise<Buffer> {
  const target = join(folder, 'theirs.db');
  await rm(target, {force: true});
  await run(pathOf(version), ['restore', '-o', target, ...options], {env});
  return readFile(target);
}
