// A bucket in another region, and a clock that is wrong: followed and corrected once, or named.
import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import {SILENT} from '../../src/log.ts';
import type {Log} from '../../src/log.ts';
import {listAll} from '../../src/storage/listing.ts';
import {readAhead} from '../../src/storage/parallel.ts';
import {startFaultProxy} from '../servers/fault-proxy.ts';
import type {FaultRule} from '../servers/fault-proxy.ts';
import {startS3} from '../servers/s3.ts';
import type {S3Server} from '../servers/s3.ts';
import {collect, failure, find, never, openNow} from './reading.ts';

let server: S3Server;
before(async () => {
  server = await startS3([{key: 'data', body: 'some bytes'}]);
});
after(() => server.close());

const inCircles = (nth: number) =>
  ({
    kind: 'error',
    status: 301,
    code: 'PermanentRedirect',
    headers: {'x-amz-bucket-region': `eu-west-${nth}`},
  }) as const;

const hourOf = (stamp = '') => Date.parse(stamp.replace(/^(....)(..)(..)T(..)(..)(..)Z$/, '$1-$2-$3T$4:$5:$6Z'));

/** As AWS answers for a bucket of another region, until the request is signed for `region`. */
const untilSignedFor = (region: string, fault: Exclude<FaultRule['fault'], (nth: number) => unknown>): FaultRule => ({
  fault,
  unless: ({headers}) => (headers['authorization'] ?? '').includes(`/${region}/s3/`),
});

describe('a bucket in another region', () => {
  const ways: readonly (readonly [string, FaultRule])[] = [
    [
      'by a 301 with a header',
      untilSignedFor('eu-central-1', {
        kind: 'error',
        status: 301,
        code: 'PermanentRedirect',
        headers: {'x-amz-bucket-region': 'eu-central-1'},
      }),
    ],
    [
      'by a 307 with an address',
      untilSignedFor('eu-central-1', {
        kind: 'error',
        status: 307,
        code: 'TemporaryRedirect',
        headers: {location: 'https://backups.s3-eu-central-1.amazonaws.com/'},
      }),
    ],
    [
      'by a malformed scope',
      untilSignedFor('eu-central-1', {
        kind: 'error',
        status: 400,
        code: 'AuthorizationHeaderMalformed',
        message: "the region 'us-east-1' is wrong; expecting 'eu-central-1'",
        elements: {Region: 'eu-central-1'},
      }),
    ],
  ];
  for (const [how, rule] of ways) {
    it(`is followed to when the server names it ${how}, once for all requests`, async () => {
      const lines: string[] = [];
      const log: Log = {...SILENT, info: line => void lines.push(line)};
      await using proxy = await startFaultProxy(server.endpoint, [rule]);
      using store = await openNow({...server.location(), endpoint: proxy.endpoint}, {log});
      const data = await find(store, 'data');
      const parts = readAhead(store, data, {signal: never, partSize: 2});
      assert.equal((await collect(parts)).toString(), 'some bytes');
      assert.equal(proxy.requests.length, 2 + 5, 'one more than without');
      assert.deepEqual(lines, ['The bucket lies in eu-central-1, not in us-east-1: going there.']);
    });
  }

  it('is followed to by requests that are in flight at once, with one line in the log', async () => {
    const [[, rule]] = ways as [(typeof ways)[number]];
    const lines: string[] = [];
    const log: Log = {...SILENT, info: line => void lines.push(line)};
    await using proxy = await startFaultProxy(server.endpoint, [{...rule, operation: 'GET'}]);
    using store = await openNow({...server.location(), endpoint: proxy.endpoint}, {log});
    const data = await find(store, 'data');
    assert.equal((await collect(readAhead(store, data, {signal: never, partSize: 2}))).toString(), 'some bytes');
    assert.equal(lines.length, 1);
  });

  it('that sends in circles is an error that names the region', async () => {
    await using proxy = await startFaultProxy(server.endpoint, [{fault: inCircles}]);
    using store = await openNow({...server.location(), endpoint: proxy.endpoint});
    const error = await failure(listAll(store, '', never), 'wrong-region');
    assert.match(error.message, /Set region: eu-west-2/);
    assert.equal(proxy.requests.length, 2);
  });
});

describe('a clock that is wrong', () => {
  it('is corrected by the server’s, once', async () => {
    // An hour ahead of this machine: the SDK measures the difference by the Date header.
    const date = new Date(Date.now() + 3_600_000).toUTCString();
    const fault = {kind: 'error', status: 403, code: 'RequestTimeTooSkewed', headers: {date}} as const;
    await using proxy = await startFaultProxy(server.endpoint, [{times: 1, fault}]);
    using store = await openNow({...server.location(), endpoint: proxy.endpoint});
    await listAll(store, '', never);
    const [first, second] = proxy.requests.map(({headers}) => headers['x-amz-date'] ?? '');
    assert.ok(Math.abs(hourOf(second) - hourOf(first) - 3_600_000) < 120_000, `${first} then ${second}`);
  });
});
