import assert from 'node:assert/strict';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, suite, test, type TestContext} from 'node:test';
import {pathToFileURL} from 'node:url';
import {RestoreError, isRestoreError} from '../../src/errors.ts';
import {SILENT, type Log} from '../../src/log.ts';
import {loadSqlite} from '../../src/sqlite/addon.ts';
import {openSqlite} from '../../src/sqlite/children.ts';
import {checkDivided} from '../../src/sqlite/divided-check.ts';
import type {Answer, Task} from '../../src/sqlite/job.ts';
import {MessageCount, checkTable} from '../../src/sqlite/integrity.ts';
import type {CheckReport} from '../../src/sqlite/sqlite.ts';
import {surveyDatabase} from '../../src/sqlite/survey.ts';
import {makeDatabase, numbers, rewriteSchema, temporaryFolder, withDatabase} from './databases.ts';
import {ENTRY, isRunning, until} from './processes.ts';

const FULL = {integrity: 'full', foreignKeys: true} as const;
const never = () => new AbortController().signal;

/** Large enough to be divided: four tables, 45 MB. `b` has 9 orphans, `c` 73. */
function makeLarge(path: string): void {
  const tables = ['a', 'b', 'c', '4d'].map(
    name => `CREATE TABLE "${name}"(k INTEGER PRIMARY KEY, v, w, p REFERENCES a(k));
             INSERT INTO "${name}" ${numbers(165_000)} SELECT i, i * 7919 % 100003, 'text number ' || i, i % 50 + 1 FROM n;
             CREATE INDEX "${name}_v" ON "${name}"(v); CREATE INDEX "${name}_w" ON "${name}"(w);`,
  );
  makeDatabase(
    path,
    `PRAGMA foreign_keys = OFF; PRAGMA synchronous = OFF; BEGIN; ${tables.join(' ')}
     UPDATE b SET p = 999999 WHERE k % 18000 = 0; UPDATE c SET p = 999999 WHERE k % 2250 = 0; COMMIT;`,
  );
  assert.ok(statSync(path).size > 32 * 1024 * 1024);
}

const shared = mkdtempSync(join(realpathSync(tmpdir()), 'restore-sqlite-test-'));
before(() => makeLarge(join(shared, 'large.db')));
after(() => rmSync(shared, {recursive: true, force: true, maxRetries: 3}));

function large(folder: string, mode = 'DELETE'): string {
  const path = join(folder, 'a.db');
  copyFileSync(join(shared, 'large.db'), path);
  withDatabase(path, db => db.pragma(`journal_mode = ${mode}`));
  return path;
}

function withoutTime({durationMs, ...report}: CheckReport): Omit<CheckReport, 'durationMs'> {
  assert.ok(durationMs > 0);
  return report;
}

/** A log that keeps what its progress said. */
function listening(): {readonly log: Log; readonly said: string[]} {
  const said: string[] = [];
  const log: Log = {
    ...SILENT,
    progress: (label, total, unit) => {
      said.push(`${label} ${total} ${unit}`);
      return {add: done => said.push(`+${done}`), total: () => {}, end: () => said.push('end')};
    },
  };
  return {log, said};
}

