// The search for the newest restore point that passes, over real backups: held against trying every point.
import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {NO_CHECKS} from '../../src/checks/defaults.ts';
import type {CheckResult} from '../../src/checks/check-result.ts';
import {ERROR_CODES, RestoreError, type ErrorCode} from '../../src/errors.ts';
import {startsSearch} from '../../src/pipeline/last-good.ts';
import type {RestoreRequest} from '../../src/request.ts';
import type {ObjectStore} from '../../src/storage/store.ts';
import {databaseBytes} from '../action/small-backup.ts';
import type {Bucket, StoredObject} from '../models/memory-store.ts';
import {restoreInMemory} from '../models/restore-in-memory.ts';
import {assertExact, backupsIn, compare, harmed, multiplesOf, type Harm} from './last-good-truth.ts';

const located = (prefix: string) => ({kind: 'directory', path: '/', prefix}) as const;

const folder = (format: string) => fileURLToPath(new URL(`../fixtures/${format}/`, import.meta.url));

/** Larger backups are damaged at few objects, counted from the newest: to try every point after them takes its time. */
const MOST_OBJECTS = 45;
const SAMPLE = [2, 13, 24];

function victims(bucket: Bucket): readonly string[] {
  const newestFirst = [...bucket.values()].toSorted((a, b) => b.lastModified - a.lastModified).map(({key}) => key);
  return bucket.size <= MOST_OBJECTS ? newestFirst : SAMPLE.flatMap(index => newestFirst[index] ?? []);
}

/** Litestream's newest state survives much: only what it cannot do without starts a search. */
const LEAST_SEARCHES: Readonly<Record<string, number>> = {'litestream-ltx': 50, 'litestream-v3': 50, zlayer: 15};

for (const [format, least] of Object.entries(LEAST_SEARCHES)) {
  suite(`The last good point of ${format}`, () => {
    let searches = 0;
    for (const {name, prefix, bucket} of backupsIn(format, folder(format))) {
      test(`is exactly the newest that passes, whichever object is damaged: ${name}`, async () => {
        // One that needs a key cannot be restored here at all.
        if ((await restoreInMemory(bucket, {location: located(prefix)})).result.error !== undefined) return;
        for (const key of victims(bucket)) {
          const harm: Harm = format === 'zlayer' ? 'cut' : 'flip';
          const compared = await compare({prefix, bucket: harmed(bucket, key, harm)});
          if (compared.lastGood === undefined) continue;
          searches += 1;
          assertExact(compared, `${harm} ${key}`);
        }
      });

      test(`is exactly the newest that passes a check of the data: ${name}`, async () => {
        for (const divisor of [3, 7]) {
          const compared = await compare({prefix, bucket}, multiplesOf(divisor));
          if (compared.lastGood === undefined) continue;
          searches += 1;
          assertExact(compared, `multiples of ${divisor}`);
        }
      });
    }
    test('was looked for often enough to mean something', () => {
      assert.ok(searches >= least, `${searches} searches`);
    });
  });
}

const DAY = 86_400_000;
const START = Date.UTC(2026, 10, 1);

/** A backup a day; the newest is the last one. */
function series(...contents: readonly Buffer[]): Bucket {
  const objects = contents.map((bytes, at): StoredObject => {
    const lastModified = START + at * DAY;
    const key = `app-${new Date(lastModified).toISOString().slice(0, 10)}.db`;
    return {key, bytes, lastModified};
  });
  return new Map(objects.map(object => [object.key, object]));
}

const RIGHT = databaseBytes(30);
/** Sound, and without a row. */
const EMPTY = databaseBytes(0);

/** Whole as a file, and no database any more: each in its own way, for the same bytes are not tried twice. */
function wrong(seed: number): Buffer {
  return databaseBytes(30).fill(0x40 + seed, 4096, 8192);
}

