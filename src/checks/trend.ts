// The last nights as a line of bars, for the summary. Pure.
import type {PastRun} from '../history/history.ts';
import {bytesText, countText, durationText} from '../quantities.ts';

export type Trend = {
  /** For people: `rows`, `size`, `restore time`. */
  readonly name: string;
  /** Oldest first, this run last; in rows, bytes or milliseconds. */
  readonly values: readonly number[];
  /** The first and the last value as a person reads them: `1,204`, `12.3 MB`, `8.1 s`. */
  readonly first: string;
  readonly last: string;
  /** One bar a run: `▁▂▄█`. */
  readonly bars: string;
  /** Milliseconds since 1970 at the end of the first run shown. */
  readonly from: number;
};

const BARS = '▁▂▃▄▅▆▇█'.split('');

/** Runs shown at most, this one included: a line that fits beside its label. */
const MOST_RUNS = 30;

/** Of the largest value: a smaller range is not stretched to the full height, so that noise does not look like a cliff. */
const LEAST_RANGE = 0.1;

/** @param runs earlier good runs, oldest first; empty without a history: then there is no trend */
export function trendOf(runs: readonly PastRun[], run: PastRun): readonly Trend[] {
  if (runs.length === 0) return [];
  const shown = [...runs, run].slice(-MOST_RUNS);
  const series = (name: string, of: (past: PastRun) => number, text: (value: number) => string): Trend => {
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
    series('rows', totalRows, countText),
    series('size', ({bytes}) => bytes, bytesText),
    series('restore time', ({restoreMs}) => restoreMs, durationText),
  ];
}

function totalRows({rows}: PastRun): number {
  return Object.values(rows).reduce<number>((sum, count) => sum + (count ?? 0), 0);
}

/** One bar a value, from the lowest to the highest of them. */
export function barsOf(values: readonly number[]): string {
  const highest = values.reduce((a, b) => Math.max(a, b), 0);
  const lowest = values.reduce((a, b) => Math.min(a, b), highest);
  if (highest === lowest) return values.map(() => BARS[highest === 0 ? 0 : 3]).join('');
  const range = Math.max(highest - lowest, highest * LEAST_RANGE);
  // What hardly moves lies in the middle of its range.
  const bottom = lowest - (range - (highest - lowest)) / 2;
  const steps = values.map(value => Math.floor(((value - bottom) / range) * BARS.length));
  return steps.map(step => BARS[Math.min(BARS.length - 1, step)]).join('');
}
