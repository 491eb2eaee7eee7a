// Losses after which the names that are left are those of another, healthy backup: no content can show them.

export type Traceless =
  /** What is left is what the bucket held some uploads earlier. */
  | 'newest'
  /** What is left is what retention would have left: 0.5 deletes the oldest files of a level. */
  | 'oldest of a level'
  /** The last segments of a WAL that another one follows (0.3): no name, length or header tells where a WAL ended. */
  | 'end of a WAL';

/** What kind of loss `gone` is, when it is one of those. `all` and `gone` are keys of Litestream. */
export function traceless(all: readonly string[], gone: readonly string[]): Traceless | undefined {
  if (gone.length === 0) return undefined;
  const lost = new Set(gone);
  const parts = [...Map.groupBy(all, seriesOf).values()].map(keys => keys.toSorted());
  const touched = parts.filter(keys => keys.some(key => lost.has(key)));
  const ends = touched.filter(keys => isAtEnd(keys, lost));
  const beginnings = touched.filter(keys => !ends.includes(keys) && isLtx(keys) && isAtEnd(keys.toReversed(), lost));
  if (ends.length + beginnings.length === touched.length) return ends.length > 0 ? 'newest' : 'oldest of a level';
  // Within one WAL index of several.
  const walls = touched.filter(keys => !isAtEnd(keys, lost));
  const indexes = walls
    .flatMap(keys => [...Map.groupBy(keys, indexOf).values()])
    .filter(keys => keys.some(key => lost.has(key)));
  return indexes.every(keys => indexOf(keys[0] ?? '') !== '' && isAtEnd(keys, lost) && !lost.has(keys[0] ?? ''))
    ? 'end of a WAL'
    : undefined;
}

/** Keys of one series are in the order of what they hold: a level of 0.5, snapshots or WAL of a generation of 0.3. */
function seriesOf(key: string): string {
  return key.slice(0, key.lastIndexOf('/'));
}

function indexOf(key: string): string {
  return /\/wal\/([0-9a-f]+)_[0-9a-f]+\.wal\.lz4$/.exec(key)?.[1] ?? '';
}

function isLtx(keys: readonly string[]): boolean {
  return keys.every(key => key.endsWith('.ltx'));
}

/** True when `lost` takes nothing but the last ones of `keys`. */
function isAtEnd(keys: readonly string[], lost: ReadonlySet<string>): boolean {
  const first = keys.findIndex(key => lost.has(key));
  return first !== -1 && keys.slice(first).every(key => lost.has(key));
}
