export const id = 608;
export const ids = [608];
export const modules = {

/***/ 1608:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  seekLastGood: () => (/* binding */ seekLastGood)
});

// UNUSED EXPORTS: startsSearch

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: ./lib/checks/defaults.js
var defaults = __webpack_require__(8579);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/quantities.js
var quantities = __webpack_require__(3682);
// EXTERNAL MODULE: ./lib/pipeline/build.js
var build = __webpack_require__(3882);
;// CONCATENATED MODULE: ./lib/pipeline/last-good-loss.js

/** Clauses: the time, and what the format counts. */
function lostBetween(older, newer, { between }, backup) {
    const units = between?.(older.point.position, newer.point.position, backup) ?? '';
    const clauses = [timeBetween(older.point, newer.point), units, framesBetween(older, newer)];
    return clauses.filter(clause => clause !== '');
}
function timeBetween({ time: from, timeIs }, { time: to, timeIs: other }) {
    if (from === undefined || to === undefined || to <= from)
        return '';
    return `${timeIs === 'exact' && other === 'exact' ? '' : 'about '}${(0,quantities/* durationText */.S5)(to - from)}`;
}
/** Only on one and the same base image do two sums of WAL frames count from the same moment. */
function framesBetween({ built: older }, { built: newer }) {
    if (older === undefined || newer === undefined || older.plan.snapshotKey !== newer.plan.snapshotKey)
        return '';
    const onlyWal = [...older.plan.layers, ...newer.plan.layers].every(({ kind }) => kind !== 'ltx');
    const frames = newer.framesApplied - older.framesApplied;
    return onlyWal && frames > 0 ? (0,quantities/* countOf */.pq)(frames, 'WAL frame') : '';
}
/** Every table that one of the two has, by name. Null: it could not be counted. A table that is not there has no row. */
function rowsOf(lastGood, newest) {
    const names = new Set([lastGood, newest].flatMap(facts => facts?.tables.map(({ name }) => name) ?? []));
    return [...names]
        .toSorted()
        .map(table => ({ table, lastGood: rowsAt(lastGood, table), newest: rowsAt(newest, table) }));
}
function rowsAt(facts, table) {
    if (facts === undefined)
        return null;
    const found = facts.tables.find(({ name }) => name === table);
    // Only the first tables of a database with very many are told.
    return found === undefined && facts.tables.length === facts.tableCount ? 0 : (found?.rows ?? null);
}

;// CONCATENATED MODULE: ./lib/pipeline/last-good-search.js
// The newest restore point that passes, among many, with few restores. Pure: what a trial is, others know.
//
// Damage is not monotone: a snapshot after it heals what follows. So halving finds a point that passes next to one that
// fails, but not surely the newest one that passes: then what is newer and was jumped over is looked at, newest first.
/**
 * @param count of points; 0 is the newest
 * @param restores allowed; each point is tried at most once
 * @param trial asked without `mayRestore` once they are used up: planning alone still tells of many that they fail
 */
