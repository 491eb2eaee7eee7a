import {restoreRandomHistories} from './zlayer-random.ts';

restoreRandomHistories('adversarial', 20_000, 500, 0.95);
