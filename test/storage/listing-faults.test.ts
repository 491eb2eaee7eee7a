// Listings that come in pieces, disordered, broken, or not at all.
import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {listAll} from '../../src/storage/listing.ts';
import type {OpenStore} from '../../src/storage/open.ts';
import type {FaultRule} from '../servers/fault-proxy.ts';
import {behind, LISTED} from './behind.ts';
import {failure, never} from './reading.ts';

const keysOf = async (store: OpenStore) => (await listAll(store, 'list/', never)).objects.map(({key}) => key);
const twice = (xml: string) => xml.replace(/(<Contents>.*?<\/Contents>)/s, '$1$1');
const encoded = (xml: string) =>
  xml
    .replace('</ListBucketResult>', '<EncodingType>url</EncodingType></ListBucketResult>')
    .replaceAll(/<Key>list\/(\d+)<\/Key>/g, '<Key>list/%01a+b%2B$1</Key>');

describe('a listing', () => {
  it('is whole and sorted when the server sends it unsorted, page by page, one key a page', async () => {
    const rules: readonly FaultRule[] = [
      {operation: 'LIST', fault: {kind: 'reverse-listing'}},
      {operation: 'LIST', fault: {kind: 'page-size', size: 1}},
    ];
    await behind(rules, async ({store, proxy}) => {
      const earlier = proxy.requests.length;
      assert.deepEqual(await keysOf(store), LISTED);
      assert.equal(proxy.requests.length - earlier, LISTED.length);
    });
  });

  it('is whole when its second page fails at first', async () => {
    for (const fault of [{kind: 'error', status: 500, code: 'InternalError'}, {kind: 'refuse'}] as const) {
      const rules: readonly FaultRule[] = [
        {operation: 'LIST', fault: {kind: 'page-size', size: 5}},
        // The first request of all finds `data`; the listing's second page is the third.
        {operation: 'LIST', after: 2, times: 2, fault},
      ];
      await behind(rules, async ({store}) => {
        assert.deepEqual(await keysOf(store), LISTED);
      });
    }
  });

  it('names each key once although the server repeats one on the next page', async () => {
    await behind([{operation: 'LIST', fault: {kind: 'listing', edit: twice}}], async ({store}) => {
      assert.deepEqual(await keysOf(store), LISTED);
    });
  });

  const TRUNCATED = '<IsTruncated>true</IsTruncated>';
  const BROKEN: readonly (readonly [string, (xml: string) => string, RegExp])[] = [
    [
      'says that it goes on, but not where',
      xml => xml.replace(/<IsTruncated>.*?>/, TRUNCATED),
      /goes on, but not where/,
    ],
    [
      'goes round in circles',
      xml => xml.replace(/<IsTruncated>.*?>/, `${TRUNCATED}<NextContinuationToken>again</NextContinuationToken>`),
      /round in circles/,
    ],
    ['ends in the middle', xml => xml.slice(0, xml.length / 2), /not one of an S3 server, or not a whole one/],
    ['has an entry without a size', xml => xml.replace(/<Size>.*?<\/Size>/, ''), /without a key, a size or a time/],
    ['has an entry without a time', xml => xml.replace(/<LastModified>.*?<\/LastModified>/, ''), /a size or a time/],
    ['has a negative size', xml => xml.replace(/<Size>.*?<\/Size>/, '<Size>-1</Size>'), /a size or a time/],
    ['is a web page', () => '<html><body>Please log in</body></html>', /not one of an S3 server/],
    ['is not XML', () => '{"error": "what?"}', /not one of an S3 server/],
  ];
  for (const [what, edit, words] of BROKEN) {
    it(`is an error, and never an empty bucket, when it ${what}`, async () => {
      await behind([{operation: 'LIST', after: 1, fault: {kind: 'listing', edit}}], async ({store}) => {
        const error = await failure(keysOf(store), 'storage');
        assert.match(error.message, words);
      });
    });
  }

  it('decodes keys that the server encodes for URLs', async () => {
    await behind([{operation: 'LIST', after: 1, fault: {kind: 'listing', edit: encoded}}], async ({store}) => {
      assert.equal((await keysOf(store))[3], 'list/\u0001a b+03');
    });
  });
});
