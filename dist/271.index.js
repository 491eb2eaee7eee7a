export const id = 271;
export const ids = [271,540];
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

/***/ 271:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  runAction: () => (/* binding */ runAction)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./node_modules/@actions/core/lib/core.js + 7 modules
var core = __webpack_require__(3838);
// EXTERNAL MODULE: ./lib/version.js
var version = __webpack_require__(3411);
// EXTERNAL MODULE: ./lib/action/outcome.js
var action_outcome = __webpack_require__(1006);
;// CONCATENATED MODULE: ./lib/action/annotations.js
// What a person sees above the log and on the run's page: at most one error or warning or notice per restore.

/** The runner cuts a message at 4,096 characters (actions/runner, ExecutionContext.cs). */
const MOST_CHARACTERS = 4_000;
function cut(text) {
    return text.length <= MOST_CHARACTERS ? text : `${text.slice(0, MOST_CHARACTERS - 1)}…`;
}
function annotationOf(outcome) {
    const { request, result } = outcome;
    const { failed, error, verdict, reasons, plan } = result;
    if (failed) {
        return { level: 'error', title: `restore-sqlite: ${error?.code ?? 'internal'}`, message: cut((0,action_outcome/* headline */.Pl)(outcome)) };
    }
    const done = result.database !== undefined;
    const because = done ? reasons.map(({ text }) => `${text.replace(/\.$/, '')}.`).join(' ') : '';
    const message = cut(because === '' ? (0,action_outcome/* headline */.Pl)(outcome) : `${(0,action_outcome/* headline */.Pl)(outcome)} ${because}`);
    if (done && verdict !== 'pass') {
        const proof = plan === undefined ? '' : ` (proof ${plan.proof.word})`;
        return { level: 'warning', title: `restore-sqlite: inconclusive${proof}`, message };
    }
    const tolerated = !done && request?.ifNoBackup === 'warn' && reasons.some(({ code }) => code === 'no-backup');
    if (tolerated)
        return { level: 'warning', title: 'restore-sqlite: no-backup', message };
    // A foreign-key warning leaves a pass a pass, and still wants to be seen.
    const level = done && reasons.length > 0 ? 'warning' : 'notice';
    return { level, title: `restore-sqlite: ${done ? 'pass' : (request?.mode ?? 'restore')}`, message };
}

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
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/progress-line.js
var progress_line = __webpack_require__(2175);
;// CONCATENATED MODULE: ./lib/action/log.js
// The log of a workflow step: lines, groups, annotations. What comes from the bucket can start no workflow command.



/** Between two progress lines of one transfer; a transfer that stands still is mentioned six times less often. */
const PROGRESS_MS = 5_000;
const STANDSTILL_MS = 30_000;
/** The runner shows ten annotations of a kind per step. Further warnings go to the log alone. */
const MOST_WARNINGS = 8;
/**
 * `text` as one line that the runner takes for plain text. It reads `::command::` at the start of a line (blanks before it
 * are skipped) and the older `##[command]` anywhere in it (actions/runner, ActionCommand.cs).
 */
function plainLine(text) {
    return (0,errors/* printable */.g$)(text)
        .replaceAll('##[', '##\\u005b')
        .replace(/^(\s*)::/, '$1\\u003a:');
}
function createActionLog(redact) {
    const warned = new Set();
    let grouped = false;
    const say = (text) => core/* info */.pq(plainLine(redact(text)));
    function endGroup() {
        if (grouped)
            core/* endGroup */.N4();
        grouped = false;
    }
    function progress(label, total, unit) {
        const started = performance.now();
        const state = { done: 0, total, printed: -1, printedAt: started, ended: false };
        const now = () => ({ label, done: state.done, total: state.total, unit, elapsedMs: performance.now() - started });
        // A timer, so that a transfer that stands still is seen to. It holds up no exit.
        const timer = setInterval(() => {
            if (state.done === state.printed && performance.now() - state.printedAt < STANDSTILL_MS)
                return;
            state.printed = state.done;
            state.printedAt = performance.now();
            say(`${label}: ${(0,progress_line/* progressText */.l_)(now())}`);
        }, PROGRESS_MS).unref();
        return {
            add(done) {
                state.done += done;
            },
            total(newTotal) {
                state.total = newTotal;
            },
            end() {
                if (state.ended)
                    return;
                state.ended = true;
                clearInterval(timer);
                say(`${label}: ${(0,progress_line/* finalText */.cT)(now())}`);
            },
        };
    }
    return {
        debug: text => core/* debug */.Yz((0,errors/* printable */.g$)(redact(text))),
        info: say,
        notice: text => core/* notice */.lm((0,errors/* printable */.g$)(redact(text))),
        warn(text) {
            if (warned.has(text))
                return;
            warned.add(text);
            if (warned.size <= MOST_WARNINGS)
                core/* warning */.$e((0,errors/* printable */.g$)(redact(text)));
            else
                say(`Warning: ${text}`);
        },
        group(title) {
            endGroup();
            grouped = true;
            core/* startGroup */.Oh((0,errors/* printable */.g$)(redact(title)));
        },
        endGroup,
        progress,
    };
}

