// Every place that a plan can end at: after each WAL segment, and each snapshot alone; newest first.
import {countOf} from '../../quantities.ts';
import type {BackupFormat, RestorePoint} from '../format.ts';
import {chooseGeneration} from './generations.ts';
import {generationsOf, type Generation} from './keys.ts';
import {parsePosition, positionText} from './position.ts';
import {youngest, type Times, judgeTimes} from './times.ts';

/**
 * From the listing alone: the newest generation first, then the others by when they ended.
 * @throws RestoreError `ambiguous` where times do not tell which generation is the newest
 */
export const restorePointsOfV3: NonNullable<BackupFormat['restorePoints']> = ({backup}) => {
  const generations = generationsOf(backup.objects);
  const times = judgeTimes(generations);
  const {chosen, others} = chooseGeneration(generations, times);
  return Promise.resolve([chosen, ...others.toReversed()].flatMap(generation => pointsOf(generation, times)));
};

/** A snapshot is the state at the start of its WAL index, so it comes after (is older than) that index's segments. */
function pointsOf({name, snapshots, segments}: Generation, times: Times): readonly RestorePoint[] {
  const first = snapshots[0]?.index;
  if (first === undefined) return [];
  const places = [
    ...segments.filter(({index}) => index >= first),
    ...snapshots.map(({index, object}) => ({index, object, offset: undefined})),
  ];
  return places
    .toSorted((a, b) => b.index - a.index || (b.offset ?? -1) - (a.offset ?? -1))
    .map(({index, offset, object}) => ({
      position: positionText({generation: name, index, offset}),
      time: youngest(object, times),
      timeIs: 'upper-bound',
    }));
}

/** `3 WAL segments after 00000002:000050e0`: what the newer position has and the older one has not. */
export function betweenV3(
  older: string,
  newer: string,
  {objects}: Parameters<typeof restorePointsOfV3>[0]['backup'],
): string {
  const [from, to] = [parsePosition(older), parsePosition(newer)];
  const generations = generationsOf(objects);
  if (from.generation !== to.generation) return `generation ${to.generation} up to ${newer}`;
  const own = generations.find(({name}) => name === to.generation)?.segments ?? [];
  const start = placeOf(from);
  const end = placeOf(to);
  const lost = own.filter(segment => isAfter(segment, start) && !isAfter(segment, end));
  return lost.length === 0 ? '' : `${countOf(lost.length, 'WAL segment')} after ${older}`;
}

type Place = {readonly index: number; readonly offset: number};

/** A snapshot alone stands before the first segment of its index; a generation alone stands for all of it. */
function placeOf({index, offset}: {readonly index?: number | undefined; readonly offset?: number | undefined}): Place {
  return {index: index ?? Number.POSITIVE_INFINITY, offset: offset ?? -1};
}

function isAfter(a: Place, b: Place): boolean {
  return a.index > b.index || (a.index === b.index && a.offset > b.offset);
}
