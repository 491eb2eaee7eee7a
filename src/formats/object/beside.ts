// What SQLite's own files beside an object mean for it. They hold commits that the main file does not have.
import {RestoreError} from '../../errors.ts';
import {readSmall} from '../../storage/parallel.ts';
import type {ObjectInfo, ObjectStore} from '../../storage/store.ts';
import {roleOf, withoutWrappings} from './names.ts';

export type Beside = {
  readonly notes: readonly string[];
  /** Why the newest commits may be missing, when they may: a sentence. */
  readonly doubt?: string | undefined;
};

/** A journal whose header begins with zeros is not hot: PERSIST mode zeroes these bytes (pager.c, `zeroJournalHdr`). */
const JOURNAL_HEADER = 28;

/**
 * @throws RestoreError `live-pair` when a `-wal` or a hot `-journal` lies beside the object: without it, commits are
 *   missing or half done, and the two can only be put together by rules that are not built yet
 */
export async function lookBeside(
  object: ObjectInfo,
  companions: readonly ObjectInfo[],
  store: ObjectStore,
  signal: AbortSignal,
): Promise<Beside> {
  const notes: string[] = [];
  const own = companions
    .map(file => ({file, role: roleOf(file.key)}))
    .filter(({role}) => {
      if (role.kind !== 'wal' && role.kind !== 'journal' && role.kind !== 'shm') return false;
      return role.of === object.key || role.of === withoutWrappings(object.key);
    });
  for (const {file, role} of own) {
    if (role.kind === 'shm') continue;
    if (file.size === 0) {
      notes.push(`${file.key} is empty: nothing is missing from the database because of it`);
    } else if (role.kind === 'journal' && (await isCold(file, store, signal))) {
      notes.push(`${file.key} is a journal at rest (its header is zeroed): there is nothing to roll back`);
    } else {
      throw livePair(object, file, role.kind === 'wal');
    }
  }
  const shm = own.find(({role}) => role.kind === 'shm');
  const wal = own.some(({role}) => role.kind === 'wal');
  return {
    notes,
    doubt:
      shm !== undefined && !wal
        ? `${shm.file.key} shows that the database was open when it was copied, and its -wal is not here: the newest commits may be missing.`
        : undefined,
  };
}

async function isCold(file: ObjectInfo, store: ObjectStore, signal: AbortSignal): Promise<boolean> {
  const range = {start: 0, end: Math.min(file.size, JOURNAL_HEADER)};
  const header = await readSmall(store, file, {signal, cap: JOURNAL_HEADER, range});
  return header.every(byte => byte === 0);
}

function livePair(object: ObjectInfo, file: ObjectInfo, isWal: boolean): RestoreError {
  return new RestoreError('live-pair', {
    what: isWal
      ? 'A write-ahead log lies beside the database: its commits are not in the database file'
      : 'A rollback journal lies beside the database: a transaction was half done when it was copied',
    where: object.key,
    found: `${file.key}, ${file.size} bytes`,
    todo: 'Putting the two together is not built yet. Back up with .backup or VACUUM INTO, which make one complete file.',
  });
}
