// Is the server's answer a part of the object that was asked for, and where in it does the body begin?
import {RestoreError} from '../errors.ts';
import {TransientFailure} from './raw.ts';
import type {RawAnswer} from './raw.ts';
import type {ByteRange, ObjectInfo} from './store.ts';

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
export function bytesToSkip(answer: RawAnswer, object: ObjectInfo, wanted: ByteRange): number {
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
  if (answer.length !== undefined && answer.length !== wanted.end - wanted.start) {
    throw wrongAnswer(
      object,
      'The answer is longer or shorter than its range',
      wanted.end - wanted.start,
      answer.length,
    );
  }
  return 0;
}
