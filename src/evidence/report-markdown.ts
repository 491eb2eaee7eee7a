// The report for people who were not there: an auditor, a colleague, oneself in a year. Made from the JSON report alone.
import {details, facts, md, mdCode, table} from '../markdown.ts';
import {bytesText, countOf, countText, durationText, knownCountText} from '../quantities.ts';
import type {Report} from './report.ts';

/** Rows shown of a long list; the JSON has them all. */
const MOST = 1_000;

const SIGNS = {
  pass: '✅&#160;pass',
  warn: '⚠️&#160;warn',
  fail: '❌&#160;fail',
  inconclusive: '❓&#160;inconclusive',
} as const;

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

function head({outcome, error, program, run, request}: Report): string {
  const title = request?.mode === 'verify' ? 'Report of a verification' : 'Report of a restore';
  const reasons = outcome.reasons.slice(0, 50).map(({code, text}) => `- ${mdCode(code)} ${md(text)}`);
  return [
    `# ${title}: ${SIGNS[outcome.verdict]}`,
    // A failure is the one reason, and has a section of its own.
    ...(error === null ? [] : [`> **${md(error.what, 4_000)}**`]),
    ...(error !== null || reasons.length === 0 ? [] : [reasons.join('\n')]),
    facts({
      Backup: request === null ? undefined : mdCode(placeOf(request.location)),
      Mode: request === null ? undefined : md(request.mode),
      Published: request?.mode === 'restore' ? (outcome.restored ? 'yes' : 'no') : undefined,
      Started: md(run.startedAt ?? 'unknown'),
      Took: durationText(run.durationMs),
      Program: md(
        `${program.name} ${program.version}, SQLite ${program.sqlite ?? 'not used'}, Node ${program.node}, ${program.platform}`,
      ),
      Run: run.url === null ? undefined : md(run.url),
    }),
  ].join('\n\n');
}

function placeOf(location: NonNullable<Report['request']>['location']): string {
  const start = 'path' in location ? location.path : `s3://${location.bucket}`;
  return location.prefix === '' ? start : `${start}/${location.prefix}`;
}

function failure({code, where, expected, found, todo, causes}: NonNullable<Report['error']>): string {
  const values = facts({
    Code: mdCode(code),
    Where: where === null ? undefined : mdCode(where),
    Expected: expected === null ? undefined : md(String(expected)),
    Found: found === null ? undefined : md(String(found)),
    'What to do': todo === null ? undefined : md(todo),
    'Caused by': causes.length === 0 ? undefined : causes.map(cause => md(cause)).join('; '),
  });
  return `## Failure\n\n${values}`;
}

function source({framesApplied}: Report, plan: NonNullable<Report['plan']>): string {
  const {format, point, proof, hash, snapshotKey, incrementsApplied, leftOut} = plan;
  const {unit, expected, applied, ignored} = proof.counts;
  const bound = {exact: '', 'upper-bound': 'not newer than ', unknown: ''}[point.timeIs];
  const values = facts({
    Format: mdCode(format),
    'Restore point': mdCode(point.position, 1_000),
    'Its time': md(point.time === null ? 'unknown' : `${bound}${point.time}`),
    Proof: mdCode(proof.word),
    [md(unit)]: `${countText(expected)} expected, ${countText(applied)} applied, ${countText(ignored)} left out`,
    Snapshot: snapshotKey === '' ? undefined : mdCode(snapshotKey),
    Increments: `${countOf(incrementsApplied, 'object')}, ${countOf(framesApplied, 'frame')}`,
    'Plan hash': mdCode(hash),
  });
  const because = proof.because.map(sentence => `- ${md(sentence)}`).join('\n');
  const unexplained = leftOut.filter(({explained}) => !explained).length;
  const left =
    leftOut.length === 0
      ? ''
      : `\n\n${countOf(leftOut.length, 'object was', 'objects were')} left out, ${
          unexplained === 0 ? 'each shown to be older or foreign' : `**${countText(unexplained)} of them unexplained**`
        }; the JSON report names them.`;
  return `## The restore point\n\n${values}\n\n${because}${left}`;
}

function objects({layers}: NonNullable<Report['plan']>): string {
  const all = layers.flatMap(layer => layer.objects);
  const versioned = all.some(({version}) => version !== null);
  const only = (cell: string) => (versioned ? [cell] : []);
  return `## Objects used\n\n${capped(all, shown =>
    table(
      ['Key', 'Bytes', 'ETag', ...only('Version'), 'Stored'],
      shown.map(({key, size, etag, version, lastModified}) => [
        mdCode(key),
        countText(size),
        mdCode(etag),
        ...only(version === null ? '' : mdCode(version)),
        md(lastModified ?? ''),
      ]),
    ),
  )}`;
}

