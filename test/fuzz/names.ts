// The parsers of keys, positions and side files, for fuzzing.
import {memoryStore, objectInfo} from '../models/memory-store.ts';
import {goalOf} from '../../src/formats/litestream-ltx/goal.ts';
import {generationsOf} from '../../src/formats/litestream-v3/keys.ts';
import {parsePosition as parseV3Position} from '../../src/formats/litestream-v3/position.ts';
import {readDigests} from '../../src/formats/object/checksums.ts';
import {timeInName} from '../../src/formats/object/time.ts';
import {formats} from '../../src/formats/registry.ts';
import {parseKeys} from '../../src/formats/zlayer/keys.ts';
import {readMetadata} from '../../src/formats/zlayer/metadata.ts';
import {parsePosition as parseZlayerPosition} from '../../src/formats/zlayer/position.ts';
import type {ObjectInfo} from '../../src/storage/store.ts';
import type {Random} from '../models/random.ts';
import type {Decoder, Output} from './decoder.ts';

const MIB = 1 << 20;
const {signal} = new AbortController();

/** One listing a sample, a key a line: of each layout, and some beside each other. */
const LISTINGS = [
  'db/generations/4e03756f4abacc33/snapshots/00000000.snapshot.lz4\ndb/generations/4e03756f4abacc33/wal/00000000_00000000.wal.lz4',
  'generations/4e03756f4abacc33/wal/00000001/0000000000000000.wal.lz4\ngenerations/4e03756f4abacc33/snapshots/00000001.snapshot.lz4',
  'db/0000/0000000000000001-0000000000000001.ltx\ndb/0001/0000000000000001-000000000000000c.ltx\ndb/0009/0000000000000001-00000000000003e8.ltx',
  'db/ltx/0/0000000000000001-0000000000000001.ltx\ndb/ltx/9/0000000000000001-0000000000000001.ltx',
  'app/metadata.json\napp/snapshots/20261123_010951.sqlite.zst\napp/wal/00000000000000000123.wal.zst',
  'backups/2026-01-02T03:04:05Z/app.db.gz\nbackups/2026-01-02T03:04:05Z/app.db.gz.sha256\nbackups/app-1767323045.sqlite3',
].map(text => Buffer.from(text));

/** Bytes of a key at most, as S3 has it. */
const LONGEST_KEY = 1024;

function keys(bytes: Buffer, random: Random): Output {
  const names = [...new Set(bytes.toString(random.pick(['utf8', 'latin1'])).split('\n'))].filter(name => name !== '');
  const objects: readonly ObjectInfo[] = names
    .map(name => ({key: name.slice(0, LONGEST_KEY), size: 100, lastModified: 1_790_000_000_000, etag: '"1"'}))
    .toSorted((a, b) => Buffer.compare(Buffer.from(a.key), Buffer.from(b.key)));
  const prefix = random.pick(['', 'db', 'db/', 'app/']);
  const listing = {prefix, objects: objects.filter(({key}) => key.startsWith(prefix))};
  let found = 0;
  for (const format of formats) {
    for (const backup of format.detect(listing)) {
      found += backup.objects.length;
      if (backup.objects.length > listing.objects.length) throw new Error(`${format.name} made objects up`);
    }
  }
  generationsOf(objects);
  parseKeys(objects, prefix);
  for (const {key} of objects) timeInName(key);
  return {bytes: found};
}

const POSITIONS = [
  '4e03756f4abacc33/00000002:000050e0',
  '4e03756f4abacc33',
  '00000000000001a3',
  '20261123_010951+761adafe-f27a1174+761adaff-d92d0ac9',
  'none+761adafe-f27a1174',
].map(text => Buffer.from(text));

/** Each parser refuses what the others' forms are: the refusal of one is no end of the case. */
function positions(bytes: Buffer): Output {
  const text = bytes.toString('latin1');
  const parsers = [
    () => parseV3Position(text),
    () => parseZlayerPosition(text),
    () => goalOf({position: text, onIncomplete: 'fail', prefer: 'likeliest'}),
  ];
  let refusal: unknown;
  let accepted = 0;
  for (const parse of parsers) {
    try {
      parse();
      accepted += 1;
    } catch (error) {
      if (!(error instanceof Error) || error.name !== 'RestoreError') throw error;
      refusal = error;
    }
  }
  if (accepted === 0) throw refusal;
  return {bytes: accepted};
}

const SIDE_FILES = [
  '{"latest_snapshot": "app/snapshots/20261123_010951.sqlite.zst", "version": 1}',
  `{"sha256": "${'ab'.repeat(32)}"}`,
  `${'cd'.repeat(32)}  app.db\n${'ef'.repeat(16)} *other.db\nSHA256 (app.db) = ${'12'.repeat(32)}\n`,
].map(text => Buffer.from(text));

/** What writers put beside their objects: JSON and checksum lists. */
async function sideFiles(bytes: Buffer): Promise<Output> {
  const names = ['app/metadata.json', 'app.db.sha256', 'app.db.meta.json', 'SHA256SUMS', 'app.db'];
  const bucket = new Map(names.map(key => [key, {key, bytes, lastModified: 1_790_000_000_000}]));
  const store = memoryStore(bucket);
  const infos = [...bucket.values()].map(objectInfo);
  const [metadata] = infos;
  const database = infos.at(-1);
  if (metadata === undefined || database === undefined) throw new Error('There are names above');
  const zlayer = {prefix: 'app/', snapshots: [], captures: [], metadata};
  const {notes} = await readMetadata(zlayer, {store, signal, progress: () => {}});
  const {digests} = await readDigests(store, database, infos.slice(1, -1), signal);
  return {bytes: notes.length + digests.length};
}

export const names: readonly Decoder[] = [
  {
    name: 'keys',
    samples: LISTINGS,
    share: 60,
    decode: keys,
    // Every format may claim every object.
    mostOut: length => (length + 1) * formats.length,
    mostMemory: 4 * MIB,
    guarded: false,
  },
  {
    name: 'positions',
    samples: POSITIONS,
    share: 40,
    decode: positions,
    mostOut: () => 3,
    mostMemory: MIB,
    guarded: false,
  },
  {
    name: 'side files',
    samples: SIDE_FILES,
    share: 20,
    decode: sideFiles,
    mostOut: () => 10,
    mostMemory: 4 * MIB,
    guarded: false,
  },
];
