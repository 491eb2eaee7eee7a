// Every transaction at which a chain of files can end, by the names, newest first.
import {hex64} from '../../codecs/ltx-header.ts';
import type {BackupFormat, RestorePoint} from '../format.ts';
import {coveredFrom, restorePoints} from './chain.ts';
import {choose} from './choice.ts';
import {findFullImage} from './full-image.ts';
import {ltxKeys, type LtxFile} from './keys.ts';
import {faultOf} from './plan.ts';
import {LtxReader} from './reader.ts';
import {gapText} from './shortfall.ts';

/** Full images looked for at most: each is one more look at the largest files. */
const MOST_IMAGES = 32;

/**
 * Of several histories under the prefix the newest comes first; a transaction that two of them have is that of the newer
 * one, as for planning.
 * @throws RestoreError `ambiguous` where nothing says which history is the newest; of the store
 */
export const restorePointsOfLtx: NonNullable<BackupFormat['restorePoints']> = async request => {
  const {files} = ltxKeys(request.backup.objects);
  const reader = new LtxReader(request);
  const faults = new Map(
    files.flatMap(file => {
      const fault = faultOf(file, request.excluded);
      return fault === undefined ? [] : [[file, fault] as const];
    }),
  );
  const {mixed} = await choose({goal: {kind: 'latest'}, files, faults, reader});
  // By the names alone, files that cannot be read included: what may be done without one is found out by planning.
  const histories: readonly (readonly LtxFile[])[] = mixed?.all.toReversed().map(history => history.files) ?? [files];
  const stored = storedBy(files);
  const points = new Map<number, RestorePoint>();
  for (const own of histories) {
    for (const txid of restorePoints(own, await fullImages(own, reader)).toReversed()) {
      const time = stored.get(txid);
      if (points.has(txid)) continue;
      points.set(txid, {position: hex64(txid), time, timeIs: time === undefined ? 'unknown' : 'upper-bound'});
    }
  }
  return [...points.values()];
};

/** `TXIDs 0000000000000029 to 0000000000000039`: what the newer position has and the older one has not. */
export function betweenLtx(older: string, newer: string): string {
  const [first, last] = [Number.parseInt(older, 16) + 1, Number.parseInt(newer, 16)];
  return last < first ? '' : gapText({first, last});
}

/** The last transaction of the file that was stored last. After a gap no chain ends there, and it was captured all the same. */
export const newestOfLtx: NonNullable<BackupFormat['newest']> = ({objects}) => {
  const {files} = ltxKeys(objects);
  const [last] = files.toSorted((a, b) => b.object.lastModified - a.object.lastModified || b.max - a.max);
  if (last === undefined) return undefined;
  return {position: hex64(last.max), time: storedBy(files).get(last.max), timeIs: 'upper-bound'};
};

/** The images that chains begin with where none leads there from transaction 1. */
async function fullImages(files: readonly LtxFile[], reader: LtxReader): Promise<ReadonlySet<LtxFile>> {
  const roots = new Set<LtxFile>();
  let rest = files;
  while (rest.length > 0 && roots.size < MOST_IMAGES) {
    const end = rest.reduce((max, file) => Math.max(max, file.max), 0);
    if (restorePoints(rest).at(-1) === end) break;
    const image = await findFullImage(rest, reader);
    const root = rest.find(({object}) => object.key === image?.object.key);
    if (root !== undefined) roots.add(root);
    // What lies before the image, or before the hole that no image bridges, may have one of its own.
    const before = root?.max ?? coveredFrom(rest, end);
    rest = rest.filter(({max}) => max < before);
  }
  return roots;
}

/** When the first file that ends with a transaction was stored: the transaction is not younger. */
function storedBy(files: readonly LtxFile[]): ReadonlyMap<number, number> {
  const times = new Map<number, number>();
  for (const {max, object} of files) times.set(max, Math.min(object.lastModified, times.get(max) ?? Infinity));
  return times;
}
