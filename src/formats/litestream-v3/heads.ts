// The first segment of each WAL index, read while planning: it holds the WAL header. It is nearly always tiny (one frame,
// about 120 bytes), so that it is read whole, and the layers need no request for it.
import {parseWalHeader, WAL_HEADER_SIZE, type WalHeader} from '../../codecs/wal.ts';
import {RestoreError} from '../../errors.ts';
import {readSmall} from '../../storage/parallel.ts';
import type {ObjectStore} from '../../storage/store.ts';
import {hex8, type Segment} from './keys.ts';
import {contentOf, storedBytes, type ReadContext} from './segment-bytes.ts';

/** Bytes: larger ones are read only as far as their first LZ4 block. */
const WHOLE = 64 * 1024;

/** Bytes that may be kept in memory for the layers. */
const BUDGET = 16 * 1024 * 1024;

const REQUESTS_AT_ONCE = 32;

export type Head = {
  readonly segment: Segment;
  readonly header: WalHeader;
  /** The stored bytes, when all were read. */
  readonly stored: Uint8Array | undefined;
  /** Bytes of the WAL that were seen; with {@link stored}, all that the segment holds. */
  readonly length: number;
};

type Memory = {readonly heads: Map<string, Head>; left: number};

/** By store, because a restore may plan several times, and must not read anything again then. */
const MEMORIES = new WeakMap<ObjectStore, Memory>();

/**
 * One for each segment, in their order: the head, or what is wrong with it.
 * @throws RestoreError of the store; `encrypted`, `limit`
 */
export async function readHeads(
  segments: readonly Segment[],
  context: ReadContext,
): Promise<readonly (Head | RestoreError)[]> {
  const memory = MEMORIES.get(context.store) ?? {heads: new Map(), left: BUDGET};
  MEMORIES.set(context.store, memory);
  const results: (Head | RestoreError)[] = [];
  let next = 0;
  let failed = false;
  const worker = async (): Promise<void> => {
    while (next < segments.length && !failed) {
      const at = next++;
      const segment = segments[at];
      if (segment === undefined) return;
      try {
        results[at] = await readHead(segment, memory, context);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  const workers = Array.from({length: Math.min(REQUESTS_AT_ONCE, segments.length)}, worker);
  const settled = await Promise.allSettled(workers);
  const rejected = settled.find(outcome => outcome.status === 'rejected');
  if (rejected !== undefined) throw rejected.reason;
  return results;
}

async function readHead(segment: Segment, memory: Memory, context: ReadContext): Promise<Head | RestoreError> {
  const {object} = segment;
  const id = `${object.etag} ${object.key}`;
  const known = memory.heads.get(id);
  if (known !== undefined) return known;
  // The budget is taken before the read begins, because several run at once.
  const whole = object.size <= Math.min(WHOLE, memory.left);
  if (whole) memory.left -= object.size;
  const result = await (whole ? readWhole(segment, context) : readBeginning(segment, context)).catch(damageOf);
  // Damage may have happened on the way: the next plan reads it again.
  if (result instanceof RestoreError) memory.left += whole ? object.size : 0;
  else memory.heads.set(id, result);
  return result;
}

/** Damage is a result like any other; what says nothing about the object is not. */
function damageOf(error: unknown): RestoreError {
  if (!(error instanceof RestoreError)) throw error;
  const {code} = error;
  if (
    code === 'truncated' ||
    code === 'trailing' ||
    code === 'decompress' ||
    code === 'checksum' ||
    code === 'format'
  ) {
    return error;
  }
  throw error;
}

/** Bytes that LZ4 can make of one, rounded up. */
const MOST_EXPANSION = 256;

async function readWhole(segment: Segment, context: ReadContext): Promise<Head | RestoreError> {
  const {object} = segment;
  const {store, signal, progress} = context;
  const stored = await readSmall(store, object, {signal, cap: WHOLE});
  progress(stored.length);
  const chunks: Uint8Array[] = [];
  for await (const chunk of contentOf(one(stored), object, WHOLE * MOST_EXPANSION, context)) chunks.push(chunk);
  return interpret(segment, Buffer.concat(chunks), stored);
}

async function readBeginning(segment: Segment, context: ReadContext): Promise<Head | RestoreError> {
  const {object} = segment;
  const content = contentOf(storedBytes(object, context), object, Number.MAX_SAFE_INTEGER, context);
  for await (const chunk of content) return interpret(segment, chunk.slice(0, WAL_HEADER_SIZE), undefined);
  return interpret(segment, new Uint8Array(0), undefined);
}

export async function* one(bytes: Uint8Array): AsyncGenerator<Uint8Array, void> {
  yield bytes;
}

function interpret(segment: Segment, content: Uint8Array, stored: Uint8Array | undefined): Head | RestoreError {
  const header = parseWalHeader(content);
  if (!('defect' in header)) return {segment, header, stored, length: content.length};
  const where = segment.object.key;
  if (header.defect === 'too short') {
    const found = `${header.found} bytes`;
    return new RestoreError('truncated', {what: 'The segment ends inside the WAL header', where, found});
  }
  const what = `The WAL header has a wrong ${header.defect}`;
  return new RestoreError(header.defect === 'checksum' ? 'checksum' : 'format', {
    what,
    where,
    found: hex8(header.found),
  });
}

/**
 * True for a WAL that was begun, and into which nothing was written. A header alone in the first segment does not tell:
 * Litestream uploads it so when it looks at the moment at which SQLite has begun the WAL, and the frames come in the next.
 */
export function isEmptyWal({head: {stored, length}, segments}: {head: Head; segments: readonly Segment[]}): boolean {
  return segments.length === 1 && stored !== undefined && length === WAL_HEADER_SIZE;
}
