export const id = 36;
export const ids = [36];
export const modules = {

/***/ 36:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   refuseOldNode: () => (/* binding */ refuseOldNode)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var _inputs_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9847);
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


/***/ })

};
