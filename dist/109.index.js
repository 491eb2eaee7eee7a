export const id = 109;
export const ids = [109,560];
export const modules = {

/***/ 5340:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   k: () => (/* binding */ tokensOf)
/* harmony export */ });
// SQL cut into tokens as SQLite cuts it (tokenize.c of SQLite 3.54). What SQLite would take differently from one build or
// version to another, or would not take at all, is `unknown` here: whoever decides by these tokens refuses it.
/** White space, comments, and a byte order mark at the beginning (SQLite skips one between tokens, too). */
const SKIPPED = /(?:^\uFEFF|[ \t\n\f\r]+|--[^\n\0]*|\/\*[^*\0]*\*+(?:[^/*\0][^*\0]*\*+)*\/)+/y;
const TOKENS = [
    ['blob', /[xX]'(?:[0-9a-fA-F]{2})*'/y],
    // One that is no blob is an error for SQLite, and two tokens for what follows here.
    ['unknown', /[xX]'[^']*'?/y],
    ['string', /'(?:[^'\0]|'')*'/y],
    ['quoted', /"(?:[^"\0]|"")*"|`(?:[^`\0]|``)*`|\[[^\]\0]*\]/y],
    ['word', /[A-Za-z_\u0080-\uFEFE\uFF00-\uFFFF][\w$\u0080-\uFFFF]*/y],
    // A letter right behind a number is an error for SQLite.
    [
        'number',
        /(?:0[xX][0-9a-fA-F](?:_?[0-9a-fA-F])*|(?:\d(?:_?\d)*(?:\.(?:\d(?:_?\d)*)?)?|\.\d(?:_?\d)*)(?:[eE][+-]?\d(?:_?\d)*)?)(?![\w$\u0080-\uFFFF])/y,
    ],
    ['parameter', /\?\d*|[:@#$][\w$\u0080-\uFFFF:]+/y],
    ['symbol', /->>|->|\|\||<<|>>|<=|>=|<>|==|!=|[-+*/%&|~<>=(),.;]/y],
];
/**
 * The tokens of `sql` without white space and comments. An `unknown` one is the last: what follows it
 * cannot be told.
 */
function* tokensOf(sql) {
    for (let at = skip(sql, 0); at < sql.length;) {
        const token = tokenAt(sql, at);
        yield token;
        if (token.kind === 'unknown')
            return;
        at = skip(sql, at + token.text.length);
    }
}
function skip(sql, at) {
    SKIPPED.lastIndex = at;
    return SKIPPED.test(sql) ? SKIPPED.lastIndex : at;
}
function tokenAt(sql, at) {
    for (const [kind, pattern] of TOKENS) {
        pattern.lastIndex = at;
        const text = pattern.exec(sql)?.[0];
        if (text === undefined)
            continue;
        if (kind === 'unknown') {
            return { kind, text: sql.slice(at), problem: 'has a blob that is not pairs of digits between quotes' };
        }
        // An unfinished comment runs to the end for SQLite, and as two symbols here.
        if (kind === 'symbol' && text === '/' && sql[at + 1] === '*') {
            return { kind: 'unknown', text: sql.slice(at), problem: 'has a comment without its end' };
        }
        return { kind, text };
    }
    const first = sql[at] ?? '';
    return {
        kind: 'unknown',
        text: sql.slice(at),
        problem: `'"\`[`.includes(first)
            ? 'has a quote without its end'
            : /[\d.]/.test(first)
                ? 'has a number that is not written as one'
                : 'holds a character that SQL does not know',
    };
}


/***/ }),

/***/ 5560:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   statementProblem: () => (/* binding */ statementProblem)
/* harmony export */ });
/* unused harmony export LONGEST_STATEMENT */
/* harmony import */ var _sql_tokens_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5340);
// Whether a text is one single question to SQLite. A connection that is opened read-only is not enough: ATTACH passes for
// read-only and VACUUM INTO writes a file from a read-only connection, and the addon has no authorizer to forbid them.

/** Characters of a statement. */
const LONGEST_STATEMENT = 100_000;
/** Levels of parentheses: SQLite's own limit for expressions is 1,000 (sqlite.org/limits.html). */
const DEEPEST = 200;
/**
 * Functions that change something or reach outside the database. SQLite's own are `load_extension`, `fts3_tokenizer` (it
 * takes a pointer) and FTS3's `optimize`, which merges the segments of an index from within a SELECT; the others are the
 * shell's and common extensions', and are not there.
 */
const FORBIDDEN_FUNCTIONS = new Set([
    'edit',
    'eval',
    'fts3_tokenizer',
    'load_extension',
    'lsmode',
    'optimize',
    'readfile',
    'sqlar_uncompress',
    'writefile',
    'zipfile',
]);
/** Tables that every connection has and through which pages could be read past the schema, or written. */
const FORBIDDEN_TABLES = new Set(['sqlite_dbpage', 'sqlite_dbdata', 'sqlite_dbptr', 'fsdir']);
/**
 * Pragmas that only tell, as table-valued functions. SQLite offers every pragma that returns rows, whatever its effects
 * (sqlite3PragmaVtabRegister): `pragma_optimize` runs ANALYZE from within a SELECT that passes for read-only. A list of
 * those that are allowed, because later versions may have more.
 */
const HARMLESS_PRAGMAS = new Set([
    'application_id',
    'auto_vacuum',
    'collation_list',
    'compile_options',
    'encoding',
    'foreign_key_check',
    'foreign_key_list',
    'freelist_count',
    'function_list',
    'index_info',
    'index_list',
    'index_xinfo',
    'integrity_check',
    'journal_mode',
    'module_list',
    'page_count',
    'page_size',
    'quick_check',
    'schema_version',
    'table_info',
    'table_list',
    'table_xinfo',
    'user_version',
]);
/**
 * Undefined when `sql` is one single SELECT, WITH … SELECT or VALUES statement with as many `?` as `parameters`, perhaps
 * with a semicolon behind it; otherwise what is wrong with it, as a clause without any of its content: `begins with
 * neither SELECT nor WITH nor VALUES`. That SQLite understands it is not said: names and grammar are looked at no further
 * than it takes to know what kind of statement it is.
 */
