// What a fault does to an answer on its way from the server to the client.
import type {IncomingMessage, OutgoingHttpHeaders, ServerResponse} from 'node:http';

/** Places in a body are fractions of it, 0 to 1, or bytes when given as `{bytes}`. */
export type Place = number | {readonly bytes: number};

export type Fault =
  /** Answers with an S3 error instead of asking the server. */
  | {
      readonly kind: 'error';
      readonly status: number;
      /** S3's code: `AccessDenied`. Absent: no XML at all. */
      readonly code?: string;
      readonly message?: string;
      /** More elements of the XML error: `{Region: 'eu-west-1'}`. */
      readonly elements?: Readonly<Record<string, string>>;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** Answers with any text. */
  | {
      readonly kind: 'page';
      readonly status: number;
      readonly body: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** Closes the connection before an answer. */
  | {readonly kind: 'refuse'}
  /** Never answers. */
  | {readonly kind: 'silent'}
  /** Sends the body up to a place, then closes (or resets) the connection. */
  | {readonly kind: 'cut'; readonly at: Place; readonly reset?: boolean}
  /** Sends the body up to a place, then nothing for ever. */
  | {readonly kind: 'stall'; readonly at: Place}
  /** Sends the body without its length (chunked). */
  | {readonly kind: 'no-length'}
  /** Sends so many bytes more than the body has, without a length. */
  | {readonly kind: 'longer'; readonly bytes: number}
  /** Ends the body at a place as if it were complete, without a length. */
  | {readonly kind: 'shorter'; readonly at: Place}
  /** Flips one bit of the body. */
  | {readonly kind: 'flip'; readonly at: Place}
  /** Replaces headers of the answer; undefined removes one. */
  | {readonly kind: 'headers'; readonly headers: Readonly<Record<string, string | undefined>>}
  /** Hides the Range header from the server. Its signature is then wrong: only before servers that do not check it. */
  | {readonly kind: 'ignore-range'}
  /** Reverses the entries of a listing. */
  | {readonly kind: 'reverse-listing'}
  /** Cuts a listing of one page into pages of this size. Only before servers that do not check signatures. */
  | {readonly kind: 'page-size'; readonly size: number}
  /** Changes a listing's XML. */
  | {readonly kind: 'listing'; readonly edit: (xml: string) => string}
  /** Waits before the server is asked. */
  | {readonly kind: 'wait'; readonly ms: number};

const escapeXml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

export function sendError(
  response: ServerResponse,
  fault: Extract<Fault, {readonly kind: 'error'}>,
  isHead: boolean,
): void {
  const {status, code, message = 'Injected by a test.', elements = {}, headers = {}} = fault;
  const more = Object.entries(elements).map(([name, value]) => `<${name}>${escapeXml(value)}</${name}>`);
  const xml =
    code === undefined
      ? ''
      : `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${escapeXml(message)}</Message>${more.join('')}</Error>`;
  response.writeHead(status, {...(xml === '' ? {} : {'content-type': 'application/xml'}), ...headers});
  response.end(isHead ? '' : xml);
}

const placeOf = (place: Place, length: number) =>
  typeof place === 'number' ? Math.floor(length * place) : place.bytes;

async function write(response: ServerResponse, chunk: Uint8Array): Promise<void> {
  const {promise, resolve} = Promise.withResolvers<void>();
  response.once('close', resolve);
  response.write(chunk, () => resolve());
  await promise;
  response.off('close', resolve);
}

/** Passes the server's answer on, with what the fault does to its body. */
export async function passOn(
  answer: IncomingMessage,
  response: ServerResponse,
  faults: readonly Fault[],
): Promise<void> {
  const length = Number(answer.headers['content-length'] ?? 0);
  const headers: OutgoingHttpHeaders = {...answer.headers, connection: undefined};
  let end = Infinity;
  let flip = -1;
  let after: 'end' | 'close' | 'reset' | 'nothing' = 'end';
  let extra = 0;
  for (const fault of faults) {
    if (fault.kind === 'headers') {
      Object.assign(headers, fault.headers);
    } else if (fault.kind === 'flip') {
      flip = Math.min(placeOf(fault.at, length), length - 1);
    } else if (fault.kind === 'cut' || fault.kind === 'stall' || fault.kind === 'shorter') {
      end = placeOf(fault.at, length);
      after =
        fault.kind === 'shorter'
          ? 'end'
          : fault.kind === 'stall'
            ? 'nothing'
            : fault.reset === true
              ? 'reset'
              : 'close';
    } else if (fault.kind === 'longer') {
      extra = fault.bytes;
    }
    if (fault.kind === 'no-length' || fault.kind === 'longer' || fault.kind === 'shorter') {
      headers['content-length'] = undefined;
    }
  }
  const sent = Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined));
  response.writeHead(answer.statusCode ?? 502, sent);
  response.flushHeaders();
  let offset = 0;
  for await (const each of answer) {
    // A response without an encoding yields buffers. Copied, because the flip below must not change the server's own.
    const chunk = Buffer.from(each as Buffer).subarray(0, Math.max(0, end - offset));
    if (flip >= offset && flip < offset + chunk.length) {
      chunk[flip - offset] = (chunk[flip - offset] ?? 0) ^ 1;
    }
    offset += chunk.length;
    await write(response, chunk);
    if (offset >= end || response.destroyed) {
      break;
    }
  }
  if (after === 'close' || after === 'reset') {
    response.socket?.[after === 'close' ? 'destroy' : 'resetAndDestroy']();
  } else if (after === 'end') {
    response.end(Buffer.alloc(extra, 'x'));
  }
}

/** A listing's XML with its entries reversed, cut into pages, or edited. `token` is the one that the client sent. */
export function changedListing(xml: string, faults: readonly Fault[], token: string | undefined): string {
  return faults.reduce((text, fault) => {
    if (fault.kind === 'listing') {
      return fault.edit(text);
    }
    const entries = text.match(/<Contents>.*?<\/Contents>/gs) ?? [];
    if (fault.kind === 'reverse-listing') {
      return withEntries(text, entries.toReversed());
    }
    if (fault.kind === 'page-size') {
      const start = Number(token?.replace('page-', '') ?? 0);
      const end = start + fault.size;
      const page = withEntries(text, entries.slice(start, end));
      return end >= entries.length
        ? page
        : page
            .replace('<IsTruncated>false</IsTruncated>', '<IsTruncated>true</IsTruncated>')
            .replace(
              '</ListBucketResult>',
              `<NextContinuationToken>page-${end}</NextContinuationToken></ListBucketResult>`,
            );
    }
    return text;
  }, xml);
}

function withEntries(xml: string, entries: readonly string[]): string {
  const first = xml.indexOf('<Contents>');
  const last = xml.lastIndexOf('</Contents>');
  return first < 0 ? xml : xml.slice(0, first) + entries.join('') + xml.slice(last + '</Contents>'.length);
}
