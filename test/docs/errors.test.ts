import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {suite, test} from 'node:test';
import {ERROR_CODES} from '../../src/errors.ts';

const page = readFileSync(new URL('../../docs/errors.md', import.meta.url), 'utf8');

/** Code, verdict of the chapter it stands in, and text of its entry. */
const entries = page
  .split(/^## /m)
  .slice(1)
  .flatMap(chapter => {
    const verdict = /^.*\(verdict `(fail|inconclusive)`\)/.exec(chapter)?.[1];
    return chapter
      .split(/^### /m)
      .slice(1)
      .map(entry => ({code: entry.split('\n')[0] ?? '', verdict, text: entry.split('\n').slice(1).join(' ').trim()}));
  });

suite('docs/errors.md', () => {
  test('explains every code, in the order of the list, and no other', () => {
    assert.deepEqual(
      entries.map(({code}) => code),
      Object.keys(ERROR_CODES),
    );
  });

  test('gives each the verdict that it has', () => {
    assert.deepEqual(Object.fromEntries(entries.map(({code, verdict}) => [code, verdict])), ERROR_CODES);
  });

  test('says more than the name', () => {
    for (const {code, text} of entries) assert.ok(text.length > 60, code);
  });
});
