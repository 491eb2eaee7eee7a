export const id = 30;
export const ids = [30];
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

/***/ 30:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   openDatabaseCache: () => (/* binding */ openDatabaseCache)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7598);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6760);
/* harmony import */ var _actions_cache__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1691);
/* harmony import */ var _cache_service_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(1162);
// Restored databases in the Actions cache. It is a convenience: whatever is wrong with it is a miss or a warning.






/** A lookup that takes longer than this costs more than it can save. */
const LOOKUP_MS = 10 * 60_000;
const hashOf = (key) => (0,node_crypto__WEBPACK_IMPORTED_MODULE_1__.createHash)('sha256').update(key).digest('hex');
/** A comma is not allowed in a key, and 512 characters are the limit: the hash has neither problem. */
const name = (key) => `restore-sqlite-${hashOf(key)}`;
/**
 * @param home absolute path of the folder `~/.cache/restore-sqlite`. Its text in that short form is part of every entry's
 *   version, so an entry saved by one runner is found by another whose home lies elsewhere.
 */
function openDatabaseCache(home, log) {
    const folder = (key) => (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(home, hashOf(key));
    const pattern = (key) => `~/.cache/${(0,node_path__WEBPACK_IMPORTED_MODULE_3__.basename)(home)}/${hashOf(key)}`;
    return {
        folder,
        async restore(key, signal) {
            if (!(0,_cache_service_js__WEBPACK_IMPORTED_MODULE_5__/* .isCacheAvailable */ ._)('The cache is not used', log))
                return false;
            try {
                await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.rm)(folder(key), { recursive: true, force: true });
                const hit = await (0,_cache_service_js__WEBPACK_IMPORTED_MODULE_5__/* .within */ .u)(_actions_cache__WEBPACK_IMPORTED_MODULE_4__/* .restoreCache */ .P3([pattern(key)], name(key)), LOOKUP_MS, signal);
                // The service finds keys by their beginning: only the whole key is ours.
                if (hit !== name(key))
                    return false;
                // The archive names its files relative to the workspace: on a runner with other folders they land elsewhere.
                return (await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.stat)(folder(key)).catch(() => undefined))?.isDirectory() === true;
            }
            catch (error) {
                signal.throwIfAborted();
                log.warn(`The cache is not used: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error)}`);
                return false;
            }
        },
        async save(key) {
            if (!(0,_cache_service_js__WEBPACK_IMPORTED_MODULE_5__/* .isCacheAvailable */ ._)('The cache is not used', log))
                return;
            try {
                await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.mkdir)(home, { recursive: true });
                const id = await _actions_cache__WEBPACK_IMPORTED_MODULE_4__/* .saveCache */ .Io([pattern(key)], name(key));
                // -1: the client has said why (the entry exists, the token may only read, the server is away).
                if (id !== -1)
                    log.info(`The database was saved in the cache as ${name(key)}`);
            }
            catch (error) {
                log.warn(`The database was not saved in the cache: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error)}`);
            }
        },
    };
}


/***/ })

};
