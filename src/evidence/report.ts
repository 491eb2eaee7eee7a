// The machine-readable report: everything a script or an auditor could want to know about one run, in one JSON file.
import {causesOf} from '../causes.ts';
import type {RestoreError} from '../errors.ts';
import type {PlanFacts} from '../formats/format.ts';
import {instantText} from '../quantities.ts';
import type {RestoreRequest} from '../request.ts';
import type {Assessment, LastGood, ReplayOutcome, RestoreResult} from '../result.ts';
import type {CheckReport} from '../sqlite/sqlite.ts';
import type {ObjectInfo} from '../storage/store.ts';
import {VERSION} from '../version.ts';
import {evidenceHash, planHash} from './hashes.ts';

/** Changes whenever a reader of the old form would misread the new one. docs/report.schema.json describes it. */
export const REPORT_SCHEMA = 'restore-sqlite/report/2';

/** What a report is made of. */
export type Reported = {
  /** Absent when the inputs were wrong. */
  readonly request: RestoreRequest | undefined;
  readonly result: RestoreResult;
  /** Milliseconds since 1970 at the end. */
  readonly now: number;
  /** Page of the workflow run; empty outside of workflows. */
  readonly runUrl: string;
};

export type Report = ReturnType<typeof reportOf>;

const time = (ms: number | null | undefined) => instantText(ms ?? undefined) || null;

function objectOf({key, size, lastModified, etag, storageClass}: ObjectInfo, versions?: ReadonlyMap<string, string>) {
  return {
    key,
    size,
    lastModified: time(lastModified),
    etag,
    version: versions?.get(key) ?? null,
    storageClass: storageClass ?? null,
  };
}

/** Field by field, so that nothing secret comes along with a new input. */
function requestOf(request: RestoreRequest) {
  const {location} = request;
  const {kind, prefix} = location;
  return {
    mode: request.mode,
    location:
      location.kind === 'directory'
        ? {kind, path: location.path, prefix}
        : {kind, bucket: location.bucket, prefix, endpoint: location.endpoint ?? null, region: location.region ?? null},
    target: request.target ?? null,
    tempFolder: request.tempFolder,
    format: request.format,
    timestamp: time(request.timestamp),
    position: request.position ?? null,
    integrityCheck: request.integrityCheck,
    foreignKeyCheck: request.foreignKeyCheck,
    onIncomplete: request.onIncomplete,
    onInconclusive: request.onInconclusive,
    ifNoBackup: request.ifNoBackup,
    ifExists: request.ifExists,
    replaceWasWritten: request.replaceWasWritten,
    allowEmpty: request.allowEmpty,
    maxDatabaseSize: request.maxDatabaseSize ?? null,
    cache: request.cache,
    timeoutMs: request.timeout ?? null,
    maxAgeMs: request.maxAge ?? null,
    freshnessQuery: request.freshnessQuery ?? null,
    lastGood: request.lastGood ?? 'off',
  };
}

function planOf(plan: PlanFacts, versions: ReadonlyMap<string, string> | undefined) {
  return {
    ...plan,
    hash: planHash(plan),
    point: {...plan.point, time: time(plan.point.time)},
    layers: plan.layers.map(({label, kind, frames, commit, objects, time: moment}) => ({
      label,
      kind,
      time: time(moment),
      frames,
      commit: commit ?? null,
      objects: objects.map(object => objectOf(object, versions)),
    })),
  };
}

function errorOf(error: RestoreError) {
  const {what, where, expected, found, todo} = error.failure;
  return {
    code: error.code,
    message: error.message,
    what,
    where: where ?? null,
    expected: expected ?? null,
    found: found ?? null,
    todo: todo ?? null,
    causes: causesOf(error),
  };
}

/** Without how long it took: that belongs to the run. */
function checksOf(report: CheckReport) {
  const {durationMs: _durationMs, ...checks} = report;
  return checks;
}

function dataOf({results, facts, history}: Assessment) {
  const baseline = history.at(-1);
  return {
    results,
    userVersion: facts?.userVersion ?? null,
    applicationId: facts?.applicationId ?? null,
    freelistPages: facts?.freelistPages ?? null,
    schemaFingerprint: facts?.schemaFingerprint ?? null,
    tables: facts?.tables ?? [],
    tableCount: facts?.tableCount ?? null,
    baseline:
      baseline === undefined ? null : {at: time(baseline.at), position: baseline.position, sha256: baseline.sha256},
    earlierRuns: history.length,
  };
}

function lastGoodOf({point, proof, exact, known, restores, tried, lost, rows}: LastGood) {
  return {
    position: point?.position ?? null,
    time: time(point?.time),
    proof: proof ?? null,
    exact,
    known,
    restores,
    tried,
    lost,
    rows,
  };
}

/** Without how long they took. */
function replayOf({older, newer, verdict, pages, differing, firstDiffering, ahead, error}: ReplayOutcome) {
  return {older, newer, verdict, pages, differing, firstDiffering, ahead, message: error?.message ?? null};
}

export function reportOf({request, result, now, runUrl}: Reported) {
  const {restored, verdict, reasons, failed, error, plan, database, checks, assessment, lastGood, foreign} = result;
  return {
    schema: REPORT_SCHEMA,
    program: {
      name: 'restore-sqlite',
      version: VERSION,
      node: process.version,
      platform: `${process.platform}-${process.arch}`,
      sqlite: checks?.sqliteVersion ?? null,
    },
    evidence: plan === undefined || database === undefined ? null : evidenceHash(result, plan, database),
    outcome: {restored, verdict, failed, errorCode: failed ? (error?.code ?? 'internal') : null, reasons},
    error: error === undefined ? null : errorOf(error),
    request: request === undefined ? null : requestOf(request),
    plan: plan === undefined ? null : planOf(plan, result.versions),
    database: database ?? null,
    framesApplied: result.framesApplied,
    checks: checks === undefined ? null : checksOf(checks),
    data: assessment === undefined ? null : dataOf(assessment),
    replays: result.replays?.map(replayOf) ?? [],
    lastGood: lastGood === undefined ? null : lastGoodOf(lastGood),
    foreignObjects: foreign.map(object => objectOf(object)),
    run: {
      startedAt: time(now - result.durationMs),
      finishedAt: time(now),
      url: runUrl === '' ? null : runUrl,
      downloadedBytes: result.downloadedBytes,
      cacheHit: result.cacheHit,
      durationMs: Math.round(result.durationMs),
      phases: result.phases,
    },
  };
}
