// A complete, sorted listing of what belongs to a prefix.
import type {ObjectInfo, ObjectStore} from './store.ts';

export type ListedObjects = {
  /** As asked for, or where nothing is there, with a slash more or less before it. */
  readonly prefix: string;
  /** Sorted by the UTF-8 bytes of their keys, each key once. */
  readonly objects: readonly ObjectInfo[];
  /** Empty objects whose key ends in `/`: consoles make them to show a folder. Not in `objects`. */
  readonly folderMarkers: number;
  /** Objects whose key only begins like the prefix (`backup2/…` for `backup`). Not in `objects`. */
  readonly beside: number;
};

/** Places the surrogates, which stand for characters beyond U+FFFF, after every other UTF-16 unit. */
const rank = (unit: number) => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit);

/**
 * Order of the UTF-8 bytes, as S3 lists (API reference, ListObjectsV2). JavaScript's own order compares UTF-16 units,
 * which puts characters beyond U+FFFF before those from U+E000.
 */
export function compareKeys(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index++) {
    const order = rank(a.charCodeAt(index)) - rank(b.charCodeAt(index));
    if (order !== 0) {
      return order;
    }
  }
  return a.length - b.length;
}

/** The names that ZLayer's writer joins to its prefix without a separator (docs/formats/zlayer.md). */
const JOINED = ['snapshots/', 'wal/', 'metadata.json'];

/** What lies beside one object that a user named by its exact key, and changes what may be restored from it. */
const BESIDE = ['-wal', '-journal', '-shm', '.sha256', '.sha256sum', '.md5', '.md5sum', '.meta.json'];

/**
 * A key belongs to a prefix when it equals it or continues it after a `/`. ZLayer's writer joins without a separator, so
 * what it writes directly after the prefix belongs to it too, and so do the side files of an exact key.
 */
export function belongsTo(key: string, prefix: string): boolean {
  if (!key.startsWith(prefix)) {
    return false;
  }
  const rest = key.slice(prefix.length);
  return (
    prefix === '' ||
    prefix.endsWith('/') ||
    rest === '' ||
    rest.startsWith('/') ||
    BESIDE.includes(rest) ||
    JOINED.some(name => (name.endsWith('/') ? rest.startsWith(name) : rest === name))
  );
}

/**
 * Lists everything under `prefix`, however many pages that takes. Memory: the keys. Where nothing is there, the same
 * prefix is tried with a slash before it, or without: Litestream joins `path: /db` to keys that begin with a slash, and
 * clients and stores on the way may have taken it off.
 * @throws what the store's listing throws: `bucket-missing`, `access-denied`, `network`, …
 */
export async function listAll(store: ObjectStore, prefix: string, signal: AbortSignal): Promise<ListedObjects> {
  const asked = await listExactly(store, prefix, signal);
  if (asked.objects.length + asked.folderMarkers > 0 || prefix === '' || prefix === '/') return asked;
  const other = prefix.startsWith('/') ? prefix.slice(1) : `/${prefix}`;
  const found = await listExactly(store, other, signal);
  return found.objects.length === 0 ? asked : {...found, beside: asked.beside + found.beside};
}

async function listExactly(store: ObjectStore, prefix: string, signal: AbortSignal): Promise<ListedObjects> {
  const byKey = new Map<string, ObjectInfo>();
  let folderMarkers = 0;
  let beside = 0;
  for await (const object of store.list(prefix, signal)) {
    if (!belongsTo(object.key, prefix)) {
      beside++;
    } else if (object.size === 0 && object.key.endsWith('/')) {
      folderMarkers++;
    } else {
      // A key that is overwritten between two pages can come twice: the later version is the one that is there.
      const before = byKey.get(object.key);
      if (before === undefined || object.lastModified >= before.lastModified) {
        byKey.set(object.key, object);
      }
    }
  }
  const objects = [...byKey.values()].toSorted((a, b) => compareKeys(a.key, b.key));
  return {prefix, objects, folderMarkers, beside};
}
