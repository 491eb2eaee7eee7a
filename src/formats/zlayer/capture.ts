// One capture: a copy of the whole -wal file, read as a stream and taken apart slot by slot.
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
import {isPageSize} from '../../codecs/database-header.ts';
import {generationId, type Archive, type GenerationId, type Head, type Strand} from './archive.ts';
import type {FrameTable} from './frames.ts';
import type {CaptureObject} from './keys.ts';

/** Consecutive slots after a capture's own frames that belong to one strand. Both slots are 1-based and included. */
export type Segment = {
  readonly strand: Strand;
  readonly first: number;
  last: number;
};

export type Salts = {readonly salt1: number; readonly salt2: number};

/** Why a capture cannot be taken at its word. Its verified frames count all the same. */
export type Damage = {
  readonly code: 'truncated' | 'trailing' | 'decompress' | 'checksum' | 'format';
  readonly text: string;
};

export type Capture = CaptureObject & {
  /** Bytes of the -wal file. */
  readonly bytes: number;
  /** Whole slots in the file. */
  readonly slots: number;
  /** Bytes after the last whole slot: a write was under way, or the file was cut by journal_size_limit. */
  readonly remainder: number;
  /** The salts in the remainder, where it reaches that far. */
  readonly remainderSalts: Salts | undefined;
  /** Undefined when the header is not valid, or not there. */
  readonly header: WalHeader | undefined;
  /** What is wrong with the header; empty when it is valid or when the file is empty. */
  readonly headerDefect: string;
  readonly generation: GenerationId | undefined;
  /** Its own frames: those whose checksums continue from the header. */
  readonly valid: number;
  /** The last of them that ends a transaction. */
  readonly committed: number;
  /** Holds its own frames, and may hold more that other captures of the same generation have. */
  readonly frames: FrameTable | undefined;
  /** What lies after its own frames, left to right. */
  readonly tail: readonly Segment[];
  readonly damage: Damage | undefined;
};

/** Takes one capture's decompressed bytes, in pieces of any size. Memory: one frame. */
export class CaptureReader {
  readonly #object: CaptureObject;
  readonly #archive: Archive;
  #bytes = 0;
  #buffer = Buffer.alloc(WAL_HEADER_SIZE);
  #filled = 0;
  #pageSize = 0;
  #header: WalHeader | undefined;
  #headerDefect = '';
  #head: Head | undefined;
  #frames: FrameTable | undefined;
  #checksum: WalChecksum = [0, 0];
  #inHead = false;
  #slots = 0;
  #valid = 0;
  #committed = 0;
  #tail: Segment[] = [];

  constructor(object: CaptureObject, archive: Archive) {
    this.#object = object;
    this.#archive = archive;
  }

  feed(chunk: Uint8Array): void {
    let start = 0;
    const begun = this.#bytes;
    this.#bytes += chunk.length;
    // Without a page size the rest of the file cannot be told apart.
    if (begun >= WAL_HEADER_SIZE && this.#pageSize === 0) return;
    while (start < chunk.length) {
      // Nearly all slots lie whole in the chunk.
      if (this.#pageSize > 0 && this.#filled === 0 && chunk.length - start >= this.#buffer.length) {
        this.#slot(chunk, start);
        start += this.#buffer.length;
        continue;
      }
      const count = Math.min(this.#buffer.length - this.#filled, chunk.length - start);
      this.#buffer.set(chunk.subarray(start, start + count), this.#filled);
      this.#filled += count;
      start += count;
      if (this.#filled < this.#buffer.length) return;
      this.#filled = 0;
      if (this.#pageSize > 0) this.#slot(this.#buffer, 0);
      else if (!this.#readHeader()) return;
    }
  }

  #readHeader(): boolean {
    const parsed = parseWalHeader(this.#buffer);
    if ('defect' in parsed) {
      this.#headerDefect = `its WAL header has a wrong ${parsed.defect} (${parsed.found.toString(16)} in hex)`;
      const pageSize = this.#buffer.readUInt32BE(8);
      if (!isPageSize(pageSize)) return false;
      this.#pageSize = pageSize;
    } else {
      this.#header = parsed;
      this.#pageSize = parsed.pageSize;
      this.#checksum = parsed.checksum;
      this.#head = this.#archive.head(parsed);
      this.#frames = this.#head.variants[0];
      this.#inHead = true;
    }
    this.#buffer = Buffer.alloc(frameSize(this.#pageSize));
    return true;
  }

  /** Takes the slot at `offset`, whose bytes are the caller's. */
  #slot(bytes: Uint8Array, offset: number): void {
    this.#slots += 1;
    const found = parseWalFrameHeader(bytes, offset);
    const page = bytes.subarray(offset + WAL_FRAME_HEADER_SIZE, offset + WAL_FRAME_HEADER_SIZE + this.#pageSize);
    const frame = {page: found.page, commit: found.commit, sum0: found.checksum[0], sum1: found.checksum[1]};
    const continues = this.#inHead && frame.page !== 0 && this.#continues(found, bytes, offset);
    if (continues && this.#head !== undefined && this.#frames !== undefined) {
      this.#frames = this.#archive.addVerified(this.#head, this.#frames, this.#valid, frame, page);
      this.#checksum = found.checksum;
      this.#valid += 1;
      if (frame.commit !== 0) this.#committed = this.#valid;
      return;
    }
    this.#inHead = false;
    const before = this.#tail.at(-1);
    const current = before !== undefined && sameSalts(before.strand, found) ? before.strand : undefined;
    const salts = {salt1: found.salt1, salt2: found.salt2};
    const strand = this.#archive.addStale(this.#pageSize, salts, this.#slots, frame, page, current);
    if (before !== undefined && before.strand === strand) before.last = this.#slots;
    else this.#tail.push({strand, first: this.#slots, last: this.#slots});
  }

  #continues(found: Salts, bytes: Uint8Array, offset: number): boolean {
    const header = this.#header;
    return (
      header !== undefined &&
      sameSalts(header, found) &&
      frameContinues(bytes, offset, this.#pageSize, this.#checksum, header.bigEndianChecksums)
    );
  }

  /** @param damage what went wrong while the bytes came */
  finish(damage: Damage | undefined): Capture {
    const header = this.#header;
    const short = this.#bytes > 0 && this.#bytes < WAL_HEADER_SIZE;
    return {
      ...this.#object,
      bytes: this.#bytes,
      slots: this.#slots,
      remainder: this.#pageSize > 0 ? this.#filled : 0,
      remainderSalts:
        this.#pageSize > 0 && this.#filled >= 16
          ? {salt1: this.#buffer.readUInt32BE(8), salt2: this.#buffer.readUInt32BE(12)}
          : undefined,
      header,
      headerDefect: short ? `it has ${this.#bytes} bytes, less than a WAL header` : this.#headerDefect,
      generation: header === undefined ? undefined : generationId(header.pageSize, header.salt1, header.salt2),
      valid: this.#valid,
      committed: this.#committed,
      frames: this.#frames,
      tail: this.#tail,
      damage,
    };
  }
}

function sameSalts(a: Salts, b: Salts): boolean {
  return a.salt1 === b.salt1 && a.salt2 === b.salt2;
}
