// From the names and a few headers to a restore plan.
import {hex64, LTX_SMALLEST_FILE} from '../../codecs/ltx-header.ts';
import {failureText, RestoreError} from '../../errors.ts';
import {countOf, instantText} from '../../quantities.ts';
import type {Alternative, PlanRequest, RestorePlan, RestorePoint} from '../format.ts';
import {choose, endText, type Choice} from './choice.ts';
import {isFullImage} from './full-image.ts';
import {goalOf, pointText, type Goal, type Point} from './goal.ts';
import {headOf, ltxKeys, rangeText, SNAPSHOT_LEVEL, type LtxFile} from './keys.ts';
import {imageText, ltxLayers} from './layers.ts';
import {leftOut} from './left-out.ts';
import {LtxReader, type ReadFile} from './reader.ts';
import {coarsened, gapsOf, gapText, shortfall, type Faults, type Gap} from './shortfall.ts';
import {walBreaks} from './timeline.ts';

/**
 * @throws RestoreError `gap` and the code of whatever a file fails with, when the goal cannot be reached and the user
 *   did not allow less; `before-first`, `position-not-found`, `no-snapshot`, `ambiguous`, `input`; of the store
 */
export async function planLtx(request: PlanRequest): Promise<RestorePlan> {
  const {backup, listing, target, excluded} = request;
  requireWholeBackup(listing.prefix, backup.objects[0]?.key ?? '');
  const goal = goalOf(target);
  const {files, impossible} = ltxKeys(backup.objects);
  const reader = new LtxReader(request);
  const faults = new Map<LtxFile, RestoreError>();
  for (const file of files) {
    const fault = faultOf(file, excluded);
    if (fault !== undefined) faults.set(file, fault);
  }
  const choice = await choose({goal, files, faults, reader});
  const usable = choice.scope.filter(file => !faults.has(file));
  const missing = whatIsMissing(goal, choice, faults, usable);
  const [base] = choice.chain;
  const newest = choice.chain.at(-1);
  if (base === undefined || newest === undefined || (missing !== undefined && target.onIncomplete === 'fail')) {
    throw missing ?? shortfall(0, choice.scope, faults);
  }
  const doubts = await doubtsOf(choice, reader);
  const expected = missing === undefined ? choice.end : wantedOf(goal, choice);
  return {
    format: 'litestream-ltx',
    point: pointOf(newest),
    layers: ltxLayers(choice.chain),
    snapshotKey: base.object.key,
    incrementsApplied: choice.chain.length - 1,
    leftOut: leftOut(choice, files, impossible, faults, missing),
    alternatives: alternatives(base, newest, choice.after),
    proof: {
      word: missing !== undefined ? 'partial' : doubts.length > 0 ? 'weak' : 'complete',
      because: [
        ...(missing === undefined ? [] : [failureText({...missing.failure, todo: undefined})]),
        because(choice),
        ...doubts,
      ],
      counts: {unit: 'TXIDs', expected, applied: choice.end, ignored: 0},
      gaps: missing === undefined ? [] : gapsAfter(choice.end, usable).map(gapText),
      unexplained: impossible.length > 0 || hasUnplacedFaults(choice, faults),
    },
    notes: notes(goal, choice, faults),
  };
}

/** A prefix inside the backup would hide its other levels, and with them newer data. */
function requireWholeBackup(prefix: string, key: string): void {
  const head = headOf(key);
  if (prefix.length <= head.length) return;
  throw new RestoreError('input', {
    what: 'The prefix points into a Litestream backup, not at it',
    where: prefix,
    expected: head === '' ? 'no prefix' : `prefix: ${head}`,
    todo: 'Give the folder that holds the level folders (0000, 0001, … or ltx).',
  });
}

