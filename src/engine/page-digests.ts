// What each page of an image holds, as a digest in a file: an image can be compared with another one whose pages come in
// any order, and neither memory nor a second database file grows with it.
import {hash} from 'node:crypto';
import {closeSync, openSync, readSync, rmSync, writeSync} from 'node:fs';
import {RestoreError} from '../errors.ts';

/** Bytes: the first half of a SHA-256, so that no two contents are taken for one by chance. */
const DIGEST_SIZE = 16;

/** Digests held in memory: pages come mostly in order. */
const WINDOW_PAGES = 512;

const WINDOW_SIZE = WINDOW_PAGES * DIGEST_SIZE;

export class PageDigests {
  readonly #path: string;
  readonly #file: number;
  readonly #window = Buffer.alloc(WINDOW_SIZE);
  #at = -1;
  #changed = false;

  /**
   * @param path a file that does not exist yet; {@link close} removes it
   * @throws RestoreError `disk`, here and from every method
   */
  constructor(path: string) {
    this.#path = path;
    this.#file = this.#onDisk(() => openSync(path, 'wx+', 0o600));
  }

  /** @param page 1-based */
  put(page: number, content: Uint8Array): void {
    digestOf(content).copy(this.#window, this.#place(page), 0, DIGEST_SIZE);
    this.#changed = true;
  }

  /** False for a page that was never {@link put}, too. */
  matches(page: number, content: Uint8Array): boolean {
    const place = this.#place(page);
    return digestOf(content).equals(this.#window.subarray(place, place + DIGEST_SIZE));
  }

  close(): void {
    closeSync(this.#file);
    rmSync(this.#path, {force: true});
  }

  /** Where the page's digest lies in the window, which is moved to it. */
  #place(page: number): number {
    const at = Math.floor((page - 1) / WINDOW_PAGES);
    if (at !== this.#at) this.#onDisk(() => this.#move(at));
    return ((page - 1) % WINDOW_PAGES) * DIGEST_SIZE;
  }

  #move(at: number): void {
    for (let done = 0; this.#changed && done < WINDOW_SIZE;) {
      done += writeSync(this.#file, this.#window, done, WINDOW_SIZE - done, this.#at * WINDOW_SIZE + done);
    }
    this.#changed = false;
    this.#at = at;
    // Behind the end of the file, and in its holes, no page was put.
    this.#window.fill(0);
    for (let done = 0; done < WINDOW_SIZE;) {
      const count = readSync(this.#file, this.#window, done, WINDOW_SIZE - done, at * WINDOW_SIZE + done);
      if (count === 0) return;
      done += count;
    }
  }

  #onDisk<Result>(work: () => Result): Result {
    try {
      return work();
    } catch (cause) {
      const what = 'The scratch folder cannot be written';
      throw new RestoreError('disk', {what, where: this.#path, todo: 'Free disk space on the runner.', cause});
    }
  }
}

function digestOf(content: Uint8Array): Buffer {
  return hash('sha256', content, 'buffer').subarray(0, DIGEST_SIZE);
}
