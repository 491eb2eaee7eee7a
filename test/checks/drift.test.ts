import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import type {CheckResult} from '../../src/checks/check-result.ts';
import type {DriftChecks, Thresholds} from '../../src/checks/checks-file.ts';
import {compareWithHistory} from '../../src/checks/drift.ts';
import type {PastRun} from '../../src/history/history.ts';
import {hashOf, RUN, runOf} from './past-runs.ts';

const BOTH: Thresholds = {shrinkWarn: 0.05, shrinkFail: 0.5, growWarn: 1, growFail: 10};
const OFF: DriftChecks = {
  rows: {},
  tables: new Map(),
  size: {},
  missingTable: 'off',
  schema: 'off',
  time: {},
  increments: {},
};
const ROWS: DriftChecks = {...OFF, rows: BOTH, missingTable: 'fail'};

function compare(now: Partial<PastRun>, drift: DriftChecks, runs: readonly PastRun[] = [runOf(1)]) {
  return compareWithHistory({...RUN, ...now}, {runs, doubt: ''}, drift);
}

/** All that is not a pass, as `kind status name`. */
function told(results: readonly CheckResult[]): readonly string[] {
  return results.filter(({status}) => status !== 'pass').map(({kind, status, name}) => `${kind} ${status} ${name}`);
}

suite('a first run', () => {
  test('passes, and says that there is nothing to compare with', () => {
    const results = compareWithHistory(RUN, {runs: [], doubt: ''}, {...ROWS, size: BOTH, schema: 'fail', time: BOTH});
    assert.equal(results.length, 1);
    assert.equal(results[0]?.status, 'pass');
    assert.match(results[0]?.found ?? '', /first of a new history/);
  });

  test('after a damaged history warns, and begins a new one', () => {
    const results = compareWithHistory(RUN, {runs: [], doubt: 'it is not JSON'}, ROWS);
    assert.deepEqual(told(results), ['drift-rows warn the history']);
    assert.equal(results[0]?.found, 'it is not JSON');
    assert.equal(results.length, 2);
  });

  test('with what is left of a damaged history still compares', () => {
    const shrunken = {...RUN, rows: {orders: 10}};
    const results = compareWithHistory(shrunken, {runs: [runOf(1)], doubt: '1 of its 2 runs is not valid'}, ROWS);
    assert.ok(told(results).includes('drift-rows warn the history'));
    assert.ok(told(results).includes('drift-rows fail rows of table orders'));
  });
});

/** Thresholds of the table sessions, and none of orders. */
const withOwn = (sessions: Thresholds): DriftChecks => ({
  ...ROWS,
  tables: new Map([
    ['sessions', sessions],
    ['orders', {}],
  ]),
});

/** What is told of a night in which the table orders has that many rows. */
const rows = (orders: number) => told(compare({rows: {...RUN.rows, orders}}, ROWS));

/** So many tables of so many rows. */
const tables = (count: number, name: string, each: number) =>
  Object.fromEntries(Array.from({length: count}, (_, index) => [`${name}${index}`, each]));

/** As they come out of JSON. */
function named(proto: number, constructor: number): PastRun['rows'] {
  return Object.fromEntries([
    ['__proto__', proto],
    ['constructor', constructor],
  ]);
}

