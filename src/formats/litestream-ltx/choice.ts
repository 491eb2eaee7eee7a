// Finds the chain of files for a goal: over all levels, without files that fail, and within one history.
import {hex64} from '../../codecs/ltx-header.ts';
import {RestoreError} from '../../errors.ts';
import {chainOf, restorePoints, type Chain} from './chain.ts';
import {findFullImage} from './full-image.ts';
import {filesUntil, pointText, type Goal, type Point} from './goal.ts';
import type {LtxFile} from './keys.ts';
import type {LtxReader, ReadFile} from './reader.ts';
import {contradiction, histories, listingIsSuspicious, samples, type History} from './timeline.ts';

export type Choice = {
  /** Base image first. Empty when there is none. */
  readonly chain: readonly ReadFile[];
  /** The last transaction; 0 for an empty chain. */
  readonly end: number;
  /** Files of the history that was chosen, usable or not. All files, where there is one history. */
  readonly scope: readonly LtxFile[];
  /** Present when several histories share the prefix. */
  readonly mixed: Mixed | undefined;
  /** The next restore point after `end`, where a time or a position was asked for. */
  readonly after: Point | undefined;
};

type Mixed = {
  readonly all: readonly History[];
  /** Undefined when none of them has what was asked for by itself. */
  readonly chosen: History | undefined;
};

export type Search = {
  readonly goal: Goal;
  readonly files: readonly LtxFile[];
  /** Grows while headers turn out to be damaged. */
  readonly faults: Map<LtxFile, RestoreError>;
  readonly reader: LtxReader;
};

/** @throws RestoreError `ambiguous` when two histories share the prefix and nothing says which is meant; of the store */
export async function choose(search: Search): Promise<Choice> {
  for (;;) {
    const before = search.faults.size;
    const choice = await chooseOnce(search);
    const after = search.goal.kind === 'latest' ? undefined : await pointAfter(choice, search);
    // Whatever turned out to be damaged may have decided something.
    if (search.faults.size === before) return {...choice, after};
  }
}

async function chooseOnce(search: Search): Promise<Omit<Choice, 'after'>> {
  const first = await chainFor(search, search.files, false);
  const read = await historyOf(search, first.chain);
  if (read === undefined) return {...first, scope: search.files, mixed: undefined};
  const mixed = chosenHistory(histories(read), search.goal);
  const own = new Set((mixed.chosen?.files ?? read).map(({object}) => object.key));
  const scope = search.files.filter(({object}) => own.has(object.key));
  return {...(await chainFor(search, scope, true)), scope, mixed};
}

/**
 * The restore point that follows the chain's end (for no chain: the first of all). For a time its file is verified whole,
 * because it decides that nothing newer may be taken, though it is not in the plan.
 */
async function pointAfter(
  {end, scope}: Pick<Choice, 'end' | 'scope'>,
  {goal, faults, reader}: Search,
): Promise<Point | undefined> {
  for (;;) {
    const usable = scope.filter(file => !faults.has(file));
    const txid = restorePoints(usable).find(point => point > end);
    const [file] = usable.filter(({max}) => max === txid).toSorted((a, b) => a.level - b.level);
    if (txid === undefined || file === undefined) return undefined;
    const read = await reader.read(file);
    const damage = read instanceof RestoreError ? read : goal.kind === 'time' ? await reader.verify(read) : undefined;
    if (damage !== undefined) faults.set(file, damage);
    else if (!(read instanceof RestoreError)) return {txid, time: read.header.timestamp};
  }
}

/** @param exact every header in `scope` has been read before: its own time decides for each file */
async function chainFor(
  search: Search,
  scope: readonly LtxFile[],
  exact: boolean,
): Promise<Pick<Choice, 'chain' | 'end'>> {
  const {goal, faults, reader} = search;
  let eachTime = exact;
  for (;;) {
    const usable = scope.filter(file => !faults.has(file));
    const allowed = await allowedFiles(search, usable, eachTime);
    if (allowed === undefined) continue;
    const {files, end} = await bestChain(allowed, usable, reader);
    const read = await readOrFault(search, files);
    if (read === undefined) continue;
    // A file that is later than asked for although the times around it said otherwise: look at each one.
    if (goal.kind === 'time' && !eachTime && read.some(({header}) => header.timestamp > goal.time)) eachTime = true;
    else return {chain: read, end};
  }
}

