// Starts the action as a runner starts it, and reads back what it left: outputs, summary, report.
import {spawn, type ChildProcess} from 'node:child_process';
import {existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {text} from 'node:stream/consumers';
import type {TestContext} from 'node:test';
import {fileURLToPath} from 'node:url';

const pathOf = (entry: string) => fileURLToPath(new URL(`../../${entry}`, import.meta.url));

/** The sources, and the bundle where it has been built. Whole-action tests run with each. */
export const ENTRIES: readonly {readonly name: string; readonly path: string}[] = ['src/index.ts', 'dist/index.js']
  .map(name => ({name, path: pathOf(name)}))
  .filter(({path}) => existsSync(path));

/** What of a test (or of the demo) is needed: a way to clean up at its end. */
export type Cleanup = Pick<TestContext, 'after'>;

export type Inputs = Readonly<Record<string, string | undefined>>;

export type RunOptions = {
  /** Path of the entry. Absent: the sources. */
  readonly entry?: string | undefined;
  /** By the names of action.yml: `{'db-path': 'app.sqlite'}`. */
  readonly inputs: Inputs;
  /** Added to an environment that holds next to nothing. `undefined` takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Folders of an earlier run, to start another step of the same job. */
  readonly folders?: Folders | undefined;
  /** The Node to run with. Absent: the one that runs the tests. */
  readonly node?: string;
  /** Options for Node itself: `--max-old-space-size=200`. */
  readonly nodeOptions?: readonly string[];
};

export type Folders = {
  /** The runner's workspace: `db-path` is relative to it. */
  readonly workspace: string;
  /** RUNNER_TEMP. */
  readonly temp: string;
  readonly home: string;
};

export type Ran = Folders & {
  /** Exit code; null when a signal ended the process. */
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** The last value of each output, as the runner takes it. */
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  /** The report that `reportPath` names, parsed; undefined when there is none. */
  readonly report: unknown;
};

/**
 * Fresh folders for one job, removed after the test. Links are resolved, so that paths can be compared.
 * @param name how the folders' parent begins. Without a blank for the Actions cache: the toolkit hands paths to tar in
 *   one text, and cuts it at blanks
 */
export function jobFolders(t: Cleanup, name = 'action with space '): Folders {
  const root = realpathSync(mkdtempSync(join(tmpdir(), name)));
  t.after(() => rmSync(root, {recursive: true, force: true, maxRetries: 3}));
  const folders = {workspace: join(root, 'workspace'), temp: join(root, 'temp'), home: join(root, 'home')};
  for (const folder of Object.values(folders)) mkdirSync(folder);
  return folders;
}

/** Reads the `name<<delimiter` form that @actions/core writes and the plain `name=value` form. */
export function parseOutputs(content: string): Readonly<Record<string, string>> {
  const found = content.matchAll(/^([^\n<=]+)(?:<<(ghadelimiter_[\w-]+)\r?\n([\s\S]*?)\r?\n\2|=(.*))$/gm);
  return Object.fromEntries([...found].map(([, name, , value, plain]) => [name ?? '', value ?? plain ?? '']));
}

/** Starts the action and returns at once: for tests that send signals. `done` waits for its end. */
export function startAction(t: Cleanup, options: RunOptions): {child: ChildProcess; done: Promise<Ran>} & Folders {
  const folders = options.folders ?? jobFolders(t);
  const files = mkdtempSync(join(folders.temp, '_runner_file_commands_'));
  const commandFiles = {
    GITHUB_OUTPUT: join(files, 'output'),
    GITHUB_STEP_SUMMARY: join(files, 'summary'),
    GITHUB_STATE: join(files, 'state'),
    GITHUB_ENV: join(files, 'env'),
    GITHUB_PATH: join(files, 'path'),
  };
  for (const path of Object.values(commandFiles)) writeFileSync(path, '');
  const inputs = Object.entries(options.inputs).map(
    ([name, value]) => [`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`, value] as const,
  );
  const child = spawn(
    options.node ?? process.execPath,
    [...(options.nodeOptions ?? []), options.entry ?? pathOf('src/index.ts')],
    {
      cwd: folders.workspace,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env['PATH'],
        // Windows programs do not start without it.
        SystemRoot: process.env['SystemRoot'],
        HOME: folders.home,
        USERPROFILE: folders.home,
        TMPDIR: folders.temp,
        TEMP: folders.temp,
        TMP: folders.temp,
        CI: 'true',
        GITHUB_ACTIONS: 'true',
        GITHUB_WORKSPACE: folders.workspace,
        RUNNER_TEMP: folders.temp,
        ...commandFiles,
        // The SDK asks no metadata service in tests.
        AWS_EC2_METADATA_DISABLED: 'true',
        NODE_V8_COVERAGE: process.env['NODE_V8_COVERAGE'],
        ...options.env,
        ...Object.fromEntries(inputs),
      },
    },
  );
  t.after(() => child.kill('SIGKILL'));
  const done = (async (): Promise<Ran> => {
    const [status, stdout, stderr] = await Promise.all([
      new Promise<number | null>((resolve, reject) => child.once('close', resolve).once('error', reject)),
      text(child.stdout),
      text(child.stderr),
    ]);
    const outputs = parseOutputs(readFileSync(commandFiles.GITHUB_OUTPUT, 'utf8'));
    const reportPath = outputs['reportPath'] ?? '';
    return {
      ...folders,
      status,
      stdout,
      stderr,
      outputs,
      summary: readFileSync(commandFiles.GITHUB_STEP_SUMMARY, 'utf8'),
      report: reportPath === '' ? undefined : JSON.parse(readFileSync(reportPath, 'utf8')),
    };
  })();
  return {child, done, ...folders};
}

/** Runs the action to its end. */
export function runAction(t: Cleanup, options: RunOptions): Promise<Ran> {
  return startAction(t, options).done;
}
