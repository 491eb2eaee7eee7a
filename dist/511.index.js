export const id = 511;
export const ids = [511];
export const modules = {

/***/ 7916:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   q: () => (/* binding */ leave)
/* harmony export */ });
// The end of the process.
const flushed = (stream) => new Promise(resolve => stream.write('', () => resolve()));
/** Ends the process once all that was printed is out: sockets that a client keeps open would hold it up for minutes. */
async function leave(code) {
    process.exitCode = code;
    await Promise.all([flushed(process.stdout), flushed(process.stderr)]);
    process.exit();
}


/***/ }),

/***/ 9480:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ watchInterrupts)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _quantities_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3682);
// What ends a restore from outside: a signal, the time limit, an error nobody awaited. Each aborts one AbortSignal.


/**
 * On cancel the runner sends SIGINT, 7.5 s later SIGTERM and 2.5 s later ends the process (actions/runner,
 * ProcessInvoker.cs). What has not tidied up by then is left alone, so that outputs and summary are still written.
 */
const GRACE_MS = 6_000;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];
function watchInterrupts() {
    const controller = new AbortController();
    const { promise: overdue, reject } = Promise.withResolvers();
    // It may reject while nobody waits for it.
    overdue.catch(() => { });
    const timers = [];
    function interrupt(reason) {
        if (controller.signal.aborted)
            return;
        controller.abort(reason);
        timers.push(setTimeout(() => reject(reason), GRACE_MS));
    }
    const onSignal = (signal) => interrupt(new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .RestoreError */ .DZ('cancelled', {
        what: `The restore was cancelled (${signal})`,
        todo: 'Nothing was published; the old file, if any, is untouched.',
    }));
    const onError = (error) => interrupt(new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .RestoreError */ .DZ('internal', {
        what: `Unexpected error: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error)}`,
        todo: 'Please report it with the log.',
        cause: error,
    }));
    for (const signal of SIGNALS)
        process.on(signal, onSignal);
    // Rejections that nobody handles arrive here, too.
    process.on('uncaughtException', onError);
    return {
        signal: controller.signal,
        limit(timeoutMs) {
            if (timeoutMs === undefined)
                return;
            const timer = setTimeout(() => {
                interrupt(new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .RestoreError */ .DZ('timeout', {
                    what: `The restore took longer than the input timeout allows (${(0,_quantities_js__WEBPACK_IMPORTED_MODULE_1__/* .durationText */ .S5)(timeoutMs)})`,
                    todo: 'Nothing was published. Raise timeout, or look in the log for what was slow.',
                }));
            }, timeoutMs);
            timers.push(timer.unref());
        },
        guard: async (work) => Promise.race([work, overdue]),
        stop() {
            for (const timer of timers)
                clearTimeout(timer);
            for (const signal of SIGNALS)
                process.off(signal, onSignal);
            process.off('uncaughtException', onError);
        },
    };
}


/***/ }),

/***/ 7987:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ redactor)
/* harmony export */ });
/* harmony import */ var _markdown_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5162);
// Secrets are blanked in everything we write ourselves: files and terminals have no runner that would mask them.

/** @param secrets texts of at least 8 characters (see inputs.ts) */
function redactor(secrets) {
    // Longest first: one form may hold another.
    const forms = [...new Set(secrets.flatMap(formsOf))].toSorted((a, b) => b.length - a.length);
    return text => forms.reduce((clean, form) => clean.replaceAll(form, '***'), text);
}
/** As it is, in a URL that an error quotes, in the report's JSON and in the summary's Markdown. */
function formsOf(secret) {
    return [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1), (0,_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .escapeMarkdown */ .FV)(secret)];
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

/***/ 5162:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $5: () => (/* binding */ fitted),
/* harmony export */   FV: () => (/* binding */ escapeMarkdown),
/* harmony export */   Ix: () => (/* binding */ facts),
/* harmony export */   md: () => (/* binding */ md),
/* harmony export */   tp: () => (/* binding */ table),
/* harmony export */   vI: () => (/* binding */ shortened),
/* harmony export */   xs: () => (/* binding */ mdCode),
/* harmony export */   zH: () => (/* binding */ details)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
// Text from the bucket inside Markdown: it must show as what it is, and be neither markup, link, mention nor table cell.

