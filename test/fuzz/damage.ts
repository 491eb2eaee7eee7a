// Damages bytes as storage, networks and enemies do: bits flipped, cut, lengths enlarged, parts moved, random bytes.
import type {Random} from '../models/random.ts';

export type Damaged = {
  readonly bytes: Buffer;
  /** What was done, for the message of a failure. */
  readonly done: string;
  /** False where parts of several samples were put together, or bytes repeated: that can be valid, and hold something else. */
  readonly inPlace: boolean;
};

/** Lengths that break arithmetic: zero, signs, the last byte of a width, everything. */
const LENGTHS = [0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0xffff, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff] as const;

/** Most bytes of an input made up altogether. */
const LONGEST_NOISE = 600;

/** Damages once, or a few times. */
export function damaged(samples: readonly Buffer[], random: Random): Damaged {
  const sample = samples[random.below(samples.length)] ?? Buffer.alloc(0);
  const kind = random.below(10);
  if (kind === 0) return {bytes: noise(sample, random), done: 'noise', inPlace: false};
  if (kind === 1) {
    const other = samples[random.below(samples.length)] ?? sample;
    const [head, tail] = [random.below(sample.length + 1), random.below(other.length + 1)];
    return {bytes: Buffer.concat([sample.subarray(0, head), other.subarray(tail)]), done: 'spliced', inPlace: false};
  }
  if (kind === 2) {
    const [at, length] = [random.below(sample.length + 1), random.between(1, 40)];
    const again = sample.subarray(at, at + length);
    const bytes = Buffer.concat([sample.subarray(0, at), again, sample.subarray(at)]);
    return {bytes, done: `${length} bytes at ${at} repeated`, inPlace: false};
  }
  const bytes = Buffer.from(sample.subarray(0, random.chance(0.2) ? random.below(sample.length + 1) : sample.length));
  const done: string[] = bytes.length < sample.length ? [`cut to ${bytes.length} bytes`] : [];
  for (let times = random.between(done.length > 0 ? 0 : 1, 3); times > 0 && bytes.length > 0; times -= 1) {
    done.push(random.chance(0.4) ? enlarged(bytes, random) : flipped(bytes, random));
  }
  return {bytes, done: done.join(', '), inPlace: true};
}

/** Headers are where lengths are: they are hit more often than their share of the bytes. */
function place(bytes: Buffer, random: Random): number {
  const part = random.below(4);
  if (part === 0) return random.below(Math.min(130, bytes.length));
  if (part === 1) return bytes.length - 1 - random.below(Math.min(40, bytes.length));
  return random.below(bytes.length);
}

function flipped(bytes: Buffer, random: Random): string {
  const at = place(bytes, random);
  bytes[at] = random.chance(0.5) ? (bytes[at] ?? 0) ^ (1 << random.below(8)) : random.below(256);
  return `byte ${at} changed`;
}

function enlarged(bytes: Buffer, random: Random): string {
  const width = random.pick([1, 2, 3, 4, 8]);
  const at = Math.max(0, Math.min(place(bytes, random), bytes.length - width));
  const value = random.pick(LENGTHS);
  const number = Buffer.alloc(8);
  number.writeUInt32BE(value, 4);
  const field = number.subarray(8 - width);
  if (random.chance(0.5)) field.reverse();
  field.copy(bytes, at);
  return `${value.toString(16)} in ${width} bytes at ${at}`;
}

/** The magic number stays, mostly: without it nothing more is looked at. */
function noise(sample: Buffer, random: Random): Buffer {
  const kept = sample.subarray(0, random.chance(0.7) ? random.below(Math.min(40, sample.length + 1)) : 0);
  const rest = Buffer.alloc(random.below(LONGEST_NOISE));
  const one = random.chance(0.2) ? random.below(256) : undefined;
  for (let at = 0; at < rest.length; at += 1) rest[at] = one ?? random.below(256);
  return Buffer.concat([kept, rest]);
}
