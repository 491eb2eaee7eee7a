// Generated databases: the same rows on every machine, about as compressible as an application's.
import {createHash} from 'node:crypto';
import {createReadStream} from 'node:fs';
import {pipeline} from 'node:stream/promises';
import {DatabaseSync} from 'node:sqlite';

export const PAGE_SIZE = 4096;

/** Columns with an index, for each table. */
const TABLES = {
  users: ['word'],
  orders: ['number', 'word'],
  events: ['number'],
  items: ['number', 'word'],
} as const;

/** Bytes of file for each row, its index entries included. */
const ROW_BYTES = 190;

/**
 * A line of a log: 24 hex digits that no compressor can shorten much, and 95 characters that nearly repeat. Products stay
 * below 2^63: beyond, SQLite goes over to floating point and every row gets the same digits.
 */
const LOG_LINE = `printf('%08x%08x%08x GET /api/v1/%s/%d/parts 200 Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Firefox/128',
  i * 2654435761 % 4294967291, i * 40503 * 7919 % 4294967279, i * 48271 * 16807 % 4294967231, :table, i)`;

/** Runs of one letter: what `bench/check.ts` fills its tables with, since only the number of rows matters there. */
export const REPEATED = `printf('%.*c GET /api/v1/%s/%d/parts 200', 60 + i % 60, 'x', :table, i)`;

/**
 * Four tables of equal size and six indexes.
 * @param megabytes of the file, about (10^6 bytes)
 * @param text SQL for a row's text, of `i` and `:table`
 */
export function fill(path: string, megabytes: number, text = LOG_LINE): void {
  const rows = Math.round((megabytes * 1e6) / Object.keys(TABLES).length / ROW_BYTES);
  const database = new DatabaseSync(path);
  try {
    database.exec(
      `PRAGMA page_size = ${PAGE_SIZE}; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536`,
    );
    for (const [table, indexes] of Object.entries(TABLES)) {
      database.exec(
        `CREATE TABLE ${table} (id INTEGER PRIMARY KEY, number INTEGER NOT NULL, word TEXT NOT NULL, text TEXT NOT NULL);`,
      );
      database.exec('BEGIN');
      // Multiplication by an odd number scatters the row number: keys without an order, the same in every run.
      database
        .prepare(
          `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :rows)
           INSERT INTO ${table} SELECT i, i * 2654435761 % 1000003, printf('%08x', i * 40503 * 65537 % 4294967291),
           ${text} FROM n`,
        )
        .run({rows, table});
      database.exec('COMMIT');
      for (const column of indexes) database.exec(`CREATE INDEX ${table}_by_${column} ON ${table} (${column})`);
    }
    database.exec('PRAGMA journal_mode = WAL');
  } finally {
    database.close();
  }
}

/** In hex. */
export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, {highWaterMark: 2 ** 20}), hash);
  return hash.digest('hex');
}
