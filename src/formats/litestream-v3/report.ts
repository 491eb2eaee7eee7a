// What a plan says of itself to people: the proof, the notes, the other restore points.
import type {Proof} from '../../engine/proof.ts';
import {failureText} from '../../errors.ts';
import {countOf, instantText} from '../../quantities.ts';
import type {Alternative, RestoreTarget} from '../format.ts';
import {segmentsAfter} from './chain.ts';
import {endPosition} from './generations.ts';
import {hex8, type Segment, type Snapshot} from './keys.ts';
import {positionText} from './position.ts';
import {mayBeProven, reachOf} from './reach.ts';
import {saltDoubts} from './salts.ts';
import type {Selection} from './selection.ts';
import {youngest} from './times.ts';

/**
 * `complete` only within the snapshot's own WAL index, where that goes as far as the snapshot. Where a later index follows,
 * the last segments of an earlier one may be missing without a trace: no name, length or header tells where a WAL ended.
 */
export function proofOf(selection: Selection, prefer: RestoreTarget['prefer']): Proof {
  const {chain, doubts, goal, times, unconfirmed, parts} = selection;
  const salts = saltDoubts(parts.map(({head}) => head));
  const sentences = [
    ...doubts,
    ...salts.map(({sentence}) => sentence),
    ...(goal.kind === 'time' && times.doubt !== '' ? [`The upload times are not the writer’s: ${times.doubt}.`] : []),
    ...storedAnew(selection),
    ...selection.mixed,
    ...(unconfirmed ? ['The snapshot has no WAL of its index, and nothing confirms that it is the newest.'] : []),
  ];
  const hole = [...holeOf(selection), ...(prefer === 'proven' ? [] : openEnd(selection)), ...beyond(selection)];
  const gaps = salts.flatMap(({gap}) => (gap === undefined ? [] : [gap]));
  return {
    word:
      chain.broken !== undefined ? 'partial' : sentences.length > 0 ? 'weak' : hole.length > 0 ? 'likely' : 'complete',
    because: [
      ...(chain.broken === undefined ? [] : [failureText({...chain.broken.failure, todo: undefined})]),
      because(selection),
      ...hole,
      ...sentences,
    ],
    counts: {unit: 'WAL segments', expected: chain.wanted, applied: chain.segments.length, ignored: 0},
    gaps: chain.broken === undefined ? gaps : [...gaps, chain.broken.failure.what],
    unexplained: selection.generation.others.some(({key}) => !key.endsWith('.tmp')),
  };
}

/** The first segment that is left out for its time, where that is not the time when it was written. */
function storedAnew({goal, chain: {base, segments}, generation, times}: Selection): readonly string[] {
  if (goal.kind !== 'time') return [];
  const [next] = segmentsAfter(generation, base, segments);
  const written = next === undefined ? undefined : times.displaced.get(next.object.key);
  if (next === undefined || written === undefined) return [];
  const after = Number.isFinite(written.after) ? `not before ${instantText(written.after)}, and ` : '';
  return [
    `WAL segment ${hex8(next.index)}:${hex8(next.offset)} was stored anew: it was written ${after}by ${instantText(written.by)}, and may belong before the asked time.`,
  ];
}

function because({chain: {base, segments}}: Selection): string {
  const [first, last] = [segments[0], segments.at(-1)];
  const snapshot = `Snapshot ${hex8(base.index)}`;
  if (first === undefined || last === undefined) return `${snapshot} is the newest object; there is no WAL after it.`;
  const indexes =
    first.index === last.index ? `index ${hex8(first.index)}` : `indexes ${hex8(first.index)} to ${hex8(last.index)}`;
  return `${snapshot} and ${countOf(segments.length, 'WAL segment')} of ${indexes} follow each other without a gap, and every frame is verified.`;
}

function holeOf({chain: {base, segments}}: Selection): readonly string[] {
  const last = segments.at(-1)?.index ?? base.index;
  if (last === base.index) return [];
  const indexes =
    last - 1 === base.index
      ? `index ${hex8(base.index)}`
      : `any of the indexes ${hex8(base.index)} to ${hex8(last - 1)}`;
  return [
    `Litestream 0.3 leaves no trace of where a WAL ended: if the last segments of ${indexes} were lost, only a change of the database’s size or of Litestream’s counter would show it, and neither does.`,
  ];
}

/**
 * A time after the last segment of a WAL and before the next WAL: what was lost at the end of the first may have been
 * written by then. Who prefers what is proven takes an older state.
 */
function openEnd({chain: {base, segments}, generation, goal}: Selection): readonly string[] {
  const [next] = segmentsAfter(generation, base, segments);
  const last = segments.at(-1);
  if (goal.kind !== 'time' || last === undefined || next === undefined) return [];
  if (last.index !== base.index || next.index === last.index) return [];
  return [
    `The asked time lies between the last segment of WAL index ${hex8(last.index)} and the next WAL, and Litestream 0.3 leaves no trace of where a WAL ended: segments that were lost there may have been written by that time.`,
  ];
}

