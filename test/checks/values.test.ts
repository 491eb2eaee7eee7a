import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import type {Cell} from '../../src/sqlite/sqlite.ts';
import {cellText, compare, equals, type ValueExpectation} from '../../src/checks/values.ts';

const integer = (text: string): Cell => ({type: 'integer', text});
const real = (text: string): Cell => ({type: 'real', text});
const text = (value: string): Cell => ({type: 'text', text: value});
const blob = (value: string): Cell => ({type: 'blob', text: value});
const NULL: Cell = {type: 'null', text: ''};

const between = (low: number | string, high: number | string): ValueExpectation => ({is: 'between', low, high});
const matches = (pattern: string): ValueExpectation => ({is: 'matches', pattern});

suite('equals', () => {
  test('compares numbers by value', () => {
    for (const [cell, value, expected] of [
      [integer('3'), 3, 'same'],
      [real('3.0'), 3, 'same'],
      [real('1.0e+20'), 0, 'different'],
      [real('0.1'), 0.1, 'same'],
      [real('0.30000000000000004'), 0.3, 'different'],
      [real('Inf'), 3, 'different'],
      [real('-Inf'), 3, 'different'],
      [real('?'), 3, 'different'],
      [text('3'), 3, 'different'],
      [blob("x'03'"), 3, 'different'],
      [NULL, 0, 'different'],
      // As numbers of JavaScript the two would be equal.
      [integer('9007199254740993'), 9007199254740992, 'different'],
      [integer('-9223372036854775808'), -9007199254740991, 'different'],
    ] as const) {
      assert.equal(equals(cell, value), expected, `${cell.text} ${value}`);
    }
  });

  test('compares texts exactly, and numbers as SQLite prints them with texts', () => {
    for (const [cell, value, expected] of [
      [text('a'), 'a', 'same'],
      [text('A'), 'a', 'different'],
      [text('a '), 'a', 'different'],
      [text(''), '', 'same'],
      [NULL, '', 'different'],
      [integer('9223372036854775807'), '9223372036854775807', 'same'],
      [integer('3'), '3.0', 'different'],
      [blob("x'00ff'"), "x'00ff'", 'same'],
      // The two forms of one letter are two texts.
      [text('\u00e9'), 'e\u0301', 'different'],
    ] as const) {
      assert.equal(equals(cell, value), expected, `${cell.text} ${value}`);
    }
  });

  test('takes true and false for 1 and 0, and null for NULL alone', () => {
    assert.deepEqual([equals(integer('1'), true), equals(integer('0'), false)], ['same', 'same']);
    assert.deepEqual([equals(integer('2'), true), equals(text('true'), true)], ['different', 'different']);
    assert.deepEqual(
      [equals(NULL, null), equals(integer('0'), null), equals(text(''), null)],
      ['same', 'different', 'different'],
    );
    assert.equal(equals(NULL, false), 'different');
  });
});

suite('between', () => {
  test('includes both bounds', () => {
    for (const [cell, expected] of [
      [integer('1'), 'same'],
      [integer('5'), 'same'],
      [real('5.0001'), 'different'],
      [integer('0'), 'different'],
      [text('3'), 'different'],
      [NULL, 'different'],
    ] as const) {
      assert.equal(compare(cell, between(1, 5)), expected, cell.text);
    }
    assert.equal(compare(real('Inf'), between(0, Number.MAX_SAFE_INTEGER)), 'different');
    assert.equal(compare(integer('9007199254740993'), between(0, Number.MAX_SAFE_INTEGER)), 'different');
  });

  test('orders texts byte by byte, as SQLite does', () => {
    assert.equal(compare(text('2026-06-01'), between('2026-01-01', '2026-12-31')), 'same');
    assert.equal(compare(text('2027'), between('2026-01-01', '2026-12-31')), 'different');
    assert.equal(compare(text('Z'), between('a', 'z')), 'different');
    assert.equal(compare(integer('3'), between('1', '5')), 'different');
    // UTF-16 would have it the other way round.
    assert.equal(compare(text('\uff5e'), between('a', '\u{1f600}')), 'same');
  });
});

suite('matches', () => {
  test('looks anywhere in a text or number, and never in NULL or a blob', () => {
    assert.equal(compare(text('v2.1'), matches('^v2')), 'same');
    assert.equal(compare(text('dev2'), matches('^v2')), 'different');
    assert.equal(compare(text('xyz'), matches('y')), 'same');
    assert.equal(compare(integer('42'), matches('^4')), 'same');
    assert.equal(compare(text('Ä😀'), matches('^\\p{Lu}.$')), 'same');
    assert.equal(compare(NULL, matches('.*')), 'different');
    assert.equal(compare(blob("x'00'"), matches('.*')), 'different');
  });

  test('ends a search that hostile text keeps busy', () => {
    assert.equal(compare(text(`${'a'.repeat(900)}!`), matches('^(a+)+$')), 'unknown');
  });
});

suite('texts from the database', () => {
  const long = text('a'.repeat(1000));

  test('of 1,000 characters may be cut, so that nobody knows whether they are what they should be', () => {
    for (const expectation of [matches('^a+'), between('a', 'b'), {is: 'equals', value: 'a'} as const]) {
      assert.equal(compare(long, expectation), 'unknown');
    }
    assert.equal(compare(text('a'.repeat(999)), matches('^a+$')), 'same');
  });

  test('are shown only where that is allowed; numbers always', () => {
    assert.equal(cellText(text('root@example.com'), false), 'a text of 16 characters');
    assert.equal(cellText(text('a\nb'), true), '"a\\nb"');
    assert.equal(cellText(long, false), 'a text of 1,000 characters or more');
    assert.equal(cellText(blob("x'00'"), false), 'a blob');
    assert.deepEqual(
      [integer('5'), real('0.5'), NULL].map(cell => cellText(cell, false)),
      ['5', '0.5', 'NULL'],
    );
  });
});
