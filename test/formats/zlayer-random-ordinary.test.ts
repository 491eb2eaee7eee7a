import {restoreRandomHistories} from './zlayer-random.ts';

restoreRandomHistories('ordinary', 0, 900, 0.99);
