// What is said of the object that was chosen: the plan, its proof, and every doubt.
import type {Proof} from '../../engine/proof.ts';
import type {ObjectInfo} from '../../storage/store.ts';
import type {Beside} from './beside.ts';
import type {Digests} from './checksums.ts';
import {iso, type Candidate, type Choice} from './choice.ts';
import {imageLayer} from './image.ts';
import {snapshotOf} from './names.ts';
import type {Head} from './sniff.ts';
import type {Alternative, LeftOut, PlanRequest, RestorePlan} from '../format.ts';

/** What reading the chosen object's beginning, and what lies beside it, has shown. */
export type Found = {
  readonly head: Head;
  readonly walMode: boolean;
  readonly beside: Beside;
  readonly digests: Digests;
};

/** Why the chosen object may not be the newest state: a sentence each, and the proof that is left. */
export type Doubt = {readonly text: string; readonly word: 'snapshot-only' | 'weak'};

export function doubtsOf(chosen: Candidate, choice: Choice, {beside}: Found): readonly Doubt[] {
  const layout = snapshotOf(chosen.object.key);
  const doubts: readonly (Doubt | undefined)[] = [
    layout === undefined
      ? undefined
      : {
          text: `This is one snapshot of a ${layout} backup: newer commits lie in other objects, which were not asked for.`,
          word: 'snapshot-only',
        },
    beside.doubt === undefined ? undefined : {text: beside.doubt, word: 'snapshot-only'},
    choice.doubt === undefined ? undefined : {text: choice.doubt, word: 'weak'},
  ];
  return doubts.filter(doubt => doubt !== undefined);
}

export type Decision = {
  readonly chosen: Candidate;
  readonly choice: Choice;
  /** The candidates that did not fail before, the best first. */
  readonly usable: readonly Candidate[];
  readonly found: Found;
  readonly doubts: readonly Doubt[];
  /** Side files with something in them whose database is not here. */
  readonly orphans: readonly ObjectInfo[];
  readonly excluded: PlanRequest['excluded'];
  readonly decrypt: PlanRequest['decrypt'];
};

export function makePlan(decision: Decision): RestorePlan {
  const {chosen, choice, usable, found, doubts, orphans, excluded, decrypt} = decision;
  const {head, walMode, beside, digests} = found;
  const {key, lastModified} = chosen.object;
  const failed: readonly LeftOut[] = choice.ranked
    .filter(({object}) => excluded.has(object.key))
    .map(({object}) => ({key: object.key, reason: excluded.get(object.key) ?? 'it failed', explained: false}));
  const lost: readonly LeftOut[] = orphans.map(orphan => ({
    key: orphan.key,
    reason: 'the database that it belongs to is not here',
    explained: orphan.lastModified <= lastModified,
  }));
  const leftOut = [...failed, ...choice.leftOut, ...lost];
  const older = usable.filter(other => other !== chosen);
  return {
    format: 'object',
    point: {position: key, time: chosen.notNewerThan, timeIs: 'upper-bound'},
    layers: [
      imageLayer(chosen.object, chosen.notNewerThan, digests.digests, decrypt, head.whole ? head.stored : undefined),
    ],
    snapshotKey: key,
    incrementsApplied: 0,
    leftOut,
    alternatives: older.slice(0, 20).map(alternative),
    proof: proofOf(head, digests, doubts, leftOut, older.length),
    notes: [
      ...choice.notes,
      ...beside.notes,
      ...digests.notes,
      ...(walMode
        ? [
            `${key} was written in WAL mode: if it is a raw copy of a live file, and not made by .backup or VACUUM INTO, the commits that were only in its -wal are missing`,
          ]
        : []),
    ],
  };
}

function alternative({object: {key}, notNewerThan}: Candidate): Alternative {
  return {position: key, note: `an older object, not newer than ${iso(notNewerThan)}`, proven: true};
}

function proofOf(
  head: Head,
  {digests}: Digests,
  doubts: readonly Doubt[],
  leftOut: readonly LeftOut[],
  older: number,
): Proof {
  return {
    word: doubts[0]?.word ?? 'whole-file',
    because: [
      'One object holds the whole database; its header agrees with its size.',
      ...doubts.map(({text}) => text),
      integritySentence(head),
      ...digests.map(
        ({algorithm, source}) =>
          `${source} tells its ${algorithm.toUpperCase()}: that checksum is verified while it is read.`,
      ),
    ],
    counts: {unit: 'objects', expected: 1, applied: 1, ignored: older},
    gaps: [],
    unexplained: leftOut.some(({explained}) => !explained),
  };
}

function integritySentence({plain, age, stored}: Head): string {
  if (age) return 'It is encrypted with age, which authenticates every byte; that is verified while it is read.';
  if (plain) return 'It is stored plain, without a checksum of its own: only the checks of SQLite look at its content.';
  if (stored[0] === 0x1f) return 'The CRC-32 of gzip covers every byte, and is verified while it is read.';
  // Bit 2 of the frame header descriptor (RFC 8878, 3.1.1.1.1); behind skippable frames it is not looked for.
  if (stored[0] === 0x28 && ((stored[4] ?? 0) & 4) !== 0)
    return 'The checksum of zstd covers every byte, and is verified while it is read.';
  return 'Its zstd frames carry no checksum, or not all of them do: damage shows only where it breaks the compression or the database.';
}
