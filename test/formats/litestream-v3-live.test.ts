// The real program replicates a running workload, is killed once and started again; what comes out here equals the source,
// and what the program itself restores. LITESTREAM_03 is the path of litestream 0.3.13 or 0.3.14.
import assert from 'node:assert/strict';
import {generateX25519Identity, identityToRecipient} from 'age-encryption';
import type {RestoreResult} from '../../src/result.ts';
import {ours, restoredBy, testLive, type Place, type Version} from './litestream-live.ts';

const LITESTREAM_03: Version = {
  name: 'litestream 0.3',
  variable: 'LITESTREAM_03',
  settings: [],
  replica: to => ['replicas:', `  - ${to}`],
  options: ['snapshot-interval: 3s'],
  environment(server) {
    if (server === undefined) return process.env;
    const {accessKeyId, secretAccessKey} = server.credentials;
    return {...process.env, LITESTREAM_ACCESS_KEY_ID: accessKeyId, LITESTREAM_SECRET_ACCESS_KEY: secretAccessKey};
  },
  // Long enough that the generations end seconds apart.
  transactionsAfter: 250,
  patience: 1000,
};

const asConfigured = ({config, source}: Place): readonly string[] => ['-config', config, source];

async function compare(place: Place, newest: RestoreResult): Promise<void> {
  assert.match(newest.plan?.proof.word ?? '', /^(?:likely|complete)$/);
  const {plan} = (await ours(place, {onInconclusive: 'proven'})).result;
  assert.equal(plan?.proof.word, 'complete');
  // The end of the snapshot's own WAL: what the program restores when it is told to stop after that index.
  const {position} = plan.point;
  const [, generation = '', index = ''] = /^([0-9a-f]{16})\/([0-9a-f]{8})/.exec(position) ?? [];
  const mine = await ours(place, {position});
  const peer = await restoredBy(place, ['-generation', generation, '-index', index, ...asConfigured(place)]);
  assert.ok(mine.bytes.equals(peer), position);
}

testLive(LITESTREAM_03, asConfigured, compare);

const KEY = await generateX25519Identity();
const RECIPIENT = await identityToRecipient(KEY);

const ENCRYPTING: Version = {
  ...LITESTREAM_03,
  name: 'litestream 0.3 with age',
  options: [...LITESTREAM_03.options, `age: {identities: [${KEY}], recipients: [${RECIPIENT}]}`],
  places: ['fauxqs'],
  asked: {ageIdentity: {kind: 'keys', keys: [KEY]}},
};

testLive(ENCRYPTING, asConfigured, async (place, newest) => {
  await compare(place, newest);
  await assert.rejects(ours(place, {ageIdentity: undefined}), /encrypted with age/);
});
