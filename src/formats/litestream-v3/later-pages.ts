// A snapshot is a copy of the database file, and SQLite checkpoints into that file as far as its readers allow: on a busy
// database a snapshot of index N holds some pages as frames of WAL N have them (docs/formats/litestream-v3.md). With all of
// WAL N on top that makes no difference. Where the restore point lies inside WAL N, or before it, such a page would come from
// behind the restore point, beside others that do not. And where WAL N has lost its end, the snapshot may hold that, too.
import {hash} from 'node:crypto';
import {join} from 'node:path';
import type {Decrypt} from '../../codecs/age.ts';
import {frameSize, WAL_HEADER_SIZE} from '../../codecs/wal.ts';
import type {LayerContext, PageRun} from '../../engine/layer.ts';
import {PageSet} from '../../engine/page-set.ts';
import {RestoreError} from '../../errors.ts';
import {hex8, type Segment, type Snapshot} from './keys.ts';
import {contentOf, SegmentQueue} from './segment-bytes.ts';
import {sequenceOf} from './sequence-table.ts';
import type {SnapshotSequence} from './sequence.ts';
import {MORE_WAL, requireContinuous, WalReader} from './wal-index.ts';

/** The fault of a snapshot that holds such a page. An older one leads to the restore point through more WAL. */
export const AHEAD = 'The snapshot holds pages of WAL that lies behind the restore point';

/** The fault of a snapshot for which that is not known. An older one leads to the same point through more WAL. */
export const BEYOND = 'Nothing shows that the WAL which is there goes as far as the snapshot';

const DIGEST_SIZE = 16;

type Settings = {
  readonly scratchFolder: string;
  readonly decrypt: Decrypt;
  /** True when the snapshot must be found to hold nothing of this WAL: {@link BEYOND}. */
  readonly confirm: boolean;
  /** What planning has read, by key. */
  readonly known: ReadonlyMap<string, Uint8Array>;
};

export class LaterPages {
  readonly #base: Snapshot;
  readonly #applied: readonly Segment[];
  readonly #rest: readonly Segment[];
  readonly #settings: Settings;
  /** Of the frames behind the restore point whose pages nothing before it writes, or of all of them: 20 bytes each. */
  #pages = new Uint32Array(256);
  #digests = Buffer.alloc(256 * DIGEST_SIZE);
  #count = 0;
  /** Frames from here on lie behind the restore point. */
  #behind = 0;
  /** Pages that the WAL writes before the restore point. */
  #before = new PageSet();
  /** Litestream's counter as frames have it, the highest for each page that looks like its table. */
  readonly #counters = new Map<number, number>();
  /** By page. */
  #order = new Uint32Array(0);
  #next = 0;

  /**
   * @param applied segments of the snapshot's index
   * @param rest those of the same index that follow, at least one unless `confirm` is set
   */
  constructor(base: Snapshot, applied: readonly Segment[], rest: readonly Segment[], settings: Settings) {
    this.#base = base;
    this.#applied = applied;
    this.#rest = rest;
    this.#settings = settings;
  }

  /** Stored bytes. */
  get bytesToRead(): number {
    const {known} = this.#settings;
    return [...this.#applied, ...this.#rest].reduce(
      (sum, {object: {key, size}}) => sum + (known.has(key) ? 0 : size),
      0,
    );
  }

  /** To be called before the first page. @throws RestoreError that names the segment that cannot be read */
  async read(context: LayerContext): Promise<void> {
    const {scratchFolder, decrypt, known} = this.#settings;
    const {signal} = context;
    const segments = [...this.#applied, ...this.#rest];
    const queue = new SegmentQueue(
      segments.map(({object}) => object),
      known,
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
    const {confirm} = this.#settings;
    const cut = this.#rest[0]?.offset ?? reader.position;
    let end = WAL_HEADER_SIZE;
    this.#count = 0;
    this.#behind = 0;
    this.#before = new PageSet();
    this.#counters.clear();
    for (const {pageSize, first, data} of reader.versions()) {
      end += frameSize(pageSize);
      if (end <= cut) this.#before.add(first);
      if (confirm || !this.#before.has(first)) this.#push(first, data);
      if (end <= cut) this.#behind = this.#count;
      const counter = confirm ? sequenceOf(data) : undefined;
      if (counter !== undefined) this.#counters.set(first, Math.max(counter, this.#counters.get(first) ?? 0));
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
   * @throws RestoreError `gap` ({@link AHEAD}, {@link BEYOND})
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
      const ahead = frame >= this.#behind && !this.#before.has(page);
      const index = hex8(this.#base.index);
      throw new RestoreError('gap', {
        what: ahead ? AHEAD : BEYOND,
        where: this.#base.object.key,
        found: `page ${page} as WAL index ${index} has it${ahead ? ' later' : ', so that it may hold more of it than is there'}`,
        together: true,
        doubt: !ahead,
      });
    }
  }

  /**
   * To be called after the last page. Whatever SQLite checkpoints of a WAL into the file, it begins with the first frames,
   * and the first commit of a WAL raises Litestream's counter: a snapshot that is behind it holds nothing of that WAL.
   * @throws RestoreError `gap` ({@link BEYOND})
   */
  finish({root, value}: SnapshotSequence): void {
    if (!this.#settings.confirm) return;
    const raised = root === undefined ? undefined : this.#counters.get(root);
    if (value !== undefined && raised !== undefined && raised > value) return;
    const index = hex8(this.#base.index);
    throw new RestoreError('gap', {
      what: BEYOND,
      where: this.#base.object.key,
      expected: `a lower counter of Litestream than in WAL index ${index}`,
      found: value === undefined ? 'none' : value,
      together: true,
      doubt: true,
    });
  }
}

function digestOf(page: Uint8Array): Buffer {
  return hash('sha256', page, 'buffer').subarray(0, DIGEST_SIZE);
}
