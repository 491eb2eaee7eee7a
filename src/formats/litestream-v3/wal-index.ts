// One WAL, put together from its segments and verified frame by frame. Litestream copies committed, checksummed frames
// only (db.go, copyToShadowWAL), so whatever breaks the chain here was lost or damaged afterwards.
import {
  frameContinues,
  frameSize,
  parseWalFrameHeader,
  parseWalHeader,
  WAL_FRAME_HEADER_SIZE,
  WAL_HEADER_SIZE,
  type WalChecksum,
  type WalHeader,
} from '../../codecs/wal.ts';
import type {PageRun} from '../../engine/layer.ts';
import {PageSet} from '../../engine/page-set.ts';
import {RestoreError} from '../../errors.ts';
import {hex8} from './keys.ts';
import {PageSpool} from './page-spool.ts';
import {SequenceWatch} from './sequence.ts';

/** Bytes of a run. A multiple of every page size. */
const RUN_SIZE = 1024 * 1024;

/** Bytes of WAL that one index may hold beyond the largest database allowed: it may write each page several times. */
export const MORE_WAL = 64 * 1024 * 1024;

/** The fault of a segment that is left out when planning again: the ones around it join without it. */
export const STRAY = 'The WAL segment begins inside the one before it';

/**
 * @param position where the segments before it end
 * @throws RestoreError `gap`; `format` ({@link STRAY})
 */
export function requireContinuous(position: number, where: string, index: number, offset: number): void {
  if (offset === position) return;
  const numbers = {expected: hex8(position), found: hex8(offset), together: true};
  if (offset < position) throw new RestoreError('format', {what: STRAY, where, ...numbers});
  throw new RestoreError('gap', {
    what: `WAL segments are missing in index ${hex8(index)}: nothing holds its bytes ${position} to ${offset - 1}`,
    where,
    ...numbers,
    todo: 'Find out what deleted them: a lifecycle rule, an interrupted copy?',
  });
}

/** What a WAL says of itself, and of the WAL before it. */
export type WalFacts = {
  readonly header: WalHeader;
  readonly frames: number;
  /** Database size in pages after the last commit. */
  readonly commit: number;
  /** Database size in pages after the first commit. */
  readonly firstCommit: number;
  /** The largest database size in pages after any commit. */
  readonly largestCommit: number;
  /** SQLite writes page 1 whenever the size changes: without it, the first commit leaves the size as it found it. */
  readonly firstHasPage1: boolean;
  readonly sequence: SequenceWatch;
};

/** Takes a WAL's bytes in order. */
export class WalReader {
  readonly #spoolPath: string;
  readonly #maxBytes: number;
  /** The key that bytes come from now, for errors. */
  #where = '';
  #buffer = Buffer.alloc(WAL_HEADER_SIZE);
  #filled = 0;
  #position = 0;
  #header: WalHeader | undefined;
  #checksum: WalChecksum = [0, 0];
  #pages = new Uint32Array(1024);
  #frames = 0;
  #commit = 0;
  #committed = 0;
  #firstCommit = 0;
  #largestCommit = 0;
  #firstHasPage1 = false;
  #spool: PageSpool | undefined;
  readonly #sequence = new SequenceWatch();

  /**
   * @param spoolPath a file that does not exist yet
   * @param maxBytes of pages
   */
  constructor(spoolPath: string, maxBytes: number) {
    this.#spoolPath = spoolPath;
    this.#maxBytes = maxBytes;
  }

  /** Bytes taken so far: where the next segment must begin. */
  get position(): number {
    return this.#position;
  }

