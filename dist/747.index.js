export const id = 747;
export const ids = [747];
export const modules = {

/***/ 6450:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $G: () => (/* binding */ isPageSize),
/* harmony export */   I3: () => (/* binding */ parseDatabaseHeader),
/* harmony export */   Ih: () => (/* binding */ DATABASE_HEADER_SIZE),
/* harmony export */   Tc: () => (/* binding */ lockBytePage),
/* harmony export */   aU: () => (/* binding */ DATABASE_MAGIC)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
// The first 100 bytes of a SQLite database file (sqlite.org/fileformat2.html, section 1.3).

const DATABASE_HEADER_SIZE = 100;
/** `SQLite format 3` and a zero byte. */
const DATABASE_MAGIC = Buffer.from('53514c69746520666f726d6174203300', 'hex');
/** The page that holds this byte carries no data: SQLite locks bytes there (fileformat2.html, section 1.2). */
const LOCK_BYTE = 0x40000000;
function isPageSize(size) {
    return size >= 512 && size <= 65536 && (size & (size - 1)) === 0;
}
/** 1-based number of the lock-byte page for a page size: it exists only in databases that reach it. */
function lockBytePage(pageSize) {
    return LOCK_BYTE / pageSize + 1;
}
/**
 * @param bytes at least the first 100 bytes of the file
 * @param where names the file in errors
 * @throws RestoreError `not-sqlite` when the magic is not there, `truncated` below 100 bytes, `format` when a field is
 *   impossible
 */
function parseDatabaseHeader(bytes, where) {
    const head = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const magic = head.subarray(0, 16);
    if (magic.length === 0 || !magic.equals(DATABASE_MAGIC.subarray(0, magic.length))) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .RestoreError */ .DZ('not-sqlite', {
            what: 'This is not a SQLite database',
            where,
            expected: 'SQLite format 3',
            found: magic.length === 0 ? 'no bytes at all' : `bytes ${magic.toString('hex')}`,
        });
    }
    if (head.length < DATABASE_HEADER_SIZE) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .RestoreError */ .DZ('truncated', {
            what: 'The database ends inside its header',
            where,
            expected: `at least ${DATABASE_HEADER_SIZE} bytes`,
            found: `${head.length} bytes`,
        });
    }
    const stored = head.readUInt16BE(16);
    const pageSize = stored === 1 ? 65536 : stored;
    if (!isPageSize(pageSize)) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .RestoreError */ .DZ('format', { what: 'The header has an impossible page size', where, found: stored });
    }
    const changeCounter = head.readUInt32BE(24);
    return {
        pageSize,
        readVersion: head.readUInt8(19),
        changeCounter,
        // The size counts only when the writer that set the change counter also set it (section 1.3.8).
        pages: changeCounter === head.readUInt32BE(92) ? head.readUInt32BE(28) : 0,
        freelistTrunk: head.readUInt32BE(32),
        freelistCount: head.readUInt32BE(36),
        schemaCookie: head.readUInt32BE(40),
    };
}


/***/ }),

/***/ 452:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   DZ: () => (/* binding */ RestoreError),
/* harmony export */   OQ: () => (/* binding */ ERROR_CODES),
/* harmony export */   g$: () => (/* binding */ printable),
/* harmony export */   hm: () => (/* binding */ isRestoreError)
/* harmony export */ });
// The closed list of failures that a user can meet, and the one class that carries them.
/** Every value that the output `errorCode` can have, with the verdict it leads to. docs/errors.md has an entry for each. */
const ERROR_CODES = {
    // The backup.
    'no-backup': 'fail',
    'before-first': 'fail',
    'position-not-found': 'fail',
    'unsupported-format': 'fail',
    ambiguous: 'fail',
    'no-snapshot': 'fail',
    incomplete: 'fail',
    gone: 'fail',
    gap: 'fail',
    truncated: 'fail',
    trailing: 'fail',
    decompress: 'fail',
    checksum: 'fail',
    format: 'fail',
    'not-sqlite': 'fail',
    encrypted: 'fail',
    'live-pair': 'fail',
    'wal-only': 'fail',
    archived: 'fail',
    'not-proven': 'fail',
    // The checks of what came out of it.
    hollow: 'fail',
    integrity: 'fail',
    'foreign-keys': 'fail',
    // The user's policy: the state is real as far as anyone can tell, but not proven.
    inconclusive: 'inconclusive',
    // The way to it.
    limit: 'inconclusive',
    input: 'inconclusive',
    'bucket-missing': 'inconclusive',
    'access-denied': 'inconclusive',
    credentials: 'inconclusive',
    'wrong-region': 'inconclusive',
    'clock-skew': 'inconclusive',
    'sse-key': 'inconclusive',
    network: 'inconclusive',
    storage: 'inconclusive',
    changed: 'inconclusive',
    disk: 'inconclusive',
    'target-exists': 'inconclusive',
    'target-in-use': 'inconclusive',
    'target-unreadable': 'inconclusive',
    'check-failed': 'inconclusive',
    platform: 'inconclusive',
    timeout: 'inconclusive',
    cancelled: 'inconclusive',
    internal: 'inconclusive',
};
/** Shows control characters, so that a hostile name can neither break a line nor start a workflow command. */
function printable(text) {
    // Escapes C0, C1, DEL, the Unicode line separators and the bidirectional controls.
    return text.replaceAll(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, char => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
function sentence({ what, where, expected, found, todo }) {
    const values = [
        ...(expected === undefined ? [] : [`expected ${expected}`]),
        ...(found === undefined ? [] : [`found ${found}`]),
    ].join(', ');
    return printable(`${what}${where === undefined ? '' : `: ${where}`}${values === '' ? '' : ` (${values})`}.${todo === undefined ? '' : ` ${todo}`}`);
}
/** A failure with a code from {@link ERROR_CODES}, one line for a person, and the facts as fields. */
class RestoreError extends Error {
    name = 'RestoreError';
    code;
    failure;
    constructor(code, failure) {
        super(sentence(failure), failure.cause === undefined ? undefined : { cause: failure.cause });
        this.code = code;
        this.failure = failure;
    }
}
/** True when `error` is a {@link RestoreError} with one of `codes` (any code when none is given). */
function isRestoreError(error, ...codes) {
    return error instanceof RestoreError && (codes.length === 0 || codes.includes(error.code));
}


/***/ }),

/***/ 4747:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  serveSqliteChild: () => (/* binding */ serveSqliteChild)
});

// EXTERNAL MODULE: external "node:worker_threads"
var external_node_worker_threads_ = __webpack_require__(5919);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
;// CONCATENATED MODULE: ./lib/sqlite/addon.js
// Loads better-sqlite3's addon for the platform the program runs on. Each import below is a platform entry of the
// package, so that the bundler takes the .node files and nothing that looks for them at run time.


