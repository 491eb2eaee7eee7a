// What shows that a writer captures new data, and not the same again: where the restore point ends, the images in the
// listing, and what earlier good runs restored.
import type {DetectedBackup, PlanFacts} from '../formats/format.ts';
import type {PastRun} from '../history/history.ts';
import {durationText, instantText} from '../quantities.ts';
import {checkResult} from './asking.ts';
import type {CheckResult} from './check-result.ts';

/** All times in milliseconds since 1970. */
export type Movement = {
  /**
   * True when the restore point ends in an increment: a writer stores one because something was committed, and soon after.
   * An image is made on a schedule, whatever it holds.
   */
  readonly endsInIncrement: boolean;
  /** Since then every run, or every image stored, had these very bytes. Absent: nothing says so. */
  readonly sameSince?: number | undefined;
  /** The end of the newest good run that restored something else: what is here was captured after it. */
  readonly changedAfter?: number | undefined;
  /** When the newest object of the backup was stored; 0 without any. */
  readonly newestStored: number;
};

/**
 * @param sha256 of the restored file, in hex
 * @param runs earlier good runs, oldest first
 */
export function movementOf(
  plan: Pick<PlanFacts, 'layers'>,
  objects: DetectedBackup['objects'],
  sha256: string,
  runs: readonly PastRun[],
): Movement {
  const other = runs.findLastIndex(run => run.sha256 !== sha256);
  const seen = runs[other + 1]?.at;
  const stored = imageSince(plan, objects);
  const since = [seen, stored].filter(time => time !== undefined);
  return {
    endsInIncrement: isIncrement(plan),
    sameSince: since.length === 0 ? undefined : Math.min(...since),
    changedAfter: runs[other]?.at,
    newestStored: objects.reduce((newest, {lastModified}) => Math.max(newest, lastModified), 0),
  };
}

function isIncrement({layers}: Pick<PlanFacts, 'layers'>): boolean {
  const kind = layers.at(-1)?.kind;
  return kind !== undefined && kind !== 'snapshot';
}

/** The oldest object with the tag and size of the image that is the restore point: equal tags mean equal bytes. */
function imageSince({layers}: Pick<PlanFacts, 'layers'>, objects: DetectedBackup['objects']): number | undefined {
  const [image, ...others] = layers.at(-1)?.objects ?? [];
  if (isIncrement({layers}) || image === undefined || others.length > 0) return undefined;
  const same = objects.filter(({key, etag, size}) => key !== image.key && etag === image.etag && size === image.size);
  if (same.length === 0) return undefined;
  return same.reduce((oldest, {lastModified}) => Math.min(oldest, lastModified), image.lastModified);
}

export type StallLimits = {
  /** Milliseconds; see docs/history.md. Both absent: nothing is asked. */
  readonly maxAge?: number | undefined;
  readonly unchangedFor?: number | undefined;
  /** Milliseconds by which the clocks of runner and store may differ. */
  readonly clockSkew: number;
};

/**
 * A writer that uploads, and captures nothing new. Without uploads there is no stalled writer: that is for `max-age` to say.
 * Longer than both limits is a failure; longer than the written `unchangedFor` alone is a warning.
 */
export function checkWriter(limits: StallLimits, movement: Movement, now: number): readonly CheckResult[] {
  const {maxAge, unchangedFor, clockSkew} = limits;
  const limit = unchangedFor ?? maxAge;
  if (limit === undefined) return [];
  const expected = `uploads hold the same data for no longer than ${durationText(limit)}`;
  const result = (status: CheckResult['status'], found: string) =>
    checkResult('writer-stalled', 'the writer captures new data', status, expected, found);
  const {sameSince, newestStored} = movement;
  if (sameSince === undefined) return [result('pass', 'nothing that shows the same data twice')];
  const same = now - sameSince;
  const sameText = `the same bytes since ${instantText(sameSince)}, for ${durationText(same)}`;
  if (same <= limit + clockSkew) return [result('pass', sameText)];
  if (newestStored <= sameSince + clockSkew) return [result('pass', `${sameText}, and nothing was uploaded since`)];
  const status = maxAge !== undefined && same > maxAge + clockSkew ? 'fail' : 'warn';
  return [result(status, `${sameText}, while the newest object is of ${instantText(newestStored)}`)];
}