suite('The last good point of a series of objects', () => {
  test('is exactly the newest that passes, in every pattern of good and bad', async () => {
    const length = 6;
    for (let pattern = 0; pattern < 2 ** length; pattern += 1) {
      const contents = Array.from({length}, (_, at) => ((pattern >> at) % 2 === 0 ? wrong(at) : RIGHT));
      const compared = await compare({prefix: '', bucket: series(...contents, EMPTY)});
      assertExact(compared, pattern.toString(2).padStart(length, '0'));
    }
  });

  test('tells what is lost: the time, and the rows of each table, where the newest can be read', async () => {
    const bucket = series(RIGHT, databaseBytes(40), databaseBytes(50), EMPTY);
    const {result} = await restoreInMemory(bucket, {allowEmpty: false, lastGood: 'report'});
    assert.equal(result.error?.code, 'hollow');
    assert.deepEqual(result.lastGood?.lost, ['about 24 h']);
    assert.deepEqual(result.lastGood.rows, [{table: 'account', lastGood: 50, newest: 0}]);
    assert.deepEqual(
      result.reasons.map(({code}) => code),
      ['hollow', 'last-good'],
    );
    const unreadable = await restoreInMemory(series(RIGHT, wrong(1).subarray(0, 5000)), {lastGood: 'report'});
    assert.deepEqual(unreadable.result.lastGood?.rows, [{table: 'account', lastGood: 30, newest: null}]);
  });

  test('restore publishes it to the byte, also when others were put together after it', async () => {
    const wrongs = [1, 2, 3, 4, 5, 6].map(wrong);
    const contents = [RIGHT, ...wrongs, databaseBytes(77), ...wrongs];
    for (let end = 1; end <= contents.length; end += 1) {
      const bucket = series(...contents.slice(0, end), EMPTY);
      const {image, result} = await restoreInMemory(bucket, {allowEmpty: false, lastGood: 'restore'});
      const position = result.lastGood?.point?.position ?? assert.fail('none found');
      assert.deepEqual(image, bucket.get(position)?.bytes);
      assert.deepEqual([result.restored, result.failed, result.verdict], [true, false, 'fail']);
      assert.equal(result.error?.code, 'hollow');
      assert.equal(result.plan?.point.position, position);
      assert.equal(result.reasons[0]?.code, 'last-good');
    }
  });

  test('is held to what was known then: to no age, and to no run that was newer', async () => {
    const checks = NO_CHECKS;
    const small = (await restoreInMemory(series(databaseBytes(30)), {checks})).result.assessment?.run;
    const large = (await restoreInMemory(series(databaseBytes(100)), {checks})).result.assessment?.run;
    assert.ok(small !== undefined && large !== undefined);
    const runs = [
      {...small, pointTime: START},
      {...large, pointTime: START + 2 * DAY},
    ];
    const contents = [databaseBytes(30), databaseBytes(40), wrong(1), databaseBytes(20)];
    const bucket = series(...contents);
    const asked = {allowEmpty: false, lastGood: 'report', maxAge: 1, checks} as const;
    const {result} = await restoreInMemory(bucket, asked, {runs});
    assert.ok(result.assessment?.results.some(({kind, status}) => kind === 'drift-rows' && status === 'fail'));
    assert.equal(result.lastGood?.point?.position, [...bucket.keys()][1]);
    const shrunkBefore = series(databaseBytes(30), databaseBytes(10), wrong(1), databaseBytes(20));
    const other = await restoreInMemory(shrunkBefore, asked, {runs});
    assert.equal(other.result.lastGood?.point?.position, [...bucket.keys()][0], 'ten rows of thirty are a loss');
  });

  test('takes no more restores than allowed, and says what it then knows', async () => {
    const bucket = series(RIGHT, ...Array.from({length: 20}, (_, at) => wrong(at)), EMPTY);
    for (const restores of [1, 3, 6, 12, 40]) {
      const checks = {...NO_CHECKS, lastGood: {restores, time: 600_000}};
      const {result} = await restoreInMemory(bucket, {allowEmpty: false, lastGood: 'report', checks});
      const found = result.lastGood ?? assert.fail('there was no search');
      assert.ok((found.restores ?? 0) <= restores);
      assert.equal(found.exact, restores > 20);
      assert.equal(found.tried.length, found.restores);
    }
  });

  test('does not try the same bytes again where they failed: a writer may store them every night', async () => {
    const bucket = series(RIGHT, ...Array.from({length: 20}, () => wrong(1)), EMPTY);
    const {result} = await restoreInMemory(bucket, {allowEmpty: false, lastGood: 'report'});
    assert.deepEqual([result.lastGood?.exact, result.lastGood?.restores], [true, 2]);
    assert.match(result.lastGood?.tried[1]?.outcome ?? '', /^the same bytes as a point that failed: integrity: /);
  });

  test('shows a hostile key, and lets it write no line of its own', async () => {
    const keys = [1, 2].map(day => `app-2026-11-0${day}\n::error::owned.db`);
    const objects = [RIGHT, EMPTY].map((bytes, index): StoredObject => {
      return {key: keys[index] ?? '', bytes, lastModified: START + index * DAY};
    });
    const bucket = new Map(objects.map(object => [object.key, object]));
    const {result} = await restoreInMemory(bucket, {allowEmpty: false, lastGood: 'report'});
    assert.equal(result.lastGood?.point?.position, keys[0]);
    assert.equal(result.reasons.length, 2);
    for (const {text} of result.reasons) assert.doesNotMatch(text, /\n/);
  });

  test('with a budget of time that is over at once says that it knows nothing', async () => {
    const checks = {...NO_CHECKS, lastGood: {restores: 100, time: 1}};
    const bucket = series(...Array.from({length: 40}, (_, at) => wrong(at)), EMPTY);
    const {result} = await restoreInMemory(bucket, {allowEmpty: false, lastGood: 'report', checks});
    assert.equal(result.error?.code, 'hollow');
    assert.equal(result.lastGood?.exact ?? false, false);
    assert.equal(result.lastGood?.point, undefined);
  });
});