async function searchNewest(count, restores, trial) {
    const trials = new Map();
    let used = 0;
    const kindOf = async (index) => {
        const known = trials.get(index);
        if (known !== undefined)
            return known.kind;
        const found = await trial(index, used < restores);
        used += found.restores;
        trials.set(index, found);
        return found.kind;
    };
    let bad = -1;
    let good;
    let open = false;
    for (let step = 1; bad < count - 1 && good === undefined && !open; step *= 2) {
        const index = Math.min(bad + step, count - 1);
        const kind = await kindOf(index);
        if (kind === 'passed')
            good = index;
        else if (kind === 'failed')
            bad = index;
        else
            open = true;
    }
    while (good !== undefined && good - bad > 1 && !open) {
        const index = (bad + good) >>> 1;
        const kind = await kindOf(index);
        if (kind === 'passed')
            good = index;
        else if (kind === 'failed')
            bad = index;
        else
            open = true;
    }
    let exact = true;
    for (let index = 0; index < (good ?? count); index += 1) {
        const kind = await kindOf(index);
        if (kind === 'failed')
            continue;
        if (kind === 'passed')
            good = index;
        else
            exact = false;
        break;
    }
    return { good, exact, restores: used, trials };
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./lib/log.js
// How the pipeline speaks to whoever runs it. The action prints workflow commands, the terminal plain lines.
const nothing = () => { };
/** Says nothing: for tests and for callers that only want the result. */
const SILENT = {
    debug: nothing,
    info: nothing,
    notice: nothing,
    warn: nothing,
    group: nothing,
    endGroup: nothing,
    progress: () => ({ add: nothing, total: nothing, end: nothing }),
};

// EXTERNAL MODULE: ./lib/pipeline/assess.js + 13 modules
var assess = __webpack_require__(4914);
// EXTERNAL MODULE: ./lib/pipeline/cached-database.js
var cached_database = __webpack_require__(4426);
// EXTERNAL MODULE: ./lib/engine/overlay.js
var overlay = __webpack_require__(230);
;// CONCATENATED MODULE: ./lib/pipeline/known-gaps.js
// Gaps that only reading shows (Litestream 0.3 names no lengths). Every plan that begins with the same objects meets the
// same one: a search reads it once, and not again for each of the points behind it.



/** Each object in the order of reading; `beginning` is equal for the same bytes up to it and with it. */
function* placesOf(layers) {
    const hash = (0,external_node_crypto_.createHash)('sha256');
    for (const layer of layers) {
        for (const { key, etag, size } of layer.objects) {
            hash.update(JSON.stringify([layer.kind, key, etag, size]));
            yield { layer, key, beginning: () => hash.copy().digest('hex') };
        }
    }
}
function createKnownGaps() {
    /** By the beginning that ends with the object behind the gap. */
    const gaps = new Map();
    const keys = new Set();
    return {
        refuse(layers) {
            if (gaps.size === 0)
                return;
            for (const { layer, key, beginning } of placesOf(layers)) {
                const error = keys.has(key) ? gaps.get(beginning()) : undefined;
                if (error !== undefined)
                    throw new overlay/* LayerFailure */.kN(layer, error);
            }
        },
        note(thrown, layers) {
            if (!(thrown instanceof overlay/* LayerFailure */.kN) || !(0,errors/* isRestoreError */.hm)(thrown.cause, 'gap'))
                return;
            const { cause, layer } = thrown;
            // Only what the bytes up to it decide: whether a snapshot, or a WAL's beginning, fits depends on what follows, too.
            if (layer.kind !== 'wal' || layer.objects.findIndex(({ key }) => key === cause.failure.where) <= 0)
                return;
            for (const { key, beginning } of placesOf(layers)) {
                if (cause.failure.where !== key)
                    continue;
                keys.add(key);
                gaps.set(beginning(), cause);
                return;
            }
        },
    };
}

// EXTERNAL MODULE: ./lib/pipeline/planning.js + 120 modules
var planning = __webpack_require__(2281);
// EXTERNAL MODULE: ./lib/pipeline/verdict.js
var verdict = __webpack_require__(9067);
;// CONCATENATED MODULE: ./lib/pipeline/last-good-trial.js
// Whether one restore point passes: it is planned, put together and asked everything that the newest state is asked, but
// how old it is. Nothing is kept of a trial but what it said: the disk needs room for one database.








/** What an older point cannot be held to: that it is new, and what its making took. */
const OF_THE_NEWEST = [
    'max-age',
    'freshness-query',
    'writer-stalled',
    'drift-time',
    'drift-increments',
];
class NotAllowed extends Error {
}
/** Only what concerns whoever looks for a mistake: the trials of a search are many. */
function quiet({ debug }) {
    const say = (text) => debug(text);
    return { ...SILENT, debug: say, info: say, notice: say, warn: say };
}
function createTrier(context) {
    const { own, found, builder, runs, wholeSignal } = context;
    const { request, sqlite, signal } = own;
    /** Why bytes were found bad, by {@link contentsOf}. */
    const bad = new Map();
    const gaps = createKnownGaps();
    let last;
    let trouble;
    async function restored({ position }, mayRestore, count) {
        let contents = '';
        const { plan, built } = await (0,planning/* attempt */.CD)(found, targetAt(position, request), builder, own, async (chosen) => {
            if (chosen.point.position !== position)
                return { other: chosen.point.position };
            contents = contentsOf(chosen.layers, runsBefore(chosen.point).length);
            const same = bad.get(contents);
            if (same !== undefined)
                return { same };
            gaps.refuse(chosen.layers);
            if (!mayRestore)
                throw new NotAllowed();
            count();
            try {
                return { database: await builder.build(chosen.layers) };
            }
            catch (error) {
                gaps.note(error, chosen.layers);
                throw error;
            }
        });
        if (built.other !== undefined)
            return failed(`only ${built.other} can be reached by it`);
        if (built.same !== undefined)
            return failed(`the same bytes as a point that failed: ${built.same}`);
        const trial = await judged((0,cached_database/* entryOf */.Ms)(plan, built.database), built.database.checks);
        // With on-inconclusive: fail it may be the point's own proof that failed.
        if (trial.kind === 'failed' && request.onInconclusive !== 'fail')
            bad.set(contents, trial.outcome);
        return trial;
    }
    /** A table that has grown since is no loss, and one that had shrunk before is. */
    function runsBefore({ time }) {
        return runs.filter(({ pointTime }) => pointTime === null || time === undefined || pointTime <= time);
    }
    async function judged(entry, checks) {
        try {
            (0,verdict/* assertSound */.OP)(entry.plan, checks, request);
            const assessment = await assessOlder(entry, runsBefore(entry.plan.point), context);
            const judgement = (0,verdict/* judge */.S4)(entry.plan, checks, assessment, request);
            const facts = assessment.facts ?? (await sqlite.describe(entry.path, { hashes: false }, signal));
            last = { entry, checks, assessment, judgement, facts };
            const [doubt] = judgement.verdict === 'pass' ? [] : judgement.reasons;
            return { kind: 'passed', outcome: doubt === undefined ? 'passed' : `passed, but ${doubt.text}`, restores: 0 };
        }
        catch (error) {
            return outcomeOf(error);
        }
    }
    /** @throws whatever says nothing about the backup */
    function outcomeOf(error) {
        wholeSignal.throwIfAborted();
        if (signal.aborted)
            return { kind: 'open', outcome: 'its time was up', restores: 0 };
        if (error instanceof NotAllowed) {
            return { kind: 'open', outcome: 'no more restores were allowed', restores: 0 };
        }
        if (!(0,errors/* isRestoreError */.hm)(error))
            throw error;
        const { code, failure } = error;
        // What to do is told of the newest state alone.
        const outcome = `${code}: ${new errors/* RestoreError */.DZ(code, { ...failure, todo: undefined }).message}`;
        if (errors/* ERROR_CODES */.OQ[code] === 'fail' || code === 'inconclusive')
            return failed(outcome);
        trouble = error;
        return { kind: 'open', outcome, restores: 0 };
    }
    return {
        async trial(point, mayRestore) {
            let restores = 0;
            const trial = await restored(point, mayRestore, () => (restores += 1)).catch(outcomeOf);
            return { ...trial, outcome: cut(trial.outcome), restores };
        },
        passed: () => last,
        trouble: () => trouble,
    };
}
function targetAt(position, { onInconclusive }) {
    return { position, onIncomplete: 'fail', prefer: onInconclusive === 'proven' ? 'proven' : 'likeliest' };
}
function failed(outcome) {
    return { kind: 'failed', outcome, restores: 0 };
}
/** Characters of one outcome: the first error has been told whole. */
const LONGEST = 300;
function cut(text) {
    const shown = (0,errors/* printable */.g$)(text);
    return shown.length <= LONGEST ? shown : `${shown.slice(0, LONGEST - 1)}…`;
}
/**
 * Equal for plans that give the same bytes, held against as many earlier runs: a quiet night's copies are one. Where they
 * pass each is looked at all the same, since its proof is its own.
 */
function contentsOf(layers, runs) {
    const hash = (0,external_node_crypto_.createHash)('sha256').update(`${runs}`);
    for (const { kind, label, commit, objects } of layers) {
        const bytes = objects.map(({ etag, size }) => [etag, size]);
        // A base image is its object's bytes, whatever it is called.
        hash.update(JSON.stringify([kind, kind === 'snapshot' ? '' : label, commit, bytes]));
    }
    return hash.digest('hex');
}
/** As for the newest state, but against the good runs that were not newer than the point. */
async function assessOlder(entry, runs, { own, found }) {
    const { request, sqlite, signal } = own;
    const history = {
        name: 'earlier good runs',
        read: () => Promise.resolve({ runs, doubt: '' }),
        write: () => Promise.resolve(),
    };
    const assessment = await (0,assess/* assess */.n)(entry, found.backup, {
        request: { ...request, maxAge: undefined, freshnessQuery: undefined },
        sqlite,
        history: own.history === undefined ? undefined : history,
        signal,
        now: Date.now(),
        phases: [],
    });
    return { ...assessment, results: assessment.results.filter(({ kind }) => !OF_THE_NEWEST.includes(kind)) };
}

// EXTERNAL MODULE: ./lib/pipeline/publish-at.js + 2 modules
var publish_at = __webpack_require__(7031);
// EXTERNAL MODULE: ./lib/pipeline/scratch-folder.js
var scratch_folder = __webpack_require__(9569);
;// CONCATENATED MODULE: ./lib/pipeline/last-good.js
// When the newest state of a backup is bad: the newest restore point that passes every check, and with `last-good: restore`
// that one is published. The step's verdict stays `fail`: the backup is bad, whatever could be saved.











/** Failures that no other restore point of the same backup could mend, or where the user is to say what is meant. */
const NOT_OF_ONE_POINT = [
    'no-backup',
    'before-first',
    'position-not-found',
    'unsupported-format',
    'ambiguous',
    'wal-only',
    'replay',
];
/** Points told of in the result; those that were restored always are. */
const MOST_TOLD = 1_000;
/** The code of the reason that tells of the search. */
const LAST_GOOD = 'last-good';
/** Milliseconds: the longest that a timer can wait. */
const LONGEST_WAIT = 2 ** 31 - 1;
/** Whether an older restore point may be better than what failed. */
function startsSearch({ lastGood = 'off', mode, timestamp, position }, { code }, results) {
    if (lastGood === 'off' || mode === 'plan' || timestamp !== undefined || position !== undefined)
        return false;
    if (errors/* ERROR_CODES */.OQ[code] !== 'fail' || NOT_OF_ONE_POINT.includes(code))
        return false;
    if (code !== 'stale' && code !== 'assertion' && code !== 'drift')
        return true;
    // Whoever finds the newest state too old finds every other one older.
    return results.some(({ status, kind }) => status === 'fail' && !OF_THE_NEWEST.includes(kind));
}
/** Called after the failure was noted. Never throws: what goes wrong in a search leaves the failure as it is. */
async function seekLastGood(failure, found, context) {
    const { request, journal, log } = context;
    if (!startsSearch(request, failure, journal.result().assessment?.results ?? []))
        return;
    log.endGroup();
    log.info(failure.message);
    log.group('Looking for the newest restore point that passes every check');
    try {
        await journal.timed('search', () => seek(found, context));
    }
    catch (error) {
        log.warn(`The search for the last good restore point ended: ${(0,errors/* messageOf */.bD)(error)}`);
    }
    finally {
        log.endGroup();
    }
    const reason = journal.result().reasons.find(({ code }) => code === LAST_GOOD);
    if (reason !== undefined)
        log.info(reason.text);
}
async function seek(found, context) {
    const { request, journal, scratch, history, signal } = context;
    const { restores, time } = (request.checks ?? defaults/* NO_CHECKS */.c).lastGood;
    const failed = journal.result();
    const facts = await factsOfNewest(context);
    await (0,scratch_folder/* emptyFolder */.i)(scratch.databases);
    const runs = (await history?.read(signal))?.runs ?? [];
    const clock = new AbortController();
    const ring = () => clock.abort(new errors/* RestoreError */.DZ('timeout', { what: 'The time for the search is up' }));
    const timer = setTimeout(ring, Math.min(time, LONGEST_WAIT));
    try {
        const own = ownContext(context, AbortSignal.any([signal, clock.signal]));
        const builder = builderFor(own);
        const points = await listed(found, builder, own);
        const older = points.filter(({ position }) => position !== failed.plan?.point.position);
        const trier = createTrier({ own, found, builder, runs, wholeSignal: signal });
        const searched = await searchNewest(older.length, restores, trialOf(older, trier, context));
        const passed = trier.passed();
        const newest = newestState(failed, points, found);
        const told = tell(searched, older, passed, points.length);
        const loss = passed === undefined ? { lost: [], rows: [] } : lossOf(passed, newest, found, facts);
        const ended = [...searched.trials.values()].find(({ kind }) => kind === 'open')?.outcome ?? 'not every one was tried';
        await conclude({ ...told, ...loss }, trier, searched.exact ? '' : ended, found, context);
    }
    finally {
        clearTimeout(timer);
    }
}
/** The same, but silent, within the search's time, and never content with less than the point asked for. */
function ownContext(context, signal) {
    const { request, journal, log } = context;
    const silent = { ...journal, timed: (_, work) => work(), found: () => { }, planned: () => { } };
    return { ...context, request: { ...request, onIncomplete: 'fail' }, journal: silent, log: quiet(log), signal };
}
function builderFor(own) {
    const { request, journal, scratch } = own;
    const checks = { integrity: request.integrityCheck, foreignKeys: request.foreignKeyCheck !== 'off' };
    return (0,build/* createBuilder */.I)({ ...own, folder: scratch.databases, checks, timed: journal.timed });
}
/** Newest first; empty where the format lists none. */
async function listed(found, builder, own) {
    const { format } = found;
    await (0,scratch_folder/* emptyFolder */.i)(own.scratch.planning);
    const target = { onIncomplete: 'fail', prefer: 'likeliest' };
    const request = (0,planning/* planRequest */.NX)({ found, excluded: new Map() }, target, builder, own);
    return (await format.restorePoints?.(request)) ?? [];
}
function trialOf(points, trier, { log }) {
    return async (index, mayRestore) => {
        const point = points[index];
        if (point === undefined)
            throw new errors/* RestoreError */.DZ('internal', { what: 'There is no such restore point', found: index });
        const trial = await trier.trial(point, mayRestore);
        const text = `  ${point.position}: ${trial.outcome}`;
        if (trial.restores > 0 || trial.kind === 'passed')
            log.info(text);
        else
            log.debug(text);
        return trial;
    };
}
/** Counted for the assessment, or now while the file is there; undefined where it cannot be read. */
async function factsOfNewest({ journal, sqlite, signal, log }) {
    const known = journal.result().assessment?.facts;
    const candidate = journal.candidate();
    if (known !== undefined || candidate === undefined || !(0,external_node_fs_.existsSync)(candidate.path))
        return known;
    try {
        return await sqlite.describe(candidate.path, { hashes: false }, signal);
    }
    catch (error) {
        signal.throwIfAborted();
        log.debug(`the newest state cannot be counted: ${String(error)}`);
        return undefined;
    }
}
/** What the names promise, where nothing as new as that could be planned. */
function newestState({ plan, database, framesApplied }, points, { format, backup }) {
    if (plan === undefined || plan.proof.word === 'partial') {
        return { point: format.newest?.(backup) ?? points[0] ?? { position: '', timeIs: 'unknown' } };
    }
    return { point: plan.point, built: database === undefined ? undefined : { plan, framesApplied } };
}
function tell({ exact, trials, restores }, points, passed, known) {
    const tried = [...trials]
        .filter(([, { kind }]) => kind !== 'open')
        .toSorted(([a], [b]) => a - b)
        .filter(([, trial], at) => trial.kind === 'passed' || trial.restores > 0 || at < MOST_TOLD)
        .map(([index, { outcome, kind }]) => ({
        position: points[index]?.position ?? '',
        outcome,
        passed: kind === 'passed',
    }));
    if (passed === undefined)
        return { exact, known, restores, tried };
    const { point, proof } = passed.entry.plan;
    return { point, proof: proof.word, exact, known, restores, tried };
}
function lossOf({ entry: { plan, framesApplied }, facts: own }, newest, { format, backup }, facts) {
    const older = { point: plan.point, built: { plan, framesApplied } };
    return { lost: lostBetween(older, newest, format, backup), rows: rowsOf(own, facts) };
}
async function conclude(lastGood, trier, ended, found, context) {
    const { request, journal, log } = context;
    const { target } = request;
    const passed = trier.passed();
    const trouble = trier.trouble();
    const reason = reasonOf(lastGood, passed, ended);
    journal.searched(lastGood, reason);
    if (passed === undefined || request.lastGood !== 'restore' || request.mode !== 'restore' || target === undefined)
        return;
    try {
        // A budget is what the user allowed; a lost connection must not make the database older than it need be.
        if (trouble !== undefined && !lastGood.exact)
            throw trouble;
        const entry = await rebuilt(passed, found, context);
        await (0,publish_at/* publishAt */.R)(target, entry, context);
        const text = `The newest state of the backup is bad, and an older one was published. ${reason.text}`;
        journal.publishedInstead({ ...passed, entry }, { ...reason, text });
    }
    catch (error) {
        const text = `The last good restore point could not be published: ${(0,errors/* messageOf */.bD)(error)}`;
        log.warn(text);
        journal.searched(lastGood, { ...reason, text: `${reason.text} ${text}` });
    }
}
/** @param ended why not all newer points were tried, a clause; empty when they were */
function reasonOf({ point, lost, tried }, passed, ended) {
    if (point === undefined) {
        const text = ended === ''
            ? 'No restore point of the backup passes every check.'
            : `None of the ${(0,quantities/* countOf */.pq)(tried.length, 'restore point')} looked at passes every check, and the search ended early: ${ended}.`;
        return { code: LAST_GOOD, text: (0,errors/* printable */.g$)(text) };
    }
    const time = (0,quantities/* instantText */.Xx)(point.time);
    const doubt = passed?.judgement.verdict === 'pass' ? undefined : passed?.judgement.reasons[0];
    const sentences = [
        `The newest restore point ${ended === '' ? 'that passes' : 'known to pass'} every check is ${point.position}${time === '' ? '' : ` of ${time}`}.`,
        ...(lost.length === 0 ? [] : [`Lost with it: ${lost.join(', ')}.`]),
        ...(doubt === undefined ? [] : [`It is inconclusive by itself: ${doubt.text.replace(/\.$/, '')}.`]),
        ...(ended === '' ? [] : [`A newer one may pass, too: the search ended early: ${ended}.`]),
    ];
    return { code: LAST_GOOD, text: (0,errors/* printable */.g$)(sentences.join(' ')) };
}
/** The database that passed: still there, or put together once more, the same to the byte. */
async function rebuilt({ entry }, found, context) {
    if ((0,external_node_fs_.existsSync)(entry.path))
        return entry;
    const { plan, database } = entry;
    await (0,scratch_folder/* emptyFolder */.i)(context.scratch.databases);
    const own = ownContext(context, context.signal);
    const builder = builderFor(own);
    const target = targetAt(plan.point.position, context.request);
    const { built } = await (0,planning/* attempt */.CD)(found, target, builder, own, ({ layers }) => builder.build(layers));
    if (built.sha256 === database.sha256)
        return { ...entry, path: built.path };
    throw new errors/* RestoreError */.DZ('changed', {
        what: 'The restore point that passed gives another database now',
        where: plan.point.position,
        expected: `SHA-256 ${database.sha256}`,
        found: built.sha256,
        todo: 'Run again: the bucket changed meanwhile.',
    });
}


/***/ })

};
