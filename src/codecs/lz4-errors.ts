// What can be wrong with LZ4 frames, in words.
import {RestoreError} from '../errors.ts';
import type {ByteWindow} from './byte-window.ts';

export function requireSum(found: number, expected: number, where: string, part: string): void {
  if (found === expected) return;
  throw new RestoreError('checksum', {
    what: `The checksum of an LZ4 ${part} is wrong`,
    where,
    expected: expected.toString(16).padStart(8, '0'),
    found: found.toString(16).padStart(8, '0'),
  });
}

export function notLz4(window: ByteWindow, where: string): RestoreError {
  const found = Buffer.from(window.bytes.subarray(window.start, window.start + 8)).toString('hex');
  return new RestoreError('decompress', {what: 'This is not LZ4 data', where, found: `bytes ${found}`});
}

export function truncated(where: string, what = 'The LZ4 data ends too early'): RestoreError {
  return new RestoreError('truncated', {what, where});
}

export function trailing(where: string): RestoreError {
  return new RestoreError('trailing', {
    what: 'Other bytes follow the end of the LZ4 data',
    where,
    todo: 'The object was written wrongly, or two were joined: make a new backup, or cut it by hand if you know why.',
  });
}

export function damaged(where: string, what: string, expected?: number, found?: number): RestoreError {
  return new RestoreError('decompress', {what, where, expected, found});
}

export function tooMuch(where: string, maxBytes: number, found: number | undefined): RestoreError {
  return new RestoreError('limit', {
    what: 'The LZ4 data expands to more than may be written',
    where,
    expected: `at most ${maxBytes} bytes`,
    found: found ?? 'more',
    todo: 'If the database is really that large, raise max-database-size.',
  });
}
