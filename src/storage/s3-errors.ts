// What went wrong with a request to S3, in words of our own: what it means, and what the user can do.
import {RestoreError} from '../errors.ts';
import {TransientFailure} from './raw.ts';
import {accessRefused} from './s3-denied.ts';
import {errorFacts, isWrongRegion, namedRegion, retryAfter, serverSays} from './s3-facts.ts';
import type {ErrorFacts, S3Request, Told} from './s3-facts.ts';

const RUN_AGAIN = 'Run again; if it keeps happening, the writer reuses this key.';

/** Without a code in its XML the SDK calls a 404 `NotFound`. */
const NOT_THERE = ['NoSuchKey', 'NoSuchVersion', 'NotFound'];

function bucketOrObject(facts: ErrorFacts, request: S3Request): Told | undefined {
  const {name, status} = facts;
  const {operation, bucket, object} = request;
  if (name === 'NoSuchBucket' || (status === 404 && operation === 'LIST' && NOT_THERE.includes(name))) {
    return {
      code: 'bucket-missing',
      what: 'There is no such bucket',
      where: `s3://${bucket}`,
      todo: 'Check bucket, endpoint, and whether the server wants path-style addresses (force-path-style).',
    };
  }
  if (name === 'InvalidBucketName') {
    return {code: 'input', what: 'This cannot be the name of a bucket', where: bucket, todo: 'Check bucket.'};
  }
  if (name === 'InvalidObjectState') {
    const storageClass = facts.element('StorageClass') ?? object?.storageClass ?? 'an archive class';
    return {
      code: 'archived',
      what: `The object is archived in ${storageClass} and cannot be read at once`,
      todo: 'Restore it from the archive first (aws s3api restore-object), wait until that is done, and run again.',
    };
  }
  if (status === 412) {
    const what = 'The object was overwritten after it was listed';
    return {code: 'changed', what, expected: `ETag ${object?.etag ?? ''}`, todo: RUN_AGAIN};
  }
  if (status === 416) {
    const what = 'The object is smaller than it was when it was listed';
    return {code: 'changed', what, expected: `${object?.size ?? 0} bytes`, todo: RUN_AGAIN};
  }
  if (status === 404 && NOT_THERE.includes(name)) {
    return {
      code: 'gone',
      what: 'The object was listed, but is not there any more',
      todo: 'Run again; the writer or a lifecycle rule has removed it.',
    };
  }
  return undefined;
}

function regionOrClock(facts: ErrorFacts, {bucket, region}: S3Request): Told | undefined {
  if (isWrongRegion(facts)) {
    const named = namedRegion(facts);
    return {
      code: 'wrong-region',
      what: 'The bucket lies in another region',
      where: `s3://${bucket}`,
      expected: named,
      found: region,
      todo: named === undefined ? 'Set region to the region of the bucket.' : `Set region: ${named}.`,
    };
  }
  if (facts.name === 'RequestTimeTooSkewed') {
    return {
      code: 'clock-skew',
      what: "This machine's clock differs from the server's by more than the signature allows",
      where: undefined,
      expected: facts.headers['date'],
      found: new Date().toUTCString(),
      todo: "Set the machine's clock (NTP).",
      // The SDK has learned the server's clock from this very answer, and signs the next request by it.
      again: {attempts: 2},
    };
  }
  return undefined;
}

const THROTTLING = ['SlowDown', 'Throttling', 'ThrottlingException', 'RequestLimitExceeded', 'TooManyRequests'];
const BUSY = ['InternalError', 'ServiceUnavailable', 'RequestTimeout', 'RequestTimeoutException', 'OperationAborted'];
const CERTIFICATE = /^(ERR_TLS|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_(GET|VERIFY)|HOSTNAME_MISMATCH)/;

function serverOrNetwork(facts: ErrorFacts, request: S3Request): Told {
  const {name, status, headers} = facts;
  const found = serverSays(facts, request);
  const throttled = status === 429 || THROTTLING.includes(name);
  if (throttled || BUSY.includes(name) || (status !== undefined && [408, 500, 502, 503, 504].includes(status))) {
    return {
      code: 'network',
      what: throttled ? 'The server keeps asking for fewer requests' : 'The server keeps failing',
      found,
      todo: 'Run again later.',
      again: {throttled: throttled || status === 503, retryAfter: retryAfter(headers['retry-after'], Date.now())},
    };
  }
  if (status !== undefined && status < 300) {
    const what = 'The answer is not one of an S3 server, or not a whole one';
    return {code: 'storage', what, found, todo: 'Check endpoint, and the proxy before it.', again: {attempts: 3}};
  }
  if (status !== undefined) {
    return {
      code: 'storage',
      what: 'The server refuses the request',
      found,
      todo: 'Check endpoint and the other inputs.',
    };
  }
  if (CERTIFICATE.test(name)) {
    return {
      code: 'network',
      what: "The server's certificate is not trusted",
      where: request.endpoint,
      found,
      todo: 'Set NODE_EXTRA_CA_CERTS to the authority that signed it, or correct the endpoint.',
    };
  }
  return {
    code: 'network',
    what: name === 'ENOTFOUND' ? "The server's name cannot be resolved" : 'The connection to the server fails',
    found,
    todo: 'Check endpoint, region and the network (proxy, firewall), and run again.',
    again: {},
  };
}

/** Turns an error of the SDK, of Node or of a body's stream into what `RawStore` promises to throw. */
export function s3Failure(error: unknown, request: S3Request): RestoreError | TransientFailure {
  const facts = errorFacts(error);
  const {code, again, ...told} =
    regionOrClock(facts, request) ??
    accessRefused(facts, request) ??
    bucketOrObject(facts, request) ??
    serverOrNetwork(facts, request);
  const where = request.operation === 'LIST' ? `s3://${request.bucket}/${request.prefix ?? ''}` : request.object?.key;
  const id = facts.headers['x-amz-request-id'];
  // A new error of texts alone: the SDK's own carries the answer, and Node's sometimes the request.
  const cause = new Error(`${serverSays(facts, request)}${id === undefined ? '' : `, request ${id}`}`);
  const failure = new RestoreError(code, {where, ...told, cause});
  return again === undefined ? failure : new TransientFailure(failure, again);
}