/** The middle of a long text is left out: both ends of a key tell something. */
function shortened(text, most) {
    if (text.length <= most)
        return text;
    const head = Math.ceil((most - 1) * 0.6);
    return `${text.slice(0, head)}…${text.slice(text.length - (most - 1 - head))}`;
}
/**
 * Everything but letters and digits of any script, marks that mean nothing inside a line, `_` inside a word, and `:` before
 * anything but the slashes of a URL. Links and images need brackets.
 */
const MARKUP = /[^\p{L}\p{N}\p{M} ,./=…“”’–—()+?;%':_-]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|:(?=\/\/)|(?<=www)\./giu;
/**
 * What GitHub's Markdown, its HTML or its autolinks could interpret becomes a numeric entity, which shows as the character
 * but has no syntax (CommonMark 6.2).
 */
function escapeMarkdown(text) {
    return (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .printable */ .g$)(text).replaceAll(MARKUP, char => `&#${char.codePointAt(0) ?? 0xfffd};`);
}
/** Plain text of at most `most` characters. */
function md(text, most = 1_000) {
    return escapeMarkdown(shortened(text, most));
}
/** The same in a fixed-width face, where GitHub looks for no mentions, emoji or links either. */
function mdCode(text, most = 300) {
    return `<code>${escapeMarkdown(shortened(text, most))}</code>`;
}
const row = (cells) => `| ${cells.join(' | ')} |`;
/** @param rows cells that are Markdown already */
function table(head, rows) {
    return [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');
}
/**
 * Facts by their names. HTML, because a table of Markdown has a head, and an empty one is a stripe of nothing.
 * @param values by name, Markdown already on both sides; what is undefined is left out
 */
function facts(values) {
    const known = Object.entries(values).filter(([, value]) => value !== undefined);
    const lines = known.map(([name, value]) => `<tr><th align="left">${name}</th><td>${value}</td></tr>`);
    return lines.length === 0 ? '' : ['<table>', ...lines, '</table>'].join('\n');
}
/** A list that is closed until clicked. */
function details(title, body) {
    return `<details><summary>${title}</summary>\n\n${body}\n\n</details>`;
}
/** Joins the sections, most important first, and leaves out those that would make it longer than `most` bytes. */
function fitted(sections, most) {
    const note = '_Some parts are left out here, because a summary has a size limit. The report has everything._';
    let text = '';
    let cut = false;
    for (const section of sections.filter(part => part !== '')) {
        if (Buffer.byteLength(text) + Buffer.byteLength(section) + note.length + 4 > most)
            cut = true;
        else
            text += `${section}\n\n`;
    }
    return cut ? `${text}${note}\n` : text;
}


/***/ }),

/***/ 2175:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   GS: () => (/* binding */ shareDone),
/* harmony export */   cT: () => (/* binding */ finalText),
/* harmony export */   l_: () => (/* binding */ progressText)
/* harmony export */ });
/* harmony import */ var _quantities_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3682);
// The arithmetic of progress: share done, rate, time left. The action prints it as lines, the terminal as a bar.

