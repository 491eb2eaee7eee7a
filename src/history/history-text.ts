// The history as text: JSON with one run a line, so that a commit of it changes a line or two. What comes back is read as
// text that anybody may have written.
import {isCount, isObject} from '../json-fields.ts';
import {MOST_TABLES, type History, type PastRun} from './history.ts';

const VERSION = 1;

/** Runs kept at most, whatever `history.keep` says. */
export const MOST_RUNS = 400;

/** Bytes of the whole text, written and read. */
export const MOST_BYTES = 4_000_000;

export const TOO_LARGE = 'it is larger than a history gets';

/** A key of S3 has 1,024 bytes; some formats name several generations. */
const LONGEST_POSITION = 4_000;
/** As the names of {@link DatabaseFacts} are cut. */
const LONGEST_NAME = 200;

const NUMBERS = [
  'at',
  'bytes',
  'pages',
  'freelistPages',
  'incrementsApplied',
  'framesApplied',
  'storedBytes',
  'objects',
  'restoreMs',
  'checkMs',
] as const satisfies readonly (keyof PastRun)[];

const doubtful = (doubt: string): History => ({runs: [], doubt});

/** Never throws: what is wrong becomes the doubt. Runs that are wrong are left out, the others are kept. */
export function parseHistory(text: string): History {
  if (Buffer.byteLength(text) > MOST_BYTES) return doubtful(TOO_LARGE);
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    return doubtful('it is not JSON');
  }
  if (!isObject(content)) return doubtful('it is no JSON object');
  const {version, runs} = content;
  if (version !== VERSION) return doubtful(`its version is not ${VERSION}, the only one known here`);
  if (!Array.isArray(runs)) return doubtful('it has no list of runs');
  const read = runs.slice(-MOST_RUNS).map(readRun);
  const good = read.filter(run => run !== undefined).toSorted((a, b) => a.at - b.at);
  const bad = read.length - good.length;
  return {
    runs: good,
    doubt: bad === 0 ? '' : `${bad} of its ${read.length} runs ${bad === 1 ? 'is' : 'are'} not valid`,
  };
}

function readRun(run: unknown): PastRun | undefined {
  if (!isObject(run) || !NUMBERS.every(name => isCount(run[name]))) return undefined;
  const {position, pointTime, sha256, schemaFingerprint, rows} = run;
  if (typeof position !== 'string' || position.length > LONGEST_POSITION) return undefined;
  if (pointTime !== null && !isTime(pointTime)) return undefined;
  if (!isHash(sha256) || !isHash(schemaFingerprint) || !isObject(rows)) return undefined;
  const counts = Object.entries(rows);
  if (counts.length > MOST_TABLES) return undefined;
  if (!counts.every(([name, count]) => name.length <= LONGEST_NAME && (count === null || isCount(count))))
    return undefined;
  // Safe: each field was looked at above. Others that somebody put in stay behind.
  return orderedRun(run as unknown as PastRun);
}

/** The data may be of before 1970 for all that a writer's clock says. */
function isTime(value: unknown): value is number {
  return typeof value === 'number' && Math.abs(value) <= 8.64e15;
}

function isHash(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
}

/** The same run, always in the same order of fields and tables. */
function orderedRun(run: PastRun): PastRun {
  return {
    at: run.at,
    position: run.position,
    pointTime: run.pointTime,
    sha256: run.sha256,
    bytes: run.bytes,
    pages: run.pages,
    freelistPages: run.freelistPages,
    schemaFingerprint: run.schemaFingerprint,
    rows: Object.fromEntries(Object.entries(run.rows).toSorted(([a], [b]) => (a < b ? -1 : 1))),
    incrementsApplied: run.incrementsApplied,
    framesApplied: run.framesApplied,
    storedBytes: run.storedBytes,
    objects: run.objects,
    restoreMs: run.restoreMs,
    checkMs: run.checkMs,
  };
}

/** The same runs give the same text. The oldest go when the text would be larger than {@link MOST_BYTES}. */
export function historyText(runs: readonly PastRun[]): string {
  const lines: string[] = [];
  const head = `{\n"version": ${VERSION},\n"runs": [\n`;
  const tail = '\n]\n}\n';
  let bytes = head.length + tail.length;
  for (const run of runs.slice(-MOST_RUNS).toReversed()) {
    const line = JSON.stringify(wholeMilliseconds(orderedRun(run)));
    // The comma and the line's end.
    bytes += Buffer.byteLength(line) + 2;
    if (bytes > MOST_BYTES) break;
    lines.push(line);
  }
  return `${head}${lines.toReversed().join(',\n')}${tail}`;
}

/** Stores have times with fractions of a millisecond. */
function wholeMilliseconds({at, pointTime, restoreMs, checkMs, ...run}: PastRun): PastRun {
  return orderedRun({
    ...run,
    at: Math.round(at),
    pointTime: pointTime === null ? null : Math.round(pointTime),
    restoreMs: Math.round(restoreMs),
    checkMs: Math.round(checkMs),
  });
}
