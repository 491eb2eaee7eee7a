export const id = 119;
export const ids = [119];
export const modules = {

/***/ 284:
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

/***/ 5899:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ failedResult)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
// The result of a restore that ended before the pipeline could make one.

/** Whatever was thrown, as a RestoreError: what nobody foresaw becomes `internal`. */
function asRestoreError(error) {
    if ((0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .isRestoreError */ .hm)(error))
        return error;
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .RestoreError */ .DZ('internal', {
        what: `Unexpected error: ${error instanceof Error ? error.message : String(error)}`,
        todo: 'Please report it with the log.',
        cause: error,
    });
}
function failedResult(thrown, durationMs) {
    const error = asRestoreError(thrown);
    return {
        restored: false,
        verdict: _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ERROR_CODES */ .OQ[error.code],
        reasons: [{ code: error.code, text: error.message }],
        failed: true,
        error,
        framesApplied: 0,
        foreign: [],
        downloadedBytes: 0,
        cacheHit: false,
        durationMs,
        phases: [],
    };
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
        what: `Unexpected error: ${error instanceof Error ? error.message : String(error)}`,
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

/***/ 6093:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $5: () => (/* binding */ fitted),
/* harmony export */   FV: () => (/* binding */ escapeMarkdown),
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

/***/ 1006:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Am: () => (/* binding */ momentText),
/* harmony export */   Pl: () => (/* binding */ headline),
/* harmony export */   Z3: () => (/* binding */ targetText),
/* harmony export */   Z9: () => (/* binding */ placeText)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/* harmony import */ var _quantities_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3682);
// What a run ended with, and the one sentence that the log, the annotation, the summary and the terminal all begin with.


/** `s3://bucket/prefix`, or the directory's path: what the user wrote, more or less. */
function placeText(location) {
    const { prefix } = location;
    if (location.kind === 's3')
        return `s3://${location.bucket}${prefix === '' ? '' : `/${prefix}`}`;
    return prefix === '' ? location.path : `${location.path} (prefix ${prefix})`;
}
function targetText({ request, workspace }) {
    const target = request?.target ?? '';
    const way = (0,node_path__WEBPACK_IMPORTED_MODULE_0__.relative)(workspace, target);
    return target === '' || way === '' || way.startsWith('..') ? target : way;
}
/** `as of 2026-11-23T01:09:51Z`, `not newer than …`, or nothing where no time is known. */
function momentText({ plan }) {
    const time = (0,_quantities_js__WEBPACK_IMPORTED_MODULE_1__/* .instantText */ .Xx)(plan?.point.time);
    if (plan === undefined || time === '' || plan.point.timeIs === 'unknown')
        return '';
    return `${plan.point.timeIs === 'exact' ? 'as of' : 'not newer than'} ${time}`;
}
/** What the run did: a failure's own message, or the database and its moment. */
function headline(outcome) {
    const { result, request } = outcome;
    const { database, plan, reasons, error } = result;
    if (result.failed)
        return error?.message ?? 'The restore failed.';
    const moment = momentText(result);
    if (database !== undefined) {
        const what = `${(0,_quantities_js__WEBPACK_IMPORTED_MODULE_1__/* .bytesText */ .pV)(database.bytes)}, ${(0,_quantities_js__WEBPACK_IMPORTED_MODULE_1__/* .countOf */ .pq)(database.pages, 'page')}${moment === '' ? '' : `, ${moment}`}`;
        return result.restored ? `Restored ${targetText(outcome)}: ${what}.` : `Verified a restore: ${what}.`;
    }
    if (plan !== undefined && request?.mode === 'plan') {
        return `Would restore ${(0,_quantities_js__WEBPACK_IMPORTED_MODULE_1__/* .countOf */ .pq)(plan.layers.length, 'layer')} of format ${plan.format}${moment === '' ? '' : `, ${moment}`}.`;
    }
    return reasons[0] === undefined ? 'Nothing was restored.' : `Nothing was restored: ${reasons[0].text}`;
}


