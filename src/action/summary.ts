// The job summary: the verdict first, then what was restored, what proves it, and what was left out.
import type {RestoreError} from '../errors.ts';
import {bytesText, countOf, countText, durationText, instantText} from '../quantities.ts';
import type {RestoreResult} from '../result.ts';
import {fitted, md, mdCode, table} from '../markdown.ts';
import {momentText, placeText, targetText, type Outcome} from './outcome.ts';
import {demands, lastGood, trend} from './summary-data.ts';
import {alternatives, checks, foreign, leftOut, notes, proof, replays} from './summary-sections.ts';
import {timeline} from './timeline.ts';

/** GitHub drops a summary of more than 1 MiB whole (actions/runner, FileCommandManager.cs). */
const MOST_BYTES = 900_000;

/** docs.github.com, “Events that trigger workflows”, schedule. */
const SCHEDULE =
  '<sub>This ran on a schedule. In a public repository GitHub stops schedules after 60 days without activity: a dead-man URL (<code>heartbeat</code> in the checks file) tells when nothing runs any more.</sub>';

/** GitHub-flavoured Markdown, always under 900 kB. */
export function summaryOf(outcome: Outcome): string {
  const {result} = outcome;
  const {plan, error, assessment} = result;
  const chart = plan === undefined ? '' : timeline(plan, error?.failure.where);
  return fitted(
    [
      `## ${title(outcome)}`,
      ...reasonLines(result),
      result.failed && error !== undefined ? failure(error) : facts(outcome),
      assessment === undefined ? '' : demands(assessment),
      assessment === undefined ? '' : trend(assessment),
      result.lastGood === undefined ? '' : lastGood(result.lastGood, result.restored),
      result.failed ? '' : work(result),
      plan === undefined ? '' : proof(plan, result.failed && result.database === undefined),
      checks(outcome),
      replays(result),
      plan === undefined ? '' : alternatives(plan),
      chart === '' ? '' : `### Layers\n\n${chart}`,
      plan === undefined ? '' : notes(plan),
      plan === undefined ? '' : leftOut(plan),
      foreign(result),
      result.failed ? work(result) : '',
      outcome.scheduled === true ? SCHEDULE : '',
    ],
    MOST_BYTES,
  );
}

function title(outcome: Outcome): string {
  const {request, result} = outcome;
  const {verdict, failed, restored, database, error} = result;
  if (failed) {
    const untouched = request?.mode === 'restore' ? ': nothing was published' : '';
    return `❌ ${request?.mode === 'verify' ? 'Verification' : 'Restore'} failed (${mdCode(error?.code ?? 'internal')})${untouched}`;
  }
  const sign = {pass: '✅', inconclusive: '⚠️', fail: '❌'}[verdict];
  if (restored && result.lastGood !== undefined)
    return `${sign} Restored the last good state of ${mdCode(targetText(outcome))}`;
  if (restored) return `${sign} Restored ${mdCode(targetText(outcome))}: ${verdict}`;
  if (database !== undefined) return `${sign} Verified a restore: ${verdict}`;
  return request?.mode === 'plan' ? '📋 Restore plan' : 'ℹ️ Nothing was restored';
}

/** The reason for the verdict in one line, then the others. */
function reasonLines({failed, verdict, reasons, database, plan}: RestoreResult): readonly string[] {
  if (failed) return [];
  if (reasons.length > 0)
    return [
      reasons
        .slice(0, 10)
        .map(({text}) => `> ${md(text)}`)
        .join('\n>\n'),
    ];
  if (verdict !== 'pass' || database === undefined || plan === undefined) return [];
  return [`> ${md(plan.proof.because[0] ?? `The proof is ${plan.proof.word}.`)}`];
}

function failure(error: RestoreError): string {
  const {what, where, expected, found, todo} = error.failure;
  const rows = [
    ['What', md(what, 4_000)],
    ...(where === undefined ? [] : [['Where', mdCode(where)]]),
    ...(expected === undefined ? [] : [['Expected', md(String(expected))]]),
    ...(found === undefined ? [] : [['Found', md(String(found))]]),
  ];
  const next = todo === undefined ? '' : `\n\n**What to do next:** ${md(todo)}`;
  return `${table(['', ''], rows)}${next}\n\nAll codes are explained in docs/errors.md of this action.`;
}

function facts(outcome: Outcome): string {
  const {request, result} = outcome;
  const {database, plan, framesApplied} = result;
  const moment = momentText(result);
  const rows = [
    ...(database === undefined
      ? []
      : [
          [
            'Database',
            `${bytesText(database.bytes)}, ${countOf(database.pages, 'page')} of ${countText(database.pageSize)} bytes`,
          ],
        ]),
    ...(plan === undefined
      ? []
      : [
          ['State', moment === '' ? 'at a time that is not known' : md(moment)],
          ['Position', mdCode(plan.point.position, 1_000)],
          ['Format', mdCode(plan.format)],
          ...(plan.snapshotKey === '' ? [] : [['Snapshot', mdCode(plan.snapshotKey)]]),
          [
            'Increments',
            `${countOf(plan.incrementsApplied, 'object')}${framesApplied === 0 ? '' : `, ${countOf(framesApplied, 'frame')}`}`,
          ],
        ]),
    ...(request === undefined || plan === undefined ? [] : [['From', mdCode(placeText(request.location))]]),
    ...(request?.timestamp === undefined || plan === undefined
      ? []
      : [['Asked for', `not after ${md(instantText(request.timestamp))}`]]),
    ...(database === undefined ? [] : [['SHA-256', mdCode(database.sha256)]]),
  ];
  return rows.length === 0 ? '' : table(['', ''], rows);
}

function work({downloadedBytes, cacheHit, durationMs, phases}: RestoreResult): string {
  const parts = phases.filter(({ms}) => ms >= 1).map(({name, ms}) => `${name} ${durationText(ms)}`);
  const source = cacheHit ? 'from the cache' : `${bytesText(downloadedBytes)} downloaded`;
  return `${source}, ${durationText(durationMs)}${parts.length === 0 ? '' : ` (${parts.join(', ')})`}`;
}
