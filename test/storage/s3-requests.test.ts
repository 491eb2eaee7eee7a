// What is sent to an S3 server, by the inputs; and where it is sent when the bucket lies in another region.
import assert from 'node:assert/strict';
import {createHash} from 'node:crypto';
import {once} from 'node:events';
import {createServer, request as requestTo} from 'node:http';
import type {AddressInfo} from 'node:net';
import {after, before, describe, it} from 'node:test';
import {crc32} from 'node:zlib';
import {PutObjectCommand, S3Client} from '@aws-sdk/client-s3';
import type {Location} from '../../src/request.ts';
import {readAhead} from '../../src/storage/parallel.ts';
import {startFaultProxy} from '../servers/fault-proxy.ts';
import type {FaultRule, ProxiedRequest} from '../servers/fault-proxy.ts';
import {s3ServersHere, startS3} from '../servers/s3.ts';
import type {S3Server} from '../servers/s3.ts';
import {bytesOf, collect, failure, find, never, openNow, pattern} from './reading.ts';

type S3Location = Extract<Location, {readonly kind: 's3'}>;

let server: S3Server;
before(async () => {
  server = await startS3([{key: 'data', body: 'some bytes'}]);
});
after(() => server.close());

/** The requests of a listing, a whole read and a ranged read. */
async function requestsWith(
  inputs: Partial<S3Location>,
  rules: readonly FaultRule[] = [],
): Promise<readonly ProxiedRequest[]> {
  await using proxy = await startFaultProxy(server.endpoint, rules);
  using store = await openNow({...server.location(), ...inputs, endpoint: proxy.endpoint});
  const data = await find(store, 'data');
  assert.equal((await bytesOf(store, data)).toString(), 'some bytes');
  assert.equal((await bytesOf(store, data, {start: 5, end: 8})).toString(), 'byt');
  return proxy.requests;
}

describe('a request', () => {
  it('asks for no checksums, which several stores send wrongly for ranges, and pins the version by its ETag', async () => {
    const [list, whole, part] = await requestsWith({});
    const etag = `"${createHash('md5').update('some bytes').digest('hex')}"`;
    for (const request of [list, whole, part]) {
      const names = Object.keys(request?.headers ?? {});
      assert.deepEqual(
        names.filter(name => /checksum|crc|accept-encoding|sdk-checksum/.test(name)),
        [],
      );
    }
    assert.equal(whole?.headers['if-match'], etag);
    assert.equal(whole?.headers['range'], undefined);
    assert.equal(part?.headers['if-match'], etag);
    assert.equal(part?.headers['range'], 'bytes=5-7');
  });

  it('is not disturbed by checksum headers that are wrong for a range, or made of parts', async () => {
    const headers = {'x-amz-checksum-crc32': 'AAAAAA==', 'x-amz-checksum-sha256': 'bm90IGEgaGFzaA==-3'};
    await requestsWith({}, [{operation: 'GET', fault: {kind: 'headers', headers}}]);
  });

  it('is signed with the session token of the inputs', async () => {
    const requests = await requestsWith({credentials: {...server.credentials, sessionToken: 'a-session-token'}});
    for (const {headers} of requests) {
      assert.equal(headers['x-amz-security-token'], 'a-session-token');
      assert.match(headers['authorization'] ?? '', /Credential=AKIATESTACCESSKEY\//);
    }
  });

  it('carries no signature when anonymous, although credentials are given', async () => {
    for (const {headers} of await requestsWith({anonymous: true})) {
      assert.equal(headers['authorization'], undefined);
      assert.equal(headers['x-amz-security-token'], undefined);
    }
  });

  it('says that the requester pays, on listings and on reads', async () => {
    for (const {headers} of await requestsWith({requestPayer: true})) {
      assert.equal(headers['x-amz-request-payer'], 'requester');
    }
  });

  it('carries the customer key, its algorithm and its MD5 on reads only', async () => {
    const key = Buffer.alloc(32, 9);
    const [list, whole, part] = await requestsWith({sseCustomerKey: key.toString('base64')});
    assert.deepEqual(
      Object.keys(list?.headers ?? {}).filter(name => name.includes('encryption')),
      [],
    );
    for (const request of [whole, part]) {
      assert.equal(request?.headers['x-amz-server-side-encryption-customer-algorithm'], 'AES256');
      assert.equal(request?.headers['x-amz-server-side-encryption-customer-key'], key.toString('base64'));
      assert.equal(
        request?.headers['x-amz-server-side-encryption-customer-key-md5'],
        createHash('md5').update(key).digest('base64'),
      );
    }
  });

  it('is not sent with a customer key that is none', async () => {
    for (const sseCustomerKey of [
      'short',
      Buffer.alloc(31).toString('base64'),
      `${Buffer.alloc(32).toString('base64')}!`,
    ]) {
      const error = await failure(openNow({...server.location(), sseCustomerKey}), 'sse-key');
      assert.match(error.message, /base64 of 32 bytes/);
      assert.ok(!error.message.includes(sseCustomerKey), 'the key is not shown');
    }
  });

  it('goes through the proxy that the environment names', async () => {
    const asked: string[] = [];
    const forward = createServer((request, response) => {
      asked.push(request.url ?? '');
      const onward = requestTo(request.url ?? '', {method: request.method, headers: request.headers}, answer => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      });
      request.pipe(onward);
    }).listen(0, '127.0.0.1');
    await once(forward, 'listening');
    try {
      // A listening TCP server has an address object.
      const {port} = forward.address() as AddressInfo;
      using store = await openNow(server.location(), {env: {http_proxy: `http://127.0.0.1:${port}`}});
      assert.equal((await bytesOf(store, await find(store, 'data'))).toString(), 'some bytes');
      assert.equal(asked.length, 2);
      assert.ok(asked.every(url => url.startsWith(server.endpoint)));
    } finally {
      forward.closeAllConnections();
      forward.close();
    }
  });
});

