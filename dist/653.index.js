export const id = 653;
export const ids = [653];
export const modules = {

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

/***/ 5653:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   runTerminal: () => (/* binding */ runTerminal)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/* harmony import */ var _causes_js__WEBPACK_IMPORTED_MODULE_14__ = __webpack_require__(3391);
/* harmony import */ var _action_exit_js__WEBPACK_IMPORTED_MODULE_13__ = __webpack_require__(7916);
/* harmony import */ var _action_failed_result_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5899);
/* harmony import */ var _action_heartbeat_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1582);
/* harmony import */ var _action_history_store_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1070);
/* harmony import */ var _action_inputs_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7802);
/* harmony import */ var _action_interrupts_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(9480);
/* harmony import */ var _action_outcome_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(1006);
/* harmony import */ var _action_outputs_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(7352);
/* harmony import */ var _action_report_files_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(5612);
/* harmony import */ var _action_secrets_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(7987);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(452);
/* harmony import */ var _flags_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(67);
/* harmony import */ var _log_js__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(5802);
// The terminal command: the same restore, with flags for inputs, the log on stderr and the outputs on stdout.















/** @param entry the file that this process was started with */
async function runTerminal(entry, args) {
    const started = performance.now();
    const env = (0,_action_inputs_js__WEBPACK_IMPORTED_MODULE_4__/* .environment */ .cA)();
    const workspace = (0,node_path__WEBPACK_IMPORTED_MODULE_0__.resolve)('.');
    let log = (0,_log_js__WEBPACK_IMPORTED_MODULE_12__/* .createTerminalLog */ .$)(process.stderr, text => text, false);
    let redact = (0,_action_secrets_js__WEBPACK_IMPORTED_MODULE_9__/* .redactor */ .$)([]);
    const interrupts = (0,_action_interrupts_js__WEBPACK_IMPORTED_MODULE_5__/* .watchInterrupts */ .K)();
    let request;
    let result;
    try {
        const given = (0,_flags_js__WEBPACK_IMPORTED_MODULE_11__/* .givenFlags */ .r)(args);
        if (given === 'help') {
            process.stdout.write((0,_flags_js__WEBPACK_IMPORTED_MODULE_11__/* .helpText */ .B)());
            interrupts.stop();
            await (0,_action_exit_js__WEBPACK_IMPORTED_MODULE_13__/* .leave */ .q)(0);
            return;
        }
        const secrets = (0,_action_inputs_js__WEBPACK_IMPORTED_MODULE_4__/* .secretsOf */ .Fj)(given, env);
        redact = (0,_action_secrets_js__WEBPACK_IMPORTED_MODULE_9__/* .redactor */ .$)(secrets);
        log = (0,_log_js__WEBPACK_IMPORTED_MODULE_12__/* .createTerminalLog */ .$)(process.stderr, text => redact(text), (env['DEBUG'] ?? '') !== '');
        const read = await (0,_action_inputs_js__WEBPACK_IMPORTED_MODULE_4__/* .terminalRequest */ .QK)(given, env);
        redact = (0,_action_secrets_js__WEBPACK_IMPORTED_MODULE_9__/* .redactor */ .$)([...secrets, ...read.secrets]);
        request = read.request;
        for (const sentence of read.warnings)
            log.warn(sentence);
        if (request.cache)
            log.warn('`cache` has no effect here: the Actions cache is reached from workflows only');
        interrupts.limit(request.timeout);
        (0,_action_inputs_js__WEBPACK_IMPORTED_MODULE_4__/* .spareMetadataService */ .CW)(request.location, env);
        const target = (0,_action_outcome_js__WEBPACK_IMPORTED_MODULE_6__/* .targetText */ .Z3)({ request, workspace });
        log.info(`Mode ${request.mode}: ${(0,_action_outcome_js__WEBPACK_IMPORTED_MODULE_6__/* .placeText */ .Z9)(request.location)}${target === '' ? '' : ` -> ${target}`}`);
        // Only now: wrong inputs are told at once, and whatever cannot be loaded here is a result like any other.
        const history = await (0,_action_history_store_js__WEBPACK_IMPORTED_MODULE_3__/* .openHistory */ .j)(request, { workspace }, log);
        const { performRestore } = await Promise.all(/* import() */[__webpack_require__.e(549), __webpack_require__.e(414)]).then(__webpack_require__.bind(__webpack_require__, 5414));
        result = await interrupts.guard(performRestore(request, { entry, env, log, signal: interrupts.signal, history }));
    }
    catch (error) {
        result = (0,_action_failed_result_js__WEBPACK_IMPORTED_MODULE_1__/* .failedResult */ .N)(error, performance.now() - started);
    }
    interrupts.stop();
    const outcome = { request, result, workspace };
    let reports = { reportPath: '', reportMarkdownPath: '' };
    try {
        const { json, markdown } = (0,_action_report_files_js__WEBPACK_IMPORTED_MODULE_8__/* .writeReport */ .u5)(outcome, { tempFolder: (0,_action_inputs_js__WEBPACK_IMPORTED_MODULE_4__/* .tempFolder */ .vg)(env), url: '', redact });
        reports = { reportPath: json, reportMarkdownPath: markdown };
    }
    catch (error) {
        log.warn(`Cannot write the report: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_10__/* .messageOf */ .bD)(error)}`);
    }
    const outputs = Object.entries((0,_action_outputs_js__WEBPACK_IMPORTED_MODULE_7__/* .outputsOf */ .Yz)(result, request?.target, reports));
    process.stdout.write(redact(outputs.map(([name, value]) => `${name}=${(0,_errors_js__WEBPACK_IMPORTED_MODULE_10__/* .printable */ .g$)(value)}\n`).join('')));
    log.info(`${result.failed ? 'error: ' : ''}${(0,_action_outcome_js__WEBPACK_IMPORTED_MODULE_6__/* .headline */ .Pl)(outcome)}`);
    for (const cause of result.error === undefined ? [] : (0,_causes_js__WEBPACK_IMPORTED_MODULE_14__/* .causesOf */ .c)(result.error))
        log.info(`  caused by ${cause}`);
    if (!result.failed) {
        log.info(`Verdict: ${result.verdict}`);
        for (const { text } of result.reasons)
            log.info(`  ${text}`);
    }
    const heartbeat = request?.checks?.heartbeat;
    if (heartbeat !== undefined && (0,_action_heartbeat_js__WEBPACK_IMPORTED_MODULE_2__/* .isFullPass */ .r)(result))
        await (0,_action_heartbeat_js__WEBPACK_IMPORTED_MODULE_2__/* .callHeartbeat */ .R)(heartbeat, log);
    await (0,_action_exit_js__WEBPACK_IMPORTED_MODULE_13__/* .leave */ .q)(result.failed ? 1 : 0);
}


/***/ })

};
