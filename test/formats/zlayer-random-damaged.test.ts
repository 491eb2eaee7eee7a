// Damaged copies of random backups: whatever is flipped, cut, emptied, exchanged or missing, nothing that never existed
// passes, and nothing older passes because of an object that cannot be read. (Without its newest captures, or with others
// in their place, a backup is whole in itself: an older state may pass then.)
import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {damaged, DAMAGES, withoutChecksums} from '../models/damage.ts';
import {FAMILIES, writeHistory} from '../models/history.ts';
import {seeded} from '../models/random.ts';
import {restoreInMemory} from '../models/restore-in-memory.ts';
import {integrityMessages} from '../models/table-hashes.ts';
import {truthOf} from '../models/truth.ts';

const SEEDS = 200;
const BLOCK = 20;

suite(`${SEEDS} random ZLayer backups, damaged ${DAMAGES.length} ways each`, () => {
  for (let from = 30_000; from < 30_000 + SEEDS; from += BLOCK) {
    test(`seeds ${from} to ${from + BLOCK - 1}: nothing that never existed passes`, async () => {
      for (let seed = from; seed < from + BLOCK; seed += 1) {
        const history = writeHistory(seed, FAMILIES[seed % FAMILIES.length] ?? 'ordinary');
        const truth = truthOf(history);
        const checksums = seed % 2 === 0;
        for (const damage of DAMAGES) {
          const {bucket, key, done} = damaged(history.objects, damage, seeded(seed));
          const location = {kind: 'directory', path: '', prefix: history.prefix} as const;
          const {result, image} = await restoreInMemory(checksums ? bucket : withoutChecksums(bucket), {location});
          if (image === undefined) continue;
          const story = `seed ${seed}, ${history.family}: ${done}, proof ${result.plan?.proof.word}`;
          const unreadable = damage === 'flip' || damage === 'cut' || damage === 'empty';
          assert.deepEqual(integrityMessages(image), [], story);
          if (checksums && unreadable) assert.notEqual(result.plan?.snapshotKey, key, story);
          if (result.verdict !== 'pass') continue;
          const state = truth.stateOf(image);
          assert.ok(state >= 0, `a state that never existed passed: ${story}`);
          if (unreadable) assert.ok(state >= truth.newestReachable(), `an older state passed: ${story}`);
        }
      }
    });
  }
});
