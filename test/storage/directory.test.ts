// A directory as a bucket: what is listed, what is refused, and what is noticed while a file is read.
import assert from 'node:assert/strict';
import {once} from 'node:events';
import {
  appendFile,
  chmod,
  mkdir,
  mkdtemp,
  rename,
  rm,
  stat,
  symlink,
  truncate,
  utimes,
  writeFile,
} from 'node:fs/promises';
import {createServer} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {describe, it} from 'node:test';
import {SILENT} from '../../src/log.ts';
import {listAll} from '../../src/storage/listing.ts';
import type {ObjectInfo, ObjectStore} from '../../src/storage/store.ts';
import {bytesOf, failure, find, never, openNow, pattern} from './reading.ts';

/** A folder with `bucket/` in it, and things beside. */
async function withFolder(use: (bucket: string, beside: string) => Promise<void>): Promise<void> {
  const beside = await mkdtemp(join(tmpdir(), 'directory-'));
  try {
    const bucket = join(beside, 'bucket');
    await mkdir(join(bucket, 'sub'), {recursive: true});
    await writeFile(join(bucket, 'data'), 'some bytes');
    await writeFile(join(bucket, 'sub', 'more'), 'more bytes');
    await use(bucket, beside);
  } finally {
    await rm(beside, {recursive: true, force: true});
  }
}

const at = (path: string, log = SILENT) => openNow({kind: 'directory', path, prefix: ''}, {log});
const keysOf = async (store: ObjectStore, prefix = '') =>
  (await listAll(store, prefix, never)).objects.map(({key}) => key);

