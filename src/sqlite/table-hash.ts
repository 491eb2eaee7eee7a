// A hash of what a table holds, whatever its pages look like. docs/hashes.md says the same for whoever computes it
// anew.
import {messageOf} from '../errors.ts';
import type {Database, Statement} from 'better-sqlite3';
import {hashValues, type ValueHash} from './value-hash.ts';
import {quoted} from './user-tables.ts';

/** Bytes outside SQLite: rows are taken together up to this, and a row that may be larger in pieces. */
const BATCH = 8 * 1024 * 1024;
const MOST_ROWS = 1000;
const PIECE = 4 * 1024 * 1024;

/** Bytes that a value takes here beside its content. */
const VALUE = 32;

const FIRST_ROWID = -(2n ** 63n);
const LAST_ROWID = 2n ** 63n - 1n;

/** Bytes: the addon lets no text, blob or row be longer (SQLITE_LIMIT_LENGTH, V8's longest string). */
const LARGEST_VALUE = 2 ** 29;

type Hashed = {readonly rows: number; readonly hash: string};

/**
 * SHA-256 in hex over
 *
 * - a line of ASCII: `restore-sqlite table 1 `, the number of columns, a space, what `PRAGMA encoding` says, a newline;
 * - the rows in the order of the table's own b-tree: by rowid, in a WITHOUT ROWID table by the primary key (each of its
 *   columns with its collation and direction). The rowid itself is not hashed: where no column is an INTEGER PRIMARY KEY,
 *   VACUUM may number the rows anew, but keeps their order;
 * - of each row, its columns in the order of `PRAGMA table_xinfo` but for generated ones, which follow from the others;
 * - of each value a letter and its content: `N`; `I` and 8 bytes, two's complement, the highest byte first; `R` and
 *   the 8 bytes of IEEE 754 binary64, the highest byte first; `T` or `B`, the number of bytes in 8 bytes, the highest
 *   first, and the bytes of the text (in the database's encoding, as `CAST(value AS BLOB)` gives them) or of the blob.
 *
 * Values are those that a SELECT gives: an integer in a column of REAL affinity is a real. Names are no part of it.
 * SQLite holds a row's large values whole, because it can give no part of one without the rest; outside it there are at
 * most some {@link BATCH} bytes, and some 150 MB that V8 has not collected.
 * @throws SqliteError for damage, a name that cannot be asked for, and a row of more than some 500 MB
 */
export function hashOfTable(db: Database, table: string): Hashed {
  const columns = storedColumns(db, table);
  const encoding = String(db.pragma('encoding', {simple: true}));
  const head = `restore-sqlite table 1 ${columns.length} ${encoding}\n`;
  const largestRow = boundOfRow(db, table, columns);
  if (encoding === 'UTF-8' && largestRow <= BATCH) {
    const hashed = hashRows(db, table, columns, Math.min(MOST_ROWS, Math.floor(BATCH / largestRow)), hashValues(head));
    if (hashed !== undefined) return hashed;
  }
  return hashInPieces(db, table, columns, hashValues(head), largestRow);
}

/** Names as they are. `hidden` is 2 or 3 for a generated column (sqlite.org/pragma.html#pragma_table_xinfo). */
function storedColumns(db: Database, table: string): readonly string[] {
  return db
    .prepare<[string], string>("SELECT name FROM pragma_table_xinfo(?, 'main') WHERE hidden = 0 ORDER BY cid")
    .pluck()
    .all(table);
}

/** Bytes that a row takes at most. Values that a record does not hold are defaults, which stand in the statement. */
function boundOfRow(db: Database, table: string, columns: readonly string[]): number {
  const bounds = db
    .prepare<[string, string], readonly (number | null)[]>(
      `SELECT (SELECT max(mx_payload) FROM dbstat WHERE name = ?),
              (SELECT octet_length(sql) FROM sqlite_schema WHERE type = 'table' AND name = ?)`,
    )
    .raw()
    .get(table, table);
  return (bounds ?? [null]).reduce((sum: number, bytes) => sum + (bytes ?? Infinity), VALUE * (columns.length + 1));
}

/** Without an index there is one way to read a table: through its own b-tree from its first entry to its last. */
function source(table: string): string {
  return `main.${quoted(table)} NOT INDEXED`;
}

/**
 * Undefined when a text may have lost bytes on its way here, because they are not UTF-8 (each such byte has become
 * U+FFFD), and there is no rowid by which to ask for them again.
 */
function hashRows(
  db: Database,
  table: string,
  columns: readonly string[],
  most: number,
  hash: ValueHash,
): Hashed | undefined {
  const rowid = rowidOf(db, table, columns);
  const bytesOf = new Map<number, Statement<[unknown], Buffer>>();
  let rows = 0;
  for (const row of rowsOf(db, table, columns, most, rowid)) {
    rows += 1;
    for (let i = 0; i < columns.length; i += 1) {
      if (hash.add(row[i])) continue;
      if (rowid === undefined) return undefined;
      const statement = bytesOf.get(i) ?? textBytes(db, table, columns[i] ?? '', rowid);
      bytesOf.set(i, statement);
      const bytes = statement.get(row[columns.length]);
      hash.addPiece('text', BigInt(bytes?.length ?? -1), bytes, 0);
    }
  }
  return {rows, hash: hash.digest()};
}

