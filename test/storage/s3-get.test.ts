// Requests for objects after a client's first: they must be those that the SDK itself would have sent, and be answered
// like them.
import assert from 'node:assert/strict';
import {once} from 'node:events';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {after, before, describe, it} from 'node:test';
import type {ErrorCode} from '../../src/errors.ts';
import type {Location} from '../../src/request.ts';
import type {ByteRange} from '../../src/storage/store.ts';
import {startFaultProxy} from '../servers/fault-proxy.ts';
import type {Fault} from '../servers/fault-proxy.ts';
import {startS3} from '../servers/s3.ts';
import type {S3Server} from '../servers/s3.ts';
import {bytesOf, collect, failure, find, never, openNow} from './reading.ts';

type S3Location = Extract<Location, {readonly kind: 's3'}>;
type Asked = {readonly url: string | undefined; readonly headers: Readonly<Record<string, unknown>>};
type Wanted = {readonly key: string; readonly range?: ByteRange; readonly checksum?: boolean};

let server: S3Server;
before(async () => {
  server = await startS3([{key: 'data', body: 'some bytes'}]);
});
after(() => server.close());

/** What a server is asked when these are read in turn through one store. */
async function askedFor(
  wanted: readonly Wanted[],
  inputs: Partial<S3Location> = {},
  location: S3Location = server.location(),
): Promise<readonly Asked[]> {
  const asked: Asked[] = [];
  const http = createServer(({url, headers}, response) => {
    asked.push({url, headers});
    const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(headers.range ?? '') ?? [];
    const length = first === undefined ? 10 : Number(last) - Number(first) + 1;
    const range = first === undefined ? {} : {'content-range': `bytes ${first}-${last}/10`};
    response.writeHead(first === undefined ? 200 : 206, {'content-length': length, etag: '"e"', ...range});
    response.end('0123456789'.slice(0, length));
  }).listen(0, '127.0.0.1');
  await once(http, 'listening');
  try {
    // A listening TCP server has an address object.
    const {port} = http.address() as AddressInfo;
    using store = await openNow({...location, ...inputs, endpoint: `http://127.0.0.1:${port}`});
    for (const {key, range, checksum} of wanted) {
      const object = {key, size: 10, etag: '"e"', lastModified: 0};
      const onChecksum = checksum === true ? {onChecksum: () => {}} : {};
      await collect(store.read(object, {signal: never, ...(range && {range}), ...onChecksum}));
    }
  } finally {
    http.closeAllConnections();
    http.close();
  }
  return asked;
}

/** What no two requests have in common, and the number of the attempt, which is always the first to the SDK. */
const OF_ONE = ['authorization', 'x-amz-date', 'amz-sdk-invocation-id', 'amz-sdk-request', 'host'];

const shared = ({url, headers}: Asked) => ({
  url,
  headers: Object.fromEntries(Object.entries(headers).filter(([name]) => !OF_ONE.includes(name))),
});

const KEYS = ['plain', 'a/b//c', '/leading', "it's (1)!*~", 'ü/\u{1F600}', 'a b+c&d=e?f#g%20', './..', 'data'];

/** What a read fails with, and how many requests it took, after so many that went well. */
async function failureAfter(good: number, code: ErrorCode, fault: Fault) {
  await using proxy = await startFaultProxy(server.endpoint, [{operation: 'GET', after: good, fault}]);
  const patience = {attempts: 3, sleep: async () => {}};
  using store = await openNow({...server.location(), endpoint: proxy.endpoint}, {patience});
  const data = await find(store, 'data');
  for (let read = 0; read < good; read += 1) assert.equal((await bytesOf(store, data)).toString(), 'some bytes');
  const {message} = await failure(bytesOf(store, data), code);
  return {message: message.replaceAll(proxy.endpoint, ''), requests: proxy.requests.length - good};
}

