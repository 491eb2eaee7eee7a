// Where the many small databases of the random tests are written: in memory where the system offers that, because waiting
// for the disk (fsync, at each of some ten thousand databases) is what the tests would otherwise do.
import {existsSync, mkdtempSync, statfsSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

const SHARED_MEMORY = '/dev/shm';
/** Bytes. A restore keeps a reserve free beside what it writes. */
const ENOUGH = 512 * 1024 ** 2;

function root(): string {
  if (!existsSync(SHARED_MEMORY)) return tmpdir();
  const {bavail, bsize} = statfsSync(SHARED_MEMORY);
  return bavail * bsize > ENOUGH ? SHARED_MEMORY : tmpdir();
}

/** A new empty folder; the caller removes it. */
export function scratchFolder(name: string): string {
  return mkdtempSync(join(root(), `restore-sqlite-${name}-`));
}