// EXTERNAL MODULE: ./lib/action/outputs.js
var outputs = __webpack_require__(7352);
// EXTERNAL MODULE: ./lib/action/report.js
var report = __webpack_require__(7058);
// EXTERNAL MODULE: ./lib/action/secrets.js
var action_secrets = __webpack_require__(7987);
// EXTERNAL MODULE: ./lib/quantities.js
var quantities = __webpack_require__(3682);
// EXTERNAL MODULE: ./lib/action/markdown.js
var markdown = __webpack_require__(6093);
// EXTERNAL MODULE: ./lib/engine/proof.js
var proof = __webpack_require__(8540);
;// CONCATENATED MODULE: ./lib/action/summary-sections.js
// The parts of the job summary below its head. Every list is capped; the report has them whole.



/** The first `most` as lines of a list, and how many more there are. */
function listed(items, most, line, total = items.length) {
    const shown = items.slice(0, most).map(item => `- ${line(item)}`);
    const more = total - shown.length;
    return [...shown, ...(more > 0 ? [`- … and ${(0,quantities/* countText */.lT)(more)} more`] : [])].join('\n');
}
/** @param failed the plan could not be carried out: what it would have proven is told as such */
function summary_sections_proof({ proof: { word, because, counts, gaps } }, failed) {
    const { unit, expected, applied, ignored } = counts;
    const numbers = `${(0,quantities/* countText */.lT)(expected)} expected, ${(0,quantities/* countText */.lT)(applied)} applied, ${(0,quantities/* countText */.lT)(ignored)} left out`;
    return [
        failed ? '### What was planned' : `### Proof: ${word}`,
        failed ? `With every object whole, the proof would have been <code>${word}</code>.` : '',
        listed([...because, `${unit}: ${numbers}`], 20, sentence => (0,markdown.md)(sentence)),
        proof/* PROOFS */.i[word] === 'pass' ? '' : 'This is evidence, not a proof: the verdict is at best inconclusive.',
        ...(gaps.length === 0 ? [] : ['Known gaps:', listed(gaps, 20, gap => (0,markdown.md)(gap))]),
    ]
        .filter(part => part !== '')
        .join('\n\n');
}
function integrityRow({ integrity, integrityMessages }, asked) {
    if (integrity === 'skipped')
        return ['integrity', '⚠️ off: nobody looked inside the database'];
    if (integrity === 'failed')
        return [`integrity (${asked})`, `❌ ${(0,quantities/* countOf */.pq)(integrityMessages.total, 'message')}`];
    const unseen = ' (quick: indexes were not compared with their tables, nor UNIQUE constraints checked)';
    return [`integrity (${asked})`, `✅ ok${asked === 'quick' ? unseen : ''}`];
}
function modules({ unreadableTables }) {
    return [...new Set(unreadableTables.map(({ module }) => module))]
        .slice(0, 10)
        .map(name => (0,markdown/* mdCode */.xs)(name))
        .join(', ');
}
function checks({ request, result }) {
    const report = result.checks;
    if (report === undefined)
        return '';
    const { foreignKeys, tableCount, unreadableTables, hollow, integrityMessages } = report;
    const violations = foreignKeys === 'skipped' ? 0 : foreignKeys.total;
    const keys = violations === 0 ? '✅ ok' : `⚠️ ${(0,quantities/* countOf */.pq)(violations, 'row')} without a parent`;
    const rows = [
        integrityRow(report, request?.integrityCheck ?? 'full'),
        ['foreign keys', foreignKeys === 'skipped' ? 'off' : keys],
        ['contents', hollow ? `⚠️ ${(0,quantities/* countOf */.pq)(tableCount, 'table')}, no rows` : `✅ ${(0,quantities/* countOf */.pq)(tableCount, 'table')}`],
        ...(unreadableTables.length === 0
            ? []
            : [
                ['not looked into', `${(0,quantities/* countOf */.pq)(unreadableTables.length, 'virtual table')} of extensions: ${modules(report)}`],
            ]),
    ];
    const messages = listed(integrityMessages.first, 20, text => (0,markdown/* mdCode */.xs)(text), integrityMessages.total);
    const orphans = foreignKeys === 'skipped'
        ? ''
        : listed(foreignKeys.first, 10, ({ table: child, rowid, parent }) => `${(0,markdown/* mdCode */.xs)(child)}${rowid === null ? '' : ` row ${rowid}`} refers to ${(0,markdown/* mdCode */.xs)(parent)}`, foreignKeys.total);
    return [
        `### Checks (SQLite ${(0,markdown.md)(report.sqliteVersion)})`,
        (0,markdown/* table */.tp)(['check', 'result'], rows),
        ...(messages === '' ? [] : ['Messages of the integrity check:', messages]),
        ...(orphans === '' ? [] : ['Rows without a parent:', orphans]),
    ].join('\n\n');
}
function alternatives({ alternatives: others }) {
    if (others.length === 0)
        return '';
    const rows = others
        .slice(0, 20)
        .map(({ position, note, proven }) => [(0,markdown/* mdCode */.xs)(position, 1_000), proven ? 'yes' : 'no', (0,markdown.md)(note, 400)]);
    return [
        '### Other restore points',
        'To restore one of them, write its position as the input <code>position</code>.',
        (0,markdown/* table */.tp)(['position', 'proven', 'what it is'], rows),
        ...(others.length > 20 ? [`… and ${(0,quantities/* countText */.lT)(others.length - 20)} more in the report`] : []),
    ].join('\n\n');
}
function notes({ notes: texts }) {
    return texts.length === 0 ? '' : `### Notes\n\n${listed(texts, 20, text => (0,markdown.md)(text))}`;
}
function leftOut({ leftOut: objects }) {
    if (objects.length === 0)
        return '';
    // What nobody can explain matters more than what is merely older.
    const sorted = [...objects.filter(({ explained }) => !explained), ...objects.filter(({ explained }) => explained)];
    const rows = sorted
        .slice(0, 100)
        .map(({ key, reason, explained }) => [(0,markdown/* mdCode */.xs)(key), (0,markdown.md)(reason, 300), explained ? 'yes' : '⚠️ no']);
    const body = (0,markdown/* table */.tp)(['object', 'why', 'shown to be older or foreign'], rows);
    const more = objects.length > 100 ? `\n\n… and ${(0,quantities/* countText */.lT)(objects.length - 100)} more in the report` : '';
    return (0,markdown/* details */.zH)(`${(0,quantities/* countOf */.pq)(objects.length, 'object')} left out, and why`, `${body}${more}`);
}
function foreign({ foreign: objects }) {
    if (objects.length === 0)
        return '';
    const list = listed(objects, 20, ({ key, size }) => `${(0,markdown/* mdCode */.xs)(key)} ${(0,quantities/* bytesText */.pV)(size)}`);
    return (0,markdown/* details */.zH)(`${(0,quantities/* countOf */.pq)(objects.length, 'other object')} under the prefix, ignored`, list);
}

