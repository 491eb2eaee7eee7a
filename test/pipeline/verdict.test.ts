import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {PROOFS, type ProofWord} from '../../src/engine/proof.ts';
import {isRestoreError} from '../../src/errors.ts';
import {judge} from '../../src/pipeline/verdict.ts';
import type {CheckReport} from '../../src/sqlite/sqlite.ts';
import {plan} from './plans.ts';

const CLEAN: CheckReport = {
  sqliteVersion: '3.54.1',
  integrity: 'ok',
  integrityMessages: {total: 0, first: []},
  foreignKeys: {total: 0, first: []},
  tables: ['t'],
  tableCount: 1,
  unreadableTables: [],
  hollow: false,
  durationMs: 1,
};
const DEFAULTS = {
  allowEmpty: false,
  foreignKeyCheck: 'warn',
  integrityCheck: 'full',
  onInconclusive: 'warn',
} as const;

suite('The verdict', () => {
  test('is a pass only for a proof that allows it, and gives no reasons then', () => {
    for (const word of Object.keys(PROOFS)) {
      // The keys of PROOFS are its words.
      const {verdict, reasons} = judge(plan({proof: {word: word as ProofWord}}), CLEAN, DEFAULTS);
      assert.equal(verdict, PROOFS[word as ProofWord]);
      assert.equal(reasons.length === 0, verdict === 'pass');
    }
  });
  test('is inconclusive when a listed increment is neither applied nor explained, and names it', () => {
    const {verdict, reasons} = judge(
      plan({proof: {unexplained: true}, leftOut: [{key: 'wal/7', reason: 'unknown', explained: false}]}),
      CLEAN,
      DEFAULTS,
    );
    assert.equal(verdict, 'inconclusive');
    assert.match(reasons[0]?.text ?? '', /wal\/7/);
  });
  test('is never a pass when nobody looked into the file', () => {
    const {verdict, reasons} = judge(plan(), {...CLEAN, integrity: 'skipped'}, DEFAULTS);
    assert.equal(verdict, 'inconclusive');
    assert.deepEqual(
      reasons.map(({code}) => code),
      ['integrity-skipped'],
    );
  });
  test('on-inconclusive: fail publishes nothing that is not proven', () => {
    assert.throws(
      () => judge(plan({proof: {word: 'likely'}}), CLEAN, {...DEFAULTS, onInconclusive: 'fail'}),
      (error: unknown) => isRestoreError(error, 'inconclusive'),
    );
    assert.equal(judge(plan(), CLEAN, {...DEFAULTS, onInconclusive: 'fail'}).verdict, 'pass');
  });
});

suite('A failed check', () => {
  test('of integrity fails, with the first message', () => {
    const checks: CheckReport = {
      ...CLEAN,
      integrity: 'failed',
      integrityMessages: {total: 12, first: ['row 3 missing']},
    };
    assert.throws(
      () => judge(plan(), checks, DEFAULTS),
      (error: unknown) => isRestoreError(error, 'integrity') && /row 3 missing.*12 messages/.test(error.message),
    );
  });
  test('for rows fails unless an empty database is allowed', () => {
    const hollow = {...CLEAN, hollow: true};
    assert.throws(
      () => judge(plan(), hollow, DEFAULTS),
      (error: unknown) => isRestoreError(error, 'hollow'),
    );
    assert.equal(judge(plan(), hollow, {...DEFAULTS, allowEmpty: true}).verdict, 'pass');
  });
  test('of foreign keys fails or is a reason, as the user says', () => {
    const orphans: CheckReport = {...CLEAN, foreignKeys: {total: 2, first: [{table: 'c', rowid: 1, parent: 'p'}]}};
    assert.throws(
      () => judge(plan(), orphans, {...DEFAULTS, foreignKeyCheck: 'fail'}),
      (error: unknown) => isRestoreError(error, 'foreign-keys'),
    );
    const {verdict, reasons} = judge(plan(), orphans, DEFAULTS);
    assert.equal(verdict, 'pass');
    assert.deepEqual(
      reasons.map(({code}) => code),
      ['foreign-keys'],
    );
  });
});
