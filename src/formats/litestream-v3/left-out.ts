// Every object that the plan does not use, with the reason.
import type {ObjectInfo} from '../../storage/store.ts';
import type {LeftOut} from '../format.ts';
import {generationOf} from './keys.ts';
import type {Selection} from './selection.ts';

export function leftOut(selection: Selection, objects: readonly ObjectInfo[]): readonly LeftOut[] {
  const {chain} = selection;
  const used = new Set([chain.base, ...chain.segments].map(({object}) => object.key));
  const reasonFor = reasons(selection);
  return objects.filter(({key}) => !used.has(key)).map(({key}) => ({key, ...reasonFor(key)}));
}

function reasons({chain, generation, doubts, faults, strays}: Selection): (key: string) => Omit<LeftOut, 'key'> {
  const snapshots = new Map(generation.snapshots.map(snapshot => [snapshot.object.key, snapshot]));
  const segments = new Map(generation.segments.map(segment => [segment.object.key, segment]));
  const copies = new Set(strays.map(({object}) => object.key));
  return key => {
    const name = generationOf(key) ?? '';
    if (name !== generation.name) return {reason: `of generation ${name}`, explained: doubts.length === 0};
    const fault = faults.get(key);
    const snapshot = snapshots.get(key);
    const segment = segments.get(key);
    if (copies.has(key)) return {reason: 'a copy under a wrong name: it lies inside other segments', explained: true};
    if (snapshot !== undefined) {
      // The WAL leads to the same state, or to what the failure of the plan says.
      if (fault !== undefined) return {reason: `it cannot be used: ${fault.failure.what}`, explained: true};
      const older = snapshot.index < chain.base.index;
      return {reason: older ? 'an older snapshot' : 'newer than the restore point', explained: true};
    }
    if (segment === undefined) {
      // A file replica writes under this name before it renames.
      if (key.endsWith('.tmp')) return {reason: 'an upload that was not finished', explained: true};
      return {
        reason: 'its name is none that Litestream writes, or another object names the same place',
        explained: false,
      };
    }
    if (segment.index < chain.base.index) return {reason: 'older than the snapshot', explained: true};
    if (fault !== undefined) return {reason: `it cannot be used: ${fault.failure.what}`, explained: true};
    const reason = chain.broken === undefined ? 'newer than the restore point' : 'after what is missing or damaged';
    return {reason, explained: true};
  };
}
