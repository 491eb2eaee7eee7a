export const id = 555;
export const ids = [555];
export const modules = {

/***/ 1582:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   R: () => (/* binding */ callHeartbeat),
/* harmony export */   r: () => (/* binding */ isFullPass)
/* harmony export */ });
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8500);
// The dead-man's switch: an address of a monitor that raises the alarm when nobody calls it. Called after a full pass only,
// so that everything else (a failure, a doubt, a job that never ran) is silence.

const PATIENCE = { limit: 10_000, pauses: [1_000, 3_000] };
/** Nothing failed, and nothing is in doubt. */
function isFullPass({ verdict, failed }) {
    return verdict === 'pass' && !failed;
}
/**
 * Calls `url` with GET and ignores what it answers but the status. Never throws: that the monitor is away says nothing of
 * the backup, and the monitor will say so itself. The address is a secret, so that no message holds any part of it, not
 * even the host, and nothing of what the network said about it.
 */
async function callHeartbeat(url, log, patience = PATIENCE) {
    let problem = await problemOf(url, patience.limit);
    for (const pause of patience.pauses) {
        if (problem === undefined || !problem.passing)
            break;
        await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setTimeout)(pause);
        problem = await problemOf(url, patience.limit);
    }
    if (problem === undefined)
        log.info('The heartbeat was called.');
    else
        log.warn(`The heartbeat could not be called: ${problem.text}. The backup has passed all the same.`);
}
async function problemOf(url, limit) {
    try {
        // A redirect could lead anywhere, with the secret in the path.
        const { status, ok, body } = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(limit) });
        // Not awaited: a body may be endless.
        body?.cancel().catch(() => { });
        if (ok)
            return undefined;
        const redirected = status >= 300 && status < 400;
        return {
            text: `it answers with status ${status}${redirected ? ', a redirect, which is not followed' : ''}`,
            passing: status >= 500 || status === 429,
        };
    }
    catch (error) {
        return { text: wordOf(error), passing: true };
    }
}
/** A word for what went wrong. Messages of the network hold addresses; its codes (`ECONNREFUSED`) do not. */
function wordOf(error) {
    if (!(error instanceof Error))
        return 'no answer';
    if (error.name === 'TimeoutError')
        return 'no answer in time';
    const { cause } = error;
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    return /^[A-Z][A-Z0-9_]{1,40}$/.test(code) ? `no answer (${code})` : 'no answer';
}


/***/ }),

/***/ 5612:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  fs: () => (/* binding */ docsUrl),
  Vp: () => (/* binding */ runUrl),
  u5: () => (/* binding */ writeReport)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./lib/markdown.js
var markdown = __webpack_require__(5162);
// EXTERNAL MODULE: ./lib/quantities.js
var quantities = __webpack_require__(3682);
;// CONCATENATED MODULE: ./lib/evidence/report-markdown.js
// The report for people who were not there: an auditor, a colleague, oneself in a year. Made from the JSON report alone.


