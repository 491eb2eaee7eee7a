// Where the report goes: as JSON for programs and as Markdown for people.
import {randomUUID} from 'node:crypto';
import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {reportMarkdown} from '../evidence/report-markdown.ts';
import {reportOf} from '../evidence/report.ts';
import {sealed} from '../evidence/seal.ts';
import type {Environment} from './input-table.ts';
import type {Outcome} from './outcome.ts';
import type {Redact} from './secrets.ts';

/** Absolute paths. */
export type ReportFiles = {readonly json: string; readonly markdown: string};

/** The page of this workflow run, as docs.github.com lists the variables; empty outside of workflows. */
export function runUrl(env: Environment): string {
  const {
    GITHUB_SERVER_URL: server,
    GITHUB_REPOSITORY: repository,
    GITHUB_RUN_ID: id,
    GITHUB_RUN_ATTEMPT: attempt,
  } = env;
  if (!server || !repository || !id) return '';
  return `${server}/${repository}/actions/runs/${id}${attempt ? `/attempts/${attempt}` : ''}`;
}

/** The docs of the action that runs; undefined for one that is used by its path, and for anything but plain names. */
export function docsUrl({GITHUB_SERVER_URL: server, ...env}: Environment): string | undefined {
  const {GITHUB_ACTION_REPOSITORY: repository, GITHUB_ACTION_REF: ref} = env;
  const url = `${server}/${repository}/blob/${ref}/docs/`;
  return server && repository && ref && /^https:\/\/[\w./-]+$/.test(url) ? url : undefined;
}

/**
 * Writes both under `tempFolder`, beside the reports of other steps of the job.
 * @throws Error when they cannot be written
 */
export function writeReport(
  {request, result}: Outcome,
  {tempFolder, url, redact}: {readonly tempFolder: string; readonly url: string; readonly redact: Redact},
): ReportFiles {
  const folder = join(tempFolder, 'restore-sqlite');
  mkdirSync(folder, {recursive: true});
  const report = reportOf({request, result, now: Date.now(), runUrl: url});
  const name = join(folder, `report-${randomUUID()}`);
  const files = {json: `${name}.json`, markdown: `${name}.md`};
  // Sealed as it is stored: what was blanked is part of it.
  const stored = sealed(redact(JSON.stringify(report)));
  writeFileSync(files.json, `${JSON.stringify(stored, undefined, 2)}\n`, {flag: 'wx'});
  writeFileSync(files.markdown, redact(reportMarkdown(report)), {flag: 'wx'});
  return files;
}
