// The part of the checks file that compares this run with earlier good ones.
import {nameKey, type DriftChecks, type Thresholds} from './checks-file.ts';
import {DEFAULT_DRIFT} from './defaults.ts';
import * as forms from './forms.ts';
import type {Form} from './forms.ts';

const NO_DRIFT: DriftChecks = {
  rows: {},
  tables: new Map(),
  size: {},
  missingTable: 'off',
  schema: 'off',
  time: {},
  increments: {},
};

/** Percent. Growth has no natural end. */
const MOST_GROWTH = 100_000;

const shrink = forms.orOff(forms.share(100));
const grow = forms.orOff(forms.share(MOST_GROWTH));
const severity = forms.oneOf('fail', 'warn', 'off');

/** What is written, else what was before; `off` takes it away. */
function either(own: number | 'off' | undefined, before: number | undefined): number | undefined {
  if (own === undefined) return before;
  return own === 'off' ? undefined : own;
}

/** Each threshold that is not written keeps its value from `inherited`; `off` takes it away. */
function thresholds(inherited: Thresholds): Form<Thresholds> {
  const written = forms.orOff(
    forms.fields({'shrink-warn': shrink, 'shrink-fail': shrink, 'grow-warn': grow, 'grow-fail': grow}),
  );
  return at => {
    const read = written(at);
    if (read === undefined) return undefined;
    if (read === 'off') return {};
    for (const way of ['shrink', 'grow'] as const) {
      const [warn, fail] = [read[`${way}-warn`], read[`${way}-fail`]];
      if (typeof warn === 'number' && typeof fail === 'number' && warn > fail) {
        forms.refuse(at, `has ${way}-warn above ${way}-fail, so that it never warns first`);
      }
    }
    return {
      shrinkWarn: either(read['shrink-warn'], inherited.shrinkWarn),
      shrinkFail: either(read['shrink-fail'], inherited.shrinkFail),
      growWarn: either(read['grow-warn'], inherited.growWarn),
      growFail: either(read['grow-fail'], inherited.growFail),
    };
  };
}

export const driftForm: Form<DriftChecks> = at => {
  const {tree, say} = at;
  if (tree.kind === 'scalar' && tree.value === 'off') return NO_DRIFT;
  // Tables inherit from `rows`, wherever it stands in the file; what is wrong with it is said once, below.
  const inner = tree.kind === 'map' ? tree.entries.get('rows') : undefined;
  const quiet = inner && thresholds(DEFAULT_DRIFT.rows)({tree: inner, path: '', say: () => {}});
  const rows = quiet ?? DEFAULT_DRIFT.rows;
  const read = forms.fields({
    rows: thresholds(DEFAULT_DRIFT.rows),
    tables: forms.named(() => thresholds(rows), 'table names to thresholds', 1000),
    size: thresholds(DEFAULT_DRIFT.size),
    'missing-table': severity,
    schema: severity,
    time: thresholds(DEFAULT_DRIFT.time),
    increments: thresholds(DEFAULT_DRIFT.increments),
  })({...at, say});
  if (read === undefined) return undefined;
  const tables = new Map([...(read.tables ?? [])].map(([name, own]) => [nameKey(name), own]));
  if (read.tables !== undefined && tables.size < read.tables.size) {
    forms.refuse(at, 'names a table twice in tables (case does not count)');
  }
  return {
    rows,
    tables,
    size: read.size ?? DEFAULT_DRIFT.size,
    missingTable: read['missing-table'] ?? DEFAULT_DRIFT.missingTable,
    schema: read.schema ?? DEFAULT_DRIFT.schema,
    time: read.time ?? DEFAULT_DRIFT.time,
    increments: read.increments ?? DEFAULT_DRIFT.increments,
  };
};
