// One restore of a backup whose truth is known, and many of them as a table.
import type {Restored} from './restore-in-memory.ts';

export type Outcome = {
  readonly name: string;
  /** `covers pass`, `likely inconclusive`, or the error code of a refusal. */
  readonly ended: string;
  readonly verdict: 'pass' | 'fail' | 'inconclusive';
  /** What came out against the truth. `nothing`: refused, and nothing could be restored. */
  readonly result: 'newest' | 'older' | 'never existed' | 'refused' | 'nothing';
  readonly state: number;
  readonly best: number;
  readonly last: number;
};

export type KnownTruth = {
  stateOf(image: Buffer): number;
  newestReachable(): number;
  /** Index of the last committed state. */
  readonly last: number;
};

export function outcomeOf(name: string, {result, image}: Restored, truth: KnownTruth): Outcome {
  const {verdict, plan, error} = result;
  const best = truth.newestReachable();
  const {last} = truth;
  if (image === undefined) {
    const refused = best < 0 ? 'nothing' : 'refused';
    return {name, ended: error?.code ?? 'nothing', verdict, result: refused, state: -1, best, last};
  }
  const state = truth.stateOf(image);
  const what = state < 0 ? 'never existed' : state >= best ? 'newest' : 'older';
  return {name, ended: `${plan?.proof.word ?? '?'}, ${verdict}`, verdict, result: what, state, best, last};
}

const COLUMNS = ['newest', 'older', 'never existed', 'refused', 'nothing'] as const;

/** Markdown: one row for each way a restore ended, and their sum. */
export function table(outcomes: readonly Outcome[]): string {
  const ways = [...new Set(outcomes.map(({ended}) => ended))].toSorted();
  const row = (name: string, part: readonly Outcome[]): string => {
    const counts = COLUMNS.map(column => part.filter(({result}) => result === column).length);
    return `| ${[name, part.length, ...counts].join(' | ')} |`;
  };
  return [
    `| ended as | backups | ${COLUMNS.join(' | ')} |`,
    `|---|${'---:|'.repeat(COLUMNS.length + 1)}`,
    ...ways.map(way =>
      row(
        way,
        outcomes.filter(({ended}) => ended === way),
      ),
    ),
    row('all', outcomes),
  ].join('\n');
}
