// Runs as the history keeps them, for the tests of everything that compares with them.
import type {PastRun} from '../../src/history/history.ts';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
/** Milliseconds since 1970: the night before the tests' “now”. */
export const LAST_NIGHT = Date.UTC(2026, 10, 24, 3);

export const hashOf = (digit: string): string => digit.repeat(64);

export const RUN: PastRun = {
  at: LAST_NIGHT,
  position: '0000000000000041',
  pointTime: LAST_NIGHT - HOUR,
  sha256: hashOf('a'),
  bytes: 4_096_000,
  pages: 1000,
  freelistPages: 0,
  schemaFingerprint: hashOf('5'),
  rows: {accounts: 10, orders: 1000, sessions: 3},
  incrementsApplied: 12,
  framesApplied: 4000,
  storedBytes: 900_000,
  objects: 20,
  restoreMs: 20_000,
  checkMs: 10_000,
};

/** A run that many nights before {@link LAST_NIGHT}. */
export function runOf(nightsBefore: number, fields: Partial<PastRun> = {}): PastRun {
  return {...RUN, at: LAST_NIGHT - nightsBefore * DAY, ...fields};
}
