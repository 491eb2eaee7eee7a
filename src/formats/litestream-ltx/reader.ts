// Headers by small ranged reads, several at a time, each object once for a whole restore. Small files are read whole: that
// costs no more, their layers then need no request of their own, and they are verified before anything rests on them.
import {LTX_HEADER_SIZE, LTX_TRAILER_SIZE, parseLtxHeader, type LtxHeader} from '../../codecs/ltx-header.ts';
import {decodeLtx} from '../../codecs/ltx.ts';
import {LtxIndexCounter} from '../../codecs/ltx-index.ts';
import {LTX_LAYOUT_BYTES, ltxLayout} from '../../codecs/ltx-layout.ts';
import {isRestoreError, RestoreError} from '../../errors.ts';
import {readSmall} from '../../storage/parallel.ts';
import type {ByteRange, ObjectStore} from '../../storage/store.ts';
import {KeptFiles, type Kept} from './kept-files.ts';
import {rangeText, type LtxFile} from './keys.ts';

/** Files up to this many bytes are read whole. */
const WHOLE_FILE = 64 * 1024;

const REQUESTS_AT_ONCE = 64;

/** What wrote a file's pages, as far as their encoding tells. */
type PageEncoding = 'LZ4 blocks' | 'LZ4 frames' | 'LTX version 1' | 'LTX version 2';

/** The facts of a file's header. */
export type ReadFile = LtxFile & {
  readonly header: LtxHeader;
  readonly encoding: PageEncoding;
  /** Gives all its bytes, when planning had to read them anyway. */
  readonly whole: Kept | undefined;
};

export type ReadContext = {
  readonly store: ObjectStore;
  readonly signal: AbortSignal;
  readonly progress: (bytes: number) => void;
  /** Where files may be kept for the layers. Absent: only a megabyte of them is. */
  readonly scratchFolder?: string;
};

type Memory = {readonly files: Map<string, ReadFile | RestoreError>; readonly kept: KeptFiles};

/** By store, because a restore may plan several times, and must not read anything again then. */
const MEMORIES = new WeakMap<ObjectStore, Memory>();

export class LtxReader {
  readonly #context: ReadContext;
  readonly #memory: Memory;

