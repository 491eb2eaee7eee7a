export const id = 585;
export const ids = [585,560];
export const modules = {

/***/ 5723:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   R: () => (/* binding */ nameKey)
/* harmony export */ });
// The checks file, as the rest of the program sees it: every default filled in, every value within its range.
// docs/checks.schema.json describes the form that people write.
/** The key of a table's or column's name where names are compared: SQLite takes ASCII letters of either case for the same. */
function nameKey(name) {
    return name.replaceAll(/[A-Z]/g, letter => letter.toLowerCase());
}


/***/ }),

/***/ 8579:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   M5: () => (/* binding */ DEFAULT_RUN),
/* harmony export */   Wd: () => (/* binding */ DEFAULT_DRIFT),
/* harmony export */   c: () => (/* binding */ NO_CHECKS)
/* harmony export */ });
/**
 * What holds where the file says nothing. A table that loses a twentieth of its rows in one night is worth a look, one that
 * loses half of them is worth a call.
 */
const DEFAULT_DRIFT = {
    rows: { shrinkWarn: 0.05, shrinkFail: 0.5 },
    tables: new Map(),
    size: {},
    missingTable: 'fail',
    schema: 'warn',
    time: {},
    increments: {},
};
/** What holds where the file says nothing. */
const DEFAULT_RUN = {
    history: { keep: 60 },
    freshness: { clockSkew: 300_000 },
    lastGood: { restores: 16, time: 1_200_000 },
    tableHashes: true,
    limits: { queryTime: 30_000, queryRows: 10_000 },
};
/** What holds without a checks file. */
const NO_CHECKS = { tables: [], queries: [], samples: [], drift: DEFAULT_DRIFT, ...DEFAULT_RUN };


/***/ }),

/***/ 5585:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  parseChecks: () => (/* binding */ parseChecks)
});

// EXTERNAL MODULE: ./lib/checks/defaults.js
var defaults = __webpack_require__(8579);
// EXTERNAL MODULE: ./lib/nearest.js
var nearest = __webpack_require__(2037);
// EXTERNAL MODULE: ./lib/quantities.js
var quantities = __webpack_require__(3682);
;// CONCATENATED MODULE: ./lib/checks/forms.js
// How values of the checks file are read: each form takes one place of the tree and gives a value, or says what is wrong
// there. All problems are collected, so that a file is repaired once.