function statementProblem(sql, parameters = 0) {
    if (sql.length > LONGEST_STATEMENT)
        return `is longer than ${LONGEST_STATEMENT} characters`;
    // SQLite's text ends there.
    if (sql.includes('\0'))
        return 'holds a NUL character';
    const tokens = [...(0,_sql_tokens_js__WEBPACK_IMPORTED_MODULE_0__/* .tokensOf */ .k)(sql)];
    if (tokens.length === 0)
        return 'is empty';
    const unknown = tokens.find(({ kind }) => kind === 'unknown');
    if (unknown !== undefined)
        return unknown.problem ?? 'cannot be read';
    return (problemOfVerb(tokens) ??
        problemOfExtent(tokens) ??
        problemOfNames(tokens) ??
        problemOfParameters(tokens, parameters));
}
/** One statement, with its parentheses in pairs. */
function problemOfExtent(tokens) {
    const end = tokens.findIndex(({ text }) => text === ';');
    if (end !== -1 && end < tokens.length - 1)
        return 'is more than one statement';
    let depth = 0;
    for (const { kind, text } of tokens) {
        if (kind !== 'symbol')
            continue;
        if (text === '(')
            depth += 1;
        if (text === ')')
            depth -= 1;
        if (depth < 0)
            break;
        if (depth > DEEPEST)
            return `has parentheses more than ${DEEPEST} levels deep`;
    }
    return depth === 0 ? undefined : 'has parentheses that do not match';
}
const WRONG_VERB = 'begins with neither SELECT nor WITH … SELECT nor VALUES';
/** A statement that begins with SELECT or VALUES is a query and nothing else (parse.y: `cmd ::= select`). */
function problemOfVerb(tokens) {
    const verb = isWord(tokens[0], 'with') ? tokens[afterWith(tokens)] : tokens[0];
    return isWord(verb, 'select') || isWord(verb, 'values') ? undefined : WRONG_VERB;
}
/**
 * Where the statement behind the common table expressions begins (parse.y: `wqlist`); the number of tokens when they are
 * not written as they have to be.
 */
function afterWith(tokens) {
    const nowhere = tokens.length;
    let at = isWord(tokens[1], 'recursive') ? 2 : 1;
    for (;;) {
        const name = tokens[at];
        if (name === undefined || !['word', 'quoted', 'string'].includes(name.kind))
            return nowhere;
        at += 1;
        if (isSymbol(tokens[at], '('))
            at = afterParentheses(tokens, at);
        if (!isWord(tokens[at], 'as'))
            return nowhere;
        at += 1;
        if (isWord(tokens[at], 'not'))
            at += 1;
        if (isWord(tokens[at], 'materialized'))
            at += 1;
        if (!isSymbol(tokens[at], '('))
            return nowhere;
        at = afterParentheses(tokens, at);
        if (!isSymbol(tokens[at], ','))
            return at;
        at += 1;
    }
}
function afterParentheses(tokens, open) {
    let depth = 0;
    for (let at = open; at < tokens.length; at += 1) {
        if (isSymbol(tokens[at], '('))
            depth += 1;
        if (isSymbol(tokens[at], ')'))
            depth -= 1;
        if (depth === 0)
            return at + 1;
    }
    return tokens.length;
}
function problemOfNames(tokens) {
    for (const [at, token] of tokens.entries()) {
        const name = nameOf(token);
        if (name === undefined)
            continue;
        if (isSymbol(tokens[at + 1], '(') && FORBIDDEN_FUNCTIONS.has(name))
            return `calls ${name}()`;
        if (FORBIDDEN_TABLES.has(name))
            return `reads ${name}`;
        if (name.startsWith('pragma_') && !HARMLESS_PRAGMAS.has(name.slice('pragma_'.length))) {
            return 'uses a pragma function that may change something';
        }
    }
    return undefined;
}
/** In lower case, as SQLite compares names: ASCII only. */
function nameOf({ kind, text }) {
    if (kind === 'word')
        return lowerCase(text);
    if (kind !== 'quoted' && kind !== 'string')
        return undefined;
    const close = text.at(-1) ?? '';
    const inner = text.slice(1, -1);
    return lowerCase(close === ']' ? inner : inner.replaceAll(close + close, close));
}
function lowerCase(text) {
    return text.replaceAll(/[A-Z]+/g, letters => letters.toLowerCase());
}
function problemOfParameters(tokens, expected) {
    const found = tokens.filter(({ kind }) => kind === 'parameter');
    if (found.some(({ text }) => text !== '?'))
        return 'has a parameter with a name or number';
    if (found.length === expected)
        return undefined;
    return expected === 0 ? 'has a parameter (?) for which there is no value' : `has not ${expected} parameters (?)`;
}
function isWord(token, word) {
    return token?.kind === 'word' && lowerCase(token.text) === word;
}
function isSymbol(token, symbol) {
    return token?.kind === 'symbol' && token.text === symbol;
}


/***/ }),

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
/* harmony export */   bD: () => (/* binding */ messageOf),
/* harmony export */   g$: () => (/* binding */ printable),
/* harmony export */   hm: () => (/* binding */ isRestoreError),
/* harmony export */   kY: () => (/* binding */ failureText)
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
    replay: 'fail',
    // The checks of what came out of it.
    hollow: 'fail',
    integrity: 'fail',
    'foreign-keys': 'fail',
    // What the user asks of the data: max-age and freshness-query, the checks file, drift against earlier good runs.
    stale: 'fail',
    assertion: 'fail',
    drift: 'fail',
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
/** The one line for a person. Without `todo`, where what can be done was done. */
function failureText({ what, where, expected, found, todo }) {
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
        super(failureText(failure), failure.cause === undefined ? undefined : { cause: failure.cause });
        this.code = code;
        this.failure = failure;
    }
}
/** True when `error` is a {@link RestoreError} with one of `codes` (any code when none is given). */
function isRestoreError(error, ...codes) {
    return error instanceof RestoreError && (codes.length === 0 || codes.includes(error.code));
}
/** The message of whatever was thrown. */
function messageOf(error) {
    return error instanceof Error ? error.message : String(error);
}


/***/ }),

