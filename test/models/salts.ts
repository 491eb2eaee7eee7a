// SQLite draws WAL salts from the system, so two runs of one seed would differ. This gives every generation salts drawn
// from the seed instead and recomputes the checksums, keeping all that a restorer can conclude from the originals:
// salt-1 + 1 at a restart, a new draw for a new file, small values after the recovery of an empty WAL.
import {parseWalFrameHeader, parseWalHeader, walChecksum, type WalChecksum} from '../../src/codecs/wal.ts';
import {frameSize, WAL_FRAME_HEADER_SIZE, WAL_HEADER_SIZE} from '../../src/codecs/wal.ts';
import type {Random} from './random.ts';

type Generation = {
  readonly original: number;
  readonly salt1: number;
  readonly salt2: number;
  readonly header: WalChecksum;
  /** New checksum by slot and old checksum: `3/ab12-cd34`. */
  readonly frames: Map<string, WalChecksum>;
};

export interface Resalter {
  /** Rewrites a WAL in place. Every generation must be shown once while it heads the file. */
  resalt(wal: Buffer): void;
  /** Salts of the generations in the order in which they began: `ce04b188-1234abcd`. */
  readonly generations: readonly string[];
}

export function seededSalts(random: Random): Resalter {
  const known = new Map<string, Generation>();
  const generations: string[] = [];
  let youngest: Generation | undefined;
  const begin = (wal: Buffer, salt1: number, id: string): Generation => {
    const continues = youngest !== undefined && salt1 === (youngest.original + 1) >>> 0;
    const near = random.chance(0.02) ? 0xffffffff - random.below(3) : random.uint32();
    const fresh = salt1 < 65536 ? salt1 : Math.max(65536, near);
    const drawn = continues && youngest !== undefined ? (youngest.salt1 + 1) >>> 0 : fresh;
    const salt2 = random.uint32();
    wal.writeUInt32BE(drawn, 16);
    wal.writeUInt32BE(salt2, 20);
    const header = walChecksum(wal, 0, 24, [0, 0], (wal.readUInt32BE(0) & 1) === 1);
    youngest = {original: salt1, salt1: drawn, salt2, header, frames: new Map()};
    known.set(id, youngest);
    generations.push(`${hex(drawn)}-${hex(salt2)}`);
    return youngest;
  };
  return {
    generations,
    resalt(wal) {
      const parsed = parseWalHeader(wal);
      if ('defect' in parsed) return;
      const {pageSize, bigEndianChecksums} = parsed;
      const id = `${parsed.salt1}-${parsed.salt2}`;
      const head = known.get(id) ?? begin(wal, parsed.salt1, id);
      writeSalts(wal, 16, head, head.header);
      const size = frameSize(pageSize);
      let before: {generation: Generation; checksum: WalChecksum} = {generation: head, checksum: head.header};
      for (let slot = 1, at = WAL_HEADER_SIZE; at + size <= wal.length; slot += 1, at += size) {
        const old = parseWalFrameHeader(wal, at);
        const generation = known.get(`${old.salt1}-${old.salt2}`);
        if (generation === undefined) throw new Error(`slot ${slot} has salts that never headed the file`);
        const name = `${slot}/${old.checksum.join('-')}`;
        let checksum = generation.frames.get(name);
        if (checksum === undefined) {
          if (before.generation !== generation) throw new Error(`slot ${slot} is new but does not follow its own kind`);
          const afterHeader = walChecksum(wal, at, 8, before.checksum, bigEndianChecksums);
          checksum = walChecksum(wal, at + WAL_FRAME_HEADER_SIZE, pageSize, afterHeader, bigEndianChecksums);
          generation.frames.set(name, checksum);
        }
        writeSalts(wal, at + 8, generation, checksum);
        before = {generation, checksum};
      }
    },
  };
}

/** Salts and checksum lie side by side in the WAL header and in every frame header. */
function writeSalts(wal: Buffer, at: number, {salt1, salt2}: Generation, [c0, c1]: WalChecksum): void {
  wal.writeUInt32BE(salt1, at);
  wal.writeUInt32BE(salt2, at + 4);
  wal.writeUInt32BE(c0, at + 8);
  wal.writeUInt32BE(c1, at + 12);
}

function hex(value: number): string {
  return value.toString(16).padStart(8, '0');
}
