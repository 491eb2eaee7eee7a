// A job that uses the Actions cache: scripts run in folders of their own, against a cache service on this machine.
import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import type {TestContext} from 'node:test';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';
import {startCacheServer, type CacheServer} from '../servers/cache-server.ts';
import {jobFolders, type Folders} from './run-action.ts';

/** What a script printed after `answer: `, and its lines of warnings. */
export type Told = {readonly answer: string; readonly warnings: string};

export type CacheJob = Folders & {
  /** Runs the script to its end. */
  run(...args: readonly string[]): Promise<Told>;
};

/** For as long as the test runs. */
export async function cacheService(t: TestContext): Promise<CacheServer> {
  const started = await startCacheServer();
  t.after(() => started.close());
  return started;
}

/**
 * @param script name of a file in this folder
 * @param env what the cache client needs to find its service
 */
export function cacheJob(t: TestContext, script: string, env: Readonly<Record<string, string>>): CacheJob {
  const folders = jobFolders(t, 'cache-');
  const {home, temp, workspace} = folders;
  const path = fileURLToPath(new URL(script, import.meta.url));
  return {
    ...folders,
    async run(...args) {
      const {stdout} = await promisify(execFile)(process.execPath, [path, ...args], {
        cwd: workspace,
        env: {
          PATH: process.env['PATH'],
          SystemRoot: process.env['SystemRoot'],
          HOME: home,
          USERPROFILE: home,
          RUNNER_TEMP: temp,
          GITHUB_WORKSPACE: workspace,
          NODE_V8_COVERAGE: process.env['NODE_V8_COVERAGE'],
          ...env,
        },
      });
      const lines = stdout.split(/\r?\n/);
      return {
        answer: lines.find(line => line.startsWith('answer: '))?.slice('answer: '.length) ?? assert.fail(stdout),
        warnings: lines.filter(line => line.startsWith('warning: ')).join('\n'),
      };
    },
  };
}
