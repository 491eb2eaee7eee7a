// Small files that planning has read whole, for their layers: the last megabyte in memory, the others in a scratch file. A
// day of one-second syncs is ten thousands of them, which would be too much for the memory, and too many to ask for twice.
import {closeSync, openSync, readSync, writeSync} from 'node:fs';
import {join} from 'node:path';

/** Bytes of the memory, and of what is read back at once. */
const BUFFER = 1024 * 1024;

/** Bytes in all: what comes after them is read again when it is needed. */
const MOST = 256 * 1024 * 1024;

/** Gives the bytes again; undefined when the disk did not take them. */
export type Kept = () => Uint8Array | undefined;

/**
 * The file stays open, since it must outlive the folder's contents: a restore that plans again empties the folder, and must
 * not read anything again. Where it cannot be written (a full disk), nothing more is kept.
 */
export class KeptFiles {
  /** Where the file may be made, once it is needed. Absent: only what fits into memory is kept. */
  folder: string | undefined;
  #buffer = new Uint8Array(0);
  #written = 0;
  #buffered = 0;
  #fd: number | undefined;
  #broken = false;
  /** What was read back last; layers are read in the order of the file, or against it. */
  #window: {readonly start: number; readonly bytes: Uint8Array} | undefined;

  /** Takes a copy. @returns undefined when there is no room */
  keep(bytes: Uint8Array): Kept | undefined {
    if (this.#broken || bytes.length > BUFFER || this.#written + this.#buffered + bytes.length > MOST) return undefined;
    if (this.#buffered + bytes.length > BUFFER && !this.#flush()) return undefined;
    if (this.#buffer.length === 0) this.#buffer = new Uint8Array(BUFFER);
    this.#buffer.set(bytes, this.#buffered);
    const start = this.#written + this.#buffered;
    const {length} = bytes;
    this.#buffered += length;
    // Of `bytes` itself it must hold nothing.
    return () => this.#read(start, length);
  }

  #flush(): boolean {
    if (this.folder === undefined) return false;
    try {
      this.#fd ??= this.#open(this.folder);
      for (let done = 0; done < this.#buffered;) {
        done += writeSync(this.#fd, this.#buffer, done, this.#buffered - done, this.#written + done);
      }
    } catch {
      // What is in memory stays there.
      this.#broken = true;
      return false;
    }
    this.#written += this.#buffered;
    this.#buffered = 0;
    return true;
  }

  #open(folder: string): number {
    opened += 1;
    const fd = openSync(join(folder, `ltx-files-${opened}`), 'wx+', 0o600);
    DESCRIPTORS.register(this, fd);
    return fd;
  }

  #read(start: number, length: number): Uint8Array | undefined {
    if (start >= this.#written) return this.#buffer.slice(start - this.#written, start - this.#written + length);
    const known = this.#window;
    const window =
      known !== undefined && start >= known.start && start + length <= known.start + known.bytes.length
        ? known
        : this.#readWindow(start, length, known?.start ?? Infinity);
    this.#window = window;
    return window?.bytes.subarray(start - window.start, start - window.start + length);
  }

  /** Around the file that is wanted, towards where the reader is going. */
  #readWindow(
    start: number,
    length: number,
    before: number,
  ): {readonly start: number; readonly bytes: Uint8Array} | undefined {
    const from = start < before ? Math.max(0, start + length - BUFFER) : start;
    const bytes = new Uint8Array(Math.min(BUFFER, this.#written - from));
    try {
      for (let done = 0; done < bytes.length;) {
        const count = this.#fd === undefined ? 0 : readSync(this.#fd, bytes, done, bytes.length - done, from + done);
        if (count === 0) return undefined;
        done += count;
      }
    } catch {
      return undefined;
    }
    return {start: from, bytes};
  }
}

/** Files made so far: a process may keep several. */
let opened = 0;

/** Nobody knows when the last plan for a store was made. */
const DESCRIPTORS = new FinalizationRegistry<number>(fd => closeSync(fd));