suite('A divided check', () => {
  for (const mode of ['DELETE', 'WAL']) {
    test(`reports what a plain one does, and leaves nothing (${mode} mode)`, async t => {
      const folder = temporaryFolder(t);
      const path = large(folder, mode);
      const {log, said} = listening();
      const divided = await openSqlite(ENTRY, log, 2).check(path, FULL, never());
      assert.deepEqual(
        said.filter(text => text !== '+1'),
        ['Checking 4 tables', 'end'],
      );
      assert.equal(said.length, 6);
      assert.deepEqual(readdirSync(folder), ['a.db']);
      const plain = await openSqlite(ENTRY, SILENT, 1).check(path, FULL, never());
      assert.deepEqual(withoutTime(divided), withoutTime(plain));
      assert.equal(divided.integrity, 'ok');
      assert.ok(divided.foreignKeys !== 'skipped' && divided.foreignKeys.total === 82);
      if (mode === 'WAL') return;
      const {foreignKeys} = await openSqlite(ENTRY, SILENT, 2).check(path, {...FULL, foreignKeys: false}, never());
      assert.equal(foreignKeys, 'skipped');
    });
  }

  test('of a damaged database reports all that a plain one does, each message once', async t => {
    const path = large(temporaryFolder(t));
    rewriteSchema(path, '4d_v', 'CREATE UNIQUE INDEX "4d_v" ON "4d"(p, v)');
    rewriteSchema(path, 'c', 'CREATE TABLE c(k INTEGER PRIMARY KEY, v, w INT NOT NULL, p BLOB)');
    const {log, said} = listening();
    const divided = await openSqlite(ENTRY, log, 2).check(path, FULL, never());
    assert.match(said.join(' '), /^Checking 4 tables.* end Checking 0 seconds.* end$/);
    const plain = await openSqlite(ENTRY, SILENT, 1).check(path, FULL, never());
    assert.deepEqual(withoutTime(divided), withoutTime(plain));
    assert.equal(divided.integrity, 'failed');
    assert.ok(divided.integrityMessages.total >= 100_000, String(divided.integrityMessages.total));
  });

  test('refuses to look at a database with a side file', async t => {
    const path = large(temporaryFolder(t));
    copyFileSync(path, `${path}-wal`);
    await assert.rejects(
      openSqlite(ENTRY, SILENT, 2).check(path, FULL, never()),
      error => isRestoreError(error, 'check-failed') && /side file/.test(error.message),
    );
  });

  test('asks for a table by its name even where that is a number', async t => {
    const path = makeDatabase(
      join(temporaryFolder(t), 'a.db'),
      `CREATE TABLE "100"(a, b); CREATE INDEX i ON "100"(a); INSERT INTO "100" VALUES (1, 2), (3, 3);
       CREATE TABLE other(a); INSERT INTO other VALUES (NULL)`,
    );
    rewriteSchema(path, 'i', 'CREATE INDEX i ON "100"(b)');
    rewriteSchema(path, 'other', 'CREATE TABLE other(a NOT NULL)');
    withDatabase(path, db => {
      const found = new MessageCount();
      checkTable(db, '100', found);
      assert.ok(found.messages.first.some(message => /missing from index i/.test(message)));
      assert.doesNotMatch(found.messages.first.join(), /other/);
    });
  });

  for (const [what, damage] of [
    ['the schema cannot be read', (path: string) => rewriteSchema(path, 'a', 'CREATE TABEL a(x)')],
    [
      'a name has characters that a statement cannot carry',
      (path: string) => makeDatabase(path, `CREATE TABLE "x\uFFFD"(a UNIQUE)`),
    ],
    ['a name is very long', (path: string) => makeDatabase(path, `CREATE TABLE "${'x'.repeat(201)}"(a UNIQUE)`)],
    [
      'there are thousands of tables',
      (path: string) =>
        withDatabase(path, db => {
          db.exec(`BEGIN; ${Array.from({length: 1001}, (_, i) => `CREATE TABLE t${i}(a);`).join('')} COMMIT`);
        }),
    ],
  ] as const) {
    test(`is not tried where ${what}`, async t => {
      const Sqlite = await loadSqlite();
      const path = makeDatabase(join(temporaryFolder(t), 'a.db'), 'CREATE TABLE a(x UNIQUE); INSERT INTO a VALUES (1)');
      const always = {wall: Infinity, cpu: Infinity};
      assert.ok(surveyDatabase(Sqlite, path, FULL, 2, always) !== undefined);
      damage(path);
      assert.equal(surveyDatabase(Sqlite, path, FULL, 2, always), undefined);
    });
  }
});

const NAMED = ['x', 'y', 'z'].map(name => ({kind: 'tables', tables: [name]}) as const);

