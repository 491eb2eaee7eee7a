import assert from 'node:assert/strict';
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, it} from 'node:test';
import {RestoreError, type ErrorCode} from '../../src/errors.ts';
import {detectBackup} from '../../src/formats/detect.ts';
import type {BackupFormat, Listing} from '../../src/formats/format.ts';
import {formats} from '../../src/formats/registry.ts';
import {unsupportedFormats} from '../../src/formats/unsupported.ts';
import {SILENT} from '../../src/log.ts';

function listing(prefix: string, ...keys: readonly string[]): Listing {
  const objects = keys.map((key, index) => ({key, size: 100, lastModified: 1e12 + index, etag: `"${index}"`}));
  return {prefix, objects};
}

function refused(code: ErrorCode, found: Listing, format = 'auto'): string {
  let message = '';
  assert.throws(
    () => detectBackup(found, format),
    (error: unknown) => {
      assert.ok(error instanceof RestoreError, String(error));
      assert.equal(error.code, code, error.message);
      message = error.message;
      return true;
    },
  );
  return message;
}

const ZLAYER = ['p/metadata.json', 'p/snapshots/20261001_030000.sqlite.zst', 'p/wal/00000000000000000001.wal.zst'];

/** Keys of every layout that is known but not built, as its writer makes them. */
const LAYOUTS: Readonly<Record<string, readonly string[]>> = {
  'litestream-v3': [
    'p/generations/0123456789abcdef/snapshots/00000000.snapshot.lz4',
    'p/generations/0123456789abcdef/wal/00000000_00000000.wal.lz4',
  ],
  'litestream-ltx': [
    'p/0000/0000000000000001-0000000000000001.ltx',
    'p/0009/0000000000000001-00000000000003e8.ltx',
    'p/ltx/1/0000000000000001-000000000000000c.ltx',
  ],
  'ltx-other': ['p/app/00000001-00000001.ltx'],
  bottomless: [
    'p/ns-:default-e4ce73f8-ed1a-7f7e-bcf1-f3fa87ea3eb1/.meta',
    'p/ns-:default-e4ce73f8-ed1a-7f7e-bcf1-f3fa87ea3eb1/000000000001-000000000011-1795401112.zstd',
    'p/ns-:default-e4ce73f8-ed1a-7f7e-bcf1-f3fa87ea3eb1/db.gz',
  ],
  'turso-backup': [
    'p/frames/00000000000000000001/0000000001/00000001-00000009',
    'p/generations/gen-1790823600000000000.manifest',
    'p/latest.stream-watermark',
  ],
  verneuil: ['p/0123456789abcdef%2F0123456789abcdef', 'p/1a2b-verneuil%3Ahost%3A0a0b%2Fvar%2Fapp.db'],
  pocketbase: ['p/pb_backup_shop_20261001030000.zip', 'p/@auto_pb_backup_shop_20261002030000.zip'],
  'sqlite-s3vfs': ['p/0000000000', 'p/0000000001', 'p/0000000002'],
  restic: [
    'p/config',
    `p/data/06/${'06'.repeat(32)}`,
    `p/index/${'a1'.repeat(32)}`,
    `p/keys/${'b2'.repeat(32)}`,
    `p/snapshots/${'c3'.repeat(32)}`,
  ],
  duplicity: [
    'p/duplicity-full-signatures.20261001T030000Z.sigtar.gpg',
    'p/duplicity-full.20261001T030000Z.manifest.gpg',
    'p/duplicity-full.20261001T030000Z.vol1.difftar.gpg',
  ],
  duplicati: [
    'p/duplicati-20261001T030000Z.dlist.zip.aes',
    `p/duplicati-b${'0a'.repeat(16)}.dblock.zip.aes`,
    `p/duplicati-i${'0b'.repeat(16)}.dindex.zip.aes`,
  ],
  kopia: ['p/kopia.blobcfg', 'p/kopia.repository', 'p/p0123456789abcdef0123456789abcdef-s0123456789abcdef'],
  borg: ['p/README', 'p/config', 'p/data/0/1', 'p/hints.1', 'p/index.1', 'p/integrity.1'],
};

