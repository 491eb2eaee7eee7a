// The workflows under examples/, run as they are but for what only GitHub and a cloud have: the bucket's address, the
// login, the upload of an artifact, and gh, which a program that writes down its arguments stands in for.
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, suite, test, type TestContext} from 'node:test';
import {parse, stringify} from 'yaml';
import {startS3, type S3Server} from '../servers/s3.ts';
import {checkout, ROOT} from './checkout.ts';
import {exampleBackup, type State} from './example-backup.ts';
import {skipWithout} from './program.ts';
import {runWorkflow, type Ran} from './run-workflow.ts';

const skip = existsSync(join(ROOT, 'dist/index.js')) ? skipWithout('act', 'git') : 'dist/ has not been built';

type Step = {
  uses?: string;
  run?: string;
  with?: Record<string, unknown>;
  env?: Record<string, unknown>;
};
type Workflow = {jobs: Record<string, {steps: Step[]}>};

const EXAMPLES = readdirSync(join(ROOT, 'examples')).filter(name => name.endsWith('.yml'));
const WORKFLOWS = EXAMPLES.filter(
  name => 'jobs' in (parse(readFileSync(join(ROOT, 'examples', name), 'utf8')) as object),
);

/** What a step becomes on a machine without GitHub and without a cloud. */
function local(step: Step, server: S3Server): Step {
  const {accessKeyId, secretAccessKey} = server.credentials;
  if (step.uses?.startsWith('OWNER/restore-sqlite@') === true) {
    const {endpoint, bucket: _, ...rest} = step.with ?? {};
    const address = endpoint === undefined ? {} : {endpoint: server.endpoint};
    return {...step, uses: './', with: {...rest, ...address, bucket: server.bucket}};
  }
  if (step.uses?.startsWith('aws-actions/configure-aws-credentials@') === true) {
    const values = {
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_REGION: server.region,
      AWS_ENDPOINT_URL_S3: server.endpoint,
    };
    return {
      run: Object.entries(values)
        .map(([name, value]) => `echo ${name}=${value} >> "$GITHUB_ENV"`)
        .join('\n'),
    };
  }
  if (step.uses?.startsWith('actions/upload-artifact@') === true) {
    const {with: {path = ''} = {}, uses: __, ...rest} = step;
    const lines = String(path).trim().split('\n');
    return {...rest, run: lines.map(line => `test -s '${line}'`).join('\n')};
  }
  return step;
}

type Surroundings = {
  readonly server: S3Server;
  readonly folder: string;
  /** Calls of `gh`, one line each. */
  readonly calls: () => readonly string[];
  readonly run: (extra?: {
    readonly heartbeat?: string;
    readonly env?: Readonly<Record<string, string>>;
  }) => Promise<Ran>;
};

/** A checkout that holds the example as its workflow, and a bucket with these states. */
async function surround(t: TestContext, example: string, states: readonly State[]): Promise<Surroundings> {
  const scratch = mkdtempSync(join(tmpdir(), 'example-'));
  const server = await startS3(exampleBackup(scratch, states));
  t.after(async () => {
    await server.close();
    rmSync(scratch, {recursive: true, force: true, maxRetries: 3});
  });
  const folder = checkout(t, ['action.yml', 'dist', 'examples']);
  const workflow = parse(readFileSync(join(ROOT, 'examples', example), 'utf8')) as Workflow;
  for (const job of Object.values(workflow.jobs)) {
    // An action of the repository itself is there only after a checkout.
    const checkedOut = job.steps.some(({uses}) => uses?.startsWith('actions/checkout@') === true);
    const steps = checkedOut ? job.steps : [{uses: 'actions/checkout@v7'}, ...job.steps];
    job.steps = steps.map(step => local(step, server));
  }
  mkdirSync(join(folder, '.github/workflows'), {recursive: true});
  writeFileSync(join(folder, '.github/workflows/example.yml'), stringify(workflow));
  writeFileSync(join(folder, '.github/backup-checks.yml'), readFileSync(join(ROOT, 'examples/backup-checks.yml')));
  // What git push writes to.
  const remote = join(scratch, 'remote.git');
  execFileSync('git', ['init', '--quiet', '--bare', '--initial-branch=main', remote]);
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=test', '-c', 'user.email=test@example.com', ...args], {
      cwd: folder,
      stdio: 'pipe',
    });
  git('add', '--all');
  git('commit', '--quiet', '--message', 'example');
  git('remote', 'add', 'origin', remote);
  git('push', '--quiet', '--set-upstream', 'origin', 'main');
  const programs = join(scratch, 'programs');
  mkdirSync(programs);
  const written = join(scratch, 'gh.txt');
  writeFileSync(written, '');
  writeFileSync(
    join(programs, 'gh'),
    `#!/bin/sh\nprintf '%s ' "$@" | tr '\\n' ' ' >> '${written}'\necho >> '${written}'\n[ "$2" != list ] || printf '%s' "$OPEN_ISSUE"\n`,
  );
  chmodSync(join(programs, 'gh'), 0o755);
  const {accessKeyId, secretAccessKey} = server.credentials;
  return {
    server,
    folder,
    calls: () =>
      readFileSync(written, 'utf8')
        .split('\n')
        .filter(line => line !== ''),
    run: ({heartbeat, env} = {}) =>
      runWorkflow(t, {
        folder,
        workflow: '.github/workflows/example.yml',
        job: 'verify',
        event: 'workflow_dispatch',
        programs,
        vars: {R2_ACCOUNT_ID: 'abc', S3_ENDPOINT: server.endpoint},
        env,
        secrets: {
          R2_ACCESS_KEY_ID: accessKeyId,
          R2_SECRET_ACCESS_KEY: secretAccessKey,
          S3_ACCESS_KEY_ID: accessKeyId,
          S3_SECRET_ACCESS_KEY: secretAccessKey,
          GITHUB_TOKEN: 'a-token',
          ...(heartbeat === undefined ? {} : {HEARTBEAT_URL: heartbeat}),
        },
      }),
  };
}

