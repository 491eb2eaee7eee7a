export const id = 780;
export const ids = [780];
export const modules = {

/***/ 6780:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  describeDatabase: () => (/* binding */ describeDatabase)
});

// EXTERNAL MODULE: ./lib/sqlite/check.js
var check = __webpack_require__(6400);
// EXTERNAL MODULE: ./lib/sqlite/read-connection.js
var read_connection = __webpack_require__(763);
// EXTERNAL MODULE: ./lib/sqlite/reply-limits.js
var reply_limits = __webpack_require__(2313);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./lib/checks/sql-tokens.js
var sql_tokens = __webpack_require__(5340);
;// CONCATENATED MODULE: ./lib/sqlite/schema-fingerprint.js
// A fingerprint of what the schema says, however it is laid out.


/**
 * SHA-256 in hex over the statements by which user tables, their indexes and triggers, and all views and their triggers
 * were made, sorted by type and then by name (as bytes). Per entry: type, name, table (of an index or a trigger; a
 * table's or view's own name), and each token of the statement, every one of them as its length in bytes in decimal, a
 * colon and the bytes; then a newline. White space and comments between tokens do not count, everything else does:
 * letters' case and the kind of quotes too. A statement that is not cut into tokens to its end counts as it stands from
 * there on. Bytes are UTF-8. Indexes that SQLite made for itself have no statement and are part of their table's.
 */
function schemaFingerprint(db, userTables) {
    const hash = (0,external_node_crypto_.createHash)('sha256');
    const rows = db.prepare(`SELECT type, name, tbl_name AS "table", sql, hex(name) AS nameHex, hex(tbl_name) AS tableHex, hex(sql) AS sqlHex
       FROM sqlite_schema WHERE sql IS NOT NULL AND type IN ('table', 'index', 'view', 'trigger')
       ORDER BY type, CAST(name AS BLOB), sql`);
    const all = rows.all();
    const owners = new Set([...userTables, ...all.filter(({ type }) => type === 'view').map(({ name }) => name)]);
    for (const { type, name, table, sql, nameHex, tableHex, sqlHex } of all) {
        if (!owners.has(table))
            continue;
        addEntry(hash, { type, name: exact(name, nameHex), table: exact(table, tableHex), sql: exact(sql, sqlHex) });
    }
    return hash.digest('hex');
}
/** Each byte as one character: SQL's tokens end at the same places. What was not UTF-8 has been lost in `text`. */
function exact(text, hex) {
    return Buffer.from(text.includes('\uFFFD') ? Buffer.from(hex, 'hex') : text).toString('latin1');
}
function addEntry(hash, { type, name, table, sql }) {
    for (const field of [type, name, table])
        add(hash, field);
    for (const { text } of (0,sql_tokens/* tokensOf */.k)(sql))
        add(hash, text);
    hash.update('\n');
}
function add(hash, field) {
    hash.update(`${field.length}:`).update(field, 'latin1');
}

// EXTERNAL MODULE: ./lib/sqlite/sqlite-error.js
var sqlite_error = __webpack_require__(4997);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
;// CONCATENATED MODULE: ./lib/sqlite/value-hash.js
// The bytes that values of SQLite are hashed as (table-hash.ts says which), gathered so that few calls reach the hash.

