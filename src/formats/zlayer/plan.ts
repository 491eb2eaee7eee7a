// From a listing to a plan: select, read and judge, choose, and say what was left out.
import {RestoreError} from '../../errors.ts';
import type {Alternative, LeftOut, PlanRequest, RestorePlan, RestorePoint} from '../format.ts';
import {alternativesOf} from './alternatives.ts';
import {analyse, chain, type Analysis} from './analysis.ts';
import {chooseByRules, examiner, layersOf, positionFor, type Choice} from './choice.ts';
import {harmfulCaptures} from './doubts.ts';
import {chooseByPosition} from './forced.ts';
import {boundOf} from './generations.ts';
import {leftOutCaptures} from './left-out.ts';
import {readMetadata} from './metadata.ts';
import {notesOf} from './notes.ts';
import {proofOf} from './proof.ts';
import {select, type Selection} from './selection.ts';

/** @throws RestoreError with a code that says why nothing can be restored */
export async function planZlayer(request: PlanRequest): Promise<RestorePlan> {
  const {target, store, signal, progress, log} = request;
  const selection = select(request);
  const metadata = await readMetadata(selection.listed, {store, signal, progress});
  const analysis = await analyse(selection.keys, selection.times, request);
  logAnalysis(analysis, log);
  requireOnePageSize(analysis, target.position !== undefined || target.prefer === 'proven');
  const looks = examiner(analysis, request);
  const choice =
    target.position === undefined
      ? await chooseByRules(analysis, looks, target.prefer)
      : chooseByPosition(analysis, target.position);
  if (target.prefer === 'proven' && choice.word !== 'covers') {
    throw new RestoreError('not-proven', {
      what: 'The restore point that was asked for is not proven',
      where: target.position,
    });
  }
  const partial = damageBefore(analysis, choice, request);
  const namesNewer = metadata.namesNewer && target.timestamp === undefined;
  const leftOut: readonly LeftOut[] = [
    ...leftOutCaptures(analysis, choice),
    ...leftOutSnapshots(analysis, choice),
    ...selection.excluded,
    ...(namesNewer && selection.keys.metadata !== undefined
      ? [{key: selection.keys.metadata.key, reason: 'it names a newer snapshot that is not there', explained: false}]
      : []),
    ...selection.later,
  ];
  const alternatives: readonly Alternative[] = alternativesOf(analysis, choice, looks.rejected);
  return {
    format: 'zlayer',
    point: pointOf(analysis, choice),
    layers: layersOf(analysis, choice.snapshot, choice.chain, choice.proven),
    snapshotKey: choice.snapshot === undefined ? '' : (analysis.snapshots[choice.snapshot]?.object.key ?? ''),
    incrementsApplied: chain(analysis.indexed, choice.chain).reduce(
      (sum, {generation}) => sum + generation.captures.length,
      0,
    ),
    leftOut,
    alternatives,
    proof: proofOf(analysis, choice, leftOut, partial),
    notes: [...metadata.notes, ...selectionNotes(selection, request), ...notesOf(analysis)],
  };
}

function logAnalysis({indexed, ends, proven, snapshots, scores}: Analysis, log: PlanRequest['log']): void {
  for (const {generation} of indexed) {
    const {name, committed, valid, pages, captures} = generation;
    const end = ends.get(generation.id);
    log.debug(
      `zlayer: generation ${name}: ${committed} of ${valid} frames committed, ${pages} pages, ${captures.length} captures${(end?.closedBy.size ?? 0) > 0 ? ', closed' : ''}${end?.more === true ? ', went on' : ''}`,
    );
  }
  for (const {run} of proven) {
    log.debug(
      `zlayer: proven run ${chain(indexed, run)
        .map(({generation}) => generation.name)
        .join(', ')}`,
    );
  }
  for (const [number, {name}] of snapshots.entries()) {
    const texts = scores[number]?.map(({score, points}) => `${score} ${JSON.stringify(points)}`);
    log.debug(`zlayer: snapshot ${name}: ${texts === undefined ? 'not read' : texts.join('; ')}`);
  }
}

