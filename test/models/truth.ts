// Which true state a restored database is, if it is one.
import {createHash} from 'node:crypto';
import {zstdDecompressSync} from 'node:zlib';
import type {History} from './history.ts';
import {tableHashes} from './table-hashes.ts';
import {newestReachable} from './upper-bound.ts';

export type Truth = {
  /** The newest state that these bytes are (equal bytes, else equal content); -1 when it never existed. */
  stateOf(image: Buffer): number;
  /** The newest state that a restorer could reach which knew the truth; -1 when there is none. */
  newestReachable(): number;
};

export function truthOf(history: History): Truth {
  const byBytes = new Map(history.states.map(({sha256}, index) => [sha256, index]));
  let byContent: ReadonlyMap<string, number> | undefined;
  const contents = (): ReadonlyMap<string, number> =>
    (byContent ??= new Map(history.states.map(({image}, index) => [contentOf(image) ?? '', index])));
  const stateOf = (image: Buffer): number => {
    const same = byBytes.get(createHash('sha256').update(image).digest('hex'));
    if (same !== undefined) return newestLike(same);
    const content = contentOf(image);
    return content === undefined ? -1 : (contents().get(content) ?? -1);
  };
  /** A VACUUM changes bytes only, and a flag that goes back and forth makes an old content new again. */
  const newestLike = (index: number): number => {
    if (history.family === 'adversarial') {
      return contents().get(contentOf(history.states[index]?.image ?? Buffer.alloc(0)) ?? '') ?? index;
    }
    let newest = index;
    while (history.states[newest + 1]?.sameContent === true) newest += 1;
    return newest;
  };
  return {
    stateOf,
    newestReachable() {
      const stored = [...history.objects.values()];
      const bytes = (part: string) => stored.filter(({key}) => key.startsWith(`${history.prefix}${part}/`));
      return newestReachable(
        bytes('snapshots').map(object => zstdDecompressSync(object.bytes)),
        bytes('wal').map(object => ({wal: zstdDecompressSync(object.bytes), lastModified: object.lastModified})),
        stateOf,
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
