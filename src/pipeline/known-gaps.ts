// Gaps that only reading shows (Litestream 0.3 names no lengths). Every plan that begins with the same objects meets the
// same one: a search reads it once, and not again for each of the points behind it.
import {createHash} from 'node:crypto';
import {LayerFailure} from '../engine/overlay.ts';
import {isRestoreError, type RestoreError} from '../errors.ts';
import type {Layer} from '../engine/layer.ts';

export type KnownGaps = {
  /** @throws LayerFailure where reading `layers` would come to a gap that is known */
  readonly refuse: (layers: readonly Layer[]) => void;
  /** Keeps what reading `layers` has failed with, where it is a gap between two objects of one layer. */
  readonly note: (thrown: unknown, layers: readonly Layer[]) => void;
};

type Place = {readonly layer: Layer; readonly key: string; readonly beginning: () => string};

/** Each object in the order of reading; `beginning` is equal for the same bytes up to it and with it. */
function* placesOf(layers: readonly Layer[]): Generator<Place> {
  const hash = createHash('sha256');
  for (const layer of layers) {
    for (const {key, etag, size} of layer.objects) {
      hash.update(JSON.stringify([layer.kind, key, etag, size]));
      yield {layer, key, beginning: () => hash.copy().digest('hex')};
    }
  }
}

export function createKnownGaps(): KnownGaps {
  /** By the beginning that ends with the object behind the gap. */
  const gaps = new Map<string, RestoreError>();
  const keys = new Set<string>();
  return {
    refuse(layers) {
      if (gaps.size === 0) return;
      for (const {layer, key, beginning} of placesOf(layers)) {
        const error = keys.has(key) ? gaps.get(beginning()) : undefined;
        if (error !== undefined) throw new LayerFailure(layer, error);
      }
    },
    note(thrown, layers) {
      if (!(thrown instanceof LayerFailure) || !isRestoreError(thrown.cause, 'gap')) return;
      const {cause, layer} = thrown;
      // Only what the bytes up to it decide: whether a snapshot, or a WAL's beginning, fits depends on what follows, too.
      if (layer.kind !== 'wal' || layer.objects.findIndex(({key}) => key === cause.failure.where) <= 0) return;
      for (const {key, beginning} of placesOf(layers)) {
        if (cause.failure.where !== key) continue;
        keys.add(key);
        gaps.set(beginning(), cause);
        return;
      }
    },
  };
}
