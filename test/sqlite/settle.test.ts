import assert from 'node:assert/strict';
import {closeSync, existsSync, openSync, readdirSync, statSync, writeFileSync, writeSync} from 'node:fs';
import {join} from 'node:path';
import {suite, test} from 'node:test';
import {isRestoreError} from '../../src/errors.ts';
import {SILENT} from '../../src/log.ts';
import {openSqlite} from '../../src/sqlite/children.ts';
import {OLD_STATES, contentOf, makeDatabase, sha256, temporaryFolder} from './databases.ts';
import {ENTRY, firstOutput, start} from './processes.ts';

const settle = (path: string) => openSqlite(ENTRY, SILENT).settle(path, new AbortController().signal);

suite('Settling', () => {
  for (const [what, {make, content}] of Object.entries(OLD_STATES).filter(([name]) => name !== 'no file')) {
    test(`${what} leaves one file with all that was committed`, async t => {
      const folder = temporaryFolder(t);
      const path = join(folder, 'a.db');
      make(path);
      await settle(path);
      assert.deepEqual(readdirSync(folder), ['a.db']);
      assert.equal(contentOf(path, join(temporaryFolder(t), 'copy.db')), content);
    });
  }

  test('a database without side files does not touch it', async t => {
    for (const mode of ['DELETE', 'WAL']) {
      const path = makeDatabase(join(temporaryFolder(t), 'a.db'), `PRAGMA journal_mode = ${mode}; CREATE TABLE t(a)`);
      const before = [await sha256(path), statSync(path).mtimeMs];
      await settle(path);
      assert.deepEqual([await sha256(path), statSync(path).mtimeMs], before);
    }
  });

  test('takes what a killed process left: the index of its WAL, a journal that is not hot', async t => {
    const folder = temporaryFolder(t);
    const path = makeDatabase(
      join(folder, 'a.db'),
      'PRAGMA journal_mode = PERSIST; CREATE TABLE t(a); INSERT INTO t VALUES (1)',
    );
    writeFileSync(`${path}-shm`, Buffer.alloc(32_768, 1));
    assert.ok(existsSync(`${path}-journal`));
    await settle(path);
    assert.deepEqual(readdirSync(folder), ['a.db']);
  });

  test('applies a WAL even where the header does not speak of WAL mode, as SQLite does', async t => {
    const folder = temporaryFolder(t);
    const path = join(folder, 'a.db');
    OLD_STATES['a database with commits in its WAL']?.make(path);
    const file = openSync(path, 'r+');
    writeSync(file, Buffer.from([1, 1]), 0, 2, 18);
    closeSync(file);
    await settle(path);
    assert.deepEqual(readdirSync(folder), ['a.db']);
    assert.equal(contentOf(path, join(temporaryFolder(t), 'copy.db')), 'old 4299');
  });

  test('an empty file is settling an empty database', async t => {
    const folder = temporaryFolder(t);
    writeFileSync(join(folder, 'a.db'), '');
    await settle(join(folder, 'a.db'));
    assert.deepEqual(readdirSync(folder), ['a.db']);
    assert.equal(statSync(join(folder, 'a.db')).size, 0);
  });

  for (const [mode, how] of [
    ['WAL', 'has it open'],
    ['WAL', 'reads'],
    ['WAL', 'reads, read-only'],
    ['WAL', 'writes'],
    ['DELETE', 'reads'],
    ['DELETE', 'reads, read-only'],
    ['DELETE', 'writes'],
  ] as const) {
    test(`fails while another process ${how} (${mode} mode), and loses nothing`, async t => {
      const path = makeDatabase(
        join(temporaryFolder(t), 'a.db'),
        `PRAGMA journal_mode = ${mode}; CREATE TABLE state(label); INSERT INTO state VALUES ('old');
         CREATE TABLE t(a); INSERT INTO t VALUES (1), (2), (3)`,
      );
      const holder = start(t, 'holder.ts', [path, how]);
      await firstOutput(holder);
      await assert.rejects(settle(path), error => isRestoreError(error, 'target-in-use'));
      holder.kill('SIGKILL');
      await settle(path);
      assert.equal(contentOf(path, join(temporaryFolder(t), 'copy.db')), 'old 3');
    });
  }

  for (const [what, bytes] of [
    ['an empty file with a WAL', ''],
    ['a text', 'version https://git-lfs.github.com/spec/v1\n'.repeat(40)],
    ['a database whose header is broken', Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(8176, 7)])],
  ] as const) {
    test(`${what} is not possible, and changes nothing`, async t => {
      const folder = temporaryFolder(t);
      const path = join(folder, 'a.db');
      writeFileSync(path, bytes);
      writeFileSync(`${path}-wal`, 'keep me');
      writeFileSync(`${path}-shm`, 'keep me');
      const before = await sha256(path);
      await assert.rejects(
        settle(path),
        error => isRestoreError(error, 'target-unreadable') && /if-exists: replace/.test(error.message),
      );
      assert.equal(await sha256(path), before);
      assert.deepEqual(readdirSync(folder).toSorted(), ['a.db', 'a.db-shm', 'a.db-wal']);
    });
  }
});
