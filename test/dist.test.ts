// The checks that the build ends with say no to a bundle that lacks something, and yes to the committed one.
import assert from 'node:assert/strict';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test, type TestContext} from 'node:test';
import {fileURLToPath} from 'node:url';
import {problemsOf, restoreAlone} from '../scripts/ci/bundle.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const DIST = join(ROOT, 'dist');
const skip = existsSync(join(DIST, 'index.js')) ? false : 'dist/ has not been built';
// The project's own file.
const {dependencies} = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {dependencies: object};

const problems = (dist: string) => problemsOf(dist, Object.keys(dependencies), ROOT);

/** A copy of the bundle to spoil. */
function copyOfDist(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'spoiled-'));
  t.after(() => rmSync(folder, {recursive: true, force: true, maxRetries: 3}));
  cpSync(DIST, folder, {recursive: true});
  return folder;
}

function chunkWith(dist: string, mark: string): string {
  const name = readdirSync(dist).find(
    file => file.endsWith('.js') && readFileSync(join(dist, file), 'utf8').includes(mark),
  );
  return join(dist, name ?? assert.fail(`no chunk has ${mark}`));
}

test('the committed bundle is complete, lazy and licensed', {skip}, () => {
  assert.deepEqual(problems(DIST), []);
});

test('the committed bundle restores with nothing but itself', {skip}, () => {
  restoreAlone(DIST);
});

const SPOILED: Readonly<Record<string, {readonly spoil: (dist: string) => void; readonly problem: RegExp}>> = {
  'an addon is missing': {
    spoil: dist => rmSync(join(dist, 'prebuilds/win32-x64.node')),
    problem: /the addons are .*darwin-x64/,
  },
  'Node would read it as CommonJS': {
    spoil: dist => writeFileSync(join(dist, 'package.json'), '{"type": "commonjs"}'),
    problem: /not say that the bundle is ESM/,
  },
  'the licences are missing': {
    spoil: dist => rmSync(join(dist, 'licenses.txt')),
    problem: /licenses\.txt has nothing about better-sqlite3/,
  },
  'the S3 client is loaded at the start': {
    spoil: dist => appendFileSync(join(dist, 'index.js'), '// S3ServiceException'),
    problem: /@aws-sdk\/client-s3 is in index\.js/,
  },
  'the entry has grown': {
    spoil: dist => appendFileSync(join(dist, 'index.js'), ' '.repeat(1_000_000)),
    problem: /index\.js has \d+ bytes/,
  },
  'it names a folder of the machine that built it': {
    spoil: dist => appendFileSync(join(dist, 'index.js'), `// ${ROOT}src`),
    problem: /has a path of the machine/,
  },
};

for (const [name, {spoil, problem}] of Object.entries(SPOILED)) {
  test(`a bundle is refused when ${name}`, {skip}, t => {
    const dist = copyOfDist(t);
    spoil(dist);
    assert.match(problems(dist).join('\n'), problem);
  });
}

test('a bundle is refused when a restore from a directory needs the S3 client', {skip}, t => {
  const dist = copyOfDist(t);
  // A module that the start loads, now with the mark of the S3 client: its chunk is taken away before the restore.
  appendFileSync(chunkWith(dist, 'class RestoreError'), '// S3ServiceException');
  assert.throws(() => restoreAlone(dist), /not “true”/);
});

test('a bundle is refused when the addon of this platform does not load', {skip}, t => {
  const dist = copyOfDist(t);
  for (const name of readdirSync(join(dist, 'prebuilds'))) writeFileSync(join(dist, 'prebuilds', name), 'not an addon');
  assert.throws(() => restoreAlone(dist), /not “true”/);
});
