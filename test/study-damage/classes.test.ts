// What the study calls a result, on copies of one real backup whose states are known.
import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {classOf, type Class} from '../../scripts/study-damage/classes.ts';
import type {Answer} from '../../scripts/study-damage/programs.ts';
import {traceless} from '../../scripts/study-damage/traceless.ts';
import {litestreamCases} from '../formats/litestream-corpus.ts';
import {restoreInMemory} from '../models/restore-in-memory.ts';

const [backup] = litestreamCases(fileURLToPath(new URL('../fixtures/litestream-ltx/', import.meta.url)));
assert.ok(backup);
const {bucket, truth} = backup;

type Restored = Answer & {readonly ended: 'restored'};

async function at(position: string | undefined, said: Partial<Restored> = {}): Promise<Restored> {
  const {image, result} = await restoreInMemory(bucket, {position});
  assert.ok(image, result.error?.message);
  return {ended: 'restored', image, verdict: 'pass', proof: 'complete', chain: [], said: '', ...said};
}

const level0 = [...bucket.keys()].filter(key => key.includes('/0000/')).toSorted();
const positionOf = (key: string): string => /-([0-9a-f]{16})\.ltx$/.exec(key)?.[1] ?? '';
const older = positionOf(level0[10] ?? '');

async function judged(
  answer: Answer,
  damaged: {readonly changed?: readonly string[]; readonly gone?: readonly string[]},
  timestamp?: number,
  whole?: Restored,
): Promise<Class> {
  return classOf(answer, {
    truth,
    keys: [...bucket.keys()],
    timestamp,
    damaged: {changed: [], gone: [], ...damaged},
    whole: whole ?? (await at(undefined, {chain: ['db/used']})),
  });
}

suite('A restore of a damaged copy is called', () => {
  test('exact when it gives what the undamaged copy gives, and healed when it did so without an object of that', async () => {
    assert.equal(await judged(await at(undefined), {changed: ['db/other']}), 'exact');
    assert.equal(await judged(await at(undefined), {changed: ['db/used']}), 'healed');
    assert.equal(await judged(await at(undefined), {gone: ['db/used']}), 'healed');
  });
  test('loud when nothing came out', async () => {
    assert.equal(await judged({ended: 'refused', why: 'a gap'}, {}), 'loud');
  });
  test('older when an earlier state came out and nothing says so', async () => {
    assert.equal(await judged(await at(older), {changed: [level0[20] ?? '']}), 'older');
    assert.equal(await judged(await at(older), {gone: [level0[20] ?? '']}), 'older');
  });
  test('told when its own proof has a doubt that the undamaged copy does not have', async () => {
    const doubted = await at(older, {verdict: 'inconclusive', proof: 'partial'});
    assert.equal(await judged(doubted, {changed: ['db/other']}), 'told');
  });
  test('older all the same when every restore of that backup is inconclusive', async () => {
    const likely = {verdict: 'inconclusive', proof: 'likely'} as const;
    const whole = await at(undefined, likely);
    assert.equal(await judged(await at(older, likely), {changed: ['db/other']}, undefined, whole), 'older');
  });
  test('“newest gone” only when nothing but the newest objects is gone', async () => {
    const newest = [...bucket.keys()].filter(key => positionOf(key) > older);
    assert.equal(await judged(await at(older), {gone: newest}), 'newest gone');
    assert.equal(await judged(await at(older), {gone: newest, changed: ['db/other']}), 'older');
  });
  test('wrong when the state never was, is no database, or is later than asked', async () => {
    const newest = await at(undefined);
    const image = Buffer.from(newest.image);
    image[image.length - 3] = (image.at(-3) ?? 0) ^ 1;
    assert.equal(await judged({...newest, image}, {changed: ['db/used']}), 'wrong');
    assert.equal(await judged({...newest, image: Buffer.alloc(512, 7)}, {changed: ['db/used']}), 'wrong');
    const asked = (truth.states[10]?.t1 ?? 0) + 1;
    assert.equal(await judged(newest, {changed: ['db/used']}, asked, await at(older)), 'wrong');
  });
});

function wal(...names: readonly string[]): readonly string[] {
  return names.map(name => `db/generations/4e03756f4abacc33/wal/${name}.wal.lz4`);
}

function ltx(...names: readonly string[]): readonly string[] {
  return names.map(name => `db/${name}.ltx`);
}

suite('A loss leaves no trace', () => {
  const twoWals = wal('00000000_00000000', '00000000_00001000', '00000001_00000000', '00000001_00001000');
  const levels = ltx('0000/1-1', '0000/2-2', '0000/3-3', '0001/1-2');
  for (const [what, all, gone, kind] of [
    ['at the end of a generation', twoWals, wal('00000001_00001000'), 'newest'],
    ['of a last WAL as a whole', twoWals, wal('00000001_00000000', '00000001_00001000'), 'newest'],
    ['at the end of a WAL that another one follows', twoWals, wal('00000000_00001000'), 'end of a WAL'],
    ['at the ends of both', twoWals, wal('00000000_00001000', '00000001_00001000'), 'end of a WAL'],
    ['at the end of a level', levels, ltx('0000/3-3'), 'newest'],
    ['at the beginning of a level', levels, ltx('0000/1-1'), 'oldest of a level'],
    ['but not where nothing is gone', twoWals, [], undefined],
    ['but not at the beginning of a WAL', twoWals, wal('00000000_00000000'), undefined],
    ['but not of a WAL before others', twoWals, wal('00000000_00000000', '00000000_00001000'), undefined],
    ['but not in the middle of a level', levels, ltx('0000/2-2'), undefined],
  ] as const) {
    test(what, () => assert.equal(traceless(all, gone), kind));
  }
});
