// ZLayer's SqliteReplicator (zlayer-storage): snapshots of the main file beside captures of the whole WAL.
import type {BackupFormat} from '../format.ts';
import {detectZlayer} from './keys.ts';
import {planZlayer} from './plan.ts';
import {betweenZlayer, restorePointsOfZlayer} from './restore-points.ts';

export const zlayer: BackupFormat = {
  name: 'zlayer',
  detect: detectZlayer,
  plan: planZlayer,
  restorePoints: restorePointsOfZlayer,
  between: betweenZlayer,
};