/** 0 to 1; `undefined` while the total is unknown. Never above 1: retries read some bytes twice. */
function shareDone({ done, total }) {
    return total > 0 ? Math.min(1, done / total) : undefined;
}
const amount = (value, unit) => (unit === 'bytes' ? (0,_quantities_js__WEBPACK_IMPORTED_MODULE_0__/* .bytesText */ .pV)(value) : (0,_quantities_js__WEBPACK_IMPORTED_MODULE_0__/* .countText */ .lT)(Math.round(value)));
/** `120 MB of 600 MB (20 %), 45.0 MB/s, 11 s left`, without what is not known yet. */
function progressText(state) {
    const { done, total, unit, elapsedMs } = state;
    // Work that can only say that it is alive counts seconds.
    if (unit === 'seconds')
        return `${(0,_quantities_js__WEBPACK_IMPORTED_MODULE_0__/* .durationText */ .S5)(elapsedMs)} so far`;
    const share = shareDone(state);
    const noun = unit === 'bytes' ? '' : ` ${unit}`;
    const so = share === undefined ? '' : ` of ${amount(total, unit)}`;
    const percent = share === undefined ? '' : ` (${Math.floor(share * 100)} %)`;
    const parts = [`${amount(done, unit)}${so}${noun}${percent}`];
    // A rate over less than half a second says nothing.
    if (elapsedMs >= 500 && done > 0) {
        const perSecond = (done / elapsedMs) * 1000;
        if (unit === 'bytes')
            parts.push(`${(0,_quantities_js__WEBPACK_IMPORTED_MODULE_0__/* .bytesText */ .pV)(perSecond)}/s`);
        if (share !== undefined && share < 1)
            parts.push(`${(0,_quantities_js__WEBPACK_IMPORTED_MODULE_0__/* .durationText */ .S5)(((total - done) / perSecond) * 1000)} left`);
    }
    return parts.join(', ');
}
/** The last line: `600 MB in 13 s, 45.0 MB/s`. */
function finalText({ done, unit, elapsedMs }) {
    if (unit === 'seconds')
        return `took ${(0,_quantities_js__WEBPACK_IMPORTED_MODULE_0__/* .durationText */ .S5)(elapsedMs)}`;
    const noun = unit === 'bytes' ? '' : ` ${unit}`;
    const rate = unit === 'bytes' && elapsedMs >= 500 ? `, ${(0,_quantities_js__WEBPACK_IMPORTED_MODULE_0__/* .bytesText */ .pV)((done / elapsedMs) * 1000)}/s` : '';
    return `${amount(done, unit)}${noun} in ${(0,_quantities_js__WEBPACK_IMPORTED_MODULE_0__/* .durationText */ .S5)(elapsedMs)}${rate}`;
}


/***/ }),

/***/ 67:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ helpText),
/* harmony export */   r: () => (/* binding */ givenFlags)
/* harmony export */ });
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7975);
/* harmony import */ var _action_input_table_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8699);
/* harmony import */ var _action_inputs_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7802);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(452);
// The terminal command takes the action's inputs as flags: --bucket, --db-path and so on.




const BARE = new Set(_action_input_table_js__WEBPACK_IMPORTED_MODULE_1__/* .INPUT_NAMES */ .Qh.filter(_action_input_table_js__WEBPACK_IMPORTED_MODULE_1__/* .isFlag */ .RV).map(name => `--${name}`));
/** `--anonymous` alone means `--anonymous=true`. */
function withValues(args) {
    return args.map((arg, index) => {
        const next = args[index + 1];
        return BARE.has(arg) && (next === undefined || next.startsWith('--')) ? `${arg}=true` : arg;
    });
}
/**
 * @returns the inputs given, or `help` when they ask for it
 * @throws RestoreError `input` for what is not a flag
 */
function givenFlags(args) {
    if (args.includes('--help') || args.includes('-h'))
        return 'help';
    const options = Object.fromEntries(_action_input_table_js__WEBPACK_IMPORTED_MODULE_1__/* .INPUT_NAMES */ .Qh.map(name => [name, { type: 'string' }]));
    try {
        const { values } = (0,node_util__WEBPACK_IMPORTED_MODULE_0__.parseArgs)({ args: withValues(args), options, strict: true, allowPositionals: false });
        const given = _action_input_table_js__WEBPACK_IMPORTED_MODULE_1__/* .INPUT_NAMES */ .Qh.map(name => [name, (values[name] ?? '').trim()]);
        return new Map(given.filter(([, value]) => value !== ''));
    }
    catch (cause) {
        const unknown = args.find(arg => arg.startsWith('--') && !Object.hasOwn(_action_input_table_js__WEBPACK_IMPORTED_MODULE_1__/* .INPUTS */ .mc, nameOf(arg)));
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .RestoreError */ .DZ('input', {
            what: unknown === undefined
                ? `The flags are wrong: ${cause instanceof Error ? cause.message.split('\n')[0] : String(cause)}`
                : (0,_action_inputs_js__WEBPACK_IMPORTED_MODULE_2__/* .unknownInput */ .pv)(nameOf(unknown)),
            todo: 'See --help for the list.',
            cause,
        });
    }
}
const nameOf = (arg) => arg.slice(2).split('=')[0] ?? '';
/** One line per input; the long form stands in the README. */
function helpText() {
    const lines = _action_input_table_js__WEBPACK_IMPORTED_MODULE_1__/* .INPUT_NAMES */ .Qh.map(name => {
        const preset = _action_input_table_js__WEBPACK_IMPORTED_MODULE_1__/* .INPUTS */ .mc[name].default;
        return `  --${name}${(0,_action_input_table_js__WEBPACK_IMPORTED_MODULE_1__/* .isFlag */ .RV)(name) ? '[=true|false]' : ' VALUE'}${preset === '' ? '' : `   (default ${preset})`}`;
    });
    return [
        'Restores a SQLite database from its backup, proves that nothing is missing, and checks it.',
        '',
        'npm run restore -- --bucket s3://my-backups/app --db-path data/app.sqlite',
        '',
        'Flags are the inputs of the action (see README.md). Prefer AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and',
        'AWS_SESSION_TOKEN to the flags for secrets: other users of the machine can read flags.',
        '',
        ...lines,
        '',
    ].join('\n');
}


