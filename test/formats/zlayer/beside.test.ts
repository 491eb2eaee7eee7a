// The newest snapshot is downloaded beside the captures, and held against them where it lies on the disk.
import assert from 'node:assert/strict';
import {randomBytes} from 'node:crypto';
import {mkdtempSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {suite, test} from 'node:test';
import {setTimeout as pause} from 'node:timers/promises';
import {zstdDecompressSync} from 'node:zlib';
import {pagesOf} from '../../../src/engine/base-image.ts';
import type {LayerEnd, PageRun} from '../../../src/engine/layer.ts';
import {isRestoreError, RestoreError} from '../../../src/errors.ts';
import {Archive} from '../../../src/formats/zlayer/archive.ts';
import {CaptureReader, type Capture} from '../../../src/formats/zlayer/capture.ts';
import {compareFile, compareRuns, type ComparedWith} from '../../../src/formats/zlayer/compare.ts';
import {groupGenerations} from '../../../src/formats/zlayer/generations.ts';
import {parseKeys} from '../../../src/formats/zlayer/keys.ts';
import {indexPages, unionOf} from '../../../src/formats/zlayer/page-index.ts';
import {readCaptures} from '../../../src/formats/zlayer/read-captures.ts';
import {openSpool, Spool} from '../../../src/formats/zlayer/spool.ts';
import type {ObjectStore} from '../../../src/storage/store.ts';
import {FAMILIES, writeHistory} from '../../models/history.ts';
import {listObjects, memoryStore} from '../../models/memory-store.ts';
import {
  bucketOf,
  buildWal,
  capture,
  database,
  over,
  pageOne,
  planned,
  PREFIX,
  snapshot,
  type Slot,
} from './wal-builder.ts';

const SEEDS = 12;

function inFolder<T>(work: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'zlayer-beside-'));
  const end = () => rmSync(folder, {recursive: true, force: true});
  const result = work(folder);
  if (!(result instanceof Promise)) end();
  // A promise of T is a T.
  return result instanceof Promise ? (result.finally(end) as T) : result;
}

test('a capture is the same in pieces of any size', () => {
  const salts = {salt1: 0x2000_0000, salt2: 0x9c3a_5e71};
  const frames = Array.from({length: 9}, (_, at): Slot => ({page: at + 1, commit: at + 1, content: randomBytes(512)}));
  const older = buildWal({...salts, frames});
  const younger = buildWal({salt1: salts.salt1 + 1, salt2: 7, frames: frames.slice(2, 5)});
  const torn = over(older, younger).subarray(0, older.length - 100);
  for (const [index, wal] of [older, torn, older.subarray(0, 20), buildWal({...salts, frames: []})].entries()) {
    const [whole, ...others] = [1e9, 1, 31, 536, 540, 1000].map(size => inFolder(folder => taken(folder, wal, size)));
    for (const other of others) assert.deepEqual(other, whole, `WAL ${index}`);
    assert.equal(whole?.capture.bytes, wal.length);
  }
});

function taken(folder: string, wal: Buffer, size: number): {capture: Capture; heads: unknown; strands: unknown} {
  const object = {key: 'wal/1', size: 1, lastModified: 1, etag: ''};
  const spool = new Spool(join(folder, 'spool'), 1e9);
  try {
    const archive = new Archive(spool);
    const reader = new CaptureReader({object, sequence: 1}, archive);
    // The memory of a piece is used again for the next one, as the decompressor does.
    const memory = Buffer.alloc(Math.min(size, wal.length));
    for (let at = 0; at < wal.length; at += size) {
      const piece = memory.subarray(0, Math.min(size, wal.length - at));
      wal.copy(piece, 0, at);
      reader.feed(piece);
      piece.fill(0xee);
    }
    const read = reader.finish(undefined);
    return {capture: read, heads: archive.heads, strands: archive.strands};
  } finally {
    spool.close();
  }
}

test('a snapshot on the disk compares as the stream of its pages does, in modelled histories', async () => {
  let compared = 0;
  let unknown = 0;
  for (const family of FAMILIES) {
    for (let seed = 1; seed <= SEEDS; seed += 1) {
      const {objects, prefix} = writeHistory(seed, family);
      const keys = parseKeys(listObjects(objects), prefix);
      await inFolder(async folder => {
        const spool = new Spool(join(folder, 'spool'), 1e9);
        const archive = new Archive(spool);
        const captures = keys.captures.map(one => {
          const reader = new CaptureReader(one, archive);
          reader.feed(zstdDecompressSync(objects.get(one.object.key)?.bytes ?? Buffer.alloc(0)));
          return reader.finish(undefined);
        });
        spool.finish();
        const opened = openSpool(spool.path);
        try {
          const readPage = opened.read;
          const indexed = groupGenerations(captures, archive, readPage).generations.map(generation => ({
            generation,
            index: indexPages(generation.frames, generation.committed),
          }));
          const comparison: ComparedWith = {indexed, union: unionOf(indexed.map(({index}) => index)), readPage};
          for (const {object, name} of keys.snapshots) {
            const image = zstdDecompressSync(objects.get(object.key)?.bytes ?? Buffer.alloc(0));
            if (image.length === 0) continue;
            const path = join(folder, name);
            writeFileSync(path, image);
            const streamed = await compareRuns(runsOf(image), comparison);
            const end = {pageSize: streamed.pageSize, commit: streamed.pages};
            const {signal} = new AbortController();
            assert.deepEqual(await compareFile(path, end, comparison, signal), streamed, `${family} ${seed} ${name}`);
            compared += 1;
            if (streamed.distances.some(({toFirst}) => toFirst > 0)) unknown += 1;
          }
        } finally {
          opened.close();
        }
      });
    }
  }
  assert.ok(compared > 60 && unknown > 5, `${compared} compared, ${unknown} with distances`);
});

