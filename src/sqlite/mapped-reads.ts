// Large databases are checked on mapped pages: no copy of each page for each look at it, and no cache that takes memory.
import {totalmem} from 'node:os';
import type {Database} from 'better-sqlite3';

/** Bytes: what SQLite is built for (SQLITE_MAX_MMAP_SIZE). Pages behind it come through the cache. */
const MOST_MAPPED = 0x7fff0000;

/** A larger part of the machine's memory might not stay there from one look at a page to the next. */
const SHARE_OF_MEMORY = 1 / 4;

/**
 * True when a check of a file of `bytes` may map it: the file is this program's own, nobody cuts it meanwhile, and it
 * stays in memory.
 */
export function mayBeMapped(bytes: number, memory: number = memoryOfMachine()): boolean {
  return bytes <= memory * SHARE_OF_MEMORY;
}

/** Bytes; a container's limit counts. */
function memoryOfMachine(): number {
  return Math.min(totalmem(), process.constrainedMemory() || Infinity);
}

/**
 * For `integrity_check` alone, which looks at every cell of the trees in question before it uses one (OP_IntegrityCk
 * comes first), so that `cell_size_check` would say nothing new; with it SQLite examines a mapped page's cells each time it
 * comes by, which took twice the time. Whoever reads a stranger's pages in another way must not map them
 * (sqlite.org/security.html).
 */
export function mapForIntegrityCheck(db: Database): void {
  db.pragma('cell_size_check = OFF');
  db.pragma(`mmap_size = ${MOST_MAPPED}`);
}
