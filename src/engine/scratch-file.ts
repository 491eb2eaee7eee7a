// The file that a restore writes before anybody else may see it.
import {writeSync} from 'node:fs';
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

/** Bytes: a smaller write is done at once, since the way through the thread pool takes longer than the write. */
const SMALL = 16 * 1024;

/** Bytes of a buffer for large writes: most runs of pages fit, so that buffers can be used again. */
const BUFFER = 512 * 1024;

/** Large writes under way at the same time. Memory: a copy of each one's bytes. */
const UNDER_WAY = 3;

export interface ScratchFile {
  readonly path: string;
  /**
   * Takes the bytes over; `data` may change afterwards. Large ones are written meanwhile, in any order, so that no two
   * writes may touch the same bytes; a failure is told by the next call of any method.
   * @throws RestoreError `disk`
   */
  write(data: Uint8Array, position: number): Promise<void>;
  /** Cuts or extends to exactly `bytes`. @throws RestoreError `disk` */
  truncate(bytes: number): Promise<void>;
  /** Waits for what is being written. @throws RestoreError `disk` when that failed and nothing has told it yet */
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
  const underWay = new Set<Promise<void>>();
  /** Buffers of writes that are over. */
  const free: Buffer[] = [];
  let failure: {readonly error: RestoreError; told: boolean} | undefined;

  function tellFailure(): void {
    if (failure === undefined) return;
    failure.told = true;
    throw failure.error;
  }

  async function settled(): Promise<void> {
    await Promise.all(underWay);
    tellFailure();
  }

  async function begin(data: Uint8Array, position: number): Promise<void> {
    while (underWay.size >= UNDER_WAY) await Promise.race(underWay);
    tellFailure();
    const kept = free.pop();
    const fits = kept !== undefined && kept.length >= data.length;
    const buffer = fits ? kept : Buffer.allocUnsafeSlow(Math.max(BUFFER, data.length));
    buffer.set(data);
    const writing = writeAll(buffer.subarray(0, data.length), position).finally(() => {
      free.push(buffer);
      underWay.delete(writing);
    });
    underWay.add(writing);
  }

  /** Keeps a failure for the next call. */
  async function writeAll(data: Uint8Array, position: number): Promise<void> {
    try {
      for (let written = 0; written < data.length;) {
        written += (await handle.write(data, written, data.length - written, position + written)).bytesWritten;
      }
    } catch (cause) {
      failure ??= {error: await diskError(path, position + data.length, cause), told: false};
    }
  }

  return {
    path,
    async write(data, position) {
      tellFailure();
      if (data.length > SMALL) return begin(data, position);
      try {
        for (let written = 0; written < data.length;) {
          written += writeSync(handle.fd, data, written, data.length - written, position + written);
        }
      } catch (cause) {
        throw await diskError(path, position + data.length, cause);
      }
    },
    async truncate(bytes) {
      await settled();
      try {
        await handle.truncate(bytes);
      } catch (cause) {
        throw await diskError(path, bytes, cause);
      }
    },
    async close() {
      await Promise.all(underWay);
      await handle.close();
      if (failure?.told === false) tellFailure();
    },
  };
}

/** Makes the file's content durable. @throws RestoreError `disk` */
export async function makeDurable(path: string): Promise<void> {
  try {
    // For writing, because Windows flushes nothing else.
    const file = await open(path, 'r+');
    try {
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (cause) {
    throw await diskError(path, await fileSize(path).catch(() => 0), cause);
  }
}

/** Size of the file in bytes. */
export async function fileSize(path: string): Promise<number> {
  return (await stat(path)).size;
}
