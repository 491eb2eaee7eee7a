// The parts of the job summary below its head. Every list is capped; the report has them whole.
import {PROOFS} from '../engine/proof.ts';
import type {PlanFacts} from '../formats/format.ts';
import {bytesText, countOf, countText, durationText} from '../quantities.ts';
import type {RestoreResult} from '../result.ts';
import type {CheckReport} from '../sqlite/sqlite.ts';
import {details, md, mdCode, table} from '../markdown.ts';
import type {Outcome} from './outcome.ts';

/** The first `most` as lines of a list, and how many more there are. */
function listed<T>(items: readonly T[], most: number, line: (item: T) => string, total = items.length): string {
  const shown = items.slice(0, most).map(item => `- ${line(item)}`);
  const more = total - shown.length;
  return [...shown, ...(more > 0 ? [`- … and ${countText(more)} more`] : [])].join('\n');
}

/** The report has more. */
const MOST_MESSAGES = 5;

/** @param failed the plan could not be carried out: what it would have proven is told as such */
export function proof({proof: {word, because, counts, gaps}}: PlanFacts, failed: boolean): string {
  const {unit, expected, applied, ignored} = counts;
  const numbers = `${countText(expected)} expected, ${countText(applied)} applied, ${countText(ignored)} left out`;
  return [
    failed ? '### What was planned' : `### Proof: ${word}`,
    failed ? `With every object whole, the proof would have been <code>${word}</code>.` : '',
    listed([...because, `${unit}: ${numbers}`], 20, sentence => md(sentence)),
    PROOFS[word] === 'pass' ? '' : 'This is evidence, not a proof: the verdict is at best inconclusive.',
    ...(gaps.length === 0 ? [] : ['Known gaps:', listed(gaps, 20, gap => md(gap))]),
  ]
    .filter(part => part !== '')
    .join('\n\n');
}

function integrityRow({integrity, integrityMessages}: CheckReport, asked: string): readonly string[] {
  if (integrity === 'skipped') return ['integrity', '⚠️ off: nobody looked inside the database'];
  if (integrity === 'failed') return [`integrity (${asked})`, `❌ ${countOf(integrityMessages.total, 'message')}`];
  const unseen = ' (quick: indexes were not compared with their tables, nor UNIQUE constraints checked)';
  return [`integrity (${asked})`, `✅ ok${asked === 'quick' ? unseen : ''}`];
}

function modules({unreadableTables}: CheckReport): string {
  return [...new Set(unreadableTables.map(({module}) => module))]
    .slice(0, 10)
    .map(name => mdCode(name))
    .join(', ');
}

export function checks({request, result}: Outcome): string {
  const report = result.checks;
  if (report === undefined) return '';
  const {foreignKeys, tableCount, unreadableTables, hollow, integrityMessages} = report;
  const violations = foreignKeys === 'skipped' ? 0 : foreignKeys.total;
  const keys = violations === 0 ? '✅ ok' : `⚠️ ${countOf(violations, 'row')} without a parent`;
  const rows = [
    integrityRow(report, request?.integrityCheck ?? 'full'),
    ['foreign keys', foreignKeys === 'skipped' ? 'off' : keys],
    ['contents', hollow ? `⚠️ ${countOf(tableCount, 'table')}, no rows` : `✅ ${countOf(tableCount, 'table')}`],
    ...(unreadableTables.length === 0
      ? []
      : [
          ['not looked into', `${countOf(unreadableTables.length, 'virtual table')} of extensions: ${modules(report)}`],
        ]),
  ];
  const messages = listed(integrityMessages.first, MOST_MESSAGES, text => mdCode(text), integrityMessages.total);
  const orphans =
    foreignKeys === 'skipped'
      ? ''
      : listed(
          foreignKeys.first,
          MOST_MESSAGES,
          ({table: child, rowid, parent}) =>
            `${mdCode(child)}${rowid === null ? '' : ` row ${rowid}`} refers to ${mdCode(parent)}`,
          foreignKeys.total,
        );
  return [
    `### Checks of the file by SQLite ${md(report.sqliteVersion)}`,
    table(['Check', 'Result'], rows),
    ...(messages === '' ? [] : ['Messages of the integrity check:', messages]),
    ...(orphans === '' ? [] : ['Rows without a parent:', orphans]),
  ].join('\n\n');
}

/** What mode `verify` replayed. */
export function replays({replays: outcomes = []}: RestoreResult): string {
  if (outcomes.length === 0) return '';
  const signs = {pass: '✅ equal', fail: '❌ fail', inconclusive: '⚠️ inconclusive', skipped: 'not compared'};
  const rows = outcomes
    .slice(0, 20)
    .map(({older, newer, verdict, pages, differing, ahead, error, ms}) => [
      md(older),
      md(newer),
      pages === 0 ? '' : countText(pages),
      pages === 0
        ? ''
        : `${countText(differing)}${ahead === 0 ? '' : ` (and ${countText(ahead)} as a later increment has them)`}`,
      `${signs[verdict]}${error === undefined || verdict === 'fail' ? '' : `: ${md(error.message, 400)}`}`,
      durationText(ms),
    ]);
  return [
    '### Replayed',
    'The increments after the older snapshot must lead to the pages of the newer one.',
    table(['From', 'Must give', 'Pages compared', 'Differing', 'Result', 'Took'], rows),
  ].join('\n\n');
}

export function alternatives({alternatives: others}: PlanFacts): string {
  if (others.length === 0) return '';
  const rows = others
    .slice(0, 20)
    .map(({position, note, proven}) => [mdCode(position, 1_000), proven ? 'yes' : 'no', md(note, 400)]);
  return [
    '### Other restore points',
    'To restore one of them, write its position as the input <code>position</code>.',
    table(['Position', 'Proven', 'What it is'], rows),
    ...(others.length > 20 ? [`… and ${countText(others.length - 20)} more in the report`] : []),
  ].join('\n\n');
}

export function notes({notes: texts}: PlanFacts): string {
  return texts.length === 0 ? '' : `### Notes\n\n${listed(texts, 20, text => md(text))}`;
}

export function leftOut({leftOut: objects}: PlanFacts): string {
  if (objects.length === 0) return '';
  // What nobody can explain matters more than what is merely older.
  const sorted = [...objects.filter(({explained}) => !explained), ...objects.filter(({explained}) => explained)];
  const rows = sorted
    .slice(0, 100)
    .map(({key, reason, explained}) => [mdCode(key), md(reason, 300), explained ? 'yes' : '⚠️ no']);
  const body = table(['Object', 'Why', 'Shown to be older or foreign'], rows);
  const more = objects.length > 100 ? `\n\n… and ${countText(objects.length - 100)} more in the report` : '';
  return details(`${countOf(objects.length, 'object')} left out, and why`, `${body}${more}`);
}

export function foreign({foreign: objects}: RestoreResult): string {
  if (objects.length === 0) return '';
  const list = listed(objects, 20, ({key, size}) => `${mdCode(key)} ${bytesText(size)}`);
  return details(`${countOf(objects.length, 'other object')} under the prefix, ignored`, list);
}
