// What a restore of a damaged copy was: held against what the same program makes of the copy without the damage, and
// against every state that was ever committed.
import {sha256, stateOf, type Truth} from '../../test/formats/litestream-corpus.ts';
import type {Damaged} from './damages.ts';
import type {Answer} from './programs.ts';
import {traceless} from './traceless.ts';

/** Every class, with its one line for the documentation. */
export const CLASSES = {
  exact: 'the state that the copy without the damage gives, by its bytes or by its whole content',
  healed: 'exact, although an object that the undamaged restore was made of is damaged or gone (only ours tells)',
  loud: 'it failed, and published nothing',
  told: 'an older state, with a doubt in its proof that the undamaged copy does not have: inconclusive (only ours)',
  'end of a WAL':
    'an older state, because only the last segments of an earlier 0.3 WAL are gone; the verdict is inconclusive (only ours)',
  'as by retention': 'with a timestamp, an older state, because only the oldest files of a 0.5 level are gone',
  'newest gone': 'an older state, because only the newest objects are gone: what is left is an earlier, healthy backup',
  older: 'an older state, and nothing says so',
  wrong: 'a state that never was, or one later than asked',
} as const;

export type Class = keyof typeof CLASSES;

/** What must not happen. */
export const SILENT: readonly Class[] = ['older', 'wrong'];

export type Case = {
  readonly truth: Truth;
  readonly keys: readonly string[];
  readonly timestamp: number | undefined;
  readonly damaged: Pick<Damaged, 'changed' | 'gone'>;
  /** What the same program makes of the copy without the damage. */
  readonly whole: Answer & {readonly ended: 'restored'};
};

export function classOf(answer: Answer, each: Case): Class {
  if (answer.ended === 'refused') return 'loud';
  const {truth, whole, damaged, keys, timestamp} = each;
  const harmed = new Set([...damaged.changed, ...damaged.gone]);
  const wasUsed = whole.chain.some(key => harmed.has(key));
  if (sha256(answer.image) === sha256(whole.image)) return wasUsed ? 'healed' : 'exact';
  const [state, right] = [stateIn(answer.image, truth), stateIn(whole.image, truth)];
  if (state === right && state !== 'wrong') return wasUsed ? 'healed' : 'exact';
  if (state === 'wrong' || right === 'wrong' || isLate(state, truth, timestamp)) return 'wrong';
  if (state > right) return 'exact';
  if (hasNewDoubt(answer, whole)) return 'told';
  const loss = damaged.changed.length > 0 ? undefined : traceless(keys, damaged.gone);
  if (loss === 'newest') return 'newest gone';
  if (loss === 'oldest of a level' && timestamp !== undefined) return 'as by retention';
  if (loss === 'end of a WAL' && answer.verdict === 'inconclusive') return 'end of a WAL';
  return 'older';
}

/** An image that SQLite cannot read is no state either. */
function stateIn(image: Buffer, truth: Truth): number | 'wrong' {
  try {
    return stateOf(image, truth);
  } catch {
    return 'wrong';
  }
}

/** True when the transaction had not even begun at the asked time. */
function isLate(state: number, {states}: Truth, timestamp: number | undefined): boolean {
  return timestamp !== undefined && (states.find(({n}) => n === state)?.t0 ?? 0) > timestamp;
}

/** `likely` is what every chain through several WALs of 0.3 says: it tells nothing about this copy. */
function hasNewDoubt(answer: Answer & {ended: 'restored'}, whole: Answer & {ended: 'restored'}): boolean {
  if (answer.verdict !== 'inconclusive') return false;
  return whole.verdict === 'pass' || (isDoubt(answer.proof) && !isDoubt(whole.proof));
}

function isDoubt(proof: string): boolean {
  return proof === 'weak' || proof === 'partial';
}