/** better-sqlite3 13 is built for it (its binding.gyp): Node 22.14 and later, and 24. Older ones crash while loading. */
const NODE_API = 10;
const LOADERS = {
    'linux-x64': () => Promise.all(/* import() */[__webpack_require__.e(909), __webpack_require__.e(815)]).then(__webpack_require__.t.bind(__webpack_require__, 1815, 19)),
    'linux-arm64': () => Promise.all(/* import() */[__webpack_require__.e(909), __webpack_require__.e(557)]).then(__webpack_require__.t.bind(__webpack_require__, 8557, 19)),
    'linuxmusl-x64': () => Promise.all(/* import() */[__webpack_require__.e(909), __webpack_require__.e(162)]).then(__webpack_require__.t.bind(__webpack_require__, 4162, 19)),
    'linuxmusl-arm64': () => Promise.all(/* import() */[__webpack_require__.e(909), __webpack_require__.e(411)]).then(__webpack_require__.t.bind(__webpack_require__, 7792, 19)),
    'darwin-x64': () => Promise.all(/* import() */[__webpack_require__.e(909), __webpack_require__.e(252)]).then(__webpack_require__.t.bind(__webpack_require__, 252, 19)),
    'darwin-arm64': () => Promise.all(/* import() */[__webpack_require__.e(909), __webpack_require__.e(862)]).then(__webpack_require__.t.bind(__webpack_require__, 4862, 19)),
    'win32-x64': () => Promise.all(/* import() */[__webpack_require__.e(909), __webpack_require__.e(846)]).then(__webpack_require__.t.bind(__webpack_require__, 7846, 19)),
    'win32-arm64': () => Promise.all(/* import() */[__webpack_require__.e(909), __webpack_require__.e(140)]).then(__webpack_require__.t.bind(__webpack_require__, 2140, 19)),
};
function isPlatformEntry(name) {
    return Object.hasOwn(LOADERS, name);
}
/**
 * The addon for `host`.
 * @throws RestoreError `platform` when its Node is too old (loading would crash without a word) or there is no addon
 */
