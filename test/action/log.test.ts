import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {plainLine} from '../../src/action/log.ts';
import {redactor} from '../../src/action/secrets.ts';
import {escapeMarkdown} from '../../src/markdown.ts';
import {finalText, progressText, shareDone} from '../../src/progress-line.ts';
import {bytesText, countOf, durationText, instantText} from '../../src/quantities.ts';

/** As the runner parses a line (actions/runner, ActionCommand.cs: TryParseV2, then TryParse). */
const isCommand = (line: string) => line.trimStart().startsWith('::') || line.includes('##[');

suite('a line of the log', () => {
  test('is never a workflow command', () => {
    const texts = [
      '::set-output name=verdict::pass',
      '  ::error::x',
      '\t::error::x',
      'key ##[set-output name=verdict]pass',
      '####[group]',
      'a\n::set-output name=verdict::pass',
      'a\r::error::x',
      'a\u2028::error::x',
    ];
    for (const text of texts) {
      const line = plainLine(text);
      assert.ok(!isCommand(line), JSON.stringify(line));
      assert.doesNotMatch(line, /[\n\r\u2028]/);
    }
    assert.equal(plainLine('s3://my-backups/a::b'), 's3://my-backups/a::b');
  });
});

suite('secrets', () => {
  test('are blanked in every form that we print', () => {
    const secret = 'ab/cd+ef"gh*ij';
    const redact = redactor([secret, 'ab/cd+ef"gh*ij-and-more']);
    for (const form of [secret, encodeURIComponent(secret), JSON.stringify(secret), escapeMarkdown(secret)]) {
      assert.doesNotMatch(redact(`before ${form} after`), /cd.*ef|gh.*ij/);
    }
    assert.equal(redact('x ab/cd+ef"gh*ij-and-more y'), 'x *** y');
    assert.equal(redactor([])('nothing'), 'nothing');
  });
});

suite('progress', () => {
  const half = {label: 'fetch', done: 300e6, total: 600e6, unit: 'bytes', elapsedMs: 10_000};

  test('says how much of how much, how fast and how long yet', () => {
    assert.equal(progressText(half), '300 MB of 600 MB (50 %), 30.0 MB/s, 10 s left');
    assert.equal(progressText({...half, done: 0}), '0 B of 600 MB (0 %)');
    assert.equal(progressText({...half, total: 0}), '300 MB, 30.0 MB/s');
    assert.equal(
      progressText({...half, unit: 'pages', done: 1500, total: 3000}),
      '1,500 of 3,000 pages (50 %), 10 s left',
    );
    assert.equal(progressText({...half, unit: 'seconds'}), '10 s so far');
    assert.equal(finalText(half), '300 MB in 10 s, 30.0 MB/s');
  });

  test('does not go beyond the whole when retries read bytes twice', () => {
    assert.equal(shareDone({...half, done: 700e6}), 1);
    assert.equal(progressText({...half, done: 700e6}), '700 MB of 600 MB (100 %), 70.0 MB/s');
  });
});

suite('quantities', () => {
  test('sizes have three digits', () => {
    const sizes = [0, 1, 999, 1000, 12_345, 999_499, 999_500, 5e9, 1.5e15, -1, Number.NaN].map(bytesText);
    assert.deepEqual(sizes, [
      '0 B',
      '1 B',
      '999 B',
      '1.00 kB',
      '12.3 kB',
      '999 kB',
      '1.00 MB',
      '5.00 GB',
      '1500 TB',
      '0 B',
      '0 B',
    ]);
  });

  test('durations have two units at most', () => {
    const times = [0, 850, 999.6, 1_200, 9_949, 9_960, 59_600, 125_000, 11_040_000, 172_700_000, 190_800_000].map(
      durationText,
    );
    assert.deepEqual(times, [
      '0 ms',
      '850 ms',
      '1.0 s',
      '1.2 s',
      '9.9 s',
      '10 s',
      '1 min',
      '2 min 5 s',
      '3 h 4 min',
      '47 h 58 min',
      '2 d 5 h',
    ]);
  });

  test('counts agree with their nouns', () => {
    assert.deepEqual(
      [countOf(1, 'page'), countOf(2, 'page'), countOf(1234, 'entry', 'entries')],
      ['1 page', '2 pages', '1,234 entries'],
    );
  });

  test('a moment that no calendar holds is no text', () => {
    assert.deepEqual(
      [instantText(0), instantText(1.5), instantText(undefined), instantText(9e15), instantText(Number.NaN)],
      ['1970-01-01T00:00:00Z', '1970-01-01T00:00:00.001Z', '', '', ''],
    );
  });
});
