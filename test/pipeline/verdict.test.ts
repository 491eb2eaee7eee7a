import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {PROOFS, type ProofWord} from '../../src/engine/proof.ts';
import {isRestoreError} from '../../src/errors.ts';
import type {CheckResult} from '../../src/checks/check-result.ts';
import {assertSound, judge} from '../../src/pipeline/verdict.ts';
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

const NOTHING_ASKED = {results: [], history: []};

suite('The verdict', () => {
  test('is a pass only for a proof that allows it, and gives no reasons then', () => {
    for (const word of Object.keys(PROOFS)) {
      // The keys of PROOFS are its words.
      const {verdict, reasons} = judge(plan({proof: {word: word as ProofWord}}), CLEAN, NOTHING_ASKED, DEFAULTS);
      assert.equal(verdict, PROOFS[word as ProofWord]);
      assert.equal(reasons.length === 0, verdict === 'pass');
    }
  });
  test('is inconclusive when a listed increment is neither applied nor explained, and names it', () => {
    const {verdict, reasons} = judge(
      plan({proof: {unexplained: true}, leftOut: [{key: 'wal/7', reason: 'unknown', explained: false}]}),
      CLEAN,
      NOTHING_ASKED,
      DEFAULTS,
    );
    assert.equal(verdict, 'inconclusive');
    assert.match(reasons[0]?.text ?? '', /wal\/7/);
  });
  test('is never a pass when nobody looked into the file', () => {
    const {verdict, reasons} = judge(plan(), {...CLEAN, integrity: 'skipped'}, NOTHING_ASKED, DEFAULTS);
    assert.equal(verdict, 'inconclusive');
    assert.deepEqual(
      reasons.map(({code}) => code),
      ['integrity-skipped'],
    );
  });
  test('on-inconclusive: fail publishes nothing that is not proven', () => {
    assert.throws(
      () => judge(plan({proof: {word: 'likely'}}), CLEAN, NOTHING_ASKED, {...DEFAULTS, onInconclusive: 'fail'}),
      (error: unknown) => isRestoreError(error, 'inconclusive'),
    );
    assert.equal(judge(plan(), CLEAN, NOTHING_ASKED, {...DEFAULTS, onInconclusive: 'fail'}).verdict, 'pass');
  });
});

suite('A failed check', () => {
  test('of the data offers the search for the last good point, unless it was asked for', () => {
    const failed: CheckResult = {kind: 'rows', name: 'r', status: 'fail', expected: '1 row', found: 'none', rows: []};
    const todoWith = (lastGood: 'off' | 'report') => {
      try {
        judge(plan(), CLEAN, {results: [failed], history: []}, {...DEFAULTS, lastGood});
      } catch (error) {
        if (isRestoreError(error, 'assertion')) return error.failure.todo;
      }
      return assert.fail('it passed');
    };
    assert.match(todoWith('off') ?? '', /last-good: report looks for/);
    assert.doesNotMatch(todoWith('report') ?? '', /last-good/);
  });

  test('of integrity fails, with the first message', () => {
    const checks: CheckReport = {
      ...CLEAN,
      integrity: 'failed',
      integrityMessages: {total: 12, first: ['row 3 missing']},
    };
    assert.throws(
      () => assertSound(plan(), checks, DEFAULTS),
      (error: unknown) => isRestoreError(error, 'integrity') && /row 3 missing.*12 messages/.test(error.message),
    );
  });
  test('for rows fails unless an empty database is allowed', () => {
    const hollow = {...CLEAN, hollow: true};
    assert.throws(
      () => assertSound(plan(), hollow, DEFAULTS),
      (error: unknown) => isRestoreError(error, 'hollow'),
    );
    assert.doesNotThrow(() => assertSound(plan(), hollow, {...DEFAULTS, allowEmpty: true}));
  });
  test('of foreign keys fails or is a reason, as the user says', () => {
    const orphans: CheckReport = {...CLEAN, foreignKeys: {total: 2, first: [{table: 'c', rowid: 1, parent: 'p'}]}};
    assert.throws(
      () => assertSound(plan(), orphans, {...DEFAULTS, foreignKeyCheck: 'fail'}),
      (error: unknown) => isRestoreError(error, 'foreign-keys'),
    );
    const {verdict, reasons} = judge(plan(), orphans, NOTHING_ASKED, DEFAULTS);
    assert.equal(verdict, 'pass');
    assert.deepEqual(
      reasons.map(({code}) => code),
      ['foreign-keys'],
    );
  });
});

const result = (status: CheckResult['status'], kind: CheckResult['kind'] = 'rows'): CheckResult => ({
  kind,
  name: `${status} ${kind}`,
  status,
  expected: 'at least 10 rows',
  found: '3 rows',
  rows: [],
});
const assessed = (...results: readonly CheckResult[]) => ({results, history: []});

suite('What the user demands of the data', () => {
  test('leaves a pass alone where everything passed', () => {
    const {verdict, reasons} = judge(plan(), CLEAN, assessed(result('pass'), result('pass', 'query')), DEFAULTS);
    assert.deepEqual({verdict, reasons}, {verdict: 'pass', reasons: []});
  });
  test('fails with the code of what failed first, and says how many more did', () => {
    for (const [kind, code] of [
      ['rows', 'assertion'],
      ['drift-rows', 'drift'],
      ['max-age', 'stale'],
    ] as const) {
      assert.throws(
        () => judge(plan(), CLEAN, assessed(result('warn'), result('fail', kind), result('fail', 'query')), DEFAULTS),
        (error: unknown) =>
          isRestoreError(error, code) && /1 more of 3 checks.*at least 10 rows.*3 rows/.test(error.message),
      );
    }
  });
  test('is inconclusive where something could not be checked, and published or not as on-inconclusive says', () => {
    const unknown = assessed(result('pass'), result('inconclusive', 'query'));
    const {verdict, reasons} = judge(plan(), CLEAN, unknown, DEFAULTS);
    assert.equal(verdict, 'inconclusive');
    assert.deepEqual(
      reasons.map(({code}) => code),
      ['query'],
    );
    assert.throws(
      () => judge(plan(), CLEAN, unknown, {...DEFAULTS, onInconclusive: 'fail'}),
      (error: unknown) =>
        isRestoreError(error, 'inconclusive') && /not everything could be checked/.test(error.message),
    );
  });
  test('leaves the verdict with a warning, and says so', () => {
    const {verdict, reasons} = judge(plan(), CLEAN, assessed(result('warn', 'drift-rows')), DEFAULTS);
    assert.equal(verdict, 'pass');
    assert.match(reasons[0]?.text ?? '', /a warning/);
  });
});
