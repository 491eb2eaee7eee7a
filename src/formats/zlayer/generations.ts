// From captures to WAL generations: which frames each has, where it ends, and what that rests on.
import {frameContinues, WAL_FRAME_HEADER_SIZE, type WalHeader} from '../../codecs/wal.ts';
import type {Archive, GenerationId, Head} from './archive.ts';
import {saltsText} from './archive.ts';
import type {Capture} from './capture.ts';
import {FrameTable, sameHash} from './frames.ts';

/** Salts that differ by less than this are of one series of restarts; further apart they say nothing. */
const MAX_STEPS = 10_000;
/** After recovery of an empty WAL salt-1 counts from 1 again: small values recur and say nothing. */
const SMALL_SALT = 65_536;

export type Generation = {
  readonly id: GenerationId;
  /** `ce04b188-2595712e` */
  readonly name: string;
  readonly header: WalHeader;
  readonly pageSize: number;
  readonly salt1: number;
  readonly salt2: number;
  /** Frames whose checksums continue from the header, stale slots of other captures included. */
  readonly frames: FrameTable;
  readonly valid: number;
  /** The last valid frame that ends a transaction. At least 1. */
  readonly committed: number;
  /** Database size in pages after it. */
  readonly pages: number;
  /** Captures headed by it that have a committed frame. At least one. */
  readonly captures: readonly Capture[];
  /** Smallest and largest LastModified of them, in milliseconds. */
  readonly first: number;
  readonly last: number;
};

/** A generation whose captures contradict each other: both have commits after the frame where they differ. */
export type Conflict = {readonly id: GenerationId; readonly name: string};

export type Grouped = {readonly generations: readonly Generation[]; readonly conflicts: readonly Conflict[]};

/** @param readPage gives a page of the spool */
export function groupGenerations(
  captures: readonly Capture[],
  archive: Archive,
  readPage: (offset: number, target: Uint8Array) => void,
): Grouped {
  const owned = new Map<GenerationId, Capture[]>();
  for (const capture of captures) {
    if (capture.generation === undefined || capture.committed === 0) continue;
    const own = owned.get(capture.generation);
    if (own === undefined) owned.set(capture.generation, [capture]);
    else own.push(capture);
  }
  const generations: Generation[] = [];
  const conflicts: Conflict[] = [];
  for (const [id, own] of owned) {
    const head = archive.heads.get(id);
    if (head === undefined) continue;
    const {header} = head;
    const name = saltsText(header.salt1, header.salt2);
    const chosen = chooseVariant(head);
    if (chosen === undefined) {
      conflicts.push({id, name});
      continue;
    }
    const frames = extend(chosen, id, header, archive, readPage);
    const committed = lastCommit(frames);
    const times = own.map(({object}) => object.lastModified);
    generations.push({
      id,
      name,
      header,
      pageSize: header.pageSize,
      salt1: header.salt1,
      salt2: header.salt2,
      frames,
      valid: frames.count,
      committed,
      pages: frames.commitOf(committed - 1),
      captures: own,
      first: Math.min(...times),
      last: Math.max(...times),
    });
  }
  return {generations, conflicts};
}

/** Frames 1 to the result are committed; 0 when none is. */
function lastCommit(frames: FrameTable): number {
  let slot = frames.count;
  while (slot > 0 && frames.commitOf(slot - 1) === 0) slot -= 1;
  return slot;
}

/** Undefined when two variants both have a commit at or after the frame in which they differ. */
function chooseVariant({variants}: Head): FrameTable | undefined {
  let chosen: FrameTable | undefined;
  for (const variant of variants) {
    if (chosen === undefined) {
      chosen = variant;
      continue;
    }
    let same = 0;
    while (same < variant.count && chosen.has(same, variant.frame(same))) same += 1;
    const [ours, theirs] = [lastCommit(chosen) > same, lastCommit(variant) > same];
    if (ours && theirs) return undefined;
    // An uncommitted end gives way: it was rolled back and written over.
    if (theirs || (!ours && variant.count > chosen.count)) chosen = variant;
  }
  return chosen;
}

