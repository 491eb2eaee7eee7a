// The pipeline: list -> detect -> plan -> fetch and overlay -> check -> publish. Free of GitHub: the action, the terminal
// command and the tests call the same function.
import {existsSync} from 'node:fs';
import {RestoreError} from './errors.ts';
import type {RestoreDependencies} from './pipeline/context.ts';
import {asRestoreError} from './pipeline/failure.ts';
import {createJournal, type Journal} from './pipeline/journal.ts';
import {list} from './pipeline/list.ts';
import type {RestoreRequest} from './request.ts';
import type {RestoreResult} from './result.ts';
import {countingStore} from './storage/counting.ts';

export type {RestoreDependencies} from './pipeline/context.ts';

/** Restores, verifies or plans as `request` says. Never throws: a failure is in the result. Leaves no scratch file. */
export async function restore(request: RestoreRequest, dependencies: RestoreDependencies): Promise<RestoreResult> {
  const journal = createJournal();
  const {log, signal} = dependencies;
  try {
    signal.throwIfAborted();
    if (skipsExisting(request, journal)) return journal.result();
    const store = countingStore(await dependencies.openStore());
    journal.reading(store);
    const listing = await list({request, store, journal, log, signal});
    // Lazily: formats, codecs, engine and checks are half a megabyte that nobody needs before the first request.
    const {restoreListed} = await import('./pipeline/restore-listed.ts');
    await restoreListed(listing, {...dependencies, request, store, journal});
  } catch (error) {
    journal.fail(asRestoreError(error, signal), request.ifNoBackup);
  } finally {
    log.endGroup();
  }
  return journal.result();
}

/** `if-exists: skip` and `fail` need no network. @throws RestoreError `target-exists` */
function skipsExisting({mode, target, ifExists}: RestoreRequest, journal: Journal): boolean {
  if (mode !== 'restore' || target === undefined || ifExists === 'replace' || !existsSync(target)) return false;
  if (ifExists === 'fail') {
    throw new RestoreError('target-exists', {
      what: 'There is a file already, and if-exists is “fail”',
      where: target,
      todo: 'Set if-exists: replace or skip, or choose another db-path.',
    });
  }
  journal.skip({code: 'target-exists', text: `${target} exists, and if-exists is “skip”: nothing was restored`});
  return true;
}
