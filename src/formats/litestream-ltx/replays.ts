// What mode `verify` replays: the newest snapshot within the restored state, once more from the files it was not made of.
// Litestream 0.5 takes a snapshot (level 9) of the database and its WAL, not of the files it has uploaded (db.go,
// SnapshotReader), and names it by the last transaction uploaded: the WAL may already hold later ones.
import {hex64} from '../../codecs/ltx-header.ts';
import type {LayerContext} from '../../engine/layer.ts';
import type {LaterRun} from '../../engine/replay.ts';
import {RestoreError} from '../../errors.ts';
import type {BackupFormat, PlannedReplay} from '../format.ts';
import {chainOf} from './chain.ts';
import {choose} from './choice.ts';
import {ltxKeys, rangeText, SNAPSHOT_LEVEL, type LtxFile} from './keys.ts';
import {imageText, ltxLayers} from './layers.ts';
import {faultOf} from './plan.ts';
import {LtxReader, type ReadFile} from './reader.ts';

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
  const usable = new Set(scope.filter(file => !faults.has(file)));
  const snapshots = [...usable]
    .filter(({level, max}) => level === SNAPSHOT_LEVEL && max <= goal.txid)
    .toSorted((a, b) => b.max - a.max);
  let damage: PlannedReplay | undefined;
  for (const snapshot of snapshots) {
    for (;;) {
      const way = chainOf([...usable].filter(file => file !== snapshot && file.max <= snapshot.max));
      const newer = `snapshot ${hex64(snapshot.max)}`;
      const [older] = way.files;
      if (older === undefined || way.end !== snapshot.max) break;
      const labels = {older: `${imageText(older)} ${rangeText(older)}`, newer};
      const read = await readAll(reader, [snapshot, ...way.files]);
      if (!('fault' in read))
        return [{...labels, steps: stepsOf(read.files, finestAfter(snapshot.max, usable), reader)}];
      damage ??= {...labels, steps: read.fault};
      usable.delete(read.file);
      if (read.file === snapshot) break;
    }
  }
  // Damage that takes the last way to a snapshot is told; where another one is left, nothing depends on it.
  return damage === undefined ? [] : [damage];
};

type Read = {readonly files: readonly ReadFile[]} | {readonly file: LtxFile; readonly fault: RestoreError};

/** All of them, or the first that is damaged. */
async function readAll(reader: LtxReader, files: readonly LtxFile[]): Promise<Read> {
  const found = await reader.readAll(files);
  const read: ReadFile[] = [];
  for (const [at, file] of files.entries()) {
    const result = found[at];
    if (result instanceof RestoreError) return {file, fault: result};
    if (result !== undefined) read.push(result);
  }
  return {files: read};
}

/** @param files the snapshot, then the way to it */
function stepsOf(
  [snapshot, ...way]: readonly ReadFile[],
  after: readonly LtxFile[],
  reader: LtxReader,
): PlannedReplay['steps'] {
  const [expected] = ltxLayers(snapshot === undefined ? [] : [snapshot]);
  if (expected === undefined) throw new RestoreError('internal', {what: 'A snapshot gave no layer'});
  return {from: ltxLayers(way), expected, later: context => pagesOf(after, reader, context)};
}

/** The files that continue after a transaction, each as little as there is. */
function finestAfter(txid: number, files: ReadonlySet<LtxFile>): readonly LtxFile[] {
  const found: LtxFile[] = [];
  let end = txid;
  for (;;) {
    const [next] = [...files]
      .filter(({level, min, max}) => level !== SNAPSHOT_LEVEL && min > txid && min <= end + 1 && max > end)
      .toSorted((a, b) => a.max - b.max || b.min - a.min);
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
