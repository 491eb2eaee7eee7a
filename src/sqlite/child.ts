// The child's side: jobs from standard input, a reply to each on standard output, and an end after the last.
import {Worker} from 'node:worker_threads';
import {loadSqlite} from './addon.ts';
import {checkDatabase} from './check.ts';
import {failedReply, parseJob, type Job, type Reply} from './job.ts';
import {checkPart} from './part.ts';
import {answerQuery} from './query.ts';
import {OVER_QUERY_MEMORY, QUERY_MEMORY} from './query-memory.ts';
import {settleDatabase} from './settle.ts';
import {surveyDatabase} from './survey.ts';

/**
 * Ends the process within half a second of its parent's death, and when it takes more memory than it may. A thread of its
 * own, because the main one answers nobody while it is inside SQLite; a text, because a file of its own would have to be
 * found in the bundle. POSIX gives an orphan another parent; on Windows the number stays, and the parent's absence shows
 * when it is signalled.
 */
const WATCH = `
  const {writeSync} = require('node:fs');
  const {parent, memory, complaint} = require('node:worker_threads').workerData;
  const isThere = () => {
    if (process.ppid !== parent) return false;
    try { process.kill(parent, 0); } catch (error) { return error.code === 'EPERM'; }
    return true;
  };
  const end = () => process.kill(process.pid, 'SIGKILL');
  setInterval(() => { if (!isThere()) end(); }, 250);
  if (memory !== undefined) setInterval(() => {
    if (process.memoryUsage.rss() <= memory) return;
    try { writeSync(2, complaint + '\\n'); } finally { end(); }
  }, 20);
`;

/** Serves the process that started this one. Resolves when the reply to the last job is written. */
export async function serveSqliteChild(): Promise<void> {
  // A signal to the whole process group is the parent's to answer: it ends this process when it wants to.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
  const nextLine = linesOf(process.stdin);
  let watch: Worker | undefined;
  for (;;) {
    const line = await nextLine();
    // The parent has nothing more to do, or died.
    if (line === undefined) break;
    const job = parseJob(line);
    const limits = job.kind === 'query' ? {memory: QUERY_MEMORY, complaint: OVER_QUERY_MEMORY} : {};
    watch ??= new Worker(WATCH, {eval: true, workerData: {parent: job.parent, ...limits}, env: {}});
    watch.unref();
    const reply = await run(job);
    await new Promise<void>((resolve, reject) => {
      process.stdout.write(`${JSON.stringify(reply)}\n`, error => (error ? reject(error) : resolve()));
    });
    if (job.last) break;
  }
  // The parent keeps its end open for as long as it lives; nothing else keeps this process.
  process.stdin.destroy();
  await watch?.terminate();
}

async function run(job: Job): Promise<Reply> {
  try {
    const Sqlite = await loadSqlite();
    if (job.kind === 'check') {
      return {kind: 'report', report: checkDatabase(Sqlite, job.path, job.options, job.mapped)};
    }
    if (job.kind === 'survey') {
      return {kind: 'survey', survey: surveyDatabase(Sqlite, job.path, job.options, job.processes)};
    }
    if (job.kind === 'part') return {kind: 'part', report: checkPart(Sqlite, job.path, job.part, job.mapped)};
    if (job.kind === 'describe') {
      // Lazily, as the only one that needs node:crypto: most children never do.
      const {describeDatabase} = await import('./describe.ts');
      return {kind: 'facts', facts: describeDatabase(Sqlite, job.path, job)};
    }
    if (job.kind === 'query') return {kind: 'answer', answer: answerQuery(Sqlite, job.path, job.query)};
    settleDatabase(Sqlite, job.path);
    return {kind: 'settled'};
  } catch (error) {
    return failedReply(error);
  }
}

/** The lines of `stream`, one with each call; undefined at its end. The stream stays open. */
function linesOf(stream: NodeJS.ReadableStream): () => Promise<string | undefined> {
  stream.setEncoding('utf8');
  let received = '';
  let ended = false;
  let failure: Error | undefined;
  let wake: (() => void) | undefined;
  stream.on('data', (chunk: string) => {
    received += chunk;
    wake?.();
  });
  stream.once('end', () => {
    ended = true;
    wake?.();
  });
  stream.once('error', (error: Error) => {
    failure = error;
    wake?.();
  });
  return async () => {
    for (;;) {
      const end = received.indexOf('\n');
      if (end !== -1) {
        const line = received.slice(0, end);
        received = received.slice(end + 1);
        return line;
      }
      if (failure !== undefined) throw failure;
      if (ended) return undefined;
      await new Promise<void>(resolve => {
        wake = resolve;
      });
    }
  };
}
