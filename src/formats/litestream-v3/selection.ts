// Which objects lead to what was asked for: the generation, the snapshot, the WAL, with headers read and compared.
import {RestoreError} from '../../errors.ts';
import type {PlanRequest} from '../format.ts';
import {chainOf, segmentsAfter, type Chain} from './chain.ts';
import {chooseGeneration, endPosition, type ChosenGeneration} from './generations.ts';
import {requirePlace, type Goal} from './goal.ts';
import {readHeads, type Head} from './heads.ts';
import {generationsOf, hex8, type Generation, type Segment} from './keys.ts';
import {AHEAD, BEYOND} from './later-pages.ts';
import type {IndexPart} from './layers.ts';
import {judgeLoneSnapshot} from './lone-snapshot.ts';
import {parsePosition, positionText} from './position.ts';
import {gapBehind} from './next-segment.ts';
import {faultOfHeads} from './salts.ts';
import {STRAY} from './wal-index.ts';
import {judgeTimes, type Times} from './times.ts';

export type Selection = {
  readonly goal: Goal;
  readonly times: Times;
  readonly generation: Generation;
  readonly others: readonly Generation[];
  readonly doubts: readonly string[];
  readonly chain: Chain;
  /** The chain's indexes that have WAL, oldest first. */
  readonly parts: readonly IndexPart[];
  readonly faults: ReadonlyMap<string, RestoreError>;
  /** Segments that lie inside others: copies under a wrong name. */
  readonly strays: readonly Segment[];
  /** True when the base is a snapshot without WAL of its own that nothing confirms. */
  readonly unconfirmed: boolean;
  /** Segments of the base's index behind the chain's end, to be compared with the base: it must not hold them yet. */
  readonly behind: readonly Segment[];
  /** Sentences: why it may hold some all the same. */
  readonly mixed: readonly string[];
  /** True when the base was found to be one that may hold commits which are in no object, and no older one leads here. */
  readonly doubted: boolean;
};

/** @throws RestoreError that says why there is nothing to restore, `ambiguous`, `position-not-found`, `input`; of the store */
export async function select(request: PlanRequest): Promise<Selection> {
  const {backup, target, excluded, maxDatabaseSize} = request;
  const generations = generationsOf(backup.objects);
  if (generations.every(({snapshots, segments}) => snapshots.length + segments.length === 0)) {
    throw new RestoreError('unsupported-format', {
      what: 'The folder generations/ has no snapshot and no WAL segment of Litestream 0.3',
      where: backup.objects[0]?.key,
      expected: 'names that end in .snapshot.lz4 and .wal.lz4',
      todo: 'Litestream 0.1 and 0.2 compressed with gzip: restore those with the version that wrote them.',
    });
  }
  const times = judgeTimes(generations);
  const {goal, ...choice} = chosen(generations, target, times);
  requirePlace(goal, choice.chosen);
  const {generation, strays} = withoutStrays(choice.chosen, excluded);
  const faults = faultsByName(generation, excluded);
  let unavoidable: Unavoidable | undefined;
  for (;;) {
    const chain = chainOf(generation, goal, faults);
    const passedOver = generation.snapshots.findLast(({object}) => isOnlyDoubted(faults.get(object.key)));
    if (passedOver !== undefined && (chain instanceof RestoreError || chain.broken !== undefined)) {
      // No older one leads there.
      const {key} = passedOver.object;
      unavoidable = {key, why: faults.get(key)?.failure.what ?? ''};
      faults.delete(key);
      continue;
    }
    if (chain instanceof RestoreError) throw withOtherEnds(chain, choice.others);
    const {base} = chain;
    const lone = goal.kind !== 'position' && !generation.segments.some(({index}) => index >= base.index);
    const judged = lone ? await judgeLoneSnapshot(base, generation, maxDatabaseSize, request) : 'newer';
    if (judged instanceof RestoreError) {
      faults.set(base.object.key, judged);
      continue;
    }
    const parts = await partsOf(chain, faults, request);
    if (parts === undefined) continue;
    const unconfirmed = judged === 'unknown' && generation.segments.length > 0;
    const broken = chain.broken ?? (goal.kind === 'time' ? await gapBehind(chain, generation, request) : undefined);
    return {
      goal,
      times,
      generation,
      ...choice,
      chain: {...chain, broken},
      parts,
      faults,
      strays,
      unconfirmed,
      ...behindOf(chain, generation, faults, unavoidable),
    };
  }
}

function chosen(
  generations: readonly Generation[],
  {position, timestamp}: PlanRequest['target'],
  times: Times,
): ChosenGeneration & {readonly goal: Goal} {
  if (position === undefined) {
    const goal: Goal = timestamp === undefined ? {kind: 'latest'} : {kind: 'time', time: timestamp, times};
    return {goal, ...chooseGeneration(generations, times, timestamp)};
  }
  const asked = parsePosition(position);
  const named = generations.find(({name}) => name === asked.generation);
  if (named === undefined) {
    throw new RestoreError('position-not-found', {
      what: 'The backup does not have the asked generation',
      where: 'input position',
      expected: positionText(asked),
      found: generations.map(endPosition).join(', '),
      todo: 'Write a position as found here.',
    });
  }
  const {index, offset} = asked;
  const goal: Goal = index === undefined ? {kind: 'latest'} : {kind: 'position', index, offset};
  return {goal, chosen: named, others: generations.filter(other => other !== named), doubts: []};
}

