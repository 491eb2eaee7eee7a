// From a snapshot through the WAL to the goal, without a gap: as far as the names tell. Whether each segment begins where
// the one before it ended is seen when they are decoded.
import {RestoreError} from '../../errors.ts';
import {indexesText, mayBegin, segmentsUntil, type Goal} from './goal.ts';
import {hex8, type Generation, type Segment, type Snapshot} from './keys.ts';

/** What is wrong with objects that may not be used, by key. */
export type Faults = ReadonlyMap<string, RestoreError>;

export type Chain = {
  readonly base: Snapshot;
  /** In order, without a gap that the names show. */
  readonly segments: readonly Segment[];
  /** How many the goal asks for. */
  readonly wanted: number;
  /** Why there are fewer. */
  readonly broken: RestoreError | undefined;
};

/**
 * The chain from the newest usable snapshot: an older one leads to the same state through more WAL.
 * @returns the failure that leaves no snapshot to begin with
 */
export function chainOf(generation: Generation, goal: Goal, faults: Faults): Chain | RestoreError {
  const possible = generation.snapshots.filter(snapshot => mayBegin(goal, snapshot, generation));
  const base = possible.findLast(({object}) => !faults.has(object.key));
  if (base === undefined) {
    const [failed] = possible.slice(-1);
    return (failed && faults.get(failed.object.key)) ?? noSnapshot(generation, goal);
  }
  const wanted = segmentsUntil(goal, generation, base.index);
  const segments: Segment[] = [];
  for (const segment of wanted) {
    const broken = faults.get(segment.object.key) ?? gapBefore(segment, segments.at(-1), base);
    if (broken !== undefined) return {base, segments, wanted: wanted.length, broken};
    segments.push(segment);
  }
  return {base, segments, wanted: wanted.length, broken: gapAfter(goal, generation, base, segments)};
}

/** What is missing behind a time's last segment may be what was written by then. */
function gapAfter(
  goal: Goal,
  generation: Generation,
  base: Snapshot,
  segments: readonly Segment[],
): RestoreError | undefined {
  if (goal.kind !== 'time') return undefined;
  const [next] = segmentsAfter(generation, base, segments);
  return next === undefined ? undefined : gapBefore(next, segments.at(-1), base);
}

/** The segments that follow a chain, to the generation's end. */
export function segmentsAfter(
  {segments: all}: Generation,
  base: Snapshot,
  segments: readonly Segment[],
): readonly Segment[] {
  return all.filter(({index}) => index >= base.index).slice(segments.length);
}

function gapBefore(segment: Segment, before: Segment | undefined, base: Snapshot): RestoreError | undefined {
  const {index, offset, object} = segment;
  const expected = before === undefined ? base.index : before.index + 1;
  if (before !== undefined && index === before.index) return undefined;
  if (index === expected && offset === 0) return undefined;
  return new RestoreError('gap', {
    what:
      index === expected
        ? `The initial segment of WAL index ${hex8(index)} is missing`
        : `${indexesText(expected, index - 1)} ${index - 1 === expected ? 'is' : 'are'} missing`,
    where: object.key,
    expected: `a segment ${hex8(expected)}_00000000`,
    found: `the next one is ${hex8(index)}_${hex8(offset)}`,
    todo: 'Find out what deleted it: a lifecycle rule, an interrupted copy?',
  });
}

function noSnapshot({name, snapshots, segments}: Generation, goal: Goal): RestoreError {
  const where = segments[0]?.object.key ?? snapshots[0]?.object.key;
  if (goal.kind === 'time' && snapshots.length > 0) {
    return new RestoreError('before-first', {
      what: `Generation ${name} has no snapshot from before the asked time`,
      where,
      todo: 'Ask for a later time.',
    });
  }
  return new RestoreError('no-snapshot', {
    what: `Generation ${name} has WAL, but no snapshot that it can be applied to`,
    where,
    expected: 'a snapshot in its folder snapshots/',
    found: snapshots.length === 0 ? 'none' : `the first one is of index ${hex8(snapshots[0]?.index ?? 0)}`,
    todo: 'Look for the snapshots: were they deleted, or left out when the bucket was copied?',
  });
}
