export const id = 160;
export const ids = [160];
export const modules = {

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

/***/ 4160:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  openSqlite: () => (/* binding */ openSqlite)
});

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/sqlite/query-memory.js
var query_memory = __webpack_require__(5442);
// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(1421);
// EXTERNAL MODULE: external "node:url"
var external_node_url_ = __webpack_require__(3136);
// EXTERNAL MODULE: ./lib/sqlite/job.js + 2 modules
var job = __webpack_require__(6693);
// EXTERNAL MODULE: ./lib/sqlite/reply-limits.js
var reply_limits = __webpack_require__(2313);
;// CONCATENATED MODULE: ./lib/sqlite/run-child.js
// The parent's side of one child process: start it, hand over the task, wait, and end it when it must end.






/** The entry's first argument when it is to serve as a SQLite child. */
const CHILD_ARGUMENT = 'sqlite-child';
/** MiB of JavaScript heap: the child holds rows one at a time. SQLite's own memory does not count. */
const HEAP_MIB = 256;
/** Milliseconds for a child to end after its reply, and to vanish after SIGKILL: a hung disk can hold it. */
const LINGER = 10_000;
/** Characters of standard error that are kept for the message. */
const STDERR_KEPT = 4000;
/**
 * @param entry the program's entry, which serves when it is given `sqlite-child`
 * @param folder for SQLite's temporary files
 */
function startChild(entry, folder) {
    // The environment is empty: no credentials and no inputs for what reads hostile data. (Node adds NODE_V8_COVERAGE, and
    // on Windows what a process cannot do without.) A temporary file of SQLite's lies where there is room for it.
    const child = (0,external_node_child_process_.spawn)(process.execPath, [`--max-old-space-size=${HEAP_MIB}`, (0,external_node_url_.fileURLToPath)(entry), CHILD_ARGUMENT], {
        env: { SQLITE_TMPDIR: folder },
        stdio: ['pipe', 'pipe', 'pipe'],
        windowsHide: true,
    });
    const ended = Promise.withResolvers();
    // Told to whoever asks; until then nobody listens.
    ended.promise.catch(() => { });
    const timers = [];
    const kill = () => {
        child.kill('SIGKILL');
        timers.push(setTimeout(() => ended.resolve(undefined), LINGER));
    };
    child.once('error', cause => ended.reject(didNotStart(cause)));
    child.once('close', (code, ending) => ended.resolve({ code, signal: ending }));
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text) => (stderr = (stderr + text).slice(-STDERR_KEPT)));
    let pending;
    child.stdout.on('data', (chunk) => {
        // What nobody asked for is no answer to anything.
        if (pending === undefined || pending.whole || pending.size + chunk.length > reply_limits/* REPLY_LIMIT */.XG)
            return kill();
        pending.size += chunk.length;
        pending.chunks.push(chunk);
        pending.whole = chunk.at(-1) === NEWLINE;
        if (pending.whole)
            pending.onWhole();
    });
    // A child that died cannot be written to: its end says why. The pipe stays open; its end is the parent's death.
    child.stdin.on('error', () => { });
    /** Waits for its end, and takes everything down that belongs to it. */
    async function gone() {
        try {
            return await ended.promise;
        }
        finally {
            for (const timer of timers)
                clearTimeout(timer);
            child.stdin.destroy();
        }
    }
    return {
        async ask(task, signal, last) {
            const reply = Promise.withResolvers();
            const mine = { chunks: [], size: 0, whole: false, onWhole: reply.resolve };
            if (signal.aborted)
                kill();
            else
                pending = mine;
            signal.addEventListener('abort', kill, { once: true });
            try {
                const job = { ...task, parent: process.pid, last };
                if (!signal.aborted)
                    child.stdin.write(`${JSON.stringify(job)}\n`);
                await Promise.race([reply.promise, ended.promise]);
                if (last && mine.whole)
                    timers.push(setTimeout(kill, LINGER));
                if (last || !mine.whole || signal.aborted) {
                    const end = await gone();
                    if (signal.aborted)
                        throw abortReason(signal);
                    if (!mine.whole || end?.code !== 0)
                        throw died(task.path, end, stderr);
                }
                return parse(Buffer.concat(mine.chunks).toString('utf8'), task.path);
            }
            finally {
                signal.removeEventListener('abort', kill);
                pending = undefined;
            }
        },
        async end(path) {
            timers.push(setTimeout(kill, LINGER));
            child.stdin.end();
            const end = await gone();
            if (end?.code !== 0)
                throw died(path, end, stderr);
        },
        async kill() {
            kill();
            await gone().catch(() => { });
        },
        isGone: () => child.pid === undefined || child.exitCode !== null || child.signalCode !== null,
    };
}
/**
 * Runs one task in a process of its own, which does not outlive `signal` or this process.
 * @throws RestoreError `check-failed` when the child ended without an honest reply; `cancelled`, `timeout`, or the
 *   RestoreError that aborted `signal`
 */
