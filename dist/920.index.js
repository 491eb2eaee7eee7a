export const id = 920;
export const ids = [920];
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
