// The ways to get a checked database out of the bucket that are compared: the action as a runner starts it, and the
// shell line that people write themselves.
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {existsSync, mkdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {delimiter, join} from 'node:path';
import {createInterface} from 'node:readline';
import {fileURLToPath} from 'node:url';
import type {Backup} from './database.ts';
import {measure, type Command, type Measured} from './process.ts';

const BUNDLE = fileURLToPath(new URL('../dist/index.js', import.meta.url));
const SERVER = fileURLToPath(new URL('server.ts', import.meta.url));

export type Network = {readonly firstByteMs: number; readonly bytesPerSecond: number};
export type Server = AsyncDisposable & {readonly endpoint: string};

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

function action(endpoint: string, prefix: string, folder: string): Command {
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
  };
  return {
    file: process.execPath,
    args: [BUNDLE],
    cwd: folder,
    env: {
      PATH: process.env['PATH'],
      GITHUB_ACTIONS: 'true',
      GITHUB_WORKSPACE: folder,
      RUNNER_TEMP: folder,
      ...files,
      ...Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`INPUT_${name}`, value])),
    },
  };
}

/** An empty folder that holds what one run leaves. */
function inFolder<Result>(parent: string, work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = join(parent, 'run');
  mkdirSync(folder);
  return work(folder).finally(() => rmSync(folder, {recursive: true, force: true}));
}

/** @throws Error when the restored database is not the one that was backed up: then no figure counts */
export async function restoreByAction(endpoint: string, backup: Backup, parent: string): Promise<Measured> {
  return inFolder(parent, async folder => {
    const measured = await measure(action(endpoint, backup.prefix, folder));
    const outputs = readFileSync(join(folder, 'GITHUB_OUTPUT'), 'utf8');
    const isRight = [backup.sha256, 'ok'].every(value => outputs.split('\n').includes(value));
    if (measured.status === 0 && isRight && existsSync(join(folder, 'restored.sqlite'))) return measured;
    throw new Error(`The restore of ${backup.prefix} went wrong:\n${measured.output}`);
  });
}

function isOnPath(name: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some(folder => existsSync(join(folder, name)));
}

export const SHELL_PROGRAMS = ['bash', 'curl', 'zstd', 'sqlite3'];
export const canRunShell = SHELL_PROGRAMS.every(isOnPath);

export async function restoreByShell(endpoint: string, key: string, parent: string): Promise<Measured> {
  return inFolder(parent, async folder => {
    const line = `curl -sSf "$URL" | zstd -dcq > db.sqlite && sqlite3 db.sqlite 'PRAGMA integrity_check'`;
    const env = {PATH: process.env['PATH'], URL: `${endpoint}/bench/${key}`};
    const measured = await measure({file: 'bash', args: ['-o', 'pipefail', '-c', line], cwd: folder, env});
    if (measured.status === 0 && measured.output.trim() === 'ok') return measured;
    throw new Error(`The shell line went wrong:\n${measured.output}`);
  });
}

/** Milliseconds from the start of the process to its first request; the answer is a refusal, so that it ends. */
export async function startUp(parent: string): Promise<number> {
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
      const {output} = await measure(action(`http://127.0.0.1:${port}`, 'p/', folder));
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
