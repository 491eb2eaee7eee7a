// What was asked for, in places of one generation.
import {RestoreError} from '../../errors.ts';
import {hex8, type Generation, type Segment, type Snapshot} from './keys.ts';
import {positionText} from './position.ts';
import {youngest, type Times} from './times.ts';

export type Goal =
  | {readonly kind: 'latest'}
  /** Nothing stored after this time, in milliseconds since 1970. */
  | {readonly kind: 'time'; readonly time: number; readonly times: Times}
  /** Through the segment that begins at `offset`; without one, the snapshot of `index` alone. */
  | {readonly kind: 'position'; readonly index: number; readonly offset: number | undefined};

/** The segments from a snapshot's index on that the goal asks for, in order. */
export function segmentsUntil(goal: Goal, {segments}: Generation, from: number): readonly Segment[] {
  const after = segments.filter(({index}) => index >= from);
  if (goal.kind === 'latest') return after;
  if (goal.kind === 'time') {
    // The first one that is too late ends it, whatever the times of those behind it.
    const end = after.findIndex(({object}) => youngest(object, goal.times) > goal.time);
    return end === -1 ? after : after.slice(0, end);
  }
  const {index, offset} = goal;
  if (offset === undefined) return [];
  return after.filter(segment => segment.index < index || (segment.index === index && segment.offset <= offset));
}

/**
 * True when a state that the goal allows can begin with the snapshot. One whose index has WAL before the goal's end holds
 * nothing that this WAL does not hold, whenever it was stored.
 */
export function mayBegin(goal: Goal, snapshot: Snapshot, generation: Generation): boolean {
  if (goal.kind === 'latest') return true;
  if (goal.kind === 'position') {
    return goal.offset === undefined ? snapshot.index === goal.index : snapshot.index <= goal.index;
  }
  const [first] = segmentsUntil(goal, generation, snapshot.index);
  return first?.index === snapshot.index || youngest(snapshot.object, goal.times) <= goal.time;
}

/** @throws RestoreError `position-not-found` that names the nearest places there are */
export function requirePlace(goal: Goal, {name, snapshots, segments}: Generation): void {
  if (goal.kind !== 'position') return;
  const {index, offset} = goal;
  const text = (place: {index: number; offset?: number}): string => positionText({generation: name, ...place});
  if (offset === undefined) {
    if (snapshots.some(snapshot => snapshot.index === index)) return;
    const near = [snapshots.findLast(found => found.index < index), snapshots.find(found => found.index > index)];
    throw notFound(
      text({index}),
      near.flatMap(found => (found === undefined ? [] : [text({index: found.index})])),
    );
  }
  if (segments.some(segment => segment.index === index && segment.offset === offset)) return;
  const isBefore = (segment: Segment): boolean =>
    segment.index < index || (segment.index === index && segment.offset < offset);
  const near = [segments.findLast(isBefore), segments.find(segment => !isBefore(segment))];
  throw notFound(
    text({index, offset}),
    near.flatMap(found => (found === undefined ? [] : [text({index: found.index, offset: found.offset})])),
  );
}

function notFound(asked: string, near: readonly string[]): RestoreError {
  return new RestoreError('position-not-found', {
    what: 'The backup does not have the asked position',
    where: 'input position',
    expected: asked,
    found: near.length === 0 ? 'nothing in that generation' : `the nearest: ${near.join(' and ')}`,
    todo: 'A position names a WAL segment by its index and offset, as its key does.',
  });
}

/** `WAL index 00000003` or `WAL indexes 00000003 to 00000005` */
export function indexesText(first: number, last: number): string {
  return first === last ? `WAL index ${hex8(first)}` : `WAL indexes ${hex8(first)} to ${hex8(last)}`;
}
