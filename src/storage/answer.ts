// Is the server's answer a part of the object that was asked for, and where in it does the body begin?
import {RestoreError} from '../errors.ts';
import {TransientFailure} from './raw.ts';
import type {RawAnswer} from './raw.ts';
import type {ByteRange, ObjectInfo} from './store.ts';
import {watchdog} from './waiting.ts';

/** Tags are compared without the mark of a weak one: gateways that compress add it to the same bytes. */
const bare = (etag: string) => etag.replace(/^W\//, '').replaceAll('"', '');

function changed(object: ObjectInfo, what: string, expected: string | number, found: string | number): RestoreError {
  return new RestoreError('changed', {
    what,
    where: object.key,
    expected,
    found,
    todo: 'Run again; if it keeps happening, the writer reuses this key.',
  });
}

/** A server or a proxy that answers something else once may answer rightly next time. */
function wrongAnswer(
  object: ObjectInfo,
  what: string,
  expected: string | number,
  found: string | number,
): TransientFailure {
  return new TransientFailure(
    new RestoreError('storage', {
      what,
      where: object.key,
      expected,
      found,
      todo: 'Check endpoint, and the proxy or gateway between here and the server.',
    }),
    {attempts: 3},
  );
}

/**
 * How many bytes of the body come before the wanted range: 0, or the range's start when the server ignored it and sends
 * the whole object.
 * @throws RestoreError `changed` when another version answers; TransientFailure when the answer is not the range asked for
 */
function bytesToSkip(answer: RawAnswer, object: ObjectInfo, wanted: ByteRange): number {
  // Not every server obeys If-Match, so the tag of what it sends is compared as well.
  if (object.etag !== '' && answer.etag !== undefined && bare(answer.etag) !== bare(object.etag)) {
    throw changed(object, 'The object was overwritten after it was listed', `ETag ${object.etag}`, answer.etag);
  }
  if (answer.whole) {
    if (answer.length !== undefined && answer.length !== object.size) {
      throw answer.etag === undefined
        ? wrongAnswer(object, 'The answer has not the size of the object', object.size, answer.length)
        : changed(object, 'The object has another size than it was listed with', object.size, answer.length);
    }
    return wanted.start;
  }
  // RFC 9110, 14.4: bytes first-last/complete, both ends inclusive.
  const {contentRange = 'none'} = answer;
  const [, first, last, total] = /^bytes (\d+)-(\d+)\/(\d+|\*)$/.exec(contentRange) ?? [];
  if (total !== undefined && total !== '*' && Number(total) !== object.size) {
    throw changed(object, 'The object has another size than it was listed with', object.size, total);
  }
  if (Number(first) !== wanted.start || Number(last) !== wanted.end - 1) {
    const range = `bytes ${wanted.start}-${wanted.end - 1}/${object.size}`;
    throw wrongAnswer(object, 'The answer is not the range that was asked for', range, contentRange);
  }
  return 0;
}

const stalled = (object: ObjectInfo, ms: number) =>
  new TransientFailure(
    new RestoreError('network', {
      what: `The server stopped sending and stayed silent for ${ms / 1000} s`,
      where: object.key,
      todo: 'Run again later; check the network (proxy, firewall).',
    }),
  );

/**
 * The range's bytes, exactly, whatever the server sends around them. Without a byte for `stall` milliseconds while one is
 * waited for, the body is given up.
 * @throws as {@link bytesToSkip}, and TransientFailure when the body ends early, RestoreError `storage` when it is longer
 */
export async function* wantedBytes(
  answer: RawAnswer,
  object: ObjectInfo,
  {start, end}: ByteRange,
  stall: number,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  let skip = bytesToSkip(answer, object, {start, end});
  let left = end - start;
  const cutShort = answer.whole && end < object.size;
  const body = answer.chunks[Symbol.asyncIterator]();
  const dog = watchdog(signal, {ms: stall, late: () => stalled(object, stall)});
  try {
    for (;;) {
      const next = await dog.wait(body.next());
      if (next.done === true) {
        break;
      }
      const chunk = skip > 0 ? next.value.subarray(skip) : next.value;
      skip -= next.value.length - chunk.length;
      if (chunk.length > left && !cutShort) {
        throw new RestoreError('storage', {
          what: 'The server sends more bytes than it promised',
          where: object.key,
          expected: end - start,
          todo: 'Check the proxy or gateway between here and the server.',
        });
      }
      const wanted = chunk.length > left ? chunk.subarray(0, left) : chunk;
      left -= wanted.length;
      if (wanted.length > 0) {
        yield wanted;
      }
      if (left === 0 && cutShort) {
        return;
      }
    }
  } finally {
    dog.stop();
    // Not awaited: the source may be the one that is stuck. Ending the attempt destroys its connection.
    body.return?.().catch(() => {});
  }
  if (left > 0) {
    throw new TransientFailure(
      new RestoreError('network', {
        what: 'The server keeps ending the body too early',
        where: object.key,
        expected: end - start,
        found: end - start - left,
        todo: 'Run again later; check the network (proxy, firewall).',
      }),
    );
  }
}
