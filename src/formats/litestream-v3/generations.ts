// Which generation holds the newest data. Their names are random, so that only times tell: the newest WAL wins, and where
// times do not tell them apart the user is asked.
import {RestoreError} from '../../errors.ts';
import {instantText} from '../../quantities.ts';
import type {Generation} from './keys.ts';
import {positionText} from './position.ts';
import {youngest, type Times} from './times.ts';

/** Milliseconds: ends closer to each other than this decide nothing. */
const TIE = 3000;

export type ChosenGeneration = {
  readonly chosen: Generation;
  /** The rest, newest last. */
  readonly others: readonly Generation[];
  /** Sentences: what speaks for another one. */
  readonly doubts: readonly string[];
};

/** When the first and the last object of a kind were stored. */
type Span = {readonly first: number; readonly last: number};

type Candidate = {
  readonly generation: Generation;
  readonly wal: Span | undefined;
  readonly snapshots: Span | undefined;
};

/**
 * @param until milliseconds since 1970: objects stored later do not count
 * @throws RestoreError `ambiguous`; `before-first` when nothing was stored by `until`
 */
export function chooseGeneration(
  generations: readonly Generation[],
  times: Times,
  until = Number.POSITIVE_INFINITY,
): ChosenGeneration {
  const candidates = generations
    .map(generation => candidateOf(generation, times, until))
    .filter(({wal, snapshots}) => wal !== undefined || snapshots !== undefined);
  const withWal = candidates.filter(({wal}) => wal !== undefined);
  const eligible = (withWal.length > 0 ? withWal : candidates).toSorted((a, b) => endOf(a) - endOf(b));
  const best = eligible.at(-1);
  if (best === undefined) throw beforeFirst(generations, times, until);
  const rival = eligible.at(-2);
  if (rival !== undefined && (times.doubt !== '' || endsTogether(best, rival, times))) throw ambiguous(eligible, times);
  const others = candidates.filter(other => other !== best).toSorted((a, b) => endOf(a) - endOf(b));
  return {
    chosen: best.generation,
    others: others.map(({generation}) => generation),
    doubts: others.flatMap(other => doubtsAbout(best, other)),
  };
}

function candidateOf(generation: Generation, times: Times, until: number): Candidate {
  const span = (objects: readonly {readonly object: Parameters<typeof youngest>[0]}[]): Span | undefined => {
    const stored = objects.map(({object}) => youngest(object, times)).filter(time => time <= until);
    if (stored.length === 0) return undefined;
    return {first: stored.reduce((a, b) => Math.min(a, b)), last: stored.reduce((a, b) => Math.max(a, b))};
  };
  return {generation, wal: span(generation.segments), snapshots: span(generation.snapshots)};
}

function endOf({wal, snapshots}: Candidate): number {
  return wal?.last ?? snapshots?.last ?? 0;
}

/** Whatever the asked time cuts off: a generation that goes on for long after another one's end is the later one. */
function endsTogether(best: Candidate, rival: Candidate, times: Times): boolean {
  const [end, other] = [best, rival].map(({generation}) =>
    endOf(candidateOf(generation, times, Number.POSITIVE_INFINITY)),
  );
  return Math.abs((end ?? 0) - (other ?? 0)) < TIE;
}

function doubtsAbout(best: Candidate, other: Candidate): readonly string[] {
  const {name} = other.generation;
  if (other.snapshots !== undefined && other.snapshots.last > endOf(best)) {
    return [
      `Generation ${name} has a snapshot of ${instantText(other.snapshots.last)}, later than the newest WAL: if it is real, something newer is there that no WAL confirms.`,
    ];
  }
  const began = Math.min(
    best.wal?.first ?? Number.POSITIVE_INFINITY,
    best.snapshots?.first ?? Number.POSITIVE_INFINITY,
  );
  if (other.wal !== undefined && other.wal.last > began + TIE && other.wal.first < began) {
    return [
      `Generation ${name} was still written to when this one had begun: two Litestreams wrote here, and what the other one wrote after ${instantText(began)} is not in this state.`,
    ];
  }
  // Litestream never returns to a generation: the newest times may be those of a copy.
  if (other.wal !== undefined && other.wal.first >= began && other.wal.first < endOf(best) - TIE) {
    return [
      `Generation ${name} began while this one was written to, and ended before it: two Litestreams wrote here, or the last objects of this one were stored anew, and the other one is the newer.`,
    ];
  }
  return [];
}

/** The newest place that the names of a generation promise. */
export function endPosition({name, snapshots, segments}: Generation): string {
  const last = segments.at(-1);
  const snapshot = snapshots.at(-1);
  if (last !== undefined && last.index >= (snapshot?.index ?? 0)) return positionText({generation: name, ...last});
  return positionText({generation: name, index: snapshot?.index});
}

function ambiguous(candidates: readonly Candidate[], {doubt}: Times): RestoreError {
  const ends = candidates.map(
    candidate => `position: ${endPosition(candidate.generation)} (stored ${instantText(endOf(candidate))})`,
  );
  return new RestoreError('ambiguous', {
    what: `${candidates.length} generations lie under the prefix, and their times do not tell which is the newest${doubt === '' ? '' : `: ${doubt}, as if the bucket had been copied`}`,
    found: ends.slice(-8).join('; '),
    todo: 'Say which one by its position, as written here.',
  });
}

function beforeFirst(generations: readonly Generation[], times: Times, until: number): RestoreError {
  const all = generations.map(generation => candidateOf(generation, times, Number.POSITIVE_INFINITY));
  const first = all.reduce(
    (time, {wal, snapshots}) => Math.min(time, snapshots?.first ?? time, wal?.first ?? time),
    Number.POSITIVE_INFINITY,
  );
  return new RestoreError('before-first', {
    what: 'The backup does not reach back to the asked time',
    expected: `an object stored by ${instantText(until)}`,
    found: `the first one was stored at ${instantText(first)}`,
    todo: 'Ask for a later time.',
  });
}
