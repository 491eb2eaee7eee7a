// The two questions that SQLite answers about a whole file: is it sound, and do its references hold.
import {messageOf} from '../errors.ts';
import type {Database} from 'better-sqlite3';
import {MESSAGE_LENGTH, MESSAGES_COUNTED, MESSAGES_KEPT, NAME_LENGTH, VIOLATIONS_KEPT, cut} from './reply-limits.ts';
import {sqliteCode} from './sqlite-error.ts';
import type {CheckReport, ForeignKeyViolation} from './sqlite.ts';
import {quoted} from './user-tables.ts';

type Messages = CheckReport['integrityMessages'];

/** Counts messages and keeps the first ones. */
export class MessageCount {
  readonly #first: string[] = [];
  #total = 0;

  add(message: string): void {
    this.#total += 1;
    if (this.#first.length < MESSAGES_KEPT) this.#first.push(cut(message, MESSAGE_LENGTH));
  }

  get messages(): Messages {
    return {total: this.#total, first: this.#first};
  }
}

/**
 * Runs `integrity_check` or `quick_check` (which leaves out whether indexes match their tables, and UNIQUE).
 * @throws SqliteError for what is not the file's fault
 */
export function checkIntegrity(db: Database, pragma: 'integrity_check' | 'quick_check', found: MessageCount): void {
  // Without a number SQLite stops at 100 messages.
  collect(db, `PRAGMA ${pragma}(${MESSAGES_COUNTED})`, found);
}

/** Runs `integrity_check` for one table and its indexes; stops at 100 messages. */
export function checkTable(db: Database, table: string, found: MessageCount): void {
  collect(db, integrityCheckOf(table), found);
}

/**
 * `main.` keeps other schemas out of the search for the table. Quoted, or a name that begins with a digit would be taken
 * for the greatest number of messages.
 */
export function integrityCheckOf(table: string): string {
  return `PRAGMA main.integrity_check(${quoted(table)})`;
}

function collect(db: Database, statement: string, found: MessageCount): void {
  const rows = db.prepare<[], string>(statement).pluck().iterate();
  let answers = 0;
  for (const row of rows) {
    answers += 1;
    if (row === 'ok' && answers === 1) continue;
    for (const message of linesOf(row)) found.add(message);
  }
  if (answers === 0) found.add('the check gave no answer');
}

/** What SQLite finds in the b-trees comes as one text of many lines under a heading (sqlite3.c, OP_IntegrityCk). */
function* linesOf(row: string): Generator<string> {
  if (!row.startsWith('*** in database ')) {
    yield row;
    return;
  }
  for (let start = row.indexOf('\n') + 1; start > 0;) {
    const end = row.indexOf('\n', start);
    const line = end === -1 ? row.slice(start) : row.slice(start, end);
    if (line !== '') yield line;
    start = end + 1;
  }
}

/** Table by table, so that a key that SQLite cannot check hides no others. */
export function checkForeignKeys(db: Database, tables: readonly string[]): CheckReport['foreignKeys'] {
  const first: ForeignKeyViolation[] = [];
  let total = 0;
  const found = (table: string, rowid: number | null, parent: string) => {
    total += 1;
    if (first.length >= VIOLATIONS_KEPT) return;
    first.push({table: cut(table, NAME_LENGTH), rowid, parent: cut(parent, NAME_LENGTH)});
  };
  const query = db.prepare<[string], {rowid: number | null; parent: string | null}>(
    'SELECT "rowid" AS rowid, parent FROM pragma_foreign_key_check(?)',
  );
  for (const table of tables) {
    try {
      for (const {rowid, parent} of query.iterate(table)) found(table, rowid, parent ?? '');
    } catch (error) {
      // The parent has no unique index for the key: no write to the child can succeed, and nothing can be looked up.
      const mismatch = /^foreign key mismatch - .* referencing "(.*)"$/s.exec(messageOf(error));
      if (sqliteCode(error) !== 'SQLITE_ERROR' || mismatch === null) throw error;
      found(table, null, mismatch[1] ?? '');
    }
  }
  return {total, first};
}
