// What is restored: the rules' decision, the proven run on request, or the position that the user named.
import {isRestoreError, RestoreError} from '../../errors.ts';
import type {Layer} from '../../engine/layer.ts';
import type {PlanRequest} from '../format.ts';
import {chain, sameBytes, type Analysis, type ProvenRun} from './analysis.ts';
import {candidates, impossible, type Candidate} from './candidates.ts';
import {chainIndexes, decide, gradeOf, newestProven, saferThan, type Decision} from './decide.ts';
import {boundOf} from './generations.ts';
import {snapshotLayer, walLayer} from './layers.ts';
import {positionText} from './position.ts';

/** What will be restored, before the report on it is written. */
export type Choice = {
  readonly word: 'covers' | 'likely' | 'weak' | 'snapshot-only';
  /** Index; undefined where the generations stand alone. */
  readonly snapshot: number | undefined;
  /** Indexes of the generations applied, oldest first. */
  readonly chain: readonly number[];
  readonly proven: ProvenRun | undefined;
  /** Undefined for a proven run. */
  readonly candidate: Candidate | undefined;
  /** A proven run: the snapshot holds commits of its last generation that were not captured. */
  readonly besides: boolean;
  /** Asked for by its position. */
  readonly forced: boolean;
  /** Absent when the user named a position. */
  readonly decision: Decision | undefined;
};

export type Examiner = {
  readonly passes: (candidate: Candidate) => Promise<boolean>;
  readonly provenPasses: (run: number) => Promise<boolean>;
  /** Why a candidate or a run was dropped, by position; only those that were looked at. */
  readonly rejected: ReadonlyMap<string, string>;
};

export function positionOfCandidate(analysis: Analysis, candidate: Candidate): string {
  return positionFor(analysis, candidate.snapshot, chainIndexes(candidate));
}

export function positionFor(analysis: Analysis, snapshot: number | undefined, indexes: readonly number[]): string {
  return positionText({
    snapshot: snapshot === undefined ? undefined : analysis.snapshots[snapshot]?.name,
    generations: chain(analysis.indexed, indexes).map(({generation}) => generation.name),
  });
}

export function layersOf(
  analysis: Analysis,
  snapshot: number | undefined,
  indexes: readonly number[],
  proven: ProvenRun | undefined,
): readonly Layer[] {
  const base = snapshot === undefined ? undefined : analysis.snapshots[snapshot];
  const file = analysis.file?.index === snapshot ? analysis.file?.file : undefined;
  const entries = chain(analysis.indexed, indexes);
  return [
    ...(base === undefined ? [] : [snapshotLayer(base, file)]),
    ...entries.map((entry, at) => {
      const leaves = at === entries.length - 1 ? proven?.coverage.freeLeaves : undefined;
      return walLayer(entry, analysis.spoolPath, boundOf(entry.generation), leaves);
    }),
  ];
}

/** Filters, each asked at most once for the same bytes. */
export function examiner(analysis: Analysis, {examine, log}: Pick<PlanRequest, 'examine' | 'log'>): Examiner {
  const known = new Map<string, Promise<boolean>>();
  const rejected = new Map<string, string>();
  const once = (position: string, layers: () => readonly Layer[]): Promise<boolean> => {
    let answer = known.get(position);
    if (answer === undefined) {
      answer = defectOf(layers(), examine).then(defect => {
        if (defect !== undefined) rejected.set(position, defect);
        log.debug(`zlayer: candidate ${position}: ${defect ?? 'integrity_check says ok'}`);
        return defect === undefined;
      });
      known.set(position, answer);
    }
    return answer;
  };
  const provenPasses = async (index: number): Promise<boolean> => {
    const proven = analysis.proven[index];
    if (proven === undefined) return false;
    return once(positionFor(analysis, undefined, proven.run), () => layersOf(analysis, undefined, proven.run, proven));
  };
  const passes = async (candidate: Candidate): Promise<boolean> => {
    const position = positionOfCandidate(analysis, candidate);
    const shape = impossible(analysis.facts, candidate);
    if (shape !== undefined) {
      rejected.set(position, shape);
      log.debug(`zlayer: candidate ${position}: ${shape}`);
      return false;
    }
    const twin = analysis.proven.findIndex(run => sameBytes(analysis, candidate, run));
    if (twin >= 0) return provenPasses(twin);
    return once(position, () => layersOf(analysis, candidate.snapshot, chainIndexes(candidate), undefined));
  };
  return {passes, provenPasses, rejected};
}

