export const id = 414;
export const ids = [414];
export const modules = {

/***/ 5414:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  performRestore: () => (/* binding */ performRestore)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/pipeline/failure.js
var failure = __webpack_require__(8104);
// EXTERNAL MODULE: ./lib/pipeline/plan-facts.js
var plan_facts = __webpack_require__(989);
// EXTERNAL MODULE: ./lib/pipeline/verdict.js
var verdict = __webpack_require__(9067);
;// CONCATENATED MODULE: ./lib/pipeline/journal.js
// What a restore has learned so far. Whatever stops it, the journal can say what is known.



const NOTHING_READ = { downloadedBytes: () => 0, versions: new Map() };
function createJournal() {
    const started = performance.now();
    const phases = new Map();
    const inside = [];
    let built;
    let traffic = NOTHING_READ;
    let known = {
        restored: false,
        verdict: 'inconclusive',
        reasons: [],
        failed: false,
        framesApplied: 0,
        foreign: [],
        cacheHit: false,
    };
    const spent = () => [...phases].map(([name, ms]) => ({ name, ms: Math.round(ms) }));
    return {
        async timed(name, work) {
            const start = performance.now();
            inside.push(name);
            try {
                return await work();
            }
            finally {
                inside.pop();
                const ms = performance.now() - start;
                phases.set(name, (phases.get(name) ?? 0) + ms);
                // Building a candidate while planning counts as fetching and checking, not as planning.
                const outer = inside.at(-1);
                if (outer !== undefined)
                    phases.set(outer, (phases.get(outer) ?? 0) - ms);
            }
        },
        reading(store) {
            traffic = store;
        },
        found(foreign) {
            known = { ...known, foreign };
        },
        planned(plan, reasons) {
            known = { ...known, plan: (0,plan_facts/* factsOfPlan */.y)(plan), reasons };
        },
        built(entry, checks, cacheHit) {
            const { database, framesApplied, plan } = entry;
            built = entry;
            known = { ...known, plan, database, framesApplied, checks, cacheHit };
        },
        assessed(assessment) {
            known = { ...known, assessment };
        },
        candidate: () => built,
        searched(lastGood, reason) {
            const others = known.reasons.filter(({ code }) => code !== reason.code);
            known = { ...known, lastGood, reasons: [...others, reason] };
        },
        publishedInstead({ entry, checks, assessment, judgement }, reason) {
            const { database, framesApplied, plan } = entry;
            const others = known.reasons.filter(({ code }) => code !== reason.code);
            const reasons = [reason, ...others, ...judgement.reasons];
            known = { ...known, plan, database, framesApplied, checks, assessment, reasons, restored: true, failed: false };
        },
        replayed(replays, plan) {
            known = { ...known, replays, plan: (0,plan_facts/* factsOfPlan */.y)(plan) };
        },
        spent,
        passed({ verdict, reasons }, published) {
            known = { ...known, verdict, reasons, restored: published };
        },
        outlook(plan) {
            known = { ...known, outlook: plan };
        },
        skip(reason) {
            known = { ...known, reasons: [reason] };
        },
        fail(error, ifNoBackup) {
            const tolerated = error.code === 'no-backup' && ifNoBackup !== 'fail';
            known = {
                ...known,
                restored: false,
                verdict: tolerated ? 'inconclusive' : errors/* ERROR_CODES */.OQ[error.code],
                reasons: [{ code: error.code, text: error.message }, ...(0,verdict/* reasonsOfResults */.Bl)(known.assessment?.results ?? [])],
                failed: !tolerated,
                ...(tolerated ? {} : { error }),
            };
        },
        result: () => ({
            ...known,
            downloadedBytes: traffic.downloadedBytes(),
            versions: traffic.versions,
            durationMs: Math.round(performance.now() - started),
            phases: spent(),
        }),
    };
}

// EXTERNAL MODULE: ./lib/pipeline/list.js
var list = __webpack_require__(8744);
// EXTERNAL MODULE: ./lib/storage/counting.js
var counting = __webpack_require__(6812);
;// CONCATENATED MODULE: ./lib/restore.js
// The pipeline: list -> detect -> plan -> fetch and overlay -> check -> publish. Free of GitHub: the action, the terminal
// command and the tests call the same function.






/** Restores, verifies or plans as `request` says. Never throws: a failure is in the result. Leaves no scratch file. */
async function restore(request, dependencies) {
    const journal = createJournal();
    const { log, signal } = dependencies;
    try {
        signal.throwIfAborted();
        if (skipsExisting(request, journal))
            return journal.result();
        const store = (0,counting/* countingStore */.x8)(await dependencies.openStore());
        journal.reading(store);
        const listing = await (0,list/* list */.p)({ request, store, journal, log, signal });
        // Lazily: formats, codecs, engine and checks are half a megabyte that nobody needs before the first request.
        const { restoreListed } = await __webpack_require__.e(/* import() */ 724).then(__webpack_require__.bind(__webpack_require__, 7724));
        await restoreListed(listing, { ...dependencies, request, store, journal });
    }
    catch (error) {
        journal.fail((0,failure/* asRestoreError */.V)(error, signal), request.ifNoBackup);
    }
    finally {
        log.endGroup();
    }
    return journal.result();
}
/** `if-exists: skip` and `fail` need no network. @throws RestoreError `target-exists` */
function skipsExisting({ mode, target, ifExists }, journal) {
    if (mode !== 'restore' || target === undefined || ifExists === 'replace' || !(0,external_node_fs_.existsSync)(target))
        return false;
    if (ifExists === 'fail') {
        throw new errors/* RestoreError */.DZ('target-exists', {
            what: 'There is a file already, and if-exists is “fail”',
            where: target,
            todo: 'Set if-exists: replace or skip, or choose another db-path.',
        });
    }
    journal.skip({ code: 'target-exists', text: `${target} exists, and if-exists is “skip”: nothing was restored` });
    return true;
}

// EXTERNAL MODULE: ./lib/storage/open.js + 4 modules
var storage_open = __webpack_require__(2417);
;// CONCATENATED MODULE: ./lib/action/perform.js


/** Never throws for a failure of the restore: that is in the result. */
async function performRestore(request, surroundings) {
    const { entry, env, log, signal, cache, history } = surroundings;
    let store;
    try {
        return await restore(request, {
            async openStore() {
                store = await (0,storage_open/* openStore */.C)(request.location, { env, log, signal });
                return store;
            },
            async openSqlite() {
                // Lazily, like all that comes after the listing.
                const { openSqlite } = await __webpack_require__.e(/* import() */ 160).then(__webpack_require__.bind(__webpack_require__, 4160));
                return openSqlite(entry, log);
            },
            cache,
            history,
            log,
            signal,
        });
    }
    finally {
        store?.[Symbol.dispose]();
    }
}


/***/ }),

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