function platformEntry(host) {
    if (!(Number(host.napi) >= NODE_API)) {
        throw new errors/* RestoreError */.DZ('platform', {
            what: 'This Node is too old for the bundled SQLite',
            expected: 'Node 24 (or 22.14 and later)',
            found: host.node,
            todo: 'Run the action on a runner that provides node24, or put Node 24 on the PATH.',
        });
    }
    const name = `${host.platform === 'linux' && host.musl ? 'linuxmusl' : host.platform}-${host.arch}`;
    if (!isPlatformEntry(name)) {
        throw new errors/* RestoreError */.DZ('platform', {
            what: 'There is no SQLite build for this platform',
            expected: Object.keys(LOADERS).join(', '),
            found: name,
            todo: 'Use a runner with one of these platforms.',
        });
    }
    return name;
}
/** Puts the reason why the addon `entry` did not load into one sentence. */
function loadFailure(entry, cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    // dlopen's own words, from glibc: "version `GLIBC_2.34' not found (required by …)".
    const glibc = /version [`'](GLIBC(?:XX)?_[\d.]+)' not found/.exec(message)?.[1];
    if (glibc !== undefined) {
        return new errors/* RestoreError */.DZ('platform', {
            what: 'The system’s C library is too old for the bundled SQLite',
            expected: glibc.replace('_', ' '),
            todo: 'Use Ubuntu 22.04, Debian 12, RHEL 9 or later.',
            cause,
        });
    }
    if (/cannot find (?:module|package)|no such file|cannot open shared object file|could not be found/i.test(message)) {
        return new errors/* RestoreError */.DZ('platform', {
            what: 'The SQLite addon is missing from this copy of the action',
            expected: `${entry}.node`,
            todo: 'Use a released version; in a fork, commit the whole dist folder, .node files included.',
            cause,
        });
    }
    return new errors/* RestoreError */.DZ('platform', {
        what: 'The bundled SQLite cannot be loaded',
        where: `${entry}.node`,
        found: message.split('\n')[0],
        cause,
    });
}
/** The C library of this process, as its own memory map shows it; the files on disk decide where there is none. */
function usesMusl() {
    try {
        const maps = (0,external_node_fs_.readFileSync)('/proc/self/maps', 'latin1');
        if (/\/ld-musl-[^/\s]*\.so/.test(maps))
            return true;
        if (/\/(?:ld-linux[^/\s]*|libc)\.so\.\d/.test(maps))
            return false;
    }
    catch {
        // No /proc (or not Linux).
    }
    return (0,external_node_fs_.existsSync)('/lib/ld-musl-x86_64.so.1') || (0,external_node_fs_.existsSync)('/lib/ld-musl-aarch64.so.1');
}
function thisHost() {
    const { platform, arch, version: node, versions } = process;
    return { platform, arch, node, napi: versions['napi'], musl: platform === 'linux' && usesMusl() };
}
/** @throws RestoreError `platform` with a sentence that says what to change */
async function loadSqlite() {
    const entry = platformEntry(thisHost());
    try {
        const { default: Sqlite } = await LOADERS[entry]();
        // The package loads its addon with the first database, not with the import.
        new Sqlite(':memory:').close();
        return Sqlite;
    }
    catch (cause) {
        throw loadFailure(entry, cause);
    }
}

// EXTERNAL MODULE: ./lib/sqlite/reply-limits.js
var reply_limits = __webpack_require__(2313);
// EXTERNAL MODULE: ./lib/sqlite/sqlite-error.js
var sqlite_error = __webpack_require__(4997);
;// CONCATENATED MODULE: ./lib/sqlite/user-tables.js

/**
 * Tables in which a virtual table keeps its content, by module (xShadowName of ext/fts3/fts3.c, ext/fts5/fts5_main.c,
 * ext/rtree/rtree.c). `PRAGMA table_list` knows them too, but it expands every view, and forty views upon views
 * keep it busy for minutes.
 */
const SHADOWS = {
    fts3: ['content', 'docsize', 'segdir', 'segments', 'stat'],
    fts4: ['content', 'docsize', 'segdir', 'segments', 'stat'],
    fts5: ['config', 'content', 'data', 'docsize', 'idx'],
    rtree: ['node', 'parent', 'rowid'],
    rtree_i32: ['node', 'parent', 'rowid'],
    geopoly: ['node', 'parent', 'rowid'],
};
/** Made by SQLite itself and by Litestream (its sequence and lock tables). */
const BOOKKEEPING = /^(?:sqlite_|_litestream_)/i;
/** @throws SqliteError when the schema cannot be read */
function readUserTables(db) {
    // A virtual table has no root page. Its module is the word after USING; SQLite keeps the statement as it was written.
    const rows = db.prepare(`SELECT name, CASE WHEN coalesce(rootpage, 0) = 0 THEN substr(sql, 1, 4096) END AS module
       FROM sqlite_schema WHERE type = 'table'`);
    const ordinary = [];
    const virtual = [];
    for (const { name, module } of rows.iterate()) {
        if (typeof name !== 'string' || BOOKKEEPING.test(name))
            continue;
        if (module === null)
            ordinary.push(name);
        else
            virtual.push({ table: name, module: moduleName(module) });
    }
    const shadows = new Set(virtual.flatMap(({ table, module }) => (SHADOWS[module] ?? []).map(part => `${table}_${part}`.toLowerCase())));
    return { ordinary: ordinary.filter(name => !shadows.has(name.toLowerCase())).toSorted(), virtual };
}
function moduleName(statement) {
    const using = /\busing\s+["'`[]?([\w$]+)/i.exec(statement);
    return (using?.[1] ?? '').toLowerCase();
}
/** Quotes a name for use in a statement. */
function quoted(name) {
    return `"${name.replaceAll('"', '""')}"`;
}
/** True when no user table has a row; virtual tables are asked last. `unreadable`: those whose module is not built in. */
function lookForRows(db, { ordinary, virtual }) {
    // One row of a table costs a look at its first page or two.
    const hasRow = (name) => db.prepare(`SELECT 1 FROM ${quoted(name)} LIMIT 1`).get() !== undefined;
    let hollow = !ordinary.some(name => hasRow(name));
    const unreadable = virtual.filter(({ table }) => {
        try {
            if (hasRow(table))
                hollow = false;
            return false;
        }
        catch (error) {
            // "no such module", or a module's own complaint about its tables, which the integrity check reports.
            if ((0,sqlite_error/* sqliteCode */.ac)(error) === 'SQLITE_ERROR')
                return true;
            throw error;
        }
    });
    return { hollow, unreadable };
}

;// CONCATENATED MODULE: ./lib/sqlite/integrity.js



/** Counts messages and keeps the first ones. */
class MessageCount {
    #first = [];
    #total = 0;
    add(message) {
        this.#total += 1;
        if (this.#first.length < reply_limits/* MESSAGES_KEPT */.k_)
            this.#first.push((0,reply_limits/* cut */.Jj)(message, reply_limits/* MESSAGE_LENGTH */.Xh));
    }
    get messages() {
        return { total: this.#total, first: this.#first };
    }
}
/**
 * Runs `integrity_check` or `quick_check` (which leaves out whether indexes match their tables, and UNIQUE).
 * @throws SqliteError for what is not the file's fault
 */
function checkIntegrity(db, pragma, found) {
    // Without a number SQLite stops at 100 messages.
    collect(db, `PRAGMA ${pragma}(${reply_limits/* MESSAGES_COUNTED */.CW})`, found);
}
/** Runs `integrity_check` for one table and its indexes; stops at 100 messages. */
function checkTable(db, table, found) {
    collect(db, integrityCheckOf(table), found);
}
/**
 * `main.` keeps other schemas out of the search for the table. Quoted, or a name that begins with a digit would be taken
 * for the greatest number of messages.
 */
function integrityCheckOf(table) {
    return `PRAGMA main.integrity_check(${quoted(table)})`;
}
function collect(db, statement, found) {
    const rows = db.prepare(statement).pluck().iterate();
    let answers = 0;
    for (const row of rows) {
        answers += 1;
        if (row === 'ok' && answers === 1)
            continue;
        for (const message of linesOf(row))
            found.add(message);
    }
    if (answers === 0)
        found.add('the check gave no answer');
}
/** What SQLite finds in the b-trees comes as one text of many lines under a heading (sqlite3.c, OP_IntegrityCk). */
function* linesOf(row) {
    if (!row.startsWith('*** in database ')) {
        yield row;
        return;
    }
    for (let start = row.indexOf('\n') + 1; start > 0;) {
        const end = row.indexOf('\n', start);
        const line = end === -1 ? row.slice(start) : row.slice(start, end);
        if (line !== '')
            yield line;
        start = end + 1;
    }
}
/** Table by table, so that a key that SQLite cannot check hides no others. */
function checkForeignKeys(db, tables) {
    const first = [];
    let total = 0;
    const found = (table, rowid, parent) => {
        total += 1;
        if (first.length >= reply_limits/* VIOLATIONS_KEPT */.Kn)
            return;
        first.push({ table: (0,reply_limits/* cut */.Jj)(table, reply_limits/* NAME_LENGTH */.xt), rowid, parent: (0,reply_limits/* cut */.Jj)(parent, reply_limits/* NAME_LENGTH */.xt) });
    };
    const query = db.prepare('SELECT "rowid" AS rowid, parent FROM pragma_foreign_key_check(?)');
    for (const table of tables) {
        try {
            for (const { rowid, parent } of query.iterate(table))
                found(table, rowid, parent ?? '');
        }
        catch (error) {
            // The parent has no unique index for the key: no write to the child can succeed, and nothing can be looked up.
            const mismatch = /^foreign key mismatch - .* referencing "(.*)"$/s.exec((0,sqlite_error/* messageOf */.bD)(error));
            if ((0,sqlite_error/* sqliteCode */.ac)(error) !== 'SQLITE_ERROR' || mismatch === null)
                throw error;
            found(table, null, mismatch[1] ?? '');
        }
    }
    return { total, first };
}

// EXTERNAL MODULE: ./lib/sqlite/side-files.js
var side_files = __webpack_require__(247);
;// CONCATENATED MODULE: ./lib/sqlite/table-names.js
// The tables of a database as a report names them: bounded in number and length.

function nameTables({ ordinary, virtual }, unreadable) {
    return {
        tables: [...ordinary, ...virtual.map(({ table }) => table)]
            .toSorted()
            .slice(0, reply_limits/* NAMES_KEPT */.S2)
            .map(name => (0,reply_limits/* cut */.Jj)(name, reply_limits/* NAME_LENGTH */.xt)),
        tableCount: ordinary.length + virtual.length,
        unreadableTables: unreadable
            .slice(0, reply_limits/* NAMES_KEPT */.S2)
            .map(({ table, module }) => ({ table: (0,reply_limits/* cut */.Jj)(table, reply_limits/* NAME_LENGTH */.xt), module: (0,reply_limits/* cut */.Jj)(module, reply_limits/* NAME_LENGTH */.xt) })),
    };
}

;// CONCATENATED MODULE: ./lib/sqlite/check.js
// Checks one database file, inside a child process.







/**
 * Bytes: a file up to this size is mapped; of a larger one every page goes through SQLite's own cache. Mapping more is
 * faster (4.6 s of CPU against 6.3 s for 338 MB), but mapped pages count as resident memory, which must not grow with the
 * database: 382 MB resident against 120 MB there.
 */
const LARGEST_MAPPED = 64 * 1024 * 1024;
/** KiB of page cache. With half of it the check took a fifth more CPU. */
const CACHE_ALONE = 64 * 1024;
/** KiB of page cache for each of several children at work on one file. */
const CACHE_OF_A_PART = 32 * 1024;
/**
 * Read-only, and with everything off by which a hostile schema could run code. better-sqlite3 opens in defensive mode
 * and leaves the SQL function load_extension() off. SQLite reads no CHECK constraints from a database that is opened
 * read-only (sqlite3AddCheckConstraint), so integrity_check says nothing of them here: they are the application's rules,
 * and evaluating a stranger's expressions for every row is not worth a writable connection.
 */
function openReadOnly(Sqlite, path) {
    const db = new Sqlite(path, { readonly: true, fileMustExist: true });
    db.pragma('trusted_schema = OFF');
    db.pragma('query_only = ON');
    db.pragma('cell_size_check = ON');
    return db;
}
/** Reads the schema, and so is the first step that damage can stop. */
function sizeCaches(db, path, alone) {
    db.pragma(`cache_size = -${alone ? CACHE_ALONE : CACHE_OF_A_PART}`);
    const { size } = (0,external_node_fs_.statSync)(path);
    db.pragma(`mmap_size = ${size <= LARGEST_MAPPED ? size : 0}`);
}
/** @throws RestoreError `not-sqlite`, `encrypted`, `check-failed` */
function checkDatabase(Sqlite, path, options) {
    const started = performance.now();
    assertAlone(path);
    let db;
    try {
        db = openReadOnly(Sqlite, path);
        const findings = inspect(db, path, options);
        return { ...findings, sqliteVersion: versionOf(Sqlite), durationMs: Math.round(performance.now() - started) };
    }
    catch (cause) {
        if (cause instanceof errors/* RestoreError */.DZ)
            throw cause;
        if ((0,sqlite_error/* sqliteCode */.ac)(cause)?.startsWith('SQLITE_NOTADB') === true)
            throw (0,sqlite_error/* notADatabase */._W)(path, cause);
        throw couldNotFinish(path, cause);
    }
    finally {
        db?.close();
    }
}
/** With a -wal beside it SQLite would check another database than the one that is to be published. */
function assertAlone(path) {
    const beside = side_files/* SIDE_FILE_SUFFIXES */.D.find(suffix => (0,external_node_fs_.existsSync)(path + suffix));
    if (beside !== undefined)
        throw sideFile(path + beside);
}
function sideFile(where) {
    return new errors/* RestoreError */.DZ('check-failed', { what: 'A side file lies beside the database to check', where });
}
function couldNotFinish(path, cause) {
    return new errors/* RestoreError */.DZ('check-failed', {
        what: 'SQLite could not finish the check',
        where: path,
        found: `${(0,sqlite_error/* sqliteCode */.ac)(cause) ?? 'error'}: ${(0,sqlite_error/* messageOf */.bD)(cause)}`,
        cause,
    });
}
/** Asked of a database in memory: on a damaged file not even this statement can be prepared. */
function versionOf(Sqlite) {
    const db = new Sqlite(':memory:');
    try {
        return String(db.prepare('SELECT sqlite_version()').pluck().get());
    }
    finally {
        db.close();
    }
}
function inspect(db, path, { integrity, foreignKeys }) {
    const found = new MessageCount();
    // Damage that stops a step is a message like the others: the check has failed, it has not broken.
    const attempt = (step) => {
        try {
            return step();
        }
        catch (error) {
            if (!(0,sqlite_error/* isDamage */.e6)(error))
                throw error;
            // SQLCipher’s plain-text header is a database’s, and everything after it is noise.
            const reason = (0,sqlite_error/* notADatabase */._W)(path, error);
            if (reason.code === 'encrypted')
                throw reason;
            found.add((0,sqlite_error/* messageOf */.bD)(error));
            return undefined;
        }
    };
    attempt(() => sizeCaches(db, path, true));
    const sound = () => found.messages.total === 0;
    const tables = (sound() ? attempt(() => readUserTables(db)) : undefined) ?? { ordinary: [], virtual: [] };
    if (integrity !== 'off' && sound()) {
        attempt(() => checkIntegrity(db, integrity === 'full' ? 'integrity_check' : 'quick_check', found));
    }
    const references = foreignKeys && sound() ? attempt(() => checkForeignKeys(db, tables.ordinary)) : undefined;
    const rows = sound() ? attempt(() => lookForRows(db, tables)) : undefined;
    return {
        integrity: sound() ? (integrity === 'off' ? 'skipped' : 'ok') : 'failed',
        integrityMessages: found.messages,
        foreignKeys: references ?? 'skipped',
        ...nameTables(tables, rows?.unreadable ?? []),
        hollow: rows?.hollow ?? false,
    };
}

// EXTERNAL MODULE: ./lib/sqlite/job.js + 1 modules
var sqlite_job = __webpack_require__(9532);
;// CONCATENATED MODULE: ./lib/sqlite/part.js
// One part of a divided check, inside a child process.





/** @throws RestoreError `check-failed` */
function checkPart(Sqlite, path, { kind, tables }, found = new MessageCount()) {
    assertNothingBeside(path);
    const attempt = (step) => {
        try {
            return step();
        }
        catch (error) {
            if (!(0,sqlite_error/* isDamage */.e6)(error))
                throw couldNotFinish(path, error);
            found.add((0,sqlite_error/* messageOf */.bD)(error));
            return undefined;
        }
    };
    let db;
    try {
        const opened = openReadOnly(Sqlite, path);
        db = opened;
        attempt(() => sizeCaches(opened, path, false));
        if (kind === 'structure')
            attempt(() => checkIntegrity(opened, 'quick_check', found));
        // Damage in one table ends the check of that one.
        if (kind === 'tables')
            for (const table of tables)
                attempt(() => checkTable(opened, table, found));
        const references = kind === 'references' ? attempt(() => checkForeignKeys(opened, tables.toSorted())) : undefined;
        return { messages: found.messages, foreignKeys: references ?? 'skipped' };
    }
    finally {
        db?.close();
    }
}
/** The children make an empty -wal and an index for a database in WAL mode; one with content is another database. */
function assertNothingBeside(path) {
    for (const suffix of side_files/* SIDE_FILE_SUFFIXES */.D) {
        const size = (0,external_node_fs_.statSync)(path + suffix, { throwIfNoEntry: false })?.size ?? 0;
        if (suffix !== '-shm' && size > 0)
            throw sideFile(path + suffix);
    }
}

// EXTERNAL MODULE: ./lib/codecs/database-header.js
var database_header = __webpack_require__(6450);
;// CONCATENATED MODULE: ./lib/sqlite/settle.js
// Makes an existing database one file again, inside a child process: what its side files hold goes into it.





/** Milliseconds to wait for somebody else's short transaction. */
const PATIENCE = 1000;
/**
 * Everything happens under SQLite's exclusive lock on the file, which no other connection that reads or writes it, nor
 * an idle one in WAL mode, lets us have. (An idle connection in rollback mode holds no lock; it will go on with the old
 * file, and SQLite itself keeps it from writing a journal beside the new one.)
 * @throws RestoreError `target-in-use`, `target-unreadable`, `disk`
 */
function settleDatabase(Sqlite, path) {
    const sideFiles = side_files/* SIDE_FILE_SUFFIXES */.D.map(suffix => path + suffix).filter(file => (0,external_node_fs_.existsSync)(file));
    // SQLite deletes a WAL or journal that it finds beside a file that is no database, or an empty one. We do not.
    if (isEmpty(path)) {
        const content = sideFiles.find(file => !file.endsWith('-shm') && (0,external_node_fs_.statSync)(file).size > 0);
        if (content !== undefined)
            throw unreadable(path, `an empty file with ${content} beside it`, undefined);
        for (const file of sideFiles)
            (0,external_node_fs_.rmSync)(file);
        return;
    }
    if (!isWritable(path)) {
        // SQLite would open it read-only, and take no lock without saying so.
        if (sideFiles.length === 0)
            return;
        throw unreadable(path, 'side files beside a file that may not be written', undefined);
    }
    let db;
    try {
        db = new Sqlite(path, { fileMustExist: true, timeout: PATIENCE });
        db.pragma('trusted_schema = OFF');
        db.pragma('synchronous = FULL');
        // In this mode the WAL index lies in memory: no -shm is made, and one that a killed process left is not trusted.
        db.pragma('locking_mode = EXCLUSIVE');
        // The first lock rolls a hot journal back; the read makes sure that there is a lock.
        db.exec('BEGIN EXCLUSIVE; PRAGMA user_version; COMMIT');
        truncateWal(db, path);
        // Nobody uses them now: the index of a process that was killed, and a journal that was not hot.
        (0,external_node_fs_.rmSync)(`${path}-shm`, { force: true });
        (0,external_node_fs_.rmSync)(`${path}-journal`, { force: true });
    }
    catch (cause) {
        throw cause instanceof errors/* RestoreError */.DZ ? cause : settleFailure(path, cause);
    }
    finally {
        // The last connection removes the -wal.
        db?.close();
    }
}
function truncateWal(db, path) {
    // One row: busy, frames in the WAL, frames copied (both -1 without a WAL, 0 after TRUNCATE emptied it).
    const [row] = db
        .prepare('PRAGMA wal_checkpoint(TRUNCATE)')
        .all();
    if (row === undefined || row.busy !== 0 || row.log !== row.checkpointed)
        throw inUse(path, undefined);
}
/** @throws RestoreError `target-unreadable` when the file is there, not empty, and does not begin as a database does */
function isEmpty(path) {
    const head = Buffer.alloc(database_header/* DATABASE_HEADER_SIZE */.Ih);
    try {
        const file = (0,external_node_fs_.openSync)(path, 'r');
        try {
            const read = (0,external_node_fs_.readSync)(file, head, 0, head.length, 0);
            if (read === 0)
                return true;
            (0,database_header/* parseDatabaseHeader */.I3)(head.subarray(0, read), path);
        }
        finally {
            (0,external_node_fs_.closeSync)(file);
        }
    }
    catch (cause) {
        throw unreadable(path, (0,sqlite_error/* messageOf */.bD)(cause), cause);
    }
    return false;
}
function isWritable(path) {
    try {
        (0,external_node_fs_.accessSync)(path, external_node_fs_.constants.W_OK);
        return true;
    }
    catch {
        return false;
    }
}
function inUse(path, cause) {
    return new errors/* RestoreError */.DZ('target-in-use', {
        what: 'Another process is using the database that is to be replaced',
        where: path,
        todo: 'Stop it before the restore, or restore to another path.',
        cause,
    });
}
function settleFailure(path, cause) {
    const code = (0,sqlite_error/* sqliteCode */.ac)(cause) ?? '';
    if (/^SQLITE_(?:BUSY|LOCKED|PROTOCOL)/.test(code))
        return inUse(path, cause);
    if (/^SQLITE_(?:FULL|IOERR)/.test(code)) {
        return new errors/* RestoreError */.DZ('disk', {
            what: 'The existing database could not be brought into one file',
            where: path,
            found: `${code}: ${(0,sqlite_error/* messageOf */.bD)(cause)}`,
            todo: 'Check the disk, or delete the existing database.',
            cause,
        });
    }
    return unreadable(path, code === '' ? (0,sqlite_error/* messageOf */.bD)(cause) : `${code}: ${(0,sqlite_error/* messageOf */.bD)(cause)}`, cause);
}
function unreadable(path, found, cause) {
    return new errors/* RestoreError */.DZ('target-unreadable', {
        what: 'What lies at the target cannot be read as a database',
        where: path,
        found,
        todo: 'Delete it, or write “if-exists: replace” to have it replaced, side files included.',
        cause,
    });
}

// EXTERNAL MODULE: ./lib/sqlite/division.js
var division = __webpack_require__(2189);
;// CONCATENATED MODULE: ./lib/sqlite/tree-size.js
// Guesses how large a b-tree is from a few of its pages. Only the order and the division of work rest on it, so a page that
// makes no sense counts as an empty leaf: it is SQLite's to complain about.
/** Children looked at on the root page and on those below it: 37 pages for a tree of five levels, under 400 for any. */
const SAMPLED = [4, 2, 2, 1];
/** SQLite's own limit (BTCURSOR_MAX_DEPTH of btreeInt.h). */
const DEPTH = 20;
const HEADER_OF_PAGE_1 = 100;
/** Page types (sqlite.org/fileformat2.html, section 1.6). */
const INTERIOR = [2, 5];
const LEAF = [10, 13];
function guessTreeSize(readPage, root) {
    return guess(readPage, root, 0);
}
function guess(readPage, number, level) {
    const page = readPage(number);
    if (page === undefined)
        return { pages: 0, entries: 0 };
    const start = number === 1 ? HEADER_OF_PAGE_1 : 0;
    const type = page[start] ?? 0;
    const cells = page.readUInt16BE(start + 3);
    if (LEAF.includes(type))
        return { pages: 1 + overflowPages(page, start, cells), entries: cells };
    if (!INTERIOR.includes(type) || level >= DEPTH)
        return { pages: 1, entries: 0 };
    const children = sample(cells, SAMPLED[Math.min(level, SAMPLED.length - 1)] ?? 1)
        .map(cell => start + 12 + 2 * cell)
        .filter(pointer => pointer + 2 <= page.length)
        .map(pointer => page.readUInt16BE(pointer))
        .filter(cell => cell + 4 <= page.length)
        .map(cell => page.readUInt32BE(cell));
    // The page's bytes are gone with the first child that is read.
    const sizes = [...children, ...(cells === 0 ? [page.readUInt32BE(start + 8)] : [])].map(child => guess(readPage, child, level + 1));
    const mean = (of) => sizes.length === 0 ? 0 : sizes.reduce((sum, size) => sum + of(size), 0) / sizes.length;
    return { pages: 1 + (cells + 1) * mean(size => size.pages), entries: (cells + 1) * mean(size => size.entries) };
}
/** At most `most` of the numbers 0 to `count` - 1, spread evenly. */
function sample(count, most) {
    const taken = Math.min(count, most);
    return Array.from({ length: taken }, (_, i) => Math.floor(((i + 0.5) * count) / taken));
}
/** Pages that hold what a leaf has no room for, by its first cells (section 1.6, "B-tree Cell Format"). */
function overflowPages(page, start, cells) {
    const looked = Math.min(cells, 16);
    // An index keeps less of a record on its own pages.
    const most = page[start] === 13 ? page.length - 35 : Math.floor(((page.length - 12) * 64) / 255) - 23;
    let overflow = 0;
    for (let cell = 0; cell < looked; cell += 1) {
        const pointer = start + 8 + 2 * cell;
        if (pointer + 2 > page.length)
            break;
        const payload = varint(page, page.readUInt16BE(pointer));
        if (payload > most)
            overflow += Math.ceil((payload - most) / (page.length - 4));
    }
    return looked === 0 ? 0 : (overflow * cells) / looked;
}
/** A variable-length integer below 2^31, else 0: no record is larger. */
function varint(page, offset) {
    let value = 0;
    for (let i = 0; i < 5; i += 1) {
        const byte = page[offset + i] ?? 0;
        value = value * 128 + (byte & 127);
        if (byte < 128)
            return value < 2 ** 31 ? value : 0;
    }
    return 0;
}

;// CONCATENATED MODULE: ./lib/sqlite/survey.js
// The first look at a large database, inside a child process: what the report says of its tables, and how its check is
// divided. Reads the schema and a few pages of each b-tree.









/**
 * Undefined when one plain check is as good, or the only one that can be trusted: the schema cannot be read, or has names
 * that cannot be asked for. Whatever is wrong with the file is for the plain check to say.
 * @throws RestoreError `check-failed` for a side file
 */
function surveyDatabase(Sqlite, path, options, processes, worth = division/* WORTHWHILE */.cD) {
    assertAlone(path);
    let db;
    try {
        const opened = openReadOnly(Sqlite, path);
        db = opened;
        const parts = withPages(path, (readPage, pages) => {
            const work = tableWork(opened, readPage, options.foreignKeys);
            return work === undefined ? undefined : (0,division/* divide */.Qr)(work, pages, processes, worth);
        });
        if (parts === undefined)
            return undefined;
        const tables = readUserTables(opened);
        const { hollow, unreadable } = lookForRows(opened, tables);
        return { ...nameTables(tables, unreadable), sqliteVersion: versionOf(Sqlite), hollow, parts };
    }
    catch {
        return undefined;
    }
    finally {
        db?.close();
    }
}
function tableWork(db, readPage, withKeys) {
    const rows = db
        .prepare(`SELECT type, name, tbl_name AS "table", rootpage AS root FROM sqlite_schema
         WHERE type IN ('table', 'index') LIMIT ${4 * reply_limits/* TABLES_DIVIDED */.sb}`)
        .all();
    const tables = rows.filter(({ type, root }) => type === 'table' && root !== 0 && root !== null);
    if (tables.length === 0 || tables.length > reply_limits/* TABLES_DIVIDED */.sb || rows.length === 4 * reply_limits/* TABLES_DIVIDED */.sb)
        return undefined;
    const sizeOf = (root) => guessTreeSize(readPage, typeof root === 'number' ? root : 0);
    const indexPages = new Map();
    for (const { type, table, root } of rows) {
        if (type === 'index')
            indexPages.set(table, (indexPages.get(table) ?? 0) + sizeOf(root).pages);
    }
    // What SQLite made of the schema, not what the schema says: an index belongs where SQLite keeps it.
    const indexesOf = db.prepare('SELECT count(*) FROM pragma_index_list(?)').pluck();
    const keysOf = db.prepare('SELECT count(DISTINCT id) FROM pragma_foreign_key_list(?)').pluck();
    const work = [];
    for (const { name, root } of tables) {
        if (typeof name !== 'string' || !canBeAskedFor(name))
            return undefined;
        const { pages, entries } = sizeOf(root);
        const indexes = indexesOf.get(name) ?? 0;
        // Compiling it finds the table, or throws.
        if (indexes > 0)
            db.prepare(integrityCheckOf(name));
        work.push({
            table: name,
            rows: entries,
            pages: pages + (indexPages.get(name) ?? 0),
            indexes,
            foreignKeys: withKeys ? (keysOf.get(name) ?? 0) : 0,
        });
    }
    return work;
}
/** A name with a NUL ends there for SQLite, and one that is not UTF-8 arrives here as another. */
function canBeAskedFor(name) {
    return name.length <= reply_limits/* DIVIDED_NAME_LENGTH */.Lq && !/[\0\uFFFD]/.test(name) && name.isWellFormed();
}
function withPages(path, work) {
    const file = (0,external_node_fs_.openSync)(path, 'r');
    try {
        const head = Buffer.alloc(database_header/* DATABASE_HEADER_SIZE */.Ih);
        (0,external_node_fs_.readSync)(file, head, 0, head.length, 0);
        const { pageSize, pages } = (0,database_header/* parseDatabaseHeader */.I3)(head, path);
        const page = Buffer.alloc(pageSize);
        const readPage = number => {
            if (number < 1 || number > pages)
                return undefined;
            return (0,external_node_fs_.readSync)(file, page, 0, pageSize, (number - 1) * pageSize) === pageSize ? page : undefined;
        };
        return work(readPage, pages);
    }
    finally {
        (0,external_node_fs_.closeSync)(file);
    }
}

;// CONCATENATED MODULE: ./lib/sqlite/child.js
// The child's side: one job from standard input, one reply to standard output, and an end.







/**
 * Ends the process within half a second of its parent's death. A thread of its own, because the main one answers nobody
 * while it is inside SQLite; a text, because a file of its own would have to be found in the bundle. POSIX gives an
 * orphan another parent; on Windows the number stays, and the parent's absence shows when it is signalled.
 */
const WATCH_PARENT = `
  const {workerData: parent} = require('node:worker_threads');
  const isThere = () => {
    if (process.ppid !== parent) return false;
    try { process.kill(parent, 0); } catch (error) { return error.code === 'EPERM'; }
    return true;
  };
  setInterval(() => { if (!isThere()) process.kill(process.pid, 'SIGKILL'); }, 250);
`;
/** Serves one job for the process that started this one. Resolves when the reply is written. */
async function serveSqliteChild() {
    // A signal to the whole process group is the parent's to answer: it ends this process when it wants to.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
        process.on(signal, () => { });
    const line = await firstLine(process.stdin);
    // The parent died before it had said what to do.
    if (line === undefined)
        return;
    const job = (0,sqlite_job/* parseJob */.JN)(line);
    const watch = new external_node_worker_threads_.Worker(WATCH_PARENT, { eval: true, workerData: job.parent, env: {} });
    watch.unref();
    const reply = await run(job);
    await new Promise((resolve, reject) => {
        process.stdout.write(`${JSON.stringify(reply)}\n`, error => (error ? reject(error) : resolve()));
    });
    // The parent keeps its end open for as long as it lives; nothing else keeps this process.
    process.stdin.destroy();
    await watch.terminate();
}
async function run(job) {
    try {
        const Sqlite = await loadSqlite();
        if (job.kind === 'check')
            return { kind: 'report', report: checkDatabase(Sqlite, job.path, job.options) };
        if (job.kind === 'survey') {
            return { kind: 'survey', survey: surveyDatabase(Sqlite, job.path, job.options, job.processes) };
        }
        if (job.kind === 'part')
            return { kind: 'part', report: checkPart(Sqlite, job.path, job.part) };
        settleDatabase(Sqlite, job.path);
        return { kind: 'settled' };
    }
    catch (error) {
        return (0,sqlite_job/* failedReply */.ID)(error);
    }
}
/** The first line of `stream`, or undefined when it ends before one. The stream stays open. */
async function firstLine(stream) {
    stream.setEncoding('utf8');
    return new Promise((resolve, reject) => {
        let received = '';
        stream.on('data', (chunk) => {
            received += chunk;
            const end = received.indexOf('\n');
            if (end !== -1)
                resolve(received.slice(0, end));
        });
        stream.once('end', () => resolve(undefined));
        stream.once('error', reject);
    });
}


/***/ }),

/***/ 2189:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Qr: () => (/* binding */ divide),
/* harmony export */   cD: () => (/* binding */ WORTHWHILE),
/* harmony export */   m: () => (/* binding */ PART_KINDS)
/* harmony export */ });
// How the check of a large database is divided, so that several processes can work at it. docs/performance.md has the
// measurements and the proof that the parts together find what one `integrity_check` finds.
const PART_KINDS = ['structure', 'tables', 'references'];
/** Microseconds of CPU, measured (docs/performance.md). Only their ratios decide, and the time a process takes to start. */
const PAGE = 6;
const INDEX_ENTRY = 2;
const KEY = 2;
const START = 120_000;
const WORTHWHILE = { wall: 0.75, cpu: 1.3 };
/** Parts per process: enough to even out wrong guesses, few enough that starting them costs nothing. */
const PARTS_PER_PROCESS = 4;
/**
 * The parts, the longest first, or undefined when the plain check is as good: a small file, one
 * table that outweighs the others, or records so large that looking at pages twice costs more than it gains.
 * @param pages of the whole file
 * @param processes that may work at the same time
 */
