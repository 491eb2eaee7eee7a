// A place that may hold the result of an earlier restore. The pipeline verifies whatever comes out of it.

export interface DatabaseCache {
  /**
   * Brings the entry's files into `folder` (`database` and `manifest.json`), or says that there is none. Never throws for
   * a cache that is broken or away: that is a miss.
   */
  restore(key: string, folder: string): Promise<boolean>;
  /** Stores `folder`'s files under `key`. Never throws: a cache that cannot be written is a warning. */
  save(key: string, folder: string): Promise<void>;
}
