// Runs a workflow for real: act in host mode is a runner that needs no Docker and no network.
import {execFile} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {delimiter, dirname, join} from 'node:path';
import type {TestContext} from 'node:test';
import {programOnPath} from './program.ts';

export type WorkflowRun = {
  /** A checkout; act copies it. */
  readonly folder: string;
  /** Path of the workflow in it. */
  readonly workflow: string;
  readonly job: string;
  readonly event?: string;
  readonly matrix?: string;
  readonly secrets?: Readonly<Record<string, string>>;
  readonly vars?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>> | undefined;
  /** A folder of programs that come before those of the system. */
  readonly programs?: string;
};

export type Ran = {readonly status: number; readonly log: string};

const flags = (flag: string, values: Readonly<Record<string, string>> = {}) =>
  Object.entries(values).flatMap(([name, value]) => [flag, `${name}=${value}`]);

/** Runs one job with an environment that holds next to nothing, as act hands it on to every step. */
export async function runWorkflow(t: TestContext, run: WorkflowRun): Promise<Ran> {
  // Not inside the checkout, which act copies into it.
  const home = mkdtempSync(join(tmpdir(), 'act-'));
  t.after(() => rmSync(home, {recursive: true, force: true, maxRetries: 3}));
  const args = [
    run.event ?? 'push',
    '--workflows',
    run.workflow,
    '--job',
    run.job,
    '--platform',
    'ubuntu-latest=-self-hosted',
    ...(run.matrix === undefined ? [] : ['--matrix', run.matrix]),
    ...flags('--secret', run.secrets),
    ...flags('--var', run.vars),
    ...flags('--env', run.env),
    '--cache-server-addr',
    '127.0.0.1',
    '--artifact-server-addr',
    '127.0.0.1',
  ];
  const folders = [run.programs, dirname(process.execPath), '/usr/local/bin', '/usr/bin', '/bin'];
  const env = {
    HOME: home,
    XDG_CACHE_HOME: join(home, 'cache'),
    PATH: folders.filter(folder => folder !== undefined).join(delimiter),
    AWS_EC2_METADATA_DISABLED: 'true',
  };
  return new Promise(resolve => {
    execFile(
      programOnPath('act') ?? 'act',
      args,
      {cwd: run.folder, env, maxBuffer: 2 ** 26, timeout: 150_000},
      (error, stdout, stderr) => resolve({status: error === null ? 0 : Number(error.code ?? 1), log: stdout + stderr}),
    );
  });
}
