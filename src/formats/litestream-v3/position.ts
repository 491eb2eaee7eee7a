// A restore point in one text: the generation, and how far its WAL is applied.
import {RestoreError} from '../../errors.ts';
import {hex8} from './keys.ts';

export type Position = {
  readonly generation: string;
  /** Absent: the newest point of the generation. */
  readonly index?: number | undefined;
  /** The last segment applied begins here, as its name says; absent: the snapshot of `index` alone. */
  readonly offset?: number | undefined;
};

/** `4e03756f4abacc33/00000002:000050e0`; for a snapshot alone `4e03756f4abacc33/00000002`. */
export function positionText({generation, index, offset}: Position): string {
  if (index === undefined) return generation;
  return `${generation}/${hex8(index)}${offset === undefined ? '' : `:${hex8(offset)}`}`;
}

/** @throws RestoreError `input` when the text has another form */
export function parsePosition(text: string): Position {
  const match = /^([0-9a-f]{16})(?:\/([0-9a-f]{1,16})(?:[:_/]([0-9a-f]{1,16}))?)?$/.exec(text.trim().toLowerCase());
  const [, generation = '', index, offset] = match ?? [];
  const numbers = [index, offset].map(digits => (digits === undefined ? undefined : Number.parseInt(digits, 16)));
  if (match === null || numbers.some(value => value !== undefined && !Number.isSafeInteger(value))) {
    throw new RestoreError('input', {
      what: 'The position is not one of a Litestream 0.3 backup',
      where: 'input position',
      expected: 'GENERATION/INDEX:OFFSET in hex, as the output position and the names of the WAL segments have them',
      found: text,
      todo: 'Write it as in 4e03756f4abacc33/00000002:000050e0; the generation alone means its newest state.',
    });
  }
  return {generation, index: numbers[0], offset: numbers[1]};
}
