// A time as applications write it into SQLite: text, seconds, milliseconds, or a Julian day. Told apart by type and range;
// what could be two of them, or none, is no time.
import type {Cell} from '../sqlite/sqlite.ts';

/** The moments that a value can mean, in milliseconds since 1970: a bare date is a whole day, everything else one moment. */
export type Moments = {readonly earliest: number; readonly latest: number};

const DAY = 86_400_000;

/** 1970-01-01 00:00 UTC as a Julian day (sqlite.org/lang_datefunc.html). */
const JULIAN_1970 = 2_440_587.5;

/** Milliseconds: 1973-03-03 to 2201-05-01. Outside lie sentinels such as 9999-12-31, and other units. */
const FIRST = 1e11;
const LAST = 7.3e12;

/**
 * Numbers, by range. The ranges are far apart, so that none can mean two times: Julian days of 1970 to 2201 are about 2.5
 * million, seconds of 1973 to 2201 lie between 100 million and 7,300 million, milliseconds are a thousand times that.
 */
function numberTime(value: number): Moments | undefined {
  if (value >= FIRST && value <= LAST) return moment(value);
  if (value >= FIRST / 1000 && value <= LAST / 1000) return moment(value * 1000);
  // A real holds a Julian day to about 0.05 ms.
  return moment(Math.round((value - JULIAN_1970) * DAY));
}

function moment(milliseconds: number): Moments | undefined {
  if (!(milliseconds >= 0 && milliseconds <= LAST)) return undefined;
  return {earliest: Math.floor(milliseconds), latest: Math.floor(milliseconds)};
}

/**
 * RFC 3339 and SQLite's own `YYYY-MM-DD HH:MM[:SS[.SSS]]`, with `T` or a blank, in UTC where no zone is written
 * (sqlite.org/lang_datefunc.html, "Time values").
 */
const CALENDAR =
  /^(\d{4})-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?\s?(?:([Zz])|([+-])(\d\d):?(\d\d))?)?$/;

function textTime(text: string): Moments | undefined {
  const match = CALENDAR.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second, fraction, , sign, zoneHours, zoneMinutes] = match;
  const date = Date.UTC(Number(year), Number(month) - 1, Number(day));
  const made = new Date(date);
  // Date.UTC makes 2 March of 30 February.
  if (made.getUTCMonth() + 1 !== Number(month) || made.getUTCDate() !== Number(day)) return undefined;
  if (date < 0 || date > LAST) return undefined;
  if (hour === undefined) return {earliest: date, latest: date + DAY - 1};
  const [h, m, s] = [Number(hour), Number(minute), Number(second ?? 0)];
  const [zh, zm] = [Number(zoneHours ?? 0), Number(zoneMinutes ?? 0)];
  // 60: a leap second.
  if (h > 23 || m > 59 || s > 60 || zh > 23 || zm > 59) return undefined;
  const zone = (sign === '-' ? -1 : 1) * (zh * 60 + zm) * 60_000;
  const milliseconds = fraction === undefined ? 0 : Math.floor(Number(`0.${fraction}`) * 1000);
  return moment(date + (h * 3600 + m * 60 + s) * 1000 + milliseconds - zone);
}

/** The moments that one value of SQLite means; undefined where it is no time. `strftime('%s')` gives its seconds as text. */
export function timeOf({type, text}: Cell): Moments | undefined {
  if (type === 'null' || type === 'blob') return undefined;
  const trimmed = text.trim();
  const isNumber = /^\d{1,16}(?:\.\d{1,16})?(?:[eE]\+?\d{1,2})?$/.test(trimmed);
  return isNumber ? numberTime(Number(trimmed)) : textTime(trimmed);
}
