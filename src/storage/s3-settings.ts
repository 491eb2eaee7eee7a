// Which endpoint, region and address style a bucket is asked with, before the SDK is loaded.
import {RestoreError} from '../errors.ts';
import type {Location} from '../request.ts';

export type S3Location = Extract<Location, {readonly kind: 's3'}>;

/** A snapshot of the environment variables. */
export type Environment = Readonly<Record<string, string | undefined>>;

export type S3Settings = {
  readonly endpoint?: string | undefined;
  /** Absent: the SDK's own sources are asked (the shared config file), then `us-east-1` is tried. */
  readonly region?: string | undefined;
  readonly forcePathStyle: boolean;
};

/** The region that an endpoint's host names: `s3.eu-west-1.amazonaws.com`, `s3.us-west-004.backblazeb2.com`. */
function regionOfHost(host: string): string | undefined {
  if (host.endsWith('.r2.cloudflarestorage.com')) {
    return 'auto';
  }
  return /(?:^|\.)s3(?:\.dualstack)?[.-]([a-z]+(?:-[a-z]+)+-\d+)\./.exec(host)?.[1];
}

function endpointUrl(text: string): URL {
  const url = URL.parse(text);
  if (url === null || !['http:', 'https:'].includes(url.protocol)) {
    throw new RestoreError('input', {
      what: 'The endpoint is not an http or https URL',
      // What stands before an @ may be a password.
      where: text.includes('@') ? undefined : text,
      todo: 'Write it as https://host or http://host:port.',
    });
  }
  if (url.username !== '' || url.password !== '') {
    throw new RestoreError('input', {
      what: 'The endpoint holds a user name or a password',
      todo: 'Give credentials as access-key-id and secret-access-key.',
    });
  }
  return url;
}

const isLoopback = (host: string) => /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/.test(host);

/**
 * The SDK would read the endpoint variables itself, but too late to choose the address style by them.
 * `auto` as a region is a name of its own for R2 and others; AWS has no such region, so there it means: find out.
 * @throws RestoreError `input` for an endpoint that is not a plain URL, `sse-key` for a customer key over plain http
 */
export function s3Settings(location: S3Location, env: Environment): S3Settings {
  const configured =
    env['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'] === 'true'
      ? undefined
      : (env['AWS_ENDPOINT_URL_S3'] ?? env['AWS_ENDPOINT_URL']);
  const endpoint = [location.endpoint, configured].find(text => text !== undefined && text !== '');
  const url = endpoint === undefined ? undefined : endpointUrl(endpoint);
  if (location.sseCustomerKey !== undefined && url?.protocol === 'http:' && !isLoopback(url.hostname)) {
    throw new RestoreError('sse-key', {
      what: 'A customer key would travel unencrypted, and S3 servers refuse it over http',
      where: url.origin,
      todo: 'Use an https endpoint with sse-customer-key.',
    });
  }
  const asked = location.region === 'auto' && url === undefined ? '' : location.region;
  // The endpoint's own region goes before the environment's: jobs set AWS_REGION for other steps, and R2 refuses it.
  const region = [asked, url && regionOfHost(url.hostname), env['AWS_REGION'], env['AWS_DEFAULT_REGION']].find(
    text => text !== undefined && text !== '',
  );
  return {endpoint, region, forcePathStyle: location.forcePathStyle ?? url !== undefined};
}

const PROXY_VARIABLES = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'http_proxy', 'https_proxy', 'no_proxy'];

/**
 * For Node's agents, which take the usual proxy variables only when they are handed over (`proxyEnv`, Node 24.5; older
 * ones ignore it). Other actions go through such a proxy, so on many company runners it is the only way out.
 */
export function proxySettings(env: Environment): {readonly proxyEnv?: Environment} {
  const given = PROXY_VARIABLES.filter(name => (env[name] ?? '') !== '');
  return given.length === 0 ? {} : {proxyEnv: Object.fromEntries(given.map(name => [name, env[name]]))};
}
