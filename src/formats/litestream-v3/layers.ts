// A snapshot as the base image, and each WAL index as an increment. The engine reads the newest first.
import {join} from 'node:path';
import type {Decrypt} from '../../codecs/age.ts';
import type {Layer, LayerContext, LayerEnd, PageRun} from '../../engine/layer.ts';
import {isRestoreError, RestoreError} from '../../errors.ts';
import {countOf} from '../../quantities.ts';
import {pagesOf} from '../../engine/base-image.ts';
import {isEmptyWal, type Head} from './heads.ts';
import {hex8, type Segment, type Snapshot} from './keys.ts';
import type {LaterPages} from './later-pages.ts';
import {contentOf, SegmentQueue, storedBytes} from './segment-bytes.ts';
import {checkSequence, SnapshotSequence} from './sequence.ts';
import {youngest, type Times} from './times.ts';
import {MORE_WAL, requireContinuous, WalReader, type WalFacts} from './wal-index.ts';

/** One WAL index of a chain. */
export type IndexPart = {readonly head: Head; readonly segments: readonly Segment[]};

export type LayerSettings = {
  readonly times: Times;
  readonly scratchFolder: string;
  readonly decrypt: Decrypt;
  /** What the snapshot may not hold; absent where all WAL of its index is applied, and known to be all there was. */
  readonly later?: LaterPages | undefined;
};

/** @param parts oldest first */
export function v3Layers(base: Snapshot, parts: readonly IndexPart[], settings: LayerSettings): readonly Layer[] {
  const full = parts.filter(part => !isEmptyWal(part));
  const order = full.toReversed().flatMap(({segments}) => segments.map(({object}) => object));
  const known = new Map(
    full.flatMap(({head}) => (head.stored === undefined ? [] : [[head.segment.object.key, head.stored]])),
  );
  const queue = new SegmentQueue(order, known);
  const checks = new ChainChecks(base, full);
  return [
    snapshotLayer(base, checks, settings),
    ...full.map((part, at) =>
      walLayer(part, known, settings, (reader, context) =>
        read(reader, part, at, queue, checks, {...context, decrypt: settings.decrypt}),
      ),
    ),
  ];
}

function snapshotLayer(base: Snapshot, checks: ChainChecks, {times, decrypt, later}: LayerSettings): Layer {
  const {object, index} = base;
  return {
    label: `snapshot ${hex8(index)}`,
    kind: 'snapshot',
    time: youngest(object, times),
    objects: [object],
    bytesToRead: object.size + (later?.bytesToRead ?? 0),
    frames: 0,
    async *pages(context): AsyncGenerator<PageRun, LayerEnd> {
      const {maxDatabaseSize, signal} = context;
      await later?.read(context);
      const content = contentOf(storedBytes(object, context), object, maxDatabaseSize, {decrypt, signal}, true);
      const runs = snapshotPages(content, object.key);
      const sequence = new SnapshotSequence();
      try {
        for (;;) {
          const next = await runs.next();
          if (next.done === true) {
            checks.base(sequence, next.value.commit);
            later?.finish(sequence);
            return next.value;
          }
          sequence.see(next.value);
          later?.check(next.value);
          yield next.value;
        }
      } finally {
        await runs.return({pageSize: 0, commit: 0});
        await content.return();
      }
    },
  };
}

/** A snapshot that is no database is a damaged object like any other: an older one may lead to the same state. */
async function* snapshotPages(content: AsyncIterable<Uint8Array>, where: string): AsyncGenerator<PageRun, LayerEnd> {
  try {
    return yield* pagesOf(content, where);
  } catch (error) {
    if (!isRestoreError(error, 'not-sqlite', 'hollow')) throw error;
    throw new RestoreError('format', {...error.failure, cause: error});
  }
}

type Read = (reader: WalReader, context: LayerContext) => Promise<WalFacts>;

