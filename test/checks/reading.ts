// Reads checks as the program does, with an outside world that a test makes up.
import assert from 'node:assert/strict';
import type {ChecksFile} from '../../src/checks/checks-file.ts';
import type {Outside} from '../../src/checks/parse-run.ts';
import {parseChecks} from '../../src/checks/parse.ts';

export type World = {
  readonly env?: Readonly<Record<string, string>>;
  /** Files of the workspace. */
  readonly files?: Readonly<Record<string, string>>;
};

function outsideOf({env = {}, files = {}}: World): Outside {
  return {
    variable: name => env[name],
    path: path => (path.startsWith('..') ? {problem: 'lies outside'} : {path: `/workspace/${path}`}),
    read: path => files[path.replace('/workspace/', '')],
  };
}

export const read = (text: string, world: World = {}) => parseChecks(text, outsideOf(world));

export async function accepted(text: string, world: World = {}): Promise<ChecksFile> {
  const found = await read(text, world);
  return 'checks' in found ? found.checks : assert.fail(`${found.problems.join('; ')}\n${text}`);
}

/** The problems, one a line. */
export async function refused(text: string, world: World = {}): Promise<string> {
  const found = await read(text, world);
  return 'problems' in found ? found.problems.join('\n') : assert.fail(`accepted:\n${text}`);
}