/***/ 7699:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Gv: () => (/* binding */ isObject),
/* harmony export */   OA: () => (/* binding */ fields),
/* harmony export */   Qq: () => (/* binding */ text),
/* harmony export */   my: () => (/* binding */ isCount),
/* harmony export */   nd: () => (/* binding */ integer),
/* harmony export */   p_: () => (/* binding */ list)
/* harmony export */ });
// JSON that came from somewhere, taken apart field by field, for it may be anything. `place` is what a message calls it.
function isObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
/** A whole number of things: 0 and more. */
function isCount(value) {
    return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
/** @throws TypeError */
function fields(value, place) {
    if (!isObject(value))
        throw new TypeError(`${place} is no object`);
    return value;
}
/**
 * @param limit UTF-16 units
 * @throws TypeError
 */
function text(value, place, limit = Infinity) {
    if (typeof value !== 'string')
        throw new TypeError(`${place} is no text`);
    if (value.length > limit)
        throw new TypeError(`${place} is longer than the agreed length of ${limit}`);
    return value;
}
/** @throws TypeError */
function integer(value, place) {
    if (typeof value !== 'number' || !Number.isSafeInteger(value))
        throw new TypeError(`${place} is no whole number`);
    return value;
}
/**
 * @param limit entries
 * @throws TypeError, also those of `entry`
 */
function list(value, place, entry, limit = Infinity) {
    if (!Array.isArray(value))
        throw new TypeError(`${place} is no list`);
    if (value.length > limit)
        throw new TypeError(`${place} is longer than the agreed length of ${limit}`);
    return value.map((item, index) => entry(item, `${place}[${index}]`));
}


/***/ }),

/***/ 6400:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   At: () => (/* binding */ couldNotFinish),
/* harmony export */   E4: () => (/* binding */ versionOf),
/* harmony export */   MG: () => (/* binding */ checkDatabase),
/* harmony export */   Xu: () => (/* binding */ openReadOnly),
/* harmony export */   d3: () => (/* binding */ sizeCaches)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _integrity_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5071);
/* harmony import */ var _mapped_reads_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6521);
/* harmony import */ var _sqlite_error_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4997);
/* harmony import */ var _side_files_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(247);
/* harmony import */ var _table_names_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(6257);
/* harmony import */ var _user_tables_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(527);







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
    guard(db);
    return db;
}
/** How a stranger's pages are read (sqlite.org/security.html): each cell looked at when its page comes in, nothing mapped. */
function guard(db) {
    db.pragma('cell_size_check = ON');
    db.pragma('mmap_size = 0');
}
/** Reads the schema, and so is the first step that damage can stop. */
function sizeCaches(db, alone) {
    db.pragma(`cache_size = -${alone ? CACHE_ALONE : CACHE_OF_A_PART}`);
}
/**
 * @param mapped a full check maps the file; the messages of what is damaged are then those of SQLite's default settings,
 *   and a child may crash where another would complain
 * @throws RestoreError `not-sqlite`, `encrypted`, `check-failed`
 */
function checkDatabase(Sqlite, path, options, mapped) {
    const started = performance.now();
    (0,_side_files_js__WEBPACK_IMPORTED_MODULE_4__/* .assertAlone */ .OR)(path);
    let db;
    try {
        db = openReadOnly(Sqlite, path);
        const findings = inspect(db, path, options, mapped);
        return { ...findings, sqliteVersion: versionOf(Sqlite), durationMs: Math.round(performance.now() - started) };
    }
    catch (cause) {
        if (cause instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .RestoreError */ .DZ)
            throw cause;
        if ((0,_sqlite_error_js__WEBPACK_IMPORTED_MODULE_3__/* .sqliteCode */ .ac)(cause)?.startsWith('SQLITE_NOTADB') === true)
            throw (0,_sqlite_error_js__WEBPACK_IMPORTED_MODULE_3__/* .notADatabase */ ._W)(path, cause);
        throw couldNotFinish(path, cause);
    }
    finally {
        db?.close();
    }
}
function couldNotFinish(path, cause) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .RestoreError */ .DZ('check-failed', {
        what: 'SQLite could not finish the check',
        where: path,
        found: `${(0,_sqlite_error_js__WEBPACK_IMPORTED_MODULE_3__/* .sqliteCode */ .ac)(cause) ?? 'error'}: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(cause)}`,
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
function inspect(db, path, { integrity, foreignKeys }, mapped) {
    const found = new _integrity_js__WEBPACK_IMPORTED_MODULE_1__/* .MessageCount */ .$k();
    // Damage that stops a step is a message like the others: the check has failed, it has not broken.
    const attempt = (step) => {
        try {
            return step();
        }
        catch (error) {
            if (!(0,_sqlite_error_js__WEBPACK_IMPORTED_MODULE_3__/* .isDamage */ .e6)(error))
                throw error;
            // SQLCipher’s plain-text header is a database’s, and everything after it is noise.
            const reason = (0,_sqlite_error_js__WEBPACK_IMPORTED_MODULE_3__/* .notADatabase */ ._W)(path, error);
            if (reason.code === 'encrypted')
                throw reason;
            found.add((0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error));
            return undefined;
        }
    };
    attempt(() => sizeCaches(db, true));
    const sound = () => found.messages.total === 0;
    const tables = (sound() ? attempt(() => (0,_user_tables_js__WEBPACK_IMPORTED_MODULE_5__/* .readUserTables */ .TW)(db)) : undefined) ?? { ordinary: [], virtual: [] };
    if (integrity !== 'off' && sound()) {
        if (mapped && integrity === 'full')
            (0,_mapped_reads_js__WEBPACK_IMPORTED_MODULE_2__/* .mapForIntegrityCheck */ .V)(db);
        attempt(() => (0,_integrity_js__WEBPACK_IMPORTED_MODULE_1__/* .checkIntegrity */ ._D)(db, integrity === 'full' ? 'integrity_check' : 'quick_check', found));
        guard(db);
    }
    const references = foreignKeys && sound() ? attempt(() => (0,_integrity_js__WEBPACK_IMPORTED_MODULE_1__/* .checkForeignKeys */ .FC)(db, tables.ordinary)) : undefined;
    const rows = sound() ? attempt(() => (0,_user_tables_js__WEBPACK_IMPORTED_MODULE_5__/* .lookForRows */ .aW)(db, tables)) : undefined;
    return {
        integrity: sound() ? (integrity === 'off' ? 'skipped' : 'ok') : 'failed',
        integrityMessages: found.messages,
        foreignKeys: references ?? 'skipped',
        ...(0,_table_names_js__WEBPACK_IMPORTED_MODULE_6__/* .nameTables */ .$)(tables, rows?.unreadable ?? []),
        hollow: rows?.hollow ?? false,
    };
}


/***/ }),

