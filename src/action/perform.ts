// From a request to a result, for the action and the terminal alike: opens what the pipeline needs.
import type {DatabaseCache} from '../cache.ts';
import type {HistoryStore} from '../history/history.ts';
import type {Log} from '../log.ts';
import type {RestoreRequest} from '../request.ts';
import {restore} from '../restore.ts';
import type {RestoreResult} from '../result.ts';
import {openStore, type OpenStore} from '../storage/open.ts';
import type {Environment} from './input-table.ts';

export type Surroundings = {
  /** The file that this process was started with; child processes are started with it, too. */
  readonly entry: URL;
  readonly env: Environment;
  readonly log: Log;
  /** Its reason is a RestoreError. */
  readonly signal: AbortSignal;
  readonly cache?: DatabaseCache | undefined;
  readonly history?: HistoryStore | undefined;
};

/** Never throws for a failure of the restore: that is in the result. */
export async function performRestore(request: RestoreRequest, surroundings: Surroundings): Promise<RestoreResult> {
  const {entry, env, log, signal, cache, history} = surroundings;
  let store: OpenStore | undefined;
  try {
    return await restore(request, {
      async openStore() {
        store = await openStore(request.location, {env, log, signal});
        return store;
      },
      async openSqlite() {
        // Lazily, like all that comes after the listing.
        const {openSqlite} = await import('../sqlite/children.ts');
        return openSqlite(entry, log);
      },
      cache,
      history,
      log,
      signal,
    });
  } finally {
    store?.[Symbol.dispose]();
  }
}