function walLayer(
  {head, segments}: IndexPart,
  known: ReadonlyMap<string, Uint8Array>,
  {times, scratchFolder}: LayerSettings,
  readInto: Read,
): Layer {
  const {index} = head.segment;
  const last = segments.at(-1)?.object;
  let frames = 0;
  return {
    label: `WAL ${hex8(index)}, ${countOf(segments.length, 'segment')}`,
    kind: 'wal',
    time: last === undefined ? undefined : youngest(last, times),
    objects: segments.map(({object}) => object),
    bytesToRead: segments.reduce((sum, {object}) => sum + (known.has(object.key) ? 0 : object.size), 0),
    /** Counted while they are read: no name or header tells. */
    get frames() {
      return frames;
    },
    async *pages(context): AsyncGenerator<PageRun, LayerEnd> {
      const spoolPath = join(scratchFolder, `wal-${hex8(index)}`);
      const reader = new WalReader(spoolPath, context.maxDatabaseSize + MORE_WAL);
      try {
        const facts = await readInto(reader, context);
        frames = facts.frames;
        for (const run of reader.runs()) {
          context.signal.throwIfAborted();
          yield run;
        }
        return {pageSize: facts.header.pageSize, commit: facts.commit};
      } finally {
        reader.close();
      }
    },
  };
}

/** Reads and verifies a whole index. When it fails, nothing that was asked for ahead stays under way. */
async function read(
  reader: WalReader,
  {segments}: IndexPart,
  at: number,
  queue: SegmentQueue,
  checks: ChainChecks,
  context: LayerContext & {readonly decrypt: Decrypt},
): Promise<WalFacts> {
  try {
    for (const {object, index, offset} of segments) {
      requireContinuous(reader.position, object.key, index, offset);
      const limit = context.maxDatabaseSize + MORE_WAL;
      const content = contentOf(queue.read(object, context), object, limit, context);
      for await (const chunk of content) reader.feed(chunk, object.key);
    }
    const facts = reader.finish();
    checks.wal(at, facts, context.maxDatabaseSize);
    return facts;
  } catch (error) {
    await queue.stop();
    throw error;
  }
}

/** What only several layers together show. */
class ChainChecks {
  readonly #base: Snapshot;
  readonly #parts: readonly IndexPart[];
  readonly #facts: (WalFacts | undefined)[] = [];

  constructor(base: Snapshot, parts: readonly IndexPart[]) {
    this.#base = base;
    this.#parts = parts;
  }

  /** @throws RestoreError `gap` when the next WAL, read before it, does not begin with the size that this one ends with */
  wal(at: number, facts: WalFacts, maxDatabaseSize: number): void {
    this.#facts[at] = facts;
    if (facts.commit * facts.header.pageSize > maxDatabaseSize) {
      throw new RestoreError('limit', {
        what: 'The database is larger than allowed',
        expected: `at most ${maxDatabaseSize} bytes`,
        found: `${facts.commit * facts.header.pageSize} bytes`,
        todo: 'Raise max-database-size, or free disk space on the runner, if the database is really that large.',
      });
    }
    const next = this.#facts[at + 1];
    const part = this.#parts[at + 1];
    if (next === undefined || part === undefined || next.firstHasPage1 || next.firstCommit === facts.commit) return;
    throw new RestoreError('gap', {
      what: `WAL segments are missing at the end of index ${hex8(part.head.segment.index - 1)}: the next WAL begins with another database size`,
      where: part.head.segment.object.key,
      expected: `${facts.commit} pages`,
      found: `${next.firstCommit} pages`,
    });
  }

  /**
   * @param pages of the snapshot
   * @throws RestoreError `format`, `gap`
   */
  base(sequence: SnapshotSequence, pages: number): void {
    this.#requireSizeOfIndex(pages);
    const links = this.#parts.flatMap(({head}, at) => {
      const facts = this.#facts[at];
      const {index, object} = head.segment;
      return facts === undefined ? [] : [{index, key: object.key, sequence: facts.sequence}];
    });
    checkSequence({key: this.#base.object.key, index: this.#base.index}, sequence, links);
  }

  /** The snapshot of an index is the database that its WAL begins with; it may hold the first commits of that WAL. */
  #requireSizeOfIndex(pages: number): void {
    const [facts] = this.#facts;
    const {index, object} = this.#base;
    if (facts === undefined || index === 0 || this.#parts[0]?.head.segment.index !== index || facts.firstHasPage1)
      return;
    if (facts.firstCommit <= pages && pages <= facts.largestCommit) return;
    throw new RestoreError('format', {
      what: `The snapshot is not the state at the start of WAL index ${hex8(index)}: that has another size`,
      where: object.key,
      expected: `${facts.firstCommit} pages`,
      found: `${pages} pages`,
    });
  }
}
