// What holds where nobody says otherwise. Apart from the parser, because every run needs it.
import type {ChecksFile, DriftChecks} from './checks-file.ts';

/**
 * What holds where the file says nothing. A table that loses a twentieth of its rows in one night is worth a look, one that
 * loses half of them is worth a call.
 */
export const DEFAULT_DRIFT: DriftChecks = {
  rows: {shrinkWarn: 0.05, shrinkFail: 0.5},
  tables: new Map(),
  size: {},
  missingTable: 'fail',
  schema: 'warn',
  time: {},
  increments: {},
};

/** What holds where the file says nothing. */
export const DEFAULT_RUN: Pick<ChecksFile, 'history' | 'freshness' | 'lastGood' | 'tableHashes' | 'limits'> = {
  history: {keep: 60},
  freshness: {clockSkew: 300_000},
  lastGood: {restores: 16, time: 1_200_000},
  tableHashes: true,
  limits: {queryTime: 30_000, queryRows: 10_000},
};

/** What holds without a checks file. */
export const NO_CHECKS: ChecksFile = {tables: [], queries: [], samples: [], drift: DEFAULT_DRIFT, ...DEFAULT_RUN};
