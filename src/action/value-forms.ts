// The forms that input values can have. Nothing here falls back to a default: what is not understood is refused.
import {DURATION_FORM, parseDuration} from '../quantities.ts';

/** How one kind of value is written, and what it means. */
export type ValueForm<T> = {
  /** Completes `allowed: …` in an error message. */
  readonly allowed: string;
  /** `undefined` when `text` does not have this form. `text` is trimmed and not empty. */
  parse(text: string): T | undefined;
  /** For secrets: a verb phrase that says what is wrong with a refused `text` without showing any of it. */
  problem?(text: string): string;
};

export function oneOf<const T extends string>(values: readonly T[]): ValueForm<T> {
  return {allowed: `one of ${values.join(', ')}`, parse: text => values.find(value => value === text)};
}

/** As YAML 1.2 spells booleans, which is also what actions/toolkit accepts. */
export const BOOLEAN: ValueForm<boolean> = {
  allowed: 'true or false',
  parse: text => (/^(?:true|True|TRUE)$/.test(text) ? true : /^(?:false|False|FALSE)$/.test(text) ? false : undefined),
};

/** `auto` leaves the choice to the endpoint. */
export const AUTO_OR_BOOLEAN: ValueForm<boolean | 'auto'> = {
  allowed: 'auto, true or false',
  parse: text => (text === 'auto' ? 'auto' : BOOLEAN.parse(text)),
};

/** Milliseconds. */
export const DURATION: ValueForm<number> = {allowed: DURATION_FORM, parse: parseDuration};

/** One timer of Node holds at most 2^31 - 1 ms; a longer one fires at once. */
const LONGEST_TIMER = 24 * 86_400_000;

export const TIMEOUT: ValueForm<number> = {
  allowed: `${DURATION.allowed}, and at most 24d`,
  parse(text) {
    const ms = DURATION.parse(text);
    return ms === undefined || ms > LONGEST_TIMER ? undefined : ms;
  },
};

const UNITS: Readonly<Record<string, number>> = {
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
export const SIZE: ValueForm<number> = {
  allowed: 'a number above 0 with a unit: 500MB, 1.5GB, 20GiB (kB, MB, GB, TB are powers of 1000, KiB to TiB of 1024)',
  parse(text) {
    const [, count = '', unit = ''] = /^(\d{1,15}(?:\.\d{1,6})?) ?([a-z]{1,3})$/i.exec(text) ?? [];
    const bytes = Math.floor(Number(count) * (UNITS[unit.toLowerCase()] ?? Number.NaN));
    return bytes > 0 && Number.isSafeInteger(bytes) ? bytes : undefined;
  },
};

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
}

/**
 * Milliseconds since 1970 (with fractions), from the `date-time` of RFC 3339 section 5.6. The zone is required: a local
 * time would mean another moment on every runner. A leap second counts as the second after it.
 */
export const INSTANT: ValueForm<number> = {
  allowed: 'an RFC 3339 time with its zone: 2026-11-23T01:09:51Z or 2026-11-23T02:09:51.250+01:00',
  parse(text) {
    const match = /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(\.\d{1,9})?(?:[Zz]|([+-])(\d\d):(\d\d))$/.exec(text);
    if (match === null) return undefined;
    const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map(Number);
    const [sign, zoneHour, zoneMinute] = [match[8], Number(match[9] ?? 0), Number(match[10] ?? 0)];
    if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return undefined;
    if (hour > 23 || minute > 59 || second > 60 || zoneHour > 23 || zoneMinute > 59) return undefined;
    // setUTCFullYear, because Date.UTC takes the years 0 to 99 for 1900 to 1999.
    const date = new Date(0);
    date.setUTCFullYear(year, month - 1, day);
    const offset = (sign === '-' ? -1 : 1) * (zoneHour * 60 + zoneMinute);
    return date.getTime() + (hour * 60 + minute - offset) * 60_000 + second * 1000 + Number(match[7] ?? 0) * 1000;
  },
};

/** An S3 endpoint without a trailing slash. A name and password inside it are refused, and never shown. */
export const ENDPOINT: ValueForm<string> = {
  allowed:
    'a URL such as https://account.r2.cloudflarestorage.com or http://127.0.0.1:9000, without name, password, ? or #',
  parse(text) {
    if (!/^https?:\/\/[^?#@\s\\]+$/i.test(text) || !URL.canParse(text)) return undefined;
    return text.replace(/\/+$/, '');
  },
};

export const REGION: ValueForm<string> = {
  allowed: 'a region name such as eu-central-1 or auto',
  parse: text => (/^[a-z0-9][a-z0-9._-]{0,62}$/i.test(text) ? text : undefined),
};

/** The name of a layout: which names exist, the registry of formats knows. */
export const FORMAT_NAME: ValueForm<string> = {
  allowed: 'auto or the name of one layout in lower case, such as zlayer or object',
  parse: text => (/^[a-z0-9][a-z0-9-]{0,40}$/.test(text) ? text : undefined),
};

/** An S3 key holds at most 1,024 bytes of UTF-8. */
export const PREFIX: ValueForm<string> = {
  allowed: 'at most 1024 bytes, without control characters',
  parse: text => (Buffer.byteLength(text) <= 1024 && !/\p{Cc}/u.test(text) ? text : undefined),
};

export const POSITION: ValueForm<string> = {
  allowed: 'the text of the output position, one line of at most 4096 characters',
  parse: text => (text.length <= 4096 && !/\p{Cc}/u.test(text) ? text : undefined),
};

/** One word of printable ASCII: a secret pasted with a line break or a blank inside signs nothing correctly. */
export const CREDENTIAL: ValueForm<string> = {
  allowed: 'one word without blanks or line breaks',
  parse: text => (/^[\u0021-\u007e]{1,4096}$/.test(text) ? text : undefined),
};

/** The 256-bit key of SSE-C, as the S3 API takes it. */
export const SSE_CUSTOMER_KEY: ValueForm<string> = {
  allowed: '32 bytes in base64 (44 characters ending in =)',
  parse: text => (/^[A-Za-z0-9+/]{43}=$/.test(text) && Buffer.from(text, 'base64').length === 32 ? text : undefined),
};
