// Litestream 0.3: generations of snapshots and WAL segments.
import type {BackupFormat} from '../format.ts';
import {detectV3} from './keys.ts';
import {planV3} from './plan.ts';

export const litestreamV3: BackupFormat = {name: 'litestream-v3', detect: detectV3, plan: planV3};
