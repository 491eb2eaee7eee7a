// The one proof: the frames of a run hold every page of the database themselves, so that nothing else enters.
import {lockBytePage} from '../../codecs/database-header.ts';
import {PageSet} from '../../engine/page-set.ts';
import type {Indexed} from './compare.ts';
import {lastVersion, positionOf} from './page-index.ts';

/** `undefined`: pages are missing. Else the leaves of the freelist that no frame holds: they stay zero. */
export type Coverage = {readonly freeLeaves: PageSet} | undefined;

type ReadPage = (offset: number, target: Uint8Array) => void;

/**
 * @param run consecutive generations, applied in this order
 * @param readPage gives a page of the spool
 */
export function coverageOf(run: readonly Indexed[], readPage: ReadPage): Coverage {
  const last = run.at(-1);
  if (last === undefined) return undefined;
  const {pages, pageSize} = last.generation;
  const lockPage = lockBytePage(pageSize);
  const missing = new PageSet();
  for (let page = 1; page <= pages; page++) {
    if (page === lockPage || run.some(({index}) => positionOf(index.pages, page) >= 0)) continue;
    missing.add(page);
  }
  if (missing.size === 0) return {freeLeaves: missing};
  return freeLeavesOf(run, missing, readPage) === missing.size ? {freeLeaves: missing} : undefined;
}

/** True when frames of these generations hold every page of the last commit. */
export function holdsAll(run: readonly Indexed[]): boolean {
  const last = run.at(-1);
  if (last === undefined) return false;
  const {pages, pageSize} = last.generation;
  const lockPage = lockBytePage(pageSize);
  for (let page = 1; page <= pages; page++) {
    if (page !== lockPage && !run.some(({index}) => positionOf(index.pages, page) >= 0)) return false;
  }
  return true;
}

/**
 * How many of `missing` are leaves of the freelist (fileformat2.html, section 1.5: page 1 byte 32 names the first trunk;
 * a trunk holds the next trunk, the number of its leaves, and their page numbers).
 */
function freeLeavesOf(run: readonly Indexed[], missing: PageSet, readPage: ReadPage): number {
  const last = run.at(-1);
  if (last === undefined) return 0;
  const {pageSize, pages} = last.generation;
  const content = Buffer.alloc(pageSize);
  const read = (page: number): boolean => {
    for (const {generation, index} of run.toReversed()) {
      const slot = lastVersion(index, page);
      if (slot < 0) continue;
      readPage(generation.frames.offsetOf(slot), content);
      return true;
    }
    return false;
  };
  if (!read(1)) return 0;
  const visited = new PageSet();
  const leaves = new PageSet();
  for (let trunk = content.readUInt32BE(32); trunk !== 0; trunk = content.readUInt32BE(0)) {
    if (trunk > pages || !visited.add(trunk) || !read(trunk)) return 0;
    const count = content.readUInt32BE(4);
    if (count > pageSize / 4 - 2) return 0;
    for (let leaf = 0; leaf < count; leaf++) {
      const page = content.readUInt32BE(8 + leaf * 4);
      if (missing.has(page)) leaves.add(page);
    }
  }
  return leaves.size;
}
