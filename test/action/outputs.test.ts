import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {annotationOf} from '../../src/action/annotations.ts';
import {failedResult} from '../../src/action/failed-result.ts';
import {OUTPUT_NAMES, outputsOf, UNFINISHED, type Outputs} from '../../src/action/outputs.ts';
import {reportOf, REPORT_SCHEMA} from '../../src/evidence/report.ts';
import {ERROR_CODES, RestoreError, type ErrorCode} from '../../src/errors.ts';
import type {Outcome} from '../../src/action/outcome.ts';
import {sealed} from '../../src/evidence/seal.ts';
import {violations} from './report-schema.ts';
import {OUTCOMES, PASSED, REQUEST, WORKSPACE} from './sample-outcomes.ts';

const REPORTS = {reportPath: '/report.json', reportMarkdownPath: '/report.md'};
const NO_REPORTS = {reportPath: '', reportMarkdownPath: ''};

const stored = (outcome: Outcome): unknown => sealed(JSON.stringify(report(outcome)));

const report = (outcome: Outcome) => reportOf({...outcome, now: Date.UTC(2026, 10, 24), runUrl: ''});

function outputs(name: string): Outputs {
  const {request, result} = OUTCOMES[name] ?? assert.fail(name);
  return outputsOf(result, request?.target, REPORTS);
}

/** What describes a database. */
const DESCRIBING = {
  bytes: '0',
  walSegmentsApplied: '0',
  path: '',
  format: '',
  proof: '',
  restorePoint: '',
  position: '',
  snapshotKey: '',
  pageSize: '0',
  pages: '0',
  framesApplied: '0',
  sha256: '',
};

suite('outputs', () => {
  test('a published database is described', () => {
    assert.deepEqual(outputs('pass'), {
      restored: 'true',
      bytes: '12304384',
      walSegmentsApplied: '2',
      path: `${WORKSPACE}/data/app.sqlite`,
      format: 'zlayer',
      verdict: 'pass',
      proof: 'covers',
      integrity: 'ok',
      restorePoint: '2026-11-23T01:29:51Z',
      position: '20261123T010951Z+ce04b188:115',
      snapshotKey: 'zlayer/deployments/snapshots/20261123T010951Z.sqlite.zst',
      pageSize: '4096',
      pages: '3004',
      framesApplied: '230',
      sha256: '9f86d081884c7d659a2feaa0c55ad015'.repeat(2),
      downloadedBytes: '5159964',
      durationMs: '2345',
      cacheHit: 'false',
      reportPath: '/report.json',
      reportMarkdownPath: '/report.md',
      lastGoodPosition: '',
      errorCode: '',
    });
  });

  test('mode verify describes the scratch file, which is at no path any more', () => {
    const {restored, path, bytes, verdict, cacheHit} = outputs('verify-quick');
    assert.deepEqual(
      {restored, path, bytes, verdict, cacheHit},
      {restored: 'false', path: '', bytes: '12304384', verdict: 'pass', cacheHit: 'true'},
    );
  });

  for (const name of ['plan', 'skipped', 'no-backup-tolerated']) {
    test(`${name}: nothing was restored, and that is no failure`, () => {
      const all = outputs(name);
      assert.deepEqual({...all, ...DESCRIBING}, all);
      const {restored, verdict, integrity, errorCode} = all;
      assert.deepEqual(
        {restored, verdict, integrity, errorCode},
        {restored: 'false', verdict: 'inconclusive', integrity: 'skipped', errorCode: ''},
      );
    });
  }

  test('a failed check is told although nothing is described', () => {
    const all = outputs('integrity');
    assert.deepEqual({...all, ...DESCRIBING}, all);
    assert.deepEqual([all.verdict, all.integrity, all.errorCode], ['fail', 'failed', 'integrity']);
    assert.equal(all.downloadedBytes, '5159964');
  });

  test('every failure has the verdict that its code means', () => {
    // Safe: the table is a closed literal.
    for (const code of Object.keys(ERROR_CODES) as ErrorCode[]) {
      const all = outputsOf(failedResult(new RestoreError(code, {what: 'x'}), 1), REQUEST.target, NO_REPORTS);
      assert.deepEqual({...all, ...DESCRIBING}, all);
      assert.deepEqual([all.restored, all.verdict, all.errorCode], ['false', ERROR_CODES[code], code]);
    }
  });

  test('a database that was built but not published is not described', () => {
    const error = new RestoreError('inconclusive', {what: 'x'});
    const all = outputsOf(
      {...PASSED, restored: false, failed: true, verdict: 'inconclusive', error},
      REQUEST.target,
      NO_REPORTS,
    );
    assert.deepEqual({...all, ...DESCRIBING}, all);
    assert.deepEqual([all.verdict, all.errorCode], ['inconclusive', 'inconclusive']);
  });

  test('are complete on every path', () => {
    for (const all of [UNFINISHED, ...Object.keys(OUTCOMES).map(outputs)]) {
      assert.deepEqual(Object.keys(all).toSorted(), [...OUTPUT_NAMES].toSorted());
      for (const value of Object.values(all)) assert.equal(typeof value, 'string');
    }
  });
});

