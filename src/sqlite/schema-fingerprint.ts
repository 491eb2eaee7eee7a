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
  const rows = db.prepare<[], Record<keyof Entry | 'nameHex' | 'tableHex' | 'sqlHex', string>>(
    `SELECT type, name, tbl_name AS "table", sql, hex(name) AS nameHex, hex(tbl_name) AS tableHex, hex(sql) AS sqlHex
       FROM sqlite_schema WHERE sql IS NOT NULL AND type IN ('table', 'index', 'view', 'trigger')
       ORDER BY type, CAST(name AS BLOB), sql`,
  );
  const all = rows.all();
  const owners = new Set([...userTables, ...all.filter(({type}) => type === 'view').map(({name}) => name)]);
  for (const {type, name, table, sql, nameHex, tableHex, sqlHex} of all) {
    if (!owners.has(table)) continue;
    addEntry(hash, {type, name: exact(name, nameHex), table: exact(table, tableHex), sql: exact(sql, sqlHex)});
  }
  return hash.digest('hex');
}

/** Each byte as one character: SQL's tokens end at the same places. What was not UTF-8 has been lost in `text`. */
function exact(text: string, hex: string): string {
  return Buffer.from(text.includes('\uFFFD') ? Buffer.from(hex, 'hex') : text).toString('latin1');
}

function addEntry(hash: Hash, {type, name, table, sql}: Entry): void {
  for (const field of [type, name, table]) add(hash, field);
  for (const {text} of tokensOf(sql)) add(hash, text);
  hash.update('\n');
}

function add(hash: Hash, field: string): void {
  hash.update(`${field.length}:`).update(field, 'latin1');
}