  /** @throws RestoreError `format`, `checksum`; `limit`, `disk` of the spool */
  feed(chunk: Uint8Array, where: string): void {
    this.#where = where;
    for (let start = 0; start < chunk.length;) {
      const count = Math.min(this.#buffer.length - this.#filled, chunk.length - start);
      this.#buffer.set(chunk.subarray(start, start + count), this.#filled);
      this.#filled += count;
      this.#position += count;
      start += count;
      if (this.#filled < this.#buffer.length) continue;
      if (this.#header === undefined) this.#takeHeader();
      else this.#takeFrame(this.#header);
      this.#filled = 0;
    }
  }

  #takeHeader(): void {
    const header = parseWalHeader(this.#buffer);
    if ('defect' in header) {
      const code = header.defect === 'checksum' ? 'checksum' : 'format';
      throw this.#error(code, `The WAL header has a wrong ${header.defect}`, undefined, hex8(header.found));
    }
    this.#header = header;
    this.#checksum = header.checksum;
    this.#buffer = Buffer.alloc(frameSize(header.pageSize));
    this.#spool = new PageSpool(this.#spoolPath, header.pageSize, this.#maxBytes);
  }

  #takeFrame(header: WalHeader): void {
    const {page, commit, salt1, salt2, checksum} = parseWalFrameHeader(this.#buffer, 0);
    const frame = this.#frames + 1;
    if (salt1 !== header.salt1 || salt2 !== header.salt2) {
      const [expected, found] = [header, {salt1, salt2}].map(salts => `${hex8(salts.salt1)} ${hex8(salts.salt2)}`);
      throw this.#error('checksum', `WAL frame ${frame} has salts of another WAL`, expected, found);
    }
    if (!frameContinues(this.#buffer, 0, header.pageSize, this.#checksum, header.bigEndianChecksums)) {
      throw this.#error('checksum', `WAL frame ${frame} has a wrong checksum`);
    }
    if (page === 0) throw this.#error('format', `WAL frame ${frame} is for page 0`);
    this.#checksum = checksum;
    if (this.#frames === this.#pages.length) this.#pages = enlarged(this.#pages);
    this.#pages[this.#frames] = page;
    this.#frames = frame;
    const data = this.#buffer.subarray(WAL_FRAME_HEADER_SIZE);
    this.#spool?.append(data);
    this.#sequence.see(page, data);
    if (this.#committed === 0 && page === 1) this.#firstHasPage1 = true;
    if (commit === 0) return;
    if (this.#committed === 0) this.#firstCommit = commit;
    this.#commit = commit;
    this.#largestCommit = Math.max(this.#largestCommit, commit);
    this.#committed = frame;
  }

  /**
   * To be called after the last segment.
   * @throws RestoreError `truncated` when the WAL ends inside a frame or a transaction
   */
  finish(): WalFacts {
    const header = this.#header;
    if (header === undefined || this.#filled > 0) {
      throw this.#error('truncated', `The WAL ends inside ${header === undefined ? 'its header' : 'a frame'}`);
    }
    if (this.#committed < this.#frames) {
      const found = `${this.#frames - this.#committed} frames after it`;
      throw this.#error(
        'truncated',
        'The WAL ends without the commit of its last transaction',
        'a commit frame',
        found,
      );
    }
    if (this.#frames === 0) throw this.#error('truncated', 'The WAL holds no frame', 'at least one');
    return {
      header,
      frames: this.#frames,
      commit: this.#commit,
      firstCommit: this.#firstCommit,
      largestCommit: this.#largestCommit,
      firstHasPage1: this.#firstHasPage1,
      sequence: this.#sequence,
    };
  }

  /** The last version of each page within the final size. After {@link finish}. */
  *runs(): Generator<PageRun, void> {
    const spool = this.#spool;
    const pageSize = this.#header?.pageSize ?? 0;
    if (spool === undefined) return;
    const last = this.#lastVersions();
    const buffer = Buffer.alloc(Math.min(RUN_SIZE, this.#frames * pageSize));
    for (let frame = 0; frame < this.#frames;) {
      const first = this.#pages[frame] ?? 0;
      let count = 0;
      // The frames of a transaction are sorted by page: neighbours in the WAL are often neighbours in the database.
      while (
        (count + 1) * pageSize <= RUN_SIZE &&
        frame + count < this.#frames &&
        isSet(last, frame + count) &&
        this.#pages[frame + count] === first + count
      ) {
        count += 1;
      }
      if (count > 0) {
        const data = buffer.subarray(0, count * pageSize);
        spool.read(frame, data);
        yield {pageSize, first, data};
      }
      frame += Math.max(1, count);
    }
  }

  /** Every frame's page, in order. */
  *versions(): Generator<PageRun, void> {
    const spool = this.#spool;
    const pageSize = this.#header?.pageSize ?? 0;
    if (spool === undefined) return;
    const data = Buffer.alloc(pageSize);
    for (let frame = 0; frame < this.#frames; frame += 1) {
      spool.read(frame, data);
      yield {pageSize, first: this.#pages[frame] ?? 0, data};
    }
  }

  /** One bit a frame. */
  #lastVersions(): Uint8Array {
    const bits = new Uint8Array((this.#frames + 7) >>> 3);
    const seen = new PageSet();
    for (let frame = this.#frames - 1; frame >= 0; frame -= 1) {
      const page = this.#pages[frame] ?? 0;
      if (page > this.#commit || !seen.add(page)) continue;
      bits[frame >>> 3] = (bits[frame >>> 3] ?? 0) | (1 << (frame & 7));
    }
    return bits;
  }

  close(): void {
    this.#spool?.close();
  }

  #error(code: 'format' | 'checksum' | 'truncated', what: string, expected?: string, found?: string): RestoreError {
    return new RestoreError(code, {what, where: this.#where, expected, found});
  }
}

function isSet(bits: Uint8Array, at: number): boolean {
  return ((bits[at >>> 3] ?? 0) & (1 << (at & 7))) !== 0;
}

function enlarged(pages: Uint32Array): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(pages.length * 2);
  larger.set(pages);
  return larger;
}