/** A snapshot may hold more than the WAL that is there. */
function beyond(selection: Selection): readonly string[] {
  if (reachOf(selection) !== 'unknown') return [];
  const {base, segments} = selection.chain;
  const index = hex8(base.index);
  if (segments.length === 0 && selection.behind.length === 0) {
    return [
      `There is no WAL of index ${index}, which Litestream always has: snapshot ${index} may hold some commits that were in it, and not others.`,
    ];
  }
  return [
    `Snapshot ${index} may hold commits of WAL index ${index} that are in no object: nothing that was stored after it, and no page of it, shows that the WAL which is here goes as far, and no older snapshot leads here.`,
  ];
}

export function alternatives(selection: Selection): readonly Alternative[] {
  const {chain, generation, others, goal} = selection;
  const {base, segments} = chain;
  const found: Alternative[] = [];
  const {name} = generation;
  const next = goal.kind === 'latest' ? undefined : nextPoint(selection);
  if (next !== undefined)
    found.push({position: next.position, note: `the next restore point, ${next.text}`, proven: false});
  const own = segments.findLast(({index}) => index === base.index);
  if (own !== undefined && own !== segments.at(-1)) {
    const note = 'the newest point that can be proven: the end of the snapshot’s own WAL index';
    const position = positionText({generation: name, index: own.index, offset: own.offset});
    found.push({position, note, proven: mayBeProven(selection)});
  }
  if (segments.length > 0) {
    const note = `snapshot ${hex8(base.index)} alone, ${stored(base, selection)}`;
    found.push({position: positionText({generation: name, index: base.index}), note, proven: mayBeProven(selection)});
  }
  for (const other of others.toReversed()) {
    if (other.snapshots.length === 0) continue;
    found.push({position: endPosition(other), note: `the end of generation ${other.name}`, proven: false});
  }
  return found;
}

type NextPoint = {readonly position: string; readonly text: string};

/** The restore point that follows; undefined when there is none. */
function nextPoint(selection: Selection): NextPoint | undefined {
  const {chain, generation, others} = selection;
  const last = chain.segments.at(-1);
  const isAfter = ({index, offset}: Segment): boolean =>
    last === undefined
      ? index >= chain.base.index
      : index > last.index || (index === last.index && offset > last.offset);
  const next = generation.segments.find(isAfter);
  if (next !== undefined) {
    const {index, offset} = next;
    return {position: positionText({generation: generation.name, index, offset}), text: stored(next, selection)};
  }
  const end = last ?? chain.base;
  const later = others
    .flatMap(({name, snapshots}) => snapshots.map(snapshot => ({name, snapshot})))
    .filter(({snapshot}) => snapshot.object.lastModified > end.object.lastModified)
    .toSorted((a, b) => a.snapshot.object.lastModified - b.snapshot.object.lastModified)[0];
  if (later === undefined) return undefined;
  const position = positionText({generation: later.name, index: later.snapshot.index});
  return {position, text: stored(later.snapshot, selection)};
}

function stored({object}: Snapshot | Segment, {times}: Selection): string {
  return `stored by ${instantText(youngest(object, times))}`;
}

export function notes(selection: Selection): readonly string[] {
  const {chain, goal, times, generation, others, faults, strays} = selection;
  const found: string[] = [];
  const end = chain.segments.at(-1) ?? chain.base;
  if (goal.kind === 'time') {
    const next = nextPoint(selection);
    const after =
      next === undefined ? 'nothing newer is there' : `the next restore point is ${next.position}, ${next.text}`;
    found.push(`asked for ${instantText(goal.time)}, reached what was ${stored(end, selection)}; ${after}`);
    if (times.grain > 1)
      found.push('the store counts whole seconds: a commit of the last second before the asked time may be left out');
  }
  found.push(
    `generation ${generation.name}${others.length === 0 ? '' : `; ${countOf(others.length, 'other generation')}: ${others.map(endPosition).join(', ')}`}`,
  );
  const nested = chain.segments.some(({object}) => /\/[0-9a-f]+\/[0-9a-f]+\.wal\.lz4$/.test(object.key));
  found.push(`written by Litestream ${nested ? '0.4 (a pre-release)' : '0.3'}`);
  for (const {index, object} of generation.snapshots) {
    const fault = faults.get(object.key);
    if (fault === undefined || index < chain.base.index) continue;
    found.push(
      `snapshot ${hex8(index)} cannot be used (${fault.failure.what}); an older one leads to the same state through the WAL`,
    );
  }
  if (strays.length > 0)
    found.push(
      `${countOf(strays.length, 'segment')} under a wrong name ${strays.length === 1 ? 'is' : 'are'} left out`,
    );
  return found;
}