/** Stale slots of any capture that continue the chain are this generation's next frames. */
function extend(
  frames: FrameTable,
  id: GenerationId,
  header: WalHeader,
  archive: Archive,
  readPage: (offset: number, target: Uint8Array) => void,
): FrameTable {
  const strands = archive.strands.get(id) ?? [];
  const bytes = Buffer.alloc(WAL_FRAME_HEADER_SIZE + header.pageSize);
  for (;;) {
    const slot = frames.count + 1;
    const {sum0, sum1} = slot === 1 ? {sum0: header.checksum[0], sum1: header.checksum[1]} : frames.frame(slot - 2);
    const next = strands.find(strand => {
      const index = slot - strand.firstSlot;
      if (index < 0 || index >= strand.frames.count || strand.frames.pageOf(index) === 0) return false;
      const frame = strand.frames.frame(index);
      bytes.writeUInt32BE(frame.page, 0);
      bytes.writeUInt32BE(frame.commit, 4);
      bytes.writeUInt32BE(frame.sum0, 16);
      bytes.writeUInt32BE(frame.sum1, 20);
      readPage(strand.frames.offsetOf(index), bytes.subarray(WAL_FRAME_HEADER_SIZE));
      return frameContinues(bytes, 0, header.pageSize, [sum0, sum1], header.bigEndianChecksums);
    });
    if (next === undefined) return frames;
    const index = slot - next.firstSlot;
    frames.push(next.frames.frame(index), next.frames.hashOf(index), next.frames.offsetOf(index));
  }
}

/** By how many restarts `b` comes after `a`, 1 to 9999; 0 when the salts make no statement. */
export function step(
  a: {readonly salt1: number; readonly pageSize: number},
  b: {readonly salt1: number; readonly pageSize: number},
): number {
  const difference = (b.salt1 - a.salt1) >>> 0;
  return a.pageSize === b.pageSize && a.salt1 >= SMALL_SALT && difference >= 1 && difference < MAX_STEPS
    ? difference
    : 0;
}

/** What captures headed by other generations show of one generation. */
export type Evidence = {
  /** Ids of the generations that show its end. */
  readonly closedBy: ReadonlySet<GenerationId>;
  /** It went on after its last committed frame: its end is missing. */
  readonly more: boolean;
};

/** The ends of all generations. Damaged captures bear no witness. */
export function endsOf(
  generations: readonly Generation[],
  captures: readonly Capture[],
): ReadonlyMap<GenerationId, Evidence> {
  const byId = new Map(generations.map(generation => [generation.id, generation]));
  const ends = new Map(generations.map(({id}) => [id, {closedBy: new Set<GenerationId>(), more: false}]));
  for (const capture of captures) {
    const {generation: headId, header, tail} = capture;
    if (capture.damage !== undefined || headId === undefined || header === undefined) continue;
    for (const [index, {strand, first, last}] of tail.entries()) {
      const id: GenerationId = `${saltsText(strand.salt1, strand.salt2)}/${header.pageSize}`;
      const generation = byId.get(id);
      const found = ends.get(id);
      if (generation === undefined || found === undefined || id === headId) continue;
      const slot = generation.committed;
      if (last > slot) found.more = true;
      if (slot < first || slot > last || capture.committed === 0 || found.closedBy.has(headId)) continue;
      const at = slot - strand.firstSlot;
      const same =
        generation.frames.has(slot - 1, strand.frames.frame(at)) &&
        sameHash(generation.frames.hashOf(slot - 1), strand.frames.hashOf(at));
      if (same && slot === last && endsAfter(capture, generation, index)) found.closedBy.add(headId);
    }
  }
  return ends;
}

/** What follows segment `index` shows that the generation ends there: the end of the file, or an older generation's slot. */
function endsAfter(capture: Capture, {salt1, salt2}: Generation, index: number): boolean {
  const next = capture.tail[index + 1]?.strand ?? capture.remainderSalts;
  if (next === undefined) return capture.remainder === 0;
  const age = salt1 - next.salt1;
  // An older generation has another salt-2 as well: one flipped bit in a slot of this generation does not look like it.
  return age > 0 && age < MAX_STEPS && next.salt2 !== salt2;
}

/** The tightest upper bound of the last committed frame's time: when the first capture that shows it was stored. */
export function boundOf({captures, committed, last}: Generation): number {
  return captures.reduce(
    (least, {valid, object}) => (valid >= committed ? Math.min(least, object.lastModified) : least),
    last,
  );
}
