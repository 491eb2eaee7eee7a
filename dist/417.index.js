export const id = 417;
export const ids = [417,759];
export const modules = {

/***/ 1162:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   _: () => (/* binding */ isCacheAvailable),
/* harmony export */   u: () => (/* binding */ within)
/* harmony export */ });
/* harmony import */ var _actions_cache__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1691);
/* harmony import */ var _quantities_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3682);
// What all uses of the Actions cache need to know of its client.


/** @param otherwise what follows where the runner offers none: `The cache is not used` */
function isCacheAvailable(otherwise, log) {
    if (_actions_cache__WEBPACK_IMPORTED_MODULE_0__/* .isFeatureAvailable */ .w3())
        return true;
    log.warn(`${otherwise}: this runner offers no Actions cache`);
    return false;
}
/**
 * The cache client takes up to 5 attempts and some 40 s over a server that answers 5xx, and its downloads have no limit of
 * their own. It cannot be interrupted either: its work is left alone when the restore is, or when it takes too long.
 */
async function within(work, limitMs, signal) {
    const { promise, reject } = Promise.withResolvers();
    // Safe: the reason is always a RestoreError (interrupts.ts).
    const onAbort = () => reject(signal.reason);
    const tooLong = () => reject(new Error(`it took longer than ${(0,_quantities_js__WEBPACK_IMPORTED_MODULE_1__/* .durationText */ .S5)(limitMs)}`));
    const timer = setTimeout(tooLong, limitMs).unref();
    signal.addEventListener('abort', onAbort, { once: true });
    try {
        signal.throwIfAborted();
        return await Promise.race([work, promise]);
    }
    finally {
        clearTimeout(timer);
        signal.removeEventListener('abort', onAbort);
        // If it fails later, nobody is listening any more.
        work.catch(() => { });
    }
}


/***/ }),

/***/ 8417:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   openHistoryCache: () => (/* binding */ openHistoryCache)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7598);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6760);
/* harmony import */ var _actions_cache__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1691);
/* harmony import */ var _history_history_file_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(3759);
/* harmony import */ var _cache_service_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(1162);
// The history in the Actions cache. Its entries never change: each run saves a new one under the same beginning, and the
// newest one with that beginning is taken. Whatever is wrong with it is an empty history or a warning.







const NAME = 'the Actions cache';
/** An entry is a few kilobytes: one that takes longer is not worth waiting for. */
const LOOKUP_MS = 60_000;
/**
 * @param home absolute path of the folder `~/.cache/restore-sqlite`; its text in that short form is part of every entry's
 *   version (database-cache.ts)
 * @param name of the history, of letters and digits: another one is another history
 */
function openHistoryCache(home, name, log) {
    const beginning = `restore-sqlite-history-${name}-`;
    const folder = (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(home, `history-${name}`);
    const file = (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(folder, 'history.json');
    const pattern = `~/.cache/${(0,node_path__WEBPACK_IMPORTED_MODULE_3__.basename)(home)}/history-${name}`;
    /** The key of the newest entry, unpacked into {@link folder} unless `lookupOnly`. */
    async function take(lookupOnly, signal) {
        const work = _actions_cache__WEBPACK_IMPORTED_MODULE_4__/* .restoreCache */ .P3([pattern], beginning, [beginning], { lookupOnly });
        const key = await (0,_cache_service_js__WEBPACK_IMPORTED_MODULE_6__/* .within */ .u)(work, LOOKUP_MS, signal);
        return key?.startsWith(beginning) === true ? key : undefined;
    }
    async function read(signal) {
        if (!(0,_cache_service_js__WEBPACK_IMPORTED_MODULE_6__/* .isCacheAvailable */ ._)('Earlier runs are not known', log))
            return { runs: [], doubt: 'this runner offers no cache' };
        try {
            // The client says the same of an entry that is not there and of one that is damaged: only then is it a first run.
            if ((await take(true, signal)) === undefined)
                return { runs: [], doubt: '' };
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.rm)(folder, { recursive: true, force: true });
            const key = await take(false, signal);
            const history = key === undefined ? undefined : await (0,_history_history_file_js__WEBPACK_IMPORTED_MODULE_5__/* .readHistoryFile */ .t)(file);
            // The archive names its files relative to the workspace: on a runner with other folders they land elsewhere.
            if (history === undefined || (history.runs.length === 0 && history.doubt === '')) {
                return { runs: [], doubt: 'the cache entry is damaged' };
            }
            return history;
        }
        catch (error) {
            signal.throwIfAborted();
            return { runs: [], doubt: `the cache cannot be read: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error)}` };
        }
    }
    return {
        name: NAME,
        read,
        async write(runs) {
            if (!(0,_cache_service_js__WEBPACK_IMPORTED_MODULE_6__/* .isCacheAvailable */ ._)('This run is not kept for later ones', log))
                return;
            try {
                await (0,_history_history_file_js__WEBPACK_IMPORTED_MODULE_5__.openHistoryFile)(file, NAME, log).write(runs);
                // Later runs are told apart by the entry's age; the key only has to be new.
                const key = `${beginning}${Date.now()}-${(0,node_crypto__WEBPACK_IMPORTED_MODULE_1__.randomBytes)(4).toString('hex')}`;
                const id = await _actions_cache__WEBPACK_IMPORTED_MODULE_4__/* .saveCache */ .Io([pattern], key);
                // -1: the client has said why (the token may only read, the server is away).
                if (id !== -1)
                    log.info(`The history was saved in the cache as ${key}`);
            }
            catch (error) {
                log.warn(`The history was not saved in the cache: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error)}`);
            }
            finally {
                await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.rm)(folder, { recursive: true, force: true }).catch(() => { });
            }
        },
    };
}


