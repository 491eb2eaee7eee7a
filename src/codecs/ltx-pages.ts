// One page of an LTX file at a time, out of bytes that may not reach far enough yet.
import {RestoreError} from '../errors.ts';
import {lockBytePage} from './database-header.ts';
import {decodeLz4Block, lz4BlockBound, type DecodeLz4Block} from './lz4-block.ts';
import {decodeSmallLz4Frame, measureLz4Frame, NOT_A_FRAME} from './lz4-small-frame.ts';
import type {LtxHeader} from './ltx-header.ts';
import type {LtxLayout} from './ltx-layout.ts';

/** Version 3: a u32 with the size of an LZ4 block follows the page header; without it an LZ4 frame does. */
const FLAG_SIZE = 0x1;

/** Takes pages apart and keeps to the rules on their order. Its fields say what {@link take} found. */
export class LtxPageReader {
  readonly #header: LtxHeader;
  readonly #layout: LtxLayout;
  readonly #where: string;
  readonly #lockPage: number;
  readonly #blockBound: number;
  readonly #decode: DecodeLz4Block;
  /** The page taken last. */
  page = 0;
  /** Bytes of its frame, its header included. For the end mark, the mark's. */
  length = 0;
  /** The part of the frame that the file checksum takes as stored: the page header, and the size where there is one. */
  hashed = 0;
  /** Bytes needed to go on, when {@link take} gave `more`. */
  needed = 0;

  constructor(header: LtxHeader, layout: LtxLayout, where: string, decode: DecodeLz4Block = decodeLz4Block) {
    this.#header = header;
    this.#layout = layout;
    this.#where = where;
    this.#lockPage = lockBytePage(header.pageSize);
    this.#blockBound = lz4BlockBound(header.pageSize);
    this.#decode = decode;
  }

  /**
   * Takes the frame at `start`, and writes its page to `target` from `at`.
   * @returns `page`; `end` for the mark after the last page; `more` when the bytes do not reach: {@link needed} says how far
   * @throws RestoreError `format` for a page out of order, beyond the database or the lock-byte page; `decompress`,
   *   `checksum` for its content
   */
  take(bytes: Uint8Array, start: number, end: number, target: Uint8Array, at: number): 'page' | 'end' | 'more' {
    const have = end - start;
    const {pageHeader} = this.#layout;
    if (have < pageHeader) return this.#more(pageHeader);
    const page = uint32(bytes, start);
    const flags = pageHeader === 6 ? ((bytes[start + 4] ?? 0) << 8) | (bytes[start + 5] ?? 0) : 0;
    if (page === 0) {
      if (flags !== 0) throw this.#wrong('format', 'The page headers of the LTX file end with flags', flags);
      this.length = pageHeader;
      this.hashed = pageHeader;
      return 'end';
    }
    this.#requireOrder(page);
    if (this.#layout.pages === 'raw') {
      const {pageSize} = this.#header;
      if (have < pageHeader + pageSize) return this.#more(pageHeader + pageSize);
      target.set(bytes.subarray(start + pageHeader, start + pageHeader + pageSize), at);
      return this.#found(page, pageHeader + pageSize, pageHeader);
    }
    if (flags === FLAG_SIZE) return this.#block(page, bytes, start, have, target, at);
    if (flags === 0) return this.#frame(page, bytes, start, end, target, at);
    throw this.#wrong('format', `Page ${page} has flags that are not known`, flags);
  }

  #block(
    page: number,
    bytes: Uint8Array,
    start: number,
    have: number,
    target: Uint8Array,
    at: number,
  ): 'page' | 'more' {
    const data = 6 + 4;
    if (have < data) return this.#more(data);
    const size = uint32(bytes, start + 6);
    if (size === 0 || size > this.#blockBound) {
      throw this.#wrong('format', `Page ${page} has an impossible compressed size`, size);
    }
    if (have < data + size) return this.#more(data + size);
    const limit = at + this.#header.pageSize;
    const after = this.#decode(bytes, start + data, start + data + size, target, at, limit, at);
    if (after !== limit) throw this.#damaged(page, after < 0 ? 'a damaged LZ4 block' : `${after - at} bytes`);
    return this.#found(page, data + size, data);
  }

  #frame(page: number, bytes: Uint8Array, start: number, end: number, target: Uint8Array, at: number): 'page' | 'more' {
    const {pageHeader} = this.#layout;
    const {pageSize} = this.#header;
    const length = measureLz4Frame(bytes, start + pageHeader, end, pageSize);
    if (length === NOT_A_FRAME) throw this.#damaged(page, 'no LZ4 frame');
    if (length < 0) return this.#more(pageHeader - length);
    const limit = at + pageSize;
    const after = decodeSmallLz4Frame(bytes, start + pageHeader, target, at, limit, this.#decode);
    if (after === 'checksum') throw this.#wrong('checksum', `The LZ4 frame of page ${page} has a wrong checksum`);
    if (typeof after === 'string') throw this.#damaged(page, `an LZ4 frame with a damaged ${after}`);
    if (after !== limit) throw this.#damaged(page, `${after - at} bytes`);
    return this.#found(page, pageHeader + length, pageHeader);
  }

  #found(page: number, length: number, hashed: number): 'page' {
    this.page = page;
    this.length = length;
    this.hashed = hashed;
    return 'page';
  }

  #more(needed: number): 'more' {
    this.needed = needed;
    return 'more';
  }

  /** Pages ascend; a file that begins with transaction 1 has all of them. */
  #requireOrder(page: number): void {
    const {commit, minTxid} = this.#header;
    const next = this.page + 1 === this.#lockPage ? this.page + 2 : this.page + 1;
    const ok = page <= commit && page !== this.#lockPage && (minTxid === 1 ? page === next : page > this.page);
    if (ok) return;
    const expected = minTxid === 1 ? `page ${next}, at most ${commit}` : `a page from ${next} to ${commit}`;
    throw new RestoreError('format', {
      what: 'A page of the LTX file is out of order',
      where: this.#where,
      expected,
      found: `page ${page}`,
    });
  }

  /** True when a snapshot has all its pages. */
  get complete(): boolean {
    const {commit, minTxid} = this.#header;
    return minTxid > 1 || this.page === (commit === this.#lockPage ? commit - 1 : commit);
  }

  #damaged(page: number, found: string): RestoreError {
    return new RestoreError('decompress', {
      what: `Page ${page} cannot be decompressed`,
      where: this.#where,
      expected: `${this.#header.pageSize} bytes`,
      found,
    });
  }

  #wrong(code: 'format' | 'checksum', what: string, found?: number): RestoreError {
    return new RestoreError(code, {what, where: this.#where, found});
  }
}

function uint32(bytes: Uint8Array, at: number): number {
  // The caller has checked that four bytes are there.
  return (
    (((bytes[at] ?? 0) << 24) | ((bytes[at + 1] ?? 0) << 16) | ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0)) >>> 0
  );
}