/** Rows shown of a long list; the JSON has them all. */
const MOST = 1_000;
const SIGNS = {
    pass: '✅&#160;pass',
    warn: '⚠️&#160;warn',
    fail: '❌&#160;fail',
    inconclusive: '❓&#160;inconclusive',
};
/** GitHub-flavoured Markdown. */
function reportMarkdown(report) {
    const parts = [
        head(report),
        report.error === null ? '' : failure(report.error),
        report.plan === null ? '' : source(report, report.plan),
        report.plan === null ? '' : objects(report.plan),
        database(report),
        checks(report),
        report.lastGood === null ? '' : lastGood(report.lastGood),
        again(report),
    ];
    return `${parts.filter(part => part !== '').join('\n\n')}\n`;
}
function capped(all, rows) {
    const more = all.length - MOST;
    return `${rows(all.slice(0, MOST))}${more > 0 ? `\n\n… and ${(0,quantities/* countText */.lT)(more)} more in the JSON report` : ''}`;
}
function head({ outcome, error, program, run, request }) {
    const title = request?.mode === 'verify' ? 'Report of a verification' : 'Report of a restore';
    const reasons = outcome.reasons.slice(0, 50).map(({ code, text }) => `- ${(0,markdown/* mdCode */.xs)(code)} ${(0,markdown.md)(text)}`);
    return [
        `# ${title}: ${SIGNS[outcome.verdict]}`,
        // A failure is the one reason, and has a section of its own.
        ...(error === null ? [] : [`> **${(0,markdown.md)(error.what, 4_000)}**`]),
        ...(error !== null || reasons.length === 0 ? [] : [reasons.join('\n')]),
        (0,markdown/* facts */.Ix)({
            Backup: request === null ? undefined : (0,markdown/* mdCode */.xs)(placeOf(request.location)),
            Mode: request === null ? undefined : (0,markdown.md)(request.mode),
            Published: request?.mode === 'restore' ? (outcome.restored ? 'yes' : 'no') : undefined,
            Started: (0,markdown.md)(run.startedAt ?? 'unknown'),
            Took: (0,quantities/* durationText */.S5)(run.durationMs),
            Program: (0,markdown.md)(`${program.name} ${program.version}, SQLite ${program.sqlite ?? 'not used'}, Node ${program.node}, ${program.platform}`),
            Run: run.url === null ? undefined : (0,markdown.md)(run.url),
        }),
    ].join('\n\n');
}
function placeOf(location) {
    const start = 'path' in location ? location.path : `s3://${location.bucket}`;
    return location.prefix === '' ? start : `${start}/${location.prefix}`;
}
function failure({ code, where, expected, found, todo, causes }) {
    const values = (0,markdown/* facts */.Ix)({
        Code: (0,markdown/* mdCode */.xs)(code),
        Where: where === null ? undefined : (0,markdown/* mdCode */.xs)(where),
        Expected: expected === null ? undefined : (0,markdown.md)(String(expected)),
        Found: found === null ? undefined : (0,markdown.md)(String(found)),
        'What to do': todo === null ? undefined : (0,markdown.md)(todo),
        'Caused by': causes.length === 0 ? undefined : causes.map(cause => (0,markdown.md)(cause)).join('; '),
    });
    return `## Failure\n\n${values}`;
}
function source({ framesApplied }, plan) {
    const { format, point, proof, hash, snapshotKey, incrementsApplied, leftOut } = plan;
    const { unit, expected, applied, ignored } = proof.counts;
    const bound = { exact: '', 'upper-bound': 'not newer than ', unknown: '' }[point.timeIs];
    const values = (0,markdown/* facts */.Ix)({
        Format: (0,markdown/* mdCode */.xs)(format),
        'Restore point': (0,markdown/* mdCode */.xs)(point.position, 1_000),
        'Its time': (0,markdown.md)(point.time === null ? 'unknown' : `${bound}${point.time}`),
        Proof: (0,markdown/* mdCode */.xs)(proof.word),
        [(0,markdown.md)(unit)]: `${(0,quantities/* countText */.lT)(expected)} expected, ${(0,quantities/* countText */.lT)(applied)} applied, ${(0,quantities/* countText */.lT)(ignored)} left out`,
        Snapshot: snapshotKey === '' ? undefined : (0,markdown/* mdCode */.xs)(snapshotKey),
        Increments: `${(0,quantities/* countOf */.pq)(incrementsApplied, 'object')}, ${(0,quantities/* countOf */.pq)(framesApplied, 'frame')}`,
        'Plan hash': (0,markdown/* mdCode */.xs)(hash),
    });
    const because = proof.because.map(sentence => `- ${(0,markdown.md)(sentence)}`).join('\n');
    const unexplained = leftOut.filter(({ explained }) => !explained).length;
    const left = leftOut.length === 0
        ? ''
        : `\n\n${(0,quantities/* countOf */.pq)(leftOut.length, 'object was', 'objects were')} left out, ${unexplained === 0 ? 'each shown to be older or foreign' : `**${(0,quantities/* countText */.lT)(unexplained)} of them unexplained**`}; the JSON report names them.`;
    return `## The restore point\n\n${values}\n\n${because}${left}`;
}
function objects({ layers }) {
    const all = layers.flatMap(layer => layer.objects);
    const versioned = all.some(({ version }) => version !== null);
    const only = (cell) => (versioned ? [cell] : []);
    return `## Objects used\n\n${capped(all, shown => (0,markdown/* table */.tp)(['Key', 'Bytes', 'ETag', ...only('Version'), 'Stored'], shown.map(({ key, size, etag, version, lastModified }) => [
        (0,markdown/* mdCode */.xs)(key),
        (0,quantities/* countText */.lT)(size),
        (0,markdown/* mdCode */.xs)(etag),
        ...only(version === null ? '' : (0,markdown/* mdCode */.xs)(version)),
        (0,markdown.md)(lastModified ?? ''),
    ])))}`;
}
function database({ database: file, data }) {
    if (file === null)
        return '';
    const values = (0,markdown/* facts */.Ix)({
        'SHA-256': (0,markdown/* mdCode */.xs)(file.sha256),
        Size: `${(0,quantities/* bytesText */.pV)(file.bytes)}, ${(0,quantities/* countOf */.pq)(file.pages, 'page')} of ${(0,quantities/* countText */.lT)(file.pageSize)} bytes`,
        'Schema fingerprint': ifKnown(data?.schemaFingerprint, hash => (0,markdown/* mdCode */.xs)(hash)),
        'Free pages': ifKnown(data?.freelistPages, quantities/* countText */.lT),
        user_version: ifKnown(data?.userVersion, String),
        application_id: ifKnown(data?.applicationId, String),
    });
    const tables = data?.tables ?? [];
    const contents = tables.length === 0
        ? ''
        : `\n\n${capped(tables, shown => (0,markdown/* table */.tp)(['Table', 'Rows', 'Logical hash (SHA-256)'], shown.map(({ name, rows: count, hash }) => [
            (0,markdown/* mdCode */.xs)(name),
            count === null ? 'not counted' : (0,quantities/* countText */.lT)(count),
            hash === null ? '' : (0,markdown/* mdCode */.xs)(hash),
        ])))}`;
    return `## The database\n\n${values}${contents}`;
}
/** Undefined where nobody knows. */
function ifKnown(value, cell) {
    return value === null || value === undefined ? undefined : cell(value);
}
/** What needs attention comes first. */
const ORDER = ['fail', 'inconclusive', 'warn', 'pass'];
function checks({ checks: sqlite, data, replays }) {
    if (sqlite === null)
        return '';
    const { integrity, integrityMessages, foreignKeys, hollow, tableCount } = sqlite;
    const off = ['off', 'not asked for'];
    const orphans = foreignKeys === 'skipped' ? 0 : foreignKeys.total;
    const rows = [
        [
            'integrity_check',
            ...(integrity === 'skipped'
                ? off
                : integrity === 'ok'
                    ? [SIGNS.pass, 'no message']
                    : [SIGNS.fail, (0,quantities/* countOf */.pq)(integrityMessages.total, 'message')]),
        ],
        [
            'foreign_key_check',
            ...(foreignKeys === 'skipped' ? off : [SIGNS[orphans === 0 ? 'pass' : 'warn'], (0,quantities/* countOf */.pq)(orphans, 'violation')]),
        ],
        ['not hollow', SIGNS[hollow ? 'warn' : 'pass'], `${(0,quantities/* countOf */.pq)(tableCount, 'user table')}${hollow ? ', no rows' : ''}`],
    ];
    const results = data?.results ?? [];
    const demands = ORDER.flatMap(status => results.filter(result => result.status === status)).map(({ name, status, expected, found }) => [(0,markdown.md)(name), SIGNS[status], `expected ${(0,markdown.md)(expected)}, found ${(0,markdown.md)(found)}`]);
    const replayed = replays.map(({ older, newer, verdict, pages, differing, message }) => [
        (0,markdown.md)(`replay from ${older} to ${newer}`),
        verdict === 'skipped' ? 'not compared' : SIGNS[verdict],
        (0,markdown.md)(message ?? `${(0,quantities/* countOf */.pq)(pages, 'page')} compared, ${(0,quantities/* countText */.lT)(differing)} differing`),
    ]);
    return `## Checks\n\n${capped([...demands, ...rows, ...replayed], shown => (0,markdown/* table */.tp)(['Check', 'Result', ''], shown))}`;
}
function lastGood({ position, time, proof, exact, known, tried, lost, rows }) {
    const found = position === null
        ? 'No restore point that was tried passed every check.'
        : `The newest restore point that passed every check is ${(0,markdown/* mdCode */.xs)(position, 1_000)}${time === null ? '' : ` of ${(0,markdown.md)(time)}`}${proof === null ? '' : ` (proof ${(0,markdown/* mdCode */.xs)(proof)})`}.`;
    const how = `${(0,quantities/* countText */.lT)(tried.length)} of ${(0,quantities/* countOf */.pq)(known, 'known point', 'known points')} looked at${exact ? '' : '; the budget ended the search, so a newer one may pass'}.`;
    const between = lost.length === 0 ? '' : `\n\nBetween it and the newest state:\n\n${lost.map(item => `- ${(0,markdown.md)(item)}`).join('\n')}`;
    const differing = rows.filter(({ lastGood: then, newest }) => then !== newest);
    const counts = position === null || differing.length === 0
        ? ''
        : `\n\n${capped(differing, shown => (0,markdown/* table */.tp)(['Table', 'Rows then', 'Rows in the newest state'], shown.map(({ table: name, lastGood: then, newest }) => [
            (0,markdown/* mdCode */.xs)(name),
            (0,quantities/* knownCountText */.sN)(then),
            (0,quantities/* knownCountText */.sN)(newest),
        ])))}`;
    const outcomes = tried.length === 0
        ? ''
        : `\n\n${capped(tried, shown => (0,markdown/* table */.tp)(['Looked at', 'Outcome'], shown.map(({ position: at, outcome }) => [(0,markdown/* mdCode */.xs)(at, 1_000), (0,markdown.md)(outcome)])))}`;
    return `## Last good restore point\n\n${found} ${how}${between}${counts}${outcomes}`;
}
function again({ evidence, plan }) {
    if (evidence === null || plan === null)
        return '';
    return [
        '## Check this report later',
        `Evidence hash ${(0,markdown/* mdCode */.xs)(evidence)}: two runs over the same backup have the same. It is made of the plan, the proof, the database's hash, the result of the integrity check and the tables' hashes, and of no times.`,
        (0,markdown/* details */.zH)('How', '<code>npm run restore -- verify-report REPORT.json</code> computes the hashes again; with <code>--bucket</code> (and the other inputs that lead to it) it looks whether the objects are still there with the same size and ETag; with <code>--file</code> it compares a database.'),
    ].join('\n\n');
}

