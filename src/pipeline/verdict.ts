// From the proof and the checks to a verdict with its reasons. Pure: no files, no network.
import {CHECK_KINDS, type CheckResult} from '../checks/check-result.ts';
import {RestoreError} from '../errors.ts';
import {PROOFS, verdictOfProof, type Verdict} from '../engine/proof.ts';
import type {PlanFacts} from '../formats/format.ts';
import {countOf} from '../quantities.ts';
import type {RestoreRequest} from '../request.ts';
import type {Assessment, Reason} from '../result.ts';
import type {CheckReport} from '../sqlite/sqlite.ts';

export type Judgement = {
  readonly verdict: Verdict;
  readonly reasons: readonly Reason[];
};

type Policy = Pick<RestoreRequest, 'allowEmpty' | 'foreignKeyCheck' | 'integrityCheck' | 'lastGood' | 'onInconclusive'>;

/** What the plan alone allows, before anything was built. */
export function reasonsOfProof(plan: PlanFacts): readonly Reason[] {
  const {proof} = plan;
  const doubts: Reason[] = [];
  if (PROOFS[proof.word] !== 'pass') {
    doubts.push({code: `proof-${proof.word}`, text: proof.because.join(' ') || `the proof is only “${proof.word}”`});
  }
  if (proof.unexplained) {
    const keys = plan.leftOut.filter(({explained}) => !explained).map(({key}) => key);
    const shown = keys.slice(0, 3).join(', ');
    doubts.push({
      code: 'left-out',
      text: `${keys.length === 1 ? 'one listed increment was' : `${keys.length} listed increments were`} neither applied nor shown to be older or foreign: ${shown}${keys.length > 3 ? ', …' : ''}`,
    });
  }
  return doubts;
}

/**
 * What must hold before anything else is asked of the database.
 * @throws RestoreError `integrity`, `hollow`, `foreign-keys`
 */
export function assertSound(plan: PlanFacts, checks: CheckReport, policy: Policy): void {
  if (checks.integrity === 'failed') {
    const {total, first} = checks.integrityMessages;
    throw new RestoreError('integrity', {
      what: `The restored database is damaged: ${first[0] ?? 'SQLite says so'}`,
      where: plan.snapshotKey === '' ? undefined : plan.snapshotKey,
      expected: 'integrity_check ok',
      found: `${total} ${total === 1 ? 'message' : 'messages'}`,
      todo: 'Restore an earlier point (input timestamp or position), and find out what the writer stored there.',
    });
  }
  if (checks.hollow && !policy.allowEmpty) {
    throw new RestoreError('hollow', {
      what: checks.tables.length === 0 ? 'The restored database has no tables' : 'The restored database has no rows',
      where: plan.snapshotKey === '' ? undefined : plan.snapshotKey,
      expected: 'at least one user table with a row',
      found: checks.tableCount === 0 ? 'no user table' : `${countOf(checks.tableCount, 'user table')} without rows`,
      todo: 'If the database is meant to be empty, set allow-empty: true; otherwise look at what the writer backs up.',
    });
  }
  if (policy.foreignKeyCheck === 'fail' && checks.foreignKeys !== 'skipped' && checks.foreignKeys.total > 0) {
    const {total, first} = checks.foreignKeys;
    const [example] = first;
    throw new RestoreError('foreign-keys', {
      what: `The restored database is inconsistent: ${orphans(total)}`,
      where: example === undefined ? undefined : `table ${example.table}, parent ${example.parent}`,
      expected: 0,
      found: total,
      todo: 'If the application lives with that, set foreign-key-check: warn.',
    });
  }
}

function orphans(total: number): string {
  return `${total} ${total === 1 ? 'row refers' : 'rows refer'} to a parent that does not exist`;
}

/** Everything that did not pass, the failures first. */
export function reasonsOfResults(results: readonly CheckResult[]): readonly Reason[] {
  return (['fail', 'inconclusive', 'warn'] as const).flatMap(status =>
    results
      .filter(result => result.status === status)
      .map(({kind, name, expected, found}) => ({
        code: kind,
        text: `${name}: expected ${expected}, found ${found}${status === 'warn' ? ' (a warning)' : ''}`,
      })),
  );
}

const TODO = {
  stale: 'Find out whether the writer still runs and may write to the bucket: what it last stored is in the summary.',
  assertion: 'Look at the checks in the summary.',
  drift:
    'Look at what happened to the data since the last good run; if it is meant to be, change drift in the checks file.',
} as const satisfies Record<(typeof CHECK_KINDS)[CheckResult['kind']], string>;

/** Who has asked for the search already needs no word about it. */
function todoOf(code: keyof typeof TODO, {lastGood = 'off'}: Policy): string {
  const search = code === 'assertion' && lastGood === 'off';
  return `${TODO[code]}${search ? ' last-good: report looks for the newest restore point that passes them.' : ''}`;
}

/**
 * @param checks those of a database for which {@link assertSound} holds
 * @param doubts what else keeps it from a pass
 * @throws RestoreError `assertion`, `drift`, `stale` when the data is not what the user demands, `inconclusive` when
 *   the user wants nothing published that is not a pass
 */
export function judge(
  plan: PlanFacts,
  checks: CheckReport,
  assessment: Assessment,
  policy: Policy,
  doubts: readonly Reason[] = [],
): Judgement {
  const {results} = assessment;
  const failed = results.filter(({status}) => status === 'fail');
  const [first] = failed;
  if (first !== undefined) {
    const others = failed.length === 1 ? '' : ` (and ${failed.length - 1} more of ${results.length} checks)`;
    throw new RestoreError(CHECK_KINDS[first.kind], {
      what: `A check of the restored data failed: ${first.name}${others}`,
      where: plan.point.position,
      expected: first.expected,
      found: first.found,
      todo: todoOf(CHECK_KINDS[first.kind], policy),
    });
  }
  const reasons: Reason[] = [...reasonsOfProof(plan)];
  let verdict: Verdict = verdictOfProof(plan.proof);
  if (checks.integrity === 'skipped') {
    verdict = 'inconclusive';
    reasons.push({code: 'integrity-skipped', text: 'integrity-check is off: nobody looked into the restored database'});
  }
  if (results.some(({status}) => status === 'inconclusive')) verdict = 'inconclusive';
  reasons.push(...reasonsOfResults(results));
  if (doubts.length > 0) verdict = 'inconclusive';
  reasons.push(...doubts);
  if (checks.foreignKeys !== 'skipped' && checks.foreignKeys.total > 0) {
    reasons.push({code: 'foreign-keys', text: orphans(checks.foreignKeys.total)});
  }
  if (verdict === 'inconclusive' && policy.onInconclusive === 'fail') {
    const proven = verdictOfProof(plan.proof) === 'pass';
    throw new RestoreError('inconclusive', {
      what: `Nothing was published, because on-inconclusive is “fail” and ${
        proven ? 'not everything could be checked' : `the state is not proven (proof ${plan.proof.word})`
      }`,
      where: plan.point.position,
      found: reasons[0]?.text,
      todo: proven
        ? 'Set on-inconclusive: warn to take it, or repair what could not be checked.'
        : 'Set on-inconclusive: warn to take it, or proven to take the newest proven restore point.',
    });
  }
  return {verdict, reasons};
}
