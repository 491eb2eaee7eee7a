import assert from 'node:assert/strict';
import {mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {suite, test, type TestContext} from 'node:test';
import {targetPath, type AllowedFolders} from '../../src/action/target-path.ts';

function folders(t: TestContext): AllowedFolders & {root: string} {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'target-')));
  t.after(() => rmSync(root, {recursive: true, force: true}));
  for (const name of ['workspace', 'temp', 'outside']) mkdirSync(join(root, name));
  return {root, workspace: join(root, 'workspace'), temp: join(root, 'temp'), anywhere: false};
}

function refused(text: string, allowed: AllowedFolders): string {
  const found = targetPath(text, allowed);
  assert.ok('problem' in found, `accepted ${text}`);
  return found.problem;
}

suite('where a database may be written', () => {
  test('anywhere inside the workspace, in folders that do not exist yet, too', t => {
    const allowed = folders(t);
    assert.deepEqual(targetPath('a/b/app.sqlite', allowed), {path: join(allowed.workspace, 'a/b/app.sqlite')});
    assert.deepEqual(targetPath('./x/../app.sqlite', allowed), {path: join(allowed.workspace, 'app.sqlite')});
    assert.deepEqual(targetPath(join(allowed.workspace, 'app.sqlite'), allowed), {
      path: join(allowed.workspace, 'app.sqlite'),
    });
    assert.deepEqual(targetPath('..app.sqlite', allowed), {path: join(allowed.workspace, '..app.sqlite')});
  });

  test("under the runner's temp folder", t => {
    const allowed = folders(t);
    assert.deepEqual(targetPath(join(allowed.temp, 'app.sqlite'), allowed), {path: join(allowed.temp, 'app.sqlite')});
  });

  test('not outside of them', t => {
    const allowed = folders(t);
    const texts = ['../app.sqlite', 'a/../../app.sqlite', '/etc/passwd', join(allowed.root, 'workspace-2/app.sqlite')];
    for (const text of texts) assert.match(refused(text, allowed), /outside the workspace/);
  });

  test('not through a symbolic link that leads outside', {skip: process.platform === 'win32' && 'needs rights'}, t => {
    const allowed = folders(t);
    symlinkSync(join(allowed.root, 'outside'), join(allowed.workspace, 'folder'));
    symlinkSync(join(allowed.root, 'outside/app.sqlite'), join(allowed.workspace, 'dangling'));
    writeFileSync(join(allowed.root, 'outside/other.sqlite'), '');
    symlinkSync(join(allowed.root, 'outside/other.sqlite'), join(allowed.workspace, 'file'));
    assert.match(refused('folder/app.sqlite', allowed), /outside the workspace .* links resolved: .*outside/);
    assert.match(refused('folder/new/app.sqlite', allowed), /outside the workspace/);
    assert.match(refused('file', allowed), /outside the workspace/);
    assert.match(refused('dangling', allowed), /symbolic link to .*outside\/app\.sqlite, which does not exist/);
    assert.match(refused('dangling/app.sqlite', allowed), /symbolic link/);
  });

  test('a link inside the workspace is followed', {skip: process.platform === 'win32' && 'needs rights'}, t => {
    const allowed = folders(t);
    mkdirSync(join(allowed.workspace, 'real'));
    symlinkSync('real', join(allowed.workspace, 'link'));
    assert.deepEqual(targetPath('link/app.sqlite', allowed), {path: join(allowed.workspace, 'real/app.sqlite')});
    symlinkSync('loop', join(allowed.workspace, 'loop'));
    assert.match(refused('loop/app.sqlite', allowed), /cannot be used/);
  });

  test(
    'a workspace that is itself reached through a link is the workspace',
    {skip: process.platform === 'win32' && 'needs rights'},
    t => {
      const allowed = folders(t);
      symlinkSync(allowed.workspace, join(allowed.root, 'alias'));
      assert.deepEqual(targetPath('app.sqlite', {...allowed, workspace: join(allowed.root, 'alias')}), {
        path: join(allowed.workspace, 'app.sqlite'),
      });
    },
  );

  test('not over a folder, and not under the name of a side file', t => {
    const allowed = folders(t);
    mkdirSync(join(allowed.workspace, 'data'));
    writeFileSync(join(allowed.workspace, 'file'), '');
    assert.match(refused('data', allowed), /is a folder/);
    assert.match(refused('data/', allowed), /names a folder/);
    assert.match(refused('.', allowed), /outside|folder/);
    assert.match(refused('file/app.sqlite', allowed), /cannot be used|regular file/);
    for (const suffix of ['wal', 'shm', 'journal'])
      assert.match(refused(`app.sqlite-${suffix}`, allowed), /side files/);
    assert.match(refused('nul\0', allowed), /NUL/);
  });

  test('the terminal may write anywhere', t => {
    const allowed = {...folders(t), anywhere: true};
    assert.deepEqual(targetPath('../outside/app.sqlite', allowed), {path: join(allowed.root, 'outside/app.sqlite')});
  });
});
