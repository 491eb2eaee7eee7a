// The SDK's client: its settings, its credentials, and the bucket's region.
//
// Where the SDK's retries end and ours start: the SDK makes one attempt (`maxAttempts: 1`), and every retry is in
// resilient.ts. The SDK cannot resume a body, and two budgets, one inside the other, multiply: six attempts of six.
// What is given up is its retry quota, shared by all requests; ours are bounded one by one.
import {S3Client} from '@aws-sdk/client-s3';
import type {S3ClientConfig} from '@aws-sdk/client-s3';
import type {Log} from '../log.ts';
import {s3Failure} from './s3-errors.ts';
import {errorFacts, isWrongRegion, namedRegion} from './s3-facts.ts';
import type {S3Request} from './s3-facts.ts';
import {proxySettings, s3Settings} from './s3-settings.ts';
import type {Environment, S3Location} from './s3-settings.ts';
import {within} from './waiting.ts';

/** Milliseconds. */
export type S3Timeouts = {
  readonly connect: number;
  /** From the request to the headers of the answer. */
  readonly answer: number;
  /** Without traffic on the socket. Longer than the stall watchdog, which knows when nobody was reading. */
  readonly socket: number;
};

const TIMEOUTS: S3Timeouts = {connect: 10_000, answer: 30_000, socket: 60_000};

/** What a request is about, beside what the connection knows itself. */
export type Subject = Pick<S3Request, 'operation' | 'prefix' | 'object'>;

export type S3Connection = Disposable & {
  /** @throws RestoreError, TransientFailure, or the signal's reason */
  send<T>(about: Subject, run: (client: S3Client) => Promise<T>, signal: AbortSignal): Promise<T>;
  /** What an error means that came outside `send`: from a body. */
  explain(error: unknown, about: Subject): Error;
};

function clientConfig(location: S3Location, env: Environment, timeouts: S3Timeouts): S3ClientConfig {
  const {endpoint, forcePathStyle} = s3Settings(location, env);
  const agent = {maxSockets: 64, ...proxySettings(env)};
  const {credentials, anonymous} = location;
  return {
    ...(endpoint === undefined ? {} : {endpoint}),
    forcePathStyle,
    // Both: with the response's alone the SDK sends a checksum of an empty body, and several servers repeat the whole
    // object's checksum on a range, which the SDK then compares with the range's bytes.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    maxAttempts: 1,
    // The SDK follows only 301, and asks the wrong region again for every request: `send` does it once for all.
    followRegionRedirects: false,
    requestHandler: {
      connectionTimeout: timeouts.connect,
      requestTimeout: timeouts.answer,
      throwOnRequestTimeout: true,
      socketTimeout: timeouts.socket,
      httpAgent: agent,
      httpsAgent: agent,
    },
    ...(anonymous
      ? {signer: {sign: async request => request}, credentials: {accessKeyId: '', secretAccessKey: ''}}
      : credentials === undefined
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

/** The region of the shared config file (~/.aws/config), which only the SDK reads. */
async function configuredRegion(config: S3ClientConfig): Promise<string | undefined> {
  const probe = new S3Client(config);
  try {
    return await probe.config.region();
  } catch {
    return undefined;
  } finally {
    probe.destroy();
  }
}

/**
 * @throws RestoreError `input` or `sse-key` for settings that cannot work, `credentials` when none can be had
 */
export async function connectS3(
  location: S3Location,
  env: Environment,
  log: Log,
  signal: AbortSignal,
  timeouts: Partial<S3Timeouts> = {},
): Promise<S3Connection> {
  const settings = s3Settings(location, env);
  const config = clientConfig(location, env, {...TIMEOUTS, ...timeouts});
  // AWS answers in us-east-1 for every bucket, and names the region to go to.
  let region = settings.region ?? (await configuredRegion(config)) ?? 'us-east-1';
  let client = new S3Client({...config, region});
  const clients = [client];
  const secrets = new Set([location.sseCustomerKey]);

  const explain = (error: unknown, about: Subject) =>
    s3Failure(error, {
      ...about,
      bucket: location.bucket,
      endpoint: settings.endpoint,
      region,
      anonymous: location.anonymous,
      requestPayer: location.requestPayer,
      sseCustomerKey: location.sseCustomerKey !== undefined,
      redact: text =>
        [...secrets].reduce(
          (rest: string, secret = '') => (secret === '' ? rest : rest.replaceAll(secret, '***')),
          text,
        ),
    });

  if (!location.anonymous) {
    try {
      const found = await within(client.config.credentials(), signal);
      secrets.add(found.secretAccessKey).add(found.sessionToken);
    } catch (error) {
      signal.throwIfAborted();
      const {message} = errorFacts(error);
      throw explain({name: 'CredentialsProviderError', message}, {operation: 'LIST', prefix: location.prefix});
    }
  }

  return {
    explain,
    async send(about, run, abort) {
      for (let followed = false; ; followed = true) {
        const asked = region;
        try {
          return await run(client);
        } catch (error) {
          abort.throwIfAborted();
          const facts = errorFacts(error);
          const named = namedRegion(facts);
          if (followed || !isWrongRegion(facts) || named === undefined || named === asked) {
            throw explain(error, about);
          }
          // Requests in flight at once all come here; the first one changes the region for all.
          if (region === asked) {
            log.info(`The bucket lies in ${named}, not in ${asked}: going there.`);
            region = named;
            client = new S3Client({...config, region});
            clients.push(client);
          }
        }
      }
    },
    [Symbol.dispose]: () => {
      for (const each of clients) {
        each.destroy();
      }
    },
  };
}
