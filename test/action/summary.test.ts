import assert from 'node:assert/strict';
import {readdirSync} from 'node:fs';
import {suite, test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {failedResult} from '../../src/action/failed-result.ts';
import type {Outcome} from '../../src/action/outcome.ts';
import {docsUrl} from '../../src/action/report-files.ts';
import {summaryOf} from '../../src/action/summary.ts';
import {timeline} from '../../src/action/timeline.ts';
import {RestoreError} from '../../src/errors.ts';
import {assertChart, chartsOf} from './mermaid.ts';
import {assertCleanMarkdown, HOSTILE} from './clean-text.ts';
import {check, DAMAGED, object, OUTCOMES, PLAN, PASSED, REQUEST, wal, WORKSPACE} from './sample-outcomes.ts';

const GOLDEN = new URL('../golden/summary/', import.meta.url);

const firstLine = (name: string) => summaryOf(OUTCOMES[name] ?? assert.fail(name)).split('\n')[0];
const many = <T>(item: T): readonly T[] => Array.from({length: 5_000}, () => item);

suite('the job summary', () => {
  for (const [name, outcome] of Object.entries(OUTCOMES)) {
    test(`${name} looks as reviewed, and mermaid reads its charts`, async t => {
      const text = summaryOf(outcome);
      t.assert.fileSnapshot(text, fileURLToPath(new URL(`${name}.md`, GOLDEN)), {serializers: [value => value]});
      for (const chart of chartsOf(text)) await assertChart(chart, 'timeline');
    });
  }

  test('has no golden file without an outcome', () => {
    assert.deepEqual(
      readdirSync(GOLDEN).toSorted(),
      Object.keys(OUTCOMES)
        .map(name => `${name}.md`)
        .toSorted(),
    );
  });

  test('says first what happened', () => {
    assert.equal(firstLine('pass'), '## ✅ Restored <code>data/app.sqlite</code>: pass');
    assert.equal(firstLine('inconclusive'), '## ⚠️ Restored <code>data/app.sqlite</code>: inconclusive');
    assert.equal(firstLine('damaged'), '## ❌ Restore failed (<code>checksum</code>): nothing was published');
    assert.equal(firstLine('verify-quick'), '## ✅ Verified a restore: pass');
  });

  test('lets no name become markup, a link, a mention, a table cell or a second line', () => {
    const text = summaryOf(OUTCOMES['hostile'] ?? assert.fail());
    assertCleanMarkdown(text);
    assert.ok(text.includes('script'), 'the name itself is shown');
  });

  test('lists wrong inputs one by one, though the log has them in one line', () => {
    const what = '2 inputs are wrong: (1) `bucket` is missing; (2) `mode` is “rest|ore”';
    const result = failedResult(new RestoreError('input', {what}), 2);
    const text = summaryOf({request: undefined, result, workspace: WORKSPACE});
    assert.match(
      text,
      /^> \*\*2 inputs are wrong:\*\*\n>\n> - &#96;bucket&#96; is missing\n> - &#96;mode&#96; is “rest&#124;ore”$/m,
    );
  });

  test('has what failed before what passed, and many that passed only on demand', () => {
    const base = OUTCOMES['data-failed'] ?? assert.fail();
    const passed = Array.from({length: 11}, (_, index) => check('pass', 'table', `table number ${index} is there`));
    const results = [...passed, check('fail', 'rows', 'table account has its rows', 'at least 9 rows', '1 row')];
    const text = summaryOf({
      ...base,
      result: {...base.result, lastGood: undefined, assessment: {results, history: []}},
    });
    const [open = '', closed = ''] = text.split('<details><summary>11 checks that passed</summary>');
    assert.match(open, /### Checks of the data: ❌ 1 failed, ✅ 11 passed/);
    assert.match(open, /\| ❌ \| table account has its rows \| at least 9 rows \| 1 row \|/);
    assert.doesNotMatch(open, /table number/);
    assert.match(closed, /\| ✅ \| table number 10 is there \|/);
  });

  test('leads to the page about the error where the docs are known', () => {
    const env = {
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_ACTION_REPOSITORY: 'someone/restore-sqlite',
      GITHUB_ACTION_REF: 'v1.2.3',
    };
    const outcome = {...(OUTCOMES['damaged'] ?? assert.fail()), docs: docsUrl(env)};
    const page = 'https://github.com/someone/restore-sqlite/blob/v1.2.3/docs/errors.md#checksum';
    assert.ok(summaryOf(outcome).includes(`<a href="${page}">What <code>checksum</code> means</a>`));
    assert.equal(docsUrl({...env, GITHUB_ACTION_REPOSITORY: ''}), undefined, 'an action by its path');
    assert.equal(docsUrl({...env, GITHUB_ACTION_REF: 'a"><script>'}), undefined);
  });

  test('stays under 900 kB whatever the backup holds', () => {
    const long = `${HOSTILE}${'|'.repeat(5_000)}`;
    const outcome: Outcome = {
      request: {...REQUEST, location: {...REQUEST.location, prefix: long}},
      workspace: WORKSPACE,
      result: {
        ...PASSED,
        reasons: many({code: 'left-out', text: long}),
        foreign: many(object(long, 1)),
        plan: {
          ...PLAN,
          point: {...PLAN.point, position: long},
          layers: many(wal(1, long)),
          leftOut: many({key: long, reason: long, explained: false}),
          alternatives: many({position: long, note: long, proven: false}),
          notes: many(long),
          proof: {...PLAN.proof, because: many(long), gaps: many(long)},
        },
        checks: {
          sqliteVersion: long,
          integrity: 'failed',
          integrityMessages: {total: 5_000, first: many(long)},
          foreignKeys: {total: 5_000, first: many({table: long, rowid: 1, parent: long})},
          tables: many(long),
          tableCount: 5_000,
          unreadableTables: many({table: long, module: long}),
          hollow: false,
          durationMs: 1,
        },
      },
    };
    const bytes = Buffer.byteLength(summaryOf(outcome));
    assert.ok(bytes < 900_000, `${bytes} bytes`);
    assert.ok(bytes > 10_000, 'and still says something');
  });

  test('shows what was planned when a later step failed', () => {
    const text = summaryOf({
      request: REQUEST,
      result: {...PASSED, restored: false, failed: true, error: DAMAGED},
      workspace: WORKSPACE,
    });
    assert.match(text, /What to do next:\*\* Set on-incomplete/);
    assert.match(text, /```mermaid/);
  });
});

suite('the timeline of layers', () => {
  test('shows the base image and the newest layers of a long chain', async () => {
    const layers = Array.from({length: 400}, (_, index) => wal(index, `WAL ${index}`));
    const [chart = ''] = chartsOf(timeline({...PLAN, layers}));
    await assertChart(chart, 'timeline');
    assert.match(chart, / WAL 0 /);
    assert.match(chart, /394 more layers/);
    assert.match(chart, / WAL 399 /);
    assert.doesNotMatch(chart, / WAL 394 /);
  });

  test('marks the layer that failed, and the known gaps', async () => {
    const [broken = ''] = chartsOf(timeline(PLAN, PLAN.layers[1]?.objects[0]?.key));
    await assertChart(broken, 'timeline');
    const marked = broken.split('\n').filter(line => line.includes('damaged or gone'));
    assert.equal(marked.length, 1);
    assert.match(marked[0] ?? '', /WAL ce04b187/);
    const gaps = ['salt step of 3 between ce04b189 and ce04b18c', 'two', 'three', 'four'];
    const [chart = ''] = chartsOf(timeline({...PLAN, proof: {...PLAN.proof, gaps}}));
    await assertChart(chart, 'timeline');
    assert.equal(chart.split('\n').filter(line => / gap : /.test(line)).length, 2);
  });

  test('is left out where there are no layers', () => {
    assert.equal(timeline({...PLAN, layers: []}), '');
  });

  test('mermaid reads any label', async () => {
    for (let code = 0; code < 0x250; code++) {
      const label = `a${String.fromCodePoint(code)}b${String.fromCodePoint(code)}${String.fromCodePoint(code)}`;
      const [chart = ''] = chartsOf(timeline({...PLAN, layers: [wal(0, label)]}));
      await assertChart(chart, 'timeline');
    }
    for (const label of ['end', 'title x', 'section x', 'accTitle: x', '%%{init: {}}%%', '---', 'click x', '']) {
      const [chart = ''] = chartsOf(timeline({...PLAN, layers: [wal(0, label)]}));
      await assertChart(chart, 'timeline');
    }
  });
});
