// What a person sees above the log and on the run's page: at most one error or warning or notice per restore.
import {headline, type Outcome} from './outcome.ts';

export type Annotation = {
  readonly level: 'error' | 'warning' | 'notice';
  readonly title: string;
  /** One line of at most 4,000 characters. */
  readonly message: string;
};

/** The runner cuts a message at 4,096 characters (actions/runner, ExecutionContext.cs). */
const MOST_CHARACTERS = 4_000;

function cut(text: string): string {
  return text.length <= MOST_CHARACTERS ? text : `${text.slice(0, MOST_CHARACTERS - 1)}…`;
}

export function annotationOf(outcome: Outcome): Annotation {
  const {request, result} = outcome;
  const {failed, error, verdict, reasons, plan} = result;
  if (failed) {
    return {level: 'error', title: `restore-sqlite: ${error?.code ?? 'internal'}`, message: cut(headline(outcome))};
  }
  const done = result.database !== undefined;
  const because = done ? reasons.map(({text}) => `${text.replace(/\.$/, '')}.`).join(' ') : '';
  const message = cut(because === '' ? headline(outcome) : `${headline(outcome)} ${because}`);
  // An older state was published, and the backup wants looking after all the same.
  if (done && verdict === 'fail') return {level: 'error', title: `restore-sqlite: ${error?.code ?? 'fail'}`, message};
  if (done && verdict !== 'pass') {
    const proof = plan === undefined ? '' : ` (proof ${plan.proof.word})`;
    return {level: 'warning', title: `restore-sqlite: inconclusive${proof}`, message};
  }
  const tolerated = !done && request?.ifNoBackup === 'warn' && reasons.some(({code}) => code === 'no-backup');
  if (tolerated) return {level: 'warning', title: 'restore-sqlite: no-backup', message};
  // A foreign-key warning leaves a pass a pass, and still wants to be seen.
  const level = done && reasons.length > 0 ? 'warning' : 'notice';
  return {level, title: `restore-sqlite: ${done ? 'pass' : (request?.mode ?? 'restore')}`, message};
}
