import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import {join} from 'node:path';
import {suite, test, type TestContext} from 'node:test';
import {fileURLToPath} from 'node:url';
import {isRestoreError, RestoreError, type ErrorCode} from '../src/errors.ts';
import {SILENT} from '../src/log.ts';
import {publish, type Publication, type PublishStep} from '../src/publish.ts';
import {openSqlite} from '../src/sqlite/children.ts';
import {OLD_STATES, contentOf, makeDatabase, makeNew, temporaryFolder} from './sqlite/databases.ts';
import {ENTRY, firstOutput, start} from './sqlite/processes.ts';

const WINDOWS = process.platform === 'win32' && 'Windows has no such permissions';

function place(t: TestContext) {
  const folder = temporaryFolder(t);
  mkdirSync(join(folder, '.scratch'));
  const scratch = makeNew(join(folder, '.scratch', 'new.db'));
  const warnings: string[] = [];
  return {
    folder,
    scratch,
    target: join(folder, 'app.db'),
    warnings,
    files: () => readdirSync(folder).filter(name => name !== '.scratch'),
    publish: (target: string, options: Partial<Publication> = {}) =>
      publish({
        scratch,
        target,
        ifExists: 'replace',
        replaceWasWritten: false,
        sqlite: openSqlite(ENTRY, SILENT),
        log: {...SILENT, warn: text => warnings.push(text)},
        signal: new AbortController().signal,
        ...options,
      }),
  };
}

const failsWith = (code: ErrorCode, words?: RegExp) => (error: unknown) =>
  isRestoreError(error, code) && (words === undefined || words.test(error.message));

/** Permissions bind everybody but root. */
const NOBODY = process.getuid?.() === 0 ? {uid: 65_534, gid: 65_534} : {};

const SCRIPT = fileURLToPath(new URL('./publish-process.ts', import.meta.url));

/** Root's home, for one, cannot be entered by others: a repository there cannot be run by them. */
const PERMISSIONS =
  WINDOWS ||
  (spawnSync(process.execPath, ['-e', `fs.accessSync(${JSON.stringify(SCRIPT)})`], NOBODY).status !== 0 &&
    'the tests run as root, from a folder that nobody else may read');

function giveToNobody(folder: string, scratch: string): void {
  for (const path of [folder, join(scratch, '..')]) chmodSync(path, 0o777);
  if (NOBODY.uid !== undefined) chownSync(scratch, NOBODY.uid, NOBODY.gid);
}

function runAsNobody(scratch: string, target: string, options: Partial<Publication>): string {
  const args = [SCRIPT, scratch, target, JSON.stringify(options)];
  return spawnSync(process.execPath, args, {encoding: 'utf8', ...NOBODY}).stdout;
}

/** The new database lies there alone. */
function assertNew(t: TestContext, target: string): void {
  assert.equal(contentOf(target, join(temporaryFolder(t), 'copy.db')), 'new 50');
}

