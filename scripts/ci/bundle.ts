// What the bundle must be before it is committed: readable from the files, and seen by starting it.
import {spawnSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import {cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {DatabaseSync} from 'node:sqlite';

/** better-sqlite3's prebuilt addons: every platform that a runner can be. */
const ADDONS = [
  'darwin-arm64.node',
  'darwin-x64.node',
  'linux-arm64.node',
  'linux-x64.node',
  'linuxmusl-arm64.node',
  'linuxmusl-x64.node',
  'win32-arm64.node',
  'win32-x64.node',
];

/** What must not be loaded at the start, and a text that only its code has. */
const LAZY = [
  {name: '@aws-sdk/client-s3', mark: 'S3ServiceException'},
  {name: '@actions/cache', mark: 'ACTIONS_CACHE_SERVICE_V2'},
];

/** Bytes. The entry is a few lines and the loader of the chunks. */
const ENTRY_LIMIT = 64 * 1024;

function chunksOf(dist: string): ReadonlyMap<string, string> {
  const names = readdirSync(dist).filter(name => name.endsWith('.js'));
  return new Map(names.map(name => [name, readFileSync(join(dist, name), 'utf8')]));
}

const same = (a: readonly string[], b: readonly string[]) => a.join(' ') === b.join(' ');

/**
 * Everything that is wrong with the files of the bundle.
 * @param dependencies names of the packages whose licences must be there
 * @param root folder of the build: its path must not be in the bundle, or no other machine builds the same bytes
 */
export function problemsOf(dist: string, dependencies: readonly string[], root: string): readonly string[] {
  const problems: string[] = [];
  const check = (fine: boolean, problem: string) => fine || problems.push(problem);

  const prebuilds = join(dist, 'prebuilds');
  const addons = existsSync(prebuilds) ? readdirSync(prebuilds).toSorted() : [];
  check(same(addons, ADDONS), `the addons are ${addons.join(' ')}, not ${ADDONS.join(' ')}`);

  const manifest = join(dist, 'package.json');
  const isModule = existsSync(manifest) && /"type":\s*"module"/.test(readFileSync(manifest, 'utf8'));
  check(isModule, 'package.json does not say that the bundle is ESM');

  const licenses = join(dist, 'licenses.txt');
  const notices = existsSync(licenses) ? readFileSync(licenses, 'utf8').split('\n') : [];
  for (const name of dependencies) check(notices.includes(name), `licenses.txt has nothing about ${name}`);

  const chunks = chunksOf(dist);
  const entry = chunks.get('index.js') ?? '';
  check(entry !== '', 'index.js is missing');
  check(entry.length <= ENTRY_LIMIT, `index.js has ${entry.length} bytes, more than ${ENTRY_LIMIT}`);
  for (const {name, mark} of LAZY) {
    const holders = [...chunks].filter(([, code]) => code.includes(mark)).map(([chunk]) => chunk);
    check(holders.length > 0, `no chunk has “${mark}”: the mark of ${name} has to be chosen anew`);
    check(!holders.includes('index.js'), `${name} is in index.js: one static import is enough for that`);
  }
  for (const [name, code] of chunks) check(!code.includes(root), `${name} has a path of the machine that built it`);
  return problems;
}

/** Takes the chunks of S3 and of the Actions cache away: a restore from a directory must not miss them. */
function withoutLazyChunks(dist: string): void {
  for (const [name, code] of chunksOf(dist)) {
    if (LAZY.some(({mark}) => code.includes(mark))) rmSync(join(dist, name));
  }
}

function makeBackup(path: string): string {
  const database = new DatabaseSync(path);
  database.exec('CREATE TABLE t(x); INSERT INTO t VALUES (1), (2), (3)');
  database.close();
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}

function outputsIn(path: string): ReadonlyMap<string, string> {
  const found = readFileSync(path, 'utf8').matchAll(/^(\w+)<<(\S+)\r?\n(.*)\r?\n\2$/gm);
  return new Map([...found].map(([, name = '', , value = '']) => [name, value]));
}

/**
 * Restores a small database with a copy of the bundle that lies in a folder with a space in its name, with no
 * node_modules near it, and without the chunks that a directory as bucket does not need.
 * @throws Error when the action fails or its outputs are not those of the backup
 */
export function restoreAlone(dist: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'bundle with space '));
  try {
    const [action, bucket, temp] = ['action', 'bucket', 'temp'].map(name => join(folder, name));
    if (action === undefined || bucket === undefined || temp === undefined)
      throw new Error('three names give three paths');
    cpSync(dist, action, {recursive: true});
    withoutLazyChunks(action);
    for (const path of [bucket, temp]) mkdirSync(path);
    const sha256 = makeBackup(join(bucket, 'app.sqlite'));
    const [output, summary] = [join(temp, 'output'), join(temp, 'summary')];
    for (const path of [output, summary]) writeFileSync(path, '');
    const {status, stdout, stderr} = spawnSync(process.execPath, [join(action, 'index.js')], {
      cwd: folder,
      encoding: 'utf8',
      timeout: 60_000,
      env: {
        // Windows programs do not start without it.
        SystemRoot: process.env['SystemRoot'],
        GITHUB_ACTIONS: 'true',
        GITHUB_WORKSPACE: folder,
        GITHUB_OUTPUT: output,
        GITHUB_STEP_SUMMARY: summary,
        RUNNER_TEMP: temp,
        INPUT_BUCKET: './bucket',
        'INPUT_DB-PATH': 'restored.sqlite',
      },
    });
    const outputs = outputsIn(output);
    // `integrity` comes from a child process of the same bundle.
    for (const [name, value] of Object.entries({restored: 'true', integrity: 'ok', sha256})) {
      if (status === 0 && outputs.get(name) === value) continue;
      throw new Error(`status ${status}, output ${name} is “${outputs.get(name)}”, not “${value}”\n${stdout}${stderr}`);
    }
  } finally {
    rmSync(folder, {recursive: true, force: true, maxRetries: 3});
  }
}
