// The content of a database in one hash, whatever its bytes: as the truth files of other writers' objects have it.
import {createHash} from 'node:crypto';
import Database from 'better-sqlite3';

const NEWLINE = Buffer.from('\n');
const ZERO = Buffer.from('\0');

/**
 * SHA-256 over a line with the schema's hash, and per table in name order: name, zero byte, number of rows, zero byte,
 * hash of its sorted rows. Values are a type letter with the value: `N;`, `I<decimal>;`, `R<IEEE double in hex>;`,
 * `T<length>:<UTF-8>;`, `B<length>:<bytes>;`.
 */
export function stateHash(path: string): string {
  const database = new Database(path, {readonly: true});
  try {
    database.defaultSafeIntegers(true);
    const schema = rows(database, "select type, name, coalesce(sql, '') from sqlite_schema")
      .map(row => row.map(value => Buffer.from(String(value))))
      .filter(([, name]) => !/^(_litestream_|sqlite_stat)/.test(String(name)))
      .toSorted((a, b) => Buffer.compare(a[0] ?? ZERO, b[0] ?? ZERO) || Buffer.compare(a[1] ?? ZERO, b[1] ?? ZERO));
    const schemaHash = createHash('sha256');
    for (const [type = ZERO, name = ZERO, sql = ZERO] of schema) {
      schemaHash.update(Buffer.concat([type, ZERO, name, ZERO, sql, NEWLINE]));
    }
    const state = createHash('sha256').update(`${schemaHash.digest('hex')}\n`);
    for (const [type, name] of schema) {
      if (String(type) !== 'table') continue;
      const encoded = rows(database, `select * from "${String(name).replaceAll('"', '""')}"`)
        .map(row => Buffer.concat(row.map(encode)))
        .toSorted((a, b) => Buffer.compare(a, b));
      const table = createHash('sha256');
      for (const row of encoded) table.update(row).update(NEWLINE);
      state.update(`${String(name)}\0${encoded.length}\0${table.digest('hex')}\n`);
    }
    return state.digest('hex');
  } finally {
    database.close();
  }
}

function rows(database: Database.Database, sql: string): readonly (readonly unknown[])[] {
  // `raw` gives arrays of the columns' values.
  return database.prepare(sql).raw().all() as readonly (readonly unknown[])[];
}

function encode(value: unknown): Buffer {
  if (value === null) return Buffer.from('N;');
  if (typeof value === 'bigint') return Buffer.from(`I${value};`);
  if (typeof value === 'number') {
    const double = Buffer.alloc(8);
    double.writeDoubleBE(value);
    return Buffer.from(`R${double.toString('hex')};`);
  }
  const bytes = typeof value === 'string' ? Buffer.from(value) : value;
  if (!Buffer.isBuffer(bytes)) throw new TypeError(`SQLite gave a ${typeof value}`);
  return Buffer.concat([
    Buffer.from(`${typeof value === 'string' ? 'T' : 'B'}${bytes.length}:`),
    bytes,
    Buffer.from(';'),
  ]);
}
