// The keys that Litestream 0.5 writes (github.com/benbjohnson/litestream, s3/replica_client.go and litestream.go):
// `<path>/<level, 4 hex digits>/<first TXID>-<last TXID>.ltx` on S3, `<path>/ltx/<level, decimal>/…` everywhere else.
import {hex64} from '../../codecs/ltx-header.ts';
import {countOf} from '../../quantities.ts';
import type {ObjectInfo} from '../../storage/store.ts';
import type {DetectedBackup, Listing} from '../format.ts';

/** The level of full snapshots. Others: 0 as written, one file a sync; 1 to 8 compacted. */
export const SNAPSHOT_LEVEL = 9;

/** A file as its name describes it. */
export type LtxFile = {
  readonly object: ObjectInfo;
  readonly level: number;
  /** First and last transaction, both included. A file with `min` 1 holds every page. */
  readonly min: number;
  readonly max: number;
};

export type LtxKeys = {
  /** In the listing's order. */
  readonly files: readonly LtxFile[];
  /** Named like LTX files, but with TXIDs that no writer reaches or in the wrong order. */
  readonly impossible: readonly ObjectInfo[];
};

const S3_KEY = /^((?:.*\/)?)([0-9a-f]{4})\/([0-9a-f]{16})-([0-9a-f]{16})\.ltx$/s;
const FILE_KEY = /^((?:.*\/)?)ltx\/(\d{1,2})\/([0-9a-f]{16})-([0-9a-f]{16})\.ltx$/s;

type Parsed = {readonly head: string; readonly level: number; readonly min: bigint; readonly max: bigint};

function parseKey(key: string): Parsed | undefined {
  const onS3 = S3_KEY.exec(key);
  const match = onS3 ?? FILE_KEY.exec(key);
  if (match === null) return undefined;
  const [, head = '', level = '', min = '', max = ''] = match;
  return {
    head,
    level: Number.parseInt(level, onS3 === null ? 10 : 16),
    min: BigInt(`0x${min}`),
    max: BigInt(`0x${max}`),
  };
}

/** The files among the objects of one backup. */
export function ltxKeys(objects: readonly ObjectInfo[]): LtxKeys {
  const files: LtxFile[] = [];
  const impossible: ObjectInfo[] = [];
  for (const object of objects) {
    const parsed = parseKey(object.key);
    if (parsed === undefined) continue;
    const {level, min, max} = parsed;
    if (min < 1n || max < min || max > BigInt(Number.MAX_SAFE_INTEGER)) impossible.push(object);
    else files.push({object, level, min: Number(min), max: Number(max)});
  }
  return {files, impossible};
}

/** What stands before the level folders. */
export function headOf(key: string): string {
  return parseKey(key)?.head ?? '';
}

/**
 * Every folder that holds level folders is a database's: replicating a directory puts many under one prefix. Where the
 * prefix itself is one, it is what was asked for, and databases in folders below it are others.
 */
export function detectLtx({prefix, objects}: Listing): readonly DetectedBackup[] {
  const byHead = new Map<string, ObjectInfo[]>();
  for (const object of objects) {
    const head = parseKey(object.key)?.head;
    if (head === undefined) continue;
    const found = byHead.get(head);
    if (found === undefined) byHead.set(head, [object]);
    else found.push(object);
  }
  const asked = prefix === '' || prefix.endsWith('/') ? prefix : `${prefix}/`;
  const exact = asked === '' ? undefined : byHead.get(asked);
  const found = exact === undefined ? [...byHead] : [[asked, exact] as const];
  return found.map(([head, own]) => ({prefix: head, objects: own, description: description(own)}));
}

function description(objects: readonly ObjectInfo[]): string {
  const {files} = ltxKeys(objects);
  const newest = files.reduce((max, file) => Math.max(max, file.max), 0);
  const levels = [...new Set(files.map(({level}) => level))].toSorted((a, b) => a - b);
  return `litestream-ltx, ${countOf(objects.length, 'LTX file')} in ${levels.length === 1 ? 'level' : 'levels'} ${levels.join(', ')}, up to TXID ${hex64(newest)}`;
}

/** `1-171`: as in the file's name, without the zeros in front. */
export function rangeText({min, max}: {readonly min: number; readonly max: number}): string {
  return `${min.toString(16)}-${max.toString(16)}`;
}
