import assert from 'node:assert/strict';
import {existsSync, mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {suite, test} from 'node:test';
import {openScratchFile, type ScratchFile} from '../../src/engine/scratch-file.ts';
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

  for (const [what, next] of [
    ['the next write', (file: ScratchFile) => file.write(new Uint8Array(1), 0)],
    ['cutting it', (file: ScratchFile) => file.truncate(0)],
    ['closing it', (file: ScratchFile) => file.close()],
  ] as const) {
    test(
      `a large write that fails is told by ${what}`,
      {skip: !existsSync('/dev/full') && 'no /dev/full'},
      async () => {
        const file = await openScratchFile('/dev/full', true);
        try {
          await file.write(new Uint8Array(1 << 20), 0);
          // The write goes on behind; its failure must not be an unhandled one meanwhile.
          await new Promise(resolve => setTimeout(resolve, 50));
          await assert.rejects(next(file), error => isRestoreError(error, 'disk') && /full/.test(error.message));
        } finally {
          // Told once: closing does not throw again, and closes.
          if (what !== 'closing it') await file.close();
        }
      },
    );
  }

  test('takes large writes over: what the caller does with its bytes afterwards changes nothing', async t => {
    const folder = mkdtempSync(join(tmpdir(), 'scratch-'));
    t.after(() => rmSync(folder, {recursive: true, force: true}));
    const path = join(folder, 'db');
    const size = 300_000;
    const data = new Uint8Array(size);
    const file = await openScratchFile(path, false);
    // Backwards, in more pieces than can be under way, of sizes that differ.
    for (let part = 9; part >= 0; part -= 1) {
      await file.write(data.fill(part + 1).subarray(0, size - part), part * size);
      data.fill(0xee);
    }
    await file.close();
    const expected = Array.from({length: 10}, (_, part) => {
      const piece = Buffer.alloc(size);
      piece.fill(part + 1, 0, size - part);
      return piece;
    });
    assert.ok(readFileSync(path).equals(Buffer.concat(expected).subarray(0, 10 * size - 9)));
  });

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
