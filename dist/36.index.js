export const id = 36;
export const ids = [36];
export const modules = {

/***/ 36:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   refuseOldNode: () => (/* binding */ refuseOldNode)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var _inputs_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7802);
/* harmony import */ var _outputs_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7352);
// The one thing an older Node is asked to do: say that it is too old. Only APIs that every Node has are used here.



/**
 * An older Node lacks zstd and Node-API 10, and would crash without a word when it loads SQLite
 * (WiseLibs/better-sqlite3#1514). GitHub's runners bring Node 24; others start whatever `node` is on PATH.
 */
function refuseOldNode() {
    const sentence = `Node 24 or newer is needed, and this is ${process.version}: update the runner to 2.327.1 or newer, or (act, Forgejo, Gitea, terminal) put Node 24 on PATH.`;
    process.exitCode = 1;
    const outputFile = (0,_inputs_js__WEBPACK_IMPORTED_MODULE_1__/* .environment */ .cA)()['GITHUB_OUTPUT'];
    if (process.argv.length > 2 || outputFile === undefined) {
        process.stderr.write(`${sentence}\n`);
        return;
    }
    process.stdout.write(`::error title=restore-sqlite%3A platform::${sentence}\n`);
    const outputs = Object.entries({ ..._outputs_js__WEBPACK_IMPORTED_MODULE_2__/* .UNFINISHED */ .yA, errorCode: 'platform' });
    (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.appendFileSync)(outputFile, outputs.map(([name, value]) => `${name}=${value}\n`).join(''));
}


/***/ }),

/***/ 7352:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Yz: () => (/* binding */ outputsOf),
/* harmony export */   yA: () => (/* binding */ UNFINISHED)
/* harmony export */ });
/* unused harmony export OUTPUT_NAMES */
/* harmony import */ var _quantities_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3682);

const OUTPUT_NAMES = (/* unused pure expression or super */ null && ([
    'restored',
    'bytes',
    'walSegmentsApplied',
    'path',
    'format',
    'verdict',
    'proof',
    'integrity',
    'restorePoint',
    'position',
    'snapshotKey',
    'pageSize',
    'pages',
    'framesApplied',
    'sha256',
    'downloadedBytes',
    'durationMs',
    'cacheHit',
    'reportPath',
    'reportMarkdownPath',
    'lastGoodPosition',
    'errorCode',
]));
/** What a step that has learned nothing says. */
const NOTHING = {
    restored: 'false',
    bytes: '0',
    walSegmentsApplied: '0',
    path: '',
    format: '',
    verdict: 'inconclusive',
    proof: '',
    integrity: 'skipped',
    restorePoint: '',
    position: '',
    snapshotKey: '',
    pageSize: '0',
    pages: '0',
    framesApplied: '0',
    sha256: '',
    downloadedBytes: '0',
    durationMs: '0',
    cacheHit: 'false',
    reportPath: '',
    reportMarkdownPath: '',
    lastGoodPosition: '',
    errorCode: '',
};
/** Written first: what stands when the machine ends the process before it can say anything. */
const UNFINISHED = { ...NOTHING, errorCode: 'internal' };
/**
 * The texts of the outputs. What describes a database is filled in only where there is one that passed: published, or in
 * mode `verify` checked. `integrity` also says `failed`, and what the run itself did (bytes read, time) is always told.
 * Where an older state was published because the newest is bad, `errorCode` says what is wrong with the newest.
 * @param target the request's absolute target path
 * @param reports paths, empty when no report could be written
 */
function outputsOf(result, target, reports) {
    const run = {
        verdict: result.verdict,
        integrity: result.checks?.integrity ?? 'skipped',
        downloadedBytes: String(result.downloadedBytes),
        durationMs: String(Math.round(result.durationMs)),
        cacheHit: String(result.cacheHit),
        ...reports,
        lastGoodPosition: result.lastGood?.point?.position ?? '',
        errorCode: result.error?.code ?? (result.failed ? 'internal' : ''),
    };
    const { database, plan } = result;
    if (result.failed || database === undefined || plan === undefined)
        return { ...NOTHING, ...run };
    return {
        ...run,
        restored: String(result.restored),
        bytes: String(database.bytes),
        walSegmentsApplied: String(plan.incrementsApplied),
        path: result.restored ? (target ?? '') : '',
        format: plan.format,
        proof: plan.proof.word,
        restorePoint: (0,_quantities_js__WEBPACK_IMPORTED_MODULE_0__/* .instantText */ .Xx)(plan.point.time),
        position: plan.point.position,
        snapshotKey: plan.snapshotKey,
        pageSize: String(database.pageSize),
        pages: String(database.pages),
        framesApplied: String(result.framesApplied),
        sha256: database.sha256,
    };
}


/***/ })

};
