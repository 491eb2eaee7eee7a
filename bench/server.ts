// A loopback S3 server over a folder: listing and ranged reads, as fast as files can be sent. Runs as a process of its
// own, so that its memory and time are not counted: node bench/server.ts FOLDER MS BYTES, where MS is the delay before
// the first byte of each answer and BYTES the bytes per second of one connection (0: as fast as it can). The folder may
// not change meanwhile.
import {createReadStream, readdirSync, statSync} from 'node:fs';
import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {join} from 'node:path';
import {Readable, Transform} from 'node:stream';
import {pipeline} from 'node:stream/promises';
import {setTimeout as pause} from 'node:timers/promises';
import {etagOf, listPage, type Entry} from './listing.ts';

const [folder = '.', delay = '0', rate = '0'] = process.argv.slice(2);

const entries: readonly Entry[] = readdirSync(folder, {recursive: true, encoding: 'utf8'})
  .flatMap(key => {
    const info = statSync(join(folder, key));
    return info.isFile() ? [{key, size: info.size, mtimeMs: Math.floor(info.mtimeMs)}] : [];
  })
  .toSorted((a, b) => (a.key < b.key ? -1 : 1));
const byKey = new Map(entries.map(entry => [entry.key, entry]));

/** Lets `rate` bytes through per second, in steps of 20 ms. */
function shaped(): Transform {
  const perSecond = Number(rate);
  let allowedAt = Date.now();
  return new Transform({
    highWaterMark: 256 * 1024,
    transform(chunk: Buffer, _encoding, done) {
      allowedAt = Math.max(allowedAt, Date.now() - 20) + (chunk.length / perSecond) * 1000;
      const wait = allowedAt - Date.now();
      if (wait < 5) done(null, chunk);
      else setTimeout(() => done(null, chunk), wait);
    },
  });
}

function notFound(response: ServerResponse): void {
  response.writeHead(404, {'content-type': 'application/xml'});
  response.end('<?xml version="1.0"?><Error><Code>NoSuchKey</Code><Message>It is not there.</Message></Error>');
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  await pause(Number(delay));
  const url = new URL(request.url ?? '/', 'http://localhost');
  const [, , ...parts] = decodeURIComponent(url.pathname).split('/');
  const key = parts.join('/');
  if (key === '') {
    response.setHeader('content-type', 'application/xml');
    response.end(listPage(entries, url.searchParams));
    return;
  }
  const entry = byKey.get(key);
  if (entry === undefined) {
    notFound(response);
    return;
  }
  const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '') ?? [];
  const start = Number(from ?? 0);
  const end = Math.min(to === undefined || to === '' ? Infinity : Number(to), entry.size - 1);
  response.writeHead(from === undefined ? 200 : 206, {
    'content-length': end - start + 1,
    'content-type': 'application/octet-stream',
    'last-modified': new Date(entry.mtimeMs).toUTCString(),
    'accept-ranges': 'bytes',
    etag: etagOf(entry),
    ...(from === undefined ? {} : {'content-range': `bytes ${start}-${end}/${entry.size}`}),
  });
  if (request.method === 'HEAD' || entry.size === 0) {
    response.end();
    return;
  }
  const body = createReadStream(join(folder, key), {start, end, highWaterMark: 256 * 1024});
  await pipeline(rate === '0' ? [body, response] : [body, shaped(), response]);
}

const server = createServer((request, response) => {
  Readable.from(request).resume();
  answer(request, response).catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined));
});
server.listen(0, '127.0.0.1', () => {
  // A listening TCP server has an address object.
  console.log((server.address() as AddressInfo).port);
});
// Ends with the process that started it.
process.stdin.resume().once('end', () => process.exit());