/***/ }),

/***/ 7058:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   u5: () => (/* binding */ writeReport)
/* harmony export */ });
/* unused harmony exports REPORT_SCHEMA, reportOf */
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);
/* harmony import */ var _quantities_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3682);
/* harmony import */ var _version_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(3411);
/* harmony import */ var _causes_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(284);
// The machine-readable report: everything a script could want to know about one run, in one JSON file.






/** Changes whenever a reader of the old form would misread the new one. docs/report.schema.json describes it. */
const REPORT_SCHEMA = 'restore-sqlite/report/1';
const time = (ms) => (0,_quantities_js__WEBPACK_IMPORTED_MODULE_3__/* .instantText */ .Xx)(ms) || null;
function objectOf({ key, size, lastModified, etag, storageClass }) {
    return { key, size, lastModified: time(lastModified), etag, storageClass: storageClass ?? null };
}
/** Everything but the credentials. */
function requestOf({ location, timestamp, maxDatabaseSize, timeout, ...policies }) {
    const { kind, prefix } = location;
    return {
        ...policies,
        target: policies.target ?? null,
        position: policies.position ?? null,
        location: location.kind === 'directory'
            ? { kind, path: location.path, prefix }
            : { kind, bucket: location.bucket, prefix, endpoint: location.endpoint ?? null, region: location.region ?? null },
        timestamp: time(timestamp),
        maxDatabaseSize: maxDatabaseSize ?? null,
        timeoutMs: timeout ?? null,
    };
}
function planOf(plan) {
    return {
        ...plan,
        point: { ...plan.point, time: time(plan.point.time) },
        layers: plan.layers.map(({ label, kind, frames, commit, objects, time: moment }) => ({
            label,
            kind,
            time: time(moment),
            frames,
            commit: commit ?? null,
            objects: objects.map(objectOf),
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
        causes: (0,_causes_js__WEBPACK_IMPORTED_MODULE_4__/* .causesOf */ .c)(error),
    };
}
/** @param now milliseconds since 1970 */
function reportOf({ request, result }, now) {
    const { restored, verdict, reasons, failed, error, plan, database, checks, foreign } = result;
    return {
        schema: REPORT_SCHEMA,
        program: {
            name: 'restore-sqlite',
            version: _version_js__WEBPACK_IMPORTED_MODULE_5__/* .VERSION */ .x,
            node: process.version,
            platform: `${process.platform}-${process.arch}`,
            sqlite: checks?.sqliteVersion ?? null,
        },
        startedAt: time(now - result.durationMs),
        finishedAt: time(now),
        outcome: { restored, verdict, failed, errorCode: failed ? (error?.code ?? 'internal') : null, reasons },
        error: error === undefined ? null : errorOf(error),
        request: request === undefined ? null : requestOf(request),
        plan: plan === undefined ? null : planOf(plan),
        database: database ?? null,
        framesApplied: result.framesApplied,
        checks: checks ?? null,
        foreignObjects: foreign.map(objectOf),
        run: {
            downloadedBytes: result.downloadedBytes,
            cacheHit: result.cacheHit,
            durationMs: Math.round(result.durationMs),
            phases: result.phases,
        },
    };
}
/**
 * Writes the report under `tempFolder`, beside the reports of other steps of the job.
 * @returns its absolute path
 * @throws Error when it cannot be written
 */
function writeReport(outcome, tempFolder, redact) {
    const folder = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(tempFolder, 'restore-sqlite');
    (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.mkdirSync)(folder, { recursive: true });
    const path = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(folder, `report-${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomUUID)()}.json`);
    (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.writeFileSync)(path, `${redact(JSON.stringify(reportOf(outcome, Date.now()), undefined, 2))}\n`, { flag: 'wx' });
    return path;
}


/***/ }),

/***/ 7987:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ redactor)
/* harmony export */ });
/* harmony import */ var _markdown_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6093);
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

