// The parent's side of one question: a process of its own, ended when its time is over.
import {isRestoreError, RestoreError, type Failure} from '../errors.ts';
import {OVER_QUERY_MEMORY} from './query-memory.ts';
import {runChild} from './run-child.ts';
import type {Query, QueryAnswer} from './sqlite.ts';

/** Milliseconds: a timer set to more fires at once. */
const LONGEST_TIMER = 2 ** 31 - 1;

/**
 * What goes wrong with the question, its answer or its process is an answer.
 * @throws RestoreError `cancelled`, `timeout` (of `signal`), `platform`
 */
export async function askQuery(entry: URL, path: string, query: Query, signal: AbortSignal): Promise<QueryAnswer> {
  const end = new AbortController();
  const timer = setTimeout(() => end.abort(), Math.min(query.timeout, LONGEST_TIMER));
  try {
    const reply = await runChild(entry, {kind: 'query', path, query}, AbortSignal.any([signal, end.signal]));
    if (reply.kind === 'answer') return reply.answer;
    if (reply.kind !== 'failed') return {kind: 'error', reason: 'its process answered another question'};
    if (reply.code === 'platform') throw new RestoreError(reply.code, reply.failure);
    return {kind: 'error', reason: reasonOf(reply.failure)};
  } catch (error) {
    if (signal.aborted) throw error;
    if (end.signal.aborted) return {kind: 'timeout', reason: `it was not done after ${query.timeout / 1000} s`};
    if (!isRestoreError(error, 'check-failed')) throw error;
    return {kind: 'error', reason: reasonOf(error.failure)};
  } finally {
    clearTimeout(timer);
  }
}

function reasonOf({what, found}: Omit<Failure, 'cause'>): string {
  if (String(found).includes(OVER_QUERY_MEMORY)) return OVER_QUERY_MEMORY.replace('Error: ', '');
  return found === undefined ? what : `${what}: ${found}`;
}
