import assert from 'node:assert/strict';
import {mkdirSync, symlinkSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {suite, test, type TestContext} from 'node:test';
import {namesFile, readChecksInput} from '../../src/action/checks-input.ts';
import {temporaryFolder} from '../sqlite/databases.ts';

const CHECKS = 'user-version: 7\n';

/** A workspace with files, and a folder beside it. */
function folders(t: TestContext) {
  const root = temporaryFolder(t);
  // Safe: three names, three paths.
  const [workspace, temp, outside] = ['workspace', 'temp', 'outside'].map(name => join(root, name)) as [
    string,
    string,
    string,
  ];
  for (const folder of [workspace, temp, outside]) mkdirSync(folder);
  writeFileSync(join(workspace, 'checks.yml'), CHECKS);
  writeFileSync(join(temp, 'made by a step.json'), '{"user-version": 8}');
  writeFileSync(join(outside, 'checks.yml'), CHECKS);
  return {workspace, temp, outside, anywhere: false};
}

async function versionOf(text: string, where: ReturnType<typeof folders>): Promise<number | undefined> {
  const read = await readChecksInput(text, where, {});
  return 'checks' in read ? read.checks.userVersion : assert.fail(read.problems.join());
}

async function problemOf(text: string, where: ReturnType<typeof folders>): Promise<string> {
  const read = await readChecksInput(text, where, {});
  return 'problems' in read ? read.problems.join('\n') : assert.fail('it was accepted');
}

suite('the input checks', () => {
  test('is a path when it is one line without a key and its value', () => {
    const paths = ['checks.yml', './a/b c.json', '/abs/checks.yaml', 'C:\\dir\\checks.yml', 'a:b', 'checks'];
    const texts = ['a: b', 'a:', '{}', '{"a":1}', 'a: {}\nb: {}', '# comment\nx', '\r\nx'];
    assert.deepEqual(
      paths.map(namesFile),
      paths.map(() => true),
    );
    assert.deepEqual(
      texts.map(namesFile),
      texts.map(() => false),
    );
  });

  test('may be the checks themselves, or a file in the workspace or the temp folder', async t => {
    const where = folders(t);
    assert.equal(await versionOf('user-version: 9', where), 9);
    assert.equal(await versionOf('{"user-version": 9}', where), 9);
    assert.equal(await versionOf('checks.yml', where), 7);
    assert.equal(await versionOf(join(where.workspace, 'checks.yml'), where), 7);
    assert.equal(await versionOf(join(where.temp, 'made by a step.json'), where), 8);
  });

  test('leaves the workspace neither by its path nor through a link', async t => {
    const where = folders(t);
    symlinkSync(where.outside, join(where.workspace, 'folder'));
    symlinkSync(join(where.outside, 'checks.yml'), join(where.workspace, 'link.yml'));
    for (const path of ['../outside/checks.yml', join(where.outside, 'checks.yml'), 'folder/checks.yml', 'link.yml']) {
      assert.match(await problemOf(path, where), /lies outside the workspace/, path);
      for (const text of [`schema: ${path}`, `history: {file: ${path}}`]) {
        assert.match(await problemOf(text, where), /lies outside the workspace/, text);
      }
    }
    symlinkSync(join(where.workspace, 'checks.yml'), join(where.workspace, 'inside.yml'));
    assert.equal(await versionOf('inside.yml', where), 7);
    assert.equal(await versionOf(join(where.outside, 'checks.yml'), {...where, anywhere: true}), 7);
  });

  test('says what is wrong with its file', async t => {
    const where = folders(t);
    const make = (name: string, content: string | Uint8Array) => writeFileSync(join(where.workspace, name), content);
    make('large.yml', `# ${'x'.repeat(1_000_000)}\n${CHECKS}`);
    make('binary.yml', Uint8Array.from([0x61, 0xff, 0xfe]));
    make('wrong.yml', 'user-version: seven');
    make('fingerprint', 'x');
    assert.match(await problemOf('none.yml', where), /^the file "none\.yml" does not exist/);
    assert.match(
      await problemOf('large.yml', where),
      /^the file "large\.yml" has 1000019 bytes, and at most 1000000 are read$/,
    );
    assert.match(await problemOf('binary.yml', where), /is not text in UTF-8$/);
    assert.match(await problemOf('.', where), /lies outside|not a regular file/);
    assert.match(await problemOf('wrong.yml', where), /^user-version \(line 1\) is `seven`/);
    assert.match(
      await problemOf('schema: fingerprint', where),
      /"fingerprint", which does not begin with a fingerprint/,
    );
    mkdirSync(join(where.workspace, 'folder'));
    assert.match(await problemOf('folder', where), /is not a regular file/);
    assert.match(await problemOf('history: {file: folder}', where), /is not a regular file/);
  });
});