async function runChild(entry, task, signal) {
    if (signal.aborted)
        throw abortReason(signal);
    return startChild(entry, (0,external_node_path_.dirname)(task.path)).ask(task, signal, true);
}
const NEWLINE = 10;
function parse(line, path) {
    try {
        return (0,job/* parseReply */.UV)(line);
    }
    catch (cause) {
        throw new errors/* RestoreError */.DZ('check-failed', {
            what: 'The SQLite process gave an answer that it cannot have meant',
            where: path,
            found: (0,errors/* messageOf */.bD)(cause),
            cause,
        });
    }
}
function didNotStart(cause) {
    return new errors/* RestoreError */.DZ('check-failed', {
        what: 'The SQLite process could not be started',
        where: process.execPath,
        found: (0,errors/* messageOf */.bD)(cause),
        cause,
    });
}
function died(path, end, stderr) {
    const signal = end?.signal ?? undefined;
    const heap = /heap out of memory/i.test(stderr);
    return new errors/* RestoreError */.DZ('check-failed', {
        what: 'The SQLite process did not end as it should',
        where: path,
        found: `${signal ?? `exit code ${end?.code ?? 'unknown'}`}${complaint(stderr)}`,
        todo: signal === 'SIGKILL' || heap
            ? 'The machine or the container probably ran out of memory: use a larger runner.'
            : 'Try again; if it ends so every time, the backup may be crafted to crash SQLite: do not use it.',
    });
}
/** The line of standard error that names the error, or the last one. */
function complaint(stderr) {
    const lines = stderr
        .split('\n')
        .map(text => text.trim())
        .filter(text => text !== '');
    const line = lines.find(text => /^(?:\w*Error\b|FATAL ERROR)/.test(text)) ?? lines.at(-1);
    return line === undefined ? '' : `, ${line.slice(0, 300)}`;
}
/** Why `signal` was aborted. */
function abortReason(signal) {
    const reason = signal.reason;
    if (reason instanceof errors/* RestoreError */.DZ)
        return reason;
    return reason instanceof DOMException && reason.name === 'TimeoutError'
        ? new errors/* RestoreError */.DZ('timeout', { what: 'The time for the restore is over', cause: reason })
        : new errors/* RestoreError */.DZ('cancelled', { what: 'The restore was cancelled', cause: reason });
}

;// CONCATENATED MODULE: ./lib/sqlite/ask-query.js
// The parent's side of one question: a process of its own, ended when its time is over.



/** Milliseconds: a timer set to more fires at once. */
const LONGEST_TIMER = 2 ** 31 - 1;
/**
 * What goes wrong with the question, its answer or its process is an answer.
 * @throws RestoreError `cancelled`, `timeout` (of `signal`), `platform`
 */
