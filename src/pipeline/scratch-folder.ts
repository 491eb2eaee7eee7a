// One hidden folder beside the target holds everything a restore writes, so that one removal leaves nothing behind.
import {randomBytes} from 'node:crypto';
import {mkdir, readdir, rm, rmdir} from 'node:fs/promises';
import {hostname} from 'node:os';
import {basename, dirname, join} from 'node:path';
import {RestoreError} from '../errors.ts';

export type ScratchFolder = {
  /** For the candidate database. */
  readonly databases: string;
  /** For what planning reads and the layers need again. */
  readonly planning: string;
  /** Removes the folder, and the parent folders that were made for it if they are still empty. */
  remove(): Promise<void>;
};

/** Marks folders of this program; the process id in it tells whether somebody still works there. */
const MARK = '.restore-sqlite-';

/**
 * Makes the folder beside `target`, on the same file system, so that publishing is one rename. Without a target
 * (mode `verify` or `plan`) it lies in `tempFolder`.
 * @throws RestoreError `disk` when it cannot be made
 */
export async function createScratchFolder(target: string | undefined, tempFolder: string): Promise<ScratchFolder> {
  const parent = target === undefined ? tempFolder : dirname(target);
  const name = target === undefined ? 'database' : basename(target);
  let made: string | undefined;
  let path: string;
  try {
    made = await mkdir(parent, {recursive: true});
    await removeAbandoned(parent);
    path = join(parent, `${MARK}${hostname()}-${process.pid}-${randomBytes(4).toString('hex')}`);
    await mkdir(path, {mode: 0o700});
    await mkdir(join(path, 'databases'));
    await mkdir(join(path, 'planning'));
  } catch (cause) {
    throw new RestoreError('disk', {
      what: `The folder for ${name} cannot be written`,
      where: parent,
      todo: 'Choose a db-path in a folder that the runner’s user may write.',
      cause,
    });
  }
  return {
    databases: join(path, 'databases'),
    planning: join(path, 'planning'),
    async remove() {
      await rm(path, {recursive: true, force: true, maxRetries: 3});
      if (made !== undefined) await removeEmpty(parent, made);
    },
  };
}

/** Removes what is in the folder, not the folder. */
export async function emptyFolder(path: string): Promise<void> {
  for (const name of await readdir(path)) await rm(join(path, name), {recursive: true, force: true, maxRetries: 3});
}

/** Folders left by a run that was killed outright: their process is gone from this machine. */
async function removeAbandoned(parent: string): Promise<void> {
  const mine = `${MARK}${hostname()}-`;
  for (const name of await readdir(parent)) {
    const pid = name.startsWith(mine) ? Number(name.slice(mine.length).split('-')[0]) : Number.NaN;
    if (Number.isInteger(pid) && pid > 0 && !isRunning(pid))
      await rm(join(parent, name), {recursive: true, force: true});
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, as somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Removes `folder` and its parents up to `first`, as long as they are empty. */
async function removeEmpty(folder: string, first: string): Promise<void> {
  for (let path = folder; path.length >= first.length; path = dirname(path)) {
    try {
      await rmdir(path);
    } catch {
      // Not empty: the database was published there, or somebody else put a file in.
      return;
    }
  }
}