/***/ }),

/***/ 8104:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ asRestoreError)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
// Whatever ended a restore, as the one class that has a code.

/** @param signal that of the whole restore: when it is aborted, its reason is the failure */
function asRestoreError(error, signal) {
    if (signal.aborted && (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .isRestoreError */ .hm)(signal.reason))
        return signal.reason;
    if ((0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .isRestoreError */ .hm)(error))
        return error;
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .RestoreError */ .DZ('internal', {
        what: `Something unexpected went wrong: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error)}`,
        todo: 'Run again with debug logging on, and report it with the log.',
        cause: error,
    });
}


/***/ }),

/***/ 8744:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   p: () => (/* binding */ list)
/* harmony export */ });
/* harmony import */ var _storage_listing_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1861);

/** Leaves a group of the log open. @throws RestoreError of the store */
async function list({ request, store, journal, log, signal }) {
    log.group(`Listing ${store.name}`);
    const listing = await journal.timed('list', () => (0,_storage_listing_js__WEBPACK_IMPORTED_MODULE_0__/* .listAll */ ._w)(store, request.location.prefix, signal));
    const { length } = listing.objects;
    log.info(`${length} ${length === 1 ? 'object' : 'objects'} under “${listing.prefix}”`);
    return listing;
}


/***/ }),