/***/ }),

/***/ 3759:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   openHistoryFile: () => (/* binding */ openHistoryFile),
/* harmony export */   t: () => (/* binding */ readHistoryFile)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7598);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6760);
/* harmony import */ var _history_text_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(6054);
// The history in a file, such as one of the repository that a later step commits.





/**
 * @param path absolute; its folder is created when the first run is written
 * @param name the path as people know it
 */
function openHistoryFile(path, name, log) {
    return {
        name,
        read: () => readHistoryFile(path),
        async write(runs) {
            const scratch = (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)((0,node_path__WEBPACK_IMPORTED_MODULE_3__.dirname)(path), `.restore-sqlite-history-${(0,node_crypto__WEBPACK_IMPORTED_MODULE_1__.randomBytes)(6).toString('hex')}`);
            try {
                await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.mkdir)((0,node_path__WEBPACK_IMPORTED_MODULE_3__.dirname)(path), { recursive: true });
                await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.writeFile)(scratch, (0,_history_text_js__WEBPACK_IMPORTED_MODULE_4__/* .historyText */ .u_)(runs), { flag: 'wx', flush: true });
                await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.rename)(scratch, path);
            }
            catch (error) {
                await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.rm)(scratch, { force: true }).catch(() => { });
                log.warn(`The history was not written to ${name}: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error)}`);
            }
        },
    };
}
/** Never throws: what is not there is an empty history, what cannot be read one with a doubt. */
async function readHistoryFile(path) {
    try {
        // Looked at first: opening a pipe would wait for its other end.
        const about = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.stat)(path);
        if (!about.isFile())
            return { runs: [], doubt: 'it is no regular file' };
        if (about.size > _history_text_js__WEBPACK_IMPORTED_MODULE_4__/* .MOST_BYTES */ .uZ)
            return { runs: [], doubt: _history_text_js__WEBPACK_IMPORTED_MODULE_4__/* .TOO_LARGE */ .PH };
        return (0,_history_text_js__WEBPACK_IMPORTED_MODULE_4__/* .parseHistory */ .i6)(await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.readFile)(path, 'utf8'));
    }
    catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
            return { runs: [], doubt: '' };
        return { runs: [], doubt: `it cannot be read: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error)}` };
    }
}


/***/ }),

/***/ 6054:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   PH: () => (/* binding */ TOO_LARGE),
/* harmony export */   i6: () => (/* binding */ parseHistory),
/* harmony export */   nD: () => (/* binding */ MOST_RUNS),
/* harmony export */   uZ: () => (/* binding */ MOST_BYTES),
/* harmony export */   u_: () => (/* binding */ historyText)
/* harmony export */ });
/* harmony import */ var _json_fields_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7699);
/* harmony import */ var _history_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9076);
// The history as text: JSON with one run a line, so that a commit of it changes a line or two. What comes back is read as
// text that anybody may have written.


