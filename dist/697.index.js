export const id = 697;
export const ids = [697];
export const modules = {

/***/ 4697:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  runAction: () => (/* binding */ runAction)
});

// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./lib/version.js
var version = __webpack_require__(3411);
// EXTERNAL MODULE: ./lib/action/exit.js
var exit = __webpack_require__(7916);
// EXTERNAL MODULE: ./lib/action/failed-result.js
var failed_result = __webpack_require__(5899);
// EXTERNAL MODULE: ./lib/action/history-store.js
var history_store = __webpack_require__(1070);
// EXTERNAL MODULE: ./lib/action/inputs.js + 8 modules
var inputs = __webpack_require__(7802);
// EXTERNAL MODULE: ./lib/action/interrupts.js
var action_interrupts = __webpack_require__(9480);
// EXTERNAL MODULE: ./lib/progress-line.js
var progress_line = __webpack_require__(2175);
// EXTERNAL MODULE: ./lib/action/words.js
var words = __webpack_require__(3247);
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
    const say = (text) => words/* info */.pq(plainLine(redact(text)));
    function endGroup() {
        if (grouped)
            words/* endGroup */.N4();
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
        debug: text => words/* debug */.Yz((0,errors/* printable */.g$)(redact(text))),
        info: say,
        notice: text => words/* annotate */.fz('notice', (0,errors/* printable */.g$)(redact(text))),
        warn(text) {
            if (warned.has(text))
                return;
            warned.add(text);
            if (warned.size <= MOST_WARNINGS)
                words/* annotate */.fz('warning', (0,errors/* printable */.g$)(redact(text)));
            else
                say(`Warning: ${text}`);
        },
        group(title) {
            endGroup();
            grouped = true;
            words/* startGroup */.Oh((0,errors/* printable */.g$)(redact(title)));
            // The first group is that of the listing.
            words/* begin */.qN();
        },
        endGroup,
        progress,
    };
}

// EXTERNAL MODULE: ./lib/action/outcome.js
var outcome = __webpack_require__(1006);
// EXTERNAL MODULE: ./lib/action/outputs.js
var outputs = __webpack_require__(7352);
// EXTERNAL MODULE: ./lib/action/secrets.js
var action_secrets = __webpack_require__(7987);
;// CONCATENATED MODULE: ./lib/action/run.js
// The action: inputs in, restore, then outputs, report, annotation and summary, whatever happened. What is imported here
// stands between the start of the step and its first request (test/action/start-up.test.ts): all else is loaded later.













/** @param entry the file that this process was started with */
async function runAction(entry) {
    const started = performance.now();
    const env = (0,inputs/* environment */.cA)();
    const given = (0,inputs/* actionInputs */.eh)(env);
    const secrets = (0,inputs/* secretsOf */.Fj)(given, env);
    for (const secret of secrets)
        (0,words/* maskSecret */.$l)(secret);
    let redact = (0,action_secrets/* redactor */.$)(secrets);
    const log = createActionLog(text => redact(text));
    const interrupts = (0,action_interrupts/* watchInterrupts */.K)();
    const workspace = (0,external_node_path_.resolve)(env['GITHUB_WORKSPACE'] || '.');
    let request;
    let result;
    try {
        (0,words/* setOutputs */.n0)(outputs/* UNFINISHED */.yA, env['GITHUB_OUTPUT']);
        log.info(`restore-sqlite ${version/* VERSION */.x}, Node ${process.version}, ${process.platform}-${process.arch}`);
        for (const sentence of (0,inputs/* unknownInputs */.qs)(env))
            log.warn(`${sentence}.`);
        const read = await (0,inputs/* actionRequest */.El)(given, env);
        for (const secret of read.secrets)
            (0,words/* maskSecret */.$l)(secret);
        redact = (0,action_secrets/* redactor */.$)([...secrets, ...read.secrets]);
        request = read.request;
        for (const sentence of read.warnings)
            log.warn(`${sentence}.`);
        interrupts.limit(request.timeout);
        (0,inputs/* spareMetadataService */.CW)(request.location, env);
        const cache = request.cache ? await openCache() : undefined;
        const history = await (0,history_store/* openHistory */.j)(request, { workspace, cacheHome: (0,inputs/* cacheHome */.iR)() }, log);
        const target = (0,outcome/* targetText */.Z3)({ request, workspace });
        log.info(`Mode ${request.mode}: ${(0,outcome/* placeText */.Z9)(request.location)}${target === '' ? '' : ` -> ${target}`}`);
        const { signal } = interrupts;
        // Only now: wrong inputs are told at once, and whatever cannot be loaded here is a result like any other.
        const { performRestore } = await Promise.all(/* import() */[__webpack_require__.e(549), __webpack_require__.e(414)]).then(__webpack_require__.bind(__webpack_require__, 5414));
        result = await interrupts.guard(performRestore(request, { entry, env, log, signal, cache, history }));
    }
    catch (error) {
        result = (0,failed_result/* failedResult */.N)(error, performance.now() - started);
    }
    let told = false;
    try {
        const refused = await (0,words/* speak */.Lr)();
        if (refused !== undefined)
            (0,words/* annotate */.fz)('error', redact(`Cannot say all: ${(0,errors/* messageOf */.bD)(refused)}`));
        const { tell, tellMonitor } = await Promise.all(/* import() */[__webpack_require__.e(555), __webpack_require__.e(547)]).then(__webpack_require__.bind(__webpack_require__, 4547));
        told = tell({ request, result, workspace }, { env, redact, log }) && refused === undefined;
        interrupts.stop();
        // Last: the monitor must hear nothing of a step that then fails to tell its result.
        if (told)
            await tellMonitor({ request, result }, log);
    }
    catch (error) {
        // The outputs still say what was written first: that nothing is known.
        const message = redact(`Cannot tell the result: ${(0,errors/* messageOf */.bD)(error)}`);
        (0,words/* annotate */.fz)('error', message);
        await (0,words/* speak */.Lr)().catch(() => process.stderr.write(`${message}\n`));
    }
    await (0,exit/* leave */.q)(result.failed || !told ? 1 : 0);
    async function openCache() {
        // The cache client speaks for itself: not before the secrets are masked.
        await (0,words/* speak */.Lr)();
        // Lazily: the cache client is half of the bundle.
        const { openDatabaseCache } = await Promise.all(/* import() */[__webpack_require__.e(838), __webpack_require__.e(691), __webpack_require__.e(30)]).then(__webpack_require__.bind(__webpack_require__, 30));
        return openDatabaseCache((0,inputs/* cacheHome */.iR)(), log);
    }
}


/***/ })

};
