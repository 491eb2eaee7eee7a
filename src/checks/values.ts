// Whether a value of the database is what the checks file says, and how both are told without giving data away.
import {runInNewContext} from 'node:vm';
import type {Cell} from '../sqlite/sqlite.ts';
import {countOf, countText} from '../quantities.ts';
import type {Expectation, Value} from './checks-file.ts';

export type Comparison = 'same' | 'different' | 'unknown';

/** Characters from which on a value of the database may have been cut (QueryAnswer in sqlite/sqlite.ts). */
const CUT_LENGTH = 1000;

/** Milliseconds for one regular expression: on a hostile text a harmless-looking one can run for ever. */
const PATTERN_TIME = 1000;

/** What every comparison begins with: of a cut value nobody knows the rest. */
const isCut = ({type, text}: Cell) => (type === 'text' || type === 'blob') && text.length >= CUT_LENGTH;

const isNumber = ({type}: Cell) => type === 'integer' || type === 'real';

/**
 * Below 0, 0 or above 0, as `a - b`; NaN for what is no number. Integers of SQLite have 64 bits, more than a number of
 * JavaScript can hold.
 */
function compareNumbers({type, text}: Cell, value: number): number {
  const found = type === 'integer' ? BigInt(text) : Number(text.replace(/^([+-]?)Inf$/, '$1Infinity'));
  if (found < value) return -1;
  if (found > value) return 1;
  return Number.isNaN(found) ? Number.NaN : 0;
}

const compareTexts = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));

const answer = (same: boolean): Comparison => (same ? 'same' : 'different');

/** Numbers by value, texts exactly, true and false as 1 and 0. A text also equals a number that SQLite prints like it. */
export function equals(cell: Cell, value: Value): Comparison {
  if (isCut(cell)) return 'unknown';
  if (value === null) return answer(cell.type === 'null');
  if (typeof value === 'string') return answer(cell.type !== 'null' && cell.text === value);
  return answer(isNumber(cell) && compareNumbers(cell, Number(value)) === 0);
}

/** Both bounds belong to it. Texts are compared byte by byte, as SQLite does without a collation. */
function between(cell: Cell, low: number | string, high: number | string): Comparison {
  if (isCut(cell)) return 'unknown';
  const inside =
    typeof low === 'number' && typeof high === 'number'
      ? isNumber(cell) && compareNumbers(cell, low) >= 0 && compareNumbers(cell, high) <= 0
      : cell.type === 'text' && compareTexts(cell.text, String(low)) >= 0 && compareTexts(cell.text, String(high)) <= 0;
  return answer(inside);
}

function matches(cell: Cell, pattern: string): Comparison {
  if (isCut(cell)) return 'unknown';
  if (cell.type === 'null' || cell.type === 'blob') return 'different';
  try {
    // In a context of its own only because that is the way to a time limit. What comes back is a boolean.
    const found: unknown = runInNewContext(
      'new RegExp(pattern, "u").test(text)',
      {pattern, text: cell.text},
      {timeout: PATTERN_TIME},
    );
    return answer(found === true);
  } catch {
    // The time limit, or a stack that going back and forth in the text has filled.
    return 'unknown';
  }
}

/** An expectation of one single value. */
export type ValueExpectation = Exclude<Expectation, {is: 'empty' | 'not-empty'}>;

export function compare(cell: Cell, expectation: ValueExpectation): Comparison {
  if (expectation.is === 'equals') return equals(cell, expectation.value);
  if (expectation.is === 'between') return between(cell, expectation.low, expectation.high);
  return matches(cell, expectation.pattern);
}

/** What the checks file itself holds may be shown. */
export function valueText(value: Value): string {
  return typeof value === 'string' ? JSON.stringify(value) : value === null ? 'NULL' : String(value);
}

/** Numbers are shown, because a check that says “found another number” helps nobody; texts only where that is allowed. */
export function cellText(cell: Cell, mayShow: boolean): string {
  const {type, text} = cell;
  if (type === 'null') return 'NULL';
  if (isNumber(cell)) return text;
  if (type === 'blob') return mayShow ? text : 'a blob';
  if (mayShow) return JSON.stringify(text);
  return isCut(cell)
    ? `a text of ${countText(CUT_LENGTH)} characters or more`
    : `a text of ${countOf(text.length, 'character')}`;
}