const VERSION = 1;
/** Runs kept at most, whatever `history.keep` says. */
const MOST_RUNS = 400;
/** Bytes of the whole text, written and read. */
const MOST_BYTES = 4_000_000;
const TOO_LARGE = 'it is larger than a history gets';
/** A key of S3 has 1,024 bytes; some formats name several generations. */
const LONGEST_POSITION = 4_000;
/** As the names of {@link DatabaseFacts} are cut. */
const LONGEST_NAME = 200;
const NUMBERS = [
    'at',
    'bytes',
    'pages',
    'freelistPages',
    'incrementsApplied',
    'framesApplied',
    'storedBytes',
    'objects',
    'restoreMs',
    'checkMs',
];
const doubtful = (doubt) => ({ runs: [], doubt });
/** Never throws: what is wrong becomes the doubt. Runs that are wrong are left out, the others are kept. */
function parseHistory(text) {
    if (Buffer.byteLength(text) > MOST_BYTES)
        return doubtful(TOO_LARGE);
    let content;
    try {
        content = JSON.parse(text);
    }
    catch {
        return doubtful('it is not JSON');
    }
    if (!(0,_json_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .isObject */ .Gv)(content))
        return doubtful('it is no JSON object');
    const { version, runs } = content;
    if (version !== VERSION)
        return doubtful(`its version is not ${VERSION}, the only one known here`);
    if (!Array.isArray(runs))
        return doubtful('it has no list of runs');
    const read = runs.slice(-MOST_RUNS).map(readRun);
    const good = read.filter(run => run !== undefined).toSorted((a, b) => a.at - b.at);
    const bad = read.length - good.length;
    return {
        runs: good,
        doubt: bad === 0 ? '' : `${bad} of its ${read.length} runs ${bad === 1 ? 'is' : 'are'} not valid`,
    };
}
function readRun(run) {
    if (!(0,_json_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .isObject */ .Gv)(run) || !NUMBERS.every(name => (0,_json_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .isCount */ .my)(run[name])))
        return undefined;
    const { position, pointTime, sha256, schemaFingerprint, rows } = run;
    if (typeof position !== 'string' || position.length > LONGEST_POSITION)
        return undefined;
    if (pointTime !== null && !isTime(pointTime))
        return undefined;
    if (!isHash(sha256) || !isHash(schemaFingerprint) || !(0,_json_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .isObject */ .Gv)(rows))
        return undefined;
    const counts = Object.entries(rows);
    if (counts.length > _history_js__WEBPACK_IMPORTED_MODULE_1__/* .MOST_TABLES */ .G)
        return undefined;
    if (!counts.every(([name, count]) => name.length <= LONGEST_NAME && (count === null || (0,_json_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .isCount */ .my)(count))))
        return undefined;
    // Safe: each field was looked at above. Others that somebody put in stay behind.
    return orderedRun(run);
}
/** The data may be of before 1970 for all that a writer's clock says. */
function isTime(value) {
    return typeof value === 'number' && Math.abs(value) <= 8.64e15;
}
function isHash(value) {
    return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
}
/** The same run, always in the same order of fields and tables. */
function orderedRun(run) {
    return {
        at: run.at,
        position: run.position,
        pointTime: run.pointTime,
        sha256: run.sha256,
        bytes: run.bytes,
        pages: run.pages,
        freelistPages: run.freelistPages,
        schemaFingerprint: run.schemaFingerprint,
        rows: Object.fromEntries(Object.entries(run.rows).toSorted(([a], [b]) => (a < b ? -1 : 1))),
        incrementsApplied: run.incrementsApplied,
        framesApplied: run.framesApplied,
        storedBytes: run.storedBytes,
        objects: run.objects,
        restoreMs: run.restoreMs,
        checkMs: run.checkMs,
    };
}
/** The same runs give the same text. The oldest go when the text would be larger than {@link MOST_BYTES}. */
function historyText(runs) {
    const lines = [];
    const head = `{\n"version": ${VERSION},\n"runs": [\n`;
    const tail = '\n]\n}\n';
    let bytes = head.length + tail.length;
    for (const run of runs.slice(-MOST_RUNS).toReversed()) {
        const line = JSON.stringify(wholeMilliseconds(orderedRun(run)));
        // The comma and the line's end.
        bytes += Buffer.byteLength(line) + 2;
        if (bytes > MOST_BYTES)
            break;
        lines.push(line);
    }
    return `${head}${lines.toReversed().join(',\n')}${tail}`;
}
/** Stores have times with fractions of a millisecond. */
function wholeMilliseconds({ at, pointTime, restoreMs, checkMs, ...run }) {
    return orderedRun({
        ...run,
        at: Math.round(at),
        pointTime: pointTime === null ? null : Math.round(pointTime),
        restoreMs: Math.round(restoreMs),
        checkMs: Math.round(checkMs),
    });
}


/***/ }),

/***/ 9076:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ MOST_TABLES)
/* harmony export */ });
// The previous good runs over the same backup: what drift is measured against. Whoever can write the history is trusted
// only for that: it can make a check warn or fail, never make one pass that was not made. (It can take one doubt away: that
// a copy stored within `max-age` may hold the same old data as before. docs/history.md says when.)
/** Tables whose rows a run keeps. */
const MOST_TABLES = 1_000;


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


/***/ })

};
