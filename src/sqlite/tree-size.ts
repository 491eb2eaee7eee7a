// Guesses how large a b-tree is from a few of its pages. Only the order and the division of work rest on it, so a page that
// makes no sense counts as an empty leaf: it is SQLite's to complain about.

/** Reads page `number` (from 1), or gives undefined where there is none. The bytes are valid until the next call. */
export type ReadPage = (number: number) => Buffer | undefined;

export type TreeSize = {
  /** Overflow pages included. */
  readonly pages: number;
  /** Entries in leaves. */
  readonly entries: number;
};

/** Children looked at on the root page and on those below it: 37 pages for a tree of five levels, under 400 for any. */
const SAMPLED = [4, 2, 2, 1];
/** SQLite's own limit (BTCURSOR_MAX_DEPTH of btreeInt.h). */
const DEPTH = 20;

const HEADER_OF_PAGE_1 = 100;
/** Page types (sqlite.org/fileformat2.html, section 1.6). */
const INTERIOR = [2, 5];
const LEAF = [10, 13];

export function guessTreeSize(readPage: ReadPage, root: number): TreeSize {
  return guess(readPage, root, 0);
}

function guess(readPage: ReadPage, number: number, level: number): TreeSize {
  const page = readPage(number);
  if (page === undefined) return {pages: 0, entries: 0};
  const start = number === 1 ? HEADER_OF_PAGE_1 : 0;
  const type = page[start] ?? 0;
  const cells = page.readUInt16BE(start + 3);
  if (LEAF.includes(type)) return {pages: 1 + overflowPages(page, start, cells), entries: cells};
  if (!INTERIOR.includes(type) || level >= DEPTH) return {pages: 1, entries: 0};

  const children = sample(cells, SAMPLED[Math.min(level, SAMPLED.length - 1)] ?? 1)
    .map(cell => start + 12 + 2 * cell)
    .filter(pointer => pointer + 2 <= page.length)
    .map(pointer => page.readUInt16BE(pointer))
    .filter(cell => cell + 4 <= page.length)
    .map(cell => page.readUInt32BE(cell));
  // The page's bytes are gone with the first child that is read.
  const sizes = [...children, ...(cells === 0 ? [page.readUInt32BE(start + 8)] : [])].map(child =>
    guess(readPage, child, level + 1),
  );
  const mean = (of: (size: TreeSize) => number) =>
    sizes.length === 0 ? 0 : sizes.reduce((sum, size) => sum + of(size), 0) / sizes.length;
  return {pages: 1 + (cells + 1) * mean(size => size.pages), entries: (cells + 1) * mean(size => size.entries)};
}

/** At most `most` of the numbers 0 to `count` - 1, spread evenly. */
function sample(count: number, most: number): readonly number[] {
  const taken = Math.min(count, most);
  return Array.from({length: taken}, (_, i) => Math.floor(((i + 0.5) * count) / taken));
}

/** Pages that hold what a leaf has no room for, by its first cells (section 1.6, "B-tree Cell Format"). */
function overflowPages(page: Buffer, start: number, cells: number): number {
  const looked = Math.min(cells, 16);
  // An index keeps less of a record on its own pages.
  const most = page[start] === 13 ? page.length - 35 : Math.floor(((page.length - 12) * 64) / 255) - 23;
  let overflow = 0;
  for (let cell = 0; cell < looked; cell += 1) {
    const pointer = start + 8 + 2 * cell;
    if (pointer + 2 > page.length) break;
    const payload = varint(page, page.readUInt16BE(pointer));
    if (payload > most) overflow += Math.ceil((payload - most) / (page.length - 4));
  }
  return looked === 0 ? 0 : (overflow * cells) / looked;
}

/** A variable-length integer below 2^31, else 0: no record is larger. */
function varint(page: Buffer, offset: number): number {
  let value = 0;
  for (let i = 0; i < 5; i += 1) {
    const byte = page[offset + i] ?? 0;
    value = value * 128 + (byte & 127);
    if (byte < 128) return value < 2 ** 31 ? value : 0;
  }
  return 0;
}
