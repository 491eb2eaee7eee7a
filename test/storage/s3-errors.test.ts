// Every refusal of an S3 server in its own words, with what to do; and never with a secret in it.
import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import {inspect} from 'node:util';
import type {ErrorCode, RestoreError} from '../../src/errors.ts';
import type {Location} from '../../src/request.ts';
import {listAll} from '../../src/storage/listing.ts';
import {startFaultProxy} from '../servers/fault-proxy.ts';
import type {Fault} from '../servers/fault-proxy.ts';
import {s3ServersHere, startS3} from '../servers/s3.ts';
import type {S3Server} from '../servers/s3.ts';
import {bytesOf, failure, find, never, openNow} from './reading.ts';

type S3Location = Extract<Location, {readonly kind: 's3'}>;
type ErrorFault = Omit<Extract<Fault, {readonly kind: 'error'}>, 'kind'>;

let server: S3Server;
before(async () => {
  server = await startS3([{key: 'p/data', body: 'some bytes'}]);
});
after(() => server.close());

const KEY = Buffer.alloc(32, 7).toString('base64');

/** What a user is told when the server answers every such request with `error`. */
async function told(
  operation: 'LIST' | 'GET',
  error: ErrorFault,
  code: ErrorCode,
  inputs: Partial<S3Location> = {},
): Promise<RestoreError> {
  const rules = [{operation, fault: {kind: 'error', ...error}}] as const;
  await using proxy = await startFaultProxy(server.endpoint, rules);
  const location = {...server.location('p/'), ...inputs, endpoint: proxy.endpoint};
  using store = await openNow(location);
  const use = async () => bytesOf(store, await find(store, 'p/data'));
  return await failure(operation === 'LIST' ? listAll(store, 'p/', never) : use(), code);
}

type Case = readonly ['LIST' | 'GET', ErrorFault, ErrorCode, RegExp, Partial<S3Location>?];

