// From what was read to what the rules look at.
import {lockBytePage} from '../../codecs/database-header.ts';
import {PageSet} from '../../engine/page-set.ts';
import type {Facts, GenerationFacts, SnapshotFacts} from './candidates.ts';
import type {Indexed} from './compare.ts';
import {holdsAll} from './covers.ts';
import {score, tracesOf, type HeaderVersions, type Score, type Traces} from './evidence.ts';
import type {Evidence, Generation} from './generations.ts';
import {isLinked, type SeenSalts} from './links.ts';
import {positionOf} from './page-index.ts';
import type {ReadSnapshot} from './read-snapshots.ts';
import type {Times} from './times.ts';

export type Judged = {
  readonly facts: Facts;
  /** For each snapshot and generation; undefined where the snapshot was not read. */
  readonly scores: readonly (readonly Score[] | undefined)[];
  readonly traces: readonly (readonly Traces[] | undefined)[];
};

export function judge(
  indexed: readonly Indexed[],
  ends: ReadonlyMap<string, Evidence>,
  seen: readonly SeenSalts[],
  snapshots: readonly ReadSnapshot[],
  union: Uint32Array,
  times: Times,
  readPage: (offset: number, target: Uint8Array) => void,
): Judged {
  const headers = indexed.map(entry => headerVersions(entry, readPage));
  const compared = snapshots.map(({object, contents}) => ({stored: object.lastModified, contents}));
  const traces = snapshots.map(({contents}, number) =>
    contents === undefined ? undefined : tracesOf(compared.slice(0, number + 1), indexed, union, headers, times.count),
  );
  const scores = traces.map(of => of?.map(score));
  const generations = indexed.map(({generation}) => generation);
  const facts: Facts = {
    generations: generations.map(generation => generationFacts(generation, ends.get(generation.id))),
    snapshots: snapshots.map(({contents, keyTime, object}, number): SnapshotFacts | undefined => {
      const [own, ownTraces] = [scores[number], traces[number]];
      if (contents === undefined || own === undefined || ownTraces === undefined) return undefined;
      const readAt = keyTime + times.clockOffset;
      const previous = snapshots[number - 1]?.object.lastModified ?? Number.NEGATIVE_INFINITY;
      const points = own.map(({score: sum}) => sum);
      const stored = times.count ? object.lastModified : undefined;
      const links = {generations, seen, stored, traces: ownTraces, scores: points};
      return {
        pages: contents.pages,
        scores: points,
        linked: indexed.map((_, position) => isLinked(links, position)),
        begun: indexed.map(({generation}, position) => {
          const pages = ownTraces[position]?.pages;
          const shown = pages !== undefined && pages.last + pages.earlier > 0;
          return shown || (times.count && (generation.first < readAt || generation.first < previous));
        }),
      };
    }),
    holdsAll: (from, to) => holdsAll(indexed.slice(from, to + 1)),
  };
  return {facts, scores, traces};
}

function generationFacts(generation: Generation, evidence: Evidence | undefined): GenerationFacts {
  const {salt1, pageSize, pages, frames, committed} = generation;
  let slot = 0;
  const added = new PageSet();
  do added.add(frames.pageOf(slot));
  while (frames.commitOf(slot++) === 0 && slot < committed);
  const firstCommitPages = frames.commitOf(slot - 1);
  const lockPage = lockBytePage(pageSize);
  let above = firstCommitPages;
  while (above > 0 && (above === lockPage || added.has(above))) above -= 1;
  return {
    salt1,
    pageSize,
    pages,
    closed: (evidence?.closedBy.size ?? 0) > 0,
    more: evidence?.more === true,
    firstCommitPages,
    firstCommitHoldsAbove: above,
    commitSizes: {
      has(size) {
        for (let index = 0; index < committed; index++) if (size > 0 && frames.commitOf(index) === size) return true;
        return false;
      },
    },
  };
}

function headerVersions(
  {generation, index}: Indexed,
  readPage: (offset: number, target: Uint8Array) => void,
): HeaderVersions | undefined {
  const at = positionOf(index.pages, 1);
  if (at < 0) return undefined;
  const page = Buffer.alloc(generation.pageSize);
  const fields = (slot: number) => {
    readPage(generation.frames.offsetOf(slot), page);
    return {changeCounter: page.readUInt32BE(24), schemaCookie: page.readUInt32BE(40)};
  };
  const first = fields(index.slots[index.starts[at] ?? 0] ?? 0);
  return {first, last: fields(index.slots[(index.starts[at + 1] ?? 1) - 1] ?? 0)};
}
