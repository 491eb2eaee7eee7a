// The parent's side of one child process: start it, hand over the task, wait, and end it when it must end.
import {spawn} from 'node:child_process';
import {dirname} from 'node:path';
import {fileURLToPath} from 'node:url';
import {RestoreError} from '../errors.ts';
import {parseReply, type Job, type Reply, type Task} from './job.ts';
import {REPLY_LIMIT} from './reply-limits.ts';
import {messageOf} from './sqlite-error.ts';

/** The entry's first argument when it is to serve as a SQLite child. */
const CHILD_ARGUMENT = 'sqlite-child';

/** MiB of JavaScript heap: the child holds rows one at a time. SQLite's own memory does not count. */
const HEAP_MIB = 256;

/** Milliseconds for a child to end after its reply, and to vanish after SIGKILL: a hung disk can hold it. */
const LINGER = 10_000;

/** Characters of standard error that are kept for the message. */
const STDERR_KEPT = 4000;

type End = {readonly code: number | null; readonly signal: NodeJS.Signals | null};

/**
 * Runs one task in a process of its own, which does not outlive `signal` or this process.
 * @param entry the program's entry, which serves when it is given `sqlite-child`
 * @throws RestoreError `check-failed` when the child ended without an honest reply; `cancelled`, `timeout`, or the
 *   RestoreError that aborted `signal`
 */
export async function runChild(entry: URL, task: Task, signal: AbortSignal): Promise<Reply> {
  if (signal.aborted) throw abortReason(signal);
  // The environment is empty: no credentials and no inputs for what reads hostile data. (Node adds NODE_V8_COVERAGE, and
  // on Windows what a process cannot do without.) A temporary file of SQLite's lies where there is room for it.
  const child = spawn(process.execPath, [`--max-old-space-size=${HEAP_MIB}`, fileURLToPath(entry), CHILD_ARGUMENT], {
    env: {SQLITE_TMPDIR: dirname(task.path)},
    stdio: ['pipe', 'pipe', 'pipe'],
    windowsHide: true,
  });
  const ended = Promise.withResolvers<End | undefined>();
  const timers: NodeJS.Timeout[] = [];
  const kill = () => {
    child.kill('SIGKILL');
    timers.push(setTimeout(() => ended.resolve(undefined), LINGER));
  };
  child.once('error', cause => ended.reject(didNotStart(cause)));
  child.once('close', (code, ending) => ended.resolve({code, signal: ending}));

  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr = (stderr + text).slice(-STDERR_KEPT)));
  const chunks: Buffer[] = [];
  let size = 0;
  let replied = false;
  child.stdout.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (replied || size > REPLY_LIMIT) return kill();
    chunks.push(chunk);
    replied = chunk.at(-1) === NEWLINE;
    if (replied) timers.push(setTimeout(kill, LINGER));
  });

  signal.addEventListener('abort', kill, {once: true});
  try {
    // A child that died cannot be written to: its end says why. The pipe stays open; its end is the parent's death.
    child.stdin.on('error', () => {});
    child.stdin.write(`${JSON.stringify({...task, parent: process.pid} satisfies Job)}\n`);
    const end = await ended.promise;
    if (signal.aborted) throw abortReason(signal);
    if (!replied || size > REPLY_LIMIT || end?.code !== 0) throw died(task.path, end, stderr);
    return parse(Buffer.concat(chunks).toString('utf8'), task.path);
  } finally {
    signal.removeEventListener('abort', kill);
    for (const timer of timers) clearTimeout(timer);
    child.stdin.destroy();
  }
}

const NEWLINE = 10;

function parse(line: string, path: string): Reply {
  try {
    return parseReply(line);
  } catch (cause) {
    throw new RestoreError('check-failed', {
      what: 'The SQLite process gave an answer that it cannot have meant',
      where: path,
      found: messageOf(cause),
      cause,
    });
  }
}

function didNotStart(cause: unknown): RestoreError {
  return new RestoreError('check-failed', {
    what: 'The SQLite process could not be started',
    where: process.execPath,
    found: messageOf(cause),
    cause,
  });
}

function died(path: string, end: End | undefined, stderr: string): RestoreError {
  const signal = end?.signal ?? undefined;
  const heap = /heap out of memory/i.test(stderr);
  return new RestoreError('check-failed', {
    what: 'The SQLite process did not end as it should',
    where: path,
    found: `${signal ?? `exit code ${end?.code ?? 'unknown'}`}${complaint(stderr)}`,
    todo:
      signal === 'SIGKILL' || heap
        ? 'The machine or the container probably ran out of memory: use a larger runner.'
        : 'Try again; if it ends so every time, the backup may be crafted to crash SQLite: do not use it.',
  });
}

/** The line of standard error that names the error, or the last one. */
function complaint(stderr: string): string {
  const lines = stderr
    .split('\n')
    .map(text => text.trim())
    .filter(text => text !== '');
  const line = lines.find(text => /^(?:\w*Error\b|FATAL ERROR)/.test(text)) ?? lines.at(-1);
  return line === undefined ? '' : `, ${line.slice(0, 300)}`;
}

function abortReason(signal: AbortSignal): RestoreError {
  const reason: unknown = signal.reason;
  if (reason instanceof RestoreError) return reason;
  return reason instanceof DOMException && reason.name === 'TimeoutError'
    ? new RestoreError('timeout', {what: 'The time for the restore is over', cause: reason})
    : new RestoreError('cancelled', {what: 'The restore was cancelled', cause: reason});
}
