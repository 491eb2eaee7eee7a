// In which order the generations were written, and which of them follow each other without a hole.
import {generationId, type GenerationId} from './archive.ts';
import type {Capture} from './capture.ts';
import {step, type Evidence} from './generations.ts';

/** What ordering looks at. */
export type Ordered = {
  readonly id: GenerationId;
  readonly salt1: number;
  readonly pageSize: number;
  /** Milliseconds since 1970. */
  readonly first: number;
  readonly last: number;
};

/** `older` was written before `younger`, as the file itself shows. */
export type Seen = {readonly older: GenerationId; readonly younger: GenerationId};

/**
 * What single captures show: the header's generation is the youngest, and walking right from its own frames every new
 * salt pair is older than all before it. Damaged captures bear no witness.
 */
export function seenOrder(captures: readonly Capture[], known: ReadonlySet<GenerationId>): readonly Seen[] {
  const seen = new Map<string, Seen>();
  for (const {generation, header, tail, damage} of captures) {
    if (generation === undefined || header === undefined || damage !== undefined) continue;
    const walked: GenerationId[] = [generation];
    for (const {strand} of tail) {
      const id = generationId(header.pageSize, strand.salt1, strand.salt2);
      if (!known.has(id) || walked.includes(id)) continue;
      for (const younger of walked) {
        if (known.has(younger)) seen.set(`${id} ${younger}`, {older: id, younger});
      }
      walked.push(id);
    }
  }
  return [...seen.values()];
}

/** Who is known to be before whom, directly: by the salts or by what a capture shows. One bit for each pair. */
export class Precedence {
  readonly #index: ReadonlyMap<GenerationId, number>;
  readonly #bits: Uint8Array;

  constructor(generations: readonly Ordered[], seen: readonly Seen[]) {
    this.#index = new Map(generations.map(({id}, index) => [id, index]));
    this.#bits = new Uint8Array(Math.ceil(generations.length ** 2 / 8));
    for (const [older, a] of generations.entries()) {
      for (const [younger, b] of generations.entries()) if (step(a, b) > 0) this.#add(older, younger);
    }
    for (const {older, younger} of seen) {
      const pair = [this.#index.get(older), this.#index.get(younger)] as const;
      if (pair[0] !== undefined && pair[1] !== undefined) this.#add(pair[0], pair[1]);
    }
  }

  #add(older: number, younger: number): void {
    const bit = older * this.#index.size + younger;
    this.#bits[Math.floor(bit / 8)] = (this.#bits[Math.floor(bit / 8)] ?? 0) | (1 << (bit % 8));
  }

  #has(older: number, younger: number): boolean {
    const bit = older * this.#index.size + younger;
    return ((this.#bits[Math.floor(bit / 8)] ?? 0) & (1 << (bit % 8))) !== 0;
  }

  /** True when `older` was directly seen to be before `younger`. */
  directly(older: GenerationId, younger: GenerationId): boolean {
    const [a, b] = [this.#index.get(older), this.#index.get(younger)];
    return a !== undefined && b !== undefined && this.#has(a, b);
  }

  /** True when `older` is known to be before `younger` without any time, over any number of generations between them. */
  knows(older: GenerationId, younger: GenerationId): boolean {
    const [from, to] = [this.#index.get(older), this.#index.get(younger)];
    if (from === undefined || to === undefined) return false;
    const reached = new Set([to]);
    for (const at of reached) {
      if (this.#has(from, at)) return true;
      for (let earlier = 0; earlier < this.#index.size; earlier++) if (this.#has(earlier, at)) reached.add(earlier);
    }
    return false;
  }
}

/**
 * Oldest first. Among the generations whose predecessors are all placed (if there are none: among all) the one with the
 * smallest times comes next.
 */
export function inOrder<T extends Ordered>(generations: readonly T[], before: Precedence): readonly T[] {
  const waiting = generations
    .toSorted((a, b) => a.first - b.first || a.last - b.last || (a.id < b.id ? -1 : 1))
    .map(generation => ({
      generation,
      unplaced: generations.filter(({id}) => id !== generation.id && before.directly(id, generation.id)).length,
    }));
  const placed: T[] = [];
  while (waiting.length > 0) {
    const free = waiting.findIndex(({unplaced}) => unplaced === 0);
    const [next] = waiting.splice(Math.max(free, 0), 1);
    if (next === undefined) break;
    placed.push(next.generation);
    for (const other of waiting) {
      if (before.directly(next.generation.id, other.generation.id)) other.unplaced -= 1;
    }
  }
  return placed;
}

/**
 * Maximal sequences in which each generation's end is shown by the next one, whose salt-1 is one more. Nothing is missing
 * inside a run. Every generation is in exactly one; runs are in the order of their last generation. Indexes into
 * `generations`, which are in order.
 */
export function runsOf(
  generations: readonly Ordered[],
  ends: ReadonlyMap<GenerationId, Evidence>,
): readonly (readonly number[])[] {
  const next = generations.map(a => {
    const closers = ends.get(a.id)?.closedBy ?? new Set();
    const followers = generations.flatMap((b, index) =>
      b.pageSize === a.pageSize && b.salt1 === (a.salt1 + 1) >>> 0 && closers.has(b.id) ? [index] : [],
    );
    return followers.length === 1 ? followers[0] : undefined;
  });
  const previous = new Map<number, number[]>();
  for (const [index, follower] of next.entries()) {
    if (follower !== undefined) previous.set(follower, [...(previous.get(follower) ?? []), index]);
  }
  const runs: number[][] = [];
  for (let end = 0; end < generations.length; end++) {
    const follower = next[end];
    if (follower !== undefined && previous.get(follower)?.length === 1) continue;
    const run = [end];
    for (let at = previous.get(end); at?.length === 1; at = previous.get(run[0] ?? -1)) {
      const [index] = at;
      if (index === undefined || run.includes(index)) break;
      run.unshift(index);
    }
    runs.push(run);
  }
  return runs;
}
