import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {checkFreshness, type FreshnessAsked} from '../../src/checks/freshness.ts';
import type {CheckResult} from '../../src/checks/check-result.ts';
import type {Movement} from '../../src/checks/movement.ts';
import type {RestorePoint} from '../../src/formats/format.ts';
import type {Cell, Query, QueryAnswer} from '../../src/sqlite/sqlite.ts';
import {DAY, HOUR} from './past-runs.ts';

const NOW = Date.UTC(2026, 10, 25, 3);
const SKEW = 5 * 60_000;
const IMAGE: Movement = {endsInIncrement: false, newestStored: NOW - HOUR};
const INCREMENT: Movement = {endsInIncrement: true, newestStored: NOW - HOUR};

const exact = (time: number): RestorePoint => ({position: '41', time, timeIs: 'exact'});
const bound = (time: number): RestorePoint => ({position: 'app.db', time, timeIs: 'upper-bound'});

type Case = {
  readonly asked?: Partial<FreshnessAsked>;
  readonly point?: RestorePoint;
  readonly movement?: Movement;
  /** What the query gives. */
  readonly answer?: QueryAnswer;
};

async function check({asked = {}, point = exact(NOW - HOUR), movement = IMAGE, answer}: Case) {
  const questions: Query[] = [];
  const results = await checkFreshness(
    {
      maxAge: DAY,
      clockSkew: SKEW,
      ...(answer === undefined ? {} : {freshnessQuery: 'SELECT max(at) FROM orders'}),
      ...asked,
    },
    {
      path: '/restored.sqlite',
      point,
      movement,
      now: NOW,
      sqlite: {
        query(path, query) {
          assert.equal(path, '/restored.sqlite');
          questions.push(query);
          return Promise.resolve(answer ?? assert.fail('a query that nobody asked for'));
        },
      },
      queryTime: 30_000,
      signal: new AbortController().signal,
    },
  );
  return {results, questions};
}

const statuses = (results: readonly CheckResult[]) =>
  Object.fromEntries(results.map(({kind, status}) => [kind, status]));

type Rows = Extract<QueryAnswer, {readonly kind: 'rows'}>;

function rows(...values: readonly (readonly Cell[])[]): Rows {
  return {kind: 'rows', columns: ['at'], first: values, total: values.length, stopped: false};
}
const text = (value: string): Rows => rows([{type: 'text', text: value}]);
const iso = (time: number) => text(new Date(time).toISOString());

async function maxAge(given: Case): Promise<string> {
  const {results} = await check(given);
  return results.find(({kind}) => kind === 'max-age')?.status ?? 'nothing';
}

async function data(given: Case): Promise<CheckResult> {
  const {results} = await check(given);
  return results.find(({kind}) => kind === 'freshness-query') ?? assert.fail('no result');
}

suite('max-age', () => {
  test('says nothing where nobody asks', async () => {
    assert.deepEqual((await check({asked: {maxAge: undefined}})).results, []);
  });

  test('holds for a restore point whose time is known and young enough, and fails for an older one', async () => {
    assert.equal(await maxAge({point: exact(NOW - 23 * HOUR)}), 'pass');
    assert.equal(await maxAge({point: exact(NOW - 25 * HOUR)}), 'fail');
    const {results} = await check({point: exact(NOW - 75 * HOUR)});
    assert.deepEqual(results[0], {
      kind: 'max-age',
      name: 'age of the restore point',
      status: 'fail',
      expected: 'not older than 24 h',
      found: '3 d 3 h old (2026-11-22T00:00:00Z)',
      rows: [],
    });
  });

  test('allows clocks to differ, and no more than that', async () => {
    assert.equal(await maxAge({point: exact(NOW - DAY - SKEW)}), 'pass');
    assert.equal(await maxAge({point: exact(NOW - DAY - SKEW - 1)}), 'fail');
    assert.equal(await maxAge({point: exact(NOW + SKEW)}), 'pass');
  });

  test('does not pass a restore point of the future: some clock is wrong', async () => {
    assert.equal(await maxAge({point: exact(NOW + SKEW + 1)}), 'inconclusive');
    assert.equal(await maxAge({point: bound(NOW + DAY), movement: INCREMENT}), 'inconclusive');
  });

  test('does not pass a restore point of unknown time', async () => {
    assert.equal(await maxAge({point: {position: 'x', timeIs: 'unknown'}}), 'inconclusive');
    assert.equal(await maxAge({point: {position: 'x', time: NOW - HOUR, timeIs: 'unknown'}}), 'inconclusive');
  });

  test('fails where even the bound is too old: the backup has stopped', async () => {
    for (const movement of [IMAGE, INCREMENT]) {
      assert.equal(await maxAge({point: bound(NOW - 21 * DAY), movement}), 'fail');
    }
  });

  test('passes a bound that an increment gives, which exists only because something was committed', async () => {
    assert.equal(await maxAge({point: bound(NOW - HOUR), movement: INCREMENT}), 'pass');
  });

  test('does not pass it in a bucket that looks copied', async () => {
    const point = {...bound(NOW - HOUR), timeDoubt: 'the upload times are not the writer’s'};
    assert.equal(await maxAge({point, movement: INCREMENT}), 'inconclusive');
    assert.equal(await maxAge({point, movement: {...IMAGE, changedAfter: NOW - DAY}}), 'inconclusive');
  });
});

