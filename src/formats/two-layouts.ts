// Two layouts under one prefix: a site upgraded its writer, and the new one began beside what the old one had left. The
// newer data wins, by what the files say of themselves; where they do not say it, the user is asked.
import {instantText} from '../quantities.ts';
import type {BackupFormat, BackupSpan, DetectedBackup, PlanRequest, RestoreTarget} from './format.ts';

/** Milliseconds by which a store's clock and the writer's may differ, and by which S3 cuts its times. */
const SLACK = 2000;

export type Recognised = {readonly format: BackupFormat; readonly backup: DetectedBackup};

export type ChosenLayout = {
  readonly chosen: Recognised;
  /** Clauses: which other backup lies beside it, and where that one ends. */
  readonly notes: readonly string[];
};

type Asked = Pick<RestoreTarget, 'timestamp' | 'position'>;

type Dated = Recognised & {readonly span: BackupSpan};

/**
 * @param found two or more
 * @returns why none is chosen, a clause; empty when they are not layouts of one database
 * @throws RestoreError of the store
 */
export async function chooseLayout(
  found: readonly Recognised[],
  {timestamp, position}: Asked,
  context: Pick<PlanRequest, 'store' | 'signal' | 'progress'>,
): Promise<ChosenLayout | string> {
  if (!areLayoutsOfOne(found)) return '';
  const named = position === undefined ? [] : found.filter(({format}) => format.isPosition?.(position));
  const [byForm] = named;
  if (byForm !== undefined && named.length === 1) return {chosen: byForm, notes: []};
  const dated: Dated[] = [];
  for (const each of found) {
    const span = await each.format.span?.({backup: each.backup, ...context});
    if (span === undefined) return `the times of ${each.format.name} cannot be read`;
    dated.push({...each, span});
  }
  const chosen = choose(dated, timestamp);
  if (typeof chosen === 'string') return chosen;
  return {chosen, notes: dated.filter(each => each !== chosen).map(noteOf)};
}

/** One database each, under one and the same prefix. */
function areLayoutsOfOne(found: readonly Recognised[]): boolean {
  const prefixes = new Set(found.map(({backup}) => backup.prefix));
  return prefixes.size === 1 && found.every(({format}) => format.span !== undefined);
}

function choose(dated: readonly Dated[], until: number | undefined): Dated | string {
  const order = dated.toSorted((a, b) => a.span.from - b.span.from);
  for (const [at, {span}] of order.entries()) {
    const next = order[at + 1];
    if (next !== undefined && next.span.from < span.to - SLACK) {
      return `they overlap in time: ${order.map(spanText).join('; ')}`;
    }
  }
  const begun = until === undefined ? order : order.filter(({span}) => span.from <= until);
  const chosen = begun.at(-1) ?? order[0];
  const doubt = dated.map(({span}) => span.doubt).find(text => text !== '');
  // Copying makes a store's times later, never earlier: what comes last by the files' own times does so in any case.
  if (chosen === undefined || (doubt !== undefined && chosen.span.times === 'stored')) {
    return `their times do not tell which is the newer: ${doubt ?? 'there are none'}`;
  }
  return chosen;
}

function spanText({format, span}: Dated): string {
  return `${format.name} from ${instantText(span.from)} to ${instantText(span.to)}`;
}

function noteOf(dated: Dated): string {
  const {format, backup, span} = dated;
  return `the prefix also holds ${backup.description}: ${spanText(dated)}, position ${span.end}; format: ${format.name} restores that`;
}
