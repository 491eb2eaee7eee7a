// Which files lead from nothing to a transaction: an unbroken cover of 1 to n, with as few files as can be.
import {SNAPSHOT_LEVEL, type LtxFile} from './keys.ts';

export type Chain = {
  /** Base image first. Empty when no file begins with transaction 1. */
  readonly files: readonly LtxFile[];
  /** The last transaction; 0 for an empty chain. */
  readonly end: number;
};

/**
 * From the base on, always the file that continues without a gap and reaches furthest, from whatever level: that takes the
 * fewest files, and where any cover exists it finds one. Ranges may overlap, and come twice.
 *
 * @param files only those that may be used
 * @param base a full image to begin with; absent: the furthest file that begins with transaction 1
 */
export function chainOf(files: readonly LtxFile[], base?: LtxFile): Chain {
  const byMin = files.toSorted((a, b) => a.min - b.min);
  const chain = base === undefined ? [] : [base];
  let end = base?.max ?? 0;
  let best: LtxFile | undefined;
  let next = 0;
  for (;;) {
    for (let file = byMin[next]; file !== undefined && file.min <= end + 1; file = byMin[++next]) {
      if (best === undefined || compare(file, best) < 0) best = file;
    }
    if (best === undefined || best.max <= end) return {files: chain, end};
    chain.push(best);
    end = best.max;
    best = undefined;
  }
}

/** Negative when `a` is the better way: further, then not a snapshot (compactions stand for exactly their TXIDs), smaller. */
function compare(a: LtxFile, b: LtxFile): number {
  const levels = Number(a.level === SNAPSHOT_LEVEL) - Number(b.level === SNAPSHOT_LEVEL);
  return b.max - a.max || levels || a.object.size - b.object.size || (a.object.key < b.object.key ? -1 : 1);
}

/**
 * The transactions at which a chain can end, ascending.
 * @param roots full images that may begin a chain, though they do not begin with transaction 1
 */
export function restorePoints(files: readonly LtxFile[], roots: ReadonlySet<LtxFile> = new Set()): readonly number[] {
  const points: number[] = [];
  for (const file of files.toSorted((a, b) => a.max - b.max)) {
    const newest = points.at(-1) ?? 0;
    if (newest === file.max) continue;
    if (file.min <= newest + 1 || roots.has(file)) points.push(file.max);
  }
  return points;
}

/** The lowest transaction from which files lead to `end` without a gap: `end + 1` when none ends there. */
export function coveredFrom(files: readonly LtxFile[], end: number): number {
  let from = end + 1;
  for (const file of files.toSorted((a, b) => b.max - a.max)) {
    if (file.max < from - 1) break;
    if (file.max <= end) from = Math.min(from, file.min);
  }
  return from;
}
