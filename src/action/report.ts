// The machine-readable report: everything a script could want to know about one run, in one JSON file.
import {randomUUID} from 'node:crypto';
import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import type {RestoreError} from '../errors.ts';
import type {PlanFacts} from '../formats/format.ts';
import {instantText} from '../quantities.ts';
import type {RestoreRequest} from '../request.ts';
import type {ObjectInfo} from '../storage/store.ts';
import {VERSION} from '../version.ts';
import {causesOf} from './causes.ts';
import type {Outcome} from './outcome.ts';
import type {Redact} from './secrets.ts';

/** Changes whenever a reader of the old form would misread the new one. docs/report.schema.json describes it. */
export const REPORT_SCHEMA = 'restore-sqlite/report/1';

const time = (ms: number | undefined) => instantText(ms) || null;

function objectOf({key, size, lastModified, etag, storageClass}: ObjectInfo) {
  return {key, size, lastModified: time(lastModified), etag, storageClass: storageClass ?? null};
}

/** Everything but the credentials. */
function requestOf({location, timestamp, maxDatabaseSize, timeout, ...policies}: RestoreRequest) {
  const {kind, prefix} = location;
  return {
    ...policies,
    target: policies.target ?? null,
    position: policies.position ?? null,
    location:
      location.kind === 'directory'
        ? {kind, path: location.path, prefix}
        : {kind, bucket: location.bucket, prefix, endpoint: location.endpoint ?? null, region: location.region ?? null},
    timestamp: time(timestamp),
    maxDatabaseSize: maxDatabaseSize ?? null,
    timeoutMs: timeout ?? null,
  };
}

function planOf(plan: PlanFacts) {
  return {
    ...plan,
    point: {...plan.point, time: time(plan.point.time)},
    layers: plan.layers.map(({label, kind, frames, commit, objects, time: moment}) => ({
      label,
      kind,
      time: time(moment),
      frames,
      commit: commit ?? null,
      objects: objects.map(objectOf),
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

/** @param now milliseconds since 1970 */
export function reportOf({request, result}: Outcome, now: number) {
  const {restored, verdict, reasons, failed, error, plan, database, checks, foreign} = result;
  return {
    schema: REPORT_SCHEMA,
    program: {
      name: 'restore-sqlite',
      version: VERSION,
      node: process.version,
      platform: `${process.platform}-${process.arch}`,
      sqlite: checks?.sqliteVersion ?? null,
    },
    startedAt: time(now - result.durationMs),
    finishedAt: time(now),
    outcome: {restored, verdict, failed, errorCode: failed ? (error?.code ?? 'internal') : null, reasons},
    error: error === undefined ? null : errorOf(error),
    request: request === undefined ? null : requestOf(request),
    plan: plan === undefined ? null : planOf(plan),
    database: database ?? null,
    framesApplied: result.framesApplied,
    checks: checks ?? null,
    foreignObjects: foreign.map(objectOf),
    run: {
      downloadedBytes: result.downloadedBytes,
      cacheHit: result.cacheHit,
      durationMs: Math.round(result.durationMs),
      phases: result.phases,
    },
  };
}

/**
 * Writes the report under `tempFolder`, beside the reports of other steps of the job.
 * @returns its absolute path
 * @throws Error when it cannot be written
 */
export function writeReport(outcome: Outcome, tempFolder: string, redact: Redact): string {
  const folder = join(tempFolder, 'restore-sqlite');
  mkdirSync(folder, {recursive: true});
  const path = join(folder, `report-${randomUUID()}.json`);
  writeFileSync(path, `${redact(JSON.stringify(reportOf(outcome, Date.now()), undefined, 2))}\n`, {flag: 'wx'});
  return path;
}