const CASES: readonly Case[] = [
  ['LIST', {status: 404, code: 'NoSuchBucket'}, 'bucket-missing', /no such bucket: s3:\/\/backups\. Check bucket/],
  ['LIST', {status: 404}, 'bucket-missing', /no such bucket/],
  ['GET', {status: 404, code: 'NoSuchBucket'}, 'bucket-missing', /no such bucket/],
  ['GET', {status: 404, code: 'NoSuchKey'}, 'gone', /listed, but is not there any more: p\/data/],
  ['GET', {status: 404}, 'gone', /p\/data/],
  ['GET', {status: 412, code: 'PreconditionFailed'}, 'changed', /overwritten after it was listed: p\/data/],
  ['GET', {status: 416, code: 'InvalidRange'}, 'changed', /smaller than it was when it was listed: p\/data/],
  ['LIST', {status: 400, code: 'InvalidBucketName'}, 'input', /cannot be the name of a bucket/],

  ['LIST', {status: 403, code: 'AccessDenied'}, 'access-denied', /Listing the bucket is denied.*s3:ListBucket/],
  ['LIST', {status: 403, code: 'AccessDenied'}, 'access-denied', /request-payer: true/],
  ['GET', {status: 403, code: 'AccessDenied'}, 'access-denied', /Reading an object is denied.*p\/data.*s3:GetObject/],
  ['GET', {status: 403}, 'access-denied', /although listing works/],
  ['GET', {status: 403, code: 'AccessDenied'}, 'access-denied', /not public.*give credentials/, {anonymous: true}],
  ['LIST', {status: 403, code: 'AccessDenied'}, 'access-denied', /not public.*give credentials/, {anonymous: true}],
  ['GET', {status: 400, code: 'KMS.DisabledException'}, 'access-denied', /KMS key cannot be used.*kms:Decrypt/],

  ['LIST', {status: 403, code: 'InvalidAccessKeyId'}, 'credentials', /does not know the access key.*access-key-id/],
  ['LIST', {status: 403, code: 'SignatureDoesNotMatch'}, 'credentials', /signature.*Check secret-access-key/],
  ['GET', {status: 400, code: 'ExpiredToken'}, 'credentials', /expired.*role-duration-seconds/],
  ['LIST', {status: 400, code: 'InvalidToken'}, 'credentials', /does not accept the credentials.*session-token/],
  [
    'LIST',
    {status: 400, code: 'AuthorizationHeaderMalformed', message: 'a non-empty Access Key (AKID) must be provided'},
    'credentials',
    /does not accept the credentials/,
  ],

  [
    'GET',
    {status: 403, code: 'InvalidObjectState', elements: {StorageClass: 'DEEP_ARCHIVE'}},
    'archived',
    /DEEP_ARCHIVE/,
  ],
  [
    'GET',
    {status: 403, code: 'InvalidObjectState', elements: {StorageClass: 'GLACIER'}},
    'archived',
    /p\/data.*restore-object/,
  ],

  [
    'GET',
    {status: 400, code: 'InvalidRequest', message: 'The object was stored using a form of Server Side Encryption.'},
    'sse-key',
    /encrypted with a customer key.*p\/data.*Set sse-customer-key/,
  ],
  [
    'GET',
    {status: 400, code: 'InvalidRequest', message: 'The encryption parameters are not applicable to this object.'},
    'sse-key',
    /does not accept the customer key.*leave it out/,
    {sseCustomerKey: KEY},
  ],
  [
    'GET',
    {status: 403, code: 'AccessDenied'},
    'sse-key',
    /Check that sse-customer-key is the key/,
    {sseCustomerKey: KEY},
  ],

  ['LIST', {status: 403, code: 'RequestTimeTooSkewed'}, 'clock-skew', /clock differs.*\(NTP\)/],
  ['LIST', {status: 301, code: 'PermanentRedirect'}, 'wrong-region', /another region.*found us-east-1.*Set region to/],
  [
    'LIST',
    {status: 301, code: 'PermanentRedirect', headers: {'x-amz-bucket-region': 'eu-west-1'}},
    'wrong-region',
    /another region.*expected eu-west-1, found eu-west-1|Set region: eu-west-1/,
  ],
  ['LIST', {status: 501, code: 'NotImplemented'}, 'storage', /refuses the request.*NotImplemented/],
  ['GET', {status: 405, code: 'MethodNotAllowed'}, 'storage', /refuses the request.*MethodNotAllowed.*HTTP 405/],
];

describe('a refusal', () => {
  for (const [operation, error, code, words, inputs] of CASES) {
    const asked = Object.keys(inputs ?? {}).join(', ');
    it(`${error.code ?? error.status} on ${operation}${asked === '' ? '' : ` with ${asked}`} is told as ${code}: ${words.source}`, async () => {
      const found = await told(operation, error, code, inputs);
      assert.match(found.message, words);
      assert.ok(!found.message.includes('\n'), 'on one line');
    });
  }

  it('of the requester-pays kind is not told to set what is set', async () => {
    const found = await told('GET', {status: 403, code: 'AccessDenied'}, 'access-denied', {requestPayer: true});
    assert.doesNotMatch(found.message, /request-payer/);
  });

  it('of a hostile server cannot break the line, nor start a workflow command', async () => {
    const message = 'no\n::set-output name=x::y\u001b[31m';
    const found = await told('LIST', {status: 501, code: 'NotImplemented', message}, 'storage');
    // eslint-disable-next-line no-control-regex
    assert.doesNotMatch(found.message, /[\u0000-\u001f]/);
  });
});

describe('a server that cannot be reached', () => {
  it('is named with what to check', async () => {
    await using proxy = await startFaultProxy(server.endpoint, [{fault: {kind: 'refuse'}}]);
    using store = await openNow({...server.location(), endpoint: proxy.endpoint});
    const found = await failure(listAll(store, '', never), 'network');
    assert.match(found.message, /connection to the server fails \(7 attempts\).*ECONNRESET.*Check endpoint/);
  });

  it('is told apart by a port where nothing listens and a name that does not resolve', async () => {
    const proxy = await startFaultProxy(server.endpoint);
    await proxy.close();
    using closed = await openNow({...server.location(), endpoint: proxy.endpoint});
    assert.match((await failure(listAll(closed, '', never), 'network')).message, /ECONNREFUSED/);
    using nameless = await openNow({...server.location(), endpoint: 'http://no-such-host.invalid'});
    const found = await failure(listAll(nameless, '', never), 'network');
    assert.match(found.message, /name cannot be resolved|EAI_AGAIN/);
  });
});

