// Memory in which the WebAssembly of codecs.wat works. What is decoded there is looked at in place.
import {lz4BlockBound, type DecodeLz4Block} from '../lz4-block.ts';
import {BYTES} from './bytes.ts';

/** Bytes at the start of the memory: the register of a checksum. */
const STATE = 0;

/** Bytes: where a block is put to be decoded. */
const INPUT = 64;

const WASM_PAGE = 65_536;

/** The functions that codecs.wat exports; all positions are bytes of the memory. */
type Codecs = {
  readonly lz4: (from: number, end: number, to: number, limit: number, lowest: number) => number;
  readonly crc64: (state: number, from: number, end: number) => void;
};

let compiled: WebAssembly.Module | undefined;

/** A place for decoded bytes, with what works on them there. */
export type Room = {
  /** For what is decoded: as many bytes as were asked for. Other buffers are not known to the functions. */
  readonly output: Uint8Array;
  /** As `decodeLz4Block`, into {@link output} only, from blocks of at most the size asked for. */
  readonly decodeLz4Block: DecodeLz4Block;
  /** Continues a CRC-64 over bytes of {@link output}; `register` holds its low half, then its high one. */
  readonly crc64: (register: Int32Array, start: number, end: number) => void;
};

/**
 * @param outputSize bytes
 * @param largestBlock bytes that a block may hold when it is decoded
 */
export function openRoom(outputSize: number, largestBlock: number): Room {
  compiled ??= new WebAssembly.Module(Buffer.from(BYTES, 'base64'));
  const inputSize = lz4BlockBound(largestBlock);
  const outputAt = INPUT + Math.ceil(inputSize / 64) * 64;
  const pages = Math.ceil((outputAt + outputSize) / WASM_PAGE);
  const memory = new WebAssembly.Memory({initial: pages, maximum: pages});
  // The exports are those that codecs.wat names, as a test sees.
  const codecs = new WebAssembly.Instance(compiled, {host: {memory}}).exports as unknown as Codecs;
  const all = new Uint8Array(memory.buffer);
  const state = new Int32Array(memory.buffer, STATE, 2);
  const output = all.subarray(outputAt, outputAt + outputSize);
  return {
    output,
    decodeLz4Block(source, start, end, target, at, limit, lowest) {
      if (target.buffer !== memory.buffer || end - start > inputSize || limit > target.length) {
        throw new RangeError('this block belongs into another room');
      }
      all.set(source.subarray(start, end), INPUT);
      const base = target.byteOffset;
      const after = codecs.lz4(INPUT, INPUT + end - start, base + at, base + limit, base + lowest);
      return after < 0 ? after : after - base;
    },
    crc64(register, start, end) {
      // Both have two elements: `?? 0` only satisfies the compiler.
      state[0] = register[0] ?? 0;
      state[1] = register[1] ?? 0;
      codecs.crc64(STATE, outputAt + start, outputAt + end);
      register[0] = state[0] ?? 0;
      register[1] = state[1] ?? 0;
    },
  };
}
