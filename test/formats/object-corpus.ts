// Objects of many writers with their truth, from an archive to a judged result: for the fixtures, and for any folder of
// others made in the same form (NAME.tar.zst, the bucket from its root, beside NAME.truth.json).
import {createHash} from 'node:crypto';
import {readdirSync, readFileSync} from 'node:fs';
import {mkdtemp, readFile, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {zstdDecompressSync} from 'node:zlib';
import Database from 'better-sqlite3';
import {ageDecryption} from '../../src/codecs/age.ts';
import {overlay} from '../../src/engine/overlay.ts';
import type {Verdict} from '../../src/engine/proof.ts';
import {isRestoreError, type RestoreError} from '../../src/errors.ts';
import {detectBackup} from '../../src/formats/detect.ts';
import type {RestorePlan, RestoreTarget} from '../../src/formats/format.ts';
import {SILENT} from '../../src/log.ts';
import {assertSound, judge} from '../../src/pipeline/verdict.ts';
import {checkDatabase} from '../../src/sqlite/check.ts';
import {listAll} from '../../src/storage/listing.ts';
import type {ObjectStore} from '../../src/storage/store.ts';
import {stateHash} from './state-hash.ts';
import {memoryStore, type Bucket, type StoredObject} from '../models/memory-store.ts';

type State = {readonly label: string; readonly state?: string; readonly sha256?: string};

/** What tests look at of a truth file; the README in the fixtures' folder explains the fields. */
export type Truth = {
  /** What the case is about, a clause. */
  readonly why: string;
  readonly group: string;
  readonly prefix: string;
  readonly inputs: Readonly<Record<string, string>>;
  readonly expect: 'ok' | 'fail' | 'inconclusive';
  readonly reason?: string;
  readonly accept?: readonly string[];
  readonly key?: string;
  readonly final?: string;
  readonly states?: readonly State[];
  readonly objects: readonly {readonly key: string}[];
  readonly mustReport?: string;
  readonly mustNote?: string;
  readonly versions?: readonly {
    readonly key: string;
    readonly lastModified: string;
    readonly deleteMarker: boolean;
    readonly file?: string;
    readonly isLatest: boolean;
  }[];
};

export type ObjectCase = {readonly name: string; readonly truth: Truth; readonly bucket: () => Bucket};

/** Every case of a folder that has both of its files. */
export function objectCases(folder: string): readonly ObjectCase[] {
  const files = new Set(readdirSync(folder));
  return [...files]
    .filter(file => file.endsWith('.truth.json') && files.has(file.replace(/\.truth\.json$/, '.tar.zst')))
    .toSorted()
    .map(file => {
      const name = file.slice(0, -'.truth.json'.length);
      return {
        name,
        truth: readTruth(folder, name),
        bucket: () => readBucket(folder, name),
      };
    });
}

function readBucket(folder: string, name: string): Bucket {
  const bucket = readTar(zstdDecompressSync(readFileSync(join(folder, `${name}.tar.zst`))));
  const {versions} = readTruth(folder, name);
  return versions === undefined ? bucket : currentVersions(bucket, versions);
}

function readTruth(folder: string, name: string): Truth {
  // Written by the program that made the case.
  return JSON.parse(readFileSync(join(folder, `${name}.truth.json`), 'utf8')) as Truth;
}

/** What a versioned bucket shows to whoever does not ask for versions. */
function currentVersions(bucket: Bucket, versions: NonNullable<Truth['versions']>): Bucket {
  const current = versions
    .filter(({isLatest, deleteMarker}) => isLatest && !deleteMarker)
    .map(({key, file = '', lastModified}) => {
      const bytes = bucket.get(file)?.bytes ?? Buffer.alloc(0);
      return [key, {key, bytes, lastModified: Date.parse(lastModified)}] as const;
    });
  return new Map(current);
}

/**
 * Files of a pax archive, in memory: a file system could neither hold every name (line breaks, on Windows also colons)
 * nor every time.
 */
export function readTar(tar: Buffer): Bucket {
  const bucket = new Map<string, StoredObject>();
  let pax: Readonly<Record<string, string>> = {};
  for (let at = 0; at + 512 <= tar.length && tar[at] !== 0;) {
    const text = (from: number, length: number) =>
      tar.toString('utf8', at + from, at + from + length).replace(/\0[^]*$/, '');
    const size = Number(pax['size'] ?? Number.parseInt(text(124, 12), 8));
    const data = tar.subarray(at + 512, at + 512 + size);
    const type = text(156, 1);
    if (type === 'x') {
      pax = paxRecords(data);
    } else {
      const key = pax['path'] ?? [text(345, 155), text(0, 100)].filter(part => part !== '').join('/');
      const seconds = Number(pax['mtime'] ?? Number.parseInt(text(136, 12), 8));
      if (type === '0' || type === '') bucket.set(key, {key, bytes: Buffer.from(data), lastModified: seconds * 1000});
      pax = {};
    }
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return bucket;
}

/** `<length> <name>=<value>\n`, where the length counts itself. */
function paxRecords(data: Buffer): Readonly<Record<string, string>> {
  const records: Record<string, string> = {};
  for (let at = 0; at < data.length;) {
    const space = data.indexOf(' ', at);
    const length = Number(data.toString('latin1', at, space));
    const record = data.toString('utf8', space + 1, at + length - 1);
    const equals = record.indexOf('=');
    records[record.slice(0, equals)] = record.slice(equals + 1);
    at += length;
  }
  return records;
}

export type Outcome =
  | {readonly kind: 'refused'; readonly format: string; readonly error: RestoreError}
  | {
      readonly kind: 'restored';
      readonly plan: RestorePlan;
      readonly verdict: Verdict;
      readonly sha256: string;
      /** As {@link stateHash}; undefined where SQLite here cannot read every table. */
      readonly state: string | undefined;
    };

export type Asked = Partial<RestoreTarget> & {
  readonly prefix?: string;
  readonly format?: string;
  readonly maxDatabaseSize?: number;
  readonly excluded?: ReadonlyMap<string, string>;
  readonly store?: ObjectStore;
};

/** Lists, detects, plans, builds, and checks with SQLite. Throws what is no RestoreError, and `internal`: a bug. */
export async function restoreObject(bucket: Bucket, asked: Asked): Promise<Outcome> {
  const folder = await mkdtemp(join(tmpdir(), 'object-case-'));
  let format = '';
  try {
    const {prefix = '', maxDatabaseSize = 1e9, excluded = new Map(), store = memoryStore(bucket), ...target} = asked;
    const {signal} = new AbortController();
    const listing = await listAll(store, prefix, signal);
    const detected = detectBackup(listing, asked.format ?? 'auto');
    format = detected.format.name;
    const plan = await detected.format.plan({
      backup: detected.backup,
      listing,
      target: {onIncomplete: 'fail', prefer: 'likeliest', ...target},
      store,
      decrypt: ageDecryption(undefined),
      excluded,
      scratchFolder: folder,
      maxDatabaseSize,
      examine: () => Promise.reject(new Error('not asked for by these formats')),
      log: SILENT,
      signal,
      progress: () => {},
    });
    const path = join(folder, 'built.sqlite');
    await overlay(plan.layers, path, {store, signal, progress: () => {}, maxDatabaseSize});
    const checks = checkDatabase(Database, path, {integrity: 'full', foreignKeys: true}, false);
    const policy = {
      allowEmpty: false,
      foreignKeyCheck: 'warn',
      integrityCheck: 'full',
      onInconclusive: 'warn',
    } as const;
    assertSound(plan, checks, policy);
    const {verdict} = judge(plan, checks, {results: [], history: []}, policy);
    const sha256 = createHash('sha256')
      .update(await readFile(path))
      .digest('hex');
    const state = checks.unreadableTables.length === 0 ? stateHash(path) : undefined;
    return {kind: 'restored', plan, verdict, sha256, state};
  } catch (error) {
    const cause = error instanceof Error && error.name === 'LayerFailure' ? error.cause : error;
    if (isRestoreError(cause) && cause.code !== 'internal') return {kind: 'refused', format, error: cause};
    throw error;
  } finally {
    await rm(folder, {recursive: true, force: true});
  }
}

/** The inputs of a truth file that concern one object; others (keys, passwords) are not there to be given yet. */
export function askedOf({prefix, inputs}: Truth): Asked {
  const {timestamp, 'max-database-size': size} = inputs;
  return {
    prefix,
    ...(timestamp === undefined ? {} : {timestamp: Date.parse(timestamp)}),
    ...(size === undefined ? {} : {maxDatabaseSize: Number.parseInt(size, 10) * 1e6}),
  };
}

/** The labels of the truth's states that came out: by the file's bytes, or by its content. */
export function statesOf({states = []}: Truth, outcome: Outcome): readonly string[] {
  if (outcome.kind === 'refused') return [];
  return states
    .filter(({sha256, state}) => sha256 === outcome.sha256 || (state !== undefined && state === outcome.state))
    .map(({label}) => label);
}

/** Codes that mean the same as a word of the truth files. */
const CODES: Readonly<Record<string, readonly string[]>> = {
  unsupported: ['unsupported-format'],
  'error-page': ['not-sqlite'],
  empty: ['not-sqlite'],
  corrupt: ['integrity'],
  malformed: ['format', 'integrity'],
  'no-snapshot': ['wal-only', 'no-snapshot'],
};

/** True when the outcome is the expected one, or another that the truth accepts. */
export function isRight(truth: Truth, outcome: Outcome): boolean {
  const accepted = [`${truth.expect}${truth.reason === undefined ? '' : `:${truth.reason}`}`, ...(truth.accept ?? [])];
  return accepted.some(text => {
    const [word, detail] = text.split(/:(.*)/s);
    if (outcome.kind === 'refused') {
      return word === 'fail' && (detail === undefined || (CODES[detail] ?? [detail]).includes(outcome.error.code));
    }
    const labels = statesOf(truth, outcome);
    if (truth.key !== undefined && truth.key !== outcome.plan.snapshotKey) return false;
    if (word === 'inconclusive') return outcome.verdict === 'inconclusive' && labels.length > 0;
    return word === 'ok' && outcome.verdict === 'pass' && labels.includes(detail ?? truth.final ?? '');
  });
}

/** Cases that need what is not built yet: another compression, an archive, a key, a log beside the database, a pattern. */
export function needsMore({group, objects, inputs}: Truth): boolean {
  return (
    ['archive', 'bottomless', 'dump', 'encrypted', 'live', 'refused'].includes(group) ||
    objects.some(({key}) => /\.(lz4|xz|bz2|br|zip|tar|7z|sql|age|gpg|asc|enc)(\.|$)/.test(key)) ||
    (group === 'versions' && 'timestamp' in inputs) ||
    Object.keys(inputs).some(name => !['timestamp', 'max-database-size'].includes(name))
  );
}

/** Refusals that say what cannot be done yet, or what the object is instead. */
export const TAGGED = [
  'unsupported-format',
  'encrypted',
  'live-pair',
  'wal-only',
  'ambiguous',
  'before-first',
  'trailing',
];