async function defectOf(layers: readonly Layer[], examine: PlanRequest['examine']): Promise<string | undefined> {
  try {
    const [first] = await examine(layers);
    return first === undefined ? undefined : `integrity_check: ${first}`;
  } catch (error) {
    if (isRestoreError(error, 'incomplete', 'hollow', 'not-sqlite', 'encrypted', 'integrity'))
      return error.failure.what;
    throw error;
  }
}

/** The rules' decision. @throws RestoreError `no-snapshot`, `incomplete`, `not-proven` */
export async function chooseByRules(
  analysis: Analysis,
  {passes, provenPasses, rejected}: Examiner,
  prefer: 'likeliest' | 'proven',
): Promise<Choice> {
  const {facts, proven} = analysis;
  const runs = proven.map(({run}) => run);
  if (prefer === 'proven') {
    const run = await newestProven({proven: runs, provenPasses});
    if (run !== undefined) return provenChoice(analysis, run, {besides: false, forced: false, decision: undefined});
    throw new RestoreError('not-proven', {
      what: 'No restore point of this backup is proven',
      where: analysis.keys.prefix,
      expected: 'WAL captures that hold every page of the database',
      found: 'none',
      todo: 'Allow the likeliest state with on-inconclusive: warn.',
    });
  }
  const decision = await decide({
    facts,
    proven: runs,
    passes,
    provenPasses,
    sameBytes: (candidate, run) => {
      const twin = proven[run];
      return twin !== undefined && sameBytes(analysis, candidate, twin);
    },
  });
  const {chosen} = decision;
  if (chosen === undefined) throw nothing(analysis, rejected);
  if (chosen.kind === 'proven') {
    return provenChoice(analysis, chosen.run, {besides: chosen.besides, forced: false, decision});
  }
  const {candidate, grade} = chosen;
  return {
    word:
      candidate.kind === 'snapshot' && grade === 'likely' && analysis.indexed.length === 0 ? 'snapshot-only' : grade,
    snapshot: candidate.snapshot,
    chain: chainIndexes(candidate),
    proven: undefined,
    candidate,
    besides: false,
    forced: false,
    decision,
  };
}

function provenChoice(analysis: Analysis, run: number, rest: Pick<Choice, 'besides' | 'forced' | 'decision'>): Choice {
  const proven = analysis.proven[run];
  if (proven === undefined) throw new RestoreError('internal', {what: 'A proven run is missing', found: run});
  return {word: 'covers', snapshot: undefined, chain: proven.run, proven, candidate: undefined, ...rest};
}

function nothing({snapshots, indexed, keys}: Analysis, rejected: ReadonlyMap<string, string>): RestoreError {
  const where = keys.prefix;
  if (snapshots.every(({contents}) => contents === undefined)) {
    return new RestoreError('no-snapshot', {
      what: 'There is no readable snapshot, and the WAL captures do not hold every page of the database',
      where,
      expected: 'a snapshot, or captures of a WAL that holds every page',
      found: `${snapshots.length} snapshots, ${indexed.length} WAL generations with committed frames`,
      todo: 'Restore from another backup: this one cannot give a whole database.',
    });
  }
  const [first] = rejected;
  return new RestoreError('incomplete', {
    what: 'No combination of snapshot and WAL captures gives a sound database',
    where,
    found: first === undefined ? 'no candidate' : `${first[0]}: ${first[1]}`,
    todo: 'Restore from another backup, or name a position with on-incomplete: warn and integrity-check: off to look at the ruins.',
  });
}

/** The candidate or proven run that has exactly these parts, with its grade. */
export function chooseParts(analysis: Analysis, snapshot: number | undefined, indexes: readonly number[]): Choice {
  const {facts, proven, indexed} = analysis;
  const rest = {besides: false, forced: true, decision: undefined};
  const position = positionFor(analysis, snapshot, indexes);
  const run = proven.findIndex(({run: theirs}) => positionFor(analysis, undefined, theirs) === position);
  if (run >= 0) return provenChoice(analysis, run, rest);
  const newest = facts.snapshots.length - 1;
  for (const candidate of [...candidates(facts), ...saferThan(facts, newest)]) {
    if (positionOfCandidate(analysis, candidate) !== position) continue;
    const sound = impossible(facts, candidate) === undefined;
    const grade = sound ? gradeOf(candidate, newest) : 'weak';
    const alone = candidate.kind === 'snapshot' && grade === 'likely' && indexed.length === 0;
    return {word: alone ? 'snapshot-only' : grade, snapshot, chain: indexes, proven: undefined, candidate, ...rest};
  }
  return {word: 'weak', snapshot, chain: indexes, proven: undefined, candidate: undefined, ...rest};
}
