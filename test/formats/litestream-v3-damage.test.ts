// One damaged object in a real backup: healed where the others still lead to the same state, loud where they do not, and
// where nothing can tell (the end of a WAL that another one follows) never a pass.
import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {encodeLz4Frame} from '../codecs/lz4-encoder.ts';
import type {Bucket} from '../models/memory-store.ts';
import {seeded, type Random} from '../models/random.ts';
import {restoreInMemory} from '../models/restore-in-memory.ts';
import {litestreamCases, sha256, stateOf, type LitestreamCase} from './litestream-corpus.ts';
import {changed, hex8} from './litestream-v3-writer.ts';

const CASES = litestreamCases(fileURLToPath(new URL('../fixtures/litestream-v3/', import.meta.url))).filter(({name}) =>
  name.startsWith('v3-'),
);

type Damage = (bucket: Bucket, key: string, random: Random) => Bucket;

const bytesOf = (bucket: Bucket, key: string): Buffer => bucket.get(key)?.bytes ?? Buffer.alloc(0);

function step(digits: string, by: number): string {
  return hex8(Number.parseInt(digits, 16) + by);
}

/** The same folder, another number: where a copy of the object would lie by mistake. */
function neighbour(key: string, random: Random): string {
  if (key.includes('/snapshots/'))
    return key.replace(/([0-9a-f]{8})\.snap/, (_, index: string) => `${step(index, random.between(1, 3))}.snap`);
  return random.below(2) === 0
    ? key.replace(/([0-9a-f]{8})_/, (_, index: string) => `${step(index, 1)}_`)
    : key.replace(/_([0-9a-f]{8})/, (_, offset: string) => `_${step(offset, random.pick([1, 4120, 8240]))}`);
}

const DAMAGES: Readonly<Record<string, Damage>> = {
  removed: (bucket, key) => changed(bucket, {[key]: undefined}),
  'a bit flipped': (bucket, key, random) => {
    const bytes = Buffer.from(bytesOf(bucket, key));
    const at = random.below(bytes.length);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << random.below(8));
    return changed(bucket, {[key]: bytes});
  },
  cut: (bucket, key, random) => {
    const bytes = bytesOf(bucket, key);
    return changed(bucket, {[key]: bytes.subarray(0, random.below(bytes.length))});
  },
  emptied: (bucket, key) => changed(bucket, {[key]: Buffer.alloc(0)}),
  'a byte more': (bucket, key) => changed(bucket, {[key]: Buffer.concat([bytesOf(bucket, key), Buffer.of(0)])}),
  'other content': (bucket, key) => changed(bucket, {[key]: encodeLz4Frame(Buffer.alloc(5000, 7))}),
  'exchanged with another': (bucket, key, random) => {
    const other = random.pick([...bucket.keys()] as [string]);
    return changed(bucket, {[key]: bytesOf(bucket, other), [other]: bytesOf(bucket, key)});
  },
  'replaced by another': (bucket, key, random) =>
    changed(bucket, {[key]: bytesOf(bucket, random.pick([...bucket.keys()] as [string]))}),
  'copied under a neighbouring name': (bucket, key, random) => {
    const to = neighbour(key, random);
    const copy = changed(bucket, {[to]: bytesOf(bucket, key)});
    const object = bucket.get(key);
    if (object !== undefined) copy.set(to, {...object, key: to});
    return copy;
  },
};

/** Whether another index follows, so that the loss of the object leaves no trace. */
function endsEarlierIndex(bucket: Bucket, key: string): boolean {
  const [, folder = '', index = ''] = /^(.*\/wal\/)([0-9a-f]{8})_/.exec(key) ?? [];
  const own = [...bucket.keys()].filter(other => other.startsWith(folder)).toSorted();
  const last = own.findLast(other => other.startsWith(`${folder}${index}_`));
  return folder !== '' && last === key && own.at(-1) !== key;
}

type Outcome = 'exact' | 'loud' | 'older, inconclusive' | 'wrong, inconclusive';

async function outcomeOf({truth, asked}: LitestreamCase, bucket: Bucket, what: string): Promise<Outcome> {
  const {result, image} = await restoreInMemory(bucket, asked);
  if (image === undefined) {
    assert.equal(result.verdict, 'fail', `${what}: ${result.error?.message}`);
    return 'loud';
  }
  if (sha256(image) === truth.final.sha256AfterTruncateCheckpoint) return 'exact';
  const state = stateOf(image, truth);
  if (state === truth.states.at(-1)?.n) return 'exact';
  assert.equal(result.verdict, 'inconclusive', `${what}: state ${state}`);
  return state === 'wrong' ? 'wrong, inconclusive' : 'older, inconclusive';
}

suite('One damaged object in a real backup', () => {
  const seen = new Map<Outcome, number>();
  for (const each of CASES) {
    const {name, bucket} = each;
    test(`is healed or told: ${name}`, async () => {
      const random = seeded(name.length);
      const newest = [...bucket.values()].toSorted((a, b) => b.lastModified - a.lastModified)[0]?.key;
      const keys = [...bucket.keys()];
      const snapshots = keys.filter(key => key.includes('/snapshots/'));
      const some = new Set([...snapshots, ...Array.from({length: 3}, () => random.pick(keys as [string]))]);
      for (const key of some) {
        for (const [damage, apply] of Object.entries(DAMAGES)) {
          const what = `${key} ${damage}`;
          const outcome = await outcomeOf(each, apply(bucket, key, random), what);
          seen.set(outcome, (seen.get(outcome) ?? 0) + 1);
          // The newest object itself leaves no trace either, and says so by the time of the restore point.
          const traceless = damage === 'removed' && (key === newest || endsEarlierIndex(bucket, key));
          assert.ok(traceless || outcome === 'exact' || outcome === 'loud', `${what}: ${outcome}`);
        }
      }
    });
  }
  test('some damage was healed and some was told', () => {
    assert.ok((seen.get('exact') ?? 0) > 0 && (seen.get('loud') ?? 0) > 0);
  });
});

suite('The lost end of an earlier WAL', () => {
  test('never passes, and most that matters of it is seen', async t => {
    const counts = new Map<Outcome, number>();
    for (const each of CASES.filter(({name}) => !/snapshots|ps4096/.test(name))) {
      const {bucket} = each;
      const ends = [...bucket.keys()].filter(key => endsEarlierIndex(bucket, key));
      for (const key of ends) {
        const own = [...bucket.keys()].filter(other => other.startsWith(key.replace(/_[^_]*$/, '_'))).toSorted();
        for (const lost of [1, 3]) {
          const gone = Object.fromEntries(own.slice(-lost).map(segment => [segment, undefined]));
          const outcome = await outcomeOf(each, changed(bucket, gone), `${lost} at the end of ${key}`);
          counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
        }
      }
    }
    t.diagnostic(JSON.stringify(Object.fromEntries(counts)));
    const [loud, older] = [counts.get('loud') ?? 0, counts.get('older, inconclusive') ?? 0];
    assert.ok(loud > older, `${loud} were seen, ${older} were not`);
    assert.equal(counts.get('wrong, inconclusive') ?? 0, 0);
  });
});
