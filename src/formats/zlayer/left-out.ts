// Every object that is not in the plan, with the reason, and whether it is shown to be older or foreign.
import type {LeftOut} from '../format.ts';
import type {Analysis} from './analysis.ts';
import type {GenerationId} from './archive.ts';
import type {Capture} from './capture.ts';
import type {Choice} from './choice.ts';
import type {Generation} from './generations.ts';
import {WAL_HEADER_SIZE} from '../../codecs/wal.ts';

/** A generation that is beyond doubt older than the last one applied: shown by the files, or by times that count. */
function isShownOlder({precedence, times}: Analysis, generation: Generation, last: Generation): boolean {
  return precedence.knows(generation.id, last.id) || (times.count && generation.last < last.first);
}

/** At and below it the evidence that the snapshot came later than a generation is strong. */
const SURELY_LATER = -10;

export function leftOutCaptures(analysis: Analysis, choice: Choice): readonly LeftOut[] {
  const applied = new Set(choice.chain.map(index => analysis.indexed[index]?.generation.id));
  const reasons = new Map<GenerationId, Reason>();
  return analysis.captures.flatMap(capture => {
    const taken = capture.generation !== undefined && applied.has(capture.generation) && capture.committed > 0;
    if (taken && capture.damage === undefined) return [];
    return {key: capture.object.key, ...reasonFor(analysis, choice, capture, reasons)};
  });
}

type Reason = Omit<LeftOut, 'key'>;

/** @param reasons those already found for whole generations */
function reasonFor(analysis: Analysis, choice: Choice, capture: Capture, reasons: Map<GenerationId, Reason>): Reason {
  const {damage, header, headerDefect, bytes, generation: id, committed, valid, slots} = capture;
  const position = analysis.indexed.findIndex(({generation}) => generation.id === id);
  const generation = analysis.indexed[position]?.generation;
  if (damage !== undefined) {
    if (isHealed(analysis, capture)) {
      return {reason: `damaged (${damage.text}), but another capture holds all of it`, explained: true};
    }
    return {reason: `damaged: ${damage.text}`, explained: false};
  }
  if (bytes === 0) return {reason: 'the WAL was empty', explained: true};
  if (bytes < WAL_HEADER_SIZE) return {reason: headerDefect, explained: true};
  if (header === undefined) return {reason: headerDefect, explained: false};
  if (slots === 0) return {reason: 'a WAL header without frames', explained: true};
  const name = generation?.name ?? id?.split('/')[0] ?? '';
  if (analysis.conflicts.some(conflict => conflict.id === id)) {
    return {reason: `captures of generation ${name} contradict each other`, explained: false};
  }
  if (committed === 0) {
    const known = generation?.valid ?? valid;
    const more = showsMore(capture, header, known);
    const reason =
      valid === 0 ? `no frame of generation ${name} is whole` : `generation ${name}: nothing committed yet`;
    return {reason, explained: !more};
  }
  if (generation === undefined) return {reason: `generation ${name} could not be used`, explained: false};
  let reason = reasons.get(generation.id);
  if (reason === undefined) {
    reason = reasonForGeneration(analysis, choice, position, generation);
    reasons.set(generation.id, reason);
  }
  return reason;
}

function reasonForGeneration(analysis: Analysis, choice: Choice, position: number, generation: Generation): Reason {
  const {name} = generation;
  const last = choice.chain.at(-1);
  const lastGeneration = last === undefined ? undefined : analysis.indexed[last]?.generation;
  if (last !== undefined && lastGeneration !== undefined) {
    if (position > last) return {reason: `generation ${name} is later and could not be placed`, explained: false};
    if (isShownOlder(analysis, generation, lastGeneration)) {
      return {reason: `generation ${name} is older than what was restored`, explained: true};
    }
    return {reason: `generation ${name} is probably older than what was restored`, explained: false};
  }
  const points = choice.snapshot === undefined ? undefined : analysis.scores[choice.snapshot]?.[position]?.score;
  if (points === undefined) return {reason: `generation ${name} could not be placed`, explained: false};
  if (points > 0) return {reason: `generation ${name} seems to be later than the snapshot`, explained: false};
  const sure = points <= SURELY_LATER;
  const text = points === 0 ? 'nothing shows where it belongs' : 'the snapshot seems to be later';
  return {reason: `generation ${name}: ${text} (score ${points})`, explained: sure};
}

/**
 * A damaged capture hides nothing when a sound one of the same generation was taken from a larger file: captures are
 * polled one after the other, and within a generation the file only grows.
 */
export function isHealed({captures}: Analysis, damaged: Capture): boolean {
  return captures.some(
    ({generation, damage, sequence, valid}) =>
      damage === undefined &&
      generation !== undefined &&
      generation === damaged.generation &&
      sequence > damaged.sequence &&
      valid >= damaged.valid,
  );
}

/** True when the capture has slots after frame `valid` that carry the generation's salts, or nearly so (a flipped bit). */
export function showsMore(
  {tail}: Capture,
  {salt1, salt2}: {readonly salt1: number; readonly salt2: number},
  valid: number,
): boolean {
  return tail.some(
    ({strand, last}) =>
      last > valid && bitsThatDiffer(strand.salt1, salt1) + bitsThatDiffer(strand.salt2, salt2) <= FLIPPED,
  );
}

/** Salt-2 is random: two generations' salts differ in this few bits about once in 300,000 pairs. */
const FLIPPED = 4;

function bitsThatDiffer(a: number, b: number): number {
  let bits = (a ^ b) >>> 0;
  let count = 0;
  for (; bits !== 0; bits = (bits & (bits - 1)) >>> 0) count += 1;
  return count;
}