;// CONCATENATED MODULE: ./lib/action/timeline.js


/** More columns than this cannot be read. The base image and the newest layers matter most. */
const MOST_LAYERS = 12;
/**
 * Mermaid reads `:` as the start of an event, `;` as the end of a statement, `#` and `%%` as comments; entities are taken
 * out before it parses. Everything but letters, digits and harmless marks becomes one.
 */
function escapeMermaid(text) {
    return text.replaceAll(/[^A-Za-z0-9 ,.\u2026-]/gu, char => `#${char.codePointAt(0) ?? 0xfffd};`);
}
/** Cards are about 22 letters wide, and mermaid breaks lines at blanks only. */
function wrapped(text) {
    return (0,markdown/* shortened */.vI)(text, 80)
        .replaceAll(/([^\s/]{2,}\/)(?=\S)/g, '$1 ')
        .replaceAll(/\S{23,}/g, word => (0,markdown/* shortened */.vI)(word, 22));
}
const moment = (ms) => (0,quantities/* instantText */.Xx)(ms).replace('T', ' ').replace('Z', '') || 'time not known';
function column({ time, label, objects, frames, commit }) {
    const bytes = objects.reduce((sum, { size }) => sum + size, 0);
    const facts = [
        wrapped(label),
        ...(frames === 0 ? [] : [(0,quantities/* countOf */.pq)(frames, 'frame')]),
        ...(commit === undefined ? [] : [(0,quantities/* countOf */.pq)(commit, 'page')]),
        ...(objects.length === 0 ? [] : [`${(0,quantities/* bytesText */.pV)(bytes)} stored`]),
    ];
    return `    ${[moment(time), ...facts].map(escapeMermaid).join(' : ')}`;
}
/** A fenced mermaid block; the empty text for a plan without layers. */
function timeline({ layers, point }) {
    if (layers.length === 0)
        return '';
    const left = layers.length - MOST_LAYERS;
    const columns = left > 0
        ? [
            ...layers.slice(0, 1).map(column),
            `    … : ${(0,quantities/* countOf */.pq)(left, 'more layer')}`,
            ...layers.slice(left + 1).map(column),
        ]
        : layers.map(column);
    const bound = { exact: 'exactly', 'upper-bound': 'at the latest', unknown: '' }[point.timeIs];
    const end = ['restore point', moment(point.time), bound]
        .filter(text => text !== '')
        .map(escapeMermaid)
        .join(' : ');
    return ['```mermaid', 'timeline', ...columns, `    ${end}`, '```'].join('\n');
}

