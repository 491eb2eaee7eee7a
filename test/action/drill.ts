// One drill through the whole action: a bucket, a database that is there already, and what the step said and did.
import assert from 'node:assert/strict';
import {existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import Database from 'better-sqlite3';
import {violations} from './report-schema.ts';
import {jobFolders, runAction, type Cleanup, type Folders, type Ran} from './run-action.ts';
import {databaseBytes, putObject} from './small-backup.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export type Stored = {
  /** Under the prefix `app/`. */
  readonly key: string;
  readonly body: Buffer;
  /** Milliseconds before now at which it was stored; negative for a clock that is ahead. Absent: an hour. */
  readonly age?: number;
};

export const HISTORY = '.github/backup-history.json';

/** What lies at `db-path` before. */
const OLD = databaseBytes(3);

/** The bytes of a database that `sql` makes. */
export function made(sql: string): Buffer {
  const db = new Database(':memory:');
  db.exec(sql);
  const bytes = db.serialize();
  db.close();
  return bytes;
}

export type Job = Folders & {
  store(...objects: readonly Stored[]): void;
  run(inputs: Readonly<Record<string, string>>): Promise<Ran>;
  /** The file at `db-path` is what it was before the first run. */
  assertUntouched(): void;
};

/** A job with an old database at `db-path`. Each of its runs leaves nothing beside it, and a report of the published form. */
export function startJob(t: Cleanup, entry: string): Job {
  const folders = jobFolders(t, 'drill ');
  const bucket = join(folders.workspace, 'bucket');
  const data = join(folders.workspace, 'data');
  mkdirSync(data);
  mkdirSync(bucket);
  writeFileSync(join(data, 'app.sqlite'), OLD);
  return {
    ...folders,
    store(...objects) {
      for (const {key, body, age = HOUR} of objects) {
        putObject(bucket, `app/${key}`, body);
        const time = new Date(Date.now() - age);
        utimesSync(join(bucket, 'app', key), time, time);
      }
    },
    async run(inputs) {
      const ran = await runAction(t, {
        entry,
        folders,
        inputs: {bucket: './bucket', prefix: 'app/', 'db-path': 'data/app.sqlite', ...inputs},
      });
      assert.equal(ran.stderr, '');
      assert.deepEqual(violations(ran.report), []);
      assert.deepEqual(readdirSync(data), ['app.sqlite'], 'nothing else is left');
      assert.deepEqual(
        readdirSync(folders.temp).filter(name => name.endsWith('.sqlite')),
        [],
      );
      return ran;
    },
    assertUntouched: () => assert.ok(readFileSync(join(data, 'app.sqlite')).equals(OLD), 'the old file is untouched'),
  };
}

/** The history as if its runs had been so many milliseconds earlier. */
export function agedHistory({workspace}: Folders, ms: number): void {
  const path = join(workspace, HISTORY);
  assert.ok(existsSync(path), 'a first run was kept');
  const text = readFileSync(path, 'utf8');
  writeFileSync(
    path,
    text.replaceAll(/"at":(\d+)/g, (_, at) => `"at":${Number(at) - ms}`),
  );
}

/** As the runner reads a command's texts (actions/runner, ActionCommand.cs). */
function unescaped(text = ''): string {
  return text.replaceAll(/%(?:25|0A|0D|3A|2C)/g, code => String.fromCharCode(Number.parseInt(code.slice(1), 16)));
}

/** The annotations of a level, each one line: its title, a colon, its message. */
export function annotations({stdout}: Ran, level: 'error' | 'warning' | 'notice'): readonly string[] {
  return [...stdout.matchAll(new RegExp(`^::${level}(?: title=([^:]*))?::(.*)$`, 'gm'))].map(([, ...parts]) =>
    parts.map(unescaped).join(': '),
  );
}

/** The step fails with `code`, says so in one line as `says` has it, and has published nothing. */
export function assertFails(ran: Ran, job: Job, code: string, says: RegExp): void {
  const {restored, verdict, errorCode, path} = ran.outputs;
  const expected = {
    status: 1,
    restored: 'false',
    verdict: code === 'inconclusive' ? code : 'fail',
    errorCode: code,
    path: '',
  };
  assert.deepEqual({status: ran.status, restored, verdict, errorCode, path}, expected, ran.stdout);
  const [line = '', ...others] = annotations(ran, 'error');
  assert.deepEqual(others, []);
  assert.ok(line.startsWith(`restore-sqlite: ${code}: `), line);
  assert.match(line, says);
  assert.match(ran.summary, new RegExp(`^## ❌ .*<code>${code}</code>`));
  job.assertUntouched();
}
