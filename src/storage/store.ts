// What the rest of the program knows of storage: keys and bytes.

/** One object as a listing names it. */
export type ObjectInfo = {
  readonly key: string;
  /** Stored size in bytes. */
  readonly size: number;
  /** When the store wrote it: milliseconds since 1970 (fractions where the store has them). */
  readonly lastModified: number;
  /** Opaque: equal tags mean equal bytes. As the store writes it, quotes included. */
  readonly etag: string;
  /** S3's storage class, absent where the store has none. */
  readonly storageClass?: string;
};

/** Bytes `start` (inclusive) to `end` (exclusive) of an object. */
export type ByteRange = {readonly start: number; readonly end: number};

export type ReadOptions = {
  /** Absent: the whole object. */
  readonly range?: ByteRange;
  readonly signal: AbortSignal;
  /**
   * Called at most once, before the last byte is given, with the CRC32 that the store keeps for the whole object
   * (base64, as `x-amz-checksum-crc32`; full-object checksums only, never a composite of parts). Only for whole objects;
   * not called where the store keeps none. The caller compares.
   */
  readonly onChecksum?: (crc32Base64: string) => void;
};

/**
 * A bucket. Implementations either give exactly the bytes asked for, of the version that `object.etag` names, or throw:
 * a RestoreError `gone` (the object is not there any more), `changed` (another version lies there now), or one of the
 * storage and network codes.
 */
export interface ObjectStore {
  /** For people: `s3://bucket` or the directory's path. */
  readonly name: string;
  /** Every object whose key starts with `prefix`, in no particular order. */
  list(prefix: string, signal: AbortSignal): AsyncIterable<ObjectInfo>;
  /** Yields exactly the range's bytes, or throws. */
  read(object: ObjectInfo, options: ReadOptions): AsyncIterable<Uint8Array>;
}
