// Litestream 0.5: LTX files in levels, numbered by transaction.
import type {BackupFormat} from '../format.ts';
import {detectLtx} from './keys.ts';
import {planLtx} from './plan.ts';
import {replaysOfLtx} from './replays.ts';
import {betweenLtx, newestOfLtx, restorePointsOfLtx} from './restore-points.ts';
import {spanOfLtx} from './span.ts';

export const litestreamLtx: BackupFormat = {
  name: 'litestream-ltx',
  detect: detectLtx,
  plan: planLtx,
  replays: replaysOfLtx,
  restorePoints: restorePointsOfLtx,
  between: betweenLtx,
  newest: newestOfLtx,
  span: spanOfLtx,
  isPosition: text => /^[0-9a-f]{16}$/i.test(text),
};