/***/ 989:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   y: () => (/* binding */ factsOfPlan)
/* harmony export */ });
/** The plan without the means to carry it out. */
function factsOfPlan({ layers, ...plan }) {
    return {
        ...plan,
        layers: layers.map(({ label, kind, time, objects, commit, frames }) => ({
            label,
            kind,
            time,
            objects,
            commit,
            frames,
        })),
    };
}


/***/ }),

/***/ 9067:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Bl: () => (/* binding */ reasonsOfResults),
/* harmony export */   OP: () => (/* binding */ assertSound),
/* harmony export */   S4: () => (/* binding */ judge),
/* harmony export */   z6: () => (/* binding */ reasonsOfProof)
/* harmony export */ });
/* harmony import */ var _checks_check_result_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8011);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(452);
/* harmony import */ var _engine_proof_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8540);
/* harmony import */ var _quantities_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3682);
// From the proof and the checks to a verdict with its reasons. Pure: no files, no network.




/** What the plan alone allows, before anything was built. */
function reasonsOfProof(plan) {
    const { proof } = plan;
    const doubts = [];
    if (_engine_proof_js__WEBPACK_IMPORTED_MODULE_2__/* .PROOFS */ .i[proof.word] !== 'pass') {
        doubts.push({ code: `proof-${proof.word}`, text: proof.because.join(' ') || `the proof is only “${proof.word}”` });
    }
    if (proof.unexplained) {
        const keys = plan.leftOut.filter(({ explained }) => !explained).map(({ key }) => key);
        const shown = keys.slice(0, 3).join(', ');
        doubts.push({
            code: 'left-out',
            text: `${keys.length === 1 ? 'one listed increment was' : `${keys.length} listed increments were`} neither applied nor shown to be older or foreign: ${shown}${keys.length > 3 ? ', …' : ''}`,
        });
    }
    return doubts;
}
/**
 * What must hold before anything else is asked of the database.
 * @throws RestoreError `integrity`, `hollow`, `foreign-keys`
 */
function assertSound(plan, checks, policy) {
    if (checks.integrity === 'failed') {
        const { total, first } = checks.integrityMessages;
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .RestoreError */ .DZ('integrity', {
            what: `The restored database is damaged: ${first[0] ?? 'SQLite says so'}`,
            where: plan.snapshotKey === '' ? undefined : plan.snapshotKey,
            expected: 'integrity_check ok',
            found: `${total} ${total === 1 ? 'message' : 'messages'}`,
            todo: 'Restore an earlier point (input timestamp or position), and find out what the writer stored there.',
        });
    }
    if (checks.hollow && !policy.allowEmpty) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .RestoreError */ .DZ('hollow', {
            what: checks.tables.length === 0 ? 'The restored database has no tables' : 'The restored database has no rows',
            where: plan.snapshotKey === '' ? undefined : plan.snapshotKey,
            expected: 'at least one user table with a row',
            found: checks.tableCount === 0 ? 'no user table' : `${(0,_quantities_js__WEBPACK_IMPORTED_MODULE_3__/* .countOf */ .pq)(checks.tableCount, 'user table')} without rows`,
            todo: 'If the database is meant to be empty, set allow-empty: true; otherwise look at what the writer backs up.',
        });
    }
    if (policy.foreignKeyCheck === 'fail' && checks.foreignKeys !== 'skipped' && checks.foreignKeys.total > 0) {
        const { total, first } = checks.foreignKeys;
        const [example] = first;
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .RestoreError */ .DZ('foreign-keys', {
            what: `The restored database is inconsistent: ${orphans(total)}`,
            where: example === undefined ? undefined : `table ${example.table}, parent ${example.parent}`,
            expected: 0,
            found: total,
            todo: 'If the application lives with that, set foreign-key-check: warn.',
        });
    }
}
function orphans(total) {
    return `${total} ${total === 1 ? 'row refers' : 'rows refer'} to a parent that does not exist`;
}
/** Everything that did not pass, the failures first. */
function reasonsOfResults(results) {
    return ['fail', 'inconclusive', 'warn'].flatMap(status => results
        .filter(result => result.status === status)
        .map(({ kind, name, expected, found }) => ({
        code: kind,
        text: `${name}: expected ${expected}, found ${found}${status === 'warn' ? ' (a warning)' : ''}`,
    })));
}
const TODO = {
    stale: 'Find out whether the writer still runs and may write to the bucket: what it last stored is in the summary.',
    assertion: 'Look at the checks in the summary.',
    drift: 'Look at what happened to the data since the last good run; if it is meant to be, change drift in the checks file.',
};
/** Who has asked for the search already needs no word about it. */
function todoOf(code, { lastGood = 'off' }) {
    const search = code === 'assertion' && lastGood === 'off';
    return `${TODO[code]}${search ? ' last-good: report looks for the newest restore point that passes them.' : ''}`;
}
/**
 * @param checks those of a database for which {@link assertSound} holds
 * @param doubts what else keeps it from a pass
 * @throws RestoreError `assertion`, `drift`, `stale` when the data is not what the user demands, `inconclusive` when
 *   the user wants nothing published that is not a pass
 */