/***/ }),

/***/ 5802:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ createTerminalLog)
/* harmony export */ });
/* unused harmony export barText */
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _progress_line_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2175);
// Plain lines on stderr, and on a terminal a bar that redraws itself.


const REDRAW_MS = 100;
const LINE_MS = 5_000;
const BAR_WIDTH = 24;
/** `fetch [######------------------] 120 MB of 600 MB (20 %), …`, never wider than the screen. */
function barText(state, columns) {
    const share = (0,_progress_line_js__WEBPACK_IMPORTED_MODULE_1__/* .shareDone */ .GS)(state);
    const filled = Math.round((share ?? 0) * BAR_WIDTH);
    const bar = share === undefined ? '' : ` [${'#'.repeat(filled)}${'-'.repeat(BAR_WIDTH - filled)}]`;
    return `${state.label}${bar} ${(0,_progress_line_js__WEBPACK_IMPORTED_MODULE_1__/* .progressText */ .l_)(state)}`.slice(0, Math.max(1, columns - 1));
}
/** @param verbose show debug lines */
function createTerminalLog(screen, redact, verbose) {
    let barShown = false;
    function line(text) {
        // The bar makes room for the line; its next redraw brings it back.
        screen.write(`${barShown ? '\r\u001b[2K' : ''}${(0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .printable */ .g$)(redact(text))}\n`);
        barShown = false;
    }
    function progress(label, total, unit) {
        const started = performance.now();
        const bar = screen.isTTY === true;
        let known = total;
        let done = 0;
        let printed = -1;
        let ended = false;
        const now = () => ({ label: (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .printable */ .g$)(label), done, total: known, unit, elapsedMs: performance.now() - started });
        const timer = setInterval(() => {
            if (bar) {
                screen.write(`\r\u001b[2K${barText(now(), screen.columns ?? 80)}`);
                barShown = true;
            }
            else if (done !== printed) {
                printed = done;
                line(`${label}: ${(0,_progress_line_js__WEBPACK_IMPORTED_MODULE_1__/* .progressText */ .l_)(now())}`);
            }
        }, bar ? REDRAW_MS : LINE_MS).unref();
        return {
            add(more) {
                done += more;
            },
            total(newTotal) {
                known = newTotal;
            },
            end() {
                if (ended)
                    return;
                ended = true;
                clearInterval(timer);
                line(`${label}: ${(0,_progress_line_js__WEBPACK_IMPORTED_MODULE_1__/* .finalText */ .cT)(now())}`);
            },
        };
    }
    return {
        debug: text => (verbose ? line(`debug: ${text}`) : undefined),
        info: line,
        notice: text => line(`notice: ${text}`),
        warn: text => line(`warning: ${text}`),
        group: line,
        endGroup: () => { },
        progress,
    };
}


/***/ }),

