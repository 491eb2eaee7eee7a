// Every file that the plan does not use, with the reason.
import type {RestoreError} from '../../errors.ts';
import type {ObjectInfo} from '../../storage/store.ts';
import type {LeftOut} from '../format.ts';
import type {Choice} from './choice.ts';
import type {LtxFile} from './keys.ts';
import type {Faults} from './shortfall.ts';

/**
 * @param files all of the backup
 * @param missing why the chain ends early, where it does
 */
export function leftOut(
  {chain, end, scope, mixed}: Choice,
  files: readonly LtxFile[],
  impossible: readonly ObjectInfo[],
  faults: Faults,
  missing: RestoreError | undefined,
): readonly LeftOut[] {
  const used = new Set(chain.map(({object}) => object.key));
  const own = new Set(scope);
  const reasonFor = (file: LtxFile): Omit<LeftOut, 'key'> => {
    const fault = faults.get(file);
    if (fault !== undefined) {
      const covered = file.max <= end && mixed === undefined;
      const reason = `it cannot be used: ${fault.failure.what}${covered ? '; its transactions are in other files' : ''}`;
      // One that reaches beyond the end is why there is a shortfall, or lies after the asked point.
      return {reason, explained: mixed === undefined || file.max <= end};
    }
    if (!own.has(file)) return {reason: 'of another history under the same prefix', explained: true};
    if (file.max <= end) return {reason: 'its transactions are in other files of the plan', explained: true};
    return {
      reason: missing === undefined ? 'newer than the restore point' : 'after what is missing or damaged',
      explained: true,
    };
  };
  return [
    ...files.filter(({object}) => !used.has(object.key)).map(file => ({key: file.object.key, ...reasonFor(file)})),
    ...impossible.map(({key}) => ({key, reason: 'its name has impossible transaction IDs', explained: false})),
  ];
}
