// What the times in the bucket are worth: the writer's clock against the store's, and copied buckets.
import type {CaptureObject, SnapshotObject} from './keys.ts';

/** Milliseconds. Between the read of the main file and the end of its upload lie no more than this, if clocks agree. */
const USUAL_DELAY = 5_000;
/** Milliseconds. S3 refuses requests whose clock is further off than 15 minutes: the objects were copied or touched. */
const MAX_SKEW = 15 * 60_000;
/** Milliseconds within which all objects of a copied bucket were written. */
const AT_ONCE = 1_000;

export type Times = {
  /** Milliseconds to add to a key's time to get the store's time. */
  readonly clockOffset: number;
  /** False when LastModified says nothing of when the writer stored the objects. */
  readonly count: boolean;
  /** Why not. Empty when they count. */
  readonly why: string;
};

export function judgeTimes(snapshots: readonly SnapshotObject[], captures: readonly CaptureObject[]): Times {
  const offsets = snapshots.map(({object, keyTime}) => object.lastModified - keyTime);
  const least = offsets.length === 0 ? 0 : Math.min(...offsets);
  const clockOffset = least < 0 || least > USUAL_DELAY ? least : 0;
  const stored = [...snapshots, ...captures].map(({object}) => object.lastModified);
  const why = whyNot(snapshots, offsets, least, stored);
  return {clockOffset: why === '' ? clockOffset : 0, count: why === '', why};
}

function whyNot(
  snapshots: readonly SnapshotObject[],
  offsets: readonly number[],
  least: number,
  stored: readonly number[],
): string {
  if (stored.length < 2) return '';
  const earliest = stored.reduce((a, b) => Math.min(a, b));
  const latest = stored.reduce((a, b) => Math.max(a, b));
  if (latest - earliest <= AT_ONCE) return 'all objects were stored within one second';
  if (Math.abs(least) > MAX_SKEW) return 'the objects were not stored at the times that the snapshots’ keys name';
  const keys = snapshots.map(({keyTime}) => keyTime);
  if (keys.length < 2) return '';
  const spread = Math.max(...keys) - Math.min(...keys);
  const drift = Math.max(...offsets) - least;
  const copied = earliest > Math.max(...keys) && spread > USUAL_DELAY && drift > spread / 2;
  return copied ? 'all objects were stored after the last snapshot’s time: the bucket was copied' : '';
}