/***/ 4119:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  runTerminal: () => (/* binding */ runTerminal)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./lib/action/causes.js
var causes = __webpack_require__(284);
// EXTERNAL MODULE: ./lib/action/exit.js
var exit = __webpack_require__(7916);
// EXTERNAL MODULE: ./lib/action/failed-result.js
var failed_result = __webpack_require__(5899);
// EXTERNAL MODULE: ./lib/action/inputs.js + 5 modules
var inputs = __webpack_require__(9847);
// EXTERNAL MODULE: ./lib/action/interrupts.js
var action_interrupts = __webpack_require__(9480);
// EXTERNAL MODULE: ./lib/action/outcome.js
var action_outcome = __webpack_require__(1006);
// EXTERNAL MODULE: ./lib/action/outputs.js
var action_outputs = __webpack_require__(7352);
// EXTERNAL MODULE: ./lib/action/report.js
var report = __webpack_require__(7058);
// EXTERNAL MODULE: ./lib/action/secrets.js
var secrets = __webpack_require__(7987);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(7975);
// EXTERNAL MODULE: ./lib/action/input-table.js
var input_table = __webpack_require__(8699);
;// CONCATENATED MODULE: ./lib/terminal/flags.js
// The terminal command takes the action's inputs as flags: --bucket, --db-path and so on.




