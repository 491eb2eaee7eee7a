// Which objects count: those up to the asked time, without those that failed before.
import {RestoreError} from '../../errors.ts';
import {instantText} from '../../quantities.ts';
import type {LeftOut, PlanRequest} from '../format.ts';
import {parseKeys, type CaptureObject, type SnapshotObject, type ZlayerKeys} from './keys.ts';
import {judgeTimes, type Times} from './times.ts';

export type Selection = {
  /** All that is listed. */
  readonly listed: ZlayerKeys;
  /** What counts. */
  readonly keys: ZlayerKeys;
  readonly times: Times;
  /** Objects that an earlier plan found damaged or gone. */
  readonly excluded: readonly LeftOut[];
  /** Objects later than the asked time. */
  readonly later: readonly LeftOut[];
};

function captureTime({object}: CaptureObject): number {
  return object.lastModified;
}

/** @throws RestoreError `before-first` when the backup begins after the asked time */
export function select({backup, target, excluded}: Pick<PlanRequest, 'backup' | 'target' | 'excluded'>): Selection {
  const all = parseKeys(backup.objects, backup.prefix);
  const times = judgeTimes(all.snapshots, all.captures);
  const {timestamp} = target;
  const snapshotTime = ({keyTime}: SnapshotObject): number => keyTime + times.clockOffset;
  const inTime = (time: number): boolean => timestamp === undefined || time <= timestamp;
  const snapshots = all.snapshots.filter(snapshot => inTime(snapshotTime(snapshot)));
  const captures = all.captures.filter(capture => inTime(captureTime(capture)));
  if (timestamp !== undefined && snapshots.length === 0 && captures.length === 0) {
    const moments = [...all.snapshots.map(snapshotTime), ...all.captures.map(captureTime)];
    throw new RestoreError('before-first', {
      what: 'The backup begins after the time that was asked for',
      where: backup.prefix,
      expected: `something from ${instantText(timestamp)} or before`,
      found: `${instantText(moments.reduce((a, b) => Math.min(a, b)))} as the first`,
      todo: 'Ask for a later timestamp.',
    });
  }
  const usable = <T extends SnapshotObject | CaptureObject>(objects: readonly T[]): readonly T[] =>
    objects.filter(({object}) => !excluded.has(object.key));
  return {
    listed: all,
    keys: {...all, snapshots: usable(snapshots), captures: usable(captures)},
    times,
    excluded: [...snapshots, ...captures].flatMap(({object: {key}}) => {
      const reason = excluded.get(key);
      return reason === undefined ? [] : [{key, reason, explained: false}];
    }),
    later: [...all.snapshots, ...all.captures]
      .filter(entry => !inTime('keyTime' in entry ? snapshotTime(entry) : captureTime(entry)))
      .map(({object}) => ({key: object.key, reason: 'later than the time that was asked for', explained: true})),
  };
}
