// Processes around the one under test.
import {spawn, type ChildProcess} from 'node:child_process';
import {once} from 'node:events';
import {readFileSync} from 'node:fs';
import {setTimeout as sleep} from 'node:timers/promises';
import {fileURLToPath} from 'node:url';
import type {TestContext} from 'node:test';

/** The program's entry for SQLite children in tests. */
export const ENTRY = new URL('./entry.ts', import.meta.url);

/** Runs a script of this folder; killed, if it still runs, when the test ends. */
export function start(t: TestContext, script: string, args: readonly string[], options = {}): ChildProcess {
  const path = fileURLToPath(new URL(script, import.meta.url));
  const child = spawn(process.execPath, [path, ...args], {stdio: ['ignore', 'pipe', 'inherit'], ...options});
  t.after(() => child.kill('SIGKILL'));
  return child;
}

/** Resolves when `child` prints something. */
export async function firstOutput(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new TypeError('no stdout');
  // Safe: an event's arguments are an array.
  const chunks = (await once(child.stdout, 'data')) as readonly unknown[];
  return String(chunks[0]);
}

/** True while the process is more than a zombie that nobody has waited for. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  try {
    // proc_pid_stat(5): the state follows the name in parentheses.
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch {
    return process.platform !== 'linux';
  }
}

/** Waits until `happened`, at most `seconds`. */
export async function until(happened: () => boolean, seconds: number, what: string): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  while (!happened()) {
    if (Date.now() > deadline) throw new Error(`${what}: not within ${seconds} s`);
    await sleep(20);
  }
}
