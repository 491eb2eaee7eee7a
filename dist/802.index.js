export const id = 802;
export const ids = [802];
export const modules = {

/***/ 8699:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $f: () => (/* binding */ isSecret),
/* harmony export */   Qh: () => (/* binding */ INPUT_NAMES),
/* harmony export */   RV: () => (/* binding */ isFlag),
/* harmony export */   ZV: () => (/* binding */ nearestInput),
/* harmony export */   mc: () => (/* binding */ INPUTS)
/* harmony export */ });
/* harmony import */ var _nearest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2037);
// The names of all inputs: action.yml, the flags of the terminal command and the parser agree with this table (tested).

const INPUTS = {
    bucket: { default: '' },
    prefix: { default: '' },
    'db-path': { default: '' },
    mode: { default: 'restore' },
    format: { default: 'auto' },
    timestamp: { default: '' },
    position: { default: '' },
    endpoint: { default: '' },
    region: { default: '' },
    'force-path-style': { default: 'auto', flag: true },
    'access-key-id': { default: '' },
    'secret-access-key': { default: '', secret: true },
    'session-token': { default: '', secret: true },
    anonymous: { default: 'false', flag: true },
    'request-payer': { default: 'false', flag: true },
    'sse-customer-key': { default: '', secret: true },
    'age-identity': { default: '', secret: true },
    'integrity-check': { default: 'full' },
    'foreign-key-check': { default: 'warn' },
    'on-incomplete': { default: 'fail' },
    'on-inconclusive': { default: 'warn' },
    'if-no-backup': { default: 'fail' },
    // Not `replace`, although that is what it means: only a written `replace` may overwrite what cannot be read.
    'if-exists': { default: '' },
    'allow-empty': { default: 'false', flag: true },
    'max-database-size': { default: '' },
    cache: { default: 'false', flag: true },
    timeout: { default: '' },
    'max-age': { default: '' },
    'freshness-query': { default: '' },
    checks: { default: '' },
    'last-good': { default: 'off' },
};
// Safe: the table is a closed literal.
const INPUT_NAMES = Object.keys(INPUTS);
const entry = (name) => INPUTS[name];
const isSecret = (name) => entry(name).secret === true;
const isFlag = (name) => entry(name).flag === true;
/** The input that somebody who wrote `name` most likely meant, or `undefined` when none is near. */
const nearestInput = (name) => (0,_nearest_js__WEBPACK_IMPORTED_MODULE_0__/* .nearest */ .p)(name, INPUT_NAMES);


/***/ }),

/***/ 7802:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  eh: () => (/* binding */ actionInputs),
  El: () => (/* binding */ actionRequest),
  iR: () => (/* binding */ cacheHome),
  cA: () => (/* binding */ environment),
  Fj: () => (/* binding */ secretsOf),
  CW: () => (/* binding */ spareMetadataService),
  vg: () => (/* binding */ tempFolder),
  QK: () => (/* binding */ terminalRequest),
  pv: () => (/* binding */ unknownInput),
  qs: () => (/* binding */ unknownInputs)
});

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./lib/action/input-table.js
var input_table = __webpack_require__(8699);
// EXTERNAL MODULE: ./lib/errors.js
var lib_errors = __webpack_require__(452);
;// CONCATENATED MODULE: ./lib/action/age-identity.js
const AGE_IDENTITY = {
    allowed: 'the lines of an age key file (AGE-SECRET-KEY-1…), or a passphrase of one line',
    parse(text) {
        const read = identityFrom(text);
        return typeof read === 'string' ? undefined : read;
    },
    problem(text) {
        const read = identityFrom(text);
        return typeof read === 'string' ? read : 'has a wrong form';
    },
};
const KEY = /^AGE-SECRET-KEY-/;
const OTHER_KEYS = [
    [/^-----BEGIN AGE ENCRYPTED FILE-----/m, 'is an encrypted key file: decrypt it with age first'],
    [
        /^-----BEGIN [A-Z ]*PRIVATE KEY-----/m,
        'is a private key of SSH or TLS, which cannot be used here: only age keys can',
    ],
    [/^ssh-[a-z0-9-]+ /m, 'is a public key of SSH, which opens nothing'],
    [/^AGE-PLUGIN-/im, 'is the identity of an age plugin, whose device or service is not here'],
    [
        /^age1[a-z0-9]{40,}$/im,
        'is a recipient (a public key), which opens nothing: the identity begins with AGE-SECRET-KEY-1',
    ],
];
/** @returns the identity, or what is wrong */
function identityFrom(text) {
    const lines = text
        .split(/\r?\n/)
        .map(line => line.trim())
        .filter(line => line !== '' && !line.startsWith('#'));
    if (lines.some(line => KEY.test(line)))
        return keysFrom(lines);
    const other = OTHER_KEYS.find(([pattern]) => pattern.test(lines.join('\n')));
    if (other !== undefined)
        return other[1];
    if (/AGE-SECRET-KEY-/i.test(text))
        return 'has an age key that is not on a line of its own, or is not in capitals';
    if (/\p{Cc}/u.test(text))
        return 'has several lines or control characters, and no age key';
    return { kind: 'passphrase', passphrase: text };
}
function keysFrom(lines) {
    const foreign = lines.findIndex(line => !KEY.test(line));
    if (foreign !== -1)
        return `has a line that is neither an age key nor a comment (line ${foreign + 1} of those with content)`;
    const wrong = lines.findIndex(line => !isKey(line));
    if (wrong !== -1)
        return `has an age key with a wrong length or checksum (key ${wrong + 1}): copy it again`;
    return { kind: 'keys', keys: lines };
}
const ALPHABET = 'QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L';
/** Bech32 (BIP 173) of 32 bytes: 52 characters with 4 bits of padding, and 6 of checksum. `PQ-` is the post-quantum kind. */
function isKey(line) {
    const [, prefix, data] = /^(AGE-SECRET-KEY-(?:PQ-)?)1([QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58})$/.exec(line) ?? [];
    if (prefix === undefined || data === undefined)
        return false;
    const human = Array.from(prefix.toLowerCase(), char => char.charCodeAt(0));
    const words = Array.from(data, char => ALPHABET.indexOf(char));
    const checked = [...human.map(code => code >> 5), 0, ...human.map(code => code & 31), ...words];
    return ((words[51] ?? 0) & 15) === 0 && polymod(checked) === 1;
}
const GENERATOR = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];
function polymod(values) {
    let sum = 1;
    for (const value of values) {
        const top = sum >>> 25;
        sum = ((sum & 0x1ffffff) << 5) ^ value;
        for (const [bit, generator] of GENERATOR.entries())
            if (((top >>> bit) & 1) === 1)
                sum ^= generator;
    }
    return sum;
}

