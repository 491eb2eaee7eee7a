// The history in a file, such as one of the repository that a later step commits.
import {messageOf} from '../errors.ts';
import {randomBytes} from 'node:crypto';
import {mkdir, readFile, rename, rm, stat, writeFile} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import type {Log} from '../log.ts';
import type {History, HistoryStore} from './history.ts';
import {historyText, MOST_BYTES, parseHistory, TOO_LARGE} from './history-text.ts';

/**
 * @param path absolute; its folder is created when the first run is written
 * @param name the path as people know it
 */
export function openHistoryFile(path: string, name: string, log: Log): HistoryStore {
  return {
    name,
    read: () => readHistoryFile(path),
    async write(runs) {
      const scratch = join(dirname(path), `.restore-sqlite-history-${randomBytes(6).toString('hex')}`);
      try {
        await mkdir(dirname(path), {recursive: true});
        await writeFile(scratch, historyText(runs), {flag: 'wx', flush: true});
        await rename(scratch, path);
      } catch (error) {
        await rm(scratch, {force: true}).catch(() => {});
        log.warn(`The history was not written to ${name}: ${messageOf(error)}`);
      }
    },
  };
}

/** Never throws: what is not there is an empty history, what cannot be read one with a doubt. */
export async function readHistoryFile(path: string): Promise<History> {
  try {
    // Looked at first: opening a pipe would wait for its other end.
    const about = await stat(path);
    if (!about.isFile()) return {runs: [], doubt: 'it is no regular file'};
    if (about.size > MOST_BYTES) return {runs: [], doubt: TOO_LARGE};
    return parseHistory(await readFile(path, 'utf8'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {runs: [], doubt: ''};
    return {runs: [], doubt: `it cannot be read: ${messageOf(error)}`};
  }
}