/***/ 7109:
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
    'linux-x64': () => Promise.all(/* import() */[__webpack_require__.e(909), __webpack_require__.e(196)]).then(__webpack_require__.t.bind(__webpack_require__, 1815, 19)),
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

// EXTERNAL MODULE: ./lib/sqlite/check.js
var check = __webpack_require__(6400);
// EXTERNAL MODULE: ./lib/sqlite/job.js + 2 modules
var sqlite_job = __webpack_require__(6693);
// EXTERNAL MODULE: ./lib/sqlite/integrity.js
var integrity = __webpack_require__(5071);
// EXTERNAL MODULE: ./lib/sqlite/mapped-reads.js
var mapped_reads = __webpack_require__(6521);
// EXTERNAL MODULE: ./lib/sqlite/side-files.js
var side_files = __webpack_require__(247);
// EXTERNAL MODULE: ./lib/sqlite/sqlite-error.js
var sqlite_error = __webpack_require__(4997);
;// CONCATENATED MODULE: ./lib/sqlite/part.js
// One part of a divided check, inside a child process.







/**
 * @param mapped as for {@link checkDatabase}
 * @throws RestoreError `check-failed`
 */
function checkPart(Sqlite, path, { kind, tables }, mapped, found = new integrity/* MessageCount */.$k()) {
    assertNothingBeside(path);
    const attempt = (step) => {
        try {
            return step();
        }
        catch (error) {
            if (!(0,sqlite_error/* isDamage */.e6)(error))
                throw (0,check/* couldNotFinish */.At)(path, error);
            found.add((0,errors/* messageOf */.bD)(error));
            return undefined;
        }
    };
    let db;
    try {
        const opened = (0,check/* openReadOnly */.Xu)(Sqlite, path);
        db = opened;
        attempt(() => (0,check/* sizeCaches */.d3)(opened, false));
        if (mapped && kind !== 'references')
            (0,mapped_reads/* mapForIntegrityCheck */.V)(opened);
        if (kind === 'structure')
            attempt(() => (0,integrity/* checkIntegrity */._D)(opened, 'quick_check', found));
        // Damage in one table ends the check of that one.
        if (kind === 'tables')
            for (const table of tables)
                attempt(() => (0,integrity/* checkTable */.Dv)(opened, table, found));
        const references = kind === 'references' ? attempt(() => (0,integrity/* checkForeignKeys */.FC)(opened, tables.toSorted())) : undefined;
        return { messages: found.messages, foreignKeys: references ?? 'skipped' };
    }
    finally {
        db?.close();
    }
}
/** The children make an empty -wal and an index for a database in WAL mode; one with content is another database. */
function assertNothingBeside(path) {
    for (const suffix of side_files/* SIDE_FILE_SUFFIXES */.DY) {
        const size = (0,external_node_fs_.statSync)(path + suffix, { throwIfNoEntry: false })?.size ?? 0;
        if (suffix !== '-shm' && size > 0)
            throw (0,side_files/* sideFile */.wZ)(path + suffix);
    }
}

// EXTERNAL MODULE: ./lib/checks/statement.js
var statement = __webpack_require__(5560);
// EXTERNAL MODULE: ./lib/sqlite/read-connection.js
var read_connection = __webpack_require__(763);
// EXTERNAL MODULE: ./lib/sqlite/reply-limits.js
var reply_limits = __webpack_require__(2313);
;// CONCATENATED MODULE: ./lib/sqlite/query.js
// Answers one question, inside a child process of its own.




/** Whatever goes wrong with the question or its answer is an answer. @throws RestoreError `not-sqlite`, `encrypted`, … */
function answerQuery(Sqlite, path, query) {
    const problem = (0,statement.statementProblem)(query.sql, query.parameters.length);
    if (problem !== undefined)
        return { kind: 'refused', reason: `the statement ${problem}` };
    const db = (0,read_connection/* openForReading */.s)(Sqlite, path);
    try {
        return run(db, query);
    }
    catch (error) {
        return { kind: 'error', reason: (0,reply_limits/* cut */.Jj)((0,errors/* messageOf */.bD)(error), reply_limits/* MESSAGE_LENGTH */.Xh) };
    }
    finally {
        db.close();
    }
}
function run(db, { sql, parameters, maxRows }) {
    const statement = db.prepare(sql);
    if (!statement.reader || !statement.readonly) {
        return { kind: 'refused', reason: 'the statement returns no rows or is not read-only' };
    }
    statement.raw(true).safeIntegers(true);
    const asSqlite = numberPrinter(db);
    const columns = statement
        .columns()
        .slice(0, reply_limits/* CELLS_KEPT */.Bx)
        .map(({ name }) => (0,reply_limits/* cut */.Jj)(name, reply_limits/* NAME_LENGTH */.xt));
    const first = [];
    let total = 0;
    for (const row of statement.iterate(...parameters)) {
        if (total === maxRows)
            return { kind: 'rows', columns, first, total, stopped: true };
        total += 1;
        if (first.length < reply_limits/* ROWS_KEPT */.RW)
            first.push(row.slice(0, reply_limits/* CELLS_KEPT */.Bx).map(value => cellOf(value, asSqlite)));
    }
    return { kind: 'rows', columns, first, total, stopped: false };
}
function cellOf(value, asSqlite) {
    if (value === null)
        return { type: 'null', text: '' };
    if (typeof value === 'bigint')
        return { type: 'integer', text: String(value) };
    if (typeof value === 'number')
        return { type: 'real', text: asSqlite(value) };
    if (typeof value === 'string')
        return { type: 'text', text: (0,reply_limits/* cut */.Jj)(value, reply_limits/* CELL_LENGTH */.oi) };
    if (!Buffer.isBuffer(value))
        throw new TypeError(`SQLite gave a ${typeof value}`);
    return { type: 'blob', text: (0,reply_limits/* cut */.Jj)(`x'${value.subarray(0, reply_limits/* CELL_LENGTH */.oi).toString('hex')}'`, reply_limits/* CELL_LENGTH */.oi) };
}
/** Numbers are bound as reals. */
function numberPrinter(db) {
    const statement = db.prepare("SELECT CAST(? AS REAL) || ''").pluck();
    return value => statement.get(value) ?? '';
}

