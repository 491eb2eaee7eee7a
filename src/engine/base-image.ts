// A base image as a stream of pages: the bytes of a database file, cut into runs of whole pages.
import {DATABASE_HEADER_SIZE, parseDatabaseHeader} from '../codecs/database-header.ts';
import type {LayerEnd, PageRun} from './layer.ts';
import {RestoreError} from '../errors.ts';

/** Runs of about this many bytes go to the disk, and to whoever compares pages. */
const RUN_SIZE = 256 * 1024;

/**
 * Cuts a database file's bytes into runs of whole pages. Chunks may be lent: none is used after the next was asked for.
 * @param where names the object in errors
 * @throws RestoreError `not-sqlite`, `truncated`, `format`; `hollow` when there is not a single byte
 */
export async function* pagesOf(content: AsyncIterable<Uint8Array>, where: string): AsyncGenerator<PageRun, LayerEnd> {
  const buffer = Buffer.alloc(Math.max(RUN_SIZE, 2 * 65_536));
  let filled = 0;
  let pageSize = 0;
  let pages = 0;
  for await (const chunk of content) {
    for (let start = 0; start < chunk.length;) {
      if (filled === 0 && pageSize > 0 && chunk.length - start >= buffer.length) {
        yield {pageSize, first: pages + 1, data: chunk.subarray(start, start + buffer.length)};
        pages += buffer.length / pageSize;
        start += buffer.length;
        continue;
      }
      const count = Math.min(buffer.length - filled, chunk.length - start);
      buffer.set(chunk.subarray(start, start + count), filled);
      filled += count;
      start += count;
      if (pageSize === 0 && filled >= DATABASE_HEADER_SIZE) {
        pageSize = parseDatabaseHeader(buffer.subarray(0, filled), where).pageSize;
      }
      if (filled < buffer.length) continue;
      // The buffer's size is a multiple of every page size.
      yield {pageSize, first: pages + 1, data: buffer};
      pages += buffer.length / pageSize;
      filled = 0;
    }
  }
  if (pages === 0 && filled === 0) {
    throw new RestoreError('hollow', {what: 'The snapshot is an empty file', where});
  }
  if (pageSize === 0) pageSize = parseDatabaseHeader(buffer.subarray(0, filled), where).pageSize;
  if (filled % pageSize !== 0) {
    throw new RestoreError('truncated', {
      what: 'The snapshot ends inside a page',
      where,
      expected: `a multiple of ${pageSize} bytes`,
      found: `${pages * pageSize + filled} bytes`,
    });
  }
  if (filled > 0) yield {pageSize, first: pages + 1, data: buffer.subarray(0, filled)};
  return {pageSize, commit: pages + filled / pageSize};
}