suite('rows', () => {
  test('that fell warn first, then fail', () => {
    assert.deepEqual(rows(951), []);
    assert.deepEqual(rows(950), ['drift-rows warn rows of table orders']);
    assert.deepEqual(rows(501), ['drift-rows warn rows of table orders']);
    assert.deepEqual(rows(500), ['drift-rows fail rows of table orders']);
    assert.deepEqual(rows(0), ['drift-rows fail rows of table orders']);
  });

  test('that rose warn first, then fail', () => {
    assert.deepEqual(rows(1999), []);
    assert.deepEqual(rows(2000), ['drift-rows warn rows of table orders']);
    assert.deepEqual(rows(11_000), ['drift-rows fail rows of table orders']);
  });

  test('are shown with both numbers and the share', () => {
    const [worst] = compare({rows: {...RUN.rows, orders: 400}}, ROWS).filter(({status}) => status === 'fail');
    assert.deepEqual(worst, {
      kind: 'drift-rows',
      name: 'rows of table orders',
      status: 'fail',
      expected: 'no fall of 50 % or more: 1,000 rows in the run of 2026-11-23T03:00:00Z',
      found: '400 rows (−60 %)',
      rows: [],
    });
  });

  test('of a tiny table cry no wolf', () => {
    assert.deepEqual(told(compare({rows: {accounts: 4, orders: 1000, sessions: 9}}, ROWS)), []);
    const before = [runOf(1, {rows: {jobs: 30}})];
    assert.deepEqual(told(compare({rows: {jobs: 11}}, ROWS, before)), []);
    assert.deepEqual(told(compare({rows: {jobs: 10}}, ROWS, before)), ['drift-rows fail rows of table jobs']);
  });

  test('of a table that became empty are always told, of a tiny one as a warning', () => {
    assert.deepEqual(told(compare({rows: {accounts: 0, orders: 1000, sessions: 3}}, ROWS)), [
      'drift-rows warn rows of table accounts',
    ]);
    assert.deepEqual(rows(0), ['drift-rows fail rows of table orders']);
  });

  test('of a named table are measured by its own thresholds, however small it is', () => {
    assert.deepEqual(told(compare({rows: {accounts: 10, orders: 1, Sessions: 2}}, withOwn({shrinkFail: 0.01}))), [
      'drift-rows fail rows of table sessions',
    ]);
    assert.deepEqual(told(compare({rows: {accounts: 10, orders: 1, sessions: 0}}, withOwn({}))), []);
  });

  test('in a table that had none are no drift', () => {
    assert.deepEqual(told(compare({rows: {new: 1_000_000}}, ROWS, [runOf(1, {rows: {new: 0}})])), []);
  });

  test('that cannot be counted any more do not pass', () => {
    assert.deepEqual(told(compare({rows: {...RUN.rows, orders: null}}, ROWS)), [
      'drift-rows inconclusive rows of table orders',
    ]);
    assert.deepEqual(told(compare({}, ROWS, [runOf(1, {rows: {orders: null}})])), []);
  });

  test('within the thresholds are one line for all tables', () => {
    const results = compare({rows: {...RUN.rows, orders: 1031}}, ROWS);
    assert.equal(results.length, 1);
    assert.equal(results[0]?.found, '3 tables within, most changed: orders (+3.1 %)');
    assert.equal(compare({}, ROWS)[0]?.found, '3 tables within, none changed');
  });

  test('are compared with the last good run, not with those before it', () => {
    const runs = [runOf(2, {rows: {orders: 5000}}), runOf(1)];
    assert.deepEqual(told(compare({}, ROWS, runs)), []);
  });

  test('of very many tables are no flood, and the worst come first', () => {
    const results = compare({rows: {...tables(60, 't', 900), t30: 10}}, ROWS, [
      runOf(1, {rows: tables(60, 't', 1000)}),
    ]);
    assert.equal(told(results).length, 21);
    assert.equal(told(results)[0], 'drift-rows fail rows of table t30');
    assert.equal(told(results).at(-1), 'drift-rows warn further tables');
    assert.equal(results.at(-1)?.found, '40 more that are not');
  });

  test('of tables with the names of JavaScript’s own are counted like others', () => {
    const before = [runOf(1, {rows: named(100, 100)})];
    assert.deepEqual(told(compare({rows: named(0, 100)}, ROWS, before)), ['drift-rows fail rows of table __proto__']);
    assert.deepEqual(told(compare({rows: {}}, ROWS, before)), [
      'drift-table fail table __proto__',
      'drift-table fail table constructor',
    ]);
  });
});

