// The only thing the engine understands of a backup: pages, and how large the database is after them.
import type {ObjectInfo, ObjectStore} from '../storage/store.ts';

/** Consecutive pages: `data` holds `data.length / pageSize` pages, the first of which is page `first` (1-based). */
export type PageRun = {
  /** 512 to 65536, a power of two. */
  readonly pageSize: number;
  readonly first: number;
  /** Whole pages. Valid until the next run is asked for. */
  readonly data: Uint8Array;
};

/** What a layer says of itself once all its bytes were read and verified. */
export type LayerEnd = {
  readonly pageSize: number;
  /** Database size in pages after this layer. */
  readonly commit: number;
};

export type LayerContext = {
  readonly store: ObjectStore;
  readonly signal: AbortSignal;
  /** Called with the number of stored bytes of `layer.objects` that have been consumed since the last call. */
  readonly progress: (bytes: number) => void;
  /** The largest database that may be written, in bytes: more expansion than that is a `limit` error. */
  readonly maxDatabaseSize: number;
};

/** What a layer is, without the means to read it. */
export type LayerFacts = {
  /** For people, in the log and the diagram: `snapshot 2026-11-23 01:09:51`, `WAL ce04b188 frames 1-115`. */
  readonly label: string;
  /** A base image, or an increment on the layers before it. */
  readonly kind: 'snapshot' | 'wal' | 'ltx';
  /** The time the layer stands for, or the tightest bound known, in milliseconds since 1970. */
  readonly time?: number | undefined;
  readonly objects: readonly ObjectInfo[];
  /** Known before reading for every layer but a base image, whose bytes tell. */
  readonly commit?: number | undefined;
  /** Committed frames or pages that belong to the chain, overwritten later or not. 0 for a base image. */
  readonly frames: number;
};

/** Pages plus the database size in pages after them. */
export interface Layer extends LayerFacts {
  /** Bytes that `pages` will report as progress. 0 for what planning has already read. */
  readonly bytesToRead: number;
  /**
   * Yields the pages and returns the layer's end, after the last byte was verified. Runs may come in any order, but a
   * page comes at most once. Throws a RestoreError that names the object.
   */
  pages(context: LayerContext): AsyncGenerator<PageRun, LayerEnd>;
  /**
   * Present when planning already wrote this base image to disk: moves that file to `path` and gives its end (a later
   * call makes the image anew). The overlay then writes only the newer layers' pages into it.
   */
  moveTo?: ((path: string, context: LayerContext) => Promise<LayerEnd>) | undefined;
}
