// The input `checks`: the checks themselves, or the path of a file with them.
import {messageOf} from '../errors.ts';
import type {Outside} from '../checks/parse-run.ts';
import type {ReadChecks} from '../checks/parse.ts';
import type {Environment} from './input-table.ts';
import type {AllowedFolders} from './target-path.ts';
import {readTextFile, workspacePath} from './workspace-file.ts';

/** Bytes of a checks file. */
const MOST_BYTES = 1_000_000;

/** A path is one line that neither begins with `{` nor has a colon with a blank (or nothing) behind it. */
export function namesFile(text: string): boolean {
  return !/[\r\n]|^\{|:(?:\s|$)/.test(text);
}

/** @param text the input, trimmed and not empty */
export async function readChecksInput(text: string, folders: AllowedFolders, env: Environment): Promise<ReadChecks> {
  const outside: Outside = {
    variable: name => env[name],
    path: path => workspacePath(path, folders),
    read: readTextFile,
  };
  const content = namesFile(text) ? contentOf(text, folders) : {content: text};
  if ('problem' in content) return {problems: [content.problem]};
  // Lazily: start-up is measured, and most runs have no checks.
  const {parseChecks} = await import('../checks/parse.ts');
  return parseChecks(content.content, outside);
}

function contentOf(path: string, folders: AllowedFolders): {readonly content: string} | {readonly problem: string} {
  const file = `the file ${JSON.stringify(path)}`;
  const found = workspacePath(path, folders);
  if ('problem' in found) return {problem: `${file} ${found.problem}`};
  try {
    const content = readTextFile(found.path, MOST_BYTES);
    if (content !== undefined) return {content};
    return {
      problem: `${file} does not exist (a text with a line break or “key: value” in it would be the checks themselves)`,
    };
  } catch (error) {
    return {problem: `${file} ${messageOf(error)}`};
  }
}
