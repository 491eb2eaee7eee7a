// What mode `verify` replays: the newest snapshot within the restored state, once more from the files it was not made of.
// Litestream 0.5 takes a snapshot (level 9) of the database and its WAL, not of the files it has uploaded (db.go,
// SnapshotReader), and names it by the last transaction uploaded: the WAL may already hold later ones.
import {hex64} from '../../codecs/ltx-header.ts';
import type {LayerContext} from '../../engine/layer.ts';
import type {LaterRun} from '../../engine/replay.ts';
import {RestoreError} from '../../errors.ts';
import type {BackupFormat} from '../format.ts';
import {chainOf} from './chain.ts';
import {choose} from './choice.ts';
import {ltxKeys, rangeText, SNAPSHOT_LEVEL, type LtxFile} from './keys.ts';
import {imageText, ltxLayers} from './layers.ts';
import {faultOf} from './plan.ts';
import {LtxReader} from './reader.ts';

/** Increments after a snapshot from which it may hold something: it is taken within moments of its name. */
const LATER = 4;

/** None where compaction has left no second way to a snapshot's last transaction. */
export const replaysOfLtx: NonNullable<BackupFormat['replays']> = async (request, {point}) => {
  const {files} = ltxKeys(request.backup.objects);
  const faults = new Map<LtxFile, RestoreError>();
  for (const file of files) {
    const fault = faultOf(file, request.excluded);
    if (fault !== undefined) faults.set(file, fault);
  }
  const reader = new LtxReader(request);
  const goal = {kind: 'position', txid: Number.parseInt(point.position, 16)} as const;
  const {scope} = await choose({goal, files, faults, reader});
  const usable = scope.filter(file => !faults.has(file));
  const snapshots = usable
    .filter(({level, max}) => level === SNAPSHOT_LEVEL && max <= goal.txid)
    .toSorted((a, b) => b.max - a.max);
  for (const snapshot of snapshots) {
    const way = chainOf(usable.filter(file => file !== snapshot && file.max <= snapshot.max));
    if (way.end !== snapshot.max) continue;
    const read = await reader.readAll([snapshot, ...way.files]);
    const [newer, older, ...increments] = read.flatMap(file => (file instanceof RestoreError ? [] : [file]));
    if (newer === undefined || older === undefined || increments.length + 2 < read.length) continue;
    const [expected] = ltxLayers([newer]);
    if (expected === undefined) continue;
    const after = finestAfter(snapshot.max, usable);
    return [
      {
        older: `${imageText(older)} ${rangeText(older)}`,
        newer: `snapshot ${hex64(newer.max)}`,
        steps: {
          from: ltxLayers([older, ...increments]),
          expected,
          later: context => pagesOf(after, reader, context),
        },
      },
    ];
  }
  return [];
};

/** The files that continue after a transaction, each as little as there is. */
function finestAfter(txid: number, files: readonly LtxFile[]): readonly LtxFile[] {
  const found: LtxFile[] = [];
  let end = txid;
  for (;;) {
    const next = files
      .filter(({level, min, max}) => level !== SNAPSHOT_LEVEL && min > txid && min <= end + 1 && max > end)
      .toSorted((a, b) => a.max - b.max || b.min - a.min)[0];
    if (next === undefined || found.length === LATER) return found;
    found.push(next);
    end = next.max;
  }
}

/** One file stands for one upload, and that for all commits since the one before: whichever of them the page is of. */
async function* pagesOf(
  files: readonly LtxFile[],
  reader: LtxReader,
  context: LayerContext,
): AsyncGenerator<LaterRun, void> {
  for (const file of await reader.readThere(files)) {
    for (const layer of ltxLayers([file])) {
      for await (const run of layer.pages(context)) yield {...run, merged: true};
    }
  }
}
