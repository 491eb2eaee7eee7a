// A set of page numbers: one bit a page, in segments, so that memory follows the pages that were seen.

const SEGMENT_PAGES = 1 << 16;

/** 8 KiB for each 65,536 pages (256 MiB of database at 4 KiB) in which a page was added. */
export class PageSet {
  readonly #segments: (Uint8Array | undefined)[] = [];
  #size = 0;

  /** How many pages are in the set. */
  get size(): number {
    return this.#size;
  }

  has(page: number): boolean {
    const segment = this.#segments[Math.floor(page / SEGMENT_PAGES)];
    return segment !== undefined && ((segment[(page % SEGMENT_PAGES) >>> 3] ?? 0) & (1 << (page & 7))) !== 0;
  }

  /** Returns false when the page was in the set already. */
  add(page: number): boolean {
    const index = Math.floor(page / SEGMENT_PAGES);
    const segment = (this.#segments[index] ??= new Uint8Array(SEGMENT_PAGES >>> 3));
    const byte = (page % SEGMENT_PAGES) >>> 3;
    const before = segment[byte] ?? 0;
    const bit = 1 << (page & 7);
    if ((before & bit) !== 0) return false;
    segment[byte] = before | bit;
    this.#size += 1;
    return true;
  }

  /** The first page in `from` to `to` (both included) that is not in the set, or undefined. */
  firstMissing(from: number, to: number): number | undefined {
    for (let page = from; page <= to; page += 1) if (!this.has(page)) return page;
    return undefined;
  }
}
