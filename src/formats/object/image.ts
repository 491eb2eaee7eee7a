// A database file as a layer: its bytes cut into pages, its header compared with its size.
import type {Decrypt} from '../../codecs/age.ts';
import {decompress} from '../../codecs/compression.ts';
import {DATABASE_HEADER_SIZE, parseDatabaseHeader, type DatabaseHeader} from '../../codecs/database-header.ts';
import type {Layer, LayerContext, LayerEnd, PageRun} from '../../engine/layer.ts';
import {RestoreError} from '../../errors.ts';
import type {ObjectInfo} from '../../storage/store.ts';
import {checkedBytes} from './bytes.ts';
import type {ExpectedDigest} from './checksums.ts';
import {iso} from './choice.ts';
import {isNoise} from './sniff.ts';

/** A header that SQLite would accept, of a file that it could read. */
export function readHeader(content: Uint8Array, where: string, maxBytes: number): DatabaseHeader {
  const header = parseDatabaseHeader(content, where);
  // SQLCipher with a plaintext header leaves 32 bytes readable. Nothing else reserves so much of every page, and page 1
  // always holds the schema's b-tree, whose header begins with 5 or 13 (fileformat2.html, 1.6).
  const reserved = content[20] ?? 0;
  const tree = content[DATABASE_HEADER_SIZE];
  if (reserved >= 16 && tree !== 5 && tree !== 13 && isNoise(content.subarray(32))) {
    throw new RestoreError('encrypted', {
      what: 'The header is readable, but the pages look like noise: probably SQLCipher with a plaintext header',
      where,
      found: `${reserved} reserved bytes a page`,
      todo: 'An encrypted database cannot be checked here: back up a decrypted copy (sqlcipher_export).',
    });
  }
  if (header.pages * header.pageSize > maxBytes) {
    throw new RestoreError('limit', {
      what: 'The database says that it is larger than what may be written',
      where,
      expected: `at most ${maxBytes} bytes`,
      found: `${header.pages} pages of ${header.pageSize} bytes`,
      todo: 'If it is really that large, raise max-database-size or free disk space on the runner.',
    });
  }
  return header;
}

/**
 * Compares the header with the number of bytes that the database file has.
 * @returns the database's size in pages
 * @throws RestoreError `truncated` when pages are missing or the last one is cut, `trailing` when the file goes on
 */
export function pagesOf({pageSize, pages}: DatabaseHeader, bytes: number, where: string): number {
  if (pages > 0 && bytes < pages * pageSize) {
    throw new RestoreError('truncated', {
      what: 'The database file is shorter than its header says',
      where,
      expected: `${pages * pageSize} bytes (${pages} pages of ${pageSize})`,
      found: `${bytes} bytes`,
      todo: 'The upload was cut: restore an earlier object, and let the writer upload again.',
    });
  }
  if (bytes === 0 || bytes % pageSize !== 0) {
    throw new RestoreError(pages > 0 ? 'trailing' : 'truncated', {
      what: 'The size of the database file is not a whole number of pages',
      where,
      expected: `${pages > 0 ? pages * pageSize : 'a multiple of'} ${pages > 0 ? 'bytes' : `${pageSize} bytes`}`,
      found: `${bytes} bytes`,
      todo: 'Something cut the file or added to it on its way: restore an earlier object, or upload it again.',
    });
  }
  return pages > 0 ? pages : bytes / pageSize;
}

/**
 * @param digests checked over the stored bytes and over the database itself: one of the two must have them
 * @param known all stored bytes, when planning has read them
 */
export function imageLayer(
  object: ObjectInfo,
  time: number | undefined,
  digests: readonly ExpectedDigest[],
  decrypt: Decrypt,
  known?: Uint8Array,
): Layer {
  return {
    label: `snapshot ${object.key}, written ${iso(object.lastModified)}`,
    kind: 'snapshot',
    time,
    objects: [object],
    bytesToRead: known === undefined ? object.size : 0,
    frames: 0,
    pages: context => imagePages(object, digests, decrypt, context, known),
  };
}

