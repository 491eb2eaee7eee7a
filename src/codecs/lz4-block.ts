// LZ4 blocks (github.com/lz4/lz4, doc/lz4_Block_format.md): sequences of literals and matches.

/** Below this many bytes a loop is faster than a call (measured on Node 24). */
const CALL_PAYS = 48;

/**
 * The most bytes a block of `size` content bytes may take (LZ4_compressBound). Encoders store larger ones uncompressed.
 */
export function lz4BlockBound(size: number): number {
  return size + Math.floor(size / 255) + 16;
}

/** How {@link decodeLz4Block} is called, and its like in WebAssembly. */
export type DecodeLz4Block = typeof decodeLz4Block;

/**
 * Decodes one block.
 *
 * @param source holds the block from `start` (inclusive) to `end` (exclusive)
 * @param target is written from `at`, never at or beyond `limit`
 * @param lowest matches may reach back to this index of `target`, and no further: `at`, or the start of the bytes that
 *   earlier linked blocks left there
 * @returns the index after the last byte written, or -1 when the block is damaged (it ends inside a sequence, a match
 *   reaches too far back, or more comes out than fits). Bytes from `at` to `limit` are undefined then
 */
export function decodeLz4Block(
  source: Uint8Array,
  start: number,
  end: number,
  target: Uint8Array,
  at: number,
  limit: number,
  lowest: number,
): number {
  let from = start;
  let to = at;
  // All indexes are checked against `end`, `limit` and `lowest` before use: `?? 0` only satisfies the compiler.
  while (from < end) {
    const token = source[from++] ?? 0;
    let length = token >>> 4;
    if (length === 15) {
      let more = 255;
      while (more === 255) {
        if (from >= end) return -1;
        more = source[from++] ?? 0;
        length += more;
      }
    }
    if (length > end - from || length > limit - to) return -1;
    if (length >= CALL_PAYS) {
      target.set(source.subarray(from, from + length), to);
      from += length;
      to += length;
    } else {
      for (const stop = to + length; to < stop;) target[to++] = source[from++] ?? 0;
    }
    // The last sequence has literals only.
    if (from === end) return to;
    if (end - from < 2) return -1;
    const offset = (source[from] ?? 0) | ((source[from + 1] ?? 0) << 8);
    from += 2;
    if (offset === 0 || offset > to - lowest) return -1;
    length = (token & 15) + 4;
    if (length === 19) {
      let more = 255;
      while (more === 255) {
        if (from >= end) return -1;
        more = source[from++] ?? 0;
        length += more;
      }
    }
    if (length > limit - to) return -1;
    to = copyMatch(target, to, offset, length);
  }
  // A block has at least one token, and its last sequence ends with literals (or with a match only in broken encoders).
  return -1;
}

/** Copies `length` bytes from `offset` before `to`. A match may overlap what it writes: it repeats its last bytes then. */
function copyMatch(target: Uint8Array, to: number, offset: number, length: number): number {
  const stop = to + length;
  if (length < CALL_PAYS) {
    for (let from = to - offset; to < stop;) target[to++] = target[from++] ?? 0;
  } else if (offset >= length) {
    target.copyWithin(to, to - offset, to - offset + length);
  } else if (offset === 1) {
    target.fill(target[to - 1] ?? 0, to, stop);
  } else {
    // What was written becomes source: each round doubles what can be copied at once.
    const start = to - offset;
    let have = offset;
    while (to < stop) {
      const count = Math.min(have, stop - to);
      target.copyWithin(to, start, start + count);
      to += count;
      have += count;
    }
  }
  return stop;
}