// EXTERNAL MODULE: external "node:url"
var external_node_url_ = __webpack_require__(3136);
;// CONCATENATED MODULE: ./lib/action/bucket.js
// What the input `bucket` can name: a bucket, a place in a bucket, or a local directory whose files are the objects.


const BUCKET_FORMS = 'a bucket name, s3://bucket/prefix, or a directory: ./dir, ../dir, /dir, file:///dir (Windows: C:\\dir)';
const wrong = (problem) => ({ kind: 'wrong', problem });
/**
 * A name as S3 and its relatives allow it (S3: 3 to 63 of a-z, 0-9, `.` and `-`; buckets from before 2018 and other stores
 * also have capitals, `_`, and up to 255 characters).
 */
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{1,253}[A-Za-z0-9]$/;
/** `text` is trimmed and not empty; relative directories begin at `workspace` (absolute). */
function parseBucket(text, workspace) {
    if (text.includes('\0'))
        return wrong('must not contain a NUL character');
    if (/^s3:\/\//i.test(text)) {
        const [, name = '', prefix = ''] = /^s3:\/\/([^/]*)\/?(.*)$/is.exec(text) ?? [];
        if (!NAME.test(name))
            return wrong(`has no valid bucket name after s3://; allowed: ${BUCKET_FORMS}`);
        return { kind: 'bucket-and-prefix', name, prefix };
    }
    if (/^file:/i.test(text)) {
        try {
            return { kind: 'directory', path: (0,external_node_url_.fileURLToPath)(text) };
        }
        catch {
            return wrong('is not a file URL of this machine; allowed: file:///dir');
        }
    }
    if (/^\.{0,2}\//.test(text) || /^\.{1,2}$/.test(text) || /^(?:[A-Za-z]:|\.{1,2})[\\/]/.test(text)) {
        return { kind: 'directory', path: (0,external_node_path_.resolve)(workspace, text) };
    }
    if (/^https?:\/\//i.test(text)) {
        return wrong('is a web address; write the bucket name here, and the address of the server as endpoint');
    }
    if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text))
        return wrong(`has a scheme that is not known; allowed: ${BUCKET_FORMS}`);
    if (text.startsWith('arn:'))
        return wrong('is an ARN; write the bucket name, or the alias of the access point');
    if (NAME.test(text))
        return { kind: 'bucket', name: text };
    if (/[\\/]/.test(text))
        return wrong(`contains a slash; write s3://${text} or ./${text}; allowed: ${BUCKET_FORMS}`);
    return wrong(`is not a bucket name; allowed: ${BUCKET_FORMS}`);
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
;// CONCATENATED MODULE: ./lib/action/target-path.js
// Where the restored database may be written: inside the workspace or the runner's temp folder, whatever links say.



function isInside(folder, path) {
    const way = (0,external_node_path_.relative)(folder, path);
    return way !== '' && way !== '..' && !way.startsWith(`..${external_node_path_.sep}`) && !(0,external_node_path_.isAbsolute)(way);
}
/** Resolves the links of the longest existing part of `path`; the rest does not exist yet and so holds no links. */
function throughLinks(path) {
    const missing = [];
    for (let existing = path;; existing = (0,external_node_path_.dirname)(existing)) {
        try {
            return (0,external_node_path_.join)((0,external_node_fs_.realpathSync)(existing), ...missing);
        }
        catch (error) {
            // Safe: realpath throws system errors. ENOTDIR: a file where a folder should be.
            const { code } = error;
            if (code !== 'ENOENT' && code !== 'ENOTDIR')
                throw error;
            // A link to nowhere exists although realpath says ENOENT: what is written through it would land elsewhere.
            if ((0,external_node_fs_.lstatSync)(existing, { throwIfNoEntry: false })?.isSymbolicLink() === true) {
                const aim = (0,external_node_path_.resolve)((0,external_node_path_.dirname)(existing), (0,external_node_fs_.readlinkSync)(existing));
                throw new Error(`${existing} is a symbolic link to ${aim}, which does not exist`, { cause: error });
            }
            if ((0,external_node_path_.dirname)(existing) === existing)
                return path;
            missing.unshift((0,external_node_path_.basename)(existing));
        }
    }
}
/**
 * `path` (absolute) with its links resolved, or that it lies outside of what is allowed.
 * @throws Error for a link to nowhere, and system errors
 */
