// The log of a workflow step: lines, groups, annotations. What comes from the bucket can start no workflow command.
import {printable} from '../errors.ts';
import type {Log, Progress} from '../log.ts';
import {finalText, progressText} from '../progress-line.ts';
import type {Redact} from './secrets.ts';
import * as words from './words.ts';

/** Between two progress lines of one transfer; a transfer that stands still is mentioned six times less often. */
const PROGRESS_MS = 5_000;
const STANDSTILL_MS = 30_000;

/** The runner shows ten annotations of a kind per step. Further warnings go to the log alone. */
const MOST_WARNINGS = 8;

/**
 * `text` as one line that the runner takes for plain text. It reads `::command::` at the start of a line (blanks before it
 * are skipped) and the older `##[command]` anywhere in it (actions/runner, ActionCommand.cs).
 */
export function plainLine(text: string): string {
  return printable(text)
    .replaceAll('##[', '##\\u005b')
    .replace(/^(\s*)::/, '$1\\u003a:');
}

export function createActionLog(redact: Redact): Log {
  const warned = new Set<string>();
  let grouped = false;
  const say = (text: string) => words.info(plainLine(redact(text)));

  function endGroup(): void {
    if (grouped) words.endGroup();
    grouped = false;
  }

  function progress(label: string, total: number, unit: string): Progress {
    const started = performance.now();
    const state = {done: 0, total, printed: -1, printedAt: started, ended: false};
    const now = () => ({label, done: state.done, total: state.total, unit, elapsedMs: performance.now() - started});
    // A timer, so that a transfer that stands still is seen to. It holds up no exit.
    const timer = setInterval(() => {
      if (state.done === state.printed && performance.now() - state.printedAt < STANDSTILL_MS) return;
      state.printed = state.done;
      state.printedAt = performance.now();
      say(`${label}: ${progressText(now())}`);
    }, PROGRESS_MS).unref();
    return {
      add(done) {
        state.done += done;
      },
      total(newTotal) {
        state.total = newTotal;
      },
      end() {
        if (state.ended) return;
        state.ended = true;
        clearInterval(timer);
        say(`${label}: ${finalText(now())}`);
      },
    };
  }

  return {
    debug: text => words.debug(printable(redact(text))),
    info: say,
    notice: text => words.annotate('notice', printable(redact(text))),
    warn(text) {
      if (warned.has(text)) return;
      warned.add(text);
      if (warned.size <= MOST_WARNINGS) words.annotate('warning', printable(redact(text)));
      else say(`Warning: ${text}`);
    },
    group(title) {
      endGroup();
      grouped = true;
      words.startGroup(printable(redact(title)));
      // The first group is that of the listing.
      words.begin();
    },
    endGroup,
    progress,
  };
}