// EXTERNAL MODULE: ./lib/evidence/report.js
var evidence_report = __webpack_require__(4963);
// EXTERNAL MODULE: ./lib/evidence/seal.js
var seal = __webpack_require__(9448);
;// CONCATENATED MODULE: ./lib/action/report-files.js
// Where the report goes: as JSON for programs and as Markdown for people.






/** The page of this workflow run, as docs.github.com lists the variables; empty outside of workflows. */
function runUrl(env) {
    const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: id, GITHUB_RUN_ATTEMPT: attempt, } = env;
    if (!server || !repository || !id)
        return '';
    return `${server}/${repository}/actions/runs/${id}${attempt ? `/attempts/${attempt}` : ''}`;
}
/** The docs of the action that runs; undefined for one that is used by its path, and for anything but plain names. */
function docsUrl({ GITHUB_SERVER_URL: server, ...env }) {
    const { GITHUB_ACTION_REPOSITORY: repository, GITHUB_ACTION_REF: ref } = env;
    const url = `${server}/${repository}/blob/${ref}/docs/`;
    return server && repository && ref && /^https:\/\/[\w./-]+$/.test(url) ? url : undefined;
}
/**
 * Writes both under `tempFolder`, beside the reports of other steps of the job.
 * @throws Error when they cannot be written
 */