/** What is known of a file before it is read. */
export function faultOf({object}: LtxFile, excluded: PlanRequest['excluded']): RestoreError | undefined {
  const {key, size} = object;
  const reason = excluded.get(key);
  if (reason !== undefined) return new RestoreError('incomplete', {what: reason, where: key});
  if (size >= LTX_SMALLEST_FILE) return undefined;
  return new RestoreError('truncated', {
    what: size === 0 ? 'The LTX file is empty' : 'The LTX file is too short to be one',
    where: key,
    expected: `at least ${LTX_SMALLEST_FILE} bytes`,
    found: `${size} bytes`,
  });
}

/** The last transaction that the names promise for the goal; for a time, as far as one can tell. */
function wantedOf(goal: Goal, {scope, after}: Choice): number {
  const newest = scope.reduce((max, file) => Math.max(max, file.max), 0);
  if (goal.kind === 'position') return Math.min(goal.txid, newest);
  return goal.kind === 'time' ? (after?.txid ?? newest) : newest;
}

/** The failure that keeps the chain from what was asked for; undefined when it is reached. */
function whatIsMissing(
  goal: Goal,
  choice: Choice,
  faults: Faults,
  usable: readonly LtxFile[],
): RestoreError | undefined {
  const {end, scope, after} = choice;
  const newest = wantedOf({kind: 'latest'}, choice);
  const continued = (level: number): boolean =>
    usable.some(file => file.level < level && file.min <= end + 1 && file.max > end);
  if (goal.kind === 'latest') return end === newest ? undefined : shortfall(end, scope, faults);
  if (goal.kind === 'position') {
    if (end === goal.txid) return undefined;
    if (end === 0 && after !== undefined)
      throw brokenBase(faults, goal.txid) ?? notAPoint(goal.txid, end, newest, after);
    if (goal.txid <= newest && !continued(SNAPSHOT_LEVEL)) return shortfall(end, scope, faults, SNAPSHOT_LEVEL - 1);
    throw notAPoint(goal.txid, end, newest, after);
  }
  if (end === 0)
    return after === undefined ? shortfall(0, scope, faults) : beforeFirst(goal.time, after, scope, faults);
  // Between two restore points that an increment joins, the backup keeps nothing finer; else something is missing there.
  if (end !== newest && !continued(SNAPSHOT_LEVEL)) return shortfall(end, scope, faults, SNAPSHOT_LEVEL - 1);
  return after === undefined ? undefined : coarsened(end, after.txid, scope, faults);
}

function beforeFirst(time: number, first: Point, scope: readonly LtxFile[], faults: Faults): RestoreError {
  const broken = brokenBase(faults, first.txid);
  if (broken !== undefined) return broken;
  return new RestoreError('before-first', {
    what: 'The backup does not reach back to the asked time',
    where: scope[0]?.object.key,
    expected: `a restore point not after ${instantText(time)}`,
    found: `the first one is ${pointText(first)}`,
    todo: `Ask for a later time, or set position: ${hex64(first.txid)}.`,
  });
}

/** What is wrong with a base image that would have led to `txid`. */
function brokenBase(faults: Faults, txid: number): RestoreError | undefined {
  return [...faults].find(([{min, max}]) => min === 1 && max <= txid)?.[1];
}

function notAPoint(txid: number, end: number, newest: number, after: Point | undefined): RestoreError {
  const near = [
    ...(end === 0 ? [] : [`position ${hex64(end)} before it`]),
    ...(after === undefined ? [] : [`position ${hex64(after.txid)} after it`]),
  ];
  return new RestoreError('position-not-found', {
    what: txid > newest ? 'The backup does not reach the asked TXID' : 'The asked TXID is no restore point any more',
    where: 'input position',
    expected: hex64(txid),
    found: near.length === 0 ? `the newest is ${hex64(newest)}` : near.join(', '),
    todo:
      txid > newest
        ? 'Check the TXID, and whether the listing is complete.'
        : 'Compaction has merged it with its neighbours: choose one of those.',
  });
}

/** The time in a snapshot's header is when it was written, not when its last transaction was. */
function pointOf({max, level, header}: ReadFile): RestorePoint {
  return {
    position: hex64(max),
    time: header.timestamp,
    timeIs: level === SNAPSHOT_LEVEL ? 'upper-bound' : 'exact',
  };
}

