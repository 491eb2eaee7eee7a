// What every workflow here keeps to, read from the files; and the linters' word where they are at hand.
import assert from 'node:assert/strict';
import {execFileSync, spawnSync} from 'node:child_process';
import {existsSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {parse} from 'yaml';
import {checkout, ROOT} from './checkout.ts';
import {programOnPath, skipWithout} from './program.ts';

type Step = {readonly uses?: string; readonly with?: Readonly<Record<string, unknown>>};
type Job = {
  readonly steps: readonly Step[];
  readonly permissions?: unknown;
  readonly needs?: readonly string[];
  readonly 'timeout-minutes'?: number;
};
type Workflow = {readonly permissions?: unknown; readonly jobs: Readonly<Record<string, Job>>};

const OWN = '.github/workflows';
const workflows = [OWN, 'test/workflows'].flatMap(folder =>
  readdirSync(join(ROOT, folder))
    .filter(name => name.endsWith('.yml'))
    .map(name => {
      const path = `${folder}/${name}`;
      const source = readFileSync(join(ROOT, path), 'utf8');
      // The project's own files: actionlint checks their form, and a field that is missing fails the test.
      return {path, source, workflow: parse(source) as Workflow};
    }),
);

test('there are workflows to look at', () => {
  assert.ok(workflows.length >= 5);
});

for (const {path, source, workflow} of workflows) {
  const jobs = Object.entries(workflow.jobs);
  const steps = jobs.flatMap(([, job]) => job.steps);

  test(`${path}: every foreign action is pinned to a commit, with its version beside it`, () => {
    const foreign = [...source.matchAll(/uses: (?!\.\/)(.*)$/gm)].map(([, reference = '']) => reference);
    for (const reference of foreign) assert.match(reference, /^[\w.-]+(\/[\w.-]+)+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    assert.equal(foreign.length, steps.filter(({uses}) => uses !== undefined && !uses.startsWith('./')).length);
  });

  test(`${path}: no permission is given to all jobs, and each job names its own`, () => {
    assert.deepEqual(workflow.permissions, {});
    for (const [name, job] of jobs) assert.ok(job.permissions !== undefined, name);
  });

  test(`${path}: the token does not stay in the checkout`, () => {
    for (const step of steps.filter(({uses = ''}) => uses.startsWith('actions/checkout@'))) {
      assert.equal(step.with?.['persist-credentials'], false);
    }
  });

  if (path.startsWith(OWN)) {
    test(`${path}: no job runs for hours`, () => {
      for (const [name, job] of jobs) assert.ok((job['timeout-minutes'] ?? Infinity) <= 30, name);
    });
  }
}

test('the gate waits for every other job of its workflow', () => {
  const {workflow} = workflows.find(({path}) => path === `${OWN}/test.yml`) ?? assert.fail();
  const {tested, ...others} = workflow.jobs;
  assert.deepEqual(tested?.needs, Object.keys(others));
});

const linted = ['.github', 'action.yml', 'test/workflows', 'dist/index.js'];
const lintSkip = linted.every(path => existsSync(join(ROOT, path)))
  ? skipWithout('actionlint', 'git')
  : 'dist/ has not been built';

const actionlint = programOnPath('actionlint') ?? '';
const zizmor = programOnPath('zizmor') ?? '';

test('actionlint finds nothing', {skip: lintSkip}, t => {
  const paths = workflows.map(({path}) => path);
  execFileSync(actionlint, paths, {cwd: checkout(t, linted), stdio: ['ignore', 'inherit', 'inherit']});
});

test('actionlint knows the inputs of the action', {skip: lintSkip}, t => {
  const folder = checkout(t, linted);
  const path = join(folder, OWN, 'wrong.yml');
  writeFileSync(path, 'on: push\njobs: {job: {runs-on: ubuntu-latest, steps: [{uses: ./, with: {bukket: ./b}}]}}\n');
  const {stdout} = spawnSync(actionlint, [path], {cwd: folder, encoding: 'utf8'});
  assert.match(stdout, /input "bukket" is not defined/);
});

test('zizmor finds nothing', {skip: skipWithout('zizmor', 'git')}, t => {
  execFileSync(zizmor, ['--offline', '--no-progress', '--quiet', '.'], {
    cwd: checkout(t, ['.github', 'action.yml', 'test/workflows']),
    stdio: ['ignore', 'inherit', 'inherit'],
  });
});
