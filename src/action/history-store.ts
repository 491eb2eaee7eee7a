// Where the earlier runs of this backup are kept: a file that the checks file names, or the Actions cache.
import {createHash} from 'node:crypto';
import {relative} from 'node:path';
import type {HistoryStore} from '../history/history.ts';
import type {Log} from '../log.ts';
import {hasHistory} from '../pipeline/baseline.ts';
import type {RestoreRequest} from '../request.ts';
import {speak} from './words.ts';

/**
 * A name for the history of one backup, 32 hex digits: of the written name, or of the place where the backup lies. It shows
 * neither.
 */
export function historyName({
  location,
  format,
  checks,
}: Pick<RestoreRequest, 'location' | 'format' | 'checks'>): string {
  const written = checks?.history.name;
  const place =
    location.kind === 's3' ? ['s3', location.endpoint ?? '', location.bucket] : ['directory', location.path];
  const parts = written === undefined ? ['place', ...place, location.prefix, format] : ['name', written];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}

export type HistoryPlace = {
  /** Absolute: paths inside it are shown relative to it. */
  readonly workspace: string;
  /** The folder of the Actions cache's entries; absent where there is none to reach. */
  readonly cacheHome?: string | undefined;
};

/** Undefined where the request compares nothing with earlier runs, or where they can be kept nowhere. */
export async function openHistory(
  request: RestoreRequest,
  {workspace, cacheHome}: HistoryPlace,
  log: Log,
): Promise<HistoryStore | undefined> {
  if (!hasHistory(request)) return undefined;
  const file = request.checks?.history.file;
  if (file !== undefined) {
    const {openHistoryFile} = await import('../history/history-file.ts');
    return openHistoryFile(file, relative(workspace, file), log);
  }
  if (cacheHome !== undefined) {
    // The cache client speaks for itself: not before the secrets are masked.
    await speak();
    // Lazily: the cache client is half of the bundle.
    const {openHistoryCache} = await import('./history-cache.ts');
    return openHistoryCache(cacheHome, historyName(request), log);
  }
  log.info('Nothing is compared with earlier runs: history.file in the checks names no file to keep them in.');
  return undefined;
}
