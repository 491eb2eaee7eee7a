// The input `position`: its parts looked up in what the backup holds.
import {RestoreError} from '../../errors.ts';
import type {Analysis} from './analysis.ts';
import {chooseParts, type Choice} from './choice.ts';
import {holdsAll} from './covers.ts';
import {snapshotTime} from './keys.ts';
import {parsePosition} from './position.ts';

/** @throws RestoreError `input`, `position-not-found`, or what is wrong with the snapshot */
export function chooseByPosition(analysis: Analysis, text: string): Choice {
  const {snapshot: name, generations} = parsePosition(text);
  const indexes = generations.map(wanted => {
    const index = analysis.indexed.findIndex(({generation}) => generation.name === wanted);
    if (index >= 0) return index;
    throw notFound(
      `There is no WAL generation ${wanted} with committed frames in the backup`,
      text,
      generationNames(analysis),
    );
  });
  if (indexes.some((index, at) => at > 0 && index <= (indexes[at - 1] ?? -1))) {
    throw notFound(
      'The WAL generations of the position are not in the order in which they were written',
      text,
      generationNames(analysis),
    );
  }
  if (name === undefined) {
    if (!holdsAll(indexes.flatMap(index => analysis.indexed[index] ?? []))) {
      throw notFound(
        'These WAL generations do not hold every page of the database, so they need a snapshot',
        text,
        snapshotNames(analysis),
      );
    }
    return chooseParts(analysis, undefined, indexes);
  }
  const snapshot = analysis.snapshots.findIndex(({name: other}) => other === name);
  const found = analysis.snapshots[snapshot];
  if (found === undefined) {
    const nearest = analysis.snapshots
      .map(({name: other}) => other)
      .toSorted((a, b) => distance(a, name) - distance(b, name))[0];
    throw notFound(
      `There is no snapshot ${name} in the backup`,
      text,
      nearest === undefined ? 'no snapshot at all' : `the nearest is ${nearest}`,
    );
  }
  if (found.defect !== undefined) throw found.defect.error;
  return chooseParts(analysis, snapshot, indexes);
}

function timeOf(name: string): number {
  return snapshotTime(name) ?? 0;
}

function distance(a: string, b: string): number {
  return Math.abs(timeOf(a) - timeOf(b));
}

function generationNames({indexed}: Analysis): string {
  return indexed.length === 0
    ? 'no WAL generations'
    : `generations ${listed(indexed.map(({generation}) => generation.name))}`;
}

function snapshotNames({snapshots}: Analysis): string {
  return snapshots.length === 0 ? 'no snapshots' : `snapshots ${listed(snapshots.map(({name}) => name))}`;
}

function listed(names: readonly string[]): string {
  return names.length > 8 ? `${names.slice(0, 4).join(', ')} … ${names.slice(-4).join(', ')}` : names.join(', ');
}

function notFound(what: string, position: string, found: string): RestoreError {
  return new RestoreError('position-not-found', {
    what,
    where: position,
    found,
    todo: 'Run with mode: plan to see the positions that the backup offers.',
  });
}