/** What the rowid is called, or undefined for a WITHOUT ROWID table and where columns have all its names. */
function rowidOf(db: Database, table: string, columns: readonly string[]): string | undefined {
  const taken = new Set(columns.map(column => column.toLowerCase()));
  const name = ['rowid', 'oid', '_rowid_'].find(alias => !taken.has(alias));
  if (name === undefined) return undefined;
  try {
    db.prepare(`SELECT ${name} FROM ${source(table)}`);
    return name;
  } catch (error) {
    if (messageOf(error).startsWith('no such column: ')) return undefined;
    throw error;
  }
}

/** Many at once where there is a rowid, which then comes last in each: a call into SQLite costs more than a row. */
function* rowsOf(
  db: Database,
  table: string,
  columns: readonly string[],
  most: number,
  rowid: string | undefined,
): Generator<readonly unknown[]> {
  const selected = columns.map(quoted).join(', ');
  if (rowid === undefined) {
    yield* exactly(db.prepare<[], unknown[]>(`SELECT ${selected} FROM ${source(table)}`)).iterate();
    return;
  }
  const statement = exactly(
    db.prepare<[bigint], unknown[]>(
      `SELECT ${selected}, ${rowid} FROM ${source(table)} WHERE ${rowid} >= ? ORDER BY ${rowid} LIMIT ${most}`,
    ),
  );
  for (let from = FIRST_ROWID; ;) {
    const rows = statement.all(from);
    yield* rows;
    const last = rows.at(-1)?.at(-1);
    if (rows.length < most || last === LAST_ROWID) return;
    if (typeof last !== 'bigint') throw new TypeError('SQLite gave a row without its rowid');
    from = last + 1n;
  }
}

function textBytes(db: Database, table: string, column: string, rowid: string): Statement<[unknown], Buffer> {
  return db
    .prepare<[unknown], Buffer>(`SELECT CAST(${quoted(column)} AS BLOB) FROM ${source(table)} WHERE ${rowid} = ?`)
    .pluck();
}

function exactly<Parameters extends unknown[], Row extends unknown[]>(statement: Statement<Parameters, Row>) {
  return statement.raw(true).safeIntegers(true);
}

/**
 * One value after the other, long ones in pieces of {@link PIECE} bytes. They are given to a function, because SQLite
 * reads a value anew for every row that it returns, and once only while it returns none.
 */
function hashInPieces(
  db: Database,
  table: string,
  columns: readonly string[],
  hash: ValueHash,
  largestRow: number,
): Hashed {
  const each = (of: (column: string) => string) =>
    `CASE c.i ${columns.map((column, i) => `WHEN ${i} THEN ${of(`r.${quoted(column)}`)}`).join(' ')} END`;
  const size = each(name => `CASE WHEN typeof(${name}) IN ('text', 'blob') THEN octet_length(${name}) END`);
  const last = Math.floor(Math.min(largestRow, LARGEST_VALUE) / PIECE);
  // That the loops are nested as they are written is what a CROSS JOIN means to SQLite; if it is ever not so, it shows.
  let nextColumn = 0;
  let nextPiece = 0;
  let rows = 0;
  const add = (column: unknown, piece: unknown, type: unknown, bytes: unknown, content: unknown) => {
    if (column !== BigInt(nextColumn) || piece !== BigInt(nextPiece)) {
      throw new TypeError('SQLite gave the pieces in another order');
    }
    nextPiece = hash.addPiece(type, bytes, content, nextPiece * PIECE) > 0 ? nextPiece + 1 : 0;
    if (nextPiece > 0) return;
    nextColumn = (nextColumn + 1) % columns.length;
    if (nextColumn === 0) rows += 1;
  };
  db.function('hash_piece', {directOnly: true, safeIntegers: true}, add);
  db.prepare(
    `WITH RECURSIVE
       c(i) AS MATERIALIZED (SELECT 0 UNION ALL SELECT i + 1 FROM c WHERE i < ${columns.length - 1}),
       p(i) AS MATERIALIZED (SELECT 0 UNION ALL SELECT i + 1 FROM p WHERE i < ${last})
     SELECT count(hash_piece(c.i, p.i, ${each(name => `typeof(${name})`)},
         ${size},
         ${each(
           name =>
             `CASE WHEN typeof(${name}) IN ('text', 'blob')
                THEN substr(CAST(${name} AS BLOB), 1 + p.i * ${PIECE}, ${PIECE}) ELSE ${name} END`,
         )}))
       FROM main.${quoted(table)} AS r NOT INDEXED CROSS JOIN c CROSS JOIN p
       WHERE p.i = 0 OR p.i * ${PIECE} < ${size}`,
  ).get();
  if (nextColumn !== 0 || nextPiece !== 0) throw new TypeError('SQLite did not give every piece');
  return {rows, hash: hash.digest()};
}
