// Two hashes that anybody can make again from a report: of the plan, and of what was found.
import type {PlanFacts} from '../formats/format.ts';
import type {RestoredDatabase, RestoreResult} from '../result.ts';
import {canonicalHash} from './canonical.ts';

/** An object as both hashes see it: its bytes, not when a store wrote them. */
type HashedObject = {readonly key: string; readonly size: number; readonly etag: string};

type HashedPlan = {
  readonly format: string;
  readonly point: {readonly position: string};
  readonly snapshotKey: string;
  readonly layers: readonly {
    readonly label: string;
    readonly kind: string;
    readonly frames: number;
    readonly commit?: number | null | undefined;
    readonly objects: readonly HashedObject[];
  }[];
};

type HashedDatabase = Pick<RestoredDatabase, 'bytes' | 'pageSize' | 'pages' | 'sha256'>;

type HashedTable = {readonly name: string; readonly rows: number | null; readonly hash: string | null};

/** SHA-256 over what is restored, in which order, to which point. Equal hashes: the same objects give the same database. */
export function planHash({format, point, snapshotKey, layers}: HashedPlan): string {
  return canonicalHash({
    format,
    position: point.position,
    snapshotKey,
    layers: layers.map(({label, kind, frames, commit, objects}) => ({
      label,
      kind,
      frames,
      commit: commit ?? null,
      objects: objects.map(({key, size, etag}) => ({key, size, etag})),
    })),
  });
}

/** SHA-256 over the plan's hash, its proof, the database, what SQLite's check said, and its tables. No times. */
export function hashOfEvidence(
  plan: HashedPlan & {readonly proof: {readonly word: string}},
  {bytes, pageSize, pages, sha256}: HashedDatabase,
  integrity: string,
  tables: readonly HashedTable[],
): string {
  return canonicalHash({
    plan: planHash(plan),
    proof: plan.proof.word,
    database: {bytes, pageSize, pages, sha256},
    integrity,
    tables: tables.map(({name, rows, hash}) => ({name, rows, hash})),
  });
}

/** The evidence of a result. */
export function evidenceHash(result: RestoreResult, plan: PlanFacts, database: RestoredDatabase): string {
  const tables = result.assessment?.facts?.tables ?? [];
  return hashOfEvidence(plan, database, result.checks?.integrity ?? 'skipped', tables);
}
