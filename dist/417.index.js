export const id = 417;
export const ids = [417];
export const modules = {

/***/ 5806:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ sha256OfFile)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1455);


/** Bytes. One buffer for the whole file: a stream's would be garbage by the dozen while a check needs the memory. */
const AT_ONCE = 1024 * 1024;
/** SHA-256 of a file, in hex. */
async function sha256OfFile(path, signal) {
    const hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256');
    const file = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.open)(path);
    try {
        const buffer = Buffer.allocUnsafeSlow(AT_ONCE);
        for (;;) {
            signal.throwIfAborted();
            const { bytesRead } = await file.read(buffer, 0, buffer.length, null);
            if (bytesRead === 0)
                return hash.digest('hex');
            hash.update(buffer.subarray(0, bytesRead));
        }
    }
    finally {
        await file.close();
    }
}


/***/ }),

/***/ 582:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  L: () => (/* binding */ openSqlite)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
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

;// CONCATENATED MODULE: ./lib/sqlite/crew.js
// The children that share a check: one for each worker, started when it has its first task and kept for the next ones,
// because the start of a child takes 0.15 s of CPU.



/** @param path of the database, for errors and for where temporary files go */
function openCrew(entry, path) {
    const children = new Map();
    return {
        async ask(task, signal, worker) {
            if (signal.aborted)
                throw abortReason(signal);
            const child = children.get(worker) ?? startChild(entry, (0,external_node_path_.dirname)(path));
            children.set(worker, child);
            const reply = await child.ask(task, signal, false);
            if (reply.kind === 'failed')
                throw new errors/* RestoreError */.DZ(reply.code, reply.failure);
            return reply;
        },
        async end() {
            const all = [...children.values()];
            children.clear();
            const ends = await Promise.allSettled(all.map(child => child.end(path)));
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
async function checkParts(path, parts, { processes, log, ask }, signal) {
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
                const reply = await ask({ kind: 'part', path, part }, end, worker);
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

// EXTERNAL MODULE: ./lib/sqlite/query-memory.js
var query_memory = __webpack_require__(5442);
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

;// CONCATENATED MODULE: ./lib/sqlite/children.js
// SQLite in child processes, so that any of them can be ended at once.








/** Milliseconds between two signs of life. SQLite cannot say how far a check has come. */
const TICK = 1000;
/** Children that work at the same time: each takes some 25 MB of its own (docs/performance.md). */
const MOST_PROCESSES = 4;
/** Bytes: below it a plain check is over before a second process has started. */
const LARGE = 32 * 1024 * 1024;
/**
 * @param entry URL of the program's entry (`import.meta.url` of src/index.ts): started with the argument `sqlite-child`
 *   it must call `serveSqliteChild` (child.ts)
 * @param processes that may check parts of one database at the same time
 */
function openSqlite(entry, log, processes = Math.min((0,external_node_os_.availableParallelism)(), MOST_PROCESSES)) {
    async function ask(task, signal) {
        const reply = await runChild(entry, task, signal);
        if (reply.kind === 'failed')
            throw new errors/* RestoreError */.DZ(reply.code, reply.failure);
        return reply;
    }
    async function run(label, task, signal) {
        const progress = log.progress(label, 0, 'seconds');
        const timer = setInterval(() => progress.add(1), TICK);
        try {
            return await ask(task, signal);
        }
        finally {
            clearInterval(timer);
            progress.end();
        }
    }
    async function checkPlainly(path, options, signal) {
        const reply = await run('Checking', { kind: 'check', path, options }, signal);
        if (reply.kind !== 'report')
            throw children_wrongReply(path);
        return reply.report;
    }
    async function checkBySeveral(path, options, signal) {
        const crew = openCrew(entry, path);
        try {
            const report = await checkDivided(path, options, { processes, log, ask: crew.ask }, signal);
            // A complaint ends the others wherever they are.
            if (report?.integrity !== 'failed')
                await crew.end();
            return report;
        }
        finally {
            await crew.kill();
        }
    }
    const reading = shareReads();
    return {
        async check(path, options, signal) {
            assertUsable(path);
            try {
                if (processes < 2 || options.integrity !== 'full' || bytesOf(path) < LARGE) {
                    return await checkPlainly(path, options, signal);
                }
                const divided = await checkBySeveral(path, options, signal);
                if (divided?.integrity === 'ok')
                    return divided;
                // Messages of parts overlap and stop at 100 a table: the plain check has them all, each once.
                await removeSideFiles(path);
                const plain = await checkPlainly(path, options, signal);
                return divided !== undefined && plain.integrity === 'ok' ? divided : plain;
            }
            finally {
                await removeSideFiles(path);
            }
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
/** 0 for a file that cannot be seen: the child says why. */
function bytesOf(path) {
    try {
        return (0,external_node_fs_.statSync)(path).size;
    }
    catch {
        return 0;
    }
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

/***/ 6812:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Mr: () => (/* binding */ counting),
/* harmony export */   SV: () => (/* binding */ newTraffic),
/* harmony export */   x8: () => (/* binding */ countingStore)
/* harmony export */ });
const newTraffic = () => ({ bytes: 0, requests: 0, versions: new Map() });
function counting(store, traffic) {
    async function* counted(answer) {
        for await (const chunk of answer.chunks) {
            traffic.bytes += chunk.length;
            yield chunk;
        }
    }
    return {
        name: store.name,
        async listPage(prefix, token, signal) {
            traffic.requests++;
            return store.listPage(prefix, token, signal);
        },
        async open(object, range, signal, options) {
            traffic.requests++;
            const answer = await store.open(object, range, signal, options);
            if (answer.version !== undefined)
                traffic.versions.set(object.key, answer.version);
            return { ...answer, chunks: counted(answer) };
        },
    };
}
/**
 * `store` with a count of the stored bytes read. One that counts by itself (open.ts) is asked, for it sees what was read
 * twice; of any other what it yields is counted.
 */
function countingStore(store) {
    const { traffic } = store;
    if (traffic !== undefined) {
        return { ...store, downloadedBytes: () => traffic.bytes, versions: traffic.versions };
    }
    let bytes = 0;
    return {
        name: store.name,
        list: (prefix, signal) => store.list(prefix, signal),
        async *read(object, options) {
            for await (const chunk of store.read(object, options)) {
                bytes += chunk.length;
                yield chunk;
            }
        },
        downloadedBytes: () => bytes,
        versions: new Map(),
    };
}


/***/ }),

/***/ 1861:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   _w: () => (/* binding */ listAll)
/* harmony export */ });
/* unused harmony exports compareKeys, belongsTo */
/** Places the surrogates, which stand for characters beyond U+FFFF, after every other UTF-16 unit. */
const rank = (unit) => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit);
/**
 * Order of the UTF-8 bytes, as S3 lists (API reference, ListObjectsV2). JavaScript's own order compares UTF-16 units,
 * which puts characters beyond U+FFFF before those from U+E000.
 */
function compareKeys(a, b) {
    const length = Math.min(a.length, b.length);
    for (let index = 0; index < length; index++) {
        const order = rank(a.charCodeAt(index)) - rank(b.charCodeAt(index));
        if (order !== 0) {
            return order;
        }
    }
    return a.length - b.length;
}
/** The names that ZLayer's writer joins to its prefix without a separator (docs/formats/zlayer.md). */
const JOINED = ['snapshots/', 'wal/', 'metadata.json'];
/** What lies beside one object that a user named by its exact key, and changes what may be restored from it. */
const BESIDE = ['-wal', '-journal', '-shm', '.sha256', '.sha256sum', '.md5', '.md5sum', '.meta.json'];
/**
 * A key belongs to a prefix when it equals it or continues it after a `/`. ZLayer's writer joins without a separator, so
 * what it writes directly after the prefix belongs to it too, and so do the side files of an exact key.
 */
function belongsTo(key, prefix) {
    if (!key.startsWith(prefix)) {
        return false;
    }
    const rest = key.slice(prefix.length);
    return (prefix === '' ||
        prefix.endsWith('/') ||
        rest === '' ||
        rest.startsWith('/') ||
        BESIDE.includes(rest) ||
        JOINED.some(name => (name.endsWith('/') ? rest.startsWith(name) : rest === name)));
}
/**
 * Lists everything under `prefix`, however many pages that takes. Memory: the keys. Where nothing is there, the same
 * prefix is tried with a slash before it, or without: Litestream joins `path: /db` to keys that begin with a slash, and
 * clients and stores on the way may have taken it off.
 * @throws what the store's listing throws: `bucket-missing`, `access-denied`, `network`, …
 */
async function listAll(store, prefix, signal) {
    const asked = await listExactly(store, prefix, signal);
    if (asked.objects.length + asked.folderMarkers > 0 || prefix === '' || prefix === '/')
        return asked;
    const other = prefix.startsWith('/') ? prefix.slice(1) : `/${prefix}`;
    const found = await listExactly(store, other, signal);
    return found.objects.length === 0 ? asked : { ...found, beside: asked.beside + found.beside };
}
async function listExactly(store, prefix, signal) {
    const byKey = new Map();
    let folderMarkers = 0;
    let beside = 0;
    for await (const object of store.list(prefix, signal)) {
        if (!belongsTo(object.key, prefix)) {
            beside++;
        }
        else if (object.size === 0 && object.key.endsWith('/')) {
            folderMarkers++;
        }
        else {
            // A key that is overwritten between two pages can come twice: the later version is the one that is there.
            const before = byKey.get(object.key);
            if (before === undefined || object.lastModified >= before.lastModified) {
                byKey.set(object.key, object);
            }
        }
    }
    const objects = [...byKey.values()].toSorted((a, b) => compareKeys(a.key, b.key));
    return { prefix, objects, folderMarkers, beside };
}


/***/ }),

