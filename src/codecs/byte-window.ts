// Bytes of a stream that must lie side by side to be read: frames, blocks, headers.

/** Bytes: two chunks of a socket. */
const LEAST_MEMORY = 128 * 1024;

/** A view into a stream. Memory: what was asked for at once, and one chunk of the source. */
export class ByteWindow {
  readonly #chunks: AsyncIterator<Uint8Array>;
  #bytes: Uint8Array = new Uint8Array(0);
  #start = 0;
  #taken = 0;
  #ended = false;
  #reuses = false;
  #memory: Uint8Array = new Uint8Array(0);

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#chunks = source[Symbol.asyncIterator]();
  }

  /** Holds the unread bytes from {@link start} to {@link end}. Another array after each {@link fill}, or the same ({@link reuseMemory}). */
  get bytes(): Uint8Array {
    return this.#bytes;
  }

  get start(): number {
    return this.#start;
  }

  get end(): number {
    return this.#bytes.length;
  }

  get length(): number {
    return this.#bytes.length - this.#start;
  }

  /** Offset of {@link start} in the whole stream. */
  get position(): number {
    return this.#taken;
  }

  /** Marks the next `count` bytes as read; there must be that many. */
  skip(count: number): void {
    this.#start += count;
    this.#taken += count;
  }

  /**
   * From now on {@link bytes} is one memory that each {@link fill} writes over: for a reader that keeps nothing of it. Of a
   * long stream everything else would be garbage.
   */
  reuseMemory(): void {
    this.#reuses = true;
  }

  /** Reads on until at least `count` bytes are there, or the stream has ended: then it gives false. */
  async fill(count: number): Promise<boolean> {
    while (this.length < count && !this.#ended) {
      if (this.#reuses) await this.#append(count);
      else await this.#join(count);
    }
    return this.length >= count;
  }

  async #join(count: number): Promise<void> {
    const parts = [this.#bytes.subarray(this.#start)];
    let have = this.length;
    while (have < count) {
      const next = await this.#chunks.next();
      if (next.done === true) {
        this.#ended = true;
        break;
      }
      parts.push(next.value);
      have += next.value.length;
    }
    this.#bytes = joined(parts, have);
    this.#start = 0;
  }

  /** One more chunk behind what is there. */
  async #append(count: number): Promise<void> {
    const left = this.length;
    this.#own(count);
    const next = await this.#chunks.next();
    if (next.done === true) {
      this.#ended = true;
      return;
    }
    this.#own(left + next.value.length);
    this.#memory.set(next.value, left);
    this.#bytes = this.#memory.subarray(0, left + next.value.length);
  }

  /** Moves what is there to the start of a memory of its own that has room for `size` bytes. */
  #own(size: number): void {
    const rest = this.#bytes.subarray(this.#start);
    if (this.#memory.length < size) {
      const larger = new Uint8Array(Math.max(size, 2 * this.#memory.length, LEAST_MEMORY));
      larger.set(rest);
      this.#memory = larger;
    } else if (rest.byteOffset !== this.#memory.byteOffset || rest.buffer !== this.#memory.buffer) {
      this.#memory.set(rest);
    }
    this.#bytes = this.#memory.subarray(0, rest.length);
    this.#start = 0;
  }

  /** Ends the source, whether or not it was read to its end. */
  async close(): Promise<void> {
    this.#ended = true;
    await this.#chunks.return?.();
  }
}

function joined(parts: readonly Uint8Array[], length: number): Uint8Array {
  const full = parts.filter(part => part.length > 0);
  const [only] = full;
  if (full.length === 1 && only !== undefined) return only;
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of full) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
