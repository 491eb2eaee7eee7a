// What a run ended with, and the one sentence that the log, the annotation, the summary and the terminal all begin with.
import {relative} from 'node:path';
import {bytesText, countOf, instantText} from '../quantities.ts';
import type {Location, RestoreRequest} from '../request.ts';
import type {RestoreResult} from '../result.ts';

export type Outcome = {
  /** Absent when the inputs were wrong. */
  readonly request: RestoreRequest | undefined;
  readonly result: RestoreResult;
  /** Absolute; paths inside it are shown relative to it. */
  readonly workspace: string;
  /** True when GitHub's schedule started the workflow. */
  readonly scheduled?: boolean;
  /** Where the docs of the running version can be read, with a slash at its end; absent for a copy in the repository. */
  readonly docs?: string | undefined;
};

/** `s3://bucket/prefix`, or the directory's path: what the user wrote, more or less. */
export function placeText(location: Location): string {
  const {prefix} = location;
  if (location.kind === 's3') return `s3://${location.bucket}${prefix === '' ? '' : `/${prefix}`}`;
  return prefix === '' ? location.path : `${location.path} (prefix ${prefix})`;
}

export function targetText({request, workspace}: Pick<Outcome, 'request' | 'workspace'>): string {
  const target = request?.target ?? '';
  const way = relative(workspace, target);
  return target === '' || way === '' || way.startsWith('..') ? target : way;
}

/** `as of 2026-11-23T01:09:51Z`, `not newer than …`, or nothing where no time is known. */
export function momentText({plan}: RestoreResult): string {
  const time = instantText(plan?.point.time);
  if (plan === undefined || time === '' || plan.point.timeIs === 'unknown') return '';
  return `${plan.point.timeIs === 'exact' ? 'as of' : 'not newer than'} ${time}`;
}

/** What the run did: a failure's own message, or the database and its moment. */
export function headline(outcome: Outcome): string {
  const {result, request} = outcome;
  const {database, plan, reasons, error} = result;
  if (result.failed) return error?.message ?? 'The restore failed.';
  const moment = momentText(result);
  if (database !== undefined) {
    const what = `${bytesText(database.bytes)}, ${countOf(database.pages, 'page')}${moment === '' ? '' : `, ${moment}`}`;
    return result.restored ? `Restored ${targetText(outcome)}: ${what}.` : `Verified a restore: ${what}.`;
  }
  if (plan !== undefined && request?.mode === 'plan') {
    return `Would restore ${countOf(plan.layers.length, 'layer')} of format ${plan.format}${moment === '' ? '' : `, ${moment}`}.`;
  }
  return reasons[0] === undefined ? 'Nothing was restored.' : `Nothing was restored: ${reasons[0].text}`;
}
