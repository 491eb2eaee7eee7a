// Where the blocks of LZ4 frames are decoded to, and how what comes out is handed on.
import {decodeLz4Block} from './lz4-block.ts';
import {damaged, tooMuch} from './lz4-errors.ts';
import {openRoom, type Room} from './wasm/room.ts';

export type Lz4Options = {
  /** Names the object in errors. */
  readonly where: string;
  /** In bytes: the most that may come out of all frames together. */
  readonly maxBytes: number;
  /**
   * A chunk is good until the next one is asked for: it lies in the decoder's own memory. A copy of each block of 4 MiB would
   * be garbage that V8 collects the whole heap for, time and again.
   */
  readonly lends?: boolean | undefined;
  readonly signal: AbortSignal;
};

/** How far back linked blocks may reach. */
const HISTORY = 65536;

/** Bytes of a block as stored: below it the WebAssembly costs more than it saves. */
export const ROOM_PAYS = 32 * 1024;

/** The last buffer that is not in use: small frames come by the thousand, and clearing 4 MiB for each took most time. */
let spare: Uint8Array | undefined;
/** The same of large frames. */
let spareRoom: Room | undefined;

/** Where blocks are decoded to, with the history that linked ones reach into. */
export class Output {
  readonly #options: Lz4Options;
  #work: Uint8Array = new Uint8Array(0);
  /** Holds {@link #work} once a block was large enough for it. */
  #room: Room | undefined;
  /** Bytes of history before the next block. */
  #history = 0;
  #linked = false;
  /** End of the block that history has to be taken from: later, because it may be lent. */
  #end = 0;
  #total = 0;
  frameBytes = 0;

  constructor(options: Lz4Options) {
    this.#options = options;
  }

  begin(blockMax: number, linked: boolean): void {
    if (this.#work.length < HISTORY + blockMax) {
      this.#room = undefined;
      this.#work =
        spare !== undefined && spare.length >= HISTORY + blockMax ? spare : new Uint8Array(HISTORY + blockMax);
      spare = undefined;
    }
    this.#history = 0;
    this.#end = 0;
    this.#linked = linked;
    this.frameBytes = 0;
  }

  /** Nothing of the buffer may be used afterwards: chunks are copies, or were lent. */
  close(): void {
    if (this.#room !== undefined) spareRoom = this.#room;
    else if (spare === undefined || spare.length < this.#work.length) spare = this.#work;
    this.#room = undefined;
    this.#work = new Uint8Array(0);
  }

  /** Moves on into WebAssembly's memory, with the history that the next block may reach into. */
  #enterRoom(blockMax: number): Room {
    const before = this.#work;
    const room =
      spareRoom !== undefined && spareRoom.output.length >= HISTORY + blockMax
        ? spareRoom
        : openRoom(HISTORY + blockMax, blockMax);
    spareRoom = undefined;
    room.output.set(before.subarray(0, this.#history));
    if (spare === undefined || spare.length < before.length) spare = before;
    this.#work = room.output;
    this.#room = room;
    return room;
  }

  decode(bytes: Uint8Array, start: number, end: number, blockMax: number): Uint8Array {
    const from = this.#keepHistory();
    const room = this.#room ?? (end - start >= ROOM_PAYS ? this.#enterRoom(blockMax) : undefined);
    const decode = room?.decodeLz4Block ?? decodeLz4Block;
    const to = decode(bytes, start, end, this.#work, from, from + blockMax, 0);
    if (to < 0) throw damaged(this.#options.where, 'An LZ4 block is damaged');
    return this.#emit(from, to);
  }

  /** Moves the end of the last block to where linked ones look for it. @returns where the next block goes */
  #keepHistory(): number {
    if (this.#linked && this.#end > 0) {
      const keep = Math.min(this.#end, HISTORY);
      this.#work.copyWithin(0, this.#end - keep, this.#end);
      this.#history = keep;
      this.#end = 0;
    }
    return this.#history;
  }

  copy(bytes: Uint8Array, start: number, end: number): Uint8Array {
    const from = this.#keepHistory();
    this.#work.set(bytes.subarray(start, end), from);
    return this.#emit(from, from + end - start);
  }

  #emit(from: number, to: number): Uint8Array {
    const {where, maxBytes, lends} = this.#options;
    this.#total += to - from;
    this.frameBytes += to - from;
    if (this.#total > maxBytes) throw tooMuch(where, maxBytes, undefined);
    this.#end = to;
    return lends === true ? this.#work.subarray(from, to) : this.#work.slice(from, to);
  }
}
