// The dead-man's switch: an address of a monitor that raises the alarm when nobody calls it. Called after a full pass only,
// so that everything else (a failure, a doubt, a job that never ran) is silence.
import {setTimeout as delay} from 'node:timers/promises';
import type {Log} from '../log.ts';
import type {RestoreResult} from '../result.ts';

export type HeartbeatPatience = {
  /** Milliseconds for one call. */
  readonly limit: number;
  /** Milliseconds before each further call: as many further calls as there are pauses. */
  readonly pauses: readonly number[];
};

const PATIENCE: HeartbeatPatience = {limit: 10_000, pauses: [1_000, 3_000]};

/** Nothing failed, and nothing is in doubt. */
export function isFullPass({verdict, failed}: Pick<RestoreResult, 'verdict' | 'failed'>): boolean {
  return verdict === 'pass' && !failed;
}

/**
 * Calls `url` with GET and ignores what it answers but the status. Never throws: that the monitor is away says nothing of
 * the backup, and the monitor will say so itself. The address is a secret, so that no message holds any part of it, not
 * even the host, and nothing of what the network said about it.
 */
export async function callHeartbeat(url: string, log: Log, patience: HeartbeatPatience = PATIENCE): Promise<void> {
  let problem = await problemOf(url, patience.limit);
  for (const pause of patience.pauses) {
    if (problem === undefined || !problem.passing) break;
    await delay(pause);
    problem = await problemOf(url, patience.limit);
  }
  if (problem === undefined) log.info('The heartbeat was called.');
  else log.warn(`The heartbeat could not be called: ${problem.text}. The backup has passed all the same.`);
}

type Problem = {
  readonly text: string;
  /** True when another call may succeed. */
  readonly passing: boolean;
};

async function problemOf(url: string, limit: number): Promise<Problem | undefined> {
  try {
    // A redirect could lead anywhere, with the secret in the path.
    const {status, ok, body} = await fetch(url, {redirect: 'manual', signal: AbortSignal.timeout(limit)});
    // Not awaited: a body may be endless.
    body?.cancel().catch(() => {});
    if (ok) return undefined;
    const redirected = status >= 300 && status < 400;
    return {
      text: `it answers with status ${status}${redirected ? ', a redirect, which is not followed' : ''}`,
      passing: status >= 500 || status === 429,
    };
  } catch (error) {
    return {text: wordOf(error), passing: true};
  }
}

/** A word for what went wrong. Messages of the network hold addresses; its codes (`ECONNREFUSED`) do not. */
function wordOf(error: unknown): string {
  if (!(error instanceof Error)) return 'no answer';
  if (error.name === 'TimeoutError') return 'no answer in time';
  const {cause} = error;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return /^[A-Z][A-Z0-9_]{1,40}$/.test(code) ? `no answer (${code})` : 'no answer';
}
