export const id = 160;
export const ids = [160];
export const modules = {

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
// EXTERNAL MODULE: ./lib/sqlite/sqlite-error.js
var sqlite_error = __webpack_require__(4997);
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
            found: (0,sqlite_error/* messageOf */.bD)(cause),
            cause,
        });
    }
}
function didNotStart(cause) {
    return new errors/* RestoreError */.DZ('check-failed', {
        what: 'The SQLite process could not be started',
        where: process.execPath,
        found: (0,sqlite_error/* messageOf */.bD)(cause),
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


/***/ })

};
