// What else the backup offers, each with the position by which it can be asked for.
import type {Alternative} from '../format.ts';
import {chain, type Analysis} from './analysis.ts';
import {candidates, impossible} from './candidates.ts';
import {positionFor, positionOfCandidate, type Choice} from './choice.ts';
import {gradeOf} from './decide.ts';
import {boundOf} from './generations.ts';
import {FLAGS} from './proof.ts';
import {instantText} from '../../quantities.ts';

/** More than a person reads. The candidates come likeliest first. */
const MAX_ALTERNATIVES = 24;

/** @param rejected why a candidate was dropped, by position */
export function alternativesOf(
  analysis: Analysis,
  choice: Choice,
  rejected: ReadonlyMap<string, string>,
): readonly Alternative[] {
  const own = positionFor(analysis, choice.snapshot, choice.chain);
  const found = new Map<string, Alternative>();
  for (const {run} of analysis.proven.toReversed()) {
    const position = positionFor(analysis, undefined, run);
    const last = chain(analysis.indexed, run).at(-1)?.generation;
    const time = last === undefined || !analysis.times.count ? '' : `, not newer than ${instantText(boundOf(last))}`;
    const dropped = rejected.get(position);
    found.set(position, {
      position,
      note: dropped === undefined ? `proven by WAL generations alone${time}` : `dropped: ${dropped}`,
      proven: dropped === undefined,
    });
  }
  const newest = analysis.facts.snapshots.length - 1;
  for (const candidate of candidates(analysis.facts)) {
    const position = positionOfCandidate(analysis, candidate);
    if (found.has(position)) continue;
    const dropped = rejected.get(position) ?? impossible(analysis.facts, candidate);
    const doubts = candidate.flags.map(flag => `. ${FLAGS[flag]}`.replace(/\.$/, '')).join('');
    const note =
      dropped === undefined
        ? `${gradeOf(candidate, newest)}, score ${candidate.score}${doubts}`
        : `dropped: ${dropped}`;
    found.set(position, {position, note, proven: false});
    if (found.size > MAX_ALTERNATIVES) break;
  }
  found.delete(own);
  return [...found.values()].slice(0, MAX_ALTERNATIVES);
}
