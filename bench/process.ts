// One command, measured: wall time, CPU time and memory of the process and all its descendants.
import {spawn} from 'node:child_process';
import {readdirSync, readFileSync} from 'node:fs';

export type Command = {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
};

export type Measured = {
  readonly status: number | null;
  readonly output: string;
  readonly seconds: number;
  /** User and system time, children included. NaN where there is no /proc. */
  readonly cpuSeconds: number;
  /** Bytes; the largest sum over all processes alive at one moment. NaN where there is no /proc. */
  readonly peakAnonymous: number;
  /** The same with mapped files (the Node binary itself, a mapped database). */
  readonly peakResident: number;
};

const SAMPLE_EVERY = 50;
/** Clock ticks per second in /proc: USER_HZ, 100 on every Linux that Node runs on. */
const TICKS = 100;

function readProc(path: string): string {
  try {
    return readFileSync(`/proc/${path}`, 'utf8');
  } catch {
    // The process has ended, or there is no /proc.
    return '';
  }
}

function threadsOf(pid: number): readonly string[] {
  try {
    return readdirSync(`/proc/${pid}/task`);
  } catch {
    return [];
  }
}

function family(pid: number): readonly number[] {
  const children = threadsOf(pid).flatMap(thread => readProc(`${pid}/task/${thread}/children`).split(' '));
  return [pid, ...children.filter(child => child !== '').flatMap(child => family(Number(child)))];
}

function kilobytes(status: string, field: string): number {
  return Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0);
}

/** CPU seconds of all children of this process that have ended and been waited for, with theirs. */
function endedChildrenCpu(): number {
  const stat = readProc('self/stat');
  // Fields 16 and 17 of proc(5), counted after the name in brackets, which is field 2.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[13]) + Number(fields[14])) / TICKS;
}

/** Runs the command to its end. Nothing else may be started and waited for by this process meanwhile. */
export async function measure({file, args, cwd, env}: Command): Promise<Measured> {
  const cpuBefore = endedChildrenCpu();
  const started = performance.now();
  const child = spawn(file, args, {cwd, env, stdio: ['ignore', 'pipe', 'pipe']});
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  let [anonymous, resident] = [0, 0];
  const {pid} = child;
  const sampling = setInterval(() => {
    if (pid === undefined) return;
    const all = family(pid).map(member => readProc(`${member}/status`));
    const sum = (field: string) => all.reduce((total, status) => total + kilobytes(status, field) * 1024, 0);
    anonymous = Math.max(anonymous, sum('RssAnon'));
    resident = Math.max(resident, sum('VmRSS'));
  }, SAMPLE_EVERY);
  try {
    const status = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject).once('close', resolve);
    });
    const seconds = (performance.now() - started) / 1000;
    const cpuAfter = endedChildrenCpu();
    const seen = (peak: number) => (Number.isNaN(cpuAfter) ? NaN : peak);
    return {
      status,
      output,
      seconds,
      cpuSeconds: cpuAfter - cpuBefore,
      peakAnonymous: seen(anonymous),
      peakResident: seen(resident),
    };
  } finally {
    clearInterval(sampling);
  }
}