/***/ 8511:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  runVerifyReport: () => (/* binding */ runVerifyReport)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./lib/action/exit.js
var exit = __webpack_require__(7916);
// EXTERNAL MODULE: ./lib/action/inputs.js + 8 modules
var inputs = __webpack_require__(7802);
// EXTERNAL MODULE: ./lib/action/interrupts.js
var action_interrupts = __webpack_require__(9480);
// EXTERNAL MODULE: ./lib/action/secrets.js
var secrets = __webpack_require__(7987);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/file-hash.js
var file_hash = __webpack_require__(5806);
// EXTERNAL MODULE: ./lib/quantities.js
var quantities = __webpack_require__(3682);
// EXTERNAL MODULE: ./lib/storage/listing.js
var listing = __webpack_require__(1861);
// EXTERNAL MODULE: ./lib/evidence/hashes.js
var hashes = __webpack_require__(2613);
// EXTERNAL MODULE: ./lib/json-fields.js
var json_fields = __webpack_require__(7699);
// EXTERNAL MODULE: ./lib/evidence/report.js
var evidence_report = __webpack_require__(4963);
// EXTERNAL MODULE: ./lib/evidence/seal.js
var seal = __webpack_require__(9448);
;// CONCATENATED MODULE: ./lib/evidence/read-report.js
// A report that comes back from somewhere: taken apart field by field, for it may be anything.




/** @throws RestoreError `input` */
function readReport(json) {
    try {
        const report = (0,json_fields/* fields */.OA)(JSON.parse(json), 'the report');
        if (report['schema'] !== evidence_report/* REPORT_SCHEMA */.D) {
            throw new TypeError(`its schema is ${JSON.stringify(report['schema'])?.slice(0, 100)}, not ${evidence_report/* REPORT_SCHEMA */.D}`);
        }
        if (report['plan'] === null || report['database'] === null) {
            throw new TypeError('it tells of a run that restored nothing, so there is nothing to compare');
        }
        return stored(report);
    }
    catch (cause) {
        throw new errors/* RestoreError */.DZ('input', {
            what: `The report cannot be used: ${cause instanceof Error ? cause.message : String(cause)}`,
            todo: 'Give the JSON file that the output reportPath names.',
            cause,
        });
    }
}
function stored(report) {
    const plan = (0,json_fields/* fields */.OA)(report['plan'], 'plan');
    const database = (0,json_fields/* fields */.OA)(report['database'], 'database');
    const checks = report['checks'] === null ? {} : (0,json_fields/* fields */.OA)(report['checks'], 'checks');
    const data = report['data'] === null ? {} : (0,json_fields/* fields */.OA)(report['data'], 'data');
    const request = (0,json_fields/* fields */.OA)(report['request'], 'request');
    return {
        plan: {
            hash: (0,json_fields/* text */.Qq)(plan['hash'], 'plan.hash'),
            format: (0,json_fields/* text */.Qq)(plan['format'], 'plan.format'),
            point: { position: (0,json_fields/* text */.Qq)((0,json_fields/* fields */.OA)(plan['point'], 'plan.point')['position'], 'plan.point.position') },
            proof: { word: (0,json_fields/* text */.Qq)((0,json_fields/* fields */.OA)(plan['proof'], 'plan.proof')['word'], 'plan.proof.word') },
            snapshotKey: (0,json_fields/* text */.Qq)(plan['snapshotKey'], 'plan.snapshotKey'),
            layers: (0,json_fields/* list */.p_)(plan['layers'], 'plan.layers', read_report_layer),
        },
        database: {
            bytes: (0,json_fields/* integer */.nd)(database['bytes'], 'database.bytes'),
            pageSize: (0,json_fields/* integer */.nd)(database['pageSize'], 'database.pageSize'),
            pages: (0,json_fields/* integer */.nd)(database['pages'], 'database.pages'),
            sha256: (0,json_fields/* text */.Qq)(database['sha256'], 'database.sha256'),
        },
        evidence: (0,json_fields/* text */.Qq)(report['evidence'], 'evidence'),
        seal: { stored: (0,json_fields/* text */.Qq)(report['seal'], 'seal'), computed: (0,seal/* sealOf */.R)(report) },
        integrity: (0,json_fields/* text */.Qq)(checks['integrity'] ?? 'skipped', 'checks.integrity'),
        tables: (0,json_fields/* list */.p_)(data['tables'] ?? [], 'data.tables', table),
        tableCount: (0,json_fields/* integer */.nd)(data['tableCount'] ?? 0, 'data.tableCount'),
        schemaFingerprint: textOrNull(data['schemaFingerprint'] ?? null, 'data.schemaFingerprint'),
        prefix: (0,json_fields/* text */.Qq)((0,json_fields/* fields */.OA)(request['location'], 'request.location')['prefix'], 'request.location.prefix'),
    };
}
function read_report_layer(value, place) {
    const { label, kind, frames, commit, objects } = (0,json_fields/* fields */.OA)(value, place);
    return {
        label: (0,json_fields/* text */.Qq)(label, `${place}.label`),
        kind: (0,json_fields/* text */.Qq)(kind, `${place}.kind`),
        frames: (0,json_fields/* integer */.nd)(frames, `${place}.frames`),
        commit: commit === null ? null : (0,json_fields/* integer */.nd)(commit, `${place}.commit`),
        objects: (0,json_fields/* list */.p_)(objects, `${place}.objects`, (entry, at) => {
            const { key, size, etag } = (0,json_fields/* fields */.OA)(entry, at);
            return { key: (0,json_fields/* text */.Qq)(key, `${at}.key`), size: (0,json_fields/* integer */.nd)(size, `${at}.size`), etag: (0,json_fields/* text */.Qq)(etag, `${at}.etag`) };
        }),
    };
}
function table(value, place) {
    const { name, rows, hash } = (0,json_fields/* fields */.OA)(value, place);
    return {
        name: (0,json_fields/* text */.Qq)(name, `${place}.name`),
        rows: rows === null ? null : (0,json_fields/* integer */.nd)(rows, `${place}.rows`),
        hash: textOrNull(hash, `${place}.hash`),
    };
}
function textOrNull(value, place) {
    return value === null ? null : (0,json_fields/* text */.Qq)(value, place);
}

