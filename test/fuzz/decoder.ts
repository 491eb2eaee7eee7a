// What a fuzzed decoder is.
import type {Random} from '../models/random.ts';

export type Decoder = {
  readonly name: string;
  /** Valid inputs. */
  readonly samples: readonly Buffer[];
  /** Of 1,000 cases, how many it gets. */
  readonly share: number;
  /**
   * Decodes everything. Throws nothing but RestoreErrors.
   * @param random how the bytes arrive, and which options are set
   * @returns what came out: a count of bytes, or the bytes themselves where checksums guard them
   */
  readonly decode: (bytes: Buffer, random: Random) => Promise<Output> | Output;
  /** The most bytes that may come out of an input of `length` bytes. */
  readonly mostOut: (length: number) => number;
  /** Bytes that its buffers may grow by in one case. */
  readonly mostMemory: number;
  /** Makes checksums right again, in place, so that what lies behind them is reached. Used in half of the cases. */
  readonly repair?: (bytes: Buffer) => void;
  /**
   * True where checksums cover everything: a damaged input then gives a failure, or what the sample gives.
   * Only where no checksum was made right.
   */
  readonly guarded: boolean;
};

export type Output = {readonly bytes: number; readonly digest?: string};
