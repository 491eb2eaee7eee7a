// The report for people who were not there: an auditor, a colleague, oneself in a year. Made from the JSON report alone.
import {details, md, mdCode, table} from '../markdown.ts';
import {bytesText, countOf, countText, durationText} from '../quantities.ts';
import type {Report} from './report.ts';

/** Rows shown of a long list; the JSON has them all. */
const MOST = 1_000;

const SIGNS = {pass: '✅ pass', warn: '⚠️ warn', fail: '❌ fail', inconclusive: '⚠️ inconclusive'} as const;

/** GitHub-flavoured Markdown. */
export function reportMarkdown(report: Report): string {
  const parts = [
    head(report),
    report.error === null ? '' : failure(report.error),
    report.plan === null ? '' : source(report, report.plan),
    report.plan === null ? '' : objects(report.plan),
    database(report),
    checks(report),
    report.lastGood === null ? '' : lastGood(report.lastGood),
    again(report),
  ];
  return `${parts.filter(part => part !== '').join('\n\n')}\n`;
}

function capped<T>(all: readonly T[], rows: (shown: readonly T[]) => string): string {
  const more = all.length - MOST;
  return `${rows(all.slice(0, MOST))}${more > 0 ? `\n\n… and ${countText(more)} more in the JSON report` : ''}`;
}

function head({outcome, program, run, request}: Report): string {
  const place = request === null ? '' : placeOf(request.location);
  const rows = [
    ['Verdict', `**${SIGNS[outcome.verdict]}**`],
    ...(place === '' ? [] : [['Backup', mdCode(place)]]),
    ...(request === null ? [] : [['Mode', md(request.mode)]]),
    ['Started', md(run.startedAt ?? 'unknown')],
    ['Took', durationText(run.durationMs)],
    [
      'Program',
      md(
        `${program.name} ${program.version}, SQLite ${program.sqlite ?? 'not used'}, Node ${program.node}, ${program.platform}`,
      ),
    ],
    ...(run.url === null ? [] : [['Run', md(run.url)]]),
  ];
  const reasons = outcome.reasons.slice(0, 50).map(({code, text}) => `- ${mdCode(code)} ${md(text)}`);
  return ['# Report of a restore', table(['', ''], rows), ...(reasons.length === 0 ? [] : [reasons.join('\n')])].join(
    '\n\n',
  );
}

function placeOf(location: NonNullable<Report['request']>['location']): string {
  const start = 'path' in location ? location.path : `s3://${location.bucket}`;
  return location.prefix === '' ? start : `${start}/${location.prefix}`;
}

function failure({code, what, where, expected, found, todo, causes}: NonNullable<Report['error']>): string {
  const rows = [
    ['Code', mdCode(code)],
    ['What', md(what, 4_000)],
    ...(where === null ? [] : [['Where', mdCode(where)]]),
    ...(expected === null ? [] : [['Expected', md(String(expected))]]),
    ...(found === null ? [] : [['Found', md(String(found))]]),
    ...(todo === null ? [] : [['What to do', md(todo)]]),
    ...causes.map(cause => ['Caused by', md(cause)]),
  ];
  return `## Failure\n\n${table(['', ''], rows)}`;
}

function source({framesApplied}: Report, plan: NonNullable<Report['plan']>): string {
  const {format, point, proof, hash, snapshotKey, incrementsApplied, leftOut} = plan;
  const {unit, expected, applied, ignored} = proof.counts;
  const bound = {exact: '', 'upper-bound': ' (not newer than)', unknown: ''}[point.timeIs];
  const rows = [
    ['Format', mdCode(format)],
    ['Restore point', mdCode(point.position, 1_000)],
    ['Its time', md(point.time === null ? 'unknown' : `${point.time}${bound}`)],
    ['Proof', mdCode(proof.word)],
    [md(unit), `${countText(expected)} expected, ${countText(applied)} applied, ${countText(ignored)} left out`],
    ...(snapshotKey === '' ? [] : [['Snapshot', mdCode(snapshotKey)]]),
    ['Increments', `${countOf(incrementsApplied, 'object')}, ${countOf(framesApplied, 'frame')}`],
    ['Plan hash', mdCode(hash)],
  ];
  const because = proof.because.map(sentence => `- ${md(sentence)}`).join('\n');
  const unexplained = leftOut.filter(({explained}) => !explained).length;
  const left =
    leftOut.length === 0
      ? ''
      : `\n\n${countOf(leftOut.length, 'object was', 'objects were')} left out, ${
          unexplained === 0 ? 'each shown to be older or foreign' : `**${countText(unexplained)} of them unexplained**`
        }; the JSON report names them.`;
  return `## What was restored\n\n${table(['', ''], rows)}\n\n${because}${left}`;
}

