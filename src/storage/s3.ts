// A bucket on an S3 server, through the AWS SDK. Loaded only when it is needed (open.ts): it is 1.3 MB.
//
// Where the SDK's retries end and ours start: the SDK makes one attempt (`maxAttempts: 1`) and every retry is in
// resilient.ts. The SDK cannot resume a body, and two budgets, one inside the other, multiply: six attempts of six.
// What is given up is its shared retry quota; our attempts are bounded per request instead.
import {createHash} from 'node:crypto';
import {GetObjectCommand, ListObjectsV2Command, S3Client} from '@aws-sdk/client-s3';
import type {GetObjectCommandInput, GetObjectCommandOutput, S3ClientConfig, _Object} from '@aws-sdk/client-s3';
import {RestoreError} from '../errors.ts';
import type {Log} from '../log.ts';
import type {ListPage, RawAnswer, RawStore} from './raw.ts';
import {errorFacts, isWrongRegion, namedRegion, s3Failure} from './s3-errors.ts';
import type {S3Request} from './s3-errors.ts';
import {s3Settings} from './s3-settings.ts';
import type {Environment, S3Location, S3Settings} from './s3-settings.ts';
import type {ByteRange, ObjectInfo} from './store.ts';

/** Milliseconds. */
export type S3Timeouts = {
  readonly connect: number;
  /** From the request to the headers of the answer. */
  readonly answer: number;
  /** Without any traffic on the socket. Longer than the stall watchdog, which knows when nobody was reading. */
  readonly socket: number;
};

const TIMEOUTS: S3Timeouts = {connect: 10_000, answer: 30_000, socket: 60_000};

function clientConfig(
  location: S3Location,
  settings: S3Settings,
  region: string | undefined,
  timeouts: S3Timeouts,
): S3ClientConfig {
  const {credentials} = location;
  return {
    ...(region === undefined ? {} : {region}),
    ...(settings.endpoint === undefined ? {} : {endpoint: settings.endpoint}),
    forcePathStyle: settings.forcePathStyle,
    // Both: with the response option alone the SDK sends a checksum of an empty body, and several servers repeat the
    // whole object's checksum on a range, which the SDK then compares with the range's bytes.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    maxAttempts: 1,
    // The SDK follows only 301, and asks the wrong region again for every request: `send` below does it once for all.
    followRegionRedirects: false,
    requestHandler: {
      connectionTimeout: timeouts.connect,
      requestTimeout: timeouts.answer,
      throwOnRequestTimeout: true,
      socketTimeout: timeouts.socket,
      httpAgent: {maxSockets: 64},
      httpsAgent: {maxSockets: 64},
    },
    ...(location.anonymous
      ? {signer: {sign: async request => request}, credentials: {accessKeyId: '', secretAccessKey: ''}}
      : {}),
    ...(credentials === undefined || location.anonymous
      ? {}
      : {
          credentials: {
            accessKeyId: credentials.accessKeyId,
            secretAccessKey: credentials.secretAccessKey,
            ...(credentials.sessionToken === undefined ? {} : {sessionToken: credentials.sessionToken}),
          },
        }),
  };
}

/**
 * The three headers of SSE-C (S3 API, GetObject). The key is base64 of exactly 32 bytes.
 * @throws RestoreError `sse-key` when it is not
 */
function customerKey(key: string): Partial<GetObjectCommandInput> {
  const bytes = Buffer.from(key, 'base64');
  if (bytes.length !== 32 || bytes.toString('base64') !== key.trim()) {
    throw new RestoreError('sse-key', {
      what: 'The input sse-customer-key is not base64 of 32 bytes',
      found: `${bytes.length} bytes`,
      todo: 'Make one with: openssl rand -base64 32.',
    });
  }
  return {
    SSECustomerAlgorithm: 'AES256',
    SSECustomerKey: key.trim(),
    SSECustomerKeyMD5: createHash('md5').update(bytes).digest('base64'),
  };
}

function decodeKey(key: string, encoding: string | undefined): string {
  // As botocore does, which asks every server for this encoding: `+` is a space.
  return encoding === 'url' ? decodeURIComponent(key.replaceAll('+', ' ')) : key;
}

function objectInfo(entry: _Object, encoding: string | undefined, bucket: string): ObjectInfo {
  const lastModified = entry.LastModified?.getTime() ?? Number.NaN;
  if (entry.Key === undefined || entry.Size === undefined || !Number.isSafeInteger(entry.Size) || entry.Size < 0) {
    throw new RestoreError('storage', {
      what: 'The listing holds an entry without a key or a size',
      where: `s3://${bucket}/${entry.Key ?? ''}`,
      todo: 'Check that endpoint is an S3 server.',
    });
  }
  if (Number.isNaN(lastModified)) {
    throw new RestoreError('storage', {
      what: 'The listing holds an entry without a time',
      where: `s3://${bucket}/${entry.Key}`,
    });
  }
  return {
    key: decodeKey(entry.Key, encoding),
    size: entry.Size,
    lastModified,
    etag: entry.ETag ?? '',
    ...(entry.StorageClass === undefined ? {} : {storageClass: entry.StorageClass}),
  };
}

async function* body(answer: GetObjectCommandOutput, request: S3Request): AsyncGenerator<Uint8Array> {
  // In Node the SDK's body is the response itself, a Readable; the type covers browsers too.
  const stream = answer.Body as (AsyncIterable<Uint8Array> & {destroy?: () => void}) | undefined;
  try {
    yield* stream ?? [];
  } catch (error) {
    throw s3Failure(error, request);
  } finally {
    stream?.destroy?.();
  }
}

