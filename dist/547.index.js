export const id = 547;
export const ids = [547];
export const modules = {

/***/ 4547:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  tell: () => (/* binding */ tell),
  tellMonitor: () => (/* binding */ tellMonitor)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: ./lib/causes.js
var causes = __webpack_require__(3391);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
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
    // An older state was published, and the backup wants looking after all the same.
    if (done && verdict === 'fail')
        return { level: 'error', title: `restore-sqlite: ${error?.code ?? 'fail'}`, message };
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

// EXTERNAL MODULE: ./lib/action/heartbeat.js
var action_heartbeat = __webpack_require__(1582);
// EXTERNAL MODULE: ./lib/action/inputs.js + 8 modules
var inputs = __webpack_require__(7802);
// EXTERNAL MODULE: ./lib/action/outputs.js
var outputs = __webpack_require__(7352);
// EXTERNAL MODULE: ./lib/action/report-files.js + 1 modules
var report_files = __webpack_require__(5612);
// EXTERNAL MODULE: ./lib/checks/check-result.js
var check_result = __webpack_require__(8011);
// EXTERNAL MODULE: ./lib/engine/proof.js
var proof = __webpack_require__(8540);
// EXTERNAL MODULE: ./lib/quantities.js
var quantities = __webpack_require__(3682);
// EXTERNAL MODULE: ./lib/markdown.js
var markdown = __webpack_require__(5162);
;// CONCATENATED MODULE: ./lib/checks/trend.js

const BARS = '▁▂▃▄▅▆▇█'.split('');
/** Runs shown at most, this one included: a line that fits beside its label. */
const MOST_RUNS = 30;
/** Of the largest value: a smaller range is not stretched to the full height, so that noise does not look like a cliff. */
const LEAST_RANGE = 0.1;
/** @param runs earlier good runs, oldest first; empty without a history: then there is no trend */
function trendOf(runs, run) {
    if (runs.length === 0)
        return [];
    const shown = [...runs, run].slice(-MOST_RUNS);
    const series = (name, of, text) => {
        const values = shown.map(of);
        return {
            name,
            values,
            first: text(values[0] ?? 0),
            last: text(values.at(-1) ?? 0),
            bars: barsOf(values),
            from: shown[0]?.at ?? run.at,
        };
    };
    return [
        series('rows', totalRows, quantities/* countText */.lT),
        series('size', ({ bytes }) => bytes, quantities/* bytesText */.pV),
        series('restore time', ({ restoreMs }) => restoreMs, quantities/* durationText */.S5),
    ];
}
function totalRows({ rows }) {
    return Object.values(rows).reduce((sum, count) => sum + (count ?? 0), 0);
}
/** One bar a value, from the lowest to the highest of them. */
function barsOf(values) {
    const highest = values.reduce((a, b) => Math.max(a, b), 0);
    const lowest = values.reduce((a, b) => Math.min(a, b), highest);
    if (highest === lowest)
        return values.map(() => BARS[highest === 0 ? 0 : 3]).join('');
    const range = Math.max(highest - lowest, highest * LEAST_RANGE);
    // What hardly moves lies in the middle of its range.
    const bottom = lowest - (range - (highest - lowest)) / 2;
    const steps = values.map(value => Math.floor(((value - bottom) / range) * BARS.length));
    return steps.map(step => BARS[Math.min(BARS.length - 1, step)]).join('');
}

;// CONCATENATED MODULE: ./lib/action/summary-data.js



const SIGNS = { pass: '✅', warn: '⚠️', fail: '❌', inconclusive: '❓' };
/** What needs attention comes first. */
const ORDER = ['fail', 'inconclusive', 'warn', 'pass'];
const MOST_CHECKS = 100;
/** Passed checks in plain sight; more of them are closed until clicked. */
const FEW_PASSED = 10;
const HEAD = ['', 'Check', 'Expected', 'Found'];
function rowOf({ status, name, expected, found }) {
    return [SIGNS[status], (0,markdown.md)(name, 300), (0,markdown.md)(expected, 300), (0,markdown.md)(found, 300)];
}
function demands({ results }) {
    if (results.length === 0)
        return '';
    const sorted = ORDER.flatMap(status => results.filter(result => result.status === status));
    const counts = ORDER.map(status => [status, results.filter(result => result.status === status).length])
        .filter(([, count]) => count > 0)
        .map(([status, count]) => `${SIGNS[status]} ${(0,quantities/* countText */.lT)(count)} ${WORDS[status]}`);
    const shown = sorted.slice(0, MOST_CHECKS);
    const more = sorted.length - shown.length;
    const passed = shown.filter(({ status }) => status === 'pass');
    const open = passed.length > FEW_PASSED ? shown.filter(({ status }) => status !== 'pass') : shown;
    return [
        `### Checks of the data: ${counts.join(', ')}`,
        ...(open.length === 0 ? [] : [(0,markdown/* table */.tp)(HEAD, open.map(rowOf))]),
        ...open.filter(({ rows }) => rows.length > 0).map(rowsOf),
        ...(open.length === shown.length
            ? []
            : [(0,markdown/* details */.zH)((0,quantities/* countOf */.pq)(passed.length, 'check that passed', 'checks that passed'), (0,markdown/* table */.tp)(HEAD, passed.map(rowOf)))]),
        ...(more > 0 ? [`… and ${(0,quantities/* countText */.lT)(more)} more in the report`] : []),
    ].join('\n\n');
}
const WORDS = { pass: 'passed', warn: 'warned', fail: 'failed', inconclusive: 'could not be made' };
/** Rows of the database are shown only because the checks file says so. */
function rowsOf({ name, rows }) {
    return [`Rows of “${(0,markdown.md)(name, 300)}”:`, rows.map(row => `- ${(0,markdown/* mdCode */.xs)(row, 500)}`).join('\n')].join('\n\n');
}
/** The last nights; nothing without a history. */
function trend({ history, run }) {
    const series = run === undefined ? [] : trendOf(history, run);
    const [first] = series;
    if (first === undefined)
        return '';
    return [
        `### Trend of ${(0,quantities/* countOf */.pq)(first.values.length, 'run')} since ${(0,markdown.md)((0,quantities/* instantText */.Xx)(first.from).slice(0, 10))}`,
        (0,markdown/* table */.tp)(['', 'Trend', 'First', 'Now'], series.map(({ name, bars, first: then, last }) => [(0,markdown.md)(name), `<code>${bars}</code>`, (0,markdown.md)(then), (0,markdown.md)(last)])),
    ].join('\n\n');
}
/** @param published `last-good: restore` put that point into place */
function lastGood({ point, proof, exact, known, tried, lost, rows }, published) {
    const search = `Restore points looked at: ${(0,quantities/* countText */.lT)(tried.length)} of ${(0,quantities/* countText */.lT)(known)}${exact ? '' : '; the budget ended the search, and one that is newer may pass, too'}.`;
    if (point === undefined)
        return `### Last good restore point: none found\n\n${search}`;
    const moment = (0,quantities/* instantText */.Xx)(point.time);
    const differing = rows.filter(({ lastGood: then, newest }) => then !== newest).slice(0, 50);
    return [
        `### Last good restore point${moment === '' ? '' : `: ${(0,markdown.md)(moment)}`}`,
        published
            ? 'The newest state failed; **this one was published instead**.'
            : 'To get it, write its position as the input <code>position</code>, or set <code>last-good: restore</code>.',
        (0,markdown/* facts */.Ix)({
            Position: (0,markdown/* mdCode */.xs)(point.position, 1_000),
            Time: moment === '' ? undefined : (0,markdown.md)(moment),
            Proof: proof === undefined ? undefined : (0,markdown/* mdCode */.xs)(proof),
            'Lost after it': lost.length === 0 ? undefined : (0,markdown.md)(lost.join('; ')),
        }),
        ...(differing.length === 0
            ? []
            : [
                (0,markdown/* table */.tp)(['Table', 'Rows then', 'Rows in the newest state'], differing.map(({ table: name, lastGood: then, newest }) => [
                    (0,markdown/* mdCode */.xs)(name),
                    (0,quantities/* knownCountText */.sN)(then),
                    (0,quantities/* knownCountText */.sN)(newest),
                ])),
            ]),
        search,
    ].join('\n\n');
}

;// CONCATENATED MODULE: ./lib/action/summary-sections.js
// The parts of the job summary below its head. Every list is capped; the report has them whole.



/** The first `most` as lines of a list, and how many more there are. */
function listed(items, most, line, total = items.length) {
    const shown = items.slice(0, most).map(item => `- ${line(item)}`);
    const more = total - shown.length;
    return [...shown, ...(more > 0 ? [`- … and ${(0,quantities/* countText */.lT)(more)} more`] : [])].join('\n');
}
/** The report has more. */
const MOST_MESSAGES = 5;
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
    const messages = listed(integrityMessages.first, MOST_MESSAGES, text => (0,markdown/* mdCode */.xs)(text), integrityMessages.total);
    const orphans = foreignKeys === 'skipped'
        ? ''
        : listed(foreignKeys.first, MOST_MESSAGES, ({ table: child, rowid, parent }) => `${(0,markdown/* mdCode */.xs)(child)}${rowid === null ? '' : ` row ${rowid}`} refers to ${(0,markdown/* mdCode */.xs)(parent)}`, foreignKeys.total);
    return [
        `### Checks of the file by SQLite ${(0,markdown.md)(report.sqliteVersion)}`,
        (0,markdown/* table */.tp)(['Check', 'Result'], rows),
        ...(messages === '' ? [] : ['Messages of the integrity check:', messages]),
        ...(orphans === '' ? [] : ['Rows without a parent:', orphans]),
    ].join('\n\n');
}
/** What mode `verify` replayed. */
function replays({ replays: outcomes = [] }) {
    if (outcomes.length === 0)
        return '';
    const signs = { pass: '✅ equal', fail: '❌ fail', inconclusive: '⚠️ inconclusive', skipped: 'not compared' };
    const rows = outcomes
        .slice(0, 20)
        .map(({ older, newer, verdict, pages, differing, ahead, error, ms }) => [
        (0,markdown.md)(older),
        (0,markdown.md)(newer),
        pages === 0 ? '' : (0,quantities/* countText */.lT)(pages),
        pages === 0
            ? ''
            : `${(0,quantities/* countText */.lT)(differing)}${ahead === 0 ? '' : ` (and ${(0,quantities/* countText */.lT)(ahead)} as a later increment has them)`}`,
        `${signs[verdict]}${error === undefined || verdict === 'fail' ? '' : `: ${(0,markdown.md)(error.message, 400)}`}`,
        (0,quantities/* durationText */.S5)(ms),
    ]);
    return [
        '### Replayed',
        'The increments after the older snapshot must lead to the pages of the newer one.',
        (0,markdown/* table */.tp)(['From', 'Must give', 'Pages compared', 'Differing', 'Result', 'Took'], rows),
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
        (0,markdown/* table */.tp)(['Position', 'Proven', 'What it is'], rows),
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
    const body = (0,markdown/* table */.tp)(['Object', 'Why', 'Shown to be older or foreign'], rows);
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
const MOST_LAYERS = 6;
const MOST_GAPS = 2;
/** The colours of mermaid's own choice would mean nothing (mermaid.js.org/syntax/timeline.html). */
const ONE_COLOUR = '%%{init: {"timeline": {"disableMulticolor": true}}}%%';
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
/** @param broken what a failure names: the layer that holds it is marked */
function column({ time, label, objects, frames, commit }, broken) {
    const bytes = objects.reduce((sum, { size }) => sum + size, 0);
    // `LTX 160-191 (level 2)`
    const [, name = label, detail] = /^(.+) \(([^()]+)\)$/.exec(label) ?? [];
    const facts = [
        wrapped(name),
        ...(detail === undefined ? [] : [wrapped(detail)]),
        ...(broken !== undefined && objects.some(({ key }) => broken.endsWith(key)) ? ['❌ damaged or gone'] : []),
        ...(frames === 0 ? [] : [(0,quantities/* countOf */.pq)(frames, 'frame')]),
        ...(commit === undefined ? [] : [(0,quantities/* countOf */.pq)(commit, 'page')]),
        ...(objects.length === 0 ? [] : [`${(0,quantities/* bytesText */.pV)(bytes)} stored`]),
    ];
    return `    ${[moment(time), ...facts].map(escapeMermaid).join(' : ')}`;
}
/**
 * A fenced mermaid block; the empty text for a plan without layers.
 * @param broken what a failure names, if anything failed
 */
function timeline({ layers, point, proof }, broken) {
    if (layers.length === 0)
        return '';
    const shown = (some) => some.map(layer => column(layer, broken));
    const left = layers.length - MOST_LAYERS;
    const columns = left > 0
        ? [...shown(layers.slice(0, 1)), `    … : ${(0,quantities/* countOf */.pq)(left, 'more layer')}`, ...shown(layers.slice(left + 1))]
        : shown(layers);
    const bound = { exact: 'exactly', 'upper-bound': 'at the latest', unknown: '' }[point.timeIs];
    const end = ['restore point', moment(point.time), bound]
        .filter(text => text !== '')
        .map(escapeMermaid)
        .join(' : ');
    const gaps = proof.gaps
        .slice(0, MOST_GAPS)
        .map(gap => `    ${['❌ gap', wrapped(gap)].map(escapeMermaid).join(' : ')}`);
    return ['```mermaid', ONE_COLOUR, 'timeline', ...columns, `    ${end}`, ...gaps, '```'].join('\n');
}

;// CONCATENATED MODULE: ./lib/action/summary.js
// The job summary: the verdict first, then what was restored, what proves it, and what was left out.








/** GitHub drops a summary of more than 1 MiB whole (actions/runner, FileCommandManager.cs). */
const MOST_BYTES = 900_000;
/** docs.github.com, “Events that trigger workflows”, schedule. */
const SCHEDULE = 'This ran on a schedule. In a public repository GitHub stops schedules after 60 days without activity: a dead-man URL (<code>heartbeat</code> in the checks file) tells when nothing runs any more.';
const MOST_REASONS = 10;
/** GitHub-flavoured Markdown, always under 900 kB. */
function summaryOf(outcome) {
    const { result } = outcome;
    const { plan, error, assessment } = result;
    const chart = plan === undefined ? '' : timeline(plan, error?.failure.where);
    return (0,markdown/* fitted */.$5)([
        `## ${title(outcome)}`,
        ...reasonLines(result),
        result.failed && error !== undefined ? failure(error, outcome) : stateOf(outcome),
        doubt(outcome),
        result.lastGood === undefined ? '' : lastGood(result.lastGood, result.restored),
        assessment === undefined ? '' : demands(assessment),
        assessment === undefined ? '' : trend(assessment),
        plan === undefined ? '' : summary_sections_proof(plan, result.failed && result.database === undefined),
        checks(outcome),
        replays(result),
        plan === undefined ? '' : alternatives(plan),
        chart === '' ? '' : `### Layers\n\n${chart}`,
        plan === undefined && error !== undefined && result.outlook !== undefined ? outlook(result.outlook, error) : '',
        plan === undefined ? '' : notes(plan),
        plan === undefined ? '' : leftOut(plan),
        foreign(result),
        work(result),
        outcome.scheduled === true ? SCHEDULE : '',
    ], MOST_BYTES);
}
function title(outcome) {
    const { request, result } = outcome;
    const { verdict, failed, restored, database, error } = result;
    if (failed) {
        const untouched = request?.mode === 'restore' ? ': nothing was published' : '';
        return `❌ ${request?.mode === 'verify' ? 'Verification' : 'Restore'} failed (${(0,markdown/* mdCode */.xs)(error?.code ?? 'internal')})${untouched}`;
    }
    const sign = { pass: '✅', inconclusive: '⚠️', fail: '❌' }[verdict];
    if (restored && result.lastGood !== undefined)
        return `${sign} Restored the last good state of ${(0,markdown/* mdCode */.xs)((0,action_outcome/* targetText */.Z3)(outcome))}`;
    if (restored)
        return `${sign} Restored ${(0,markdown/* mdCode */.xs)((0,action_outcome/* targetText */.Z3)(outcome))}: ${verdict}`;
    if (database !== undefined)
        return `${sign} Verified a restore: ${verdict}`;
    return request?.mode === 'plan' ? '📋 Restore plan' : 'ℹ️ Nothing was restored';
}
/** The reason for the verdict in one line, then the others. */
function reasonLines({ failed, error, verdict, reasons, database, plan }) {
    if (failed)
        return error === undefined ? [] : [whatFailed(error)];
    if (reasons.length > 0) {
        const more = reasons.length - MOST_REASONS;
        return [
            [
                ...reasons.slice(0, MOST_REASONS).map(({ text }) => `> ${verdict === 'pass' ? '⚠️ ' : ''}${(0,markdown.md)(text)}`),
                ...(more > 0 ? [`> … and ${(0,quantities/* countText */.lT)(more)} more in the report`] : []),
            ].join('\n>\n'),
        ];
    }
    if (verdict !== 'pass' || database === undefined || plan === undefined)
        return [];
    return [`> ${(0,markdown.md)(plan.proof.because[0] ?? `The proof is ${plan.proof.word}.`)}`];
}
/** Several wrong inputs are one sentence in the log, and a list here. */
function whatFailed({ failure: { what } }) {
    const [first = '', ...others] = what.split(/[:;] \(\d+\) /);
    const problems = others.map(problem => `> - ${(0,markdown.md)(problem)}`);
    return others.length === 0 ? `> **${(0,markdown.md)(what, 4_000)}**` : [`> **${(0,markdown.md)(first)}:**`, '>', ...problems].join('\n');
}
function failure({ code, failure: { where, expected, found, todo } }, { docs, result }) {
    const next = result.lastGood?.point === undefined
        ? todo === undefined
            ? ''
            : (0,markdown.md)(todo)
        : 'Restore the last good restore point below, and find out what happened to the data after it.';
    const meaning = docs === undefined
        ? `<code>${code}</code> is explained in docs/errors.md of this action.`
        : `<a href="${docs}errors.md#${code}">What <code>${code}</code> means</a>`;
    const values = (0,markdown/* facts */.Ix)({
        Where: where === undefined ? undefined : (0,markdown/* mdCode */.xs)(where),
        Expected: expected === undefined ? undefined : (0,markdown.md)(String(expected)),
        Found: found === undefined ? undefined : (0,markdown.md)(String(found)),
    });
    return [values, `${next === '' ? '' : `**What to do next:** ${next} `}${meaning}`]
        .filter(part => part !== '')
        .join('\n\n');
}
/** What somebody can do about a state that was taken with a doubt. */
function doubt({ result: { verdict, database, plan, reasons }, docs }) {
    if (verdict !== 'inconclusive' || database === undefined || plan === undefined)
        return '';
    const steps = [
        ...(reasons.some(({ code }) => Object.hasOwn(check_result/* CHECK_KINDS */.F, code))
            ? ['See below which checks could not be made.']
            : []),
        ...(reasons.some(({ code }) => code === 'integrity-skipped') ? ['Set <code>integrity-check: full</code>.'] : []),
        ...(plan.alternatives.some(({ proven }) => proven)
            ? ['To take a proven state instead, set <code>on-inconclusive: proven</code>, or a <code>position</code> below.']
            : []),
    ];
    const more = proof/* PROOFS */.i[plan.proof.word] === 'pass'
        ? ''
        : docs === undefined
            ? 'What each proof rests on is told in docs/proof.md of this action.'
            : `<a href="${docs}proof.md">What each proof rests on</a>`;
    const next = steps.length === 0 ? '' : `**What to do next:** ${steps.join(' ')}`;
    return [next, more].filter(part => part !== '').join(' ');
}
/** Of a restore that ended before it had a plan. */
function outlook(plan, { failure: { what } }) {
    const { point } = plan;
    const gaps = plan.proof.gaps.length === 0 ? [what] : plan.proof.gaps;
    const moment = (0,quantities/* instantText */.Xx)(point.time);
    const until = `${(0,markdown/* mdCode */.xs)(point.position, 1_000)}${moment === '' ? '' : ` of ${(0,markdown.md)(moment)}`}`;
    return [
        '### What lies before it',
        `Up to ${until} the backup leads without a gap. <code>on-incomplete: warn</code> restores that, and calls it partial.`,
        timeline({ ...plan, proof: { ...plan.proof, gaps } }),
    ].join('\n\n');
}
function stateOf({ request, result }) {
    const { database, plan, framesApplied } = result;
    if (plan === undefined)
        return '';
    const moment = (0,action_outcome/* momentText */.Am)(result);
    const frames = framesApplied === 0 ? '' : `, ${(0,quantities/* countOf */.pq)(framesApplied, 'frame')}`;
    return (0,markdown/* facts */.Ix)({
        Database: database === undefined
            ? undefined
            : `${(0,quantities/* bytesText */.pV)(database.bytes)}, ${(0,quantities/* countOf */.pq)(database.pages, 'page')} of ${(0,quantities/* countText */.lT)(database.pageSize)} bytes`,
        State: moment === '' ? 'at a time that is not known' : (0,markdown.md)(moment),
        'Asked for': request?.timestamp === undefined ? undefined : `not after ${(0,markdown.md)((0,quantities/* instantText */.Xx)(request.timestamp))}`,
        From: request === undefined ? undefined : (0,markdown/* mdCode */.xs)((0,action_outcome/* placeText */.Z9)(request.location)),
        Format: (0,markdown/* mdCode */.xs)(plan.format),
        Position: (0,markdown/* mdCode */.xs)(plan.point.position, 1_000),
        Snapshot: plan.snapshotKey === '' ? undefined : (0,markdown/* mdCode */.xs)(plan.snapshotKey),
        Increments: `${(0,quantities/* countOf */.pq)(plan.incrementsApplied, 'object')}${frames}`,
        'SHA-256': database === undefined ? undefined : (0,markdown/* mdCode */.xs)(database.sha256),
    });
}
function work({ downloadedBytes, cacheHit, durationMs, phases }) {
    const parts = phases.filter(({ ms }) => ms >= 1).map(({ name, ms }) => `${name} ${(0,quantities/* durationText */.S5)(ms)}`);
    const source = cacheHit ? 'from the cache' : `${(0,quantities/* bytesText */.pV)(downloadedBytes)} downloaded`;
    return `${source}, ${(0,quantities/* durationText */.S5)(durationMs)}${parts.length === 0 ? '' : ` (${parts.join(', ')})`}`;
}

// EXTERNAL MODULE: ./lib/action/words.js
var words = __webpack_require__(3247);
;// CONCATENATED MODULE: ./lib/action/tell.js
// Telling a result: report, outputs, summary, annotation, in this order, and each of them although another one failed.










/** @returns false when one of the ways to tell failed: the step must not look as if all were well */
function tell(found, { env, redact, log }) {
    const outcome = { ...found, scheduled: env['GITHUB_EVENT_NAME'] === 'schedule', docs: (0,report_files/* docsUrl */.fs)(env) };
    const { request, result } = outcome;
    let reports = { reportPath: '', reportMarkdownPath: '' };
    return [
        attempt('write the report', () => {
            const { json, markdown } = (0,report_files/* writeReport */.u5)(outcome, { tempFolder: (0,inputs/* tempFolder */.vg)(env), url: (0,report_files/* runUrl */.Vp)(env), redact });
            reports = { reportPath: json, reportMarkdownPath: markdown };
        }),
        attempt('set the outputs', () => (0,words/* setOutputs */.n0)((0,outputs/* outputsOf */.Yz)(result, request?.target, reports), env['GITHUB_OUTPUT'])),
        attempt('write the summary', () => appendSummary(redact(summaryOf(outcome)), env['GITHUB_STEP_SUMMARY'])),
        attempt('annotate', () => {
            for (const cause of result.error === undefined ? [] : (0,causes/* causesOf */.c)(result.error))
                log.info(`caused by ${cause}`);
            if (result.error?.code === 'internal') {
                for (const line of stackOf(result.error))
                    log.info(line);
            }
            const { level, title, message } = annotationOf(outcome);
            (0,words/* annotate */.fz)(level, redact(message), title);
        }),
    ].every(Boolean);
    function attempt(what, work) {
        try {
            work();
            return true;
        }
        catch (error) {
            (0,words/* annotate */.fz)('error', redact(`Cannot ${what}: ${(0,errors/* messageOf */.bD)(error)}`));
            return false;
        }
    }
}
/** Calls the heartbeat that the checks file names, after a full pass. Never throws. */
async function tellMonitor({ request, result }, log) {
    const heartbeat = request?.checks?.heartbeat;
    if (heartbeat !== undefined && (0,action_heartbeat/* isFullPass */.r)(result))
        await (0,action_heartbeat/* callHeartbeat */.R)(heartbeat, log);
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


/***/ })

};