;// CONCATENATED MODULE: ./lib/evidence/verify-report.js
// Looks later whether a report still holds: in itself, against the bucket, against a database file. No GitHub, no terminal.






/**
 * What decides: everything that does not hold, but the bytes of a file whose contents were compared one by one and are
 * the same.
 */
function failures(comparisons) {
    const contents = comparisons.filter(({ about }) => about === 'contents');
    const sameContents = contents.length > 0 && contents.every(({ holds }) => holds);
    return comparisons.filter(({ about, holds }) => !holds && !(about === 'bytes' && sameContents));
}
/** Differences named one by one; beyond it only their number. */
const MOST_NAMED = 20;
/**
 * @param text the JSON report
 * @throws RestoreError `input` when the text is no report of this program, and those of the store and of SQLite's child
 */
async function verifyReport(text, targets) {
    const report = readReport(text);
    const comparisons = [...inItself(report)];
    if (targets.store !== undefined)
        comparisons.push(...(await againstBucket(report, targets.store, targets.signal)));
    if (targets.file !== undefined)
        comparisons.push(...(await againstFile(report, targets.file, targets)));
    return comparisons;
}
function compare(about, what, expected, found) {
    const holds = expected === found;
    return {
        about,
        what,
        holds,
        difference: holds ? '' : `the report says ${expected ?? 'nothing'}, found ${found ?? 'nothing'}`,
    };
}
/** Catches a report that was cut, edited or mixed up. It is no signature: whoever can write all of it can write hashes. */
function inItself({ plan, database, evidence, integrity, tables, seal }) {
    return [
        compare('report', 'the seal over the whole report', seal.stored, seal.computed),
        compare('report', 'the plan’s hash', plan.hash, (0,hashes/* planHash */.SH)(plan)),
        compare('report', 'the evidence hash', evidence, (0,hashes/* hashOfEvidence */.Zm)(plan, database, integrity, tables)),
    ];
}
async function againstBucket({ plan, prefix }, store, signal) {
    const used = plan.layers.flatMap(({ objects }) => objects);
    const { objects } = await (0,listing/* listAll */._w)(store, prefix, signal);
    const there = new Map(objects.map(object => [object.key, object]));
    const differences = used.flatMap(({ key, size, etag }) => {
        const now = there.get(key);
        if (now === undefined)
            return [{ about: 'bucket', what: key, holds: false, difference: 'it is not in the bucket any more' }];
        return [
            compare('bucket', `size of ${key}`, size, now.size),
            compare('bucket', `ETag of ${key}`, etag, now.etag),
        ].filter(({ holds }) => !holds);
    });
    const more = differences.length - MOST_NAMED;
    return [
        {
            about: 'bucket',
            what: `${(0,quantities/* countOf */.pq)(used.length, 'object')} in the bucket`,
            holds: differences.length === 0,
            difference: differences.length === 0 ? '' : (0,quantities/* countOf */.pq)(differences.length, 'difference'),
        },
        ...differences.slice(0, MOST_NAMED),
        ...(more > 0
            ? [{ about: 'bucket', what: (0,quantities/* countOf */.pq)(more, 'more difference'), holds: false, difference: 'not named here' }]
            : []),
    ];
}
/** Equal bytes, or else equal contents: a database that was vacuumed since still holds what the report says. */
async function againstFile({ database, tables, tableCount, schemaFingerprint }, path, { describe, signal }) {
    const sha256 = await hashOf(path, signal);
    const bytes = compare('bytes', 'SHA-256 of the file', database.sha256, sha256);
    if (bytes.holds)
        return [bytes];
    const hashed = tables.filter(({ hash }) => hash !== null);
    if (hashed.length === 0)
        return [bytes];
    const facts = await describe(path, signal);
    const now = new Map(facts.tables.map(table => [table.name, table]));
    const contents = hashed.map(({ name, hash }) => compare('contents', `logical hash of table ${name}`, hash, now.get(name)?.hash ?? null));
    const unknown = tables.filter(({ hash }) => hash === null);
    const extra = facts.tables.filter(({ name }) => !tables.some(table => table.name === name));
    return [
        bytes,
        ...contents,
        // Other bytes are forgiven only where every table was compared.
        ...unknown.map(({ name }) => ({
            about: 'contents',
            what: `table ${name}`,
            holds: false,
            difference: 'the report has no hash of it',
        })),
        ...(tableCount > tables.length
            ? [
                {
                    about: 'contents',
                    what: (0,quantities/* countOf */.pq)(tableCount - tables.length, 'more table'),
                    holds: false,
                    difference: 'the report does not name them',
                },
            ]
            : []),
        ...(schemaFingerprint === null
            ? []
            : [compare('contents', 'schema fingerprint', schemaFingerprint, facts.schemaFingerprint)]),
        ...extra.map(({ name }) => ({
            about: 'contents',
            what: `table ${name}`,
            holds: false,
            difference: 'the report does not know it',
        })),
    ];
}
async function hashOf(path, signal) {
    try {
        return await (0,file_hash/* sha256OfFile */.V)(path, signal);
    }
    catch (cause) {
        signal.throwIfAborted();
        if ((0,errors/* isRestoreError */.hm)(cause))
            throw cause;
        throw new errors/* RestoreError */.DZ('input', {
            what: 'The database to compare cannot be read',
            where: path,
            todo: 'Give --file the path of a database file.',
            cause,
        });
    }
}