suite('a table that is gone', () => {
  const gone = {rows: {accounts: 10, sessions: 3}};

  test('fails, warns, or is left alone, as the checks file says', () => {
    assert.deepEqual(told(compare(gone, ROWS)), ['drift-table fail table orders']);
    assert.deepEqual(told(compare(gone, {...ROWS, missingTable: 'warn'})), ['drift-table warn table orders']);
    assert.deepEqual(told(compare(gone, {...ROWS, missingTable: 'off'})), []);
  });

  test('is the same table when only the case of its name changed, and another one is none', () => {
    assert.deepEqual(told(compare({rows: {Accounts: 10, ORDERS: 1000, sessions: 3, more: 1}}, ROWS)), []);
  });

  test('is not known to be gone behind the end of a list that is full', () => {
    const before = [runOf(1, {rows: {a: 1, z: 1}})];
    assert.deepEqual(told(compare({rows: tables(1000, 'm', 1)}, ROWS, before)), ['drift-table fail table a']);
  });
});

suite('size', () => {
  const SIZE = {...OFF, size: {shrinkWarn: 0.1, shrinkFail: 0.5}};
  const size = (fields: Partial<PastRun>, before: Partial<PastRun> = {}) =>
    told(compare(fields, SIZE, [runOf(1, before)]));

  test('that fell is told', () => {
    assert.deepEqual(size({bytes: 3_686_400, pages: 900}), ['drift-size warn size']);
    assert.deepEqual(size({bytes: 2_048_000, pages: 500}), ['drift-size fail size']);
  });

  test('counts pages in use: VACUUM is no loss, and rows deleted without it are one', () => {
    assert.deepEqual(size({bytes: 2_048_000, pages: 500}, {freelistPages: 500}), []);
    assert.deepEqual(size({freelistPages: 600}), ['drift-size fail size']);
  });

  test('of a tiny database is no drift', () => {
    assert.deepEqual(size({bytes: 12_288, pages: 3}, {bytes: 40_960, pages: 10}), []);
  });

  test('is not looked at without thresholds', () => {
    assert.deepEqual(compare({bytes: 4096, pages: 1}, OFF), []);
  });
});

suite('the schema', () => {
  test('that changed warns or fails, as the checks file says', () => {
    const changed = {schemaFingerprint: hashOf('6')};
    assert.deepEqual(told(compare(changed, {...OFF, schema: 'warn'})), ['drift-schema warn schema']);
    assert.deepEqual(told(compare(changed, {...OFF, schema: 'fail'})), ['drift-schema fail schema']);
    assert.deepEqual(compare(changed, OFF), []);
    assert.deepEqual(told(compare({}, {...OFF, schema: 'fail'})), []);
  });
});

const nights = (...restoreMs: readonly number[]) =>
  restoreMs.map((ms, index) => runOf(restoreMs.length - index, {restoreMs: ms, checkMs: 0}));

suite('what varies from night to night', () => {
  const TIME = {...OFF, time: {growWarn: 1, growFail: 5}};

  test('is compared with the middle of the last seven good runs', () => {
    const runs = nights(500_000, 20_000, 20_000, 21_000, 900_000, 20_000, 22_000, 20_000);
    const slow = (restoreMs: number) => told(compare({restoreMs, checkMs: 0}, TIME, runs));
    assert.deepEqual(slow(39_000), []);
    assert.deepEqual(slow(40_000), ['drift-time warn time of restore and check']);
    assert.deepEqual(slow(120_000), ['drift-time fail time of restore and check']);
  });

  test('has no baseline before three runs', () => {
    const results = compare({restoreMs: 900_000}, TIME, nights(20_000, 20_000));
    assert.deepEqual(told(results), []);
    assert.equal(results[0]?.found, 'only 2 yet');
  });

  test('does not count seconds that runners differ by', () => {
    assert.deepEqual(told(compare({restoreMs: 9_000, checkMs: 0}, TIME, nights(1000, 1000, 1000))), []);
  });

  test('is also what increments hold', () => {
    const drift = {...OFF, increments: {shrinkWarn: 0.5, shrinkFail: 0.9, growWarn: 3}};
    const runs = [runOf(3), runOf(2), runOf(1)];
    const name = 'frames or pages applied from increments';
    assert.deepEqual(told(compare({framesApplied: 4100}, drift, runs)), []);
    assert.deepEqual(told(compare({framesApplied: 100}, drift, runs)), [`drift-increments fail ${name}`]);
    assert.deepEqual(told(compare({framesApplied: 16_000}, drift, runs)), [`drift-increments warn ${name}`]);
  });
});