const LONGEST_SHOWN = 100;
function shown(tree) {
    if (tree.kind === 'list')
        return 'a list';
    if (tree.kind === 'map')
        return 'a mapping';
    const written = typeof tree.value === 'string' ? tree.value : tree.source || String(tree.value);
    if (written === '')
        return 'empty';
    const cut = written.length > LONGEST_SHOWN ? `${written.slice(0, LONGEST_SHOWN)}…` : written;
    if (typeof tree.value === 'string')
        return `\`${cut}\``;
    return `${cut} (${tree.value === null ? 'nothing' : typeof tree.value})`;
}
const placeOf = ({ path, tree }) => `${path === '' ? 'the whole' : path} (line ${tree.line})`;
/** @param allowed completes `allowed: …` */
function wrong(at, allowed) {
    at.say(`${placeOf(at)} is ${shown(at.tree)}; allowed: ${allowed}`);
}
/** @param problem a verb phrase; must not show a secret */
function refuse(at, problem) {
    at.say(`${placeOf(at)} ${problem}`);
}
const forms_valueOf = ({ tree }) => (tree.kind === 'scalar' ? tree.value : undefined);
/** Text of 1 to `most` characters. A number where a text is expected wants quotes, and is told so. */
function forms_text(allowed, most) {
    return at => {
        const value = forms_valueOf(at);
        if (typeof value === 'number' || typeof value === 'boolean')
            return wrong(at, `${allowed}; put quotes around it`);
        if (typeof value !== 'string' || value.length === 0 || value.length > most || value.includes('\0')) {
            return wrong(at, `${allowed}, 1 to ${most} characters`);
        }
        return value;
    };
}
function integer(least, most) {
    return at => {
        const value = forms_valueOf(at);
        return typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most
            ? value
            : wrong(at, `a whole number from ${least} to ${most}`);
    };
}
const truth = at => {
    const value = forms_valueOf(at);
    return typeof value === 'boolean' ? value : wrong(at, 'true or false');
};
function oneOf(...words) {
    return at => {
        const value = forms_valueOf(at);
        return words.find(word => word === value) ?? wrong(at, `one of ${words.join(', ')}`);
    };
}
/** Milliseconds. */
const duration = at => {
    const value = forms_valueOf(at);
    return (typeof value === 'string' ? (0,quantities/* parseDuration */.E9)(value) : undefined) ?? wrong(at, quantities/* DURATION_FORM */.ec);
};
/** A fraction from `N%`; more than `most` percent are refused. */
function share(most) {
    return at => {
        const value = forms_valueOf(at);
        const [, percent = ''] = /^((?:0|[1-9]\d{0,5})(?:\.\d{1,3})?)%$/.exec(typeof value === 'string' ? value : '') ?? [];
        return percent === '' || Number(percent) > most
            ? wrong(at, `a share of 0% to ${most}%, such as 5% or 0.5%`)
            : Number(percent) / 100;
    };
}
/** The word `off`, or what `form` reads. */
function orOff(form) {
    return at => (forms_valueOf(at) === 'off' ? 'off' : form(at));
}
/** At most `most` of them. */
function list(form, what, most) {
    return at => {
        const { tree, path, say } = at;
        if (tree.kind !== 'list')
            return wrong(at, `a list of ${what}`);
        if (tree.items.length > most)
            return refuse(at, `has ${tree.items.length} entries; allowed: at most ${most}`);
        const read = tree.items.map((item, index) => form({ tree: item, path: `${path}[${index}]`, say }));
        return read.filter(item => item !== undefined);
    };
}
/** Names that the user chooses, each with a value. */
function named(form, what, most) {
    return at => {
        const { tree, path, say } = at;
        if (tree.kind !== 'map')
            return wrong(at, `a mapping from ${what}`);
        if (tree.entries.size > most)
            return refuse(at, `has ${tree.entries.size} entries; allowed: at most ${most}`);
        const found = new Map();
        for (const [name, inner] of tree.entries) {
            const there = { tree: inner, path: inside(path, name), say };
            if (name === '' || name.length > LONGEST_NAME || name.includes('\0')) {
                refuse(there, `has a name of ${name.length} characters; allowed: 1 to ${LONGEST_NAME}`);
                continue;
            }
            const value = form(name)(there);
            if (value !== undefined)
                found.set(name, value);
        }
        return found;
    };
}
/** Characters of a table's or column's name. */
const LONGEST_NAME = 200;
/** Unknown keys of one mapping that are named: what stands nearest to each takes time to find. */
const MOST_UNKNOWN = 20;
/** A mapping with known keys. A key without a value is there, and empty: its form decides. */
function fields(forms, required = []) {
    return at => {
        const { tree, path, say } = at;
        const names = Object.keys(forms);
        if (tree.kind !== 'map')
            return wrong(at, `a mapping with ${names.join(', ')}`);
        const found = {};
        let unknown = 0;
        for (const [name, inner] of tree.entries) {
            const there = { tree: inner, path: inside(path, name), say };
            const form = Object.hasOwn(forms, name) ? forms[name] : undefined;
            if (form === undefined) {
                unknown++;
                if (unknown > MOST_UNKNOWN)
                    continue;
                const near = (0,nearest/* nearest */.p)(name, names);
                refuse(there, `is not known; ${near === undefined ? `allowed: ${names.join(', ')}` : `did you mean ${near}?`}`);
            }
            else {
                found[name] = form(there);
            }
        }
        if (unknown > MOST_UNKNOWN)
            refuse(at, `has ${unknown - MOST_UNKNOWN} more keys that are not known`);
        for (const name of required.filter(key => !tree.entries.has(key)))
            refuse(at, `lacks ${name}`);
        // Safe: each value comes from the form of its own key.
        return found;
    };
}
/** `{}` also where nothing is written behind the colon. */
function orNothing(form) {
    return at => form(forms_valueOf(at) === null ? { ...at, tree: { kind: 'map', line: at.tree.line, entries: new Map() } } : at);
}
/** The path of a key. Names that are not plain words are put in quotes. */
function inside(path, name) {
    const cut = name.length > LONGEST_SHOWN ? `${name.slice(0, LONGEST_SHOWN)}…` : name;
    if (!/^[\w$-]+$/.test(cut))
        return `${path}[${JSON.stringify(cut)}]`;
    return path === '' ? cut : `${path}.${cut}`;
}

// EXTERNAL MODULE: ./lib/checks/checks-file.js
var checks_file = __webpack_require__(5723);
// EXTERNAL MODULE: ./lib/checks/statement.js
var statement = __webpack_require__(5560);
;// CONCATENATED MODULE: ./lib/checks/parse-data.js



