// A snapshot of an index that has no WAL yet. It is the newest state, or an older one under a wrong name: Litestream's
// counter tells, which never goes back.
import {parseWalFrameHeader, frameSize, WAL_FRAME_HEADER_SIZE, WAL_HEADER_SIZE} from '../../codecs/wal.ts';
import {RestoreError} from '../../errors.ts';
import {pagesOf} from '../../engine/base-image.ts';
import {one, readHeads, type Head} from './heads.ts';
import {hex8, type Generation, type Snapshot} from './keys.ts';
import {contentOf, storedBytes, type ReadContext} from './segment-bytes.ts';
import {SequenceWatch, SnapshotSequence} from './sequence.ts';

/**
 * `newer` than all WAL of its generation, or `unknown`; the failure when it is older than its name says, or damaged.
 * Reads the snapshot as far as the counter's page.
 * @param maxBytes of the snapshot
 */
export async function judgeLoneSnapshot(
  snapshot: Snapshot,
  {segments}: Generation,
  maxBytes: number,
  context: ReadContext,
): Promise<'newer' | 'unknown' | RestoreError> {
  const before = segments.findLast(({index, offset}) => index < snapshot.index && offset === 0);
  if (before === undefined) return 'unknown';
  const [head] = await readHeads([before], context);
  if (head === undefined || head instanceof RestoreError) return 'unknown';
  const wal = await sequenceOfHead(head, context);
  const found = await sequenceOfSnapshot(snapshot, maxBytes, context);
  if (found instanceof RestoreError) return found;
  if (found.root === undefined) {
    const what = 'The snapshot lacks Litestream’s own table, which every database has that it has begun a WAL for';
    return new RestoreError('format', {what, where: snapshot.object.key, expected: 'the table _litestream_seq'});
  }
  const span = wal.span(found.root);
  if (span === undefined || found.value === undefined) return 'unknown';
  const least = span.first + snapshot.index - before.index - 1;
  if (found.value >= least) return 'newer';
  return new RestoreError('format', {
    what: `The snapshot is older than WAL index ${hex8(before.index)}, although its name says that it follows it`,
    where: snapshot.object.key,
    expected: `Litestream’s counter at ${least} or more`,
    found: found.value,
  });
}

async function sequenceOfHead({segment, header, stored}: Head, context: ReadContext): Promise<SequenceWatch> {
  const watch = new SequenceWatch();
  if (stored === undefined) return watch;
  const chunks: Uint8Array[] = [];
  for await (const chunk of contentOf(one(stored), segment.object, Number.MAX_SAFE_INTEGER, context))
    chunks.push(chunk);
  const wal = Buffer.concat(chunks);
  const step = frameSize(header.pageSize);
  for (let at = WAL_HEADER_SIZE; at + step <= wal.length; at += step) {
    watch.see(parseWalFrameHeader(wal, at).page, wal.subarray(at + WAL_FRAME_HEADER_SIZE, at + step));
  }
  return watch;
}

async function sequenceOfSnapshot(
  {object}: Snapshot,
  maxBytes: number,
  context: ReadContext,
): Promise<SnapshotSequence | RestoreError> {
  const sequence = new SnapshotSequence();
  const content = contentOf(storedBytes(object, context), object, maxBytes, context);
  try {
    for await (const run of pagesOf(content, object.key)) {
      sequence.see(run);
      if (sequence.value !== undefined) break;
    }
    return sequence;
  } catch (error) {
    if (error instanceof RestoreError && ['checksum', 'decompress', 'truncated', 'not-sqlite'].includes(error.code)) {
      return error;
    }
    throw error;
  } finally {
    await content.return();
  }
}