function writeReport({ request, result }, { tempFolder, url, redact }) {
    const folder = (0,external_node_path_.join)(tempFolder, 'restore-sqlite');
    (0,external_node_fs_.mkdirSync)(folder, { recursive: true });
    const report = (0,evidence_report/* reportOf */.E)({ request, result, now: Date.now(), runUrl: url });
    const name = (0,external_node_path_.join)(folder, `report-${(0,external_node_crypto_.randomUUID)()}`);
    const files = { json: `${name}.json`, markdown: `${name}.md` };
    // Sealed as it is stored: what was blanked is part of it.
    const stored = (0,seal/* sealed */.J)(redact(JSON.stringify(report)));
    (0,external_node_fs_.writeFileSync)(files.json, `${JSON.stringify(stored, undefined, 2)}\n`, { flag: 'wx' });
    (0,external_node_fs_.writeFileSync)(files.markdown, redact(reportMarkdown(report)), { flag: 'wx' });
    return files;
}


/***/ }),

/***/ 3391:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   c: () => (/* binding */ causesOf)
/* harmony export */ });
// The chain of errors behind a failure, for those who want to know more than what to do.
/** One line each, outermost first, without the error itself. At most 8: a chain can be a circle. */
function causesOf(error) {
    const lines = [];
    for (let cause = error.cause; cause !== undefined && lines.length < 8;) {
        if (!(cause instanceof Error))
            return [...lines, typeof cause === 'string' ? cause : JSON.stringify(cause)];
        const code = 'code' in cause && typeof cause.code === 'string' ? ` [${cause.code}]` : '';
        lines.push(`${cause.name}${code}: ${cause.message}`);
        cause = cause.cause;
    }
    return lines;
}


