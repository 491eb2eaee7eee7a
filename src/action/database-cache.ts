// Restored databases in the Actions cache. It is a convenience: whatever is wrong with it is a miss or a warning.
import {messageOf} from '../errors.ts';
import {createHash} from 'node:crypto';
import {mkdir, rm, stat} from 'node:fs/promises';
import {basename, join} from 'node:path';
import * as cache from '@actions/cache';
import type {DatabaseCache} from '../cache.ts';
import type {Log} from '../log.ts';
import {isCacheAvailable, within} from './cache-service.ts';

/** A lookup that takes longer than this costs more than it can save. */
const LOOKUP_MS = 10 * 60_000;

const hashOf = (key: string) => createHash('sha256').update(key).digest('hex');

/** A comma is not allowed in a key, and 512 characters are the limit: the hash has neither problem. */
const name = (key: string) => `restore-sqlite-${hashOf(key)}`;

/**
 * @param home absolute path of the folder `~/.cache/restore-sqlite`. Its text in that short form is part of every entry's
 *   version, so an entry saved by one runner is found by another whose home lies elsewhere.
 */
export function openDatabaseCache(home: string, log: Log): DatabaseCache {
  const folder = (key: string) => join(home, hashOf(key));
  const pattern = (key: string) => `~/.cache/${basename(home)}/${hashOf(key)}`;

  return {
    folder,
    async restore(key, signal) {
      if (!isCacheAvailable('The cache is not used', log)) return false;
      try {
        await rm(folder(key), {recursive: true, force: true});
        const hit = await within(cache.restoreCache([pattern(key)], name(key)), LOOKUP_MS, signal);
        // The service finds keys by their beginning: only the whole key is ours.
        if (hit !== name(key)) return false;
        // The archive names its files relative to the workspace: on a runner with other folders they land elsewhere.
        return (await stat(folder(key)).catch(() => undefined))?.isDirectory() === true;
      } catch (error) {
        signal.throwIfAborted();
        log.warn(`The cache is not used: ${messageOf(error)}`);
        return false;
      }
    },
    async save(key) {
      if (!isCacheAvailable('The cache is not used', log)) return;
      try {
        await mkdir(home, {recursive: true});
        const id = await cache.saveCache([pattern(key)], name(key));
        // -1: the client has said why (the entry exists, the token may only read, the server is away).
        if (id !== -1) log.info(`The database was saved in the cache as ${name(key)}`);
      } catch (error) {
        log.warn(`The database was not saved in the cache: ${messageOf(error)}`);
      }
    },
  };
}
