// The terminal command: the same restore, with flags for inputs, the log on stderr and the outputs on stdout.
import {resolve} from 'node:path';
import {causesOf} from '../causes.ts';
import {leave} from '../action/exit.ts';
import {failedResult} from '../action/failed-result.ts';
import {callHeartbeat, isFullPass} from '../action/heartbeat.ts';
import {openHistory} from '../action/history-store.ts';
import {environment, secretsOf, spareMetadataService, tempFolder, terminalRequest} from '../action/inputs.ts';
import {watchInterrupts} from '../action/interrupts.ts';
import {headline, placeText, targetText} from '../action/outcome.ts';
import {outputsOf} from '../action/outputs.ts';
import {writeReport} from '../action/report-files.ts';
import {redactor} from '../action/secrets.ts';
import {messageOf, printable} from '../errors.ts';
import type {RestoreRequest} from '../request.ts';
import type {RestoreResult} from '../result.ts';
import {givenFlags, helpText} from './flags.ts';
import {createTerminalLog} from './log.ts';

/** @param entry the file that this process was started with */
export async function runTerminal(entry: URL, args: readonly string[]): Promise<void> {
  const started = performance.now();
  const env = environment();
  const workspace = resolve('.');
  let log = createTerminalLog(process.stderr, text => text, false);
  let redact = redactor([]);
  const interrupts = watchInterrupts();
  let request: RestoreRequest | undefined;
  let result: RestoreResult;
  try {
    const given = givenFlags(args);
    if (given === 'help') {
      process.stdout.write(helpText());
      interrupts.stop();
      await leave(0);
      return;
    }
    const secrets = secretsOf(given, env);
    redact = redactor(secrets);
    log = createTerminalLog(process.stderr, text => redact(text), (env['DEBUG'] ?? '') !== '');
    const read = await terminalRequest(given, env);
    redact = redactor([...secrets, ...read.secrets]);
    request = read.request;
    for (const sentence of read.warnings) log.warn(sentence);
    if (request.cache) log.warn('`cache` has no effect here: the Actions cache is reached from workflows only');
    interrupts.limit(request.timeout);
    spareMetadataService(request.location, env);
    const target = targetText({request, workspace});
    log.info(`Mode ${request.mode}: ${placeText(request.location)}${target === '' ? '' : ` -> ${target}`}`);
    // Only now: wrong inputs are told at once, and whatever cannot be loaded here is a result like any other.
    const history = await openHistory(request, {workspace}, log);
    const {performRestore} = await import('../action/perform.ts');
    result = await interrupts.guard(performRestore(request, {entry, env, log, signal: interrupts.signal, history}));
  } catch (error) {
    result = failedResult(error, performance.now() - started);
  }
  interrupts.stop();
  const outcome = {request, result, workspace};
  let reports = {reportPath: '', reportMarkdownPath: ''};
  try {
    const {json, markdown} = writeReport(outcome, {tempFolder: tempFolder(env), url: '', redact});
    reports = {reportPath: json, reportMarkdownPath: markdown};
  } catch (error) {
    log.warn(`Cannot write the report: ${messageOf(error)}`);
  }
  const outputs = Object.entries(outputsOf(result, request?.target, reports));
  process.stdout.write(redact(outputs.map(([name, value]) => `${name}=${printable(value)}\n`).join('')));
  log.info(`${result.failed ? 'error: ' : ''}${headline(outcome)}`);
  for (const cause of result.error === undefined ? [] : causesOf(result.error)) log.info(`  caused by ${cause}`);
  if (!result.failed) {
    log.info(`Verdict: ${result.verdict}`);
    for (const {text} of result.reasons) log.info(`  ${text}`);
  }
  const heartbeat = request?.checks?.heartbeat;
  if (heartbeat !== undefined && isFullPass(result)) await callHeartbeat(heartbeat, log);
  await leave(result.failed ? 1 : 0);
}