/***/ }),

/***/ 3431:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   t: () => (/* binding */ canonicalHash)
/* harmony export */ });
/* unused harmony export canonicalJson */
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
// One text for one value, so that hashes of reports can be compared and made again by anybody.

/**
 * JSON with the keys of every object in the order of their UTF-16 code units and no white space between tokens: RFC 8785
 * (JCS) for the values that reports hold (texts, integers, booleans, null, arrays, plain objects). `undefined` fields are
 * left out, as JSON does.
 */
function canonicalJson(value) {
    if (Array.isArray(value))
        return `[${value.map(canonicalJson).join(',')}]`;
    if (typeof value === 'object' && value !== null) {
        const fields = Object.entries(value)
            .filter(([, field]) => field !== undefined)
            .toSorted(([a], [b]) => (a < b ? -1 : 1))
            .map(([key, field]) => `${JSON.stringify(key)}:${canonicalJson(field)}`);
        return `{${fields.join(',')}}`;
    }
    return JSON.stringify(value) ?? 'null';
}
/** SHA-256 of the canonical JSON in UTF-8, in hex. */
function canonicalHash(value) {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(canonicalJson(value)).digest('hex');
}


/***/ }),

/***/ 2613:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   SH: () => (/* binding */ planHash),
/* harmony export */   Zm: () => (/* binding */ hashOfEvidence),
/* harmony export */   kB: () => (/* binding */ evidenceHash)
/* harmony export */ });
/* harmony import */ var _canonical_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3431);