const MOST_ROWS = Number.MAX_SAFE_INTEGER;
const MOST_TABLES = 1000;
const MOST_COLUMNS = 2000;
const MOST_QUERIES = 200;
const MOST_SAMPLES = 200;
const LONGEST_PATTERN = 1000;
/** Characters. A value of the database is known up to 1,000, and a longer one must not look equal. */
const LONGEST_VALUE = 900;
const tableName = forms_text('the name of a table', LONGEST_NAME);
const columnName = forms_text('the name of a column', LONGEST_NAME);
const rowsForm = at => {
    const rows = fields({
        exact: integer(0, MOST_ROWS),
        min: integer(0, MOST_ROWS),
        max: integer(0, MOST_ROWS),
        within: share(1_000),
    })(at);
    if (rows === undefined)
        return undefined;
    const { exact, min, max } = rows;
    if (exact !== undefined && (min !== undefined || max !== undefined)) {
        return refuse(at, 'has exact beside min or max; write one of them');
    }
    if (min !== undefined && max !== undefined && min > max)
        return refuse(at, `has min ${min} above max ${max}`);
    return rows;
};
/** Names that SQLite takes for the same are refused. */
function distinct(at, what, names) {
    const seen = new Set();
    for (const name of names) {
        if (seen.has((0,checks_file/* nameKey */.R)(name)))
            refuse(at, `names the ${what} ${JSON.stringify(name)} twice (case does not count)`);
        seen.add((0,checks_file/* nameKey */.R)(name));
    }
}
const tablesForm = at => {
    const columns = place => {
        const names = list(columnName, 'column names', MOST_COLUMNS)(place);
        if (names !== undefined)
            distinct(place, 'column', names);
        return names;
    };
    const table = orNothing(fields({ columns, rows: rowsForm }));
    const tables = named(() => table, 'table names to what is expected of each', MOST_TABLES)(at);
    if (tables === undefined)
        return undefined;
    distinct(at, 'table', [...tables.keys()]);
    return [...tables].map(([name, { columns: names = [], rows }]) => ({ table: name, columns: names, rows }));
};
/** Text, number, true, false or null. */
const value = at => {
    const { tree } = at;
    if (tree.kind !== 'scalar' || (typeof tree.value === 'string' && tree.value.length > LONGEST_VALUE)) {
        return wrong(at, `a text of at most ${LONGEST_VALUE} characters, a number, true, false or null`);
    }
    return { value: tree.value };
};
const between = at => {
    const bounds = list(value, 'two values', 2)(at);
    if (bounds === undefined)
        return undefined;
    const [low, high] = bounds.map(bound => bound.value);
    const ordered = (typeof low === 'number' && typeof high === 'number' && low <= high) ||
        (typeof low === 'string' && typeof high === 'string' && Buffer.compare(Buffer.from(low), Buffer.from(high)) <= 0);
    if (ordered)
        return { is: 'between', low, high };
    return refuse(at, 'is not in order; allowed: two numbers or two texts, the lower one first, such as [1, 5]');
};
const matches = at => {
    const pattern = forms_text('a regular expression', LONGEST_PATTERN)(at);
    if (pattern === undefined)
        return undefined;
    try {
        void new RegExp(pattern, 'u');
        return { is: 'matches', pattern };
    }
    catch (error) {
        const why = error instanceof Error ? (error.message.split(': ').at(-1) ?? '') : '';
        return refuse(at, `is not a regular expression of JavaScript (${why})`);
    }
};
const expectation = at => {
    const { tree } = at;
    if (tree.kind === 'scalar' && (tree.value === 'empty' || tree.value === 'not-empty'))
        return { is: tree.value };
    if (tree.kind !== 'map' || tree.entries.size !== 1) {
        return wrong(at, 'empty, not-empty, {equals: 0}, {between: [1, 5]} or {matches: ^v2}');
    }
    const read = fields({ equals: value, between, matches })(at);
    if (read?.equals !== undefined)
        return { is: 'equals', value: read.equals.value };
    return read?.between ?? read?.matches;
};
const sqlForm = at => {
    const sql = forms_text('one SELECT, WITH … SELECT or VALUES statement', 100_000)(at);
    const problem = sql === undefined ? undefined : (0,statement.statementProblem)(sql);
    return problem === undefined
        ? sql
        : refuse(at, `${problem}; allowed: one single SELECT, WITH … SELECT or VALUES statement`);
};
const query = at => {
    const read = fields({ name: forms_text('a name for people', 200), sql: sqlForm, expect: expectation, 'show-rows': integer(0, 20) }, ['sql', 'expect'])(at);
    if (read?.sql === undefined || read.expect === undefined)
        return undefined;
    const { name, sql, expect, 'show-rows': showRows = 0 } = read;
    return { name: name ?? sql.replaceAll(/\s+/g, ' ').trim().slice(0, 80), sql, expect, showRows };
};
const queriesForm = list(query, 'queries', MOST_QUERIES);
/** A version as it was written: `at: 0042` as a number would lose its zeros. */
const version = at => {
    const { tree } = at;
    if (tree.kind !== 'scalar' || typeof tree.value !== 'number')
        return forms_text('a version', 500)(at);
    return String(tree.value) === tree.source ? tree.source : wrong(at, 'a version; put quotes around it');
};
const migrationsForm = at => {
    const read = fields({ table: tableName, column: columnName, at: version, includes: version }, [
        'table',
        'column',
    ])(at);
    if (read?.table === undefined || read.column === undefined)
        return undefined;
    const { table, column, at: newest, includes } = read;
    const { tree } = at;
    if (tree.kind === 'map' && !tree.entries.has('at') && !tree.entries.has('includes')) {
        return refuse(at, 'lacks at (the newest version) or includes (a version that has to be there)');
    }
    return { table, column, at: newest, includes };
};
/** Columns with their values; at least one, and none twice. */
function columnsOf(what) {
    return at => {
        const read = named(() => value, what, 50)(at);
        if (read === undefined)
            return undefined;
        if (at.tree.kind === 'map' && at.tree.entries.size === 0)
            return refuse(at, 'is empty; name at least one column');
        distinct(at, 'column', [...read.keys()]);
        return new Map([...read].map(([column, found]) => [column, found.value]));
    };
}
const sample = at => {
    const read = fields({ table: tableName, key: columnsOf('columns that find one row'), values: columnsOf('columns to their values') }, ['table', 'key', 'values'])(at);
    if (read?.table === undefined || read.key === undefined || read.values === undefined)
        return undefined;
    return { table: read.table, key: read.key, values: read.values };
};
const samplesForm = list(sample, 'samples', MOST_SAMPLES);

;// CONCATENATED MODULE: ./lib/checks/parse-drift.js
// The part of the checks file that compares this run with earlier good ones.



