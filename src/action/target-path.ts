// Where the restored database may be written: inside the workspace or the runner's temp folder, whatever links say.
import {messageOf} from '../errors.ts';
import {lstatSync, readlinkSync, realpathSync, statSync} from 'node:fs';
import {basename, dirname, isAbsolute, join, relative, resolve, sep} from 'node:path';

export type AllowedFolders = {
  /** Absolute. Relative paths begin here. */
  readonly workspace: string;
  /** Absolute. */
  readonly temp: string;
  /** True for the terminal command: its user may write wherever the system lets them. */
  readonly anywhere: boolean;
};

export type TargetPath = {readonly path: string} | {readonly problem: string};

function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** Resolves the links of the longest existing part of `path`; the rest does not exist yet and so holds no links. */
function throughLinks(path: string): string {
  const missing: string[] = [];
  for (let existing = path; ; existing = dirname(existing)) {
    try {
      return join(realpathSync(existing), ...missing);
    } catch (error) {
      // Safe: realpath throws system errors. ENOTDIR: a file where a folder should be.
      const {code} = error as NodeJS.ErrnoException;
      if (code !== 'ENOENT' && code !== 'ENOTDIR') throw error;
      // A link to nowhere exists although realpath says ENOENT: what is written through it would land elsewhere.
      if (lstatSync(existing, {throwIfNoEntry: false})?.isSymbolicLink() === true) {
        const aim = resolve(dirname(existing), readlinkSync(existing));
        throw new Error(`${existing} is a symbolic link to ${aim}, which does not exist`, {cause: error});
      }
      if (dirname(existing) === existing) return path;
      missing.unshift(basename(existing));
    }
  }
}

/**
 * `path` (absolute) with its links resolved, or that it lies outside of what is allowed.
 * @throws Error for a link to nowhere, and system errors
 */
export function allowedPath(path: string, {workspace, temp, anywhere}: AllowedFolders): TargetPath {
  const resolved = throughLinks(path);
  const allowed = [workspace, temp].map(folder => throughLinks(folder));
  if (anywhere || allowed.some(folder => isInside(folder, resolved))) return {path: resolved};
  const found = resolved === path ? '' : `, links resolved: ${resolved}`;
  return {problem: `lies outside the workspace ${workspace} and the runner's temp folder ${temp}${found}`};
}

/**
 * The absolute path, links resolved, that `text` (the input `db-path`) means, or what is wrong with it. A link to a file
 * stays a link: the file it leads to is the one replaced.
 */
export function targetPath(text: string, folders: AllowedFolders): TargetPath {
  if (text.includes('\0')) return {problem: 'must not contain a NUL character'};
  if (/[\\/]$/.test(text)) return {problem: 'names a folder; write the name of the database file after it'};
  if (/-(?:wal|shm|journal)$/.test(text)) {
    return {problem: 'ends in -wal, -shm or -journal, which are the names of SQLite side files'};
  }
  try {
    const found = allowedPath(resolve(folders.workspace, text), folders);
    if ('problem' in found) return found;
    const {path} = found;
    const kind = statSync(path, {throwIfNoEntry: false});
    if (kind?.isDirectory() === true) return {problem: 'is a folder; write the name of the database file'};
    if (kind !== undefined && !kind.isFile()) return {problem: 'exists and is not a regular file'};
    return {path};
  } catch (error) {
    return {problem: `cannot be used: ${messageOf(error)}`};
  }
}
