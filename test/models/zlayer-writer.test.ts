// The model must be worth restoring from: the same seed gives the same backup, what it calls true is true, and the odd
// things that the real writer was seen to do happen in it too.
import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {zstdDecompressSync} from 'node:zlib';
import {parseWalHeader, frameSize} from '../../src/codecs/wal.ts';
import {FAMILIES, writeHistory, type History} from './history.ts';
import {integrityMessages} from './table-hashes.ts';
import {truthOf} from './truth.ts';

const SEEDS = Array.from({length: 25}, (_, index) => 900_000 + index);

suite('the model of the ZLayer writer', () => {
  const histories = FAMILIES.flatMap(family => SEEDS.map(seed => writeHistory(seed, family)));
  const snapshots = histories.flatMap(history => bodies(history, 'snapshots').map(image => ({history, image})));
  const captures = histories.flatMap(history => bodies(history, 'wal').map(wal => ({history, wal})));

  for (const family of FAMILIES) {
    test(`repeats: one seed of the ${family} family gives the same objects and the same states`, () => {
      const [first, second] = [writeHistory(4711, family), writeHistory(4711, family)];
      assert.deepEqual(second.objects, first.objects);
      assert.deepEqual(
        second.states.map(({sha256}) => sha256),
        first.states.map(({sha256}) => sha256),
      );
    });
  }

  test('holds only states that are sound', () => {
    for (const {states} of histories.slice(0, 30)) {
      for (const {image} of states) assert.deepEqual(integrityMessages(image), []);
    }
  });

  test('heads every capture with a WAL header whose checksum is right after the salts were redrawn', () => {
    let heads = 0;
    for (const {wal} of captures) {
      const header = parseWalHeader(wal);
      if (!('defect' in header)) heads += 1;
    }
    assert.ok(heads > captures.length * 0.9, `${heads} of ${captures.length}`);
  });

  test('takes snapshots that are no committed state, some of which pass the integrity check', () => {
    const never = snapshots.filter(({history, image}) => image.length > 0 && truthOf(history).stateOf(image) < 0);
    const sound = never.filter(({image}) => integrityMessages(image).length === 0);
    assert.ok(never.length > 0 && sound.length > 0, `${never.length} of ${snapshots.length}, ${sound.length} sound`);
  });

  test('takes snapshots that are much older than their time', () => {
    const old = snapshots.filter(({history, image}) => truthOf(history).stateOf(image) === 0);
    assert.ok(old.length > 0);
  });

  test('writes keys that name another number of slots than their body has', () => {
    const all = histories.flatMap(history =>
      [...history.objects.values()].flatMap(({key, bytes}) => {
        const [, digits] = /wal\/(\d{20})\.wal\.zst$/.exec(key) ?? [];
        return digits === undefined ? [] : [Number(digits) - slots(zstdDecompressSync(bytes))];
      }),
    );
    assert.ok(all.some(difference => difference < 0) && all.some(difference => difference > 0));
    assert.ok(all.filter(difference => difference === 0).length > all.length / 2);
  });

  test('writes empty captures, and captures in which two generations are mixed', () => {
    assert.ok(captures.some(({wal}) => wal.length === 0));
    assert.ok(captures.some(({wal}) => saltPairs(wal).size > 1));
  });

  test('uploads captures in another order than it took them', () => {
    // Within one generation a later capture has more slots, so a smaller key with a later time was uploaded late.
    const late = histories.filter(history => {
      const times = [...history.objects.values()].filter(({key}) => key.includes('wal/'));
      const sorted = times.toSorted((a, b) => (a.key < b.key ? -1 : 1));
      return sorted.some((object, index) => object.lastModified < (sorted[index - 1]?.lastModified ?? 0));
    });
    assert.ok(late.length > 0);
  });

  test('loses commits: not every history can be restored to its last state, but most come near', () => {
    const reach = histories.map(history => truthOf(history).newestReachable() / (history.states.length - 1));
    const last = reach.filter(part => part === 1).length;
    assert.ok(last > histories.length * 0.3 && last < histories.length * 0.95, `${last} of ${histories.length}`);
    assert.ok(reach.filter(part => part > 0.5).length > histories.length * 0.7);
  });
});

function bodies({objects, prefix}: History, part: 'snapshots' | 'wal'): readonly Buffer[] {
  return [...objects.values()]
    .filter(({key}) => key.startsWith(`${prefix}${part}/`))
    .map(({bytes}) => zstdDecompressSync(bytes));
}

function slots(wal: Buffer): number {
  const header = parseWalHeader(wal);
  return 'defect' in header ? 0 : Math.floor((wal.length - 32) / frameSize(header.pageSize));
}

function saltPairs(wal: Buffer): ReadonlySet<string> {
  const header = parseWalHeader(wal);
  if ('defect' in header) return new Set();
  const size = frameSize(header.pageSize);
  const starts = Array.from({length: slots(wal)}, (_, index) => 32 + index * size);
  return new Set(starts.map(at => wal.toString('hex', at + 8, at + 16)));
}
