// How the check of a large database is divided, so that several processes can work at it. docs/performance.md has the
// measurements and the proof that the parts together find what one `integrity_check` finds.

/** What one process does on a connection of its own. */
export type Part = {
  /**
   * `structure`: `quick_check` of the whole file. `tables`: `integrity_check` of each of these tables.
   * `references`: `foreign_key_check` of each.
   */
  readonly kind: 'structure' | 'tables' | 'references';
  /** Empty for `structure`. */
  readonly tables: readonly string[];
};

export const PART_KINDS = ['structure', 'tables', 'references'] as const satisfies readonly Part['kind'][];

/** What is known of a table's work; counts are guesses. */
export type TableWork = {
  readonly table: string;
  readonly rows: number;
  /** Pages of the table and its indexes. */
  readonly pages: number;
  readonly indexes: number;
  readonly foreignKeys: number;
};

/** Microseconds of CPU, measured (docs/performance.md). Only their ratios decide, and the time a process takes to start. */
const PAGE = 4;
const INDEX_ENTRY = 1;
const KEY = 2;
/** Of a process; all start together. */
const START = 120_000;

/** What a division must promise: both are shares of what the plain check takes. */
export type Worth = {
  /** Wall time, at most. */
  readonly wall: number;
  /** CPU time, at most. */
  readonly cpu: number;
};

export const WORTHWHILE: Worth = {wall: 0.75, cpu: 1.3};

/** Parts per process: enough to even out wrong guesses, few enough that asking for them costs nothing. */
const PARTS_PER_PROCESS = 4;

type Costed = Part & {readonly cost: number};

/**
 * The parts, the longest first, or undefined when the plain check is as good: a small file, one
 * table that outweighs the others, or records so large that looking at pages twice costs more than it gains.
 * @param pages of the whole file
 * @param processes that may work at the same time
 */
export function divide(
  tables: readonly TableWork[],
  pages: number,
  processes: number,
  worth = WORTHWHILE,
): readonly Part[] | undefined {
  if (processes < 2) return undefined;
  const structure: Costed = {kind: 'structure', tables: [], cost: pages * PAGE};
  // quick_check leaves out nothing but what an index is compared with.
  const indexed = tables.filter(({indexes}) => indexes > 0);
  const checks = indexed.map(({table, rows, pages: own, indexes}) => ({
    table,
    cost: own * PAGE + rows * indexes * INDEX_ENTRY,
  }));
  const references = tables
    .filter(({foreignKeys}) => foreignKeys > 0)
    .map(({table, rows, foreignKeys}) => ({table, cost: rows * foreignKeys * KEY}));

  const share = (pages * PAGE + sum(checks) + sum(references)) / (processes * PARTS_PER_PROCESS);
  const all = [structure, ...gather('tables', checks, share), ...gather('references', references, share)].toSorted(
    (a, b) => b.cost - a.cost,
  );
  // The plain check looks at each page once.
  const plain = START + sum(all) - sum(indexed.map(({pages: own}) => ({cost: own * PAGE})));
  const wall = START + wallTime(all, processes);
  const cpu = processes * START + sum(all);
  if (wall > worth.wall * plain || cpu > worth.cpu * plain) return undefined;
  return all.map(({kind, tables: names}) => ({kind, tables: names}));
}

function sum(costs: readonly {readonly cost: number}[]): number {
  return costs.reduce((total, {cost}) => total + cost, 0);
}

/** Large tables get a part of their own; small ones share one until it costs `share`. */
function gather(kind: Part['kind'], tables: readonly {table: string; cost: number}[], share: number): Costed[] {
  const parts: {kind: Part['kind']; tables: string[]; cost: number}[] = [];
  let last: (typeof parts)[number] | undefined;
  for (const {table, cost} of tables.toSorted((a, b) => b.cost - a.cost)) {
    if (last === undefined || last.cost + cost > share) {
      last = {kind, tables: [], cost: 0};
      parts.push(last);
    }
    last.tables.push(table);
    last.cost += cost;
  }
  return parts;
}

/** The time until the last part ends, when each process takes the next part as soon as it is free. */
function wallTime(parts: readonly Costed[], processes: number): number {
  const busyUntil = Array.from({length: processes}, () => 0);
  for (const {cost} of parts) {
    const free = busyUntil.indexOf(Math.min(...busyUntil));
    busyUntil[free] = (busyUntil[free] ?? 0) + cost;
  }
  return Math.max(...busyUntil);
}
