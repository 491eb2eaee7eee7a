// A bucket on an S3 server, through the AWS SDK. Loaded only when it is needed (open.ts): it is 1.3 MB.
import {createHash} from 'node:crypto';
import type {Readable} from 'node:stream';
import {ListObjectsV2Command} from '@aws-sdk/client-s3';
import type {GetObjectCommandInput, ListObjectsV2CommandOutput, _Object} from '@aws-sdk/client-s3';
import {RestoreError} from '../errors.ts';
import type {Log} from '../log.ts';
import {arriving} from './arriving.ts';
import type {RawAnswer, RawStore} from './raw.ts';
import {TransientFailure} from './raw.ts';
import {connectS3} from './s3-connection.ts';
import type {S3Connection, S3Timeouts, Subject} from './s3-connection.ts';
import {getObject} from './s3-get.ts';
import type {GotObject} from './s3-get.ts';
import type {Environment, S3Location} from './s3-settings.ts';
import type {ObjectInfo} from './store.ts';
import {boundYoungGeneration} from './young-generation.ts';

type CustomerKey = Pick<GetObjectCommandInput, 'SSECustomerAlgorithm' | 'SSECustomerKey' | 'SSECustomerKeyMD5'>;

/**
 * The three headers of SSE-C (S3 API, GetObject). The key is base64 of exactly 32 bytes.
 * @throws RestoreError `sse-key` when it is not
 */
function customerKey(key: string): CustomerKey {
  const bytes = Buffer.from(key, 'base64');
  if (bytes.length !== 32 || bytes.toString('base64') !== key) {
    throw new RestoreError('sse-key', {
      what: 'The input sse-customer-key is not base64 of 32 bytes',
      found: `${bytes.length} bytes`,
      todo: 'Make one with: openssl rand -base64 32.',
    });
  }
  return {
    SSECustomerAlgorithm: 'AES256',
    SSECustomerKey: key,
    SSECustomerKeyMD5: createHash('md5').update(bytes).digest('base64'),
  };
}

function notS3(bucket: string, what: string, found?: string): RestoreError {
  return new RestoreError('storage', {
    what,
    where: `s3://${bucket}`,
    found,
    todo: 'Without a whole listing nothing can be proven. Check that endpoint is an S3 server (ListObjectsV2).',
  });
}

function decodedKey(key: string, encoding: string | undefined, bucket: string): string {
  if (encoding !== 'url') {
    return key;
  }
  try {
    // As botocore does, which asks every server for this encoding: `+` is a space.
    return decodeURIComponent(key.replaceAll('+', ' '));
  } catch {
    throw notS3(bucket, 'The listing holds a key that cannot be decoded', key);
  }
}

function objectInfo(entry: _Object, encoding: string | undefined, bucket: string): ObjectInfo {
  const {Key: key, Size: size, LastModified: time, ETag: etag = '', StorageClass: storageClass} = entry;
  const lastModified = time?.getTime() ?? Number.NaN;
  if (
    key === undefined ||
    size === undefined ||
    !Number.isSafeInteger(size) ||
    size < 0 ||
    Number.isNaN(lastModified)
  ) {
    throw notS3(bucket, 'The listing holds an entry without a key, a size or a time', key);
  }
  return {
    key: decodedKey(key, encoding, bucket),
    size,
    lastModified,
    etag,
    ...(storageClass === undefined ? {} : {storageClass}),
  };
}

/** Where the listing goes on, or undefined at its end. */
function nextToken(answer: ListObjectsV2CommandOutput, bucket: string): string | undefined {
  const {IsTruncated: more, NextContinuationToken: next, Name: name, KeyCount: count} = answer;
  if (more === undefined && name === undefined && count === undefined) {
    // A web page parses as a listing of nothing, and nothing would be reported as an empty bucket.
    throw new TransientFailure(notS3(bucket, 'The answer to a listing is not one of an S3 server'), {attempts: 3});
  }
  if (more === true && (next === undefined || next === '')) {
    throw notS3(bucket, 'The server says that the listing goes on, but not where');
  }
  return more === true ? next : undefined;
}

/** A composite checksum (of the parts' checksums) says nothing of the bytes: it ends in `-` and the number of parts. */
function wholeCrc32({ChecksumCRC32: crc32, ChecksumType: type}: GotObject): string | undefined {
  return crc32 !== undefined && type !== 'COMPOSITE' && /^[A-Za-z0-9+/]{6}==$/.test(crc32) ? crc32 : undefined;
}

async function* body(answer: GotObject, connection: S3Connection, about: Subject): AsyncGenerator<Uint8Array> {
  // In Node the SDK's body is the response itself, a Readable; the type covers browsers too.
  const stream = answer.Body as Readable | undefined;
  if (stream === undefined) return;
  try {
    yield* arriving(stream);
  } catch (error) {
    throw connection.explain(error, about);
  } finally {
    stream.destroy();
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
  timeouts?: Partial<S3Timeouts>,
): Promise<RawStore & Disposable> {
  const {bucket} = location;
  const sse = location.sseCustomerKey === undefined ? {} : customerKey(location.sseCustomerKey);
  const payer = location.requestPayer ? {RequestPayer: 'requester' as const} : {};
  const connection = await connectS3(location, env, log, signal, timeouts);
  return {
    name: `s3://${bucket}`,

    async listPage(prefix, token, abort) {
      const command = new ListObjectsV2Command({
        Bucket: bucket,
        Prefix: prefix,
        // Keys may hold characters that XML cannot.
        EncodingType: 'url',
        ...(token === undefined ? {} : {ContinuationToken: token}),
        ...payer,
      });
      const about = {operation: 'LIST' as const, prefix};
      const answer = await connection.send(about, client => client.send(command, {abortSignal: abort}), abort);
      const next = nextToken(answer, bucket);
      return {objects: (answer.Contents ?? []).map(entry => objectInfo(entry, answer.EncodingType, bucket)), next};
    },

    async open(object, range, abort, {checksum}): Promise<RawAnswer> {
      boundYoungGeneration();
      const input = {
        Bucket: bucket,
        Key: object.key,
        ...(range === undefined ? {} : {Range: `bytes=${range.start}-${range.end - 1}`}),
        ...(object.etag === '' ? {} : {IfMatch: object.etag}),
        ...payer,
        ...sse,
      };
      const options = {checksum, abortSignal: abort};
      const about = {operation: 'GET' as const, object};
      const answer = await connection.send(about, client => getObject(client, input, options), abort);
      return {
        whole: answer.$metadata.httpStatusCode !== 206,
        contentRange: answer.ContentRange,
        length: answer.ContentLength,
        etag: answer.ETag,
        crc32: checksum ? wholeCrc32(answer) : undefined,
        // A bucket that once kept versions says null for objects written before that.
        version: answer.VersionId === 'null' ? undefined : answer.VersionId,
        chunks: body(answer, connection, about),
      };
    },

    [Symbol.dispose]: () => {
      connection[Symbol.dispose]();
    },
  };
}
