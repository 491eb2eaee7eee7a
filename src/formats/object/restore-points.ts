// Each object of the series is a restore point.
import type {BackupFormat} from '../format.ts';
import {newestFirst} from './choice.ts';
import {groupBySeries} from './series.ts';

/** From the listing alone. */
export const restorePointsOfObject: NonNullable<BackupFormat['restorePoints']> = ({backup, listing: {prefix}}) => {
  const [series] = groupBySeries({prefix, objects: backup.objects});
  return Promise.resolve(
    newestFirst(series?.members ?? [], prefix).map(({object, notNewerThan}) => ({
      position: object.key,
      time: notNewerThan,
      timeIs: 'upper-bound',
    })),
  );
};
