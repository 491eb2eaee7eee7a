// The outputs of the step: every one is set on every path.
import type {RestoreResult} from '../result.ts';
import {instantText} from '../quantities.ts';

export const OUTPUT_NAMES = [
  'restored',
  'bytes',
  'walSegmentsApplied',
  'path',
  'format',
  'verdict',
  'proof',
  'integrity',
  'restorePoint',
  'position',
  'snapshotKey',
  'pageSize',
  'pages',
  'framesApplied',
  'sha256',
  'downloadedBytes',
  'durationMs',
  'cacheHit',
  'reportPath',
  'reportMarkdownPath',
  'lastGoodPosition',
  'errorCode',
] as const;

export type Outputs = Readonly<Record<(typeof OUTPUT_NAMES)[number], string>>;

/** What a step that has learned nothing says. */
const NOTHING: Outputs = {
  restored: 'false',
  bytes: '0',
  walSegmentsApplied: '0',
  path: '',
  format: '',
  verdict: 'inconclusive',
  proof: '',
  integrity: 'skipped',
  restorePoint: '',
  position: '',
  snapshotKey: '',
  pageSize: '0',
  pages: '0',
  framesApplied: '0',
  sha256: '',
  downloadedBytes: '0',
  durationMs: '0',
  cacheHit: 'false',
  reportPath: '',
  reportMarkdownPath: '',
  lastGoodPosition: '',
  errorCode: '',
};

/** Written first: what stands when the machine ends the process before it can say anything. */
export const UNFINISHED: Outputs = {...NOTHING, errorCode: 'internal'};

/**
 * The texts of the outputs. What describes a database is filled in only where there is one that passed: published, or in
 * mode `verify` checked. `integrity` also says `failed`, and what the run itself did (bytes read, time) is always told.
 * Where an older state was published because the newest is bad, `errorCode` says what is wrong with the newest.
 * @param target the request's absolute target path
 * @param reports paths, empty when no report could be written
 */
export function outputsOf(
  result: RestoreResult,
  target: string | undefined,
  reports: Pick<Outputs, 'reportPath' | 'reportMarkdownPath'>,
): Outputs {
  const run = {
    verdict: result.verdict,
    integrity: result.checks?.integrity ?? 'skipped',
    downloadedBytes: String(result.downloadedBytes),
    durationMs: String(Math.round(result.durationMs)),
    cacheHit: String(result.cacheHit),
    ...reports,
    lastGoodPosition: result.lastGood?.point?.position ?? '',
    errorCode: result.error?.code ?? (result.failed ? 'internal' : ''),
  };
  const {database, plan} = result;
  if (result.failed || database === undefined || plan === undefined) return {...NOTHING, ...run};
  return {
    ...run,
    restored: String(result.restored),
    bytes: String(database.bytes),
    walSegmentsApplied: String(plan.incrementsApplied),
    path: result.restored ? (target ?? '') : '',
    format: plan.format,
    proof: plan.proof.word,
    restorePoint: instantText(plan.point.time),
    position: plan.point.position,
    snapshotKey: plan.snapshotKey,
    pageSize: String(database.pageSize),
    pages: String(database.pages),
    framesApplied: String(result.framesApplied),
    sha256: database.sha256,
  };
}