async function allowedFiles(
  {goal, reader, faults}: Search,
  usable: readonly LtxFile[],
  eachTime: boolean,
): Promise<readonly LtxFile[] | undefined> {
  if (goal.kind === 'latest') return usable;
  if (goal.kind === 'position') return usable.filter(({max}) => max <= goal.txid);
  if (eachTime) {
    const read = await reader.readThere(usable);
    const keys = new Set(read.filter(({header}) => header.timestamp <= goal.time).map(({object}) => object.key));
    return usable.filter(({object}) => keys.has(object.key));
  }
  return filesUntil(usable, goal.time, async file => {
    const found = await reader.read(file);
    if (!(found instanceof RestoreError)) return found.header.timestamp;
    faults.set(file, found);
    return undefined;
  });
}

/** The usual chain; where it ends at a hole, or never begins, one that starts from a full image and leads further. */
async function bestChain(allowed: readonly LtxFile[], usable: readonly LtxFile[], reader: LtxReader): Promise<Chain> {
  const chain = chainOf(allowed);
  const newest = allowed.reduce((max, file) => Math.max(max, file.max), 0);
  const goesOn = usable.some(({min, max}) => min <= chain.end + 1 && max > chain.end);
  if (chain.end === newest || (chain.end > 0 && goesOn)) return chain;
  const image = await findFullImage(allowed, reader);
  const base = allowed.find(({object}) => object.key === image?.object.key);
  if (base === undefined) return chain;
  const other = chainOf(allowed, base);
  return other.end > chain.end ? other : chain;
}

/** Undefined when one of them is damaged, or of another page size: that is a fault from now on. */
async function readOrFault(
  {reader, faults}: Search,
  files: readonly LtxFile[],
): Promise<readonly ReadFile[] | undefined> {
  const found = await reader.readAll(files);
  const read = found.flatMap(file => (file instanceof RestoreError ? [] : [file]));
  const pageSize = commonPageSize(read);
  const before = faults.size;
  for (const [index, file] of files.entries()) {
    const result = found[index];
    if (result instanceof RestoreError) faults.set(file, result);
    else if (result !== undefined && result.header.pageSize !== pageSize) {
      const {key} = file.object;
      const what = 'The LTX file has another page size than the others';
      faults.set(
        file,
        new RestoreError('format', {what, where: key, expected: pageSize, found: result.header.pageSize}),
      );
    }
  }
  return faults.size > before ? undefined : read;
}

/** That of most files; the base image's where two are as common. */
function commonPageSize(files: readonly ReadFile[]): number {
  const counts = new Map<number, number>();
  for (const {header} of files) counts.set(header.pageSize, (counts.get(header.pageSize) ?? 0) + 1);
  return [...counts].reduce((best, entry) => (entry[1] > best[1] ? entry : best), [0, 0])[0];
}

/** All files with their headers when they contradict each other; undefined when nothing shows more than one history. */
async function historyOf(
  {files, faults, reader}: Search,
  chain: readonly ReadFile[],
): Promise<readonly ReadFile[] | undefined> {
  const usable = (): readonly LtxFile[] => files.filter(file => !faults.has(file));
  const some = [...chain, ...(await reader.readThere(samples(usable(), chain[0])))];
  if (contradiction(some) === undefined && !listingIsSuspicious(usable(), some)) return undefined;
  for (;;) {
    const all = await reader.readThere(usable());
    const pair = contradiction(all);
    if (pair === undefined) return undefined;
    // A damaged time is no second history.
    let damaged = false;
    for (const read of pair) {
      const damage = await reader.verify(read);
      const file = files.find(({object}) => object.key === read.object.key);
      if (damage === undefined || file === undefined) continue;
      faults.set(file, damage);
      damaged = true;
    }
    if (!damaged) return all;
  }
}

/** @throws RestoreError `ambiguous` */
function chosenHistory(all: readonly History[], goal: Goal): Mixed {
  if (goal.kind === 'time') return {all, chosen: all.findLast(({start}) => start <= goal.time) ?? all[0]};
  if (goal.kind === 'position') {
    return {all, chosen: all.findLast(({files}) => restorePoints(files).includes(goal.txid))};
  }
  const chosen = all.at(-1);
  const newest = all.reduce((max, history) => Math.max(max, history.newest), 0);
  if (chosen === undefined || chosen.newest === newest) return {all, chosen};
  throw new RestoreError('ambiguous', {
    what: `${all.length} histories share the prefix: the database was made anew or restored, and its transactions began again`,
    where: chosen.files[0]?.object.key,
    expected: 'times that grow with the transactions',
    found: all.slice(-4).map(endText).join('; '),
    todo: `Say which one: position: ${hex64(chosen.newest)} is the newest by time; or set a timestamp.`,
  });
}

/** `TXID 00000000000001a3 of 2026-11-23T01:09:51.813Z` */
export function endText({newest, end}: History): string {
  return pointText({txid: newest, time: end});
}
