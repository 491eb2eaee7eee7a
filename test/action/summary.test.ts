import assert from 'node:assert/strict';
import {readdirSync} from 'node:fs';
import {suite, test} from 'node:test';
import {fileURLToPath} from 'node:url';
import type {Outcome} from '../../src/action/outcome.ts';
import {summaryOf} from '../../src/action/summary.ts';
import {timeline} from '../../src/action/timeline.ts';
import {assertChart, chartsOf} from './mermaid.ts';
import {DAMAGED, HOSTILE, object, OUTCOMES, PLAN, PASSED, REQUEST, wal, WORKSPACE} from './sample-outcomes.ts';

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
    const prose = text.replaceAll(/```mermaid\n[\s\S]*?\n```/g, '');
    assert.doesNotMatch(prose, /<script|\]\(|@octocat|https:|^::|\u202e|##\[/m);
    assert.ok(!prose.includes('`'), 'a backtick can open or close code');
    // Every row of a table has as many cells as its head: no name has broken out.
    for (const block of prose.split('\n\n').filter(part => part.startsWith('| '))) {
      const bars = block.split('\n').map(line => line.split('|').length);
      assert.equal(new Set(bars).size, 1, block);
    }
    assert.ok(prose.includes('script'), 'the name itself is shown');
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
    assert.match(chart, /388 more layers/);
    assert.match(chart, / WAL 399 /);
    assert.doesNotMatch(chart, / WAL 388 /);
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
