import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {hostname, tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {suite, test, type TestContext} from 'node:test';
import {isRestoreError} from '../../src/errors.ts';
import {createScratchFolder, emptyFolder} from '../../src/pipeline/scratch-folder.ts';

function place(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'scratch-folder-'));
  t.after(() => rmSync(folder, {recursive: true, force: true}));
  return folder;
}

suite('The scratch folder', () => {
  test('lies beside the target, and is gone with the folders that were made for it', async t => {
    const root = place(t);
    const scratch = await createScratchFolder(join(root, 'a/b/app.db'), root);
    assert.equal(dirname(dirname(scratch.databases)), join(root, 'a/b'));
    writeFileSync(join(scratch.databases, 'candidate'), 'x');
    await scratch.remove();
    assert.deepEqual(readdirSync(root), []);
  });

  test('leaves the folder of a database that was published there', async t => {
    const root = place(t);
    const scratch = await createScratchFolder(join(root, 'a/app.db'), root);
    writeFileSync(join(root, 'a/app.db'), 'published');
    await scratch.remove();
    assert.deepEqual(readdirSync(join(root, 'a')), ['app.db']);
  });

  test('what a killed run left is removed, what a running one works in is not', async t => {
    const root = place(t);
    const {pid: ended} = spawnSync(process.execPath, ['--version']);
    const abandoned = join(root, `.restore-sqlite-${hostname()}-${ended}-0a0b0c0d`);
    const inUse = join(root, `.restore-sqlite-${hostname()}-${process.pid}-0a0b0c0d`);
    const elsewhere = join(root, `.restore-sqlite-another-machine-${ended}-0a0b0c0d`);
    for (const folder of [abandoned, inUse, elsewhere]) mkdirSync(folder);
    const scratch = await createScratchFolder(join(root, 'app.db'), root);
    assert.deepEqual([abandoned, inUse, elsewhere].map(existsSync), [false, true, true]);
    await scratch.remove();
  });

  test('is emptied without being removed', async t => {
    const root = place(t);
    mkdirSync(join(root, 'deep/er'), {recursive: true});
    writeFileSync(join(root, 'file'), 'x');
    await emptyFolder(root);
    assert.deepEqual(readdirSync(root), []);
  });

  test('a place where no folder can be made is told', async t => {
    const root = place(t);
    writeFileSync(join(root, 'file'), 'x');
    await assert.rejects(
      createScratchFolder(join(root, 'file/app.db'), root),
      (error: unknown) => isRestoreError(error, 'disk') && error.message.includes(join(root, 'file')),
    );
  });
});