/***/ 2417:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  C: () => (/* binding */ openStore)
});

// EXTERNAL MODULE: ./lib/storage/counting.js
var counting = __webpack_require__(6812);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
;// CONCATENATED MODULE: ./lib/storage/directory.js
// A local directory as a bucket: mounted buckets, downloaded artifacts, tests, the demo.
//
// Keys are the relative paths with `/`. Symbolic links: one that ends inside the directory stands for what it points to;
// one that leads out of it, nowhere, or back to a folder above itself is an error that names it, for passing over it in
// silence could hand back an older database, and following it could read any file of the machine.




const CHUNK = 1024 * 1024;
/** `lstat` calls under way at once while a folder is listed. */
const LOOKS_AT_ONCE = 32;
const codeOf = (error) => (error instanceof Error && 'code' in error ? String(error.code) : '');
/** Size, time and file number: writing to the file or putting another in its place changes at least one of them. */
const etagOf = (stats) => `"${stats.size.toString(16)}-${stats.mtimeNs.toString(16)}-${stats.ino.toString(16)}"`;
function fileFailure(error, key, what) {
    const code = codeOf(error);
    const told = {
        ENOENT: ['gone', { what: 'The file was listed, but is not there any more', todo: 'Run again.' }],
        ENOTDIR: ['gone', { what: 'The file was listed, but is not there any more', todo: 'Run again.' }],
        EACCES: ['access-denied', { what: `${what} is denied`, todo: 'Give this user the right to read it.' }],
        EPERM: ['access-denied', { what: `${what} is denied`, todo: 'Give this user the right to read it.' }],
    };
    const [name, failure] = told[code] ?? [
        'storage',
        { what: `${what} failed`, found: code, todo: 'Check the disk or the mount.' },
    ];
    return new errors/* RestoreError */.DZ(name, { ...failure, where: key, cause: error });
}
const isInside = (root, path) => {
    const way = (0,external_node_path_.relative)(root, path);
    return way !== '..' && !way.startsWith(`..${external_node_path_.sep}`) && !(0,external_node_path_.isAbsolute)(way);
};
function linkFailure(key, what) {
    return new errors/* RestoreError */.DZ('storage', {
        what,
        where: key,
        todo: 'Put the files themselves into the directory, or point bucket at the directory that holds them.',
    });
}
/** What `path` is, links followed by the rule above; undefined when it has gone. */
async function look(root, path, key, above) {
    let stats;
    let real = path;
    try {
        stats = await (0,promises_.lstat)(path, { bigint: true });
    }
    catch (error) {
        if (codeOf(error) !== 'ENOENT') {
            throw fileFailure(error, key, 'Looking at the file');
        }
        if (key.includes('\uFFFD')) {
            throw new errors/* RestoreError */.DZ('storage', {
                what: 'A file name is not UTF-8, so it cannot be a key',
                where: key,
                todo: 'Rename it.',
            });
        }
        return undefined;
    }
    if (stats.isSymbolicLink()) {
        try {
            real = await (0,promises_.realpath)(path);
            stats = await (0,promises_.stat)(real, { bigint: true });
        }
        catch (error) {
            throw linkFailure(key, codeOf(error) === 'ELOOP' ? 'A symbolic link leads to itself' : 'A symbolic link leads nowhere');
        }
        if (!isInside(root, real)) {
            throw linkFailure(key, 'A symbolic link leads out of the directory');
        }
        if (above.includes(real)) {
            throw linkFailure(key, 'A symbolic link leads back to a folder above it');
        }
    }
    return { kind: stats.isFile() ? 'file' : stats.isDirectory() ? 'folder' : 'other', stats, path: real };
}
/**
 * @throws RestoreError `bucket-missing` when `path` is not a directory, `access-denied` when it cannot be entered
 */
