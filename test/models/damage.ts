// What happens to objects in a bucket: flipped bits, cut and missing objects, bodies under the wrong key.
import type {Bucket, StoredObject} from './memory-store.ts';
import type {Random} from './random.ts';

export const DAMAGES = ['flip', 'cut', 'remove', 'swap', 'empty'] as const;
export type Damage = (typeof DAMAGES)[number];

/** The same objects in a store that keeps no checksums. */
export function withoutChecksums(bucket: Bucket): Bucket {
  return new Map([...bucket].map(([name, {key, bytes, lastModified}]) => [name, {key, bytes, lastModified}]));
}

/**
 * A copy of the bucket with one object (two for `swap`) damaged, and what was done. A checksum that the store keeps stays
 * that of the upload; exchanged bodies were uploaded so.
 */
export function damaged(
  bucket: Bucket,
  damage: Damage,
  random: Random,
): {readonly bucket: Bucket; readonly key: string; readonly done: string} {
  const objects = [...bucket.values()].filter(({key}) => key.endsWith('.zst'));
  const copy = new Map(bucket);
  const draw = (): StoredObject | undefined => objects[random.below(objects.length)];
  const victim = draw();
  if (victim === undefined) return {bucket, key: '', done: 'nothing to damage'};
  const {key, bytes} = victim;
  const put = (changed: Buffer): void => void copy.set(key, {...victim, bytes: changed});
  if (damage === 'remove') copy.delete(key);
  else if (damage === 'empty') put(Buffer.alloc(0));
  else if (damage === 'cut') put(bytes.subarray(0, random.below(bytes.length)));
  else if (damage === 'flip') {
    const changed = Buffer.from(bytes);
    const at = random.below(changed.length);
    changed.writeUInt8(changed.readUInt8(at) ^ (1 << random.below(8)), at);
    put(changed);
  } else {
    const other = draw() ?? victim;
    copy.set(key, {...other, key, lastModified: victim.lastModified});
    copy.set(other.key, {...victim, key: other.key, lastModified: other.lastModified});
  }
  return {bucket: copy, key, done: `${damage} ${key}`};
}
