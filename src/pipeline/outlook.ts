// What lies before the gap or the damage that no plan leads past: for the summary's timeline, nothing is restored of it.
import type {RestoreError, ErrorCode} from '../errors.ts';
import type {PlanFacts} from '../formats/format.ts';
import type {Found} from './attempt.ts';
import type {Context} from './context.ts';
import {factsOfPlan} from './plan-facts.ts';
import {planRequest} from './planning.ts';
import {emptyFolder} from './scratch-folder.ts';

/** Failures that lie at one place of a chain. */
const AT_A_PLACE: readonly ErrorCode[] = ['gap', 'gone', 'checksum', 'truncated', 'trailing', 'decompress', 'format'];

/** Milliseconds: a picture is worth no longer wait. */
const LONGEST = 20_000;

/** Builds nothing: a format that has to is not asked for a picture. */
const BUILDER = {
  examine: () => Promise.reject(new Error('nothing is built for a picture')),
  build: () => Promise.reject(new Error('nothing is built for a picture')),
};

/** Undefined where a plan is known already, where the failure has no place, and wherever anything goes wrong. */
export async function outlookOf({code}: RestoreError, found: Found, context: Context): Promise<PlanFacts | undefined> {
  const {request, journal, scratch} = context;
  const {timestamp, position, onIncomplete} = request;
  if (!AT_A_PLACE.includes(code) || onIncomplete === 'warn' || journal.result().plan !== undefined) return undefined;
  const signal = AbortSignal.any([context.signal, AbortSignal.timeout(LONGEST)]);
  const target = {timestamp, position, onIncomplete: 'warn', prefer: 'likeliest'} as const;
  try {
    await emptyFolder(scratch.planning);
    const own = {...context, signal};
    return factsOfPlan(await found.format.plan(planRequest({found, excluded: new Map()}, target, BUILDER, own)));
  } catch {
    return undefined;
  }
}
