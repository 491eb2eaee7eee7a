// metadata.json: a hint that the writer updates after snapshots. Never relied on, only compared with the listing.
import {isRestoreError} from '../../errors.ts';
import type {ZlayerKeys} from './keys.ts';
import type {ReadContext} from './stored-bytes.ts';

/** The writer's own has about 300 bytes. */
const MAX_SIZE = 64 * 1024;

export type Metadata = {
  /** Clauses for people. */
  readonly notes: readonly string[];
  /** It names a snapshot later than any listed: a newer state existed. */
  readonly namesNewer: boolean;
};

/** @throws RestoreError of the network; the signal's reason */
export async function readMetadata(keys: ZlayerKeys, context: ReadContext): Promise<Metadata> {
  const {metadata, snapshots} = keys;
  if (metadata === undefined) {
    return {notes: snapshots.length === 0 ? [] : ['there is no metadata.json beside the snapshots'], namesNewer: false};
  }
  const latest = snapshots.at(-1)?.object.key;
  const named = await latestSnapshot(metadata.size > MAX_SIZE ? undefined : metadata, context);
  if (named === undefined) return {notes: ['metadata.json cannot be read; the listing counts'], namesNewer: false};
  if (named === null || named === latest) return {notes: [], namesNewer: false};
  const listed = snapshots.some(({object}) => object.key === named);
  if (listed) return {notes: ['metadata.json names an older snapshot than the newest listed one'], namesNewer: false};
  return {
    notes: [`metadata.json names ${named}, which is not listed`],
    namesNewer: latest === undefined || named > latest,
  };
}

/** Null when it names none; undefined when it is no such file. */
async function latestSnapshot(
  metadata: ZlayerKeys['metadata'],
  {store, signal, progress}: ReadContext,
): Promise<string | null | undefined> {
  if (metadata === undefined) return undefined;
  const chunks: Uint8Array[] = [];
  try {
    for await (const chunk of store.read(metadata, {signal})) {
      progress(chunk.length);
      chunks.push(chunk.slice());
    }
    const parsed: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    if (typeof parsed !== 'object' || parsed === null || !('latest_snapshot' in parsed)) return undefined;
    const {latest_snapshot: latest} = parsed;
    return typeof latest === 'string' || latest === null ? latest : undefined;
  } catch (error) {
    if (error instanceof SyntaxError || isRestoreError(error, 'gone', 'changed', 'truncated')) return undefined;
    throw error;
  }
}
