// Runs cases of one decoder, and says what it did that no decoder may do.
import {isRestoreError} from '../../src/errors.ts';
import {seeded} from '../models/random.ts';
import {damaged} from './damage.ts';
import type {Decoder, Output} from './decoder.ts';

/** Milliseconds for one case. Most take less than one; a busy machine may stop a process for long. */
export const PATIENCE = 10_000;

export type Run = {
  readonly cases: number;
  readonly refused: number;
  /** Each with the seed and the number of its case. */
  readonly failures: readonly string[];
};

/** A few are enough to find a mistake. */
const MOST_FAILURES = 5;

/** @param onCase called before each case */
export async function runCases(
  decoder: Decoder,
  cases: number,
  seed: number,
  onCase: (number: number) => void,
): Promise<Run> {
  const {samples, name} = decoder;
  const failures: string[] = [];
  let refused = 0;
  const right = new Set<string | undefined>();
  for (const sample of samples) {
    // Whatever the samples need once and keep (tables, work buffers) is not the growth of a case.
    const output = await outputOf(decoder, sample, seeded(1));
    if (!(output instanceof Error)) right.add(output.digest);
    else if (decoder.guarded) throw output;
  }
  let number = 0;
  for (; number < cases && failures.length < MOST_FAILURES; number += 1) {
    onCase(number);
    const random = seeded(seed + number);
    const {bytes, done, inPlace} = damaged(samples, random);
    const repaired = decoder.repair !== undefined && random.chance(0.5);
    if (repaired) decoder.repair?.(bytes);
    const before = process.memoryUsage().arrayBuffers;
    const started = performance.now();
    const output = await outputOf(decoder, bytes, random);
    const took = performance.now() - started;
    const grown = process.memoryUsage().arrayBuffers - before;
    const fault =
      faultOf(decoder, bytes.length, output, inPlace && !repaired && decoder.guarded ? right : undefined) ??
      (grown > decoder.mostMemory ? `buffers grew by ${grown} bytes` : undefined) ??
      (took > PATIENCE ? `it took ${Math.round(took)} ms` : undefined);
    if (output instanceof Error) refused += 1;
    if (fault !== undefined) failures.push(`${name}, seed ${seed}, case ${number} (${done}): ${fault}`);
  }
  return {cases: number, refused, failures};
}

async function outputOf(decoder: Decoder, bytes: Buffer, random: ReturnType<typeof seeded>): Promise<Output | Error> {
  try {
    return await decoder.decode(bytes, random);
  } catch (error) {
    return error instanceof Error ? error : new Error(`something that is no error: ${String(error)}`);
  }
}

function faultOf(
  {mostOut}: Decoder,
  length: number,
  output: Output | Error,
  right: ReadonlySet<string | undefined> | undefined,
): string | undefined {
  if (output instanceof Error) {
    if (isRestoreError(output) && output.code !== 'internal') return undefined;
    return output.stack ?? output.message;
  }
  if (output.bytes > mostOut(length)) return `${output.bytes} bytes came out of ${length}`;
  return right === undefined || right.has(output.digest) ? undefined : 'other content came out, and no checksum told';
}
