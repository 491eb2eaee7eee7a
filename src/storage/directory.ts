// A local directory as a bucket: mounted buckets, downloaded artifacts, tests, the demo.
//
// Keys are the relative paths with `/`. Symbolic links: one that ends inside the directory stands for what it points to;
// one that leads out of it, nowhere, or back to a folder above itself is an error that names it, for passing over it in
// silence could hand back an older database, and following it could read any file of the machine.
import {constants} from 'node:fs';
import {lstat, open as openFile, readdir, realpath, stat} from 'node:fs/promises';
import type {FileHandle} from 'node:fs/promises';
import {join, relative, isAbsolute, sep} from 'node:path';
import type {BigIntStats} from 'node:fs';
import {RestoreError} from '../errors.ts';
import type {ErrorCode, Failure} from '../errors.ts';
import type {Log} from '../log.ts';
import type {RawAnswer, RawStore} from './raw.ts';
import type {ByteRange, ObjectInfo} from './store.ts';

const CHUNK = 1024 * 1024;

/** `lstat` calls under way at once while a folder is listed. */
const LOOKS_AT_ONCE = 32;

const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : '');

/** Size, time and file number: writing to the file or putting another in its place changes at least one of them. */
const etagOf = (stats: BigIntStats) =>
  `"${stats.size.toString(16)}-${stats.mtimeNs.toString(16)}-${stats.ino.toString(16)}"`;

function fileFailure(error: unknown, key: string, what: string): RestoreError {
  const code = codeOf(error);
  const told: Readonly<Record<string, readonly [ErrorCode, Omit<Failure, 'cause' | 'where'>]>> = {
    ENOENT: ['gone', {what: 'The file was listed, but is not there any more', todo: 'Run again.'}],
    ENOTDIR: ['gone', {what: 'The file was listed, but is not there any more', todo: 'Run again.'}],
    EACCES: ['access-denied', {what: `${what} is denied`, todo: 'Give this user the right to read it.'}],
    EPERM: ['access-denied', {what: `${what} is denied`, todo: 'Give this user the right to read it.'}],
  };
  const [name, failure] = told[code] ?? [
    'storage',
    {what: `${what} failed`, found: code, todo: 'Check the disk or the mount.'},
  ];
  return new RestoreError(name, {...failure, where: key, cause: error});
}

const isInside = (root: string, path: string) => {
  const way = relative(root, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
};

function linkFailure(key: string, what: string): RestoreError {
  return new RestoreError('storage', {
    what,
    where: key,
    todo: 'Put the files themselves into the directory, or point bucket at the directory that holds them.',
  });
}

type Found = {readonly kind: 'file' | 'folder' | 'other'; readonly stats: BigIntStats; readonly path: string};

/** What `path` is, links followed by the rule above; undefined when it has gone. */
async function look(root: string, path: string, key: string, above: readonly string[]): Promise<Found | undefined> {
  let stats: BigIntStats;
  let real = path;
  try {
    stats = await lstat(path, {bigint: true});
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') {
      throw fileFailure(error, key, 'Looking at the file');
    }
    if (key.includes('\uFFFD')) {
      throw new RestoreError('storage', {
        what: 'A file name is not UTF-8, so it cannot be a key',
        where: key,
        todo: 'Rename it.',
      });
    }
    return undefined;
  }
  if (stats.isSymbolicLink()) {
    try {
      real = await realpath(path);
      stats = await stat(real, {bigint: true});
    } catch (error) {
      throw linkFailure(
        key,
        codeOf(error) === 'ELOOP' ? 'A symbolic link leads to itself' : 'A symbolic link leads nowhere',
      );
    }
    if (!isInside(root, real)) {
      throw linkFailure(key, 'A symbolic link leads out of the directory');
    }
    if (above.includes(real)) {
      throw linkFailure(key, 'A symbolic link leads back to a folder above it');
    }
  }
  return {kind: stats.isFile() ? 'file' : stats.isDirectory() ? 'folder' : 'other', stats, path: real};
}

/**
 * @throws RestoreError `bucket-missing` when `path` is not a directory, `access-denied` when it cannot be entered
 */
