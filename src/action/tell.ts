// Telling a result: report, outputs, summary, annotation, in this order, and each of them although another one failed.
import {appendFileSync} from 'node:fs';
import {causesOf} from '../causes.ts';
import {messageOf, type RestoreError} from '../errors.ts';
import type {Log} from '../log.ts';
import {annotationOf} from './annotations.ts';
import {callHeartbeat, isFullPass} from './heartbeat.ts';
import type {Environment} from './input-table.ts';
import {tempFolder} from './inputs.ts';
import type {Outcome} from './outcome.ts';
import {outputsOf} from './outputs.ts';
import {docsUrl, runUrl, writeReport} from './report-files.ts';
import type {Redact} from './secrets.ts';
import {summaryOf} from './summary.ts';
import {annotate, setOutputs} from './words.ts';

export type Means = {
  readonly env: Environment;
  readonly redact: Redact;
  readonly log: Pick<Log, 'info'>;
};

/** @returns false when one of the ways to tell failed: the step must not look as if all were well */
export function tell(found: Pick<Outcome, 'request' | 'result' | 'workspace'>, {env, redact, log}: Means): boolean {
  const outcome = {...found, scheduled: env['GITHUB_EVENT_NAME'] === 'schedule', docs: docsUrl(env)};
  const {request, result} = outcome;
  let reports = {reportPath: '', reportMarkdownPath: ''};
  return [
    attempt('write the report', () => {
      const {json, markdown} = writeReport(outcome, {tempFolder: tempFolder(env), url: runUrl(env), redact});
      reports = {reportPath: json, reportMarkdownPath: markdown};
    }),
    attempt('set the outputs', () => setOutputs(outputsOf(result, request?.target, reports), env['GITHUB_OUTPUT'])),
    attempt('write the summary', () => appendSummary(redact(summaryOf(outcome)), env['GITHUB_STEP_SUMMARY'])),
    attempt('annotate', () => {
      for (const cause of result.error === undefined ? [] : causesOf(result.error)) log.info(`caused by ${cause}`);
      if (result.error?.code === 'internal') {
        for (const line of stackOf(result.error)) log.info(line);
      }
      const {level, title, message} = annotationOf(outcome);
      annotate(level, redact(message), title);
    }),
  ].every(Boolean);

  function attempt(what: string, work: () => void): boolean {
    try {
      work();
      return true;
    } catch (error) {
      annotate('error', redact(`Cannot ${what}: ${messageOf(error)}`));
      return false;
    }
  }
}

/** Calls the heartbeat that the checks file names, after a full pass. Never throws. */
export async function tellMonitor({request, result}: Pick<Outcome, 'request' | 'result'>, log: Log): Promise<void> {
  const heartbeat = request?.checks?.heartbeat;
  if (heartbeat !== undefined && isFullPass(result)) await callHeartbeat(heartbeat, log);
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
