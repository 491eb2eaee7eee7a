// One outcome of each kind, as the pipeline makes them, for the tests of everything that tells a person about it.
import {HOSTILE} from './clean-text.ts';
import type {Outcome} from '../../src/action/outcome.ts';
import {failedResult} from '../../src/action/failed-result.ts';
import type {CheckResult} from '../../src/checks/check-result.ts';
import type {LayerFacts} from '../../src/engine/layer.ts';
import {RestoreError} from '../../src/errors.ts';
import type {PastRun} from '../../src/history/history.ts';
import type {PlanFacts} from '../../src/formats/format.ts';
import type {RestoreRequest} from '../../src/request.ts';
import type {ReplayOutcome, RestoreResult} from '../../src/result.ts';
import type {CheckReport} from '../../src/sqlite/sqlite.ts';
import type {ObjectInfo} from '../../src/storage/store.ts';

const WORKSPACE = '/home/runner/work/app/app';
const MORNING = Date.UTC(2026, 10, 23, 1, 9, 51);

export const REQUEST: RestoreRequest = {
  location: {
    kind: 's3',
    bucket: 'my-backups',
    prefix: 'zlayer/deployments/',
    anonymous: false,
    requestPayer: false,
    credentials: {accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'a-secret-key', sessionToken: 'a-session-token'},
    sseCustomerKey: 'a-customer-key',
  },
  mode: 'restore',
  target: `${WORKSPACE}/data/app.sqlite`,
  tempFolder: '/home/runner/work/_temp',
  format: 'auto',
  integrityCheck: 'full',
  foreignKeyCheck: 'warn',
  onIncomplete: 'fail',
  onInconclusive: 'warn',
  ifNoBackup: 'fail',
  ifExists: 'replace',
  replaceWasWritten: false,
  allowEmpty: false,
  cache: false,
};

export function object(key: string, size: number, minutes = 0): ObjectInfo {
  return {key, size, lastModified: MORNING + minutes * 60_000, etag: '"5d41402abc4b2a76b9719d911017c592"'};
}

export function wal(minutes: number, label: string, key = `zlayer/deployments/wal/${minutes}`): LayerFacts {
  const time = MORNING + minutes * 60_000;
  return {label, kind: 'wal', time, objects: [object(key, 474_032, minutes)], commit: 3_004, frames: 115};
}

const SNAPSHOT_KEY = 'zlayer/deployments/snapshots/20261123T010951Z.sqlite.zst';

export const PLAN: PlanFacts = {
  format: 'zlayer',
  point: {position: '20261123T010951Z+ce04b188:115', time: MORNING + 20 * 60_000, timeIs: 'exact'},
  layers: [
    {
      label: 'snapshot 2026-11-23 01:09:51',
      kind: 'snapshot',
      time: MORNING,
      objects: [object(SNAPSHOT_KEY, 4_211_900)],
      commit: 3_000,
      frames: 0,
    },
    wal(10, 'WAL ce04b187 frames 1-115'),
    wal(20, 'WAL ce04b188 frames 1-115'),
  ],
  snapshotKey: SNAPSHOT_KEY,
  incrementsApplied: 2,
  leftOut: [],
  alternatives: [],
  proof: {
    word: 'covers',
    because: ['WAL generation ce04b188 holds every page of the database.'],
    counts: {unit: 'WAL frames', expected: 230, applied: 230, ignored: 0},
    gaps: [],
    unexplained: false,
  },
  notes: [],
};

const CHECKS: CheckReport = {
  sqliteVersion: '3.54.1',
  integrity: 'ok',
  integrityMessages: {total: 0, first: []},
  foreignKeys: {total: 0, first: []},
  tables: ['account', 'session'],
  tableCount: 2,
  unreadableTables: [],
  hollow: false,
  durationMs: 210,
};

const PASSED: RestoreResult = {
  restored: true,
  verdict: 'pass',
  reasons: [],
  failed: false,
  plan: PLAN,
  database: {bytes: 12_304_384, pageSize: 4096, pages: 3004, sha256: '9f86d081884c7d659a2feaa0c55ad015'.repeat(2)},
  checks: CHECKS,
  framesApplied: 230,
  foreign: [],
  downloadedBytes: 5_159_964,
  cacheHit: false,
  durationMs: 2_345,
  phases: [
    {name: 'list', ms: 120},
    {name: 'plan', ms: 800},
    {name: 'fetch', ms: 1_000},
    {name: 'check', ms: 390},
    {name: 'publish', ms: 35},
  ],
};

