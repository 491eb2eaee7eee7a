// Which object of a series to restore: by the time in its name, else by when it was written; never by name alone where
// names do not grow (db-23.gz is not newer than db-03.gz).
import {RestoreError} from '../../errors.ts';
import type {ObjectInfo} from '../../storage/store.ts';
import type {LeftOut, RestoreTarget} from '../format.ts';
import {momentOf, newestPossible, timeInName, type NameTime} from './time.ts';

export type Candidate = {
  readonly object: ObjectInfo;
  readonly name: NameTime | undefined;
  /** Milliseconds since 1970: what a time that the user asks for is compared with. */
  readonly moment: number;
  /** Milliseconds since 1970: the data is not newer. */
  readonly notNewerThan: number;
};

export type Choice = {
  /** Candidates in the order to prefer them: the chosen one first, then older ones. */
  readonly ranked: readonly Candidate[];
  readonly notes: readonly string[];
  /** Objects that may be newer than the chosen one, and others worth naming. */
  readonly leftOut: readonly LeftOut[];
  /** Set when only times of writing say which is the newest, and they look like those of a copied bucket. */
  readonly doubt?: string | undefined;
};

/** Milliseconds: a bucket whose objects were all written within this was copied, or is too young to tell. */
const COPIED = 60_000;

function candidate(object: ObjectInfo, prefix: string): Candidate {
  const name = timeInName(object.key.slice(prefix.length));
  return {
    object,
    name,
    moment: momentOf(name, object.lastModified),
    notNewerThan: newestPossible(name, object.lastModified),
  };
}

/**
 * @throws RestoreError `before-first`, `position-not-found`, `ambiguous` (several objects could be the newest)
 */
export function choose(objects: readonly ObjectInfo[], prefix: string, target: RestoreTarget): Choice {
  const all = objects.map(object => candidate(object, prefix));
  if (target.position !== undefined) {
    const asked = all.find(({object}) => object.key === target.position);
    if (asked === undefined) throw notFound(target.position, all);
    return {ranked: [asked], notes: [], leftOut: []};
  }
  const {timestamp} = target;
  const inTime = timestamp === undefined ? all : all.filter(({moment}) => moment <= timestamp);
  if (timestamp !== undefined && inTime.length === 0) throw beforeFirst(timestamp, all);
  const late = timestamp !== undefined && inTime.length === all.length;
  const notes = late ? ['the timestamp lies after the newest object, which was taken'] : [];
  const choice = byNameOrWriting(inTime);
  return {...choice, notes: [...notes, ...choice.notes]};
}

function byNameOrWriting(inTime: readonly Candidate[]): Choice {
  const dated = inTime.filter(({name}) => name !== undefined);
  if (dated.length === 0) return byWriting(inTime);
  const ranked = dated.toSorted(byName);
  return {ranked, ...disagreements(ranked, inTime)};
}

/** Newest first, for candidates with a time in their names. */
function byName(a: Candidate, b: Candidate): number {
  return (
    (b.name?.time ?? 0) - (a.name?.time ?? 0) ||
    b.object.lastModified - a.object.lastModified ||
    // `app-20261001.2.db` after `app-20261001.1.db`.
    b.object.key.localeCompare(a.object.key, 'en', {numeric: true})
  );
}

/** All of them, in the order in which {@link choose} prefers them; those whose names hold no time come after the others. */
export function newestFirst(objects: readonly ObjectInfo[], prefix: string): readonly Candidate[] {
  const all = objects.map(object => candidate(object, prefix));
  const others = all.filter(({name}) => name === undefined);
  return [
    ...all.filter(({name}) => name !== undefined).toSorted(byName),
    ...others.toSorted((a, b) => b.object.lastModified - a.object.lastModified),
  ];
}

function byWriting(candidates: readonly Candidate[]): Choice {
  const ranked = candidates.toSorted((a, b) => b.object.lastModified - a.object.lastModified);
  const [first, second] = ranked;
  const last = ranked.at(-1);
  if (first === undefined || second === undefined || last === undefined) return {ranked, notes: [], leftOut: []};
  if (first.object.lastModified === second.object.lastModified && first.object.etag !== second.object.etag) {
    throw new RestoreError('ambiguous', {
      what: 'Several objects could be the newest: their names hold no time, and all were written at the same moment',
      found: `${first.object.key}, ${second.object.key}`,
      todo: 'Give the exact key as prefix.',
    });
  }
  const spread = first.object.lastModified - last.object.lastModified;
  return {
    ranked,
    notes: [
      `${ranked.length} objects whose names differ only in numbers or weekdays were taken for one database; the one written last was chosen`,
    ],
    leftOut: [],
    doubt:
      spread < COPIED
        ? `All ${ranked.length} objects were written within ${Math.ceil(spread / 1000)} s, as after a copy of the bucket, and their names hold no time: which one is the newest cannot be proven.`
        : undefined,
  };
}

/** What names and times of writing say differently. The names decide: a copied bucket keeps them. */
function disagreements(ranked: readonly Candidate[], inTime: readonly Candidate[]): Pick<Choice, 'notes' | 'leftOut'> {
  const [chosen] = ranked;
  if (chosen === undefined) return {notes: [], leftOut: []};
  const notes: string[] = [];
  const lastWritten = ranked.reduce((a, b) => (b.object.lastModified > a.object.lastModified ? b : a));
  if (lastWritten.object.lastModified > chosen.object.lastModified) {
    notes.push(
      `names and LastModified disagree: ${chosen.object.key} is the newest by its name, ${lastWritten.object.key} was written last (${iso(lastWritten.object.lastModified)}); the name decided`,
    );
  }
  const leftOut = inTime
    .filter(({name}) => name === undefined)
    .map(({object}) => ({
      key: object.key,
      reason:
        object.lastModified > chosen.object.lastModified
          ? 'its name holds no time, but it was written after the chosen object'
          : 'its name holds no time, and it was written before the chosen object',
      explained: object.lastModified <= chosen.object.lastModified,
    }));
  return {notes, leftOut};
}

export function iso(milliseconds: number): string {
  const date = new Date(milliseconds);
  return Number.isNaN(date.getTime()) ? 'an unknown time' : date.toISOString();
}

function notFound(position: string, all: readonly Candidate[]): RestoreError {
  const newest = all.toSorted((a, b) => b.moment - a.moment).slice(0, 3);
  return new RestoreError('position-not-found', {
    what: 'No object of this backup has the key that position names',
    where: position,
    found: newest.map(({object}) => object.key).join(', ') || 'no objects',
    todo: 'A position of this format is the exact key of an object.',
  });
}

function beforeFirst(timestamp: number, all: readonly Candidate[]): RestoreError {
  const first = all.toSorted((a, b) => a.moment - b.moment)[0];
  return new RestoreError('before-first', {
    what: 'The timestamp lies before the first object of this backup',
    where: first?.object.key,
    expected: `${iso(first?.moment ?? 0)} or later`,
    found: iso(timestamp),
    todo:
      all.length === 1
        ? 'There is only one object; earlier versions that a versioned bucket may keep are not looked at.'
        : 'Ask for a later time.',
  });
}
