import assert from 'node:assert/strict';
import {readdirSync, statSync, writeFileSync, mkdirSync, truncateSync} from 'node:fs';
import {join} from 'node:path';
import {suite, test, type TestContext} from 'node:test';
import {pathToFileURL} from 'node:url';
import {isRestoreError} from '../../src/errors.ts';
import {SILENT} from '../../src/log.ts';
import {openSqlite} from '../../src/sqlite/children.ts';
import {mapForIntegrityCheck, mayBeMapped} from '../../src/sqlite/mapped-reads.ts';
import type {CheckReport} from '../../src/sqlite/sqlite.ts';
import {loadSqlite} from '../../src/sqlite/addon.ts';
import {openReadOnly} from '../../src/sqlite/check.ts';
import {makeDatabase, numbers, rewriteSchema, temporaryFolder, withDatabase} from './databases.ts';
import {isRunning, until} from './processes.ts';

const FULL = {integrity: 'full', foreignKeys: true} as const;
const never = () => new AbortController().signal;

/** One table of 40 MB: large, and not to be divided. */
function makeUndivided(path: string): string {
  makeDatabase(
    path,
    `PRAGMA synchronous = OFF; CREATE TABLE t(k INTEGER PRIMARY KEY, v, text);
     INSERT INTO t ${numbers(40_000)} SELECT i, i * 7919 % 10007, printf('%.*c', 900, 'x') FROM n;
     CREATE INDEX tv ON t(v)`,
  );
  assert.ok(statSync(path).size > 32 * 1024 * 1024);
  return path;
}

/** An entry whose children tell their process ids and then do `code`. */
function entry(t: TestContext, code = ''): {readonly url: URL; readonly pids: () => number[]} {
  const folder = temporaryFolder(t);
  const ids = join(folder, 'pids');
  mkdirSync(ids);
  const path = join(folder, 'entry.mjs');
  writeFileSync(
    path,
    `import {writeFileSync} from 'node:fs';
     writeFileSync(${JSON.stringify(ids)} + '/' + process.pid, '');
     ${code}
     await (await import(${JSON.stringify(new URL('../../src/sqlite/child.ts', import.meta.url).href)})).serveSqliteChild();`,
  );
  return {url: pathToFileURL(path), pids: () => readdirSync(ids).map(Number)};
}

/** Children that die when they are to map a file, as one would whose pages went away under it. */
const DIES_OF_MAPPING = `process.stdin.on('data', job => {
  if (String(job).includes('"mapped":true')) process.kill(process.pid, 'SIGBUS');
});`;

function withoutTime({durationMs, ...report}: CheckReport): Omit<CheckReport, 'durationMs'> {
  assert.ok(durationMs > 0);
  return report;
}

suite('Mapped pages', () => {
  test('are for files that stay in memory', () => {
    const GB = 1e9;
    assert.equal(mayBeMapped(1.7 * GB, 7 * GB), true);
    assert.equal(mayBeMapped(1.8 * GB, 7 * GB), false);
    assert.equal(mayBeMapped(1), true);
  });

  test('are what a connection reads once it is told so, and not before', async t => {
    const path = makeDatabase(join(temporaryFolder(t), 'a.db'), 'CREATE TABLE t(a)');
    const db = openReadOnly(await loadSqlite(), path);
    t.after(() => db.close());
    assert.equal(db.pragma('mmap_size', {simple: true}), 0);
    mapForIntegrityCheck(db);
    assert.ok(Number(db.pragma('mmap_size', {simple: true})) >= 2 ** 30);
  });
});

