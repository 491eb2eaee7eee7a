// The stored bytes of an object, compared with whatever the store and the writer say about them.
import {createHash, type Hash} from 'node:crypto';
import {crc32} from 'node:zlib';
import type {LayerContext} from '../../engine/layer.ts';
import {RestoreError} from '../../errors.ts';
import {readAhead} from '../../storage/parallel.ts';
import type {ObjectInfo} from '../../storage/store.ts';
import type {ExpectedDigest} from './checksums.ts';

/**
 * Bytes. Up to this size an object is read in one request, which lets the store tell its CRC32; above it several ranges
 * at once are faster, and S3 gives no checksum of a range.
 */
const ONE_REQUEST = 64 * 1024 * 1024;

export type CheckedBytes = {
  readonly stored: AsyncIterable<Uint8Array>;
  /** To be called with the content as it comes out of the compression. */
  readonly seen: (chunk: Uint8Array) => void;
  /** To be called at the end. @throws RestoreError `checksum` */
  readonly verify: () => void;
};

/**
 * Each expected digest may be that of the stored bytes (sha256sum of the object) or of what they hold (of the database
 * before it was compressed): writers do both, and a digest cannot fit the wrong one by chance.
 * @param known all stored bytes, when planning has read them: they are not read again
 */
export function checkedBytes(
  object: ObjectInfo,
  digests: readonly ExpectedDigest[],
  context: LayerContext,
  known?: Uint8Array,
): CheckedBytes {
  const pairs = digests.map(digest => ({
    digest,
    stored: createHash(digest.algorithm),
    content: createHash(digest.algorithm),
  }));
  const update = (part: 'stored' | 'content', chunk: Uint8Array): void => {
    for (const pair of pairs) pair[part].update(chunk);
  };
  async function* stored(): AsyncGenerator<Uint8Array> {
    for await (const chunk of known === undefined ? transferred(object, context) : [known]) {
      if (known === undefined) context.progress(chunk.length);
      update('stored', chunk);
      yield chunk;
    }
  }
  return {
    stored: stored(),
    seen: chunk => update('content', chunk),
    verify: () => {
      for (const pair of pairs) requireDigest(pair, object.key);
    },
  };
}

/** The object as it is stored. @throws RestoreError of the storage, `checksum` when the store's own CRC32 disagrees */
export async function* transferred(
  object: ObjectInfo,
  {store, signal}: Pick<LayerContext, 'store' | 'signal'>,
): AsyncGenerator<Uint8Array> {
  if (object.size > ONE_REQUEST) {
    yield* readAhead(store, object, {signal});
    return;
  }
  let promised: string | undefined;
  let sum = 0;
  const onChecksum = (base64: string): void => {
    promised = base64;
  };
  for await (const chunk of store.read(object, {signal, onChecksum})) {
    sum = crc32(chunk, sum);
    yield chunk;
  }
  const expected = promised === undefined ? undefined : Buffer.from(promised, 'base64').toString('hex');
  const found = (sum >>> 0).toString(16).padStart(8, '0');
  if (expected !== undefined && expected !== found) {
    throw new RestoreError('checksum', {
      what: 'The stored bytes do not have the CRC32 that the store keeps for them',
      where: object.key,
      expected,
      found,
    });
  }
}

type Pair = {readonly digest: ExpectedDigest; readonly stored: Hash; readonly content: Hash};

function requireDigest({digest: {algorithm, hex, source}, stored, content}: Pair, where: string): void {
  const found = stored.digest('hex');
  if (found === hex || content.digest('hex') === hex) return;
  throw new RestoreError('checksum', {
    what: `The ${algorithm.toUpperCase()} of the object is not the one that ${source} says`,
    where,
    expected: hex,
    found,
    todo: 'One of the two was changed after the backup: restore an earlier object, or find out which one is right.',
  });
}
