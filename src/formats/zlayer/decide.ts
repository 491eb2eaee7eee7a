// The careful policy: which candidate, or which proven run, is restored.
import {candidates, candidatesOn, type Candidate, type Facts} from './candidates.ts';
import {step} from './generations.ts';

/** Chains below this score rest on too little. */
export const LIKELY_SCORE = 10;

export type Grade = 'likely' | 'weak';

export type Chosen =
  | {readonly kind: 'candidate'; readonly candidate: Candidate; readonly grade: Grade}
  | {
      readonly kind: 'proven';
      /** Index into the proven runs. */
      readonly run: number;
      /** Same bytes as the candidate that would have been chosen. */
      readonly sameBytes: boolean;
      /** It ends in the generation in which the candidate ends, but the bytes differ. */
      readonly besides: boolean;
    };

export type Decision = {
  /** Undefined when nothing can be restored. */
  readonly chosen: Chosen | undefined;
  /** The first candidate that passed every filter, whatever was chosen in the end. */
  readonly pick: Candidate | undefined;
  /** What takes the place of a weak pick, when something does. */
  readonly safer: Candidate | undefined;
};

export type Asked = {
  readonly facts: Facts;
  /** Indexes of each proven run's generations. In the order of their last generation. */
  readonly proven: readonly (readonly number[])[];
  /** Passes the filters: nothing speaks against it, and integrity_check says ok. Asked once for each candidate. */
  readonly passes: (candidate: Candidate) => Promise<boolean>;
  readonly provenPasses: (run: number) => Promise<boolean>;
  readonly sameBytes: (candidate: Candidate, run: number) => boolean;
};

export function gradeOf({kind, snapshot, chain, score, flags}: Candidate, newest: number): Grade {
  const doubted = flags.some(flag => flag !== 'notbegun');
  const thin = chain !== undefined && score < LIKELY_SCORE;
  return kind === 'no-base' || snapshot !== newest || doubted || thin ? 'weak' : 'likely';
}

/** The proven run whose last generation is latest in the order and that passes integrity_check. */
export async function newestProven({
  proven,
  provenPasses,
}: Pick<Asked, 'proven' | 'provenPasses'>): Promise<number | undefined> {
  for (let run = proven.length - 1; run >= 0; run--) if (await provenPasses(run)) return run;
  return undefined;
}

export async function decide(asked: Asked): Promise<Decision> {
  const {facts, proven, passes, provenPasses, sameBytes} = asked;
  const newest = facts.snapshots.length - 1;
  const pick = await firstOf(candidates(facts), passes);
  if (pick === undefined) {
    const latest = await newestProven(asked);
    const chosen =
      latest === undefined ? undefined : ({kind: 'proven', run: latest, sameBytes: false, besides: false} as const);
    return {chosen, pick, safer: undefined};
  }
  const replaceable = gradeOf(pick, newest) === 'weak' && pick.chain !== undefined && pick.snapshot !== undefined;
  const safer = replaceable ? await firstOf(saferThan(facts, newest), passes) : undefined;
  const now = safer ?? pick;
  const grade = gradeOf(now, newest);
  for (const run of proven.keys()) {
    if (sameBytes(now, run) && (await provenPasses(run))) {
      return {chosen: {kind: 'proven', run, sameBytes: true, besides: false}, pick, safer};
    }
  }
  const end = now.chain?.to;
  for (let run = proven.length - 1; run >= 0; run -= 1) {
    const provenEnd = proven[run]?.at(-1) ?? -1;
    const asNew = end !== undefined && provenEnd >= end;
    const betterThanWeak = now.kind === 'no-base' || (now.chain !== undefined && grade === 'weak');
    const readBefore =
      safer !== undefined && safer.chain === undefined && pick.chain !== undefined && pick.chain.from <= provenEnd;
    // What does not hold for this run holds for no earlier one. So a run that would not be taken is not even built.
    if (!asNew && !betterThanWeak && !readBefore) break;
    if (await provenPasses(run)) {
      return {chosen: {kind: 'proven', run, sameBytes: false, besides: provenEnd === end}, pick, safer};
    }
  }
  return {chosen: {kind: 'candidate', candidate: now, grade}, pick, safer};
}

async function firstOf(
  all: Iterable<Candidate>,
  passes: (candidate: Candidate) => Promise<boolean>,
): Promise<Candidate | undefined> {
  for (const candidate of all) if (await passes(candidate)) return candidate;
  return undefined;
}

/**
 * For each chain on the newest snapshot: its part in which every generation is known to end where its frames end, and
 * the next one to follow it directly; then the snapshot alone where the chain begins after it.
 */
export function* saferThan(facts: Facts, newest: number): Generator<Candidate> {
  const snapshot = facts.snapshots[newest];
  if (snapshot === undefined) return;
  for (const candidate of candidatesOn(facts, newest)) {
    if (candidate.chain === undefined) continue;
    const {from, to} = candidate.chain;
    const begun = snapshot.begun[from] === true;
    const end = safeEnd(facts, from, to);
    const score = snapshot.scores[end] ?? 0;
    const afterHole = candidate.flags.includes('hole') || candidate.flags.includes('unlinked');
    if (end < to && !afterHole && (score >= LIKELY_SCORE || begun)) {
      yield {kind: 'chain', snapshot: newest, chain: {from, to: end}, score, flags: begun ? [] : ['notbegun']};
    }
    if (!begun) yield {kind: 'snapshot', snapshot: newest, chain: undefined, score: 0, flags: []};
  }
}

function safeEnd({generations}: Facts, from: number, to: number): number {
  let end = from;
  while (end < to) {
    const [at, next] = [generations[end], generations[end + 1]];
    if (at?.closed !== true || next === undefined || step(at, next) !== 1) break;
    end += 1;
  }
  return end;
}

/** The chain's text in a restore point's position. */
export function chainIndexes({chain}: Candidate): readonly number[] {
  if (chain === undefined) return [];
  return Array.from({length: chain.to - chain.from + 1}, (_, index) => chain.from + index);
}
