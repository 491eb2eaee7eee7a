import assert from 'node:assert/strict';
import {statSync} from 'node:fs';
import {join} from 'node:path';
import {suite, test} from 'node:test';
import {inspectTarget} from '../src/target.ts';
import {OLD_STATES, temporaryFolder} from './sqlite/databases.ts';

suite('What lies at a target', () => {
  test('is described without being changed', async t => {
    const folder = temporaryFolder(t);
    const target = join(folder, 'app.db');
    assert.deepEqual(await inspectTarget(target), {path: target, kind: 'absent', sideFiles: []});
    assert.equal((await inspectTarget(join(folder, 'no', 'such', 'folder.db'))).kind, 'absent');
    assert.equal((await inspectTarget(folder)).kind, 'folder');

    OLD_STATES['a database with commits in its WAL']?.make(target);
    const {kind, mode, sideFiles} = await inspectTarget(target);
    assert.deepEqual([kind, mode], ['file', statSync(target).mode & 0o777]);
    assert.deepEqual(sideFiles, [{path: `${target}-wal`, bytes: statSync(`${target}-wal`).size}]);
  });

  test(
    'is no regular file where a device is',
    {skip: process.platform === 'win32' && 'Windows has no such files'},
    async () => {
      assert.equal((await inspectTarget('/dev/null')).kind, 'other');
    },
  );
});
