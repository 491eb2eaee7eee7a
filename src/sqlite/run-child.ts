// The parent's side of one child process: start it, hand over the task, wait, and end it when it must end.
import {spawn} from 'node:child_process';
import {dirname} from 'node:path';
import {fileURLToPath} from 'node:url';
import {messageOf, RestoreError} from '../errors.ts';
import {parseReply, type Job, type Reply, type Task} from './job.ts';
import {REPLY_LIMIT} from './reply-limits.ts';

/** The entry's first argument when it is to serve as a SQLite child. */
const CHILD_ARGUMENT = 'sqlite-child';

/** MiB of JavaScript heap: the child holds rows one at a time. SQLite's own memory does not count. */
const HEAP_MIB = 256;

/** Milliseconds for a child to end after its reply, and to vanish after SIGKILL: a hung disk can hold it. */
const LINGER = 10_000;

/** Characters of standard error that are kept for the message. */
const STDERR_KEPT = 4000;

type End = {readonly code: number | null; readonly signal: NodeJS.Signals | null};

/** A process that does one task after the other. Whatever it was told, it ends with this process. */
export type Child = {
  /**
   * One task at a time. With `last` it must end by itself after its reply, or that does not count.
   * @throws RestoreError as {@link runChild}; the child is gone then
   */
  readonly ask: (task: Task, signal: AbortSignal, last: boolean) => Promise<Reply>;
  /** After the reply of a task that was not the last: lets it end. @throws RestoreError `check-failed` when it crashed */
  readonly end: (path: string) => Promise<void>;
  /** Ends it at once, whatever it does. */
  readonly kill: () => Promise<void>;
  /** True when it ended, or never came to be. */
  readonly isGone: () => boolean;
};

/** A reply on its way. */
type Pending = {readonly chunks: Buffer[]; size: number; whole: boolean; readonly onWhole: () => void};

/**
 * @param entry the program's entry, which serves when it is given `sqlite-child`
 * @param folder for SQLite's temporary files
 */
export function startChild(entry: URL, folder: string): Child {
  // The environment is empty: no credentials and no inputs for what reads hostile data. (Node adds NODE_V8_COVERAGE, and
  // on Windows what a process cannot do without.) A temporary file of SQLite's lies where there is room for it.
  const child = spawn(process.execPath, [`--max-old-space-size=${HEAP_MIB}`, fileURLToPath(entry), CHILD_ARGUMENT], {
    env: {SQLITE_TMPDIR: folder},
    stdio: ['pipe', 'pipe', 'pipe'],
    windowsHide: true,
  });
  const ended = Promise.withResolvers<End | undefined>();
  // Told to whoever asks; until then nobody listens.
  ended.promise.catch(() => {});
  const timers: NodeJS.Timeout[] = [];
  const kill = () => {
    child.kill('SIGKILL');
    timers.push(setTimeout(() => ended.resolve(undefined), LINGER));
  };
  child.once('error', cause => ended.reject(didNotStart(cause)));
  child.once('close', (code, ending) => ended.resolve({code, signal: ending}));

  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr = (stderr + text).slice(-STDERR_KEPT)));
  let pending: Pending | undefined;
  child.stdout.on('data', (chunk: Buffer) => {
    // What nobody asked for is no answer to anything.
    if (pending === undefined || pending.whole || pending.size + chunk.length > REPLY_LIMIT) return kill();
    pending.size += chunk.length;
    pending.chunks.push(chunk);
    pending.whole = chunk.at(-1) === NEWLINE;
    if (pending.whole) pending.onWhole();
  });
  // A child that died cannot be written to: its end says why. The pipe stays open; its end is the parent's death.
  child.stdin.on('error', () => {});

  /** Waits for its end, and takes everything down that belongs to it. */
  async function gone(): Promise<End | undefined> {
    try {
      return await ended.promise;
    } finally {
      for (const timer of timers) clearTimeout(timer);
      child.stdin.destroy();
    }
  }

  return {
    async ask(task, signal, last) {
      const reply = Promise.withResolvers<void>();
      const mine: Pending = {chunks: [], size: 0, whole: false, onWhole: reply.resolve};
      if (signal.aborted) kill();
      else pending = mine;
      signal.addEventListener('abort', kill, {once: true});
      try {
        const job: Job = {...task, parent: process.pid, last};
        if (!signal.aborted) child.stdin.write(`${JSON.stringify(job)}\n`);
        await Promise.race([reply.promise, ended.promise]);
        if (last && mine.whole) timers.push(setTimeout(kill, LINGER));
        if (last || !mine.whole || signal.aborted) {
          const end = await gone();
          if (signal.aborted) throw abortReason(signal);
          if (!mine.whole || end?.code !== 0) throw died(task.path, end, stderr);
        }
        return parse(Buffer.concat(mine.chunks).toString('utf8'), task.path);
      } finally {
        signal.removeEventListener('abort', kill);
        pending = undefined;
      }
    },
    async end(path) {
      timers.push(setTimeout(kill, LINGER));
      child.stdin.end();
      const end = await gone();
      if (end?.code !== 0) throw died(path, end, stderr);
    },
    async kill() {
      kill();
      await gone().catch(() => {});
    },
    isGone: () => child.pid === undefined || child.exitCode !== null || child.signalCode !== null,
  };
}

/**
 * Runs one task in a process of its own, which does not outlive `signal` or this process.
 * @throws RestoreError `check-failed` when the child ended without an honest reply; `cancelled`, `timeout`, or the
 *   RestoreError that aborted `signal`
 */
export async function runChild(entry: URL, task: Task, signal: AbortSignal): Promise<Reply> {
  if (signal.aborted) throw abortReason(signal);
  return startChild(entry, dirname(task.path)).ask(task, signal, true);
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

/** Why `signal` was aborted. */
export function abortReason(signal: AbortSignal): RestoreError {
  const reason: unknown = signal.reason;
  if (reason instanceof RestoreError) return reason;
  return reason instanceof DOMException && reason.name === 'TimeoutError'
    ? new RestoreError('timeout', {what: 'The time for the restore is over', cause: reason})
    : new RestoreError('cancelled', {what: 'The restore was cancelled', cause: reason});
}
