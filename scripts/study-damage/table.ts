// The outcomes as Markdown.
import {CLASSES, SILENT, type Class} from './classes.ts';
import type {Outcome} from './copies.ts';

// Safe: the keys of an object literal.
const NAMES = Object.keys(CLASSES) as readonly Class[];

/** One row for each program, layout and target. */
export function table(outcomes: readonly Outcome[]): string {
  const groups = Map.groupBy(outcomes, ({program, layout, timestamp}) =>
    [program, layout, timestamp === undefined ? 'latest' : 'timestamp'].join(' | '),
  );
  return [
    `| program | backups of | target | copies | ${NAMES.join(' | ')} |`,
    `|---|---|---|---:|${'---:|'.repeat(NAMES.length)}`,
    ...[...groups]
      .toSorted(([a], [b]) => order(a) - order(b) || (a < b ? -1 : 1))
      .map(([group, own]) => row(group, own)),
  ].join('\n');
}

function order(group: string): number {
  return group.startsWith('litestream') ? 1 : 0;
}

function row(group: string, outcomes: readonly Outcome[]): string {
  const counts = NAMES.map(name => outcomes.filter(outcome => outcome.class === name).length);
  return `| ${[group, outcomes.length, ...counts.map(count => shareText(count, outcomes.length))].join(' | ')} |`;
}

/** `12 (3 %)`; nothing for none, so that what there is can be seen. */
function shareText(count: number, all: number): string {
  if (count === 0) return '0';
  const share = (100 * count) / all;
  return `${count} (${share < 1 ? share.toFixed(1) : Math.round(share)} %)`;
}

/** What each damage led to, for one program. */
export function tableByDamage(outcomes: readonly Outcome[]): string {
  const groups = Map.groupBy(outcomes, ({damage}) => damage);
  return [
    `| damage | copies | ${NAMES.join(' | ')} |`,
    `|---|---:|${'---:|'.repeat(NAMES.length)}`,
    ...[...groups].map(([damage, own]) => row(damage, own)),
  ].join('\n');
}

export function legend(): string {
  return NAMES.map(name => `- **${name}**: ${CLASSES[name]}`).join('\n');
}

export function silentOnes(outcomes: readonly Outcome[]): readonly Outcome[] {
  return outcomes.filter(outcome => SILENT.includes(outcome.class));
}
