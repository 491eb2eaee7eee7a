import assert from 'node:assert/strict';
import {test} from 'node:test';
import {listPage} from '../../bench/listing.ts';

const entries = ['a/1', 'a/2', 'b', 'c/d/1', 'c/d/2', 'c/e/1', 'd']
  .toSorted()
  .map(key => ({key, size: 1, mtimeMs: 1_790_000_000_000}));

const page = (query: Readonly<Record<string, string>>) => {
  const xml = listPage(entries, new URLSearchParams(query));
  const all = (name: string) => [...xml.matchAll(new RegExp(`<${name}>(.*?)</${name}>`, 'g'))].map(([, text]) => text);
  const folders = [...xml.matchAll(/<CommonPrefixes><Prefix>(.*?)<\/Prefix>/g)].map(([, text]) => text);
  return {
    keys: all('Key'),
    folders,
    more: all('IsTruncated')[0] === 'true',
    next: all('NextContinuationToken')[0] ?? '',
  };
};

test('a prefix lists what begins with it', () => {
  assert.deepEqual(page({'list-type': '2', prefix: 'c/'}).keys, ['c/d/1', 'c/d/2', 'c/e/1']);
});

test('a delimiter gathers keys under their common prefix', () => {
  const {keys, folders} = page({prefix: 'c/', delimiter: '/'});
  assert.deepEqual([keys, folders], [[], ['c/d/', 'c/e/']]);
  assert.deepEqual(page({delimiter: '/'}).keys, ['b', 'd']);
});

for (const delimiter of ['', '/']) {
  test(`pages follow each other without a gap or a repetition, delimiter “${delimiter}”`, () => {
    const whole = page({'list-type': '2', delimiter});
    const seen: (string | undefined)[] = [];
    let token = '';
    for (let pages = 0; pages < 20; pages += 1) {
      const part = page({'list-type': '2', delimiter, 'max-keys': '1', ...(token && {'continuation-token': token})});
      seen.push(...part.keys, ...part.folders);
      if (!part.more) break;
      token = part.next;
    }
    assert.equal(seen.length, whole.keys.length + whole.folders.length);
    assert.deepEqual(new Set(seen), new Set([...whole.keys, ...whole.folders]));
  });
}