const NO_DRIFT = {
    rows: {},
    tables: new Map(),
    size: {},
    missingTable: 'off',
    schema: 'off',
    time: {},
    increments: {},
};
/** Percent. Growth has no natural end. */
const MOST_GROWTH = 100_000;
const shrink = orOff(share(100));
const grow = orOff(share(MOST_GROWTH));
const severity = oneOf('fail', 'warn', 'off');
/** What is written, else what was before; `off` takes it away. */
function either(own, before) {
    if (own === undefined)
        return before;
    return own === 'off' ? undefined : own;
}
/** Each threshold that is not written keeps its value from `inherited`; `off` takes it away. */
function thresholds(inherited) {
    const written = orOff(fields({ 'shrink-warn': shrink, 'shrink-fail': shrink, 'grow-warn': grow, 'grow-fail': grow }));
    return at => {
        const read = written(at);
        if (read === undefined)
            return undefined;
        if (read === 'off')
            return {};
        for (const way of ['shrink', 'grow']) {
            const [warn, fail] = [read[`${way}-warn`], read[`${way}-fail`]];
            if (typeof warn === 'number' && typeof fail === 'number' && warn > fail) {
                refuse(at, `has ${way}-warn above ${way}-fail, so that it never warns first`);
            }
        }
        return {
            shrinkWarn: either(read['shrink-warn'], inherited.shrinkWarn),
            shrinkFail: either(read['shrink-fail'], inherited.shrinkFail),
            growWarn: either(read['grow-warn'], inherited.growWarn),
            growFail: either(read['grow-fail'], inherited.growFail),
        };
    };
}
const driftForm = at => {
    const { tree, say } = at;
    if (tree.kind === 'scalar' && tree.value === 'off')
        return NO_DRIFT;
    // Tables inherit from `rows`, wherever it stands in the file; what is wrong with it is said once, below.
    const inner = tree.kind === 'map' ? tree.entries.get('rows') : undefined;
    const quiet = inner && thresholds(defaults/* DEFAULT_DRIFT */.Wd.rows)({ tree: inner, path: '', say: () => { } });
    const rows = quiet ?? defaults/* DEFAULT_DRIFT */.Wd.rows;
    const read = fields({
        rows: thresholds(defaults/* DEFAULT_DRIFT */.Wd.rows),
        tables: named(() => thresholds(rows), 'table names to thresholds', 1000),
        size: thresholds(defaults/* DEFAULT_DRIFT */.Wd.size),
        'missing-table': severity,
        schema: severity,
        time: thresholds(defaults/* DEFAULT_DRIFT */.Wd.time),
        increments: thresholds(defaults/* DEFAULT_DRIFT */.Wd.increments),
    })({ ...at, say });
    if (read === undefined)
        return undefined;
    const tables = new Map([...(read.tables ?? [])].map(([name, own]) => [(0,checks_file/* nameKey */.R)(name), own]));
    if (read.tables !== undefined && tables.size < read.tables.size) {
        refuse(at, 'names a table twice in tables (case does not count)');
    }
    return {
        rows,
        tables,
        size: read.size ?? defaults/* DEFAULT_DRIFT */.Wd.size,
        missingTable: read['missing-table'] ?? defaults/* DEFAULT_DRIFT */.Wd.missingTable,
        schema: read.schema ?? defaults/* DEFAULT_DRIFT */.Wd.schema,
        time: read.time ?? defaults/* DEFAULT_DRIFT */.Wd.time,
        increments: read.increments ?? defaults/* DEFAULT_DRIFT */.Wd.increments,
    };
};

;// CONCATENATED MODULE: ./lib/checks/parse-heartbeat.js
// The address that is called after a full pass. Whoever knows it can pretend that all is well, so that it is a secret: no
// message here holds any of it.

const ALLOWED = 'an https URL without name and password (http for this machine only); its value is not shown';
function isLoopback(host) {
    return host === 'localhost' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host);
}
function usable(text) {
    if (text.length > 2000 || !URL.canParse(text))
        return false;
    const { protocol, hostname, username, password } = new URL(text);
    if (username !== '' || password !== '')
        return false;
    return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
}
function fromText(at, text) {
    if (text === '')
        return { url: undefined, warning: '`checks`: the heartbeat is empty, so that none is called' };
    return usable(text) ? { url: text } : refuse(at, `has a wrong form; allowed: ${ALLOWED}`);
}
const url = at => {
    const { tree } = at;
    if (tree.kind !== 'scalar')
        return refuse(at, `has a wrong form; allowed: ${ALLOWED}`);
    // A secret that is not there leaves nothing behind the colon.
    return fromText(at, tree.value === null ? '' : String(tree.value).trim());
};
function heartbeatForm(outside) {
    const env = at => {
        const { tree } = at;
        const name = tree.kind === 'scalar' && typeof tree.value === 'string' ? tree.value : '';
        if (!/^[A-Za-z_]\w{0,100}$/.test(name)) {
            // The name is not shown: somebody may have written the address itself.
            return refuse(at, 'has a wrong form; allowed: the name of an environment variable, such as HEARTBEAT_URL');
        }
        const text = outside.variable(name)?.trim() ?? '';
        if (text === '') {
            return { url: undefined, warning: `\`checks\`: the environment has no ${name}, so that no heartbeat is called` };
        }
        return usable(text)
            ? { url: text }
            : refuse(at, `names ${name}, whose value has a wrong form; allowed: ${ALLOWED}`);
    };
    return at => {
        const { tree } = at;
        if (tree.kind === 'scalar')
            return url(at);
        const read = fields({ env, url })(at);
        if (tree.kind === 'map' && tree.entries.size !== 1)
            return refuse(at, 'needs one of env and url');
        return read?.env ?? read?.url;
    };
}
/** Forms of the address that must not be printed: as written, as a client sends it, and the part that makes it secret. */
function secretsOfHeartbeat(text) {
    const { href, pathname, search } = new URL(text);
    return [...new Set([text, href, `${pathname}${search}`, pathname])].filter(part => part.length >= 8);
}

// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
;// CONCATENATED MODULE: ./lib/checks/parse-run.js
// The parts of the checks file that speak of the run: schema file, history, heartbeat, limits.



