// A signal while SQLite itself is busy: the check runs in a child process, so the action still answers and tidies up.
import assert from 'node:assert/strict';
import {existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {suite, test} from 'node:test';
import {setTimeout as pause} from 'node:timers/promises';
import {makeDatabase, numbers, rewriteSchema} from '../sqlite/databases.ts';
import {ENTRIES, jobFolders, startAction} from './run-action.ts';

/** integrity_check computes every entry of an index on an expression: here each costs a good part of a second. */
function endlessToCheck(path: string): void {
  mkdirSync(dirname(path), {recursive: true});
  makeDatabase(path, `CREATE TABLE t(x); CREATE INDEX slow ON t(x); ${numbers(5000)} INSERT INTO t SELECT i FROM n`);
  rewriteSchema(path, 'slow', `CREATE INDEX slow ON t(length(replace(hex(zeroblob(20000000 + x)), '00', 'ab')))`);
}

/** Child processes of `pid`, where the system tells. */
function childrenOf(pid: number): readonly string[] {
  const path = `/proc/${pid}/task/${pid}/children`;
  return existsSync(path) ? readFileSync(path, 'utf8').split(' ').filter(Boolean) : [];
}

suite('A signal while the integrity check runs', {skip: process.platform === 'win32' && 'no signals there'}, () => {
  for (const {name, path: entry} of ENTRIES) {
    for (const [cause, timeout] of [
      ['SIGTERM', undefined],
      ['the time limit', '8s'],
    ] as const) {
      test(`${name}: ${cause} ends it within seconds, and nothing is left behind`, {timeout: 120_000}, async t => {
        const folders = jobFolders(t);
        endlessToCheck(join(folders.workspace, 'bucket/app.db'));
        const target = join(folders.workspace, 'data/app.sqlite');
        mkdirSync(dirname(target));
        writeFileSync(target, 'what was there before');
        const {child, done} = startAction(t, {
          entry,
          folders,
          inputs: {bucket: './bucket', 'db-path': 'data/app.sqlite', 'if-exists': 'replace', timeout},
        });
        const scratch = () => readdirSync(dirname(target)).filter(file => file !== 'app.sqlite');
        const {pid} = child;
        assert.ok(pid !== undefined);
        // The candidate lies there and a child has it: SQLite is at work.
        for (let tries = 0; tries < 600 && childrenOf(pid).length === 0; tries += 1) await pause(50);
        const checkers = childrenOf(pid);

        assert.equal(scratch().length, 1);
        if (timeout === undefined) {
          await pause(500);
          child.kill('SIGTERM');
        }
        const asked = performance.now();
        const ran = await done;
        assert.ok(performance.now() - asked < 9_000, 'the runner would have killed it by now');
        assert.equal(ran.status, 1);
        assert.equal(ran.outputs['errorCode'], timeout === undefined ? 'cancelled' : 'timeout');
        assert.equal(ran.outputs['restored'], 'false');
        assert.equal(ran.outputs['verdict'], 'inconclusive');
        assert.deepEqual(scratch(), []);
        assert.equal(readFileSync(target, 'utf8'), 'what was there before');
        for (const checker of checkers) assert.ok(!existsSync(`/proc/${checker}/cmdline`), 'the check still runs');
      });
    }
  }
});