function runsOf(image: Buffer): AsyncGenerator<PageRun, LayerEnd> {
  async function* chunks(): AsyncGenerator<Uint8Array> {
    yield image;
  }
  return pagesOf(chunks(), 'image');
}

suite('the newest snapshot', () => {
  const salts = {salt1: 0x2000_0000, salt2: 0x9c3a_5e71};
  const wal = buildWal({
    ...salts,
    frames: [
      {page: 1, content: pageOne()},
      {page: 2, commit: 3, content: 22},
    ],
  });
  const bucket = bucketOf(snapshot(1, database([21, 31])), capture(2, 5, wal));

  /** Calls `before` with each key that is read, and waits for it. */
  const watched = (before: (key: string, signal: AbortSignal) => Promise<void>): ObjectStore => {
    const inner = memoryStore(bucket);
    return {
      ...inner,
      async *read(object, options) {
        await before(object.key, options.signal);
        yield* inner.read(object, options);
      },
    };
  };

  test('is asked for while the captures are read', async () => {
    const both = Promise.withResolvers<void>();
    const asked = new Set<string>();
    const store = watched(async key => {
      asked.add(key);
      if (asked.size === 2) both.resolve();
      // Without the other one this would wait for ever.
      await both.promise;
    });
    const {plan} = await planned(bucket, {store});
    assert.ok(plan.layers.length > 0);
  });

  test('is given up, and its file is left to nobody, when a capture cannot be read', async () => {
    let ended = false;
    const store = watched(async (key, signal) => {
      if (!key.includes('snapshots/')) {
        await pause(20);
        throw new RestoreError('gone', {what: 'it failed', where: key});
      }
      await new Promise<void>(resolve => signal.addEventListener('abort', () => resolve(), {once: true}));
      await pause(20);
      ended = true;
      signal.throwIfAborted();
    });
    await assert.rejects(planned(bucket, {store}), error => {
      // By then nothing is under way that could still write.
      assert.equal(ended, true);
      return isRestoreError(error, 'gone');
    });
  });

  test('that cannot be read is told after the captures were', async () => {
    let captures = 0;
    const store = watched(async key => {
      if (key.includes('snapshots/')) throw new RestoreError('network', {what: 'it failed', where: key});
      await pause(20);
      captures += 1;
    });
    await assert.rejects(planned(bucket, {store}), error => isRestoreError(error, 'network'));
    assert.equal(captures, 1);
  });

  test('that is damaged leaves no file behind', () =>
    inFolder(async folder => {
      const whole = snapshot(9, database([1, 2]));
      const damaged = {...whole, bytes: whole.bytes.subarray(0, whole.bytes.length - 3)};
      const target = {onIncomplete: 'warn', prefer: 'likeliest'} as const;
      const {plan} = await planned(new Map([...bucket, ...bucketOf(damaged)]), {target, scratchFolder: folder});
      assert.ok(plan.leftOut.some(({key}) => key === damaged.key));
      const files = readdirSync(folder).filter(name => name.endsWith('.sqlite'));
      // The sound one before it may lie there, or may have been moved.
      assert.deepEqual(
        files.filter(name => !bucket.has(`${PREFIX}snapshots/${name.slice('snapshot-'.length)}.zst`)),
        [],
      );
    }));
});

test('a capture that is damaged gives every frame before the damage, however it was compressed', async () => {
  const salts = {salt1: 0x2000_0000, salt2: 0x9c3a_5e71};
  const frames = Array.from({length: 400}, (_, at): Slot => ({
    page: at + 1,
    commit: 400,
    content: at === 0 ? pageOne(4096) : randomBytes(4096),
  }));
  const whole = capture(1, 10, buildWal({...salts, pageSize: 4096, frames}));
  const bytes = Buffer.from(whole.bytes);
  // Nothing of it can be compressed, so its bytes lie where the frames are: some 330 of them before this.
  bytes.fill(0xff, Math.floor(bytes.length * 0.83), Math.floor(bytes.length * 0.83) + 140_000);
  const bucket = bucketOf({...whole, bytes});
  const store = memoryStore(bucket);
  await inFolder(async folder => {
    const archive = new Archive(new Spool(join(folder, 'pages'), 1e9));
    const context = {store, signal: new AbortController().signal, progress: () => {}};
    const [read] = await readCaptures(parseKeys(listObjects(bucket), PREFIX).captures, archive, 1e9, context);
    assert.ok(read?.damage !== undefined);
    assert.ok(read.valid > 290, `${read.valid} frames`);
  });
});