suite('A check of a large database that is not divided', () => {
  for (const mode of ['DELETE', 'WAL']) {
    test(`reports what the check of unmapped pages does, and leaves nothing (${mode} mode)`, async t => {
      const folder = temporaryFolder(t);
      const path = makeUndivided(join(folder, 'a.db'));
      withDatabase(path, db => db.pragma(`journal_mode = ${mode}`));
      const {url, pids} = entry(t);
      const mapped = await openSqlite(url, SILENT, 2).check(path, FULL, never());
      assert.equal(mapped.integrity, 'ok');
      assert.equal(pids().length, 2);
      const quick = await openSqlite(url, SILENT, 2).check(path, {...FULL, integrity: 'quick'}, never());
      assert.deepEqual(withoutTime(mapped), withoutTime(quick));
      assert.deepEqual(readdirSync(folder), ['a.db']);
      assert.deepEqual(pids().filter(isRunning), []);
    });
  }

  test('finds what is wrong, and says it as the check of unmapped pages does', async t => {
    const path = makeUndivided(join(temporaryFolder(t), 'a.db'));
    rewriteSchema(path, 'tv', 'CREATE INDEX tv ON t(text)');
    const {url, pids} = entry(t);
    const {integrity, integrityMessages} = await openSqlite(url, SILENT, 1).check(path, FULL, never());
    assert.equal(integrity, 'failed');
    assert.ok(integrityMessages.total >= 40_000, String(integrityMessages.total));
    // The one that mapped the file, and the one that says what is wrong with it.
    assert.equal(pids().length, 2);
  });

  test('whose process dies of the mapping fails, though nothing else was found', async t => {
    const path = makeUndivided(join(temporaryFolder(t), 'a.db'));
    const {url, pids} = entry(t, DIES_OF_MAPPING);
    await assert.rejects(
      openSqlite(url, SILENT, 2).check(path, FULL, never()),
      error => isRestoreError(error, 'check-failed') && /SIGBUS/.test(error.message),
    );
    assert.deepEqual(pids().filter(isRunning), []);
  });

  test('whose process dies of the mapping of a damaged file tells of the damage', async t => {
    const path = makeUndivided(join(temporaryFolder(t), 'a.db'));
    truncateSync(path, statSync(path).size - 4096 * 100);
    const {url} = entry(t, DIES_OF_MAPPING);
    const {integrity, integrityMessages} = await openSqlite(url, SILENT, 2).check(path, FULL, never());
    assert.equal(integrity, 'failed');
    assert.match(integrityMessages.first.join(), /page|malformed/);
  });
});

suite('A process that waits for a database to check', () => {
  test('is the one that checks it', async t => {
    const path = makeDatabase(join(temporaryFolder(t), 'a.db'), 'CREATE TABLE t(a)');
    const {url, pids} = entry(t);
    const sqlite = openSqlite(url, SILENT);
    const warm = sqlite.warmUp(path);
    await until(() => pids().length === 1, 30, 'the child starts');
    assert.equal((await sqlite.check(path, FULL, never())).integrity, 'ok');
    assert.equal(pids().length, 1);
    await warm.end();
    assert.deepEqual(pids().filter(isRunning), []);
  });

  test('ends, too, when another one was started for the same database', async t => {
    const path = join(temporaryFolder(t), 'a.db');
    const {url, pids} = entry(t);
    const sqlite = openSqlite(url, SILENT);
    const warm = [sqlite.warmUp(path), sqlite.warmUp(path)];
    await until(() => pids().length === 2, 30, 'the children start');
    for (const each of warm) await each.end();
    assert.deepEqual(pids().filter(isRunning), []);
  });

  test('ends when there is nothing to check', async t => {
    const path = join(temporaryFolder(t), 'a.db');
    const {url, pids} = entry(t);
    const warm = openSqlite(url, SILENT).warmUp(path);
    await until(() => pids().length === 1, 30, 'the child starts');
    await warm.end();
    assert.deepEqual(pids().filter(isRunning), []);
  });

  test('that died meanwhile is replaced by another one', async t => {
    const path = makeDatabase(join(temporaryFolder(t), 'a.db'), 'CREATE TABLE t(a)');
    const {url, pids} = entry(t);
    const sqlite = openSqlite(url, SILENT);
    const warm = sqlite.warmUp(path);
    await until(() => pids().length === 1, 30, 'the child starts');
    for (const pid of pids()) process.kill(pid, 'SIGKILL');
    await until(() => !pids().some(isRunning), 30, 'the child ends');
    // Its parent has to hear of it.
    await new Promise(resolve => setTimeout(resolve, 500));
    assert.equal((await sqlite.check(path, FULL, never())).integrity, 'ok');
    assert.equal(pids().length, 2);
    await warm.end();
    assert.deepEqual(pids().filter(isRunning), []);
  });
});
