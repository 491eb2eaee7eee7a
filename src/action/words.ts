// What a step says to the runner, through @actions/core. That loads an HTTP client of 0.9 MB (for OIDC tokens) before it says
// its first word, 35 ms of CPU; so the first words, which come before the first request, wait until that is on its way.
import {existsSync} from 'node:fs';

export type AnnotationLevel = 'error' | 'warning' | 'notice';

type Core = typeof import('@actions/core');
type Words = (core: Core) => void;

/** Milliseconds: a listing that takes longer shows what was said before it. */
const LONG_ENOUGH = 1000;

const waiting: Words[] = [];
let core: Core | undefined;
let loading: Promise<void> | undefined;
let isBegun = false;

/** In the order in which they come, now or once there is somebody to say them. */
function say(words: Words): void {
  if (core !== undefined) return words(core);
  waiting.push(words);
  if (isBegun) speakSoon();
}

async function load(): Promise<void> {
  const loaded = await import('@actions/core');
  const failures: unknown[] = [];
  for (let words = waiting.shift(); words !== undefined; words = waiting.shift()) {
    try {
      words(loaded);
    } catch (error) {
      failures.push(error);
    }
  }
  core = loaded;
  if (failures.length > 0) throw failures[0];
}

/** Says what has waited, and from here on everything at once. @throws Error when it could not be said */
export async function speak(): Promise<void> {
  loading ??= load();
  await loading;
}

function speakSoon(): void {
  // What goes wrong is told to whoever awaits it at the end.
  speak().catch(() => {});
}

/** The first request is being made: whatever is said from here on is said at once, and the rest before long. */
export function begin(): void {
  if (isBegun) return;
  isBegun = true;
  setTimeout(speakSoon, LONG_ENOUGH).unref();
}

/** A line of the log. The runner reads commands in it: what others wrote has to pass `plainLine` (log.ts) first. */
export function info(line: string): void {
  say(loaded => loaded.info(line));
}

/** Shown only where debug logging is on. */
export function debug(message: string): void {
  say(loaded => loaded.debug(message));
}

/** @param title stands above the message; empty for none */
export function annotate(level: AnnotationLevel, message: string, title = ''): void {
  say(loaded => loaded[level](message, title === '' ? {} : {title}));
}

export function startGroup(title: string): void {
  say(loaded => loaded.startGroup(title));
}

export function endGroup(): void {
  say(loaded => loaded.endGroup());
}

/** From here on the runner blanks `secret` in the whole log of the job. */
export function maskSecret(secret: string): void {
  say(loaded => loaded.setSecret(secret));
}

/**
 * Sets outputs of the step; a later value of a name counts.
 * @param file the runner's GITHUB_OUTPUT; without one a command is printed, as for runners before it
 * @throws Error when the file is not there: the runner makes it, and where it is not, nobody would read what is written
 */
export function setOutputs(outputs: Readonly<Record<string, string>>, file: string | undefined): void {
  if (file !== undefined && file !== '' && !existsSync(file)) throw new Error(`Missing file at path: ${file}`);
  say(loaded => {
    for (const [name, value] of Object.entries(outputs)) loaded.setOutput(name, value);
  });
}
