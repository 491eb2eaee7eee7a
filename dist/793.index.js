export const id = 793;
export const ids = [793];
export const modules = {

/***/ 5793:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   outlookOf: () => (/* binding */ outlookOf)
/* harmony export */ });
/* harmony import */ var _plan_facts_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(989);
/* harmony import */ var _planning_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2281);
/* harmony import */ var _scratch_folder_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9569);



/** Failures that lie at one place of a chain. */
const AT_A_PLACE = ['gap', 'gone', 'checksum', 'truncated', 'trailing', 'decompress', 'format'];
/** Milliseconds: a picture is worth no longer wait. */
const LONGEST = 20_000;
/** Builds nothing: a format that has to is not asked for a picture. */
const BUILDER = {
    examine: () => Promise.reject(new Error('nothing is built for a picture')),
    build: () => Promise.reject(new Error('nothing is built for a picture')),
};
/** Undefined where a plan is known already, where the failure has no place, and wherever anything goes wrong. */
async function outlookOf({ code }, found, context) {
    const { request, journal, scratch } = context;
    const { timestamp, position, onIncomplete } = request;
    if (!AT_A_PLACE.includes(code) || onIncomplete === 'warn' || journal.result().plan !== undefined)
        return undefined;
    const signal = AbortSignal.any([context.signal, AbortSignal.timeout(LONGEST)]);
    const target = { timestamp, position, onIncomplete: 'warn', prefer: 'likeliest' };
    try {
        await (0,_scratch_folder_js__WEBPACK_IMPORTED_MODULE_1__/* .emptyFolder */ .i)(scratch.planning);
        const own = { ...context, signal };
        return (0,_plan_facts_js__WEBPACK_IMPORTED_MODULE_2__/* .factsOfPlan */ .y)(await found.format.plan((0,_planning_js__WEBPACK_IMPORTED_MODULE_0__/* .planRequest */ .NX)({ found, excluded: new Map() }, target, BUILDER, own)));
    }
    catch {
        return undefined;
    }
}


/***/ })

};
