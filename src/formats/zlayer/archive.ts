// All frames of all captures, each kept once: captures of one generation share their beginning, and stale tails recur.
import type {WalHeader} from '../../codecs/wal.ts';
import {RestoreError} from '../../errors.ts';
import {FrameTable, pageHash, sameHash, type Frame} from './frames.ts';
import type {Spool} from './spool.ts';

/** Two captures of one generation rarely differ (a rolled-back tail); more ways than this are not a writer's doing. */
const MAX_VARIANTS = 16;

/** A WAL file holds the remains of a few generations; more stretches of stale slots than this, in all, are not a writer's. */
const MAX_STRANDS = 20_000;

/** A WAL generation's identity as text: the two salts in hex, and the page size, which tells equal salts apart. */
export type GenerationId = string;

export function generationId(pageSize: number, salt1: number, salt2: number): GenerationId {
  return `${saltsText(salt1, salt2)}/${pageSize}`;
}

/** `ce04b188-2595712e` */
export function saltsText(salt1: number, salt2: number): string {
  return `${salt1.toString(16).padStart(8, '0')}-${salt2.toString(16).padStart(8, '0')}`;
}

/** The verified frames of one generation, from frame 1. Several variants when captures differ after some frame. */
export type Head = {
  readonly header: WalHeader;
  readonly variants: FrameTable[];
};

/** Slots of one salt pair as captures show them after their own frames. Their checksums are not verified. */
export type Strand = {
  readonly salt1: number;
  readonly salt2: number;
  readonly pageSize: number;
  /** The slot (1-based) of the table's first frame. */
  readonly firstSlot: number;
  readonly frames: FrameTable;
};

export class Archive {
  readonly heads = new Map<GenerationId, Head>();
  readonly strands = new Map<GenerationId, Strand[]>();
  readonly #spool: Spool;
  #strandCount = 0;

  constructor(spool: Spool) {
    this.#spool = spool;
  }

  head(header: WalHeader): Head {
    const id = generationId(header.pageSize, header.salt1, header.salt2);
    let head = this.heads.get(id);
    if (head === undefined) {
      head = {header, variants: [new FrameTable()]};
      this.heads.set(id, head);
    }
    return head;
  }

  /**
   * Takes the verified frame that follows `index` frames of `current`, and returns the variant that now holds it at
   * that index.
   */
  addVerified(head: Head, current: FrameTable, index: number, frame: Frame, page: Uint8Array): FrameTable {
    if (current.has(index, frame)) return current;
    const known = head.variants.find(variant => variant.has(index, frame));
    if (known !== undefined) return known;
    let target = current;
    if (current.count > index) {
      if (head.variants.length === MAX_VARIANTS) {
        throw new RestoreError('format', {
          what: `More than ${MAX_VARIANTS} captures of one WAL generation contradict each other`,
        });
      }
      target = current.copy(index);
      head.variants.push(target);
    }
    target.push(frame, pageHash(page), this.#spool.append(page));
    return target;
  }

  /** Takes the frame in `slot` of a stale tail, and returns the strand that holds it. `current` is tried first. */
  addStale(
    pageSize: number,
    salts: {readonly salt1: number; readonly salt2: number},
    slot: number,
    frame: Frame,
    page: Uint8Array,
    current: Strand | undefined,
  ): Strand {
    const content = pageHash(page);
    const holds = (strand: Strand): boolean => {
      const index = slot - strand.firstSlot;
      return strand.frames.has(index, frame) && sameHash(strand.frames.hashOf(index), content);
    };
    if (current !== undefined && holds(current)) return current;
    const id = generationId(pageSize, salts.salt1, salts.salt2);
    let strands = this.strands.get(id);
    if (strands === undefined) this.strands.set(id, (strands = []));
    const known = strands.find(holds);
    if (known !== undefined) return known;
    const ends = (strand: Strand): boolean => strand.firstSlot + strand.frames.count === slot;
    let target = current !== undefined && strands.includes(current) && ends(current) ? current : strands.find(ends);
    if (target === undefined) {
      this.#strandCount += 1;
      if (this.#strandCount > MAX_STRANDS) {
        throw new RestoreError('format', {what: 'The slots after the last valid frame carry too many different salts'});
      }
      target = {...salts, pageSize, firstSlot: slot, frames: new FrameTable()};
      strands.push(target);
    }
    target.frames.push(frame, content, this.#spool.append(page));
    return target;
  }
}