async function openDirectory(path, log) {
    const root = await realRoot(path);
    async function walk(folder, start, prefix, above, signal, into) {
        signal.throwIfAborted();
        let names;
        try {
            names = await (0,promises_.readdir)(folder);
        }
        catch (error) {
            if (codeOf(error) === 'ENOENT' && above.length > 0) {
                return;
            }
            throw fileFailure(error, start === '' ? path : start, 'Listing the folder');
        }
        const wanted = names.filter(name => {
            const key = start + name;
            return key.startsWith(prefix) || prefix.startsWith(`${key}/`);
        });
        for (let first = 0; first < wanted.length; first += LOOKS_AT_ONCE) {
            signal.throwIfAborted();
            const some = wanted.slice(first, first + LOOKS_AT_ONCE);
            const found = await Promise.all(some.map(name => look(root, (0,external_node_path_.join)(folder, name), start + name, [...above, folder])));
            for (const [index, item] of found.entries()) {
                const key = start + (some[index] ?? '');
                if (item?.kind === 'folder') {
                    await walk(item.path, `${key}/`, prefix, [...above, folder], signal, into);
                }
                else if (item?.kind === 'file' && key.startsWith(prefix)) {
                    const { size, mtimeNs } = item.stats;
                    // Whole microseconds: programs set times as floating seconds, which are a few hundred nanoseconds off.
                    const lastModified = Number((mtimeNs + 500n) / 1000n) / 1000;
                    into.push({ key, size: Number(size), lastModified, etag: etagOf(item.stats) });
                }
                else if (item?.kind === 'other' && key.startsWith(prefix)) {
                    log.warn(`Left out, neither a file nor a folder: ${key}`);
                }
            }
        }
    }
    async function open(object, range) {
        const { start, end } = range ?? { start: 0, end: object.size };
        return {
            whole: range === undefined,
            ...(range === undefined ? {} : { contentRange: `bytes ${start}-${end - 1}/${object.size}` }),
            length: end - start,
            etag: object.etag,
            chunks: fileBytes(root, object, start, end),
        };
    }
    return {
        name: path,
        async listPage(prefix, _token, signal) {
            const objects = [];
            await walk(root, '', prefix, [], signal, objects);
            return { objects };
        },
        open,
    };
}
async function realRoot(path) {
    try {
        const real = await (0,promises_.realpath)(path);
        if ((await (0,promises_.stat)(real)).isDirectory()) {
            return real;
        }
    }
    catch (error) {
        if (!['ENOENT', 'ENOTDIR'].includes(codeOf(error))) {
            throw fileFailure(error, path, 'Entering the directory');
        }
        throw new errors/* RestoreError */.DZ('bucket-missing', {
            what: 'There is no such directory',
            where: path,
            todo: 'Check bucket.',
            cause: error,
        });
    }
    throw new errors/* RestoreError */.DZ('bucket-missing', {
        what: 'This is not a directory',
        where: path,
        todo: "For one file, set bucket to its folder and prefix to the file's name.",
    });
}
async function* fileBytes(root, object, start, end) {
    const { key } = object;
    let file;
    try {
        const real = await (0,promises_.realpath)((0,external_node_path_.join)(root, ...key.split('/')));
        if (!isInside(root, real)) {
            throw linkFailure(key, 'The key leads out of the directory');
        }
        // Without O_NOFOLLOW a link put there since would be followed. Windows has no such flag.
        file = await (0,promises_.open)(real, external_node_fs_.constants.O_RDONLY | (external_node_fs_.constants.O_NOFOLLOW ?? 0));
    }
    catch (error) {
        throw error instanceof errors/* RestoreError */.DZ ? error : fileFailure(error, key, 'Reading the file');
    }
    const unchanged = async () => {
        const found = etagOf(await file.stat({ bigint: true }));
        if (found !== object.etag) {
            throw new errors/* RestoreError */.DZ('changed', {
                what: 'The file was written to after it was listed',
                where: key,
                expected: object.etag,
                found,
                todo: 'Run again when nothing writes to the directory.',
            });
        }
    };
    try {
        await unchanged();
        for (let offset = start; offset < end;) {
            const chunk = new Uint8Array(Math.min(CHUNK, end - offset));
            const { bytesRead } = await file.read(chunk, 0, chunk.length, offset);
            if (bytesRead === 0) {
                break;
            }
            offset += bytesRead;
            yield bytesRead === chunk.length ? chunk : chunk.subarray(0, bytesRead);
        }
        // Also tells a file that was cut while it was read: the loop above ends early then.
        await unchanged();
    }
    catch (error) {
        throw error instanceof errors/* RestoreError */.DZ ? error : fileFailure(error, key, 'Reading the file');
    }
    finally {
        await file.close();
    }
}

