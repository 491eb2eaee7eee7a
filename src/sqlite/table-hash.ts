import {createHash} from 'node:crypto';
import type {Database} from 'better-sqlite3';
import {quoted} from './user-tables.ts';

export function hashOfTable(db: Database, table: string): string {
  const hash = createHash('sha256');
  const select = db.prepare<[], unknown[]>(`SELECT * FROM main.${quoted(table)} NOT INDEXED`);
  select.raw(true).safeIntegers(true);
  for (const row of select.iterate()) hash.update(JSON.stringify(row.map(value => `${typeof value}${String(value)}`)));
  return hash.digest('hex');
}
