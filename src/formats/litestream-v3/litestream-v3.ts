// Litestream 0.3: generations of snapshots and WAL segments.
import type {BackupFormat} from '../format.ts';
import {detectV3} from './keys.ts';
import {planV3} from './plan.ts';
import {replaysOfV3} from './replays.ts';
import {betweenV3, restorePointsOfV3} from './restore-points.ts';
import {spanOfV3} from './span.ts';

export const litestreamV3: BackupFormat = {
  name: 'litestream-v3',
  detect: detectV3,
  plan: planV3,
  replays: replaysOfV3,
  restorePoints: restorePointsOfV3,
  between: betweenV3,
  span: spanOfV3,
  // A generation alone has the form of a transaction of Litestream 0.5.
  isPosition: text => /^[0-9a-f]{16}\//i.test(text),
};