// EXTERNAL MODULE: ./lib/storage/raw.js
var raw = __webpack_require__(2923);
// EXTERNAL MODULE: ./lib/storage/waiting.js
var waiting = __webpack_require__(5754);
;// CONCATENATED MODULE: ./lib/storage/answer.js
// Is the server's answer a part of the object that was asked for, and where in it does the body begin?



/** Tags are compared without the mark of a weak one: gateways that compress add it to the same bytes. */
const bare = (etag) => etag.replace(/^W\//, '').replaceAll('"', '');
function changed(object, what, expected, found) {
    return new errors/* RestoreError */.DZ('changed', {
        what,
        where: object.key,
        expected,
        found,
        todo: 'Run again; if it keeps happening, the writer reuses this key.',
    });
}
/** A server or a proxy that answers something else once may answer rightly next time. */
function wrongAnswer(object, what, expected, found) {
    return new raw/* TransientFailure */.$(new errors/* RestoreError */.DZ('storage', {
        what,
        where: object.key,
        expected,
        found,
        todo: 'Check endpoint, and the proxy or gateway between here and the server.',
    }), { attempts: 3 });
}
/**
 * How many bytes of the body come before the wanted range: 0, or the range's start when the server ignored it and sends
 * the whole object.
 * @throws RestoreError `changed` when another version answers; TransientFailure when the answer is not the range asked for
 */
function bytesToSkip(answer, object, wanted) {
    // Not every server obeys If-Match, so the tag of what it sends is compared as well.
    if (object.etag !== '' && answer.etag !== undefined && bare(answer.etag) !== bare(object.etag)) {
        throw changed(object, 'The object was overwritten after it was listed', `ETag ${object.etag}`, answer.etag);
    }
    if (answer.whole) {
        if (answer.length !== undefined && answer.length !== object.size) {
            throw answer.etag === undefined
                ? wrongAnswer(object, 'The answer has not the size of the object', object.size, answer.length)
                : changed(object, 'The object has another size than it was listed with', object.size, answer.length);
        }
        return wanted.start;
    }
    // RFC 9110, 14.4: bytes first-last/complete, both ends inclusive.
    const { contentRange = 'none' } = answer;
    const [, first, last, total] = /^bytes (\d+)-(\d+)\/(\d+|\*)$/.exec(contentRange) ?? [];
    if (total !== undefined && total !== '*' && Number(total) !== object.size) {
        throw changed(object, 'The object has another size than it was listed with', object.size, total);
    }
    if (Number(first) !== wanted.start || Number(last) !== wanted.end - 1) {
        const range = `bytes ${wanted.start}-${wanted.end - 1}/${object.size}`;
        throw wrongAnswer(object, 'The answer is not the range that was asked for', range, contentRange);
    }
    return 0;
}
const stalled = (object, ms) => new raw/* TransientFailure */.$(new errors/* RestoreError */.DZ('network', {
    what: `The server stopped sending and stayed silent for ${ms / 1000} s`,
    where: object.key,
    todo: 'Run again later; check the network (proxy, firewall).',
}));
/**
 * The range's bytes, exactly, whatever the server sends around them. Without a byte for `stall` milliseconds while one is
 * waited for, the body is given up.
 * @throws as {@link bytesToSkip}, and TransientFailure when the body ends early, RestoreError `storage` when it is longer
 */
async function* wantedBytes(answer, object, { start, end }, stall, signal) {
    let skip = bytesToSkip(answer, object, { start, end });
    let left = end - start;
    const cutShort = answer.whole && end < object.size;
    const body = answer.chunks[Symbol.asyncIterator]();
    try {
        for (;;) {
            const next = await (0,waiting/* within */.u)(body.next(), signal, { ms: stall, late: () => stalled(object, stall) });
            if (next.done === true) {
                break;
            }
            const chunk = skip > 0 ? next.value.subarray(skip) : next.value;
            skip -= next.value.length - chunk.length;
            if (chunk.length > left && !cutShort) {
                throw new errors/* RestoreError */.DZ('storage', {
                    what: 'The server sends more bytes than it promised',
                    where: object.key,
                    expected: end - start,
                    todo: 'Check the proxy or gateway between here and the server.',
                });
            }
            const wanted = chunk.length > left ? chunk.subarray(0, left) : chunk;
            left -= wanted.length;
            if (wanted.length > 0) {
                yield wanted;
            }
            if (left === 0 && cutShort) {
                return;
            }
        }
    }
    finally {
        // Not awaited: the source may be the one that is stuck. Ending the attempt destroys its connection.
        body.return?.().catch(() => { });
    }
    if (left > 0) {
        throw new raw/* TransientFailure */.$(new errors/* RestoreError */.DZ('network', {
            what: 'The server keeps ending the body too early',
            where: object.key,
            expected: end - start,
            found: end - start - left,
            todo: 'Run again later; check the network (proxy, firewall).',
        }));
    }
}

;// CONCATENATED MODULE: ./lib/storage/patience.js
// How often and how long a request is tried again.



const PATIENCE = {
    attempts: 7,
    base: 200,
    throttledBase: 1000,
    longestWait: 20_000,
    longestRetryAfter: 120_000,
    stall: 30_000,
    sleep: waiting/* sleep */.y,
    random: Math.random,
};
/** Half the exponential step, plus a random part of the other half: never at once, never all clients together. */
function waitBefore(failed, { throttled, retryAfter }, patience) {
    const step = Math.min(patience.longestWait, (throttled ? patience.throttledBase : patience.base) * 2 ** (failed - 1));
    const wait = step / 2 + (step / 2) * patience.random();
    return Math.max(wait, Math.min(retryAfter ?? 0, patience.longestRetryAfter));
}
/**
 * Waits before the next attempt after `failed` of them in a row brought nothing.
 * @throws what the user is told when there is no next attempt: `error` itself when asking again cannot help
 */
async function nextAttempt(error, failed, patience, signal) {
    signal.throwIfAborted();
    if (!(error instanceof raw/* TransientFailure */.$)) {
        throw error;
    }
    if (failed >= Math.min(patience.attempts, error.attempts ?? Infinity)) {
        const { code, failure } = error.failure;
        throw new errors/* RestoreError */.DZ(code, { ...failure, what: `${failure.what} (${failed} attempts)` });
    }
    await patience.sleep(waitBefore(failed, error, patience), signal);
}

;// CONCATENATED MODULE: ./lib/storage/resilient.js
// Retries, resumption at the last byte, and a listing that is complete: what a raw store lacks to be an ObjectStore.
//
// Every retry of the program is here: the stores below make one attempt per call (s3-connection.ts says why).




async function* list(store, prefix, patience, signal) {
    const seen = new Set();
    for (let token;;) {
        let page;
        for (let failed = 0; page === undefined;) {
            try {
                signal.throwIfAborted();
                page = await store.listPage(prefix, token, signal);
            }
            catch (error) {
                await nextAttempt(error, ++failed, patience, signal);
            }
        }
        yield* page.objects;
        token = page.next;
        if (token === undefined) {
            return;
        }
        if (seen.has(token)) {
            throw new errors/* RestoreError */.DZ('storage', {
                what: 'The listing goes round in circles: the server gave the same continuation token twice',
                where: `${store.name}/${prefix}`,
                todo: 'The server does not keep to the S3 API (ListObjectsV2).',
            });
        }
        seen.add(token);
    }
}
/** Bytes that an attempt must bring on average once a read has taken a hundred: a drip is not progress for ever. */
const DRIP = 64 * 1024;
async function* read(store, object, { range, signal, onChecksum }, patience) {
    const { start, end } = range ?? { start: 0, end: object.size };
    if (!(Number.isSafeInteger(start) && Number.isSafeInteger(end) && start >= 0 && start <= end && end <= object.size)) {
        throw new errors/* RestoreError */.DZ('internal', { what: `Range ${start}-${end} is not within the object`, where: object.key });
    }
    if (range !== undefined && start === end) {
        return;
    }
    let offset = start;
    let tellChecksum = onChecksum;
    for (let failed = 0, attempts = 1;; attempts++) {
        const before = offset;
        const attempt = new AbortController();
        const onAbort = () => {
            attempt.abort(signal.reason);
        };
        signal.addEventListener('abort', onAbort, { once: true });
        try {
            signal.throwIfAborted();
            // Servers tell the whole object's checksum only with the whole object, whose rest is then not read.
            const checksum = tellChecksum !== undefined && offset === 0;
            const whole = offset === 0 && (range === undefined || checksum);
            const answer = await store.open(object, whole ? undefined : { start: offset, end }, attempt.signal, { checksum });
            for await (const chunk of wantedBytes(answer, object, { start: offset, end }, patience.stall, attempt.signal)) {
                if (answer.crc32 !== undefined) {
                    tellChecksum?.(answer.crc32);
                    tellChecksum = undefined;
                }
                offset += chunk.length;
                yield chunk;
            }
            return;
        }
        catch (error) {
            // All bytes are there, of the version asked for: how the connection ended then does not matter.
            if (offset === end && offset > start && error instanceof raw/* TransientFailure */.$) {
                return;
            }
            const progressed = offset > before && (attempts < 100 || offset - start >= attempts * DRIP);
            failed = progressed ? 1 : failed + 1;
            await nextAttempt(error, failed, patience, signal);
        }
        finally {
            signal.removeEventListener('abort', onAbort);
            // Ends what is left of the request: a stalled body, a rest that nobody wants. Nothing, after a body's end.
            attempt.abort();
        }
    }
}
/** Puts retries, resumption and checks on a store that makes one attempt per call. */
function resilient(store, patience = {}) {
    const all = { ...PATIENCE, ...patience };
    return {
        name: store.name,
        list: (prefix, signal) => list(store, prefix, all, signal),
        read: (object, options) => read(store, object, options, all),
    };
}

;// CONCATENATED MODULE: ./lib/storage/open.js



/**
 * Nothing is requested yet but credentials, and a directory's existence.
 * @throws RestoreError `input`, `sse-key`, `credentials`, `bucket-missing`, `access-denied`
 */
async function openStore(location, { env, log, signal, patience, timeouts }) {
    const traffic = (0,counting/* newTraffic */.SV)();
    if (location.kind === 'directory') {
        const directory = await openDirectory(location.path, log);
        return { ...resilient((0,counting/* counting */.Mr)(directory, traffic), patience), traffic, [Symbol.dispose]: () => { } };
    }
    const { openS3 } = await Promise.all(/* import() */[__webpack_require__.e(711), __webpack_require__.e(239)]).then(__webpack_require__.bind(__webpack_require__, 2239));
    const bucket = await openS3(location, env, log, signal, timeouts);
    return {
        ...resilient((0,counting/* counting */.Mr)(bucket, traffic), patience),
        traffic,
        [Symbol.dispose]: () => {
            bucket[Symbol.dispose]();
        },
    };
}


/***/ }),

