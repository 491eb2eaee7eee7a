// Looks later whether a report still holds: in itself, against the bucket, against a database file. No GitHub, no terminal.
import {isRestoreError, RestoreError} from '../errors.ts';
import {sha256OfFile} from '../file-hash.ts';
import {countOf} from '../quantities.ts';
import type {DatabaseFacts} from '../sqlite/sqlite.ts';
import {listAll} from '../storage/listing.ts';
import type {ObjectInfo, ObjectStore} from '../storage/store.ts';
import {hashOfEvidence, planHash} from './hashes.ts';
import {readReport, type StoredReport} from './read-report.ts';

/** One thing that was compared. */
export type Comparison = {
  /** `bytes` and `contents` are the file's: other bytes may still hold the same contents. */
  readonly about: 'report' | 'bucket' | 'bytes' | 'contents';
  readonly what: string;
  readonly holds: boolean;
  /** A clause: `expected …, found …`; empty where it holds. */
  readonly difference: string;
};

export type VerifyTargets = {
  readonly store?: ObjectStore | undefined;
  /** Absolute path of a database file. */
  readonly file?: string | undefined;
  readonly describe: (path: string, signal: AbortSignal) => Promise<DatabaseFacts>;
  readonly signal: AbortSignal;
};

/**
 * What decides: everything that does not hold, but the bytes of a file whose contents were compared one by one and are
 * the same.
 */
export function failures(comparisons: readonly Comparison[]): readonly Comparison[] {
  const contents = comparisons.filter(({about}) => about === 'contents');
  const sameContents = contents.length > 0 && contents.every(({holds}) => holds);
  return comparisons.filter(({about, holds}) => !holds && !(about === 'bytes' && sameContents));
}

/** Differences named one by one; beyond it only their number. */
const MOST_NAMED = 20;

/**
 * @param text the JSON report
 * @throws RestoreError `input` when the text is no report of this program, and those of the store and of SQLite's child
 */
export async function verifyReport(text: string, targets: VerifyTargets): Promise<readonly Comparison[]> {
  const report = readReport(text);
  const comparisons = [...inItself(report)];
  if (targets.store !== undefined) comparisons.push(...(await againstBucket(report, targets.store, targets.signal)));
  if (targets.file !== undefined) comparisons.push(...(await againstFile(report, targets.file, targets)));
  return comparisons;
}

function compare(
  about: Comparison['about'],
  what: string,
  expected: string | number | null,
  found: string | number | null,
): Comparison {
  const holds = expected === found;
  return {
    about,
    what,
    holds,
    difference: holds ? '' : `the report says ${expected ?? 'nothing'}, found ${found ?? 'nothing'}`,
  };
}

/** Catches a report that was cut, edited or mixed up. It is no signature: whoever can write all of it can write hashes. */
function inItself({plan, database, evidence, integrity, tables, seal}: StoredReport): readonly Comparison[] {
  return [
    compare('report', 'the seal over the whole report', seal.stored, seal.computed),
    compare('report', 'the plan’s hash', plan.hash, planHash(plan)),
    compare('report', 'the evidence hash', evidence, hashOfEvidence(plan, database, integrity, tables)),
  ];
}

async function againstBucket({plan, prefix}: StoredReport, store: ObjectStore, signal: AbortSignal) {
  const used = plan.layers.flatMap(({objects}) => objects);
  const {objects} = await listAll(store, prefix, signal);
  const there = new Map<string, ObjectInfo>(objects.map(object => [object.key, object]));
  const differences = used.flatMap(({key, size, etag}) => {
    const now = there.get(key);
    if (now === undefined)
      return [{about: 'bucket' as const, what: key, holds: false, difference: 'it is not in the bucket any more'}];
    return [
      compare('bucket', `size of ${key}`, size, now.size),
      compare('bucket', `ETag of ${key}`, etag, now.etag),
    ].filter(({holds}) => !holds);
  });
  const more = differences.length - MOST_NAMED;
  return [
    {
      about: 'bucket' as const,
      what: `${countOf(used.length, 'object')} in the bucket`,
      holds: differences.length === 0,
      difference: differences.length === 0 ? '' : countOf(differences.length, 'difference'),
    },
    ...differences.slice(0, MOST_NAMED),
    ...(more > 0
      ? [{about: 'bucket' as const, what: countOf(more, 'more difference'), holds: false, difference: 'not named here'}]
      : []),
  ];
}

/** Equal bytes, or else equal contents: a database that was vacuumed since still holds what the report says. */
async function againstFile(
  {database, tables, tableCount, schemaFingerprint}: StoredReport,
  path: string,
  {describe, signal}: VerifyTargets,
) {
  const sha256 = await hashOf(path, signal);
  const bytes = compare('bytes', 'SHA-256 of the file', database.sha256, sha256);
  if (bytes.holds) return [bytes];
  const hashed = tables.filter(({hash}) => hash !== null);
  if (hashed.length === 0) return [bytes];
  const facts = await describe(path, signal);
  const now = new Map(facts.tables.map(table => [table.name, table]));
  const contents = hashed.map(({name, hash}) =>
    compare('contents', `logical hash of table ${name}`, hash, now.get(name)?.hash ?? null),
  );
  const unknown = tables.filter(({hash}) => hash === null);
  const extra = facts.tables.filter(({name}) => !tables.some(table => table.name === name));
  return [
    bytes,
    ...contents,
    // Other bytes are forgiven only where every table was compared.
    ...unknown.map(({name}) => ({
      about: 'contents' as const,
      what: `table ${name}`,
      holds: false,
      difference: 'the report has no hash of it',
    })),
    ...(tableCount > tables.length
      ? [
          {
            about: 'contents' as const,
            what: countOf(tableCount - tables.length, 'more table'),
            holds: false,
            difference: 'the report does not name them',
          },
        ]
      : []),
    ...(schemaFingerprint === null
      ? []
      : [compare('contents', 'schema fingerprint', schemaFingerprint, facts.schemaFingerprint)]),
    ...extra.map(({name}) => ({
      about: 'contents' as const,
      what: `table ${name}`,
      holds: false,
      difference: 'the report does not know it',
    })),
  ];
}

async function hashOf(path: string, signal: AbortSignal): Promise<string> {
  try {
    return await sha256OfFile(path, signal);
  } catch (cause) {
    signal.throwIfAborted();
    if (isRestoreError(cause)) throw cause;
    throw new RestoreError('input', {
      what: 'The database to compare cannot be read',
      where: path,
      todo: 'Give --file the path of a database file.',
      cause,
    });
  }
}
