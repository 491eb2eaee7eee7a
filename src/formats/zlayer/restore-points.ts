// The states that a backup offers, newest first: those that WAL generations prove, snapshots alone, and chains of
// generations on a snapshot that nothing speaks against.
import type {PlanRequest, RestorePoint} from '../format.ts';
import {analyse, type Analysis} from './analysis.ts';
import {candidates, impossible, type Candidate} from './candidates.ts';
import {chainIndexes, LIKELY_SCORE} from './decide.ts';
import {boundOf} from './generations.ts';
import {pointOf} from './plan.ts';
import {parsePosition} from './position.ts';
import {select} from './selection.ts';

/** A state by its parts, and where it stands among the generations. */
type State = {
  readonly snapshot: number | undefined;
  readonly chain: readonly number[];
  /** Index of the last generation that is in it; -1 for none. */
  readonly end: number;
  /** In doubt about two states of the same end, the one that rests on more. */
  readonly rank: number;
};

/**
 * Reads the backup as planning does: only page contents tell where a snapshot stands among the WAL.
 * @throws RestoreError of planning
 */
export async function restorePointsOfZlayer(request: PlanRequest): Promise<readonly RestorePoint[]> {
  const {keys, times} = select(request);
  const analysis = await analyse(keys, times, request);
  const states = [...provenStates(analysis), ...snapshotStates(analysis), ...chainStates(analysis)];
  const points = new Map<string, RestorePoint>();
  for (const {snapshot, chain} of states.toSorted((a, b) => b.end - a.end || b.rank - a.rank)) {
    const point = pointOf(analysis, {snapshot, chain});
    if (!points.has(point.position)) points.set(point.position, point);
  }
  return [...points.values()];
}

function provenStates({proven}: Analysis): readonly State[] {
  return proven.map(({run}) => ({snapshot: undefined, chain: run, end: run.at(-1) ?? -1, rank: Infinity}));
}

/** A snapshot that holds a generation may hold more of it than was captured: it is the newer one of the two. */
function snapshotStates(analysis: Analysis): readonly State[] {
  return analysis.snapshots.flatMap(({defect}, snapshot) =>
    defect === undefined ? [{snapshot, chain: [], end: heldBy(analysis, snapshot) + 0.5, rank: snapshot}] : [],
  );
}

/** The last generation whose pages the snapshot shows; for one that was not read, by the times. */
function heldBy({facts, indexed, snapshots, times}: Analysis, snapshot: number): number {
  const scores = facts.snapshots[snapshot]?.scores;
  const readAt = (snapshots[snapshot]?.keyTime ?? 0) + times.clockOffset;
  return indexed.findLastIndex(({generation}, index) =>
    scores === undefined ? boundOf(generation) <= readAt : (scores[index] ?? 0) <= 0,
  );
}

function chainStates({facts}: Analysis): readonly State[] {
  return [...candidates(facts)]
    .filter(candidate => isOffered(candidate) && impossible(facts, candidate) === undefined)
    .map(candidate => {
      const chain = chainIndexes(candidate);
      return {snapshot: candidate.snapshot, chain, end: chain.at(-1) ?? -1, rank: candidate.snapshot ?? -1};
    });
}

/**
 * Older states only: that later generations are there, or a newer snapshot, is no doubt about them. A hole, an end that
 * was not captured or thin evidence is: such a combination may never have been a state of the database.
 */
function isOffered({chain, snapshot, score, flags}: Candidate): boolean {
  if (chain === undefined || snapshot === undefined || score < LIKELY_SCORE) return false;
  return flags.every(flag => flag === 'notbegun' || flag === 'inner');
}

/** Generations that a sentence can hold. */
const MOST_NAMED = 4;

/** `WAL generations 761adafe-f27a1174, 761adaff-d92d0ac9`: what the newer position applies and the older one does not. */
export function betweenZlayer(older: string, newer: string): string {
  const known = new Set(parsePosition(older).generations);
  const lost = parsePosition(newer).generations.filter(name => !known.has(name));
  if (lost.length > MOST_NAMED) return `${lost.length} WAL generations, ${lost[0]} to ${lost.at(-1)}`;
  return lost.length === 0 ? '' : `${lost.length === 1 ? 'WAL generation' : 'WAL generations'} ${lost.join(', ')}`;
}
