// What the tests of Litestream 0.3 replicas ask of a restore.
import assert from 'node:assert/strict';
import {decodeLz4Frames} from '../../src/codecs/lz4-frame.ts';
import type {ErrorCode} from '../../src/errors.ts';
import type {RestoreRequest} from '../../src/request.ts';
import {encodeLz4Frame} from '../codecs/lz4-encoder.ts';
import type {Bucket} from '../models/memory-store.ts';
import {restoreInMemory, type Restored} from '../models/restore-in-memory.ts';

/** Restores, and compares every byte with the source's. */
export async function exact(
  bucket: Bucket,
  image: Buffer,
  asked: Partial<RestoreRequest> = {},
): Promise<Restored['result']> {
  const found = await restoreInMemory(bucket, asked);
  assert.equal(found.result.error, undefined, found.result.error?.message);
  assert.ok(found.image?.equals(image), 'the restored bytes are those of the source');
  return found.result;
}

/** @returns the message of the failure */
export async function refused(bucket: Bucket, code: ErrorCode, asked: Partial<RestoreRequest> = {}): Promise<string> {
  const {result, image} = await restoreInMemory(bucket, asked);
  assert.equal(result.error?.code, code, result.error?.message ?? `it was restored as ${result.verdict}`);
  assert.equal(image, undefined);
  return result.error.message;
}

/** What an object holds, decompressed. */
export async function contentOf(bucket: Bucket, key: string): Promise<Buffer> {
  const bytes = bucket.get(key)?.bytes ?? Buffer.alloc(0);
  const chunks: Uint8Array[] = [];
  const options = {where: key, maxBytes: 2 ** 30, signal: new AbortController().signal};
  for await (const chunk of decodeLz4Frames(once(bytes), options)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function* once(bytes: Buffer): AsyncGenerator<Buffer, void> {
  yield bytes;
}

/** The same content in other blocks, so that the object's tag is another one. */
export async function repacked(bucket: Bucket, key: string): Promise<Buffer> {
  return encodeLz4Frame(await contentOf(bucket, key), {stored: true});
}