/** Bytes gathered before they are hashed; a longer text or blob goes to the hash directly. */
const GATHERED = 256 * 1024;
const LONG = 64 * 1024;
const NULL = 0x4e;
const INTEGER = 0x49;
const REAL = 0x52;
const TEXT = 0x54;
const BLOB = 0x42;
function hashValues(head) {
    const hash = (0,external_node_crypto_.createHash)('sha256').update(head);
    const gathered = Buffer.allocUnsafeSlow(GATHERED);
    const view = new DataView(gathered.buffer, gathered.byteOffset, gathered.length);
    let used = 0;
    function flush() {
        hash.update(gathered.subarray(0, used));
        used = 0;
    }
    function letter(type, room) {
        if (used + room > GATHERED)
            flush();
        gathered[used] = type;
        used += 1;
    }
    function length(type, bytes) {
        letter(type, 9);
        view.setBigUint64(used, BigInt(bytes));
        used += 8;
    }
    function addBytes(bytes) {
        if (bytes.length > LONG) {
            flush();
            hash.update(bytes);
            return;
        }
        if (used + bytes.length > GATHERED)
            flush();
        bytes.copy(gathered, used);
        used += bytes.length;
    }
    /** Null, integer or real. */
    function addNumber(value) {
        if (value === null) {
            letter(NULL, 1);
        }
        else if (typeof value === 'bigint') {
            letter(INTEGER, 9);
            view.setBigInt64(used, value);
            used += 8;
        }
        else if (typeof value === 'number') {
            letter(REAL, 9);
            view.setFloat64(used, value);
            used += 8;
        }
        else {
            throw new TypeError(`SQLite gave a ${typeof value}`);
        }
    }
    function addText(value) {
        // A character has at most three bytes in UTF-8 (those of four are two here).
        const most = 9 + 3 * value.length;
        if (most > LONG) {
            const bytes = Buffer.from(value);
            length(TEXT, bytes.length);
            addBytes(bytes);
            return;
        }
        letter(TEXT, most);
        const bytes = gathered.write(value, used + 8);
        view.setUint32(used, 0);
        view.setUint32(used + 4, bytes);
        used += 8 + bytes;
    }
    return {
        add(value) {
            if (typeof value === 'string') {
                if (value.includes('\uFFFD'))
                    return false;
                addText(value);
            }
            else if (Buffer.isBuffer(value)) {
                length(BLOB, value.length);
                addBytes(value);
            }
            else {
                addNumber(value);
            }
            return true;
        },
        addPiece(type, size, content, offset) {
            if (type !== 'text' && type !== 'blob') {
                addNumber(content);
                return 0;
            }
            // substr() of nothing is NULL.
            const bytes = size === 0n ? Buffer.alloc(0) : content;
            if (typeof size !== 'bigint' || !Buffer.isBuffer(bytes))
                throw new TypeError(`SQLite gave a ${typeof content}`);
            if (offset === 0)
                length(type === 'text' ? TEXT : BLOB, Number(size));
            addBytes(bytes);
            const left = Number(size) - offset - bytes.length;
            if (left < 0 || (left > 0 && bytes.length === 0))
                throw new TypeError('SQLite gave a piece of another length');
            return left;
        },
        digest() {
            flush();
            return hash.digest('hex');
        },
    };
}

// EXTERNAL MODULE: ./lib/sqlite/user-tables.js
var user_tables = __webpack_require__(527);
;// CONCATENATED MODULE: ./lib/sqlite/table-hash.js
// A hash of what a table holds, whatever its pages look like. docs/hashes.md says the same for whoever computes it
// anew.



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
function hashOfTable(db, table) {
    const columns = storedColumns(db, table);
    const encoding = String(db.pragma('encoding', { simple: true }));
    const head = `restore-sqlite table 1 ${columns.length} ${encoding}\n`;
    const largestRow = boundOfRow(db, table, columns);
    if (encoding === 'UTF-8' && largestRow <= BATCH) {
        const hashed = hashRows(db, table, columns, Math.min(MOST_ROWS, Math.floor(BATCH / largestRow)), hashValues(head));
        if (hashed !== undefined)
            return hashed;
    }
    return hashInPieces(db, table, columns, hashValues(head), largestRow);
}
/** Names as they are. `hidden` is 2 or 3 for a generated column (sqlite.org/pragma.html#pragma_table_xinfo). */
function storedColumns(db, table) {
    return db
        .prepare("SELECT name FROM pragma_table_xinfo(?, 'main') WHERE hidden = 0 ORDER BY cid")
        .pluck()
        .all(table);
}
/** Bytes that a row takes at most. Values that a record does not hold are defaults, which stand in the statement. */
function boundOfRow(db, table, columns) {
    const bounds = db
        .prepare(`SELECT (SELECT max(mx_payload) FROM dbstat WHERE name = ?),
              (SELECT octet_length(sql) FROM sqlite_schema WHERE type = 'table' AND name = ?)`)
        .raw()
        .get(table, table);
    return (bounds ?? [null]).reduce((sum, bytes) => sum + (bytes ?? Infinity), VALUE * (columns.length + 1));
}
/** Without an index there is one way to read a table: through its own b-tree from its first entry to its last. */
function source(table) {
    return `main.${(0,user_tables/* quoted */.TL)(table)} NOT INDEXED`;
}
/**
 * Undefined when a text may have lost bytes on its way here, because they are not UTF-8 (each such byte has become
 * U+FFFD), and there is no rowid by which to ask for them again.
 */
