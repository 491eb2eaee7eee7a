// LTX files (github.com/superfly/ltx) as a stream of pages: versions 1 to 3, every byte verified.
import {RestoreError} from '../errors.ts';
import {ByteWindow} from './byte-window.ts';
import {Crc64} from './crc64.ts';
import {DatabaseChecksum, ltxChecksum} from './ltx-checksum.ts';
import {
  hex64,
  LTX_HEADER_SIZE,
  LTX_TRAILER_SIZE,
  parseLtxHeader,
  parseLtxTrailer,
  type LtxHeader,
} from './ltx-header.ts';
import {ExpectedLtxIndex} from './ltx-index.ts';
import {LTX_LAYOUT_BYTES, ltxLayout, type LtxLayout} from './ltx-layout.ts';
import {LtxPageReader} from './ltx-pages.ts';
import {decodeLz4Frames} from './lz4-frame.ts';
import {openRoom, type Room} from './wasm/room.ts';

/** Consecutive pages. `data` is valid until the next run is asked for. */
export type LtxRun = {readonly pageSize: number; readonly first: number; readonly data: Uint8Array};

/** What the file says of itself, once all of it was verified. */
export type LtxEnd = {
  readonly header: LtxHeader;
  readonly layout: LtxLayout;
  /** How many pages it holds. */
  readonly pages: number;
  /** Rolling checksum of the database after this file; 0 where it is not tracked. */
  readonly postApply: bigint;
};

export type LtxOptions = {
  /** Names the object in errors. */
  readonly where: string;
  /** Of the file, in bytes. */
  readonly size: number;
  /** Called before the first page. */
  readonly onHeader?: ((header: LtxHeader) => void) | undefined;
  readonly signal: AbortSignal;
};

/** Pages leave in runs of at most this many bytes (a run has one page at least). */
const RUN_BYTES = 512 * 1024;

/** Bytes of a file: below it the WebAssembly costs more than it saves. */
const ROOM_PAYS = 256 * 1024;

/** Pages of the first run: most files hold a few. */
const FIRST_RUN_PAGES = 8;

/**
 * Yields the pages, and returns once the page order, the page index and all checksums were found right: nothing that came
 * before counts until then. A page expands to the page size and not beyond, so a file of n bytes yields at most 255 n.
 *
 * @throws RestoreError `truncated`, `trailing`, `format`, `decompress`, `checksum`; what `source` throws passes unchanged
 */
export async function* decodeLtx(
  source: AsyncIterable<Uint8Array>,
  options: LtxOptions,
): AsyncGenerator<LtxRun, LtxEnd> {
  const {where, size} = options;
  const window = new ByteWindow(source);
  let inner: ByteWindow | undefined;
  try {
    await window.fill(LTX_LAYOUT_BYTES);
    const head = window.bytes.subarray(window.start, window.end);
    const header = parseLtxHeader(head, where);
    if (head.length < LTX_LAYOUT_BYTES) throw truncated(where, 'pages');
    const layout = ltxLayout(head, header, size);
    options.onHeader?.(header);
    const crc = new Crc64().update(head, 0, LTX_HEADER_SIZE);
    window.skip(LTX_HEADER_SIZE);
    if (size >= ROOM_PAYS && !header.compressedBody) window.reuseMemory();
    inner = header.compressedBody ? new ByteWindow(expandedBody(window, header, options)) : window;
    return yield* verified(inner, header, layout, crc, options);
  } finally {
    if (inner !== window) await inner?.close();
    await window.close();
  }
}

async function* verified(
  window: ByteWindow,
  header: LtxHeader,
  layout: LtxLayout,
  crc: Crc64,
  options: LtxOptions,
): AsyncGenerator<LtxRun, LtxEnd> {
  const {where, size} = options;
  const {pageSize} = header;
  const room = size < ROOM_PAYS ? undefined : openRoom(pagesOfRun(pageSize) * pageSize, pageSize);
  const reader = new LtxPageReader(header, layout, where, room?.decodeLz4Block);
  // A snapshot's own pages are the whole database; what an increment leads to only the chain can tell.
  const rolling = header.tracksChecksum && header.minTxid === 1 ? new DatabaseChecksum() : undefined;
  const index = new ExpectedLtxIndex();
  const pages = yield* pageRuns(window, reader, header, {crc, rolling, index, room}, options);
  if (!reader.complete) {
    throw new RestoreError('format', {
      what: 'The LTX snapshot does not hold every page',
      where,
      expected: `${header.commit} pages`,
      found: `the last is page ${reader.page}`,
    });
  }
  const indexFits = layout.index ? await checkIndex(window, index, crc, where) : true;
  if (!(await window.fill(LTX_TRAILER_SIZE))) throw truncated(where, 'trailer');
  const {bytes, start} = window;
  const trailer = parseLtxTrailer(bytes.subarray(start, start + LTX_TRAILER_SIZE), header, where);
  crc.update(bytes, start, start + 8);
  requireChecksum('file', trailer.fileChecksum, ltxChecksum(crc), where);
  window.skip(LTX_TRAILER_SIZE);
  if (!indexFits) throw new RestoreError('format', {what: 'The page index is not that of the pages', where});
  if (rolling !== undefined) requireChecksum('database', trailer.postApply, rolling.value, where);
  if (await window.fill(1)) throw new RestoreError('trailing', {what: 'Other bytes follow the LTX file', where});
  return {header, layout, pages, postApply: trailer.postApply};
}