function allowedPath(path, { workspace, temp, anywhere }) {
    const resolved = throughLinks(path);
    const allowed = [workspace, temp].map(folder => throughLinks(folder));
    if (anywhere || allowed.some(folder => isInside(folder, resolved)))
        return { path: resolved };
    const found = resolved === path ? '' : `, links resolved: ${resolved}`;
    return { problem: `lies outside the workspace ${workspace} and the runner's temp folder ${temp}${found}` };
}
/**
 * The absolute path, links resolved, that `text` (the input `db-path`) means, or what is wrong with it. A link to a file
 * stays a link: the file it leads to is the one replaced.
 */
function targetPath(text, folders) {
    if (text.includes('\0'))
        return { problem: 'must not contain a NUL character' };
    if (/[\\/]$/.test(text))
        return { problem: 'names a folder; write the name of the database file after it' };
    if (/-(?:wal|shm|journal)$/.test(text)) {
        return { problem: 'ends in -wal, -shm or -journal, which are the names of SQLite side files' };
    }
    try {
        const found = allowedPath((0,external_node_path_.resolve)(folders.workspace, text), folders);
        if ('problem' in found)
            return found;
        const { path } = found;
        const kind = (0,external_node_fs_.statSync)(path, { throwIfNoEntry: false });
        if (kind?.isDirectory() === true)
            return { problem: 'is a folder; write the name of the database file' };
        if (kind !== undefined && !kind.isFile())
            return { problem: 'exists and is not a regular file' };
        return { path };
    }
    catch (error) {
        return { problem: `cannot be used: ${(0,lib_errors/* messageOf */.bD)(error)}` };
    }
}

;// CONCATENATED MODULE: ./lib/action/workspace-file.js
// Files of the user's repository that inputs name: they lie inside the workspace or the runner's temp folder, whatever
// links say.




/** The absolute path, links resolved, of a file that may or may not exist; or what is wrong with it, a verb phrase. */
function workspacePath(text, folders) {
    if (text.includes('\0'))
        return { problem: 'must not contain a NUL character' };
    try {
        const found = allowedPath((0,external_node_path_.resolve)(folders.workspace, text), folders);
        if ('problem' in found)
            return found;
        const kind = (0,external_node_fs_.statSync)(found.path, { throwIfNoEntry: false });
        if (kind !== undefined && !kind.isFile())
            return { problem: 'exists and is not a regular file' };
        return found;
    }
    catch (error) {
        return { problem: `cannot be used: ${(0,lib_errors/* messageOf */.bD)(error)}` };
    }
}
/**
 * The text of the file at `path`, as {@link workspacePath} gave it; `undefined` when there is none.
 * @throws Error with a verb phrase when it is larger than `most` bytes or not UTF-8; system errors
 */
function readTextFile(path, most) {
    const size = (0,external_node_fs_.statSync)(path, { throwIfNoEntry: false })?.size;
    if (size === undefined)
        return undefined;
    if (size > most)
        throw new Error(`has ${size} bytes, and at most ${most} are read`);
    try {
        return new TextDecoder('utf-8', { fatal: true }).decode((0,external_node_fs_.readFileSync)(path));
    }
    catch (error) {
        if (error instanceof TypeError)
            throw new Error('is not text in UTF-8', { cause: error });
        throw error;
    }
}

;// CONCATENATED MODULE: ./lib/action/checks-input.js
// The input `checks`: the checks themselves, or the path of a file with them.