// EXTERNAL MODULE: ./lib/sqlite/query-memory.js
var query_memory = __webpack_require__(5442);
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
    const sideFiles = side_files/* SIDE_FILE_SUFFIXES */.DY.map(suffix => path + suffix).filter(file => (0,external_node_fs_.existsSync)(file));
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
        throw unreadable(path, (0,errors/* messageOf */.bD)(cause), cause);
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
            found: `${code}: ${(0,errors/* messageOf */.bD)(cause)}`,
            todo: 'Check the disk, or delete the existing database.',
            cause,
        });
    }
    return unreadable(path, code === '' ? (0,errors/* messageOf */.bD)(cause) : `${code}: ${(0,errors/* messageOf */.bD)(cause)}`, cause);
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

// EXTERNAL MODULE: ./lib/sqlite/table-names.js
var table_names = __webpack_require__(6257);
// EXTERNAL MODULE: ./lib/sqlite/user-tables.js
var user_tables = __webpack_require__(527);
;// CONCATENATED MODULE: ./lib/sqlite/survey.js
// The first look at a large database, inside a child process: what the report says of its tables, and how its check is
// divided. Reads the schema and a few pages of each b-tree.










/**
 * Undefined when one plain check is as good, or the only one that can be trusted: the schema cannot be read, or has names
 * that cannot be asked for. Whatever is wrong with the file is for the plain check to say.
 * @throws RestoreError `check-failed` for a side file
 */
