// Damaged copies of the real backups: whatever is flipped, cut, emptied, exchanged or missing, nothing passes that is not
// the state the whole backup gives (a missing newest capture excepted: what is left is complete in itself), nothing older
// comes without a word, and nothing but a RestoreError is thrown.
import assert from 'node:assert/strict';
import {join} from 'node:path';
import {suite, test} from 'node:test';
import {damaged, DAMAGES} from '../models/damage.ts';
import type {Bucket} from '../models/memory-store.ts';
import {seeded} from '../models/random.ts';
import {corpusCases, restoreCase, type CorpusCase, type Outcome} from './zlayer-corpus.ts';

const FIXTURES = join(import.meta.dirname, '../fixtures/zlayer');
const SEEDS = 6;

/** Restores, or fails as the harness does when something else than a RestoreError is thrown. */
async function outcomes(bucket: Bucket, {truth}: CorpusCase): Promise<readonly Outcome[]> {
  return [
    await restoreCase(bucket, truth, {onIncomplete: 'fail'}),
    await restoreCase(bucket, truth, {onIncomplete: 'warn'}),
    await restoreCase(bucket, truth, {prefer: 'proven'}),
  ];
}

for (const one of corpusCases(FIXTURES)) {
  suite(`backup ${one.name}, damaged`, () => {
    for (const damage of DAMAGES) {
      test(`${damage}: nothing wrong and nothing older passes`, async () => {
        const bucket = one.bucket();
        const whole = await restoreCase(bucket, one.truth);
        assert.equal(whole.kind, 'restored');
        for (let seed = 0; seed < SEEDS; seed++) {
          const {bucket: broken, done} = damaged(bucket, damage, seeded(seed));
          for (const outcome of await outcomes(broken, one)) {
            if (outcome.kind === 'refused') continue;
            const {plan, verdict, state} = outcome;
            if (verdict === 'pass') {
              assert.notEqual(state, 'wrong', done);
              if (damage !== 'remove') assert.equal(state, one.truth.verdicts.best, done);
            } else assert.ok(plan.proof.because.length > 0, done);
          }
        }
      });
    }
  });
}

suite('the newest capture of a proven backup', () => {
  const proven = corpusCases(FIXTURES).filter(({name}) => /^(01|06|16)-/.test(name));

  test('damaged in any byte never lets an older state pass', async () => {
    assert.equal(proven.length, 3);
    for (const one of proven) {
      const bucket = one.bucket();
      const newest = [...bucket.values()]
        .filter(({key}) => key.includes('wal/'))
        .toSorted((a, b) => a.lastModified - b.lastModified)
        .at(-1);
      assert.ok(newest);
      const stride = Math.ceil(newest.bytes.length / 40);
      for (let at = 0; at < newest.bytes.length; at += stride) {
        const bytes = Buffer.from(newest.bytes);
        bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << (at % 8)), at);
        const broken = new Map(bucket).set(newest.key, {...newest, bytes});
        const outcome = await restoreCase(broken, one.truth, {onIncomplete: 'warn'});
        if (outcome.kind === 'restored' && outcome.verdict === 'pass') {
          assert.equal(outcome.state, one.truth.verdicts.best, `${one.name}, byte ${at}`);
        }
      }
    }
  });
});
