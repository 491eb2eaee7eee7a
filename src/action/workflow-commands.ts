// What a step says to the runner: commands on standard output, and outputs in a file (docs.github.com, “Workflow commands
// for GitHub Actions”; escapes as in actions/toolkit, packages/core/src/command.ts). Not through @actions/core: that loads
// an HTTP client of 0.9 MB for OIDC tokens, which nobody here asks for, and it was a fifth of the time to the first
// request. A test compares the two.
import {randomUUID} from 'node:crypto';
import {appendFileSync, existsSync} from 'node:fs';
import {EOL} from 'node:os';

export type AnnotationLevel = 'error' | 'warning' | 'notice';

/** A message stands after the second `::`, and ends with its line. */
function escapeMessage(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** A property also ends with a comma or a colon. */
function escapeProperty(text: string): string {
  return escapeMessage(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

function say(line: string): void {
  process.stdout.write(`${line}${EOL}`);
}

/** A line of the log. The runner reads commands in it: what others wrote has to pass `plainLine` (log.ts) first. */
export function info(line: string): void {
  say(line);
}

/** Shown only where debug logging is on. */
export function debug(message: string): void {
  say(`::debug::${escapeMessage(message)}`);
}

/** @param title stands above the message; empty for none */
export function annotate(level: AnnotationLevel, message: string, title = ''): void {
  say(`::${level}${title === '' ? '' : ` title=${escapeProperty(title)}`}::${escapeMessage(message)}`);
}

export function startGroup(title: string): void {
  say(`::group::${escapeMessage(title)}`);
}

export function endGroup(): void {
  say('::endgroup::');
}

/** From here on the runner blanks `secret` in the whole log of the job. */
export function maskSecret(secret: string): void {
  say(`::add-mask::${escapeMessage(secret)}`);
}

/**
 * Sets outputs of the step; a later value of a name counts.
 * @param file the runner's GITHUB_OUTPUT; without one the command is used that came before it
 * @throws Error when the file is not there or cannot be written
 */
export function setOutputs(outputs: Readonly<Record<string, string>>, file: string | undefined): void {
  const all = Object.entries(outputs);
  if (file === undefined || file === '') {
    for (const [name, value] of all) say(`${EOL}::set-output name=${escapeProperty(name)}::${escapeMessage(value)}`);
    return;
  }
  // The runner makes it: where it is not, nobody would ever read what is written.
  if (!existsSync(file)) throw new Error(`Missing file at path: ${file}`);
  // Chosen only now, so that no value can hold it.
  const delimiter = `ghadelimiter_${randomUUID()}`;
  appendFileSync(file, all.map(([name, value]) => [`${name}<<${delimiter}`, value, delimiter, ''].join(EOL)).join(''));
}