function hashRows(db, table, columns, most, hash) {
    const rowid = rowidOf(db, table, columns);
    const bytesOf = new Map();
    let rows = 0;
    for (const row of rowsOf(db, table, columns, most, rowid)) {
        rows += 1;
        for (let i = 0; i < columns.length; i += 1) {
            if (hash.add(row[i]))
                continue;
            if (rowid === undefined)
                return undefined;
            const statement = bytesOf.get(i) ?? textBytes(db, table, columns[i] ?? '', rowid);
            bytesOf.set(i, statement);
            const bytes = statement.get(row[columns.length]);
            hash.addPiece('text', BigInt(bytes?.length ?? -1), bytes, 0);
        }
    }
    return { rows, hash: hash.digest() };
}
/** What the rowid is called, or undefined for a WITHOUT ROWID table and where columns have all its names. */
function rowidOf(db, table, columns) {
    const taken = new Set(columns.map(column => column.toLowerCase()));
    const name = ['rowid', 'oid', '_rowid_'].find(alias => !taken.has(alias));
    if (name === undefined)
        return undefined;
    try {
        db.prepare(`SELECT ${name} FROM ${source(table)}`);
        return name;
    }
    catch (error) {
        if ((0,errors/* messageOf */.bD)(error).startsWith('no such column: '))
            return undefined;
        throw error;
    }
}
/** Many at once where there is a rowid, which then comes last in each: a call into SQLite costs more than a row. */
function* rowsOf(db, table, columns, most, rowid) {
    const selected = columns.map(user_tables/* quoted */.TL).join(', ');
    if (rowid === undefined) {
        yield* exactly(db.prepare(`SELECT ${selected} FROM ${source(table)}`)).iterate();
        return;
    }
    const statement = exactly(db.prepare(`SELECT ${selected}, ${rowid} FROM ${source(table)} WHERE ${rowid} >= ? ORDER BY ${rowid} LIMIT ${most}`));
    for (let from = FIRST_ROWID;;) {
        const rows = statement.all(from);
        yield* rows;
        const last = rows.at(-1)?.at(-1);
        if (rows.length < most || last === LAST_ROWID)
            return;
        if (typeof last !== 'bigint')
            throw new TypeError('SQLite gave a row without its rowid');
        from = last + 1n;
    }
}
function textBytes(db, table, column, rowid) {
    return db
        .prepare(`SELECT CAST(${(0,user_tables/* quoted */.TL)(column)} AS BLOB) FROM ${source(table)} WHERE ${rowid} = ?`)
        .pluck();
}
function exactly(statement) {
    return statement.raw(true).safeIntegers(true);
}
/**
 * One value after the other, long ones in pieces of {@link PIECE} bytes. They are given to a function, because SQLite
 * reads a value anew for every row that it returns, and once only while it returns none.
 */
