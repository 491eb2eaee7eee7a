// What a step says to the runner, through @actions/core. That loads an HTTP client of 0.9 MB (for OIDC tokens) before it says
// its first word, 35 ms of CPU; so the first words, which come before the first request, wait until that is on its way.
import {accessSync, constants, existsSync} from 'node:fs';

export type AnnotationLevel = 'error' | 'warning' | 'notice';

type Core = typeof import('@actions/core');
type Words = (core: Core) => void;

/** Milliseconds: a listing that takes longer shows what was said before it. */
const LONG_ENOUGH = 1000;

const waiting: Words[] = [];
let core: Core | undefined;
let loading: Promise<unknown> | undefined;
let isBegun = false;

/** In the order in which they come, now or once there is somebody to say them. */
function say(words: Words): void {
  if (core !== undefined) return words(core);
  waiting.push(words);
  if (isBegun) speakSoon();
}

/** @returns the first error of words that could not be said */
async function load(): Promise<unknown> {
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
  return failures[0];
}

/**
 * Says what has waited, and from here on everything at once.
 * @returns why a part of that could not be said; undefined when all was
 * @throws Error when nothing can be said
 */
export async function speak(): Promise<unknown> {
  loading ??= load();
  return loading;
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
 * @throws Error when the file is not there, or may not be written: the runner makes it, and nobody would read another one
 */
export function setOutputs(outputs: Readonly<Record<string, string>>, file: string | undefined): void {
  if (file !== undefined && file !== '') {
    if (!existsSync(file)) throw new Error(`Missing file at path: ${file}`);
    accessSync(file, constants.W_OK);
  }
  say(loaded => {
    for (const [name, value] of Object.entries(outputs)) loaded.setOutput(name, value);
  });
}
