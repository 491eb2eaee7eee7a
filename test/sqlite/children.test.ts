import assert from 'node:assert/strict';
import {readFileSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import {suite, test, type TestContext} from 'node:test';
import {pathToFileURL} from 'node:url';
import {isRestoreError, RestoreError} from '../../src/errors.ts';
import {SILENT, type Log} from '../../src/log.ts';
import {openSqlite} from '../../src/sqlite/children.ts';
import {makeDatabase, numbers, rewriteSchema, temporaryFolder} from './databases.ts';
import {SERVE, entryThatTells as entry} from './told-entry.ts';
import {firstOutput, isRunning, start, until} from './processes.ts';

const FULL = {integrity: 'full', foreignKeys: true} as const;

/**
 * A database whose check evaluates an expression of some 50 ms for each of 100,000 rows. (It is an index's, because on a
 * read-only connection SQLite leaves CHECK constraints out.)
 */
function endless(folder: string): string {
  const path = makeDatabase(
    join(folder, 'a.db'),
    `CREATE TABLE t(a); CREATE INDEX ta ON t(a); INSERT INTO t ${numbers(100_000)} SELECT i FROM n;`,
  );
  rewriteSchema(path, 'ta', "CREATE INDEX ta ON t(instr(hex(zeroblob(10000000 + a)), 'x'))");
  return path;
}

/** Folders for the entry and for the database, and what is in the latter. */
function folders(t: TestContext) {
  const databases = temporaryFolder(t);
  return {entries: temporaryFolder(t), databases, files: () => readdirSync(databases)};
}

/** Until SQLite has begun to read: that is when the files of WAL mode or the lock would appear; the pid comes before. */
async function untilBusy(pid: () => number): Promise<void> {
  await until(() => pid() > 0, 30, 'the child starts');
  // It must be deep inside SQLite, where it answers nobody.
  await new Promise(resolve => setTimeout(resolve, 1500));
  assert.ok(isRunning(pid()), 'the check was over before it could be ended');
}

suite('A check that lasts for ever', () => {
  test('ends at once when it is cancelled, with the reason of the caller', async t => {
    const {entries, databases, files} = folders(t);
    const child = entry(entries, SERVE);
    const cancel = new AbortController();
    const reason = new RestoreError('timeout', {what: 'The time is over'});
    const path = endless(databases);
    const checked = openSqlite(child.url, SILENT).check(path, FULL, cancel.signal);
    checked.catch(() => {});
    await untilBusy(child.pid);
    const cancelled = performance.now();
    cancel.abort(reason);
    await assert.rejects(checked, error => error === reason);
    assert.ok(performance.now() - cancelled < 2000);
    assert.equal(isRunning(child.pid()), false);
    assert.deepEqual(files(), ['a.db']);
  });

  for (const [signal, code] of [
    [AbortSignal.timeout(1), 'timeout'],
    [AbortSignal.abort(), 'cancelled'],
  ] as const) {
    test(`is ${code} when ${code === 'timeout' ? 'its time is over' : 'it was cancelled before'}`, async t => {
      const {entries, databases} = folders(t);
      const path = endless(databases);
      await assert.rejects(openSqlite(entry(entries, SERVE).url, SILENT).check(path, FULL, signal), error =>
        isRestoreError(error, code),
      );
    });
  }

  test('does not outlive a parent that is killed outright', async t => {
    const {entries, databases} = folders(t);
    const child = entry(entries, SERVE);
    const parent = start(t, 'parent.ts', [child.url.href, endless(databases)]);
    await untilBusy(child.pid);
    parent.kill('SIGKILL');
    await until(() => !isRunning(child.pid()), 10, 'the child ends');
  });

  test(
    'ends with its parent when the whole process group gets SIGTERM, and leaves no file',
    {skip: process.platform === 'win32' && 'Windows has no process groups'},
    async t => {
      const {entries, databases, files} = folders(t);
      const child = entry(entries, SERVE);
      const path = endless(databases);
      const parent = start(t, 'parent.ts', [child.url.href, path], {detached: true});
      let output = await firstOutput(parent);
      parent.stdout?.on('data', text => (output += String(text)));
      await untilBusy(child.pid);
      process.kill(-(parent.pid ?? 0), 'SIGTERM');
      await until(() => parent.exitCode !== null && parent.stdout?.destroyed === true, 10, 'the parent ends');
      assert.deepEqual([output, isRunning(child.pid()), files()], ['started\ncancelled\n', false, ['a.db']]);
    },
  );

  test(
    'is not ended by a signal to the process group before its parent says so',
    {skip: process.platform === 'win32' && 'Windows has no such signals'},
    async t => {
      const {entries, databases} = folders(t);
      const child = entry(entries, SERVE);
      const cancel = new AbortController();
      const checked = openSqlite(child.url, SILENT).check(endless(databases), FULL, cancel.signal);
      checked.catch(() => {});
      await untilBusy(child.pid);
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.kill(child.pid(), signal);
      await new Promise(resolve => setTimeout(resolve, 500));
      assert.equal(isRunning(child.pid()), true);
      cancel.abort();
      await assert.rejects(checked, error => isRestoreError(error, 'cancelled'));
    },
  );

  test('shows a sign of life each second', async t => {
    const {entries, databases} = folders(t);
    let seconds = 0;
    let ended = 0;
    const log: Log = {
      ...SILENT,
      progress: (label, total, unit) => {
        assert.deepEqual([label, total, unit], ['Checking', 0, 'seconds']);
        return {add: done => (seconds += done), total: () => {}, end: () => (ended += 1)};
      },
    };
    const cancel = new AbortController();
    const checked = openSqlite(entry(entries, SERVE).url, log).check(endless(databases), FULL, cancel.signal);
    checked.catch(() => {});
    await until(() => seconds >= 2, 30, 'two signs of life');
    assert.equal(ended, 0);
    cancel.abort();
    await assert.rejects(checked);
    assert.equal(ended, 1);
  });
});

function sound(folder: string): string {
  return makeDatabase(join(folder, 'a.db'), 'CREATE TABLE t(a); INSERT INTO t VALUES (1)');
}

/** Code that waits for the job and answers with `report`. */
function reply(report: object): string {
  const line = JSON.stringify(JSON.stringify({kind: 'report', report}));
  return `process.stdin.once('data', () => { console.log(${line}); process.stdin.destroy(); });`;
}

suite('A child', () => {
  const REPORT = {
    sqliteVersion: '3.54.1',
    integrity: 'ok',
    integrityMessages: {total: 0, first: []},
    foreignKeys: {total: 0, first: []},
    tables: ['t'],
    tableCount: 1,
    unreadableTables: [],
    hollow: false,
    durationMs: 1,
  };

  test('is believed when it answers as agreed', async t => {
    const {entries, databases} = folders(t);
    const sqlite = openSqlite(entry(entries, reply(REPORT)).url, SILENT);
    assert.deepEqual(await sqlite.check(sound(databases), FULL, new AbortController().signal), REPORT);
  });

  for (const [what, code, words] of [
    ['crashes', "process.kill(process.pid, 'SIGSEGV')", /SIGSEGV/],
    ['is killed by somebody else', "process.kill(process.pid, 'SIGKILL')", /SIGKILL.*memory/],
    [
      'takes more memory than it needs',
      `const all = Array.from({length: 60}, (_, i) => new Array(1e6).fill(i + 0.5)); ${reply(REPORT)}`,
      /heap.*memory/,
    ],
    ['throws', "throw new Error('no such luck')", /exit code 1, .*no such luck/],
    ['ends without a word', '', /exit code 0/],
    [
      'answers and then crashes',
      `${reply(REPORT)} process.once('exit', () => process.kill(process.pid, 'SIGSEGV'))`,
      /SIGSEGV/,
    ],
    ['answers with something else', reply({}), /cannot have meant/],
    ['answers more than was asked', `${reply(REPORT)}${reply(REPORT)}`, /cannot have meant|SIGKILL/],
    [
      'says that all is well and has complaints',
      reply({...REPORT, integrityMessages: {total: 3, first: ['x']}}),
      /disagree/,
    ],
    ['says that it failed without a complaint', reply({...REPORT, integrity: 'failed'}), /disagree/],
    ['counts below zero', reply({...REPORT, tableCount: -1}), /not a count/],
    ['counts more than it can', reply({...REPORT, durationMs: 1e300}), /not a count/],
    ['names a table at great length', reply({...REPORT, tables: ['x'.repeat(201)]}), /agreed length/],
    ['sends too many lines', reply({...REPORT, tables: Array.from({length: 1001}, () => 'x')}), /agreed length/],
    ['never stops talking', "const talk = () => process.stdout.write('x'.repeat(65536), talk); talk();", /SIGKILL/],
  ] as const) {
    test(`that ${what} fails the check`, async t => {
      const {entries, databases} = folders(t);
      const sqlite = openSqlite(entry(entries, code).url, SILENT);
      await assert.rejects(
        sqlite.check(sound(databases), FULL, AbortSignal.timeout(60_000)),
        error => isRestoreError(error, 'check-failed') && words.test(error.message),
      );
    });
  }

  test('may not answer a settlement with a report', async t => {
    const {entries, databases} = folders(t);
    const sqlite = openSqlite(entry(entries, reply(REPORT)).url, SILENT);
    await assert.rejects(sqlite.settle(sound(databases), new AbortController().signal), error =>
      isRestoreError(error, 'check-failed'),
    );
  });

  test('sees nothing of the environment', async t => {
    const {entries, databases} = folders(t);
    process.env['INPUT_SECRET-ACCESS-KEY'] = 'secret';
    t.after(() => delete process.env['INPUT_SECRET-ACCESS-KEY']);
    const path = join(entries, 'environment');
    const write = `writeFileSync(${JSON.stringify(path)}, JSON.stringify(process.env));`;
    const sqlite = openSqlite(entry(entries, write + SERVE).url, SILENT);
    await sqlite.check(sound(databases), FULL, new AbortController().signal);
    const seen = Object.keys(JSON.parse(readFileSync(path, 'utf8')) as object);
    const known = ['SQLITE_TMPDIR', 'NODE_V8_COVERAGE'];
    // What libuv adds on Windows (src/win/process.c, required_vars).
    const windows = /^(?:HOMEDRIVE|HOMEPATH|LOGONSERVER|PATH|SYSTEMDRIVE|SYSTEMROOT|TEMP|USER\w+|WINDIR)$/i;
    assert.deepEqual(
      seen.filter(name => !known.includes(name) && !windows.test(name)),
      [],
    );
  });

  test('that cannot be started is reported with what was tried', async t => {
    const {databases} = folders(t);
    const missing = pathToFileURL(join(databases, 'no-entry.mjs'));
    await assert.rejects(
      openSqlite(missing, SILENT).check(sound(databases), FULL, new AbortController().signal),
      error => isRestoreError(error, 'check-failed') && /exit code 1/.test(error.message),
    );
  });
});
