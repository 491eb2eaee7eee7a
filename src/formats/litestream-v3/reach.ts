// Whether the listed WAL of a snapshot's index goes as far as the snapshot. Litestream copies the database file (replica.go,
// Snapshot, v0.3.13), into which SQLite has checkpointed what was committed before the copy began, whether or not that was
// uploaded. Commits that are in the snapshot and in no object would be mixed with older pages, and nothing would fail.
import type {Generation, Segment, Snapshot} from './keys.ts';
import type {Selection} from './selection.ts';
import type {Times} from './times.ts';

/**
 * `times`: the writer went on after the snapshot, and what it wrote is here. `pages`: the snapshot is to be compared with
 * the WAL of its index. `moot`: something else keeps the proof from being complete.
 */
export type Reach = 'times' | 'pages' | 'unknown' | 'moot';

export function reachOf({chain, generation, times, mixed, doubted}: Selection): Reach {
  const {base, segments, broken} = chain;
  const goesOn = (segments.at(-1)?.index ?? base.index) > base.index;
  if (broken !== undefined || goesOn || mixed.length > 0) return 'moot';
  const own = ownSegments(base, generation);
  if (own.length === 0) return 'unknown';
  if (reachesByTimes(base, own, times)) return 'times';
  return doubted ? 'unknown' : 'pages';
}

/** Whether the end of the snapshot's own WAL can be proven, as far as is known before it is read. */
export function mayBeProven({chain: {base}, generation, times, doubted}: Selection): boolean {
  const own = ownSegments(base, generation);
  return own.length > 0 && (!doubted || reachesByTimes(base, own, times));
}

function ownSegments({index}: Snapshot, {segments}: Generation): readonly Segment[] {
  return segments.filter(segment => segment.index === index);
}

/**
 * Litestream uploads segments one after the other, and each goes as far as what it has copied from the WAL (replica.go,
 * syncWAL). The upload of the second segment that was stored after a snapshot began after that snapshot was taken. A
 * generation begins with a snapshot, and only then uploads (replica.go, Sync): its index 0. A copied bucket has its
 * snapshots before all WAL, which says nothing: elsewhere the snapshot must lie among the segments.
 */
function reachesByTimes({index, object: {lastModified}}: Snapshot, own: readonly Segment[], times: Times): boolean {
  if (times.doubt !== '' || own.some(({object}) => times.displaced.has(object.key))) return false;
  const stored = own.map(segment => segment.object.lastModified);
  const [first = 0] = stored;
  if (index === 0 && first >= lastModified) return true;
  return first <= lastModified && stored.filter(time => time > lastModified).length >= 2;
}
