// Litestream's counter, followed through a chain: it shows a snapshot under a wrong index, and a step where it was raised
// in WAL that is missing. What it cannot show are missing segments in which it was not raised.
import type {PageRun} from '../../engine/layer.ts';
import {RestoreError} from '../../errors.ts';
import {hex8} from './keys.ts';
import {sequenceOf, sequenceRoot} from './sequence-table.ts';

/** Pages remembered that could be the counter's, for one WAL. Other tables of one row are rare. */
const MOST_PAGES = 64;

/** The counter at its first and its last mention in a WAL. */
type Span = {readonly first: number; last: number};

/** What one WAL says of the counter. */
export class SequenceWatch {
  readonly #spans = new Map<number, Span>();
  /** The counter's page, where the WAL holds the schema's page that tells. */
  root: number | undefined;

  see(page: number, data: Uint8Array): void {
    const sequence = sequenceOf(data);
    if (sequence === undefined) {
      this.root = sequenceRoot(data, page) ?? this.root;
      return;
    }
    const span = this.#spans.get(page);
    if (span !== undefined) span.last = sequence;
    else if (this.#spans.size < MOST_PAGES) this.#spans.set(page, {first: sequence, last: sequence});
  }

  span(page: number): Span | undefined {
    return this.#spans.get(page);
  }
}

/** What a snapshot says of it. */
export class SnapshotSequence {
  readonly #values = new Map<number, number>();
  root: number | undefined;

  see({first, data, pageSize}: PageRun): void {
    for (let at = 0, number = first; at < data.length; at += pageSize, number += 1) {
      if (this.root !== undefined && number > this.root && this.#values.has(this.root)) return;
      const page = data.subarray(at, at + pageSize);
      this.root ??= sequenceRoot(page, number);
      // Once its page is known, no other is of interest.
      if (this.root !== undefined && number !== this.root) continue;
      const value = sequenceOf(page);
      if (value !== undefined && (this.#values.size < MOST_PAGES || number === this.root))
        this.#values.set(number, value);
    }
  }

  get value(): number | undefined {
    return this.root === undefined ? undefined : this.#values.get(this.root);
  }
}

export type SequenceLink = {
  readonly index: number;
  /** Of its first segment. */
  readonly key: string;
  readonly sequence: SequenceWatch;
};

/**
 * @param links the WALs after the snapshot, oldest first
 * @throws RestoreError `format` when the snapshot is not of the index that its name says; `gap` when the counter makes
 *   more than a step between two WALs
 */
export function checkSequence(
  {key, index}: {readonly key: string; readonly index: number},
  snapshot: SnapshotSequence,
  links: readonly SequenceLink[],
): void {
  let {root, value} = snapshot;
  if (index > 0 && links.length > 0 && value === undefined) {
    throw new RestoreError('format', {
      what: `The snapshot is not one of WAL index ${hex8(index)}: it lacks Litestream’s own table`,
      where: key,
      expected: 'the table _litestream_seq',
    });
  }
  for (const link of links) {
    const moved = link.sequence.root !== undefined && link.sequence.root !== root;
    root = link.sequence.root ?? root;
    const span = root === undefined ? undefined : link.sequence.span(root);
    if (span === undefined) {
      if (moved) value = undefined;
      continue;
    }
    if (value !== undefined && !moved && !follows(span, value, link.index === index)) {
      throw link.index === index ? wrongIndex(key, index, span, value) : missing(link, span, value);
    }
    value = span.last;
  }
}

/** VACUUM writes the page anew as it is. A snapshot may hold the first frames of its own WAL. */
function follows({first, last}: Span, before: number, ofSnapshot: boolean): boolean {
  return first === before || first === before + 1 || (ofSnapshot && first <= before && before <= last);
}

function wrongIndex(where: string, index: number, {first}: Span, found: number): RestoreError {
  return new RestoreError('format', {
    what: `The snapshot is not the state at the start of WAL index ${hex8(index)}: Litestream’s counter in it does not fit`,
    where,
    expected: first - 1,
    found,
  });
}

function missing({index, key}: SequenceLink, {first}: Span, before: number): RestoreError {
  return new RestoreError('gap', {
    what: `WAL segments are missing at the end of index ${hex8(index - 1)}: Litestream’s counter makes another step than one`,
    where: key,
    expected: before + 1,
    found: first,
  });
}
