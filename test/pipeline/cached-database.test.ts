import assert from 'node:assert/strict';
import {createHash} from 'node:crypto';
import {existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {suite, test, type TestContext} from 'node:test';
import type {DatabaseCache} from '../../src/cache.ts';
import type {RestoreTarget} from '../../src/formats/format.ts';
import {SILENT} from '../../src/log.ts';
import {cacheKey, saveToCache, takeFromCache} from '../../src/pipeline/cached-database.ts';
import {factsOfPlan} from '../../src/pipeline/plan-facts.ts';
import {layerOf, object, plan} from './plans.ts';

const TARGET: RestoreTarget = {onIncomplete: 'fail', prefer: 'likeliest'};
const CONTENT = Buffer.from('a database');

type Files = Readonly<Record<string, Buffer | string>>;

/** A cache that holds the files it was given, and takes whatever is saved. */
function cacheOf(
  t: TestContext,
  files: Files | undefined,
): DatabaseCache & {saved(): Files; warned: string[]; root: string} {
  const root = mkdtempSync(join(tmpdir(), 'cache-'));
  t.after(() => rmSync(root, {recursive: true, force: true}));
  const folder = join(root, 'entry');
  let saved: Files = {};
  return {
    root,
    warned: [],
    folder: () => folder,
    async restore() {
      if (files === undefined) return false;
      mkdirSync(folder);
      for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
      return true;
    },
    async save() {
      saved = {
        database: readFileSync(join(folder, 'database')),
        'manifest.json': readFileSync(join(folder, 'manifest.json')),
      };
    },
    saved: () => saved,
  };
}

async function savedEntry(t: TestContext): Promise<Files> {
  const cache = cacheOf(t, undefined);
  const path = join(cache.root, 'restored');
  writeFileSync(path, CONTENT);
  const sha256 = createHash('sha256').update(CONTENT).digest('hex');
  await saveToCache(cache, 'key', {
    path,
    database: {bytes: CONTENT.length, pageSize: 512, pages: 1, sha256},
    framesApplied: 3,
    plan: factsOfPlan(plan({layers: [layerOf(object('a'))]})),
  });
  assert.ok(!existsSync(cache.folder('key')), 'nothing is left in the cache folder');
  return cache.saved();
}

async function take(t: TestContext, files: Files) {
  const cache = cacheOf(t, files);
  const path = join(cache.root, 'taken');
  const warned: string[] = [];
  const log = {...SILENT, warn: (text: string) => void warned.push(text)};
  const taken = await takeFromCache(cache, 'key', path, {log, signal: new AbortController().signal});
  assert.ok(!existsSync(cache.folder('key')), 'nothing is left in the cache folder');
  return {taken, warned, path};
}

const change = (text: Buffer | string | undefined, edit: (manifest: Record<string, unknown>) => unknown) =>
  JSON.stringify(edit(JSON.parse(String(text)) as Record<string, unknown>));

suite('A cache entry', () => {
  test('comes back as it was saved, plan and all', async t => {
    const {taken, path} = await take(t, await savedEntry(t));
    assert.ok(taken !== undefined);
    assert.deepEqual(readFileSync(path), CONTENT);
    assert.equal(taken.framesApplied, 3);
    assert.equal(taken.plan.layers[0]?.objects[0]?.key, 'a');
  });

  const damages: Readonly<Record<string, (files: Files) => Files>> = {
    'with another database': files => ({...files, database: 'b database'}),
    'with a shorter database': files => ({...files, database: 'a'}),
    'without a manifest': ({database}) => ({database: database ?? ''}),
    'with a manifest that is no JSON': files => ({...files, 'manifest.json': '{'}),
    'of another version': files => ({
      ...files,
      'manifest.json': change(files['manifest.json'], manifest => ({...manifest, version: 0})),
    }),
    'whose plan has an unknown proof': files => ({
      ...files,
      'manifest.json': String(files['manifest.json']).replace('"whole-file"', '"certain"'),
    }),
    'whose plan lacks its layers': files => ({
      ...files,
      'manifest.json': change(files['manifest.json'], manifest => ({
        ...manifest,
        plan: {...(manifest['plan'] as object), layers: undefined},
      })),
    }),
  };
  for (const [name, damage] of Object.entries(damages)) {
    test(`${name} is ignored with a warning`, async t => {
      const {taken, warned, path} = await take(t, damage(await savedEntry(t)));
      assert.equal(taken, undefined);
      assert.equal(warned.length, 1);
      assert.ok(!existsSync(path));
    });
  }
});

const backup = (...objects: ReturnType<typeof object>[]) => ({prefix: '', objects, description: ''});

suite('The key of a cache entry', () => {
  const key = cacheKey('object', backup(object('a')), TARGET);
  test('is the same for the same objects and the same question', () => {
    assert.equal(cacheKey('object', backup(object('a')), {...TARGET}), key);
    assert.ok(key.length <= 512 && !key.includes(','));
  });
  test('changes with every object, its version, the format and the question', () => {
    const others = [
      cacheKey('zlayer', backup(object('a')), TARGET),
      cacheKey('object', backup(object('a', '"2"')), TARGET),
      cacheKey('object', backup({...object('a'), size: 11}), TARGET),
      cacheKey('object', backup(object('a'), object('b')), TARGET),
      cacheKey('object', backup(object('a')), {...TARGET, timestamp: 1}),
      cacheKey('object', backup(object('a')), {...TARGET, position: 'a'}),
      cacheKey('object', backup(object('a')), {...TARGET, prefer: 'proven'}),
    ];
    assert.equal(new Set([key, ...others]).size, others.length + 1);
  });
});