describe('a request that follows another', () => {
  for (const key of KEYS) {
    it(`is the one that the SDK sends, for the key ${key}`, async () => {
      const [first] = await askedFor([{key}]);
      const [, second] = await askedFor([{key: 'another/one', range: {start: 2, end: 4}, checksum: true}, {key}]);
      assert.ok(first !== undefined && second !== undefined);
      assert.deepEqual(shared(second), shared(first));
      assert.match(String(second.headers['authorization']), /^AWS4-HMAC-SHA256 Credential=.*SignedHeaders=.*host/);
      assert.ok(second.headers['amz-sdk-invocation-id'] === undefined, 'else it is not what is tested here');
    });
  }

  const kinds: readonly (readonly [string, Omit<Wanted, 'key'>, Partial<S3Location>])[] = [
    ['of a range', {range: {start: 3, end: 7}}, {}],
    ['with the checksum', {checksum: true}, {}],
    ['with a customer key', {}, {sseCustomerKey: Buffer.alloc(32, 9).toString('base64')}],
    ['by which the requester pays', {}, {requestPayer: true}],
    ['without a signature', {}, {anonymous: true}],
  ];
  for (const [what, wanted, inputs] of kinds) {
    it(`is the one that the SDK sends, ${what}`, async () => {
      const [first] = await askedFor([{key: 'data', ...wanted}], inputs);
      const [, second] = await askedFor([{key: 'another'}, {key: 'data', ...wanted}], inputs);
      assert.ok(first !== undefined && second !== undefined);
      assert.deepEqual(shared(second), shared(first));
      assert.equal(second.headers['authorization'] === undefined, inputs.anonymous === true);
      assert.ok(second.headers['amz-sdk-invocation-id'] === undefined, 'else it is not what is tested here');
    });
  }

  const faults: readonly (readonly [ErrorCode, Fault & {readonly kind: 'error'}])[] = [
    ['access-denied', {kind: 'error', status: 403, code: 'AccessDenied'}],
    ['archived', {kind: 'error', status: 403, code: 'InvalidObjectState', elements: {StorageClass: 'GLACIER'}}],
    ['gone', {kind: 'error', status: 404, code: 'NoSuchKey'}],
    ['changed', {kind: 'error', status: 412, code: 'PreconditionFailed'}],
    ['changed', {kind: 'error', status: 416, code: 'InvalidRange'}],
    ['credentials', {kind: 'error', status: 400, code: 'ExpiredToken'}],
    ['network', {kind: 'error', status: 503, code: 'SlowDown'}],
    ['network', {kind: 'error', status: 204}],
  ];
  for (const [code, fault] of faults) {
    it(`fails like the first one when the server answers ${fault.status} ${fault.code ?? ''}`, async () => {
      assert.deepEqual(await failureAfter(2, code, fault), await failureAfter(0, code, fault));
    });
  }

  it('learns the server’s clock from a refusal', async () => {
    const date = new Date(Date.now() + 3_600_000).toUTCString();
    const fault = {kind: 'error', status: 403, code: 'RequestTimeTooSkewed', headers: {date}} as const;
    await using proxy = await startFaultProxy(server.endpoint, [{operation: 'GET', after: 2, times: 1, fault}]);
    using store = await openNow({...server.location(), endpoint: proxy.endpoint}, {patience: {sleep: async () => {}}});
    const data = await find(store, 'data');
    for (let read = 0; read < 3; read += 1) assert.equal((await bytesOf(store, data)).toString(), 'some bytes');
    const hours = proxy.requests.map(({headers}) => Number(headers['x-amz-date']?.slice(9, 11)));
    assert.equal(hours.length, 5);
    assert.equal(((hours[4] ?? 0) - (hours[3] ?? 0) + 24) % 24, 1);
  });

  it('has new credentials when those of the first are about to end', async t => {
    let given = 0;
    const issuer = createServer((_, response) => {
      given += 1;
      const Expiration = new Date(Date.now() + 200_000).toISOString();
      response.end(JSON.stringify({AccessKeyId: `KEY${given}`, SecretAccessKey: 's', Token: 't', Expiration}));
    }).listen(0, '127.0.0.1');
    await once(issuer, 'listening');
    const names = ['AWS_CONTAINER_CREDENTIALS_FULL_URI', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_PROFILE'];
    const kept = names.map(name => [name, process.env[name]] as const);
    t.after(() => {
      issuer.closeAllConnections();
      issuer.close();
      for (const [name, value] of kept) {
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      }
    });
    for (const name of names) delete process.env[name];
    // A listening TCP server has an address object.
    process.env['AWS_CONTAINER_CREDENTIALS_FULL_URI'] = `http://127.0.0.1:${(issuer.address() as AddressInfo).port}/`;
    const {credentials: _, ...location} = server.location();
    const asked = await askedFor([{key: 'a'}, {key: 'b'}, {key: 'c'}], {}, location);
    const signers = asked.map(({headers}) => /Credential=(\w+)/.exec(String(headers['authorization']))?.[1]);
    // The SDK fetches new ones behind the request that finds the old ones about to end.
    assert.notEqual(signers[2], signers[0], signers.join());
  });
});