function judge(plan, checks, assessment, policy, doubts = []) {
    const { results } = assessment;
    const failed = results.filter(({ status }) => status === 'fail');
    const [first] = failed;
    if (first !== undefined) {
        const others = failed.length === 1 ? '' : ` (and ${failed.length - 1} more of ${results.length} checks)`;
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .RestoreError */ .DZ(_checks_check_result_js__WEBPACK_IMPORTED_MODULE_0__/* .CHECK_KINDS */ .F[first.kind], {
            what: `A check of the restored data failed: ${first.name}${others}`,
            where: plan.point.position,
            expected: first.expected,
            found: first.found,
            todo: todoOf(_checks_check_result_js__WEBPACK_IMPORTED_MODULE_0__/* .CHECK_KINDS */ .F[first.kind], policy),
        });
    }
    const reasons = [...reasonsOfProof(plan)];
    let verdict = (0,_engine_proof_js__WEBPACK_IMPORTED_MODULE_2__/* .verdictOfProof */ .Z)(plan.proof);
    if (checks.integrity === 'skipped') {
        verdict = 'inconclusive';
        reasons.push({ code: 'integrity-skipped', text: 'integrity-check is off: nobody looked into the restored database' });
    }
    if (results.some(({ status }) => status === 'inconclusive'))
        verdict = 'inconclusive';
    reasons.push(...reasonsOfResults(results));
    if (doubts.length > 0)
        verdict = 'inconclusive';
    reasons.push(...doubts);
    if (checks.foreignKeys !== 'skipped' && checks.foreignKeys.total > 0) {
        reasons.push({ code: 'foreign-keys', text: orphans(checks.foreignKeys.total) });
    }
    if (verdict === 'inconclusive' && policy.onInconclusive === 'fail') {
        const proven = (0,_engine_proof_js__WEBPACK_IMPORTED_MODULE_2__/* .verdictOfProof */ .Z)(plan.proof) === 'pass';
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .RestoreError */ .DZ('inconclusive', {
            what: `Nothing was published, because on-inconclusive is “fail” and ${proven ? 'not everything could be checked' : `the state is not proven (proof ${plan.proof.word})`}`,
            where: plan.point.position,
            found: reasons[0]?.text,
            todo: proven
                ? 'Set on-inconclusive: warn to take it, or repair what could not be checked.'
                : 'Set on-inconclusive: warn to take it, or proven to take the newest proven restore point.',
        });
    }
    return { verdict, reasons };
}


/***/ })

};
