// The application whose database is backed up: a real SQLite database in a folder, driven operation by operation.
import {existsSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import Database from 'better-sqlite3';
import {createHash} from 'node:crypto';
import type {Random} from './random.ts';
import {seededSalts} from './salts.ts';

export type ApplicationOptions = {
  readonly folder: string;
  readonly random: Random;
  readonly pageSize: number;
  /** In pages; 0 turns automatic checkpoints off. */
  readonly autoCheckpoint: number;
  /** Bytes that a WAL keeps at a restart; -1 for no limit. */
  readonly journalSizeLimit: number;
  readonly connections: number;
  readonly autoVacuum: 0 | 1 | 2;
  /** About the size of a row in bytes. */
  readonly rowSize: number;
};

/** The two files as another process would read them. `walFile` changes when the WAL is another file than before. */
export type Files = {readonly database: Buffer | undefined; readonly wal: Buffer | undefined; readonly walFile: number};

/** The database after a commit, merged into one file. */
export type TrueState = {
  readonly image: Buffer;
  readonly sha256: string;
  /** Made by a VACUUM: other bytes, but the content of the state before. */
  readonly sameContent: boolean;
};

export type Change = 'insert' | 'update' | 'delete' | 'clear' | 'note' | 'cold' | 'toggle' | 'table';

export interface Application {
  /** In the order of their commits. The first is the empty database. */
  readonly states: readonly TrueState[];
  /** Salts of the WAL generations in the order in which they began. */
  readonly generations: readonly string[];
  files(): Files;
  open(): void;
  createSchema(): void;
  createColdTables(): void;
  change(kind: Change, rows: number): void;
  checkpoint(mode: 'PASSIVE' | 'FULL' | 'RESTART' | 'TRUNCATE'): void;
  vacuum(): void;
  /** A reader that keeps the present state, until `unpin`. */
  pin(): void;
  unpin(): void;
  /** The last connection folds the WAL into the database and deletes it. */
  close(): void;
  /** The process dies: both files stay as they are. */
  kill(): void;
  /** Closes the database and puts an earlier state in its place, as an operator or a restore does. */
  putBack(state: number): void;
}

const FLAGS = 20;
const COLD_TABLES = 4;
const COLD_ROWS = 4;

export function startApplication(options: ApplicationOptions): Application {
  const {folder, random} = options;
  const path = join(folder, 'app.db');
  const salts = seededSalts(random);
  const states: TrueState[] = [];
  let connections: Database.Database[] = [];
  let reader: Database.Database | undefined;
  let turn = 0;
  let commits = 0;
  let lastId = 0;
  let tables = 0;
  let walFile = 0;
  let flag = 1;

  const next = (): Database.Database => {
    turn += 1;
    const connection = connections[turn % connections.length];
    if (connection === undefined) throw new Error('the application is closed');
    return connection;
  };
  const record = (connection: Database.Database, sameContent = false): void => {
    const image = connection.serialize();
    states.push({image, sha256: createHash('sha256').update(image).digest('hex'), sameContent});
  };
  const commit = (statements: (connection: Database.Database) => void): void => {
    const connection = next();
    commits += 1;
    connection.exec('begin immediate');
    statements(connection);
    connection.exec('commit');
    record(connection);
  };
  const mark = (connection: Database.Database): void => {
    connection.prepare('update marker set n = ? where id = 1').run(commits);
  };
  const unpin = (): void => {
    reader?.close();
    reader = undefined;
  };
  const text = (): string => random.hex(Math.max(8, Math.round(options.rowSize * (0.5 + random.next()))));

  const rows: Record<Change, (connection: Database.Database) => void> = {
    insert: connection => {
      lastId += 1;
      connection.prepare('insert into items values (?, ?, ?)').run(lastId, `key-${random.hex(8)}`, text());
    },
    update: connection => {
      const id = 1 + random.below(Math.max(1, lastId));
      connection.prepare('update items set k = ? where id = ?').run(`upd-${commits}-${random.hex(8)}`, id);
    },
    delete: connection => {
      const id = 1 + random.below(Math.max(1, lastId));
      connection.prepare('delete from items where id between ? and ?').run(id, id + 3);
    },
    clear: connection => connection.exec('delete from items'),
    note: connection => {
      connection.prepare('insert into log(note) values (?)').run(`note ${commits} ${random.hex(12)}`);
    },
    cold: connection => {
      const table = random.below(COLD_TABLES);
      const id = 1 + random.below(COLD_ROWS);
      connection.prepare(`update c${table} set v = ? where id = ?`).run(random.hex(16), id);
    },
    // A flag that is set back half of the time: the page returns to earlier bytes, and says nothing about time.
    toggle: connection => {
      if (random.chance(0.5)) flag = 1 + random.below(FLAGS);
      connection.prepare('update flags set v = 1 - v where id = ?').run(flag);
    },
    table: connection => {
      tables += 1;
      connection.exec(`create table extra_${tables}(a integer primary key, b text)`);
    },
  };

  return {
    states,
    generations: salts.generations,
    files() {
      const wal = existsSync(`${path}-wal`) ? readFileSync(`${path}-wal`) : undefined;
      if (wal !== undefined) salts.resalt(wal);
      return {database: existsSync(path) ? readFileSync(path) : undefined, wal, walFile};
    },
    open() {
      for (let i = 0; i < options.connections; i += 1) {
        // One thread: whoever would have to wait would wait for ever.
        const connection = new Database(path, {timeout: 0});
        connection.pragma(`page_size = ${options.pageSize}`);
        connection.pragma(`auto_vacuum = ${options.autoVacuum}`);
        connection.pragma('journal_mode = wal');
        // Only the speed of the test depends on it: what is written, and when, stays the same.
        connection.pragma('synchronous = off');
        connection.pragma(`wal_autocheckpoint = ${options.autoCheckpoint}`);
        connection.pragma(`journal_size_limit = ${options.journalSizeLimit}`);
        connections.push(connection);
        if (states.length === 0) record(connection);
      }
    },
    createSchema() {
      commit(connection =>
        connection.exec(`
          create table items(id integer primary key, k text, v text); create index items_k on items(k);
          create table log(id integer primary key, note text);
          create table flags(id integer primary key, v integer);
          with recursive flag(id) as (select 1 union all select id + 1 from flag where id < ${FLAGS})
            insert into flags select id, 0 from flag;
          create table marker(id integer primary key, n integer); insert into marker values (1, ${commits})`),
      );
    },
    createColdTables() {
      commit(connection => {
        for (let table = 0; table < COLD_TABLES; table += 1) {
          connection.exec(`create table c${table}(id integer primary key, v text)`);
          const insert = connection.prepare(`insert into c${table} values (?, ?)`);
          for (let id = 1; id <= COLD_ROWS; id += 1) insert.run(id, random.hex(16));
        }
      });
    },
    change(kind, count) {
      commit(connection => {
        for (let i = 0; i < count; i += 1) rows[kind](connection);
        if (kind !== 'cold' && kind !== 'toggle') mark(connection);
      });
    },
    checkpoint(mode) {
      connections.at(-1)?.pragma(`wal_checkpoint(${mode})`);
    },
    vacuum() {
      const connection = next();
      connection.exec('vacuum');
      record(connection, true);
    },
    pin() {
      unpin();
      reader = new Database(path, {timeout: 0});
      reader.exec('begin');
      reader.prepare('select count(*) from sqlite_schema').get();
    },
    unpin,
    close() {
      unpin();
      for (const connection of connections) connection.close();
      connections = [];
      walFile += 1;
    },
    kill() {
      const left = [path, `${path}-wal`].flatMap(file => (existsSync(file) ? [{file, bytes: readFileSync(file)}] : []));
      this.close();
      rmSync(`${path}-shm`, {force: true});
      for (const {file, bytes} of left) writeFileSync(file, bytes);
    },
    putBack(state) {
      this.close();
      const image = states[state]?.image;
      if (image !== undefined) writeFileSync(path, image);
    },
  };
}