/***/ 2923:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ TransientFailure)
/* harmony export */ });
/** A failure after which the same request may work. Never leaves `src/storage/`: {@link TransientFailure.failure} does. */
class TransientFailure extends Error {
    name = 'TransientFailure';
    /** What the user is told when retrying has not helped. */
    failure;
    /** The server asked for fewer requests: wait longer. */
    throttled;
    /** Milliseconds that the server asked to wait (`Retry-After`). */
    retryAfter;
    /** Attempts after which this kind of failure is final, where that is fewer than usual. */
    attempts;
    constructor(failure, { throttled = false, retryAfter, attempts, } = {}) {
        super(failure.message);
        this.failure = failure;
        this.throttled = throttled;
        this.retryAfter = retryAfter;
        this.attempts = attempts;
    }
}


/***/ }),

/***/ 5754:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   u: () => (/* binding */ within),
/* harmony export */   y: () => (/* binding */ sleep)
/* harmony export */ });
// Waiting that ends with the caller's signal.
/**
 * Settles as `promise` does, unless the signal fires or the limit is over first.
 * @throws the signal's reason, untouched; the limit's error
 */
async function within(promise, signal, limit) {
    const { promise: ended, reject } = Promise.withResolvers();
    const onAbort = () => {
        // abort() takes any value; ours are errors.
        reject(signal.reason);
    };
    const timer = limit === undefined ? undefined : setTimeout(() => reject(limit.late()), limit.ms);
    signal.addEventListener('abort', onAbort, { once: true });
    // When the race is lost, nobody else listens to this one's failure.
    promise.catch(() => { });
    try {
        signal.throwIfAborted();
        return await Promise.race([promise, ended]);
    }
    finally {
        clearTimeout(timer);
        signal.removeEventListener('abort', onAbort);
    }
}
/** @throws the signal's reason */
async function sleep(ms, signal) {
    const { promise, resolve } = Promise.withResolvers();
    const timer = setTimeout(resolve, ms);
    try {
        await within(promise, signal);
    }
    finally {
        clearTimeout(timer);
    }
}


/***/ })

};