function divide(tables, pages, processes, worth = WORTHWHILE) {
    if (processes < 2)
        return undefined;
    const structure = { kind: 'structure', tables: [], cost: START + pages * PAGE };
    // quick_check leaves out nothing but what an index is compared with.
    const indexed = tables.filter(({ indexes }) => indexes > 0);
    const checks = indexed.map(({ table, rows, pages: own, indexes }) => ({
        table,
        cost: own * PAGE + rows * indexes * INDEX_ENTRY,
    }));
    const references = tables
        .filter(({ foreignKeys }) => foreignKeys > 0)
        .map(({ table, rows, foreignKeys }) => ({ table, cost: rows * foreignKeys * KEY }));
    const share = (pages * PAGE + sum(checks) + sum(references)) / (processes * PARTS_PER_PROCESS);
    const all = [structure, ...gather('tables', checks, share), ...gather('references', references, share)].toSorted((a, b) => b.cost - a.cost);
    // The plain check looks at each page once.
    const plain = sum(all) - all.length * START - sum(indexed.map(({ pages: own }) => ({ cost: own * PAGE })));
    if (wallTime(all, processes) + START > worth.wall * plain || sum(all) > worth.cpu * plain)
        return undefined;
    return all.map(({ kind, tables: names }) => ({ kind, tables: names }));
}
function sum(costs) {
    return costs.reduce((total, { cost }) => total + cost, 0);
}
/** Large tables get a part of their own; small ones share one until it costs `share`. */
function gather(kind, tables, share) {
    const parts = [];
    let last;
    for (const { table, cost } of tables.toSorted((a, b) => b.cost - a.cost)) {
        if (last === undefined || last.cost + cost > START + share) {
            last = { kind, tables: [], cost: START };
            parts.push(last);
        }
        last.tables.push(table);
        last.cost += cost;
    }
    return parts;
}
/** The time until the last part ends, when each process takes the next part as soon as it is free. */
function wallTime(parts, processes) {
    const busyUntil = Array.from({ length: processes }, () => 0);
    for (const { cost } of parts) {
        const free = busyUntil.indexOf(Math.min(...busyUntil));
        busyUntil[free] = (busyUntil[free] ?? 0) + cost;
    }
    return Math.max(...busyUntil);
}


