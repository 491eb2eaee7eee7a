// Sizes, durations, counts and moments as a person reads them, in one spelling everywhere.

const STEPS = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** Bytes in decimal units, three significant digits: `0 B`, `999 B`, `12.3 MB`, `5.00 GB`. */
export function bytesText(bytes: number): string {
  if (!Number.isFinite(bytes) || bytes < 0) return '0 B';
  let value = bytes;
  let step = 0;
  while (value >= 999.5 && step < STEPS.length - 1) {
    value /= 1000;
    step++;
  }
  return `${step === 0 ? Math.round(value) : value.toPrecision(value >= 1000 ? 4 : 3)} ${STEPS[step] ?? 'TB'}`;
}

/** Milliseconds: `0 ms`, `850 ms`, `1.2 s`, `59 s`, `2 min 5 s`, `3 h 4 min`, from two days on `2 d 5 h`. */
export function durationText(ms: number): string {
  if (!Number.isFinite(ms) || ms < 0) return '0 ms';
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  if (ms < 9_950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return parts(Math.floor(seconds / 60), 'min', seconds % 60, 's');
  const hours = Math.floor(seconds / 3600);
  if (hours < 48) return parts(hours, 'h', Math.floor((seconds % 3600) / 60), 'min');
  return parts(Math.floor(hours / 24), 'd', hours % 24, 'h');
}

/** `24 h`, not `24 h 0 min`. */
function parts(large: number, unit: string, small: number, smallUnit: string): string {
  return `${large} ${unit}${small === 0 ? '' : ` ${small} ${smallUnit}`}`;
}

const MS = {s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000};

/** How people write durations; completes `allowed: …` in an error message. */
export const DURATION_FORM = 'a whole number above 0 with a unit: 30s, 15m, 24h or 7d';

/** Milliseconds, or `undefined` for what does not have {@link DURATION_FORM}. */
export function parseDuration(text: string): number | undefined {
  const [, count = '', unit = ''] = /^(\d{1,9})([smhd])$/.exec(text) ?? [];
  // Safe: the pattern admits no other unit.
  const ms = Number(count) * MS[unit as keyof typeof MS];
  return ms > 0 && Number.isSafeInteger(ms) ? ms : undefined;
}

/** An integer with its thousands apart: `1,234,567`. */
export function countText(count: number): string {
  // Not by toLocaleString: its first call loads 8 MB of locales.
  return String(count).replaceAll(/\B(?=(?:\d{3})+$)/g, ',');
}

/** A count, or that there is none. */
export function knownCountText(count: number | null): string {
  return count === null ? 'not counted' : countText(count);
}

/** A count with its noun: `1 page`, `2 pages`. `plural` is given where an `s` will not do. */
export function countOf(count: number, noun: string, plural = `${noun}s`): string {
  return `${countText(count)} ${count === 1 ? noun : plural}`;
}

/** RFC 3339 in UTC with milliseconds only where there are any; the empty text for what no calendar holds. */
export function instantText(ms: number | undefined): string {
  // Date's own range, beyond which toISOString throws.
  if (ms === undefined || !(Math.abs(ms) <= 8.64e15)) return '';
  return new Date(Math.floor(ms)).toISOString().replace('.000Z', 'Z');
}
