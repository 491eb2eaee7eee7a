// Real ZLayer backups with their truth, from a folder to a judged result: for the fixtures, and for any folder of others
// that the same writer made (NAME.tar.zst with bucket/ in it, beside NAME.truth.json).
import {execFileSync} from 'node:child_process';
import {mkdtempSync, readdirSync, readFileSync, rmSync, statSync} from 'node:fs';
import {mkdtemp, readFile, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join, relative, sep} from 'node:path';
import {zstdDecompressSync} from 'node:zlib';
import {ageDecryption} from '../../src/codecs/age.ts';
import {overlay} from '../../src/engine/overlay.ts';
import type {Layer, LayerContext} from '../../src/engine/layer.ts';
import {verdictOfProof} from '../../src/engine/proof.ts';
import {isRestoreError, RestoreError} from '../../src/errors.ts';
import type {PlanRequest, RestorePlan, RestoreTarget} from '../../src/formats/format.ts';
import {zlayer} from '../../src/formats/zlayer/zlayer.ts';
import {SILENT} from '../../src/log.ts';
import {listObjects, memoryStore, type Bucket, type StoredObject} from '../models/memory-store.ts';
import {integrityMessages, tableHashes, type TableHashes} from '../models/table-hashes.ts';

/** As the program that ran the real writer noted it; only what tests look at. */
export type Truth = {
  readonly prefix: string;
  readonly states: readonly {readonly n: number; readonly t: number; readonly tables: TableHashes}[];
  readonly verdicts: {readonly best: number; readonly last: number};
};

export type CorpusCase = {readonly name: string; readonly truth: Truth; readonly bucket: () => Bucket};

/** Every NAME.truth.json of a folder, with NAME.tar.zst or the folder NAME/ (its files are the keys) beside it. */
export function corpusCases(folder: string): readonly CorpusCase[] {
  return readdirSync(folder)
    .filter(file => file.endsWith('.truth.json'))
    .map(file => file.slice(0, -'.truth.json'.length))
    .toSorted()
    .map(name => ({
      name,
      // Written by the program that ran the real writer.
      truth: JSON.parse(readFileSync(join(folder, `${name}.truth.json`), 'utf8')) as Truth,
      bucket: () =>
        readdirSync(folder).includes(`${name}.tar.zst`) ? unpacked(folder, name) : readBucket(join(folder, name)),
    }));
}

function unpacked(folder: string, name: string): Bucket {
  const temp = mkdtempSync(join(tmpdir(), 'zlayer-corpus-'));
  try {
    const tar = zstdDecompressSync(readFileSync(join(folder, `${name}.tar.zst`)));
    // tar sets the files' times, which are LastModified.
    execFileSync('tar', ['-xf', '-', '-C', temp], {input: tar});
    return readBucket(join(temp, 'bucket'));
  } finally {
    rmSync(temp, {recursive: true, force: true});
  }
}

function readBucket(root: string): Bucket {
  const bucket = new Map<string, StoredObject>();
  for (const entry of readdirSync(root, {recursive: true, withFileTypes: true})) {
    const path = join(entry.parentPath, entry.name);
    const key = relative(root, path).split(sep).join('/');
    // Hidden folders belong to the S3 server that wrote the tree.
    if (!entry.isFile() || key.startsWith('.')) continue;
    bucket.set(key, {key, bytes: readFileSync(path), lastModified: statSync(path).mtimeMs});
  }
  return bucket;
}

export type Outcome =
  | {readonly kind: 'refused'; readonly error: RestoreError}
  | {
      readonly kind: 'restored';
      readonly plan: RestorePlan;
      readonly verdict: 'pass' | 'fail' | 'inconclusive';
      readonly image: Buffer;
      /** The index of the true state that came out, or `wrong`. */
      readonly state: number | 'wrong';
      /** Layers that were examined while planning, by their labels. */
      readonly examined: readonly string[];
    };

export type Asked = Partial<RestoreTarget> & {
  readonly excluded?: ReadonlyMap<string, string>;
  readonly maxDatabaseSize?: number;
  /** Wraps the store, for tests of what it may do. */
  readonly store?: (inner: PlanRequest['store']) => PlanRequest['store'];
};

/** Plans, puts the layers together, and compares the tables with the truth. Throws what is no RestoreError: a bug. */
export async function restoreCase(bucket: Bucket, truth: Truth, asked: Asked = {}): Promise<Outcome> {
  const folder = await mkdtemp(join(tmpdir(), 'zlayer-case-'));
  try {
    return await restoreIn(folder, bucket, truth, asked);
  } catch (error) {
    const cause = error instanceof Error && error.name === 'LayerFailure' ? error.cause : error;
    if (isRestoreError(cause) && cause.code !== 'internal') return {kind: 'refused', error: cause};
    throw error;
  } finally {
    await rm(folder, {recursive: true, force: true});
  }
}

async function restoreIn(folder: string, bucket: Bucket, truth: Truth, asked: Asked): Promise<Outcome> {
  const {excluded = new Map(), maxDatabaseSize = 1e9, store: wrap = inner => inner, ...target} = asked;
  const store = wrap(memoryStore(bucket));
  const {signal} = new AbortController();
  const context: LayerContext = {store, signal, progress: () => {}, maxDatabaseSize};
  const examined: string[] = [];
  let files = 0;
  const build = async (layers: readonly Layer[]): Promise<Buffer> => {
    const path = join(folder, `built-${files++}`);
    await overlay(layers, path, context);
    try {
      return await readFile(path);
    } finally {
      await rm(path);
    }
  };
  const listing = {prefix: truth.prefix, objects: listObjects(bucket)};
  const [backup] = zlayer.detect(listing).filter(({prefix}) => prefix === truth.prefix);
  if (backup === undefined) throw new RestoreError('no-backup', {what: 'Nothing was recognised', where: truth.prefix});
  const plan = await zlayer.plan({
    backup,
    listing,
    target: {onIncomplete: 'fail', prefer: 'likeliest', ...target},
    store,
    decrypt: ageDecryption(undefined),
    excluded,
    scratchFolder: await mkdtemp(join(folder, 'scratch-')),
    maxDatabaseSize,
    examine: async layers => {
      examined.push(layers.map(({label}) => label).join(', '));
      return integrityMessages(await build(layers));
    },
    log: SILENT,
    signal,
    progress: () => {},
  });
  const image = await build(plan.layers);
  return {kind: 'restored', plan, verdict: verdictOfProof(plan.proof), image, state: stateOf(image, truth), examined};
}

/** The newest true state whose tables the image has: a change that was taken back makes two of them equal. */
function stateOf(image: Buffer, {states}: Truth): number | 'wrong' {
  let tables: string;
  try {
    tables = text(tableHashes(image));
  } catch {
    return 'wrong';
  }
  return states.findLast(state => text(state.tables) === tables)?.n ?? 'wrong';
}

function text(tables: TableHashes): string {
  return JSON.stringify(Object.entries(tables).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