/***/ }),

/***/ 9532:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  ID: () => (/* binding */ failedReply),
  JN: () => (/* binding */ parseJob),
  UV: () => (/* binding */ parseReply)
});

// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/sqlite/division.js
var division = __webpack_require__(2189);
// EXTERNAL MODULE: ./lib/sqlite/reply-limits.js
var reply_limits = __webpack_require__(2313);
;// CONCATENATED MODULE: ./lib/sqlite/reply-fields.js
// Takes apart, field by field, what another process wrote. Each throws a TypeError for what was not agreed.
function fields(value) {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
        throw new TypeError('not an object');
    // Safe: any object can be read by name, and every field is checked where it is used.
    return value;
}
function boundedText(value, limit) {
    if (typeof value !== 'string' || value.length > limit)
        throw new TypeError('not a text of the agreed length');
    return value;
}
function count(value) {
    if (typeof value !== 'number' || !(value >= 0) || value > Number.MAX_SAFE_INTEGER)
        throw new TypeError('not a count');
    return value;
}
function list(value, limit, item) {
    if (!Array.isArray(value) || value.length > limit)
        throw new TypeError('not a list of the agreed length');
    return value.map(item);
}
function oneOf(value, allowed) {
    const found = allowed.find(name => name === value);
    if (found === undefined)
        throw new TypeError('not one of the agreed words');
    return found;
}
function flag(value) {
    if (typeof value !== 'boolean')
        throw new TypeError('not a boolean');
    return value;
}

