// The file that a restore writes before anybody else may see it.
import {open, stat, statfs, type FileHandle} from 'node:fs/promises';
import {dirname} from 'node:path';
import {RestoreError} from '../errors.ts';

/** Bytes: left free on the disk for the runner, its logs, and SQLite's own small files. */
const DISK_RESERVE = 128 * 1024 * 1024;

/** Bytes that may be written on the file system of `folder`, the reserve taken off. */
export async function writableBytes(folder: string): Promise<number> {
  const {bavail, bsize} = await statfs(folder);
  return Math.max(0, bavail * bsize - DISK_RESERVE);
}

function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

async function diskError(path: string, end: number, cause: unknown): Promise<RestoreError> {
  const full = errorCode(cause) === 'ENOSPC' || errorCode(cause) === 'EDQUOT';
  const free = await statfs(dirname(path)).then(
    ({bavail, bsize}) => bavail * bsize,
    () => undefined,
  );
  return new RestoreError('disk', {
    what: full ? 'The disk is full' : 'The scratch file cannot be written',
    where: path,
    ...(full
      ? {expected: `room for at least ${end} bytes`, found: `${free ?? 'an unknown number of'} bytes free`}
      : {}),
    todo: full ? 'Free space on the runner, or use one with a larger disk.' : 'Check the permissions of the folder.',
    cause,
  });
}

export interface ScratchFile {
  readonly path: string;
  /** @throws RestoreError `disk` */
  write(data: Uint8Array, position: number): Promise<void>;
  /** Cuts or extends to exactly `bytes`. @throws RestoreError `disk` */
  truncate(bytes: number): Promise<void>;
  /** Makes the content durable. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** Opens `path` for writing: a new file, or the one that a base image was moved to when `existing`. */
export async function openScratchFile(path: string, existing: boolean): Promise<ScratchFile> {
  let handle: FileHandle;
  try {
    handle = await open(path, existing ? 'r+' : 'wx+', 0o600);
  } catch (cause) {
    throw await diskError(path, 0, cause);
  }
  return {
    path,
    async write(data, position) {
      try {
        let written = 0;
        while (written < data.length) {
          const {bytesWritten} = await handle.write(data, written, data.length - written, position + written);
          written += bytesWritten;
        }
      } catch (cause) {
        throw await diskError(path, position + data.length, cause);
      }
    },
    async truncate(bytes) {
      try {
        await handle.truncate(bytes);
      } catch (cause) {
        throw await diskError(path, bytes, cause);
      }
    },
    sync: () => handle.sync(),
    close: () => handle.close(),
  };
}

/** Size of the file in bytes. */
export async function fileSize(path: string): Promise<number> {
  return (await stat(path)).size;
}
