// What went wrong with a request to S3, in the words of the closed list, without anything secret of the request.
import {RestoreError} from '../errors.ts';
import type {ErrorCode, Failure} from '../errors.ts';
import {TransientFailure} from './raw.ts';
import type {ObjectInfo} from './store.ts';

/** The request that failed, as far as the words need it. */
export type S3Request = {
  readonly operation: 'LIST' | 'GET';
  readonly bucket: string;
  readonly prefix?: string | undefined;
  readonly object?: ObjectInfo | undefined;
  readonly endpoint?: string | undefined;
  readonly region: string;
  readonly anonymous: boolean;
  readonly requestPayer: boolean;
  readonly sseCustomerKey: boolean;
  /** Replaces secrets in texts that are not ours. */
  readonly redact: (text: string) => string;
};

/** What is read of an error of the SDK or of Node: plain values only. */
export type ErrorFacts = {
  /** S3's code, or the name of the SDK's or Node's error. */
  readonly name: string;
  readonly message: string;
  readonly status: number | undefined;
  /** Header names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Elements of S3's XML error: `Region`, `StorageClass`, … */
  readonly element: (name: string) => string | undefined;
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
const text = (value: unknown) => (typeof value === 'string' ? value : undefined);

export function errorFacts(error: unknown): ErrorFacts {
  const record = isRecord(error) ? error : {};
  const metadata = isRecord(record['$metadata']) ? record['$metadata'] : {};
  const response = isRecord(record['$response']) ? record['$response'] : {};
  const status = metadata['httpStatusCode'] ?? response['statusCode'];
  const headers = isRecord(response['headers']) ? response['headers'] : {};
  const name = text(record['name']);
  return {
    // Node's errors carry the telling word as `code`: ECONNRESET, ENOTFOUND, CERT_HAS_EXPIRED.
    name: (name === undefined || name === 'Error' ? text(record['code']) : name) ?? 'Error',
    message: text(record['message']) ?? String(error),
    status: typeof status === 'number' ? status : undefined,
    headers: Object.fromEntries(
      Object.entries(headers).flatMap(([key, value]) =>
        typeof value === 'string' ? [[key.toLowerCase(), value]] : [],
      ),
    ),
    element: element => text(record[element]),
  };
}

/** A new error of texts alone: the SDK's own carries the response, and sometimes the signed request. */
function plainCause(facts: ErrorFacts, {redact}: S3Request): Error {
  const id = facts.headers['x-amz-request-id'];
  const status =
    facts.status === undefined ? '' : ` (HTTP ${facts.status}${id === undefined ? '' : `, request ${id}`})`;
  return new Error(redact(`${facts.name}: ${facts.message}${status}`));
}

/** The region that an answer names as the bucket's own, whatever form the server chose to name it in. */
export function namedRegion(facts: ErrorFacts): string | undefined {
  const region =
    facts.headers['x-amz-bucket-region'] ??
    facts.element('Region') ??
    /expecting '([^']+)'/.exec(facts.message)?.[1] ??
    /[./]s3[.-]([a-z]+(?:-[a-z]+)+-\d+)\./.exec(facts.headers['location'] ?? facts.element('Endpoint') ?? '')?.[1];
  return region !== undefined && /^[a-z0-9-]{1,64}$/.test(region) ? region : undefined;
}

/** True for the answers by which S3 says that the bucket lies in another region. */
export function isWrongRegion({name, status}: ErrorFacts): boolean {
  return (
    status === 301 ||
    status === 302 ||
    status === 307 ||
    status === 308 ||
    ['PermanentRedirect', 'TemporaryRedirect', 'AuthorizationHeaderMalformed', 'InvalidRegionName'].includes(name) ||
    name === 'IllegalLocationConstraintException'
  );
}

/** Milliseconds that `Retry-After` asks for: seconds or an HTTP date. */
export function retryAfter(header: string | undefined, now: number): number | undefined {
  if (header === undefined) {
    return undefined;
  }
  const wait = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isFinite(wait) ? Math.max(0, wait) : undefined;
}

const THROTTLING = ['SlowDown', 'Throttling', 'ThrottlingException', 'RequestLimitExceeded', 'TooManyRequests'];
const BUSY = ['InternalError', 'ServiceUnavailable', 'RequestTimeout', 'RequestTimeoutException', 'OperationAborted'];
const CREDENTIALS = [
  'InvalidAccessKeyId',
  'SignatureDoesNotMatch',
  'ExpiredToken',
  'InvalidToken',
  'TokenRefreshRequired',
  'InvalidSecurity',
  'NotSignedUp',
  'UnrecognizedClientException',
  'CredentialsProviderError',
];
const CERTIFICATE = /^(ERR_TLS|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_(GET|VERIFY)|HOSTNAME_MISMATCH)/;

