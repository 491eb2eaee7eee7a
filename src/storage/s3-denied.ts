// Credentials, permissions and keys that the server does not accept: said apart, because the cures differ.
import {serverSays} from './s3-facts.ts';
import type {ErrorFacts, S3Request, Told} from './s3-facts.ts';

const CREDENTIALS: Readonly<Record<string, {readonly what: string; readonly todo: string}>> = {
  InvalidAccessKeyId: {
    what: 'The server does not know the access key',
    todo: 'Check access-key-id, and that it belongs to this endpoint.',
  },
  // versitygw's name for the same (with HTTP 404).
  XAdminUserNotFound: {
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
    todo: "Give access-key-id and secret-access-key, run aws-actions/configure-aws-credentials before this step (it needs permissions: id-token: write), or set anonymous: true for a public bucket. On GitHub's own runners AWS_EC2_METADATA_DISABLED=true avoids a slow search.",
  },
};

/** Other names by which servers refuse credentials. */
const MORE_CREDENTIALS = [
  'AuthorizationHeaderMalformed',
  'ExpiredTokenException',
  'InvalidSecurity',
  'InvalidToken',
  'NotSignedUp',
  'TokenRefreshRequired',
  'UnrecognizedClientException',
];

function customerKeyRefused(facts: ErrorFacts, request: S3Request): Told | undefined {
  const {name, message, status} = facts;
  const isAboutKey = /server side encryption|encryption parameters|customer (provided )?key|SSECustomer/i;
  if (status !== 400 || !isAboutKey.test(`${name} ${message}`)) {
    return undefined;
  }
  return request.sseCustomerKey
    ? {
        code: 'sse-key',
        what: 'The server does not accept the customer key for this object',
        found: serverSays(facts, request),
        todo: 'Check that sse-customer-key is the key that the object was written with, or leave it out if there was none.',
      }
    : {
        code: 'sse-key',
        what: 'The object is encrypted with a customer key (SSE-C)',
        todo: 'Set sse-customer-key.',
      };
}

function denied(facts: ErrorFacts, request: S3Request): Told {
  const {operation, anonymous, sseCustomerKey} = request;
  const payer = request.requestPayer ? '' : ' If the bucket is requester-pays, set request-payer: true.';
  const found = serverSays(facts, request);
  const publicOnly = `The bucket is not public for this: give credentials instead of anonymous: true.${payer}`;
  if (operation === 'LIST') {
    const allow = 'Allow s3:ListBucket on the bucket (a policy may allow it for certain prefixes only).';
    const todo = anonymous ? publicOnly : `${allow}${payer}`;
    return {code: 'access-denied', what: 'Listing the bucket is denied', found, todo};
  }
  const what = 'Reading an object is denied, although listing works';
  if (sseCustomerKey) {
    const check = 'Check that sse-customer-key is the key that the object was written with';
    return {code: 'sse-key', what, found, todo: `${check}, and that s3:GetObject is allowed.${payer}`};
  }
  const allow = 'Allow s3:GetObject on the objects, and kms:Decrypt if a KMS key encrypts them.';
  return {code: 'access-denied', what, found, todo: anonymous ? publicOnly : `${allow}${payer}`};
}

/** Explains a refusal for want of rights, or undefined when the failure is of another kind. */
export function accessRefused(facts: ErrorFacts, request: S3Request): Told | undefined {
  const {name, status} = facts;
  const known = Object.hasOwn(CREDENTIALS, name) ? CREDENTIALS[name] : undefined;
  if (known !== undefined || MORE_CREDENTIALS.includes(name)) {
    return {
      code: 'credentials',
      where: request.endpoint ?? `s3://${request.bucket}`,
      found: serverSays(facts, request),
      ...(known ?? {
        what: 'The server does not accept the credentials',
        todo: 'Check access-key-id, secret-access-key and session-token.',
      }),
    };
  }
  const key = customerKeyRefused(facts, request);
  if (key !== undefined) {
    return key;
  }
  if (name.startsWith('KMS.')) {
    return {
      code: 'access-denied',
      what: "The object's KMS key cannot be used",
      found: serverSays(facts, request),
      todo: 'Enable the key, and allow kms:Decrypt on it.',
    };
  }
  return (status === 401 || status === 403) && name !== 'InvalidObjectState' ? denied(facts, request) : undefined;
}