const LONGEST_PATH = 1000;
const FINGERPRINT_BYTES = 1000;
/** A file that holds a fingerprint, perhaps with other words behind it, as sha256sum writes them. */
function schemaForm(outside) {
    return at => {
        const file = forms_text('the path of a file with the fingerprint', LONGEST_PATH)(at);
        if (file === undefined)
            return undefined;
        const found = outside.path(file);
        if ('problem' in found)
            return refuse(at, `is ${JSON.stringify(file)}, which ${found.problem}`);
        let content;
        try {
            content = outside.read(found.path, FINGERPRINT_BYTES);
        }
        catch (error) {
            const why = (0,errors/* messageOf */.bD)(error);
            return refuse(at, `is ${JSON.stringify(file)}, which cannot be read: ${why}`);
        }
        // What is not there yet is shown by the first run, and put there by the user.
        if (content === undefined || content.trim() === '')
            return { file };
        const [, fingerprint] = /^\s*([0-9a-f]{64})(?:\s|$)/i.exec(content) ?? [];
        if (fingerprint === undefined) {
            return refuse(at, `is ${JSON.stringify(file)}, which does not begin with a fingerprint of 64 hexadecimal digits`);
        }
        return { file, fingerprint: fingerprint.toLowerCase() };
    };
}
const historyName = at => {
    const written = forms_text('a name for the history', 100)(at);
    if (written === undefined || /^[\w.-]+$/.test(written))
        return written;
    return wrong(at, 'letters, digits, dot, hyphen and underscore');
};
function historyForm(outside) {
    const file = at => {
        const written = forms_text('the path of a file for earlier runs', LONGEST_PATH)(at);
        if (written === undefined)
            return undefined;
        const found = outside.path(written);
        return 'path' in found ? found.path : refuse(at, `is ${JSON.stringify(written)}, which ${found.problem}`);
    };
    const form = fields({ file, keep: integer(2, 400), name: historyName });
    return at => {
        const read = form(at);
        return read === undefined ? undefined : { ...read, keep: read.keep ?? defaults/* DEFAULT_RUN */.M5.history.keep };
    };
}
const freshnessForm = at => {
    const read = fields({ 'clock-skew': duration, 'unchanged-for': duration })(at);
    if (read === undefined)
        return undefined;
    return { clockSkew: read['clock-skew'] ?? defaults/* DEFAULT_RUN */.M5.freshness.clockSkew, unchangedFor: read['unchanged-for'] };
};
const lastGoodForm = at => {
    const read = fields({ restores: integer(1, 1000), time: duration })(at);
    return read === undefined ? undefined : { ...defaults/* DEFAULT_RUN */.M5.lastGood, ...withoutGaps(read) };
};
const limitsForm = at => {
    const read = fields({ 'query-time': shortDuration, 'query-rows': integer(1, 1_000_000_000) })(at);
    if (read === undefined)
        return undefined;
    const { queryTime, queryRows } = defaults/* DEFAULT_RUN */.M5.limits;
    return { queryTime: read['query-time'] ?? queryTime, queryRows: read['query-rows'] ?? queryRows };
};
const HOUR = 3_600_000;
const shortDuration = at => {
    const ms = duration(at);
    return ms === undefined || ms <= 6 * HOUR ? ms : wrong(at, 'a duration of at most 6h');
};
const evidenceForm = at => {
    const read = fields({ 'table-hashes': truth })(at);
    return read === undefined ? undefined : (read['table-hashes'] ?? defaults/* DEFAULT_RUN */.M5.tableHashes);
};
/** Without the keys whose value is undefined, which would hide a default behind them. */
function withoutGaps(fields) {
    // Safe: what is undefined has been taken out.
    return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

;// CONCATENATED MODULE: ./lib/checks/tree.js
/** Levels of nesting; the form that is read has six. */
const DEEPEST = 20;
/** The parser's own messages can hold pieces of the text, and a secret may stand there: only its codes are used. */
const PROBLEMS = {
    BAD_INDENT: 'is indented wrongly, or stands behind a bracket that is not closed',
    BAD_SCALAR_START: 'begins with a character that needs quotes around the text',
    BLOCK_AS_IMPLICIT_KEY: 'has a second `: `; put quotes around the text',
    MISSING_CHAR: 'lacks a closing quote, a bracket or a colon',
    MULTILINE_IMPLICIT_KEY: 'has a key that goes over several lines',
    MULTIPLE_DOCS: 'begins a second document (---), and only one is read',
    NON_STRING_KEY: 'has a key that is not a text',
    TAB_AS_INDENT: 'is indented with a tab; YAML takes blanks only',
    TAG_RESOLVE_FAILED: 'has a tag (!…) that is not known here',
    UNEXPECTED_TOKEN: 'holds something that cannot stand there',
};
/**
 * Reads `text` as YAML 1.2, of which JSON is a part. Anchors and aliases, keys twice in one mapping, tags and numbers
 * that would lose digits are refused. Problems are clauses such as `line 3 is indented wrongly`; they hold no piece of the
 * text.
 */
async function readTree(text) {
    // Lazily: start-up is measured, and most runs have no checks file.
    const { LineCounter, isAlias, isMap, isScalar, isSeq, parseDocument } = await __webpack_require__.e(/* import() */ 815).then(__webpack_require__.t.bind(__webpack_require__, 8815, 19));
    const lines = new LineCounter();
    const problems = [];
    const lineOf = (offset) => lines.linePos(offset ?? 0).line;
    function refuse(line, problem) {
        problems.push(`line ${line} ${problem}`);
        return { kind: 'scalar', line, value: null, source: '' };
    }
    function treeOf(node, outerLine, depth) {
        // A key without a value.
        if (node === null)
            return { kind: 'scalar', line: outerLine, value: null, source: '' };
        const line = node.range?.[0] === undefined ? outerLine : lineOf(node.range[0]);
        if (depth > DEEPEST)
            return refuse(line, `is nested more than ${DEEPEST} levels deep`);
        if (isAlias(node))
            return refuse(line, 'has an alias (*…), and aliases are not read; write the value out');
        if (isSeq(node)) {
            return { kind: 'list', line, items: node.items.map(item => treeOf(item, line, depth + 1)) };
        }
        if (isMap(node)) {
            const entries = new Map();
            for (const { key, value } of node.items) {
                const keyLine = lineOf(key.range?.[0]);
                const name = isScalar(key) && typeof key.value === 'string' ? key.value : undefined;
                if (name === undefined)
                    refuse(keyLine, 'has a key that is not a text');
                else if (entries.has(name))
                    refuse(keyLine, 'repeats a key of the same mapping');
                else
                    entries.set(name, treeOf(value, keyLine, depth + 1));
            }
            return { kind: 'map', line, entries };
        }
        if (!isScalar(node))
            return refuse(line, 'holds something that cannot stand there');
        const { value } = node;
        const source = node.source ?? '';
        if (typeof value === 'string' || typeof value === 'boolean' || value === null) {
            return { kind: 'scalar', line, value, source };
        }
        if (typeof value !== 'number')
            return refuse(line, 'has a value of a kind not read here');
        if (!Number.isFinite(value) || Math.abs(value) > Number.MAX_SAFE_INTEGER) {
            return refuse(line, 'has a number beyond 2^53 - 1, which would lose digits; put quotes around it');
        }
        return { kind: 'scalar', line, value, source };
    }
    try {
        const document = parseDocument(text, {
            stringKeys: true,
            resolveKnownTags: false,
            // Its own search for keys twice takes time that grows with the square of their number.
            uniqueKeys: false,
            prettyErrors: false,
            lineCounter: lines,
        });
        const wrong = [...document.errors, ...document.warnings].map(({ code, pos }) => `line ${lineOf(pos[0])} ${PROBLEMS[code] ?? `is not valid YAML (${code})`}`);
        if (wrong.length > 0)
            return { problems: [...new Set(wrong)] };
        const tree = treeOf(document.contents, 1, 0);
        return problems.length > 0 ? { problems } : { tree };
    }
    catch (error) {
        // The parser calls itself for each level.
        if (error instanceof RangeError)
            return { problems: ['it is nested too deeply'] };
        throw error;
    }
}

;// CONCATENATED MODULE: ./lib/checks/parse.js







/** Problems told at once; a file with more has one cause. */
const MOST_PROBLEMS = 20;
const MAX_INT32 = 2 ** 31 - 1;
/** @param text YAML or JSON */
async function parseChecks(text, outside) {
    const result = await readTree(text);
    if ('problems' in result)
        return { problems: result.problems.slice(0, MOST_PROBLEMS) };
    const problems = [];
    const form = fields({
        // JSON has no comments: editors look for the schema there.
        $schema: forms_text('the address of the schema', 1000),
        tables: tablesForm,
        queries: queriesForm,
        samples: samplesForm,
        // Both are signed numbers of 32 bits in the header (sqlite.org/fileformat.html 1.3).
        'user-version': integer(-MAX_INT32 - 1, MAX_INT32),
        // Tools print it unsigned as often.
        'application-id': integer(-MAX_INT32 - 1, 2 ** 32 - 1),
        schema: schemaForm(outside),
        migrations: migrationsForm,
        drift: driftForm,
        history: historyForm(outside),
        freshness: freshnessForm,
        'last-good': lastGoodForm,
        heartbeat: heartbeatForm(outside),
        evidence: evidenceForm,
        limits: limitsForm,
    });
    const read = form({ tree: result.tree, path: '', say: problem => problems.push(problem) });
    if (read === undefined || problems.length > 0) {
        const more = problems.length - MOST_PROBLEMS;
        return { problems: [...problems.slice(0, MOST_PROBLEMS), ...(more > 0 ? [`and ${more} more problems`] : [])] };
    }
    const { heartbeat } = read;
    return {
        checks: {
            tables: read.tables ?? [],
            queries: read.queries ?? [],
            samples: read.samples ?? [],
            userVersion: read['user-version'],
            applicationId: signed(read['application-id']),
            schema: read.schema,
            migrations: read.migrations,
            drift: read.drift ?? defaults/* DEFAULT_DRIFT */.Wd,
            history: read.history ?? defaults/* DEFAULT_RUN */.M5.history,
            freshness: read.freshness ?? defaults/* DEFAULT_RUN */.M5.freshness,
            lastGood: read['last-good'] ?? defaults/* DEFAULT_RUN */.M5.lastGood,
            heartbeat: heartbeat?.url,
            tableHashes: read.evidence ?? defaults/* DEFAULT_RUN */.M5.tableHashes,
            limits: read.limits ?? defaults/* DEFAULT_RUN */.M5.limits,
        },
        warnings: heartbeat?.warning === undefined ? [] : [heartbeat.warning],
        secrets: heartbeat?.url === undefined ? [] : secretsOfHeartbeat(heartbeat.url),
    };
}
/** As SQLite tells it. */
const signed = (id) => (id === undefined ? undefined : id | 0);


/***/ }),

