// What lies at the path where the restored database is to go.
import {lstat, realpath, stat} from 'node:fs/promises';
import {basename, dirname, join} from 'node:path';
import {RestoreError} from './errors.ts';
import {SIDE_FILE_SUFFIXES} from './sqlite/side-files.ts';

export type SideFile = {
  readonly path: string;
  /** Its size. */
  readonly bytes: number;
};

export type Target = {
  /** Links resolved. */
  readonly path: string;
  readonly kind: 'absent' | 'file' | 'folder' | 'other';
  /** Permission bits and owner; absent when nothing is there. */
  readonly mode?: number;
  readonly uid?: number;
  readonly gid?: number;
  readonly sideFiles: readonly SideFile[];
};

/** @throws RestoreError `input` when the path is a link to nothing */
export async function inspectTarget(target: string): Promise<Target> {
  const path = await throughLinks(target);
  const found = await statOrNothing(path);
  const sideFiles = await sideFilesOf(path);
  if (found === undefined) return {path, kind: 'absent', sideFiles};
  const kind = found.isFile() ? 'file' : found.isDirectory() ? 'folder' : 'other';
  return {path, kind, mode: found.mode & 0o777, uid: found.uid, gid: found.gid, sideFiles};
}

/** The side files that exist beside the database at `path`. */
export async function sideFilesOf(path: string): Promise<readonly SideFile[]> {
  const found = await Promise.all(
    SIDE_FILE_SUFFIXES.map(async suffix => {
      const file = await statOrNothing(path + suffix);
      return file === undefined ? [] : [{path: path + suffix, bytes: file.size}];
    }),
  );
  return found.flat();
}

async function throughLinks(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
  if ((await lstat(path).catch(() => undefined))?.isSymbolicLink() === true) {
    throw new RestoreError('input', {
      what: 'The target is a symbolic link to a file that does not exist',
      where: path,
      todo: 'Let db-path name the file itself.',
    });
  }
  // The folder may not exist yet either.
  const folder = await realpath(dirname(path)).catch(() => dirname(path));
  return join(folder, basename(path));
}

async function statOrNothing(path: string) {
  try {
    return await stat(path);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}