;// CONCATENATED MODULE: ./lib/action/summary.js





/** GitHub drops a summary of more than 1 MiB whole (actions/runner, FileCommandManager.cs). */
const MOST_BYTES = 900_000;
/** GitHub-flavoured Markdown, always under 900 kB. */
function summaryOf(outcome) {
    const { result } = outcome;
    const { plan, error } = result;
    const chart = plan === undefined ? '' : timeline(plan);
    return (0,markdown/* fitted */.$5)([
        `## ${title(outcome)}`,
        ...reasonLines(result),
        result.failed && error !== undefined ? failure(error) : facts(outcome),
        result.failed ? '' : work(result),
        plan === undefined ? '' : summary_sections_proof(plan, result.failed),
        checks(outcome),
        plan === undefined ? '' : alternatives(plan),
        chart === '' ? '' : `### Layers\n\n${chart}`,
        plan === undefined ? '' : notes(plan),
        plan === undefined ? '' : leftOut(plan),
        foreign(result),
        result.failed ? work(result) : '',
    ], MOST_BYTES);
}
function title(outcome) {
    const { request, result } = outcome;
    const { verdict, failed, restored, database, error } = result;
    if (failed) {
        const untouched = request?.mode === 'restore' ? ': nothing was published' : '';
        return `❌ ${request?.mode === 'verify' ? 'Verification' : 'Restore'} failed (${(0,markdown/* mdCode */.xs)(error?.code ?? 'internal')})${untouched}`;
    }
    const sign = verdict === 'pass' ? '✅' : '⚠️';
    if (restored)
        return `${sign} Restored ${(0,markdown/* mdCode */.xs)((0,action_outcome/* targetText */.Z3)(outcome))}: ${verdict}`;
    if (database !== undefined)
        return `${sign} Verified a restore: ${verdict}`;
    return request?.mode === 'plan' ? '📋 Restore plan' : 'ℹ️ Nothing was restored';
}
/** The reason for the verdict in one line, then the others. */
function reasonLines({ failed, verdict, reasons, database, plan }) {
    if (failed)
        return [];
    if (reasons.length > 0)
        return [
            reasons
                .slice(0, 10)
                .map(({ text }) => `> ${(0,markdown.md)(text)}`)
                .join('\n>\n'),
        ];
    if (verdict !== 'pass' || database === undefined || plan === undefined)
        return [];
    return [`> ${(0,markdown.md)(plan.proof.because[0] ?? `The proof is ${plan.proof.word}.`)}`];
}
function failure(error) {
    const { what, where, expected, found, todo } = error.failure;
    const rows = [
        ['What', (0,markdown.md)(what, 4_000)],
        ...(where === undefined ? [] : [['Where', (0,markdown/* mdCode */.xs)(where)]]),
        ...(expected === undefined ? [] : [['Expected', (0,markdown.md)(String(expected))]]),
        ...(found === undefined ? [] : [['Found', (0,markdown.md)(String(found))]]),
    ];
    const next = todo === undefined ? '' : `\n\n**What to do next:** ${(0,markdown.md)(todo)}`;
    return `${(0,markdown/* table */.tp)(['', ''], rows)}${next}\n\nAll codes are explained in docs/errors.md of this action.`;
}
function facts(outcome) {
    const { request, result } = outcome;
    const { database, plan, framesApplied } = result;
    const moment = (0,action_outcome/* momentText */.Am)(result);
    const rows = [
        ...(database === undefined
            ? []
            : [
                [
                    'Database',
                    `${(0,quantities/* bytesText */.pV)(database.bytes)}, ${(0,quantities/* countOf */.pq)(database.pages, 'page')} of ${(0,quantities/* countText */.lT)(database.pageSize)} bytes`,
                ],
            ]),
        ...(plan === undefined
            ? []
            : [
                ['State', moment === '' ? 'at a time that is not known' : (0,markdown.md)(moment)],
                ['Position', (0,markdown/* mdCode */.xs)(plan.point.position, 1_000)],
                ['Format', (0,markdown/* mdCode */.xs)(plan.format)],
                ...(plan.snapshotKey === '' ? [] : [['Snapshot', (0,markdown/* mdCode */.xs)(plan.snapshotKey)]]),
                [
                    'Increments',
                    `${(0,quantities/* countOf */.pq)(plan.incrementsApplied, 'object')}${framesApplied === 0 ? '' : `, ${(0,quantities/* countOf */.pq)(framesApplied, 'frame')}`}`,
                ],
            ]),
        ...(request === undefined || plan === undefined ? [] : [['From', (0,markdown/* mdCode */.xs)((0,action_outcome/* placeText */.Z9)(request.location))]]),
        ...(request?.timestamp === undefined || plan === undefined
            ? []
            : [['Asked for', `not after ${(0,markdown.md)((0,quantities/* instantText */.Xx)(request.timestamp))}`]]),
        ...(database === undefined ? [] : [['SHA-256', (0,markdown/* mdCode */.xs)(database.sha256)]]),
    ];
    return rows.length === 0 ? '' : (0,markdown/* table */.tp)(['', ''], rows);
}
function work({ downloadedBytes, cacheHit, durationMs, phases }) {
    const parts = phases.filter(({ ms }) => ms >= 1).map(({ name, ms }) => `${name} ${(0,quantities/* durationText */.S5)(ms)}`);
    const source = cacheHit ? 'from the cache' : `${(0,quantities/* bytesText */.pV)(downloadedBytes)} downloaded`;
    return `${source}, ${(0,quantities/* durationText */.S5)(durationMs)}${parts.length === 0 ? '' : ` (${parts.join(', ')})`}`;
}

