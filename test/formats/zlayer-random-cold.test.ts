import {restoreRandomHistories} from './zlayer-random.ts';

restoreRandomHistories('cold', 10_000, 700, 0.99);