const hour = 3_600_000;

suite('the example workflows', {skip}, () => {
  let now = 0;
  before(() => {
    now = Date.now();
  });

  test('are these, and each is run below', () => {
    assert.deepEqual(WORKFLOWS.toSorted(), ['last-good-issue.yml', 'nightly-aws.yml', 'nightly-r2.yml']);
  });

  suite('nightly-aws.yml', () => {
    const called: string[] = [];
    const listener = createServer((request, response) => {
      called.push(request.url ?? '');
      response.end();
    });
    before(() => new Promise<void>(resolve => listener.listen(0, '127.0.0.1', resolve)));
    after(() => listener.close());
    // A listening TCP server has an address object.
    const url = () => `http://127.0.0.1:${(listener.address() as AddressInfo).port}/ping/4711`;

    test('passes for a good backup, keeps the report, and only then calls the dead-man URL, which nobody sees', async t => {
      const {run} = await surround(t, 'nightly-aws.yml', [{accounts: 12, time: now - hour}]);
      const {status, log} = await run({heartbeat: url()});
      assert.equal(status, 0, log);
      assert.match(log, /Verified a restore/);
      assert.deepEqual(called, ['/ping/4711']);
      assert.doesNotMatch(log, /4711/);
    });

    test('fails for a backup that is three days old, or whose rows do not belong together, and calls nothing', async t => {
      called.length = 0;
      const old = await surround(t, 'nightly-aws.yml', [{accounts: 12, time: now - 72 * hour}]);
      const stale = await old.run({heartbeat: url()});
      assert.notEqual(stale.status, 0);
      assert.match(stale.log, /age of the restore point.*not older than 24 h.*found 3 d/);
      const orphans = await surround(t, 'nightly-aws.yml', [{accounts: 12, orphans: 2, time: now - hour}]);
      const failed = await orphans.run({heartbeat: url()});
      assert.notEqual(failed.status, 0);
      assert.match(failed.log, /every order has an account/);
      assert.deepEqual(called, []);
    });
  });

  test('nightly-r2.yml commits the history of good runs, and the next night is compared with it', async t => {
    const {run, folder, server} = await surround(t, 'nightly-r2.yml', [{accounts: 40, time: now - 2 * hour}]);
    const first = await run();
    assert.equal(first.status, 0, first.log);
    const history = () =>
      execFileSync(
        'git',
        [
          '--git-dir',
          execFileSync('git', ['remote', 'get-url', 'origin'], {cwd: folder, encoding: 'utf8'}).trim(),
          'show',
          'main:.github/backup-history.json',
        ],
        {encoding: 'utf8'},
      );
    assert.match(history(), /"accounts":40/);
    execFileSync('git', ['pull', '--quiet'], {cwd: folder, stdio: 'pipe'});
    const scratch = mkdtempSync(join(tmpdir(), 'example-'));
    t.after(() => rmSync(scratch, {recursive: true, force: true}));
    const states = [
      {accounts: 40, time: now - 2 * hour},
      {accounts: 11, time: now - hour},
    ];
    for (const object of exampleBackup(scratch, states)) await server.put(object);
    const second = await run();
    assert.notEqual(second.status, 0, 'a table that lost most of its rows');
    assert.match(second.log, /drift/);
  });

  test('last-good-issue.yml opens an issue that names the last good position, and closes it when all is well', async t => {
    const states = [
      {accounts: 12, time: now - 2 * hour},
      {accounts: 3, time: now - hour},
    ];
    const bad = await surround(t, 'last-good-issue.yml', states);
    const failed = await bad.run();
    assert.notEqual(failed.status, 0, failed.log);
    const [list, label, create = ''] = bad.calls();
    assert.match(`${list}\n${label}`, /^issue list .*\nlabel create backup/);
    assert.match(create, /^issue create .*\*\*fail\*\* \(assertion\).*Last good position: `0{15}1`/);
    await bad.run({env: {OPEN_ISSUE: '7'}});
    assert.match(bad.calls().at(-1) ?? '', /^issue comment 7 /);
    const good = await surround(t, 'last-good-issue.yml', states.slice(0, 1));
    const passed = await good.run({env: {OPEN_ISSUE: '7'}});
    assert.equal(passed.status, 0, passed.log);
    assert.match(good.calls().at(-1) ?? '', /^issue close 7 --comment Passed again/);
  });
});