function objects({layers}: NonNullable<Report['plan']>): string {
  const all = layers.flatMap(layer => layer.objects);
  return `## Objects used\n\n${capped(all, shown =>
    table(
      ['key', 'bytes', 'ETag', 'version', 'stored'],
      shown.map(({key, size, etag, version, lastModified}) => [
        mdCode(key),
        countText(size),
        mdCode(etag),
        version === null ? '' : mdCode(version),
        md(lastModified ?? ''),
      ]),
    ),
  )}`;
}

function database({database: file, data}: Report): string {
  if (file === null) return '';
  const rows = [
    ['SHA-256', mdCode(file.sha256)],
    ['Size', `${bytesText(file.bytes)}, ${countOf(file.pages, 'page')} of ${countText(file.pageSize)} bytes`],
    ...fact('Schema fingerprint', data?.schemaFingerprint, mdCode),
    ...fact('Free pages', data?.freelistPages, countText),
    ...fact('user_version', data?.userVersion, String),
    ...fact('application_id', data?.applicationId, String),
  ];
  const tables = data?.tables ?? [];
  const contents =
    tables.length === 0
      ? ''
      : `\n\n${capped(tables, shown =>
          table(
            ['table', 'rows', 'logical hash (SHA-256)'],
            shown.map(({name, rows: count, hash}) => [
              mdCode(name),
              count === null ? 'not counted' : countText(count),
              hash === null ? '' : mdCode(hash),
            ]),
          ),
        )}`;
  return `## The database\n\n${table(['', ''], rows)}${contents}`;
}

/** A row of a table, or none where nobody knows. */
function fact<T>(label: string, value: T | null | undefined, cell: (value: T) => string): readonly string[][] {
  return value === null || value === undefined ? [] : [[label, cell(value)]];
}

function checks({checks: sqlite, data}: Report): string {
  if (sqlite === null) return '';
  const {integrity, integrityMessages, foreignKeys, hollow} = sqlite;
  const keys = foreignKeys === 'skipped' ? 'skipped' : countOf(foreignKeys.total, 'violation');
  const rows = [
    ['integrity_check', integrity, integrity === 'failed' ? countOf(integrityMessages.total, 'message') : ''],
    ['foreign_key_check', foreignKeys === 'skipped' ? 'skipped' : foreignKeys.total === 0 ? 'ok' : 'warn', keys],
    ['not hollow', hollow ? 'no' : 'ok', countOf(sqlite.tableCount, 'user table')],
  ];
  const demands = (data?.results ?? []).map(({name, status, expected, found}) => [
    md(name),
    SIGNS[status],
    `expected ${md(expected)}, found ${md(found)}`,
  ]);
  return `## Checks\n\n${capped([...rows, ...demands], shown => table(['check', 'result', ''], shown))}`;
}

function lastGood({position, time, proof, exact, known, tried, lost}: NonNullable<Report['lastGood']>): string {
  const found =
    position === null
      ? 'No restore point that was tried passed every check.'
      : `The newest restore point that passed every check is ${mdCode(position, 1_000)}${time === null ? '' : ` of ${md(time)}`}${proof === null ? '' : ` (proof ${mdCode(proof)})`}.`;
  const how = `${countText(tried.length)} of ${countOf(known, 'known point was', 'known points were')} tried${exact ? '' : '; the budget ended the search, so a newer one may pass'}.`;
  const between =
    lost.length === 0 ? '' : `\n\nBetween it and the newest state:\n\n${lost.map(item => `- ${md(item)}`).join('\n')}`;
  return `## Last good restore point\n\n${found} ${how}${between}`;
}

function again({evidence, plan}: Report): string {
  if (evidence === null || plan === null) return '';
  return [
    '## Check this report later',
    `Evidence hash ${mdCode(evidence)}: two runs over the same backup have the same. It is made of the plan, the proof, the database's hash, the result of the integrity check and the tables' hashes, and of no times.`,
    details(
      'How',
      '`npm run restore -- verify-report REPORT.json` computes the hashes again; with `--bucket` (and the other inputs that lead to it) it looks whether the objects are still there with the same size and ETag; with `--file` it compares a database.',
    ),
  ].join('\n\n');
}
