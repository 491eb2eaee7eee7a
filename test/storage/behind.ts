// A bucket with one large object and a small listing, behind a proxy that misbehaves.
import {after, before} from 'node:test';
import type {OpenOptions, OpenStore} from '../../src/storage/open.ts';
import type {ObjectInfo} from '../../src/storage/store.ts';
import {startFaultProxy} from '../servers/fault-proxy.ts';
import type {FaultProxy, FaultRule, ProxiedRequest} from '../servers/fault-proxy.ts';
import {startS3} from '../servers/s3.ts';
import type {S3Server} from '../servers/s3.ts';
import {find, openNow, pattern} from './reading.ts';

/** The object `data`. */
export const BODY = pattern(1_000_000);
/** The keys under `list/`. */
export const LISTED = Array.from({length: 12}, (_, index) => `list/${String(index).padStart(2, '0')}`);

export type Setting = {
  readonly store: OpenStore;
  readonly data: ObjectInfo;
  readonly proxy: FaultProxy;
  /** Another store through the same proxy. */
  readonly reopen: (options: Partial<OpenOptions>) => Promise<OpenStore>;
};

let server: S3Server;
before(async () => {
  server = await startS3([{key: 'data', body: BODY}, ...LISTED.map(key => ({key, body: key}))]);
});
after(() => server.close());

/** The first request that the rules see is the listing that finds `data`. */
export async function behind(rules: readonly FaultRule[], use: (setting: Setting) => Promise<void>): Promise<void> {
  await using proxy = await startFaultProxy(server.endpoint, rules);
  const reopen = (options: Partial<OpenOptions>) =>
    openNow({...server.location(), endpoint: proxy.endpoint}, {timeouts: {answer: 2000}, ...options});
  using store = await reopen({});
  await use({store, proxy, data: await find(store, 'data'), reopen});
}

export const gets = (proxy: FaultProxy): readonly ProxiedRequest[] =>
  proxy.requests.filter(request => request.operation === 'GET');

export const onGet = (fault: FaultRule['fault'], times?: number): readonly FaultRule[] => [
  {operation: 'GET', times, fault},
];
