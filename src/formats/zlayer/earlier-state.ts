// Is a snapshot wholly an earlier state of a proven run? Single pages cannot tell: one that was changed back and forth
// looks older than it is. All pages together can: in an earlier state each of them is as it was after one and the same
// commit.
import {isVersion, type Indexed, type SnapshotPages} from './compare.ts';
import {HASH_SIZE} from './frames.ts';

/**
 * True when there is one commit of the run (or the moment before its first frame) at which every page within the run's
 * final size was as the snapshot has it. A content that no later frame of the run has may be from before the page's first
 * frame. A torn snapshot, or one read inside a checkpoint, is no earlier state.
 * @param union pages of `contents.hashes`, ascending
 */
export function isEarlierState(run: readonly Indexed[], contents: SnapshotPages, union: Uint32Array): boolean {
  const size = run.at(-1)?.generation.pages ?? 0;
  // Moment 0 is before the first frame, moment m after frame m of the run.
  const starts = run.map(() => 0);
  let frames = 0;
  for (const [position, {generation}] of run.entries()) {
    starts[position] = frames;
    frames += generation.committed;
  }
  // A page allows a moment: its count goes up there, and down where that ends.
  const changes = new Int32Array(frames + 2);
  let pages = 0;
  const cursors = new Uint32Array(run.length);
  for (const [at, page] of union.entries()) {
    if (page > size) break;
    let first = 0;
    let since = 0;
    let allowed = false;
    // A VACUUM writes pages anew as they were: a page's first content may be older than its first frame.
    let known = false;
    for (const [position, {generation, index}] of run.entries()) {
      let cursor = cursors[position] ?? 0;
      while (cursor < index.pages.length && (index.pages[cursor] ?? 0) < page) cursor += 1;
      cursors[position] = cursor;
      if (index.pages[cursor] !== page) continue;
      for (let version = index.starts[cursor] ?? 0; version < (index.starts[cursor + 1] ?? 0); version++) {
        const slot = index.slots[version] ?? 0;
        const moment = (starts[position] ?? 0) + slot + 1;
        if (allowed) add(changes, since, moment);
        since = moment;
        // Where the page is absent the hash is zeros, which no page has.
        allowed = isVersion(generation, slot, contents.hashes, at * HASH_SIZE);
        if (first === 0) first = moment;
        else known ||= allowed;
      }
    }
    pages += 1;
    if (allowed) add(changes, since, frames + 1);
    if (!known) add(changes, 0, first);
  }
  let allowing = 0;
  let moment = 0;
  allowing += changes[0] ?? 0;
  if (allowing === pages) return true;
  for (const {generation} of run) {
    for (let slot = 0; slot < generation.committed; slot++) {
      moment += 1;
      allowing += changes[moment] ?? 0;
      if (allowing === pages && generation.frames.commitOf(slot) !== 0) return true;
    }
  }
  return false;
}

/** Moments `from` to `to` (excluded) count one page more. */
function add(changes: Int32Array, from: number, to: number): void {
  changes[from] = (changes[from] ?? 0) + 1;
  changes[to] = (changes[to] ?? 0) - 1;
}
