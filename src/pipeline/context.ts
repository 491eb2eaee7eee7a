// What every step of one restore needs.
import type {DatabaseCache} from '../cache.ts';
import type {PlanRequest} from '../formats/format.ts';
import type {HistoryStore} from '../history/history.ts';
import type {Log} from '../log.ts';
import type {RestoreRequest} from '../request.ts';
import type {Sqlite} from '../sqlite/sqlite.ts';
import type {ObjectStore} from '../storage/store.ts';
import type {DamagedObjects} from './attempt.ts';
import type {Journal} from './journal.ts';
import type {ScratchFolder} from './scratch-folder.ts';

export type RestoreDependencies = {
  /** Retries and resumes by itself. Called once; a failure to open it is a result like any other. */
  readonly openStore: () => Promise<ObjectStore>;
  /** Called once, and only after the listing. */
  readonly openSqlite: () => Promise<Sqlite>;
  readonly cache?: DatabaseCache | undefined;
  /** Where the earlier good runs are kept; absent: nowhere. */
  readonly history?: HistoryStore | undefined;
  readonly log: Log;
  /** Its reason is the RestoreError (`cancelled`, `timeout`) that ends the restore. */
  readonly signal: AbortSignal;
};

export type Context = Omit<RestoreDependencies, 'openStore' | 'openSqlite'> & {
  readonly request: RestoreRequest;
  readonly store: ObjectStore;
  readonly sqlite: Sqlite;
  /** One for all plans: it remembers what a passphrase opened. */
  readonly decrypt: PlanRequest['decrypt'];
  readonly journal: Journal;
  /** What was found damaged so far. */
  readonly damaged: DamagedObjects;
  readonly scratch: ScratchFolder;
  readonly maxDatabaseSize: number;
};