// EXTERNAL MODULE: ./lib/sqlite/children.js + 6 modules
var children = __webpack_require__(4160);
// EXTERNAL MODULE: ./lib/storage/open.js + 4 modules
var storage_open = __webpack_require__(2417);
// EXTERNAL MODULE: ./lib/terminal/flags.js
var flags = __webpack_require__(67);
// EXTERNAL MODULE: ./lib/terminal/log.js
var terminal_log = __webpack_require__(5802);
;// CONCATENATED MODULE: ./lib/terminal/verify-report.js
// `verify-report REPORT.json [--file DATABASE] [--bucket … and the inputs that lead to it]`: does a report still hold?












/** Bytes: the report of a backup with a hundred thousand objects has some 40 MB. */
const LARGEST_REPORT = 256 * 1024 * 1024;
const USAGE = `Looks whether a report (the file that the output reportPath names) still holds.

  npm run restore -- verify-report REPORT.json [--file DATABASE] [--bucket BUCKET …]

  REPORT.json       its hashes are computed again
  --file DATABASE   a database is compared: its SHA-256, or else its tables one by one
  --bucket …        the objects must still be there with the same size and ETag; all inputs that lead to the
                    bucket are flags as for a restore
`;
/**
 * Exit code 0 when everything that was compared holds, 1 otherwise.
 * @param entry the file that this process was started with
 */
