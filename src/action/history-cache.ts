// The history in the Actions cache. Its entries never change: each run saves a new one under the same beginning, and the
// newest one with that beginning is taken. Whatever is wrong with it is an empty history or a warning.
import {messageOf} from '../errors.ts';
import {randomBytes} from 'node:crypto';
import {rm} from 'node:fs/promises';
import {basename, join} from 'node:path';
import * as cache from '@actions/cache';
import {openHistoryFile, readHistoryFile} from '../history/history-file.ts';
import type {History, HistoryStore} from '../history/history.ts';
import type {Log} from '../log.ts';
import {isCacheAvailable, within} from './cache-service.ts';

const NAME = 'the Actions cache';

/** An entry is a few kilobytes: one that takes longer is not worth waiting for. */
const LOOKUP_MS = 60_000;

/**
 * @param home absolute path of the folder `~/.cache/restore-sqlite`; its text in that short form is part of every entry's
 *   version (database-cache.ts)
 * @param name of the history, of letters and digits: another one is another history
 */
export function openHistoryCache(home: string, name: string, log: Log): HistoryStore {
  const beginning = `restore-sqlite-history-${name}-`;
  const folder = join(home, `history-${name}`);
  const file = join(folder, 'history.json');
  const pattern = `~/.cache/${basename(home)}/history-${name}`;

  /** The key of the newest entry, unpacked into {@link folder} unless `lookupOnly`. */
  async function take(lookupOnly: boolean, signal: AbortSignal): Promise<string | undefined> {
    const work = cache.restoreCache([pattern], beginning, [beginning], {lookupOnly});
    const key = await within(work, LOOKUP_MS, signal);
    return key?.startsWith(beginning) === true ? key : undefined;
  }

  async function read(signal: AbortSignal): Promise<History> {
    if (!isCacheAvailable('Earlier runs are not known', log)) return {runs: [], doubt: 'this runner offers no cache'};
    try {
      // The client says the same of an entry that is not there and of one that is damaged: only then is it a first run.
      if ((await take(true, signal)) === undefined) return {runs: [], doubt: ''};
      await rm(folder, {recursive: true, force: true});
      const key = await take(false, signal);
      const history = key === undefined ? undefined : await readHistoryFile(file);
      // The archive names its files relative to the workspace: on a runner with other folders they land elsewhere.
      if (history === undefined || (history.runs.length === 0 && history.doubt === '')) {
        return {runs: [], doubt: 'the cache entry is damaged'};
      }
      return history;
    } catch (error) {
      signal.throwIfAborted();
      return {runs: [], doubt: `the cache cannot be read: ${messageOf(error)}`};
    }
  }

  return {
    name: NAME,
    read,
    async write(runs) {
      if (!isCacheAvailable('This run is not kept for later ones', log)) return;
      try {
        await openHistoryFile(file, NAME, log).write(runs);
        // Later runs are told apart by the entry's age; the key only has to be new.
        const key = `${beginning}${Date.now()}-${randomBytes(4).toString('hex')}`;
        const id = await cache.saveCache([pattern], key);
        // -1: the client has said why (the token may only read, the server is away).
        if (id !== -1) log.info(`The history was saved in the cache as ${key}`);
      } catch (error) {
        log.warn(`The history was not saved in the cache: ${messageOf(error)}`);
      } finally {
        await rm(folder, {recursive: true, force: true}).catch(() => {});
      }
    },
  };
}