  constructor(context: ReadContext) {
    this.#context = context;
    this.#memory = MEMORIES.get(context.store) ?? {files: new Map(), kept: new KeptFiles()};
    MEMORIES.set(context.store, this.#memory);
    this.#memory.kept.folder ??= context.scratchFolder;
  }

  /**
   * The file, or what is wrong with it. Files that are damaged are no reason to stop; storage and network failures are.
   * @throws RestoreError of the store, `gone` and `changed` among them
   */
  async read(file: LtxFile): Promise<ReadFile | RestoreError> {
    const {size} = file.object;
    const id = idOf(file);
    const known = this.#memory.files.get(id);
    if (known !== undefined) return known;
    const isSmall = size <= WHOLE_FILE;
    const bytes = await this.#bytes(file, {start: 0, end: isSmall ? size : Math.min(size, LTX_LAYOUT_BYTES)});
    const found = interpret(file, bytes);
    const damage =
      found instanceof RestoreError || !isSmall ? undefined : await this.#decode(file, bytesAsStream(bytes));
    const result =
      damage ?? (found instanceof RestoreError || !isSmall ? found : {...found, whole: this.#memory.kept.keep(bytes)});
    this.#memory.files.set(id, result);
    return result;
  }

  /**
   * What is wrong with the whole file, for a header that decides something although its file is not in the plan. Reads
   * the file unless it is small: those were verified when they were read.
   */
  async verify(file: ReadFile): Promise<RestoreError | undefined> {
    if (file.whole !== undefined) return undefined;
    const {object} = file;
    const damage = await this.#decode(file, this.#stream(object, {start: 0, end: object.size}));
    if (damage !== undefined) this.#memory.files.set(idOf(file), damage);
    return damage;
  }

  async #decode({object}: LtxFile, source: AsyncIterable<Uint8Array>): Promise<RestoreError | undefined> {
    const runs = decodeLtx(source, {where: object.key, size: object.size, signal: this.#context.signal});
    try {
      while ((await runs.next()).done !== true);
      return undefined;
    } catch (error) {
      if (isRestoreError(error, 'truncated', 'trailing', 'format', 'decompress', 'checksum')) return error;
      throw error;
    }
  }

  /** All of `files`, in their order. */
  readAll(files: readonly LtxFile[]): Promise<readonly (ReadFile | RestoreError)[]> {
    return inParallel(files, file => this.read(file));
  }

  /** As {@link readAll}, but files that have gone meanwhile (retention runs) are left out. */
  async readThere(files: readonly LtxFile[]): Promise<readonly ReadFile[]> {
    const found = await inParallel(files, file =>
      this.read(file).catch((error: unknown) => {
        if (isRestoreError(error, 'gone', 'changed')) return error;
        throw error;
      }),
    );
    return found.flatMap(file => (file instanceof RestoreError ? [] : [file]));
  }

  /**
   * How many pages the file's index names; undefined where there is none. Damage that this does not see is found when the
   * file is decoded.
   */
  async countPages({object, whole}: ReadFile): Promise<number | undefined> {
    const end = object.size - LTX_TRAILER_SIZE - 8;
    const kept = whole?.();
    const read = (range: ByteRange): AsyncIterable<Uint8Array> =>
      kept === undefined ? this.#stream(object, range) : bytesAsStream(kept.subarray(range.start, range.end));
    let size = 0n;
    for await (const chunk of read({start: end, end: end + 8})) {
      for (const byte of chunk) size = (size << 8n) | BigInt(byte);
    }
    const start = end - Number(size);
    if (start < LTX_HEADER_SIZE || size === 0n) return undefined;
    const counter = new LtxIndexCounter();
    for await (const chunk of read({start, end})) counter.feed(chunk);
    return counter.pages;
  }

  async #bytes({object}: LtxFile, range: ByteRange): Promise<Uint8Array> {
    const {store, signal, progress} = this.#context;
    const bytes = await readSmall(store, object, {signal, cap: WHOLE_FILE, range});
    progress(bytes.length);
    return bytes;
  }

  async *#stream(object: LtxFile['object'], range: ByteRange): AsyncGenerator<Uint8Array, void> {
    const {store, signal, progress} = this.#context;
    for await (const chunk of store.read(object, {range, signal})) {
      progress(chunk.length);
      yield chunk;
    }
  }
}

function idOf({object}: LtxFile): string {
  return `${object.etag} ${object.key}`;
}

async function* bytesAsStream(bytes: Uint8Array): AsyncGenerator<Uint8Array, void> {
  yield bytes;
}

function interpret(file: LtxFile, bytes: Uint8Array): ReadFile | RestoreError {
  const {key, size} = file.object;
  try {
    const header = parseLtxHeader(bytes, key);
    const {minTxid, maxTxid} = header;
    if (minTxid !== file.min || maxTxid !== file.max) {
      return new RestoreError('format', {
        what: 'The LTX file does not hold the transactions that its name says',
        where: key,
        expected: rangeText(file),
        found: rangeText({min: minTxid, max: maxTxid}),
      });
    }
    return {...file, header, encoding: encodingOf(bytes, header, size), whole: undefined};
  } catch (error) {
    if (error instanceof RestoreError) return error;
    throw error;
  }
}

function encodingOf(bytes: Uint8Array, header: LtxHeader, size: number): PageEncoding {
  const {version} = ltxLayout(bytes, header, size);
  if (version !== 3) return `LTX version ${version}`;
  return bytes[LTX_HEADER_SIZE + 5] === 1 ? 'LZ4 blocks' : 'LZ4 frames';
}

/** The first failure ends it: what is under way is waited for, the rest is not begun. */
async function inParallel<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  let next = 0;
  let failed = false;
  const worker = async (): Promise<void> => {
    while (next < items.length && !failed) {
      const index = next++;
      const item = items[index];
      if (item === undefined) return;
      try {
        results[index] = await work(item);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  const workers = Array.from({length: Math.min(REQUESTS_AT_ONCE, items.length)}, worker);
  const settled = await Promise.allSettled(workers);
  const rejected = settled.find(outcome => outcome.status === 'rejected');
  if (rejected !== undefined) throw rejected.reason;
  return results;
}
