// Puts the verified scratch file into the target's place. Two names cannot be swapped in one step, so the old database
// is made one file first, without side files; then one rename. A crash at any instant leaves wholly the old or wholly
// the new database, and never an old -wal beside a new file.
import {constants} from 'node:fs';
import {access, chmod, chown, link, mkdir, open, rename, rm, stat, unlink} from 'node:fs/promises';
import {dirname} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {makeDurable} from './engine/scratch-file.ts';
import {isRestoreError, messageOf, RestoreError} from './errors.ts';
import type {Log} from './log.ts';
import type {Sqlite} from './sqlite/sqlite.ts';
import {inspectTarget, sideFilesOf, type Target} from './target.ts';

export type PublishStep = 'synced' | 'settled' | 'dressed' | 'cleared' | 'linked' | 'published' | 'done';

export type Publication = {
  /** Absolute path of the verified database, on the target's file system, nobody having it open. It is moved. */
  readonly scratch: string;
  /** Absolute. A symbolic link is followed: the file that it names is replaced, the link stays. */
  readonly target: string;
  /** `skip` fails like `fail` here: what appeared since the run began is not overwritten. */
  readonly ifExists: 'replace' | 'fail' | 'skip';
  /** The user wrote `if-exists: replace`: an old file that is no readable database may go, too. */
  readonly replaceWasWritten: boolean;
  readonly sqlite: Pick<Sqlite, 'settle'>;
  readonly log: Log;
  readonly signal: AbortSignal;
  /** Called after each step: the crash test ends the process there. */
  readonly onStep?: (step: PublishStep) => void;
};

/**
 * Makes `scratch` the database at `target`. An existing file's mode, and where possible its owner, stay; its other hard
 * links keep the old content. Missing folders are made. Until the rename a failure loses nothing.
 * @throws RestoreError `target-exists`, `target-in-use`, `target-unreadable`, `input` (no regular file there), `disk`,
 *   `cancelled`, and those of {@link Sqlite.settle}
 */
export async function publish(publication: Publication): Promise<void> {
  const {scratch, ifExists, signal, onStep = () => {}} = publication;
  try {
    await makeDurable(scratch);
    onStep('synced');
    const target = await inspectTarget(publication.target);
    refuse(target, ifExists);
    const folder = dirname(target.path);
    await mkdir(folder, {recursive: true});
    await access(folder, constants.W_OK);
    await settleOld(target, publication);
    onStep('settled');
    await dress(scratch, target);
    onStep('dressed');
    // What went away must have gone before the new file comes, even if the power fails in between.
    await syncFolder(folder);
    onStep('cleared');
    signal.throwIfAborted();
    // Somebody may have opened the old database meanwhile. (Between this look and the rename nothing can be seen.)
    await assertAlone(target.path);
    if (ifExists === 'replace') await moveOver(scratch, target.path);
    else await moveToFree(scratch, target.path, onStep);
    onStep('published');
    await syncFolder(folder);
    onStep('done');
  } catch (error) {
    throw publishError(error, publication);
  }
}

/** @throws RestoreError `input`, `target-exists` */
function refuse({path, kind}: Target, ifExists: Publication['ifExists']): void {
  if (kind === 'folder' || kind === 'other') {
    throw new RestoreError('input', {
      what: kind === 'folder' ? 'The target is a folder' : 'The target is not a regular file',
      where: path,
      todo: 'Let db-path name the database file.',
    });
  }
  if (kind === 'file' && ifExists !== 'replace') throw targetExists(path, undefined);
}

function targetExists(path: string, cause: unknown): RestoreError {
  return new RestoreError('target-exists', {
    what: 'There is a file at the target, and if-exists does not say to replace it',
    where: path,
    todo: 'Set if-exists: replace, or choose another db-path.',
    cause,
  });
}

