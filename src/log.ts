// How the pipeline speaks to whoever runs it. The action prints workflow commands, the terminal plain lines.

/** Long work under way: how much of how much, in bytes (or in parts of the work when `unit` is not `bytes`). */
export interface Progress {
  add(done: number): void;
  /** The total became known, or changed. */
  total(total: number): void;
  /** Prints the final line. Safe to call twice. */
  end(): void;
}

/** Texts are plain: the implementation escapes what its output would interpret. */
export interface Log {
  /** The chain behind a decision; shown only in debug logs. */
  debug(text: string): void;
  info(text: string): void;
  notice(text: string): void;
  warn(text: string): void;
  /** Opens a group of lines; `end` closes it. Groups do not nest. */
  group(title: string): void;
  endGroup(): void;
  /** `unit` is `bytes` or a plural noun: `pages`, `tables`. `total` 0 means not known yet. */
  progress(label: string, total: number, unit: string): Progress;
}

const nothing = () => {};

/** Says nothing: for tests and for callers that only want the result. */
export const SILENT: Log = {
  debug: nothing,
  info: nothing,
  notice: nothing,
  warn: nothing,
  group: nothing,
  endGroup: nothing,
  progress: () => ({add: nothing, total: nothing, end: nothing}),
};
