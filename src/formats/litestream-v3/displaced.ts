// Segments that were stored anew after others had followed them: a copy by hand, a wrong upload. Litestream uploads one
// after the other (replica.go, v0.3.13), so the times of the rest say when such a segment was really written.
import type {Segment} from './keys.ts';

/** Milliseconds since 1970: not before `after`, and by `by`. */
export type Written = {readonly after: number; readonly by: number};

/**
 * @param segments of one generation, in order
 * @param slack milliseconds by which stores disturb the order
 * @returns by key, those whose times do not fit among the others': the fewest there can be
 */
export function displaced(segments: readonly Segment[], slack: number): ReadonlyMap<string, Written> {
  const times = segments.map(({object}) => object.lastModified);
  const inOrder = longestRise(times);
  const found = new Map<string, Written>();
  const anchors = [...inOrder].toSorted((a, b) => a - b);
  let next = 0;
  for (const [at, {object}] of segments.entries()) {
    if (at === anchors[next]) {
      next += 1;
      continue;
    }
    const after = timeAt(times, anchors[next - 1]) ?? Number.NEGATIVE_INFINITY;
    const by = timeAt(times, anchors[next]) ?? Math.max(after, object.lastModified);
    if (object.lastModified < after - slack || object.lastModified > by + slack) found.set(object.key, {after, by});
  }
  return found;
}

function timeAt(times: readonly number[], at: number | undefined): number | undefined {
  return at === undefined ? undefined : times[at];
}

/** Positions of the longest part of `values` that never falls (patience sorting). */
function longestRise(values: readonly number[]): ReadonlySet<number> {
  /** For each length, the position of the smallest value that a rise of that length can end with. */
  const ends: number[] = [];
  const before: (number | undefined)[] = [];
  for (const [at, value] of values.entries()) {
    let low = 0;
    for (let high = ends.length; low < high;) {
      const middle = (low + high) >>> 1;
      if ((values[ends[middle] ?? 0] ?? 0) <= value) low = middle + 1;
      else high = middle;
    }
    before[at] = ends[low - 1];
    ends[low] = at;
  }
  const rise = new Set<number>();
  for (let at = ends.at(-1); at !== undefined; at = before[at]) rise.add(at);
  return rise;
}
