// Replay: an older image and the increments after it must give a newer image, page by page. The two were written
// independently of each other, so that their agreement shows what no listing can: that nothing is missing in between.
import {lockBytePage} from '../codecs/database-header.ts';
import {RestoreError} from '../errors.ts';
import type {Layer, LayerContext, LayerEnd, PageRun} from './layer.ts';
import {LayerFailure, overlayOnto} from './overlay.ts';
import {PageDigests} from './page-digests.ts';
import {PageSet} from './page-set.ts';

/** Pages of an increment after the newer image. */
export type LaterRun = PageRun & {
  /** The increment stands for several commits and keeps the last version only: the image may have any of them. */
  readonly merged: boolean;
};

export type Replay = {
  /** The older image first, then the increments up to the newer one. */
  readonly from: readonly Layer[];
  /** The newer image. */
  readonly expected: Layer;
  /**
   * Contents that pages of the newer image may have instead, because the writer may have taken it a little later: those
   * of the increments after it. Any page any number of times; read only when pages differ, and as far as they do.
   */
  readonly later?: ((context: LayerContext) => AsyncGenerator<LaterRun, void>) | undefined;
};

export type Comparison = {
  /** Pages of the newer image, the lock-byte page not counted: SQLite never writes it. */
  readonly pages: number;
  /** Pages that differ and that {@link Replay.later} does not explain; pages that only one of the two has are among them. */
  readonly differing: number;
  /** Numbers of the first of those. */
  readonly first: readonly number[];
  /** Pages that differ because the newer image holds what a later increment brings, as far as that can be told. */
  readonly ahead: number;
};

/** Page numbers that are told. */
const MOST_NUMBERS = 10;

/**
 * Reads the newer image first, then the layers that must lead to it.
 * @param path of a scratch file that does not exist yet: 16 bytes for each page
 * @throws LayerFailure around whatever a layer's reader threw; its layer is {@link Replay.expected} or one of `from`
 * @throws RestoreError `incomplete` when a page is in no layer of `from`, `format`, `limit`, `disk`; of `later`
 */
export async function compareReplay(
  {from, expected, later}: Replay,
  path: string,
  context: LayerContext,
): Promise<Comparison> {
  const digests = new PageDigests(path);
  try {
    const image = await digest(expected, digests, context);
    const {pageSize} = image;
    const lock = lockBytePage(pageSize);
    const differing = new PageSet();
    const compare = (data: Uint8Array, position: number): Promise<void> => {
      for (const [page, content] of pagesIn(data, position / pageSize + 1, pageSize)) {
        if (page !== lock && !digests.matches(page, content)) differing.add(page);
      }
      return Promise.resolve();
    };
    const state = await overlayOnto(from, {write: compare}, pageSize, context);
    for (let page = state.pages + 1; page <= image.commit; page += 1) if (page !== lock) differing.add(page);
    const ahead = new PageSet();
    if (differing.size > 0 && later !== undefined) {
      for await (const run of later(context)) {
        context.signal.throwIfAborted();
        if (run.pageSize !== pageSize) continue;
        for (const [page, content] of pagesIn(run.data, run.first, pageSize)) {
          if (!differing.has(page) || ahead.has(page)) continue;
          if (run.merged || digests.matches(page, content)) ahead.add(page);
        }
        if (ahead.size === differing.size) break;
      }
    }
    const first: number[] = [];
    for (let page = 1; page <= Math.max(image.commit, state.pages) && first.length < MOST_NUMBERS; page += 1) {
      if (differing.has(page) && !ahead.has(page)) first.push(page);
    }
    const pages = image.commit >= lock ? image.commit - 1 : image.commit;
    return {pages, differing: differing.size - ahead.size, first, ahead: ahead.size};
  } finally {
    digests.close();
  }
}

/** @throws LayerFailure; RestoreError `limit` */
async function digest(image: Layer, digests: PageDigests, context: LayerContext): Promise<LayerEnd> {
  const runs = image.pages(context);
  try {
    for (;;) {
      const next = await runs.next();
      if (next.done === true) return next.value;
      context.signal.throwIfAborted();
      const {pageSize, first, data} = next.value;
      const end = (first - 1) * pageSize + data.length;
      if (end > context.maxDatabaseSize) {
        throw new RestoreError('limit', {
          what: 'A snapshot to compare with is larger than allowed',
          where: image.label,
          expected: `at most ${context.maxDatabaseSize} bytes`,
          found: `${end} bytes or more`,
        });
      }
      for (const [page, content] of pagesIn(data, first, pageSize)) digests.put(page, content);
    }
  } catch (cause) {
    if (context.signal.aborted) throw context.signal.reason;
    throw new LayerFailure(image, cause);
  } finally {
    await runs.return({pageSize: 0, commit: 0});
  }
}

function* pagesIn(data: Uint8Array, first: number, pageSize: number): Generator<readonly [number, Uint8Array], void> {
  for (let at = 0, page = first; at < data.length; at += pageSize, page += 1) {
    yield [page, data.subarray(at, at + pageSize)];
  }
}