function accessDenied(request: S3Request, facts: ErrorFacts): {code: ErrorCode; failure: Omit<Failure, 'cause'>} {
  const {operation, bucket, prefix = '', object, anonymous, requestPayer, sseCustomerKey} = request;
  const payer = requestPayer ? '' : ' If the bucket is requester-pays, set request-payer: true.';
  const who = anonymous ? 'The bucket is not public for this: give credentials instead of anonymous: true' : 'Allow';
  if (operation === 'LIST') {
    return {
      code: 'access-denied',
      failure: {
        what: 'Listing the bucket is denied',
        where: `s3://${bucket}/${prefix}`,
        todo: anonymous
          ? `${who}.${payer}`
          : `${who} s3:ListBucket on the bucket (a policy may allow it for certain prefixes only).${payer}`,
      },
    };
  }
  if (sseCustomerKey) {
    return {
      code: 'sse-key',
      failure: {
        what: 'Reading an object is denied, although listing works',
        where: object?.key,
        todo: `Check that sse-customer-key is the key that the object was written with, and that s3:GetObject is allowed.${payer}`,
      },
    };
  }
  const kms = /kms/i.test(facts.message) ? ' and kms:Decrypt on its key' : '';
  return {
    code: 'access-denied',
    failure: {
      what: 'Reading an object is denied, although listing works',
      where: object?.key,
      todo: anonymous
        ? `${who}.${payer}`
        : `${who} s3:GetObject${kms} on the objects${kms === '' ? ' (and kms:Decrypt, if they are encrypted with KMS)' : ''}.${payer}`,
    },
  };
}

function credentials(facts: ErrorFacts, request: S3Request): Omit<Failure, 'cause'> {
  const told: Readonly<Record<string, Omit<Failure, 'cause'>>> = {
    InvalidAccessKeyId: {
      what: 'The server does not know the access key',
      todo: 'Check access-key-id, and that it belongs to this endpoint.',
    },
    SignatureDoesNotMatch: {
      what: 'The server does not accept the signature',
      todo: 'Check secret-access-key (no spaces or line breaks around it), and that it belongs to access-key-id.',
    },
    ExpiredToken: {
      what: 'The session credentials have expired',
      todo: 'Ask for a longer session (role-duration-seconds), or restore right after getting the credentials.',
    },
    CredentialsProviderError: {
      what: 'No credentials were found',
      todo: "Give access-key-id and secret-access-key, run aws-actions/configure-aws-credentials before this step (permissions: id-token: write), or set anonymous: true for a public bucket. On GitHub's own runners AWS_EC2_METADATA_DISABLED=true avoids a slow search.",
    },
  };
  return {
    where: request.endpoint ?? `s3://${request.bucket}`,
    ...(told[facts.name] ?? {
      what: `The server does not accept the credentials (${facts.name})`,
      todo: 'Check access-key-id, secret-access-key and session-token.',
    }),
  };
}