async function askQuery(entry, path, query, signal) {
    const end = new AbortController();
    const timer = setTimeout(() => end.abort(), Math.min(query.timeout, LONGEST_TIMER));
    try {
        const reply = await runChild(entry, { kind: 'query', path, query }, AbortSignal.any([signal, end.signal]));
        if (reply.kind === 'answer')
            return reply.answer;
        if (reply.kind !== 'failed')
            return { kind: 'error', reason: 'its process answered another question' };
        if (reply.code === 'platform')
            throw new errors/* RestoreError */.DZ(reply.code, reply.failure);
        return { kind: 'error', reason: reasonOf(reply.failure) };
    }
    catch (error) {
        if (signal.aborted)
            throw error;
        if (end.signal.aborted)
            return { kind: 'timeout', reason: `it was not done after ${query.timeout / 1000} s` };
        if (!(0,errors/* isRestoreError */.hm)(error, 'check-failed'))
            throw error;
        return { kind: 'error', reason: reasonOf(error.failure) };
    }
    finally {
        clearTimeout(timer);
    }
}
function reasonOf({ what, found }) {
    if (String(found).includes(query_memory/* OVER_QUERY_MEMORY */.k))
        return query_memory/* OVER_QUERY_MEMORY */.k.replace('Error: ', '');
    return found === undefined ? what : `${what}: ${found}`;
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
;// CONCATENATED MODULE: ./lib/sqlite/crew.js
// The children that share a check: one for each worker, kept for the tasks after the first, because the start of a child
// takes 0.15 s of CPU.


/**
 * Starts all children at once: the last are ready by the time the first has found work for them.
 * @param path of the database, for errors
 */
function openCrew(processes, start, path) {
    const asked = new Set();
    const children = new Map(Array.from({ length: processes }, (_, worker) => [worker, start()]));
    return {
        async ask(task, signal, worker) {
            if (signal.aborted)
                throw abortReason(signal);
            const child = children.get(worker);
            if (child === undefined)
                throw new errors/* RestoreError */.DZ('internal', { what: 'A check has fewer processes than it asked for' });
            asked.add(worker);
            const reply = await child.ask(task, signal, false);
            if (reply.kind === 'failed')
                throw new errors/* RestoreError */.DZ(reply.code, reply.failure);
            return reply;
        },
        async end() {
            const all = [...children];
            children.clear();
            // One that had nothing to do may end as it likes.
            const ends = await Promise.allSettled(all.map(([worker, child]) => (asked.has(worker) ? child.end(path) : child.kill())));
            const crashed = ends.find(({ status }) => status === 'rejected');
            if (crashed?.status === 'rejected')
                throw crashed.reason;
        },
        async kill() {
            const all = [...children.values()];
            children.clear();
            await Promise.all(all.map(child => child.kill()));
        },
    };
}

;// CONCATENATED MODULE: ./lib/sqlite/divided-check.js
// The parent's side of a check that several children share.



/**
 * Undefined when the database is better checked in one. The first complaint of any part ends the others: then the report
 * says `failed`, and its messages are those of this part alone.
 * @throws RestoreError as {@link Sqlite.check} does
 */
async function checkDivided(path, options, workers, signal) {
    const started = performance.now();
    const reply = await workers.ask({ kind: 'survey', path, options, processes: workers.processes }, signal, 0);
    if (reply.kind !== 'survey')
        throw wrongReply(path);
    if (reply.survey === undefined)
        return undefined;
    const { parts, ...survey } = reply.survey;
    const reports = await checkParts(path, parts, workers, signal);
    const complaint = reports.find(({ messages }) => messages.total > 0)?.messages;
    const whole = reports.length === parts.length;
    if (complaint === undefined && !whole)
        throw wrongReply(path);
    return {
        ...survey,
        integrity: complaint === undefined ? 'ok' : 'failed',
        integrityMessages: complaint ?? { total: 0, first: [] },
        foreignKeys: options.foreignKeys && complaint === undefined ? together(reports) : 'skipped',
        durationMs: Math.round(performance.now() - started),
    };
}
/** The reports of all parts, or, once one has a complaint, of those that ended by then. Nothing runs on afterwards. */
async function checkParts(path, parts, { processes, mapped, log, ask }, signal) {
    const tables = parts.filter(({ kind }) => kind === 'tables').reduce((sum, part) => sum + part.tables.length, 0);
    const progress = log.progress('Checking', tables, 'tables');
    const enough = new AbortController();
    const end = AbortSignal.any([signal, enough.signal]);
    const waiting = [...parts];
    const reports = [];
    let failure;
    async function work(worker) {
        for (let part = waiting.shift(); part !== undefined; part = waiting.shift()) {
            try {
                const reply = await ask({ kind: 'part', path, part, mapped }, end, worker);
                if (reply.kind !== 'part')
                    throw wrongReply(path);
                if (part.kind === 'tables')
                    progress.add(part.tables.length);
                reports.push(reply.report);
                if (reply.report.messages.total > 0)
                    enough.abort();
            }
            catch (cause) {
                // Those that are ended, or not even begun, because of another's complaint or failure have nothing to say.
                if (!enough.signal.aborted)
                    failure = { cause };
                enough.abort();
            }
        }
    }
    try {
        await Promise.all(Array.from({ length: processes }, (_, worker) => work(worker)));
    }
    finally {
        progress.end();
    }
    if (failure !== undefined)
        throw failure.cause;
    return reports;
}
/** Each table's violations lie in one part; the tables come in the order of their names, as in a plain check. */
function together(reports) {
    const keys = reports.map(({ foreignKeys }) => foreignKeys).filter(found => found !== 'skipped');
    return {
        total: keys.reduce((sum, { total }) => sum + total, 0),
        first: keys
            .flatMap(({ first }) => first)
            .toSorted((a, b) => (a.table < b.table ? -1 : a.table > b.table ? 1 : 0))
            .slice(0, reply_limits/* VIOLATIONS_KEPT */.Kn),
    };
}
function wrongReply(path) {
    return new errors/* RestoreError */.DZ('check-failed', { what: 'The SQLite process answered another question', where: path });
}

// EXTERNAL MODULE: ./lib/sqlite/mapped-reads.js
var mapped_reads = __webpack_require__(6521);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: ./lib/sqlite/side-files.js
var side_files = __webpack_require__(247);
;// CONCATENATED MODULE: ./lib/sqlite/shared-reads.js
// Several children that read one database at the same time, and what they leave beside it.


/** A database in WAL mode gets both even when it is only read, and a killed child leaves them. */
async function removeSideFiles(path) {
    await (0,promises_.rm)(`${path}-wal`, { force: true });
    await (0,promises_.rm)(`${path}-shm`, { force: true });
}
/**
 * The first to read a database must find no side file beside it, and the last takes those away that the others made.
 * @throws RestoreError `check-failed` for a side file
 */
function shareReads() {
    const readers = new Map();
    const removals = new Map();
    return async (path, read) => {
        for (let under = removals.get(path); under !== undefined; under = removals.get(path))
            await under.catch(() => { });
        const before = readers.get(path) ?? 0;
        if (before === 0)
            (0,side_files/* assertAlone */.OR)(path);
        readers.set(path, before + 1);
        try {
            return await read();
        }
        finally {
            const left = (readers.get(path) ?? 1) - 1;
            readers.set(path, left);
            if (left === 0) {
                const removal = removeSideFiles(path).finally(() => removals.delete(path));
                removals.set(path, removal);
                await removal;
            }
        }
    };
}

;// CONCATENATED MODULE: ./lib/sqlite/check-in-children.js
// How a check is done, by the size of the database: by one child, or by several that share it.







/** Milliseconds between two signs of life. SQLite cannot say how far a check has come. */
const TICK = 1000;
/** Bytes: below it a plain check is over before a second process has started. */
const LARGE = 32 * 1024 * 1024;
/** @throws RestoreError as `Sqlite.check` does */
async function checkInChildren(path, options, checkers, signal) {
    // Before anything is taken away that a child may have left.
    (0,side_files/* assertAlone */.OR)(path);
    const plainly = () => checkPlainly(path, options, checkers, signal);
    const bytes = bytesOf(path);
    if (options.integrity !== 'full' || bytes < LARGE)
        return plainly();
    let quick;
    try {
        quick = await checkLarge(path, options, { ...checkers, mapped: (0,mapped_reads/* mayBeMapped */.C)(bytes) }, signal);
        if (quick.integrity === 'ok')
            return quick;
    }
    catch (error) {
        if (signal.aborted || !(0,errors/* isRestoreError */.hm)(error, 'check-failed'))
            throw error;
        quick = error;
    }
    // Messages of parts overlap and stop at 100 a table: the plain check has them all, each once. A crash may be damage that
    // it can put into words.
    await removeSideFiles(path);
    const plain = await plainly();
    if (plain.integrity === 'failed')
        return plain;
    if (quick instanceof errors/* RestoreError */.DZ)
        throw quick;
    return quick;
}
async function checkPlainly(path, options, { log, start }, signal) {
    const reply = await ticking(log, 'Checking', () => start().ask({ kind: 'check', path, options, mapped: false }, signal, true));
    if (reply.kind === 'failed')
        throw new errors/* RestoreError */.DZ(reply.code, reply.failure);
    return reportOf(reply, path);
}
/** Divided where that is of use. */
async function checkLarge(path, options, { processes, log, start, mapped }, signal) {
    const crew = openCrew(processes, start, path);
    try {
        const report = (await dividedOrNot(path, options, { processes, mapped, log, ask: crew.ask }, signal)) ??
            reportOf(await ticking(log, 'Checking', () => crew.ask({ kind: 'check', path, options, mapped }, signal, 0)), path);
        // A complaint ends the others wherever they are.
        if (report.integrity !== 'failed')
            await crew.end();
        return report;
    }
    finally {
        await crew.kill();
    }
}
async function dividedOrNot(path, options, workers, signal) {
    if (workers.processes < 2)
        return undefined;
    const report = await checkDivided(path, options, workers, signal);
    // Of a database in WAL mode the first look leaves side files, beside which no check begins.
    if (report === undefined)
        await removeSideFiles(path);
    return report;
}
/** Shows that `work` goes on. */
async function ticking(log, label, work) {
    const progress = log.progress(label, 0, 'seconds');
    const timer = setInterval(() => progress.add(1), TICK);
    try {
        return await work();
    }
    finally {
        clearInterval(timer);
        progress.end();
    }
}
function reportOf(reply, path) {
    if (reply.kind === 'report')
        return reply.report;
    throw new errors/* RestoreError */.DZ('check-failed', { what: 'The SQLite process answered another question', where: path });
}
/** 0 for a file that cannot be seen: the child says why. */
function bytesOf(path) {
    try {
        return (0,external_node_fs_.statSync)(path).size;
    }
    catch {
        return 0;
    }
}

;// CONCATENATED MODULE: ./lib/sqlite/children.js
// SQLite in child processes, so that any of them can be ended at once.







/** Children that work at the same time: each takes some 25 MB of its own (docs/performance.md). */
const MOST_PROCESSES = 4;
/**
 * @param entry URL of the program's entry (`import.meta.url` of src/index.ts): started with the argument `sqlite-child`
 *   it must call `serveSqliteChild` (child.ts)
 * @param processes that may check parts of one database at the same time
 */
function openSqlite(entry, log, processes = Math.min((0,external_node_os_.availableParallelism)(), MOST_PROCESSES)) {
    /** Children that wait for the check of a file, by its path. */
    const warm = new Map();
    function childFor(path) {
        const waiting = warm.get(path);
        // One that died while it waited has said nothing.
        if (waiting === undefined || waiting.isGone())
            return startChild(entry, (0,external_node_path_.dirname)(path));
        warm.delete(path);
        return waiting;
    }
    async function ask(task, signal) {
        const reply = await runChild(entry, task, signal);
        if (reply.kind === 'failed')
            throw new errors/* RestoreError */.DZ(reply.code, reply.failure);
        return reply;
    }
    const run = (label, task, signal) => ticking(log, label, () => ask(task, signal));
    const reading = shareReads();
    return {
        async check(path, options, signal) {
            assertUsable(path);
            try {
                return await checkInChildren(path, options, { processes, log, start: () => childFor(path) }, signal);
            }
            finally {
                await removeSideFiles(path);
            }
        },
        warmUp(path) {
            const child = startChild(entry, (0,external_node_path_.dirname)(path));
            const before = warm.get(path);
            warm.set(path, child);
            return {
                async end() {
                    await before?.kill();
                    if (warm.get(path) !== child)
                        return;
                    warm.delete(path);
                    await child.kill();
                },
            };
        },
        async settle(path, signal) {
            assertUsable(path);
            const reply = await run('Settling the existing database', { kind: 'settle', path }, signal);
            if (reply.kind !== 'settled')
                throw children_wrongReply(path);
        },
        async describe(path, { hashes }, signal) {
            assertUsable(path);
            const reply = await reading(path, () => run(hashes ? 'Hashing the tables' : 'Counting rows', { kind: 'describe', path, hashes }, signal));
            if (reply.kind !== 'facts')
                throw children_wrongReply(path);
            return reply.facts;
        },
        async query(path, query, signal) {
            assertUsable(path);
            return reading(path, () => askQuery(entry, path, query, signal));
        },
    };
}
/** better-sqlite3 trims file names, and would open another file. */
function assertUsable(path) {
    if (path !== path.trim() || path.includes('\0')) {
        throw new errors/* RestoreError */.DZ('input', {
            what: 'The path of a database must not begin or end with white space, or hold a NUL character',
            where: path,
        });
    }
}
function children_wrongReply(path) {
    return new errors/* RestoreError */.DZ('check-failed', { what: 'The SQLite process answered another question', where: path });
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


/***/ })

};