/** Bytes of a checks file. */
const MOST_BYTES = 1_000_000;
/** A path is one line that neither begins with `{` nor has a colon with a blank (or nothing) behind it. */
function namesFile(text) {
    return !/[\r\n]|^\{|:(?:\s|$)/.test(text);
}
/** @param text the input, trimmed and not empty */
async function readChecksInput(text, folders, env) {
    const outside = {
        variable: name => env[name],
        path: path => workspacePath(path, folders),
        read: readTextFile,
    };
    const content = namesFile(text) ? contentOf(text, folders) : { content: text };
    if ('problem' in content)
        return { problems: [content.problem] };
    // Lazily: start-up is measured, and most runs have no checks.
    const { parseChecks } = await __webpack_require__.e(/* import() */ 585).then(__webpack_require__.bind(__webpack_require__, 5585));
    return parseChecks(content.content, outside);
}
function contentOf(path, folders) {
    const file = `the file ${JSON.stringify(path)}`;
    const found = workspacePath(path, folders);
    if ('problem' in found)
        return { problem: `${file} ${found.problem}` };
    try {
        const content = readTextFile(found.path, MOST_BYTES);
        if (content !== undefined)
            return { content };
        return {
            problem: `${file} does not exist (a text with a line break or “key: value” in it would be the checks themselves)`,
        };
    }
    catch (error) {
        return { problem: `${file} ${(0,lib_errors/* messageOf */.bD)(error)}` };
    }
}

;// CONCATENATED MODULE: ./lib/action/contradictions.js
const ONLY_S3 = [
    'endpoint',
    'region',
    'access-key-id',
    'secret-access-key',
    'session-token',
    'sse-customer-key',
];
/** What looks at a restored database. */
const AFTER_THE_RESTORE = ['max-age', 'freshness-query', 'checks', 'last-good'];
const isTrue = (text) => text?.toLowerCase() === 'true';
/** @param given what the user and action.yml's defaults wrote: a default is never contradicted */
function contradictions(given, location, mode) {
    const errors = [];
    const warnings = [];
    const has = (name) => given.has(name);
    const lastGood = given.get('last-good') ?? 'off';
    if (has('timestamp') && has('position')) {
        errors.push('`timestamp` and `position` both choose the restore point; write one of them');
    }
    if (has('prefix') && /^s3:\/\/[^/]+\/./i.test(given.get('bucket') ?? '')) {
        errors.push('`prefix` is given, and so is a prefix inside `bucket`; write it in one of them');
    }
    if (has('access-key-id') !== has('secret-access-key')) {
        const [there, missing] = has('access-key-id')
            ? ['access-key-id', 'secret-access-key']
            : ['secret-access-key', 'access-key-id'];
        errors.push(`\`${there}\` is given without \`${missing}\` (a secret is empty in a pull request from a fork, and where its name is misspelt)`);
    }
    if (has('session-token') && !has('access-key-id')) {
        errors.push('`session-token` is given without `access-key-id` and `secret-access-key`');
    }
    if (isTrue(given.get('anonymous')) && has('access-key-id')) {
        errors.push('`anonymous` is true, and `access-key-id` is given; write one of them');
    }
    if (isTrue(given.get('anonymous')) && isTrue(given.get('request-payer'))) {
        errors.push('`anonymous` and `request-payer` are both true; who pays for requests must sign them');
    }
    if (has('freshness-query') && !has('max-age')) {
        errors.push('`freshness-query` is given without `max-age`, which says how old its answer may be');
    }
    if (lastGood === 'restore' && mode !== 'restore') {
        errors.push(`\`last-good\` is restore, and \`mode\` is ${mode}, which publishes nothing; write report`);
    }
    if (location.kind === 'directory')
        warnIdle(ONLY_S3.filter(has), '`bucket` is a directory');
    if (mode === 'plan') {
        warnIdle(AFTER_THE_RESTORE.filter(name => has(name) && given.get(name) !== 'off'), '`mode` is plan, which restores nothing');
    }
    else if (has('timestamp') || has('position')) {
        const chosen = has('position') ? 'position' : 'timestamp';
        if (lastGood !== 'off')
            warnIdle(['last-good'], `\`${chosen}\` chooses the restore point`);
        if (has('max-age')) {
            warnings.push(`\`max-age\` is held against the restore point of \`${chosen}\`: an older one fails as stale`);
        }
    }
    return { errors, warnings };
    function warnIdle(idle, because) {
        if (idle.length === 0)
            return;
        const names = idle.map(name => `\`${name}\``).join(', ');
        warnings.push(`${because}, so that ${names} ${idle.length === 1 ? 'has' : 'have'} no effect`);
    }
}

// EXTERNAL MODULE: ./lib/quantities.js
var quantities = __webpack_require__(3682);
;// CONCATENATED MODULE: ./lib/action/value-forms.js
// The forms that input values can have. Nothing here falls back to a default: what is not understood is refused.

function oneOf(values) {
    return { allowed: `one of ${values.join(', ')}`, parse: text => values.find(value => value === text) };
}
/** As YAML 1.2 spells booleans, which is also what actions/toolkit accepts. */
const BOOLEAN = {
    allowed: 'true or false',
    parse: text => (/^(?:true|True|TRUE)$/.test(text) ? true : /^(?:false|False|FALSE)$/.test(text) ? false : undefined),
};
/** `auto` leaves the choice to the endpoint. */
const AUTO_OR_BOOLEAN = {
    allowed: 'auto, true or false',
    parse: text => (text === 'auto' ? 'auto' : BOOLEAN.parse(text)),
};
/** Milliseconds. */
const DURATION = { allowed: quantities/* DURATION_FORM */.ec, parse: quantities/* parseDuration */.E9 };
/** One timer of Node holds at most 2^31 - 1 ms; a longer one fires at once. */
const LONGEST_TIMER = 24 * 86_400_000;
const TIMEOUT = {
    allowed: `${DURATION.allowed}, and at most 24d`,
    parse(text) {
        const ms = DURATION.parse(text);
        return ms === undefined || ms > LONGEST_TIMER ? undefined : ms;
    },
};
const UNITS = {
    b: 1,
    kb: 1e3,
    mb: 1e6,
    gb: 1e9,
    tb: 1e12,
    kib: 2 ** 10,
    mib: 2 ** 20,
    gib: 2 ** 30,
    tib: 2 ** 40,
};
/** Bytes. Decimal units (`MB` is 1,000,000 bytes) and binary ones (`MiB`), in any case. */
const SIZE = {
    allowed: 'a number above 0 with a unit: 500MB, 1.5GB, 20GiB (kB, MB, GB, TB are powers of 1000, KiB to TiB of 1024)',
    parse(text) {
        const [, count = '', unit = ''] = /^(\d{1,15}(?:\.\d{1,6})?) ?([a-z]{1,3})$/i.exec(text) ?? [];
        const bytes = Math.floor(Number(count) * (UNITS[unit.toLowerCase()] ?? Number.NaN));
        return bytes > 0 && Number.isSafeInteger(bytes) ? bytes : undefined;
    },
};
function daysIn(year, month) {
    return new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
}
/**
 * Milliseconds since 1970 (with fractions), from the `date-time` of RFC 3339 section 5.6. The zone is required: a local
 * time would mean another moment on every runner. A leap second counts as the second after it.
 */
const INSTANT = {
    allowed: 'an RFC 3339 time with its zone: 2026-11-23T01:09:51Z or 2026-11-23T02:09:51.250+01:00',
    parse(text) {
        const match = /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(\.\d{1,9})?(?:[Zz]|([+-])(\d\d):(\d\d))$/.exec(text);
        if (match === null)
            return undefined;
        const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map(Number);
        const [sign, zoneHour, zoneMinute] = [match[8], Number(match[9] ?? 0), Number(match[10] ?? 0)];
        if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month))
            return undefined;
        if (hour > 23 || minute > 59 || second > 60 || zoneHour > 23 || zoneMinute > 59)
            return undefined;
        // setUTCFullYear, because Date.UTC takes the years 0 to 99 for 1900 to 1999.
        const date = new Date(0);
        date.setUTCFullYear(year, month - 1, day);
        const offset = (sign === '-' ? -1 : 1) * (zoneHour * 60 + zoneMinute);
        return date.getTime() + (hour * 60 + minute - offset) * 60_000 + second * 1000 + Number(match[7] ?? 0) * 1000;
    },
};
/** An S3 endpoint without a trailing slash. A name and password inside it are refused, and never shown. */
const ENDPOINT = {
    allowed: 'a URL such as https://account.r2.cloudflarestorage.com or http://127.0.0.1:9000, without name, password, ? or #',
    parse(text) {
        if (!/^https?:\/\/[^?#@\s\\]+$/i.test(text) || !URL.canParse(text))
            return undefined;
        return text.replace(/\/+$/, '');
    },
};
const REGION = {
    allowed: 'a region name such as eu-central-1 or auto',
    parse: text => (/^[a-z0-9][a-z0-9._-]{0,62}$/i.test(text) ? text : undefined),
};
/** The name of a layout: which names exist, the registry of formats knows. */
const FORMAT_NAME = {
    allowed: 'auto or the name of one layout in lower case, such as zlayer or object',
    parse: text => (/^[a-z0-9][a-z0-9-]{0,40}$/.test(text) ? text : undefined),
};
/** An S3 key holds at most 1,024 bytes of UTF-8. */
const PREFIX = {
    allowed: 'at most 1024 bytes, without control characters',
    parse: text => (Buffer.byteLength(text) <= 1024 && !/\p{Cc}/u.test(text) ? text : undefined),
};
const POSITION = {
    allowed: 'the text of the output position, one line of at most 4096 characters',
    parse: text => (text.length <= 4096 && !/\p{Cc}/u.test(text) ? text : undefined),
};
/** One word of printable ASCII: a secret pasted with a line break or a blank inside signs nothing correctly. */
const CREDENTIAL = {
    allowed: 'one word without blanks or line breaks',
    parse: text => (/^[\u0021-\u007e]{1,4096}$/.test(text) ? text : undefined),
};
/** The 256-bit key of SSE-C, as the S3 API takes it. */
const SSE_CUSTOMER_KEY = {
    allowed: '32 bytes in base64 (44 characters ending in =)',
    parse: text => (/^[A-Za-z0-9+/]{43}=$/.test(text) && Buffer.from(text, 'base64').length === 32 ? text : undefined),
};

;// CONCATENATED MODULE: ./lib/action/request-from.js








/** Long values are cut in messages, and a name and password inside a URL are left out. Secret values never come here. */
function quoted(value) {
    const shown = value.replaceAll(/\/\/[^/\s]*@/g, '//…@');
    return `\`${shown.length > 200 ? `${shown.slice(0, 200)}…` : shown}\``;
}
/**
 * @throws RestoreError `input` that names every input that is wrong, its value (never a secret one) and the allowed form
 */
async function requestFrom(given, folders, env) {
    const problems = [];
    function read(name, form) {
        const text = given.get(name) ?? input_table/* INPUTS */.mc[name].default;
        if (text === '')
            return undefined;
        const value = form.parse(text);
        if (value === undefined) {
            problems.push((0,input_table/* isSecret */.$f)(name)
                ? `\`${name}\` ${form.problem?.(text) ?? 'has a wrong form'} (its value is not shown); allowed: ${form.allowed}`
                : `\`${name}\` is ${quoted(text)}; allowed: ${form.allowed}`);
        }
        return value;
    }
    const mode = read('mode', oneOf(['restore', 'verify', 'plan'])) ?? 'restore';
    const location = readLocation();
    const target = readTarget();
    const checks = await readChecks();
    const request = {
        location,
        ageIdentity: read('age-identity', AGE_IDENTITY),
        mode,
        target,
        tempFolder: folders.temp,
        format: read('format', FORMAT_NAME) ?? 'auto',
        timestamp: read('timestamp', INSTANT),
        position: read('position', POSITION),
        integrityCheck: read('integrity-check', oneOf(['full', 'quick', 'off'])) ?? 'full',
        foreignKeyCheck: read('foreign-key-check', oneOf(['fail', 'warn', 'off'])) ?? 'warn',
        onIncomplete: read('on-incomplete', oneOf(['fail', 'warn'])) ?? 'fail',
        onInconclusive: read('on-inconclusive', oneOf(['warn', 'proven', 'fail'])) ?? 'warn',
        ifNoBackup: read('if-no-backup', oneOf(['fail', 'warn', 'ignore'])) ?? 'fail',
        ifExists: read('if-exists', oneOf(['replace', 'fail', 'skip'])) ?? 'replace',
        replaceWasWritten: given.get('if-exists') === 'replace',
        allowEmpty: read('allow-empty', BOOLEAN) ?? false,
        maxDatabaseSize: read('max-database-size', SIZE),
        cache: read('cache', BOOLEAN) ?? false,
        maxAge: read('max-age', DURATION),
        freshnessQuery: await readFreshnessQuery(),
        checks: checks?.checks,
        lastGood: read('last-good', oneOf(['off', 'report', 'restore'])) ?? 'off',
        timeout: read('timeout', TIMEOUT),
    };
    const { errors, warnings } = contradictions(given, location, mode);
    problems.push(...errors);
    if (problems.length > 0) {
        throw new lib_errors/* RestoreError */.DZ('input', {
            what: problems.length === 1
                ? `Wrong input: ${problems.join('')}`
                : `${problems.length} inputs are wrong: ${problems.map((problem, i) => `(${i + 1}) ${problem}`).join('; ')}`,
        });
    }
    return { request, warnings: [...warnings, ...(checks?.warnings ?? [])], secrets: checks?.secrets ?? [] };
    async function readChecks() {
        const text = given.get('checks');
        if (text === undefined)
            return undefined;
        const found = await readChecksInput(text, folders, env);
        if ('problems' in found) {
            problems.push(...found.problems.map(problem => `\`checks\`: ${problem}`));
            return undefined;
        }
        if (target !== undefined && found.checks.history.file === target) {
            problems.push('`checks`: history.file is the same file as `db-path`');
        }
        return found;
    }
    async function readFreshnessQuery() {
        const sql = given.get('freshness-query');
        if (sql === undefined)
            return undefined;
        const { statementProblem } = await __webpack_require__.e(/* import() */ 560).then(__webpack_require__.bind(__webpack_require__, 5560));
        const problem = statementProblem(sql);
        if (problem === undefined)
            return sql;
        problems.push(`\`freshness-query\` ${problem}; allowed: one single SELECT, WITH … SELECT or VALUES statement`);
        return undefined;
    }
    function readTarget() {
        const text = given.get('db-path');
        if (text === undefined) {
            if (mode === 'restore')
                problems.push('`db-path` is missing; it is required in mode restore: the file to write');
            return undefined;
        }
        const found = targetPath(text, folders);
        if ('path' in found)
            return found.path;
        problems.push(`\`db-path\` is ${quoted(text)}, which ${found.problem}`);
        return undefined;
    }
    function readLocation() {
        const text = given.get('bucket');
        const prefix = read('prefix', PREFIX) ?? '';
        const bucket = text === undefined ? undefined : parseBucket(text, folders.workspace);
        if (bucket === undefined)
            problems.push(`\`bucket\` is missing; allowed: ${BUCKET_FORMS}`);
        else if (bucket.kind === 'wrong')
            problems.push(`\`bucket\` is ${quoted(text ?? '')}, which ${bucket.problem}`);
        else if (bucket.kind === 'directory')
            return { kind: 'directory', path: bucket.path, prefix };
        const inBucket = bucket?.kind === 'bucket-and-prefix' ? bucket.prefix : '';
        if (inBucket !== '' && PREFIX.parse(inBucket) === undefined) {
            problems.push(`the prefix in \`bucket\` has a wrong form; allowed: ${PREFIX.allowed}`);
        }
        const credentials = readCredentials();
        const pathStyle = read('force-path-style', AUTO_OR_BOOLEAN);
        return {
            kind: 's3',
            bucket: bucket === undefined || bucket.kind === 'wrong' ? '' : bucket.name,
            prefix: inBucket || prefix,
            endpoint: read('endpoint', ENDPOINT),
            region: read('region', REGION),
            forcePathStyle: pathStyle === 'auto' ? undefined : pathStyle,
            ...(credentials === undefined ? {} : { credentials }),
            anonymous: read('anonymous', BOOLEAN) ?? false,
            requestPayer: read('request-payer', BOOLEAN) ?? false,
            sseCustomerKey: read('sse-customer-key', SSE_CUSTOMER_KEY),
        };
    }
    function readCredentials() {
        const accessKeyId = read('access-key-id', CREDENTIAL);
        const secretAccessKey = read('secret-access-key', CREDENTIAL);
        const sessionToken = read('session-token', CREDENTIAL);
        if (accessKeyId === undefined || secretAccessKey === undefined)
            return undefined;
        return { accessKeyId, secretAccessKey, sessionToken };
    }
}

;// CONCATENATED MODULE: ./lib/action/inputs.js
// The one place that reads inputs and the environment. What comes out is typed and valid, or one error that lists all
// that is wrong.




/** This process's environment. Only here is it read. */
function environment() {
    return process.env;
}
/** The runner hands the input `db-path` over as `INPUT_DB-PATH`. */
const variableOf = (name) => `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`;
/** @param env as the runner sets it for a step */
function actionInputs(env) {
    const given = input_table/* INPUT_NAMES */.Qh.map(name => [name, (env[variableOf(name)] ?? '').trim()]);
    return new Map(given.filter(([, value]) => value !== ''));
}
/** A sentence for each INPUT_ variable that no input has: a misspelt input would otherwise act as its default. */
function unknownInputs(env) {
    const known = new Set(input_table/* INPUT_NAMES */.Qh.map(variableOf));
    return Object.keys(env)
        .filter(variable => variable.startsWith('INPUT_') && !known.has(variable.toUpperCase()))
        .map(variable => unknownInput(variable.slice('INPUT_'.length).toLowerCase()));
}
function unknownInput(name) {
    const near = (0,input_table/* nearestInput */.ZV)(name);
    return `There is no input \`${name}\`${near === undefined ? '' : `; did you mean \`${near}\`?`}`;
}
/** Everything that must never be printed: secret inputs and the credentials that the job's environment holds. */
function secretsOf(given, env) {
    const fromInputs = [...given].filter(([name]) => (0,input_table/* isSecret */.$f)(name)).flatMap(([, value]) => [value, ...linesOf(value)]);
    const fromEnvironment = [env['AWS_SECRET_ACCESS_KEY'], env['AWS_SESSION_TOKEN']].map(value => value?.trim() ?? '');
    // Masking a short text would blank harmless words all over the log, and no real secret is that short.
    return [...new Set([...fromInputs, ...fromEnvironment])].filter(secret => secret.length >= 8);
}
/** A key file has several lines, and one of them alone may be printed. */
function linesOf(secret) {
    return secret.split(/\r?\n/).map(line => line.trim());
}
/**
 * What the action is asked to do.
 * @throws RestoreError `input` that names every input that is wrong
 */
async function actionRequest(given, env) {
    const folders = { workspace: (0,external_node_path_.resolve)(env['GITHUB_WORKSPACE'] || '.'), temp: tempFolder(env), anywhere: false };
    return requestFrom(given, folders, env);
}
/**
 * What the terminal command is asked to do: the same, except that the file may lie anywhere.
 * @throws RestoreError `input` that names every input that is wrong
 */
async function terminalRequest(given, env) {
    return requestFrom(given, { workspace: (0,external_node_path_.resolve)('.'), temp: tempFolder(env), anywhere: true }, env);
}
/** The runner's temp folder, which it empties after the job; without a runner the system's. */
function tempFolder(env) {
    return (0,external_node_path_.resolve)(env['RUNNER_TEMP'] || (0,external_node_os_.tmpdir)());
}
/** Where cached databases are put together: the same path on every runner, because the path is part of a cache's key. */
function cacheHome() {
    return (0,external_node_path_.resolve)((0,external_node_os_.homedir)(), '.cache', 'restore-sqlite');
}
/**
 * Keeps the SDK from asking the metadata service of the machine's cloud for credentials and a region where it is of no use:
 * on GitHub's own machines, which have no role for S3, and for other stores than AWS when there are credentials already.
 * Asking takes a second or more where nobody answers.
 */
function spareMetadataService(location, env) {
    if (location.kind !== 's3')
        return;
    const endpoint = location.endpoint ?? env['AWS_ENDPOINT_URL_S3'] ?? env['AWS_ENDPOINT_URL'];
    const hasCredentials = location.credentials !== undefined ||
        location.anonymous ||
        // A profile goes before them.
        (!!env['AWS_ACCESS_KEY_ID'] && !!env['AWS_SECRET_ACCESS_KEY'] && !env['AWS_PROFILE']);
    if (env['RUNNER_ENVIRONMENT'] === 'github-hosted' || (endpoint && hasCredentials)) {
        process.env['AWS_EC2_METADATA_DISABLED'] ??= 'true';
    }
}


/***/ }),

/***/ 452:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   DZ: () => (/* binding */ RestoreError),
/* harmony export */   OQ: () => (/* binding */ ERROR_CODES),
/* harmony export */   bD: () => (/* binding */ messageOf),
/* harmony export */   g$: () => (/* binding */ printable),
/* harmony export */   hm: () => (/* binding */ isRestoreError),
/* harmony export */   kY: () => (/* binding */ failureText)
/* harmony export */ });
// The closed list of failures that a user can meet, and the one class that carries them.
/** Every value that the output `errorCode` can have, with the verdict it leads to. docs/errors.md has an entry for each. */
const ERROR_CODES = {
    // The backup.
    'no-backup': 'fail',
    'before-first': 'fail',
    'position-not-found': 'fail',
    'unsupported-format': 'fail',
    ambiguous: 'fail',
    'no-snapshot': 'fail',
    incomplete: 'fail',
    gone: 'fail',
    gap: 'fail',
    truncated: 'fail',
    trailing: 'fail',
    decompress: 'fail',
    checksum: 'fail',
    format: 'fail',
    'not-sqlite': 'fail',
    encrypted: 'fail',
    'live-pair': 'fail',
    'wal-only': 'fail',
    archived: 'fail',
    'not-proven': 'fail',
    replay: 'fail',
    // The checks of what came out of it.
    hollow: 'fail',
    integrity: 'fail',
    'foreign-keys': 'fail',
    // What the user asks of the data: max-age and freshness-query, the checks file, drift against earlier good runs.
    stale: 'fail',
    assertion: 'fail',
    drift: 'fail',
    // The user's policy: the state is real as far as anyone can tell, but not proven.
    inconclusive: 'inconclusive',
    // The way to it.
    limit: 'inconclusive',
    input: 'inconclusive',
    'bucket-missing': 'inconclusive',
    'access-denied': 'inconclusive',
    credentials: 'inconclusive',
    'wrong-region': 'inconclusive',
    'clock-skew': 'inconclusive',
    'sse-key': 'inconclusive',
    network: 'inconclusive',
    storage: 'inconclusive',
    changed: 'inconclusive',
    disk: 'inconclusive',
    'target-exists': 'inconclusive',
    'target-in-use': 'inconclusive',
    'target-unreadable': 'inconclusive',
    'check-failed': 'inconclusive',
    platform: 'inconclusive',
    timeout: 'inconclusive',
    cancelled: 'inconclusive',
    internal: 'inconclusive',
};
/** Shows control characters, so that a hostile name can neither break a line nor start a workflow command. */
function printable(text) {
    // Escapes C0, C1, DEL, the Unicode line separators and the bidirectional controls.
    return text.replaceAll(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, char => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
/** The one line for a person. Without `todo`, where what can be done was done. */
function failureText({ what, where, expected, found, todo }) {
    const values = [
        ...(expected === undefined ? [] : [`expected ${expected}`]),
        ...(found === undefined ? [] : [`found ${found}`]),
    ].join(', ');
    return printable(`${what}${where === undefined ? '' : `: ${where}`}${values === '' ? '' : ` (${values})`}.${todo === undefined ? '' : ` ${todo}`}`);
}
/** A failure with a code from {@link ERROR_CODES}, one line for a person, and the facts as fields. */
class RestoreError extends Error {
    name = 'RestoreError';
    code;
    failure;
    constructor(code, failure) {
        super(failureText(failure), failure.cause === undefined ? undefined : { cause: failure.cause });
        this.code = code;
        this.failure = failure;
    }
}
/** True when `error` is a {@link RestoreError} with one of `codes` (any code when none is given). */
function isRestoreError(error, ...codes) {
    return error instanceof RestoreError && (codes.length === 0 || codes.includes(error.code));
}
/** The message of whatever was thrown. */
function messageOf(error) {
    return error instanceof Error ? error.message : String(error);
}


/***/ }),

/***/ 2037:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   p: () => (/* binding */ nearest)
/* harmony export */ });
// What somebody who misspelt a name most likely meant.
/** Edits (insert, delete, change, swap neighbours) that make `b` of `a`: the restricted Damerau-Levenshtein distance. */
function editDistance(a, b) {
    let before = [];
    let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
    for (let i = 1; i <= a.length; i++) {
        const row = [i];
        for (let j = 1; j <= b.length; j++) {
            const changed = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
            const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? (before[j - 2] ?? 0) + 1 : Infinity;
            row.push(Math.min((row[j - 1] ?? 0) + 1, (previous[j] ?? 0) + 1, changed, swapped));
        }
        [before, previous] = [previous, row];
    }
    return previous[b.length] ?? 0;
}
/** The one of `names` (kebab-case) that is nearest to `written`, or `undefined` when none is near. */
function nearest(written, names) {
    const plain = written.slice(0, 64).toLowerCase().replaceAll('_', '-');
    const [best] = names
        .map(candidate => ({ candidate, distance: editDistance(plain, candidate) }))
        .toSorted((a, b) => a.distance - b.distance);
    return best !== undefined && best.distance <= Math.max(2, plain.length / 3) ? best.candidate : undefined;
}


/***/ }),

/***/ 3682:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E9: () => (/* binding */ parseDuration),
/* harmony export */   S5: () => (/* binding */ durationText),
/* harmony export */   Xx: () => (/* binding */ instantText),
/* harmony export */   ec: () => (/* binding */ DURATION_FORM),
/* harmony export */   lT: () => (/* binding */ countText),
/* harmony export */   pV: () => (/* binding */ bytesText),
/* harmony export */   pq: () => (/* binding */ countOf),
/* harmony export */   sN: () => (/* binding */ knownCountText)
/* harmony export */ });
// Sizes, durations, counts and moments as a person reads them, in one spelling everywhere.
const STEPS = ['B', 'kB', 'MB', 'GB', 'TB'];
/** Bytes in decimal units, three significant digits: `0 B`, `999 B`, `12.3 MB`, `5.00 GB`. */
function bytesText(bytes) {
    if (!Number.isFinite(bytes) || bytes < 0)
        return '0 B';
    let value = bytes;
    let step = 0;
    while (value >= 999.5 && step < STEPS.length - 1) {
        value /= 1000;
        step++;
    }
    return `${step === 0 ? Math.round(value) : value.toPrecision(value >= 1000 ? 4 : 3)} ${STEPS[step] ?? 'TB'}`;
}
/** Milliseconds: `0 ms`, `850 ms`, `1.2 s`, `59 s`, `2 min 5 s`, `3 h 4 min`, from two days on `2 d 5 h`. */
function durationText(ms) {
    if (!Number.isFinite(ms) || ms < 0)
        return '0 ms';
    if (ms < 999.5)
        return `${Math.round(ms)} ms`;
    if (ms < 9_950)
        return `${(ms / 1000).toFixed(1)} s`;
    const seconds = Math.round(ms / 1000);
    if (seconds < 60)
        return `${seconds} s`;
    if (seconds < 3600)
        return parts(Math.floor(seconds / 60), 'min', seconds % 60, 's');
    const hours = Math.floor(seconds / 3600);
    if (hours < 48)
        return parts(hours, 'h', Math.floor((seconds % 3600) / 60), 'min');
    return parts(Math.floor(hours / 24), 'd', hours % 24, 'h');
}
/** `24 h`, not `24 h 0 min`. */
function parts(large, unit, small, smallUnit) {
    return `${large} ${unit}${small === 0 ? '' : ` ${small} ${smallUnit}`}`;
}
const MS = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
/** How people write durations; completes `allowed: …` in an error message. */
const DURATION_FORM = 'a whole number above 0 with a unit: 30s, 15m, 24h or 7d';
/** Milliseconds, or `undefined` for what does not have {@link DURATION_FORM}. */
function parseDuration(text) {
    const [, count = '', unit = ''] = /^(\d{1,9})([smhd])$/.exec(text) ?? [];
    // Safe: the pattern admits no other unit.
    const ms = Number(count) * MS[unit];
    return ms > 0 && Number.isSafeInteger(ms) ? ms : undefined;
}
/** An integer with its thousands apart: `1,234,567`. */
function countText(count) {
    // Not by toLocaleString: its first call loads 8 MB of locales.
    return String(count).replaceAll(/\B(?=(?:\d{3})+$)/g, ',');
}
/** A count, or that there is none. */
function knownCountText(count) {
    return count === null ? 'not counted' : countText(count);
}
/** A count with its noun: `1 page`, `2 pages`. `plural` is given where an `s` will not do. */
function countOf(count, noun, plural = `${noun}s`) {
    return `${countText(count)} ${count === 1 ? noun : plural}`;
}
/** RFC 3339 in UTC with milliseconds only where there are any; the empty text for what no calendar holds. */
function instantText(ms) {
    // Date's own range, beyond which toISOString throws.
    if (ms === undefined || !(Math.abs(ms) <= 8.64e15))
        return '';
    return new Date(Math.floor(ms)).toISOString().replace('.000Z', 'Z');
}


/***/ })

};
