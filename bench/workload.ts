// An application that commits, and what its commits append to the WAL.
import {closeSync, fstatSync, openSync, readSync} from 'node:fs';
import {DatabaseSync} from 'node:sqlite';
import {
  parseWalFrameHeader,
  parseWalHeader,
  frameSize,
  WAL_FRAME_HEADER_SIZE,
  WAL_HEADER_SIZE,
} from '../src/codecs/wal.ts';
import {PAGE_SIZE} from './database.ts';

/** What one commit appended. */
export type Appended = {
  /** Where it begins in the WAL; 0 when it begins the WAL, whose header then comes first. */
  readonly offset: number;
  readonly bytes: Buffer;
};

const FRAME = frameSize(PAGE_SIZE);

/** Holds the database open; nothing is checkpointed unless it is asked for. */
export class Workload {
  readonly #database: DatabaseSync;
  readonly #change;
  readonly #rows: number;
  readonly #wal: string;
  #row = 1;
  #changes = 0;
  #end = 0;

  constructor(path: string) {
    this.#wal = `${path}-wal`;
    this.#database = new DatabaseSync(path);
    this.#database.exec('PRAGMA wal_autocheckpoint = 0; PRAGMA synchronous = OFF');
    this.#rows = Number(this.#database.prepare('SELECT max(id) AS rows FROM events').get()?.['rows']);
    this.#change = this.#database.prepare(
      `UPDATE events SET text = printf('change %08d ', ?) || substr(text, 17) WHERE id = ?`,
    );
  }

  exec(sql: string): void {
    this.#database.exec(sql);
  }

  /** Changes some rows in one transaction, anywhere in the table: about a page for each. */
  commit(rows: number): Appended {
    this.#database.exec('BEGIN');
    for (let changes = 0; changes < rows; changes += 1) {
      this.#row = ((this.#row * 48271 + 11) % this.#rows) + 1;
      // SQLite writes nothing for a row that stays as it was.
      this.#changes += 1;
      this.#change.run(this.#changes, this.#row);
    }
    this.#database.exec('COMMIT');
    return this.appended();
  }

  /** What was committed since the last look. */
  appended(): Appended {
    const file = openSync(this.#wal, 'r');
    try {
      const header = parseWalHeader(read(file, 0, WAL_HEADER_SIZE));
      if ('defect' in header) throw new Error(`the WAL has a wrong ${header.defect}`);
      const offset = this.#end;
      const rest = read(file, offset, fstatSync(file).size - offset);
      let end = offset === 0 ? WAL_HEADER_SIZE : 0;
      // Frames of an earlier use of the file may follow: they have other salts.
      while (end + FRAME <= rest.length && parseWalFrameHeader(rest, end).salt1 === header.salt1) end += FRAME;
      this.#end = offset + end;
      return {offset, bytes: rest.subarray(0, end)};
    } finally {
      closeSync(file);
    }
  }

  /** Copies the WAL into the database, so that the next commit begins the WAL anew. */
  checkpoint(mode: 'RESTART' | 'TRUNCATE'): void {
    this.#database.exec(`PRAGMA wal_checkpoint(${mode})`);
    this.#end = 0;
  }

  /** Frames committed since the last checkpoint. */
  get frames(): number {
    return Math.max(0, Math.floor((this.#end - WAL_HEADER_SIZE) / FRAME));
  }

  close(): void {
    this.#database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    this.#database.close();
  }
}

function read(file: number, offset: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  return bytes.subarray(0, readSync(file, bytes, 0, length, offset));
}

export type Change = {
  /** Page number and content, ascending: the last version of each. */
  readonly pages: readonly (readonly [page: number, data: Buffer])[];
  /** Database size in pages afterwards. */
  readonly commit: number;
  readonly wal: {readonly offset: number; readonly size: number; readonly salt1: number; readonly salt2: number};
};

/** The pages of one commit. */
export function changeOf({offset, bytes}: Appended): Change {
  const pages = new Map<number, Buffer>();
  const first = offset === 0 ? WAL_HEADER_SIZE : 0;
  let last = parseWalFrameHeader(bytes, first);
  for (let at = first; at < bytes.length; at += FRAME) {
    last = parseWalFrameHeader(bytes, at);
    pages.set(last.page, bytes.subarray(at + WAL_FRAME_HEADER_SIZE, at + FRAME));
  }
  const {commit, salt1, salt2} = last;
  return {
    pages: [...pages].toSorted(([a], [b]) => a - b),
    commit,
    wal: {offset: offset + first, size: bytes.length - first, salt1, salt2},
  };
}