/** Answers as four children would: a survey of three tables, and what `parts` says for each part by its first name. */
function fakeChildren(parts: (name: string, signal: AbortSignal) => Promise<MessageCount>) {
  return async (task: Task, signal: AbortSignal): Promise<Answer> => {
    signal.throwIfAborted();
    const survey = {tables: [], tableCount: 0, unreadableTables: [], sqliteVersion: '3', hollow: false};
    if (task.kind === 'survey') {
      return {
        kind: 'survey',
        survey: {...survey, parts: [{kind: 'structure', tables: []}, ...NAMED]},
      };
    }
    assert.ok(task.kind === 'part');
    const {messages} = await parts(task.part.tables[0] ?? 'structure', signal);
    return {kind: 'part', report: {messages, foreignKeys: 'skipped'}};
  };
}

/** Settles only when it is ended. */
async function untilEnded(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason as Error);
    signal.addEventListener('abort', () => reject(signal.reason as Error), {once: true});
  });
}

suite('The parts of a check', () => {
  const begun: string[] = [];
  const run = (processes: number, signal: AbortSignal, parts: Parameters<typeof fakeChildren>[0]) => {
    begun.length = 0;
    const ask = fakeChildren((name, end) => {
      begun.push(name);
      return parts(name, end);
    });
    return checkDivided('/a.db', FULL, {processes, mapped: true, log: SILENT, ask}, signal);
  };

  test('all end when one fails, and its failure is the check’s', async () => {
    const failure = new RestoreError('check-failed', {what: 'crashed'});
    await assert.rejects(
      run(2, never(), async (name, end) => {
        if (name === 'structure') return untilEnded(end);
        throw failure;
      }),
      error => error === failure,
    );
    assert.deepEqual(begun, ['structure', 'x']);
  });

  test('all end when one has a complaint, which makes the check fail', async () => {
    const report = await run(3, never(), async (name, end) => {
      if (name !== 'y') return untilEnded(end);
      const found = new MessageCount();
      found.add('row 3 missing from index i');
      return found;
    });
    assert.equal(report?.integrity, 'failed');
    assert.deepEqual(report?.integrityMessages, {total: 1, first: ['row 3 missing from index i']});
    assert.equal(report?.foreignKeys, 'skipped');
    assert.deepEqual(begun, ['structure', 'x', 'y']);
  });

  test('all end when the caller wants it, with the reason of the caller', async () => {
    const cancel = new AbortController();
    const reason = new RestoreError('cancelled', {what: 'enough'});
    const checked = run(2, cancel.signal, async (_, end) => {
      setImmediate(() => cancel.abort(reason));
      return untilEnded(end);
    });
    await assert.rejects(checked, error => error === reason);
    assert.equal(begun.length, 2);
  });

  test('run as many at a time as there are processes, and all of them', async () => {
    let [running, most] = [0, 0];
    const report = await run(2, never(), async () => {
      most = Math.max(most, (running += 1));
      await new Promise(setImmediate);
      running -= 1;
      return new MessageCount();
    });
    assert.equal(report?.integrity, 'ok');
    assert.equal(most, 2);
    assert.deepEqual(begun, ['structure', 'x', 'y', 'z']);
  });
});