/** SHA-256 over what is restored, in which order, to which point. Equal hashes: the same objects give the same database. */
function planHash({ format, point, snapshotKey, layers }) {
    return (0,_canonical_js__WEBPACK_IMPORTED_MODULE_0__/* .canonicalHash */ .t)({
        format,
        position: point.position,
        snapshotKey,
        layers: layers.map(({ label, kind, frames, commit, objects }) => ({
            label,
            kind,
            frames,
            commit: commit ?? null,
            objects: objects.map(({ key, size, etag }) => ({ key, size, etag })),
        })),
    });
}
/** SHA-256 over the plan's hash, its proof, the database, what SQLite's check said, and its tables. No times. */
function hashOfEvidence(plan, { bytes, pageSize, pages, sha256 }, integrity, tables) {
    return (0,_canonical_js__WEBPACK_IMPORTED_MODULE_0__/* .canonicalHash */ .t)({
        plan: planHash(plan),
        proof: plan.proof.word,
        database: { bytes, pageSize, pages, sha256 },
        integrity,
        tables: tables.map(({ name, rows, hash }) => ({ name, rows, hash })),
    });
}
/** The evidence of a result. */
function evidenceHash(result, plan, database) {
    const tables = result.assessment?.facts?.tables ?? [];
    return hashOfEvidence(plan, database, result.checks?.integrity ?? 'skipped', tables);
}


/***/ }),

/***/ 4963:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ REPORT_SCHEMA),
/* harmony export */   E: () => (/* binding */ reportOf)
/* harmony export */ });
/* harmony import */ var _causes_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3391);
/* harmony import */ var _quantities_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3682);
/* harmony import */ var _version_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3411);
/* harmony import */ var _hashes_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2613);
// The machine-readable report: everything a script or an auditor could want to know about one run, in one JSON file.




