import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {momentOf, newestPossible, timeInName} from '../../../src/formats/object/time.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const READ: readonly (readonly [name: string, time: string, span: number])[] = [
  ['20260102030405', '2026-01-02T03:04:05Z', SECOND],
  ['app-20260102_030405.db', '2026-01-02T03:04:05Z', SECOND],
  ['app-20260102-030405.db.gz', '2026-01-02T03:04:05Z', SECOND],
  ['app-20260102T030405Z.db', '2026-01-02T03:04:05Z', SECOND],
  ['2026-01-02T03-04-05Z/data/app.db', '2026-01-02T03:04:05Z', SECOND],
  ['app-2026-01-02-03-04-05.db', '2026-01-02T03:04:05Z', SECOND],
  ['2026.01.02.03.04.05.tar.gz', '2026-01-02T03:04:05Z', SECOND],
  ['app-2026-01-02T03:04:05.250Z.db', '2026-01-02T03:04:05.250Z', SECOND],
  ['app-2026-01-02T03:04:05+02:00.db', '2026-01-02T01:04:05Z', SECOND],
  ['app-2026-01-02T03:04:05-0530.db', '2026-01-02T08:34:05Z', SECOND],
  ['app-2026-01-02_0304.db', '2026-01-02T03:04:00Z', MINUTE],
  ['2026/01/02/03-04.db', '2026-01-02T03:04:00Z', MINUTE],
  ['app-2026010203.gz', '2026-01-02T03:00:00Z', HOUR],
  ['app_20260102.db', '2026-01-02T00:00:00Z', DAY],
  ['2026/01/02/app.db.gz', '2026-01-02T00:00:00Z', DAY],
  ['app-20260102.2.db', '2026-01-02T00:00:00Z', DAY],
  ['app-20240229.db', '2024-02-29T00:00:00Z', DAY],
  ['20260101/app-20260102-030405.db', '2026-01-02T03:04:05Z', SECOND],
  ['app-1790823600.db', '2026-10-01T03:00:00Z', SECOND],
  ['app-1790823600123.db', '2026-10-01T03:00:00.123Z', 1],
  ['gen-1790823600000000000', '2026-10-01T03:00:00Z', 1],
];

const NONE = [
  'app.db',
  'db-13.gz',
  'app-20261399.db',
  'app-20260229.db',
  'app-20260102250000.db',
  'app-01-02-2026.db',
  'app-2026-0102.db',
  'user-12345678.db',
  'app-123456789012345678901.db',
];

describe('the time in a name', () => {
  for (const [name, time, span] of READ) {
    it(`of ${name} is ${time}`, () => {
      const found = timeInName(name);
      assert.equal(found?.time, Date.parse(time));
      assert.equal(found?.span, span);
    });
  }

  for (const name of NONE) {
    it(`is not in ${name}`, () => {
      assert.equal(timeInName(name), undefined);
    });
  }
});

describe('the newest moment that an object can stand for', () => {
  const noon = Date.parse('2026-10-01T12:00:00Z');
  const second = timeInName('app-20261001-120000.db');
  const day = timeInName('app-20261001.db');

  it('is when it was written, as long as that can be believed', () => {
    assert.equal(newestPossible(undefined, noon), noon);
    assert.equal(newestPossible(second, noon + 5 * SECOND), noon + 5 * SECOND);
    // A name in the local time of New York.
    assert.equal(newestPossible(second, noon + 4 * HOUR), noon + 4 * HOUR);
    assert.equal(newestPossible(day, noon + 8 * HOUR), noon + 8 * HOUR);
  });

  it('is the end of what the name can mean, once the bucket was copied', () => {
    assert.equal(newestPossible(second, noon + 90 * DAY), noon + SECOND - 1);
    assert.equal(newestPossible(day, noon + 90 * DAY), noon + 12 * HOUR - 1);
    assert.equal(newestPossible(second, noon - 90 * DAY), noon + SECOND - 1);
  });

  it('is asked for by the time in the name, when the upload leaves no doubt about its zone', () => {
    assert.equal(momentOf(second, noon + 5 * SECOND), noon);
    assert.equal(momentOf(second, noon + 2 * HOUR), noon + 2 * HOUR);
    assert.equal(momentOf(second, noon - 2 * HOUR), noon - 2 * HOUR);
    assert.equal(momentOf(day, noon), noon);
    assert.equal(momentOf(undefined, noon), noon);
  });
});
