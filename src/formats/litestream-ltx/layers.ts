// LTX files as layers of pages.
import {decodeLtx, type LtxEnd} from '../../codecs/ltx.ts';
import type {Layer, LayerContext, LayerEnd, PageRun} from '../../engine/layer.ts';
import {readAhead} from '../../storage/parallel.ts';
import {ChainChecksum} from './chain-checksum.ts';
import {rangeText, SNAPSHOT_LEVEL, type LtxFile} from './keys.ts';
import type {ReadFile} from './reader.ts';

/** One layer for each file of a chain, base image first. Each verifies its file whole while the pages go by. */
export function ltxLayers(chain: readonly ReadFile[]): readonly Layer[] {
  const links = chain.map(({object, min, max, header}) => ({key: object.key, min, max, header}));
  const checksum = new ChainChecksum(links);
  return chain.map((file, index) => ltxLayer(file, index, checksum));
}

function ltxLayer(file: ReadFile, index: number, checksum: ChainChecksum): Layer {
  const {object, header, whole, level} = file;
  const base = index === 0;
  let pages = 0;
  return {
    label: `${base ? imageText(file) : 'LTX'} ${rangeText(file)} (level ${level})`,
    kind: base ? 'snapshot' : 'ltx',
    time: header.timestamp,
    objects: [object],
    commit: header.commit,
    bytesToRead: whole === undefined ? object.size : 0,
    /** An increment's pages are counted while they are read: no header tells. */
    get frames() {
      return base ? 0 : pages;
    },
    async *pages(context): AsyncGenerator<PageRun, LayerEnd> {
      const end = yield* checkedRuns(file, index, checksum, context);
      pages = end.pages;
      return {pageSize: end.header.pageSize, commit: end.header.commit};
    },
  };
}

/** A base image by where it comes from: `snapshot`, `base image`, `full image`. */
export function imageText({level, min}: LtxFile): string {
  if (level === SNAPSHOT_LEVEL) return 'snapshot';
  return min === 1 ? 'base image' : 'full image';
}

async function* checkedRuns(
  {object, whole}: ReadFile,
  index: number,
  checksum: ChainChecksum,
  context: LayerContext,
): AsyncGenerator<PageRun, LtxEnd> {
  const {signal} = context;
  const kept = whole?.();
  const source =
    kept === undefined ? stored(object, whole === undefined ? context : {...context, progress: unseen}) : once(kept);
  const runs = decodeLtx(source, {where: object.key, size: object.size, signal});
  checksum.begin(index);
  try {
    for (;;) {
      const next = await runs.next();
      if (next.done === true) {
        checksum.end(index, next.value);
        return next.value;
      }
      checksum.run(index, next.value);
      yield next.value;
    }
  } finally {
    // Closes the source when the reader leaves early; its value is not used.
    await runs.return(NOTHING);
  }
}

/** A layer that promised no bytes to read reports none. */
const unseen = (): void => {};

/** The type wants a value for a generator that is closed early; nobody reads it. */
const NOTHING = {} as LtxEnd;

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array, void> {
  yield bytes;
}

async function* stored(
  object: ReadFile['object'],
  {store, signal, progress}: LayerContext,
): AsyncGenerator<Uint8Array, void> {
  for await (const chunk of readAhead(store, object, {signal})) {
    progress(chunk.length);
    yield chunk;
  }
}
