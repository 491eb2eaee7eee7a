import assert from 'node:assert/strict';
import {existsSync, mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {suite, test} from 'node:test';
import {openScratchFile} from '../../src/engine/scratch-file.ts';
import {isRestoreError} from '../../src/errors.ts';

suite('A scratch file', () => {
  test(
    'a full disk is told with what is needed and what is free',
    {skip: !existsSync('/dev/full') && 'no /dev/full'},
    async () => {
      // The device of that name answers every write as a full disk does.
      const file = await openScratchFile('/dev/full', true);
      try {
        await assert.rejects(
          file.write(new Uint8Array(4096), 8192),
          (error: unknown) =>
            isRestoreError(error, 'disk') &&
            /The disk is full: \/dev\/full \(expected room for at least 12288 bytes, found \d+ bytes free\)/.test(
              error.message,
            ),
        );
      } finally {
        await file.close();
      }
    },
  );

  test('a folder that is not there is told as a disk error that names the path', async () => {
    await assert.rejects(
      openScratchFile('/nowhere/at/all.db', false),
      (error: unknown) => isRestoreError(error, 'disk') && error.message.includes('/nowhere/at/all.db'),
    );
  });

  test('is never an existing file, and holds what was written where it was written', async t => {
    const folder = mkdtempSync(join(tmpdir(), 'scratch-'));
    t.after(() => rmSync(folder, {recursive: true, force: true}));
    const path = join(folder, 'db');
    const file = await openScratchFile(path, false);
    await file.write(Uint8Array.of(7, 8), 3);
    await file.truncate(6);
    await file.close();
    assert.deepEqual([...readFileSync(path)], [0, 0, 0, 7, 8, 0]);
    await assert.rejects(openScratchFile(path, false), (error: unknown) => isRestoreError(error, 'disk'));
  });
});
