// Where planning keeps WAL pages: one file in the scratch folder, appended to while captures are read, read again by page.
import {closeSync, openSync, readSync, writeSync} from 'node:fs';
import {RestoreError} from '../../errors.ts';

const BUFFER_SIZE = 1024 * 1024;

/** Reads pages back. Calls are synchronous: a page is small, and nearly always still in the system's cache. */
export type SpoolReader = {
  /** Fills `target` from `offset`. */
  readonly read: (offset: number, target: Uint8Array) => void;
  readonly close: () => void;
};

/** An append-only file with one buffer of 1 MiB in memory. */
export class Spool {
  readonly path: string;
  readonly #maxBytes: number;
  readonly #buffer = Buffer.allocUnsafe(BUFFER_SIZE);
  #buffered = 0;
  #written = 0;
  #file: number | undefined;

  /** @param maxBytes more than that is a `limit` error */
  constructor(path: string, maxBytes: number) {
    this.path = path;
    this.#maxBytes = maxBytes;
    this.#file = openSync(path, 'wx');
  }

  /** @returns where the bytes lie. @throws RestoreError `limit`, `disk` */
  append(bytes: Uint8Array): number {
    const offset = this.#written + this.#buffered;
    if (offset + bytes.length > this.#maxBytes) {
      throw new RestoreError('limit', {
        what: 'The WAL captures hold more pages than may be written to disk',
        where: this.path,
        expected: `at most ${this.#maxBytes} bytes`,
        found: 'more',
        todo: 'Raise max-database-size, or free disk space on the runner.',
      });
    }
    if (this.#buffered + bytes.length > BUFFER_SIZE) this.#flush();
    this.#buffer.set(bytes, this.#buffered);
    this.#buffered += bytes.length;
    return offset;
  }

  #flush(): void {
    if (this.#file === undefined) throw new RestoreError('internal', {what: 'The spool is closed', where: this.path});
    try {
      for (let done = 0; done < this.#buffered;) {
        done += writeSync(this.#file, this.#buffer, done, this.#buffered - done, this.#written + done);
      }
    } catch (cause) {
      throw diskError('The scratch folder cannot be written', this.path, cause);
    }
    this.#written += this.#buffered;
    this.#buffered = 0;
  }

  /** Nothing can be appended after it. */
  finish(): void {
    if (this.#file === undefined) return;
    try {
      this.#flush();
    } finally {
      closeSync(this.#file);
      this.#file = undefined;
    }
  }

  /** Abandons what is not written yet. */
  close(): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }
}

/** @throws RestoreError `disk` */
export function openSpool(path: string): SpoolReader {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch (cause) {
    throw diskError('A scratch file cannot be read', path, cause);
  }
  return {
    read(offset, target) {
      for (let done = 0; done < target.length;) {
        const count = readSync(file, target, done, target.length - done, offset + done);
        if (count === 0) throw diskError('A scratch file ends early', path, undefined);
        done += count;
      }
    },
    close: () => closeSync(file),
  };
}

function diskError(what: string, where: string, cause: unknown): RestoreError {
  return new RestoreError('disk', {what, where, todo: 'Free disk space on the runner.', cause});
}