/** Changes whenever a reader of the old form would misread the new one. docs/report.schema.json describes it. */
const REPORT_SCHEMA = 'restore-sqlite/report/2';
const time = (ms) => (0,_quantities_js__WEBPACK_IMPORTED_MODULE_0__/* .instantText */ .Xx)(ms ?? undefined) || null;
function objectOf({ key, size, lastModified, etag, storageClass }, versions) {
    return {
        key,
        size,
        lastModified: time(lastModified),
        etag,
        version: versions?.get(key) ?? null,
        storageClass: storageClass ?? null,
    };
}
/** Field by field, so that nothing secret comes along with a new input. */
function requestOf(request) {
    const { location } = request;
    const { kind, prefix } = location;
    return {
        mode: request.mode,
        location: location.kind === 'directory'
            ? { kind, path: location.path, prefix }
            : { kind, bucket: location.bucket, prefix, endpoint: location.endpoint ?? null, region: location.region ?? null },
        target: request.target ?? null,
        tempFolder: request.tempFolder,
        format: request.format,
        timestamp: time(request.timestamp),
        position: request.position ?? null,
        integrityCheck: request.integrityCheck,
        foreignKeyCheck: request.foreignKeyCheck,
        onIncomplete: request.onIncomplete,
        onInconclusive: request.onInconclusive,
        ifNoBackup: request.ifNoBackup,
        ifExists: request.ifExists,
        replaceWasWritten: request.replaceWasWritten,
        allowEmpty: request.allowEmpty,
        maxDatabaseSize: request.maxDatabaseSize ?? null,
        cache: request.cache,
        timeoutMs: request.timeout ?? null,
        maxAgeMs: request.maxAge ?? null,
        freshnessQuery: request.freshnessQuery ?? null,
        lastGood: request.lastGood ?? 'off',
    };
}
function planOf(plan, versions) {
    return {
        ...plan,
        hash: (0,_hashes_js__WEBPACK_IMPORTED_MODULE_1__/* .planHash */ .SH)(plan),
        point: { ...plan.point, time: time(plan.point.time) },
        layers: plan.layers.map(({ label, kind, frames, commit, objects, time: moment }) => ({
            label,
            kind,
            time: time(moment),
            frames,
            commit: commit ?? null,
            objects: objects.map(object => objectOf(object, versions)),
        })),
    };
}
function errorOf(error) {
    const { what, where, expected, found, todo } = error.failure;
    return {
        code: error.code,
        message: error.message,
        what,
        where: where ?? null,
        expected: expected ?? null,
        found: found ?? null,
        todo: todo ?? null,
        causes: (0,_causes_js__WEBPACK_IMPORTED_MODULE_2__/* .causesOf */ .c)(error),
    };
}
/** Without how long it took: that belongs to the run. */
function checksOf(report) {
    const { durationMs: _durationMs, ...checks } = report;
    return checks;
}
function dataOf({ results, facts, history }) {
    const baseline = history.at(-1);
    return {
        results,
        userVersion: facts?.userVersion ?? null,
        applicationId: facts?.applicationId ?? null,
        freelistPages: facts?.freelistPages ?? null,
        schemaFingerprint: facts?.schemaFingerprint ?? null,
        tables: facts?.tables ?? [],
        tableCount: facts?.tableCount ?? null,
        baseline: baseline === undefined ? null : { at: time(baseline.at), position: baseline.position, sha256: baseline.sha256 },
        earlierRuns: history.length,
    };
}
function lastGoodOf({ point, proof, exact, known, restores, tried, lost, rows }) {
    return {
        position: point?.position ?? null,
        time: time(point?.time),
        proof: proof ?? null,
        exact,
        known,
        restores,
        tried,
        lost,
        rows,
    };
}
/** Without how long they took. */
function replayOf({ older, newer, verdict, pages, differing, firstDiffering, ahead, error }) {
    return { older, newer, verdict, pages, differing, firstDiffering, ahead, message: error?.message ?? null };
}
function reportOf({ request, result, now, runUrl }) {
    const { restored, verdict, reasons, failed, error, plan, database, checks, assessment, lastGood, foreign } = result;
    return {
        schema: REPORT_SCHEMA,
        program: {
            name: 'restore-sqlite',
            version: _version_js__WEBPACK_IMPORTED_MODULE_3__/* .VERSION */ .x,
            node: process.version,
            platform: `${process.platform}-${process.arch}`,
            sqlite: checks?.sqliteVersion ?? null,
        },
        evidence: plan === undefined || database === undefined ? null : (0,_hashes_js__WEBPACK_IMPORTED_MODULE_1__/* .evidenceHash */ .kB)(result, plan, database),
        outcome: { restored, verdict, failed, errorCode: failed ? (error?.code ?? 'internal') : null, reasons },
        error: error === undefined ? null : errorOf(error),
        request: request === undefined ? null : requestOf(request),
        plan: plan === undefined ? null : planOf(plan, result.versions),
        database: database ?? null,
        framesApplied: result.framesApplied,
        checks: checks === undefined ? null : checksOf(checks),
        data: assessment === undefined ? null : dataOf(assessment),
        replays: result.replays?.map(replayOf) ?? [],
        lastGood: lastGood === undefined ? null : lastGoodOf(lastGood),
        foreignObjects: foreign.map(object => objectOf(object)),
        run: {
            startedAt: time(now - result.durationMs),
            finishedAt: time(now),
            url: runUrl === '' ? null : runUrl,
            downloadedBytes: result.downloadedBytes,
            cacheHit: result.cacheHit,
            durationMs: Math.round(result.durationMs),
            phases: result.phases,
        },
    };
}


/***/ }),

/***/ 9448:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ sealed),
/* harmony export */   R: () => (/* binding */ sealOf)
/* harmony export */ });
/* harmony import */ var _canonical_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3431);
// One hash over all of a report, so that any edit, a verdict's or a check's too, is seen by whoever reads it later.

/**
 * @param json the report as it will be stored, secrets blanked
 * @returns the same with `seal`: SHA-256 in hex over the canonical JSON of everything else
 */
function sealed(json) {
    // A report is an object; a spread of anything else would be empty.
    const report = JSON.parse(json);
    return { ...report, seal: (0,_canonical_js__WEBPACK_IMPORTED_MODULE_0__/* .canonicalHash */ .t)(report) };
}
/** The seal that a report should have. */
function sealOf(report) {
    const { seal: _seal, ...rest } = report;
    return (0,_canonical_js__WEBPACK_IMPORTED_MODULE_0__/* .canonicalHash */ .t)(rest);
}


/***/ })

};
