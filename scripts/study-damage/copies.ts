// Which copies are damaged, and how: copy number N is the same on every machine, for the same seed.
import {litestreamCases, type LitestreamCase} from '../../test/formats/litestream-corpus.ts';
import {seeded, type Random} from '../../test/models/random.ts';
import {classOf, type Class} from './classes.ts';
import {DAMAGES, type Damaged} from './damages.ts';
import type {Answer, Layout, Program} from './programs.ts';

export type Copy = {
  readonly number: number;
  readonly backup: LitestreamCase;
  readonly layout: Layout;
  readonly damage: string;
  readonly damaged: Damaged;
  /** Milliseconds since 1970; absent: the newest state is asked for. */
  readonly timestamp: number | undefined;
};

export type Outcome = {
  readonly program: string;
  readonly layout: Layout;
  readonly copy: number;
  readonly backup: string;
  readonly damage: string;
  readonly done: string;
  readonly timestamp: number | undefined;
  readonly class: Class;
  /** What the program said. */
  readonly said: string;
};

/** Of four copies, one is asked for a time. */
const SHARE_OF_TIMES = 0.25;

/** Times asked of one backup: what a program makes of the undamaged copy is found once for each. */
const TIMES = 24;

export function backupsIn(folders: readonly string[]): readonly LitestreamCase[] {
  return folders.flatMap(litestreamCases);
}

function layoutOf({bucket}: LitestreamCase): Layout {
  const keys = [...bucket.keys()];
  if (keys.every(key => key.endsWith('.ltx'))) return '0.5';
  return keys.some(key => key.endsWith('.ltx')) ? 'both' : '0.3';
}

/** Backups and damages come by turns, so that each is met as often; everything else is by chance. */
export function copyOf(
  number: number,
  seed: number,
  backups: readonly LitestreamCase[],
  damages: readonly string[],
): Copy {
  const backup = backups[number % backups.length];
  const damage = damages[Math.floor(number / backups.length) % damages.length] ?? '';
  const apply = DAMAGES[damage];
  if (backup === undefined || apply === undefined) throw new Error(`There is no damage “${damage}”, or no backup`);
  const random = seeded(seed * 1_000_003 + number);
  const timestamp = random.chance(SHARE_OF_TIMES) ? timeOf(backup, random) : undefined;
  return {number, backup, layout: layoutOf(backup), damage, damaged: apply(backup.bucket, random), timestamp};
}

function timeOf({truth: {states}}: LitestreamCase, random: Random): number {
  const after = 1 + Math.floor(((states.length - 1) * random.below(TIMES)) / TIMES);
  const {t1 = 0} = states[after] ?? {};
  return t1 + 20;
}

/** Restores copies with one program, and holds each against the undamaged one. */
export function judgeWith(program: Program): (copy: Copy) => Promise<Outcome | undefined> {
  const wholes = new Map<string, Promise<Answer>>();
  return async ({number, backup, layout, damage, damaged, timestamp}) => {
    if (!program.reads(layout)) return undefined;
    const {name, bucket, truth} = backup;
    const {prefix} = truth;
    const which = `${name} ${timestamp}`;
    const known = wholes.get(which) ?? program.restore(bucket, prefix, timestamp);
    wholes.set(which, known);
    const whole = await known;
    // A time that the program cannot restore at all shows nothing about damage.
    if (whole.ended === 'refused') return undefined;
    const answer = await program.restore(damaged.bucket, prefix, timestamp);
    const {done} = damaged;
    return {
      program: program.name,
      layout,
      copy: number,
      backup: name,
      damage,
      done,
      timestamp,
      class: classOf(answer, {truth, keys: [...bucket.keys()], timestamp, damaged, whole}),
      said: answer.ended === 'refused' ? answer.why : answer.said,
    };
  };
}
