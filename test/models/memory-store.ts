// A bucket in memory, as the writer model leaves it and as the damage tests change it.
import {createHash} from 'node:crypto';
import {crc32} from 'node:zlib';
import {RestoreError} from '../../src/errors.ts';
import type {ObjectInfo, ObjectStore} from '../../src/storage/store.ts';

export type StoredObject = {
  readonly key: string;
  readonly bytes: Buffer;
  /** Milliseconds since 1970. */
  readonly lastModified: number;
  /** Base64, as S3 keeps it for what was once uploaded; absent where the store keeps none. */
  readonly crc32?: string;
};

/** Objects by key. */
export type Bucket = ReadonlyMap<string, StoredObject>;

export function objectInfo({key, bytes, lastModified}: StoredObject): ObjectInfo {
  const etag = `"${createHash('md5').update(bytes).digest('hex')}"`;
  return {key, size: bytes.length, lastModified, etag};
}

export function crc32Of(bytes: Uint8Array): string {
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(bytes));
  return sum.toString('base64');
}

/** Keys sorted by their bytes, as a {@link Listing} wants them. */
export function listObjects(bucket: Bucket): readonly ObjectInfo[] {
  return [...bucket.values()]
    .map(objectInfo)
    .toSorted((a, b) => Buffer.compare(Buffer.from(a.key), Buffer.from(b.key)));
}

export function memoryStore(bucket: Bucket): ObjectStore {
  return {
    name: 'memory',
    async *list(prefix) {
      for (const object of listObjects(bucket)) if (object.key.startsWith(prefix)) yield object;
    },
    async *read(object, {range, signal, onChecksum}) {
      signal.throwIfAborted();
      const stored = bucket.get(object.key);
      if (stored === undefined) throw new RestoreError('gone', {what: 'The object is gone', where: object.key});
      if (objectInfo(stored).etag !== object.etag) {
        throw new RestoreError('changed', {what: 'The object was replaced', where: object.key});
      }
      const {start, end} = range ?? {start: 0, end: stored.bytes.length};
      if (end > stored.bytes.length) throw new RestoreError('truncated', {what: 'The range lies behind the end'});
      if (range === undefined && stored.crc32 !== undefined) onChecksum?.(stored.crc32);
      yield stored.bytes.subarray(start, end);
    },
  };
}
