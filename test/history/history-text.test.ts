import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import type {PastRun} from '../../src/history/history.ts';
import {historyText, MOST_BYTES, MOST_RUNS, parseHistory} from '../../src/history/history-text.ts';
import {RUN, runOf} from '../checks/past-runs.ts';

/** A history whose one run has these fields instead. */
function withField(fields: object): string {
  return JSON.stringify({version: 1, runs: [runOf(2), {...RUN, ...fields}]});
}

/** A run of about 30 kB: 1,000 tables with long names. */
function largeRun(night: number): PastRun {
  return runOf(night, {
    rows: Object.fromEntries(Array.from({length: 1000}, (_, i) => [`table ${i} ${'x'.repeat(20)}`, i])),
  });
}

suite('the text of a history', () => {
  test('comes back as it was', () => {
    const runs = [runOf(2), runOf(1, {pointTime: null, rows: {b: null, a: 1, '"; DROP\n': 2}}), RUN];
    assert.deepEqual(parseHistory(historyText(runs)), {runs, doubt: ''});
    assert.deepEqual(parseHistory(historyText([])), {runs: [], doubt: ''});
  });

  test('is the same for the same runs, and has one line for each, so that a commit changes little', () => {
    const [one, two] = [runOf(2), runOf(1)];
    const shuffled = {
      ...Object.fromEntries(Object.entries(two).toReversed()),
      rows: {sessions: 3, orders: 1000, accounts: 10},
    };
    const text = historyText([one, two]);
    // Safe: the same fields in another order.
    assert.equal(historyText([one, shuffled as unknown as PastRun]), text);
    const before = text.split('\n');
    const after = historyText([one, two, RUN]).split('\n');
    assert.equal(after.length, before.length + 1);
    assert.deepEqual(after.slice(0, 4), before.slice(0, 4));
  });

  test('holds no more runs and no more bytes than may be read again, and loses the oldest', () => {
    const many = Array.from({length: MOST_RUNS + 5}, (_, index) => runOf(1000 - index));
    assert.deepEqual(parseHistory(historyText(many)).runs, many.slice(5));
    const large = Array.from({length: 150}, (_, index) => largeRun(150 - index));
    const text = historyText(large);
    assert.ok(Buffer.byteLength(text) <= MOST_BYTES);
    const {runs, doubt} = parseHistory(text);
    assert.equal(doubt, '');
    assert.ok(runs.length > 50 && runs.length < 150, String(runs.length));
    assert.deepEqual(runs.at(-1), large.at(-1));
  });

  test('has whole milliseconds, which stores do not', () => {
    const text = historyText([runOf(1, {pointTime: 1_795_578_615_250.4})]);
    assert.equal(parseHistory(text).runs[0]?.pointTime, 1_795_578_615_250);
  });
});

suite('a history that somebody else wrote', () => {
  test('is none, with a doubt, when it is no history at all', () => {
    const texts = [
      '',
      'null',
      '[]',
      '7',
      '{',
      '<<<<<<< HEAD\n{}',
      '{}',
      '{"version": 1}',
      '{"version": 1, "runs": {}}',
    ];
    assert.deepEqual(parseHistory(historyText([RUN]).padEnd(MOST_BYTES)).runs, [RUN]);
    for (const text of [...texts, '['.repeat(100_000), historyText([RUN]).padEnd(MOST_BYTES + 1)]) {
      const {runs, doubt} = parseHistory(text);
      assert.deepEqual(runs, []);
      assert.notEqual(doubt, '', text.slice(0, 50));
    }
  });

  test('of another version is not guessed at', () => {
    const newer = historyText([RUN]).replace('"version": 1', '"version": 2');
    assert.deepEqual(parseHistory(newer), {runs: [], doubt: 'its version is not 1, the only one known here'});
  });

  test('loses the runs that are not valid, and says how many', () => {
    const wrong: readonly object[] = [
      {at: '2026'},
      {at: -1},
      {at: 1.5},
      {at: 1e300},
      {bytes: null},
      {position: 7},
      {position: 'x'.repeat(4001)},
      {pointTime: 'now'},
      {pointTime: 1e300},
      {sha256: 'abc'},
      {sha256: ['a'.repeat(64)]},
      {schemaFingerprint: undefined},
      {rows: null},
      {rows: []},
      {rows: {a: -1}},
      {rows: {a: '1'}},
      {rows: {['x'.repeat(201)]: 1}},
      {rows: Object.fromEntries(Array.from({length: 1001}, (_, i) => [i, i]))},
      {restoreMs: true},
    ];
    for (const fields of wrong) {
      const {runs, doubt} = parseHistory(withField(fields));
      assert.deepEqual(runs, [runOf(2)], JSON.stringify(fields).slice(0, 80));
      assert.equal(doubt, '1 of its 2 runs is not valid');
    }
  });

  test('brings nothing in that a run does not have', () => {
    const {runs} = parseHistory(withField({verdict: 'pass', toString: 'x'}));
    assert.deepEqual(runs, [runOf(2), RUN]);
    const {runs: polluted} = parseHistory(withField({rows: {}}).replace('"rows":{}', '"rows":{"__proto__":5}'));
    assert.deepEqual(Object.entries(polluted[1]?.rows ?? {}), [['__proto__', 5]]);
    assert.equal(Object.getPrototypeOf(polluted[1]?.rows), Object.prototype);
  });

  test('is put into the order of time', () => {
    const text = JSON.stringify({version: 1, runs: [RUN, runOf(2), runOf(1)]});
    assert.deepEqual(parseHistory(text).runs, [runOf(2), runOf(1), RUN]);
  });
});
