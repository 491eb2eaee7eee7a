// The job summary: the verdict first, then what was restored, what proves it, and what was left out.
import {CHECK_KINDS} from '../checks/check-result.ts';
import {PROOFS} from '../engine/proof.ts';
import type {RestoreError} from '../errors.ts';
import type {PlanFacts} from '../formats/format.ts';
import {bytesText, countOf, countText, durationText, instantText} from '../quantities.ts';
import type {RestoreResult} from '../result.ts';
import {facts, fitted, md, mdCode} from '../markdown.ts';
import {momentText, placeText, targetText, type Outcome} from './outcome.ts';
import {demands, lastGood, trend} from './summary-data.ts';
import {alternatives, checks, foreign, leftOut, notes, proof, replays} from './summary-sections.ts';
import {timeline} from './timeline.ts';

/** GitHub drops a summary of more than 1 MiB whole (actions/runner, FileCommandManager.cs). */
const MOST_BYTES = 900_000;

/** docs.github.com, “Events that trigger workflows”, schedule. */
const SCHEDULE =
  'This ran on a schedule. In a public repository GitHub stops schedules after 60 days without activity: a dead-man URL (<code>heartbeat</code> in the checks file) tells when nothing runs any more.';

const MOST_REASONS = 10;

/** GitHub-flavoured Markdown, always under 900 kB. */
export function summaryOf(outcome: Outcome): string {
  const {result} = outcome;
  const {plan, error, assessment} = result;
  const chart = plan === undefined ? '' : timeline(plan, error?.failure.where);
  return fitted(
    [
      `## ${title(outcome)}`,
      ...reasonLines(result),
      result.failed && error !== undefined ? failure(error, outcome) : stateOf(outcome),
      doubt(outcome),
      result.lastGood === undefined ? '' : lastGood(result.lastGood, result.restored),
      assessment === undefined ? '' : demands(assessment),
      assessment === undefined ? '' : trend(assessment),
      plan === undefined ? '' : proof(plan, result.failed && result.database === undefined),
      checks(outcome),
      replays(result),
      plan === undefined ? '' : alternatives(plan),
      chart === '' ? '' : `### Layers\n\n${chart}`,
      plan === undefined && error !== undefined && result.outlook !== undefined ? outlook(result.outlook, error) : '',
      plan === undefined ? '' : notes(plan),
      plan === undefined ? '' : leftOut(plan),
      foreign(result),
      work(result),
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
function reasonLines({failed, error, verdict, reasons, database, plan}: RestoreResult): readonly string[] {
  if (failed) return error === undefined ? [] : [whatFailed(error)];
  if (reasons.length > 0) {
    const more = reasons.length - MOST_REASONS;
    return [
      [
        ...reasons.slice(0, MOST_REASONS).map(({text}) => `> ${verdict === 'pass' ? '⚠️ ' : ''}${md(text)}`),
        ...(more > 0 ? [`> … and ${countText(more)} more in the report`] : []),
      ].join('\n>\n'),
    ];
  }
  if (verdict !== 'pass' || database === undefined || plan === undefined) return [];
  return [`> ${md(plan.proof.because[0] ?? `The proof is ${plan.proof.word}.`)}`];
}

/** Several wrong inputs are one sentence in the log, and a list here. */
function whatFailed({failure: {what}}: RestoreError): string {
  const [first = '', ...others] = what.split(/[:;] \(\d+\) /);
  const problems = others.map(problem => `> - ${md(problem)}`);
  return others.length === 0 ? `> **${md(what, 4_000)}**` : [`> **${md(first)}:**`, '>', ...problems].join('\n');
}

function failure({code, failure: {where, expected, found, todo}}: RestoreError, {docs, result}: Outcome): string {
  const next =
    result.lastGood?.point === undefined
      ? todo === undefined
        ? ''
        : md(todo)
      : 'Restore the last good restore point below, and find out what happened to the data after it.';
  const meaning =
    docs === undefined
      ? `<code>${code}</code> is explained in docs/errors.md of this action.`
      : `<a href="${docs}errors.md#${code}">What <code>${code}</code> means</a>`;
  const values = facts({
    Where: where === undefined ? undefined : mdCode(where),
    Expected: expected === undefined ? undefined : md(String(expected)),
    Found: found === undefined ? undefined : md(String(found)),
  });
  return [values, `${next === '' ? '' : `**What to do next:** ${next} `}${meaning}`]
    .filter(part => part !== '')
    .join('\n\n');
}

/** What somebody can do about a state that was taken with a doubt. */
function doubt({result: {verdict, database, plan, reasons}, docs}: Outcome): string {
  if (verdict !== 'inconclusive' || database === undefined || plan === undefined) return '';
  const steps = [
    ...(reasons.some(({code}) => Object.hasOwn(CHECK_KINDS, code))
      ? ['See below which checks could not be made.']
      : []),
    ...(reasons.some(({code}) => code === 'integrity-skipped') ? ['Set <code>integrity-check: full</code>.'] : []),
    ...(plan.alternatives.some(({proven}) => proven)
      ? ['To take a proven state instead, set <code>on-inconclusive: proven</code>, or a <code>position</code> below.']
      : []),
  ];
  const more =
    PROOFS[plan.proof.word] === 'pass'
      ? ''
      : docs === undefined
        ? 'What each proof rests on is told in docs/proof.md of this action.'
        : `<a href="${docs}proof.md">What each proof rests on</a>`;
  const next = steps.length === 0 ? '' : `**What to do next:** ${steps.join(' ')}`;
  return [next, more].filter(part => part !== '').join(' ');
}

/** Of a restore that ended before it had a plan. */
function outlook(plan: PlanFacts, {failure: {what}}: RestoreError): string {
  const {point} = plan;
  const gaps = plan.proof.gaps.length === 0 ? [what] : plan.proof.gaps;
  const moment = instantText(point.time);
  const until = `${mdCode(point.position, 1_000)}${moment === '' ? '' : ` of ${md(moment)}`}`;
  return [
    '### What lies before it',
    `Up to ${until} the backup leads without a gap. <code>on-incomplete: warn</code> restores that, and calls it partial.`,
    timeline({...plan, proof: {...plan.proof, gaps}}),
  ].join('\n\n');
}

function stateOf({request, result}: Outcome): string {
  const {database, plan, framesApplied} = result;
  if (plan === undefined) return '';
  const moment = momentText(result);
  const frames = framesApplied === 0 ? '' : `, ${countOf(framesApplied, 'frame')}`;
  return facts({
    Database:
      database === undefined
        ? undefined
        : `${bytesText(database.bytes)}, ${countOf(database.pages, 'page')} of ${countText(database.pageSize)} bytes`,
    State: moment === '' ? 'at a time that is not known' : md(moment),
    'Asked for': request?.timestamp === undefined ? undefined : `not after ${md(instantText(request.timestamp))}`,
    From: request === undefined ? undefined : mdCode(placeText(request.location)),
    Format: mdCode(plan.format),
    Position: mdCode(plan.point.position, 1_000),
    Snapshot: plan.snapshotKey === '' ? undefined : mdCode(plan.snapshotKey),
    Increments: `${countOf(plan.incrementsApplied, 'object')}${frames}`,
    'SHA-256': database === undefined ? undefined : mdCode(database.sha256),
  });
}

function work({downloadedBytes, cacheHit, durationMs, phases}: RestoreResult): string {
  const parts = phases.filter(({ms}) => ms >= 1).map(({name, ms}) => `${name} ${durationText(ms)}`);
  const source = cacheHit ? 'from the cache' : `${bytesText(downloadedBytes)} downloaded`;
  return `${source}, ${durationText(durationMs)}${parts.length === 0 ? '' : ` (${parts.join(', ')})`}`;
}
