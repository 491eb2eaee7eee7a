// From the place that the user named to a store that retries, checks and counts.
import type {Log} from '../log.ts';
import type {Location} from '../request.ts';
import {counting, newTraffic} from './counting.ts';
import type {Traffic} from './counting.ts';
import {openDirectory} from './directory.ts';
import type {Patience} from './patience.ts';
import {resilient} from './resilient.ts';
import type {S3Timeouts} from './s3-connection.ts';
import type {Environment} from './s3-settings.ts';
import type {ObjectStore} from './store.ts';

export type OpenOptions = {
  /** A snapshot of the environment variables: endpoint, region. The SDK reads credentials by itself. */
  readonly env: Environment;
  readonly log: Log;
  readonly signal: AbortSignal;
  /** For tests: shorter than the defaults. */
  readonly patience?: Partial<Patience> | undefined;
  readonly timeouts?: Partial<S3Timeouts> | undefined;
};

/** A store, what has been read through it so far, and the end of its connections. */
export type OpenStore = ObjectStore & {readonly traffic: Traffic} & Disposable;

/**
 * Nothing is requested yet but credentials, and a directory's existence.
 * @throws RestoreError `input`, `sse-key`, `credentials`, `bucket-missing`, `access-denied`
 */
export async function openStore(
  location: Location,
  {env, log, signal, patience, timeouts}: OpenOptions,
): Promise<OpenStore> {
  const traffic = newTraffic();
  if (location.kind === 'directory') {
    const directory = await openDirectory(location.path, log);
    return {...resilient(counting(directory, traffic), patience), traffic, [Symbol.dispose]: () => {}};
  }
  const {openS3} = await import('./s3.ts');
  const bucket = await openS3(location, env, log, signal, timeouts);
  return {
    ...resilient(counting(bucket, traffic), patience),
    traffic,
    [Symbol.dispose]: () => {
      bucket[Symbol.dispose]();
    },
  };
}