suite('Publishing', () => {
  for (const [what, {make}] of Object.entries(OLD_STATES)) {
    test(`over ${what} leaves the new database, and nothing else`, async t => {
      const {files, publish: into, target, scratch, warnings} = place(t);
      make(target);
      await into(target);
      assert.deepEqual([files(), warnings], [['app.db'], []]);
      assert.equal(existsSync(scratch), false);
      assertNew(t, target);
    });
  }

  test('makes the folders that are missing', async t => {
    const {folder, publish: into} = place(t);
    const target = join(folder, 'a', 'b', 'app.db');
    await into(target);
    assertNew(t, target);
  });

  test(
    'keeps the mode of what it replaces, and gives a new file the mode of any new file',
    {skip: WINDOWS},
    async t => {
      for (const mode of [0o600, 0o640, 0o444]) {
        const {publish: into, target, scratch} = place(t);
        makeDatabase(target, 'CREATE TABLE t(a)');
        chmodSync(target, mode);
        chmodSync(scratch, 0o600);
        await into(target);
        assert.equal(statSync(target).mode & 0o777, mode);
      }
      const {folder, publish: into, target, scratch} = place(t);
      chmodSync(scratch, 0o600);
      await into(target);
      writeFileSync(join(folder, 'any'), '');
      assert.equal(statSync(target).mode, statSync(join(folder, 'any')).mode);
    },
  );

  test(
    'keeps the owner of what it replaces',
    {skip: process.getuid?.() !== 0 && 'only root may give files away'},
    async t => {
      const {publish: into, target} = place(t);
      makeDatabase(target, 'CREATE TABLE t(a)');
      chownSync(target, 1234, 4321);
      await into(target);
      assert.deepEqual([statSync(target).uid, statSync(target).gid], [1234, 4321]);
    },
  );

  test('through a symbolic link replaces the file, and leaves the link', {skip: WINDOWS}, async t => {
    const {folder, files, publish: into, target} = place(t);
    mkdirSync(join(folder, 'real'));
    const real = join(folder, 'real', 'data.db');
    OLD_STATES['a database with commits in its WAL']?.make(real);
    symlinkSync(join('real', 'data.db'), target);
    await into(target);
    assert.equal(readlinkSync(target), join('real', 'data.db'));
    assert.deepEqual([files().toSorted(), readdirSync(join(folder, 'real'))], [['app.db', 'real'], ['data.db']]);
    assertNew(t, real);
  });

  test('refuses a link to nothing', {skip: WINDOWS}, async t => {
    const {folder, publish: into, target} = place(t);
    symlinkSync(join(folder, 'nowhere'), target);
    await assert.rejects(into(target), failsWith('input', /link/));
    assert.equal(existsSync(join(folder, 'nowhere')), false);
  });

  test('refuses a folder', async t => {
    const {folder, publish: into} = place(t);
    mkdirSync(join(folder, 'data'));
    await assert.rejects(into(join(folder, 'data')), failsWith('input', /folder/));
  });

  for (const ifExists of ['fail', 'skip'] as const) {
    test(`with if-exists ${ifExists} replaces nothing, and publishes where nothing is`, async t => {
      const {publish: into, target, scratch} = place(t);
      await into(target, {ifExists});
      assertNew(t, target);
      assert.equal(existsSync(scratch), false);

      const second = place(t);
      writeFileSync(second.target, 'mine');
      await assert.rejects(second.publish(second.target, {ifExists}), failsWith('target-exists'));
      assert.equal(readFileSync(second.target, 'utf8'), 'mine');
      assert.ok(existsSync(second.scratch));
    });

    test(`with if-exists ${ifExists} does not replace what appears at the last moment`, async t => {
      const {publish: into, target} = place(t);
      const onStep = (step: PublishStep) => {
        if (step === 'cleared') writeFileSync(target, 'mine');
      };
      await assert.rejects(into(target, {ifExists, onStep}), failsWith('target-exists'));
      assert.equal(readFileSync(target, 'utf8'), 'mine');
    });
  }

  for (const [mode, how] of [
    ['WAL', 'has it open'],
    ['WAL', 'writes'],
    ['DELETE', 'reads'],
  ] as const) {
    test(`fails while another process ${how} (${mode} mode), even where replace was written`, async t => {
      const {publish: into, target, scratch} = place(t);
      makeDatabase(target, `PRAGMA journal_mode = ${mode}; CREATE TABLE t(a); INSERT INTO t VALUES (1)`);
      const {ino} = statSync(target);
      await firstOutput(start(t, 'holder.ts', [target, how]));
      await assert.rejects(into(target, {replaceWasWritten: true}), failsWith('target-in-use', /Stop it/));
      assert.equal(statSync(target).ino, ino);
      assert.ok(existsSync(scratch));
    });
  }

  test('fails when somebody opens the old database at the last moment', async t => {
    const {files, publish: into, target} = place(t);
    makeDatabase(target, 'CREATE TABLE t(a)');
    const onStep = (step: PublishStep) => {
      if (step === 'cleared') writeFileSync(`${target}-wal`, 'frames');
    };
    await assert.rejects(into(target, {onStep, replaceWasWritten: true}), failsWith('target-in-use'));
    assert.deepEqual(files(), ['app.db', 'app.db-wal']);
  });

  test('replaces what is no database only where replace was written, side files included, and says so', async t => {
    const {files, publish: into, target, warnings} = place(t);
    for (const suffix of ['', '-wal', '-journal', '-shm']) writeFileSync(target + suffix, 'no database');
    await assert.rejects(into(target), failsWith('target-unreadable', /if-exists: replace/));
    assert.equal(readFileSync(target, 'utf8'), 'no database');
    assert.equal(files().length, 4);
    assert.deepEqual(warnings, []);

    await into(target, {replaceWasWritten: true});
    assert.deepEqual(files(), ['app.db']);
    assert.match(warnings.join(), /replaced.*cannot be read/);
    assertNew(t, target);
  });

  test('does not put a new database beside the WAL of one that has gone, unless replace was written', async t => {
    const {files, publish: into, target} = place(t);
    writeFileSync(`${target}-wal`, 'frames');
    await assert.rejects(into(target), failsWith('target-unreadable', /app\.db-wal/));
    assert.deepEqual(files(), ['app.db-wal']);
    await into(target, {replaceWasWritten: true});
    assert.deepEqual(files(), ['app.db']);
    assertNew(t, target);
  });

  test('clears away side files that hold nothing', async t => {
    const {files, publish: into, target} = place(t);
    writeFileSync(`${target}-wal`, '');
    writeFileSync(`${target}-shm`, Buffer.alloc(32_768, 1));
    await into(target);
    assert.deepEqual(files(), ['app.db']);
  });

  test('stops before the rename when it is cancelled, with the reason of the caller', async t => {
    const {publish: into, target, scratch} = place(t);
    writeFileSync(target, '');
    const cancel = new AbortController();
    const reason = new RestoreError('timeout', {what: 'The time is over'});
    const onStep = (step: PublishStep) => {
      if (step === 'cleared') cancel.abort(reason);
    };
    await assert.rejects(into(target, {signal: cancel.signal, onStep}), error => error === reason);
    assert.equal(statSync(target).size, 0);
    assert.ok(existsSync(scratch));
  });

  test('says where the disk or a permission is in the way', {skip: PERMISSIONS}, async t => {
    const {folder, scratch, target} = place(t);
    giveToNobody(folder, scratch);

    // A database that may not be written, in a folder that may be.
    makeDatabase(target, 'CREATE TABLE t(a)');
    writeFileSync(`${target}-wal`, 'frames');
    chmodSync(target, 0o444);
    assert.equal(runAsNobody(scratch, target, {}), 'started\ntarget-unreadable\n');
    assert.deepEqual(readFileSync(`${target}-wal`, 'utf8'), 'frames');

    // In WAL mode SQLite itself cannot even open it there.
    const second = join(folder, 'second.db');
    makeDatabase(second, 'PRAGMA journal_mode = WAL; CREATE TABLE t(a)');
    chmodSync(second, 0o666);
    chmodSync(folder, 0o555);
    assert.equal(runAsNobody(scratch, second, {}), 'started\ndisk\n');
    assert.equal(runAsNobody(scratch, target, {replaceWasWritten: true}), 'started\ndisk\n');
    assert.deepEqual(readFileSync(`${target}-wal`, 'utf8'), 'frames');
    chmodSync(folder, 0o777);

    assert.equal(runAsNobody(scratch, target, {replaceWasWritten: true}), 'started\npublished\n');
    assertNew(t, target);
    assert.equal(existsSync(`${target}-wal`), false);
  });

  test('replaces a database that may only be read, in WAL mode too', {skip: PERMISSIONS}, async t => {
    for (const mode of ['DELETE', 'WAL']) {
      const {folder, scratch, target} = place(t);
      makeDatabase(target, `PRAGMA journal_mode = ${mode}; CREATE TABLE t(a)`);
      chmodSync(target, 0o444);
      giveToNobody(folder, scratch);
      assert.equal(runAsNobody(scratch, target, {}), 'started\npublished\n');
      assertNew(t, target);
    }
  });
});
