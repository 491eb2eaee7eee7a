// Chance that repeats: the same seed gives the same history on every machine.

export interface Random {
  /** At least 0, less than 1. */
  next(): number;
  /** An integer from 0 to `count - 1`. */
  below(count: number): number;
  /** An integer from `low` to `high`, both included. */
  between(low: number, high: number): number;
  chance(probability: number): boolean;
  pick<const T>(values: readonly [T, ...T[]]): T;
  uint32(): number;
  hex(digits: number): string;
}

/** mulberry32: 32 bits of state, good enough to draw workloads. */
export function seeded(seed: number): Random {
  let state = seed | 0;
  const uint32 = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return (t ^ (t >>> 14)) >>> 0;
  };
  // Neighbouring seeds begin alike: the first draws are thrown away.
  for (let i = 0; i < 4; i += 1) uint32();
  const next = (): number => uint32() / 2 ** 32;
  const below = (count: number): number => Math.floor(next() * count);
  return {
    next,
    below,
    uint32,
    between: (low, high) => low + below(high - low + 1),
    chance: probability => next() < probability,
    pick: values => values[below(values.length)] ?? values[0],
    hex: digits => {
      let text = '';
      while (text.length < digits) text += uint32().toString(16).padStart(8, '0');
      return text.slice(0, digits);
    },
  };
}