function because({chain, end, mixed}: Choice): string {
  const [base] = chain;
  const from = base === undefined ? 'Nothing' : `The ${imageText(base)} ${rangeText(base)}`;
  const histories = mixed === undefined ? '' : ` Only files of one of the ${mixed.all.length} histories here are used.`;
  return `${from} and ${countOf(chain.length - 1, 'increment')} lead to TXID ${hex64(end)} without a gap; each file is verified whole.${histories}`;
}

async function doubtsOf({chain, mixed}: Choice, reader: LtxReader): Promise<readonly string[]> {
  const doubts: string[] = [];
  if (mixed !== undefined && (mixed.chosen === undefined || mixed.all.length === 1)) {
    doubts.push(
      'The times of the files contradict each other, as if several histories shared the prefix, and no one of them could be told apart that leads there by itself.',
    );
  }
  for (const [before, next] of walBreaks(chain)) {
    if (await isFullImage(next, reader)) continue;
    doubts.push(
      `LTX ${rangeText(next)} does not continue in SQLite's WAL where ${rangeText(before)} ended: something may have been missed between them.`,
    );
  }
  return doubts;
}

function gapsAfter(end: number, files: readonly LtxFile[]): readonly Gap[] {
  return gapsOf(files).filter(({first}) => first > end);
}

/** With several histories, a file that cannot be read belongs to nobody knows which. */
function hasUnplacedFaults({mixed, end}: Choice, faults: Faults): boolean {
  return mixed !== undefined && [...faults.keys()].some(({max}) => max > end);
}

function alternatives(base: ReadFile, newest: ReadFile, after: Point | undefined): readonly Alternative[] {
  const found: Alternative[] = [];
  if (after !== undefined) {
    const note = `the next restore point, of ${instantText(after.time)}`;
    found.push({position: hex64(after.txid), note, proven: true});
  }
  if (base !== newest) {
    const note = `the image that the increments build on, of ${instantText(base.header.timestamp)}`;
    found.push({position: hex64(base.max), note, proven: true});
  }
  return found;
}

function notes(goal: Goal, choice: Choice, faults: Faults): readonly string[] {
  const {chain, end, scope, mixed, after} = choice;
  const found: string[] = [];
  const newest = chain.at(-1);
  if (goal.kind === 'time' && newest !== undefined) {
    const reached = `asked for ${instantText(goal.time)}, reached ${pointText({txid: end, time: newest.header.timestamp})}`;
    const next = after === undefined ? 'nothing newer is there' : `the next restore point is ${pointText(after)}`;
    found.push(`${reached}; ${next}`);
  }
  const base = chain[0];
  if (base !== undefined && base.min > 1) {
    found.push(`no snapshot leads there, but ${base.object.key} holds the whole database`);
  }
  for (const [file, fault] of faults) {
    if (file.max > end) continue;
    found.push(
      `its transactions come from other files, because it cannot be used: ${fault.failure.what}: ${file.object.key}`,
    );
  }
  const levels = [...new Set(chain.map(({level}) => level))].toSorted((a, b) => b - a);
  const encodings = [...new Set(chain.map(({encoding}) => encoding))];
  found.push(`levels used: ${levels.join(', ')}`, `pages are ${encodings.map(writer).join(', and ')}`);
  const later = gapsAfter(end, scope);
  if (later.length > 0) found.push(`after this point the backup has a gap: ${later.map(gapText).join(', ')}`);
  if (mixed !== undefined) found.push(`histories under this prefix end with ${mixed.all.map(endText).join('; ')}`);
  return found;
}

function writer(encoding: ReadFile['encoding']): string {
  if (encoding === 'LZ4 blocks') return 'LZ4 blocks (Litestream 0.5.16 and later)';
  if (encoding === 'LZ4 frames') return 'LZ4 frames (Litestream 0.5.0 to 0.5.15)';
  return `${encoding} (LiteFS, or a pre-release of Litestream 0.5)`;
}
