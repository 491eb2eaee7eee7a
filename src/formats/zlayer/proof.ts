// The proof in words and numbers.
import type {Proof} from '../../engine/proof.ts';
import {countOf} from '../../quantities.ts';
import type {LeftOut} from '../format.ts';
import {chain, type Analysis} from './analysis.ts';
import type {Flag} from './candidates.ts';
import {chainIndexes} from './decide.ts';
import {positionOfCandidate, type Choice} from './choice.ts';
import {gapsOf, unexplained} from './doubts.ts';
import type {Score} from './evidence.ts';

/** Why a candidate is less than it seems, a sentence each. */
export const FLAGS: Readonly<Record<Flag, string>> = {
  notbegun: 'The snapshot was read before the first generation applied began.',
  hole: 'Generations between the snapshot and the first one applied were not captured.',
  unlinked: 'Nothing shows that no generation is missing between the snapshot and the first one applied.',
  soft: 'The end of a generation in the middle of the chain was not captured.',
  inner: 'Later generations are there, but could not be applied.',
  contradicted: 'Captures seem to be later than the snapshot, but none could be applied to it.',
};

/** @param partial what is damaged or missing and was passed over at the user's wish; empty when nothing was */
export function proofOf(
  analysis: Analysis,
  choice: Choice,
  leftOut: readonly LeftOut[],
  partial: readonly string[],
): Proof {
  const applied = chain(analysis.indexed, choice.chain).reduce((sum, {generation}) => sum + generation.committed, 0);
  const expected = analysis.indexed.reduce((sum, {generation}) => sum + generation.committed, 0);
  const open = unexplained(analysis, choice, leftOut);
  return {
    word: partial.length > 0 ? 'partial' : choice.word,
    because: [...partial, ...basis(analysis, choice), ...open],
    counts: {unit: 'WAL frames', expected, applied, ignored: expected - applied},
    gaps: gapsOf(analysis),
    unexplained: open.length > 0,
  };
}

function basis(analysis: Analysis, choice: Choice): readonly string[] {
  const {decision} = choice;
  const sentences: string[] = [];
  const names = chain(analysis.indexed, choice.chain).map(({generation}) => generation.name);
  if (choice.proven !== undefined) {
    const pages = chain(analysis.indexed, choice.chain).at(-1)?.generation.pages ?? 0;
    const free = choice.proven.coverage.freeLeaves.size;
    sentences.push(
      `${names.length === 1 ? 'WAL generation' : 'WAL generations'} ${names.join(', ')} ${names.length === 1 ? 'holds' : 'hold'} all ${countOf(pages, 'page')} of the database${free > 0 ? ` (${countOf(free, 'free page')} aside)` : ''}, checksum-chained and without a hole.`,
    );
    if (choice.besides) {
      sentences.push(
        'The snapshot holds other bytes of the same generation: later commits that were not captured cannot be placed.',
      );
    }
  } else {
    sentences.push(...evidenceSentences(analysis, choice));
  }
  if (choice.forced) sentences.push('This restore point was asked for by its position.');
  const pick = decision?.pick;
  if (
    pick !== undefined &&
    choice.candidate !== pick &&
    !sameParts(analysis, choice, positionOfCandidate(analysis, pick))
  ) {
    sentences.push(`It takes the place of ${positionOfCandidate(analysis, pick)}, which rests on less.`);
  }
  return sentences;
}

function sameParts(analysis: Analysis, {chain: indexes, proven}: Choice, position: string): boolean {
  // A proven run needs no base: with one it gives the same bytes.
  const names = indexes.map(index => analysis.indexed[index]?.generation.name ?? '');
  return proven !== undefined && position.split('+').slice(1).join('+') === names.join('+');
}

function evidenceSentences(analysis: Analysis, choice: Choice): readonly string[] {
  const {candidate, snapshot} = choice;
  const name = snapshot === undefined ? undefined : analysis.snapshots[snapshot]?.name;
  const sentences: string[] = [];
  const last = choice.chain.at(-1) ?? (analysis.indexed.length > 0 ? analysis.indexed.length - 1 : undefined);
  const evidence = snapshot === undefined || last === undefined ? undefined : analysis.scores[snapshot]?.[last];
  const generation = last === undefined ? undefined : analysis.indexed[last]?.generation.name;
  if (name === undefined)
    sentences.push('There is no snapshot; the generations hold every page, but holes between them cannot be excluded.');
  else if (choice.chain.length > 0)
    sentences.push(
      `Evidence that generation ${generation ?? ''} comes after snapshot ${name}: ${scoreText(evidence)}.`,
    );
  else if (generation === undefined)
    sentences.push(
      `Snapshot ${name} stands alone. Its writer leaves the newest commits in the WAL, and no capture is there.`,
    );
  else
    sentences.push(
      `Evidence for or against generation ${generation} coming after snapshot ${name}: ${scoreText(evidence)}.`,
    );
  const newest = analysis.snapshots.length - 1;
  if (snapshot !== undefined && snapshot !== newest) sentences.push('It does not use the newest snapshot.');
  for (const flag of candidate?.flags ?? []) sentences.push(FLAGS[flag]);
  if (
    choice.chain.length > 0 &&
    candidate !== undefined &&
    chainIndexes(candidate).length > 0 &&
    candidate.score < 10
  ) {
    sentences.push('The evidence is thin.');
  }
  if (!analysis.times.count) sentences.push(`Upload times are no evidence here: ${analysis.times.why}.`);
  if (choice.word !== 'snapshot-only')
    sentences.push('Likely is not proven: a snapshot may lie inside a checkpoint without a sign of it.');
  return sentences;
}

function scoreText(evidence: Score | undefined): string {
  if (evidence === undefined) return 'none was gathered';
  const parts = Object.entries(evidence.points).map(([name, points]) => `${name} ${points > 0 ? '+' : ''}${points}`);
  return parts.length === 0 ? 'none, score 0' : `${parts.join(', ')}, score ${evidence.score}`;
}
