// A GitHub Actions cache service (v2) on loopback: the Twirp calls and the blob store behind them.
import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import {buffer, json} from 'node:stream/consumers';

type Entry = {readonly key: string; readonly version: string; readonly blob: string; finished: boolean};

/** What a call asks for. `restore_keys`: beginnings of keys, of which the newest entry will do. */
type Asked = {readonly key: string; readonly version: string; readonly restore_keys?: readonly string[]};

/** What the server does wrong, or forbids. Tests change it between requests. */
export type CacheServerMood = {
  /** The token of a pull request from a fork: it reads, and may not write. */
  readOnlyToken: boolean;
  /** Every entry that matches the beginning of the key is offered, whatever was asked for. */
  matchPrefixes: boolean;
};

export type CacheServer = {
  readonly mood: CacheServerMood;
  /** What the runner sets for a step that may use the cache. */
  readonly env: Readonly<Record<string, string>>;
  /** Stored archives by blob name. Tests damage them here. */
  readonly blobs: Map<string, Buffer>;
  /** Names of the calls, in order. */
  readonly calls: string[];
  /** Keys of finished entries. */
  keys(): readonly string[];
  close(): Promise<void>;
};

export async function startCacheServer(): Promise<CacheServer> {
  const mood: CacheServerMood = {readOnlyToken: false, matchPrefixes: false};
  const entries: Entry[] = [];
  const blobs = new Map<string, Buffer>();
  const blocks = new Map<string, Buffer>();
  const calls: string[] = [];
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const url = `http://127.0.0.1:${address.port}/`;

  /** The signature is masked by the client: it must be no text that stands elsewhere. */
  const addressOf = (blob: string) => `${url}devstoreaccount1/cache/${blob}?sig=signature-of-the-cache-server`;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const {pathname, searchParams} = new URL(request.url ?? '/', url);
    const twirp = /^\/twirp\/github\.actions\.results\.api\.v1\.CacheService\/(\w+)$/.exec(pathname);
    if (twirp !== null) {
      const call = twirp[1] ?? '';
      calls.push(call);
      // Safe: the client is the one of the toolkit.
      const asked = (await json(request)) as Asked;
      response.writeHead(200, {'content-type': 'application/json'}).end(JSON.stringify(twirpAnswer(call, asked)));
      return;
    }
    // The Azure client insists on paths that look like its emulator's.
    const blob = pathname.replace(/^\/devstoreaccount1\/cache\//, '');
    if (request.method === 'PUT') await put(blob, searchParams, request, response);
    else get(blob, request, response);
  }

  function twirpAnswer(call: string, {key, version, restore_keys: beginnings = []}: Asked): object {
    const mine = (entry: Entry) => entry.key === key && entry.version === version;
    switch (call) {
      case 'CreateCacheEntry': {
        if (mood.readOnlyToken) {
          return {ok: false, message: 'cache write denied: the token of this run may only read'};
        }
        if (entries.some(mine)) return {ok: false, message: 'the entry exists'};
        const blob = `blob-${entries.length}`;
        entries.push({key, version, blob, finished: false});
        return {ok: true, signed_upload_url: addressOf(blob)};
      }
      case 'FinalizeCacheEntryUpload': {
        const entry = entries.find(mine);
        if (entry !== undefined) entry.finished = true;
        return {ok: entry !== undefined, entry_id: String(entries.length)};
      }
      case 'GetCacheEntryDownloadURL': {
        const near = mood.matchPrefixes ? entries.find(({finished}) => finished) : undefined;
        const begins = (entry: Entry) => beginnings.some(text => entry.key.startsWith(text));
        const newest = entries.findLast(found => begins(found) && found.version === version && found.finished);
        const entry = entries.find(found => mine(found) && found.finished) ?? newest ?? near;
        if (entry === undefined) return {ok: false};
        return {ok: true, signed_download_url: addressOf(entry.blob), matched_key: entry.key};
      }
      default:
        throw new Error(`unknown call ${call}`);
    }
  }

  async function put(
    blob: string,
    query: URLSearchParams,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const body = await buffer(request);
    if (query.get('comp') === 'block') blocks.set(`${blob}/${query.get('blockid')}`, body);
    else if (query.get('comp') === 'blocklist') {
      const names = [...body.toString().matchAll(/<Latest>([^<]*)<\/Latest>/g)].map(([, name]) => name);
      blobs.set(blob, Buffer.concat(names.map(name => blocks.get(`${blob}/${name}`) ?? Buffer.alloc(0))));
    } else blobs.set(blob, body);
    response.writeHead(201, {etag: '"1"', 'last-modified': new Date().toUTCString()}).end();
  }

  function get(blob: string, request: IncomingMessage, response: ServerResponse): void {
    const body = blobs.get(blob);
    if (body === undefined) {
      response.writeHead(404).end();
      return;
    }
    const range = /^bytes=(\d+)-(\d+)$/.exec(String(request.headers.range ?? request.headers['x-ms-range'] ?? ''));
    const [start, end] =
      range === null ? [0, body.length] : [Number(range[1]), Math.min(Number(range[2]) + 1, body.length)];
    response.writeHead(range === null ? 200 : 206, {
      etag: '"1"',
      'last-modified': new Date().toUTCString(),
      'content-length': end - start,
      ...(range === null ? {} : {'content-range': `bytes ${start}-${end - 1}/${body.length}`}),
      'x-ms-blob-type': 'BlockBlob',
    });
    response.end(request.method === 'HEAD' ? undefined : body.subarray(start, end));
  }

  return {
    mood,
    env: {
      ACTIONS_CACHE_SERVICE_V2: 'true',
      ACTIONS_RESULTS_URL: url,
      ACTIONS_RUNTIME_TOKEN: 'a-runtime-token',
      GITHUB_SERVER_URL: 'https://github.com',
    },
    blobs,
    calls,
    keys: () => entries.filter(({finished}) => finished).map(({key}) => key),
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