suite('Children that check parts', () => {
  const CHILD = JSON.stringify(new URL('../../src/sqlite/child.ts', import.meta.url).href);

  /** An entry whose children write their process ids into a folder, and then do `code` before they serve. */
  function entry(t: TestContext, code: string): {readonly url: URL; readonly pids: () => number[]} {
    const folder = temporaryFolder(t);
    const ids = join(folder, 'pids');
    mkdirSync(ids);
    const path = join(folder, 'entry.mjs');
    writeFileSync(
      path,
      `import {existsSync, readdirSync, writeFileSync} from 'node:fs';
       const ids = ${JSON.stringify(ids)};
       writeFileSync(ids + '/' + process.pid, '');
       ${code}
       await (await import(${CHILD})).serveSqliteChild();`,
    );
    return {url: pathToFileURL(path), pids: () => readdirSync(ids).map(Number)};
  }

  test('are gone, all of them, as soon as the check is cancelled', async t => {
    const folder = temporaryFolder(t);
    const path = large(folder, 'WAL');
    // So that the check lasts: an expression of some 50 ms for each of 165,000 rows.
    for (const name of ['a', 'b', 'c']) {
      rewriteSchema(path, `${name}_v`, `CREATE INDEX ${name}_v ON ${name}(instr(hex(zeroblob(10000000 + v)), 'x'))`);
    }
    const {url, pids} = entry(t, '');
    const cancel = new AbortController();
    const checked = openSqlite(url, SILENT, 2).check(path, FULL, cancel.signal);
    checked.catch(() => {});
    await until(() => pids().length >= 2, 60, 'the children start');
    await new Promise(resolve => setTimeout(resolve, 500));
    assert.ok(pids().some(isRunning));
    cancel.abort();
    await assert.rejects(checked, error => isRestoreError(error, 'cancelled'));
    assert.deepEqual(pids().filter(isRunning), []);
    assert.deepEqual(readdirSync(folder), ['a.db']);
  });

  test('of which one crashes fail the check', async t => {
    const folder = temporaryFolder(t);
    const marker = JSON.stringify(join(temporaryFolder(t), 'second'));
    const {url, pids} = entry(
      t,
      `if (existsSync(${marker})) process.kill(process.pid, 'SIGSEGV');
       writeFileSync(${marker}, '');`,
    );
    await assert.rejects(
      openSqlite(url, SILENT, 2).check(large(folder), FULL, never()),
      error => isRestoreError(error, 'check-failed') && /SIGSEGV/.test(error.message),
    );
    assert.deepEqual(pids().filter(isRunning), []);
    assert.deepEqual(readdirSync(folder), ['a.db']);
  });

  test('are as many as may run at a time, whatever the number of parts', async t => {
    const {url, pids} = entry(t, '');
    const path = large(temporaryFolder(t));
    assert.equal((await openSqlite(url, SILENT, 2).check(path, FULL, never())).integrity, 'ok');
    assert.equal(pids().length, 2);
    assert.deepEqual(pids().filter(isRunning), []);
  });

  test('of which one crashes after its answers fail the check', async t => {
    const {url} = entry(t, `process.once('exit', () => process.kill(process.pid, 'SIGSEGV'));`);
    await assert.rejects(
      openSqlite(url, SILENT, 2).check(large(temporaryFolder(t)), FULL, never()),
      error => isRestoreError(error, 'check-failed') && /SIGSEGV/.test(error.message),
    );
  });

  test('of which one has a complaint that a plain check does not confirm fail the check all the same', async t => {
    const names = {tables: ['t'], tableCount: 1, unreadableTables: [], sqliteVersion: '3', hollow: false};
    const sound = {integrity: 'ok', integrityMessages: {total: 0, first: []}, foreignKeys: 'skipped', durationMs: 1};
    const complaint = {total: 1, first: ['a row is missing']};
    const replies = {
      survey: {kind: 'survey', survey: {...names, parts: [{kind: 'structure', tables: []}]}},
      part: {kind: 'part', report: {messages: complaint, foreignKeys: 'skipped'}},
      check: {kind: 'report', report: {...names, ...sound}},
    };
    const {url, pids} = entry(
      t,
      `process.stdin.on('data', job => {
         console.log(JSON.stringify(${JSON.stringify(replies)}[JSON.parse(job).kind]));
         if (JSON.parse(job).last) process.exit();
       });
       process.stdin.once('end', () => process.exit());
       await new Promise(() => {});`,
    );
    const report = await openSqlite(url, SILENT, 2).check(large(temporaryFolder(t)), FULL, never());
    // One for the survey and the part, one for the plain check; the third may end before it has told its id.
    assert.ok(pids().length >= 2);
    assert.equal(report.integrity, 'failed');
    assert.deepEqual(report.integrityMessages, complaint);
  });
});
