// An earlier result in a cache: a database file and a manifest. Whoever can write the cache is trusted only as far as the
// checks: the file is compared with the manifest, and SQLite checks it as it would check a fresh restore.
import {createHash} from 'node:crypto';
import {constants, copyFile, link, mkdir, readFile, rename, rm, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import type {DatabaseCache} from '../cache.ts';
import {PROOFS, type ProofWord} from '../engine/proof.ts';
import {fileSize} from '../engine/scratch-file.ts';
import {messageOf, printable} from '../errors.ts';
import {sha256OfFile} from '../file-hash.ts';
import type {DetectedBackup, PlanFacts, RestorePlan, RestoreTarget} from '../formats/format.ts';
import {isCount, isObject, type Fields} from '../json-fields.ts';
import type {Log} from '../log.ts';
import type {RestoredDatabase} from '../result.ts';
import type {Built} from './build.ts';
import {factsOfPlan} from './plan-facts.ts';

/** Changes whenever another program version could restore other bytes, or another manifest, from the same objects. */
const ENTRY_VERSION = 2;

export type CachedDatabase = {
  readonly path: string;
  readonly database: RestoredDatabase;
  readonly framesApplied: number;
  readonly plan: PlanFacts;
};

type Manifest = Omit<CachedDatabase, 'path'> & {readonly version: number};

/** Equal keys mean: the same objects and the same question, so the same answer. */
export function cacheKey(format: string, backup: DetectedBackup, target: RestoreTarget): string {
  const hash = createHash('sha256');
  hash.update(JSON.stringify([ENTRY_VERSION, format, target]));
  for (const {key, size, etag} of backup.objects) hash.update(JSON.stringify([key, size, etag]));
  return `restore-sqlite-${ENTRY_VERSION}-${hash.digest('hex')}`;
}

/** Moves the entry's database to `path` when there is an entry and it is what its manifest says. */
export async function takeFromCache(
  cache: DatabaseCache,
  key: string,
  path: string,
  {log, signal}: {readonly log: Log; readonly signal: AbortSignal},
): Promise<CachedDatabase | undefined> {
  const folder = cache.folder(key);
  try {
    if (!(await cache.restore(key, signal))) return undefined;
    const manifest = readManifest(await readFile(join(folder, 'manifest.json'), 'utf8'));
    if (manifest === undefined) throw new Error('its manifest cannot be read');
    const file = join(folder, 'database');
    const bytes = await fileSize(file);
    if (bytes !== manifest.database.bytes) {
      throw new Error(`its database has ${bytes} bytes, the manifest says ${manifest.database.bytes}`);
    }
    const sha256 = await sha256OfFile(file, signal);
    if (sha256 !== manifest.database.sha256) {
      throw new Error(`its database has SHA-256 ${sha256}, the manifest says ${manifest.database.sha256}`);
    }
    await moveFile(file, path);
    return {path, database: manifest.database, framesApplied: manifest.framesApplied, plan: manifest.plan};
  } catch (error) {
    signal.throwIfAborted();
    log.warn(`The cache entry is ignored: ${printable(messageOf(error))}.`);
    return undefined;
  } finally {
    await rm(folder, {recursive: true, force: true});
  }
}

/** Saves a published (or verified) database; `path` is not changed. */
export async function saveToCache(cache: DatabaseCache, key: string, entry: CachedDatabase): Promise<void> {
  const folder = cache.folder(key);
  try {
    await mkdir(folder, {recursive: true});
    const manifest: Manifest = {
      version: ENTRY_VERSION,
      database: entry.database,
      framesApplied: entry.framesApplied,
      plan: entry.plan,
    };
    await writeFile(join(folder, 'manifest.json'), JSON.stringify(manifest));
    // A hard link costs nothing; where the cache folder is on another file system, a copy has to do.
    await link(entry.path, join(folder, 'database')).catch(() =>
      copyFile(entry.path, join(folder, 'database'), constants.COPYFILE_FICLONE),
    );
    await cache.save(key);
  } finally {
    await rm(folder, {recursive: true, force: true});
  }
}

async function moveFile(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EXDEV')) throw error;
    await copyFile(from, to, constants.COPYFILE_FICLONE);
    await rm(from);
  }
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every(text => typeof text === 'string');
}

function isProofWord(value: unknown): value is ProofWord {
  return typeof value === 'string' && Object.hasOwn(PROOFS, value);
}

/** Undefined when the text is no manifest of this version. */
function readManifest(text: string): Manifest | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isObject(value) || value['version'] !== ENTRY_VERSION || !isCount(value['framesApplied'])) return undefined;
  if (!isDatabase(value['database']) || !isPlan(value['plan'])) return undefined;
  // Every field that is read later was looked at above.
  return value as Manifest;
}

function isDatabase(value: unknown): boolean {
  return (
    isObject(value) &&
    isCount(value['bytes']) &&
    isCount(value['pageSize']) &&
    isCount(value['pages']) &&
    typeof value['sha256'] === 'string'
  );
}

function isPlan(value: unknown): boolean {
  if (!isObject(value) || !isObject(value['point']) || !isObject(value['proof'])) return false;
  const {point, proof} = value;
  const counts = proof['counts'];
  return (
    typeof value['format'] === 'string' &&
    typeof value['snapshotKey'] === 'string' &&
    isCount(value['incrementsApplied']) &&
    typeof point['position'] === 'string' &&
    ['exact', 'upper-bound', 'unknown'].includes(String(point['timeIs'])) &&
    (point['time'] === undefined || typeof point['time'] === 'number') &&
    isProofWord(proof['word']) &&
    typeof proof['unexplained'] === 'boolean' &&
    isTexts(proof['because']) &&
    isTexts(proof['gaps']) &&
    isTexts(value['notes']) &&
    isObject(counts) &&
    ['expected', 'applied', 'ignored'].every(name => isCount(counts[name])) &&
    typeof counts['unit'] === 'string' &&
    isList(value['layers'], ['label', 'kind'], isLayer) &&
    isList(value['leftOut'], ['key', 'reason']) &&
    isList(value['alternatives'], ['position', 'note'])
  );
}

function isLayer(layer: Fields): boolean {
  const {objects} = layer;
  return isCount(layer['frames']) && isList(objects, ['key', 'etag'], ({size}) => isCount(size));
}

function isList(value: unknown, texts: readonly string[], also: (entry: Fields) => boolean = () => true): boolean {
  return (
    Array.isArray(value) &&
    value.every(entry => isObject(entry) && texts.every(name => typeof entry[name] === 'string') && also(entry))
  );
}

/** A database that was put together and checked, as the cache would keep it. */
export function entryOf(plan: RestorePlan, {bytes, pageSize, pages, sha256, path}: Built): CachedDatabase {
  const framesApplied = plan.layers.reduce((sum, {frames}) => sum + frames, 0);
  return {path, database: {bytes, pageSize, pages, sha256}, framesApplied, plan: factsOfPlan(plan)};
}
