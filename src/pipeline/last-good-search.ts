// The newest restore point that passes, among many, with few restores. Pure: what a trial is, others know.
//
// Damage is not monotone: a snapshot after it heals what follows. So halving finds a point that passes next to one that
// fails, but not surely the newest one that passes: then what is newer and was jumped over is looked at, newest first.

/** What became of one point. */
export type Trial = {
  /** `open`: nothing was learned, because it would have taken a restore more than is allowed, or the time is up. */
  readonly kind: 'passed' | 'failed' | 'open';
  /** A clause. */
  readonly outcome: string;
  /** How many restores it took; 0 where planning alone told. */
  readonly restores: number;
};

export type Searched = {
  /** Index of the newest point known to pass. */
  readonly good: number | undefined;
  /** True when every newer point (of all points, where none passes) failed. */
  readonly exact: boolean;
  readonly restores: number;
  /** Each point that was looked at, once, by its index, in the order in which that was done. */
  readonly trials: ReadonlyMap<number, Trial>;
};

/**
 * @param count of points; 0 is the newest
 * @param restores allowed; each point is tried at most once
 * @param trial asked without `mayRestore` once they are used up: planning alone still tells of many that they fail
 */
export async function searchNewest(
  count: number,
  restores: number,
  trial: (index: number, mayRestore: boolean) => Promise<Trial>,
): Promise<Searched> {
  const trials = new Map<number, Trial>();
  let used = 0;
  const kindOf = async (index: number): Promise<Trial['kind']> => {
    const known = trials.get(index);
    if (known !== undefined) return known.kind;
    const found = await trial(index, used < restores);
    used += found.restores;
    trials.set(index, found);
    return found.kind;
  };

  let bad = -1;
  let good: number | undefined;
  let open = false;
  for (let step = 1; bad < count - 1 && good === undefined && !open; step *= 2) {
    const index = Math.min(bad + step, count - 1);
    const kind = await kindOf(index);
    if (kind === 'passed') good = index;
    else if (kind === 'failed') bad = index;
    else open = true;
  }
  while (good !== undefined && good - bad > 1 && !open) {
    const index = (bad + good) >>> 1;
    const kind = await kindOf(index);
    if (kind === 'passed') good = index;
    else if (kind === 'failed') bad = index;
    else open = true;
  }
  let exact = true;
  for (let index = 0; index < (good ?? count); index += 1) {
    const kind = await kindOf(index);
    if (kind === 'failed') continue;
    if (kind === 'passed') good = index;
    else exact = false;
    break;
  }
  return {good, exact, restores: used, trials};
}
