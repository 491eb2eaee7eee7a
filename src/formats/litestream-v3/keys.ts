// The keys that Litestream 0.3 writes (github.com/benbjohnson/litestream, tags v0.3.0 to v0.3.14, s3/replica_client.go):
// `generations/<16 hex digits>/snapshots/<index>.snapshot.lz4` and `…/wal/<index>_<offset>.wal.lz4` below the replica's
// path. Index and offset have at least 8 hex digits: beyond 4 GiB they grow. The pre-releases of 0.4 wrote
// `…/wal/<index>/<offset>.wal.lz4`, with 8 or 16 digits.
import {countOf} from '../../quantities.ts';
import type {ObjectInfo} from '../../storage/store.ts';
import type {DetectedBackup, Listing} from '../format.ts';

/** The whole database at the start of WAL `index`. */
export type Snapshot = {readonly object: ObjectInfo; readonly index: number};

/** Bytes of WAL `index` from `offset` on (of the uncompressed WAL). */
export type Segment = {readonly object: ObjectInfo; readonly index: number; readonly offset: number};

/** An unbroken history: Litestream begins another one whenever it cannot show that it has missed nothing. */
export type Generation = {
  /** 16 hex digits, random: no order in them. */
  readonly name: string;
  /** Sorted by index. */
  readonly snapshots: readonly Snapshot[];
  /** Sorted by index and offset, each place once. */
  readonly segments: readonly Segment[];
  /** Objects in its folders that are neither, or that name the same place again. */
  readonly others: readonly ObjectInfo[];
};

const FOLDER = /^((?:.*\/)?)generations\/([0-9a-f]{16})\/(?:snapshots|wal)\//s;
const SNAPSHOT = /^([0-9a-f]{8,16})\.snapshot\.lz4$/;
const SEGMENT = /^([0-9a-f]{8,16})[_/]([0-9a-f]{8,16})\.wal\.lz4$/;

type Place = {readonly index: number; readonly offset: number | undefined};

/** Undefined for names that no writer makes. @param name what follows `snapshots/` or `wal/` */
function placeOf(folder: string, name: string): Place | undefined {
  const inSnapshots = folder.endsWith('/snapshots/');
  const match = (inSnapshots ? SNAPSHOT : SEGMENT).exec(name);
  if (match === null) return undefined;
  const index = Number.parseInt(match[1] ?? '', 16);
  const offset = inSnapshots ? undefined : Number.parseInt(match[2] ?? '', 16);
  return Number.isSafeInteger(index) && Number.isSafeInteger(offset ?? 0) ? {index, offset} : undefined;
}

/** The name of the generation that a key belongs to. */
export function generationOf(key: string): string | undefined {
  return FOLDER.exec(key)?.[2];
}

/** What stands before `generations/`; undefined for another layout's key. */
export function headOf(key: string): string | undefined {
  return FOLDER.exec(key)?.[1];
}

/** A generation while its objects are sorted: by index, and by index and offset. */
type Sorted = {
  readonly snapshots: Map<number, Snapshot>;
  readonly segments: Map<string, Segment>;
  readonly others: ObjectInfo[];
};

/** Sorts the objects of one backup into its generations, in the listing's order of their names. */
export function generationsOf(objects: readonly ObjectInfo[]): readonly Generation[] {
  const found = new Map<string, Sorted>();
  for (const object of objects) {
    const [folder, , name] = FOLDER.exec(object.key) ?? [];
    if (folder === undefined || name === undefined) continue;
    const own: Sorted = found.get(name) ?? {snapshots: new Map(), segments: new Map(), others: []};
    found.set(name, own);
    const place = placeOf(folder, object.key.slice(folder.length));
    if (place === undefined) own.others.push(object);
    else if (place.offset === undefined) addOnce(own.snapshots, place.index, {object, index: place.index}, own.others);
    else {
      const segment = {object, index: place.index, offset: place.offset};
      addOnce(own.segments, `${segment.index} ${segment.offset}`, segment, own.others);
    }
  }
  return [...found].map(([name, {snapshots, segments, others}]) => ({
    name,
    snapshots: [...snapshots.values()].toSorted((a, b) => a.index - b.index),
    segments: [...segments.values()].toSorted((a, b) => a.index - b.index || a.offset - b.offset),
    others,
  }));
}

/** The first name of a place counts: the order of a listing is that of the keys. */
function addOnce<Key, Value extends {readonly object: ObjectInfo}>(
  map: Map<Key, Value>,
  key: Key,
  value: Value,
  others: ObjectInfo[],
): void {
  if (map.has(key)) others.push(value.object);
  else map.set(key, value);
}

/**
 * Every folder that holds `generations/` is a database's. Where the prefix itself is one, it is what was asked for, and
 * databases in folders below it are others.
 */
export function detectV3({prefix, objects}: Listing): readonly DetectedBackup[] {
  const byHead = new Map<string, ObjectInfo[]>();
  for (const object of objects) {
    const head = headOf(object.key);
    if (head === undefined) continue;
    const found = byHead.get(head);
    if (found === undefined) byHead.set(head, [object]);
    else found.push(object);
  }
  const asked = prefix === '' || prefix.endsWith('/') ? prefix : `${prefix}/`;
  const exact = asked === '' ? undefined : byHead.get(asked);
  const found = exact === undefined ? [...byHead] : [[asked, exact] as const];
  return found.map(([head, own]) => ({
    // A prefix that names one generation means just that one.
    prefix: prefix.length > head.length ? prefix : head,
    objects: own,
    description: description(own),
  }));
}

function description(objects: readonly ObjectInfo[]): string {
  const generations = generationsOf(objects);
  const count = (kind: 'snapshots' | 'segments'): number => generations.reduce((sum, own) => sum + own[kind].length, 0);
  return `litestream-v3, ${countOf(generations.length, 'generation')}, ${countOf(count('snapshots'), 'snapshot')}, ${countOf(count('segments'), 'WAL segment')}`;
}

/** As in the keys: hex, at least 8 digits. */
export function hex8(value: number): string {
  return value.toString(16).padStart(8, '0');
}