const annotation = (name: string) => annotationOf(OUTCOMES[name] ?? assert.fail(name));

suite('the annotation', () => {
  test('of a pass is a notice with the database and its moment', () => {
    assert.deepEqual(annotation('pass'), {
      level: 'notice',
      title: 'restore-sqlite: pass',
      message: 'Restored data/app.sqlite: 12.3 MB, 3,004 pages, as of 2026-11-23T01:29:51Z.',
    });
  });

  test('of an inconclusive restore is a warning that says why', () => {
    const {level, title, message} = annotation('inconclusive');
    assert.deepEqual([level, title], ['warning', 'restore-sqlite: inconclusive (proof likely)']);
    assert.match(message, /not newer than .*the proof is only “likely”\. one listed increment was neither applied/);
  });

  test('of a failure is an error: what, where, expected, found, what to do', () => {
    const {level, title, message} = annotation('damaged');
    assert.deepEqual([level, title], ['error', 'restore-sqlite: checksum']);
    assert.match(message, /frame 41 .*wal\/10 \(expected 6ac1f2d3 .*, found 6ac1f2d3 .*\)\. Set on-incomplete/);
  });

  test('of a pass with orphans and of a tolerated missing backup is a warning, of a plan and a skip a notice', () => {
    assert.equal(annotation('foreign-keys').level, 'warning');
    assert.equal(annotation('no-backup-tolerated').level, 'warning');
    assert.equal(annotation('plan').level, 'notice');
    assert.equal(annotation('skipped').level, 'notice');
  });

  test('is short enough for the runner', () => {
    const error = new RestoreError('integrity', {what: 'x'.repeat(100_000)});
    const {message} = annotationOf({request: REQUEST, result: failedResult(error, 1), workspace: WORKSPACE});
    assert.equal(message.length, 4_000);
  });
});

suite('the report', () => {
  for (const [name, outcome] of Object.entries(OUTCOMES)) {
    test(`${name}: is JSON with a versioned schema, and holds no credentials`, () => {
      const text = JSON.stringify(stored(outcome));
      assert.equal((JSON.parse(text) as {schema: string}).schema, REPORT_SCHEMA);
      assert.deepEqual(violations(JSON.parse(text)), []);
      assert.doesNotMatch(text, /a-secret-key|a-session-token|a-customer-key|AKIDEXAMPLE/);
    });
  }

  test('is held to its schema, which lists every error code', () => {
    for (const code of Object.keys(ERROR_CODES)) {
      assert.deepEqual(violations(code, {$ref: '#/$defs/error/properties/code'}), [], code);
    }
    const whole: unknown = JSON.parse(JSON.stringify(stored(OUTCOMES['pass'] ?? assert.fail())));
    const broken: readonly [object, RegExp][] = [
      [{schema: 'restore-sqlite/report/1'}, /\$\.schema: not/],
      [{outcome: {}}, /\$\.outcome\.verdict: missing/],
      [{database: {bytes: '1'}}, /\$\.database\.bytes: string is not "integer"/],
      [{undescribed: 1}, /\$\.undescribed: no schema/],
    ];
    for (const [change, pattern] of broken) {
      assert.match(violations({...(whole as object), ...change}).join('\n'), pattern);
    }
  });

  test('names the objects of the plan with size, ETag and time, and the chain of causes of a failure', () => {
    const {plan, error} = report(OUTCOMES['damaged'] ?? assert.fail());
    assert.deepEqual(plan?.layers[0]?.objects, [
      {
        key: 'zlayer/deployments/snapshots/20261123T010951Z.sqlite.zst',
        size: 4_211_900,
        lastModified: '2026-11-23T01:09:51Z',
        etag: '"5d41402abc4b2a76b9719d911017c592"',
        version: null,
        storageClass: null,
      },
    ]);
    assert.deepEqual(error?.causes, ['Error: the outer cause', 'RangeError: the inner cause']);
    assert.equal(error?.where, 'zlayer/deployments/wal/10');
  });
});
