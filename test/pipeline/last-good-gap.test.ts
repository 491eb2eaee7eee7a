// A gap in the chain: what lies behind it cannot be restored, but it is known to have been there.
import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {fileURLToPath} from 'node:url';
import type {Bucket} from '../models/memory-store.ts';
import {restoreInMemory} from '../models/restore-in-memory.ts';
import {backupsIn, harmed} from './last-good-truth.ts';

/** The backup of the fixtures without the one object whose key holds `part`, searched with the default budget. */
async function searchWithout(format: string, name: string, part: string) {
  const folder = fileURLToPath(new URL(`../fixtures/${format}/`, import.meta.url));
  const found = backupsIn(format, folder).find(backup => backup.name === name);
  const bucket: Bucket = found?.bucket ?? assert.fail(`no ${name}`);
  const key = [...bucket.keys()].find(one => one.includes(part)) ?? assert.fail(`no ${part}`);
  const {result} = await restoreInMemory(harmed(bucket, key, 'remove'), {
    location: {kind: 'directory', path: '/', prefix: found?.prefix ?? ''},
    lastGood: 'report',
  });
  assert.equal(result.error?.code, 'gap');
  return result.lastGood ?? assert.fail('nothing was looked for');
}

suite('Behind a gap', () => {
  test('what is lost reaches to the newest file that the names promise, to which no chain leads', async () => {
    const part = '/0000000000000018-0000000000000018.ltx';
    const {point, lost} = await searchWithout('litestream-ltx', 'ltx-a-tiny', part);
    assert.equal(point?.position, '0000000000000017');
    assert.match(lost[0] ?? '', /^about 2\.\d s$/);
    assert.equal(lost[1], 'TXIDs 0000000000000018 to 000000000000002b');
  });

  test('a gap that only reading shows is read once: the points behind it cost no restores', async () => {
    const {point, exact, restores, tried} = await searchWithout('litestream-v3', 'v3-a-tiny', '/wal/00000001_00003068');
    assert.match(point?.position ?? '', /\/00000001:00001038$/);
    assert.equal(exact, true);
    const behind = tried.filter(({outcome}) => outcome.startsWith('gap:'));
    assert.ok(behind.length > restores, `${restores} restores, ${behind.length} points behind the gap`);
  });
});
