// LastModified is the only clock of this layout. It bounds what an object holds: nothing younger than that is in it.
import type {ObjectInfo} from '../../storage/store.ts';
import {displaced, type Written} from './displaced.ts';
import type {Generation} from './keys.ts';

/** Milliseconds by which stores and uploads may disturb the order of what was written one after the other. */
const SLACK = 2000;

/** Objects of one generation within a second. Litestream writes one a sync; people set syncs of 100 ms, hardly less. */
const MOST_A_SECOND = 25;

export type Times = {
  /** Milliseconds: S3 cuts LastModified to whole seconds; the data may be that much younger than it says. */
  readonly grain: number;
  /** Why the times are not those of the writer; empty when nothing speaks against them. */
  readonly doubt: string;
  /** Segments that were stored anew, by key: when they were written, as the others tell. */
  readonly displaced: ReadonlyMap<string, Written>;
};

export function judgeTimes(generations: readonly Generation[]): Times {
  const objects = generations.flatMap(({snapshots, segments}) => [...snapshots, ...segments].map(({object}) => object));
  const whole = objects.every(({lastModified}) => lastModified % 1000 === 0);
  const doubt = generations.map(doubtOf).find(text => text !== '') ?? '';
  const moved = generations.flatMap(({segments}) => [...displaced(segments, SLACK)]);
  return {grain: whole ? 1000 : 1, doubt, displaced: new Map(moved)};
}

/** Milliseconds since 1970: what the object holds is not younger. */
export function youngest({key, lastModified}: ObjectInfo, times: Times): number {
  return Math.floor(times.displaced.get(key)?.by ?? lastModified) + times.grain;
}

/** Copying a bucket gives every object a new time, in the order of the keys or in none. */
function doubtOf({name, snapshots, segments}: Generation): string {
  const times = segments.map(({object}) => object.lastModified);
  // One alone may have been stored anew by hand.
  const back = times.filter((time, at) => time < (times[at - 1] ?? time) - SLACK).length;
  if (back > 1) return `in generation ${name} earlier WAL segments were stored after later ones`;
  for (const {index, object} of snapshots) {
    const before = segments.find(segment => segment.index === index - 1);
    if (before !== undefined && object.lastModified < before.object.lastModified - SLACK) {
      return `in generation ${name} a snapshot was stored before the WAL that it follows`;
    }
  }
  const sorted = times.toSorted((a, b) => a - b);
  const crowded = sorted.some((time, at) => (sorted[at + MOST_A_SECOND] ?? Number.POSITIVE_INFINITY) - time < 1000);
  return crowded ? `in generation ${name} more WAL segments were stored within a second than Litestream writes` : '';
}
