export const id = 22;
export const ids = [22];
export const modules = {

/***/ 8011:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ CHECK_KINDS)
/* harmony export */ });
// What one check of the restored data said: freshness, the checks file, drift. The verdict, the summary, the report and
// the history are made of these.
/** Every kind of check, and what a failure of it is called in the output `errorCode`. docs/checks.md has an entry for each. */
const CHECK_KINDS = {
    /** The restore point is older than `max-age`. */
    'max-age': 'stale',
    /** The newest time in the data itself is older than `max-age`. */
    'freshness-query': 'stale',
    /** The writer uploads, and nothing in the database changes. */
    'writer-stalled': 'stale',
    table: 'assertion',
    columns: 'assertion',
    rows: 'assertion',
    query: 'assertion',
    'user-version': 'assertion',
    'application-id': 'assertion',
    schema: 'assertion',
    migrations: 'assertion',
    sample: 'assertion',
    'drift-rows': 'drift',
    'drift-table': 'drift',
    'drift-size': 'drift',
    'drift-schema': 'drift',
    'drift-time': 'drift',
    'drift-increments': 'drift',
};


/***/ }),

/***/ 8540:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Z: () => (/* binding */ verdictOfProof),
/* harmony export */   i: () => (/* binding */ PROOFS)
/* harmony export */ });
// What shows that a plan is complete, in one word, and the best verdict that word allows.
/** The word, and the best verdict it allows. docs/proof.md says what each rests on. */
const PROOFS = {
    complete: 'pass',
    covers: 'pass',
    'whole-file': 'pass',
    likely: 'inconclusive',
    weak: 'inconclusive',
    'snapshot-only': 'inconclusive',
    partial: 'inconclusive',
};
/** The verdict that the proof alone allows, before any check has run. */
function verdictOfProof(proof) {
    return proof.unexplained ? 'inconclusive' : PROOFS[proof.word];
}


/***/ })

};
