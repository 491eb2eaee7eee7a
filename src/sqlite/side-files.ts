/** SQLite looks for the files that belong to a database under its name and these (sqlite.org/tempfiles.html). */
export const SIDE_FILE_SUFFIXES = ['-wal', '-journal', '-shm'] as const;