describe('the checksum that the store keeps', () => {
  const body = pattern(700_000);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));

  for (const name of s3ServersHere()) {
    it(`is told with a whole read, also in parallel parts, on ${name}`, async () => {
      await using real = await startS3([], name);
      const {endpoint, region, bucket, credentials} = real;
      const client = new S3Client({endpoint, region, credentials, forcePathStyle: true});
      await client.send(new PutObjectCommand({Bucket: bucket, Key: 'data', Body: body, ChecksumAlgorithm: 'CRC32'}));
      client.destroy();
      await using proxy = await startFaultProxy(endpoint, [
        {operation: 'GET', times: 1, fault: {kind: 'cut', at: 0.2}},
      ]);
      using store = await openNow({...real.location(), endpoint: proxy.endpoint});
      const data = await find(store, 'data');
      for (const read of [
        (onChecksum: (sum: string) => void) => store.read(data, {signal: never, onChecksum}),
        (onChecksum: (sum: string) => void) => readAhead(store, data, {signal: never, onChecksum, partSize: 100_000}),
      ]) {
        const told: string[] = [];
        assert.ok(body.equals(await collect(read(text => told.push(text)))));
        assert.deepEqual(told, [sum.toString('base64')]);
      }
    });
  }

  it('is not told when it is made of parts, or when there is none', async () => {
    for (const headers of [
      {'x-amz-checksum-crc32': 'AAAAAA==-2'},
      {'x-amz-checksum-crc32': 'AAAAAA==', 'x-amz-checksum-type': 'COMPOSITE'},
      {},
    ]) {
      await using proxy = await startFaultProxy(server.endpoint, [
        {operation: 'GET', fault: {kind: 'headers', headers}},
      ]);
      using store = await openNow({...server.location(), endpoint: proxy.endpoint});
      const data = await find(store, 'data');
      await collect(store.read(data, {signal: never, onChecksum: () => assert.fail('told')}));
    }
  });
});
