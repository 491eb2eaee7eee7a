// The ways to get a checked database out of the bucket that are compared: the action as a runner starts it, and what
// people use instead.
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {existsSync, mkdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {join} from 'node:path';
import {createInterface} from 'node:readline';
import {fileURLToPath} from 'node:url';
import type {Backup} from './layouts.ts';
import {measure, type Command, type Measured} from './process.ts';
import type {Programs} from './programs.ts';

export const BUNDLE = fileURLToPath(new URL('../dist/index.js', import.meta.url));
const SERVER = fileURLToPath(new URL('server.ts', import.meta.url));

export type Network = {readonly firstByteMs: number; readonly bytesPerSecond: number};
export type Server = AsyncDisposable & {readonly endpoint: string};

export type Way = {
  readonly name: string;
  /** @throws Error when what was restored is not what was backed up: then no figure counts */
  readonly run: (parent: string) => Promise<Measured>;
};

export async function startServer(bucket: string, {firstByteMs, bytesPerSecond}: Network): Promise<Server> {
  const args = [SERVER, bucket, String(firstByteMs), String(bytesPerSecond)];
  const child = spawn(process.execPath, args, {stdio: ['pipe', 'pipe', 'inherit']});
  const lines = createInterface({input: child.stdout});
  const port = await new Promise<string>(resolve => lines.once('line', resolve));
  return {
    endpoint: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      child.stdin.end();
      await once(child, 'close');
    },
  };
}

/** What a run of the action has beyond the inputs that all have. */
export type More = {readonly inputs: Readonly<Record<string, string>>; readonly env: NodeJS.ProcessEnv};

const NOTHING_MORE: More = {inputs: {}, env: {}};

function action(bundle: string, endpoint: string, prefix: string, folder: string, more = NOTHING_MORE): Command {
  const files = Object.fromEntries(
    ['GITHUB_OUTPUT', 'GITHUB_STEP_SUMMARY', 'GITHUB_STATE', 'GITHUB_ENV'].map(name => [name, join(folder, name)]),
  );
  for (const file of Object.values(files)) writeFileSync(file, '');
  const inputs = {
    BUCKET: 'bench',
    PREFIX: prefix,
    ENDPOINT: endpoint,
    'DB-PATH': 'restored.sqlite',
    'ACCESS-KEY-ID': 'bench',
    'SECRET-ACCESS-KEY': 'bench-secret',
    ...more.inputs,
  };
  return {
    file: process.execPath,
    args: [bundle],
    cwd: folder,
    env: {
      PATH: process.env['PATH'],
      GITHUB_ACTIONS: 'true',
      GITHUB_WORKSPACE: folder,
      RUNNER_TEMP: folder,
      ...files,
      ...more.env,
      ...Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`INPUT_${name}`, value])),
    },
  };
}

/** An empty folder that holds what one run leaves. */
async function inFolder<Result>(parent: string, work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = join(parent, 'run');
  mkdirSync(folder);
  try {
    return await work(folder);
  } finally {
    rmSync(folder, {recursive: true, force: true});
  }
}

/**
 * The step with every check, from the start of its process to its end.
 * @param outputs that the run must end with, beside the right hash
 */
export function byAction(
  name: string,
  bundle: string,
  endpoint: string,
  backup: Backup,
  more = NOTHING_MORE,
  outputs: Readonly<Record<string, string>> = {},
): Way {
  return {
    name,
    run: parent =>
      inFolder(parent, async folder => {
        const measured = await measure(action(bundle, endpoint, backup.prefix, folder, more));
        const given = outputsOf(readFileSync(join(folder, 'GITHUB_OUTPUT'), 'utf8'));
        const expected = {sha256: backup.sha256, integrity: 'ok', ...outputs};
        const isRight = Object.entries(expected).every(([output, value]) => given.get(output) === value);
        if (measured.status === 0 && isRight && existsSync(join(folder, 'restored.sqlite'))) return measured;
        throw new Error(`The restore of ${backup.prefix} went wrong:\n${measured.output}`);
      }),
  };
}

/** The last value of each output: those of a failure come first. */
function outputsOf(file: string): ReadonlyMap<string, string> {
  const outputs = file.matchAll(/^(\w+)<<(\S+)\n(.*)\n\2$/gm);
  return new Map([...outputs].map(([, name = '', , value = '']) => [name, value]));
}

/** A line of shell that ends by printing SQLite's verdict. */
function byShell(name: string, line: string, env: NodeJS.ProcessEnv): Way {
  return {
    name,
    run: parent =>
      inFolder(parent, async folder => {
        const measured = await measure({file: 'bash', args: ['-o', 'pipefail', '-c', line], cwd: folder, env});
        if (measured.status === 0 && measured.output.trim().split('\n').at(-1) === 'ok') return measured;
        throw new Error(`${name} went wrong:\n${measured.output}`);
      }),
  };
}

