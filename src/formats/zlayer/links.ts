// Does a generation that begins after a snapshot follow it without a hole? Whole generations can be missing between them
// without a trace: a WAL that restarts without growing is never captured (wal_monitor.rs looks at the file's size only).
import type {Traces} from './evidence.ts';
import {step, type Generation} from './generations.ts';

/** Milliseconds between two looks at the WAL's size (wal_monitor.rs). */
const POLL_INTERVAL = 100;

/** Salts that any slot or header shows, of generations without a committed frame, too. */
export type SeenSalts = {readonly salt1: number; readonly pageSize: number};

/** What the links to one snapshot are judged by. Generations are in order, oldest first. */
export type LinkFacts = {
  readonly generations: readonly Generation[];
  readonly seen: readonly SeenSalts[];
  /** When the snapshot was stored, in milliseconds; undefined when upload times are no evidence. */
  readonly stored: number | undefined;
  /** For each generation. */
  readonly traces: readonly Traces[];
  readonly scores: readonly number[];
};

/**
 * True when one of these holds. They are evidence, not proof. Measured over 2,440 real and modelled backups: of 231 chains
 * that begin after the snapshot with such a link none was a database that never existed, of 37 without one 8 were.
 * - The generation was captured so soon after the snapshot was stored that nothing else fits between them.
 * - Its salt-1 counts on from the generation before it, and the snapshot shows that it holds that one.
 * - There is no generation before it, and no slot shows that there was one.
 */
export function isLinked({generations, seen, stored, traces, scores}: LinkFacts, position: number): boolean {
  const generation = generations[position];
  if (generation === undefined) return false;
  const soon = stored !== undefined && generation.first <= stored + POLL_INTERVAL;
  if (soon && !generations.some(other => areInterleaved(generation, other))) return true;
  const before = generations[position - 1];
  if (before === undefined) return !seen.some(other => step(other, generation) > 0);
  const pages = traces[position - 1]?.pages;
  const held = pages !== undefined && pages.last > 0 && pages.unknown === 0;
  return step(before, generation) === 1 && (held || (scores[position - 1] ?? 0) < 0);
}

/**
 * True when captures of two WAL files were stored by turns. They cannot have been taken by turns: an outage put uploads
 * back into the queue, and their times do not tell the order.
 */
function areInterleaved(a: Generation, b: Generation): boolean {
  const related = a.id === b.id || step(a, b) > 0 || step(b, a) > 0;
  return !related && a.first < b.last && b.first < a.last;
}