/** Turns an error of the SDK, of Node or of a body's stream into what `RawStore` promises to throw. */
export function s3Failure(error: unknown, request: S3Request): RestoreError | TransientFailure {
  const facts = errorFacts(error);
  const {name, status, message} = facts;
  const {operation, bucket, object, region} = request;
  const cause = plainCause(facts, request);
  const where = operation === 'LIST' ? `s3://${bucket}/${request.prefix ?? ''}` : object?.key;
  const fail = (code: ErrorCode, failure: Omit<Failure, 'cause'>) => new RestoreError(code, {where, ...failure, cause});

  if (CREDENTIALS.includes(name)) {
    return fail('credentials', credentials(facts, request));
  }
  if (name === 'RequestTimeTooSkewed') {
    // The SDK has learned the server's clock from this very answer: one more attempt is signed by it.
    return new TransientFailure(
      fail('clock-skew', {
        what: "This machine's clock differs from the server's by more than the signature allows",
        where: undefined,
        expected: facts.headers['date'],
        todo: "Set the runner's clock (NTP).",
      }),
      {attempts: 2},
    );
  }
  if (name === 'NoSuchBucket' || (status === 404 && operation === 'LIST')) {
    return fail('bucket-missing', {
      what: 'There is no such bucket',
      where: `s3://${bucket}`,
      todo: 'Check bucket, endpoint, and whether the server wants path-style addresses (force-path-style).',
    });
  }
  if (name === 'InvalidBucketName') {
    return fail('input', {
      what: 'The server does not accept the name of the bucket',
      where: bucket,
      todo: 'Check bucket.',
    });
  }
  if (name === 'InvalidObjectState') {
    const storageClass = facts.element('StorageClass') ?? object?.storageClass ?? 'an archive class';
    return fail('archived', {
      what: `The object is archived in ${storageClass} and cannot be read at once`,
      todo: 'Restore it from the archive first (aws s3api restore-object), wait until that is done, and run again.',
    });
  }
  if (isWrongRegion(facts)) {
    const named = namedRegion(facts);
    return fail('wrong-region', {
      what: 'The bucket lies in another region',
      where: `s3://${bucket}`,
      ...(named === undefined ? {} : {expected: named}),
      found: region,
      todo: named === undefined ? 'Set region to the region of the bucket.' : `Set region: ${named}.`,
    });
  }
  if (status === 412) {
    return fail('changed', {
      what: 'The object was overwritten after it was listed',
      ...(object === undefined ? {} : {expected: `ETag ${object.etag}`}),
      todo: 'Run again; if it keeps happening, the writer reuses this key.',
    });
  }
  if (status === 416) {
    return fail('changed', {
      what: 'The object is smaller than it was when it was listed',
      ...(object === undefined ? {} : {expected: `${object.size} bytes`}),
      todo: 'Run again.',
    });
  }
  if (status === 404) {
    return fail('gone', {
      what: 'The object was listed, but is not there any more',
      todo: 'Run again; the writer or a lifecycle rule has removed it.',
    });
  }
  if (
    /server side encryption|encryption parameters|customer (provided )?key|SSECustomer/i.test(`${name} ${message}`) &&
    status === 400
  ) {
    return request.sseCustomerKey
      ? fail('sse-key', {
          what: 'The server does not accept the customer key for this object',
          todo: 'Check that sse-customer-key is the key that the object was written with, or leave it out if there was none.',
        })
      : fail('sse-key', {
          what: 'The object is encrypted with a customer key (SSE-C)',
          todo: 'Set sse-customer-key.',
        });
  }
  if (name.startsWith('KMS.')) {
    return fail('access-denied', {
      what: `The object's KMS key cannot be used (${name})`,
      todo: 'Enable the key, and allow kms:Decrypt on it.',
    });
  }
  if (status === 401 || status === 403) {
    const {code, failure} = accessDenied(request, facts);
    return fail(code, failure);
  }
  return connectionOrServer(facts, fail);
}

function connectionOrServer(
  facts: ErrorFacts,
  fail: (code: ErrorCode, failure: Omit<Failure, 'cause'>) => RestoreError,
): RestoreError | TransientFailure {
  const {name, status, message, headers} = facts;
  const throttled = status === 429 || THROTTLING.includes(name);
  if (throttled || BUSY.includes(name) || (status !== undefined && [408, 500, 502, 503, 504].includes(status))) {
    return new TransientFailure(
      fail('network', {
        what: throttled ? 'The server keeps asking for fewer requests' : 'The server keeps failing',
        found: `${name}${status === undefined ? '' : `, HTTP ${status}`}`,
        todo: 'Run again later.',
      }),
      {throttled: throttled || status === 503, retryAfter: retryAfter(headers['retry-after'], Date.now())},
    );
  }
  if (CERTIFICATE.test(name)) {
    return fail('network', {
      what: "The server's certificate is not trusted",
      found: name,
      todo: 'Set NODE_EXTRA_CA_CERTS to the authority that signed it, or correct the endpoint.',
    });
  }
  if (status !== undefined) {
    return fail('storage', {
      what: status < 300 ? 'The answer is not one of an S3 server' : 'The server refuses the request',
      found: `${name}, HTTP ${status}`,
      todo: 'Check endpoint; the cause below says more.',
    });
  }
  return new TransientFailure(
    fail('network', {
      what: name === 'ENOTFOUND' ? "The server's name cannot be resolved" : 'The connection to the server fails',
      found: name === 'Error' ? message : name,
      todo: 'Check endpoint, region and the network (proxy, firewall), and run again.',
    }),
  );
}
