// Several children that read one database at the same time, and what they leave beside it.
import {rm} from 'node:fs/promises';
import {assertAlone} from './side-files.ts';

/** A database in WAL mode gets both even when it is only read, and a killed child leaves them. */
export async function removeSideFiles(path: string): Promise<void> {
  await rm(`${path}-wal`, {force: true});
  await rm(`${path}-shm`, {force: true});
}

/**
 * The first to read a database must find no side file beside it, and the last takes those away that the others made.
 * @throws RestoreError `check-failed` for a side file
 */
export function shareReads(): <T>(path: string, read: () => Promise<T>) => Promise<T> {
  const readers = new Map<string, number>();
  const removals = new Map<string, Promise<void>>();
  return async (path, read) => {
    for (let under = removals.get(path); under !== undefined; under = removals.get(path)) await under.catch(() => {});
    const before = readers.get(path) ?? 0;
    if (before === 0) assertAlone(path);
    readers.set(path, before + 1);
    try {
      return await read();
    } finally {
      const left = (readers.get(path) ?? 1) - 1;
      readers.set(path, left);
      if (left === 0) {
        const removal = removeSideFiles(path).finally(() => removals.delete(path));
        removals.set(path, removal);
        await removal;
      }
    }
  };
}