suite('max-age of a copy made on a schedule, which may hold data of three weeks ago', () => {
  const point = bound(NOW - HOUR);

  test('does not pass by the time at which it was stored alone', async () => {
    const {results} = await check({point});
    assert.equal(results[0]?.status, 'inconclusive');
    assert.match(results[0]?.found ?? '', /can hold older data: set freshness-query$/);
  });

  test('passes where the data itself is young enough', async () => {
    assert.equal(await maxAge({point, answer: iso(NOW - 2 * HOUR)}), 'pass');
    assert.equal(await maxAge({point: {position: 'x', timeIs: 'unknown'}, answer: iso(NOW - 2 * HOUR)}), 'pass');
    assert.equal(await maxAge({point, answer: iso(NOW - 21 * DAY)}), 'inconclusive');
  });

  test('passes where a run within max-age found other data', async () => {
    assert.equal(await maxAge({point, movement: {...IMAGE, changedAfter: NOW - DAY}}), 'pass');
    assert.equal(await maxAge({point, movement: {...IMAGE, changedAfter: NOW - 7 * DAY}}), 'inconclusive');
  });

  test('passes while it is unchanged for no longer than the user allows in words', async () => {
    const asked = {unchangedFor: 30 * DAY};
    assert.equal(await maxAge({asked, point}), 'pass');
    assert.equal(await maxAge({asked, point, movement: {...IMAGE, sameSince: NOW - 29 * DAY}}), 'pass');
    assert.equal(await maxAge({asked, point, movement: {...IMAGE, sameSince: NOW - 31 * DAY}}), 'inconclusive');
    assert.equal(await maxAge({asked, point: bound(NOW - 2 * DAY)}), 'fail');
  });
});

