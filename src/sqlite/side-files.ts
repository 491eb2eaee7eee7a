// The files that SQLite keeps beside a database.
import {existsSync} from 'node:fs';
import {RestoreError} from '../errors.ts';

/** SQLite looks for the files that belong to a database under its name and these (sqlite.org/tempfiles.html). */
export const SIDE_FILE_SUFFIXES = ['-wal', '-journal', '-shm'] as const;

/** With a -wal beside it SQLite would check another database than the one that is to be published. */
export function assertAlone(path: string): void {
  const beside = SIDE_FILE_SUFFIXES.find(suffix => existsSync(path + suffix));
  if (beside !== undefined) throw sideFile(path + beside);
}

export function sideFile(where: string): RestoreError {
  return new RestoreError('check-failed', {what: 'A side file lies beside the database to check', where});
}