;// CONCATENATED MODULE: ./lib/sqlite/job.js
// What parent and child say to each other: one line of JSON each way. The child has handled hostile data, so its answer
// is taken apart field by field.




/** Errors that a child may report; anything else from it is a broken child. */
const CHILD_ERRORS = [
    'not-sqlite',
    'encrypted',
    'check-failed',
    'platform',
    'target-in-use',
    'target-unreadable',
    'disk',
];
/** `error` as a reply. */
function failedReply(error) {
    const code = (0,errors/* isRestoreError */.hm)(error) ? CHILD_ERRORS.find(known => known === error.code) : undefined;
    if (!(0,errors/* isRestoreError */.hm)(error) || code === undefined) {
        return {
            kind: 'failed',
            code: 'check-failed',
            failure: { what: 'The SQLite process broke down', found: job_short(error) },
        };
    }
    const { what, where, expected, found, todo } = error.failure;
    return {
        kind: 'failed',
        code,
        failure: {
            what: job_short(what),
            ...(where === undefined ? {} : { where }),
            ...(expected === undefined ? {} : { expected: job_short(expected) }),
            ...(found === undefined ? {} : { found: job_short(found) }),
            ...(todo === undefined ? {} : { todo: job_short(todo) }),
        },
    };
}
function job_short(value) {
    return (0,reply_limits/* cut */.Jj)(String(value), reply_limits/* MESSAGE_LENGTH */.Xh);
}
function violation(value) {
    const { table, rowid, parent } = fields(value);
    if (rowid !== null && typeof rowid !== 'number')
        throw new TypeError('not a row id');
    return { table: boundedText(table, reply_limits/* NAME_LENGTH */.xt), rowid, parent: boundedText(parent, reply_limits/* NAME_LENGTH */.xt) };
}
function messages(value) {
    const { total, first } = fields(value);
    return {
        total: count(total),
        first: list(first, reply_limits/* MESSAGES_KEPT */.k_, message => boundedText(message, reply_limits/* MESSAGE_LENGTH */.Xh)),
    };
}
function foreignKeys(value) {
    if (value === 'skipped')
        return value;
    const { total, first } = fields(value);
    return { total: count(total), first: list(first, reply_limits/* VIOLATIONS_KEPT */.Kn, violation) };
}
function names(all) {
    return {
        tables: list(all['tables'], reply_limits/* NAMES_KEPT */.S2, name => boundedText(name, reply_limits/* NAME_LENGTH */.xt)),
        tableCount: count(all['tableCount']),
        unreadableTables: list(all['unreadableTables'], reply_limits/* NAMES_KEPT */.S2, entry => {
            const { table, module } = fields(entry);
            return { table: boundedText(table, reply_limits/* NAME_LENGTH */.xt), module: boundedText(module, reply_limits/* NAME_LENGTH */.xt) };
        }),
    };
}
function report(value) {
    const all = fields(value);
    const parsed = {
        sqliteVersion: boundedText(all['sqliteVersion'], 20),
        integrity: oneOf(all['integrity'], ['ok', 'failed', 'skipped']),
        integrityMessages: messages(all['integrityMessages']),
        foreignKeys: foreignKeys(all['foreignKeys']),
        ...names(all),
        hollow: flag(all['hollow']),
        durationMs: count(all['durationMs']),
    };
    if ((parsed.integrity === 'failed') !== parsed.integrityMessages.total > 0) {
        throw new TypeError('the verdict and the messages disagree');
    }
    return parsed;
}
function survey(value) {
    if (value === undefined)
        return undefined;
    const all = fields(value);
    return {
        sqliteVersion: boundedText(all['sqliteVersion'], 20),
        ...names(all),
        hollow: flag(all['hollow']),
        parts: list(all['parts'], 1000, part),
    };
}
function part(value) {
    const { kind, tables } = fields(value);
    return {
        kind: oneOf(kind, division/* PART_KINDS */.m),
        tables: list(tables, reply_limits/* TABLES_DIVIDED */.sb, name => boundedText(name, reply_limits/* DIVIDED_NAME_LENGTH */.Lq)),
    };
}
function partReport(value) {
    const all = fields(value);
    return { messages: messages(all['messages']), foreignKeys: foreignKeys(all['foreignKeys']) };
}
function optional(value) {
    return value === undefined ? undefined : boundedText(value, 65_536);
}
/** @throws TypeError or SyntaxError when the line is not a reply in every detail */
function parseReply(line) {
    const reply = fields(JSON.parse(line));
    const kind = oneOf(reply['kind'], ['report', 'survey', 'part', 'settled', 'failed']);
    if (kind === 'settled')
        return { kind };
    if (kind === 'survey')
        return { kind, survey: survey(reply['survey']) };
    if (kind === 'part')
        return { kind, report: partReport(reply['report']) };
    if (kind === 'report')
        return { kind, report: report(reply['report']) };
    const { what, where, expected, found, todo } = fields(reply['failure']);
    return {
        kind,
        code: oneOf(reply['code'], CHILD_ERRORS),
        failure: {
            what: boundedText(what, reply_limits/* MESSAGE_LENGTH */.Xh),
            where: optional(where),
            expected: optional(expected),
            found: optional(found),
            todo: optional(todo),
        },
    };
}
/** @throws TypeError or SyntaxError when the line is no job */
function parseJob(line) {
    const job = fields(JSON.parse(line));
    const path = boundedText(job['path'], 65_536);
    const parent = count(job['parent']);
    const kind = oneOf(job['kind'], ['check', 'survey', 'part', 'settle']);
    if (kind === 'settle')
        return { kind, path, parent };
    if (kind === 'part')
        return { kind, path, part: part(job['part']), parent };
    const asked = fields(job['options']);
    const options = {
        integrity: oneOf(asked['integrity'], ['full', 'quick', 'off']),
        foreignKeys: flag(asked['foreignKeys']),
    };
    if (kind === 'survey')
        return { kind, path, options, processes: count(job['processes']), parent };
    return { kind, path, options, parent };
}


