// Layers made by hand, for tests of the engine.
import {readFileSync} from 'node:fs';
import {
  frameContinues,
  frameSize,
  parseWalFrameHeader,
  parseWalHeader,
  WAL_FRAME_HEADER_SIZE,
  WAL_HEADER_SIZE,
  type WalChecksum,
} from '../../src/codecs/wal.ts';
import type {Layer, LayerContext, LayerEnd, PageRun} from '../../src/engine/layer.ts';

export const NO_STORE = {
  name: 'nowhere',
  // eslint-disable-next-line require-yield
  async *list() {},
  // eslint-disable-next-line require-yield
  async *read() {},
};

export function context(changes: Partial<LayerContext> = {}): LayerContext {
  return {
    store: NO_STORE,
    signal: new AbortController().signal,
    progress: () => {},
    maxDatabaseSize: 2 ** 40,
    ...changes,
  };
}

type Spec = {
  readonly kind?: Layer['kind'];
  readonly pageSize?: number;
  /** Page number -> the byte that fills it. */
  readonly pages: Readonly<Record<number, number>>;
  /** Database size in pages afterwards. */
  readonly commit: number;
  /** False: the size is told only at the end, as a base image does. */
  readonly announced?: boolean;
  readonly failsAfter?: Error;
};

/** A layer from a literal. */
export function layer({kind = 'wal', pageSize = 512, pages, commit, announced = true, failsAfter}: Spec): Layer {
  return {
    label: `${kind} of ${commit} pages`,
    kind,
    objects: [],
    bytesToRead: 0,
    frames: 0,
    ...(announced ? {commit} : {}),
    async *pages(): AsyncGenerator<PageRun, LayerEnd> {
      for (const [page, fill] of Object.entries(pages)) {
        yield {pageSize, first: Number(page), data: new Uint8Array(pageSize).fill(fill)};
      }
      if (failsAfter !== undefined) throw failsAfter;
      return {pageSize, commit};
    },
  };
}

/** A database file as a base image, in runs of several pages. */
export function imageLayer(path: string, pageSize: number): Layer {
  return {
    label: 'image',
    kind: 'snapshot',
    objects: [],
    bytesToRead: 0,
    frames: 0,
    async *pages() {
      const bytes = readFileSync(path);
      const step = pageSize * 7;
      for (let at = 0; at < bytes.length; at += step) {
        yield {pageSize, first: at / pageSize + 1, data: bytes.subarray(at, at + step)};
      }
      return {pageSize, commit: bytes.length / pageSize};
    },
  };
}

/** The committed frames of a WAL file, the last version of each page. */
export function walLayer(path: string): Layer {
  const bytes = readFileSync(path);
  const header = parseWalHeader(bytes);
  if ('defect' in header) throw new Error(`bad WAL header: ${header.defect}`);
  const {pageSize} = header;
  const newest = new Map<number, number>();
  const pending: [number, number][] = [];
  let previous: WalChecksum = header.checksum;
  let commit = 0;
  for (let at = WAL_HEADER_SIZE; at + frameSize(pageSize) <= bytes.length; at += frameSize(pageSize)) {
    const frame = parseWalFrameHeader(bytes, at);
    if (frame.salt1 !== header.salt1 || frame.salt2 !== header.salt2) break;
    if (!frameContinues(bytes, at, pageSize, previous, header.bigEndianChecksums)) break;
    previous = frame.checksum;
    pending.push([frame.page, at + WAL_FRAME_HEADER_SIZE]);
    if (frame.commit === 0) continue;
    commit = frame.commit;
    for (const [page, offset] of pending.splice(0)) newest.set(page, offset);
  }
  return {
    label: 'wal',
    kind: 'wal',
    objects: [],
    bytesToRead: 0,
    frames: newest.size,
    commit,
    async *pages() {
      for (const [first, offset] of newest) yield {pageSize, first, data: bytes.subarray(offset, offset + pageSize)};
      return {pageSize, commit};
    },
  };
}