describe('what lies under a prefix', () => {
  it('is no backup when nothing does', () => {
    assert.match(refused('no-backup', listing('p/')), /p\//);
  });

  it('is unsupported when nothing is recognised, and the first keys are shown', () => {
    assert.match(
      refused('unsupported-format', listing('p/', 'p/notes.txt', 'p/photo.png')),
      /p\/notes\.txt, p\/photo\.png/,
    );
  });

  it('is a ZLayer backup, with and without a slash after its prefix', () => {
    assert.equal(detectBackup(listing('p/', ...ZLAYER), 'auto').format.name, 'zlayer');
    const joined = ZLAYER.map(key => key.replace('p/', 'app'));
    const {format, backup} = detectBackup(listing('app', ...joined), 'auto');
    assert.equal(format.name, 'zlayer');
    assert.equal(backup.objects.length, joined.length);
  });

  it('is one object, and everything else is foreign', () => {
    const found = detectBackup(listing('p/', 'p/README.md', 'p/app-20261001.db', 'p/app-20261002.db'), 'auto');
    assert.equal(found.format.name, 'object');
    assert.deepEqual(
      found.backup.objects.map(({key}) => key),
      ['p/app-20261001.db', 'p/app-20261002.db'],
    );
    assert.deepEqual(
      found.foreign.map(({key}) => key),
      ['p/README.md'],
    );
  });

  it('is just the object whose exact key the prefix is, whatever its name', () => {
    const {format, backup} = detectBackup(listing('p/photo.png', 'p/photo.png'), 'auto');
    assert.equal(format.name, 'object');
    assert.equal(backup.prefix, 'p/photo.png');
  });

  for (const [name, keys] of Object.entries(LAYOUTS)) {
    it(`is never restored as an object when it is of ${name}`, () => {
      const found = detectBackup(listing('p/', ...keys), 'auto');
      assert.equal(found.format.name, name);
      assert.deepEqual(found.foreign, []);
    });
  }

  it('is ambiguous with two databases, and the message says what to write', () => {
    const message = refused('ambiguous', listing('p/', 'p/a/app.db', 'p/b/app.db', 'p/b/users.db'));
    assert.match(message, /3 databases/);
    assert.match(message, /prefix: p\/a\/ .*prefix: p\/b\/app\.db .*prefix: p\/b\/users\.db /);
  });

  it('is ambiguous with two layouts', () => {
    const message = refused('ambiguous', listing('p/', ...ZLAYER, 'p/app.db'));
    assert.match(message, /format: zlayer, prefix: p\/.*format: object, prefix: p\//);
    refused('ambiguous', listing('p/', ...(LAYOUTS['restic'] ?? []), ...ZLAYER.map(key => key.replace('p/', 'p/z/'))));
  });

  it('is what the input format says, when that is one of the layouts', () => {
    const both = listing('p/', ...ZLAYER, 'p/app.db');
    assert.equal(detectBackup(both, 'zlayer').format.name, 'zlayer');
    assert.match(refused('unsupported-format', listing('p/', 'p/app.db'), 'zlayer'), /format zlayer/);
    assert.match(refused('input', both, 'zlayerr'), /auto, zlayer, .*object/);
  });

  it('shows a hostile key escaped', () => {
    const message = refused('unsupported-format', listing('', 'x\n::error::pwned\u001b[31m.png'));
    assert.ok(!message.includes('\n') && !message.includes('\u001b'), message);
  });

  it('is found in time, however many databases there are', () => {
    const keys = Array.from({length: 20_000}, (_, index) => `p/tenant-${index}/app-20261001.db`);
    const started = performance.now();
    assert.match(refused('ambiguous', listing('p/', ...keys)), /20000 databases/);
    // Quadratic work takes minutes here.
    assert.ok(performance.now() - started < 20_000);
  });
});

describe('a layout that is not built', () => {
  it('has an example here and an entry in the docs', () => {
    const docs = readFileSync(join(ROOT, 'docs', 'formats', 'unsupported.md'), 'utf8');
    for (const {name} of unsupportedFormats) {
      assert.ok(LAYOUTS[name] !== undefined, `no example keys of ${name}`);
      assert.ok(docs.includes(`\`${name}\``), `docs/formats/unsupported.md does not name ${name}`);
    }
  });

  for (const format of unsupportedFormats) {
    it(`${format.name} is refused with what it is and what to do`, async () => {
      const found = detectBackup(listing('p/', ...(LAYOUTS[format.name] ?? [])), format.name);
      const error: unknown = await planOf(found.format, found.backup).catch((thrown: unknown) => thrown);
      assert.ok(error instanceof RestoreError);
      assert.equal(error.code, 'unsupported-format');
      assert.ok(error.failure.todo !== undefined);
    });
  }
});

function nothing(): never {
  throw new Error('a layout that is not built reads nothing');
}

function planOf(format: BackupFormat, backup: ReturnType<typeof detectBackup>['backup']): Promise<unknown> {
  return format.plan({
    backup,
    listing: listing('p/'),
    target: {onIncomplete: 'fail', prefer: 'likeliest'},
    store: {name: 'nowhere', list: nothing, read: nothing},
    decrypt: nothing,
    excluded: new Map(),
    scratchFolder: '',
    maxDatabaseSize: 1,
    examine: nothing,
    log: SILENT,
    signal: new AbortController().signal,
    progress: nothing,
  });
}

const ROOT = join(import.meta.dirname, '..', '..');

describe('a format that is built', () => {
  const unsupported = new Set(unsupportedFormats);
  for (const format of formats.filter(each => !unsupported.has(each))) {
    it(`${format.name} has its source, its fixtures and its page in the docs`, () => {
      const {name} = format;
      const sources = [`src/formats/${name}.ts`, `src/formats/${name}/${name}.ts`];
      assert.ok(
        sources.some(source => existsSync(join(ROOT, source))),
        `neither ${sources.join(' nor ')} is there`,
      );
      const fixtures = join(ROOT, 'test', 'fixtures', name);
      assert.ok(existsSync(fixtures) && readdirSync(fixtures).length > 0, `no fixtures in test/fixtures/${name}`);
      const page = join(ROOT, 'docs', 'formats', `${name}.md`);
      assert.ok(existsSync(page), `docs/formats/${name}.md is not there`);
    });
  }

  it('is registered once, and `object` after all others', () => {
    const names = formats.map(({name}) => name);
    assert.equal(new Set(names).size, names.length);
    assert.equal(names.at(-1), 'object');
  });

  it('is registered when its source is there', () => {
    const names = new Set(formats.map(({name}) => name));
    for (const entry of readdirSync(join(ROOT, 'src', 'formats'), {withFileTypes: true})) {
      if (entry.isDirectory()) assert.ok(names.has(entry.name), `src/formats/${entry.name} is not in the registry`);
    }
  });
});