/***/ }),

/***/ 2313:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   CW: () => (/* binding */ MESSAGES_COUNTED),
/* harmony export */   Jj: () => (/* binding */ cut),
/* harmony export */   Kn: () => (/* binding */ VIOLATIONS_KEPT),
/* harmony export */   Lq: () => (/* binding */ DIVIDED_NAME_LENGTH),
/* harmony export */   S2: () => (/* binding */ NAMES_KEPT),
/* harmony export */   XG: () => (/* binding */ REPLY_LIMIT),
/* harmony export */   Xh: () => (/* binding */ MESSAGE_LENGTH),
/* harmony export */   k_: () => (/* binding */ MESSAGES_KEPT),
/* harmony export */   sb: () => (/* binding */ TABLES_DIVIDED),
/* harmony export */   xt: () => (/* binding */ NAME_LENGTH)
/* harmony export */ });
// How much of what a database says is kept: it may be hostile, and the reply of a child is read whole.
/** Bytes: more than the longest honest reply (see the limits below, every character escaped). */
const REPLY_LIMIT = 4 * 1024 * 1024;
const MESSAGES_KEPT = 100;
const MESSAGE_LENGTH = 1000;
const MESSAGES_COUNTED = 1_000_000;
const VIOLATIONS_KEPT = 20;
const NAMES_KEPT = 1000;
const NAME_LENGTH = 200;
/** Tables, and characters of a name, with which a division of the check is still tried. */
const TABLES_DIVIDED = 1000;
const DIVIDED_NAME_LENGTH = 200;
/** Cuts a text from the database to `length` characters. */
function cut(text, length) {
    return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}