/***/ 5340:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   k: () => (/* binding */ tokensOf)
/* harmony export */ });
// SQL cut into tokens as SQLite cuts it (tokenize.c of SQLite 3.54). What SQLite would take differently from one build or
// version to another, or would not take at all, is `unknown` here: whoever decides by these tokens refuses it.
/** White space, comments, and a byte order mark at the beginning (SQLite skips one between tokens, too). */
const SKIPPED = /(?:^\uFEFF|[ \t\n\f\r]+|--[^\n\0]*|\/\*[^*\0]*\*+(?:[^/*\0][^*\0]*\*+)*\/)+/y;
const TOKENS = [
    ['blob', /[xX]'(?:[0-9a-fA-F]{2})*'/y],
    // One that is no blob is an error for SQLite, and two tokens for what follows here.
    ['unknown', /[xX]'[^']*'?/y],
    ['string', /'(?:[^'\0]|'')*'/y],
    ['quoted', /"(?:[^"\0]|"")*"|`(?:[^`\0]|``)*`|\[[^\]\0]*\]/y],
    ['word', /[A-Za-z_\u0080-\uFEFE\uFF00-\uFFFF][\w$\u0080-\uFFFF]*/y],
    // A letter right behind a number is an error for SQLite.
    [
        'number',
        /(?:0[xX][0-9a-fA-F](?:_?[0-9a-fA-F])*|(?:\d(?:_?\d)*(?:\.(?:\d(?:_?\d)*)?)?|\.\d(?:_?\d)*)(?:[eE][+-]?\d(?:_?\d)*)?)(?![\w$\u0080-\uFFFF])/y,
    ],
    ['parameter', /\?\d*|[:@#$][\w$\u0080-\uFFFF:]+/y],
    ['symbol', /->>|->|\|\||<<|>>|<=|>=|<>|==|!=|[-+*/%&|~<>=(),.;]/y],
];
/**
 * The tokens of `sql` without white space and comments. An `unknown` one is the last: what follows it
 * cannot be told.
 */
function* tokensOf(sql) {
    for (let at = skip(sql, 0); at < sql.length;) {
        const token = tokenAt(sql, at);
        yield token;
        if (token.kind === 'unknown')
            return;
        at = skip(sql, at + token.text.length);
    }
}
function skip(sql, at) {
    SKIPPED.lastIndex = at;
    return SKIPPED.test(sql) ? SKIPPED.lastIndex : at;
}
function tokenAt(sql, at) {
    for (const [kind, pattern] of TOKENS) {
        pattern.lastIndex = at;
        const text = pattern.exec(sql)?.[0];
        if (text === undefined)
            continue;
        if (kind === 'unknown') {
            return { kind, text: sql.slice(at), problem: 'has a blob that is not pairs of digits between quotes' };
        }
        // An unfinished comment runs to the end for SQLite, and as two symbols here.
        if (kind === 'symbol' && text === '/' && sql[at + 1] === '*') {
            return { kind: 'unknown', text: sql.slice(at), problem: 'has a comment without its end' };
        }
        return { kind, text };
    }
    const first = sql[at] ?? '';
    return {
        kind: 'unknown',
        text: sql.slice(at),
        problem: `'"\`[`.includes(first)
            ? 'has a quote without its end'
            : /[\d.]/.test(first)
                ? 'has a number that is not written as one'
                : 'holds a character that SQL does not know',
    };
}


/***/ }),

/***/ 5560:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   statementProblem: () => (/* binding */ statementProblem)
/* harmony export */ });
/* unused harmony export LONGEST_STATEMENT */
/* harmony import */ var _sql_tokens_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5340);
// Whether a text is one single question to SQLite. A connection that is opened read-only is not enough: ATTACH passes for
// read-only and VACUUM INTO writes a file from a read-only connection, and the addon has no authorizer to forbid them.

