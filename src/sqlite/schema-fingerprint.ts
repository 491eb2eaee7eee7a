// A fingerprint of what the schema says, however it is laid out.
import {createHash, type Hash} from 'node:crypto';
import type {Database} from 'better-sqlite3';
import {tokensOf} from '../checks/sql-tokens.ts';

type Entry = {readonly type: string; readonly name: string; readonly table: string; readonly sql: string};

/**
 * SHA-256 in hex over the statements by which user tables, their indexes and triggers, and all views and their triggers
 * were made, sorted by type and then by name (as bytes). Per entry: type, name, table (of an index or a trigger; a
 * table's or view's own name), and each token of the statement, every one of them as its length in bytes in decimal, a
 * colon and the bytes; then a newline. White space and comments between tokens do not count, everything else does:
 * letters' case and the kind of quotes too. A statement that is not cut into tokens to its end counts as it stands from
 * there on. Bytes are UTF-8. Indexes that SQLite made for itself have no statement and are part of their table's.
 */
export function schemaFingerprint(db: Database, userTables: ReadonlySet<string>): string {
  const hash = createHash('sha256');
  // hex() gives the bytes, which need not be UTF-8; latin1 keeps each as one character, and tokens end at the same places.
  const rows = db.prepare<[], Entry>(
    `SELECT type, hex(name) AS name, hex(tbl_name) AS "table", hex(sql) AS sql FROM sqlite_schema
       WHERE sql IS NOT NULL AND type IN ('table', 'index', 'view', 'trigger')
       ORDER BY type, CAST(name AS BLOB), rowid`,
  );
  const views = new Set<string>();
  const all = rows.all().map(({type, ...texts}) => ({
    type,
    name: bytes(texts.name),
    table: bytes(texts.table),
    sql: bytes(texts.sql),
  }));
  for (const {type, name} of all) if (type === 'view') views.add(nameKey(name));
  for (const entry of all) {
    const owner = nameKey(entry.type === 'view' ? entry.name : entry.table);
    if (entry.type === 'view' || userTables.has(owner) || views.has(owner)) addEntry(hash, entry);
  }
  return hash.digest('hex');
}

function bytes(hex: string): string {
  return Buffer.from(hex, 'hex').toString('latin1');
}

/** As the names in `userTables` are. */
function nameKey(latin1: string): string {
  return Buffer.from(latin1, 'latin1').toString('utf8').toLowerCase();
}

function addEntry(hash: Hash, {type, name, table, sql}: Entry): void {
  for (const field of [type, name, table]) add(hash, field);
  for (const {text} of tokensOf(sql)) add(hash, text);
  hash.update('\n');
}

function add(hash: Hash, field: string): void {
  hash.update(`${field.length}:`).update(field, 'latin1');
}