function hashInPieces(db, table, columns, hash, largestRow) {
    const each = (of) => `CASE c.i ${columns.map((column, i) => `WHEN ${i} THEN ${of(`r.${(0,user_tables/* quoted */.TL)(column)}`)}`).join(' ')} END`;
    const size = each(name => `CASE WHEN typeof(${name}) IN ('text', 'blob') THEN octet_length(${name}) END`);
    const last = Math.floor(Math.min(largestRow, LARGEST_VALUE) / PIECE);
    // That the loops are nested as they are written is what a CROSS JOIN means to SQLite; if it is ever not so, it shows.
    let nextColumn = 0;
    let nextPiece = 0;
    let rows = 0;
    const add = (column, piece, type, bytes, content) => {
        if (column !== BigInt(nextColumn) || piece !== BigInt(nextPiece)) {
            throw new TypeError('SQLite gave the pieces in another order');
        }
        nextPiece = hash.addPiece(type, bytes, content, nextPiece * PIECE) > 0 ? nextPiece + 1 : 0;
        if (nextPiece > 0)
            return;
        nextColumn = (nextColumn + 1) % columns.length;
        if (nextColumn === 0)
            rows += 1;
    };
    db.function('hash_piece', { directOnly: true, safeIntegers: true }, add);
    db.prepare(`WITH RECURSIVE
       c(i) AS MATERIALIZED (SELECT 0 UNION ALL SELECT i + 1 FROM c WHERE i < ${columns.length - 1}),
       p(i) AS MATERIALIZED (SELECT 0 UNION ALL SELECT i + 1 FROM p WHERE i < ${last})
     SELECT count(hash_piece(c.i, p.i, ${each(name => `typeof(${name})`)},
         ${size},
         ${each(name => `CASE WHEN typeof(${name}) IN ('text', 'blob')
                THEN substr(CAST(${name} AS BLOB), 1 + p.i * ${PIECE}, ${PIECE}) ELSE ${name} END`)}))
       FROM main.${(0,user_tables/* quoted */.TL)(table)} AS r NOT INDEXED CROSS JOIN c CROSS JOIN p
       WHERE p.i = 0 OR p.i * ${PIECE} < ${size}`).get();
    if (nextColumn !== 0 || nextPiece !== 0)
        throw new TypeError('SQLite did not give every piece');
    return { rows, hash: hash.digest() };
}

;// CONCATENATED MODULE: ./lib/sqlite/describe.js







/** @throws RestoreError `not-sqlite`, `encrypted`, `check-failed` */
function describeDatabase(Sqlite, path, { hashes }) {
    const db = (0,read_connection/* openForReading */.s)(Sqlite, path);
    try {
        const { ordinary, virtual } = (0,user_tables/* readUserTables */.TW)(db);
        const tables = [
            ...ordinary.map(name => ({ name, isVirtual: false })),
            ...virtual.map(({ table: name }) => ({ name, isVirtual: true })),
        ].toSorted((a, b) => (a.name < b.name ? -1 : 1));
        return {
            sqliteVersion: (0,check/* versionOf */.E4)(Sqlite),
            userVersion: numberOf(db, 'user_version'),
            applicationId: numberOf(db, 'application_id'),
            freelistPages: numberOf(db, 'freelist_count'),
            schemaFingerprint: schemaFingerprint(db, new Set(tables.map(({ name }) => name))),
            tables: tables.slice(0, reply_limits/* NAMES_KEPT */.S2).map(table => factsOf(db, table, hashes)),
            tableCount: tables.length,
        };
    }
    catch (cause) {
        throw (0,check/* couldNotFinish */.At)(path, cause);
    }
    finally {
        db.close();
    }
}
function numberOf(db, pragma) {
    const value = db.pragma(pragma, { simple: true });
    if (typeof value !== 'number')
        throw new TypeError(`${pragma} is no number`);
    return value;
}
function factsOf(db, table, hashes) {
    const name = (0,reply_limits/* cut */.Jj)(table.name, reply_limits/* NAME_LENGTH */.xt);
    const hashed = hashes && !table.isVirtual ? attempt(() => hashOfTable(db, table.name)) : null;
    return { name, ...(hashed ?? { rows: attempt(() => countRows(db, table)), hash: null }) };
}
function countRows(db, { name, isVirtual }) {
    // Not an index's entries: it may disagree with its table.
    const from = `${(0,user_tables/* quoted */.TL)(name)}${isVirtual ? '' : ' NOT INDEXED'}`;
    return db.prepare(`SELECT count(*) FROM main.${from}`).pluck().get() ?? null;
}
/**
 * Null for what is the database's fault: damage, a name that cannot be asked for, a module that is not there, a value of
 * more than some 500 MB (the addon's limit).
 */
function attempt(step) {
    try {
        return step();
    }
    catch (error) {
        if ((0,sqlite_error/* isDamage */.e6)(error) || (0,sqlite_error/* sqliteCode */.ac)(error) === 'SQLITE_TOOBIG')
            return null;
        throw error;
    }
}


/***/ })

};