const pagesOfRun = (pageSize: number): number => Math.max(1, Math.floor(RUN_BYTES / pageSize));

/** What goes along with the pages. */
type Sums = {
  readonly crc: Crc64;
  readonly rolling: DatabaseChecksum | undefined;
  readonly index: ExpectedLtxIndex;
  /** Where the pages are decoded to. */
  readonly room: Room | undefined;
};

async function* pageRuns(
  window: ByteWindow,
  reader: LtxPageReader,
  {pageSize, commit}: LtxHeader,
  {crc, rolling, index, room}: Sums,
  {where, signal}: LtxOptions,
): AsyncGenerator<LtxRun, number> {
  const most = pagesOfRun(pageSize);
  let run = room?.output ?? new Uint8Array(Math.min(FIRST_RUN_PAGES, most, Math.max(1, commit)) * pageSize);
  let first = 0;
  let count = 0;
  let pages = 0;
  for (;;) {
    if ((count + 1) * pageSize > run.length) {
      yield {pageSize, first, data: run};
      if (run.length < most * pageSize) run = new Uint8Array(most * pageSize);
      count = 0;
    }
    const at = count * pageSize;
    const found = reader.take(window.bytes, window.start, window.end, run, at);
    if (found === 'more') {
      signal.throwIfAborted();
      if (!(await window.fill(reader.needed))) throw truncated(where, 'pages');
      continue;
    }
    const {page, length} = reader;
    crc.update(window.bytes, window.start, window.start + reader.hashed);
    if (found === 'end') {
      window.skip(length);
      if (count > 0) yield {pageSize, first, data: run.subarray(0, at)};
      return pages;
    }
    if (room === undefined) crc.update(run, at, at + pageSize);
    else crc.updateIn(room, at, at + pageSize);
    rolling?.add(page, run, at, pageSize);
    // The window may begin after the file does, but positions count from its beginning.
    index.add(page, window.position, length);
    window.skip(length);
    if (count > 0 && page !== first + count) {
      // The new page lies behind the run that it ended.
      yield {pageSize, first, data: run.subarray(0, at)};
      run.copyWithin(0, at, at + pageSize);
      count = 0;
    }
    if (count === 0) first = page;
    count += 1;
    pages += 1;
  }
}

/** Reads the index. False when it is not that of the pages: the file checksum, which comes later, tells damage better. */
async function checkIndex(window: ByteWindow, index: ExpectedLtxIndex, crc: Crc64, where: string): Promise<boolean> {
  const expected = index.finish();
  const found = new Crc64();
  let left = expected.length;
  while (left > 0) {
    if (!(await window.fill(1))) throw truncated(where, 'page index');
    const count = Math.min(left, window.length);
    const {bytes, start} = window;
    crc.update(bytes, start, start + count);
    found.update(bytes, start, start + count);
    window.skip(count);
    left -= count;
  }
  if (!(await window.fill(8))) throw truncated(where, 'page index');
  const {bytes, start} = window;
  const size = new DataView(bytes.buffer, bytes.byteOffset + start, 8).getBigUint64(0);
  crc.update(bytes, start, start + 8);
  window.skip(8);
  return size === BigInt(expected.length) && found.high === expected.crc.high && found.low === expected.crc.low;
}

/** Version 1 with flag 1: what one LZ4 frame holds instead of the bytes between header and trailer, then the trailer. */
async function* expandedBody(
  window: ByteWindow,
  {commit, pageSize}: LtxHeader,
  {where, size, signal}: LtxOptions,
): AsyncGenerator<Uint8Array, void> {
  const maxBytes = (commit + 1) * (4 + pageSize);
  yield* decodeLz4Frames(bytesOf(window, size - LTX_HEADER_SIZE - LTX_TRAILER_SIZE), {where, maxBytes, signal});
  while (await window.fill(1)) {
    yield window.bytes.slice(window.start, window.end);
    window.skip(window.length);
  }
}

async function* bytesOf(window: ByteWindow, count: number): AsyncGenerator<Uint8Array, void> {
  for (let left = count; left > 0;) {
    if (!(await window.fill(1))) return;
    const part = Math.min(left, window.length);
    // The window keeps its array until it is filled again, which only happens after this chunk was taken.
    yield window.bytes.subarray(window.start, window.start + part);
    window.skip(part);
    left -= part;
  }
}

function requireChecksum(what: 'file' | 'database', stored: bigint, computed: bigint, where: string): void {
  if (stored === computed) return;
  throw new RestoreError('checksum', {
    what: `The ${what} checksum of the LTX file is wrong`,
    where,
    expected: hex64(stored),
    found: hex64(computed),
  });
}

function truncated(where: string, part: string): RestoreError {
  return new RestoreError('truncated', {what: `The LTX file ends inside its ${part}`, where});
}