suite('freshness-query', () => {
  test('is asked once, for one value, within its time', async () => {
    const {questions} = await check({answer: iso(NOW - HOUR)});
    assert.deepEqual(questions, [{sql: 'SELECT max(at) FROM orders', parameters: [], maxRows: 2, timeout: 30_000}]);
  });

  test('passes young data and fails old data, in every form of a time', async () => {
    const forms: readonly (readonly [Cell['type'], (time: number) => string])[] = [
      ['text', time => new Date(time).toISOString()],
      ['text', time => new Date(time).toISOString().replace('T', ' ').slice(0, 19)],
      ['integer', time => String(Math.floor(time / 1000))],
      ['integer', String],
      ['real', time => String(time / 86_400_000 + 2_440_587.5)],
    ];
    for (const [type, write] of forms) {
      const found = async (time: number) => (await data({answer: rows([{type, text: write(time)}])})).status;
      assert.equal(await found(NOW - 23 * HOUR), 'pass', write(NOW));
      assert.equal(await found(NOW - 21 * DAY), 'fail', write(NOW));
    }
  });

  test('fails a table without rows: that is the oldest data there is', async () => {
    assert.equal((await data({answer: rows()})).status, 'fail');
    assert.equal((await data({answer: rows([{type: 'null', text: 'NULL'}])})).status, 'fail');
  });

  test('fails an answer that is not one value, and a question that the data cannot answer', async () => {
    const day: Cell = {type: 'text', text: '2026-11-25'};
    const answers: readonly QueryAnswer[] = [
      rows([day, day]),
      rows([day], [day]),
      {...iso(NOW - HOUR), stopped: true},
      {kind: 'error', reason: 'no such table: orders'},
    ];
    for (const answer of answers) assert.equal((await data({answer})).status, 'fail', JSON.stringify(answer));
  });

  test('does not pass what is no time, or has no answer', async () => {
    const answers: readonly QueryAnswer[] = [
      text('yesterday'),
      rows([{type: 'integer', text: '42'}]),
      {kind: 'timeout', reason: 'longer than 30 s'},
      {kind: 'refused', reason: 'it writes'},
    ];
    for (const answer of answers) assert.equal((await data({answer})).status, 'inconclusive', JSON.stringify(answer));
  });

  test('shows no value that is no time: it is somebody’s data', async () => {
    const found = await data({answer: text('mallory@example.com')});
    assert.equal(found.found, 'a value of type text with 19 characters, which is no time of 1973 to 2201');
    const microseconds = await data({answer: rows([{type: 'integer', text: '1795578615250000'}])});
    assert.match(microseconds.found, /of type integer with 16 digits/);
  });

  test('does not pass a time of the future: a clock, a zone or a sentinel', async () => {
    assert.equal((await data({answer: iso(NOW + SKEW)})).status, 'inconclusive');
    assert.equal((await data({answer: iso(NOW + 10 * DAY)})).status, 'inconclusive');
    const point: RestorePoint = {position: 'x', timeIs: 'unknown'};
    assert.equal((await data({point, answer: iso(NOW + SKEW + 1)})).status, 'inconclusive');
  });

  test('does not pass a time after the restore point, which the data cannot hold', async () => {
    const found = await data({point: exact(NOW - 10 * HOUR), answer: iso(NOW - 9 * HOUR)});
    assert.equal(found.status, 'inconclusive');
    assert.match(found.found, /later than the restore point \(2026-11-24T17:00:00Z\)/);
    // A clock may differ by the skew.
    assert.equal((await data({point: exact(NOW - HOUR), answer: iso(NOW - HOUR + SKEW)})).status, 'pass');
  });

  test('takes a bare date for the whole day', async () => {
    // At 03:00: today's began 3 h ago, yesterday's lie between 3 h and 27 h ago, those before are older than a day.
    assert.equal((await data({answer: text('2026-11-25')})).status, 'pass');
    assert.equal((await data({answer: text('2026-11-24')})).status, 'inconclusive');
    assert.equal((await data({answer: text('2026-11-23')})).status, 'fail');
  });

  test('without max-age has nothing to be measured by', async () => {
    assert.equal((await data({asked: {maxAge: undefined}, answer: iso(NOW - HOUR)})).status, 'inconclusive');
  });
});

/** The same data for three days, while copies of it are stored. */
const stalled: Movement = {...IMAGE, sameSince: NOW - 3 * DAY};

async function stall(asked: Partial<FreshnessAsked>) {
  return statuses((await check({asked, movement: stalled})).results)['writer-stalled'];
}

suite('a writer that uploads and captures nothing new', () => {
  test('fails beyond max-age', async () => {
    const {results} = await check({point: bound(NOW - HOUR), movement: stalled});
    assert.deepEqual(statuses(results), {'max-age': 'inconclusive', 'writer-stalled': 'fail'});
    assert.match(results[1]?.found ?? '', /the same bytes since 2026-11-22T03:00:00Z, for 3 d, while the newest/);
  });

  test('is a warning where only freshness.unchanged-for is passed', async () => {
    assert.equal(await stall({unchangedFor: 2 * DAY, maxAge: 7 * DAY}), 'warn');
    assert.equal(await stall({unchangedFor: 2 * DAY, maxAge: undefined}), 'warn');
    assert.equal(await stall({unchangedFor: 2 * DAY, maxAge: DAY}), 'fail');
    assert.equal(await stall({unchangedFor: 30 * DAY, maxAge: DAY}), 'pass');
    assert.equal(await stall({maxAge: undefined}), undefined);
  });

  test('is none where nothing was uploaded since: that is for max-age to say', async () => {
    const {results} = await check({point: exact(NOW - 3 * DAY), movement: {...stalled, newestStored: NOW - 3 * DAY}});
    assert.deepEqual(statuses(results), {'max-age': 'fail', 'writer-stalled': 'pass'});
  });

  test('is seen whatever the restore point ends in: a WAL can be uploaded again and again', async () => {
    const {results} = await check({point: bound(NOW - HOUR), movement: {...stalled, endsInIncrement: true}});
    assert.equal(statuses(results)['writer-stalled'], 'fail');
  });
});
