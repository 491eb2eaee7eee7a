// Which combinations of a snapshot and generations come into question, in the order in which they are tried.
import {step} from './generations.ts';

/** What the rules look at in a generation. Generations are in order, oldest first. */
export type GenerationFacts = {
  readonly salt1: number;
  readonly pageSize: number;
  /** Database size in pages after its last commit. */
  readonly pages: number;
  /** Another generation's capture shows its end. */
  readonly closed: boolean;
  /** Another generation's capture shows frames of it that were never captured. */
  readonly more: boolean;
  /** Database size in pages after its first commit. */
  readonly firstCommitPages: number;
  /** Frames of the first commit hold every page above this one, up to `firstCommitPages` (the lock-byte page aside). */
  readonly firstCommitHoldsAbove: number;
  /** The sizes in pages after each commit. */
  readonly commitSizes: {has(pages: number): boolean};
};

export type SnapshotFacts = {
  readonly pages: number;
  /** For each generation: above 0 = still to be applied. */
  readonly scores: readonly number[];
  /** For each generation: the snapshot was read after it began. */
  readonly begun: readonly boolean[];
  /** For each generation: something shows that none was left out between the snapshot and its begin. */
  readonly linked: readonly boolean[];
};

export type Facts = {
  readonly generations: readonly GenerationFacts[];
  /** Oldest first. Undefined where a snapshot was not read. */
  readonly snapshots: readonly (SnapshotFacts | undefined)[];
  /** For a chain (two indexes, both included): its frames hold every page of the last commit. */
  readonly holdsAll: (from: number, to: number) => boolean;
};

export type Flag = 'notbegun' | 'hole' | 'unlinked' | 'soft' | 'inner' | 'contradicted';

export type Candidate = {
  readonly kind: 'snapshot' | 'chain' | 'no-base';
  /** Index; undefined for `no-base`. */
  readonly snapshot: number | undefined;
  /** First and last generation, both included; undefined for a snapshot alone. */
  readonly chain: {readonly from: number; readonly to: number} | undefined;
  readonly score: number;
  readonly flags: readonly Flag[];
};

function isGap(a: GenerationFacts, b: GenerationFacts): boolean {
  return a.pageSize !== b.pageSize || step(a, b) > 1;
}

/** Candidates on one snapshot, likeliest first. */
export function* candidatesOn(facts: Facts, number: number): Generator<Candidate> {
  const {generations, snapshots} = facts;
  const snapshot = snapshots[number];
  if (snapshot === undefined) return;
  const end = generations.length - 1;
  const lastScore = snapshot.scores[end] ?? 0;
  const alone = {
    kind: 'snapshot',
    snapshot: number,
    chain: undefined,
    score: lastScore === 0 ? 0 : -lastScore,
  } as const;
  if (end < 0 || lastScore <= 0) {
    yield {...alone, flags: []};
    return;
  }
  for (let to = end; to >= 0 && (snapshot.scores[to] ?? 0) > 0; to--) {
    const from = chainStart(facts, snapshot, to);
    yield {
      kind: 'chain',
      snapshot: number,
      chain: {from, to},
      score: snapshot.scores[to] ?? 0,
      flags: flagsOf(facts, snapshot, from, to),
    };
  }
  yield {...alone, flags: ['contradicted']};
}

function chainStart({generations}: Facts, snapshot: SnapshotFacts, to: number): number {
  let from = to;
  while (from > 0 && snapshot.begun[from] !== true && (snapshot.scores[from - 1] ?? 0) > 0) {
    const [before, at] = [generations[from - 1], generations[from]];
    if (before === undefined || at === undefined || isGap(before, at)) break;
    from -= 1;
  }
  return from;
}

function flagsOf({generations}: Facts, snapshot: SnapshotFacts, from: number, to: number): readonly Flag[] {
  const flags: Flag[] = [];
  const notBegun = snapshot.begun[from] !== true;
  const [before, at] = [generations[from - 1], generations[from]];
  if (notBegun) flags.push('notbegun');
  if (notBegun && before !== undefined && at !== undefined && isGap(before, at)) flags.push('hole');
  else if (notBegun && snapshot.linked[from] !== true) flags.push('unlinked');
  if (generations.slice(from, to).some(({closed}) => !closed)) flags.push('soft');
  if (to !== generations.length - 1) flags.push('inner');
  return flags;
}

/** All candidates: the newest snapshot first. Only where no snapshot was read: generations that need none. */
export function* candidates(facts: Facts): Generator<Candidate> {
  const {generations, snapshots} = facts;
  for (let number = snapshots.length - 1; number >= 0; number--) yield* candidatesOn(facts, number);
  if (snapshots.some(snapshot => snapshot !== undefined)) return;
  for (let to = generations.length - 1; to >= 0; to--) {
    let from = to;
    for (;;) {
      if (facts.holdsAll(from, to)) {
        yield {kind: 'no-base', snapshot: undefined, chain: {from, to}, score: 0, flags: []};
        break;
      }
      const [before, at] = [generations[from - 1], generations[from]];
      if (before === undefined || at === undefined || isGap(before, at)) break;
      from -= 1;
    }
  }
}

/** Why a candidate cannot be a state of the database, seen without building it; undefined when nothing speaks against it. */
export function impossible({generations, snapshots}: Facts, {snapshot, chain}: Candidate): string | undefined {
  if (chain === undefined) return undefined;
  const links = generations.slice(chain.from, chain.to + 1);
  if (links.slice(0, -1).some(({more}) => more)) return 'a generation in it went on after its last captured frame';
  for (const [index, generation] of links.entries()) {
    const before = links[index - 1];
    if (before !== undefined && !grows(before.pages, generation)) {
      return 'pages that a generation added to the database are missing between two of its generations';
    }
  }
  const base = snapshot === undefined ? undefined : snapshots[snapshot];
  const [first] = links;
  if (base === undefined || first === undefined || first.commitSizes.has(base.pages)) return undefined;
  return grows(base.pages, first) ? undefined : 'pages that were added to the database after the snapshot are missing';
}

/** The pages that a commit adds are always in that commit's own frames (measured: 5,384 of 5,384 growing commits). */
function grows(pages: number, {firstCommitPages, firstCommitHoldsAbove}: GenerationFacts): boolean {
  return pages >= firstCommitPages || pages >= firstCommitHoldsAbove;
}
