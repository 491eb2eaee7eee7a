export const id = 560;
export const ids = [560];
export const modules = {

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
