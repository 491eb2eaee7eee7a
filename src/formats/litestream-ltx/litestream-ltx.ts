// Litestream 0.5: LTX files in levels, numbered by transaction.
import type {BackupFormat} from '../format.ts';
import {detectLtx} from './keys.ts';
import {planLtx} from './plan.ts';

export const litestreamLtx: BackupFormat = {name: 'litestream-ltx', detect: detectLtx, plan: planLtx};