export async function openDirectory(path: string, log: Log): Promise<RawStore> {
  const root = await realRoot(path);

  async function walk(
    folder: string,
    start: string,
    prefix: string,
    above: readonly string[],
    signal: AbortSignal,
    into: ObjectInfo[],
  ): Promise<void> {
    signal.throwIfAborted();
    let names: string[];
    try {
      names = await readdir(folder);
    } catch (error) {
      if (codeOf(error) === 'ENOENT' && above.length > 0) {
        return;
      }
      throw fileFailure(error, start === '' ? path : start, 'Listing the folder');
    }
    const wanted = names.filter(name => {
      const key = start + name;
      return key.startsWith(prefix) || prefix.startsWith(`${key}/`);
    });
    for (let first = 0; first < wanted.length; first += LOOKS_AT_ONCE) {
      signal.throwIfAborted();
      const some = wanted.slice(first, first + LOOKS_AT_ONCE);
      const found = await Promise.all(
        some.map(name => look(root, join(folder, name), start + name, [...above, folder])),
      );
      for (const [index, item] of found.entries()) {
        const key = start + (some[index] ?? '');
        if (item?.kind === 'folder') {
          await walk(item.path, `${key}/`, prefix, [...above, folder], signal, into);
        } else if (item?.kind === 'file' && key.startsWith(prefix)) {
          const {size, mtimeNs} = item.stats;
          // Whole microseconds: programs set times as floating seconds, which are a few hundred nanoseconds off.
          const lastModified = Number((mtimeNs + 500n) / 1000n) / 1000;
          into.push({key, size: Number(size), lastModified, etag: etagOf(item.stats)});
        } else if (item?.kind === 'other' && key.startsWith(prefix)) {
          log.warn(`Left out, neither a file nor a folder: ${key}`);
        }
      }
    }
  }

  async function open(object: ObjectInfo, range: ByteRange | undefined): Promise<RawAnswer> {
    const {start, end} = range ?? {start: 0, end: object.size};
    return {
      whole: range === undefined,
      ...(range === undefined ? {} : {contentRange: `bytes ${start}-${end - 1}/${object.size}`}),
      length: end - start,
      etag: object.etag,
      chunks: fileBytes(root, object, start, end),
    };
  }

  return {
    name: path,
    async listPage(prefix, _token, signal) {
      const objects: ObjectInfo[] = [];
      await walk(root, '', prefix, [], signal, objects);
      return {objects};
    },
    open,
  };
}

async function realRoot(path: string): Promise<string> {
  try {
    const real = await realpath(path);
    if ((await stat(real)).isDirectory()) {
      return real;
    }
  } catch (error) {
    if (!['ENOENT', 'ENOTDIR'].includes(codeOf(error))) {
      throw fileFailure(error, path, 'Entering the directory');
    }
    throw new RestoreError('bucket-missing', {
      what: 'There is no such directory',
      where: path,
      todo: 'Check bucket.',
      cause: error,
    });
  }
  throw new RestoreError('bucket-missing', {
    what: 'This is not a directory',
    where: path,
    todo: "For one file, set bucket to its folder and prefix to the file's name.",
  });
}

async function* fileBytes(root: string, object: ObjectInfo, start: number, end: number): AsyncGenerator<Uint8Array> {
  const {key} = object;
  let file: FileHandle;
  try {
    const real = await realpath(join(root, ...key.split('/')));
    if (!isInside(root, real)) {
      throw linkFailure(key, 'The key leads out of the directory');
    }
    // Without O_NOFOLLOW a link put there since would be followed. Windows has no such flag.
    file = await openFile(real, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  } catch (error) {
    throw error instanceof RestoreError ? error : fileFailure(error, key, 'Reading the file');
  }
  const unchanged = async () => {
    const found = etagOf(await file.stat({bigint: true}));
    if (found !== object.etag) {
      throw new RestoreError('changed', {
        what: 'The file was written to after it was listed',
        where: key,
        expected: object.etag,
        found,
        todo: 'Run again when nothing writes to the directory.',
      });
    }
  };
  try {
    await unchanged();
    for (let offset = start; offset < end;) {
      const chunk = new Uint8Array(Math.min(CHUNK, end - offset));
      const {bytesRead} = await file.read(chunk, 0, chunk.length, offset);
      if (bytesRead === 0) {
        break;
      }
      offset += bytesRead;
      yield bytesRead === chunk.length ? chunk : chunk.subarray(0, bytesRead);
    }
    // Also tells a file that was cut while it was read: the loop above ends early then.
    await unchanged();
  } catch (error) {
    throw error instanceof RestoreError ? error : fileFailure(error, key, 'Reading the file');
  } finally {
    await file.close();
  }
}
