// What an error of the SDK or of Node says, as plain values: the rest of it can hold the signed request.
import type {ErrorCode, Failure} from '../errors.ts';
import type {ObjectInfo} from './store.ts';

export type ErrorFacts = {
  /** S3's code (`NoSuchKey`), Node's (`ECONNRESET`), or the name of the SDK's error. */
  readonly name: string;
  readonly message: string;
  /** HTTP status, absent when there was no answer. */
  readonly status: number | undefined;
  /** Headers of the answer, names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** An element of S3's XML error: `Region`, `StorageClass`. */
  readonly element: (name: string) => string | undefined;
};

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

/** An explanation: the code and the words, and whether (and how) asking again may help. */
export type Told = Omit<Failure, 'cause'> & {
  readonly code: ErrorCode;
  readonly again?: {readonly throttled?: boolean; readonly retryAfter?: number | undefined; readonly attempts?: number};
};

/** The server's own sentence, for people: shortened, secrets replaced. */
export function serverSays({name, message, status}: ErrorFacts, {redact}: S3Request): string {
  const words = [name, message.split('\n')[0]?.slice(0, 300)].filter(word => word !== undefined && word !== '');
  return redact(`${words.join(': ')}${status === undefined ? '' : `, HTTP ${status}`}`);
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);

export function errorFacts(error: unknown): ErrorFacts {
  const record = isRecord(error) ? error : {};
  const metadata = isRecord(record['$metadata']) ? record['$metadata'] : {};
  const response = isRecord(record['$response']) ? record['$response'] : {};
  const given = metadata['httpStatusCode'] ?? response['statusCode'];
  const status = typeof given === 'number' ? given : undefined;
  const headers = isRecord(response['headers']) ? response['headers'] : {};
  const [first, second] = status === undefined ? ['code', 'name'] : ['name', 'code'];
  return {
    name: text(record[first]) ?? text(record[second]) ?? 'Error',
    message: text(record['message']) ?? '',
    status,
    headers: Object.fromEntries(
      Object.entries(headers).flatMap(([key, value]) =>
        typeof value === 'string' ? [[key.toLowerCase(), value]] : [],
      ),
    ),
    element: name => text(record[name]),
  };
}

/**
 * The region that an answer names as the bucket's own. S3 does so in a header, in the XML error, in its message, or in
 * the address that it redirects to.
 */
export function namedRegion(facts: ErrorFacts): string | undefined {
  const address = facts.headers['location'] ?? facts.element('Endpoint') ?? '';
  const region =
    facts.headers['x-amz-bucket-region'] ??
    facts.element('Region') ??
    /expecting '([^']+)'/.exec(facts.message)?.[1] ??
    /[./]s3[.-]([a-z]+(?:-[a-z]+)+-\d+)\./.exec(address)?.[1];
  return region !== undefined && /^[a-z0-9-]{1,64}$/.test(region) ? region : undefined;
}

const REDIRECTS = ['PermanentRedirect', 'TemporaryRedirect', 'InvalidRegionName', 'IllegalLocationConstraintException'];

/** True for the answers by which S3 says that the bucket lies in another region. */
export function isWrongRegion(facts: ErrorFacts): boolean {
  const {name, status} = facts;
  // This name also stands for an empty access key.
  const badScope = name === 'AuthorizationHeaderMalformed' && /region/i.test(facts.message);
  return status === 301 || status === 307 || REDIRECTS.includes(name) || badScope;
}

/** Milliseconds that a `Retry-After` asks for: seconds, or an HTTP date (RFC 9110, 10.2.3). */
export function retryAfter(header: string | undefined, now: number): number | undefined {
  if (header === undefined) {
    return undefined;
  }
  const wait = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isFinite(wait) ? Math.max(0, wait) : undefined;
}
