// Puts layers together on a scratch file: newest layer first, each page written once, and at the end every page present.
import {lockBytePage} from '../codecs/database-header.ts';
import {isRestoreError, RestoreError} from '../errors.ts';
import type {Layer, LayerContext, LayerEnd, PageRun} from './layer.ts';
import {PageSet} from './page-set.ts';
import {openScratchFile} from './scratch-file.ts';

export type OverlayResult = {
  readonly pageSize: number;
  /** Database size in pages. */
  readonly pages: number;
  /** Bytes: `pageSize * pages`. */
  readonly bytes: number;
};

/** A layer that could not be read or verified. The pipeline may plan again without its objects. */
export class LayerFailure extends Error {
  override readonly name = 'LayerFailure';
  readonly layer: Layer;

  constructor(layer: Layer, cause: unknown) {
    super(`${layer.label} failed`, {cause});
    this.layer = layer;
  }
}

/** Where the pages go: each page once, in no order. */
export type PageSink = {
  /** @param position bytes before the first page of `data` in the database */
  write(data: Uint8Array, position: number): Promise<void>;
};

/** What the layers already read have settled. */
type Overlay = {
  readonly file: PageSink;
  /** True when the file holds nothing but what this overlay wrote: zero pages may then stay holes. */
  readonly fresh: boolean;
  readonly written: PageSet;
  pageSize: number | undefined;
  /** Final size in pages: the newest layer's. */
  pages: number | undefined;
  /** A page of an older layer counts only while it is within the size of every newer layer. */
  limit: number;
};

/**
 * @param layers base image first, newest last
 * @param path a file that does not exist yet
 * @throws LayerFailure around whatever a layer's reader threw
 * @throws RestoreError `incomplete` when a page is in no layer, `format` when layers disagree, `limit`, `disk`
 */
export async function overlay(layers: readonly Layer[], path: string, context: LayerContext): Promise<OverlayResult> {
  const [base, ...increments] = layers;
  if (base === undefined) throw new RestoreError('internal', {what: 'A plan without layers cannot be restored'});
  let moved: LayerEnd | undefined;
  if (base.moveTo !== undefined) {
    try {
      moved = await base.moveTo(path, context);
    } catch (cause) {
      throw new LayerFailure(base, cause);
    }
  }
  const file = await openScratchFile(path, moved !== undefined);
  try {
    const state = nothingYet(file, moved === undefined);
    for (const layer of increments.toReversed()) await addLayer(state, layer, context);
    if (moved === undefined) await addLayer(state, base, context);
    else settle(state, base, moved, context);
    const result = finished(state);
    requireEveryPage(state, result, moved === undefined ? 0 : state.limit);
    await file.truncate(result.bytes);
    return result;
  } finally {
    await file.close();
  }
}

/**
 * As {@link overlay}, for pages that are looked at and not kept.
 * @param pageSize that the layers must have
 */
export async function overlayOnto(
  layers: readonly Layer[],
  sink: PageSink,
  pageSize: number,
  context: LayerContext,
): Promise<OverlayResult> {
  const state = {...nothingYet(sink, false), pageSize};
  for (const layer of layers.toReversed()) await addLayer(state, layer, context);
  const result = finished(state);
  requireEveryPage(state, result, 0);
  return result;
}

function nothingYet(file: PageSink, fresh: boolean): Overlay {
  const limit = Number.POSITIVE_INFINITY;
  return {file, fresh, written: new PageSet(), pageSize: undefined, pages: undefined, limit};
}

async function addLayer(state: Overlay, layer: Layer, context: LayerContext): Promise<void> {
  // A size known before the bytes arrive spares the pages that the layer itself cut off.
  if (layer.commit !== undefined) state.limit = Math.min(state.limit, layer.commit);
  const runs = layer.pages(context);
  let end: LayerEnd;
  try {
    for (;;) {
      const next = await runs.next();
      if (next.done === true) {
        end = next.value;
        break;
      }
      context.signal.throwIfAborted();
      await writeRun(state, layer, next.value, context);
    }
  } catch (cause) {
    if (cause instanceof LayerFailure || isRestoreError(cause, 'disk', 'limit')) throw cause;
    throw context.signal.aborted ? context.signal.reason : new LayerFailure(layer, cause);
  } finally {
    await runs.return({pageSize: 0, commit: 0});
  }
  settle(state, layer, end, context);
}

