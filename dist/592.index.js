export const id = 592;
export const ids = [592];
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
        what: `Unexpected error: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error)}`,
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

/***/ 1070:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   j: () => (/* binding */ openHistory)
/* harmony export */ });
/* unused harmony export historyName */
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var _pipeline_baseline_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4227);
/* harmony import */ var _words_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3247);
// Where the earlier runs of this backup are kept: a file that the checks file names, or the Actions cache.




/**
 * A name for the history of one backup, 32 hex digits: of the written name, or of the place where the backup lies. It shows
 * neither.
 */
function historyName({ location, format, checks, }) {
    const written = checks?.history.name;
    const place = location.kind === 's3' ? ['s3', location.endpoint ?? '', location.bucket] : ['directory', location.path];
    const parts = written === undefined ? ['place', ...place, location.prefix, format] : ['name', written];
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}
/** Undefined where the request compares nothing with earlier runs, or where they can be kept nowhere. */
async function openHistory(request, { workspace, cacheHome }, log) {
    if (!(0,_pipeline_baseline_js__WEBPACK_IMPORTED_MODULE_3__/* .hasHistory */ .t)(request))
        return undefined;
    const file = request.checks?.history.file;
    if (file !== undefined) {
        const { openHistoryFile } = await __webpack_require__.e(/* import() */ 759).then(__webpack_require__.bind(__webpack_require__, 3759));
        return openHistoryFile(file, (0,node_path__WEBPACK_IMPORTED_MODULE_1__.relative)(workspace, file), log);
    }
    if (cacheHome !== undefined) {
        // The cache client speaks for itself: not before the secrets are masked.
        await (0,_words_js__WEBPACK_IMPORTED_MODULE_2__/* .speak */ .Lr)();
        // Lazily: the cache client is half of the bundle.
        const { openHistoryCache } = await Promise.all(/* import() */[__webpack_require__.e(838), __webpack_require__.e(691), __webpack_require__.e(417)]).then(__webpack_require__.bind(__webpack_require__, 8417));
        return openHistoryCache(cacheHome, historyName(request), log);
    }
    log.info('Nothing is compared with earlier runs: history.file in the checks names no file to keep them in.');
    return undefined;
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

/***/ 3247:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $l: () => (/* binding */ maskSecret),
/* harmony export */   Lr: () => (/* binding */ speak),
/* harmony export */   N4: () => (/* binding */ endGroup),
/* harmony export */   Oh: () => (/* binding */ startGroup),
/* harmony export */   Yz: () => (/* binding */ debug),
/* harmony export */   fz: () => (/* binding */ annotate),
/* harmony export */   n0: () => (/* binding */ setOutputs),
/* harmony export */   pq: () => (/* binding */ info),
/* harmony export */   qN: () => (/* binding */ begin)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
// What a step says to the runner, through @actions/core. That loads an HTTP client of 0.9 MB (for OIDC tokens) before it says
// its first word, 35 ms of CPU; so the first words, which come before the first request, wait until that is on its way.

/** Milliseconds: a listing that takes longer shows what was said before it. */
const LONG_ENOUGH = 1000;
const waiting = [];
let core;
let loading;
let isBegun = false;
/** In the order in which they come, now or once there is somebody to say them. */
function say(words) {
    if (core !== undefined)
        return words(core);
    waiting.push(words);
    if (isBegun)
        speakSoon();
}
/** @returns the first error of words that could not be said */
async function load() {
    const loaded = await __webpack_require__.e(/* import() */ 838).then(__webpack_require__.bind(__webpack_require__, 3838));
    const failures = [];
    for (let words = waiting.shift(); words !== undefined; words = waiting.shift()) {
        try {
            words(loaded);
        }
        catch (error) {
            failures.push(error);
        }
    }
    core = loaded;
    return failures[0];
}
/**
 * Says what has waited, and from here on everything at once.
 * @returns why a part of that could not be said; undefined when all was
 * @throws Error when nothing can be said
 */
async function speak() {
    loading ??= load();
    return loading;
}
function speakSoon() {
    // What goes wrong is told to whoever awaits it at the end.
    speak().catch(() => { });
}
/** The first request is being made: whatever is said from here on is said at once, and the rest before long. */
function begin() {
    if (isBegun)
        return;
    isBegun = true;
    setTimeout(speakSoon, LONG_ENOUGH).unref();
}
/** A line of the log. The runner reads commands in it: what others wrote has to pass `plainLine` (log.ts) first. */
function info(line) {
    say(loaded => loaded.info(line));
}
/** Shown only where debug logging is on. */
function debug(message) {
    say(loaded => loaded.debug(message));
}
/** @param title stands above the message; empty for none */
function annotate(level, message, title = '') {
    say(loaded => loaded[level](message, title === '' ? {} : { title }));
}
function startGroup(title) {
    say(loaded => loaded.startGroup(title));
}
function endGroup() {
    say(loaded => loaded.endGroup());
}
/** From here on the runner blanks `secret` in the whole log of the job. */
function maskSecret(secret) {
    say(loaded => loaded.setSecret(secret));
}
/**
 * Sets outputs of the step; a later value of a name counts.
 * @param file the runner's GITHUB_OUTPUT; without one a command is printed, as for runners before it
 * @throws Error when the file is not there, or may not be written: the runner makes it, and nobody would read another one
 */
function setOutputs(outputs, file) {
    if (file !== undefined && file !== '') {
        if (!(0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)(file))
            throw new Error(`Missing file at path: ${file}`);
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.accessSync)(file, node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.W_OK);
    }
    say(loaded => {
        for (const [name, value] of Object.entries(outputs))
            loaded.setOutput(name, value);
    });
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

/***/ 4227:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   t: () => (/* binding */ hasHistory),
/* harmony export */   x: () => (/* binding */ isGoodRun)
/* harmony export */ });
/**
 * Whether a run has a history at all: somebody wrote a checks file, and wants the newest state. An older one that is asked
 * for by time or position is no baseline for tomorrow, nor is yesterday's one for it.
 */
function hasHistory({ mode, checks, timestamp, position, }) {
    return checks !== undefined && mode !== 'plan' && timestamp === undefined && position === undefined;
}
/**
 * Whether a sound database is a baseline for later runs: no check failed. A doubt is no failure, since some formats prove
 * nothing better than `likely`, and a first run has nothing that it could be compared with. A state of which something is
 * known to be missing is no baseline.
 */
function isGoodRun({ proof }, results) {
    return proof.word !== 'partial' && results.every(({ status }) => status !== 'fail');
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
