// A place that may hold the result of an earlier restore. The pipeline verifies whatever comes out of it.

export interface DatabaseCache {
  /** Absolute path of the folder that holds the entry's files (`database`, `manifest.json`). The same on every run. */
  folder(key: string): string;
  /**
   * Fills {@link folder} from the entry, or says that there is none. Never throws for a cache that is broken or away:
   * that is a miss.
   */
  restore(key: string, signal: AbortSignal): Promise<boolean>;
  /** Stores {@link folder} under `key`. Never throws: a cache that cannot be written is a warning. */
  save(key: string): Promise<void>;
}