const LIKELY: PlanFacts = {
  ...PLAN,
  point: {...PLAN.point, timeIs: 'upper-bound'},
  proof: {
    word: 'likely',
    because: [
      'WAL generation ce04b188 was placed on the snapshot by 41 pages that only this order explains.',
      'No generation holds every page.',
    ],
    counts: {unit: 'WAL frames', expected: 230, applied: 180, ignored: 50},
    gaps: ['salt step of 3 between ce04b189 and ce04b18c'],
    unexplained: true,
  },
  leftOut: [
    {key: 'zlayer/deployments/wal/3', reason: 'an older capture of generation ce04b188', explained: true},
    {key: 'zlayer/deployments/wal/9', reason: 'a generation that fits no snapshot', explained: false},
  ],
  alternatives: [
    {position: '20261122T230000Z+-', note: 'the snapshot before, alone', proven: true},
    {position: '20261123T010951Z+ce04b187:115', note: 'one generation less', proven: false},
  ],
  notes: ['metadata.json names a snapshot that is not there'],
};

const DAMAGED = new RestoreError('checksum', {
  what: 'WAL frame 41 has a wrong checksum',
  where: 'zlayer/deployments/wal/10',
  expected: '6ac1f2d3 0b7d1e55',
  found: '6ac1f2d3 0b7d1e57',
  todo: 'Set on-incomplete: warn to restore what lies before it, or restore another point.',
  cause: new Error('the outer cause', {cause: new RangeError('the inner cause')}),
});

export function check(
  status: CheckResult['status'],
  kind: CheckResult['kind'],
  name: string,
  expected = 'to be there',
  found = 'it is there',
): CheckResult {
  return {kind, name, status, expected, found, rows: []};
}

/** A good run of some night, a little more each time. */
function night(index: number): PastRun {
  return {
    at: MORNING + index * 86_400_000,
    position: String(index),
    pointTime: MORNING,
    sha256: '',
    bytes: 12_000_000 + index * 40_000,
    pages: 3_000,
    freelistPages: 0,
    schemaFingerprint: '',
    rows: {account: 20, session: 900 + index * 25},
    incrementsApplied: 2,
    framesApplied: 230,
    storedBytes: 5_000_000,
    objects: 3,
    restoreMs: 1_900 + (index % 3) * 100,
    checkMs: 390,
  };
}

const EQUAL: ReplayOutcome = {
  older: 'snapshot 00000002',
  newer: 'snapshot 00000005',
  verdict: 'pass',
  pages: 3_000,
  differing: 0,
  firstDiffering: [],
  ahead: 0,
  ms: 340,
};

const NOTHING_COMPARED = {older: 'snapshot 00000008', newer: 'snapshot 0000000a', pages: 0, ms: 5} as const;

const BROKEN_WAY = new RestoreError('gap', {
  what: 'The way from snapshot 00000008 to snapshot 0000000a is not whole: WAL index 00000009 is missing',
  where: 'db/generations/495d7717851eb57c/snapshots/0000000a.snapshot.lz4',
});

const DIFFERENT = new RestoreError('replay', {
  what: 'The increments after snapshot 00000002 do not lead to snapshot 00000005: 2 of 3,000 pages differ (3, 17)',
  where: 'db/generations/495d7717851eb57c/snapshots/00000005.snapshot.lz4',
  expected: 'equal pages',
  found: '2 pages that differ',
});

