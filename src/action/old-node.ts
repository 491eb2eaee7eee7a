// The one thing an older Node is asked to do: say that it is too old. Only APIs that every Node has are used here.
import {appendFileSync} from 'node:fs';
import {environment} from './inputs.ts';
import {UNFINISHED} from './outputs.ts';

/**
 * An older Node lacks zstd and Node-API 10, and would crash without a word when it loads SQLite
 * (WiseLibs/better-sqlite3#1514). GitHub's runners bring Node 24; others start whatever `node` is on PATH.
 */
export function refuseOldNode(): void {
  const sentence = `Node 24 or newer is needed, and this is ${process.version}: update the runner to 2.327.1 or newer, or (act, Forgejo, Gitea, terminal) put Node 24 on PATH.`;
  process.exitCode = 1;
  const outputFile = environment()['GITHUB_OUTPUT'];
  if (process.argv.length > 2 || outputFile === undefined) {
    process.stderr.write(`${sentence}\n`);
    return;
  }
  process.stdout.write(`::error title=restore-sqlite%3A platform::${sentence}\n`);
  const outputs = Object.entries({...UNFINISHED, errorCode: 'platform'});
  appendFileSync(outputFile, outputs.map(([name, value]) => `${name}=${value}\n`).join(''));
}