function database({database: file, data}: Report): string {
  if (file === null) return '';
  const values = facts({
    'SHA-256': mdCode(file.sha256),
    Size: `${bytesText(file.bytes)}, ${countOf(file.pages, 'page')} of ${countText(file.pageSize)} bytes`,
    'Schema fingerprint': ifKnown(data?.schemaFingerprint, hash => mdCode(hash)),
    'Free pages': ifKnown(data?.freelistPages, countText),
    user_version: ifKnown(data?.userVersion, String),
    application_id: ifKnown(data?.applicationId, String),
  });
  const tables = data?.tables ?? [];
  const contents =
    tables.length === 0
      ? ''
      : `\n\n${capped(tables, shown =>
          table(
            ['Table', 'Rows', 'Logical hash (SHA-256)'],
            shown.map(({name, rows: count, hash}) => [
              mdCode(name),
              count === null ? 'not counted' : countText(count),
              hash === null ? '' : mdCode(hash),
            ]),
          ),
        )}`;
  return `## The database\n\n${values}${contents}`;
}

/** Undefined where nobody knows. */
function ifKnown<T>(value: T | null | undefined, cell: (value: T) => string): string | undefined {
  return value === null || value === undefined ? undefined : cell(value);
}

/** What needs attention comes first. */
const ORDER = ['fail', 'inconclusive', 'warn', 'pass'] as const;

function checks({checks: sqlite, data, replays}: Report): string {
  if (sqlite === null) return '';
  const {integrity, integrityMessages, foreignKeys, hollow, tableCount} = sqlite;
  const off = ['off', 'not asked for'] as const;
  const orphans = foreignKeys === 'skipped' ? 0 : foreignKeys.total;
  const rows: (readonly string[])[] = [
    [
      'integrity_check',
      ...(integrity === 'skipped'
        ? off
        : integrity === 'ok'
          ? [SIGNS.pass, 'no message']
          : [SIGNS.fail, countOf(integrityMessages.total, 'message')]),
    ],
    [
      'foreign_key_check',
      ...(foreignKeys === 'skipped' ? off : [SIGNS[orphans === 0 ? 'pass' : 'warn'], countOf(orphans, 'violation')]),
    ],
    ['not hollow', SIGNS[hollow ? 'warn' : 'pass'], `${countOf(tableCount, 'user table')}${hollow ? ', no rows' : ''}`],
  ];
  const results = data?.results ?? [];
  const demands = ORDER.flatMap(status => results.filter(result => result.status === status)).map(
    ({name, status, expected, found}) => [md(name), SIGNS[status], `expected ${md(expected)}, found ${md(found)}`],
  );
  const replayed = replays.map(({older, newer, verdict, pages, differing, message}) => [
    md(`replay from ${older} to ${newer}`),
    verdict === 'skipped' ? 'not compared' : SIGNS[verdict],
    md(message ?? `${countOf(pages, 'page')} compared, ${countText(differing)} differing`),
  ]);
  return `## Checks\n\n${capped([...demands, ...rows, ...replayed], shown => table(['Check', 'Result', ''], shown))}`;
}

function lastGood({position, time, proof, exact, known, tried, lost, rows}: NonNullable<Report['lastGood']>): string {
  const found =
    position === null
      ? 'No restore point that was tried passed every check.'
      : `The newest restore point that passed every check is ${mdCode(position, 1_000)}${time === null ? '' : ` of ${md(time)}`}${proof === null ? '' : ` (proof ${mdCode(proof)})`}.`;
  const how = `${countText(tried.length)} of ${countOf(known, 'known point', 'known points')} looked at${exact ? '' : '; the budget ended the search, so a newer one may pass'}.`;
  const between =
    lost.length === 0 ? '' : `\n\nBetween it and the newest state:\n\n${lost.map(item => `- ${md(item)}`).join('\n')}`;
  const differing = rows.filter(({lastGood: then, newest}) => then !== newest);
  const counts =
    position === null || differing.length === 0
      ? ''
      : `\n\n${capped(differing, shown =>
          table(
            ['Table', 'Rows then', 'Rows in the newest state'],
            shown.map(({table: name, lastGood: then, newest}) => [
              mdCode(name),
              knownCountText(then),
              knownCountText(newest),
            ]),
          ),
        )}`;
  const outcomes =
    tried.length === 0
      ? ''
      : `\n\n${capped(tried, shown =>
          table(
            ['Looked at', 'Outcome'],
            shown.map(({position: at, outcome}) => [mdCode(at, 1_000), md(outcome)]),
          ),
        )}`;
  return `## Last good restore point\n\n${found} ${how}${between}${counts}${outcomes}`;
}

function again({evidence, plan}: Report): string {
  if (evidence === null || plan === null) return '';
  return [
    '## Check this report later',
    `Evidence hash ${mdCode(evidence)}: two runs over the same backup have the same. It is made of the plan, the proof, the database's hash, the result of the integrity check and the tables' hashes, and of no times.`,
    details(
      'How',
      '<code>npm run restore -- verify-report REPORT.json</code> computes the hashes again; with <code>--bucket</code> (and the other inputs that lead to it) it looks whether the objects are still there with the same size and ETag; with <code>--file</code> it compares a database.',
    ),
  ].join('\n\n');
}
