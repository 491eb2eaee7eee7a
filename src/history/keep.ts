// Which runs stay in the history.
import type {PastRun} from './history.ts';
import {MOST_RUNS} from './history-text.ts';

/**
 * The runs to write: the earlier ones and this one, `keep` at most. Of a stretch of runs over the same data the first and
 * the last stay: the first tells since when, and however often a quiet database is checked, the runs before it stay too.
 */
export function runsToKeep(earlier: readonly PastRun[], run: PastRun, keep: number): readonly PastRun[] {
  const [last, before] = [earlier.at(-1), earlier.at(-2)];
  const third = last?.sha256 === run.sha256 && before?.sha256 === run.sha256;
  const runs = [...(third ? earlier.slice(0, -1) : earlier), run];
  return runs.slice(-Math.min(keep, MOST_RUNS));
}