describe('the directory itself', () => {
  it('may be named by a relative path or through a link', async () => {
    await withFolder(async (bucket, beside) => {
      await symlink(bucket, join(beside, 'link'), 'dir');
      assert.deepEqual(await keysOf(await at(join(beside, 'link'))), ['data', 'sub/more']);
      assert.deepEqual(await keysOf(await at(join(bucket, 'sub', '..'))), ['data', 'sub/more']);
    });
  });

  it('that is a file is told apart from one that is missing', async () => {
    await withFolder(async bucket => {
      const file = await failure(at(join(bucket, 'data')), 'bucket-missing');
      assert.match(file.message, /not a directory.*prefix to the file's name/);
      const missing = await failure(at(join(bucket, 'none')), 'bucket-missing');
      assert.match(missing.message, /no such directory/);
      const below = await failure(at(join(bucket, 'data', 'none')), 'bucket-missing');
      assert.match(below.message, /no such directory/);
    });
  });
});

describe('a listing of a directory', () => {
  it('enters only the folders that the prefix leads to', async () => {
    await withFolder(async (bucket, beside) => {
      await mkdir(join(bucket, 'subway'));
      await writeFile(join(bucket, 'subway', 'x'), '');
      // A link out of the directory is an error wherever the listing comes by.
      await mkdir(join(bucket, 'other'));
      await symlink(beside, join(bucket, 'other', 'out'), 'dir');
      const store = await at(bucket);
      assert.deepEqual(await keysOf(store, 'sub'), ['sub/more']);
      assert.deepEqual(await keysOf(store, 'sub/more'), ['sub/more']);
      assert.deepEqual(await keysOf(store, 'sub/m'), []);
      assert.deepEqual(await keysOf(store, '../directory'), []);
      await failure(keysOf(store), 'storage');
    });
  });

  it('has the file’s time to the fraction, and a tag that tells every change', async () => {
    await withFolder(async bucket => {
      const path = join(bucket, 'data');
      await utimes(path, 1_700_000_000.25, 1_700_000_000.25);
      const store = await at(bucket);
      const first = await find(store, 'data');
      assert.equal(first.lastModified, 1_700_000_000_250);
      assert.deepEqual(await find(store, 'data'), first);
      await utimes(path, 1_700_000_000.26, 1_700_000_000.26);
      const touched = await find(store, 'data');
      assert.notEqual(touched.etag, first.etag);
      await appendFile(path, 'x');
      await utimes(path, 1_700_000_000.26, 1_700_000_000.26);
      const longer = await find(store, 'data');
      assert.notEqual(longer.etag, touched.etag);
      await writeFile(join(bucket, 'new'), 'some bytesx');
      await rename(join(bucket, 'new'), path);
      await utimes(path, 1_700_000_000.26, 1_700_000_000.26);
      assert.notEqual((await find(store, 'data')).etag, longer.etag);
    });
  });

  it('follows a link that stays inside, and reads through it', async () => {
    await withFolder(async bucket => {
      await symlink('data', join(bucket, 'file-link'));
      await symlink('sub', join(bucket, 'folder-link'), 'dir');
      const store = await at(bucket);
      assert.deepEqual(await keysOf(store), ['data', 'file-link', 'folder-link/more', 'sub/more']);
      assert.equal((await bytesOf(store, await find(store, 'file-link'))).toString(), 'some bytes');
      assert.equal((await bytesOf(store, await find(store, 'folder-link/more'))).toString(), 'more bytes');
    });
  });

  it('refuses by name a link that leads out, nowhere, to itself, or back up', async () => {
    const cases = [
      ['out', '../secret', /leads out of the directory: sub\/out/],
      ['outside', '../..', /leads out of the directory: sub\/outside/],
      ['dangling', 'nothing-here', /leads nowhere: sub\/dangling/],
      ['itself', 'itself', /leads to itself: sub\/itself/],
      ['up', '..', /leads back to a folder above it: sub\/up/],
      ['here', '.', /leads back to a folder above it: sub\/here/],
    ] as const;
    for (const [name, target, words] of cases) {
      await withFolder(async (bucket, beside) => {
        await writeFile(join(beside, 'secret'), 'secret');
        await symlink(target === '../secret' ? join(beside, 'secret') : target, join(bucket, 'sub', name));
        const error = await failure(keysOf(await at(bucket)), 'storage');
        assert.match(error.message, words);
      });
    }
  });

  it(
    'says what it leaves out because it is neither file nor folder',
    {skip: process.platform === 'win32'},
    async () => {
      await withFolder(async bucket => {
        const socket = createServer().listen(join(bucket, 'socket'));
        await once(socket, 'listening');
        const warnings: string[] = [];
        const store = await at(bucket, {...SILENT, warn: text => void warnings.push(text)});
        assert.deepEqual(await keysOf(store), ['data', 'sub/more']);
        socket.close();
        assert.deepEqual(warnings, ['Left out, neither a file nor a folder: socket']);
      });
    },
  );

  it(
    'refuses a file name that is not UTF-8, for it cannot be a key',
    {skip: process.platform !== 'linux'},
    async () => {
      await withFolder(async bucket => {
        await writeFile(Buffer.concat([Buffer.from(`${bucket}/bad-`), Buffer.from([0xff])]), 'x');
        const error = await failure(keysOf(await at(bucket)), 'storage');
        assert.match(error.message, /not UTF-8.*bad-/);
      });
    },
  );
});

describe('a read from a directory', () => {
  it('never leaves the directory, whatever the key says', async () => {
    await withFolder(async (bucket, beside) => {
      const secret = join(beside, 'secret');
      await writeFile(secret, 'secret');
      const {size, mtimeMs} = await stat(secret);
      await symlink(secret, join(bucket, 'link'));
      const store = await at(bucket);
      for (const key of ['../secret', 'sub/../../secret', 'link']) {
        const object: ObjectInfo = {key, size, lastModified: mtimeMs, etag: '"any"'};
        const error = await failure(bytesOf(store, object), 'storage');
        assert.match(error.message, /leads out of the directory/);
      }
    });
  });

  it('notices that the file was written to while it was read', async () => {
    for (const change of [
      (path: string) => appendFile(path, 'more'),
      (path: string) => truncate(path, 1_500_000),
      (path: string) => writeFile(path, pattern(3_000_000)),
    ]) {
      await withFolder(async bucket => {
        const path = join(bucket, 'large');
        await writeFile(path, pattern(3_000_000));
        await utimes(path, 1_700_000_000, 1_700_000_000);
        const store = await at(bucket);
        const object = await find(store, 'large');
        const reading = (async () => {
          let changed = false;
          for await (const chunk of store.read(object, {signal: never})) {
            assert.ok(chunk.length > 0);
            if (!changed) {
              changed = true;
              await change(path);
            }
          }
        })();
        const error = await failure(reading, 'changed');
        assert.match(error.message, /written to after it was listed: large/);
      });
    }
  });

  it('goes on with the file that was opened when another is put in its place', async () => {
    await withFolder(async bucket => {
      const path = join(bucket, 'large');
      const body = pattern(3_000_000);
      await writeFile(path, body);
      const store = await at(bucket);
      const object = await find(store, 'large');
      const got: Uint8Array[] = [];
      for await (const chunk of store.read(object, {signal: never})) {
        got.push(chunk);
        await writeFile(`${path}.new`, 'other');
        await rename(`${path}.new`, path);
      }
      assert.ok(body.equals(Buffer.concat(got)));
      let given = 0;
      const again = (async () => {
        for await (const chunk of store.read(object, {signal: never})) {
          given += chunk.length;
        }
      })();
      await failure(again, 'changed');
      assert.equal(given, 0, 'not a byte of the other file');
    });
  });

  const isRoot = process.getuid?.() === 0;
  it(
    'is denied in words of its own',
    {skip: isRoot ? 'root may read everything' : process.platform === 'win32'},
    async () => {
      await withFolder(async bucket => {
        await chmod(join(bucket, 'data'), 0);
        const store = await at(bucket);
        const error = await failure(bytesOf(store, await find(store, 'data')), 'access-denied');
        assert.match(error.message, /Reading the file is denied: data/);
        await chmod(join(bucket, 'sub'), 0);
        assert.match((await failure(keysOf(store), 'access-denied')).message, /Listing the folder is denied: sub/);
        await chmod(join(bucket, 'sub'), 0o700);
      });
    },
  );
});