const CHECK = `sqlite3 db.sqlite 'PRAGMA integrity_check'`;

function clientEnvironment(): NodeJS.ProcessEnv {
  const keys = {AWS_ACCESS_KEY_ID: 'bench', AWS_SECRET_ACCESS_KEY: 'bench-secret', AWS_REGION: 'us-east-1'};
  return {PATH: process.env['PATH'], HOME: process.env['HOME'], ...keys, AWS_EC2_METADATA_DISABLED: 'true'};
}

/** Download one zstd object, decompress, check: by curl, and by the AWS command line. */
export function objectPeers({curl, aws, zstd, sqlite3}: Programs, endpoint: string): readonly Way[] {
  if (zstd === undefined || sqlite3 === undefined) return [];
  const key = 'object/app.sqlite.zst';
  const env = {...clientEnvironment(), ENDPOINT: endpoint};
  const byCurl = `curl -sSf "$ENDPOINT/bench/${key}" | zstd -dcq > db.sqlite && ${CHECK}`;
  const byAws =
    `"$AWS" s3 cp --only-show-errors --endpoint-url "$ENDPOINT" s3://bench/${key} db.zst && ` +
    `zstd -dq db.zst -o db.sqlite && ${CHECK}`;
  return [
    ...(curl === undefined ? [] : [byShell('curl, zstd -d, sqlite3', byCurl, env)]),
    ...(aws === undefined ? [] : [byShell('aws s3 cp, zstd -d, sqlite3', byAws, {...env, AWS: aws})]),
  ];
}

/** Litestream 0.5 with its own full integrity check. */
export function ltxPeers({litestream05}: Programs, endpoint: string, prefix: string): readonly Way[] {
  if (litestream05 === undefined) return [];
  const url = `s3://bench/${prefix.replace(/\/$/, '')}?endpoint=${endpoint}&region=us-east-1&forcePathStyle=true`;
  const line = `"$LITESTREAM" restore -integrity-check full -o db.sqlite "$REPLICA" && test -s db.sqlite && echo ok`;
  return [byShell('litestream 0.5.17', line, {...clientEnvironment(), LITESTREAM: litestream05, REPLICA: url})];
}

/** Litestream 0.3 checks nothing by itself. */
export function v3Peers({litestream03, sqlite3}: Programs, endpoint: string): readonly Way[] {
  if (litestream03 === undefined || sqlite3 === undefined) return [];
  const to = `{type: s3, bucket: bench, path: v3, endpoint: "${endpoint}", region: us-east-1, force-path-style: true}`;
  const line = `printf '%s\\n' "$CONFIG" > l.yml && "$LITESTREAM" restore -config l.yml -o db.sqlite "$PWD/app.db" && ${CHECK}`;
  const way = (folder: string): Way =>
    byShell('litestream 0.3.13, sqlite3', line, {
      ...clientEnvironment(),
      LITESTREAM: litestream03,
      LITESTREAM_ACCESS_KEY_ID: 'bench',
      LITESTREAM_SECRET_ACCESS_KEY: 'bench-secret',
      CONFIG: `dbs:\n  - path: ${join(folder, 'run/app.db')}\n    replicas:\n      - ${to}`,
    });
  return [{name: 'litestream 0.3.13, sqlite3', run: parent => way(parent).run(parent)}];
}

/** Milliseconds from the start of the process to its first request; the answer is a refusal, so that it ends. */
export async function startUp(bundle: string, parent: string): Promise<number> {
  return inFolder(parent, async folder => {
    let first: number | undefined;
    const server = createServer((_, response) => {
      first ??= performance.now();
      response.writeHead(403, {'content-type': 'application/xml'});
      response.end('<Error><Code>AccessDenied</Code><Message>no</Message></Error>');
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    // A listening TCP server has an address object.
    const {port} = server.address() as AddressInfo;
    try {
      const started = performance.now();
      const {output} = await measure(action(bundle, `http://127.0.0.1:${port}`, 'p/', folder));
      if (first === undefined) throw new Error(`The action sent no request:\n${output}`);
      return first - started;
    } finally {
      server.close();
      server.closeAllConnections();
    }
  });
}

/** Milliseconds that Node itself takes. */
export async function bareNode(parent: string): Promise<number> {
  const {seconds} = await measure({file: process.execPath, args: ['-e', '0'], cwd: parent, env: {}});
  return seconds * 1000;
}
