// Which true state a restored database is, if it is one.
import {createHash} from 'node:crypto';
import {zstdDecompressSync} from 'node:zlib';
import type {History} from './history.ts';
import {tableHashes} from './table-hashes.ts';
import {newestReachable} from './upper-bound.ts';

export type Truth = {
  /** The newest state with this content; -1 when there never was one. */
  stateOf(image: Buffer): number;
  /** The newest content that a restorer could reach which knew the truth, as the first state that had it; -1 for none. */
  newestReachable(): number;
};

/** First and last state with one content: a VACUUM changes bytes only, and a flag that goes back makes an old content new. */
type Span = {readonly first: number; readonly last: number};

export function truthOf({states, objects, prefix}: History): Truth {
  const byBytes = new Map(states.map(({sha256}, index) => [sha256, index]));
  let spans: ReadonlyMap<string, Span> | undefined;
  const byContent = (): ReadonlyMap<string, Span> => {
    if (spans !== undefined) return spans;
    const found = new Map<string, Span>();
    for (const [index, {image}] of states.entries()) {
      const content = contentOf(image) ?? '';
      found.set(content, {first: found.get(content)?.first ?? index, last: index});
    }
    return (spans = found);
  };
  const spanOf = (image: Buffer): Span | undefined => {
    // Most results are the last state of all, byte for byte: then there is no need to look at every state's content.
    const same = byBytes.get(createHash('sha256').update(image).digest('hex'));
    if (same === states.length - 1 && states[same]?.sameContent === false) return {first: same, last: same};
    const content = contentOf(image);
    return content === undefined ? undefined : byContent().get(content);
  };
  return {
    stateOf: image => spanOf(image)?.last ?? -1,
    newestReachable() {
      const stored = [...objects.values()];
      const snapshots = stored.filter(({key}) => key.startsWith(`${prefix}snapshots/`));
      const captures = stored.filter(({key}) => key.startsWith(`${prefix}wal/`));
      return newestReachable(
        snapshots.map(({bytes}) => zstdDecompressSync(bytes)),
        captures.map(({bytes, lastModified}) => ({wal: zstdDecompressSync(bytes), lastModified})),
        // Of equal contents the first counts: who restores a later one has not restored something older.
        image => spanOf(image)?.first ?? -1,
      );
    },
  };
}

function contentOf(image: Buffer): string | undefined {
  try {
    return JSON.stringify(tableHashes(image));
  } catch {
    return undefined;
  }
}
