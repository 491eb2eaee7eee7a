export const id = 549;
export const ids = [549];
export const modules = {

/***/ 6812:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Mr: () => (/* binding */ counting),
/* harmony export */   SV: () => (/* binding */ newTraffic),
/* harmony export */   x8: () => (/* binding */ countingStore)
/* harmony export */ });
const newTraffic = () => ({ bytes: 0, requests: 0, versions: new Map() });
function counting(store, traffic) {
    /** A generator between the two would cost each small object as much as its own. */
    function counted({ chunks }) {
        return {
            [Symbol.asyncIterator]() {
                const source = chunks[Symbol.asyncIterator]();
                const next = async () => {
                    const found = await source.next();
                    if (found.done !== true)
                        traffic.bytes += found.value.length;
                    return found;
                };
                return { next, return: async () => (await source.return?.()) ?? { done: true, value: undefined } };
            },
        };
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
    const dog = (0,waiting/* watchdog */.uJ)(signal, { ms: stall, late: () => stalled(object, stall) });
    try {
        for (;;) {
            const next = await dog.wait(body.next());
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
        dog.stop();
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
    sleep: waiting/* sleep */.yy,
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
/** Why an attempt's request is ended that nobody waits for any more. One for all: each would record its stack. */
const OVER = new Error('Nobody reads the rest of the answer');
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
        let toItsEnd = false;
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
            toItsEnd = !answer.whole || end === object.size;
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
            // Ends what is left of the request: a stalled body, a rest that nobody wants.
            if (!toItsEnd)
                attempt.abort(OVER);
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
    const { openS3 } = await Promise.all(/* import() */[__webpack_require__.e(711), __webpack_require__.e(871)]).then(__webpack_require__.bind(__webpack_require__, 4871));
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
/* harmony export */   uJ: () => (/* binding */ watchdog),
/* harmony export */   ux: () => (/* binding */ within),
/* harmony export */   yy: () => (/* binding */ sleep)
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
function watchdog(signal, { ms, late }) {
    let fail;
    // Goes on running between two waits, and means nothing then.
    const timer = setTimeout(() => fail?.(late()), ms);
    const onAbort = () => {
        // abort() takes any value; ours are errors.
        fail?.(signal.reason);
    };
    signal.addEventListener('abort', onAbort, { once: true });
    return {
        wait: promise => new Promise((resolve, reject) => {
            fail = reject;
            timer.refresh();
            promise.then(resolve, reject).finally(() => {
                if (fail === reject)
                    fail = undefined;
            });
            if (signal.aborted)
                onAbort();
        }),
        stop() {
            clearTimeout(timer);
            signal.removeEventListener('abort', onAbort);
        },
    };
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