;// CONCATENATED MODULE: ./lib/action/run.js
// The action: inputs in, restore, then outputs, report, annotation and summary, whatever happened.
















const ANNOTATE = { error: core/* error */.z3, warning: core/* warning */.$e, notice: core/* notice */.lm };
/** @param entry the file that this process was started with */
async function runAction(entry) {
    const started = performance.now();
    const env = (0,inputs/* environment */.cA)();
    const given = (0,inputs/* actionInputs */.eh)(env);
    const secrets = (0,inputs/* secretsOf */.Fj)(given, env);
    for (const secret of secrets)
        core/* setSecret */.Pq(secret);
    const redact = (0,action_secrets/* redactor */.$)(secrets);
    const log = createActionLog(redact);
    const interrupts = (0,action_interrupts/* watchInterrupts */.K)();
    const workspace = (0,external_node_path_.resolve)(env['GITHUB_WORKSPACE'] || '.');
    let request;
    let result;
    try {
        setOutputs(outputs/* UNFINISHED */.yA);
        log.info(`restore-sqlite ${version/* VERSION */.x}, Node ${process.version}, ${process.platform}-${process.arch}`);
        for (const sentence of (0,inputs/* unknownInputs */.qs)(env))
            log.warn(`${sentence}.`);
        const read = (0,inputs/* actionRequest */.El)(given, env);
        request = read.request;
        for (const sentence of read.warnings)
            log.warn(`${sentence}.`);
        interrupts.limit(request.timeout);
        (0,inputs/* spareMetadataService */.CW)(given, env);
        const cache = request.cache ? await openCache() : undefined;
        const target = (0,action_outcome/* targetText */.Z3)({ request, workspace });
        log.info(`Mode ${request.mode}: ${(0,action_outcome/* placeText */.Z9)(request.location)}${target === '' ? '' : ` -> ${target}`}`);
        const { signal } = interrupts;
        // Only now: wrong inputs are told at once, and whatever cannot be loaded here is a result like any other.
        const { performRestore } = await __webpack_require__.e(/* import() */ 56).then(__webpack_require__.bind(__webpack_require__, 2056));
        result = await interrupts.guard(performRestore(request, { entry, env, log, signal, cache }));
    }
    catch (error) {
        result = (0,failed_result/* failedResult */.N)(error, performance.now() - started);
    }
    const told = tell({ request, result, workspace });
    interrupts.stop();
    await (0,exit/* leave */.q)(result.failed || !told ? 1 : 0);
    async function openCache() {
        // Lazily: the cache client is half of the bundle.
        const { openDatabaseCache } = await Promise.all(/* import() */[__webpack_require__.e(691), __webpack_require__.e(30)]).then(__webpack_require__.bind(__webpack_require__, 30));
        return openDatabaseCache((0,inputs/* cacheHome */.iR)(), log);
    }
    /** @returns false when one of the ways to tell failed: the step must not look as if all were well */
    function tell(outcome) {
        let reportPath = '';
        return [
            attempt('write the report', () => {
                reportPath = (0,report/* writeReport */.u5)(outcome, (0,inputs/* tempFolder */.vg)(env), redact);
            }),
            attempt('set the outputs', () => setOutputs((0,outputs/* outputsOf */.Yz)(result, request?.target, reportPath))),
            attempt('write the summary', () => appendSummary(redact(summaryOf(outcome)), env['GITHUB_STEP_SUMMARY'])),
            attempt('annotate', () => {
                for (const cause of result.error === undefined ? [] : (0,causes/* causesOf */.c)(result.error))
                    log.info(`caused by ${cause}`);
                if (result.error?.code === 'internal') {
                    for (const line of stackOf(result.error))
                        log.info(line);
                }
                const { level, title, message } = annotationOf(outcome);
                ANNOTATE[level](redact(message), { title });
            }),
        ].every(Boolean);
    }
    function attempt(what, work) {
        try {
            work();
            return true;
        }
        catch (error) {
            core/* error */.z3(redact(`Cannot ${what}: ${error instanceof Error ? error.message : String(error)}`));
            return false;
        }
    }
}
function setOutputs(outputs) {
    for (const [name, value] of Object.entries(outputs))
        core/* setOutput */.uH(name, value);
}
/** Runners without job summaries set no file. */
function appendSummary(markdown, file) {
    if (file !== undefined && file !== '')
        (0,external_node_fs_.appendFileSync)(file, markdown);
}
/** Where an unforeseen error came from. */
function stackOf(error) {
    const { cause } = error;
    return (cause instanceof Error ? (cause.stack ?? '') : '').split('\n').slice(1);
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

/***/ 3411:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   x: () => (/* binding */ VERSION)
/* harmony export */ });
/** As in package.json (tested): the bundle does not carry that file. */
const VERSION = '0.1.0';


/***/ })

};
