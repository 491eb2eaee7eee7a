// What the engine gets: a snapshot as the base image, and one increment for each WAL generation.
import {rename} from 'node:fs/promises';
import {lockBytePage} from '../../codecs/database-header.ts';
import type {Layer, LayerContext, LayerEnd, PageRun} from '../../engine/layer.ts';
import {PageSet} from '../../engine/page-set.ts';
import {openScratchFile} from '../../engine/scratch-file.ts';
import {RestoreError} from '../../errors.ts';
import {pageHash, sameHash} from './frames.ts';
import type {Indexed} from './compare.ts';
import type {SnapshotObject} from './keys.ts';
import {pagesOf} from '../../engine/base-image.ts';
import {openSpool} from './spool.ts';
import {contentOf, type ReadContext} from './stored-bytes.ts';

const RUN_SIZE = 1024 * 1024;

/** The decoded newest snapshot that planning left on disk. The first layer that needs the file takes it. */
export type SnapshotFile = {path: string | undefined; readonly end: LayerEnd};

export function snapshotLayer(snapshot: SnapshotObject, file: SnapshotFile | undefined): Layer {
  const {object, name, keyTime} = snapshot;
  const pages = (context: LayerContext) =>
    pagesOf(contentOf(object, context.maxDatabaseSize, readContext(context)), object.key);
  return {
    label: `snapshot ${name}`,
    kind: 'snapshot',
    time: keyTime,
    objects: [object],
    bytesToRead: file?.path === undefined ? object.size : 0,
    frames: 0,
    pages,
    moveTo:
      file === undefined
        ? undefined
        : async (path, context) => {
            if (file.path === undefined) return writePages(pages(context), path);
            await rename(file.path, path);
            file.path = undefined;
            return file.end;
          },
  };
}

/** Writes a base image's runs one after the other to a new file. */
export async function writePages(runs: AsyncGenerator<PageRun, LayerEnd>, path: string): Promise<LayerEnd> {
  const file = await openScratchFile(path, false);
  try {
    for (;;) {
      const next = await runs.next();
      if (next.done === true) return next.value;
      const {pageSize, first, data} = next.value;
      await file.write(data, (first - 1) * pageSize);
    }
  } finally {
    await runs.return({pageSize: 0, commit: 0});
    await file.close();
  }
}

function readContext({store, signal, progress}: LayerContext): ReadContext {
  return {store, signal, progress};
}

/**
 * @param time the tightest bound of the last commit, in milliseconds
 * @param freeLeaves pages that no frame holds and that are free: they are given as zeros
 */
export function walLayer(indexed: Indexed, spoolPath: string, time: number, freeLeaves: PageSet | undefined): Layer {
  const {generation} = indexed;
  return {
    label: `WAL ${generation.name} frames 1-${generation.committed}`,
    kind: 'wal',
    time,
    objects: generation.captures.map(({object}) => object),
    bytesToRead: 0,
    commit: generation.pages,
    frames: generation.committed,
    pages: context => walPages(indexed, spoolPath, freeLeaves, context.signal),
  };
}

async function* walPages(
  {generation, index}: Indexed,
  spoolPath: string,
  freeLeaves: PageSet | undefined,
  signal: AbortSignal,
): AsyncGenerator<PageRun, LayerEnd> {
  const {pageSize, pages, frames} = generation;
  const buffer = Buffer.alloc(RUN_SIZE);
  const spool = openSpool(spoolPath);
  try {
    let first = 0;
    let count = 0;
    for (const [at, page] of index.pages.entries()) {
      if (page > pages) break;
      if (count > 0 && (page !== first + count || (count + 1) * pageSize > RUN_SIZE)) {
        signal.throwIfAborted();
        yield {pageSize, first, data: buffer.subarray(0, count * pageSize)};
        count = 0;
      }
      if (count === 0) first = page;
      const slot = index.slots[(index.starts[at + 1] ?? 0) - 1] ?? 0;
      const content = buffer.subarray(count * pageSize, (count + 1) * pageSize);
      spool.read(frames.offsetOf(slot), content);
      if (!sameHash(pageHash(content), frames.hashOf(slot))) {
        throw new RestoreError('disk', {what: 'A WAL page changed on the disk while it lay there', where: spoolPath});
      }
      count += 1;
    }
    if (count > 0) yield {pageSize, first, data: buffer.subarray(0, count * pageSize)};
  } finally {
    spool.close();
  }
  if (freeLeaves !== undefined && freeLeaves.size > 0) yield* zeroPages(freeLeaves, pageSize, pages);
  return {pageSize, commit: pages};
}

function* zeroPages(leaves: PageSet, pageSize: number, pages: number): Generator<PageRun> {
  const data = new Uint8Array(pageSize);
  const lockPage = lockBytePage(pageSize);
  for (let page = 1; page <= pages; page++) {
    if (page !== lockPage && leaves.has(page)) yield {pageSize, first: page, data};
  }
}
