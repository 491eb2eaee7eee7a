// Plain lines on stderr, and on a terminal a bar that redraws itself.
import {printable} from '../errors.ts';
import type {Log, Progress} from '../log.ts';
import type {Redact} from '../action/secrets.ts';
import {finalText, progressText, shareDone, type ProgressState} from '../progress-line.ts';

/** The part of a terminal or pipe that is written to. */
export type Screen = {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  write(text: string): unknown;
};

const REDRAW_MS = 100;
const LINE_MS = 5_000;
const BAR_WIDTH = 24;

/** `fetch [######------------------] 120 MB of 600 MB (20 %), …`, never wider than the screen. */
export function barText(state: ProgressState, columns: number): string {
  const share = shareDone(state);
  const filled = Math.round((share ?? 0) * BAR_WIDTH);
  const bar = share === undefined ? '' : ` [${'#'.repeat(filled)}${'-'.repeat(BAR_WIDTH - filled)}]`;
  return `${state.label}${bar} ${progressText(state)}`.slice(0, Math.max(1, columns - 1));
}

/** @param verbose show debug lines */
export function createTerminalLog(screen: Screen, redact: Redact, verbose: boolean): Log {
  let barShown = false;

  function line(text: string): void {
    // The bar makes room for the line; its next redraw brings it back.
    screen.write(`${barShown ? '\r\u001b[2K' : ''}${printable(redact(text))}\n`);
    barShown = false;
  }

  function progress(label: string, total: number, unit: string): Progress {
    const started = performance.now();
    const bar = screen.isTTY === true;
    let known = total;
    let done = 0;
    let printed = -1;
    let ended = false;
    const now = () => ({label: printable(label), done, total: known, unit, elapsedMs: performance.now() - started});
    const timer = setInterval(
      () => {
        if (bar) {
          screen.write(`\r\u001b[2K${barText(now(), screen.columns ?? 80)}`);
          barShown = true;
        } else if (done !== printed) {
          printed = done;
          line(`${label}: ${progressText(now())}`);
        }
      },
      bar ? REDRAW_MS : LINE_MS,
    ).unref();
    return {
      add(more) {
        done += more;
      },
      total(newTotal) {
        known = newTotal;
      },
      end() {
        if (ended) return;
        ended = true;
        clearInterval(timer);
        line(`${label}: ${finalText(now())}`);
      },
    };
  }

  return {
    debug: text => (verbose ? line(`debug: ${text}`) : undefined),
    info: line,
    notice: text => line(`notice: ${text}`),
    warn: text => line(`warning: ${text}`),
    group: line,
    endGroup: () => {},
    progress,
  };
}