suite('What is only likely', () => {
  test('counts, and the result says so; with on-inconclusive: fail or proven it does not', async () => {
    let likely = 0;
    for (const {name, prefix, bucket} of backupsIn('zlayer', folder('zlayer'))) {
      const newest = [...bucket.keys()]
        .filter(key => key.includes('snapshots/'))
        .toSorted()
        .at(-1);
      if (newest === undefined || likely >= 2) continue;
      const damaged = {prefix, bucket: harmed(bucket, newest, 'cut')};
      const {lastGood} = await compare(damaged);
      if (lastGood?.point === undefined) continue;
      for (const onInconclusive of ['fail', 'proven'] as const) {
        const strict = await compare(damaged, {onInconclusive});
        if (strict.lastGood === undefined) continue;
        assertExact(strict, name);
        if (strict.lastGood.point !== undefined) assert.equal(strict.lastGood.proof, 'covers', name);
        else likely += 1;
      }
    }
    assert.ok(likely > 0);
  });
});

suite('When a search cannot go on', () => {
  const contents = [RIGHT, wrong(1), wrong(2), wrong(3), EMPTY];
  const bucket = series(...contents);
  const asked = {allowEmpty: false, lastGood: 'restore'} as const;
  const [, , third = ''] = [...bucket.keys()];

  /** A bucket that does `what` instead of giving the third object. */
  const failingAtThird = (what: () => void) => ({
    store: (inner: ObjectStore): ObjectStore => ({
      ...inner,
      async *read(object, options) {
        if (object.key === third) what();
        options.signal.throwIfAborted();
        yield* inner.read(object, options);
      },
    }),
  });

  test('without trouble the oldest object is published', async () => {
    const {image} = await restoreInMemory(bucket, asked);
    assert.deepEqual(image, RIGHT);
  });

  test('a network that fails ends it: the failure stays, and the result does not claim to be exact', async () => {
    const network = new RestoreError('network', {what: 'The connection was lost'});
    const {result, image} = await restoreInMemory(
      bucket,
      asked,
      failingAtThird(() => {
        throw network;
      }),
    );
    assert.deepEqual([result.error?.code, result.verdict, image], ['hollow', 'fail', undefined]);
    assert.deepEqual([result.lastGood?.exact, result.lastGood?.point?.position], [false, [...bucket.keys()][0]]);
    assert.match(result.reasons.at(-1)?.text ?? '', /ended early: network: .*could not be published: The connection/);
  });

  test('cancelling ends it at once, and nothing is published', async () => {
    const stop = new AbortController();
    const cancelled = new RestoreError('cancelled', {what: 'Cancelled'});
    const {result, image} = await restoreInMemory(bucket, asked, {
      ...failingAtThird(() => stop.abort(cancelled)),
      signal: stop.signal,
    });
    assert.deepEqual([result.error?.code, result.restored, image], ['hollow', false, undefined]);
    assert.equal(result.lastGood?.point, undefined);
  });
});

const REQUEST: Pick<RestoreRequest, 'lastGood' | 'mode' | 'timestamp' | 'position'> = {
  lastGood: 'report',
  mode: 'restore',
};

// The other fields are not looked at.
const starts = (code: ErrorCode, request = {}, results: readonly CheckResult[] = []) =>
  startsSearch({...REQUEST, ...request} as RestoreRequest, new RestoreError(code, {what: 'x'}), results);

const failing = (kind: CheckResult['kind']): CheckResult => {
  return {kind, name: 'x', status: 'fail', expected: '', found: '', rows: []};
};

suite('A search is started', () => {
  test('by what blames the backup, and by nothing else', () => {
    // Safe: the table is a closed literal.
    const codes = Object.keys(ERROR_CODES) as ErrorCode[];
    const blaming = codes.filter(code => starts(code, {}, [failing('rows')]));
    assert.deepEqual(
      codes.filter(code => ERROR_CODES[code] === 'fail' && !blaming.includes(code)),
      ['no-backup', 'before-first', 'position-not-found', 'unsupported-format', 'ambiguous', 'wal-only', 'replay'],
    );
    for (const code of blaming) assert.equal(ERROR_CODES[code], 'fail');
    assert.ok(blaming.includes('gap') && blaming.includes('integrity') && blaming.includes('checksum'));
  });

  test('only on demand, where a database is made, and where no point was asked for', () => {
    assert.equal(starts('gap'), true);
    for (const asked of [{lastGood: 'off'}, {lastGood: undefined}, {mode: 'plan'}, {timestamp: 1}, {position: 'x'}]) {
      assert.equal(starts('gap', asked), false, JSON.stringify(asked));
    }
  });

  test('not where the newest state is only old or slow: every other one is older', () => {
    for (const kind of ['max-age', 'freshness-query', 'writer-stalled', 'drift-time'] as const) {
      assert.equal(starts(kind === 'drift-time' ? 'drift' : 'stale', {}, [failing(kind)]), false, kind);
    }
    assert.equal(starts('stale', {}, [failing('max-age'), failing('rows')]), true);
    assert.equal(starts('drift', {}, [failing('drift-rows')]), true);
    assert.equal(starts('assertion', {}, [failing('query')]), true);
  });
});
