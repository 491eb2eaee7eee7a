import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {suite, test, type TestContext} from 'node:test';
import {openHistoryFile} from '../../src/history/history-file.ts';
import {MOST_BYTES} from '../../src/history/history-text.ts';
import {SILENT} from '../../src/log.ts';
import {RUN, runOf} from '../checks/past-runs.ts';

function repository(t: TestContext) {
  const folder = mkdtempSync(join(tmpdir(), 'history file '));
  t.after(() => rmSync(folder, {recursive: true, force: true}));
  const path = join(folder, '.github', 'backup-history.json');
  const warnings: string[] = [];
  const store = openHistoryFile(path, '.github/backup-history.json', {...SILENT, warn: text => warnings.push(text)});
  return {folder, path, warnings, store, read: () => store.read(new AbortController().signal)};
}

suite('a history in a file', () => {
  test('is empty, without a doubt, where there is none yet', async t => {
    const {read} = repository(t);
    assert.deepEqual(await read(), {runs: [], doubt: ''});
  });

  test('makes its folder, is written whole, and comes back', async t => {
    const {folder, store, read, warnings} = repository(t);
    await store.write([runOf(1)]);
    await store.write([runOf(1), RUN]);
    assert.deepEqual(await read(), {runs: [runOf(1), RUN], doubt: ''});
    assert.deepEqual(readdirSync(join(folder, '.github')), ['backup-history.json']);
    assert.deepEqual(warnings, []);
  });

  test('that cannot be written is a warning, and the old one stays', async t => {
    const {folder, path, warnings, store} = repository(t);
    writeFileSync(join(folder, '.github'), 'a file where a folder should be');
    await store.write([RUN]);
    assert.equal(warnings.length, 1);
    assert.match(warnings[0] ?? '', /^The history was not written to \.github\/backup-history\.json: /);
    rmSync(join(folder, '.github'));
    // A folder in the way of the file: the text is written, and the rename fails.
    mkdirSync(join(path, 'x'), {recursive: true});
    await store.write([RUN]);
    assert.equal(warnings.length, 2);
    assert.deepEqual(readdirSync(join(folder, '.github')), ['backup-history.json']);
  });

  test('that is damaged, too large or no file is empty, with a doubt', async t => {
    const {folder, path, store, read} = repository(t);
    await store.write([RUN]);
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, text.slice(0, text.length / 2));
    assert.deepEqual(await read(), {runs: [], doubt: 'it is not JSON'});
    writeFileSync(path, Buffer.alloc(MOST_BYTES + 1, 32));
    assert.deepEqual(await read(), {runs: [], doubt: 'it is larger than a history gets'});
    rmSync(path);
    mkdirSync(path);
    assert.deepEqual(await read(), {runs: [], doubt: 'it is no regular file'});
    const nowhere = openHistoryFile(`${folder}\0`, 'a path that no system has', SILENT);
    assert.match((await nowhere.read(new AbortController().signal)).doubt, /^it cannot be read: /);
  });

  test(
    'that is a pipe holds nobody up',
    {skip: process.platform === 'win32' && 'Windows has no such files'},
    async t => {
      const {folder, path, read} = repository(t);
      mkdirSync(join(folder, '.github'));
      execFileSync('sh', ['-c', 'mkfifo "$1"', 'sh', path]);
      assert.deepEqual(await read(), {runs: [], doubt: 'it is no regular file'});
    },
  );
});
