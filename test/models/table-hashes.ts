// The content of a database, whatever its bytes: one hash per table, as the truth files of the real backups have them.
import {createHash} from 'node:crypto';
import Database from 'better-sqlite3';

export type TableHashes = Readonly<Record<string, string>>;

/**
 * Per user table: SHA-256 over its `sql`, a newline, and per row (in rowid order) each value as type letter, length, `:`
 * and bytes, then a newline; the first 16 bytes in hex.
 * @param image a database file; not changed
 * @throws whatever SQLite says of a malformed file
 */
export function tableHashes(image: Buffer): TableHashes {
  return eachTable(image, hashOfTable);
}

/** Rows per user table. @throws whatever SQLite says of a malformed file */
export function rowCounts(image: Buffer): Readonly<Record<string, number>> {
  return eachTable(image, (database, name) =>
    // `count(*)` gives one number.
    Number(database.prepare(`select count(*) from "${name}"`).pluck().get()),
  );
}

function eachTable<Result>(
  image: Buffer,
  look: (database: Database.Database, name: string, sql: string) => Result,
): Readonly<Record<string, Result>> {
  const database = openImage(image);
  try {
    const tables = database
      .prepare("select name, sql from sqlite_schema where type = 'table' and name not like 'sqlite_%' order by name")
      .all()
      // The columns are those asked for.
      .map(row => row as {readonly name: string; readonly sql: string});
    return Object.fromEntries(tables.map(({name, sql}) => [name, look(database, name, sql)]));
  } finally {
    database.close();
  }
}

/** `integrity_check` of a database file in memory: `[]` when all is well. */
export function integrityMessages(image: Buffer): readonly string[] {
  try {
    const database = openImage(image);
    try {
      // The pragma gives one column of texts.
      const rows = database.prepare('pragma integrity_check').pluck().all() as readonly string[];
      return rows.length === 1 && rows[0] === 'ok' ? [] : rows;
    } finally {
      database.close();
    }
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}

/** In memory there is no WAL mode: bytes 18 and 19 of the header become 1. */
function openImage(image: Buffer): Database.Database {
  const copy = Buffer.from(image);
  if (copy.length >= 100) copy.fill(1, 18, 20);
  return new Database(copy, {readonly: true});
}

function hashOfTable(database: Database.Database, name: string, sql: string): string {
  const hash = createHash('sha256').update(sql).update('\n');
  const select = database.prepare(`select * from "${name}" order by rowid`).raw().safeIntegers();
  for (const row of select.iterate()) {
    // `raw` gives arrays.
    for (const value of row as readonly unknown[]) addValue(hash, value);
    hash.update('\n');
  }
  return hash.digest('hex').slice(0, 32);
}

function addValue(hash: ReturnType<typeof createHash>, value: unknown): void {
  if (value === null) hash.update('N0:');
  else if (typeof value === 'bigint') hash.update(`I${String(value).length}:${value}`);
  else if (typeof value === 'number') {
    const bits = Buffer.alloc(8);
    bits.writeDoubleBE(value);
    hash.update(`R16:${bits.toString('hex')}`);
  } else if (typeof value === 'string') hash.update(`T${Buffer.byteLength(value)}:`).update(value);
  else if (value instanceof Uint8Array) hash.update(`B${value.length}:`).update(value);
  else throw new TypeError(`SQLite gave a ${typeof value}`);
}
