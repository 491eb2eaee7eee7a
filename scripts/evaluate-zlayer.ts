// Restores many ZLayer backups whose truth is known, and says how often the result is the newest state that could be
// reached, an older one, one that never existed, or a refusal.
//
//   node scripts/evaluate-zlayer.ts FOLDER [...]               real backups: NAME/ (the bucket as a tree, a file's time is
//                                                              its LastModified) beside NAME.truth.json
//   node scripts/evaluate-zlayer.ts --model FAMILY FIRST COUNT the writer model in test/models, seeds FIRST and on
//   ... --whole-seconds                                        upload times as AWS lists them: without their fractions
//   ... --details                                              one line for each backup that is not simply `newest`
import {readdirSync, readFileSync, statSync} from 'node:fs';
import {join, relative, sep} from 'node:path';
import {parseArgs} from 'node:util';
import {zstdDecompressSync} from 'node:zlib';
import {FAMILIES, writeHistory} from '../test/models/history.ts';
import type {Bucket, StoredObject} from '../test/models/memory-store.ts';
import {restoreInMemory} from '../test/models/restore-in-memory.ts';
import {tableHashes, type TableHashes} from '../test/models/table-hashes.ts';
import {outcomeOf, table, type KnownTruth, type Outcome} from '../test/models/tally.ts';
import {truthOf} from '../test/models/truth.ts';
import {newestReachable} from '../test/models/upper-bound.ts';

type Case = {readonly name: string; readonly prefix: string; readonly bucket: Bucket; readonly truth: KnownTruth};

const {values, positionals} = parseArgs({
  allowPositionals: true,
  options: {
    model: {type: 'string'},
    'whole-seconds': {type: 'boolean', default: false},
    details: {type: 'boolean', default: false},
  },
});

const outcomes: Outcome[] = [];
const started = performance.now();
for (const {name, prefix, bucket, truth} of values.model === undefined
  ? realCases(positionals)
  : modelCases(values.model)) {
  const restored = await restoreInMemory(values['whole-seconds'] ? inWholeSeconds(bucket) : bucket, {
    location: {kind: 'directory', path: '', prefix},
  });
  const outcome = outcomeOf(name, restored, truth);
  outcomes.push(outcome);
  if (values.details && outcome.result !== 'newest') {
    const {plan, error} = restored.result;
    console.log(
      JSON.stringify({...outcome, position: plan?.point.position, because: plan?.proof.because, error: error?.message}),
    );
  }
}
console.log(table(outcomes));
console.log(`\n${outcomes.length} backups in ${Math.round((performance.now() - started) / 1000)} s`);

function inWholeSeconds(bucket: Bucket): Bucket {
  return new Map(
    [...bucket.values()].map(object => [
      object.key,
      {...object, lastModified: Math.floor(object.lastModified / 1000) * 1000},
    ]),
  );
}

function* modelCases(family: string): Generator<Case> {
  const known = FAMILIES.find(name => name === family);
  if (known === undefined) throw new Error(`--model takes ${FAMILIES.join(', ')}`);
  const [first = 0, count = 0] = positionals.map(Number);
  for (let seed = first; seed < first + count; seed += 1) {
    const history = writeHistory(seed, known);
    const truth = {...truthOf(history), last: history.states.length - 1};
    yield {name: `${family} ${seed}`, prefix: history.prefix, bucket: history.objects, truth};
  }
}

/** As the program that ran the real writer wrote it: only what is needed here. */
type TruthFile = {readonly prefix: string; readonly states: readonly {readonly tables: TableHashes}[]};

function* realCases(folders: readonly string[]): Generator<Case> {
  for (const folder of folders) {
    const names = readdirSync(folder).filter(name => name.endsWith('.truth.json'));
    for (const name of names.map(file => file.slice(0, -'.truth.json'.length)).toSorted()) {
      // Written by the program named above.
      const file = JSON.parse(readFileSync(join(folder, `${name}.truth.json`), 'utf8')) as TruthFile;
      const bucket = readBucket(join(folder, name));
      yield {name, prefix: file.prefix, bucket, truth: realTruth(file, bucket)};
    }
  }
}

function readBucket(root: string): Bucket {
  const bucket = new Map<string, StoredObject>();
  for (const entry of readdirSync(root, {recursive: true, withFileTypes: true})) {
    const path = join(entry.parentPath, entry.name);
    const key = relative(root, path).split(sep).join('/');
    // Hidden folders belong to the S3 server that wrote the tree.
    if (!entry.isFile() || key.startsWith('.')) continue;
    bucket.set(key, {key, bytes: readFileSync(path), lastModified: statSync(path).mtimeMs});
  }
  return bucket;
}

function realTruth({prefix, states}: TruthFile, bucket: Bucket): KnownTruth {
  const byContent = new Map(states.map(({tables}, index) => [JSON.stringify(sorted(tables)), index]));
  const stateOf = (image: Buffer): number => {
    try {
      return byContent.get(JSON.stringify(sorted(tableHashes(image)))) ?? -1;
    } catch {
      return -1;
    }
  };
  const objects = (part: string) => [...bucket.values()].filter(({key}) => key.startsWith(`${prefix}${part}/`));
  return {
    stateOf,
    last: states.length - 1,
    newestReachable: () =>
      newestReachable(
        objects('snapshots').map(({bytes}) => zstdDecompressSync(bytes)),
        objects('wal').map(({bytes, lastModified}) => ({wal: zstdDecompressSync(bytes), lastModified})),
        stateOf,
      ),
  };
}

function sorted(tables: TableHashes): TableHashes {
  return Object.fromEntries(Object.entries(tables).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
