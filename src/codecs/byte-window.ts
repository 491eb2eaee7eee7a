// Bytes of a stream that must lie side by side to be read: frames, blocks, headers.

/** A view into a stream. Memory: what was asked for at once, and one chunk of the source. */
export class ByteWindow {
  readonly #chunks: AsyncIterator<Uint8Array>;
  #bytes: Uint8Array = new Uint8Array(0);
  #start = 0;
  #taken = 0;
  #ended = false;

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#chunks = source[Symbol.asyncIterator]();
  }

  /** Holds the unread bytes from {@link start} to {@link end}. Another array after each {@link fill}. */
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

  /** Reads on until at least `count` bytes are there, or the stream has ended: then it gives false. */
  async fill(count: number): Promise<boolean> {
    while (this.length < count && !this.#ended) {
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
    return this.length >= count;
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
