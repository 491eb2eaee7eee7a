// What the storage tests share: reading to the end, patience without waiting, and the error that a promise ends with.
import assert from 'node:assert/strict';
import {isRestoreError} from '../../src/errors.ts';
import type {ErrorCode, RestoreError} from '../../src/errors.ts';
import {SILENT} from '../../src/log.ts';
import type {Location} from '../../src/request.ts';
import {listAll} from '../../src/storage/listing.ts';
import {openStore} from '../../src/storage/open.ts';
import type {OpenOptions, OpenStore} from '../../src/storage/open.ts';
import type {ByteRange, ObjectInfo, ObjectStore} from '../../src/storage/store.ts';

/** A signal that never fires. */
export const {signal: never} = new AbortController();

/** Retries at once; gives up on a silent body early. */
export const HASTY = {sleep: async () => {}, stall: 2000};

export async function openNow(location: Location, options: Partial<OpenOptions> = {}): Promise<OpenStore> {
  return openStore(location, {env: {}, log: SILENT, signal: never, patience: HASTY, ...options});
}

export async function collect(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Buffer[] = [];
  for await (const chunk of chunks) {
    all.push(Buffer.from(chunk));
  }
  return Buffer.concat(all);
}

export async function bytesOf(store: ObjectStore, object: ObjectInfo, range?: ByteRange): Promise<Buffer> {
  return collect(store.read(object, {signal: never, ...(range && {range})}));
}

/** The one object with this key. */
export async function find(store: ObjectStore, key: string): Promise<ObjectInfo> {
  const {objects} = await listAll(store, key, never);
  const object = objects.find(each => each.key === key);
  assert.ok(object, `${key} is listed`);
  return object;
}

/** Waits for the failure of `work`, checks its code, and gives it back for a look at its words. */
export async function failure(work: Promise<unknown>, code: ErrorCode): Promise<RestoreError> {
  const error = await work.then(
    () => assert.fail(`ended well, but should have failed with ${code}`),
    (reason: unknown) => reason,
  );
  assert.ok(isRestoreError(error), `a RestoreError, not ${String(error)}`);
  assert.equal(error.code, code, error.message);
  return error;
}

/** Bytes that differ everywhere, so that a shifted or repeated part shows. */
export function pattern(length: number): Buffer {
  const bytes = Buffer.alloc(length);
  for (let index = 0; index < length; index++) {
    bytes[index] = (index * 31 + (index >> 8) * 17 + (index >> 16) * 7) & 255;
  }
  return bytes;
}
