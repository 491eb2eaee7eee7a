// Files of the user's repository that inputs name: they lie inside the workspace or the runner's temp folder, whatever
// links say.
import {messageOf} from '../errors.ts';
import {readFileSync, statSync} from 'node:fs';
import {resolve} from 'node:path';
import {allowedPath, type AllowedFolders} from './target-path.ts';

/** The absolute path, links resolved, of a file that may or may not exist; or what is wrong with it, a verb phrase. */
export function workspacePath(
  text: string,
  folders: AllowedFolders,
): {readonly path: string} | {readonly problem: string} {
  if (text.includes('\0')) return {problem: 'must not contain a NUL character'};
  try {
    const found = allowedPath(resolve(folders.workspace, text), folders);
    if ('problem' in found) return found;
    const kind = statSync(found.path, {throwIfNoEntry: false});
    if (kind !== undefined && !kind.isFile()) return {problem: 'exists and is not a regular file'};
    return found;
  } catch (error) {
    return {problem: `cannot be used: ${messageOf(error)}`};
  }
}

/**
 * The text of the file at `path`, as {@link workspacePath} gave it; `undefined` when there is none.
 * @throws Error with a verb phrase when it is larger than `most` bytes or not UTF-8; system errors
 */
export function readTextFile(path: string, most: number): string | undefined {
  const size = statSync(path, {throwIfNoEntry: false})?.size;
  if (size === undefined) return undefined;
  if (size > most) throw new Error(`has ${size} bytes, and at most ${most} are read`);
  try {
    return new TextDecoder('utf-8', {fatal: true}).decode(readFileSync(path));
  } catch (error) {
    if (error instanceof TypeError) throw new Error('is not text in UTF-8', {cause: error});
    throw error;
  }
}