function surveyDatabase(Sqlite, path, options, processes, worth = division/* WORTHWHILE */.cD) {
    (0,side_files/* assertAlone */.OR)(path);
    let db;
    try {
        const opened = (0,check/* openReadOnly */.Xu)(Sqlite, path);
        db = opened;
        const parts = withPages(path, (readPage, pages) => {
            const work = tableWork(opened, readPage, options.foreignKeys);
            return work === undefined ? undefined : (0,division/* divide */.Qr)(work, pages, processes, worth);
        });
        if (parts === undefined)
            return undefined;
        const tables = (0,user_tables/* readUserTables */.TW)(opened);
        const { hollow, unreadable } = (0,user_tables/* lookForRows */.aW)(opened, tables);
        return { ...(0,table_names/* nameTables */.$)(tables, unreadable), sqliteVersion: (0,check/* versionOf */.E4)(Sqlite), hollow, parts };
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
            db.prepare((0,integrity/* integrityCheckOf */.dc)(name));
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
// The child's side: jobs from standard input, a reply to each on standard output, and an end after the last.









/**
 * Ends the process within half a second of its parent's death, and when it takes more memory than it may. A thread of its
 * own, because the main one answers nobody while it is inside SQLite; a text, because a file of its own would have to be
 * found in the bundle. POSIX gives an orphan another parent; on Windows the number stays, and the parent's absence shows
 * when it is signalled.
 */
const WATCH = `
  const {writeSync} = require('node:fs');
  const {parent, memory, complaint} = require('node:worker_threads').workerData;
  const isThere = () => {
    if (process.ppid !== parent) return false;
    try { process.kill(parent, 0); } catch (error) { return error.code === 'EPERM'; }
    return true;
  };
  const end = () => process.kill(process.pid, 'SIGKILL');
  setInterval(() => { if (!isThere()) end(); }, 250);
  if (memory !== undefined) setInterval(() => {
    if (process.memoryUsage.rss() <= memory) return;
    try { writeSync(2, complaint + '\\n'); } finally { end(); }
  }, 20);
`;
/** Serves the process that started this one. Resolves when the reply to the last job is written. */
async function serveSqliteChild() {
    // A signal to the whole process group is the parent's to answer: it ends this process when it wants to.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
        process.on(signal, () => { });
    const nextLine = linesOf(process.stdin);
    let watch;
    for (;;) {
        const line = await nextLine();
        // The parent has nothing more to do, or died.
        if (line === undefined)
            break;
        const job = (0,sqlite_job/* parseJob */.JN)(line);
        const limits = job.kind === 'query' ? { memory: query_memory/* QUERY_MEMORY */.F, complaint: query_memory/* OVER_QUERY_MEMORY */.k } : {};
        watch ??= new external_node_worker_threads_.Worker(WATCH, { eval: true, workerData: { parent: job.parent, ...limits }, env: {} });
        watch.unref();
        const reply = await child_run(job);
        await new Promise((resolve, reject) => {
            process.stdout.write(`${JSON.stringify(reply)}\n`, error => (error ? reject(error) : resolve()));
        });
        if (job.last)
            break;
    }
    // The parent keeps its end open for as long as it lives; nothing else keeps this process.
    process.stdin.destroy();
    await watch?.terminate();
}
async function child_run(job) {
    try {
        const Sqlite = await loadSqlite();
        if (job.kind === 'check') {
            return { kind: 'report', report: (0,check/* checkDatabase */.MG)(Sqlite, job.path, job.options, job.mapped) };
        }
        if (job.kind === 'survey') {
            return { kind: 'survey', survey: surveyDatabase(Sqlite, job.path, job.options, job.processes) };
        }
        if (job.kind === 'part')
            return { kind: 'part', report: checkPart(Sqlite, job.path, job.part, job.mapped) };
        if (job.kind === 'describe') {
            // Lazily, as the only one that needs node:crypto: most children never do.
            const { describeDatabase } = await __webpack_require__.e(/* import() */ 780).then(__webpack_require__.bind(__webpack_require__, 6780));
            return { kind: 'facts', facts: describeDatabase(Sqlite, job.path, job) };
        }
        if (job.kind === 'query')
            return { kind: 'answer', answer: answerQuery(Sqlite, job.path, job.query) };
        settleDatabase(Sqlite, job.path);
        return { kind: 'settled' };
    }
    catch (error) {
        return (0,sqlite_job/* failedReply */.ID)(error);
    }
}
/** The lines of `stream`, one with each call; undefined at its end. The stream stays open. */
function linesOf(stream) {
    stream.setEncoding('utf8');
    let received = '';
    let ended = false;
    let failure;
    let wake;
    stream.on('data', (chunk) => {
        received += chunk;
        wake?.();
    });
    stream.once('end', () => {
        ended = true;
        wake?.();
    });
    stream.once('error', (error) => {
        failure = error;
        wake?.();
    });
    return async () => {
        for (;;) {
            const end = received.indexOf('\n');
            if (end !== -1) {
                const line = received.slice(0, end);
                received = received.slice(end + 1);
                return line;
            }
            if (failure !== undefined)
                throw failure;
            if (ended)
                return undefined;
            await new Promise(resolve => {
                wake = resolve;
            });
        }
    };
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
const PAGE = 4;
const INDEX_ENTRY = 1;
const KEY = 2;
/** Of a process; all start together. */
const START = 120_000;
const WORTHWHILE = { wall: 0.75, cpu: 1.3 };
/** Parts per process: enough to even out wrong guesses, few enough that asking for them costs nothing. */
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
    const structure = { kind: 'structure', tables: [], cost: pages * PAGE };
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
    const plain = START + sum(all) - sum(indexed.map(({ pages: own }) => ({ cost: own * PAGE })));
    const wall = START + wallTime(all, processes);
    const cpu = processes * START + sum(all);
    if (wall > worth.wall * plain || cpu > worth.cpu * plain)
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
        if (last === undefined || last.cost + cost > share) {
            last = { kind, tables: [], cost: 0 };
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

/***/ 5071:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $k: () => (/* binding */ MessageCount),
/* harmony export */   Dv: () => (/* binding */ checkTable),
/* harmony export */   FC: () => (/* binding */ checkForeignKeys),
/* harmony export */   _D: () => (/* binding */ checkIntegrity),
/* harmony export */   dc: () => (/* binding */ integrityCheckOf)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _reply_limits_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2313);
/* harmony import */ var _sqlite_error_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4997);
/* harmony import */ var _user_tables_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(527);
// The two questions that SQLite answers about a whole file: is it sound, and do its references hold.




/** Counts messages and keeps the first ones. */
class MessageCount {
    #first = [];
    #total = 0;
    add(message) {
        this.#total += 1;
        if (this.#first.length < _reply_limits_js__WEBPACK_IMPORTED_MODULE_3__/* .MESSAGES_KEPT */ .k_)
            this.#first.push((0,_reply_limits_js__WEBPACK_IMPORTED_MODULE_3__/* .cut */ .Jj)(message, _reply_limits_js__WEBPACK_IMPORTED_MODULE_3__/* .MESSAGE_LENGTH */ .Xh));
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
    collect(db, `PRAGMA ${pragma}(${_reply_limits_js__WEBPACK_IMPORTED_MODULE_3__/* .MESSAGES_COUNTED */ .CW})`, found);
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
    return `PRAGMA main.integrity_check(${(0,_user_tables_js__WEBPACK_IMPORTED_MODULE_2__/* .quoted */ .TL)(table)})`;
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
        if (first.length >= _reply_limits_js__WEBPACK_IMPORTED_MODULE_3__/* .VIOLATIONS_KEPT */ .Kn)
            return;
        first.push({ table: (0,_reply_limits_js__WEBPACK_IMPORTED_MODULE_3__/* .cut */ .Jj)(table, _reply_limits_js__WEBPACK_IMPORTED_MODULE_3__/* .NAME_LENGTH */ .xt), rowid, parent: (0,_reply_limits_js__WEBPACK_IMPORTED_MODULE_3__/* .cut */ .Jj)(parent, _reply_limits_js__WEBPACK_IMPORTED_MODULE_3__/* .NAME_LENGTH */ .xt) });
    };
    const query = db.prepare('SELECT "rowid" AS rowid, parent FROM pragma_foreign_key_check(?)');
    for (const table of tables) {
        try {
            for (const { rowid, parent } of query.iterate(table))
                found(table, rowid, parent ?? '');
        }
        catch (error) {
            // The parent has no unique index for the key: no write to the child can succeed, and nothing can be looked up.
            const mismatch = /^foreign key mismatch - .* referencing "(.*)"$/s.exec((0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error));
            if ((0,_sqlite_error_js__WEBPACK_IMPORTED_MODULE_1__/* .sqliteCode */ .ac)(error) !== 'SQLITE_ERROR' || mismatch === null)
                throw error;
            found(table, null, mismatch[1] ?? '');
        }
    }
    return { total, first };
}


/***/ }),

/***/ 6693:
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
// EXTERNAL MODULE: ./lib/json-fields.js
var json_fields = __webpack_require__(7699);
;// CONCATENATED MODULE: ./lib/sqlite/reply-fields.js
// Takes apart, field by field, what another process wrote. Each throws a TypeError for what was not agreed.

/** What messages call it: who reads them knows nothing of its inside. */
const PLACE = 'a part of it';
function fields(value) {
    return json_fields/* fields */.OA(value, PLACE);
}
function boundedText(value, limit) {
    return json_fields/* text */.Qq(value, PLACE, limit);
}
function count(value) {
    if (typeof value !== 'number' || !(value >= 0) || value > Number.MAX_SAFE_INTEGER)
        throw new TypeError('not a count');
    return value;
}
function integer(value) {
    return json_fields/* integer */.nd(value, PLACE);
}
function list(value, limit, item) {
    return json_fields/* list */.p_(value, PLACE, item, limit);
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

// EXTERNAL MODULE: ./lib/sqlite/reply-limits.js
var reply_limits = __webpack_require__(2313);
;// CONCATENATED MODULE: ./lib/sqlite/facts-reply.js
// What children say of a database's content and in answer to questions, taken apart field by field as in job.ts.


/** Characters of a statement and of a text among its values; the statement's own limit is lower. */
const LONGEST_TEXT = 1_000_000;
/** SQLite's limit for parameters (sqlite.org/limits.html). */
const MOST_PARAMETERS = 32_766;
function sha256(value) {
    if (typeof value !== 'string' || !/^[0-9a-f]{64}$/.test(value))
        throw new TypeError('not a SHA-256');
    return value;
}
function tableFacts(value) {
    const { name, rows, hash } = fields(value);
    return {
        name: boundedText(name, reply_limits/* NAME_LENGTH */.xt),
        rows: rows === null ? null : count(rows),
        hash: hash === null ? null : sha256(hash),
    };
}
function databaseFacts(value) {
    const all = fields(value);
    return {
        sqliteVersion: boundedText(all['sqliteVersion'], 20),
        userVersion: integer(all['userVersion']),
        applicationId: integer(all['applicationId']),
        freelistPages: count(all['freelistPages']),
        schemaFingerprint: sha256(all['schemaFingerprint']),
        tables: list(all['tables'], reply_limits/* NAMES_KEPT */.S2, tableFacts),
        tableCount: count(all['tableCount']),
    };
}
function cell(value) {
    const { type, text } = fields(value);
    return { type: oneOf(type, ['null', 'integer', 'real', 'text', 'blob']), text: boundedText(text, reply_limits/* CELL_LENGTH */.oi) };
}
function queryAnswer(value) {
    const all = fields(value);
    const kind = oneOf(all['kind'], ['rows', 'error', 'refused']);
    if (kind !== 'rows')
        return { kind, reason: boundedText(all['reason'], reply_limits/* MESSAGE_LENGTH */.Xh) };
    const columns = list(all['columns'], reply_limits/* CELLS_KEPT */.Bx, name => boundedText(name, reply_limits/* NAME_LENGTH */.xt));
    const first = list(all['first'], reply_limits/* ROWS_KEPT */.RW, row => list(row, reply_limits/* CELLS_KEPT */.Bx, cell));
    const total = count(all['total']);
    if (first.some(row => row.length !== columns.length))
        throw new TypeError('a row of another width');
    if (first.length !== Math.min(total, reply_limits/* ROWS_KEPT */.RW))
        throw new TypeError('rows and their number disagree');
    return { kind, columns, first, total, stopped: flag(all['stopped']) };
}
function parameter(value) {
    if (value === null || typeof value === 'number')
        return value;
    return boundedText(value, LONGEST_TEXT);
}
function query(value) {
    const all = fields(value);
    const maxRows = count(all['maxRows']);
    if (maxRows < 1)
        throw new TypeError('not a limit');
    return {
        sql: boundedText(all['sql'], LONGEST_TEXT),
        parameters: list(all['parameters'], MOST_PARAMETERS, parameter),
        maxRows,
        timeout: count(all['timeout']),
    };
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
    const kind = oneOf(reply['kind'], ['report', 'survey', 'part', 'settled', 'facts', 'answer', 'failed']);
    if (kind === 'settled')
        return { kind };
    if (kind === 'survey')
        return { kind, survey: survey(reply['survey']) };
    if (kind === 'part')
        return { kind, report: partReport(reply['report']) };
    if (kind === 'report')
        return { kind, report: report(reply['report']) };
    if (kind === 'facts')
        return { kind, facts: databaseFacts(reply['facts']) };
    if (kind === 'answer')
        return { kind, answer: queryAnswer(reply['answer']) };
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
    const common = { path, parent: count(job['parent']), last: flag(job['last']) };
    const kind = oneOf(job['kind'], ['check', 'survey', 'part', 'settle', 'describe', 'query']);
    if (kind === 'settle')
        return { kind, ...common };
    if (kind === 'part')
        return { kind, part: part(job['part']), mapped: flag(job['mapped']), ...common };
    if (kind === 'describe')
        return { kind, hashes: flag(job['hashes']), ...common };
    if (kind === 'query')
        return { kind, query: query(job['query']), ...common };
    const asked = fields(job['options']);
    const options = {
        integrity: oneOf(asked['integrity'], ['full', 'quick', 'off']),
        foreignKeys: flag(asked['foreignKeys']),
    };
    if (kind === 'survey')
        return { kind, options, processes: count(job['processes']), ...common };
    return { kind, options, mapped: flag(job['mapped']), ...common };
}


/***/ }),