/** Takes over what a layer says of itself, now that all of it was verified. */
function settle(state: Overlay, layer: Layer, end: LayerEnd, context: LayerContext): void {
  requirePageSize(state, layer, end.pageSize);
  if (layer.commit !== undefined && layer.commit !== end.commit) {
    throw new RestoreError('format', {
      what: `${layer.label} does not have the size that its header promised`,
      expected: `${layer.commit} pages`,
      found: `${end.commit} pages`,
    });
  }
  state.pages ??= end.commit;
  state.limit = Math.min(state.limit, end.commit);
  requireSize(state.pages * end.pageSize, context);
}

async function writeRun(state: Overlay, layer: Layer, run: PageRun, context: LayerContext): Promise<void> {
  requirePageSize(state, layer, run.pageSize);
  const {pageSize, first, data} = run;
  const count = data.length / pageSize;
  if (!Number.isInteger(count) || !Number.isSafeInteger(first) || first < 1) {
    throw new RestoreError('internal', {
      what: `${layer.label} gave a run that is not made of pages`,
      found: data.length,
    });
  }
  const last = Math.min(first + count - 1, state.limit);
  let start = first;
  while (start <= last) {
    while (start <= last && skip(state, start, data, (start - first) * pageSize, pageSize)) start += 1;
    let end = start;
    while (end <= last && !skip(state, end, data, (end - first) * pageSize, pageSize)) {
      state.written.add(end);
      end += 1;
    }
    if (end > start) {
      requireSize((end - 1) * pageSize, context);
      await state.file.write(
        data.subarray((start - first) * pageSize, (end - first) * pageSize),
        (start - 1) * pageSize,
      );
    }
    start = end;
  }
}

/** True when a newer layer has the page, or when it is all zeros in a file that is zeros there anyway. */
function skip(state: Overlay, page: number, data: Uint8Array, offset: number, pageSize: number): boolean {
  if (state.written.has(page)) return true;
  if (!state.fresh || data[offset] !== 0 || !isZero(data, offset, pageSize)) return false;
  state.written.add(page);
  return true;
}

function isZero(data: Uint8Array, offset: number, length: number): boolean {
  const bytes = Buffer.from(data.buffer, data.byteOffset + offset, length);
  return bytes.equals(ZEROS.subarray(0, length));
}

const ZEROS = Buffer.alloc(65536);

function requirePageSize(state: Overlay, layer: Layer, pageSize: number): void {
  state.pageSize ??= pageSize;
  if (state.pageSize !== pageSize) {
    throw new LayerFailure(
      layer,
      new RestoreError('format', {
        what: 'Two layers have different page sizes',
        where: layer.label,
        expected: state.pageSize,
        found: pageSize,
        todo: 'They do not belong to one database: restore from one writer’s prefix only.',
      }),
    );
  }
}

function requireSize(bytes: number, {maxDatabaseSize}: LayerContext): void {
  if (bytes <= maxDatabaseSize) return;
  throw new RestoreError('limit', {
    what: 'The database is larger than allowed',
    expected: `at most ${maxDatabaseSize} bytes`,
    found: `${bytes} bytes or more`,
    todo: 'Raise max-database-size, or free disk space on the runner, if the database is really that large.',
  });
}

function finished(state: Overlay): OverlayResult {
  const {pageSize, pages} = state;
  if (pageSize === undefined || pages === undefined || pages < 1) {
    throw new RestoreError('hollow', {what: 'The backup holds no pages at all', expected: 'at least 1 page', found: 0});
  }
  return {pageSize, pages, bytes: pages * pageSize};
}

/** @param inBase pages 1 to this are in the base image that was moved into place */
function requireEveryPage(state: Overlay, {pageSize, pages}: OverlayResult, inBase: number): void {
  const lockPage = lockBytePage(pageSize);
  let page: number | undefined = inBase + 1;
  for (;;) {
    page = state.written.firstMissing(page, pages);
    if (page === undefined) return;
    if (page !== lockPage) break;
    page += 1;
  }
  throw new RestoreError('incomplete', {
    what: `Page ${page} is in no layer of the backup`,
    expected: `pages 1 to ${pages}`,
    todo: 'An increment or the base image is missing or incomplete: look at what was left out.',
  });
}
