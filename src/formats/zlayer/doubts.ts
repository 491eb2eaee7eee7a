// What is known to be missing, and what could not be explained: either keeps a result from being a plain pass.
import type {LeftOut} from '../format.ts';
import type {Analysis} from './analysis.ts';
import type {Choice} from './choice.ts';
import {chain, sameBytes} from './analysis.ts';
import {candidatesOn} from './candidates.ts';
import {isEarlierState} from './earlier-state.ts';
import {step} from './generations.ts';
import {isHealed, showsMore} from './left-out.ts';
import type {Capture} from './capture.ts';

/** A result is not held to be older than the newest snapshot when a generation applied has at least this score on it. */
const SURELY_APPLIED = 10;

/** Intervals in which something is known to be missing, oldest first. */
export function gapsOf(analysis: Analysis): readonly string[] {
  const {indexed, ends} = analysis;
  return indexed.flatMap(({generation}, index) => {
    const gaps: string[] = [];
    const {name, id, committed} = generation;
    const next = indexed[index + 1]?.generation;
    const end = ends.get(id);
    if (end?.more === true) gaps.push(`generation ${name} went on after frame ${committed}, its last captured one`);
    else if (next !== undefined && (end?.closedBy.size ?? 0) === 0) {
      gaps.push(`nothing shows that generation ${name} ended with frame ${committed}`);
    }
    const steps = next === undefined ? 0 : step(generation, next);
    if (next !== undefined && steps > 1) {
      gaps.push(`salt step of ${steps} between ${name} and ${next.name}: generations in between were not captured`);
    }
    return gaps;
  });
}

/** What keeps a result from being a pass, as sentences: something listed was neither applied nor shown to be older. */
export function unexplained(analysis: Analysis, choice: Choice, leftOut: readonly LeftOut[]): readonly string[] {
  const sentences: string[] = [];
  const open = leftOut.filter(({explained}) => !explained);
  if (open.length > 0) {
    const [first] = open;
    sentences.push(
      `${open.length === 1 ? 'One object was' : `${open.length} objects were`} neither applied nor shown to be older: ${first?.key ?? ''} (${first?.reason ?? ''})${open.length > 1 ? ' and others' : ''}.`,
    );
  }
  for (const index of choice.chain) {
    const generation = analysis.indexed[index]?.generation;
    if (generation === undefined) continue;
    if (analysis.ends.get(generation.id)?.more === true) {
      sentences.push(
        `Generation ${generation.name} went on after frame ${generation.committed}, its last captured one.`,
      );
    } else if (analysis.captures.some(capture => showsMore(capture, generation, generation.valid))) {
      sentences.push(
        `Captures show slots of generation ${generation.name} after frame ${generation.valid} that do not continue it: torn, rolled back or damaged.`,
      );
    }
  }
  const snapshot = snapshotDoubt(analysis, choice);
  return snapshot === undefined ? sentences : [...sentences, snapshot];
}

/**
 * A proven state may still be older than the newest snapshot: undefined when it is shown not to be. That needs strong
 * evidence that its last generation comes after the snapshot, and a snapshot that holds nothing else.
 */
function snapshotDoubt(analysis: Analysis, choice: Choice): string | undefined {
  const {snapshots, facts} = analysis;
  const newest = snapshots.length - 1;
  const snapshot = snapshots[newest];
  const last = choice.chain.at(-1);
  if (snapshot === undefined || choice.snapshot === newest || last === undefined) return undefined;
  if (snapshot.contents === undefined) {
    return `The newest snapshot ${snapshot.name} could not be read, so it may be newer than what was restored.`;
  }
  const {proven} = choice;
  const points = facts.snapshots[newest]?.scores[last] ?? 0;
  if (proven !== undefined) {
    const alone = {kind: 'snapshot', snapshot: newest, chain: undefined, score: 0, flags: []} as const;
    if (sameBytes(analysis, alone, proven)) return undefined;
    const applied = [...candidatesOn(facts, newest)].find(candidate => candidate.chain?.to === last);
    const contained =
      applied !== undefined &&
      sameBytes(analysis, applied, proven) &&
      isEarlierState(chain(analysis.indexed, proven.run), snapshot.contents, analysis.union);
    if (contained && points >= SURELY_APPLIED) return undefined;
  }
  return `The newest snapshot ${snapshot.name} holds something else and may be newer than what was restored (score ${points}).`;
}

/**
 * Damaged captures that may hold something newer than what was chosen: of the last generation applied or a later one, or,
 * where the generation cannot be told, stored after the last capture that counts.
 */
export function harmfulCaptures(analysis: Analysis, choice: Choice): readonly Capture[] {
  const last = choice.chain.at(-1);
  const generation = last === undefined ? undefined : analysis.indexed[last]?.generation;
  const snapshot = choice.snapshot === undefined ? undefined : analysis.snapshots[choice.snapshot];
  const reached = generation?.last ?? snapshot?.object.lastModified ?? Number.NEGATIVE_INFINITY;
  return analysis.captures.filter(capture => {
    if (capture.damage === undefined || isHealed(analysis, capture)) return false;
    const position = analysis.indexed.findIndex(({generation: {id}}) => id === capture.generation);
    if (position >= 0 && last !== undefined) return position >= last;
    return !analysis.times.count || capture.object.lastModified > reached;
  });
}
