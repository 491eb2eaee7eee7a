// `verify-report REPORT.json [--file DATABASE] [--bucket … and the inputs that lead to it]`: does a report still hold?
import {readFileSync, statSync} from 'node:fs';
import {resolve} from 'node:path';
import {leave} from '../action/exit.ts';
import {environment, secretsOf, terminalRequest} from '../action/inputs.ts';
import {watchInterrupts} from '../action/interrupts.ts';
import {redactor} from '../action/secrets.ts';
import {isRestoreError, printable, RestoreError} from '../errors.ts';
import {failures, verifyReport, type Comparison} from '../evidence/verify-report.ts';
import {openSqlite} from '../sqlite/children.ts';
import {openStore, type OpenStore} from '../storage/open.ts';
import {givenFlags} from './flags.ts';
import {createTerminalLog} from './log.ts';

/** Bytes: the report of a backup with a hundred thousand objects has some 40 MB. */
const LARGEST_REPORT = 256 * 1024 * 1024;

const USAGE = `Looks whether a report (the file that the output reportPath names) still holds.

  npm run restore -- verify-report REPORT.json [--file DATABASE] [--bucket BUCKET …]

  REPORT.json       its hashes are computed again
  --file DATABASE   a database is compared: its SHA-256, or else its tables one by one
  --bucket …        the objects must still be there with the same size and ETag; all inputs that lead to the
                    bucket are flags as for a restore
`;

/**
 * Exit code 0 when everything that was compared holds, 1 otherwise.
 * @param entry the file that this process was started with
 */
export async function runVerifyReport(entry: URL, args: readonly string[]): Promise<void> {
  const env = environment();
  let log = createTerminalLog(process.stderr, text => text, false);
  let redact = redactor([]);
  const interrupts = watchInterrupts();
  let store: OpenStore | undefined;
  let code = 1;
  try {
    const asked = parse(args);
    if (asked === 'help') {
      process.stdout.write(USAGE);
      code = 0;
      return;
    }
    redact = redactor(secretsOf(asked.given, env));
    log = createTerminalLog(process.stderr, redact, (env['DEBUG'] ?? '') !== '');
    const {signal} = interrupts;
    if (asked.given.has('bucket')) {
      const {request} = await terminalRequest(new Map([...asked.given, ['mode', 'verify']]), env);
      store = await openStore(request.location, {env, log, signal});
    }
    const sqlite = openSqlite(entry, log);
    const comparisons = await verifyReport(readText(asked.report), {
      store,
      file: asked.file === undefined ? undefined : resolve(asked.file),
      describe: (path, abort) => sqlite.describe(path, {hashes: true}, abort),
      signal,
    });
    code = tell(comparisons, text => process.stdout.write(redact(text)));
  } catch (error) {
    const text = isRestoreError(error) ? error.message : `Something unexpected went wrong: ${String(error)}`;
    log.info(`error: ${text}`);
  } finally {
    store?.[Symbol.dispose]();
    interrupts.stop();
    await leave(code);
  }
}

function tell(comparisons: readonly Comparison[], write: (text: string) => void): 0 | 1 {
  for (const {what, holds, difference} of comparisons) {
    write(`${holds ? 'ok  ' : 'FAIL'} ${printable(what)}${holds ? '' : `: ${printable(difference)}`}\n`);
  }
  const failed = failures(comparisons).length;
  const otherBytes = comparisons.some(({about, holds}) => about === 'bytes' && !holds);
  write(
    failed === 0
      ? `The report holds${otherBytes ? ': the file has other bytes, and the same rows in every table' : ''}.\n`
      : `The report does not hold: ${failed} of ${comparisons.length} comparisons failed.\n`,
  );
  return failed === 0 ? 0 : 1;
}

type Asked = {
  readonly report: string;
  readonly file: string | undefined;
  readonly given: Exclude<ReturnType<typeof givenFlags>, 'help'>;
};

/** @throws RestoreError `input` */
function parse(args: readonly string[]): Asked | 'help' {
  if (args.includes('--help') || args.includes('-h')) return 'help';
  const at = args.findIndex(arg => arg === '--file' || arg.startsWith('--file='));
  const file = at === -1 ? undefined : args[at]?.split('=').slice(1).join('=') || args[at + 1];
  const width = at === -1 ? 0 : args[at] === '--file' ? 2 : 1;
  const rest = at === -1 ? args : [...args.slice(0, at), ...args.slice(at + width)];
  const [report = ''] = rest;
  if (report === '' || report.startsWith('--') || (at !== -1 && (file === undefined || file.startsWith('--')))) {
    throw new RestoreError('input', {
      what: report === '' || report.startsWith('--') ? 'The report is missing' : '--file needs a path',
      todo: 'See verify-report --help.',
    });
  }
  const given = givenFlags(rest.slice(1));
  return given === 'help' ? given : {report, file, given};
}

/** @throws RestoreError `input` */
function readText(path: string): string {
  try {
    if (statSync(path).size > LARGEST_REPORT) throw new Error(`it has more than ${LARGEST_REPORT} bytes`);
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new RestoreError('input', {
      what: 'The report cannot be read',
      where: path,
      found: cause instanceof Error ? cause.message : String(cause),
      todo: 'Give the JSON file that the output reportPath names.',
      cause,
    });
  }
}