/** Leaves what is at the target without side files. */
async function settleOld(target: Target, publication: Publication): Promise<void> {
  const {sqlite, replaceWasWritten, log, signal} = publication;
  try {
    if (target.kind === 'file') return await sqlite.settle(target.path, signal);
    // An index of shared memory alone, or an empty WAL, holds nothing.
    if (target.sideFiles.some(({path, bytes}) => bytes > 0 && !path.endsWith('-shm'))) throw orphans(target);
  } catch (error) {
    if (!replaceWasWritten || !isRestoreError(error, 'target-unreadable')) throw error;
    log.warn(`It is replaced, because “if-exists: replace” was written. ${error.message}`);
  }
  for (const {path} of target.sideFiles) await rm(path, {force: true});
}

function orphans({sideFiles}: Target): RestoreError {
  return new RestoreError('target-unreadable', {
    what: 'There is no database at the target, but side files of one, which SQLite would apply to the new one',
    where: sideFiles.map(({path}) => path).join(', '),
    todo: 'Delete them, or write “if-exists: replace” to have them deleted.',
  });
}

/** @throws RestoreError `target-in-use` */
async function assertAlone(path: string): Promise<void> {
  const [sideFile] = await sideFilesOf(path);
  if (sideFile === undefined) return;
  throw new RestoreError('target-in-use', {
    what: 'Another process opened the database that is to be replaced',
    where: sideFile.path,
    todo: 'Stop it before the restore, or restore to another path.',
  });
}

/** Gives the new file the permissions and the owner of the old one, or those of any new file. */
async function dress(scratch: string, {kind, mode, uid, gid}: Target): Promise<void> {
  if (kind === 'absent' || mode === undefined || uid === undefined || gid === undefined) {
    await chmod(scratch, await modeOfNewFiles(`${scratch}.mode`));
    return;
  }
  const own = await stat(scratch);
  // Only root may give files away; to anybody else the restored file simply belongs.
  if (own.uid !== uid || own.gid !== gid) await chown(scratch, uid, gid).catch(() => {});
  await chmod(scratch, mode);
}

/** The mode that the umask leaves: asked for by making a file, as process.umask() is deprecated. */
async function modeOfNewFiles(probe: string): Promise<number> {
  const file = await open(probe, 'wx');
  try {
    return (await file.stat()).mode & 0o777;
  } finally {
    await file.close();
    await rm(probe, {force: true});
  }
}

async function moveOver(scratch: string, target: string): Promise<void> {
  // On Windows a virus scanner may hold a file for a moment, and anybody who has it open keeps it from being replaced.
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await rename(scratch, target);
    } catch (cause) {
      if (process.platform !== 'win32' || !['EPERM', 'EACCES', 'EBUSY'].includes(errorCode(cause))) throw cause;
      if (attempt === 10) {
        throw new RestoreError('target-in-use', {
          what: 'Another process has the file open that is to be replaced',
          where: target,
          todo: 'Stop it before the restore, or restore to another path.',
          cause,
        });
      }
      await sleep(100);
    }
  }
}

/** A rename would replace what appeared in the meantime; a new link does not. */
async function moveToFree(scratch: string, target: string, onStep: (step: PublishStep) => void): Promise<void> {
  try {
    await link(scratch, target);
  } catch (cause) {
    if (errorCode(cause) === 'EEXIST') throw targetExists(target, cause);
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'].includes(errorCode(cause))) throw cause;
    // A file system without hard links (FAT, some network ones): nobody has been seen there a moment ago.
    return rename(scratch, target);
  }
  onStep('linked');
  await unlink(scratch);
}

/** Windows has no such thing. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } catch (error) {
    // Some network and FUSE file systems cannot.
    if (!['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'].includes(errorCode(error))) throw error;
  } finally {
    await folder.close();
  }
}

function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

function publishError(error: unknown, {target, signal}: Publication): RestoreError {
  if (error instanceof RestoreError) return error;
  if (signal.aborted) return new RestoreError('cancelled', {what: 'The restore was cancelled', cause: error});
  const code = errorCode(error);
  return new RestoreError('disk', {
    what: ['EACCES', 'EPERM', 'EROFS'].includes(code)
      ? 'The folder or file of the target may not be written'
      : 'The database could not be put into place',
    where: target,
    found: messageOf(error),
    todo:
      code === 'EXDEV' || code === 'EBUSY'
        ? 'A file that is mounted by itself cannot be replaced: mount its folder.'
        : 'Check the permissions and the free space of the folder.',
    cause: error,
  });
}