const BARE = new Set(input_table/* INPUT_NAMES */.Qh.filter(input_table/* isFlag */.RV).map(name => `--${name}`));
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
    const options = Object.fromEntries(input_table/* INPUT_NAMES */.Qh.map(name => [name, { type: 'string' }]));
    try {
        const { values } = (0,external_node_util_.parseArgs)({ args: withValues(args), options, strict: true, allowPositionals: false });
        const given = input_table/* INPUT_NAMES */.Qh.map(name => [name, (values[name] ?? '').trim()]);
        return new Map(given.filter(([, value]) => value !== ''));
    }
    catch (cause) {
        const unknown = args.find(arg => arg.startsWith('--') && !Object.hasOwn(input_table/* INPUTS */.mc, nameOf(arg)));
        throw new errors/* RestoreError */.DZ('input', {
            what: unknown === undefined
                ? `The flags are wrong: ${cause instanceof Error ? cause.message.split('\n')[0] : String(cause)}`
                : (0,inputs/* unknownInput */.pv)(nameOf(unknown)),
            todo: 'See --help for the list.',
            cause,
        });
    }
}
const nameOf = (arg) => arg.slice(2).split('=')[0] ?? '';
/** One line per input; the long form stands in the README. */
function helpText() {
    const lines = input_table/* INPUT_NAMES */.Qh.map(name => {
        const preset = input_table/* INPUTS */.mc[name].default;
        return `  --${name}${(0,input_table/* isFlag */.RV)(name) ? '[=true|false]' : ' VALUE'}${preset === '' ? '' : `   (default ${preset})`}`;
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

// EXTERNAL MODULE: ./lib/progress-line.js
var progress_line = __webpack_require__(2175);
;// CONCATENATED MODULE: ./lib/terminal/log.js
// Plain lines on stderr, and on a terminal a bar that redraws itself.


const REDRAW_MS = 100;
const LINE_MS = 5_000;
const BAR_WIDTH = 24;
/** `fetch [######------------------] 120 MB of 600 MB (20 %), …`, never wider than the screen. */
function barText(state, columns) {
    const share = (0,progress_line/* shareDone */.GS)(state);
    const filled = Math.round((share ?? 0) * BAR_WIDTH);
    const bar = share === undefined ? '' : ` [${'#'.repeat(filled)}${'-'.repeat(BAR_WIDTH - filled)}]`;
    return `${state.label}${bar} ${(0,progress_line/* progressText */.l_)(state)}`.slice(0, Math.max(1, columns - 1));
}
/** @param verbose show debug lines */
function createTerminalLog(screen, redact, verbose) {
    let barShown = false;
    function line(text) {
        // The bar makes room for the line; its next redraw brings it back.
        screen.write(`${barShown ? '\r\u001b[2K' : ''}${(0,errors/* printable */.g$)(redact(text))}\n`);
        barShown = false;
    }
    function progress(label, total, unit) {
        const started = performance.now();
        const bar = screen.isTTY === true;
        let known = total;
        let done = 0;
        let printed = -1;
        let ended = false;
        const now = () => ({ label: (0,errors/* printable */.g$)(label), done, total: known, unit, elapsedMs: performance.now() - started });
        const timer = setInterval(() => {
            if (bar) {
                screen.write(`\r\u001b[2K${barText(now(), screen.columns ?? 80)}`);
                barShown = true;
            }
            else if (done !== printed) {
                printed = done;
                line(`${label}: ${(0,progress_line/* progressText */.l_)(now())}`);
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
                line(`${label}: ${(0,progress_line/* finalText */.cT)(now())}`);
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

;// CONCATENATED MODULE: ./lib/terminal/run.js
// The terminal command: the same restore, with flags for inputs, the log on stderr and the outputs on stdout.













/** @param entry the file that this process was started with */
async function runTerminal(entry, args) {
    const started = performance.now();
    const env = (0,inputs/* environment */.cA)();
    const workspace = (0,external_node_path_.resolve)('.');
    let log = createTerminalLog(process.stderr, text => text, false);
    let redact = (0,secrets/* redactor */.$)([]);
    const interrupts = (0,action_interrupts/* watchInterrupts */.K)();
    let request;
    let result;
    try {
        const given = givenFlags(args);
        if (given === 'help') {
            process.stdout.write(helpText());
            interrupts.stop();
            await (0,exit/* leave */.q)(0);
            return;
        }
        redact = (0,secrets/* redactor */.$)((0,inputs/* secretsOf */.Fj)(given, env));
        log = createTerminalLog(process.stderr, redact, (env['DEBUG'] ?? '') !== '');
        const read = (0,inputs/* terminalRequest */.QK)(given, env);
        request = read.request;
        for (const sentence of read.warnings)
            log.warn(sentence);
        if (request.cache)
            log.warn('`cache` has no effect here: the Actions cache is reached from workflows only');
        interrupts.limit(request.timeout);
        const target = (0,action_outcome/* targetText */.Z3)({ request, workspace });
        log.info(`Mode ${request.mode}: ${(0,action_outcome/* placeText */.Z9)(request.location)}${target === '' ? '' : ` -> ${target}`}`);
        // Only now: wrong inputs are told at once, and whatever cannot be loaded here is a result like any other.
        const { performRestore } = await Promise.all(/* import() */[__webpack_require__.e(56), __webpack_require__.e(540)]).then(__webpack_require__.bind(__webpack_require__, 2056));
        result = await interrupts.guard(performRestore(request, { entry, env, log, signal: interrupts.signal }));
    }
    catch (error) {
        result = (0,failed_result/* failedResult */.N)(error, performance.now() - started);
    }
    interrupts.stop();
    const outcome = { request, result, workspace };
    let reportPath = '';
    try {
        reportPath = (0,report/* writeReport */.u5)(outcome, (0,inputs/* tempFolder */.vg)(env), redact);
    }
    catch (error) {
        log.warn(`Cannot write the report: ${error instanceof Error ? error.message : String(error)}`);
    }
    const outputs = Object.entries((0,action_outputs/* outputsOf */.Yz)(result, request?.target, reportPath));
    process.stdout.write(redact(outputs.map(([name, value]) => `${name}=${(0,errors/* printable */.g$)(value)}\n`).join('')));
    log.info(`${result.failed ? 'error: ' : ''}${(0,action_outcome/* headline */.Pl)(outcome)}`);
    for (const cause of result.error === undefined ? [] : (0,causes/* causesOf */.c)(result.error))
        log.info(`  caused by ${cause}`);
    if (!result.failed) {
        log.info(`Verdict: ${result.verdict}`);
        for (const { text } of result.reasons)
            log.info(`  ${text}`);
    }
    await (0,exit/* leave */.q)(result.failed ? 1 : 0);
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
