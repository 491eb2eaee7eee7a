// Real Litestream backups with their truth, from the fixtures to a judged result.
import {execFileSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import {mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {zstdDecompressSync} from 'node:zlib';
import type {RestoreRequest} from '../../src/request.ts';
import type {Bucket, StoredObject} from '../models/memory-store.ts';
import {stateHash} from './state-hash.ts';

/** As the program that ran the real writers noted it; only what tests look at. */
export type Truth = {
  readonly prefix: string;
  readonly litestream: string;
  /** The key that opens an encrypted replica. */
  readonly ageIdentity?: string;
  readonly final: {readonly state: string; readonly sha256AfterTruncateCheckpoint: string};
  /** Every committed state, with when it was committed: milliseconds before and after. */
  readonly states: readonly {readonly n: number; readonly t0: number; readonly t1: number; readonly state: string}[];
  readonly objects: readonly {
    readonly key: string;
    readonly lastModified: string;
    readonly meta: {readonly 'litestream-timestamp'?: string};
  }[];
  readonly pointInTime: readonly {
    readonly timestamp: string;
    readonly lastCommitBefore: number;
    readonly peerState: number | null;
  }[];
};

export type LitestreamCase = {
  readonly name: string;
  readonly truth: Truth;
  readonly bucket: Bucket;
  /** What a restore of it needs to be given. */
  readonly asked: Pick<RestoreRequest, 'ageIdentity'>;
};

/** Every NAME.truth.json in `folder`, with the bucket of NAME.tar.zst. */
export function litestreamCases(folder: string): readonly LitestreamCase[] {
  return readdirSync(folder)
    .filter(file => file.endsWith('.truth.json'))
    .map(file => file.slice(0, -'.truth.json'.length))
    .toSorted()
    .map(name => {
      // Written by the program that ran the real writers.
      const truth = JSON.parse(readFileSync(join(folder, `${name}.truth.json`), 'utf8')) as Truth;
      const {ageIdentity} = truth;
      return {
        name,
        truth,
        bucket: unpacked(join(folder, `${name}.tar.zst`), truth),
        asked: ageIdentity === undefined ? {} : {ageIdentity: {kind: 'keys', keys: [ageIdentity]}},
      };
    });
}

function unpacked(archive: string, truth: Truth): Bucket {
  const temp = mkdtempSync(join(tmpdir(), 'litestream-corpus-'));
  try {
    execFileSync('tar', ['-xf', '-', '-C', temp], {input: zstdDecompressSync(readFileSync(archive))});
    const bucket = new Map<string, StoredObject>();
    for (const {key, lastModified} of truth.objects) {
      bucket.set(key, {key, bytes: readFileSync(join(temp, key)), lastModified: Date.parse(lastModified)});
    }
    return bucket;
  } finally {
    rmSync(temp, {recursive: true, force: true});
  }
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/**
 * Which committed state an image is: its number, the newest where several are alike; `wrong` when it never existed.
 */
export function stateOf(image: Buffer, {states, final}: Truth): number | 'wrong' {
  if (sha256(image) === final.sha256AfterTruncateCheckpoint) return states.at(-1)?.n ?? 0;
  const temp = mkdtempSync(join(tmpdir(), 'litestream-state-'));
  try {
    const path = join(temp, 'image.sqlite');
    writeFileSync(path, image);
    const hash = stateHash(path);
    return states.findLast(({state}) => state === hash)?.n ?? 'wrong';
  } finally {
    rmSync(temp, {recursive: true, force: true});
  }
}
