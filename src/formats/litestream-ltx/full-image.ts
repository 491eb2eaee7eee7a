// A base where none begins with transaction 1: after losing its place, and after VACUUM, Litestream writes the whole
// database as an ordinary file, and compactions inherit it.
import {lockBytePage} from '../../codecs/database-header.ts';
import {LTX_HEADER_SIZE} from '../../codecs/ltx-header.ts';
import {coveredFrom} from './chain.ts';
import type {LtxFile} from './keys.ts';
import type {LtxReader, ReadFile} from './reader.ts';

/** Files whose headers are looked at, the largest first: a full image is never among the small ones. */
const LOOKED_AT = 64;

/** Bytes: no encoder makes the frame of a page smaller. */
const SMALLEST_FRAME = 20;

/**
 * The newest full image from which files lead to the newest of `files`; undefined when there is none.
 * @param files only those that may be used
 */
export async function findFullImage(files: readonly LtxFile[], reader: LtxReader): Promise<ReadFile | undefined> {
  const newest = files.reduce((max, file) => Math.max(max, file.max), 0);
  const from = coveredFrom(files, newest);
  const candidates = files
    .filter(({max}) => max >= from - 1)
    .toSorted((a, b) => b.object.size - a.object.size)
    .slice(0, LOOKED_AT);
  const read = await reader.readThere(candidates);
  for (const file of read.toSorted((a, b) => b.max - a.max || a.object.size - b.object.size)) {
    if (await isFullImage(file, reader)) return file;
  }
  return undefined;
}

/** By its page index. That the pages are really there is seen when it is decoded. */
export async function isFullImage(file: ReadFile, reader: LtxReader): Promise<boolean> {
  const {commit, pageSize} = file.header;
  const pages = commit >= lockBytePage(pageSize) ? commit - 1 : commit;
  if (pages === 0 || file.object.size < LTX_HEADER_SIZE + pages * SMALLEST_FRAME) return false;
  return (await reader.countPages(file)) === pages;
}
