// Which runs are compared with earlier ones, and which are a baseline for later ones.
import type {CheckResult} from '../checks/check-result.ts';
import type {PlanFacts} from '../formats/format.ts';
import type {RestoreRequest} from '../request.ts';

/**
 * Whether a run has a history at all: somebody wrote a checks file, and wants the newest state. An older one that is asked
 * for by time or position is no baseline for tomorrow, nor is yesterday's one for it.
 */
export function hasHistory({
  mode,
  checks,
  timestamp,
  position,
}: Pick<RestoreRequest, 'mode' | 'checks' | 'timestamp' | 'position'>): boolean {
  return checks !== undefined && mode !== 'plan' && timestamp === undefined && position === undefined;
}

/**
 * Whether a sound database is a baseline for later runs: no check failed. A doubt is no failure, since some formats prove
 * nothing better than `likely`, and a first run has nothing that it could be compared with. A state of which something is
 * known to be missing is no baseline.
 */
export function isGoodRun({proof}: Pick<PlanFacts, 'proof'>, results: readonly CheckResult[]): boolean {
  return proof.word !== 'partial' && results.every(({status}) => status !== 'fail');
}
