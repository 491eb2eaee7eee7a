// When the states of a replica were written, by the headers of its first and its newest files.
import {hex64} from '../../codecs/ltx-header.ts';
import type {BackupFormat} from '../format.ts';
import {restorePoints} from './chain.ts';
import {ltxKeys} from './keys.ts';
import {LtxReader} from './reader.ts';

/** Milliseconds. The newest file of the lowest level is stored as soon as it is written; a copy of it is stored later. */
const AT_ONCE = 60_000;

/** Undefined when the headers that tell are damaged, or there are none. */
export const spanOfLtx: NonNullable<BackupFormat['span']> = async ({backup, ...context}) => {
  const {files} = ltxKeys(backup.objects);
  const points = restorePoints(files);
  const [first] = points;
  const last = files.reduce((max, file) => Math.max(max, file.max), 0);
  const reader = new LtxReader(context);
  const oldest = await reader.readThere(files.filter(({max}) => max === first));
  const newest = await reader.readThere(files.filter(({max}) => max === last));
  if (oldest.length === 0 || newest.length === 0) return undefined;
  const lag = Math.min(...newest.map(({object, header}) => object.lastModified - header.timestamp));
  return {
    from: Math.min(...oldest.map(({header}) => header.timestamp)),
    to: Math.max(...newest.map(({header}) => header.timestamp)),
    times: 'written',
    doubt:
      lag > AT_ONCE ? 'the LTX files were stored long after they were written, as if the bucket had been copied' : '',
    end: hex64(last),
  };
};
