// What the formats list as restore points: on real backups without damage each can be had by its position, exactly.
import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {fileURLToPath} from 'node:url';
import type {PlanFacts} from '../../src/formats/format.ts';
import {formats} from '../../src/formats/registry.ts';
import type {Bucket} from '../models/memory-store.ts';
import {restoreInMemory} from '../models/restore-in-memory.ts';
import {listedPoints} from './listed-points.ts';
import {litestreamCases} from './litestream-corpus.ts';
import {objectCases} from './object-corpus.ts';
import {corpusCases} from './zlayer-corpus.ts';

type Case = {readonly name: string; readonly prefix: string; readonly bucket: Bucket};

const folder = (name: string) => fileURLToPath(new URL(`../fixtures/${name}/`, import.meta.url));

/** All backups of the fixtures, found by listing their folders. */
const CASES: Readonly<Record<string, () => readonly Case[]>> = {
  'litestream-ltx': () => litestreamCases(folder('litestream-ltx')).map(one => ({...one, prefix: ''})),
  'litestream-v3': () => litestreamCases(folder('litestream-v3')).map(one => ({...one, prefix: ''})),
  zlayer: () =>
    corpusCases(folder('zlayer')).map(({name, truth, bucket}) => ({name, prefix: truth.prefix, bucket: bucket()})),
  object: () =>
    objectCases(folder('object')).map(({name, truth, bucket}) => ({name, prefix: truth.prefix, bucket: bucket()})),
};

/** How a format says what lies between two neighbours. */
const BETWEEN: Readonly<Record<string, RegExp>> = {
  'litestream-ltx': /^TXIDs? [0-9a-f]{16}/,
  'litestream-v3': /^1 WAL segment after [0-9a-f]{16}\/[0-9a-f]{8}/,
  zlayer: /^WAL generations? [0-9a-f]{8}-[0-9a-f]{8}/,
  object: /^nothing$/,
};

const at = (prefix: string) => ({location: {kind: 'directory', path: '/', prefix} as const, mode: 'plan' as const});

/** Undefined for a backup that cannot be restored as it is: it has no points to speak of. */
async function newestPlan({bucket, prefix}: Case): Promise<PlanFacts | undefined> {
  const {result} = await restoreInMemory(bucket, at(prefix));
  return result.error === undefined ? result.plan : undefined;
}

suite('Restore points', () => {
  test('are listed by every format that can be restored', () => {
    const without = formats.filter(({restorePoints}) => restorePoints === undefined).map(({name}) => name);
    assert.deepEqual(Object.keys(CASES).toSorted(), ['litestream-ltx', 'litestream-v3', 'object', 'zlayer']);
    assert.deepEqual(
      formats
        .filter(({name}) => !without.includes(name))
        .map(({name}) => name)
        .toSorted(),
      Object.keys(CASES).toSorted(),
    );
  });

  for (const [format, cases] of Object.entries(CASES)) {
    test(`of ${format}: each is reached exactly by its position, and the newest is among them, unless it is doubtful`, async () => {
      let planned = 0;
      const told = new Set<string>();
      for (const one of cases()) {
        const newest = await newestPlan(one);
        if (newest === undefined) continue;
        const {points, plan, format: found, backup} = await listedPoints(one.bucket, one.prefix);
        const positions = points.map(({position}) => position);
        assert.equal(new Set(positions).size, positions.length, `${one.name}: a point is listed twice`);
        // A combination that something speaks against is not offered, even where it is the likeliest state.
        if (newest.proof.word !== 'weak') {
          assert.ok(positions.includes(newest.point.position), `${one.name}: ${newest.point.position} is not listed`);
        }
        for (const [index, position] of positions.entries()) {
          const older = positions[index + 1];
          if (older !== undefined) told.add(found.between?.(older, position, backup) ?? 'nothing');
          const {point} = await plan(position);
          assert.equal(point.position, position, one.name);
          planned += 1;
        }
      }
      assert.ok(planned > 20, `only ${planned} points`);
      // Under a prefix of both Litestreams the newer one comes first.
      const example = [...told].findLast(text => text !== '') ?? '';
      assert.match(example, BETWEEN[format] ?? /never/);
    });
  }
});
