// The keys that ZLayer's SqliteReplicator writes (zlayer-storage, replicator/s3_backend.rs): the configured prefix, then
// `snapshots/`, `wal/` or `metadata.json`, joined without a separator.
import {countOf} from '../../quantities.ts';
import type {ObjectInfo} from '../../storage/store.ts';
import type {DetectedBackup, Listing} from '../format.ts';

export type SnapshotObject = {
  readonly object: ObjectInfo;
  /** As in the key: `20261123_010951`. */
  readonly name: string;
  /** The key's time, by the writer's clock: milliseconds since 1970, whole seconds, taken after the file was read. */
  readonly keyTime: number;
};

/** A copy of the whole `-wal` file. */
export type CaptureObject = {
  readonly object: ObjectInfo;
  /** The key's number: slots in the WAL file when its size was polled (u64, so not exact above 2^53). */
  readonly sequence: number;
};

export type ZlayerKeys = {
  /** What stands before `snapshots/` and `wal/`. */
  readonly prefix: string;
  /** Sorted by key, which is by time. */
  readonly snapshots: readonly SnapshotObject[];
  readonly captures: readonly CaptureObject[];
  readonly metadata: ObjectInfo | undefined;
};

const SNAPSHOT = /^(.*)snapshots\/(\d{8}_\d{6})\.sqlite\.zst$/s;
/** The writer pads to 20 digits; its reader takes any number of them. */
const CAPTURE = /^(.*)wal\/(\d{1,20})\.wal\.zst$/s;
const METADATA = 'metadata.json';

/** Sorts the objects of one backup by what their keys say. Others are not in the result. */
export function parseKeys(objects: readonly ObjectInfo[], prefix: string): ZlayerKeys {
  const snapshots: SnapshotObject[] = [];
  const captures: CaptureObject[] = [];
  let metadata: ObjectInfo | undefined;
  for (const object of objects) {
    const snapshot = snapshotOf(object);
    const capture = CAPTURE.exec(object.key);
    if (snapshot !== undefined && snapshot.prefix === prefix) snapshots.push(snapshot.snapshot);
    else if (capture?.[1] === prefix) captures.push({object, sequence: Number(capture[2])});
    else if (object.key === prefix + METADATA) metadata = object;
  }
  snapshots.sort((a, b) => (a.name < b.name ? -1 : 1));
  return {prefix, snapshots, captures, metadata};
}

function snapshotOf(object: ObjectInfo): {prefix: string; snapshot: SnapshotObject} | undefined {
  const match = SNAPSHOT.exec(object.key);
  const [, prefix, name] = match ?? [];
  if (prefix === undefined || name === undefined) return undefined;
  const keyTime = snapshotTime(name);
  return keyTime === undefined ? undefined : {prefix, snapshot: {object, name, keyTime}};
}

/** `20261123_010951` in milliseconds since 1970 (UTC), or undefined when no calendar has that moment. */
export function snapshotTime(name: string): number | undefined {
  const iso = name.replace(/^(\d{4})(\d\d)(\d\d)_(\d\d)(\d\d)(\d\d)$/, '$1-$2-$3T$4:$5:$6Z');
  const time = Date.parse(iso);
  return Number.isNaN(time) ? undefined : time;
}

/** Finds backups by keys alone: a prefix counts with at least one snapshot or one capture whose number has 20 digits. */
export function detectZlayer(listing: Listing): readonly DetectedBackup[] {
  const prefixes = new Set<string>();
  for (const object of listing.objects) {
    const [, prefix, digits] = CAPTURE.exec(object.key) ?? [];
    const found = digits?.length === 20 ? prefix : snapshotOf(object)?.prefix;
    if (found !== undefined && isAskedFor(found, listing.prefix)) prefixes.add(found);
  }
  return [...prefixes].map(prefix => {
    const {snapshots, captures, metadata} = parseKeys(listing.objects, prefix);
    const own = new Set([...snapshots, ...captures].map(({object}) => object.key));
    if (metadata !== undefined) own.add(metadata.key);
    return {
      prefix,
      objects: listing.objects.filter(({key}) => own.has(key)),
      description: `zlayer, ${countOf(snapshots.length, 'snapshot')}, ${countOf(captures.length, 'WAL capture')}`,
    };
  });
}

/** `app` means `app` and what lies below `app/`, not `apple/`. A prefix that reaches into the backup means it, too. */
function isAskedFor(prefix: string, asked: string): boolean {
  if (asked === '' || prefix === asked || asked.startsWith(prefix)) return true;
  return prefix.startsWith(asked) && (asked.endsWith('/') || prefix[asked.length] === '/');
}
