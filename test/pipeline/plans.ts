// Plans made by hand, for tests of the pipeline.
import type {Layer} from '../../src/engine/layer.ts';
import type {Proof} from '../../src/engine/proof.ts';
import type {RestorePlan} from '../../src/formats/format.ts';
import type {ObjectInfo} from '../../src/storage/store.ts';

export function object(key: string, etag = '"1"'): ObjectInfo {
  return {key, size: 10, lastModified: 1_790_000_000_000, etag};
}

const PROOF: Proof = {
  word: 'whole-file',
  because: ['One object holds the database.'],
  counts: {unit: 'objects', expected: 1, applied: 1, ignored: 0},
  gaps: [],
  unexplained: false,
};

export function plan(
  changes: Partial<Omit<RestorePlan, 'proof'>> & {readonly proof?: Partial<Proof>} = {},
): RestorePlan {
  return {
    format: 'object',
    point: {position: 'app.db', time: 1_790_000_000_000, timeIs: 'upper-bound'},
    layers: [],
    snapshotKey: 'app.db',
    incrementsApplied: 0,
    leftOut: [],
    alternatives: [],
    notes: [],
    ...changes,
    proof: {...PROOF, ...changes.proof},
  };
}

export function layerOf(...objects: readonly ObjectInfo[]): Layer {
  return {
    label: 'snapshot',
    kind: 'snapshot',
    objects,
    bytesToRead: 0,
    frames: 0,
    async *pages() {
      return {pageSize: 512, commit: 1};
    },
  };
}
