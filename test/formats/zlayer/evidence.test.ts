// Points and order, on plain data.
import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {score, type Traces} from '../../../src/formats/zlayer/evidence.ts';
import {step} from '../../../src/formats/zlayer/generations.ts';
import {inOrder, Precedence, runsOf, type Ordered} from '../../../src/formats/zlayer/order.ts';
import {parseKeys} from '../../../src/formats/zlayer/keys.ts';
import {judgeTimes} from '../../../src/formats/zlayer/times.ts';
import {objectInfo} from '../../models/memory-store.ts';
import {capture, snapshot} from './wal-builder.ts';

const NONE: Traces = {
  pages: {last: 0, earlier: 0, older: 0, absent: 0, unknown: 0},
  gone: false,
  still: false,
  header: 0,
  toFirst: 0,
  toLast: 0,
  after: false,
};

const pages = (counts: Partial<Traces['pages']>): Traces => ({...NONE, pages: {...NONE.pages, ...counts}});

const of = (id: string, salt1: number, first: number, last = first): Ordered => ({
  id,
  salt1,
  pageSize: 4096,
  first,
  last,
});

const names = (generations: readonly Ordered[]): string => generations.map(({id}) => id).join(' ');

const salt = (salt1: number, pageSize = 4096) => ({salt1, pageSize});

const moved = (seconds: number, by: number) => {
  const one = snapshot(seconds, Buffer.alloc(1));
  return {...one, lastModified: one.lastModified + by * 1000};
};

const judged = (...objects: readonly Parameters<typeof objectInfo>[0][]) => {
  const {snapshots, captures} = parseKeys(objects.map(objectInfo), 'app/');
  return judgeTimes(snapshots, captures);
};

const wal = (seconds: number) => capture(1, seconds, Buffer.alloc(1));

suite('the score of a generation', () => {
  test('is nothing without evidence', () => {
    assert.deepEqual(score(NONE), {score: 0, points: {}});
    assert.deepEqual(score(pages({last: 3})), {score: 0, points: {}});
    assert.deepEqual(score(pages({unknown: 3, absent: 2})), {score: 0, points: {}});
  });

  test('counts each kind once', () => {
    assert.deepEqual(score(pages({earlier: 5})), {score: 16, points: {inside: 16}});
    assert.deepEqual(score(pages({older: 5})), {score: 12, points: {older: 12}});
    assert.deepEqual(score(pages({last: 2, unknown: 5})), {score: -6, points: {mixed: -6}});
    assert.deepEqual(score({...NONE, gone: true}), {score: -12, points: {gone: -12}});
    assert.deepEqual(score({...NONE, still: true, after: true}), {score: 13, points: {still: 6, after: 7}});
    assert.deepEqual(score({...NONE, header: 2}), {score: 10, points: {header: 10}});
    assert.deepEqual(score({...NONE, header: -1}), {score: -10, points: {header: -10}});
  });

  test('takes the distance to one decimal, and no more than 8 points of it', () => {
    assert.deepEqual(score({...NONE, toFirst: 100, toLast: 300}).points, {distance: 8});
    assert.deepEqual(score({...NONE, toFirst: 300, toLast: 100}).points, {distance: -8});
    assert.deepEqual(score({...NONE, toFirst: 99, toLast: 101}).points, {distance: 0.8});
    assert.deepEqual(score({...NONE, toFirst: 7, toLast: 7}).points, {distance: 0});
  });
});

suite('the order of generations', () => {
  test('follows the salts, then what a capture shows, then the times', () => {
    const all = [of('c', 0x5000_0000, 5), of('b', 0x2000_0001, 1), of('a', 0x2000_0000, 9), of('d', 0x7000_0000, 2)];
    assert.equal(names(inOrder(all, new Precedence(all, []))), 'd c a b');
    assert.equal(names(inOrder(all, new Precedence(all, [{older: 'b', younger: 'd'}]))), 'c a b d');
  });

  test('breaks a circle by the times', () => {
    const all = [of('a', 0x2000_0000, 5), of('b', 0x5000_0000, 3)];
    const seen = [
      {older: 'a', younger: 'b'},
      {older: 'b', younger: 'a'},
    ];
    assert.equal(names(inOrder(all, new Precedence(all, seen))), 'b a');
  });

  test('is known without times over generations in between', () => {
    const all = [of('a', 0x2000_0000, 1), of('b', 0x2000_0001, 2), of('x', 0x7000_0000, 3), of('y', 0x6000_0000, 0)];
    const precedence = new Precedence(all, [{older: 'b', younger: 'x'}]);
    assert.equal(precedence.knows('a', 'x'), true);
    assert.equal(precedence.knows('x', 'a'), false);
    assert.equal(precedence.knows('y', 'x'), false);
  });

  test('takes a step only from salts that are large, near and of one page size', () => {
    assert.equal(step(salt(65_536), salt(65_537)), 1);
    assert.equal(step(salt(0xffff_ffff), salt(1)), 2);
    assert.equal(step(salt(70_000), salt(79_999)), 9_999);
    assert.equal(step(salt(70_000), salt(80_000)), 0);
    assert.equal(step(salt(70_001), salt(70_000)), 0);
    assert.equal(step(salt(65_535), salt(65_536)), 0);
    assert.equal(step(salt(70_000), salt(70_001, 512)), 0);
  });

  test('joins runs only where the successor itself shows the end, and where there is only one successor', () => {
    const all = [of('a', 5, 1), of('b', 6, 2), of('c', 7, 3), of('d', 7, 4)];
    const ends = (closers: Readonly<Record<string, readonly string[]>>) =>
      new Map(all.map(({id}) => [id, {closedBy: new Set(closers[id]), more: false}]));
    assert.deepEqual(runsOf(all, ends({a: ['b'], b: ['c']})), [[0, 1, 2], [3]]);
    assert.deepEqual(runsOf(all, ends({a: ['b'], b: ['c', 'd']})), [[0, 1], [2], [3]]);
    assert.deepEqual(runsOf(all, ends({a: ['c'], b: ['d']})), [[0], [2], [1, 3]]);
    assert.deepEqual(runsOf(all, ends({})), [[0], [1], [2], [3]]);
  });
});

suite('the times in a bucket', () => {
  test('count when uploads follow the keys, also with a clock that is off', () => {
    assert.deepEqual(judged(snapshot(0, Buffer.alloc(1)), wal(30)), {clockOffset: 0, count: true, why: ''});
    assert.deepEqual(judged(moved(0, 60), moved(90, 61), wal(30)), {clockOffset: 60_500, count: true, why: ''});
    assert.deepEqual(judged(moved(0, -3), wal(30)), {clockOffset: -2_500, count: true, why: ''});
  });

  test('do not count when everything was stored at once, or by far too late, or after the last key', () => {
    assert.equal(judged(moved(0, 100), moved(30, 70), wal(100)).count, false);
    assert.equal(judged(moved(0, 7_200), wal(7_300)).count, false);
    assert.equal(judged(moved(0, 300), moved(120, 182), wal(310)).count, false);
    assert.equal(judged(moved(0, -4_000), wal(20)).count, false);
  });
});
