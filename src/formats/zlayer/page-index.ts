// Which frames of a generation hold which page: versions by page, oldest first.
import type {FrameTable} from './frames.ts';

export type PageIndex = {
  /** Distinct page numbers, ascending. */
  readonly pages: Uint32Array;
  /** For each page the start of its versions in `slots`, and the end of the last one. */
  readonly starts: Uint32Array;
  /** Frame indexes (0-based), by page, then by age. */
  readonly slots: Uint32Array;
};

/** Indexes frames 1 to `committed`. 12 bytes a frame at most. */
export function indexPages(frames: FrameTable, committed: number): PageIndex {
  const slots = Uint32Array.from({length: committed}, (_, index) => index);
  slots.sort((a, b) => frames.pageOf(a) - frames.pageOf(b) || a - b);
  const pages = new Uint32Array(committed);
  const starts = new Uint32Array(committed + 1);
  let count = 0;
  for (const [at, slot] of slots.entries()) {
    const page = frames.pageOf(slot);
    if (count > 0 && pages[count - 1] === page) continue;
    pages[count] = page;
    starts[count] = at;
    count += 1;
  }
  starts[count] = committed;
  return {pages: pages.slice(0, count), starts: starts.slice(0, count + 1), slots};
}

/** The position of `page` in `pages`, or -1. */
export function positionOf(pages: Uint32Array, page: number): number {
  let low = 0;
  let high = pages.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const found = pages[middle] ?? 0;
    if (found === page) return middle;
    if (found < page) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

/** Distinct pages of several indexes, ascending. */
export function unionOf(indexes: readonly PageIndex[]): Uint32Array {
  const all = new Uint32Array(indexes.reduce((sum, {pages}) => sum + pages.length, 0));
  let filled = 0;
  for (const {pages} of indexes) {
    all.set(pages, filled);
    filled += pages.length;
  }
  all.sort();
  let count = 0;
  for (const page of all) {
    if (count === 0 || all[count - 1] !== page) all[count++] = page;
  }
  return all.slice(0, count);
}

/** The frame index (0-based) of the page's last version, or -1. */
export function lastVersion({pages, starts, slots}: PageIndex, page: number): number {
  const at = positionOf(pages, page);
  return at < 0 ? -1 : (slots[(starts[at + 1] ?? 0) - 1] ?? -1);
}