/** A snapshot that an older one should stand in for, and cannot. */
type Unavoidable = {readonly key: string; readonly why: string};

function isOnlyDoubted(fault: RestoreError | undefined): boolean {
  return fault?.failure.what === AHEAD || fault?.failure.what === BEYOND;
}

/** Nothing of it where the chain goes on into a later index: then all WAL of the base's index is applied. */
function behindOf(
  {base, segments}: Chain,
  generation: Generation,
  faults: ReadonlyMap<string, RestoreError>,
  unavoidable: Unavoidable | undefined,
): Pick<Selection, 'behind' | 'mixed' | 'doubted'> {
  const {index, object} = base;
  const rest = segmentsAfter(generation, base, segments).filter(segment => segment.index === index);
  const doubted = object.key === unavoidable?.key;
  if (rest.length === 0) return {behind: [], mixed: [], doubted};
  const name = `Snapshot ${hex8(index)}`;
  if (doubted) {
    const [holds, are] = unavoidable.why === AHEAD ? ['holds', 'are'] : ['may hold', 'may be'];
    const sentence = `${name} ${holds} pages of WAL that lies behind this point, and no older one leads here: pages of different moments ${are} mixed.`;
    return {behind: [], mixed: [sentence], doubted};
  }
  const end = rest.findIndex(segment => faults.has(segment.object.key));
  if (end === -1) return {behind: rest, mixed: [], doubted};
  const sentence = `${name} may hold pages of WAL that lies behind this point, and that WAL cannot be read whole.`;
  return {behind: rest.slice(0, end), mixed: [sentence], doubted};
}

/** Objects that were found to be copies under a wrong name are no longer part of it. */
export function withoutStrays(
  generation: Generation,
  excluded: PlanRequest['excluded'],
): {
  readonly generation: Generation;
  readonly strays: readonly Segment[];
} {
  const strays = generation.segments.filter(({object}) => excluded.get(object.key) === STRAY);
  if (strays.length === 0) return {generation, strays};
  return {
    generation: {...generation, segments: generation.segments.filter(segment => !strays.includes(segment))},
    strays,
  };
}

/** What is known of the objects before any is read. */
export function faultsByName(generation: Generation, excluded: PlanRequest['excluded']): Map<string, RestoreError> {
  const faults = new Map<string, RestoreError>();
  for (const {object} of [...generation.snapshots, ...generation.segments]) {
    const fault = faultOf(object, excluded);
    if (fault !== undefined) faults.set(object.key, fault);
  }
  for (const [key, fault] of copiedSnapshots(generation)) if (!faults.has(key)) faults.set(key, fault);
  return faults;
}

function faultOf({key, size}: Segment['object'], excluded: PlanRequest['excluded']): RestoreError | undefined {
  const reason = excluded.get(key);
  if (reason !== undefined) return new RestoreError('incomplete', {what: reason, where: key});
  return size > 0 ? undefined : new RestoreError('truncated', {what: 'The object is empty', where: key});
}

/** Two snapshots never have the same bytes: Litestream's counter in them differs, or its tables have come into being. */
function copiedSnapshots({snapshots}: Generation): ReadonlyMap<string, RestoreError> {
  const first = new Map<string, string>();
  const faults = new Map<string, RestoreError>();
  for (const {object} of snapshots) {
    const bytes = `${object.size} ${object.etag}`;
    const original = first.get(bytes);
    if (original === undefined) first.set(bytes, object.key);
    else
      faults.set(
        object.key,
        new RestoreError('format', {what: `The snapshot is a copy of ${original}`, where: object.key}),
      );
  }
  return faults;
}

/** Undefined when a header turned out to be damaged, or not of this chain: that is a fault from now on. */
export async function partsOf(
  {segments}: Chain,
  faults: Map<string, RestoreError>,
  request: PlanRequest,
): Promise<readonly IndexPart[] | undefined> {
  const heads: Head[] = [];
  const before = faults.size;
  const first = segments.filter(({offset}) => offset === 0);
  for (const [at, head] of (await readHeads(first, request)).entries()) {
    if (!(head instanceof RestoreError)) heads.push(head);
    else faults.set(first[at]?.object.key ?? '', head);
  }
  const found = faults.size > before ? undefined : faultOfHeads(heads);
  if (found !== undefined) faults.set(found.key, found.fault);
  if (faults.size > before) return undefined;
  const byIndex = Map.groupBy(segments, ({index}) => index);
  return heads.map(head => ({head, segments: byIndex.get(head.segment.index) ?? []}));
}

function withOtherEnds(error: RestoreError, others: readonly Generation[]): RestoreError {
  const ends = others.filter(({snapshots}) => snapshots.length > 0).map(endPosition);
  if (ends.length === 0) return error;
  const offer = `Another generation is there, which ended earlier: position: ${ends.slice(-3).join(', or ')}.`;
  return new RestoreError(error.code, {...error.failure, todo: [error.failure.todo, offer].filter(Boolean).join(' ')});
}
