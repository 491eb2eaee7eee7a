// The numbers behind the decisions, against those that another implementation worked out on the same real backups.
import assert from 'node:assert/strict';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {suite, test} from 'node:test';
import {ageDecryption} from '../../../src/codecs/age.ts';
import {analyse, type Analysis} from '../../../src/formats/zlayer/analysis.ts';
import {select} from '../../../src/formats/zlayer/selection.ts';
import {SILENT} from '../../../src/log.ts';
import {listObjects, memoryStore} from '../../models/memory-store.ts';
import {corpusCases, type CorpusCase} from '../zlayer-corpus.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures/zlayer');

type Worked = {
  readonly generations: Readonly<Record<string, {readonly committed: number; readonly closed: boolean}>>;
  readonly provenRuns: readonly (readonly string[])[];
  readonly newestSnapshot: {
    readonly scores: Readonly<
      Record<
        string,
        {
          readonly score: number;
          readonly points: Readonly<Record<string, number>>;
          readonly pages: Readonly<Record<string, number>>;
        }
      >
    >;
  };
};

const worked = JSON.parse(readFileSync(join(FIXTURES, 'rules-worked-out.json'), 'utf8')) as Record<string, Worked>;

async function analysed({bucket, truth}: CorpusCase): Promise<Analysis> {
  const objects = bucket();
  const listing = {prefix: truth.prefix, objects: listObjects(objects)};
  const backup = {prefix: truth.prefix, objects: listing.objects, description: ''};
  const target = {onIncomplete: 'fail', prefer: 'likeliest'} as const;
  const scratchFolder = mkdtempSync(join(tmpdir(), 'zlayer-rules-'));
  try {
    const {keys, times} = select({backup, target, excluded: new Map()});
    return await analyse(keys, times, {
      backup,
      listing,
      target,
      store: memoryStore(objects),
      decrypt: ageDecryption(undefined),
      excluded: new Map(),
      scratchFolder,
      maxDatabaseSize: 1e9,
      examine: () => Promise.resolve([]),
      log: SILENT,
      signal: new AbortController().signal,
      progress: () => {},
    });
  } finally {
    rmSync(scratchFolder, {recursive: true});
  }
}

/** The other implementation's names. */
const NAMES: Readonly<Record<string, string>> = {header: 'hdr', distance: 'dist'};

for (const one of corpusCases(FIXTURES)) {
  const expected = worked[one.name];
  assert.ok(expected);
  suite(`backup ${one.name}`, () => {
    test('has the generations in this order, with these ends', async () => {
      const {indexed, ends} = await analysed(one);
      const found = indexed.map(({generation: {name, id, committed}}) => [
        name,
        {committed, closed: (ends.get(id)?.closedBy.size ?? 0) > 0},
      ]);
      assert.deepEqual(found, Object.entries(expected.generations));
    });

    test('has these runs that hold every page', async () => {
      const {indexed, proven} = await analysed(one);
      const found = proven.map(({run}) => run.map(index => indexed[index]?.generation.name));
      assert.deepEqual(found, expected.provenRuns);
    });

    test('has these points for each generation against the newest snapshot, from these pages', async () => {
      const {indexed, scores, traces, snapshots} = await analysed(one);
      const newest = snapshots.length - 1;
      const found = indexed.map(({generation: {name}}, position) => {
        const {score = 0, points = {}} = scores[newest]?.[position] ?? {};
        const renamed = Object.fromEntries(Object.entries(points).map(([key, value]) => [NAMES[key] ?? key, value]));
        return [name, {score, points: renamed, pages: {...traces[newest]?.[position]?.pages}}];
      });
      assert.deepEqual(newest < 0 ? {} : Object.fromEntries(found), expected.newestSnapshot.scores);
    });
  });
}
