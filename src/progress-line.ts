// The arithmetic of progress: share done, rate, time left. The action prints it as lines, the terminal as a bar.
import {bytesText, countText, durationText} from './quantities.ts';

export type ProgressState = {
  readonly label: string;
  readonly done: number;
  /** 0 means not known yet. */
  readonly total: number;
  /** `bytes` or a plural noun. */
  readonly unit: string;
  readonly elapsedMs: number;
};

/** 0 to 1; `undefined` while the total is unknown. Never above 1: retries read some bytes twice. */
export function shareDone({done, total}: ProgressState): number | undefined {
  return total > 0 ? Math.min(1, done / total) : undefined;
}

const amount = (value: number, unit: string) => (unit === 'bytes' ? bytesText(value) : countText(Math.round(value)));

/** `120 MB of 600 MB (20 %), 45.0 MB/s, 11 s left`, without what is not known yet. */
export function progressText(state: ProgressState): string {
  const {done, total, unit, elapsedMs} = state;
  // Work that can only say that it is alive counts seconds.
  if (unit === 'seconds') return `${durationText(elapsedMs)} so far`;
  const share = shareDone(state);
  const noun = unit === 'bytes' ? '' : ` ${unit}`;
  const so = share === undefined ? '' : ` of ${amount(total, unit)}`;
  const percent = share === undefined ? '' : ` (${Math.floor(share * 100)} %)`;
  const parts = [`${amount(done, unit)}${so}${noun}${percent}`];
  // A rate over less than half a second says nothing.
  if (elapsedMs >= 500 && done > 0) {
    const perSecond = (done / elapsedMs) * 1000;
    if (unit === 'bytes') parts.push(`${bytesText(perSecond)}/s`);
    if (share !== undefined && share < 1) parts.push(`${durationText(((total - done) / perSecond) * 1000)} left`);
  }
  return parts.join(', ');
}

/** The last line: `600 MB in 13 s, 45.0 MB/s`. */
export function finalText({done, unit, elapsedMs}: ProgressState): string {
  if (unit === 'seconds') return `took ${durationText(elapsedMs)}`;
  const noun = unit === 'bytes' ? '' : ` ${unit}`;
  const rate = unit === 'bytes' && elapsedMs >= 500 ? `, ${bytesText((done / elapsedMs) * 1000)}/s` : '';
  return `${amount(done, unit)}${noun} in ${durationText(elapsedMs)}${rate}`;
}
