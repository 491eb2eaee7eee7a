export const id = 540;
export const ids = [540];
export const modules = {

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
