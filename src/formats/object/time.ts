// Times that writers put into object names. They are sort keys first: the zone is mostly UTC, sometimes local.

export type NameTime = {
  /** Milliseconds since 1970, read as UTC where the name has no zone. */
  readonly time: number;
  /** How long the stretch is that the name could mean, in milliseconds: a day for a bare date, 1000 for a full time. */
  readonly span: number;
  /** Where the time stands in the name. */
  readonly start: number;
  readonly end: number;
};

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * `20260102`, `2026-01-02`, `2026/01/02` (folders), each perhaps followed by hours, minutes, seconds, a fraction and a
 * zone. The same separator stands twice in a date, so that `2026-0102` is none.
 */
const CALENDAR =
  /(?<!\d)((?:19[89]|20\d)\d)([-_./]?)(\d\d)\2(\d\d)(?:([T_\-. /]?)(\d\d)(?:[-:._h]?(\d\d)(?:[-:._m]?(\d\d)(?:[.,]?(\d{3,9}))?)?)?(Z|(?<=T.*)[+-]\d\d:?\d\d)?)?(?!\d)/g;

/** Seconds, milliseconds, microseconds or nanoseconds since 1970, between 2001 and 2033 (a later one reads as a date). */
const UNIX = /(?<!\d)1\d{9}(\d{3}|\d{6}|\d{9})?(?!\d)/g;

/**
 * The time that a name tells, the most exact one where it tells several (the last of equals). Folders count, because
 * some writers make one a day. A date that no calendar has (20261399) is none.
 *
 * @param path the key below the prefix
 */
export function timeInName(path: string): NameTime | undefined {
  let best: NameTime | undefined;
  for (const match of path.matchAll(CALENDAR)) {
    const found = calendarTime(match);
    if (found !== undefined && (best === undefined || found.span <= best.span)) best = found;
  }
  if (best !== undefined) return best;
  for (const match of path.matchAll(UNIX)) {
    const milliseconds = Number(match[0].slice(0, 10)) * SECOND + Number(match[0].slice(10, 13) || 0);
    best = {
      time: milliseconds,
      span: match[1] === undefined ? SECOND : 1,
      start: match.index,
      end: match.index + match[0].length,
    };
  }
  return best;
}

function calendarTime(match: RegExpExecArray): NameTime | undefined {
  const [text, year, , month, day, , hour, minute, second, fraction, zone] = match;
  const date = Date.UTC(Number(year), Number(month) - 1, Number(day));
  const made = new Date(date);
  if (made.getUTCMonth() + 1 !== Number(month) || made.getUTCDate() !== Number(day)) return undefined;
  const [h, m, s] = [Number(hour ?? 0), Number(minute ?? 0), Number(second ?? 0)];
  // 60: a leap second.
  if (h > 23 || m > 59 || s > 60) return undefined;
  const milliseconds = fraction === undefined ? 0 : Number(`0.${fraction}`) * SECOND;
  return {
    time: date + h * HOUR + m * MINUTE + s * SECOND + milliseconds - offset(zone),
    span: hour === undefined ? DAY : minute === undefined ? HOUR : second === undefined ? MINUTE : SECOND,
    start: match.index,
    end: match.index + text.length,
  };
}

/** `+0530` in milliseconds. */
function offset(zone: string | undefined): number {
  if (zone === undefined || zone === 'Z') return 0;
  const [, sign, hours, minutes] = /([+-])(\d\d):?(\d\d)/.exec(zone) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * HOUR + Number(minutes) * MINUTE);
}

/** Name and LastModified of one object say the same when they differ by no more than a zone and an upload. */
const SAME_DAY = 26 * HOUR;

/**
 * No data of the object is newer than this (milliseconds since 1970). A snapshot is taken before it is uploaded, so
 * LastModified is that bound wherever it is believable. Where it is far from the name's time, the bucket was copied or a
 * clock was wrong, and the end of what the name can mean is all there is.
 */
export function newestPossible(name: NameTime | undefined, lastModified: number): number {
  if (name === undefined) return lastModified;
  const believable = Math.abs(lastModified - name.time) <= SAME_DAY + name.span;
  return believable ? lastModified : name.time + name.span - 1;
}

/**
 * The moment to compare with a time that the user asks for: as {@link newestPossible}, but where the name says the minute
 * and the upload ended within the hour after it, there is no doubt about the zone, and whoever asks for the time in the
 * name means that object.
 */
export function momentOf(name: NameTime | undefined, lastModified: number): number {
  const late = name === undefined ? -1 : lastModified - name.time;
  const told = name !== undefined && name.span <= MINUTE && late >= 0 && late <= HOUR;
  return told ? name.time : newestPossible(name, lastModified);
}
