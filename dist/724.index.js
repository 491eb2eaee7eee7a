export const id = 724;
export const ids = [724];
export const modules = {

/***/ 5723:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   R: () => (/* binding */ nameKey)
/* harmony export */ });
// The checks file, as the rest of the program sees it: every default filled in, every value within its range.
// docs/checks.schema.json describes the form that people write.
/** The key of a table's or column's name where names are compared: SQLite takes ASCII letters of either case for the same. */
function nameKey(name) {
    return name.replaceAll(/[A-Z]/g, letter => letter.toLowerCase());
}


/***/ }),

/***/ 8579:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   M5: () => (/* binding */ DEFAULT_RUN),
/* harmony export */   Wd: () => (/* binding */ DEFAULT_DRIFT),
/* harmony export */   c: () => (/* binding */ NO_CHECKS)
/* harmony export */ });
/**
 * What holds where the file says nothing. A table that loses a twentieth of its rows in one night is worth a look, one that
 * loses half of them is worth a call.
 */
const DEFAULT_DRIFT = {
    rows: { shrinkWarn: 0.05, shrinkFail: 0.5 },
    tables: new Map(),
    size: {},
    missingTable: 'fail',
    schema: 'warn',
    time: {},
    increments: {},
};
/** What holds where the file says nothing. */
const DEFAULT_RUN = {
    history: { keep: 60 },
    freshness: { clockSkew: 300_000 },
    lastGood: { restores: 16, time: 1_200_000 },
    tableHashes: true,
    limits: { queryTime: 30_000, queryRows: 10_000 },
};
/** What holds without a checks file. */
const NO_CHECKS = { tables: [], queries: [], samples: [], drift: DEFAULT_DRIFT, ...DEFAULT_RUN };


/***/ }),

/***/ 298:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   r: () => (/* binding */ ByteWindow)
/* harmony export */ });
// Bytes of a stream that must lie side by side to be read: frames, blocks, headers.
/** Bytes: two chunks of a socket. */
const LEAST_MEMORY = 128 * 1024;
/** A view into a stream. Memory: what was asked for at once, and one chunk of the source. */
class ByteWindow {
    #chunks;
    #bytes = new Uint8Array(0);
    #start = 0;
    #taken = 0;
    #ended = false;
    #reuses = false;
    #memory = new Uint8Array(0);
    constructor(source) {
        this.#chunks = source[Symbol.asyncIterator]();
    }
    /** Holds the unread bytes from {@link start} to {@link end}. Another array after each {@link fill}, or the same ({@link reuseMemory}). */
    get bytes() {
        return this.#bytes;
    }
    get start() {
        return this.#start;
    }
    get end() {
        return this.#bytes.length;
    }
    get length() {
        return this.#bytes.length - this.#start;
    }
    /** Offset of {@link start} in the whole stream. */
    get position() {
        return this.#taken;
    }
    /** Marks the next `count` bytes as read; there must be that many. */
    skip(count) {
        this.#start += count;
        this.#taken += count;
    }
    /**
     * From now on {@link bytes} is one memory that each {@link fill} writes over: for a reader that keeps nothing of it. Of a
     * long stream everything else would be garbage.
     */
    reuseMemory() {
        this.#reuses = true;
    }
    /** Reads on until at least `count` bytes are there, or the stream has ended: then it gives false. */
    async fill(count) {
        while (this.length < count && !this.#ended) {
            if (this.#reuses)
                await this.#append(count);
            else
                await this.#join(count);
        }
        return this.length >= count;
    }
    async #join(count) {
        const parts = [this.#bytes.subarray(this.#start)];
        let have = this.length;
        while (have < count) {
            const next = await this.#chunks.next();
            if (next.done === true) {
                this.#ended = true;
                break;
            }
            parts.push(next.value);
            have += next.value.length;
        }
        this.#bytes = joined(parts, have);
        this.#start = 0;
    }
    /** One more chunk behind what is there. */
    async #append(count) {
        const left = this.length;
        this.#own(count);
        const next = await this.#chunks.next();
        if (next.done === true) {
            this.#ended = true;
            return;
        }
        this.#own(left + next.value.length);
        this.#memory.set(next.value, left);
        this.#bytes = this.#memory.subarray(0, left + next.value.length);
    }
    /** Moves what is there to the start of a memory of its own that has room for `size` bytes. */
    #own(size) {
        const rest = this.#bytes.subarray(this.#start);
        if (this.#memory.length < size) {
            const larger = new Uint8Array(Math.max(size, 2 * this.#memory.length, LEAST_MEMORY));
            larger.set(rest);
            this.#memory = larger;
        }
        else if (rest.byteOffset !== this.#memory.byteOffset || rest.buffer !== this.#memory.buffer) {
            this.#memory.set(rest);
        }
        this.#bytes = this.#memory.subarray(0, rest.length);
        this.#start = 0;
    }
    /** Ends the source, whether or not it was read to its end. */
    async close() {
        this.#ended = true;
        await this.#chunks.return?.();
    }
}
function joined(parts, length) {
    const full = parts.filter(part => part.length > 0);
    const [only] = full;
    if (full.length === 1 && only !== undefined)
        return only;
    const bytes = new Uint8Array(length);
    let at = 0;
    for (const part of full) {
        bytes.set(part, at);
        at += part.length;
    }
    return bytes;
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

/***/ 230:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Lw: () => (/* binding */ overlay),
/* harmony export */   kN: () => (/* binding */ LayerFailure),
/* harmony export */   ln: () => (/* binding */ overlayOnto)
/* harmony export */ });
/* harmony import */ var _codecs_database_header_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6450);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(452);
/* harmony import */ var _page_set_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2114);
/* harmony import */ var _scratch_file_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3131);
// Puts layers together on a scratch file: newest layer first, each page written once, and at the end every page present.




/** A layer that could not be read or verified. The pipeline may plan again without its objects. */
class LayerFailure extends Error {
    name = 'LayerFailure';
    layer;
    constructor(layer, cause) {
        super(`${layer.label} failed`, { cause });
        this.layer = layer;
    }
}
/**
 * @param layers base image first, newest last
 * @param path a file that does not exist yet
 * @throws LayerFailure around whatever a layer's reader threw
 * @throws RestoreError `incomplete` when a page is in no layer, `format` when layers disagree, `limit`, `disk`
 */
async function overlay(layers, path, context) {
    const [base, ...increments] = layers;
    if (base === undefined)
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .RestoreError */ .DZ('internal', { what: 'A plan without layers cannot be restored' });
    let moved;
    if (base.moveTo !== undefined) {
        try {
            moved = await base.moveTo(path, context);
        }
        catch (cause) {
            throw new LayerFailure(base, cause);
        }
    }
    const file = await (0,_scratch_file_js__WEBPACK_IMPORTED_MODULE_2__/* .openScratchFile */ .Vf)(path, moved !== undefined);
    try {
        const state = nothingYet(file, moved === undefined);
        for (const layer of increments.toReversed())
            await addLayer(state, layer, context);
        if (moved === undefined)
            await addLayer(state, base, context);
        else
            settle(state, base, moved, context);
        const result = finished(state);
        requireEveryPage(state, result, moved === undefined ? 0 : state.limit);
        await file.truncate(result.bytes);
        return result;
    }
    finally {
        await file.close();
    }
}
/**
 * As {@link overlay}, for pages that are looked at and not kept.
 * @param pageSize that the layers must have
 */
async function overlayOnto(layers, sink, pageSize, context) {
    const state = { ...nothingYet(sink, false), pageSize };
    for (const layer of layers.toReversed())
        await addLayer(state, layer, context);
    const result = finished(state);
    requireEveryPage(state, result, 0);
    return result;
}
function nothingYet(file, fresh) {
    const limit = Number.POSITIVE_INFINITY;
    return { file, fresh, written: new _page_set_js__WEBPACK_IMPORTED_MODULE_3__/* .PageSet */ .e(), pageSize: undefined, pages: undefined, limit };
}
async function addLayer(state, layer, context) {
    // A size known before the bytes arrive spares the pages that the layer itself cut off.
    if (layer.commit !== undefined)
        state.limit = Math.min(state.limit, layer.commit);
    const runs = layer.pages(context);
    let end;
    try {
        for (;;) {
            const next = await runs.next();
            if (next.done === true) {
                end = next.value;
                break;
            }
            context.signal.throwIfAborted();
            await writeRun(state, layer, next.value, context);
        }
    }
    catch (cause) {
        if (cause instanceof LayerFailure || (0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .isRestoreError */ .hm)(cause, 'disk', 'limit'))
            throw cause;
        throw context.signal.aborted ? context.signal.reason : new LayerFailure(layer, cause);
    }
    finally {
        await runs.return({ pageSize: 0, commit: 0 });
    }
    settle(state, layer, end, context);
}
/** Takes over what a layer says of itself, now that all of it was verified. */
function settle(state, layer, end, context) {
    requirePageSize(state, layer, end.pageSize);
    if (layer.commit !== undefined && layer.commit !== end.commit) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .RestoreError */ .DZ('format', {
            what: `${layer.label} does not have the size that its header promised`,
            expected: `${layer.commit} pages`,
            found: `${end.commit} pages`,
        });
    }
    state.pages ??= end.commit;
    state.limit = Math.min(state.limit, end.commit);
    requireSize(state.pages * end.pageSize, context);
}
async function writeRun(state, layer, run, context) {
    requirePageSize(state, layer, run.pageSize);
    const { pageSize, first, data } = run;
    const count = data.length / pageSize;
    if (!Number.isInteger(count) || !Number.isSafeInteger(first) || first < 1) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .RestoreError */ .DZ('internal', {
            what: `${layer.label} gave a run that is not made of pages`,
            found: data.length,
        });
    }
    const last = Math.min(first + count - 1, state.limit);
    let start = first;
    while (start <= last) {
        while (start <= last && skip(state, start, data, (start - first) * pageSize, pageSize))
            start += 1;
        let end = start;
        while (end <= last && !skip(state, end, data, (end - first) * pageSize, pageSize)) {
            state.written.add(end);
            end += 1;
        }
        if (end > start) {
            requireSize((end - 1) * pageSize, context);
            await state.file.write(data.subarray((start - first) * pageSize, (end - first) * pageSize), (start - 1) * pageSize);
        }
        start = end;
    }
}
/** True when a newer layer has the page, or when it is all zeros in a file that is zeros there anyway. */
function skip(state, page, data, offset, pageSize) {
    if (state.written.has(page))
        return true;
    if (!state.fresh || data[offset] !== 0 || !isZero(data, offset, pageSize))
        return false;
    state.written.add(page);
    return true;
}
function isZero(data, offset, length) {
    const bytes = Buffer.from(data.buffer, data.byteOffset + offset, length);
    return bytes.equals(ZEROS.subarray(0, length));
}
const ZEROS = Buffer.alloc(65536);
function requirePageSize(state, layer, pageSize) {
    state.pageSize ??= pageSize;
    if (state.pageSize !== pageSize) {
        throw new LayerFailure(layer, new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .RestoreError */ .DZ('format', {
            what: 'Two layers have different page sizes',
            where: layer.label,
            expected: state.pageSize,
            found: pageSize,
            todo: 'They do not belong to one database: restore from one writer’s prefix only.',
        }));
    }
}
function requireSize(bytes, { maxDatabaseSize }) {
    if (bytes <= maxDatabaseSize)
        return;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .RestoreError */ .DZ('limit', {
        what: 'The database is larger than allowed',
        expected: `at most ${maxDatabaseSize} bytes`,
        found: `${bytes} bytes or more`,
        todo: 'Raise max-database-size, or free disk space on the runner, if the database is really that large.',
    });
}
function finished(state) {
    const { pageSize, pages } = state;
    if (pageSize === undefined || pages === undefined || pages < 1) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .RestoreError */ .DZ('hollow', { what: 'The backup holds no pages at all', expected: 'at least 1 page', found: 0 });
    }
    return { pageSize, pages, bytes: pages * pageSize };
}
/** @param inBase pages 1 to this are in the base image that was moved into place */
function requireEveryPage(state, { pageSize, pages }, inBase) {
    const lockPage = (0,_codecs_database_header_js__WEBPACK_IMPORTED_MODULE_0__/* .lockBytePage */ .Tc)(pageSize);
    let page = inBase + 1;
    for (;;) {
        page = state.written.firstMissing(page, pages);
        if (page === undefined)
            return;
        if (page !== lockPage)
            break;
        page += 1;
    }
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .RestoreError */ .DZ('incomplete', {
        what: `Page ${page} is in no layer of the backup`,
        expected: `pages 1 to ${pages}`,
        todo: 'An increment or the base image is missing or incomplete: look at what was left out.',
    });
}


/***/ }),

/***/ 2114:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   e: () => (/* binding */ PageSet)
/* harmony export */ });
// A set of page numbers: one bit a page, in segments, so that memory follows the pages that were seen.
const SEGMENT_PAGES = 1 << 16;
/** 8 KiB for each 65,536 pages (256 MiB of database at 4 KiB) in which a page was added. */
class PageSet {
    #segments = [];
    #size = 0;
    /** How many pages are in the set. */
    get size() {
        return this.#size;
    }
    has(page) {
        const segment = this.#segments[Math.floor(page / SEGMENT_PAGES)];
        return segment !== undefined && ((segment[(page % SEGMENT_PAGES) >>> 3] ?? 0) & (1 << (page & 7))) !== 0;
    }
    /** Returns false when the page was in the set already. */
    add(page) {
        const index = Math.floor(page / SEGMENT_PAGES);
        const segment = (this.#segments[index] ??= new Uint8Array(SEGMENT_PAGES >>> 3));
        const byte = (page % SEGMENT_PAGES) >>> 3;
        const before = segment[byte] ?? 0;
        const bit = 1 << (page & 7);
        if ((before & bit) !== 0)
            return false;
        segment[byte] = before | bit;
        this.#size += 1;
        return true;
    }
    /** The first page in `from` to `to` (both included) that is not in the set, or undefined. */
    firstMissing(from, to) {
        for (let page = from; page <= to; page += 1)
            if (!this.has(page))
                return page;
        return undefined;
    }
}


/***/ }),

/***/ 3131:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   MM: () => (/* binding */ makeDurable),
/* harmony export */   Md: () => (/* binding */ writableBytes),
/* harmony export */   Ov: () => (/* binding */ fileSize),
/* harmony export */   Vf: () => (/* binding */ openScratchFile)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(452);
// The file that a restore writes before anybody else may see it.




/** Bytes: left free on the disk for the runner, its logs, and SQLite's own small files. */
const DISK_RESERVE = 128 * 1024 * 1024;
/** Bytes that may be written on the file system of `folder`, the reserve taken off. */
async function writableBytes(folder) {
    const { bavail, bsize } = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.statfs)(folder);
    return Math.max(0, bavail * bsize - DISK_RESERVE);
}
function errorCode(error) {
    return error instanceof Error && 'code' in error ? String(error.code) : '';
}
async function diskError(path, end, cause) {
    const full = errorCode(cause) === 'ENOSPC' || errorCode(cause) === 'EDQUOT';
    const free = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.statfs)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.dirname)(path)).then(({ bavail, bsize }) => bavail * bsize, () => undefined);
    return new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .RestoreError */ .DZ('disk', {
        what: full ? 'The disk is full' : 'The scratch file cannot be written',
        where: path,
        ...(full
            ? { expected: `room for at least ${end} bytes`, found: `${free ?? 'an unknown number of'} bytes free` }
            : {}),
        todo: full ? 'Free space on the runner, or use one with a larger disk.' : 'Check the permissions of the folder.',
        cause,
    });
}
/** Bytes: a smaller write is done at once, since the way through the thread pool takes longer than the write. */
const SMALL = 16 * 1024;
/** Bytes of a buffer for large writes: most runs of pages fit, so that buffers can be used again. */
const BUFFER = 512 * 1024;
/** Large writes under way at the same time. Memory: a copy of each one's bytes. */
const UNDER_WAY = 3;
/** Opens `path` for writing: a new file, or the one that a base image was moved to when `existing`. */
async function openScratchFile(path, existing) {
    let handle;
    try {
        handle = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.open)(path, existing ? 'r+' : 'wx+', 0o600);
    }
    catch (cause) {
        throw await diskError(path, 0, cause);
    }
    const underWay = new Set();
    /** Buffers of writes that are over. */
    const free = [];
    let failure;
    function tellFailure() {
        if (failure === undefined)
            return;
        failure.told = true;
        throw failure.error;
    }
    async function settled() {
        await Promise.all(underWay);
        tellFailure();
    }
    async function begin(data, position) {
        while (underWay.size >= UNDER_WAY)
            await Promise.race(underWay);
        tellFailure();
        const kept = free.pop();
        const fits = kept !== undefined && kept.length >= data.length;
        const buffer = fits ? kept : Buffer.allocUnsafeSlow(Math.max(BUFFER, data.length));
        buffer.set(data);
        const writing = writeAll(buffer.subarray(0, data.length), position).finally(() => {
            free.push(buffer);
            underWay.delete(writing);
        });
        underWay.add(writing);
    }
    /** Keeps a failure for the next call. */
    async function writeAll(data, position) {
        try {
            for (let written = 0; written < data.length;) {
                written += (await handle.write(data, written, data.length - written, position + written)).bytesWritten;
            }
        }
        catch (cause) {
            failure ??= { error: await diskError(path, position + data.length, cause), told: false };
        }
    }
    return {
        path,
        async write(data, position) {
            tellFailure();
            if (data.length > SMALL)
                return begin(data, position);
            try {
                for (let written = 0; written < data.length;) {
                    written += (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.writeSync)(handle.fd, data, written, data.length - written, position + written);
                }
            }
            catch (cause) {
                throw await diskError(path, position + data.length, cause);
            }
        },
        async truncate(bytes) {
            await settled();
            try {
                await handle.truncate(bytes);
            }
            catch (cause) {
                throw await diskError(path, bytes, cause);
            }
        },
        async close() {
            await Promise.all(underWay);
            await handle.close();
            if (failure?.told === false)
                tellFailure();
        },
    };
}
/** Makes the file's content durable. @throws RestoreError `disk` */
async function makeDurable(path) {
    try {
        // For writing, because Windows flushes nothing else.
        const file = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.open)(path, 'r+');
        try {
            await file.sync();
        }
        finally {
            await file.close();
        }
    }
    catch (cause) {
        throw await diskError(path, await fileSize(path).catch(() => 0), cause);
    }
}
/** Size of the file in bytes. */
async function fileSize(path) {
    return (await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.stat)(path)).size;
}


/***/ }),

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


/***/ }),

/***/ 4914:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  n: () => (/* binding */ assess),
  k: () => (/* binding */ remember)
});

// EXTERNAL MODULE: ./lib/quantities.js
var quantities = __webpack_require__(3682);
;// CONCATENATED MODULE: ./lib/checks/asking.js
/** Characters. */
const LONGEST_TEXT = 1000;
/** @throws the signal's reason, and RestoreErrors of the child processes */
function asking(path, sqlite, limits, signal) {
    return {
        queryRows: limits.queryRows,
        ask(sql, parameters, maxRows) {
            signal.throwIfAborted();
            const query = { sql, parameters, maxRows, timeout: limits.queryTime };
            return sqlite.query(path, query, signal);
        },
    };
}
function cut(text) {
    return text.length <= LONGEST_TEXT ? text : `${text.slice(0, LONGEST_TEXT - 1)}…`;
}
function checkResult(kind, name, status, expected, found, rows = []) {
    return { kind, name: cut(name), status, expected: cut(expected), found: cut(found), rows: rows.map(cut) };
}
/**
 * What SQLite says when this machine is the reason (sqlite3ErrStr in main.c), and the data is not. Nor does a process that
 * died (run-child.ts) say anything of the data: mostly the machine has no more memory.
 */
const NOT_THE_DATA = /^(?:out of memory|database or disk is full|disk I\/O error|unable to open database file|The SQLite process |its process )/;
/**
 * The meaning of a question that has no answer. SQLite's refusal (`no such table: users`) speaks of the data; a time limit,
 * this machine and a statement that is not let through do not.
 */
function unanswered(answer) {
    const { kind, reason } = answer;
    if (kind === 'timeout')
        return { status: 'inconclusive', found: `no answer: ${reason}` };
    if (kind === 'refused')
        return { status: 'inconclusive', found: `not asked: ${reason}` };
    return { status: NOT_THE_DATA.test(reason) ? 'inconclusive' : 'fail', found: `SQLite says: ${reason}` };
}
/** The only cell of the only row, for questions that have exactly one. */
function onlyCell(answer) {
    return answer.kind === 'rows' ? answer.first[0]?.[0] : undefined;
}
/** An identifier in SQL. */
function quoted(name) {
    return `"${name.replaceAll('"', '""')}"`;
}

// EXTERNAL MODULE: ./lib/history/history.js
var history_history = __webpack_require__(9076);
// EXTERNAL MODULE: ./lib/checks/checks-file.js
var checks_file = __webpack_require__(5723);
;// CONCATENATED MODULE: ./lib/checks/threshold.js
// One number against an earlier one: by which share it fell or rose, and whether that is worth a word.

/**
 * @param floor the least difference that counts: 5 % of ten rows is noise. What falls to 0 counts whatever the floor says,
 *   but below the floor it is a warning at most
 */
function changeOf(before, now, limits, floor) {
    const share = before === 0 ? (now === 0 ? 0 : Number.POSITIVE_INFINITY) : (now - before) / before;
    const pass = { status: 'pass', share, expected: '' };
    // A share of nothing is no measure of growth.
    if (before === 0)
        return pass;
    const small = Math.abs(now - before) < floor;
    if (small && now !== 0)
        return pass;
    const [word, warn, fail] = share < 0 ? ['fall', limits.shrinkWarn, limits.shrinkFail] : ['rise', limits.growWarn, limits.growFail];
    const size = Math.abs(share);
    const crossed = (status, limit) => ({
        status,
        share,
        expected: `no ${word} of ${percent(limit)} or more`,
    });
    if (size === 0)
        return pass;
    if (fail !== undefined && size >= fail)
        return crossed(small ? 'warn' : 'fail', fail);
    if (warn !== undefined && size >= warn)
        return crossed('warn', warn);
    return pass;
}
/** True when no number can cross them. */
function areOff({ shrinkWarn, shrinkFail, growWarn, growFail }) {
    return [shrinkWarn, shrinkFail, growWarn, growFail].every(limit => limit === undefined);
}
/** `20 %`, `0.5 %`, `1,200 %`. */
function percent(share) {
    const value = share * 100;
    return `${value >= 100 ? (0,quantities/* countText */.lT)(Math.round(value)) : Number(value.toPrecision(3))} %`;
}
/** `+3.1 %`, `−20 %`, `±0 %`. */
function shareText(share) {
    if (share === 0)
        return '±0 %';
    if (!Number.isFinite(share))
        return 'from none';
    return `${share < 0 ? '−' : '+'}${percent(Math.abs(share))}`;
}

;// CONCATENATED MODULE: ./lib/checks/drift-rows.js
// The rows of each table against the last good run. Most tables are as they should be: those are one line.





/** Rows that must have gone or come in a table that `drift.tables` does not name. */
const ROWS_FLOOR = 20;
/** Tables that get a line of their own; the others share one. */
const MOST_LINES = 20;
const WITHIN = 'within the thresholds of the last good run';
const SEVERITY = { fail: 0, inconclusive: 1, warn: 2, pass: 3 };
function compareRows(run, base, drift) {
    const now = new Map(Object.entries(run.rows).map(([name, rows]) => [(0,checks_file/* nameKey */.R)(name), rows]));
    const lines = [];
    let compared = 0;
    let largest;
    for (const [table, before] of Object.entries(base.rows)) {
        const key = (0,checks_file/* nameKey */.R)(table);
        const rows = now.get(key);
        const own = drift.tables.get(key);
        const limits = own ?? drift.rows;
        if (rows === undefined) {
            lines.push(...missing(table, before, run, drift.missingTable));
            continue;
        }
        if (areOff(limits) || before === null)
            continue;
        compared++;
        if (rows === null) {
            lines.push(line(table, 'inconclusive', `about ${(0,quantities/* countOf */.pq)(before, 'row')}`, 'rows that could not be counted'));
            continue;
        }
        // Whoever names a table means its thresholds, however small it is.
        const change = changeOf(before, rows, limits, own === undefined ? ROWS_FLOOR : 0);
        if (change.status !== 'pass') {
            const expected = `${change.expected}: ${(0,quantities/* countOf */.pq)(before, 'row')} in the run of ${(0,quantities/* instantText */.Xx)(base.at)}`;
            lines.push(line(table, change.status, expected, `${(0,quantities/* countOf */.pq)(rows, 'row')} (${shareText(change.share)})`));
        }
        else if (largest === undefined || weight(change.share) > weight(largest.share)) {
            largest = { table, share: change.share };
        }
    }
    return [...within(compared, lines, largest), ...shortened(lines)];
}
/** For choosing what to show: growth from nothing has no share. */
function weight(share) {
    return Number.isFinite(share) ? Math.abs(share) : 0;
}
function line(table, status, expected, found) {
    return checkResult('drift-rows', `rows of table ${table}`, status, expected, found);
}
function missing(table, before, { rows }, severity) {
    // A list that is full ends somewhere: what would stand behind its end is not known to be gone.
    const names = Object.keys(rows);
    const beyond = names.length >= history_history/* MOST_TABLES */.G && names.every(name => name < table);
    if (severity === 'off' || beyond)
        return [];
    const expected = before === null ? 'the table' : `the table, with ${(0,quantities/* countOf */.pq)(before, 'row')} in the last good run`;
    return [checkResult('drift-table', `table ${table}`, severity, expected, 'no such table')];
}
/** The line for all tables that are within their thresholds. */
function within(compared, lines, largest) {
    const fine = compared - lines.filter(({ kind }) => kind === 'drift-rows').length;
    if (fine <= 0)
        return [];
    const change = largest === undefined || largest.share === 0 ? 'none changed' : mostChanged(largest);
    const found = `${(0,quantities/* countOf */.pq)(fine, 'table')} within, ${change}`;
    return [checkResult('drift-rows', 'rows of the tables', 'pass', WITHIN, found)];
}
function mostChanged({ table, share }) {
    return `most changed: ${table} (${shareText(share)})`;
}
/** The worst first, and no more than a person reads. */
function shortened(lines) {
    const sorted = lines.toSorted((a, b) => SEVERITY[a.status] - SEVERITY[b.status]);
    const [first, ...others] = sorted.slice(MOST_LINES);
    if (first === undefined)
        return sorted;
    return [
        ...sorted.slice(0, MOST_LINES),
        // Sorted: the first of the rest is the worst of it.
        checkResult(first.kind, 'further tables', first.status, WITHIN, `${(0,quantities/* countText */.lT)(others.length + 1)} more that are not`),
    ];
}

;// CONCATENATED MODULE: ./lib/checks/drift.js




/** Bytes: a few pages more or less are no drift. */
const SIZE_FLOOR = 65_536;
/** Milliseconds: runners differ that much from night to night. */
const TIME_FLOOR = 10_000;
/** Frames or pages. */
const INCREMENTS_FLOOR = 100;
/** Runs whose middle is the baseline of what varies, and the fewest of them that make one. */
const RECENT = 7;
const FEWEST = 3;
/**
 * One result for each thing that is looked at, and one more for each table whose rows or absence is worth a word. A first
 * run has one result, which says that there is no baseline yet.
 */
function compareWithHistory(run, { runs, doubt }, drift) {
    const base = runs.at(-1);
    const damaged = doubt === '' ? [] : [result('drift-rows', 'warn', 'a history that can be read', doubt, 'the history')];
    if (base === undefined) {
        const first = result('drift-rows', 'pass', 'an earlier good run', 'none: this run is the first of a new history');
        return [...damaged, first];
    }
    const since = `of the run of ${(0,quantities/* instantText */.Xx)(base.at)}`;
    return [
        ...damaged,
        ...compareRows(run, base, drift),
        ...compareSize(run, base, drift.size, since),
        ...compareSchema(run, base, drift.schema, since),
        ...compareRecent('drift-time', 'time of restore and check', runs, run, drift.time, {
            of: ({ restoreMs, checkMs }) => restoreMs + checkMs,
            text: quantities/* durationText */.S5,
            floor: TIME_FLOOR,
        }),
        ...compareRecent('drift-increments', 'frames or pages applied from increments', runs, run, drift.increments, {
            of: ({ framesApplied }) => framesApplied,
            text: quantities/* countText */.lT,
            floor: INCREMENTS_FLOOR,
        }),
    ];
}
function result(kind, status, expected, found, name = 'compared with earlier good runs') {
    return checkResult(kind, name, status, expected, found);
}
/** Bytes in pages that are used: VACUUM makes a file smaller without losing anything, and deleting rows leaves it as it is. */
function usedBytes({ bytes, pages, freelistPages }) {
    return pages === 0 ? 0 : Math.round((bytes / pages) * Math.max(0, pages - freelistPages));
}
function compareSize(run, base, limits, since) {
    if (areOff(limits))
        return [];
    const [before, now] = [usedBytes(base), usedBytes(run)];
    const { status, share, expected } = changeOf(before, now, limits, SIZE_FLOOR);
    const free = run.freelistPages === 0 ? '' : ` in use, ${(0,quantities/* countOf */.pq)(run.freelistPages, 'page')} free`;
    const found = `${(0,quantities/* bytesText */.pV)(now)}${free} (${shareText(share)})`;
    return [
        result('drift-size', status, `${expected || 'about as large'}, ${(0,quantities/* bytesText */.pV)(before)} ${since}`, found, 'size'),
    ];
}
function compareSchema(run, base, severity, since) {
    if (severity === 'off')
        return [];
    const same = run.schemaFingerprint === base.schemaFingerprint;
    const expected = `the schema ${since} (${base.schemaFingerprint.slice(0, 12)})`;
    const found = same ? 'the same' : `another one (${run.schemaFingerprint.slice(0, 12)})`;
    return [result('drift-schema', same ? 'pass' : severity, expected, found, 'schema')];
}
function compareRecent(kind, name, runs, run, limits, { of, text, floor }) {
    if (areOff(limits))
        return [];
    const recent = runs.slice(-RECENT).map(of);
    if (recent.length < FEWEST) {
        return [result(kind, 'pass', `${FEWEST} good runs to compare with`, `only ${recent.length} yet`, name)];
    }
    const [before, now] = [medianOf(recent), of(run)];
    const { status, share, expected } = changeOf(before, now, limits, floor);
    const middle = `${text(before)}, the middle of the last ${recent.length} good runs`;
    return [
        result(kind, status, `${expected || 'about as before'}: ${middle}`, `${text(now)} (${shareText(share)})`, name),
    ];
}
/** Of at least one value; of an even number the lower one of the middle. */
function medianOf(values) {
    return values.toSorted((a, b) => a - b)[Math.ceil(values.length / 2) - 1] ?? 0;
}

;// CONCATENATED MODULE: ./lib/checks/movement.js


/**
 * @param sha256 of the restored file, in hex
 * @param runs earlier good runs, oldest first
 */
function movementOf(plan, objects, sha256, runs) {
    const other = runs.findLastIndex(run => run.sha256 !== sha256);
    const seen = runs[other + 1]?.at;
    const stored = imageSince(plan, objects);
    const since = [seen, stored].filter(time => time !== undefined);
    return {
        endsInIncrement: isIncrement(plan),
        sameSince: since.length === 0 ? undefined : Math.min(...since),
        changedAfter: runs[other]?.at,
        newestStored: objects.reduce((newest, { lastModified }) => Math.max(newest, lastModified), 0),
    };
}
function isIncrement({ layers }) {
    const kind = layers.at(-1)?.kind;
    return kind !== undefined && kind !== 'snapshot';
}
/** The oldest object with the tag and size of the image that is the restore point: equal tags mean equal bytes. */
function imageSince({ layers }, objects) {
    const [image, ...others] = layers.at(-1)?.objects ?? [];
    if (isIncrement({ layers }) || image === undefined || others.length > 0)
        return undefined;
    const same = objects.filter(({ key, etag, size }) => key !== image.key && etag === image.etag && size === image.size);
    if (same.length === 0)
        return undefined;
    return same.reduce((oldest, { lastModified }) => Math.min(oldest, lastModified), image.lastModified);
}
/**
 * A writer that uploads, and captures nothing new. Without uploads there is no stalled writer: that is for `max-age` to say.
 * Longer than both limits is a failure; longer than the written `unchangedFor` alone is a warning.
 */
function checkWriter(limits, movement, now) {
    const { maxAge, unchangedFor, clockSkew } = limits;
    const limit = unchangedFor ?? maxAge;
    if (limit === undefined)
        return [];
    const expected = `uploads hold the same data for no longer than ${(0,quantities/* durationText */.S5)(limit)}`;
    const result = (status, found) => checkResult('writer-stalled', 'the writer captures new data', status, expected, found);
    const { sameSince, newestStored } = movement;
    if (sameSince === undefined)
        return [result('pass', 'nothing that shows the same data twice')];
    const same = now - sameSince;
    const sameText = `the same bytes since ${(0,quantities/* instantText */.Xx)(sameSince)}, for ${(0,quantities/* durationText */.S5)(same)}`;
    if (same <= limit + clockSkew)
        return [result('pass', sameText)];
    if (newestStored <= sameSince + clockSkew)
        return [result('pass', `${sameText}, and nothing was uploaded since`)];
    const status = maxAge !== undefined && same > maxAge + clockSkew ? 'fail' : 'warn';
    return [result(status, `${sameText}, while the newest object is of ${(0,quantities/* instantText */.Xx)(newestStored)}`)];
}

;// CONCATENATED MODULE: ./lib/checks/time-value.js
const DAY = 86_400_000;
/** 1970-01-01 00:00 UTC as a Julian day (sqlite.org/lang_datefunc.html). */
const JULIAN_1970 = 2_440_587.5;
/** Milliseconds: 1973-03-03 to 2201-05-01. Outside lie sentinels such as 9999-12-31, and other units. */
const FIRST = 1e11;
const LAST = 7.3e12;
/**
 * Numbers, by range. The ranges are far apart, so that none can mean two times: Julian days of 1970 to 2201 are about 2.5
 * million, seconds of 1973 to 2201 lie between 100 million and 7,300 million, milliseconds are a thousand times that.
 */
function numberTime(value) {
    if (value >= FIRST && value <= LAST)
        return moment(value);
    if (value >= FIRST / 1000 && value <= LAST / 1000)
        return moment(value * 1000);
    // A real holds a Julian day to about 0.05 ms.
    return moment(Math.round((value - JULIAN_1970) * DAY));
}
function moment(milliseconds) {
    if (!(milliseconds >= 0 && milliseconds <= LAST))
        return undefined;
    return { earliest: Math.floor(milliseconds), latest: Math.floor(milliseconds) };
}
/**
 * RFC 3339 and SQLite's own `YYYY-MM-DD HH:MM[:SS[.SSS]]`, with `T` or a blank, in UTC where no zone is written
 * (sqlite.org/lang_datefunc.html, "Time values").
 */
const CALENDAR = /^(\d{4})-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?\s?(?:([Zz])|([+-])(\d\d):?(\d\d))?)?$/;
function textTime(text) {
    const match = CALENDAR.exec(text);
    if (match === null)
        return undefined;
    const [, year, month, day, hour, minute, second, fraction, , sign, zoneHours, zoneMinutes] = match;
    const date = Date.UTC(Number(year), Number(month) - 1, Number(day));
    const made = new Date(date);
    // Date.UTC makes 2 March of 30 February.
    if (made.getUTCMonth() + 1 !== Number(month) || made.getUTCDate() !== Number(day))
        return undefined;
    if (date < 0 || date > LAST)
        return undefined;
    if (hour === undefined)
        return { earliest: date, latest: date + DAY - 1 };
    const [h, m, s] = [Number(hour), Number(minute), Number(second ?? 0)];
    const [zh, zm] = [Number(zoneHours ?? 0), Number(zoneMinutes ?? 0)];
    // 60: a leap second.
    if (h > 23 || m > 59 || s > 60 || zh > 23 || zm > 59)
        return undefined;
    const zone = (sign === '-' ? -1 : 1) * (zh * 60 + zm) * 60_000;
    const milliseconds = fraction === undefined ? 0 : Math.floor(Number(`0.${fraction}`) * 1000);
    return moment(date + (h * 3600 + m * 60 + s) * 1000 + milliseconds - zone);
}
/** The moments that one value of SQLite means; undefined where it is no time. `strftime('%s')` gives its seconds as text. */
function timeOf({ type, text }) {
    if (type === 'null' || type === 'blob')
        return undefined;
    const trimmed = text.trim();
    const isNumber = /^\d{1,16}(?:\.\d{1,16})?(?:[eE]\+?\d{1,2})?$/.test(trimmed);
    return isNumber ? numberTime(Number(trimmed)) : textTime(trimmed);
}

;// CONCATENATED MODULE: ./lib/checks/freshness.js




/**
 * One result each for `max-age`, `freshness-query` and the writer, as far as they are asked for.
 * @throws RestoreError those of {@link Sqlite.query}
 */
async function checkFreshness(asked, state) {
    const data = asked.freshnessQuery === undefined ? undefined : await askData(asked.freshnessQuery, asked, state);
    return [
        ...(asked.maxAge === undefined ? [] : [checkMaxAge(asked.maxAge, asked, state, data?.time)]),
        ...(data === undefined ? [] : [data.result]),
        ...checkWriter(asked, state.movement, state.now),
    ];
}
async function askData(sql, { maxAge, clockSkew }, state) {
    const { path, queryTime, signal } = state;
    const answer = await state.sqlite.query(path, { sql, parameters: [], maxRows: 2, timeout: queryTime }, signal);
    const expected = maxAge === undefined ? 'a max-age to measure it by' : `not older than ${(0,quantities/* durationText */.S5)(maxAge)}`;
    const say = ([status, found]) => checkResult('freshness-query', 'newest time in the data', status, expected, found);
    if (answer.kind !== 'rows') {
        const { status, found } = unanswered(answer);
        return { result: say([status, found]) };
    }
    const [first] = answer.first;
    // An empty table is the oldest data there is: “newest row: none” passed by is how drills fail to fail.
    if (first === undefined)
        return { result: say(['fail', 'no row']) };
    const [cell, ...others] = first;
    if (answer.total > 1 || answer.stopped || cell === undefined || others.length > 0) {
        return { result: say(['fail', 'more than one value: the query has to give one row with one column']) };
    }
    if (cell.type === 'null')
        return { result: say(['fail', 'NULL: there is no newest row']) };
    const moments = timeOf(cell);
    if (moments === undefined) {
        return { result: say(['inconclusive', `${shapeOf(cell)}, which is no time of 1973 to 2201`]) };
    }
    const finding = judgeMoments(moments, maxAge, clockSkew, state);
    return { result: say(finding), time: finding[0] === 'pass' ? moments.earliest : undefined };
}
/** What is no time is somebody's data: it is not shown. Numbers of 16 digits are microseconds, of 19 nanoseconds. */
function shapeOf({ type, text }) {
    return `a value of type ${type} with ${(0,quantities/* countOf */.pq)(text.length, type === 'integer' ? 'digit' : 'character')}`;
}
function judgeMoments({ earliest, latest }, maxAge, clockSkew, { now, point }) {
    const text = (0,quantities/* instantText */.Xx)(earliest);
    if (earliest > now + clockSkew) {
        return [
            'inconclusive',
            `${text}, ${(0,quantities/* durationText */.S5)(earliest - now)} after this machine’s clock: a clock or a zone is wrong`,
        ];
    }
    if (point.time !== undefined && point.timeIs !== 'unknown' && earliest > point.time + clockSkew) {
        return [
            'inconclusive',
            `${text}, later than the restore point (${(0,quantities/* instantText */.Xx)(point.time)}): the query, a zone or a clock is wrong`,
        ];
    }
    if (maxAge === undefined)
        return ['inconclusive', text];
    const found = `${text}, ${(0,quantities/* durationText */.S5)(Math.max(0, now - earliest))} old`;
    if (now - earliest <= maxAge + clockSkew)
        return ['pass', found];
    if (now - latest > maxAge + clockSkew)
        return ['fail', found];
    return ['inconclusive', `${text.slice(0, 10)}, a day without a time: too coarse to tell`];
}
function checkMaxAge(maxAge, { clockSkew, unchangedFor, freshnessQuery }, { point, movement, now }, dataTime) {
    const [status, found] = judgePoint();
    return checkResult('max-age', 'age of the restore point', status, `not older than ${(0,quantities/* durationText */.S5)(maxAge)}`, found);
    function judgePoint() {
        const { time, timeIs, timeDoubt } = point;
        const byData = dataTime === undefined ? undefined : `it holds data of ${(0,quantities/* instantText */.Xx)(dataTime)}`;
        if (time === undefined || timeIs === 'unknown') {
            if (byData !== undefined)
                return ['pass', `its time is not known, but ${byData}`];
            return ['inconclusive', 'a restore point of unknown time'];
        }
        const moment = `${timeIs === 'exact' ? '' : 'not newer than '}${(0,quantities/* instantText */.Xx)(time)}`;
        if (time > now + clockSkew) {
            return ['inconclusive', `${moment}, ${(0,quantities/* durationText */.S5)(time - now)} after this machine’s clock: a clock is wrong`];
        }
        const age = (0,quantities/* durationText */.S5)(Math.max(0, now - time));
        if (now - time > maxAge + clockSkew)
            return ['fail', `${timeIs === 'exact' ? '' : 'at least '}${age} old (${moment})`];
        if (timeIs === 'exact')
            return ['pass', `${age} old (${moment})`];
        const because = byData ?? evidence(timeDoubt);
        if (because !== undefined)
            return ['pass', `${moment}, ${age} ago, and ${because}`];
        const doubt = timeDoubt ?? 'that is when a copy was stored, which can hold older data';
        const todo = freshnessQuery === undefined ? 'set freshness-query' : 'freshness-query does not show that it is newer';
        return ['inconclusive', `${moment}, ${age} ago; ${doubt}: ${todo}`];
    }
    /** What makes of “not newer than” a “not older than”. */
    function evidence(timeDoubt) {
        if (timeDoubt !== undefined)
            return undefined;
        if (movement.endsInIncrement)
            return 'its last increment was stored because something was committed';
        const { changedAfter, sameSince } = movement;
        if (changedAfter !== undefined && now - changedAfter <= maxAge + clockSkew) {
            return `the run of ${(0,quantities/* instantText */.Xx)(changedAfter)} found other data`;
        }
        if (unchangedFor === undefined)
            return undefined;
        const same = sameSince === undefined ? 0 : now - sameSince;
        return same <= unchangedFor + clockSkew ? 'freshness.unchanged-for allows that it stays the same' : undefined;
    }
}

// EXTERNAL MODULE: ./lib/checks/defaults.js
var defaults = __webpack_require__(8579);
// EXTERNAL MODULE: external "node:vm"
var external_node_vm_ = __webpack_require__(714);
;// CONCATENATED MODULE: ./lib/checks/values.js
// Whether a value of the database is what the checks file says, and how both are told without giving data away.


/** Characters from which on a value of the database may have been cut (QueryAnswer in sqlite/sqlite.ts). */
const CUT_LENGTH = 1000;
/** Milliseconds for one regular expression: on a hostile text a harmless-looking one can run for ever. */
const PATTERN_TIME = 1000;
/** What every comparison begins with: of a cut value nobody knows the rest. */
const isCut = ({ type, text }) => (type === 'text' || type === 'blob') && text.length >= CUT_LENGTH;
const isNumber = ({ type }) => type === 'integer' || type === 'real';
/**
 * Below 0, 0 or above 0, as `a - b`; NaN for what is no number. Integers of SQLite have 64 bits, more than a number of
 * JavaScript can hold.
 */
function compareNumbers({ type, text }, value) {
    const found = type === 'integer' ? BigInt(text) : Number(text.replace(/^([+-]?)Inf$/, '$1Infinity'));
    if (found < value)
        return -1;
    if (found > value)
        return 1;
    return Number.isNaN(found) ? Number.NaN : 0;
}
const compareTexts = (a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b));
const answer = (same) => (same ? 'same' : 'different');
/** Numbers by value, texts exactly, true and false as 1 and 0. A text also equals a number that SQLite prints like it. */
function equals(cell, value) {
    if (isCut(cell))
        return 'unknown';
    if (value === null)
        return answer(cell.type === 'null');
    if (typeof value === 'string')
        return answer(cell.type !== 'null' && cell.text === value);
    return answer(isNumber(cell) && compareNumbers(cell, Number(value)) === 0);
}
/** Both bounds belong to it. Texts are compared byte by byte, as SQLite does without a collation. */
function between(cell, low, high) {
    if (isCut(cell))
        return 'unknown';
    const inside = typeof low === 'number' && typeof high === 'number'
        ? isNumber(cell) && compareNumbers(cell, low) >= 0 && compareNumbers(cell, high) <= 0
        : cell.type === 'text' && compareTexts(cell.text, String(low)) >= 0 && compareTexts(cell.text, String(high)) <= 0;
    return answer(inside);
}
function matches(cell, pattern) {
    if (isCut(cell))
        return 'unknown';
    if (cell.type === 'null' || cell.type === 'blob')
        return 'different';
    try {
        // In a context of its own only because that is the way to a time limit. What comes back is a boolean.
        const found = (0,external_node_vm_.runInNewContext)('new RegExp(pattern, "u").test(text)', { pattern, text: cell.text }, { timeout: PATTERN_TIME });
        return answer(found === true);
    }
    catch {
        // The time limit, or a stack that going back and forth in the text has filled.
        return 'unknown';
    }
}
function compare(cell, expectation) {
    if (expectation.is === 'equals')
        return equals(cell, expectation.value);
    if (expectation.is === 'between')
        return between(cell, expectation.low, expectation.high);
    return matches(cell, expectation.pattern);
}
/** What the checks file itself holds may be shown. */
function valueText(value) {
    return typeof value === 'string' ? JSON.stringify(value) : value === null ? 'NULL' : String(value);
}
/** Numbers are shown, because a check that says “found another number” helps nobody; texts only where that is allowed. */
function cellText(cell, mayShow) {
    const { type, text } = cell;
    if (type === 'null')
        return 'NULL';
    if (isNumber(cell))
        return text;
    if (type === 'blob')
        return mayShow ? text : 'a blob';
    if (mayShow)
        return JSON.stringify(text);
    return isCut(cell)
        ? `a text of ${(0,quantities/* countText */.lT)(CUT_LENGTH)} characters or more`
        : `a text of ${(0,quantities/* countOf */.pq)(text.length, 'character')}`;
}

;// CONCATENATED MODULE: ./lib/checks/queries.js
// The checks file's own SQL, and rows that have to be there.



const STATUS = { same: 'pass', different: 'fail', unknown: 'inconclusive' };
function expectedText(expect) {
    if (expect.is === 'empty')
        return 'no rows';
    if (expect.is === 'not-empty')
        return 'at least one row';
    if (expect.is === 'equals')
        return `the value ${valueText(expect.value)}`;
    if (expect.is === 'matches')
        return `a value that matches ${expect.pattern}`;
    return `a value from ${valueText(expect.low)} to ${valueText(expect.high)}`;
}
/** Rows after which the answer is known. The number of those that should not be there is worth counting. */
function rowsNeeded(expect, queryRows) {
    return expect.is === 'empty' ? queryRows : expect.is === 'not-empty' ? 1 : 2;
}
function countFound({ total, stopped }) {
    return total === 0 ? 'no rows' : `${stopped ? 'more than ' : ''}${(0,quantities/* countOf */.pq)(total, 'row')}`;
}
function judgeValue(answer, expect, mayShow) {
    const { total, columns, first } = answer;
    const [row = []] = first;
    const [cell] = row;
    if (total !== 1 || columns.length !== 1 || cell === undefined) {
        const shape = total === 1 ? `a row of ${(0,quantities/* countOf */.pq)(columns.length, 'value')}` : countFound(answer);
        return { status: 'fail', found: `${shape}, and not one single value` };
    }
    const comparison = compare(cell, expect);
    const text = cellText(cell, mayShow);
    if (comparison !== 'unknown')
        return { status: STATUS[comparison], found: text };
    const why = expect.is === 'matches' && cell.text.length < 1000 ? 'matching it takes too long' : 'which is not compared';
    return { status: 'inconclusive', found: `${text}, ${why}` };
}
async function checkQuery({ name, sql, expect, showRows }, context) {
    const answer = await context.ask(sql, [], rowsNeeded(expect, context.queryRows));
    const { status, found } = judge();
    const shown = status === 'fail' && answer.kind === 'rows' ? answer.first.slice(0, showRows) : [];
    const columns = answer.kind === 'rows' ? answer.columns : [];
    return checkResult('query', name, status, expectedText(expect), found, shown.map(row => rowText(row, columns)));
    function judge() {
        if (answer.kind !== 'rows')
            return unanswered(answer);
        if (expect.is === 'empty')
            return { status: answer.total === 0 ? 'pass' : 'fail', found: countFound(answer) };
        if (expect.is === 'not-empty') {
            return answer.total > 0 ? { status: 'pass', found: 'at least one row' } : { status: 'fail', found: 'no rows' };
        }
        return judgeValue(answer, expect, showRows > 0);
    }
}
function rowText(row, columns) {
    return row.map((cell, index) => `${columns[index] ?? ''}=${cellText(cell, true)}`).join(', ');
}
/** `id = 1, name = "x"`. */
function valuesText(values) {
    return [...values].map(([column, value]) => `${column} = ${valueText(value)}`).join(', ');
}
/** Never shows a text of the row: there is no place in the checks file that would allow it. */
async function checkSample({ table, key, values }, { ask }) {
    const name = `table ${table} has the row with ${valuesText(key)}`;
    const expected = values.size === 0 ? 'one row' : valuesText(values);
    const parameters = [];
    // With its table's name before it, a name that no column has cannot be taken for a text.
    const conditions = [...key].map(([column, value]) => {
        if (typeof value === 'string')
            parameters.push(value);
        return `r.${quoted(column)} IS ${literal(value)}`;
    });
    const columns = [...values.keys()].map(column => `r.${quoted(column)}`).join(', ');
    const sql = `SELECT ${columns} FROM main.${quoted(table)} AS r WHERE ${conditions.join(' AND ')}`;
    const answer = await ask(sql, parameters, 2);
    if (answer.kind !== 'rows') {
        const { status, found } = unanswered(answer);
        return checkResult('sample', name, status, expected, found);
    }
    if (answer.total !== 1) {
        return checkResult('sample', name, 'fail', expected, answer.total === 0 ? 'no such row' : 'more than one such row');
    }
    const [row = []] = answer.first;
    const compared = [...values].map(([column, value], index) => {
        const cell = row[index];
        const outcome = cell === undefined ? 'unknown' : equals(cell, value);
        return { outcome, text: `${column} = ${cell === undefined ? 'not seen' : cellText(cell, false)}` };
    });
    const wrong = compared.filter(({ outcome }) => outcome !== 'same');
    const status = STATUS[wrong.find(({ outcome }) => outcome === 'different')?.outcome ?? wrong[0]?.outcome ?? 'same'];
    return checkResult('sample', name, status, expected, wrong.length === 0 ? 'the same' : wrong.map(({ text }) => text).join(', '));
}
/** Numbers stand in the statement itself: bound ones are reals, which a column of texts would take for `1.0`. */
function literal(value) {
    if (typeof value === 'string')
        return '?';
    return value === null ? 'NULL' : String(Number(value));
}

;// CONCATENATED MODULE: ./lib/checks/stated.js


function checkNumbers({ userVersion, applicationId }, facts) {
    const compared = [
        { kind: 'user-version', name: 'user_version', expected: userVersion, found: facts.userVersion },
        { kind: 'application-id', name: 'application_id', expected: applicationId, found: facts.applicationId },
    ];
    return compared.flatMap(({ kind, name, expected, found }) => expected === undefined
        ? []
        : [checkResult(kind, name, expected === found ? 'pass' : 'fail', String(expected), String(found))]);
}
function checkSchema({ file, fingerprint }, { schemaFingerprint }) {
    const name = `the schema has the fingerprint in ${file}`;
    if (fingerprint === undefined) {
        const found = `no fingerprint there; this schema's is ${schemaFingerprint}: when it is right, put it into that file`;
        return checkResult('schema', name, 'inconclusive', 'a fingerprint to compare with', found);
    }
    const status = fingerprint === schemaFingerprint ? 'pass' : 'fail';
    return checkResult('schema', name, status, fingerprint, schemaFingerprint);
}
async function checkMigrations({ table, column, at, includes }, context) {
    return [
        ...(at === undefined ? [] : [await newest(table, column, at, context)]),
        ...(includes === undefined ? [] : [await included(table, column, includes, context)]),
    ];
}
async function newest(table, column, at, { ask }) {
    const name = `the newest migration in ${table}.${column}`;
    const answer = await ask(`SELECT max(r.${quoted(column)}) FROM main.${quoted(table)} AS r`, [], 1);
    if (answer.kind !== 'rows') {
        const { status, found } = unanswered(answer);
        return checkResult('migrations', name, status, at, found);
    }
    const cell = onlyCell(answer);
    if (cell === undefined || cell.type === 'null')
        return checkResult('migrations', name, 'fail', at, 'no migration');
    const found = cell.type === 'text' ? cell.text : cellText(cell, false);
    return checkResult('migrations', name, cell.text === at ? 'pass' : 'fail', at, found);
}
async function included(table, column, version, { ask }) {
    const name = `migration ${version} in ${table}.${column}`;
    const result = (status, found) => checkResult('migrations', name, status, 'applied', found);
    const sql = `SELECT count(*) FROM main.${quoted(table)} AS r WHERE CAST(r.${quoted(column)} AS TEXT) = ?`;
    const answer = await ask(sql, [version], 1);
    if (answer.kind !== 'rows') {
        const { status, found } = unanswered(answer);
        return result(status, found);
    }
    const count = onlyCell(answer)?.text;
    if (count === undefined)
        return result('inconclusive', 'no answer');
    return count === '0' ? result('fail', 'missing') : result('pass', 'applied');
}

;// CONCATENATED MODULE: ./lib/checks/tables.js



/** One letter for each, because a cell of an answer has at most 1,000 characters. */
const BATCH = 900;
/** What one letter per entry of a JSON list says; the list is the parameter. */
function lettersOf(letter) {
    return `SELECT group_concat(${letter}, '' ORDER BY j.key) FROM json_each(?) AS j`;
}
/** `t` a table, `v` a view, `-` neither. */
const KINDS = lettersOf(`coalesce((
  SELECT max(CASE m.type WHEN 'table' THEN 't' ELSE 'v' END) FROM main.sqlite_schema AS m
   WHERE m.type IN ('table', 'view') AND m.name = j.value COLLATE NOCASE), '-')`);
/** Entries are [table, column]: `y` where the table has it. Hidden and generated columns count. */
const COLUMNS = lettersOf(`CASE WHEN EXISTS (
  SELECT 1 FROM pragma_table_xinfo(json_extract(j.value, '$[0]'), 'main') AS x
   WHERE x.name = json_extract(j.value, '$[1]') COLLATE NOCASE) THEN 'y' ELSE '-' END`);
async function letters(sql, entries, { ask }) {
    const found = [];
    for (let start = 0; start < entries.length; start += BATCH) {
        const batch = entries.slice(start, start + BATCH);
        const answer = await ask(sql, [JSON.stringify(batch)], 1);
        const text = onlyCell(answer)?.text ?? '';
        if (text.length === batch.length)
            found.push(...text.split(''));
        // One table of a module that is not there spoils the answer for all: then each is asked for by itself.
        else if (answer.kind === 'error' && batch.length > 1)
            found.push(...(await oneByOne(sql, batch, { ask })));
        else {
            const none = answer.kind === 'rows' ? { status: 'inconclusive', found: 'no answer' } : unanswered(answer);
            found.push(...batch.map(() => none));
        }
    }
    return found;
}
async function oneByOne(sql, entries, context) {
    const found = [];
    for (const entry of entries)
        found.push(...(await letters(sql, [entry], { ...context, queryRows: 1 })));
    return found;
}
async function checkTables(checks, facts, baseline, context) {
    const counted = new Map(facts.tables.map(({ name, rows }) => [(0,checks_file/* nameKey */.R)(name), rows]));
    const before = new Map(Object.entries(baseline?.rows ?? {}).map(([name, rows]) => [(0,checks_file/* nameKey */.R)(name), rows]));
    const kinds = await letters(KINDS, checks.map(({ table }) => table), context);
    const present = checks.filter((_, index) => kinds[index] === 't');
    const pairs = present.flatMap(({ table, columns }) => columns.map(column => [table, column]));
    const answers = await letters(COLUMNS, pairs, context);
    const columnsOf = (table) => pairs.flatMap(([owner, column], index) => (owner === table ? [{ column, there: answers[index] ?? '-' }] : []));
    const results = [];
    for (const [index, { table, columns, rows }] of checks.entries()) {
        const kind = kinds[index] ?? '-';
        results.push(tableResult(table, kind));
        if (kind !== 't')
            continue;
        if (columns.length > 0)
            results.push(columnsResult(table, columnsOf(table)));
        if (rows === undefined)
            continue;
        const known = counted.get((0,checks_file/* nameKey */.R)(table));
        const count = typeof known === 'number' ? known : await countRows(table, context);
        results.push(rowsResult(table, rows, count, before.get((0,checks_file/* nameKey */.R)(table))));
    }
    return results;
}
function tableResult(table, kind) {
    const result = (status, found) => checkResult('table', `table ${table} is there`, status, 'a table', found);
    if (typeof kind !== 'string')
        return result(kind.status, kind.found);
    return kind === 't' ? result('pass', 'a table') : result('fail', kind === 'v' ? 'a view' : 'no such table');
}
function columnsResult(table, columns) {
    const expected = columns.map(({ column }) => column).join(', ');
    const result = (status, found) => checkResult('columns', `table ${table} has its columns`, status, expected, found);
    const missing = columns.filter(({ there }) => there === '-').map(({ column }) => column);
    if (missing.length > 0)
        return result('fail', `no ${missing.join(', ')}`);
    const open = columns.map(({ there }) => there).find(there => typeof there !== 'string');
    return open === undefined ? result('pass', 'all of them') : result(open.status, open.found);
}
/** For what the facts do not name: tables of SQLite's and Litestream's own, and those beyond the first 1,000. */
async function countRows(table, { ask }) {
    const answer = await ask(`SELECT count(*) FROM main.${quoted(table)} AS r`, [], 1);
    if (answer.kind !== 'rows')
        return { status: 'inconclusive', found: `rows that could not be counted: ${answer.reason}` };
    const count = onlyCell(answer)?.text;
    return count === undefined ? { status: 'inconclusive', found: 'no answer' } : Number(count);
}
function rowsResult(table, { exact, min, max, within }, count, before) {
    const hasBaseline = within !== undefined && typeof before === 'number' && before > 0;
    const expected = [
        ...(exact === undefined ? [] : [`exactly ${(0,quantities/* countOf */.pq)(exact, 'row')}`]),
        ...(min === undefined ? [] : [`at least ${(0,quantities/* countOf */.pq)(min, 'row')}`]),
        ...(max === undefined ? [] : [`at most ${(0,quantities/* countOf */.pq)(max, 'row')}`]),
        ...(within === undefined
            ? []
            : [
                `within ${tables_percent(within)} of ${hasBaseline ? `the last good run's ${(0,quantities/* countOf */.pq)(before, 'row')}` : 'the last good run'}`,
            ]),
    ].join(', ');
    const result = (status, found) => checkResult('rows', `table ${table} has its rows`, status, expected === '' ? 'any number of rows' : expected, found);
    if (typeof count !== 'number')
        return result(count.status, count.found);
    const fits = (exact === undefined || count === exact) &&
        (min === undefined || count >= min) &&
        (max === undefined || count <= max) &&
        (!hasBaseline || Math.abs(count - before) <= before * within);
    const found = `${(0,quantities/* countOf */.pq)(count, 'row')}${within === undefined || hasBaseline ? '' : ', no baseline'}`;
    return result(fits ? 'pass' : 'fail', found);
}
/** Up to three decimals, as the checks file can write it. */
function tables_percent(share) {
    return `${Number((share * 100).toFixed(3))} %`;
}

;// CONCATENATED MODULE: ./lib/checks/run.js




/**
 * One result for each demand, in the order of the file's sections. Each question runs in a process of its own, one after
 * the other. What SQLite refuses to answer (no such table) is a `fail`; what ran out of time is `inconclusive`.
 * @throws RestoreError when SQLite's process cannot be asked, `cancelled`, `timeout` of the whole step
 */
async function runChecks(path, checks, context) {
    const { sqlite, facts, baseline, signal } = context;
    const questions = asking(path, sqlite, checks.limits, signal);
    const results = [...(await checkTables(checks.tables, facts, baseline, questions))];
    for (const query of checks.queries)
        results.push(await checkQuery(query, questions));
    results.push(...checkNumbers(checks, facts));
    if (checks.schema !== undefined)
        results.push(checkSchema(checks.schema, facts));
    if (checks.migrations !== undefined)
        results.push(...(await checkMigrations(checks.migrations, questions)));
    for (const sample of checks.samples)
        results.push(await checkSample(sample, questions));
    return results;
}

// EXTERNAL MODULE: ./lib/history/history-text.js
var history_text = __webpack_require__(6054);
;// CONCATENATED MODULE: ./lib/history/keep.js

/**
 * The runs to write: the earlier ones and this one, `keep` at most. Of a stretch of runs over the same data the first and
 * the last stay: the first tells since when, and however often a quiet database is checked, the runs before it stay too.
 */
function runsToKeep(earlier, run, keep) {
    const [last, before] = [earlier.at(-1), earlier.at(-2)];
    const third = last?.sha256 === run.sha256 && before?.sha256 === run.sha256;
    const runs = [...(third ? earlier.slice(0, -1) : earlier), run];
    return runs.slice(-Math.min(keep, history_text/* MOST_RUNS */.nD));
}

// EXTERNAL MODULE: ./lib/pipeline/baseline.js
var baseline = __webpack_require__(4227);
;// CONCATENATED MODULE: ./lib/pipeline/assess.js







const NO_HISTORY = { runs: [], doubt: '' };
/** Facts cost one more pass over the tables: only who asks for evidence pays for it. */
function wantsFacts({ mode, checks }) {
    return checks !== undefined || mode === 'verify';
}
/**
 * Asks everything that the request demands of a sound database.
 * @throws RestoreError when SQLite's process cannot be asked, `cancelled`, `timeout`
 */
async function assess(entry, backup, context) {
    const { request, sqlite, signal } = context;
    const checks = request.checks ?? defaults/* NO_CHECKS */.c;
    const store = (0,baseline/* hasHistory */.t)(request) ? context.history : undefined;
    const history = (await store?.read(signal)) ?? NO_HISTORY;
    const facts = wantsFacts(request)
        ? await sqlite.describe(entry.path, { hashes: checks.tableHashes }, signal)
        : undefined;
    const run = facts === undefined ? undefined : thisRun(entry, backup, facts, context);
    const results = [];
    if (request.checks !== undefined && facts !== undefined) {
        results.push(...(await runChecks(entry.path, checks, { sqlite, facts, baseline: history.runs.at(-1), signal })));
    }
    results.push(...(await freshness(entry, backup, history, context)));
    if (store !== undefined && run !== undefined)
        results.push(...compareWithHistory(run, history, checks.drift));
    return { results, facts, run, history: history.runs };
}
async function freshness({ path, plan, database }, { objects }, { runs }, { request, sqlite, signal, now }) {
    const { maxAge, freshnessQuery, checks = defaults/* NO_CHECKS */.c } = request;
    const { clockSkew, unchangedFor } = checks.freshness;
    const movement = movementOf(plan, objects, database.sha256, runs);
    const queryTime = checks.limits.queryTime;
    return checkFreshness({ maxAge, freshnessQuery, clockSkew, unchangedFor }, { path, point: plan.point, movement, now, sqlite, queryTime, signal });
}
/** This run as the history keeps it. */
function thisRun({ database, plan, framesApplied }, backup, facts, { now, phases }) {
    const spent = (...names) => phases.filter(({ name }) => names.includes(name)).reduce((sum, { ms }) => sum + ms, 0);
    return {
        at: now,
        position: plan.point.position,
        pointTime: plan.point.time ?? null,
        sha256: database.sha256,
        bytes: database.bytes,
        pages: database.pages,
        freelistPages: facts.freelistPages,
        schemaFingerprint: facts.schemaFingerprint,
        rows: Object.fromEntries(facts.tables.map(({ name, rows }) => [name, rows])),
        incrementsApplied: plan.incrementsApplied,
        framesApplied,
        storedBytes: backup.objects.reduce((sum, { size }) => sum + size, 0),
        objects: backup.objects.length,
        restoreMs: spent('list', 'plan', 'fetch', 'cache'),
        checkMs: spent('check'),
    };
}
/** Keeps what a good run saw, for the runs after it. Never throws: a history that cannot be written is a warning. */
async function remember({ run, history, results }, { plan }, { request, history: store }) {
    if (store === undefined || run === undefined || !(0,baseline/* hasHistory */.t)(request) || !(0,baseline/* isGoodRun */.x)(plan, results))
        return;
    await store.write(runsToKeep(history, run, (request.checks ?? defaults/* NO_CHECKS */.c).history.keep));
}


/***/ }),

/***/ 9303:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Qj: () => (/* binding */ DAMAGE),
/* harmony export */   Ve: () => (/* binding */ objectsToBlame),
/* harmony export */   b$: () => (/* binding */ planAndBuild)
/* harmony export */ });
/* harmony import */ var _engine_overlay_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(230);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(452);
// Plan, build, and when an object turns out to be gone or damaged: plan again without it.


/** Equal for equal bytes under one key. */
function versionOf({ key, etag }) {
    return `${etag} ${key}`;
}
/** Damage that may lie in the bytes as they came, not as they are stored: such an object is read once more. */
const DAMAGE = ['truncated', 'trailing', 'decompress', 'checksum', 'format'];
/** Plans tried at most: a bucket of ruins, or one that changes all the time, must still end. */
const MAX_PLANS = 16;
/**
 * Another plan is taken without asking only when it reaches the same restore point, or when the listing itself has
 * changed (retention ran). An older point needs `on-incomplete: warn`, and is called `partial`.
 * @throws RestoreError of the first failure when no other plan may be taken
 */
async function planAndBuild(found, attempt) {
    const excluded = new Map();
    const failures = [];
    const readTwice = new Set();
    const { damaged = new Map() } = attempt;
    let current = found;
    let firstPosition;
    for (let tries = 1;; tries += 1) {
        attempt.signal.throwIfAborted();
        let failed;
        let refusal;
        try {
            const fresh = await attempt.plan(current, excluded);
            if (failures.length === 0)
                firstPosition = fresh.point.position;
            refusal = refusalOf(fresh, firstPosition ?? '', failures, attempt.onIncomplete);
            if (refusal !== undefined)
                throw refusal;
            const plan = withHistory(fresh, firstPosition ?? '', failures);
            refuseDamaged(plan, damaged);
            return { plan, built: await attempt.build(plan), found: current, excluded };
        }
        catch (thrown) {
            attempt.signal.throwIfAborted();
            if (thrown === refusal)
                throw thrown;
            // A plan that failed before it named its point: whatever comes after it is not known to be as new.
            firstPosition ??= '';
            const { error, candidates } = unwrap(thrown, current.backup.objects);
            failed = objectsToBlame(error, candidates, current.backup.objects).filter(({ key }) => !excluded.has(key));
            if (failed.length === 0 || tries >= MAX_PLANS || !mayPlanAgain(error, thrown))
                throw advised(failures[0] ?? error);
            if (error.failure.doubt === true) {
                attempt.log.info(`${error.message} Planning again without it.`);
                for (const { key } of failed)
                    excluded.set(key, error.failure.what);
                continue;
            }
            const isNews = (object) => !readTwice.has(object.key) && !damaged.has(versionOf(object));
            const fresh = (0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .isRestoreError */ .hm)(error, ...DAMAGE) ? failed.filter(isNews) : [];
            if (fresh.length > 0) {
                for (const { key } of fresh)
                    readTwice.add(key);
                attempt.log.warn(`${error.message} Reading it once more.`);
                continue;
            }
            failures.push(error);
            for (const object of damagedAlone(thrown, error))
                damaged.set(versionOf(object), error);
            attempt.log.warn(`${error.message} Planning again without it.`);
        }
        const [error] = failures.slice(-1);
        if ((0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .isRestoreError */ .hm)(error, 'gone', 'changed')) {
            current = await attempt.find();
            const { objects } = current.backup;
            const stillListed = failed.filter(old => objects.some(({ key, etag }) => key === old.key && etag === old.etag));
            if (stillListed.length < failed.length) {
                // The bucket itself moved on: what its listing offers now is the backup, not a fallback.
                failures.length = 0;
                firstPosition = undefined;
            }
            failed = stillListed;
        }
        for (const { key } of failed)
            excluded.set(key, error?.failure.what ?? 'it failed');
    }
}
/** @throws LayerFailure as reading the object once more would */
function refuseDamaged({ layers }, damaged) {
    if (damaged.size === 0)
        return;
    for (const layer of layers) {
        for (const object of layer.objects) {
            const error = damaged.get(versionOf(object));
            if (error !== undefined)
                throw new _engine_overlay_js__WEBPACK_IMPORTED_MODULE_0__/* .LayerFailure */ .kN(layer, error);
        }
    }
}
/**
 * The objects that fail in whatever plan they are. What a plan's layers only show together may be another one's fault, and
 * what has gone may be listed no more.
 */
function damagedAlone(thrown, error) {
    const { code, failure } = error;
    if (!(thrown instanceof _engine_overlay_js__WEBPACK_IMPORTED_MODULE_0__/* .LayerFailure */ .kN) || failure.together === true || code === 'gone' || code === 'changed')
        return [];
    return thrown.layer.objects.filter(({ key }) => failure.where?.endsWith(key) === true);
}
/** Decoders know what is wrong with the bytes, and not what can be done about it. */
function advised(error) {
    if (!(0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .isRestoreError */ .hm)(error, ...DAMAGE) || error.failure.todo !== undefined)
        return error;
    const todo = 'Restore an earlier point (input timestamp or position; last-good: report looks for one), and find out what damaged the object.';
    return new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .RestoreError */ .DZ(error.code, { ...error.failure, todo });
}
function mayPlanAgain(error, thrown) {
    // A gap that only decoding shows (Litestream 0.3 names no lengths): what lies before it can still be planned.
    if (thrown instanceof _engine_overlay_js__WEBPACK_IMPORTED_MODULE_0__/* .LayerFailure */ .kN && (0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .isRestoreError */ .hm)(error, 'gap'))
        return true;
    return (0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .isRestoreError */ .hm)(error, 'gone', 'changed', 'truncated', 'trailing', 'decompress', 'checksum', 'format', 'archived');
}
/** The first failure, when the plan made after it is not known to be as new and the user did not allow an older one. */
function refusalOf(plan, firstPosition, [cause], onIncomplete) {
    if (cause === undefined || plan.point.position === firstPosition || onIncomplete === 'warn')
        return undefined;
    const offer = `An older restore point is there: set on-incomplete: warn, or position: ${plan.point.position}.`;
    return new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .RestoreError */ .DZ(cause.code, {
        ...cause.failure,
        todo: cause.failure.todo === undefined ? offer : `${cause.failure.todo} ${offer}`,
        cause,
    });
}
/** The plan, with what was tried before it in its notes, and in its proof when it is older than what was tried. */
function withHistory(plan, firstPosition, failures) {
    const [cause] = failures;
    if (cause === undefined)
        return plan;
    const notes = [...plan.notes, ...failures.map(({ message }) => `planned again after: ${message}`)];
    if (plan.point.position === firstPosition)
        return { ...plan, notes };
    const because = [`This is older than the newest backup, which failed: ${cause.message}`, ...plan.proof.because];
    return { ...plan, notes, proof: { ...plan.proof, word: 'partial', because } };
}
/** The error itself, and the objects among which the failing one is. */
function unwrap(thrown, objects) {
    const layer = thrown instanceof _engine_overlay_js__WEBPACK_IMPORTED_MODULE_0__/* .LayerFailure */ .kN ? thrown.layer : undefined;
    const cause = thrown instanceof _engine_overlay_js__WEBPACK_IMPORTED_MODULE_0__/* .LayerFailure */ .kN ? thrown.cause : thrown;
    if (!(cause instanceof _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .RestoreError */ .DZ))
        throw cause;
    return { error: cause, candidates: layer?.objects ?? objects };
}
/**
 * The objects that an error is about: the one that it names, or the only candidate.
 * @param all what only several layers together show may be the fault of an object of another layer
 */
function objectsToBlame(error, candidates, all) {
    for (const objects of [candidates, all]) {
        const named = objects.filter(({ key }) => error.failure.where?.endsWith(key) === true);
        if (named.length > 0)
            return named;
    }
    return candidates.length === 1 ? candidates : [];
}


/***/ }),

/***/ 3882:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ createBuilder)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var _engine_overlay_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(230);
/* harmony import */ var _engine_scratch_file_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3131);
/* harmony import */ var _file_hash_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5806);
/* harmony import */ var _storage_prefetch_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(1182);
// Puts a plan's layers together and lets SQLite look at the result. A candidate that was looked at while planning and is
// then chosen is not built again.






function createBuilder(settings) {
    const { folder, sqlite, signal, timed } = settings;
    let last;
    let count = 0;
    async function make(layers, checks) {
        const id = identity(layers);
        if (last?.id === id)
            return last.candidate;
        if (last !== undefined)
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rm)(last.candidate.path, { force: true });
        last = undefined;
        count += 1;
        const path = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, `candidate-${count}.sqlite`);
        const warm = sqlite.warmUp(path);
        try {
            const made = await timed('fetch', () => assemble(layers, path, settings));
            const seen = await timed('check', () => look(path, checks));
            const candidate = { ...made, ...seen, path };
            last = { id, candidate };
            return candidate;
        }
        catch (error) {
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rm)(path, { force: true });
            throw error;
        }
        finally {
            await warm.end();
        }
    }
    /**
     * SQLite checks in processes of its own, so hashing the same file meanwhile costs next to no time, nor does waiting for
     * the disk, which publishing would otherwise do.
     */
    async function look(path, checks) {
        const stop = new AbortController();
        const hashing = (0,_file_hash_js__WEBPACK_IMPORTED_MODULE_4__/* .sha256OfFile */ .V)(path, AbortSignal.any([signal, stop.signal]));
        const flushing = (0,_engine_scratch_file_js__WEBPACK_IMPORTED_MODULE_3__/* .makeDurable */ .MM)(path);
        const meanwhile = Promise.all([hashing, flushing]);
        // Its failure is told when it is awaited, after the check.
        meanwhile.catch(() => { });
        try {
            const report = await sqlite.check(path, checks, signal);
            const [sha256] = await meanwhile;
            return { checks: report, sha256 };
        }
        finally {
            stop.abort();
            await Promise.allSettled([hashing, flushing]);
        }
    }
    return {
        async examine(layers) {
            const { checks } = await make(layers, { ...settings.checks, integrity: 'full' });
            return checks.integrity === 'ok' ? [] : checks.integrityMessages.first;
        },
        build: layers => make(layers, settings.checks),
    };
}
async function assemble(layers, path, settings) {
    const { store, signal, maxDatabaseSize, log } = settings;
    const total = layers.reduce((sum, layer) => sum + layer.bytesToRead, 0);
    // Planning may have read everything already.
    const progress = total === 0 ? undefined : log.progress('Fetching', total, 'bytes');
    // The overlay takes the newest layer first.
    const unread = layers.filter(({ bytesToRead }) => bytesToRead > 0).toReversed();
    const ahead = (0,_storage_prefetch_js__WEBPACK_IMPORTED_MODULE_5__/* .prefetching */ .w)(store, unread.flatMap(({ objects }) => objects), { signal });
    try {
        return await (0,_engine_overlay_js__WEBPACK_IMPORTED_MODULE_2__/* .overlay */ .Lw)(layers, path, {
            store: ahead,
            signal,
            maxDatabaseSize,
            progress: bytes => progress?.add(bytes),
        });
    }
    finally {
        progress?.end();
        await ahead.close();
    }
}
/** Equal for layers made of the same objects in the same order. */
function identity(layers) {
    return JSON.stringify(layers.map(({ kind, label, commit, objects }) => [kind, label, commit, objects.map(({ key, etag }) => [key, etag])]));
}


/***/ }),

/***/ 4426:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $T: () => (/* binding */ saveToCache),
/* harmony export */   Ms: () => (/* binding */ entryOf),
/* harmony export */   c9: () => (/* binding */ takeFromCache),
/* harmony export */   k$: () => (/* binding */ cacheKey)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);
/* harmony import */ var _engine_proof_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8540);
/* harmony import */ var _engine_scratch_file_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3131);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(452);
/* harmony import */ var _file_hash_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(5806);
/* harmony import */ var _json_fields_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(7699);
/* harmony import */ var _plan_facts_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(989);
// An earlier result in a cache: a database file and a manifest. Whoever can write the cache is trusted only as far as the
// checks: the file is compared with the manifest, and SQLite checks it as it would check a fresh restore.









/** Changes whenever another program version could restore other bytes, or another manifest, from the same objects. */
const ENTRY_VERSION = 2;
/** Equal keys mean: the same objects and the same question, so the same answer. */
function cacheKey(format, backup, target) {
    const hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256');
    hash.update(JSON.stringify([ENTRY_VERSION, format, target]));
    for (const { key, size, etag } of backup.objects)
        hash.update(JSON.stringify([key, size, etag]));
    return `restore-sqlite-${ENTRY_VERSION}-${hash.digest('hex')}`;
}
/** Moves the entry's database to `path` when there is an entry and it is what its manifest says. */
async function takeFromCache(cache, key, path, { log, signal }) {
    const folder = cache.folder(key);
    try {
        if (!(await cache.restore(key, signal)))
            return undefined;
        const manifest = readManifest(await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readFile)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(folder, 'manifest.json'), 'utf8'));
        if (manifest === undefined)
            throw new Error('its manifest cannot be read');
        const file = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(folder, 'database');
        const bytes = await (0,_engine_scratch_file_js__WEBPACK_IMPORTED_MODULE_4__/* .fileSize */ .Ov)(file);
        if (bytes !== manifest.database.bytes) {
            throw new Error(`its database has ${bytes} bytes, the manifest says ${manifest.database.bytes}`);
        }
        const sha256 = await (0,_file_hash_js__WEBPACK_IMPORTED_MODULE_6__/* .sha256OfFile */ .V)(file, signal);
        if (sha256 !== manifest.database.sha256) {
            throw new Error(`its database has SHA-256 ${sha256}, the manifest says ${manifest.database.sha256}`);
        }
        await moveFile(file, path);
        return { path, database: manifest.database, framesApplied: manifest.framesApplied, plan: manifest.plan };
    }
    catch (error) {
        signal.throwIfAborted();
        log.warn(`The cache entry is ignored: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_5__/* .printable */ .g$)((0,_errors_js__WEBPACK_IMPORTED_MODULE_5__/* .messageOf */ .bD)(error))}.`);
        return undefined;
    }
    finally {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rm)(folder, { recursive: true, force: true });
    }
}
/** Saves a published (or verified) database; `path` is not changed. */
async function saveToCache(cache, key, entry) {
    const folder = cache.folder(key);
    try {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.mkdir)(folder, { recursive: true });
        const manifest = {
            version: ENTRY_VERSION,
            database: entry.database,
            framesApplied: entry.framesApplied,
            plan: entry.plan,
        };
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.writeFile)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(folder, 'manifest.json'), JSON.stringify(manifest));
        // A hard link costs nothing; where the cache folder is on another file system, a copy has to do.
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.link)(entry.path, (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(folder, 'database')).catch(() => (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.copyFile)(entry.path, (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(folder, 'database'), node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.constants.COPYFILE_FICLONE));
        await cache.save(key);
    }
    finally {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rm)(folder, { recursive: true, force: true });
    }
}
async function moveFile(from, to) {
    try {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rename)(from, to);
    }
    catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'EXDEV'))
            throw error;
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.copyFile)(from, to, node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.constants.COPYFILE_FICLONE);
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rm)(from);
    }
}
function isTexts(value) {
    return Array.isArray(value) && value.every(text => typeof text === 'string');
}
function isProofWord(value) {
    return typeof value === 'string' && Object.hasOwn(_engine_proof_js__WEBPACK_IMPORTED_MODULE_3__/* .PROOFS */ .i, value);
}
/** Undefined when the text is no manifest of this version. */
function readManifest(text) {
    let value;
    try {
        value = JSON.parse(text);
    }
    catch {
        return undefined;
    }
    if (!(0,_json_fields_js__WEBPACK_IMPORTED_MODULE_7__/* .isObject */ .Gv)(value) || value['version'] !== ENTRY_VERSION || !(0,_json_fields_js__WEBPACK_IMPORTED_MODULE_7__/* .isCount */ .my)(value['framesApplied']))
        return undefined;
    if (!isDatabase(value['database']) || !isPlan(value['plan']))
        return undefined;
    // Every field that is read later was looked at above.
    return value;
}
function isDatabase(value) {
    return ((0,_json_fields_js__WEBPACK_IMPORTED_MODULE_7__/* .isObject */ .Gv)(value) &&
        (0,_json_fields_js__WEBPACK_IMPORTED_MODULE_7__/* .isCount */ .my)(value['bytes']) &&
        (0,_json_fields_js__WEBPACK_IMPORTED_MODULE_7__/* .isCount */ .my)(value['pageSize']) &&
        (0,_json_fields_js__WEBPACK_IMPORTED_MODULE_7__/* .isCount */ .my)(value['pages']) &&
        typeof value['sha256'] === 'string');
}
function isPlan(value) {
    if (!(0,_json_fields_js__WEBPACK_IMPORTED_MODULE_7__/* .isObject */ .Gv)(value) || !(0,_json_fields_js__WEBPACK_IMPORTED_MODULE_7__/* .isObject */ .Gv)(value['point']) || !(0,_json_fields_js__WEBPACK_IMPORTED_MODULE_7__/* .isObject */ .Gv)(value['proof']))
        return false;
    const { point, proof } = value;
    const counts = proof['counts'];
    return (typeof value['format'] === 'string' &&
        typeof value['snapshotKey'] === 'string' &&
        (0,_json_fields_js__WEBPACK_IMPORTED_MODULE_7__/* .isCount */ .my)(value['incrementsApplied']) &&
        typeof point['position'] === 'string' &&
        ['exact', 'upper-bound', 'unknown'].includes(String(point['timeIs'])) &&
        (point['time'] === undefined || typeof point['time'] === 'number') &&
        isProofWord(proof['word']) &&
        typeof proof['unexplained'] === 'boolean' &&
        isTexts(proof['because']) &&
        isTexts(proof['gaps']) &&
        isTexts(value['notes']) &&
        (0,_json_fields_js__WEBPACK_IMPORTED_MODULE_7__/* .isObject */ .Gv)(counts) &&
        ['expected', 'applied', 'ignored'].every(name => (0,_json_fields_js__WEBPACK_IMPORTED_MODULE_7__/* .isCount */ .my)(counts[name])) &&
        typeof counts['unit'] === 'string' &&
        isList(value['layers'], ['label', 'kind'], isLayer) &&
        isList(value['leftOut'], ['key', 'reason']) &&
        isList(value['alternatives'], ['position', 'note']));
}
function isLayer(layer) {
    const { objects } = layer;
    return (0,_json_fields_js__WEBPACK_IMPORTED_MODULE_7__/* .isCount */ .my)(layer['frames']) && isList(objects, ['key', 'etag'], ({ size }) => (0,_json_fields_js__WEBPACK_IMPORTED_MODULE_7__/* .isCount */ .my)(size));
}
function isList(value, texts, also = () => true) {
    return (Array.isArray(value) &&
        value.every(entry => (0,_json_fields_js__WEBPACK_IMPORTED_MODULE_7__/* .isObject */ .Gv)(entry) && texts.every(name => typeof entry[name] === 'string') && also(entry)));
}
/** A database that was put together and checked, as the cache would keep it. */
function entryOf(plan, { bytes, pageSize, pages, sha256, path }) {
    const framesApplied = plan.layers.reduce((sum, { frames }) => sum + frames, 0);
    return { path, database: { bytes, pageSize, pages, sha256 }, framesApplied, plan: (0,_plan_facts_js__WEBPACK_IMPORTED_MODULE_8__/* .factsOfPlan */ .y)(plan) };
}


/***/ }),

/***/ 2281:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  CD: () => (/* binding */ planning_attempt),
  NX: () => (/* binding */ planRequest),
  GJ: () => (/* binding */ planning_recognise)
});

// EXTERNAL MODULE: ./lib/engine/proof.js
var proof = __webpack_require__(8540);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/codecs/database-header.js
var database_header = __webpack_require__(6450);
;// CONCATENATED MODULE: ./lib/codecs/ltx-header.js
// The fixed parts of an LTX file (github.com/superfly/ltx, ltx.go): a header of 100 bytes, a trailer of 16. All integers
// are big-endian. The format's version is not in the file: see ltx-layout.ts.


const LTX_HEADER_SIZE = 100;
const LTX_TRAILER_SIZE = 16;
/** Header, the zero page header, an empty page index and the trailer, in the oldest version (which has no index). */
const LTX_SMALLEST_FILE = LTX_HEADER_SIZE + 4 + LTX_TRAILER_SIZE;
/** Or-ed into every checksum that is stored. */
const LTX_CHECKSUM_FLAG = 1n << 63n;
const FLAG_COMPRESSED_BODY = 0x1;
const FLAG_NO_CHECKSUM = 0x2;
/**
 * @param bytes at least the first {@link LTX_HEADER_SIZE} bytes of the file
 * @param where names the object in errors
 * @throws RestoreError `truncated` below 100 bytes, `format` for anything that no writer writes
 */
function parseLtxHeader(bytes, where) {
    if (bytes.length < LTX_HEADER_SIZE) {
        throw new errors/* RestoreError */.DZ('truncated', {
            what: 'The LTX file ends inside its header',
            where,
            expected: `at least ${LTX_HEADER_SIZE} bytes`,
            found: `${bytes.length} bytes`,
        });
    }
    const view = new DataView(bytes.buffer, bytes.byteOffset, LTX_HEADER_SIZE);
    const wrong = (field, found) => new errors/* RestoreError */.DZ('format', { what: `The LTX header has an impossible ${field}`, where, found: String(found) });
    const number64 = (offset, field) => {
        const value = view.getBigInt64(offset);
        if (value < 0n || value > BigInt(Number.MAX_SAFE_INTEGER))
            throw wrong(field, value);
        return Number(value);
    };
    if (view.getUint32(0) !== MAGIC)
        throw wrong('magic', `0x${view.getUint32(0).toString(16)}`);
    const flags = view.getUint32(4);
    if ((flags & ~(FLAG_COMPRESSED_BODY | FLAG_NO_CHECKSUM)) !== 0)
        throw wrong('flag', `0x${flags.toString(16)}`);
    const pageSize = view.getUint32(8);
    if (!(0,database_header/* isPageSize */.$G)(pageSize))
        throw wrong('page size', pageSize);
    for (let at = 80; at < LTX_HEADER_SIZE; at += 4) {
        if (view.getUint32(at) !== 0)
            throw wrong('reserved byte', `offset ${at}`);
    }
    const header = {
        compressedBody: (flags & FLAG_COMPRESSED_BODY) !== 0,
        tracksChecksum: (flags & FLAG_NO_CHECKSUM) === 0,
        pageSize,
        commit: view.getUint32(12),
        minTxid: number64(16, 'first TXID'),
        maxTxid: number64(24, 'last TXID'),
        timestamp: number64(32, 'time'),
        preApply: view.getBigUint64(40),
        walOffset: number64(48, 'WAL offset'),
        walSize: number64(56, 'WAL size'),
        salt1: view.getUint32(64),
        salt2: view.getUint32(68),
    };
    const { minTxid, maxTxid, preApply, tracksChecksum, walOffset, walSize, salt1, salt2 } = header;
    if (minTxid === 0)
        throw wrong('first TXID', minTxid);
    if (maxTxid < minTxid)
        throw wrong('last TXID', maxTxid);
    const chained = tracksChecksum && minTxid > 1;
    if (chained ? (preApply & LTX_CHECKSUM_FLAG) === 0n : preApply !== 0n)
        throw wrong('checksum', hex64(preApply));
    if (walOffset === 0 && (walSize !== 0 || salt1 !== 0 || salt2 !== 0))
        throw wrong('WAL offset', walOffset);
    return header;
}
/** `LTX1` in every version. */
const MAGIC = 0x4c545831;
/**
 * @param bytes the last {@link LTX_TRAILER_SIZE} bytes of the file
 * @throws RestoreError `format` for a checksum that no writer writes
 */
function parseLtxTrailer(bytes, { tracksChecksum }, where) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, LTX_TRAILER_SIZE);
    const postApply = view.getBigUint64(0);
    const fileChecksum = view.getBigUint64(8);
    const wrong = (field, found) => new errors/* RestoreError */.DZ('checksum', {
        what: `The LTX trailer has an impossible ${field} checksum`,
        where,
        found: hex64(found),
    });
    if ((fileChecksum & LTX_CHECKSUM_FLAG) === 0n)
        throw wrong('file', fileChecksum);
    if (tracksChecksum ? (postApply & LTX_CHECKSUM_FLAG) === 0n : postApply !== 0n)
        throw wrong('database', postApply);
    return { postApply, fileChecksum };
}
/** As the ltx tool prints checksums and TXIDs: 16 hex digits. */
function hex64(value) {
    return value.toString(16).padStart(16, '0');
}

// EXTERNAL MODULE: ./lib/quantities.js
var quantities = __webpack_require__(3682);
;// CONCATENATED MODULE: ./lib/formats/litestream-ltx/keys.js
// The keys that Litestream 0.5 writes (github.com/benbjohnson/litestream, s3/replica_client.go and litestream.go):
// `<path>/<level, 4 hex digits>/<first TXID>-<last TXID>.ltx` on S3, `<path>/ltx/<level, decimal>/…` everywhere else.


/** The level of full snapshots. Others: 0 as written, one file a sync; 1 to 8 compacted. */
const SNAPSHOT_LEVEL = 9;
const S3_KEY = /^((?:.*\/)?)([0-9a-f]{4})\/([0-9a-f]{16})-([0-9a-f]{16})\.ltx$/s;
const FILE_KEY = /^((?:.*\/)?)ltx\/(\d{1,2})\/([0-9a-f]{16})-([0-9a-f]{16})\.ltx$/s;
function parseKey(key) {
    const onS3 = S3_KEY.exec(key);
    const match = onS3 ?? FILE_KEY.exec(key);
    if (match === null)
        return undefined;
    const [, head = '', level = '', min = '', max = ''] = match;
    return {
        head,
        level: Number.parseInt(level, onS3 === null ? 10 : 16),
        min: BigInt(`0x${min}`),
        max: BigInt(`0x${max}`),
    };
}
/** The files among the objects of one backup. */
function ltxKeys(objects) {
    const files = [];
    const impossible = [];
    for (const object of objects) {
        const parsed = parseKey(object.key);
        if (parsed === undefined)
            continue;
        const { level, min, max } = parsed;
        if (min < 1n || max < min || max > BigInt(Number.MAX_SAFE_INTEGER))
            impossible.push(object);
        else
            files.push({ object, level, min: Number(min), max: Number(max) });
    }
    return { files, impossible };
}
/** What stands before the level folders. */
function headOf(key) {
    return parseKey(key)?.head ?? '';
}
/**
 * Every folder that holds level folders is a database's: replicating a directory puts many under one prefix. Where the
 * prefix itself is one, it is what was asked for, and databases in folders below it are others.
 */
function detectLtx({ prefix, objects }) {
    const byHead = new Map();
    for (const object of objects) {
        const head = parseKey(object.key)?.head;
        if (head === undefined)
            continue;
        const found = byHead.get(head);
        if (found === undefined)
            byHead.set(head, [object]);
        else
            found.push(object);
    }
    const asked = prefix === '' || prefix.endsWith('/') ? prefix : `${prefix}/`;
    const exact = asked === '' ? undefined : byHead.get(asked);
    const found = exact === undefined ? [...byHead] : [[asked, exact]];
    return found.map(([head, own]) => ({ prefix: head, objects: own, description: description(own) }));
}
function description(objects) {
    const { files } = ltxKeys(objects);
    const newest = files.reduce((max, file) => Math.max(max, file.max), 0);
    const levels = [...new Set(files.map(({ level }) => level))].toSorted((a, b) => a - b);
    return `litestream-ltx, ${(0,quantities/* countOf */.pq)(objects.length, 'LTX file')} in ${levels.length === 1 ? 'level' : 'levels'} ${levels.join(', ')}, up to TXID ${hex64(newest)}`;
}
/** `1-171`: as in the file's name, without the zeros in front. */
function rangeText({ min, max }) {
    return `${min.toString(16)}-${max.toString(16)}`;
}

;// CONCATENATED MODULE: ./lib/formats/litestream-ltx/chain.js
// Which files lead from nothing to a transaction: an unbroken cover of 1 to n, with as few files as can be.

/**
 * From the base on, always the file that continues without a gap and reaches furthest, from whatever level: that takes the
 * fewest files, and where any cover exists it finds one. Ranges may overlap, and come twice.
 *
 * @param files only those that may be used
 * @param base a full image to begin with; absent: the furthest file that begins with transaction 1
 */
function chainOf(files, base) {
    const byMin = files.toSorted((a, b) => a.min - b.min);
    const chain = base === undefined ? [] : [base];
    let end = base?.max ?? 0;
    let best;
    let next = 0;
    for (;;) {
        for (let file = byMin[next]; file !== undefined && file.min <= end + 1; file = byMin[++next]) {
            if (best === undefined || compare(file, best) < 0)
                best = file;
        }
        if (best === undefined || best.max <= end)
            return { files: chain, end };
        chain.push(best);
        end = best.max;
        best = undefined;
    }
}
/** Negative when `a` is the better way: further, then not a snapshot (compactions stand for exactly their TXIDs), smaller. */
function compare(a, b) {
    const levels = Number(a.level === SNAPSHOT_LEVEL) - Number(b.level === SNAPSHOT_LEVEL);
    return b.max - a.max || levels || a.object.size - b.object.size || (a.object.key < b.object.key ? -1 : 1);
}
/**
 * The transactions at which a chain can end, ascending.
 * @param roots full images that may begin a chain, though they do not begin with transaction 1
 */
function restorePoints(files, roots = new Set()) {
    const points = [];
    for (const file of files.toSorted((a, b) => a.max - b.max)) {
        const newest = points.at(-1) ?? 0;
        if (newest === file.max)
            continue;
        if (file.min <= newest + 1 || roots.has(file))
            points.push(file.max);
    }
    return points;
}
/** The lowest transaction from which files lead to `end` without a gap: `end + 1` when none ends there. */
function coveredFrom(files, end) {
    let from = end + 1;
    for (const file of files.toSorted((a, b) => b.max - a.max)) {
        if (file.max < from - 1)
            break;
        if (file.max <= end)
            from = Math.min(from, file.min);
    }
    return from;
}

;// CONCATENATED MODULE: ./lib/formats/litestream-ltx/full-image.js
// A base where none begins with transaction 1: after losing its place, and after VACUUM, Litestream writes the whole
// database as an ordinary file, and compactions inherit it.



/** Files whose headers are looked at, the largest first: a full image is never among the small ones. */
const LOOKED_AT = 64;
/** Bytes: no encoder makes the frame of a page smaller. */
const SMALLEST_FRAME = 20;
/**
 * The newest full image from which files lead to the newest of `files`; undefined when there is none.
 * @param files only those that may be used
 */
async function findFullImage(files, reader) {
    const newest = files.reduce((max, file) => Math.max(max, file.max), 0);
    const from = coveredFrom(files, newest);
    const candidates = files
        .filter(({ max }) => max >= from - 1)
        .toSorted((a, b) => b.object.size - a.object.size)
        .slice(0, LOOKED_AT);
    const read = await reader.readThere(candidates);
    for (const file of read.toSorted((a, b) => b.max - a.max || a.object.size - b.object.size)) {
        if (await isFullImage(file, reader))
            return file;
    }
    return undefined;
}
/** By its page index. That the pages are really there is seen when it is decoded. */
async function isFullImage(file, reader) {
    const { commit, pageSize } = file.header;
    const pages = commit >= (0,database_header/* lockBytePage */.Tc)(pageSize) ? commit - 1 : commit;
    if (pages === 0 || file.object.size < LTX_HEADER_SIZE + pages * SMALLEST_FRAME)
        return false;
    return (await reader.countPages(file)) === pages;
}

;// CONCATENATED MODULE: ./lib/formats/litestream-ltx/goal.js
// What was asked for, in transactions.




/** @throws RestoreError `input` for a position that is not a TXID as Litestream prints it: 16 hex digits */
function goalOf({ position, timestamp }) {
    if (position !== undefined) {
        const txid = /^[0-9a-f]{16}$/i.test(position) ? Number.parseInt(position, 16) : 0;
        if (txid < 1 || !Number.isSafeInteger(txid)) {
            const short = /^[0-9a-f]{1,15}$/i.test(position)
                ? ` Did you mean ${position.toLowerCase().padStart(16, '0')}?`
                : '';
            throw new errors/* RestoreError */.DZ('input', {
                what: 'The position is not a transaction ID',
                where: 'input position',
                expected: '16 hex digits, as Litestream prints TXIDs and names files',
                found: position,
                todo: `Write it as in 000000000000001a.${short}`,
            });
        }
        return { kind: 'position', txid };
    }
    return timestamp === undefined ? { kind: 'latest' } : { kind: 'time', time: timestamp };
}
/**
 * The files whose state is not after `time`. Times never decrease with the transaction, so that a search by halves needs
 * a handful of headers; snapshots have times of their own, and are few.
 * @returns undefined when a header turned out to be damaged: ask again without that file
 */
async function filesUntil(files, time, timeOf) {
    const written = files.filter(({ level }) => level !== SNAPSHOT_LEVEL).toSorted((a, b) => a.max - b.max);
    let low = 0;
    let high = written.length;
    while (low < high) {
        const middle = (low + high) >>> 1;
        const file = written[middle];
        const found = file === undefined ? undefined : await timeOf(file);
        if (found === undefined)
            return undefined;
        if (found <= time)
            low = middle + 1;
        else
            high = middle;
    }
    const allowed = written.slice(0, low);
    for (const snapshot of files.filter(({ level }) => level === SNAPSHOT_LEVEL)) {
        const found = await timeOf(snapshot);
        if (found === undefined)
            return undefined;
        if (found <= time)
            allowed.push(snapshot);
    }
    return allowed;
}
/** `TXID 00000000000001a3 of 2026-11-23T01:09:51.813Z` */
function pointText({ txid, time }) {
    return `TXID ${hex64(txid)} of ${(0,quantities/* instantText */.Xx)(time)}`;
}

;// CONCATENATED MODULE: ./lib/codecs/wal.js
// The SQLite write-ahead log, byte by byte (sqlite.org/fileformat2.html, section 4; sqlite3.c walDecodeFrame).
// All integers are big-endian; only the checksum reads its input in the byte order that the magic names.

const WAL_HEADER_SIZE = 32;
const WAL_FRAME_HEADER_SIZE = 24;
const WAL_VERSION = 3007000;
/**
 * Continues the WAL checksum over `length` bytes (a multiple of 8) of `bytes` from `offset`.
 * Section 4.2: `s0 += x(i) + s1; s1 += x(i+1) + s0`.
 */
function walChecksum(bytes, offset, length, [start0, start1], bigEndian) {
    let s0 = start0 | 0;
    let s1 = start1 | 0;
    const address = bytes.byteOffset + offset;
    if (!bigEndian && address % 4 === 0 && LITTLE_ENDIAN_HOST) {
        const words = new Int32Array(bytes.buffer, address, length >>> 2);
        for (let i = 0; i < words.length; i += 2) {
            // The indexes lie inside the array: `?? 0` only satisfies the compiler and costs nothing measurable.
            s0 = (s0 + (words[i] ?? 0) + s1) | 0;
            s1 = (s1 + (words[i + 1] ?? 0) + s0) | 0;
        }
    }
    else {
        const view = new DataView(bytes.buffer, address, length);
        for (let i = 0; i < length; i += 8) {
            s0 = (s0 + view.getInt32(i, !bigEndian) + s1) | 0;
            s1 = (s1 + view.getInt32(i + 4, !bigEndian) + s0) | 0;
        }
    }
    return [s0 >>> 0, s1 >>> 0];
}
const LITTLE_ENDIAN_HOST = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;
/** Reads and verifies the 32 bytes at the start of a WAL. */
function parseWalHeader(bytes) {
    if (bytes.length < WAL_HEADER_SIZE)
        return { defect: 'too short', found: bytes.length };
    const view = new DataView(bytes.buffer, bytes.byteOffset, WAL_HEADER_SIZE);
    const magic = view.getUint32(0);
    if ((magic & 0xfffffffe) !== 0x377f0682)
        return { defect: 'magic', found: magic };
    const bigEndianChecksums = (magic & 1) === 1;
    const checksum = walChecksum(bytes, 0, 24, [0, 0], bigEndianChecksums);
    if (checksum[0] !== view.getUint32(24) || checksum[1] !== view.getUint32(28)) {
        return { defect: 'checksum', found: view.getUint32(24) };
    }
    if (view.getUint32(4) !== WAL_VERSION)
        return { defect: 'version', found: view.getUint32(4) };
    const pageSize = view.getUint32(8);
    if (!(0,database_header/* isPageSize */.$G)(pageSize))
        return { defect: 'page size', found: pageSize };
    return {
        bigEndianChecksums,
        pageSize,
        checkpointSequence: view.getUint32(12),
        salt1: view.getUint32(16),
        salt2: view.getUint32(20),
        checksum,
    };
}
/** Reads the 24 bytes before a frame's page. */
function parseWalFrameHeader(bytes, offset) {
    const view = new DataView(bytes.buffer, bytes.byteOffset + offset, WAL_FRAME_HEADER_SIZE);
    return {
        page: view.getUint32(0),
        commit: view.getUint32(4),
        salt1: view.getUint32(8),
        salt2: view.getUint32(12),
        checksum: [view.getUint32(16), view.getUint32(20)],
    };
}
/**
 * True when the frame at `offset` (header and page, contiguous) continues the chain from `previous`: the checksum of the
 * frame before it, or the header's for frame 1. Only bytes 0 to 7 of the frame header are fed, then the page.
 */
function frameContinues(bytes, offset, pageSize, previous, bigEndian) {
    const afterHeader = walChecksum(bytes, offset, 8, previous, bigEndian);
    const [s0, s1] = walChecksum(bytes, offset + WAL_FRAME_HEADER_SIZE, pageSize, afterHeader, bigEndian);
    const view = new DataView(bytes.buffer, bytes.byteOffset + offset, WAL_FRAME_HEADER_SIZE);
    return s0 === view.getUint32(16) && s1 === view.getUint32(20);
}
/** Size of one frame in the file: its header and one page. */
function frameSize(pageSize) {
    return WAL_FRAME_HEADER_SIZE + pageSize;
}

;// CONCATENATED MODULE: ./lib/formats/litestream-ltx/timeline.js
// Do the files belong to one history? Litestream numbers transactions from 1; a database that was restored or made anew
// under an old prefix starts again there (issue #781 of Litestream 0.5.0), and then two histories share their names.
// Nothing but the times in the headers tells: within one history they never decrease with the transaction.


/** Milliseconds by which a clock may step back without making a new history. */
const SLACK = 1000;
/** The same for snapshots: theirs is the time when the pages began to be written, which may be after the next sync. */
const SNAPSHOT_SLACK = 10 * 60_000;
/** Milliseconds. A store's time further behind the header's is not the writer's: the bucket was copied. */
const COPIED = 2 * 3600_000;
/** S3 counts LastModified in seconds. */
const LISTING_SLACK = 2000;
/**
 * Two files that no single history has: the one with the higher transactions is older, or two that end with the same
 * transaction are of different times.
 * @param files with their headers, in any order
 */
function contradiction(files) {
    let newest;
    let before;
    for (const file of files.toSorted((a, b) => a.max - b.max || a.header.timestamp - b.header.timestamp)) {
        const { timestamp } = file.header;
        if (newest !== undefined && newest.max < file.max && timestamp < newest.header.timestamp - slackOf(newest)) {
            return [newest, file];
        }
        if (newest === undefined || timestamp - slackOf(file) >= newest.header.timestamp - slackOf(newest))
            newest = file;
        // A compaction keeps the time of its last transaction; a snapshot has its own.
        if (file.level === SNAPSHOT_LEVEL)
            continue;
        if (before?.max === file.max && timestamp > before.header.timestamp + SLACK)
            return [before, file];
        before = file;
    }
    return undefined;
}
function slackOf({ level }) {
    return level === SNAPSHOT_LEVEL ? SNAPSHOT_SLACK : SLACK;
}
/**
 * The files whose headers show most of a history for few reads: in each level the first, the last, the one that was
 * written last, and the last before the base's end.
 */
function samples(files, base) {
    const chosen = new Set();
    for (const level of new Set(files.map(file => file.level))) {
        const own = files.filter(file => file.level === level).toSorted((a, b) => a.max - b.max);
        const written = own.reduce((last, file) => (last === undefined || file.object.lastModified > last.object.lastModified ? file : last), undefined);
        const below = own.findLast(file => base !== undefined && file.max <= base.max);
        for (const file of [own[0], own.at(-1), written, below])
            if (file !== undefined)
                chosen.add(file);
    }
    return [...chosen];
}
/**
 * Whether the listing's times leave room for a second history, so that all headers must be read: within a level files are
 * written in the order of their transactions; and the times of a copied bucket say nothing at all.
 */
function listingIsSuspicious(files, read) {
    if (read.some(({ object, header }) => object.lastModified > header.timestamp + COPIED))
        return true;
    const last = new Map();
    for (const { level, object } of files.toSorted((a, b) => a.max - b.max)) {
        const before = last.get(level);
        if (before !== undefined && object.lastModified + LISTING_SLACK < before.lastModified)
            return true;
        last.set(level, object);
    }
    return false;
}
/** Oldest history first. A new one begins where, in the order of time, the transactions start again lower. */
function histories(files) {
    const groups = [];
    // The highest transaction of the present group, and when it was reached first.
    let newest = 0;
    let reached = 0;
    for (const file of files.toSorted((a, b) => a.header.timestamp - b.header.timestamp || a.max - b.max)) {
        const { timestamp } = file.header;
        const current = groups.at(-1);
        // A snapshot may come after later transactions, and may be the second file that ends with the same one.
        const lower = file.level === SNAPSHOT_LEVEL
            ? file.max < newest && timestamp > reached + SNAPSHOT_SLACK
            : file.max < newest || (file.max === newest && timestamp > reached + SLACK);
        if (current === undefined || lower)
            groups.push([file]);
        else
            current.push(file);
        if (lower || file.max > newest) {
            newest = file.max;
            reached = timestamp;
        }
    }
    return groups.map(group => ({
        files: group,
        start: Math.min(...group.map(({ header }) => header.timestamp)),
        end: Math.max(...group.map(({ header }) => header.timestamp)),
        newest: Math.max(...group.map(({ max }) => max)),
    }));
}
/**
 * Consecutive files of level 0 say where in SQLite's WAL they were taken from: each continues where the one before it
 * ended, or at the start of a WAL with other salts.
 * @returns the pairs that do not
 */
function walBreaks(chain) {
    const breaks = [];
    for (const [index, next] of chain.entries()) {
        const before = chain[index - 1];
        if (before === undefined || before.level !== 0 || next.level !== 0 || next.min !== before.max + 1)
            continue;
        const from = before.header;
        const to = next.header;
        if (from.walOffset === 0 || to.walOffset === 0)
            continue;
        const same = from.salt1 === to.salt1 && from.salt2 === to.salt2;
        if (to.walOffset !== (same ? from.walOffset + from.walSize : WAL_HEADER_SIZE))
            breaks.push([before, next]);
    }
    return breaks;
}

;// CONCATENATED MODULE: ./lib/formats/litestream-ltx/choice.js
// Finds the chain of files for a goal: over all levels, without files that fail, and within one history.






/** @throws RestoreError `ambiguous` when two histories share the prefix and nothing says which is meant; of the store */
async function choose(search) {
    for (;;) {
        const before = search.faults.size;
        const choice = await chooseOnce(search);
        const after = search.goal.kind === 'latest' ? undefined : await pointAfter(choice, search);
        // Whatever turned out to be damaged may have decided something.
        if (search.faults.size === before)
            return { ...choice, after };
    }
}
async function chooseOnce(search) {
    const first = await chainFor(search, search.files, false);
    const read = await historyOf(search, first.chain);
    if (read === undefined)
        return { ...first, scope: search.files, mixed: undefined };
    const mixed = chosenHistory(histories(read), search.goal);
    const own = new Set((mixed.chosen?.files ?? read).map(({ object }) => object.key));
    const scope = search.files.filter(({ object }) => own.has(object.key));
    return { ...(await chainFor(search, scope, true)), scope, mixed };
}
/**
 * The restore point that follows the chain's end (for no chain: the first of all). For a time its file is verified whole,
 * because it decides that nothing newer may be taken, though it is not in the plan.
 */
async function pointAfter({ end, scope }, { goal, faults, reader }) {
    for (;;) {
        const usable = scope.filter(file => !faults.has(file));
        const txid = restorePoints(usable).find(point => point > end);
        const [file] = usable.filter(({ max }) => max === txid).toSorted((a, b) => a.level - b.level);
        if (txid === undefined || file === undefined)
            return undefined;
        const read = await reader.read(file);
        const damage = read instanceof errors/* RestoreError */.DZ ? read : goal.kind === 'time' ? await reader.verify(read) : undefined;
        if (damage !== undefined)
            faults.set(file, damage);
        else if (!(read instanceof errors/* RestoreError */.DZ))
            return { txid, time: read.header.timestamp };
    }
}
/** @param exact every header in `scope` has been read before: its own time decides for each file */
async function chainFor(search, scope, exact) {
    const { goal, faults, reader } = search;
    let eachTime = exact;
    for (;;) {
        const usable = scope.filter(file => !faults.has(file));
        const allowed = await allowedFiles(search, usable, eachTime);
        if (allowed === undefined)
            continue;
        const { files, end } = await bestChain(allowed, usable, reader);
        const read = await readOrFault(search, files);
        if (read === undefined)
            continue;
        // A file that is later than asked for although the times around it said otherwise: look at each one.
        if (goal.kind === 'time' && !eachTime && read.some(({ header }) => header.timestamp > goal.time))
            eachTime = true;
        else
            return { chain: read, end };
    }
}
async function allowedFiles({ goal, reader, faults }, usable, eachTime) {
    if (goal.kind === 'latest')
        return usable;
    if (goal.kind === 'position')
        return usable.filter(({ max }) => max <= goal.txid);
    if (eachTime) {
        const read = await reader.readThere(usable);
        const keys = new Set(read.filter(({ header }) => header.timestamp <= goal.time).map(({ object }) => object.key));
        return usable.filter(({ object }) => keys.has(object.key));
    }
    return filesUntil(usable, goal.time, async (file) => {
        const found = await reader.read(file);
        if (!(found instanceof errors/* RestoreError */.DZ))
            return found.header.timestamp;
        faults.set(file, found);
        return undefined;
    });
}
/** The usual chain; where it ends at a hole, or never begins, one that starts from a full image and leads further. */
async function bestChain(allowed, usable, reader) {
    const chain = chainOf(allowed);
    const newest = allowed.reduce((max, file) => Math.max(max, file.max), 0);
    const goesOn = usable.some(({ min, max }) => min <= chain.end + 1 && max > chain.end);
    if (chain.end === newest || (chain.end > 0 && goesOn))
        return chain;
    const image = await findFullImage(allowed, reader);
    const base = allowed.find(({ object }) => object.key === image?.object.key);
    if (base === undefined)
        return chain;
    const other = chainOf(allowed, base);
    return other.end > chain.end ? other : chain;
}
/** Undefined when one of them is damaged, or of another page size: that is a fault from now on. */
async function readOrFault({ reader, faults }, files) {
    const found = await reader.readAll(files);
    const read = found.flatMap(file => (file instanceof errors/* RestoreError */.DZ ? [] : [file]));
    const pageSize = commonPageSize(read);
    const before = faults.size;
    for (const [index, file] of files.entries()) {
        const result = found[index];
        if (result instanceof errors/* RestoreError */.DZ)
            faults.set(file, result);
        else if (result !== undefined && result.header.pageSize !== pageSize) {
            const { key } = file.object;
            const what = 'The LTX file has another page size than the others';
            faults.set(file, new errors/* RestoreError */.DZ('format', { what, where: key, expected: pageSize, found: result.header.pageSize }));
        }
    }
    return faults.size > before ? undefined : read;
}
/** That of most files; the base image's where two are as common. */
function commonPageSize(files) {
    const counts = new Map();
    for (const { header } of files)
        counts.set(header.pageSize, (counts.get(header.pageSize) ?? 0) + 1);
    return [...counts].reduce((best, entry) => (entry[1] > best[1] ? entry : best), [0, 0])[0];
}
/** All files with their headers when they contradict each other; undefined when nothing shows more than one history. */
async function historyOf({ files, faults, reader }, chain) {
    const usable = () => files.filter(file => !faults.has(file));
    const some = [...chain, ...(await reader.readThere(samples(usable(), chain[0])))];
    if (contradiction(some) === undefined && !listingIsSuspicious(usable(), some))
        return undefined;
    for (;;) {
        const all = await reader.readThere(usable());
        const pair = contradiction(all);
        if (pair === undefined)
            return undefined;
        // A damaged time is no second history.
        let damaged = false;
        for (const read of pair) {
            const damage = await reader.verify(read);
            const file = files.find(({ object }) => object.key === read.object.key);
            if (damage === undefined || file === undefined)
                continue;
            faults.set(file, damage);
            damaged = true;
        }
        if (!damaged)
            return all;
    }
}
/** @throws RestoreError `ambiguous` */
function chosenHistory(all, goal) {
    if (goal.kind === 'time')
        return { all, chosen: all.findLast(({ start }) => start <= goal.time) ?? all[0] };
    if (goal.kind === 'position') {
        return { all, chosen: all.findLast(({ files }) => restorePoints(files).includes(goal.txid)) };
    }
    const chosen = all.at(-1);
    const newest = all.reduce((max, history) => Math.max(max, history.newest), 0);
    if (chosen === undefined || chosen.newest === newest)
        return { all, chosen };
    throw new errors/* RestoreError */.DZ('ambiguous', {
        what: `${all.length} histories share the prefix: the database was made anew or restored, and its transactions began again`,
        where: chosen.files[0]?.object.key,
        expected: 'times that grow with the transactions',
        found: all.slice(-4).map(endText).join('; '),
        todo: `Say which one: position: ${hex64(chosen.newest)} is the newest by time; or set a timestamp.`,
    });
}
/** `TXID 00000000000001a3 of 2026-11-23T01:09:51.813Z` */
function endText({ newest, end }) {
    return pointText({ txid: newest, time: end });
}

// EXTERNAL MODULE: ./lib/codecs/byte-window.js
var byte_window = __webpack_require__(298);
;// CONCATENATED MODULE: ./lib/codecs/crc64.js
/**
 * A running checksum. The register is kept as two 32-bit halves, because JavaScript has no fast 64-bit integers.
 *
 * No table is needed. Shifting n bits out of a reflected register xors them back in times x^4 + x^3 + x + 1, and for 32
 * bits at once the product does not reach the register's low end again. So one step is four shifted copies of the bits,
 * for whole words: measured several times as fast as a table of 256 entries.
 */
class Crc64 {
    #high = -1;
    #low = -1;
    #register = new Int32Array(2);
    reset() {
        this.#high = -1;
        this.#low = -1;
        return this;
    }
    /** As {@link update}, over bytes that lie in `room`. */
    updateIn({ crc64 }, start, end) {
        this.#register[0] = this.#low;
        this.#register[1] = this.#high;
        crc64(this.#register, start, end);
        // Two elements: `?? 0` only satisfies the compiler.
        this.#low = this.#register[0] ?? 0;
        this.#high = this.#register[1] ?? 0;
        return this;
    }
    /** Continues over `bytes` from `start` (inclusive) to `end` (exclusive). Words are taken whole where they are aligned. */
    update(bytes, start = 0, end = bytes.length) {
        let at = start;
        if (crc64_LITTLE_ENDIAN_HOST && end - start >= 16) {
            const aligned = Math.min(end, start + ((4 - ((bytes.byteOffset + start) & 3)) & 3));
            this.#bytes(bytes, at, aligned);
            const count = (end - aligned) >>> 2;
            this.#words(new Int32Array(bytes.buffer, bytes.byteOffset + aligned, count));
            at = aligned + count * 4;
        }
        this.#bytes(bytes, at, end);
        return this;
    }
    #words(words) {
        let high = this.#high;
        let low = this.#low;
        for (let i = 0; i < words.length; i += 1) {
            // The index lies inside the array: `?? 0` only satisfies the compiler.
            const t = low ^ (words[i] ?? 0);
            low = high ^ (t << 31) ^ (t << 29) ^ (t << 28);
            high = t ^ (t >>> 1) ^ (t >>> 3) ^ (t >>> 4);
        }
        this.#high = high;
        this.#low = low;
    }
    #bytes(bytes, start, end) {
        let high = this.#high;
        let low = this.#low;
        for (let i = start; i < end; i += 1) {
            const t = (low ^ (bytes[i] ?? 0)) & 0xff;
            low = (low >>> 8) | (high << 24);
            high = (high >>> 8) ^ (t << 24) ^ (t << 23) ^ (t << 21) ^ (t << 20);
        }
        this.#high = high;
        this.#low = low;
    }
    /** Bits 63 to 32 of the checksum of all bytes so far, unsigned. */
    get high() {
        return ~this.#high >>> 0;
    }
    /** Bits 31 to 0 of the checksum of all bytes so far, unsigned. */
    get low() {
        return ~this.#low >>> 0;
    }
}
const crc64_LITTLE_ENDIAN_HOST = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;

;// CONCATENATED MODULE: ./lib/codecs/ltx-checksum.js
// The checksums of LTX files (github.com/superfly/ltx, checksum.go): CRC-64/GO-ISO with the top bit set.


/** A CRC-64 as LTX stores it. */
function ltxChecksum(crc) {
    return LTX_CHECKSUM_FLAG | (BigInt(crc.high) << 32n) | BigInt(crc.low);
}
/**
 * The rolling checksum of a database: its pages' checksums combined by exclusive or, so that their order does not matter
 * and a replaced page can be taken out again. The lock-byte page does not count.
 */
class DatabaseChecksum {
    #crc = new Crc64();
    #number = new DataView(new ArrayBuffer(4));
    #numberBytes = new Uint8Array(this.#number.buffer);
    #high = 0;
    #low = 0;
    #any = false;
    /** @param at where the page begins in `data` */
    add(page, data, at, pageSize) {
        this.#number.setUint32(0, page);
        const crc = this.#crc
            .reset()
            .update(this.#numberBytes)
            .update(data, at, at + pageSize);
        this.#high ^= crc.high;
        this.#low ^= crc.low;
        this.#any = true;
    }
    get value() {
        if (!this.#any)
            return 0n;
        return LTX_CHECKSUM_FLAG | (BigInt(this.#high >>> 0) << 32n) | BigInt(this.#low >>> 0);
    }
}

;// CONCATENATED MODULE: ./lib/codecs/ltx-index.js
// The page index of an LTX file: for each page ascending its number, the offset of its frame in the file, and the
// frame's length, each as an unsigned LEB128 number; then a zero; then the length of all that as a u64.

/** Three numbers of at most 8 bytes each (2^53 needs 8). */
const ENTRY_MAX = 24;
/** What the index of the pages seen so far must be: its length and its checksum, not its bytes. */
class ExpectedLtxIndex {
    #entry = new Uint8Array(ENTRY_MAX);
    #crc = new Crc64();
    #length = 0;
    add(page, offset, length) {
        let at = this.#put(page, 0);
        at = this.#put(offset, at);
        at = this.#put(length, at);
        this.#crc.update(this.#entry, 0, at);
        this.#length += at;
    }
    #put(value, at) {
        let rest = value;
        let to = at;
        while (rest >= 0x80) {
            this.#entry[to++] = (rest % 0x80) | 0x80;
            rest = Math.floor(rest / 0x80);
        }
        this.#entry[to++] = rest;
        return to;
    }
    /** Adds the zero at the end. */
    finish() {
        this.#crc.update(ZERO);
        return { length: this.#length + 1, crc: this.#crc };
    }
}
const ZERO = new Uint8Array(1);
/**
 * Counts pages out of an index, fed in pieces: enough to see whether a file holds every page of its database, without
 * reading the pages.
 */
class LtxIndexCounter {
    #value = 0;
    #scale = 1;
    #field = 0;
    #last = 0;
    #pages = 0;
    #ended = false;
    #broken = false;
    feed(bytes) {
        for (const byte of bytes) {
            this.#value += (byte & 0x7f) * this.#scale;
            this.#scale *= 0x80;
            if (!Number.isSafeInteger(this.#value) || this.#scale > 2 ** 56)
                this.#broken = true;
            if (this.#ended || this.#broken) {
                this.#broken = true;
                return;
            }
            if (byte < 0x80)
                this.#number(this.#value);
        }
    }
    #number(value) {
        this.#value = 0;
        this.#scale = 1;
        if (this.#field === 0) {
            if (value === 0) {
                this.#ended = true;
                return;
            }
            if (value <= this.#last)
                this.#broken = true;
            this.#last = value;
            this.#pages += 1;
        }
        this.#field = (this.#field + 1) % 3;
    }
    /** How many pages the index names; undefined when it is not a whole index, or not in order. */
    get pages() {
        return this.#ended && !this.#broken ? this.#pages : undefined;
    }
}

;// CONCATENATED MODULE: ./lib/codecs/lz4-block.js
// LZ4 blocks (github.com/lz4/lz4, doc/lz4_Block_format.md): sequences of literals and matches.
/** Below this many bytes a loop is faster than a call (measured on Node 24). */
const CALL_PAYS = 48;
/**
 * The most bytes a block of `size` content bytes may take (LZ4_compressBound). Encoders store larger ones uncompressed.
 */
function lz4BlockBound(size) {
    return size + Math.floor(size / 255) + 16;
}
/**
 * Decodes one block.
 *
 * @param source holds the block from `start` (inclusive) to `end` (exclusive)
 * @param target is written from `at`, never at or beyond `limit`
 * @param lowest matches may reach back to this index of `target`, and no further: `at`, or the start of the bytes that
 *   earlier linked blocks left there
 * @returns the index after the last byte written, or -1 when the block is damaged (it ends inside a sequence, a match
 *   reaches too far back, or more comes out than fits). Bytes from `at` to `limit` are undefined then
 */
function decodeLz4Block(source, start, end, target, at, limit, lowest) {
    let from = start;
    let to = at;
    // All indexes are checked against `end`, `limit` and `lowest` before use: `?? 0` only satisfies the compiler.
    while (from < end) {
        const token = source[from++] ?? 0;
        let length = token >>> 4;
        if (length === 15) {
            let more = 255;
            while (more === 255) {
                if (from >= end)
                    return -1;
                more = source[from++] ?? 0;
                length += more;
            }
        }
        if (length > end - from || length > limit - to)
            return -1;
        if (length >= CALL_PAYS) {
            target.set(source.subarray(from, from + length), to);
            from += length;
            to += length;
        }
        else {
            for (const stop = to + length; to < stop;)
                target[to++] = source[from++] ?? 0;
        }
        // The last sequence has literals only.
        if (from === end)
            return to;
        if (end - from < 2)
            return -1;
        const offset = (source[from] ?? 0) | ((source[from + 1] ?? 0) << 8);
        from += 2;
        if (offset === 0 || offset > to - lowest)
            return -1;
        length = (token & 15) + 4;
        if (length === 19) {
            let more = 255;
            while (more === 255) {
                if (from >= end)
                    return -1;
                more = source[from++] ?? 0;
                length += more;
            }
        }
        if (length > limit - to)
            return -1;
        to = copyMatch(target, to, offset, length);
    }
    // A block has at least one token, and its last sequence ends with literals (or with a match only in broken encoders).
    return -1;
}
/** Copies `length` bytes from `offset` before `to`. A match may overlap what it writes: it repeats its last bytes then. */
function copyMatch(target, to, offset, length) {
    const stop = to + length;
    if (length < CALL_PAYS) {
        for (let from = to - offset; to < stop;)
            target[to++] = target[from++] ?? 0;
    }
    else if (offset >= length) {
        target.copyWithin(to, to - offset, to - offset + length);
    }
    else if (offset === 1) {
        target.fill(target[to - 1] ?? 0, to, stop);
    }
    else {
        // What was written becomes source: each round doubles what can be copied at once.
        const start = to - offset;
        let have = offset;
        while (to < stop) {
            const count = Math.min(have, stop - to);
            target.copyWithin(to, start, start + count);
            to += count;
            have += count;
        }
    }
    return stop;
}

;// CONCATENATED MODULE: ./lib/codecs/xxh32.js
// xxHash, 32 bits (github.com/Cyan4973/xxHash, doc/xxhash_spec.md): the checksum of LZ4 frames.
const PRIME_1 = 0x9e3779b1 | 0;
const PRIME_2 = 0x85ebca77 | 0;
const PRIME_3 = 0xc2b2ae3d | 0;
const PRIME_4 = 0x27d4eb2f | 0;
const PRIME_5 = 0x165667b1 | 0;
/** Bytes that the four lanes take at a time. */
const STRIPE = 16;
/** A running hash. LZ4 uses seed 0. */
class Xxh32 {
    #lanes = new Int32Array(4);
    #seed;
    #rest = new Uint8Array(STRIPE);
    #filled = 0;
    #total = 0;
    constructor(seed = 0) {
        this.#seed = seed | 0;
        this.reset();
    }
    reset() {
        this.#lanes[0] = this.#seed + PRIME_1 + PRIME_2;
        this.#lanes[1] = this.#seed + PRIME_2;
        this.#lanes[2] = this.#seed;
        this.#lanes[3] = this.#seed - PRIME_1;
        this.#filled = 0;
        this.#total = 0;
        return this;
    }
    /** Continues over `bytes` from `start` (inclusive) to `end` (exclusive). */
    update(bytes, start = 0, end = bytes.length) {
        let at = start;
        this.#total += end - start;
        if (this.#filled > 0) {
            while (at < end && this.#filled < STRIPE)
                this.#rest[this.#filled++] = bytes[at++] ?? 0;
            if (this.#filled < STRIPE)
                return this;
            this.#stripes(this.#rest, 0, STRIPE);
            this.#filled = 0;
        }
        const whole = at + ((end - at) & -STRIPE);
        if (whole > at)
            this.#stripes(bytes, at, whole);
        for (at = whole; at < end; at += 1)
            this.#rest[this.#filled++] = bytes[at] ?? 0;
        return this;
    }
    #stripes(bytes, start, end) {
        const view = new DataView(bytes.buffer, bytes.byteOffset + start, end - start);
        let a = this.#lanes[0] ?? 0;
        let b = this.#lanes[1] ?? 0;
        let c = this.#lanes[2] ?? 0;
        let d = this.#lanes[3] ?? 0;
        for (let at = 0; at < view.byteLength; at += STRIPE) {
            a = round(a, view.getInt32(at, true));
            b = round(b, view.getInt32(at + 4, true));
            c = round(c, view.getInt32(at + 8, true));
            d = round(d, view.getInt32(at + 12, true));
        }
        this.#lanes[0] = a;
        this.#lanes[1] = b;
        this.#lanes[2] = c;
        this.#lanes[3] = d;
    }
    /** The hash of all bytes so far, unsigned. More may be added afterwards. */
    digest() {
        const [a = 0, b = 0, c = 0, d = 0] = this.#lanes;
        let hash = this.#total >= STRIPE ? rotated(a, 1) + rotated(b, 7) + rotated(c, 12) + rotated(d, 18) : this.#seed + PRIME_5;
        // The length counts modulo 2^32.
        hash = (hash + (this.#total % 2 ** 32)) | 0;
        const view = new DataView(this.#rest.buffer);
        let at = 0;
        for (; at + 4 <= this.#filled; at += 4) {
            hash = Math.imul(rotated(hash + Math.imul(view.getInt32(at, true), PRIME_3), 17), PRIME_4);
        }
        for (; at < this.#filled; at += 1) {
            hash = Math.imul(rotated(hash + Math.imul(view.getUint8(at), PRIME_5), 11), PRIME_1);
        }
        hash = Math.imul(hash ^ (hash >>> 15), PRIME_2);
        hash = Math.imul(hash ^ (hash >>> 13), PRIME_3);
        return (hash ^ (hash >>> 16)) >>> 0;
    }
}
function round(lane, word) {
    return Math.imul(rotated(lane + Math.imul(word, PRIME_2), 13), PRIME_1);
}
function rotated(value, bits) {
    return (value << bits) | (value >>> (32 - bits));
}

;// CONCATENATED MODULE: ./lib/codecs/lz4-frame-header.js
// The header of an LZ4 frame (github.com/lz4/lz4, doc/lz4_Frame_format.md).

const LZ4_FRAME_MAGIC = 0x184d2204;
/** Before 2014: blocks of 8 MiB, no checksums. */
const LZ4_LEGACY_MAGIC = 0x184c2102;
/** The four bytes of the magic, the two of flags and block size, and the one of the header checksum. */
const LZ4_FRAME_HEADER_MIN = 7;
/** Bytes of a frame header (magic included) whose flag byte is `flags`. */
function lz4FrameHeaderLength(flags) {
    return LZ4_FRAME_HEADER_MIN + ((flags & 0x08) === 0 ? 0 : 8) + ((flags & 0x01) === 0 ? 0 : 4);
}
/**
 * Reads the frame header at `start`, whose magic has been recognised and whose
 * {@link lz4FrameHeaderLength} bytes are all there.
 */
function parseLz4FrameHeader(bytes, start) {
    const view = new DataView(bytes.buffer, bytes.byteOffset + start);
    const flags = view.getUint8(4);
    const length = lz4FrameHeaderLength(flags);
    // The second byte of the hash over everything between the magic and the checksum.
    const sum = (HASH.reset()
        .update(bytes, start + 4, start + length - 1)
        .digest() >>>
        8) &
        0xff;
    if (sum !== view.getUint8(length - 1))
        return { defect: 'checksum' };
    if (flags >>> 6 !== 1)
        return { defect: 'version' };
    const blockSize = view.getUint8(5);
    if ((flags & 0x02) !== 0 || (blockSize & 0x8f) !== 0)
        return { defect: 'reserved bit' };
    if (blockSize >>> 4 < 4)
        return { defect: 'block size' };
    if ((flags & 0x01) !== 0)
        return { defect: 'dictionary' };
    const contentSize = (flags & 0x08) === 0 ? undefined : Number(view.getBigUint64(6, true));
    if (contentSize !== undefined && !Number.isSafeInteger(contentSize))
        return { defect: 'content size' };
    return {
        length,
        independentBlocks: (flags & 0x20) !== 0,
        blockChecksums: (flags & 0x10) !== 0,
        contentChecksum: (flags & 0x04) !== 0,
        contentSize,
        blockMax: 1 << (8 + 2 * (blockSize >>> 4)),
    };
}
const HASH = new Xxh32();

;// CONCATENATED MODULE: ./lib/codecs/ltx-layout.js
// How the three versions of LTX keep pages. None of them says which it is (docs/formats/litestream-ltx.md).



const LTX_V1 = { version: 1, pageHeader: 4, pages: 'raw', index: false };
const LTX_V2 = { version: 2, pageHeader: 4, pages: 'lz4', index: true };
const LTX_V3 = { version: 3, pageHeader: 6, pages: 'lz4', index: true };
/** Bytes from the file's start that {@link ltxLayout} looks at. Every file is longer. */
const LTX_LAYOUT_BYTES = LTX_HEADER_SIZE + 10;
/**
 * Tells the versions apart by the first page: in version 2 an LZ4 frame follows the page number; in version 3 one
 * follows the flags 0, or a plausible block size the flags 1. Version 1 keeps pages as they are, so the file's size tells
 * it. What is left is taken for a damaged file of version 3. A wrong guess ends in a wrong file checksum.
 *
 * @param head at least the first {@link LTX_LAYOUT_BYTES} bytes of the file
 * @param size of the file, in bytes
 */
function ltxLayout(head, { compressedBody, pageSize }, size) {
    if (compressedBody)
        return LTX_V1;
    const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
    const at = LTX_HEADER_SIZE;
    // Without any page: the newest form, which is the only one that Litestream has released.
    if (view.getUint32(at) === 0)
        return LTX_V3;
    if (view.getUint32(at + 4, true) === LZ4_FRAME_MAGIC)
        return LTX_V2;
    const flags = view.getUint16(at + 4);
    const field = view.getUint32(at + 6);
    if (flags === 0 && view.getUint32(at + 6, true) === LZ4_FRAME_MAGIC)
        return LTX_V3;
    if (flags === 1 && field > 0 && field <= lz4BlockBound(pageSize))
        return LTX_V3;
    return (size - LTX_SMALLEST_FILE) % (LTX_V1.pageHeader + pageSize) === 0 ? LTX_V1 : LTX_V3;
}

;// CONCATENATED MODULE: ./lib/codecs/lz4-small-frame.js
// One LZ4 frame that lies in memory whole and holds little: the form in which LTX files up to Litestream 0.5.15 keep a
// page. Its length is told nowhere, so its blocks are walked first.



/** What {@link measureLz4Frame} gives for bytes that are not the beginning of a frame, or of too large a one. */
const NOT_A_FRAME = 0;
/**
 * @param most content bytes that the frame may hold: one whose blocks need more room is none
 * @returns the frame's length in bytes when it lies whole between `start` and `end`; minus the number of bytes needed to
 *   know more when it does not; {@link NOT_A_FRAME}
 */
function measureLz4Frame(bytes, start, end, most) {
    const have = end - start;
    if (have < LZ4_FRAME_HEADER_MIN)
        return -LZ4_FRAME_HEADER_MIN;
    const view = new DataView(bytes.buffer, bytes.byteOffset + start, have);
    if (view.getUint32(0, true) !== LZ4_FRAME_MAGIC)
        return NOT_A_FRAME;
    const flags = view.getUint8(4);
    const blockSum = (flags & 0x10) === 0 ? 0 : 4;
    const headerLength = lz4FrameHeaderLength(flags);
    // A writer of empty blocks without end must not be followed for ever.
    const bound = headerLength + lz4BlockBound(most) + 64;
    let at = headerLength;
    for (;;) {
        if (at > bound)
            return NOT_A_FRAME;
        if (at + 4 > have)
            return -(at + 4);
        const size = view.getUint32(at, true) & 0x7fffffff;
        const mark = view.getUint32(at, true) === 0;
        at += 4;
        if (mark)
            break;
        at += size + blockSum;
    }
    at += (flags & 0x04) === 0 ? 0 : 4;
    return at > have ? -at : at;
}
/**
 * Decodes the frame between `start` and `end`, as {@link measureLz4Frame} found it, and verifies all its checksums.
 *
 * @param target is written from `at`, never at or beyond `limit`
 * @returns the index after the last byte written, or what is wrong
 */
function decodeSmallLz4Frame(bytes, start, target, at, limit, decode = decodeLz4Block) {
    const header = parseLz4FrameHeader(bytes, start);
    if ('defect' in header)
        return header.defect === 'checksum' ? 'checksum' : 'header';
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    let from = start + header.length;
    let to = at;
    for (;;) {
        const field = view.getUint32(from, true);
        from += 4;
        if (field === 0)
            break;
        const size = field & 0x7fffffff;
        if (header.blockChecksums) {
            if (lz4_small_frame_HASH.reset()
                .update(bytes, from, from + size)
                .digest() !== view.getUint32(from + size, true)) {
                return 'checksum';
            }
        }
        const after = blockInto(bytes, from, size, field < 0x80000000, target, to, limit, header, at, decode);
        if (after < 0)
            return 'block';
        to = after;
        from += size + (header.blockChecksums ? 4 : 0);
    }
    if (header.contentChecksum && lz4_small_frame_HASH.reset().update(target, at, to).digest() !== view.getUint32(from, true)) {
        return 'checksum';
    }
    if (header.contentSize !== undefined && header.contentSize !== to - at)
        return 'size';
    return to;
}
function blockInto(bytes, from, size, compressed, target, to, limit, { independentBlocks, blockMax }, frameStart, decode) {
    const most = Math.min(limit, to + blockMax);
    if (compressed)
        return decode(bytes, from, from + size, target, to, most, independentBlocks ? to : frameStart);
    if (size > most - to)
        return -1;
    target.set(bytes.subarray(from, from + size), to);
    return to + size;
}
const lz4_small_frame_HASH = new Xxh32();

;// CONCATENATED MODULE: ./lib/codecs/ltx-pages.js
// One page of an LTX file at a time, out of bytes that may not reach far enough yet.




/** Version 3: a u32 with the size of an LZ4 block follows the page header; without it an LZ4 frame does. */
const FLAG_SIZE = 0x1;
/** Takes pages apart and keeps to the rules on their order. Its fields say what {@link take} found. */
class LtxPageReader {
    #header;
    #layout;
    #where;
    #lockPage;
    #blockBound;
    #decode;
    /** The page taken last. */
    page = 0;
    /** Bytes of its frame, its header included. For the end mark, the mark's. */
    length = 0;
    /** The part of the frame that the file checksum takes as stored: the page header, and the size where there is one. */
    hashed = 0;
    /** Bytes needed to go on, when {@link take} gave `more`. */
    needed = 0;
    constructor(header, layout, where, decode = decodeLz4Block) {
        this.#header = header;
        this.#layout = layout;
        this.#where = where;
        this.#lockPage = (0,database_header/* lockBytePage */.Tc)(header.pageSize);
        this.#blockBound = lz4BlockBound(header.pageSize);
        this.#decode = decode;
    }
    /**
     * Takes the frame at `start`, and writes its page to `target` from `at`.
     * @returns `page`; `end` for the mark after the last page; `more` when the bytes do not reach: {@link needed} says how far
     * @throws RestoreError `format` for a page out of order, beyond the database or the lock-byte page; `decompress`,
     *   `checksum` for its content
     */
    take(bytes, start, end, target, at) {
        const have = end - start;
        const { pageHeader } = this.#layout;
        if (have < pageHeader)
            return this.#more(pageHeader);
        const page = uint32(bytes, start);
        const flags = pageHeader === 6 ? ((bytes[start + 4] ?? 0) << 8) | (bytes[start + 5] ?? 0) : 0;
        if (page === 0) {
            if (flags !== 0)
                throw this.#wrong('format', 'The page headers of the LTX file end with flags', flags);
            this.length = pageHeader;
            this.hashed = pageHeader;
            return 'end';
        }
        this.#requireOrder(page);
        if (this.#layout.pages === 'raw') {
            const { pageSize } = this.#header;
            if (have < pageHeader + pageSize)
                return this.#more(pageHeader + pageSize);
            target.set(bytes.subarray(start + pageHeader, start + pageHeader + pageSize), at);
            return this.#found(page, pageHeader + pageSize, pageHeader);
        }
        if (flags === FLAG_SIZE)
            return this.#block(page, bytes, start, have, target, at);
        if (flags === 0)
            return this.#frame(page, bytes, start, end, target, at);
        throw this.#wrong('format', `Page ${page} has flags that are not known`, flags);
    }
    #block(page, bytes, start, have, target, at) {
        const data = 6 + 4;
        if (have < data)
            return this.#more(data);
        const size = uint32(bytes, start + 6);
        if (size === 0 || size > this.#blockBound) {
            throw this.#wrong('format', `Page ${page} has an impossible compressed size`, size);
        }
        if (have < data + size)
            return this.#more(data + size);
        const limit = at + this.#header.pageSize;
        const after = this.#decode(bytes, start + data, start + data + size, target, at, limit, at);
        if (after !== limit)
            throw this.#damaged(page, after < 0 ? 'a damaged LZ4 block' : `${after - at} bytes`);
        return this.#found(page, data + size, data);
    }
    #frame(page, bytes, start, end, target, at) {
        const { pageHeader } = this.#layout;
        const { pageSize } = this.#header;
        const length = measureLz4Frame(bytes, start + pageHeader, end, pageSize);
        if (length === NOT_A_FRAME)
            throw this.#damaged(page, 'no LZ4 frame');
        if (length < 0)
            return this.#more(pageHeader - length);
        const limit = at + pageSize;
        const after = decodeSmallLz4Frame(bytes, start + pageHeader, target, at, limit, this.#decode);
        if (after === 'checksum')
            throw this.#wrong('checksum', `The LZ4 frame of page ${page} has a wrong checksum`);
        if (typeof after === 'string')
            throw this.#damaged(page, `an LZ4 frame with a damaged ${after}`);
        if (after !== limit)
            throw this.#damaged(page, `${after - at} bytes`);
        return this.#found(page, pageHeader + length, pageHeader);
    }
    #found(page, length, hashed) {
        this.page = page;
        this.length = length;
        this.hashed = hashed;
        return 'page';
    }
    #more(needed) {
        this.needed = needed;
        return 'more';
    }
    /** Pages ascend; a file that begins with transaction 1 has all of them. */
    #requireOrder(page) {
        const { commit, minTxid } = this.#header;
        const next = this.page + 1 === this.#lockPage ? this.page + 2 : this.page + 1;
        const ok = page <= commit && page !== this.#lockPage && (minTxid === 1 ? page === next : page > this.page);
        if (ok)
            return;
        const expected = minTxid === 1 ? `page ${next}, at most ${commit}` : `a page from ${next} to ${commit}`;
        throw new errors/* RestoreError */.DZ('format', {
            what: 'A page of the LTX file is out of order',
            where: this.#where,
            expected,
            found: `page ${page}`,
        });
    }
    /** True when a snapshot has all its pages. */
    get complete() {
        const { commit, minTxid } = this.#header;
        return minTxid > 1 || this.page === (commit === this.#lockPage ? commit - 1 : commit);
    }
    #damaged(page, found) {
        return new errors/* RestoreError */.DZ('decompress', {
            what: `Page ${page} cannot be decompressed`,
            where: this.#where,
            expected: `${this.#header.pageSize} bytes`,
            found,
        });
    }
    #wrong(code, what, found) {
        return new errors/* RestoreError */.DZ(code, { what, where: this.#where, found });
    }
}
function uint32(bytes, at) {
    // The caller has checked that four bytes are there.
    return ((((bytes[at] ?? 0) << 24) | ((bytes[at + 1] ?? 0) << 16) | ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0)) >>> 0);
}

;// CONCATENATED MODULE: ./lib/codecs/lz4-errors.js
// What can be wrong with LZ4 frames, in words.

function requireSum(found, expected, where, part) {
    if (found === expected)
        return;
    throw new errors/* RestoreError */.DZ('checksum', {
        what: `The checksum of an LZ4 ${part} is wrong`,
        where,
        expected: expected.toString(16).padStart(8, '0'),
        found: found.toString(16).padStart(8, '0'),
    });
}
function notLz4(window, where) {
    const found = Buffer.from(window.bytes.subarray(window.start, window.start + 8)).toString('hex');
    return new errors/* RestoreError */.DZ('decompress', { what: 'This is not LZ4 data', where, found: `bytes ${found}` });
}
function truncated(where, what = 'The LZ4 data ends too early') {
    return new errors/* RestoreError */.DZ('truncated', { what, where });
}
function trailing(where) {
    return new errors/* RestoreError */.DZ('trailing', {
        what: 'Other bytes follow the end of the LZ4 data',
        where,
        todo: 'The object was written wrongly, or two were joined: make a new backup, or cut it by hand if you know why.',
    });
}
function damaged(where, what, expected, found) {
    return new errors/* RestoreError */.DZ('decompress', { what, where, expected, found });
}
function tooMuch(where, maxBytes, found) {
    return new errors/* RestoreError */.DZ('limit', {
        what: 'The LZ4 data expands to more than may be written',
        where,
        expected: `at most ${maxBytes} bytes`,
        found: found ?? 'more',
        todo: 'If the database is really that large, raise max-database-size.',
    });
}

;// CONCATENATED MODULE: ./lib/codecs/wasm/bytes.js
// Written by scripts/wat.ts from codecs.wat; a test compares the two.
const BYTES = 'AGFzbQEAAAABFwNgBX9/f39/AX9gA39/fwBgBH9/f34AAhABBGhvc3QGbWVtb3J5AgABAwQDAAECBxwDA2x6NAAABWNyYzY0AAEKY3JjNjRieX' +
    'RlcwACCrgFA/ADBgF/AX8BfwF/AX8BfwJAA0AgACABTw0BIAAtAAAhBSAAQQFqIQAgBUEEdiEGIAZBD0YEQANAIAAgAU8NAyAALQAAIQcgAEEB' +
    'aiEAIAYgB2ohBiAHQf8BRg0ACwsgBiABIABrSw0BIAYgAyACa0sNAQJAIAZBEE0EQCABIABrQRBPBEAgAyACa0EQTwRAIAIgAP0AAAD9CwAADA' +
    'MLCwsgAiAAIAb8CgAACyAAIAZqIQAgAiAGaiECIAAgAUYEQCACDwsgASAAa0ECSQ0BIAAvAAAhCCAAQQJqIQAgCEUNASAIIAIgBGtLDQEgBUEP' +
    'cUEEaiEGIAZBE0YEQANAIAAgAU8NAyAALQAAIQcgAEEBaiEAIAYgB2ohBiAHQf8BRg0ACwsgBiADIAJrSw0BIAIgCGshCSACIAZqIQoCQCAIQR' +
    'BPBEAgAyAKa0EQTwRAA0AgAiAJ/QAAAP0LAAAgAkEQaiECIAlBEGohCSACIApJDQALDAILCyAIQQFGBEAgAiAJLQAAIAb8CwAMAQsgCEEITwRA' +
    'IAMgCmtBCE8EQANAIAIgCSkAADcAACACQQhqIQIgCUEIaiEJIAIgCkkNAAsMAgsLA0AgAiAJLQAAOgAAIAJBAWohAiAJQQFqIQkgAiAKSQ0ACw' +
    'sgCiECDAALC0F/C3UCAX4BfyAAKQAAIQMgASACIAFrQXhxaiEEAkAgASAERg0AA0AgAyABKQAAhSEDIAMgA0I/hoUgA0I9hiADQjyGhYUhAyAD' +
    'IANCAYiFIANCA4ggA0IEiIWFIQMgAUEIaiEBIAEgBEkNAAsLIAAgASACIAMQAgtOAQF+AkADQCABIAJPDQEgAyABMQAAhUL/AYNCOIYhBCADQg' +
    'iIIASFIARCAYggBEIDiCAEQgSIhYWFIQMgAUEBaiEBDAALCyAAIAM3AAAL';

;// CONCATENATED MODULE: ./lib/codecs/wasm/room.js
// Memory in which the WebAssembly of codecs.wat works. What is decoded there is looked at in place.


/** Bytes at the start of the memory: the register of a checksum. */
const STATE = 0;
/** Bytes: where a block is put to be decoded. */
const INPUT = 64;
const WASM_PAGE = 65_536;
let compiled;
/**
 * @param outputSize bytes
 * @param largestBlock bytes that a block may hold when it is decoded
 */
function openRoom(outputSize, largestBlock) {
    compiled ??= new WebAssembly.Module(Buffer.from(BYTES, 'base64'));
    const inputSize = lz4BlockBound(largestBlock);
    const outputAt = INPUT + Math.ceil(inputSize / 64) * 64;
    const pages = Math.ceil((outputAt + outputSize) / WASM_PAGE);
    const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
    // The exports are those that codecs.wat names, as a test sees.
    const codecs = new WebAssembly.Instance(compiled, { host: { memory } }).exports;
    const all = new Uint8Array(memory.buffer);
    const state = new Int32Array(memory.buffer, STATE, 2);
    const output = all.subarray(outputAt, outputAt + outputSize);
    return {
        output,
        decodeLz4Block(source, start, end, target, at, limit, lowest) {
            if (target.buffer !== memory.buffer || end - start > inputSize || limit > target.length) {
                throw new RangeError('this block belongs into another room');
            }
            all.set(source.subarray(start, end), INPUT);
            const base = target.byteOffset;
            const after = codecs.lz4(INPUT, INPUT + end - start, base + at, base + limit, base + lowest);
            return after < 0 ? after : after - base;
        },
        crc64(register, start, end) {
            // Both have two elements: `?? 0` only satisfies the compiler.
            state[0] = register[0] ?? 0;
            state[1] = register[1] ?? 0;
            codecs.crc64(STATE, outputAt + start, outputAt + end);
            register[0] = state[0] ?? 0;
            register[1] = state[1] ?? 0;
        },
    };
}

;// CONCATENATED MODULE: ./lib/codecs/lz4-output.js
// Where the blocks of LZ4 frames are decoded to, and how what comes out is handed on.



/** How far back linked blocks may reach. */
const HISTORY = 65536;
/** Bytes of a block as stored: below it the WebAssembly costs more than it saves. */
const ROOM_PAYS = 32 * 1024;
/** The last buffer that is not in use: small frames come by the thousand, and clearing 4 MiB for each took most time. */
let spare;
/** The same of large frames. */
let spareRoom;
/** Where blocks are decoded to, with the history that linked ones reach into. */
class Output {
    #options;
    #work = new Uint8Array(0);
    /** Holds {@link #work} once a block was large enough for it. */
    #room;
    /** Bytes of history before the next block. */
    #history = 0;
    #linked = false;
    /** End of the block that history has to be taken from: later, because it may be lent. */
    #end = 0;
    #total = 0;
    frameBytes = 0;
    constructor(options) {
        this.#options = options;
    }
    begin(blockMax, linked) {
        if (this.#work.length < HISTORY + blockMax) {
            this.#room = undefined;
            this.#work =
                spare !== undefined && spare.length >= HISTORY + blockMax ? spare : new Uint8Array(HISTORY + blockMax);
            spare = undefined;
        }
        this.#history = 0;
        this.#end = 0;
        this.#linked = linked;
        this.frameBytes = 0;
    }
    /** Nothing of the buffer may be used afterwards: chunks are copies, or were lent. */
    close() {
        if (this.#room !== undefined)
            spareRoom = this.#room;
        else if (spare === undefined || spare.length < this.#work.length)
            spare = this.#work;
        this.#room = undefined;
        this.#work = new Uint8Array(0);
    }
    /** Moves on into WebAssembly's memory, with the history that the next block may reach into. */
    #enterRoom(blockMax) {
        const before = this.#work;
        const room = spareRoom !== undefined && spareRoom.output.length >= HISTORY + blockMax
            ? spareRoom
            : openRoom(HISTORY + blockMax, blockMax);
        spareRoom = undefined;
        room.output.set(before.subarray(0, this.#history));
        if (spare === undefined || spare.length < before.length)
            spare = before;
        this.#work = room.output;
        this.#room = room;
        return room;
    }
    decode(bytes, start, end, blockMax) {
        const from = this.#keepHistory();
        const room = this.#room ?? (end - start >= ROOM_PAYS ? this.#enterRoom(blockMax) : undefined);
        const decode = room?.decodeLz4Block ?? decodeLz4Block;
        const to = decode(bytes, start, end, this.#work, from, from + blockMax, 0);
        if (to < 0)
            throw damaged(this.#options.where, 'An LZ4 block is damaged');
        return this.#emit(from, to);
    }
    /** Moves the end of the last block to where linked ones look for it. @returns where the next block goes */
    #keepHistory() {
        if (this.#linked && this.#end > 0) {
            const keep = Math.min(this.#end, HISTORY);
            this.#work.copyWithin(0, this.#end - keep, this.#end);
            this.#history = keep;
            this.#end = 0;
        }
        return this.#history;
    }
    copy(bytes, start, end) {
        const from = this.#keepHistory();
        this.#work.set(bytes.subarray(start, end), from);
        return this.#emit(from, from + end - start);
    }
    #emit(from, to) {
        const { where, maxBytes, lends } = this.#options;
        this.#total += to - from;
        this.frameBytes += to - from;
        if (this.#total > maxBytes)
            throw tooMuch(where, maxBytes, undefined);
        this.#end = to;
        return lends === true ? this.#work.subarray(from, to) : this.#work.slice(from, to);
    }
}

;// CONCATENATED MODULE: ./lib/codecs/lz4-frame.js
// LZ4 frames as a stream (github.com/lz4/lz4, doc/lz4_Frame_format.md): one after the other, some of them skippable.
// Every checksum that is there is verified.







const LEGACY_BLOCK = 8 * 1024 * 1024;
/**
 * Decodes all frames: independent and linked blocks, concatenated and skippable frames, and the legacy form. Memory: one
 * block (4 MiB, legacy 8 MiB) as stored and one as it comes out. Chunks stay valid, unless they are lent.
 *
 * @throws RestoreError `truncated`, `trailing`, `decompress`, `checksum`; `limit` above `maxBytes`;
 *   `unsupported-format` for a dictionary; what `source` throws passes unchanged
 */
async function* decodeLz4Frames(source, options) {
    const { where, signal } = options;
    const window = new byte_window/* ByteWindow */.r(source);
    const output = new Output(options);
    let frames = 0;
    try {
        while (await window.fill(1)) {
            signal.throwIfAborted();
            const magic = (await window.fill(4)) ? lz4_frame_uint32(window) : undefined;
            if (magic === LZ4_FRAME_MAGIC) {
                yield* lz4_frame_frame(window, output, options);
            }
            else if (magic === LZ4_LEGACY_MAGIC) {
                yield* legacyFrame(window, output, options);
            }
            else if (magic !== undefined && isSkippable(magic)) {
                await skipFrame(window, where);
            }
            else {
                if (frames > 0)
                    throw trailing(where);
                throw magic === undefined ? truncated(where) : notLz4(window, where);
            }
            frames += 1;
        }
        if (frames === 0)
            throw truncated(where, 'The LZ4 data is empty');
    }
    finally {
        output.close();
        await window.close();
    }
}
async function* lz4_frame_frame(window, output, options) {
    const { where, signal } = options;
    const header = await frameHeader(window, options);
    output.begin(header.blockMax, !header.independentBlocks);
    const hash = new Xxh32();
    for (;;) {
        signal.throwIfAborted();
        if (!(await window.fill(4)))
            throw truncated(where);
        const field = lz4_frame_uint32(window);
        window.skip(4);
        if (field === 0)
            break;
        const stored = (field & 0x80000000) !== 0;
        const size = field & 0x7fffffff;
        if (size > header.blockMax) {
            throw damaged(where, 'An LZ4 block is larger than its frame allows', header.blockMax, size);
        }
        const length = size + (header.blockChecksums ? 4 : 0);
        if (size >= ROOM_PAYS)
            window.reuseMemory();
        if (!(await window.fill(length)))
            throw truncated(where);
        const { bytes, start } = window;
        if (header.blockChecksums) {
            requireSum(new Xxh32().update(bytes, start, start + size).digest(), lz4_frame_uint32(window, size), where, 'block');
        }
        const chunk = stored
            ? output.copy(bytes, start, start + size)
            : output.decode(bytes, start, start + size, header.blockMax);
        window.skip(length);
        if (header.contentChecksum)
            hash.update(chunk);
        if (chunk.length > 0)
            yield chunk;
    }
    if (header.contentSize !== undefined && header.contentSize !== output.frameBytes) {
        throw damaged(where, 'An LZ4 frame does not hold what its header says', header.contentSize, output.frameBytes);
    }
    if (!header.contentChecksum)
        return;
    if (!(await window.fill(4)))
        throw truncated(where);
    requireSum(hash.digest(), lz4_frame_uint32(window), where, 'frame');
    window.skip(4);
}
async function frameHeader(window, { where, maxBytes }) {
    if (!(await window.fill(LZ4_FRAME_HEADER_MIN)))
        throw truncated(where);
    if (!(await window.fill(lz4FrameHeaderLength(window.bytes[window.start + 4] ?? 0))))
        throw truncated(where);
    const header = parseLz4FrameHeader(window.bytes, window.start);
    if ('defect' in header) {
        if (header.defect === 'checksum') {
            throw new errors/* RestoreError */.DZ('checksum', { what: 'The header of an LZ4 frame has a wrong checksum', where });
        }
        if (header.defect === 'dictionary') {
            throw new errors/* RestoreError */.DZ('unsupported-format', { what: 'The LZ4 data needs a dictionary', where });
        }
        throw damaged(where, `The header of an LZ4 frame has an impossible ${header.defect}`);
    }
    if ((header.contentSize ?? 0) > maxBytes)
        throw tooMuch(where, maxBytes, header.contentSize);
    window.skip(header.length);
    return header;
}
/** Blocks follow until the end of the data or the magic of another frame. */
async function* legacyFrame(window, output, options) {
    const { where, signal } = options;
    window.skip(4);
    output.begin(LEGACY_BLOCK, false);
    const bound = lz4BlockBound(LEGACY_BLOCK);
    while (await window.fill(1)) {
        signal.throwIfAborted();
        if (!(await window.fill(4)))
            throw truncated(where);
        const size = lz4_frame_uint32(window);
        if (size === LZ4_FRAME_MAGIC || size === LZ4_LEGACY_MAGIC || isSkippable(size))
            return;
        if (size > bound)
            throw trailing(where);
        if (!(await window.fill(4 + size)))
            throw truncated(where);
        const start = window.start + 4;
        const chunk = output.decode(window.bytes, start, start + size, LEGACY_BLOCK);
        window.skip(4 + size);
        yield chunk;
    }
}
async function skipFrame(window, where) {
    if (!(await window.fill(8)))
        throw truncated(where);
    let left = lz4_frame_uint32(window, 4);
    window.skip(8);
    while (left > 0) {
        if (!(await window.fill(1)))
            throw truncated(where);
        const count = Math.min(left, window.length);
        window.skip(count);
        left -= count;
    }
}
function lz4_frame_uint32(window, offset = 0) {
    const { bytes, start } = window;
    return new DataView(bytes.buffer, bytes.byteOffset + start + offset, 4).getUint32(0, true);
}
function isSkippable(magic) {
    return (magic & 0xfffffff0) >>> 0 === 0x184d2a50;
}

;// CONCATENATED MODULE: ./lib/codecs/ltx.js
// LTX files (github.com/superfly/ltx) as a stream of pages: versions 1 to 3, every byte verified.










/** Pages leave in runs of at most this many bytes (a run has one page at least). */
const RUN_BYTES = 512 * 1024;
/** Bytes of a file: below it the WebAssembly costs more than it saves. */
const ltx_ROOM_PAYS = 256 * 1024;
/** Pages of the first run: most files hold a few. */
const FIRST_RUN_PAGES = 8;
/**
 * Yields the pages, and returns once the page order, the page index and all checksums were found right: nothing that came
 * before counts until then. A page expands to the page size and not beyond, so a file of n bytes yields at most 255 n.
 *
 * @throws RestoreError `truncated`, `trailing`, `format`, `decompress`, `checksum`; what `source` throws passes unchanged
 */
async function* decodeLtx(source, options) {
    const { where, size } = options;
    const window = new byte_window/* ByteWindow */.r(source);
    let inner;
    try {
        await window.fill(LTX_LAYOUT_BYTES);
        const head = window.bytes.subarray(window.start, window.end);
        const header = parseLtxHeader(head, where);
        if (head.length < LTX_LAYOUT_BYTES)
            throw ltx_truncated(where, 'pages');
        const layout = ltxLayout(head, header, size);
        options.onHeader?.(header);
        const crc = new Crc64().update(head, 0, LTX_HEADER_SIZE);
        window.skip(LTX_HEADER_SIZE);
        if (size >= ltx_ROOM_PAYS && !header.compressedBody)
            window.reuseMemory();
        inner = header.compressedBody ? new byte_window/* ByteWindow */.r(expandedBody(window, header, options)) : window;
        return yield* verified(inner, header, layout, crc, options);
    }
    finally {
        if (inner !== window)
            await inner?.close();
        await window.close();
    }
}
async function* verified(window, header, layout, crc, options) {
    const { where, size } = options;
    const { pageSize } = header;
    const room = size < ltx_ROOM_PAYS ? undefined : openRoom(pagesOfRun(pageSize) * pageSize, pageSize);
    const reader = new LtxPageReader(header, layout, where, room?.decodeLz4Block);
    // A snapshot's own pages are the whole database; what an increment leads to only the chain can tell.
    const rolling = header.tracksChecksum && header.minTxid === 1 ? new DatabaseChecksum() : undefined;
    const index = new ExpectedLtxIndex();
    const pages = yield* pageRuns(window, reader, header, { crc, rolling, index, room }, options);
    if (!reader.complete) {
        throw new errors/* RestoreError */.DZ('format', {
            what: 'The LTX snapshot does not hold every page',
            where,
            expected: `${header.commit} pages`,
            found: `the last is page ${reader.page}`,
        });
    }
    const indexFits = layout.index ? await checkIndex(window, index, crc, where) : true;
    if (!(await window.fill(LTX_TRAILER_SIZE)))
        throw ltx_truncated(where, 'trailer');
    const { bytes, start } = window;
    const trailer = parseLtxTrailer(bytes.subarray(start, start + LTX_TRAILER_SIZE), header, where);
    crc.update(bytes, start, start + 8);
    requireChecksum('file', trailer.fileChecksum, ltxChecksum(crc), where);
    window.skip(LTX_TRAILER_SIZE);
    if (!indexFits)
        throw new errors/* RestoreError */.DZ('format', { what: 'The page index is not that of the pages', where });
    if (rolling !== undefined)
        requireChecksum('database', trailer.postApply, rolling.value, where);
    if (await window.fill(1))
        throw new errors/* RestoreError */.DZ('trailing', { what: 'Other bytes follow the LTX file', where });
    return { header, layout, pages, postApply: trailer.postApply };
}
const pagesOfRun = (pageSize) => Math.max(1, Math.floor(RUN_BYTES / pageSize));
async function* pageRuns(window, reader, { pageSize, commit }, { crc, rolling, index, room }, { where, signal }) {
    const most = pagesOfRun(pageSize);
    let run = room?.output ?? new Uint8Array(Math.min(FIRST_RUN_PAGES, most, Math.max(1, commit)) * pageSize);
    let first = 0;
    let count = 0;
    let pages = 0;
    for (;;) {
        if ((count + 1) * pageSize > run.length) {
            yield { pageSize, first, data: run };
            if (run.length < most * pageSize)
                run = new Uint8Array(most * pageSize);
            count = 0;
        }
        const at = count * pageSize;
        const found = reader.take(window.bytes, window.start, window.end, run, at);
        if (found === 'more') {
            signal.throwIfAborted();
            if (!(await window.fill(reader.needed)))
                throw ltx_truncated(where, 'pages');
            continue;
        }
        const { page, length } = reader;
        crc.update(window.bytes, window.start, window.start + reader.hashed);
        if (found === 'end') {
            window.skip(length);
            if (count > 0)
                yield { pageSize, first, data: run.subarray(0, at) };
            return pages;
        }
        if (room === undefined)
            crc.update(run, at, at + pageSize);
        else
            crc.updateIn(room, at, at + pageSize);
        rolling?.add(page, run, at, pageSize);
        // The window may begin after the file does, but positions count from its beginning.
        index.add(page, window.position, length);
        window.skip(length);
        if (count > 0 && page !== first + count) {
            // The new page lies behind the run that it ended.
            yield { pageSize, first, data: run.subarray(0, at) };
            run.copyWithin(0, at, at + pageSize);
            count = 0;
        }
        if (count === 0)
            first = page;
        count += 1;
        pages += 1;
    }
}
/** Reads the index. False when it is not that of the pages: the file checksum, which comes later, tells damage better. */
async function checkIndex(window, index, crc, where) {
    const expected = index.finish();
    const found = new Crc64();
    let left = expected.length;
    while (left > 0) {
        if (!(await window.fill(1)))
            throw ltx_truncated(where, 'page index');
        const count = Math.min(left, window.length);
        const { bytes, start } = window;
        crc.update(bytes, start, start + count);
        found.update(bytes, start, start + count);
        window.skip(count);
        left -= count;
    }
    if (!(await window.fill(8)))
        throw ltx_truncated(where, 'page index');
    const { bytes, start } = window;
    const size = new DataView(bytes.buffer, bytes.byteOffset + start, 8).getBigUint64(0);
    crc.update(bytes, start, start + 8);
    window.skip(8);
    return size === BigInt(expected.length) && found.high === expected.crc.high && found.low === expected.crc.low;
}
/** Version 1 with flag 1: what one LZ4 frame holds instead of the bytes between header and trailer, then the trailer. */
async function* expandedBody(window, { commit, pageSize }, { where, size, signal }) {
    const maxBytes = (commit + 1) * (4 + pageSize);
    yield* decodeLz4Frames(bytesOf(window, size - LTX_HEADER_SIZE - LTX_TRAILER_SIZE), { where, maxBytes, signal });
    while (await window.fill(1)) {
        yield window.bytes.slice(window.start, window.end);
        window.skip(window.length);
    }
}
async function* bytesOf(window, count) {
    for (let left = count; left > 0;) {
        if (!(await window.fill(1)))
            return;
        const part = Math.min(left, window.length);
        // The window keeps its array until it is filled again, which only happens after this chunk was taken.
        yield window.bytes.subarray(window.start, window.start + part);
        window.skip(part);
        left -= part;
    }
}
function requireChecksum(what, stored, computed, where) {
    if (stored === computed)
        return;
    throw new errors/* RestoreError */.DZ('checksum', {
        what: `The ${what} checksum of the LTX file is wrong`,
        where,
        expected: hex64(stored),
        found: hex64(computed),
    });
}
function ltx_truncated(where, part) {
    return new errors/* RestoreError */.DZ('truncated', { what: `The LTX file ends inside its ${part}`, where });
}

;// CONCATENATED MODULE: ./lib/storage/parallel.js
// One object by several ranged reads at once, in order, in bounded memory.

const MiB = 1024 * 1024;
function startPart(store, object, options) {
    const part = { chunks: [], done: false, pump: Promise.resolve(), wake: () => { } };
    const fill = async () => {
        try {
            for await (const chunk of store.read(object, options)) {
                part.chunks.push(chunk);
                part.wake();
            }
        }
        catch (error) {
            // Stores throw RestoreErrors and the signal's reason.
            part.error = error;
        }
        finally {
            part.done = true;
            part.wake();
        }
    };
    part.pump = fill();
    return part;
}
/** @param waiting is told how long each wait for bytes took, in milliseconds */
async function* drain(part, waiting) {
    for (;;) {
        const chunk = part.chunks.shift();
        if (chunk !== undefined) {
            yield chunk;
        }
        else if (part.done) {
            if (part.error !== undefined) {
                throw part.error;
            }
            return;
        }
        else {
            const { promise, resolve } = Promise.withResolvers();
            part.wake = () => {
                resolve();
            };
            const before = performance.now();
            await promise;
            waiting(performance.now() - before);
        }
    }
}
/** Requests at the beginning: enough to hide a round trip behind a part. */
const FIRST_REQUESTS = 4;
/** Share of the time spent waiting for bytes from which on more requests are worth their memory. */
const STARVING = 0.2;
/**
 * How many requests the connection and the reader want, by what happened while one part was read: twice as many when the
 * reader had to wait for bytes, one fewer when all that was asked for was there before it was needed.
 */
function nextRequests(requests, most, waited, elapsed, allThere) {
    if (waited > STARVING * elapsed)
        return Math.min(most, requests * 2);
    return allThere ? Math.max(Math.min(most, FIRST_REQUESTS), requests - 1) : requests;
}
/**
 * Yields the range's bytes in order. Small ranges are one request that streams; of larger ones as many parts are asked for
 * ahead as the reader turns out to need. Leaving the loop early, a failure and the
 * signal all end every request before this returns or throws. A failed part is an error as soon as its turn comes.
 */
async function* readAhead(store, object, { signal, range, onChecksum, partSize = 4 * MiB, inFlight = 8 }) {
    const { start, end } = range ?? { start: 0, end: object.size };
    if (end - start <= partSize || inFlight === 1) {
        yield* store.read(object, { signal, ...(range && { range }), ...(onChecksum && { onChecksum }) });
        return;
    }
    const stop = new AbortController();
    const both = AbortSignal.any([signal, stop.signal]);
    const parts = [];
    let next = start;
    let requests = Math.min(FIRST_REQUESTS, inFlight);
    try {
        for (;;) {
            while (next < end && parts.length < requests) {
                const part = { start: next, end: Math.min(end, next + partSize) };
                const first = next === 0 && onChecksum !== undefined;
                parts.push(startPart(store, object, { range: part, signal: both, ...(first && { onChecksum }) }));
                next = part.end;
            }
            const [head] = parts;
            if (head === undefined) {
                return;
            }
            const began = performance.now();
            let waited = 0;
            yield* drain(head, ms => {
                waited += ms;
            });
            parts.shift();
            const allThere = parts.every(({ done }) => done);
            requests = nextRequests(requests, inFlight, waited, performance.now() - began, allThere);
        }
    }
    finally {
        stop.abort();
        await Promise.all(parts.map(part => part.pump));
    }
}
/**
 * A small object whole, in memory.
 * @throws RestoreError `limit` when it is larger than `cap` bytes
 */
async function readSmall(store, object, { signal, cap, range }) {
    const { start, end } = range ?? { start: 0, end: object.size };
    if (end - start > cap) {
        throw new errors/* RestoreError */.DZ('limit', {
            what: 'The object is larger than an object of its kind can be',
            where: object.key,
            expected: `at most ${cap} bytes`,
            found: `${end - start} bytes`,
        });
    }
    const bytes = new Uint8Array(end - start);
    let offset = 0;
    for await (const chunk of store.read(object, range === undefined ? { signal } : { range, signal })) {
        bytes.set(chunk, offset);
        offset += chunk.length;
    }
    return bytes;
}

// EXTERNAL MODULE: ./lib/engine/page-set.js
var page_set = __webpack_require__(2114);
;// CONCATENATED MODULE: ./lib/formats/litestream-ltx/chain-checksum.js
// The rolling checksum of the database, where files track it: it ties the chain's files together, and to its result.
// Litestream itself never tracks it.




/**
 * Watches the files of a chain go by, newest first, as the overlay reads them. A page counts where it is met first, and
 * only while it is within the size of every newer file: just as the overlay takes it.
 */
class ChainChecksum {
    #links;
    #seen = new page_set/* PageSet */.e();
    #sum = new DatabaseChecksum();
    #limit = Number.POSITIVE_INFINITY;
    /** The link that must come next; -1 when the order was left, so that the sum means nothing. */
    #expected = -1;
    #final = 0n;
    constructor(links) {
        this.#links = links;
    }
    begin(index) {
        if (index === this.#links.length - 1) {
            this.#seen = new page_set/* PageSet */.e();
            this.#sum = new DatabaseChecksum();
            this.#limit = Number.POSITIVE_INFINITY;
            this.#expected = index;
        }
        const header = this.#links[index]?.header;
        if (header !== undefined && this.#counts(index))
            this.#limit = Math.min(this.#limit, header.commit);
    }
    #counts(index) {
        return this.#expected === index && this.#links.at(-1)?.header.tracksChecksum === true;
    }
    run(index, { first, data, pageSize }) {
        if (!this.#counts(index))
            return;
        for (let at = 0, page = first; at < data.length && page <= this.#limit; at += pageSize, page += 1) {
            if (this.#seen.add(page))
                this.#sum.add(page, data, at, pageSize);
        }
    }
    /** @throws RestoreError `checksum` when the file does not follow from the one before it, or the result is another */
    end(index, { header, postApply }) {
        const next = this.#links[index + 1];
        const link = this.#links[index];
        // Files that overlap begin from another state than the one that this file leaves.
        if (next !== undefined && next.min === header.maxTxid + 1 && next.header.tracksChecksum && header.tracksChecksum) {
            requireEqual('The database before this LTX file is not the one that it was made for', next, postApply);
        }
        if (!this.#counts(index)) {
            this.#expected = -1;
            return;
        }
        if (index === this.#links.length - 1)
            this.#final = postApply;
        this.#expected = index - 1;
        if (index > 0 || link === undefined || this.#sum.value === this.#final)
            return;
        throw new errors/* RestoreError */.DZ('checksum', {
            what: 'The restored pages do not have the checksum that the newest LTX file tells',
            where: link.key,
            together: true,
            expected: hex64(this.#final),
            found: hex64(this.#sum.value),
        });
    }
}
function requireEqual(what, { key, header }, found) {
    if (header.preApply === found)
        return;
    throw new errors/* RestoreError */.DZ('checksum', { what, where: key, expected: hex64(header.preApply), found: hex64(found) });
}

;// CONCATENATED MODULE: ./lib/formats/litestream-ltx/layers.js
// LTX files as layers of pages.




/** One layer for each file of a chain, base image first. Each verifies its file whole while the pages go by. */
function ltxLayers(chain) {
    const links = chain.map(({ object, min, max, header }) => ({ key: object.key, min, max, header }));
    const checksum = new ChainChecksum(links);
    return chain.map((file, index) => ltxLayer(file, index, checksum));
}
function ltxLayer(file, index, checksum) {
    const { object, header, whole, level } = file;
    const base = index === 0;
    let pages = 0;
    return {
        label: `${base ? imageText(file) : 'LTX'} ${rangeText(file)} (level ${level})`,
        kind: base ? 'snapshot' : 'ltx',
        time: header.timestamp,
        objects: [object],
        commit: header.commit,
        bytesToRead: whole === undefined ? object.size : 0,
        /** An increment's pages are counted while they are read: no header tells. */
        get frames() {
            return base ? 0 : pages;
        },
        async *pages(context) {
            const end = yield* checkedRuns(file, index, checksum, context);
            pages = end.pages;
            return { pageSize: end.header.pageSize, commit: end.header.commit };
        },
    };
}
/** A base image by where it comes from: `snapshot`, `base image`, `full image`. */
function imageText({ level, min }) {
    if (level === SNAPSHOT_LEVEL)
        return 'snapshot';
    return min === 1 ? 'base image' : 'full image';
}
async function* checkedRuns({ object, whole }, index, checksum, context) {
    const { signal } = context;
    const kept = whole?.();
    const source = kept === undefined ? stored(object, whole === undefined ? context : { ...context, progress: unseen }) : once(kept);
    const runs = decodeLtx(source, { where: object.key, size: object.size, signal });
    checksum.begin(index);
    try {
        for (;;) {
            const next = await runs.next();
            if (next.done === true) {
                checksum.end(index, next.value);
                return next.value;
            }
            checksum.run(index, next.value);
            yield next.value;
        }
    }
    finally {
        // Closes the source when the reader leaves early; its value is not used.
        await runs.return(NOTHING);
    }
}
/** A layer that promised no bytes to read reports none. */
const unseen = () => { };
/** The type wants a value for a generator that is closed early; nobody reads it. */
const NOTHING = {};
async function* once(bytes) {
    yield bytes;
}
async function* stored(object, { store, signal, progress }) {
    for await (const chunk of readAhead(store, object, { signal })) {
        progress(chunk.length);
        yield chunk;
    }
}

;// CONCATENATED MODULE: ./lib/formats/litestream-ltx/left-out.js
/**
 * @param files all of the backup
 * @param missing why the chain ends early, where it does
 */
function leftOut({ chain, end, scope, mixed }, files, impossible, faults, missing) {
    const used = new Set(chain.map(({ object }) => object.key));
    const own = new Set(scope);
    const reasonFor = (file) => {
        const fault = faults.get(file);
        if (fault !== undefined) {
            const covered = file.max <= end && mixed === undefined;
            const reason = `it cannot be used: ${fault.failure.what}${covered ? '; its transactions are in other files' : ''}`;
            // One that reaches beyond the end is why there is a shortfall, or lies after the asked point.
            return { reason, explained: mixed === undefined || file.max <= end };
        }
        if (!own.has(file))
            return { reason: 'of another history under the same prefix', explained: true };
        if (file.max <= end)
            return { reason: 'its transactions are in other files of the plan', explained: true };
        return {
            reason: missing === undefined ? 'newer than the restore point' : 'after what is missing or damaged',
            explained: true,
        };
    };
    return [
        ...files.filter(({ object }) => !used.has(object.key)).map(file => ({ key: file.object.key, ...reasonFor(file) })),
        ...impossible.map(({ key }) => ({ key, reason: 'its name has impossible transaction IDs', explained: false })),
    ];
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
;// CONCATENATED MODULE: ./lib/formats/litestream-ltx/kept-files.js
// Small files that planning has read whole, for their layers: the last megabyte in memory, the others in a scratch file. A
// day of one-second syncs is ten thousands of them, which would be too much for the memory, and too many to ask for twice.


/** Bytes of the memory, and of what is read back at once. */
const BUFFER = 1024 * 1024;
/** Bytes in all: what comes after them is read again when it is needed. */
const MOST = 256 * 1024 * 1024;
/**
 * The file stays open, since it must outlive the folder's contents: a restore that plans again empties the folder, and must
 * not read anything again. Where it cannot be written (a full disk), nothing more is kept.
 */
class KeptFiles {
    /** Where the file may be made, once it is needed. Absent: only what fits into memory is kept. */
    folder;
    #buffer = new Uint8Array(0);
    #written = 0;
    #buffered = 0;
    #fd;
    #broken = false;
    /** What was read back last; layers are read in the order of the file, or against it. */
    #window;
    /** Takes a copy. @returns undefined when there is no room */
    keep(bytes) {
        if (this.#broken || bytes.length > BUFFER || this.#written + this.#buffered + bytes.length > MOST)
            return undefined;
        if (this.#buffered + bytes.length > BUFFER && !this.#flush())
            return undefined;
        if (this.#buffer.length === 0)
            this.#buffer = new Uint8Array(BUFFER);
        this.#buffer.set(bytes, this.#buffered);
        const start = this.#written + this.#buffered;
        const { length } = bytes;
        this.#buffered += length;
        // Of `bytes` itself it must hold nothing.
        return () => this.#read(start, length);
    }
    #flush() {
        if (this.folder === undefined)
            return false;
        try {
            this.#fd ??= this.#open(this.folder);
            for (let done = 0; done < this.#buffered;) {
                done += (0,external_node_fs_.writeSync)(this.#fd, this.#buffer, done, this.#buffered - done, this.#written + done);
            }
        }
        catch {
            // What is in memory stays there.
            this.#broken = true;
            return false;
        }
        this.#written += this.#buffered;
        this.#buffered = 0;
        return true;
    }
    #open(folder) {
        opened += 1;
        const fd = (0,external_node_fs_.openSync)((0,external_node_path_.join)(folder, `ltx-files-${opened}`), 'wx+', 0o600);
        DESCRIPTORS.register(this, fd);
        return fd;
    }
    #read(start, length) {
        if (start >= this.#written)
            return this.#buffer.slice(start - this.#written, start - this.#written + length);
        const known = this.#window;
        const window = known !== undefined && start >= known.start && start + length <= known.start + known.bytes.length
            ? known
            : this.#readWindow(start, length, known?.start ?? Infinity);
        this.#window = window;
        return window?.bytes.subarray(start - window.start, start - window.start + length);
    }
    /** Around the file that is wanted, towards where the reader is going. */
    #readWindow(start, length, before) {
        const from = start < before ? Math.max(0, start + length - BUFFER) : start;
        const bytes = new Uint8Array(Math.min(BUFFER, this.#written - from));
        try {
            for (let done = 0; done < bytes.length;) {
                const count = this.#fd === undefined ? 0 : (0,external_node_fs_.readSync)(this.#fd, bytes, done, bytes.length - done, from + done);
                if (count === 0)
                    return undefined;
                done += count;
            }
        }
        catch {
            return undefined;
        }
        return { start: from, bytes };
    }
}
/** Files made so far: a process may keep several. */
let opened = 0;
/** Nobody knows when the last plan for a store was made. */
const DESCRIPTORS = new FinalizationRegistry(fd => (0,external_node_fs_.closeSync)(fd));

;// CONCATENATED MODULE: ./lib/formats/litestream-ltx/reader.js
// Headers by small ranged reads, several at a time, each object once for a whole restore. Small files are read whole: that
// costs no more, their layers then need no request of their own, and they are verified before anything rests on them.








/** Files up to this many bytes are read whole. */
const WHOLE_FILE = 64 * 1024;
const REQUESTS_AT_ONCE = 64;
/** By store, because a restore may plan several times, and must not read anything again then. */
const MEMORIES = new WeakMap();
class LtxReader {
    #context;
    #memory;
    constructor(context) {
        this.#context = context;
        this.#memory = MEMORIES.get(context.store) ?? { files: new Map(), kept: new KeptFiles() };
        MEMORIES.set(context.store, this.#memory);
        this.#memory.kept.folder ??= context.scratchFolder;
    }
    /**
     * The file, or what is wrong with it. Files that are damaged are no reason to stop; storage and network failures are.
     * @throws RestoreError of the store, `gone` and `changed` among them
     */
    async read(file) {
        const { size } = file.object;
        const id = idOf(file);
        const known = this.#memory.files.get(id);
        if (known !== undefined)
            return known;
        const isSmall = size <= WHOLE_FILE;
        const bytes = await this.#bytes(file, { start: 0, end: isSmall ? size : Math.min(size, LTX_LAYOUT_BYTES) });
        const found = interpret(file, bytes);
        const damage = found instanceof errors/* RestoreError */.DZ || !isSmall ? undefined : await this.#decode(file, bytesAsStream(bytes));
        const result = damage ?? (found instanceof errors/* RestoreError */.DZ || !isSmall ? found : { ...found, whole: this.#memory.kept.keep(bytes) });
        this.#memory.files.set(id, result);
        return result;
    }
    /**
     * What is wrong with the whole file, for a header that decides something although its file is not in the plan. Reads
     * the file unless it is small: those were verified when they were read.
     */
    async verify(file) {
        if (file.whole !== undefined)
            return undefined;
        const { object } = file;
        const damage = await this.#decode(file, this.#stream(object, { start: 0, end: object.size }));
        if (damage !== undefined)
            this.#memory.files.set(idOf(file), damage);
        return damage;
    }
    async #decode({ object }, source) {
        const runs = decodeLtx(source, { where: object.key, size: object.size, signal: this.#context.signal });
        try {
            while ((await runs.next()).done !== true)
                ;
            return undefined;
        }
        catch (error) {
            if ((0,errors/* isRestoreError */.hm)(error, 'truncated', 'trailing', 'format', 'decompress', 'checksum'))
                return error;
            throw error;
        }
    }
    /** All of `files`, in their order. */
    readAll(files) {
        return inParallel(files, file => this.read(file));
    }
    /** As {@link readAll}, but files that have gone meanwhile (retention runs) are left out. */
    async readThere(files) {
        const found = await inParallel(files, file => this.read(file).catch((error) => {
            if ((0,errors/* isRestoreError */.hm)(error, 'gone', 'changed'))
                return error;
            throw error;
        }));
        return found.flatMap(file => (file instanceof errors/* RestoreError */.DZ ? [] : [file]));
    }
    /**
     * How many pages the file's index names; undefined where there is none. Damage that this does not see is found when the
     * file is decoded.
     */
    async countPages({ object, whole }) {
        const end = object.size - LTX_TRAILER_SIZE - 8;
        const kept = whole?.();
        const read = (range) => kept === undefined ? this.#stream(object, range) : bytesAsStream(kept.subarray(range.start, range.end));
        let size = 0n;
        for await (const chunk of read({ start: end, end: end + 8 })) {
            for (const byte of chunk)
                size = (size << 8n) | BigInt(byte);
        }
        const start = end - Number(size);
        if (start < LTX_HEADER_SIZE || size === 0n)
            return undefined;
        const counter = new LtxIndexCounter();
        for await (const chunk of read({ start, end }))
            counter.feed(chunk);
        return counter.pages;
    }
    async #bytes({ object }, range) {
        const { store, signal, progress } = this.#context;
        const bytes = await readSmall(store, object, { signal, cap: WHOLE_FILE, range });
        progress(bytes.length);
        return bytes;
    }
    async *#stream(object, range) {
        const { store, signal, progress } = this.#context;
        for await (const chunk of store.read(object, { range, signal })) {
            progress(chunk.length);
            yield chunk;
        }
    }
}
function idOf({ object }) {
    return `${object.etag} ${object.key}`;
}
async function* bytesAsStream(bytes) {
    yield bytes;
}
function interpret(file, bytes) {
    const { key, size } = file.object;
    try {
        const header = parseLtxHeader(bytes, key);
        const { minTxid, maxTxid } = header;
        if (minTxid !== file.min || maxTxid !== file.max) {
            return new errors/* RestoreError */.DZ('format', {
                what: 'The LTX file does not hold the transactions that its name says',
                where: key,
                expected: rangeText(file),
                found: rangeText({ min: minTxid, max: maxTxid }),
            });
        }
        return { ...file, header, encoding: encodingOf(bytes, header, size), whole: undefined };
    }
    catch (error) {
        if (error instanceof errors/* RestoreError */.DZ)
            return error;
        throw error;
    }
}
function encodingOf(bytes, header, size) {
    const { version } = ltxLayout(bytes, header, size);
    if (version !== 3)
        return `LTX version ${version}`;
    return bytes[LTX_HEADER_SIZE + 5] === 1 ? 'LZ4 blocks' : 'LZ4 frames';
}
/** The first failure ends it: what is under way is waited for, the rest is not begun. */
async function inParallel(items, work) {
    const results = [];
    let next = 0;
    let failed = false;
    const worker = async () => {
        while (next < items.length && !failed) {
            const index = next++;
            const item = items[index];
            if (item === undefined)
                return;
            try {
                results[index] = await work(item);
            }
            catch (error) {
                failed = true;
                throw error;
            }
        }
    };
    const workers = Array.from({ length: Math.min(REQUESTS_AT_ONCE, items.length) }, worker);
    const settled = await Promise.allSettled(workers);
    const rejected = settled.find(outcome => outcome.status === 'rejected');
    if (rejected !== undefined)
        throw rejected.reason;
    return results;
}

;// CONCATENATED MODULE: ./lib/formats/litestream-ltx/shortfall.js
// Why the files do not lead to where they should: what is missing or damaged there, by name.



function gapText({ first, last }) {
    return first === last ? `TXID ${hex64(first)}` : `TXIDs ${hex64(first)} to ${hex64(last)}`;
}
/** The holes in what the files cover together, from transaction 1 to the newest. */
function gapsOf(files) {
    const gaps = [];
    let end = 0;
    for (const { min, max } of files.toSorted((a, b) => a.min - b.min)) {
        if (min > end + 1)
            gaps.push({ first: end + 1, last: min - 1 });
        end = Math.max(end, max);
    }
    return gaps;
}
/**
 * What a chain that ends at `end` passes over, because finer files are damaged or missing there: compaction has merged
 * their transactions, so that the next point is `after`, but a state in between could have been meant.
 */
function coarsened(end, after, files, faults) {
    const offer = `Without it the newest state there is position ${hex64(end)}; on-incomplete: warn takes it and calls it partial.`;
    for (const [file, { code, failure }] of faults) {
        if (file.max <= end || file.max >= after || file.level === SNAPSHOT_LEVEL)
            continue;
        return new errors/* RestoreError */.DZ(code, { ...failure, todo: [failure.todo, offer].filter(Boolean).join(' ') || undefined });
    }
    for (const level of new Set(files.map(file => file.level))) {
        const own = files.filter(file => file.level === level);
        // Retention deletes from the oldest on, so a hole between two files of one level is none of its making.
        const hole = gapsOf(own).find(({ first, last }) => first <= end + 1 && end < last && last + 1 <= after);
        if (level === SNAPSHOT_LEVEL || hole === undefined || !own.some(({ max }) => max < hole.first))
            continue;
        return new errors/* RestoreError */.DZ('gap', {
            what: `LTX files are missing: level ${level} does not hold ${gapText(hole)}, though it goes on after that`,
            expected: `restore points from ${hex64(end)} to ${hex64(after)}`,
            todo: `Find out what deleted them. ${offer.replace('Without it', 'Without them')}`,
        });
    }
    return undefined;
}
/**
 * @param end the last transaction that can be reached; 0 for none
 * @param files every file that the names promise, usable or not
 * @param level files above this level do not count as holding a transaction: a snapshot does not show what lies inside it
 * @returns the failure of the file that should continue after `end`, else a gap, else the want of a base
 */
function shortfall(end, files, faults, level = 99) {
    const next = end + 1;
    const offer = end === 0
        ? ''
        : `The newest state before it is position ${hex64(end)}; on-incomplete: warn takes it and calls it partial.`;
    const holding = [...faults].find(([file]) => file.min <= next && next <= file.max);
    if (holding !== undefined) {
        const [, { code, failure }] = holding;
        return new errors/* RestoreError */.DZ(code, { ...failure, todo: [failure.todo, offer].filter(Boolean).join(' ') || undefined });
    }
    if (end === 0) {
        return new errors/* RestoreError */.DZ('no-snapshot', {
            what: 'No LTX file holds the whole database',
            where: files[0]?.object.key,
            expected: 'a file that begins with TXID 1, or a full image',
            found: `the first TXID is ${hex64(files.reduce((min, file) => Math.min(min, file.min), Number.MAX_SAFE_INTEGER))}`,
            todo: 'Look for the snapshots (level 0009): were they deleted, or left out when the bucket was copied?',
        });
    }
    const following = files.filter(file => file.min > next && file.level <= level);
    const last = following.reduce((min, file) => Math.min(min, file.min), Number.MAX_SAFE_INTEGER) - 1;
    const gap = { first: next, last: following.length === 0 ? next : last };
    return new errors/* RestoreError */.DZ('gap', {
        what: `LTX files are missing: no file holds ${gapText(gap)}`,
        where: following.toSorted((a, b) => a.min - b.min)[0]?.object.key,
        expected: hex64(next),
        found: following.length === 0 ? 'nothing' : `the next file begins with TXID ${hex64(last + 1)}`,
        todo: `Find out what deleted them. ${offer}`.trimEnd(),
    });
}

;// CONCATENATED MODULE: ./lib/formats/litestream-ltx/plan.js
// From the names and a few headers to a restore plan.












/**
 * @throws RestoreError `gap` and the code of whatever a file fails with, when the goal cannot be reached and the user
 *   did not allow less; `before-first`, `position-not-found`, `no-snapshot`, `ambiguous`, `input`; of the store
 */
async function planLtx(request) {
    const { backup, listing, target, excluded } = request;
    requireWholeBackup(listing.prefix, backup.objects[0]?.key ?? '');
    const goal = goalOf(target);
    const { files, impossible } = ltxKeys(backup.objects);
    const reader = new LtxReader(request);
    const faults = new Map();
    for (const file of files) {
        const fault = faultOf(file, excluded);
        if (fault !== undefined)
            faults.set(file, fault);
    }
    const choice = await choose({ goal, files, faults, reader });
    const usable = choice.scope.filter(file => !faults.has(file));
    const missing = whatIsMissing(goal, choice, faults, usable);
    const [base] = choice.chain;
    const newest = choice.chain.at(-1);
    if (base === undefined || newest === undefined || (missing !== undefined && target.onIncomplete === 'fail')) {
        throw missing ?? shortfall(0, choice.scope, faults);
    }
    const doubts = await doubtsOf(choice, reader);
    const expected = missing === undefined ? choice.end : wantedOf(goal, choice);
    return {
        format: 'litestream-ltx',
        point: pointOf(newest),
        layers: ltxLayers(choice.chain),
        snapshotKey: base.object.key,
        incrementsApplied: choice.chain.length - 1,
        leftOut: leftOut(choice, files, impossible, faults, missing),
        alternatives: alternatives(base, newest, choice.after),
        proof: {
            word: missing !== undefined ? 'partial' : doubts.length > 0 ? 'weak' : 'complete',
            because: [
                ...(missing === undefined ? [] : [(0,errors/* failureText */.kY)({ ...missing.failure, todo: undefined })]),
                because(choice),
                ...doubts,
            ],
            counts: { unit: 'TXIDs', expected, applied: choice.end, ignored: 0 },
            gaps: missing === undefined ? [] : gapsAfter(choice.end, usable).map(gapText),
            unexplained: impossible.length > 0 || hasUnplacedFaults(choice, faults),
        },
        notes: notes(goal, choice, faults),
    };
}
/** A prefix inside the backup would hide its other levels, and with them newer data. */
function requireWholeBackup(prefix, key) {
    const head = headOf(key);
    if (prefix.length <= head.length)
        return;
    throw new errors/* RestoreError */.DZ('input', {
        what: 'The prefix points into a Litestream backup, not at it',
        where: prefix,
        expected: head === '' ? 'no prefix' : `prefix: ${head}`,
        todo: 'Give the folder that holds the level folders (0000, 0001, … or ltx).',
    });
}
/** What is known of a file before it is read. */
function faultOf({ object }, excluded) {
    const { key, size } = object;
    const reason = excluded.get(key);
    if (reason !== undefined)
        return new errors/* RestoreError */.DZ('incomplete', { what: reason, where: key });
    if (size >= LTX_SMALLEST_FILE)
        return undefined;
    return new errors/* RestoreError */.DZ('truncated', {
        what: size === 0 ? 'The LTX file is empty' : 'The LTX file is too short to be one',
        where: key,
        expected: `at least ${LTX_SMALLEST_FILE} bytes`,
        found: `${size} bytes`,
    });
}
/** The last transaction that the names promise for the goal; for a time, as far as one can tell. */
function wantedOf(goal, { scope, after }) {
    const newest = scope.reduce((max, file) => Math.max(max, file.max), 0);
    if (goal.kind === 'position')
        return Math.min(goal.txid, newest);
    return goal.kind === 'time' ? (after?.txid ?? newest) : newest;
}
/** The failure that keeps the chain from what was asked for; undefined when it is reached. */
function whatIsMissing(goal, choice, faults, usable) {
    const { end, scope, after } = choice;
    const newest = wantedOf({ kind: 'latest' }, choice);
    const continued = (level) => usable.some(file => file.level < level && file.min <= end + 1 && file.max > end);
    if (goal.kind === 'latest')
        return end === newest ? undefined : shortfall(end, scope, faults);
    if (goal.kind === 'position') {
        if (end === goal.txid)
            return undefined;
        if (end === 0 && after !== undefined)
            throw brokenBase(faults, goal.txid) ?? notAPoint(goal.txid, end, newest, after);
        if (goal.txid <= newest && !continued(SNAPSHOT_LEVEL))
            return shortfall(end, scope, faults, SNAPSHOT_LEVEL - 1);
        throw notAPoint(goal.txid, end, newest, after);
    }
    if (end === 0)
        return after === undefined ? shortfall(0, scope, faults) : beforeFirst(goal.time, after, scope, faults);
    // Between two restore points that an increment joins, the backup keeps nothing finer; else something is missing there.
    if (end !== newest && !continued(SNAPSHOT_LEVEL))
        return shortfall(end, scope, faults, SNAPSHOT_LEVEL - 1);
    return after === undefined ? undefined : coarsened(end, after.txid, scope, faults);
}
function beforeFirst(time, first, scope, faults) {
    const broken = brokenBase(faults, first.txid);
    if (broken !== undefined)
        return broken;
    return new errors/* RestoreError */.DZ('before-first', {
        what: 'The backup does not reach back to the asked time',
        where: scope[0]?.object.key,
        expected: `a restore point not after ${(0,quantities/* instantText */.Xx)(time)}`,
        found: `the first one is ${pointText(first)}`,
        todo: `Ask for a later time, or set position: ${hex64(first.txid)}.`,
    });
}
/** What is wrong with a base image that would have led to `txid`. */
function brokenBase(faults, txid) {
    return [...faults].find(([{ min, max }]) => min === 1 && max <= txid)?.[1];
}
function notAPoint(txid, end, newest, after) {
    const near = [
        ...(end === 0 ? [] : [`position ${hex64(end)} before it`]),
        ...(after === undefined ? [] : [`position ${hex64(after.txid)} after it`]),
    ];
    return new errors/* RestoreError */.DZ('position-not-found', {
        what: txid > newest ? 'The backup does not reach the asked TXID' : 'The asked TXID is no restore point any more',
        where: 'input position',
        expected: hex64(txid),
        found: near.length === 0 ? `the newest is ${hex64(newest)}` : near.join(', '),
        todo: txid > newest
            ? 'Check the TXID, and whether the listing is complete.'
            : 'Compaction has merged it with its neighbours: choose one of those.',
    });
}
/** The time in a snapshot's header is when it was written, not when its last transaction was. */
function pointOf({ max, level, header }) {
    return {
        position: hex64(max),
        time: header.timestamp,
        timeIs: level === SNAPSHOT_LEVEL ? 'upper-bound' : 'exact',
    };
}
function because({ chain, end, mixed }) {
    const [base] = chain;
    const from = base === undefined ? 'Nothing' : `The ${imageText(base)} ${rangeText(base)}`;
    const histories = mixed === undefined ? '' : ` Only files of one of the ${mixed.all.length} histories here are used.`;
    return `${from} and ${(0,quantities/* countOf */.pq)(chain.length - 1, 'increment')} lead to TXID ${hex64(end)} without a gap; each file is verified whole.${histories}`;
}
async function doubtsOf({ chain, mixed }, reader) {
    const doubts = [];
    if (mixed !== undefined && (mixed.chosen === undefined || mixed.all.length === 1)) {
        doubts.push('The times of the files contradict each other, as if several histories shared the prefix, and no one of them could be told apart that leads there by itself.');
    }
    for (const [before, next] of walBreaks(chain)) {
        if (await isFullImage(next, reader))
            continue;
        doubts.push(`LTX ${rangeText(next)} does not continue in SQLite's WAL where ${rangeText(before)} ended: something may have been missed between them.`);
    }
    return doubts;
}
function gapsAfter(end, files) {
    return gapsOf(files).filter(({ first }) => first > end);
}
/** With several histories, a file that cannot be read belongs to nobody knows which. */
function hasUnplacedFaults({ mixed, end }, faults) {
    return mixed !== undefined && [...faults.keys()].some(({ max }) => max > end);
}
function alternatives(base, newest, after) {
    const found = [];
    if (after !== undefined) {
        const note = `the next restore point, of ${(0,quantities/* instantText */.Xx)(after.time)}`;
        found.push({ position: hex64(after.txid), note, proven: true });
    }
    if (base !== newest) {
        const note = `the image that the increments build on, of ${(0,quantities/* instantText */.Xx)(base.header.timestamp)}`;
        found.push({ position: hex64(base.max), note, proven: true });
    }
    return found;
}
function notes(goal, choice, faults) {
    const { chain, end, scope, mixed, after } = choice;
    const found = [];
    const newest = chain.at(-1);
    if (goal.kind === 'time' && newest !== undefined) {
        const reached = `asked for ${(0,quantities/* instantText */.Xx)(goal.time)}, reached ${pointText({ txid: end, time: newest.header.timestamp })}`;
        const next = after === undefined ? 'nothing newer is there' : `the next restore point is ${pointText(after)}`;
        found.push(`${reached}; ${next}`);
    }
    const base = chain[0];
    if (base !== undefined && base.min > 1) {
        found.push(`no snapshot leads there, but ${base.object.key} holds the whole database`);
    }
    for (const [file, fault] of faults) {
        if (file.max > end)
            continue;
        found.push(`its transactions come from other files, because it cannot be used: ${fault.failure.what}: ${file.object.key}`);
    }
    const levels = [...new Set(chain.map(({ level }) => level))].toSorted((a, b) => b - a);
    const encodings = [...new Set(chain.map(({ encoding }) => encoding))];
    found.push(`levels used: ${levels.join(', ')}`, `pages are ${encodings.map(writer).join(', and ')}`);
    const later = gapsAfter(end, scope);
    if (later.length > 0)
        found.push(`after this point the backup has a gap: ${later.map(gapText).join(', ')}`);
    if (mixed !== undefined)
        found.push(`histories under this prefix end with ${mixed.all.map(endText).join('; ')}`);
    return found;
}
function writer(encoding) {
    if (encoding === 'LZ4 blocks')
        return 'LZ4 blocks (Litestream 0.5.16 and later)';
    if (encoding === 'LZ4 frames')
        return 'LZ4 frames (Litestream 0.5.0 to 0.5.15)';
    return `${encoding} (LiteFS, or a pre-release of Litestream 0.5)`;
}

;// CONCATENATED MODULE: ./lib/formats/litestream-ltx/replays.js
// What mode `verify` replays: the newest snapshot within the restored state, once more from the files it was not made of.
// Litestream 0.5 takes a snapshot (level 9) of the database and its WAL, not of the files it has uploaded (db.go,
// SnapshotReader), and names it by the last transaction uploaded: the WAL may already hold later ones.








/** Increments after a snapshot from which it may hold something: it is taken within moments of its name. */
const LATER = 4;
/** None where compaction has left no second way to a snapshot's last transaction. */
const replaysOfLtx = async (request, { point }) => {
    const { files } = ltxKeys(request.backup.objects);
    const faults = new Map();
    for (const file of files) {
        const fault = faultOf(file, request.excluded);
        if (fault !== undefined)
            faults.set(file, fault);
    }
    const reader = new LtxReader(request);
    const goal = { kind: 'position', txid: Number.parseInt(point.position, 16) };
    const { scope } = await choose({ goal, files, faults, reader });
    const usable = new Set(scope.filter(file => !faults.has(file)));
    const snapshots = [...usable]
        .filter(({ level, max }) => level === SNAPSHOT_LEVEL && max <= goal.txid)
        .toSorted((a, b) => b.max - a.max);
    let damage;
    for (const snapshot of snapshots) {
        for (;;) {
            const way = chainOf([...usable].filter(file => file !== snapshot && file.max <= snapshot.max));
            const newer = `snapshot ${hex64(snapshot.max)}`;
            const [older] = way.files;
            if (older === undefined || way.end !== snapshot.max)
                break;
            const labels = { older: `${imageText(older)} ${rangeText(older)}`, newer };
            const read = await readAll(reader, [snapshot, ...way.files]);
            if (!('fault' in read))
                return [{ ...labels, steps: stepsOf(read.files, finestAfter(snapshot.max, usable), reader) }];
            damage ??= { ...labels, steps: read.fault };
            usable.delete(read.file);
            if (read.file === snapshot)
                break;
        }
    }
    // Damage that takes the last way to a snapshot is told; where another one is left, nothing depends on it.
    return damage === undefined ? [] : [damage];
};
/** All of them, or the first that is damaged. */
async function readAll(reader, files) {
    const found = await reader.readAll(files);
    const read = [];
    for (const [at, file] of files.entries()) {
        const result = found[at];
        if (result instanceof errors/* RestoreError */.DZ)
            return { file, fault: result };
        if (result !== undefined)
            read.push(result);
    }
    return { files: read };
}
/** @param files the snapshot, then the way to it */
function stepsOf([snapshot, ...way], after, reader) {
    const [expected] = ltxLayers(snapshot === undefined ? [] : [snapshot]);
    if (expected === undefined)
        throw new errors/* RestoreError */.DZ('internal', { what: 'A snapshot gave no layer' });
    return { from: ltxLayers(way), expected, later: context => pagesOf(after, reader, context) };
}
/** The files that continue after a transaction, each as little as there is. */
function finestAfter(txid, files) {
    const found = [];
    let end = txid;
    for (;;) {
        const [next] = [...files]
            .filter(({ level, min, max }) => level !== SNAPSHOT_LEVEL && min > txid && min <= end + 1 && max > end)
            .toSorted((a, b) => a.max - b.max || b.min - a.min);
        if (next === undefined || found.length === LATER)
            return found;
        found.push(next);
        end = next.max;
    }
}
/** One file stands for one upload, and that for all commits since the one before: whichever of them the page is of. */
async function* pagesOf(files, reader, context) {
    for (const file of await reader.readThere(files)) {
        for (const layer of ltxLayers([file])) {
            for await (const run of layer.pages(context))
                yield { ...run, merged: true };
        }
    }
}

;// CONCATENATED MODULE: ./lib/formats/litestream-ltx/restore-points.js
// Every transaction at which a chain of files can end, by the names, newest first.








/** Full images looked for at most: each is one more look at the largest files. */
const MOST_IMAGES = 32;
/**
 * Of several histories under the prefix the newest comes first; a transaction that two of them have is that of the newer
 * one, as for planning.
 * @throws RestoreError `ambiguous` where nothing says which history is the newest; of the store
 */
const restorePointsOfLtx = async (request) => {
    const { files } = ltxKeys(request.backup.objects);
    const reader = new LtxReader(request);
    const faults = new Map(files.flatMap(file => {
        const fault = faultOf(file, request.excluded);
        return fault === undefined ? [] : [[file, fault]];
    }));
    const { mixed } = await choose({ goal: { kind: 'latest' }, files, faults, reader });
    // By the names alone, files that cannot be read included: what may be done without one is found out by planning.
    const histories = mixed?.all.toReversed().map(history => history.files) ?? [files];
    const stored = storedBy(files);
    const points = new Map();
    for (const own of histories) {
        for (const txid of restorePoints(own, await fullImages(own, reader)).toReversed()) {
            const time = stored.get(txid);
            if (points.has(txid))
                continue;
            points.set(txid, { position: hex64(txid), time, timeIs: time === undefined ? 'unknown' : 'upper-bound' });
        }
    }
    return [...points.values()];
};
/** `TXIDs 0000000000000029 to 0000000000000039`: what the newer position has and the older one has not. */
function betweenLtx(older, newer) {
    const [first, last] = [Number.parseInt(older, 16) + 1, Number.parseInt(newer, 16)];
    return last < first ? '' : gapText({ first, last });
}
/** The last transaction of the file that was stored last. After a gap no chain ends there, and it was captured all the same. */
const newestOfLtx = ({ objects }) => {
    const { files } = ltxKeys(objects);
    const [last] = files.toSorted((a, b) => b.object.lastModified - a.object.lastModified || b.max - a.max);
    if (last === undefined)
        return undefined;
    return { position: hex64(last.max), time: storedBy(files).get(last.max), timeIs: 'upper-bound' };
};
/** The images that chains begin with where none leads there from transaction 1. */
async function fullImages(files, reader) {
    const roots = new Set();
    let rest = files;
    while (rest.length > 0 && roots.size < MOST_IMAGES) {
        const end = rest.reduce((max, file) => Math.max(max, file.max), 0);
        if (restorePoints(rest).at(-1) === end)
            break;
        const image = await findFullImage(rest, reader);
        const root = rest.find(({ object }) => object.key === image?.object.key);
        if (root !== undefined)
            roots.add(root);
        // What lies before the image, or before the hole that no image bridges, may have one of its own.
        const before = root?.max ?? coveredFrom(rest, end);
        rest = rest.filter(({ max }) => max < before);
    }
    return roots;
}
/** When the first file that ends with a transaction was stored: the transaction is not younger. */
function storedBy(files) {
    const times = new Map();
    for (const { max, object } of files)
        times.set(max, Math.min(object.lastModified, times.get(max) ?? Infinity));
    return times;
}

;// CONCATENATED MODULE: ./lib/formats/litestream-ltx/span.js
// When the states of a replica were written, by the headers of its first and its newest files.




/** Milliseconds. The newest file of the lowest level is stored as soon as it is written; a copy of it is stored later. */
const AT_ONCE = 60_000;
/** Undefined when the headers that tell are damaged, or there are none. */
const spanOfLtx = async ({ backup, ...context }) => {
    const { files } = ltxKeys(backup.objects);
    const points = restorePoints(files);
    const [first] = points;
    const last = files.reduce((max, file) => Math.max(max, file.max), 0);
    const reader = new LtxReader(context);
    const oldest = await reader.readThere(files.filter(({ max }) => max === first));
    const newest = await reader.readThere(files.filter(({ max }) => max === last));
    if (oldest.length === 0 || newest.length === 0)
        return undefined;
    const lag = Math.min(...newest.map(({ object, header }) => object.lastModified - header.timestamp));
    return {
        from: Math.min(...oldest.map(({ header }) => header.timestamp)),
        to: Math.max(...newest.map(({ header }) => header.timestamp)),
        times: 'written',
        doubt: lag > AT_ONCE ? 'the LTX files were stored long after they were written, as if the bucket had been copied' : '',
        end: hex64(last),
    };
};

;// CONCATENATED MODULE: ./lib/formats/litestream-ltx/litestream-ltx.js





const litestreamLtx = {
    name: 'litestream-ltx',
    detect: detectLtx,
    plan: planLtx,
    replays: replaysOfLtx,
    restorePoints: restorePointsOfLtx,
    between: betweenLtx,
    newest: newestOfLtx,
    span: spanOfLtx,
    isPosition: text => /^[0-9a-f]{16}$/i.test(text),
};

;// CONCATENATED MODULE: ./lib/formats/litestream-v3/keys.js
// The keys that Litestream 0.3 writes (github.com/benbjohnson/litestream, tags v0.3.0 to v0.3.14, s3/replica_client.go):
// `generations/<16 hex digits>/snapshots/<index>.snapshot.lz4` and `…/wal/<index>_<offset>.wal.lz4` below the replica's
// path. Index and offset have at least 8 hex digits: beyond 4 GiB they grow. The pre-releases of 0.4 wrote
// `…/wal/<index>/<offset>.wal.lz4`, with 8 or 16 digits.

const FOLDER = /^((?:.*\/)?)generations\/([0-9a-f]{16})\/(?:snapshots|wal)\//s;
const SNAPSHOT = /^([0-9a-f]{8,16})\.snapshot\.lz4$/;
const SEGMENT = /^([0-9a-f]{8,16})[_/]([0-9a-f]{8,16})\.wal\.lz4$/;
/** Undefined for names that no writer makes. @param name what follows `snapshots/` or `wal/` */
function placeOf(folder, name) {
    const inSnapshots = folder.endsWith('/snapshots/');
    const match = (inSnapshots ? SNAPSHOT : SEGMENT).exec(name);
    if (match === null)
        return undefined;
    const index = Number.parseInt(match[1] ?? '', 16);
    const offset = inSnapshots ? undefined : Number.parseInt(match[2] ?? '', 16);
    return Number.isSafeInteger(index) && Number.isSafeInteger(offset ?? 0) ? { index, offset } : undefined;
}
/** The name of the generation that a key belongs to. */
function generationOf(key) {
    return FOLDER.exec(key)?.[2];
}
/** What stands before `generations/`; undefined for another layout's key. */
function keys_headOf(key) {
    return FOLDER.exec(key)?.[1];
}
/** Sorts the objects of one backup into its generations, in the listing's order of their names. */
function generationsOf(objects) {
    const found = new Map();
    for (const object of objects) {
        const [folder, , name] = FOLDER.exec(object.key) ?? [];
        if (folder === undefined || name === undefined)
            continue;
        const own = found.get(name) ?? { snapshots: new Map(), segments: new Map(), others: [] };
        found.set(name, own);
        const place = placeOf(folder, object.key.slice(folder.length));
        if (place === undefined)
            own.others.push(object);
        else if (place.offset === undefined)
            addOnce(own.snapshots, place.index, { object, index: place.index }, own.others);
        else {
            const segment = { object, index: place.index, offset: place.offset };
            addOnce(own.segments, `${segment.index} ${segment.offset}`, segment, own.others);
        }
    }
    return [...found].map(([name, { snapshots, segments, others }]) => ({
        name,
        snapshots: [...snapshots.values()].toSorted((a, b) => a.index - b.index),
        segments: [...segments.values()].toSorted((a, b) => a.index - b.index || a.offset - b.offset),
        others,
    }));
}
/** The first name of a place counts: the order of a listing is that of the keys. */
function addOnce(map, key, value, others) {
    if (map.has(key))
        others.push(value.object);
    else
        map.set(key, value);
}
/**
 * Every folder that holds `generations/` is a database's. Where the prefix itself is one, it is what was asked for, and
 * databases in folders below it are others.
 */
function detectV3({ prefix, objects }) {
    const byHead = new Map();
    for (const object of objects) {
        const head = keys_headOf(object.key);
        if (head === undefined)
            continue;
        const found = byHead.get(head);
        if (found === undefined)
            byHead.set(head, [object]);
        else
            found.push(object);
    }
    const asked = prefix === '' || prefix.endsWith('/') ? prefix : `${prefix}/`;
    const exact = asked === '' ? undefined : byHead.get(asked);
    const found = exact === undefined ? [...byHead] : [[asked, exact]];
    return found.map(([head, own]) => ({
        // A prefix that names one generation means just that one.
        prefix: prefix.length > head.length ? prefix : head,
        objects: own,
        description: keys_description(own),
    }));
}
function keys_description(objects) {
    const generations = generationsOf(objects);
    const count = (kind) => generations.reduce((sum, own) => sum + own[kind].length, 0);
    return `litestream-v3, ${(0,quantities/* countOf */.pq)(generations.length, 'generation')}, ${(0,quantities/* countOf */.pq)(count('snapshots'), 'snapshot')}, ${(0,quantities/* countOf */.pq)(count('segments'), 'WAL segment')}`;
}
/** As in the keys: hex, at least 8 digits. */
function hex8(value) {
    return value.toString(16).padStart(8, '0');
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./lib/formats/litestream-v3/segment-bytes.js



/**
 * What `stored` holds, decrypted and decompressed.
 * @param maxBytes more is a `limit` error
 * @param lends each chunk is good until the next one is asked for
 * @throws RestoreError `truncated`, `trailing`, `decompress`, `checksum`; `encrypted` for age files that cannot be opened
 */
async function* contentOf(stored, { key, size }, maxBytes, { decrypt, signal }, lends = false) {
    if (size === 0)
        throw new errors/* RestoreError */.DZ('truncated', { what: 'The object is empty', where: key });
    yield* decodeLz4Frames(decrypt(stored, { where: key, signal }), { where: key, maxBytes, lends, signal });
}
/** The object's stored bytes, in several requests where it is large. */
async function* storedBytes(object, { store, signal, progress }) {
    for await (const chunk of readAhead(store, object, { signal })) {
        progress(chunk.length);
        yield chunk;
    }
}
/** Bytes: larger segments stream when their turn comes. */
const SMALL = 256 * 1024;
/** Segments under way at once. Memory: {@link SMALL} times this. */
const AHEAD = 16;
/** Reads segments in the order in which the layers will ask for them. */
class SegmentQueue {
    #order;
    #turn;
    /** What planning has read, by key. */
    #known;
    #pending = new Map();
    #stop = new AbortController();
    constructor(order, known) {
        this.#order = order;
        this.#turn = new Map(order.map(({ key }, index) => [key, index]));
        this.#known = known;
    }
    async *read(object, context) {
        const turn = this.#turn.get(object.key) ?? 0;
        for (const next of this.#order.slice(turn, turn + AHEAD))
            this.#ask(next, context);
        const pending = this.#pending.get(object.key);
        const known = this.#known.get(object.key);
        if (known !== undefined)
            yield known;
        else if (pending === undefined)
            yield* storedBytes(object, context);
        else {
            this.#pending.delete(object.key);
            const answer = await pending;
            context.signal.throwIfAborted();
            if ('error' in answer)
                throw answer.error;
            context.progress(answer.bytes.length);
            yield answer.bytes;
        }
    }
    #ask(object, { store, signal }) {
        const { key, size } = object;
        if (size > SMALL || this.#known.has(key) || this.#pending.has(key))
            return;
        const both = AbortSignal.any([signal, this.#stop.signal]);
        // A failure is that of the segment's own turn, if it ever comes.
        const answer = readSmall(store, object, { signal: both, cap: SMALL }).then(bytes => ({ bytes }), (error) => ({ error }));
        this.#pending.set(key, answer);
    }
    /** Ends what is under way and waits for it. The queue can be read again afterwards, from any turn. */
    async stop() {
        this.#stop.abort();
        await Promise.all(this.#pending.values());
        this.#pending.clear();
        this.#stop = new AbortController();
    }
}

;// CONCATENATED MODULE: ./lib/formats/litestream-v3/sequence-table.js
// Litestream keeps a counter in the database itself, and raises it by one whenever it begins a new WAL: the table
// `_litestream_seq(id INTEGER PRIMARY KEY, seq INTEGER)` with one row (litestream db.go, v0.3.13). Reading it from pages
// (sqlite.org/fileformat2.html, sections 1.6 and 2.1) binds a snapshot to the WAL that it belongs before.
const LEAF = 0x0d;
/** A text in the three encodings that a database can have. */
const inEveryEncoding = (text) => {
    const little = Buffer.from(text, 'utf16le');
    return [Buffer.from(text), little, Buffer.from(little).swap16()];
};
const NAMES = inEveryEncoding('_litestream_seq');
const TABLES = inEveryEncoding('table');
/** Longest record header looked at, in bytes: those of both tables are shorter. */
const LONGEST_HEADER = 64;
/** Undefined beyond `end`, and for values beyond 2^53. */
function varint(bytes, at, end) {
    let value = 0;
    for (let count = 0; count < 8; count += 1) {
        const byte = bytes[at + count];
        if (byte === undefined || at + count >= end)
            return undefined;
        value = value * 128 + (byte & 0x7f);
        if (byte < 0x80)
            return value <= Number.MAX_SAFE_INTEGER ? { value, next: at + count + 1 } : undefined;
    }
    return undefined;
}
/** Bytes of a value, by its serial type. */
function widthOf(type) {
    if (type >= 12)
        return (type - (type % 2 === 0 ? 12 : 13)) / 2;
    return [0, 1, 2, 3, 4, 6, 8, 8, 0, 0][type] ?? 0;
}
/** The first `count` values of the record in the cell at `at`; undefined when it has fewer, or they overflow the page. */
function recordAt(page, at, count) {
    const payload = varint(page, at, page.length);
    const rowid = payload && varint(page, payload.next, page.length);
    const header = rowid && varint(page, rowid.next, page.length);
    if (rowid === undefined || header === undefined || header.value > LONGEST_HEADER)
        return undefined;
    const headerEnd = rowid.next + header.value;
    const values = [];
    let type = header.next;
    let start = headerEnd;
    while (type < headerEnd && values.length < count) {
        const serial = varint(page, type, headerEnd);
        if (serial === undefined)
            return undefined;
        const end = start + widthOf(serial.value);
        if (end > page.length)
            return undefined;
        values.push({ type: serial.value, start, end });
        type = serial.next;
        start = end;
    }
    return values.length === count ? { rowid: rowid.value, values } : undefined;
}
/** Undefined for what is no integer, or none that is exact. */
function integerOf(page, { type, start, end }) {
    if (type === 8 || type === 9)
        return type - 8;
    if (type < 1 || type > 6)
        return undefined;
    let value = 0;
    for (let at = start; at < end; at += 1)
        value = value * 256 + (page[at] ?? 0);
    return (page[start] ?? 0) < 0x80 && Number.isSafeInteger(value) ? value : undefined;
}
/**
 * The counter, if `page` could be the table's: a leaf with the one row (1, seq), or with none, which counts as 0. Other
 * tables can look like that, too: {@link sequenceRoot} says which page it is.
 */
function sequenceOf(page) {
    if (page[0] !== LEAF || page[3] !== 0)
        return undefined;
    if (page[4] === 0)
        return 0;
    if (page[4] !== 1)
        return undefined;
    const record = recordAt(page, (page[8] ?? 0) * 256 + (page[9] ?? 0), 2);
    const [id, sequence] = record?.values ?? [];
    if (record?.rowid !== 1 || id?.type !== 0 || sequence === undefined)
        return undefined;
    return integerOf(page, sequence);
}
/**
 * The number of the counter's page, if `page` is the leaf of `sqlite_schema` that names it.
 * @param number of the page: page 1 begins with the database header
 */
function sequenceRoot(page, number) {
    const header = number === 1 ? 100 : 0;
    if (page[header] !== LEAF)
        return undefined;
    const bytes = Buffer.from(page.buffer, page.byteOffset, page.byteLength);
    if (!NAMES.some(name => bytes.includes(name)))
        return undefined;
    const cells = (page[header + 3] ?? 0) * 256 + (page[header + 4] ?? 0);
    for (let cell = 0; cell < cells; cell += 1) {
        const pointer = header + 8 + cell * 2;
        const [type, name, , root] = recordAt(page, (page[pointer] ?? 0) * 256 + (page[pointer + 1] ?? 0), 4)?.values ?? [];
        if (type === undefined || name === undefined || root === undefined)
            continue;
        if (isOneOf(TABLES, page, type) && isOneOf(NAMES, page, name))
            return integerOf(page, root);
    }
    return undefined;
}
function isOneOf(texts, page, { start, end }) {
    return texts.some(text => text.equals(page.subarray(start, end)));
}

;// CONCATENATED MODULE: ./lib/formats/litestream-v3/page-spool.js
// The pages of one WAL, in the order of its frames. Which version of a page is the last one is known only at the WAL's
// end, so they wait here: in memory as far as the first megabytes go, then in a scratch file.


/** Bytes in memory: the usual WAL has 1000 pages. A multiple of every page size. */
const IN_MEMORY = 4 * 1024 * 1024;
/** Bytes. A multiple of every page size. */
const FIRST_SIZE = 64 * 1024;
class PageSpool {
    #path;
    #pageSize;
    #maxBytes;
    /** Grows with what it holds: most WALs are small, and there are many. */
    #memory = Buffer.alloc(0);
    #inFile = 0;
    #inMemory = 0;
    #file;
    /** @param maxBytes more than that is a `limit` error */
    constructor(path, pageSize, maxBytes) {
        this.#path = path;
        this.#pageSize = pageSize;
        this.#maxBytes = maxBytes;
    }
    /** @throws RestoreError `limit`, `disk` */
    append(page) {
        if (this.#inFile + this.#inMemory + page.length > this.#maxBytes) {
            throw new errors/* RestoreError */.DZ('limit', {
                what: 'A WAL holds more pages than may be written to disk',
                where: this.#path,
                expected: `at most ${this.#maxBytes} bytes`,
                found: 'more',
                todo: 'Raise max-database-size, or free disk space on the runner.',
            });
        }
        if (this.#inMemory === IN_MEMORY)
            this.#flush();
        if (this.#inMemory + page.length > this.#memory.length)
            this.#grow();
        this.#memory.set(page, this.#inMemory);
        this.#inMemory += page.length;
    }
    #grow() {
        const larger = Buffer.alloc(Math.min(IN_MEMORY, Math.max(FIRST_SIZE, this.#memory.length * 4)));
        this.#memory.copy(larger);
        this.#memory = larger;
    }
    #flush() {
        try {
            // Opened for both: what is written is read again before it is closed.
            this.#file ??= (0,external_node_fs_.openSync)(this.#path, 'wx+', 0o600);
            for (let done = 0; done < this.#inMemory;) {
                done += (0,external_node_fs_.writeSync)(this.#file, this.#memory, done, this.#inMemory - done, this.#inFile + done);
            }
        }
        catch (cause) {
            throw diskError('The scratch folder cannot be written', this.#path, cause);
        }
        this.#inFile += this.#inMemory;
        this.#inMemory = 0;
    }
    /** Copies pages `first` to `first + target.length / pageSize` (0-based, in the order of {@link append}) to `target`. */
    read(first, target) {
        const start = first * this.#pageSize;
        const fromFile = Math.min(target.length, Math.max(0, this.#inFile - start));
        for (let done = 0; done < fromFile;) {
            const count = this.#file === undefined ? 0 : (0,external_node_fs_.readSync)(this.#file, target, done, fromFile - done, start + done);
            if (count === 0)
                throw diskError('A scratch file ends early', this.#path, undefined);
            done += count;
        }
        const from = start + fromFile - this.#inFile;
        if (fromFile < target.length)
            this.#memory.copy(target, fromFile, from, from + target.length - fromFile);
    }
    close() {
        if (this.#file === undefined)
            return;
        (0,external_node_fs_.closeSync)(this.#file);
        this.#file = undefined;
        (0,external_node_fs_.rmSync)(this.#path, { force: true });
    }
}
function diskError(what, where, cause) {
    return new errors/* RestoreError */.DZ('disk', { what, where, todo: 'Free disk space on the runner.', cause });
}

;// CONCATENATED MODULE: ./lib/formats/litestream-v3/sequence.js



/** Pages remembered that could be the counter's, for one WAL. Other tables of one row are rare. */
const MOST_PAGES = 64;
/** What one WAL says of the counter. */
class SequenceWatch {
    #spans = new Map();
    /** The counter's page, where the WAL holds the schema's page that tells. */
    root;
    see(page, data) {
        const sequence = sequenceOf(data);
        if (sequence === undefined) {
            this.root = sequenceRoot(data, page) ?? this.root;
            return;
        }
        const span = this.#spans.get(page);
        if (span !== undefined)
            span.last = sequence;
        else if (this.#spans.size < MOST_PAGES)
            this.#spans.set(page, { first: sequence, last: sequence });
    }
    span(page) {
        return this.#spans.get(page);
    }
}
/** What a snapshot says of it. */
class SnapshotSequence {
    #values = new Map();
    root;
    see({ first, data, pageSize }) {
        for (let at = 0, number = first; at < data.length; at += pageSize, number += 1) {
            if (this.root !== undefined && number > this.root && this.#values.has(this.root))
                return;
            const page = data.subarray(at, at + pageSize);
            this.root ??= sequenceRoot(page, number);
            // Once its page is known, no other is of interest.
            if (this.root !== undefined && number !== this.root)
                continue;
            const value = sequenceOf(page);
            if (value !== undefined && (this.#values.size < MOST_PAGES || number === this.root))
                this.#values.set(number, value);
        }
    }
    get value() {
        return this.root === undefined ? undefined : this.#values.get(this.root);
    }
}
/**
 * @param links the WALs after the snapshot, oldest first
 * @throws RestoreError `format` when the snapshot is not of the index that its name says; `gap` when the counter makes
 *   more than a step between two WALs
 */
function checkSequence({ key, index }, snapshot, links) {
    let { root, value } = snapshot;
    if (index > 0 && links.length > 0 && value === undefined) {
        throw new errors/* RestoreError */.DZ('format', {
            what: `The snapshot is not one of WAL index ${hex8(index)}: it lacks Litestream’s own table`,
            where: key,
            expected: 'the table _litestream_seq',
        });
    }
    for (const link of links) {
        const moved = link.sequence.root !== undefined && link.sequence.root !== root;
        root = link.sequence.root ?? root;
        const span = root === undefined ? undefined : link.sequence.span(root);
        if (span === undefined) {
            if (moved)
                value = undefined;
            continue;
        }
        if (value !== undefined && !moved && !follows(span, value, link.index === index)) {
            throw link.index === index ? wrongIndex(key, index, span, value) : missing(link, span, value);
        }
        value = span.last;
    }
}
/** VACUUM writes the page anew as it is. A snapshot may hold the first frames of its own WAL. */
function follows({ first, last }, before, ofSnapshot) {
    return first === before || first === before + 1 || (ofSnapshot && first <= before && before <= last);
}
function wrongIndex(where, index, { first }, found) {
    return new errors/* RestoreError */.DZ('format', {
        what: `The snapshot is not the state at the start of WAL index ${hex8(index)}: Litestream’s counter in it does not fit`,
        where,
        expected: first - 1,
        found,
    });
}
function missing({ index, key }, { first }, before) {
    return new errors/* RestoreError */.DZ('gap', {
        what: `WAL segments are missing at the end of index ${hex8(index - 1)}: Litestream’s counter makes another step than one`,
        where: key,
        expected: before + 1,
        found: first,
    });
}

;// CONCATENATED MODULE: ./lib/formats/litestream-v3/wal-index.js
// One WAL, put together from its segments and verified frame by frame. Litestream copies committed, checksummed frames
// only (db.go, copyToShadowWAL), so whatever breaks the chain here was lost or damaged afterwards.






/** Bytes of a run. A multiple of every page size. */
const RUN_SIZE = 1024 * 1024;
/** Bytes of WAL that one index may hold beyond the largest database allowed: it may write each page several times. */
const MORE_WAL = 64 * 1024 * 1024;
/** The fault of a segment that is left out when planning again: the ones around it join without it. */
const STRAY = 'The WAL segment begins inside the one before it';
/**
 * @param position where the segments before it end
 * @throws RestoreError `gap`; `format` ({@link STRAY})
 */
function requireContinuous(position, where, index, offset) {
    if (offset === position)
        return;
    const numbers = { expected: hex8(position), found: hex8(offset), together: true };
    if (offset < position)
        throw new errors/* RestoreError */.DZ('format', { what: STRAY, where, ...numbers });
    throw new errors/* RestoreError */.DZ('gap', {
        what: `WAL segments are missing in index ${hex8(index)}: nothing holds its bytes ${position} to ${offset - 1}`,
        where,
        ...numbers,
        todo: 'Find out what deleted them: a lifecycle rule, an interrupted copy?',
    });
}
/** Takes a WAL's bytes in order. */
class WalReader {
    #spoolPath;
    #maxBytes;
    /** The key that bytes come from now, for errors. */
    #where = '';
    #buffer = Buffer.alloc(WAL_HEADER_SIZE);
    #filled = 0;
    #position = 0;
    #header;
    #checksum = [0, 0];
    #pages = new Uint32Array(1024);
    #frames = 0;
    #commit = 0;
    #committed = 0;
    #firstCommit = 0;
    #largestCommit = 0;
    #firstHasPage1 = false;
    #spool;
    #sequence = new SequenceWatch();
    /**
     * @param spoolPath a file that does not exist yet
     * @param maxBytes of pages
     */
    constructor(spoolPath, maxBytes) {
        this.#spoolPath = spoolPath;
        this.#maxBytes = maxBytes;
    }
    /** Bytes taken so far: where the next segment must begin. */
    get position() {
        return this.#position;
    }
    /** @throws RestoreError `format`, `checksum`; `limit`, `disk` of the spool */
    feed(chunk, where) {
        this.#where = where;
        for (let start = 0; start < chunk.length;) {
            const count = Math.min(this.#buffer.length - this.#filled, chunk.length - start);
            this.#buffer.set(chunk.subarray(start, start + count), this.#filled);
            this.#filled += count;
            this.#position += count;
            start += count;
            if (this.#filled < this.#buffer.length)
                continue;
            if (this.#header === undefined)
                this.#takeHeader();
            else
                this.#takeFrame(this.#header);
            this.#filled = 0;
        }
    }
    #takeHeader() {
        const header = parseWalHeader(this.#buffer);
        if ('defect' in header) {
            const code = header.defect === 'checksum' ? 'checksum' : 'format';
            throw this.#error(code, `The WAL header has a wrong ${header.defect}`, undefined, hex8(header.found));
        }
        this.#header = header;
        this.#checksum = header.checksum;
        this.#buffer = Buffer.alloc(frameSize(header.pageSize));
        this.#spool = new PageSpool(this.#spoolPath, header.pageSize, this.#maxBytes);
    }
    #takeFrame(header) {
        const { page, commit, salt1, salt2, checksum } = parseWalFrameHeader(this.#buffer, 0);
        const frame = this.#frames + 1;
        if (salt1 !== header.salt1 || salt2 !== header.salt2) {
            const [expected, found] = [header, { salt1, salt2 }].map(salts => `${hex8(salts.salt1)} ${hex8(salts.salt2)}`);
            throw this.#error('checksum', `WAL frame ${frame} has salts of another WAL`, expected, found);
        }
        if (!frameContinues(this.#buffer, 0, header.pageSize, this.#checksum, header.bigEndianChecksums)) {
            throw this.#error('checksum', `WAL frame ${frame} has a wrong checksum`);
        }
        if (page === 0)
            throw this.#error('format', `WAL frame ${frame} is for page 0`);
        this.#checksum = checksum;
        if (this.#frames === this.#pages.length)
            this.#pages = enlarged(this.#pages);
        this.#pages[this.#frames] = page;
        this.#frames = frame;
        const data = this.#buffer.subarray(WAL_FRAME_HEADER_SIZE);
        this.#spool?.append(data);
        this.#sequence.see(page, data);
        if (this.#committed === 0 && page === 1)
            this.#firstHasPage1 = true;
        if (commit === 0)
            return;
        if (this.#committed === 0)
            this.#firstCommit = commit;
        this.#commit = commit;
        this.#largestCommit = Math.max(this.#largestCommit, commit);
        this.#committed = frame;
    }
    /**
     * To be called after the last segment.
     * @throws RestoreError `truncated` when the WAL ends inside a frame or a transaction
     */
    finish() {
        const header = this.#header;
        if (header === undefined || this.#filled > 0) {
            throw this.#error('truncated', `The WAL ends inside ${header === undefined ? 'its header' : 'a frame'}`);
        }
        if (this.#committed < this.#frames) {
            const found = `${this.#frames - this.#committed} frames after it`;
            throw this.#error('truncated', 'The WAL ends without the commit of its last transaction', 'a commit frame', found);
        }
        if (this.#frames === 0)
            throw this.#error('truncated', 'The WAL holds no frame', 'at least one');
        return {
            header,
            frames: this.#frames,
            commit: this.#commit,
            firstCommit: this.#firstCommit,
            largestCommit: this.#largestCommit,
            firstHasPage1: this.#firstHasPage1,
            sequence: this.#sequence,
        };
    }
    /** The last version of each page within the final size. After {@link finish}. */
    *runs() {
        const spool = this.#spool;
        const pageSize = this.#header?.pageSize ?? 0;
        if (spool === undefined)
            return;
        const last = this.#lastVersions();
        const buffer = Buffer.alloc(Math.min(RUN_SIZE, this.#frames * pageSize));
        for (let frame = 0; frame < this.#frames;) {
            const first = this.#pages[frame] ?? 0;
            let count = 0;
            // The frames of a transaction are sorted by page: neighbours in the WAL are often neighbours in the database.
            while ((count + 1) * pageSize <= RUN_SIZE &&
                frame + count < this.#frames &&
                isSet(last, frame + count) &&
                this.#pages[frame + count] === first + count) {
                count += 1;
            }
            if (count > 0) {
                const data = buffer.subarray(0, count * pageSize);
                spool.read(frame, data);
                yield { pageSize, first, data };
            }
            frame += Math.max(1, count);
        }
    }
    /** Every frame's page, in order. */
    *versions() {
        const spool = this.#spool;
        const pageSize = this.#header?.pageSize ?? 0;
        if (spool === undefined)
            return;
        const data = Buffer.alloc(pageSize);
        for (let frame = 0; frame < this.#frames; frame += 1) {
            spool.read(frame, data);
            yield { pageSize, first: this.#pages[frame] ?? 0, data };
        }
    }
    /** One bit a frame. */
    #lastVersions() {
        const bits = new Uint8Array((this.#frames + 7) >>> 3);
        const seen = new page_set/* PageSet */.e();
        for (let frame = this.#frames - 1; frame >= 0; frame -= 1) {
            const page = this.#pages[frame] ?? 0;
            if (page > this.#commit || !seen.add(page))
                continue;
            bits[frame >>> 3] = (bits[frame >>> 3] ?? 0) | (1 << (frame & 7));
        }
        return bits;
    }
    close() {
        this.#spool?.close();
    }
    #error(code, what, expected, found) {
        return new errors/* RestoreError */.DZ(code, { what, where: this.#where, expected, found });
    }
}
function isSet(bits, at) {
    return ((bits[at >>> 3] ?? 0) & (1 << (at & 7))) !== 0;
}
function enlarged(pages) {
    const larger = new Uint32Array(pages.length * 2);
    larger.set(pages);
    return larger;
}

;// CONCATENATED MODULE: ./lib/formats/litestream-v3/later-pages.js
// A snapshot is a copy of the database file, and SQLite checkpoints into that file as far as its readers allow: on a busy
// database a snapshot of index N holds some pages as frames of WAL N have them (docs/formats/litestream-v3.md). With all of
// WAL N on top that makes no difference. Where the restore point lies inside WAL N, or before it, such a page would come from
// behind the restore point, beside others that do not. And where WAL N has lost its end, the snapshot may hold that, too.









/** The fault of a snapshot that holds such a page. An older one leads to the restore point through more WAL. */
const later_pages_AHEAD = 'The snapshot holds pages of WAL that lies behind the restore point';
/** The fault of a snapshot for which that is not known. An older one leads to the same point through more WAL. */
const BEYOND = 'Nothing shows that the WAL which is there goes as far as the snapshot';
const DIGEST_SIZE = 16;
class LaterPages {
    #base;
    #applied;
    #rest;
    #settings;
    /** Of the frames behind the restore point whose pages nothing before it writes, or of all of them: 20 bytes each. */
    #pages = new Uint32Array(256);
    #digests = Buffer.alloc(256 * DIGEST_SIZE);
    #count = 0;
    /** Frames from here on lie behind the restore point. */
    #behind = 0;
    /** Pages that the WAL writes before the restore point. */
    #before = new page_set/* PageSet */.e();
    /** Litestream's counter as frames have it, the highest for each page that looks like its table. */
    #counters = new Map();
    /** By page. */
    #order = new Uint32Array(0);
    #next = 0;
    /**
     * @param applied segments of the snapshot's index
     * @param rest those of the same index that follow, at least one unless `confirm` is set
     */
    constructor(base, applied, rest, settings) {
        this.#base = base;
        this.#applied = applied;
        this.#rest = rest;
        this.#settings = settings;
    }
    /** Stored bytes. */
    get bytesToRead() {
        const { known } = this.#settings;
        return [...this.#applied, ...this.#rest].reduce((sum, { object: { key, size } }) => sum + (known.has(key) ? 0 : size), 0);
    }
    /** To be called before the first page. @throws RestoreError that names the segment that cannot be read */
    async read(context) {
        const { scratchFolder, decrypt, known } = this.#settings;
        const { signal } = context;
        const segments = [...this.#applied, ...this.#rest];
        const queue = new SegmentQueue(segments.map(({ object }) => object), known);
        const limit = context.maxDatabaseSize + MORE_WAL;
        const reader = new WalReader((0,external_node_path_.join)(scratchFolder, `later-${hex8(this.#base.index)}`), limit);
        try {
            for (const { object, index, offset } of segments) {
                requireContinuous(reader.position, object.key, index, offset);
                const content = contentOf(queue.read(object, context), object, limit, { decrypt, signal });
                for await (const chunk of content)
                    reader.feed(chunk, object.key);
            }
            this.#take(reader);
        }
        finally {
            reader.close();
            await queue.stop();
        }
    }
    #take(reader) {
        const { confirm } = this.#settings;
        const cut = this.#rest[0]?.offset ?? reader.position;
        let end = WAL_HEADER_SIZE;
        this.#count = 0;
        this.#behind = 0;
        this.#before = new page_set/* PageSet */.e();
        this.#counters.clear();
        for (const { pageSize, first, data } of reader.versions()) {
            end += frameSize(pageSize);
            if (end <= cut)
                this.#before.add(first);
            if (confirm || !this.#before.has(first))
                this.#push(first, data);
            if (end <= cut)
                this.#behind = this.#count;
            const counter = confirm ? sequenceOf(data) : undefined;
            if (counter !== undefined)
                this.#counters.set(first, Math.max(counter, this.#counters.get(first) ?? 0));
        }
        this.#order = Uint32Array.from({ length: this.#count }, (_, at) => at).toSorted((a, b) => (this.#pages[a] ?? 0) - (this.#pages[b] ?? 0));
        this.#next = 0;
    }
    #push(page, data) {
        if (this.#count === this.#pages.length) {
            const pages = new Uint32Array(this.#count * 2);
            pages.set(this.#pages);
            this.#pages = pages;
            this.#digests = Buffer.concat([this.#digests, Buffer.alloc(this.#digests.length)]);
        }
        this.#pages[this.#count] = page;
        this.#digests.set(digestOf(data), this.#count * DIGEST_SIZE);
        this.#count += 1;
    }
    /**
     * @param run of the snapshot; to be called in the order of the pages
     * @throws RestoreError `gap` ({@link AHEAD}, {@link BEYOND})
     */
    check({ first, data, pageSize }) {
        const end = first + data.length / pageSize;
        for (; this.#next < this.#count; this.#next += 1) {
            const frame = this.#order[this.#next] ?? 0;
            const page = this.#pages[frame] ?? 0;
            if (page >= end)
                return;
            const at = (page - first) * pageSize;
            const digest = digestOf(data.subarray(at, at + pageSize));
            if (!digest.equals(this.#digests.subarray(frame * DIGEST_SIZE, (frame + 1) * DIGEST_SIZE)))
                continue;
            const ahead = frame >= this.#behind && !this.#before.has(page);
            const index = hex8(this.#base.index);
            throw new errors/* RestoreError */.DZ('gap', {
                what: ahead ? later_pages_AHEAD : BEYOND,
                where: this.#base.object.key,
                found: `page ${page} as WAL index ${index} has it${ahead ? ' later' : ', so that it may hold more of it than is there'}`,
                together: true,
                doubt: !ahead,
            });
        }
    }
    /**
     * To be called after the last page. Whatever SQLite checkpoints of a WAL into the file, it begins with the first frames,
     * and the first commit of a WAL raises Litestream's counter: a snapshot that is behind it holds nothing of that WAL.
     * @throws RestoreError `gap` ({@link BEYOND})
     */
    finish({ root, value }) {
        if (!this.#settings.confirm)
            return;
        const raised = root === undefined ? undefined : this.#counters.get(root);
        if (value !== undefined && raised !== undefined && raised > value)
            return;
        const index = hex8(this.#base.index);
        throw new errors/* RestoreError */.DZ('gap', {
            what: BEYOND,
            where: this.#base.object.key,
            expected: `a lower counter of Litestream than in WAL index ${index}`,
            found: value === undefined ? 'none' : value,
            together: true,
            doubt: true,
        });
    }
}
function digestOf(page) {
    return (0,external_node_crypto_.hash)('sha256', page, 'buffer').subarray(0, DIGEST_SIZE);
}

;// CONCATENATED MODULE: ./lib/engine/base-image.js
// A base image as a stream of pages: the bytes of a database file, cut into runs of whole pages.


/** Runs of about this many bytes go to the disk, and to whoever compares pages. */
const base_image_RUN_SIZE = 256 * 1024;
/**
 * Cuts a database file's bytes into runs of whole pages. Chunks may be lent: none is used after the next was asked for.
 * @param where names the object in errors
 * @throws RestoreError `not-sqlite`, `truncated`, `format`; `hollow` when there is not a single byte
 */
async function* base_image_pagesOf(content, where) {
    const buffer = Buffer.alloc(Math.max(base_image_RUN_SIZE, 2 * 65_536));
    let filled = 0;
    let pageSize = 0;
    let pages = 0;
    for await (const chunk of content) {
        for (let start = 0; start < chunk.length;) {
            if (filled === 0 && pageSize > 0 && chunk.length - start >= buffer.length) {
                yield { pageSize, first: pages + 1, data: chunk.subarray(start, start + buffer.length) };
                pages += buffer.length / pageSize;
                start += buffer.length;
                continue;
            }
            const count = Math.min(buffer.length - filled, chunk.length - start);
            buffer.set(chunk.subarray(start, start + count), filled);
            filled += count;
            start += count;
            if (pageSize === 0 && filled >= database_header/* DATABASE_HEADER_SIZE */.Ih) {
                pageSize = (0,database_header/* parseDatabaseHeader */.I3)(buffer.subarray(0, filled), where).pageSize;
            }
            if (filled < buffer.length)
                continue;
            // The buffer's size is a multiple of every page size.
            yield { pageSize, first: pages + 1, data: buffer };
            pages += buffer.length / pageSize;
            filled = 0;
        }
    }
    if (pages === 0 && filled === 0) {
        throw new errors/* RestoreError */.DZ('hollow', { what: 'The snapshot is an empty file', where });
    }
    if (pageSize === 0)
        pageSize = (0,database_header/* parseDatabaseHeader */.I3)(buffer.subarray(0, filled), where).pageSize;
    if (filled % pageSize !== 0) {
        throw new errors/* RestoreError */.DZ('truncated', {
            what: 'The snapshot ends inside a page',
            where,
            expected: `a multiple of ${pageSize} bytes`,
            found: `${pages * pageSize + filled} bytes`,
        });
    }
    if (filled > 0)
        yield { pageSize, first: pages + 1, data: buffer.subarray(0, filled) };
    return { pageSize, commit: pages + filled / pageSize };
}

;// CONCATENATED MODULE: ./lib/formats/litestream-v3/heads.js
// The first segment of each WAL index, read while planning: it holds the WAL header. It is nearly always tiny (one frame,
// about 120 bytes), so that it is read whole, and the layers need no request for it.





/** Bytes: larger ones are read only as far as their first LZ4 block. */
const WHOLE = 64 * 1024;
/** Bytes that may be kept in memory for the layers. */
const BUDGET = 16 * 1024 * 1024;
const heads_REQUESTS_AT_ONCE = 32;
/** By store, because a restore may plan several times, and must not read anything again then. */
const heads_MEMORIES = new WeakMap();
/**
 * One for each segment, in their order: the head, or what is wrong with it.
 * @throws RestoreError of the store; `encrypted`, `limit`
 */
async function readHeads(segments, context) {
    const memory = heads_MEMORIES.get(context.store) ?? { heads: new Map(), left: BUDGET };
    heads_MEMORIES.set(context.store, memory);
    const results = [];
    let next = 0;
    let failed = false;
    const worker = async () => {
        while (next < segments.length && !failed) {
            const at = next++;
            const segment = segments[at];
            if (segment === undefined)
                return;
            try {
                results[at] = await readHead(segment, memory, context);
            }
            catch (error) {
                failed = true;
                throw error;
            }
        }
    };
    const workers = Array.from({ length: Math.min(heads_REQUESTS_AT_ONCE, segments.length) }, worker);
    const settled = await Promise.allSettled(workers);
    const rejected = settled.find(outcome => outcome.status === 'rejected');
    if (rejected !== undefined)
        throw rejected.reason;
    return results;
}
async function readHead(segment, memory, context) {
    const { object } = segment;
    const id = `${object.etag} ${object.key}`;
    const known = memory.heads.get(id);
    if (known !== undefined)
        return known;
    // The budget is taken before the read begins, because several run at once.
    const whole = object.size <= Math.min(WHOLE, memory.left);
    if (whole)
        memory.left -= object.size;
    const result = await (whole ? readWhole(segment, context) : readBeginning(segment, context)).catch(damageOf);
    // Damage may have happened on the way: the next plan reads it again.
    if (result instanceof errors/* RestoreError */.DZ)
        memory.left += whole ? object.size : 0;
    else
        memory.heads.set(id, result);
    return result;
}
/** Damage is a result like any other; what says nothing about the object is not. */
function damageOf(error) {
    if (!(error instanceof errors/* RestoreError */.DZ))
        throw error;
    const { code } = error;
    if (code === 'truncated' ||
        code === 'trailing' ||
        code === 'decompress' ||
        code === 'checksum' ||
        code === 'format') {
        return error;
    }
    throw error;
}
/** Bytes that LZ4 can make of one, rounded up. */
const MOST_EXPANSION = 256;
async function readWhole(segment, context) {
    const { object } = segment;
    const { store, signal, progress } = context;
    const stored = await readSmall(store, object, { signal, cap: WHOLE });
    progress(stored.length);
    const chunks = [];
    for await (const chunk of contentOf(one(stored), object, WHOLE * MOST_EXPANSION, context))
        chunks.push(chunk);
    return heads_interpret(segment, Buffer.concat(chunks), stored);
}
async function readBeginning(segment, context) {
    const { object } = segment;
    const content = contentOf(storedBytes(object, context), object, Number.MAX_SAFE_INTEGER, context);
    for await (const chunk of content)
        return heads_interpret(segment, chunk.slice(0, WAL_HEADER_SIZE), undefined);
    return heads_interpret(segment, new Uint8Array(0), undefined);
}
async function* one(bytes) {
    yield bytes;
}
function heads_interpret(segment, content, stored) {
    const header = parseWalHeader(content);
    if (!('defect' in header))
        return { segment, header, stored, length: content.length };
    const where = segment.object.key;
    if (header.defect === 'too short') {
        const found = `${header.found} bytes`;
        return new errors/* RestoreError */.DZ('truncated', { what: 'The segment ends inside the WAL header', where, found });
    }
    const what = `The WAL header has a wrong ${header.defect}`;
    return new errors/* RestoreError */.DZ(header.defect === 'checksum' ? 'checksum' : 'format', {
        what,
        where,
        found: hex8(header.found),
    });
}
/**
 * True for a WAL that was begun, and into which nothing was written. A header alone in the first segment does not tell:
 * Litestream uploads it so when it looks at the moment at which SQLite has begun the WAL, and the frames come in the next.
 */
function isEmptyWal({ head: { stored, length }, segments }) {
    return segments.length === 1 && stored !== undefined && length === WAL_HEADER_SIZE;
}

;// CONCATENATED MODULE: ./lib/formats/litestream-v3/displaced.js
/**
 * @param segments of one generation, in order
 * @param slack milliseconds by which stores disturb the order
 * @returns by key, those whose times do not fit among the others': the fewest there can be
 */
function displaced(segments, slack) {
    const times = segments.map(({ object }) => object.lastModified);
    const inOrder = longestRise(times);
    const found = new Map();
    const anchors = [...inOrder].toSorted((a, b) => a - b);
    let next = 0;
    for (const [at, { object }] of segments.entries()) {
        if (at === anchors[next]) {
            next += 1;
            continue;
        }
        const after = timeAt(times, anchors[next - 1]) ?? Number.NEGATIVE_INFINITY;
        const by = timeAt(times, anchors[next]) ?? Math.max(after, object.lastModified);
        if (object.lastModified < after - slack || object.lastModified > by + slack)
            found.set(object.key, { after, by });
    }
    return found;
}
function timeAt(times, at) {
    return at === undefined ? undefined : times[at];
}
/** Positions of the longest part of `values` that never falls (patience sorting). */
function longestRise(values) {
    /** For each length, the position of the smallest value that a rise of that length can end with. */
    const ends = [];
    const before = [];
    for (const [at, value] of values.entries()) {
        let low = 0;
        for (let high = ends.length; low < high;) {
            const middle = (low + high) >>> 1;
            if ((values[ends[middle] ?? 0] ?? 0) <= value)
                low = middle + 1;
            else
                high = middle;
        }
        before[at] = ends[low - 1];
        ends[low] = at;
    }
    const rise = new Set();
    for (let at = ends.at(-1); at !== undefined; at = before[at])
        rise.add(at);
    return rise;
}

;// CONCATENATED MODULE: ./lib/formats/litestream-v3/times.js

/** Milliseconds by which stores and uploads may disturb the order of what was written one after the other. */
const times_SLACK = 2000;
/** Objects of one generation within a second. Litestream writes one a sync; people set syncs of 100 ms, hardly less. */
const MOST_A_SECOND = 25;
function judgeTimes(generations) {
    const objects = generations.flatMap(({ snapshots, segments }) => [...snapshots, ...segments].map(({ object }) => object));
    const whole = objects.every(({ lastModified }) => lastModified % 1000 === 0);
    const doubt = generations.map(doubtOf).find(text => text !== '') ?? '';
    const moved = generations.flatMap(({ segments }) => [...displaced(segments, times_SLACK)]);
    return { grain: whole ? 1000 : 1, doubt, displaced: new Map(moved) };
}
/** Milliseconds since 1970: what the object holds is not younger. */
function youngest({ key, lastModified }, times) {
    return Math.floor(times.displaced.get(key)?.by ?? lastModified) + times.grain;
}
/** Copying a bucket gives every object a new time, in the order of the keys or in none. */
function doubtOf({ name, snapshots, segments }) {
    const times = segments.map(({ object }) => object.lastModified);
    // One alone may have been stored anew by hand.
    const back = times.filter((time, at) => time < (times[at - 1] ?? time) - times_SLACK).length;
    if (back > 1)
        return `in generation ${name} earlier WAL segments were stored after later ones`;
    for (const { index, object } of snapshots) {
        const before = segments.find(segment => segment.index === index - 1);
        if (before !== undefined && object.lastModified < before.object.lastModified - times_SLACK) {
            return `in generation ${name} a snapshot was stored before the WAL that it follows`;
        }
    }
    const sorted = times.toSorted((a, b) => a - b);
    const crowded = sorted.some((time, at) => (sorted[at + MOST_A_SECOND] ?? Number.POSITIVE_INFINITY) - time < 1000);
    return crowded ? `in generation ${name} more WAL segments were stored within a second than Litestream writes` : '';
}

;// CONCATENATED MODULE: ./lib/formats/litestream-v3/layers.js
// A snapshot as the base image, and each WAL index as an increment. The engine reads the newest first.










/** @param parts oldest first */
function v3Layers(base, parts, settings) {
    const full = parts.filter(part => !isEmptyWal(part));
    const order = full.toReversed().flatMap(({ segments }) => segments.map(({ object }) => object));
    const known = new Map(full.flatMap(({ head }) => (head.stored === undefined ? [] : [[head.segment.object.key, head.stored]])));
    const queue = new SegmentQueue(order, known);
    const checks = new ChainChecks(base, full);
    return [
        snapshotLayer(base, checks, settings),
        ...full.map((part, at) => walLayer(part, known, settings, (reader, context) => read(reader, part, at, queue, checks, { ...context, decrypt: settings.decrypt }))),
    ];
}
function snapshotLayer(base, checks, { times, decrypt, later }) {
    const { object, index } = base;
    return {
        label: `snapshot ${hex8(index)}`,
        kind: 'snapshot',
        time: youngest(object, times),
        objects: [object],
        bytesToRead: object.size + (later?.bytesToRead ?? 0),
        frames: 0,
        async *pages(context) {
            const { maxDatabaseSize, signal } = context;
            await later?.read(context);
            const content = contentOf(storedBytes(object, context), object, maxDatabaseSize, { decrypt, signal }, true);
            const runs = snapshotPages(content, object.key);
            const sequence = new SnapshotSequence();
            try {
                for (;;) {
                    const next = await runs.next();
                    if (next.done === true) {
                        checks.base(sequence, next.value.commit);
                        later?.finish(sequence);
                        return next.value;
                    }
                    sequence.see(next.value);
                    later?.check(next.value);
                    yield next.value;
                }
            }
            finally {
                await runs.return({ pageSize: 0, commit: 0 });
                await content.return();
            }
        },
    };
}
/** A snapshot that is no database is a damaged object like any other: an older one may lead to the same state. */
async function* snapshotPages(content, where) {
    try {
        return yield* base_image_pagesOf(content, where);
    }
    catch (error) {
        if (!(0,errors/* isRestoreError */.hm)(error, 'not-sqlite', 'hollow'))
            throw error;
        throw new errors/* RestoreError */.DZ('format', { ...error.failure, cause: error });
    }
}
function walLayer({ head, segments }, known, { times, scratchFolder }, readInto) {
    const { index } = head.segment;
    const last = segments.at(-1)?.object;
    let frames = 0;
    return {
        label: `WAL ${hex8(index)}, ${(0,quantities/* countOf */.pq)(segments.length, 'segment')}`,
        kind: 'wal',
        time: last === undefined ? undefined : youngest(last, times),
        objects: segments.map(({ object }) => object),
        bytesToRead: segments.reduce((sum, { object }) => sum + (known.has(object.key) ? 0 : object.size), 0),
        /** Counted while they are read: no name or header tells. */
        get frames() {
            return frames;
        },
        async *pages(context) {
            const spoolPath = (0,external_node_path_.join)(scratchFolder, `wal-${hex8(index)}`);
            const reader = new WalReader(spoolPath, context.maxDatabaseSize + MORE_WAL);
            try {
                const facts = await readInto(reader, context);
                frames = facts.frames;
                for (const run of reader.runs()) {
                    context.signal.throwIfAborted();
                    yield run;
                }
                return { pageSize: facts.header.pageSize, commit: facts.commit };
            }
            finally {
                reader.close();
            }
        },
    };
}
/** Reads and verifies a whole index. When it fails, nothing that was asked for ahead stays under way. */
async function read(reader, { segments }, at, queue, checks, context) {
    try {
        for (const { object, index, offset } of segments) {
            requireContinuous(reader.position, object.key, index, offset);
            const limit = context.maxDatabaseSize + MORE_WAL;
            const content = contentOf(queue.read(object, context), object, limit, context);
            for await (const chunk of content)
                reader.feed(chunk, object.key);
        }
        const facts = reader.finish();
        checks.wal(at, facts, context.maxDatabaseSize);
        return facts;
    }
    catch (error) {
        await queue.stop();
        throw error;
    }
}
/** What only several layers together show. */
class ChainChecks {
    #base;
    #parts;
    #facts = [];
    constructor(base, parts) {
        this.#base = base;
        this.#parts = parts;
    }
    /** @throws RestoreError `gap` when the next WAL, read before it, does not begin with the size that this one ends with */
    wal(at, facts, maxDatabaseSize) {
        this.#facts[at] = facts;
        if (facts.commit * facts.header.pageSize > maxDatabaseSize) {
            throw new errors/* RestoreError */.DZ('limit', {
                what: 'The database is larger than allowed',
                expected: `at most ${maxDatabaseSize} bytes`,
                found: `${facts.commit * facts.header.pageSize} bytes`,
                todo: 'Raise max-database-size, or free disk space on the runner, if the database is really that large.',
            });
        }
        const next = this.#facts[at + 1];
        const part = this.#parts[at + 1];
        if (next === undefined || part === undefined || next.firstHasPage1 || next.firstCommit === facts.commit)
            return;
        throw new errors/* RestoreError */.DZ('gap', {
            what: `WAL segments are missing at the end of index ${hex8(part.head.segment.index - 1)}: the next WAL begins with another database size`,
            where: part.head.segment.object.key,
            expected: `${facts.commit} pages`,
            found: `${next.firstCommit} pages`,
        });
    }
    /**
     * @param pages of the snapshot
     * @throws RestoreError `format`, `gap`
     */
    base(sequence, pages) {
        this.#requireSizeOfIndex(pages);
        const links = this.#parts.flatMap(({ head }, at) => {
            const facts = this.#facts[at];
            const { index, object } = head.segment;
            return facts === undefined ? [] : [{ index, key: object.key, sequence: facts.sequence }];
        });
        checkSequence({ key: this.#base.object.key, index: this.#base.index }, sequence, links);
    }
    /** The snapshot of an index is the database that its WAL begins with; it may hold the first commits of that WAL. */
    #requireSizeOfIndex(pages) {
        const [facts] = this.#facts;
        const { index, object } = this.#base;
        if (facts === undefined || index === 0 || this.#parts[0]?.head.segment.index !== index || facts.firstHasPage1)
            return;
        if (facts.firstCommit <= pages && pages <= facts.largestCommit)
            return;
        throw new errors/* RestoreError */.DZ('format', {
            what: `The snapshot is not the state at the start of WAL index ${hex8(index)}: that has another size`,
            where: object.key,
            expected: `${facts.firstCommit} pages`,
            found: `${pages} pages`,
        });
    }
}

;// CONCATENATED MODULE: ./lib/formats/litestream-v3/left-out.js

function left_out_leftOut(selection, objects) {
    const { chain } = selection;
    const used = new Set([chain.base, ...chain.segments].map(({ object }) => object.key));
    const reasonFor = reasons(selection);
    return objects.filter(({ key }) => !used.has(key)).map(({ key }) => ({ key, ...reasonFor(key) }));
}
function reasons({ chain, generation, doubts, faults, strays }) {
    const snapshots = new Map(generation.snapshots.map(snapshot => [snapshot.object.key, snapshot]));
    const segments = new Map(generation.segments.map(segment => [segment.object.key, segment]));
    const copies = new Set(strays.map(({ object }) => object.key));
    return key => {
        const name = generationOf(key) ?? '';
        if (name !== generation.name)
            return { reason: `of generation ${name}`, explained: doubts.length === 0 };
        const fault = faults.get(key);
        const snapshot = snapshots.get(key);
        const segment = segments.get(key);
        if (copies.has(key))
            return { reason: 'a copy under a wrong name: it lies inside other segments', explained: true };
        if (snapshot !== undefined) {
            // The WAL leads to the same state, or to what the failure of the plan says.
            if (fault !== undefined)
                return { reason: `it cannot be used: ${fault.failure.what}`, explained: true };
            const older = snapshot.index < chain.base.index;
            return { reason: older ? 'an older snapshot' : 'newer than the restore point', explained: true };
        }
        if (segment === undefined) {
            // A file replica writes under this name before it renames.
            if (key.endsWith('.tmp'))
                return { reason: 'an upload that was not finished', explained: true };
            return {
                reason: 'its name is none that Litestream writes, or another object names the same place',
                explained: false,
            };
        }
        if (segment.index < chain.base.index)
            return { reason: 'older than the snapshot', explained: true };
        if (fault !== undefined)
            return { reason: `it cannot be used: ${fault.failure.what}`, explained: true };
        const reason = chain.broken === undefined ? 'newer than the restore point' : 'after what is missing or damaged';
        return { reason, explained: true };
    };
}

;// CONCATENATED MODULE: ./lib/formats/litestream-v3/position.js
// A restore point in one text: the generation, and how far its WAL is applied.


/** `4e03756f4abacc33/00000002:000050e0`; for a snapshot alone `4e03756f4abacc33/00000002`. */
function positionText({ generation, index, offset }) {
    if (index === undefined)
        return generation;
    return `${generation}/${hex8(index)}${offset === undefined ? '' : `:${hex8(offset)}`}`;
}
/** @throws RestoreError `input` when the text has another form */
function parsePosition(text) {
    const match = /^([0-9a-f]{16})(?:\/([0-9a-f]{1,16})(?:[:_/]([0-9a-f]{1,16}))?)?$/.exec(text.trim().toLowerCase());
    const [, generation = '', index, offset] = match ?? [];
    const numbers = [index, offset].map(digits => (digits === undefined ? undefined : Number.parseInt(digits, 16)));
    if (match === null || numbers.some(value => value !== undefined && !Number.isSafeInteger(value))) {
        throw new errors/* RestoreError */.DZ('input', {
            what: 'The position is not one of a Litestream 0.3 backup',
            where: 'input position',
            expected: 'GENERATION/INDEX:OFFSET in hex, as the output position and the names of the WAL segments have them',
            found: text,
            todo: 'Write it as in 4e03756f4abacc33/00000002:000050e0; the generation alone means its newest state.',
        });
    }
    return { generation, index: numbers[0], offset: numbers[1] };
}

;// CONCATENATED MODULE: ./lib/formats/litestream-v3/reach.js
function reachOf({ chain, generation, times, mixed, doubted }) {
    const { base, segments, broken } = chain;
    const goesOn = (segments.at(-1)?.index ?? base.index) > base.index;
    if (broken !== undefined || goesOn || mixed.length > 0)
        return 'moot';
    const own = ownSegments(base, generation);
    if (own.length === 0)
        return 'unknown';
    if (reachesByTimes(base, own, times))
        return 'times';
    return doubted ? 'unknown' : 'pages';
}
/** Whether the end of the snapshot's own WAL can be proven, as far as is known before it is read. */
function mayBeProven({ chain: { base }, generation, times, doubted }) {
    const own = ownSegments(base, generation);
    return own.length > 0 && (!doubted || reachesByTimes(base, own, times));
}
function ownSegments({ index }, { segments }) {
    return segments.filter(segment => segment.index === index);
}
/**
 * Litestream uploads segments one after the other, and each goes as far as what it has copied from the WAL (replica.go,
 * syncWAL). The upload of the second segment that was stored after a snapshot began after that snapshot was taken. A
 * generation begins with a snapshot, and only then uploads (replica.go, Sync): its index 0. A copied bucket has its
 * snapshots before all WAL, which says nothing: elsewhere the snapshot must lie among the segments.
 */
function reachesByTimes({ index, object: { lastModified } }, own, times) {
    if (times.doubt !== '' || own.some(({ object }) => times.displaced.has(object.key)))
        return false;
    const stored = own.map(segment => segment.object.lastModified);
    const [first = 0] = stored;
    if (index === 0 && first >= lastModified)
        return true;
    return first <= lastModified && stored.filter(time => time > lastModified).length >= 2;
}

;// CONCATENATED MODULE: ./lib/formats/litestream-v3/goal.js
// What was asked for, in places of one generation.




/** The segments from a snapshot's index on that the goal asks for, in order. */
function segmentsUntil(goal, { segments }, from) {
    const after = segments.filter(({ index }) => index >= from);
    if (goal.kind === 'latest')
        return after;
    if (goal.kind === 'time') {
        // The first one that is too late ends it, whatever the times of those behind it.
        const end = after.findIndex(({ object }) => youngest(object, goal.times) > goal.time);
        return end === -1 ? after : after.slice(0, end);
    }
    const { index, offset } = goal;
    if (offset === undefined)
        return [];
    return after.filter(segment => segment.index < index || (segment.index === index && segment.offset <= offset));
}
/**
 * True when a state that the goal allows can begin with the snapshot. One whose index has WAL before the goal's end holds
 * nothing that this WAL does not hold, whenever it was stored.
 */
function mayBegin(goal, snapshot, generation) {
    if (goal.kind === 'latest')
        return true;
    if (goal.kind === 'position') {
        return goal.offset === undefined ? snapshot.index === goal.index : snapshot.index <= goal.index;
    }
    const [first] = segmentsUntil(goal, generation, snapshot.index);
    return first?.index === snapshot.index || youngest(snapshot.object, goal.times) <= goal.time;
}
/** @throws RestoreError `position-not-found` that names the nearest places there are */
function requirePlace(goal, { name, snapshots, segments }) {
    if (goal.kind !== 'position')
        return;
    const { index, offset } = goal;
    const text = (place) => positionText({ generation: name, ...place });
    if (offset === undefined) {
        if (snapshots.some(snapshot => snapshot.index === index))
            return;
        const near = [snapshots.findLast(found => found.index < index), snapshots.find(found => found.index > index)];
        throw notFound(text({ index }), near.flatMap(found => (found === undefined ? [] : [text({ index: found.index })])));
    }
    if (segments.some(segment => segment.index === index && segment.offset === offset))
        return;
    const isBefore = (segment) => segment.index < index || (segment.index === index && segment.offset < offset);
    const near = [segments.findLast(isBefore), segments.find(segment => !isBefore(segment))];
    throw notFound(text({ index, offset }), near.flatMap(found => (found === undefined ? [] : [text({ index: found.index, offset: found.offset })])));
}
function notFound(asked, near) {
    return new errors/* RestoreError */.DZ('position-not-found', {
        what: 'The backup does not have the asked position',
        where: 'input position',
        expected: asked,
        found: near.length === 0 ? 'nothing in that generation' : `the nearest: ${near.join(' and ')}`,
        todo: 'A position names a WAL segment by its index and offset, as its key does.',
    });
}
/** `WAL index 00000003` or `WAL indexes 00000003 to 00000005` */
function indexesText(first, last) {
    return first === last ? `WAL index ${hex8(first)}` : `WAL indexes ${hex8(first)} to ${hex8(last)}`;
}

;// CONCATENATED MODULE: ./lib/formats/litestream-v3/chain.js
// From a snapshot through the WAL to the goal, without a gap: as far as the names tell. Whether each segment begins where
// the one before it ended is seen when they are decoded.



/**
 * The chain from the newest usable snapshot: an older one leads to the same state through more WAL.
 * @returns the failure that leaves no snapshot to begin with
 */
function chain_chainOf(generation, goal, faults) {
    const possible = generation.snapshots.filter(snapshot => mayBegin(goal, snapshot, generation));
    const base = possible.findLast(({ object }) => !faults.has(object.key));
    if (base === undefined) {
        const [failed] = possible.slice(-1);
        return (failed && faults.get(failed.object.key)) ?? noSnapshot(generation, goal);
    }
    const wanted = segmentsUntil(goal, generation, base.index);
    const segments = [];
    for (const segment of wanted) {
        const broken = faults.get(segment.object.key) ?? gapBefore(segment, segments.at(-1), base);
        if (broken !== undefined)
            return { base, segments, wanted: wanted.length, broken };
        segments.push(segment);
    }
    return { base, segments, wanted: wanted.length, broken: gapAfter(goal, generation, base, segments) };
}
/** What is missing behind a time's last segment may be what was written by then. */
function gapAfter(goal, generation, base, segments) {
    if (goal.kind !== 'time')
        return undefined;
    const [next] = segmentsAfter(generation, base, segments);
    return next === undefined ? undefined : gapBefore(next, segments.at(-1), base);
}
/** The segments that follow a chain, to the generation's end. */
function segmentsAfter({ segments: all }, base, segments) {
    return all.filter(({ index }) => index >= base.index).slice(segments.length);
}
function gapBefore(segment, before, base) {
    const { index, offset, object } = segment;
    const expected = before === undefined ? base.index : before.index + 1;
    if (before !== undefined && index === before.index)
        return undefined;
    if (index === expected && offset === 0)
        return undefined;
    return new errors/* RestoreError */.DZ('gap', {
        what: index === expected
            ? `The initial segment of WAL index ${hex8(index)} is missing`
            : `${indexesText(expected, index - 1)} ${index - 1 === expected ? 'is' : 'are'} missing`,
        where: object.key,
        expected: `a segment ${hex8(expected)}_00000000`,
        found: `the next one is ${hex8(index)}_${hex8(offset)}`,
        todo: 'Find out what deleted it: a lifecycle rule, an interrupted copy?',
    });
}
function noSnapshot({ name, snapshots, segments }, goal) {
    const where = segments[0]?.object.key ?? snapshots[0]?.object.key;
    if (goal.kind === 'time' && snapshots.length > 0) {
        return new errors/* RestoreError */.DZ('before-first', {
            what: `Generation ${name} has no snapshot from before the asked time`,
            where,
            todo: 'Ask for a later time.',
        });
    }
    return new errors/* RestoreError */.DZ('no-snapshot', {
        what: `Generation ${name} has WAL, but no snapshot that it can be applied to`,
        where,
        expected: 'a snapshot in its folder snapshots/',
        found: snapshots.length === 0 ? 'none' : `the first one is of index ${hex8(snapshots[0]?.index ?? 0)}`,
        todo: 'Look for the snapshots: were they deleted, or left out when the bucket was copied?',
    });
}

;// CONCATENATED MODULE: ./lib/formats/litestream-v3/generations.js
// Which generation holds the newest data. Their names are random, so that only times tell: the newest WAL wins, and where
// times do not tell them apart the user is asked.




/** Milliseconds: ends closer to each other than this decide nothing. */
const TIE = 3000;
/**
 * @param until milliseconds since 1970: objects stored later do not count
 * @throws RestoreError `ambiguous`; `before-first` when nothing was stored by `until`
 */
function chooseGeneration(generations, times, until = Number.POSITIVE_INFINITY) {
    const candidates = generations
        .map(generation => candidateOf(generation, times, until))
        .filter(({ wal, snapshots }) => wal !== undefined || snapshots !== undefined);
    const withWal = candidates.filter(({ wal }) => wal !== undefined);
    const eligible = (withWal.length > 0 ? withWal : candidates).toSorted((a, b) => endOf(a) - endOf(b));
    const best = eligible.at(-1);
    if (best === undefined)
        throw generations_beforeFirst(generations, times, until);
    const rival = eligible.at(-2);
    if (rival !== undefined && (times.doubt !== '' || endsTogether(best, rival, times)))
        throw ambiguous(eligible, times);
    const others = candidates.filter(other => other !== best).toSorted((a, b) => endOf(a) - endOf(b));
    return {
        chosen: best.generation,
        others: others.map(({ generation }) => generation),
        doubts: others.flatMap(other => doubtsAbout(best, other)),
    };
}
function candidateOf(generation, times, until) {
    const span = (objects) => {
        const stored = objects.map(({ object }) => youngest(object, times)).filter(time => time <= until);
        if (stored.length === 0)
            return undefined;
        return { first: stored.reduce((a, b) => Math.min(a, b)), last: stored.reduce((a, b) => Math.max(a, b)) };
    };
    return { generation, wal: span(generation.segments), snapshots: span(generation.snapshots) };
}
function endOf({ wal, snapshots }) {
    return wal?.last ?? snapshots?.last ?? 0;
}
/** Whatever the asked time cuts off: a generation that goes on for long after another one's end is the later one. */
function endsTogether(best, rival, times) {
    const [end, other] = [best, rival].map(({ generation }) => endOf(candidateOf(generation, times, Number.POSITIVE_INFINITY)));
    return Math.abs((end ?? 0) - (other ?? 0)) < TIE;
}
function doubtsAbout(best, other) {
    const { name } = other.generation;
    if (other.snapshots !== undefined && other.snapshots.last > endOf(best)) {
        return [
            `Generation ${name} has a snapshot of ${(0,quantities/* instantText */.Xx)(other.snapshots.last)}, later than the newest WAL: if it is real, something newer is there that no WAL confirms.`,
        ];
    }
    const began = Math.min(best.wal?.first ?? Number.POSITIVE_INFINITY, best.snapshots?.first ?? Number.POSITIVE_INFINITY);
    if (other.wal !== undefined && other.wal.last > began + TIE && other.wal.first < began) {
        return [
            `Generation ${name} was still written to when this one had begun: two Litestreams wrote here, and what the other one wrote after ${(0,quantities/* instantText */.Xx)(began)} is not in this state.`,
        ];
    }
    // Litestream never returns to a generation: the newest times may be those of a copy.
    if (other.wal !== undefined && other.wal.first >= began && other.wal.first < endOf(best) - TIE) {
        return [
            `Generation ${name} began while this one was written to, and ended before it: two Litestreams wrote here, or the last objects of this one were stored anew, and the other one is the newer.`,
        ];
    }
    return [];
}
/** The newest place that the names of a generation promise. */
function endPosition({ name, snapshots, segments }) {
    const last = segments.at(-1);
    const snapshot = snapshots.at(-1);
    if (last !== undefined && last.index >= (snapshot?.index ?? 0))
        return positionText({ generation: name, ...last });
    return positionText({ generation: name, index: snapshot?.index });
}
function ambiguous(candidates, { doubt }) {
    const ends = candidates.map(candidate => `position: ${endPosition(candidate.generation)} (stored ${(0,quantities/* instantText */.Xx)(endOf(candidate))})`);
    return new errors/* RestoreError */.DZ('ambiguous', {
        what: `${candidates.length} generations lie under the prefix, and their times do not tell which is the newest${doubt === '' ? '' : `: ${doubt}, as if the bucket had been copied`}`,
        found: ends.slice(-8).join('; '),
        todo: 'Say which one by its position, as written here.',
    });
}
function generations_beforeFirst(generations, times, until) {
    const all = generations.map(generation => candidateOf(generation, times, Number.POSITIVE_INFINITY));
    const first = all.reduce((time, { wal, snapshots }) => Math.min(time, snapshots?.first ?? time, wal?.first ?? time), Number.POSITIVE_INFINITY);
    return new errors/* RestoreError */.DZ('before-first', {
        what: 'The backup does not reach back to the asked time',
        expected: `an object stored by ${(0,quantities/* instantText */.Xx)(until)}`,
        found: `the first one was stored at ${(0,quantities/* instantText */.Xx)(first)}`,
        todo: 'Ask for a later time.',
    });
}

;// CONCATENATED MODULE: ./lib/formats/litestream-v3/salts.js
// The salts of consecutive WALs. When SQLite restarts a WAL it adds one to salt-1 (sqlite3.c, walRestartHdr); a WAL file
// that is made anew gets two random salts. So a step of one shows a direct successor, and the same salts show a copy.



/** Steps up to this are counted; by chance a random salt comes that near once in some 65,000 times. */
const NEAR = 65_536;
/**
 * @param heads of consecutive indexes
 * @throws nothing: a fault is returned with the key it belongs to
 */
function faultOfHeads(heads) {
    const seen = new Map();
    const [first] = heads;
    for (const head of heads) {
        const { key } = head.segment.object;
        const { salt1, salt2, pageSize } = head.header;
        const salts = `${hex8(salt1)} ${hex8(salt2)}`;
        const same = seen.get(salts);
        seen.set(salts, head);
        if (first !== undefined && pageSize !== first.header.pageSize) {
            const numbers = { expected: first.header.pageSize, found: pageSize };
            return {
                key,
                fault: new errors/* RestoreError */.DZ('format', {
                    what: 'The WAL has another page size than the ones before it',
                    where: key,
                    ...numbers,
                }),
            };
        }
        if (same !== undefined) {
            const what = `The WAL of index ${hex8(head.segment.index)} is that of index ${hex8(same.segment.index)} under another name`;
            return { key, fault: new errors/* RestoreError */.DZ('format', { what, where: key, expected: 'salts of its own', found: salts }) };
        }
    }
    for (const [at, head] of heads.entries()) {
        const before = heads[at - 1];
        const step = before === undefined ? 1 : stepOf(before, head);
        if (before === undefined || step <= 2 ** 32 - NEAR)
            continue;
        const { key } = head.segment.object;
        const what = `The WAL of index ${hex8(head.segment.index)} is older than that of index ${hex8(before.segment.index)}`;
        const numbers = { expected: `salt-1 ${hex8((before.header.salt1 + 1) >>> 0)}`, found: hex8(head.header.salt1) };
        return { key, fault: new errors/* RestoreError */.DZ('format', { what, where: key, ...numbers }) };
    }
    return undefined;
}
function saltDoubts(heads) {
    return heads.flatMap((head, at) => {
        const before = heads[at - 1];
        const step = before === undefined ? 1 : stepOf(before, head);
        if (before === undefined || step === 1)
            return [];
        const [from, to] = [before, head].map(({ segment }) => hex8(segment.index));
        if (step < NEAR) {
            const gap = `salt step of ${step} between WAL indexes ${from} and ${to}`;
            return [
                {
                    sentence: `SQLite restarted the WAL ${step} times between indexes ${from} and ${to}: what was in between is not here.`,
                    gap,
                },
            ];
        }
        return [
            {
                sentence: `The salts of WAL index ${to} do not continue those of index ${from}: the WAL file was made anew, or one of the two is of another history.`,
                gap: undefined,
            },
        ];
    });
}
function stepOf(before, head) {
    return (head.header.salt1 - before.header.salt1) >>> 0;
}

;// CONCATENATED MODULE: ./lib/formats/litestream-v3/report.js









/**
 * `complete` only within the snapshot's own WAL index, where that goes as far as the snapshot. Where a later index follows,
 * the last segments of an earlier one may be missing without a trace: no name, length or header tells where a WAL ended.
 */
function proofOf(selection, prefer) {
    const { chain, doubts, goal, times, unconfirmed, parts } = selection;
    const salts = saltDoubts(parts.map(({ head }) => head));
    const sentences = [
        ...doubts,
        ...salts.map(({ sentence }) => sentence),
        ...(goal.kind === 'time' && times.doubt !== '' ? [`The upload times are not the writer’s: ${times.doubt}.`] : []),
        ...storedAnew(selection),
        ...selection.mixed,
        ...(unconfirmed ? ['The snapshot has no WAL of its index, and nothing confirms that it is the newest.'] : []),
    ];
    const hole = [...holeOf(selection), ...(prefer === 'proven' ? [] : openEnd(selection)), ...beyond(selection)];
    const gaps = salts.flatMap(({ gap }) => (gap === undefined ? [] : [gap]));
    return {
        word: chain.broken !== undefined ? 'partial' : sentences.length > 0 ? 'weak' : hole.length > 0 ? 'likely' : 'complete',
        because: [
            ...(chain.broken === undefined ? [] : [(0,errors/* failureText */.kY)({ ...chain.broken.failure, todo: undefined })]),
            report_because(selection),
            ...hole,
            ...sentences,
        ],
        counts: { unit: 'WAL segments', expected: chain.wanted, applied: chain.segments.length, ignored: 0 },
        gaps: chain.broken === undefined ? gaps : [...gaps, chain.broken.failure.what],
        unexplained: selection.generation.others.some(({ key }) => !key.endsWith('.tmp')),
    };
}
/** The first segment that is left out for its time, where that is not the time when it was written. */
function storedAnew({ goal, chain: { base, segments }, generation, times }) {
    if (goal.kind !== 'time')
        return [];
    const [next] = segmentsAfter(generation, base, segments);
    const written = next === undefined ? undefined : times.displaced.get(next.object.key);
    if (next === undefined || written === undefined)
        return [];
    const after = Number.isFinite(written.after) ? `not before ${(0,quantities/* instantText */.Xx)(written.after)}, and ` : '';
    return [
        `WAL segment ${hex8(next.index)}:${hex8(next.offset)} was stored anew: it was written ${after}by ${(0,quantities/* instantText */.Xx)(written.by)}, and may belong before the asked time.`,
    ];
}
function report_because({ chain: { base, segments } }) {
    const [first, last] = [segments[0], segments.at(-1)];
    const snapshot = `Snapshot ${hex8(base.index)}`;
    if (first === undefined || last === undefined)
        return `${snapshot} is the newest object; there is no WAL after it.`;
    const indexes = first.index === last.index ? `index ${hex8(first.index)}` : `indexes ${hex8(first.index)} to ${hex8(last.index)}`;
    return `${snapshot} and ${(0,quantities/* countOf */.pq)(segments.length, 'WAL segment')} of ${indexes} follow each other without a gap, and every frame is verified.`;
}
function holeOf({ chain: { base, segments } }) {
    const last = segments.at(-1)?.index ?? base.index;
    if (last === base.index)
        return [];
    const indexes = last - 1 === base.index
        ? `index ${hex8(base.index)}`
        : `any of the indexes ${hex8(base.index)} to ${hex8(last - 1)}`;
    return [
        `Litestream 0.3 leaves no trace of where a WAL ended: if the last segments of ${indexes} were lost, only a change of the database’s size or of Litestream’s counter would show it, and neither does.`,
    ];
}
/**
 * A time after the last segment of a WAL and before the next WAL: what was lost at the end of the first may have been
 * written by then. Who prefers what is proven takes an older state.
 */
function openEnd({ chain: { base, segments }, generation, goal }) {
    const [next] = segmentsAfter(generation, base, segments);
    const last = segments.at(-1);
    if (goal.kind !== 'time' || last === undefined || next === undefined)
        return [];
    if (last.index !== base.index || next.index === last.index)
        return [];
    return [
        `The asked time lies between the last segment of WAL index ${hex8(last.index)} and the next WAL, and Litestream 0.3 leaves no trace of where a WAL ended: segments that were lost there may have been written by that time.`,
    ];
}
/** A snapshot may hold more than the WAL that is there. */
function beyond(selection) {
    if (reachOf(selection) !== 'unknown')
        return [];
    const { base, segments } = selection.chain;
    const index = hex8(base.index);
    if (segments.length === 0 && selection.behind.length === 0) {
        return [
            `There is no WAL of index ${index}, which Litestream always has: snapshot ${index} may hold some commits that were in it, and not others.`,
        ];
    }
    return [
        `Snapshot ${index} may hold commits of WAL index ${index} that are in no object: nothing that was stored after it, and no page of it, shows that the WAL which is here goes as far, and no older snapshot leads here.`,
    ];
}
function report_alternatives(selection) {
    const { chain, generation, others, goal } = selection;
    const { base, segments } = chain;
    const found = [];
    const { name } = generation;
    const next = goal.kind === 'latest' ? undefined : nextPoint(selection);
    if (next !== undefined)
        found.push({ position: next.position, note: `the next restore point, ${next.text}`, proven: false });
    const own = segments.findLast(({ index }) => index === base.index);
    if (own !== undefined && own !== segments.at(-1)) {
        const note = 'the newest point that can be proven: the end of the snapshot’s own WAL index';
        const position = positionText({ generation: name, index: own.index, offset: own.offset });
        found.push({ position, note, proven: mayBeProven(selection) });
    }
    if (segments.length > 0) {
        const note = `snapshot ${hex8(base.index)} alone, ${report_stored(base, selection)}`;
        found.push({ position: positionText({ generation: name, index: base.index }), note, proven: mayBeProven(selection) });
    }
    for (const other of others.toReversed()) {
        if (other.snapshots.length === 0)
            continue;
        found.push({ position: endPosition(other), note: `the end of generation ${other.name}`, proven: false });
    }
    return found;
}
/** The restore point that follows; undefined when there is none. */
function nextPoint(selection) {
    const { chain, generation, others } = selection;
    const last = chain.segments.at(-1);
    const isAfter = ({ index, offset }) => last === undefined
        ? index >= chain.base.index
        : index > last.index || (index === last.index && offset > last.offset);
    const next = generation.segments.find(isAfter);
    if (next !== undefined) {
        const { index, offset } = next;
        return { position: positionText({ generation: generation.name, index, offset }), text: report_stored(next, selection) };
    }
    const end = last ?? chain.base;
    const later = others
        .flatMap(({ name, snapshots }) => snapshots.map(snapshot => ({ name, snapshot })))
        .filter(({ snapshot }) => snapshot.object.lastModified > end.object.lastModified)
        .toSorted((a, b) => a.snapshot.object.lastModified - b.snapshot.object.lastModified)[0];
    if (later === undefined)
        return undefined;
    const position = positionText({ generation: later.name, index: later.snapshot.index });
    return { position, text: report_stored(later.snapshot, selection) };
}
function report_stored({ object }, { times }) {
    return `stored by ${(0,quantities/* instantText */.Xx)(youngest(object, times))}`;
}
function report_notes(selection) {
    const { chain, goal, times, generation, others, faults, strays } = selection;
    const found = [];
    const end = chain.segments.at(-1) ?? chain.base;
    if (goal.kind === 'time') {
        const next = nextPoint(selection);
        const after = next === undefined ? 'nothing newer is there' : `the next restore point is ${next.position}, ${next.text}`;
        found.push(`asked for ${(0,quantities/* instantText */.Xx)(goal.time)}, reached what was ${report_stored(end, selection)}; ${after}`);
        if (times.grain > 1)
            found.push('the store counts whole seconds: a commit of the last second before the asked time may be left out');
    }
    found.push(`generation ${generation.name}${others.length === 0 ? '' : `; ${(0,quantities/* countOf */.pq)(others.length, 'other generation')}: ${others.map(endPosition).join(', ')}`}`);
    const nested = chain.segments.some(({ object }) => /\/[0-9a-f]+\/[0-9a-f]+\.wal\.lz4$/.test(object.key));
    found.push(`written by Litestream ${nested ? '0.4 (a pre-release)' : '0.3'}`);
    for (const { index, object } of generation.snapshots) {
        const fault = faults.get(object.key);
        if (fault === undefined || index < chain.base.index)
            continue;
        found.push(`snapshot ${hex8(index)} cannot be used (${fault.failure.what}); an older one leads to the same state through the WAL`);
    }
    if (strays.length > 0)
        found.push(`${(0,quantities/* countOf */.pq)(strays.length, 'segment')} under a wrong name ${strays.length === 1 ? 'is' : 'are'} left out`);
    return found;
}

;// CONCATENATED MODULE: ./lib/formats/litestream-v3/lone-snapshot.js
// A snapshot of an index that has no WAL yet. It is the newest state, or an older one under a wrong name: Litestream's
// counter tells, which never goes back.







/**
 * `newer` than all WAL of its generation, or `unknown`; the failure when it is older than its name says, or damaged.
 * Reads the snapshot as far as the counter's page.
 * @param maxBytes of the snapshot
 */
async function judgeLoneSnapshot(snapshot, { segments }, maxBytes, context) {
    const before = segments.findLast(({ index, offset }) => index < snapshot.index && offset === 0);
    if (before === undefined)
        return 'unknown';
    const [head] = await readHeads([before], context);
    if (head === undefined || head instanceof errors/* RestoreError */.DZ)
        return 'unknown';
    const wal = await sequenceOfHead(head, context);
    const found = await sequenceOfSnapshot(snapshot, maxBytes, context);
    if (found instanceof errors/* RestoreError */.DZ)
        return found;
    if (found.root === undefined) {
        const what = 'The snapshot lacks Litestream’s own table, which every database has that it has begun a WAL for';
        return new errors/* RestoreError */.DZ('format', { what, where: snapshot.object.key, expected: 'the table _litestream_seq' });
    }
    const span = wal.span(found.root);
    if (span === undefined || found.value === undefined)
        return 'unknown';
    const least = span.first + snapshot.index - before.index - 1;
    if (found.value >= least)
        return 'newer';
    return new errors/* RestoreError */.DZ('format', {
        what: `The snapshot is older than WAL index ${hex8(before.index)}, although its name says that it follows it`,
        where: snapshot.object.key,
        expected: `Litestream’s counter at ${least} or more`,
        found: found.value,
    });
}
async function sequenceOfHead({ segment, header, stored }, context) {
    const watch = new SequenceWatch();
    if (stored === undefined)
        return watch;
    const chunks = [];
    for await (const chunk of contentOf(one(stored), segment.object, Number.MAX_SAFE_INTEGER, context))
        chunks.push(chunk);
    const wal = Buffer.concat(chunks);
    const step = frameSize(header.pageSize);
    for (let at = WAL_HEADER_SIZE; at + step <= wal.length; at += step) {
        watch.see(parseWalFrameHeader(wal, at).page, wal.subarray(at + WAL_FRAME_HEADER_SIZE, at + step));
    }
    return watch;
}
async function sequenceOfSnapshot({ object }, maxBytes, context) {
    const sequence = new SnapshotSequence();
    const content = contentOf(storedBytes(object, context), object, maxBytes, context);
    try {
        for await (const run of base_image_pagesOf(content, object.key)) {
            sequence.see(run);
            if (sequence.value !== undefined)
                break;
        }
        return sequence;
    }
    catch (error) {
        if (error instanceof errors/* RestoreError */.DZ && ['checksum', 'decompress', 'truncated', 'not-sqlite'].includes(error.code)) {
            return error;
        }
        throw error;
    }
    finally {
        await content.return();
    }
}

;// CONCATENATED MODULE: ./lib/formats/litestream-v3/next-segment.js
// What lies between the last segment by an asked time and the next one: names tell where a segment begins, not where it
// ends. Segments that are missing there may have been written by that time.




/**
 * Reads the last segment of the chain, to see how long it is.
 * @returns what is missing; undefined when nothing is, or when the segment is damaged, which whoever restores it finds
 * @throws RestoreError of the store; `encrypted`
 */
async function gapBehind({ base, segments }, generation, request) {
    const last = segments.at(-1);
    if (last === undefined)
        return undefined;
    const behind = segmentsAfter(generation, base, segments).filter(({ index }) => index === last.index);
    // That a WAL ends too early can be told only by the next one, when both are read.
    if (behind.length === 0)
        return undefined;
    const length = await lengthOf(last.object, request);
    if (length === undefined)
        return undefined;
    const next = behind.find(({ offset }) => offset >= last.offset + length);
    if (next === undefined || next.offset === last.offset + length)
        return undefined;
    return new errors/* RestoreError */.DZ('gap', {
        what: `WAL segments are missing in index ${hex8(last.index)}, and they may have been written by the asked time`,
        where: next.object.key,
        expected: hex8(last.offset + length),
        found: hex8(next.offset),
        todo: 'Find out what deleted them: a lifecycle rule, an interrupted copy?',
    });
}
async function lengthOf(object, request) {
    let length = 0;
    try {
        for await (const chunk of contentOf(storedBytes(object, request), object, request.maxDatabaseSize, request)) {
            length += chunk.length;
        }
        return length;
    }
    catch (error) {
        const damaged = ['checksum', 'decompress', 'truncated', 'trailing', 'format'];
        if (error instanceof errors/* RestoreError */.DZ && damaged.includes(error.code))
            return undefined;
        throw error;
    }
}

;// CONCATENATED MODULE: ./lib/formats/litestream-v3/selection.js
// Which objects lead to what was asked for: the generation, the snapshot, the WAL, with headers read and compared.













/** @throws RestoreError that says why there is nothing to restore, `ambiguous`, `position-not-found`, `input`; of the store */
async function selection_select(request) {
    const { backup, target, excluded, maxDatabaseSize } = request;
    const generations = generationsOf(backup.objects);
    if (generations.every(({ snapshots, segments }) => snapshots.length + segments.length === 0)) {
        throw new errors/* RestoreError */.DZ('unsupported-format', {
            what: 'The folder generations/ has no snapshot and no WAL segment of Litestream 0.3',
            where: backup.objects[0]?.key,
            expected: 'names that end in .snapshot.lz4 and .wal.lz4',
            todo: 'Litestream 0.1 and 0.2 compressed with gzip: restore those with the version that wrote them.',
        });
    }
    const times = judgeTimes(generations);
    const { goal, ...choice } = chosen(generations, target, times);
    requirePlace(goal, choice.chosen);
    const { generation, strays } = withoutStrays(choice.chosen, excluded);
    const faults = faultsByName(generation, excluded);
    let unavoidable;
    for (;;) {
        const chain = chain_chainOf(generation, goal, faults);
        const passedOver = generation.snapshots.findLast(({ object }) => isOnlyDoubted(faults.get(object.key)));
        if (passedOver !== undefined && (chain instanceof errors/* RestoreError */.DZ || chain.broken !== undefined)) {
            // No older one leads there.
            const { key } = passedOver.object;
            unavoidable = { key, why: faults.get(key)?.failure.what ?? '' };
            faults.delete(key);
            continue;
        }
        if (chain instanceof errors/* RestoreError */.DZ)
            throw withOtherEnds(chain, choice.others);
        const { base } = chain;
        const lone = goal.kind !== 'position' && !generation.segments.some(({ index }) => index >= base.index);
        const judged = lone ? await judgeLoneSnapshot(base, generation, maxDatabaseSize, request) : 'newer';
        if (judged instanceof errors/* RestoreError */.DZ) {
            faults.set(base.object.key, judged);
            continue;
        }
        const parts = await partsOf(chain, faults, request);
        if (parts === undefined)
            continue;
        const unconfirmed = judged === 'unknown' && generation.segments.length > 0;
        const broken = chain.broken ?? (goal.kind === 'time' ? await gapBehind(chain, generation, request) : undefined);
        return {
            goal,
            times,
            generation,
            ...choice,
            chain: { ...chain, broken },
            parts,
            faults,
            strays,
            unconfirmed,
            ...behindOf(chain, generation, faults, unavoidable),
        };
    }
}
function chosen(generations, { position, timestamp }, times) {
    if (position === undefined) {
        const goal = timestamp === undefined ? { kind: 'latest' } : { kind: 'time', time: timestamp, times };
        return { goal, ...chooseGeneration(generations, times, timestamp) };
    }
    const asked = parsePosition(position);
    const named = generations.find(({ name }) => name === asked.generation);
    if (named === undefined) {
        throw new errors/* RestoreError */.DZ('position-not-found', {
            what: 'The backup does not have the asked generation',
            where: 'input position',
            expected: positionText(asked),
            found: generations.map(endPosition).join(', '),
            todo: 'Write a position as found here.',
        });
    }
    const { index, offset } = asked;
    const goal = index === undefined ? { kind: 'latest' } : { kind: 'position', index, offset };
    return { goal, chosen: named, others: generations.filter(other => other !== named), doubts: [] };
}
function isOnlyDoubted(fault) {
    return fault?.failure.what === later_pages_AHEAD || fault?.failure.what === BEYOND;
}
/** Nothing of it where the chain goes on into a later index: then all WAL of the base's index is applied. */
function behindOf({ base, segments }, generation, faults, unavoidable) {
    const { index, object } = base;
    const rest = segmentsAfter(generation, base, segments).filter(segment => segment.index === index);
    const doubted = object.key === unavoidable?.key;
    if (rest.length === 0)
        return { behind: [], mixed: [], doubted };
    const name = `Snapshot ${hex8(index)}`;
    if (doubted) {
        const [holds, are] = unavoidable.why === later_pages_AHEAD ? ['holds', 'are'] : ['may hold', 'may be'];
        const sentence = `${name} ${holds} pages of WAL that lies behind this point, and no older one leads here: pages of different moments ${are} mixed.`;
        return { behind: [], mixed: [sentence], doubted };
    }
    const end = rest.findIndex(segment => faults.has(segment.object.key));
    if (end === -1)
        return { behind: rest, mixed: [], doubted };
    const sentence = `${name} may hold pages of WAL that lies behind this point, and that WAL cannot be read whole.`;
    return { behind: rest.slice(0, end), mixed: [sentence], doubted };
}
/** Objects that were found to be copies under a wrong name are no longer part of it. */
function withoutStrays(generation, excluded) {
    const strays = generation.segments.filter(({ object }) => excluded.get(object.key) === STRAY);
    if (strays.length === 0)
        return { generation, strays };
    return {
        generation: { ...generation, segments: generation.segments.filter(segment => !strays.includes(segment)) },
        strays,
    };
}
/** What is known of the objects before any is read. */
function faultsByName(generation, excluded) {
    const faults = new Map();
    for (const { object } of [...generation.snapshots, ...generation.segments]) {
        const fault = selection_faultOf(object, excluded);
        if (fault !== undefined)
            faults.set(object.key, fault);
    }
    for (const [key, fault] of copiedSnapshots(generation))
        if (!faults.has(key))
            faults.set(key, fault);
    return faults;
}
function selection_faultOf({ key, size }, excluded) {
    const reason = excluded.get(key);
    if (reason !== undefined)
        return new errors/* RestoreError */.DZ('incomplete', { what: reason, where: key });
    return size > 0 ? undefined : new errors/* RestoreError */.DZ('truncated', { what: 'The object is empty', where: key });
}
/** Two snapshots never have the same bytes: Litestream's counter in them differs, or its tables have come into being. */
function copiedSnapshots({ snapshots }) {
    const first = new Map();
    const faults = new Map();
    for (const { object } of snapshots) {
        const bytes = `${object.size} ${object.etag}`;
        const original = first.get(bytes);
        if (original === undefined)
            first.set(bytes, object.key);
        else
            faults.set(object.key, new errors/* RestoreError */.DZ('format', { what: `The snapshot is a copy of ${original}`, where: object.key }));
    }
    return faults;
}
/** Undefined when a header turned out to be damaged, or not of this chain: that is a fault from now on. */
async function partsOf({ segments }, faults, request) {
    const heads = [];
    const before = faults.size;
    const first = segments.filter(({ offset }) => offset === 0);
    for (const [at, head] of (await readHeads(first, request)).entries()) {
        if (!(head instanceof errors/* RestoreError */.DZ))
            heads.push(head);
        else
            faults.set(first[at]?.object.key ?? '', head);
    }
    const found = faults.size > before ? undefined : faultOfHeads(heads);
    if (found !== undefined)
        faults.set(found.key, found.fault);
    if (faults.size > before)
        return undefined;
    const byIndex = Map.groupBy(segments, ({ index }) => index);
    return heads.map(head => ({ head, segments: byIndex.get(head.segment.index) ?? [] }));
}
function withOtherEnds(error, others) {
    const ends = others.filter(({ snapshots }) => snapshots.length > 0).map(endPosition);
    if (ends.length === 0)
        return error;
    const offer = `Another generation is there, which ended earlier: position: ${ends.slice(-3).join(', or ')}.`;
    return new errors/* RestoreError */.DZ(error.code, { ...error.failure, todo: [error.failure.todo, offer].filter(Boolean).join(' ') });
}

;// CONCATENATED MODULE: ./lib/formats/litestream-v3/plan.js
// From the names and the WAL headers to a restore plan.











/**
 * @throws RestoreError `gap` and the code of whatever an object fails with, when the goal cannot be reached and the user
 *   did not allow less; `before-first`, `position-not-found`, `no-snapshot`, `ambiguous`, `input`, `encrypted`; of the store
 */
async function planV3(request) {
    const { backup, listing, target, scratchFolder, decrypt } = request;
    requireWholeGeneration(listing.prefix, backup.objects[0]?.key ?? '');
    const full = await selection_select(request);
    const { broken } = full.chain;
    if (broken !== undefined && target.onIncomplete === 'fail')
        throw withOffer(broken, full);
    const selection = target.prefer === 'proven' ? onlyProven(full) : full;
    const { chain, parts, times, behind } = selection;
    const { base } = chain;
    const confirm = reachOf(selection) === 'pages';
    const settings = { scratchFolder, decrypt, confirm, known: knownBytes(selection) };
    const later = behind.length === 0 && !confirm ? undefined : new LaterPages(base, chain.segments, behind, settings);
    return {
        format: 'litestream-v3',
        point: plan_pointOf(selection),
        layers: v3Layers(base, parts, { times, scratchFolder, decrypt, later }),
        snapshotKey: base.object.key,
        incrementsApplied: parts.reduce((sum, part) => sum + (isEmptyWal(part) ? 0 : part.segments.length), 0),
        leftOut: left_out_leftOut(selection, backup.objects),
        alternatives: report_alternatives(selection),
        proof: proofOf(selection, target.prefer),
        notes: report_notes(selection),
    };
}
/** A prefix inside a generation would hide part of it, and with that newer data. */
function requireWholeGeneration(prefix, key) {
    const head = keys_headOf(key) ?? '';
    const inside = prefix.slice(`${head}generations/`.length).replace(/\/$/, '');
    if (prefix.length <= head.length || /^[0-9a-f]*$/.test(inside))
        return;
    throw new errors/* RestoreError */.DZ('input', {
        what: 'The prefix points into a Litestream generation, not at it',
        where: prefix,
        expected: `prefix: ${head}`,
        todo: 'Give the folder that holds generations/, or the folder of one generation.',
    });
}
/** What planning has read, by key. */
function knownBytes({ parts }) {
    return new Map(parts.flatMap(({ head }) => (head.stored === undefined ? [] : [[head.segment.object.key, head.stored]])));
}
/** The last segment that is applied; undefined for a snapshot alone. */
function plan_endOf({ chain }) {
    return chain.segments.at(-1);
}
function plan_pointOf(selection) {
    const { chain, generation, times } = selection;
    const last = plan_endOf(selection) ?? chain.base;
    return {
        position: positionText({ generation: generation.name, ...plan_placeOf(selection) }),
        time: youngest(last.object, times),
        timeIs: 'upper-bound',
        ...(times.doubt === '' ? {} : { timeDoubt: `the upload times are not the writer’s: ${times.doubt}` }),
    };
}
function plan_placeOf(selection) {
    const last = plan_endOf(selection);
    return last === undefined ? { index: selection.chain.base.index } : { index: last.index, offset: last.offset };
}
/** What lies within the snapshot's own WAL has no hole that could hide, where that WAL goes as far as the snapshot. */
function onlyProven(selection) {
    const { chain, parts } = selection;
    const own = chain.segments.filter(({ index }) => index === chain.base.index);
    if (own.length === chain.segments.length)
        return selection;
    return {
        ...selection,
        chain: { ...chain, segments: own, wanted: own.length, broken: undefined },
        behind: [],
        parts: parts.filter(({ head }) => head.segment.index === chain.base.index),
    };
}
function withOffer(broken, selection) {
    const position = positionText({ generation: selection.generation.name, ...plan_placeOf(selection) });
    const offer = `The newest state before it is position ${position}; on-incomplete: warn takes it and calls it partial.`;
    const todo = [broken.failure.todo, offer].filter(Boolean).join(' ');
    return new errors/* RestoreError */.DZ(broken.code, { ...broken.failure, todo });
}

;// CONCATENATED MODULE: ./lib/formats/litestream-v3/replays.js
// What mode `verify` replays: from the snapshot before the one that the plan begins with, and from that one to the next.
// Litestream takes a snapshot of the database file (db.go and replica.go, Snapshot, v0.3.13), not from what it has
// uploaded, so that WAL lost in between shows as pages that differ.












/** Reads the listing, and the heads of the WALs on the way. */
const replaysOfV3 = async (request, plan) => {
    const end = parsePosition(plan.point.position);
    const named = generationsOf(request.backup.objects).find(({ name }) => name === end.generation);
    if (named === undefined)
        return [];
    const { generation } = withoutStrays(named, request.excluded);
    // One that is ahead of the restore point, or of its WAL, can be compared all the same.
    const excluded = new Map([...request.excluded].filter(([, reason]) => reason !== later_pages_AHEAD && reason !== BEYOND));
    const faults = faultsByName(generation, excluded);
    const sound = generation.snapshots.filter(({ object }) => !faults.has(object.key));
    const at = sound.findIndex(({ object }) => object.key === plan.snapshotKey);
    const [before, base, after] = [sound[at - 1], sound[at], sound[at + 1]];
    if (base === undefined)
        return [];
    const replays = [];
    if (before !== undefined)
        replays.push(await replay(before, base, generation, faults, request));
    if (after !== undefined) {
        const next = await replay(base, after, generation, faults, request);
        replays.push({ ...next, ...provenBy(after, plan, end, generation, request) });
    }
    return replays;
};
async function replay(older, newer, generation, faults, request) {
    const labels = { older: `snapshot ${hex8(older.index)}`, newer: `snapshot ${hex8(newer.index)}` };
    const segments = generation.segments.filter(({ index }) => index < newer.index);
    for (;;) {
        const chain = chain_chainOf({ ...generation, snapshots: [older], segments }, { kind: 'latest' }, faults);
        if (chain instanceof errors/* RestoreError */.DZ)
            return { ...labels, steps: chain };
        const missing = chain.broken ?? missingEnd(chain, newer);
        if (missing !== undefined)
            return { ...labels, steps: missing };
        const parts = await partsOf(chain, faults, request);
        if (parts === undefined)
            continue;
        const { scratchFolder, decrypt, backup } = request;
        const settings = { scratchFolder, decrypt, times: judgeTimes(generationsOf(backup.objects)) };
        const [expected] = v3Layers(newer, [], settings);
        if (expected === undefined)
            throw new errors/* RestoreError */.DZ('internal', { what: 'A snapshot gave no layer' });
        const later = (context) => versionsOf(generation.segments.filter(({ index, object }) => index === newer.index && !faults.has(object.key)), context, request);
        return { ...labels, steps: { from: v3Layers(older, parts, settings), expected, later } };
    }
}
/** Every index before the snapshot's has WAL: Litestream writes into each when it begins it. */
function missingEnd({ base, segments }, { index, object }) {
    const last = segments.at(-1)?.index ?? base.index - 1;
    if (last === index - 1)
        return undefined;
    return new errors/* RestoreError */.DZ('gap', {
        what: `${indexesText(last + 1, index - 1)} ${last + 1 === index - 1 ? 'is' : 'are'} missing before snapshot ${hex8(index)}`,
        where: object.key,
        todo: 'Find out what deleted it: a lifecycle rule, an interrupted copy?',
    });
}
/** Every version of every page in one WAL, as far as it goes on without a gap. */
async function* versionsOf(segments, context, { scratchFolder, decrypt }) {
    const [first] = segments;
    if (first === undefined)
        return;
    const limit = context.maxDatabaseSize + MORE_WAL;
    const reader = new WalReader((0,external_node_path_.join)(scratchFolder, `later-${hex8(first.index)}`), limit);
    try {
        for (const { object, offset } of segments) {
            if (offset !== reader.position)
                break;
            const content = contentOf(storedBytes(object, context), object, limit, { decrypt, signal: context.signal });
            for await (const chunk of content)
                reader.feed(chunk, object.key);
        }
        for (const run of reader.versions())
            yield { ...run, merged: false };
    }
    finally {
        reader.close();
    }
}
/**
 * Only where the plan ends with the last segment before the snapshot, or inside the snapshot's own WAL. Anywhere before
 * that, a page that was lost at the end of a WAL may have been written again since, and the snapshot says nothing about it.
 * With all of that WAL on top it does not matter how much of it the snapshot holds already.
 */
function provenBy({ index, object }, { proof }, end, { segments }, { target }) {
    const at = segments.findIndex(segment => segment.index === end.index && segment.offset === end.offset);
    const [last, next] = [segments[at], segments[at + 1]];
    if (proof.word !== 'likely' || last === undefined || last.index > index)
        return {};
    if (last.index < index && next !== undefined && next.index < index)
        return {};
    const endOfWal = next?.index !== last.index;
    // What was lost behind the end of the snapshot's WAL may have been written by the asked time.
    if (last.index === index && endOfWal && next !== undefined && target.timestamp !== undefined)
        return {};
    const [chain = ''] = proof.because;
    const same = last.index < index ? 'is the same state page by page' : 'has each page as this chain or its own WAL has it';
    const sentence = `Snapshot ${hex8(index)} (${object.key}), which Litestream took of the database itself, ${same}: nothing is missing at the end of any WAL before it.`;
    const proves = { ...proof, word: 'complete', because: [chain, sentence] };
    return { proves, provesAhead: last.index === index && endOfWal };
}

;// CONCATENATED MODULE: ./lib/formats/litestream-v3/restore-points.js
// Every place that a plan can end at: after each WAL segment, and each snapshot alone; newest first.





/**
 * From the listing alone: the newest generation first, then the others by when they ended.
 * @throws RestoreError `ambiguous` where times do not tell which generation is the newest
 */
const restorePointsOfV3 = ({ backup }) => {
    const generations = generationsOf(backup.objects);
    const times = judgeTimes(generations);
    const { chosen, others } = chooseGeneration(generations, times);
    return Promise.resolve([chosen, ...others.toReversed()].flatMap(generation => pointsOf(generation, times)));
};
/** A snapshot is the state at the start of its WAL index, so it comes after (is older than) that index's segments. */
function pointsOf({ name, snapshots, segments }, times) {
    const first = snapshots[0]?.index;
    if (first === undefined)
        return [];
    const places = [
        ...segments.filter(({ index }) => index >= first),
        ...snapshots.map(({ index, object }) => ({ index, object, offset: undefined })),
    ];
    return places
        .toSorted((a, b) => b.index - a.index || (b.offset ?? -1) - (a.offset ?? -1))
        .map(({ index, offset, object }) => ({
        position: positionText({ generation: name, index, offset }),
        time: youngest(object, times),
        timeIs: 'upper-bound',
    }));
}
/** `3 WAL segments after 00000002:000050e0`: what the newer position has and the older one has not. */
function betweenV3(older, newer, { objects }) {
    const [from, to] = [parsePosition(older), parsePosition(newer)];
    const generations = generationsOf(objects);
    if (from.generation !== to.generation)
        return `generation ${to.generation} up to ${newer}`;
    const own = generations.find(({ name }) => name === to.generation)?.segments ?? [];
    const start = restore_points_placeOf(from);
    const end = restore_points_placeOf(to);
    const lost = own.filter(segment => isAfter(segment, start) && !isAfter(segment, end));
    return lost.length === 0 ? '' : `${(0,quantities/* countOf */.pq)(lost.length, 'WAL segment')} after ${older}`;
}
/** A snapshot alone stands before the first segment of its index; a generation alone stands for all of it. */
function restore_points_placeOf({ index, offset }) {
    return { index: index ?? Number.POSITIVE_INFINITY, offset: offset ?? -1 };
}
function isAfter(a, b) {
    return a.index > b.index || (a.index === b.index && a.offset > b.offset);
}

;// CONCATENATED MODULE: ./lib/formats/litestream-v3/span.js



/** From the listing alone. */
const spanOfV3 = ({ backup }) => {
    const generations = generationsOf(backup.objects);
    const times = judgeTimes(generations);
    const ends = generations.flatMap(generation => [...generation.snapshots, ...generation.segments].map(({ object }) => ({ generation, time: youngest(object, times) })));
    const [first, ...others] = ends.toSorted((a, b) => a.time - b.time);
    if (first === undefined)
        return Promise.resolve(undefined);
    const last = others.at(-1) ?? first;
    const span = {
        from: first.time,
        to: last.time,
        times: 'stored',
        doubt: times.doubt,
        end: endPosition(last.generation),
    };
    return Promise.resolve(span);
};

;// CONCATENATED MODULE: ./lib/formats/litestream-v3/litestream-v3.js





const litestreamV3 = {
    name: 'litestream-v3',
    detect: detectV3,
    plan: planV3,
    replays: replaysOfV3,
    restorePoints: restorePointsOfV3,
    between: betweenV3,
    span: spanOfV3,
    // A generation alone has the form of a transaction of Litestream 0.5.
    isPosition: text => /^[0-9a-f]{16}\//i.test(text),
};

;// CONCATENATED MODULE: ./lib/formats/object/time.js
// Times that writers put into object names. They are sort keys first: the zone is mostly UTC, sometimes local.
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/**
 * `20260102`, `2026-01-02`, `2026/01/02` (folders), each perhaps followed by hours, minutes, seconds, a fraction and a
 * zone. The same separator stands twice in a date, so that `2026-0102` is none.
 */
const CALENDAR = /(?<!\d)((?:19[89]|20\d)\d)([-_./]?)(\d\d)\2(\d\d)(?:([T_\-. /]?)(\d\d)(?:[-:._h]?(\d\d)(?:[-:._m]?(\d\d)(?:[.,]?(\d{3,9}))?)?)?(Z|(?<=T.*)[+-]\d\d:?\d\d)?)?(?!\d)/g;
/** Seconds, milliseconds, microseconds or nanoseconds since 1970, between 2001 and 2033 (a later one reads as a date). */
const UNIX = /(?<!\d)1\d{9}(\d{3}|\d{6}|\d{9})?(?!\d)/g;
/**
 * The time that a name tells, the most exact one where it tells several (the last of equals). Folders count, because
 * some writers make one a day. A date that no calendar has (20261399) is none.
 *
 * @param path the key below the prefix
 */
function timeInName(path) {
    let best;
    for (const match of path.matchAll(CALENDAR)) {
        const found = calendarTime(match);
        if (found !== undefined && (best === undefined || found.span <= best.span))
            best = found;
    }
    if (best !== undefined)
        return best;
    for (const match of path.matchAll(UNIX)) {
        const milliseconds = Number(match[0].slice(0, 10)) * SECOND + Number(match[0].slice(10, 13) || 0);
        best = {
            time: milliseconds,
            span: match[1] === undefined ? SECOND : 1,
            start: match.index,
            end: match.index + match[0].length,
        };
    }
    return best;
}
function calendarTime(match) {
    const [text, year, , month, day, , hour, minute, second, fraction, zone] = match;
    const date = Date.UTC(Number(year), Number(month) - 1, Number(day));
    const made = new Date(date);
    if (made.getUTCMonth() + 1 !== Number(month) || made.getUTCDate() !== Number(day))
        return undefined;
    const [h, m, s] = [Number(hour ?? 0), Number(minute ?? 0), Number(second ?? 0)];
    // 60: a leap second.
    if (h > 23 || m > 59 || s > 60)
        return undefined;
    const milliseconds = fraction === undefined ? 0 : Number(`0.${fraction}`) * SECOND;
    return {
        time: date + h * HOUR + m * MINUTE + s * SECOND + milliseconds - offset(zone),
        span: hour === undefined ? DAY : minute === undefined ? HOUR : second === undefined ? MINUTE : SECOND,
        start: match.index,
        end: match.index + text.length,
    };
}
/** `+0530` in milliseconds. */
function offset(zone) {
    if (zone === undefined || zone === 'Z')
        return 0;
    const [, sign, hours, minutes] = /([+-])(\d\d):?(\d\d)/.exec(zone) ?? [];
    return (sign === '-' ? -1 : 1) * (Number(hours) * HOUR + Number(minutes) * MINUTE);
}
/** Name and LastModified of one object say the same when they differ by no more than a zone and an upload. */
const SAME_DAY = 26 * HOUR;
/**
 * No data of the object is newer than this (milliseconds since 1970). A snapshot is taken before it is uploaded, so
 * LastModified is that bound wherever it is believable. Where it is far from the name's time, the bucket was copied or a
 * clock was wrong, and the end of what the name can mean is all there is.
 */
function newestPossible(name, lastModified) {
    if (name === undefined)
        return lastModified;
    const believable = Math.abs(lastModified - name.time) <= SAME_DAY + name.span;
    return believable ? lastModified : name.time + name.span - 1;
}
/**
 * The moment to compare with a time that the user asks for: as {@link newestPossible}, but where the name says the minute
 * and the upload ended within the hour after it, there is no doubt about the zone, and whoever asks for the time in the
 * name means that object.
 */
function momentOf(name, lastModified) {
    const late = name === undefined ? -1 : lastModified - name.time;
    const told = name !== undefined && name.span <= MINUTE && late >= 0 && late <= HOUR;
    return told ? name.time : newestPossible(name, lastModified);
}

;// CONCATENATED MODULE: ./lib/formats/object/names.js
// What a key's name says its object is: a database, something beside a database, or something else. Only a hint about
// what is inside (the bytes decide that), but all there is to tell one database's objects from another's.

const COMPRESSED = 'gz|gzip|zst|zstd|lz4|xz|bz2|br|lzma|z';
const ENCRYPTED = 'age|gpg|pgp|asc|enc|aes|crypt';
const ARCHIVED = 'zip|7z|rar|tar|tgz|tbz2?|txz|tzst';
const DATABASE = 'db|sqlite|sqlite2|sqlite3|sq3|s3db|db3|sl3|sdb|sqlitedb|bak|bck|backup|dump|sql|snapshot';
// rclone's crypt adds `.bin` to a name that it leaves readable.
const WRAPPING = new RegExp(`\\.(${COMPRESSED}|${ENCRYPTED}|(?<=\\.(?:${DATABASE})\\.)bin)$`, 'i');
const ARCHIVE = new RegExp(`\\.(${ARCHIVED})$`, 'i');
/** The suffix, perhaps with a number or a date behind it (`app.db.1`, `app.sqlite-20261001`). */
const DATABASE_NAME = new RegExp(`\\.(${DATABASE})([-_.][-_.:TZ\\d]+)?$`, 'i');
const COMPANION = /[-.](wal|journal|shm)$/i;
const CHECKSUM = /\.(sha256(?:sum)?|md5(?:sum)?|meta\.json)(?:\.txt)?$/i;
const CHECKSUM_LIST = /^(sha256|md5)(sums?)?(\.txt)?$/i;
/** Suffixes of files that lie beside databases and are none, also when they are compressed. */
const FOREIGN = /\.(log|json|ya?ml|toml|ini|conf|cfg|env|txt|md|html?|xml|csv|tsv|png|jpe?g|gif|svg|webp|pdf|ico|css|js|ts|tmp|temp|part|partial|lock|pid|manifest|tombstone|sig|sha1|sha512|sha1sum|sha512sum|wasm|key|pem|crt|parquet|jsonl|ndjson)$/i;
/** Archives of what applications keep beside their database (vaultwarden-backup, PocketBase-like layouts). */
const ATTACHED = /^(attachments|uploads|media|sends|rsa_?key|icon_cache|config|files|assets|storage|images|logs)([-_.\d]|$)/i;
function baseName(key) {
    return key.slice(key.lastIndexOf('/') + 1);
}
function folderOf(key) {
    return key.slice(0, key.lastIndexOf('/') + 1);
}
/** The key without suffixes of compression and encryption. */
function withoutWrappings(key) {
    let bare = key;
    while (WRAPPING.test(bare) && !baseName(bare).startsWith('.'))
        bare = bare.replace(WRAPPING, '');
    return bare;
}
function roleOf(key) {
    const base = baseName(key);
    if (base === '' || base.startsWith('.') || base.endsWith('~'))
        return { kind: 'other' };
    if (CHECKSUM_LIST.test(base))
        return { kind: 'checksum-list', folder: folderOf(key) };
    if (CHECKSUM.test(base))
        return { kind: 'checksum', of: key.replace(CHECKSUM, '') };
    const bare = withoutWrappings(key);
    const companion = COMPANION.exec(bare)?.[1]?.toLowerCase();
    if (companion === 'wal' || companion === 'journal' || companion === 'shm') {
        return { kind: companion, of: bare.slice(0, -companion.length - 1) };
    }
    if (FOREIGN.test(bare))
        return { kind: 'other' };
    const inner = bare.replace(ARCHIVE, '');
    if (inner !== bare && ATTACHED.test(baseName(inner)))
        return { kind: 'other' };
    const suffixed = inner !== key || DATABASE_NAME.test(inner);
    if (suffixed)
        return { kind: 'database', rank: 'likely' };
    // Numbers behind a point are a date or a count, not a suffix.
    return /\.[^./]*[^\d./][^./]*$/.test(base) ? { kind: 'other' } : { kind: 'database', rank: 'possible' };
}
const WEEKDAY = /(?<![a-z])(mon|tue|wed|thu|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|saturday|sunday|mo|tu|we|th|fr|sa|su)(?![a-z])/gi;
const MONTH = /(?<![a-z])(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|january|february|march|april|june|july|august|september|october|november|december)(?![a-z])/gi;
/**
 * Equal for objects whose names differ only in digits, which are taken for one database at several moments. Weekdays and
 * months count as digits. In folder names only dates do: `tenants/17/app.db` and `tenants/18/app.db` are more likely two
 * databases than one, and taking them for one could restore the wrong one.
 *
 * @param path the key below the prefix
 */
function seriesOf(path) {
    const found = timeInName(path);
    // A writer that began to compress its dated backups still writes the same series.
    const bare = found === undefined ? path : withoutWrappings(path);
    const dated = found === undefined ? bare : `${bare.slice(0, found.start)}\0${bare.slice(found.end)}`;
    const folder = folderOf(dated);
    const base = baseName(dated)
        .replaceAll(WEEKDAY, '\0')
        .replaceAll(MONTH, '\0')
        .replaceAll(/\d+/g, '\0')
        .replaceAll(/\0([-_.:T ]*\0)+/g, '\0');
    return folder.replaceAll(/\0([-_.:T ]*\0)+/g, '\0') + base;
}
/** For people: the series with `#` where its names differ. */
function seriesName(series) {
    return series.replaceAll('\0', '#');
}
/** True for a copy that always has the same name, beside objects with dates: `latest.db`, `app-current.db.gz`. */
function isPointer(key) {
    return /(^|[-_.])(latest|current|newest|last)([-_.]|$)/i.test(baseName(key));
}
/** Base images of layouts that keep newer commits in other objects. Asked for by its exact key, one alone is a database. */
const SNAPSHOTS = [
    [/snapshots\/\d{8}_\d{6}\.sqlite\.zst$/, 'zlayer'],
    [/(^|\/)generations\/[0-9a-f]{16}\/snapshots\/[0-9a-f]+\.snapshot\.(lz4|gz)$/, 'litestream-v3'],
    [/-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\/db\.(zstd|gz|raw)$/, 'bottomless'],
];
/** The layout whose snapshot this is, when the key has that form. */
function snapshotOf(key) {
    return SNAPSHOTS.find(([regex]) => regex.test(key))?.[1];
}

;// CONCATENATED MODULE: ./lib/formats/object/beside.js
// What SQLite's own files beside an object mean for it. They hold commits that the main file does not have.



/** A journal whose header begins with zeros is not hot: PERSIST mode zeroes these bytes (pager.c, `zeroJournalHdr`). */
const JOURNAL_HEADER = 28;
/**
 * @throws RestoreError `live-pair` when a `-wal` or a hot `-journal` lies beside the object: without it, commits are
 *   missing or half done, and the two can only be put together by rules that are not built yet
 */
async function lookBeside(object, companions, store, signal) {
    const notes = [];
    const own = companions
        .map(file => ({ file, role: roleOf(file.key) }))
        .filter(({ role }) => {
        if (role.kind !== 'wal' && role.kind !== 'journal' && role.kind !== 'shm')
            return false;
        return role.of === object.key || role.of === withoutWrappings(object.key);
    });
    for (const { file, role } of own) {
        if (role.kind === 'shm')
            continue;
        if (file.size === 0) {
            notes.push(`${file.key} is empty: nothing is missing from the database because of it`);
        }
        else if (role.kind === 'journal' && (await isCold(file, store, signal))) {
            notes.push(`${file.key} is a journal at rest (its header is zeroed): there is nothing to roll back`);
        }
        else {
            throw livePair(object, file, role.kind === 'wal');
        }
    }
    const shm = own.find(({ role }) => role.kind === 'shm');
    const wal = own.some(({ role }) => role.kind === 'wal');
    return {
        notes,
        doubt: shm !== undefined && !wal
            ? `${shm.file.key} shows that the database was open when it was copied, and its -wal is not here: the newest commits may be missing.`
            : undefined,
    };
}
async function isCold(file, store, signal) {
    const range = { start: 0, end: Math.min(file.size, JOURNAL_HEADER) };
    const header = await readSmall(store, file, { signal, cap: JOURNAL_HEADER, range });
    return header.every(byte => byte === 0);
}
function livePair(object, file, isWal) {
    return new errors/* RestoreError */.DZ('live-pair', {
        what: isWal
            ? 'A write-ahead log lies beside the database: its commits are not in the database file'
            : 'A rollback journal lies beside the database: a transaction was half done when it was copied',
        where: object.key,
        found: `${file.key}, ${file.size} bytes`,
        todo: 'Putting the two together is not built yet. Back up with .backup or VACUUM INTO, which make one complete file.',
    });
}

;// CONCATENATED MODULE: ./lib/formats/object/checksums.js


/** Bytes: a list of the checksums of ten thousand objects still fits. */
const LARGEST = 1024 * 1024;
/** What the files beside `object` say of it. Files that say nothing of it, or cannot be understood, are notes. */
async function readDigests(store, object, checksums, signal) {
    const digests = [];
    const notes = [];
    for (const file of checksums) {
        const role = roleOf(file.key);
        const own = role.kind === 'checksum' && (role.of === object.key || role.of === withoutWrappings(object.key));
        const ofFolder = role.kind === 'checksum-list' && role.folder === folderOf(object.key);
        if (!own && !ofFolder)
            continue;
        if (file.size > LARGEST) {
            notes.push(`${file.key} is too large for a checksum file and was not used`);
            continue;
        }
        const text = Buffer.from(await readSmall(store, file, { signal, cap: LARGEST })).toString('utf8');
        const hex = file.key.endsWith('.json') ? fromJson(text) : fromLines(text, object.key, own);
        if (hex !== undefined)
            digests.push({ algorithm: hex.length === 64 ? 'sha256' : 'md5', hex, source: file.key });
        else if (own)
            notes.push(`${file.key} holds no checksum that could be understood and was not used`);
    }
    return { digests, notes };
}
/**
 * `<hex>  <name>` and `<hex> *<name>` (coreutils), `SHA256 (<name>) = <hex>` (BSD), or the digest alone.
 * @param own the file is about this object only, so a single line counts whatever name it holds
 */
function fromLines(text, key, own) {
    const lines = text
        .split(/\r?\n/)
        .map(line => {
        const [, coreutils, name] = /^\\?([0-9a-f]{64}|[0-9a-f]{32})(?:\s+\*?(.*))?$/i.exec(line.trim()) ?? [];
        if (coreutils !== undefined)
            return { hex: coreutils.toLowerCase(), name: name ?? '' };
        const [, bsdName, bsd] = /^(?:SHA256|MD5) \((.*)\) = ([0-9a-f]{64}|[0-9a-f]{32})$/i.exec(line.trim()) ?? [];
        return bsd === undefined ? undefined : { hex: bsd.toLowerCase(), name: bsdName ?? '' };
    })
        .filter(line => line !== undefined);
    const names = [baseName(key), baseName(withoutWrappings(key))];
    const named = lines.find(({ name }) => names.includes(baseName(name.replaceAll('\\', '/'))));
    return named?.hex ?? (own && lines.length === 1 ? lines[0]?.hex : undefined);
}
/** The first SHA-256 under a name that promises one: bunqueue's field names are not documented. */
function fromJson(text) {
    let value;
    try {
        value = JSON.parse(text);
    }
    catch {
        return undefined;
    }
    if (typeof value !== 'object' || value === null)
        return undefined;
    for (const [name, field] of Object.entries(value)) {
        if (!/sha-?256|checksum|digest|hash/i.test(name) || typeof field !== 'string')
            continue;
        const hex = /^(?:sha256[:-])?([0-9a-f]{64})$/i.exec(field)?.[1];
        if (hex !== undefined)
            return hex.toLowerCase();
    }
    return undefined;
}

;// CONCATENATED MODULE: ./lib/formats/object/choice.js
// Which object of a series to restore: by the time in its name, else by when it was written; never by name alone where
// names do not grow (db-23.gz is not newer than db-03.gz).


/** Milliseconds: a bucket whose objects were all written within this was copied, or is too young to tell. */
const choice_COPIED = 60_000;
function candidate(object, prefix) {
    const name = timeInName(object.key.slice(prefix.length));
    return {
        object,
        name,
        moment: momentOf(name, object.lastModified),
        notNewerThan: newestPossible(name, object.lastModified),
    };
}
/**
 * @throws RestoreError `before-first`, `position-not-found`, `ambiguous` (several objects could be the newest)
 */
function choice_choose(objects, prefix, target) {
    const all = objects.map(object => candidate(object, prefix));
    if (target.position !== undefined) {
        const asked = all.find(({ object }) => object.key === target.position);
        if (asked === undefined)
            throw choice_notFound(target.position, all);
        return { ranked: [asked], notes: [], leftOut: [] };
    }
    const { timestamp } = target;
    const inTime = timestamp === undefined ? all : all.filter(({ moment }) => moment <= timestamp);
    if (timestamp !== undefined && inTime.length === 0)
        throw choice_beforeFirst(timestamp, all);
    const late = timestamp !== undefined && inTime.length === all.length;
    const notes = late ? ['the timestamp lies after the newest object, which was taken'] : [];
    const choice = byNameOrWriting(inTime);
    return { ...choice, notes: [...notes, ...choice.notes] };
}
function byNameOrWriting(inTime) {
    const dated = inTime.filter(({ name }) => name !== undefined);
    if (dated.length === 0)
        return byWriting(inTime);
    const ranked = dated.toSorted(byName);
    return { ranked, ...disagreements(ranked, inTime) };
}
/** Newest first, for candidates with a time in their names. */
function byName(a, b) {
    return ((b.name?.time ?? 0) - (a.name?.time ?? 0) ||
        b.object.lastModified - a.object.lastModified ||
        // `app-20261001.2.db` after `app-20261001.1.db`.
        b.object.key.localeCompare(a.object.key, 'en', { numeric: true }));
}
/** All of them, in the order in which {@link choose} prefers them; those whose names hold no time come after the others. */
function newestFirst(objects, prefix) {
    const all = objects.map(object => candidate(object, prefix));
    const others = all.filter(({ name }) => name === undefined);
    return [
        ...all.filter(({ name }) => name !== undefined).toSorted(byName),
        ...others.toSorted((a, b) => b.object.lastModified - a.object.lastModified),
    ];
}
function byWriting(candidates) {
    const ranked = candidates.toSorted((a, b) => b.object.lastModified - a.object.lastModified);
    const [first, second] = ranked;
    const last = ranked.at(-1);
    if (first === undefined || second === undefined || last === undefined)
        return { ranked, notes: [], leftOut: [] };
    if (first.object.lastModified === second.object.lastModified && first.object.etag !== second.object.etag) {
        throw new errors/* RestoreError */.DZ('ambiguous', {
            what: 'Several objects could be the newest: their names hold no time, and all were written at the same moment',
            found: `${first.object.key}, ${second.object.key}`,
            todo: 'Give the exact key as prefix.',
        });
    }
    const spread = first.object.lastModified - last.object.lastModified;
    return {
        ranked,
        notes: [
            `${ranked.length} objects whose names differ only in numbers or weekdays were taken for one database; the one written last was chosen`,
        ],
        leftOut: [],
        doubt: spread < choice_COPIED
            ? `All ${ranked.length} objects were written within ${Math.ceil(spread / 1000)} s, as after a copy of the bucket, and their names hold no time: which one is the newest cannot be proven.`
            : undefined,
    };
}
/** What names and times of writing say differently. The names decide: a copied bucket keeps them. */
function disagreements(ranked, inTime) {
    const [chosen] = ranked;
    if (chosen === undefined)
        return { notes: [], leftOut: [] };
    const notes = [];
    const lastWritten = ranked.reduce((a, b) => (b.object.lastModified > a.object.lastModified ? b : a));
    if (lastWritten.object.lastModified > chosen.object.lastModified) {
        notes.push(`names and LastModified disagree: ${chosen.object.key} is the newest by its name, ${lastWritten.object.key} was written last (${iso(lastWritten.object.lastModified)}); the name decided`);
    }
    const leftOut = inTime
        .filter(({ name }) => name === undefined)
        .map(({ object }) => ({
        key: object.key,
        reason: object.lastModified > chosen.object.lastModified
            ? 'its name holds no time, but it was written after the chosen object'
            : 'its name holds no time, and it was written before the chosen object',
        explained: object.lastModified <= chosen.object.lastModified,
    }));
    return { notes, leftOut };
}
function iso(milliseconds) {
    const date = new Date(milliseconds);
    return Number.isNaN(date.getTime()) ? 'an unknown time' : date.toISOString();
}
function choice_notFound(position, all) {
    const newest = all.toSorted((a, b) => b.moment - a.moment).slice(0, 3);
    return new errors/* RestoreError */.DZ('position-not-found', {
        what: 'No object of this backup has the key that position names',
        where: position,
        found: newest.map(({ object }) => object.key).join(', ') || 'no objects',
        todo: 'A position of this format is the exact key of an object.',
    });
}
function choice_beforeFirst(timestamp, all) {
    const first = all.toSorted((a, b) => a.moment - b.moment)[0];
    return new errors/* RestoreError */.DZ('before-first', {
        what: 'The timestamp lies before the first object of this backup',
        where: first?.object.key,
        expected: `${iso(first?.moment ?? 0)} or later`,
        found: iso(timestamp),
        todo: all.length === 1
            ? 'There is only one object; earlier versions that a versioned bucket may keep are not looked at.'
            : 'Ask for a later time.',
    });
}

// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(8522);
;// CONCATENATED MODULE: ./lib/codecs/decompressor.js
/** Bytes. Larger output chunks are faster: 413 against 302 MB/s for zstd with Node's own 64 KiB. */
const OUTPUT_CHUNK = 1 << 20;
/**
 * Chunks that the engine may have before all output of the first was taken: it goes on while that is written. Memory: a copy
 * of each.
 */
const decompressor_AHEAD = 4;
/** Output chunks that may wait to be taken, beside those in the stream itself. */
const HELD = 2;
/**
 * @param stream made with a `chunkSize` of {@link OUTPUT_CHUNK}
 * @param lends what comes out is good until the next piece is asked for, or until `close`: its memory is given back then.
 *   Node takes new memory for every MiB of output, and V8 counts it: left to the garbage collector it costs a collection of
 *   the whole heap for each 32 MiB (measured: more CPU time than zstd itself)
 */
function openDecompressor(stream, lends = false) {
    let lent;
    let failure;
    let ended = false;
    /** Nobody reads what was lent last any more: not even another decompressor, whose thread may be at work in it. */
    let finished = false;
    let sleeper;
    /** Chunks that the engine has not taken wholly yet. */
    let untaken = 0;
    const held = [];
    const copies = [];
    let fedAhead = 0;
    const wake = () => sleeper?.();
    stream.on('data', (output) => {
        held.push(output);
        if (held.length >= HELD)
            stream.pause();
        wake();
    });
    stream.on('error', error => {
        failure = error;
        wake();
    });
    stream.on('end', () => {
        ended = true;
        wake();
    });
    async function* outputUntil(done) {
        for (;;) {
            const output = held.shift();
            if (output !== undefined) {
                lent = lends ? output : undefined;
                yield output;
                // The stream has turned to other memory once it has filled this one.
                if (lent !== undefined && output.byteOffset + output.length === OUTPUT_CHUNK)
                    giveBack(output);
            }
            else if (failure !== undefined) {
                // What came before the damage was given first.
                throw failure;
            }
            else if (stream.isPaused()) {
                stream.resume();
            }
            else if (done()) {
                return;
            }
            else {
                await new Promise(resolve => {
                    sleeper = resolve;
                });
            }
        }
    }
    function write(chunk) {
        untaken += 1;
        stream.write(chunk, () => {
            untaken -= 1;
            wake();
        });
    }
    /** In memory that is used again, which is free by then: at most {@link AHEAD} chunks wait, and are taken in order. */
    function copied(chunk) {
        const slot = fedAhead % decompressor_AHEAD;
        fedAhead += 1;
        const known = copies[slot];
        const copy = known === undefined || known.length < chunk.length ? Buffer.allocUnsafeSlow(chunk.length) : known;
        copies[slot] = copy;
        copy.set(chunk);
        return copy.subarray(0, chunk.length);
    }
    const isSettled = () => untaken === 0 && stream.readableLength === 0;
    return {
        async *feed(chunk) {
            write(chunk);
            yield* outputUntil(isSettled);
        },
        async *feedAhead(chunk) {
            write(copied(chunk));
            yield* outputUntil(() => untaken < decompressor_AHEAD);
        },
        settle: () => outputUntil(isSettled),
        async *finish() {
            if (!ended)
                stream.end();
            yield* outputUntil(() => ended);
            finished = true;
        },
        get consumed() {
            return stream.bytesWritten;
        },
        close() {
            // Nothing is written any more after the end; before it the thread pool may be at work in there.
            if (finished && lent !== undefined)
                giveBack(lent);
            if (ended)
                for (const { buffer } of copies)
                    if (buffer instanceof ArrayBuffer)
                        buffer.transfer(0);
            stream.destroy();
        },
    };
}
function giveBack({ buffer }) {
    // Another size would not be memory that the stream took for its output alone.
    if (buffer instanceof ArrayBuffer && buffer.byteLength === OUTPUT_CHUNK)
        buffer.transfer(0);
}

;// CONCATENATED MODULE: ./lib/codecs/gzip.js
// gzip (RFC 1952): members one after the other, each with its own CRC-32 and length.



/**
 * Decompresses all members. zlib itself verifies each one's CRC-32 and length. What Node leaves out is checked here: its
 * stream says nothing of what follows a zero byte behind the last member (measured: even another member is dropped).
 * Zero padding to the end is allowed, as gzip(1) allows it.
 *
 * @param where names the object in errors
 * @param lends a chunk is good until the next one is asked for, or the end
 * @throws RestoreError `truncated`, `trailing`, `checksum`, `decompress`
 */
async function* gunzip(source, where, lends = false) {
    const decompressor = openDecompressor((0,external_node_zlib_.createGunzip)({ chunkSize: OUTPUT_CHUNK }), lends);
    let fed = 0;
    let ended = false;
    try {
        for await (const chunk of source) {
            if (chunk.length === 0)
                continue;
            let rest = chunk;
            if (!ended) {
                yield* decompressor.feed(chunk);
                fed += chunk.length;
                const left = fed - decompressor.consumed;
                ended = left > 0;
                rest = chunk.subarray(chunk.length - left);
            }
            if (ended && rest.some(byte => byte !== 0))
                throw gzip_trailing(where);
        }
        yield* decompressor.finish();
    }
    catch (error) {
        throw gzipError(error, where);
    }
    finally {
        decompressor.close();
    }
}
function gzip_trailing(where, cause) {
    return new errors/* RestoreError */.DZ('trailing', {
        what: 'Other bytes follow the end of the gzip data',
        where,
        todo: 'The object was written wrongly, or two were joined: make a new backup, or cut it by hand if you know why.',
        cause,
    });
}
/** zlib's words (inflate.c); RestoreErrors, which come from the source, pass unchanged. */
function gzipError(error, where) {
    if (!(error instanceof Error) || error instanceof errors/* RestoreError */.DZ || !('code' in error))
        return error;
    if (error.code === 'Z_BUF_ERROR') {
        return new errors/* RestoreError */.DZ('truncated', { what: 'The gzip data ends too early', where, cause: error });
    }
    if (error.code !== 'Z_DATA_ERROR')
        return error;
    switch (error.message) {
        case 'incorrect data check':
            return new errors/* RestoreError */.DZ('checksum', { what: 'The gzip CRC-32 is wrong', where, cause: error });
        case 'incorrect length check':
            return new errors/* RestoreError */.DZ('checksum', { what: 'The gzip length is wrong', where, cause: error });
        case 'header crc mismatch':
            return new errors/* RestoreError */.DZ('checksum', { what: 'The gzip header CRC is wrong', where, cause: error });
        // The first member began with gzip's magic, so this is the place where a next member would begin.
        case 'incorrect header check':
            return gzip_trailing(where, error);
        default:
            return new errors/* RestoreError */.DZ('decompress', {
                what: 'The gzip data is damaged',
                where,
                found: error.message,
                cause: error,
            });
    }
}

;// CONCATENATED MODULE: ./lib/codecs/magic.js
// What the first bytes of an object say it is. A name is only a hint; these bytes decide.
/** How many bytes {@link sniff} can use: the tar magic ends at 262, and a dump may begin with a long comment. */
const SNIFF_LENGTH = 4096;
const MAGICS = [
    ['53514c69746520666f726d6174203300', 'sqlite'],
    ['1f8b08', 'gzip'],
    ['28b52ffd', 'zstd'],
    ['04224d18', 'lz4'],
    ['02214c18', 'lz4'],
    ['fd377a585a00', 'xz'],
    ['425a68', 'bzip2'],
    ['504b0304', 'zip'],
    ['504b0506', 'zip'],
    ['377abcaf271c', '7z'],
    ['526172211a07', 'rar'],
    ['6167652d656e6372797074696f6e2e6f72672f7631', 'age'],
    ['53616c7465645f5f', 'openssl'],
    ['52434c4f4e450000', 'rclone'],
    ['377f0682', 'wal'],
    ['377f0683', 'wal'],
    ['d9d505f920a163d7', 'journal'],
    ['4c545831', 'ltx'],
];
const TEXTS = [
    [/^-----BEGIN AGE ENCRYPTED FILE-----/, 'age'],
    [/^-----BEGIN PGP MESSAGE-----/, 'openpgp'],
    // The base64 form of `Salted__` (openssl enc -a).
    [/^U2FsdGVkX1/, 'openssl'],
    [/^version https:\/\/git-lfs\.github\.com\//, 'lfs-pointer'],
    [/^<(\?xml|!doctype|html|error)/i, 'markup'],
    [/^[[{]\s*("|\d|\]|\}|\{|\[|true|false|null|-)/, 'json'],
    [
        /^(pragma\s+(defer_)?foreign_keys|begin(\s+transaction)?\s*;|create\s+(table|virtual|index|view|trigger)|insert\s+(or\s+\w+\s+)?into|drop\s+table|set\s+\w+|--|\/\*)/i,
        'sql',
    ],
];
/** SQL comments and blank space before the first statement of a dump. */
const SQL_PREAMBLE = /^(\s+|--[^\n]*(\n|$)|\/\*[^]*?(\*\/|$))+/;
/**
 * Recognises what an object holds by its first bytes (the formats' own magic numbers; for text, the words that dumps,
 * error pages and pointer files begin with).
 *
 * @param head the first {@link SNIFF_LENGTH} bytes, or fewer where the object is shorter
 */
function sniff(head) {
    if (head.length === 0)
        return 'empty';
    const bytes = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, SNIFF_LENGTH));
    const start = bytes.subarray(0, 24).toString('hex');
    const magic = MAGICS.find(([hex]) => start.startsWith(hex));
    if (magic !== undefined)
        return magic[1];
    // zstd's skippable frames, 0x184D2A50 to 0x184D2A5F (RFC 8878, 3.1.2). LZ4 shares them: what follows decides there.
    if (/^5[0-9a-f]2a4d18/.test(start))
        return 'zstd';
    if (isTar(bytes))
        return 'tar';
    const text = textOf(bytes);
    if (text !== undefined) {
        const trimmed = text.replace(/^\uFEFF/, '').trimStart();
        const word = TEXTS.find(([regex]) => regex.test(trimmed))?.[1];
        if (word === 'sql')
            return 'sql';
        const statement = trimmed.replace(SQL_PREAMBLE, '');
        return word ?? TEXTS.find(([regex]) => regex.test(statement))?.[1] ?? 'text';
    }
    if (isOpenPgp(bytes))
        return 'openpgp';
    return 'unknown';
}
/** True for a header whose own checksum is right, `ustar` or older (POSIX.1-1988 ustar, field `chksum`). */
function isTar(bytes) {
    if (bytes.length < 512)
        return false;
    const stored = Number.parseInt(bytes.toString('latin1', 148, 156).replaceAll('\0', ' ').trim(), 8);
    if (Number.isNaN(stored))
        return false;
    let sum = 8 * 0x20;
    for (let at = 0; at < 512; at++)
        if (at < 148 || at >= 156)
            sum += bytes[at] ?? 0;
    return sum === stored;
}
/** The head as text, or undefined when it holds bytes that text does not have. */
function textOf(bytes) {
    if (bytes.some(byte => byte < 9 || (byte > 13 && byte < 32 && byte !== 27) || byte === 127))
        return undefined;
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    try {
        // `stream` keeps a character that the end of the head cuts from being an error.
        return text.decode(bytes, { stream: true });
    }
    catch {
        return undefined;
    }
}
/**
 * True when the first packet is one that encrypted messages begin with (RFC 9580, 4.2 and 5.1 to 5.3): a session key
 * under a password (tag 3, versions 4 to 6) or under a public key (tag 1, versions 3 and 6). The version is compared
 * too, because the header alone would claim one random file in fifty.
 */
function isOpenPgp(bytes) {
    const [header = 0, length = 0] = bytes;
    if ((header & 0x80) === 0)
        return false;
    const isNew = (header & 0x40) !== 0;
    const tag = isNew ? header & 0x3f : (header >> 2) & 0x0f;
    const lengthBytes = isNew ? (length < 192 ? 1 : 2) : 2 ** (header & 3);
    const version = bytes[1 + lengthBytes] ?? 0;
    return (tag === 3 && [4, 5, 6].includes(version)) || (tag === 1 && [3, 6].includes(version));
}

;// CONCATENATED MODULE: ./lib/codecs/zstd-frames.js
// Where zstd frames begin and end (RFC 8878, 3.1), found without decompressing anything.

/** 2^27 bytes: what `zstd --long=27` needs, and the most that zlib's zstd accepts without being told otherwise. */
const MAX_WINDOW = 2 ** 27;
const FRAME_MAGIC = 0xfd2fb528;
/** Content size field bytes by the two top bits of the descriptor; 0 stands for 1 when the segment is single. */
const CONTENT_SIZE_BYTES = [0, 2, 4, 8];
const DICTIONARY_ID_BYTES = [0, 1, 2, 4];
/** Bytes of the frame header after the magic, as its first byte says. */
function headerLength(descriptor) {
    const single = (descriptor & 0x20) !== 0;
    const contentSize = CONTENT_SIZE_BYTES[descriptor >> 6] || (single ? 1 : 0);
    return 1 + (single ? 0 : 1) + (DICTIONARY_ID_BYTES[descriptor & 3] ?? 0) + contentSize;
}
function parseHeader(header) {
    const descriptor = header.readUInt8(0);
    const single = (descriptor & 0x20) !== 0;
    let at = 1;
    let windowSize = 0;
    if (!single) {
        const window = header.readUInt8(at++);
        const base = 2 ** (10 + (window >> 3));
        windowSize = base + (base / 8) * (window & 7);
    }
    const idBytes = DICTIONARY_ID_BYTES[descriptor & 3] ?? 0;
    const dictionary = idBytes === 0 ? 0 : header.readUIntLE(at, idBytes);
    at += idBytes;
    const rest = header.length - at;
    const contentSize = rest === 0
        ? undefined
        : rest === 8
            ? Number(header.readBigUInt64LE(at))
            : // The two-byte form starts counting at 256.
                header.readUIntLE(at, rest) + (rest === 2 ? 256 : 0);
    // A single segment's window is its whole content.
    return { windowSize: single ? (contentSize ?? 0) : windowSize, contentSize, dictionary };
}
/**
 * Walks over frames, fed with the stream's bytes in any pieces.
 *
 * @param where names the object in errors
 * @throws RestoreError (from `take`) `trailing` when something else follows a frame, `limit` for a window above
 *   {@link MAX_WINDOW}, `unsupported-format` for a dictionary, `decompress` for an impossible header
 */
function walkFrames(where) {
    // The small field being collected, and what to do with it. `skip` counts bytes that need no look.
    const field = Buffer.alloc(14);
    let have = 0;
    let need = 4;
    let skip = 0;
    let checksum = false;
    let boundary = true;
    let started = false;
    let promised = 0;
    let next = magic;
    function expect(length, handler) {
        have = 0;
        need = length;
        next = handler;
    }
    function endFrame() {
        boundary = true;
        expect(4, magic);
    }
    function magic(bytes) {
        const value = bytes.readUInt32LE(0);
        if (value === FRAME_MAGIC) {
            expect(1, descriptor);
        }
        else if ((value & 0xfffffff0) >>> 0 === 0x184d2a50) {
            expect(4, skippable);
        }
        else {
            throw started
                ? trailingBytes(where)
                : new errors/* RestoreError */.DZ('decompress', { what: 'This is not zstd data', where, found: bytes.toString('hex') });
        }
        started = true;
    }
    function skippable(bytes) {
        skip = bytes.readUInt32LE(0);
        expect(0, endFrame);
    }
    function descriptor(bytes) {
        const value = bytes.readUInt8(0);
        checksum = (value & 4) !== 0;
        const rest = headerLength(value) - 1;
        expect(rest, more => header(Buffer.from([value, ...more])));
    }
    function header(bytes) {
        const { windowSize, contentSize, dictionary } = parseHeader(bytes);
        if (dictionary !== 0) {
            throw new errors/* RestoreError */.DZ('unsupported-format', {
                what: 'The zstd data needs a dictionary',
                where,
                found: `dictionary ${dictionary}`,
                todo: 'Decompress it with `zstd -D` and back up without a dictionary.',
            });
        }
        if (windowSize > MAX_WINDOW) {
            throw new errors/* RestoreError */.DZ('limit', {
                what: 'The zstd data needs more memory to decompress than is allowed',
                where,
                expected: `a window of at most ${MAX_WINDOW} bytes`,
                found: `${windowSize} bytes`,
                todo: 'Compress with `--long=27` or less.',
            });
        }
        promised += contentSize ?? 0;
        expect(3, block);
    }
    function block(bytes) {
        const value = bytes.readUIntLE(0, 3);
        const last = (value & 1) !== 0;
        const type = (value >> 1) & 3;
        if (type === 3)
            throw new errors/* RestoreError */.DZ('decompress', { what: 'A zstd block has an impossible type', where });
        // A run of one byte (type 1) is stored as that byte; its size field is the run's length.
        skip = type === 1 ? 1 : value >> 3;
        if (!last)
            expect(3, block);
        else if (checksum)
            expect(4, endFrame);
        else
            expect(0, endFrame);
    }
    return {
        get atBoundary() {
            return boundary;
        },
        get promised() {
            return promised;
        },
        take(bytes) {
            let at = 0;
            boundary = false;
            // Goes on at the very end of `bytes` too, because a field of no length may end the frame there.
            for (;;) {
                const skipped = Math.min(skip, bytes.length - at);
                skip -= skipped;
                at += skipped;
                if (skip > 0)
                    return at;
                const part = bytes.subarray(at, at + need - have);
                field.set(part, have);
                have += part.length;
                at += part.length;
                if (have < need)
                    return at;
                next(Buffer.from(field.subarray(0, need)));
                if (boundary)
                    return at;
            }
        },
    };
}
function trailingBytes(where, cause) {
    return new errors/* RestoreError */.DZ('trailing', {
        what: 'Other bytes follow the end of the zstd data',
        where,
        todo: 'The object was written wrongly, or two were joined: make a new backup, or cut it by hand if you know why.',
        cause,
    });
}

;// CONCATENATED MODULE: ./lib/codecs/zstd.js
// zstd (RFC 8878): frames one after the other, some of them skippable, each perhaps with a checksum of its content.




/** Bytes of input whose output is given before more is asked for: who looks at a beginning may have no more than that. */
const BEGINNING = 1 << 20;
/**
 * Decompresses all frames. Node's stream drops, without a word, whatever follows the end of a frame inside one chunk
 * (measured on 24.21: the second of two concatenated frames is lost). So the frames' ends are found here, the stream
 * gets its input cut exactly there, and it must have taken every byte. libzstd verifies checksums and content sizes.
 *
 * @param where names the object in errors
 * @param maxBytes more content than this, even if only promised by the headers, is a `limit` error
 * @param lends a chunk is good until the next one is asked for, or the end
 * @param ahead goes on decoding while its last output is looked at. Without it all that comes before damage is given
 * @throws RestoreError `truncated`, `trailing`, `checksum`, `decompress`, `limit`, `unsupported-format` (dictionary)
 */
async function* unzstd(source, where, maxBytes, lends = false, ahead = true) {
    // 27 is zlib's own limit today; said here so that it stays the one that walkFrames checks.
    const stream = (0,external_node_zlib_.createZstdDecompress)({
        chunkSize: OUTPUT_CHUNK,
        params: { [external_node_zlib_.constants.ZSTD_d_windowLogMax]: 27 },
    });
    const decompressor = openDecompressor(stream, lends);
    const walk = walkFrames(where);
    let fed = 0;
    try {
        for await (const chunk of source) {
            let at = 0;
            while (at < chunk.length) {
                const part = chunk.subarray(at, at + walk.take(chunk.subarray(at)));
                at += part.length;
                fed += part.length;
                if (walk.promised > maxBytes)
                    throw promisesTooMuch(where, maxBytes, walk.promised);
                // At a frame's end nothing may follow in one piece with it.
                if (ahead && fed > BEGINNING && !walk.atBoundary) {
                    yield* decompressor.feedAhead(part);
                    continue;
                }
                yield* decompressor.settle();
                yield* decompressor.feed(part);
                if (decompressor.consumed !== fed) {
                    throw new errors/* RestoreError */.DZ('decompress', {
                        what: 'A zstd frame ends before its blocks do',
                        where,
                        expected: `${fed} bytes taken`,
                        found: decompressor.consumed,
                    });
                }
            }
        }
        yield* decompressor.settle();
        // Node's stream notices this too, as far as its own rules about ends can be trusted.
        if (!walk.atBoundary)
            throw new errors/* RestoreError */.DZ('truncated', { what: 'The zstd data ends inside a frame', where });
        yield* decompressor.finish();
    }
    catch (error) {
        throw zstdError(error, where);
    }
    finally {
        decompressor.close();
    }
}
function promisesTooMuch(where, maxBytes, promised) {
    return new errors/* RestoreError */.DZ('limit', {
        what: 'The zstd data says it expands to more than may be written',
        where,
        expected: `at most ${maxBytes} bytes`,
        found: promised,
        todo: 'If the database is really that large, raise max-database-size.',
    });
}
/** libzstd's error names as Node gives them in `code`; RestoreErrors, which come from the source, pass unchanged. */
function zstdError(error, where) {
    if (!(error instanceof Error) || error instanceof errors/* RestoreError */.DZ || !('code' in error))
        return error;
    if (error.code === 'ZSTD_error_checksum_wrong') {
        return new errors/* RestoreError */.DZ('checksum', { what: 'The checksum of a zstd frame is wrong', where, cause: error });
    }
    // The first frame's magic was seen before, so this is the place where a next frame would begin; libzstd was quicker
    // than walkFrames because the bytes came in small pieces.
    if (error.code === 'ZSTD_error_prefix_unknown')
        return trailingBytes(where, error);
    if (error.code === 'Z_BUF_ERROR') {
        return new errors/* RestoreError */.DZ('truncated', { what: 'The zstd data ends inside a frame', where, cause: error });
    }
    if (typeof error.code !== 'string' || !error.code.startsWith('ZSTD_error'))
        return error;
    return new errors/* RestoreError */.DZ('decompress', {
        what: 'The zstd data is damaged',
        where,
        found: error.message,
        cause: error,
    });
}

;// CONCATENATED MODULE: ./lib/codecs/compression.js
// Compressed bytes to what they hold, whatever the object's name says: the magic number decides, layer by layer.




/** How many compressions may lie around each other (a limit of this program: real backups have one or two). */
const MAX_LAYERS = 6;
/**
 * Takes every gzip and zstd layer off a stream. Memory does not grow with it: one output chunk of 1 MiB per layer, and
 * zstd's window (128 MiB at most). Decompression runs in Node's thread pool and waits for whoever reads.
 * Data in other compressions comes out as it is: the caller sniffs what it gets.
 *
 * @throws RestoreError `truncated`, `trailing`, `checksum`, `decompress`; `limit` above `maxBytes` or
 *   {@link MAX_LAYERS}; what `source` throws passes unchanged
 */
async function* decompress(source, options) {
    const { where, maxBytes, only, lends = false, ahead = true, signal } = options;
    // Outermost last: each one is closed before the one it reads from.
    const opened = [];
    try {
        let bytes = await peek(source, opened);
        for (let layers = 0;; layers++) {
            const kind = sniff(bytes.head);
            const codec = only === 'none' ? undefined : (only ?? (kind === 'gzip' || kind === 'zstd' ? kind : undefined));
            if (codec === undefined || (only !== undefined && layers === 1))
                break;
            if (only !== undefined && kind !== only) {
                throw new errors/* RestoreError */.DZ('decompress', {
                    what: `This is not ${only} data`,
                    where,
                    found: kind === 'unknown' || kind === 'text' ? `bytes ${hex(bytes.head)}` : kind,
                });
            }
            if (layers === MAX_LAYERS) {
                throw new errors/* RestoreError */.DZ('limit', { what: `More than ${MAX_LAYERS} compressions lie around each other`, where });
            }
            // An inner compression may be a little larger than what it holds, so only the last one has the exact limit.
            const room = maxBytes + maxBytes / 64 + 65_536;
            const content = codec === 'gzip' ? gunzip(bytes.all, where, lends) : unzstd(bytes.all, where, room, lends, ahead);
            bytes = await peek(capped(content, room, options), opened);
        }
        for await (const chunk of capped(bytes.all, maxBytes, options)) {
            signal.throwIfAborted();
            yield chunk;
        }
    }
    finally {
        for (const iterator of opened.toReversed())
            await iterator.return?.();
    }
}
async function* capped(source, maxBytes, { where }) {
    let total = 0;
    for await (const chunk of source) {
        total += chunk.length;
        if (total > maxBytes) {
            throw new errors/* RestoreError */.DZ('limit', {
                what: 'The object expands to more than may be written',
                where,
                expected: `at most ${maxBytes} bytes`,
                found: 'more',
                todo: 'If the database is really that large, raise max-database-size.',
            });
        }
        yield chunk;
    }
}
async function peek(source, opened) {
    const iterator = source[Symbol.asyncIterator]();
    opened.push(iterator);
    const first = [];
    let length = 0;
    while (length < SNIFF_LENGTH) {
        const next = await iterator.next();
        if (next.done === true)
            break;
        // So short a chunk is not the last one asked for: it must outlive the next one.
        first.push(next.value.length < SNIFF_LENGTH ? Uint8Array.from(next.value) : next.value);
        length += next.value.length;
    }
    async function* all() {
        yield* first.splice(0);
        for (let next = await iterator.next(); next.done !== true; next = await iterator.next())
            yield next.value;
    }
    // Joining all would copy a whole chunk for each object.
    const head = Buffer.concat(first.map(piece => piece.subarray(0, SNIFF_LENGTH))).subarray(0, SNIFF_LENGTH);
    return { head, all: all() };
}
function hex(bytes) {
    return Buffer.from(bytes.subarray(0, 8)).toString('hex') || '(none)';
}

;// CONCATENATED MODULE: ./lib/formats/object/bytes.js
// The stored bytes of an object, compared with whatever the store and the writer say about them.




/**
 * Bytes. Up to this size an object is read in one request, which lets the store tell its CRC32; above it several ranges
 * at once are faster, and S3 gives no checksum of a range.
 */
const ONE_REQUEST = 64 * 1024 * 1024;
/**
 * Each expected digest may be that of the stored bytes (sha256sum of the object) or of what they hold (of the database
 * before it was compressed): writers do both, and a digest cannot fit the wrong one by chance.
 * @param known all stored bytes, when planning has read them: they are not read again
 */
function checkedBytes(object, digests, context, known) {
    const pairs = digests.map(digest => ({
        digest,
        stored: (0,external_node_crypto_.createHash)(digest.algorithm),
        content: (0,external_node_crypto_.createHash)(digest.algorithm),
    }));
    const update = (part, chunk) => {
        for (const pair of pairs)
            pair[part].update(chunk);
    };
    async function* stored() {
        for await (const chunk of known === undefined ? transferred(object, context) : [known]) {
            if (known === undefined)
                context.progress(chunk.length);
            update('stored', chunk);
            yield chunk;
        }
    }
    return {
        stored: stored(),
        seen: chunk => update('content', chunk),
        verify: () => {
            for (const pair of pairs)
                requireDigest(pair, object.key);
        },
    };
}
/** The object as it is stored. @throws RestoreError of the storage, `checksum` when the store's own CRC32 disagrees */
async function* transferred(object, { store, signal }) {
    if (object.size > ONE_REQUEST) {
        yield* readAhead(store, object, { signal });
        return;
    }
    let promised;
    let sum = 0;
    const onChecksum = (base64) => {
        promised = base64;
    };
    for await (const chunk of store.read(object, { signal, onChecksum })) {
        sum = (0,external_node_zlib_.crc32)(chunk, sum);
        yield chunk;
    }
    const expected = promised === undefined ? undefined : Buffer.from(promised, 'base64').toString('hex');
    const found = (sum >>> 0).toString(16).padStart(8, '0');
    if (expected !== undefined && expected !== found) {
        throw new errors/* RestoreError */.DZ('checksum', {
            what: 'The stored bytes do not have the CRC32 that the store keeps for them',
            where: object.key,
            expected,
            found,
        });
    }
}
function requireDigest({ digest: { algorithm, hex, source }, stored, content }, where) {
    const found = stored.digest('hex');
    if (found === hex || content.digest('hex') === hex)
        return;
    throw new errors/* RestoreError */.DZ('checksum', {
        what: `The ${algorithm.toUpperCase()} of the object is not the one that ${source} says`,
        where,
        expected: hex,
        found,
        todo: 'One of the two was changed after the backup: restore an earlier object, or find out which one is right.',
    });
}

;// CONCATENATED MODULE: ./lib/formats/object/sniff.js




/** Bytes: enough for a zstd block (128 KiB at most) under several compressions. An object up to this size is read once. */
const HEAD = 512 * 1024;
/**
 * Reads the beginning of an object.
 * @throws RestoreError of the storage, of a compression or encryption damaged at its start; `encrypted` without the
 *   identity
 */
async function sniff_readHead(store, object, decrypt, signal) {
    const whole = object.size <= HEAD;
    const chunks = [];
    const source = whole
        ? transferred(object, { store, signal })
        : store.read(object, { range: { start: 0, end: HEAD }, signal });
    if (object.size > 0)
        for await (const chunk of source)
            chunks.push(chunk);
    const stored = Buffer.concat(chunks);
    const outer = sniff(stored.subarray(0, SNIFF_LENGTH));
    const plain = outer !== 'gzip' && outer !== 'zstd' && outer !== 'age';
    if (plain)
        return { stored, whole, content: stored, kind: outer, plain, age: false };
    const content = await beginning(stored, object.key, decrypt, signal);
    return { stored, whole, content, kind: sniff(content.subarray(0, SNIFF_LENGTH)), plain, age: outer === 'age' };
}
async function beginning(stored, where, decrypt, signal) {
    const parts = [];
    let length = 0;
    async function* source() {
        yield stored;
    }
    // The limit only ends a bomb that yields nothing to look at; what the object may expand to is checked when it is read.
    const options = { where, maxBytes: 2 ** 30, signal };
    try {
        for await (const chunk of decompress(decrypt(source(), options), options)) {
            parts.push(chunk);
            length += chunk.length;
            if (length >= SNIFF_LENGTH)
                break;
        }
    }
    catch (error) {
        // The beginning is enough: that the rest is cut or damaged is told when all of it is read.
        if (length === 0 || !(0,errors/* isRestoreError */.hm)(error, 'truncated', 'checksum', 'trailing', 'decompress'))
            throw error;
    }
    return Buffer.concat(parts);
}
const UNSUPPORTED = (what, tool) => ({
    code: 'unsupported-format',
    what: `This is ${what}, which this version cannot open`,
    todo: `Unpack it with ${tool} and store the database itself (plain, gzip or zstd), or restore it with that tool.`,
});
const sniff_ENCRYPTED = (what, tool) => ({
    code: 'encrypted',
    what: `This is encrypted (${what}), which this version cannot decrypt`,
    todo: `Decrypt it with ${tool} and your key first, or store the backup without that encryption.`,
});
const NOT_SQLITE = (what) => ({
    code: 'not-sqlite',
    what: `This is ${what}, not a database`,
    todo: 'Look at what the backup job stored: it saved something else under the name of a backup.',
});
const NEEDS_DATABASE = (what) => ({
    code: 'wal-only',
    what: `This is only ${what}: the database that it belongs to is missing`,
    todo: 'A restore needs the database file itself; back it up with .backup or VACUUM INTO.',
});
const REFUSALS = {
    empty: NOT_SQLITE('an empty object'),
    lz4: UNSUPPORTED('LZ4 data', 'lz4'),
    xz: UNSUPPORTED('xz data', 'xz'),
    bzip2: UNSUPPORTED('bzip2 data', 'bzip2'),
    zip: UNSUPPORTED('a zip archive', 'unzip'),
    '7z': UNSUPPORTED('a 7z archive', '7z'),
    rar: UNSUPPORTED('a RAR archive', 'unrar'),
    tar: UNSUPPORTED('a tar archive', 'tar'),
    ltx: UNSUPPORTED('an LTX file of Litestream 0.5 or LiteFS', 'litestream'),
    sql: UNSUPPORTED('an SQL dump', 'sqlite3'),
    // Binary age as the outermost layer never comes here: it is opened, or refused for want of the identity.
    age: sniff_ENCRYPTED('age in ASCII armor, or inside a compression or another age file', 'age'),
    openpgp: sniff_ENCRYPTED('OpenPGP', 'gpg'),
    openssl: sniff_ENCRYPTED('openssl enc', 'openssl'),
    rclone: sniff_ENCRYPTED('rclone crypt', 'rclone'),
    wal: NEEDS_DATABASE('a write-ahead log'),
    journal: NEEDS_DATABASE('a rollback journal'),
    markup: NOT_SQLITE('a web or error page (HTML or XML)'),
    json: NOT_SQLITE('JSON, perhaps the answer of an API'),
    'lfs-pointer': NOT_SQLITE('a Git LFS pointer: the file itself is in LFS'),
    text: NOT_SQLITE('text'),
};
/** Formats without a magic number, by the name alone. */
const BY_NAME = [
    [/\.br$/i, UNSUPPORTED('Brotli data', 'brotli')],
    [/\.(lzma|z)$/i, UNSUPPORTED('LZMA or compress data', 'xz or uncompress')],
    [/\.(age|gpg|pgp|enc|aes|crypt)$/i, sniff_ENCRYPTED('by its name', 'the tool that made it')],
];
/** Says why an object that does not begin with SQLite's magic cannot be restored. */
function refusalOf(head, object) {
    const { code, what, todo } = refusal(head, object);
    const found = head.kind === 'text' ? excerpt(head.content) : head.kind === 'unknown' ? sniff_hex(head.content) : undefined;
    return new errors/* RestoreError */.DZ(code, { what, where: object.key, found, todo });
}
function refusal({ kind, content, plain }, { key, size }) {
    // Bit 0 of a zip entry's flags (APPNOTE 4.4.4).
    if (kind === 'zip' && content[0] === 0x50 && content[2] === 3 && ((content[6] ?? 0) & 1) === 1) {
        return sniff_ENCRYPTED('a zip archive with a password', 'unzip or 7z');
    }
    if (kind !== 'unknown' && kind !== 'sqlite' && kind !== 'gzip' && kind !== 'zstd')
        return REFUSALS[kind];
    const named = BY_NAME.find(([suffix]) => suffix.test(key))?.[1];
    if (named !== undefined)
        return named;
    // Every page of an encrypted database is noise, and the file still consists of pages.
    if (isNoise(content) && (!plain || size % 512 === 0)) {
        return {
            code: 'encrypted',
            what: 'This has no magic number and looks like noise: probably an encrypted database (SQLCipher, SEE)',
            todo: 'An encrypted database cannot be checked here: back up a decrypted copy (sqlcipher_export, VACUUM INTO).',
        };
    }
    return NOT_SQLITE('something unknown');
}
/**
 * True for bytes without any structure: their Shannon entropy is what random bytes of that number have. Text, databases
 * and machine code lie below 7 bits; 4096 random bytes have 7.95 on average, 512 have 7.6.
 */
function isNoise(bytes) {
    const sample = bytes.subarray(0, SNIFF_LENGTH);
    if (sample.length < 512)
        return false;
    const counts = new Uint32Array(256);
    for (const byte of sample)
        counts[byte] = (counts[byte] ?? 0) + 1;
    let entropy = 0;
    for (const count of counts) {
        if (count > 0)
            entropy -= (count / sample.length) * Math.log2(count / sample.length);
    }
    return entropy > (sample.length >= SNIFF_LENGTH ? 7.9 : 7.4);
}
function sniff_hex(bytes) {
    return `bytes ${Buffer.from(bytes.subarray(0, 16)).toString('hex') || '(none)'}`;
}
function excerpt(bytes) {
    return `“${Buffer.from(bytes.subarray(0, 60)).toString('utf8').trim()}”`;
}

;// CONCATENATED MODULE: ./lib/formats/object/image.js






/** A header that SQLite would accept, of a file that it could read. */
function readHeader(content, where, maxBytes) {
    const header = (0,database_header/* parseDatabaseHeader */.I3)(content, where);
    // SQLCipher with a plaintext header leaves 32 bytes readable. Nothing else reserves so much of every page, and page 1
    // always holds the schema's b-tree, whose header begins with 5 or 13 (fileformat2.html, 1.6).
    const reserved = content[20] ?? 0;
    const tree = content[database_header/* DATABASE_HEADER_SIZE */.Ih];
    if (reserved >= 16 && tree !== 5 && tree !== 13 && isNoise(content.subarray(32))) {
        throw new errors/* RestoreError */.DZ('encrypted', {
            what: 'The header is readable, but the pages look like noise: probably SQLCipher with a plaintext header',
            where,
            found: `${reserved} reserved bytes a page`,
            todo: 'An encrypted database cannot be checked here: back up a decrypted copy (sqlcipher_export).',
        });
    }
    if (header.pages * header.pageSize > maxBytes) {
        throw new errors/* RestoreError */.DZ('limit', {
            what: 'The database says that it is larger than what may be written',
            where,
            expected: `at most ${maxBytes} bytes`,
            found: `${header.pages} pages of ${header.pageSize} bytes`,
            todo: 'If it is really that large, raise max-database-size or free disk space on the runner.',
        });
    }
    return header;
}
/**
 * Compares the header with the number of bytes that the database file has.
 * @returns the database's size in pages
 * @throws RestoreError `truncated` when pages are missing or the last one is cut, `trailing` when the file goes on
 */
function image_pagesOf({ pageSize, pages }, bytes, where) {
    if (pages > 0 && bytes < pages * pageSize) {
        throw new errors/* RestoreError */.DZ('truncated', {
            what: 'The database file is shorter than its header says',
            where,
            expected: `${pages * pageSize} bytes (${pages} pages of ${pageSize})`,
            found: `${bytes} bytes`,
            todo: 'The upload was cut: restore an earlier object, and let the writer upload again.',
        });
    }
    if (bytes === 0 || bytes % pageSize !== 0) {
        throw new errors/* RestoreError */.DZ(pages > 0 ? 'trailing' : 'truncated', {
            what: 'The size of the database file is not a whole number of pages',
            where,
            expected: `${pages > 0 ? pages * pageSize : 'a multiple of'} ${pages > 0 ? 'bytes' : `${pageSize} bytes`}`,
            found: `${bytes} bytes`,
            todo: 'Something cut the file or added to it on its way: restore an earlier object, or upload it again.',
        });
    }
    return pages > 0 ? pages : bytes / pageSize;
}
/**
 * @param digests checked over the stored bytes and over the database itself: one of the two must have them
 * @param known all stored bytes, when planning has read them
 */
function imageLayer(object, time, digests, decrypt, known) {
    return {
        label: `snapshot ${object.key}, written ${iso(object.lastModified)}`,
        kind: 'snapshot',
        time,
        objects: [object],
        bytesToRead: known === undefined ? object.size : 0,
        frames: 0,
        pages: context => imagePages(object, digests, decrypt, context, known),
    };
}
async function* imagePages(object, digests, decrypt, context, known) {
    const where = object.key;
    const { maxDatabaseSize: maxBytes, signal } = context;
    const bytes = checkedBytes(object, digests, context, known);
    const content = decompress(decrypt(bytes.stored, { where, signal }), { where, maxBytes, lends: true, signal });
    const end = yield* cutIntoPages(content, where, maxBytes, bytes.seen);
    bytes.verify();
    return end;
}
/** @param seen called with every chunk before it is cut */
async function* cutIntoPages(content, where, maxBytes, seen) {
    let header;
    let total = 0;
    // What has come of a page that is not complete yet; before the header is known, of the header.
    let rest = new Uint8Array(0);
    let first = 1;
    for await (const chunk of content) {
        seen(chunk);
        total += chunk.length;
        let bytes = chunk;
        if (header === undefined) {
            bytes = Buffer.concat([rest, chunk]);
            rest = bytes;
            if (bytes.length < 1024)
                continue;
            header = readHeader(bytes, where, maxBytes);
            rest = new Uint8Array(0);
        }
        const { pageSize } = header;
        for (const data of wholePages(rest, bytes, pageSize)) {
            const pages = data.length / pageSize;
            yield* withinFile({ pageSize, first, data }, header, where);
            first += pages;
        }
        rest = remainder(rest, bytes, pageSize);
    }
    header ??= readHeader(rest, where, maxBytes);
    const commit = image_pagesOf(header, total, where);
    if (first === 1)
        yield { pageSize: header.pageSize, first, data: rest.subarray(0, header.pageSize) };
    return { pageSize: header.pageSize, commit };
}
/** Whole pages out of `rest` followed by `bytes`, copying no more than one page. */
function wholePages(rest, bytes, pageSize) {
    if (rest.length + bytes.length < pageSize)
        return [];
    const missing = rest.length === 0 ? 0 : pageSize - rest.length;
    const whole = bytes.length - missing - ((bytes.length - missing) % pageSize);
    return [
        ...(missing > 0 ? [Buffer.concat([rest, bytes.subarray(0, missing)])] : []),
        ...(whole > 0 ? [bytes.subarray(missing, missing + whole)] : []),
    ];
}
function remainder(rest, bytes, pageSize) {
    const total = rest.length + bytes.length;
    if (total < pageSize)
        return Buffer.concat([rest, bytes]);
    // A copy, because the chunk belongs to whoever made it.
    return Uint8Array.from(bytes.subarray(bytes.length - (total % pageSize)));
}
/**
 * The part of a run that lies within the size that the header tells. Pages behind it must be zeros: SQLite leaves such
 * pages when it grows a file in larger steps (SQLITE_FCNTL_CHUNK_SIZE), and ignores them.
 */
function* withinFile(run, { pages }, where) {
    const count = run.data.length / run.pageSize;
    const inside = pages === 0 ? count : Math.max(0, Math.min(count, pages - run.first + 1));
    if (run.data.subarray(inside * run.pageSize).some(byte => byte !== 0)) {
        throw new errors/* RestoreError */.DZ('trailing', {
            what: 'The database file goes on after the last page that its header counts',
            where,
            expected: `${pages} pages of ${run.pageSize} bytes`,
            found: `data in page ${run.first + inside} or later`,
            todo: 'The file was copied while it was written, or something was added to it: restore another object.',
        });
    }
    if (inside > 0)
        yield inside === count ? run : { ...run, data: run.data.subarray(0, inside * run.pageSize) };
}

;// CONCATENATED MODULE: ./lib/formats/object/plan.js



function plan_doubtsOf(chosen, choice, { beside }) {
    const layout = snapshotOf(chosen.object.key);
    const doubts = [
        layout === undefined
            ? undefined
            : {
                text: `This is one snapshot of a ${layout} backup: newer commits lie in other objects, which were not asked for.`,
                word: 'snapshot-only',
            },
        beside.doubt === undefined ? undefined : { text: beside.doubt, word: 'snapshot-only' },
        choice.doubt === undefined ? undefined : { text: choice.doubt, word: 'weak' },
    ];
    return doubts.filter(doubt => doubt !== undefined);
}
function makePlan(decision) {
    const { chosen, choice, usable, found, doubts, orphans, excluded, decrypt } = decision;
    const { head, walMode, beside, digests } = found;
    const { key, lastModified } = chosen.object;
    const failed = choice.ranked
        .filter(({ object }) => excluded.has(object.key))
        .map(({ object }) => ({ key: object.key, reason: excluded.get(object.key) ?? 'it failed', explained: false }));
    const lost = orphans.map(orphan => ({
        key: orphan.key,
        reason: 'the database that it belongs to is not here',
        explained: orphan.lastModified <= lastModified,
    }));
    const leftOut = [...failed, ...choice.leftOut, ...lost];
    const older = usable.filter(other => other !== chosen);
    return {
        format: 'object',
        point: { position: key, time: chosen.notNewerThan, timeIs: 'upper-bound' },
        layers: [
            imageLayer(chosen.object, chosen.notNewerThan, digests.digests, decrypt, head.whole ? head.stored : undefined),
        ],
        snapshotKey: key,
        incrementsApplied: 0,
        leftOut,
        alternatives: older.slice(0, 20).map(alternative),
        proof: plan_proofOf(head, digests, doubts, leftOut, older.length),
        notes: [
            ...choice.notes,
            ...beside.notes,
            ...digests.notes,
            ...(walMode
                ? [
                    `${key} was written in WAL mode: if it is a raw copy of a live file, and not made by .backup or VACUUM INTO, the commits that were only in its -wal are missing`,
                ]
                : []),
        ],
    };
}
function alternative({ object: { key }, notNewerThan }) {
    return { position: key, note: `an older object, not newer than ${iso(notNewerThan)}`, proven: true };
}
function plan_proofOf(head, { digests }, doubts, leftOut, older) {
    return {
        word: doubts[0]?.word ?? 'whole-file',
        because: [
            'One object holds the whole database; its header agrees with its size.',
            ...doubts.map(({ text }) => text),
            integritySentence(head),
            ...digests.map(({ algorithm, source }) => `${source} tells its ${algorithm.toUpperCase()}: that checksum is verified while it is read.`),
        ],
        counts: { unit: 'objects', expected: 1, applied: 1, ignored: older },
        gaps: [],
        unexplained: leftOut.some(({ explained }) => !explained),
    };
}
function integritySentence({ plain, age, stored }) {
    if (age)
        return 'It is encrypted with age, which authenticates every byte; that is verified while it is read.';
    if (plain)
        return 'It is stored plain, without a checksum of its own: only the checks of SQLite look at its content.';
    if (stored[0] === 0x1f)
        return 'The CRC-32 of gzip covers every byte, and is verified while it is read.';
    // Bit 2 of the frame header descriptor (RFC 8878, 3.1.1.1.1); behind skippable frames it is not looked for.
    if (stored[0] === 0x28 && ((stored[4] ?? 0) & 4) !== 0)
        return 'The checksum of zstd covers every byte, and is verified while it is read.';
    return 'Its zstd frames carry no checksum, or not all of them do: damage shows only where it breaks the compression or the database.';
}

;// CONCATENATED MODULE: ./lib/formats/object/series.js

/** Groups what could be databases by their names. Objects that belong to none of the series are left out. */
function groupBySeries(listing) {
    const { prefix, objects } = listing;
    const exact = objects.find(({ key }) => key === prefix);
    const below = (key) => key.slice(prefix.length).replace(/^\//, '');
    const keys = new Set(objects.map(({ key }) => key));
    const groups = new Map();
    const groupOf = (key) => {
        const id = key === prefix ? '' : seriesOf(below(key));
        const group = groups.get(id) ?? { members: [], pointers: [], companions: [], checksums: [] };
        groups.set(id, group);
        return group;
    };
    const owners = new Map();
    for (const object of exact === undefined ? databases(objects, keys) : [exact]) {
        const group = groupOf(object.key);
        group.members.push(object);
        owners.set(object.key, group).set(withoutWrappings(object.key), group);
    }
    for (const object of objects) {
        const role = roleOf(object.key);
        if (role.kind === 'checksum') {
            owners.get(role.of)?.checksums.push(object);
        }
        else if (role.kind === 'checksum-list') {
            const inFolder = [...groups.values()].filter(({ members }) => members.some(({ key }) => folderOf(key) === role.folder));
            for (const group of inFolder)
                group.checksums.push(object);
        }
        else if (role.kind === 'wal' || role.kind === 'journal' || role.kind === 'shm') {
            const owner = owners.get(role.of) ?? (exact === undefined ? groupOf(role.of) : undefined);
            owner?.companions.push(object);
        }
    }
    return withPointers([...groups].map(([id, group]) => ({ id, ...group })).filter(isOne)).map(({ id, ...group }) => ({
        ...group,
        name: id === '' ? baseName(prefix) : seriesName(id),
    }));
}
function databases(objects, keys) {
    const ranked = (rank) => objects.filter(({ key }) => {
        const role = roleOf(key);
        // `app.db.asc` beside `app.db` is its signature.
        return role.kind === 'database' && role.rank === rank && !(key.endsWith('.asc') && keys.has(key.slice(0, -4)));
    });
    const likely = ranked('likely');
    return likely.length > 0 ? likely : ranked('possible');
}
/** Side files without a database count only when they hold something: an empty `-wal` or a `-shm` alone says nothing. */
function isOne({ members, companions }) {
    return members.length > 0 || companions.some(({ key, size }) => size > 0 && roleOf(key).kind !== 'shm');
}
/** Gives `latest.db` to the one series in its folder whose members have numbers or dates in their names. */
function withPointers(groups) {
    const pointing = groups.filter(({ members }) => members.length === 1 && members.every(({ key }) => isPointer(key)));
    const others = groups.filter(group => !pointing.includes(group));
    const left = pointing.filter(pointer => {
        const [object] = pointer.members;
        const homes = others.filter(({ id, members }) => id.includes('\0') && members.some(({ key }) => folderOf(key) === folderOf(object?.key ?? '')));
        const [home] = homes;
        if (object === undefined || home === undefined || homes.length > 1)
            return true;
        home.pointers.push(object);
        return false;
    });
    return [...others, ...left];
}

;// CONCATENATED MODULE: ./lib/formats/object/restore-points.js


/** From the listing alone. */
const restorePointsOfObject = ({ backup, listing: { prefix } }) => {
    const [series] = groupBySeries({ prefix, objects: backup.objects });
    return Promise.resolve(newestFirst(series?.members ?? [], prefix).map(({ object, notNewerThan }) => ({
        position: object.key,
        time: notNewerThan,
        timeIs: 'upper-bound',
    })));
};

;// CONCATENATED MODULE: ./lib/formats/object/object.js
// One object that holds a whole database: plain, gzip or zstd. What most cron jobs, rqlite and `sqlite3 .backup` make.
// docs/formats/object.md says how the object is chosen and what is refused.












const objectFormat = {
    name: 'object',
    detect(listing) {
        const all = groupBySeries(listing);
        const places = new Map(listing.objects.map(({ key }, place) => [key, place]));
        const owners = folderOwners(all);
        return all.map(series => {
            const own = [...series.members, ...series.companions, ...series.pointers, ...series.checksums];
            return {
                prefix: all.length === 1 ? listing.prefix : narrowPrefix(series, owners),
                objects: own.toSorted((a, b) => (places.get(a.key) ?? 0) - (places.get(b.key) ?? 0)),
                description: describe(series),
            };
        });
    },
    plan,
    restorePoints: restorePointsOfObject,
};
function describe({ members, name }) {
    if (members.length === 0)
        return `only side files of a database, ${name}`;
    return `${members.length} ${members.length === 1 ? 'object' : 'objects'}, ${name}`;
}
/** For every folder the one series that lies in it, or `many`. */
function folderOwners(all) {
    const owners = new Map();
    for (const series of all) {
        for (const { key } of [...series.members, ...series.companions]) {
            for (let folder = folderOf(key); folder !== ''; folder = folderOf(folder.slice(0, -1))) {
                if ((owners.get(folder) ?? series) === series)
                    owners.set(folder, series);
                else
                    owners.set(folder, 'many');
            }
        }
    }
    return owners;
}
/** The folder that holds this series alone, else the key of its last written object. */
function narrowPrefix(series, owners) {
    const objects = [...series.members, ...series.companions];
    const [first, ...rest] = objects.map(({ key }) => folderOf(key));
    let folder = first ?? '';
    while (folder !== '' && !rest.every(other => other.startsWith(folder)))
        folder = folderOf(folder.slice(0, -1));
    if (owners.get(folder) === series)
        return folder;
    return objects.toSorted((a, b) => b.lastModified - a.lastModified)[0]?.key ?? folder;
}
async function plan(request) {
    const { backup, listing, target, excluded, decrypt } = request;
    const series = groupBySeries({ prefix: listing.prefix, objects: backup.objects })[0];
    if (series === undefined || series.members.length === 0)
        throw sideFilesOnly(backup);
    const choice = choice_choose(series.members, listing.prefix, target);
    const usable = choice.ranked.filter(({ object: { key } }) => !excluded.has(key));
    const [newest] = usable;
    if (newest === undefined)
        throw nothingLeft(choice.ranked, excluded);
    await rejectNewerPointer(newest.object, series.pointers, request);
    for (const chosen of usable) {
        const found = await lookAt(chosen, series, request);
        const doubts = plan_doubtsOf(chosen, choice, found);
        // `proven` passes over doubtful objects, but never over what only the choice itself makes doubtful.
        if (target.prefer === 'proven' && doubts.length > 0) {
            if (choice.doubt === undefined && chosen !== usable.at(-1))
                continue;
            throw new errors/* RestoreError */.DZ('not-proven', {
                what: 'No object of this backup is proven',
                where: chosen.object.key,
                found: doubts[0]?.text,
            });
        }
        return makePlan({ chosen, choice, usable, found, doubts, orphans: orphansOf(series), excluded, decrypt });
    }
    throw nothingLeft(choice.ranked, excluded);
}
/** Reads what is needed to know that the chosen object can be restored. */
async function lookAt({ object: chosen }, series, request) {
    const { store, decrypt, signal, maxDatabaseSize, progress } = request;
    const beside = await lookBeside(chosen, series.companions, store, signal);
    const head = await sniff_readHead(store, chosen, decrypt, signal);
    progress(head.stored.length);
    if (head.kind !== 'sqlite')
        throw refusalOf(head, chosen);
    const header = readHeader(head.content, chosen.key, maxDatabaseSize);
    if (head.plain && chosen.size < header.pages * header.pageSize)
        image_pagesOf(header, chosen.size, chosen.key);
    const digests = await readDigests(store, chosen, series.checksums, signal);
    return { head, walMode: header.readVersion === 2, beside, digests };
}
/** `-wal` and `-journal` objects with something in them whose database is not among the members. */
function orphansOf({ members, companions }) {
    const keys = new Set(members.flatMap(({ key }) => [key, withoutWrappings(key)]));
    return companions.filter(({ key, size }) => {
        const role = roleOf(key);
        return size > 0 && (role.kind === 'wal' || role.kind === 'journal') && !keys.has(role.of);
    });
}
function sideFilesOnly({ objects }) {
    return new errors/* RestoreError */.DZ('wal-only', {
        what: 'Only side files of a database are here, not the database that they belong to',
        where: objects[0]?.key,
        todo: 'A restore needs the database file itself; back it up with .backup or VACUUM INTO.',
    });
}
function nothingLeft(ranked, excluded) {
    const [first] = ranked;
    return new errors/* RestoreError */.DZ('incomplete', {
        what: 'No object of this backup can be restored',
        where: first?.object.key,
        found: first === undefined ? 'no objects' : excluded.get(first.object.key),
    });
}
/**
 * `latest.db` is normally a copy of the newest dated object. When it was written later and holds other bytes, nobody can
 * say which of the two is meant.
 */
async function rejectNewerPointer(chosen, pointers, request) {
    const { target, store, signal, progress } = request;
    if (target.timestamp !== undefined || target.position !== undefined)
        return;
    for (const pointer of pointers) {
        if (pointer.lastModified <= chosen.lastModified || pointer.etag === chosen.etag)
            continue;
        if (pointer.size === chosen.size) {
            // Equal ETags mean equal bytes, but different ones do not mean different bytes: only reading both tells.
            const same = (await sha256(store, pointer, signal)) === (await sha256(store, chosen, signal));
            progress(pointer.size + chosen.size);
            if (same)
                continue;
        }
        throw new errors/* RestoreError */.DZ('ambiguous', {
            what: 'Two objects could be the newest: one by its name, one because it is called so',
            found: `${chosen.key} (${iso(chosen.lastModified)}), ${pointer.key} (${iso(pointer.lastModified)})`,
            todo: 'Give the exact key of the one you want as prefix.',
        });
    }
}
async function sha256(store, object, signal) {
    const hash = (0,external_node_crypto_.createHash)('sha256');
    for await (const chunk of readAhead(store, object, { signal }))
        hash.update(chunk);
    return hash.digest('hex');
}

;// CONCATENATED MODULE: ./lib/formats/unsupported.js
// Layouts that are known but not built: they are recognised so that nothing of them is restored as if it were a database
// by itself, and so that the message says which tool can help.

const unsupported_LATER = 'This version cannot restore it yet.';
/** Sources: the layouts' own documentation and code, as docs/formats/unsupported.md lists them. */
const LAYOUTS = [
    {
        name: 'ltx-other',
        what: 'LTX files in a layout of their own (walrust, LiteFS, litefs-backup)',
        todo: 'Restore it with the tool that wrote it.',
        marks: [/^((?:.*\/)?)[^/]+\.ltx$/s],
    },
    {
        name: 'bottomless',
        what: 'a bottomless replica of libSQL (sqld)',
        todo: `${unsupported_LATER} Use “bottomless-cli restore”, or start sqld with the same bucket.`,
        marks: [
            /^((?:.*\/)?[^/]*)-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\/(?:\.meta|\.dep|\.changecounter|db\.(?:zstd|gz|raw)|\d{12}-\d{12}-\d+\.(?:raw|gz|zstd))$/s,
        ],
    },
    {
        name: 'turso-backup',
        what: 'a backup of turso-backup',
        todo: 'Restore it with turso-backup.',
        marks: [
            /^((?:.*\/)?)frames\/\d{20}\/\d{10}\//s,
            /^((?:.*\/)?)generations\/gen-\d+\.manifest$/s,
            /^((?:.*\/)?)latest\.stream-watermark$/s,
        ],
    },
    {
        name: 'verneuil',
        what: 'a Verneuil replica',
        todo: 'Restore it with “verneuilctl restore”.',
        marks: [/^((?:.*\/)?)[0-9a-f]{16}(?:%2F|\/)[0-9a-f]{16}$/is, /^((?:.*\/)?)[^/]*-verneuil(?:%3A|:)/is],
    },
    {
        name: 'pocketbase',
        what: 'a PocketBase backup (zip)',
        todo: `${unsupported_LATER} Unzip it: data.db is the database; when a data.db-wal lies beside it, keep the two together.`,
        marks: [/^((?:.*\/)?)(?:@auto_)?pb_backup_[^/]*\.zip$/s],
    },
    {
        name: 'sqlite-s3vfs',
        what: 'a database stored one object a page (sqlite-s3vfs)',
        todo: 'Download it with the VFS that wrote it.',
        marks: [/^((?:.*\/)?)0000000000$/s, /^((?:.*\/)?)0000000001$/s],
        need: 'all',
        owns: 'folder',
    },
    {
        name: 'restic',
        what: 'a restic repository',
        todo: 'Use “restic restore” or “restic dump”.',
        marks: [/^((?:.*\/)?)keys\/[0-9a-f]{64}$/s, /^((?:.*\/)?)(?:snapshots|index|data\/[0-9a-f]{2})\/[0-9a-f]{64}$/s],
        need: 'all',
        owns: 'folder',
    },
    {
        name: 'duplicity',
        what: 'a duplicity backup',
        todo: 'Use “duplicity restore”.',
        marks: [/^((?:.*\/)?)duplicity-(?:full|inc|new)(?:-signatures)?\./s],
    },
    {
        name: 'duplicati',
        what: 'a Duplicati backup',
        todo: 'Restore it with Duplicati.',
        marks: [/^((?:.*\/)?)[^/]*-(?:\d{8}T\d{6}Z\.dlist|[bi][0-9a-f]{32}\.d(?:block|index))\.zip(?:\.aes|\.gpg)?$/s],
    },
    {
        name: 'kopia',
        what: 'a Kopia repository',
        todo: 'Use “kopia snapshot restore”.',
        marks: [/^((?:.*\/)?)kopia\.(?:repository|blobcfg)(?:\.f)?$/s],
        owns: 'folder',
    },
    {
        name: 'borg',
        what: 'a BorgBackup repository',
        todo: 'Use “borg extract”.',
        marks: [/^((?:.*\/)?)data\/\d+\/\d+$/s, /^((?:.*\/)?)(?:hints|index|integrity)\.\d+$/s],
        need: 'all',
        owns: 'folder',
    },
];
/** One format per layout, each of which finds its backups and refuses to plan them. */
const unsupportedFormats = LAYOUTS.map(layout => ({
    name: layout.name,
    detect: listing => detect(layout, listing),
    plan: ({ backup }) => Promise.reject(new errors/* RestoreError */.DZ('unsupported-format', {
        what: `This is ${layout.what}`,
        where: backup.objects[0]?.key,
        todo: layout.todo,
    })),
}));
function detect(layout, { prefix, objects }) {
    const roots = new Map();
    for (const object of objects) {
        for (const [index, mark] of layout.marks.entries()) {
            const root = mark.exec(object.key)?.[1];
            // A root above the prefix: the prefix points into the middle of the layout, and means all that is there.
            if (root === undefined)
                continue;
            const key = root.length < prefix.length ? prefix : root;
            const found = roots.get(key) ?? { met: new Set(), matched: [] };
            roots.set(key, found);
            found.met.add(index);
            found.matched.push(object);
            break;
        }
    }
    return [...roots]
        .filter(([, { met }]) => layout.need !== 'all' || met.size === layout.marks.length)
        .map(([root, { matched }]) => {
        const owned = layout.owns === 'folder' ? objects.filter(({ key }) => key.startsWith(root)) : matched;
        return { prefix: root, objects: owned, description: `${layout.what}, ${owned.length} objects` };
    });
}

;// CONCATENATED MODULE: ./lib/formats/zlayer/keys.js
// The keys that ZLayer's SqliteReplicator writes (zlayer-storage, replicator/s3_backend.rs): the configured prefix, then
// `snapshots/`, `wal/` or `metadata.json`, joined without a separator.

const keys_SNAPSHOT = /^(.*)snapshots\/(\d{8}_\d{6})\.sqlite\.zst$/s;
/** The writer pads to 20 digits; its reader takes any number of them. */
const CAPTURE = /^(.*)wal\/(\d{1,20})\.wal\.zst$/s;
const METADATA = 'metadata.json';
/** Sorts the objects of one backup by what their keys say. Others are not in the result. */
function parseKeys(objects, prefix) {
    const snapshots = [];
    const captures = [];
    let metadata;
    for (const object of objects) {
        const snapshot = keys_snapshotOf(object);
        const capture = CAPTURE.exec(object.key);
        if (snapshot !== undefined && snapshot.prefix === prefix)
            snapshots.push(snapshot.snapshot);
        else if (capture?.[1] === prefix)
            captures.push({ object, sequence: Number(capture[2]) });
        else if (object.key === prefix + METADATA)
            metadata = object;
    }
    snapshots.sort((a, b) => (a.name < b.name ? -1 : 1));
    return { prefix, snapshots, captures, metadata };
}
function keys_snapshotOf(object) {
    const match = keys_SNAPSHOT.exec(object.key);
    const [, prefix, name] = match ?? [];
    if (prefix === undefined || name === undefined)
        return undefined;
    const keyTime = snapshotTime(name);
    return keyTime === undefined ? undefined : { prefix, snapshot: { object, name, keyTime } };
}
/** `20261123_010951` in milliseconds since 1970 (UTC), or undefined when no calendar has that moment. */
function snapshotTime(name) {
    const iso = name.replace(/^(\d{4})(\d\d)(\d\d)_(\d\d)(\d\d)(\d\d)$/, '$1-$2-$3T$4:$5:$6Z');
    const time = Date.parse(iso);
    return Number.isNaN(time) ? undefined : time;
}
/** Finds backups by keys alone: a prefix counts with at least one snapshot or one capture whose number has 20 digits. */
function detectZlayer(listing) {
    const prefixes = new Set();
    for (const object of listing.objects) {
        const [, prefix, digits] = CAPTURE.exec(object.key) ?? [];
        const found = digits?.length === 20 ? prefix : keys_snapshotOf(object)?.prefix;
        if (found !== undefined && isAskedFor(found, listing.prefix))
            prefixes.add(found);
    }
    return [...prefixes].map(prefix => {
        const { snapshots, captures, metadata } = parseKeys(listing.objects, prefix);
        const own = new Set([...snapshots, ...captures].map(({ object }) => object.key));
        if (metadata !== undefined)
            own.add(metadata.key);
        return {
            prefix,
            objects: listing.objects.filter(({ key }) => own.has(key)),
            description: `zlayer, ${(0,quantities/* countOf */.pq)(snapshots.length, 'snapshot')}, ${(0,quantities/* countOf */.pq)(captures.length, 'WAL capture')}`,
        };
    });
}
/** `app` means `app` and what lies below `app/`, not `apple/`. A prefix that reaches into the backup means it, too. */
function isAskedFor(prefix, asked) {
    if (asked === '' || prefix === asked || asked.startsWith(prefix))
        return true;
    return prefix.startsWith(asked) && (asked.endsWith('/') || prefix[asked.length] === '/');
}

;// CONCATENATED MODULE: ./lib/formats/zlayer/frames.js
// What is kept of WAL frames once their pages lie in the spool: 44 bytes a frame, in typed arrays.

/** Bytes of the content hash that is compared: the first half of a SHA-256. */
const HASH_SIZE = 16;
/** Identifies a page's content: 16 bytes of its SHA-256. */
function pageHash(page) {
    return (0,external_node_crypto_.hash)('sha256', page, 'buffer').subarray(0, HASH_SIZE);
}
/** Frames that a new table has room for. Small: stale slots may come in many short stretches. */
const frames_FIRST_SIZE = 8;
/** Consecutive frames, from index 0. */
class FrameTable {
    count = 0;
    #pages = new Uint32Array(frames_FIRST_SIZE);
    #commits = new Uint32Array(frames_FIRST_SIZE);
    #sums = new Uint32Array(frames_FIRST_SIZE * 2);
    #hashes = new Uint8Array(frames_FIRST_SIZE * HASH_SIZE);
    #offsets = new Float64Array(frames_FIRST_SIZE);
    push(frame, contentHash, offset) {
        if (this.count === this.#pages.length)
            this.#resize(this.count * 2);
        const index = this.count;
        this.#pages[index] = frame.page;
        this.#commits[index] = frame.commit;
        this.#sums[index * 2] = frame.sum0;
        this.#sums[index * 2 + 1] = frame.sum1;
        this.#hashes.set(contentHash, index * HASH_SIZE);
        this.#offsets[index] = offset;
        this.count = index + 1;
    }
    #resize(size) {
        this.#pages = grown(this.#pages, new Uint32Array(size));
        this.#commits = grown(this.#commits, new Uint32Array(size));
        this.#sums = grown(this.#sums, new Uint32Array(size * 2));
        this.#hashes = grown(this.#hashes, new Uint8Array(size * HASH_SIZE));
        this.#offsets = grown(this.#offsets, new Float64Array(size));
    }
    /** A table of its own with the first `count` frames. */
    copy(count) {
        const table = new FrameTable();
        for (let index = 0; index < count; index++)
            table.push(this.frame(index), this.hashOf(index), this.offsetOf(index));
        return table;
    }
    frame(index) {
        return {
            page: this.pageOf(index),
            commit: this.commitOf(index),
            sum0: this.#sums[index * 2] ?? 0,
            sum1: this.#sums[index * 2 + 1] ?? 0,
        };
    }
    pageOf(index) {
        return this.#pages[index] ?? 0;
    }
    commitOf(index) {
        return this.#commits[index] ?? 0;
    }
    offsetOf(index) {
        return this.#offsets[index] ?? 0;
    }
    /** A view: valid until the next push. */
    hashOf(index) {
        return this.#hashes.subarray(index * HASH_SIZE, (index + 1) * HASH_SIZE);
    }
    /** The same page, commit and checksum. In a verified chain the checksum stands for all frames before it, too. */
    has(index, frame) {
        return (index >= 0 &&
            index < this.count &&
            this.#pages[index] === frame.page &&
            this.#commits[index] === frame.commit &&
            this.#sums[index * 2] === frame.sum0 &&
            this.#sums[index * 2 + 1] === frame.sum1);
    }
}
function grown(from, to) {
    to.set(from);
    return to;
}
function sameHash(a, b) {
    for (let i = 0; i < HASH_SIZE; i++)
        if (a[i] !== b[i])
            return false;
    return true;
}

;// CONCATENATED MODULE: ./lib/formats/zlayer/archive.js


/** Two captures of one generation rarely differ (a rolled-back tail); more ways than this are not a writer's doing. */
const MAX_VARIANTS = 16;
/** A WAL file holds the remains of a few generations; more stretches of stale slots than this, in all, are not a writer's. */
const MAX_STRANDS = 20_000;
function generationId(pageSize, salt1, salt2) {
    return `${saltsText(salt1, salt2)}/${pageSize}`;
}
/** `ce04b188-2595712e` */
function saltsText(salt1, salt2) {
    return `${salt1.toString(16).padStart(8, '0')}-${salt2.toString(16).padStart(8, '0')}`;
}
class Archive {
    heads = new Map();
    strands = new Map();
    #spool;
    #strandCount = 0;
    constructor(spool) {
        this.#spool = spool;
    }
    head(header) {
        const id = generationId(header.pageSize, header.salt1, header.salt2);
        let head = this.heads.get(id);
        if (head === undefined) {
            head = { header, variants: [new FrameTable()] };
            this.heads.set(id, head);
        }
        return head;
    }
    /**
     * Takes the verified frame that follows `index` frames of `current`, and returns the variant that now holds it at
     * that index.
     */
    addVerified(head, current, index, frame, page) {
        if (current.has(index, frame))
            return current;
        const known = head.variants.find(variant => variant.has(index, frame));
        if (known !== undefined)
            return known;
        let target = current;
        if (current.count > index) {
            if (head.variants.length === MAX_VARIANTS) {
                throw new errors/* RestoreError */.DZ('format', {
                    what: `More than ${MAX_VARIANTS} captures of one WAL generation contradict each other`,
                });
            }
            target = current.copy(index);
            head.variants.push(target);
        }
        target.push(frame, pageHash(page), this.#spool.append(page));
        return target;
    }
    /** Takes the frame in `slot` of a stale tail, and returns the strand that holds it. `current` is tried first. */
    addStale(pageSize, salts, slot, frame, page, current) {
        const content = pageHash(page);
        const holds = (strand) => {
            const index = slot - strand.firstSlot;
            return strand.frames.has(index, frame) && sameHash(strand.frames.hashOf(index), content);
        };
        if (current !== undefined && holds(current))
            return current;
        const id = generationId(pageSize, salts.salt1, salts.salt2);
        let strands = this.strands.get(id);
        if (strands === undefined)
            this.strands.set(id, (strands = []));
        const known = strands.find(holds);
        if (known !== undefined)
            return known;
        const ends = (strand) => strand.firstSlot + strand.frames.count === slot;
        let target = current !== undefined && strands.includes(current) && ends(current) ? current : strands.find(ends);
        if (target === undefined) {
            this.#strandCount += 1;
            if (this.#strandCount > MAX_STRANDS) {
                throw new errors/* RestoreError */.DZ('format', { what: 'The slots after the last valid frame carry too many different salts' });
            }
            target = { ...salts, pageSize, firstSlot: slot, frames: new FrameTable() };
            strands.push(target);
        }
        target.frames.push(frame, content, this.#spool.append(page));
        return target;
    }
}

;// CONCATENATED MODULE: ./lib/formats/zlayer/generations.js
// From captures to WAL generations: which frames each has, where it ends, and what that rests on.



/** Salts that differ by less than this are of one series of restarts; further apart they say nothing. */
const MAX_STEPS = 10_000;
/** After recovery of an empty WAL salt-1 counts from 1 again: small values recur and say nothing. */
const SMALL_SALT = 65_536;
/** @param readPage gives a page of the spool */
function groupGenerations(captures, archive, readPage) {
    const owned = new Map();
    for (const capture of captures) {
        if (capture.generation === undefined || capture.committed === 0)
            continue;
        const own = owned.get(capture.generation);
        if (own === undefined)
            owned.set(capture.generation, [capture]);
        else
            own.push(capture);
    }
    const generations = [];
    const conflicts = [];
    for (const [id, own] of owned) {
        const head = archive.heads.get(id);
        if (head === undefined)
            continue;
        const { header } = head;
        const name = saltsText(header.salt1, header.salt2);
        const chosen = chooseVariant(head);
        if (chosen === undefined) {
            conflicts.push({ id, name });
            continue;
        }
        const frames = extend(chosen, id, header, archive, readPage);
        const committed = lastCommit(frames);
        const times = own.map(({ object }) => object.lastModified);
        generations.push({
            id,
            name,
            header,
            pageSize: header.pageSize,
            salt1: header.salt1,
            salt2: header.salt2,
            frames,
            valid: frames.count,
            committed,
            pages: frames.commitOf(committed - 1),
            captures: own,
            first: Math.min(...times),
            last: Math.max(...times),
        });
    }
    return { generations, conflicts };
}
/** Frames 1 to the result are committed; 0 when none is. */
function lastCommit(frames) {
    let slot = frames.count;
    while (slot > 0 && frames.commitOf(slot - 1) === 0)
        slot -= 1;
    return slot;
}
/** Undefined when two variants both have a commit at or after the frame in which they differ. */
function chooseVariant({ variants }) {
    let chosen;
    for (const variant of variants) {
        if (chosen === undefined) {
            chosen = variant;
            continue;
        }
        let same = 0;
        while (same < variant.count && chosen.has(same, variant.frame(same)))
            same += 1;
        const [ours, theirs] = [lastCommit(chosen) > same, lastCommit(variant) > same];
        if (ours && theirs)
            return undefined;
        // An uncommitted end gives way: it was rolled back and written over.
        if (theirs || (!ours && variant.count > chosen.count))
            chosen = variant;
    }
    return chosen;
}
/** Stale slots of any capture that continue the chain are this generation's next frames. */
function extend(frames, id, header, archive, readPage) {
    const strands = archive.strands.get(id) ?? [];
    const bytes = Buffer.alloc(WAL_FRAME_HEADER_SIZE + header.pageSize);
    for (;;) {
        const slot = frames.count + 1;
        const { sum0, sum1 } = slot === 1 ? { sum0: header.checksum[0], sum1: header.checksum[1] } : frames.frame(slot - 2);
        const next = strands.find(strand => {
            const index = slot - strand.firstSlot;
            if (index < 0 || index >= strand.frames.count || strand.frames.pageOf(index) === 0)
                return false;
            const frame = strand.frames.frame(index);
            bytes.writeUInt32BE(frame.page, 0);
            bytes.writeUInt32BE(frame.commit, 4);
            bytes.writeUInt32BE(frame.sum0, 16);
            bytes.writeUInt32BE(frame.sum1, 20);
            readPage(strand.frames.offsetOf(index), bytes.subarray(WAL_FRAME_HEADER_SIZE));
            return frameContinues(bytes, 0, header.pageSize, [sum0, sum1], header.bigEndianChecksums);
        });
        if (next === undefined)
            return frames;
        const index = slot - next.firstSlot;
        frames.push(next.frames.frame(index), next.frames.hashOf(index), next.frames.offsetOf(index));
    }
}
/** By how many restarts `b` comes after `a`, 1 to 9999; 0 when the salts make no statement. */
function step(a, b) {
    const difference = (b.salt1 - a.salt1) >>> 0;
    return a.pageSize === b.pageSize && a.salt1 >= SMALL_SALT && difference >= 1 && difference < MAX_STEPS
        ? difference
        : 0;
}
/** The ends of all generations. Damaged captures bear no witness. */
function endsOf(generations, captures) {
    const byId = new Map(generations.map(generation => [generation.id, generation]));
    const ends = new Map(generations.map(({ id }) => [id, { closedBy: new Set(), more: false }]));
    for (const capture of captures) {
        const { generation: headId, header, tail } = capture;
        if (capture.damage !== undefined || headId === undefined || header === undefined)
            continue;
        for (const [index, { strand, first, last }] of tail.entries()) {
            const id = `${saltsText(strand.salt1, strand.salt2)}/${header.pageSize}`;
            const generation = byId.get(id);
            const found = ends.get(id);
            if (generation === undefined || found === undefined || id === headId)
                continue;
            const slot = generation.committed;
            if (last > slot)
                found.more = true;
            if (slot < first || slot > last || capture.committed === 0 || found.closedBy.has(headId))
                continue;
            const at = slot - strand.firstSlot;
            const same = generation.frames.has(slot - 1, strand.frames.frame(at)) &&
                sameHash(generation.frames.hashOf(slot - 1), strand.frames.hashOf(at));
            if (same && slot === last && endsAfter(capture, generation, index))
                found.closedBy.add(headId);
        }
    }
    return ends;
}
/** What follows segment `index` shows that the generation ends there: the end of the file, or an older generation's slot. */
function endsAfter(capture, { salt1, salt2 }, index) {
    const next = capture.tail[index + 1]?.strand ?? capture.remainderSalts;
    if (next === undefined)
        return capture.remainder === 0;
    const age = salt1 - next.salt1;
    // An older generation has another salt-2 as well: one flipped bit in a slot of this generation does not look like it.
    return age > 0 && age < MAX_STEPS && next.salt2 !== salt2;
}
/** The tightest upper bound of the last committed frame's time: when the first capture that shows it was stored. */
function boundOf({ captures, committed, last }) {
    return captures.reduce((least, { valid, object }) => (valid >= committed ? Math.min(least, object.lastModified) : least), last);
}

;// CONCATENATED MODULE: ./lib/formats/zlayer/candidates.js
// Which combinations of a snapshot and generations come into question, in the order in which they are tried.

function isGap(a, b) {
    return a.pageSize !== b.pageSize || step(a, b) > 1;
}
/** Candidates on one snapshot, likeliest first. */
function* candidatesOn(facts, number) {
    const { generations, snapshots } = facts;
    const snapshot = snapshots[number];
    if (snapshot === undefined)
        return;
    const end = generations.length - 1;
    const lastScore = snapshot.scores[end] ?? 0;
    const alone = {
        kind: 'snapshot',
        snapshot: number,
        chain: undefined,
        score: lastScore === 0 ? 0 : -lastScore,
    };
    if (end < 0 || lastScore <= 0) {
        yield { ...alone, flags: [] };
        return;
    }
    for (let to = end; to >= 0 && (snapshot.scores[to] ?? 0) > 0; to--) {
        const from = chainStart(facts, snapshot, to);
        yield {
            kind: 'chain',
            snapshot: number,
            chain: { from, to },
            score: snapshot.scores[to] ?? 0,
            flags: flagsOf(facts, snapshot, from, to),
        };
    }
    yield { ...alone, flags: ['contradicted'] };
}
function chainStart({ generations }, snapshot, to) {
    let from = to;
    while (from > 0 && snapshot.begun[from] !== true && (snapshot.scores[from - 1] ?? 0) > 0) {
        const [before, at] = [generations[from - 1], generations[from]];
        if (before === undefined || at === undefined || isGap(before, at))
            break;
        from -= 1;
    }
    return from;
}
function flagsOf({ generations }, snapshot, from, to) {
    const flags = [];
    const notBegun = snapshot.begun[from] !== true;
    const [before, at] = [generations[from - 1], generations[from]];
    if (notBegun)
        flags.push('notbegun');
    if (notBegun && before !== undefined && at !== undefined && isGap(before, at))
        flags.push('hole');
    else if (notBegun && snapshot.linked[from] !== true)
        flags.push('unlinked');
    if (generations.slice(from, to).some(({ closed }) => !closed))
        flags.push('soft');
    if (to !== generations.length - 1)
        flags.push('inner');
    return flags;
}
/** All candidates: the newest snapshot first. Only where no snapshot was read: generations that need none. */
function* candidates(facts) {
    const { generations, snapshots } = facts;
    for (let number = snapshots.length - 1; number >= 0; number--)
        yield* candidatesOn(facts, number);
    if (snapshots.some(snapshot => snapshot !== undefined))
        return;
    for (let to = generations.length - 1; to >= 0; to--) {
        let from = to;
        for (;;) {
            if (facts.holdsAll(from, to)) {
                yield { kind: 'no-base', snapshot: undefined, chain: { from, to }, score: 0, flags: [] };
                break;
            }
            const [before, at] = [generations[from - 1], generations[from]];
            if (before === undefined || at === undefined || isGap(before, at))
                break;
            from -= 1;
        }
    }
}
/** Why a candidate cannot be a state of the database, seen without building it; undefined when nothing speaks against it. */
function impossible({ generations, snapshots }, { snapshot, chain }) {
    if (chain === undefined)
        return undefined;
    const links = generations.slice(chain.from, chain.to + 1);
    if (links.slice(0, -1).some(({ more }) => more))
        return 'a generation in it went on after its last captured frame';
    for (const [index, generation] of links.entries()) {
        const before = links[index - 1];
        if (before !== undefined && !grows(before.pages, generation)) {
            return 'pages that a generation added to the database are missing between two of its generations';
        }
    }
    const base = snapshot === undefined ? undefined : snapshots[snapshot];
    const [first] = links;
    if (base === undefined || first === undefined || first.commitSizes.has(base.pages))
        return undefined;
    return grows(base.pages, first) ? undefined : 'pages that were added to the database after the snapshot are missing';
}
/** The pages that a commit adds are always in that commit's own frames (measured: 5,384 of 5,384 growing commits). */
function grows(pages, { firstCommitPages, firstCommitHoldsAbove }) {
    return pages >= firstCommitPages || pages >= firstCommitHoldsAbove;
}

;// CONCATENATED MODULE: ./lib/formats/zlayer/decide.js
// The careful policy: which candidate, or which proven run, is restored.


/** Chains below this score rest on too little. */
const LIKELY_SCORE = 10;
function gradeOf({ kind, snapshot, chain, score, flags }, newest) {
    const doubted = flags.some(flag => flag !== 'notbegun');
    const thin = chain !== undefined && score < LIKELY_SCORE;
    return kind === 'no-base' || snapshot !== newest || doubted || thin ? 'weak' : 'likely';
}
/** The proven run whose last generation is latest in the order and that passes integrity_check. */
async function newestProven({ proven, provenPasses, }) {
    for (let run = proven.length - 1; run >= 0; run--)
        if (await provenPasses(run))
            return run;
    return undefined;
}
async function decide(asked) {
    const { facts, proven, passes, provenPasses, sameBytes } = asked;
    const newest = facts.snapshots.length - 1;
    const pick = await firstOf(candidates(facts), passes);
    if (pick === undefined) {
        const latest = await newestProven(asked);
        const chosen = latest === undefined ? undefined : { kind: 'proven', run: latest, sameBytes: false, besides: false };
        return { chosen, pick, safer: undefined };
    }
    const replaceable = gradeOf(pick, newest) === 'weak' && pick.chain !== undefined && pick.snapshot !== undefined;
    const safer = replaceable ? await firstOf(saferThan(facts, newest), passes) : undefined;
    const now = safer ?? pick;
    const grade = gradeOf(now, newest);
    for (const run of proven.keys()) {
        if (sameBytes(now, run) && (await provenPasses(run))) {
            return { chosen: { kind: 'proven', run, sameBytes: true, besides: false }, pick, safer };
        }
    }
    const end = now.chain?.to;
    for (let run = proven.length - 1; run >= 0; run -= 1) {
        const provenEnd = proven[run]?.at(-1) ?? -1;
        const asNew = end !== undefined && provenEnd >= end;
        const betterThanWeak = now.kind === 'no-base' || (now.chain !== undefined && grade === 'weak');
        const readBefore = safer !== undefined && safer.chain === undefined && pick.chain !== undefined && pick.chain.from <= provenEnd;
        // What does not hold for this run holds for no earlier one. So a run that would not be taken is not even built.
        if (!asNew && !betterThanWeak && !readBefore)
            break;
        if (await provenPasses(run)) {
            return { chosen: { kind: 'proven', run, sameBytes: false, besides: provenEnd === end }, pick, safer };
        }
    }
    return { chosen: { kind: 'candidate', candidate: now, grade }, pick, safer };
}
async function firstOf(all, passes) {
    for (const candidate of all)
        if (await passes(candidate))
            return candidate;
    return undefined;
}
/**
 * For each chain on the newest snapshot: its part in which every generation is known to end where its frames end, and
 * the next one to follow it directly; then the snapshot alone where the chain begins after it.
 */
function* saferThan(facts, newest) {
    const snapshot = facts.snapshots[newest];
    if (snapshot === undefined)
        return;
    for (const candidate of candidatesOn(facts, newest)) {
        if (candidate.chain === undefined)
            continue;
        const { from, to } = candidate.chain;
        const begun = snapshot.begun[from] === true;
        const end = safeEnd(facts, from, to);
        const score = snapshot.scores[end] ?? 0;
        const afterHole = candidate.flags.includes('hole') || candidate.flags.includes('unlinked');
        if (end < to && !afterHole && (score >= LIKELY_SCORE || begun)) {
            yield { kind: 'chain', snapshot: newest, chain: { from, to: end }, score, flags: begun ? [] : ['notbegun'] };
        }
        if (!begun)
            yield { kind: 'snapshot', snapshot: newest, chain: undefined, score: 0, flags: [] };
    }
}
function safeEnd({ generations }, from, to) {
    let end = from;
    while (end < to) {
        const [at, next] = [generations[end], generations[end + 1]];
        if (at?.closed !== true || next === undefined || step(at, next) !== 1)
            break;
        end += 1;
    }
    return end;
}
/** The chain's text in a restore point's position. */
function chainIndexes({ chain }) {
    if (chain === undefined)
        return [];
    return Array.from({ length: chain.to - chain.from + 1 }, (_, index) => chain.from + index);
}

// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(8500);
;// CONCATENATED MODULE: ./lib/formats/zlayer/spool.js
// Where planning keeps WAL pages: one file in the scratch folder, appended to while captures are read, read again by page.


const BUFFER_SIZE = 1024 * 1024;
/** An append-only file with one buffer of 1 MiB in memory. */
class Spool {
    path;
    #maxBytes;
    #buffer = Buffer.allocUnsafe(BUFFER_SIZE);
    #buffered = 0;
    #written = 0;
    #file;
    /** @param maxBytes more than that is a `limit` error */
    constructor(path, maxBytes) {
        this.path = path;
        this.#maxBytes = maxBytes;
        this.#file = (0,external_node_fs_.openSync)(path, 'wx');
    }
    /** @returns where the bytes lie. @throws RestoreError `limit`, `disk` */
    append(bytes) {
        const offset = this.#written + this.#buffered;
        if (offset + bytes.length > this.#maxBytes) {
            throw new errors/* RestoreError */.DZ('limit', {
                what: 'The WAL captures hold more pages than may be written to disk',
                where: this.path,
                expected: `at most ${this.#maxBytes} bytes`,
                found: 'more',
                todo: 'Raise max-database-size, or free disk space on the runner.',
            });
        }
        if (this.#buffered + bytes.length > BUFFER_SIZE)
            this.#flush();
        this.#buffer.set(bytes, this.#buffered);
        this.#buffered += bytes.length;
        return offset;
    }
    #flush() {
        if (this.#file === undefined)
            throw new errors/* RestoreError */.DZ('internal', { what: 'The spool is closed', where: this.path });
        try {
            for (let done = 0; done < this.#buffered;) {
                done += (0,external_node_fs_.writeSync)(this.#file, this.#buffer, done, this.#buffered - done, this.#written + done);
            }
        }
        catch (cause) {
            throw spool_diskError('The scratch folder cannot be written', this.path, cause);
        }
        this.#written += this.#buffered;
        this.#buffered = 0;
    }
    /** Nothing can be appended after it. */
    finish() {
        if (this.#file === undefined)
            return;
        try {
            this.#flush();
        }
        finally {
            (0,external_node_fs_.closeSync)(this.#file);
            this.#file = undefined;
        }
    }
    /** Abandons what is not written yet. */
    close() {
        if (this.#file !== undefined)
            (0,external_node_fs_.closeSync)(this.#file);
        this.#file = undefined;
    }
}
/** @throws RestoreError `disk` */
function openSpool(path) {
    let file;
    try {
        file = (0,external_node_fs_.openSync)(path, 'r');
    }
    catch (cause) {
        throw spool_diskError('A scratch file cannot be read', path, cause);
    }
    return {
        read(offset, target) {
            for (let done = 0; done < target.length;) {
                const count = (0,external_node_fs_.readSync)(file, target, done, target.length - done, offset + done);
                if (count === 0)
                    throw spool_diskError('A scratch file ends early', path, undefined);
                done += count;
            }
        },
        close: () => (0,external_node_fs_.closeSync)(file),
    };
}
function spool_diskError(what, where, cause) {
    return new errors/* RestoreError */.DZ('disk', { what, where, todo: 'Free disk space on the runner.', cause });
}

;// CONCATENATED MODULE: ./lib/formats/zlayer/compare.js
// Holds a snapshot's pages against the generations' versions of them: as the snapshot streams by, or as it lies on the disk.



/** True when the hash at `offset` of `hashes` is that of the frame. */
function isVersion(generation, slot, hashes, offset) {
    const version = generation.frames.hashOf(slot);
    for (let i = 0; i < HASH_SIZE; i++)
        if (version[i] !== hashes[offset + i])
            return false;
    return true;
}
/**
 * Compares one page with each generation in order.
 * @param cursors for each generation the position in `index.pages` from which to look; moved on to `page`
 * @param visit called for each generation that has the page within its final size. `from` and `to` are its versions
 */
function classifyPage(indexed, cursors, page, hashes, offset, absent, visit) {
    let older = false;
    for (const [position, { generation, index }] of indexed.entries()) {
        let cursor = cursors[position] ?? 0;
        while (cursor < index.pages.length && (index.pages[cursor] ?? 0) < page)
            cursor += 1;
        cursors[position] = cursor;
        if (index.pages[cursor] !== page)
            continue;
        const from = index.starts[cursor] ?? 0;
        const to = index.starts[cursor + 1] ?? 0;
        const matches = (at) => !absent && isVersion(generation, index.slots[at] ?? 0, hashes, offset);
        const last = matches(to - 1);
        let earlier = false;
        for (let at = from; at < to - 1 && !earlier; at++)
            earlier = matches(at);
        if (page <= generation.pages) {
            visit(position, absent ? 'absent' : last ? 'last' : earlier ? 'earlier' : older ? 'older' : 'unknown', from, to);
        }
        older ||= last || earlier;
    }
}
/** Takes the union's pages one after the other, as one snapshot has them. */
class Comparer {
    #with;
    #hashes;
    #cursors;
    #toFirst;
    #toLast;
    #version = Buffer.alloc(65_536);
    #changeCounter = 0;
    #schemaCookie = 0;
    constructor(compared) {
        this.#with = compared;
        this.#hashes = new Uint8Array(compared.union.length * HASH_SIZE);
        this.#cursors = new Uint32Array(compared.indexed.length);
        this.#toFirst = new Float64Array(compared.indexed.length);
        this.#toLast = new Float64Array(compared.indexed.length);
    }
    /** @param bytes the snapshot's first bytes, 44 at least */
    header(bytes) {
        const header = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
        this.#changeCounter = header.readUInt32BE(24);
        this.#schemaCookie = header.readUInt32BE(40);
    }
    /** @param at the page's position in the union: each once, ascending */
    page(at, content) {
        const { indexed, union, readPage } = this.#with;
        const hashes = this.#hashes;
        const pageSize = content.length;
        hashes.set(pageHash(content), at * HASH_SIZE);
        const page = union[at] ?? 0;
        classifyPage(indexed, this.#cursors, page, hashes, at * HASH_SIZE, false, (position, kind, from, to) => {
            const { generation, index } = indexed[position] ?? {};
            if (kind !== 'unknown' || generation?.pageSize !== pageSize || index === undefined)
                return;
            const [oldest, newest] = [index.slots[from] ?? 0, index.slots[to - 1] ?? 0];
            if (isVersion(generation, oldest, generation.frames.hashOf(newest), 0))
                return;
            const differs = (slot) => {
                const bytes = this.#version.subarray(0, pageSize);
                readPage(generation.frames.offsetOf(slot), bytes);
                return bytesThatDiffer(bytes, content);
            };
            this.#toFirst[position] = (this.#toFirst[position] ?? 0) + differs(oldest);
            this.#toLast[position] = (this.#toLast[position] ?? 0) + differs(newest);
        });
    }
    finish({ pageSize, commit }) {
        return {
            pageSize,
            pages: commit,
            hashes: this.#hashes,
            changeCounter: this.#changeCounter,
            schemaCookie: this.#schemaCookie,
            distances: Array.from(this.#toFirst, (toFirst, position) => ({ toFirst, toLast: this.#toLast[position] ?? 0 })),
        };
    }
}
/** Reads a snapshot's runs to their end. */
async function compareRuns(runs, compared) {
    const { union } = compared;
    const comparer = new Comparer(compared);
    let at = 0;
    try {
        for (;;) {
            const next = await runs.next();
            if (next.done === true)
                return comparer.finish(next.value);
            const { pageSize, first, data } = next.value;
            if (first === 1)
                comparer.header(data);
            const end = first + data.length / pageSize;
            for (; at < union.length && (union[at] ?? 0) < end; at++) {
                const start = ((union[at] ?? 0) - first) * pageSize;
                comparer.page(at, data.subarray(start, start + pageSize));
            }
        }
    }
    finally {
        await runs.return({ pageSize: 0, commit: 0 });
    }
}
/** Pages looked at between two looks at the signal. */
const PAGES_AT_ONCE = 512;
/**
 * The same of a snapshot that lies on the disk: only pages of the union are read.
 * @throws RestoreError `disk`, the signal's reason
 */
async function compareFile(path, end, compared, signal) {
    const { pageSize, commit } = end;
    const { union } = compared;
    const comparer = new Comparer(compared);
    const content = Buffer.alloc(pageSize);
    const file = openSpool(path);
    try {
        file.read(0, content);
        comparer.header(content);
        for (let at = 0; at < union.length && (union[at] ?? 0) <= commit; at++) {
            if (at % PAGES_AT_ONCE === 0) {
                await (0,promises_.setImmediate)();
                signal.throwIfAborted();
            }
            file.read(((union[at] ?? 0) - 1) * pageSize, content);
            comparer.page(at, content);
        }
        return comparer.finish(end);
    }
    finally {
        file.close();
    }
}
function bytesThatDiffer(a, b) {
    let count = 0;
    for (let i = 0; i < a.length; i++)
        if (a[i] !== b[i])
            count += 1;
    return count;
}

;// CONCATENATED MODULE: ./lib/formats/zlayer/page-index.js
/** Indexes frames 1 to `committed`. 12 bytes a frame at most. */
function indexPages(frames, committed) {
    const slots = Uint32Array.from({ length: committed }, (_, index) => index);
    slots.sort((a, b) => frames.pageOf(a) - frames.pageOf(b) || a - b);
    const pages = new Uint32Array(committed);
    const starts = new Uint32Array(committed + 1);
    let count = 0;
    for (const [at, slot] of slots.entries()) {
        const page = frames.pageOf(slot);
        if (count > 0 && pages[count - 1] === page)
            continue;
        pages[count] = page;
        starts[count] = at;
        count += 1;
    }
    starts[count] = committed;
    return { pages: pages.slice(0, count), starts: starts.slice(0, count + 1), slots };
}
/** The position of `page` in `pages`, or -1. */
function positionOf(pages, page) {
    let low = 0;
    let high = pages.length - 1;
    while (low <= high) {
        const middle = (low + high) >>> 1;
        const found = pages[middle] ?? 0;
        if (found === page)
            return middle;
        if (found < page)
            low = middle + 1;
        else
            high = middle - 1;
    }
    return -1;
}
/** Distinct pages of several indexes, ascending. */
function unionOf(indexes) {
    const all = new Uint32Array(indexes.reduce((sum, { pages }) => sum + pages.length, 0));
    let filled = 0;
    for (const { pages } of indexes) {
        all.set(pages, filled);
        filled += pages.length;
    }
    all.sort();
    let count = 0;
    for (const page of all) {
        if (count === 0 || all[count - 1] !== page)
            all[count++] = page;
    }
    return all.slice(0, count);
}
/** The frame index (0-based) of the page's last version, or -1. */
function lastVersion({ pages, starts, slots }, page) {
    const at = positionOf(pages, page);
    return at < 0 ? -1 : (slots[(starts[at + 1] ?? 0) - 1] ?? -1);
}

;// CONCATENATED MODULE: ./lib/formats/zlayer/covers.js
// The one proof: the frames of a run hold every page of the database themselves, so that nothing else enters.



/**
 * @param run consecutive generations, applied in this order
 * @param readPage gives a page of the spool
 */
function coverageOf(run, readPage) {
    const last = run.at(-1);
    if (last === undefined)
        return undefined;
    const { pages, pageSize } = last.generation;
    const lockPage = (0,database_header/* lockBytePage */.Tc)(pageSize);
    const missing = new page_set/* PageSet */.e();
    for (let page = 1; page <= pages; page++) {
        if (page === lockPage || run.some(({ index }) => positionOf(index.pages, page) >= 0))
            continue;
        missing.add(page);
    }
    if (missing.size === 0)
        return { freeLeaves: missing };
    return freeLeavesOf(run, missing, readPage) === missing.size ? { freeLeaves: missing } : undefined;
}
/** True when frames of these generations hold every page of the last commit. */
function holdsAll(run) {
    const last = run.at(-1);
    if (last === undefined)
        return false;
    const { pages, pageSize } = last.generation;
    const lockPage = (0,database_header/* lockBytePage */.Tc)(pageSize);
    for (let page = 1; page <= pages; page++) {
        if (page !== lockPage && !run.some(({ index }) => positionOf(index.pages, page) >= 0))
            return false;
    }
    return true;
}
/**
 * How many of `missing` are leaves of the freelist (fileformat2.html, section 1.5: page 1 byte 32 names the first trunk;
 * a trunk holds the next trunk, the number of its leaves, and their page numbers).
 */
function freeLeavesOf(run, missing, readPage) {
    const last = run.at(-1);
    if (last === undefined)
        return 0;
    const { pageSize, pages } = last.generation;
    const content = Buffer.alloc(pageSize);
    const read = (page) => {
        for (const { generation, index } of run.toReversed()) {
            const slot = lastVersion(index, page);
            if (slot < 0)
                continue;
            readPage(generation.frames.offsetOf(slot), content);
            return true;
        }
        return false;
    };
    if (!read(1))
        return 0;
    const visited = new page_set/* PageSet */.e();
    const leaves = new page_set/* PageSet */.e();
    for (let trunk = content.readUInt32BE(32); trunk !== 0; trunk = content.readUInt32BE(0)) {
        if (trunk > pages || !visited.add(trunk) || !read(trunk))
            return 0;
        const count = content.readUInt32BE(4);
        if (count > pageSize / 4 - 2)
            return 0;
        for (let leaf = 0; leaf < count; leaf++) {
            const page = content.readUInt32BE(8 + leaf * 4);
            if (missing.has(page))
                leaves.add(page);
        }
    }
    return leaves.size;
}

;// CONCATENATED MODULE: ./lib/formats/zlayer/evidence.js
// Is a generation still to be applied to a snapshot, or did the snapshot come later? Points for and against.


/** Measured on real backups; other weights change little. */
function score({ pages, gone, still, header, toFirst, toLast, after }) {
    const points = {};
    if (pages.earlier > 0)
        points.inside = 16;
    if (pages.older > 0)
        points.older = 12;
    if (pages.last > 0 && pages.unknown > 0)
        points.mixed = -6;
    if (gone)
        points.gone = -12;
    if (still)
        points.still = 6;
    if (header !== 0)
        points.header = 10 * Math.sign(header);
    const total = toFirst + toLast;
    if (total > 0) {
        const clamped = Math.max(-1, Math.min(1, (10 * (toLast - toFirst)) / total));
        // `+ 0` keeps a negative zero out of texts.
        points.distance = Math.round(80 * clamped) / 10 + 0;
    }
    if (after)
        points.after = 7;
    const sum = Object.values(points).reduce((all, value) => all + value, 0);
    return { score: Math.round(sum * 10) / 10, points };
}
/**
 * @param snapshots all up to the one looked at, which is the last and was read
 * @param headers for each generation page 1's first and last version, where it has one
 * @param timesCount false when LastModified says nothing (a copied bucket)
 */
function tracesOf(snapshots, indexed, union, headers, timesCount) {
    const snapshot = snapshots.at(-1);
    const contents = snapshot?.contents;
    if (snapshot === undefined || contents === undefined)
        return [];
    const counts = indexed.map(() => ({ last: 0, earlier: 0, older: 0, absent: 0, unknown: 0 }));
    const gone = indexed.map(() => false);
    const still = indexed.map(() => false);
    const header = indexed.map(() => 0);
    const before = snapshots.slice(0, -1).filter(earlier => earlier.contents?.pageSize === contents.pageSize);
    const cursors = new Uint32Array(indexed.length);
    for (const [at, page] of union.entries()) {
        const offset = at * HASH_SIZE;
        classifyPage(indexed, cursors, page, contents.hashes, offset, page > contents.pages, (position, kind, from, to) => {
            const { generation, index } = indexed[position] ?? {};
            const count = counts[position];
            if (generation?.pageSize !== contents.pageSize || index === undefined || count === undefined)
                return;
            count[kind] += 1;
            if (page === 1 && kind !== 'last' && kind !== 'earlier' && kind !== 'absent') {
                header[position] = compareHeader(contents, headers[position]);
            }
            if (kind !== 'unknown' || (gone[position] === true && still[position] === true))
                return;
            for (const { contents: earlier, stored } of before) {
                if (earlier === undefined || page > earlier.pages)
                    continue;
                for (let v = from; v < to && gone[position] !== true; v++) {
                    if (isVersion(generation, index.slots[v] ?? 0, earlier.hashes, offset))
                        gone[position] = true;
                }
                if (timesCount && stored < generation.first && sameAt(contents.hashes, earlier.hashes, offset))
                    still[position] = true;
            }
        });
    }
    return indexed.map(({ generation }, position) => {
        const comparable = generation.pageSize === contents.pageSize;
        const distance = contents.distances[position];
        return {
            pages: counts[position] ?? { last: 0, earlier: 0, older: 0, absent: 0, unknown: 0 },
            gone: gone[position] === true,
            still: still[position] === true,
            header: header[position] ?? 0,
            toFirst: distance?.toFirst ?? 0,
            toLast: distance?.toLast ?? 0,
            after: comparable && timesCount && generation.last > snapshot.stored,
        };
    });
}
function compareHeader(found, versions) {
    if (versions === undefined)
        return 0;
    const { first, last } = versions;
    return (outside(found.changeCounter, first.changeCounter, last.changeCounter) +
        outside(found.schemaCookie, first.schemaCookie, last.schemaCookie));
}
function outside(value, low, high) {
    return value < low ? 1 : value > high ? -1 : 0;
}
function sameAt(a, b, offset) {
    for (let i = offset; i < offset + HASH_SIZE; i++)
        if (a[i] !== b[i])
            return false;
    return true;
}

;// CONCATENATED MODULE: ./lib/formats/zlayer/links.js

/** Milliseconds between two looks at the WAL's size (wal_monitor.rs). */
const POLL_INTERVAL = 100;
/**
 * True when one of these holds. They are evidence, not proof. Measured over 2,440 real and modelled backups: of 231 chains
 * that begin after the snapshot with such a link none was a database that never existed, of 37 without one 8 were.
 * - The generation was captured so soon after the snapshot was stored that nothing else fits between them.
 * - Its salt-1 counts on from the generation before it, and the snapshot shows that it holds that one.
 * - There is no generation before it, and no slot shows that there was one.
 */
function isLinked({ generations, seen, stored, traces, scores }, position) {
    const generation = generations[position];
    if (generation === undefined)
        return false;
    const soon = stored !== undefined && generation.first <= stored + POLL_INTERVAL;
    if (soon && !generations.some(other => areInterleaved(generation, other)))
        return true;
    const before = generations[position - 1];
    if (before === undefined)
        return !seen.some(other => step(other, generation) > 0);
    const pages = traces[position - 1]?.pages;
    const held = pages !== undefined && pages.last > 0 && pages.unknown === 0;
    return step(before, generation) === 1 && (held || (scores[position - 1] ?? 0) < 0);
}
/**
 * True when captures of two WAL files were stored by turns. They cannot have been taken by turns: an outage put uploads
 * back into the queue, and their times do not tell the order.
 */
function areInterleaved(a, b) {
    const related = a.id === b.id || step(a, b) > 0 || step(b, a) > 0;
    return !related && a.first < b.last && b.first < a.last;
}

;// CONCATENATED MODULE: ./lib/formats/zlayer/facts.js
// From what was read to what the rules look at.






function judge(indexed, ends, seen, snapshots, union, times, readPage) {
    const headers = indexed.map(entry => headerVersions(entry, readPage));
    const compared = snapshots.map(({ object, contents }) => ({ stored: object.lastModified, contents }));
    const traces = snapshots.map(({ contents }, number) => contents === undefined ? undefined : tracesOf(compared.slice(0, number + 1), indexed, union, headers, times.count));
    const scores = traces.map(of => of?.map(score));
    const generations = indexed.map(({ generation }) => generation);
    const facts = {
        generations: generations.map(generation => generationFacts(generation, ends.get(generation.id))),
        snapshots: snapshots.map(({ contents, keyTime, object }, number) => {
            const [own, ownTraces] = [scores[number], traces[number]];
            if (contents === undefined || own === undefined || ownTraces === undefined)
                return undefined;
            const readAt = keyTime + times.clockOffset;
            const previous = snapshots[number - 1]?.object.lastModified ?? Number.NEGATIVE_INFINITY;
            const points = own.map(({ score: sum }) => sum);
            const stored = times.count ? object.lastModified : undefined;
            const links = { generations, seen, stored, traces: ownTraces, scores: points };
            return {
                pages: contents.pages,
                scores: points,
                linked: indexed.map((_, position) => isLinked(links, position)),
                begun: indexed.map(({ generation }, position) => {
                    const pages = ownTraces[position]?.pages;
                    const shown = pages !== undefined && pages.last + pages.earlier > 0;
                    return shown || (times.count && (generation.first < readAt || generation.first < previous));
                }),
            };
        }),
        holdsAll: (from, to) => holdsAll(indexed.slice(from, to + 1)),
    };
    return { facts, scores, traces };
}
function generationFacts(generation, evidence) {
    const { salt1, pageSize, pages, frames, committed } = generation;
    let slot = 0;
    const added = new page_set/* PageSet */.e();
    do
        added.add(frames.pageOf(slot));
    while (frames.commitOf(slot++) === 0 && slot < committed);
    const firstCommitPages = frames.commitOf(slot - 1);
    const lockPage = (0,database_header/* lockBytePage */.Tc)(pageSize);
    let above = firstCommitPages;
    while (above > 0 && (above === lockPage || added.has(above)))
        above -= 1;
    return {
        salt1,
        pageSize,
        pages,
        closed: (evidence?.closedBy.size ?? 0) > 0,
        more: evidence?.more === true,
        firstCommitPages,
        firstCommitHoldsAbove: above,
        commitSizes: {
            has(size) {
                for (let index = 0; index < committed; index++)
                    if (size > 0 && frames.commitOf(index) === size)
                        return true;
                return false;
            },
        },
    };
}
function headerVersions({ generation, index }, readPage) {
    const at = positionOf(index.pages, 1);
    if (at < 0)
        return undefined;
    const page = Buffer.alloc(generation.pageSize);
    const fields = (slot) => {
        readPage(generation.frames.offsetOf(slot), page);
        return { changeCounter: page.readUInt32BE(24), schemaCookie: page.readUInt32BE(40) };
    };
    const first = fields(index.slots[index.starts[at] ?? 0] ?? 0);
    return { first, last: fields(index.slots[(index.starts[at + 1] ?? 1) - 1] ?? 0) };
}

;// CONCATENATED MODULE: ./lib/formats/zlayer/order.js
// In which order the generations were written, and which of them follow each other without a hole.


/**
 * What single captures show: the header's generation is the youngest, and walking right from its own frames every new
 * salt pair is older than all before it. Damaged captures bear no witness.
 */
function seenOrder(captures, known) {
    const seen = new Map();
    for (const { generation, header, tail, damage } of captures) {
        if (generation === undefined || header === undefined || damage !== undefined)
            continue;
        const walked = [generation];
        for (const { strand } of tail) {
            const id = generationId(header.pageSize, strand.salt1, strand.salt2);
            if (!known.has(id) || walked.includes(id))
                continue;
            for (const younger of walked) {
                if (known.has(younger))
                    seen.set(`${id} ${younger}`, { older: id, younger });
            }
            walked.push(id);
        }
    }
    return [...seen.values()];
}
/** Who is known to be before whom, directly: by the salts or by what a capture shows. One bit for each pair. */
class Precedence {
    #index;
    #bits;
    constructor(generations, seen) {
        this.#index = new Map(generations.map(({ id }, index) => [id, index]));
        this.#bits = new Uint8Array(Math.ceil(generations.length ** 2 / 8));
        for (const [older, a] of generations.entries()) {
            for (const [younger, b] of generations.entries())
                if (step(a, b) > 0)
                    this.#add(older, younger);
        }
        for (const { older, younger } of seen) {
            const pair = [this.#index.get(older), this.#index.get(younger)];
            if (pair[0] !== undefined && pair[1] !== undefined)
                this.#add(pair[0], pair[1]);
        }
    }
    #add(older, younger) {
        const bit = older * this.#index.size + younger;
        this.#bits[Math.floor(bit / 8)] = (this.#bits[Math.floor(bit / 8)] ?? 0) | (1 << (bit % 8));
    }
    #has(older, younger) {
        const bit = older * this.#index.size + younger;
        return ((this.#bits[Math.floor(bit / 8)] ?? 0) & (1 << (bit % 8))) !== 0;
    }
    /** True when `older` was directly seen to be before `younger`. */
    directly(older, younger) {
        const [a, b] = [this.#index.get(older), this.#index.get(younger)];
        return a !== undefined && b !== undefined && this.#has(a, b);
    }
    /** True when `older` is known to be before `younger` without any time, over any number of generations between them. */
    knows(older, younger) {
        const [from, to] = [this.#index.get(older), this.#index.get(younger)];
        if (from === undefined || to === undefined)
            return false;
        const reached = new Set([to]);
        for (const at of reached) {
            if (this.#has(from, at))
                return true;
            for (let earlier = 0; earlier < this.#index.size; earlier++)
                if (this.#has(earlier, at))
                    reached.add(earlier);
        }
        return false;
    }
}
/**
 * Oldest first. Among the generations whose predecessors are all placed (if there are none: among all) the one with the
 * smallest times comes next.
 */
function inOrder(generations, before) {
    const waiting = generations
        .toSorted((a, b) => a.first - b.first || a.last - b.last || (a.id < b.id ? -1 : 1))
        .map(generation => ({
        generation,
        unplaced: generations.filter(({ id }) => id !== generation.id && before.directly(id, generation.id)).length,
    }));
    const placed = [];
    while (waiting.length > 0) {
        const free = waiting.findIndex(({ unplaced }) => unplaced === 0);
        const [next] = waiting.splice(Math.max(free, 0), 1);
        if (next === undefined)
            break;
        placed.push(next.generation);
        for (const other of waiting) {
            if (before.directly(next.generation.id, other.generation.id))
                other.unplaced -= 1;
        }
    }
    return placed;
}
/**
 * Maximal sequences in which each generation's end is shown by the next one, whose salt-1 is one more. Nothing is missing
 * inside a run. Every generation is in exactly one; runs are in the order of their last generation. Indexes into
 * `generations`, which are in order.
 */
function runsOf(generations, ends) {
    const next = generations.map(a => {
        const closers = ends.get(a.id)?.closedBy ?? new Set();
        const followers = generations.flatMap((b, index) => b.pageSize === a.pageSize && b.salt1 === (a.salt1 + 1) >>> 0 && closers.has(b.id) ? [index] : []);
        return followers.length === 1 ? followers[0] : undefined;
    });
    const previous = new Map();
    for (const [index, follower] of next.entries()) {
        if (follower !== undefined)
            previous.set(follower, [...(previous.get(follower) ?? []), index]);
    }
    const runs = [];
    for (let end = 0; end < generations.length; end++) {
        const follower = next[end];
        if (follower !== undefined && previous.get(follower)?.length === 1)
            continue;
        const run = [end];
        for (let at = previous.get(end); at?.length === 1; at = previous.get(run[0] ?? -1)) {
            const [index] = at;
            if (index === undefined || run.includes(index))
                break;
            run.unshift(index);
        }
        runs.push(run);
    }
    return runs;
}

;// CONCATENATED MODULE: ./lib/formats/zlayer/capture.js
// One capture: a copy of the whole -wal file, read as a stream and taken apart slot by slot.



/** Takes one capture's decompressed bytes, in pieces of any size. Memory: one frame. */
class CaptureReader {
    #object;
    #archive;
    #bytes = 0;
    #buffer = Buffer.alloc(WAL_HEADER_SIZE);
    #filled = 0;
    #pageSize = 0;
    #header;
    #headerDefect = '';
    #head;
    #frames;
    #checksum = [0, 0];
    #inHead = false;
    #slots = 0;
    #valid = 0;
    #committed = 0;
    #tail = [];
    constructor(object, archive) {
        this.#object = object;
        this.#archive = archive;
    }
    feed(chunk) {
        let start = 0;
        const begun = this.#bytes;
        this.#bytes += chunk.length;
        // Without a page size the rest of the file cannot be told apart.
        if (begun >= WAL_HEADER_SIZE && this.#pageSize === 0)
            return;
        while (start < chunk.length) {
            // Nearly all slots lie whole in the chunk.
            if (this.#pageSize > 0 && this.#filled === 0 && chunk.length - start >= this.#buffer.length) {
                this.#slot(chunk, start);
                start += this.#buffer.length;
                continue;
            }
            const count = Math.min(this.#buffer.length - this.#filled, chunk.length - start);
            this.#buffer.set(chunk.subarray(start, start + count), this.#filled);
            this.#filled += count;
            start += count;
            if (this.#filled < this.#buffer.length)
                return;
            this.#filled = 0;
            if (this.#pageSize > 0)
                this.#slot(this.#buffer, 0);
            else if (!this.#readHeader())
                return;
        }
    }
    #readHeader() {
        const parsed = parseWalHeader(this.#buffer);
        if ('defect' in parsed) {
            this.#headerDefect = `its WAL header has a wrong ${parsed.defect} (${parsed.found.toString(16)} in hex)`;
            const pageSize = this.#buffer.readUInt32BE(8);
            if (!(0,database_header/* isPageSize */.$G)(pageSize))
                return false;
            this.#pageSize = pageSize;
        }
        else {
            this.#header = parsed;
            this.#pageSize = parsed.pageSize;
            this.#checksum = parsed.checksum;
            this.#head = this.#archive.head(parsed);
            this.#frames = this.#head.variants[0];
            this.#inHead = true;
        }
        this.#buffer = Buffer.alloc(frameSize(this.#pageSize));
        return true;
    }
    /** Takes the slot at `offset`, whose bytes are the caller's. */
    #slot(bytes, offset) {
        this.#slots += 1;
        const found = parseWalFrameHeader(bytes, offset);
        const page = bytes.subarray(offset + WAL_FRAME_HEADER_SIZE, offset + WAL_FRAME_HEADER_SIZE + this.#pageSize);
        const frame = { page: found.page, commit: found.commit, sum0: found.checksum[0], sum1: found.checksum[1] };
        const continues = this.#inHead && frame.page !== 0 && this.#continues(found, bytes, offset);
        if (continues && this.#head !== undefined && this.#frames !== undefined) {
            this.#frames = this.#archive.addVerified(this.#head, this.#frames, this.#valid, frame, page);
            this.#checksum = found.checksum;
            this.#valid += 1;
            if (frame.commit !== 0)
                this.#committed = this.#valid;
            return;
        }
        this.#inHead = false;
        const before = this.#tail.at(-1);
        const current = before !== undefined && sameSalts(before.strand, found) ? before.strand : undefined;
        const salts = { salt1: found.salt1, salt2: found.salt2 };
        const strand = this.#archive.addStale(this.#pageSize, salts, this.#slots, frame, page, current);
        if (before !== undefined && before.strand === strand)
            before.last = this.#slots;
        else
            this.#tail.push({ strand, first: this.#slots, last: this.#slots });
    }
    #continues(found, bytes, offset) {
        const header = this.#header;
        return (header !== undefined &&
            sameSalts(header, found) &&
            frameContinues(bytes, offset, this.#pageSize, this.#checksum, header.bigEndianChecksums));
    }
    /** @param damage what went wrong while the bytes came */
    finish(damage) {
        const header = this.#header;
        const short = this.#bytes > 0 && this.#bytes < WAL_HEADER_SIZE;
        return {
            ...this.#object,
            bytes: this.#bytes,
            slots: this.#slots,
            remainder: this.#pageSize > 0 ? this.#filled : 0,
            remainderSalts: this.#pageSize > 0 && this.#filled >= 16
                ? { salt1: this.#buffer.readUInt32BE(8), salt2: this.#buffer.readUInt32BE(12) }
                : undefined,
            header,
            headerDefect: short ? `it has ${this.#bytes} bytes, less than a WAL header` : this.#headerDefect,
            generation: header === undefined ? undefined : generationId(header.pageSize, header.salt1, header.salt2),
            valid: this.#valid,
            committed: this.#committed,
            frames: this.#frames,
            tail: this.#tail,
            damage,
        };
    }
}
function sameSalts(a, b) {
    return a.salt1 === b.salt1 && a.salt2 === b.salt2;
}

;// CONCATENATED MODULE: ./lib/formats/zlayer/stored-bytes.js
// An object's stored bytes, checked against the CRC32 that S3 keeps with it (ZLayer's SDK sends one with every PUT).



/** Bytes given to the decompressor at once. */
const PIECE = 2 * 1024 * 1024;
/** The same for what is known to be damaged: Node drops what a piece gave before the damage in it. */
const SMALL_PIECE = 64 * 1024;
/**
 * The object's content, decompressed. A chunk is good until the next one is asked for, or the end. Throws what `decompress` and
 * the store throw, and `checksum`.
 * @param isDamaged it failed before: slower, and all that comes before the damage is given
 */
function stored_bytes_contentOf(object, maxBytes, context, isDamaged = false) {
    const { signal } = context;
    const options = { where: object.key, maxBytes, only: 'zstd', lends: true, ahead: !isDamaged, signal };
    return decompress(stored_bytes_storedBytes(object, isDamaged ? SMALL_PIECE : PIECE, context), options);
}
async function* stored_bytes_storedBytes(object, piece, { store, signal, progress }) {
    let promised;
    let sum = 0;
    const onChecksum = (base64) => {
        promised = base64;
    };
    for await (const bytes of gathered(store.read(object, { signal, onChecksum }), Math.min(object.size, piece))) {
        sum = (0,external_node_zlib_.crc32)(bytes, sum);
        progress(bytes.length);
        yield bytes;
    }
    const found = crc32Text(sum);
    if (promised !== undefined && promised !== found) {
        throw new errors/* RestoreError */.DZ('checksum', {
            what: 'The stored bytes do not have the CRC32 that the store keeps for them',
            where: object.key,
            expected: promised,
            found,
        });
    }
}
/**
 * The same bytes in pieces of `size`: each one is a way through the thread pool. A piece is good until the next one is asked
 * for.
 */
async function* gathered(source, size) {
    const memory = Buffer.allocUnsafeSlow(Math.max(1, size));
    let filled = 0;
    for await (const chunk of source) {
        for (let start = 0; start < chunk.length;) {
            const count = Math.min(memory.length - filled, chunk.length - start);
            memory.set(chunk.subarray(start, start + count), filled);
            filled += count;
            start += count;
            if (filled < memory.length)
                continue;
            yield memory;
            filled = 0;
        }
    }
    if (filled > 0)
        yield memory.subarray(0, filled);
    // Read to the end: what it was given to has taken it. Left to the garbage collector, hundreds of objects would each leave
    // theirs until V8 collects the whole heap.
    memory.buffer.transfer(0);
}
/** As S3 writes it: the four bytes, big-endian, in base64. */
function crc32Text(sum) {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(sum >>> 0);
    return bytes.toString('base64');
}
/** What an error says about the object itself; undefined when it says nothing about it (network, disk, cancel). */
function stored_bytes_damageOf(error) {
    if (!(0,errors/* isRestoreError */.hm)(error, 'truncated', 'trailing', 'decompress', 'checksum', 'format'))
        return undefined;
    // The five codes named above, and no others.
    return { code: error.code, text: error.failure.what };
}

;// CONCATENATED MODULE: ./lib/formats/zlayer/read-captures.js


/** Captures under way at once: small objects wait for the network far longer than for the parser. */
const read_captures_AT_ONCE = 8;
/**
 * Reads captures in the order given; the result is in that order, too. A damaged object gives what was read before the
 * damage showed.
 * @param maxBytes the most that one capture may expand to
 * @throws RestoreError of the network, the disk, `limit`, `gone`, `changed`; the signal's reason
 */
async function readCaptures(objects, archive, maxBytes, context) {
    const captures = objects.map(() => undefined);
    const failed = new AbortController();
    const signal = AbortSignal.any([context.signal, failed.signal]);
    let next = 0;
    const work = async () => {
        for (let index = next++; index < objects.length; index = next++) {
            const object = objects[index];
            if (object === undefined)
                return;
            signal.throwIfAborted();
            captures[index] = await readCapture(object, archive, maxBytes, { ...context, signal });
        }
    };
    const workers = Array.from({ length: Math.min(read_captures_AT_ONCE, objects.length) }, async () => {
        try {
            await work();
        }
        catch (error) {
            // The first failure ends the others; what they throw then says nothing new.
            if (!failed.signal.aborted)
                failed.abort(error);
            throw error;
        }
    });
    await Promise.allSettled(workers);
    context.signal.throwIfAborted();
    failed.signal.throwIfAborted();
    return captures.filter(capture => capture !== undefined);
}
async function readCapture(object, archive, maxBytes, context) {
    const first = await tryToRead(object, archive, maxBytes, context, false);
    if (first.damage === undefined)
        return first;
    // Once more, in small pieces: every frame before the damage counts.
    return tryToRead(object, archive, maxBytes, { ...context, progress: () => { } }, true);
}
async function tryToRead(object, archive, maxBytes, context, isDamaged) {
    const reader = new CaptureReader(object, archive);
    try {
        for await (const chunk of stored_bytes_contentOf(object.object, maxBytes, context, isDamaged))
            reader.feed(chunk);
    }
    catch (error) {
        const damage = stored_bytes_damageOf(error);
        if (damage === undefined)
            throw error;
        return reader.finish(damage);
    }
    return reader.finish(undefined);
}

// EXTERNAL MODULE: external "node:fs/promises"
var external_node_fs_promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: ./lib/engine/scratch-file.js
var scratch_file = __webpack_require__(3131);
;// CONCATENATED MODULE: ./lib/formats/zlayer/layers.js
// What the engine gets: a snapshot as the base image, and one increment for each WAL generation.









const layers_RUN_SIZE = 1024 * 1024;
function layers_snapshotLayer(snapshot, file) {
    const { object, name, keyTime } = snapshot;
    const pages = (context) => base_image_pagesOf(stored_bytes_contentOf(object, context.maxDatabaseSize, readContext(context)), object.key);
    return {
        label: `snapshot ${name}`,
        kind: 'snapshot',
        time: keyTime,
        objects: [object],
        bytesToRead: file?.path === undefined ? object.size : 0,
        frames: 0,
        pages,
        moveTo: file === undefined
            ? undefined
            : async (path, context) => {
                if (file.path === undefined)
                    return writePages(pages(context), path);
                await (0,external_node_fs_promises_.rename)(file.path, path);
                file.path = undefined;
                return file.end;
            },
    };
}
/** Writes a base image's runs one after the other to a new file. */
async function writePages(runs, path) {
    const file = await (0,scratch_file/* openScratchFile */.Vf)(path, false);
    try {
        for (;;) {
            const next = await runs.next();
            if (next.done === true)
                return next.value;
            const { pageSize, first, data } = next.value;
            await file.write(data, (first - 1) * pageSize);
        }
    }
    finally {
        await runs.return({ pageSize: 0, commit: 0 });
        await file.close();
    }
}
function readContext({ store, signal, progress }) {
    return { store, signal, progress };
}
/**
 * @param time the tightest bound of the last commit, in milliseconds
 * @param freeLeaves pages that no frame holds and that are free: they are given as zeros
 */
function layers_walLayer(indexed, spoolPath, time, freeLeaves) {
    const { generation } = indexed;
    return {
        label: `WAL ${generation.name} frames 1-${generation.committed}`,
        kind: 'wal',
        time,
        objects: generation.captures.map(({ object }) => object),
        bytesToRead: 0,
        commit: generation.pages,
        frames: generation.committed,
        pages: context => walPages(indexed, spoolPath, freeLeaves, context.signal),
    };
}
async function* walPages({ generation, index }, spoolPath, freeLeaves, signal) {
    const { pageSize, pages, frames } = generation;
    const buffer = Buffer.alloc(layers_RUN_SIZE);
    const spool = openSpool(spoolPath);
    try {
        let first = 0;
        let count = 0;
        for (const [at, page] of index.pages.entries()) {
            if (page > pages)
                break;
            if (count > 0 && (page !== first + count || (count + 1) * pageSize > layers_RUN_SIZE)) {
                signal.throwIfAborted();
                yield { pageSize, first, data: buffer.subarray(0, count * pageSize) };
                count = 0;
            }
            if (count === 0)
                first = page;
            const slot = index.slots[(index.starts[at + 1] ?? 0) - 1] ?? 0;
            const content = buffer.subarray(count * pageSize, (count + 1) * pageSize);
            spool.read(frames.offsetOf(slot), content);
            if (!sameHash(pageHash(content), frames.hashOf(slot))) {
                throw new errors/* RestoreError */.DZ('disk', { what: 'A WAL page changed on the disk while it lay there', where: spoolPath });
            }
            count += 1;
        }
        if (count > 0)
            yield { pageSize, first, data: buffer.subarray(0, count * pageSize) };
    }
    finally {
        spool.close();
    }
    if (freeLeaves !== undefined && freeLeaves.size > 0)
        yield* zeroPages(freeLeaves, pageSize, pages);
    return { pageSize, commit: pages };
}
function* zeroPages(leaves, pageSize, pages) {
    const data = new Uint8Array(pageSize);
    const lockPage = (0,database_header/* lockBytePage */.Tc)(pageSize);
    for (let page = 1; page <= pages; page++) {
        if (page !== lockPage && leaves.has(page))
            yield { pageSize, first: page, data };
    }
}

;// CONCATENATED MODULE: ./lib/formats/zlayer/read-snapshots.js
// Reads the newest snapshot and, within a budget, earlier ones: each once, nearest first.







/** Stored bytes of earlier snapshots that are compared; more evidence than that is not worth the transfer. */
const EARLIER_SNAPSHOTS_BUDGET = 2 * 1024 ** 3;
/** How many earlier snapshots are compared, and how many are read as a mere reserve where there is nothing to compare. */
const EARLIER_SNAPSHOTS = { compared: 48, inReserve: 4 };
/** Bytes of page hashes that all snapshots together may keep in memory. */
const HASHES_BUDGET = 96 * 1024 ** 2;
/** Begins to write a snapshot to the disk, so that something else can be read meanwhile. */
function download(object, { maxBytes, folder }, context) {
    const path = (0,external_node_path_.join)(folder, `snapshot-${object.name}.sqlite`);
    const stop = new AbortController();
    const signal = AbortSignal.any([context.signal, stop.signal]);
    const pages = base_image_pagesOf(stored_bytes_contentOf(object.object, maxBytes, { ...context, signal }), object.object.key);
    const settled = writePages(pages, path).then(end => ({ end }), (error) => ({ error }));
    return {
        object,
        path,
        settled,
        async close() {
            stop.abort();
            await settled;
        },
    };
}
/** @param begun the download of the newest one, where it was begun before */
async function readSnapshots(objects, comparison, destination, begun, context) {
    const read = new Map();
    const snapshots = [];
    const hashesSize = comparison.union.length * 16;
    let file;
    const most = comparison.union.length > 0 ? EARLIER_SNAPSHOTS.compared : EARLIER_SNAPSHOTS.inReserve;
    let earlier = 0;
    let bytes = 0;
    let hashes = 0;
    let beyondBudget = 0;
    for (const [index, object] of [...objects.entries()].toReversed()) {
        const tag = `${object.object.etag} ${object.object.size}`;
        let found = read.get(tag);
        const within = earlier < most && bytes + object.object.size <= EARLIER_SNAPSHOTS_BUDGET && hashes + hashesSize <= HASHES_BUDGET;
        if (found === undefined && (file === undefined || within)) {
            if (file === undefined) {
                const known = begun?.object === object ? begun : download(object, destination, context);
                const one = await readToDisk(known, comparison, context);
                found = one.found;
                if (one.end !== undefined)
                    file = { index, file: { path: known.path, end: one.end } };
            }
            else {
                found = await readByTheWay(object, comparison, destination, context);
                bytes += object.object.size;
                earlier += 1;
            }
            read.set(tag, found);
            hashes += hashesSize;
        }
        if (found === undefined)
            beyondBudget += 1;
        snapshots.unshift({ ...object, ...(found ?? { contents: undefined, defect: undefined, empty: false }) });
    }
    return { snapshots, file, beyondBudget };
}
async function readToDisk({ path, settled }, comparison, { signal }) {
    const outcome = await settled;
    if ('error' in outcome) {
        await (0,external_node_fs_promises_.rm)(path, { force: true });
        return { found: defective(outcome.error), end: undefined };
    }
    const contents = await compareFile(path, outcome.end, comparison, signal);
    return { found: { contents, defect: undefined, empty: false }, end: outcome.end };
}
/** An earlier one: nothing of it is kept but what the comparison needs. */
async function readByTheWay({ object }, comparison, { maxBytes }, context) {
    try {
        const runs = base_image_pagesOf(stored_bytes_contentOf(object, maxBytes, context), object.key);
        return { contents: await compareRuns(runs, comparison), defect: undefined, empty: false };
    }
    catch (error) {
        return defective(error);
    }
}
/** What an error says about the snapshot itself. @throws the error when it says nothing about it (network, disk, cancel) */
function defective(error) {
    if ((0,errors/* isRestoreError */.hm)(error, 'hollow'))
        return { contents: undefined, defect: undefined, empty: true };
    if (!(0,errors/* isRestoreError */.hm)(error, 'truncated', 'trailing', 'decompress', 'checksum', 'format', 'not-sqlite', 'encrypted'))
        throw error;
    // The codes named above, and no others.
    const code = error.code;
    return { contents: undefined, defect: { code, text: error.failure.what, error }, empty: false };
}

;// CONCATENATED MODULE: ./lib/formats/zlayer/analysis.js
// Reads the whole backup once and works out everything that the decision and the report look at.














/** Each is compared with each: a second, and 2 MB. A bucket written over years has hundreds. */
const MAX_GENERATIONS = 4_000;
/** WAL files may hold several versions of a page: more than the database, but not without bound. */
function spoolLimit(maxDatabaseSize) {
    return 2 * maxDatabaseSize + 64 * 1024 ** 2;
}
async function analyse(keys, times, request) {
    const { scratchFolder, maxDatabaseSize, store, signal, progress } = request;
    const context = { store, signal, progress };
    const destination = { maxBytes: maxDatabaseSize, folder: scratchFolder };
    const spool = new Spool((0,external_node_path_.join)(scratchFolder, 'wal-pages'), spoolLimit(maxDatabaseSize));
    const archive = new Archive(spool);
    const newest = keys.snapshots.at(-1);
    // It is read in any case, and it is what takes longest: the captures are read beside it.
    const begun = newest === undefined ? undefined : download(newest, destination, context);
    try {
        const captures = await readCaptures(keys.captures, archive, spoolLimit(maxDatabaseSize), context);
        spool.finish();
        return await analysed(keys, times, { captures, archive, spoolPath: spool.path, destination, begun }, context);
    }
    finally {
        try {
            spool.close();
        }
        finally {
            await begun?.close();
        }
    }
}
async function analysed(keys, times, { captures, archive, spoolPath, destination, begun }, context) {
    const reader = openSpool(spoolPath);
    try {
        const readPage = reader.read;
        const { generations, conflicts } = groupGenerations(captures, archive, readPage);
        if (generations.length > MAX_GENERATIONS) {
            throw new errors/* RestoreError */.DZ('limit', {
                what: 'The captures hold more WAL generations than can be compared with each other',
                where: keys.prefix,
                expected: `at most ${MAX_GENERATIONS}`,
                found: generations.length,
                todo: 'Ask for a timestamp, so that later captures are left out.',
            });
        }
        const ends = endsOf(generations, captures);
        const precedence = new Precedence(generations, seenOrder(captures, new Set(generations.map(({ id }) => id))));
        const indexed = inOrder(generations, precedence).map(generation => ({
            generation,
            index: indexPages(generation.frames, generation.committed),
        }));
        const union = unionOf(indexed.map(({ index }) => index));
        const compared = { indexed, union, readPage };
        const read = await readSnapshots(keys.snapshots, compared, destination, begun, context);
        // A database of which nothing has reached the main file yet is no base image.
        const snapshots = read.snapshots.filter(({ empty }) => !empty);
        const file = read.file === undefined
            ? undefined
            : snapshots.findIndex(({ name }) => name === keys.snapshots[read.file?.index ?? -1]?.name);
        const proven = runsOf(indexed.map(({ generation }) => generation), ends).flatMap(run => {
            const coverage = coverageOf(chain(indexed, run), readPage);
            return coverage === undefined ? [] : [{ run, coverage }];
        });
        return {
            ...judge(indexed, ends, seenSalts(archive), snapshots, union, times, readPage),
            keys,
            times,
            captures,
            conflicts,
            indexed,
            ends,
            precedence,
            proven,
            union,
            snapshots,
            file: read.file === undefined || file === undefined ? undefined : { index: file, file: read.file.file },
            beyondBudget: read.beyondBudget,
            spoolPath,
        };
    }
    finally {
        reader.close();
    }
}
function seenSalts({ heads, strands }) {
    const headed = [...heads.values()].map(({ header: { salt1, pageSize } }) => ({ salt1, pageSize }));
    const stale = [...strands.values()].flatMap(all => all.map(({ salt1, pageSize }) => ({ salt1, pageSize })));
    return [...headed, ...stale];
}
function chain(indexed, indexes) {
    return indexes.flatMap(index => indexed[index] ?? []);
}
/** True when a candidate gives the bytes of a proven run; free pages that the run leaves zero do not count. */
function sameBytes({ indexed, snapshots, union }, candidate, { run, coverage }) {
    const theirs = chain(indexed, run);
    const ours = chain(indexed, chainIndexes(candidate));
    const contents = candidate.snapshot === undefined ? undefined : snapshots[candidate.snapshot]?.contents;
    const end = theirs.at(-1)?.generation;
    const size = ours.at(-1)?.generation.pages ?? contents?.pages;
    const pageSize = ours.at(-1)?.generation.pageSize ?? contents?.pageSize;
    if (end === undefined || size !== end.pages || pageSize !== end.pageSize)
        return false;
    for (const [at, page] of union.entries()) {
        if (page > end.pages)
            break;
        if (coverage.freeLeaves.has(page))
            continue;
        const proven = newestVersion(theirs, page);
        if (proven === undefined)
            return false;
        const applied = newestVersion(ours, page);
        const same = applied === undefined
            ? contents !== undefined &&
                page <= contents.pages &&
                isVersion(proven.entry.generation, proven.slot, contents.hashes, at * HASH_SIZE)
            : sameHash(applied.entry.generation.frames.hashOf(applied.slot), proven.entry.generation.frames.hashOf(proven.slot));
        if (!same)
            return false;
    }
    return true;
}
function newestVersion(entries, page) {
    for (const entry of entries.toReversed()) {
        if (positionOf(entry.index.pages, page) >= 0)
            return { entry, slot: lastVersion(entry.index, page) };
    }
    return undefined;
}

;// CONCATENATED MODULE: ./lib/formats/zlayer/position.js
// A restore point in one text: the snapshot's time (or `none`) and the WAL generations applied to it.

/** `20261123_010951+761adafe-f27a1174+761adaff-d92d0ac9`, `none+761adafe-f27a1174`, `20261123_010951`. */
function position_positionText({ snapshot, generations }) {
    return [snapshot ?? 'none', ...generations].join('+');
}
/** @throws RestoreError `input` when the text has another form */
function position_parsePosition(text) {
    const [snapshot = '', ...generations] = text.trim().split('+');
    const named = snapshot === 'none' ? generations.length > 0 : /^\d{8}_\d{6}$/.test(snapshot);
    if (!named || generations.some(name => !/^[0-9a-f]{8}-[0-9a-f]{8}$/.test(name))) {
        throw new errors/* RestoreError */.DZ('input', {
            what: 'The position is not one of a ZLayer backup',
            where: 'position',
            expected: 'YYYYMMDD_HHMMSS or none, then + and the salts of each WAL generation, as the output position has it',
            found: text,
        });
    }
    return { snapshot: snapshot === 'none' ? undefined : snapshot, generations };
}

;// CONCATENATED MODULE: ./lib/formats/zlayer/choice.js
// What is restored: the rules' decision, the proven run on request, or the position that the user named.







function positionOfCandidate(analysis, candidate) {
    return positionFor(analysis, candidate.snapshot, chainIndexes(candidate));
}
function positionFor(analysis, snapshot, indexes) {
    return position_positionText({
        snapshot: snapshot === undefined ? undefined : analysis.snapshots[snapshot]?.name,
        generations: chain(analysis.indexed, indexes).map(({ generation }) => generation.name),
    });
}
function layersOf(analysis, snapshot, indexes, proven) {
    const base = snapshot === undefined ? undefined : analysis.snapshots[snapshot];
    const file = analysis.file?.index === snapshot ? analysis.file?.file : undefined;
    const entries = chain(analysis.indexed, indexes);
    return [
        ...(base === undefined ? [] : [layers_snapshotLayer(base, file)]),
        ...entries.map((entry, at) => {
            const leaves = at === entries.length - 1 ? proven?.coverage.freeLeaves : undefined;
            return layers_walLayer(entry, analysis.spoolPath, boundOf(entry.generation), leaves);
        }),
    ];
}
/** Filters, each asked at most once for the same bytes. */
function examiner(analysis, { examine, log }) {
    const known = new Map();
    const rejected = new Map();
    const once = (position, layers) => {
        let answer = known.get(position);
        if (answer === undefined) {
            answer = defectOf(layers(), examine).then(defect => {
                if (defect !== undefined)
                    rejected.set(position, defect);
                log.debug(`zlayer: candidate ${position}: ${defect ?? 'integrity_check says ok'}`);
                return defect === undefined;
            });
            known.set(position, answer);
        }
        return answer;
    };
    const provenPasses = async (index) => {
        const proven = analysis.proven[index];
        if (proven === undefined)
            return false;
        return once(positionFor(analysis, undefined, proven.run), () => layersOf(analysis, undefined, proven.run, proven));
    };
    const passes = async (candidate) => {
        const position = positionOfCandidate(analysis, candidate);
        const shape = impossible(analysis.facts, candidate);
        if (shape !== undefined) {
            rejected.set(position, shape);
            log.debug(`zlayer: candidate ${position}: ${shape}`);
            return false;
        }
        const twin = analysis.proven.findIndex(run => sameBytes(analysis, candidate, run));
        if (twin >= 0)
            return provenPasses(twin);
        return once(position, () => layersOf(analysis, candidate.snapshot, chainIndexes(candidate), undefined));
    };
    return { passes, provenPasses, rejected };
}
async function defectOf(layers, examine) {
    try {
        const [first] = await examine(layers);
        return first === undefined ? undefined : `integrity_check: ${first}`;
    }
    catch (error) {
        if ((0,errors/* isRestoreError */.hm)(error, 'incomplete', 'hollow', 'not-sqlite', 'encrypted', 'integrity'))
            return error.failure.what;
        throw error;
    }
}
/** The rules' decision. @throws RestoreError `no-snapshot`, `incomplete`, `not-proven` */
async function chooseByRules(analysis, { passes, provenPasses, rejected }, prefer) {
    const { facts, proven } = analysis;
    const runs = proven.map(({ run }) => run);
    if (prefer === 'proven') {
        const run = await newestProven({ proven: runs, provenPasses });
        if (run !== undefined)
            return provenChoice(analysis, run, { besides: false, forced: false, decision: undefined });
        throw new errors/* RestoreError */.DZ('not-proven', {
            what: 'No restore point of this backup is proven',
            where: analysis.keys.prefix,
            expected: 'WAL captures that hold every page of the database',
            found: 'none',
            todo: 'Allow the likeliest state with on-inconclusive: warn.',
        });
    }
    const decision = await decide({
        facts,
        proven: runs,
        passes,
        provenPasses,
        sameBytes: (candidate, run) => {
            const twin = proven[run];
            return twin !== undefined && sameBytes(analysis, candidate, twin);
        },
    });
    const { chosen } = decision;
    if (chosen === undefined)
        throw nothing(analysis, rejected);
    if (chosen.kind === 'proven') {
        return provenChoice(analysis, chosen.run, { besides: chosen.besides, forced: false, decision });
    }
    const { candidate, grade } = chosen;
    return {
        word: candidate.kind === 'snapshot' && grade === 'likely' && analysis.indexed.length === 0 ? 'snapshot-only' : grade,
        snapshot: candidate.snapshot,
        chain: chainIndexes(candidate),
        proven: undefined,
        candidate,
        besides: false,
        forced: false,
        decision,
    };
}
function provenChoice(analysis, run, rest) {
    const proven = analysis.proven[run];
    if (proven === undefined)
        throw new errors/* RestoreError */.DZ('internal', { what: 'A proven run is missing', found: run });
    return { word: 'covers', snapshot: undefined, chain: proven.run, proven, candidate: undefined, ...rest };
}
function nothing({ snapshots, indexed, keys }, rejected) {
    const where = keys.prefix;
    if (snapshots.every(({ contents }) => contents === undefined)) {
        return new errors/* RestoreError */.DZ('no-snapshot', {
            what: 'There is no readable snapshot, and the WAL captures do not hold every page of the database',
            where,
            expected: 'a snapshot, or captures of a WAL that holds every page',
            found: `${snapshots.length} snapshots, ${indexed.length} WAL generations with committed frames`,
            todo: 'Restore from another backup: this one cannot give a whole database.',
        });
    }
    const [first] = rejected;
    return new errors/* RestoreError */.DZ('incomplete', {
        what: 'No combination of snapshot and WAL captures gives a sound database',
        where,
        found: first === undefined ? 'no candidate' : `${first[0]}: ${first[1]}`,
        todo: 'Restore from another backup, or name a position with on-incomplete: warn and integrity-check: off to look at the ruins.',
    });
}
/** The candidate or proven run that has exactly these parts, with its grade. */
function chooseParts(analysis, snapshot, indexes) {
    const { facts, proven, indexed } = analysis;
    const rest = { besides: false, forced: true, decision: undefined };
    const position = positionFor(analysis, snapshot, indexes);
    const run = proven.findIndex(({ run: theirs }) => positionFor(analysis, undefined, theirs) === position);
    if (run >= 0)
        return provenChoice(analysis, run, rest);
    const newest = facts.snapshots.length - 1;
    for (const candidate of [...candidates(facts), ...saferThan(facts, newest)]) {
        if (positionOfCandidate(analysis, candidate) !== position)
            continue;
        const sound = impossible(facts, candidate) === undefined;
        const grade = sound ? gradeOf(candidate, newest) : 'weak';
        const alone = candidate.kind === 'snapshot' && grade === 'likely' && indexed.length === 0;
        return { word: alone ? 'snapshot-only' : grade, snapshot, chain: indexes, proven: undefined, candidate, ...rest };
    }
    return { word: 'weak', snapshot, chain: indexes, proven: undefined, candidate: undefined, ...rest };
}

;// CONCATENATED MODULE: ./lib/formats/zlayer/earlier-state.js
// Is a snapshot wholly an earlier state of a proven run? Single pages cannot tell: one that was changed back and forth
// looks older than it is. All pages together can: in an earlier state each of them is as it was after one and the same
// commit.


/**
 * True when there is one commit of the run (or the moment before its first frame) at which every page within the run's
 * final size was as the snapshot has it. A content that no later frame of the run has may be from before the page's first
 * frame. A torn snapshot, or one read inside a checkpoint, is no earlier state.
 * @param union pages of `contents.hashes`, ascending
 */
function isEarlierState(run, contents, union) {
    const size = run.at(-1)?.generation.pages ?? 0;
    // Moment 0 is before the first frame, moment m after frame m of the run.
    const starts = run.map(() => 0);
    let frames = 0;
    for (const [position, { generation }] of run.entries()) {
        starts[position] = frames;
        frames += generation.committed;
    }
    // A page allows a moment: its count goes up there, and down where that ends.
    const changes = new Int32Array(frames + 2);
    let pages = 0;
    const cursors = new Uint32Array(run.length);
    for (const [at, page] of union.entries()) {
        if (page > size)
            break;
        let first = 0;
        let since = 0;
        let allowed = false;
        // A VACUUM writes pages anew as they were: a page's first content may be older than its first frame.
        let known = false;
        for (const [position, { generation, index }] of run.entries()) {
            let cursor = cursors[position] ?? 0;
            while (cursor < index.pages.length && (index.pages[cursor] ?? 0) < page)
                cursor += 1;
            cursors[position] = cursor;
            if (index.pages[cursor] !== page)
                continue;
            for (let version = index.starts[cursor] ?? 0; version < (index.starts[cursor + 1] ?? 0); version++) {
                const slot = index.slots[version] ?? 0;
                const moment = (starts[position] ?? 0) + slot + 1;
                if (allowed)
                    add(changes, since, moment);
                since = moment;
                // Where the page is absent the hash is zeros, which no page has.
                allowed = isVersion(generation, slot, contents.hashes, at * HASH_SIZE);
                if (first === 0)
                    first = moment;
                else
                    known ||= allowed;
            }
        }
        pages += 1;
        if (allowed)
            add(changes, since, frames + 1);
        if (!known)
            add(changes, 0, first);
    }
    let allowing = 0;
    let moment = 0;
    allowing += changes[0] ?? 0;
    if (allowing === pages)
        return true;
    for (const { generation } of run) {
        for (let slot = 0; slot < generation.committed; slot++) {
            moment += 1;
            allowing += changes[moment] ?? 0;
            if (allowing === pages && generation.frames.commitOf(slot) !== 0)
                return true;
        }
    }
    return false;
}
/** Moments `from` to `to` (excluded) count one page more. */
function add(changes, from, to) {
    changes[from] = (changes[from] ?? 0) + 1;
    changes[to] = (changes[to] ?? 0) - 1;
}

;// CONCATENATED MODULE: ./lib/formats/zlayer/left-out.js

/** A generation that is beyond doubt older than the last one applied: shown by the files, or by times that count. */
function isShownOlder({ precedence, times }, generation, last) {
    return precedence.knows(generation.id, last.id) || (times.count && generation.last < last.first);
}
/** At and below it the evidence that the snapshot came later than a generation is strong. */
const SURELY_LATER = -10;
function leftOutCaptures(analysis, choice) {
    const applied = new Set(choice.chain.map(index => analysis.indexed[index]?.generation.id));
    const reasons = new Map();
    return analysis.captures.flatMap(capture => {
        const taken = capture.generation !== undefined && applied.has(capture.generation) && capture.committed > 0;
        if (taken && capture.damage === undefined)
            return [];
        return { key: capture.object.key, ...reasonFor(analysis, choice, capture, reasons) };
    });
}
/** @param reasons those already found for whole generations */
function reasonFor(analysis, choice, capture, reasons) {
    const { damage, header, headerDefect, bytes, generation: id, committed, valid, slots } = capture;
    const position = analysis.indexed.findIndex(({ generation }) => generation.id === id);
    const generation = analysis.indexed[position]?.generation;
    if (damage !== undefined) {
        if (isHealed(analysis, capture)) {
            return { reason: `damaged (${damage.text}), but another capture holds all of it`, explained: true };
        }
        return { reason: `damaged: ${damage.text}`, explained: false };
    }
    if (bytes === 0)
        return { reason: 'the WAL was empty', explained: true };
    if (bytes < WAL_HEADER_SIZE)
        return { reason: headerDefect, explained: true };
    if (header === undefined)
        return { reason: headerDefect, explained: false };
    if (slots === 0)
        return { reason: 'a WAL header without frames', explained: true };
    const name = generation?.name ?? id?.split('/')[0] ?? '';
    if (analysis.conflicts.some(conflict => conflict.id === id)) {
        return { reason: `captures of generation ${name} contradict each other`, explained: false };
    }
    if (committed === 0) {
        const known = generation?.valid ?? valid;
        const more = showsMore(capture, header, known);
        const reason = valid === 0 ? `no frame of generation ${name} is whole` : `generation ${name}: nothing committed yet`;
        return { reason, explained: !more };
    }
    if (generation === undefined)
        return { reason: `generation ${name} could not be used`, explained: false };
    let reason = reasons.get(generation.id);
    if (reason === undefined) {
        reason = reasonForGeneration(analysis, choice, position, generation);
        reasons.set(generation.id, reason);
    }
    return reason;
}
function reasonForGeneration(analysis, choice, position, generation) {
    const { name } = generation;
    const last = choice.chain.at(-1);
    const lastGeneration = last === undefined ? undefined : analysis.indexed[last]?.generation;
    if (last !== undefined && lastGeneration !== undefined) {
        if (position > last)
            return { reason: `generation ${name} is later and could not be placed`, explained: false };
        if (isShownOlder(analysis, generation, lastGeneration)) {
            return { reason: `generation ${name} is older than what was restored`, explained: true };
        }
        return { reason: `generation ${name} is probably older than what was restored`, explained: false };
    }
    const points = choice.snapshot === undefined ? undefined : analysis.scores[choice.snapshot]?.[position]?.score;
    if (points === undefined)
        return { reason: `generation ${name} could not be placed`, explained: false };
    if (points > 0)
        return { reason: `generation ${name} seems to be later than the snapshot`, explained: false };
    const sure = points <= SURELY_LATER;
    const text = points === 0 ? 'nothing shows where it belongs' : 'the snapshot seems to be later';
    return { reason: `generation ${name}: ${text} (score ${points})`, explained: sure };
}
/**
 * A damaged capture hides nothing when a sound one of the same generation was taken from a larger file: captures are
 * polled one after the other, and within a generation the file only grows.
 */
function isHealed({ captures }, damaged) {
    return captures.some(({ generation, damage, sequence, valid }) => damage === undefined &&
        generation !== undefined &&
        generation === damaged.generation &&
        sequence > damaged.sequence &&
        valid >= damaged.valid);
}
/** True when the capture has slots after frame `valid` that carry the generation's salts, or nearly so (a flipped bit). */
function showsMore({ tail }, { salt1, salt2 }, valid) {
    return tail.some(({ strand, last }) => last > valid && bitsThatDiffer(strand.salt1, salt1) + bitsThatDiffer(strand.salt2, salt2) <= FLIPPED);
}
/** Salt-2 is random: two generations' salts differ in this few bits about once in 300,000 pairs. */
const FLIPPED = 4;
function bitsThatDiffer(a, b) {
    let bits = (a ^ b) >>> 0;
    let count = 0;
    for (; bits !== 0; bits = (bits & (bits - 1)) >>> 0)
        count += 1;
    return count;
}

;// CONCATENATED MODULE: ./lib/formats/zlayer/doubts.js





/** A result is not held to be older than the newest snapshot when a generation applied has at least this score on it. */
const SURELY_APPLIED = 10;
/** Intervals in which something is known to be missing, oldest first. */
function doubts_gapsOf(analysis) {
    const { indexed, ends } = analysis;
    return indexed.flatMap(({ generation }, index) => {
        const gaps = [];
        const { name, id, committed } = generation;
        const next = indexed[index + 1]?.generation;
        const end = ends.get(id);
        if (end?.more === true)
            gaps.push(`generation ${name} went on after frame ${committed}, its last captured one`);
        else if (next !== undefined && (end?.closedBy.size ?? 0) === 0) {
            gaps.push(`nothing shows that generation ${name} ended with frame ${committed}`);
        }
        const steps = next === undefined ? 0 : step(generation, next);
        if (next !== undefined && steps > 1) {
            gaps.push(`salt step of ${steps} between ${name} and ${next.name}: generations in between were not captured`);
        }
        return gaps;
    });
}
/** What keeps a result from being a pass, as sentences: something listed was neither applied nor shown to be older. */
function unexplained(analysis, choice, leftOut) {
    const sentences = [];
    const open = leftOut.filter(({ explained }) => !explained);
    if (open.length > 0) {
        const [first] = open;
        sentences.push(`${open.length === 1 ? 'One object was' : `${open.length} objects were`} neither applied nor shown to be older: ${first?.key ?? ''} (${first?.reason ?? ''})${open.length > 1 ? ' and others' : ''}.`);
    }
    for (const index of choice.chain) {
        const generation = analysis.indexed[index]?.generation;
        if (generation === undefined)
            continue;
        if (analysis.ends.get(generation.id)?.more === true) {
            sentences.push(`Generation ${generation.name} went on after frame ${generation.committed}, its last captured one.`);
        }
        else if (analysis.captures.some(capture => showsMore(capture, generation, generation.valid))) {
            sentences.push(`Captures show slots of generation ${generation.name} after frame ${generation.valid} that do not continue it: torn, rolled back or damaged.`);
        }
    }
    const snapshot = snapshotDoubt(analysis, choice);
    return snapshot === undefined ? sentences : [...sentences, snapshot];
}
/**
 * A proven state may still be older than the newest snapshot: undefined when it is shown not to be. That needs strong
 * evidence that its last generation comes after the snapshot, and a snapshot that holds nothing else.
 */
function snapshotDoubt(analysis, choice) {
    const { snapshots, facts } = analysis;
    const newest = snapshots.length - 1;
    const snapshot = snapshots[newest];
    const last = choice.chain.at(-1);
    if (snapshot === undefined || choice.snapshot === newest || last === undefined)
        return undefined;
    if (snapshot.contents === undefined) {
        return `The newest snapshot ${snapshot.name} could not be read, so it may be newer than what was restored.`;
    }
    const { proven } = choice;
    const points = facts.snapshots[newest]?.scores[last] ?? 0;
    if (proven !== undefined) {
        const alone = { kind: 'snapshot', snapshot: newest, chain: undefined, score: 0, flags: [] };
        if (sameBytes(analysis, alone, proven))
            return undefined;
        const applied = [...candidatesOn(facts, newest)].find(candidate => candidate.chain?.to === last);
        const contained = applied !== undefined &&
            sameBytes(analysis, applied, proven) &&
            isEarlierState(chain(analysis.indexed, proven.run), snapshot.contents, analysis.union);
        if (contained && points >= SURELY_APPLIED)
            return undefined;
    }
    return `The newest snapshot ${snapshot.name} holds something else and may be newer than what was restored (score ${points}).`;
}
/**
 * Damaged captures that may hold something newer than what was chosen: of the last generation applied or a later one, or,
 * where the generation cannot be told, stored after the last capture that counts.
 */
function harmfulCaptures(analysis, choice) {
    const last = choice.chain.at(-1);
    const generation = last === undefined ? undefined : analysis.indexed[last]?.generation;
    const snapshot = choice.snapshot === undefined ? undefined : analysis.snapshots[choice.snapshot];
    const reached = generation?.last ?? snapshot?.object.lastModified ?? Number.NEGATIVE_INFINITY;
    return analysis.captures.filter(capture => {
        if (capture.damage === undefined || isHealed(analysis, capture))
            return false;
        const position = analysis.indexed.findIndex(({ generation: { id } }) => id === capture.generation);
        if (position >= 0 && last !== undefined)
            return position >= last;
        return !analysis.times.count || capture.object.lastModified > reached;
    });
}

;// CONCATENATED MODULE: ./lib/formats/zlayer/proof.js





/** Why a candidate is less than it seems, a sentence each. */
const FLAGS = {
    notbegun: 'The snapshot was read before the first generation applied began.',
    hole: 'Generations between the snapshot and the first one applied were not captured.',
    unlinked: 'Nothing shows that no generation is missing between the snapshot and the first one applied.',
    soft: 'The end of a generation in the middle of the chain was not captured.',
    inner: 'Later generations are there, but could not be applied.',
    contradicted: 'Captures seem to be later than the snapshot, but none could be applied to it.',
};
/** @param partial what is damaged or missing and was passed over at the user's wish; empty when nothing was */
function proof_proofOf(analysis, choice, leftOut, partial) {
    const applied = chain(analysis.indexed, choice.chain).reduce((sum, { generation }) => sum + generation.committed, 0);
    const expected = analysis.indexed.reduce((sum, { generation }) => sum + generation.committed, 0);
    const open = unexplained(analysis, choice, leftOut);
    return {
        word: partial.length > 0 ? 'partial' : choice.word,
        because: [...partial, ...basis(analysis, choice), ...open],
        counts: { unit: 'WAL frames', expected, applied, ignored: expected - applied },
        gaps: doubts_gapsOf(analysis),
        unexplained: open.length > 0,
    };
}
function basis(analysis, choice) {
    const { decision } = choice;
    const sentences = [];
    const names = chain(analysis.indexed, choice.chain).map(({ generation }) => generation.name);
    if (choice.proven !== undefined) {
        const pages = chain(analysis.indexed, choice.chain).at(-1)?.generation.pages ?? 0;
        const free = choice.proven.coverage.freeLeaves.size;
        sentences.push(`${names.length === 1 ? 'WAL generation' : 'WAL generations'} ${names.join(', ')} ${names.length === 1 ? 'holds' : 'hold'} all ${(0,quantities/* countOf */.pq)(pages, 'page')} of the database${free > 0 ? ` (${(0,quantities/* countOf */.pq)(free, 'free page')} aside)` : ''}, checksum-chained and without a hole.`);
        if (choice.besides) {
            sentences.push('The snapshot holds other bytes of the same generation: later commits that were not captured cannot be placed.');
        }
    }
    else {
        sentences.push(...evidenceSentences(analysis, choice));
    }
    if (choice.forced)
        sentences.push('This restore point was asked for by its position.');
    const pick = decision?.pick;
    if (pick !== undefined &&
        choice.candidate !== pick &&
        !sameParts(analysis, choice, positionOfCandidate(analysis, pick))) {
        sentences.push(`It takes the place of ${positionOfCandidate(analysis, pick)}, which rests on less.`);
    }
    return sentences;
}
function sameParts(analysis, { chain: indexes, proven }, position) {
    // A proven run needs no base: with one it gives the same bytes.
    const names = indexes.map(index => analysis.indexed[index]?.generation.name ?? '');
    return proven !== undefined && position.split('+').slice(1).join('+') === names.join('+');
}
function evidenceSentences(analysis, choice) {
    const { candidate, snapshot } = choice;
    const name = snapshot === undefined ? undefined : analysis.snapshots[snapshot]?.name;
    const sentences = [];
    const last = choice.chain.at(-1) ?? (analysis.indexed.length > 0 ? analysis.indexed.length - 1 : undefined);
    const evidence = snapshot === undefined || last === undefined ? undefined : analysis.scores[snapshot]?.[last];
    const generation = last === undefined ? undefined : analysis.indexed[last]?.generation.name;
    if (name === undefined)
        sentences.push('There is no snapshot; the generations hold every page, but holes between them cannot be excluded.');
    else if (choice.chain.length > 0)
        sentences.push(`Evidence that generation ${generation ?? ''} comes after snapshot ${name}: ${scoreText(evidence)}.`);
    else if (generation === undefined)
        sentences.push(`Snapshot ${name} stands alone. Its writer leaves the newest commits in the WAL, and no capture is there.`);
    else
        sentences.push(`Evidence for or against generation ${generation} coming after snapshot ${name}: ${scoreText(evidence)}.`);
    const newest = analysis.snapshots.length - 1;
    if (snapshot !== undefined && snapshot !== newest)
        sentences.push('It does not use the newest snapshot.');
    for (const flag of candidate?.flags ?? [])
        sentences.push(FLAGS[flag]);
    if (choice.chain.length > 0 &&
        candidate !== undefined &&
        chainIndexes(candidate).length > 0 &&
        candidate.score < 10) {
        sentences.push('The evidence is thin.');
    }
    if (!analysis.times.count)
        sentences.push(`Upload times are no evidence here: ${analysis.times.why}.`);
    if (choice.word !== 'snapshot-only')
        sentences.push('Likely is not proven: a snapshot may lie inside a checkpoint without a sign of it.');
    return sentences;
}
function scoreText(evidence) {
    if (evidence === undefined)
        return 'none was gathered';
    const parts = Object.entries(evidence.points).map(([name, points]) => `${name} ${points > 0 ? '+' : ''}${points}`);
    return parts.length === 0 ? 'none, score 0' : `${parts.join(', ')}, score ${evidence.score}`;
}

;// CONCATENATED MODULE: ./lib/formats/zlayer/alternatives.js







/** More than a person reads. The candidates come likeliest first. */
const MAX_ALTERNATIVES = 24;
/** @param rejected why a candidate was dropped, by position */
function alternativesOf(analysis, choice, rejected) {
    const own = positionFor(analysis, choice.snapshot, choice.chain);
    const found = new Map();
    for (const { run } of analysis.proven.toReversed()) {
        const position = positionFor(analysis, undefined, run);
        const last = chain(analysis.indexed, run).at(-1)?.generation;
        const time = last === undefined || !analysis.times.count ? '' : `, not newer than ${(0,quantities/* instantText */.Xx)(boundOf(last))}`;
        const dropped = rejected.get(position);
        found.set(position, {
            position,
            note: dropped === undefined ? `proven by WAL generations alone${time}` : `dropped: ${dropped}`,
            proven: dropped === undefined,
        });
    }
    const newest = analysis.facts.snapshots.length - 1;
    for (const candidate of candidates(analysis.facts)) {
        const position = positionOfCandidate(analysis, candidate);
        if (found.has(position))
            continue;
        const dropped = rejected.get(position) ?? impossible(analysis.facts, candidate);
        const doubts = candidate.flags.map(flag => `. ${FLAGS[flag]}`.replace(/\.$/, '')).join('');
        const note = dropped === undefined
            ? `${gradeOf(candidate, newest)}, score ${candidate.score}${doubts}`
            : `dropped: ${dropped}`;
        found.set(position, { position, note, proven: false });
        if (found.size > MAX_ALTERNATIVES)
            break;
    }
    found.delete(own);
    return [...found.values()].slice(0, MAX_ALTERNATIVES);
}

;// CONCATENATED MODULE: ./lib/formats/zlayer/forced.js
// The input `position`: its parts looked up in what the backup holds.





/** @throws RestoreError `input`, `position-not-found`, or what is wrong with the snapshot */
function chooseByPosition(analysis, text) {
    const { snapshot: name, generations } = position_parsePosition(text);
    const indexes = generations.map(wanted => {
        const index = analysis.indexed.findIndex(({ generation }) => generation.name === wanted);
        if (index >= 0)
            return index;
        throw forced_notFound(`There is no WAL generation ${wanted} with committed frames in the backup`, text, generationNames(analysis));
    });
    if (indexes.some((index, at) => at > 0 && index <= (indexes[at - 1] ?? -1))) {
        throw forced_notFound('The WAL generations of the position are not in the order in which they were written', text, generationNames(analysis));
    }
    if (name === undefined) {
        if (!holdsAll(indexes.flatMap(index => analysis.indexed[index] ?? []))) {
            throw forced_notFound('These WAL generations do not hold every page of the database, so they need a snapshot', text, snapshotNames(analysis));
        }
        return chooseParts(analysis, undefined, indexes);
    }
    const snapshot = analysis.snapshots.findIndex(({ name: other }) => other === name);
    const found = analysis.snapshots[snapshot];
    if (found === undefined) {
        const nearest = analysis.snapshots
            .map(({ name: other }) => other)
            .toSorted((a, b) => distance(a, name) - distance(b, name))[0];
        throw forced_notFound(`There is no snapshot ${name} in the backup`, text, nearest === undefined ? 'no snapshot at all' : `the nearest is ${nearest}`);
    }
    if (found.defect !== undefined)
        throw found.defect.error;
    return chooseParts(analysis, snapshot, indexes);
}
function timeOf(name) {
    return snapshotTime(name) ?? 0;
}
function distance(a, b) {
    return Math.abs(timeOf(a) - timeOf(b));
}
function generationNames({ indexed }) {
    return indexed.length === 0
        ? 'no WAL generations'
        : `generations ${listed(indexed.map(({ generation }) => generation.name))}`;
}
function snapshotNames({ snapshots }) {
    return snapshots.length === 0 ? 'no snapshots' : `snapshots ${listed(snapshots.map(({ name }) => name))}`;
}
function listed(names) {
    return names.length > 8 ? `${names.slice(0, 4).join(', ')} … ${names.slice(-4).join(', ')}` : names.join(', ');
}
function forced_notFound(what, position, found) {
    return new errors/* RestoreError */.DZ('position-not-found', {
        what,
        where: position,
        found,
        todo: 'Run with mode: plan to see the positions that the backup offers.',
    });
}

;// CONCATENATED MODULE: ./lib/formats/zlayer/metadata.js
// metadata.json: a hint that the writer updates after snapshots. Never relied on, only compared with the listing.

/** The writer's own has about 300 bytes. */
const MAX_SIZE = 64 * 1024;
/** @throws RestoreError of the network; the signal's reason */
async function readMetadata(keys, context) {
    const { metadata, snapshots } = keys;
    if (metadata === undefined) {
        return { notes: snapshots.length === 0 ? [] : ['there is no metadata.json beside the snapshots'], namesNewer: false };
    }
    const latest = snapshots.at(-1)?.object.key;
    const named = await latestSnapshot(metadata.size > MAX_SIZE ? undefined : metadata, context);
    if (named === undefined)
        return { notes: ['metadata.json cannot be read; the listing counts'], namesNewer: false };
    if (named === null || named === latest)
        return { notes: [], namesNewer: false };
    const listed = snapshots.some(({ object }) => object.key === named);
    if (listed)
        return { notes: ['metadata.json names an older snapshot than the newest listed one'], namesNewer: false };
    return {
        notes: [`metadata.json names ${named}, which is not listed`],
        namesNewer: latest === undefined || named > latest,
    };
}
/** Null when it names none; undefined when it is no such file. */
async function latestSnapshot(metadata, { store, signal, progress }) {
    if (metadata === undefined)
        return undefined;
    const chunks = [];
    try {
        for await (const chunk of store.read(metadata, { signal })) {
            progress(chunk.length);
            chunks.push(chunk.slice());
        }
        const parsed = JSON.parse(Buffer.concat(chunks).toString('utf8'));
        if (typeof parsed !== 'object' || parsed === null || !('latest_snapshot' in parsed))
            return undefined;
        const { latest_snapshot: latest } = parsed;
        return typeof latest === 'string' || latest === null ? latest : undefined;
    }
    catch (error) {
        if (error instanceof SyntaxError || (0,errors/* isRestoreError */.hm)(error, 'gone', 'changed', 'truncated'))
            return undefined;
        throw error;
    }
}

;// CONCATENATED MODULE: ./lib/formats/zlayer/notes.js
// What else a person should know about the backup: none of it decides anything.


function notesOf(analysis) {
    return [
        ...clockNotes(analysis),
        ...identicalSnapshots(analysis),
        ...emptySnapshots(analysis),
        ...overwrittenKeys(analysis),
        ...analysis.conflicts.map(({ name }) => `captures of generation ${name} contradict each other: it was not used`),
        ...(analysis.beyondBudget > 0 && analysis.indexed.length > 0
            ? [
                `${(0,quantities/* countOf */.pq)(analysis.beyondBudget, 'earlier snapshot')} not compared: at most ${EARLIER_SNAPSHOTS.compared} are, and no more than ${(0,quantities/* bytesText */.pV)(EARLIER_SNAPSHOTS_BUDGET)}`,
            ]
            : []),
    ];
}
function clockNotes({ times, keys }) {
    if (!times.count)
        return [`LastModified is no evidence here: ${times.why}`];
    if (times.clockOffset === 0 || keys.snapshots.length === 0)
        return [];
    const seconds = Math.round(times.clockOffset / 100) / 10;
    return [`the writer’s clock is ${Math.abs(seconds)} s ${seconds > 0 ? 'behind' : 'ahead of'} the store’s`];
}
/** Equal tags in a row: nothing reached the main file in between, or the writer has lost sight of it. */
function identicalSnapshots({ keys: { snapshots } }) {
    let run = 1;
    let longest = { run: 1, end: 0 };
    for (let index = 1; index < snapshots.length; index++) {
        const [a, b] = [snapshots[index - 1]?.object, snapshots[index]?.object];
        run = a !== undefined && b !== undefined && a.etag === b.etag && a.size === b.size ? run + 1 : 1;
        if (run > longest.run)
            longest = { run, end: index };
    }
    if (longest.run === 1)
        return [];
    const [from, to] = [snapshots[longest.end - longest.run + 1], snapshots[longest.end]];
    return [
        `snapshots ${from?.name ?? ''} to ${to?.name ?? ''} (${longest.run}) are identical: nothing left the WAL in between, or the writer copies a file that is no longer the live one`,
    ];
}
function emptySnapshots({ keys, snapshots }) {
    const count = keys.snapshots.length - snapshots.length;
    return count === 0 ? [] : [`${(0,quantities/* countOf */.pq)(count, 'snapshot')} of an empty main file not used: all data was in the WAL`];
}
/** Within a generation the file grows: a smaller number stored later means that another WAL took the key over. */
function overwrittenKeys({ captures }) {
    const byTime = captures.toSorted((a, b) => a.object.lastModified - b.object.lastModified);
    const disordered = byTime.filter((capture, index) => (byTime[index - 1]?.sequence ?? -1) > capture.sequence);
    if (disordered.length === 0)
        return [];
    return [
        `sequence numbers fall ${disordered.length === 1 ? 'once' : `${disordered.length} times`} over time (first at ${disordered[0]?.sequence ?? 0}): the WAL started anew, and captures with equal numbers were overwritten`,
    ];
}

;// CONCATENATED MODULE: ./lib/formats/zlayer/times.js
/** Milliseconds. Between the read of the main file and the end of its upload lie no more than this, if clocks agree. */
const USUAL_DELAY = 5_000;
/** Milliseconds. S3 refuses requests whose clock is further off than 15 minutes: the objects were copied or touched. */
const MAX_SKEW = 15 * 60_000;
/** Milliseconds within which all objects of a copied bucket were written. */
const times_AT_ONCE = 1_000;
function times_judgeTimes(snapshots, captures) {
    const offsets = snapshots.map(({ object, keyTime }) => object.lastModified - keyTime);
    const least = offsets.length === 0 ? 0 : Math.min(...offsets);
    const clockOffset = least < 0 || least > USUAL_DELAY ? least : 0;
    const stored = [...snapshots, ...captures].map(({ object }) => object.lastModified);
    const why = whyNot(snapshots, offsets, least, stored);
    return { clockOffset: why === '' ? clockOffset : 0, count: why === '', why };
}
function whyNot(snapshots, offsets, least, stored) {
    if (stored.length < 2)
        return '';
    const earliest = stored.reduce((a, b) => Math.min(a, b));
    const latest = stored.reduce((a, b) => Math.max(a, b));
    if (latest - earliest <= times_AT_ONCE)
        return 'all objects were stored within one second';
    if (Math.abs(least) > MAX_SKEW)
        return 'the objects were not stored at the times that the snapshots’ keys name';
    const keys = snapshots.map(({ keyTime }) => keyTime);
    if (keys.length < 2)
        return '';
    const spread = Math.max(...keys) - Math.min(...keys);
    const drift = Math.max(...offsets) - least;
    const copied = earliest > Math.max(...keys) && spread > USUAL_DELAY && drift > spread / 2;
    return copied ? 'all objects were stored after the last snapshot’s time: the bucket was copied' : '';
}

;// CONCATENATED MODULE: ./lib/formats/zlayer/selection.js
// Which objects count: those up to the asked time, without those that failed before.




function captureTime({ object }) {
    return object.lastModified;
}
/** @throws RestoreError `before-first` when the backup begins after the asked time */
function zlayer_selection_select({ backup, target, excluded }) {
    const all = parseKeys(backup.objects, backup.prefix);
    const times = times_judgeTimes(all.snapshots, all.captures);
    const { timestamp } = target;
    const snapshotTime = ({ keyTime }) => keyTime + times.clockOffset;
    const inTime = (time) => timestamp === undefined || time <= timestamp;
    const snapshots = all.snapshots.filter(snapshot => inTime(snapshotTime(snapshot)));
    const captures = all.captures.filter(capture => inTime(captureTime(capture)));
    if (timestamp !== undefined && snapshots.length === 0 && captures.length === 0) {
        const moments = [...all.snapshots.map(snapshotTime), ...all.captures.map(captureTime)];
        throw new errors/* RestoreError */.DZ('before-first', {
            what: 'The backup begins after the time that was asked for',
            where: backup.prefix,
            expected: `something from ${(0,quantities/* instantText */.Xx)(timestamp)} or before`,
            found: `${(0,quantities/* instantText */.Xx)(moments.reduce((a, b) => Math.min(a, b)))} as the first`,
            todo: 'Ask for a later timestamp.',
        });
    }
    const usable = (objects) => objects.filter(({ object }) => !excluded.has(object.key));
    return {
        listed: all,
        keys: { ...all, snapshots: usable(snapshots), captures: usable(captures) },
        times,
        excluded: [...snapshots, ...captures].flatMap(({ object: { key } }) => {
            const reason = excluded.get(key);
            return reason === undefined ? [] : [{ key, reason, explained: false }];
        }),
        later: [...all.snapshots, ...all.captures]
            .filter(entry => !inTime('keyTime' in entry ? snapshotTime(entry) : captureTime(entry)))
            .map(({ object }) => ({ key: object.key, reason: 'later than the time that was asked for', explained: true })),
    };
}

;// CONCATENATED MODULE: ./lib/formats/zlayer/plan.js
// From a listing to a plan: select, read and judge, choose, and say what was left out.












/** @throws RestoreError with a code that says why nothing can be restored */
async function planZlayer(request) {
    const { target, store, signal, progress, log } = request;
    const selection = zlayer_selection_select(request);
    const metadata = await readMetadata(selection.listed, { store, signal, progress });
    const analysis = await analyse(selection.keys, selection.times, request);
    logAnalysis(analysis, log);
    requireOnePageSize(analysis, target.position !== undefined || target.prefer === 'proven');
    const looks = examiner(analysis, request);
    const choice = target.position === undefined
        ? await chooseByRules(analysis, looks, target.prefer)
        : chooseByPosition(analysis, target.position);
    if (target.prefer === 'proven' && choice.word !== 'covers') {
        throw new errors/* RestoreError */.DZ('not-proven', {
            what: 'The restore point that was asked for is not proven',
            where: target.position,
        });
    }
    const partial = damageBefore(analysis, choice, request);
    const namesNewer = metadata.namesNewer && target.timestamp === undefined;
    const leftOut = [
        ...leftOutCaptures(analysis, choice),
        ...leftOutSnapshots(analysis, choice),
        ...selection.excluded,
        ...(namesNewer && selection.keys.metadata !== undefined
            ? [{ key: selection.keys.metadata.key, reason: 'it names a newer snapshot that is not there', explained: false }]
            : []),
        ...selection.later,
    ];
    const alternatives = alternativesOf(analysis, choice, looks.rejected);
    return {
        format: 'zlayer',
        point: zlayer_plan_pointOf(analysis, choice),
        layers: layersOf(analysis, choice.snapshot, choice.chain, choice.proven),
        snapshotKey: choice.snapshot === undefined ? '' : (analysis.snapshots[choice.snapshot]?.object.key ?? ''),
        incrementsApplied: chain(analysis.indexed, choice.chain).reduce((sum, { generation }) => sum + generation.captures.length, 0),
        leftOut,
        alternatives,
        proof: proof_proofOf(analysis, choice, leftOut, partial),
        notes: [...metadata.notes, ...selectionNotes(selection, request), ...notesOf(analysis)],
    };
}
function logAnalysis({ indexed, ends, proven, snapshots, scores }, log) {
    for (const { generation } of indexed) {
        const { name, committed, valid, pages, captures } = generation;
        const end = ends.get(generation.id);
        log.debug(`zlayer: generation ${name}: ${committed} of ${valid} frames committed, ${pages} pages, ${captures.length} captures${(end?.closedBy.size ?? 0) > 0 ? ', closed' : ''}${end?.more === true ? ', went on' : ''}`);
    }
    for (const { run } of proven) {
        log.debug(`zlayer: proven run ${chain(indexed, run)
            .map(({ generation }) => generation.name)
            .join(', ')}`);
    }
    for (const [number, { name }] of snapshots.entries()) {
        const texts = scores[number]?.map(({ score, points }) => `${score} ${JSON.stringify(points)}`);
        log.debug(`zlayer: snapshot ${name}: ${texts === undefined ? 'not read' : texts.join('; ')}`);
    }
}
/** A last generation of another page size than the newest snapshot belongs to another database, or to another time of it. */
function requireOnePageSize({ indexed, snapshots, keys }, asked) {
    const newest = snapshots.at(-1)?.contents;
    const last = indexed.at(-1)?.generation;
    if (asked || newest === undefined || last === undefined || newest.pageSize === last.pageSize)
        return;
    throw new errors/* RestoreError */.DZ('format', {
        what: `WAL generation ${last.name} has another page size than the newest snapshot`,
        where: last.captures.at(-1)?.object.key ?? keys.prefix,
        expected: newest.pageSize,
        found: last.pageSize,
        todo: `Two databases may share this prefix. Name what you want: position: ${snapshots.at(-1)?.name ?? ''} is the snapshot alone.`,
    });
}
/**
 * Damage that may hide something newer than what was chosen: refused, or (on-incomplete: warn) said first.
 * @throws RestoreError the damage's own code
 */
function damageBefore(analysis, choice, { target }) {
    const sentences = [];
    if (choice.forced)
        return sentences;
    const newest = analysis.snapshots.at(-1);
    const last = choice.chain.at(-1);
    const lastTime = last === undefined ? undefined : analysis.indexed[last]?.generation.last;
    const defect = newest?.defect;
    // Only a proven state that was captured after the damaged snapshot was stored does not need it.
    const reachesBeyond = choice.word === 'covers' &&
        analysis.times.count &&
        newest !== undefined &&
        lastTime !== undefined &&
        lastTime > newest.object.lastModified;
    if (newest !== undefined && defect !== undefined && !reachesBeyond) {
        if (target.onIncomplete === 'fail')
            throw defect.error;
        sentences.push(`The newest snapshot ${newest.name} is damaged (${defect.text}): this is what lies before it.`);
    }
    const [first, ...others] = harmfulCaptures(analysis, choice);
    if (first?.damage !== undefined) {
        if (target.onIncomplete === 'fail') {
            throw new errors/* RestoreError */.DZ(first.damage.code, {
                what: `A WAL capture that may hold the newest commits is damaged: ${first.damage.text}`,
                where: first.object.key,
                todo: 'Set on-incomplete: warn to restore what lies before it.',
            });
        }
        const more = others.length === 0 ? '' : ` and ${others.length} more`;
        sentences.push(`Capture ${first.object.key}${more} is damaged (${first.damage.text}): this is what lies before it.`);
    }
    return sentences;
}
function leftOutSnapshots({ snapshots }, choice) {
    return snapshots.flatMap(({ object, defect }, index) => {
        if (defect !== undefined)
            return { key: object.key, reason: `damaged: ${defect.text}`, explained: index < snapshots.length - 1 };
        if (choice.snapshot === index)
            return [];
        const newest = index === snapshots.length - 1;
        // Whether the newest one is older than what was restored is said in the proof, with the evidence.
        return {
            key: object.key,
            reason: newest ? 'the generations applied need no snapshot' : 'an older snapshot',
            explained: true,
        };
    });
}
function zlayer_plan_pointOf(analysis, choice) {
    const position = positionFor(analysis, choice.snapshot, choice.chain);
    const last = choice.chain.at(-1);
    const generation = last === undefined ? undefined : analysis.indexed[last]?.generation;
    const snapshot = choice.snapshot === undefined ? undefined : analysis.snapshots[choice.snapshot];
    const captured = generation === undefined ? undefined : boundOf(generation);
    // A snapshot is read before the moment in its key; what it holds may be much older.
    const time = captured ?? (snapshot === undefined ? undefined : snapshot.keyTime + analysis.times.clockOffset);
    const known = time !== undefined && (captured === undefined || analysis.times.count);
    return known ? { position, time, timeIs: 'upper-bound' } : { position, timeIs: 'unknown' };
}
function selectionNotes({ keys }, { listing, backup }) {
    if (!listing.prefix.startsWith(backup.prefix) || listing.prefix.length === backup.prefix.length)
        return [];
    return [
        `only keys below ${listing.prefix} were looked at${keys.captures.length === 0 ? ', so no WAL captures' : ''}`,
    ];
}

;// CONCATENATED MODULE: ./lib/formats/zlayer/restore-points.js







/**
 * Reads the backup as planning does: only page contents tell where a snapshot stands among the WAL.
 * @throws RestoreError of planning
 */
async function restorePointsOfZlayer(request) {
    const { keys, times } = zlayer_selection_select(request);
    const analysis = await analyse(keys, times, request);
    const states = [...provenStates(analysis), ...snapshotStates(analysis), ...chainStates(analysis)];
    const points = new Map();
    for (const { snapshot, chain } of states.toSorted((a, b) => b.end - a.end || b.rank - a.rank)) {
        const point = zlayer_plan_pointOf(analysis, { snapshot, chain });
        if (!points.has(point.position))
            points.set(point.position, point);
    }
    return [...points.values()];
}
function provenStates({ proven }) {
    return proven.map(({ run }) => ({ snapshot: undefined, chain: run, end: run.at(-1) ?? -1, rank: Infinity }));
}
/** A snapshot that holds a generation may hold more of it than was captured: it is the newer one of the two. */
function snapshotStates(analysis) {
    return analysis.snapshots.flatMap(({ defect }, snapshot) => defect === undefined ? [{ snapshot, chain: [], end: heldBy(analysis, snapshot) + 0.5, rank: snapshot }] : []);
}
/** The last generation whose pages the snapshot shows; for one that was not read, by the times. */
function heldBy({ facts, indexed, snapshots, times }, snapshot) {
    const scores = facts.snapshots[snapshot]?.scores;
    const readAt = (snapshots[snapshot]?.keyTime ?? 0) + times.clockOffset;
    return indexed.findLastIndex(({ generation }, index) => scores === undefined ? boundOf(generation) <= readAt : (scores[index] ?? 0) <= 0);
}
function chainStates({ facts }) {
    return [...candidates(facts)]
        .filter(candidate => isOffered(candidate) && impossible(facts, candidate) === undefined)
        .map(candidate => {
        const chain = chainIndexes(candidate);
        return { snapshot: candidate.snapshot, chain, end: chain.at(-1) ?? -1, rank: candidate.snapshot ?? -1 };
    });
}
/**
 * Older states only: that later generations are there, or a newer snapshot, is no doubt about them. A hole, an end that
 * was not captured or thin evidence is: such a combination may never have been a state of the database.
 */
function isOffered({ chain, snapshot, score, flags }) {
    if (chain === undefined || snapshot === undefined || score < LIKELY_SCORE)
        return false;
    return flags.every(flag => flag === 'notbegun' || flag === 'inner');
}
/** Generations that a sentence can hold. */
const MOST_NAMED = 4;
/** `WAL generations 761adafe-f27a1174, 761adaff-d92d0ac9`: what the newer position applies and the older one does not. */
function betweenZlayer(older, newer) {
    const known = new Set(position_parsePosition(older).generations);
    const lost = position_parsePosition(newer).generations.filter(name => !known.has(name));
    if (lost.length > MOST_NAMED)
        return `${lost.length} WAL generations, ${lost[0]} to ${lost.at(-1)}`;
    return lost.length === 0 ? '' : `${lost.length === 1 ? 'WAL generation' : 'WAL generations'} ${lost.join(', ')}`;
}

;// CONCATENATED MODULE: ./lib/formats/zlayer/zlayer.js



const zlayer = {
    name: 'zlayer',
    detect: detectZlayer,
    plan: planZlayer,
    restorePoints: restorePointsOfZlayer,
    between: betweenZlayer,
};

;// CONCATENATED MODULE: ./lib/formats/registry.js





/** `object` is the last one: it takes any file for a database, so it sees only what no layout has recognised. */
const registry_formats = [
    zlayer,
    litestreamLtx,
    litestreamV3,
    ...unsupportedFormats,
    objectFormat,
];

;// CONCATENATED MODULE: ./lib/formats/two-layouts.js
// Two layouts under one prefix: a site upgraded its writer, and the new one began beside what the old one had left. The
// newer data wins, by what the files say of themselves; where they do not say it, the user is asked.

/** Milliseconds by which a store's clock and the writer's may differ, and by which S3 cuts its times. */
const two_layouts_SLACK = 2000;
/**
 * @param found two or more
 * @returns why none is chosen, a clause; empty when they are not layouts of one database
 * @throws RestoreError of the store
 */
async function chooseLayout(found, { timestamp, position }, context) {
    if (!areLayoutsOfOne(found))
        return '';
    const named = position === undefined ? [] : found.filter(({ format }) => format.isPosition?.(position));
    const [byForm] = named;
    if (byForm !== undefined && named.length === 1)
        return { chosen: byForm, notes: [] };
    const dated = [];
    for (const each of found) {
        const span = await each.format.span?.({ backup: each.backup, ...context });
        if (span === undefined)
            return `the times of ${each.format.name} cannot be read`;
        dated.push({ ...each, span });
    }
    const chosen = two_layouts_choose(dated, timestamp);
    if (typeof chosen === 'string')
        return chosen;
    return { chosen, notes: dated.filter(each => each !== chosen).map(noteOf) };
}
/** One database each, under one and the same prefix. */
function areLayoutsOfOne(found) {
    const prefixes = new Set(found.map(({ backup }) => backup.prefix));
    return prefixes.size === 1 && found.every(({ format }) => format.span !== undefined);
}
function two_layouts_choose(dated, until) {
    const order = dated.toSorted((a, b) => a.span.from - b.span.from);
    for (const [at, { span }] of order.entries()) {
        const next = order[at + 1];
        if (next !== undefined && next.span.from < span.to - two_layouts_SLACK) {
            return `they overlap in time: ${order.map(spanText).join('; ')}`;
        }
    }
    const begun = until === undefined ? order : order.filter(({ span }) => span.from <= until);
    const chosen = begun.at(-1) ?? order[0];
    const doubt = dated.map(({ span }) => span.doubt).find(text => text !== '');
    // Copying makes a store's times later, never earlier: what comes last by the files' own times does so in any case.
    if (chosen === undefined || (doubt !== undefined && chosen.span.times === 'stored')) {
        return `their times do not tell which is the newer: ${doubt ?? 'there are none'}`;
    }
    return chosen;
}
function spanText({ format, span }) {
    return `${format.name} from ${(0,quantities/* instantText */.Xx)(span.from)} to ${(0,quantities/* instantText */.Xx)(span.to)}`;
}
function noteOf(dated) {
    const { format, backup, span } = dated;
    return `the prefix also holds ${backup.description}: ${spanText(dated)}, position ${span.end}; format: ${format.name} restores that`;
}

;// CONCATENATED MODULE: ./lib/formats/detect.js
// Which backup lies under a prefix: exactly one, or an error that lists what is there and says what to write.



/** How many backups or keys an error shows. */
const SHOWN = 8;
/**
 * @param format `auto`, or the name of the only format to try
 * @throws RestoreError `no-backup` (no objects), `unsupported-format` (nothing recognised), `ambiguous` (several
 *   layouts or several databases), `input` (no format of that name)
 */
function detectBackup(listing, format, known = formats) {
    const found = detectBackups(listing, format, known);
    const [first, ...others] = found;
    if (first === undefined || others.length > 0)
        throw several(found);
    return withForeign(first, found, listing);
}
/**
 * As {@link detectBackup}, but of two layouts of one database the newer is taken, by what their files say. Reads from the
 * store only then.
 * @throws RestoreError of the store, too
 */
async function detectNewest(listing, asked, context) {
    const found = detectBackups(listing, asked.format);
    const [first, ...others] = found;
    if (first !== undefined && others.length === 0)
        return { ...withForeign(first, found, listing), notes: [] };
    const layout = await chooseLayout(found, asked, context);
    if (typeof layout === 'string')
        throw several(found, layout);
    return { ...withForeign(layout.chosen, found, listing), notes: layout.notes };
}
/** Every backup under the prefix: at least one. Throws as {@link detectBackup} does, but never `ambiguous`. */
function detectBackups(listing, format, known = registry_formats) {
    const chosen = format === 'auto' ? known : known.filter(({ name }) => name === format);
    if (chosen.length === 0) {
        throw new errors/* RestoreError */.DZ('input', {
            what: 'There is no format of this name',
            where: 'input format',
            expected: ['auto', ...known.map(({ name }) => name)].join(', '),
            found: format,
        });
    }
    if (listing.objects.length === 0) {
        throw new errors/* RestoreError */.DZ('no-backup', {
            what: 'There are no objects under the prefix',
            where: listing.prefix === '' ? '(the whole bucket)' : listing.prefix,
            todo: 'Check bucket and prefix, and whether the backup job has ever run.',
        });
    }
    const found = recognise(listing, chosen);
    if (found.length === 0)
        throw unrecognised(listing, format);
    return found;
}
/** Adds the objects that none of `found` owns. */
function withForeign(chosen, found, { objects }) {
    const own = new Set(found.flatMap(({ backup }) => backup.objects.map(({ key }) => key)));
    return { ...chosen, foreign: objects.filter(({ key }) => !own.has(key)) };
}
/** Each format sees only what no earlier one has recognised, so that no part of a layout is taken for another one. */
function recognise({ prefix, objects }, known) {
    const found = [];
    let left = objects;
    for (const format of known) {
        const backups = format.detect({ prefix, objects: left });
        if (backups.length === 0)
            continue;
        found.push(...backups.map(backup => ({ format, backup })));
        const claimed = new Set(backups.flatMap(backup => backup.objects.map(({ key }) => key)));
        left = left.filter(({ key }) => !claimed.has(key));
    }
    return found;
}
function unrecognised({ objects }, format) {
    const keys = objects.slice(0, SHOWN).map(({ key }) => key);
    return new errors/* RestoreError */.DZ('unsupported-format', {
        what: format === 'auto'
            ? 'Nothing under the prefix looks like a backup of a known kind'
            : `Nothing under the prefix looks like a backup of the format ${format}`,
        found: `${keys.join(', ')}${objects.length > SHOWN ? `, and ${objects.length - SHOWN} more` : ''}`,
        todo: 'If one of these objects is the database, give its exact key as prefix.',
    });
}
/** @param why a clause: what stands against choosing one */
function several(found, why = '') {
    const shown = found
        .slice(0, SHOWN)
        .map(({ format, backup }) => `format: ${format.name}, prefix: ${backup.prefix} (${backup.description})`);
    const layouts = new Set(found.map(({ format }) => format.name)).size;
    return new errors/* RestoreError */.DZ('ambiguous', {
        what: layouts > 1
            ? `${layouts} kinds of backup lie under the prefix${why === '' ? '' : `, and ${why}`}`
            : `${found.length} databases lie under the prefix`,
        found: `${shown.join('; ')}${found.length > SHOWN ? `; and ${found.length - SHOWN} more` : ''}`,
        todo: 'Set format and prefix to those of the backup that you want.',
    });
}

// EXTERNAL MODULE: ./lib/pipeline/attempt.js
var attempt = __webpack_require__(9303);
// EXTERNAL MODULE: ./lib/pipeline/list.js
var list = __webpack_require__(8744);
// EXTERNAL MODULE: ./lib/pipeline/scratch-folder.js
var scratch_folder = __webpack_require__(9569);
;// CONCATENATED MODULE: ./lib/pipeline/planning.js
// Listing and planning as every mode of a restore does them, with what people see of it.






/**
 * Which backup `listing` holds. Ends the log's group of the listing.
 * @throws RestoreError of the store, `no-backup`, `ambiguous`, `unsupported-format`
 */
async function planning_recognise(listing, context) {
    const { request, store, journal, log, signal } = context;
    const { format, backup, foreign, notes } = await detectNewest(listing, request, { store, signal, progress: () => { } });
    log.info(`Format ${format.name}: ${backup.description}`);
    for (const note of notes)
        log.info(note);
    if (foreign.length > 0)
        log.info(`Ignored, because no backup owns them: ${foreign.length} of the objects`);
    log.endGroup();
    journal.found(foreign);
    return { listing, format, backup, foreign, notes };
}
/** Plans for a target and carries the plan out with `build`; again without what fails. Throws as {@link planAndBuild} does. */
async function planning_attempt(found, target, builder, context, build) {
    const { request, scratch, journal, log, signal } = context;
    return (0,attempt/* planAndBuild */.b$)(found, {
        find: async () => planning_recognise(await (0,list/* list */.p)(context), context),
        async plan(current, excluded) {
            const { format, notes = [] } = current;
            log.group('Planning');
            const progress = log.progress('Reading what the plan needs', 0, 'bytes');
            try {
                // What an earlier plan kept there is of no use to this one, and its files would be in the way.
                await (0,scratch_folder/* emptyFolder */.i)(scratch.planning);
                const planned = await journal.timed('plan', () => format.plan({
                    ...planRequest({ found: current, excluded }, target, builder, context),
                    progress: bytes => progress.add(bytes),
                }));
                const plan = { ...planned, notes: [...planned.notes, ...notes] };
                explain(plan, log);
                if (target.prefer === 'proven')
                    requireProven(plan);
                return plan;
            }
            finally {
                progress.end();
                log.endGroup();
            }
        },
        build,
        onIncomplete: request.onIncomplete,
        damaged: context.damaged,
        log,
        signal,
    });
}
/** Planning has a line of its own for what it reads; replaying, too. */
const planning_unseen = () => { };
function planRequest({ found: { backup, listing }, excluded }, target, { examine }, { scratch, store, decrypt, maxDatabaseSize, log, signal }) {
    const scratchFolder = scratch.planning;
    return {
        backup,
        listing,
        target,
        store,
        decrypt,
        excluded,
        scratchFolder,
        maxDatabaseSize,
        examine,
        log,
        signal,
        progress: planning_unseen,
    };
}
function explain(plan, log) {
    log.info(`Restore point ${plan.point.position}, proof ${plan.proof.word}`);
    for (const { label, frames, commit } of plan.layers) {
        log.info(`  ${label}${frames === 0 ? '' : `, ${frames} frames`}${commit === undefined ? '' : `, ${commit} pages`}`);
    }
    for (const reason of plan.proof.because)
        log.info(`  ${reason}`);
    for (const { key, reason } of plan.leftOut)
        log.debug(`left out ${key}: ${reason}`);
}
/** @throws RestoreError `not-proven` */
function requireProven(plan) {
    if ((0,proof/* verdictOfProof */.Z)({ ...plan.proof, unexplained: false }) === 'pass')
        return;
    throw new errors/* RestoreError */.DZ('not-proven', {
        what: 'The backup has no restore point that can be proven',
        where: plan.point.position,
        expected: 'a proven restore point, because on-inconclusive is “proven”',
        found: `proof ${plan.proof.word}`,
        todo: 'Set on-inconclusive: warn to take the likeliest state.',
    });
}


/***/ }),

/***/ 7031:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  R: () => (/* binding */ publishAt)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: external "node:timers/promises"
var external_node_timers_promises_ = __webpack_require__(8500);
// EXTERNAL MODULE: ./lib/engine/scratch-file.js
var scratch_file = __webpack_require__(3131);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/sqlite/side-files.js
var side_files = __webpack_require__(247);
;// CONCATENATED MODULE: ./lib/target.js
// What lies at the path where the restored database is to go.




/** @throws RestoreError `input` when the path is a link to nothing */
async function inspectTarget(target) {
    const path = await throughLinks(target);
    const found = await statOrNothing(path);
    const sideFiles = await sideFilesOf(path);
    if (found === undefined)
        return { path, kind: 'absent', sideFiles };
    const kind = found.isFile() ? 'file' : found.isDirectory() ? 'folder' : 'other';
    return { path, kind, mode: found.mode & 0o777, uid: found.uid, gid: found.gid, sideFiles };
}
/** The side files that exist beside the database at `path`. */
async function sideFilesOf(path) {
    const found = await Promise.all(side_files/* SIDE_FILE_SUFFIXES */.DY.map(async (suffix) => {
        const file = await statOrNothing(path + suffix);
        return file === undefined ? [] : [{ path: path + suffix, bytes: file.size }];
    }));
    return found.flat();
}
async function throughLinks(path) {
    try {
        return await (0,promises_.realpath)(path);
    }
    catch (error) {
        if (!isMissing(error))
            throw error;
    }
    if ((await (0,promises_.lstat)(path).catch(() => undefined))?.isSymbolicLink() === true) {
        throw new errors/* RestoreError */.DZ('input', {
            what: 'The target is a symbolic link to a file that does not exist',
            where: path,
            todo: 'Let db-path name the file itself.',
        });
    }
    // The folder may not exist yet either.
    const folder = await (0,promises_.realpath)((0,external_node_path_.dirname)(path)).catch(() => (0,external_node_path_.dirname)(path));
    return (0,external_node_path_.join)(folder, (0,external_node_path_.basename)(path));
}
async function statOrNothing(path) {
    try {
        return await (0,promises_.stat)(path);
    }
    catch (error) {
        if (isMissing(error))
            return undefined;
        throw error;
    }
}
function isMissing(error) {
    return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}

;// CONCATENATED MODULE: ./lib/publish.js
// Puts the verified scratch file into the target's place. Two names cannot be swapped in one step, so the old database
// is made one file first, without side files; then one rename. A crash at any instant leaves wholly the old or wholly
// the new database, and never an old -wal beside a new file.







/**
 * Makes `scratch` the database at `target`. An existing file's mode, and where possible its owner, stay; its other hard
 * links keep the old content. Missing folders are made. Until the rename a failure loses nothing.
 * @throws RestoreError `target-exists`, `target-in-use`, `target-unreadable`, `input` (no regular file there), `disk`,
 *   `cancelled`, and those of {@link Sqlite.settle}
 */
async function publish(publication) {
    const { scratch, ifExists, signal, onStep = () => { } } = publication;
    try {
        await (0,scratch_file/* makeDurable */.MM)(scratch);
        onStep('synced');
        const target = await inspectTarget(publication.target);
        refuse(target, ifExists);
        const folder = (0,external_node_path_.dirname)(target.path);
        await (0,promises_.mkdir)(folder, { recursive: true });
        await (0,promises_.access)(folder, external_node_fs_.constants.W_OK);
        await settleOld(target, publication);
        onStep('settled');
        await dress(scratch, target);
        onStep('dressed');
        // What went away must have gone before the new file comes, even if the power fails in between.
        await syncFolder(folder);
        onStep('cleared');
        signal.throwIfAborted();
        // Somebody may have opened the old database meanwhile. (Between this look and the rename nothing can be seen.)
        await assertAlone(target.path);
        if (ifExists === 'replace')
            await moveOver(scratch, target.path);
        else
            await moveToFree(scratch, target.path, onStep);
        onStep('published');
        await syncFolder(folder);
        onStep('done');
    }
    catch (error) {
        throw publishError(error, publication);
    }
}
/** @throws RestoreError `input`, `target-exists` */
function refuse({ path, kind }, ifExists) {
    if (kind === 'folder' || kind === 'other') {
        throw new errors/* RestoreError */.DZ('input', {
            what: kind === 'folder' ? 'The target is a folder' : 'The target is not a regular file',
            where: path,
            todo: 'Let db-path name the database file.',
        });
    }
    if (kind === 'file' && ifExists !== 'replace')
        throw targetExists(path, undefined);
}
function targetExists(path, cause) {
    return new errors/* RestoreError */.DZ('target-exists', {
        what: 'There is a file at the target, and if-exists does not say to replace it',
        where: path,
        todo: 'Set if-exists: replace, or choose another db-path.',
        cause,
    });
}
/** Leaves what is at the target without side files. */
async function settleOld(target, publication) {
    const { sqlite, replaceWasWritten, log, signal } = publication;
    try {
        if (target.kind === 'file')
            return await sqlite.settle(target.path, signal);
        // An index of shared memory alone, or an empty WAL, holds nothing.
        if (target.sideFiles.some(({ path, bytes }) => bytes > 0 && !path.endsWith('-shm')))
            throw orphans(target);
    }
    catch (error) {
        if (!replaceWasWritten || !(0,errors/* isRestoreError */.hm)(error, 'target-unreadable'))
            throw error;
        log.warn(`It is replaced, because “if-exists: replace” was written. ${error.message}`);
    }
    for (const { path } of target.sideFiles)
        await (0,promises_.rm)(path, { force: true });
}
function orphans({ sideFiles }) {
    return new errors/* RestoreError */.DZ('target-unreadable', {
        what: 'There is no database at the target, but side files of one, which SQLite would apply to the new one',
        where: sideFiles.map(({ path }) => path).join(', '),
        todo: 'Delete them, or write “if-exists: replace” to have them deleted.',
    });
}
/** @throws RestoreError `target-in-use` */
async function assertAlone(path) {
    const [sideFile] = await sideFilesOf(path);
    if (sideFile === undefined)
        return;
    throw new errors/* RestoreError */.DZ('target-in-use', {
        what: 'Another process opened the database that is to be replaced',
        where: sideFile.path,
        todo: 'Stop it before the restore, or restore to another path.',
    });
}
/** Gives the new file the permissions and the owner of the old one, or those of any new file. */
async function dress(scratch, { kind, mode, uid, gid }) {
    if (kind === 'absent' || mode === undefined || uid === undefined || gid === undefined) {
        await (0,promises_.chmod)(scratch, await modeOfNewFiles(`${scratch}.mode`));
        return;
    }
    const own = await (0,promises_.stat)(scratch);
    // Only root may give files away; to anybody else the restored file simply belongs.
    if (own.uid !== uid || own.gid !== gid)
        await (0,promises_.chown)(scratch, uid, gid).catch(() => { });
    await (0,promises_.chmod)(scratch, mode);
}
/** The mode that the umask leaves: asked for by making a file, as process.umask() is deprecated. */
async function modeOfNewFiles(probe) {
    const file = await (0,promises_.open)(probe, 'wx');
    try {
        return (await file.stat()).mode & 0o777;
    }
    finally {
        await file.close();
        await (0,promises_.rm)(probe, { force: true });
    }
}
async function moveOver(scratch, target) {
    // On Windows a virus scanner may hold a file for a moment, and anybody who has it open keeps it from being replaced.
    for (let attempt = 1;; attempt += 1) {
        try {
            return await (0,promises_.rename)(scratch, target);
        }
        catch (cause) {
            if (process.platform !== 'win32' || !['EPERM', 'EACCES', 'EBUSY'].includes(errorCode(cause)))
                throw cause;
            if (attempt === 10) {
                throw new errors/* RestoreError */.DZ('target-in-use', {
                    what: 'Another process has the file open that is to be replaced',
                    where: target,
                    todo: 'Stop it before the restore, or restore to another path.',
                    cause,
                });
            }
            await (0,external_node_timers_promises_.setTimeout)(100);
        }
    }
}
/** A rename would replace what appeared in the meantime; a new link does not. */
async function moveToFree(scratch, target, onStep) {
    try {
        await (0,promises_.link)(scratch, target);
    }
    catch (cause) {
        if (errorCode(cause) === 'EEXIST')
            throw targetExists(target, cause);
        if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'].includes(errorCode(cause)))
            throw cause;
        // A file system without hard links (FAT, some network ones): nobody has been seen there a moment ago.
        return (0,promises_.rename)(scratch, target);
    }
    onStep('linked');
    await (0,promises_.unlink)(scratch);
}
/** Windows has no such thing. */
async function syncFolder(path) {
    if (process.platform === 'win32')
        return;
    const folder = await (0,promises_.open)(path, 'r');
    try {
        await folder.sync();
    }
    catch (error) {
        // Some network and FUSE file systems cannot.
        if (!['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'].includes(errorCode(error)))
            throw error;
    }
    finally {
        await folder.close();
    }
}
function errorCode(error) {
    return error instanceof Error && 'code' in error ? String(error.code) : '';
}
function publishError(error, { target, signal }) {
    if (error instanceof errors/* RestoreError */.DZ)
        return error;
    if (signal.aborted)
        return new errors/* RestoreError */.DZ('cancelled', { what: 'The restore was cancelled', cause: error });
    const code = errorCode(error);
    return new errors/* RestoreError */.DZ('disk', {
        what: ['EACCES', 'EPERM', 'EROFS'].includes(code)
            ? 'The folder or file of the target may not be written'
            : 'The database could not be put into place',
        where: target,
        found: (0,errors/* messageOf */.bD)(error),
        todo: code === 'EXDEV' || code === 'EBUSY'
            ? 'A file that is mounted by itself cannot be replaced: mount its folder.'
            : 'Check the permissions and the free space of the folder.',
        cause: error,
    });
}

;// CONCATENATED MODULE: ./lib/pipeline/publish-at.js
// Publishing, as the pipeline does it.

/** @throws RestoreError those of {@link publish} */
async function publishAt(target, entry, context) {
    const { request, sqlite, log, signal, journal } = context;
    const { ifExists, replaceWasWritten } = request;
    log.info(`Publishing ${entry.database.bytes} bytes at ${target}`);
    await journal.timed('publish', () => publish({ scratch: entry.path, target, ifExists, replaceWasWritten, sqlite, log, signal }));
}


/***/ }),

/***/ 7724:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  restoreListed: () => (/* binding */ restoreListed)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./lib/codecs/age-passphrase.js
// age's scrypt recipient (C2SP age.md, “scrypt recipient stanza”). With Node's scrypt instead of the library's: that one
// computes for seconds on the main thread, where no cancel and no watchdog would be heard.


/**
 * The logarithm of scrypt's work factor. 20 takes 1 GiB of memory and seconds; age and rage write 18 to 20. A header from
 * the bucket must not be able to ask for more.
 */
const MOST_WORK = 20;
const LABEL = Buffer.from('age-encryption.org/v1/scrypt');
/** Stanzas remembered, with what came of them: an object that is read twice costs one scrypt. */
const MOST_REMEMBERED = 64;
function passphraseIdentity(passphrase) {
    const fileKeys = new Map();
    return {
        async unwrapFileKey(stanzas) {
            const stanza = stanzas.find(({ args }) => args[0] === 'scrypt');
            if (stanza === undefined)
                return null;
            // “MUST be the only stanza”: otherwise whoever knows a recipient could add a passphrase of his own.
            if (stanzas.length !== 1)
                throw new Error('a scrypt stanza is not the only one');
            const id = `${stanza.args.join(' ')} ${Buffer.from(stanza.body).toString('base64')}`;
            const known = fileKeys.get(id);
            if (known !== undefined)
                return known;
            const { salt, work } = parse(stanza);
            if (work > MOST_WORK)
                throw tooMuchWork(work);
            const key = await derive(passphrase, salt, work).catch((cause) => {
                throw tooMuchWork(work, cause);
            });
            const fileKey = unwrap(stanza.body, key);
            if (fileKeys.size < MOST_REMEMBERED)
                fileKeys.set(id, fileKey);
            return fileKey;
        },
    };
}
function parse({ args, body }) {
    const [, salt = '', work = '', ...others] = args;
    const bytes = Buffer.from(salt, 'base64');
    const canonical = bytes.toString('base64').replaceAll('=', '') === salt;
    if (others.length > 0 || bytes.length !== 16 || !canonical || !/^[1-9]\d{0,8}$/.test(work) || body.length !== 32) {
        throw new Error('a scrypt stanza has a wrong form');
    }
    return { salt: bytes, work: Number(work) };
}
function derive(passphrase, salt, work) {
    const cost = 2 ** work;
    const options = { N: cost, r: 8, p: 1, maxmem: 128 * 8 * cost + 1024 * 1024 };
    return new Promise((resolve, reject) => {
        (0,external_node_crypto_.scrypt)(passphrase, Buffer.concat([LABEL, salt]), 32, options, (error, key) => {
            if (error === null)
                resolve(key);
            else
                reject(error);
        });
    });
}
/** @returns null when the key is not the right one */
function unwrap(body, key) {
    const decipher = (0,external_node_crypto_.createDecipheriv)('chacha20-poly1305', key, Buffer.alloc(12), { authTagLength: 16 });
    decipher.setAuthTag(body.subarray(16));
    const fileKey = decipher.update(body.subarray(0, 16));
    try {
        decipher.final();
    }
    catch {
        return null;
    }
    return fileKey;
}
/** @param cause of a failure for lack of memory */
function tooMuchWork(work, cause) {
    return new errors/* RestoreError */.DZ('limit', {
        what: 'The passphrase of this age file takes more memory and time to try than is allowed',
        expected: `a work factor of at most 2^${MOST_WORK}`,
        found: `2^${work}`,
        todo: 'Decrypt it with age, or encrypt backups with a key or with age’s own work factor.',
        cause,
    });
}

;// CONCATENATED MODULE: ./lib/codecs/age-payload.js
// The payload of an age file (C2SP age.md, “Payload”): ChaCha20-Poly1305 in chunks of 64 KiB, the last one marked, so that
// a file that was cut between two chunks is noticed. With Node's cipher, which is five times as fast as the library's.


const CHUNK = 64 * 1024;
const TAG = 16;
const NONCE = 16;
/**
 * Yields the content of all chunks, each after its tag was found right.
 * @param window behind the header
 * @throws RestoreError `checksum`, `truncated`, `trailing`; what the window's source throws
 */
async function* decryptPayload(window, fileKey, { where, signal }) {
    if (!(await window.fill(NONCE)))
        throw cut(where);
    const salt = window.bytes.subarray(window.start, window.start + NONCE);
    const key = new Uint8Array((0,external_node_crypto_.hkdfSync)('sha256', fileKey, salt, 'payload', 32));
    window.skip(NONCE);
    for (let number = 0;; number += 1) {
        const last = !(await window.fill(CHUNK + TAG + 1));
        signal.throwIfAborted();
        const sealed = window.bytes.subarray(window.start, last ? window.end : window.start + CHUNK + TAG);
        if (sealed.length < TAG)
            throw cut(where);
        const content = openChunk(key, number, last, sealed);
        if (content === undefined)
            throw wrongChunk(openChunk(key, number, !last, sealed) !== undefined, last, number, where);
        // Else there would be two forms of every file of whole chunks.
        if (content.length === 0 && number > 0)
            throw wrongChunk(false, last, number, where);
        window.skip(sealed.length);
        if (content.length > 0)
            yield content;
        if (last)
            return;
    }
}
/** @returns undefined when the tag is wrong */
function openChunk(key, number, last, sealed) {
    // 11 bytes of counter, big-endian, and the mark of the last chunk.
    const nonce = Buffer.alloc(12);
    nonce.writeBigUInt64BE(BigInt(number), 3);
    nonce.writeUInt8(last ? 1 : 0, 11);
    const decipher = (0,external_node_crypto_.createDecipheriv)('chacha20-poly1305', key, nonce, { authTagLength: TAG });
    decipher.setAuthTag(sealed.subarray(sealed.length - TAG));
    const content = decipher.update(sealed.subarray(0, sealed.length - TAG));
    try {
        decipher.final();
    }
    catch {
        return undefined;
    }
    return content;
}
/** @param otherMark true when the chunk is right, except that it is the last one or is not */
function wrongChunk(otherMark, last, number, where) {
    if (otherMark && last)
        return cut(where);
    if (otherMark) {
        return new errors/* RestoreError */.DZ('trailing', {
            what: 'Bytes follow the end of the encrypted content',
            where,
            todo: 'The object was written wrongly, or two were joined: make a new backup.',
        });
    }
    return new errors/* RestoreError */.DZ('checksum', {
        what: `Chunk ${number + 1} of the encrypted content does not have its tag: it was changed, or the object was cut there`,
        where,
    });
}
function cut(where) {
    return new errors/* RestoreError */.DZ('truncated', { what: 'The encrypted content ends before its last chunk', where });
}

// EXTERNAL MODULE: ./lib/codecs/byte-window.js
var byte_window = __webpack_require__(298);
;// CONCATENATED MODULE: ./lib/codecs/age.js




/** Of every version; the version follows. */
const MAGIC = Buffer.from('age-encryption.org/');
/** Bytes. A header has about 100 for each recipient (1,700 for a post-quantum one). */
const MOST_HEADER = 64 * 1024;
/** @param identity absent: encrypted objects are refused */
function ageDecryption(identity) {
    const keyring = identity === undefined ? undefined : createKeyring(identity);
    return async function* decrypt(stored, options) {
        const window = new byte_window/* ByteWindow */.r(stored);
        try {
            const long = await window.fill(MAGIC.length);
            if (!long || !MAGIC.equals(window.bytes.subarray(window.start, window.start + MAGIC.length))) {
                while (await window.fill(1)) {
                    const chunk = window.bytes.subarray(window.start);
                    window.skip(chunk.length);
                    yield chunk;
                }
            }
            else if (keyring === undefined) {
                throw noIdentity(options.where);
            }
            else {
                const header = await takeHeader(window, options.where);
                options.signal.throwIfAborted();
                yield* decryptPayload(window, await fileKeyOf(header, keyring, options.where), options);
            }
        }
        finally {
            await window.close();
        }
    };
}
function createKeyring(identity) {
    const identities = identity.kind === 'keys' ? identity.keys : [passphraseIdentity(identity.passphrase)];
    return { identity, identities, decrypter: undefined, opened: false };
}
/** Up to the line of the MAC, the only one that begins with `---`. */
async function takeHeader(window, where) {
    for (;;) {
        const bytes = Buffer.from(window.bytes.buffer, window.bytes.byteOffset + window.start, window.length);
        const mac = bytes.indexOf('\n---');
        const end = mac === -1 ? -1 : bytes.indexOf('\n', mac + 1);
        if (end !== -1) {
            window.skip(end + 1);
            return bytes.subarray(0, end + 1);
        }
        if (window.length > MOST_HEADER) {
            throw new errors/* RestoreError */.DZ('format', {
                what: 'The header of the age file does not end',
                where,
                expected: `at most ${MOST_HEADER} bytes`,
            });
        }
        if (!(await window.fill(window.length + 1))) {
            throw new errors/* RestoreError */.DZ('truncated', { what: 'The age file ends inside its header', where });
        }
    }
}
async function fileKeyOf(header, keyring, where) {
    try {
        keyring.decrypter ??= decrypterOf(keyring.identities);
        const key = await (await keyring.decrypter).decryptHeader(header);
        keyring.opened = true;
        return key;
    }
    catch (cause) {
        if (cause instanceof errors/* RestoreError */.DZ)
            throw new errors/* RestoreError */.DZ(cause.code, { ...cause.failure, where });
        throw headerError(keyring, await courseOf(header, keyring.identities), where, cause);
    }
}
async function decrypterOf(identities) {
    const age = await __webpack_require__.e(/* import() */ 855).then(__webpack_require__.bind(__webpack_require__, 855));
    const decrypter = new age.Decrypter();
    for (const identity of identities) {
        try {
            decrypter.addIdentity(identity);
        }
        catch {
            // Without the cause: its message may hold the key.
            throw new errors/* RestoreError */.DZ('input', { what: 'A key in age-identity is not valid', todo: 'Copy the key file again.' });
        }
    }
    return decrypter;
}
async function courseOf(header, identities) {
    const course = { stage: 'header', kinds: [] };
    // The first and the last never fit: they see how far it came.
    const first = {
        unwrapFileKey(stanzas) {
            course.stage = 'recipients';
            course.kinds = stanzas.map(({ args }) => args[0] ?? '');
            return null;
        },
    };
    const last = {
        unwrapFileKey() {
            course.stage = 'unmatched';
            return null;
        },
    };
    const decrypter = await decrypterOf([first, ...identities, last]);
    await decrypter.decryptHeader(header).catch(() => { });
    return course;
}
function noIdentity(where) {
    return new errors/* RestoreError */.DZ('encrypted', {
        what: 'The object is encrypted with age, and no identity was given',
        where,
        todo: 'Give the key file (AGE-SECRET-KEY-1…) or the passphrase as the input age-identity, from a secret.',
    });
}
/** Types that age and Litestream write; others come from plugins, or are there to test readers. */
const KNOWN_KINDS = ['X25519', 'scrypt', 'ssh-ed25519', 'ssh-rsa', 'mlkem768x25519', 'p256tag', 'piv-p256'];
function headerError(keyring, { stage, kinds }, where, cause) {
    if (stage === 'header') {
        return new errors/* RestoreError */.DZ('format', { what: 'The header of the age file is damaged', where, cause });
    }
    if (stage === 'recipients') {
        return new errors/* RestoreError */.DZ('checksum', {
            what: 'The header of the age file is damaged: its MAC is wrong',
            where,
            cause,
        });
    }
    const found = KNOWN_KINDS.filter(kind => kinds.includes(kind)).join(', ') || 'none that is known';
    const passphrase = keyring.identity.kind === 'passphrase';
    const fits = kinds.includes('scrypt') === passphrase;
    if (fits && keyring.opened) {
        return new errors/* RestoreError */.DZ('checksum', {
            what: 'No identity opens the object, although other objects were opened: its header is damaged, or it is for another recipient',
            where,
            found: `recipients: ${found}`,
        });
    }
    return new errors/* RestoreError */.DZ('encrypted', {
        what: fits
            ? 'No identity matched: age-identity does not open the object'
            : passphrase
                ? 'The object is encrypted for a key, and age-identity holds a passphrase'
                : 'The object is encrypted with a passphrase, and age-identity holds keys',
        where,
        found: `recipients: ${found}`,
        todo: passphrase
            ? 'Give the passphrase that the backup was encrypted with.'
            : 'Give the identity (AGE-SECRET-KEY-1…) that belongs to one of the recipients in the writer’s configuration.',
    });
}

// EXTERNAL MODULE: ./lib/engine/scratch-file.js
var scratch_file = __webpack_require__(3131);
// EXTERNAL MODULE: ./lib/pipeline/assess.js + 13 modules
var assess = __webpack_require__(4914);
// EXTERNAL MODULE: ./lib/pipeline/build.js
var build = __webpack_require__(3882);
// EXTERNAL MODULE: ./lib/pipeline/cached-database.js
var cached_database = __webpack_require__(4426);
// EXTERNAL MODULE: ./lib/pipeline/failure.js
var pipeline_failure = __webpack_require__(8104);
// EXTERNAL MODULE: ./lib/pipeline/planning.js + 120 modules
var planning = __webpack_require__(2281);
// EXTERNAL MODULE: ./lib/pipeline/publish-at.js + 2 modules
var publish_at = __webpack_require__(7031);
// EXTERNAL MODULE: ./lib/engine/overlay.js
var overlay = __webpack_require__(230);
// EXTERNAL MODULE: ./lib/codecs/database-header.js
var database_header = __webpack_require__(6450);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
;// CONCATENATED MODULE: ./lib/engine/page-digests.js
// What each page of an image holds, as a digest in a file: an image can be compared with another one whose pages come in
// any order, and neither memory nor a second database file grows with it.



/** Bytes: the first half of a SHA-256, so that no two contents are taken for one by chance. */
const DIGEST_SIZE = 16;
/** Digests held in memory: pages come mostly in order. */
const WINDOW_PAGES = 512;
const WINDOW_SIZE = WINDOW_PAGES * DIGEST_SIZE;
class PageDigests {
    #path;
    #file;
    #window = Buffer.alloc(WINDOW_SIZE);
    #at = -1;
    #changed = false;
    /**
     * @param path a file that does not exist yet; {@link close} removes it
     * @throws RestoreError `disk`, here and from every method
     */
    constructor(path) {
        this.#path = path;
        this.#file = this.#onDisk(() => (0,external_node_fs_.openSync)(path, 'wx+', 0o600));
    }
    /** @param page 1-based */
    put(page, content) {
        digestOf(content).copy(this.#window, this.#place(page), 0, DIGEST_SIZE);
        this.#changed = true;
    }
    /** False for a page that was never {@link put}, too. */
    matches(page, content) {
        const place = this.#place(page);
        return digestOf(content).equals(this.#window.subarray(place, place + DIGEST_SIZE));
    }
    close() {
        (0,external_node_fs_.closeSync)(this.#file);
        (0,external_node_fs_.rmSync)(this.#path, { force: true });
    }
    /** Where the page's digest lies in the window, which is moved to it. */
    #place(page) {
        const at = Math.floor((page - 1) / WINDOW_PAGES);
        if (at !== this.#at)
            this.#onDisk(() => this.#move(at));
        return ((page - 1) % WINDOW_PAGES) * DIGEST_SIZE;
    }
    #move(at) {
        for (let done = 0; this.#changed && done < WINDOW_SIZE;) {
            done += (0,external_node_fs_.writeSync)(this.#file, this.#window, done, WINDOW_SIZE - done, this.#at * WINDOW_SIZE + done);
        }
        this.#changed = false;
        this.#at = at;
        // Behind the end of the file, and in its holes, no page was put.
        this.#window.fill(0);
        for (let done = 0; done < WINDOW_SIZE;) {
            const count = (0,external_node_fs_.readSync)(this.#file, this.#window, done, WINDOW_SIZE - done, at * WINDOW_SIZE + done);
            if (count === 0)
                return;
            done += count;
        }
    }
    #onDisk(work) {
        try {
            return work();
        }
        catch (cause) {
            const what = 'The scratch folder cannot be written';
            throw new errors/* RestoreError */.DZ('disk', { what, where: this.#path, todo: 'Free disk space on the runner.', cause });
        }
    }
}
function digestOf(content) {
    return (0,external_node_crypto_.hash)('sha256', content, 'buffer').subarray(0, DIGEST_SIZE);
}

// EXTERNAL MODULE: ./lib/engine/page-set.js
var page_set = __webpack_require__(2114);
;// CONCATENATED MODULE: ./lib/engine/replay.js
// Replay: an older image and the increments after it must give a newer image, page by page. The two were written
// independently of each other, so that their agreement shows what no listing can: that nothing is missing in between.





/** Page numbers that are told. */
const MOST_NUMBERS = 10;
/**
 * Reads the newer image first, then the layers that must lead to it.
 * @param path of a scratch file that does not exist yet: 16 bytes for each page
 * @throws LayerFailure around whatever a layer's reader threw; its layer is {@link Replay.expected} or one of `from`
 * @throws RestoreError `incomplete` when a page is in no layer of `from`, `format`, `limit`, `disk`; of `later`
 */
async function compareReplay({ from, expected, later }, path, context) {
    const digests = new PageDigests(path);
    try {
        const image = await digest(expected, digests, context);
        const { pageSize } = image;
        const lock = (0,database_header/* lockBytePage */.Tc)(pageSize);
        const differing = new page_set/* PageSet */.e();
        const compare = (data, position) => {
            for (const [page, content] of pagesIn(data, position / pageSize + 1, pageSize)) {
                if (page !== lock && !digests.matches(page, content))
                    differing.add(page);
            }
            return Promise.resolve();
        };
        const state = await (0,overlay/* overlayOnto */.ln)(from, { write: compare }, pageSize, context);
        for (let page = state.pages + 1; page <= image.commit; page += 1)
            if (page !== lock)
                differing.add(page);
        const ahead = new page_set/* PageSet */.e();
        if (differing.size > 0 && later !== undefined) {
            for await (const run of later(context)) {
                context.signal.throwIfAborted();
                if (run.pageSize !== pageSize)
                    continue;
                for (const [page, content] of pagesIn(run.data, run.first, pageSize)) {
                    if (!differing.has(page) || ahead.has(page))
                        continue;
                    if (run.merged || digests.matches(page, content))
                        ahead.add(page);
                }
                if (ahead.size === differing.size)
                    break;
            }
        }
        const first = [];
        for (let page = 1; page <= Math.max(image.commit, state.pages) && first.length < MOST_NUMBERS; page += 1) {
            if (differing.has(page) && !ahead.has(page))
                first.push(page);
        }
        const pages = image.commit >= lock ? image.commit - 1 : image.commit;
        return { pages, differing: differing.size - ahead.size, first, ahead: ahead.size };
    }
    finally {
        digests.close();
    }
}
/** @throws LayerFailure; RestoreError `limit` */
async function digest(image, digests, context) {
    const runs = image.pages(context);
    try {
        for (;;) {
            const next = await runs.next();
            if (next.done === true)
                return next.value;
            context.signal.throwIfAborted();
            const { pageSize, first, data } = next.value;
            const end = (first - 1) * pageSize + data.length;
            if (end > context.maxDatabaseSize) {
                throw new errors/* RestoreError */.DZ('limit', {
                    what: 'A snapshot to compare with is larger than allowed',
                    where: image.label,
                    expected: `at most ${context.maxDatabaseSize} bytes`,
                    found: `${end} bytes or more`,
                });
            }
            for (const [page, content] of pagesIn(data, first, pageSize))
                digests.put(page, content);
        }
    }
    catch (cause) {
        if (context.signal.aborted)
            throw context.signal.reason;
        throw new overlay/* LayerFailure */.kN(image, cause);
    }
    finally {
        await runs.return({ pageSize: 0, commit: 0 });
    }
}
function* pagesIn(data, first, pageSize) {
    for (let at = 0, page = first; at < data.length; at += pageSize, page += 1) {
        yield [page, data.subarray(at, at + pageSize)];
    }
}

// EXTERNAL MODULE: ./lib/quantities.js
var quantities = __webpack_require__(3682);
// EXTERNAL MODULE: ./lib/storage/prefetch.js
var prefetch = __webpack_require__(1182);
// EXTERNAL MODULE: ./lib/pipeline/attempt.js
var attempt = __webpack_require__(9303);
// EXTERNAL MODULE: ./lib/pipeline/scratch-folder.js
var scratch_folder = __webpack_require__(9569);
;// CONCATENATED MODULE: ./lib/pipeline/replays.js
// Mode `verify`: what older snapshots and the increments after them lead to, compared with the newer snapshots.








/**
 * Replays, and tells the journal.
 * @returns the plan, with the proof that a replay gave it, and what keeps the verdict from a pass
 * @throws RestoreError `replay`; the code of what is missing or damaged between two snapshots; of the store, `disk`,
 *   `cancelled`, `timeout`
 */
async function replayed(format, request, plan, journal) {
    request.log.group('Replaying');
    try {
        // What planning kept there was read.
        await (0,scratch_folder/* emptyFolder */.i)(request.scratchFolder);
        const found = await journal.timed('replay', () => replayAll(format, request, plan));
        journal.replayed(found.outcomes, found.plan);
        assertReplayed(found.outcomes);
        return { plan: found.plan, doubts: doubtsOf(found.outcomes) };
    }
    finally {
        request.log.endGroup();
    }
}
/** Nothing was learned about the backup: retention ran, the class is not readable, or the older state is too large. */
const SKIPPED = ['gone', 'changed', 'archived', 'limit'];
/** What says that the way to the newer snapshot is not whole. */
const BROKEN = [...attempt/* DAMAGE */.Qj, 'gap', 'incomplete', 'no-snapshot', 'not-sqlite', 'hollow'];
/** Ways tried at most, as for plans. */
const MAX_TRIES = 16;
/**
 * Carries out what the format finds worth replaying. An object that is damaged is read once more, and then left out: an
 * older snapshot may lead to the same place.
 * @param request as for planning; `excluded` holds what the plan already does without
 */
async function replayAll(format, request, plan) {
    const { log, signal } = request;
    if (format.replays === undefined)
        return { outcomes: [], plan };
    const excluded = new Map(request.excluded);
    const readTwice = new Set();
    const outcomes = new Map();
    /** The first failure on the way to a newer snapshot. */
    const failures = new Map();
    let { proof } = plan;
    const notes = [...plan.notes];
    for (let tries = 1;; tries += 1) {
        signal.throwIfAborted();
        const planned = await format.replays({ ...request, excluded }, plan).catch((error) => {
            if ((0,errors/* isRestoreError */.hm)(error, ...SKIPPED))
                return error;
            throw error;
        });
        if (planned instanceof errors/* RestoreError */.DZ) {
            log.warn(`Nothing more is replayed: ${planned.message}`);
            break;
        }
        const next = planned.find(replay => !outcomes.has(idOf(replay)));
        if (next === undefined)
            break;
        const started = performance.now();
        const result = await carryOut(next, request);
        const ms = performance.now() - started;
        if (!('error' in result)) {
            const outcome = outcomeOf(next, result, ms);
            outcomes.set(idOf(next), outcome);
            const exact = result.ahead === 0 || next.provesAhead === true;
            if (outcome.verdict === 'pass' && exact && next.proves !== undefined)
                proof = next.proves;
            log.info(`  ${sentenceOf(outcome)}`);
            continue;
        }
        const { error, newer } = result;
        const objects = result.objects.filter(({ key }) => !excluded.has(key));
        const fresh = (0,errors/* isRestoreError */.hm)(error, ...attempt/* DAMAGE */.Qj) ? objects.filter(({ key }) => !readTwice.has(key)) : [];
        if (fresh.length > 0) {
            for (const { key } of fresh)
                readTwice.add(key);
            log.warn(`${error.message} Reading it once more.`);
            continue;
        }
        if (!newer && !failures.has(next.newer))
            failures.set(next.newer, [next, error]);
        if (saysNothing(error) || objects.length === 0 || tries >= MAX_TRIES) {
            outcomes.set(idOf(next), brokenOutcome(next, failures.get(next.newer)?.[1] ?? error, request, ms));
            log.warn(error.message);
            continue;
        }
        notes.push(`replayed without it: ${error.message}`);
        log.warn(`${error.message} Replaying without it.`);
        for (const { key } of objects)
            excluded.set(key, error.failure.what);
    }
    for (const [newer, [replay, error]] of failures) {
        if ([...outcomes.values()].some(outcome => outcome.newer === newer))
            continue;
        outcomes.set(idOf(replay), brokenOutcome(replay, error, request, 0));
    }
    return { outcomes: [...outcomes.values()], plan: { ...plan, proof, notes } };
}
function saysNothing({ code }) {
    return SKIPPED.some(skipped => skipped === code);
}
function idOf({ older, newer }) {
    return `${older} ${newer}`;
}
async function carryOut(replay, request) {
    const { signal, backup } = request;
    const { steps, older, newer } = replay;
    if (steps instanceof errors/* RestoreError */.DZ) {
        const named = (0,errors/* isRestoreError */.hm)(steps, ...attempt/* DAMAGE */.Qj) ? (0,attempt/* objectsToBlame */.Ve)(steps, [], backup.objects) : [];
        return { error: steps, newer: false, objects: named };
    }
    const increments = steps.from.length - 1;
    request.log.info(`Replaying ${older} and ${(0,quantities/* countOf */.pq)(increments, 'increment')} after it: they must give ${newer}`);
    try {
        return await compare(steps, request);
    }
    catch (thrown) {
        signal.throwIfAborted();
        const error = thrown instanceof overlay/* LayerFailure */.kN ? thrown.cause : thrown;
        if (!(0,errors/* isRestoreError */.hm)(error, ...SKIPPED, ...BROKEN))
            throw error;
        const candidates = thrown instanceof overlay/* LayerFailure */.kN ? thrown.layer.objects : [];
        return {
            error,
            newer: thrown instanceof overlay/* LayerFailure */.kN && thrown.layer === steps.expected,
            objects: (0,attempt/* objectsToBlame */.Ve)(error, candidates, backup.objects),
        };
    }
}
async function compare(replay, { store, signal, log, scratchFolder, maxDatabaseSize }) {
    const order = [replay.expected, ...replay.from.toReversed()];
    const total = order.reduce((sum, { bytesToRead }) => sum + bytesToRead, 0);
    const progress = log.progress('Replaying', total, 'bytes');
    const unread = order.filter(({ bytesToRead }) => bytesToRead > 0).flatMap(({ objects }) => objects);
    const ahead = (0,prefetch/* prefetching */.w)(store, unread, { signal });
    try {
        const context = { store: ahead, signal, maxDatabaseSize, progress: (bytes) => progress.add(bytes) };
        return await compareReplay(replay, (0,external_node_path_.join)(scratchFolder, 'digests'), context);
    }
    finally {
        progress.end();
        await ahead.close();
    }
}
function outcomeOf({ older, newer, steps }, compared, ms) {
    const { pages, differing, first, ahead } = compared;
    const told = { older, newer, pages, differing, firstDiffering: first, ahead, ms: Math.round(ms) };
    if (differing === 0)
        return { ...told, verdict: 'pass' };
    const numbers = `${first.join(', ')}${differing > first.length ? ', …' : ''}`;
    const error = new errors/* RestoreError */.DZ('replay', {
        what: `The increments after ${older} do not lead to ${newer}: ${(0,quantities/* countText */.lT)(differing)} of ${(0,quantities/* countOf */.pq)(pages, 'page')} differ (${numbers})`,
        where: steps instanceof errors/* RestoreError */.DZ ? undefined : steps.expected.objects[0]?.key,
        expected: 'equal pages',
        found: (0,quantities/* countOf */.pq)(differing, 'page that differs', 'pages that differ'),
        todo: `Either increments between the two are lost, and states from between them are not to be trusted, or ${newer} is not of this database, and nothing that begins with it is. Compare the two by restoring their positions.`,
    });
    return { ...told, verdict: 'fail', error };
}
function brokenOutcome({ older, newer }, cause, { target }, ms) {
    const { code, failure } = cause;
    const what = `The way from ${older} to ${newer} is not whole: ${failure.what}`;
    return {
        older,
        newer,
        verdict: saysNothing(cause) ? 'skipped' : target.onIncomplete === 'warn' ? 'inconclusive' : 'fail',
        pages: 0,
        differing: 0,
        firstDiffering: [],
        ahead: 0,
        error: new errors/* RestoreError */.DZ(code, { ...failure, what, cause }),
        ms: Math.round(ms),
    };
}
/** For the log and for people: what a replay came to. */
function sentenceOf({ pages, differing, ahead, error, ms }) {
    if (error !== undefined && differing === 0)
        return error.message;
    const later = ahead === 0 ? '' : `, ${(0,quantities/* countText */.lT)(ahead)} of them as a later increment has them`;
    const equal = differing === 0
        ? `all ${(0,quantities/* countOf */.pq)(pages, 'page')} are equal${later}`
        : `${(0,quantities/* countText */.lT)(differing)} of ${(0,quantities/* countOf */.pq)(pages, 'page')} differ`;
    return `${equal} (${(0,quantities/* durationText */.S5)(ms)})`;
}
/** @throws RestoreError `replay`; the code of what is missing or damaged on the way */
function assertReplayed(outcomes) {
    const failed = outcomes.find(({ verdict }) => verdict === 'fail');
    if (failed?.error !== undefined)
        throw failed.error;
}
/** Why the verdict cannot be `pass`, though nothing that was asked for failed. */
function doubtsOf(outcomes) {
    return outcomes
        .filter(({ verdict }) => verdict === 'inconclusive')
        .map(outcome => ({ code: 'replay', text: sentenceOf(outcome) }));
}

// EXTERNAL MODULE: ./lib/pipeline/verdict.js
var verdict = __webpack_require__(9067);
;// CONCATENATED MODULE: ./lib/pipeline/restore-listed.js
// All steps after the listing: detect -> plan -> fetch and overlay -> check -> judge -> publish.












/**
 * Restores, verifies or plans what `listing` holds. A failure of the backup is noted in the journal, with what an older
 * state of it would give. Leaves no scratch file.
 * @throws RestoreError or anything else that ends a restore before there is a backup to speak of
 */
async function restoreListed(listing, listed) {
    const { request, journal, log, signal } = listed;
    const found = await (0,planning/* recognise */.GJ)(listing, listed);
    const scratch = await (0,scratch_folder/* createScratchFolder */.D)(request.mode === 'restore' ? request.target : undefined, request.tempFolder);
    try {
        const maxDatabaseSize = Math.min(request.maxDatabaseSize ?? Infinity, await (0,scratch_file/* writableBytes */.Md)(scratch.databases));
        const decrypt = ageDecryption(request.ageIdentity);
        const sqlite = await listed.openSqlite();
        const context = { ...listed, sqlite, decrypt, damaged: new Map(), scratch, maxDatabaseSize };
        await run(found, context).catch(async (error) => {
            const failure = (0,pipeline_failure/* asRestoreError */.V)(error, signal);
            journal.fail(failure, request.ifNoBackup);
            const { outlookOf } = await __webpack_require__.e(/* import() */ 793).then(__webpack_require__.bind(__webpack_require__, 5793));
            journal.outlook(await outlookOf(failure, found, context));
            if ((request.lastGood ?? 'off') === 'off')
                return;
            const { seekLastGood } = await __webpack_require__.e(/* import() */ 608).then(__webpack_require__.bind(__webpack_require__, 1608));
            await seekLastGood(failure, found, context);
        });
    }
    finally {
        log.endGroup();
        await scratch.remove().catch((error) => log.warn(`A scratch folder was left behind: ${String(error)}`));
    }
}
async function run(found, context) {
    const { request, journal, cache } = context;
    const { mode, target } = request;
    const task = taskOf(found, context);
    if (mode === 'plan')
        return planOnly(task, context);
    const key = (0,cached_database/* cacheKey */.k$)(found.format.name, found.backup, task.target);
    const obtained = (await fromCache(key, found, context)) ?? (await fromBackup(task, context));
    const { entry, checks, cacheHit } = obtained;
    journal.built(entry, checks, cacheHit);
    (0,verdict/* assertSound */.OP)(entry.plan, checks, request);
    const now = Date.now();
    const assessment = await journal.timed('assess', () => (0,assess/* assess */.n)(entry, found.backup, { ...context, now, phases: journal.spent() }));
    journal.assessed(assessment);
    const { plan, doubts } = await rehearsed(obtained, task, context);
    const judgement = (0,verdict/* judge */.S4)(plan, checks, assessment, request, doubts);
    if (cache !== undefined && !cacheHit)
        await journal.timed('cache', () => (0,cached_database/* saveToCache */.$T)(cache, key, entry));
    if (mode === 'restore' && target !== undefined)
        await (0,publish_at/* publishAt */.R)(target, entry, context);
    await (0,assess/* remember */.k)(assessment, entry, context);
    journal.passed(judgement, mode === 'restore');
}
function taskOf(found, context) {
    const { request, scratch, journal } = context;
    return {
        found,
        target: {
            timestamp: request.timestamp,
            position: request.position,
            onIncomplete: request.onIncomplete,
            prefer: request.onInconclusive === 'proven' ? 'proven' : 'likeliest',
        },
        builder: (0,build/* createBuilder */.I)({
            ...context,
            folder: scratch.databases,
            checks: { integrity: request.integrityCheck, foreignKeys: request.foreignKeyCheck !== 'off' },
            timed: journal.timed,
        }),
    };
}
async function planOnly({ found, target, builder }, context) {
    const { plan } = await (0,planning/* attempt */.CD)(found, target, builder, context, () => Promise.resolve());
    context.journal.planned(plan, (0,verdict/* reasonsOfProof */.z6)(plan));
}
/** Undefined where there is no cache, or nothing of use in it. */
async function fromCache(key, found, context) {
    const { request, cache, sqlite, scratch, journal, log, signal } = context;
    if (cache === undefined)
        return undefined;
    const path = (0,external_node_path_.join)(scratch.databases, 'cached.sqlite');
    const warm = sqlite.warmUp(path);
    try {
        const entry = await journal.timed('cache', () => (0,cached_database/* takeFromCache */.c9)(cache, key, path, context));
        if (entry === undefined)
            return undefined;
        log.info('The cache has the database of exactly these objects: nothing is downloaded.');
        const options = { integrity: request.integrityCheck, foreignKeys: request.foreignKeyCheck !== 'off' };
        const checks = await journal.timed('check', () => sqlite.check(entry.path, options, signal));
        return { entry, checks, found, excluded: new Map(), cacheHit: true };
    }
    finally {
        await warm.end();
    }
}
/** Fetches, overlays and checks; plans again when an object fails. */
async function fromBackup({ found, target, builder }, context) {
    const { plan, built, ...used } = await (0,planning/* attempt */.CD)(found, target, builder, context, async (chosen) => {
        context.journal.planned(chosen, []);
        return builder.build(chosen.layers);
    });
    return { ...used, entry: (0,cached_database/* entryOf */.Ms)(plan, built), checks: built.checks, cacheHit: false };
}
/** In mode `verify` every way that the writer offers to the same state is gone, too. */
async function rehearsed({ entry, ...used }, { target, builder }, context) {
    if (context.request.mode !== 'verify')
        return { plan: entry.plan, doubts: [] };
    const { format } = used.found;
    return replayed(format, (0,planning/* planRequest */.NX)(used, target, builder, context), entry.plan, context.journal);
}


/***/ }),

/***/ 9569:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ createScratchFolder),
/* harmony export */   i: () => (/* binding */ emptyFolder)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1455);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8161);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6760);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(452);
// One hidden folder beside the target holds everything a restore writes, so that one removal leaves nothing behind.





/** Marks folders of this program; the process id in it tells whether somebody still works there. */
const MARK = '.restore-sqlite-';
/**
 * Makes the folder beside `target`, on the same file system, so that publishing is one rename. Without a target
 * (mode `verify` or `plan`) it lies in `tempFolder`.
 * @throws RestoreError `disk` when it cannot be made
 */
async function createScratchFolder(target, tempFolder) {
    const parent = target === undefined ? tempFolder : (0,node_path__WEBPACK_IMPORTED_MODULE_3__.dirname)(target);
    const name = target === undefined ? 'database' : (0,node_path__WEBPACK_IMPORTED_MODULE_3__.basename)(target);
    let made;
    let path;
    try {
        made = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.mkdir)(parent, { recursive: true });
        await removeAbandoned(parent);
        path = (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(parent, `${MARK}${(0,node_os__WEBPACK_IMPORTED_MODULE_2__.hostname)()}-${process.pid}-${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(4).toString('hex')}`);
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.mkdir)(path, { mode: 0o700 });
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.mkdir)((0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(path, 'databases'));
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.mkdir)((0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(path, 'planning'));
    }
    catch (cause) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_4__/* .RestoreError */ .DZ('disk', {
            what: `The folder for ${name} cannot be written`,
            where: parent,
            todo: 'Choose a db-path in a folder that the runner’s user may write.',
            cause,
        });
    }
    return {
        databases: (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(path, 'databases'),
        planning: (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(path, 'planning'),
        async remove() {
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rm)(path, { recursive: true, force: true, maxRetries: 3 });
            if (made !== undefined)
                await removeEmpty(parent, made);
        },
    };
}
/** Removes what is in the folder, not the folder. */
async function emptyFolder(path) {
    for (const name of await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readdir)(path))
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rm)((0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(path, name), { recursive: true, force: true, maxRetries: 3 });
}
/** Folders left by a run that was killed outright: their process is gone from this machine. */
async function removeAbandoned(parent) {
    const mine = `${MARK}${(0,node_os__WEBPACK_IMPORTED_MODULE_2__.hostname)()}-`;
    for (const name of await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readdir)(parent)) {
        const pid = name.startsWith(mine) ? Number(name.slice(mine.length).split('-')[0]) : Number.NaN;
        if (Number.isInteger(pid) && pid > 0 && !isRunning(pid))
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rm)((0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(parent, name), { recursive: true, force: true });
    }
}
function isRunning(pid) {
    try {
        process.kill(pid, 0);
        return true;
    }
    catch (error) {
        // EPERM: it runs, as somebody else.
        return error instanceof Error && 'code' in error && error.code === 'EPERM';
    }
}
/** Removes `folder` and its parents up to `first`, as long as they are empty. */
async function removeEmpty(folder, first) {
    for (let path = folder; path.length >= first.length; path = (0,node_path__WEBPACK_IMPORTED_MODULE_3__.dirname)(path)) {
        try {
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rmdir)(path);
        }
        catch {
            // Not empty: the database was published there, or somebody else put a file in.
            return;
        }
    }
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

/***/ 1182:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   w: () => (/* binding */ prefetching)
/* harmony export */ });
const MiB = 1024 * 1024;
/**
 * @param objects in the order in which they will be read, each once and whole. Another order, or a second read, is right
 *   too, and only costs its round trip.
 */
function prefetching(store, objects, { signal, largest = 2 * MiB, inFlight = 32, budget = 32 * MiB }) {
    const stop = new AbortController();
    const both = AbortSignal.any([signal, stop.signal]);
    const waiting = objects.filter(({ size }) => size <= largest);
    const started = new Map();
    let next = 0;
    let running = 0;
    let held = 0;
    function fill() {
        for (;;) {
            const object = waiting[next];
            if (object === undefined || running >= inFlight || both.aborted)
                return;
            if (held > 0 && held + object.size > budget)
                return;
            next += 1;
            if (started.has(object.key))
                continue;
            running += 1;
            held += object.size;
            const fetched = readWhole(store, object, both).finally(() => {
                running -= 1;
                fill();
            });
            // A failure is told to whoever reads the object; until then nobody listens.
            fetched.catch(() => { });
            started.set(object.key, { object, fetched });
        }
    }
    fill();
    return {
        name: store.name,
        list: (prefix, listSignal) => store.list(prefix, listSignal),
        async *read(object, options) {
            const ahead = started.get(object.key);
            if (ahead === undefined || ahead.object.etag !== object.etag || options.range !== undefined) {
                yield* store.read(object, options);
                return;
            }
            started.delete(object.key);
            try {
                const { bytes, crc32 } = await ahead.fetched;
                options.signal.throwIfAborted();
                if (crc32 !== undefined)
                    options.onChecksum?.(crc32);
                if (bytes.length > 0)
                    yield bytes;
            }
            finally {
                held -= object.size;
                fill();
            }
        },
        async close() {
            stop.abort();
            await Promise.allSettled([...started.values()].map(({ fetched }) => fetched));
        },
    };
}
async function readWhole(store, object, signal) {
    let crc32;
    const onChecksum = (base64) => {
        crc32 = base64;
    };
    const chunks = [];
    for await (const chunk of store.read(object, { signal, onChecksum }))
        chunks.push(chunk);
    const [only] = chunks;
    return { bytes: chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks), crc32 };
}


/***/ })

};
