// SQLite's checks in this process, on the bytes in memory: two thousand restores would otherwise start two thousand
// child processes. The real ones have their own tests.
import {readFile, rm} from 'node:fs/promises';
import {loadSqlite} from '../../src/sqlite/addon.ts';
import {describeDatabase} from '../../src/sqlite/describe.ts';
import {answerQuery} from '../../src/sqlite/query.ts';
import {SIDE_FILE_SUFFIXES} from '../../src/sqlite/side-files.ts';
import type {Sqlite} from '../../src/sqlite/sqlite.ts';
import {integrityMessages, rowCounts} from './table-hashes.ts';

export const inProcessSqlite: Sqlite = {
  async check(path, {integrity}) {
    const image = await readFile(path);
    const messages = integrity === 'off' ? [] : integrityMessages(image);
    const rows = messages.length === 0 ? rowCounts(image) : {};
    return {
      sqliteVersion: 'in process',
      integrity: integrity === 'off' ? 'skipped' : messages.length === 0 ? 'ok' : 'failed',
      integrityMessages: {total: messages.length, first: messages},
      foreignKeys: 'skipped',
      tables: Object.keys(rows),
      tableCount: Object.keys(rows).length,
      unreadableTables: [],
      hollow: messages.length === 0 && Object.values(rows).every(count => count === 0),
      durationMs: 0,
    };
  },
  warmUp: () => ({end: () => Promise.resolve()}),
  settle: () => Promise.resolve(),
  describe: async (path, options) => alone(path, async () => describeDatabase(await loadSqlite(), path, options)),
  query: async (path, query) => alone(path, async () => answerQuery(await loadSqlite(), path, query)),
};

/** A database in WAL mode gets side files even when it is only read. */
async function alone<T>(path: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } finally {
    for (const suffix of SIDE_FILE_SUFFIXES) await rm(path + suffix, {force: true});
  }
}
