// One part of a divided check, inside a child process.
import {messageOf} from '../errors.ts';
import {statSync} from 'node:fs';
import type {Database} from 'better-sqlite3';
import type {SqliteConstructor} from './addon.ts';
import {couldNotFinish, openReadOnly, sizeCaches} from './check.ts';
import type {Part} from './division.ts';
import {MessageCount, checkForeignKeys, checkIntegrity, checkTable} from './integrity.ts';
import {mapForIntegrityCheck} from './mapped-reads.ts';
import {SIDE_FILE_SUFFIXES, sideFile} from './side-files.ts';
import {isDamage} from './sqlite-error.ts';
import type {CheckReport} from './sqlite.ts';

export type PartReport = {
  /** As in {@link CheckReport}; `integrity_check` of a table stops at its hundredth message. */
  readonly messages: CheckReport['integrityMessages'];
  readonly foreignKeys: CheckReport['foreignKeys'];
};

/**
 * @param mapped as for {@link checkDatabase}
 * @throws RestoreError `check-failed`
 */
export function checkPart(
  Sqlite: SqliteConstructor,
  path: string,
  {kind, tables}: Part,
  mapped: boolean,
  found = new MessageCount(),
): PartReport {
  assertNothingBeside(path);
  const attempt = <T>(step: () => T): T | undefined => {
    try {
      return step();
    } catch (error) {
      if (!isDamage(error)) throw couldNotFinish(path, error);
      found.add(messageOf(error));
      return undefined;
    }
  };
  let db: Database | undefined;
  try {
    const opened = openReadOnly(Sqlite, path);
    db = opened;
    attempt(() => sizeCaches(opened, false));
    if (mapped && kind !== 'references') mapForIntegrityCheck(opened);
    if (kind === 'structure') attempt(() => checkIntegrity(opened, 'quick_check', found));
    // Damage in one table ends the check of that one.
    if (kind === 'tables') for (const table of tables) attempt(() => checkTable(opened, table, found));
    const references = kind === 'references' ? attempt(() => checkForeignKeys(opened, tables.toSorted())) : undefined;
    return {messages: found.messages, foreignKeys: references ?? 'skipped'};
  } finally {
    db?.close();
  }
}

/** The children make an empty -wal and an index for a database in WAL mode; one with content is another database. */
function assertNothingBeside(path: string): void {
  for (const suffix of SIDE_FILE_SUFFIXES) {
    const size = statSync(path + suffix, {throwIfNoEntry: false})?.size ?? 0;
    if (suffix !== '-shm' && size > 0) throw sideFile(path + suffix);
  }
}