/** A last generation of another page size than the newest snapshot belongs to another database, or to another time of it. */
function requireOnePageSize({indexed, snapshots, keys}: Analysis, asked: boolean): void {
  const newest = snapshots.at(-1)?.contents;
  const last = indexed.at(-1)?.generation;
  if (asked || newest === undefined || last === undefined || newest.pageSize === last.pageSize) return;
  throw new RestoreError('format', {
    what: `WAL generation ${last.name} has another page size than the newest snapshot`,
    where: last.captures.at(-1)?.object.key ?? keys.prefix,
    expected: newest.pageSize,
    found: last.pageSize,
    todo: `Two databases may share this prefix. Name what you want: position: ${snapshots.at(-1)?.name ?? ''} is the snapshot alone.`,
  });
}

/**
 * Damage that may hide something newer than what was chosen: refused, or (on-incomplete: warn) said first.
 * @throws RestoreError the damage's own code
 */
function damageBefore(analysis: Analysis, choice: Choice, {target}: PlanRequest): readonly string[] {
  const sentences: string[] = [];
  if (choice.forced) return sentences;
  const newest = analysis.snapshots.at(-1);
  const last = choice.chain.at(-1);
  const lastTime = last === undefined ? undefined : analysis.indexed[last]?.generation.last;
  const defect = newest?.defect;
  // Only a proven state that was captured after the damaged snapshot was stored does not need it.
  const reachesBeyond =
    choice.word === 'covers' &&
    analysis.times.count &&
    newest !== undefined &&
    lastTime !== undefined &&
    lastTime > newest.object.lastModified;
  if (newest !== undefined && defect !== undefined && !reachesBeyond) {
    if (target.onIncomplete === 'fail') throw defect.error;
    sentences.push(`The newest snapshot ${newest.name} is damaged (${defect.text}): this is what lies before it.`);
  }
  const [first, ...others] = harmfulCaptures(analysis, choice);
  if (first?.damage !== undefined) {
    if (target.onIncomplete === 'fail') {
      throw new RestoreError(first.damage.code, {
        what: `A WAL capture that may hold the newest commits is damaged: ${first.damage.text}`,
        where: first.object.key,
        todo: 'Set on-incomplete: warn to restore what lies before it.',
      });
    }
    const more = others.length === 0 ? '' : ` and ${others.length} more`;
    sentences.push(
      `Capture ${first.object.key}${more} is damaged (${first.damage.text}): this is what lies before it.`,
    );
  }
  return sentences;
}

function leftOutSnapshots({snapshots}: Analysis, choice: Choice): readonly LeftOut[] {
  return snapshots.flatMap(({object, defect}, index) => {
    if (defect !== undefined)
      return {key: object.key, reason: `damaged: ${defect.text}`, explained: index < snapshots.length - 1};
    if (choice.snapshot === index) return [];
    const newest = index === snapshots.length - 1;
    // Whether the newest one is older than what was restored is said in the proof, with the evidence.
    return {
      key: object.key,
      reason: newest ? 'the generations applied need no snapshot' : 'an older snapshot',
      explained: true,
    };
  });
}

export function pointOf(analysis: Analysis, choice: Pick<Choice, 'snapshot' | 'chain'>): RestorePoint {
  const position = positionFor(analysis, choice.snapshot, choice.chain);
  const last = choice.chain.at(-1);
  const generation = last === undefined ? undefined : analysis.indexed[last]?.generation;
  const snapshot = choice.snapshot === undefined ? undefined : analysis.snapshots[choice.snapshot];
  const captured = generation === undefined ? undefined : boundOf(generation);
  // A snapshot is read before the moment in its key; what it holds may be much older.
  const time = captured ?? (snapshot === undefined ? undefined : snapshot.keyTime + analysis.times.clockOffset);
  const known = time !== undefined && (captured === undefined || analysis.times.count);
  return known ? {position, time, timeIs: 'upper-bound'} : {position, timeIs: 'unknown'};
}

function selectionNotes({keys}: Selection, {listing, backup}: PlanRequest): readonly string[] {
  if (!listing.prefix.startsWith(backup.prefix) || listing.prefix.length === backup.prefix.length) return [];
  return [
    `only keys below ${listing.prefix} were looked at${keys.captures.length === 0 ? ', so no WAL captures' : ''}`,
  ];
}
