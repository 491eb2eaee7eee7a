// Which endpoint, region and address style follow from the inputs and the environment.
import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {RestoreError} from '../../src/errors.ts';
import {s3Settings} from '../../src/storage/s3-settings.ts';
import type {Environment, S3Location} from '../../src/storage/s3-settings.ts';

const BASE: S3Location = {kind: 's3', bucket: 'b', prefix: '', anonymous: false, requestPayer: false};
const settings = (inputs: Partial<S3Location>, env: Environment = {}) => s3Settings({...BASE, ...inputs}, env);

const refused = (inputs: Partial<S3Location>, code: string, words: RegExp) => {
  assert.throws(
    () => settings(inputs),
    (error: unknown) => error instanceof RestoreError && error.code === code && words.test(error.message),
  );
};

describe('the region', () => {
  const cases: readonly (readonly [string, Partial<S3Location>, Environment, string | undefined])[] = [
    ['is the input’s', {region: 'eu-west-1'}, {AWS_REGION: 'us-west-2'}, 'eu-west-1'],
    ['is the environment’s', {}, {AWS_REGION: 'us-west-2', AWS_DEFAULT_REGION: 'x'}, 'us-west-2'],
    ['is the environment’s default', {}, {AWS_DEFAULT_REGION: 'eu-north-1'}, 'eu-north-1'],
    ['is left to be found out', {}, {}, undefined],
    ['is left to be found out when it is empty', {region: ''}, {AWS_REGION: ''}, undefined],
    ['is left to be found out for auto on AWS', {region: 'auto'}, {}, undefined],
    ['is auto on R2', {endpoint: 'https://0a1b.r2.cloudflarestorage.com'}, {}, 'auto'],
    [
      'is auto on R2 although the job is set up for AWS',
      {endpoint: 'https://0a1b.eu.r2.cloudflarestorage.com'},
      {AWS_REGION: 'eu-west-1'},
      'auto',
    ],
    ['is auto where the user says so', {endpoint: 'https://t3.storage.dev', region: 'auto'}, {}, 'auto'],
    [
      'is the endpoint’s on AWS',
      {endpoint: 'https://s3.eu-west-1.amazonaws.com'},
      {AWS_REGION: 'us-west-2'},
      'eu-west-1',
    ],
    ['is the endpoint’s on AWS GovCloud', {endpoint: 'https://s3.us-gov-west-1.amazonaws.com'}, {}, 'us-gov-west-1'],
    [
      'is the endpoint’s on a dual stack',
      {endpoint: 'https://s3.dualstack.ap-south-1.amazonaws.com'},
      {},
      'ap-south-1',
    ],
    [
      'is the endpoint’s on a VPC endpoint',
      {endpoint: 'https://bucket.vpce-1a2b.s3.us-east-2.vpce.amazonaws.com'},
      {},
      'us-east-2',
    ],
    ['is the endpoint’s on Backblaze', {endpoint: 'https://s3.us-west-004.backblazeb2.com'}, {}, 'us-west-004'],
    ['is left to be found out on other servers', {endpoint: 'http://minio:9000'}, {}, undefined],
  ];
  for (const [what, inputs, env, expected] of cases) {
    it(what, () => {
      assert.equal(settings(inputs, env).region, expected);
    });
  }
});

describe('the endpoint', () => {
  it('is the input’s, then the environment’s for S3, then the environment’s', () => {
    const env = {AWS_ENDPOINT_URL: 'http://one:1', AWS_ENDPOINT_URL_S3: 'http://two:2'};
    assert.equal(settings({endpoint: 'http://zero:0'}, env).endpoint, 'http://zero:0');
    assert.equal(settings({}, env).endpoint, 'http://two:2');
    assert.equal(settings({}, {AWS_ENDPOINT_URL: 'http://one:1'}).endpoint, 'http://one:1');
    assert.equal(settings({}, {...env, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true'}).endpoint, undefined);
  });

  it('decides the address style, unless the user does', () => {
    assert.equal(settings({}).forcePathStyle, false);
    assert.equal(settings({endpoint: 'http://minio:9000'}).forcePathStyle, true);
    assert.equal(settings({}, {AWS_ENDPOINT_URL: 'http://one:1'}).forcePathStyle, true);
    assert.equal(settings({endpoint: 'http://minio:9000', forcePathStyle: false}).forcePathStyle, false);
    assert.equal(settings({forcePathStyle: true}).forcePathStyle, true);
  });

  it('that is not a URL is an input error', () => {
    refused({endpoint: 'minio'}, 'input', /not an http or https URL: minio/);
    refused({endpoint: 'minio:9000'}, 'input', /http:\/\/host:port/);
    refused({endpoint: 'ftp://host'}, 'input', /not an http/);
  });

  it('with a password in it is an input error that does not repeat it', () => {
    for (const endpoint of ['https://key:hunter2@host', 'ftp://key:hunter2@host', 'https://key:hunter2@ho st']) {
      refused({endpoint}, 'input', /^(?!.*hunter2)/);
    }
  });

  it('over plain http gets no customer key, except on this machine', () => {
    const sseCustomerKey = Buffer.alloc(32).toString('base64');
    refused({endpoint: 'http://minio:9000', sseCustomerKey}, 'sse-key', /unencrypted.*https/);
    for (const endpoint of [
      'https://minio:9000',
      'http://localhost:9000',
      'http://127.0.0.1:9000',
      'http://[::1]:9000',
    ]) {
      assert.equal(settings({endpoint, sseCustomerKey}).endpoint, endpoint);
    }
  });
});
