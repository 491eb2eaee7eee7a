// Is a generation still to be applied to a snapshot, or did the snapshot come later? Points for and against.
import {classifyPage, isVersion, type Indexed, type PageKind, type SnapshotPages} from './compare.ts';
import {HASH_SIZE} from './frames.ts';

/** What one snapshot shows of one generation. */
export type Traces = {
  /** Pages within the generation's final size, by kind. */
  readonly pages: Readonly<Record<PageKind, number>>;
  /** An earlier snapshot holds the generation's version of a page that is unknown here: it was there and was replaced. */
  readonly gone: boolean;
  /** An unknown page is the same in an earlier snapshot that was stored before the generation's first capture. */
  readonly still: boolean;
  /** Change counter and schema cookie: above 0 when below the generation's first version, below 0 when above its last. */
  readonly header: number;
  readonly toFirst: number;
  readonly toLast: number;
  /** The generation's last capture was stored after the snapshot. */
  readonly after: boolean;
};

export type PointName = 'inside' | 'older' | 'mixed' | 'gone' | 'still' | 'header' | 'distance' | 'after';

export type Score = {
  /** Above 0: apply. 0: no evidence. */
  readonly score: number;
  /** Only those that count. */
  readonly points: Readonly<Partial<Record<PointName, number>>>;
};

/** Measured on real backups; other weights change little. */
export function score({pages, gone, still, header, toFirst, toLast, after}: Traces): Score {
  const points: Partial<Record<PointName, number>> = {};
  if (pages.earlier > 0) points.inside = 16;
  if (pages.older > 0) points.older = 12;
  if (pages.last > 0 && pages.unknown > 0) points.mixed = -6;
  if (gone) points.gone = -12;
  if (still) points.still = 6;
  if (header !== 0) points.header = 10 * Math.sign(header);
  const total = toFirst + toLast;
  if (total > 0) {
    const clamped = Math.max(-1, Math.min(1, (10 * (toLast - toFirst)) / total));
    // `+ 0` keeps a negative zero out of texts.
    points.distance = Math.round(80 * clamped) / 10 + 0;
  }
  if (after) points.after = 7;
  const sum = Object.values(points).reduce((all, value) => all + value, 0);
  return {score: Math.round(sum * 10) / 10, points};
}

/** A snapshot among others, as the evidence sees it. */
export type ComparedSnapshot = {
  /** When it was stored, in milliseconds. */
  readonly stored: number;
  /** Undefined when it was not read. */
  readonly contents: SnapshotPages | undefined;
};

/** Page 1 of a generation's first and last version, for the fields that never fall. */
export type HeaderFields = {readonly changeCounter: number; readonly schemaCookie: number};
export type HeaderVersions = {readonly first: HeaderFields; readonly last: HeaderFields};

/**
 * @param snapshots all up to the one looked at, which is the last and was read
 * @param headers for each generation page 1's first and last version, where it has one
 * @param timesCount false when LastModified says nothing (a copied bucket)
 */
export function tracesOf(
  snapshots: readonly ComparedSnapshot[],
  indexed: readonly Indexed[],
  union: Uint32Array,
  headers: readonly (HeaderVersions | undefined)[],
  timesCount: boolean,
): readonly Traces[] {
  const snapshot = snapshots.at(-1);
  const contents = snapshot?.contents;
  if (snapshot === undefined || contents === undefined) return [];
  const counts = indexed.map(() => ({last: 0, earlier: 0, older: 0, absent: 0, unknown: 0}));
  const gone = indexed.map(() => false);
  const still = indexed.map(() => false);
  const header = indexed.map(() => 0);
  const before = snapshots.slice(0, -1).filter(earlier => earlier.contents?.pageSize === contents.pageSize);
  const cursors = new Uint32Array(indexed.length);
  for (const [at, page] of union.entries()) {
    const offset = at * HASH_SIZE;
    classifyPage(indexed, cursors, page, contents.hashes, offset, page > contents.pages, (position, kind, from, to) => {
      const {generation, index} = indexed[position] ?? {};
      const count = counts[position];
      if (generation?.pageSize !== contents.pageSize || index === undefined || count === undefined) return;
      count[kind] += 1;
      if (page === 1 && kind !== 'last' && kind !== 'earlier' && kind !== 'absent') {
        header[position] = compareHeader(contents, headers[position]);
      }
      if (kind !== 'unknown' || (gone[position] === true && still[position] === true)) return;
      for (const {contents: earlier, stored} of before) {
        if (earlier === undefined || page > earlier.pages) continue;
        for (let v = from; v < to && gone[position] !== true; v++) {
          if (isVersion(generation, index.slots[v] ?? 0, earlier.hashes, offset)) gone[position] = true;
        }
        if (timesCount && stored < generation.first && sameAt(contents.hashes, earlier.hashes, offset))
          still[position] = true;
      }
    });
  }
  return indexed.map(({generation}, position) => {
    const comparable = generation.pageSize === contents.pageSize;
    const distance = contents.distances[position];
    return {
      pages: counts[position] ?? {last: 0, earlier: 0, older: 0, absent: 0, unknown: 0},
      gone: gone[position] === true,
      still: still[position] === true,
      header: header[position] ?? 0,
      toFirst: distance?.toFirst ?? 0,
      toLast: distance?.toLast ?? 0,
      after: comparable && timesCount && generation.last > snapshot.stored,
    };
  });
}

function compareHeader(found: HeaderFields, versions: HeaderVersions | undefined): number {
  if (versions === undefined) return 0;
  const {first, last} = versions;
  return (
    outside(found.changeCounter, first.changeCounter, last.changeCounter) +
    outside(found.schemaCookie, first.schemaCookie, last.schemaCookie)
  );
}

function outside(value: number, low: number, high: number): number {
  return value < low ? 1 : value > high ? -1 : 0;
}

function sameAt(a: Uint8Array, b: Uint8Array, offset: number): boolean {
  for (let i = offset; i < offset + HASH_SIZE; i++) if (a[i] !== b[i]) return false;
  return true;
}
