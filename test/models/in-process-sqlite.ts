// SQLite's checks in this process, on the bytes in memory: two thousand restores would otherwise start two thousand
// child processes. The real ones have their own tests.
import {readFile} from 'node:fs/promises';
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
  settle: () => Promise.resolve(),
};