/***/ 6521:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ mayBeMapped),
/* harmony export */   V: () => (/* binding */ mapForIntegrityCheck)
/* harmony export */ });
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8161);
// Large databases are checked on mapped pages: no copy of each page for each look at it, and no cache that takes memory.

/** Bytes: what SQLite is built for (SQLITE_MAX_MMAP_SIZE). Pages behind it come through the cache. */
const MOST_MAPPED = 0x7fff0000;
/** A larger part of the machine's memory might not stay there from one look at a page to the next. */
const SHARE_OF_MEMORY = 1 / 4;
/**
 * True when a check of a file of `bytes` may map it: the file is this program's own, nobody cuts it meanwhile, and it
 * stays in memory.
 */
function mayBeMapped(bytes, memory = memoryOfMachine()) {
    return bytes <= memory * SHARE_OF_MEMORY;
}
/** Bytes; a container's limit counts. */
function memoryOfMachine() {
    return Math.min((0,node_os__WEBPACK_IMPORTED_MODULE_0__.totalmem)(), process.constrainedMemory() || Infinity);
}
/**
 * For `integrity_check` alone, which looks at every cell of the trees in question before it uses one (OP_IntegrityCk
 * comes first), so that `cell_size_check` would say nothing new; with it SQLite examines a mapped page's cells each time it
 * comes by, which took twice the time. Whoever reads a stranger's pages in another way must not map them
 * (sqlite.org/security.html).
 */
function mapForIntegrityCheck(db) {
    db.pragma('cell_size_check = OFF');
    db.pragma(`mmap_size = ${MOST_MAPPED}`);
}


/***/ }),

/***/ 5442:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ QUERY_MEMORY),
/* harmony export */   k: () => (/* binding */ OVER_QUERY_MEMORY)
/* harmony export */ });
// How much memory a question may take. SQLite's own limit (PRAGMA hard_heap_limit) counts nothing in the addon, which is
// built without memory statistics (SQLITE_DEFAULT_MEMSTATUS=0).
/** Bytes of the child's resident memory, of which Node takes some 60 MB and the page cache 32 MB. */
const QUERY_MEMORY = 768 * 1024 * 1024;
/** What the child says on standard error before it ends itself. */
const OVER_QUERY_MEMORY = 'Error: it needs more than 768 MiB of memory';


/***/ }),

/***/ 763:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   s: () => (/* binding */ openForReading)
/* harmony export */ });
/* harmony import */ var _check_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6400);
/* harmony import */ var _sqlite_error_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4997);


/**
 * @throws RestoreError `not-sqlite`, `encrypted`, `check-failed`: the schema cannot be read
 */
