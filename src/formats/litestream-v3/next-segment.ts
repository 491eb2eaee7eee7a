// What lies between the last segment by an asked time and the next one: names tell where a segment begins, not where it
// ends. Segments that are missing there may have been written by that time.
import {RestoreError} from '../../errors.ts';
import type {PlanRequest} from '../format.ts';
import {segmentsAfter, type Chain} from './chain.ts';
import {hex8, type Generation, type Segment} from './keys.ts';
import {contentOf, storedBytes} from './segment-bytes.ts';

/**
 * Reads the last segment of the chain, to see how long it is.
 * @returns what is missing; undefined when nothing is, or when the segment is damaged, which whoever restores it finds
 * @throws RestoreError of the store; `encrypted`
 */
export async function gapBehind(
  {base, segments}: Chain,
  generation: Generation,
  request: PlanRequest,
): Promise<RestoreError | undefined> {
  const last = segments.at(-1);
  if (last === undefined) return undefined;
  const behind = segmentsAfter(generation, base, segments).filter(({index}) => index === last.index);
  // That a WAL ends too early can be told only by the next one, when both are read.
  if (behind.length === 0) return undefined;
  const length = await lengthOf(last.object, request);
  if (length === undefined) return undefined;
  const next = behind.find(({offset}) => offset >= last.offset + length);
  if (next === undefined || next.offset === last.offset + length) return undefined;
  return new RestoreError('gap', {
    what: `WAL segments are missing in index ${hex8(last.index)}, and they may have been written by the asked time`,
    where: next.object.key,
    expected: hex8(last.offset + length),
    found: hex8(next.offset),
    todo: 'Find out what deleted them: a lifecycle rule, an interrupted copy?',
  });
}

async function lengthOf(object: Segment['object'], request: PlanRequest): Promise<number | undefined> {
  let length = 0;
  try {
    for await (const chunk of contentOf(storedBytes(object, request), object, request.maxDatabaseSize, request)) {
      length += chunk.length;
    }
    return length;
  } catch (error) {
    const damaged = ['checksum', 'decompress', 'truncated', 'trailing', 'format'];
    if (error instanceof RestoreError && damaged.includes(error.code)) return undefined;
    throw error;
  }
}