async function runVerifyReport(entry, args) {
    const env = (0,inputs/* environment */.cA)();
    let log = (0,terminal_log/* createTerminalLog */.$)(process.stderr, text => text, false);
    let redact = (0,secrets/* redactor */.$)([]);
    const interrupts = (0,action_interrupts/* watchInterrupts */.K)();
    let store;
    let code = 1;
    try {
        const asked = parse(args);
        if (asked === 'help') {
            process.stdout.write(USAGE);
            code = 0;
            return;
        }
        redact = (0,secrets/* redactor */.$)((0,inputs/* secretsOf */.Fj)(asked.given, env));
        log = (0,terminal_log/* createTerminalLog */.$)(process.stderr, redact, (env['DEBUG'] ?? '') !== '');
        const { signal } = interrupts;
        if (asked.given.has('bucket')) {
            const { request } = await (0,inputs/* terminalRequest */.QK)(new Map([...asked.given, ['mode', 'verify']]), env);
            store = await (0,storage_open/* openStore */.C)(request.location, { env, log, signal });
        }
        const sqlite = (0,children.openSqlite)(entry, log);
        const comparisons = await verifyReport(readText(asked.report), {
            store,
            file: asked.file === undefined ? undefined : (0,external_node_path_.resolve)(asked.file),
            describe: (path, abort) => sqlite.describe(path, { hashes: true }, abort),
            signal,
        });
        code = tell(comparisons, text => process.stdout.write(redact(text)));
    }
    catch (error) {
        const text = (0,errors/* isRestoreError */.hm)(error) ? error.message : `Something unexpected went wrong: ${String(error)}`;
        log.info(`error: ${text}`);
    }
    finally {
        store?.[Symbol.dispose]();
        interrupts.stop();
        await (0,exit/* leave */.q)(code);
    }
}
function tell(comparisons, write) {
    for (const { what, holds, difference } of comparisons) {
        write(`${holds ? 'ok  ' : 'FAIL'} ${(0,errors/* printable */.g$)(what)}${holds ? '' : `: ${(0,errors/* printable */.g$)(difference)}`}\n`);
    }
    const failed = failures(comparisons).length;
    const otherBytes = comparisons.some(({ about, holds }) => about === 'bytes' && !holds);
    write(failed === 0
        ? `The report holds${otherBytes ? ': the file has other bytes, and the same rows in every table' : ''}.\n`
        : `The report does not hold: ${failed} of ${comparisons.length} comparisons failed.\n`);
    return failed === 0 ? 0 : 1;
}
/** @throws RestoreError `input` */
function parse(args) {
    if (args.includes('--help') || args.includes('-h'))
        return 'help';
    const at = args.findIndex(arg => arg === '--file' || arg.startsWith('--file='));
    const file = at === -1 ? undefined : args[at]?.split('=').slice(1).join('=') || args[at + 1];
    const width = at === -1 ? 0 : args[at] === '--file' ? 2 : 1;
    const rest = at === -1 ? args : [...args.slice(0, at), ...args.slice(at + width)];
    const [report = ''] = rest;
    if (report === '' || report.startsWith('--') || (at !== -1 && (file === undefined || file.startsWith('--')))) {
        throw new errors/* RestoreError */.DZ('input', {
            what: report === '' || report.startsWith('--') ? 'The report is missing' : '--file needs a path',
            todo: 'See verify-report --help.',
        });
    }
    const given = (0,flags/* givenFlags */.r)(rest.slice(1));
    return given === 'help' ? given : { report, file, given };
}
/** @throws RestoreError `input` */
function readText(path) {
    try {
        if ((0,external_node_fs_.statSync)(path).size > LARGEST_REPORT)
            throw new Error(`it has more than ${LARGEST_REPORT} bytes`);
        return (0,external_node_fs_.readFileSync)(path, 'utf8');
    }
    catch (cause) {
        throw new errors/* RestoreError */.DZ('input', {
            what: 'The report cannot be read',
            where: path,
            found: cause instanceof Error ? cause.message : String(cause),
            todo: 'Give the JSON file that the output reportPath names.',
            cause,
        });
    }
}


/***/ }),

/***/ 3411:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   x: () => (/* binding */ VERSION)
/* harmony export */ });
/** As in package.json (tested): the bundle does not carry that file. */
const VERSION = '0.1.0';


/***/ })

};
