// The action: inputs in, restore, then outputs, report, annotation and summary, whatever happened.
import {appendFileSync} from 'node:fs';
import {resolve} from 'node:path';
import * as core from '@actions/core';
import type {RestoreError} from '../errors.ts';
import type {RestoreRequest} from '../request.ts';
import type {RestoreResult} from '../result.ts';
import {VERSION} from '../version.ts';
import {annotationOf} from './annotations.ts';
import {causesOf} from '../causes.ts';
import {leave} from './exit.ts';
import {failedResult} from './failed-result.ts';
import {callHeartbeat, isFullPass} from './heartbeat.ts';
import {openHistory} from './history-store.ts';
import {
  actionInputs,
  actionRequest,
  cacheHome,
  environment,
  secretsOf,
  spareMetadataService,
  tempFolder,
  unknownInputs,
} from './inputs.ts';
import {watchInterrupts} from './interrupts.ts';
import {createActionLog} from './log.ts';
import {placeText, targetText, type Outcome} from './outcome.ts';
import {outputsOf, UNFINISHED, type Outputs} from './outputs.ts';
import {docsUrl, runUrl, writeReport} from './report-files.ts';
import {redactor} from './secrets.ts';
import {summaryOf} from './summary.ts';

const ANNOTATE = {error: core.error, warning: core.warning, notice: core.notice};

/** @param entry the file that this process was started with */
export async function runAction(entry: URL): Promise<void> {
  const started = performance.now();
  const env = environment();
  const given = actionInputs(env);
  const secrets = secretsOf(given, env);
  for (const secret of secrets) core.setSecret(secret);
  let redact = redactor(secrets);
  const log = createActionLog(text => redact(text));
  const interrupts = watchInterrupts();
  const workspace = resolve(env['GITHUB_WORKSPACE'] || '.');
  let request: RestoreRequest | undefined;
  let result: RestoreResult;
  try {
    setOutputs(UNFINISHED);
    log.info(`restore-sqlite ${VERSION}, Node ${process.version}, ${process.platform}-${process.arch}`);
    for (const sentence of unknownInputs(env)) log.warn(`${sentence}.`);
    const read = await actionRequest(given, env);
    for (const secret of read.secrets) core.setSecret(secret);
    redact = redactor([...secrets, ...read.secrets]);
    request = read.request;
    for (const sentence of read.warnings) log.warn(`${sentence}.`);
    interrupts.limit(request.timeout);
    spareMetadataService(given, env);
    const cache = request.cache ? await openCache() : undefined;
    const history = await openHistory(request, {workspace, cacheHome: cacheHome()}, log);
    const target = targetText({request, workspace});
    log.info(`Mode ${request.mode}: ${placeText(request.location)}${target === '' ? '' : ` -> ${target}`}`);
    const {signal} = interrupts;
    // Only now: wrong inputs are told at once, and whatever cannot be loaded here is a result like any other.
    const {performRestore} = await import('./perform.ts');
    result = await interrupts.guard(performRestore(request, {entry, env, log, signal, cache, history}));
  } catch (error) {
    result = failedResult(error, performance.now() - started);
  }
  const scheduled = env['GITHUB_EVENT_NAME'] === 'schedule';
  const told = tell({request, result, workspace, scheduled, docs: docsUrl(env)});
  interrupts.stop();
  const heartbeat = request?.checks?.heartbeat;
  // Last: the monitor must hear nothing of a step that then fails to tell its result.
  if (heartbeat !== undefined && told && isFullPass(result)) await callHeartbeat(heartbeat, log);
  await leave(result.failed || !told ? 1 : 0);

  async function openCache() {
    // Lazily: the cache client is half of the bundle.
    const {openDatabaseCache} = await import('./database-cache.ts');
    return openDatabaseCache(cacheHome(), log);
  }

  /** @returns false when one of the ways to tell failed: the step must not look as if all were well */
  function tell(outcome: Outcome): boolean {
    let reportPath = '';
    let reportMarkdownPath = '';
    return [
      attempt('write the report', () => {
        const written = writeReport(outcome, {tempFolder: tempFolder(env), url: runUrl(env), redact});
        [reportPath, reportMarkdownPath] = [written.json, written.markdown];
      }),
      attempt('set the outputs', () =>
        setOutputs(outputsOf(result, request?.target, {reportPath, reportMarkdownPath})),
      ),
      attempt('write the summary', () => appendSummary(redact(summaryOf(outcome)), env['GITHUB_STEP_SUMMARY'])),
      attempt('annotate', () => {
        for (const cause of result.error === undefined ? [] : causesOf(result.error)) log.info(`caused by ${cause}`);
        if (result.error?.code === 'internal') {
          for (const line of stackOf(result.error)) log.info(line);
        }
        const {level, title, message} = annotationOf(outcome);
        ANNOTATE[level](redact(message), {title});
      }),
    ].every(Boolean);
  }

  function attempt(what: string, work: () => void): boolean {
    try {
      work();
      return true;
    } catch (error) {
      core.error(redact(`Cannot ${what}: ${error instanceof Error ? error.message : String(error)}`));
      return false;
    }
  }
}

function setOutputs(outputs: Outputs): void {
  for (const [name, value] of Object.entries(outputs)) core.setOutput(name, value);
}

/** Runners without job summaries set no file. */
function appendSummary(markdown: string, file: string | undefined): void {
  if (file !== undefined && file !== '') appendFileSync(file, markdown);
}

/** Where an unforeseen error came from. */
function stackOf(error: RestoreError): readonly string[] {
  const {cause} = error;
  return (cause instanceof Error ? (cause.stack ?? '') : '').split('\n').slice(1);
}
