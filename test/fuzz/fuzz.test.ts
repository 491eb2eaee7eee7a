// Hostile bytes for every decoder: each case ends in a failure with a code, or in something within its bounds. CI gives
// them 100,000 and more; FUZZ_SEED repeats a run, FUZZ_CASES sets another number.
import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import {after, suite, test} from 'node:test';
import {decoders} from './decoders.ts';
import {PATIENCE, type Run} from './run.ts';
import {runWatched} from './watched.ts';

const IN_CI = process.env['CI'] === 'true';

/** What CI must reach in all. */
const WANTED = 100_000;

const CASES = Number(process.env['FUZZ_CASES'] ?? (IN_CI ? 1.1 * WANTED : 6000));
const SEED = Number(process.env['FUZZ_SEED'] ?? 20_261_125);
const HERE = new URL('./', import.meta.url);
const CODECS = new URL('../../src/codecs/', import.meta.url);
const SHARES = decoders.reduce((sum, {share}) => sum + share, 0);

suite('Hostile bytes end in a failure with a code, within time and memory', {concurrency: 2}, () => {
  let done = 0;
  let refused = 0;
  for (const {name, share} of decoders) {
    const cases = Math.ceil((CASES * share) / SHARES);
    test(`${name}: ${cases} cases`, async () => {
      const run = await runWatched({module: moduleOf('decoders'), name, cases, seed: SEED}, PATIENCE * 3);
      assert.deepEqual(run.failures, []);
      assert.equal(run.cases, cases);
      done += run.cases;
      refused += run.refused;
    });
  }
  after(() => {
    console.log(`${done} hostile inputs, ${refused} of them refused, seed ${SEED}`);
    assert.ok(done >= (IN_CI ? WANTED : 1), `${done} cases`);
    assert.ok(refused > done / 4 && refused < done, `${refused} of ${done} were refused`);
  });
});

suite('Fuzzing', () => {
  test('reaches every file of src/codecs', () => {
    const codecs = filesIn(CODECS);
    const reached = new Set(filesIn(HERE).flatMap(name => codecsNamedIn(new URL(name, HERE))));
    for (const name of reached) for (const next of codecsNamedIn(new URL(name, CODECS))) reached.add(next);
    const missed = codecs.filter(name => !reached.has(name));
    assert.deepEqual(missed, [], 'each needs a decoder in test/fuzz that calls it');
  });
  test('finds nothing in a decoder without a mistake', async () => {
    const {failures, refused} = await fuzzBroken('without a mistake');
    assert.deepEqual(failures, []);
    assert.ok(refused > 0);
  });
  for (const [name, found] of [
    ['reads on behind the end', /RangeError/],
    ['believes a length', /buffers grew by/],
    ['gives more than it may', /bytes came out of/],
    ['ignores a checksum', /no checksum told/],
    ['never ends', /no end after/],
  ] as const) {
    test(`finds a decoder that ${name}, and says how to repeat it`, async () => {
      const {failures} = await fuzzBroken(name);
      assert.match(failures[0] ?? 'nothing was found', found);
      assert.match(failures[0] ?? '', /seed 7, case \d+/);
    });
  }
});

function filesIn(folder: URL): readonly string[] {
  const names = readdirSync(folder, {encoding: 'utf8', recursive: true});
  return names.filter(name => /(?<!\.d)\.ts$/.test(name)).map(name => name.replaceAll('\\', '/'));
}

/** Imports of src/codecs, as paths in it. Other parts of src may import a codec that no fuzzed decoder calls. */
function codecsNamedIn(file: URL): readonly string[] {
  const imports = readFileSync(file, 'utf8').matchAll(/(?:^(?:import|export) (?!type).*?from |import\()'(\.[^']*)'/gms);
  return [...imports]
    .map(([, path = '']) => new URL(path, file).href)
    .filter(href => href.startsWith(CODECS.href))
    .map(href => href.slice(CODECS.href.length));
}

function fuzzBroken(name: string): Promise<Run> {
  return runWatched({module: moduleOf('broken'), name, cases: 400, seed: 7}, 2000);
}

function moduleOf(name: string): string {
  return new URL(`${name}.ts`, import.meta.url).href;
}