function openForReading(Sqlite, path) {
    let db;
    try {
        db = (0,_check_js__WEBPACK_IMPORTED_MODULE_0__/* .openReadOnly */ .Xu)(Sqlite, path);
        // What sorts and gathers does so in memory, whose growth is watched; a temporary file could fill the disk unseen.
        db.pragma('temp_store = MEMORY');
        (0,_check_js__WEBPACK_IMPORTED_MODULE_0__/* .sizeCaches */ .d3)(db, false);
        return db;
    }
    catch (cause) {
        db?.close();
        if ((0,_sqlite_error_js__WEBPACK_IMPORTED_MODULE_1__/* .sqliteCode */ .ac)(cause)?.startsWith('SQLITE_NOTADB') === true)
            throw (0,_sqlite_error_js__WEBPACK_IMPORTED_MODULE_1__/* .notADatabase */ ._W)(path, cause);
        throw (0,_check_js__WEBPACK_IMPORTED_MODULE_0__/* .couldNotFinish */ .At)(path, cause);
    }
}


/***/ }),

/***/ 2313:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Bx: () => (/* binding */ CELLS_KEPT),
/* harmony export */   CW: () => (/* binding */ MESSAGES_COUNTED),
/* harmony export */   Jj: () => (/* binding */ cut),
/* harmony export */   Kn: () => (/* binding */ VIOLATIONS_KEPT),
/* harmony export */   Lq: () => (/* binding */ DIVIDED_NAME_LENGTH),
/* harmony export */   RW: () => (/* binding */ ROWS_KEPT),
/* harmony export */   S2: () => (/* binding */ NAMES_KEPT),
/* harmony export */   XG: () => (/* binding */ REPLY_LIMIT),
/* harmony export */   Xh: () => (/* binding */ MESSAGE_LENGTH),
/* harmony export */   k_: () => (/* binding */ MESSAGES_KEPT),
/* harmony export */   oi: () => (/* binding */ CELL_LENGTH),
/* harmony export */   sb: () => (/* binding */ TABLES_DIVIDED),
/* harmony export */   xt: () => (/* binding */ NAME_LENGTH)
/* harmony export */ });
// How much of what a database says is kept: it may be hostile, and the reply of a child is read whole.
/** Bytes: more than the longest honest reply (see the limits below, every character escaped). */
const REPLY_LIMIT = 8 * 1024 * 1024;
const MESSAGES_KEPT = 100;
const MESSAGE_LENGTH = 1000;
const MESSAGES_COUNTED = 1_000_000;
const VIOLATIONS_KEPT = 20;
const NAMES_KEPT = 1000;
const NAME_LENGTH = 200;
/** Tables, and characters of a name, with which a division of the check is still tried. */
const TABLES_DIVIDED = 1000;
const DIVIDED_NAME_LENGTH = 200;
/** Of a query's answer. */
const ROWS_KEPT = 20;
const CELLS_KEPT = 50;
const CELL_LENGTH = 1000;
/** Cuts a text from the database to `length` characters. */
function cut(text, length) {
    return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}


/***/ }),

/***/ 247:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   DY: () => (/* binding */ SIDE_FILE_SUFFIXES),
/* harmony export */   OR: () => (/* binding */ assertAlone),
/* harmony export */   wZ: () => (/* binding */ sideFile)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(452);
// The files that SQLite keeps beside a database.


/** SQLite looks for the files that belong to a database under its name and these (sqlite.org/tempfiles.html). */
const SIDE_FILE_SUFFIXES = ['-wal', '-journal', '-shm'];
/** With a -wal beside it SQLite would check another database than the one that is to be published. */
function assertAlone(path) {
    const beside = SIDE_FILE_SUFFIXES.find(suffix => (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)(path + suffix));
    if (beside !== undefined)
        throw sideFile(path + beside);
}
function sideFile(where) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .RestoreError */ .DZ('check-failed', { what: 'A side file lies beside the database to check', where });
}


/***/ }),

/***/ 4997:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   _W: () => (/* binding */ notADatabase),
/* harmony export */   ac: () => (/* binding */ sqliteCode),
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
            found: (0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .messageOf */ .bD)(cause),
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


/***/ }),

/***/ 6257:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ nameTables)
/* harmony export */ });
/* harmony import */ var _reply_limits_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2313);
// The tables of a database as a report names them: bounded in number and length.

function nameTables({ ordinary, virtual }, unreadable) {
    return {
        tables: [...ordinary, ...virtual.map(({ table }) => table)]
            .toSorted()
            .slice(0, _reply_limits_js__WEBPACK_IMPORTED_MODULE_0__/* .NAMES_KEPT */ .S2)
            .map(name => (0,_reply_limits_js__WEBPACK_IMPORTED_MODULE_0__/* .cut */ .Jj)(name, _reply_limits_js__WEBPACK_IMPORTED_MODULE_0__/* .NAME_LENGTH */ .xt)),
        tableCount: ordinary.length + virtual.length,
        unreadableTables: unreadable
            .slice(0, _reply_limits_js__WEBPACK_IMPORTED_MODULE_0__/* .NAMES_KEPT */ .S2)
            .map(({ table, module }) => ({ table: (0,_reply_limits_js__WEBPACK_IMPORTED_MODULE_0__/* .cut */ .Jj)(table, _reply_limits_js__WEBPACK_IMPORTED_MODULE_0__/* .NAME_LENGTH */ .xt), module: (0,_reply_limits_js__WEBPACK_IMPORTED_MODULE_0__/* .cut */ .Jj)(module, _reply_limits_js__WEBPACK_IMPORTED_MODULE_0__/* .NAME_LENGTH */ .xt) })),
    };
}


/***/ }),

/***/ 527:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   TL: () => (/* binding */ quoted),
/* harmony export */   TW: () => (/* binding */ readUserTables),
/* harmony export */   aW: () => (/* binding */ lookForRows)
/* harmony export */ });
/* harmony import */ var _sqlite_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4997);

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
            if ((0,_sqlite_error_js__WEBPACK_IMPORTED_MODULE_0__/* .sqliteCode */ .ac)(error) === 'SQLITE_ERROR')
                return true;
            throw error;
        }
    });
    return { hollow, unreadable };
}


/***/ })

};
