// A gap or damage that no plan leads past: the summary shows where in the chain it lies, and how far the backup leads.
import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {litestreamCases} from '../formats/litestream-corpus.ts';
import {assertCleanMarkdown} from './clean-text.ts';
import {assertFails, startJob} from './drill.ts';
import {assertChart, chartsOf} from './mermaid.ts';

const SOURCES = fileURLToPath(new URL('../../src/index.ts', import.meta.url));
const CORPUS = fileURLToPath(new URL('../fixtures/litestream-ltx', import.meta.url));

const backup = litestreamCases(CORPUS).find(({name}) => name === 'ltx-a-tiny') ?? assert.fail('no such backup');
const BROKEN = '0000/0000000000000018-0000000000000018.ltx';

suite('where a chain ends', {concurrency: 2}, () => {
  for (const [code, change] of [
    ['gap', () => undefined],
    ['checksum', (body: Buffer) => flipped(body)],
  ] as const) {
    test(`${code}: the timeline leads up to it and marks it, and nothing of it is restored`, async t => {
      const job = startJob(t, SOURCES);
      for (const {key, bytes} of backup.bucket.values()) {
        const body = key.endsWith(BROKEN) ? change(bytes) : bytes;
        if (body !== undefined) job.store({key, body});
      }
      const ran = await job.run({});
      assertFails(ran, job, code, /0000000000000018/);
      assert.match(ran.summary, /### What lies before it\n\nUp to <code>0000000000000017<\/code> of 20/);
      assertCleanMarkdown(ran.summary);
      const [chart = '', ...others] = chartsOf(ran.summary);
      assert.deepEqual(others, []);
      await assertChart(chart, 'timeline');
      assert.match(chart, /LTX 17-17.*\n +restore point .*\n +#10060; gap : TXID 0000000000000018$/);
    });
  }

  test('where on-incomplete says to take it, it is restored and told once', async t => {
    const job = startJob(t, SOURCES);
    for (const {key, bytes} of backup.bucket.values()) if (!key.endsWith(BROKEN)) job.store({key, body: bytes});
    const ran = await job.run({'on-incomplete': 'warn'});
    assert.deepEqual([ran.status, ran.outputs['proof'], ran.outputs['position']], [0, 'partial', '0000000000000017']);
    assert.doesNotMatch(ran.summary, /What lies before it|on-incomplete: warn takes it/);
    assert.equal(chartsOf(ran.summary).length, 1);
  });
});

function flipped(body: Buffer): Buffer {
  const copy = Buffer.from(body);
  const middle = Math.floor(copy.length / 2);
  copy.writeUInt8(copy.readUInt8(middle) ^ 1, middle);
  return copy;
}