export const OUTCOMES: Readonly<Record<string, Outcome>> = {
  pass: {request: REQUEST, result: PASSED, workspace: WORKSPACE},
  inconclusive: {
    request: REQUEST,
    result: {
      ...PASSED,
      verdict: 'inconclusive',
      plan: LIKELY,
      reasons: [
        {code: 'proof-likely', text: 'the proof is only “likely”'},
        {code: 'left-out', text: 'one listed increment was neither applied nor shown to be older or foreign'},
      ],
      foreign: [object('zlayer/deployments/.DS_Store', 6148)],
    },
    workspace: WORKSPACE,
  },
  'foreign-keys': {
    request: REQUEST,
    result: {
      ...PASSED,
      reasons: [{code: 'foreign-keys', text: '2 rows refer to a parent that does not exist'}],
      checks: {
        ...CHECKS,
        foreignKeys: {
          total: 2,
          first: [
            {table: 'session', rowid: 7, parent: 'account'},
            {table: 'session', rowid: null, parent: 'account'},
          ],
        },
      },
    },
    workspace: WORKSPACE,
  },
  'verify-quick': {
    request: {...REQUEST, mode: 'verify', target: undefined, integrityCheck: 'quick'},
    result: {...PASSED, restored: false, cacheHit: true, downloadedBytes: 0},
    workspace: WORKSPACE,
  },
  plan: {
    request: {...REQUEST, mode: 'plan', target: undefined, timestamp: MORNING + 21 * 60_000},
    result: {
      ...PASSED,
      restored: false,
      verdict: 'inconclusive',
      database: undefined,
      checks: undefined,
      framesApplied: 0,
    },
    workspace: WORKSPACE,
  },
  skipped: {
    request: {...REQUEST, ifExists: 'skip'},
    result: {
      ...failedResult(new RestoreError('internal', {what: 'unused'}), 3),
      verdict: 'inconclusive',
      failed: false,
      error: undefined,
      reasons: [{code: 'target-exists', text: 'data/app.sqlite exists, and if-exists is “skip”: nothing was restored'}],
    },
    workspace: WORKSPACE,
  },
  'no-backup-tolerated': {
    request: {...REQUEST, ifNoBackup: 'warn'},
    result: {
      ...failedResult(new RestoreError('internal', {what: 'unused'}), 120),
      verdict: 'inconclusive',
      failed: false,
      error: undefined,
      reasons: [{code: 'no-backup', text: 'There is no object under zlayer/deployments/.'}],
    },
    workspace: WORKSPACE,
  },
  damaged: {
    request: REQUEST,
    result: {...failedResult(DAMAGED, 900), plan: PLAN, downloadedBytes: 4_300_000},
    workspace: WORKSPACE,
  },
  gap: {
    request: REQUEST,
    result: {
      ...failedResult(
        new RestoreError('gap', {
          what: 'LTX files are missing: no file holds TXID 0000000000000018',
          where: 'db/0000/0000000000000019-0000000000000019.ltx',
          todo: 'Find out what deleted them.',
        }),
        900,
      ),
      outlook: {...PLAN, proof: {...PLAN.proof, word: 'partial', gaps: ['TXID 0000000000000018']}},
    },
    workspace: WORKSPACE,
  },
  integrity: {
    request: {...REQUEST, mode: 'verify'},
    result: {
      ...PASSED,
      restored: false,
      verdict: 'fail',
      failed: true,
      error: new RestoreError('integrity', {
        what: 'The restored database is damaged: row 3 missing from index by_name',
        expected: 'integrity_check ok',
        found: '120 messages',
        todo: 'Restore an earlier point (input timestamp or position).',
      }),
      checks: {
        ...CHECKS,
        integrity: 'failed',
        integrityMessages: {
          total: 120,
          first: Array.from({length: 100}, (_, row) => `row ${row + 3} missing from index by_name`),
        },
      },
    },
    workspace: WORKSPACE,
  },
  'data-checks': {
    request: {...REQUEST, mode: 'verify', target: undefined},
    result: {
      ...PASSED,
      restored: false,
      reasons: [{code: 'drift-rows', text: 'rows of session: expected at most 5 % fewer, found 8 % fewer (a warning)'}],
      assessment: {
        results: [
          check('pass', 'table', 'table account is there'),
          check('warn', 'drift-rows', 'rows of session', 'at most 5 % fewer than 1,200', '1,104 (8 % fewer)'),
          check('pass', 'max-age', 'restore point', 'at most 24 h old', '20 min old'),
        ],
        run: night(9),
        history: Array.from({length: 9}, (_, index) => night(index)),
      },
    },
    workspace: WORKSPACE,
    scheduled: true,
  },
  'data-failed': {
    request: {...REQUEST, mode: 'verify', target: undefined, lastGood: 'report'},
    result: {
      ...PASSED,
      restored: false,
      verdict: 'fail',
      failed: true,
      error: new RestoreError('assertion', {
        what: 'A check of the restored data failed: every session has an account',
        where: PLAN.point.position,
        expected: 'no rows',
        found: '3 rows',
      }),
      assessment: {
        results: [
          check('pass', 'table', 'table account is there'),
          {
            ...check('fail', 'query', 'every session has an account', 'no rows', '3 rows'),
            rows: ['id 7, account 12', HOSTILE],
          },
          check('inconclusive', 'query', 'a slow question', 'no rows', 'no answer within 30 s'),
        ],
        history: [],
      },
      lastGood: {
        point: {position: '20261122T230000Z+-', time: MORNING - 3 * 3_600_000, timeIs: 'exact'},
        proof: 'covers',
        exact: true,
        known: 9,
        restores: 2,
        tried: [
          {position: '20261123T010951Z+ce04b187:115', outcome: 'assertion', passed: false},
          {position: '20261122T230000Z+-', outcome: 'passed', passed: true},
        ],
        lost: ['3 h 20 min', '230 frames'],
        rows: [
          {table: 'account', lastGood: 20, newest: 20},
          {table: 'session', lastGood: 180, newest: 1_104},
          {table: HOSTILE, lastGood: null, newest: 3},
        ],
      },
    },
    workspace: WORKSPACE,
  },
  'last-good-restored': {
    request: {...REQUEST, lastGood: 'restore'},
    result: {
      ...PASSED,
      verdict: 'fail',
      reasons: [{code: 'integrity', text: 'The newest state is damaged; the last good one was published instead.'}],
      lastGood: {
        point: PLAN.point,
        proof: 'covers',
        exact: false,
        known: 400,
        restores: 1,
        tried: [{position: PLAN.point.position, outcome: 'passed', passed: true}],
        lost: ['20 min'],
        rows: [],
      },
    },
    workspace: WORKSPACE,
  },
  replayed: {
    request: {...REQUEST, mode: 'verify', target: undefined, onIncomplete: 'warn'},
    result: {
      ...PASSED,
      restored: false,
      verdict: 'inconclusive',
      reasons: [{code: 'replay', text: BROKEN_WAY.message}],
      replays: [
        EQUAL,
        {...EQUAL, older: 'snapshot 00000005', newer: 'snapshot 00000008', ahead: 17, ms: 1_234},
        {...EQUAL, ...NOTHING_COMPARED, verdict: 'inconclusive', error: BROKEN_WAY},
        {...EQUAL, ...NOTHING_COMPARED, verdict: 'skipped', error: new RestoreError('gone', {what: 'It has gone'})},
      ],
    },
    workspace: WORKSPACE,
  },
  'replay-failed': {
    request: {...REQUEST, mode: 'verify', target: undefined},
    result: {
      ...PASSED,
      restored: false,
      verdict: 'fail',
      failed: true,
      error: DIFFERENT,
      reasons: [{code: 'replay', text: DIFFERENT.message}],
      replays: [{...EQUAL, verdict: 'fail', differing: 2, firstDiffering: [3, 17], error: DIFFERENT}],
    },
    workspace: WORKSPACE,
  },
  'wrong-inputs': {
    request: undefined,
    result: failedResult(new RestoreError('input', {what: 'Wrong input: `bucket` is missing'}), 2),
    workspace: WORKSPACE,
  },
  hostile: {
    request: {...REQUEST, location: {...REQUEST.location, prefix: HOSTILE}},
    result: {
      ...PASSED,
      verdict: 'inconclusive',
      reasons: [{code: 'left-out', text: HOSTILE}],
      plan: {
        ...LIKELY,
        point: {...PLAN.point, position: HOSTILE},
        layers: [wal(0, HOSTILE, HOSTILE), {...wal(1, HOSTILE), time: undefined}],
        snapshotKey: HOSTILE,
        leftOut: [{key: HOSTILE, reason: HOSTILE, explained: false}],
        alternatives: [{position: HOSTILE, note: HOSTILE, proven: false}],
        notes: [HOSTILE],
        proof: {...LIKELY.proof, because: [HOSTILE], gaps: [HOSTILE]},
      },
      checks: {
        ...CHECKS,
        integrityMessages: {total: 1, first: [HOSTILE]},
        foreignKeys: {total: 1, first: [{table: HOSTILE, rowid: 1, parent: HOSTILE}]},
        unreadableTables: [{table: HOSTILE, module: HOSTILE}],
      },
      foreign: [object(HOSTILE, 1)],
      replays: [
        {
          ...EQUAL,
          older: HOSTILE,
          newer: HOSTILE,
          verdict: 'skipped',
          error: new RestoreError('gone', {what: HOSTILE}),
        },
      ],
    },
    workspace: WORKSPACE,
  },
};

export {DAMAGED, HOSTILE, LIKELY, PASSED, WORKSPACE};