/***/ }),

/***/ 247:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ SIDE_FILE_SUFFIXES)
/* harmony export */ });
/** SQLite looks for the files that belong to a database under its name and these (sqlite.org/tempfiles.html). */
const SIDE_FILE_SUFFIXES = ['-wal', '-journal', '-shm'];


/***/ }),

/***/ 4997:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   _W: () => (/* binding */ notADatabase),
/* harmony export */   ac: () => (/* binding */ sqliteCode),
/* harmony export */   bD: () => (/* binding */ messageOf),
/* harmony export */   e6: () => (/* binding */ isDamage)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var _codecs_database_header_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6450);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(452);
// Sorts what SQLite throws into what it means for a restore.



/** SQLite's extended result code (`SQLITE_CORRUPT_INDEX`), or undefined when `error` is none of SQLite's. */
function sqliteCode(error) {
    if (!(error instanceof Error) || error.name !== 'SqliteError' || !('code' in error))
        return undefined;
    return String(error.code);
}
function messageOf(error) {
    return error instanceof Error ? error.message : String(error);
}
/**
 * True when the file's content is to blame: a broken page, or a schema that SQLite cannot make sense of. (Codes:
 * sqlite.org/rescode.html; SQLITE_ERROR is what an impossible schema format or a missing root page gives.)
 */
function isDamage(error) {
    return /^SQLITE_(?:CORRUPT|FORMAT|ERROR)/.test(sqliteCode(error) ?? '');
}
/**
 * Why SQLite says that `path` is no database. Encrypted pages are noise, and so begin with bytes that no plain database
 * and hardly any other kind of file has.
 */
function notADatabase(path, cause) {
    const { head, size } = readHead(path);
    if (head.subarray(0, 16).equals(_codecs_database_header_js__WEBPACK_IMPORTED_MODULE_1__/* .DATABASE_MAGIC */ .aU)) {
        // SQLCipher with a plain-text header: the first bytes are a database's, and each page reserves room for its HMAC.
        const reserved = head[20] ?? 0;
        if (reserved > 0 && ![2, 5, 10, 13].includes(head[100] ?? 0))
            return encrypted(path, cause);
        return new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .RestoreError */ .DZ('not-sqlite', {
            what: 'SQLite cannot read this database: its header is damaged',
            where: path,
            found: messageOf(cause),
            cause,
        });
    }
    if (size >= 512 && size % 512 === 0 && isNoise(head))
        return encrypted(path, cause);
    return new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .RestoreError */ .DZ('not-sqlite', {
        what: 'This is not a SQLite database',
        where: path,
        expected: 'SQLite format 3',
        found: size === 0 ? 'an empty file' : `bytes ${head.subarray(0, 16).toString('hex')}`,
        cause,
    });
}
function encrypted(path, cause) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .RestoreError */ .DZ('encrypted', {
        what: 'The database is encrypted (SQLCipher or alike)',
        where: path,
        todo: 'Back up a decrypted copy, or check it with the program that holds its key.',
        cause,
    });
}
function readHead(path) {
    const file = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.openSync)(path, 'r');
    try {
        const head = Buffer.alloc(512);
        return { head: head.subarray(0, (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readSync)(file, head, 0, head.length, 0)), size: (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.fstatSync)(file).size };
    }
    finally {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.closeSync)(file);
    }
}
/** 512 random bytes hold some 221 different values (± 6); texts, headers and page content far fewer than 180. */
function isNoise(bytes) {
    return bytes.length === 512 && new Set(bytes).size > 180;
}


/***/ })

};
