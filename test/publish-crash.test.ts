// A process that publishes is killed outright, at every step and at any moment: what lies at the target afterwards must
// be wholly the old database, with all that it had committed, or wholly the new one.
import assert from 'node:assert/strict';
import {spawn, spawnSync, type ChildProcess} from 'node:child_process';
import {once} from 'node:events';
import {existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {test, type TestContext} from 'node:test';
import {setTimeout as sleep} from 'node:timers/promises';
import {fileURLToPath} from 'node:url';
import type {Publication, PublishStep} from '../src/publish.ts';
import {OLD_STATES, contentOf, makeNew, sha256, temporaryFolder, type OldState} from './sqlite/databases.ts';

const SCRIPT = fileURLToPath(new URL('./publish-process.ts', import.meta.url));
const NEW = 'new 50';

/** Kills spread over the time that one publication takes. */
const MOMENTS = 8;

/** In the order in which they come, with what the target holds when the process dies there. */
const STEPS: Readonly<Record<PublishStep, 'old' | 'new'>> = {
  synced: 'old',
  settled: 'old',
  dressed: 'old',
  cleared: 'old',
  linked: 'new',
  published: 'new',
  done: 'new',
};

type Place = {readonly scratch: string; readonly target: string; readonly newHash: string};

async function place(t: TestContext, old: OldState): Promise<Place> {
  const folder = temporaryFolder(t);
  mkdirSync(join(folder, 'scratch'));
  const scratch = makeNew(join(folder, 'scratch', 'new.db'));
  const target = join(folder, 'app.db');
  old.make(target);
  return {scratch, target, newHash: await sha256(scratch)};
}

/** The old state, completely, or the new one, and then without anything beside it. */
async function assertWhole(t: TestContext, {target, newHash}: Place, old: OldState): Promise<string> {
  const isNew = existsSync(target) && (await sha256(target)) === newHash;
  const beside = readdirSync(join(target, '..')).filter(name => name.startsWith('app.db-'));
  // What a crash of its own left there is the old one's as long as it is in place.
  if (isNew) assert.deepEqual(beside, [], 'a side file of the old database lies beside the new one');
  const content = contentOf(target, join(temporaryFolder(t), 'copy.db'));
  assert.equal(content, isNew ? NEW : old.content);
  return content;
}

for (const [what, old] of Object.entries(OLD_STATES)) {
  test(`a publishing process that is killed at any of its steps over ${what} leaves the old state or the new one, and the next one succeeds`, async t => {
    const isFree = what === 'no file';
    let last: Place | undefined;
    for (const [step, expected] of Object.entries(STEPS)) {
      // Only where nothing is to be replaced the file comes by a link.
      if (step === 'linked' && !isFree) continue;
      last = await place(t, old);
      assert.equal(run(last, {ifExists: isFree ? 'fail' : 'replace', dieAfter: step}), 'started\n', step);
      assert.equal(await assertWhole(t, last, old), expected === 'new' ? NEW : old.content, step);
    }
    assert.ok(last !== undefined);
    const next = {...last, scratch: makeNew(`${last.scratch}-next`)};
    assert.equal(run(next, {}), 'started\npublished\n');
    assert.equal(await assertWhole(t, {...next, newHash: await sha256(next.target)}, old), NEW);
  });
}

for (const what of ['a database with commits in its WAL', 'a database with a hot journal']) {
  test(
    `a publishing process that is killed at any moment over ${what}, SQLite included, leaves a whole database`,
    {skip: process.platform === 'win32' && 'Windows has no process groups'},
    async t => {
      const old = OLD_STATES[what];
      assert.ok(old !== undefined);
      const first = await place(t, old);
      // How long it takes undisturbed on this machine, from the first line on.
      const whole = await runAndKill(first, undefined);
      assert.equal(await assertWhole(t, first, old), NEW);
      for (let moment = 0; moment < MOMENTS; moment += 1) {
        const there = await place(t, old);
        await runAndKill(there, (whole * moment) / MOMENTS);
        await assertWhole(t, there, old);
      }
    },
  );
}

const STRACE = spawnSync('strace', ['-qq', '-e', 'trace=none', 'true']).status === 0;

test(
  'everything is on the disk before the rename, and the rename before the end',
  {skip: !STRACE && 'strace cannot be had here'},
  async t => {
    for (const ifExists of ['replace', 'fail'] as const) {
      const there = await place(t, OLD_STATES['no file'] ?? assert.fail());
      // An empty WAL is what is cleared away.
      writeFileSync(`${there.target}-wal`, '');
      const log = join(temporaryFolder(t), 'calls');
      const options = ['-f', '-y', '-qq', '-o', log, '-e', 'trace=fsync,fdatasync,rename,renameat2,link,linkat,unlink'];
      const args = [process.execPath, SCRIPT, there.scratch, there.target, JSON.stringify({ifExists})];
      assert.equal(spawnSync('strace', [...options, ...args], {encoding: 'utf8'}).stdout, 'started\npublished\n');
      // Lines like `1234 fsync(20</tmp/x/scratch/new.db>) = 0`.
      const folder = join(there.target, '..');
      const moved = ifExists === 'replace' ? `rename("${there.scratch}", "${there.target}"` : `link("${there.scratch}"`;
      const expected = [`<${there.scratch}>)`, `unlink("${there.target}-wal"`, `<${folder}>)`, moved, `<${folder}>)`];
      let rest = readFileSync(log, 'utf8').split('\n');
      for (const call of expected) {
        const at = rest.findIndex(line => line.includes(call));
        assert.notEqual(at, -1, `${call} comes in its turn`);
        rest = rest.slice(at + 1);
      }
    }
  },
);

function run({scratch, target}: Place, options: Partial<Publication> & {readonly dieAfter?: string}): string {
  const args = [SCRIPT, scratch, target, JSON.stringify(options)];
  return spawnSync(process.execPath, args, {encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit']}).stdout;
}

/** Kills the process and its SQLite child together, `after` milliseconds from its first line. Returns how long it ran. */
async function runAndKill({scratch, target}: Place, after: number | undefined): Promise<number> {
  const child: ChildProcess = spawn(process.execPath, [SCRIPT, scratch, target], {
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  assert.ok(child.stdout !== null && child.pid !== undefined);
  const closed = once(child, 'close');
  await once(child.stdout, 'data');
  const started = performance.now();
  if (after !== undefined) {
    await sleep(after);
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch {
      // It is over already.
    }
  }
  child.stdout.resume();
  await closed;
  return performance.now() - started;
}