const SECRETS = ['test-secret-access-key', 'test-session-token-0123456789', KEY];

describe('secrets', () => {
  it('are in no error, nor in its causes, even when the server repeats them', async () => {
    const message = `You signed with ${SECRETS.join(' and ')}`;
    const elements = {CanonicalRequest: SECRETS.join(' '), StringToSign: SECRETS.join(' ')};
    for (const status of [400, 403, 500]) {
      for (const [operation, code] of [
        ['LIST', 'AccessDenied'],
        ['GET', 'InternalError'],
        ['GET', 'Strange'],
      ] as const) {
        const rules = [{operation, fault: {kind: 'error', status, code, message, elements}}] as const;
        await using proxy = await startFaultProxy(server.endpoint, rules);
        const credentials = {...server.credentials, sessionToken: 'test-session-token-0123456789'};
        const location = {...server.location('p/'), credentials, sseCustomerKey: KEY, endpoint: proxy.endpoint};
        using store = await openNow(location);
        const error: unknown = await find(store, 'p/data')
          .then(data => bytesOf(store, data))
          .catch((reason: unknown) => reason);
        assert.ok(error instanceof Error);
        // As deep as an error can be printed, hidden fields included.
        const everything = inspect(error, {depth: Infinity, showHidden: true}) + JSON.stringify(error);
        for (const secret of SECRETS) {
          assert.ok(!everything.includes(secret), `${secret} is in ${everything}`);
        }
      }
    }
  });
});

const setEnvironment = (values: Readonly<Record<string, string | undefined>>) => {
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) {
      delete process.env[name];
    } else {
      process.env[name] = value;
    }
  }
};

describe('credentials', () => {
  it('that cannot be found are named with the three ways to give them', async () => {
    const nowhere = '/nonexistent/for/this/test';
    const variables = {
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_SHARED_CREDENTIALS_FILE: nowhere,
      AWS_CONFIG_FILE: nowhere,
      AWS_ACCESS_KEY_ID: undefined,
      AWS_SECRET_ACCESS_KEY: undefined,
      AWS_PROFILE: undefined,
      AWS_WEB_IDENTITY_TOKEN_FILE: undefined,
      AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: undefined,
      AWS_CONTAINER_CREDENTIALS_FULL_URI: undefined,
    };
    const saved = Object.fromEntries(Object.keys(variables).map(name => [name, process.env[name]]));
    setEnvironment(variables);
    try {
      const {credentials: _, ...rest} = server.location();
      const found = await failure(openNow(rest), 'credentials');
      assert.match(found.message, /access-key-id and secret-access-key.*configure-aws-credentials.*anonymous: true/);
      assert.match(found.message, /AWS_EC2_METADATA_DISABLED/);
    } finally {
      setEnvironment(saved);
    }
  });

  if (s3ServersHere().includes('versitygw')) {
    it('that are wrong are told apart by a server that checks signatures', async () => {
      await using real = await startS3([{key: 'data', body: 'x'}], 'versitygw');
      const {accessKeyId} = real.credentials;
      using wrongSecret = await openNow({...real.location(), credentials: {accessKeyId, secretAccessKey: 'wrong'}});
      assert.match((await failure(listAll(wrongSecret, '', never), 'credentials')).message, /secret-access-key/);
      using unknown = await openNow({
        ...real.location(),
        credentials: {accessKeyId: 'NOBODY', secretAccessKey: 'wrong'},
      });
      assert.match((await failure(listAll(unknown, '', never), 'credentials')).message, /access-key-id/);
      using anyone = await openNow({...real.location(), anonymous: true});
      assert.match((await failure(listAll(anyone, '', never), 'access-denied')).message, /not public/);
    });
  }
});