/** Characters of a statement. */
const LONGEST_STATEMENT = 100_000;
/** Levels of parentheses: SQLite's own limit for expressions is 1,000 (sqlite.org/limits.html). */
const DEEPEST = 200;
/**
 * Functions that change something or reach outside the database. SQLite's own are `load_extension`, `fts3_tokenizer` (it
 * takes a pointer) and FTS3's `optimize`, which merges the segments of an index from within a SELECT; the others are the
 * shell's and common extensions', and are not there.
 */
const FORBIDDEN_FUNCTIONS = new Set([
    'edit',
    'eval',
    'fts3_tokenizer',
    'load_extension',
    'lsmode',
    'optimize',
    'readfile',
    'sqlar_uncompress',
    'writefile',
    'zipfile',
]);
/** Tables that every connection has and through which pages could be read past the schema, or written. */
const FORBIDDEN_TABLES = new Set(['sqlite_dbpage', 'sqlite_dbdata', 'sqlite_dbptr', 'fsdir']);
/**
 * Pragmas that only tell, as table-valued functions. SQLite offers every pragma that returns rows, whatever its effects
 * (sqlite3PragmaVtabRegister): `pragma_optimize` runs ANALYZE from within a SELECT that passes for read-only. A list of
 * those that are allowed, because later versions may have more.
 */
