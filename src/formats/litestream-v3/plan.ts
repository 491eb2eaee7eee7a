// From the names and the WAL headers to a restore plan.
import {RestoreError} from '../../errors.ts';
import type {PlanRequest, RestorePlan, RestorePoint} from '../format.ts';
import {headOf, type Segment} from './keys.ts';
import {LaterPages} from './later-pages.ts';
import {v3Layers} from './layers.ts';
import {leftOut} from './left-out.ts';
import {positionText} from './position.ts';
import {reachOf} from './reach.ts';
import {alternatives, notes, proofOf} from './report.ts';
import {isEmptyWal} from './heads.ts';
import {select, type Selection} from './selection.ts';
import {youngest} from './times.ts';

/**
 * @throws RestoreError `gap` and the code of whatever an object fails with, when the goal cannot be reached and the user
 *   did not allow less; `before-first`, `position-not-found`, `no-snapshot`, `ambiguous`, `input`, `encrypted`; of the store
 */
export async function planV3(request: PlanRequest): Promise<RestorePlan> {
  const {backup, listing, target, scratchFolder, decrypt} = request;
  requireWholeGeneration(listing.prefix, backup.objects[0]?.key ?? '');
  const full = await select(request);
  const {broken} = full.chain;
  if (broken !== undefined && target.onIncomplete === 'fail') throw withOffer(broken, full);
  const selection = target.prefer === 'proven' ? onlyProven(full) : full;
  const {chain, parts, times, behind} = selection;
  const {base} = chain;
  const confirm = reachOf(selection) === 'pages';
  const settings = {scratchFolder, decrypt, confirm, known: knownBytes(selection)};
  const later = behind.length === 0 && !confirm ? undefined : new LaterPages(base, chain.segments, behind, settings);
  return {
    format: 'litestream-v3',
    point: pointOf(selection),
    layers: v3Layers(base, parts, {times, scratchFolder, decrypt, later}),
    snapshotKey: base.object.key,
    incrementsApplied: parts.reduce((sum, part) => sum + (isEmptyWal(part) ? 0 : part.segments.length), 0),
    leftOut: leftOut(selection, backup.objects),
    alternatives: alternatives(selection),
    proof: proofOf(selection, target.prefer),
    notes: notes(selection),
  };
}

/** A prefix inside a generation would hide part of it, and with that newer data. */
function requireWholeGeneration(prefix: string, key: string): void {
  const head = headOf(key) ?? '';
  const inside = prefix.slice(`${head}generations/`.length).replace(/\/$/, '');
  if (prefix.length <= head.length || /^[0-9a-f]*$/.test(inside)) return;
  throw new RestoreError('input', {
    what: 'The prefix points into a Litestream generation, not at it',
    where: prefix,
    expected: `prefix: ${head}`,
    todo: 'Give the folder that holds generations/, or the folder of one generation.',
  });
}

/** What planning has read, by key. */
function knownBytes({parts}: Selection): ReadonlyMap<string, Uint8Array> {
  return new Map(
    parts.flatMap(({head}) => (head.stored === undefined ? [] : [[head.segment.object.key, head.stored]])),
  );
}

/** The last segment that is applied; undefined for a snapshot alone. */
function endOf({chain}: Selection): Segment | undefined {
  return chain.segments.at(-1);
}

function pointOf(selection: Selection): RestorePoint {
  const {chain, generation, times} = selection;
  const last = endOf(selection) ?? chain.base;
  return {
    position: positionText({generation: generation.name, ...placeOf(selection)}),
    time: youngest(last.object, times),
    timeIs: 'upper-bound',
    ...(times.doubt === '' ? {} : {timeDoubt: `the upload times are not the writer’s: ${times.doubt}`}),
  };
}

function placeOf(selection: Selection): {readonly index: number; readonly offset?: number} {
  const last = endOf(selection);
  return last === undefined ? {index: selection.chain.base.index} : {index: last.index, offset: last.offset};
}

/** What lies within the snapshot's own WAL has no hole that could hide, where that WAL goes as far as the snapshot. */
function onlyProven(selection: Selection): Selection {
  const {chain, parts} = selection;
  const own = chain.segments.filter(({index}) => index === chain.base.index);
  if (own.length === chain.segments.length) return selection;
  return {
    ...selection,
    chain: {...chain, segments: own, wanted: own.length, broken: undefined},
    behind: [],
    parts: parts.filter(({head}) => head.segment.index === chain.base.index),
  };
}

function withOffer(broken: RestoreError, selection: Selection): RestoreError {
  const position = positionText({generation: selection.generation.name, ...placeOf(selection)});
  const offer = `The newest state before it is position ${position}; on-incomplete: warn takes it and calls it partial.`;
  const todo = [broken.failure.todo, offer].filter(Boolean).join(' ');
  return new RestoreError(broken.code, {...broken.failure, todo});
}
