// A proxy in front of any S3 server that misbehaves by rules.
//
//   await using proxy = await startFaultProxy(server.endpoint, [{key: /\.db$/, times: 20, fault: {kind: 'cut', at: 0.5}}]);
//   … location: {...server.location('p/'), endpoint: proxy.endpoint}
//
// The Host header is passed on as it came, so signatures stay right.
import {once} from 'node:events';
import {createServer, request as requestTo} from 'node:http';
import type {IncomingMessage, ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {setTimeout as pause} from 'node:timers/promises';
import {changedListing, passOn, sendError} from './faults.ts';
import type {Fault} from './faults.ts';

export type {Fault} from './faults.ts';

export type FaultRule = {
  /** Absent: every request. `LIST` is a listing, `GET` an object. */
  readonly operation?: 'LIST' | 'GET' | undefined;
  /** The object's key: equal to a text, or matching an expression. */
  readonly key?: string | RegExp | undefined;
  /** Leaves requests alone for which this is true. */
  readonly unless?: ((request: ProxiedRequest) => boolean) | undefined;
  /** Leaves the first so many matching requests alone. */
  readonly after?: number | undefined;
  /** How often it strikes. Absent: always. */
  readonly times?: number | undefined;
  /** A function may choose by the request's number among the matching ones, from 1. */
  readonly fault: Fault | ((nth: number) => Fault | undefined);
};

export type ProxiedRequest = {
  readonly operation: 'LIST' | 'GET' | 'OTHER';
  readonly key: string;
  readonly query: URLSearchParams;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
};

export type FaultProxy = AsyncDisposable & {
  readonly endpoint: string;
  /** Everything asked so far. */
  readonly requests: readonly ProxiedRequest[];
  /** Connections open now. */
  readonly connections: () => number;
  close(): Promise<void>;
};

function described(request: IncomingMessage): ProxiedRequest {
  const url = new URL(request.url ?? '/', 'http://proxy');
  const [, , ...rest] = url.pathname.split('/');
  const key = decodeURIComponent(rest.join('/'));
  const operation = request.method !== 'GET' ? 'OTHER' : key === '' ? 'LIST' : 'GET';
  // Node joins repeated headers into one text, but for set-cookie, which no request has.
  return {operation, key, query: url.searchParams, headers: request.headers as Record<string, string | undefined>};
}

/** The faults that strike this request. Every rule counts the requests that match it. */
function faultsOf(
  rules: readonly FaultRule[],
  counts: Map<FaultRule, number>,
  request: ProxiedRequest,
): readonly Fault[] {
  return rules.flatMap(rule => {
    const {operation, key, unless, after = 0, times = Infinity, fault} = rule;
    const matches =
      (operation === undefined || operation === request.operation) &&
      unless?.(request) !== true &&
      (key === undefined || (typeof key === 'string' ? key === request.key : key.test(request.key)));
    if (!matches) {
      return [];
    }
    const nth = (counts.get(rule) ?? 0) + 1;
    counts.set(rule, nth);
    const chosen = nth <= after || nth > after + times ? undefined : typeof fault === 'function' ? fault(nth) : fault;
    return chosen === undefined ? [] : [chosen];
  });
}

async function answerTo(request: IncomingMessage, target: URL, faults: readonly Fault[]): Promise<IncomingMessage> {
  const headers = {...request.headers};
  const url = new URL(request.url ?? '/', target);
  if (faults.some(fault => fault.kind === 'ignore-range')) {
    delete headers.range;
  }
  if (faults.some(fault => fault.kind === 'page-size')) {
    url.searchParams.delete('continuation-token');
  }
  const path = faults.some(fault => fault.kind === 'page-size') ? url.pathname + url.search : request.url;
  return new Promise((resolve, reject) => {
    const to = {host: target.hostname, port: target.port, method: request.method, path, headers, agent: false as const};
    request.pipe(requestTo(to, resolve).on('error', reject));
  });
}

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  target: URL,
  faults: readonly Fault[],
  about: ProxiedRequest,
): Promise<void> {
  for (const fault of faults) {
    if (fault.kind === 'wait') {
      await pause(fault.ms);
    } else if (fault.kind === 'error') {
      sendError(response, fault, request.method === 'HEAD');
      return;
    } else if (fault.kind === 'page') {
      response.writeHead(fault.status, fault.headers);
      response.end(fault.body);
      return;
    } else if (fault.kind === 'refuse') {
      response.socket?.destroy();
      return;
    } else if (fault.kind === 'silent') {
      return;
    }
  }
  const answer = await answerTo(request, target, faults);
  response.once('close', () => answer.destroy());
  if (about.operation !== 'LIST' || answer.statusCode !== 200) {
    await passOn(answer, response, faults);
    return;
  }
  const xml = Buffer.concat(await answer.toArray()).toString();
  const changed = changedListing(xml, faults, about.query.get('continuation-token') ?? undefined);
  response.writeHead(200, {'content-type': 'application/xml'});
  response.end(changed);
}

/** Listens on a free loopback port. `rules` may be changed while it runs. */
export async function startFaultProxy(target: string, rules: readonly FaultRule[] = []): Promise<FaultProxy> {
  const counts = new Map<FaultRule, number>();
  const requests: ProxiedRequest[] = [];
  let connections = 0;
  const server = createServer((request, response) => {
    const about = described(request);
    requests.push(about);
    handle(request, response, new URL(target), faultsOf(rules, counts, about), about).catch(() => {
      response.socket?.destroy();
    });
  });
  server.on('connection', socket => {
    connections++;
    socket.on('error', () => {});
    socket.on('close', () => {
      connections--;
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // A listening TCP server has an address object.
  const {port} = server.address() as AddressInfo;
  const close = async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
  return {
    endpoint: `http://127.0.0.1:${port}`,
    requests,
    connections: () => connections,
    close,
    [Symbol.asyncDispose]: close,
  };
}
