// A snapshot is a copy of the database file, and SQLite checkpoints into that file as far as its readers allow: on a busy
// database a snapshot of index N holds some pages as frames of WAL N have them (docs/formats/litestream-v3.md). With all of WAL N on top that makes no difference. Where the restore point lies inside WAL N, or before
// it, such a page would come from behind the restore point, beside others that do not.
import {hash} from 'node:crypto';
import {join} from 'node:path';
import type {Decrypt} from '../../codecs/age.ts';
import {frameSize, WAL_HEADER_SIZE} from '../../codecs/wal.ts';
import type {LayerContext, PageRun} from '../../engine/layer.ts';
import {PageSet} from '../../engine/page-set.ts';
import {RestoreError} from '../../errors.ts';
import {hex8, type Segment, type Snapshot} from './keys.ts';
import {contentOf, SegmentQueue} from './segment-bytes.ts';
import {MORE_WAL, requireContinuous, WalReader} from './wal-index.ts';

/** The fault of a snapshot that holds such a page. An older one leads to the restore point through more WAL. */
export const AHEAD = 'The snapshot holds pages of WAL that lies behind the restore point';

const DIGEST_SIZE = 16;

export class LaterPages {
  readonly #base: Snapshot;
  readonly #applied: readonly Segment[];
  readonly #rest: readonly Segment[];
  readonly #settings: {readonly scratchFolder: string; readonly decrypt: Decrypt};
  /** Of the frames behind the restore point whose pages nothing before it writes: 20 bytes each. */
  #pages = new Uint32Array(256);
  #digests = Buffer.alloc(256 * DIGEST_SIZE);
  #count = 0;
  /** By page. */
  #order = new Uint32Array(0);
  #next = 0;

  /**
   * @param applied segments of the snapshot's index
   * @param rest those of the same index that follow, at least one
   */
  constructor(
    base: Snapshot,
    applied: readonly Segment[],
    rest: readonly Segment[],
    settings: {readonly scratchFolder: string; readonly decrypt: Decrypt},
  ) {
    this.#base = base;
    this.#applied = applied;
    this.#rest = rest;
    this.#settings = settings;
  }

  /** Stored bytes. */
  get bytesToRead(): number {
    return [...this.#applied, ...this.#rest].reduce((sum, {object}) => sum + object.size, 0);
  }

  /** To be called before the first page. @throws RestoreError that names the segment that cannot be read */
  async read(context: LayerContext): Promise<void> {
    const {scratchFolder, decrypt} = this.#settings;
    const {signal} = context;
    const segments = [...this.#applied, ...this.#rest];
    const queue = new SegmentQueue(
      segments.map(({object}) => object),
      new Map(),
    );
    const limit = context.maxDatabaseSize + MORE_WAL;
    const reader = new WalReader(join(scratchFolder, `later-${hex8(this.#base.index)}`), limit);
    try {
      for (const {object, index, offset} of segments) {
        requireContinuous(reader.position, object.key, index, offset);
        const content = contentOf(queue.read(object, context), object, limit, {decrypt, signal});
        for await (const chunk of content) reader.feed(chunk, object.key);
      }
      this.#take(reader);
    } finally {
      reader.close();
      await queue.stop();
    }
  }

  #take(reader: WalReader): void {
    const before = new PageSet();
    const cut = this.#rest[0]?.offset ?? 0;
    let end = WAL_HEADER_SIZE;
    this.#count = 0;
    for (const {pageSize, first, data} of reader.versions()) {
      end += frameSize(pageSize);
      if (end <= cut) before.add(first);
      else if (!before.has(first)) this.#push(first, data);
    }
    this.#order = Uint32Array.from({length: this.#count}, (_, at) => at).toSorted(
      (a, b) => (this.#pages[a] ?? 0) - (this.#pages[b] ?? 0),
    );
    this.#next = 0;
  }

  #push(page: number, data: Uint8Array): void {
    if (this.#count === this.#pages.length) {
      const pages = new Uint32Array(this.#count * 2);
      pages.set(this.#pages);
      this.#pages = pages;
      this.#digests = Buffer.concat([this.#digests, Buffer.alloc(this.#digests.length)]);
    }
    this.#pages[this.#count] = page;
    this.#digests.set(digestOf(data), this.#count * DIGEST_SIZE);
    this.#count += 1;
  }

  /**
   * @param run of the snapshot; to be called in the order of the pages
   * @throws RestoreError `gap` ({@link AHEAD})
   */
  check({first, data, pageSize}: PageRun): void {
    const end = first + data.length / pageSize;
    for (; this.#next < this.#count; this.#next += 1) {
      const frame = this.#order[this.#next] ?? 0;
      const page = this.#pages[frame] ?? 0;
      if (page >= end) return;
      const at = (page - first) * pageSize;
      const digest = digestOf(data.subarray(at, at + pageSize));
      if (!digest.equals(this.#digests.subarray(frame * DIGEST_SIZE, (frame + 1) * DIGEST_SIZE))) continue;
      throw new RestoreError('gap', {
        what: AHEAD,
        where: this.#base.object.key,
        found: `page ${page} as WAL index ${hex8(this.#base.index)} has it later`,
        together: true,
      });
    }
  }
}

function digestOf(page: Uint8Array): Buffer {
  return hash('sha256', page, 'buffer').subarray(0, DIGEST_SIZE);
}
