import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {timeOf} from '../../src/checks/time-value.ts';
import type {Cell} from '../../src/sqlite/sqlite.ts';

const MOMENT = Date.UTC(2026, 10, 25, 2, 30, 15, 250);

/** The one moment that a value means; undefined where it is no time. */
function momentOf(type: Cell['type'], text: string): number | undefined {
  const moments = timeOf({type, text});
  assert.equal(moments?.earliest, moments?.latest, 'one moment');
  return moments?.earliest;
}

suite('a time in the data', () => {
  test('is text as RFC 3339 or SQLite write it, in UTC where no zone is written', () => {
    const forms = [
      '2026-11-25T02:30:15.250Z',
      '2026-11-25t02:30:15.250z',
      '2026-11-25T03:30:15.250+01:00',
      '2026-11-24 18:30:15.250-0800',
      '2026-11-25 02:30:15.250',
      '2026-11-25T02:30:15.250999999',
      ' 2026-11-25 02:30:15.250 ',
    ];
    for (const text of forms) assert.equal(momentOf('text', text), MOMENT, text);
    assert.equal(momentOf('text', '2026-11-25 02:30:15'), MOMENT - 250);
    assert.equal(momentOf('text', '2026-11-25T02:30Z'), MOMENT - 15_250);
  });

  test('is a number of seconds, milliseconds or Julian days, told apart by its range', () => {
    assert.equal(momentOf('integer', String(Math.floor(MOMENT / 1000))), MOMENT - 250);
    assert.equal(momentOf('real', String(MOMENT / 1000)), MOMENT);
    assert.equal(momentOf('integer', String(MOMENT)), MOMENT);
    assert.equal(momentOf('real', '1.79557861525e+12'), 1_795_578_615_250);
    // What strftime('%s') gives.
    assert.equal(momentOf('text', String(Math.floor(MOMENT / 1000))), MOMENT - 250);
    // sqlite3: SELECT julianday('2026-11-25 02:30:15.250') gives 2461369.60434317 (and 2440587.5 for 1970-01-01).
    const julian = momentOf('real', '2461369.60434317');
    assert.ok(Math.abs((julian ?? 0) - MOMENT) < 2, String(julian));
    assert.equal(momentOf('integer', '2461370'), Date.UTC(2026, 10, 25, 12));
  });

  test('that is a date alone means every moment of that day', () => {
    const day = Date.UTC(2026, 10, 25);
    assert.deepEqual(timeOf({type: 'text', text: '2026-11-25'}), {earliest: day, latest: day + 86_399_999});
  });

  test('is nothing else', () => {
    const wrong: readonly (readonly [Cell['type'], string])[] = [
      ['null', 'NULL'],
      ['blob', "x'323032362d31312d3235'"],
      ['text', ''],
      ['text', 'yesterday'],
      ['text', 'now'],
      ['text', '2026-02-30'],
      ['text', '2026-13-01 00:00:00'],
      ['text', '2026-11-25 24:00:00'],
      ['text', '25.11.2026'],
      ['text', '20261125'],
      ['text', '20261125023015'],
      ['text', '9999-12-31 23:59:59'],
      ['text', '0001-01-01'],
      ['text', '02:30:15'],
      ['text', '2026-11-25T02:30:15+99:00'],
      ['integer', '0'],
      ['integer', '42'],
      ['integer', '-1795578615'],
      // Microseconds, nanoseconds, .NET ticks.
      ['integer', '1795578615250000'],
      ['integer', '1795578615250000000'],
      ['integer', '639312006152500000'],
      ['real', 'Inf'],
      ['real', '-9.9e+99'],
    ];
    for (const [type, text] of wrong) assert.equal(timeOf({type, text}), undefined, `${type} ${text}`);
  });
});