async function* imagePages(
  object: ObjectInfo,
  digests: readonly ExpectedDigest[],
  decrypt: Decrypt,
  context: LayerContext,
  known: Uint8Array | undefined,
): AsyncGenerator<PageRun, LayerEnd> {
  const where = object.key;
  const {maxDatabaseSize: maxBytes, signal} = context;
  const bytes = checkedBytes(object, digests, context, known);
  const content = decompress(decrypt(bytes.stored, {where, signal}), {where, maxBytes, lends: true, signal});
  const end = yield* cutIntoPages(content, where, maxBytes, bytes.seen);
  bytes.verify();
  return end;
}

/** @param seen called with every chunk before it is cut */
async function* cutIntoPages(
  content: AsyncIterable<Uint8Array>,
  where: string,
  maxBytes: number,
  seen: (chunk: Uint8Array) => void,
): AsyncGenerator<PageRun, LayerEnd> {
  let header: DatabaseHeader | undefined;
  let total = 0;
  // What has come of a page that is not complete yet; before the header is known, of the header.
  let rest: Uint8Array = new Uint8Array(0);
  let first = 1;
  for await (const chunk of content) {
    seen(chunk);
    total += chunk.length;
    let bytes = chunk;
    if (header === undefined) {
      bytes = Buffer.concat([rest, chunk]);
      rest = bytes;
      if (bytes.length < 1024) continue;
      header = readHeader(bytes, where, maxBytes);
      rest = new Uint8Array(0);
    }
    const {pageSize} = header;
    for (const data of wholePages(rest, bytes, pageSize)) {
      const pages = data.length / pageSize;
      yield* withinFile({pageSize, first, data}, header, where);
      first += pages;
    }
    rest = remainder(rest, bytes, pageSize);
  }
  header ??= readHeader(rest, where, maxBytes);
  const commit = pagesOf(header, total, where);
  if (first === 1) yield {pageSize: header.pageSize, first, data: rest.subarray(0, header.pageSize)};
  return {pageSize: header.pageSize, commit};
}

/** Whole pages out of `rest` followed by `bytes`, copying no more than one page. */
function wholePages(rest: Uint8Array, bytes: Uint8Array, pageSize: number): readonly Uint8Array[] {
  if (rest.length + bytes.length < pageSize) return [];
  const missing = rest.length === 0 ? 0 : pageSize - rest.length;
  const whole = bytes.length - missing - ((bytes.length - missing) % pageSize);
  return [
    ...(missing > 0 ? [Buffer.concat([rest, bytes.subarray(0, missing)])] : []),
    ...(whole > 0 ? [bytes.subarray(missing, missing + whole)] : []),
  ];
}

function remainder(rest: Uint8Array, bytes: Uint8Array, pageSize: number): Uint8Array {
  const total = rest.length + bytes.length;
  if (total < pageSize) return Buffer.concat([rest, bytes]);
  // A copy, because the chunk belongs to whoever made it.
  return Uint8Array.from(bytes.subarray(bytes.length - (total % pageSize)));
}

/**
 * The part of a run that lies within the size that the header tells. Pages behind it must be zeros: SQLite leaves such
 * pages when it grows a file in larger steps (SQLITE_FCNTL_CHUNK_SIZE), and ignores them.
 */
function* withinFile(run: PageRun, {pages}: DatabaseHeader, where: string): Generator<PageRun> {
  const count = run.data.length / run.pageSize;
  const inside = pages === 0 ? count : Math.max(0, Math.min(count, pages - run.first + 1));
  if (run.data.subarray(inside * run.pageSize).some(byte => byte !== 0)) {
    throw new RestoreError('trailing', {
      what: 'The database file goes on after the last page that its header counts',
      where,
      expected: `${pages} pages of ${run.pageSize} bytes`,
      found: `data in page ${run.first + inside} or later`,
      todo: 'The file was copied while it was written, or something was added to it: restore another object.',
    });
  }
  if (inside > 0) yield inside === count ? run : {...run, data: run.data.subarray(0, inside * run.pageSize)};
}
