// When the states of a replica were written, as far as the store's times tell.
import type {BackupFormat, BackupSpan} from '../format.ts';
import {endPosition} from './generations.ts';
import {generationsOf} from './keys.ts';
import {judgeTimes, youngest} from './times.ts';

/** From the listing alone. */
export const spanOfV3: NonNullable<BackupFormat['span']> = ({backup}) => {
  const generations = generationsOf(backup.objects);
  const times = judgeTimes(generations);
  const ends = generations.flatMap(generation =>
    [...generation.snapshots, ...generation.segments].map(({object}) => ({generation, time: youngest(object, times)})),
  );
  const [first, ...others] = ends.toSorted((a, b) => a.time - b.time);
  if (first === undefined) return Promise.resolve(undefined);
  const last = others.at(-1) ?? first;
  const span: BackupSpan = {
    from: first.time,
    to: last.time,
    times: 'stored',
    doubt: times.doubt,
    end: endPosition(last.generation),
  };
  return Promise.resolve(span);
};
