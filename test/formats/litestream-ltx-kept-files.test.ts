// What planning has read of small LTX files is there for their layers.
import assert from 'node:assert/strict';
import {mkdtempSync, readdirSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, describe, it} from 'node:test';
import {KeptFiles} from '../../src/formats/litestream-ltx/kept-files.ts';

let folder: string;
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'kept-files-'));
});
after(() => rmSync(folder, {recursive: true, force: true}));

/** Files of 1 to 60,000 bytes, each with content of its own: 15 MB. */
const FILES = Array.from({length: 500}, (_, index) => new Uint8Array(1 + ((index * 7919) % 60_000)).fill(index % 251));

function keptIn(where: string | undefined) {
  const files = new KeptFiles();
  files.folder = where;
  return FILES.map(bytes => files.keep(bytes));
}

describe('files that were read while planning', () => {
  const orders: readonly (readonly [string, (index: number) => number])[] = [
    ['newest first, as layers are read', index => FILES.length - 1 - index],
    ['oldest first', index => index],
    ['in any order', index => (index * 211) % FILES.length],
  ];
  for (const [how, order] of orders) {
    it(`are given again ${how}`, () => {
      const kept = keptIn(folder);
      for (const index of FILES.keys()) assert.deepEqual(kept[order(index)]?.(), FILES[order(index)]);
    });
  }

  it('are still there when the folder was emptied for another plan', () => {
    const own = mkdtempSync(join(folder, 'own-'));
    const kept = keptIn(own);
    assert.equal(readdirSync(own).length, 1);
    for (const name of readdirSync(own)) rmSync(join(own, name));
    for (const [index, bytes] of FILES.entries()) assert.deepEqual(kept[index]?.(), bytes);
  });

  it('are not kept beyond a megabyte where there is no folder, or none that can be written', () => {
    for (const where of [undefined, join(folder, 'not-there')]) {
      const kept = keptIn(where);
      const first = kept.indexOf(undefined);
      assert.ok(first > 10 && first < 100, `${first} are kept`);
      for (const [index, give] of kept.entries()) if (give !== undefined) assert.deepEqual(give(), FILES[index]);
    }
  });

  it('stay as they were when the reader’s memory is used again', () => {
    const files = new KeptFiles();
    const bytes = new Uint8Array(100).fill(1);
    const give = files.keep(bytes);
    bytes.fill(2);
    const given = give?.();
    given?.fill(3);
    assert.deepEqual(give?.(), new Uint8Array(100).fill(1));
  });
});