const HARMLESS_PRAGMAS = new Set([
    'application_id',
    'auto_vacuum',
    'collation_list',
    'compile_options',
    'encoding',
    'foreign_key_check',
    'foreign_key_list',
    'freelist_count',
    'function_list',
    'index_info',
    'index_list',
    'index_xinfo',
    'integrity_check',
    'journal_mode',
    'module_list',
    'page_count',
    'page_size',
    'quick_check',
    'schema_version',
    'table_info',
    'table_list',
    'table_xinfo',
    'user_version',
]);
/**
 * Undefined when `sql` is one single SELECT, WITH … SELECT or VALUES statement with as many `?` as `parameters`, perhaps
 * with a semicolon behind it; otherwise what is wrong with it, as a clause without any of its content: `begins with
 * neither SELECT nor WITH nor VALUES`. That SQLite understands it is not said: names and grammar are looked at no further
 * than it takes to know what kind of statement it is.
 */
function statementProblem(sql, parameters = 0) {
    if (sql.length > LONGEST_STATEMENT)
        return `is longer than ${LONGEST_STATEMENT} characters`;
    // SQLite's text ends there.
    if (sql.includes('\0'))
        return 'holds a NUL character';
    const tokens = [...(0,_sql_tokens_js__WEBPACK_IMPORTED_MODULE_0__/* .tokensOf */ .k)(sql)];
    if (tokens.length === 0)
        return 'is empty';
    const unknown = tokens.find(({ kind }) => kind === 'unknown');
    if (unknown !== undefined)
        return unknown.problem ?? 'cannot be read';
    return (problemOfVerb(tokens) ??
        problemOfExtent(tokens) ??
        problemOfNames(tokens) ??
        problemOfParameters(tokens, parameters));
}
/** One statement, with its parentheses in pairs. */
function problemOfExtent(tokens) {
    const end = tokens.findIndex(({ text }) => text === ';');
    if (end !== -1 && end < tokens.length - 1)
        return 'is more than one statement';
    let depth = 0;
    for (const { kind, text } of tokens) {
        if (kind !== 'symbol')
            continue;
        if (text === '(')
            depth += 1;
        if (text === ')')
            depth -= 1;
        if (depth < 0)
            break;
        if (depth > DEEPEST)
            return `has parentheses more than ${DEEPEST} levels deep`;
    }
    return depth === 0 ? undefined : 'has parentheses that do not match';
}
const WRONG_VERB = 'begins with neither SELECT nor WITH … SELECT nor VALUES';
/** A statement that begins with SELECT or VALUES is a query and nothing else (parse.y: `cmd ::= select`). */
function problemOfVerb(tokens) {
    const verb = isWord(tokens[0], 'with') ? tokens[afterWith(tokens)] : tokens[0];
    return isWord(verb, 'select') || isWord(verb, 'values') ? undefined : WRONG_VERB;
}
/**
 * Where the statement behind the common table expressions begins (parse.y: `wqlist`); the number of tokens when they are
 * not written as they have to be.
 */
function afterWith(tokens) {
    const nowhere = tokens.length;
    let at = isWord(tokens[1], 'recursive') ? 2 : 1;
    for (;;) {
        const name = tokens[at];
        if (name === undefined || !['word', 'quoted', 'string'].includes(name.kind))
            return nowhere;
        at += 1;
        if (isSymbol(tokens[at], '('))
            at = afterParentheses(tokens, at);
        if (!isWord(tokens[at], 'as'))
            return nowhere;
        at += 1;
        if (isWord(tokens[at], 'not'))
            at += 1;
        if (isWord(tokens[at], 'materialized'))
            at += 1;
        if (!isSymbol(tokens[at], '('))
            return nowhere;
        at = afterParentheses(tokens, at);
        if (!isSymbol(tokens[at], ','))
            return at;
        at += 1;
    }
}
function afterParentheses(tokens, open) {
    let depth = 0;
    for (let at = open; at < tokens.length; at += 1) {
        if (isSymbol(tokens[at], '('))
            depth += 1;
        if (isSymbol(tokens[at], ')'))
            depth -= 1;
        if (depth === 0)
            return at + 1;
    }
    return tokens.length;
}
function problemOfNames(tokens) {
    for (const [at, token] of tokens.entries()) {
        const name = nameOf(token);
        if (name === undefined)
            continue;
        if (isSymbol(tokens[at + 1], '(') && FORBIDDEN_FUNCTIONS.has(name))
            return `calls ${name}()`;
        if (FORBIDDEN_TABLES.has(name))
            return `reads ${name}`;
        if (name.startsWith('pragma_') && !HARMLESS_PRAGMAS.has(name.slice('pragma_'.length))) {
            return 'uses a pragma function that may change something';
        }
    }
    return undefined;
}
/** In lower case, as SQLite compares names: ASCII only. */
function nameOf({ kind, text }) {
    if (kind === 'word')
        return lowerCase(text);
    if (kind !== 'quoted' && kind !== 'string')
        return undefined;
    const close = text.at(-1) ?? '';
    const inner = text.slice(1, -1);
    return lowerCase(close === ']' ? inner : inner.replaceAll(close + close, close));
}
function lowerCase(text) {
    return text.replaceAll(/[A-Z]+/g, letters => letters.toLowerCase());
}
function problemOfParameters(tokens, expected) {
    const found = tokens.filter(({ kind }) => kind === 'parameter');
    if (found.some(({ text }) => text !== '?'))
        return 'has a parameter with a name or number';
    if (found.length === expected)
        return undefined;
    return expected === 0 ? 'has a parameter (?) for which there is no value' : `has not ${expected} parameters (?)`;
}
function isWord(token, word) {
    return token?.kind === 'word' && lowerCase(token.text) === word;
}
function isSymbol(token, symbol) {
    return token?.kind === 'symbol' && token.text === symbol;
}


/***/ })

};
