// The pages of one WAL, in the order of its frames. Which version of a page is the last one is known only at the WAL's
// end, so they wait here: in memory as far as the first megabytes go, then in a scratch file.
import {closeSync, openSync, readSync, rmSync, writeSync} from 'node:fs';
import {RestoreError} from '../../errors.ts';

/** Bytes in memory: the usual WAL has 1000 pages. A multiple of every page size. */
const IN_MEMORY = 4 * 1024 * 1024;

/** Bytes. A multiple of every page size. */
const FIRST_SIZE = 64 * 1024;

export class PageSpool {
  readonly #path: string;
  readonly #pageSize: number;
  readonly #maxBytes: number;
  /** Grows with what it holds: most WALs are small, and there are many. */
  #memory = Buffer.alloc(0);
  #inFile = 0;
  #inMemory = 0;
  #file: number | undefined;

  /** @param maxBytes more than that is a `limit` error */
  constructor(path: string, pageSize: number, maxBytes: number) {
    this.#path = path;
    this.#pageSize = pageSize;
    this.#maxBytes = maxBytes;
  }

  /** @throws RestoreError `limit`, `disk` */
  append(page: Uint8Array): void {
    if (this.#inFile + this.#inMemory + page.length > this.#maxBytes) {
      throw new RestoreError('limit', {
        what: 'A WAL holds more pages than may be written to disk',
        where: this.#path,
        expected: `at most ${this.#maxBytes} bytes`,
        found: 'more',
        todo: 'Raise max-database-size, or free disk space on the runner.',
      });
    }
    if (this.#inMemory === IN_MEMORY) this.#flush();
    if (this.#inMemory + page.length > this.#memory.length) this.#grow();
    this.#memory.set(page, this.#inMemory);
    this.#inMemory += page.length;
  }

  #grow(): void {
    const larger = Buffer.alloc(Math.min(IN_MEMORY, Math.max(FIRST_SIZE, this.#memory.length * 4)));
    this.#memory.copy(larger);
    this.#memory = larger;
  }

  #flush(): void {
    try {
      // Opened for both: what is written is read again before it is closed.
      this.#file ??= openSync(this.#path, 'wx+', 0o600);
      for (let done = 0; done < this.#inMemory;) {
        done += writeSync(this.#file, this.#memory, done, this.#inMemory - done, this.#inFile + done);
      }
    } catch (cause) {
      throw diskError('The scratch folder cannot be written', this.#path, cause);
    }
    this.#inFile += this.#inMemory;
    this.#inMemory = 0;
  }

  /** Copies pages `first` to `first + target.length / pageSize` (0-based, in the order of {@link append}) to `target`. */
  read(first: number, target: Buffer): void {
    const start = first * this.#pageSize;
    const fromFile = Math.min(target.length, Math.max(0, this.#inFile - start));
    for (let done = 0; done < fromFile;) {
      const count = this.#file === undefined ? 0 : readSync(this.#file, target, done, fromFile - done, start + done);
      if (count === 0) throw diskError('A scratch file ends early', this.#path, undefined);
      done += count;
    }
    const from = start + fromFile - this.#inFile;
    if (fromFile < target.length) this.#memory.copy(target, fromFile, from, from + target.length - fromFile);
  }

  close(): void {
    if (this.#file === undefined) return;
    closeSync(this.#file);
    this.#file = undefined;
    rmSync(this.#path, {force: true});
  }
}

function diskError(what: string, where: string, cause: unknown): RestoreError {
  return new RestoreError('disk', {what, where, todo: 'Free disk space on the runner.', cause});
}