/** Resolves with `promise`, or rejects with the signal's reason as soon as it fires. */
async function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  const {promise: aborted, reject} = Promise.withResolvers<never>();
  const onAbort = () => {
    // The reason is whatever the caller gave to abort(); it is passed on untouched.
    reject(signal.reason as Error);
  };
  signal.addEventListener('abort', onAbort, {once: true});
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

/**
 * @throws RestoreError `input` or `sse-key` for settings that cannot work, `credentials` when none can be had
 */
export async function openS3(
  location: S3Location,
  env: Environment,
  log: Log,
  signal: AbortSignal,
  timeouts: S3Timeouts = TIMEOUTS,
): Promise<RawStore & Disposable> {
  const settings = s3Settings(location, env);
  const sse = location.sseCustomerKey === undefined ? {} : customerKey(location.sseCustomerKey);
  const payer = location.requestPayer ? {RequestPayer: 'requester' as const} : {};
  const {bucket} = location;
  const secrets = new Set<string>();
  let region = settings.region;
  const connect = () => new S3Client(clientConfig(location, settings, region, timeouts));
  let client = connect();
  const clients = [client];
  if (region === undefined) {
    try {
      region = await client.config.region();
    } catch {
      // AWS answers in us-east-1 for every bucket, and names the region to go to.
      region = 'us-east-1';
      client = connect();
      clients.push(client);
    }
  }
  let regionInUse = region;

  const describe = (
    operation: 'LIST' | 'GET',
    more: {readonly prefix?: string; readonly object?: ObjectInfo},
  ): S3Request => ({
    operation,
    bucket,
    ...more,
    endpoint: settings.endpoint,
    region: regionInUse,
    anonymous: location.anonymous,
    requestPayer: location.requestPayer,
    sseCustomerKey: location.sseCustomerKey !== undefined,
    redact: text => [...secrets].reduce((rest, secret) => rest.replaceAll(secret, '***'), text),
  });

  const remember = (secret: string | undefined) => {
    if (secret !== undefined && secret !== '') {
      secrets.add(secret);
    }
  };
  remember(location.sseCustomerKey);
  if (!location.anonymous) {
    try {
      const found = await unlessAborted(client.config.credentials(), signal);
      remember(found.secretAccessKey);
      remember(found.sessionToken);
    } catch (error) {
      signal.throwIfAborted();
      const named = {name: 'CredentialsProviderError', message: errorFacts(error).message};
      const failure = s3Failure(named, describe('LIST', {prefix: location.prefix}));
      throw failure;
    }
  }

  /** Follows the server to the bucket's region, once, and stays there. */
  async function send<T>(request: S3Request, run: (client: S3Client) => Promise<T>, abort: AbortSignal): Promise<T> {
    for (let followed = false; ; followed = true) {
      const asked = regionInUse;
      try {
        return await run(client);
      } catch (error) {
        abort.throwIfAborted();
        const facts = errorFacts(error);
        const named = namedRegion(facts);
        if (!followed && isWrongRegion(facts) && named !== undefined && named !== asked) {
          if (regionInUse === asked) {
            log.info(`The bucket lies in ${named}, not in ${asked}: going there.`);
            regionInUse = named;
            region = named;
            client = connect();
            clients.push(client);
          }
          continue;
        }
        throw s3Failure(error, {...request, region: asked});
      }
    }
  }

  async function listPage(prefix: string, token: string | undefined, abort: AbortSignal): Promise<ListPage> {
    const command = {
      Bucket: bucket,
      Prefix: prefix,
      // Keys may hold characters that XML cannot.
      EncodingType: 'url' as const,
      ...(token === undefined ? {} : {ContinuationToken: token}),
      ...payer,
    };
    const answer = await send(
      describe('LIST', {prefix}),
      to => to.send(new ListObjectsV2Command(command), {abortSignal: abort}),
      abort,
    );
    const next = answer.NextContinuationToken;
    if (answer.IsTruncated === true && (next === undefined || next === token)) {
      throw new RestoreError('storage', {
        what: 'The server says that the listing goes on, but not where',
        where: `s3://${bucket}/${prefix}`,
        todo: 'Without the rest nothing can be proven; the server does not keep to the S3 API (ListObjectsV2).',
      });
    }
    return {
      objects: (answer.Contents ?? []).map(entry => objectInfo(entry, answer.EncodingType, bucket)),
      ...(answer.IsTruncated === true ? {next} : {}),
    };
  }

  async function open(object: ObjectInfo, range: ByteRange | undefined, abort: AbortSignal): Promise<RawAnswer> {
    const request = describe('GET', {object});
    const command = {
      Bucket: bucket,
      Key: object.key,
      ...(range === undefined ? {} : {Range: `bytes=${range.start}-${range.end - 1}`}),
      ...(object.etag === '' ? {} : {IfMatch: object.etag}),
      ...payer,
      ...sse,
    };
    const answer = await send(request, to => to.send(new GetObjectCommand(command), {abortSignal: abort}), abort);
    return {
      whole: answer.$metadata.httpStatusCode !== 206,
      contentRange: answer.ContentRange,
      length: answer.ContentLength,
      etag: answer.ETag,
      chunks: body(answer, request),
    };
  }

  return {
    name: `s3://${bucket}`,
    listPage,
    open,
    [Symbol.dispose]: () => {
      for (const each of clients) {
        each.destroy();
      }
    },
  };
}
