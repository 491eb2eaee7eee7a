// One number against an earlier one: by which share it fell or rose, and whether that is worth a word.
import {countText} from '../quantities.ts';
import type {CheckStatus} from './check-result.ts';
import type {Share, Thresholds} from './checks-file.ts';

export type Change = {
  /** `warn` and `fail` as the thresholds say. */
  readonly status: Exclude<CheckStatus, 'inconclusive'>;
  /** Of the earlier number; negative for a fall. Infinite where the earlier number was 0. */
  readonly share: Share;
  /** The threshold that was crossed, a clause: `no fall of 5 % or more`. Empty for a pass. */
  readonly expected: string;
};

/**
 * @param floor the least difference that counts: 5 % of ten rows is noise. What falls to 0 counts whatever the floor says,
 *   but below the floor it is a warning at most
 */
export function changeOf(before: number, now: number, limits: Thresholds, floor: number): Change {
  const share = before === 0 ? (now === 0 ? 0 : Number.POSITIVE_INFINITY) : (now - before) / before;
  const pass: Change = {status: 'pass', share, expected: ''};
  // A share of nothing is no measure of growth.
  if (before === 0) return pass;
  const small = Math.abs(now - before) < floor;
  if (small && now !== 0) return pass;
  const [word, warn, fail] =
    share < 0 ? ['fall', limits.shrinkWarn, limits.shrinkFail] : ['rise', limits.growWarn, limits.growFail];
  const size = Math.abs(share);
  const crossed = (status: 'warn' | 'fail', limit: Share): Change => ({
    status,
    share,
    expected: `no ${word} of ${percent(limit)} or more`,
  });
  if (size === 0) return pass;
  if (fail !== undefined && size >= fail) return crossed(small ? 'warn' : 'fail', fail);
  if (warn !== undefined && size >= warn) return crossed('warn', warn);
  return pass;
}

/** True when no number can cross them. */
export function areOff({shrinkWarn, shrinkFail, growWarn, growFail}: Thresholds): boolean {
  return [shrinkWarn, shrinkFail, growWarn, growFail].every(limit => limit === undefined);
}

/** `20 %`, `0.5 %`, `1,200 %`. */
function percent(share: Share): string {
  const value = share * 100;
  return `${value >= 100 ? countText(Math.round(value)) : Number(value.toPrecision(3))} %`;
}

/** `+3.1 %`, `−20 %`, `±0 %`. */
export function shareText(share: Share): string {
  if (share === 0) return '±0 %';
  if (!Number.isFinite(share)) return 'from none';
  return `${share < 0 ? '−' : '+'}${percent(Math.abs(share))}`;
}
